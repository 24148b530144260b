"""One sheet as a grid of cells, whatever file it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from berichtsgenerator.reading.opening.sheetfacts import Looks
from berichtsgenerator.reading.words.values import Cell

Rows = list[list[Cell]]


@dataclass(slots=True)
class Grid:
    """Cells of a sheet in rows of one width; empty cells are ``""``. ``merges`` are (top, left, bottom, right), from 0.

    ``sheet`` is empty for text files. ``point`` tells that decimals in texts are written with a point. Hidden rows and
    columns are read like all others; their numbers are kept for the diagnostics.
    """

    sheet: str
    rows: Rows
    merges: tuple[tuple[int, int, int, int], ...] = ()
    visible: bool = True
    point: bool = False
    csv: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    feet: frozenset[str] = frozenset()
    """Numbers of the footnotes below the tables: as digits glued to a label they are no part of it."""
    spans: dict[tuple[int, int], tuple[int, int, int, int]] = field(default_factory=dict)
    looks: Looks | None = field(default=None, compare=False)
    """How the cells of a column look; None for files that don't say."""

    def __post_init__(self) -> None:
        width = max((len(row) for row in self.rows), default=0)
        for row in self.rows:
            if len(row) < width:
                row.extend([""] * (width - len(row)))
            if row.count("") == width:
                continue
            for index, cell in enumerate(row):
                if cell.__class__ is str and cell and not cell.strip():
                    row[index] = ""
        self.spans = {(top, left): (top, left, bottom, right) for top, left, bottom, right in self.merges}

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def count(self) -> int:
        """Number of cells that are not empty."""
        return sum(len(row) - row.count("") for row in self.rows)

    def without(self, areas: Sequence[tuple[int, int, int, int]]) -> Grid:
        """A copy whose cells in ``areas`` (top, left, bottom, right from 0, ends included, -1 = the last) are empty."""
        rows = [list(row) for row in self.rows]
        for top, left, bottom, right in areas:
            last = self.width - 1 if right < 0 else min(right, self.width - 1)
            for row in rows[top : len(rows) if bottom < 0 else bottom + 1]:
                for column in range(left, last + 1):
                    row[column] = ""
        return replace(self, rows=rows)

    def text(self, row: int, column: int) -> str:
        """The cell as text; whole numbers without ``.0``."""
        return as_text(self.rows[row][column])

    def filled_head(self, top: int, bottom: int) -> Rows:
        """Copies of the rows ``top`` … ``bottom`` (excluded) with merged cells filled into their whole range."""
        block = [list(row) for row in self.rows[top:bottom]]
        for first, left, last, right in self.merges:
            if last < top or first >= bottom or first < 0:
                continue
            value = self.rows[first][left] if first < len(self.rows) and left < self.width else ""
            if value == "":
                continue
            for row in range(max(first, top), min(last, bottom - 1) + 1):
                cells = block[row - top]
                for column in range(left, min(right, self.width - 1) + 1):
                    cells[column] = value
        return block


_GLUED = re.compile(r"(?<=[a-zäöüß.)])(\d{1,2})(?:[,; ]\d{1,2})*(?=$|\s)")


def without_feet(text: str, feet: frozenset[str]) -> str:
    """A label without the footnote numbers that are glued to its words (``Grundschulen3`` where a note 3 stands
    below).
    """
    if not feet or not any(char.isdigit() for char in text):
        return text
    return _GLUED.sub(lambda match: "" if match[1] in feet and not _formula(text, match.start()) else match[0], text)


def _formula(text: str, at: int) -> bool:
    """``km2``, ``m2``, ``CO2``: a digit that belongs to its word."""
    return bool(re.search(r"(?:^|[\s/(])(?:[kcd]?m|qm|co|no|pm)$", text[:at], re.IGNORECASE))


def as_text(cell: Cell) -> str:
    """A cell as text; whole numbers without ``.0``."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell == cell and abs(cell) < 1e15 and cell == int(cell):
        return str(int(cell))
    return str(cell)


def is_run(numbers: list[float]) -> bool:
    """True for 1, 2, 3 … without a gap: the index row or the running number of a table."""
    return len(numbers) >= 2 and numbers[0] in (0.0, 1.0) and all(b - a == 1 for a, b in pairwise(numbers))
