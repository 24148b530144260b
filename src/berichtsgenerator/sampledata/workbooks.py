"""Workbooks with the same bytes on every run, and the few styles that publishers' tables show."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | dt.date | None

_FIXED = dt.datetime(2026, 1, 15, 8, 0, 0)
_ZIP_TIME = (2026, 1, 15, 8, 0, 0)

_BOLD = Font(name="Arial", size=9, bold=True)
_PLAIN = Font(name="Arial", size=9)
_NOTE = Font(name="Arial", size=8, italic=True)
_SAMPLE = Font(name="Arial", size=9, bold=True, color="FFB00000")
_HEAD_FILL = PatternFill("solid", fgColor="FFE3E8EE")
_THIN = Side(style="thin", color="FF8A949E")
_HEAD_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAP = Alignment(vertical="top", wrap_text=True)


def new_workbook() -> Workbook:
    """An empty workbook without the sheet that openpyxl gives it."""
    book = Workbook()
    book.remove(book.active)
    return book


class Sheet:
    """A worksheet being filled from above: title lines, a head of merged cells, rows, notes."""

    def __init__(self, book: Workbook, title: str) -> None:
        self.ws: Worksheet = book.create_sheet(title)
        self.row = 1

    def line(self, text: Value, *, merge: int = 0, bold: bool = False, column: int = 1) -> None:
        """One title line in ``column``, merged over ``merge`` columns when wanted."""
        cell = self.ws.cell(self.row, column, text)
        cell.font = _BOLD if bold else _PLAIN
        if merge > 1:
            self.ws.merge_cells(
                start_row=self.row, end_row=self.row, start_column=column, end_column=column + merge - 1
            )
            cell.alignment = _WRAP
        if isinstance(text, str) and "\n" in text:
            cell.alignment = _WRAP
            self.ws.row_dimensions[self.row].height = 12.5 * (text.count("\n") + 1)
        self.row += 1

    def sample(self, text: str) -> None:
        """The line that marks sample data."""
        self.ws.cell(self.row, 1, text).font = _SAMPLE
        self.row += 1

    def gap(self, rows: int = 1) -> None:
        """Empty rows."""
        self.row += rows

    def head(self, rows: Sequence[Sequence[Value]], *, merge: bool = True, stub: int = 0) -> None:
        """A head of several rows. ``None`` continues the cell on its left; empty text stays empty.

        Equal neighbours are not joined, only continued cells are. The first ``stub`` columns are merged downwards.
        """
        top = self.row
        for offset, labels in enumerate(rows):
            for column, label in enumerate(labels, start=1):
                cell = self.ws.cell(top + offset, column)
                cell.fill = _HEAD_FILL
                cell.border = _HEAD_BORDER
                if label not in (None, ""):
                    cell.value = label
                    cell.font = _BOLD
                    cell.alignment = _CENTRE
        if merge:
            for offset, labels in enumerate(rows):
                self._merge_right(top + offset, labels, stub)
            self._merge_down(top, rows, stub)
        self.row = top + len(rows)

    def _merge_right(self, row: int, labels: Sequence[Value], stub: int) -> None:
        start = None
        for column in range(1, len(labels) + 2):
            ended = column > len(labels) or labels[column - 1] is not None
            if ended:
                if start is not None and column - start > 1 and start > stub:
                    self.ws.merge_cells(start_row=row, end_row=row, start_column=start, end_column=column - 1)
                start = column if column <= len(labels) and labels[column - 1] else None

    def _merge_down(self, top: int, rows: Sequence[Sequence[Value]], stub: int) -> None:
        """Stub columns over the whole head; other single cells over the empty cells below them."""
        if len(rows) < 2:
            return
        for column in range(1, stub + 1):
            self.ws.merge_cells(start_row=top, end_row=top + len(rows) - 1, start_column=column, end_column=column)
        for column in range(max(stub, 2) + 1, len(rows[0]) + 1):
            for offset, labels in enumerate(rows):
                wide = column < len(labels) and labels[column] is None
                below = offset + 1
                while below < len(rows) and rows[below][column - 1] == "":
                    below += 1
                if labels[column - 1] and not wide and below > offset + 1:
                    self.ws.merge_cells(
                        start_row=top + offset, end_row=top + below - 1, start_column=column, end_column=column
                    )

    def add(self, values: Iterable[Value], *, bold: bool = False, formats: dict[int, str] | None = None) -> None:
        """One row of values; ``formats`` maps columns (from 1) to number formats."""
        for column, value in enumerate(values, start=1):
            if value is None:
                continue
            cell = self.ws.cell(self.row, column, value)
            if bold:
                cell.font = _BOLD
            if formats and column in formats:
                cell.number_format = formats[column]
            elif isinstance(value, str) and len(value) <= 3 and column > 2:
                cell.alignment = Alignment(horizontal="right")
        self.row += 1

    def notes(self, lines: Iterable[str], *, merge: int = 0) -> None:
        """Notes at the foot, one per row."""
        for text in lines:
            cell = self.ws.cell(self.row, 1, text)
            cell.font = _NOTE
            if merge > 1:
                cell.alignment = _WRAP
                self.ws.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=merge)
            self.row += 1

    def widths(self, *widths: float) -> None:
        """Widths of the columns from the left."""
        for column, width in enumerate(widths, start=1):
            self.ws.column_dimensions[get_column_letter(column)].width = width

    def hide(self, column: int) -> None:
        """Hide a column, as publishers do."""
        self.ws.column_dimensions[get_column_letter(column)].hidden = True


def workbook_bytes(book: Workbook, *, title: str, creator: str) -> bytes:
    """The workbook as .xlsx with fixed dates: equal content gives equal bytes."""
    book.properties.title = title
    book.properties.creator = creator
    book.properties.created = _FIXED
    buffer = io.BytesIO()
    book.save(buffer)
    result = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda entry: (entry != "[Content_Types].xml", entry)):
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = f"{_FIXED.isoformat()}Z".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return result.getvalue()
