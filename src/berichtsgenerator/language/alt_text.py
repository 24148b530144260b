"""Alternative texts: what a chart shows, for people who do not see it.

Comes in: a chart specification (values already protected) and its title. Goes out: German text of at most 500
characters, made of whole sentences: kind and title, extent, extremes or course, comparison, what is missing. Figures
are those printed in the chart; nothing is computed and no cause is claimed.
"""

from __future__ import annotations

from math import floor

from berichtsgenerator.document.graphics import (
    BarChart,
    ChartSpec,
    LineChart,
    LinePoint,
    MapChart,
    Pyramid,
    Series,
)
from berichtsgenerator.language.alt_kinds import sentences
from berichtsgenerator.language.alt_parts import LIMIT, extremes, fit, head, left_out, names, start, value
from berichtsgenerator.language.dates import NBSP
from berichtsgenerator.language.numbers import spell_count
from berichtsgenerator.model.periods import MONTH_NAMES


def alt_text(spec: ChartSpec, title: str) -> str:
    """The alternative text of a chart with this caption title."""
    if isinstance(spec, BarChart):
        return fit(_bars(spec, title))
    if isinstance(spec, LineChart):
        return fit(_lines(spec, title))
    if isinstance(spec, Pyramid):
        return fit(_pyramid(spec, title))
    if isinstance(spec, MapChart):
        return fit(_map(spec, title))
    return fit(sentences(spec, title))


def _bars(spec: BarChart, title: str) -> list[str]:
    kind = {"gestapelt": "Gestapeltes Balkendiagramm", "prozent": "Balkendiagramm mit Anteilen"}.get(
        spec.mode, "Balkendiagramm" if spec.horizontal else "Säulendiagramm"
    )
    count = spell_count(len(spec.bars), "Balken", "Balken", gender="m")
    several = len(spec.series) > 1
    found = [head(kind, title)]
    if several:
        found.append(f"{start(count)} mit {names(spec.series)}.")
        for index, name in enumerate(spec.series[:3]):
            pairs = [(bar.label, bar.data[index]) for bar in spec.bars if index < len(bar.data)]
            found.append(f"{name}: {extremes(pairs, spec.unit)}")
    else:
        found.append(f"{start(count)}.")
        found.append(extremes([(bar.label, bar.data[0]) for bar in spec.bars if bar.data], spec.unit))
    compared = [
        f"{line.label} {value(line.datum, spec.unit)}" for line in spec.references if line.datum.value is not None
    ]
    if compared:
        found.append(f"Zum Vergleich: {', '.join(compared)}.")
    found.append(left_out((datum for bar in spec.bars for datum in bar.data), "Balken", "Balken", "m"))
    return found


def _when(point: LinePoint, monthly: bool) -> str:
    year = floor(point.x + 1e-9)
    if not monthly:
        return str(year)
    number = min(11, max(0, floor((point.x - year) * 12 + 1e-6)))
    return f"{MONTH_NAMES[number]}{NBSP}{year}"


def _course(series: Series, spec: LineChart) -> str:
    shown = [point for point in series.points if point.datum.value is not None]
    if not shown:
        return f"{series.name}: kein Wert ausgewiesen."
    first, last = shown[0], shown[-1]
    if first is last:
        return f"{series.name}: {value(first.datum, spec.unit)} ({_when(first, spec.monthly)})."
    text = f"{series.name}: von {value(first.datum, spec.unit)} ({_when(first, spec.monthly)}) "
    text += f"auf {value(last.datum, spec.unit)} ({_when(last, spec.monthly)})"
    top = max(shown, key=lambda point: point.datum.value or 0.0)
    if top is not first and top is not last and top.datum.label not in (first.datum.label, last.datum.label):
        text += f", höchster Wert {value(top.datum, spec.unit)} ({_when(top, spec.monthly)})"
    return f"{text}."


def _lines(spec: LineChart, title: str) -> list[str]:
    points = [point for series in spec.series for point in series.points]
    found = [head("Liniendiagramm", title)]
    if points:
        first = min(points, key=lambda point: point.x)
        last = max(points, key=lambda point: point.x)
        count = spell_count(len(spec.series), "Linie", "Linien")
        found.append(f"{start(count)} von {_when(first, spec.monthly)} bis {_when(last, spec.monthly)}.")
    ordered = sorted(spec.series, key=lambda series: not series.emphasis)
    found.extend(_course(series, spec) for series in ordered)
    breaks = sorted({floor(x + 1e-9) for series in spec.series for x in series.breaks})
    if breaks:
        found.append(f"Bruch in der Zeitreihe: {', '.join(str(year) for year in breaks)}.")
    if spec.bands:
        found.append(f"Als Band dahinter: {', '.join(band.name for band in spec.bands)}.")
    if spec.events:
        found.append(f"Markiert: {', '.join(event.label for event in spec.events)}.")
    if any(point.datum.value is None for point in points):
        found.append("Wo kein Wert ausgewiesen wird, ist die Linie unterbrochen.")
    return found


def _pyramid(spec: Pyramid, title: str) -> list[str]:
    found = [head("Alterspyramide", title)]
    count = spell_count(len(spec.ages), "Altersgruppe", "Altersgruppen")
    found.append(f"{start(count)}, links {spec.left_label}, rechts {spec.right_label}.")
    for label, side in ((spec.left_label, "left"), (spec.right_label, "right")):
        pairs = [(bar.label, bar.left if side == "left" else bar.right) for bar in spec.ages]
        shown = [(name, datum) for name, datum in pairs if datum.value is not None]
        if shown:
            name, datum = max(shown, key=lambda pair: pair[1].value or 0.0)
            found.append(f"Am stärksten besetzt bei {label}: {name} ({value(datum, spec.unit)}).")
    if spec.compared_name:
        found.append(f"Als Umriss zum Vergleich: {spec.compared_name}.")
    data = (datum for bar in spec.ages for datum in (bar.left, bar.right))
    found.append(left_out(data, "Balken", "Balken", "m"))
    return found


def _members(spec: MapChart) -> list[str]:
    """How many areas bear each name; what is ranked elsewhere is only counted here."""
    shown = [area.datum.label for area in spec.areas if area.datum.value is not None]
    counts = (spell_count(shown.count(label), "Gebiet", "Gebiete", gender="n") for label in spec.class_labels)
    told = ", ".join(f"{label} für {count}" for label, count in zip(spec.class_labels, counts, strict=True))
    return [
        f"Die Zahlen sind Namen ohne Rangfolge: {told}.",
        left_out((area.datum for area in spec.areas), "Gebiet", "Gebiete", "n"),
    ]


def _map(spec: MapChart, title: str) -> list[str]:
    kind = "Karte" if any(area.rings for area in spec.areas) else "Kachelkarte"
    if spec.symbols:
        kind += " mit Kreisen"
    count = spell_count(len(spec.areas), "Gebiet", "Gebiete", gender="n")
    classes = spell_count(len(spec.bounds), "Klasse", "Klassen", case="dativ")
    if spec.named:
        return [head(kind, title), f"{start(count)} in {classes}.", *_members(spec)]
    return [
        head(kind, title),
        f"{start(count)} in {classes}." if spec.bounds else f"{start(count)}.",
        extremes([(area.label, area.datum) for area in spec.areas], spec.unit),
        left_out((area.datum for area in spec.areas), "Gebiet", "Gebiete", "n"),
    ]


__all__ = ["LIMIT", "alt_text"]
