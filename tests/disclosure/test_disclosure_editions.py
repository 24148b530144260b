"""Earlier editions and numbers of other publishers are known to the reader; so protection knows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, key

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.disclosure import DisclosureRules, Editions, protect_document, read_editions, with_known
from berichtsgenerator.disclosure.editions import Known, key_of, parse_key
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import year
from berichtsgenerator.register import Register, RequestSet
from berichtsgenerator.register.files import read_register, register_text

RULES = DisclosureRules(3, ("amtlich/*",))
VALUES = [30, 2, 12, 9]


def engine_of(values: list[int]) -> FakeEngine:
    engine = FakeEngine()
    for number, value in enumerate(values, 1):
        engine.set("personen", gemeinde(number), value)
    engine.set("personen", KREIS, sum(values))
    return engine


def resolved(engine: FakeEngine, keys: list[NumberKey], editions: Editions) -> Register:
    requests = RequestSet()
    for number in keys:
        requests.add(number, where="Probe")
    return Register.resolve(requests, engine, editions.all_keys())


def hidden(register: Register) -> set[NumberKey]:
    return {entry.key for entry in register if entry.value is None}


PARTS = [key("personen", gemeinde(number)) for number in range(1, 5)]
WHOLE = key("personen", KREIS)


def first_edition(tmp_path: Path) -> Editions:
    """All Gemeinden and the Kreis printed, as its register file tells it again."""
    register = resolved(engine_of(VALUES), [WHOLE, *PARTS], Editions())
    outcome = protect_document(register, RULES)
    assert hidden(outcome.register) == {PARTS[1], PARTS[3]}
    folder = tmp_path / "2024"
    folder.mkdir()
    text = register_text(outcome.register, product="bericht")
    (folder / "bericht.register.json").write_text(text, encoding="utf-8")
    return read_editions(tmp_path)


def test_two_editions_together_reveal_nothing(tmp_path: Path) -> None:
    """The next edition prints the partner alone; with last edition's table that would reveal the small count."""
    known = first_edition(tmp_path)
    assert known.hidden == {PARTS[1], PARTS[3]}
    alone = protect_document(resolved(engine_of(VALUES), [PARTS[3]], Editions()), RULES)
    assert hidden(alone.register) == set()
    beside = protect_document(resolved(engine_of(VALUES), [PARTS[3]], known), RULES, editions=known)
    assert hidden(beside.register) == {PARTS[3]}


def test_what_is_public_is_printed_again_and_small_ones_are_told(tmp_path: Path) -> None:
    engine = engine_of(VALUES)
    known = Editions({PARTS[1]: Known(2.0, 0, "2024: bericht")})
    outcome = protect_document(resolved(engine, [WHOLE, *PARTS], known), RULES, editions=known)
    assert hidden(outcome.register) == set()
    assert any("schon veröffentlicht (2024: bericht)" in item.message for item in outcome.diagnostics)


def test_a_revised_number_is_not_taken_for_the_published_one() -> None:
    known = Editions({PARTS[1]: Known(7.0, 0, "2024: bericht")})
    outcome = protect_document(resolved(engine_of(VALUES), [WHOLE, *PARTS], known), RULES, editions=known)
    assert hidden(outcome.register) == {PARTS[1], PARTS[3]}


def test_a_total_that_another_office_prints_counts_as_printed() -> None:
    engine = engine_of(VALUES)
    alone = protect_document(resolved(engine, PARTS, Editions()), RULES)
    assert hidden(alone.register) == {PARTS[1]}
    known = with_known(Editions(), [(str(WHOLE), 53.0, "Statistisches Landesamt")], "projekt.yaml")
    outcome = protect_document(resolved(engine, PARTS, known), RULES, editions=known)
    assert hidden(outcome.register) == {PARTS[1], PARTS[3]}


@pytest.mark.parametrize(
    "wanted",
    [
        key("personen", gemeinde(1)),
        key("personen", gemeinde(1), breakdown=(("alter", "unter 3 Jahre"), ("geschlecht", "weiblich"))),
        key("personen", gemeinde(1), view=View.DIFFERENCE, against=KREIS),
        key("personen", gemeinde(1), view=View.CHANGE_PERCENT, since=year(2020)),
    ],
)
def test_keys_come_back_from_their_text_and_from_register_files(tmp_path: Path, wanted: NumberKey) -> None:
    assert parse_key(str(wanted)) == wanted
    engine = engine_of(VALUES)
    engine.set("personen", gemeinde(1), 30, when=2020)
    path = tmp_path / "a.register.json"
    path.write_text(register_text(resolved(engine, [wanted], Editions()), product="a"), encoding="utf-8")
    assert [key_of(record) for record in read_register(path).numbers] == [wanted]


def test_a_known_number_without_key_and_a_damaged_archive_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="keine Kennung"):
        with_known(Editions(), [("Personen im Kreis", 5.0, "Land")], "projekt.yaml")
    (tmp_path / "b.register.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Exception, match="kein Register"):
        read_editions(tmp_path)


def test_a_corrected_number_does_not_free_what_the_first_edition_hid(tmp_path: Path) -> None:
    """A small count is corrected upwards, and its sum with it: today nothing is small. Whoever finds the old partner
    printed now could take it from the old sum, and would know what the first edition hid.
    """
    known = first_edition(tmp_path)  # 53 in all, 30 and 12 printed; 2 and 9 hidden
    now = engine_of([30, 6, 12, 9])
    alone = protect_document(resolved(now, [WHOLE, *PARTS], Editions()), RULES)
    assert hidden(alone.register) == set()
    beside = protect_document(resolved(now, [WHOLE, *PARTS], known), RULES, editions=known)
    assert PARTS[3] in hidden(beside.register)
    assert beside.register.entry(PARTS[0]).value == 30
    # the readers of both: 53 - 30 - 12 = 11 for the two; the new sum gives the partner only together with the first
    assert PARTS[1] in hidden(beside.register) or WHOLE in hidden(beside.register)


def test_a_corrected_partner_is_printed_when_it_tells_nothing(tmp_path: Path) -> None:
    """The partner itself was corrected: taken from the old sum it would leave a number that is not small."""
    known = first_edition(tmp_path)
    now = engine_of([30, 20, 12, 3])
    outcome = protect_document(resolved(now, [WHOLE, *PARTS], known), RULES, editions=known)
    assert hidden(outcome.register) == set()


def test_a_count_becomes_small_by_a_correction() -> None:
    """Last edition: 7, 20 and 27. Today 2 (r), 20 and 22: the 20 is known, so the sum must not be printed."""
    engine = FakeEngine()
    for area, value in ((gemeinde(1), 2), (gemeinde(2), 20), (KREIS, 22)):
        engine.set("personen", area, value)
    keys = [key("personen", area) for area in (gemeinde(1), gemeinde(2), KREIS)]
    printed = zip(keys, (7.0, 20.0, 27.0), strict=True)
    known = Editions({item: Known(value, 0, "2024: bericht") for item, value in printed})
    outcome = protect_document(resolved(engine, keys, known), RULES, editions=known)
    assert hidden(outcome.register) == {keys[0], keys[2]}
    assert outcome.register.entry(keys[1]).value == 20


def test_the_change_since_a_printed_year_tells_this_year() -> None:
    """Last edition printed +150,0 percent since 2023 and the 20 of 2023: so it printed the 50 of 2024."""
    engine = engine_of([50, 2])
    engine.set("personen", gemeinde(1), 20, when=2023)
    change = key("personen", gemeinde(1), view=View.CHANGE_PERCENT, since=year(2023))
    now = engine.evaluate(change).value
    known = Editions({change: Known(now or 0.0, 1, "2024: bericht")})
    keys = [PARTS[1], WHOLE]
    alone = protect_document(resolved(engine, keys, Editions()), RULES)
    assert hidden(alone.register) == {PARTS[1]}  # the partner is printed nowhere
    beside = protect_document(resolved(engine, keys, known), RULES, editions=known)
    assert hidden(beside.register) == {PARTS[1], WHOLE}


def test_a_rate_of_an_earlier_edition_bounds_its_count() -> None:
    """4.5 percent of 400 are 17 to 19 persons, of 40 000 more than a thousand: only the latter protects a partner."""
    for population, expected in ((400, {WHOLE, PARTS[1]}), (40_000, {PARTS[1]})):
        engine = FakeEngine(shares={"quote": ("personen", "bevoelkerung")}, files={"bevoelkerung": "amtlich/b.csv"})
        value = round(0.045 * population)
        for area, number in ((gemeinde(1), value), (gemeinde(2), 2), (KREIS, value + 2)):
            engine.set("personen", area, number)
            engine.set("bevoelkerung", area, population)
        rate = key("quote", gemeinde(1))
        known = Editions({rate: Known(4.5, 1, "2024: bericht")})
        outcome = protect_document(resolved(engine, [WHOLE, PARTS[1]], known), RULES, editions=known)
        assert hidden(outcome.register) == expected, population


def test_corrected_values_of_several_editions_are_all_remembered(tmp_path: Path) -> None:
    for name, values in (("2024", [30, 8, 12, 9]), ("2025", [30, 10, 12, 9])):
        register = protect_document(resolved(engine_of(values), PARTS, Editions()), RULES).register
        (tmp_path / name).mkdir()
        text = register_text(register, product="bericht")
        (tmp_path / name / "bericht.register.json").write_text(text, encoding="utf-8")
    known = read_editions(tmp_path)
    assert known.values[PARTS[1]].value == 10
    assert [(item, old.value, old.where) for item, old in known.earlier] == [(PARTS[1], 8, "2024: bericht")]
