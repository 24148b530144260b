"""Findings from comparison records: what a record holds becomes what a sentence says.

Comes in: a :class:`~berichtsgenerator.model.comparison.Comparison` filled with protected entries and their facts. Goes
out: the finding of a kind. Every figure of a sentence is an entry of the record, every judgement (streak, extremes,
quarter, break) one of its facts; nothing is counted here that tables and charts would count otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from berichtsgenerator.language.findings import (
    AreaValues,
    Breaks,
    Change,
    Comparison,
    Extremes,
    Finding,
    Level,
    Multiple,
    Protected,
    Quarter,
    Rank,
    Reference,
    SmallNumbers,
    Spread,
    Streak,
    Trend,
)
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model import comparison as facts
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.units import printed_difference

Record = facts.Comparison[Entry]
Areas = Callable[[str], Area]
"""The area of a key."""

SAID = 3
"""Digits after the comma that a sentence says at most; tables print all of them."""


def spoken(record: Record) -> Record:
    """The record with no more digits than a sentence says, and differences that fit them."""
    if all(entry.decimals <= SAID for entry in record.figures()):
        return record
    coarse = record.filled(lambda entry: replace(entry, decimals=min(entry.decimals, SAID)))
    return coarse._replace(
        distances=tuple(
            item._replace(difference=_between(coarse.value, item.other, item.difference)) for item in coarse.distances
        ),
        changes=tuple(
            item._replace(change=_between(coarse.value, item.earlier, item.change)) for item in coarse.changes
        ),
    )


def _between(value: Entry, other: Entry, found: Entry | None) -> Entry | None:
    """A difference anew from two values with fewer digits."""
    if found is None or found.value is None or value.value is None or other.value is None:
        return found
    return replace(found, value=printed_difference(value.value, other.value, found.decimals))


def finding_of(kind: str, record: Record, about: Subject, areas: Areas) -> Finding:
    """The finding of a kind (a word of :data:`~berichtsgenerator.language.findings.KINDS` but ``luecke``, which has no
    number). Raises KeyError for an unknown kind, ValueError where the record lacks what the kind speaks of.
    """
    return _MAKERS[kind](record, about, areas)


def _level(record: Record, about: Subject, areas: Areas) -> Level:
    return Level(about, areas(record.key.area), record.value)


def _comparison(record: Record, about: Subject, areas: Areas) -> Comparison:
    references = tuple(Reference(areas(item.against), item.other, item.difference) for item in record.distances)
    return Comparison(about, areas(record.key.area), record.value, references)


def _multiple(record: Record, about: Subject, areas: Areas) -> Multiple:
    for item in record.distances:
        if item.ratio is not None:
            return Multiple(
                about, areas(record.key.area), record.value, areas(item.against), item.other, item.ratio
            )  # fmt: skip
    raise _lacking(record, "a ratio")


def _change(record: Record, about: Subject, areas: Areas) -> Change:
    for item in record.changes:
        return Change(
            about, areas(record.key.area), record.value, item.earlier, item.change, item.percent, item.broken
        )  # fmt: skip
    raise _lacking(record, "a change")


def _entries(record: Record) -> tuple[facts.Course[Entry], tuple[Entry, ...]]:
    if record.course is None:
        raise _lacking(record, "a course")
    return record.course, tuple(entry for _, entry in record.course.values)


def _trend(record: Record, about: Subject, areas: Areas) -> Trend:
    course, entries = _entries(record)
    return Trend(about, areas(record.key.area), entries, course.cut, course.extremes)


def _streak(record: Record, about: Subject, areas: Areas) -> Streak:
    course, entries = _entries(record)
    return Streak(about, areas(record.key.area), entries, course.cut, course.streak)


def _breaks(record: Record, about: Subject, areas: Areas) -> Breaks:
    course, _ = _entries(record)
    return Breaks(about, areas(record.key.area), course.breaks)


def _crowd(record: Record, areas: Areas) -> tuple[AreaValues, facts.Spread, Area]:
    peers = record.peers
    if peers is None or peers.spread is None:
        raise _lacking(record, "the values of a level")
    return tuple((areas(area), entry) for area, entry in peers.values), peers.spread, areas(peers.within)


def _extremes(record: Record, about: Subject, areas: Areas) -> Extremes:
    return Extremes(about, *_crowd(record, areas))


def _spread(record: Record, about: Subject, areas: Areas) -> Spread:
    return Spread(about, *_crowd(record, areas))


def _protected(record: Record, about: Subject, areas: Areas) -> Protected:
    values, _, within = _crowd(record, areas)
    return Protected(about, values, within)


def _quarter(record: Record, about: Subject, areas: Areas) -> Quarter:
    values, spread, within = _crowd(record, areas)
    peers = record.peers
    standing, rank = (None, None) if peers is None else (peers.standing, peers.rank)
    return Quarter(about, areas(record.key.area), record.value, values, spread, standing, within, rank)


def _rank(record: Record, about: Subject, areas: Areas) -> Rank:
    peers = record.peers
    if peers is None or peers.rank is None:
        raise _lacking(record, "a rank")
    ranked = sum(_is_ranked(entry) for entry in peers.ranks)
    tied = sum(entry.value is not None and entry.value == peers.rank.value for entry in peers.ranks)
    count = ranked + (peers.rank.value is not None)
    return Rank(about, areas(record.key.area), peers.rank, count, record.value, areas(peers.within), tied)


def _is_ranked(rank: Entry) -> bool:
    """True where an area stands in the order, be its own rank printed or refused because its interval overlaps."""
    return rank.value is not None or (rank.missing is Missing.NOT_APPLICABLE and rank.provenance.guard is Guard.ORDER)


def _small_numbers(record: Record, about: Subject, areas: Areas) -> SmallNumbers:
    cases = record.value if record.cases is None else record.cases
    return SmallNumbers(about, areas(record.key.area), record.value, cases, record.base)


def _lacking(record: Record, what: str) -> ValueError:
    return ValueError(f"the record of {record.key} holds not {what}")


_MAKERS: dict[str, Callable[[Record, Subject, Areas], Finding]] = {
    "stand": _level,
    "vergleich": _comparison,
    "vielfaches": _multiple,
    "veraenderung": _change,
    "trend": _trend,
    "folge": _streak,
    "bruch": _breaks,
    "extreme": _extremes,
    "spannweite": _spread,
    "rang": _rank,
    "viertel": _quarter,
    "kleine_zahlen": _small_numbers,
    "geheim": _protected,
}
