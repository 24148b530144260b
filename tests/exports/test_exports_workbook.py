"""Workbooks hold values only and are the same each time."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from berichtsgenerator.exports import Sheet, workbook

SHEET = Sheet("Probe", ("Titel", "Vermerk"), ("Zahl", "Wert"), (("a", 1), ("b", 2.5), ("c", None)))


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert workbook([SHEET], title="Probe") == workbook([SHEET], title="Probe")


def test_head_and_rows_stand_below_the_lines() -> None:
    page = load_workbook(BytesIO(workbook([SHEET], title="Probe")))["Probe"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "Titel"
    assert rows[3] == ("Zahl", "Wert")
    assert rows[4:] == [("a", 1), ("b", 2.5), ("c", None)]


@pytest.mark.parametrize("text", ["=1+1", "+49 6151", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(text: str) -> None:
    data = workbook([Sheet("P", (text,), (text,), ((text,),))], title="P")
    with zipfile.ZipFile(BytesIO(data)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    page = load_workbook(BytesIO(data)).active
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert page.cell(1, 1).value == text


def test_control_signs_do_not_break_a_workbook() -> None:
    data = workbook([Sheet("P", (), ("a\x00b",), (("c\x1fd",),))], title="P")
    assert load_workbook(BytesIO(data)).active.cell(1, 1).value == "ab"
