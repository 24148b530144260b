"""Slope charts: a straight line for each area from one time to the next, named and numbered at both ends.

Names stand beside the ends without touching; a value that is missing or protected has neither point nor line, its name
then stands at the end that it has. Across a break of the series no line is drawn. Of many lines those without emphasis
step back into grey.
"""

from __future__ import annotations

from itertools import pairwise

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.metrics import shorten
from berichtsgenerator.charts.canvas.rows import CUT_NOTE, FOOT_LEADING, draw_foot, foot_lines
from berichtsgenerator.charts.canvas.scales import Scale, make_scale, spread
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, Colour
from berichtsgenerator.document.graphics import Bar, SlopeChart

_LEADING = 9.6
_QUIET_FROM = 7
_SHARE = 0.36


def _texts(spec: SlopeChart, width: float, style: ChartStyle) -> tuple[dict[int, str], dict[int, str]]:
    """What stands at the left and at the right end of each row."""
    limit = width * _SHARE
    left: dict[int, str] = {}
    right: dict[int, str] = {}
    for index, row in enumerate(spec.rows):
        metrics = style.metrics("sans-bold" if row.emphasis else "sans")
        if row.data[0].value is not None:
            left[index] = shorten(metrics, row.label, style.size, limit - 26) + f"  {row.data[0].label}"
        if len(row.data) > 1 and row.data[-1].value is not None:
            right[index] = f"{row.data[-1].label}  " + shorten(metrics, row.label, style.size, limit - 26)
    return left, right


def slope_height(spec: SlopeChart, width: float, style: ChartStyle) -> float:
    """Natural height: room for a name for each line."""
    left, right = _texts(spec, width, style)
    return min(max(_LEADING * max(len(left), len(right)) + 50.0, 150.0), 420.0) + FOOT_LEADING * len(
        _foot(spec, width, style)
    )


def _notes(spec: SlopeChart) -> list[str]:
    lost = [f"{row.label} ({mark})" for row in spec.rows if (mark := _mark(row)) and _last(row) is None]
    return [f"ohne Wert: {', '.join(lost)}"] if lost else []


def _foot(spec: SlopeChart, width: float, style: ChartStyle, *, cut: bool = True) -> tuple[str, ...]:
    return foot_lines([spec.unit, CUT_NOTE if cut else "", *_notes(spec)], width, style)


def _mark(row: Bar) -> str:
    return " ".join(dict.fromkeys(datum.label for datum in row.data if datum.value is None))


def _last(row: Bar) -> float | None:
    return next((datum.value for datum in row.data if datum.value is not None), None)


def draw_slopes(spec: SlopeChart, sheet: Sheet) -> None:
    """Draw a slope chart."""
    style = sheet.style
    left, right = _texts(spec, sheet.width, style)
    bottom, top = 10.0 + FOOT_LEADING * len(_foot(spec, sheet.width, style)), sheet.height - 26.0
    values = [datum.value for row in spec.rows for datum in row.data if datum.value is not None]
    scale = make_scale(values, bottom, top, count=4, from_zero=False, tight=True, near_zero=False)
    draw_foot(sheet, _foot(spec, sheet.width, style, cut=scale is not None and scale.cut))
    if scale is None or len(spec.columns) < 2:
        sheet.text(sheet.width / 2, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center",
                   face="sans-italic")  # fmt: skip
        return
    start = max((style.width(text, style.size, "sans-bold") for text in left.values()), default=0.0) + 9
    end = sheet.width - max((style.width(text, style.size, "sans-bold") for text in right.values()), default=0.0) - 9
    places = [start + (end - start) * step / (len(spec.columns) - 1) for step in range(len(spec.columns))]
    for place, column in zip(places, spec.columns, strict=True):
        sheet.line(((place, bottom - 4), (place, top + 8)), style.grid, weight=0.8)
        name = shorten(style.metrics("sans-bold"), column, style.size, sheet.width / len(spec.columns) - 4)
        half = style.width(name, style.size, "sans-bold") / 2
        centre = min(max(place, half), sheet.width - half)
        sheet.text(centre, top + 14, name, face="sans-bold", align="center")
    emphasised = any(row.emphasis for row in spec.rows)
    for index in sorted(range(len(spec.rows)), key=lambda item: (spec.rows[item].emphasis, item)):
        row = spec.rows[index]
        colour, weight = _look(row, emphasised, len(spec.rows), style)
        _line(sheet, row, places, spec.breaks, scale, colour, weight)
    for texts, x, align, which in ((left, start - 7, "right", 0), (right, end + 7, "left", -1)):
        order = sorted(texts)
        wanted = [scale(spec.rows[index].data[which].value or 0.0) for index in order]
        found = spread(wanted, [_LEADING] * len(order), bottom - 6, top + 6)
        for index, y in zip(order, found, strict=True):
            row = spec.rows[index]
            size = min(style.size, (top - bottom + 12) / max(len(order), 1) / 1.12)
            face = "sans-bold" if row.emphasis else "sans"
            sheet.text(x, y, texts[index], face=face, size=size, align=align, middle=True)
            end_y = scale(row.data[which].value or 0.0)
            inner = x + 4.5 if align == "right" else x - 4.5
            sheet.line(((x + (1.5 if align == "right" else -1.5), y), (inner, end_y)), style.axis, weight=0.4)


def _look(row: Bar, emphasised: bool, count: int, style: ChartStyle) -> tuple[Colour, float]:
    if row.emphasis:
        return style.emphasis, 2.2
    return (style.axis, 0.8) if emphasised or count >= _QUIET_FROM else (style.bar, 1.4)


def _line(
    sheet: Sheet, row: Bar, places: list[float], breaks: tuple[int, ...], scale: Scale, colour: Colour, weight: float
) -> None:
    points = [
        None if datum.value is None else (x, scale(datum.value)) for x, datum in zip(places, row.data, strict=True)
    ]
    for column, (one, other) in enumerate(pairwise(points), start=1):
        if one is not None and other is not None and column not in breaks:
            sheet.line((one, other), colour, weight=weight)
    sheet.dots([point for point in points if point is not None], 2.4 if row.emphasis else 1.9, colour)
