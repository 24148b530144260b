"""Random linked systems: protected, then attacked by counting every whole-number table that fits the print.

``BERICHT_BEISPIELE=1000`` runs more of them than every day.
"""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from berichtsgenerator.disclosure.numeric import (
    EXACT,
    NORMAL,
    Attack,
    Solution,
    Status,
    System,
    exposed,
    failures,
    protect,
    refuted,
)

EXAMPLES = int(os.environ.get("BERICHT_BEISPIELE", "60"))
THRESHOLD = 3
INNER = 6
# two areas, three groups; then area totals, group totals, the whole, two nested groups, a change, a count behind a rate
MEMBERS = [
    *([(number, 1.0)] for number in range(INNER)),
    [(0, 1.0), (1, 1.0), (2, 1.0)],
    [(3, 1.0), (4, 1.0), (5, 1.0)],
    [(0, 1.0), (3, 1.0)],
    [(1, 1.0), (4, 1.0)],
    [(2, 1.0), (5, 1.0)],
    [(number, 1.0) for number in range(INNER)],
    [(0, 1.0), (1, 1.0)],
    [(3, 1.0), (4, 1.0)],
    [(0, 1.0), (3, -1.0)],
    [(1, 1.0), (2, 1.0), (4, 1.0)],
]
CHANGE, RATED = 14, 15
WEIGHTS = np.array([[dict(members).get(number, 0.0) for number in range(INNER)] for members in MEMBERS])


def build(inner: list[int], printed: list[bool], margin: int, zeros: bool) -> System:
    """Cells as sums of six counts; what is not printed is hidden and asks for nothing."""
    value = WEIGHTS @ np.array(inner, dtype=float)
    rows = [[(number, -1.0), *MEMBERS[number]] for number in range(INNER, len(MEMBERS))]
    terms = [(row, cell, factor) for row, members in enumerate(rows) for cell, factor in members]
    matrix = csr_matrix(
        ([item[2] for item in terms], ([item[0] for item in terms], [item[1] for item in terms])),
        shape=(len(rows), len(value)),
    )
    shown = np.array([*printed, *[True] * (len(value) - len(printed))])
    counts = np.arange(len(value)) != CHANGE
    small = (value > 0) & (value < THRESHOLD) & counts & shown
    status = np.where(small | ~shown, Status.HIDDEN, Status.CANDIDATE)
    status = np.where(shown & counts & (value == 0), Status.PRINTED, status)
    lower = np.where(counts, np.where(zeros & shown & (value > 0), 1.0, 0.0), -np.inf)
    loose = np.where(np.arange(len(value)) == RATED, float(margin), 0.0)
    return System.of(
        value,
        matrix,
        status,
        lower=lower,
        need_low=np.where(small, np.minimum(1.0, value), np.nan),
        need_high=np.where(small, np.maximum(THRESHOLD, value + 2.0), np.nan),
        cost=np.where(np.arange(len(value)) >= INNER, 3.0, 1.0),
        loose_low=np.minimum(loose, value - np.where(counts, lower, value)),
        loose_high=loose,
    )


def tables(system: System, hidden: np.ndarray) -> np.ndarray:
    """Every whole-number table that a reader cannot rule out, with counts up to four above the true ones."""
    down, up = system.range_of(hidden)
    low = np.ceil(system.value - down - 1e-9)
    high = np.floor(system.value + up + 1e-9)
    ranges = [np.arange(low[cell], min(high[cell], system.value[cell] + 4) + 1) for cell in range(INNER)]
    grid = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, INNER)
    cells = grid @ WEIGHTS.T
    fits = ((cells >= low - 1e-9) & (cells <= high + 1e-9)).all(axis=1)
    found: np.ndarray = cells[fits]
    return found


systems = st.builds(
    build,
    st.lists(st.integers(0, 5), min_size=INNER, max_size=INNER),
    st.lists(st.booleans(), min_size=INNER, max_size=INNER),
    st.integers(0, 2),
    st.booleans(),
)


def granted(system: System, solution: Solution) -> System:
    """The system that asks only for what could be had."""
    low, high = system.need_low.copy(), system.need_high.copy()
    for attack, room in solution.relaxed.items():
        (high if attack.need > 0 else low)[attack.cell] = system.value[attack.cell] + room
    return replace(system, need_low=low, need_high=high)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems)
def test_no_sensitive_cell_can_be_derived_from_any_protected_system(system: System) -> None:
    solution = protect(system, NORMAL)
    assert not set(failures(system, solution.hidden)) - set(solution.relaxed)
    assert refuted(system, solution.hidden, solution.certificates) == ()
    assert not (solution.hidden & (system.status == Status.PRINTED)).any()
    possible = tables(system, solution.hidden)
    asked = granted(system, solution)
    unsure = {attack.cell for attack in solution.uncertain}
    for cell in system.sensitive.tolist():
        if cell in unsure:
            continue
        found = possible[:, cell]
        assert found.max() >= asked.need_high[cell]
        assert found.min() <= asked.need_low[cell]
        if cell not in solution.open:
            assert len(np.unique(found)) > 1


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems)
def test_a_single_respondent_derives_no_other_sensitive_cell(system: System) -> None:
    """Who stands alone behind a cell knows it; among the tables with that value no other cell has one value only."""
    system = replace(system, alone=system.integral & (system.value == 1.0))
    solution = protect(system, NORMAL)
    assert not set(failures(system, solution.hidden)) - set(solution.relaxed)
    assert refuted(system, solution.hidden, solution.certificates) == ()
    beyond_help = {(attack.cell, attack.known) for attack in (*solution.relaxed, *solution.uncertain)}
    assert set(exposed(system, solution.hidden)) <= beyond_help
    possible = tables(system, solution.hidden)
    for known in np.flatnonzero(system.alone & solution.hidden).tolist():
        seen = possible[possible[:, known] == system.value[known]]
        for cell in system.sensitive.tolist():
            if cell == known or cell in solution.open or {(cell, known), (cell, -1)} & beyond_help:
                continue
            assert len(np.unique(seen[:, cell])) > 1


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems)
def test_no_cell_is_hidden_for_nothing(system: System) -> None:
    """Printing any cell of the pattern again makes the audit fail, or leaves no whole-number table that it asks for."""
    solution = protect(system, NORMAL)
    asked = granted(system, solution)
    for cell in np.flatnonzero(solution.hidden & (system.status == Status.CANDIDATE)).tolist():
        fewer = solution.hidden.copy()
        fewer[cell] = False
        possible = tables(system, fewer)
        short = [
            number
            for number in system.sensitive.tolist()
            if possible[:, number].max() < asked.need_high[number] or possible[:, number].min() > asked.need_low[number]
        ]
        assert failures(asked, fewer) or short


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems)
def test_what_nothing_protects_is_really_known(system: System) -> None:
    """A cell that is called unprotectable has one value only even when every candidate is hidden."""
    solution = protect(system, EXACT)
    possible = tables(system, system.status != Status.PRINTED)
    for cell in solution.open:
        assert len(np.unique(possible[:, cell])) == 1
    assert all(isinstance(attack, Attack) for attack in solution.relaxed)


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems)
def test_exact_search_is_never_dearer_and_the_same_each_time(system: System) -> None:
    exact = protect(system, EXACT)
    quick = protect(system, replace(NORMAL, rounds=1))
    assert exact.cost <= quick.cost + 1e-6 or not exact.proved
    assert quick.bound <= exact.cost + 1e-6
    assert (protect(system, EXACT).hidden == exact.hidden).all()
