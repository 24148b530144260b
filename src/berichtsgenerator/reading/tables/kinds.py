"""Kinds of cells, one letter each, and the first look at rows.

Letters: `` `` empty, ``n`` number, ``y`` number that can be a year, ``m`` mark (or a spreadsheet's error), ``d`` date
or other whole period, ``k`` digits with a leading zero (a key), ``t`` text.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from berichtsgenerator.reading.opening.grid import Grid, as_text, is_run
from berichtsgenerator.reading.words.labels import unit_of
from berichtsgenerator.reading.words.times import month_of_text, period_of_text
from berichtsgenerator.reading.words.values import ERROR, clean, parse_text

_NAVIGATION = re.compile(r"\s*(?:zurück zu[mr]?\b.*|zu[mr] inhalt.*|inhaltsverzeichnis|↑.*|zurück)\s*", re.IGNORECASE)
_YEAR_WITH_LETTER = re.compile(r"(?:19|20)\d\d\s?(?:[rpsv]|\([rpsv]\))")
_KEY = re.compile(r"0\d{1,11}")
_COLUMN_NUMBER = re.compile(r"(?i)spalte|lfd|nr")
NOTE_START = re.compile(
    r"\s*(?:\d{1,2}\)|\*+\)?\s|\*\)|[¹²³⁴⁵]|_{3,}|-{5,}|quelle|©|\(c\)|anmerkung|hinweis|erläuterung|zeichenerklärung|legende|stand:|datenlizenz"
    r"|dieses werk|zu\s+\"|zu „|abweichungen|musterdaten|copyright|erstellt)",
    re.IGNORECASE,
)


@lru_cache(maxsize=200_000)
def kind_of_text(text: str, point: bool = False) -> str:
    """Kind of a text cell."""
    plain = clean(text)
    if not plain or _NAVIGATION.fullmatch(plain):
        return " "
    if _KEY.fullmatch(plain):
        return "k"
    if ERROR.fullmatch(plain):
        return "m"
    first = plain[0]
    if _YEAR_WITH_LETTER.fullmatch(plain):
        return "y"
    if first.isdigit() or not first.isalpha() or len(plain) <= 4:
        parsed = parse_text(plain, point)
        if parsed is not None:
            if (
                parsed.value is not None
                and not parsed.mark
                and len(plain) == 4
                and plain.isdigit()
                and "1900" <= plain <= "2100"
            ):
                return "y"
            return "m" if parsed.value is None or parsed.mark == plain else "n"
    if len(plain) < 40 and (period_of_text(plain) is not None or month_of_text(plain) is not None):
        return "d"
    return "t"


def kinds_of(grid: Grid) -> list[str]:
    """One string of letters per row."""
    point = grid.point
    result: list[str] = []
    width = grid.width
    blank = " " * width
    for row in grid.rows:
        if row.count("") == width:
            result.append(blank)
            continue
        letters = []
        for cell in row:
            kind = cell.__class__
            if kind is float or kind is int:
                letters.append("y" if 1900 <= cell <= 2100 and cell == int(cell) else "n")  # type: ignore[operator, arg-type]
            elif kind is str:
                letters.append(" " if cell == "" else kind_of_text(cell, point))
            elif isinstance(cell, dt.date):
                letters.append("d")
            else:
                letters.append("t")
        result.append("".join(letters))
    return result


def filled(kinds: str) -> list[int]:
    """Columns of a row that hold something."""
    if kinds.isspace():
        return []
    return [index for index, kind in enumerate(kinds) if kind != " "]


def is_index_row(grid: Grid, row: int, kinds: str) -> bool:
    """True for the row 1, 2, 3 … that numbers the columns of a table."""
    count = kinds.count("n") + kinds.count("y")
    if count < 2 or len(kinds) - kinds.count(" ") - count > 1:
        return False
    columns = filled(kinds)
    numbers = [index for index in columns if kinds[index] in "ny"]
    texts = [index for index in columns if kinds[index] not in "ny"]
    if any(not _COLUMN_NUMBER.match(as_text(grid.rows[row][i])) for i in texts):
        return False
    if (first := parse_text(as_text(grid.rows[row][numbers[0]]))) is not None and first.value not in (0.0, 1.0, None):
        return False
    return is_run(
        [
            float(parsed.value)
            for i in numbers
            if (parsed := parse_text(as_text(grid.rows[row][i]))) and parsed.value is not None
        ]
    )


def is_unit_row(grid: Grid, row: int, kinds: str) -> bool:
    """True when everything in the row is a unit (``Anzahl``, ``1000``, ``Prozent``)."""
    cells = grid.rows[row]
    found = False
    for index, kind in enumerate(kinds):
        if kind != " ":
            if unit_of(as_text(cells[index])) is None:
                return False
            found = True
    return found


def is_strong(grid: Grid, row: int, kinds: str) -> bool:
    """True for a row of figures: something in the stub and at least one number or mark right of it."""
    stripped = kinds.lstrip()
    if len(stripped) < 2 or not ("n" in stripped[1:] or "m" in stripped[1:]):
        return False
    return not (is_unit_row(grid, row, kinds) or is_index_row(grid, row, kinds) or _is_run_of_classes(grid, row, kinds))


def _is_run_of_classes(grid: Grid, row: int, kinds: str) -> bool:
    """True for a head such as ``1 | 2 | 3 | 4 | 5 und mehr``: a run of numbers with texts only right of it."""
    numbers = [index for index in filled(kinds) if kinds[index] == "n"]
    texts = [index for index in filled(kinds) if kinds[index] != "n"]
    if len(numbers) < 3 or not texts or min(texts) < max(numbers) or not grid.rows[row][texts[0]]:
        return False
    values = [parsed.value for i in numbers if (parsed := parse_text(as_text(grid.rows[row][i])))]
    return len(values) == len(numbers) and is_run([float(value) for value in values if value is not None])
