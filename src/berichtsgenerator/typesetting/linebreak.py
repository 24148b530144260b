"""Breaking a paragraph into lines: the least bad of all ways (after Knuth and Plass, 1981), with hyphens.

Comes in: the widths of words with the places where they may be parted, the width of a space and of the line. Goes out:
the break after each line. All widths share one unit. A line never gets longer than ``width`` unless one piece alone is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HYPHEN_PENALTY = 60.0
DASH_PENALTY = 20.0
_RAGGED_HYPHEN = 220.0
_INFINITE = 1e18


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """A place inside a word: width of the line piece before it (hyphen included), width of the part before it alone."""

    end: float
    start: float
    hyphen: bool


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line ends after word ``word`` (``part`` None), or inside it at its break point number ``part``."""

    word: int
    part: int | None


def break_lines(
    words: Sequence[float],
    parts: Sequence[Sequence[BreakPoint]],
    forced: frozenset[int],
    space: float,
    width: float,
    *,
    justified: bool,
    first_indent: float = 0.0,
) -> list[LineEnd]:
    """The ends of all lines.

    ``words`` are widths, ``parts`` the break points of each word, ``forced`` the words after which a line ends in any case.
    Justified lines may shrink their spaces by a quarter. ``first_indent`` shortens the first line.
    """
    total = len(words)
    if not total:
        return []
    if sum(words) + space * (total - 1) <= width - first_indent and not forced:
        return [LineEnd(total - 1, None)]
    stretch = space * 0.5
    shrink = space * 0.26 if justified else 0.0
    # an active break: (start position, spaces before it, cost, index of the record)
    records: list[tuple[LineEnd | None, int]] = [(None, -1)]
    active: list[tuple[float, int, float, int, bool]] = [(-first_indent if first_indent else 0.0, 0, 0.0, 0, False)]
    position = 0.0
    spaces = 0

    def candidate(
        end: float, start: float, after: int, penalty: float, hyphen: bool, place: LineEnd, last: bool
    ) -> None:
        nonlocal active
        best, best_from = _INFINITE, -1
        keep = []
        fallback = active[-1]
        for node in active:
            begin, before, cost, record, flagged = node
            natural = end - begin
            gaps = spaces - before
            slack = width - natural
            if slack < -gaps * shrink - 1e-6:
                continue
            keep.append(node)
            if last:
                demerit = 0.0 if slack >= 0 else 50.0
                if justified and natural < width * 0.12:
                    demerit += 400.0
            elif justified:
                if slack >= 0:
                    ratio = slack / (gaps * stretch) if gaps else (slack / (stretch * 0.4) if slack > 1e-6 else 0.0)
                else:
                    ratio = -slack / (gaps * shrink)
                ratio = min(ratio, 40.0)
                demerit = (1.0 + 100.0 * ratio * ratio * ratio + penalty) ** 2
            else:
                share = slack / width
                demerit = (1.0 + 900.0 * share * share + penalty) ** 2
            if hyphen and flagged:
                demerit += 12000.0
            if cost + demerit < best:
                best, best_from = cost + demerit, record
        if not keep:  # one piece alone is wider than the line: it ends where the last open line began
            best, best_from = fallback[2] + 1e9, fallback[3]
        active = keep
        if best_from >= 0:
            records.append((place, best_from))
            active.append((start, after, best, len(records) - 1, hyphen))

    hyphen_penalty = HYPHEN_PENALTY if justified else _RAGGED_HYPHEN
    for index in range(total):
        for number, point in enumerate(parts[index]):
            candidate(
                position + point.end,
                position + point.start,
                spaces,
                hyphen_penalty if point.hyphen else DASH_PENALTY,
                point.hyphen,
                LineEnd(index, number),
                False,
            )
        end = position + words[index]
        final = index == total - 1
        if final or index in forced:
            candidate(end, end + space, spaces + 1, 0.0, False, LineEnd(index, None), True)
            active = [active[-1]]
        else:
            candidate(end, end + space, spaces + 1, 0.0, False, LineEnd(index, None), False)
        position = end + space
        spaces += 1
    ends: list[LineEnd] = []
    at = active[-1][3]
    while at > 0:
        place, at = records[at]
        if place is not None:
            ends.append(place)
    ends.reverse()
    return ends
