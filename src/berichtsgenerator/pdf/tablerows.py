"""Rows of tables as structure elements, many at once (ISO 32000-1, 14.7.2).

Comes in: rows that are alike (as many cells, heads with the same attributes). Goes out: the sources of their ``TR``,
``TH`` and ``TD`` objects as matrices of bytes, one row an object; cells that are spoken otherwise are left out. The
elements of long tables are by far the most objects of a document; they differ in nothing but numbers, which are written
into columns of one width, with blanks before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from berichtsgenerator.document.structure import TableRow
from berichtsgenerator.pdf.objectstreams import STEP, Matrix, Numbers, digits

DIGITS = 7
"""Columns of a number: PDF/A-2 knows no object beyond 8 388 607 (ISO 19005-2, 6.1.13)."""
_SHARED = 4
"""Fewest rows that are worth the detour."""


@dataclass(frozen=True, slots=True)
class RowObjects:
    """Objects of one kind: their numbers and their sources, as rows of one width."""

    kind: str
    numbers: Numbers
    sources: Matrix


def alike(rows: Sequence[object], first: int) -> int:
    """The end of the run of rows from ``first`` on that can be written at once; ``first`` when too few are alike."""
    model = rows[first]
    if not isinstance(model, TableRow):
        return first
    end = first + 1
    while end < len(rows):
        row = rows[end]
        if not isinstance(row, TableRow) or row.count != model.count or row.attributes is not model.attributes:
            break
        end += 1
    return end if end - first >= _SHARED else first


def row_objects(
    rows: Sequence[TableRow], first: int, parent: int, pages: Sequence[int], attributes: str
) -> tuple[RowObjects, ...]:
    """The objects of alike ``rows``: row ``i`` is object ``first + i * (count + 2)``, its head and cells follow it.

    ``attributes`` is the source of what the heads share; ``pages`` are the object numbers of all pages.
    """
    count = rows[0].count
    numbers = first + np.arange(len(rows), dtype=np.int64) * (count + 2)
    page = np.array([pages[row.page] for row in rows], dtype=np.int64)
    mcid = np.array([row.mcid for row in rows], dtype=np.int64)
    kids = numbers[:, None] + np.arange(1, count + 2)
    steps = mcid[:, None] + np.arange(1, count + 1)
    up, on = digits(numbers, DIGITS), digits(page, DIGITS)
    found = [
        RowObjects("TR", numbers, _rows(parent, kids)),
        RowObjects("TH", kids[:, 0], _cells("TH", (up, on, digits(mcid, DIGITS)), attributes)),
    ]
    if count:
        each = np.repeat(up, count, axis=0), np.repeat(on, count, axis=0), digits(steps.ravel(), DIGITS)
        cells, sources = kids[:, 1:].ravel(), _cells("TD", each, "")
        others = [at * count + offset for at, row in enumerate(rows) for offset in row.spoken or ()]
        if others:
            plain = np.ones(len(cells), dtype=bool)
            plain[others] = False
            cells, sources = cells[plain], sources[plain]
        found.append(RowObjects("TD", cells, sources))
    return tuple(found)


def reference_rows(numbers: Sequence[int], width: int) -> Matrix:
    """An array of references (0: null) in rows of ``width`` bytes, brackets in rows of their own."""
    values = np.asarray(numbers, dtype=np.int64)
    found = np.empty((len(values) + 2, width), dtype=np.uint8)
    found[...] = _letters((" " * DIGITS + " 0 R").ljust(width))
    found[0], found[-1] = _letters("[".ljust(width)), _letters("]".ljust(width))
    found[1:-1, :DIGITS] = digits(values, DIGITS)
    found[1:-1][values == 0] = _letters("null".ljust(width))
    return found


def _letters(text: str) -> Matrix:
    return np.frombuffer(text.encode("latin-1"), dtype=np.uint8)


def _cells(tag: str, numbers: tuple[Matrix, Matrix, Matrix], more: str) -> Matrix:
    """Elements of one marked-content sequence each: the digits of their parents, pages and MCIDs."""
    pieces = (f"<</S/{tag}/P ", " 0 R/Pg ", " 0 R/K ", f"{more}>>")
    found = _template((" " * DIGITS).join(pieces), len(numbers[0]))
    at = 0
    for piece, shown in zip(pieces, numbers, strict=False):
        at += len(piece)
        found[:, at : at + DIGITS] = shown
        at += DIGITS
    return found


def _rows(parent: int, kids: Numbers) -> Matrix:
    """``TR`` elements with their cells."""
    count = kids.shape[1]
    head, each = f"<</S/TR/P {parent:>{DIGITS}} 0 R/K[", " " * DIGITS + " 0 R"
    found = _template(f"{head}{each * count}]>>", len(kids))
    begin = len(head)
    block = np.empty((len(kids), count, len(each)), dtype=np.uint8)
    block[...] = _letters(each)
    block[..., :DIGITS] = digits(kids, DIGITS)
    found[:, begin : begin + count * len(each)] = block.reshape(len(kids), -1)
    return found


def _template(text: str, count: int) -> Matrix:
    """``count`` rows of ``text``, filled up to the width of an object stream's rows."""
    width = -(-(len(text) + 1) // STEP) * STEP
    found = np.empty((count, width), dtype=np.uint8)
    found[...] = _letters(text.ljust(width))
    return found
