"""Derived representations and their guards: differences, ratios, changes, indices, ranks, numerators, denominators."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indicators_samples import cell, engine, table

from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, month, stichtag, year
from berichtsgenerator.model.units import Kind

A, B, C, KREIS = "06999001", "06999002", "06999003", "06999"
PEOPLE, CASES = table("100-1"), table("200-1")


def cases(folder: Path, *values: tuple[str, int, float | None]) -> IndicatorEngine:
    return engine(
        folder,
        *(
            cell(CASES, "Fälle", area, year(when), value, missing=None if value is not None else Missing.SECRET)
            for area, when, value in values
        ),
        *(
            cell(PEOPLE, "Leute", area, stichtag(when - 1, 12, 31), 1000.0, alter="unter 15 Jahre")
            for area, when, _ in values
        ),
    )


def ask(
    made: IndicatorEngine,
    indicator: str,
    view: View,
    *,
    area: str = A,
    when: Period | None = None,
    against: str = "",
    since: Period | None = None,
) -> Entry:
    return made.evaluate(NumberKey(indicator, area, when or year(2015)).with_view(view, against=against, since=since))


def test_shares_differ_by_percentage_points(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, 780.0), (B, 2015, 850.0))
    found = ask(made, "anteil", View.DIFFERENCE, area=B, against=A)
    assert found.value == pytest.approx(7.0)
    assert (found.kind, found.unit) == (Kind.POINTS, "Prozentpunkte")
    assert found.provenance.derived_from == (NumberKey("anteil", B, year(2015)), NumberKey("anteil", A, year(2015)))


def test_a_relative_change_is_in_percent(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, 850.0), (A, 2014, 780.0))
    change = ask(made, "anteil", View.CHANGE, since=year(2014))
    assert (change.value, change.unit) == (pytest.approx(7.0), "Prozentpunkte")
    relative = ask(made, "anteil", View.CHANGE_PERCENT, since=year(2014))
    assert (relative.value, relative.unit) == (pytest.approx(8.974358974), "Prozent")
    index = ask(made, "faelle", View.INDEX, since=year(2014))
    assert (index.value, index.kind) == (pytest.approx(108.974358974), Kind.INDEX)


def test_the_ratio_to_an_area(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, 300.0), (B, 2015, 200.0))
    found = ask(made, "faelle", View.RATIO, against=B)
    assert (found.value, found.decimals) == (1.5, 2)


@pytest.mark.parametrize("view", [View.CHANGE_PERCENT, View.INDEX])
def test_a_rate_of_change_needs_a_base_of_a_hundred(tmp_path: Path, view: View) -> None:
    made = cases(tmp_path, (A, 2015, 120.0), (A, 2014, 99.0))
    for indicator in ("faelle", "anteil"):
        found = ask(made, indicator, view, since=year(2014))
        assert found.missing is Missing.NOT_APPLICABLE
        assert "100" in found.provenance.reason
    assert ask(made, "faelle", View.CHANGE, since=year(2014)).value == 21


@pytest.mark.parametrize("view", [View.CHANGE, View.CHANGE_PERCENT, View.INDEX])
def test_nothing_is_compared_across_a_break(tmp_path: Path, view: View) -> None:
    made = cases(tmp_path, (A, 2015, 200.0), (A, 2014, 190.0), (A, 2013, 180.0))
    assert ask(made, "faelle_bruch", view, since=year(2014)).value is not None
    found = ask(made, "faelle_bruch", view, since=year(2013))
    assert found.missing is Missing.NOT_APPLICABLE
    assert "neue Zählweise" in found.provenance.reason
    assert Quality.BREAK in ask(made, "faelle_bruch", View.VALUE, when=year(2014)).quality


@pytest.mark.parametrize("view", [View.CHANGE, View.CHANGE_PERCENT, View.INDEX])
def test_a_change_of_population_base_is_never_growth(tmp_path: Path, view: View) -> None:
    """Erzhausen: 8 147 on Zensus 2011, 7 794 on Zensus 2022 is no decline."""
    made = engine(
        tmp_path,
        cell(PEOPLE, "Leute", A, stichtag(2010, 12, 31), 8147.0),
        cell(PEOPLE, "Leute", A, stichtag(2011, 12, 31), 7794.0),
    )
    found = ask(made, "leute", view, when=year(2011), since=year(2010))
    assert found.missing is Missing.NOT_APPLICABLE
    assert "Zensus 1987" in found.provenance.reason
    assert "Zensus 2011" in found.provenance.reason


def test_areas_on_different_bases_are_not_compared(tmp_path: Path) -> None:
    other = table("100-2", base="Zensus 2022")
    made = engine(
        tmp_path,
        cell(PEOPLE, "Leute", A, stichtag(2015, 12, 31), 100.0),
        cell(other, "Leute", B, stichtag(2015, 12, 31), 100.0),
    )
    found = ask(made, "leute", View.DIFFERENCE, against=B)
    assert found.missing is Missing.NOT_APPLICABLE
    assert "Bedorf" in found.provenance.reason


def test_january_is_never_compared_with_december(tmp_path: Path) -> None:
    made = engine(
        tmp_path,
        *(cell(CASES, "Fälle", A, when, 200.0) for when in (month(2020, 1), month(2019, 12), month(2019, 1))),
    )
    refused = ask(made, "faelle_monat", View.CHANGE, when=month(2020, 1), since=month(2019, 12))
    assert refused.missing is Missing.NOT_APPLICABLE
    assert "derselbe" in refused.provenance.reason or "demselben" in refused.provenance.reason
    allowed = ask(made, "faelle_monat", View.CHANGE, when=month(2020, 1), since=month(2019, 1))
    assert allowed.value == 0
    assert Quality.ZERO in allowed.quality


def test_ranks_share_the_better_place_and_leave_out_what_has_no_value(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, 50.0), (B, 2015, 50.0), (C, 2015, 20.0))
    assert [ask(made, "faelle", View.RANK, area=area, against=KREIS).value for area in (A, B, C)] == [1, 1, 3]
    secret = cases(tmp_path / "b", (A, 2015, None), (B, 2015, 50.0), (C, 2015, 70.0))
    assert ask(secret, "faelle", View.RANK, against=KREIS).missing is Missing.SECRET
    assert ask(secret, "faelle", View.RANK, area=B, against=KREIS).value == 2
    assert len(ask(secret, "faelle", View.RANK, area=B, against=KREIS).provenance.derived_from) == 3


def test_an_area_outside_has_no_rank(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, 50.0))
    assert ask(made, "faelle", View.RANK, against="06111").missing is Missing.NOT_APPLICABLE


def test_numerator_and_denominator_are_numbers_of_their_own(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, 50.0))
    top = ask(made, "anteil", View.NUMERATOR)
    bottom = ask(made, "anteil", View.DENOMINATOR)
    assert (top.value, top.kind, top.unit, top.decimals) == (50, Kind.COUNT, "Personen", 0)
    assert (bottom.value, bottom.unit) == (1000, "Personen")
    assert ask(made, "faelle", View.DENOMINATOR).missing is Missing.NOT_APPLICABLE


def test_derived_views_of_a_secret_number_are_secret(tmp_path: Path) -> None:
    made = cases(tmp_path, (A, 2015, None), (A, 2014, 500.0), (B, 2015, 500.0))
    assert ask(made, "faelle", View.CHANGE, since=year(2014)).missing is Missing.SECRET
    assert ask(made, "faelle", View.DIFFERENCE, against=B).missing is Missing.SECRET
    assert ask(made, "faelle", View.RATIO, area=B, against=A).missing is Missing.SECRET
    assert ask(made, "anteil", View.NUMERATOR).missing is Missing.SECRET


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 6), min_size=3, max_size=3))
def test_ranks_agree_with_counting_the_larger_values(
    tmp_path_factory: pytest.TempPathFactory, values: list[int]
) -> None:
    made = cases(
        tmp_path_factory.mktemp("rang"),
        *((area, 2015, float(item)) for area, item in zip((A, B, C), values, strict=True)),
    )
    for area, own in zip((A, B, C), values, strict=True):
        expected = 1 + sum(item > own for item in values)
        assert ask(made, "faelle", View.RANK, area=area, against=KREIS).value == expected
