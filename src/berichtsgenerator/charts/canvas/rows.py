"""What charts of rows share: labels at the left, a value axis below, reference lines through the rows."""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.charts.canvas.bars import reference_text
from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.scales import Scale, spread
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.document.graphics import ReferenceLine

_RISE = 6.0
"""Height of the reference labels' baseline above the rows."""
LABEL_SHARE = 0.42
LABEL_LEADING = 9.6
FOOT_LEADING = 9.0
CUT_NOTE = "Werteachse beginnt nicht bei null"


def label_lines(labels: Sequence[tuple[str, bool]], width: float, style: ChartStyle) -> list[tuple[str, ...]]:
    """Row labels (text, bold) in lines that take at most their share of ``width``."""
    limit = width * LABEL_SHARE
    return [wrap(style.metrics("sans-bold" if bold else "sans"), text, style.size, limit) for text, bold in labels]


def widest(lines: Sequence[tuple[str, ...]], style: ChartStyle) -> float:
    """Width of the widest line, in the bold face to be safe."""
    return max((style.width(line, style.size, "sans-bold") for found in lines for line in found), default=0.0)


def row_height(lines: Sequence[str], least: float) -> float:
    """Height of a row with a label of these lines."""
    return max(least, LABEL_LEADING * len(lines) + 2.5)


def draw_label(sheet: Sheet, right: float, middle: float, lines: Sequence[str], *, bold: bool = False) -> None:
    """A row's label, its right edge at ``right``."""
    face = "sans-bold" if bold else "sans"
    sheet.block(right, middle, lines, size=sheet.style.size, leading=LABEL_LEADING, align="right", face=face)


def foot_lines(notes: Sequence[str], width: float, style: ChartStyle) -> tuple[str, ...]:
    """Notes below a chart side by side, in lines that fit."""
    text = "  ·  ".join(note for note in notes if note)
    return wrap(style.metrics("sans"), text, style.small, width, lines=4) if text else ()


def draw_foot(sheet: Sheet, lines: Sequence[str]) -> None:
    """Draw notes at the foot of the sheet."""
    for index, line in enumerate(reversed(lines)):
        sheet.text(0, 2.0 + FOOT_LEADING * index, line, size=sheet.style.small, colour=sheet.style.muted)


def reference_head(references: Sequence[ReferenceLine], width: float, style: ChartStyle) -> float:
    """Height that the labels of reference lines take above the rows."""
    visible = [line for line in references if line.datum.value is not None]
    return 10.0 * len(reference_levels(visible, style, width * 0.5)) + (_RISE + 1.0 if visible else 0.0)


def hidden_references(references: Sequence[ReferenceLine]) -> str:
    """What is said of reference lines without a value, ``""`` when all have one."""
    return "; ".join(f"{line.label}: {line.datum.label}" for line in references if line.datum.value is None)


def reference_levels(lines: Sequence[ReferenceLine], style: ChartStyle, width: float) -> list[int]:
    """Text lines that the reference labels need above the bars: one when they fit side by side, else one each."""
    total = sum(style.width(reference_text(line), style.size) + 8 for line in lines)
    return [0] if lines and (len(lines) == 1 or total <= width) else list(range(len(lines)))


def tick_count(length: float) -> int:
    """Steps of an axis of ``length`` points that lies."""
    return max(2, min(6, int(length / 55)))


def draw_grid(sheet: Sheet, scale: Scale, bottom: float, top: float, unit: str) -> None:
    """Vertical lines at the ticks but zero, their numbers below, the unit at the right."""
    style = sheet.style
    sheet.lines([((scale(tick), bottom), (scale(tick), top)) for tick in scale.ticks if tick], style.grid)
    last = 0.0
    for tick, label in zip(scale.ticks, scale.labels, strict=True):
        half = style.width(label, style.small) / 2
        place = max(min(scale(tick), sheet.width - half), half)
        sheet.text(place, bottom - 9.5, label, size=style.small, colour=style.muted, align="center")
        last = place + half
    if unit:
        width = style.width(unit, style.small)
        if last + 8 + width <= sheet.width:
            sheet.text(sheet.width, bottom - 9.5, unit, size=style.small, colour=style.muted, align="right")
        else:
            sheet.text(sheet.width, bottom - 19, unit, size=style.small, colour=style.muted, align="right")


def draw_references(references: Sequence[ReferenceLine], sheet: Sheet, scale: Scale, bottom: float, top: float) -> None:
    """Vertical lines through the bars, each with its own dashes, labelled above without collisions."""
    style = sheet.style
    lines = [line for line in references if line.datum.value is not None]
    if not lines:
        return
    widths = [style.width(reference_text(line), style.size) + 8 for line in lines]
    places = [scale(line.datum.value or 0.0) for line in lines]
    low = scale.start
    levels = reference_levels(lines, style, sheet.width * 0.5)
    if len(levels) == 1:
        centres = spread(places, widths, low, sheet.width)
    else:
        centres = [
            min(max(place, low + width / 2), sheet.width - width / 2)
            for place, width in zip(places, widths, strict=True)
        ]
    order = sorted(range(len(lines)), key=lambda index: (places[index], index))
    for rank, index in enumerate(order):
        dash = style.references[index % len(style.references)]
        base = top + _RISE + (10.0 * rank if len(levels) > 1 else 0.0)
        x, centre = places[index], centres[index]
        if len(levels) == 1:
            # the label may stand aside of its line: a short leader joins them
            joint = min(max(x, centre - widths[index] / 2 + 5), centre + widths[index] / 2 - 5)
            sheet.line(((x, bottom), (x, top + 1.0)), style.text, weight=0.9, dash=dash)
            sheet.line(((x, top + 1.0), (joint, base - 2.0)), style.text, weight=0.6)
        else:
            sheet.line(((x, bottom), (x, base - 2.0)), style.text, weight=0.9, dash=dash)
        sheet.text(centre, base, reference_text(lines[index]), align="center", knock_out=len(levels) > 1)
