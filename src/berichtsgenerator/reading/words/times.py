"""Words of time → periods.

A text may state a whole period (``31.12.2015``, ``Januar 2015``, ``2014/15``), only a part of one (``Januar``,
``31.12.``)
or only a kind (``Jahresdurchschnitt``). Parts are put together by :func:`combine`; the nearest statement wins.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.words.values import Cell, clean

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jän jänner",
            "februar feb febr",
            "märz mär mrz maerz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_FORM = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR_FORM = r"(?:19|20)\d\d"
_LEAD = (
    r"(?:stichtag|stand|berichtsjahr|berichtsmonat|jahr|datum|zeitraum|monat|am|zum|im jahr|im|schuljahr|kalenderjahr)"
    r"?:?\s*"
)
_DATE = re.compile(rf"{_LEAD}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?({YEAR_FORM})")
_DATE_WORD = re.compile(rf"{_LEAD}(\d{{1,2}})\.\s?({MONTH_FORM})\.?\s({YEAR_FORM})")
_ISO_DATE = re.compile(rf"({YEAR_FORM})-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?)?")
_ISO_MONTH = re.compile(rf"({YEAR_FORM})[-_](0[1-9]|1[0-2])")
_SLASH_MONTH = re.compile(rf"(0?[1-9]|1[0-2])[/.]({YEAR_FORM})")
_MONTH_YEAR = re.compile(rf"{_LEAD}({MONTH_FORM})\.?[\s-]*('?\d\d|{YEAR_FORM})")
_MONTH_ONLY = re.compile(rf"({MONTH_FORM})\.?")
_YEAR_ONLY = re.compile(rf"{_LEAD}({YEAR_FORM})(?:\.0)?(?:\s?[rpsv]|\s?\d\))?")
_SCHOOL = re.compile(rf"(?:schuljahr|sj\.?)?:?\s*({YEAR_FORM})\s?[/_-]\s?(\d\d|{YEAR_FORM})")
_QUARTER = re.compile(
    r"(?:([1-4])\.?\s?(?:quartal|vierteljahr|vj\.?|q)|q([1-4])|(iv|iii|ii|i)[./ ]\s?(?:quartal)?)\s?[/-]?\s?"
    rf"({YEAR_FORM})"
)
_QUARTER_BACK = re.compile(rf"({YEAR_FORM})\s?[-/]?\s?(?:q([1-4])|([1-4])\.?\s?(?:quartal|vj\.?))")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d)")
_REMARK = re.compile(
    r"\s?(?:\((?:basis|basisjahr|ist|vorläufig|vorl\.|endgültig|prognose|schätzung|geschätzt|hochrechnung|plan|neu|alt"
    r"|[vprse]|\d)\)|[¹²³⁴⁵]\)?|\*+\)?)$"
)
"""What may stand after a time without changing it: ``31.12.2022 (Basis)``, ``2023*``, ``2022¹``."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY_OF_MONTH = re.compile(
    rf"(?:^|am |zum |jeweils |stichtag:? ?)(\d{{1,2}})\.\s?({MONTH_FORM})\.?(?=$|\s?[-–,);]|\s(?:des|jeden|eines)\b)"
)
"""``30. Juni`` without a year, alone or after ``am``."""


_DAY_REMARK = re.compile(
    rf"(?i)(?:^|[,\s]*\(|[,\s]+(?:jeweils\s+)?(?:am|zum|stichtag:?)\s+|,\s*)(?:am\s|zum\s)?(?:jeweils\s)?\s*"
    rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{MONTH_FORM})\.?)(?:\s?(?:des|jeden|eines) jahres)?\)?\s*$"
)


class Hint(NamedTuple):
    """What a text says of time short of a whole period: a kind, a day and month, a month."""

    kind: PeriodKind | None = None
    day: tuple[int, int] | None = None
    month: int | None = None


def _year(text: str) -> int:
    number = int(text.lstrip("'"))
    return number if number > 99 else (1900 if number >= 70 else 2000) + number


def _date(year: int, month: int, day: int) -> Period | None:
    try:
        return Period(PeriodKind.STICHTAG, dt.date(year, month, day).isoformat())
    except ValueError:
        return None


def _month(year: int, month: int) -> Period:
    return Period(PeriodKind.MONTH, f"{year:04d}-{month:02d}")


@lru_cache(maxsize=50_000)
def period_of_text(text: str, school: bool = False) -> Period | None:
    """The period that the whole ``text`` names, or None.

    ``2014/15`` is a school year, ``2014-15`` too; ``2010-11`` is one only where ``school`` says so, else November 2010.
    """
    plain = re.sub(r"\s+", " ", clean(text)).casefold().rstrip(":").strip()
    plain = _REMARK.sub("", plain)
    if not plain or len(plain) > 60 or not any(char.isdigit() for char in plain):
        return None
    if match := _DATE.fullmatch(plain):
        return _date(int(match[3]), int(match[2]), int(match[1]))
    if match := _DATE_WORD.fullmatch(plain):
        return _date(int(match[3]), MONTHS[match[2]], int(match[1]))
    if match := _ISO_DATE.fullmatch(plain):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_YEAR.fullmatch(plain):
        return _month(_year(match[2]), MONTHS[match[1]])
    if match := _QUARTER.fullmatch(plain):
        number = int(match[1] or match[2] or _ROMAN[match[3]])
        return Period(PeriodKind.QUARTER, f"{match[4]}-Q{number}")
    if match := _QUARTER_BACK.fullmatch(plain):
        return Period(PeriodKind.QUARTER, f"{match[1]}-Q{match[2] or match[3]}")
    if match := _SCHOOL.fullmatch(plain):
        first = int(match[1])
        second = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        clear = school or second % 100 > 12 or "/" in plain or "schul" in plain
        if second % 100 == (first + 1) % 100 and clear:
            return Period(PeriodKind.SCHOOL_YEAR, f"{first:04d}/{first + 1:04d}")
    if match := _ISO_MONTH.fullmatch(plain):
        return _month(int(match[1]), int(match[2]))
    if match := _SLASH_MONTH.fullmatch(plain):
        return _month(int(match[2]), int(match[1]))
    if match := _YEAR_ONLY.fullmatch(plain):
        kind = PeriodKind.SCHOOL_YEAR if "schuljahr" in plain else PeriodKind.YEAR
        return Period(kind, match[1])
    return None


def month_of_text(text: str) -> int | None:
    """1–12 when the whole text is a month's name, else None."""
    match = _MONTH_ONLY.fullmatch(clean(text).casefold())
    return MONTHS[match[1]] if match else None


def is_mean(text: str) -> bool:
    """True for the word that stands for the mean of a year in a column of months (``D``, ``Durchschnitt``)."""
    plain = clean(text).casefold().replace("-", "").replace("\n", "")
    return plain in ("d", "jd", "durchschnitt", "jahresdurchschnitt", "jahresmittel", "mittel")


def period_of_cell(cell: Cell) -> Period | None:
    """The period of a cell: date cells are Stichtage, whole numbers 1900–2100 years, texts by
    :func:`period_of_text`.
    """
    if isinstance(cell, str):
        return period_of_text(cell)
    if isinstance(cell, dt.datetime):
        return _date(cell.year, cell.month, cell.day)
    if isinstance(cell, dt.date):
        return _date(cell.year, cell.month, cell.day)
    if (
        isinstance(cell, (int, float))
        and not isinstance(cell, bool)
        and cell == cell
        and 1900 <= cell <= 2100
        and cell == int(cell)
    ):
        return Period(PeriodKind.YEAR, f"{int(cell):04d}")
    return None


@lru_cache(maxsize=20_000)
def hint_of_text(text: str) -> Hint:
    """Kind and day that a title or block heading states for bare years (``- Stichtag 31.12. -``,
    ``Jahresdurchschnitt``).
    """
    plain = text.casefold()
    kind: PeriodKind | None = None
    if "jahresdurchschnitt" in plain or "jahresmittel" in plain:
        kind = PeriodKind.ANNUAL_MEAN
    elif "schuljahr" in plain:
        kind = PeriodKind.SCHOOL_YEAR
    elif "jahressumme" in plain or re.search(r"- jahr\s?-", plain):
        kind = PeriodKind.YEAR
    day = None
    if kind is None and (
        match := _DAY_MONTH.search(re.sub(rf"{YEAR_FORM}", "", plain) if "stichtag" not in plain else plain)
    ):
        date, number = int(match[1]), int(match[2])
        if (
            1 <= number <= 12
            and 1 <= date <= 31
            and re.search(
                r"^\d\d?\.\s?\d\d?\.$|stichtag|bevölkerungsstand"
                r"|(?:zum|am) \d\d?\.\s?\d\d?\.\s*(?:$|[-–,)]|des |jeden|eines )"
                r"|\(\s*\d\d?\.\s?\d\d?\.\s*\)|jeweils (?:am |zum )?\d",
                plain,
            )
        ):
            kind, day = PeriodKind.STICHTAG, (number, date)
    if kind is None and (match := _DAY_OF_MONTH.search(plain)):
        kind, day = PeriodKind.STICHTAG, (MONTHS[match[2]], int(match[1]))
    return Hint(kind, day)


def without_day(label: str) -> str:
    """A label without the day of a year that it states at its end: ``Bevölkerung am 31.12.`` → ``Bevölkerung``; an
    empty text for ``30. Juni`` alone.
    """
    return _DAY_REMARK.sub("", label).strip() if hint_of_text(label).day is not None else label


def combine(period: Period, hint: Hint) -> Period:
    """A bare year made whole by a hint: kind, Stichtag's day, or a month; other periods stay as they are."""
    if period.kind is PeriodKind.STICHTAG and hint.kind is PeriodKind.MONTH:
        return _month(period.year, int(period.iso[5:7]))
    if period.kind is not PeriodKind.YEAR:
        return period
    if hint.month is not None:
        return _month(period.year, hint.month)
    if hint.kind is PeriodKind.STICHTAG and hint.day is not None:
        month, day = hint.day
        day = min(day, calendar.monthrange(period.year, month)[1])
        return _date(period.year, month, day) or period
    if hint.kind in (PeriodKind.ANNUAL_MEAN, PeriodKind.SCHOOL_YEAR):
        return Period(hint.kind, period.iso)
    return period
