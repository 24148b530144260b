"""Maps: choropleths where the spec has polygons, tile maps where it has centres only.

Classes are coloured from light to dark, every area has a dark border and where room is its name and value; areas
without a value are hatched and explained in the key. Labels stand inside their area without touching each other; where
even the short form does not fit, a number refers to the list beside the map.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from berichtsgenerator.charts.canvas.metrics import shorten
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.charts.maps import symbols
from berichtsgenerator.charts.maps.mapkey import (
    KEY_ROW,
    LARGEST_CIRCLE,
    class_index,
    draw_key,
    key_entries,
    key_lines,
    key_width,
    paint_of,
)
from berichtsgenerator.charts.maps.places import Shape, place_labels
from berichtsgenerator.charts.maps.tilemap import LARGEST_TILE, draw_tiles
from berichtsgenerator.charts.maps.tiles import arrange
from berichtsgenerator.document.graphics import MapArea, MapChart

NO_AREAS = "Keine Gebiete, die dargestellt werden können"
_KEY_GAP = 16.0
_LABELLED = 70
"""Up to so many areas all of them are labelled; beyond, the emphasised only."""
_TALLEST = 400.0
_CREDIT = 12.0


def _has_geometry(spec: MapChart) -> bool:
    return any(area.rings for area in spec.areas)


def map_height(spec: MapChart, width: float, style: ChartStyle) -> float:
    """Natural height of a map."""
    key = key_width(spec, width, style)
    room = width - key - _KEY_GAP
    entries = key_entries(spec, style)
    least = 24.0 + sum(KEY_ROW * len(key_lines(entry, key, style)) for entry in entries)
    if spec.symbols:
        least += symbols.key_height(symbols.circles_of(spec, LARGEST_CIRCLE))
    foot = _CREDIT if spec.credit else 2.0
    if _has_geometry(spec):
        x0, y0, x1, y1 = _extent(spec)
        height = room * (y1 - y0) / max(x1 - x0, 1e-9)
        return max(min(height, _TALLEST), least) + foot + 4
    cells = arrange(tuple((area.x, area.y) for area in spec.areas))
    if not cells:
        return least + foot + 20
    columns = max(column for column, _ in cells) + 1
    rows = max(row for _, row in cells) + 1
    tile = min(room / columns, LARGEST_TILE, _TALLEST / rows)
    return max(tile * rows, least) + foot


def draw_map(spec: MapChart, sheet: Sheet) -> None:
    """Draw a choropleth or a tile map with its key."""
    style = sheet.style
    key = key_width(spec, sheet.width, style)
    if not spec.areas:
        sheet.text(sheet.width / 2, sheet.height / 2, NO_AREAS, colour=style.muted, align="center", face="sans-italic")
        return
    bottom = 0.0
    if spec.credit:
        credit = shorten(style.metrics("sans"), spec.credit, style.small, sheet.width)
        sheet.text(0, 2.0, credit, size=style.small, colour=style.muted)
        bottom = _CREDIT
    room = sheet.width - key - _KEY_GAP
    if _has_geometry(spec):
        used, numbered, radius = _choropleth(spec, sheet, room, bottom)
    else:
        used, radius = draw_tiles(spec, sheet, room, bottom)
        numbered = ()
    draw_key(spec, sheet, (min(used + _KEY_GAP, sheet.width - key), key), numbered, bottom, radius)


# --- choropleth -----------------------------------------------------------------------------------------------------


def _extent(spec: MapChart) -> tuple[float, float, float, float]:
    xs = [x for area in spec.areas for ring in area.rings for x, _ in ring]
    ys = [y for area in spec.areas for ring in area.rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _choropleth(
    spec: MapChart, sheet: Sheet, room: float, bottom: float
) -> tuple[float, tuple[tuple[int, MapArea], ...], float]:
    """Draw the polygons and their labels; gives the map's right edge, the areas that are labelled by number, and the
    radius of the largest circle.
    """
    style = sheet.style
    x0, y0, x1, y1 = _extent(spec)
    margin = 1.5
    factor = min((room - 2 * margin) / max(x1 - x0, 1e-9), (sheet.height - bottom - 2 * margin) / max(y1 - y0, 1e-9))
    above = sheet.height - margin - (y1 - y0) * factor
    corner, origin = np.array([x0, y0]), np.array([margin, above])
    shapes = [
        Shape.of([(np.asarray(ring, dtype=float) - corner) * factor + origin for ring in area.rings])
        for area in spec.areas
    ]
    paints = [paint_of(area, spec, style) for area in spec.areas]
    drawn = [index for index, shape in enumerate(shapes) if not shape.empty]
    for index in drawn:
        paint = paints[index]
        sheet.path(
            shapes[index].path,
            fill=paint.fill,
            hatch=paint.hatch,
            hatch_colour=style.axis,
            line=style.axis if len(drawn) <= 120 else style.muted,
            weight=0.5 if len(drawn) <= 120 else 0.25,
        )
    for index in drawn:
        if spec.areas[index].emphasis:
            sheet.path(shapes[index].path, line=style.text, weight=1.8)
    circles = symbols.circles_of(spec, min(LARGEST_CIRCLE, 0.06 * min(room, sheet.height)) if len(drawn) > 40 else
                                 LARGEST_CIRCLE)  # fmt: skip
    if spec.symbols:
        _draw_circles(spec, sheet, shapes, drawn, circles)
    everyone = len(drawn) <= _LABELLED
    wanted = [index for index in drawn if everyone or spec.areas[index].emphasis]
    placed = place_labels(
        [
            (shapes[index], spec.areas[index].label, spec.areas[index].datum.label, spec.areas[index].emphasis)
            for index in wanted
        ],
        style,
    )
    numbered: list[tuple[int, MapArea]] = []
    for index, label in zip(wanted, placed, strict=True):
        paint = paints[index]
        area = spec.areas[index]
        if label is None:
            continue
        lines = label.lines
        if label.numbered:
            numbered.append((len(numbered) + 1, area))
            lines = (str(len(numbered)),)
        total = label.leading * len(lines)
        for row, line in enumerate(lines):
            last = row == len(lines) - 1
            sheet.text(
                label.x,
                label.y + total / 2 - label.leading * (row + 0.5),
                line,
                size=label.size,
                face="sans-bold" if last or area.emphasis else "sans",
                colour=style.text if label.outside else paint.text,
                align="center",
                middle=True,
                knock_out=bool(paint.hatch) or label.outside,
            )
    _scale_bar(sheet, factor, bottom, x1 - x0)
    missing = [area for area, shape in zip(spec.areas, shapes, strict=True) if shape.empty]
    for area in missing:
        numbered.append((len(numbered) + 1, area))
    return margin * 2 + (x1 - x0) * factor, tuple(numbered), circles.radius


def _draw_circles(
    spec: MapChart, sheet: Sheet, shapes: Sequence[Shape], drawn: Sequence[int], circles: symbols.Circles
) -> None:
    """The circles of a symbol map, large ones first, each in the middle of its area."""
    values = [(index, spec.areas[index].datum.value or 0.0) for index in drawn]
    for index, value in sorted(values, key=lambda pair: (-abs(pair[1]), pair[0])):
        if spec.areas[index].datum.value is not None:
            x, y = shapes[index].middle
            symbols.draw_circle(sheet, x, y, circles.of(value))


def _scale_bar(sheet: Sheet, factor: float, bottom: float, extent: float) -> None:
    """A scale bar of a round number of kilometres at the lower right, about a sixth of the map."""
    style = sheet.style
    if extent < 2000:
        return
    kilometres = 1
    for candidate in (1, 2, 5, 10, 20, 50, 100, 200):
        if candidate * 1000 <= extent / 5:
            kilometres = candidate
    length = kilometres * 1000 * factor
    text = f"{kilometres}\u00a0km"
    right = sheet.width - style.width(text, style.small) - 4
    y = bottom + 4.0
    sheet.line(((right - length, y + 2), (right - length, y), (right, y), (right, y + 2)), style.muted, weight=0.7)
    sheet.text(right + 4, y - 0.5, text, size=style.small, colour=style.muted)


__all__ = ["class_index", "draw_map", "map_height"]
