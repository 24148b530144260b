"""The methods: laws, textbook values, and published results of other offices recomputed by the same functions."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.indicators.defining.ages import Ages
from berichtsgenerator.indicators.statistics.clusters import area_types
from berichtsgenerator.indicators.statistics.decomposition import Group as CaseGroup
from berichtsgenerator.indicators.statistics.decomposition import decompose
from berichtsgenerator.indicators.statistics.inequality import gini, gini_of_classes, lorenz
from berichtsgenerator.indicators.statistics.intervals import poisson, pooled, wilson
from berichtsgenerator.indicators.statistics.methods import (
    dissimilarity,
    eta_squared,
    expected_dissimilarity,
    isolation,
    mean_age,
    random_allocation,
)
from berichtsgenerator.indicators.statistics.mortality import (
    Group,
    directly_standardised,
    life_expectancy,
    life_table,
    standardised_ratio,
)
from berichtsgenerator.indicators.statistics.projection import SMALL_WARNING, Assumptions, project, variants
from berichtsgenerator.indicators.statistics.seasonal import counterfactual
from berichtsgenerator.indicators.statistics.socialindex import (
    Part,
    classes,
    dynamic,
    quantile_classes,
    sensitivity,
    social_index,
)
from berichtsgenerator.model.periods import Period, month, year

counts = st.lists(st.integers(0, 400), min_size=2, max_size=12)


# intervals ----------------------------------------------------------------------------------------


def test_wilson_and_poisson_reach_the_values_of_the_literature() -> None:
    """Newcombe 1998, table I: 81 of 263 and 15 of 148, 0 of 20; Garwood: 10 cases."""
    for cases, total, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        found = wilson(cases, total)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    ten = poisson(10)
    assert (round(ten.low, 3), round(ten.high, 3)) == (4.795, 18.390)
    assert poisson(0).low == 0
    assert round(poisson(0).high, 3) == 3.689


@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_holds_its_share_and_stays_between_none_and_all(cases: int, total: int) -> None:
    if cases > total:
        with pytest.raises(ValueError, match="not a share"):
            wilson(cases, total)
        return
    found = wilson(cases, total)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_years_are_pooled_by_their_person_years_and_not_by_the_mean_of_their_rates() -> None:
    found = pooled([2, 30], [1000, 5000])
    assert found.value == pytest.approx(32 / 6000 * 1000)
    assert found.value != pytest.approx((2 / 1000 + 30 / 5000) / 2 * 1000)


# unequal distribution -----------------------------------------------------------------------------


def schools(path: Path, group: str, rest: set[str] | None) -> tuple[list[float], list[float]]:
    rows: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        rows.setdefault(row["school"], {})[row["race"]] = float(row["n"])
    own = [item.get(group, 0.0) for item in rows.values()]
    others = [
        sum(value for name, value in item.items() if name != group and (rest is None or name in rest))
        for item in rows.values()
    ]
    return own, others


@pytest.mark.parametrize(("rest", "published"), [({"black"}, 0.728388), (None, 0.596218)])
def test_dissimilarity_of_american_schools_is_the_published_one(
    realdata: Path, rest: set[str] | None, published: float
) -> None:
    own, others = schools(realdata / "segregation" / "schools00.csv", "white", rest)
    assert round(dissimilarity(own, others), 6) == published


def test_the_range_under_random_allocation_holds_the_exact_expectation_and_is_always_the_same() -> None:
    group, total = [3, 8, 2, 9, 5, 6], [25, 30, 18, 40, 22, 31]
    found = random_allocation(group, total)
    assert found.dissimilarity.mean == pytest.approx(expected_dissimilarity(group, total), abs=0.005)
    assert found.dissimilarity.low < found.dissimilarity.mean < found.dissimilarity.high
    assert found.isolation.mean == pytest.approx(sum(group) / sum(total), abs=0.03)
    assert found == random_allocation(group, total)


def test_small_schools_look_segregated_by_chance_alone() -> None:
    small = random_allocation([2] * 40, [10] * 40)
    large = random_allocation([200] * 40, [1000] * 40)
    assert small.dissimilarity.low > 0.15
    assert large.dissimilarity.high < 0.05


@given(counts, counts)
def test_measures_stay_between_even_and_apart(one: list[int], other: list[int]) -> None:
    size = min(len(one), len(other))
    group, rest = one[:size], other[:size]
    if not sum(group) or not sum(rest):
        return
    total = [a + b for a, b in zip(group, rest, strict=True)]
    assert -1e-12 <= dissimilarity(group, rest) <= 1 + 1e-12
    assert -1e-9 <= eta_squared(group, total) <= 1 + 1e-9
    assert isolation(group, total) >= sum(group) / sum(total) - 1e-9


# income -------------------------------------------------------------------------------------------


def test_gini_of_individuals_and_of_classes() -> None:
    assert gini([1, 1, 1, 1]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]
    assert gini_of_classes([1] * 8, values) == pytest.approx(gini(values))
    assert gini_of_classes([4, 4], [7, 24]) < gini(values), "the Gini of classes is a lower bound"
    curve = lorenz([2, 2], [1, 3])
    assert curve[0] == (0, 0)
    assert curve[1] == (0.5, 0.25)
    assert curve[-1] == (1, 1)
    with pytest.raises(ValueError, match="below zero"):
        gini([-1, 2])
    with pytest.raises(ValueError, match="zero"):
        gini([0, 0])


def test_gini_of_the_incomes_in_the_manual_of_the_r_package_ineq() -> None:
    """Zeileis, ineq: ``x <- c(541, 1463, …)``, Gini 0.4620911."""
    incomes = [541.0, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    assert gini(incomes) == pytest.approx(0.4620911, abs=5e-8)


# mortality ----------------------------------------------------------------------------------------


def ages(low: float, high: float = math.inf) -> Ages:
    return Ages(low, high)


def test_a_life_table_of_constant_mortality_gives_its_inverse() -> None:
    groups = [Group(ages(0, 1), 10, 1000)]
    groups += [Group(ages(low, low + 1), 10, 1000) for low in range(1, 90)]
    groups.append(Group(ages(90), 10, 1000))
    assert life_table(groups)[1].expectancy == pytest.approx(100, abs=0.02)
    found = life_expectancy(groups)
    assert found.low < found.value < found.high
    with pytest.raises(ValueError, match="gap"):
        life_table([groups[0], *groups[2:]])


def test_years_left_at_an_age_are_those_of_the_life_table() -> None:
    groups = [
        Group(ages(low, low + 5 if low < 85 else math.inf), people * 0.02 * 1.1 ** (low / 5), people)
        for low, people in ((age, 1000.0 - 5 * age) for age in range(0, 90, 5))
    ]
    rows = {row.ages.low: row.expectancy for row in life_table(groups)}
    at_65 = life_expectancy(groups, 65)
    assert at_65.value == rows[65]
    assert at_65.low < at_65.value < at_65.high
    assert life_expectancy(groups).value == rows[0]
    with pytest.raises(ValueError, match="no age group begins there"):
        life_expectancy(groups, 67)


def test_the_mortality_of_ecuador_at_the_rates_of_sweden() -> None:
    """IUSSP, Population Analysis for Policies and Programmes, PAPP101 S06: 64 700 deaths, 42 561 expected, SMR 1.52."""
    sweden = [Group(ages(0, 30), 0.45, 1000), Group(ages(30, 60), 2.4, 1000), Group(ages(60), 42.4, 1000)]
    ecuador = [(ages(0, 30), 7_498_000.0), (ages(30, 60), 3_219_000.0), (ages(60), 742_000.0)]
    found = standardised_ratio(64_700, ecuador, sweden)
    assert 64_700 / found.value == pytest.approx(42_561, abs=1)
    assert round(found.value, 2) == 1.52


@pytest.mark.parametrize(
    ("deaths", "ratio", "low", "high"),
    [
        (1, 0.42, 0.01, 2.35),
        (7, 0.29, 0.12, 0.60),
        (12, 0.28, 0.15, 0.50),
        (25, 0.49, 0.32, 0.73),
        (50, 0.38, 0.28, 0.50),
    ],
)
def test_intervals_of_a_published_table_of_mortality_ratios(deaths: int, ratio: float, low: float, high: float) -> None:
    """PMC4715601, table II: deaths, SMR and exact interval of single years, all rounded to two decimals."""
    least, most = (
        standardised_ratio(deaths, [(ages(0), deaths / edge)], [Group(ages(0), 1, 1)])
        for edge in (ratio - 0.005, ratio + 0.005)
    )
    assert least.low - 0.005 <= low <= most.low + 0.005
    assert least.high - 0.005 <= high <= most.high + 0.005


def test_standardised_rates_take_the_age_structure_away() -> None:
    rates = {ages(0, 65): 0.002, ages(65): 0.05}
    young = [Group(a, r * n, n) for (a, r), n in zip(rates.items(), (90_000, 10_000), strict=True)]
    old = [Group(a, r * n, n) for (a, r), n in zip(rates.items(), (60_000, 40_000), strict=True)]
    assert directly_standardised(young).value == pytest.approx(directly_standardised(old).value)
    people = [(group.ages, group.people) for group in young]
    assert standardised_ratio(sum(group.deaths for group in young), people, old).value == pytest.approx(1)
    found = directly_standardised(young)
    assert found.low < found.value < found.high
    with pytest.raises(KeyError):
        standardised_ratio(5, [(ages(0, 60), 100)], old)
    with pytest.raises(ValueError, match="union of the standard"):
        directly_standardised([Group(ages(0, 63), 1, 100), Group(ages(63), 1, 100)])


# projection ---------------------------------------------------------------------------------------


def assumptions(count: int, *, q: float = 0.01, births: float = 0.0, moves: float = 0.0) -> Assumptions:
    fertility = np.zeros(count)
    fertility[20:40] = births / 20
    q_all = np.full(count, q)
    move = np.full(count, moves)
    return Assumptions(q_all, q_all, fertility, move, move)


def test_cohorts_grow_older_and_die_and_nothing_else_happens() -> None:
    people = np.full(91, 100.0)
    found = project(people, people, assumptions(91), years=1, first_year=2024)
    assert found.male[1][10] == pytest.approx(99)
    assert found.male[1][0] == 0
    assert found.male[1][90] == pytest.approx(198), "the open last age keeps those who stay in it"
    assert found.deaths[1] == pytest.approx(2 * 91)
    assert found.totals[1] == pytest.approx(found.totals[0] - found.deaths[1])


def test_the_balance_of_every_year_holds() -> None:
    people = np.linspace(150, 20, 91)
    found = project(people, people, assumptions(91, births=1.5, moves=0.4), years=20, first_year=2024)
    for number in range(1, 21):
        assert found.totals[number] == pytest.approx(
            found.totals[number - 1] + found.births[number] - found.deaths[number] + found.migration[number]
        )
    women = found.female
    expected = sum(1.5 / 20 * (women[0][20:40] + women[1][20:40]) / 2)
    assert found.births[1] == pytest.approx(expected)
    assert found.index()[0] == 100
    assert found.ages(0)[5] == pytest.approx(found.totals[5])


def test_three_variants_lie_in_order_and_small_gemeinden_carry_a_warning() -> None:
    people = np.full(91, 100.0)
    found = variants(people, people, assumptions(91, births=1.4, moves=1.0), years=15, first_year=2024)
    assert list(found) == ["untere Variante", "mittlere Variante", "obere Variante"]
    low, middle, high = (item.totals[-1] for item in found.values())
    assert low < middle < high
    assert all(item.warning == "" for item in found.values())
    loss = variants(people, people, assumptions(91, births=1.4, moves=-1.0), years=15, first_year=2024)
    low, middle, high = (item.totals[-1] for item in loss.values())
    assert low < middle < high, "also where more people leave than come"
    few = variants(people / 10, people / 10, assumptions(91), years=1, first_year=2024)
    assert {item.warning for item in few.values()} == {SMALL_WARNING}


# before and after ---------------------------------------------------------------------------------


def series(years: range, *, drop: float = 0.0) -> dict[Period, float | None]:
    """A trend of 2 a month with a season, and after 03/2020 so much less."""
    found: dict[Period, float | None] = {}
    for when in years:
        for number in range(1, 13):
            step = 12 * (when - years.start) + number
            noise = ((step * 7919) % 13 - 6) / 2
            value = 200 + 2 * step + (30 if number in (1, 2, 12) else 0) + noise
            found[month(when, number)] = value - (drop if (when, number) >= (2020, 3) else 0)
    return found


def test_a_drop_is_measured_against_trend_and_season() -> None:
    found = counterfactual(series(range(2015, 2022), drop=100), month(2020, 3))
    assert found.trend_per_year == pytest.approx(24, abs=1)
    assert len(found.months) == 22
    assert all(item.outside for item in found.months)
    assert found.deviation == pytest.approx(-2200, abs=60)
    first = found.months[0]
    assert first.low95 < first.low80 < first.expected < first.high80 < first.high95


def test_without_an_event_reality_stays_in_the_band() -> None:
    found = counterfactual(series(range(2015, 2022)), month(2020, 3))
    assert sum(item.outside for item in found.months) <= 2


def test_too_few_months_before_are_refused() -> None:
    with pytest.raises(ValueError, match="mindestens 3 Jahren"):
        counterfactual(series(range(2018, 2022)), month(2020, 3))
    with pytest.raises(ValueError, match="Monatswerten"):
        counterfactual({year(2019): 1.0}, month(2020, 3))


# change taken apart -------------------------------------------------------------------------------


@given(st.lists(st.tuples(*[st.integers(1, 500)] * 4), min_size=1, max_size=6))
def test_number_structure_and_rate_add_up_to_the_change(rows: list[tuple[int, int, int, int]]) -> None:
    before = {str(i): CaseGroup(a, b) for i, (a, b, _, _) in enumerate(rows)}
    now = {str(i): CaseGroup(c, d) for i, (_, _, c, d) in enumerate(rows)}
    found = decompose(before, now)
    change = sum(g.cases for g in now.values()) - sum(g.cases for g in before.values())
    assert found.total == pytest.approx(change, abs=1e-6 * (1 + abs(change)))


def test_more_people_alone_are_an_effect_of_number_alone() -> None:
    before = {"jung": CaseGroup(1000, 50), "alt": CaseGroup(500, 100)}
    now = {"jung": CaseGroup(1100, 55), "alt": CaseGroup(550, 110)}
    found = decompose(before, now)
    assert found.number == pytest.approx(15)
    assert found.structure == pytest.approx(0)
    assert found.rate == pytest.approx(0)


# social index and types ---------------------------------------------------------------------------

BERLIN = "berlin-monitoring-social-urban-development-2013-00-{}-planning-areas.csv"
STATUS = [
    "percentage_unemployed", "percentage_long_term_unemployed", "percentage_transfer_payments_recipients",
    "percentage_transfer_payments_recipients_below_15_years",
]  # fmt: skip


def berlin(realdata: Path, letter: str) -> tuple[list[Part], dict[str, str], dict[str, str]]:
    shares = list(csv.DictReader((realdata / "berlin_mss" / BERLIN.format("2-1")).read_text("utf-8").splitlines()))
    told = {
        row["id"]: row
        for row in csv.DictReader((realdata / "berlin_mss" / BERLIN.format("1")).read_text("utf-8").splitlines())
    }
    kept = [row for row in shares if told[row["id"]]["status_index"] != "0"]
    parts = [
        Part(name, {row["id"]: float(row[f"{letter}{number}_{name}"]) for row in kept})
        for number, name in enumerate(STATUS, start=1)
    ]
    return (
        parts,
        {key: row["status_index"] for key, row in told.items()},
        {key: row["dynamic_index"] for key, row in told.items()},
    )


def test_berlins_status_classes_of_2013_come_out_for_every_planning_area(realdata: Path) -> None:
    parts, status, _ = berlin(realdata, "s")
    found = classes(social_index(parts, standardised_again=True).scores, (-1, 1, 1.5))
    assert len(found) > 400
    assert {area: str(number) for area, number in found.items()} == {area: status[area] for area in found}


def test_berlins_dynamic_classes_of_2013_come_out_for_every_planning_area(realdata: Path) -> None:
    parts, _, told = berlin(realdata, "d")
    found = classes(social_index(parts).scores, (-1, 1))
    words = {1: "+", 2: "+/-", 3: "-"}
    assert {area: words[number] for area, number in found.items()} == {area: told[area] for area in found}


def parts_of(*columns: list[float]) -> list[Part]:
    return [
        Part(f"teil{number}", {f"g{row}": value for row, value in enumerate(column)})
        for number, column in enumerate(columns)
    ]


def test_the_index_turns_leaves_out_and_weighs() -> None:
    good = Part("gut", {"a": 10.0, "b": 20.0, "c": 30.0}, high_is_burden=False)
    assert social_index([good]).scores["a"] > social_index([good]).scores["c"]
    lacking = Part("halb", {"a": 1.0, "b": 7.0, "d": 2.0})
    good = Part("gut", {"a": 10.0, "b": 20.0, "c": 30.0, "d": 11.0}, high_is_burden=False)
    found = social_index([good, lacking], standardised_again=True)
    assert found.left_out == {"c": "ohne Angabe: halb"}
    small = social_index([good], {"a": 299, "b": 300, "c": 5000, "d": 900})
    assert set(small.left_out) == {"a"}
    heavy = social_index([Part("x", {"a": 1, "b": 2, "c": 3}, 9), Part("y", {"a": 3, "b": 2, "c": 1}, 1)])
    assert heavy.scores["c"] > heavy.scores["a"]
    with pytest.raises(ValueError, match="same"):
        social_index([Part("x", {"a": 1, "b": 1})])


def test_the_dynamic_is_the_index_of_changes() -> None:
    before, now = parts_of([5.0, 5.0, 5.0]), parts_of([5.0, 6.0, 8.0])
    found = dynamic(now, before)
    assert found.scores["g2"] > found.scores["g1"] > found.scores["g0"]


def test_ranks_of_23_gemeinden_depend_on_the_indicators_and_are_told() -> None:
    rng = np.random.default_rng(1)
    parts = parts_of(*[list(rng.normal(10, 3, 23)) for _ in range(4)])
    found = sensitivity(parts)
    assert len(found) == 23
    assert all(item.best <= item.rank <= item.worst for item in found.values())
    assert any(item.worst > item.best for item in found.values())
    same = sensitivity(parts_of([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]))
    assert all(item.best == item.worst and not item.class_changes for item in same.values())


def test_quantile_classes_are_as_equal_as_ties_allow() -> None:
    found = quantile_classes({str(i): float(i) for i in range(20)}, 5)
    assert sorted(found.values()) == sorted([1, 2, 3, 4, 5] * 4)


def test_types_find_groups_that_lie_apart_and_say_how_clear_they_are() -> None:
    values = {f"g{i}": 1.0 + i % 3 * 0.01 for i in range(8)} | {f"h{i}": 9.0 + i % 3 * 0.01 for i in range(8)}
    other = {area: value * 2 for area, value in values.items()}
    found = area_types({"quote": values, "anteil": other}, 2)
    assert {found.types[f"g{i}"] for i in range(8)} == {1}
    assert {found.types[f"h{i}"] for i in range(8)} == {2}
    assert found.quality > 0.9
    assert found.means[0]["quote"] < found.means[1]["quote"]
    assert found == area_types({"quote": values, "anteil": other}, 2)
    with pytest.raises(ValueError, match="fewer"):
        area_types({"quote": {"a": 1.0, "b": 2.0}}, 2)


def test_the_mean_age_of_single_years_takes_the_middle_of_each_year() -> None:
    assert mean_age([(ages(0, 1), 10), (ages(1, 2), 10)]) == pytest.approx(1.0)
    assert mean_age([(ages(30, 40), 5)]) == pytest.approx(35)
    assert mean_age([(ages(85), 5)]) == pytest.approx(87.5)
    assert mean_age([(ages(90), 5)]) == pytest.approx(92.5), "an open group is at least five years wide"
    assert mean_age([(ages(75), 5)], open_age=88) == pytest.approx(81.5)
    with pytest.raises(ZeroDivisionError):
        mean_age([(ages(0), 0)])
