"""What is implausible is noted with its place, and sound deliveries draw no note."""

from __future__ import annotations

from pathlib import Path

import pytest

from berichtsgenerator.diagnostics import Severity
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, read_file
from berichtsgenerator.reading.telling.among import across
from berichtsgenerator.reading.telling.plausibility import plausible


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def table(tmp_path: Path, name: str, text: str) -> FileReading:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_file(tmp_path / name, root=tmp_path, gazetteer=Gazetteer.bundled())


def noted(reading: FileReading) -> dict[str, tuple[str, str]]:
    found = plausible(reading, Gazetteer.bundled())
    assert all(item.severity is Severity.NOTE and item.advice for item in found)
    return {item.code: (item.place.cell, item.message) for item in found}


HEAD = "Personen am 31.12.2023\nSchlüssel;Gemeinde;insgesamt;männlich;weiblich\n"


def test_men_and_women_that_do_not_add_up(tmp_path: Path) -> None:
    good = table(tmp_path, "a.csv", HEAD + "06432001;Alsbach-Hähnlein;101;50;51\n06432002;Babenhausen;203;100;103\n")
    assert noted(good) == {}
    bad = table(tmp_path, "b.csv", HEAD + "06432001;Alsbach-Hähnlein;101;50;51\n06432002;Babenhausen;204;100;103\n")
    cell, message = noted(bad)["summe-geschlecht"]
    assert cell == "C4"
    assert "204" in message


def test_figures_rounded_to_5_may_differ_by_their_rounding(tmp_path: Path) -> None:
    text = HEAD + "06432001;Alsbach-Hähnlein;105;50;50\n06432002;Babenhausen;205;100;110\n"
    assert noted(table(tmp_path, "a.csv", text)) == {}


def test_gemeinden_that_do_not_make_up_the_kreis(tmp_path: Path, gazetteer: Gazetteer) -> None:
    towns = [f"{area.key};{area.short};{100 + n}" for n, area in enumerate(gazetteer.children("06437", 4))]  # type: ignore[arg-type]
    total = sum(100 + n for n in range(len(towns)))
    head = "Einwohner am 31.12.2023\nSchlüssel;Gemeinde;Einwohner\n"
    right = table(tmp_path, "a.csv", head + "\n".join([*towns, f"06437;Odenwaldkreis;{total}"]) + "\n")
    assert noted(right) == {}
    wrong = table(tmp_path, "b.csv", head + "\n".join([*towns, f"06437;Odenwaldkreis;{total + 3}"]) + "\n")
    cell, message = noted(wrong)["summe-gemeinden"]
    assert cell == f"C{len(towns) + 3}"
    assert f"ergeben in {cell} {total}" in message
    partial = table(tmp_path, "c.csv", head + "\n".join([*towns[1:], f"06437;Odenwaldkreis;{total}"]) + "\n")
    assert noted(partial) == {}


def test_counts_below_zero_and_shares_above_100(tmp_path: Path) -> None:
    text = (
        "Schulen 2023\nSchlüssel;Gemeinde;Abgehende;Wanderungssaldo;Anteil der Abgehenden in %\n"
        "06432001;Alsbach-Hähnlein;-56;-12;20,5\n06432002;Babenhausen;40;7;120,5\n"
    )
    found = noted(table(tmp_path, "a.csv", text))
    assert set(found) == {"negative-anzahl", "anteil-ueber-100"}
    assert found["negative-anzahl"][0] == "C3"
    assert found["anteil-ueber-100"][0] == "E4"


def test_a_value_that_leaves_its_series(tmp_path: Path) -> None:
    years = "Einwohner (31.12.)\nSchlüssel;Gemeinde;2018;2019;2020;2021;2022;2023\n"
    sound = table(tmp_path, "a.csv", years + "06432001;Alsbach-Hähnlein;9000;9050;9100;9080;9120;9150\n")
    assert noted(sound) == {}
    typo = table(tmp_path, "b.csv", years + "06432001;Alsbach-Hähnlein;9000;9050;91000;9080;9120;9150\n")
    assert noted(typo)["sprung-in-der-reihe"][0] == "E3"


def test_the_newest_value_that_leaves_its_series(tmp_path: Path) -> None:
    years = "Einwohner (31.12.)\nSchlüssel;Gemeinde;2018;2019;2020;2021;2022;2023\n"
    typo = table(tmp_path, "a.csv", years + "06432001;Alsbach-Hähnlein;9000;9050;9100;9080;9120;91500\n")
    assert noted(typo)["sprung-in-der-reihe"][0] == "H3"
    grown = table(tmp_path, "b.csv", years + "06432001;Alsbach-Hähnlein;9000;9050;9100;9080;9120;11500\n")
    assert noted(grown) == {}
    later = years.replace("2023", "2043")
    after_a_gap = table(tmp_path, "c.csv", later + "06432001;Alsbach-Hähnlein;9000;9050;9100;9080;9120;21500\n")
    assert noted(after_a_gap) == {}


def test_germans_and_foreigners_and_age_groups_that_do_not_add_up(tmp_path: Path) -> None:
    head = "Personen am 31.12.2023\nSchlüssel;Gemeinde;insgesamt;{}\n"
    nations = head.format("deutsch;ausländisch")
    assert noted(table(tmp_path, "a.csv", nations + "06432001;Alsbach-Hähnlein;101;50;51\n")) == {}
    wrong = noted(table(tmp_path, "b.csv", nations + "06432001;Alsbach-Hähnlein;111;50;51\n"))
    assert wrong["summe-nationalitaet"][0] == "C3"
    ages = head.format("unter 18 Jahre;18 bis unter 65 Jahre;65 Jahre und mehr;unter 3 Jahre")
    assert noted(table(tmp_path, "c.csv", ages + "06432001;Alsbach-Hähnlein;102;20;61;21;7\n")) == {}
    wrong = noted(table(tmp_path, "d.csv", ages + "06432001;Alsbach-Hähnlein;201;20;61;21;7\n"))
    assert wrong["summe-alter"][0] == "C3"


def test_the_impossible_count_of_a_real_table_is_noted(realdata: Path, gazetteer: Gazetteer) -> None:
    name = "genesis_dadi/21111-02-06-4.csv"
    reading = read_file(realdata / name, root=realdata, gazetteer=gazetteer)
    assert "-56" in noted(reading)["negative-anzahl"][1]


def test_the_same_file_twice_and_two_that_contradict(tmp_path: Path) -> None:
    head = "GENESIS-Tabelle: 12411-01-01-5\nBevölkerung am 31.12.2023\nSchlüssel;Gemeinde;Einwohner\n"
    rows = "06432001;Alsbach-Hähnlein;{};\n06432002;Babenhausen;17579\n06432004;Dieburg;15723\n"
    end = "__________\nStand: {}\n"
    one = table(tmp_path, "a.csv", head + rows.format(9208) + end.format("01.03.2024"))
    two = table(tmp_path, "b.csv", head + rows.format(9208) + end.format("01.03.2024"))
    three = table(tmp_path, "c.csv", head + rows.format(9210) + end.format("01.09.2024"))
    found = across((one, two, three))
    assert [item.code for item in found] == ["lieferung-doppelt", "lieferung-widerspruch"]
    assert found[0].place.file == "b.csv"
    assert "9210 statt 9208" in found[1].message
    assert "Es gilt der neuere Stand (c.csv)." in found[1].message


def test_numbers_that_another_delivery_holds_as_well(tmp_path: Path) -> None:
    text = "Einwohner am 31.12.2023 nach Gemeinden\nSchlüssel;Gemeinde;Einwohner\n"
    rows = "06432001;Alsbach-Hähnlein;9208\n06432002;Babenhausen;17579\n"
    one = table(tmp_path, "a.csv", text + rows + "06432004;Dieburg;15723\n")
    two = table(tmp_path, "kopie.csv", text + rows)
    (note,) = across((one, two))
    assert (note.code, note.place.file) == ("lieferung-doppelt", "kopie.csv")
    assert "Alle 2 Zahlen stehen ebenso in „a.csv“" in note.message
    other = table(tmp_path, "b.csv", text.replace("Einwohner", "Haushalte") + rows)
    assert across((one, other)) == ()


def test_a_year_that_leaves_the_series_of_the_other_deliveries(tmp_path: Path) -> None:
    text = "GENESIS-Tabelle: 12411-01-01-5\nBevölkerung am 31.12.{}\nSchlüssel;Gemeinde;Einwohner\n"
    rows = "06432001;Alsbach-Hähnlein;{}\n06432002;Babenhausen;17579\n"
    numbers = {2018: 9208, 2019: 9230, 2020: 9190, 2021: 9215, 2022: 9240, 2023: 92410}
    years = [table(tmp_path, f"{y}.csv", text.format(y) + rows.format(n)) for y, n in numbers.items()]
    assert across(years[:-1]) == ()
    (note,) = across(years)
    assert (note.code, note.place.file, note.place.cell) == ("sprung-in-der-reihe", "2023.csv", "C4")


def test_shares_without_a_unit_parts_above_their_total_and_the_kreis_without_a_key(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    head = "Personen am 31.12.2023\nSchlüssel;Gemeinde;"
    share = table(
        tmp_path, "a.csv", head + "Ausländeranteil\n06432001;Alsbach-Hähnlein;120,5\n06432002;Babenhausen;9\n"
    )
    assert noted(share)["anteil-ueber-100"][0] == "C3"
    part = table(
        tmp_path,
        "b.csv",
        head + "insgesamt;weiblich\n06432001;Alsbach-Hähnlein;100;160\n06432002;Babenhausen;100;60\n",
    )
    assert noted(part)["teil-ueber-summe"][0] == "D3"
    towns = "".join(f"{a.key};{a.short};10\n" for a in gazetteer.children("06432", Level.GEMEINDE))
    whole = table(tmp_path, "c.csv", head + "insgesamt\n" + towns + ";Landkreis gesamt;231\n")
    assert [o.value for o in whole.observations if o.area == "06432"] == [231]
    assert noted(whole)["summe-gemeinden"][0] == "C26"
