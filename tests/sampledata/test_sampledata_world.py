"""The population: stocks and flows, sums, real totals, the changes of base."""

from __future__ import annotations

import numpy as np
import pytest

from berichtsgenerator.sampledata.ages import GROUPS_17, grouped
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.sample import Sample


def test_last_years_stock_and_the_flows_give_this_years_stock(world_sample: Sample) -> None:
    people = world_sample.world.people
    stock = people.stock.sum(axis=(2, 3, 4))
    balance = people.births.sum(axis=(2, 3)) - people.deaths.sum(axis=(2, 3))
    balance = balance + people.moved_in.sum(axis=(2, 3, 4)) - people.moved_out.sum(axis=(2, 3, 4))
    assert (stock[:, 1:] == stock[:, :-1] + balance[:, 1:] + people.rebased[:, 1:]).all()


def test_only_the_years_of_a_new_census_are_rebased(world_sample: Sample) -> None:
    rebased = world_sample.world.people.rebased
    changed = {YEARS[year] for year in np.nonzero(np.abs(rebased).sum(axis=0))[0]}
    assert changed == {2011, 2022}


def test_no_person_is_negative_and_nobody_leaves_who_was_not_there(world_sample: Sample) -> None:
    people = world_sample.world.people
    for flow in (people.stock, people.births, people.deaths, people.moved_in, people.moved_out, people.naturalised):
        assert flow.min() >= 0


def test_the_kreis_is_the_sum_of_its_gemeinden(world_sample: Sample) -> None:
    world, facts = world_sample.world, world_sample.facts
    total = sum(world.stock(key) for key in facts.gemeinden)
    assert (world.stock(facts.kreis) == total).all()
    assert len(facts.gemeinden) == 23


def test_published_totals_are_met_by_sex(world_sample: Sample) -> None:
    world, facts = world_sample.world, world_sample.facts
    checked = 0
    for (key, year, base), (total, men, women) in facts.population.items():
        if base == "Zensus 2011" and year >= 2022:
            continue  # that year is published on the newer base
        stock = world.stock(key)[year - YEARS[0]].sum(axis=(0, 2))
        if men is not None and women is not None and key != facts.kreis:
            assert (int(stock[0]), int(stock[1])) == (men, women), (key, year)
            checked += 1
        assert abs(int(stock.sum()) - total) <= 1, (key, year)
    assert checked >= 200


def test_the_ages_of_2015_are_the_real_ones(world_sample: Sample) -> None:
    world, facts = world_sample.world, world_sample.facts
    at = YEARS.index(2015)
    for key in facts.gemeinden:
        own = grouped(world.stock(key)[at].sum(axis=0), GROUPS_17)
        known = [[count for sex, _, _, count in facts.ages_2015[key] if sex == wanted] for wanted in (0, 1)]
        assert own.tolist() == known, key


def test_land_and_bund_contain_their_parts(world_sample: Sample) -> None:
    world, facts = world_sample.world, world_sample.facts
    kreis, land, bund = (world.stock(key) for key in (facts.kreis, facts.land, facts.bund))
    assert (kreis <= land).all()
    assert (land <= bund).all()


@pytest.mark.parametrize(("first", "after"), [(0, 3), (3, 6), (6, 18), (18, 65), (65, 101)])
def test_age_groups_move_slowly_outside_the_changes_of_base(world_sample: Sample, first: int, after: int) -> None:
    world, facts = world_sample.world, world_sample.facts
    series = world.persons_of(facts.kreis, first, after).astype(float)
    change = np.abs(series[1:] / series[:-1] - 1)
    assert change.max() < 0.07


def test_the_share_of_foreigners_rises_and_differs_between_gemeinden(world_sample: Sample) -> None:
    world, facts = world_sample.world, world_sample.facts
    share = world.persons_of(facts.kreis, foreign=True) / world.persons_of(facts.kreis)
    assert share[0] < 0.11 < 0.15 < share[-1]
    own = world.persons(foreign=True)[:, -1] / world.persons()[:, -1]
    assert own.max() > 2 * own.min()
