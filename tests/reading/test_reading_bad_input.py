"""Bad input: a German diagnostic with its place, never an exception, and the rest of the folder is read."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from oldworkbooks import xls
from opendocuments import ods
from openpyxl import Workbook

from berichtsgenerator.diagnostics import ReadingError
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, read_file, read_folder

GOOD = (
    "Einwohner (Anzahl)\nStichtag 31.12.2024\nAGS;Gemeinde;insgesamt\n"
    "06432001;Alsbach-Hähnlein;9273\n06432002;Babenhausen;17695\n06432003;Bickenbach;6031\n"
)


def encrypted_xls() -> bytes:
    """A workbook whose first record after its beginning says that a password is needed."""
    data = xls(ROWS)
    begin = data.index(b"\x09\x08\x10\x00")
    note = b"\x2f\x00\x36\x00" + bytes([1, 0, 1, 0, 1, 0]) + bytes(48)
    return data[: begin + 20] + note + data[begin + 20 + len(note) :]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def read(path: Path, gazetteer: Gazetteer) -> FileReading:
    return read_file(path, root=path.parent, gazetteer=gazetteer)


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Daten"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def repack(source: Path, target: Path, part: str, change: bytes, by: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, data.replace(change, by, 1) if info.filename == part else data)
    return target


ROWS: list[list[object]] = [
    ["Einwohner (Anzahl)"],
    ["31.12.2024"],
    [],
    ["AGS", "Gemeinde", "insgesamt"],
    ["06432001", "Alsbach-Hähnlein", 9273],
    ["06432002", "Babenhausen", 17695],
]


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("leer.xlsx", b"", "Fehler: leer.xlsx: Die Datei ist leer. Lieferung noch einmal anfordern."),
        ("leer.csv", b"\n  \n", "Fehler: leer.csv: Die Datei ist leer. Lieferung noch einmal anfordern."),
        (
            "falsch.xlsx",
            b"<html><body>Fehler 404</body></html>",
            "Fehler: falsch.xlsx: Die Datei ist keine Arbeitsmappe (weder Excel noch "
            "OpenDocument). Datei in Excel öffnen und als .xlsx speichern.",
        ),
        (
            "geheim.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            "Fehler: geheim.xlsx: Die Arbeitsmappe ist mit einem Kennwort "
            "verschlüsselt. Ohne Kennwort speichern und neu ablegen.",
        ),
        (
            "mappe.csv",
            b"PK\x03\x04" + bytes(100),
            "Fehler: mappe.csv: Die Datei trägt die Endung einer Textdatei, ist aber "
            "keine. Endung berichtigen oder als CSV neu speichern.",
        ),
    ],
)
def test_files_that_are_no_deliveries(tmp_path: Path, gazetteer: Gazetteer, name: str, data: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(data)
    reading = read(tmp_path / name, gazetteer)
    assert [str(item) for item in reading.diagnostics] == [text]
    assert not reading.tables


def test_a_truncated_workbook(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = workbook(tmp_path / "halb.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:2000])
    (item,) = read(path, gazetteer).diagnostics
    assert str(item).startswith("Fehler: halb.xlsx: Die Arbeitsmappe ist beschädigt oder unvollständig (")


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, gazetteer: Gazetteer) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(2**27))
    (tmp_path / "bombe.xlsx").write_bytes(target.getvalue())
    (item,) = read(tmp_path / "bombe.xlsx", gazetteer).diagnostics
    expected = (
        "Fehler: bombe.xlsx: Der Teil „xl/workbook.xml“ ist entpackt unverhältnismäßig "
        "groß; die Datei wird nicht gelesen. Herkunft der Datei prüfen."
    )
    assert str(item) == expected


def test_xml_entities_are_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    good = workbook(tmp_path / "gut.xlsx", ROWS)
    bad = repack(
        good, tmp_path / "entitaet.xlsx", "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook'
    )
    (item,) = read(bad, gazetteer).diagnostics
    assert (item.code, item.place.file) == ("xml-entitaeten", "entitaet.xlsx")


def test_a_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(tmp_path: Path, gazetteer: Gazetteer) -> None:
    good = workbook(tmp_path / "gut.xlsx", ROWS)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    bad = repack(good, tmp_path / "weit.xlsx", "xl/worksheets/sheet1.xml", b"</sheetData>", far)
    (item,) = [d for d in read(bad, gazetteer).diagnostics if d.code == "blatt-zu-gross"]
    assert str(item) == (
        "Fehler: weit.xlsx, Blatt „Daten“: Das Blatt reicht bis Zeile 1048576, "
        "Spalte 16384; so große Raster werden nicht gelesen. "
        "Leere Zeilen und Spalten unter und neben der Tabelle löschen und neu speichern."
    )


def test_a_huge_declared_dimension_alone_does_no_harm(tmp_path: Path, gazetteer: Gazetteer) -> None:
    good = workbook(tmp_path / "gut.xlsx", ROWS)
    odd = repack(
        good,
        tmp_path / "rahmen.xlsx",
        "xl/worksheets/sheet1.xml",
        b'<dimension ref="A1:C6"',
        b'<dimension ref="A1:XFD1048576"',
    )
    assert [o.value for o in read(odd, gazetteer).observations] == [9273.0, 17695.0]


def test_hidden_columns_and_rows_are_read_and_named(tmp_path: Path, gazetteer: Gazetteer) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[6].hidden = True
    book.save(tmp_path / "versteckt.xlsx")
    reading = read(tmp_path / "versteckt.xlsx", gazetteer)
    assert len(list(reading.observations)) == 2
    assert [item.message for item in reading.diagnostics] == [
        "Ausgeblendet: 1 Zeile und 1 Spalte. Ausgeblendetes wird mitgelesen."
    ]


def test_text_where_numbers_were_names_the_cell(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "text.csv").write_text(GOOD.replace("17695", "siebzehn"), encoding="utf-8")
    reading = read(tmp_path / "text.csv", gazetteer)
    (item,) = reading.diagnostics
    assert str(item) == (
        "Warnung: text.csv, Zelle C5: Text an der Stelle von Zahlen: C5 „siebzehn“. "
        "Zellen berichtigen oder ein Zeichen der Statistik eintragen."
    )
    assert len(list(reading.observations)) == 2
    assert reading.ledger.balanced


def test_an_unknown_key_names_the_cell_and_is_kept(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "ags.csv").write_text(
        GOOD.replace("06432002;Babenhausen", "06432999;Neustadt am Rand"), encoding="utf-8"
    )
    reading = read(tmp_path / "ags.csv", gazetteer)
    (item,) = reading.diagnostics
    assert (item.code, item.place.cell) == ("schluessel-unbekannt", "A5")
    assert "06432999 (A5)" in item.message
    assert {o.area for o in reading.observations} == {"06432001", "06432999", "06432003"}


def test_key_and_name_that_contradict_each_other(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "name.csv").write_text(GOOD.replace("06432002;Babenhausen", "06432002;Griesheim"), encoding="utf-8")
    (item,) = read(tmp_path / "name.csv", gazetteer).diagnostics
    assert (
        item.message == "Schlüssel 06432002 ist Babenhausen, Stadt, daneben steht „Griesheim“; es gilt der Schlüssel."
    )


def test_no_time_anywhere_refuses_the_table(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "zeitlos.csv").write_text(GOOD.replace("Stichtag 31.12.2024", "ohne Angabe"), encoding="utf-8")
    reading = read(tmp_path / "zeitlos.csv", gazetteer)
    assert [item.code for item in reading.diagnostics] == ["zeit-unbekannt"]
    assert not reading.tables
    assert reading.ledger.balanced


def test_title_and_sheet_name_that_name_different_years(tmp_path: Path, gazetteer: Gazetteer) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "1998"
    for row in [["Einwohner (Anzahl)"], ["Stichtag 31.12.2004"], *ROWS[2:]]:
        sheet.append(row)
    book.save(tmp_path / "jahr.xlsx")
    reading = read(tmp_path / "jahr.xlsx", gazetteer)
    (item,) = reading.diagnostics
    assert str(item).startswith(
        "Warnung: jahr.xlsx, Blatt „1998“: Der Titel nennt 2004-12-31, der Blattname 1998; es gilt der Titel."
    )
    assert {o.period.iso for o in reading.observations} == {"2004-12-31"}


def test_the_rest_of_the_folder_is_still_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"nichts")
    (tmp_path / "b.csv").write_text(GOOD, encoding="cp1252")
    (tmp_path / "~$b.xlsx").write_bytes(b"sperre")
    (tmp_path / "lies.txt").write_text("kein Teil der Lieferung", encoding="utf-8")
    folder = read_folder(tmp_path, gazetteer=gazetteer)
    assert [file.file for file in folder.files] == ["a.xlsx", "b.csv", "~$b.xlsx"]
    assert [item.code for item in folder.diagnostics] == ["keine-arbeitsmappe", "temporaere-datei"]
    assert len(folder.observations) == 3
    assert folder.observations[0].area_name == "Alsbach-Hähnlein"


def test_a_missing_and_an_empty_folder_are_errors(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with pytest.raises(ReadingError, match=r"Den Datenordner .* gibt es nicht"):
        read_folder(tmp_path / "fehlt", gazetteer=gazetteer)
    with pytest.raises(ReadingError, match="liegt keine Lieferung"):
        read_folder(tmp_path, gazetteer=gazetteer)


def test_formulas_without_result_error_cells_and_dates_before_1900(tmp_path: Path, gazetteer: Gazetteer) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Wohngeld am 31.12.2023"],
        ["Schlüssel", "Gemeinde", "Haushalte", "Summe", "gegründet"],
        ["06432001", "Alsbach-Hähnlein", 10, "=C3*2", dt.date(1899, 12, 31)],
        ["06432002", "Babenhausen", "#DIV/0!", "=C4*2", dt.date(1850, 1, 1)],
        ["06432004", "Dieburg", 15, "=C5", None],
    ):
        sheet.append(row)
    book.save(tmp_path / "formeln.xlsx")
    reading = read_file(tmp_path / "formeln.xlsx", root=tmp_path, gazetteer=gazetteer)
    found = {item.code: (item.place.cell, item.message) for item in reading.diagnostics}
    assert found["formel-ohne-ergebnis"] == (
        "D3",
        "Formeln ohne gespeichertes Ergebnis: D3, D4, D5. Sie gelten als leer.",
    )
    assert found["fehlerzelle"] == ("C4", "Zellen mit einem Rechenfehler: C4 #DIV/0!. Sie gelten als leer.")
    assert {o.cell: o.value for o in reading.observations} == {"C3": 10.0, "C5": 15.0}
    assert reading.ledger.balanced


def test_two_areas_of_one_name_are_named_and_not_guessed(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = (
        "Bevölkerung in Hessen am 31.12.2023\nKreis;Einwohner\nKassel;200000\nBergstraße;270000\nFulda;220000\n"
        "Darmstadt-Dieburg;300000\n"
    )
    (tmp_path / "kreise.csv").write_text(text, encoding="utf-8")
    reading = read_file(tmp_path / "kreise.csv", root=tmp_path, gazetteer=gazetteer)
    (item,) = [item for item in reading.diagnostics if item.code == "gebiet-mehrdeutig"]
    assert (item.place.cell, "„Kassel“ (A3)" in item.message) == ("A3", True)
    assert {o.area for o in reading.observations} == {"06431", "06631", "06432"}


def test_encrypted_workbooks_of_all_formats(tmp_path: Path, gazetteer: Gazetteer) -> None:
    old, new = tmp_path / "a.xls", tmp_path / "a.ods"
    old.write_bytes(encrypted_xls())
    with zipfile.ZipFile(new, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
        archive.writestr("content.xml", bytes(range(256)))
    for path in (old, new):
        assert [item.code for item in read(path, gazetteer).diagnostics] == ["verschluesselt"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (GOOD.encode(), "sondern eine Textdatei. Die Endung in .csv ändern."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(200), "sondern ein PDF. Die Tabelle als .xlsx oder .csv anfordern."),
    ],
)
def test_files_under_the_name_of_a_workbook(tmp_path: Path, gazetteer: Gazetteer, data: bytes, words: str) -> None:
    for name in ("a.xlsx", "a.xls", "a.ods"):
        (tmp_path / name).write_bytes(data)
        (item,) = read(tmp_path / name, gazetteer).diagnostics
        assert item.code == "keine-arbeitsmappe"
        assert str(item).endswith(words)


def test_damaged_old_workbooks_are_refused_without_a_word_past_python(
    tmp_path: Path, gazetteer: Gazetteer, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = xls(ROWS)
    for cut in range(0x200, len(whole), 0x3D):
        data = bytearray(whole)
        data[cut : cut + 4] = b"\xff\x7f\xff\x7f"
        (tmp_path / "a.xls").write_bytes(bytes(data))
        reading = read(tmp_path / "a.xls", gazetteer)
        assert reading.ledger.balanced
        assert reading.tables or reading.diagnostics
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["a.csv", "a.ods", "a.xlsx", "a.xls"])
def test_an_error_in_the_place_of_a_figure_is_named_and_never_a_head(
    tmp_path: Path, gazetteer: Gazetteer, name: str
) -> None:
    rows = [[*row] for row in ROWS]
    rows[4][2] = "#DIV/0!"
    rows.append(["06432003", "Bickenbach", 6031])
    if name == "a.csv":
        text = "\n".join(";".join(map(str, row)) for row in rows)
        (tmp_path / name).write_text(text, encoding="utf-8")
    elif name == "a.ods":
        (tmp_path / name).write_bytes(ods(rows))
    elif name == "a.xls":
        rows[4][2] = None
        (tmp_path / name).write_bytes(xls(rows))
    else:
        workbook(tmp_path / name, rows)
    reading = read(tmp_path / name, gazetteer)
    assert {(o.measure, o.value) for o in reading.observations} == {("Einwohner", 17695), ("Einwohner", 6031)}
    (item,) = [item for item in reading.diagnostics if item.code == "fehlerzelle"]
    assert item.place.cell == "C5"
    assert reading.ledger.balanced


def test_days_before_1900_are_named(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: list[list[object]] = [["Einwohner (Anzahl)"], ["AGS", "Gemeinde", dt.time(0, 0), dt.date(1950, 12, 31)]]
    rows += [["06432001", "Alsbach-Hähnlein", 100, 120], ["06432002", "Babenhausen", 5, 6]]
    reading = read(workbook(tmp_path / "a.xlsx", rows), gazetteer)
    (item,) = [item for item in reading.diagnostics if item.code == "datum-vor-1900"]
    assert item.place.cell == "C2"
    assert {(o.period.iso, o.value) for o in reading.observations} == {("1950-12-31", 120), ("1950-12-31", 6)}


def test_a_name_in_two_rows_with_different_figures_is_not_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    head = "Einwohner am 31.12.2024\nGemeinde;insgesamt\n"
    rows = "Münster;14000\nMünster;9000\nDieburg;15000\nGriesheim;27000\nMesseln;1\n"
    (tmp_path / "a.csv").write_text(head + rows, encoding="utf-8")
    reading = read(tmp_path / "a.csv", gazetteer)
    assert {o.area for o in reading.observations} == {"06432004", "06432008"}
    (item,) = [item for item in reading.diagnostics if item.code == "gebiet-mehrdeutig"]
    assert "„Münster“ (A3)" in item.message
    (tmp_path / "b.csv").write_text("Kreis;Einwohner 2023\nKassel;200000\nKassel;240000\n", encoding="utf-8")
    assert [item.code for item in read(tmp_path / "b.csv", gazetteer).diagnostics] == ["gebiet-mehrdeutig"]


def test_cells_far_down_an_open_document_are_not_laid_out(tmp_path: Path, gazetteer: Gazetteer) -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    wide = [["x", *range(40)]]
    (tmp_path / "a.ods").write_bytes(ods(wide, rows_before=empty))
    assert [item.code for item in read(tmp_path / "a.ods", gazetteer).diagnostics] == ["blatt-zu-gross"]


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1"><c r="ZZ1048576"><v>1</v></c></row>',
        b'<row r="1"><c t="n" r="XFD90000"><v>1</v></c></row>',
        b"<row r='1'><c r='xfd90000'><v>1</v></c></row>",
        b"<row>" + b"<c/>" * 16000 + b"</row>" + b"<row/>" * 1000,
    ],
)
def test_cells_that_reach_beyond_memory_refuse_the_sheet_wherever_they_stand(
    tmp_path: Path, gazetteer: Gazetteer, row: bytes
) -> None:
    good = workbook(tmp_path / "gut.xlsx", ROWS)
    begin = b"<sheetData>"
    path = repack(good, tmp_path / "weit.xlsx", "xl/worksheets/sheet1.xml", begin, begin + row)
    assert [item.code for item in read(path, gazetteer).diagnostics] == ["blatt-zu-gross"]


@pytest.mark.parametrize("column", [300, 20_000, 40_000])
def test_a_damaged_cell_far_out_in_an_old_workbook_refuses_it(
    tmp_path: Path, gazetteer: Gazetteer, column: int
) -> None:
    data = xls([*ROWS, *([["06432003", "Bickenbach", 1]] * 60)])
    place, far = struct.pack("<HHH", 4, 2, 15), struct.pack("<HHH", 65_000, column, 15)
    assert data.count(place) == 1
    (tmp_path / "a.xls").write_bytes(data.replace(place, far))
    (item,) = read(tmp_path / "a.xls", gazetteer).diagnostics
    assert item.code in ("blatt-zu-gross", "arbeitsmappe-beschaedigt")


def test_open_documents_with_broken_xml_and_binary_workbooks_are_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    for content in ("<office:document-content><table:table>", '<?xml version="1.0" encoding="UTFY8"?><a/>'):
        with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content)
        assert [item.code for item in read(tmp_path / "a.ods", gazetteer).diagnostics] == ["arbeitsmappe-beschaedigt"]
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", b"\x00" * 100)
    (item,) = read(tmp_path / "b.xlsx", gazetteer).diagnostics
    assert ".xlsb" in item.message
