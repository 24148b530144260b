"""Age groups of the tables: their labels and their borders over single ages 0…100 (100 = 100 and more)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from berichtsgenerator.sampledata.rounding import Ints

AGES = 101
"""Number of single ages of the simulated population."""

GROUPS_17 = (0, 3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 75)
GROUPS_21 = (0, 3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)
GROUPS_79 = (*range(75), 75, 80, 85, 90)
GROUPS_MOVES = (0, 18, 25, 30, 50, 65)
"""First ages of the groups; each ends where the next begins, the last is open."""


def labels(firsts: tuple[int, ...]) -> tuple[str, ...]:
    """Labels in the wording of the Regionaldatenbank."""
    words = []
    for first, after in zip(firsts, (*firsts[1:], None), strict=True):
        if after is None:
            words.append(f"{first} Jahre und mehr")
        elif first == 0:
            words.append("unter 1 Jahr" if after == 1 else f"unter {after} Jahre")
        else:
            words.append(f"{first} bis unter {after} Jahre")
    return tuple(words)


def grouped(persons: NDArray[np.int64], firsts: tuple[int, ...]) -> Ints:
    """Sums over groups of ages along the last axis (101 single ages → groups)."""
    return np.add.reduceat(persons, list(firsts), axis=-1)


def between(persons: NDArray[np.int64], first: int, after: int) -> Ints:
    """Persons of ages ``first`` … ``after - 1``."""
    return np.asarray(persons[..., first:after].sum(axis=-1), dtype=np.int64)
