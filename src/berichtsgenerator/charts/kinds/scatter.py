"""Scatter charts with named points: two indicators of the same areas against each other.

Names stand beside their points without touching; what finds no room is counted at the foot. A point of which one value
is missing or protected is not drawn and is named there.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.metrics import shorten, wrap
from berichtsgenerator.charts.canvas.rows import tick_count
from berichtsgenerator.charts.canvas.scales import Scale, make_scale
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.document.graphics import ScatterChart, ScatterPoint

Box = tuple[float, float, float, float]
_RADIUS = 2.6
_NAMED = 60
"""Up to so many points all of them are named; beyond, the emphasised only."""


def _lost(spec: ScatterChart) -> list[str]:
    """Points that cannot be drawn, with the marks of their missing values."""
    found = []
    for point in spec.points:
        marks = dict.fromkeys(datum.label for datum in (point.x, point.y) if datum.value is None)
        if marks:
            found.append(f"{point.label} ({' '.join(marks)})")
    return found


def _foot_lines(spec: ScatterChart, width: float, style: ChartStyle) -> tuple[str, ...]:
    notes = []
    if lost := _lost(spec):
        notes.append(f"ohne Punkt: {', '.join(lost)}")
    return wrap(style.metrics("sans"), "  ·  ".join(notes), style.small, width) if notes else ()


def scatter_height(spec: ScatterChart, width: float, style: ChartStyle) -> float:
    """Natural height: somewhat less than the width."""
    return min(width * 0.62, 300.0) + 9.0 * len(_foot_lines(spec, width, style))


def draw_scatter(spec: ScatterChart, sheet: Sheet) -> None:
    """Draw the points with their names."""
    style = sheet.style
    notes = _foot_lines(spec, sheet.width, style)
    foot = 9.0 * (len(notes) + 1)
    bottom, top = 26.0 + foot, sheet.height - 16.0
    shown = [point for point in spec.points if point.x.value is not None and point.y.value is not None]
    crosses = [point for point in spec.references if point.x.value is not None and point.y.value is not None]
    everyone = [*shown, *crosses]
    y_scale = make_scale(_values(everyone, "y"), bottom, top, count=max(2, min(6, int((top - bottom) / 30))),
                         from_zero=False)  # fmt: skip
    for row, line in enumerate(notes):
        sheet.text(0, 2.0 + 9.0 * (len(notes) - 1 - row), line, size=style.small, colour=style.muted)
    if y_scale is None:
        sheet.text(sheet.width / 2, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center",
                   face="sans-italic")  # fmt: skip
        return
    left = max(style.width(label, style.small) for label in y_scale.labels) + 8
    x_scale = make_scale(_values(everyone, "x"), left + 4, sheet.width - 8, count=tick_count(sheet.width - left),
                         from_zero=False)  # fmt: skip
    if x_scale is None:
        return
    _axes(spec, sheet, (x_scale, y_scale), left, bottom, top)
    taken: list[Box] = []
    places = [(x_scale(point.x.value or 0.0), y_scale(point.y.value or 0.0)) for point in shown]
    taken += [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in places]
    _references(sheet, crosses, (x_scale, y_scale), (left, bottom, top), taken)
    for point, place in sorted(zip(shown, places, strict=True), key=lambda pair: pair[0].emphasis):
        sheet.dots(
            (place,), _RADIUS + (1.0 if point.emphasis else 0.0), style.emphasis if point.emphasis else style.bar
        )
    area = (left + 2, bottom + 1, sheet.width, top + 8)
    nameless = 0
    order = sorted(range(len(shown)), key=lambda index: (not shown[index].emphasis, -places[index][0], index))
    for index in order:
        if len(shown) > _NAMED and not shown[index].emphasis:
            nameless += 1
            continue
        nameless += not _name(sheet, shown[index], places[index], area, taken)
    for point, place in sorted(zip(shown, places, strict=True), key=lambda pair: pair[0].emphasis):
        sheet.dots(
            (place,), _RADIUS + (1.0 if point.emphasis else 0.0), style.emphasis if point.emphasis else style.bar
        )
    remarks = []
    if x_scale.cut or y_scale.cut:
        remarks.append("Achsen beginnen nicht bei null" if x_scale.cut and y_scale.cut else
                       f"{'waagerechte' if x_scale.cut else 'senkrechte'} Achse beginnt nicht bei null")  # fmt: skip
    if nameless:
        remarks.append("ein Punkt ohne Namen" if nameless == 1 else f"{nameless} Punkte ohne Namen")
    sheet.text(0, 2.0 + 9.0 * len(notes), "  ·  ".join(remarks), size=style.small, colour=style.muted)


def _values(points: Sequence[ScatterPoint], axis: str) -> list[float]:
    found = [(point.x if axis == "x" else point.y).value for point in points]
    return [value for value in found if value is not None]


def _axes(
    spec: ScatterChart, sheet: Sheet, scales: tuple[Scale, Scale], left: float, bottom: float, top: float
) -> None:
    style = sheet.style
    across, up = scales
    sheet.lines([((left, up(tick)), (sheet.width, up(tick))) for tick in up.ticks], style.grid)
    sheet.lines([((across(tick), bottom), (across(tick), top)) for tick in across.ticks], style.grid)
    for tick, label in zip(up.ticks, up.labels, strict=True):
        sheet.text(left - 5, up(tick), label, size=style.small, colour=style.muted, align="right", middle=True)
    for tick, label in zip(across.ticks, across.labels, strict=True):
        half = style.width(label, style.small) / 2
        sheet.text(min(across(tick), sheet.width - half), bottom - 10, label, size=style.small, colour=style.muted,
                   align="center")  # fmt: skip
    sheet.line(((left, bottom), (sheet.width, bottom)), style.axis, weight=0.7)
    sheet.line(((left, bottom), (left, top)), style.axis, weight=0.7)
    metrics = style.metrics("sans")
    sheet.text(0, sheet.height - 8, shorten(metrics, spec.y_label, style.size, sheet.width), colour=style.text)
    sheet.text(sheet.width, bottom - 21, shorten(metrics, spec.x_label, style.size, sheet.width), align="right")


def _references(
    sheet: Sheet,
    crosses: Sequence[ScatterPoint],
    scales: tuple[Scale, Scale],
    frame: tuple[float, float, float],
    taken: list[Box],
) -> None:
    """Lines through the values of Kreis and Land, named at their upper and right ends."""
    style = sheet.style
    left, bottom, top = frame
    for index, point in enumerate(crosses):
        x, y = scales[0](point.x.value or 0.0), scales[1](point.y.value or 0.0)
        dash = style.references[(index + 1) % len(style.references)]
        sheet.line(((x, bottom), (x, top)), style.muted, weight=0.7, dash=dash)
        sheet.line(((left, y), (sheet.width, y)), style.muted, weight=0.7, dash=dash)
        width = style.width(point.label, style.small, "sans-italic")
        for at, align in ((sheet.width - 1, "right"), (left + 3, "left")):
            box = (at - width, y + 1.5, at, y + 9) if align == "right" else (at, y + 1.5, at + width, y + 9)
            if _free(box, taken):
                sheet.text(at, y + 2.5, point.label, size=style.small, colour=style.muted, face="sans-italic",
                           align=align, knock_out=True)  # fmt: skip
                taken.append(box)
                break


def _free(box: Box, taken: Sequence[Box]) -> bool:
    return all(box[2] <= o[0] or box[0] >= o[2] or box[3] <= o[1] or box[1] >= o[3] for o in taken)


def _name(sheet: Sheet, point: ScatterPoint, place: tuple[float, float], area: Box, taken: list[Box]) -> bool:
    """Write a point's name at the first free place around it; False when there is none."""
    style = sheet.style
    face = "sans-bold" if point.emphasis else "sans"
    text = shorten(style.metrics(face), point.label, style.small, 120.0)
    width, height = style.width(text, style.small, face), style.small * 0.82
    x, y = place
    gap = _RADIUS + 2.0
    corners = (
        (x + gap, y - height / 2), (x - gap - width, y - height / 2),
        (x - width / 2, y + gap), (x - width / 2, y - gap - height),
        (x + gap * 0.7, y + gap * 0.7), (x - gap * 0.7 - width, y + gap * 0.7),
        (x + gap * 0.7, y - gap * 0.7 - height), (x - gap * 0.7 - width, y - gap * 0.7 - height),
    )  # fmt: skip
    for left, bottom in corners:
        box = (left - 0.6, bottom - 0.6, left + width + 0.6, bottom + height + 0.6)
        if box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3] and _free(box, taken):
            sheet.text(left, bottom + 0.12 * style.small, text, size=style.small, face=face, knock_out=True)
            taken.append(box)
            return True
    return False
