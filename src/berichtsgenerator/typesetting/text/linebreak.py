"""Breaking a paragraph into lines: the least bad of all ways (after Knuth and Plass, 1981), with hyphens.

Comes in: the widths of words with the places where they may be parted, the width of a space and of the line. Goes out:
the break after each line. All widths share one unit. A line never gets longer than ``width`` unless one piece alone is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HYPHEN_PENALTY = 80.0
DASH_PENALTY = 20.0
_RAGGED_HYPHEN = 300.0
_RAGGED_DASH = 280.0
_SHORT_END = 0.3
"""Ragged text does not end in a line shorter than this share of its width, where that is to be had."""
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

    ``words`` are widths, ``parts`` the break points of each word, ``forced`` the words after which a line ends in any
    case. Justified lines may shrink their spaces by a quarter. ``first_indent`` shortens the first line.
    """
    total = len(words)
    if not total:
        return []
    if sum(words) + space * (total - 1) <= width - first_indent and not forced:
        return [LineEnd(total - 1, None)]
    candidates = _candidates(words, parts, forced, space, justified)
    ends: list[LineEnd] | None = None
    for fill in (0.88, 0.76, 0.4, 0.0) if justified else (0.55, 0.25, 0.0):
        ends, overfull = _best(candidates, space, width, justified, first_indent, fill)
        if not overfull:
            break
    return ends or [LineEnd(total - 1, None)]


_Place = tuple[int, int | None]
"""Word and number of its break point, as in :class:`LineEnd`; objects are made for the chosen ones only."""
_Candidate = tuple[float, float, int, int, float, bool, bool, _Place]
"""End of the line before it, start of the line behind it, spaces before and behind, penalty, hyphen, must end, place.
"""


def _candidates(
    words: Sequence[float],
    parts: Sequence[Sequence[BreakPoint]],
    forced: frozenset[int],
    space: float,
    justified: bool,
) -> list[_Candidate]:
    """All places where a line may end, from left to right."""
    found: list[_Candidate] = []
    position = 0.0
    hyphen_penalty = HYPHEN_PENALTY if justified else _RAGGED_HYPHEN
    dash_penalty = DASH_PENALTY if justified else _RAGGED_DASH
    last = len(words) - 1
    for index, word in enumerate(words):
        for number, point in enumerate(parts[index]):
            penalty = hyphen_penalty if point.hyphen else dash_penalty
            start = position + point.start
            found.append((position + point.end, start, index, index, penalty, point.hyphen, False, (index, number)))
        end = position + word
        must = index == last or index in forced
        found.append((end, end + space, index, index + 1, 0.0, False, must, (index, None)))
        position = end + space
    return found


def _best(
    candidates: Sequence[_Candidate], space: float, width: float, justified: bool, first_indent: float, fill: float
) -> tuple[list[LineEnd], bool]:
    """The cheapest ends when lines may not be emptier than ``fill``, and whether a line got too long."""
    stretch = space * 0.5
    shrink = space * 0.26 if justified else 0.0
    least = width * fill
    places: list[_Place | None] = [None]
    before: list[int] = [-1]
    active: list[tuple[float, int, float, int, bool]] = [(-first_indent, 0, 0.0, 0, False)]
    overfull = False
    for end, start, spaces, after, penalty, hyphen, must, place in candidates:
        if not must and end - active[0][0] < least:
            continue  # even the line from the earliest beginning is too empty
        best, best_from = _INFINITE, -1
        dead = 0
        for begin, gone, cost, record, flagged in active:
            natural = end - begin
            slack = width - natural
            if slack < 0:
                gaps = spaces - gone
                if slack < -gaps * shrink - 1e-6:
                    dead += 1
                    continue
                if must:
                    demerit = 50.0
                else:
                    ratio = -slack / (gaps * shrink)
                    demerit = (1.0 + 100.0 * ratio * ratio * ratio + penalty) ** 2
            elif must:
                demerit = 0.0
                if justified:
                    demerit = 400.0 if natural < width * 0.12 else 0.0
                elif gone and natural < width * _SHORT_END:
                    demerit = 2500.0 + 3500.0 * (1.0 - natural / (width * _SHORT_END))
            elif natural < least:
                break  # the lines of all later beginnings are emptier still
            elif cost >= best:
                continue
            elif justified:
                gaps = spaces - gone
                ratio = slack / (gaps * stretch) if gaps else slack / (stretch * 0.4)
                if ratio > 40.0:
                    ratio = 40.0
                demerit = (1.0 + 100.0 * ratio * ratio * ratio + penalty) ** 2
            else:
                share = slack / width
                demerit = (1.0 + 900.0 * share * share + penalty) ** 2
            if hyphen and flagged:
                demerit += 30000.0
            if cost + demerit < best:
                best, best_from = cost + demerit, record
        if dead == len(active):  # one piece alone is wider than the line: it ends where the last open line began
            best, best_from = active[-1][2] + 1e9, active[-1][3]
            active = []
            overfull = True
        elif dead:
            active = active[dead:]  # beginnings stand in order: the first ones are out of reach
        if must:
            active = []
            if best_from < 0:
                return [], True
        if best_from >= 0:
            places.append(place)
            before.append(best_from)
            active.append((start, after, best, len(places) - 1, hyphen))
    ends: list[LineEnd] = []
    at = active[-1][3]
    while at > 0:
        found = places[at]
        if found is not None:
            ends.append(LineEnd(*found))
        at = before[at]
    ends.reverse()
    return ends, overfull
