"""Shapes of tables, each as small as it can be: what is read is the same number in every shape."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.reading import Role, read_file
from berichtsgenerator.reading.telling.export import COLUMNS, csv_text, json_text, neutral, plain_number, write
from berichtsgenerator.reading.telling.summary import summarize

Rows = list[list[object]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def observe(
    tmp_path: Path,
    gazetteer: Gazetteer,
    sheets: dict[str, Rows],
    merges: tuple[str, ...] = (),
    name: str = "lieferung.xlsx",
) -> list[Observation]:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in merges:
            sheet.merge_cells(area)
    path = tmp_path / name
    book.save(path)
    reading = read_file(path, root=tmp_path, gazetteer=gazetteer)
    assert reading.ledger.balanced
    return list(reading.observations)


def short(observations: list[Observation]) -> list[tuple[str, str, str, dict[str, str], float | None]]:
    return [(o.measure, o.area, o.period.iso, dict(o.breakdown), o.value) for o in observations]


def test_keys_without_leading_zero_and_land_and_months_under_merged_years(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Bedarfsgemeinschaften (Anzahl)"],
        ["Schlüssel", "Gemeinde", 2015, None, 2016],
        [None, None, "Jan", "Feb", "Jan"],
        [432001, "Alsbach-Hähnlein", 5, 6, 7],
        [432002, "Babenhausen", 8, 9, 0],
        [432000, "Landkreis gesamt", 13, 15, 7],
    ]
    found = short(observe(tmp_path, gazetteer, {"BG": rows}, ("C2:D2",)))
    assert found[:3] == [
        ("Bedarfsgemeinschaften", "06432001", "2015-01", {}, 5.0),
        ("Bedarfsgemeinschaften", "06432001", "2015-02", {}, 6.0),
        ("Bedarfsgemeinschaften", "06432001", "2016-01", {}, 7.0),
    ]
    assert found[-1] == ("Bedarfsgemeinschaften", "06432", "2016-01", {}, 7.0)


def test_key_split_in_two_columns_and_schools_as_institutions(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Schülerinnen und Schüler nach Schulen"],
        [
            "Schul-nummer",
            "Landkreis",
            "Gemeinde",
            "Name der Schule",
            "PLZ",
            "Schulort",
            "Schülerinnen und Schüler insgesamt",
            "darunter",
        ],
        [None, None, None, None, None, None, None, "weiblich"],
        [3901, "432", "001", "Hähnleiner Schule", "64665", "Alsbach-Hähnlein", 120, 61],
        [3902, "432", "002", "Schule am Kirchgarten", "64832", "Babenhausen", 300, "–"],
        [3903, "432", "004", "Marienschule", "64807", "Dieburg", 250, 120],
    ]
    found = observe(tmp_path, gazetteer, {"2014-15": rows}, ("A2:A3", "G2:G3"), "Schulamt.xlsx")
    assert {(o.area, o.area_name, o.level) for o in found} == {
        ("06432001/3901", "Hähnleiner Schule", Level.EINRICHTUNG),
        ("06432002/3902", "Schule am Kirchgarten", Level.EINRICHTUNG),
        ("06432004/3903", "Marienschule", Level.EINRICHTUNG),
    }
    assert {o.period.iso for o in found} == {"2014/2015"}
    assert [o.value for o in found if not o.breakdown] == [120.0, 300.0, 250.0]
    assert [o.mark for o in found if o.breakdown == (("geschlecht", "weiblich"),)] == ["", "–", ""]


def test_one_sheet_per_gemeinde_and_labels_with_dar(tmp_path: Path, gazetteer: Gazetteer) -> None:
    def rows(total: int) -> Rows:
        return [
            ["Leistungsberechtigte im Landkreis Darmstadt-Dieburg"],
            ["Merkmale", None, "Dez 2023", "Dez 2024"],
            ["Personen in Bedarfsgemeinschaften", None, total, total + 1],
            ["dar.", "unter 15 Jahre", 3, 4],
            [None, "Ausländer", 5, 6],
            ["Bedarfsgemeinschaften", None, 9, 10],
        ]

    found = short(observe(tmp_path, gazetteer, {"Dieburg": rows(20), "Münster": rows(30)}))
    assert ("Personen in Bedarfsgemeinschaften", "06432004", "2024-12", {"alter": "unter 15 Jahre"}, 4.0) in found
    assert ("Personen in Bedarfsgemeinschaften", "06432015", "2023-12", {"nationalitaet": "ausländisch"}, 5.0) in found
    assert ("Bedarfsgemeinschaften", "06432015", "2023-12", {}, 9.0) in found


def test_areas_as_columns_and_months_as_rows(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Kurzarbeit"],
        ["Monat", "DG Deutschland", None, "06 Hessen", None],
        [None, "Betriebe", "Quote in Prozent", "Betriebe", "Quote in Prozent"],
        ["Januar 2015", 13089, 0.4, 1055, 0.39],
        ["Februar 2015", 13189, 0.42, 970, 0.42],
    ]
    found = observe(tmp_path, gazetteer, {"Zeitreihe": rows}, ("B2:C2", "D2:E2"))
    assert short(found)[:2] == [("Betriebe", "DG", "2015-01", {}, 13089.0), ("Quote", "DG", "2015-01", {}, 0.4)]
    assert {o.unit for o in found if o.measure == "Quote"} == {"Prozent"}


def test_real_dates_of_consecutive_months_and_key_with_name_in_one_cell(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Bestand an Arbeitslosen (Anzahl)"],
        ["Rechtskreis: SGB II"],
        ["Gebiet", dt.date(2015, 1, 1), dt.date(2015, 2, 1), dt.date(2015, 3, 1)],
        ["06432 Landkreis Darmstadt-Dieburg", 100, 110, 120],
        ["06432001 Alsbach-Hähnlein", 7, "*", 9],
    ]
    found = observe(tmp_path, gazetteer, {"SGB II": rows})
    assert short(found)[0] == ("Bestand an Arbeitslosen", "06432", "2015-01", {"rechtskreis": "SGB II"}, 100.0)
    assert [(o.value, o.mark) for o in found if o.area == "06432001"] == [(7.0, ""), (None, "*"), (9.0, "")]


def test_separator_rows_with_dates_and_a_shifted_key_column(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        [None, "id", "name", "Insgesamt-männlich", "Insgesamt-weiblich"],
        [None, "30.06.2023"],
        [None, "06432001", "Alsbach-Hähnlein", 10, 11],
        [None, "06432002", "Babenhausen", 12, 13],
        [None, "30.06.2024"],
        [None, "06432001", "Alsbach-Hähnlein", 20, 21],
        [None, "06432002", "Babenhausen", 22, 23],
    ]
    meta: Rows = [["Sozialversicherungspfl. Beschäftigte (Wohnort) (Anzahl)"]]
    found = short(observe(tmp_path, gazetteer, {"13111-02-02-5": rows, "metadata": meta}))
    measure = "Sozialversicherungspfl. Beschäftigte (Wohnort)"
    assert found[0] == (measure, "06432001", "2023-06-30", {"geschlecht": "männlich"}, 10.0)
    assert found[-1] == (measure, "06432002", "2024-06-30", {"geschlecht": "weiblich"}, 23.0)


def test_ars_with_twelve_digits(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Private Haushalte (Anzahl)"],
        ["15.05.2022"],
        ["ARS", "Name", "insgesamt", "Einpersonenhaushalte"],
        ["064320000000", "Darmstadt-Dieburg", 100, 40],
        ["064320001001", "Alsbach-Hähnlein", 10, 4],
        ["064110000000", "Darmstadt", 90, 60],
    ]
    found = observe(tmp_path, gazetteer, {"Haushalte": rows})
    assert [o.area for o in found][::2] == ["06432", "06432001", "06411000"]


def test_two_tables_on_one_sheet(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Zuzüge im Jahr 2023"],
        ["AGS", "Gemeinde", "Zuzüge", "darunter"],
        [None, None, None, "weiblich"],
        ["06432001", "Alsbach-Hähnlein", 5, 2],
        ["06432002", "Babenhausen", 6, 3],
        ["Quelle: Melderegister"],
        [],
        ["Fortzüge im Jahr 2022"],
        ["AGS", "Gemeinde", "Fortzüge", "darunter"],
        [None, None, None, "weiblich"],
        ["06432001", "Alsbach-Hähnlein", 7, 4],
        ["06432002", "Babenhausen", 8, 5],
    ]
    found = observe(tmp_path, gazetteer, {"Daten": rows})
    assert {(o.measure, o.period.iso, o.table.number) for o in found} == {
        ("Zuzüge", "2023", 1),
        ("Fortzüge", "2022", 2),
    }
    assert len(found) == 8


def test_every_cell_has_a_role_and_sample_data_are_known(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = (
        "Einwohner (Anzahl)\nMusterdaten – erzeugt zur Erprobung\nStichtag 31.12.2024\n"
        "AGS;Gemeinde;insgesamt;Bemerkung\n06432001;Alsbach-Hähnlein;9273;geschätzt\n"
        "06432002;Babenhausen;.;\n\nQuelle: Kreisverwaltung Darmstadt-Dieburg, Stand: 02.01.2025\n"
    )
    (tmp_path / "muster.csv").write_text(text, encoding="utf-8-sig")
    reading = read_file(tmp_path / "muster.csv", root=tmp_path, gazetteer=gazetteer)
    (table,) = reading.tables
    assert table.source.sample
    assert table.source.stand == "2025-01-02"
    assert table.source.publisher == "Kreisverwaltung Darmstadt-Dieburg"
    roles = {role: reading.ledger.count(role) for role in Role if reading.ledger.count(role)}
    assert roles == {
        Role.VALUE: 1,
        Role.MARK: 1,
        Role.HEAD: 4,
        Role.KEY: 2,
        Role.AREA: 2,
        Role.TITLE: 3,
        Role.NOTE: 1,
        Role.IGNORED: 1,
    }
    assert reading.ledger.ignored == {"Angabe zur Zeile, keine Zahl der Statistik": 1}


def test_summary_tells_tables_areas_times_marks_and_ledger(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = (
        "Einwohner (Anzahl)\nStichtag 31.12.2024\nAGS;Gemeinde;insgesamt;weiblich\n"
        "06432001;Alsbach-Hähnlein;9273;4700\n06432002;Babenhausen;.;-\n"
    )
    (tmp_path / "e.csv").write_text(text, encoding="utf-8")
    summary = summarize(read_file(tmp_path / "e.csv", root=tmp_path, gazetteer=gazetteer))
    for part in (
        "1 Tabelle, 4 Werte",
        "Gebiete: 2 Gemeinden",
        "Zeit: stichtag 2024-12-31",
        "Einwohner (4 Werte, nach geschlecht)",
        "Zeichen: „-“ 1-mal, „.“ 1-mal",
        "geht auf",
    ):
        assert part in summary


def test_export_has_the_promised_columns_and_no_formulas(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Einwohner (Anzahl)"],
        ["31.12.2024"],
        ["AGS", "Gemeinde", "insgesamt", "weiblich"],
        ["06432001", "Alsbach-Hähnlein", 9273, 4700.5],
        ["06432002", "Babenhausen", "*", "-"],
    ]
    found = observe(tmp_path, gazetteer, {"=1+1": rows})
    lines = csv_text(found).splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert (
        lines[1]
        == "Einwohner,06432001,Alsbach-Hähnlein,gemeinde,2024-12-31,stichtag,{},9273,,Anzahl,lieferung.xlsx,'=1+1,C4"
    )
    assert ",4700.5," in lines[2]
    assert ",,*," in lines[3]
    assert ",0,-," in lines[4]
    assert '"auspraegungen": {"geschlecht": "weiblich"}' in json_text(found)
    for suffix in (".csv", ".json", ".parquet"):
        write(found, tmp_path / f"aus{suffix}")
        assert (tmp_path / f"aus{suffix}").stat().st_size > 100


def test_neutral_texts_and_plain_numbers() -> None:
    assert neutral("=SUMME(A1)") == "'=SUMME(A1)"
    assert neutral("-") == "-"
    assert neutral("Griesheim") == "Griesheim"
    assert [plain_number(value) for value in (None, 3.0, -2.5, 0.1, 1e-7)] == ["", "3", "-2.5", "0.1", "0.0000001"]
