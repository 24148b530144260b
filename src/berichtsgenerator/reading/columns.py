"""Roles of a table's columns: keys, names, periods, labels, running numbers, figures."""

from __future__ import annotations

import re
from collections import Counter

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading.areacolumns import ATTRIBUTE_HEAD, FOREIGN, PART_CODE, cells_of, find_names
from berichtsgenerator.reading.grid import Grid, as_text, is_run, without_feet
from berichtsgenerator.reading.places import (
    KEY_HEAD,
    NAME_HEAD,
    digits_of,
    judge_keys,
    split_key_and_name,
    vote_within,
)
from berichtsgenerator.reading.roles import ColumnRole, Columns
from berichtsgenerator.reading.times import is_mean, month_of_text
from berichtsgenerator.reading.values import Cell
from berichtsgenerator.reading.words import heal

_PERIOD_HEAD = re.compile(
    r"(?i)^(?:jahr|stichtag|datum|zeit|zeitpunkt|zeitraum|berichtsjahr|berichtsmonat|schuljahr|monat|quartal|kalenderjahr|year|time|stand)\b"
)
_MONTH_HEAD = re.compile(r"(?i)^monat")
_RUNNING_HEAD = re.compile(r"(?i)^(?:lfd\.?|laufende)\s*(?:nr|nummer)|^nr\.?$|^rang$|^#$|^pos\.?$")
_NUMBER_HEAD = re.compile(
    r"(?i)^(?:schul|dienststellen|einrichtungs|kita|anstalts|institutions)\W?-?\s*(?:nummer|nr)\b|^(?:schul|dst|kita)-?nr"
)
_PART_HEADS: tuple[tuple[str, re.Pattern[str], tuple[int, ...]], ...] = (
    ("land", re.compile(r"(?i)^land$|^bundesland$"), (1, 2)),
    ("rb", re.compile(r"(?i)^rb$|^reg\.?-?\s?bez\.?$|^regierungsbezirk$"), (1,)),
    ("kreis", re.compile(r"(?i)^(?:land)?kreis(?:schlüssel|-?nr\.?)?$|^krs\.?$|^kr\.?$"), (2, 3)),
    ("vb", re.compile(r"(?i)^vb$|^verband$|^gemeindeverband$"), (4,)),
    ("gem", re.compile(r"(?i)^gem(?:\.|einde)?(?:schlüssel|-?nr\.?)?$"), (3,)),
)


def column_headers(grid: Grid, head: list[int], width: int) -> tuple[list[str], list[list[Cell]]]:
    """(the head's texts of every column joined, the head rows with merged cells filled)."""
    if not head:
        return [""] * width, []
    block = grid.filled_head(head[0], head[-1] + 1)
    rows = [block[row - head[0]] for row in head]
    if grid.feet:
        rows = [[without_feet(cell, grid.feet) if isinstance(cell, str) else cell for cell in row] for row in rows]
    headers = []
    for column in range(width):
        seen: list[str] = []
        for row in rows:
            text = heal(as_text(row[column]))
            if text and text not in seen:
                seen.append(text)
        headers.append(" ".join(seen))
    return headers, rows


def assign_roles(
    grid: Grid,
    kinds: list[str],
    body: list[int],
    headers: list[str],
    head_rows: list[list[Cell]],
    gazetteer: Gazetteer,
    land: str,
) -> Columns:
    """Decide what every column holds; ``land`` is the Land that the file's other tables made likely (or ``""``)."""
    width = grid.width
    counts = [Counter(letters) for letters in zip(*(kinds[row] for row in body), strict=True)]
    counts = counts or [Counter[str]() for _ in range(width)]
    sample = body if len(body) <= 3000 else body[:: len(body) // 3000 + 1]
    columns = Columns([ColumnRole.EMPTY] * width, headers)
    _key_parts(grid, columns, sample, head_rows, gazetteer, land)
    for column in range(width):
        if columns.roles[column] is not ColumnRole.EMPTY:
            continue
        count = counts[column]
        total = sum(number for kind, number in count.items() if kind != " ")
        if total == 0:
            continue
        role = _stub_role(grid, columns, column, sample, count, total, gazetteer, land)
        columns.roles[column] = role
        if role is ColumnRole.VALUE and not _stub_follows(grid, columns, column, sample, counts, gazetteer, land):
            _figures(columns, column, counts)
            break
        if role is ColumnRole.VALUE:
            columns.roles[column] = ColumnRole.ATTRIBUTE
    find_names(grid, columns, sample, head_rows, gazetteer)
    return columns


def _key_parts(
    grid: Grid,
    columns: Columns,
    sample: list[int],
    head_rows: list[list[Cell]],
    gazetteer: Gazetteer,
    land: str,
) -> None:
    """Keys split over columns (``Landkreis`` 432 | ``Gemeinde`` 000; ``Land`` | ``RB`` | ``Kreis`` | ``VB`` |
    ``Gem``).
    """
    parts: dict[str, int] = {}
    for column, header in enumerate(columns.headers[:12]):
        own = [header, *(heal(as_text(line[column])) for line in head_rows)]
        for name, pattern, sizes in _PART_HEADS:
            if name not in parts and any(pattern.match(text) for text in own):
                texts = [digits_of(grid.rows[row][column]) for row in sample if grid.rows[row][column] != ""]
                fitting = sum(1 for text in texts if text.isdigit() and len(text) <= max(sizes))
                if texts and fitting > 0.9 * len(texts):
                    parts[name] = column
                break
    if "kreis" not in parts or "gem" not in parts:
        return
    columns.parts = parts
    for column in parts.values():
        columns.roles[column] = ColumnRole.KEY_PART
    if "land" in parts:
        return
    names = [""] * len(sample)
    joined: list[Cell] = [joined_key(grid, columns, row) for row in sample]
    towns = [
        column
        for column in range(len(columns.headers))
        if re.search(r"(?i)schulort|^ort$|gemeindename|^name$", columns.headers[column])
    ]
    for column in towns:
        names = [as_text(grid.rows[row][column]) for row in sample]
        break
    verdict = judge_keys(joined, names, "Schlüssel", gazetteer, land)
    if verdict is not None:
        columns.scheme = verdict.scheme


def joined_key(grid: Grid, columns: Columns, row: int) -> str:
    """The digits of a key that stands in several columns of a row, or an empty text."""
    parts = {name: digits_of(grid.rows[row][column]) for name, column in columns.parts.items()}
    if not parts.get("kreis"):
        if parts.get("land"):
            return parts["land"].zfill(2) + parts.get("rb", "")
        return ""
    if "land" in parts:
        head = parts["land"].zfill(2) + (
            parts.get("rb", "") + parts["kreis"].zfill(2) if "rb" in parts else parts["kreis"].zfill(3)
        )
        return head + parts["gem"].zfill(3) if parts.get("gem") else head
    gem = parts.get("gem", "")
    return parts["kreis"].zfill(3) + (gem.zfill(3) if gem else "000")


def _stub_role(
    grid: Grid,
    columns: Columns,
    column: int,
    sample: list[int],
    count: Counter[str],
    total: int,
    gazetteer: Gazetteer,
    land: str,
) -> ColumnRole:
    header = columns.headers[column]
    cells = cells_of(grid, sample, column)
    texts = count["t"] / total
    if _NUMBER_HEAD.search(header):
        return ColumnRole.NUMBER
    if _RUNNING_HEAD.search(header):
        return ColumnRole.RUNNING
    has_area = any(columns.where(role) for role in (ColumnRole.KEY, ColumnRole.KEY_PART, ColumnRole.KEY_NAME))
    numbers = count["n"] + count["y"] + count["k"]
    if not has_area and texts < 0.6 and (numbers + count["t"]) > 0.6 * total:
        beside = [as_text(grid.rows[row][column + 1]) if column + 1 < grid.width else "" for row in sample]
        verdict = judge_keys(cells, beside, header, gazetteer, land)
        if verdict is not None:
            columns.scheme = verdict.scheme
            return ColumnRole.KEY
    if (count["y"] + count["d"]) >= 0.9 * total:
        if count["d"] and all(
            isinstance(cell, str) and month_of_text(cell)
            for cell in cells
            if cell != "" and not isinstance(cell, (int, float))
        ):
            return ColumnRole.MONTH
        if count["d"] >= 0.5 * total or _PERIOD_HEAD.search(header) or (not header and column <= 1) or column == 0:
            return ColumnRole.PERIOD
    if _MONTH_HEAD.search(header) and numbers == total:
        return ColumnRole.MONTH
    if FOREIGN.search(header):
        return ColumnRole.LABEL if texts >= 0.5 else ColumnRole.ATTRIBUTE
    if PART_CODE.match(header) and column <= 2 and not has_area:
        return ColumnRole.ATTRIBUTE
    if ATTRIBUTE_HEAD.search(header) and not NAME_HEAD.match(header):
        return ColumnRole.ATTRIBUTE
    if texts < 0.5 and numbers and not header:
        run = [float(cell) for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
        if len(run) == len([cell for cell in cells if cell != ""]) and len(run) > 2 and is_run(run):
            return ColumnRole.RUNNING
    if texts + count["d"] / total >= 0.5 and columns.where(ColumnRole.PERIOD) and _monthly(cells):
        return ColumnRole.MONTH
    if texts >= 0.5 or count["d"] > 0.5 * total:
        if not has_area:
            both = sum(1 for cell in cells if isinstance(cell, str) and split_key_and_name(cell) is not None)
            if both > 0.6 * total * len(sample) / max(1, sum(count.values())):
                known = [split_key_and_name(cell) for cell in cells if isinstance(cell, str)]
                digits: list[Cell] = [pair[0] for pair in known if pair]
                verdict = judge_keys(digits, [pair[1] for pair in known if pair], "Schlüssel", gazetteer, land)
                if verdict is not None and verdict.known > 0.5:
                    columns.scheme = verdict.scheme
                    return ColumnRole.KEY_NAME
        return ColumnRole.LABEL
    return ColumnRole.VALUE


def _monthly(cells: list[Cell]) -> bool:
    """True for a column of months in which ``D`` or ``Durchschnitt`` may stand for the mean of the year."""
    texts = [as_text(cell) for cell in cells if cell != ""]
    months = sum(1 for text in texts if month_of_text(text))
    return months >= 2 and all(month_of_text(text) or is_mean(text) for text in texts)


def _stub_follows(
    grid: Grid,
    columns: Columns,
    column: int,
    sample: list[int],
    counts: list[Counter[str]],
    gazetteer: Gazetteer,
    land: str,
) -> bool:
    """True when a column of area keys or names still stands right of this numeric column (which is then no figure)."""
    if any(
        columns.where(role) for role in (ColumnRole.KEY, ColumnRole.KEY_PART, ColumnRole.KEY_NAME, ColumnRole.LABEL)
    ):
        return False
    for other in range(column + 1, min(grid.width, column + 8)):
        total = sum(number for kind, number in counts[other].items() if kind != " ")
        if total and counts[other]["t"] > 0.8 * total:
            names = [as_text(cell) for cell in cells_of(grid, sample, other)][:400]
            return bool(vote_within([name for name in names if name], gazetteer)) or bool(
                NAME_HEAD.match(columns.headers[other])
            )
    return False


def _figures(columns: Columns, first: int, counts: list[Counter[str]]) -> None:
    """Roles from the first column of figures to the right end."""
    for column in range(first, len(columns.roles)):
        count = counts[column]
        total = sum(number for kind, number in count.items() if kind != " ")
        if total == 0 or columns.roles[column] is ColumnRole.KEY_PART:
            continue
        figures = count["n"] + count["m"] + count["y"]
        header = columns.headers[column]
        if column > first and (ATTRIBUTE_HEAD.search(header) or KEY_HEAD.search(header)):
            columns.roles[column] = ColumnRole.ATTRIBUTE
        elif figures > 0.2 * total and count["k"] < 0.5 * total:
            columns.roles[column] = ColumnRole.VALUE
        else:
            columns.roles[column] = ColumnRole.TEXT
