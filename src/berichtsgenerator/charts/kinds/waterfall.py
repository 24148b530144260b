"""Waterfalls: from a number to a later one over the changes between.

Rows lie below each other; each change begins where the one before ended, thin lines join them. Rising changes are
filled, falling ones hatched, and all carry their sign. When a change is missing or protected the others are not
chained (the place of the next would tell it): they are drawn from zero, and the foot says so. What the steps do not
explain is a row without a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.rows import (
    CUT_NOTE,
    FOOT_LEADING,
    draw_foot,
    draw_grid,
    draw_label,
    foot_lines,
    label_lines,
    row_height,
    tick_count,
    widest,
)
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.document.graphics import WaterfallChart

_GAP = 6.0
_ROW = 16.0
_THICK = 10.0
REST = "Übrige Veränderung"


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    text: str
    start: float | None
    end: float | None
    whole: bool = False


def _bars(spec: WaterfallChart) -> tuple[list[_Bar], bool]:
    """The rows in their order, and whether the changes are chained."""
    values = [step.datum.value for step in spec.steps]
    start, end = spec.start.datum.value, spec.end.datum.value
    chained = start is not None and all(value is not None for value in values)
    rows = [_Bar(spec.start.label, spec.start.datum.label, 0.0 if start is not None else None, start, True)]
    at = start or 0.0
    for step in spec.steps:
        value = step.datum.value
        if value is None:
            rows.append(_Bar(step.label, step.datum.label, None, None))
            continue
        base = at if chained else 0.0
        rows.append(_Bar(step.label, step.datum.label, base, base + value))
        at = base + value
    if chained and end is not None and abs(end - at) > 1e-6 * max(abs(end), 1.0):
        rows.append(_Bar(REST, "", at, end))
    rows.append(_Bar(spec.end.label, spec.end.datum.label, 0.0 if end is not None else None, end, True))
    return rows, chained


def waterfall_height(spec: WaterfallChart, width: float, style: ChartStyle) -> float:
    """Natural height of a waterfall."""
    rows, _ = _bars(spec)
    lines = label_lines([(row.label, row.whole) for row in rows], width, style)
    return sum(row_height(found, _ROW) for found in lines) + _foot(spec, width, style)


def _notes(spec: WaterfallChart, *, cut: bool) -> list[str]:
    rows, chained = _bars(spec)
    falling = any((row.end or 0) < (row.start or 0) for row in rows)
    return [
        "schraffiert: Abnahme" if falling else "",
        CUT_NOTE if cut else "",
        "" if chained else "Veränderungen einzeln ab null, weil nicht alle Zahlen ausgewiesen werden",
    ]


def _foot(spec: WaterfallChart, width: float, style: ChartStyle) -> float:
    return 24.0 + FOOT_LEADING * len(foot_lines(_notes(spec, cut=True), width, style))


def draw_waterfall(spec: WaterfallChart, sheet: Sheet) -> None:
    """Draw a waterfall."""
    style = sheet.style
    rows, chained = _bars(spec)
    lines = label_lines([(row.label, row.whole) for row in rows], sheet.width, style)
    heights = [row_height(found, _ROW) for found in lines]
    left = widest(lines, style) + _GAP
    bottom, top = _foot(spec, sheet.width, style), sheet.height - 2.0
    stretch = (top - bottom) / max(sum(heights), 1.0)
    room = max((style.width(row.text, style.size, "sans-bold") for row in rows), default=0.0) + 6
    # large totals would leave the changes no room: then the axis is cut and the totals are points
    moving = [edge for row in rows if not row.whole for edge in (row.start, row.end) if edge is not None]
    ends = [row.end for row in rows if row.whole and row.end is not None]
    cut = bool(chained and moving and ends and min(ends) > 0 and min(moving) > 0
               and max(moving + ends) - min(moving + ends) < 0.3 * max(ends))  # fmt: skip
    shown = moving + ends if cut else [*moving, *ends, 0.0]
    scale = make_scale(shown, left + 2, sheet.width - room, count=tick_count(sheet.width - left), from_zero=not cut)
    if scale is None or not (moving or ends):
        for found, middle in zip(lines, _middles(heights, top, stretch), strict=True):
            draw_label(sheet, left - _GAP, middle, found)
        sheet.text((left + sheet.width) / 2, bottom, NO_VALUES, colour=style.muted, align="center", face="sans-italic")
        return
    draw_grid(sheet, scale, bottom, top, spec.unit)
    sheet.line(((scale(max(0.0, scale.low)), bottom), (scale(max(0.0, scale.low)), top)), style.axis, weight=0.7)
    draw_foot(sheet, foot_lines(_notes(spec, cut=scale.cut), sheet.width, style))
    _draw_rows(sheet, rows, lines, _middles(heights, top, stretch), scale, left, chained)


def _middles(heights: list[float], top: float, stretch: float) -> list[float]:
    found, y = [], top
    for height in heights:
        found.append(y - height * stretch / 2)
        y -= height * stretch
    return found


def _draw_rows(
    sheet: Sheet,
    rows: list[_Bar],
    lines: list[tuple[str, ...]],
    middles: list[float],
    scale: Scale,
    left: float,
    chained: bool,
) -> None:
    style = sheet.style
    origin = scale(max(0.0, scale.low))
    for index, (row, found, middle) in enumerate(zip(rows, lines, middles, strict=True)):
        draw_label(sheet, left - _GAP, middle, found, bold=row.whole)
        if row.start is None or row.end is None:
            sheet.text(origin + 4, middle, row.text, middle=True)
            continue
        start = origin if row.whole else scale(row.start)
        end = scale(row.end)
        x0, x1 = min(start, end), max(start, end)
        falling = not row.whole and row.end < row.start
        fill = style.emphasis if row.whole else style.series[1] if falling else style.bar
        if row.label == REST and not row.text:
            fill = style.axis
        if row.whole and scale.cut:
            # a bar must begin at zero: where the axis is cut, totals are points
            sheet.dots(((end, middle),), 3.6, fill)
            x1 = end + 2.0
        else:
            hatch = "////" if falling else ""
            sheet.rectangle(x0, middle - _THICK / 2, max(x1 - x0, 0.6), _THICK, fill=fill, hatch=hatch)
        if chained and index + 1 < len(rows):
            sheet.line(((end, middle - _THICK / 2), (end, middles[index + 1] + _THICK / 2)), style.axis, weight=0.6)
        face = "sans-bold" if row.whole else "sans"
        sheet.text(x1 + 3, middle, row.text, middle=True, face=face, knock_out=True)
