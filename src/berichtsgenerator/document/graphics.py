"""What a chart shows (specifications), and what was drawn (drawings).

A specification is data only: values are already protected (None where hidden), numbers to be printed come as text. A
:class:`Drawing` is the result of drawing: a display list in points that typesetting writes onto the page with the
document's own fonts, so that neither side knows the other's engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass


@dataclass(frozen=True, slots=True)
class Datum:
    """A value of a chart: ``value`` None when missing, then ``label`` is its mark; else ``label`` is the printed
    number.
    """

    value: float | None
    label: str
    spoken: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one group of bars (a datum per series)."""

    label: str
    data: tuple[Datum, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A value to compare with (Kreis, Land, Bund), drawn as a line across the bars."""

    label: str
    datum: Datum


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars, horizontal by default. ``mode``: ``einzeln``, ``gruppiert``, ``gestapelt`` or ``prozent``."""

    bars: tuple[Bar, ...]
    series: tuple[str, ...]
    unit: str
    references: tuple[ReferenceLine, ...] = ()
    mode: str = "einzeln"
    horizontal: bool = True
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class LinePoint:
    """A point of a line: ``x`` in decimal years (a month is year + (month − 0.5) / 12), ``provisional`` is drawn
    dashed.
    """

    x: float
    datum: Datum
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One line. A missing point is a gap; a point whose x is in ``breaks`` begins a new line."""

    name: str
    points: tuple[LinePoint, ...]
    breaks: tuple[float, ...] = ()
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at ``x``: a vertical line with its label."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over time, labelled at their ends. ``monthly`` prints months on the axis; ``from_zero`` starts the
    axis at 0.
    """

    series: tuple[Series, ...]
    unit: str
    events: tuple[Event, ...] = ()
    monthly: bool = False
    from_zero: bool = False
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class AgeBar:
    """One age group of a pyramid: ``lower`` and ``upper`` in years (upper exclusive, None: open); shares of the
    total.
    """

    label: str
    lower: int
    upper: int | None
    left: Datum
    right: Datum
    left_compared: Datum | None = None
    right_compared: Datum | None = None


@dataclass(frozen=True, slots=True)
class Pyramid:
    """A population pyramid, men left, women right; the compared population (other year or area) is drawn as an
    outline.
    """

    ages: tuple[AgeBar, ...]
    left_label: str
    right_label: str
    unit: str
    name: str
    compared_name: str = ""


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area of a map; ``x``, ``y`` are its centre (longitude, latitude in degrees) for the tile map and for
    labels.
    """

    key: str
    label: str
    datum: Datum
    x: float
    y: float
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Outer and inner rings in metres of one metric projection; empty: no geometry, a tile map is drawn."""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class MapChart:
    """A choropleth of rates: geometry where there is one, else a tile map. ``classes`` are the upper class bounds."""

    areas: tuple[MapArea, ...]
    unit: str
    bounds: tuple[float, ...]
    class_labels: tuple[str, ...]
    missing_label: str = "geheim gehalten oder keine Angabe"
    credit: str = ""


ChartSpec = BarChart | LineChart | Pyramid | MapChart


@dataclass(frozen=True, slots=True)
class PathItem:
    """Finished PDF path and paint operators (``q … Q``, points, origin bottom left of the drawing)."""

    operators: bytes


@dataclass(frozen=True, slots=True)
class TextItem:
    """A string at (``x``, ``y``) on its baseline, anchored left; ``face`` is a role of the house style (``sans``,
    ``sans-bold``, ``sans-italic``); ``angle`` in degrees; ``colour`` RGB 0 … 1.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    angle: float = 0.0
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart of ``width`` × ``height`` points. ``alphas`` are the constant alphas its operators name
    ``/Ga<percent>``.
    """

    width: float
    height: float
    items: tuple[PathItem | TextItem, ...]
    alphas: tuple[int, ...] = ()
    fonts: tuple[str, ...] = field(default=())


def keys_of(spec: object) -> Iterator[str]:
    """Register keys of all values of a chart's specification, in its order."""
    if isinstance(spec, Datum):
        if spec.key:
            yield spec.key
    elif isinstance(spec, tuple):
        for item in spec:
            yield from keys_of(item)
    elif is_dataclass(spec) and not isinstance(spec, type):
        for name in fields(spec):
            yield from keys_of(getattr(spec, name.name))
