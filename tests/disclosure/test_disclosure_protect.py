from __future__ import annotations

import json
from dataclasses import replace

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, key, resolve
from hypothesis import given, settings
from hypothesis import strategies as st

from berichtsgenerator.diagnostics import DisclosureError
from berichtsgenerator.disclosure import DisclosureRules, leaks, protect
from berichtsgenerator.disclosure.atoms import build
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.periods import year
from berichtsgenerator.register import NumberKey, Protection, Provenance, Register, View
from berichtsgenerator.register.files import register_text

RULES = DisclosureRules(open_sources=("amtlich/*",))


def hidden(register: Register) -> set[str]:
    return {str(entry.key) for entry in register if entry.missing is Missing.SECRET}


def run(engine: FakeEngine, *keys: NumberKey, rules: DisclosureRules = RULES) -> Register:
    return protect(resolve(engine, *keys), rules)[0]


@pytest.mark.parametrize(
    ("value", "threshold", "secret"),
    [(0, 3, False), (1, 3, True), (2, 3, True), (3, 3, False), (4, 5, True), (5, 5, False), (1, 1, False)],
)
def test_counts_from_one_to_below_the_threshold_are_hidden(value: int, threshold: int, secret: bool) -> None:
    engine = FakeEngine()
    engine.set("personen", gemeinde(1), value)
    wanted = key("personen", gemeinde(1))
    entry = run(engine, wanted, rules=DisclosureRules(threshold)).entry(wanted)
    assert (entry.missing is Missing.SECRET) is secret
    assert (entry.value is None) is secret
    assert (entry.protection is Protection.PRIMARY) is secret


def test_zeros_are_hidden_only_when_the_rules_say_so() -> None:
    engine = FakeEngine()
    engine.set("personen", gemeinde(1), 0)
    wanted = key("personen", gemeinde(1))
    assert run(engine, wanted).entry(wanted).value == 0
    assert run(engine, wanted, rules=DisclosureRules(hide_zero=True)).entry(wanted).value is None


def test_figures_of_public_sources_are_printed() -> None:
    engine = FakeEngine(files={"personen": "amtlich/12411.csv"})
    engine.set("personen", gemeinde(1), 1)
    wanted = key("personen", gemeinde(1))
    assert run(engine, wanted).entry(wanted).value == 1


def test_a_threshold_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="Mindestzahl"):
        DisclosureRules(0)


def share_engine(numerator: float | None, denominator: float, area: str = gemeinde(1)) -> FakeEngine:
    engine = FakeEngine(shares={"quote": ("beziehende", "bevoelkerung")}, files={"bevoelkerung": "amtlich/b.csv"})
    engine.set("beziehende", area, numerator)
    engine.set("bevoelkerung", area, denominator)
    return engine


def test_a_share_is_hidden_when_its_numerator_is_small_although_nobody_prints_the_numerator() -> None:
    wanted = key("quote", gemeinde(1))
    protected = run(share_engine(2, 100), wanted)
    assert protected.entry(wanted).missing is Missing.SECRET
    support = {str(entry.key): entry for entry in protected.support}
    assert support[f"quote/{gemeinde(1)}/2024/-/zaehler"].value is None
    assert support[f"quote/{gemeinde(1)}/2024/-/nenner"].value == 100


def test_a_share_is_hidden_when_all_but_two_belong_to_the_numerator() -> None:
    wanted, count = key("quote", gemeinde(1)), key("beziehende", gemeinde(1))
    protected = run(share_engine(98, 100), wanted, count)
    assert hidden(protected) == {str(wanted), str(count)}


def test_a_share_of_exactly_everybody_is_printed_and_reported() -> None:
    wanted = key("quote", gemeinde(1))
    protected, found = protect(resolve(share_engine(100, 100), wanted), RULES)
    assert protected.entry(wanted).value == 100
    assert [item.code for item in found] == ["geheimhaltung-gruppe"]
    assert str(found[0]) == (
        "Hinweis: Ein Anteil von genau 0 oder 100\u00a0% in geschützten Quellen sagt etwas über eine ganze Gruppe: "
        "quote/99101001/2024/-/wert. Prüfen Sie, ob das Thema das verträgt; „gruppen: geheim“ verbirgt solche Anteile."
    )


def test_a_large_share_stays() -> None:
    wanted = key("quote", gemeinde(1))
    assert run(share_engine(40, 100), wanted).entry(wanted).value == 40


@pytest.mark.parametrize(("women", "total"), [(40, 41), (40, 42), (1, 30), (2, 30)])
def test_both_sexes_are_hidden_when_one_is_small(women: int, total: int) -> None:
    engine = FakeEngine()
    engine.set("personen", gemeinde(1), total)
    engine.set("personen", gemeinde(1), women, geschlecht="weiblich")
    engine.set("personen", gemeinde(1), total - women, geschlecht="männlich")
    whole = key("personen", gemeinde(1))
    parts = [key("personen", gemeinde(1), breakdown=(("geschlecht", sex),)) for sex in ("weiblich", "männlich")]
    protected = run(engine, whole, *parts)
    assert hidden(protected) == {str(part) for part in parts}
    assert protected.entry(whole).value == total


def test_the_complement_counts_even_when_the_total_is_not_printed() -> None:
    engine = FakeEngine()
    engine.set("personen", gemeinde(1), 41)
    engine.set("personen", gemeinde(1), 40, geschlecht="weiblich")
    part = key("personen", gemeinde(1), breakdown=(("geschlecht", "weiblich"),))
    assert hidden(run(engine, part)) == {str(part)}


def forms_engine(values: dict[str, float], total: float) -> tuple[FakeEngine, NumberKey, list[NumberKey]]:
    engine = FakeEngine()
    engine.set("schueler", gemeinde(1), total)
    for name, value in values.items():
        engine.set("schueler", gemeinde(1), value, schulform=name)
    return (
        engine,
        key("schueler", gemeinde(1)),
        [key("schueler", gemeinde(1), breakdown=(("schulform", name),)) for name in values],
    )


def test_a_second_part_is_hidden_where_the_total_would_give_the_only_hidden_one_away() -> None:
    engine, whole, parts = forms_engine({"Gymnasien": 90, "Grundschulen": 50, "Förderschulen": 2, "IGS": 20}, 162)
    protected = run(engine, whole, *parts)
    assert hidden(protected) == {str(parts[2]), str(parts[3])}
    assert protected.entry(parts[3]).protection is Protection.SECONDARY


def test_no_second_part_is_hidden_where_the_total_is_not_printed() -> None:
    engine, _, parts = forms_engine({"Gymnasien": 90, "Grundschulen": 50, "Förderschulen": 2, "IGS": 20}, 162)
    assert hidden(run(engine, *parts)) == {str(parts[2])}


def test_two_dots_that_can_only_be_one_each_need_a_third() -> None:
    engine, whole, parts = forms_engine({"Gymnasien": 90, "Grundschulen": 50, "Förderschulen": 1, "IGS": 1}, 142)
    assert hidden(run(engine, whole, *parts)) == {str(parts[1]), str(parts[2]), str(parts[3])}


def test_zeros_are_never_taken_as_the_second_part() -> None:
    engine, whole, parts = forms_engine({"Gymnasien": 90, "Grundschulen": 0, "Förderschulen": 2}, 92)
    protected = run(engine, whole, *parts)
    assert protected.entry(parts[1]).value == 0
    assert {str(parts[0]), str(parts[2])} == hidden(protected)


def kreis_engine(values: list[float | None]) -> tuple[FakeEngine, NumberKey, list[NumberKey]]:
    engine = FakeEngine()
    for number, value in enumerate(values, 1):
        engine.set("personen", gemeinde(number), value)
    engine.set("personen", KREIS, sum(value or 0 for value in values))
    return engine, key("personen", KREIS), [key("personen", gemeinde(number + 1)) for number in range(len(values))]


def test_one_hidden_gemeinde_takes_the_next_smallest_with_it_when_the_kreis_is_printed() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9, 0])
    protected = run(engine, kreis, *parts)
    assert hidden(protected) == {str(parts[1]), str(parts[3])}
    assert protected.entry(kreis).value == 53


def test_an_unprinted_small_gemeinde_is_not_left_to_subtraction() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    protected = run(engine, kreis, parts[0], parts[2], parts[3])
    assert hidden(protected) == {str(parts[3])}


def test_gemeinden_without_their_kreis_need_no_second_dot() -> None:
    engine, _, parts = kreis_engine([30, 2, 12, 9])
    assert hidden(run(engine, *parts)) == {str(parts[1])}


def test_a_part_that_the_source_hides_is_not_left_to_subtraction() -> None:
    engine, kreis, parts = kreis_engine([30, None, 12, 9])
    engine.set("personen", KREIS, 55)
    protected = run(engine, kreis, *parts)
    assert hidden(protected) == {str(parts[1]), str(parts[3])}


def test_shares_of_all_gemeinden_protect_one_another_through_their_numerators() -> None:
    engine = FakeEngine(shares={"quote": ("beziehende", "bevoelkerung")}, files={"bevoelkerung": "amtlich/b.csv"})
    for number, value in enumerate([30, 2, 12, 9], 1):
        engine.set("beziehende", gemeinde(number), value)
        engine.set("bevoelkerung", gemeinde(number), 400)
    engine.set("beziehende", KREIS, 53)
    engine.set("bevoelkerung", KREIS, 1600)
    keys = [key("quote", gemeinde(number)) for number in range(1, 5)]
    protected = run(engine, key("quote", KREIS), *keys)
    assert hidden(protected) == {str(keys[1]), str(keys[3])}


def test_the_same_cell_in_two_indicators_is_one_number() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 9])
    engine.shares["quote"] = ("personen", "bevoelkerung")
    engine.files["bevoelkerung"] = "amtlich/b.csv"
    for number in (1, 3):
        engine.set("bevoelkerung", gemeinde(number), 400)
    quotes = [key("quote", gemeinde(number)) for number in (1, 3)]
    protected = run(engine, kreis, *parts, *quotes)
    assert str(quotes[1]) in hidden(protected)  # 9 is hidden as the second part, so its share is hidden too


def test_a_number_that_is_printed_often_is_spared() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    engine.shares["quote"] = ("personen", "bevoelkerung")
    engine.files["bevoelkerung"] = "amtlich/b.csv"
    engine.set("bevoelkerung", gemeinde(4), 400)
    protected = run(engine, kreis, *parts, key("quote", gemeinde(4)))
    assert hidden(protected) == {str(parts[1]), str(parts[2])}  # 9 would cost its share as well


def ages_engine(**values: float) -> FakeEngine:
    engine = FakeEngine()
    for name, value in values.items():
        engine.set("kinder", gemeinde(1), value, alter=f"unter {name.removeprefix('u')} Jahre")
    return engine


def ages_key(years: int) -> NumberKey:
    return key("kinder", gemeinde(1), breakdown=(("alter", f"unter {years} Jahre"),))


def test_two_age_groups_that_differ_by_two_persons_are_not_both_printed() -> None:
    protected = run(ages_engine(u15=41, u18=43), ages_key(15), ages_key(18))
    assert hidden(protected) == {str(ages_key(15))}
    assert hidden(run(ages_engine(u15=41, u18=44), ages_key(15), ages_key(18))) == set()


def test_an_age_group_of_which_only_one_is_printed_needs_no_protection() -> None:
    assert hidden(run(ages_engine(u15=41, u18=43), ages_key(18))) == set()


def test_age_groups_that_fill_a_larger_one_are_a_family() -> None:
    engine = ages_engine(u3=2, u10=40)
    engine.set("kinder", gemeinde(1), 20, alter="3 bis unter 6 Jahre")
    engine.set("kinder", gemeinde(1), 18, alter="6 bis unter 10 Jahre")
    keys = [key("kinder", gemeinde(1), breakdown=(("alter", name),)) for name in (
        "unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 10 Jahre", "unter 10 Jahre")]  # fmt: skip
    assert hidden(run(engine, *keys)) == {str(keys[0]), str(keys[2])}


def two_years(now: float, before: float) -> FakeEngine:
    engine = FakeEngine()
    engine.set("personen", gemeinde(1), now)
    engine.set("personen", gemeinde(1), before, when=2020)
    engine.set("personen", KREIS, 500)
    engine.set("personen", gemeinde(2), 100)
    engine.set("personen", gemeinde(3), 300)
    return engine


@pytest.mark.parametrize("view", [View.CHANGE, View.CHANGE_PERCENT, View.INDEX])
@pytest.mark.parametrize(("now", "before", "secret"), [(2, 30, True), (30, 2, True), (30, 20, False)])
def test_a_change_is_hidden_when_either_year_is(view: View, now: float, before: float, secret: bool) -> None:
    wanted = key("personen", gemeinde(1), view=view, since=year(2020))
    assert bool(hidden(run(two_years(now, before), wanted))) is secret


@pytest.mark.parametrize("view", [View.DIFFERENCE, View.RATIO])
def test_a_comparison_is_hidden_with_what_it_compares(view: View) -> None:
    wanted = key("personen", gemeinde(1), view=view, against=KREIS)
    assert hidden(run(two_years(2, 30), wanted)) == {str(wanted)}
    assert hidden(run(two_years(20, 30), wanted)) == set()


def test_ranks_count_printed_values_only() -> None:
    engine, _, parts = kreis_engine([30, 2, 12, 9])
    ranks = [part.with_view(View.RANK, against=KREIS) for part in parts]
    engine.set("personen", gemeinde(5), 1)
    protected = run(engine, *parts, *ranks)
    assert [protected.entry(rank).value for rank in ranks] == [1, None, 2, 3]
    compared = protected.entry(ranks[0]).provenance.derived_from
    assert gemeinde(2) not in {item.area for item in compared}


def test_a_rank_below_a_hidden_value_is_counted_anew() -> None:
    engine = FakeEngine(shares={"quote": ("a", "b")}, files={"b": "amtlich/b.csv"})
    for number, (above, below) in enumerate([(2, 3), (30, 100), (10, 100)], 1):
        engine.set("a", gemeinde(number), above)
        engine.set("b", gemeinde(number), below)
    ranks = [key("quote", gemeinde(number), view=View.RANK, against=KREIS) for number in (1, 2, 3)]
    protected = run(engine, *ranks)
    assert [protected.entry(rank).value for rank in ranks] == [None, 1, 2]


def test_hidden_entries_name_their_cells_and_no_values() -> None:
    wanted = key("quote", gemeinde(1))
    entry = run(share_engine(2, 100), wanted).entry(wanted)
    cells = [cell for part in entry.provenance.components for cell in part.observations]
    assert [cell.cell for cell in cells] == ["C1", "C2"] or [cell.cell for cell in cells] == ["C2", "C1"]
    assert {cell.value for cell in cells} == {None}
    assert {part.value for part in entry.provenance.components} == {None}


def test_a_printed_sum_does_not_carry_the_small_cells_it_was_added_up_from() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    register = resolve(engine, kreis)
    cells = tuple(
        cell for part in parts for item in engine.evaluate(part).provenance.components for cell in item.observations
    )
    entry = register.entry(kreis)
    summed = replace(entry.provenance.components[0], observations=cells)
    register = register.replace([replace(entry, provenance=replace(entry.provenance, components=(summed,)))])
    protected, _ = protect(register, RULES)
    found = protected.entry(kreis).provenance.components[0]
    assert found.value == 53
    assert [cell.value for cell in found.observations] == [None] * 4
    assert ',"2",' not in register_text(protected, product="probe")


def test_the_public_file_does_not_tell_primary_from_secondary() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    data = json.loads(register_text(run(engine, kreis, *parts), product="probe"))
    secret = [item for item in data["zahlen"] if item.get("geheim")]
    assert len(secret) == 2
    assert {tuple(sorted(item)) for item in secret} == {tuple(sorted(secret[0]))}
    assert all(item["text"] == "•" and item["wert"] is None for item in secret)


def test_the_summary_counts_reasons_and_no_values() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    _, found = protect(resolve(engine, kreis, *parts), RULES)
    assert [str(item) for item in found] == [
        "Hinweis: Geheimhaltung: zwei gedruckte Zahlen von 5 (40,0\u00a0%) werden nicht ausgewiesen (Mindestzahl 3).",
        "Hinweis: Anzahl unter der Mindestzahl: 1.",
        "Hinweis: sonst wäre eine geschützte Zahl durch Abziehen zu errechnen: 1.",
    ]


def test_what_cannot_be_protected_is_said() -> None:
    engine = FakeEngine()
    table = {gemeinde(1): 2.0, gemeinde(2): 50.0}
    for area, value in table.items():
        engine.set("personen", area, value)
    engine.set("personen", KREIS, 52)
    keys = [key("personen", area) for area in (KREIS, *table)]
    register = resolve(engine, *keys)
    public = {f"personen/{KREIS}/", f"personen/{gemeinde(2)}/"}
    changed = []
    for entry in register:
        if str(entry.key).startswith(tuple(public)):
            part = entry.provenance.components[0]
            cell = part.observations[0]
            moved = cell._replace(table=replace(cell.table, file="amtlich/t.csv"))
            changed.append(
                replace(
                    entry,
                    provenance=replace(entry.provenance, components=(replace(part, observations=(moved,)),)),
                )
            )
    _, found = protect(register.replace(changed), RULES)
    assert [item.code for item in found if item.code == "geheimhaltung-offen"] == ["geheimhaltung-offen"]


def test_a_value_left_in_a_hidden_entry_is_found() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    register = resolve(engine, kreis, *parts)
    protected, _ = protect(register, RULES)
    model = build(register, RULES)
    secret = [atom for atom in model.atoms if atom.value in (2, 9)]
    assert leaks(protected, secret, RULES) == ()
    broken = protected.replace([replace(protected.entry(parts[1]), value=2.0)])
    assert any("trägt noch ihren Wert" in item.message for item in leaks(broken, secret, RULES))
    cell = protected.replace([replace(protected.entry(parts[1]), provenance=register.entry(parts[1]).provenance)])
    messages = [item.message for item in leaks(cell, secret, RULES)]
    assert any("Quellzelle" in message for message in messages)
    assert not any("Registerdatei" in message for message in messages)  # the file takes hidden values away once more
    assert '"2"' not in register_text(cell, product="probe")


def test_a_register_that_would_leak_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """If taking values away failed, protection stops instead of handing on a leaking register."""
    engine, kreis, parts = kreis_engine([30, 2, 12, 9])
    monkeypatch.setattr("berichtsgenerator.disclosure.protection.hide", lambda entry, *_: entry)
    monkeypatch.setattr("berichtsgenerator.disclosure.protection.open_form", lambda entry, *_: entry)
    with pytest.raises(DisclosureError, match=r"Quellzelle C\d+ einer geschützten Zahl"):
        protect(resolve(engine, kreis, *parts), RULES)


def test_protection_does_not_depend_on_the_order_of_requests() -> None:
    engine, kreis, parts = kreis_engine([30, 2, 12, 9, 9, 40])
    one = run(engine, kreis, *parts)
    other = run(engine, *reversed(parts), kreis)
    assert hidden(one) == hidden(other)
    assert register_text(one, product="p") == register_text(other, product="p")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 25), min_size=2, max_size=7), st.sampled_from([3, 5]))
def test_no_hidden_gemeinde_can_be_computed_from_what_is_printed(values: list[int], threshold: int) -> None:
    """Every whole-number table that fits the print leaves each small hidden cell at least one other value."""
    engine, kreis, parts = kreis_engine(list(values))
    protected = run(engine, kreis, *parts, rules=DisclosureRules(threshold))
    entries = [protected.entry(part) for part in parts]
    assert all(entry.value is None or entry.value == 0 or entry.value >= threshold for entry in entries)
    secret = [value for value, entry in zip(values, entries, strict=True) if entry.value is None]
    if protected.entry(kreis).value is None or not secret:
        return
    rest = sum(secret)
    assert len(secret) > 1
    assert rest - (len(secret) - 1) >= threshold


def summed(engine: FakeEngine, total: NumberKey, parts: list[NumberKey], *, one_component: bool) -> Register:
    """A register in which ``total`` was added up from the parts: as components, or as cells of one component."""
    register = resolve(engine, total, *parts)
    components = [register.entry(part).provenance.components[0] for part in parts]
    if one_component:
        cells = tuple(cell for item in components for cell in item.observations)
        components = [replace(register.entry(total).provenance.components[0], observations=cells)]
    entry = register.entry(total)
    return register.replace([replace(entry, provenance=Provenance("a + b + c", tuple(components)))])


@pytest.mark.parametrize("one_component", [True, False])
def test_a_summand_of_another_indicator_is_not_left_to_subtraction(one_component: bool) -> None:
    engine = FakeEngine()
    for name, value in (("alle", 61), ("sgb2", 40), ("hlu", 19), ("asyl", 2)):
        engine.set(name, gemeinde(1), value)
    parts = [key(name, gemeinde(1)) for name in ("sgb2", "hlu", "asyl")]
    register = summed(engine, key("alle", gemeinde(1)), parts, one_component=one_component)
    protected, _ = protect(register, RULES)
    assert hidden(protected) == {str(parts[1]), str(parts[2])}
    assert protected.entry(key("alle", gemeinde(1))).value == 61
    assert ',"2",' not in register_text(protected, product="probe")


def test_an_unprinted_small_summand_is_not_left_to_subtraction() -> None:
    engine = FakeEngine()
    for name, value in (("alle", 61), ("sgb2", 40), ("hlu", 19), ("asyl", 2)):
        engine.set(name, gemeinde(1), value)
    parts = [key(name, gemeinde(1)) for name in ("sgb2", "hlu", "asyl")]
    register = summed(engine, key("alle", gemeinde(1)), parts, one_component=False)
    protected, _ = protect(register.narrowed([key("alle", gemeinde(1)), *parts[:2]]), RULES)
    assert hidden(protected) == {str(parts[1])}


def test_a_refused_rank_tells_nothing_of_a_hidden_value() -> None:
    """Gemeinde 2 overlaps with the hidden Gemeinde 1 alone, Gemeinde 4 and 5 with each other: what a reader sees
    must decide, else the refusal would say where the hidden value lies.
    """
    engine = FakeEngine(shares={"quote": ("a", "b")}, files={"b": "amtlich/b.csv"})
    for number, (above, below) in enumerate([(2, 40), (4, 100), (300, 400), (900, 1000), (905, 1000)], 1):
        engine.set("a", gemeinde(number), above)
        engine.set("b", gemeinde(number), below)
    places = {2: 5.0, 3: 3.0, 4: 2.0, 5: 1.0}
    ranks = {number: key("quote", gemeinde(number), view=View.RANK, against=KREIS) for number in places}

    def refused(rank: NumberKey, exempt: bool) -> Entry:
        entry = engine.evaluate(rank)
        guard = None if rank == ranks[3] else Guard.ORDER
        keep = exempt or guard is None
        provenance = replace(entry.provenance, guard=guard, reason="" if keep else "Möglich sind die Ränge 4 bis 5.")
        value, missing = (entry.value, None) if keep else (None, Missing.NOT_APPLICABLE)
        return replace(entry, value=value, missing=missing, provenance=provenance)

    plain = resolve(engine, *(key("quote", gemeinde(number)) for number in (1, 2, 3, 4, 5)))
    for exempt in (False, True):
        entries = [*plain.all_entries(), *(refused(rank, exempt) for rank in ranks.values())]
        protected = protect(Register(entries, [item.key for item in entries]), RULES)[0]
        assert protected.entry(key("quote", gemeinde(1))).missing is Missing.SECRET
        found = {number: protected.entry(rank) for number, rank in ranks.items()}
        assert {number: entry.value for number, entry in found.items()} == (
            {2: 4, 3: 3, 4: 2, 5: 1} if exempt else {2: 4, 3: 3, 4: None, 5: None}
        )
        assert found[2].provenance.guard is None and found[2].missing is None
        assert found[4].provenance.guard is Guard.ORDER
        assert "4 bis 5" not in register_text(protected, product="probe")
