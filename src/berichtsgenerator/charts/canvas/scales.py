"""Scales and their ticks: round steps, German numbers, honest ends."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from berichtsgenerator.language.numbers import format_number

_LARGE = ((1e9, "Mrd."), (1e6, "Mio."))
_LARGE_FROM = 1e7
_THOUSANDS_FROM = 1e5
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from values to points, with its ticks and their printed text."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def __call__(self, value: float) -> float:
        """Place of ``value`` in points."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def cut(self) -> bool:
        """True when zero is not on the scale."""
        return not self.low <= 0 <= self.high


def _step(span: float, count: int) -> float:
    """The round step (1, 2, 5 × 10ⁿ) that divides ``span`` into at most ``count`` parts."""
    raw = span / max(count, 1)
    magnitude = 10.0 ** math.floor(math.log10(raw))
    for factor in (1.0, 2.0, 5.0, 10.0):
        if factor * magnitude >= raw * (1 - 1e-9):
            return factor * magnitude
    return 10.0 * magnitude


def tick_labels(ticks: Sequence[float], step: float) -> tuple[str, ...]:
    """Ticks as German numbers with as many decimals as the step needs; from 10 million on in Mio. or Mrd.,
    round thousands from 100 000 on in Tsd.
    """
    largest = max((abs(tick) for tick in ticks), default=0.0)
    for factor, word in _LARGE:
        if largest >= max(_LARGE_FROM, factor):
            decimals = max(0, -math.floor(math.log10(step / factor) + 1e-9))
            return tuple(
                format_number(tick / factor, decimals) + NO_BREAK + word if tick else format_number(0.0, 0)
                for tick in ticks
            )
    if largest >= _THOUSANDS_FROM and all(round(tick) % 1000 == 0 for tick in ticks):
        return tuple(format_number(tick / 1000, 0) + NO_BREAK + "Tsd." if tick else "0" for tick in ticks)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return tuple(format_number(tick, decimals) if tick else format_number(0.0, 0) for tick in ticks)


def make_scale(
    values: Sequence[float],
    start: float,
    end: float,
    *,
    count: int,
    from_zero: bool,
    tight: bool = False,
    near_zero: bool = True,
) -> Scale | None:
    """A scale over ``values`` on ``start`` … ``end`` points with about ``count`` steps; None without values.

    ``from_zero`` includes zero; otherwise zero is included anyway where the values come near it (their spread is more
    than half of their distance to zero) unless ``near_zero`` is False. ``tight`` ends the scale at the data instead of
    at a tick.
    """
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return None
    low, high = min(finite), max(finite)
    near = near_zero and (low <= 0 <= high or (high - low) > 0.55 * max(abs(low), abs(high)))
    if from_zero or near:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-12 * max(abs(high), abs(low), 1e-300):
        if high == 0:
            low, high = 0.0, 1.0
        else:
            spread = abs(high) * 0.1
            low, high = low - spread, high + spread
    step = _step(high - low, count)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    ticks = tuple(index * step for index in range(first, last + 1))
    if tight:
        ticks = tuple(tick for tick in ticks if low - 1e-9 * step <= tick <= high + 1e-9 * step)
    else:
        low, high = first * step, last * step
    return Scale(low, high, start, end, ticks, tick_labels(ticks, step))


def thin(places: Sequence[float], widths: Sequence[float], gap: float, *, anchor_last: bool = True) -> list[int]:
    """Indices of labels to print so that they don't touch: every 1st, 2nd, 5th, 10th …, counted from the last."""
    total = len(places)
    for step in (1, 2, 5, 10, 20, 50, 100):
        chosen = [index for index in range(total) if ((total - 1 - index) if anchor_last else index) % step == 0]
        if all(places[b] - places[a] >= (widths[a] + widths[b]) / 2 + gap for a, b in itertools.pairwise(chosen)):
            return chosen
    return [total - 1] if total else []


def spread(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, key: Callable[[int], float] | None = None
) -> list[float]:
    """Places near to ``wanted`` (least squares) where labels of ``sizes`` don't overlap between ``low`` and ``high``.

    Order is kept (``key`` breaks ties). Pool-adjacent-violators: touching labels are moved together. Where the room
    does not suffice the labels are spaced evenly.
    """
    count = len(wanted)
    if not count:
        return []
    order = sorted(range(count), key=lambda index: (wanted[index], key(index) if key else index))
    total = sum(sizes)
    if total > high - low:
        squeeze = (high - low) / total
        result = [0.0] * count
        edge = low
        for index in order:
            result[index] = edge + sizes[index] * squeeze / 2
            edge += sizes[index] * squeeze
        return result
    # positions relative to the stacked edges turn "no overlap" into "not decreasing"
    offsets: list[float] = []
    edge = 0.0
    for index in order:
        offsets.append(edge + sizes[index] / 2)
        edge += sizes[index]
    blocks: list[tuple[float, int]] = []
    for index, offset in zip(order, offsets, strict=True):
        mean, members = wanted[index] - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, others = blocks.pop()
            mean = (mean * members + before * others) / (members + others)
            members += others
        blocks.append((mean, members))
    result = [0.0] * count
    position = 0
    for mean, members in blocks:
        clamped = min(max(mean, low), high - total)
        for _ in range(members):
            result[order[position]] = clamped + offsets[position]
            position += 1
    return result
