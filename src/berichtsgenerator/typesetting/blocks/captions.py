"""Titles of tables and figures, and what stands below them: notes, legend of the marks, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.document.inline import Inlines
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.linedraw import SetText, ascent
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter


class Caption:
    """``Tabelle 3.4`` in the hanging column, the title beside it, the subtitle below."""

    def __init__(
        self, composer: Composer, identifier: str, kind: str, number: str, title: str, subtitle: str, frame: float
    ) -> None:
        style = composer.style
        look = style.table
        self.composer = composer
        self.label = f"{kind} {number}" if number else ""
        size = look.title_size
        self._title_style = TextStyle("sans-bold", size, size * 1.25, style.ink, hyphenated=False)
        self._sub_style = TextStyle("sans", size * 0.86, size * 1.18, style.grey)
        self.indent = style.hang if number else 0.0
        width = frame - self.indent
        self._title = set_text(composer, title, self._title_style, width)
        self._subtitle: SetText | None = set_text(composer, subtitle, self._sub_style, width) if subtitle else None
        self.title = title
        self.height = self._title.height + (self._subtitle.height if self._subtitle else 0.0) + 5.0
        self.continued_height = look.note_leading + 5.0

    def draw(self, writer: PageWriter, element: Element, x: float, top: float) -> None:
        """Draw it as the Caption of ``element``."""
        style = self.composer.style
        caption = element.add("Caption")
        face = self.composer.faces["sans-semibold"]
        if self.label:
            with writer.marked(caption):
                y = top - ascent(self._title_style)
                writer.string(x, y, f"{self.label} ", face, style.table.title_size * 0.94, style.accent)
        self._title.draw(writer, caption, x + self.indent, top)
        if self._subtitle:
            self._subtitle.draw(writer, caption.add("P"), x + self.indent, top - self._title.height)

    def draw_continued(self, writer: PageWriter, x: float, top: float, word: str) -> None:
        """The line above a part on a later page, an artifact: the element has its caption already."""
        style = self.composer.style
        size = style.table.note_size
        bold, italic = self.composer.faces["sans-semibold"], self.composer.faces["sans-italic"]
        y = top - style.table.note_leading + 2.5
        with writer.artifact("pagination"):
            label = self.label or self.title
            if not bold.supports(label):
                label = "".join(char for char in label if char in bold.has)
            writer.string(x, y, label, bold, size, style.accent)
            writer.string(x + bold.width(label, size) + 5, y, f"({word})", italic, size, style.grey)


def legend_text(legend: Sequence[tuple[str, str]]) -> str:
    """The marks used with their meanings in one line of text."""
    return "Zeichen: " + "; ".join(f"{symbol}\u00a0=\u00a0{meaning}" for symbol, meaning in legend)


def source_text(source: str) -> str:
    """The source line, beginning with the word that says so."""
    return source if source.startswith(("Quelle", "Datenquelle", "©")) else f"Quelle: {source}"


class FootText:
    """Notes, legend and source below a table or figure; ``numbers`` says where the numbers of a figure stand."""

    def __init__(
        self,
        composer: Composer,
        parent: Element,
        notes: Sequence[str],
        legend: Sequence[tuple[str, str]],
        source: str,
        width: float,
        x: float,
        numbers: Inlines = (),
    ) -> None:
        self._composer = composer
        self._texts: list[str | Inlines] = list(notes)
        if numbers:
            self._texts.append(numbers)
        if legend:
            self._texts.append(legend_text(legend))
        if source:
            self._texts.append(source_text(source))
        self._elements = [parent.add("P") for _ in self._texts]
        self._laid: dict[tuple[float, float], list[SetText]] = {}
        self.height = 0.0
        self.lay(width, x)

    def lay(self, width: float, x: float, scale: float = 1.0) -> None:
        """Set the lines anew for another width or size."""
        look = self._composer.style.source
        look = replace(look, size=look.size * scale, leading=look.leading * scale)
        self._x = x
        texts = self._laid.get((width, scale))
        if texts is None:
            texts = self._laid[(width, scale)] = [set_text(self._composer, text, look, width) for text in self._texts]
        self._parts = list(zip(texts, self._elements, strict=True))
        self.height = sum(part.height for part, _ in self._parts) + (4.5 if self._parts else 0.0)

    def draw(self, writer: PageWriter, x: float, top: float) -> None:
        """Draw all lines below ``top``."""
        y = top - 4.5
        for text, element in self._parts:
            text.draw(writer, element, x + self._x, y)
            y -= text.height

    def draw_again(self, writer: PageWriter, x: float, top: float) -> None:
        """Draw all lines as an artifact: they are read once, with the last part."""
        y = top - 4.5
        with writer.artifact("pagination"):
            for text, _ in self._parts:
                text.draw(writer, None, x + self._x, y)
                y -= text.height
