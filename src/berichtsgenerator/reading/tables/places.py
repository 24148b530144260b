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
from berichtsgenerator.reading.opening.grid import as_text
from berichtsgenerator.reading.words.values import Cell, clean

LAENDER = tuple(f"{number:02d}" for number in range(1, 17))
KEY_HEAD = re.compile(
    r"(?i)\b(?:ags|ars|_?rs|key|id|idlandkreis|idbundesland|lk-?nr|lkr-?nr|gkz\w*|krs\w*|kennziffer|kreisnummer|kreis-?nr|gemeinde-?nr|gemeindekennziffer)\b"
    r"|schlüssel|\bags_|kreiskennz|gebietsschl|regionalschl|gemeindeschl|amtl\. ?gem"
)
NAME_HEAD = re.compile(
    r"(?i)^(?:name|gemeinde\w*|gebiet\w*|gebietseinheit|raumeinheit|region\w*|kommune\w*|stadt.*gemeinde.*|kreis\w*"
    r"|land|ort|verwaltungseinheit|städte und gemeinden|bundesland|bundesländer|länder|kreisfreie .*"
    r"|verwaltungsbezirk\w*"
    r"|stadt- ?(?:und|u\.) ?landkreis\w*|gebiet.*|regionale einheit.*"
    r"|kreise? .*|gemeinden?,? .*|stadt/gemeinde|stadt / gemeinde|landkreis|bezirk|name der gemeinde|gebietsname)$"
)
_DIGITS = re.compile(r"[0-9]{1,12}")
_BUND = frozenset({"DG", "D", "DE", "0", "00", "000", "00000", "00000000"})
_KEY_AND_NAME = re.compile(r"\s*(DG|\d[\d ]{0,13}\d|\d)[\s:–-]+(\D.*)", re.DOTALL)


class RowArea(NamedTuple):
    """The area of a row or column."""

    key: str
    name: str
    level: Level


class Scheme(NamedTuple):
    """How the digits of a column become keys: the missing Land (or ``""``), whether …000 keys mean Kreise, and whether
    numbers without the Land lost their leading zeros, too (``51000`` for 051000).
    """

    land: str = ""
    kreise: bool = False
    short: bool = False


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
    land = scheme.land
    if scheme.short and len(digits) in (4, 5):
        digits = digits.zfill(6)
    size = len(digits)
    if size == 12:
        full = digits[:5] + digits[9:]
        return _whole(full, scheme, gazetteer) if digits[9:] != "000" or digits[5:9] == "0000" else ""
    if size in (7, 8):
        return _whole(digits.zfill(8), scheme, gazetteer)
    if size == 6 and land:
        if gazetteer.knows(land + digits) and not scheme.kreise:
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
    if scheme.kreise and full.endswith("000000") and full[:5] in gazetteer:
        return full[:5]
    if full.endswith("000") and (scheme.kreise or not gazetteer.knows(full)):
        return full[:2] if full[2:] == "000000" else full[:3] if full[3:] == "00000" else full[:5]
    return full


class KeyColumn(NamedTuple):
    """The verdict on a column: its scheme, the share of its cells that the gazetteer knows, and the share whose names
    stand beside them.
    """

    scheme: Scheme
    known: float
    match: float = 0.0


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
    bund = any(digits == BUND_KEY for digits, _ in pairs)
    if max(sizes, default=0) <= 2 and not bund and not re.search(r"(?i)\bland|ags|ars\b|schlüssel", header):
        agreed = sum(
            1 for digits, name in pairs if name and (area := gazetteer.area(digits.zfill(2))) and _agree(name, area)
        )
        if agreed < 0.5 * len(pairs):
            return None
    distinct = list(dict.fromkeys(pairs))[:600]
    whole = [d.zfill(8) for d, _ in distinct if len(d) in (6, 7, 8)]
    kreise = all(d.endswith("000") for d in whole) and (
        bool(re.match(r"(?i)krs|kreis", header))
        or any(d[:5] in gazetteer and d not in gazetteer and not d.endswith("00000") for d in whole)
    )
    candidates = [Scheme("", kreise)]
    short = bool(sizes.get(5)) and sum(1 for d, _ in distinct if len(d) == 5 and d not in gazetteer) > len(distinct) / 2
    if sizes.get(6) or short or (sizes.get(3) and not zeros):
        lands = [land] if land else []
        lands += [other for other in LAENDER if other != land]
        candidates = [Scheme(other, kreise, short) for other in lands]
    best: tuple[float, float, Scheme] | None = None
    for scheme in candidates:
        known = agree = 0
        for digits, name in distinct:
            key = key_of(digits, scheme, gazetteer)
            former = gazetteer.former(key)
            area = gazetteer.area(key) if former is None else former.area
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
    return KeyColumn(scheme, share, match)


def _share(pairs: list[tuple[str, str]], scheme: Scheme, gazetteer: Gazetteer) -> float:
    return sum(1 for digits, _ in pairs if gazetteer.knows(key_of(digits, scheme, gazetteer))) / len(pairs)


def _agree(name: str, area: Area) -> bool:
    return name_form(name).base == name_form(area.name).base


def split_key_and_name(text: str) -> tuple[str, str] | None:
    """``06432001 Alsbach-Hähnlein`` → (digits, name); None for texts of another shape."""
    match = _KEY_AND_NAME.fullmatch(text)
    return (match[1].replace(" ", ""), match[2].strip()) if match else None


def make_area(key: str, name: str, gazetteer: Gazetteer) -> RowArea | None:
    """An area by key; its name is the gazetteer's, else the source's. None for keys of no form."""
    area = gazetteer.area(key)
    if area is not None:
        return RowArea(key, area.name, area.level)
    former = gazetteer.former(key)
    if former is not None:
        return RowArea(key, former.area.name, former.area.level)
    return RowArea(key, clean(name), level_of(key)) if is_area_key(key) else None


def vote_within(names: Iterable[str], gazetteer: Gazetteer) -> str:
    """The Kreis (or Land) in which most of the names lie, when that is at least half of those that can be found;
    ``DG`` for a list of Länder or of the Kreise of many Länder.
    """
    kreise: Counter[str] = Counter()
    laender: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    resolved = whole = upper_names = 0
    distinct = list(dict.fromkeys(names))
    for name in distinct:
        found = gazetteer.find(plain_name(name))
        municipal = {area.key[:5] for area in found if area.level is Level.GEMEINDE}
        upper = {area.key[:2] for area in found if area.level is Level.KREIS}
        resolved += bool(municipal or upper)
        whole += any(area.level is Level.LAND for area in found)
        upper_names += bool(upper)
        kreise.update(municipal)
        laender.update(upper)
        everywhere.update({key[:2] for key in (*municipal, *upper)})
    if whole >= 4 and whole >= 0.6 * len(distinct):
        return BUND_KEY
    if resolved < 2:
        return ""
    for votes in (kreise, laender):
        ranking = votes.most_common(2)
        if ranking and ranking[0][1] >= max(2, 0.5 * resolved) and (len(ranking) == 1 or ranking[1][1] < ranking[0][1]):
            return ranking[0][0]
    ranking = everywhere.most_common(2)
    if ranking and resolved >= 8 and ranking[0][1] >= 0.9 * resolved and ranking[1:] and ranking[1][1] < 0.6 * resolved:
        return ranking[0][0]
    if upper_names >= 30 and upper_names >= 0.8 * len(distinct):
        return BUND_KEY
    if upper_names >= 3 and upper_names >= 0.8 * len(distinct):
        single = [area_by_name(name, gazetteer, BUND_KEY) for name in distinct]
        kreise_only = sum(1 for area in single if area is not None and area.level in (Level.KREIS, Level.LAND))
        if kreise_only >= 0.8 * len(distinct):
            return BUND_KEY
    return ""


_FOOT_DIGITS = re.compile(r"(?:(?<=[^\W\d_])|(?<=[.)]))\s?(?:\d{1,2}\)?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\*+\)?)(?:[ ,]+\d{1,2}\)?)*$")
_TOWN = re.compile(r"(?:kreisfreie |krfr\. ?|große kreis|[\wäöüß-]*)?(?:stadt|st\.?|gst\.?)|skr|sk|kfs|stkr\.?")


def plain_name(name: str) -> str:
    """A name without the footnote digits that are glued to it (``Bayern4``, ``Saarland 2)``)."""
    plain = clean(name)
    return _FOOT_DIGITS.sub("", plain).strip() or plain


def tells_town(name: str) -> bool:
    """True when a name says that it means a town (``Kassel, St.``, ``Stadt Kassel``, ``Kassel (krfr. Stadt)``)."""
    plain = " ".join(name.casefold().split())
    if plain.startswith(("stadt ", "kreisfreie stadt ", "krfr. stadt ", "stadtkreis ", "sk ")):
        return True
    tails = [part.strip() for part in plain.split(",")[1:]] + re.findall(r"\(([^()]*)\)", plain)
    return any(_TOWN.fullmatch(tail) or tail.endswith(("stadt", "stadtkreis")) for tail in tails)


_ASSOCIATION = re.compile(
    r"(?i)(?:verbandsgemeinde|samtgemeinde|verwaltungsgemeinschaft|verwaltungsverband|gemeindeverband"
    r"|gemeindeverwaltungsverband|vg(?:em)?\.?|vbg|vvg|gvv|vwg|sg|amt)"
)


def tells_association(name: str) -> bool:
    """True when a name says that it means an association of Gemeinden (``Adenau, VG``), which bears the name of one of
    them.
    """
    tails = [part.strip() for part in name.split(",")[1:]] + re.findall(r"\(([^()]*)\)", name)
    return any(_ASSOCIATION.fullmatch(tail.strip()) for tail in tails)


def tells_kreis(name: str) -> bool:
    """True when a name says that it means a Landkreis."""
    return bool(
        re.search(r"(?i)(?:^|[\s,(])(?:landkreis|lkr\.?|lk|ldkrs\.?|kreis)(?:$|[\s,)])", name)
    ) and not re.search(r"(?i)kreisfrei", name)


def area_by_name(
    text: str,
    gazetteer: Gazetteer,
    within: str,
    towns: frozenset[str] = frozenset(),
    section: str = "",
    counties: frozenset[str] = frozenset(),
) -> RowArea | None:
    """The one area that a name means within a Kreis or Land (``DG``: in Germany); Bund, Land and the Kreis itself are
    found too.

    ``towns`` are the bases of names that other rows of the table write as towns: the plain name is then the
    Landkreis; ``counties`` those that other rows write as Landkreise: the plain name is then the town. ``section`` is
    ``stadt`` or ``kreis`` below a heading such as ``Kreisfreie Städte``.
    """
    name = clean(text)
    if not name or len(name) > 80 or tells_association(name):
        return None
    found = _find(name, gazetteer, within)
    if not found and (shorter := plain_name(name)) != name:
        name = shorter
        found = _find(name, gazetteer, within)
    if not found and within not in ("", BUND_KEY) and len(within) > 2:
        found = tuple(area for area in _find(name, gazetteer, within[:2]) if area.level is not Level.GEMEINDE)
    if len(found) > 1:
        found = _narrowed(found, name, gazetteer, within, towns, section, counties)
    return RowArea(found[0].key, found[0].name, found[0].level) if len(found) == 1 else None


def _find(name: str, gazetteer: Gazetteer, within: str) -> tuple[Area, ...]:
    """Areas of a name; a Regierungsbezirk named after a town (``Darmstadt``) only where the name says so."""
    found = gazetteer.find(name, within or None)
    if name_form(name).level is Level.REGIERUNGSBEZIRK:
        return found
    return tuple(a for a in found if a.level is not Level.REGIERUNGSBEZIRK or not a.name.startswith("Regierungsbezirk"))


def _narrowed(
    found: tuple[Area, ...],
    name: str,
    gazetteer: Gazetteer,
    within: str,
    towns: frozenset[str],
    section: str,
    counties: frozenset[str],
) -> tuple[Area, ...]:
    """Of several areas of one name those that its form, its neighbours and its place in the table allow."""
    form = name_form(name)
    if form.level is not None:
        found = tuple(area for area in found if area.level is form.level) or found
    if len(found) > 1 and len(within) == 5:
        found = tuple(a for a in found if a.level is Level.GEMEINDE and a.key.startswith(within)) or found
    if len(found) > 1 and within == BUND_KEY and not tells_town(name) and not tells_kreis(name):
        found = tuple(area for area in found if area.level is Level.LAND) or found
    if len(found) > 1 and len(within) == 2:
        found = tuple(area for area in found if area.level is Level.KREIS) or found
    kreise = [area for area in found if area.level is Level.KREIS]
    if len(kreise) > 1 and len(kreise) == len(found):
        own = tuple(area for area in kreise if area.key + "000" in gazetteer)
        other = tuple(area for area in kreise if area.key + "000" not in gazetteer)
        if tells_town(name) or ((section == "stadt" or form.base in counties) and not tells_kreis(name)):
            found = own or found
        elif tells_kreis(name) or section == "kreis" or form.base in towns:
            found = other or found
    if len(found) > 1:
        found = tuple(area for area in found if area.level is Level.LAND) or found
    return found
