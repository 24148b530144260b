"""Measures of unequal distribution over the parts of an area, and plain statistics over areas.

All functions take the counts of one group and of the other (or of all) in the same order of units. Sources: Duncan and
Duncan 1955 (D), Lieberson 1981 (xPx), Bell 1954 / Duncan (Eta²). ``expected_dissimilarity`` is the mean of D when the
group is
drawn at random into units of fixed sizes (hypergeometric), because D is above zero by chance alone in small units.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from berichtsgenerator.indicators.defining.ages import Ages


def dissimilarity(group: Sequence[float], rest: Sequence[float]) -> float:
    """D = ½ Σ |a(i)/A − b(i)/B|; 0 = evenly spread, 1 = fully apart. Raises ZeroDivisionError when a group is empty."""
    whole_group, whole_rest = math.fsum(group), math.fsum(rest)
    return 0.5 * math.fsum(abs(a / whole_group - b / whole_rest) for a, b in zip(group, rest, strict=True))


def isolation(group: Sequence[float], total: Sequence[float]) -> float:
    """xPx = Σ x(i)/X · x(i)/t(i); units without anyone are left out. Raises ZeroDivisionError for an empty group."""
    whole = math.fsum(group)
    return math.fsum(x / whole * (x / t) for x, t in zip(group, total, strict=True) if t)


def eta_squared(group: Sequence[float], total: Sequence[float]) -> float:
    """Eta² = (xPx − P)/(1 − P) with P the group's share of all. Raises ZeroDivisionError when P is 1 or nobody is
    there."""
    share = math.fsum(group) / math.fsum(total)
    return (isolation(group, total) - share) / (1 - share)


def mean(values: Sequence[float]) -> float:
    """Unweighted arithmetic mean."""
    return math.fsum(values) / len(values)


def population_deviation(values: Sequence[float]) -> float:
    """Standard deviation with division by n: the areas are all areas, not a sample of them."""
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / len(values))


def expected_dissimilarity(group: Sequence[float], total: Sequence[float]) -> float:
    """Mean of D when the group's members are drawn at random into units of fixed sizes (whole numbers).

    With T people, A of the group and a unit of n, the group's number there is hypergeometric; D is a sum over units,
    so its mean is the sum of E|a/A − (n − a)/B| / 2.
    """
    people = round(math.fsum(total))
    members = round(math.fsum(group))
    others = people - members
    if not members or not others:
        raise ZeroDivisionError("a group is empty")
    logs = [0.0]
    for number in range(1, people + 1):
        logs.append(logs[-1] + math.log(number))
    result = 0.0
    for size in total:
        n = round(size)
        low, high = max(0, n - others), min(n, members)
        if n <= 0 or low > high:
            continue
        whole = logs[people] - logs[n] - logs[people - n]
        fixed = logs[members] + logs[others] - whole
        unit = 0.0
        for a in range(low, high + 1):
            b = n - a
            weight = math.exp(fixed - logs[a] - logs[members - a] - logs[b] - logs[others - b])
            unit += weight * abs(a / members - b / others)
        result += unit
    return result / 2


class ChanceRange(NamedTuple):
    """What a measure would be if the group were spread at random: its mean and the middle 95 percent."""

    mean: float
    low: float
    high: float


class RandomAllocation(NamedTuple):
    """D, isolation and Eta² under random allocation with fixed sizes of the units."""

    dissimilarity: ChanceRange
    isolation: ChanceRange
    eta_squared: ChanceRange


def random_allocation(group: Sequence[float], total: Sequence[float], *, draws: int = 2000) -> RandomAllocation:
    """Ranges of the measures when the group's members are drawn at random into units of fixed sizes.

    Drawn from the multivariate hypergeometric distribution with a fixed seed, so that the same units give the same
    range. Raises ZeroDivisionError when a group is empty.
    """
    sizes = np.array([round(value) for value in total], dtype=np.int64)
    members, people = round(math.fsum(group)), int(sizes.sum())
    if not members or members >= people:
        raise ZeroDivisionError("a group is empty")
    drawn = np.random.default_rng(20_220_515).multivariate_hypergeometric(
        sizes, members, size=draws, method="marginals"
    )
    rest = sizes - drawn
    apart = 0.5 * np.abs(drawn / members - rest / (people - members)).sum(axis=1)
    filled = sizes > 0
    alone = (drawn[:, filled] / members * (drawn[:, filled] / sizes[filled])).sum(axis=1)
    share = members / people
    return RandomAllocation(_range(apart), _range(alone), _range((alone - share) / (1 - share)))


def _range(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> ChanceRange:
    low, high = np.quantile(values, (0.025, 0.975))
    return ChanceRange(float(values.mean()), float(low), float(high))


def mean_age(groups: Sequence[tuple[Ages, float]], *, open_age: float = 90.0) -> float:
    """Mean age in years from the people of single ages or age groups: the middle of each, age + 0.5 for single years.

    An open last group counts as five years wide from its first age, or reaches ``open_age`` where that is later. Raises
    ZeroDivisionError when nobody is there.
    """
    people = math.fsum(count for _, count in groups)
    return math.fsum(count * _middle(ages, open_age) for ages, count in groups) / people


def _middle(ages: Ages, open_age: float) -> float:
    return (ages.low + (max(ages.low + 5, open_age) if math.isinf(ages.high) else ages.high)) / 2
