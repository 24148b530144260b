"""Recipes: hints of the project for files that do not say enough themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.reading import Role, load_recipes, read_file, read_folder, recipes_near, unused_recipes
from berichtsgenerator.reading.words.recipes import Recipe, period_of_recipe

Rows = list[list[object]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def workbook(path: Path, sheets: dict[str, Rows]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


BARE: Rows = [
    ["Auszug"],
    ["Schlüssel", "Gemeinde", "Fälle", "darunter weiblich"],
    ["06432001", "Alsbach-Hähnlein", 12, 7],
    ["06432002", "Babenhausen", 30, 11],
]


def test_a_file_without_time_and_measure_is_read_with_a_recipe_only(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = workbook(tmp_path / "auszug.xlsx", {"Blatt1": BARE})
    bare = read_file(path, root=tmp_path, gazetteer=gazetteer)
    assert [item.code for item in bare.diagnostics] == ["zeit-unbekannt"]
    recipe = Recipe(datei="auszug*", zeit="31.12.2024", merkmal="Hilfe zur Pflege", einheit="Personen")
    found = list(read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=[recipe]).observations)
    assert [(o.measure, o.area, o.period.iso, o.unit, o.value) for o in found if not o.breakdown] == [
        ("Hilfe zur Pflege | Fälle", "06432001", "2024-12-31", "Personen", 12.0),
        ("Hilfe zur Pflege | Fälle", "06432002", "2024-12-31", "Personen", 30.0),
    ]
    assert [o.value for o in found if o.breakdown == (("geschlecht", "weiblich"),)] == [7.0, 11.0]


def test_a_recipe_states_the_area_of_a_table_without_areas(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [["Jahr", "Anträge", "Bewilligungen"], [2022, 10, 8], [2023, 12, 9], [2024, 15, 11]]
    path = workbook(tmp_path / "antraege.xlsx", {"Daten": rows})
    refused = read_file(path, root=tmp_path, gazetteer=gazetteer)
    assert [item.code for item in refused.diagnostics] == ["gebiet-unbekannt"]
    recipe = Recipe(datei="*.xlsx", gebiet="06432")
    found = list(read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=[recipe]).observations)
    assert {o.area for o in found} == {"06432"}
    assert [(o.period.iso, o.value) for o in found if o.measure == "Anträge"] == [
        ("2022", 10.0),
        ("2023", 12.0),
        ("2024", 15.0),
    ]


def test_an_area_that_does_not_exist_is_an_error_and_no_table(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [["Jahr", "Anträge"], [2022, 10], [2023, 12], [2024, 14]]
    path = workbook(tmp_path / "antraege.xlsx", {"Daten": rows})
    reading = read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=[Recipe(datei="*", gebiet="06999")])
    assert "rezept-gebiet" in [item.code for item in reading.diagnostics]
    assert not reading.tables


def test_stated_head_rows_and_left_out_cells(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Fallzahlen der Beratung"],
        ["Schlüssel", "Gemeinde", "Alte Zählung", "alt"],
        ["06432001", "Alsbach-Hähnlein", 1, 2],
        ["Schlüssel", "Gemeinde", "Beratungen", "Prüfsumme"],
        ["06432001", "Alsbach-Hähnlein", 12, 99],
        ["06432002", "Babenhausen", 30, 99],
    ]
    path = workbook(tmp_path / "beratung.xlsx", {"2024": rows})
    recipe = Recipe(datei="beratung.xlsx", blatt="20*", zeit="2024", kopfzeilen="4", auslassen=("2:3", "D"))
    reading = read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=[recipe])
    assert [(o.measure, o.area, o.value, o.cell) for o in reading.observations] == [
        ("Beratungen", "06432001", 12.0, "C5"),
        ("Beratungen", "06432002", 30.0, "C6"),
    ]
    assert reading.ledger.balanced
    assert reading.ledger.cells == 21
    assert reading.ledger.ignored == {"laut Rezept ausgelassen": 11}


def test_a_whole_sheet_can_be_left_out_and_the_first_fitting_recipe_counts(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    path = workbook(tmp_path / "zwei.xlsx", {"gut": BARE, "alt": BARE})
    recipes = [Recipe(datei="zwei.xlsx", blatt="alt", auslassen=("alles",)), Recipe(datei="zwei*", zeit="2024")]
    reading = read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=recipes)
    assert {o.table.sheet for o in reading.observations} == {"gut"}
    assert {o.period.iso for o in reading.observations} == {"2024"}
    assert reading.ledger.count(Role.IGNORED) == 13


def test_the_school_list_of_the_land_is_read_with_its_school_year(
    realdata: Path, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    (tmp_path / "schulen.yaml").write_text(
        "rezepte:\n  - datei: hessen_verz6*\n    blatt: Schulverzeichnis\n    zeit: Schuljahr 2024/25\n"
        "    einheit: Anzahl\n",
        encoding="utf-8",
    )
    reading = read_folder(realdata / "hsl_schulen", gazetteer=gazetteer, recipes=load_recipes(tmp_path))
    own = [o for o in reading.observations if o.area.startswith("06432")]
    assert len({o.area for o in own}) == 88
    assert {(o.period.iso, o.period.kind, o.unit) for o in own} == {
        ("2024/2025", PeriodKind.SCHOOL_YEAR, "Anzahl"),
    }
    total = "Schülerinnen und Schüler insgesamt ohne Vorklassen"
    lindgren = [o.value for o in own if o.area == "06432023/3479" and o.measure.endswith(total)]
    assert lindgren == [282.0]


def test_mistakes_of_all_recipe_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rezepte:\n  - datei: x\n    zeit: neulich\n    gebit: '06432'\n", "utf-8")
    (tmp_path / "b.yaml").write_text("rezepte:\n  - datei: y\n    kopfzeilen: drei\n    auslassen: [Z9:A1]\n", "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_recipes(tmp_path)
    text = "\n".join(str(item) for item in caught.value.diagnostics)
    assert len(caught.value.diagnostics) == 4
    for part in ("a.yaml:3", "neulich", "gebiet", "b.yaml:3", "drei", "b.yaml:4", "Z9:A1"):
        assert part in text


def test_recipes_lie_beside_the_data_folder_and_unused_ones_are_told(tmp_path: Path) -> None:
    (tmp_path / "rezepte").mkdir()
    (tmp_path / "data_in").mkdir()
    (tmp_path / "rezepte" / "eins.yaml").write_text("rezepte:\n  - {datei: amt/*.xlsx, zeit: '2024'}\n", "utf-8")
    recipes = recipes_near(tmp_path / "data_in")
    assert [item.datei for item in recipes] == ["amt/*.xlsx"]
    assert unused_recipes(recipes, ["amt/liste.xlsx"]) == ()
    assert [item.code for item in unused_recipes(recipes, ["anderes.xlsx"])] == ["rezept-ohne-datei"]
    assert load_recipes(tmp_path / "nirgends") == ()


def test_periods_of_recipes() -> None:
    words = ("31.12.2024", "2024", "Dezember 2024", "Schuljahr 2024/25", "Jahresdurchschnitt 2024")
    periods = [period_of_recipe(word) for word in words]
    assert [(p.iso, p.kind.value) for p in periods if p is not None] == [
        ("2024-12-31", "stichtag"),
        ("2024", "jahr"),
        ("2024-12", "monat"),
        ("2024/2025", "schuljahr"),
        ("2024", "jahresdurchschnitt"),
    ]


EXPECTING = {
    "a renamed sheet": ({"blatt": "Tabelle 1", "erwartet": {"gebiete": 2}}, "erwartet ein Blatt „Tabelle 1“"),
    "a sheet without a table": ({"blatt": "Leer", "erwartet": {"gebiete": 2}}, "gelesen wurde keine"),
    "a sum in no cell": ({"erwartet": {"summen": [{"bereich": "C3:C4", "ist": "Z99"}]}}, "In Z99 steht keine Zahl"),
    "a sum over texts": ({"erwartet": {"summen": [{"bereich": "B3:B4", "ist": 0}]}}, "In B3:B4 stehen keine Zahlen"),
    "a large sum": (
        {"erwartet": {"summen": [{"bereich": "C3:C4", "ist": 1234567.5}]}},
        "ist 42, erwartet 1234567,5",
    ),
}


@pytest.mark.parametrize("case", EXPECTING)
def test_expectations_that_meet_nothing_fail_loudly(tmp_path: Path, gazetteer: Gazetteer, case: str) -> None:
    stated, words = EXPECTING[case]
    path = workbook(tmp_path / "auszug_2024-12-31.xlsx", {"Blatt1": BARE, "Leer": [["ohne Zahlen"]]})
    recipe = Recipe.model_validate({"datei": "auszug*", "blatt": "Blatt1", **stated})
    found = read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=[recipe]).diagnostics
    errors = [str(item) for item in found if item.severity.name == "ERROR"]
    assert any(words in text for text in errors), errors
    assert not read_file(path, root=tmp_path, gazetteer=gazetteer, recipes=[Recipe(datei="auszug*")]).diagnostics
