from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from berichtsgenerator.diagnostics import OutputError, ReportError
from berichtsgenerator.model.areas import level_of
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.model.periods import annual_mean, month, year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import (
    Component,
    Entry,
    NumberKey,
    Protection,
    Provenance,
    Register,
    RequestSet,
    UnknownNumberError,
    View,
)
from berichtsgenerator.register.files import read_register, register_text
from berichtsgenerator.register.provenance import provenance_lines
from berichtsgenerator.register.records import record_of
from berichtsgenerator.register.register import inputs, totals
from berichtsgenerator.register.search import finding_lines, normalise_number, search, search_folder
from berichtsgenerator.wholefile import write_all

KREIS, GEMEINDE = "99101", "99101001"


def key(area: str = KREIS, when: int = 2024, indicator: str = "quote", breakdown: Breakdown = ()) -> NumberKey:
    return NumberKey(indicator, area, year(when), breakdown)


def component(name: str, value: float, row: int) -> Component:
    table = SourceTable(
        "amt/sozial.xlsx", "0123abcd" * 8, "Jahr 2024", 1, "22811-01", "Titel", "Sozialamt", "2025-03-01", "Zensus 2022"
    )
    observation = Observation(
        table,
        name,
        KREIS,
        "Kreis",
        level_of(KREIS),
        year(2024),
        (),
        value,
        "",
        None,
        (),
        "Personen",
        row,
        28,
    )
    return Component(name, f"Zahl {name}", year(2024), value, None, (observation,), population_base="Zensus 2022")


class Engine:
    """Shares of 20 698 in 292 773 wherever one asks, all derived views, and a log of what was asked."""

    def __init__(self) -> None:
        self.asked: list[NumberKey] = []

    def evaluate(self, number: NumberKey) -> Entry:
        self.asked.append(number)
        above, below = component("leistung", 20698, 12), component("bevoelkerung", 292773, 13)
        view = number.representation.view
        if number.area == "99101009":
            return Entry(
                number,
                None,
                Missing.NO_DATA,
                Kind.SHARE,
                "Prozent",
                1,
                provenance=Provenance("", reason="Keine Daten."),
            )
        if view is View.NUMERATOR:
            return Entry(number, 20698.0, None, Kind.COUNT, "Personen", 0, provenance=Provenance("leistung", (above,)))
        if view is View.DENOMINATOR:
            return Entry(
                number, 292773.0, None, Kind.COUNT, "Personen", 0, provenance=Provenance("bevoelkerung", (below,))
            )
        if view is View.VALUE:
            provenance = Provenance("leistung / bevoelkerung · 100", (above, below))
            return Entry(number, 20698 / 292773 * 100, None, Kind.SHARE, "Prozent", 1, (), provenance)
        return Entry(number, -1.5, None, Kind.POINTS, "Prozentpunkte", 1, (Quality.PROVISIONAL,), Provenance("a − b"))


def requested(*keys: NumberKey) -> RequestSet:
    requests = RequestSet()
    for number in keys:
        requests.add(number, where="sozialbericht: Tabelle 3.4")
    return requests


def test_requests_keep_their_places_and_are_asked_once() -> None:
    requests = requested(key(), key(GEMEINDE), key())
    requests.add(key(), where="handout: Kennzahl")
    requests.add(key(GEMEINDE), where="sozialbericht: Tabelle 3.4")
    assert len(requests) == 2
    assert list(requests) == [key(), key(GEMEINDE)]
    assert requests.places(key()) == ("sozialbericht: Tabelle 3.4", "handout: Kennzahl")
    assert requests.places(key("06")) == ()
    assert key(GEMEINDE) in requests
    other = RequestSet()
    other.add(key("06"), where="atlas: Karte")
    assert requests.merge(other).keys() == (key("06"), key(), key(GEMEINDE))


def test_resolving_evaluates_every_number_once_and_adds_what_it_depends_on() -> None:
    engine = Engine()
    change = key().with_view(View.CHANGE, since=year(2020))
    register = Register.resolve(requested(change), engine)
    assert len(engine.asked) == len(set(engine.asked))
    assert {str(entry.key) for entry in register.support} == {
        f"quote/{KREIS}/{when}/-/{view}" for when in (2020, 2024) for view in ("wert", "zaehler", "nenner")
    }
    assert [str(entry.key) for entry in register] == [f"quote/{KREIS}/2024/-/veraenderung:2020"]


def test_resolving_asks_for_the_totals_that_a_part_belongs_to() -> None:
    engine = Engine()
    part = key(indicator="quote", breakdown=(("alter", "unter 3 Jahre"), ("geschlecht", "weiblich")))
    register = Register.resolve(requested(part), engine)
    numerators = {entry.key.breakdown for entry in register.support if entry.kind is Kind.COUNT}
    assert numerators == {part.breakdown, part.breakdown[:1], part.breakdown[1:], ()}
    assert totals(part.breakdown) == (part.breakdown[1:], part.breakdown[:1], ())


def test_the_inputs_of_a_comparison_are_both_areas() -> None:
    number = key(GEMEINDE).with_view(View.DIFFERENCE, against=KREIS)
    assert inputs(Engine().evaluate(number)) == (key(GEMEINDE), key(KREIS))


def test_a_gap_needs_no_inputs() -> None:
    engine = Engine()
    register = Register.resolve(requested(key("99101009")), engine)
    assert len(engine.asked) == 1
    assert register.entry(key("99101009")).provenance.reason == "Keine Daten."


def test_support_is_never_handed_out_for_printing() -> None:
    register = Register.resolve(requested(key()), Engine())
    with pytest.raises(UnknownNumberError, match="nicht angefordert"):
        register.entry(key().with_view(View.NUMERATOR))
    assert register.find(key().with_view(View.NUMERATOR)) is not None
    assert key().with_view(View.NUMERATOR) not in register
    assert len(register) == 1


def test_order_does_not_depend_on_requests() -> None:
    keys = [key(GEMEINDE), key(), key(when=2015), key("06"), NumberKey("a", KREIS, month(2024, 1))]
    one = Register.resolve(requested(*keys), Engine())
    other = Register.resolve(requested(*reversed(keys)), Engine())
    assert [entry.key for entry in one] == [entry.key for entry in other]
    assert register_text(one, product="p") == register_text(other, product="p")


def test_a_year_and_its_mean_are_two_numbers() -> None:
    plain, mean = key(), NumberKey("quote", KREIS, annual_mean(2024))
    register = Register.resolve(requested(mean, plain), Engine())
    assert [entry.key.period.kind.value for entry in register] == ["jahr", "jahresdurchschnitt"]


def provenance(register: Register, number: NumberKey) -> tuple[str, ...]:
    """The lines that walk a number of a register back to its sources, through those that it is derived from."""
    records = {
        str(entry.key): record_of(entry, places=register.places(entry.key), pages=register.pages(entry.key))
        for entry in register.all_entries()
    }
    return provenance_lines(records[str(number)], lookup=records.get)


def test_provenance_goes_down_to_the_cell() -> None:
    register = Register.resolve(requested(key()), Engine()).with_pages({str(key()): ["Seite 12", "Seite 87"]})
    lines = [line.replace("\u00a0", "~").replace("\u202f", "_") for line in provenance(register, key())]
    sha = "0123abcd" * 8
    assert lines == [
        f"quote/{KREIS}/2024/-/wert",
        f"  quote · {KREIS} · 2024",
        "  Wert: 7,1~% (Anteil)",
        "  Formel: leistung / bevoelkerung · 100",
        "  leistung: Zahl leistung = 20_698 (Bevölkerungsbasis: Zensus 2022)",
        "    amt/sozial.xlsx, Blatt „Jahr 2024“, Zelle AB12: 20_698 (Tabelle 22811-01; Sozialamt; Stand 01.03.2025; "
        f"sha256 {sha})",
        "  bevoelkerung: Zahl bevoelkerung = 292_773 (Bevölkerungsbasis: Zensus 2022)",
        "    amt/sozial.xlsx, Blatt „Jahr 2024“, Zelle AB13: 292_773 (Tabelle 22811-01; Sozialamt; Stand 01.03.2025; "
        f"sha256 {sha})",
        "  gedruckt auf: Seite 12, Seite 87",
        "  verwendet in: sozialbericht: Tabelle 3.4",
    ]


def test_provenance_of_a_derived_number_walks_its_inputs_down_to_the_cells() -> None:
    number = key().with_view(View.CHANGE, since=year(2020))
    register = Register.resolve(requested(number), Engine())
    entry = register.entry(number)
    named = replace(entry, provenance=replace(entry.provenance, derived_from=(key(),)))
    lines = provenance(register.replace([named]), number)
    assert f"  aus: quote/{KREIS}/2024/-/wert" in lines
    inner = lines[lines.index(f"  aus: quote/{KREIS}/2024/-/wert") + 1 :]
    assert inner[1] == "    Wert: 7,1\u00a0% (Anteil)"
    assert inner[4].startswith("      amt/sozial.xlsx, Blatt „Jahr 2024“, Zelle AB12: ")


def test_numbers_that_are_derived_from_each_other_end() -> None:
    number = key().with_view(View.CHANGE, since=year(2020))
    register = Register.resolve(requested(number, key()), Engine())
    entry, other = register.entry(number), register.entry(key())
    circle = [
        replace(entry, provenance=replace(entry.provenance, derived_from=(key(),))),
        replace(other, provenance=replace(other.provenance, derived_from=(number,))),
    ]
    assert provenance(register.replace(circle), number).count(f"    aus: {number}") == 1


def test_a_gap_tells_its_reason() -> None:
    register = Register.resolve(requested(key("99101009")), Engine())
    assert provenance(register, key("99101009"))[2:] == (
        "  Wert: □ (keine Angabe vorhanden)",
        "  Grund: Keine Daten.",
        "  verwendet in: sozialbericht: Tabelle 3.4",
    )


def hide(entry: Entry) -> Entry:
    """An entry that somebody hid without taking the provenance's values away."""
    return replace(
        entry, value=None, missing=Missing.SECRET, protection=Protection.PRIMARY, protection_reason="Anzahl klein"
    )


def test_the_public_file_holds_no_value_of_a_hidden_number() -> None:
    register = Register.resolve(requested(key(), key(GEMEINDE)), Engine())
    register = register.replace([hide(register.entry(key()))])
    public = json.loads(register_text(register, product="p"))
    first, second = public["zahlen"]
    assert first["geheim"] is True
    assert first["wert"] is None
    assert {part["wert"] for part in first["bestandteile"]} == {""}
    assert {cell[2] for part in first["bestandteile"] for cell in part["zellen"]} == {""}
    assert "schutz" not in first
    assert second["wert"] == pytest.approx(7.0696, abs=1e-3)
    internal = json.loads(register_text(register, product="p", public=False))["zahlen"][0]
    assert (internal["schutz"], internal["schutzgrund"]) == ("primär", "Anzahl klein")


def test_a_hidden_number_names_its_cells_without_values() -> None:
    register = Register.resolve(requested(key()), Engine())
    lines = provenance(register.replace([hide(register.entry(key()))]), key())
    assert lines[2] == "  Wert: • (geheim gehalten)"
    assert lines[4] == (
        "  leistung: Zahl leistung (nicht gezeigt, weil die Zahl geheim gehalten wird) (Bevölkerungsbasis: Zensus 2022)"
    )
    assert lines[5].startswith("    amt/sozial.xlsx, Blatt „Jahr 2024“, Zelle AB12 (Tabelle 22811-01;")
    assert not any("20" + "\u202f" + "698" in line or "292" + "\u202f" + "773" in line for line in lines)


def test_support_is_not_written() -> None:
    text = register_text(Register.resolve(requested(key()), Engine()), product="p")
    assert "zaehler" not in text
    assert text.count('"id":') == 1


def test_a_register_is_written_whole_and_read_again(tmp_path: Path) -> None:
    register = Register.resolve(requested(key(), key(GEMEINDE), key("99101009")), Engine())
    path = tmp_path / "out" / "sozialbericht.register.json"
    text = register_text(register, product="sozialbericht", titles={"quote": "Quote"}, area_names={KREIS: "Kreis X"})
    write_all({path: text.encode()})
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    again = read_register(path)
    assert (again.product, again.edition) == ("sozialbericht", "oeffentlich")
    assert [item.id for item in again.numbers] == [str(entry.key) for entry in register]
    found = again.numbers[0]
    assert (found.title, found.area_name, found.text, found.unit) == ("Quote", "Kreis X", "7,1", "Prozent")
    assert found.components[0].cells[0].source.sha256 == "0123abcd" * 8
    assert found.components[0].cells[0].cell == "AB12"
    assert found.places == ("sozialbericht: Tabelle 3.4",)
    assert again.numbers[2].reason == "Keine Daten."
    again = register_text(register, product="sozialbericht", titles={"quote": "Quote"}, area_names={KREIS: "Kreis X"})
    assert path.read_bytes() == again.encode()


def test_a_register_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    register = Register.resolve(requested(key()), Engine())
    path = tmp_path / "p.register.json"
    path.mkdir()
    with pytest.raises(OutputError, match="Die Datei kann nicht geschrieben werden") as caught:
        write_all({path: register_text(register, product="p").encode()})
    assert caught.value.diagnostics[0].place.file == str(path)
    assert path.is_dir()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format":"x"}', '{"format":"berichtsgenerator-register/1","produkt":"p"}', "\x00\x01"]
)
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.register.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match="kein Register dieses Programms"):
        read_register(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.register.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReportError, match="kein Register dieses Programms"):
        read_register(path)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7,1", "7,1"),
        ("7,1 %", "7,1"),
        ("7,1\u00a0%", "7,1"),
        ("20 698", "20698"),
        ("20\u202f698", "20698"),
        ("20.698", "20698"),
        ("20698 Personen", "20698"),
        ("+1,2", "1,2"),
        ("−1,5", "-1,5"),
        ("-1,5", "-1,5"),
        ("–1,5", "-1,5"),
        ("31.12.2024", None),
        ("Quote", None),
        ("2024/25", None),
        ("", None),
    ],
)
def test_printed_numbers_are_read_in_every_spelling(text: str, number: str | None) -> None:
    assert normalise_number(text) == number


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys = [
        key(),
        key(GEMEINDE),
        key().with_view(View.NUMERATOR),
        key().with_view(View.CHANGE, since=year(2020)),
    ]
    register = Register.resolve(requested(*keys), Engine()).with_pages({str(keys[2]): ("Seite 87",)})
    both = register_text(register, product="b", titles={"quote": "Mindestsicherungsquote"})
    one = register_text(register.narrowed([key()]), product="a")
    write_all({tmp_path / "b.register.json": both.encode(), tmp_path / "a.register.json": one.encode()})
    return tmp_path


def test_numbers_are_found_by_id_prefix_print_and_words(folder: Path) -> None:
    exact = search_folder(folder, f"quote/{KREIS}/2024/-/wert")
    assert (exact.how, [item.product for item in exact.numbers]) == ("kennung", ["a", "b"])
    begun = search_folder(folder, f"quote/{KREIS}/")
    assert (begun.how, len(begun.numbers)) == ("anfang", 4)
    printed = search_folder(folder, "20 698")
    assert (printed.how, [item.view for item in printed.numbers]) == ("zahl", ["zaehler"])
    assert len(search_folder(folder, "7,1 %").numbers) == 3
    assert [item.view for item in search_folder(folder, "-1,5").numbers] == ["veraenderung:2020"]
    words = search_folder(folder, "mindestsicherungsquote 99101001")
    assert (words.how, len(words.numbers)) == ("worte", 1)
    assert search_folder(folder, "Kaninchen").numbers == ()
    assert search_folder(folder, " ").numbers == ()
    assert [item.product for item in search_folder(folder, "7,1", product="a").numbers] == ["a"]
    with pytest.raises(ReportError, match="liegt kein Register"):
        search_folder(folder, "7,1", product="c")


def test_the_answer_names_product_page_and_place(folder: Path) -> None:
    lines = finding_lines(search_folder(folder, "20 698"))
    assert "  Produkt: b (Ausgabe oeffentlich)" in lines
    assert "  gedruckt auf: Seite 87" in lines
    assert "  verwendet in: sozialbericht: Tabelle 3.4" in lines


def test_long_answers_are_cut_with_a_list_of_the_rest(folder: Path) -> None:
    lines = finding_lines(search_folder(folder, "7,1"), limit=1)
    assert "… und 2 weitere Zahlen:" in lines
    assert lines[-1].startswith("  quote/")
    assert lines[-1].endswith(" = 7,1")


def test_no_answer_says_what_to_try() -> None:
    assert finding_lines(search([], "x")) == (
        "Keine Zahl gefunden. Suchen Sie nach der Kennung, ihrem Anfang oder der gedruckten Zahl.",
    )


def test_a_folder_without_registers_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="liegt kein Register eines Berichts"):
        search_folder(tmp_path / "fehlt", "7,1")


def test_all_broken_registers_are_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.register.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        search_folder(tmp_path, "7,1")
    assert len(caught.value.diagnostics) == 2
