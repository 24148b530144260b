"""Labels of heads and stubs: healed, stripped of what only structures a table, and told apart as dimension or
measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from berichtsgenerator.reading.words.values import clean

_STRUCTURAL = frozenset(
    """insgesamt|zusammen|gesamt|total|davon|davon mit|davon an|mit|an|nach|im
    |dar|darunter|und zwar|dav|nachrichtlich|im
    einzelnen|davon nach
    |alle altersgruppen|alle altersklassen|alle nationalitäten|alle staatsangehörigkeiten|beide geschlechter
    |wert|werte|merkmal|merkmale|kennzahl|indikator|davon im|summe|alle|gesamtergebnis
    |geschlecht|nach geschlecht|nationalität|nach nationalität|staatsangehörigkeit|nach
    staatsangehörigkeit|alter|altersgruppe|altersgruppen|altersjahre
    |nach alter|nach altersgruppen|nach altersgruppe|altersklasse|altersklassen|alter in jahren|rechtskreis|nach
    rechtskreis|nach rechtskreisen|schulform|schulformen|nach schulform
    |schulart|monat|monate|nach monaten|jahr|jahre nach|stichtag|zeitraum|berichtsmonat""".replace("\n", "").split("|")
)
_STRUCTURAL_WORDS = frozenset(word.strip() for word in _STRUCTURAL)
_DIMENSION_HEAD = re.compile(
    r"(?:altersgruppen?|altersklassen?|alter)\s*\(.*\)|monat (?:der|des) .*|alter von [^a-z]* ?bis [^a-z]*(?:jahren?)?",
    re.I,
)
_TOTAL = frozenset(
    {"insgesamt", "zusammen", "gesamt", "total", "summe", "gesamtergebnis", "alle", "alle altersgruppen"}
)
_LEADING = re.compile(
    r"(?:davon|dav\.|darunter|dar\.?|und zwar|nachrichtlich|nachrichtl\.)(?::\s*|\s+(?=\S)|$)",
    re.IGNORECASE,
)
_FOOT_MARK = re.compile(r"(?:\s*(?:(?<![\d(])\d\)|(?<=[^m\s])[¹²³⁴⁵⁶⁷⁸⁹]|(?<!\()\*+\)?))+$|(?<=[a-zäöüß])\d\)$")
_TIME_REMARK = re.compile(
    r"\s*\((?:stichtag|zum|am|stand|jahresdurchschnitt|jahressumme|jahresmittel|im jahresdurchschnitt)[^()]*\)", re.I
)
_BY = re.compile(r"nach (?:der |dem |den )?[A-ZÄÖÜ][\w-]+(?:,? (?:und )?[A-ZÄÖÜ][\w-]+)*")
_TAIL_TOTAL = re.compile(r"(?:,|\s+[-–])?\s+(?:insgesamt|zusammen)(?=$|\s*\()", re.IGNORECASE)
_AGE_TAIL = re.compile(r"alter von [^a-z]* ?bis (unter )?[^a-z]*(?:jahren?)?\s*[-–]\s*(.+)", re.IGNORECASE)
"""``Alter von … bis … Jahren - unter 18``."""

_SEX = {
    "männlich": "männlich",
    "männer": "männlich",
    "mann": "männlich",
    "m": "männlich",
    "jungen": "männlich",
    "männl.": "männlich",
    "weiblich": "weiblich",
    "frauen": "weiblich",
    "frau": "weiblich",
    "w": "weiblich",
    "mädchen": "weiblich",
    "weibl.": "weiblich",
    "divers": "divers",
    "divers/ohne angabe": "divers",
}
_NATIONALITY = {
    "deutsch": "deutsch",
    "deutsche": "deutsch",
    "deutscher": "deutsch",
    "deutsche staatsangehörigkeit": "deutsch",
    "ausländer": "ausländisch",
    "ausländer(innen)": "ausländisch",
    "ausländer/-innen": "ausländisch",
    "ausländer/innen": "ausländisch",
    "ausländerinnen und ausländer": "ausländisch",
    "ausländerin": "ausländisch",
    "ausländisch": "ausländisch",
    "ausländische": "ausländisch",
    "nichtdeutsch": "ausländisch",
    "nicht deutsch": "ausländisch",
    "nichtdeutsche": "ausländisch",
    "nicht-deutsch": "ausländisch",
}
_LAW = re.compile(r"(?:(?P<what>.*?)\s*(?:im\s+)?rechtskreis:?\s*|)(?P<law>sgb\s+(?:ii|iii))", re.IGNORECASE)
_SCHOOLS = {
    word: name
    for name, words in {
        "Vorklassen": "vorklassen",
        "Vorschulbereich": "vorschulbereich",
        "Grundschulen": "grundschulen|grundschule",
        "Förderstufe": "förderstufe|förderstufen",
        "Schulartunabhängige Orientierungsstufe": "schulartunabhängige orientierungsstufe",
        "Hauptschulen": "hauptschulen|hauptschule",
        "Mittelstufenschulen": "mittelstufenschule|mittelstufenschulen",
        "Schularten mit mehreren Bildungsgängen": "schularten mit mehreren bildungsgängen",
        "Realschulen": "realschulen|realschule",
        "Gymnasien": "gymnasien|gymnasium",
        "Integrierte Gesamtschulen": "integrierte gesamtschulen|integrierte gesamtschule|igs",
        "Freie Waldorfschulen": "freie waldorfschulen",
        "Förderschulen": "förderschulen|förderschule|sonderschulen|sonderschulen/förderschulen",
        "Abendschulen und Kollegs": "abendschulen und kollegs",
        "Schulen für Erwachsene": "schulen für erwachsene",
    }.items()
    for word in words.split("|")
}

_YEARS = r"(?:\s*(?:jahr(?:en|e)?|j\.?|lebensjahr(?:en|e)?))"
_AGE_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?:im alter )?unter (\d+){_YEARS}"), "under"),
    (re.compile(rf"bis (?:unter )?(\d+){_YEARS}"), "upto"),
    (
        re.compile(rf"(?:von |im alter von )?(\d+)(?:{_YEARS})?\s*(?:bis|-|–) ?(?:unter|u\.)\s*(\d+){_YEARS}"),
        "range_open",
    ),
    (re.compile(rf"(?:von |im alter von )?(\d+)(?:{_YEARS})?\s*(?:bis|-|–)\s*(\d+){_YEARS}"), "range_closed"),
    (re.compile(rf"(\d+)(?:{_YEARS})?\s*(?:(?:und|oder) älter|u\. ?ä\.){_YEARS}?"), "over"),
    (re.compile(rf"(\d+)\s*(?:(?:und|oder) mehr|u\. ?m\.){_YEARS}"), "over"),
    (re.compile(rf"([1-9]\d)(?:{_YEARS})?\s*\+{_YEARS}?"), "over"),
    (re.compile(rf"(\d+){_YEARS}\s*(?:und (?:älter|mehr)|u\. ?(?:ä|m)\.|oder (?:älter|mehr))"), "over"),
    (re.compile(rf"(?:ab|über) (\d+){_YEARS}(?: und (?:älter|mehr))?"), "over"),
    (re.compile(r"unter (3|6|7|10|12|14|15|16|18|20|21|25|27|30)"), "under"),
    (re.compile(r"(\d+)-jährige?"), "single"),
    (re.compile(r"unter (\d+)-jährige?"), "under"),
    (re.compile(r"(\d+)-? ?bis unter (\d+)-jährigen?"), "range_open"),
    (re.compile(r"(\d+)-? ?(?:bis|–|-) ?(\d+)-jährigen?"), "range_closed"),
    (re.compile(r"(\d+)-jährigen? und (?:älterer?n?|mehr)"), "over"),
    (re.compile(r"a(\d\d)-a(\d\d)"), "range_closed"),
    (re.compile(r"a(\d\d)\+"), "over"),
)
_AGE_LOOSE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:unter|<|u) ?(\d+)"), "under"),
    (re.compile(r"(\d+)\s*(?:bis unter|b\. ?u\.|-<|- <)\s*(\d+)"), "range_open"),
    (re.compile(r"(\d+)\s*(?:-|–|bis)\s*(\d+)"), "range_closed"),
    (re.compile(r"(\d+) ?(?:\+|u\. ?m\.|u\. ?ä\.|(?:und|oder) (?:mehr|älter))|ab (\d+)"), "over"),
    (re.compile(r"(\d+)"), "single"),
)


def years(number: int) -> str:
    """``1 Jahr``, ``3 Jahre``."""
    return f"{number} Jahr" if number == 1 else f"{number} Jahre"


def age_range(low: int, high: int | None) -> str:
    """The one spelling of an age group: ``low`` included, ``high`` excluded (None: open end)."""
    if high is None:
        return f"{low} Jahre und mehr"
    return f"unter {years(high)}" if low == 0 else f"{low} bis unter {years(high)}"


_SPAN = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})")


def open_span(text: str) -> str:
    """``1 - 2`` below ``von … bis unter … Jahren`` is one year: ``1 bis unter 2``."""
    match = _SPAN.fullmatch(text.strip())
    return f"{match[1]} bis unter {match[2]}" if match else text


def spans_touch(texts: Iterable[str]) -> bool:
    """True when spans share their borders (``1 - 2``, ``2 - 3``): their upper border is not part of them."""
    spans = [match.groups() for text in texts if (match := _SPAN.fullmatch(text.strip()))]
    lows = {low for low, _ in spans}
    return len(spans) >= 2 and sum(1 for low, high in spans if high in lows and low != high) >= len(spans) - 1


@lru_cache(maxsize=20_000)
def age_of(text: str, loose: bool = False) -> str | None:
    """Canonical words of an age group when the whole text is one; ``loose`` accepts bare ``0-2``, ``65+`` (age
    context).
    """
    plain = " ".join(clean(text).casefold().split())
    if not any(char.isdigit() for char in plain):
        return None
    for forms in (_AGE_FORMS, _AGE_LOOSE) if loose else (_AGE_FORMS,):
        for pattern, kind in forms:
            match = pattern.fullmatch(plain)
            if match is None:
                continue
            numbers = [int(group) for group in match.groups() if group is not None]
            if max(numbers) > 120:
                return None
            if kind == "under" or kind == "upto":
                return age_range(0, numbers[0])
            if kind == "over":
                return age_range(numbers[0], None)
            if kind == "single":
                return age_range(numbers[0], numbers[0] + 1)
            low, high = numbers
            high += 1 if kind == "range_closed" else 0
            return age_range(low, high) if low < high else None
    return None


@lru_cache(maxsize=50_000)
def heal(text: str) -> str:
    """One line of a printed label: soft hyphens and hyphens at line breaks joined, blanks collapsed, foot marks
    removed.
    """
    plain = clean(text).replace("\u00ad", "").replace("\r", "")
    plain = re.sub(r"(?<=[a-zäöüß])-[ \t]*\n[ \t]*(?=[a-zäöüß])(?!und\b|oder\b|bzw\b)", "", plain)
    plain = re.sub(r"-[ \t]*\n[ \t]*(?=[A-ZÄÖÜ])", "-", plain)
    plain = re.sub(r"(?<=[a-zäöüß])-(?=[a-zäöüß])(?!(?:jähr|in|innen)\b|jähr)", _join_hyphen, plain)
    plain = re.sub(r"(?<=[a-zäöüß]-)(?=(?:und|oder)\b)", " ", plain)
    plain = " ".join(plain.split())
    stripped = _FOOT_MARK.sub("", plain).strip()
    return stripped or plain


def _join_hyphen(match: re.Match[str]) -> str:
    """``Migrations-hintergrund`` is a broken noun; ``Römisch-katholisch`` and abbreviations keep their hyphen."""
    before = match.string[: match.start()]
    after = match.string[match.end() :]
    head = re.search(r"[A-Za-zÄÖÜäöüß]+$", before)
    tail = re.match(r"[a-zäöüß]+", after)
    if head is None or tail is None or after[tail.end() : tail.end() + 1] == ".":
        return "-"
    if tail[0] in _SEX or head[0].casefold() in _TOTAL:
        return "-"
    adjective = re.search(r"(?:isch|lich|nicht|römisch)$", head[0])
    joined = head[0][0].isupper() and not adjective and len(head[0]) > 2 and len(tail[0]) > 3
    return "" if joined else "-"


def names_a_classification(label: str) -> bool:
    """True for ``nach Rechtsgrundlage``, ``nach der Größe``: the label says by what the columns below it are parted."""
    return bool(_BY.fullmatch(label))


@lru_cache(maxsize=50_000)
def strip_lead(label: str) -> str:
    """The label without ``davon``, ``dar.``, ``und zwar`` before it, ``insgesamt`` after it and without
    ``(Stichtag 30.06.)``.
    """
    plain = _TIME_REMARK.sub("", label).strip() or label
    while match := _LEADING.match(plain):
        plain = plain[match.end() :].strip()
    stripped = (
        _TAIL_TOTAL.sub("", plain).strip() if not plain.casefold().startswith(("insgesamt", "zusammen")) else plain
    )
    return stripped or plain


@lru_cache(maxsize=50_000)
def is_structural(label: str) -> bool:
    """True for labels that only structure: ``davon``, ``Insgesamt``, ``Geschlecht``, ``Altersgruppen (…)``."""
    plain = strip_lead(heal(label)).casefold().strip(" :.,;")
    if not plain or plain in _STRUCTURAL_WORDS:
        return True
    if re.fullmatch(r"(?:insgesamt|zusammen)\s*\(.*\)", plain):
        return True
    return bool(_DIMENSION_HEAD.fullmatch(plain))


@lru_cache(maxsize=50_000)
def is_total(label: str) -> bool:
    """True for ``Insgesamt`` and its like."""
    plain = strip_lead(heal(label)).casefold().strip(" :.,;")
    return plain in _TOTAL or bool(re.fullmatch(r"(?:insgesamt|zusammen)\s*\(.*\)", plain))


class Meaning(NamedTuple):
    """What a label is: a pair of a known dimension (``pair``), and what remains as a part of the measure (``rest``)."""

    pair: tuple[str, str] | None
    rest: str


@lru_cache(maxsize=50_000)
def meaning(label: str, ages: bool = True, loose: bool = False) -> Meaning:
    """Tell a healed label apart; ``ages`` False leaves spans of years in the measure (durations, not ages)."""
    plain = strip_lead(label)
    if is_structural(plain):
        return Meaning(None, "")
    word = plain.casefold().strip(" :")
    if word in _SEX:
        return Meaning(("geschlecht", _SEX[word]), "")
    if word in _NATIONALITY:
        return Meaning(("nationalitaet", _NATIONALITY[word]), "")
    if word in _SCHOOLS:
        return Meaning(("schulform", _SCHOOLS[word]), "")
    if ages and (age := age_of(plain, loose)):
        return Meaning(("alter", age), "")
    tail = _AGE_TAIL.fullmatch(plain)
    if tail and ages and (age := age_of(open_span(tail[2]) if tail[1] else tail[2], True)):
        return Meaning(("alter", age), "")
    if ages or not any(char.isdigit() for char in plain):
        group = _group_at_the_end(plain)
        if group is not None:
            return group
    law = _LAW.fullmatch(plain)
    if law:
        name = " ".join(law["law"].upper().split())
        return Meaning(("rechtskreis", name), (law["what"] or "").strip())
    return Meaning(None, plain)


_GROUP_BREAK = re.compile(r"\s[-–]\s|,|:|\s\(")
_GROUP_ADJECTIVES = ("männlich", "weiblich", "divers", "deutsch", "nichtdeutsch", "ausländisch")


def _group_at_the_end(plain: str) -> Meaning | None:
    """``Bevölkerung - männlich``, ``Arbeitslose (Frauen)``, ``Bevölkerung, unter 18 Jahre``, ``Bevölkerung weiblich``:
    the group of people that a label names after what it counts.
    """
    breaks = list(_GROUP_BREAK.finditer(plain)) if len(plain) <= 160 else []
    if breaks:
        what, group = plain[: breaks[-1].start()], plain[breaks[-1].end() :]
    else:
        what, _, group = plain.rpartition(" ")
        if group.casefold() not in _GROUP_ADJECTIVES:
            return None
    bracket = group.endswith(")") and bool(breaks) and breaks[-1][0].endswith("(")
    if (
        what.count("(") != what.count(")")
        or ("(" in group or ")" in group) > bracket
        or not any(map(str.isalpha, what))
        or _SHARE.search(what)
    ):
        return None
    word = group.removesuffix(")").casefold().strip()
    if bracket and word.startswith("ab "):  # the base of a whole table, as in „Bevölkerung (ab 15 Jahren)“
        return None
    pair: tuple[str, str] | None = None
    if word in _SEX and len(word) > 1:
        pair = ("geschlecht", _SEX[word])
    elif word in _NATIONALITY:
        pair = ("nationalitaet", _NATIONALITY[word])
    elif age := age_of(word):
        pair = ("alter", age)
    what = strip_lead(what.strip())
    return None if pair is None or is_structural(what) else Meaning(pair, what)


_SHARE = re.compile(r"(?i)anteil|veränderung|verhältnis")
"""Where a group named after the label may be its numerator or its base."""

_UNIT_WORDS = {
    "anzahl": "Anzahl",
    "prozent": "Prozent",
    "%": "Prozent",
    "in %": "Prozent",
    "vh": "Prozent",
    "v.h.": "Prozent",
    "eur": "EUR",
    "euro": "EUR",
    "€": "EUR",
    "tsd. eur": "Tsd. EUR",
    "1000 eur": "Tsd. EUR",
    "1 000 eur": "Tsd. EUR",
    "mio. eur": "Mio. EUR",
    "mill. eur": "Mio. EUR",
    "1000": "1000",
    "1 000": "1000",
    "in 1000": "1000",
    "1000 personen": "1000",
    "qkm": "qkm",
    "km²": "qkm",
    "km2": "qkm",
    "ha": "ha",
    "qm": "qm",
    "m²": "qm",
    "m2": "qm",
    "1000 qm": "1000 qm",
    "1 000 qm": "1000 qm",
    "1000 m²": "1000 qm",
    "eur/m²": "EUR/m²",
    "euro/m²": "EUR/m²",
    "eur je m²": "EUR/m²",
    "jahre": "Jahre",
    "personen": "Personen",
    "promille": "Promille",
    "stunden": "Stunden",
    "tage": "Tage",
    "punkte": "Punkte",
    "prozentpunkte": "Prozentpunkte",
}
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*(?:in\s+)?([^()\[\]]+?)\s*[)\]]\s*$")
_IN_TAIL = re.compile(r",?\s+in\s+(\S+(?:\s+\S+)?)\s*$", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def unit_of(label: str) -> str | None:
    """The unit when the whole label is one (``Anzahl``, ``in %``, ``1000 qm``), else None."""
    plain = " ".join(clean(label).casefold().split()).strip("()[] ")
    plain = plain[3:] if plain.startswith("in ") else plain
    return _UNIT_WORDS.get(plain)


@lru_cache(maxsize=20_000)
def split_unit(label: str) -> tuple[str, str]:
    """(label without its unit, unit or ``""``): ``Lebendgeborene (Anzahl)`` → (``Lebendgeborene``, ``Anzahl``)."""
    for pattern in (_IN_BRACKETS, _IN_TAIL):
        match = pattern.search(label)
        if match and (unit := unit_of(match[1])):
            rest = label[: match.start()].strip()
            if rest:
                return rest, unit
    return label, ""
