"""Work, minimum income, schools, day care, housing: sums, bases, the breaks of 2020 and 2022, small cells."""

from __future__ import annotations

import numpy as np

from berichtsgenerator.sampledata.benefits import MEASURES, december
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.labour import MONTHS, annual_means, months_index
from berichtsgenerator.sampledata.publish_support import applications
from berichtsgenerator.sampledata.rounding import Ints
from berichtsgenerator.sampledata.sample import Sample


def _year_mean(values: Ints, year: int) -> float:
    start = months_index(year, 1)
    return float(values[start : start + 12].mean())


def test_unemployed_of_the_gemeinden_add_up_and_groups_stay_inside(world_sample: Sample) -> None:
    facts, unemployed = world_sample.facts, world_sample.labour.unemployed
    total = sum(unemployed[key].months for key in facts.gemeinden)
    assert (unemployed[facts.kreis].months == total).all()
    for area in unemployed.values():
        for name, counts in area.groups.items():
            assert (counts <= area.sums).all(), name
        assert (area.groups["unter20"] <= area.groups["unter25"]).all()
        assert (area.groups["langzeit"] <= area.sums_of(1)).all()


def test_rounded_annual_means_may_differ_from_the_kreis_by_rounding(world_sample: Sample) -> None:
    facts, unemployed = world_sample.facts, world_sample.labour.unemployed
    parts = sum(annual_means(unemployed[key].sums) for key in facts.gemeinden)
    difference = np.abs(parts - annual_means(unemployed[facts.kreis].sums))
    assert 0 < difference.max() <= 12


def test_employees_stay_below_the_people_of_working_age(world_sample: Sample) -> None:
    world, labour = world_sample.world, world_sample.labour
    for key in (*world_sample.facts.gemeinden, *world_sample.facts.upper):
        working = world.persons_of(key, 15, 67)
        employed = labour.at_home[key].sum(axis=(1, 2))
        assert (employed[1:] < working[:-1]).all(), key


def test_commuters_leave_the_same_locals_on_both_sides(world_sample: Sample) -> None:
    labour = world_sample.labour
    for key in world_sample.facts.gemeinden:
        inward, outward = labour.commuters[key]
        home, work = labour.at_home[key].sum(axis=(1, 2)), labour.at_work[key].sum(axis=(1, 2))
        assert (home - outward == work - inward).all()
        assert (inward >= 0).all() and (outward >= 0).all()


def test_sgb2_parts_stay_inside_and_add_up(world_sample: Sample) -> None:
    facts, benefits, world = world_sample.facts, world_sample.benefits, world_sample.world
    for key in (*facts.gemeinden, *facts.upper):
        area = benefits.sgb2[key]
        assert set(area) == set(MEASURES)
        assert (area["elb"] + area["nef"] + area["sonstige"] == area["personen"]).all()
        assert (area["unter15"] <= area["unter18"]).all() and (area["unter18"] <= area["personen"]).all()
        assert (area["nef_unter15"] <= area["unter15"]).all() and (area["bg_alleinerziehend"] <= area["bg"]).all()
        assert (area["auslaender"] <= area["personen"]).all() and (area["bg"] <= area["personen"]).all()
        assert (december(area["unter15"]) <= world.persons_of(key, 0, 15)).all(), key
        assert (december(area["unter18"]) <= world.persons_of(key, 0, 18)).all(), key
        assert (december(area["auslaender"]) <= world.persons_of(key, foreign=True)).all(), key
    for name in MEASURES:
        assert (benefits.sgb2[facts.kreis][name] == sum(benefits.sgb2[key][name] for key in facts.gemeinden)).all()


def test_unemployed_with_sgb2_are_fewer_than_those_able_to_work(world_sample: Sample) -> None:
    unemployed, sgb2 = world_sample.labour.unemployed, world_sample.benefits.sgb2
    for key in (*world_sample.facts.gemeinden, *world_sample.facts.upper):
        assert (unemployed[key].months[:, 1] < sgb2[key]["elb"]).all(), key


def test_the_year_2020_is_visible(world_sample: Sample) -> None:
    facts, labour = world_sample.facts, world_sample.labour
    kreis = labour.unemployed[facts.kreis].months.sum(axis=1)
    assert _year_mean(kreis, 2020) > 1.1 * _year_mean(kreis, 2019)
    assert kreis[months_index(2020, 6)] > 1.15 * kreis[months_index(2019, 6)]
    short_time = labour.short_time[facts.kreis][0]
    assert short_time[months_index(2020, 4)] > 30 * short_time[months_index(2019, 4)]
    persons = world_sample.benefits.sgb2[facts.kreis]["personen"]
    assert persons[months_index(2020, 6)] > 1.04 * persons[months_index(2020, 2)]
    first, renewals, _ = applications(world_sample)
    asked = first + renewals
    assert asked[months_index(2020, 4)] > 1.1 * asked[months_index(2019, 4)]
    seen = world_sample.childhood.examined[0].sum(axis=0)
    assert seen[YEARS.index(2020)] < 0.8 * seen[YEARS.index(2018)]
    care = world_sample.childhood.care[facts.kreis]
    share = care[1:, 0] / world_sample.world.persons_of(facts.kreis, 0, 3)[:-1]
    assert share[YEARS.index(2021) - 1] < share[YEARS.index(2020) - 1]


def test_june_2022_and_january_2023_are_steps_of_sgb2(world_sample: Sample) -> None:
    persons = world_sample.benefits.sgb2[world_sample.facts.kreis]["personen"]
    assert persons[months_index(2022, 6)] > 1.1 * persons[months_index(2022, 5)]
    assert persons[months_index(2023, 1)] > 1.015 * persons[months_index(2022, 12)]
    others = np.abs(np.diff(persons) / persons[:-1])
    steps = {months_index(2022, 6) - 1, months_index(2023, 1) - 1}
    assert max(value for month, value in enumerate(others) if month not in steps) < 0.035


def test_small_cells_exist_in_small_gemeinden(world_sample: Sample) -> None:
    benefits, childhood = world_sample.benefits, world_sample.childhood
    for counts in (benefits.asylum_minors, childhood.custody, childhood.examined[1], benefits.subsistence):
        values = set(np.unique(counts).tolist())
        assert values & {1, 2}, "nothing to protect"
    assert 0 in np.unique(childhood.custody)


def test_minimum_income_of_the_kreis_is_what_its_registers_hold(world_sample: Sample) -> None:
    facts, benefits = world_sample.facts, world_sample.benefits
    columns = benefits.minimum_income(facts.kreis)
    assert (columns[:, 2] == benefits.subsistence.sum(axis=0)).all()
    assert (columns[:, 3] == (benefits.old_age + benefits.disability).sum(axis=0)).all()
    assert (columns[:, 4] == benefits.asylum.sum(axis=0)).all()
    population = world_sample.world.persons_of(facts.kreis)
    assert 0.06 < columns[5].sum() / population[5] < 0.08


def test_pupils_and_leavers_stay_inside_their_schools(world_sample: Sample) -> None:
    education = world_sample.education
    pupils = education.pupils
    for name in ("girls", "foreign", "other", "support"):
        assert (education.details[name] <= pupils).all(), name
    assert (education.details["foreign"] <= education.details["other"]).all()
    assert (education.leavers.sum(axis=(2, 3)) <= pupils.sum(axis=2) + 5).all()
    assert len(education.schools) >= 80
    for index, targets in education.transitions.items():
        assert (targets.sum(axis=1) <= pupils[index].sum(axis=1)).all()


def test_pupils_fit_the_children_who_live_here(world_sample: Sample) -> None:
    education, world = world_sample.education, world_sample.world
    primary = education.pupils[:, :, 1].sum(axis=0)
    share = primary / world.persons_of(world_sample.facts.kreis, 6, 10)
    assert (share > 0.85).all() and (share < 1.05).all()


def test_foreign_pupils_are_spread_unevenly(world_sample: Sample) -> None:
    education = world_sample.education
    foreign = education.details["foreign"][:, -1].sum(axis=1).astype(float)
    others = education.pupils[:, -1].sum(axis=1) - foreign
    dissimilarity = 0.5 * np.abs(foreign / foreign.sum() - others / others.sum()).sum()
    assert 0.12 < dissimilarity < 0.5


def test_children_in_day_care_are_fewer_than_children(world_sample: Sample) -> None:
    facts, care, world = world_sample.facts, world_sample.childhood.care, world_sample.world
    for key in (*facts.gemeinden, *facts.upper):
        small = world.persons_of(key, 0, 3)
        middle = world.persons_of(key, 3, 6)
        assert (care[key][1:, 0] <= small[:-1]).all() and (care[key][1:, 1] <= middle[:-1]).all(), key
        assert (care[key][:, 3] <= care[key][:, 0]).all() and (care[key][:, 4] <= care[key][:, 1]).all(), key
    assert (care[facts.kreis] == sum(care[key] for key in facts.gemeinden)).all()


def test_dwellings_grow_by_what_is_built(world_sample: Sample) -> None:
    society = world_sample.society
    for key in world_sample.facts.gemeinden:
        stock = society.dwellings[key].sum(axis=1)
        built = society.completions[key].sum(axis=1)
        gone = stock[:-1] + built[1:] - stock[1:]
        assert (np.abs(gone) <= 0.004 * stock[:-1] + 4).all(), key


def test_months_cover_all_years() -> None:
    assert len(MONTHS) == 12 * len(YEARS)
    assert MONTHS[months_index(2020, 3)] == (2020, 3)
