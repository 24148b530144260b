"""Workbooks from plain values: a title, a head, rows; nothing that a spreadsheet would run."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None
_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TIME = (1980, 1, 1, 0, 0, 0)
_UNCHANGING = dt.datetime(2000, 1, 1)
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name (at most 31 signs), lines above the table, the head, and the rows."""

    name: str
    lines: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def workbook(sheets: Sequence[Sheet], *, title: str, author: str = "") -> bytes:
    """The bytes of a workbook; the same for the same sheets."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = title
    book.properties.creator = author or "berichtsgenerator"
    book.properties.language = "de-DE"
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    book.properties.created = book.properties.modified = _UNCHANGING
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    number = 0
    for number, line in enumerate(sheet.lines, 1):
        _put(page.cell(number, 1), line)
        if number == 1:
            page.cell(number, 1).font = Font(bold=True, size=13)
    top = number + 2 if sheet.lines else 1
    for column, text in enumerate(sheet.head, 1):
        cell = page.cell(top, column)
        _put(cell, text)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6EE")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for row, values in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(values, 1):
            cell = page.cell(row, column)
            _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    for column, text in enumerate(sheet.head, 1):
        longest = max((len(str(row[column - 1] or "")) for row in sheet.rows), default=0)
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(len(text), longest, 8) + 2)
    if sheet.rows:
        page.freeze_panes = page.cell(top + 1, 1)
        page.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.head))}{top + len(sheet.rows)}"
    page.print_title_rows = f"{top}:{top}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Cell, value: Value) -> None:
    """A value as what it is: text stays text, also where it looks like a formula."""
    if isinstance(value, str):
        cell.value = "".join(sign for sign in value if sign >= " " or sign in "\n\t")
        cell.data_type = "s"
        if value.startswith(_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = value


def _timeless(data: bytes) -> bytes:
    """The same archive without the time at which it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(old.namelist()):
            info = zipfile.ZipInfo(item, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(item))
    return stream.getvalue()
