"""Set lines, and how they come onto the page: marked content, links, page numbers that are known only now.

Comes in: the lines of a :class:`SetText`. Goes out: operators. Justified lines stretch their spaces; a reference
becomes a link with its element.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.words import RESERVED, Line, Look, Piece, Span
from berichtsgenerator.typesetting.text.writer import PageWriter


@dataclass(slots=True)
class SetText:
    """A paragraph broken into lines for one width."""

    lines: list[Line]
    style: TextStyle
    width: float
    composer: Composer
    align: str = "left"
    widest: float = 0.0
    marks: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Terms of the index by the line that they begin in."""

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.style.leading

    def draw(
        self,
        writer: PageWriter,
        element: Element | None,
        x: float,
        top: float,
        first: int = 0,
        last: int | None = None,
    ) -> None:
        """Draw the lines ``first`` to ``last`` (exclusive) from ``top`` down.

        With ``element`` None the caller has opened an artifact or a marked-content sequence.
        """
        _draw(writer, self, element, x, top, first, len(self.lines) if last is None else last)


def ascent(style: TextStyle) -> float:
    """Distance from the top of a line to its baseline."""
    return style.leading * 0.5 + style.size * 0.33


def _text_of(composer: Composer, piece: Piece) -> str:
    return composer.target_folio(piece.late) or RESERVED if piece.late else piece.text


def line_width(composer: Composer, line: Line) -> float:
    """Natural width of a line without the space at its end."""
    total = 0.0
    last = len(line.pieces) - 1
    for number, piece in enumerate(line.pieces):
        text = _text_of(composer, piece)
        if number == last:
            text = text.rstrip(" ")
        total += piece_width(piece.look, text)
    return total


def piece_width(look: Look, text: str) -> float:
    """Width of a text with spaces, word by word from the cache."""
    if not text:
        return 0.0
    face = look.face
    if not face.supports(text):
        return face.width(text, look.size)
    if " " not in text:
        return face.word(text)[1] * look.size / 1000
    parts = text.split(" ")
    word = face.word
    total = sum([word(part)[1] for part in parts]) + (len(parts) - 1) * word(" ")[1]
    return total * look.size / 1000


def _draw(
    writer: PageWriter, text: SetText, element: Element | None, x: float, top: float, first: int, last: int
) -> None:
    """Draw lines of ``text`` from ``first`` to ``last`` (exclusive)."""
    composer, style = text.composer, text.style
    ops = writer.ops
    leading = style.leading
    baseline = top - ascent(style)
    open_span: Span | None = None
    opened = False
    current: tuple[str, float] = ("", 0.0)
    rise = 0.0
    spacing = 0.0
    ops.append("BT")
    at_x = at_y = 0.0
    for number in range(first, last):
        line = text.lines[number]
        natural = line_width(composer, line)
        extra = 0.0
        slack = text.width - natural
        if style.justified and line.gaps and (line.full or slack < 0.0):
            extra = slack / line.gaps
        start = x
        if text.align == "right":
            start += slack
        elif text.align == "center":
            start += slack / 2
        ops.append(f"{start - at_x:.2f} {baseline - at_y:.2f} Td")
        at_x, at_y = start, baseline
        if abs(extra - spacing) > 0.0005:
            ops.append(f"{extra:.3f} Tw")
            spacing = extra
        pen = start
        for piece in line.pieces:
            shown = _text_of(composer, piece)
            span = piece.span
            for key in piece.keys:
                writer.numbers[key] = None
            if element is not None and (not opened or span is not open_span):
                if opened:
                    writer.end()
                writer.begin(element if span is None else _span_element(element, span))
                open_span, opened = span, True
            look = piece.look
            for face, part in [(look.face, shown)] if look.face.supports(shown) else look.face.split(shown):
                if current != (face.name, look.size):
                    ops.append(f"{face.name} {look.size:.4g} Tf")
                    current = (face.name, look.size)
                if rise != look.rise:
                    ops.append(f"{look.rise:.3g} Ts")
                    rise = look.rise
                writer.fill(look.colour)
                ops.append(face.show(part))
            width = piece_width(look, shown) + extra * shown.count(" ")
            if span is not None and element is not None and (span.uri or span.target) and shown.strip():
                _link(writer, composer, span, pen, pen + width, baseline, look)
            pen += width
        baseline -= leading
    if opened:
        writer.end()
    if spacing:
        ops.append("0 Tw")
    if rise:
        ops.append("0 Ts")
    ops.append("ET")


def _span_element(element: Element, span: Span) -> Element:
    """The structure element of a span, made when its first piece is drawn."""
    if span.element is None:
        parent = element
        if span.tag == "Reference":
            parent = element.add("Reference")
        tag = "Link" if span.uri or span.target else span.tag
        span.element = parent.add(tag, actual_text=span.spoken, language=span.language)
    return span.element


def _link(
    writer: PageWriter, composer: Composer, span: Span, left: float, right: float, baseline: float, look: Look
) -> None:
    if span.element is None:
        return
    rectangle = (left, baseline - look.size * 0.25 + look.rise, right, baseline + look.size * 0.8 + look.rise)
    if span.uri:
        writer.link(span.element, rectangle, span.contents, uri=span.uri)
        return
    target = composer.targets.get(span.target)
    if target is not None:
        writer.link(span.element, rectangle, span.contents, destination=target)
