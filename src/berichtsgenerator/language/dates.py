"""Dates and periods in German.

Comes in: dates and :class:`~berichtsgenerator.model.periods.Period`. Goes out: text for heads (``12/2024``), for titles
(``Dezember 2024``) and for sentences (``im Dezember 2024``, ``gegenüber dem Schuljahr 2019/20``). Digits never part
from their unit or month: blanks inside are no-break spaces (U+00A0).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from berichtsgenerator.model.periods import MONTH_NAMES, Period, PeriodKind, words

NBSP = "\u00a0"
"""No-break space."""

SHORT_MONTHS = ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")
"""Names of the months for narrow columns."""

_ORDINALS = ("ersten", "zweiten", "dritten", "vierten")


def format_date(date: dt.date | str, *, long: bool = False) -> str:
    """``31.12.2024``, or ``31. Dezember 2024`` when ``long``; takes a date or ISO text (ValueError when neither)."""
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    if long:
        return f"{day.day}.{NBSP}{MONTH_NAMES[day.month - 1]}{NBSP}{day.year}"
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def _school_years(iso: str) -> str:
    first, slash, second = iso.partition("/")
    return f"{first}/{second[2:]}" if slash else first


@lru_cache(maxsize=4096)
def format_period(period: Period) -> str:
    """The period as a title writes it.

    ``31.12.2024``, ``2024``, ``Dezember 2024``, ``4. Quartal 2024``, ``Jahresdurchschnitt 2024``,
    ``Schuljahr 2023/24``.
    """
    return words(period).replace(" ", NBSP)


@lru_cache(maxsize=4096)
def short_period(period: Period) -> str:
    """The period as a table head writes it: ``31.12.2024``, ``2024``, ``12/2024``, ``Q4/2024``, ``2023/24``."""
    kind, iso = period.kind, period.iso
    if kind is PeriodKind.STICHTAG:
        return format_date(iso)
    if kind is PeriodKind.MONTH:
        return f"{iso[5:7]}/{iso[:4]}"
    if kind is PeriodKind.QUARTER:
        return f"Q{iso[6]}/{iso[:4]}"
    if kind is PeriodKind.SCHOOL_YEAR:
        return _school_years(iso)
    return iso


_DAY = re.compile(r"(\d{1,2})\. (\w+)(?= \(|;|$)")
_EARLIER_DAY = re.compile(r"\(bis (\d{4}): (\d{1,2})\. (\w+)\)")
_MEANS = "Jahresdurchschnitt"


@lru_cache(maxsize=4096)
def spoken_period(period: Period, words: str) -> Period:
    """The day, month or mean that a number of a whole year stands for, as its definition states it.

    ``words`` is the reference date of the indicator (``31. Dezember``, ``Dezember``, ``Jahresdurchschnitt``,
    ``1. März (bis 2008: 15. März); Bevölkerung am 31. Dezember des Vorjahres``): what stands first counts. Sums of a
    year, words that name no single day, and periods that are no years stay what they are.
    """
    if period.kind is not PeriodKind.YEAR:
        return period
    first = words.partition(";")[0].strip()
    if first == _MEANS:
        return Period(PeriodKind.ANNUAL_MEAN, period.iso)
    if first in MONTH_NAMES:
        return Period(PeriodKind.MONTH, f"{period.iso}-{MONTH_NAMES.index(first) + 1:02d}")
    found = _DAY.match(words)
    if found is None or found[2] not in MONTH_NAMES:
        return period
    day, month = found[1], found[2]
    earlier = _EARLIER_DAY.search(first)
    if earlier is not None and period.year <= int(earlier[1]) and earlier[3] in MONTH_NAMES:
        day, month = earlier[2], earlier[3]
    return Period(PeriodKind.STICHTAG, f"{period.iso}-{MONTH_NAMES.index(month) + 1:02d}-{int(day):02d}")


@lru_cache(maxsize=4096)
def reference_date(period: Period, words: str) -> str:
    """The day, month or mean behind a number of a whole year: ``31.12.2024``, ``Dezember 2024``, ``Jahresmittel 2024``.

    ``words`` is the reference date of the indicator as its definition states it, see :func:`spoken_period`.
    """
    meant = spoken_period(period, words)
    if meant.kind is PeriodKind.ANNUAL_MEAN and period.kind is PeriodKind.YEAR:
        return f"Jahresmittel{NBSP}{period.iso}"
    return format_period(meant)


@lru_cache(maxsize=4096)
def in_period(period: Period) -> str:
    """When something was so, for a sentence: ``am 31.12.2024``, ``im Jahr 2024``, ``im Schuljahr 2023/24``."""
    if period.kind is PeriodKind.STICHTAG:
        return f"am {format_period(period)}"
    if period.kind is PeriodKind.YEAR:
        return f"im Jahr{NBSP}{period.iso}"
    if period.kind is PeriodKind.QUARTER:
        return f"im {_ORDINALS[int(period.iso[6]) - 1]} Quartal{NBSP}{period.iso[:4]}"
    return f"im {format_period(period)}"


@lru_cache(maxsize=4096)
def against_period(period: Period) -> str:
    """What a change is measured against: ``gegenüber dem 31.12.2015``, ``gegenüber 2015``, ``gegenüber Mai 2015``."""
    if period.kind is PeriodKind.STICHTAG:
        return f"gegenüber dem {format_period(period)}"
    if period.kind in (PeriodKind.YEAR, PeriodKind.MONTH):
        return f"gegenüber {format_period(period)}"
    if period.kind is PeriodKind.QUARTER:
        return f"gegenüber dem {_ORDINALS[int(period.iso[6]) - 1]} Quartal{NBSP}{period.iso[:4]}"
    return f"gegenüber dem {format_period(period)}"


@lru_cache(maxsize=4096)
def since_period(period: Period) -> str:
    """Since when: ``seit dem 31.12.2015``, ``seit 2015``, ``seit Mai 2015``, ``seit dem Schuljahr 2015/16``."""
    return "seit" + against_period(period).removeprefix("gegenüber")


@lru_cache(maxsize=4096)
def from_to_periods(first: Period, last: Period) -> str:
    """From when to when: ``von 2015 bis 2024``, ``vom 31.12.2015 bis zum 31.12.2024``, ``vom Schuljahr 2015/16 bis
    zum Schuljahr 2023/24``.
    """
    if first.kind is PeriodKind.QUARTER:
        return (
            f"vom {_ORDINALS[int(first.iso[6]) - 1]} Quartal{NBSP}{first.iso[:4]} bis zum "
            f"{_ORDINALS[int(last.iso[6]) - 1]} Quartal{NBSP}{last.iso[:4]}"
        )
    if first.kind in (PeriodKind.YEAR, PeriodKind.MONTH):
        return f"von {format_period(first)} bis {format_period(last)}"
    return f"vom {format_period(first)} bis zum {format_period(last)}"


def period_range(first: Period, last: Period) -> str:
    """Two periods as a range with an en dash: ``2015–2024``, ``31.12.2015 bis 31.12.2024``, ``Mai 2015 bis …``."""
    if first.kind is PeriodKind.YEAR and last.kind is PeriodKind.YEAR:
        return f"{first.iso}–{last.iso}"
    return f"{format_period(first)} bis {format_period(last)}"
