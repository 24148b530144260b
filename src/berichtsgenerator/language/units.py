"""Units as they are printed: after a number, in a table head, in words.

Comes in: a number as text and the catalogue's unit (``Prozent``, ``je 1 000 Einwohner`` …). Goes out: text that never
parts a number from its unit (U+00A0), says persons in a gender-neutral way, and never mixes Prozent with
Prozentpunkte.
"""

from __future__ import annotations

import re
from functools import lru_cache

from berichtsgenerator.language.dates import NBSP
from berichtsgenerator.language.numbers import NARROW

_BARE = {"", "anzahl", "index", "wert", "maß", "quotient", "verhältnis", "rang", "-", "–"}
_SIGNS = {
    "prozent": "%",
    "%": "%",
    "v. h.": "%",
    "prozentpunkte": "Prozentpunkte",
    "prozentpunkt": "Prozentpunkte",
    "%-punkte": "Prozentpunkte",
    "eur": "Euro",
    "euro": "Euro",
    "€": "Euro",
    "tsd. euro": "Tausend Euro",
    "mio. euro": "Millionen Euro",
    "quadratkilometer": "km²",
    "km2": "km²",
    "quadratmeter": "m²",
    "m2": "m²",
    "hektar": "ha",
    "promille": "‰",
}
_SINGULAR = {
    "Prozentpunkte": "Prozentpunkt",
    "Personen": "Person",
    "Jahre": "Jahr",
    "Kinder": "Kind",
    "Fälle": "Fall",
    "Haushalte": "Haushalt",
    "Wohnungen": "Wohnung",
    "Bedarfsgemeinschaften": "Bedarfsgemeinschaft",
    "Punkte": "Punkt",
    "Monate": "Monat",
    "Plätze": "Platz",
}
_DATIVE = {
    "Prozentpunkte": "Prozentpunkten",
    "Jahre": "Jahren",
    "Kinder": "Kindern",
    "Fälle": "Fällen",
    "Haushalte": "Haushalten",
    "Punkte": "Punkten",
    "Monate": "Monaten",
    "Plätze": "Plätzen",
    "Betriebe": "Betrieben",
    "Anträge": "Anträgen",
    "Gespräche": "Gesprächen",
    "Tage": "Tagen",
}
_PERSONS = (
    (re.compile(r"\bEinwohner(?!innen)\b"), "Einwohnerinnen und Einwohner"),
    (re.compile(r"\bAusländer(?!innen)\b"), "Ausländerinnen und Ausländer"),
    (re.compile(r"\bSchüler(?!innen)\b"), "Schülerinnen und Schüler"),
    (re.compile(r"\bBezieher(?!innen)\b"), "Bezieherinnen und Bezieher"),
    (re.compile(r"\bEmpfänger(?!innen)\b"), "Empfängerinnen und Empfänger"),
    (re.compile(r"\bAbgänger(?!innen)\b"), "Abgängerinnen und Abgänger"),
    (re.compile(r"\bPendler(?!innen)\b"), "Pendlerinnen und Pendler"),
    (re.compile(r"\bLehrer(?!innen)\b"), "Lehrkräfte"),
)
_PAIRED = re.compile(r"(\w+)innen und \1\b")
_THOUSANDS = re.compile(r"(?<![\d,.])(\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{4,})(?![\d,.]\d)")


def neutral(text: str) -> str:
    """The text with names of persons in both forms where only the masculine stood ("Einwohner").

    Texts that already name both forms stay as they are.
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(0))
        return f"\x00{len(kept) - 1}\x00"

    held = _PAIRED.sub(keep, text)
    for pattern, words in _PERSONS:
        held = pattern.sub(words, held)
    return re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match.group(1))], held)


def _grouped(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group(1))
    return f"{int(digits):,}".replace(",", NARROW)


@lru_cache(maxsize=1024)
def unit_text(unit: str) -> str:
    """The unit as printed in a table head or on an axis.

    ``Prozent`` → ``%``, ``je 1000 Einwohner`` → ``je 1 000 Einwohnerinnen und Einwohner``, ``Anzahl`` stays.
    """
    clean = " ".join(unit.replace(NBSP, " ").split())
    sign = _SIGNS.get(clean.lower())
    if sign is not None:
        return sign
    clean = re.sub(r"\bEUR\b", "Euro", neutral(clean))
    if re.search(r"\bje\b", clean) or clean.lower().startswith("je "):
        clean = _THOUSANDS.sub(_grouped, clean)
        clean = re.sub(r"\bje (\d)", rf"je{NBSP}\1", clean)
        clean = re.sub(r"\b(k?m)2\b", r"\1²", clean)
    return clean


@lru_cache(maxsize=65536)
def with_unit(number: str, unit: str) -> str:
    """Number and unit with a no-break space: ``with_unit("7,1", "Prozent")`` → ``7,1 %``.

    Units that only say that something was counted (``Anzahl``, ``Index``) are not repeated; exactly one thing takes the
    singular (``1 Prozentpunkt``, but ``1,0 Prozentpunkte``).
    """
    suffix = unit_suffix(number, unit)
    return number + suffix


def unit_suffix(number: str, unit: str, *, dative: bool = False) -> str:
    """What follows the number in running text, with its leading no-break space; ``""`` for units not printed
    (``Anzahl``, ``Männer = 100``). ``dative`` is for units after "mit" and "von" (``44,2 Jahren``).
    """
    text = unit_text(unit)
    if text.lower() in _BARE or "=" in text:
        return ""
    if number.lstrip("+−") == "1":
        text = _SINGULAR.get(text, text)
    elif dative:
        text = _DATIVE.get(text, text)
    return f"{NBSP}{text}"
