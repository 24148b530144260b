"""Roles of a table's columns: keys, names, periods, labels, running numbers, figures."""

from __future__ import annotations

import re
from collections import Counter

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading.opening.grid import Grid, as_text, is_run, without_feet
from berichtsgenerator.reading.tables.areacolumns import ATTRIBUTE_HEAD, FOREIGN, PART_CODE, cells_of, find_names
from berichtsgenerator.reading.tables.places import (
    KEY_HEAD,
    NAME_HEAD,
    KeyColumn,
    digits_of,
    judge_keys,
    split_key_and_name,
    vote_within,
)
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.words.labels import heal, unit_of
from berichtsgenerator.reading.words.times import is_mean, month_of_text
from berichtsgenerator.reading.words.values import Cell

_PERIOD_HEAD = re.compile(
    r"(?i)^(?:jahr|stichtag|datum|zeit|zeitpunkt|zeitraum|berichtsjahr|berichtsmonat|schuljahr|monat|quartal|kalenderjahr|year|time|stand)\b"
)
_AGE_HEAD = re.compile(r"(?i)^(?:alter|lebensalter|altersjahre?|lebensjahre?)\b(?!\s*\()")
_CODE_HEAD = re.compile(r"(?i)\bcode\b|\bwz\b|\bkldb\b|\bicd\b|\bisced\b|-?nr\.?$|nummer$")
_OTHER_CODES = re.compile(
    r"(?i)\bwz\b|\bkldb\b|\bicd|\bisced|schlüssel der tat|straftat|berufs|wirtschafts|plz|postleit|haushaltsstelle"
    r"|produkt"
)
"""Heads of codes that are no areas' keys."""
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
    key = None if columns.parts else _best_key(grid, columns, sample, counts, gazetteer, land)
    both = None if columns.parts or key is not None else _best_key_and_name(grid, columns, sample, gazetteer, land)
    for column in range(width):
        if columns.roles[column] is not ColumnRole.EMPTY:
            continue
        count = counts[column]
        total = sum(number for kind, number in count.items() if kind != " ")
        if total == 0:
            continue
        if key is not None and column == key[0]:
            columns.scheme = key[1].scheme
            columns.roles[column] = ColumnRole.KEY
            continue
        if both is not None and column == both[0]:
            columns.scheme = both[1].scheme
            columns.roles[column] = ColumnRole.KEY_NAME
            continue
        role = _stub_role(grid, columns, column, sample, count, total)
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
    if _AGE_HEAD.match(header) and numbers and numbers + count["t"] > 0.9 * total and _small(cells):
        return ColumnRole.LABEL
    if (count["y"] + count["d"]) >= 0.9 * total:
        if count["d"] and all(
            isinstance(cell, str) and month_of_text(cell)
            for cell in cells
            if cell != "" and not isinstance(cell, (int, float))
        ):
            return ColumnRole.MONTH
        if count["d"] >= 0.5 * total or _PERIOD_HEAD.search(header) or (not header and column <= 1) or column == 0:
            return ColumnRole.PERIOD
    if texts > 0.9 and not header and all(unit_of(as_text(cell)) is not None for cell in cells if cell != ""):
        return ColumnRole.UNIT
    if texts > 0.9 and re.fullmatch(r"(?i)(?:maß|mess)?-?einheit(?:en)?", header):
        return ColumnRole.UNIT
    if _MONTH_HEAD.search(header) and numbers == total:
        return ColumnRole.MONTH
    if FOREIGN.search(header):
        return ColumnRole.LABEL if texts >= 0.5 else ColumnRole.ATTRIBUTE
    if PART_CODE.match(header) and column <= 2 and not has_area:
        return ColumnRole.ATTRIBUTE
    if ATTRIBUTE_HEAD.search(header) and not NAME_HEAD.match(header):
        return ColumnRole.ATTRIBUTE
    if texts < 0.5 and numbers and (_CODE_HEAD.search(header) or KEY_HEAD.search(header)):
        return ColumnRole.ATTRIBUTE
    if texts < 0.5 and numbers and not header:
        run = [float(cell) for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
        if len(run) == len([cell for cell in cells if cell != ""]) and len(run) > 2 and is_run(run):
            return ColumnRole.RUNNING
    if texts + count["d"] / total >= 0.5 and columns.where(ColumnRole.PERIOD) and _monthly(cells):
        return ColumnRole.MONTH
    if texts >= 0.5 or count["d"] > 0.5 * total:
        return ColumnRole.LABEL
    return ColumnRole.VALUE


def _small(cells: list[Cell]) -> bool:
    """True when all numbers of a column can be years of age."""
    numbers = [int(text) for cell in cells if (text := as_text(cell)).isdigit()]
    return all(number <= 120 for number in numbers)


def _best_key(
    grid: Grid, columns: Columns, sample: list[int], counts: list[Counter[str]], gazetteer: Gazetteer, land: str
) -> tuple[int, KeyColumn] | None:
    """Of the left columns the one that best holds area keys; other columns of codes are none."""
    found: list[tuple[tuple[bool, bool, float], int, KeyColumn]] = []
    for column in range(min(grid.width, 12)):
        total = sum(number for kind, number in counts[column].items() if kind != " ")
        if not total or columns.roles[column] is not ColumnRole.EMPTY:
            continue
        header = columns.headers[column]
        if _NUMBER_HEAD.search(header) or _OTHER_CODES.search(header):
            continue
        cells = cells_of(grid, sample, column)
        texts = counts[column]["t"]
        if texts >= 0.6 * total and sum(1 for cell in cells if digits_of(cell)) < 0.6 * sum(
            1 for c in cells if c != ""
        ):
            continue
        if counts[column]["n"] + counts[column]["y"] + counts[column]["k"] + texts <= 0.6 * total:
            continue
        for beside in _texts_beside(grid, column, sample, counts):
            verdict = judge_keys(cells, beside, header, gazetteer, land)
            if verdict is not None:
                rank = (verdict.match >= 0.5, bool(KEY_HEAD.search(header)), verdict.known)
                found.append((rank, -column, verdict))
    if not found:
        return None
    _, column, verdict = max(found, key=lambda item: item[:2])
    return -column, verdict


def _best_key_and_name(
    grid: Grid, columns: Columns, sample: list[int], gazetteer: Gazetteer, land: str
) -> tuple[int, KeyColumn] | None:
    """Of the left columns whose cells hold a key and a name the one with most different areas."""
    best: tuple[int, int, KeyColumn] | None = None
    for column in range(min(grid.width, 12)):
        texts = [cell for cell in cells_of(grid, sample, column) if isinstance(cell, str) and cell]
        pairs = [pair for text in texts if (pair := split_key_and_name(text)) is not None]
        if not pairs or len(pairs) <= 0.6 * len(texts) or columns.roles[column] is not ColumnRole.EMPTY:
            continue
        digits: list[Cell] = [pair[0] for pair in pairs]
        verdict = judge_keys(digits, [pair[1] for pair in pairs], "Schlüssel", gazetteer, land)
        long = sum(1 for text in digits if len(digits_of(text)) >= 5) > 0.5 * len(digits)
        if verdict is None or verdict.known <= 0.5 or not (long or verdict.match >= 0.3):
            continue
        rank = len(set(digits))
        if best is None or rank > best[0]:
            best = (rank, column, verdict)
    return None if best is None else best[1:]


def _texts_beside(grid: Grid, column: int, sample: list[int], counts: list[Counter[str]]) -> list[list[str]]:
    """The texts right of a column, and left of it where no texts stand to the right."""
    sides: list[list[str]] = []
    for other in (column + 1, column - 1):
        if 0 <= other < grid.width:
            total = sum(number for kind, number in counts[other].items() if kind != " ")
            if not sides or (total and counts[other]["t"] > 0.6 * total):
                sides.append([as_text(grid.rows[row][other]) for row in sample])
    return sides or [[""] * len(sample)]


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
    if column + 2 < grid.width and _text_then_figures(counts, column + 1):
        return True
    for other in range(column + 1, min(grid.width, column + 8)):
        total = sum(number for kind, number in counts[other].items() if kind != " ")
        if total and counts[other]["t"] > 0.8 * total:
            names = [as_text(cell) for cell in cells_of(grid, sample, other)][:400]
            return bool(vote_within([name for name in names if name], gazetteer)) or bool(
                NAME_HEAD.match(columns.headers[other])
            )
    return False


def _text_then_figures(counts: list[Counter[str]], column: int) -> bool:
    """True for a column of texts with a column of figures right of it: what stands left of it are codes."""
    total = sum(number for kind, number in counts[column].items() if kind != " ")
    after = counts[column + 1]
    figures = after["n"] + after["m"] + after["y"]
    return bool(total) and counts[column]["t"] > 0.9 * total and figures > 0.8 * sum(counts[column].values())


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
