"""Published cases: the reader's intervals, the proved optima, and what the heuristic costs beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from disclosure_cases import Case, needs_cases, protectable
from scipy.sparse import block_diag

from berichtsgenerator.disclosure.numeric import (
    EXACT,
    NORMAL,
    Effort,
    Status,
    System,
    exposed,
    failures,
    intervals,
    protect,
    refuted,
)

pytestmark = needs_cases


def interval_of(case: Case, hidden: np.ndarray, names: list[str], **more: bool) -> dict[str, tuple[float, float]]:
    cells = np.array([case.place[name] for name in names])
    found = intervals(case.printed(hidden, **more), hidden, cells)
    return {name: found[case.place[name]] for name in names}


@pytest.mark.parametrize(
    ("name", "column", "marks", "facts"),
    [
        ("handbook_geurts_ex3", "suppressed", ("1",), "expected_intervals"),
        ("gauss_vignette_intervals", "code", ("1", "2"), "expected_intervals_before"),
        ("gauss_vignette_intervals", "code", ("1", "2", "3"), "expected_intervals"),
        ("gauss_vignette_linked", "super_consistent", ("1", "2"), "expected_intervals_before"),
        ("gauss_vignette_linked", "super_consistent_rangeMin4", ("1", "2", "3"), "expected_intervals_rangeMin4"),
    ],
)
def test_the_reader_derives_the_published_intervals(name: str, column: str, marks: tuple[str, ...], facts: str) -> None:
    case = Case(name)
    expected = {cell: tuple(ends) for cell, ends in case.facts[facts].items()}
    found = interval_of(case, case.where(column, *marks), list(expected))
    assert found == expected


def test_the_introductory_table_leaves_5_to_30() -> None:
    case = Case("fs_intro_3x3")
    assert interval_of(case, case.cells(case.facts["expected_suppressed"]), ["II|C"]) == {"II|C": (5.0, 30.0)}


def test_a_pattern_once_taken_for_safe_gives_its_cell_away_and_one_more_cell_protects_it() -> None:
    case = Case("sdcTable_problemdata_4x4")
    assert interval_of(case, case.primary, ["w|b"]) == {"w|b": (47.0, 47.0)}
    solution = protect(case.asked(cost="number"), EXACT)
    assert int(solution.hidden.sum()) == int(case.primary.sum()) + case.facts["expected_n_secondary"]
    low, high = interval_of(case, solution.hidden, ["w|b"])["w|b"]
    assert (low, high) != (47.0, 47.0)


@pytest.mark.parametrize("name", ["usersupport135_three_singletons", "easysdc_data1a"])
def test_dots_that_are_at_least_one_reveal_one_another_and_are_protected(name: str) -> None:
    case = Case(name)
    known = intervals(case.printed(case.primary, zeros=True), case.primary, np.flatnonzero(case.primary))
    assert any(low == high for low, high in known.values())
    system = case.asked(zeros=True, least=1.0)
    solution = protect(system, EXACT)
    after = intervals(replace(system, status=np.where(solution.hidden, 2, 0)), solution.hidden, system.sensitive)
    open_cells = {system.names[cell] for cell in solution.open}
    assert all(low < high for cell, (low, high) in after.items() if system.names[cell] not in open_cells)
    assert not open_cells


def test_the_single_respondent_of_a_cell_does_not_learn_the_other_one() -> None:
    """Two cells of one person each are the only dots of a row: each person could subtract the own one."""
    case = Case("sdcTable_singleton_1d")
    expected = case.facts["expected_n_secondary"]
    plain = case.asked(cost="number", zeros=True)
    solution = protect(plain, EXACT)
    assert int((solution.hidden & ~case.primary).sum()) == expected["without_singleton_detection"]
    single = replace(plain, alone=case.primary & (case.value == 1))
    assert exposed(single, solution.hidden) == ((1, 3), (3, 1))
    aware = protect(single, EXACT)
    assert int((aware.hidden & ~case.primary).sum()) == expected["with_singleton_detection"]
    assert exposed(single, aware.hidden) == ()
    check(single, aware)


@pytest.mark.parametrize("name", ["easysdc_data0a", "easysdc_data0b"])
def test_zeros_that_are_hidden_are_protected_like_other_values(name: str) -> None:
    case = Case(name)
    solution = protect(case.asked(down=None), EXACT)
    after = intervals(case.printed(solution.hidden), solution.hidden, np.flatnonzero(case.primary))
    assert all(low < high for low, high in after.values())
    before = intervals(case.printed(case.primary), case.primary, np.flatnonzero(case.primary))
    assert any(low == high for low, high in before.values())


OPTIMA = [
    ("fsR_3x3_small9", {}, 51.0),
    ("fsR_27cells", {}, 136.0),
    ("fsR_5x5x5", {}, 246.0),
    ("sdcTable_microdata1", {}, 40.0),
    ("sdcTable_vignette_168", {}, 354.0),
    ("sdcTable_vignette_168", {"cost": "number", "down": None}, 21.0),
    ("sdcTable_linked_1d", {}, 7.0),
    ("gauss_z2_linked", {"zeros": True}, 293.0),
    ("gauss_z3_single", {"cost": "number", "zeros": True}, 109.0),
]


@pytest.mark.parametrize(("name", "how", "optimum"), OPTIMA)
def test_the_proved_optimum_is_reached_by_exact_search(name: str, how: dict[str, object], optimum: float) -> None:
    system = Case(name).asked(**how)  # type: ignore[arg-type]
    solution = protect(system, EXACT)
    assert solution.cost == optimum
    assert solution.proved
    assert solution.bound == optimum
    check(system, solution)


@pytest.mark.parametrize(("name", "how", "optimum"), OPTIMA)
def test_the_heuristic_costs_at_most_a_twentieth_more(name: str, how: dict[str, object], optimum: float) -> None:
    system = Case(name).asked(**how)  # type: ignore[arg-type]
    solution = protect(system, NORMAL)
    assert solution.cost <= 1.05 * optimum
    assert solution.bound <= optimum + 1e-6
    check(system, solution)


SMALL = [name for name in protectable() if not name.startswith("gauss_z3")]


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("cost", ["sum", "number"])
@pytest.mark.parametrize("name", SMALL)
def test_every_case_is_protected_within_a_twentieth_of_its_proved_optimum(name: str, cost: str, zeros: bool) -> None:
    system = Case(name).asked(cost=cost, zeros=zeros, least=1.0 if zeros else 0.0)
    normal = protect(system, NORMAL)
    exact = protect(system, EXACT)
    assert exact.proved
    assert exact.bound == exact.cost
    assert normal.cost <= 1.05 * exact.cost
    assert normal.bound <= exact.cost + 1e-6
    check(system, normal)
    check(system, exact)


def check(system: System, solution: object) -> None:
    assert not set(failures(system, solution.hidden)) - set(solution.relaxed)  # type: ignore[attr-defined]
    assert refuted(system, solution.hidden, solution.certificates) == ()  # type: ignore[attr-defined]
    assert solution.uncertain == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["gauss_mun_accidents_zeros_published", "gauss_paris2025", "gauss_z1"])
def test_patterns_of_gauss_suppression_are_undercut_or_met(name: str) -> None:
    case = Case(name)
    system = case.asked(cost="number", zeros=True)
    solution = protect(system, NORMAL)
    check(system, solution)
    published = len(case.facts["expected_suppressed"])
    assert int(solution.hidden.sum()) <= published + 1
    assert not (solution.hidden & (system.status == Status.PRINTED)).any()


def test_the_pattern_does_not_depend_on_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("sdcTable_vignette_168")
    one = case.asked(cost="number")
    twice = System.of(
        np.tile(one.value, 2),
        block_diag([one.matrix, one.matrix]).tocsr(),
        np.tile(one.status, 2),
        need_low=np.tile(one.need_low, 2),
        need_high=np.tile(one.need_high, 2),
    )
    alone = protect(twice, NORMAL)
    monkeypatch.setattr("berichtsgenerator.disclosure.numeric.solve._WORTH", 0.0)
    shared = protect(twice, NORMAL, processes=2)
    assert alone.parts == 2
    assert (alone.hidden == shared.hidden).all()
    assert alone.certificates.keys() == shared.certificates.keys()
    assert all((alone.certificates[key].moves == shared.certificates[key].moves).all() for key in alone.certificates)


def test_a_limit_of_work_leaves_fewer_rounds_and_at_least_one() -> None:
    system = Case("gauss_z3_single").asked(cost="number", zeros=True)
    limited = protect(system, Effort(work=1.0))
    once = protect(system, Effort(rounds=1))
    assert np.array_equal(limited.hidden, once.hidden)
    assert limited.cost > protect(system, Effort(rounds=15)).cost
    check(system, limited)
