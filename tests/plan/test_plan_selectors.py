"""Area and period words of layouts mean what the handbook says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.model.periods import Period, PeriodKind, month, school_year, year
from berichtsgenerator.plan.desk.availability import age_partition, fits_kind, pick, pick_span, pyramid_ages, sort_ages
from berichtsgenerator.plan.layout.selectors import Point, Span, check_area_word, parse_point, parse_time

YEARS = tuple(year(value) for value in (2010, 2012, 2013, 2014, 2015))
MONTHS = tuple(month(y, m) for y in (2019, 2020) for m in range(1, 13))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("letzte", "2015"), ("letzte-1", "2014"), ("letzte - 4", "2010"), ("letzte-5", None), ("erste", "2010"),
        ("erste+1", "2012"), ("vorjahr", "2014"), ("2012", "2012"), ("2011", None),
    ],
)  # fmt: skip
def test_points_among_years(word: str, expected: str | None) -> None:
    found = pick(YEARS, parse_point(word))
    assert (found.iso if found else None) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("2019", "2019-12"),
        ("2020-03", "2020-03"),
        ("März 2020", "2020-03"),
        ("vorjahr", "2019-12"),
        ("letzte-1", "2020-11"),
    ],
)
def test_points_among_months(word: str, expected: str) -> None:
    """A year alone is its last month."""
    found = pick(MONTHS, parse_point(word))
    assert found is not None and found.iso == expected


def test_points_among_other_kinds() -> None:
    schools = tuple(school_year(value) for value in (2021, 2022, 2023))
    assert pick(schools, parse_point("2022/23")) == schools[1]
    assert pick(schools, parse_point("2022")) == schools[1]
    assert pick(schools, parse_point("vorjahr")) == schools[1]
    day = Period(PeriodKind.STICHTAG, "2024-12-31")
    assert pick([day], parse_point("31.12.2024")) == day
    assert pick([], parse_point("letzte")) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("2012..2014", ["2012", "2013", "2014"]),
        ("2011..letzte", ["2012", "2013", "2014", "2015"]),
        ("..2012", ["2010", "2012"]),
        ("letzte-1..letzte", ["2014", "2015"]),
        ("letzte-20..letzte", ["2010", "2012", "2013", "2014", "2015"]),
        ("alle, jedes 2.", ["2010", "2013", "2015"]),
        ("2016..2020", []),
    ],
)
def test_spans_among_years(word: str, expected: list[str]) -> None:
    """Steps are counted back from the last, so that it is always there."""
    span = parse_time(word)
    assert isinstance(span, Span)
    assert [item.iso for item in pick_span(YEARS, span)] == expected


def test_spans_of_months_can_keep_one_month_a_year() -> None:
    span = Span(Point("erste"), Point("letzte"), month=3)
    assert [item.iso for item in pick_span(MONTHS, span)] == ["2019-03", "2020-03"]
    assert len(pick_span(MONTHS, Span(Point("2020"), Point("2020")))) == 12
    assert len(pick_span(MONTHS, Span(Point("2019-11"), Point("2020")))) == 14


@pytest.mark.parametrize(
    "word", ["2015-13", "gestern", "letzte+1", "erste-1", "2015, jedes 2.", "a..b", "jedes 2.", "32.01.2020"]
)
def test_words_that_are_no_period_are_refused_in_german(word: str) -> None:
    with pytest.raises(ValueError, match="„"):
        parse_time(word)


def test_a_period_must_fit_the_kind_of_the_indicator() -> None:
    assert fits_kind("2015", PeriodKind.MONTH)
    assert fits_kind("2015-12", PeriodKind.MONTH)
    assert not fits_kind("2015-12", PeriodKind.YEAR)
    assert not fits_kind("2015/2016", PeriodKind.YEAR)
    assert fits_kind("2015-Q1", PeriodKind.QUARTER) and not fits_kind("2015-Q1", PeriodKind.MONTH)


@pytest.mark.parametrize("word", ["gemeinden", "06432008", "DG", "{{ a.ags }}"])
def test_area_words(word: str) -> None:
    assert check_area_word(word) == word


def test_an_unknown_area_word_proposes_one() -> None:
    with pytest.raises(ValueError, match="Meinten Sie „gemeinden“"):
        check_area_word("gemeinde")


def test_ages_are_sorted_and_partitioned_without_overlap() -> None:
    ages = ["18 Jahre und mehr", "unter 18 Jahre", "6 bis unter 18 Jahre", "unter 6 Jahre", "65 Jahre und mehr"]
    assert sort_ages(ages)[:2] == ("unter 6 Jahre", "unter 18 Jahre")
    assert age_partition(ages) == ("unter 6 Jahre", "6 bis unter 18 Jahre", "18 Jahre und mehr")
    assert age_partition(["unter 6 Jahre", "7 Jahre und mehr"]) == ()


def test_pyramids_have_bars_of_equal_width_where_the_ages_allow_it() -> None:
    single = [f"{age} bis unter {age + 1} Jahre" for age in range(1, 75)]
    chain = ["unter 1 Jahr", *single, "75 bis unter 80 Jahre", "80 Jahre und mehr"]
    groups = pyramid_ages(chain)
    assert groups[:2] == ("unter 5 Jahre", "5 bis unter 10 Jahre")
    assert groups[-2:] == ("75 bis unter 80 Jahre", "80 Jahre und mehr")
    official = ("unter 3 Jahre", "3 bis unter 6 Jahre", "6 Jahre und mehr")
    assert pyramid_ages(official) == official


@given(st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True), st.data())
def test_a_partition_covers_every_age_once(cuts: list[int], data: st.DataObject) -> None:
    """Whatever other groups there are, the finest complete chain is found."""
    edges = [0, *sorted(cuts)]
    chain = [f"unter {edges[1]} Jahre"]
    chain += [f"{a} bis unter {b} Jahre" for a, b in pairwise(edges[1:])]
    chain.append(f"{edges[-1]} Jahre und mehr")
    noise = data.draw(st.lists(st.tuples(st.integers(0, 50), st.integers(101, 120)), max_size=5))
    others = [f"{low} bis unter {high} Jahre" for low, high in noise if low]
    assert list(age_partition([*reversed(chain), *others])) == chain
