"""The comparison record: everything that tables, charts and sentences may say of one number beside others.

One record belongs to one area, period and breakdown of one indicator. It is made from entries (of the engine, or of the
protected register: then a hidden value is missing here too), so every figure can be asked for again by its key:
:meth:`Distance.key`, :meth:`Change.key` and :meth:`Peers.rank_key` name the register's entries that print it.
A part that may not be said carries ``missing`` and a German ``reason``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind


class Direction(Enum):
    """Which end of an indicator stands for a burden; the values are the catalogue's words."""

    HIGH = "hoch=belastet"
    LOW = "niedrig=belastet"
    NEUTRAL = "neutral"


class Distance(NamedTuple):
    """The area against another one at the same period: ``difference`` in the indicator's own unit (shares in
    Prozentpunkte), ``ratio`` as a quotient (1 = equal; None where it makes no sense).
    """

    against: str
    value: float | None
    difference: float | None
    ratio: float | None
    missing: Missing | None = None
    reason: str = ""

    def key(self, of: NumberKey, *, ratio: bool = False) -> NumberKey:
        """The register's key of the difference (or ratio)."""
        return of.with_view(View.RATIO if ratio else View.DIFFERENCE, against=self.against)


class Change(NamedTuple):
    """Now against ``years`` earlier: ``change`` in the own unit, ``percent`` the relative one (None where its base is
    too small or not positive, then ``percent_reason`` says so).
    """

    years: int
    since: Period
    earlier: float | None
    change: float | None
    percent: float | None
    missing: Missing | None = None
    reason: str = ""
    percent_reason: str = ""

    def key(self, of: NumberKey, *, percent: bool = False) -> NumberKey:
        """The register's key of the change (or of the rate of change)."""
        return of.with_view(View.CHANGE_PERCENT if percent else View.CHANGE, since=self.since)


class Streak(NamedTuple):
    """How often in a row the value has gone the same way: ``direction`` 1 up, -1 down, 0 unchanged; ``steps`` from
    ``since`` to the record's period. Breaks and missing values end a streak.
    """

    direction: int
    steps: int
    since: Period


class Extremes(NamedTuple):
    """Highest and lowest value of the area's own series since the last break, with the period that had it first."""

    first: Period
    highest: float
    highest_at: Period
    lowest: float
    lowest_at: Period


@dataclass(frozen=True, slots=True)
class Peers:
    """The area among the areas of its level within ``within``.

    ``rank`` counts from the highest value (ties share the better rank); ``quartile`` 1 is the lowest quarter of the
    values, 4 the highest. ``mean`` is the plain mean only where the values are no quotas, else None: a mean of quotas
    of unequal areas says nothing. ``variation`` (standard deviation / mean, population formula) tells how alike the
    areas are (homogeneity): 0 = all the same. ``distinct`` is False where so many intervals overlap that no ranking
    may be printed; ``reason`` then says why.
    """

    within: str
    count: int
    known: int
    rank: int | None
    quartile: int | None
    median: float | None
    mean: float | None
    deviation: float | None
    variation: float | None
    highest: float | None
    highest_areas: tuple[str, ...]
    lowest: float | None
    lowest_areas: tuple[str, ...]
    distinct: bool = True
    missing: Missing | None = None
    reason: str = ""

    def rank_key(self, of: NumberKey) -> NumberKey:
        """The register's key of the rank."""
        return of.with_view(View.RANK, against=self.within)

    @property
    def span(self) -> float | None:
        """Distance from the lowest to the highest value in the own unit."""
        return None if self.highest is None or self.lowest is None else self.highest - self.lowest


class Comparison(NamedTuple):
    """One number with all its comparisons. ``value`` is None exactly when ``missing`` says why.

    ``cases`` is the numerator where the indicator is a quotient of counts (for small numbers), ``break_here`` tells
    that a new series begins at this period.
    """

    key: NumberKey
    value: float | None
    missing: Missing | None
    reason: str
    kind: Kind
    unit: str
    decimals: int
    direction: Direction
    quality: tuple[Quality, ...]
    cases: float | None
    distances: tuple[Distance, ...]
    changes: tuple[Change, ...]
    streak: Streak | None
    extremes: Extremes | None
    peers: Peers | None
    break_here: bool = False

    def distance(self, against: str) -> Distance | None:
        """The distance to an area, or None when it was not asked for."""
        return next((item for item in self.distances if item.against == against), None)

    def change(self, years: int) -> Change | None:
        """The change over so many years, or None when it was not asked for."""
        return next((item for item in self.changes if item.years == years), None)
