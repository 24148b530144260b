"""Times of components relative to the indicator's period."""

from __future__ import annotations

import pytest

from berichtsgenerator.indicators.defining.times import candidates, indicator_periods, mean_dates, parse_time
from berichtsgenerator.model.periods import (
    Period,
    PeriodKind,
    annual_mean,
    month,
    school_year,
    stichtag,
    words,
    year,
)


@pytest.mark.parametrize(
    ("text", "period", "first"),
    [
        ("31.12.", year(2015), stichtag(2015, 12, 31)),
        ("31.12. Vorjahr", year(2015), stichtag(2014, 12, 31)),
        ("31.12. Vorjahr", month(2020, 5), stichtag(2019, 12, 31)),
        ("30.06.", year(2015), stichtag(2015, 6, 30)),
        ("Jahr", year(2015), year(2015)),
        ("Jahresdurchschnitt", year(2016), annual_mean(2016)),
        ("Dezember", year(2016), month(2016, 12)),
        ("Monat", month(2016, 4), month(2016, 4)),
        ("Schuljahr", school_year(2015), school_year(2015)),
        ("Schuljahr Ende", year(2015), school_year(2014)),
        ("Mittel", year(2015), annual_mean(2015)),
        ("Stichtag", stichtag(2011, 5, 9), stichtag(2011, 5, 9)),
        ("Quartal", Period(PeriodKind.QUARTER, "2020-Q2"), Period(PeriodKind.QUARTER, "2020-Q2")),
    ],
)
def test_times_resolve_against_the_period(text: str, period: Period, first: Period) -> None:
    assert candidates(parse_time(text), period)[0] == first


def test_a_stichtag_may_be_answered_by_the_month_that_ends_there() -> None:
    assert month(2015, 12) in candidates(parse_time("31.12."), year(2015))


def test_older_kita_statistics_count_on_15_march() -> None:
    assert candidates(parse_time("01.03."), year(2008)) == (stichtag(2008, 3, 1), stichtag(2008, 3, 15))


def test_the_mean_falls_back_on_two_dates() -> None:
    assert mean_dates(parse_time("Mittel"), year(2015)) == (stichtag(2014, 12, 31), stichtag(2015, 12, 31))
    assert mean_dates(parse_time("Jahr"), year(2015)) is None


@pytest.mark.parametrize("text", ["letzter Stand", "31.12", "aktuell", "32.12.", "Jahr Zukunft"])
def test_there_is_no_latest_value_and_no_wrong_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_time(text)


def test_a_month_is_no_year() -> None:
    assert candidates(parse_time("Monat"), year(2015)) == ()


def test_periods_are_found_back_from_observations() -> None:
    assert indicator_periods(parse_time("31.12. Vorjahr"), stichtag(2014, 12, 31), PeriodKind.YEAR) == (year(2015),)
    assert len(indicator_periods(parse_time("31.12. Vorjahr"), stichtag(2014, 12, 31), PeriodKind.MONTH)) == 12
    assert indicator_periods(parse_time("Schuljahr Ende"), school_year(2014), PeriodKind.YEAR) == (year(2015),)


def test_periods_are_worded_in_german() -> None:
    assert words(stichtag(2015, 12, 31)) == "31.12.2015"
    assert words(month(2020, 3)) == "März 2020"
    assert words(school_year(2023)) == "Schuljahr 2023/24"
    assert words(annual_mean(2015)) == "Jahresdurchschnitt 2015"
