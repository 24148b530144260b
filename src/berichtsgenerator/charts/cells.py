"""Sparklines and bars for table cells: tiny drawings without text, written straight as operators.

They show what the row's numbers say, so they need no labels of their own. Missing and protected values leave a gap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from berichtsgenerator.charts.renderer import numbers
from berichtsgenerator.charts.style import ChartStyle, Colour
from berichtsgenerator.document.graphics import Drawing, PathItem

_INSET = 1.6


def sparkline(
    values: Sequence[float | None], *, width: float, height: float, style: ChartStyle | None = None
) -> Drawing:
    """A line over ``values`` in even steps, its last point marked; the line fills the height between least and most."""
    look = style or ChartStyle()
    places = [value for value in values if value is not None and math.isfinite(value)]
    if not places:
        return Drawing(width, height, ())
    low, high = min(places), max(places)
    span = high - low

    def point(index: int, value: float) -> tuple[float, float]:
        share = (value - low) / span if span > 0 else 0.5
        x = _INSET + (width - 2 * _INSET) * (index / (len(values) - 1) if len(values) > 1 else 0.5)
        return x, _INSET + (height - 2 * _INSET) * share

    code = [b"q", numbers(*look.emphasis) + b" RG", numbers(*look.emphasis) + b" rg", b"0.9 w 1 j"]
    joined = False
    last: tuple[float, float] | None = None
    for index, value in enumerate(values):
        if value is None or not math.isfinite(value):
            joined = False
            continue
        last = point(index, value)
        code.append(numbers(*last) + (b" l" if joined else b" m"))
        joined = True
    code.append(b"S")
    if last is not None:
        code.append(numbers(last[0] - 1.1, last[1] - 1.1, 2.2, 2.2) + b" re f")
    return Drawing(width, height, (PathItem(b"\n".join([*code, b"Q\n"])),))


def cell_bar(
    value: float | None, low: float, high: float, *, width: float, height: float, style: ChartStyle | None = None
) -> Drawing:
    """A bar from zero on the common scale ``low`` … ``high`` of a column; empty for a missing value."""
    look = style or ChartStyle()
    low, high = min(low, 0.0), max(high, 0.0)
    if value is None or not math.isfinite(value) or high <= low:
        return Drawing(width, height, ())
    zero, end = ((edge - low) / (high - low) * width for edge in (0.0, min(max(value, low), high)))
    left, length = min(zero, end), abs(end - zero)
    code = [b"q", _fill(look.bar), numbers(left, height * 0.15, length, height * 0.7) + b" re f"]
    if low < 0:
        code += [numbers(*look.axis) + b" RG 0.5 w", numbers(zero, 0) + b" m " + numbers(zero, height) + b" l S"]
    return Drawing(width, height, (PathItem(b"\n".join([*code, b"Q\n"])),))


def _fill(colour: Colour) -> bytes:
    return numbers(*colour) + b" rg"
