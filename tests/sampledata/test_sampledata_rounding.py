"""Splits add up, sub-groups stay inside, noise is the same on every run."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.sampledata.rounding import drawn_part, part, random_for, split

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=6)
weights = st.lists(st.floats(0, 1000, allow_nan=False, allow_infinity=False), min_size=2, max_size=9)


@given(counts, weights)
def test_split_adds_up_and_is_never_negative(whole: list[int], shares: list[float]) -> None:
    parts = split(whole, shares)
    assert parts.sum(axis=-1).tolist() == whole
    assert (parts >= 0).all()


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 1000), min_size=2, max_size=9))
def test_split_stays_within_one_of_the_exact_share(whole: int, shares: list[float]) -> None:
    exact = np.array(shares) / sum(shares) * whole
    assert (np.abs(split(whole, shares) - exact) <= 1 + 1e-6).all()


@given(counts, st.floats(0, 1))
def test_parts_stay_inside_their_whole(whole: list[int], share: float) -> None:
    values = np.array(whole)
    for chosen in (part(values, share), drawn_part(random_for(1, "x"), values, np.full(len(whole), share))):
        assert (chosen >= 0).all()
        assert (chosen <= values).all()


def test_each_subject_has_its_own_noise_and_repeats_it() -> None:
    first, again, other = (random_for(7, name).random(5).tolist() for name in ("a", "a", "b"))
    assert first == again
    assert first != other
    assert random_for(8, "a").random(5).tolist() != first
