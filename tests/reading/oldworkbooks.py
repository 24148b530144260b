"""Old Excel workbooks (.xls, BIFF8 in an OLE container) written for tests: no library still writes them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Table = Sequence[Sequence[object]]
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


class Styled(NamedTuple):
    """A text with indent and bold letters."""

    text: str
    indent: int = 0
    bold: bool = False


def xls(
    table: Table,
    name: str = "Daten",
    *,
    merges: Iterable[tuple[int, int, int, int]] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
) -> bytes:
    """The bytes of a workbook with one sheet; merges are (top, left, bottom, right), all numbers from 0.

    None is the error ``#DIV/0!``.
    """
    styles = [(0, False)]
    cells = b""
    for row, line in enumerate(table):
        for column, cell in enumerate(line):
            look = (cell.indent, cell.bold) if isinstance(cell, Styled) else (0, False)
            if look not in styles:
                styles.append(look)
            cells += _cell(row, column, 15 + styles.index(look), cell.text if isinstance(cell, Styled) else cell)
    hidden = set(hidden_rows)
    rows = b"".join(
        _record(0x208, struct.pack("<8H", row, 0, 256, 255, 0, 0, 0x120 if row in hidden else 0x100, 15))
        for row in range(len(table))
    )
    columns = b"".join(_record(0x7D, struct.pack("<6H", c, c, 2560, 15, 1, 0)) for c in hidden_columns)
    ranges = [(top, bottom, left, right) for top, left, bottom, right in merges]
    merged = _record(0xE5, struct.pack("<H", len(ranges)) + b"".join(struct.pack("<4H", *own) for own in ranges))
    sheet = _begin(0x10) + columns + rows + cells + merged + _record(0x0A)
    fonts = _font(400) * 4 + _font(700)
    formats = _xf(0, 0, style=True) * 15 + b"".join(_xf(5 if bold else 0, indent) for indent, bold in styles)
    head = _begin(5) + _record(0x42, struct.pack("<H", 1200)) + fonts + formats
    title = name.encode("utf-16-le")
    bound = 4 + 8 + len(title)
    start = len(head) + bound + 4
    bounds = _record(0x85, struct.pack("<IBBBB", start, 0, 0, len(name), 1) + title)
    return _container(head + bounds + _record(0x0A) + sheet)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 6))


def _font(weight: int) -> bytes:
    name = "Arial".encode("utf-16-le")
    return _record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, weight, 0, 0, 0, 0, 0, 5, 1) + name)


def _xf(font: int, indent: int, *, style: bool = False) -> bytes:
    kind = 0xFFF5 if style else 0x0001
    return _record(0xE0, struct.pack("<HHHBBBBIIH", font, 0, kind, 1 if indent else 0, 0, indent, 0xFC, 0, 0, 0x20C0))


def _cell(row: int, column: int, style: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if value is None:
        return _record(0x205, place + bytes([0x07, 1]))
    if isinstance(value, bool) or value == "":
        return b""
    if isinstance(value, (int, float)):
        return _record(0x203, place + struct.pack("<d", value))
    text = str(value)[:250]
    return _record(0x204, place + struct.pack("<HB", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le"))


def _container(stream: bytes) -> bytes:
    """An OLE file that holds one stream, ``Workbook``."""
    stream += bytes(max(0, 4096 - len(stream)))
    stream += bytes(-len(stream) % _SECTOR)
    data = len(stream) // _SECTOR
    fats = 1
    while fats * 128 < data + 1 + fats:
        fats += 1
    chain = [_FAT] * fats + [_END] + [fats + 2 + n for n in range(data - 1)] + [_END]
    chain += [_FREE] * (fats * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(fats), *[_FREE] * (109 - fats))
    folder = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, fats + 1, len(stream), _FREE) + bytes(256)
    return header + struct.pack(f"<{len(chain)}I", *chain) + folder + stream


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + bytes(36) + struct.pack("<IQ", start, size)
