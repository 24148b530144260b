"""PDF objects as source text (ISO 32000-1, 7.3): strings, references, dictionaries of attributes."""

from __future__ import annotations

import zlib
from array import array as array_of_numbers
from hashlib import md5
from struct import pack

_ESCAPES = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r"}


def text_string(text: str) -> str:
    """A text string: ASCII as it is, everything else as UTF-16BE in hexadecimal."""
    if text.isascii():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def byte_string(text: str) -> str:
    """An ASCII byte string (structure ids)."""
    return f"({text.translate(_ESCAPES)})"


def reference(number: int) -> str:
    """An indirect reference."""
    return f"{number} 0 R"


def array(items: list[str]) -> str:
    """An array."""
    return f"[{' '.join(items)}]"


def number(value: float) -> str:
    """A real number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Section:
    """Objects appended to an existing file: an incremental update with object streams (ISO 32000-1, 7.5.6 to 7.5.8).

    Objects are packed and compressed as they come, so that a million structure elements cost little memory.
    """

    PACK = 200

    def __init__(self, first: int) -> None:
        self.first = first
        self.next = first
        self._streams_of = array_of_numbers("I")
        self._indexes = array_of_numbers("H")
        self._replaced: dict[int, tuple[int, int]] = {}
        self._numbers: list[int] = []
        self._contents: list[bytes] = []
        self._streams: list[tuple[int, bytes]] = []

    def allocate(self) -> int:
        """The number of a new object whose content follows with :meth:`put`."""
        number = self.next
        self._grow()
        return number

    def _grow(self) -> None:
        self.next += 1
        self._streams_of.append(0)
        self._indexes.append(0)

    def put(self, number: int, content: str) -> None:
        """The content of an allocated object, or a new version of an object of the file."""
        self._numbers.append(number)
        self._contents.append(content.encode("latin-1"))
        if len(self._numbers) >= self.PACK:
            self._pack()

    def add(self, content: str) -> int:
        """A new object; its number."""
        number = self.allocate()
        self.put(number, content)
        return number

    def _pack(self) -> None:
        if not self._numbers:
            return
        stream = self.allocate()
        heads, offset = [], 0
        for index, (number, content) in enumerate(zip(self._numbers, self._contents, strict=True)):
            if number >= self.first:
                self._streams_of[number - self.first] = stream
                self._indexes[number - self.first] = index
            else:
                self._replaced[number] = (stream, index)
            heads.append(f"{number} {offset}")
            offset += len(content) + 1
        head = (" ".join(heads) + "\n").encode("ascii")
        packed = zlib.compress(head + b"\n".join(self._contents) + b"\n", 6)
        entries = f"<</Type/ObjStm/N {len(self._numbers)}/First {len(head)}/Filter/FlateDecode/Length {len(packed)}>>"
        intro = f"{entries}\nstream\n"
        self._streams.append((stream, intro.encode("ascii") + packed + b"\nendstream"))
        self._numbers, self._contents = [], []

    def append_to(self, data: bytes, root: int, information: int, identifier: str, previous: int) -> bytes:
        """``data`` with this section behind it; ``previous`` is the offset of the last cross-reference section.

        ``identifier`` is the file's permanent id in hexadecimal; the changing one is made from the content.
        """
        self._pack()
        parts = [data if data.endswith(b"\n") else data + b"\n"]
        position = len(parts[0])
        offsets: dict[int, int] = {}
        digest = md5(identifier.encode("ascii"), usedforsecurity=False)
        for number, content in self._streams:
            body = b"%d 0 obj\n%s\nendobj\n" % (number, content)
            offsets[number] = position
            position += len(body)
            digest.update(content)
            parts.append(body)
        cross = self.allocate()
        offsets[cross] = position
        parts.append(self._cross_reference(cross, offsets, root, information, identifier, digest.hexdigest(), previous))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(parts)

    def _cross_reference(
        self,
        number: int,
        offsets: dict[int, int],
        root: int,
        information: int,
        identifier: str,
        changing: str,
        previous: int,
    ) -> bytes:
        runs: list[int] = []
        rows: list[bytes] = []
        for at, (stream, index) in sorted(self._replaced.items()):
            runs += [at, 1]
            rows.append(pack(">BIH", 2, stream, index))
        runs += [self.first, self.next - self.first]
        for at in range(self.first, self.next):
            if at in offsets:
                rows.append(pack(">BIH", 1, offsets[at], 0))
            else:
                rows.append(pack(">BIH", 2, self._streams_of[at - self.first], self._indexes[at - self.first]))
        packed = zlib.compress(b"".join(rows), 6)
        listing = " ".join(str(item) for item in runs)
        entries = (
            f"<</Type/XRef/Size {self.next}/W[1 4 2]/Index[{listing}]/Root {root} 0 R/Info {information} 0 R"
            f"/Prev {previous}/ID[<{identifier}><{changing}>]/Filter/FlateDecode/Length {len(packed)}>>"
        )
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, entries.encode("ascii"), packed)
