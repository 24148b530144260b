"""Points and spans of time as official statistics name them.

A period is its kind and an ISO text: ``2015-12-31`` (stichtag), ``2015`` (jahr, jahresdurchschnitt), ``2015-12``
(monat), ``2015-Q4`` (quartal), ``2014/2015`` (schuljahr). Periods of one kind sort by time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

MONTH_NAMES = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
"""German names of the months, January first."""


class PeriodKind(Enum):
    """Kinds of periods; the value is the word of the output files (column ``zeitart``)."""

    STICHTAG = "stichtag"
    YEAR = "jahr"
    MONTH = "monat"
    QUARTER = "quartal"
    ANNUAL_MEAN = "jahresdurchschnitt"
    SCHOOL_YEAR = "schuljahr"


_FORMS = {
    PeriodKind.STICHTAG: re.compile(r"\d{4}-\d{2}-\d{2}"),
    PeriodKind.YEAR: re.compile(r"\d{4}"),
    PeriodKind.MONTH: re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    PeriodKind.QUARTER: re.compile(r"\d{4}-Q[1-4]"),
    PeriodKind.ANNUAL_MEAN: re.compile(r"\d{4}"),
    PeriodKind.SCHOOL_YEAR: re.compile(r"\d{4}(/\d{4})?"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One period; raises ValueError when ``iso`` does not fit ``kind``.

    A school year whose source states one year only (``Schuljahr 2015``) keeps that year: which of the two school years
    is meant is for the measure's definition to say, not for the reader to guess.
    """

    kind: PeriodKind
    iso: str

    def __post_init__(self) -> None:
        if not _FORMS[self.kind].fullmatch(self.iso):
            raise ValueError(f"{self.iso!r} is not a {self.kind.value}")
        if self.kind is PeriodKind.STICHTAG:
            dt.date.fromisoformat(self.iso)

    def __hash__(self) -> int:
        return hash(self.iso)

    def __lt__(self, other: Period) -> bool:
        return (self.iso, self.kind.value) < (other.iso, other.kind.value)

    @property
    def year(self) -> int:
        """Calendar year (of a school year: the year in which it begins, as far as the source says)."""
        return int(self.iso[:4])

    @property
    def month(self) -> int | None:
        """Month of a Stichtag or month, else None."""
        if self.kind in (PeriodKind.STICHTAG, PeriodKind.MONTH):
            return int(self.iso[5:7])
        return None

    def __str__(self) -> str:
        return self.iso


@cache
def _made(kind: PeriodKind, iso: str) -> Period:
    """The one period of a kind and text: equal periods made here are the same object, so they compare fast."""
    return Period(kind, iso)


def same(period: Period) -> Period:
    """The object that stands for all periods equal to this one."""
    return _made(period.kind, period.iso)


def stichtag(year: int, month: int, day: int) -> Period:
    """The Stichtag of a date."""
    return _made(PeriodKind.STICHTAG, f"{year:04d}-{month:02d}-{day:02d}")


def year(value: int) -> Period:
    """A calendar year."""
    return _made(PeriodKind.YEAR, f"{value:04d}")


def month(value: int, number: int) -> Period:
    """A month of a year."""
    return _made(PeriodKind.MONTH, f"{value:04d}-{number:02d}")


def annual_mean(value: int) -> Period:
    """The annual mean of a year."""
    return _made(PeriodKind.ANNUAL_MEAN, f"{value:04d}")


def school_year(first: int) -> Period:
    """The school year that begins in ``first``."""
    return _made(PeriodKind.SCHOOL_YEAR, f"{first:04d}/{first + 1:04d}")


@cache
def words(period: Period) -> str:
    """A period in German words: ``31.12.2024``, ``Dezember 2024``, ``4. Quartal 2024``, ``Jahresdurchschnitt 2024``,
    ``Schuljahr 2023/24``, ``2024``.
    """
    if period.kind is PeriodKind.STICHTAG:
        return f"{period.iso[8:]}.{period.iso[5:7]}.{period.iso[:4]}"
    if period.kind is PeriodKind.MONTH:
        return f"{MONTH_NAMES[int(period.iso[5:7]) - 1]} {period.iso[:4]}"
    if period.kind is PeriodKind.QUARTER:
        return f"{period.iso[6]}. Quartal {period.iso[:4]}"
    if period.kind is PeriodKind.ANNUAL_MEAN:
        return f"Jahresdurchschnitt {period.iso}"
    if period.kind is PeriodKind.SCHOOL_YEAR:
        tail = f"/{period.iso[7:9]}" if "/" in period.iso else ""
        return f"Schuljahr {period.iso[:4]}{tail}"
    return period.iso
