"""The time of a component relative to the period of its indicator.

The catalogue says ``31.12.``, ``31.12. Vorjahr``, ``30.06.``, ``01.03.``, ``Jahr``, ``Jahresdurchschnitt``,
``Dezember``,
``Monat``, ``Quartal``, ``Schuljahr``, ``Mittel`` or ``Stichtag``. Nothing here means "the latest that there is": a
component that has no value at its own date is a gap.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from berichtsgenerator.model.periods import (
    Period,
    PeriodKind,
    annual_mean,
    month,
    school_year,
    stichtag,
    year,
)

_FORM = re.compile(
    r"(?P<word>\d{2}\.\d{2}\.|Jahr|Jahresdurchschnitt|Dezember|Monat|Quartal|Schuljahr|Schuljahr Ende|Mittel|Stichtag)"
    r"(?: (?P<back>Vorjahr|Vorvorjahr))?"
)
WORDS = (
    "31.12.",
    "30.06.",
    "01.03.",
    "Jahr",
    "Jahresdurchschnitt",
    "Dezember",
    "Monat",
    "Quartal",
    "Schuljahr",
    "Schuljahr Ende",
    "Mittel",
    "Stichtag",
)
"""What a definition may say (any ``TT.MM.`` is a Stichtag); each may be followed by ``Vorjahr`` or ``Vorvorjahr``."""


class TimeRule(NamedTuple):
    """A parsed time: its word and how many years before the indicator's year it lies."""

    word: str
    back: int


def parse_time(text: str) -> TimeRule:
    """The rule of a catalogue's ``zeit``; raises ValueError (German) for anything else."""
    match = _FORM.fullmatch(" ".join(text.split()))
    if match is None:
        raise ValueError(
            f"„{text}“ ist keine Zeitangabe. Erlaubt sind: {', '.join(WORDS)} – auch mit „Vorjahr“ oder „Vorvorjahr“."
        )
    word = match["word"]
    if word[0].isdigit():
        try:
            stichtag(2023, int(word[3:5]), int(word[:2]))
        except ValueError:
            raise ValueError(f"Den Tag „{word}“ gibt es nicht. Schreiben Sie TT.MM., etwa 31.12.") from None
    return TimeRule(word, {None: 0, "Vorjahr": 1, "Vorvorjahr": 2}[match["back"]])


@cache
def candidates(rule: TimeRule, period: Period) -> tuple[Period, ...]:
    """The periods of observations that answer ``rule`` for an indicator's ``period``, best first; () when none can.

    A Stichtag at the end of a month is also answered by that month; 1 March by 15 March, as the Kita statistics had it
    until 2008. The mean (``Mittel``) is answered by a published annual mean; :func:`mean_dates` says what replaces it.
    """
    word = rule.word
    shifted = period.year - rule.back
    if word == "Monat":
        if period.kind is not PeriodKind.MONTH or period.month is None:
            return ()
        return (month(shifted, period.month),)
    if word == "Quartal":
        return (
            (Period(PeriodKind.QUARTER, f"{shifted:04d}{period.iso[4:]}"),)
            if (period.kind is PeriodKind.QUARTER)
            else ()
        )
    if word == "Stichtag":
        return (period,) if period.kind is PeriodKind.STICHTAG and not rule.back else ()
    if word == "Schuljahr":
        return (school_year(shifted),)
    if word == "Schuljahr Ende":
        return (school_year(shifted - 1),)
    if word == "Jahr":
        return (year(shifted),)
    if word in ("Jahresdurchschnitt", "Mittel"):
        return (annual_mean(shifted),)
    if word == "Dezember":
        return (month(shifted, 12), stichtag(shifted, 12, 31))
    day, number = int(word[:2]), int(word[3:5])
    found = [stichtag(shifted, number, day)]
    if word == "01.03.":
        found.append(stichtag(shifted, 3, 15))
    if word in ("31.12.", "30.06."):
        found.append(month(shifted, number))
    return tuple(found)


def mean_dates(rule: TimeRule, period: Period) -> tuple[Period, Period] | None:
    """The two dates whose mean stands in for an unpublished annual mean: 31.12. of the year before and of the year."""
    if rule.word != "Mittel":
        return None
    shifted = period.year - rule.back
    return stichtag(shifted - 1, 12, 31), stichtag(shifted, 12, 31)


@cache
def indicator_periods(rule: TimeRule, observed: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """The indicator's periods of ``kind`` that an observation of period ``observed`` may answer."""
    found: list[Period] = []
    for value in range(observed.year - 1, observed.year + 3):
        if kind is PeriodKind.YEAR:
            options: tuple[Period, ...] = (year(value),)
        elif kind is PeriodKind.MONTH:
            options = tuple(month(value, number) for number in range(1, 13))
        elif kind is PeriodKind.SCHOOL_YEAR:
            options = (school_year(value),)
        elif kind is PeriodKind.QUARTER:
            options = tuple(Period(PeriodKind.QUARTER, f"{value:04d}-Q{number}") for number in range(1, 5))
        elif kind is PeriodKind.STICHTAG:
            options = (observed,) if observed.kind is PeriodKind.STICHTAG and observed.year == value else ()
        else:
            options = (annual_mean(value),)
        for option in options:
            if observed in candidates(rule, option):
                found.append(option)
            else:
                dates = mean_dates(rule, option)
                if dates is not None and observed == dates[1]:
                    found.append(option)
    return tuple(found)
