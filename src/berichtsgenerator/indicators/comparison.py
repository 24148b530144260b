"""Comparisons of whole panels: one indicator over all areas of a level and all its periods, at once.

Comes in: a definition, its breaks, a scope (areas, periods, what to compare with) and a ``lookup`` that answers plain
keys with entries: ``IndicatorEngine.evaluate`` before protection, the protected register's entries after it (what is
hidden there is missing in every figure that needs it). Goes out: a :class:`ComparisonTable` that holds the values as
arrays and makes :class:`~berichtsgenerator.model.comparison.Comparison` records. Every figure equals the register's
own derived number of the same key, and every guard of :mod:`views` holds here too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from berichtsgenerator.indicators.definitions import Break, IndicatorDefinition
from berichtsgenerator.indicators.formula import Name, Node, evaluate, names
from berichtsgenerator.indicators.guards import (
    LEAST_BASE,
    Bases,
    base_clash,
    bases_of,
    other_month,
    reached_breaks,
    small_base,
    uncertain_order,
)
from berichtsgenerator.indicators.intervals import chance_intervals
from berichtsgenerator.indicators.times import words
from berichtsgenerator.model.comparison import Change, Comparison, Direction, Distance, Extremes, Peers, Streak
from berichtsgenerator.model.entries import Component, Entry
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import VALUE, NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind, as_printed

Floats = NDArray[np.float64]
Lookup = Callable[[NumberKey], Entry]

YEARS = (1, 5, 10)
_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)
_NO_MEAN = (Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.DENSITY, Kind.INDEX, Kind.POINTS, Kind.PERCENT_CHANGE, Kind.RANK)
"""Kinds whose plain mean over areas says nothing: each would need its own denominator as weight."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to compare: ``areas`` at ``periods`` (ascending), against the areas of ``against``, and as peers the areas
    of ``peers``, which all lie in ``within``. ``years`` are the distances of the changes; a change to a period that is
    not among ``periods`` is left out.
    """

    indicator: str
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    against: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    within: str = ""
    breakdown: Breakdown = ()
    years: tuple[int, ...] = YEARS

    @property
    def all_areas(self) -> tuple[str, ...]:
        """Every area of which a value is needed, each once, in order."""
        return tuple(dict.fromkeys((*self.areas, *self.against, *self.peers)))

    def plain_keys(self) -> tuple[NumberKey, ...]:
        """The plain keys that the table looks up."""
        return tuple(
            NumberKey(self.indicator, area, period, self.breakdown)
            for area in self.all_areas
            for period in self.periods
        )


@cache
def shifted(period: Period, years: int) -> Period:
    """The same period so many years earlier."""
    iso = f"{period.year - years:04d}{period.iso[4:]}"
    if "/" in iso:
        iso = f"{period.year - years:04d}/{period.year - years + 1:04d}"
    return Period(period.kind, iso)


def counted(node: Node, components: Sequence[Component]) -> float:
    """The value of a part of a formula that is made of known counts only; NaN for anything else."""
    if isinstance(node, Name):
        for item in components:
            if item.name == node.name:
                return item.value if item.value is not None and item.kind in _COUNTS else math.nan
        return math.nan
    used = {item.name for item in names(node)}
    known = {item.name: item.value for item in components if item.name in used and item.kind in _COUNTS}
    values = {name: value for name, value in known.items() if value is not None}
    try:
        return evaluate(node, values) if len(values) == len(used) else math.nan
    except ZeroDivisionError:
        return math.nan


class ComparisonTable:
    """All comparisons of one indicator."""

    def __init__(
        self, definition: IndicatorDefinition, breaks: Sequence[Break], scope: Scope, entries: Mapping[NumberKey, Entry]
    ) -> None:
        self.definition = definition
        self.scope = scope
        self._direction = Direction(definition.direction)
        self._areas = scope.all_areas
        self._row = {area: number for number, area in enumerate(self._areas)}
        self._column = {period: number for number, period in enumerate(scope.periods)}
        keys = [
            [NumberKey(scope.indicator, area, period, scope.breakdown, VALUE) for period in scope.periods]
            for area in self._areas
        ]
        self._entries = [[entries[key] for key in line] for line in keys]
        shape = (len(self._areas), len(scope.periods))
        self.values: Floats = np.full(shape, np.nan)
        self._cases: Floats = np.full(shape, np.nan)
        self._totals: Floats = np.full(shape, np.nan)
        self._scale: int = 10**definition.decimals
        self._known_bases: dict[Bases, Bases] = {}
        self._bases: list[list[Bases]] = [[()] * shape[1] for _ in range(shape[0])]
        self._fill()
        self._printed = self._as_printed()
        self._case_lines: list[list[float]] = self._cases.tolist()
        harmful = [item for item in breaks if not item.harmless]
        self._segments = [reached_breaks(harmful, period) for period in scope.periods]
        self._breaks = harmful
        self._earlier = {
            years: [self._column.get(shifted(period, years), -1) for period in scope.periods] for years in scope.years
        }
        self._starts: list[list[int]] = self._runs().tolist()
        self._peers: dict[int, dict[int, Peers]] = {}
        self._peer_rows = [self._row[area] for area in scope.peers]
        self._is_peer = set(self._peer_rows)

    def _fill(self) -> None:
        quotient = self.definition.quotient if self.definition.method is None else None
        above = quotient.numerator if quotient is not None else None
        below = quotient.denominator if quotient is not None else None
        for row, line in enumerate(self._entries):
            for column, entry in enumerate(line):
                if entry.value is None:
                    continue
                self.values[row, column] = entry.value
                components = entry.provenance.components
                found = bases_of(components)
                self._bases[row][column] = self._known_bases.setdefault(found, found)
                if above is not None and below is not None and components:
                    self._cases[row, column] = counted(above, components)
                    self._totals[row, column] = counted(below, components)

    def _runs(self) -> NDArray[np.int64]:
        """For every cell the first column of its unbroken run: known values without a break or a change of base."""
        rows, columns = self.values.shape
        starts = np.zeros((rows, columns), dtype=np.int64)
        harmless = self.definition.base_change_harmless
        known = ~np.isnan(self.values)
        for column in range(columns):
            starts[:, column] = column
            if not column:
                continue
            joined = known[:, column] & known[:, column - 1]
            if self._segments[column] != self._segments[column - 1]:
                joined[:] = False
            for row in np.flatnonzero(joined):
                if harmless or not base_clash(self._bases[row][column], self._bases[row][column - 1]):
                    starts[row, column] = starts[row, column - 1]
        return starts

    def record(self, area: str, period: Period) -> Comparison:
        """The record of an area and a period of the scope; raises KeyError for any other."""
        row, column = self._row[area], self._column[period]
        entry = self._entries[row][column]
        definition = self.definition
        value = entry.value
        peers: Peers | None = None
        if row in self._is_peer:
            peers = self._peers_at(column)[row]
        cases = self._case_lines[row][column]
        streak: Streak | None = None
        extremes: Extremes | None = None
        if value is not None:
            streak = self._streak(row, column)
            extremes = self._extremes(row, column)
        return Comparison(
            key=entry.key,
            value=value,
            missing=entry.missing,
            reason=entry.provenance.reason,
            kind=definition.kind,
            unit=definition.unit,
            decimals=definition.decimals,
            direction=self._direction,
            quality=entry.quality,
            cases=None if cases != cases else cases,
            distances=tuple([self._distance(row, column, other) for other in self.scope.against if other != area]),
            changes=tuple(
                [
                    self._change(row, column, years, earlier[column])
                    for years, earlier in self._earlier.items()
                    if earlier[column] >= 0
                ]
            ),
            streak=streak,
            extremes=extremes,
            peers=peers,
            break_here=Quality.BREAK in entry.quality,
        )

    def records(self) -> tuple[Comparison, ...]:
        """The records of all areas and periods of the scope."""
        return tuple([self.record(area, period) for area in self.scope.areas for period in self.scope.periods])

    def _distance(self, row: int, column: int, against: str) -> Distance:
        other = self._row[against]
        own, theirs = self._entries[row][column], self._entries[other][column]
        if own.value is None or theirs.value is None:
            blame = own if own.value is None else theirs
            return Distance(against, theirs.value, None, None, blame.missing, blame.provenance.reason)
        mine, base = self._bases[row][column], self._bases[other][column]
        clash = "" if mine is base else base_clash(mine, base)
        if clash:
            return Distance(against, theirs.value, None, None, Missing.NOT_APPLICABLE, clash)
        ratio = own.value / theirs.value if theirs.value else None
        return Distance(against, theirs.value, self._difference(row, column, other, column), ratio)

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

    def _difference(self, row: int, column: int, other_row: int, other_column: int) -> float:
        """The difference as it is printed: of two printed numbers."""
        printed = self._printed
        return (printed[row][column] - printed[other_row][other_column]) / self._scale

    def _change(self, row: int, column: int, years: int, before: int) -> Change:
        since, now = self.scope.periods[before], self.scope.periods[column]
        own, then = self._entries[row][column], self._entries[row][before]
        if own.value is None or then.value is None:
            blame = own if own.value is None else then
            return Change(years, since, then.value, None, None, blame.missing, blame.provenance.reason)
        reason = ""
        if self._segments[column] != self._segments[before]:
            item = self._breaks[self._segments[before]]
            reason = f"Zwischen {words(since)} und {words(now)} bricht die Zeitreihe: {item.reason} ({item.year})."
        elif not self.definition.base_change_harmless:
            clash = base_clash(self._bases[row][column], self._bases[row][before])
            reason = (
                f"Zwischen {words(since)} und {words(now)} wechselt die Bevölkerungsbasis: {clash}" if clash else ""
            )
        reason = other_month(now, since) or reason
        if reason:
            return Change(years, since, then.value, None, None, Missing.NOT_APPLICABLE, reason)
        change = self._difference(row, column, row, before)
        cases = self._case_lines[row][before]
        small = small_base(self.definition.kind, then.value, None if cases != cases else cases)
        if small:
            return Change(years, since, then.value, change, None, percent_reason=small)
        return Change(years, since, then.value, change, 100 * (own.value - then.value) / then.value)

    def _streak(self, row: int, column: int) -> Streak | None:
        first = self._starts[row][column]
        if first == column:
            return None
        line = self._entries[row]
        direction = 0
        at = column
        while at > first:
            step = (line[at].value or 0.0) - (line[at - 1].value or 0.0)
            sign = (step > 0) - (step < 0)
            if at == column:
                direction = sign
            elif sign != direction:
                break
            at -= 1
        return Streak(direction, column - at, self.scope.periods[at])

    def _extremes(self, row: int, column: int) -> Extremes | None:
        first = self._starts[row][column]
        if first == column:
            return None
        part = self.values[row, first : column + 1]
        high, low = int(part.argmax()), int(part.argmin())
        periods = self.scope.periods
        return Extremes(
            periods[first], float(part[high]), periods[first + high], float(part[low]), periods[first + low]
        )

    def _peers_at(self, column: int) -> dict[int, Peers]:
        found = self._peers.get(column)
        if found is None:
            found = self._peers[column] = self._rank(column)
        return found

    def _rank(self, column: int) -> dict[int, Peers]:
        """The peers of one period: everything that they share is computed once."""
        rows, scope = self._peer_rows, self.scope
        values = self.values[rows, column]
        known = ~np.isnan(values)
        count, there = len(rows), int(known.sum())
        missing: Missing | None = None
        reason = ""
        bases = {self._bases[row][column] for row, is_known in zip(rows, known, strict=True) if is_known}
        for other in bases:
            clash = base_clash(next(iter(bases)), other)
            if clash:
                missing, reason = Missing.NOT_APPLICABLE, f"Die Gebiete sind nicht vergleichbar: {clash}"
        if not there or missing is not None:
            empty = Peers(
                scope.within, count, there, None, None, None, None, None, None, None, (), None, (), False,
                missing or Missing.NO_DATA, reason,
            )  # fmt: skip
            return dict.fromkeys(rows, empty)
        present = values[known]
        ordered = np.sort(present)
        higher = there - np.searchsorted(ordered, values, side="right")
        lower = np.searchsorted(ordered, values, side="left")
        middle, deviation = float(present.mean()), float(present.std())
        variation = deviation / abs(middle) if middle else None
        high, low = float(ordered[-1]), float(ordered[0])
        names = [self._areas[row] for row in rows]
        highest = tuple([name for name, value in zip(names, values, strict=True) if value == high])
        lowest = tuple([name for name, value in zip(names, values, strict=True) if value == low])
        plain = None if self.definition.kind in _NO_MEAN else middle
        median = float(np.median(present))
        intervals = chance_intervals(self.definition, values, self._cases[rows, column], self._totals[rows, column])
        found: dict[int, Peers] = {}
        for number, row in enumerate(rows):
            rank: int | None = None
            quartile: int | None = None
            distinct, doubt = True, ""
            own_missing: Missing | None = None
            if known[number]:
                rank = int(higher[number]) + 1
                quartile = min(4, 1 + 4 * int(lower[number]) // there) if there >= 4 else None
                if intervals is not None:
                    doubt = uncertain_order(intervals, number)
                    distinct = not doubt
            else:
                own_missing = self._entries[row][column].missing
                doubt = self._entries[row][column].provenance.reason
            found[row] = Peers(
                scope.within, count, there, rank, quartile, median, plain, deviation, variation, high, highest, low,
                lowest, distinct, own_missing, doubt,
            )  # fmt: skip
        return found


def compare(definition: IndicatorDefinition, breaks: Sequence[Break], lookup: Lookup, scope: Scope) -> ComparisonTable:
    """The table of a scope; ``breaks`` are those of the catalogue without the changes of population base
    (``Catalogue.breaks(id, bases=False)``), which the values themselves tell.
    """
    return ComparisonTable(definition, breaks, scope, {key: lookup(key) for key in scope.plain_keys()})


__all__ = ["LEAST_BASE", "YEARS", "ComparisonTable", "Lookup", "Scope", "compare", "shifted"]
