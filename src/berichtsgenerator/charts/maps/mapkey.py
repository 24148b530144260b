"""How areas of maps are painted, and the key beside the map: classes or sizes, missing areas, numbered areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.legend import Entry, draw_swatch
from berichtsgenerator.charts.canvas.metrics import shorten, wrap
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, Colour, contrast
from berichtsgenerator.charts.maps import symbols
from berichtsgenerator.document.graphics import MapArea, MapChart
from berichtsgenerator.language.classes import class_labels, class_of, printed_decimals, printed_value

LARGEST_CIRCLE = 21.0
"""Radius of the largest circle of a symbol map."""
KEY_ROW = 12.5
_COLUMN_GAP = 10.0
_LOOSEST, _TIGHTEST = 9.6, 7.2
"""Distances of the lines that explain numbers."""
_SCALE_ROOM = 14.0


@dataclass(frozen=True, slots=True)
class Fill:
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


def _colours(spec: MapChart, style: ChartStyle) -> tuple[Colour, ...]:
    count = len(spec.bounds)
    if not count:
        return ()
    return style.names(count) if spec.named else style.classes(count)


def class_index(area: MapArea, spec: MapChart) -> int | None:
    """Class of an area, None where it has no value or there are no classes; the value counts as it is printed."""
    if area.datum.value is None or not spec.bounds:
        return None
    return class_of(printed_value(area.datum.value, printed_decimals(area.datum.label)), spec.bounds)


def paint_of(area: MapArea, spec: MapChart, style: ChartStyle) -> Fill:
    """How an area is painted: by its class, light below circles, hatched without a value."""
    if area.datum.value is None:
        return Fill(WHITE, style.missing_hatch, style.text)
    if spec.symbols:
        return Fill(symbols.ground(style), "", style.text)
    index = class_index(area, spec)
    fill = style.ramp[0] if index is None else _colours(spec, style)[index]
    return Fill(fill, "", style.text if contrast(style.text, fill) >= 4.5 else WHITE)


def key_entries(spec: MapChart, style: ChartStyle) -> list[Entry]:
    """The classes from the lowest, then the areas without a value."""
    colours = _colours(spec, style)
    entries = [Entry(label, colour, border=style.axis) for label, colour in zip(_labels(spec), colours, strict=True)]
    if any(area.datum.value is None for area in spec.areas):
        entries.append(
            Entry(spec.missing_label, WHITE, hatch=style.missing_hatch, border=style.axis, hatch_colour=style.axis)
        )
    return entries


def key_width(spec: MapChart, width: float, style: ChartStyle) -> float:
    """Width of the key beside a map of ``width`` points."""
    texts = [entry.text for entry in key_entries(spec, style)] + [spec.unit]
    longest = max((style.width(text, style.size) for text in texts), default=0.0) + 14
    if spec.symbols:
        longest = max(longest, symbols.key_width(symbols.sizes(symbols.circles_of(spec, LARGEST_CIRCLE)), style))
    return min(longest, max(95.0, width * 0.3))


def key_lines(entry: Entry, width: float, style: ChartStyle) -> tuple[str, ...]:
    """The text of an entry in lines."""
    return wrap(style.metrics("sans"), entry.text, style.size, width - 13, lines=4)


def draw_key(
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
    entries = key_entries(spec, style)
    classed = entries[: len(spec.bounds)]
    for entry in [*reversed(classed), *entries[len(spec.bounds) :]]:
        lines = key_lines(entry, max(width, sheet.width - x), style)
        draw_swatch(sheet, entry, x, y)
        for row, line in enumerate(lines):
            sheet.text(x + 13, y - 9.6 * row, line, middle=True)
        y -= KEY_ROW + 9.6 * (len(lines) - 1)
    if numbered:
        beside = x + 13 + max((style.width(entry.text, style.size) for entry in entries), default=0.0) + _COLUMN_GAP
        _draw_numbered(numbered, sheet, (x, y - 6.0), beside, bottom)


def _draw_numbered(
    numbered: Sequence[tuple[int, MapArea]], sheet: Sheet, below: tuple[float, float], beside: float, bottom: float
) -> None:
    """What the numbers in the map mean: below the classes, and where that is too low, in columns beside them."""
    style = sheet.style
    texts = [f"{area.label} {area.datum.label}".strip() for _, area in numbered]
    x, y = below
    leading = min(_LOOSEST, max((y - bottom) / len(numbered), _TIGHTEST))
    rows = [(x, y - leading * row) for row in range(max(int((y - bottom) / leading) + 1, 0))]
    if len(rows) < len(numbered):
        width = 13 + max(style.width(text, style.small) for text in texts) + _COLUMN_GAP
        low = bottom + _SCALE_ROOM  # the scale bar stands at the lower right
        top = sheet.height - style.size
        places = max(int((sheet.width - beside + _COLUMN_GAP) / width), 0)
        tall = max(int((top - low) / leading) + 1, 0)
        rows += [(beside + width * column, top - leading * row) for column in range(places) for row in range(tall)]
    for (number, _), text, (left, at) in zip(numbered, texts, rows, strict=False):
        sheet.text(left + 9, at, str(number), size=style.small, align="right", face="sans-bold", middle=True)
        shown = shorten(style.metrics("sans"), text, style.small, sheet.width - left - 13)
        sheet.text(left + 13, at, shown, size=style.small, middle=True)
