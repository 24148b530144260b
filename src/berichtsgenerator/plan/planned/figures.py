"""Planned charts and maps with their captions."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.graphics import ChartSpec
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.plan.planned.inline import PlannedInlines


@dataclass(frozen=True, slots=True)
class PlannedBar:
    """A bar or group of bars."""

    label: str
    keys: tuple[NumberKey, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PlannedBars:
    """A bar chart."""

    bars: tuple[PlannedBar, ...]
    series: tuple[str, ...]
    unit: str
    decimals: int
    references: tuple[tuple[str, NumberKey], ...] = ()
    mode: str = "einzeln"
    horizontal: bool = True
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class PlannedSeries:
    """A line."""

    name: str
    points: tuple[tuple[float, NumberKey], ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLines:
    """A line chart."""

    series: tuple[PlannedSeries, ...]
    unit: str
    decimals: int
    events: tuple[tuple[float, str], ...] = ()
    monthly: bool = False
    from_zero: bool = False
    bands: tuple[PlannedBand, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedBand:
    """A band behind lines: its lower and upper number at each place."""

    name: str
    points: tuple[tuple[float, NumberKey, NumberKey], ...]


@dataclass(frozen=True, slots=True)
class PlannedAge:
    """An age group of a pyramid: men left, women right."""

    label: str
    lower: int
    upper: int | None
    left: NumberKey
    right: NumberKey
    left_compared: NumberKey | None = None
    right_compared: NumberKey | None = None


@dataclass(frozen=True, slots=True)
class PlannedPyramid:
    """A population pyramid."""

    ages: tuple[PlannedAge, ...]
    unit: str
    name: str
    compared_name: str = ""


@dataclass(frozen=True, slots=True)
class PlannedMapArea:
    """An area of a map."""

    key: str
    label: str
    number: NumberKey
    x: float
    y: float
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMap:
    """A map; classes are formed after protection from the values that may be seen."""

    areas: tuple[PlannedMapArea, ...]
    unit: str
    decimals: int
    classes: str
    count: int
    bounds: tuple[float, ...] = ()
    credit: str = ""
    symbols: bool = False


@dataclass(frozen=True, slots=True)
class PlannedClasses:
    """How classes are formed after protection: method, number, given upper bounds."""

    method: str
    count: int
    bounds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """A chart as its specification with empty places, each of which carries the text of its number's key.

    ``numbers`` are these keys. ``by_value`` sorts rows by their last number; ``numerators`` and ``denominators`` (in
    the order of the rows' numbers) give the intervals of a dot plot.
    """

    spec: ChartSpec
    numbers: tuple[NumberKey, ...]
    by_value: bool = False
    classes: PlannedClasses | None = None
    decimals: int = 1
    numerators: tuple[NumberKey, ...] = ()
    denominators: tuple[NumberKey, ...] = ()


PlannedChart = PlannedBars | PlannedLines | PlannedPyramid | PlannedMap | PlannedSpec


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A chart or map with its caption.

    ``statement`` is the finding that stands as title (the subject then follows below), ``alternative`` the author's own
    alternative text, ``suffixes`` those of the repetitions around, ``data_words`` names the table of its numbers.
    """

    id: str
    number: str
    title: str
    chart: PlannedChart
    subtitle: str = ""
    notes: tuple[PlannedInlines, ...] = ()
    height: float = 0.0
    data_table: str = ""
    in_list: bool = True
    place: Place = field(default_factory=Place)
    statement: PlannedInlines = ()
    alternative: PlannedInlines = ()
    suffixes: tuple[str, ...] = ()
    data_words: str = ""
