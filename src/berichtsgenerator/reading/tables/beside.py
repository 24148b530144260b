"""Tables that stand beside one another on a sheet: each becomes a grid of its own, with the other cells left empty."""

from __future__ import annotations

from collections.abc import Iterable

from berichtsgenerator.reading.books.results import Role, SheetLedger
from berichtsgenerator.reading.opening.grid import Grid
from berichtsgenerator.reading.tables.kinds import kinds_of

_LEAST = 3
"""Rows of figures from which a block of columns is a table of its own."""


def split_beside(grid: Grid) -> list[Grid]:
    """The blocks of columns of a sheet that are tables of their own, from left to right; mostly the sheet itself.

    Blocks are parted by empty columns; each must begin with a column of texts and hold figures right of it.
    """
    if grid.csv or grid.width < 5 or len(grid.rows) < _LEAST:
        return [grid]
    empty = list(range(grid.width))
    for row in grid.rows:
        if row.count("") == grid.width:
            continue
        empty = [column for column in empty if row[column] == ""]
        if not empty:
            return [grid]
    blocks: list[tuple[int, int]] = []
    left = 0
    for column in [*empty, grid.width]:
        if column > left:
            blocks.append((left, column - 1))
        left = column + 1
    if len(blocks) < 2:
        return [grid]
    kinds = kinds_of(grid)
    if not all(_is_table(kinds, *block) for block in blocks):
        return [grid]
    parts = []
    for first, last in blocks:
        others = [(0, 0, -1, first - 1)] if first else []
        if last < grid.width - 1:
            others.append((0, last + 1, -1, -1))
        part = grid.without(others)
        part.merges = tuple(merge for merge in grid.merges if first <= merge[1] <= last)
        parts.append(part)
    return parts


def _is_table(kinds: list[str], first: int, last: int) -> bool:
    rows = [line for line in kinds if line[first] == "t" and any(kind in "nm" for kind in line[first + 1 : last + 1])]
    heads = [line for line in kinds if not line.isspace() and any(kind in "td" for kind in line[first + 1 : last + 1])]
    return len(rows) >= _LEAST and bool(heads)


def joined(ledgers: Iterable[SheetLedger]) -> list[SheetLedger]:
    """The ledgers of blocks of one sheet as one."""
    found: dict[str, SheetLedger] = {}
    for own in ledgers:
        before = found.get(own.sheet)
        if before is None:
            found[own.sheet] = own
            continue
        roles = {role: n for role in Role if (n := before.roles.get(role, 0) + own.roles.get(role, 0))}
        reasons = sorted({*before.ignored, *own.ignored})
        ignored = {reason: before.ignored.get(reason, 0) + own.ignored.get(reason, 0) for reason in reasons}
        found[own.sheet] = SheetLedger(own.sheet, before.cells + own.cells, roles, ignored)
    return list(found.values())
