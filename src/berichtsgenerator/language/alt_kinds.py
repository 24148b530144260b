"""Alternative texts of dot plots, slopes, small multiples, heat tables, scatters, strips, curves, waterfalls, flows.

Only figures that the chart itself prints are named; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from berichtsgenerator.document.graphics import (
    BarChart,
    ChartSpec,
    Datum,
    DotChart,
    FlowChart,
    HeatTable,
    LineChart,
    LorenzChart,
    MapChart,
    Pyramid,
    ReferenceLine,
    ScatterChart,
    SlopeChart,
    SmallMultiples,
    StripChart,
    WaterfallChart,
)
from berichtsgenerator.language.alt_parts import extremes, head, left_out, names, start, value
from berichtsgenerator.language.numbers import spell_count


def sentences(spec: ChartSpec, title: str) -> list[str]:
    """The sentences of an alternative text, the most important first."""
    match spec:
        case DotChart():
            return _dots(spec, title)
        case SlopeChart():
            return _slopes(spec, title)
        case SmallMultiples():
            return _panels(spec, title)
        case HeatTable():
            return _heat(spec, title)
        case ScatterChart():
            return _scatter(spec, title)
        case StripChart():
            return _strips(spec, title)
        case LorenzChart():
            return _lorenz(spec, title)
        case WaterfallChart():
            return _waterfall(spec, title)
        case FlowChart():
            return _flows(spec, title)
        case BarChart() | LineChart() | Pyramid() | MapChart():
            raise TypeError(f"not a kind of this module: {type(spec).__name__}")


def _compared(references: Sequence[ReferenceLine], unit: str) -> str:
    shown = [f"{line.label} {value(line.datum, unit)}" for line in references if line.datum.value is not None]
    return f"Zum Vergleich: {', '.join(shown)}." if shown else ""


_UNJOINED = "Zwischen den Zeiten bricht die Zeitreihe; die Werte sind nicht vergleichbar und nicht verbunden."


def _dots(spec: DotChart, title: str) -> list[str]:
    kind = "Hanteldiagramm" if spec.joined else "Punktdiagramm"
    count = start(spell_count(len(spec.rows), "Zeile", "Zeilen"))
    found = [head(kind, title)]
    if len(spec.series) < 2:
        found.append(f"{count}.")
        found.append(extremes([(row.label, row.data[0]) for row in spec.rows], spec.unit))
    else:
        found.append(f"{count} mit {names(spec.series)}.")
        last = len(spec.series) - 1
        for index in (last, *range(last)):
            pairs = [(row.label, row.data[index]) for row in spec.rows]
            found.append(f"{spec.series[index]}: {extremes(pairs, spec.unit)}")
    if spec.joined and spec.parted:
        found.append(_UNJOINED)
    found.append(_compared(spec.references, spec.unit))
    if spec.interval and any(item is not None for row in spec.rows for item in row.intervals):
        found.append(f"Striche zeigen: {spec.interval}.")
    found.append(left_out((datum for row in spec.rows for datum in row.data), "Punkt", "Punkte", "m"))
    return found


def _slopes(spec: SlopeChart, title: str) -> list[str]:
    count = start(spell_count(len(spec.rows), "Linie", "Linien"))
    found = [head("Steigungsdiagramm", title)]
    if spec.columns:
        found.append(f"{count} von {spec.columns[0]} bis {spec.columns[-1]}.")
    both = [row for row in spec.rows if row.data[0].value is not None and row.data[-1].value is not None]
    if spec.breaks:
        found.append(_UNJOINED)
        both = []
    for row in both:
        if row.emphasis:
            text = f"von {value(row.data[0], spec.unit)} auf {value(row.data[-1], spec.unit)}"
            found.append(f"{row.label}: {text}.")
    if both:
        rising = sum((row.data[-1].value or 0.0) > (row.data[0].value or 0.0) for row in both)
        falling = sum((row.data[-1].value or 0.0) < (row.data[0].value or 0.0) for row in both)
        more = start(spell_count(rising, "Linie steigt", "Linien steigen")) if rising else "Keine Linie steigt"
        less = spell_count(falling, "fällt", "fallen") if falling else "keine fällt"
        found.append(f"{more}, {less}.")
    for index, column in ((-1, spec.columns[-1] if spec.columns else ""), (0, spec.columns[0] if spec.columns else "")):
        found.append(f"{column}: {extremes([(row.label, row.data[index]) for row in spec.rows], spec.unit)}")
    return found


def _panels(spec: SmallMultiples, title: str) -> list[str]:
    count = start(spell_count(len(spec.panels), "kleines Liniendiagramm", "kleine Liniendiagramme", gender="n"))
    found = [head("Kleine Diagramme", title), f"{count} mit gleicher Werteachse."]
    ends: list[tuple[str, Datum]] = []
    data: list[Datum] = []
    for panel in spec.panels:
        shown = [point for point in panel.series.points if point.datum.value is not None]
        ends += [(panel.label, point.datum) for point in panel.series.points[-1:]]
        data += [point.datum for point in panel.series.points]
        if panel.emphasis and len(shown) > 1:
            first, last = shown[0].datum, shown[-1].datum
            found.append(f"{panel.label}: von {value(first, spec.unit)} auf {value(last, spec.unit)}.")
    found.append(f"Zuletzt: {extremes(ends, spec.unit)}")
    breaks = sorted({floor(x + 1e-9) for panel in spec.panels for x in panel.series.breaks})
    if breaks:
        found.append(f"Bruch in der Zeitreihe: {', '.join(str(year) for year in breaks)}.")
    if spec.reference is not None:
        found.append(f"Dünne Linie zum Vergleich: {spec.reference.name}.")
    if any(datum.value is None for datum in data):
        found.append("Wo kein Wert ausgewiesen wird, ist die Linie unterbrochen.")
    return found


def _heat(spec: HeatTable, title: str) -> list[str]:
    rows = spell_count(len(spec.rows), "Zeile", "Zeilen")
    columns = spell_count(len(spec.columns), "Spalte", "Spalten")
    pairs = [
        (f"{row.label} ({column})", datum)
        for row in spec.rows
        for column, datum in zip(spec.columns, row.data, strict=True)
    ]
    return [
        head("Wärmetabelle", title),
        f"{start(rows)}, {columns}; jede Zelle nennt ihren Wert.",
        extremes(pairs, spec.unit),
        left_out((datum for _, datum in pairs), "Zelle", "Zellen", "f"),
    ]


def _scatter(spec: ScatterChart, title: str) -> list[str]:
    shown = [point for point in spec.points if point.x.value is not None and point.y.value is not None]
    count = start(spell_count(len(shown), "Punkt", "Punkte", gender="m"))
    found = [head("Streudiagramm", title), f"{count}; waagerecht: {spec.x_label}, senkrecht: {spec.y_label}."]
    found.append(f"Waagerecht: {extremes([(point.label, point.x) for point in shown], '')}")
    found.append(f"Senkrecht: {extremes([(point.label, point.y) for point in shown], '')}")
    for point in [*(item for item in shown if item.emphasis), *spec.references]:
        if point.x.value is not None and point.y.value is not None:
            found.append(f"{point.label}: waagerecht {point.x.label}, senkrecht {point.y.label}.")
    lost = len(spec.points) - len(shown)
    if lost:
        count = spell_count(lost, "Gebiet", "Gebiete", gender="n", case="akkusativ")
        found.append(f"Für {count} gibt es keinen Punkt.")
    return found


def _strips(spec: StripChart, title: str) -> list[str]:
    found = [head("Verteilung", title)]
    for group in spec.groups:
        shown = [(name, datum) for name, datum in zip(group.names, group.data, strict=True) if datum.value is not None]
        label = f"{group.label}: " if group.label else ""
        if not shown:
            found.append(f"{label}kein Wert ausgewiesen.")
            continue
        low = min(shown, key=lambda pair: pair[1].value or 0.0)[1]
        high = max(shown, key=lambda pair: pair[1].value or 0.0)[1]
        count = f"{len(shown)} {spec.noun}"
        found.append(f"{label}{count}, von {value(low, spec.unit)} bis {value(high, spec.unit)}.")
    found.append(_compared(spec.references, spec.unit))
    found.append(left_out((datum for group in spec.groups for datum in group.data), "Wert", "Werte", "m"))
    return found


def _lorenz(spec: LorenzChart, title: str) -> list[str]:
    found = [head("Lorenzkurve", title)]
    found.append(f"Waagerecht der Anteil: {spec.base_label}; senkrecht der Anteil: {spec.part_label}.")
    found.append("Je weiter eine Kurve unter der Diagonale liegt, desto ungleicher ist die Verteilung.")
    for curve in spec.curves:
        lost = sum(unit.base.value is None or unit.part.value is None for unit in curve.units)
        count = spell_count(len(curve.units) - lost, "Gebiet", "Gebiete", gender="n")
        rest = f", {spell_count(lost, 'Gebiet', 'Gebiete', gender='n')} ohne Angabe" if lost else ""
        found.append(f"{curve.name}: {count}{rest}.")
    return found


def _waterfall(spec: WaterfallChart, title: str) -> list[str]:
    found = [head("Wasserfalldiagramm", title)]
    first, last = spec.start, spec.end
    if first.datum.value is not None and last.datum.value is not None:
        found.append(f"{first.label}: {value(first.datum, spec.unit)}; {last.label}: {value(last.datum, spec.unit)}.")
    steps = [f"{step.label} {step.datum.label}" for step in spec.steps if step.datum.value is not None]
    if steps:
        found.append(f"Dazwischen: {'; '.join(steps)}.")
    found.append(left_out((step.datum for step in (first, *spec.steps, last)), "Balken", "Balken", "m"))
    return found


def _flows(spec: FlowChart, title: str) -> list[str]:
    shown = sorted(
        (flow for flow in spec.flows if flow.datum.value is not None), key=lambda flow: -(flow.datum.value or 0.0)
    )
    found = [head("Übergänge", title)]
    sources = spell_count(len(spec.sources), "Herkunft", "Herkünfte")
    targets = spell_count(len(spec.targets), "Ziel", "Ziele", gender="n")
    found.append(f"{start(sources)}, {targets}; die Breite der Bänder ist die Anzahl.")
    largest = [f"{spec.sources[flow.source]} nach {spec.targets[flow.target]} {flow.datum.label}" for flow in shown[:3]]
    if largest:
        found.append(f"Die größten: {'; '.join(largest)}.")
    found.append(left_out((flow.datum for flow in spec.flows), "Übergang", "Übergänge", "m"))
    return found
