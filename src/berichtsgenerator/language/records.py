"""Findings from comparison records: what a record may say becomes typed findings over its register entries.

Comes in: a :class:`~berichtsgenerator.model.comparison.Comparison` and a look-up of protected entries. Goes out: the
findings of every kind that the record answers, in the order in which a report tells them. The record decides what may
be said; every figure is taken from the register by the record's own keys, so a sentence prints what tables print.
"""

from __future__ import annotations

from collections.abc import Callable

from berichtsgenerator.language.findings import Change, Comparison, Finding, Level, Multiple, Rank, Reference
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.comparison import Comparison as Record
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey

Lookup = Callable[[NumberKey], Entry]
"""The protected entry of a key."""
Areas = Callable[[str], Area]
"""The area of a key."""


def findings(record: Record, about: Subject, lookup: Lookup, areas: Areas) -> tuple[Finding, ...]:
    """Level, comparison, changes and rank of a record; what the record does not hold is left out."""
    found: list[Finding] = [level(record, about, lookup, areas)]
    if record.distances:
        found.append(comparison(record, about, lookup, areas))
    found.extend(changes(record, about, lookup, areas))
    placed = rank(record, about, lookup, areas)
    return (*found, placed) if placed is not None else tuple(found)


def level(record: Record, about: Subject, lookup: Lookup, areas: Areas) -> Level:
    """How high the value is."""
    return Level(about, areas(record.key.area), lookup(record.key))


def comparison(record: Record, about: Subject, lookup: Lookup, areas: Areas) -> Comparison:
    """The value beside those of the record's other areas."""
    references = tuple(
        Reference(areas(item.against), lookup(_beside(record, item.against)), lookup(item.key(record.key)))
        for item in record.distances
    )
    return Comparison(about, areas(record.key.area), lookup(record.key), references)


def multiples(record: Record, about: Subject, lookup: Lookup, areas: Areas) -> tuple[Multiple, ...]:
    """How many times the value of each other area."""
    area, own = areas(record.key.area), lookup(record.key)
    return tuple(
        Multiple(
            about,
            area,
            own,
            areas(item.against),
            lookup(_beside(record, item.against)),
            lookup(item.key(record.key, ratio=True)),
        )
        for item in record.distances
    )


def changes(record: Record, about: Subject, lookup: Lookup, areas: Areas) -> tuple[Change, ...]:
    """The changes since earlier periods, the nearest first; a refused one is told with its reason."""
    area, own = areas(record.key.area), lookup(record.key)
    found = []
    for item in sorted(record.changes, key=lambda change: change.years):
        earlier = NumberKey(record.key.indicator, record.key.area, item.since, record.key.breakdown)
        percent = lookup(item.key(record.key, percent=True)) if item.percent is not None else None
        found.append(Change(about, area, own, lookup(earlier), lookup(item.key(record.key)), percent))
    return tuple(found)


def rank(record: Record, about: Subject, lookup: Lookup, areas: Areas) -> Rank | None:
    """The place among the areas of the level; None where the record has no peers."""
    peers = record.peers
    if peers is None:
        return None
    return Rank(
        about, areas(record.key.area), lookup(peers.rank_key(record.key)), peers.known, lookup(record.key),
        areas(peers.within),
    )  # fmt: skip


def _beside(record: Record, area: str) -> NumberKey:
    return NumberKey(record.key.indicator, area, record.key.period, record.key.breakdown)
