"""The official tables of changes of areas among the deliveries: read as what they are, in their old and new forms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from berichtsgenerator.model.boundaries import Change, ChangeKind
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, Role, read_file, read_folder

HEAD: list[list[object]] = [
    ["Gebietsänderungen vom 01.01. - 31.12.2024"],
    ["Kennziffer", "Regionaleinheit", "Abgebende / Aufgelöste Gemeinde", "", "", "", "", "",
     "Aufnehmende / Neugebildete Gemeinde", "", "", "Wirksamkeitsdatum", ""],
    ["", "", "Amtlicher Regionalschlüssel (ARS)", "Amtlicher Gemeinde-schlüssel (AGS)", "Name", "Änderungs-art 1)",
     "Fläche qm", "Einwohner", "Amtlicher Regionalschlüssel (ARS)", "Amtlicher Gemeinde-schlüssel (AGS)", "Name",
     "juristisch", "statistisch"],
]  # fmt: skip
MERGES = ("A2:A3", "B2:B3", "C2:H2", "I2:K2", "L2:M2")


def read(path: Path) -> FileReading:
    reading = read_file(path, root=path.parent, gazetteer=Gazetteer.bundled())
    assert reading.ledger.balanced
    return reading


def workbook(path: Path, sheets: dict[str, list[list[object]]], merges: tuple[str, ...] = MERGES) -> Path:
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for merge in merges:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def line(
    kind: object, old: str, new: str, date: object, *, people: object = "", unit: str = "Gemeinde"
) -> list[object]:
    return ["16/2024/1", unit, old + "000", old, "Alt", kind, "1000000", people, new + "000", new, "Neu", date, date]


def test_rows_are_changes_and_no_figures(tmp_path: Path) -> None:
    older = [["Gebietsänderungen 2023"], *HEAD[1:], line("3", "16061009", "16061010", dt.date(2023, 7, 1))]
    newer = [
        *HEAD,
        line("1", "16061007", "16061119", "01.01.2024", people=529.0),
        line(1, "16061028", "16061119", "01.01.2024", people="83"),
        line("1", "160615012", "160615051", "01.01.2024", unit="Gemeindeverband"),
        [""],
        ["1) Änderungsart:"],
        ["    1 = Auflösung"],
    ]
    reading = read(workbook(tmp_path / "aenderungen.xlsx", {"2024": newer, "2023": older}))
    assert reading.changes == (
        Change(ChangeKind.DISSOLVED, "16061007", "16061119", "2024-01-01", 529, 1.0, "Alt"),
        Change(ChangeKind.DISSOLVED, "16061028", "16061119", "2024-01-01", 83, 1.0, "Alt"),
        Change(ChangeKind.RENUMBERED, "16061009", "16061010", "2023-07-01", None, 1.0, "Alt"),
    )
    assert reading.tables == ()
    assert reading.ledger.count(Role.VALUE) == 0
    assert [item.code for item in reading.diagnostics] == ["gebietsaenderungen", "gebietsaenderungen"]


def test_the_head_of_other_years(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Namens-, Grenz- und Schlüsseländerungen der Gemeinden in Deutschland im Jahr 2016"],
        ["Lfd. Nr.", "Regionaleinheit", "ARS", "AGS", "Name", "Art der Änderung", "Fläche in ha", "Einwohner",
         "ARS neu", "AGS neu", "Name neu", "Wirksamkeit"],
        [1, "Kreis", "03152", "", "Göttingen", 1, "111700", "250220", "03159", "", "Göttingen", dt.date(2016, 11, 1)],
        [2, "Gemeinde", "031520012012", 3152012, "Göttingen", 3, "", "", "031590016016", 3159016, "Göttingen",
         dt.date(2016, 11, 1)],
    ]  # fmt: skip
    assert read(workbook(tmp_path / "a.xlsx", {"2016": rows}, ())).changes == (
        Change(ChangeKind.DISSOLVED, "03152", "03159", "2016-11-01", 250220, 1117.0, "Göttingen"),
        Change(ChangeKind.RENUMBERED, "03152012", "03159016", "2016-11-01", name="Göttingen"),
    )


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (line("1", "16061007", "16061119", "demnächst"), "M4"),
        (line("1", "16061007", "16061119", "31.02.2024"), "M4"),
        (line("1", "160610", "16061119", "01.01.2024"), "D4"),
    ],
)
def test_rows_that_cannot_be_understood_are_told_with_their_place(tmp_path: Path, row: list[object], cell: str) -> None:
    good = line("1", "16061028", "16061119", "01.01.2024")
    reading = read(workbook(tmp_path / "a.xlsx", {"2024": [*HEAD, row, good]}))
    assert [change.old for change in reading.changes] == ["16061028"]
    (item,) = [item for item in reading.diagnostics if item.code == "gebietsaenderung-unklar"]
    assert item.place.cell == cell


def test_the_official_tables(realdata: Path) -> None:
    reading = read(realdata / "destatis_gv" / "2024.xlsx")
    assert len(reading.changes) == 67
    assert (
        Change(ChangeKind.DISSOLVED, "16061007", "16061119", "2024-01-01", 529, 8.38675, "Birkenfelde")
        in reading.changes
    )
    assert not [item for item in reading.diagnostics if item.severity.name != "NOTE"]


def test_keys_that_only_a_table_of_changes_knows_are_former_areas(tmp_path: Path) -> None:
    row = line("1", "16061998", "16061119", "01.07.2012", people=300)
    row[4] = "Zwischendorf"
    text = "Einwohner am 31.12.2010\nAGS;Gemeinde;Einwohner\n16061002;Asbach-Sickenberg;80\n16061998;{};300\n"
    (tmp_path / "einwohner.csv").write_text(text.format("Zwischendorf"), encoding="utf-8")
    gazetteer = Gazetteer.bundled()
    before = read_folder(tmp_path, gazetteer=gazetteer)
    assert [item.code for item in before.diagnostics] == ["schluessel-unbekannt"]
    workbook(tmp_path / "aenderungen.xlsx", {"2012": [*HEAD, row]})
    after = read_folder(tmp_path, gazetteer=gazetteer)
    (item,) = [item for item in after.diagnostics if item.code != "gebietsaenderungen"]
    assert item.code == "gebiet-frueher"
    assert "16061998 Zwischendorf (aufgegangen in 16061119)" in item.message
    assert {(o.area, o.area_name, o.value) for o in after.observations} == {
        ("16061002", "Asbach-Sickenberg", 80),
        ("16061998", "Zwischendorf", 300),
    }
