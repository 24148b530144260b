"""Areas that titles, sheet names and file names speak of: a Kreis, a Land, a town."""

from __future__ import annotations

import re

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading.tables.places import RowArea, Scheme, area_by_name, key_of, make_area

_SENTENCE = re.compile(r"(?<!\d)(\d{8}|\d{5}|\d{12})\s+([A-ZÄÖÜ][^()\d:]{2,60})")


def area_in_sentence(text: str, gazetteer: Gazetteer) -> RowArea | None:
    """The area that a title names by key and name (``06440001 Altenstadt (Gebietsstand im Jahr 2024)``)."""
    match = _SENTENCE.search(text)
    if match is None:
        return None
    key = key_of(match[1], Scheme(), gazetteer)
    area = gazetteer.area(key)
    return make_area(key, match[2].strip(" ,"), gazetteer) if area is not None else None


_PLACE_WORDS = re.compile(
    r"(?i)\b(?:landkreis(?:es)?|kreis(?:es)?|lk)\s+((?:[A-ZÄÖÜ][\wäöüß.-]*\s?(?:/\s?|am |an der |im |in )?){1,4})"
)

_OWN_KREIS = re.compile(r"\b([A-ZÄÖÜ][\wäöüß-]*kreis(?:es)?)\b")


def kreis_in_text(text: str, gazetteer: Gazetteer) -> str:
    """Key of the one Kreis that a title names (``im Landkreis Darmstadt-Dieburg``, ``Wetteraukreis``), or an empty
    text.
    """
    found: set[str] = set()
    for match in _PLACE_WORDS.finditer(text):
        words = match[1].split()
        for size in range(len(words), 0, -1):
            areas = [
                a for a in gazetteer.find("Landkreis " + " ".join(words[:size]).strip(",.;:")) if a.level is Level.KREIS
            ]
            if areas:
                if len(areas) == 1:
                    found.add(areas[0].key)
                break
    if not found:
        for match in _OWN_KREIS.finditer(text):
            areas = [a for a in gazetteer.find(re.sub(r"kreises$", "kreis", match[1])) if a.level is Level.KREIS]
            if len(areas) == 1:
                found.add(areas[0].key)
    return found.pop() if len(found) == 1 else ""


_LAND_WORD = re.compile(
    r"\b(?:in|im|für|des|der|Land(?:es)?|Freistaat(?:es)?)\s+(?:Land\s+|Freistaat\s+)?([A-ZÄÖÜ][\w-]+)"
)


def land_in_text(text: str, gazetteer: Gazetteer) -> str:
    """Key of the one Land (or ``DG``) that a title names (``in Hessen``, ``im Land Brandenburg``), or an empty text."""
    found = set()
    for match in _LAND_WORD.finditer(text):
        word = match[1].rstrip("-")
        for name in (word, word.removesuffix("s")):
            areas = [area for area in gazetteer.find(name) if area.level in (Level.LAND, Level.BUND)]
            if areas:
                found.add(areas[0].key)
                break
    return found.pop() if len(found) == 1 else ""


_WORDS = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{2,}(?: am | an der | im | in der )?(?:[A-ZÄÖÜ][\wäöüß-]+)?")

_NO_TOWN = frozenset({"essen", "hof", "halle", "hamm", "main", "celle", "weiden", "stadt", "amberg"})
"""Names of towns that are common words, too; they need ``Stadt`` before them."""

_BESIDE_KREIS = re.compile(
    r"(?:^|[\s:–-])(?:(?:Gemeinde|Stadt|Kommune)\s+)?"
    r"([A-ZÄÖÜ][\wäöüß.-]+(?:[ /](?:[a-zäöü]{2,4} )*[A-ZÄÖÜ][\wäöüß.-]+)?)"
    r"\s*(?:\(|,\s*)(?:Landkreis|Kreis|LK|Lkr\.)\b"
)


def town_beside_kreis(text: str, gazetteer: Gazetteer, kreis: str) -> RowArea | None:
    """The Gemeinde of a title such as ``Griesheim (Landkreis Darmstadt-Dieburg)``."""
    for match in _BESIDE_KREIS.finditer(text):
        words = match[1].split()
        for size in range(len(words)):
            found = area_by_name(" ".join(words[size:]), gazetteer, kreis)
            if found is not None and found.level is Level.GEMEINDE:
                return found
    return None


def names_gemeinde(text: str, gazetteer: Gazetteer, kreis: str) -> bool:
    """True when a Gemeinde of the Kreis stands in the text as a word of its own: the text is not of the Kreis alone."""
    words = set(re.findall(r"(?<![\w-])[A-ZÄÖÜ][\wäöüß]*(?:-[\wäöüß]+)*(?![\w-])", text))
    own = set(re.findall(r"[\w-]+", gazetteer.area(kreis).name)) if kreis in gazetteer else set()  # type: ignore[union-attr]
    return any(area.short in words - own for area in gazetteer.children(kreis, Level.GEMEINDE))


def town_in_text(text: str, gazetteer: Gazetteer) -> RowArea | None:
    """The one town that a title or a file's name means: a Gemeinde after ``Stadt``, else a kreisfreie Stadt or a
    city-state anywhere in it (also in the genitive: ``den Stadtteilen Hamburgs``).
    """
    found: dict[str, RowArea] = {}
    for match in re.finditer(r"\bStadt ([A-ZÄÖÜ][\wäöüß-]+(?: (?:am|an der|im|in der) [A-ZÄÖÜ][\wäöüß-]+)?)", text):
        areas = [area for area in gazetteer.find(match[1]) if area.level is Level.GEMEINDE]
        if len(areas) == 1:
            found[areas[0].key] = RowArea(areas[0].key, areas[0].name, areas[0].level)
    if not found:
        words = {word for match in _WORDS.finditer(text) for word in (match[0], match[0].split()[0])}
        for word in sorted(words):
            for name in (word, word.removesuffix("s")):
                if name.casefold() in _NO_TOWN:
                    continue
                areas = [
                    area
                    for area in gazetteer.find(name)
                    if area.level is Level.GEMEINDE and area.key.endswith("000") and gazetteer.area(area.key[:5])
                ]
                if len(areas) == 1:
                    found[areas[0].key] = RowArea(areas[0].key, areas[0].name, areas[0].level)
                    break
    return next(iter(found.values())) if len(found) == 1 else None
