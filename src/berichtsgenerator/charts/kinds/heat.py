"""Heat-map tables: numbers in cells that are coloured by class, so that a pattern is seen and every value is read.

A missing or protected cell is hatched and carries its mark.
"""

from __future__ import annotations

from berichtsgenerator.charts.canvas.legend import Entry, draw_legend, legend_height
from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.rows import draw_label, label_lines, row_height, widest
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, contrast
from berichtsgenerator.document.graphics import HeatTable
from berichtsgenerator.language.classes import class_labels, class_of, printed_decimals, printed_value

_GAP = 6.0
_ROW = 13.0
_LINE = 9.0


def _data(spec: HeatTable) -> list[str]:
    return [datum.label for row in spec.rows for datum in row.data]


def _entries(spec: HeatTable, style: ChartStyle) -> list[Entry]:
    decimals = max(
        (printed_decimals(datum.label) for row in spec.rows for datum in row.data if datum.value is not None), default=1
    )
    labels = class_labels(spec.bounds, decimals=decimals)
    colours = style.classes(len(spec.bounds)) if spec.bounds else ()
    entries = [Entry(label, colour, border=style.axis) for label, colour in zip(labels, colours, strict=True)]
    if any(datum.value is None for row in spec.rows for datum in row.data):
        entries.append(
            Entry(spec.missing_label, WHITE, hatch=style.missing_hatch, border=style.axis, hatch_colour=style.axis)
        )
    return entries


def _columns(spec: HeatTable, width: float, style: ChartStyle) -> tuple[float, bool, list[tuple[str, ...]], float]:
    """Left edge of the cells, whether the column heads are turned, the heads in lines, their height."""
    lines = label_lines([(row.label, row.emphasis) for row in spec.rows], width, style)
    left = widest(lines, style) + _GAP
    room = (width - left) / max(len(spec.columns), 1) - 3
    heads = [wrap(style.metrics("sans"), column, style.small, room, lines=9) for column in spec.columns]
    broken = any(
        part.endswith("-") and part not in column for head, column in zip(heads, spec.columns, strict=True)
        for part in head
    )  # fmt: skip
    if not broken and max((len(head) for head in heads), default=1) <= 3:
        return left, False, heads, _LINE * max((len(head) for head in heads), default=1) + 4
    turned = [wrap(style.metrics("sans"), column, style.small, 95.0, lines=1) for column in spec.columns]
    return left, True, turned, max((style.width(head[0], style.small) for head in turned), default=0.0) + 6


def heat_height(spec: HeatTable, width: float, style: ChartStyle) -> float:
    """Natural height of the table with its key."""
    lines = label_lines([(row.label, row.emphasis) for row in spec.rows], width, style)
    _, _, _, head = _columns(spec, width, style)
    unit = 12.0 if spec.unit else 0.0
    return (
        head
        + sum(row_height(found, _ROW) for found in lines)
        + legend_height(_entries(spec, style), width, style)
        + unit
    )


def draw_heat(spec: HeatTable, sheet: Sheet) -> None:
    """Draw the table; given more height than it needs, rows grow."""
    style = sheet.style
    lines = label_lines([(row.label, row.emphasis) for row in spec.rows], sheet.width, style)
    left, turned, heads, head = _columns(spec, sheet.width, style)
    entries = _entries(spec, style)
    key = legend_height(entries, sheet.width, style)
    unit = 12.0 if spec.unit else 0.0
    heights = [row_height(found, _ROW) for found in lines]
    stretch = (sheet.height - head - key - unit) / max(sum(heights), 1.0)
    cell = (sheet.width - left) / max(len(spec.columns), 1)
    if spec.unit:
        sheet.text(0, sheet.height - 8, spec.unit, size=style.small, colour=style.muted)
    top = sheet.height - unit - head
    for index, column in enumerate(heads):
        centre = left + cell * (index + 0.5)
        if turned:
            sheet.text(centre + style.small * 0.36, top + 3, column[0], size=style.small, angle=90)
        else:
            for number, line in enumerate(reversed(column)):
                sheet.text(centre, top + 4 + _LINE * number, line, size=style.small, align="center")
    colours = style.classes(len(spec.bounds)) if spec.bounds else ()
    longest = max((style.width(label, style.size, "sans-bold") for label in _data(spec)), default=1.0)
    size = style.size if longest + 2 <= cell else max(style.size * (cell - 2) / longest, 0.0)
    y = top
    for row, found, natural in zip(spec.rows, lines, heights, strict=True):
        height = natural * stretch
        middle = y - height / 2
        draw_label(sheet, left - _GAP, middle, found, bold=row.emphasis)
        for index, datum in enumerate(row.data):
            x = left + cell * index
            fill, hatch = WHITE, ""
            if datum.value is None:
                hatch = style.missing_hatch
            elif colours:
                fill = colours[class_of(printed_value(datum.value, printed_decimals(datum.label)), spec.bounds)]
            sheet.rectangle(x, y - height, cell, height, fill=fill, hatch=hatch, hatch_colour=style.grid, line=WHITE,
                            weight=0.8)  # fmt: skip
            colour = style.text if contrast(style.text, fill) >= 4.5 else WHITE
            if size >= 5.0:
                sheet.text(x + cell / 2, middle, datum.label, size=size, colour=colour, align="center", middle=True,
                           face="sans-bold" if row.emphasis else "sans", knock_out=bool(hatch))  # fmt: skip
        if row.emphasis:
            sheet.rectangle(left, y - height, cell * len(row.data), height, line=style.text, weight=1.4)
        y -= height
    if entries:
        draw_legend(sheet, entries, 0.0, key - 6.0)
