"""Areas in running text: name, "in …", "des …", and the nouns of the levels.

Comes in: an :class:`~berichtsgenerator.model.areas.Area` (official name, short name, key). Goes out: ``im Landkreis
Darmstadt-Dieburg``, ``im Rheinisch-Bergischen Kreis``, ``in der Region Hannover``, ``im Saarland``, ``in Griesheim``.
Designations come from the official name; nothing is known here of single Gemeinden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from berichtsgenerator.model.areas import Area, Level

_NEUTER = {"Saarland"}
_FEMININE = ("Region", "Städteregion", "StädteRegion")
_STATISTICAL = "Statistische "
_FORMER = re.compile(r"früher: (?:Reg\.-Bez\.|(Direktionsbezirk)) ")
"""How the directory names districts that are no more."""
_PLURAL = {
    Level.LAND: ("Land", "Länder", "n", "Ländern"),
    Level.REGIERUNGSBEZIRK: ("Regierungsbezirk", "Regierungsbezirke", "m", "Regierungsbezirken"),
    Level.KREIS: ("Kreis", "Kreise", "m", "Kreisen"),
    Level.GEMEINDE: ("Gemeinde", "Gemeinden", "f", "Gemeinden"),
    Level.EINRICHTUNG: ("Einrichtung", "Einrichtungen", "f", "Einrichtungen"),
    Level.BUND: ("Staat", "Staaten", "m", "Staaten"),
}


def level_noun(level: Level) -> tuple[str, str, str, str]:
    """Singular, plural, gender and dative plural of what an area of ``level`` is."""
    return _PLURAL[level]


@lru_cache(maxsize=65536)
def text_name(area: Area) -> str:
    """The name in running text: ``Landkreis Darmstadt-Dieburg``, ``Wetteraukreis``, ``Griesheim``, ``Hessen``."""
    if area.level is Level.KREIS:
        head, comma, tail = area.name.partition(", ")
        if comma and tail in ("Landkreis", "Kreis", *_FEMININE):
            return f"{tail} {head}"
        return head
    if area.level is Level.REGIERUNGSBEZIRK:
        head = area.name.partition(",")[0]
        former = _FORMER.match(head)
        if former is not None:
            return f"früherer {'Direktionsbezirk' if former[1] else 'Regierungsbezirk'} {head[former.end() :]}"
        return head if head.startswith(_STATISTICAL) else f"Regierungsbezirk {head.removeprefix('Regierungsbezirk ')}"
    return area.short


def _gender(area: Area) -> str:
    """``m``, ``f``, ``n`` for names with an article, ``""`` for names without."""
    name = text_name(area)
    if area.level is Level.REGIERUNGSBEZIRK:
        return "f" if name.startswith(_STATISTICAL) else "m"
    if area.level is Level.GEMEINDE:
        return "m" if name.startswith("Gutsbezirk ") else ""
    if area.level is Level.LAND:
        return "n" if name in _NEUTER else ""
    if area.level is Level.KREIS:
        words = name.split(" ")
        if words[0] in _FEMININE:
            return "f"
        if words[0] in ("Landkreis", "Kreis", "Regionalverband") or words[0].casefold().endswith("kreis"):
            return "m"
        if words[-1].casefold().endswith("kreis"):
            return "m"
    return ""


def _dative(name: str) -> str:
    """Names whose first word declines: ``Rheinisch-Bergischer Kreis`` → ``Rheinisch-Bergischen Kreis``."""
    first, blank, rest = name.partition(" ")
    if blank and (rest == "Kreis" or first == "früherer") and first.endswith("er"):
        return f"{first[:-1]}n {rest}"
    return f"{_STATISTICAL[:-1]}n{name[len(_STATISTICAL) - 1 :]}" if name.startswith(_STATISTICAL) else name


@lru_cache(maxsize=65536)
def in_area(area: Area) -> str:
    """Where: ``im Landkreis Darmstadt-Dieburg``, ``in Griesheim``, ``im Saarland``, ``an der Einrichtung „…“``."""
    name = text_name(area)
    if area.level is Level.EINRICHTUNG:
        return f"an der Einrichtung „{area.short}“"
    gender = _gender(area)
    if gender in ("m", "n"):
        return f"im {_dative(name)}"
    if gender == "f":
        return f"in der {_dative(name)}"
    return f"in {name}"


@lru_cache(maxsize=65536)
def for_area(area: Area) -> str:
    """For whom (accusative): ``für den Landkreis …``, ``für Griesheim``, ``für das Saarland``."""
    name = text_name(area)
    if area.level is Level.EINRICHTUNG:
        return f"für die Einrichtung „{area.short}“"
    article = {"m": "den ", "f": "die ", "n": "das ", "": ""}[_gender(area)]
    return f"für {article}{_dative(name) if article == 'den ' else name}"


@lru_cache(maxsize=65536)
def subject_area(area: Area) -> str:
    """As the subject of a sentence: ``der Landkreis …``, ``Griesheim``, ``das Saarland``."""
    if area.level is Level.EINRICHTUNG:
        return f"die Einrichtung „{area.short}“"
    name = text_name(area)
    gender = _gender(area)
    if gender == "m" and _dative(name) != name:  # weak after the article: der Rheinisch-Bergische Kreis
        first, _, rest = name.partition(" ")
        name = f"{first[:-1]} {rest}"
    return {"m": "der ", "f": "die ", "n": "das ", "": ""}[gender] + name


@lru_cache(maxsize=65536)
def of_area(area: Area) -> str:
    """Whose: ``des Landkreises …``, ``des Wetteraukreises``, ``der Region Hannover``, ``von Griesheim``."""
    if area.level is Level.EINRICHTUNG:
        return f"der Einrichtung „{area.short}“"
    name = text_name(area)
    gender = _gender(area)
    if gender == "f":
        return f"der {_dative(name)}"
    if gender == "n":
        return f"des {name}es" if name in _NEUTER else f"des {name}"
    if gender == "m":
        first, blank, rest = _dative(name).partition(" ")
        if blank and rest == "Kreis":
            return f"des {first} Kreises"
        if first == "früheren":
            bezirk, _, place = rest.partition(" ")
            return f"des {first} {bezirk}s {place}"
        ending = "es" if first.casefold().endswith("kreis") else "s"
        return f"des {first}{ending}{blank}{rest}"
    return f"von {name}"


def told_apart(areas: Sequence[Area]) -> dict[str, str]:
    """The short names, by key, of areas that stand side by side.

    Where one would be taken for another („Kassel“ the town and „Kassel“ the Landkreis, „Offenbach“ and „Offenbach am
    Main“), the names that tell them apart.
    """
    several: dict[str, int] = {}
    for area in areas:
        name = area.short
        for part in {name, *(name[:at] for at, sign in enumerate(name) if sign == " ")}:
            several[part] = several.get(part, 0) + 1
    return {area.key: text_name(area) if several[area.short] > 1 else area.short for area in areas}
