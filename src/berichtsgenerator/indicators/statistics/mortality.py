"""Deaths by age: abridged life table and standardised rates.

Life table after Chiang (1984): mid-interval mortality: the dead of an age group have lived half of its years in it,
those of the first year a tenth. Standard: European Standard Population 2013 (Eurostat), in five-year groups up to 90+.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from berichtsgenerator.indicators.defining.ages import Ages
from berichtsgenerator.indicators.statistics.intervals import Interval, poisson

Z95 = 1.959963984540054
_INFANT = 0.1
"""Share of the first year that the children who die in it have lived, on average."""

ESP2013: tuple[tuple[int, float], ...] = (
    (0, 1000), (1, 4000), (5, 5500), (10, 5500), (15, 5500), (20, 6000), (25, 6000), (30, 6500), (35, 7000),
    (40, 7000), (45, 7000), (50, 7000), (55, 6500), (60, 6000), (65, 5500), (70, 5000), (75, 4000), (80, 2500),
    (85, 1500), (90, 1000),
)  # fmt: skip
"""First age and weight of the groups of the European Standard Population 2013; the last is open."""


class Group(NamedTuple):
    """Deaths and the mean population (person-years) of an age group."""

    ages: Ages
    deaths: float
    people: float


class LifeRow(NamedTuple):
    """One row of a life table: probability of dying, survivors at the first age, years lived, years left."""

    ages: Ages
    dying: float
    survivors: float
    lived: float
    expectancy: float


def life_table(groups: Sequence[Group]) -> tuple[LifeRow, ...]:
    """The life table of age groups that follow on each other from 0 to an open last one, per 100 000 born.

    Raises ValueError when the groups leave a gap, when a group has no people or the last one no deaths.
    """
    ordered = _joined(groups)
    survivors, rows = 100_000.0, []
    for group in ordered:
        rate = group.deaths / group.people
        width = group.ages.high - group.ages.low
        if math.isinf(width):
            rows.append((group.ages, 1.0, survivors, survivors / rate))
            break
        part = _INFANT if group.ages.low == 0 and width == 1 else 0.5
        dying = min(1.0, width * rate / (1 + (1 - part) * width * rate))
        dead = survivors * dying
        rows.append((group.ages, dying, survivors, width * (survivors - dead) + part * width * dead))
        survivors -= dead
    left = 0.0
    found: list[LifeRow] = []
    for ages, dying, alive, lived in reversed(rows):
        left += lived
        found.append(LifeRow(ages, dying, alive, lived, left / alive if alive else 0.0))
    return tuple(reversed(found))


def life_expectancy(groups: Sequence[Group], age: float = 0) -> Interval:
    """Years left at an age (at birth by default), with their 95 % interval (Chiang's variance).

    Raises ValueError when no group begins at ``age``, and as :func:`life_table`.
    """
    table = life_table(groups)
    start = next((number for number, row in enumerate(table) if row.ages.low == age), None)
    if start is None:
        raise ValueError("no age group begins there")
    ordered = _joined(groups)
    variance = 0.0
    for row, after, group in zip(table[start:], table[start + 1 :], ordered[start:], strict=False):
        if not group.deaths:
            continue
        width = row.ages.high - row.ages.low
        part = _INFANT if row.ages.low == 0 and width == 1 else 0.5
        spread = row.dying * row.dying * (1 - row.dying) / group.deaths
        variance += row.survivors**2 * ((1 - part) * width + after.expectancy) ** 2 * spread
    half = Z95 * math.sqrt(variance) / table[start].survivors
    left = table[start].expectancy
    return Interval(left, left - half, left + half)


def _joined(groups: Sequence[Group]) -> list[Group]:
    ordered = sorted(groups, key=lambda group: group.ages.low)
    if not ordered or ordered[0].ages.low != 0 or not math.isinf(ordered[-1].ages.high):
        raise ValueError("the age groups must reach from 0 to an open last one")
    for one, other in itertools.pairwise(ordered):
        if one.ages.high != other.ages.low:
            raise ValueError(f"the age groups leave a gap or overlap at {one.ages.high:.0f}")
    if any(group.people <= 0 for group in ordered) or not ordered[-1].deaths:
        raise ValueError("an age group is empty")
    return ordered


def standard_weights(groups: Sequence[Ages]) -> Mapping[Ages, float]:
    """The weights of ESP 2013 for age groups that are unions of its groups; raises ValueError for any other group."""
    bounds = [*(float(first) for first, _ in ESP2013), math.inf]
    found: dict[Ages, float] = {}
    for ages in groups:
        if ages.low not in bounds or ages.high not in bounds:
            raise ValueError(f"„{ages.words}“ is no union of the standard's groups")
        found[ages] = math.fsum(weight for first, weight in ESP2013 if ages.low <= first < ages.high)
    return found


def directly_standardised(groups: Sequence[Group], *, per: float = 100_000) -> Interval:
    """Directly standardised rate with its 95 % interval after Fay and Feuer (1997)."""
    from scipy.special import gammaincinv

    weights = standard_weights([group.ages for group in groups])
    whole = math.fsum(weights.values())
    parts = [(weights[group.ages] / whole / group.people, group.deaths) for group in groups if group.people > 0]
    if len(parts) < len(groups):
        raise ValueError("an age group is empty")
    rate = math.fsum(factor * deaths for factor, deaths in parts)
    spread = math.fsum(factor * factor * deaths for factor, deaths in parts)
    largest = max(factor for factor, _ in parts)
    low = spread / rate * float(gammaincinv(rate * rate / spread, 0.025)) if rate > 0 else 0.0
    upper, scale = rate + largest, spread + largest * largest
    high = scale / upper * float(gammaincinv(upper * upper / scale, 0.975))
    return Interval(rate * per, low * per, high * per)


def standardised_ratio(deaths: float, people: Sequence[tuple[Ages, float]], reference: Sequence[Group]) -> Interval:
    """Indirectly standardised mortality ratio (SMR) with its exact Poisson interval (Breslow and Day 1987).

    ``deaths`` over the number expected if the ``people`` of each age died at the rates of the reference; 1 = as many as
    expected. Both must come in the same age groups. Raises ZeroDivisionError when nobody is expected to die or a group
    of the reference is empty, KeyError for a group that the reference does not have.
    """
    rates = {group.ages: group.deaths / group.people for group in reference}
    expected = math.fsum(rates[ages] * count for ages, count in people)
    counted = poisson(deaths)
    return Interval(counted.value / expected, counted.low / expected, counted.high / expected)
