"""The comparison record: one number and everything that may be set beside it.

One record belongs to one area, period and breakdown of one indicator. It is the same record all along the way of a
report, only what its figures are changes: keys when a table, a chart or a sentence is planned (nobody knows a value
then), entries of the protected register when it is printed, plain figures when whole panels are compared. What was not
asked for is None or empty; a figure that may not be said carries ``missing`` and a German ``reason``.

Facts that are more than one figure (streaks, extremes, the place among the areas of a level) are made of *printed*
values, so that a record never says more than its reader can see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period

F = TypeVar("F")
"""What the figures of a record are: keys, entries or plain figures."""
G = TypeVar("G")


class Known(Protocol):
    """A figure of which is known what it is worth, or why it is worth nothing: an entry, or a plain figure."""

    @property
    def value(self) -> float | None:
        """The value; None exactly when ``missing`` says why."""

    @property
    def missing(self) -> Missing | None:
        """Why there is no value."""

    @property
    def reason(self) -> str:
        """The same as a German sentence, or ""."""


class Figure(NamedTuple):
    """A plain figure: what it is worth, or why there is none."""

    value: float | None
    missing: Missing | None = None
    reason: str = ""


class Distance(NamedTuple, Generic[F]):
    """The area against another one at the same period: ``other`` is the value there, ``difference`` is in the
    indicator's own unit (shares in Prozentpunkte), ``ratio`` a quotient (1 = equal).
    """

    against: str
    other: F
    difference: F | None = None
    ratio: F | None = None


class Change(NamedTuple, Generic[F]):
    """Now against the period ``since``: ``change`` in the own unit, ``percent`` the relative one, ``indexed`` now
    where the earlier value is 100. ``broken`` says why the series breaks in between (German, no full stop).
    """

    since: Period
    earlier: F
    change: F | None = None
    percent: F | None = None
    indexed: F | None = None
    broken: str = ""


class Streak(NamedTuple):
    """How often in a row the printed value has gone the same way: ``direction`` 1 up, -1 down, 0 unchanged; ``steps``
    from ``since`` to the record's period. ``before`` counts the steps the other way that ended there. Gaps, breaks and
    changes of the population base end a streak.
    """

    direction: int
    steps: int
    since: Period
    before: int = 0


class Extremes(NamedTuple):
    """Highest and lowest printed value of the area's comparable series, with the period that had it first."""

    highest: float
    highest_at: Period
    lowest: float
    lowest_at: Period


class Course(NamedTuple, Generic[F]):
    """The area's own series up to the record's period, oldest first, from where on it is comparable with that.

    ``breaks`` are the breaks within what was asked for: the first period after each, and why. ``cut`` says why earlier
    values are left out (German, no full stop), "" when none are.
    """

    values: tuple[tuple[Period, F], ...]
    breaks: tuple[tuple[Period, str], ...] = ()
    cut: str = ""
    streak: Streak | None = None
    extremes: Extremes | None = None


class Spread(NamedTuple):
    """The printed values of the areas of a level: how many of ``total`` areas are known and kept secret, the extremes
    with all areas that share them, and how alike the areas are (homogeneity).

    ``mean`` is the plain mean only where the values are no quotas, else None: a mean of quotas of unequal areas says
    nothing. ``deviation`` is the standard deviation (population formula), ``variation`` that by the mean: 0 = all the
    same. ``uncertain``: the intervals (95 %) of the highest and the lowest value overlap, so that chance alone may make
    their difference. ``clash`` says why the areas are not comparable (German sentence). All but the counts are None or
    empty then, and where no value is known.
    """

    total: int
    known: int
    secret: int = 0
    highest: float | None = None
    highest_areas: tuple[str, ...] = ()
    lowest: float | None = None
    lowest_areas: tuple[str, ...] = ()
    median: float | None = None
    mean: float | None = None
    deviation: float | None = None
    variation: float | None = None
    clash: str = ""
    uncertain: bool = False

    @property
    def span(self) -> float | None:
        """Distance from the lowest to the highest value in the own unit."""
        return None if self.highest is None or self.lowest is None else self.highest - self.lowest


class Standing(NamedTuple):
    """The area among the areas of its level: how many are printed higher and lower, and the quartile (4 = highest) of
    :func:`~berichtsgenerator.model.facts.quartile_of`; None where quarters say nothing.
    """

    above: int
    below: int
    quartile: int | None


class Peers(NamedTuple, Generic[F]):
    """The areas of the record's level in the area ``within``.

    ``values`` are theirs by area (the record's own among them), ``rank`` is the record's own rank, counted from the
    highest value (ties share the better rank), ``ranks`` those of the others.
    """

    within: str
    values: tuple[tuple[str, F], ...] = ()
    rank: F | None = None
    ranks: tuple[F, ...] = ()
    spread: Spread | None = None
    standing: Standing | None = None


class Comparison(NamedTuple, Generic[F]):
    """One number with all its comparisons; ``cases`` and ``base`` are its numerator and denominator."""

    key: NumberKey
    value: F
    distances: tuple[Distance[F], ...] = ()
    changes: tuple[Change[F], ...] = ()
    course: Course[F] | None = None
    peers: Peers[F] | None = None
    cases: F | None = None
    base: F | None = None

    def distance(self, against: str) -> Distance[F] | None:
        """The distance to an area, or None when it was not asked for."""
        return next((item for item in self.distances if item.against == against), None)

    def change(self, since: Period) -> Change[F] | None:
        """The change since a period, or None when it was not asked for."""
        return next((item for item in self.changes if item.since == since), None)

    @property
    def rank(self) -> F | None:
        """The rank among the areas of the level, or None when it was not asked for."""
        return None if self.peers is None else self.peers.rank

    def figures(self) -> Iterator[F]:
        """Every figure that was asked for, in reading order; one may come more than once (in the course, say)."""
        yield self.value
        for distance in self.distances:
            yield from _given(distance.other, distance.difference, distance.ratio)
        for change in self.changes:
            yield from _given(change.earlier, change.change, change.percent, change.indexed)
        if self.course is not None:
            yield from (figure for _, figure in self.course.values)
        if self.peers is not None:
            yield from (figure for _, figure in self.peers.values)
            yield from _given(self.peers.rank, *self.peers.ranks)
        yield from _given(self.cases, self.base)

    def filled(self, answer: Callable[[F], G]) -> Comparison[G]:
        """The same record with another kind of figures: ``answer`` is asked for every one."""

        def told(figure: F | None) -> G | None:
            return None if figure is None else answer(figure)

        course, peers = self.course, self.peers
        return Comparison(
            self.key,
            answer(self.value),
            tuple(
                Distance(item.against, answer(item.other), told(item.difference), told(item.ratio))
                for item in self.distances
            ),
            tuple(
                Change(
                    item.since, answer(item.earlier), told(item.change), told(item.percent), told(item.indexed),
                    item.broken,
                )
                for item in self.changes
            ),
            None
            if course is None
            else Course(
                tuple((period, answer(figure)) for period, figure in course.values), course.breaks, course.cut,
                course.streak, course.extremes,
            ),
            None
            if peers is None
            else Peers(
                peers.within,
                tuple((area, answer(figure)) for area, figure in peers.values),
                told(peers.rank),
                tuple(answer(figure) for figure in peers.ranks),
                peers.spread,
                peers.standing,
            ),
            told(self.cases),
            told(self.base),
        )  # fmt: skip


def held(figure: F | None) -> F:
    """A figure that the record holds; raises ValueError where it was not asked for, so that none stands for another."""
    if figure is None:
        raise ValueError("the record was not asked for this figure")
    return figure


def _given(*figures: F | None) -> Iterator[F]:
    return (figure for figure in figures if figure is not None)


class Wanted(NamedTuple):
    """What a record is to hold beside the value itself.

    ``against`` are other areas, with their ``differences`` and ``ratios``; ``since`` earlier periods, with ``changes``,
    ``percents`` and ``indices``; ``course`` the periods of the own series (ascending, the record's own last); ``peers``
    the areas of the level in ``within``, by their ``values``, by their ``ranks`` or by the record's own ``rank`` alone;
    ``parts`` numerator and denominator.
    """

    against: tuple[str, ...] = ()
    differences: bool = False
    ratios: bool = False
    since: tuple[Period, ...] = ()
    changes: bool = False
    percents: bool = False
    indices: bool = False
    course: tuple[Period, ...] = ()
    peers: tuple[str, ...] = ()
    within: str = ""
    values: bool = False
    rank: bool = False
    ranks: bool = False
    parts: bool = False


def keys_of(key: NumberKey, wanted: Wanted) -> Comparison[NumberKey]:
    """The record of a plain number in keys. This is the one place that knows which register entries a comparison is
    made of: what tables, charts and sentences print is taken from such records.
    """
    indicator, area, period, breakdown = key.indicator, key.area, key.period, key.breakdown

    def there(other: str) -> NumberKey:
        return NumberKey(indicator, other, period, breakdown)

    def then(earlier: Period) -> NumberKey:
        return NumberKey(indicator, area, earlier, breakdown)

    def against(view: View, other: str, asked: bool) -> NumberKey | None:
        return key.with_view(view, against=other) if asked else None

    def since(view: View, earlier: Period, asked: bool) -> NumberKey | None:
        return key.with_view(view, since=earlier) if asked else None

    peers: Peers[NumberKey] | None = None
    if wanted.within:
        others = [there(other) for other in wanted.peers if other != area] if wanted.ranks else []
        peers = Peers(
            wanted.within,
            tuple((other, there(other)) for other in wanted.peers) if wanted.values else (),
            against(View.RANK, wanted.within, wanted.rank or wanted.ranks),
            tuple(other.with_view(View.RANK, against=wanted.within) for other in others),
        )
    return Comparison(
        key,
        key,
        tuple(
            Distance(
                other,
                there(other),
                against(View.DIFFERENCE, other, wanted.differences),
                against(View.RATIO, other, wanted.ratios),
            )
            for other in wanted.against
        ),
        tuple(
            Change(
                earlier,
                then(earlier),
                since(View.CHANGE, earlier, wanted.changes),
                since(View.CHANGE_PERCENT, earlier, wanted.percents),
                since(View.INDEX, earlier, wanted.indices),
            )
            for earlier in wanted.since
        ),
        Course(tuple((item, then(item)) for item in wanted.course)) if wanted.course else None,
        peers,
        key.with_view(View.NUMERATOR) if wanted.parts else None,
        key.with_view(View.DENOMINATOR) if wanted.parts else None,
    )
