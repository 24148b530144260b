"""Circles of symbol maps: counts as areas of circles, with a key of round sizes.

The area of a circle is in proportion to the count, so that twice the people are twice the ink. A missing or protected
count has no circle, and the largest visible one sets the scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.charts.canvas.scales import tick_labels
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, Colour, mix
from berichtsgenerator.document.graphics import MapChart

_LEAST = 0.8
"""No visible circle is smaller than this radius in points."""
_KEYS = (1.0, 0.25, 0.05)
"""Sizes of the key as shares of the largest count."""


@dataclass(frozen=True, slots=True)
class Circles:
    """The scale of a symbol map: ``most`` is the largest visible count, ``radius`` that of its circle."""

    most: float
    radius: float

    def of(self, value: float) -> float:
        """The radius of a count."""
        return max(self.radius * math.sqrt(abs(value) / self.most), _LEAST) if value else 0.0


def circles_of(spec: MapChart, radius: float) -> Circles:
    """The scale for a map whose largest circle has ``radius`` points."""
    values = [abs(area.datum.value) for area in spec.areas if area.datum.value is not None]
    return Circles(max(values, default=1.0) or 1.0, radius)


def draw_circle(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A circle light enough for text on it, with a dark border."""
    if radius > 0:
        sheet.dots(((x, y),), radius, fill(sheet.style), line=sheet.style.bar)


def fill(style: ChartStyle) -> Colour:
    """The colour inside the circles."""
    return mix(style.bar, WHITE, 0.62)


def ground(style: ChartStyle) -> Colour:
    """The colour of the areas behind the circles."""
    return mix(style.grid, WHITE, 0.6)


def sizes(scale: Circles) -> tuple[tuple[float, str], ...]:
    """Radius and label of the circles of the key, the largest first; round numbers not above the largest count."""
    found: dict[float, None] = {}
    for share in _KEYS:
        wanted = scale.most * share
        if wanted >= 1:
            power = 10.0 ** math.floor(math.log10(wanted))
            found[max(step for step in (1.0, 2.0, 5.0) if step * power <= wanted * (1 + 1e-9)) * power] = None
    labels = [tick_labels((value,), value)[0] for value in found]
    return tuple((scale.of(value), label) for value, label in zip(found, labels, strict=True))


def draw_sizes(sheet: Sheet, scale: Circles, x: float, y: float) -> float:
    """The key of sizes from ``y`` downwards, left edge ``x``; gives the next free height."""
    found = sizes(scale)
    widest = max((radius for radius, _ in found), default=0.0)
    for radius, label in found:
        row = max(2 * radius + 3, 11.0)
        draw_circle(sheet, x + widest, y - row / 2 + 4, radius)
        sheet.text(x + 2 * widest + 5, y - row / 2 + 4, label, middle=True)
        y -= row
    return y


def key_height(scale: Circles) -> float:
    """Height of the key of sizes."""
    return sum(max(2 * radius + 3, 11.0) for radius, _ in sizes(scale)) + 4.0


def key_width(labels: Sequence[tuple[float, str]], style: ChartStyle) -> float:
    """Width of the key of sizes."""
    return max((2 * labels[0][0] + 5 + style.width(label, style.size) for _, label in labels), default=0.0)
