"""Small multiples: the same line chart for every area, all on one scale, so that their heights compare.

Each panel is named above, the last value is printed, the reference (Kreis or Land) is a thin dashed line in all of
them. Gaps, breaks and provisional stretches are drawn as in a large line chart.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.legend import Entry, draw_legend
from berichtsgenerator.charts.canvas.metrics import shorten
from berichtsgenerator.charts.canvas.rows import CUT_NOTE, FOOT_LEADING, draw_foot, foot_lines
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, Colour, DashPattern
from berichtsgenerator.charts.kinds.lines import runs, when_lost
from berichtsgenerator.document.graphics import Panel, Series, SmallMultiples

_WIDTH = 88.0
_HEIGHT = 64.0
_NAME = 11.0
_FOOT = 12.0
_GAP = 8.0
_HEAD = 20.0


def _columns(spec: SmallMultiples, width: float, style: ChartStyle) -> tuple[int, int]:
    """Columns and rows of the grid."""
    columns = max(1, min(int((width + _GAP) / (_WIDTH + _GAP)), len(spec.panels)))
    rows = max(1, math.ceil(len(spec.panels) / columns))
    # as even as possible: 23 panels in 5 columns, not in 4 and a rest
    columns = max(1, math.ceil(len(spec.panels) / rows))
    return columns, rows


def panels_height(spec: SmallMultiples, width: float, style: ChartStyle) -> float:
    """Natural height of the grid."""
    _, rows = _columns(spec, width, style)
    return _HEAD + rows * (_HEIGHT + _NAME + _FOOT) + 2.0 + FOOT_LEADING * len(_notes(spec, width, style))


def draw_panels(spec: SmallMultiples, sheet: Sheet) -> None:
    """Draw the grid."""
    style = sheet.style
    columns, rows = _columns(spec, sheet.width, style)
    everyone = [panel.series for panel in spec.panels] + ([spec.reference] if spec.reference is not None else [])
    values = [point.datum.value for series in everyone for point in series.points if point.datum.value is not None]
    times = sorted({point.x for series in everyone for point in series.points})
    probe = make_scale(values, 0.0, 1.0, count=2, from_zero=spec.from_zero, tight=True)
    if probe is None or not times:
        sheet.text(sheet.width / 2, sheet.height / 2, NO_VALUES, colour=style.muted, align="center",
                   face="sans-italic")  # fmt: skip
        return
    axis = max((style.width(label, style.small) for label in probe.labels), default=0.0) + 5
    _key(spec, sheet, probe)
    foot = 2.0 + FOOT_LEADING * len(_notes(spec, sheet.width, style))
    cell_height = (sheet.height - _HEAD - foot) / rows
    cell_width = (sheet.width - axis - _GAP * (columns - 1)) / columns
    low, high = (times[0], times[-1]) if times[-1] > times[0] else (times[0] - 0.5, times[0] + 0.5)
    for index, panel in enumerate(spec.panels):
        row, column = divmod(index, columns)
        left = axis + column * (cell_width + _GAP)
        top = sheet.height - _HEAD - row * cell_height
        bottom = top - cell_height + _FOOT
        scale = make_scale(values, bottom, top - _NAME, count=2, from_zero=spec.from_zero, tight=True)
        if scale is None:
            continue
        last_row = index + columns >= len(spec.panels)
        _panel(spec, sheet, panel, scale, (left, left + cell_width), (low, high))
        if column == 0:
            for tick, label in zip(scale.ticks, scale.labels, strict=True):
                sheet.text(axis - 4, scale(tick), label, size=style.small, colour=style.muted, align="right",
                           middle=True)  # fmt: skip
        if last_row:
            first, last = str(math.floor(low + 1e-6)), str(math.floor(high + 1e-6))
            sheet.text(left, bottom - 9, first, size=style.small, colour=style.muted)
            if last != first:
                sheet.text(left + cell_width, bottom - 9, last, size=style.small, colour=style.muted, align="right")


def _notes(spec: SmallMultiples, width: float, style: ChartStyle, *, cut: bool = True) -> tuple[str, ...]:
    notes = [spec.unit, CUT_NOTE if cut else ""]
    if any(point.provisional for panel in spec.panels for point in panel.series.points):
        notes.append("gestrichelt: vorläufig oder geschätzt")
    if any(len(runs(panel.series)) > 1 for panel in spec.panels):
        notes.append("unterbrochen: Bruch in der Reihe oder kein Wert")
    return foot_lines(notes, width, style)


def _key(spec: SmallMultiples, sheet: Sheet, scale: Scale) -> None:
    style = sheet.style
    draw_foot(sheet, _notes(spec, sheet.width, style, cut=scale.cut))
    if spec.reference is not None:
        draw_legend(sheet, [Entry(f"dünne Linie: {spec.reference.name}", style.text, outline=True)], 0.0, sheet.height)


def _panel(
    spec: SmallMultiples,
    sheet: Sheet,
    panel: Panel,
    scale: Scale,
    sides: tuple[float, float],
    times: tuple[float, float],
) -> None:
    style = sheet.style
    left, right = sides
    last = next((p for p in sorted(panel.series.points, key=lambda p: -p.x) if p.datum.value is not None), None)
    number = last.datum.label if last is not None else next((p.datum.label for p in panel.series.points), "")
    number += when_lost(panel.series, last, spec.monthly) if last is not None else ""
    face = "sans-bold" if panel.emphasis else "sans"
    room = right - left - style.width(number, style.small, "sans-bold") - 4
    name = shorten(style.metrics(face), panel.label, style.small, max(room, 12.0))
    top = scale.end + 3.5
    sheet.text(left, top, name, size=style.small, face=face)
    sheet.text(right, top, number, size=style.small, face="sans-bold", align="right")
    ticks = [tick for tick in scale.ticks if tick]
    sheet.lines([((left, scale(tick)), (right, scale(tick))) for tick in ticks], style.grid, weight=0.4)
    base = scale(0.0) if not scale.cut else scale.start
    sheet.line(((left, base), (right, base)), style.axis, weight=0.6)

    def place(x: float) -> float:
        return left + (x - times[0]) / (times[1] - times[0]) * (right - left)

    if spec.reference is not None:
        _line(sheet, spec.reference, scale, place, style.text, 0.6, (2.5, 1.5))
    colour = style.emphasis if panel.emphasis else style.bar
    _line(sheet, panel.series, scale, place, colour, 1.8 if panel.emphasis else 1.3, ())
    if last is not None and last.datum.value is not None:
        sheet.dots(((place(last.x), scale(last.datum.value)),), 1.8, colour)


def _line(
    sheet: Sheet,
    series: Series,
    scale: Scale,
    place: Callable[[float], float],
    colour: Colour,
    weight: float,
    dash: DashPattern,
) -> None:
    for run in runs(series):
        points = [(place(point.x), scale(point.datum.value or 0.0)) for point in run]
        if len(points) == 1:
            sheet.dots(points, 1.2, colour)
            continue
        solid = [point for point, item in zip(points, run, strict=True) if not item.provisional]
        if len(solid) < len(points) and not dash:
            if len(solid) > 1:
                sheet.line(solid, colour, weight=weight)
            sheet.line(points[max(len(solid) - 1, 0) :], colour, weight=weight, dash=(2.0, 1.4))
        else:
            sheet.line(points, colour, weight=weight, dash=dash)
