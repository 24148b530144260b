"""How charts look: typefaces, sizes, colours.

Colours keep a contrast of at least 3 : 1 to white (WCAG 2.2, 1.4.11) except the light classes of maps, which carry a
dark border and their value. The series colours differ in lightness and for the three kinds of colour-blindness (tested
with the matrices of Machado et al. 2009). Meaning is never in colour alone: labels, dashes, hatches and weight say the
same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties

from berichtsgenerator.charts.canvas.metrics import FontMetrics, metrics_of
from berichtsgenerator.fonts import font_path

Colour = tuple[float, float, float]
DashPattern = tuple[float, ...]

_DEFAULT_FILES = {
    "sans": "SourceSans3-Regular.ttf",
    "sans-bold": "SourceSans3-Bold.ttf",
    "sans-italic": "SourceSans3-It.ttf",
}


def rgb(code: str) -> Colour:
    """``#1F4E79`` as three numbers of 0 … 1; raises ValueError for anything else."""
    if len(code) != 7 or code[0] != "#":
        raise ValueError(f"not a colour: {code!r}")
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return (red, green, blue)


def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2) of an sRGB colour."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio (WCAG 2.2) of two colours, 1 … 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """``colour`` with ``share`` of ``other``."""
    red, green, blue = (a + (b - a) * share for a, b in zip(colour, other, strict=True))
    return (red, green, blue)


WHITE: Colour = (1.0, 1.0, 1.0)
_TEXT = rgb("#1A1A1A")
_MUTED = rgb("#565656")
_GRID = rgb("#DCDCDC")
_AXIS = rgb("#7F7F7F")
_BAR = rgb("#5B82A8")
_EMPHASIS = rgb("#12375C")


@lru_cache(maxsize=64)
def font_properties(file: Path, size: float) -> FontProperties:
    """matplotlib's font record of a file at a size in points (shared: never changed by anyone)."""
    return FontProperties(fname=str(file), size=size)


def default_fonts() -> dict[str, Path]:
    """The project's own typefaces by face."""
    return {face: font_path(name) for face, name in _DEFAULT_FILES.items()}


@lru_cache(maxsize=64)
def _steps(ramp: tuple[Colour, ...], count: int) -> tuple[Colour, ...]:
    """``count`` colours evenly spaced along ``ramp``; a single one is its middle."""
    if count == 1:
        return (ramp[len(ramp) // 2],)
    found: list[Colour] = []
    for step in range(count):
        place = step / (count - 1) * (len(ramp) - 1)
        below = min(int(place), len(ramp) - 2)
        found.append(mix(ramp[below], ramp[below + 1], place - below))
    return tuple(found)


@dataclass(frozen=True)
class ChartStyle:
    """Typefaces (TrueType file by face ``sans``, ``sans-bold``, ``sans-italic``), sizes in points and colours."""

    fonts: Mapping[str, Path] = field(default_factory=default_fonts)
    size: float = 8.0
    """Labels and values."""
    small: float = 7.25
    """Axis numbers, notes, credits."""
    text: Colour = _TEXT
    muted: Colour = _MUTED
    grid: Colour = _GRID
    axis: Colour = _AXIS
    bar: Colour = _BAR
    emphasis: Colour = _EMPHASIS
    series: Sequence[Colour] = tuple(
        rgb(code) for code in ("#1F4E79", "#CF7210", "#267A6D", "#9B2D55", "#8F86C4", "#262626")
    )
    dashes: Sequence[DashPattern] = ((), (5.0, 1.8), (1.6, 1.6), (7.0, 1.8, 1.6, 1.8))
    hatches: Sequence[str] = ("", "", "", "////", "", "\\\\\\\\")
    """Hatch of the nth series where series lie side by side."""
    references: Sequence[DashPattern] = ((), (4.0, 2.0), (1.2, 1.8), (6.0, 1.6, 1.2, 1.6))
    ramp: Sequence[Colour] = tuple(rgb(code) for code in ("#E8F0F7", "#B4CCE2", "#7DA7CF", "#3C76AC", "#0F3963"))
    """Colours of map classes from light to dark; others between them are mixed."""
    missing_hatch: str = "/////"

    def metrics(self, face: str) -> FontMetrics:
        """Metrics of a face."""
        return metrics_of(self.fonts[face])

    def width(self, text: str, size: float, face: str = "sans") -> float:
        """Width of ``text`` in points."""
        return self.metrics(face).width(text, size)

    def series_colour(self, index: int) -> Colour:
        """Colour of the nth series (they come again after the last)."""
        return self.series[index % len(self.series)]

    def series_dash(self, index: int) -> DashPattern:
        """Dash pattern of the nth line: the first colours are solid, each further round has its own pattern."""
        return self.dashes[(index // len(self.series)) % len(self.dashes)]

    def classes(self, count: int) -> tuple[Colour, ...]:
        """``count`` class colours from light to dark in even steps of perceived lightness."""
        return _steps(tuple(self.ramp), count)

    def names(self, count: int) -> tuple[Colour, ...]:
        """``count`` light colours for names without an order: those of series, thinned so that text reads."""
        return tuple(mix(WHITE, self.series_colour(index), 0.45) for index in range(count))

    def on(self, fill: Colour) -> Colour:
        """Text colour that reads on ``fill``: the text's own or white, whichever has more contrast."""
        return self.text if contrast(self.text, fill) >= contrast(WHITE, fill) else WHITE
