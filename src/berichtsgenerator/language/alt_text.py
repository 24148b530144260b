"""Alternative texts: what a chart shows, for people who do not see it.

Comes in: a chart specification (values already protected) and its title. Goes out: German text of at most 500
characters, made of whole sentences: kind and title, extent, extremes or course, comparison, what is missing. Figures
are those printed in the chart; nothing is computed and no cause is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor

from berichtsgenerator.document.graphics import (
    BarChart,
    ChartSpec,
    Datum,
    LineChart,
    LinePoint,
    MapChart,
    Pyramid,
    Series,
)
from berichtsgenerator.language.dates import MONTHS, NBSP
from berichtsgenerator.language.numbers import format_number, spell_count
from berichtsgenerator.language.units import unit_suffix

LIMIT = 500
"""Most characters of an alternative text."""
_TITLE = 200


def alt_text(spec: ChartSpec, title: str) -> str:
    """The alternative text of a chart with this caption title."""
    if isinstance(spec, BarChart):
        return _fit(_bars(spec, title))
    if isinstance(spec, LineChart):
        return _fit(_lines(spec, title))
    if isinstance(spec, Pyramid):
        return _fit(_pyramid(spec, title))
    return _fit(_map(spec, title))


def _fit(sentences: Iterable[str]) -> str:
    """Whole sentences in their order as long as there is room; a later shorter one may still fit."""
    text = ""
    for item in sentences:
        if not item:
            continue
        longer = f"{text} {item}" if text else _cut(item, LIMIT)
        if len(longer) <= LIMIT:
            text = longer
    return text


def _cut(text: str, limit: int) -> str:
    """The text, shortened at a blank with an ellipsis when it is too long."""
    if len(text) <= limit:
        return text
    return text[: limit - 2].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _head(kind: str, title: str) -> str:
    clean = _cut(title.strip().rstrip("."), _TITLE)
    return f"{kind}: {clean}." if clean else f"{kind}."


def _value(datum: Datum, unit: str) -> str:
    return f"{datum.label}{_unit(datum.label, unit)}"


def _unit(number: str, unit: str) -> str:
    suffix = unit_suffix(number, unit)
    return "" if suffix.strip().startswith("je") else suffix


def _names(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{', '.join(names[:2])} und {format_number(len(names) - 2, 0)} weitere"
    return f"{', '.join(names[:-1])} und {names[-1]}" if len(names) > 1 else "".join(names)


def _extremes(pairs: Sequence[tuple[str, Datum]], unit: str) -> str:
    """Highest and lowest printed value with their names; ties share one figure."""
    shown = [(name, datum) for name, datum in pairs if datum.value is not None]
    if not shown:
        return "Kein Wert wird ausgewiesen."
    high = max(shown, key=lambda pair: pair[1].value or 0.0)[1]
    low = min(shown, key=lambda pair: pair[1].value or 0.0)[1]
    if high.label == low.label:
        return f"Alle ausgewiesenen Werte sind gleich: {_value(high, unit)}."
    highest = _names([name for name, datum in shown if datum.label == high.label])
    lowest = _names([name for name, datum in shown if datum.label == low.label])
    return f"Höchster Wert: {highest} mit {_value(high, unit)}; niedrigster Wert: {lowest} mit {_value(low, unit)}."


def _left_out(data: Iterable[Datum], singular: str, plural: str, gender: str) -> str:
    count = sum(1 for datum in data if datum.value is None)
    if not count:
        return ""
    return f"Für {spell_count(count, singular, plural, gender=gender, case='akkusativ')} wird kein Wert ausgewiesen."


def _bars(spec: BarChart, title: str) -> list[str]:
    kind = {"gestapelt": "Gestapeltes Balkendiagramm", "prozent": "Balkendiagramm mit Anteilen"}.get(
        spec.mode, "Balkendiagramm" if spec.horizontal else "Säulendiagramm"
    )
    count = spell_count(len(spec.bars), "Balken", "Balken", gender="m")
    several = len(spec.series) > 1
    sentences = [_head(kind, title)]
    if several:
        sentences.append(f"{_start(count)} mit {_names(spec.series)}.")
        for index, name in enumerate(spec.series[:3]):
            pairs = [(bar.label, bar.data[index]) for bar in spec.bars if index < len(bar.data)]
            sentences.append(f"{name}: {_extremes(pairs, spec.unit)}")
    else:
        sentences.append(f"{_start(count)}.")
        sentences.append(_extremes([(bar.label, bar.data[0]) for bar in spec.bars if bar.data], spec.unit))
    compared = [
        f"{line.label} {_value(line.datum, spec.unit)}" for line in spec.references if line.datum.value is not None
    ]
    if compared:
        sentences.append(f"Zum Vergleich: {', '.join(compared)}.")
    sentences.append(_left_out((datum for bar in spec.bars for datum in bar.data), "Balken", "Balken", "m"))
    return sentences


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(point: LinePoint, monthly: bool) -> str:
    year = floor(point.x + 1e-9)
    if not monthly:
        return str(year)
    number = min(11, max(0, floor((point.x - year) * 12 + 1e-6)))
    return f"{MONTHS[number]}{NBSP}{year}"


def _course(series: Series, spec: LineChart) -> str:
    shown = [point for point in series.points if point.datum.value is not None]
    if not shown:
        return f"{series.name}: kein Wert ausgewiesen."
    first, last = shown[0], shown[-1]
    if first is last:
        return f"{series.name}: {_value(first.datum, spec.unit)} ({_when(first, spec.monthly)})."
    text = f"{series.name}: von {_value(first.datum, spec.unit)} ({_when(first, spec.monthly)}) "
    text += f"auf {_value(last.datum, spec.unit)} ({_when(last, spec.monthly)})"
    top = max(shown, key=lambda point: point.datum.value or 0.0)
    if top is not first and top is not last and top.datum.label not in (first.datum.label, last.datum.label):
        text += f", höchster Wert {_value(top.datum, spec.unit)} ({_when(top, spec.monthly)})"
    return f"{text}."


def _lines(spec: LineChart, title: str) -> list[str]:
    points = [point for series in spec.series for point in series.points]
    sentences = [_head("Liniendiagramm", title)]
    if points:
        first = min(points, key=lambda point: point.x)
        last = max(points, key=lambda point: point.x)
        count = spell_count(len(spec.series), "Linie", "Linien")
        sentences.append(f"{_start(count)} von {_when(first, spec.monthly)} bis {_when(last, spec.monthly)}.")
    ordered = sorted(spec.series, key=lambda series: not series.emphasis)
    sentences.extend(_course(series, spec) for series in ordered)
    breaks = sorted({floor(x + 1e-9) for series in spec.series for x in series.breaks})
    if breaks:
        sentences.append(f"Bruch in der Zeitreihe: {', '.join(str(year) for year in breaks)}.")
    if spec.events:
        sentences.append(f"Markiert: {', '.join(event.label for event in spec.events)}.")
    if any(point.datum.value is None for point in points):
        sentences.append("Wo kein Wert ausgewiesen wird, ist die Linie unterbrochen.")
    return sentences


def _pyramid(spec: Pyramid, title: str) -> list[str]:
    sentences = [_head("Alterspyramide", title)]
    count = spell_count(len(spec.ages), "Altersgruppe", "Altersgruppen")
    sentences.append(f"{_start(count)}, links {spec.left_label}, rechts {spec.right_label}.")
    for label, side in ((spec.left_label, "left"), (spec.right_label, "right")):
        pairs = [(bar.label, bar.left if side == "left" else bar.right) for bar in spec.ages]
        shown = [(name, datum) for name, datum in pairs if datum.value is not None]
        if shown:
            name, datum = max(shown, key=lambda pair: pair[1].value or 0.0)
            sentences.append(f"Am stärksten besetzt bei {label}: {name} ({_value(datum, spec.unit)}).")
    if spec.compared_name:
        sentences.append(f"Als Umriss zum Vergleich: {spec.compared_name}.")
    data = (datum for bar in spec.ages for datum in (bar.left, bar.right))
    sentences.append(_left_out(data, "Balken", "Balken", "m"))
    return sentences


def _map(spec: MapChart, title: str) -> list[str]:
    kind = "Karte" if any(area.rings for area in spec.areas) else "Kachelkarte"
    count = spell_count(len(spec.areas), "Gebiet", "Gebiete", gender="n")
    classes = spell_count(len(spec.bounds), "Klasse", "Klassen", case="dativ")
    return [
        _head(kind, title),
        f"{_start(count)} in {classes}." if spec.bounds else f"{_start(count)}.",
        _extremes([(area.label, area.datum) for area in spec.areas], spec.unit),
        _left_out((area.datum for area in spec.areas), "Gebiet", "Gebiete", "n"),
    ]
