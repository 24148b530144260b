"""What a panel of comparisons covers: areas, periods, what to compare with, and the counts behind a quotient."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from berichtsgenerator.indicators.defining.formula import Name, Node, evaluate, names
from berichtsgenerator.model.entries import Component
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind

YEARS = (1, 5, 10)
COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)


@dataclass(frozen=True, slots=True)
class Scope:
    """What to compare: ``areas`` at ``periods`` (ascending), against the areas of ``against``, and as peers the areas
    of ``peers``, which all lie in ``within``. ``years`` are the distances of the changes; a change to a period that is
    not among ``periods`` is left out.
    """

    indicator: str
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    against: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    within: str = ""
    breakdown: Breakdown = ()
    years: tuple[int, ...] = YEARS

    @property
    def all_areas(self) -> tuple[str, ...]:
        """Every area of which a value is needed, each once, in order."""
        return tuple(dict.fromkeys((*self.areas, *self.against, *self.peers)))


@cache
def shifted(period: Period, years: int) -> Period:
    """The same period so many years earlier."""
    iso = f"{period.year - years:04d}{period.iso[4:]}"
    if "/" in iso:
        iso = f"{period.year - years:04d}/{period.year - years + 1:04d}"
    return Period(period.kind, iso)


def counted(node: Node, components: Sequence[Component]) -> float:
    """The value of a part of a formula that is made of known counts only; NaN for anything else."""
    if isinstance(node, Name):
        for item in components:
            if item.name == node.name:
                return item.value if item.value is not None and item.kind in COUNTS else math.nan
        return math.nan
    used = {item.name for item in names(node)}
    known = {item.name: item.value for item in components if item.name in used and item.kind in COUNTS}
    values = {name: value for name, value in known.items() if value is not None}
    try:
        return evaluate(node, values) if len(values) == len(used) else math.nan
    except ZeroDivisionError:
        return math.nan
