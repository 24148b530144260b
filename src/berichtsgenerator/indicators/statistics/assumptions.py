"""Assumptions of a projection from what is published: groups of ages become single ages, counts become rates.

What is published of a Kreis or a Gemeinde are groups of ages. Within a group people follow the single ages of a larger
area where those are known, else the survivors of a stationary population. Mortality rises by a tenth with every year
of age within the open last group. Nothing of this changes the sum of a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from berichtsgenerator.indicators.defining.ages import Ages
from berichtsgenerator.indicators.statistics.projection import Assumptions, Floats

LAST = 100
"""The open last single age."""
_RISE = 1.1
"""How much higher mortality is with each year of age in an open group."""
_FERTILE = (15, 50)
_INFANT = 0.9
"""Share of the first year that the children who die in it do not live, on average."""


class Count(NamedTuple):
    """A number of people or cases of an age group."""

    ages: Ages
    value: float


def slice_of(ages: Ages) -> slice:
    """The single ages of a group."""
    low = min(LAST, int(ages.low))
    return slice(low, LAST + 1 if ages.high > LAST else max(low + 1, int(ages.high)))


def spread(counts: Sequence[Count], weights: Floats) -> Floats:
    """Single ages that add up to the counts, within each group in proportion to ``weights`` (evenly where all are 0).

    Raises ValueError when the groups overlap or leave an age out.
    """
    found = np.zeros(LAST + 1)
    filled = np.zeros(LAST + 1, dtype=int)
    for ages, value in counts:
        part = slice_of(ages)
        filled[part] += 1
        share = weights[part]
        whole = float(share.sum())
        found[part] = value * share / whole if whole > 0 else value / len(share)
    if (filled != 1).any():
        raise ValueError("the age groups overlap or leave ages out")
    return found


def survivors(q: Floats) -> Floats:
    """People alive at each age of a stationary population; the open last age holds all that are older."""
    alive = np.concatenate([[1.0], np.cumprod(1 - q[:-1])])
    alive[-1] /= max(float(q[-1]), 0.05)
    return alive


def dying(deaths: Sequence[Count], people: Floats) -> Floats:
    """Probability of dying within a year, by single age."""
    rates: Floats = np.zeros(LAST + 1)
    for ages, value in deaths:
        part = slice_of(ages)
        there = people[part]
        whole = float(there.sum())
        if whole <= 0:
            continue
        shape: Floats = np.ones(len(there))
        if ages.high > LAST:
            shape = np.power(_RISE, np.arange(len(there)))
        rates[part] = value / float((there * shape).sum()) * shape if float((there * shape).sum()) > 0 else 0.0
    q: Floats = rates / (1 + rates / 2)
    q[0] = rates[0] / (1 + _INFANT * rates[0])
    return np.minimum(q, 1.0)


def fertility(births: Sequence[Count], women: Floats) -> Floats:
    """Births per woman and year by single age; the first and last group reach to the ends of the fertile ages."""
    found = np.zeros(LAST + 1)
    for ages, value in births:
        low, high = max(_FERTILE[0], int(ages.low)), int(min(_FERTILE[1], ages.high))
        there = float(women[low:high].sum()) if low < high else 0.0
        if there > 0:
            found[low:high] += value / there
        elif value:
            raise ValueError("births outside the fertile ages")
    return found


def assumed(
    *,
    deaths: tuple[Sequence[Count], Sequence[Count]],
    births: Sequence[Count],
    moves: tuple[Sequence[Count], Sequence[Count]],
    around: tuple[Floats, Floats],
    own: tuple[Floats, Floats],
) -> Assumptions:
    """The middle assumptions: mortality and fertility of the population ``around`` (both sexes by single ages, men
    first), net migration of the area itself, within a group of ages spread as its ``own`` people are.
    """
    return Assumptions(
        dying(deaths[0], around[0]),
        dying(deaths[1], around[1]),
        fertility(births, around[1]),
        spread(moves[0], own[0]),
        spread(moves[1], own[1]),
    )
