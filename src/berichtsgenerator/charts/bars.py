"""Bar charts: horizontal bars with reference lines, grouped, stacked, 100 %, and standing bars.

A bar begins at zero. A missing or protected value has no bar: its mark is printed where the bar would begin. In a 100 % bar
one missing part leaves the whole bar out, since the rest would tell it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.legend import Entry, draw_legend, legend_height
from berichtsgenerator.charts.metrics import wrap
from berichtsgenerator.charts.scales import Scale, make_scale, spread
from berichtsgenerator.charts.sheet import Sheet
from berichtsgenerator.charts.style import WHITE, ChartStyle, Colour, contrast
from berichtsgenerator.document.graphics import Bar, BarChart, Datum, ReferenceLine

NO_VALUES = "Keine Werte, die dargestellt werden können"
_GAP = 5.0
_LABEL_SHARE = 0.42
_MODES = ("einzeln", "gruppiert", "gestapelt", "prozent")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A rectangle of a bar in units of value, its datum and series."""

    start: float
    end: float
    datum: Datum
    series: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar as it is drawn: its label in lines, lanes of pieces, marks of missing values by lane."""

    bar: Bar
    label: tuple[str, ...]
    lanes: tuple[tuple[_Piece, ...], ...]
    marks: tuple[str, ...]
    height: float


def _lanes(spec: BarChart, bar: Bar) -> tuple[tuple[tuple[_Piece, ...], ...], tuple[str, ...]]:
    """Pieces and marks of a bar, lane by lane: one lane a series where they lie side by side, one lane where they stack."""
    if spec.mode in ("einzeln", "gruppiert"):
        lanes = tuple(
            () if datum.value is None else (_Piece(0.0, datum.value, datum, index),)
            for index, datum in enumerate(bar.data)
        )
        return lanes, tuple(datum.label if datum.value is None else "" for datum in bar.data)
    missing = [datum.label for datum in bar.data if datum.value is None]
    marks = (" ".join(dict.fromkeys(missing)),)
    values = [datum.value for datum in bar.data if datum.value is not None]
    total = sum(values)
    if spec.mode == "prozent":
        if missing or total <= 0 or min(values, default=0.0) < 0:
            return ((),), (marks[0] or "x",)
        factor = 100.0 / total
    else:
        factor = 1.0
    pieces: list[_Piece] = []
    above = below = 0.0
    for index, datum in enumerate(bar.data):
        if datum.value is None:
            continue
        size = datum.value * factor
        if size >= 0:
            pieces.append(_Piece(above, above + size, datum, index))
            above += size
        else:
            pieces.append(_Piece(below, below + size, datum, index))
            below += size
    return (tuple(pieces),), marks


def _values(spec: BarChart, rows: Sequence[_Row]) -> list[float]:
    found = [edge for row in rows for lane in row.lanes for piece in lane for edge in (piece.start, piece.end)]
    found += [line.datum.value for line in spec.references if line.datum.value is not None]
    return found


def _has_series(spec: BarChart) -> bool:
    return len(spec.series) > 1


def _entries(spec: BarChart, style: ChartStyle) -> list[Entry]:
    if not _has_series(spec):
        return []
    return [
        Entry(name, style.series_colour(index), style.hatches[index % len(style.hatches)])
        for index, name in enumerate(spec.series)
    ]


def _fill(spec: BarChart, bar: Bar, series: int, style: ChartStyle) -> tuple[Colour, str]:
    if _has_series(spec):
        return style.series_colour(series), style.hatches[series % len(style.hatches)]
    return (style.emphasis if bar.emphasis else style.bar), ""


def _reference_text(line: ReferenceLine) -> str:
    return f"{line.label} {line.datum.label}".strip()


# --- lying bars -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """Measures of a lying bar chart, in points from the top."""

    rows: tuple[_Row, ...]
    label_width: float
    head: float
    foot: float
    lane: float

    @property
    def height(self) -> float:
        """The chart's own height."""
        return self.head + sum(row.height for row in self.rows) + self.foot


def _lying_layout(spec: BarChart, width: float, style: ChartStyle) -> _Layout:
    grouped = spec.mode == "gruppiert" or (spec.mode == "einzeln" and _has_series(spec))
    lane = 9.0 if grouped else 9.4
    limit = width * _LABEL_SHARE
    rows: list[_Row] = []
    widest = 0.0
    for bar in spec.bars:
        face = "sans-bold" if bar.emphasis else "sans"
        metrics = style.metrics(face)
        label = wrap(metrics, bar.label, style.size, limit)
        widest = max([widest, *(metrics.width(line, style.size) for line in label)])
        lanes, marks = _lanes(spec, bar)
        inner = lane * len(lanes)
        height = max(inner + (6.5 if grouped else 4.4), 9.6 * len(label) + 2.5)
        rows.append(_Row(bar, label, lanes, marks, height))
    head = legend_height(_entries(spec, style), width, style)
    visible = [line for line in spec.references if line.datum.value is not None]
    head += 10.0 * len(_reference_levels(visible, style, width * 0.5)) + (4.0 if visible else 0.0)
    hidden = [line for line in spec.references if line.datum.value is None]
    foot = 22.0 + (10.0 if hidden else 0.0)
    return _Layout(tuple(rows), widest, head, foot, lane)


def _reference_levels(lines: Sequence[ReferenceLine], style: ChartStyle, width: float) -> list[int]:
    """How many lines of text the reference labels need above the bars: one when they fit side by side, else one each."""
    total = sum(style.width(_reference_text(line), style.size) + 8 for line in lines)
    return [0] if lines and (len(lines) == 1 or total <= width) else list(range(len(lines)))


def lying_height(spec: BarChart, width: float, style: ChartStyle) -> float:
    """Natural height of a horizontal bar chart."""
    return _lying_layout(spec, width, style).height


def draw_lying(spec: BarChart, sheet: Sheet) -> None:
    """Draw a horizontal bar chart; given more height than it needs, rows grow."""
    style = sheet.style
    layout = _lying_layout(spec, sheet.width, style)
    stretch = (sheet.height - layout.head - layout.foot) / max(sum(row.height for row in layout.rows), 1.0)
    thickness = layout.lane * min(max(stretch, 0.4), 1.6)
    left = layout.label_width + _GAP
    marks = [style.width(mark, style.size) for row in layout.rows for mark in row.marks]
    values = _values(spec, layout.rows)
    label_right, label_left = _end_rooms(spec, layout.rows, style)
    right = sheet.width - max([label_right, *marks, 2.0])
    if spec.mode == "prozent":
        right = sheet.width - 10.0
        scale = make_scale([0.0, 100.0], left, right, count=5, from_zero=True)
    else:
        negative = min(values, default=0.0) < 0
        scale = make_scale(
            values,
            left + (label_left if negative else 0.0),
            right,
            count=_tick_count(right - left),
            from_zero=True,
            tight=True,
        )
    bottom = layout.foot
    top = sheet.height - layout.head
    entries = _entries(spec, style)
    if entries:
        draw_legend(sheet, entries, left, sheet.height)
    if scale is not None:
        _lying_grid(sheet, scale, bottom, top, spec.unit)
    y = top
    for row in layout.rows:
        height = row.height * stretch
        middle = y - height / 2
        face = "sans-bold" if row.bar.emphasis else "sans"
        sheet.block(left - _GAP, middle, row.label, size=style.size, leading=9.6, align="right", face=face)
        origin = scale(0.0) if scale is not None else left
        lane_top = middle + thickness * len(row.lanes) / 2
        for lane, pieces in enumerate(row.lanes):
            centre = lane_top - thickness * (lane + 0.5)
            _lying_lane(sheet, spec, row, lane, pieces, scale, origin, centre, thickness)
        y -= height
    if scale is not None:
        zero = scale(0.0)
        sheet.line(((zero, bottom), (zero, top)), style.axis, weight=0.7)
        _reference_lines(spec, sheet, scale, bottom, top)
        _lying_values(spec, sheet, layout, scale, top, stretch, thickness)
    else:
        sheet.text(
            (left + sheet.width) / 2, bottom - 12, NO_VALUES, colour=style.muted, align="center", face="sans-italic"
        )
    hidden = [line for line in spec.references if line.datum.value is None]
    if hidden:
        text = "; ".join(f"{line.label}: {line.datum.label}" for line in hidden)
        sheet.text(left, 2.0, text, size=style.small, colour=style.muted)


def _tick_count(length: float) -> int:
    return max(2, min(6, int(length / 55)))


def _end_rooms(spec: BarChart, rows: Sequence[_Row], style: ChartStyle) -> tuple[float, float]:
    """Room that value labels need right of the longest and left of the most negative bar."""
    if spec.mode in ("gestapelt", "prozent"):
        return 6.0, 2.0
    right = left = 2.0
    for row in rows:
        face = "sans-bold" if row.bar.emphasis else "sans"
        for lane in row.lanes:
            for piece in lane:
                room = style.width(piece.datum.label, style.size, face) + 6
                if piece.end >= 0:
                    right = max(right, room)
                else:
                    left = max(left, room)
    return right, left


def _lying_grid(sheet: Sheet, scale: Scale, bottom: float, top: float, unit: str) -> None:
    style = sheet.style
    sheet.lines([((scale(tick), bottom), (scale(tick), top)) for tick in scale.ticks if tick], style.grid)
    last = 0.0
    for tick, label in zip(scale.ticks, scale.labels, strict=True):
        half = style.width(label, style.small) / 2
        place = min(scale(tick), sheet.width - half)
        sheet.text(place, bottom - 9.5, label, size=style.small, colour=style.muted, align="center")
        last = place + half
    if unit:
        width = style.width(unit, style.small)
        if last + 8 + width <= sheet.width:
            sheet.text(sheet.width, bottom - 9.5, unit, size=style.small, colour=style.muted, align="right")
        else:
            sheet.text(sheet.width, bottom - 19, unit, size=style.small, colour=style.muted, align="right")


def _lying_lane(
    sheet: Sheet,
    spec: BarChart,
    row: _Row,
    lane: int,
    pieces: Sequence[_Piece],
    scale: Scale | None,
    origin: float,
    centre: float,
    thickness: float,
) -> None:
    style = sheet.style
    bar_height = thickness * (0.86 if len(row.lanes) > 1 else 1.0)
    for piece in pieces:
        assert scale is not None  # pieces exist only where values are, and then there is a scale
        fill, hatch = _fill(spec, row.bar, piece.series, style)
        x0, x1 = sorted((scale(piece.start), scale(piece.end)))
        separated = WHITE if spec.mode in ("gestapelt", "prozent") else None
        sheet.rectangle(
            x0, centre - bar_height / 2, x1 - x0, bar_height, fill=fill, hatch=hatch, line=separated, weight=0.8
        )
    mark = row.marks[lane]
    if mark:
        end = max([origin, *(scale(piece.end) for piece in pieces if scale is not None)])
        sheet.text(end + 4, centre, mark, middle=True, colour=style.muted)


def _reference_lines(spec: BarChart, sheet: Sheet, scale: Scale, bottom: float, top: float) -> None:
    """Vertical lines through the bars, each with its own dashes, labelled above without collisions."""
    style = sheet.style
    lines = [line for line in spec.references if line.datum.value is not None]
    if not lines:
        return
    widths = [style.width(_reference_text(line), style.size) + 8 for line in lines]
    places = [scale(line.datum.value or 0.0) for line in lines]
    low = scale.start
    levels = _reference_levels(lines, style, sheet.width * 0.5)
    if len(levels) == 1:
        centres = spread(places, widths, low, sheet.width)
    else:
        centres = [
            min(max(place, low + width / 2), sheet.width - width / 2)
            for place, width in zip(places, widths, strict=True)
        ]
    order = sorted(range(len(lines)), key=lambda index: (places[index], index))
    for rank, index in enumerate(order):
        dash = style.references[index % len(style.references)]
        base = top + 3.0 + (10.0 * rank if len(levels) > 1 else 0.0)
        reach = base - 1.5
        x, centre = places[index], centres[index]
        if len(levels) == 1 and abs(centre - x) > widths[index] / 2 - 3:
            sheet.line(((x, bottom), (x, top), (centre, reach)), style.text, weight=0.9, dash=dash)
        else:
            sheet.line(((x, bottom), (x, reach)), style.text, weight=0.9, dash=dash)
        sheet.text(centre, base, _reference_text(lines[index]), align="center", knock_out=len(levels) > 1)


def _lying_values(
    spec: BarChart, sheet: Sheet, layout: _Layout, scale: Scale, top: float, stretch: float, thickness: float
) -> None:
    """Numbers at the ends of bars, inside the pieces of stacked ones where they fit."""
    style = sheet.style
    stacked = spec.mode in ("gestapelt", "prozent")
    y = top
    for row in layout.rows:
        height = row.height * stretch
        lane_top = y - height / 2 + thickness * len(row.lanes) / 2
        for lane, pieces in enumerate(row.lanes):
            centre = lane_top - thickness * (lane + 0.5)
            for piece in pieces:
                face = "sans-bold" if row.bar.emphasis and not stacked else "sans"
                label = piece.datum.label
                x0, x1 = scale(piece.start), scale(piece.end)
                if stacked:
                    size = style.small
                    if abs(x1 - x0) >= style.width(label, size) + 3:
                        fill, hatch = _fill(spec, row.bar, piece.series, style)
                        _inside(sheet, (x0 + x1) / 2, centre, label, size, fill, hatch)
                elif piece.end >= 0:
                    sheet.text(x1 + 3, centre, label, middle=True, face=face, knock_out=bool(spec.references))
                else:
                    sheet.text(
                        x1 - 3, centre, label, middle=True, face=face, align="right", knock_out=bool(spec.references)
                    )
        y -= height


def _inside(sheet: Sheet, x: float, y: float, label: str, size: float, fill: Colour, hatch: str) -> None:
    """A number on a coloured piece; on a hatch it gets a ground of the piece's colour."""
    style = sheet.style
    colour = WHITE if contrast(WHITE, fill) >= 4.5 else style.on(fill)
    if hatch:
        length = style.width(label, size)
        sheet.rectangle(x - length / 2 - 1.5, y - size * 0.5, length + 3, size, fill=fill)
    sheet.text(x, y, label, size=size, colour=colour, align="center", middle=True)


# --- standing bars --------------------------------------------------------------------------------------------------


def standing_height(spec: BarChart, width: float, style: ChartStyle) -> float:
    """Natural height of a standing bar chart."""
    foot, _, _ = _standing_foot(spec, width, style)
    return 150.0 + foot + legend_height(_entries(spec, style), width, style)


def _standing_foot(spec: BarChart, width: float, style: ChartStyle) -> tuple[float, bool, list[tuple[str, ...]]]:
    """Height below the bars, whether the category labels are turned, and the labels in lines."""
    slot = (width - 40) / max(len(spec.bars), 1)
    wrapped = [wrap(style.metrics("sans"), bar.label, style.size, slot - 3, lines=9) for bar in spec.bars]
    broken = any(
        line.endswith("-") and line[:-1] + "-" not in bar.label
        for lines, bar in zip(wrapped, spec.bars, strict=True)
        for line in lines
    )
    most = max((len(lines) for lines in wrapped), default=1)
    if not broken and most <= 3:
        return 9.6 * most + 7, False, wrapped
    turned = [wrap(style.metrics("sans"), bar.label, style.size, 110.0, lines=1) for bar in spec.bars]
    longest = max((style.width(lines[0], style.size) for lines in turned), default=0.0)
    return longest + 10, True, turned


def draw_standing(spec: BarChart, sheet: Sheet) -> None:
    """Draw a chart of standing bars."""
    style = sheet.style
    foot, turned, labels = _standing_foot(spec, sheet.width, style)
    hidden = [line for line in spec.references if line.datum.value is None]
    if hidden:
        foot += 10.0
    entries = _entries(spec, style)
    head = legend_height(entries, sheet.width, style) + 20.0
    rows = [_Row(bar, label, *_lanes(spec, bar), 0.0) for bar, label in zip(spec.bars, labels, strict=True)]
    values = [0.0, 100.0] if spec.mode == "prozent" else _values(spec, rows)
    bottom, top = foot, sheet.height - head
    scale = make_scale(values, bottom, top, count=max(2, min(6, int((top - bottom) / 28))), from_zero=True)
    references = [line for line in spec.references if line.datum.value is not None]
    tick_width = max((style.width(label, style.small) for label in scale.labels), default=0.0) if scale else 0.0
    left = tick_width + 5
    reference_lines = [
        wrap(style.metrics("sans"), _reference_text(line), style.size, sheet.width * 0.2) for line in references
    ]
    room = max((style.width(line, style.size) for lines in reference_lines for line in lines), default=0.0)
    right = sheet.width - (room + 8 if references else 2.0)
    if entries:
        draw_legend(sheet, entries, left, sheet.height)
    if scale is not None:
        sheet.lines([((left, scale(tick)), (right, scale(tick))) for tick in scale.ticks if tick], style.grid)
        for tick, label in zip(scale.ticks, scale.labels, strict=True):
            sheet.text(left - 5, scale(tick), label, size=style.small, colour=style.muted, align="right", middle=True)
        if spec.unit:
            sheet.text(0, top + 12, spec.unit, size=style.small, colour=style.muted)
    slot = (right - left) / max(len(rows), 1)
    lanes = max((len(row.lanes) for row in rows), default=1)
    thickness = min(slot * (0.66 if lanes == 1 else 0.8) / lanes, 34.0)
    longest = max(
        (style.width(piece.datum.label, style.small) for row in rows for lane in row.lanes for piece in lane),
        default=0.0,
    )
    upright = longest > (slot / lanes if lanes > 1 else slot) - 1.5
    for index, row in enumerate(rows):
        middle = left + slot * (index + 0.5)
        face = "sans-bold" if row.bar.emphasis else "sans"
        if turned:
            sheet.text(middle + style.size * 0.36, bottom - 5, row.label[0], angle=90, align="right", face=face)
        else:
            for place, line in enumerate(row.label):
                sheet.text(middle, bottom - 10.5 - 9.6 * place, line, align="center", face=face)
        for lane, pieces in enumerate(row.lanes):
            centre = middle + thickness * (lane - (len(row.lanes) - 1) / 2)
            _standing_lane(sheet, spec, row, lane, pieces, scale, centre, thickness, bottom, upright)
    if scale is None:
        sheet.text(
            (left + right) / 2, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center", face="sans-italic"
        )
        sheet.line(((left, bottom), (right, bottom)), style.axis, weight=0.7)
    else:
        sheet.line(((left, scale(0.0)), (right, scale(0.0))), style.axis, weight=0.7)
        places = spread(
            [scale(line.datum.value or 0.0) for line in references],
            [9.4 * len(lines) + 1 for lines in reference_lines],
            bottom - 5,
            top + 12,
        )
        for index, (line, lines, place) in enumerate(zip(references, reference_lines, places, strict=True)):
            y = scale(line.datum.value or 0.0)
            dash = style.references[index % len(style.references)]
            sheet.line(((left, y), (right, y), (right + 6, place)), style.text, weight=0.9, dash=dash)
            sheet.block(right + 8, place, lines, size=style.size, leading=9.4)
    if hidden:
        text = "; ".join(f"{line.label}: {line.datum.label}" for line in hidden)
        sheet.text(0, 2.0, text, size=style.small, colour=style.muted)


def _standing_lane(
    sheet: Sheet,
    spec: BarChart,
    row: _Row,
    lane: int,
    pieces: Sequence[_Piece],
    scale: Scale | None,
    centre: float,
    thickness: float,
    bottom: float,
    upright: bool,
) -> None:
    style = sheet.style
    stacked = spec.mode in ("gestapelt", "prozent")
    bar_width = thickness * (0.88 if len(row.lanes) > 1 else 1.0)
    knock_out = bool(spec.references)
    top = bottom if scale is None else scale(0.0)
    for piece in pieces:
        assert scale is not None  # pieces exist only where values are, and then there is a scale
        fill, hatch = _fill(spec, row.bar, piece.series, style)
        y0, y1 = sorted((scale(piece.start), scale(piece.end)))
        top = max(top, y1)
        separated = WHITE if stacked else None
        sheet.rectangle(
            centre - bar_width / 2, y0, bar_width, y1 - y0, fill=fill, hatch=hatch, line=separated, weight=0.8
        )
        label = piece.datum.label
        face = "sans-bold" if row.bar.emphasis and not stacked else "sans"
        size = style.small
        if stacked:
            if y1 - y0 >= size + 1 and style.width(label, size) <= bar_width - 2:
                _inside(sheet, centre, (y0 + y1) / 2, label, size, fill, hatch)
        elif upright:
            below = piece.end < 0
            sheet.text(
                centre + size * 0.36,
                y0 - 3 if below else y1 + 3,
                label,
                size=size,
                face=face,
                angle=90,
                align="right" if below else "left",
            )
        elif piece.end >= 0:
            sheet.text(centre, y1 + 3, label, size=size, face=face, align="center", knock_out=knock_out)
        else:
            sheet.text(centre, y0 - size, label, size=size, face=face, align="center", knock_out=knock_out)
    if row.marks[lane]:
        sheet.text(centre, top + 3, row.marks[lane], colour=style.muted, align="center")


def check_mode(spec: BarChart) -> bool:
    """True when the chart's mode is one of the known words."""
    return spec.mode in _MODES
