"""Inequality of incomes and the like: Gini coefficient and Lorenz curve, of individuals and of classes.

The Gini of classes takes everybody in a class as equal, so it is a lower bound of the true one. A class whose total is
below zero (losses) makes the measure meaningless and is refused.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple


class LorenzPoint(NamedTuple):
    """Share of the people up to here (0 to 1) and share of the whole that they have."""

    people: float
    amount: float


def gini(values: Sequence[float]) -> float:
    """Gini of individuals, Σ (2i − n − 1) x(i) / (n Σ x(i)) over ascending values; 0 = all the same.

    Raises ValueError for no or negative values, or when all are zero.
    """
    ordered = sorted(values)
    if not ordered or ordered[0] < 0:
        raise ValueError("values below zero")
    count, whole = len(ordered), math.fsum(ordered)
    if not whole:
        raise ValueError("all values are zero")
    return math.fsum((2 * i - count - 1) * value for i, value in enumerate(ordered, start=1)) / (count * whole)


def lorenz(people: Sequence[float], amounts: Sequence[float]) -> tuple[LorenzPoint, ...]:
    """The Lorenz curve of classes, from (0, 0) to (1, 1); classes are put in the order of their means.

    Raises ValueError for negative counts or amounts, ZeroDivisionError when nobody or nothing is there.
    """
    if len(people) != len(amounts) or any(value < 0 for value in (*people, *amounts)):
        raise ValueError("counts and amounts must be as many and not below zero")
    classes = sorted(
        ((n, x) for n, x in zip(people, amounts, strict=True) if n > 0), key=lambda item: item[1] / item[0]
    )
    all_people, all_amounts = math.fsum(n for n, _ in classes), math.fsum(x for _, x in classes)
    points = [LorenzPoint(0.0, 0.0)]
    so_far = [0.0, 0.0]
    for n, x in classes:
        so_far[0] += n
        so_far[1] += x
        points.append(LorenzPoint(so_far[0] / all_people, so_far[1] / all_amounts))
    return tuple(points)


def gini_of_classes(people: Sequence[float], amounts: Sequence[float]) -> float:
    """Gini of classes, 1 − Σ (F(k) − F(k−1)) (L(k) + L(k−1)): a lower bound."""
    points = lorenz(people, amounts)
    return 1 - math.fsum(
        (now.people - before.people) * (now.amount + before.amount) for before, now in itertools.pairwise(points)
    )
