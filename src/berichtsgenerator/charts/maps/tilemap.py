"""Tile maps: an equal square for each area, arranged as the areas lie, with name and value."""

from __future__ import annotations

from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.charts.maps import symbols
from berichtsgenerator.charts.maps.mapkey import LARGEST_CIRCLE, Fill, paint_of
from berichtsgenerator.charts.maps.tiles import arrange
from berichtsgenerator.document.graphics import MapArea, MapChart
from berichtsgenerator.language.hyphenation import hyphenate

LARGEST_TILE = 60.0
_TILE_GAP = 2.0
_SMALLEST_NUMBER = 5.0


def draw_tiles(spec: MapChart, sheet: Sheet, room: float, bottom: float) -> tuple[float, float]:
    """Draw the tiles; gives the right edge of the map and the radius of its largest circle."""
    style = sheet.style
    cells = arrange(tuple((area.x, area.y) for area in spec.areas))
    columns = max(column for column, _ in cells) + 1
    rows = max(row for _, row in cells) + 1
    tile = min(room / columns, (sheet.height - bottom) / rows, LARGEST_TILE * 1.4)
    side = tile - _TILE_GAP
    circles = symbols.circles_of(spec, min(side * 0.46, LARGEST_CIRCLE * 1.3))
    ordered = sorted(zip(spec.areas, cells, strict=True), key=lambda pair: (pair[0].emphasis, pair[1][1], pair[1][0]))
    for area, (column, row) in ordered:
        x = column * tile + _TILE_GAP / 2
        y = sheet.height - (row + 1) * tile + _TILE_GAP / 2
        paint = paint_of(area, spec, style)
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


def _tile_text(area: MapArea, sheet: Sheet, x: float, y: float, side: float, paint: Fill) -> None:
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
