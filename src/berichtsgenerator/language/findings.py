"""Findings: what a sentence says, as typed records that carry register entries.

A finding is made after protection, of a comparison record (:mod:`~berichtsgenerator.language.records`). It holds
entries, areas and the indicator's :class:`Subject`, no text: wording is
the business of :mod:`berichtsgenerator.language.sentences`. A finding may turn out to have nothing to say (no small
numbers, no break, nothing hidden): then its sentence is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model import comparison as facts
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.periods import Period

AreaValues = tuple[tuple[Area, Entry], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """How high the value is (kind ``stand``)."""

    subject: Subject
    area: Area
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reference:
    """An area to compare with: its own value and, if requested, the difference of the compared area to it.

    A difference that is not applicable says that the two are not to be compared; its reason is told.
    """

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
class Multiple:
    """How many times the value of another area (kind ``vielfaches``); ``ratio`` is own value / other value."""

    subject: Subject
    area: Area
    entry: Entry
    other_area: Area
    other: Entry
    ratio: Entry


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
class Trend:
    """The course of a series (kind ``trend``): its values in the order of time, all comparable with the last one.

    ``break_reason`` says why earlier values were left out (German, without full stop), ``""`` when none were;
    ``extremes`` are the highest and the lowest of them, None where no value is known.
    """

    subject: Subject
    area: Area
    entries: tuple[Entry, ...]
    break_reason: str = ""
    extremes: facts.Extremes | None = None


@dataclass(frozen=True, slots=True)
class Streak:
    """How often in a row the value has moved one way up to the last period (kind ``folge``); entries as in a Trend.

    ``streak`` is None without two values in a row.
    """

    subject: Subject
    area: Area
    entries: tuple[Entry, ...]
    break_reason: str = ""
    streak: facts.Streak | None = None


@dataclass(frozen=True, slots=True)
class Breaks:
    """Where the series breaks (kind ``bruch``): first period that is not comparable with earlier ones, and why."""

    subject: Subject
    area: Area
    breaks: tuple[tuple[Period, str], ...]


@dataclass(frozen=True, slots=True)
class Extremes:
    """Highest and lowest among areas of one level (kind ``extreme``); ``within`` is the area that contains them."""

    subject: Subject
    values: AreaValues
    spread: facts.Spread
    within: Area | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """From the lowest to the highest value (kind ``spannweite``)."""

    subject: Subject
    values: AreaValues
    spread: facts.Spread
    within: Area | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """The area's place among ``count`` printed values of its level (kind ``rang``); rank 1 is the highest value.

    ``entry`` is the value itself; ``tied`` counts the other areas with the same rank.
    """

    subject: Subject
    area: Area
    rank: Entry
    count: int
    entry: Entry | None = None
    within: Area | None = None
    tied: int = 0


@dataclass(frozen=True, slots=True)
class Quarter:
    """In which quarter of the areas of its level the area lies (kind ``viertel``).

    ``standing`` is None where the area has no value. A ``rank`` that is refused (overlapping intervals) refuses the
    quarter too; its reason is told.
    """

    subject: Subject
    area: Area
    entry: Entry
    values: AreaValues
    spread: facts.Spread
    standing: facts.Standing | None
    within: Area | None = None
    rank: Entry | None = None


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """That few cases lie behind a value (kind ``kleine_zahlen``): numerator, and denominator where there is one."""

    subject: Subject
    area: Area
    entry: Entry
    numerator: Entry
    denominator: Entry | None = None


@dataclass(frozen=True, slots=True)
class Protected:
    """Where values are kept secret (kind ``geheim``), among the areas of a level."""

    subject: Subject
    values: AreaValues
    within: Area | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """No answer, with its reason as a German sentence (kind ``luecke``)."""

    subject: Subject
    area: Area
    period: Period | None
    reason: str


Finding = (
    Level
    | Comparison
    | Multiple
    | Change
    | Trend
    | Streak
    | Breaks
    | Extremes
    | Spread
    | Rank
    | Quarter
    | SmallNumbers
    | Protected
    | Gap
)

KINDS: dict[str, type[Finding]] = {
    "stand": Level,
    "vergleich": Comparison,
    "vielfaches": Multiple,
    "veraenderung": Change,
    "trend": Trend,
    "folge": Streak,
    "bruch": Breaks,
    "extreme": Extremes,
    "spannweite": Spread,
    "rang": Rank,
    "viertel": Quarter,
    "kleine_zahlen": SmallNumbers,
    "geheim": Protected,
    "luecke": Gap,
}
"""The words for findings in layouts."""
