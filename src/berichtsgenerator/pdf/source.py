"""PDF objects as source text (ISO 32000-1, 7.3): strings, references, dictionaries of attributes."""

from __future__ import annotations

from array import array as array_of_numbers
from collections.abc import Sequence
from hashlib import md5

import numpy as np

from berichtsgenerator.diagnostics import StandardError, error
from berichtsgenerator.pdf import objectstreams
from berichtsgenerator.pdf.objectstreams import Matrix, Numbers
from berichtsgenerator.pdf.tablerows import RowObjects, reference_rows

MOST_OBJECTS = 8_388_607
"""Indirect objects of a file that conforms to PDF/A-2 (ISO 19005-2, 6.1.13)."""
_REFERENCE = 2 * objectstreams.STEP
"""Width of a reference in an array of references."""
_ENTRY = 7
"""Bytes of an entry of the cross-reference stream: kind, place, index."""
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

    PACK = 800
    """Objects of one stream."""
    REFERENCES = 20_000
    """References of one stream of arrays."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.next = first
        self._streams_of = array_of_numbers("I")
        self._indexes = array_of_numbers("H")
        self._replaced: dict[int, tuple[int, int]] = {}
        self._waiting: dict[str, tuple[list[int], list[str]]] = {}
        self._rows: dict[tuple[str, int], list[RowObjects]] = {}
        self._references: list[tuple[int, Matrix]] = []
        self._streams: list[tuple[int, bytes]] = []
        self._long = 0

    def allocate(self) -> int:
        """The number of a new object whose content follows with :meth:`put`."""
        number = self.next
        self.next = number + 1
        self._streams_of.append(0)
        self._indexes.append(0)
        return number

    def allocate_run(self, count: int) -> int:
        """The first of ``count`` consecutive new objects."""
        first = self.next
        self.next += count
        self._streams_of.extend(array_of_numbers("I", bytes(4 * count)))
        self._indexes.extend(array_of_numbers("H", bytes(2 * count)))
        return first

    def put(self, number: int, content: str, kind: str = "") -> None:
        """The content of an allocated object, or a new version of an object of the file.

        Objects of one ``kind`` look alike and are packed together.
        """
        numbers, contents = self._pile(kind)
        numbers.append(number)
        contents.append(content)
        if len(numbers) >= self.PACK:
            self._pack(kind)

    def _pile(self, kind: str) -> tuple[list[int], list[str]]:
        found = self._waiting.get(kind)
        if found is None:
            found = self._waiting[kind] = ([], [])
        return found

    def add(self, content: str, kind: str = "") -> int:
        """A new object; its number."""
        number = self.allocate()
        self.put(number, content, kind)
        return number

    def add_run(self, contents: list[str], kind: str) -> int:
        """New objects of one kind with consecutive numbers; the first number."""
        first = self.allocate_run(len(contents))
        numbers, texts = self._pile(kind)
        numbers.extend(range(first, self.next))
        texts.extend(contents)
        if len(numbers) >= self.PACK:
            self._pack(kind)
        return first

    def put_rows(self, objects: RowObjects) -> None:
        """The contents of many allocated objects."""
        key = (objects.kind, objects.sources.shape[1])
        pile = self._rows.setdefault(key, [])
        pile.append(objects)
        if sum(len(item.numbers) for item in pile) >= self.PACK:
            self._pack_rows(key)

    def add_references(self, numbers: Sequence[int]) -> int:
        """An array of references (0: null) as a new object; its number."""
        array = self.allocate()
        self._references.append((array, reference_rows(numbers, _REFERENCE)))
        self._long += len(numbers)
        if self._long >= self.REFERENCES:
            self._pack_references()
        return array

    def _pack(self, kind: str) -> None:
        numbers, contents = self._waiting.pop(kind)
        packed = objectstreams.alike(numbers, contents) if kind else objectstreams.plain(numbers, contents)
        stream = self.allocate()
        for index, number in enumerate(numbers):
            if number >= self.first:
                self._streams_of[number - self.first] = stream
                self._indexes[number - self.first] = index
            else:
                self._replaced[number] = (stream, index)
        self._streams.append((stream, packed))

    def _pack_rows(self, key: tuple[str, int]) -> None:
        pile = self._rows.pop(key)
        numbers = np.concatenate([item.numbers for item in pile])
        sources = np.concatenate([item.sources for item in pile])
        self._keep_packed(numbers, objectstreams.in_rows(numbers, np.arange(len(numbers)), sources))

    def _pack_references(self) -> None:
        pile, self._references, self._long = self._references, [], 0
        numbers = np.array([number for number, _ in pile], dtype=np.int64)
        heights = np.array([len(matrix) for _, matrix in pile], dtype=np.int64)
        sources = np.concatenate([matrix for _, matrix in pile])
        self._keep_packed(numbers, objectstreams.in_rows(numbers, heights.cumsum() - heights, sources))

    def _keep_packed(self, numbers: Numbers, packed: bytes) -> None:
        """A stream of new objects ``numbers``."""
        stream = self.allocate()
        places = numbers - self.first
        np.frombuffer(self._streams_of, dtype=self._streams_of.typecode)[places] = stream
        np.frombuffer(self._indexes, dtype=self._indexes.typecode)[places] = np.arange(len(numbers))
        self._streams.append((stream, packed))

    def append_to(self, data: bytes, root: int, information: int, identifier: str, previous: int) -> bytes:
        """``data`` with this section behind it; ``previous`` is the offset of the last cross-reference section.

        ``identifier`` is the file's permanent id in hexadecimal; the changing one is made from the content.
        """
        for kind in sorted(self._waiting):
            self._pack(kind)
        for key in sorted(self._rows):
            self._pack_rows(key)
        if self._references:
            self._pack_references()
        if self.next > MOST_OBJECTS:
            message = f"Das Dokument braucht mehr als {MOST_OBJECTS} Objekte, so viele erlaubt PDF/A-2 (6.1.13)."
            raise StandardError(error("zu-viele-objekte", message, advice="Das Dokument in Bände teilen."))
        pieces = [data] if data.endswith(b"\n") else [data, b"\n"]
        written = sum(map(len, pieces))
        offsets: dict[int, int] = {}
        digest = md5(identifier.encode("ascii"), usedforsecurity=False)
        for number, content in self._streams:
            head, tail = b"%d 0 obj\n" % number, b"\nendobj\n"
            offsets[number] = written
            pieces += (head, content, tail)
            written += len(head) + len(content) + len(tail)
            digest.update(content)
        cross = self.allocate()
        offsets[cross] = written
        pieces.append(
            self._cross_reference(cross, offsets, root, information, identifier, digest.hexdigest(), previous)
        )
        pieces.append(b"startxref\n%d\n%%%%EOF\n" % written)
        self._forget()
        return b"".join(pieces)

    def _forget(self) -> None:
        """Give back what was kept of the objects before the file is put together."""
        self._streams_of, self._indexes = array_of_numbers("I"), array_of_numbers("H")
        self._streams = []

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
        replaced = sorted(self._replaced.items())
        for at, _ in replaced:
            runs += [at, 1]
        runs += [self.first, self.next - self.first]
        entry = np.dtype([("type", ">u1"), ("place", ">u4"), ("index", ">u2")])
        table = np.empty(len(replaced) + self.next - self.first, dtype=entry)
        table["type"] = 2
        for at, (_, (stream, index)) in enumerate(replaced):
            table[at] = (2, stream, index)
        rows = table[len(replaced) :]
        rows["place"] = np.frombuffer(self._streams_of, dtype=self._streams_of.typecode)
        rows["index"] = np.frombuffer(self._indexes, dtype=self._indexes.typecode)
        for owner, offset in offsets.items():
            rows[owner - self.first] = (1, offset, 0)
        packed = objectstreams.compressed_rows(table.view(np.uint8).reshape(-1, _ENTRY))
        listing = " ".join(str(item) for item in runs)
        entries = (
            f"<</Type/XRef/Size {self.next}/W[1 4 2]/Index[{listing}]/Root {root} 0 R/Info {information} 0 R"
            f"/Prev {previous}/ID[<{identifier}><{changing}>]/Filter/FlateDecode"
            f"/DecodeParms<</Predictor 12/Columns {_ENTRY}>>/Length {len(packed)}>>"
        )
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, entries.encode("ascii"), packed)
