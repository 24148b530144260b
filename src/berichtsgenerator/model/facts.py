"""Facts of a comparison record about areas of one level: how far their values spread, and the place of one of them.

Comes in: figures by area (entries of the protected register, or plain ones) and the decimals they are printed with.
Goes out: facts of :mod:`~berichtsgenerator.model.comparison`. Printed values decide: what is equal in print is equal
here, and what is hidden is counted, never ranked.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise

from berichtsgenerator.model.comparison import Known, Spread, Standing
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.units import Kind, as_printed

NO_MEAN = (Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.DENSITY, Kind.INDEX, Kind.POINTS, Kind.PERCENT_CHANGE, Kind.RANK)
"""Kinds whose plain mean over areas says nothing: each would need its own denominator as weight."""


def steps_of(printed: Iterable[float]) -> list[int]:
    """The direction of every step between values that follow each other: 1 up, -1 down, 0 unchanged."""
    return [(after > before) - (after < before) for before, after in pairwise(printed)]


def spread_of(values: Sequence[tuple[str, Known]], kind: Kind, decimals: int) -> Spread:
    """The spread of the values of a level by area."""
    known = [(area, as_printed(figure.value, decimals)) for area, figure in values if figure.value is not None]
    secret = sum(figure.missing is Missing.SECRET for _, figure in values)
    if not known:
        return Spread(len(values), 0, secret)
    plain = [figure.value for _, figure in values if figure.value is not None]
    highest, lowest = max(value for _, value in known), min(value for _, value in known)
    mean, deviation = statistics.fmean(plain), statistics.pstdev(plain)
    return Spread(
        len(values),
        len(known),
        secret,
        highest,
        tuple(area for area, value in known if value == highest),
        lowest,
        tuple(area for area, value in known if value == lowest),
        statistics.median(plain),
        None if kind in NO_MEAN else mean,
        deviation,
        deviation / abs(mean) if mean else None,
    )


def standing_of(values: Sequence[tuple[str, Known]], area: str, decimals: int) -> Standing | None:
    """The place of an area among the values of its level; None where it has no value."""
    printed = {name: as_printed(figure.value, decimals) for name, figure in values if figure.value is not None}
    own = printed.get(area)
    if own is None:
        return None
    above = sum(value > own for value in printed.values())
    below = sum(value < own for value in printed.values())
    return Standing(above, below, quartile_of(above, below, len(printed)))


def quartile_of(above: int, below: int, known: int) -> int | None:
    """The quartile (4 = highest) of an area with ``above`` of ``known`` areas above it and ``below`` below: 4 where
    fewer than a quarter lie above, 1 where fewer than a quarter lie below, else by the half, the very middle upwards.
    None among fewer than four, and where both hold: then most areas share the value, and quarters say nothing.
    """
    top, bottom = 4 * above < known, 4 * below < known
    if known < 4 or (top and bottom):
        return None
    if top or bottom:
        return 4 if top else 1
    return 3 if above <= below else 2
