"""The recipe that a reading writes leads to the same reading; expectations fail loudly; columns can be stated."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from berichtsgenerator.diagnostics import Severity
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.periods import words as period_words
from berichtsgenerator.reading import FileReading, read_file
from berichtsgenerator.reading.tables.trace import Trace
from berichtsgenerator.reading.telling.recipewriter import recipe_text
from berichtsgenerator.reading.words.recipes import Recipe, RecipeFile, period_of_recipe

TABLE = """Wohngeld nach Gemeinden
Stichtag 31.12.2023
Nr;Schlüssel;Gemeinde;Haushalte;darunter mit Kindern
1;06432001;Alsbach-Hähnlein;100;40
2;06432002;Babenhausen;200;90
3;06432004;Dieburg;150;60
;06432;Landkreis;450;190
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def written(text: str) -> tuple[Recipe, ...]:
    return RecipeFile.model_validate(yaml.safe_load(text)).rezepte


def numbers(reading: FileReading) -> list[tuple[object, ...]]:
    return [(*o[1:],) for o in reading.observations]


@pytest.mark.parametrize(
    "name",
    [
        "ladadi_web/svb_arbeitsort_2017-06-30.csv",
        "ba_arbeitsmarkt_kommunal_wetterau/Arbeitsmarkt-kommunal_06440001_Altenstadt.xlsx",
        "destatis_schule/21711_ausgaben_je_schueler_2024.xlsx",
        "inkar_bbsr/E_Schuldnerquote.xls",
        "regionalstatistik_csv/22411-02-03-4.csv",
        "regionalstatistik_xlsx/12521-0040-KREISE_$F.xlsx",
        "statnord_stadtteilprofile/StadtteilprofileBerichtsjahr2017.xlsx",
        "bundeswahlleiter/btw21_strukturdaten.csv",
    ],
)
def test_the_written_recipe_gives_the_same_reading(name: str, realdata: Path, gazetteer: Gazetteer) -> None:
    trace = Trace()
    first = read_file(realdata / name, root=realdata, gazetteer=gazetteer, trace=trace)
    recipes = written(recipe_text(first, trace))
    again = read_file(realdata / name, root=realdata, gazetteer=gazetteer, recipes=recipes)
    assert first.tables
    assert numbers(again) == numbers(first)


@pytest.mark.parametrize(
    "period",
    [
        Period(PeriodKind.STICHTAG, "2023-12-31"),
        Period(PeriodKind.YEAR, "2023"),
        Period(PeriodKind.MONTH, "2023-03"),
        Period(PeriodKind.QUARTER, "2023-Q4"),
        Period(PeriodKind.ANNUAL_MEAN, "2023"),
        Period(PeriodKind.SCHOOL_YEAR, "2023/2024"),
        Period(PeriodKind.SCHOOL_YEAR, "2023"),
    ],
)
def test_every_kind_of_period_can_be_written_and_read(period: Period) -> None:
    assert period_of_recipe(period_words(period)) == period


def read(tmp_path: Path, gazetteer: Gazetteer, text: str, recipe: dict[str, object]) -> FileReading:
    (tmp_path / "wohngeld.csv").write_text(text, encoding="utf-8")
    recipes = (Recipe.model_validate({"datei": "wohngeld*", **recipe}),)
    return read_file(tmp_path / "wohngeld.csv", root=tmp_path, gazetteer=gazetteer, recipes=recipes)


MET = {
    "anker": {"C3": "Gemeinde", "D3": "Haushalte"},
    "gebiete": 4,
    "werte": 8,
    "summen": [{"bereich": "D4:D6", "ist": "D7"}, {"bereich": "E4:E6", "ist": 191, "toleranz": 1}],
}


def test_expectations_that_hold_change_nothing(tmp_path: Path, gazetteer: Gazetteer) -> None:
    reading = read(tmp_path, gazetteer, TABLE, {"erwartet": MET})
    assert len(list(reading.observations)) == 8
    assert not reading.diagnostics


@pytest.mark.parametrize(
    ("expected", "said", "cell"),
    [
        ({"anker": {"D3": "Personen"}}, "Hier soll „Personen“ stehen, es steht „Haushalte“.", "D3"),
        ({"anker": {"Z99": "Personen"}}, "es steht „“.", "Z99"),
        ({"gebiete": 24}, "Erwartet sind 24 Gebiete, gelesen 4.", ""),
        ({"werte": 9}, "Erwartet sind 9 Werte, gelesen 8.", ""),
        ({"summen": [{"bereich": "D4:D5", "ist": "D7"}]}, "Die Summe über D4:D5 ist 300, erwartet 450.", "D4"),
        ({"summen": [{"bereich": "E4:E6", "ist": 200}]}, "Die Summe über E4:E6 ist 190, erwartet 200.", "E4"),
    ],
)
def test_an_expectation_that_fails_is_an_error_and_no_table(
    tmp_path: Path, gazetteer: Gazetteer, expected: dict[str, object], said: str, cell: str
) -> None:
    reading = read(tmp_path, gazetteer, TABLE, {"erwartet": {**MET, **expected}})
    assert not reading.tables
    assert reading.ledger.balanced
    found = [item for item in reading.diagnostics if item.code == "rezept-erwartung"]
    assert found
    assert all(item.severity is Severity.ERROR for item in found)
    assert any(said in item.message and item.place.cell == cell for item in found)


def test_stated_columns_replace_what_the_reader_thinks(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = "Haushalte mit Wohngeld 31.12.2023\nA;B;C;D\n10;7;06432001;100\n20;9;06432002;200\n30;8;06432004;150\n"
    recipe: dict[str, object] = {
        "kopfzeilen": "2",
        "merkmal": "Haushalte",
        "spalten": {"A:B": "uebergehen", "C": "schluessel", "D": "wert"},
    }
    reading = read(tmp_path, gazetteer, text, recipe)
    assert {o.area: o.value for o in reading.observations} == {"06432001": 100, "06432002": 200, "06432004": 150}


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ({"spalten": {"A": "irgendwas"}}, "schluessel"),
        ({"spalten": {"1": "wert"}}, "nennt keine Spalten"),
        ({"erwartet": {"anker": {"C": "x"}}}, "ist keine Zelle"),
        ({"erwartet": {"summen": [{"bereich": "nirgends", "ist": 1}]}}, "ist kein Bereich"),
    ],
)
def test_mistakes_in_a_recipe_are_named(recipe: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Recipe.model_validate({"datei": "x", **recipe})


@pytest.mark.parametrize(
    ("name", "said", "areas"),
    [
        ("regionalstatistik_csv/12411-01-01-5-B(1).csv", {"zeit": "31.12.2018", "merkmal": "Bevölkerungsstand"}, 489),
        ("segregation/schools00.csv", {"zeit": "2000", "gebiet": '"06432"'}, 1),
    ],
)
def test_the_recipe_of_a_refused_file_reads_it_once_its_open_lines_are_filled_in(
    name: str, said: dict[str, str], areas: int, realdata: Path, gazetteer: Gazetteer
) -> None:
    trace = Trace()
    refused = read_file(realdata / name, root=realdata, gazetteer=gazetteer, trace=trace)
    assert not refused.tables
    advice = next(item.advice for item in refused.diagnostics if item.code in ("zeit-unbekannt", "gebiet-unbekannt"))
    assert any(f"{word}: " in advice for word in said)
    lines = []
    for line in recipe_text(refused, trace).splitlines():
        word = line.removeprefix("    # ").partition(":")[0]
        lines.append(f"    {word}: {said[word]}" if line.startswith("    # ") and word in said else line)
    recipes = written("\n".join(lines))
    reading = read_file(realdata / name, root=realdata, gazetteer=gazetteer, recipes=recipes)
    assert len({o.area for o in reading.observations}) == areas
    assert reading.ledger.balanced


def test_a_national_atlas_is_read_with_one_line_for_each_sheet(realdata: Path, gazetteer: Gazetteer) -> None:
    path = realdata / "deutschlandatlas" / "Deutschlandatlas-Daten.xlsx"
    recipes = (Recipe(datei="*.xlsx", zeit="2022"),)
    reading = read_file(path, root=realdata, gazetteer=gazetteer, recipes=recipes)
    levels = {table.source.sheet: {o.level.name for o in table.observations} for table in reading.tables}
    assert levels["Deutschlandatlas_KRS1222"] == {"KREIS"}
    assert levels["Deutschlandatlas_GEM1222"] == {"GEMEINDE"}
    assert all(gazetteer.knows(o.area) for t in reading.tables for o in t.observations if "VBGEM" in t.source.sheet)


def test_a_key_without_quotes_is_refused_with_what_to_write() -> None:
    with pytest.raises(ValueError, match="Anführungszeichen"):
        written("rezepte:\n  - datei: a.csv\n    gebiet: 06432\n")
    assert written("rezepte:\n  - datei: a.csv\n    zeit: 2024\n")[0].zeit == "2024"
