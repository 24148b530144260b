"""Ages as half-open intervals of years, and exact covers of a requested age range by published age groups.

``unter 3 Jahre`` is [0, 3), ``75 Jahre und mehr`` [75, ∞), ``0-14`` [0, 15), ``65+`` [65, ∞). A request is answered by
disjoint groups that fill it without rest, by as few as possible; anything else is a gap.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

OPEN = math.inf


class Ages(NamedTuple):
    """Ages from ``low`` (inclusive) to ``high`` (exclusive; infinite for „und mehr“)."""

    low: float
    high: float

    @property
    def words(self) -> str:
        """German words in the spelling of the official tables."""
        if self.high == OPEN:
            return f"{self.low:.0f} Jahre und mehr" if self.low else "alle Altersgruppen"
        if self.low == 0:
            return f"unter {self.high:.0f} {'Jahr' if self.high == 1 else 'Jahre'}"
        if self.high == self.low + 1:
            return f"{self.low:.0f} Jahre" if self.low != 1 else "1 Jahr"
        return f"{self.low:.0f} bis unter {self.high:.0f} Jahre"


ALL_AGES = Ages(0, OPEN)

_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:unter|bis unter|u\.?)\s*(\d+)(?:\s*jahren?|\s*jahre?|\s*j\.?)?"), "below"),
    (re.compile(r"(\d+)\s*(?:jahre?n?\s*)?(?:bis|-)\s*unter\s*(\d+)(?:\s*jahren?|\s*jahre?)?"), "between"),
    (re.compile(r"(\d+)\s*(?:jahre?\s*)?(?:-|–|bis)\s*(\d+)(?:\s*jahren?|\s*jahre?|\s*j\.?)?"), "through"),
    (
        re.compile(r"(?:ab\s*)?(\d+)\s*(?:jahren?|jahre?)?\s*(?:und|u\.)\s*(?:mehr|älter(?:e)?|darüber)(?:\s*jahre?)?"),
        "from",
    ),
    (re.compile(r"(\d+)\s*\+"), "from"),
    (re.compile(r"(?:ab|über)\s*(\d+)(?:\s*jahren?|\s*jahre?)?"), "from"),
    (re.compile(r"(\d+)(?:\s*jahren?|\s*jahre?)?"), "single"),
)


@cache
def parse_ages(text: str) -> Ages | None:
    """The interval of an age label or request, or None when the words are no closed statement about age."""
    words = " ".join(text.lower().replace("\xa0", " ").split())
    for pattern, form in _FORMS:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        numbers = [int(item) for item in match.groups()]
        if form == "below":
            ages = Ages(0, numbers[0])
        elif form == "between":
            ages = Ages(numbers[0], numbers[1])
        elif form == "through":
            ages = Ages(numbers[0], numbers[1] + 1)
        elif form == "from":
            ages = Ages(numbers[0], OPEN)
        else:
            ages = Ages(numbers[0], numbers[0] + 1)
        return ages if ages.low < ages.high else None
    return None


def cover(wanted: Ages, groups: Iterable[tuple[Ages, int]]) -> tuple[Ages, ...] | None:
    """The disjoint groups that fill ``wanted`` exactly, or None; the same question is answered once.

    Each group comes with its cost (0 for a group that has a value, more for one that has none): the least costly cover
    wins, then the one with the fewest groups, then the one whose groups reach furthest first.
    """
    return _cover(wanted, tuple(groups))


@cache
def _cover(wanted: Ages, groups: tuple[tuple[Ages, int], ...]) -> tuple[Ages, ...] | None:
    costs: dict[Ages, int] = {}
    for ages, cost in groups:
        if wanted.low <= ages.low and ages.high <= wanted.high:
            costs[ages] = min(cost, costs.get(ages, cost))
    if wanted in costs and costs[wanted] == 0:
        return (wanted,)
    best: dict[float, tuple[int, int, tuple[Ages, ...]]] = {wanted.low: (0, 0, ())}
    for ages in sorted(costs, key=lambda item: (item.low, -item.high)):
        so_far = best.get(ages.low)
        if so_far is None:
            continue
        candidate = (so_far[0] + costs[ages], so_far[1] + 1, (*so_far[2], ages))
        known = best.get(ages.high)
        if known is None or candidate[:2] < known[:2]:
            best[ages.high] = candidate
    found = best.get(wanted.high)
    return found[2] if found is not None else None


def gap_words(wanted: Ages, groups: Iterable[Ages]) -> str:
    """Why ``wanted`` cannot be put together, in German."""
    published = sorted(set(groups))
    if not published:
        return f"Die Lieferung ist nicht nach Alter gegliedert; gebraucht wird „{wanted.words}“."
    shown = ", ".join(item.words for item in published[:8]) + (" …" if len(published) > 8 else "")
    return f"Aus den gelieferten Altersgruppen ({shown}) lässt sich „{wanted.words}“ nicht genau zusammensetzen."


def widened(ages: Ages, limits: Iterable[float]) -> Ages:
    """The narrowest group between two of ``limits`` (0 and open-ended always among them) that holds ``ages``."""
    borders = sorted({0.0, OPEN, *limits})
    return Ages(
        max(border for border in borders if border <= ages.low),
        min(border for border in borders if border >= ages.high),
    )
