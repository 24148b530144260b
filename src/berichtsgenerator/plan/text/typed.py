"""Finds numbers that an author typed into a text instead of taking them from the register.

Comes in: the source of a text, with its template. Goes out: what looks like a figure without origin, with its place in
the source and the unit behind it. Years, dates, times, ages, sections of law, numbering, references, addresses and
standards are no figures. What stands inside ``{{ … }}`` is looked at only where it is a text that is printed as it
stands; ``{{ fest("…") }}`` says that a number is meant to be typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from berichtsgenerator.model.periods import MONTH_NAMES

_NUMBER = re.compile(
    r"(?<![\w.,/-])[-+−]?\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+(?:,\d+)?(?!,?\w|-(?!mal\b))"
    r"|(?<![\w.,/-])[-+−]?\d+(?:,\d+)?(?!,?\w|-(?!mal\b))"
)
_MONTHS = "|".join(MONTH_NAMES)
_BLANK = r"[\s\u00a0\u202f]"
_COUNTED = (
    "Personen|Menschen|Kinder|Jugendliche|Einwohner|Frauen|Männer|Haushalte|Fälle|Wohnungen|Euro|Prozent|Plätze|"
    "Schüler|Arbeitslose|Beschäftigte|Gemeinden|Bedarfsgemeinschaften"
)
_LIST = rf"(?:{_BLANK}*(?:,|und|oder|bis|–|-){_BLANK}*\d+[a-z]?(?:\.\d+)*)*"
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_STRING = re.compile(r"\{\{\s*(?:\"([^\"{}]*)\"|'([^'{}]*)')\s*(?:\||\}\})")
_HARMLESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\]\([^)]*\)|https?://\S+|\[\[[^\]]*\]\]|\S+@\S+",
        rf"\d{{1,2}}\.{_BLANK}?\d{{1,2}}\.(?:{_BLANK}?\d{{4}})?|\d{{1,2}}\.{_BLANK}(?:{_MONTHS})(?:{_BLANK}\d{{4}})?",
        r"\d{4}/\d{2,4}|\d{4}-\d{2}(?:-\d{2})?",
        rf"\d{{1,2}}[.:]\d{{2}}{_BLANK}Uhr|\d{{1,2}}{_BLANK}Uhr",
        # law: § 53 Abs. 1 Nr. 2 Halbsatz 3, §§ 8 und 9a ff., Art. 6 Abs. 2
        rf"(?:§§?|\b(?:Art\.|Artikel|Paragraf(?:en)?)){_BLANK}*\d+[a-z]?"
        rf"(?:{_BLANK}*(?:,|und|oder|bis|–|ff?\.|i\.{_BLANK}?V\.{_BLANK}?m\.|Abs\.|Absatz|Satz|Nr\.|Nummer|Halbsatz|§§?)"
        rf"{_BLANK}*(?:\d+[a-z]?)?)*",
        rf"\bSGB{_BLANK}\d+|\b(?:BGBl\.|Bundesgesetzblatt)[^.;\n]*",
        # numbering and references
        rf"\b(?:Nr\.|Nummer|Kapiteln?|Tabellen?|Tab\.|Abbildung(?:en)?|Abb\.|Abschnitt(?:en?)?|Anhang|Seiten?|S\.|Teil|"
        rf"Ziffern?|Absatz|Satz|Punkt|Frage|Anlage|Band|Heft|Klassen?|Jahrgangsstufen?|Stufen?|Phase|Modul|"
        rf"Pflegegraden?|Pflegestufen?|Version|Teilplan){_BLANK}*\d+(?:\.\d+)*[a-z]?{_LIST}",
        rf"\b\d{{1,3}}\.{_BLANK}(?:(?:Auflage|Quartal|Klasse|Jahrgangsstufe|Lebensjahr(?:es)?|Jahrhundert|Mal|"
        rf"Kinder- und|Sitzung|Wahlperiode|Bericht|Schuljahr|Halbjahr|Stock)\b|[a-zäöü])",
        rf"\b(?:DIN|ISO|EN|VDI){_BLANK}?(?:EN{_BLANK}|ISO{_BLANK})?\d[\d{_BLANK[1:-1]}-]*",
        rf"\b(?:Drs\.|Drucksache|Az\.|Aktenzeichen|Vorlage){_BLANK}*(?:Nr\.{_BLANK}*)?[A-Z]*[\d/.-]+",
        rf"\b(?:PLZ|Postleitzahl|Postfach){_BLANK}*\d[\d{_BLANK[1:-1]}]*|\b[ABKL]{_BLANK}\d{{1,4}}\b(?!,\d)",
        r"\b(?:Tel\.|Telefon|Fax|ISBN|ISSN|IBAN)[^\n,;]*",
        rf"(?i:\b\w*(?:straße|str\.|weg|platz|allee|gasse)){_BLANK}\d+{_BLANK}?[a-z]?\b|\b\d{{5}}{_BLANK}"
        rf"(?!(?:{_COUNTED}))[A-ZÄÖÜ][a-zäöüß]+",
        # bases: je 1 000 Einwohnerinnen, von 100 (Männer = 100)
        rf"\bje{_BLANK}*\d[\d.\u202f\u00a0 ]*|={_BLANK}*100(?:,0)?\b|\bPegel{_BLANK}\d+",
    )
)
_AGE_AFTER = re.compile(
    rf"{_BLANK}*(?:bis|und|–|-)?{_BLANK}*(?:unter{_BLANK}*)?(?:\d+{_BLANK}*)?(?:Jahre?n?\b|-?jährig|-?Jährig|Monate?n?\b)"
)
_AGE_BEFORE = re.compile(r"\b(?:unter|ab|bis|über|von|zwischen|und|Alter)[\s\u00a0\u202f]*$")
_UNIT = re.compile(rf"{_BLANK}*(%|‰|Prozentpunkten?|Prozent|Euro|€|km²|m²|Jahren?|{_COUNTED})")
_SMALL = "ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun"
_COUNT = (
    rf"(?i:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:{_SMALL[4:]})(?:zehn|zig|ßig)|zwanzig|sechzehn|"
    rf"siebzehn|sechzig|siebzig|(?:{_SMALL})?(?:hundert|tausend)|(?:einund|zweiund|dreiund)zwanzig)"
)
"""Number words that count something; one of something is no quantity that ages."""
_QUANTITY = re.compile(
    r"\b(?:(?i:die|der|das|knapp|gut|rund|fast|über|mehr als|weniger als|etwa) (?:ein(?:e[rsmn]?)? )?"
    r"(?:Hälfte|Drittel|Viertel|Fünftel|Zehntel|Doppelten?|Dreifachen?)|(?i:zwei) Drittel|(?i:drei) Viertel|"
    r"(?i:ein(?:em|en|es)?) (?:Drittel|Fünftel|Sechstel|Achtel|Zehntel|Viertel(?= (?:der|aller|von|des)))|"
    r"(?i:doppelt|dreimal|viermal|halb) so \w+|(?:ver(?:doppelt|dreifacht|vierfacht)|halbiert)\w*|"
    r"(?i:jede[rsmn]?) (?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[rsnm]?|"
    rf"{_COUNT} von (?:den )?(?:\d+|{_COUNT})|{_COUNT} (?:[a-zäöüß]+e[nr]? )?(?:{_COUNTED})n?)\b"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed figure: where it begins in the source, its text, the unit behind it, and its sentence."""

    offset: int
    text: str
    unit: str = ""
    sentence: str = ""

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        blank = "\u00a0" if self.unit else ""
        return f"{self.text}{blank}{self.unit}"


def masked(source: str) -> str:
    """The source with everything that is code replaced by private signs of the same length; printed strings stay."""

    def hide(match: re.Match[str]) -> str:
        code = match[0]
        kept = ["\ue002" if sign != "\n" else sign for sign in code]
        literal = _STRING.match(code)
        if literal is not None:
            for group in (1, 2):
                if literal[group]:
                    kept[literal.start(group) : literal.end(group)] = literal[group]
        return "".join(kept)

    return _CODE.sub(hide, source)


def _plain(source: str) -> str:
    """The masked source without what is harmless; offsets stay."""
    text = masked(source)
    for pattern in _HARMLESS:
        text = pattern.sub(lambda match: re.sub(r"\d", "\ue003", match[0]), text)
    return text


@lru_cache(maxsize=4096)
def typed_figures(source: str) -> tuple[Typed, ...]:
    """Every typed figure of a source, in its order."""
    if not any(sign.isdigit() for sign in source):
        return ()
    text, words = _plain(source), masked(source)
    found = []
    for match in _NUMBER.finditer(text):
        number, before, after = match[0], text[: match.start()], text[match.end() :]
        unit = _UNIT.match(after)
        counted = unit is not None and not unit[1].startswith("Jahr")
        if re.fullmatch(r"(?:19|20)\d\d", number) and not counted:
            continue
        if after.startswith((".", ")")) and re.search(r"(?:^|\n)\s*(?:[-*>]\s*)?$", before):
            continue
        if _AGE_AFTER.match(after) or (_AGE_BEFORE.search(before) and re.match(r".{0,25}(?:Jahre|[jJ]ährig)", after)):
            continue
        found.append(Typed(match.start(), number, unit[1] if unit else "", _sentence(words, match.start())))
    return tuple(found)


@lru_cache(maxsize=4096)
def quantity_words(source: str) -> tuple[Typed, ...]:
    """Quantities in words („mehr als die Hälfte“, „verdoppelt“), which hold only as long as the numbers do."""
    text = masked(source)
    return tuple(
        Typed(match.start(), match[0], "", _sentence(text, match.start())) for match in _QUANTITY.finditer(text)
    )


_END = re.compile(r"(?<=[^\d\s][.!?])\s+(?=[A-ZÄÖÜ„\ue002])|\n\s*\n")


def _sentence(text: str, offset: int) -> str:
    """The sentence around ``offset``, code left out."""
    start = 0
    for match in _END.finditer(text):
        if match.end() > offset:
            return _clean(text[start : match.start()])
        start = match.end()
    return _clean(text[start:])


def _clean(text: str) -> str:
    return " ".join(re.sub("\ue002+", "…", text).split())
