"""Facts of comparison records that are made of entries: courses, spread and standing by what is printed.

Comes in: a record filled with entries of the register (after protection: what is hidden there is no part of any fact),
and the breaks of its series. Goes out: the same record with its facts, equal to those of whole panels.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Protocol

from berichtsgenerator.indicators.comparing.courses import BreakLike, Courses
from berichtsgenerator.indicators.comparing.guards import bases_of, clash_among, is_marked, origin_of
from berichtsgenerator.indicators.comparing.scopes import counted
from berichtsgenerator.indicators.defining.formula import FormulaError, Quotient, parse, split_quotient
from berichtsgenerator.indicators.statistics.intervals import Interval, poisson_rate, wilson
from berichtsgenerator.model.comparison import Change, Comparison, Course, Peers, Spread
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.facts import spread_of, standing_of
from berichtsgenerator.model.units import Kind, as_printed


class SeriesBreak(BreakLike, Protocol):
    """A break of a series that may do no harm."""

    @property
    def harmless(self) -> bool:
        """True when values on both sides may still be compared."""


def _harmful(breaks: Sequence[SeriesBreak]) -> list[SeriesBreak]:
    """The breaks across which values are not to be compared, in the order of time."""
    return sorted((item for item in breaks if not item.harmless), key=lambda item: (item.year, item.month))


def with_facts(
    record: Comparison[Entry],
    breaks: Sequence[SeriesBreak],
    *,
    base_change_harmless: bool = False,
    exceptions: Collection[Guard] = (),
) -> Comparison[Entry]:
    """The record with what its figures say together; ``breaks`` are those of its series in any order, ``exceptions``
    the guards that a layout sets aside for its indicator.
    """
    changes, course, peers = record.changes, record.course, record.peers
    if Guard.BREAK not in exceptions:
        counted = _harmful(breaks)
        changes = tuple(_told(record, change, counted) for change in changes)
    if course is not None:
        entries = [entry for _, entry in course.values]
        course = courses_of(entries, breaks, base_change_harmless=base_change_harmless, exceptions=exceptions)[-1]
    return record._replace(
        changes=changes, course=course, peers=None if peers is None else _peers(record, peers, exceptions)
    )


def courses_of(
    entries: Sequence[Entry],
    breaks: Sequence[SeriesBreak],
    *,
    base_change_harmless: bool = False,
    exceptions: Collection[Guard] = (),
) -> list[Course[Entry]]:
    """The course that ends at each entry of a series (one area, ascending); arguments as for :func:`with_facts`."""
    printed = [as_printed(entry.value or 0.0, entry.decimals) for entry in entries]
    joined = base_change_harmless or Guard.BASE in exceptions
    bases = None if joined else [bases_of(entry.provenance.components) for entry in entries]
    marked = [entry.value is not None and is_marked(entry.provenance.components) for entry in entries]
    courses = Courses([entry.key.period for entry in entries], _harmful(breaks), joined=Guard.BREAK in exceptions)
    return courses.of(entries, printed, bases, marked=marked)


def _told(record: Comparison[Entry], change: Change[Entry], breaks: Sequence[BreakLike]) -> Change[Entry]:
    item = Courses(sorted((change.since, record.key.period)), breaks).between(0, 1)
    return change if item is None else change._replace(broken=item.reason.rstrip("."))


def _peers(record: Comparison[Entry], peers: Peers[Entry], exceptions: Collection[Guard]) -> Peers[Entry]:
    if not peers.values:
        return peers
    entry = record.value
    spread = spread_of(peers.values, entry.kind, entry.decimals)
    known = (other for _, other in peers.values if other.value is not None)
    clash, guard = clash_among(origin_of(other.provenance.components) for other in known)
    if clash and guard not in exceptions:
        return peers._replace(spread=Spread(spread.total, spread.known, spread.secret, clash=clash))
    if Guard.ORDER not in exceptions:
        spread = spread._replace(uncertain=_uncertain(peers, spread))
    return peers._replace(
        spread=spread,
        standing=standing_of(peers.values, record.key.area, entry.decimals),
    )


def _uncertain(peers: Peers[Entry], spread: Spread) -> bool:
    """Whether the interval of a highest value overlaps with that of a lowest one."""
    if spread.highest == spread.lowest:
        return False
    entries = dict(peers.values)
    high = [_bounds(entries[area]).low for area in spread.highest_areas]
    low = [_bounds(entries[area]).high for area in spread.lowest_areas]
    return min(high) <= max(low)


def _bounds(entry: Entry) -> Interval:
    """The interval of a known value; without known counts it is taken as certain."""
    value = entry.value or 0.0
    return interval_of(entry) or Interval(value, value, value)


def has_own_order(entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether the interval of a known value overlaps with none of the known ``others``."""
    own = _bounds(entry)
    return all(
        other.high < own.low or own.high < other.low for other in map(_bounds, others) if other.value is not None
    )


def interval_of(entry: Entry) -> Interval | None:
    """The interval of a share or rate of counts, in its own unit; None for all else."""
    quotient = _quotient(entry.provenance.formula) if entry.kind in (Kind.SHARE, Kind.RATE) else None
    if quotient is None or quotient.numerator is None or quotient.denominator is None:
        return None
    components = entry.provenance.components
    cases, total = counted(quotient.numerator, components), counted(quotient.denominator, components)
    if not (cases >= 0 and total > 0) or (entry.kind is Kind.SHARE and cases > total):
        return None
    if entry.kind is Kind.RATE:
        return poisson_rate(cases, total, per=quotient.factor)
    share = wilson(cases, total)
    return Interval(*(quotient.factor * value for value in share))


@cache
def _quotient(formula: str) -> Quotient | None:
    """The parts of a formula; None where its words are those of a method."""
    try:
        return split_quotient(parse(formula))
    except FormulaError:
        return None
