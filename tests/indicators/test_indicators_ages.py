"""Ages as intervals, and exact covers of a requested range."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.indicators.defining.ages import ALL_AGES, OPEN, Ages, cover, gap_words, parse_ages


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("unter 3 Jahre", 0, 3),
        ("unter 15 Jahren", 0, 15),
        ("unter 1 Jahr", 0, 1),
        ("3 bis unter 6 Jahre", 3, 6),
        ("15 bis 64 Jahre", 15, 65),
        ("0-14", 0, 15),
        ("18–24", 18, 25),
        ("65+", 65, OPEN),
        ("75 Jahre und mehr", 75, OPEN),
        ("55 Jahre und älter", 55, OPEN),
        ("ab 65 Jahre", 65, OPEN),
        ("7 Jahre", 7, 8),
        ("18+", 18, OPEN),
    ],
)
def test_age_labels_become_half_open_intervals(text: str, low: int, high: float) -> None:
    assert parse_ages(text) == Ages(low, high)


@pytest.mark.parametrize("text", ["Kinder aller Altersgruppen", "5 bis unter 14 Jahre (mit Schulkindern)", "", "9-3"])
def test_what_is_no_closed_age_is_none(text: str) -> None:
    assert parse_ages(text) is None


GROUPS = [Ages(0, 3), Ages(3, 6), Ages(6, 10), Ages(10, 15), Ages(15, 18), Ages(18, 65), Ages(65, OPEN), Ages(0, 15)]


def test_the_cover_with_the_fewest_groups_wins() -> None:
    assert cover(Ages(0, 18), [(item, 0) for item in GROUPS]) == (Ages(0, 15), Ages(15, 18))


def test_groups_with_values_are_preferred_to_fewer_groups_without() -> None:
    priced = [(item, int(item == Ages(0, 15))) for item in GROUPS]
    assert cover(Ages(0, 15), priced) == (Ages(0, 3), Ages(3, 6), Ages(6, 10), Ages(10, 15))


def test_a_range_that_does_not_fit_is_a_gap_that_says_why() -> None:
    assert cover(Ages(0, 20), [(item, 0) for item in GROUPS]) is None
    assert "unter 20 Jahre" in gap_words(Ages(0, 20), GROUPS)
    assert cover(ALL_AGES, [(item, 0) for item in GROUPS]) is not None


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 10)).filter(lambda item: item[0] < item[1]), max_size=7),
    st.integers(0, 9),
    st.integers(1, 10),
)
def test_a_cover_is_exact_and_as_short_as_any(groups: list[tuple[int, int]], low: int, high: int) -> None:
    if low >= high:
        return
    published = sorted({Ages(*item) for item in groups})
    found = cover(Ages(low, high), [(item, 0) for item in published])
    exact = [
        choice
        for size in range(1, len(published) + 1)
        for choice in itertools.combinations(published, size)
        if choice[0].low == low
        and choice[-1].high == high
        and all(left.high == right.low for left, right in itertools.pairwise(choice))
    ]
    if found is None:
        assert not exact
    else:
        assert found in exact
        assert len(found) == min(len(choice) for choice in exact)
