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
    requests.add_all(keys, where="Probe")
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
