"""A change taken apart: how much of it is more people, how much another composition, how much other rates.

For one rate: cases = people × rate; the change is shared out symmetrically (each effect at the mean of the other
quantity), so nothing is left over and no order is preferred. For groups (ages, areas): after Kitagawa (1955).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple


class Effects(NamedTuple):
    """Parts of a change of cases; they add up to it."""

    number: float
    """More or fewer people, at the same composition and rates."""
    structure: float
    """Another composition by groups."""
    rate: float
    """Other rates within the groups."""

    @property
    def total(self) -> float:
        """The whole change."""
        return self.number + self.structure + self.rate


class Group(NamedTuple):
    """People of a group and their cases at one time."""

    people: float
    cases: float


def decompose(before: Mapping[str, Group], now: Mapping[str, Group]) -> Effects:
    """The change of all cases by number, structure and rate; raises ValueError when the groups differ or are empty."""
    if before.keys() != now.keys() or not before:
        raise ValueError("both times need the same groups")
    if any(group.people <= 0 for times in (before, now) for group in times.values()):
        raise ValueError("a group is empty")
    then_all, now_all = (math.fsum(group.people for group in times.values()) for times in (before, now))
    names = sorted(before)
    structure = rate = 0.0
    for name in names:
        share = (before[name].people / then_all, now[name].people / now_all)
        rates = (before[name].cases / before[name].people, now[name].cases / now[name].people)
        structure += (share[1] - share[0]) * (rates[0] + rates[1]) / 2
        rate += (rates[1] - rates[0]) * (share[0] + share[1]) / 2
    crude = [
        math.fsum(times[name].cases for name in names) / whole for times, whole in ((before, then_all), (now, now_all))
    ]
    people = (then_all + now_all) / 2
    return Effects((now_all - then_all) * (crude[0] + crude[1]) / 2, structure * people, rate * people)
