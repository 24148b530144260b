"""PDF objects as source text (ISO 32000-1, 7.3): strings, references, dictionaries of attributes."""

from __future__ import annotations

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
    """Objects appended to an existing file: an incremental update (ISO 32000-1, 7.5.6), written straight as bytes."""

    def __init__(self, first: int) -> None:
        self.first = first
        self._objects: list[bytes | None] = []

    def allocate(self) -> int:
        """The number of a new object whose content follows with :meth:`put`."""
        self._objects.append(None)
        return self.first + len(self._objects) - 1

    def put(self, number: int, content: str) -> None:
        """The content of an allocated object."""
        self._objects[number - self.first] = content.encode("latin-1")

    def add(self, content: str) -> int:
        """A new object; its number."""
        self._objects.append(content.encode("latin-1"))
        return self.first + len(self._objects) - 1

    def append_to(self, data: bytes, root: int, previous: int) -> bytes:
        """``data`` with this section behind it; ``previous`` is the offset of the last cross-reference table."""
        parts = [data if data.endswith(b"\n") else data + b"\n"]
        position = len(parts[0])
        offsets = []
        for index, content in enumerate(self._objects):
            body = b"%d 0 obj\n%s\nendobj\n" % (self.first + index, content or b"null")
            offsets.append(position)
            position += len(body)
            parts.append(body)
        size = self.first + len(offsets)
        parts.append(b"xref\n%d %d\n" % (self.first, len(offsets)))
        parts.append(b"".join([b"%010d 00000 n \n" % offset for offset in offsets]))
        parts.append(
            b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, previous, position)
        )
        return b"".join(parts)
