"""Every cell of every delivery is accounted for, counted independently of the reader (openpyxl and csv)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, FolderReading, Role, read_folder

Cells = dict[tuple[str, int, int], object]
"""(sheet, row, column) → what the cell holds, for cells that are not empty; counted from 1."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


@pytest.fixture(scope="module")
def deliveries(sample: Path, gazetteer: Gazetteer) -> FolderReading:
    return read_folder(sample, gazetteer=gazetteer)


def workbook_cells(path: Path) -> Cells:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found: Cells = {}
    for sheet in book.worksheets:
        for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            for column, cell in enumerate(cells, start=1):
                if cell is not None and not (isinstance(cell, str) and not cell.strip()):
                    found[sheet.title, row, column] = cell
    book.close()
    return found


def text_cells(path: Path) -> Cells:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="," if path.name.startswith("_") else ";")
    return {
        ("", number, column): cell
        for number, row in enumerate(rows, start=1)
        for column, cell in enumerate(row, start=1)
        if cell.strip()
    }


def value_of(cell: object) -> float | None:
    """A printed number, read in the plainest way; None for marks."""
    if isinstance(cell, (int, float)):
        return float(cell)
    text = str(cell).strip().strip("()").rstrip("rpse").replace("\u00a0", " ").strip()
    if text in ("-", "–"):
        return 0.0
    try:
        return float(text.replace(".", "").replace(" ", "").replace(",", ".")) if text not in (".", "...") else None
    except ValueError:
        return None


def check(reading: FileReading, cells: Cells) -> int:
    """The ledger covers ``cells`` and every value its cell; returns the number of values that were compared."""
    ledger = reading.ledger
    assert ledger.balanced
    assert ledger.cells == len(cells)
    for sheet in ledger.sheets:
        assert sheet.cells == sum(1 for name, _, _ in cells if name == sheet.sheet)
    assert all(reason for reason in ledger.ignored)
    observations = list(reading.observations)
    assert len(observations) == ledger.count(Role.VALUE) + ledger.count(Role.MARK)
    places = {(o.table.sheet, o.row, o.column): o for o in observations}
    assert len(places) == len(observations)
    for place, item in places.items():
        cell = cells[place]
        assert not isinstance(cell, (bool, dt.date))
        assert item.value == value_of(cell), (reading.file, place, cell)
        assert (item.value is None) == (item.missing is not None)
        assert item.measure
        assert item.table.file == reading.file
        assert item.table.sha256 == reading.sha256
    return len(places)


def test_every_cell_of_the_sample_deliveries(deliveries: FolderReading, sample: Path) -> None:
    compared = 0
    for reading in deliveries.files:
        path = sample / reading.file
        cells = workbook_cells(path) if path.suffix == ".xlsx" else text_cells(path)
        compared += check(reading, cells)
        assert reading.tables, reading.file
    assert len(deliveries.files) >= 70
    assert compared > 190_000


def test_the_sample_deliveries_raise_no_warning_and_lose_no_figure(deliveries: FolderReading) -> None:
    assert {item.code for item in deliveries.diagnostics} == {"ausgeblendet"}
    reasons = {reason for reading in deliveries.files for reason in reading.ledger.ignored}
    assert reasons <= {
        "Angabe zur Zeile, keine Zahl der Statistik",
        "Text oder Zahl außerhalb einer Tabelle",
        "laufende Nummer",
    }
    stray = sum(reading.ledger.ignored.get("Text oder Zahl außerhalb einer Tabelle", 0) for reading in deliveries.files)
    assert stray == 46  # the imprint of each of the 23 workbooks of the BA


def test_every_cell_of_the_real_tables_of_the_kreis(realdata: Path, gazetteer: Gazetteer) -> None:
    folder = read_folder(realdata / "genesis_dadi", gazetteer=gazetteer)
    compared = sum(check(reading, text_cells(realdata / "genesis_dadi" / reading.file)) for reading in folder.files)
    assert compared > 40_000


def test_every_cell_of_the_25_workbooks_of_the_ba(realdata: Path, gazetteer: Gazetteer) -> None:
    root = realdata / "ba_arbeitsmarkt_kommunal_wetterau"
    folder = read_folder(root, gazetteer=gazetteer)
    assert len(folder.files) == 25
    assert sum(check(reading, workbook_cells(root / reading.file)) for reading in folder.files) > 4_000


def test_publishers_are_names_and_no_sentences(deliveries: FolderReading) -> None:
    names = {table.source.publisher for reading in deliveries.files for table in reading.tables}
    assert names == {
        "",
        "Arbeitskreis Volkswirtschaftliche Gesamtrechnungen der Länder",
        "Fachbereich Soziales",
        "Fachbereich Zuwanderung und Flüchtlinge",
        "Förderbank des Landes",
        "Gesundheitsamt",
        "Hessisches Statistisches Landesamt",
        "Jobcenter",
        "Jugendamt",
        "Landkreis Darmstadt-Dieburg",
        "Melderegister der Städte und Gemeinden",
        "Regionaldatenbank Deutschland",
        "Schulamt",
        "Statistik der Bundesagentur für Arbeit",
        "Statistische Ämter des Bundes und der Länder",
        "Wohngeldstelle",
    }
