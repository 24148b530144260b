"""Comparisons of whole panels: one indicator over all areas of a level and all its periods, at once.

Comes in: a definition, its breaks and the :class:`~berichtsgenerator.indicators.panels.Panel` of a scope (areas,
periods, what to compare with): made of the deliveries before protection (``IndicatorEngine.compare``), or of the
protected register's entries after it (:func:`compare`; what is hidden there is missing in every figure that needs it).
Goes out: a :class:`ComparisonTable` that makes :class:`~berichtsgenerator.model.comparison.Comparison` records. Every
figure equals the register's own derived number of the same key, and every guard of :mod:`views` holds here too.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from berichtsgenerator.indicators.definitions import Break, IndicatorDefinition
from berichtsgenerator.indicators.guards import (
    LEAST_BASE,
    base_clash,
    clash_among,
    order_doubt,
    origin_clash,
    other_month,
    reached_breaks,
    small_base,
)
from berichtsgenerator.indicators.intervals import chance_intervals
from berichtsgenerator.indicators.panels import Floats, Lookup, Panel, panel_of
from berichtsgenerator.indicators.scopes import YEARS, Scope, shifted
from berichtsgenerator.indicators.times import words
from berichtsgenerator.model.comparison import Change, Comparison, Direction, Distance, Extremes, Peers, Streak
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind, as_printed

_NO_MEAN = (Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.DENSITY, Kind.INDEX, Kind.POINTS, Kind.PERCENT_CHANGE, Kind.RANK)
"""Kinds whose plain mean over areas says nothing: each would need its own denominator as weight."""


class ComparisonTable:
    """All comparisons of one indicator."""

    def __init__(self, definition: IndicatorDefinition, breaks: Sequence[Break], panel: Panel) -> None:
        self.definition = definition
        self.panel = panel
        self.scope = scope = panel.scope
        self._direction = Direction(definition.direction)
        self._areas = panel.areas
        self._row = {area: number for number, area in enumerate(self._areas)}
        self._column = {period: number for number, period in enumerate(scope.periods)}
        self.values: Floats = panel.values
        self._value_lines: list[list[float]] = self.values.tolist()
        self._origins: list[list[int]] = panel.origins.tolist()
        self._clashing = self._clashes()
        self._scale: int = 10**definition.decimals
        self._printed = self._as_printed()
        self._case_lines: list[list[float]] = panel.cases.tolist()
        harmful = [item for item in breaks if not item.harmless]
        self._segments = [reached_breaks(harmful, period) for period in scope.periods]
        self._breaks = harmful
        self._earlier = {
            years: [self._column.get(shifted(period, years), -1) for period in scope.periods] for years in scope.years
        }
        self._starts: list[list[int]] = self._runs().tolist()
        self._peer_rows = [self._row[area] for area in scope.peers]
        self._is_peer = set(self._peer_rows)
        self._peers: list[dict[int, Peers]] = self._rank_all()

    def _clashes(self) -> list[list[str]]:
        """By the numbers of two origins: why areas of them are not to be compared, or ""."""
        known = self.panel.known_origins
        return [[origin_clash(mine, theirs)[0] for theirs in known] for mine in known]

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
            for row in np.flatnonzero(joined).tolist():
                if harmless or not self._base_change(row, column, column - 1):
                    starts[row, column] = starts[row, column - 1]
        return starts

    def _base_change(self, row: int, column: int, before: int) -> str:
        """The change of the population base between two known values of an area, or ""."""
        mine, theirs = self._origins[row][column], self._origins[row][before]
        if mine == theirs:
            return ""
        known = self.panel.known_origins
        return base_clash(known[mine].bases, known[theirs].bases)

    def record(self, area: str, period: Period) -> Comparison:
        """The record of an area and a period of the scope; raises KeyError for any other."""
        row, column = self._row[area], self._column[period]
        definition, panel = self.definition, self.panel
        missing, quality = panel.missing[row][column], panel.quality[row][column]
        value = self._value_lines[row][column] if missing is None else None
        peers: Peers | None = None
        if row in self._is_peer:
            peers = self._peers[column][row]
        cases = self._case_lines[row][column]
        streak: Streak | None = None
        extremes: Extremes | None = None
        if value is not None:
            streak = self._streak(row, column)
            extremes = self._extremes(row, column)
        return Comparison(
            key=NumberKey(self.scope.indicator, area, period, self.scope.breakdown),
            value=value,
            missing=missing,
            reason=panel.reason(row, column) if missing is not None else "",
            kind=definition.kind,
            unit=definition.unit,
            decimals=definition.decimals,
            direction=self._direction,
            quality=quality,
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
            break_here=Quality.BREAK in quality,
        )

    def records(self) -> tuple[Comparison, ...]:
        """The records of all areas and periods of the scope."""
        return tuple([self.record(area, period) for area in self.scope.areas for period in self.scope.periods])

    def _distance(self, row: int, column: int, against: str) -> Distance:
        other = self._row[against]
        own, theirs = self._value_lines[row][column], self._value_lines[other][column]
        if own != own or theirs != theirs:
            blame = row if own != own else other
            missing, reason = self.panel.missing[blame][column], self.panel.reason(blame, column)
            return Distance(against, None if theirs != theirs else theirs, None, None, missing, reason)
        clash = self._clashing[self._origins[row][column]][self._origins[other][column]]
        if clash:
            return Distance(against, theirs, None, None, Missing.NOT_APPLICABLE, clash)
        ratio = own / theirs if theirs else None
        return Distance(against, theirs, self._difference(row, column, other, column), ratio)

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
        own, then = self._value_lines[row][column], self._value_lines[row][before]
        if own != own or then != then:
            blame = column if own != own else before
            missing, why = self.panel.missing[row][blame], self.panel.reason(row, blame)
            return Change(years, since, None if then != then else then, None, None, missing, why)
        reason = ""
        if self._segments[column] != self._segments[before]:
            item = self._breaks[self._segments[before]]
            reason = f"Zwischen {words(since)} und {words(now)} bricht die Zeitreihe: {item.reason} ({item.year})."
        elif not self.definition.base_change_harmless:
            clash = self._base_change(row, column, before)
            reason = (
                f"Zwischen {words(since)} und {words(now)} wechselt die Bevölkerungsbasis: {clash}" if clash else ""
            )
        reason = other_month(now, since) or reason
        if reason:
            return Change(years, since, then, None, None, Missing.NOT_APPLICABLE, reason)
        change = self._difference(row, column, row, before)
        cases = self._case_lines[row][before]
        small = small_base(self.definition.kind, then, own, None if cases != cases else cases)
        if small:
            return Change(years, since, then, change, None, percent_reason=small)
        return Change(years, since, then, change, 100 * (own - then) / then)

    def _streak(self, row: int, column: int) -> Streak | None:
        first = self._starts[row][column]
        if first == column:
            return None
        line = self._value_lines[row]
        direction = 0
        at = column
        while at > first:
            step = line[at] - line[at - 1]
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

    def _rank_all(self) -> list[dict[int, Peers]]:
        """The peers of every period by row: what can be computed for all at once is."""
        rows, scope = self._peer_rows, self.scope
        periods = len(scope.periods)
        if not rows:
            return [{} for _ in range(periods)]
        values = self.values[rows]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # periods without any value
            middle, deviation = np.nanmean(values, axis=0).tolist(), np.nanstd(values, axis=0).tolist()
            median = np.nanmedian(values, axis=0).tolist()
        above = (values[None, :, :] > values[:, None, :]).sum(axis=1)
        below = (values[None, :, :] < values[:, None, :]).sum(axis=1)
        spans = self._rank_spans(rows)
        shared = _Shared(
            values.tolist(),
            middle,
            deviation,
            median,
            above.tolist(),
            below.tolist(),
            spans,
            [self._areas[r] for r in rows],
        )
        return [self._peers_of(column, shared) for column in range(periods)]

    def _rank_spans(self, rows: list[int]) -> list[list[tuple[int, int]]] | None:
        """The best and worst rank by peer and period, None where the indicator says nothing about chance."""
        shape = (len(rows), len(self.scope.periods))
        intervals = chance_intervals(
            self.definition,
            self.values[rows].ravel(),
            self.panel.cases[rows].ravel(),
            self.panel.totals[rows].ravel(),
        )
        if intervals is None:
            return None
        low, high = intervals.low.reshape(shape), intervals.high.reshape(shape)
        best = 1 + (low[None, :, :] > high[:, None, :]).sum(axis=1)
        worst = (~np.isnan(low)).sum(axis=0)[None, :] - (high[None, :, :] < low[:, None, :]).sum(axis=1)
        return [list(zip(one, two, strict=True)) for one, two in zip(best.tolist(), worst.tolist(), strict=True)]

    def _peers_of(self, column: int, shared: _Shared) -> dict[int, Peers]:
        """The peers of one period by row."""
        rows, scope = self._peer_rows, self.scope
        line = [values[column] for values in shared.values]
        present = [value for value in line if value == value]
        clash = self._clash_among(rows, column)
        if not present or clash:
            missing = Missing.NOT_APPLICABLE if clash else Missing.NO_DATA
            empty = Peers(
                scope.within, len(rows), len(present), None, None, None, None, None, None, None, (), None, (), False,
                missing, clash,
            )  # fmt: skip
            return dict.fromkeys(rows, empty)
        high, low, there = max(present), min(present), len(present)
        highest = tuple([name for name, value in zip(shared.names, line, strict=True) if value == high])
        lowest = tuple([name for name, value in zip(shared.names, line, strict=True) if value == low])
        middle, deviation, median = shared.middle[column], shared.deviation[column], shared.median[column]
        plain = None if self.definition.kind in _NO_MEAN else middle
        variation = deviation / abs(middle) if middle else None
        found: dict[int, Peers] = {}
        for number, row in enumerate(rows):
            rank: int | None = None
            quartile: int | None = None
            doubt, missing_here = "", None
            if line[number] == line[number]:
                rank = shared.above[number][column] + 1
                quartile = min(4, 1 + 4 * shared.below[number][column] // there) if there >= 4 else None
                doubt = order_doubt(*shared.spans[number][column]) if shared.spans is not None else ""
            else:
                missing_here, doubt = self.panel.missing[row][column], self.panel.reason(row, column)
            found[row] = Peers(
                scope.within, len(rows), there, rank, quartile, median, plain, deviation, variation, high, highest, low,
                lowest, missing_here is not None or not doubt, missing_here, doubt,
            )  # fmt: skip
        return found

    def _clash_among(self, rows: list[int], column: int) -> str:
        """Why the areas of a period are not comparable, or ""."""
        lines, values = self._origins, self._value_lines
        found = {lines[row][column]: None for row in rows if values[row][column] == values[row][column]}
        known = self.panel.known_origins
        return clash_among(known[number] for number in found)[0] if len(found) > 1 else ""


class _Shared(NamedTuple):
    """Figures of all peers and periods."""

    values: list[list[float]]
    middle: list[float]
    deviation: list[float]
    median: list[float]
    above: list[list[int]]
    below: list[list[int]]
    spans: list[list[tuple[int, int]]] | None
    names: list[str]


def compare(definition: IndicatorDefinition, breaks: Sequence[Break], lookup: Lookup, scope: Scope) -> ComparisonTable:
    """The table of a scope from entries; ``lookup`` answers plain keys. ``breaks`` are those of the catalogue without
    the changes of population base (``Catalogue.breaks(id, bases=False)``), which the values themselves tell.
    """
    return ComparisonTable(definition, breaks, panel_of(definition, scope, lookup))


__all__ = ["LEAST_BASE", "YEARS", "ComparisonTable", "Lookup", "Scope", "compare", "shifted"]
