"""What only the look of cells tells: indents and bold letters in .xlsx, .ods and .xls make the hierarchy of a stub."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from oldworkbooks import Styled, xls
from opendocuments import ods
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, read_file

Table = Sequence[Sequence[object]]
HEAD: Table = [
    ["Leistungsberechtigte im Landkreis Darmstadt-Dieburg am 31.12.2024"],
    ["Merkmal", "insgesamt", "unter 18 Jahre"],
]


def as_xlsx(path: Path, table: Table) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, line in enumerate(table, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(row, column, value.text if isinstance(value, Styled) else value)
            if isinstance(value, Styled):
                cell.alignment, cell.font = Alignment(indent=value.indent), Font(bold=value.bold)
    book.save(path)
    return path


def as_xls(path: Path, table: Table) -> Path:
    path.write_bytes(xls(table))
    return path


def as_ods(path: Path, table: Table, rows_before: str = "", columns: str = "") -> Path:
    path.write_bytes(ods(table, rows_before=rows_before, columns=columns))
    return path


Writer = Callable[[Path, Table], Path]
WRITERS: dict[str, Writer] = {"a.xlsx": as_xlsx, "a.xlsm": as_xlsx, "a.xls": as_xls, "a.ods": as_ods}


def read(path: Path) -> FileReading:
    return read_file(path, root=path.parent, gazetteer=Gazetteer.bundled())


def counted(path: Path) -> list[tuple[str, tuple[tuple[str, str], ...], float | None]]:
    reading = read(path)
    assert reading.ledger.balanced
    return [(o.measure, o.breakdown, o.value) for o in reading.observations if o.column == 2]


@pytest.mark.parametrize("name", WRITERS)
def test_indents_say_what_stands_below_what(tmp_path: Path, name: str) -> None:
    table = [
        *HEAD,
        ["Haushalte", 900, 300],
        [Styled("mit Kindern", 1), 400, 300],
        [Styled("Alleinerziehende", 2), 150, 120],
        [Styled("Paare", 2), 250, 180],
        [Styled("ohne Kinder", 1), 500, 0],
        ["Personen", 2000, 700],
        [Styled("männlich", 1), 900, 350],
        [Styled("weiblich", 1), 1100, 350],
    ]
    assert counted(WRITERS[name](tmp_path / name, table)) == [
        ("Haushalte", (), 900),
        ("Haushalte | mit Kindern", (), 400),
        ("Haushalte | mit Kindern | Alleinerziehende", (), 150),
        ("Haushalte | mit Kindern | Paare", (), 250),
        ("Haushalte | ohne Kinder", (), 500),
        ("Personen", (), 2000),
        ("Personen", (("geschlecht", "männlich"),), 900),
        ("Personen", (("geschlecht", "weiblich"),), 1100),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_a_heading_without_figures_ends_with_its_indented_rows(tmp_path: Path, name: str) -> None:
    table = [
        *HEAD,
        ["Herkunft", "", ""],
        [Styled("Europa", 1), "", ""],
        [Styled("Polen", 2), 40, 10],
        [Styled("Italien", 2), 30, 5],
        [Styled("Asien", 1), "", ""],
        [Styled("Syrien", 2), 90, 45],
        ["Staatenlose", 4, 1],
    ]
    assert counted(WRITERS[name](tmp_path / name, table)) == [
        ("Herkunft | Europa | Polen", (), 40),
        ("Herkunft | Europa | Italien", (), 30),
        ("Herkunft | Asien | Syrien", (), 90),
        ("Staatenlose", (), 4),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_bold_rows_are_wholes_where_the_figures_bear_it_out(tmp_path: Path, name: str) -> None:
    table = [
        *HEAD,
        [Styled("Wohngeld", bold=True), 100, 30],
        ["Mietzuschuss", 90, 28],
        ["Lastenzuschuss", 10, 2],
        [Styled("Grundsicherung", bold=True), 70, 20],
        ["im Alter", 50, 0],
        ["bei Erwerbsminderung", 20, 20],
    ]
    assert [measure for measure, _, _ in counted(WRITERS[name](tmp_path / name, table))] == [
        "Wohngeld",
        "Wohngeld | Mietzuschuss",
        "Wohngeld | Lastenzuschuss",
        "Grundsicherung",
        "Grundsicherung | im Alter",
        "Grundsicherung | bei Erwerbsminderung",
    ]


def test_bold_letters_alone_say_nothing(tmp_path: Path) -> None:
    table = [
        *HEAD,
        [Styled("Einwohner", bold=True), 1000, 200],
        ["Haushalte", 480, 90],
        ["Wohnungen", 510, 80],
    ]
    assert [measure for measure, _, _ in counted(as_xlsx(tmp_path / "a.xlsx", table))] == [
        "Einwohner",
        "Haushalte",
        "Wohnungen",
    ]


def test_a_total_set_off_to_the_right_is_no_part_of_the_last_row(tmp_path: Path) -> None:
    table = [
        *HEAD,
        ["Mietzuschuss", 90, 28],
        ["Lastenzuschuss", 10, 2],
        [Styled("Zusammen", 2), 100, 30],
    ]
    assert [measure for measure, _, _ in counted(as_xlsx(tmp_path / "a.xlsx", table))][:2] == [
        "Mietzuschuss",
        "Lastenzuschuss",
    ]
    assert "Lastenzuschuss" not in counted(tmp_path / "a.xlsx")[2][0]


def test_blanks_before_the_labels_count_before_the_look(tmp_path: Path) -> None:
    table = [
        *HEAD,
        ["Haushalte", 900, 300],
        [Styled("  mit Kindern", 0), 400, 300],
        [Styled("Personen", 3), 2000, 700],
    ]
    assert [measure for measure, _, _ in counted(as_xlsx(tmp_path / "a.xlsx", table))] == [
        "Haushalte",
        "Haushalte | mit Kindern",
        "Personen",
    ]


def changed_styles(source: Path, target: Path, change: Callable[[bytes], bytes]) -> FileReading:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == "xl/styles.xml" else data)
    return read(target)


def test_styles_without_formats_leave_the_table_as_it_is_and_document_types_refuse_it(tmp_path: Path) -> None:
    table = [*HEAD, ["Haushalte", 900, 300], [Styled("mit Kindern", 1), 400, 300]]
    source = as_xlsx(tmp_path / "a.xlsx", table)
    plain = changed_styles(source, tmp_path / "b.xlsx", lambda data: data.replace(b"cellXfs", b"cellYfs"))
    assert [o.measure for o in plain.observations if o.column == 2] == ["Haushalte", "mit Kindern"]
    late = b"<!--" + b"x" * 5000 + b"--><!DOCTYPE styleSheet><styleSheet"
    refused = changed_styles(source, tmp_path / "c.xlsx", lambda data: data.replace(b"<styleSheet", late, 1))
    assert [item.code for item in refused.diagnostics] == ["xml-entitaeten"]


def test_hidden_and_merged_cells_of_other_formats(tmp_path: Path) -> None:
    rows = [
        ["Jahr", "Personen", "", "Haushalte"],
        ["", "männlich", "weiblich", ""],
        [2023, 10, 20, 7],
        [2024, 11, 22, 8],
    ]
    table = [["Wohngeld im Landkreis Darmstadt-Dieburg"], *rows]
    old = tmp_path / "a.xls"
    old.write_bytes(xls(table, merges=[(1, 1, 1, 2), (1, 3, 2, 3), (1, 0, 2, 0)], hidden_rows=[4], hidden_columns=[2]))
    spanned = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Jahr</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1">'
        "<text:p>Personen</text:p></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell office:value-type="string"><text:p>Haushalte</text:p></table:table-cell></table:table-row>'
    )
    title = f'<table:table-row><table:table-cell office:value-type="string"><text:p>{table[0][0]}</text:p>'
    columns = '<table:table-column/><table:table-column/><table:table-column table:visibility="collapse"/>'
    before = title + "</table:table-cell></table:table-row>" + spanned
    new = as_ods(tmp_path / "a.ods", rows[1:], before, columns)
    for path in (old, new):
        reading = read(path)
        hidden = [item.message for item in reading.diagnostics if item.code == "ausgeblendet"]
        assert hidden and "1 Spalte" in hidden[0]
        women = [(o.measure, o.value) for o in reading.observations if o.breakdown == (("geschlecht", "weiblich"),)]
        assert women == [("Personen", 20), ("Personen", 22)]
        assert [o.value for o in reading.observations if o.measure == "Haushalte"] == [7, 8]


def test_error_cells_of_an_old_workbook_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(xls([*HEAD, ["Haushalte", 900, None], ["Personen", 1900, 20]]))
    (item,) = [item for item in read(path).diagnostics if item.code == "fehlerzelle"]
    assert item.place.cell == "C3"
    assert "#DIV/0!" in item.message
