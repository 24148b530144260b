"""The page that opens a part of the book: its number, its title, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.document.blocks import PartTitle
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.pages.unitbase import WholeUnit
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.linedraw import SetText, ascent
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

_DEPTH = 0.3
"""Share of the page's height above the title."""
_SIZES = (2.8, 2.2, 1.7, 1.3)
"""Sizes of the title against the text: the first that leaves it in the upper part of its page."""
_LOW = 0.8
"""Share of the page's height above which the title ends."""
_ABOVE = 40.0
"""Room for the number above a title that needs the whole page."""


@dataclass(slots=True)
class PartUnit(WholeUnit):
    """A part's title, a third down its page."""

    number: str = ""
    text: SetText | None = None
    element: Element | None = None
    indent: float = 0.0
    depth: float = 0.0

    def whole(self) -> float:
        """Its height, with the space above it."""
        return self.depth + (self.text.height if self.text else 0.0)

    def _draw(self, writer: PageWriter, x: float, top: float) -> None:
        text, element = self.text, self.element
        if text is None or element is None:
            return
        style = text.composer.style
        left = x + self.indent
        y = top - self.depth
        if self.number:
            face = text.composer.faces["sans-semibold"]
            with writer.marked(element):
                writer.string(left, y + 22.0, f"{self.number} ", face, style.text_size * 1.3, style.accent)
        with writer.artifact():
            writer.rule(left, y + 12.0, 46.0, 3.0, style.accent)
        text.draw(writer, element, left, y - ascent(text.style) * 0.2)


def part_unit(composer: Composer, block: PartTitle, parent: Element, width: float, height: float) -> PartUnit:
    """The unit of a part's title in a frame of ``width`` × ``height`` points."""
    style = composer.style
    for size in _SIZES:
        size *= style.text_size
        look = TextStyle("sans-bold", size, size * 1.18, style.ink, hyphenated=False)
        text = set_text(composer, block.title, look, width - style.hang)
        if text.height <= height * (_LOW - _DEPTH):
            break
    targets = (block.id,) if block.id else ()
    return PartUnit(
        targets=targets,
        number=block.number,
        text=text,
        element=parent.add("H1"),
        indent=style.hang,
        depth=max(min(height * _DEPTH, height * _LOW - text.height), _ABOVE),
    )
