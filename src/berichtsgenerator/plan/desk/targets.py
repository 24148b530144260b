"""Numbers of headings, tables and figures, and what can be referred to.

Comes in: blocks in the order of the document. Goes out: printed numbers (``3.1``, ``A``, ``3.4``) and, for an id, the
words of a reference (``Tabelle 3.4``). State is explicit: one :class:`Targets` per document.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Place


@dataclass(slots=True)
class Targets:
    """Counters and registered ids."""

    numbered: bool = True
    depth: int = 3
    _path: list[int] = field(default_factory=list)
    _chapter: str = ""
    _tables: int = 0
    _figures: int = 0
    _words: dict[str, str] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)
    _absent: set[str] = field(default_factory=set)
    _automatic: int = 0

    def chapter(self, ordinal: int, *, annex: bool, number: bool) -> str:
        """Begin chapter (or annex) ``ordinal``, from 1; its printed number."""
        self._path = [ordinal]
        letter = letters(ordinal)
        self._chapter = (letter if annex else str(ordinal)) if number and self.numbered else ""
        if self.numbered:
            self._tables = self._figures = 0
        return self._chapter

    def section(self, level: int, *, number: bool) -> str:
        """Begin a section of ``level`` (2 to 4); its printed number."""
        while len(self._path) < level - 1:
            self._path.append(0)
        if len(self._path) >= level:
            self._path = [*self._path[: level - 1], self._path[level - 1] + 1 if number else self._path[level - 1]]
        else:
            self._path.append(1 if number else 0)
        if not (number and self.numbered and self._chapter and level <= self.depth):
            return ""
        return ".".join([self._chapter, *(str(part) for part in self._path[1:])])

    def current(self) -> str:
        """The number of the current chapter."""
        return self._chapter

    def position(self) -> tuple[int, ...]:
        """Where the numbering of sections stands; for :meth:`back_to`."""
        return tuple(self._path)

    def back_to(self, position: tuple[int, ...]) -> None:
        """Take back the number of a section that turned out empty."""
        self._path = list(position)

    def table(self) -> str:
        """The next table's number."""
        self._tables += 1
        return f"{self._chapter}.{self._tables}" if self._chapter else str(self._tables)

    def figure(self) -> str:
        """The next figure's number."""
        self._figures += 1
        return f"{self._chapter}.{self._figures}" if self._chapter else str(self._figures)

    def register(self, identifier: str, words: str, place: Place) -> Place | None:
        """Make ``identifier`` known as ``words``; the earlier place when it is known already."""
        if identifier in self._words:
            return self._places[identifier]
        self._words[identifier] = words
        self._places[identifier] = place
        self._absent.discard(identifier)
        return None

    def absent(self, identifier: str) -> None:
        """Remember an id of the layout whose block is not in this document."""
        if identifier and identifier not in self._words:
            self._absent.add(identifier)

    def automatic(self, kind: str) -> str:
        """An id for a block that has none."""
        self._automatic += 1
        return f"{kind}-{self._automatic}"

    def find(self, target: str, suffixes: tuple[str, ...]) -> str | None:
        """The registered id that ``target`` means: the one of the same repetition first."""
        for count in range(len(suffixes), -1, -1):
            name = "-".join([target, *suffixes[:count]])
            if name in self._words:
                return name
        return None

    def is_absent(self, target: str, suffixes: tuple[str, ...]) -> bool:
        """True when ``target`` is an id of the layout that this document leaves out."""
        names = ("-".join([target, *suffixes[:count]]) for count in range(len(suffixes) + 1))
        parts = (target.rsplit("-", count)[0] for count in range(target.count("-") + 1))  # of a repetition left out
        return any(name in self._absent for name in (*names, *parts))

    def words(self, identifier: str) -> str:
        """How a reference to a registered id is printed."""
        return self._words[identifier]

    def known(self) -> tuple[str, ...]:
        """All ids."""
        return tuple(sorted(set(self._words) | self._absent))


def letters(ordinal: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    text = ""
    while ordinal > 0:
        ordinal, rest = divmod(ordinal - 1, 26)
        text = string.ascii_uppercase[rest] + text
    return text
