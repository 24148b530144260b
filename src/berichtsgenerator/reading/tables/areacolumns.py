"""Columns of areas: names, parts of a town, units that are no areas, and tables that name two areas in a row."""

from __future__ import annotations

import re

from berichtsgenerator.model.areas import BUND_KEY, Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.places import (
    KEY_HEAD,
    NAME_HEAD,
    RowArea,
    Scheme,
    area_by_name,
    digits_of,
    key_of,
    make_area,
    plain_name,
    split_key_and_name,
    vote_within,
)
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.words.labels import heal, is_total
from berichtsgenerator.reading.words.values import Cell

_INSTITUTION_HEAD = re.compile(
    r"(?i)^name der (?:schule|einrichtung|kita|tageseinrichtung)|^schul(?:e|name|en)$"
    r"|^einrichtung(?:sname)?$|^kita(?:name)?$|^name$|grundschule$"
)

_PART_OF_TOWN = re.compile(
    r"(?i)^(?:name (?:des|der) )?(?:stadtteile?|stadtgebiete?|ortsteile?|stadtbezirke?|stadtviertel"
    r"|ortsbezirke?|ortschaft(?:en)?|bezirke?|quartiere?"
    r"|planungsr[aä]um\w*|bezirksregion\w*|prognoser[aä]um\w*|sozialr[aä]um\w*"
    r"|statistischer? (?:bezirke?|gebiete?)|wohnviertel|viertel"
    r"|lebensweltlich\w* .*|lor|plr|bzr|pgr)(?:[- ]?(?:name|bezeichnung))?$"
)

PART_CODE = re.compile(
    r"(?i)^(?:id|raum-?id|lor|plr|bzr|pgr|(?:stadtteil|ortsteil|stadtbezirks?|bezirks?|gebiets?"
    r"|quartiers?|raum)[-_ ]?(?:id|nr\.?|nummer|schlüssel|code|kennziffer))$"
)

_AREA_HEAD = re.compile(
    r"(?i)^(?:name der |name des )?(?:gemeinden?|städte|stadt|städte und gemeinden|gebiet"
    r"|gebietseinheit|raumeinheit|kommunen?|landkreise?|kreise?"
    r"|region|bundesländer|bundesland|verwaltungsbezirke?|stadtteile?|ortsteile?|stadtbezirke?|stadtgebiete?)(?:name)?$"
)

_ASSOCIATION_HEAD = re.compile(
    r"(?i)gemeindeverb[aä]nd|verbandsgemeinden?n(?:ame|r)|samtgemeinden?n(?:ame|r)|^vbg|\bvbgem"
)
FOREIGN = re.compile(r"(?i)wahlkreis|wahlbezirk|stimmbezirk|raumordnungsregion|arbeitsmarktregion|agenturbezirk")
"""Heads of units that are no areas of the official keys."""

_SHORT_CODE = re.compile(r"[A-Z]{1,3}\d{0,3}")

ATTRIBUTE_HEAD = re.compile(
    r"(?i)\bplz\b|postleit|^telefon(?!isch)|vorwahl|\bfax\b|e-?mail|\bstraße\b|hausnummer|^rechtsform"
    r"|^träger(?:schaft)?$|kennung|satz-?art"
    r"|text-?kenn|längengrad|breitengrad|^\s*(?:lon|lat)\b|\d\s*=\s*[a-z]|\beu-code|\bnuts\b"
    r"|^\s*land\s*$|schulort|^ort$|^aggregat$"
    r"|koordinate|^status$|^typ$|^bemerkung|^anmerkung|^hinweis|^internet|reisegebiet|verstädterung"
)


def _parts_of_town(grid: Grid, columns: Columns, sample: list[int], head_rows: list[list[Cell]]) -> bool:
    """Find the column of Stadtteile (or of their codes) of a table without official keys."""
    if columns.where(ColumnRole.KEY) or columns.where(ColumnRole.KEY_PART) or columns.where(ColumnRole.KEY_NAME):
        return False
    first = (columns.where(ColumnRole.VALUE) or [len(columns.roles)])[0]
    found = {}
    for column in range(first):
        own = [columns.headers[column], *(heal(as_text(line[column])) for line in head_rows)]
        cells = [as_text(cell) for cell in cells_of(grid, sample, column) if cell != ""]
        if len(cells) < 2 or (len(set(cells)) < 0.9 * len(cells) and not columns.where(ColumnRole.PERIOD)):
            continue
        if columns.roles[column] is ColumnRole.LABEL and any(_PART_OF_TOWN.match(text) for text in own):
            found[ColumnRole.NAME] = column
        elif any(PART_CODE.match(text) for text in own) and all(re.fullmatch(r"[\w.-]{1,14}", cell) for cell in cells):
            found[ColumnRole.KEY] = column
    if not found or (set(found) == {ColumnRole.KEY} and columns.where(ColumnRole.LABEL)):
        return False
    for role, column in found.items():
        columns.roles[column] = role
    columns.parts_of_town = True
    return True


def find_names(
    grid: Grid, columns: Columns, sample: list[int], head_rows: list[list[Cell]], gazetteer: Gazetteer
) -> None:
    """Tell the column of area names (and of institutions) from the other label columns."""
    columns.foreign = [
        column
        for column, header in enumerate(columns.headers)
        if FOREIGN.search(header)
        and columns.roles[column] in (ColumnRole.LABEL, ColumnRole.RUNNING, ColumnRole.ATTRIBUTE, ColumnRole.NAME)
    ]
    for column in columns.foreign:
        if columns.roles[column] is ColumnRole.LABEL:
            columns.roles[column] = ColumnRole.ATTRIBUTE
    if _parts_of_town(grid, columns, sample, head_rows):
        return
    columns.associations = any(_ASSOCIATION_HEAD.search(header) for header in columns.headers)
    if columns.associations and not columns.where(ColumnRole.KEY) and not columns.where(ColumnRole.KEY_NAME):
        columns.unnamed = True
        return
    labels = columns.where(ColumnRole.LABEL)
    if columns.where(ColumnRole.NUMBER):
        for column in labels:
            if _INSTITUTION_HEAD.search(columns.headers[column]):
                columns.roles[column] = ColumnRole.INSTITUTION
                labels.remove(column)
                break
    if columns.where(ColumnRole.KEY_NAME):
        _uppers(grid, columns, sample, gazetteer)
        return
    keys = columns.where(ColumnRole.KEY) or columns.where(ColumnRole.KEY_PART)
    best: tuple[float, int] | None = None
    named: list[tuple[int, int, str, str]] = []
    for column in labels:
        names = [as_text(cell).strip() for cell in cells_of(grid, sample, column)]
        filled = [name for name in names if name]
        fits = bool(NAME_HEAD.match(columns.headers[column]))
        if keys:
            if not _one_name_each(grid, sample, keys, column, names):
                continue
            score = _resolved(filled, gazetteer) + 0.3 * fits + 0.2 * (column == keys[-1] + 1)
            if score > 0.15 and (best is None or score > best[0]):
                best = (score, column)
            continue
        prefix = _common_prefix(filled)
        bare = [name[len(prefix) :] for name in filled]
        within = vote_within(bare, gazetteer)
        if within and _resolved(bare, gazetteer, within) >= 0.5:
            named.append((len(set(bare)), -column, within, prefix))
        elif fits and _resolved(filled, gazetteer) > 0.4:
            named.append((len(set(filled)), -column, "", ""))
    if named:
        _, place, columns.within, columns.prefix = max(named)
        columns.roles[-place] = ColumnRole.NAME
        _uppers(grid, columns, sample, gazetteer)
        return
    if best is not None:
        columns.roles[best[1]] = ColumnRole.NAME
        _uppers(grid, columns, sample, gazetteer)
    elif not keys:
        columns.unnamed = any(
            any(
                _AREA_HEAD.match(text)
                for text in (columns.headers[column], *(heal(as_text(r[column])) for r in head_rows))
            )
            for column in labels
        )
    for column in columns.where(ColumnRole.LABEL):
        if ATTRIBUTE_HEAD.search(columns.headers[column]) or (keys and _tells_of_area(grid, sample, keys, column)):
            columns.roles[column] = ColumnRole.ATTRIBUTE


def _uppers(grid: Grid, columns: Columns, sample: list[int], gazetteer: Gazetteer) -> None:
    """Columns of Land, Regierungsbezirk or Kreis left of the column of areas: all of their texts are such areas."""
    own = min(
        (column for role in (ColumnRole.NAME, ColumnRole.KEY_NAME, ColumnRole.KEY) for column in columns.where(role)),
        default=0,
    )
    for column in columns.where(ColumnRole.LABEL):
        if column > own:
            continue
        texts = list(dict.fromkeys(text for cell in cells_of(grid, sample, column) if (text := as_text(cell).strip())))
        if texts and all(is_total(text) or upper_area(text, gazetteer) is not None for text in texts[:200]):
            columns.roles[column] = ColumnRole.UPPER


def upper_area(text: str, gazetteer: Gazetteer) -> RowArea | None:
    """The Bund, Land, Regierungsbezirk or Kreis that a text names by name or by key and name."""
    pair = split_key_and_name(text)
    if pair is not None:
        key = key_of(pair[0], Scheme(), gazetteer)
        area = make_area(key, pair[1], gazetteer) if key in gazetteer else None
    else:
        area = area_by_name(plain_name(text), gazetteer, "") or area_by_name(plain_name(text), gazetteer, BUND_KEY)
    return area if area is not None and area.level is not Level.GEMEINDE else None


def _one_name_each(grid: Grid, sample: list[int], keys: list[int], column: int, names: list[str]) -> bool:
    """True when every key always stands beside the same text: the column can hold the areas' names."""
    seen: dict[str, str] = {}
    for row, name in zip(sample, names, strict=True):
        code = "|".join(as_text(grid.rows[row][key]) for key in keys)
        if name and code.strip("|") and seen.setdefault(code, name) != name:
            return False
    return bool(seen)


def _tells_of_area(grid: Grid, sample: list[int], keys: list[int], column: int) -> bool:
    """True for ``HE``, ``BY`` or ``Landkreis`` beside the keys: the text differs between areas and never within one
    (or is a mere code), so it cannot say what a figure counts.
    """
    texts = [as_text(cell).strip() for cell in cells_of(grid, sample, column)]
    areas = {"|".join(as_text(grid.rows[row][key]) for key in keys) for row in sample}
    filled = [text for text in texts if text]
    codes = bool(filled) and all(_SHORT_CODE.fullmatch(text) for text in filled)
    if not codes and (len(set(texts)) < 2 or len(areas) < 3):
        return False
    return _one_name_each(grid, sample, keys, column, texts)


def _resolved(names: list[str], gazetteer: Gazetteer, within: str = "") -> float:
    """Share of the distinct names that the gazetteer can find."""
    distinct = list(dict.fromkeys(names))[:400]
    if not distinct:
        return 0.0
    return sum(1 for name in distinct if gazetteer.find(plain_name(name), within or None)) / len(distinct)


def _common_prefix(names: list[str]) -> str:
    """``Ausgaben, `` when every name begins so; an empty text when they don't."""
    distinct = list(dict.fromkeys(names))
    first = re.match(r"[^,:]+[,:] ", distinct[0]) if len(distinct) >= 3 else None
    return first[0] if first is not None and all(name.startswith(first[0]) for name in distinct) else ""


def other_area(grid: Grid, columns: Columns, body: list[int], gazetteer: Gazetteer) -> int | None:
    """The column of a second key that means other areas than the first: a table of flows (from Gemeinde to Gemeinde).

    Keys of the same area in another form (ARS beside AGS) and of the Kreis or Land above it don't count.
    """
    keys = columns.where(ColumnRole.KEY)
    if not keys or columns.parts_of_town:
        return None
    sample = body[:: len(body) // 300 + 1]
    own = [key_of(digits_of(grid.rows[row][keys[0]]), columns.scheme, gazetteer) for row in sample]
    for column in range(len(columns.roles)):
        if column == keys[0] or columns.roles[column] is ColumnRole.EMPTY:
            continue
        if not KEY_HEAD.search(columns.headers[column]) and columns.roles[column] is ColumnRole.VALUE:
            continue
        others = [key_of(digits_of(grid.rows[row][column]), columns.scheme, gazetteer) for row in sample]
        known = [(a, b) for a, b in zip(own, others, strict=True) if a and b and gazetteer.knows(b) and len(b) >= 5]
        apart = sum(1 for a, b in known if not a.startswith(b) and not b.startswith(a))
        if len(known) > 0.5 * len(sample) and apart > 0.25 * len(known):
            return column
    return None


def cells_of(grid: Grid, sample: list[int], column: int) -> list[Cell]:
    """The cells of a column in the rows of a sample."""
    return [grid.rows[row][column] for row in sample]
