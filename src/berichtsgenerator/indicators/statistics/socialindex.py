"""A social index of areas: standardised indicators, turned so that high means burdened, weighted, cut into classes.

States what it did: which deviation (of the population: the areas are all areas, no sample), which areas were left out
(too few inhabitants, or a missing value) and how far ranks depend on the choice of indicators.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_PEOPLE = 300
"""Areas with fewer inhabitants are left out."""


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of an index: its values by area (missing areas are left out of the index), weight and direction."""

    name: str
    values: Mapping[str, float]
    weight: float = 1.0
    high_is_burden: bool = True


@dataclass(frozen=True, slots=True)
class IndexResult:
    """Scores by area (mean 0, deviation 1 when ``standardised_again``), the z values behind them, what was left out."""

    scores: Mapping[str, float]
    z: Mapping[str, Mapping[str, float]]
    left_out: Mapping[str, str]


def z_values(values: Mapping[str, float]) -> dict[str, float]:
    """z by area with the population standard deviation; raises ValueError when all values are the same."""
    middle = math.fsum(values.values()) / len(values)
    deviation = math.sqrt(math.fsum((value - middle) ** 2 for value in values.values()) / len(values))
    if deviation == 0:
        raise ValueError("all values are the same")
    return {area: (value - middle) / deviation for area, value in values.items()}


def social_index(
    parts: Sequence[Part],
    people: Mapping[str, float] | None = None,
    *,
    least: float = LEAST_PEOPLE,
    standardised_again: bool = True,
) -> IndexResult:
    """The index of all areas that every part has a value for.

    ``people`` are the inhabitants by area, where small areas are to be left out. Raises ValueError when fewer than two
    areas are left, when weights are not positive, or when a part does not vary.
    """
    if not parts or any(part.weight <= 0 for part in parts):
        raise ValueError("an index needs parts with positive weights")
    left_out: dict[str, str] = {}
    kept: list[str] = []
    for area in sorted({area for part in parts for area in part.values}):
        lacking = [part.name for part in parts if area not in part.values]
        if lacking:
            left_out[area] = f"ohne Angabe: {', '.join(lacking)}"
        elif people is not None and people.get(area, 0) < least:
            left_out[area] = f"weniger als {least:.0f} Einwohnerinnen und Einwohner"
        else:
            kept.append(area)
    if len(kept) < 2:
        raise ValueError("fewer than two areas are left")
    z: dict[str, dict[str, float]] = {}
    for part in parts:
        sign = 1.0 if part.high_is_burden else -1.0
        z[part.name] = {area: sign * value for area, value in z_values({a: part.values[a] for a in kept}).items()}
    whole = math.fsum(part.weight for part in parts)
    raw = {area: math.fsum(part.weight * z[part.name][area] for part in parts) / whole for area in kept}
    return IndexResult(z_values(raw) if standardised_again else raw, z, left_out)


def classes(scores: Mapping[str, float], cuts: Sequence[float]) -> dict[str, int]:
    """The class of each score: 1 up to the first cut, one more for every cut that the score lies above.

    A score on a cut belongs to the lower class.
    """
    ordered = sorted(cuts)
    return {area: 1 + sum(score > cut for cut in ordered) for area, score in scores.items()}


def quantile_classes(scores: Mapping[str, float], count: int) -> dict[str, int]:
    """Classes of as equal size as ties allow, 1 = lowest; equal scores share a class."""
    ordered = sorted(scores.values())
    return {
        area: min(count, 1 + count * sum(other < score for other in ordered) // len(ordered))
        for area, score in scores.items()
    }


def dynamic(
    now: Sequence[Part],
    before: Sequence[Part],
    people: Mapping[str, float] | None = None,
    *,
    least: float = LEAST_PEOPLE,
) -> IndexResult:
    """The dynamic index: the same as :func:`social_index` over the changes of each part (shares in Prozentpunkte)."""
    earlier = {part.name: part for part in before}
    if earlier.keys() != {part.name for part in now}:
        raise ValueError("both times need the same parts")
    changes = [
        Part(
            part.name,
            {
                a: value - earlier[part.name].values[a]
                for a, value in part.values.items()
                if a in earlier[part.name].values
            },
            part.weight,
            part.high_is_burden,
        )
        for part in now
    ]
    return social_index(changes, people, least=least)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How far an area's rank (1 = most burdened) depends on the indicators: with all, best and worst rank when one is
    left out, and the number of leave-one-out runs in which it changes its class.
    """

    rank: int
    best: int
    worst: int
    class_changes: int


def sensitivity(
    parts: Sequence[Part], people: Mapping[str, float] | None = None, *, count: int = 5, least: float = LEAST_PEOPLE
) -> dict[str, Sensitivity]:
    """Leave one indicator out, each in turn; needs at least two parts."""
    if len(parts) < 2:
        raise ValueError("one indicator alone has no sensitivity")
    whole = social_index(parts, people, least=least).scores
    ranks, own = ranking(whole), quantile_classes(whole, count)
    runs = [social_index([p for p in parts if p is not left], people, least=least).scores for left in parts]
    rank_runs = [ranking(run) for run in runs]
    class_runs = [quantile_classes(run, count) for run in runs]
    return {
        area: Sensitivity(
            rank,
            min(rank, *(run[area] for run in rank_runs)),
            max(rank, *(run[area] for run in rank_runs)),
            sum(run[area] != own[area] for run in class_runs),
        )
        for area, rank in ranks.items()
    }


def ranking(scores: Mapping[str, float]) -> dict[str, int]:
    """Rank by area, 1 = highest score; ties share the better rank."""
    return {area: 1 + sum(other > score for other in scores.values()) for area, score in scores.items()}
