"""Every format holds the same table and gives the same numbers: .xlsx, .xlsm, .ods, .xls, CSV in all its dialects."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import read_file

ROWS: list[list[object]] = [
    ["Haushalte mit Wohngeld am 31.12.2023"],
    ["Schlüssel", "Gemeinde", "Haushalte", "Ausgaben je Haushalt in EUR"],
    ["06432001", "Alsbach-Hähnlein", 1100, 210.5],
    ["06432002", "Babenhausen", "*", 198.25],
    ["06432004", "Dieburg", 150, "-"],
]
TRUTH = {
    ("06432001", 3): 1100.0,
    ("06432001", 4): 210.5,
    ("06432002", 3): None,
    ("06432002", 4): 198.25,
    ("06432004", 3): 150.0,
    ("06432004", 4): 0.0,
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def check(path: Path, gazetteer: Gazetteer) -> list[str]:
    reading = read_file(path, root=path.parent, gazetteer=gazetteer)
    assert {(o.area, o.column): o.value for o in reading.observations} == TRUTH
    assert {o.period.iso for o in reading.observations} == {"2023-12-31"}
    assert {o.cell for o in reading.observations} >= {"C3", "D5"}
    assert reading.ledger.balanced
    return [item.code for item in reading.diagnostics]


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def test_xlsx(tmp_path: Path, gazetteer: Gazetteer) -> None:
    assert check(workbook(tmp_path / "a.xlsx"), gazetteer) == []


def test_xlsm_is_read_and_its_macros_are_not_run(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = workbook(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    assert check(path, gazetteer) == ["makros"]


_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(path: Path) -> Path:
    def cell(value: object) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        number = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {number}><text:p>{value}</text:p></table:table-cell>"

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    table = f'<table:table table:name="Wohngeld">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{body}</office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def test_ods(tmp_path: Path, gazetteer: Gazetteer) -> None:
    assert check(ods(tmp_path / "a.ods"), gazetteer) == []


def test_xls_of_an_office(realdata: Path, gazetteer: Gazetteer) -> None:
    path = realdata / "inkar_bbsr" / "E_Schuldnerquote.xls"
    reading = read_file(path, root=realdata, gazetteer=gazetteer)
    (value,) = [o.value for o in reading.observations if (o.area, o.period.iso) == ("01001", "2004")]
    assert value == pytest.approx(16.94)


def text(separator: str, comma: str) -> str:
    def cell(value: object) -> str:
        if isinstance(value, str):
            return f'"{value}"' if separator in value else value
        return str(value).replace(".", comma)

    return "\r\n".join(separator.join(map(cell, row)) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
@pytest.mark.parametrize(("separator", "comma"), [(";", ","), ("\t", ","), (",", "."), ("|", ",")])
def test_csv_in_every_dialect(tmp_path: Path, gazetteer: Gazetteer, encoding: str, separator: str, comma: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text(separator, comma).encode(encoding))
    assert check(path, gazetteer) == []
