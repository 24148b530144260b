"""Transitions as ribbons: how many went from each source to each target (in the manner of Sankey).

The width of a ribbon is its number. A flow that is missing or protected is not drawn, and the blocks at both sides hold
the visible flows only, so that no rest can be measured; the foot counts what is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path

from berichtsgenerator.charts.canvas.bars import NO_VALUES
from berichtsgenerator.charts.canvas.metrics import shorten, wrap
from berichtsgenerator.charts.canvas.rows import FOOT_LEADING, draw_foot, foot_lines
from berichtsgenerator.charts.canvas.scales import spread
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, mix
from berichtsgenerator.document.graphics import Flow, FlowChart
from berichtsgenerator.language.numbers import format_number

_BLOCK = 9.0
_SPACE = 7.0
_HEAD = 16.0
_LEADING = 9.4
_SHARE = 0.27
_NUMBERED = 9.0
"""Ribbons at least so high (in points) carry their number."""


def _shown(spec: FlowChart) -> list[Flow]:
    return [flow for flow in spec.flows if flow.datum.value is not None and flow.datum.value > 0]


def _hidden(spec: FlowChart) -> str:
    """What the foot says of flows that are not drawn."""
    lost = [flow for flow in spec.flows if flow.datum.value is None]
    if not lost:
        return ""
    count = "ein Übergang" if len(lost) == 1 else f"{format_number(len(lost), 0)} Übergänge"
    return f"nicht gezeichnet: {count} ({' '.join(dict.fromkeys(flow.datum.label for flow in lost))})"


def _notes(spec: FlowChart, width: float, style: ChartStyle) -> tuple[str, ...]:
    return foot_lines([spec.unit, _hidden(spec)], width, style)


def flows_height(spec: FlowChart, width: float, style: ChartStyle) -> float:
    """Natural height: room for a name for each block."""
    blocks = max(len(spec.sources), len(spec.targets))
    return min(max(26.0 * blocks + 40.0, 170.0), 420.0) + _HEAD + 5.0 + FOOT_LEADING * len(_notes(spec, width, style))


def draw_flows(spec: FlowChart, sheet: Sheet) -> None:
    """Draw the ribbons and blocks."""
    style = sheet.style
    shown = _shown(spec)
    notes = _notes(spec, sheet.width, style)
    draw_foot(sheet, notes)
    bottom, top = 5.0 + FOOT_LEADING * len(notes), sheet.height - _HEAD
    if not shown:
        sheet.text(sheet.width / 2, (bottom + top) / 2, NO_VALUES, colour=style.muted, align="center",
                   face="sans-italic")  # fmt: skip
        return
    room = sheet.width * _SHARE
    left, right = room, sheet.width - room
    total = sum(flow.datum.value or 0.0 for flow in shown)
    most = max(len({flow.source for flow in shown}), len({flow.target for flow in shown}))
    space = min(_SPACE, (top - bottom) * 0.35 / max(most - 1, 1))
    factor = (top - bottom - space * (most - 1)) / total
    starts = _stack([(flow.source, flow) for flow in shown], len(spec.sources), factor, space, (bottom, top))
    ends = _stack([(flow.target, flow) for flow in shown], len(spec.targets), factor, space, (bottom, top))
    source_at, target_at = dict(starts), dict(ends)
    for flow in sorted(shown, key=lambda item: -(item.datum.value or 0.0)):
        height = (flow.datum.value or 0.0) * factor
        y0, y1 = source_at[flow.source], target_at[flow.target]
        source_at[flow.source], target_at[flow.target] = y0 - height, y1 - height
        _ribbon(sheet, (left + _BLOCK, right - _BLOCK), y0, y1, height, flow)
    for at, x, names, align in (
        (starts, left, spec.sources, "right"),
        (ends, right - _BLOCK, spec.targets, "left"),
    ):
        sums = dict.fromkeys(at, 0.0)
        for flow in shown:
            sums[flow.source if align == "right" else flow.target] += (flow.datum.value or 0.0) * factor
        for index, y in at.items():
            colour = style.series_colour(index) if align == "left" else style.emphasis
            sheet.rectangle(x, y - sums[index], _BLOCK, max(sums[index], 0.6), fill=colour)
        edge = x - 5 if align == "right" else x + _BLOCK + 5
        _names(sheet, names, {index: y - sums[index] / 2 for index, y in at.items()}, edge, align, (bottom, top))
    sheet.text(left + _BLOCK, top + 6, spec.source_label, face="sans-bold", align="right")
    sheet.text(right - _BLOCK, top + 6, spec.target_label, face="sans-bold")


def _stack(
    flows: Sequence[tuple[int, Flow]], count: int, factor: float, space: float, room: tuple[float, float]
) -> dict[int, float]:
    """The upper edge of each block that has visible flows, the first at the top; the blocks are centred."""
    sums = [0.0] * count
    for index, flow in flows:
        sums[index] += (flow.datum.value or 0.0) * factor
    used = [index for index in range(count) if sums[index] > 0]
    height = sum(sums) + space * (len(used) - 1)
    y = (room[0] + room[1] + height) / 2
    found: dict[int, float] = {}
    for index in used:
        found[index] = y
        y -= sums[index] + space
    return found


def _ribbon(sheet: Sheet, sides: tuple[float, float], y0: float, y1: float, height: float, flow: Flow) -> None:
    """A band from one side to the other between two cubic curves."""
    style = sheet.style
    x0, x1 = sides
    half = (x0 + x1) / 2
    vertices = np.array(
        [
            *((x0, y0), (half, y0), (half, y1), (x1, y1), (x1, y1 - height)),
            *((half, y1 - height), (half, y0 - height), (x0, y0 - height), (x0, y0)),
        ]
    )
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    colour = style.series_colour(flow.target)
    sheet.path(Path(vertices, codes), fill=mix(colour, (1.0, 1.0, 1.0), 0.45), alpha=0.8)
    if height >= _NUMBERED:
        # near the target, where ribbons of one colour lie together
        sheet.text(x1 - 5, y1 - height / 2, flow.datum.label, size=style.small, align="right", middle=True)


def _names(
    sheet: Sheet, names: Sequence[str], middles: dict[int, float], x: float, align: str, room: tuple[float, float]
) -> None:
    style = sheet.style
    width = sheet.width * _SHARE - 8
    order = sorted(middles)
    lines = [wrap(style.metrics("sans"), names[index], style.size, width, lines=2) for index in order]
    heights = [_LEADING * len(found) + 1 for found in lines]
    if sum(heights) > room[1] - room[0]:
        lines = [(shorten(style.metrics("sans"), names[index], style.size, width),) for index in order]
        heights = [_LEADING] * len(order)
    for found, y in zip(lines, spread([middles[index] for index in order], heights, *room), strict=True):
        sheet.block(x, y, found, size=style.size, leading=_LEADING, align=align)
