"""What an old Excel workbook (.xls) says beside its cells: hidden and merged ones, errors, indents, bold letters."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial

import xlrd

from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.opening.gaps import Gaps
from berichtsgenerator.reading.opening.refusals import MAX_CELLS
from berichtsgenerator.reading.opening.sheetfacts import PLAIN, Look, SheetFacts

MAX_SIZE = 64 * 2**20
"""Bytes of a workbook of which more than the cells is read."""
_BOLD = 700
_ERRORS: dict[object, str] = xlrd.error_text_from_code


class PasswordError(Exception):
    """The workbook is encrypted."""


class DamagedError(Exception):
    """The workbook is damaged, as the text says."""


def read_facts(data: bytes) -> dict[str, SheetFacts]:
    """Facts by sheet name.

    Raises PasswordError for an encrypted workbook, DamagedError for one that must not be handed to the reader of cells:
    that one lays out every sheet as far as its cells reach, and a damaged cell may reach further than memory.
    """
    if len(data) > MAX_SIZE:
        raise DamagedError("zu groß")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        return {sheet.name: _facts(book, sheet) for sheet in book.sheets()}
    except xlrd.XLRDError as failure:
        if "encrypted" in str(failure):
            raise PasswordError from failure
        raise DamagedError(str(failure)) from failure
    except Exception as failure:  # the library lets through whatever damaged bytes lead to
        raise DamagedError(str(failure)) from failure


def _facts(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> SheetFacts:
    rows = sum(1 for row in sheet.rowinfo_map.values() if row.hidden)
    columns = sum(1 for column in sheet.colinfo_map.values() if column.hidden)
    errors = []
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        if xlrd.XL_CELL_ERROR in types:
            errors += [
                f"{column_letters(column + 1)}{row + 1} {_ERRORS.get(sheet.cell_value(row, column), '')}"
                for column, kind in enumerate(types)
                if kind == xlrd.XL_CELL_ERROR
            ]
    merges = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    wide = sheet.nrows * sheet.ncols > MAX_CELLS
    return SheetFacts(
        too_large=f"Zeile {sheet.nrows}, Spalte {sheet.ncols}" if wide else "",
        hidden_rows=rows,
        hidden_columns=columns if columns < 200 else 0,
        gaps=Gaps(errors=tuple(errors)),
        merges=merges,
        looks=partial(_looks, book, sheet),
    )


def _looks(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, column: int) -> Mapping[int, Look]:
    found: dict[int, Look] = {}
    for row in range(sheet.nrows):
        if column >= sheet.row_len(row):
            continue
        number = sheet.cell_xf_index(row, column)
        if not 0 <= number < len(book.xf_list):
            continue
        style = book.xf_list[number]
        font = book.font_list[style.font_index] if style.font_index < len(book.font_list) else None
        look = Look(style.alignment.indent_level, font is not None and font.weight >= _BOLD)
        if look != PLAIN:
            found[row] = look
    return found
