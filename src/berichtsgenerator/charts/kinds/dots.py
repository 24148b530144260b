"""Dot plots with intervals, and dumbbells (then and now joined).

A dot stands where its value is; the axis need not begin at zero and says so when it does not. Series differ in shape
and colour. A missing or protected value has no dot: its mark stands at the right edge of the row. The line of a
dumbbell is drawn only between two visible dots, and never across a break of the series.
"""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.legend import Entry, draw_legend, legend_height
from berichtsgenerator.charts.canvas.rows import (
    CUT_NOTE,
    FOOT_LEADING,
    draw_foot,
    draw_grid,
    draw_label,
    draw_references,
    foot_lines,
    hidden_references,
    label_lines,
    reference_head,
    row_height,
    tick_count,
    widest,
)
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, Colour
from berichtsgenerator.document.graphics import DotChart, DotRow

_GAP = 6.0
_ROW = 12.6
_RADIUS = 3.2
_NUMBERED = 2
"""Up to so many series have their numbers beside the dots."""


@dataclass(frozen=True, slots=True)
class _Layout:
    lines: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    label_width: float
    head: float
    foot: float

    @property
    def height(self) -> float:
        return self.head + sum(self.heights) + self.foot


def _entries(spec: DotChart, style: ChartStyle) -> list[Entry]:
    entries = []
    if len(spec.series) > 1:
        entries = [
            Entry(name, _colour(index, style), mark=_shape(index, spec)) for index, name in enumerate(spec.series)
        ]
    if spec.interval and any(item is not None for row in spec.rows for item in row.intervals):
        entries.append(Entry(f"Strich: {spec.interval}", style.axis, outline=True))
    return entries


def _shape(index: int, spec: DotChart) -> int:
    """Then is a ring, now a disc; otherwise every series has the next shape."""
    return 1 - index if spec.joined and len(spec.series) == 2 else index


def _colour(index: int, style: ChartStyle) -> Colour:
    return style.series_colour(index)


def _layout(spec: DotChart, width: float, style: ChartStyle) -> _Layout:
    lines = label_lines([(row.label, row.emphasis) for row in spec.rows], width, style)
    heights = tuple(row_height(found, _ROW) for found in lines)
    head = legend_height(_entries(spec, style), width, style) + reference_head(spec.references, width, style)
    foot = 22.0 + FOOT_LEADING * len(foot_lines(_notes(spec, cut=True), width, style))
    return _Layout(tuple(lines), heights, widest(lines, style), head, foot)


def _notes(spec: DotChart, *, cut: bool) -> list[str]:
    return [CUT_NOTE if cut else "", hidden_references(spec.references)]


def dots_height(spec: DotChart, width: float, style: ChartStyle) -> float:
    """Natural height of a dot plot."""
    return _layout(spec, width, style).height


def _values(spec: DotChart) -> list[float]:
    found = [datum.value for row in spec.rows for datum in row.data if datum.value is not None]
    found += [end for row in spec.rows for item in row.intervals if item is not None for end in (item.low, item.high)]
    found += [line.datum.value for line in spec.references if line.datum.value is not None]
    return found


def _room(spec: DotChart, style: ChartStyle) -> float:
    """Room that numbers beside the outermost dots need on each side."""
    if len(spec.series) > _NUMBERED:
        return _RADIUS + 3
    labels = [style.width(datum.label, style.small, "sans-bold") for row in spec.rows for datum in row.data]
    return max(labels, default=0.0) + _RADIUS + 5


def draw_dots(spec: DotChart, sheet: Sheet) -> None:
    """Draw a dot plot or dumbbells; given more height than it needs, rows grow."""
    style = sheet.style
    layout = _layout(spec, sheet.width, style)
    entries = _entries(spec, style)
    left = layout.label_width + _GAP
    bottom, top = layout.foot, sheet.height - layout.head
    stretch = (top - bottom) / max(sum(layout.heights), 1.0)
    room = _room(spec, style)
    first = left + (room if len(spec.series) == 2 else _RADIUS + 2)
    marks = [_missing(row) for row in spec.rows]
    aside = max((style.width(text, style.size) + 6 for text in marks if text), default=0.0)
    scale = make_scale(
        _values(spec), first, sheet.width - room - aside, count=tick_count(sheet.width - left), from_zero=False
    )
    if entries:
        draw_legend(sheet, entries, left, sheet.height)
    if scale is None:
        sheet.text((left + sheet.width) / 2, bottom - 12, NO_VALUES, colour=style.muted, align="center",
                   face="sans-italic")  # fmt: skip
    else:
        draw_grid(sheet, scale, bottom, top, spec.unit)
        if not scale.cut:
            sheet.line(((scale(0.0), bottom), (scale(0.0), top)), style.axis, weight=0.7)
    y = top
    for row, lines, height, mark in zip(spec.rows, layout.lines, layout.heights, marks, strict=True):
        middle = y - height * stretch / 2
        draw_label(sheet, left - _GAP, middle, lines, bold=row.emphasis)
        sheet.line(((left, middle), (sheet.width - aside, middle)), style.grid, weight=0.4)
        sheet.text(sheet.width, middle, mark, align="right", middle=True)
        y -= height * stretch
    draw_foot(sheet, foot_lines(_notes(spec, cut=scale is not None and scale.cut), sheet.width, style))
    if scale is None:
        return
    draw_references(spec.references, sheet, scale, bottom, top)
    y = top
    for row, height in zip(spec.rows, layout.heights, strict=True):
        _row(spec, sheet, row, scale, y - height * stretch / 2)
        y -= height * stretch


def _missing(row: DotRow) -> str:
    """The marks of a row's missing values, each once."""
    return " ".join(dict.fromkeys(datum.label for datum in row.data if datum.value is None))


def _row(spec: DotChart, sheet: Sheet, row: DotRow, scale: Scale, middle: float) -> None:
    style = sheet.style
    places = [(index, scale(datum.value)) for index, datum in enumerate(row.data) if datum.value is not None]
    if spec.joined and not spec.parted and len(places) > 1:
        ends = (places[0][1], places[-1][1])
        sheet.line(((ends[0], middle), (ends[1], middle)), style.axis, weight=2.4 if row.emphasis else 1.6)
    for interval in row.intervals:
        if interval is not None:
            low, high = scale(interval.low), scale(interval.high)
            sheet.line(((low, middle), (high, middle)), style.axis, weight=1.4)
            sheet.lines([((x, middle - 2.2), (x, middle + 2.2)) for x in (low, high)], style.axis, weight=0.9)
    for index, x in places:
        colour = _colour(index, style)
        if len(spec.series) == 1:
            colour = style.emphasis if row.emphasis else style.bar
        sheet.mark((x, middle), _shape(index, spec), _RADIUS + (0.6 if row.emphasis else 0.0), colour)
    if len(spec.series) > _NUMBERED or not places:
        return
    face = "sans-bold" if row.emphasis else "sans"
    ordered = sorted(places, key=lambda place: (place[1], place[0]))
    sides = {ordered[-1][0]: "left"}
    if len(ordered) > 1:
        sides[ordered[0][0]] = "right"
    for index, x in places:
        interval = row.intervals[index] if index < len(row.intervals) else None
        reach = (scale(interval.high) if sides[index] == "left" else scale(interval.low)) if interval else x
        shift = _RADIUS + 2.5 if interval is None else 3.0
        sheet.text(
            reach + (shift if sides[index] == "left" else -shift), middle, row.data[index].label,
            size=style.small, face=face, align=sides[index], middle=True, knock_out=True,
        )  # fmt: skip
