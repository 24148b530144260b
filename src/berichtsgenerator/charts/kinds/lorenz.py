"""Lorenz curves: how evenly something is spread over areas.

Areas are put in order of their rate; the cumulated share of the base goes to the right, that of the part up. Even
spread is the diagonal. Areas of which one number is missing or protected are left out of both, and the foot says so.
"""

from __future__ import annotations

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.scales import make_scale, spread
from berichtsgenerator.charts.canvas.sheet import Point, Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.document.graphics import LorenzChart, LorenzCurve, LorenzUnit

_SIDE = 250.0


def _shown(curve: LorenzCurve) -> list[tuple[float, float]]:
    """Base and part of the areas that can be drawn, from the lowest rate up."""
    found = [
        (unit.base.value, unit.part.value)
        for unit in curve.units
        if unit.base.value is not None and unit.part.value is not None and unit.base.value > 0 and unit.part.value >= 0
    ]
    return sorted(found, key=lambda pair: (pair[1] / pair[0], pair))


def points(curve: LorenzCurve) -> list[Point]:
    """The corners of a curve in shares of 0 … 1, empty when nothing is shown or all parts are zero."""
    found = _shown(curve)
    base, part = sum(pair[0] for pair in found), sum(pair[1] for pair in found)
    if not found or part <= 0:
        return []
    corners, across, up = [(0.0, 0.0)], 0.0, 0.0
    for one, other in found:
        across, up = across + one, up + other
        corners.append((across / base, up / part))
    return corners


def _lost(curve: LorenzCurve) -> list[LorenzUnit]:
    return [unit for unit in curve.units if unit.base.value is None or unit.part.value is None]


def _notes(spec: LorenzChart, width: float, style: ChartStyle) -> tuple[str, ...]:
    names = dict.fromkeys(
        f"{unit.label} ({next(d.label for d in (unit.base, unit.part) if d.value is None)})"
        for curve in spec.curves
        for unit in _lost(curve)
    )
    text = f"nicht enthalten: {', '.join(names)}" if names else ""
    return wrap(style.metrics("sans"), text, style.small, width) if text else ()


def lorenz_height(spec: LorenzChart, width: float, style: ChartStyle) -> float:
    """Natural height: a square and its labels."""
    return min(width * 0.6, _SIDE) + 44.0 + 9.0 * len(_notes(spec, width, style))


def draw_lorenz(spec: LorenzChart, sheet: Sheet) -> None:
    """Draw the curves."""
    style = sheet.style
    notes = _notes(spec, sheet.width, style)
    for row, line in enumerate(notes):
        sheet.text(0, 2.0 + 9.0 * (len(notes) - 1 - row), line, size=style.small, colour=style.muted)
    bottom, top = 26.0 + 9.0 * len(notes), sheet.height - 16.0
    left = style.width("100 %", style.small) + 8
    side = min(top - bottom, sheet.width * 0.66 - left)
    top = bottom + side
    across = make_scale([0.0, 100.0], left, left + side, count=5, from_zero=True)
    up = make_scale([0.0, 100.0], bottom, top, count=5, from_zero=True)
    if across is None or up is None:
        return
    sheet.lines([((left, up(tick)), (left + side, up(tick))) for tick in up.ticks], style.grid)
    for tick, label in zip(up.ticks, up.labels, strict=True):
        number = f"{label}\u00a0%"
        sheet.text(left - 5, up(tick), number, size=style.small, colour=style.muted, align="right", middle=True)
        sheet.text(across(tick), bottom - 10, number, size=style.small, colour=style.muted, align="center")
    sheet.line(((left, top), (left, bottom), (left + side, bottom)), style.axis, weight=0.7)
    sheet.text(0, top + 7, f"Anteil: {spec.part_label}")
    sheet.text(left + side, bottom - 21, f"Anteil: {spec.base_label}", align="right")
    sheet.line(((left, bottom), (left + side, top)), style.axis, weight=0.9, dash=(3.0, 2.0))
    ends: list[tuple[float, str, int]] = [(up(55.0), "gestrichelt: gleiche Verteilung", -1)]
    drawn = False
    for index, curve in enumerate(spec.curves):
        corners = [(across(100 * x), up(100 * y)) for x, y in points(curve)]
        if not corners:
            ends.append((up(30.0), f"{curve.name}: {NO_VALUES}", -1))
            continue
        drawn = True
        sheet.line(corners, style.series_colour(index), weight=1.8, dash=style.dashes[index % len(style.dashes)])
        if len(corners) <= 60:
            for corner in corners[1:-1]:
                sheet.mark(corner, index, 1.7, style.series_colour(index))
        low = min(corners, key=lambda corner: (corner[1] - bottom) - (corner[0] - left))
        ends.append((low[1], curve.name, index))
    if not drawn and not spec.curves:
        sheet.text(left + side / 2, bottom + side / 2, NO_VALUES, align="center", face="sans-italic")
    _legend(sheet, ends, left + side + 14.0, (bottom, top))


def _legend(sheet: Sheet, ends: list[tuple[float, str, int]], x: float, room: tuple[float, float]) -> None:
    """Names of the curves at the right, as high as their curves bend, each with a sample."""
    style = sheet.style
    texts = [wrap(style.metrics("sans"), text, style.size, sheet.width - x - 20, lines=3) for _, text, _ in ends]
    heights = [9.8 * len(lines) + 4 for lines in texts]
    for (_, _, index), lines, y in zip(ends, texts, spread([end[0] for end in ends], heights, *room), strict=True):
        if index >= 0:
            dash = style.dashes[index % len(style.dashes)]
            sheet.line(((x, y), (x + 15, y)), style.series_colour(index), weight=1.8, dash=dash)
            sheet.mark((x + 7.5, y), index, 1.9, style.series_colour(index))
        else:
            sheet.line(((x, y), (x + 15, y)), style.axis, weight=0.9, dash=(3.0, 2.0))
        sheet.block(x + 20, y, lines, size=style.size, leading=9.8)
