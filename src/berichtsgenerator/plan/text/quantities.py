"""Quantities in an author's words („ein Drittel“, „jede fünfte“, „zwölf Gemeinden“) and the numbers that they say.

Such words hold only as long as the numbers do. Comes in: a text without code. Goes out: the words with their place, and
what they say as a number: a count with what it counts, or a share in percent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from berichtsgenerator.plan.text.harmless import COUNTED, ENDED

_UNITS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
_PARTS = {
    "hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9,
    "zehntel": 10, "elftel": 11, "zwölftel": 12, "zwanzigstel": 20, "hundertstel": 100,
}  # fmt: skip
_NTH = {
    "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7, "acht": 8, "neunt": 9,
    "zehnt": 10, "elft": 11, "zwölft": 12, "fünfzehnt": 15, "zwanzigst": 20, "fünfzigst": 50, "hundertst": 100,
}  # fmt: skip
_SCALES = {
    "dutzend": 12, "million": 10**6, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9,
}  # fmt: skip


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_HUNDRED = rf"(?:(?:{_any(_UNITS)})und)?(?:{_any(_TENS)})|{_any(_UNITS)}"
_BELOW_THOUSAND = rf"(?:(?:{_any(_UNITS)})?hundert(?:und)?)?(?:{_BELOW_HUNDRED})|(?:{_any(_UNITS)})?hundert"
_COUNT = rf"(?:(?:{_BELOW_THOUSAND})?tausend(?:und)?(?:{_BELOW_THOUSAND})?|{_BELOW_THOUSAND})"
_SEVERAL = rf"(?!ein\b){_COUNT}"
"""Number words that count something; one of something is no quantity that ages."""
_TIMES = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert)"
_LEAD = r"(?:die|der|das|den|dem|zur|knapp|gut|rund|fast|über|mehr als|weniger als|etwa) (?:ein(?:e[rsmn]?)? )?"
_NOUN = rf"(?-i:(?:{COUNTED}){ENDED})"
_QUANTITY = re.compile(
    r"\b(?:"
    rf"{_LEAD}(?:Hälfte|Drittels?|Viertels?|Fünftels?|Sechstels?|Siebtels?|Achtels?|Neuntels?|Zehntels?|"
    rf"Doppelten?|Dreifachen?|Vierfachen?|{_TIMES}fachen?)|"
    rf"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun) (?:{_any(_PARTS)})n?|"
    rf"ein(?:em|en|es)? (?:(?!viertel)(?:{_any(_PARTS)})s?|Viertels?(?= (?:der|aller|von|des)))|"
    rf"ein(?:e[rmn]?)? (?:halbe?s? )?(?:Dutzend|Million|Milliarde)|{_COUNT} (?:Millionen|Milliarden|Dutzend)|"
    rf"(?:doppelt|{_TIMES}(?:einhalb)?mal|anderthalbmal|eineinhalbmal|halb) so \w+|"
    rf"(?:ver(?:doppelt|dreifacht|vierfacht|fünffacht|sechsfacht|zehnfacht)|halbiert)\w*|{_TIMES}fach\w*|"
    rf"jede[rsmn]? (?:{_any(_NTH)})e[rsnm]?|eine[rsm]? von (?:{_COUNT}|\d+)|"
    rf"{_SEVERAL} (?:von )?(?:den |der )?(?:\d+|{_SEVERAL})(?= )|"
    rf"{_SEVERAL} (?-i:(?:[a-zäöüß]+e[nr]? )?){_NOUN}|"
    rf"(?:{_COUNT}(?:einhalb)?|anderthalb|eineinhalb) (?:Prozent(?:punkten?)?|Promille))\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What words say: a whole number of ``unit``, or a share in percent where ``share`` is set."""

    number: float
    unit: str = ""
    share: bool = False


def quantities(text: str) -> tuple[tuple[int, str], ...]:
    """Offset and words of every quantity in words."""
    return tuple((match.start(), match[0]) for match in _QUANTITY.finditer(text))


def number_of(word: str) -> int | None:
    """The whole number of a German number word, None for any other word."""
    low = word.lower()
    if not re.fullmatch(_COUNT, low):
        return None
    thousands, marked, rest = low.partition("tausend")
    if not marked:
        thousands, rest = "", low
    return 1000 * (_hundreds(thousands) or 1) * bool(marked) + _hundreds(rest.removeprefix("und"))


def _hundreds(word: str) -> int:
    head, marked, rest = word.partition("hundert")
    if marked:
        return 100 * (_UNITS.get(head, 1)) + _hundreds(rest.removeprefix("und"))
    unit, joined, ten = word.rpartition("und")
    return _UNITS.get(unit, 0) + _TENS[ten] if joined else _UNITS.get(word, 0) + _TENS.get(word, 0)


def said(words: str) -> Said | None:
    """The number that a quantity says, None where it only compares („doppelt so hoch“, „halbiert“)."""
    low = words.lower().split()
    part = next((_PARTS[name] for word in low for name in (word, word[:-1]) if name in _PARTS), 0)
    if part:
        count = next((_UNITS[word] for word in low if word in _UNITS), 1)
        return Said(100 * count / part, share=True)
    if low[0].startswith("jede"):
        nth = next((number for name, number in _NTH.items() if re.fullmatch(rf"{name}e[rsnm]?", low[1])), 0)
        return Said(100 / nth, share=True) if nth else None
    numbers = [int(word) if word.isdigit() else number_of(_bare(word)) for word in low]
    known = [number for number in numbers if number is not None]
    if low[-1] in _SCALES:
        return Said(float((known or [1])[0] * _SCALES[low[-1]])) if len(known) < 2 else None
    if len(known) == 2 and known[1]:
        return Said(100 * known[0] / known[1], share=True)
    if low[-1].startswith("prozent") and len(known) == 1:
        return Said(float(known[0]), words.split()[-1])
    if len(known) == 1 and len(low) > 1:
        return Said(float(known[0]), words.split()[-1])
    return None


def _bare(word: str) -> str:
    """„einer“, „eines“ and the like as „ein“."""
    return "ein" if re.fullmatch(r"ein(?:e[rsmn]?)?", word) else word
