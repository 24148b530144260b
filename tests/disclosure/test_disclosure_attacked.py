"""Random small reports, protected and then attacked from outside by what their register file tells."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, key, resolve

import attacker
from attacker import Public, attack, targets
from berichtsgenerator.disclosure import DisclosureRules, protect_document
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import year
from berichtsgenerator.register import Register, View
from berichtsgenerator.register.files import register_text

RULES = DisclosureRules(3, ("amtlich/*",))
SEXES: tuple[Breakdown, ...] = ((), (("geschlecht", "männlich"),), (("geschlecht", "weiblich"),))
AGES: tuple[Breakdown, ...] = (
    (),
    (("alter", "unter 6 Jahre"),),
    (("alter", "unter 15 Jahre"),),
    (("alter", "6 bis unter 15 Jahre"),),
)
WORTH_TELLING = {"geheimhaltung-offen", "geheimhaltung-schmal"}


def counts(choose: random.Random, groups: tuple[Breakdown, ...]) -> FakeEngine:
    """Persons of some Gemeinden by sex or age, in two years, and the public population that they are a part of."""
    engine = FakeEngine(shares={"quote": ("personen", "bevoelkerung")}, files={"bevoelkerung": "amtlich/b.csv"})
    towns = [gemeinde(number) for number in range(1, choose.randint(3, 5) + 1)]
    for when in (2023, 2024):
        for town in towns:
            parts = [choose.choice([0, 1, 2, 3, 4, 7, 12, 20, 45]) for _ in groups]
            if groups is AGES:
                values = [parts[1] + parts[3] + parts[0], parts[1], parts[1] + parts[3], parts[3]]
            else:
                values = [parts[1] + parts[2], parts[1], parts[2]]
            for pairs, value in zip(groups, values, strict=True):
                engine.set("personen", town, value, when, **dict(pairs))
            people = int(values[0] * choose.choice([1, 1.1, 2, 10, 40])) + choose.choice([1, 3, 50])
            engine.set("bevoelkerung", town, people, when)
        for name in ("personen", "bevoelkerung"):
            for pairs in groups if name == "personen" else ((),):
                found = [engine.counts[name, town, when, pairs] or 0 for town in towns]
                engine.set(name, KREIS, sum(found), when, **dict(pairs))
    return engine


def printed(choose: random.Random, engine: FakeEngine, groups: tuple[Breakdown, ...]) -> list[NumberKey]:
    """Counts, shares, changes, differences and ranks, each with a chance of its own to be printed."""
    of_counts, of_shares, of_views = choose.random(), choose.random(), choose.random() * 0.6
    areas = sorted({area for _, area, _, _ in engine.counts})
    keys = [
        key("personen", area, when, pairs)
        for area in areas for when in (2023, 2024) for pairs in groups if choose.random() < of_counts
    ]  # fmt: skip
    keys += [key("quote", area, when) for area in areas for when in (2023, 2024) if choose.random() < of_shares]
    for area in areas:
        for name in ("personen", "quote"):
            if choose.random() < of_views:
                keys.append(key(name, area, 2024, view=View.CHANGE, since=year(2023)))
            if area != KREIS and choose.random() < of_views / 2:
                keys.append(key(name, area, 2024, view=View.RANK, against=KREIS))
            if area != KREIS and choose.random() < of_views / 2:
                keys.append(key(name, area, 2024, view=View.DIFFERENCE, against=KREIS))
    return keys or [key("personen", KREIS)]


def stated(entry: Entry) -> Entry:
    """The entry with a formula that its components' names fit, as the catalogue's formulas do."""
    parts = entry.provenance.components
    if len(parts) == 2:
        return replace(entry, provenance=replace(entry.provenance, formula=f"100 * {parts[0].name} / {parts[1].name}"))
    named = tuple(replace(part, name="wert") for part in parts)
    return replace(entry, provenance=replace(entry.provenance, components=named)) if len(parts) == 1 else entry


@pytest.mark.parametrize("groups", [SEXES, AGES], ids=["sexes", "ages"])
@pytest.mark.parametrize("block", range(4))
def test_no_small_number_of_a_random_report_is_worked_out(
    tmp_path: Path, root: Path, block: int, groups: tuple[Breakdown, ...]
) -> None:
    """Each attack leaves every small count, and every small rest to a population, the room that the rule asks for."""
    asked = 0
    for seed in range(10 * block, 10 * block + 10):
        choose = random.Random(seed)
        engine = counts(choose, groups)
        register = resolve(engine, *printed(choose, engine, groups))
        register = register.replace([stated(entry) for entry in register.all_entries()])
        outcome = protect_document(register, RULES)
        whole = Register(register.all_entries(), [entry.key for entry in register.all_entries()])
        public, truth = tmp_path / f"{seed}.json", tmp_path / f"{seed}.truth.json"
        public.write_text(register_text(outcome.register, product="probe"), encoding="utf-8")
        truth.write_text(register_text(whole, product="probe", public=False), encoding="utf-8")
        made = attack([public], [truth], root / "projekt.yaml")
        made.public = Public([("*", "geschuetzt", 3), ("amtlich/*", "veroeffentlicht", 3)])
        told = {item.code for item in outcome.diagnostics} & WORTH_TELLING
        for name, (terms, value, least) in targets(made, [public]).items():
            low, high = made.solve(terms)
            asked += 1
            held = low <= min(1.0, value) + 1e-6 and high >= max(float(least), value + 2.0) - 1e-6
            assert held or told, (seed, name, value, low, high)
    attacker.forget()
    assert asked > 10
