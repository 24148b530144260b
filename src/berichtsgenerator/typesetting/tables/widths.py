"""Widths of columns shared out: wished and least widths, heads of many lines, parts of a table that is too wide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from berichtsgenerator.document.blocks import Table
from berichtsgenerator.typesetting.tables.head import GridCell

_SMALL_RELIEF = 18.0
"""Points that a column may grow so that its head of two lines becomes one."""
_LOOSE, _TIGHTER = 60.0, 30.0
"""Points between the longest stub and the first column at most, as long as the table gets narrower by something."""
_ALIKE = 0.01
_EVEN_STEPS = 12
"""Widths that are tried to make the parts of a table alike."""
_STUB_WEIGHT = 2.2
"""How much wider than a column the stub stays when both give way."""


def spread(
    stub_least: float,
    stub_good: float,
    least: Sequence[float],
    good: Sequence[float],
    width: float,
    widest: float,
    table: Table,
) -> tuple[float, ...]:
    """Column edges from the stub's left edge: the wished widths as far as they go, equal columns when there is room.

    What is missing is taken from the widest columns first, so that the narrow ones keep their words whole. What is
    left stays with the stub, for :func:`relieved` and :func:`shared`.
    """
    count = len(least)
    stub = stub_good
    columns = list(good)
    total = stub + sum(columns)
    if total > width:

        def levelled(level: float) -> list[float]:
            heads = [min(high, max(low, level)) for low, high in zip(least, good, strict=True)]
            return [min(stub_good, max(stub_least, level * _STUB_WEIGHT)), *heads]

        low, high = 0.0, max(stub_good, *good) if good else stub_good
        for _ in range(32):
            middle = (low + high) / 2
            low, high = (middle, high) if sum(levelled(middle)) <= width else (low, middle)
        stub, *columns = levelled(low)
    elif count:
        equal = min((width - stub) / count, max(widest, max(columns)))
        if equal >= max(columns):
            columns = [equal] * count
    if table.stub_share is None or sum(columns) + stub < width:
        stub = width - sum(columns)
    alike = columns and max(columns) - min(columns) < _ALIKE
    if alike and table.stub_share is None and stub > stub_good + _LOOSE + _TIGHTER:
        stub = stub_good + _LOOSE  # the eye would lose the row on the way to its number
    edges = [0.0, stub]
    for column in columns:
        edges.append(edges[-1] + column)
    return tuple(edges)


def _line_count(words: Sequence[float], space: float, width: float) -> int:
    count, used = 0, width + 1.0
    for word in words:
        if used + space + word <= width + 0.01:
            used += space + word
        else:
            count, used = count + 1, word
    return count


def relieved(
    edges: tuple[float, ...], stub_good: float, words: Sequence[Sequence[float]], scale: float, padding: float
) -> tuple[float, ...]:
    """Edges with the room that the stub does not need given to the heads of most lines."""
    columns = [right - left for left, right in pairwise(edges[1:])]
    rest = edges[1] - stub_good
    space = 2.0 * scale
    sized = [[word * scale for word in row] for row in words]
    while rest > 0.5:
        lines = [_line_count(row, space, column - 2 * padding) for row, column in zip(sized, columns, strict=True)]
        worst = max(lines, default=0)
        if worst <= 1:
            break
        at = lines.index(worst)
        row = sized[at]
        runs = sorted(
            sum(row[begin:end]) + space * (end - begin - 1)
            for begin in range(len(row))
            for end in range(begin + 1, len(row) + 1)
        )
        wanted = next((run for run in runs if _line_count(row, space, run) < worst), None)
        more = max(wanted + 2 * padding + 0.1 - columns[at], 0.1) if wanted is not None else rest + 1.0
        if more > (rest if worst > 2 else min(rest, _SMALL_RELIEF)):
            sized[at] = []  # stays as it is
            continue
        columns[at] += more
        rest -= more
    result = [0.0, edges[-1] - sum(columns)]
    for column in columns:
        result.append(result[-1] + column)
    return tuple(result)


def shared(edges: tuple[float, ...], stub_good: float) -> tuple[float, ...]:
    """Edges with the room that the stub does not need shared out among columns of different widths."""
    columns = [right - left for left, right in pairwise(edges[1:])]
    rest = edges[1] - stub_good
    if rest <= 0 or not columns or max(columns) - min(columns) < _ALIKE:
        return edges
    result = [0.0, stub_good]
    for column in columns:
        result.append(result[-1] + column + rest / len(columns))
    return tuple(result)


def split(
    least: Sequence[float], good: Sequence[float], room: float, cells: Sequence[GridCell], count: int
) -> list[tuple[int, int]]:
    """Column ranges that fit ``room``, about as wide as each other; parted where no head cell spans, if near."""
    cuts = {at for at in range(count + 1) if not any(g.column < at < g.column + g.columns for g in cells)}
    widths = [min(low * 1.12, high) for low, high in zip(least, good, strict=True)]
    widths = [max(low, wish) for low, wish in zip(least, widths, strict=True)]
    parts = _filled(widths, room, cuts)
    even = sum(widths) / len(parts)
    for step in range(_EVEN_STEPS):
        found = _filled(widths, even + (room - even) * step / _EVEN_STEPS, cuts)
        if len(found) == len(parts):
            return found
    return parts


def _filled(widths: Sequence[float], room: float, cuts: Collection[int]) -> list[tuple[int, int]]:
    """Column ranges as wide as ``room`` allows, from the left."""
    count = len(widths)
    parts = []
    first = 0
    while first < count:
        last, used = first, 0.0
        while last < count and (used + widths[last] <= room or last == first):
            used += widths[last]
            last += 1
        if last < count:
            clean = [at for at in cuts if first < at <= last]
            if clean and (max(clean) - first) * 2 >= last - first:
                last = max(clean)
        parts.append((first, last))
        first = last
    return parts


def raised(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Widths raised to the least ones as far as the others have something to spare; the sum stays."""
    missing = sum(max(0.0, low - width) for low, width in zip(least, widths, strict=True))
    spare = sum(max(0.0, width - low) for low, width in zip(least, widths, strict=True))
    if not missing or missing > spare:
        return list(widths)
    keep = 1.0 - missing / spare
    return [low + max(0.0, width - low) * keep for low, width in zip(least, widths, strict=True)]
