"""Comparisons of whole panels: one indicator over all areas of a level and all its periods, at once.

Comes in: a definition, its breaks and the :class:`~berichtsgenerator.indicators.comparing.panels.Panel` of a scope
(areas, periods, what to compare with), made of the deliveries (``IndicatorEngine.compare``) or of entries
(:func:`compare`). Goes out: a :class:`ComparisonTable` that makes
:class:`~berichtsgenerator.model.comparison.Comparison` records of plain figures. Every figure equals the register's own
number of the same key, and every guard of :mod:`~berichtsgenerator.indicators.evaluating.views` holds here too.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

import numpy as np

from berichtsgenerator.indicators.comparing.courses import Courses
from berichtsgenerator.indicators.comparing.guards import (
    LEAST_BASE,
    MARKED,
    Bases,
    base_clash,
    broken_series,
    clash_among,
    order_doubt,
    origin_clash,
    other_month,
    small_base,
    unranked,
)
from berichtsgenerator.indicators.comparing.panels import Floats, Lookup, Panel, panel_of
from berichtsgenerator.indicators.comparing.scopes import YEARS, Scope, shifted
from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.parts import Break
from berichtsgenerator.indicators.statistics.intervals import chance_intervals
from berichtsgenerator.model.comparison import (
    Change,
    Comparison,
    Distance,
    Figure,
    Peers,
    Spread,
    Standing,
)
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.model.facts import NO_MEAN, quartile_of
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period, words
from berichtsgenerator.model.units import as_printed

_NO_RATIO = Figure(None, Missing.NOT_APPLICABLE, "Das Verhältnis ist nicht sinnvoll: der Vergleichswert ist null.")


class ComparisonTable:
    """All comparisons of one indicator; ``exceptions`` are the guards that a layout sets aside for it."""

    def __init__(
        self,
        definition: IndicatorDefinition,
        breaks: Sequence[Break],
        panel: Panel,
        exceptions: frozenset[Guard] = frozenset(),
    ) -> None:
        self.definition = definition
        self.panel = panel
        self.scope = scope = panel.scope
        self.values = panel.values
        self._exceptions = exceptions
        self._unranked = "" if Guard.ORDER in exceptions else unranked(definition)
        self._row = {area: number for number, area in enumerate(panel.areas)}
        self._column = {period: number for number, period in enumerate(scope.periods)}
        self._value_lines: list[list[float]] = self.values.tolist()
        self._origins: list[list[int]] = panel.origins.tolist()
        self._clashing = self._clashes()
        self._scale: int = 10**definition.decimals
        self._printed = self._as_printed()
        self._figures = self._all_figures()
        self._case_lines: list[list[float]] = panel.cases.tolist()
        self._total_lines: list[list[float]] = panel.totals.tolist()
        self._earlier = [
            [(self._column[then], then) for years in scope.years if (then := shifted(period, years)) in self._column]
            for period in scope.periods
        ]
        self._courses = Courses(
            scope.periods, [item for item in breaks if not item.harmless], joined=Guard.BREAK in exceptions
        )
        self._marked: list[list[bool]] = [line if any(line) else [] for line in panel.marked]
        self._course_lines = [
            self._courses.of(line, self._printed[row], self._bases(row), self._scale, self._marked[row])
            for row, line in enumerate(self._figures)
        ]
        self._peer_rows = [self._row[area] for area in scope.peers]
        self._peers: list[dict[int, Peers[Figure]]] = self._rank_all()

    def record(self, area: str, period: Period) -> Comparison[Figure]:
        """The record of an area and a period of the scope; raises KeyError for any other."""
        row, column = self._row[area], self._column[period]
        cases, total = self._case_lines[row][column], self._total_lines[row][column]
        return Comparison(
            NumberKey(self.scope.indicator, area, period, self.scope.breakdown),
            self._figures[row][column],
            tuple([self._distance(row, column, other) for other in self.scope.against if other != area]),
            tuple([self._change(row, column, before, since) for before, since in self._earlier[column]]),
            self._course_lines[row][column],
            self._peers[column].get(row),
            None if cases != cases else Figure(cases),
            None if total != total else Figure(total),
        )

    def records(self) -> tuple[Comparison[Figure], ...]:
        """The records of all areas and periods of the scope."""
        return tuple([self.record(area, period) for area in self.scope.areas for period in self.scope.periods])

    # values ----------------------------------------------------------------------------------------------------------

    def _all_figures(self) -> list[list[Figure]]:
        panel, periods = self.panel, range(len(self.scope.periods))
        return [
            [
                Figure(line[column])
                if panel.missing[row][column] is None
                else Figure(None, panel.missing[row][column], panel.reason(row, column))
                for column in periods
            ]
            for row, line in enumerate(self._value_lines)
        ]

    def _as_printed(self) -> list[list[int]]:
        """The values as they are printed, in units of their last decimal; 0 where there is none."""
        with np.errstate(invalid="ignore"):
            scaled = self.values * self._scale
            rounded = np.floor(scaled + 0.5)
            doubtful = (np.abs(scaled + 0.5 - np.rint(scaled + 0.5)) < 1e-6) | (np.abs(scaled) > 1e12)
        doubtful &= (np.abs(scaled - np.rint(scaled)) > 1e-9) | (np.abs(scaled) > 1e12)
        for row, column in np.argwhere(doubtful & ~np.isnan(self.values)):
            exact = as_printed(float(self.values[row, column]), self.definition.decimals)
            rounded[row, column] = round(exact * self._scale)
        return [[int(value) for value in line] for line in np.nan_to_num(rounded).tolist()]

    def _difference(self, row: int, column: int, other_row: int, other_column: int) -> Figure:
        """The difference as it is printed: of two printed numbers."""
        printed = self._printed
        return Figure((printed[row][column] - printed[other_row][other_column]) / self._scale)

    # other areas -----------------------------------------------------------------------------------------------------

    def _clashes(self) -> list[list[str]]:
        """By the numbers of two origins: why areas of them are not to be compared, or ""."""
        known = self.panel.known_origins
        return [[self._unless_excepted(*origin_clash(mine, theirs)) for theirs in known] for mine in known]

    def _unless_excepted(self, reason: str, guard: Guard | None) -> str:
        return "" if guard in self._exceptions else reason

    def _distance(self, row: int, column: int, against: str) -> Distance[Figure]:
        other = self._row[against]
        own, theirs = self._figures[row][column], self._figures[other][column]
        if own.value is None or theirs.value is None:
            refused = own if own.value is None else theirs
            return Distance(against, theirs, refused, refused)
        clash = self._clashing[self._origins[row][column]][self._origins[other][column]]
        if clash:
            refused = Figure(None, Missing.NOT_APPLICABLE, clash)
            return Distance(against, theirs, refused, refused)
        ratio = Figure(own.value / theirs.value) if theirs.value else _NO_RATIO
        return Distance(against, theirs, self._difference(row, column, other, column), ratio)

    # other periods ---------------------------------------------------------------------------------------------------

    def _bases(self, row: int) -> list[Bases] | None:
        """The population bases of an area's values; None where a change of them does no harm."""
        if self.definition.base_change_harmless or Guard.BASE in self._exceptions:
            return None
        known = self.panel.known_origins
        return [known[number].bases if known else () for number in self._origins[row]]

    def _base_change(self, row: int, column: int, before: int) -> str:
        """The change of the population base between two known values of an area, or ""."""
        mine, theirs = self._origins[row][column], self._origins[row][before]
        if mine == theirs:
            return ""
        known = self.panel.known_origins
        return base_clash(known[mine].bases, known[theirs].bases)

    def _change(self, row: int, column: int, before: int, since: Period) -> Change[Figure]:
        own, then = self._figures[row][column], self._figures[row][before]
        item = self._courses.between(before, column)
        broken = "" if item is None or Guard.BREAK in self._exceptions else item.reason.rstrip(".")
        if own.value is None or then.value is None:
            refused = own if own.value is None else then
            return Change(since, then, refused, refused, broken=broken)
        reason = self._incomparable(row, column, before, since)
        if reason:
            refused = Figure(None, Missing.NOT_APPLICABLE, reason)
            return Change(since, then, refused, refused, broken=broken)
        change = self._difference(row, column, row, before)
        cases = self._case_lines[row][before]
        small = small_base(self.definition.kind, then.value, own.value, None if cases != cases else cases)
        if small and not (Guard.SMALL_BASE in self._exceptions and then.value > 0 and own.value >= 0):
            return Change(since, then, change, Figure(None, Missing.NOT_APPLICABLE, small), broken=broken)
        return Change(since, then, change, Figure(100 * (own.value - then.value) / then.value), broken=broken)

    def _incomparable(self, row: int, column: int, before: int, since: Period) -> str:
        """Why two periods are not to be compared, or ""."""
        now = self.scope.periods[column]
        months = other_month(now, since)
        if months:
            return self._unless_excepted(months, Guard.MONTH)
        item = self._courses.between(before, column)
        if item is not None:
            return self._unless_excepted(broken_series(since, now, item.reason, str(item.year)), Guard.BREAK)
        for at in self._marked_between(row, before, column):
            return self._unless_excepted(broken_series(since, now, MARKED, words(at)), Guard.BREAK)
        if self.definition.base_change_harmless:
            return ""
        clash = self._base_change(row, column, before)
        reason = f"Zwischen {words(since)} und {words(now)} wechselt die Bevölkerungsbasis: {clash}" if clash else ""
        return self._unless_excepted(reason, Guard.BASE)

    def _marked_between(self, row: int, before: int, column: int) -> Iterator[Period]:
        """The periods after one and up to another that the delivery marks, in the same part of the year; last first."""
        marked, periods = self._marked[row], self.scope.periods
        if not marked:
            return
        last = periods[column]
        same = {last, *(shifted(last, years) for years in range(1, last.year - periods[before].year))}
        yield from (periods[at] for at in range(column, before, -1) if marked[at] and periods[at] in same)

    # areas of the level ----------------------------------------------------------------------------------------------

    def _rank_all(self) -> list[dict[int, Peers[Figure]]]:
        """The peers of every period by row: what can be computed for all at once is."""
        rows, periods = self._peer_rows, len(self.scope.periods)
        if not rows:
            return [{} for _ in range(periods)]
        values = self.values[rows]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # periods without any value
            middle, deviation = np.nanmean(values, axis=0).tolist(), np.nanstd(values, axis=0).tolist()
            median = np.nanmedian(values, axis=0).tolist()
        printed = np.where(np.isnan(values), np.nan, np.array([self._printed[row] for row in rows], dtype=float))
        above = (printed[None, :, :] > printed[:, None, :]).sum(axis=1).tolist()
        below = (printed[None, :, :] < printed[:, None, :]).sum(axis=1).tolist()
        intervals = self._intervals(rows)
        doubts = None if intervals is None else _rank_spans(*intervals)
        return [
            self._peers_of(
                column,
                (middle[column], deviation[column], median[column]),
                [line[column] for line in above],
                [line[column] for line in below],
                None if doubts is None else [line[column] for line in doubts],
                None if intervals is None else (intervals[0][:, column], intervals[1][:, column]),
            )
            for column in range(periods)
        ]

    def _intervals(self, rows: list[int]) -> tuple[Floats, Floats] | None:
        """Lower and upper ends by peer and period; None where nothing is said about chance."""
        if Guard.ORDER in self._exceptions:
            return None
        shape = (len(rows), len(self.scope.periods))
        intervals = self.panel.intervals or chance_intervals(
            self.definition,
            self.values[rows].ravel(),
            self.panel.cases[rows].ravel(),
            self.panel.totals[rows].ravel(),
        )
        if intervals is None:
            return None
        return intervals.low.reshape(shape), intervals.high.reshape(shape)

    def _peers_of(
        self,
        column: int,
        moments: tuple[float, float, float],
        above: list[int],
        below: list[int],
        doubts: list[tuple[int, int]] | None,
        intervals: tuple[Floats, Floats] | None,
    ) -> dict[int, Peers[Figure]]:
        """The peers of one period by row."""
        rows, scope = self._peer_rows, self.scope
        figures = [self._figures[row][column] for row in rows]
        values = tuple(zip(scope.peers, figures, strict=True))
        spread = self._spread(rows, column, figures, moments, intervals)
        clash = self._clash_among(rows, column)
        if clash:
            refused = Figure(None, Missing.NOT_APPLICABLE, clash)
            alone = Spread(spread.total, spread.known, spread.secret, clash=clash)
            return {
                row: Peers(scope.within, values, figure if figure.value is None else refused, (), alone)
                for row, figure in zip(rows, figures, strict=True)
            }
        found: dict[int, Peers[Figure]] = {}
        for number, (row, figure) in enumerate(zip(rows, figures, strict=True)):
            if figure.value is None:
                found[row] = Peers(scope.within, values, figure, (), spread)
                continue
            doubt = self._unranked or (order_doubt(*doubts[number]) if doubts is not None else "")
            rank = Figure(None, Missing.NOT_APPLICABLE, doubt) if doubt else Figure(float(above[number] + 1))
            place = Standing(
                above[number], below[number], quartile_of(above[number], below[number], spread.known)
            )  # fmt: skip
            found[row] = Peers(scope.within, values, rank, (), spread, place)
        return found

    def _spread(
        self,
        rows: list[int],
        column: int,
        figures: Sequence[Figure],
        moments: tuple[float, float, float],
        intervals: tuple[Floats, Floats] | None,
    ) -> Spread:
        secret = sum(figure.missing is Missing.SECRET for figure in figures)
        printed = [
            self._printed[row][column] if figure.value is not None else None
            for row, figure in zip(rows, figures, strict=True)
        ]
        known = [value for value in printed if value is not None]
        if not known:
            return Spread(len(rows), 0, secret)
        high, low = max(known), min(known)
        middle, deviation, median = moments
        names = self.scope.peers
        uncertain = False
        if intervals is not None and high > low:
            tops = [intervals[0][number] for number, value in enumerate(printed) if value == high]
            feet = [intervals[1][number] for number, value in enumerate(printed) if value == low]
            uncertain = bool(min(tops) <= max(feet))
        return Spread(
            len(rows),
            len(known),
            secret,
            high / self._scale,
            tuple([name for name, value in zip(names, printed, strict=True) if value == high]),
            low / self._scale,
            tuple([name for name, value in zip(names, printed, strict=True) if value == low]),
            median,
            None if self.definition.kind in NO_MEAN else middle,
            deviation,
            deviation / abs(middle) if middle else None,
            uncertain=uncertain,
        )

    def _clash_among(self, rows: list[int], column: int) -> str:
        """Why the areas of a period are not comparable, or ""."""
        lines, values = self._origins, self._value_lines
        found = {lines[row][column]: None for row in rows if values[row][column] == values[row][column]}
        known = self.panel.known_origins
        if len(found) < 2:
            return ""
        return self._unless_excepted(*clash_among(known[number] for number in found))


def _rank_spans(low: Floats, high: Floats) -> list[list[tuple[int, int]]]:
    """The best and worst rank by peer and period, when every value lies somewhere in its interval."""
    best = 1 + (low[None, :, :] > high[:, None, :]).sum(axis=1)
    worst = (~np.isnan(low)).sum(axis=0)[None, :] - (high[None, :, :] < low[:, None, :]).sum(axis=1)
    return [list(zip(one, two, strict=True)) for one, two in zip(best.tolist(), worst.tolist(), strict=True)]


def compare(
    definition: IndicatorDefinition,
    breaks: Sequence[Break],
    lookup: Lookup,
    scope: Scope,
    exceptions: frozenset[Guard] = frozenset(),
) -> ComparisonTable:
    """The table of a scope from entries; ``lookup`` answers plain keys. ``breaks`` are those of the catalogue without
    the changes of population base (``Catalogue.breaks(id, bases=False)``), which the values themselves tell.
    """
    return ComparisonTable(definition, breaks, panel_of(definition, scope, lookup), exceptions)


__all__ = ["LEAST_BASE", "YEARS", "ComparisonTable", "Lookup", "Scope", "compare", "shifted"]
