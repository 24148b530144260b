"""Measures of segregation and plain statistics over areas, against published and exact values."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.indicators.statistics.methods import (
    dissimilarity,
    eta_squared,
    expected_dissimilarity,
    isolation,
    population_deviation,
)


def test_evenly_spread_groups_have_no_segregation() -> None:
    assert dissimilarity([10, 20, 30], [20, 40, 60]) == pytest.approx(0)
    assert eta_squared([10, 20, 30], [30, 60, 90]) == pytest.approx(0)


def test_fully_separated_groups_reach_one() -> None:
    assert dissimilarity([10, 0], [0, 5]) == 1
    assert isolation([10, 0], [10, 5]) == 1


def test_an_empty_group_has_no_measure() -> None:
    with pytest.raises(ZeroDivisionError):
        dissimilarity([0, 0], [1, 2])


def test_the_deviation_divides_by_the_number_of_areas() -> None:
    assert population_deviation([2, 4, 4, 4, 5, 5, 7, 9]) == 2


def test_the_expectation_under_chance_agrees_with_counting_all_allocations() -> None:
    sizes, members = [2, 3], 2
    people = list(range(sum(sizes)))
    total = 0.0
    ways = 0
    for chosen in itertools.combinations(people, members):
        first = sum(person < sizes[0] for person in chosen)
        group = [first, members - first]
        total += dissimilarity(group, [size - a for size, a in zip(sizes, group, strict=True)])
        ways += 1
    assert ways == math.comb(5, 2)
    assert expected_dissimilarity([1, 1], sizes) == pytest.approx(total / ways)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=2, max_size=8))
def test_dissimilarity_lies_between_zero_and_one_and_does_not_see_scale(units: list[tuple[int, int]]) -> None:
    group, rest = [a for a, _ in units], [b for _, b in units]
    if not sum(group):
        return
    value = dissimilarity(group, rest)
    assert 0 <= value <= 1 + 1e-12
    assert dissimilarity([3 * a for a in group], rest) == pytest.approx(value)
