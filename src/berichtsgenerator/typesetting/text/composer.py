"""What all parts of the setting share while one document is set: faces, style, hyphenation, targets, findings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from re import Pattern
from typing import Any, TypeVar

from berichtsgenerator.diagnostics import Diagnostic, Place
from berichtsgenerator.document.blocks import Figure
from berichtsgenerator.document.drawings import Drawing
from berichtsgenerator.document.pages import Destination, Image
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.text.faces import KEPT_WORDS, Face, Faces
from berichtsgenerator.typesetting.text.linebreak import BreakPoint
from berichtsgenerator.typesetting.text.style import HouseStyle

K = TypeVar("K")
Hyphenate = Callable[[str], tuple[int, ...]]
"""Break positions of a word of letters: a position p parts ``word[:p]`` from ``word[p:]``."""
Drawings = Callable[[Figure, float], Drawing]
"""Draws a figure's chart to a width in points."""

SOFT_HYPHEN = "\u00ad"
LEAST_BEFORE, LEAST_BEHIND = 2, 3
"""Letters that a hyphen leaves at least at the end of a line and at the beginning of the next."""
_LETTERS = re.compile(r"[A-Za-zÄÖÜäöüßéèáàëï]{5,}")
_BREAK_AFTER = re.compile(r"(?<=[\wäöüß)])[-/–](?=[A-Za-zÄÖÜäöüß(])")
_SCHEME = re.compile(r"^(https?://|www\.)|@|\.(de|eu|org|com)\b")
_ADDRESS_BREAK = re.compile(r"(?<=[/.?&=_-])(?=\w)")


def no_hyphens(word: str) -> tuple[int, ...]:
    """Never parts a word."""
    return ()


@dataclass(slots=True)
class FootnoteItem:
    """A footnote: its sign, the name of its target, its height and what draws it (writer, x, top)."""

    sign: str
    target: str
    height: float
    draw: Callable[..., None]


@dataclass(slots=True)
class Composer:
    """The shared state of setting one document; explicit, and thrown away with it."""

    faces: Faces
    style: HouseStyle
    hyphenate: Hyphenate
    drawings: Drawings
    diagnostics: list[Diagnostic] = field(default_factory=list)
    targets: dict[str, Destination] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    """Printed folio of every page, known when drawing begins."""
    place: Place = field(default_factory=Place)
    wanted: dict[str, Place] = field(default_factory=dict)
    """Targets of references with the first block that refers to them."""
    footnotes: int = 0
    pending_notes: list[Element] = field(default_factory=list)
    """Elements of footnotes that the block just set refers to; they are read after it."""
    ids: int = 0
    terms: Pattern[str] | None = None
    """What the index looks for, None without one."""
    term_of: dict[str, str] = field(default_factory=dict)
    """The index's entry by each word that leads to it."""
    images: list[Image] = field(default_factory=list)
    _kept: dict[type, Any] = field(default_factory=dict)
    _words: dict[tuple[str, str], tuple[float, tuple[BreakPoint, ...], tuple[int, ...]]] = field(default_factory=dict)

    def at(self, place: Place) -> None:
        """From now on findings belong to the block at ``place``."""
        self.place = place
        self.faces.missing.place = place

    def report(self, diagnostic: Diagnostic) -> None:
        """Keep a finding."""
        self.diagnostics.append(diagnostic)

    def new_id(self, prefix: str) -> str:
        """A structure id that is unique in the document."""
        self.ids += 1
        return f"{prefix}{self.ids}"

    def folio(self, page: int) -> str:
        """The printed number of a page."""
        return self.labels[page] if page < len(self.labels) else str(page + 1)

    def target_folio(self, target: str) -> str:
        """The printed page of a block, ``""`` while it is unknown."""
        found = self.targets.get(target)
        return self.folio(found.page) if found else ""

    def word(self, face: Face, text: str) -> tuple[float, tuple[BreakPoint, ...], tuple[int, ...]]:
        """Width of a word, its break points (both in thousandths of the size) and their positions in the text."""
        key = (face.role, text)
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= KEPT_WORDS:
                self._words.clear()
            found = self._words[key] = self._part(face, text)
        return found

    def kept(self, kind: type[K]) -> K:
        """The one ``kind()`` that a part of the setting keeps for this document, made when it is first asked for."""
        found = self._kept.get(kind)
        if not isinstance(found, kind):
            found = self._kept[kind] = kind()
        return found

    def forget(self) -> None:
        """Give back what was kept of words and by parts of the setting: all lines are broken."""
        self._words.clear()
        self._kept.clear()

    def _part(self, face: Face, text: str) -> tuple[float, tuple[BreakPoint, ...], tuple[int, ...]]:
        width = face.width(text, 1000)
        if len(text) < 5:
            return width, (), ()
        places: dict[int, bool] = {}
        if _SCHEME.search(text):
            places = {match.start(): False for match in _ADDRESS_BREAK.finditer(text)}
        else:
            for match in _LETTERS.finditer(text):
                start = match.start()
                length = len(match.group())
                for position in self.hyphenate(match.group()):
                    if position >= LEAST_BEFORE and length - position >= LEAST_BEHIND:
                        places[start + position] = True
            for match in _BREAK_AFTER.finditer(text):
                places[match.end()] = False
        points = []
        for position in sorted(places):
            before = face.width(text[:position], 1000)
            hyphen = places[position]
            shown = face.width(text[:position] + SOFT_HYPHEN, 1000) if hyphen else before
            points.append(BreakPoint(shown, before, hyphen))
        return width, tuple(points), tuple(sorted(places))
