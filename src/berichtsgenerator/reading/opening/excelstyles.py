"""Indents and bold letters of a sheet in an Excel workbook (.xlsx, .xlsm), from its parts ``styles.xml`` and sheet.

The parts are read when a table's stub shows no other sign of what stands below what. They were looked at before (size,
document types); the parser refuses document types once more, so that no entity is ever expanded.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from xml.parsers import expat

from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.opening.sheetfacts import PLAIN, Look

_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_OFF = frozenset({"0", "false", "none"})


def sheet_looks(data: bytes, part: str, column: int) -> Mapping[int, Look]:
    """The looks of a column (from 0) of the sheet whose XML is ``part`` of the workbook ``data``: row → look."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = styles_of(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.namelist() else {}
            return _column(archive.read(part), column, styles) if styles else {}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError, NotImplementedError):
        return {}


def _column(part: bytes, column: int, styles: Mapping[int, Look]) -> dict[int, Look]:
    letters = column_letters(column + 1).encode()
    cell = re.compile(rb'<(?:\w{1,20}:)?c r="' + letters + rb'(\d{1,7})"([^>]*)>')
    found: dict[int, Look] = {}
    for match in cell.finditer(part):
        style = _STYLE.search(match[2])
        look = styles.get(int(style[1])) if style else None
        if look is not None:
            found[int(match[1]) - 1] = look
    return found


@lru_cache(maxsize=4)
def styles_of(part: bytes) -> Mapping[int, Look]:
    """Number of a cell style → its look, of those that are indented or bold; empty for XML that cannot be read."""
    reader = _Styles()
    return reader.looks if parse(part, reader.start, reader.end) else {}


def parse(part: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> bool:
    """Read XML piece by piece; False when it is broken or declares a document type. Names come without prefix."""

    def plain(name: str) -> str:
        return name.rsplit(":", 1)[-1]

    def refuse(*_: object) -> None:
        raise ValueError("document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, values: start(plain(name), values)
    parser.EndElementHandler = lambda name: end(plain(name))
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):  # LookupError: an encoding that nobody knows
        return False
    return True


class _Styles:
    """Collects the fonts and cell formats of a part ``styles.xml``."""

    def __init__(self) -> None:
        self.looks: dict[int, Look] = {}
        self._bold: list[bool] = []
        self._path: list[str] = []
        self._formats = 0
        self._look = PLAIN

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins."""
        inside = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "font" and inside == "fonts":
            self._bold.append(False)
        elif name == "b" and inside == "font" and self._bold and values.get("val", "1") not in _OFF:
            self._bold[-1] = True
        elif name == "xf" and inside == "cellXfs":
            number = values.get("fontId", "")
            font = int(number) if number.isdecimal() else len(self._bold)
            self._look = Look(0, font < len(self._bold) and self._bold[font])
        elif name == "alignment" and inside == "xf":
            steps = values.get("indent", "0")
            self._look = Look(min(int(steps), 15) if steps.isdecimal() else 0, self._look.bold)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        if name == "xf" and self._path and self._path[-1] == "cellXfs":
            if self._look != PLAIN:
                self.looks[self._formats] = self._look
            self._formats += 1
            self._look = PLAIN
