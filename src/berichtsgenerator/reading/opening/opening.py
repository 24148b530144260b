"""A file → its sheets as grids, safely.

Nothing in a file is executed. Before a workbook is handed to the reader its parts are looked at: encrypted,
truncated, bloated
("zip bomb"), with document types in its XML, or with cells so far out that the grid would not fit into memory: each
of these
is a German diagnostic and no grid.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from berichtsgenerator.diagnostics import Diagnostic, Place, error, few, note, warning
from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.opening.fence import CellsError, fenced
from berichtsgenerator.reading.opening.gaps import gap_messages
from berichtsgenerator.reading.opening.grid import Grid, Rows
from berichtsgenerator.reading.opening.oldexcel import DamagedError, PasswordError, read_facts
from berichtsgenerator.reading.opening.refusals import MAX_CELLS, RefusedError, broken, encrypted, too_large
from berichtsgenerator.reading.opening.sheetfacts import SheetFacts
from berichtsgenerator.reading.opening.zipped import Scan, scan_zip
from berichtsgenerator.reading.words.values import uses_point

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv")
SUFFIXES = WORKBOOKS + TEXTS

MAX_FILE = 400 * 2**20
_UPPER = 200
"""Rows in which heads of tables stand."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Opened(NamedTuple):
    """The grids of a file and what there is to say about it."""

    grids: tuple[Grid, ...]
    diagnostics: tuple[Diagnostic, ...]


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
    except RefusedError as refused:
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
        raise RefusedError(error("keine-textdatei", message, place, "Endung berichtigen oder als CSV neu speichern."))
    text = decode(data)
    delimiter = separator_of(text)
    limit = csv.field_size_limit(2**24)
    try:
        rows: Rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as failure:
        message = f"Die Textdatei lässt sich nicht in Spalten zerlegen ({failure})."
        raise RefusedError(
            error("csv-fehler", message, place, "Anführungszeichen und Trennzeichen prüfen.")
        ) from failure
    finally:
        csv.field_size_limit(limit)
    if sum(len(row) for row in rows) > MAX_CELLS or len(rows) * max(map(len, rows), default=0) > 4 * MAX_CELLS:
        raise RefusedError(too_large(place, f"{len(rows)} Zeilen"))
    sample = [str(cell) for row in rows[:2000] for cell in row[:60] if cell]
    return Opened((Grid("", rows, point=uses_point(sample), csv=True),), ())


# --- workbooks


def _open_workbook(data: bytes, suffix: str, place: Place) -> Opened:
    scan = Scan({}, False)
    if data.startswith(b"PK\x03\x04"):
        scan = scan_zip(data, place)
    elif data.startswith(_OLE):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
            raise RefusedError(encrypted(place))
        try:
            scan = Scan(read_facts(data), False)
        except PasswordError as failure:
            raise RefusedError(encrypted(place)) from failure
        except DamagedError as failure:
            raise RefusedError(broken(place, failure)) from failure
        for name, facts in scan.sheets.items():
            if facts.too_large:  # the reader of cells lays out all sheets of such a workbook at once
                raise RefusedError(too_large(replace(place, sheet=name), facts.too_large))
    else:
        raise RefusedError(error("keine-arbeitsmappe", *_no_workbook(data, place)))
    try:
        with fenced():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CellsError as failure:
        raise RefusedError(broken(place, failure)) from failure
    return _sheets(book, scan, place, macros=scan.macros or suffix == ".xlsm")


def _no_workbook(data: bytes, place: Place) -> tuple[str, Place, str]:
    """Message, place and advice for a file that bears a workbook's name and is none."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"%PDF"):
        what, advice = ", sondern ein PDF", "Die Tabelle als .xlsx oder .csv anfordern."
    elif head.startswith(b"<") or b"\x00" in head or not any(mark in head for mark in (b";", b"\t", b",", b"|")):
        what, advice = " (weder Excel noch OpenDocument)", "Datei in Excel öffnen und als .xlsx speichern."
    else:
        what, advice = ", sondern eine Textdatei", "Die Endung in .csv ändern."
    return f"Die Datei ist keine Arbeitsmappe{what}.", place, advice


def _sheets(book: CalamineWorkbook, scan: Scan, place: Place, *, macros: bool) -> Opened:
    grids: list[Grid] = []
    found: list[Diagnostic] = []
    if macros:
        found.append(note("makros", "Die Arbeitsmappe enthält Makros; sie werden nicht ausgeführt.", place))
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        here = Place(file=place.file, sheet=meta.name)
        facts = scan.sheets.get(meta.name, SheetFacts())
        if facts.too_large:
            found.append(too_large(here, facts.too_large))
            continue
        try:
            with fenced():
                sheet = book.get_sheet_by_index(index)
                height, width = sheet.total_height, sheet.total_width
                rows: Rows = sheet.to_python(skip_empty_area=False) if height * width <= MAX_CELLS else []
                ranges = sheet.merged_cell_ranges or []
        except CellsError as failure:
            found.append(broken(here, failure))
            continue
        if height * width > MAX_CELLS:
            found.append(too_large(here, f"Zeile {height}, Spalte {width}"))
            continue
        merges = {(top, left, bottom, right) for (top, left), (bottom, right) in ranges} | set(facts.merges)
        hidden_rows, hidden_columns = facts.hidden_rows, facts.hidden_columns
        visible = meta.visible is SheetVisibleEnum.Visible
        grid = Grid(meta.name, rows, tuple(sorted(merges)), visible, hidden_rows=hidden_rows)
        grid.hidden_columns, grid.looks = hidden_columns, facts.looks
        texts = [cell for row in rows[:300] for cell in row[:60] if isinstance(cell, str) and cell[:1].isdigit()]
        grid.point = uses_point(texts)
        grids.append(grid)
        found.extend(gap_messages(facts.gaps, place.file, meta.name))
        found.extend(_bare_times(grid, here))
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


def _bare_times(grid: Grid, here: Place) -> list[Diagnostic]:
    """A warning for cells of the upper rows that hold a time of day only: what Excel makes of days before 1900."""
    cells = [
        f"{column_letters(column + 1)}{row + 1}"
        for row, line in enumerate(grid.rows[:_UPPER])
        for column, cell in enumerate(line)
        if isinstance(cell, dt.time)
    ]
    if not cells:
        return []
    what = f"Uhrzeiten oder Tage vor 1900, die Excel nicht darstellen kann: {few(cells)}."
    message = f"{what} Sie gelten nicht als Zeitangabe."
    place = replace(here, cell=cells[0])
    return [warning("datum-vor-1900", message, place, "Tage vor 1900 als Text eintragen (31.12.1899).")]


def unreadable_kind(path: Path, shown: str) -> Diagnostic | None:
    """A note for files of a data folder that are no deliveries: temporary files of Excel; None for everything else."""
    if path.name.startswith("~$"):
        message = "Temporäre Datei von Excel; sie wird übergangen."
        return warning("temporaere-datei", message, Place(file=shown), "Arbeitsmappe in Excel schließen.")
    return None
