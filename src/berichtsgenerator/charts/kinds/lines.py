"""Line charts over years and months, labelled at their ends.

A missing point is a gap; a break in the series is a gap with a mark; provisional stretches are dashed; events are
vertical lines labelled above. The value axis begins at zero where the layout asks for it or the values come near zero;
where it is cut, the axis shows a cut and the foot says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.bands import BAND_LOOKS, draw_band
from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.metrics import shorten, wrap
from berichtsgenerator.charts.canvas.scales import Scale, make_scale, spread
from berichtsgenerator.charts.canvas.sheet import Point, Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, Colour, DashPattern, contrast, mix
from berichtsgenerator.charts.canvas.timeaxis import Placer, month_axis, year_axis
from berichtsgenerator.document.graphics import Event, LineChart, LinePoint, Series

_LEADING = 9.4
_NEAR = 1e-6
_SAMPLE = 17.0
"""Length of the line samples before labels where colours come twice."""
_EXTREMES = 3
"""In a crowd of lines so many are labelled at the upper and the lower end."""
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
    """Colour, dashes and width of the nth line; beyond what colours and dashes tell apart all are thin and grey."""
    emphasised = [position for position, series in enumerate(spec.series) if series.emphasis]
    if spec.series[index].emphasis:
        return style.series_colour(emphasised.index(index)), style.series_dash(emphasised.index(index)), 2.0
    if (emphasised and len(spec.series) >= _QUIET_FROM) or _crowded(spec, style):
        return style.axis, (), 0.8 if len(spec.series) < 60 else 0.4
    rank = (
        index
        if not emphasised
        else len(emphasised) + [i for i in range(len(spec.series)) if i not in emphasised].index(index)
    )
    return style.series_colour(rank), style.series_dash(rank), 1.4


def _crowded(spec: LineChart, style: ChartStyle) -> bool:
    return len(spec.series) > len(style.series) * len(style.dashes)


def _labelled(spec: LineChart, style: ChartStyle) -> list[int]:
    """Lines that want a label, the most important first: emphasised ones, then the highest and lowest at the end."""
    with_values = [index for index, series in enumerate(spec.series) if _last(series) is not None]
    by_value = sorted(with_values, key=lambda index: (_end_value(spec, index), index))
    rank = {index: min(position, len(by_value) - 1 - position) for position, index in enumerate(by_value)}
    ordered = sorted(with_values, key=lambda index: (not spec.series[index].emphasis, rank[index], index))
    if not _crowded(spec, style):
        return ordered
    return [index for index in ordered if spec.series[index].emphasis or rank[index] < _EXTREMES]


def line_height(spec: LineChart, width: float, style: ChartStyle) -> float:
    """Natural height of a line chart: more for many lines, so that their labels find room."""
    texts = _end_texts(spec, width, style)
    if not texts:
        return 60.0 + 9.0 * len(_foot_notes(spec, width, style, cut=False))
    labels = sum(len(lines) for lines in texts.values())
    plot = max(135.0, min(labels * (_LEADING + 0.6) + 10, 330.0))
    head = _head(spec, width, style)
    return head + plot + 17.0 + 9.0 * len(_foot_notes(spec, width, style, cut=True))


def _head(spec: LineChart, width: float, style: ChartStyle) -> float:
    lanes = max((lane + 1 for _, _, lane in _event_lanes(spec, width, style)), default=0)
    return (16.0 if spec.unit else 7.0) + 10.0 * lanes


def _end_texts(spec: LineChart, width: float, style: ChartStyle) -> dict[int, tuple[str, ...]]:
    """Label of each line that has values: its name and last value, in lines that fit into the right margin."""
    limit = max(60.0, width * 0.27)
    texts: dict[int, tuple[str, ...]] = {}
    for index in _labelled(spec, style):
        series = spec.series[index]
        last = _last(series)
        if last is None:
            continue
        face = "sans-bold" if series.emphasis else "sans"
        texts[index] = wrap(
            style.metrics(face),
            f"{series.name} {last.datum.label}{when_lost(series, last, spec.monthly)}".strip(),
            style.size,
            limit,
            lines=2,
        )
    return texts


def when_lost(series: Series, last: LinePoint, monthly: bool) -> str:
    """The time of a last value that does not stand at the end of its line: what follows is hidden or missing."""
    year, month = int(last.x), round(last.x % 1 * 12 + 0.5)
    told = f" ({month:02d}/{year})" if monthly else f" ({year})"
    return "" if last is series.points[-1] else told


def _event_lanes(spec: LineChart, width: float, style: ChartStyle) -> list[tuple[Event, str, int]]:
    """Events from left to right with their text and lane (0 lowest), as if the plot took 70 % of the width.

    From right to left each event goes one lane above the later ones that its text reaches over, so that no line runs
    through a text. Texts longer than a third of the width are shortened.
    """
    if not spec.events:
        return []
    times = [point.x for series in spec.series for point in series.points] or [event.x for event in spec.events]
    low, high = min(times), max(times)
    length = width * 0.7
    placed: list[tuple[Event, str, int]] = []
    later: list[tuple[float, int]] = []
    for event in sorted(spec.events, key=lambda item: (item.x, item.label), reverse=True):
        text = shorten(style.metrics("sans"), event.label, style.small, width * 0.36)
        start = min(max(length * (event.x - low) / (high - low), 0.0), length) if high > low else 0.0
        end = start + style.width(text, style.small) + 10
        lane = max((other_lane + 1 for other, other_lane in later if other < end), default=0)
        later.append((start, lane))
        placed.append((event, text, lane))
    return placed[::-1]


def _foot_notes(spec: LineChart, width: float, style: ChartStyle, *, cut: bool, dropped: int = 0) -> tuple[str, ...]:
    """What the signs in the chart mean, and which lines cannot be drawn."""
    notes: list[str] = []
    if any(point.provisional and point.datum.value is not None for series in spec.series for point in series.points):
        notes.append("gestrichelt: vorläufig oder geschätzt")
    if _break_places(spec):
        notes.append("// Bruch in der Reihe")
    for number, band in enumerate(spec.bands):
        notes.append(f"{BAND_LOOKS[number % len(BAND_LOOKS)]}: {band.name}")
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
    values += [d.value for band in spec.bands for p in band.points for d in (p.low, p.high) if d.value is not None]
    texts = _end_texts(spec, width, style)
    times = sorted(
        {point.x for series in spec.series for point in series.points}
        | {point.x for band in spec.bands for point in band.points}
    )
    placed = _event_lanes(spec, width, style)
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
    sample = _SAMPLE if len(spec.series) > len(style.series) and not _crowded(spec, style) else 0.0
    right = width - right_room - sample - 10
    low, high = (times[0], times[-1]) if times[-1] > times[0] else (times[0] - 0.5, times[0] + 0.5)
    if spec.monthly:
        low, high = times[0] - 1 / 24, times[-1] + 1 / 24
    inset = 4.0

    def place(x: float) -> float:
        return left + inset + (x - low) / (high - low) * (right - left - 2 * inset)

    _value_axis(sheet, scale, left, right, bottom, top, spec.unit)
    if spec.monthly:
        month_axis(sheet, low, high, place, bottom)
    else:
        year_axis(sheet, times, place, bottom)
    _events(sheet, placed, place, bottom, top, (left, right))
    for at in _break_places(spec):
        _break_mark(sheet, place(at), bottom)
    for number, band in enumerate(spec.bands):
        draw_band(sheet, band, number, scale, place)
    order = sorted(range(len(spec.series)), key=lambda index: (spec.series[index].emphasis, -index))
    for index in order:
        _line(spec, sheet, index, scale, place)
    ends = [
        _End(index, texts[index], place(last.x), scale(last.datum.value or 0.0))
        for index in sorted(shown)
        if (last := _last(spec.series[index])) is not None
    ]
    _end_labels(spec, sheet, ends, (right, sample), (bottom, top))
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
    """Lines that get a label, in order of importance until the room is used, and the number of those that get none."""
    shown: list[int] = []
    used = 0.0
    for index, lines in texts.items():
        height = _LEADING * len(lines) + 0.8
        if used + height <= room + _LEADING:
            shown.append(index)
            used += height
    return shown, sum(_last(series) is not None for series in spec.series) - len(shown)


def _end_value(spec: LineChart, index: int) -> float:
    last = _last(spec.series[index])
    return 0.0 if last is None or last.datum.value is None else last.datum.value


def _value_axis(sheet: Sheet, scale: Scale, left: float, right: float, bottom: float, top: float, unit: str) -> None:
    style = sheet.style
    sheet.lines([((left, scale(tick)), (right, scale(tick))) for tick in scale.ticks], style.grid)
    for tick, label in zip(scale.ticks, scale.labels, strict=True):
        sheet.text(left - 5, scale(tick), label, size=style.small, colour=style.muted, align="right", middle=True)
    if unit:
        sheet.text(0, top + 8, unit, size=style.small, colour=style.muted)
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


def _events(
    sheet: Sheet,
    placed: Sequence[tuple[Event, str, int]],
    place: Placer,
    bottom: float,
    top: float,
    plot: tuple[float, float],
) -> None:
    """Vertical lines; their texts stand on white above the plot."""
    style = sheet.style
    base = top + 17.0
    shown = [(place(event.x), text, base + 10.0 * lane) for event, text, lane in placed]
    shown = [entry for entry in shown if plot[0] - 1 <= entry[0] <= plot[1] + 1]
    for x, _, y in shown:
        sheet.line(((x, bottom), (x, y + 6)), style.muted, weight=0.6, dash=(2.0, 1.6))
    for x, text, y in shown:
        aside = x + 3 + style.width(text, style.small) > sheet.width
        align = "right" if aside else "left"
        sheet.text(x - 3 if aside else x + 3, y, text, size=style.small, align=align, knock_out=True)


def _break_mark(sheet: Sheet, x: float, bottom: float) -> None:
    """Two short strokes across the time axis."""
    style = sheet.style
    sheet.rectangle(x - 2.2, bottom - 2.0, 4.4, 4.0, fill=WHITE)
    sheet.lines(
        [((x - 3.2, bottom - 3.5), (x - 0.2, bottom + 3.5)), ((x + 0.2, bottom - 3.5), (x + 3.2, bottom + 3.5))],
        style.text,
        weight=0.8,
    )


def _line(spec: LineChart, sheet: Sheet, index: int, scale: Scale, place: Placer) -> None:
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


def _end_labels(
    spec: LineChart, sheet: Sheet, ends: Sequence[_End], side: tuple[float, float], plot: tuple[float, float]
) -> None:
    """Names and last values right of the plot, at their line's end or joined to it; with many lines also a sample."""
    style = sheet.style
    right, sample = side
    places = spread(
        [end.y for end in ends], [end.height for end in ends], plot[0] - _LEADING / 2, plot[1] + _LEADING / 2
    )
    for end, y in zip(ends, places, strict=True):
        colour, dash, weight = _look(spec, end.index, style)
        start = min(end.x + 2.5, right - 0.5)
        if end.x < right - 14 or abs(y - end.y) > 2.5:
            sheet.line(((start, end.y), (right, end.y), (right + 5, y)), style.axis, weight=0.4)
        if sample:
            sheet.line(((right + 6, y), (right + 3 + sample, y)), colour, weight=weight, dash=dash)
        sheet.block(
            right + 6 + sample,
            y,
            end.lines,
            size=style.size,
            leading=_LEADING,
            face="sans-bold" if spec.series[end.index].emphasis else "sans",
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
