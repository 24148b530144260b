"""Findings: what a sentence says, as typed records that carry register entries.

A finding is made after protection. It holds entries, areas and the indicator's :class:`Subject`, no text: wording is
the business of :mod:`berichtsgenerator.language.sentences`.
"""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.periods import Period


@dataclass(frozen=True, slots=True)
class Level:
    """How high the value is (kind ``stand``)."""

    subject: Subject
    area: Area
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reference:
    """An area to compare with: its own value and, if requested, the difference of the compared area to it."""

    area: Area
    entry: Entry
    difference: Entry | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An area beside others (kind ``vergleich``)."""

    subject: Subject
    area: Area
    entry: Entry
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Now against an earlier period (kind ``veraenderung``).

    ``change`` is the absolute change (shares in Prozentpunkte), ``percent`` the relative one where it makes sense.
    ``break_reason`` says why the series breaks in between (German, without full stop); then no change is worded.
    """

    subject: Subject
    area: Area
    entry: Entry
    earlier: Entry
    change: Entry | None = None
    percent: Entry | None = None
    break_reason: str = ""


@dataclass(frozen=True, slots=True)
class Extremes:
    """Highest and lowest among areas of one level (kind ``extreme``); ``within`` is the area that contains them."""

    subject: Subject
    values: tuple[tuple[Area, Entry], ...]
    within: Area | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """From the lowest to the highest value (kind ``spannweite``)."""

    subject: Subject
    values: tuple[tuple[Area, Entry], ...]
    within: Area | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """The area's place among ``count`` printed values of its level (kind ``rang``); rank 1 is the highest value."""

    subject: Subject
    area: Area
    rank: Entry
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    """No answer, with its reason as a German sentence (kind ``luecke``)."""

    subject: Subject
    area: Area
    period: Period | None
    reason: str


Finding = Level | Comparison | Change | Extremes | Spread | Rank | Gap

KINDS: dict[str, type[Level | Comparison | Change | Extremes | Spread | Rank | Gap]] = {
    "stand": Level,
    "vergleich": Comparison,
    "veraenderung": Change,
    "extreme": Extremes,
    "spannweite": Spread,
    "rang": Rank,
    "luecke": Gap,
}
"""The words for findings in layouts."""
