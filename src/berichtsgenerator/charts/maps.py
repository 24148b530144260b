"""Maps: choropleths where the spec has polygons, tile maps where it has centres only.

Classes are coloured from light to dark, every area has a dark border and where room is its name and value; areas
without a value are hatched and explained in the key. Labels stand inside their area without touching each other; where
even the short form does not fit, a number refers to the list beside the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from berichtsgenerator.charts import symbols
from berichtsgenerator.charts.legend import Entry, draw_swatch
from berichtsgenerator.charts.metrics import shorten, wrap
from berichtsgenerator.charts.places import Shape, place_labels
from berichtsgenerator.charts.sheet import Sheet
from berichtsgenerator.charts.style import WHITE, ChartStyle, Colour, contrast
from berichtsgenerator.charts.tiles import arrange
from berichtsgenerator.document.graphics import MapArea, MapChart
from berichtsgenerator.language.classes import class_labels, class_of, printed_decimals, printed_value
from berichtsgenerator.language.hyphenation import hyphenate

NO_AREAS = "Keine Gebiete, die dargestellt werden können"
_LARGEST_CIRCLE = 21.0
"""Radius of the largest circle of a symbol map."""
_KEY_ROW = 12.5
_KEY_GAP = 16.0
_LARGEST_TILE = 60.0
_TILE_GAP = 2.0
_SMALLEST_NUMBER = 5.0
_LABELLED = 70
"""Up to so many areas all of them are labelled; beyond, the emphasised only."""
_TALLEST = 400.0
_CREDIT = 12.0


@dataclass(frozen=True, slots=True)
class _Fill:
    """How an area is painted, and the colour of text on it."""

    fill: Colour
    hatch: str
    text: Colour


def _labels(spec: MapChart) -> tuple[str, ...]:
    if len(spec.class_labels) == len(spec.bounds):
        return spec.class_labels
    decimals = max(
        (printed_decimals(area.datum.label) for area in spec.areas if area.datum.value is not None), default=1
    )
    return class_labels(spec.bounds, decimals=decimals)


def class_index(area: MapArea, spec: MapChart) -> int | None:
    """Class of an area, None where it has no value or there are no classes; the value counts as it is printed."""
    if area.datum.value is None or not spec.bounds:
        return None
    return class_of(printed_value(area.datum.value, printed_decimals(area.datum.label)), spec.bounds)


def _paint(area: MapArea, spec: MapChart, style: ChartStyle) -> _Fill:
    if area.datum.value is None:
        return _Fill(WHITE, style.missing_hatch, style.text)
    if spec.symbols:
        return _Fill(symbols.ground(style), "", style.text)
    index = class_index(area, spec)
    fill = style.ramp[0] if index is None else style.classes(len(spec.bounds))[index]
    return _Fill(fill, "", style.text if contrast(style.text, fill) >= 4.5 else WHITE)


def _entries(spec: MapChart, style: ChartStyle) -> list[Entry]:
    colours = style.classes(len(spec.bounds)) if spec.bounds else ()
    entries = [Entry(label, colour, border=style.axis) for label, colour in zip(_labels(spec), colours, strict=True)]
    if any(area.datum.value is None for area in spec.areas):
        entries.append(
            Entry(spec.missing_label, WHITE, hatch=style.missing_hatch, border=style.axis, hatch_colour=style.axis)
        )
    return entries


def _key_width(spec: MapChart, width: float, style: ChartStyle) -> float:
    texts = [entry.text for entry in _entries(spec, style)] + [spec.unit]
    longest = max((style.width(text, style.size) for text in texts), default=0.0) + 14
    if spec.symbols:
        longest = max(longest, symbols.key_width(symbols.sizes(symbols.circles_of(spec, _LARGEST_CIRCLE)), style))
    return min(longest, max(95.0, width * 0.3))


def _has_geometry(spec: MapChart) -> bool:
    return any(area.rings for area in spec.areas)


def map_height(spec: MapChart, width: float, style: ChartStyle) -> float:
    """Natural height of a map."""
    key = _key_width(spec, width, style)
    room = width - key - _KEY_GAP
    entries = _entries(spec, style)
    least = 24.0 + sum(_KEY_ROW * len(_key_lines(entry, key, style)) for entry in entries)
    if spec.symbols:
        least += symbols.key_height(symbols.circles_of(spec, _LARGEST_CIRCLE))
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
    tile = min(room / columns, _LARGEST_TILE, _TALLEST / rows)
    return max(tile * rows, least) + foot


def draw_map(spec: MapChart, sheet: Sheet) -> None:
    """Draw a choropleth or a tile map with its key."""
    style = sheet.style
    key = _key_width(spec, sheet.width, style)
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
        used, radius = _tile_map(spec, sheet, room, bottom)
        numbered = ()
    _key(spec, sheet, (min(used + _KEY_GAP, sheet.width - key), key), numbered, bottom, radius)


def _key_lines(entry: Entry, width: float, style: ChartStyle) -> tuple[str, ...]:
    return wrap(style.metrics("sans"), entry.text, style.size, width - 13, lines=4)


def _key(
    spec: MapChart,
    sheet: Sheet,
    place: tuple[float, float],
    numbered: Sequence[tuple[int, MapArea]],
    bottom: float,
    radius: float,
) -> None:
    """The classes with the highest on top, then what the numbers in the map mean."""
    style = sheet.style
    x, width = place
    y = sheet.height - style.size
    if spec.unit:
        for line in wrap(style.metrics("sans-bold"), spec.unit, style.size, sheet.width - x, lines=3):
            sheet.text(x, y, line, face="sans-bold")
            y -= 10.0
        y -= 4.0
    if spec.symbols:
        y = symbols.draw_sizes(sheet, symbols.circles_of(spec, radius), x, y) - 4.0
    entries = _entries(spec, style)
    classed = entries[: len(spec.bounds)]
    for entry in [*reversed(classed), *entries[len(spec.bounds) :]]:
        lines = _key_lines(entry, max(width, sheet.width - x), style)
        draw_swatch(sheet, entry, x, y)
        for row, line in enumerate(lines):
            sheet.text(x + 13, y - 9.6 * row, line, middle=True)
        y -= _KEY_ROW + 9.6 * (len(lines) - 1)
    if not numbered:
        return
    y -= 6.0
    leading = min(9.6, max((y - bottom) / max(len(numbered), 1), 7.2))
    for number, area in numbered:
        text = f"{area.label} {area.datum.label}".strip()
        sheet.text(x + 9, y, str(number), size=style.small, align="right", face="sans-bold", middle=True)
        sheet.text(
            x + 13,
            y,
            shorten(style.metrics("sans"), text, style.small, sheet.width - x - 13),
            size=style.small,
            middle=True,
        )
        y -= leading


# --- tile map -------------------------------------------------------------------------------------------------------


def _tile_map(spec: MapChart, sheet: Sheet, room: float, bottom: float) -> tuple[float, float]:
    """Draw the tiles; gives the right edge of the map and the radius of its largest circle."""
    style = sheet.style
    cells = arrange(tuple((area.x, area.y) for area in spec.areas))
    columns = max(column for column, _ in cells) + 1
    rows = max(row for _, row in cells) + 1
    tile = min(room / columns, (sheet.height - bottom) / rows, _LARGEST_TILE * 1.4)
    side = tile - _TILE_GAP
    circles = symbols.circles_of(spec, min(side * 0.46, _LARGEST_CIRCLE * 1.3))
    ordered = sorted(zip(spec.areas, cells, strict=True), key=lambda pair: (pair[0].emphasis, pair[1][1], pair[1][0]))
    for area, (column, row) in ordered:
        x = column * tile + _TILE_GAP / 2
        y = sheet.height - (row + 1) * tile + _TILE_GAP / 2
        paint = _paint(area, spec, style)
        sheet.rectangle(
            x,
            y,
            side,
            side,
            fill=paint.fill,
            hatch=paint.hatch,
            hatch_colour=style.grid,
            line=style.text if area.emphasis else style.axis,
            weight=2.2 if area.emphasis else 0.6,
        )
        if spec.symbols and area.datum.value is not None:
            symbols.draw_circle(sheet, x + side / 2, y + side / 2, circles.of(area.datum.value))
        _tile_text(area, sheet, x, y, side, paint)
    return columns * tile, circles.radius


def _tile_text(area: MapArea, sheet: Sheet, x: float, y: float, side: float, paint: _Fill) -> None:
    """Name and value in a tile, as large as fits; a tile too small for its name keeps the value."""
    style = sheet.style
    face = "sans-bold" if area.emphasis else "sans"
    middle = y + side / 2
    room = side - 2.6
    lines, size = _named(area.label, room, face, style)
    value = area.datum.label
    value_size = _fitting(value, style.size + 0.5, room, style)
    leading = size * 1.12
    if side < 24 or leading * len(lines) + value_size * 1.2 > side:
        if value_size:
            sheet.text(
                x + side / 2,
                middle,
                value,
                size=value_size,
                face="sans-bold",
                colour=paint.text,
                align="center",
                middle=True,
            )
        return
    height = leading * len(lines) + value_size * 1.15
    top = middle + height / 2
    for row, line in enumerate(lines):
        sheet.text(
            x + side / 2,
            top - leading * (row + 0.5),
            line,
            size=size,
            face=face,
            colour=paint.text,
            align="center",
            middle=True,
            knock_out=bool(paint.hatch),
        )
    sheet.text(
        x + side / 2,
        top - leading * len(lines) - value_size * 0.6,
        value if value_size else "",
        size=value_size,
        face="sans-bold",
        colour=paint.text,
        align="center",
        middle=True,
        knock_out=bool(paint.hatch),
    )


def _named(label: str, room: float, face: str, style: ChartStyle) -> tuple[list[str], float]:
    """The lines of a name and their size: smaller before a word is parted, and then between syllables."""
    metrics = style.metrics(face)
    for less in (0.0, 0.4, 0.8, 1.2, 1.6):
        size = style.small - less
        lines = list(wrap(metrics, label, size, room, lines=9))
        if len(lines) <= 3 and not any(line.endswith("-") and line not in label for line in lines):
            return lines, size
    size = style.small - 0.8
    parted = []
    for word in label.split():
        fitting = [at for at in hyphenate(word) if metrics.width(f"{word[:at]}-", size) <= room and len(word) - at > 2]
        if metrics.width(word, size) > room and "-" not in word and fitting:
            parted += [f"{word[: fitting[-1]]}-", word[fitting[-1] :]]
        else:
            parted.append(word)
    return list(wrap(metrics, " ".join(parted), size, room, lines=3)), size


def _fitting(text: str, size: float, room: float, style: ChartStyle) -> float:
    """The size at which a bold number fits into ``room``, at most ``size``; 0 where it would be too small to read."""
    width = style.width(text, size, "sans-bold")
    fitting = size if width <= room else size * room / width
    return fitting if fitting >= _SMALLEST_NUMBER else 0.0


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
    paints = [_paint(area, spec, style) for area in spec.areas]
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
    circles = symbols.circles_of(spec, min(_LARGEST_CIRCLE, 0.06 * min(room, sheet.height)) if len(drawn) > 40 else
                                 _LARGEST_CIRCLE)  # fmt: skip
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
