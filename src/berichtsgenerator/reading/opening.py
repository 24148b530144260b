"""A file → its sheets as grids, safely.

Nothing in a file is executed. Before a workbook is handed to the reader its parts are looked at: encrypted,
truncated, bloated
("zip bomb"), with document types in its XML, or with cells so far out that the grid would not fit into memory: each
of these
is a German diagnostic and no grid.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from berichtsgenerator.diagnostics import Diagnostic, Place, error, note, warning
from berichtsgenerator.reading.gaps import Gaps, gap_messages, gaps_of
from berichtsgenerator.reading.grid import Grid, Rows
from berichtsgenerator.reading.values import uses_point

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv")
SUFFIXES = WORKBOOKS + TEXTS

MAX_FILE = 400 * 2**20
MAX_UNPACKED = 768 * 2**20
MAX_RATIO = 400
MAX_CELLS = 12_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
_FAR_COLUMN = re.compile(rb'<c r="([A-Z]{3})(\d+)"')
_HIDDEN_ROW = re.compile(rb"<row [^>]*hidden=\"(?:1|true)\"")
_COLUMN_TAG = re.compile(rb"<col [^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_SPAN = re.compile(rb'\b(min|max)="(\d+)"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{4,})"')


class Opened(NamedTuple):
    """The grids of a file and what there is to say about it."""

    grids: tuple[Grid, ...]
    diagnostics: tuple[Diagnostic, ...]


class _RefusedError(Exception):
    """Internal: this file cannot be read; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


class _Scan(NamedTuple):
    """What the raw parts of a workbook tell: per sheet part (rows hidden, columns hidden), macros, too far cells."""

    hidden: dict[str, tuple[int, int]]
    macros: bool
    too_large: dict[str, str]
    gaps: dict[str, Gaps]


def open_file(path: Path, shown: str) -> Opened:
    """Open ``path`` (named ``shown`` in messages). Never raises for what a file may hold; OSError becomes a
    diagnostic.
    """
    place = Place(file=shown)
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_FILE else None
    except OSError as failure:
        reason = failure.strerror or str(failure)
        return _none(
            error(
                "datei-nicht-lesbar", f"Die Datei lässt sich nicht lesen ({reason}).", place, "Zugriffsrechte prüfen."
            )
        )
    if data is None:
        return _none(
            error("datei-zu-gross", f"Die Datei ist größer als {MAX_FILE >> 20} MB.", place, "Lieferung aufteilen.")
        )
    if not data.strip(b"\x00\r\n\t "):
        return _none(error("datei-leer", "Die Datei ist leer.", place, "Lieferung noch einmal anfordern."))
    try:
        if path.suffix.lower() in TEXTS:
            return _open_text(data, place)
        return _open_workbook(data, path.suffix.lower(), place)
    except _RefusedError as refused:
        return _none(refused.diagnostic)


def _none(diagnostic: Diagnostic) -> Opened:
    return Opened((), (diagnostic,))


# --- text files


def decode(data: bytes) -> str:
    """Text of a CSV file: UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252, else ISO-8859-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("iso-8859-1")


def separator_of(text: str) -> str:
    """The separator that most lines share: semicolon, tab, bar or comma (in this order when equal)."""
    lines = [line for line in text.splitlines()[:400] if line.strip() and not line.startswith("#")]
    best, score = ";", 0.0
    for candidate in (";", "\t", "|", ","):
        counts = [line.count(candidate) for line in lines]
        busy = sorted(count for count in counts if count)
        if not busy:
            continue
        common = busy[len(busy) // 2]
        share = sum(1 for count in counts if count == common) / len(lines)
        weight = share * (0.6 if candidate == "," else 1.0) + len(busy) / len(lines) / 10
        if weight > score + 1e-9:
            best, score = candidate, weight
    return best


def _open_text(data: bytes, place: Place) -> Opened:
    head = data[:4096]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith((_OLE, b"PK\x03\x04")) or (b"\x00\x00" in head and not wide):
        message = "Die Datei trägt die Endung einer Textdatei, ist aber keine."
        raise _RefusedError(error("keine-textdatei", message, place, "Endung berichtigen oder als CSV neu speichern."))
    text = decode(data)
    delimiter = separator_of(text)
    limit = csv.field_size_limit(2**24)
    try:
        rows: Rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as failure:
        message = f"Die Textdatei lässt sich nicht in Spalten zerlegen ({failure})."
        raise _RefusedError(
            error("csv-fehler", message, place, "Anführungszeichen und Trennzeichen prüfen.")
        ) from failure
    finally:
        csv.field_size_limit(limit)
    if sum(len(row) for row in rows) > MAX_CELLS or len(rows) * max(map(len, rows), default=0) > 4 * MAX_CELLS:
        raise _RefusedError(_too_large(place, f"{len(rows)} Zeilen"))
    sample = [str(cell) for row in rows[:2000] for cell in row[:60] if cell]
    return Opened((Grid("", rows, point=uses_point(sample), csv=True),), ())


# --- workbooks


def _too_large(place: Place, what: str) -> Diagnostic:
    return error(
        "blatt-zu-gross",
        f"Das Blatt reicht bis {what}; so große Raster werden nicht gelesen.",
        place,
        "Leere Zeilen und Spalten unter und neben der Tabelle löschen und neu speichern.",
    )


def _open_workbook(data: bytes, suffix: str, place: Place) -> Opened:
    scan = _Scan({}, False, {}, {})
    if data.startswith(b"PK\x03\x04"):
        scan = _scan_zip(data, place)
    elif data.startswith(_OLE):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
            raise _RefusedError(_encrypted(place))
    else:
        message = "Die Datei ist keine Arbeitsmappe (weder Excel noch OpenDocument)."
        raise _RefusedError(
            error("keine-arbeitsmappe", message, place, "Datei in Excel öffnen und als .xlsx speichern.")
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as failure:
        raise _RefusedError(_broken(place, failure)) from failure
    return _sheets(book, scan, place, macros=scan.macros or suffix == ".xlsm")


def _encrypted(place: Place) -> Diagnostic:
    message = "Die Arbeitsmappe ist mit einem Kennwort verschlüsselt."
    return error("verschluesselt", message, place, "Ohne Kennwort speichern und neu ablegen.")


def _broken(place: Place, failure: Exception) -> Diagnostic:
    text = str(failure)
    if "password" in text.lower() or "encrypt" in text.lower():
        return _encrypted(place)
    message = f"Die Arbeitsmappe ist beschädigt oder unvollständig ({text[:120]})."
    return error("arbeitsmappe-beschaedigt", message, place, "Lieferung noch einmal anfordern.")


def _sheets(book: CalamineWorkbook, scan: _Scan, place: Place, *, macros: bool) -> Opened:
    grids: list[Grid] = []
    found: list[Diagnostic] = []
    if macros:
        found.append(note("makros", "Die Arbeitsmappe enthält Makros; sie werden nicht ausgeführt.", place))
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        here = Place(file=place.file, sheet=meta.name)
        if meta.name in scan.too_large:
            found.append(_too_large(here, scan.too_large[meta.name]))
            continue
        try:
            sheet = book.get_sheet_by_index(index)
            if sheet.height * sheet.width > MAX_CELLS:
                found.append(_too_large(here, f"Zeile {sheet.height}, Spalte {sheet.width}"))
                continue
            rows: Rows = sheet.to_python(skip_empty_area=False)
            ranges = sheet.merged_cell_ranges or []
        except (CalamineError, OSError, ValueError) as failure:
            found.append(_broken(here, failure))
            continue
        merges = tuple(sorted((top, left, bottom, right) for (top, left), (bottom, right) in ranges))
        hidden_rows, hidden_columns = scan.hidden.get(meta.name, (0, 0))
        visible = meta.visible is SheetVisibleEnum.Visible
        grid = Grid(meta.name, rows, merges, visible, hidden_rows=hidden_rows, hidden_columns=hidden_columns)
        texts = [cell for row in rows[:300] for cell in row[:60] if isinstance(cell, str) and cell[:1].isdigit()]
        grid.point = uses_point(texts)
        grids.append(grid)
        found.extend(gap_messages(scan.gaps.get(meta.name, Gaps()), place.file, meta.name))
        if hidden_rows or hidden_columns or not visible:
            what = []
            if hidden_rows:
                what.append(f"{hidden_rows} {'Zeile' if hidden_rows == 1 else 'Zeilen'}")
            if hidden_columns:
                what.append(f"{hidden_columns} {'Spalte' if hidden_columns == 1 else 'Spalten'}")
            hidden = " und ".join(what) if visible else "das ganze Blatt"
            message = f"Ausgeblendet: {hidden}. Ausgeblendetes wird mitgelesen."
            found.append(note("ausgeblendet", message, here))
    if not any(grid.rows for grid in grids) and not any(item.severity.name == "ERROR" for item in found):
        message = "Die Arbeitsmappe enthält keine Zellen."
        found.append(error("datei-leer", message, place, "Lieferung noch einmal anfordern."))
    return Opened(tuple(grids), tuple(found))


def _scan_zip(data: bytes, place: Place) -> _Scan:
    """Look at every XML part: unpacked size, document types, extent, hidden rows and columns."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as failure:
        raise _RefusedError(_broken(place, failure)) from failure
    total = 0
    hidden: dict[str, tuple[int, int]] = {}
    too_large: dict[str, str] = {}
    gaps: dict[str, Gaps] = {}
    titles = _sheet_parts(archive, names, place)
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise _RefusedError(_encrypted(place))
        if not info.filename.endswith((".xml", ".rels")):
            total += info.file_size
            continue
        part = _unpack(archive, info, place, MAX_UNPACKED - total)
        total += len(part)
        if b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part:
            message = (
                f"Der Teil „{info.filename}“ enthält eine Dokumenttyp-Deklaration; solche Dateien werden nicht gelesen."
            )
            raise _RefusedError(error("xml-entitaeten", message, place, "In Excel öffnen und neu speichern."))
        title = titles.get(info.filename)
        if title is not None:
            what = _extent(part)
            if what:
                too_large[title] = what
            gaps[title] = gaps_of(part)
            columns = _hidden_columns(part)
            rows = len(_HIDDEN_ROW.findall(part)) if b'hidden="' in part else 0
            hidden[title] = (rows, columns if columns < 8000 else 0)
        elif info.filename == "content.xml":
            _check_repeats(part, place)
    return _Scan(hidden, "xl/vbaProject.bin" in names, too_large, gaps)


def _hidden_columns(part: bytes) -> int:
    """Number of hidden columns that a sheet part declares."""
    total = 0
    for tag in _COLUMN_TAG.findall(part, 0, 200_000):
        if _HIDDEN.search(tag):
            span = {name: int(number) for name, number in _SPAN.findall(tag)}
            total += min(span.get(b"max", 0), 16384) - span.get(b"min", 1) + 1
    return total


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place, room: int) -> bytes:
    bomb = error(
        "zip-bombe",
        f"Der Teil „{info.filename}“ ist entpackt unverhältnismäßig groß; die Datei wird nicht gelesen.",
        place,
        "Herkunft der Datei prüfen.",
    )
    if info.file_size > room or (info.file_size > MAX_RATIO * max(info.compress_size, 1) and info.file_size > 2**26):
        raise _RefusedError(bomb)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(2**20):
                size += len(piece)
                if size > room:
                    raise _RefusedError(bomb)
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as failure:
        raise _RefusedError(_broken(place, failure)) from failure
    return b"".join(pieces)


def _sheet_parts(archive: zipfile.ZipFile, names: list[str], place: Place) -> dict[str, str]:
    """Part name → sheet name, by the workbook's relations (both files are small)."""
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    book = _unpack(archive, archive.getinfo("xl/workbook.xml"), place, 2**24).decode("utf-8", "replace")
    rels = _unpack(archive, archive.getinfo("xl/_rels/workbook.xml.rels"), place, 2**24).decode("utf-8", "replace")
    targets: dict[str, str] = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", rels):
        ident, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if ident and target:
            name = target[1].lstrip("/")
            targets[ident[1]] = name if name.startswith("xl/") else f"xl/{name}"
    found: dict[str, str] = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        title, ident = re.search(r'\bname="([^"]*)"', tag), re.search(r'\b\w+:id="([^"]*)"', tag)
        if title and ident and ident[1] in targets:
            found[targets[ident[1]]] = _unescape(title[1])
    return found


def _unescape(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def _extent(part: bytes) -> str:
    """How far the cells of a sheet part reach when that is too far, else an empty text. Declared dimensions don't
    count.
    """
    start = part.rfind(b"<row ")
    last = _LAST_ROW.match(part, start) if start >= 0 else None
    rows = int(last[1]) if last else part.count(b"<row")
    columns = 702
    if (far := _FAR_COLUMN.search(part)) is not None:
        columns = max(_column_number(match[1]) for match in _far_cells(part, far.start()))
    if rows * columns <= MAX_CELLS:
        return ""
    if columns == 702:
        columns = max((_column_number(ref) for ref in set(re.findall(rb'<c r="([A-Z]+)\d', part))), default=1)
    return f"Zeile {rows}, Spalte {columns}" if rows * columns > MAX_CELLS else ""


def _far_cells(part: bytes, start: int) -> Iterator[re.Match[bytes]]:
    return _FAR_COLUMN.finditer(part, start)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(part: bytes, place: Place) -> None:
    """An OpenDocument sheet may repeat a filled cell a million times; the repeated part must be empty."""
    for match in _REPEATED.finditer(part):
        end = part.find(b">", match.end())
        inside = part[end + 1 : end + 400] if part[end - 1 : end] != b"/" else b""
        head = part[match.start() - 200 : end]
        tag = head[head.rfind(b"<") :]
        filled = b"office:value" in tag or (
            b"table-row" in tag and b"office:value" in inside.split(b"</table:table-row", 1)[0]
        )
        if filled and int(match[1]) > 20_000:
            raise _RefusedError(_too_large(place, f"{int(match[1])} Wiederholungen einer gefüllten Zelle"))


def unreadable_kind(path: Path, shown: str) -> Diagnostic | None:
    """A note for files of a data folder that are no deliveries: temporary files of Excel; None for everything else."""
    if path.name.startswith("~$"):
        message = "Temporäre Datei von Excel; sie wird übergangen."
        return warning("temporaere-datei", message, Place(file=shown), "Arbeitsmappe in Excel schließen.")
    return None
