"""Intervals of small numbers: Wilson for shares, exact Poisson (Garwood) for counts and rates, pooled years.

In full counts the interval is no sampling error: it says how far the number could lie from its present value by chance
(Zufallsschwankung) if the same conditions were met again. Sources: Wilson 1927; Garwood 1936; for Hessian practice see
the handbook chapter on methods.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.methodkinds import interval_breakdowns
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind

Floats = NDArray[np.float64]
Z95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""


class Interval(NamedTuple):
    """A value with the bounds of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """Bounds for several areas; NaN where nothing is known."""

    low: Floats
    high: Floats


def wilson(cases: float, total: float, *, level: float = 0.95) -> Interval:
    """Wilson score interval of the share ``cases`` / ``total`` (0 to 1); raises ValueError unless 0 <= cases <= total
    and total > 0.
    """
    if not (total > 0 and 0 <= cases <= total):
        raise ValueError(f"not a share: {cases} of {total}")
    z = _normal_quantile(level)
    share = cases / total
    scale = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    low = 0.0 if cases == 0 else max(0.0, middle - half)
    return Interval(share, low, 1.0 if cases == total else min(1.0, middle + half))


def poisson(cases: float, *, level: float = 0.95) -> Interval:
    """Exact Poisson interval of a count; raises ValueError for a negative one."""
    if cases < 0:
        raise ValueError(f"not a count: {cases}")
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(cases, tail)) if cases > 0 else 0.0
    return Interval(cases, low, float(gammaincinv(cases + 1, 1 - tail)))


def poisson_rate(cases: float, population: float, *, per: float = 1000, level: float = 0.95) -> Interval:
    """Rate of ``cases`` per ``per`` of the population, with the exact Poisson interval of its cases."""
    if population <= 0:
        raise ValueError("the population is not positive")
    count = poisson(cases, level=level)
    factor = per / population
    return Interval(count.value * factor, count.low * factor, count.high * factor)


def pooled(cases: Sequence[float], populations: Sequence[float], *, per: float = 1000) -> Interval:
    """The rate of several years together: all cases over all person-years, never the mean of yearly rates."""
    if len(cases) != len(populations) or not cases:
        raise ValueError("as many counts as populations are needed")
    return poisson_rate(math.fsum(cases), math.fsum(populations), per=per)


def _normal_quantile(level: float) -> float:
    if level == 0.95:
        return Z95
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def answered_intervals(
    definition: IndicatorDefinition, keys: Sequence[NumberKey], lookup: Callable[[NumberKey], Entry]
) -> Intervals | None:
    """The intervals that a method answers itself (pooled years, standardised rates, life expectancy), for these
    numbers; None where it answers none. A value without known ends is taken as certain.
    """
    if definition.method is None or not keys:
        return None
    ends = interval_breakdowns(definition.method.kind, keys[0].breakdown)
    if ends is None:
        return None
    found: list[list[float]] = []
    for breakdown in ends:
        entries = (lookup(NumberKey(key.indicator, key.area, key.period, breakdown)) for key in keys)
        found.append([math.nan if entry.value is None else entry.value for entry in entries])
    values = [lookup(key).value for key in keys]
    plain = np.array([math.nan if value is None else value for value in values])
    low, high = (np.where(np.isnan(plain) | np.isnan(line), plain, line) for line in np.array(found))
    return Intervals(low, high)


def chance_intervals(
    definition: IndicatorDefinition, values: Floats, cases: Floats, totals: Floats
) -> Intervals | None:
    """95 % intervals of an indicator's values, in its own unit, from the counts and the totals that they rest on.

    Shares get Wilson intervals, rates Poisson ones. None where the indicator is neither, or no count is known: then
    nothing is said about chance. A value without known counts is taken as certain.
    """
    if definition.kind not in (Kind.SHARE, Kind.RATE) or definition.method is not None:
        return None
    usable = ~np.isnan(values) & (cases >= 0) & (totals > 0)
    share = definition.kind is Kind.SHARE
    if share:
        usable &= cases <= totals
    if not usable.any():
        return None
    known = ~np.isnan(values)
    low, high = np.where(known, values, np.nan), np.where(known, values, np.nan)
    factor = definition.quotient.factor
    count, total = cases[usable], totals[usable]
    if share:
        square = Z95 * Z95
        part = count / total
        scale = 1 + square / total
        middle = (part + square / (2 * total)) / scale
        half = Z95 / scale * np.sqrt(part * (1 - part) / total + square / (4 * total * total))
        low[usable] = factor * np.maximum(0, middle - half)
        high[usable] = factor * np.minimum(1, middle + half)
        return Intervals(low, high)
    from scipy.special import gammaincinv

    low[usable] = factor / total * np.where(count > 0, gammaincinv(np.maximum(count, 1e-9), 0.025), 0.0)
    high[usable] = factor / total * gammaincinv(count + 1, 0.975)
    return Intervals(low, high)
