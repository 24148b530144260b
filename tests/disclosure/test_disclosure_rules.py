"""Rules for each source, relations of the catalogue, and what cannot be protected or does not add up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, key

from berichtsgenerator.disclosure import DisclosureRules, Editions, protect, protect_document
from berichtsgenerator.disclosure.atoms import build
from berichtsgenerator.disclosure.catalogued import known_relations
from berichtsgenerator.disclosure.editions import Known
from berichtsgenerator.indicators import Catalogue
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.register import Register, RequestSet


def resolved(engine: FakeEngine, *keys: NumberKey) -> Register:
    requests = RequestSet()
    for number in keys:
        requests.add(number, where="Probe")
    return Register.resolve(requests, engine)


def hidden(register: Register) -> set[NumberKey]:
    return {entry.key for entry in register if entry.value is None}


def single(value: int, file: str = "amt/t.xlsx") -> tuple[FakeEngine, NumberKey]:
    engine = FakeEngine(files={"personen": file})
    engine.set("personen", gemeinde(1), value)
    return engine, key("personen", gemeinde(1))


@pytest.mark.parametrize(("value", "secret"), [(4, True), (5, False), (0, True)])
def test_a_source_has_its_own_minimum_and_may_hide_zeros(value: int, secret: bool) -> None:
    rules = DisclosureRules(3, thresholds=(("amt/*", 5),), zero_sources=("amt/*",))
    engine, wanted = single(value)
    protected, _ = protect(resolved(engine, wanted), rules)
    assert bool(hidden(protected)) is secret
    other, wanted = single(value, "anderes/t.xlsx")
    assert hidden(protect(resolved(other, wanted), rules)[0]) == set()


def test_the_strictest_rule_of_several_sources_counts() -> None:
    rules = DisclosureRules(3, thresholds=(("a/*", 5), ("b/*", 10)))
    assert rules.threshold_of(["a/x", "b/y"]) == 10
    assert rules.threshold_of(["c/z"]) == 3
    assert rules.threshold_of([]) == 3


def test_persons_are_hidden_with_their_small_number_of_cases() -> None:
    engine = FakeEngine()
    engine.set("personen", gemeinde(1), 7)
    engine.set("faelle", gemeinde(1), 2)
    keys = [key("personen", gemeinde(1)), key("faelle", gemeinde(1))]
    register = resolved(engine, *keys)
    assert hidden(protect(register, DisclosureRules(3))[0]) == {keys[1]}
    assert hidden(protect(register, DisclosureRules(3, linked=(("personen", "faelle"),)))[0]) == set(keys)


def table(values: list[int], whole: int) -> tuple[FakeEngine, list[NumberKey]]:
    engine = FakeEngine()
    for number, value in enumerate(values, 1):
        engine.set("personen", gemeinde(number), value)
    engine.set("personen", KREIS, whole)
    return engine, [key("personen", KREIS), *(key("personen", gemeinde(n + 1)) for n in range(len(values)))]


def test_totals_that_do_not_add_up_are_told_with_their_cells() -> None:
    engine, keys = table([30, 2, 12], 40)
    _, found = protect(resolved(engine, *keys), DisclosureRules(3))
    message = next(str(item) for item in found if item.code == "geheimhaltung-widerspruch")
    assert all(str(wanted) in message for wanted in keys)
    assert "verfaelscht" in message or "veroeffentlicht" in message
    assert not any(f" {value} " in message for value in (30, 12, 40))


def test_inexact_sources_do_not_contradict_and_do_not_protect() -> None:
    engine, keys = table([30, 2, 12], 40)
    engine.files["personen"] = "zensus/t.xlsx"
    rules = DisclosureRules(3, open_sources=("zensus/*",), inexact_sources=("zensus/*",))
    protected, found = protect(resolved(engine, *keys), rules)
    assert hidden(protected) == set()
    assert found == ()


def test_what_public_numbers_give_away_is_told_with_the_choices() -> None:
    engine, keys = table([30, 2, 12], 44)
    register = resolved(engine, *keys)
    changed = []
    for entry in register:
        if entry.key != keys[2]:
            part = entry.provenance.components[0]
            cell = part.observations[0]
            moved = cell._replace(table=replace(cell.table, file="amtlich/t.csv"))
            components = (replace(part, observations=(moved,)),)
            changed.append(replace(entry, provenance=replace(entry.provenance, components=components)))
    outcome = protect_document(register.replace(changed), DisclosureRules(3, ("amtlich/*",)))
    message = next(str(item) for item in outcome.diagnostics if item.code == "geheimhaltung-offen")
    assert str(keys[2]) in message
    assert str(keys[0]) in message
    assert "fassen Sie Gruppen zusammen" in message
    assert outcome.figures is not None
    assert outcome.figures.unprotected == 1


def test_the_account_names_partners_and_widths_and_no_value() -> None:
    engine, keys = table([30, 2, 12, 9], 53)
    outcome = protect_document(resolved(engine, *keys), DisclosureRules(3))
    found = {finding.key: finding for finding in outcome.findings}
    assert set(found) == {keys[2], keys[4]}
    assert found[keys[2]].primary and not found[keys[4]].primary
    assert found[keys[2]].partners == (keys[4],)
    assert found[keys[4]].partners == (keys[2],)
    assert found[keys[2]].width == 9  # 1 to 10: the two dots add up to 11, each is at least one


def test_the_catalogue_knows_parts_of_counts() -> None:
    """Children in SGB II are a part of all persons: their difference is a number that a reader can form."""
    catalogue = Catalogue.load(None)
    parts = [measure for measure in catalogue.measures.values() if measure.part_of]
    assert parts
    engine, keys = table([30, 12], 42)
    found = known_relations(build(resolved(engine, *keys), DisclosureRules(3)), catalogue)
    assert (found.spots, found.families, found.relations) == ({}, [], [])


def test_a_total_that_must_be_hidden_is_told_with_the_choices() -> None:
    """Two Gemeinden, one of them public: only the Kreis can keep the small one from being subtracted."""
    engine = FakeEngine(files={"personen": "kreis/a.xlsx"})
    for area, value in ((gemeinde(1), 2), (gemeinde(2), 50), (KREIS, 52)):
        engine.set("personen", area, value)
    keys = [key("personen", area) for area in (gemeinde(1), gemeinde(2), KREIS)]
    known = Editions({keys[1]: Known(50.0, 0, "2024: bericht")})
    outcome = protect_document(resolved(engine, *keys), DisclosureRules(3), editions=known)
    assert hidden(outcome.register) == {keys[0], keys[2]}
    (told,) = [item for item in outcome.diagnostics if item.code == "geheimhaltung-summe"]
    assert f"nicht ausgewiesen wird: {keys[2]}." in told.message
    for choice in ("uebrige", "altersgrenzen", "gerundet"):
        assert choice in told.advice
    assert "52" not in str(told) and "50" not in str(told)


def test_what_is_protected_less_than_the_rule_asks_is_told() -> None:
    """The others are public: together with the Kreis they leave the small count, and nothing can be done."""
    engine = FakeEngine(files={"personen": "kreis/a.xlsx"})
    for number, value in enumerate((1, 1, 50), 1):
        engine.set("personen", gemeinde(number), value)
    engine.set("personen", KREIS, 52)
    keys = [key("personen", area) for area in (gemeinde(1), gemeinde(2), gemeinde(3), KREIS)]
    known = Editions({keys[2]: Known(50.0, 0, "2024"), keys[3]: Known(52.0, 0, "Land")})
    outcome = protect_document(resolved(engine, *keys), DisclosureRules(3), editions=known)
    codes = ("geheimhaltung-schmal", "geheimhaltung-offen")
    message = " ".join(str(item) for item in outcome.diagnostics if item.code in codes)
    assert str(keys[0]) in message
    assert str(keys[1]) in message
    assert "zusammen" in message
