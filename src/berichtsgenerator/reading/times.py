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
from berichtsgenerator.reading.values import Cell, clean

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
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_LEAD = (
    r"(?:stichtag|stand|berichtsjahr|berichtsmonat|jahr|datum|zeitraum|monat|am|zum|im jahr|im|schuljahr|kalenderjahr)"
    r"?:?\s*"
)
_DATE = re.compile(rf"{_LEAD}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?({_YEAR})")
_DATE_WORD = re.compile(rf"{_LEAD}(\d{{1,2}})\.\s?({_MONTH})\.?\s({_YEAR})")
_ISO_DATE = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?)?")
_ISO_MONTH = re.compile(rf"({_YEAR})[-_](0[1-9]|1[0-2])")
_SLASH_MONTH = re.compile(rf"(0?[1-9]|1[0-2])[/.]({_YEAR})")
_MONTH_YEAR = re.compile(rf"{_LEAD}({_MONTH})\.?[\s-]*('?\d\d|{_YEAR})")
_MONTH_ONLY = re.compile(rf"({_MONTH})\.?")
_YEAR_ONLY = re.compile(rf"{_LEAD}({_YEAR})(?:\.0)?(?:\s?[rps]|\s?\d\))?")
_SCHOOL = re.compile(rf"(?:schuljahr|sj\.?)?:?\s*({_YEAR})\s?[/_-]\s?(\d\d|{_YEAR})")
_QUARTER = re.compile(
    rf"(?:([1-4])\.?\s?(?:quartal|vierteljahr|vj\.?|q)|q([1-4])|(iv|iii|ii|i)[./ ]\s?(?:quartal)?)\s?[/-]?\s?({_YEAR})"
)
_QUARTER_BACK = re.compile(rf"({_YEAR})\s?[-/]?\s?(?:q([1-4])|([1-4])\.?\s?(?:quartal|vj\.?))")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PHRASES = re.compile(
    rf"(?:gebietsstand|zensus|vz|volkszählung|wz|registerzensus|stand der|basis|©|\bfassung|ab|bis|seit|grundlage)"
    rf"[^.;,()]{{0,25}}?(?:\d\d?\.\d\d?\.)?{_YEAR}|{_YEAR}\s?(?:bis|–|-|und)\s?{_YEAR}|{_YEAR}\s?=\s?100",
    re.IGNORECASE,
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
        match := _DAY_MONTH.search(re.sub(rf"{_YEAR}", "", plain) if "stichtag" not in plain else plain)
    ):
        date, number = int(match[1]), int(match[2])
        if (
            1 <= number <= 12
            and 1 <= date <= 31
            and re.search(
                r"stichtag|bevölkerungsstand|(?:zum|am) \d\d?\.\s?\d\d?\.\s*(?:$|[-–,)]|des |jeden|eines )"
                r"|\(\s*\d\d?\.\s?\d\d?\.\s*\)|jeweils (?:am |zum )?\d",
                plain,
            )
        ):
            kind, day = PeriodKind.STICHTAG, (number, date)
    return Hint(kind, day)


_SEARCHES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"(?:stichtag|am|zum|vom|stand|berichtsmonat"
            rf"|monat)[:\s]+(?:der\s)?((?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?|\d{{1,2}}\.\s?(?:{_MONTH})\s){_YEAR})",
            re.I,
        ),
        "date",
    ),
    (re.compile(rf"\bschuljahr(?:es)?[:\s]+({_YEAR}(?:\s?[/_-]\s?(?:{_YEAR}|\d\d))?)", re.I), "school"),
    (re.compile(rf"((?:\b[1-4]\.\s?quartal\s?|\bq[1-4]\s?){_YEAR})", re.I), "plain"),
    (re.compile(rf"(?<![\d.])(\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR})", re.I), "date"),
    (re.compile(rf"\b((?:{_MONTH})\.?\s{_YEAR})\b", re.I), "plain"),
    (re.compile(rf"(?<!\d)({_YEAR}\s?/\s?(?:{_YEAR}|\d\d))(?!\d)", re.I), "school"),
    (re.compile(rf"\b(?:jahr|berichtsjahr|kalenderjahr|im jahr)[:\s]+({_YEAR})\b(?!\s?[-–])", re.I), "plain"),
    (re.compile(rf"(?<![\d./-])({_YEAR})(?![\d./-])", re.I), "plain"),
)


@lru_cache(maxsize=20_000)
def period_in_text(text: str) -> Period | None:
    """The one period that a title names somewhere in it; None when it names none or several of the same rank.

    Statements that are no reference time (Gebietsstand, Zensus 2011, WZ 2008, ``ab 2011``, ranges, ``2015 = 100``)
    are left out.
    """
    plain = _PHRASES.sub(" ", re.sub(r"\s+", " ", clean(text)))
    for pattern, _ in _SEARCHES:
        found = {period for match in pattern.finditer(plain) if (period := period_of_text(match[1]))}
        if len(found) == 1:
            period = found.pop()
            if period.kind is PeriodKind.YEAR and re.search(r"\bschuljahr", plain, re.I):
                return Period(PeriodKind.SCHOOL_YEAR, period.iso)
            return period
        if found:
            return None
    return None


_NO_TIME_OF_LABEL = re.compile(
    r"(?i)\bbis (?:zum )?(?:\d\d?\.\s?\d\d?\.\s?)?(?:19|20)\d\d|gegenüber|veränderung|vergleich"
    r"|vorjahr|basis|index|bau(?:jahr|t)|errichte|geb(?:oren|urtsj)|jahrgang|jahrgänge"
    r"|einreise|zuzug (?:vor|seit)|gebietsstand|gemeindestand|zensus|=\s?100|≙|\bvor (?:19|20)\d\d"
    r"|ab (?:19|20)\d\d|seit (?:19|20)\d\d"
    r"|prognose|vorausb|später|früher|und älter|\bwz\b|fassung|\bplan\b|§|verordnung|gesetz"
)
_INSIDE: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?:^|[\s,(_–-])(?:\(\s*)?(?:(?:am|zum|vom|stand|stichtag"
        rf"|per)[:\s]+)*(?P<when>\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONTH})\.?)\s?{_YEAR})"
        r"(?:\s?\(jahr\))?\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(
        rf"(?:^|[\s,(–-])(?:\(\s*)?(?:(?:im|monat|berichtsmonat"
        rf"|stand)[:\s]+)*(?P<when>(?:{_MONTH})\.?\s{_YEAR})\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(
        rf"(?:^|[\s,(–-])(?:\(\s*)?(?:im\s)?(?P<when>(?:schuljahr|sj)\s{_YEAR}(?:\s?[/-]\s?(?:{_YEAR}"
        rf"|\d\d))?)\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(rf"\s?[(\[]\s*(?P<when>{_YEAR}\s?/\s?(?:{_YEAR}|\d\d))\s*[)\]]", re.I),
    re.compile(rf"\s?[(\[]\s*(?:(?:im jahr|jahr|in|im|stand)\s)?(?P<when>{_YEAR})\s*[)\]]", re.I),
    re.compile(rf"(?:^|\s)(?:im jahr|im jahre|berichtsjahr|jahr)\s(?P<when>{_YEAR})(?=$|[\s,;:)–-])", re.I),
    re.compile(rf"[\s_](?P<when>{_YEAR})$", re.I),
    re.compile(rf"^(?P<when>{_YEAR})(?:\s?[:–-]\s|\s)(?=[A-Za-zÄÖÜäöü])", re.I),
    re.compile(rf"(?<=[A-Za-zÄÖÜäöü)])\s(?P<when>{_YEAR})(?=\s?[-–,:(])", re.I),
)
_SPAN = re.compile(rf"{_YEAR}\s?(?:/|bis|–|-|und|zu)\s?(?:{_YEAR}|\d\d)(?!\d|\.)", re.I)


@lru_cache(maxsize=20_000)
def split_period(label: str, school: bool = False) -> tuple[str, Period | None]:
    """(label without the one reference time that it names inside, that time): ``Bevölkerung am 31.12.2019`` →
    (``Bevölkerung``, 2019-12-31).

    Labels that name a change, a base, a year of building or birth, or several times are left as they are.
    """
    plain = clean(label)
    if len(plain) > 250 or not re.search(_YEAR, plain) or _NO_TIME_OF_LABEL.search(plain):
        return label, None
    for pattern in _INSIDE:
        found = list(pattern.finditer(plain))
        if not found:
            continue
        periods = {period for match in found if (period := period_of_text(" ".join(match["when"].split()), school))}
        if len(periods) != 1:
            return label, None
        others = re.sub(pattern, " ", plain)
        if pattern not in _INSIDE[:4] and (_SPAN.search(plain) or re.search(_YEAR, others)):
            return label, None
        rest = " ".join(others.split()).strip(" ,;:–-_")
        rest = re.sub(r"\(\s*\)|\(\s*(?=jahr\))", "", rest).strip(" ,;:–-_")
        return rest, periods.pop()
    return label, None


_FILE_FORMS = (
    re.compile(rf"(?<!\d)({_YEAR}-\d\d-\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)({_YEAR}[-_](?:0[1-9]|1[0-2]))(?!\d)"),
    re.compile(rf"(?<!\d)(\d\d?\.\d\d?\.{_YEAR})(?!\d)"),
    re.compile(rf"(?<![\d-])({_YEAR})(?![\d-])"),
    re.compile(rf"(?<!\d)({_YEAR})-00?(?!\d)"),
)


def period_of_name(name: str, school: bool = False) -> Period | None:
    """The period in a file's or sheet's name (``einwohner_2023-12-31``); ``2010_11`` is a school year where
    ``school``.
    """
    whole = period_of_text(name, school)
    if whole is not None:
        return whole
    if match := re.search(rf"(?<!\d)({_YEAR})[-_/](\d\d)(?!\d|[-_.]\d)", name):
        first, second = int(match[1]), int(match[2])
        if second == (first + 1) % 100 and (school or second > 12):
            return Period(PeriodKind.SCHOOL_YEAR, f"{first}/{first + 1}")
    inside = period_in_text(name.replace("_", " ")) if re.search(rf"({_MONTH})|quartal|q[1-4]", name, re.I) else None
    if inside is not None and inside.kind is not PeriodKind.YEAR:
        return inside
    for pattern in _FILE_FORMS:
        found = {period for match in pattern.finditer(name) if (period := period_of_text(match[1].replace("_", "-")))}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


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
