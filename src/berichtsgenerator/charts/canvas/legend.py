"""Keys of series and classes in rows above or below a chart, where direct labels cannot serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.metrics import shorten
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, Colour

_SWATCH = 8.0
_ROW = 12.0
_BETWEEN = 14.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A key: its text and how its swatch is filled, hatched and bordered.

    ``outline`` True draws a line instead, ``mark`` (from 0) a marker of that shape.
    """

    text: str
    fill: Colour
    hatch: str = ""
    border: Colour | None = None
    hatch_colour: Colour = (1.0, 1.0, 1.0)
    outline: bool = False
    mark: int | None = None


def _rows(entries: Sequence[Entry], width: float, style: ChartStyle) -> list[list[tuple[Entry, str, float]]]:
    """Entries in rows that fit into ``width``, with their texts (shortened only when wider than a whole row)."""
    rows: list[list[tuple[Entry, str, float]]] = []
    used = width + 1
    for entry in entries:
        text = shorten(style.metrics("sans"), entry.text, style.size, width - _SWATCH - 4)
        length = _SWATCH + 4 + style.width(text, style.size)
        if used + length > width:
            rows.append([])
            used = 0.0
        rows[-1].append((entry, text, used))
        used += length + _BETWEEN
    return rows


def legend_height(entries: Sequence[Entry], width: float, style: ChartStyle) -> float:
    """Height that the keys take (0 without any). ``width`` as for :func:`draw_legend`, counted from the left edge."""
    if not entries:
        return 0.0
    return _ROW * len(_rows(entries, width, style)) + 6.0


def draw_legend(sheet: Sheet, entries: Sequence[Entry], x: float, top: float) -> None:
    """Draw the keys below ``top``; they begin at ``x`` where they fit into one row there, else at the left edge."""
    style = sheet.style
    rows = _rows(entries, sheet.width, style)
    if len(rows) > 1 or len(_rows(entries, sheet.width - x, style)) > 1:
        x = 0.0
    for index, row in enumerate(rows):
        middle = top - _ROW * (index + 0.5)
        for entry, text, offset in row:
            draw_swatch(sheet, entry, x + offset, middle)
            sheet.text(x + offset + _SWATCH + 4, middle, text, middle=True)


def draw_swatch(sheet: Sheet, entry: Entry, x: float, middle: float) -> None:
    """The sample of a key, left edge at ``x``."""
    if entry.mark is not None:
        sheet.mark((x + _SWATCH / 2, middle), entry.mark, 3.2, entry.fill)
        return
    if entry.outline:
        sheet.line(((x, middle), (x + _SWATCH, middle)), entry.fill, weight=1.2)
        return
    sheet.rectangle(
        x,
        middle - _SWATCH / 2,
        _SWATCH,
        _SWATCH,
        fill=entry.fill,
        hatch=entry.hatch,
        hatch_colour=entry.hatch_colour,
        line=entry.border,
        weight=0.6,
    )
