"""The page that opens a part of the book: its number, its title, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.document.blocks import PartTitle
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.composer import Composer
from berichtsgenerator.typesetting.linedraw import ascent
from berichtsgenerator.typesetting.paragraphs import SetText, set_text
from berichtsgenerator.typesetting.style import TextStyle
from berichtsgenerator.typesetting.unitbase import Placement, UnitBase
from berichtsgenerator.typesetting.writer import PageWriter

_DEPTH = 0.3
"""Share of the page's height above the title."""


@dataclass(slots=True)
class PartUnit(UnitBase):
    """A part's title, a third down its page."""

    number: str = ""
    text: SetText | None = None
    element: Element | None = None
    indent: float = 0.0
    depth: float = 0.0

    def whole(self) -> float:
        """Its height, with the space above it."""
        return self.depth + (self.text.height if self.text else 0.0)

    def least(self) -> float:
        """It is never parted."""
        return self.whole()

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        if self.whole() > room + 0.01 and not fresh:
            return None
        return Placement(self.whole(), self._draw)

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
    look = TextStyle("sans-bold", style.text_size * 2.8, style.text_size * 3.3, style.ink, hyphenated=False)
    text = set_text(composer, block.title, look, width - style.hang)
    targets = (block.id,) if block.id else ()
    return PartUnit(
        targets=targets,
        number=block.number,
        text=text,
        element=parent.add("H1"),
        indent=style.hang,
        depth=height * _DEPTH,
    )
