"""Cells → areas: keys in all the shapes in which offices write them, names, and both in one cell.

Keys lose their leading zero in workbooks, lack the Land's two digits in tables of a statistical office, carry the
municipal
association (ARS, 12 digits) or are split over columns. Which shape a column has is decided for the whole column by
counting how
many of its keys the gazetteer knows; the Land is the one that makes most keys known (names break ties).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from berichtsgenerator.model.areas import BUND_KEY, Area, Level, is_area_key, level_of
from berichtsgenerator.model.gazetteer import Gazetteer, name_form
from berichtsgenerator.reading.grid import as_text
from berichtsgenerator.reading.values import Cell, clean

LAENDER = tuple(f"{number:02d}" for number in range(1, 17))
KEY_HEAD = re.compile(
    r"(?i)\b(?:ags|ars|rs|key|id|gkz\w*|krs\w*|kennziffer|kreisnummer|kreis-?nr|gemeinde-?nr|gemeindekennziffer)\b"
    r"|schlüssel|\bags_|kreiskennz|gebietsschl|regionalschl|gemeindeschl|amtl\. ?gem"
)
NAME_HEAD = re.compile(
    r"(?i)^(?:name|gemeinde\w*|gebiet\w*|gebietseinheit|raumeinheit|region\w*|kommune\w*|stadt.*gemeinde.*|kreis\w*"
    r"|land|ort|verwaltungseinheit|städte und gemeinden"
    r"|kreise? .*|gemeinden?,? .*|stadt/gemeinde|stadt / gemeinde|landkreis|bezirk|name der gemeinde|gebietsname)$"
)
_DIGITS = re.compile(r"\d{1,12}")
_BUND = frozenset({"DG", "D", "DE", "0", "00", "000", "00000", "00000000"})
_KEY_AND_NAME = re.compile(r"\s*(DG|\d[\d ]{0,13}\d|\d)[\s:–-]+(\D.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?<!\d)(\d{8}|\d{5}|\d{12})\s+([A-ZÄÖÜ][^()\d:]{2,60})")


class RowArea(NamedTuple):
    """The area of a row or column."""

    key: str
    name: str
    level: Level


class Scheme(NamedTuple):
    """How the digits of a column become keys: the missing Land (or ``""``), and whether …000 keys mean Kreise."""

    land: str = ""
    kreise: bool = False


def digits_of(cell: Cell) -> str:
    """The digits of a key cell (``6432001.0``, ``06 432 001``), ``DG`` for the Bund's letters, else an empty text."""
    return _digits_of_text(as_text(cell))


@lru_cache(maxsize=100_000)
def _digits_of_text(cell: str) -> str:
    text = clean(cell)
    if text in ("DG", "D", "DE"):
        return BUND_KEY
    packed = re.sub(r"(?<=\d)[ .](?=\d)", "", text)
    return packed if _DIGITS.fullmatch(packed) else ""


def key_of(digits: str, scheme: Scheme, gazetteer: Gazetteer) -> str:
    """The area key that ``digits`` mean under ``scheme``, or an empty text when their number of digits has no
    meaning.
    """
    if digits == BUND_KEY or (digits in _BUND and not scheme.land):
        return BUND_KEY
    size = len(digits)
    land = scheme.land
    if size == 12:
        full = digits[:5] + digits[9:]
        return _whole(full, scheme, gazetteer) if digits[9:] != "000" or digits[5:9] == "0000" else ""
    if size in (7, 8):
        return _whole(digits.zfill(8), scheme, gazetteer)
    if size == 6 and land:
        if land + digits in gazetteer and not scheme.kreise:
            return land + digits
        if digits == "000000":
            return land
        if digits.endswith("00000"):
            return land + digits[0]
        return _whole(land + digits, scheme, gazetteer)
    if size == 5:
        return digits if digits[:2] in LAENDER else ""
    if size == 4:
        return digits.zfill(5)
    if size == 3:
        return land + digits if land else digits
    if size in (1, 2):
        return digits.zfill(2) if digits.zfill(2) in LAENDER else ""
    return ""


def _whole(full: str, scheme: Scheme, gazetteer: Gazetteer) -> str:
    """An 8-digit key; …000 is the Kreis unless it is a town that is its own Kreis (or the column holds Kreise)."""
    if full[:2] not in LAENDER:
        return BUND_KEY if full == "00000000" else ""
    if full.endswith("000") and (scheme.kreise or full not in gazetteer):
        return full[:2] if full[2:] == "000000" else full[:3] if full[3:] == "00000" else full[:5]
    return full


class KeyColumn(NamedTuple):
    """The verdict on a column: its scheme and the share of its cells that the gazetteer knows."""

    scheme: Scheme
    known: float


def judge_keys(
    cells: Sequence[Cell], names: Sequence[str], header: str, gazetteer: Gazetteer, land: str = ""
) -> KeyColumn | None:
    """Is this a column of area keys? ``names`` stand beside the keys (or are empty); ``land`` breaks ties.

    None when the digits have no shape of keys, or too few of them are known for so little other evidence.
    """
    pairs = [(digits, name) for cell, name in zip(cells, names, strict=True) if (digits := digits_of(cell))]
    full = sum(1 for cell in cells if cell != "")
    if not pairs or len(pairs) < 0.7 * full:
        return None
    sizes = Counter(len(digits) for digits, _ in pairs if digits != BUND_KEY)
    told = bool(KEY_HEAD.search(header))
    zeros = any(digits[0] == "0" and len(digits) > 1 for digits, _ in pairs) or any(d == BUND_KEY for d, _ in pairs)
    if any(size in (9, 10, 11) for size in sizes) and not told:
        return None
    if max(sizes, default=0) <= 4 and not (told or zeros):
        return None
    distinct = list(dict.fromkeys(pairs))[:600]
    kreise = bool(re.match(r"(?i)krs|kreis", header)) and all(
        d.endswith("000") for d, _ in distinct if len(d) in (6, 7, 8)
    )
    candidates = [Scheme("", kreise)]
    if sizes.get(6) or (sizes.get(3) and not zeros):
        lands = [land] if land else []
        lands += [other for other in LAENDER if other != land]
        candidates = [Scheme(other, kreise) for other in lands]
    best: tuple[float, float, Scheme] | None = None
    for scheme in candidates:
        known = agree = 0
        for digits, name in distinct:
            area = gazetteer.area(key_of(digits, scheme, gazetteer))
            if area is not None:
                known += 1
                agree += bool(name) and _agree(name, area)
        share, match = known / len(distinct), agree / len(distinct)
        if best is None or (match, share) > (best[0], best[1]):
            best = (match, share, scheme)
    assert best is not None
    match, share, scheme = best
    need = 0.3 if told else 0.75
    if share < need or (not told and not zeros and max(sizes, default=0) <= 5 and match < 0.5):
        return None
    if (
        scheme.land
        and match == 0
        and not land
        and sum(1 for s in candidates if _share(distinct, s, gazetteer) > 0.9 * share) > 1
    ):
        return None
    return KeyColumn(scheme, share)


def _share(pairs: list[tuple[str, str]], scheme: Scheme, gazetteer: Gazetteer) -> float:
    return sum(1 for digits, _ in pairs if key_of(digits, scheme, gazetteer) in gazetteer) / len(pairs)


def _agree(name: str, area: Area) -> bool:
    return name_form(name).base == name_form(area.name).base


def split_key_and_name(text: str) -> tuple[str, str] | None:
    """``06432001 Alsbach-Hähnlein`` → (digits, name); None for texts of another shape."""
    match = _KEY_AND_NAME.fullmatch(text)
    return (match[1].replace(" ", ""), match[2].strip()) if match else None


def area_in_sentence(text: str, gazetteer: Gazetteer) -> RowArea | None:
    """The area that a title names by key and name (``06440001 Altenstadt (Gebietsstand im Jahr 2024)``)."""
    match = _SENTENCE.search(text)
    if match is None:
        return None
    key = key_of(match[1], Scheme(), gazetteer)
    area = gazetteer.area(key)
    return make_area(key, match[2].strip(" ,"), gazetteer) if area is not None else None


def make_area(key: str, name: str, gazetteer: Gazetteer) -> RowArea | None:
    """An area by key; its name is the gazetteer's, else the source's. None for keys of no form."""
    area = gazetteer.area(key)
    if area is not None:
        return RowArea(key, area.name, area.level)
    return RowArea(key, clean(name), level_of(key)) if is_area_key(key) else None


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


def vote_within(names: Iterable[str], gazetteer: Gazetteer) -> str:
    """The Kreis (or Land) in which most of the names lie, when that is at least half of those that can be found."""
    kreise: Counter[str] = Counter()
    laender: Counter[str] = Counter()
    resolved = 0
    for name in dict.fromkeys(names):
        found = gazetteer.find(name)
        municipal = {area.key[:5] for area in found if area.level is Level.GEMEINDE}
        upper = {area.key[:2] for area in found if area.level is Level.KREIS}
        resolved += bool(municipal or upper)
        kreise.update(municipal)
        laender.update(upper)
    if resolved < 2:
        return ""
    for votes in (kreise, laender):
        ranking = votes.most_common(2)
        if ranking and ranking[0][1] >= max(2, 0.5 * resolved) and (len(ranking) == 1 or ranking[1][1] < ranking[0][1]):
            return ranking[0][0]
    return ""


def area_by_name(text: str, gazetteer: Gazetteer, within: str) -> RowArea | None:
    """The one area that a name means within a Kreis or Land; Bund, Land and the Kreis itself are found too."""
    name = clean(text)
    if not name or len(name) > 80:
        return None
    found = gazetteer.find(name, within or None)
    if not found and within and len(within) > 2:
        found = tuple(area for area in gazetteer.find(name, within[:2]) if area.level is not Level.GEMEINDE)
    if len(found) > 1:
        form = name_form(name)
        if form.level is not None:
            found = tuple(area for area in found if area.level is form.level) or found
        if len(found) > 1 and len(within) == 5:
            found = (
                tuple(area for area in found if area.level is Level.GEMEINDE and area.key.startswith(within)) or found
            )
        if len(found) > 1 and len(within) == 2:
            found = tuple(area for area in found if area.level is Level.KREIS) or found
        if len(found) > 1:
            laender = tuple(area for area in found if area.level is Level.LAND)
            found = laender or found
    return RowArea(found[0].key, found[0].name, found[0].level) if len(found) == 1 else None
