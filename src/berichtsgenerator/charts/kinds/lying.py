"""Lying bars with reference lines: single, grouped, stacked and 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.bars import (
    NO_VALUES,
    Piece,
    Row,
    entries_of,
    fill_of,
    has_series,
    lanes_of,
    number_inside,
    values_of,
)
from berichtsgenerator.charts.canvas.legend import draw_legend, legend_height
from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.rows import (
    draw_grid,
    draw_references,
    hidden_references,
    reference_head,
    tick_count,
)
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle
from berichtsgenerator.document.graphics import BarChart

_GAP = 5.0
_LABEL_SHARE = 0.42


@dataclass(frozen=True, slots=True)
class _Layout:
    """Measures of a lying bar chart, in points from the top."""

    rows: tuple[Row, ...]
    label_width: float
    head: float
    foot: float
    lane: float

    @property
    def height(self) -> float:
        """The chart's own height."""
        return self.head + sum(row.height for row in self.rows) + self.foot


def _lying_layout(spec: BarChart, width: float, style: ChartStyle) -> _Layout:
    grouped = spec.mode == "gruppiert" or (spec.mode == "einzeln" and has_series(spec))
    lane = 9.0 if grouped else 9.4
    limit = width * _LABEL_SHARE
    rows: list[Row] = []
    widest = 0.0
    for bar in spec.bars:
        face = "sans-bold" if bar.emphasis else "sans"
        metrics = style.metrics(face)
        label = wrap(metrics, bar.label, style.size, limit)
        widest = max([widest, *(metrics.width(line, style.size) for line in label)])
        lanes, marks = lanes_of(spec, bar)
        inner = lane * len(lanes)
        height = max(inner + (6.5 if grouped else 4.4), 9.6 * len(label) + 2.5)
        rows.append(Row(bar, label, lanes, marks, height))
    head = legend_height(entries_of(spec, style), width, style)
    head += reference_head(spec.references, width, style)
    foot = 22.0 + (10.0 if hidden_references(spec.references) else 0.0)
    return _Layout(tuple(rows), widest, head, foot, lane)


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
    marks = [style.width(mark, style.size) + 5 for row in layout.rows for mark in row.marks if mark]
    values = values_of(spec, layout.rows)
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
            count=tick_count(right - left),
            from_zero=True,
            tight=True,
        )
    bottom = layout.foot
    top = sheet.height - layout.head
    entries = entries_of(spec, style)
    if entries:
        draw_legend(sheet, entries, left, sheet.height)
    if scale is not None:
        draw_grid(sheet, scale, bottom, top, spec.unit)
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
        draw_references(spec.references, sheet, scale, bottom, top)
        _lying_values(spec, sheet, layout, scale, top, stretch, thickness)
    else:
        sheet.text(
            (left + sheet.width) / 2, bottom - 12, NO_VALUES, colour=style.muted, align="center", face="sans-italic"
        )
    hidden = hidden_references(spec.references)
    if hidden:
        sheet.text(left, 2.0, hidden, size=style.small, colour=style.muted)


def _end_rooms(spec: BarChart, rows: Sequence[Row], style: ChartStyle) -> tuple[float, float]:
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


def _lying_lane(
    sheet: Sheet,
    spec: BarChart,
    row: Row,
    lane: int,
    pieces: Sequence[Piece],
    scale: Scale | None,
    origin: float,
    centre: float,
    thickness: float,
) -> None:
    style = sheet.style
    bar_height = thickness * (0.86 if len(row.lanes) > 1 else 1.0)
    for piece in pieces:
        if scale is None:
            break
        fill, hatch = fill_of(spec, row.bar, piece.series, style)
        x0, x1 = sorted((scale(piece.start), scale(piece.end)))
        separated = WHITE if spec.mode in ("gestapelt", "prozent") else None
        sheet.rectangle(
            x0, centre - bar_height / 2, x1 - x0, bar_height, fill=fill, hatch=hatch, line=separated, weight=0.8
        )
    mark = row.marks[lane]
    if mark:
        end = max([origin, *(scale(piece.end) for piece in pieces if scale is not None)])
        sheet.text(end + 4, centre, mark, middle=True)


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
                        fill, hatch = fill_of(spec, row.bar, piece.series, style)
                        number_inside(sheet, (x0 + x1) / 2, centre, label, size, fill, hatch)
                elif piece.end >= 0:
                    sheet.text(x1 + 3, centre, label, middle=True, face=face, knock_out=bool(spec.references))
                else:
                    sheet.text(
                        x1 - 3, centre, label, middle=True, face=face, align="right", knock_out=bool(spec.references)
                    )
        y -= height
