"""Sums that few contributors decide: the dominance rule (n, k) and the p percent rule.

Comes in: what each institution contributes to a sum. Goes out: how much room a reader must be left on both sides of it.
A sum of which the single contributions are not delivered cannot be judged; it is refused, with what to deliver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.observations import Observation

_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Concentration:
    """A sum is sensitive when its ``largest`` contributors make more than ``share`` percent of it (0: no such rule), or
    when the second largest can estimate the largest to within ``p`` percent (0: no such rule).
    """

    largest: int = 0
    share: float = 100.0
    p: float = 0.0

    def room(self, contributions: Iterable[float]) -> float:
        """By how much a reader's interval must reach below and above the sum; 0 where the sum may be printed."""
        ordered = sorted((abs(value) for value in contributions if value), reverse=True)
        total = sum(ordered)
        found = 0.0
        if self.largest and ordered:
            found = 100.0 / self.share * sum(ordered[: self.largest]) - total
        if self.p and ordered:
            found = max(found, self.p / 100.0 * ordered[0] - (total - sum(ordered[:2])))
        return found if found > _SAME else 0.0


def contributions_of(value: float, cells: Sequence[Observation]) -> Mapping[str, float] | None:
    """What each institution contributes to ``value``; None where the cells are not those of institutions."""
    found: dict[str, float] = defaultdict(float)
    for cell in cells:
        if cell.level is not Level.EINRICHTUNG or cell.value is None:
            return None
        found[cell.area] += cell.value
    return dict(found) if found and abs(sum(found.values()) - value) <= _SAME * max(1.0, abs(value)) else None


def left_over(whole: Mapping[str, float], parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """What is left of the contributions to a sum when those to some of its parts are taken away."""
    found = dict(whole)
    for part in parts:
        for name, value in part.items():
            found[name] = found.get(name, 0.0) - value
    return {name: value for name, value in found.items() if abs(value) > _SAME}
