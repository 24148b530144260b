"""Entries of the register: a number with its kind, its provenance and its protection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind


@dataclass(frozen=True, slots=True)
class Component:
    """A named input of a formula as it was found: its sum, when it holds, and the cells that it was added up from.

    ``value`` is None when ``missing`` says why; ``label`` is German (``Bevölkerung unter 15 Jahren am 31.12.2024``);
    ``population_base`` is ``Zensus 2011`` and the like where the source states one.
    """

    name: str
    label: str
    period: Period
    value: float | None
    missing: Missing | None
    observations: tuple[Observation, ...]
    kind: Kind = Kind.COUNT
    population_base: str = ""
    source: str = ""
    """The statistic or the office that the cells come from (``Statistik 12411``), "" where it does not matter."""


class Guard(Enum):
    """The rule of the subject that refuses a number; the values are the words of layouts (key ``regel``)."""

    BREAK = "bruch"  # a change or an index across a break of the series
    BASE = "basis"  # areas, periods or components on different population bases
    SOURCE = "quelle"  # areas of which different statistics or offices tell
    SMALL_BASE = "kleine_basis"  # a rate of change on fewer than the least base
    MONTH = "monat"  # different months of the year against each other
    ORDER = "rangfolge"  # a rank where intervals overlap


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a number came about: the formula as text, its components, and for derived views the numbers it derives
    from.
    """

    formula: str
    components: tuple[Component, ...] = ()
    derived_from: tuple[NumberKey, ...] = ()
    reason: str = ""
    """Why there is no number, as a German sentence (only when the value is missing)."""
    guard: Guard | None = None
    """The rule that refuses the number, or that an exception of the layout has set aside."""
    caveats: tuple[str, ...] = ()
    """What must be said beside the number wherever it is printed, as German sentences."""


class Protection(Enum):
    """What disclosure control did to an entry."""

    OPEN = "offen"
    PRIMARY = "primär"  # small itself
    SECONDARY = "sekundär"  # hidden to protect another


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the register. ``value`` is None exactly when ``missing`` says why.

    After protection a hidden entry carries ``value=None, missing=Missing.SECRET``; its provenance keeps no values
    either in the public edition.
    """

    key: NumberKey
    value: float | None
    missing: Missing | None
    kind: Kind
    unit: str
    decimals: int
    quality: tuple[Quality, ...] = ()
    provenance: Provenance = Provenance("")
    protection: Protection = Protection.OPEN
    protection_reason: str = ""

    @property
    def reason(self) -> str:
        """Why there is no value, as a German sentence; "" where there is one or nothing more is known."""
        return self.provenance.reason
