"""Which rows of a stub stand below which, where only the look of the cells tells it: indents, bold letters.

Labels whose text begins with blanks say it themselves. Indents are believed. Bold letters also mark what an author
finds important; they are believed where the table's figures or labels bear it out: the rows below a bold one add up to
it, or they are parts by nature (``männlich``, ``unter 3 Jahre``), and none is larger than the bold row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.opening.sheetfacts import PLAIN, Look
from berichtsgenerator.reading.words.labels import is_total, meaning


def levels_of(grid: Grid, column: int, rows: Sequence[int], figures: Sequence[int]) -> dict[int, int]:
    """Row → level (0: outermost) of the labels in ``column`` of a table with ``rows`` (figures and headings, from top
    to bottom); empty where the look of the cells tells none.
    """
    if grid.looks is None:
        return {}
    labels = [(row, as_text(grid.rows[row][column])) for row in rows]
    labels = [(row, text) for row, text in labels if text.strip()]
    if len(labels) < 2 or any(text[0] in " \u00a0" for _, text in labels):
        return {}
    looks = grid.looks(column)
    found = _indents(labels, looks)
    return found if found else _bold(grid, labels, looks, figures)


def _indents(labels: Sequence[tuple[int, str]], looks: Mapping[int, Look]) -> dict[int, int]:
    steps = {row: looks.get(row, PLAIN).indent for row, _ in labels}
    if len(set(steps.values())) < 2:
        return {}
    for place, (row, text) in enumerate(labels):
        before = steps[labels[place - 1][0]] if place else steps[row]
        after = steps[labels[place + 1][0]] if place + 1 < len(labels) else -1
        if is_total(text) and before < steps[row] and after < steps[row]:
            steps[row] = before  # a total set off to the right below its parts
    return steps


def _bold(
    grid: Grid, labels: Sequence[tuple[int, str]], looks: Mapping[int, Look], figures: Sequence[int]
) -> dict[int, int]:
    bold = [place for place, (row, _) in enumerate(labels) if looks.get(row, PLAIN).bold]
    if not bold or bold[0] != 0 or len(bold) == len(labels):
        return {}
    for first, following in pairwise([*bold, len(labels)]):
        parts = labels[first + 1 : following]
        if parts and not _makes_up(grid, labels[first][0], parts, figures):
            return {}
    return {row: int(not looks.get(row, PLAIN).bold) for row, _ in labels}


def _makes_up(grid: Grid, whole: int, parts: Sequence[tuple[int, str]], figures: Sequence[int]) -> bool:
    """True when rows are parts of the row ``whole``: by their sum, or by what they are called and their size."""
    named = all(meaning(text).pair is not None or is_total(text) for _, text in parts)
    borne_out = False
    for column in figures:
        total = grid.rows[whole][column]
        numbers = [cell for row, _ in parts if isinstance(cell := grid.rows[row][column], float)]
        if not isinstance(total, float) or not numbers:
            continue
        if any(number > total for number in numbers):
            return False
        borne_out = borne_out or named or (len(numbers) > 1 and abs(sum(numbers) - total) <= 0.001 * abs(total))
    return borne_out
