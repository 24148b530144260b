"""A workbook that is a ZIP archive: its parts, looked at before the reader gets them.

Bloated parts ("zip bombs"), document types in the XML and cells that reach too far refuse the file or the sheet. What
the reader does not tell of a sheet is found on the way: hidden rows and columns, formulas without a result, error
cells, and how cells look.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from berichtsgenerator.diagnostics import Place, error
from berichtsgenerator.reading.opening.excelstyles import sheet_looks
from berichtsgenerator.reading.opening.gaps import gaps_of
from berichtsgenerator.reading.opening.opendocument import read_content
from berichtsgenerator.reading.opening.refusals import MAX_CELLS, RefusedError, broken, encrypted, too_large
from berichtsgenerator.reading.opening.sheetfacts import SheetFacts

MAX_UNPACKED = 768 * 2**20
MAX_RATIO = 400
_FAR = re.compile(rb'<c r="(?:[A-Za-z]{3}|[A-Za-z]{1,2}\d{5})')
"""A cell beyond row 9 999 or column ZZ: without one, a sheet cannot be too large."""
_HIDDEN_ROW = re.compile(rb"<row [^>]*hidden=\"(?:1|true)\"")
_COLUMN_TAG = re.compile(rb"<col [^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_SPAN = re.compile(rb'\b(min|max)="(\d+)"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{4,})"')


class Scan(NamedTuple):
    """What the parts of a workbook tell: facts by sheet name, and whether it holds macros."""

    sheets: dict[str, SheetFacts]
    macros: bool


def scan_zip(data: bytes, place: Place) -> Scan:
    """Look at every XML part: unpacked size, document types, extent, hidden rows and columns."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as failure:
        raise RefusedError(broken(place, failure)) from failure
    total = 0
    sheets: dict[str, SheetFacts] = {}
    titles = _sheet_parts(archive, names, place)
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise RefusedError(encrypted(place))
        if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".bin"):
            message = "Die Datei ist eine binäre Arbeitsmappe (.xlsb)."
            raise RefusedError(error("keine-arbeitsmappe", message, place, "Datei in Excel als .xlsx speichern."))
        if not info.filename.endswith((".xml", ".rels")):
            total += info.file_size
            continue
        part = _unpack(archive, info, place, MAX_UNPACKED - total)
        total += len(part)
        if info.filename == "META-INF/manifest.xml" and b"encryption-data" in part:
            raise RefusedError(encrypted(place))
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            message = (
                f"Der Teil „{info.filename}“ enthält eine Dokumenttyp-Deklaration; solche Dateien werden nicht gelesen."
            )
            raise RefusedError(error("xml-entitaeten", message, place, "In Excel öffnen und neu speichern."))
        title = titles.get(info.filename)
        if title is None and b"sheetData" in part and (what := _extent(part)):
            raise RefusedError(too_large(place, what))
        if title is not None:
            columns = _hidden_columns(part)
            sheets[title] = SheetFacts(
                hidden_rows=len(_HIDDEN_ROW.findall(part)) if b'hidden="' in part else 0,
                hidden_columns=columns if columns < 8000 else 0,
                too_large=_extent(part),
                gaps=gaps_of(part),
                looks=partial(sheet_looks, data, info.filename),
            )
        elif info.filename == "content.xml":
            _check_repeats(part, place)
            found = read_content(part)
            if found is None:
                raise RefusedError(broken(place, ValueError("content.xml")))
            for name, facts in found.items():
                if facts.too_large:  # the reader of cells lays out all sheets of such a file at once
                    raise RefusedError(too_large(replace(place, sheet=name), facts.too_large))
            sheets.update(found)
    return Scan(sheets, "xl/vbaProject.bin" in names)


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
        raise RefusedError(bomb)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(2**20):
                size += len(piece)
                if size > room:
                    raise RefusedError(bomb)
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as failure:
        raise RefusedError(broken(place, failure)) from failure
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

    The reader of cells lays out all of that and ends the program where memory does not suffice, so every cell's own
    reference counts, and cells that bear none by their number.
    """
    usual = part.count(b"<c") == part.count(b'<c r="') + part.count(b"<col") and b":row" not in part
    if usual and not _FAR.search(part):
        return ""
    begin = rb'<c r="' if usual else rb"""\sr\s*=\s*["']"""
    far = re.findall(begin + rb"[A-Za-z]{0,5}(\d{5,12})", part)
    rows = max(map(int, set(far))) if far else 9_999
    letters = re.findall(begin + rb"([A-Za-z]{3,5})\d", part)
    columns = max(map(_column_number, set(letters))) if letters else 702
    if rows * columns > MAX_CELLS and not letters:
        columns = max(map(_column_number, set(re.findall(begin + rb"([A-Za-z]{1,5})\d", part))), default=1)
    if not usual:
        lines = part.split(b"row")
        rows = max(rows, len(lines))
        columns = max(columns, *(line.count(b"<c") + line.count(b":c") for line in lines))
    return f"Zeile {rows}, Spalte {columns}" if rows * columns > MAX_CELLS else ""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
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
            raise RefusedError(too_large(place, f"{int(match[1])} Wiederholungen einer gefüllten Zelle"))
