"""Times inside of titles, labels and names of sheets and files."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.words.times import MONTH_FORM, YEAR_FORM, period_of_text
from berichtsgenerator.reading.words.values import clean

_PHRASES = re.compile(
    rf"(?:erstellt|erstellung|erstellungsdatum|veröffentlicht|veröffentlichung|veröffentlichungsdatum|herausgegeben"
    rf"|erschienen|erscheinungsdatum|abgerufen|abruf|abgefragt|datenabruf|auszug|exportiert|redaktionsschluss"
    rf"|druckdatum|gedruckt|datenstand|aktualisiert|revision)[^.;,()\d]{{0,20}}"
    rf"(?:\d\d?\.\s?(?:\d\d?\.|(?:{MONTH_FORM})\.?)\s?{YEAR_FORM}|{YEAR_FORM}-\d\d-\d\d|(?:(?:{MONTH_FORM})\.?\s)?{YEAR_FORM})"
    rf"|(?:gebietsstand|zensus|vz|volkszählung|wz|registerzensus|stand der|basis|©|\bfassung|grundlage)"
    rf"[^.;,()]{{0,25}}?(?:\d\d?\.\d\d?\.)?{YEAR_FORM}"
    rf"|\b(?:ab|bis|seit)\b[^.;,()\d]{{0,20}}(?:\d\d?\.\s?(?:\d\d?\.|(?:{MONTH_FORM})\.?)\s?)?{YEAR_FORM}"
    rf"|{YEAR_FORM}\s?(?:bis|–|-|und)\s?{YEAR_FORM}|{YEAR_FORM}\s?=\s?100",
    re.IGNORECASE,
)
"""What names a time that is no reference time."""

_SEARCHES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"(?:stichtag|am|zum|vom|stand|berichtsmonat"
            rf"|monat)[:\s]+(?:der\s)?((?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?|\d{{1,2}}\.\s?(?:{MONTH_FORM})\s){YEAR_FORM})",
            re.I,
        ),
        "date",
    ),
    (re.compile(rf"\bschuljahr(?:es)?[:\s]+({YEAR_FORM}(?:\s?[/_-]\s?(?:{YEAR_FORM}|\d\d))?)", re.I), "school"),
    (re.compile(rf"((?:\b[1-4]\.\s?quartal\s?|\bq[1-4]\s?){YEAR_FORM})", re.I), "plain"),
    (re.compile(rf"(?<![\d.])(\d{{1,2}}\.\s?\d{{1,2}}\.\s?{YEAR_FORM})", re.I), "date"),
    (re.compile(rf"\b((?:{MONTH_FORM})\.?\s{YEAR_FORM})\b", re.I), "plain"),
    (re.compile(rf"(?<!\d)({YEAR_FORM}\s?/\s?(?:{YEAR_FORM}|\d\d))(?!\d)", re.I), "school"),
    (re.compile(rf"\b(?:jahr|berichtsjahr|kalenderjahr|im jahr)[:\s]+({YEAR_FORM})\b(?!\s?[-–])", re.I), "plain"),
    (re.compile(rf"(?<![\d./-])({YEAR_FORM})(?![\d./-])", re.I), "plain"),
)


_STATED = re.compile(
    rf"\bstand\b:?\s*(?:vom\s|am\s|zum\s)?\s*(?P<when>\d\d?\.\s?(?:\d\d?\.|(?:{MONTH_FORM})\.?)\s?{YEAR_FORM}|{YEAR_FORM}-\d\d-\d\d"
    rf"|(?:(?:{MONTH_FORM})\.?\s)?{YEAR_FORM})",
    re.IGNORECASE,
)
"""``Stand: 15.06.2023``: the reference time only where nothing else states one."""


def settled(period: Period | None, stand: Period | None) -> Period | None:
    """The reference time from what a title states and from its ``Stand``: the former counts, made whole by a Stand on
    the last day of a month of the same year.
    """
    if period is None or stand is None:
        return period or stand
    if period.kind is PeriodKind.YEAR and stand.kind is PeriodKind.STICHTAG and stand.year == period.year:
        month, day = int(stand.iso[5:7]), int(stand.iso[8:])
        if day == calendar.monthrange(stand.year, month)[1]:
            return stand
    return period


@lru_cache(maxsize=20_000)
def period_in_text(text: str) -> Period | None:
    """The one period that a title names somewhere in it; None when it names none or several of the same rank.

    Statements that are no reference time (Gebietsstand, Zensus 2011, WZ 2008, ``ab 2011``, ranges, ``2015 = 100``)
    are left out; so is ``Stand: …`` where the text names another time.
    """
    plain = _PHRASES.sub(" ", re.sub(r"\s+", " ", clean(text)))
    stands = list(_STATED.finditer(plain))
    if len(stands) == 1:
        rest = _STATED.sub(" ", plain)
        return settled(_searched(rest), period_of_text(" ".join(stands[0]["when"].split())))
    return _searched(plain)


def _searched(plain: str) -> Period | None:
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
    r"|vorjahr|basis|index|baujahr|\bgebaut|\berbaut|errichtete|\bgeboren\b|geburtsj|jahrgang|jahrgänge"
    r"|einreise|zuzug (?:vor|seit)|gebietsstand|gemeindestand|=\s?100|≙|\bvor (?:19|20)\d\d"
    r"|ab (?:19|20)\d\d|seit (?:19|20)\d\d"
    r"|prognose|vorausb|später|früher|und älter|\bwz\b|fassung|\bplan\b|§|verordnung|gesetz"
)
_INSIDE: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?:^|[\s,(_–-])(?:\(\s*)?(?:(?:am|zum|vom|stand|stichtag"
        rf"|per)[:\s]+)*(?P<when>\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{MONTH_FORM})\.?)\s?{YEAR_FORM})"
        r"(?:\s?\(jahr\))?\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(
        rf"(?:^|[\s,(–-])(?:\(\s*)?(?:(?:im|monat|berichtsmonat"
        rf"|stand)[:\s]+)*(?P<when>(?:{MONTH_FORM})\.?\s{YEAR_FORM})\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(
        rf"(?:^|[\s,(–-])(?:\(\s*)?(?:im\s)?(?P<when>(?:[1-4]\.\s?(?:quartal|vierteljahr|vj\.?)|q[1-4])\s{YEAR_FORM})"
        r"\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(
        rf"(?:^|[\s,(–-])(?:\(\s*)?(?:im\s)?(?P<when>(?:schuljahr|sj)\s{YEAR_FORM}(?:\s?[/-]\s?(?:{YEAR_FORM}"
        rf"|\d\d))?)\s*\)?(?=$|[\s,;:)–-])",
        re.I,
    ),
    re.compile(rf"\s?[(\[]\s*(?P<when>{YEAR_FORM}\s?/\s?(?:{YEAR_FORM}|\d\d))\s*[)\]]", re.I),
    re.compile(rf"\s?[(\[]\s*(?:(?:im jahr|jahr|in|im|stand)\s)?(?P<when>{YEAR_FORM})\s*[)\]]", re.I),
    re.compile(rf"(?:^|\s)(?:im jahr|im jahre|berichtsjahr|jahr)\s(?P<when>{YEAR_FORM})(?=$|[\s,;:)–-])", re.I),
    re.compile(rf"[\s_](?P<when>{YEAR_FORM})$", re.I),
    re.compile(rf"^(?P<when>{YEAR_FORM})(?:\s?[:–-]\s|\s)(?=[A-Za-zÄÖÜäöü])", re.I),
    re.compile(rf"(?<=[A-Za-zÄÖÜäöü)])\s(?P<when>{YEAR_FORM})(?=\s?[-–,:(])", re.I),
)
_CENSUS_YEAR = re.compile(
    r"\b(?:register|mikro)?zensus(?: von)?\s(?:19|20)\d\d|\b(?:wz|kldb|isced|icd)[ -]?(?:19|20)\d\d", re.I
)
"""The census of a base, the edition of a classification: no reference time."""
_HIDDEN_DIGITS = {ord("0") + digit: 0xE000 + digit for digit in range(10)}
_SHOWN_DIGITS = {shown: hidden for hidden, shown in _HIDDEN_DIGITS.items()}
_SPAN = re.compile(rf"{YEAR_FORM}\s?(?:/|bis|–|-|und|zu)\s?(?:{YEAR_FORM}|\d\d)(?!\d|\.)", re.I)


@lru_cache(maxsize=20_000)
def split_period(label: str, school: bool = False) -> tuple[str, Period | None]:
    """(label without the one reference time that it names inside, that time): ``Bevölkerung am 31.12.2019`` →
    (``Bevölkerung``, 2019-12-31).

    Labels that name a change, a base, a year of building or birth, or several times are left as they are.
    """
    plain = _CENSUS_YEAR.sub(lambda match: match[0].translate(_HIDDEN_DIGITS), clean(label))
    if len(plain) > 250 or not re.search(YEAR_FORM, plain) or _NO_TIME_OF_LABEL.search(plain):
        return label, None
    for pattern in _INSIDE:
        found = list(pattern.finditer(plain))
        if not found:
            continue
        periods = {period for match in found if (period := period_of_text(" ".join(match["when"].split()), school))}
        if len(periods) != 1:
            return label, None
        others = re.sub(pattern, " ", plain)
        if pattern not in _INSIDE[:5] and (_SPAN.search(plain) or re.search(YEAR_FORM, others)):
            return label, None
        rest = " ".join(others.split()).strip(" ,;:–-_")
        rest = re.sub(r"\(\s*\)|\(\s*(?=jahr\))", "", rest).strip(" ,;:–-_")
        return rest.translate(_SHOWN_DIGITS), periods.pop()
    return label, None


def states_several_years(labels: Sequence[str]) -> bool:
    """True for labels such as ``Mittel 2019–2023``, whose figures have no one period; not for spans of years of
    building or birth, for changes and bases.
    """
    whole = " ".join(labels)
    if _NO_TIME_OF_LABEL.search(whole):
        return False
    plain = _CENSUS_YEAR.sub(" ", clean(whole))
    return len(set(re.findall(rf"(?<!\d){YEAR_FORM}(?!\d)", plain))) > 1 or bool(
        _SPAN.search(plain) and not re.search(rf"{YEAR_FORM}\s?/\s?\d\d(?!\d)", plain)
    )


def states_another_year(labels: Sequence[str], period: Period) -> bool:
    """True when labels name a year that could be their reference time and is not that of ``period``."""
    whole = " ".join(labels)
    if _NO_TIME_OF_LABEL.search(whole):
        return False
    found = set(re.findall(rf"(?<!\d){YEAR_FORM}(?!\d)", _CENSUS_YEAR.sub(" ", clean(whole))))
    return bool(found) and str(period.year) not in found


_DAY_FORM = rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{MONTH_FORM})\.?)\s*{YEAR_FORM}"
_EXPLAINED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:erhebung|zählung|statistik|auswertung|daten)[^.;:]{{0,80}}?\b(?:vom|am|zum) ({_DAY_FORM}) zu\s?grunde",
        r"(?:erhebungs|berichts)?stichtag(?: der [\w-]+)?(?: ist| war|:)(?: jeweils)?(?: der)? " + f"({_DAY_FORM})",
        r"(?:angaben|daten|zahlen|werte|ergebnisse) beziehen sich auf (?:den (?:stichtag )?|das (?:berichts)?jahr )"
        f"({_DAY_FORM}|{YEAR_FORM})",
        r"\b(?:berichtsjahr|berichtsmonat|berichtszeitraum|erhebungsjahr):? "
        rf"((?:(?:{MONTH_FORM}) )?{YEAR_FORM})(?![\d./-])",
    )
)
"""Sentences in which an explanation states the reference time of all tables of a file."""


def period_of_explanations(texts: Iterable[str]) -> Period | None:
    """The one reference time that sentences of explanations state for a whole file; None for none or several."""
    found = set()
    for text in texts:
        plain = " ".join(clean(text).split())
        for pattern in _EXPLAINED:
            for match in pattern.finditer(plain):
                if (period := period_of_text(match[1])) is not None:
                    found.add(period)
    return found.pop() if len(found) == 1 else None


_FILE_FORMS = (
    re.compile(rf"(?<!\d)({YEAR_FORM}-\d\d-\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)({YEAR_FORM}[-_](?:0[1-9]|1[0-2]))(?!\d)"),
    re.compile(rf"(?<!\d)(\d\d?\.\d\d?\.{YEAR_FORM})(?!\d)"),
    re.compile(rf"(?<![\d-])({YEAR_FORM})(?![\d-])"),
    re.compile(rf"(?<!\d)({YEAR_FORM})-00?(?!\d)"),
)


def period_of_name(name: str, school: bool = False) -> Period | None:
    """The period in a file's or sheet's name (``einwohner_2023-12-31``); ``2010_11`` is a school year where
    ``school``.
    """
    whole = period_of_text(name, school)
    if whole is not None:
        return whole
    if match := re.search(rf"(?<!\d)({YEAR_FORM})[-_/](\d\d)(?!\d|[-_.]\d)", name):
        first, second = int(match[1]), int(match[2])
        if second == (first + 1) % 100 and (school or second > 12):
            return Period(PeriodKind.SCHOOL_YEAR, f"{first}/{first + 1}")
    inside = (
        period_in_text(name.replace("_", " ")) if re.search(rf"({MONTH_FORM})|quartal|q[1-4]", name, re.I) else None
    )
    if inside is not None and inside.kind is not PeriodKind.YEAR:
        return inside
    for pattern in _FILE_FORMS:
        found = {period for match in pattern.finditer(name) if (period := period_of_text(match[1].replace("_", "-")))}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None
