"""What a chart shows: specifications, data only. Values are already protected (None where hidden), numbers to be
printed come as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass


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
class BandPoint:
    """The ends of a band at ``x`` (as :class:`LinePoint`); a missing end is a gap."""

    x: float
    low: Datum
    high: Datum


@dataclass(frozen=True, slots=True)
class Band:
    """A band behind the lines: the range of a forecast or of an expectation."""

    name: str
    points: tuple[BandPoint, ...]


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
    bands: tuple[Band, ...] = ()


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
    """A map: geometry where there is one, else tiles. ``bounds`` are the upper class bounds of a choropleth of rates;
    ``symbols`` draws counts as circles instead, their area in proportion to the value. ``named``: the classes are names
    without an order, painted in colours of equal weight.
    """

    areas: tuple[MapArea, ...]
    unit: str
    bounds: tuple[float, ...]
    class_labels: tuple[str, ...]
    missing_label: str = "geheim gehalten oder keine Angabe"
    credit: str = ""
    symbols: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """The interval around a value, drawn and never printed; made of visible numbers only."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DotRow:
    """A row of dots, one for each series; ``intervals`` is empty or has one entry (or None) for each of them."""

    label: str
    data: tuple[Datum, ...]
    intervals: tuple[Interval | None, ...] = ()
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class DotChart:
    """Dots on a line for each row. ``joined`` draws the way from the first to the last dot: a dumbbell (then / now).

    Of values that are not to be compared (``parted``) no way is drawn.
    """

    rows: tuple[DotRow, ...]
    series: tuple[str, ...]
    unit: str
    references: tuple[ReferenceLine, ...] = ()
    joined: bool = False
    interval: str = ""
    """What the intervals are (``95-%-Intervall``), ``""`` when there are none."""
    parted: bool = False


@dataclass(frozen=True, slots=True)
class SlopeChart:
    """Straight lines from one time to the next: a row for each line, a datum for each of ``columns``.

    No line leads to the columns of ``breaks`` (by number): their values are not to be compared with earlier ones.
    """

    rows: tuple[Bar, ...]
    columns: tuple[str, ...]
    unit: str
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart of a grid."""

    label: str
    series: Series
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class SmallMultiples:
    """The same line chart for many areas, all on one scale; ``reference`` is drawn thin in each of them."""

    panels: tuple[Panel, ...]
    unit: str
    reference: Series | None = None
    monthly: bool = False
    from_zero: bool = False


@dataclass(frozen=True, slots=True)
class HeatTable:
    """A table of numbers whose cells are coloured by class; ``bounds`` as for maps, for all cells together."""

    rows: tuple[Bar, ...]
    columns: tuple[str, ...]
    unit: str
    bounds: tuple[float, ...]
    missing_label: str = "geheim gehalten oder keine Angabe"


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A named point of two numbers."""

    label: str
    x: Datum
    y: Datum
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class ScatterChart:
    """Two indicators against each other; ``references`` (Kreis, Land) are drawn as crosses of lines."""

    points: tuple[ScatterPoint, ...]
    x_label: str
    y_label: str
    references: tuple[ScatterPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class StripGroup:
    """A group of single values, for example the schools of a form; ``data`` in the order of ``names``."""

    label: str
    names: tuple[str, ...]
    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class StripChart:
    """Every value as a dot, and the box of the middle half where there are enough of them. ``noun`` counts them."""

    groups: tuple[StripGroup, ...]
    unit: str
    noun: str = "Werte"
    references: tuple[ReferenceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class LorenzUnit:
    """An area of a Lorenz curve: its base (population) and its part (those concerned)."""

    label: str
    base: Datum
    part: Datum


@dataclass(frozen=True, slots=True)
class LorenzCurve:
    """One curve over areas."""

    name: str
    units: tuple[LorenzUnit, ...]


@dataclass(frozen=True, slots=True)
class LorenzChart:
    """How evenly something is spread over areas: cumulated shares, from the area with the lowest rate up."""

    curves: tuple[LorenzCurve, ...]
    base_label: str
    part_label: str


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """A change on the way; its datum is signed."""

    label: str
    datum: Datum


@dataclass(frozen=True, slots=True)
class WaterfallChart:
    """From a number to a later one over its changes; ``start`` and ``end`` carry their values, steps the changes."""

    start: WaterfallStep
    steps: tuple[WaterfallStep, ...]
    end: WaterfallStep
    unit: str


@dataclass(frozen=True, slots=True)
class Flow:
    """How many went from ``source`` to ``target`` (places in the lists of the chart)."""

    source: int
    target: int
    datum: Datum


@dataclass(frozen=True, slots=True)
class FlowChart:
    """Transitions from one state to another as ribbons whose width is the number."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    flows: tuple[Flow, ...]
    unit: str
    source_label: str = ""
    target_label: str = ""


ChartSpec = (
    BarChart
    | LineChart
    | Pyramid
    | MapChart
    | DotChart
    | SlopeChart
    | SmallMultiples
    | HeatTable
    | ScatterChart
    | StripChart
    | LorenzChart
    | WaterfallChart
    | FlowChart
)


def data_of(spec: object) -> Iterator[Datum]:
    """Every datum of a chart's specification, in its order."""
    if isinstance(spec, Datum):
        yield spec
    elif isinstance(spec, tuple):
        if not spec or not isinstance(spec[0], float | int | str):
            for item in spec:
                yield from data_of(item)
    elif is_dataclass(spec) and not isinstance(spec, type):
        for name in fields(spec):
            yield from data_of(getattr(spec, name.name))


def keys_of(spec: object) -> Iterator[str]:
    """Register keys of all values of a chart's specification, in its order."""
    return (datum.key for datum in data_of(spec) if datum.key)
