"""Object streams (ISO 32000-1, 7.5.7): many small objects packed and compressed together.

Comes in: object numbers and source texts. Goes out: the stream. Objects of one kind (the cells of a table, its rows)
differ from their neighbour in a digit or two: laid out as rows of one width and written as differences to the row above
(PNG predictor Up, 7.4.4.4) they compress to a byte or two each, where text alone needs five.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

STEP = 10
"""Rows have a multiple of this width, so that offsets end in the same digits."""
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


def aligned(numbers: Sequence[int], contents: Sequence[str], width: int = 0) -> bytes:
    """The same with rows of one width, as differences to the row above; ``width`` divides the contents into rows.

    Without ``width`` every object is a row of its own.
    """
    one_row = not width
    least = width or max(map(len, contents)) + 1
    width = max(-(-least // STEP) * STEP, 2 * STEP)
    count = len(numbers)
    if one_row:
        offsets: Iterable[int] = range(0, count * width, width)
        bodies = [content.ljust(width) for content in contents]
    else:
        bodies = [content.ljust(-(-(len(content) + 1) // width) * width) for content in contents]
        offsets = accumulate(map(len, bodies[:-1]), initial=0)
    form = f"%-{STEP}d%-{width - STEP}d"
    heads = [form % pair for pair in zip(numbers, offsets, strict=True)]
    data = "".join([*heads, *bodies]).encode("latin-1")
    return _stream(
        len(numbers),
        len(heads) * width,
        compressed_rows(np.frombuffer(data, dtype=np.uint8).reshape(-1, width)),
        f"/DecodeParms<</Predictor 12/Columns {width}>>",
    )


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
