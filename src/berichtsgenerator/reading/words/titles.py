"""Title blocks, notes and other texts → what the publisher says of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.words.labels import heal, meaning, split_unit, unit_of
from berichtsgenerator.reading.words.publishers import publisher_of
from berichtsgenerator.reading.words.times import Hint, combine, hint_of_text, period_of_text
from berichtsgenerator.reading.words.timeswithin import period_in_text, settled
from berichtsgenerator.reading.words.values import clean

_CODE_LINE = re.compile(r"(?:genesis-)?tabelle:?\s*([A-Z0-9][\w]*(?:-[A-Z0-9]+)+)", re.IGNORECASE)
_CODE = re.compile(
    r"(?<![\dA-Za-z-])(\d{5}-(?:\d{2}|[A-Z]\d?|\d{4})(?:-\d{2})?(?:-[0-9A-Z]{1,6})*|AI(?:-?[A-Z]{1,2}\d?)?-?\d{2,4}(?:-\d{1,2})?)(?![\dA-Za-z])"
)
_STAND = re.compile(
    r"(?:Stand|Datenstand|Erstellungsdatum|Erstellt am|Auszug vom|Veröffentlicht am)\s*(?:vom|am)?\s*:?\s*"
    r"(\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zäÄ]+)\s?\d{4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"(Datenlizenz Deutschland\s*[-–]\s*(?:Namensnennung|Zero)\s*[-–]\s*Version \d\.\d"
    r"|CC[- ]BY[- ](?:SA )?\d\.\d|dl-de/[\w-]+)",
    re.IGNORECASE,
)
_CENSUS = r"(?:Zensus|Registerzensus|Volkszählung)\s*(?:von\s*)?(1987|2011|2022)"
_SAMPLE = re.compile(r"muster-?daten|beispieldaten", re.IGNORECASE)
_UNIT_LINE = re.compile(r"(?:angaben |werte )?in\s+(.+)|(?:einheit|maßeinheit):\s*(.+)", re.IGNORECASE)


_GROUP_LINE = re.compile(
    r"(rechtskreis|geschlecht|nationalität|staatsangehörigkeit|alter|altersgruppe|personengruppe)\s*:", re.IGNORECASE
)
_REGISTER = re.compile(
    r"(?:quelle|herkunft|datenquelle|auszug)\s*:?\s*(?:aus dem |aus den )?(?:einwohner)?melderegister", re.I
)
REGISTER_BASE = "Melderegister"


class TitleBlock(NamedTuple):
    """What the lines above a table's head say. ``base`` is a stated measure (``X (Anzahl)``), ``pairs`` stated
    breakdowns.
    """

    title: str = ""
    code: str = ""
    base: str = ""
    unit: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    hint: Hint = Hint()
    durations: bool = False
    lines: tuple[str, ...] = ()


class Publication(NamedTuple):
    """What all texts of a file say of its origin."""

    publisher: str
    stand: str
    licence: str
    sample: bool


def is_sample(text: str) -> bool:
    """True for the banner of generated sample data."""
    return bool(_SAMPLE.search(text))


def read_titles(lines: Sequence[str]) -> TitleBlock:
    """Read the title lines of one table, from top to bottom; the lowest statement is the nearest."""
    title: list[str] = []
    code = base = unit = group = ""
    pairs: list[tuple[str, str]] = []
    period: Period | None = None
    stand: Period | None = None
    hint = Hint()
    for line in lines:
        text = clean(line)
        text = text.lstrip("# \t") if text.startswith("#") else text
        flat = " ".join(text.split())
        if not flat or is_sample(flat) or re.fullmatch(r"_{3,}", flat):
            continue
        match = _CODE_LINE.match(flat)
        if match and not code:
            code = match[1]
            text = flat = flat[match.end() :].lstrip(" :–-")
            if not flat:
                continue
        whole = period_of_text(flat)
        if whole is not None:
            if re.match(r"(?i)stand\b", flat):
                stand = whole
            else:
                period = whole
            continue
        stated = _UNIT_LINE.fullmatch(flat)
        if (word := unit_of(flat)) or (stated and (word := unit_of(stated[1] or stated[2]))):
            unit = word or ""
            continue
        if stated_group := _GROUP_LINE.match(flat):
            _, _, value = flat.partition(":")
            found = meaning(heal(value.strip()), loose=True)
            if found.pair is not None:
                pairs.append(found.pair)
                continue
            if re.match(r"(?i)insgesamt|alle|zusammen", value.strip()):
                continue
            if stated_group[1].casefold() == "personengruppe" and value.strip():
                group = heal(value.strip())
        rest, own = split_unit(flat)
        if own and len(flat) < 160:
            base, unit = heal(rest), own
        title.append(text if "\n" in text else flat)
    joined = heal(" ".join(title)) if title else ""
    numbered = [match[1] for line in title if (match := re.fullmatch(r"\d+(?:\.\d+)*\s+(\D.*)", heal(line)))]
    if base and numbered and split_unit(numbered[-1])[0] != base:
        base = f"{numbered[-1]} | {base}"
    if group:
        base = f"{base} | {group}" if base else group
    for line in [*title, joined]:
        found_hint = hint_of_text(" ".join(line.split()))
        if found_hint.kind is not None:
            hint = found_hint
    if period is None:
        for line in reversed(title):
            period = period_in_text(line)
            if period is not None:
                break
    period = settled(period, stand)
    if period is not None:
        period = combine(period, hint)
    durations = bool(re.search(r"(?i)dauer\b|verweildauer|baujahr", joined)) and not re.search(
        r"(?i)altersgr|\balter\b", joined
    )
    return TitleBlock(
        joined, code, base, unit, tuple(pairs), period, hint, durations, tuple(heal(line) for line in title)
    )


def code_of(*texts: str) -> str:
    """A table code (``12411-01-01-5``, ``AI003-2``) in a sheet's or file's name."""
    for text in texts:
        match = _CODE.search(text)
        if match:
            return match[1]
    return ""


def read_publication(texts: Iterable[str], stem: str = "", code: str = "") -> Publication:
    """Publisher, Stand, licence and the sample mark from all texts of a sheet; ``stem`` is the file's name without its
    suffix, ``code`` the publisher's table number.
    """
    lines = list(texts)
    whole = "\n".join(lines)
    publisher = publisher_of(lines, stem, code)
    stand = ""
    for match in _STAND.finditer(whole):
        period = period_of_text(match[1])
        if period is not None and period.kind is PeriodKind.STICHTAG:
            stand = max(stand, period.iso)
    licence = _LICENCE.search(" ".join(whole.split()))
    return Publication(publisher, stand, licence[1] if licence else "", is_sample(whole))


class BaseRule(NamedTuple):
    """A stated population base and the years for which it holds (0 = open)."""

    first: int
    last: int
    base: str


def base_rules(texts: Iterable[str]) -> tuple[BaseRule, ...]:
    """Population bases as titles and notes state them (``ab dem Berichtsjahr 2011: nach dem Zensus 2011``).

    Figures from the registers of residents have the base ``Melderegister``.
    """
    rules: list[BaseRule] = []
    register = False
    for text in texts:
        register = register or bool(_REGISTER.search(text))
        flat = " ".join(text.split())
        for sentence in re.split(r"(?<=[^\d.][.;])\s+|;", flat):
            for match in re.finditer(_CENSUS, sentence, re.IGNORECASE):
                before = re.split(_CENSUS, sentence[: match.start()], flags=re.IGNORECASE)[-1][-160:]
                name = f"Zensus {match[1]}"
                since = re.search(r"\b(?:ab|seit)\b[^:;]{0,30}?((?:19|20)\d\d)", before)
                until = re.search(r"\bbis\b[^:;]{0,30}?((?:19|20)\d\d)", before)
                years = re.findall(r"(?:19|20)\d\d", before)
                if since or until:
                    first, last = int(since[1]) if since else 0, int(until[1]) if until else 0
                elif years and re.search(r"(?i)\b(?:am|zum|berichtsjahr|stichtag|bevölkerung)\b|^\s*\d", before):
                    first, last = int(years[0]), int(years[-1])
                elif re.search(
                    r"(?i)zensus\b|basis|grundlage|fortschreibung|ergebnis|nach dem|^\W*$",
                    before + " basis" * (match.start() < 12),
                ):
                    first = last = 0
                else:
                    continue
                rule = BaseRule(first, last, name)
                if rule not in rules:
                    rules.append(rule)
    if register and not rules:
        rules.append(BaseRule(0, 0, REGISTER_BASE))
    return tuple(rules)


def base_for(period: Period, rules: Sequence[BaseRule]) -> str:
    """The stated base of a period; ``vor Zensus 2011`` where the file only says since when a newer base holds;
    else ``""``.
    """
    when = period.year
    fitting = [
        rule for rule in rules if (not rule.first or rule.first <= when) and (not rule.last or when <= rule.last)
    ]
    dated = [rule for rule in fitting if rule.first or rule.last]
    chosen = max(dated or fitting, key=lambda rule: (rule.first, -(rule.last or 9999)), default=None)
    if chosen is not None:
        return chosen.base
    later = [rule for rule in rules if rule.first > when]
    return f"vor {min(later).base}" if later else ""
