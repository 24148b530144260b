"""Hyphenation patterns (Liang 1983) of a ``hyph_*.dic`` file, read quickly.

Comes in: the file that pyphen brings along. Goes out: break positions of a word. The file is only split into lines
when it is read; a pattern is taken apart when a word needs it, which a report does for a small part of them.
"""

from __future__ import annotations

from pathlib import Path

_DIGITS = "0123456789"
_COMMENTS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")


class Patterns:
    """The patterns of one language; ``left`` and ``right`` are the fewest letters before and after a break."""

    def __init__(self, path: Path, *, left: int, right: int) -> None:
        with path.open("rb") as stream:
            encoding = stream.readline().decode("ascii").strip()
        text = path.read_text(encoding=encoding).partition("\n")[2]
        lines = [line.strip() for line in text.split("\n")]
        lines = [line for line in lines if not line.startswith(_COMMENTS)]
        text = "\n".join(lines)
        if "/" in text or "^^" in text:
            unread = next(line for line in lines if "/" in line or "^^" in line)
            raise ValueError(f"patterns with alternatives or hexadecimal characters: {unread!r}")
        keys = text.encode().translate(None, _DIGITS.encode()).decode().split("\n")
        self._raw: dict[str, str] = dict(zip(keys, lines, strict=True))
        self._raw.pop("", None)
        self._parsed: dict[str, tuple[int, tuple[int, ...]] | None] = {}
        self._longest = max(map(len, self._raw), default=0)
        self._left, self._right = left, right
        self._known: dict[str, tuple[int, ...]] = {}

    def _pattern(self, key: str) -> tuple[int, tuple[int, ...]] | None:
        """Offset and values of a pattern, without zeros at its ends; None when it has none."""
        values: list[int] = []
        digit = 0
        for char in self._raw[key]:
            if char in _DIGITS:
                digit = int(char)
            else:
                values.append(digit)
                digit = 0
        values.append(digit)
        some = [at for at, value in enumerate(values) if value]
        return (some[0], tuple(values[some[0] : some[-1] + 1])) if some else None

    def positions(self, word: str) -> tuple[int, ...]:
        """Positions before which ``word`` may be parted, ascending."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._positions(word)
        return found

    def _positions(self, word: str) -> tuple[int, ...]:
        pointed = f".{word.lower()}."
        points = [0] * (len(pointed) + 1)
        raw, parsed = self._raw, self._parsed
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                key = pointed[start:end]
                if key not in raw:
                    continue
                if key not in parsed:
                    parsed[key] = self._pattern(key)
                found = parsed[key]
                if found is None:
                    continue
                at = start + found[0]
                for value in found[1]:
                    if value > points[at]:
                        points[at] = value
                    at += 1
        last = len(word) - self._right
        return tuple(at - 1 for at, point in enumerate(points) if point % 2 and self._left <= at - 1 <= last)
