"""Courses: from where on the values of a series are comparable, and what its printed values did.

Comes in: the figures of one area by period, as they are printed, with breaks and population bases. Goes out: for every
period the :class:`~berichtsgenerator.model.comparison.Course` that ends there. Nothing is counted across a break or a
change of the population base; a gap ends a streak, not a course.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from berichtsgenerator.indicators.comparing.guards import MARKED, Bases, Moment, base_clash, reached_breaks
from berichtsgenerator.model.comparison import Course, Extremes, Known, Streak
from berichtsgenerator.model.periods import Period, PeriodKind

K = TypeVar("K", bound=Known)


class BreakLike(Moment, Protocol):
    """A break of a series."""

    @property
    def reason(self) -> str:
        """Why, in German."""


class Courses:
    """The courses of any area over these periods (ascending); ``breaks`` are the harmful ones in the order of time.

    ``joined``: a layout sets the rule aside, so that breaks are told but part nothing.
    """

    def __init__(self, periods: Sequence[Period], breaks: Sequence[BreakLike], *, joined: bool = False) -> None:
        self._periods = periods
        self._harmful = tuple(breaks)
        self._joined = joined
        self._reached = [reached_breaks(breaks, period) for period in periods]
        first = self._reached[0] if periods else 0
        told = tuple((_beginning(item), item.reason) for item in breaks)
        self._breaks = [told[first:reached] for reached in self._reached]

    def between(self, before: int, column: int) -> BreakLike | None:
        """The first break between two periods by their numbers, or None."""
        reached = self._reached[before]
        return None if reached == self._reached[column] else self._harmful[reached]

    def of(
        self,
        figures: Sequence[K],
        printed: Sequence[float],
        bases: Sequence[Bases] | None,
        scale: int = 1,
        marked: Sequence[bool] = (),
    ) -> list[Course[K]]:
        """The course that ends at each period. ``printed`` are the printed values times ``scale`` (of no meaning where
        a figure has none), ``bases`` the population bases of the values; None where these do not matter. ``marked``
        are values that their delivery marks as the first of a new series (empty: none is).
        """
        pairs = tuple(zip(self._periods, figures, strict=True))
        found: list[Course[K]] = []
        line = _Line(self._periods, printed, scale)
        told: tuple[tuple[Period, str], ...] = ()
        for column, figure in enumerate(figures):
            if column and not self._joined and self._reached[column] != self._reached[column - 1]:
                line.begin(column, self._harmful[self._reached[column] - 1].reason)
            elif column and marked and marked[column]:
                told = (*told, (self._periods[column], MARKED))
                if not self._joined:
                    line.begin(column, MARKED)
            if figure.value is None:
                line.streak = None
            else:
                if bases is not None and bases[column]:
                    line.stand_on(column, bases)
                line.add(column)
            breaks = _by_time(self._breaks[column], told)
            found.append(Course(pairs[line.start : column + 1], breaks, line.cut, *line.facts()))
        return found


def _by_time(
    breaks: tuple[tuple[Period, str], ...], told: tuple[tuple[Period, str], ...]
) -> tuple[tuple[Period, str], ...]:
    """Known breaks and marked ones in the order of time."""
    return tuple(sorted((*breaks, *told), key=lambda item: item[0].iso)) if told else breaks


class _Line:
    """What is known of a series at the period that has been reached."""

    def __init__(self, periods: Sequence[Period], printed: Sequence[float], scale: int) -> None:
        self._periods, self._printed, self._scale = periods, printed, scale
        self.cut = ""
        self.begin(0, "")

    def begin(self, column: int, cut: str) -> None:
        """Values before ``column`` are not comparable with it."""
        self.start, self.cut = column, cut
        self.streak: Streak | None = None
        self._known: list[int] = []
        self._base = -1
        self._high = self._low = -1

    def stand_on(self, column: int, bases: Sequence[Bases]) -> None:
        """Begin anew where the population base is another than that of the last value with a known one; gaps in between
        may stand on either and belong to none.
        """
        if self._base >= 0 and bases[column] != bases[self._base] and base_clash(bases[column], bases[self._base]):
            kept = [number for number in self._known if number > self._base]
            named = "/".join(sorted({base for _, base in bases[column]}))
            self.begin(min([*kept, column]), f"andere Bevölkerungsgrundlage als {named}")
            for number in kept:
                self.add(number)
        self._base = column

    def add(self, column: int) -> None:
        """A known value."""
        printed = self._printed
        before = self._known[-1] if self._known else -1
        if before < 0:
            self.streak, self._high, self._low = None, column, column
        else:
            if before == column - 1:
                self._step(before, (printed[column] > printed[before]) - (printed[column] < printed[before]))
            if printed[column] > printed[self._high]:
                self._high = column
            if printed[column] < printed[self._low]:
                self._low = column
        self._known.append(column)

    def _step(self, before: int, way: int) -> None:
        last = self.streak
        if last is not None and last.direction == way:
            self.streak = Streak(way, last.steps + 1, last.since, last.before)
            return
        turned = last is not None and way and last.direction == -way
        self.streak = Streak(way, 1, self._periods[before], last.steps if last is not None and turned else 0)

    def facts(self) -> tuple[Streak | None, Extremes | None]:
        """Streak and extremes up to here."""
        if not self._known:
            return None, None
        high, low = self._high, self._low
        return self.streak, Extremes(
            self._printed[high] / self._scale, self._periods[high], self._printed[low] / self._scale, self._periods[low]
        )


def _beginning(item: BreakLike) -> Period:
    if item.month > 1:
        return Period(PeriodKind.MONTH, f"{item.year}-{item.month:02d}")
    return Period(PeriodKind.YEAR, f"{item.year}")
