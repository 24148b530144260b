"""Before and after an event: what the months before it would have led to expect, and how far reality lies from it.

A linear trend and one level for each month of the year are fitted to the months before the event by least squares;
their continuation is the counterfactual, with prediction bands of 80 and 95 percent. Only the same month of other years
is ever compared. Fewer cases are not less need: the result says how many, not why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from berichtsgenerator.model.periods import Period, PeriodKind, month

LEAST_YEARS = 3
"""Full years before the event that a season and a trend need."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One month after the event: its value (None when missing), what was to be expected, and the bands."""

    period: Period
    value: float | None
    expected: float
    low80: float
    high80: float
    low95: float
    high95: float

    @property
    def deviation(self) -> float | None:
        """Value minus expectation, in the own unit."""
        return None if self.value is None else self.value - self.expected

    @property
    def outside(self) -> bool:
        """True when the value lies outside the band of 95 percent."""
        return self.value is not None and not self.low95 <= self.value <= self.high95


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The months after the event, the fitted trend per year, and the spread of single months around the fit."""

    event: Period
    months: tuple[Expected, ...]
    trend_per_year: float
    spread: float

    @property
    def deviation(self) -> float:
        """Sum of the deviations of all months with a value."""
        return sum(item.deviation or 0.0 for item in self.months)


def counterfactual(values: Mapping[Period, float | None], event: Period, *, flow: bool = True) -> Counterfactual:
    """The counterfactual of a monthly series from ``event`` (its first affected month) on.

    Counts cannot fall below zero, neither can the bands. ``flow`` is False for stocks, whose months hang together:
    their bands are widened by the autocorrelation of the residuals. Raises ValueError (German) when the months before
    the event are too few or no months.
    """
    if any(period.kind is not PeriodKind.MONTH for period in (event, *values)):
        raise ValueError("Vorher und nachher werden nur mit Monatswerten verglichen.")
    before = {period: value for period, value in sorted(values.items()) if period < event and value is not None}
    counted: dict[int, int] = {}
    for period in before:
        counted[period.month or 0] = counted.get(period.month or 0, 0) + 1
    if len(counted) < 12 or min(counted.values()) < LEAST_YEARS:
        raise ValueError(
            f"Für Trend und Jahresgang fehlen Monate vor {event.iso}: gebraucht wird jeder Monat aus mindestens "
            f"{LEAST_YEARS} Jahren."
        )
    first = min(before)
    design = np.array([_row(period, first) for period in before])
    observed = np.array(list(before.values()), dtype=float)
    factors, _, rank, _ = np.linalg.lstsq(design, observed, rcond=None)
    residuals = observed - design @ factors
    freedom = len(observed) - int(rank)
    variance = float(residuals @ residuals) / freedom
    inverse = np.linalg.inv(design.T @ design)
    widening = 1.0 if flow else _autocorrelation_factor(residuals)
    t80, t95 = _student(freedom, 0.80), _student(freedom, 0.95)
    months = []
    for period in _months(event, max(values)):
        row = np.array(_row(period, first))
        middle = float(row @ factors)
        error = float(np.sqrt(variance * (1 + row @ inverse @ row))) * widening
        months.append(
            Expected(
                period,
                values.get(period),
                max(0.0, middle),
                max(0.0, middle - t80 * error),
                middle + t80 * error,
                max(0.0, middle - t95 * error),
                middle + t95 * error,
            )
        )
    return Counterfactual(event, tuple(months), 12 * float(factors[0]), float(np.sqrt(variance)))


def _number(period: Period, first: Period) -> int:
    return 12 * (period.year - first.year) + (period.month or 0) - (first.month or 0)


def _row(period: Period, first: Period) -> list[float]:
    season = [0.0] * 12
    season[(period.month or 1) - 1] = 1.0
    return [float(_number(period, first)), *season]


def _months(first: Period, last: Period) -> Sequence[Period]:
    count = _number(last, first)
    start = 12 * first.year + (first.month or 1) - 1
    return [month((start + step) // 12, (start + step) % 12 + 1) for step in range(count + 1)]


def _student(freedom: int, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + level / 2))


def _autocorrelation_factor(residuals: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """How much wider the bands of a stock are: √((1 + r) / (1 − r)) with the first autocorrelation, at least 1."""
    whole = float(residuals @ residuals)
    if not whole:
        return 1.0
    r = min(0.95, max(0.0, float(residuals[1:] @ residuals[:-1]) / whole))
    return float(np.sqrt((1 + r) / (1 - r)))
