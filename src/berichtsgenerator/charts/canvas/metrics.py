"""Widths of text in the document's own fonts.

The document is set without kerning, so the width of a string is the sum of the advances in the font's ``hmtx`` table;
they are read once a glyph through FreeType in font units, which makes measuring exact at every size and the same
everywhere.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

ELLIPSIS = "…"
_BREAK_AFTER = "-–/"
_SPACE = " "


class FontMetrics:
    """Advances and heights of one TrueType file; ``ascent`` and ``descent`` (positive) are shares of the size."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._font = FT2Font(str(file))
        self._units = float(self._font.units_per_EM)
        self._advances: dict[str, float] = {}
        self.ascent = self._font.ascender / self._units
        self.descent = -self._font.descender / self._units

    def _advance(self, character: str) -> float:
        glyph = self._font.load_char(ord(character), flags=LoadFlags.NO_SCALE)
        share = glyph.horiAdvance / self._units
        self._advances[character] = share
        return share

    def width(self, text: str, size: float) -> float:
        """Width of ``text`` at ``size`` in the unit of ``size``."""
        known = self._advances
        total = 0.0
        for character in text:
            share = known.get(character)
            total += self._advance(character) if share is None else share
        return total * size

    def has(self, character: str) -> bool:
        """True when the font has a glyph for ``character``."""
        return self._font.get_char_index(ord(character)) != 0


@lru_cache(maxsize=64)
def metrics_of(file: Path) -> FontMetrics:
    """The metrics of a font file, read once a process."""
    return FontMetrics(file)


def _pieces(text: str) -> list[str]:
    """``text`` cut at its break points; a piece keeps its trailing space, hyphen or slash. Figures with a sign between
    them („07/2025“, „2024/25“, „2010–2025“) stay together.
    """
    pieces: list[str] = []
    current = ""
    for position, character in enumerate(text):
        current += character
        following = text[position + 1 : position + 2]
        within = following.isdigit() and text[:position][-1:].isdigit()
        may_break = character in _BREAK_AFTER and len(current) > 2 and following not in ("", _SPACE) and not within
        if character == _SPACE or may_break:
            pieces.append(current)
            current = ""
    if current:
        pieces.append(current)
    return pieces


def _cut(metrics: FontMetrics, word: str, size: float, width: float, ending: str) -> int:
    """Number of characters of ``word`` that fit with ``ending`` into ``width`` (at least one)."""
    count = len(word)
    while count > 1 and metrics.width(word[:count].rstrip() + ending, size) > width:
        count -= 1
    return count


def shorten(metrics: FontMetrics, text: str, size: float, width: float) -> str:
    """``text``, or its beginning with an ellipsis where it is wider than ``width``."""
    if metrics.width(text, size) <= width:
        return text
    return text[: _cut(metrics, text, size, width, ELLIPSIS)].rstrip(" -–,/(") + ELLIPSIS


def wrap(metrics: FontMetrics, text: str, size: float, width: float, *, lines: int = 3) -> tuple[str, ...]:
    """``text`` in at most ``lines`` lines of at most ``width``; broken at spaces, hyphens and slashes.

    A word wider than a line is divided with a hyphen; what does not fit into the last line ends in an ellipsis.
    """
    text = " ".join(text.split(" ")).strip()
    if metrics.width(text, size) <= width:
        return (text,)
    found: list[str] = []
    current = ""
    pending = _pieces(text)
    while pending:
        piece = pending.pop(0)
        if metrics.width((current + piece).rstrip(), size) <= width:
            current += piece
            continue
        if current:
            found.append(current.rstrip())
            current = ""
            pending.insert(0, piece)
            continue
        count = _cut(metrics, piece.rstrip(), size, width, "-")
        found.append(piece[:count] + "-")
        pending.insert(0, piece[count:])
    if current.strip():
        found.append(current.rstrip())
    if len(found) <= lines:
        return tuple(found)
    last = " ".join(found[lines - 1 :])
    return (*found[: lines - 1], shorten(metrics, last, size, width))
