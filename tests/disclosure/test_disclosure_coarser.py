"""Coarser groups as an alternative to dots: ages between limits, Gemeinden put together."""

from __future__ import annotations

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, key, resolve

from berichtsgenerator.disclosure import DisclosureRules, protect_document
from berichtsgenerator.indicators.defining.ages import OPEN, Ages, widened
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.gazetteer import Gazetteer

AGES = {"unter 3 Jahre": 21, "3 bis unter 6 Jahre": 20, "unter 6 Jahre": 41, "6 bis unter 15 Jahre": 60}


def hidden(rules: DisclosureRules, values: dict[str, int]) -> set[str]:
    engine = FakeEngine()
    for words, value in values.items():
        engine.set("kinder", gemeinde(1), value, alter=words)
    keys = [key("kinder", gemeinde(1), breakdown=(("alter", words),)) for words in values]
    found = protect_document(resolve(engine, *keys), rules).register
    return {dict(item.key.breakdown)["alter"] for item in found if item.value is None}


def test_ages_between_the_limits_are_printed_and_finer_ones_hidden() -> None:
    rules = DisclosureRules(3, age_limits=(("kreis/*", (6.0, 15.0)),))
    assert hidden(DisclosureRules(3), AGES) == set()
    assert hidden(rules, AGES) == {"unter 3 Jahre", "3 bis unter 6 Jahre"}


def test_the_last_rule_that_fits_a_source_gives_the_limits() -> None:
    rules = DisclosureRules(3, age_limits=(("kreis/*", (6.0, 15.0)), ("kreis/register*", ())))
    assert hidden(rules, AGES) == set()


def test_small_counts_within_a_coarse_group_need_no_second_dot() -> None:
    """The finer groups are hidden altogether, so that nothing printed gives the two children away."""
    values = {"unter 3 Jahre": 2, "3 bis unter 6 Jahre": 20, "unter 6 Jahre": 22, "6 bis unter 15 Jahre": 60}
    rules = DisclosureRules(3, age_limits=(("kreis/*", (6.0, 15.0)),))
    assert hidden(rules, values) == {"unter 3 Jahre", "3 bis unter 6 Jahre"}


@pytest.mark.parametrize(
    ("ages", "found"),
    [
        (Ages(0, 3), Ages(0, 6)),
        (Ages(3, 6), Ages(0, 6)),
        (Ages(6, 15), Ages(6, 15)),
        (Ages(5, 7), Ages(0, 15)),
        (Ages(65, OPEN), Ages(15, OPEN)),
    ],
)
def test_a_group_is_widened_to_the_limits_around_it(ages: Ages, found: Ages) -> None:
    assert widened(ages, (6.0, 15.0)) == found


def test_gemeinden_of_a_group_are_hidden_and_their_sum_is_not_counted_twice() -> None:
    engine = FakeEngine()
    values = {gemeinde(1): 2, gemeinde(2): 9, gemeinde(3): 30, gemeinde(4): 40}
    for area, value in values.items():
        engine.set("personen", area, value)
    engine.set("personen", KREIS, sum(values.values()))
    rest = f"{KREIS}999"
    engine.set("personen", rest, 11)
    rules = DisclosureRules(
        3, merged=frozenset({gemeinde(1), gemeinde(2)}), merged_to=rest, merged_sources=("kreis/*",)
    )
    keys = [key("personen", area) for area in (*values, KREIS, rest)]
    outcome = protect_document(resolve(engine, *keys), rules)
    assert {item.key.area for item in outcome.register if item.value is None} == {gemeinde(1), gemeinde(2)}
    assert [item.code for item in outcome.diagnostics if item.code.startswith("geheimhaltung-w")] == []
    # a rest that is small itself takes another number with it
    engine.set("personen", gemeinde(2), 0)
    engine.set("personen", KREIS, 72)
    engine.set("personen", rest, 2)
    outcome = protect_document(resolve(engine, *keys), rules)
    secret = {item.key.area for item in outcome.register if item.value is None}
    assert {gemeinde(1), gemeinde(2), rest} < secret


def test_a_group_is_an_area_but_no_child() -> None:
    plain = Gazetteer.bundled()
    found = plain.with_group(Area("06432999", "Übrige", "Übrige"), ["06432012", "06432007"])
    area = found.area("06432999")
    assert area is not None and area.name == "Übrige"
    assert [item.key for item in found.children("06432999", area.level)] == ["06432007", "06432012"]
    assert found.children("06432", area.level) == plain.children("06432", area.level)
    assert plain.area("06432999") is None
    with pytest.raises(ValueError, match="not a Gemeinde"):
        plain.with_group(Area("06432999", "Übrige", "Übrige"), ["06432998"])
