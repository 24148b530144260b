"""Values of indicators from deliveries: covers, totals, choice between sources, missing values, guards."""

from __future__ import annotations

from pathlib import Path

import pytest
from indicators_samples import cell, engine, table

from berichtsgenerator.diagnostics import IndicatorError
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.model.periods import month, stichtag, year

A, B, C, KREIS = "06999001", "06999002", "06999003", "06999"
END = stichtag(2014, 12, 31)
PEOPLE = table("100-1")
CASES = table("200-1")


def key(indicator: str, area: str = A, value: int = 2015, **pairs: str) -> NumberKey:
    return NumberKey(indicator, area, year(value), tuple(sorted(pairs.items())))


def ages(area: str = A, *, sexes: bool = False) -> list[Observation]:
    groups = {"unter 6 Jahre": 60.0, "6 bis unter 15 Jahre": 90.0, "15 Jahre und mehr": 850.0}
    made: list[Observation] = []
    for label, value in groups.items():
        if sexes:
            made += [
                cell(PEOPLE, "Leute", area, END, value * 0.4, alter=label, geschlecht="männlich"),
                cell(PEOPLE, "Leute", area, END, value * 0.6, alter=label, geschlecht="weiblich"),
            ]
        else:
            made.append(cell(PEOPLE, "Leute", area, END, value, alter=label))
    return made


def test_a_rate_pairs_the_cases_of_the_year_with_the_people_of_the_year_before(tmp_path: Path) -> None:
    found = engine(tmp_path, *ages(), cell(CASES, "Fälle", A, year(2015), 30.0)).evaluate(key("anteil"))
    assert found.value == pytest.approx(20.0)
    assert [item.name for item in found.provenance.components] == ["zaehler", "nenner"]
    denominator = found.provenance.components[1]
    assert denominator.value == 150
    assert len(denominator.observations) == 2
    assert denominator.population_base == "Zensus 2011"
    assert "unter 15 Jahre am 31.12.2014" in denominator.label


def test_totals_over_sex_are_added_from_complete_parts_only(tmp_path: Path) -> None:
    whole = engine(tmp_path / "a", *ages(sexes=True))
    assert whole.evaluate(key("leute", value=2014)).value == pytest.approx(1000)
    half = engine(tmp_path / "b", *[item for item in ages(sexes=True) if ("geschlecht", "weiblich") in item.breakdown])
    assert half.evaluate(key("leute", value=2014)).missing is Missing.NO_DATA
    assert half.evaluate(key("leute", value=2014, geschlecht="weiblich", alter="0-14")).value == pytest.approx(90)


def test_an_age_that_does_not_fit_the_groups_is_a_gap_with_its_reason(tmp_path: Path) -> None:
    found = engine(tmp_path, *ages()).evaluate(key("leute", value=2014, alter="0-17"))
    assert found.missing is Missing.NO_DATA
    assert "nicht genau zusammensetzen" in found.provenance.reason
    assert "unter 18 Jahre" in found.provenance.reason


def test_a_gap_names_table_area_and_period(tmp_path: Path) -> None:
    made = engine(tmp_path, *ages())
    reason = made.explain_gap("faelle", A, year(2015))
    assert "Fälle" in reason
    assert "Adorf (06999001)" in reason
    assert "2015" in reason
    assert "200" in reason
    assert made.explain_gap("leute", A, year(2014)) == ""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Missing.SECRET, Missing.SECRET),
        (Missing.UNKNOWN, Missing.UNKNOWN),
        (Missing.LATER, Missing.LATER),
        (Missing.UNRELIABLE, Missing.UNRELIABLE),
    ],
)
def test_missing_kinds_propagate_by_meaning(tmp_path: Path, kind: Missing, expected: Missing) -> None:
    found = engine(tmp_path, *ages(), cell(CASES, "Fälle", A, year(2015), None, missing=kind)).evaluate(key("anteil"))
    assert found.missing is expected
    assert found.value is None
    assert "Zelle B" in found.provenance.reason


def test_secret_outweighs_no_data(tmp_path: Path) -> None:
    made = engine(tmp_path, cell(CASES, "Fälle", A, year(2015), None, missing=Missing.SECRET))
    assert made.evaluate(key("anteil")).missing is Missing.SECRET


def test_a_dash_is_exactly_zero(tmp_path: Path) -> None:
    found = engine(tmp_path, *ages(), cell(CASES, "Fälle", A, year(2015), 0.0, quality=(Quality.ZERO,))).evaluate(
        key("anteil")
    )
    assert found.value == 0
    assert Quality.ZERO in found.quality


def test_division_by_zero_is_not_applicable(tmp_path: Path) -> None:
    nobody = cell(PEOPLE, "Leute", A, END, 0.0, alter="unter 15 Jahre")
    found = engine(tmp_path, nobody, cell(CASES, "Fälle", A, year(2015), 3.0)).evaluate(key("anteil"))
    assert found.missing is Missing.NOT_APPLICABLE
    assert "Nenner ist null" in found.provenance.reason


def test_the_newer_stand_of_the_same_source_wins_and_the_revision_is_noted(tmp_path: Path) -> None:
    old = table("200-1", "alt.csv", stand="2023-01-01")
    new = table("200-1", "neu.csv", stand="2024-05-01")
    made = engine(tmp_path, cell(old, "Fälle", A, year(2015), 10.0), cell(new, "Fälle", A, year(2015), 12.0))
    assert made.evaluate(key("faelle")).value == 12
    assert [item.code for item in made.diagnostics] == ["lieferung-berichtigt"]
    assert "alt.csv" in made.diagnostics[0].message
    assert "neu.csv" in made.diagnostics[0].message


def test_the_order_of_sources_decides_between_publishers_and_contradictions_name_both_cells(tmp_path: Path) -> None:
    one = cell(table("200-1", "a.csv", publisher="Amt"), "Fälle", A, year(2015), 10.0)
    two = cell(table("200-2", "b.csv", publisher="Register"), "Fälle", A, year(2015), 14.0)
    made = engine(tmp_path / "a", one, two)
    assert made.evaluate(key("faelle")).value == 10
    turned = engine(tmp_path / "b", one, two, order=("Register", "Amt"))
    found = turned.evaluate(key("faelle"))
    assert found.value == 14
    assert found.provenance.components[0].observations == (two,)
    told = turned.diagnostics
    assert [item.code for item in told] == ["lieferungen-widersprechen"]
    assert one.cell in told[0].message
    assert two.cell in told[0].message


def test_deliveries_that_agree_within_the_tolerance_are_silent(tmp_path: Path) -> None:
    made = engine(
        tmp_path,
        cell(table("200-1", publisher="Amt"), "Fälle", A, year(2015), 10.0),
        cell(table("200-2", publisher="Register"), "Fälle", A, year(2015), 10.4),
    )
    made.evaluate(key("faelle"))
    assert made.diagnostics == ()


def test_the_order_of_observations_does_not_matter(tmp_path: Path) -> None:
    cells = [
        cell(table("200-1", f"{name}.csv", publisher=name), "Fälle", A, year(2015), value)
        for name, value in (("x", 1.0), ("y", 50.0), ("z", 99.0))
    ]
    forward = engine(tmp_path / "a", *cells)
    backward = engine(tmp_path / "b", *reversed(cells))
    assert forward.evaluate(key("faelle")) == backward.evaluate(key("faelle"))
    assert forward.diagnostics == backward.diagnostics


def test_a_kreis_is_the_sum_of_all_its_gemeinden_or_nothing(tmp_path: Path) -> None:
    cells = [cell(CASES, "Fälle", area, year(2015), 5.0) for area in (A, B, C)]
    assert engine(tmp_path / "a", *cells).evaluate(key("faelle", KREIS)).value == 15
    found = engine(tmp_path / "b", *cells[:2]).evaluate(key("faelle", KREIS))
    assert found.missing is Missing.NO_DATA
    assert "Cedorf" in found.provenance.reason
    secret = cell(CASES, "Fälle", C, year(2015), None, missing=Missing.SECRET)
    assert engine(tmp_path / "c", *cells[:2], secret).evaluate(key("faelle", KREIS)).missing is Missing.SECRET


def test_a_year_of_flows_is_the_sum_of_its_twelve_months(tmp_path: Path) -> None:
    cells = [cell(CASES, "Fälle", A, month(2015, number), float(number)) for number in range(1, 13)]
    assert engine(tmp_path / "a", *cells).evaluate(key("faelle")).value == 78
    assert engine(tmp_path / "b", *cells[:11]).evaluate(key("faelle")).missing is Missing.NO_DATA


def test_december_answers_the_stichtag_at_the_end_of_the_year(tmp_path: Path) -> None:
    found = engine(tmp_path, cell(PEOPLE, "Leute", A, month(2014, 12), 7.0)).evaluate(key("leute", value=2014))
    assert found.value == 7


def test_a_label_can_state_a_part_of_the_breakdown(tmp_path: Path) -> None:
    made = engine(tmp_path, cell(CASES, "Fälle | fremd", A, year(2015), 4.0))
    assert made.evaluate(key("faelle", nationalitaet="ausländisch")).value == 4
    assert made.evaluate(key("faelle")).missing is Missing.NO_DATA


def test_bases_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    register = table("", "register.xlsx")
    found = engine(
        tmp_path,
        cell(PEOPLE, "Leute", A, END, 100.0),
        cell(register, "Personen", A, END, 90.0),
    ).evaluate(key("mischung", value=2014))
    assert found.missing is Missing.NOT_APPLICABLE
    assert "Melderegister" in found.provenance.reason


def test_requests_that_make_no_sense_are_refused_with_the_reason(tmp_path: Path) -> None:
    made = engine(tmp_path, *ages())
    assert "Gemeinden nicht berechnet" in made.evaluate(key("anteil_mittel")).provenance.reason
    assert "nicht nach „haarfarbe“ gegliedert" in made.evaluate(key("leute", haarfarbe="rot")).provenance.reason
    assert "nicht für Monate" in made.explain_gap("leute", A, month(2014, 12))
    assert "erst ab 2005" in made.explain_gap("faelle_bruch", A, year(2001))
    with pytest.raises(IndicatorError, match="leute"):
        made.evaluate(key("leude"))


def test_a_negative_count_is_not_used_and_told(tmp_path: Path) -> None:
    made = engine(tmp_path, cell(CASES, "Fälle", A, year(2015), -56.0))
    found = made.evaluate(key("faelle"))
    assert found.missing is Missing.UNKNOWN
    assert [item.code for item in made.diagnostics] == ["anzahl-negativ"]


def test_a_method_needs_every_part(tmp_path: Path) -> None:
    people = [item for area in (A, B, C) for item in ages(area)]
    cells = [cell(CASES, "Fälle", area, year(2015), value) for area, value in ((A, 15.0), (B, 30.0), (C, 60.0))]
    found = engine(tmp_path / "a", *people, *cells).evaluate(key("anteil_mittel", KREIS))
    assert found.value == pytest.approx((10 + 20 + 40) / 3)
    assert len(found.provenance.components[0].observations) == 9
    assert engine(tmp_path / "b", *people, *cells[:2]).evaluate(key("anteil_mittel", KREIS)).missing is Missing.NO_DATA


def test_periods_areas_and_breakdowns_are_those_that_have_an_answer(tmp_path: Path) -> None:
    made = engine(
        tmp_path,
        *ages(),
        cell(CASES, "Fälle", A, year(2015), 30.0),
        cell(CASES, "Fälle", A, year(2016), 30.0),
        cell(CASES, "Fälle", B, year(2016), None, missing=Missing.SECRET),
    )
    assert made.periods("faelle", A) == (year(2015), year(2016))
    assert made.periods("anteil", A) == (year(2015),)
    assert made.periods("faelle") == (year(2015), year(2016))
    assert made.areas("faelle", year(2016)) == (A, B)
    assert made.available("anteil", Level.GEMEINDE)
    assert not made.available("anteil", Level.LAND)
    assert made.breakdowns("leute")["alter"] == ("15 Jahre und mehr", "6 bis unter 15 Jahre", "unter 6 Jahre")
