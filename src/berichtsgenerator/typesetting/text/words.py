"""Inline pieces to words: text, numbers, references, footnotes with their looks and spans.

Comes in: :class:`Inlines` of the document. Goes out: :class:`Words`, lists of pieces with the places where a line must
end and the footnotes that belong to them. Nothing is broken into lines here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from unicodedata import normalize

from berichtsgenerator.document.inline import Break, Footnote, Inlines, Number, Reference, Text
from berichtsgenerator.document.structure import Element
from berichtsgenerator.language.ties import tied
from berichtsgenerator.typesetting.text.composer import SOFT_HYPHEN, Composer, FootnoteItem
from berichtsgenerator.typesetting.text.faces import Face
from berichtsgenerator.typesetting.text.style import Colour, TextStyle

_SPACES = {**dict.fromkeys(map(ord, "\t\n\v\f\r\u0085\u2028\u2029"), " "), **dict.fromkeys((0xAD, 0x200B, 0xFEFF))}
"""Characters that only separate words, and invisible ones that an author's program has left behind."""
RESERVED = "888"
"""Stands for a page number that is filled in when its line is drawn."""
MakeFootnote = Callable[[Composer, str, Footnote, str], FootnoteItem]
"""Sets a footnote: its sign, its content, the name of its target."""


@dataclass(slots=True, eq=False)
class Span:
    """A stretch of text with a meaning of its own: link, reference, number read differently, other language."""

    tag: str
    uri: str = ""
    target: str = ""
    spoken: str = ""
    language: str = ""
    contents: str = ""
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Face, size, rise and colour of a piece of text."""

    face: Face
    size: float
    rise: float
    colour: Colour


@dataclass(slots=True)
class Piece:
    """A piece of a word in one look; ``late`` names the block whose page number is printed here.

    ``keys`` are those of the register's numbers that begin in it.
    """

    look: Look
    text: str
    span: Span | None = None
    late: str = ""
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Line:
    """A set line: pieces with their spaces, its natural width and number of spaces; ``full`` lines are justified."""

    pieces: list[Piece]
    gaps: int
    full: bool
    footnotes: tuple[FootnoteItem, ...] = ()

    @property
    def hyphenated(self) -> bool:
        """True when the line ends within a word."""
        return bool(self.pieces) and self.pieces[-1].text.endswith(SOFT_HYPHEN)


def _look(composer: Composer, style: TextStyle, bold: bool, italic: bool) -> Look:
    face = composer.faces[style.face]
    if bold or italic:
        base = style.face.split("-")[0]
        face = composer.faces.styled(
            base, bold=bold or "bold" in style.face, italic=italic != style.face.endswith("italic")
        )
    return Look(face, style.size, 0.0, style.colour)


class Words:
    """Collects words (lists of pieces) from inline pieces."""

    def __init__(self) -> None:
        self.words: list[list[Piece]] = []
        self.forced: set[int] = set()
        self.notes: dict[int, list[FootnoteItem]] = {}
        self._open = False

    def add(self, look: Look, text: str, span: Span | None = None, late: str = "", key: str = "") -> None:
        """Words of a text in one look; they join the last word where no space stands between."""
        if late:
            self._append(Piece(look, text, span, late))
            return
        if not text:
            return
        if not text.isascii():
            text = normalize("NFC", text)
        parts = text.translate(_SPACES).split(" ")
        for number, part in enumerate(parts):
            if number:
                self._open = False
            if part:
                self._append(Piece(look, part, span, keys=(key,) if key and not number else ()))

    def _append(self, piece: Piece) -> None:
        if self._open:
            self.words[-1].append(piece)
        else:
            self.words.append([piece])
            self._open = True

    def ends_in_note(self) -> bool:
        """True when the last word ends in the sign of a footnote, with no space behind it."""
        span = self.words[-1][-1].span if self._open and self.words else None
        return span is not None and span.target.startswith("fussnote-")

    def line_break(self) -> None:
        """The line ends after the last word."""
        if self.words:
            self.forced.add(len(self.words) - 1)
        self._open = False


def collect(composer: Composer, content: Inlines, style: TextStyle, make_footnote: MakeFootnote) -> Words:
    """The words of inline pieces; a footnote is set where it is met."""
    words = Words()
    house = composer.style
    for item in content:
        if isinstance(item, Text):
            look = _look(composer, style, item.bold, item.italic)
            if item.superscript:
                look = replace(look, size=look.size * 0.66, rise=look.size * 0.33)
            span = None
            if item.link:
                span = Span("Link", uri=item.link, language=item.language, contents=f"Externer Link: {item.link}")
                look = replace(look, colour=house.accent)
            elif item.language and item.language.split("-")[0] != "de":
                span = Span("Span", language=item.language)
            words.add(look, tied(item.text), span)
        elif isinstance(item, Number):
            look = _look(composer, style, item.bold, item.italic)
            span = Span("Span", spoken=item.spoken) if item.spoken and item.spoken != item.text else None
            words.add(look, item.text, span, key=item.key)
        elif isinstance(item, Reference):
            _reference(composer, words, item, style)
        elif isinstance(item, Footnote):
            _footnote(composer, words, item, style, make_footnote)
        elif isinstance(item, Break):
            words.line_break()
    return words


def _reference(composer: Composer, words: Words, item: Reference, style: TextStyle) -> None:
    look = replace(_look(composer, style, False, False), colour=composer.style.accent)
    composer.wanted.setdefault(item.target, composer.place)
    span = Span(
        "Reference", target=item.target, contents=f"Verweis: {item.text}" if item.text else "Verweis auf eine Seite"
    )
    if item.form != "seite" and item.text:
        words.add(look, item.text, span)
    if item.form != "nummer":
        words.add(look, " auf Seite\u00a0" if item.form != "seite" and item.text else "Seite\u00a0", span)
        words.add(look, RESERVED, span, late=item.target)


def _footnote(composer: Composer, words: Words, item: Footnote, style: TextStyle, make_footnote: MakeFootnote) -> None:
    composer.footnotes += 1
    sign = str(composer.footnotes)
    look = _look(composer, style, False, False)
    raised = replace(look, size=look.size * 0.66, rise=look.size * 0.33, colour=composer.style.accent)
    target = f"fussnote-{sign}"
    if words.ends_in_note():
        words.add(raised, ",\u202f")  # two signs side by side are no number
    words.add(raised, sign, Span("Reference", target=target, contents=f"Fußnote {sign}"))
    words.notes.setdefault(len(words.words) - 1, []).append(make_footnote(composer, sign, item, target))
