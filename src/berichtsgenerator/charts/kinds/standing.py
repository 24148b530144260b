"""Standing bars with reference lines: single, grouped, stacked and 100 %."""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.charts.canvas.bars import (
    NO_VALUES,
    Row,
    entries_of,
    fill_of,
    lanes_of,
    number_inside,
    reference_text,
    values_of,
)
from berichtsgenerator.charts.canvas.legend import draw_legend, legend_height
from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.scales import Scale, make_scale, spread
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle
from berichtsgenerator.document.graphics import BarChart, ReferenceLine

_AXIS = 45.0
"""Room that the numbers of the axis take at most, for deciding about the numbers over the bars."""
_HEAD = 20.0
"""Room for the unit above the bars."""


def standing_height(spec: BarChart, width: float, style: ChartStyle) -> float:
    """Natural height of a standing bar chart."""
    foot, _, _ = _standing_foot(spec, width, style)
    return 150.0 + foot + legend_height(entries_of(spec, style), width, style)


def _standing_foot(spec: BarChart, width: float, style: ChartStyle) -> tuple[float, bool, list[tuple[str, ...]]]:
    """Height below the bars, whether the category labels are turned, and the labels in lines."""
    _, reference_labels = _references(spec, width, style)
    slot = (width - 22.0 - _right_room(reference_labels, style)) / max(len(spec.bars), 1)
    wrapped = [wrap(style.metrics("sans"), bar.label, style.size, slot - 5, lines=9) for bar in spec.bars]
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


def _references(spec: BarChart, width: float, style: ChartStyle) -> tuple[list[ReferenceLine], list[tuple[str, ...]]]:
    """Reference lines that have a value, and their labels in lines."""
    lines = [line for line in spec.references if line.datum.value is not None]
    return lines, [wrap(style.metrics("sans"), reference_text(line), style.size, width * 0.2) for line in lines]


def _right_room(labels: Sequence[tuple[str, ...]], style: ChartStyle) -> float:
    return max((style.width(line, style.size) for lines in labels for line in lines), default=-6.0) + 8.0


def draw_standing(spec: BarChart, sheet: Sheet) -> None:
    """Draw a chart of standing bars."""
    style = sheet.style
    foot, turned, labels = _standing_foot(spec, sheet.width, style)
    hidden = [line for line in spec.references if line.datum.value is None]
    if hidden:
        foot += 10.0
    entries = entries_of(spec, style)
    bottom, top = foot, sheet.height - legend_height(entries, sheet.width, style) - _HEAD
    rows = [Row(bar, label, *lanes_of(spec, bar), 0.0) for bar, label in zip(spec.bars, labels, strict=True)]
    references, reference_labels = _references(spec, sheet.width, style)
    right = sheet.width - _right_room(reference_labels, style)
    upright = _upright(rows, right, style)
    scale = _scale(spec, rows, bottom, top, upright, style)
    left = max((style.width(label, style.small) for label in scale.labels), default=0.0) + 5 if scale else 5.0
    if entries:
        draw_legend(sheet, entries, left, sheet.height)
    if spec.unit:
        sheet.text(0, top + 12, spec.unit, size=style.small, colour=style.muted)
    if scale is not None:
        sheet.lines([((left, scale(tick)), (right, scale(tick))) for tick in scale.ticks if tick], style.grid)
        for tick, label in zip(scale.ticks, scale.labels, strict=True):
            sheet.text(left - 5, scale(tick), label, size=style.small, colour=style.muted, align="right", middle=True)
    slot = (right - left) / max(len(rows), 1)
    lanes = max((len(row.lanes) for row in rows), default=1)
    thickness = min(slot * (0.66 if lanes == 1 else 0.8) / lanes, 34.0)
    places: list[tuple[Row, int, float]] = []
    for index, row in enumerate(rows):
        middle = left + slot * (index + 0.5)
        _category(sheet, row, middle, bottom, turned)
        places += [
            (row, lane, middle + thickness * (lane - (len(row.lanes) - 1) / 2)) for lane in range(len(row.lanes))
        ]
    if scale is None:
        sheet.text(
            (left + right) / 2, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center", face="sans-italic"
        )
    else:
        for row, lane, centre in places:
            _bars(sheet, spec, row, lane, scale, centre, thickness)
    zero = bottom if scale is None else scale(0.0)
    sheet.line(((left, zero), (right, zero)), style.axis, weight=0.7)
    if scale is not None:
        _reference_lines(sheet, references, reference_labels, scale, (left, right), (bottom, top))
    for row, lane, centre in places:
        _numbers(sheet, spec, row, lane, scale, (centre, thickness), zero, upright)
    if hidden:
        text = "; ".join(f"{line.label}: {line.datum.label}" for line in hidden)
        sheet.text(0, 2.0, text, size=style.small, colour=style.muted)


def _longest(rows: Sequence[Row], style: ChartStyle) -> float:
    return max(
        (style.width(piece.datum.label, style.small) for row in rows for lane in row.lanes for piece in lane),
        default=0.0,
    )


def _upright(rows: Sequence[Row], right: float, style: ChartStyle) -> bool:
    """True when numbers over the bars are turned because they are wider than their place."""
    lanes = sum(len(row.lanes) for row in rows)
    return _longest(rows, style) > (right - _AXIS) / max(lanes, 1) - 1.5


def _scale(
    spec: BarChart, rows: Sequence[Row], bottom: float, top: float, upright: bool, style: ChartStyle
) -> Scale | None:
    """The value scale, with room for the numbers above (and below) the bars."""
    if spec.mode == "prozent":
        return make_scale([0.0, 100.0], bottom, top, count=5, from_zero=True)
    values = values_of(spec, rows)
    stacked = spec.mode == "gestapelt"
    room = _longest(rows, style) + 6 if upright else style.small + 4
    below = 0.0 if stacked or min(values, default=0.0) >= 0 else room
    above = 4.0 if stacked else room
    count = max(2, min(6, int((top - bottom) / 28)))
    return make_scale(values, bottom + below, top - above, count=count, from_zero=True, tight=True)


def _category(sheet: Sheet, row: Row, middle: float, bottom: float, turned: bool) -> None:
    style = sheet.style
    face = "sans-bold" if row.bar.emphasis else "sans"
    if turned:
        sheet.text(middle + style.size * 0.36, bottom - 5, row.label[0], angle=90, align="right", face=face)
        return
    for place, line in enumerate(row.label):
        sheet.text(middle, bottom - 10.5 - 9.6 * place, line, align="center", face=face)


def _bars(sheet: Sheet, spec: BarChart, row: Row, lane: int, scale: Scale, centre: float, thickness: float) -> None:
    bar_width = thickness * (0.88 if len(row.lanes) > 1 else 1.0)
    separated = WHITE if spec.mode in ("gestapelt", "prozent") else None
    for piece in row.lanes[lane]:
        fill, hatch = fill_of(spec, row.bar, piece.series, sheet.style)
        y0, y1 = sorted((scale(piece.start), scale(piece.end)))
        sheet.rectangle(
            centre - bar_width / 2, y0, bar_width, y1 - y0, fill=fill, hatch=hatch, line=separated, weight=0.8
        )


def _reference_lines(
    sheet: Sheet,
    references: Sequence[ReferenceLine],
    labels: Sequence[tuple[str, ...]],
    scale: Scale,
    across: tuple[float, float],
    upright: tuple[float, float],
) -> None:
    """Lines across the bars, labelled at the right without collisions."""
    style = sheet.style
    left, right = across
    levels = [scale(line.datum.value or 0.0) for line in references]
    heights = [9.4 * len(lines) + 1 for lines in labels]
    places = spread(levels, heights, upright[0] - 5, upright[1] + 12)
    for index, (y, place, lines) in enumerate(zip(levels, places, labels, strict=True)):
        dash = style.references[index % len(style.references)]
        sheet.line(((left, y), (right, y)), style.text, weight=0.9, dash=dash)
        sheet.line(((right, y), (right + 6, place)), style.text, weight=0.6)
        sheet.block(right + 8, place, lines, size=style.size, leading=9.4)


def _numbers(
    sheet: Sheet,
    spec: BarChart,
    row: Row,
    lane: int,
    scale: Scale | None,
    column: tuple[float, float],
    zero: float,
    upright: bool,
) -> None:
    """Numbers over the bars (inside the pieces of stacked ones where they fit), marks of missing values."""
    style = sheet.style
    stacked = spec.mode in ("gestapelt", "prozent")
    centre, thickness = column
    knock_out = bool(spec.references)
    size = style.small
    top = zero
    for piece in row.lanes[lane]:
        if scale is None:
            break
        y0, y1 = sorted((scale(piece.start), scale(piece.end)))
        top = max(top, y1)
        label = piece.datum.label
        face = "sans-bold" if row.bar.emphasis and not stacked else "sans"
        if stacked:
            if y1 - y0 >= size + 1 and style.width(label, size) <= thickness - 2:
                fill, hatch = fill_of(spec, row.bar, piece.series, style)
                number_inside(sheet, centre, (y0 + y1) / 2, label, size, fill, hatch)
        elif upright:
            under = piece.end < 0
            place = y0 - 3 if under else y1 + 3
            align = "right" if under else "left"
            sheet.text(centre + size * 0.36, place, label, size=size, face=face, angle=90, align=align)
        elif piece.end >= 0:
            sheet.text(centre, y1 + 3, label, size=size, face=face, align="center", knock_out=knock_out)
        else:
            sheet.text(centre, y0 - size, label, size=size, face=face, align="center", knock_out=knock_out)
    if row.marks[lane]:
        sheet.text(centre, top + 3, row.marks[lane], align="center")
