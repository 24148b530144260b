"""What an OpenDocument spreadsheet (.ods) says beside its cells: how far they reach, hidden and merged ones, errors,
indents, bold letters. One walk through ``content.xml`` finds all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.opening.excelstyles import parse
from berichtsgenerator.reading.opening.gaps import Gaps
from berichtsgenerator.reading.opening.refusals import MAX_CELLS
from berichtsgenerator.reading.opening.sheetfacts import PLAIN, Look, SheetFacts

_STEP_MM = 3.5
"""An indent step of the usual programs: 10 points."""
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|in|pt|pc|px)")
_WIDEST = 20
"""Columns of which looks are kept; stubs stand at the left."""


def read_content(part: bytes) -> dict[str, SheetFacts] | None:
    """Facts by sheet name of the part ``content.xml``; None when its XML is broken or declares a document type."""
    reader = _Content()
    if not parse(part, reader.start, reader.end):
        return None
    return {name: sheet.facts() for name, sheet in reader.sheets.items()}


class _Sheet:
    """What is collected of one sheet; ``row`` and ``column`` are where the walk stands."""

    def __init__(self) -> None:
        self.hidden_rows = self.hidden_columns = self.row = self.column = self.bottom = self.right = 0
        self.merges: list[tuple[int, int, int, int]] = []
        self.errors: list[str] = []
        self.looks: dict[int, dict[int, Look]] = {}
        self.defaults: list[tuple[int, str]] = []
        """Number of columns and their cells' style, from left to right."""

    def facts(self) -> SheetFacts:
        """The facts of the sheet."""
        hidden = self.hidden_columns if self.hidden_columns < 200 else 0
        rows = self.hidden_rows if self.hidden_rows < 100_000 else 0
        wide = self.bottom * self.right > MAX_CELLS
        far = f"Zeile {self.bottom}, Spalte {self.right}" if wide else ""
        return SheetFacts(rows, hidden, far, Gaps(errors=tuple(self.errors)), tuple(self.merges), self._column)

    def _column(self, column: int) -> Mapping[int, Look]:
        return self.looks.get(column, {})

    def default(self, column: int) -> str:
        """The style that a column gives to its cells."""
        for number, style in self.defaults:
            if column < number:
                return style
            column -= number
        return ""


class _Content:
    """Collects styles and sheets of a part ``content.xml``."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self._styles: dict[str, Look] = {}
        self._style = ""
        self._sheet: _Sheet | None = None
        self._rows = 1

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins."""
        own = {key.rsplit(":", 1)[-1]: value for key, value in values.items()}
        if any(value == "error" and key.endswith(":value-type") for key, value in values.items()):
            own["value-type"] = "error"  # a dialect states it beside the standard's own type
        if name == "style":
            self._style = own.get("name", "")
            parent = own.get("parent-style-name", "")
            if parent in self._styles:
                self._styles[self._style] = self._styles[parent]
        elif name in ("paragraph-properties", "text-properties") and self._style:
            before = self._styles.get(self._style, PLAIN)
            indent = _steps(own["margin-left"]) if "margin-left" in own else before.indent
            bold = own["font-weight"] in ("bold", "700", "800", "900") if "font-weight" in own else before.bold
            self._styles[self._style] = Look(indent, bold)
        elif name == "table":
            self._sheet = self.sheets.setdefault(own.get("name", ""), _Sheet())
        elif self._sheet is not None:
            self._inside(self._sheet, name, own)

    def _inside(self, sheet: _Sheet, name: str, own: dict[str, str]) -> None:
        hidden = own.get("visibility") in ("collapse", "filter")
        if name == "table-column":
            number = _count(own.get("number-columns-repeated"))
            sheet.defaults.append((number, own.get("default-cell-style-name", "")))
            sheet.hidden_columns += hidden * number
        elif name == "table-row":
            self._rows = _count(own.get("number-rows-repeated"))
            sheet.hidden_rows += hidden * self._rows
            sheet.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            number = _count(own.get("number-columns-repeated"))
            self._cell(sheet, own)
            sheet.column += number

    def _cell(self, sheet: _Sheet, own: dict[str, str]) -> None:
        wide, high = _count(own.get("number-columns-spanned")), _count(own.get("number-rows-spanned"))
        row, column = sheet.row, sheet.column
        if wide > 1 or high > 1:
            sheet.merges.append((row, column, row + high - 1, column + wide - 1))
        if "value-type" in own:
            repeated = _count(own.get("number-columns-repeated"))
            sheet.bottom, sheet.right = max(sheet.bottom, row + self._rows), max(sheet.right, column + repeated)
        if own.get("value-type") == "error":
            sheet.errors.append(f"{column_letters(column + 1)}{row + 1}")
        look = self._styles.get(own.get("style-name") or sheet.default(column), PLAIN)
        if look != PLAIN and column < _WIDEST and self._rows == 1:
            sheet.looks.setdefault(column, {})[row] = look

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "style":
            self._style = ""
        elif name == "table":
            self._sheet = None
        elif name == "table-row" and self._sheet is not None:
            self._sheet.row += self._rows
            self._rows = 1


def _count(text: str | None) -> int:
    return min(int(text), 2**20) if text is not None and text.isdecimal() and int(text) > 0 else 1


def _steps(text: str) -> int:
    match = _LENGTH.fullmatch(text)
    return min(15, round(float(match[1]) * _MM[match[2]] / _STEP_MM)) if match else 0
