"""Line charts over years and months, labelled at their ends.

A missing point is a gap; a break in the series is a gap with a mark; provisional stretches are dashed; events are vertical
lines labelled above. The value axis begins at zero where the layout asks for it or the values come near zero; where it is
cut, the axis shows a cut and the foot says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.bars import NO_VALUES
from berichtsgenerator.charts.metrics import shorten, wrap
from berichtsgenerator.charts.scales import Scale, make_scale, spread, thin
from berichtsgenerator.charts.sheet import Point, Sheet
from berichtsgenerator.charts.style import WHITE, ChartStyle, Colour, DashPattern, contrast, mix
from berichtsgenerator.document.graphics import Event, LineChart, LinePoint, Series

_Placer = Callable[[float], float]
_LEADING = 9.4
_MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_NEAR = 1e-6
_QUIET_FROM = 7
"""From so many lines on, lines without emphasis step back into grey when one line is emphasised."""


@dataclass(frozen=True, slots=True)
class _End:
    """The label at the end of a line."""

    index: int
    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def height(self) -> float:
        """Room that the label takes."""
        return _LEADING * len(self.lines) + 0.8


def runs(series: Series) -> list[tuple[LinePoint, ...]]:
    """The stretches of a series between its gaps and breaks, in order of time."""
    found: list[list[LinePoint]] = []
    joined = False
    for point in sorted(series.points, key=lambda item: item.x):
        if point.datum.value is None:
            joined = False
            continue
        if any(abs(point.x - at) < _NEAR for at in series.breaks):
            joined = False
        if joined:
            found[-1].append(point)
        else:
            found.append([point])
        joined = True
    return [tuple(run) for run in found]


def _break_places(spec: LineChart) -> list[float]:
    """Times of the break marks: midway between the last point before a break and the first of the new line."""
    places: set[float] = set()
    for series in spec.series:
        times = sorted(point.x for point in series.points)
        for at in series.breaks:
            before = [x for x in times if x < at - _NEAR]
            if before and any(abs(x - at) < _NEAR for x in times):
                places.add(round((before[-1] + at) / 2, 6))
    return sorted(places)


def _last(series: Series) -> LinePoint | None:
    visible = [point for point in series.points if point.datum.value is not None]
    return max(visible, key=lambda point: point.x) if visible else None


def _look(spec: LineChart, index: int, style: ChartStyle) -> tuple[Colour, DashPattern, float]:
    """Colour, dashes and width of the nth line."""
    emphasised = [position for position, series in enumerate(spec.series) if series.emphasis]
    if spec.series[index].emphasis:
        return style.series_colour(emphasised.index(index)), style.series_dash(emphasised.index(index)), 2.0
    if emphasised and len(spec.series) >= _QUIET_FROM:
        return style.axis, (), 0.8
    rank = (
        index
        if not emphasised
        else len(emphasised) + [i for i in range(len(spec.series)) if i not in emphasised].index(index)
    )
    return style.series_colour(rank), style.series_dash(rank), 1.4


def line_height(spec: LineChart, width: float, style: ChartStyle) -> float:
    """Natural height of a line chart: more for many lines, so that their labels find room."""
    labels = sum(len(lines) for lines in _end_texts(spec, width, style).values())
    plot = max(135.0, min(labels * (_LEADING + 0.6) + 10, 330.0))
    head = _head(spec, width, style)
    return head + plot + 17.0 + 9.0 * len(_foot_notes(spec, width, style, cut=True))


def _head(spec: LineChart, width: float, style: ChartStyle) -> float:
    return (13.0 if spec.unit else 5.0) + 10.0 * len(_event_lanes(spec, width, style)[1])


def _end_texts(spec: LineChart, width: float, style: ChartStyle) -> dict[int, tuple[str, ...]]:
    """Label of each line that has values: its name and last value, in lines that fit into the right margin."""
    limit = max(60.0, width * 0.27)
    texts: dict[int, tuple[str, ...]] = {}
    for index, series in enumerate(spec.series):
        last = _last(series)
        if last is None:
            continue
        face = "sans-bold" if series.emphasis else "sans"
        texts[index] = wrap(
            style.metrics(face), f"{series.name} {last.datum.label}".strip(), style.size, limit, lines=2
        )
    return texts


def _event_lanes(spec: LineChart, width: float, style: ChartStyle) -> tuple[list[tuple[Event, str, int]], list[float]]:
    """Events with their text and lane (0 lowest), and the lanes used. Lanes are assigned as if the plot took 70 % of the width.

    Texts longer than a third of the width are shortened.
    """
    if not spec.events:
        return [], []
    times = [point.x for series in spec.series for point in series.points] or [event.x for event in spec.events]
    low, high = min(times), max(times)
    length = width * 0.7
    ends: list[float] = []
    placed: list[tuple[Event, str, int]] = []
    for event in sorted(spec.events, key=lambda item: (item.x, item.label)):
        text = shorten(style.metrics("sans"), event.label, style.small, width * 0.36)
        start = length * (event.x - low) / (high - low) if high > low else 0.0
        start = min(max(start, 0.0), length)
        for lane, end in enumerate(ends):
            if start >= end:
                break
        else:
            lane = len(ends)
            ends.append(0.0)
        ends[lane] = start + style.width(text, style.small) + 10
        placed.append((event, text, lane))
    return placed, ends


def _foot_notes(spec: LineChart, width: float, style: ChartStyle, *, cut: bool, dropped: int = 0) -> tuple[str, ...]:
    """What the signs in the chart mean, and which lines cannot be drawn."""
    notes: list[str] = []
    if any(point.provisional and point.datum.value is not None for series in spec.series for point in series.points):
        notes.append("gestrichelt: vorläufig")
    if _break_places(spec):
        notes.append("// Bruch in der Reihe")
    if cut:
        notes.append("Werteachse beginnt nicht bei null")
    for series in spec.series:
        if _last(series) is None:
            mark = series.points[-1].datum.label if series.points else ""
            notes.append(f"{series.name}: keine Werte ({mark})" if mark else f"{series.name}: keine Werte")
    if dropped:
        notes.append(
            "eine weitere Linie ohne Beschriftung" if dropped == 1 else f"{dropped} weitere Linien ohne Beschriftung"
        )
    if not notes:
        return ()
    return wrap(style.metrics("sans"), "  ·  ".join(notes), style.small, width, lines=3)


def draw_lines(spec: LineChart, sheet: Sheet) -> None:
    """Draw a line chart."""
    style = sheet.style
    width = sheet.width
    values = [p.datum.value for series in spec.series for p in series.points if p.datum.value is not None]
    texts = _end_texts(spec, width, style)
    times = sorted({point.x for series in spec.series for point in series.points})
    placed, lanes = _event_lanes(spec, width, style)
    head = _head(spec, width, style)
    bottom = 17.0 + 9.0 * len(_foot_notes(spec, width, style, cut=True))
    top = sheet.height - head
    scale = make_scale(values, bottom, top, count=max(2, min(6, int((top - bottom) / 26))), from_zero=spec.from_zero)
    if scale is None or not times:
        _nothing(spec, sheet, bottom, top)
        return
    shown, dropped = _labels_that_fit(spec, texts, top - bottom)
    notes = _foot_notes(spec, width, style, cut=scale.cut, dropped=dropped)
    right_room = max(
        (
            style.width(line, style.size, "sans-bold" if spec.series[index].emphasis else "sans")
            for index in shown
            for line in texts[index]
        ),
        default=0.0,
    )
    left = max(style.width(label, style.small) for label in scale.labels) + 6
    right = width - right_room - 14
    low, high = (times[0], times[-1]) if times[-1] > times[0] else (times[0] - 0.5, times[0] + 0.5)
    if spec.monthly:
        low, high = times[0] - 1 / 24, times[-1] + 1 / 24
    inset = 4.0

    def place(x: float) -> float:
        return left + inset + (x - low) / (high - low) * (right - left - 2 * inset)

    _value_axis(sheet, scale, left, right, bottom, top, spec.unit)
    if spec.monthly:
        _month_axis(sheet, low, high, place, left, right, bottom)
    else:
        _year_axis(sheet, times, place, bottom, right)
    _events(sheet, placed, place, bottom, top, (left, right))
    for at in _break_places(spec):
        _break_mark(sheet, place(at), bottom)
    order = sorted(range(len(spec.series)), key=lambda index: (spec.series[index].emphasis, -index))
    for index in order:
        _line(spec, sheet, index, scale, place)
    ends = [
        _End(index, texts[index], place(last.x), scale(last.datum.value or 0.0))
        for index in sorted(shown)
        if (last := _last(spec.series[index])) is not None
    ]
    _end_labels(spec, sheet, ends, right, bottom, top)
    for row, line in enumerate(notes):
        sheet.text(0, 2.0 + 9.0 * (len(notes) - 1 - row), line, size=style.small, colour=style.muted)


def _nothing(spec: LineChart, sheet: Sheet, bottom: float, top: float) -> None:
    style = sheet.style
    sheet.line(((0, bottom), (sheet.width, bottom)), style.axis, weight=0.7)
    sheet.text(sheet.width / 2, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center", face="sans-italic")
    notes = _foot_notes(spec, sheet.width, style, cut=False)
    for row, line in enumerate(notes):
        sheet.text(0, 2.0 + 9.0 * (len(notes) - 1 - row), line, size=style.small, colour=style.muted)


def _labels_that_fit(spec: LineChart, texts: dict[int, tuple[str, ...]], room: float) -> tuple[list[int], int]:
    """Lines that get a label: the emphasised first, then the highest and lowest at the end, until the room is used."""

    def rank(index: int) -> tuple[bool, int, int]:
        return (not spec.series[index].emphasis, extremes[index], index)

    by_value = sorted(texts, key=lambda index: (_end_value(spec, index), index))
    extremes = {index: min(position, len(by_value) - 1 - position) for position, index in enumerate(by_value)}
    shown: list[int] = []
    used = 0.0
    for index in sorted(texts, key=rank):
        height = _LEADING * len(texts[index]) + 0.8
        if used + height <= room + _LEADING:
            shown.append(index)
            used += height
    return shown, len(texts) - len(shown)


def _end_value(spec: LineChart, index: int) -> float:
    last = _last(spec.series[index])
    return 0.0 if last is None or last.datum.value is None else last.datum.value


def _value_axis(sheet: Sheet, scale: Scale, left: float, right: float, bottom: float, top: float, unit: str) -> None:
    style = sheet.style
    sheet.lines([((left, scale(tick)), (right, scale(tick))) for tick in scale.ticks], style.grid)
    for tick, label in zip(scale.ticks, scale.labels, strict=True):
        sheet.text(left - 5, scale(tick), label, size=style.small, colour=style.muted, align="right", middle=True)
    if unit:
        sheet.text(0, top + 6, unit, size=style.small, colour=style.muted)
    if scale.cut:
        # the cut: the axis line zigzags at its lower end
        y = bottom
        sheet.line(
            ((left, y + 11), (left, y + 8), (left - 2.2, y + 6.6), (left + 2.2, y + 4.4), (left, y + 3), (left, y)),
            style.axis,
            weight=0.7,
        )
        sheet.line(((left, bottom), (right, bottom)), style.axis, weight=0.7)
    else:
        sheet.line(((left, scale(0.0)), (right, scale(0.0))), style.axis, weight=0.7)


def _year_axis(sheet: Sheet, times: Sequence[float], place: _Placer, bottom: float, right: float) -> None:
    style = sheet.style
    years = list(range(math.floor(times[0] + _NEAR), math.ceil(times[-1] - _NEAR) + 1))
    years = [year for year in years if times[0] - 0.02 <= year <= times[-1] + 0.02] or [round(times[0])]
    places = [place(float(year)) for year in years]
    widths = [style.width(str(year), style.small) for year in years]
    chosen = thin(places, widths, 5.0)
    sheet.lines([((x, bottom), (x, bottom - 2.5)) for x in places], style.axis)
    for index in chosen:
        sheet.text(places[index], bottom - 11, str(years[index]), size=style.small, colour=style.muted, align="center")


def _month_axis(
    sheet: Sheet, low: float, high: float, place: _Placer, left: float, right: float, bottom: float
) -> None:
    """Years with their borders; for at most two and a half years the months."""
    style = sheet.style
    first, last = math.floor(low + _NEAR), math.floor(high - _NEAR)
    if high - low <= 2.5:
        count = round((high - low) * 12)
        months = [
            low_month
            for low_month in range(math.ceil(low * 12 - 0.5 - _NEAR), math.ceil(low * 12 - 0.5 - _NEAR) + count + 1)
        ]
        months = [month for month in months if low - _NEAR <= (month + 0.5) / 12 <= high + _NEAR]
        places = [place((month + 0.5) / 12) for month in months]
        texts = [
            f"{_MONTHS[month % 12]} {month // 12}" if month % 12 == 0 or month == months[0] else _MONTHS[month % 12]
            for month in months
        ]
        widths = [style.width(text, style.small) for text in texts]
        sheet.lines([((x, bottom), (x, bottom - 2.5)) for x in places], style.axis)
        for index in thin(places, widths, 4.0, anchor_last=False):
            sheet.text(places[index], bottom - 11, texts[index], size=style.small, colour=style.muted, align="center")
        return
    borders = [place(float(year)) for year in range(first, last + 2) if low - _NEAR <= year <= high + _NEAR]
    sheet.lines([((x, bottom), (x, bottom - 4.0)) for x in borders], style.axis)
    years = list(range(first, last + 1))
    centres = []
    for year in years:
        start, end = max(float(year), low), min(year + 1.0, high)
        centres.append((place(start) + place(end)) / 2)
    widths = [style.width(str(year), style.small) for year in years]
    shares = [place(min(year + 1.0, high)) - place(max(float(year), low)) for year in years]
    keep = [index for index in range(len(years)) if shares[index] >= min(widths[index] * 0.6, max(shares) * 0.5)]
    chosen = thin([centres[index] for index in keep], [widths[index] for index in keep], 4.0)
    for index in (keep[position] for position in chosen):
        sheet.text(centres[index], bottom - 11, str(years[index]), size=style.small, colour=style.muted, align="center")


def _events(
    sheet: Sheet,
    placed: Sequence[tuple[Event, str, int]],
    place: _Placer,
    bottom: float,
    top: float,
    plot: tuple[float, float],
) -> None:
    style = sheet.style
    base = top + (15.0 if placed else 0.0)
    for event, text, lane in placed:
        x = place(event.x)
        if not plot[0] - 1 <= x <= plot[1] + 1:
            continue
        y = base + 10.0 * lane
        sheet.line(((x, bottom), (x, y + 6)), style.muted, weight=0.6, dash=(2.0, 1.6))
        length = style.width(text, style.small)
        if x + 3 + length <= sheet.width:
            sheet.text(x + 3, y, text, size=style.small, colour=style.text, knock_out=True)
        else:
            sheet.text(x - 3, y, text, size=style.small, colour=style.text, align="right", knock_out=True)


def _break_mark(sheet: Sheet, x: float, bottom: float) -> None:
    """Two short strokes across the time axis."""
    style = sheet.style
    sheet.rectangle(x - 2.2, bottom - 2.0, 4.4, 4.0, fill=WHITE)
    sheet.lines(
        [((x - 3.2, bottom - 3.5), (x - 0.2, bottom + 3.5)), ((x + 0.2, bottom - 3.5), (x + 3.2, bottom + 3.5))],
        style.text,
        weight=0.8,
    )


def _line(spec: LineChart, sheet: Sheet, index: int, scale: Scale, place: _Placer) -> None:
    style = sheet.style
    series = spec.series[index]
    colour, dash, width = _look(spec, index, style)
    markers: list[Point] = []
    sparse = len(series.points) <= 26 and len(spec.series) <= 6 and not spec.monthly
    for run in runs(series):
        points = [(place(point.x), scale(point.datum.value or 0.0)) for point in run]
        if len(points) == 1 or sparse:
            markers.extend(points)
        start = 0
        while start < len(points) - 1:
            provisional = run[start + 1].provisional
            end = start + 1
            while end < len(points) - 1 and run[end + 1].provisional == provisional:
                end += 1
            pattern = (2.6, 2.0) if provisional else dash
            sheet.line(points[start : end + 1], colour, weight=width, dash=pattern, cap="butt" if pattern else "round")
            start = end
    if markers:
        sheet.dots(markers, 1.7 if width < 2 else 2.1, colour)


def _end_labels(spec: LineChart, sheet: Sheet, ends: Sequence[_End], right: float, bottom: float, top: float) -> None:
    style = sheet.style
    places = spread([end.y for end in ends], [end.height for end in ends], bottom - _LEADING / 2, top + _LEADING / 2)
    for end, y in zip(ends, places, strict=True):
        colour, _, _ = _look(spec, end.index, style)
        near = end.x >= right - 6
        if abs(y - end.y) > 2.5 or not near:
            sheet.line(((end.x + 3, end.y), (right + 2, end.y), (right + 8, y)), style.axis, weight=0.4)
        bold = spec.series[end.index].emphasis
        sheet.block(
            right + 9.5,
            y,
            end.lines,
            size=style.size,
            leading=_LEADING,
            face="sans-bold" if bold else "sans",
            colour=_readable(colour, style),
        )


def _readable(colour: Colour, style: ChartStyle) -> Colour:
    """The line's colour where text in it reads (4.5 : 1), else darkened until it does."""
    share = 0.0
    result = colour
    while contrast(result, WHITE) < 4.5 and share < 1.0:
        share += 0.1
        result = mix(colour, (0.0, 0.0, 0.0), share)
    return result
