"""Finds numbers that an author typed into a text instead of taking them from the register.

Comes in: the source of a text, with its template. Goes out: what looks like a figure without origin, with its place in
the source and the unit behind it. Years, dates, times, ages, sections of law, numbering, references, addresses and
standards are no figures. What stands inside ``{{ … }}`` is looked at only where it is a text that is printed as it
stands; ``{{ fest("…") }}`` says that a number is meant to be typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from berichtsgenerator.plan.text.harmless import BLANK, COUNTED, ENDED, without_names
from berichtsgenerator.plan.text.quantities import quantities

_GROUP = "[.\u202f\u00a0\u2009\u2007'’ ]"
_JOINED = r"(?!,?(?!fach|mal|x\b)\w)(?!-(?!mal\b|prozentig|fach|Fach|Mal\b))"
"""A number is no part of a word, but for „3fache“, „3,5-mal“, „20-prozentig“."""
_UNIT = re.compile(
    rf"{BLANK}*-?(%|‰|Prozentpunkten?|Prozent|prozentig|v\.{BLANK}?H\.|vom Hundert|Promille|Euro|EUR|€|km²|m²|Jahren?|"
    rf"Millionen?|Milliarden?|Mio\.|Mrd\.|Tsd\.|(?:{COUNTED})(?={ENDED}))"
)
_START = r"(?<![\w,-])(?<!\w/)(?<![\d\ue003]\.)"
_UNIT_AFTER_RANGE = re.compile(
    rf"(?:[–/]|{BLANK}(?:bis|und|oder|bzw\.|–|von|auf){BLANK})[-+−]?\d[\d.]*(?:,\d+)?{_UNIT.pattern}"
)
_NUMBER = re.compile(
    rf"{_START}[-+−]?\d{{1,3}}(?:{_GROUP}\d{{3}})+(?:,\d+)?{_JOINED}"
    # a decimal point, as in tables of other countries
    rf"|{_START}[-+−]?\d+\.\d{{1,2}}(?![\w.,/-])"
    rf"|{_START}[-+−]?\d+(?:,\d+)?(?!\.\d){_JOINED}"
    rf"|{_START}\d*[¼½¾⅓⅔⅕⅛]"
)
_BETWEEN = re.compile(rf"(?<![\w.,/-])(\d[\d.]*(?:,\d+)?)[-/](?=\d[\d.]*(?:,\d+)?{_UNIT.pattern})")
"""The sign between both ends of „5-7 Prozent“ and „7,1/9,3 %“."""
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_STRING = re.compile(r"\{\{\s*(?:\"([^\"{}]*)\"|'([^'{}]*)')\s*(?:\||\}\})")
_AGE = r"(?:Jahre?n?\b|[jJ]ährig|Monate?n?\b)"
_AGE_AFTER = re.compile(
    rf"(?:-?{BLANK}*(?:bis|und|oder|–|-)?{BLANK}*(?:unter{BLANK}+)?\d{{1,3}})?(?:{BLANK}und{BLANK}mehr)?{BLANK}*-?{_AGE}"
)
_AGE_BEFORE = re.compile(r"\b(?:unter|ab|bis|über|von|zwischen|und|Alter)[\s\u00a0\u202f]*$")
_AGES_AHEAD = re.compile(
    rf"(?:{BLANK}{{0,2}}(?:[-–,]|bis|und|oder|unter|zu|\d{{1,3}}(?!\d))){{0,7}}{BLANK}{{0,2}}-?{_AGE}"
)
_NEAR = 120
"""So many signs around a number tell what it is."""
_OLDEST = 120
_ABOUT = re.compile(
    rf"\b(?:rund|etwa|knapp|ca\.|circa|fast|mehr als|weniger als|insgesamt|zusammen|lediglich){BLANK}*$", re.IGNORECASE
)
"""Before a number between 1900 and 2099 that counts something and is no year."""


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
    """The masked source without what is harmless, ranges with an en dash; offsets stay."""
    return _BETWEEN.sub(r"\1–", without_names(masked(source)))


@lru_cache(maxsize=4096)
def typed_figures(source: str) -> tuple[Typed, ...]:
    """Every typed figure of a source, in its order."""
    if not any(sign.isnumeric() for sign in source):
        return ()
    text, sentences = _plain(source), _Sentences(masked(source))
    found = []
    for match in _NUMBER.finditer(text):
        number, before = match[0], text[max(0, match.start() - _NEAR) : match.start()]
        after = text[match.end() : match.end() + _NEAR]
        unit = _UNIT.match(after) or _UNIT_AFTER_RANGE.match(after)
        if _is_year(number, unit, before, after) or _is_age(number, before, after):
            continue
        found.append(Typed(match.start(), number, unit[1] if unit else "", sentences.around(match.start())))
    return tuple(found)


def _is_year(number: str, unit: re.Match[str] | None, before: str, after: str) -> bool:
    """True of a number that names a year and counts nothing."""
    if not re.fullmatch(r"(?:19|20)\d\d", number) or (unit is not None and not unit[1].startswith("Jahr")):
        return False
    return not (_ABOUT.search(before) and re.match(rf"{BLANK}+[A-ZÄÖÜ]", after))


def _is_age(number: str, before: str, after: str) -> bool:
    """True of a whole number of years or months that people live; 43,9 years are a mean and a figure."""
    if not number.isdigit() or int(number) > _OLDEST:
        return False
    return bool(_AGE_AFTER.match(after) or (_AGE_BEFORE.search(before) and _AGES_AHEAD.match(after)))


@lru_cache(maxsize=4096)
def quantity_words(source: str) -> tuple[Typed, ...]:
    """Quantities in words („mehr als die Hälfte“, „verdoppelt“), which hold only as long as the numbers do."""
    text = masked(source)
    sentences = _Sentences(text)
    return tuple(Typed(offset, words, "", sentences.around(offset)) for offset, words in quantities(text))


_SHORTENED = "".join(
    rf"(?<!\b{word}\.)" for word in (r"\w", "Mio", "Mrd", "Tsd", "Abs", "Nr", "bzw", "ca", "rd", "inkl", "Art", "Str")
)
_END = re.compile(rf"(?<=[^\d\s][.!?]){_SHORTENED}\s+(?=[A-ZÄÖÜ„\ue002])|\n\s*\n")


class _Sentences:
    """The sentences of a text, code left out."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = list(_END.finditer(text))
        self._starts = [0, *(match.end() for match in ends)]
        self._stops = [*(match.start() for match in ends), len(text)]

    def around(self, offset: int) -> str:
        """The sentence in which ``offset`` lies."""
        place = bisect_right(self._starts, offset) - 1
        return _clean(self._text[self._starts[place] : self._stops[place]])


def _clean(text: str) -> str:
    return " ".join(re.sub("\ue002+", "…", text).split())
