"""Courses, spreads and standings follow from printed values alone, whatever the series."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from berichtsgenerator.indicators.comparing.courses import Courses
from berichtsgenerator.model.comparison import Course, Figure
from berichtsgenerator.model.facts import quartile_of, spread_of, standing_of
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.periods import year
from berichtsgenerator.model.units import Kind, as_printed

START = 2001


class Break(NamedTuple):
    year: int
    reason: str
    month: int = 1


FIGURES = st.one_of(
    st.integers(0, 4).map(lambda value: Figure(value / 10 + 0.04)),
    st.integers(0, 4).map(lambda value: Figure(value / 10)),
    st.just(Figure(None, Missing.SECRET)),
)
SERIES = st.lists(FIGURES, min_size=1, max_size=14)
BASES = st.sampled_from(["", "Zensus 2011", "Zensus 2022"])


def courses(
    figures: list[Figure], breaks: list[Break], bases: list[str] | None = None
) -> tuple[list[Course[Figure]], list[float]]:
    periods = [year(START + number) for number in range(len(figures))]
    printed = [as_printed(figure.value or 0.0, 1) for figure in figures]
    known = None if bases is None else [(("leute", base),) if base else () for base in bases]
    return Courses(periods, breaks).of(figures, printed, known), printed


@settings(max_examples=400, deadline=None)
@given(SERIES, st.lists(st.integers(START + 1, START + 13), max_size=2, unique=True))
def test_a_course_begins_at_the_last_break_and_holds_every_period_since(
    figures: list[Figure], years: list[int]
) -> None:
    breaks = [Break(when, f"Bruch {when}") for when in sorted(years)]
    found, _ = courses(figures, breaks)
    for number, course in enumerate(found):
        now = START + number
        reached = [item for item in breaks if item.year <= now]
        first = max((item.year for item in reached), default=START)
        assert [period.year for period, _ in course.values] == list(range(first, now + 1))
        assert course.cut == (reached[-1].reason if reached else "")
        assert [(period.year, reason) for period, reason in course.breaks] == [
            (item.year, item.reason) for item in reached
        ]


@settings(max_examples=400, deadline=None)
@given(SERIES, st.lists(st.integers(START + 1, START + 13), max_size=1))
def test_streaks_and_extremes_are_those_a_reader_counts(figures: list[Figure], years: list[int]) -> None:
    found, printed = courses(figures, [Break(when, "Bruch") for when in years])
    for number, course in enumerate(found):
        shown = [(period, printed[period.year - START]) for period, figure in course.values if figure.value is not None]
        if not shown:
            assert course.extremes is None
        else:
            told = course.extremes
            assert told is not None
            assert told.highest == max(value for _, value in shown) and told.lowest == min(value for _, value in shown)
            assert told.highest_at == next(period for period, value in shown if value == told.highest)
            assert told.lowest_at == next(period for period, value in shown if value == told.lowest)
        run: list[float] = []
        for _, figure in reversed(course.values):
            if figure.value is None:
                break
            run.insert(0, printed[number - len(run)])
        if len(run) < 2:
            assert course.streak is None
            continue
        signs = [(after > before) - (after < before) for before, after in pairwise(run)]
        steps = next((at for at, sign in enumerate(reversed(signs)) if sign != signs[-1]), len(signs))
        rest = signs[: len(signs) - steps]
        before = next((at for at, sign in enumerate(reversed(rest)) if sign != -signs[-1]), len(rest))
        assert course.streak == (signs[-1], steps, year(START + number - steps), before if signs[-1] else 0)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(FIGURES, BASES), min_size=1, max_size=12))
def test_no_course_holds_two_population_bases(pairs: list[tuple[Figure, str]]) -> None:
    figures = [figure for figure, _ in pairs]
    bases = [base if figure.value is not None else "" for figure, base in pairs]
    for course in courses(figures, [], bases)[0]:
        used = {bases[period.year - START] for period, _ in course.values} - {""}
        assert len(used) <= 1
        assert (course.cut == "") == (course.values[0][0] == year(START))
        if course.cut:
            assert course.cut == f"andere Bevölkerungsgrundlage als {used.pop()}"
    assert [course.cut for course in courses(figures, [], None)[0]] == [""] * len(figures)


@settings(max_examples=300, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=25))
def test_standings_and_spread_agree(figures: list[Figure]) -> None:
    values = [(f"{number:02d}", figure) for number, figure in enumerate(figures)]
    spread = spread_of(values, Kind.SHARE, 1)
    assert spread.mean is None, "no mean of quotas"
    places = {area: standing_of(values, area, 1) for area, _ in values}
    assert (spread.total, spread.known + spread.secret) == (len(values), len(values))
    assert sum(item is not None for item in places.values()) == spread.known
    for area, place in places.items():
        if place is None:
            continue
        assert (area in spread.highest_areas) == (place.above == 0)
        assert (area in spread.lowest_areas) == (place.below == 0)
        assert place.above + place.below < spread.known
        turned = quartile_of(place.below, place.above, spread.known)
        if place.quartile is not None and place.above != place.below:
            assert turned == 5 - place.quartile, "seen from below, the quarters are the same"


def test_quarters_of_few_and_of_equal_areas() -> None:
    assert [quartile_of(above, 22 - above, 23) for above in (0, 5, 6, 11, 12, 16, 17, 22)] == [4, 4, 3, 3, 2, 2, 1, 1]
    assert quartile_of(0, 2, 3) is None, "three areas have no quarters"
    assert quartile_of(0, 0, 20) is None and quartile_of(1, 3, 20) is None, "most areas share the value"


def test_gaps_before_another_population_base_are_no_part_of_the_new_course() -> None:
    """A sentence would tell of hidden values at times that lie outside the course it names."""
    figures = [Figure(5.0), Figure(None, Missing.SECRET), Figure(None, Missing.SECRET), Figure(6.0), Figure(7.0)]
    found, _ = courses(figures, [], ["Zensus 2011", "", "", "Zensus 2022", "Zensus 2022"])
    assert [period.year - START for period, _ in found[-1].values] == [3, 4]
    assert found[2].values[0][0] == year(START)
