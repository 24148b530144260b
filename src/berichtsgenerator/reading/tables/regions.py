"""Where the tables of a sheet are: title block, head, body with separator rows, foot.

A table is a run of rows of figures. Between two of its rows there may be empty rows and rows with one cell (a date,
an area, a
block heading); a row that looks like a head begins the next table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.kinds import NOTE_START, filled, is_index_row, is_strong, kinds_of
from berichtsgenerator.reading.tables.places import NAME_HEAD
from berichtsgenerator.reading.words.labels import heal
from berichtsgenerator.reading.words.times import period_of_cell


@dataclass(slots=True)
class Region:
    """Row numbers of one table; ``body`` holds rows of figures and rows of areas without any, ``separators``
    single cells.
    """

    titles: list[int]
    head: list[int]
    body: list[int]
    separators: list[int]
    notes: list[int] = field(default_factory=list)
    value_start: int = 0
    """Leftmost column that holds figures in the body (first estimate)."""


def _figures_start(rows: list[int], kinds: list[str]) -> int:
    """Leftmost column in which most rows of figures have a number or mark and which is not the first filled one."""
    votes: dict[int, int] = {}
    for row in rows[:500]:
        line = kinds[row]
        first = len(line) - len(line.lstrip())
        for column in range(first + 1, len(line)):
            if line[column] in "nm":
                votes[column] = votes.get(column, 0) + 1
    need = max(1, len(rows[:500]) // 3)
    good = [column for column, count in votes.items() if count >= need]
    return min(good) if good else min(votes, default=1)


def find_regions(grid: Grid) -> tuple[list[Region], list[str]]:
    """The tables of a sheet from top to bottom, and the kinds of its cells."""
    kinds = kinds_of(grid)
    strong = [row for row, line in enumerate(kinds) if is_strong(grid, row, line)]
    groups: list[list[int]] = []
    for row in strong:
        if groups and not _breaks(grid, kinds, groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    regions: list[Region] = []
    before = -1
    for number, group in enumerate(groups):
        after = groups[number + 1][0] if number + 1 < len(groups) else len(kinds)
        region = _region(grid, kinds, group, before, after, last=number + 1 == len(groups))
        regions.append(region)
        before = max([group[-1], *region.notes, *region.body])
    return regions, kinds


def stated_region(grid: Grid, first: int, last: int) -> tuple[list[Region], list[str]]:
    """The one table whose head stands in the rows ``first`` … ``last`` (from 0, both included), and the kinds of cells.

    Everything below the head is the table, as far as rows of figures reach.
    """
    kinds = kinds_of(grid)
    strong = [row for row in range(last + 1, len(kinds)) if is_strong(grid, row, kinds[row])]
    if not strong:
        return [], kinds
    body: list[int] = []
    separators: list[int] = []
    for row in range(last + 1, strong[-1] + 1):
        columns = filled(kinds[row])
        if len(columns) == 1:
            separators.append(row)
        elif columns:
            body.append(row)
    head = [row for row in range(first, last + 1) if kinds[row].strip()]
    titles = [row for row in range(first) if kinds[row].strip()]
    notes = list(range(strong[-1] + 1, len(kinds)))
    return [Region(titles, head, body, separators, notes, _figures_start(strong, kinds))], kinds


def _breaks(grid: Grid, kinds: list[str], group: list[int], row: int) -> bool:
    """True when a head stands between the rows of ``group`` and ``row``."""
    last = group[-1]
    if row == last + 1:
        return False
    start = _figures_start(group, kinds)
    for between in range(last + 1, row):
        line = kinds[between]
        columns = filled(line)
        inside = [column for column in columns if column >= start]
        if len(columns) >= 2 and len(inside) >= 2 and not is_index_row(grid, between, line):
            if _same_build(kinds, line, group):
                continue
            return not (set(line[start:].replace(" ", "")) <= {"y"} and not _year_sequence(grid, between, inside))
        if len(columns) == 1 and re.match(r"_{3,}", as_text(grid.rows[between][columns[0]])):
            return True
    return False


def _same_build(kinds: list[str], line: str, group: list[int]) -> bool:
    """True when every cell of a row is of a kind that its column holds in the rows of figures: areas without figures,
    or figures that look like years; a head has texts above numbers.
    """
    sample = group if len(group) <= 60 else [*group[:30], *group[-30:]]
    if len(sample) < 2:
        return False
    filled_columns = filled(line)
    texts = 0
    for column in filled_columns:
        kind = "n" if line[column] == "y" else line[column]
        own = [("n" if kinds[row][column] == "y" else kinds[row][column]) for row in sample]
        if own.count(kind) < 0.3 * len(sample):
            return False
        texts += kind in "tk"
    return texts > 0


_LONGEST_STEP = 12
"""Years between two columns of a head."""


def _year_sequence(grid: Grid, row: int, columns: list[int]) -> bool:
    """True when the years of a row rise or fall step by step or repeat: a head, not figures."""
    periods = [period_of_cell(grid.rows[row][column]) for column in columns]
    numbers = [period.year for period in periods if period is not None]
    steps = {b - a for a, b in pairwise(numbers)}
    return steps <= {0, 1} or steps <= {0, -1} or (len(steps) == 1 and abs(min(steps)) <= _LONGEST_STEP)


def _region(grid: Grid, kinds: list[str], group: list[int], before: int, after: int, *, last: bool) -> Region:
    start = _figures_start(group, kinds)
    first = group[0]
    while first - 1 > before and _continues(grid, kinds, first - 1, group, start):
        first -= 1
        group = [first, *group]
    last_row = group[-1]
    while last_row + 1 < after and _goes_on(grid, kinds, last_row + 1, group, start):
        last_row += 1
        group = [*group, last_row]
    strong = set(group)
    body = [row for row in range(first, group[-1] + 1) if row in strong]
    separators: list[int] = []
    for row in range(first, group[-1] + 1):
        if row in strong:
            continue
        columns = filled(kinds[row])
        if len(columns) == 1:
            separators.append(row)
        elif columns:
            body.append(row)
    body.sort()
    head, separators_above, titles = _head(grid, kinds, before, first, start)
    head, titles = _titles_above(grid, kinds, group, head, titles)
    if len(head) > 1 and (first_of := _separator_in_head(grid, kinds, head[-1], separators)):
        head = head[:-1]
        separators_above = sorted([*separators_above, first_of])
    notes = list(range(group[-1] + 1, after)) if last else _notes_after(grid, kinds, group[-1] + 1, after)
    return Region(titles, head, body, separators_above + separators, notes, start)


def _goes_on(grid: Grid, kinds: list[str], row: int, group: list[int], start: int) -> bool:
    """True when the row below the last row of figures belongs to the body: same build, its figures all look like
    years and rise in no steps.
    """
    line = kinds[row]
    figures = line[start:].replace(" ", "")
    if not figures or set(figures) - {"y"} or not line[:start].strip() or len(group) < 2:
        return False
    columns = [column for column in range(start, len(line)) if line[column] == "y"]
    built = _same_build(kinds, line, group) or _next_year(grid, kinds, row, group[-1])
    return built and (len(columns) == 1 or not _year_sequence(grid, row, columns))


def _next_year(grid: Grid, kinds: list[str], row: int, other: int) -> bool:
    """True when two rows begin with years that follow one another."""
    first = len(kinds[row]) - len(kinds[row].lstrip())
    if kinds[row][first] != "y":
        return False
    own, next_one = (period_of_cell(grid.rows[r][first]) for r in (row, other))
    return own is not None and next_one is not None and abs(own.year - next_one.year) <= 1


def _continues(grid: Grid, kinds: list[str], row: int, group: list[int], start: int) -> bool:
    """True when the row above the first row of figures belongs to the body: same stub, its figures all look like
    years and are no row of years of a head.
    """
    line = kinds[row]
    below = kinds[group[0]]
    if not line.strip() or set(line[start:].replace(" ", "")) - {"y"} or not line[start:].strip():
        return False
    stub, stub_below = line[:start].replace("y", "n"), below[:start].replace("y", "n")
    columns = [column for column in range(start, len(line)) if line[column] == "y"]
    if stub != stub_below or not stub.strip() or _year_sequence(grid, row, columns):
        return False
    if "k" in stub:
        return True
    first = len(stub) - len(stub.lstrip())
    if line[first] == "y":
        return _next_year(grid, kinds, row, group[0])
    named = sum(1 for column in columns if row and kinds[row - 1][column] in "td")
    return named > 0.5 * len(columns) and not NAME_HEAD.match(heal(as_text(grid.rows[row][first])))


def _head(grid: Grid, kinds: list[str], before: int, first: int, start: int) -> tuple[list[int], list[int], list[int]]:
    """(head rows, separator rows between head and body, title rows) above the body row ``first``."""
    head: list[int] = []
    above: list[int] = []
    row = first - 1
    while row > before:
        columns = filled(kinds[row])
        inside = [column for column in columns if column >= start]
        if not columns:
            if head and not _head_goes_on(kinds, row - 1, before, start):
                break
        elif inside:
            if NOTE_START.match(as_text(grid.rows[row][columns[0]])) and len(columns) == 1:
                break
            head.append(row)
        elif head and _covered(grid, row, start):
            head.append(row)
        elif not head and len(columns) == 1:
            above.append(row)
        elif not head:
            head.append(row) if len(columns) >= 2 else above.append(row)
        else:
            break
        row -= 1
    titles = [r for r in range(before + 1, row + 1) if kinds[r].strip()]
    if not head:
        titles = sorted(titles + above)
        above = []
    return sorted(head), sorted(above), titles


def _titles_above(
    grid: Grid, kinds: list[str], group: list[int], head: list[int], titles: list[int]
) -> tuple[list[int], list[int]]:
    """Take rows from the top of the head that are titles: one text that begins above the stub."""
    sample = group[:60]
    stub = max(
        (
            column
            for column in range(min(12, len(kinds[group[0]])))
            if sum(1 for row in sample if kinds[row][column] == "t") > 0.6 * len(sample)
        ),
        default=-1,
    )
    while len(head) > 1:
        columns = filled(kinds[head[0]])
        text = as_text(grid.rows[head[0]][columns[0]]) if columns else ""
        if len(columns) != 1 or columns[0] > stub or len(text) < 15 or " " not in text.strip():
            break
        if not any(len(filled(kinds[row])) > 1 for row in head[1:]):
            break
        titles = sorted([*titles, head[0]])
        head = head[1:]
    return head, titles


def _separator_in_head(grid: Grid, kinds: list[str], row: int, separators: list[int]) -> int:
    """The last head row when it is the first of the separator rows of the body: one cell over the figures, of the same
    kind and in the same column as theirs; else 0.
    """
    columns = filled(kinds[row])
    if len(columns) != 1 or not separators:
        return 0
    kind = "d" if kinds[row][columns[0]] in "yd" else kinds[row][columns[0]]
    same = [
        other
        for other in separators
        if filled(kinds[other]) == columns
        and (("d" if kinds[other][columns[0]] in "yd" else kinds[other][columns[0]]) == kind)
    ]
    return row if same else 0


def _head_goes_on(kinds: list[str], row: int, before: int, start: int) -> bool:
    """True when the row above an empty one still names several columns of figures."""
    return (
        row > before and sum(1 for kind in kinds[row][start:] if kind in "td") >= 2 and not set(kinds[row]) & set("nm")
    )


def _covered(grid: Grid, row: int, start: int) -> bool:
    """True when a merged cell from above reaches over the value columns of this row: it is still head."""
    return any(top < row <= bottom and right >= start for top, _, bottom, right in grid.merges)


def _notes_after(grid: Grid, kinds: list[str], first: int, after: int) -> list[int]:
    """Rows after a table that are notes, before the next table's titles begin."""
    notes: list[int] = []
    for row in range(first, after):
        columns = filled(kinds[row])
        if not columns:
            continue
        if not NOTE_START.match(as_text(grid.rows[row][columns[0]])):
            break
        notes.append(row)
    return notes
