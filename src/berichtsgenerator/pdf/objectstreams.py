"""Object streams (ISO 32000-1, 7.5.7): many small objects packed and compressed together.

Comes in: object numbers and source texts. Goes out: the stream. Objects of one kind (the cells of a table, its rows)
differ from their neighbour in a digit or two: laid out as rows of one width and written as differences to the row above
(PNG predictor Up, 7.4.4.4) they compress to a byte or two each, where text alone needs five.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.uint8]
"""Bytes in rows of one width."""

STEP = 10
"""Rows have a multiple of this width, so that offsets end in the same digits."""
_ZERO, _BLANK = 48, 32
_LEVEL = 6
_PIECE = 1 << 16
"""Rows compressed at a time."""


def plain(numbers: Sequence[int], contents: Sequence[str]) -> bytes:
    """The stream object's body with objects of any kind, one after the other."""
    heads, offset = [], 0
    for number, content in zip(numbers, contents, strict=True):
        heads.append(f"{number} {offset}")
        offset += len(content) + 1
    head = " ".join(heads) + "\n"
    body = "\n".join(contents)
    data = f"{head}{body}\n".encode("latin-1")
    return _stream(len(numbers), len(head), zlib.compress(data, _LEVEL))


def aligned(numbers: Sequence[int], contents: Sequence[str]) -> bytes:
    """The same with an object a row, all of one width, as differences to the row above."""
    width = max(-(-(max(map(len, contents)) + 1) // STEP) * STEP, 2 * STEP)
    data = "".join([content.ljust(width) for content in contents]).encode("latin-1")
    sources = np.frombuffer(data, dtype=np.uint8).reshape(-1, width)
    return in_rows(np.asarray(numbers, dtype=np.int64), np.arange(len(numbers)), sources)


def in_rows(numbers: Numbers, begins: Numbers, sources: Matrix) -> bytes:
    """The same for sources that are rows already; object ``numbers[i]`` begins in the row ``begins[i]``."""
    count, width = len(numbers), sources.shape[1]
    each = width // (2 * STEP)  # several pairs of number and place stand in a row
    high = -(-count // each)
    heads = np.full((high, width), _BLANK, dtype=np.uint8)
    pairs = np.full((high * each, 2 * STEP), _BLANK, dtype=np.uint8)
    pairs[:count, :STEP] = digits(numbers, STEP)
    pairs[:count, STEP:] = digits(begins * width, STEP)
    heads[:, : each * 2 * STEP] = pairs.reshape(high, -1)
    packed = compressed_rows(np.concatenate((heads, sources)))
    return _stream(count, high * width, packed, f"/DecodeParms<</Predictor 12/Columns {width}>>")


def digits(values: Numbers, width: int) -> Matrix:
    """The decimal digits of numbers in ``width`` columns, blanks before them (ISO 32000-1, 7.2.2)."""
    found = np.full((*values.shape, width), _BLANK, dtype=np.uint8)
    rest = values.astype(np.uint32)
    most = int(rest.max()) if rest.size else 0
    for at in range(width - 1, width - 1 - len(str(most)), -1):
        left = rest // 10
        shown = rest - left * 10 + _ZERO
        found[..., at] = shown if at == width - 1 else np.where(rest, shown, _BLANK)
        rest = left
    return found


def alike(numbers: Sequence[int], contents: Sequence[str]) -> bytes:
    """Aligned where the lengths differ little, else plain: padding and shifted rows would cost more than they save."""
    longest, total = max(map(len, contents)), sum(map(len, contents))
    return aligned(numbers, contents) if longest * len(contents) < 1.5 * total else plain(numbers, contents)


def compressed_rows(raw: npt.NDArray[np.uint8]) -> bytes:
    """Rows of bytes, each as the difference to the one above it with the predictor's tag before it, compressed.

    Goes in pieces, so that a table of a million rows needs little more room than it takes itself.
    """
    packer = zlib.compressobj(_LEVEL)
    found = []
    above = np.zeros(raw.shape[1], dtype=np.uint8)
    for at in range(0, len(raw), _PIECE):
        rows = raw[at : at + _PIECE]
        shown = np.empty((len(rows), raw.shape[1] + 1), dtype=np.uint8)
        shown[:, 0] = 2
        shown[0, 1:] = rows[0] - above
        shown[1:, 1:] = rows[1:] - rows[:-1]
        found.append(packer.compress(shown.tobytes()))
        above = rows[-1]
    found.append(packer.flush())
    return b"".join(found)


def _stream(count: int, first: int, packed: bytes, parameters: str = "") -> bytes:
    head = f"<</Type/ObjStm/N {count}/First {first}/Filter/FlateDecode{parameters}/Length {len(packed)}>>\nstream\n"
    return head.encode("ascii") + packed + b"\nendstream"
