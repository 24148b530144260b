"""Strip and box charts: every school, Kita or area of a group as a dot, and the box of the middle half.

Dots that would hide each other are stacked. The box (quarters and middle, by the method of linear interpolation) is
drawn from eight visible values on and carries no numbers. How many values are not shown stands with the group.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from berichtsgenerator.charts.canvas.bars import NO_VALUES
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
    tick_count,
    widest,
)
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Point, Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, mix
from berichtsgenerator.document.graphics import StripChart, StripGroup
from berichtsgenerator.language.numbers import format_number

_GAP = 6.0
_ROW = 34.0
_RADIUS = 2.1
_BOX_FROM = 8


def _labels(spec: StripChart) -> list[tuple[str, bool]]:
    found = []
    for group in spec.groups:
        shown = sum(datum.value is not None for datum in group.data)
        lost = len(group.data) - shown
        text = f"{format_number(shown, 0)} {spec.noun}" + (f", {format_number(lost, 0)} nicht gezeigt" if lost else "")
        found.append((f"{group.label}: {text}" if group.label else text, False))
    return found


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile of ascending values by linear interpolation (the usual method 7)."""
    place = (len(values) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def strips_height(spec: StripChart, width: float, style: ChartStyle) -> float:
    """Natural height of the strips."""
    return reference_head(spec.references, width, style) + _ROW * max(len(spec.groups), 1) + _foot(spec, width, style)


def _notes(spec: StripChart, *, cut: bool) -> list[str]:
    box = "Kasten: mittlere Hälfte der Werte, Strich: Mitte" if _boxes(spec) else ""
    return [box, CUT_NOTE if cut else "", hidden_references(spec.references)]


def _foot(spec: StripChart, width: float, style: ChartStyle) -> float:
    return 24.0 + FOOT_LEADING * len(foot_lines(_notes(spec, cut=True), width, style))


def draw_strips(spec: StripChart, sheet: Sheet) -> None:
    """Draw the strips."""
    style = sheet.style
    lines = label_lines(_labels(spec), sheet.width * 0.75, style)
    left = widest(lines, style) + _GAP
    bottom, top = _foot(spec, sheet.width, style), sheet.height - reference_head(spec.references, sheet.width, style)
    values = [datum.value for group in spec.groups for datum in group.data if datum.value is not None]
    values += [line.datum.value for line in spec.references if line.datum.value is not None]
    scale = make_scale(values, left + 5, sheet.width - 8, count=tick_count(sheet.width - left), from_zero=False)
    row = (top - bottom) / max(len(spec.groups), 1)
    if scale is None:
        sheet.text((left + sheet.width) / 2, bottom, NO_VALUES, colour=style.muted, align="center", face="sans-italic")
    else:
        draw_grid(sheet, scale, bottom, top, spec.unit)
        draw_references(spec.references, sheet, scale, bottom, top)
    draw_foot(sheet, foot_lines(_notes(spec, cut=scale is not None and scale.cut), sheet.width, style))
    for index, (group, found) in enumerate(zip(spec.groups, lines, strict=True)):
        middle = top - row * (index + 0.5)
        draw_label(sheet, left - _GAP, middle, found)
        if scale is not None:
            _strip(sheet, group, scale, middle, row)


def _boxes(spec: StripChart) -> bool:
    return any(sum(datum.value is not None for datum in group.data) >= _BOX_FROM for group in spec.groups)


def _strip(sheet: Sheet, group: StripGroup, scale: Scale, middle: float, row: float) -> None:
    style = sheet.style
    values = sorted(datum.value for datum in group.data if datum.value is not None)
    half = row * 0.36
    if len(values) >= _BOX_FROM:
        low, centre, high = (scale(quantile(values, share)) for share in (0.25, 0.5, 0.75))
        sheet.rectangle(low, middle - half, high - low, 2 * half, fill=mix(style.bar, (1.0, 1.0, 1.0), 0.72),
                        line=style.axis, weight=0.7)  # fmt: skip
        sheet.line(((centre, middle - half), (centre, middle + half)), style.text, weight=1.4)
    sheet.dots(stacked([scale(value) for value in values], middle, half), _RADIUS, style.emphasis)


def stacked(places: Sequence[float], middle: float, half: float) -> list[Point]:
    """Places of the dots: those that would overlap go up and down in turn, no further than ``half``."""
    found: list[Point] = []
    step = 2 * _RADIUS
    for x in places:
        near = [y for other, y in found if abs(other - x) < step * 0.9]
        for level in range(40):
            y = middle + (level + 1) // 2 * step * (1 if level % 2 else -1)
            if abs(y - middle) > half:
                y = middle
                break
            if all(abs(y - other) >= step * 0.9 for other in near):
                break
        found.append((x, y))
    return found
