"""Blocks of running text to units: paragraphs, lists, boxed notes, text in columns, notes in the margin.

Comes in: blocks of text. Goes out: units in a flow (or collected for a set of columns), and their structure elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.diagnostics import error, warning
from berichtsgenerator.document.blocks import Columns, ListBlock, Note, Paragraph, ParagraphStyle
from berichtsgenerator.document.inline import Inlines, Text
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.blocks.columns import COLUMN_GAP, ColumnsUnit
from berichtsgenerator.typesetting.blocks.index import marked
from berichtsgenerator.typesetting.blocks.units import BoxUnit, MarginNote, StackPart, TextUnit
from berichtsgenerator.typesetting.pages.flow import Flow
from berichtsgenerator.typesetting.pages.unitbase import FOOT_SPACE, Unit
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.linedraw import SetText
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle

_BULLETS = ("•", "–", "•")
_LANDSCAPE_MEASURE = 440.0
MARGIN_GAP = 12.0
NARROW = 220.0
"""Text narrower than this (in points) is set ragged: justified, its word spaces would become holes."""
LEAST_MARGIN = 50.0
"""A margin narrower than this (in points) holds no notes."""


class TextBuilder:
    """What a builder does with running text."""

    def __init__(self, composer: Composer, flow: Flow) -> None:
        self.composer, self.flow = composer, flow
        self._sink: list[Unit] | None = None
        self._measure: float | None = None

    @property
    def parent(self) -> Element:
        """The section that blocks are read in now."""
        raise NotImplementedError

    # Measures -----------------------------------------------------------------------------------------------------

    def _text_indent(self) -> float:
        return self.composer.style.hang

    def _text_width(self) -> float:
        if self._measure is not None:
            return self._measure
        width = self.flow.frame_width - self._text_indent()
        return min(width, _LANDSCAPE_MEASURE) if self.flow.landscape else width

    # Text ---------------------------------------------------------------------------------------------------------

    def _add(self, unit: Unit) -> None:
        """Into the flow, or where units are collected just now."""
        if self._sink is None:
            self.flow.add(unit)
        else:
            self._sink.append(unit)

    def _columns(self, block: Columns) -> None:
        """Text in columns: its units are set to the width of a column and placed together."""
        width = self._text_width()
        count = max(block.count, 1)
        self._measure = (width - (count - 1) * COLUMN_GAP) / count
        self._sink = []
        for item in block.content:
            if isinstance(item, Paragraph):
                self._paragraph(item)
                last = self._sink[-1] if self._sink else None
                if isinstance(last, TextUnit) and all(isinstance(part, Text) and part.bold for part in item.content):
                    last.keep_next = True  # a heading within the columns
            else:
                self._list(item, self.parent, self._text_indent(), 0)
        units, self._sink, self._measure = self._sink, None, None
        if units:
            step = (width + COLUMN_GAP) / count
            self._add(ColumnsUnit(after=self.composer.style.baseline, fills=True, units=units, count=count, step=step))

    def _set(self, content: Inlines, look: TextStyle, width: float) -> SetText:
        """Lines of a text; that the notes of one of them need more than a page is an error with its place."""
        text = set_text(self.composer, content, look, width)
        most = self.flow.frame_height - FOOT_SPACE - look.leading
        if any(sum(note.height for note in line.footnotes) > most for line in text.lines if line.footnotes):
            message = "Die Fußnoten einer Zeile sind zusammen höher als die Seite."
            advice = "Vorschlag: die Fußnoten kürzen oder in den Text nehmen."
            self.composer.report(error("fussnote-zu-lang", message, self.composer.place, advice))
        return text

    def _look(self, style: ParagraphStyle) -> TextStyle:
        house = self.composer.style
        return {
            ParagraphStyle.BODY: house.body,
            ParagraphStyle.LEAD: house.lead,
            ParagraphStyle.SMALL: house.small,
            ParagraphStyle.QUOTE: house.quote,
            ParagraphStyle.SOURCE: house.source,
        }[style]

    def _paragraph(self, block: Paragraph) -> None:
        look = self._look(block.style)
        indent, width = self._text_indent(), self._text_width()
        if width < NARROW:
            look = replace(look, justified=False)
        parent = self.parent
        if block.style is ParagraphStyle.QUOTE:
            parent = parent.add("BlockQuote")
            indent, width = indent + 18.0, width - 36.0
        text = self._set(block.content, look, width)
        if not text.lines:
            return
        step = self.composer.style.baseline
        after = {ParagraphStyle.BODY: step * 0.5, ParagraphStyle.LEAD: step}.get(block.style, step * 0.5)
        before = step * 0.5 if block.style is ParagraphStyle.QUOTE else 0.0
        margin = self._margin_note(block, parent)
        self._add(
            TextUnit(
                before=before,
                after=after,
                fills=True,
                grid=block.style is ParagraphStyle.BODY,
                text=marked(self.composer, text),
                element=parent.add("P"),
                indent=indent,
                margin=margin,
            )
        )

    def _margin_note(self, block: Paragraph, parent: Element) -> MarginNote | None:
        """The note beside a paragraph; it is read before it."""
        if not block.margin:
            return None
        style = self.composer.style
        room = self._text_indent() - MARGIN_GAP
        if self._sink is not None or room < LEAST_MARGIN:
            message = (
                "Eine Randnotiz hat hier keinen Platz: Der Text steht in Spalten oder die Randspalte ist zu schmal."
            )
            self.composer.report(warning("randnotiz", message, block.place, "Die Notiz in den Text nehmen."))
            return None
        look = TextStyle("sans", style.table.note_size, style.table.note_leading, style.accent)
        text = set_text(self.composer, block.margin, look, room)
        if text.height > self.flow.frame_height:
            message = "Die Randnotiz ist höher als die Seite."
            advice = "Vorschlag: die Notiz kürzen oder in den Text nehmen."
            self.composer.report(error("randnotiz", message, block.place, advice))
        return MarginNote(text, parent.add("P"))

    def _list(self, block: ListBlock, parent: Element, indent: float, depth: int) -> None:
        style = self.composer.style
        element = parent.add("L")
        element.attributes = {"List": {"ListNumbering": "/Decimal" if block.ordered else "/Disc"}}
        hang = 20.0 if block.ordered else 13.0
        right = self._text_indent() + self._text_width()
        for number, item in enumerate(block.items, 1):
            entry = element.add("LI")
            label = f"{number}." if block.ordered else _BULLETS[min(depth, 2)]
            label_element: Element | None = entry.add("Lbl")
            body = entry.add("LBody")
            for content in item:
                if isinstance(content, ListBlock):
                    self._list(content, body, indent + hang, depth + 1)
                    continue
                look = self._look(content.style)
                text = self._set(content.content, look, right - indent - hang)
                if not text.lines:
                    continue
                self._add(
                    TextUnit(
                        after=style.baseline * 0.25,
                        fills=True,
                        text=marked(self.composer, text),
                        element=body.add("P"),
                        indent=indent + hang,
                        label=label if label_element is not None else "",
                        label_element=label_element,
                        label_indent=hang,
                    )
                )
                label_element = None

    def _note(self, block: Note) -> None:
        composer, style = self.composer, self.composer.style
        element = self.parent.add("Div")
        indent = self._text_indent()
        width = self._text_width()
        inner = width - 2 * 9.0 - 2.4
        parts: list[StackPart] = []
        if block.title:
            look = TextStyle("sans-bold", style.note_text.size, style.note_text.leading, style.accent)
            parts.append(StackPart(set_text(composer, block.title, look, inner), element.add("P")))
        self._note_parts(block.content, element, parts, inner, 0.0)
        if not parts:
            return
        self._add(
            BoxUnit(
                before=10.0,
                after=14.0,
                fills=True,
                parts=parts,
                indent=indent,
                width=width,
                ground=style.wash,
                edge=style.accent,
            )
        )

    def _note_parts(
        self,
        content: Sequence[Paragraph | ListBlock],
        parent: Element,
        parts: list[StackPart],
        width: float,
        indent: float,
    ) -> None:
        style = self.composer.style.note_text
        for item in content:
            before = 3.5 if parts else 0.0
            if isinstance(item, Paragraph):
                text = self._set(item.content, style, width - indent)
                if text.lines:
                    parts.append(StackPart(text, parent.add("P"), indent, before))
                continue
            element = parent.add("L")
            element.attributes = {"List": {"ListNumbering": "/Decimal" if item.ordered else "/Disc"}}
            for number, entry in enumerate(item.items, 1):
                li = element.add("LI")
                label: Element | None = li.add("Lbl")
                body = li.add("LBody")
                for inner in entry:
                    if isinstance(inner, ListBlock):
                        self._note_parts((inner,), body, parts, width, indent + 14.0)
                        continue
                    text = self._set(inner.content, style, width - indent - 14.0)
                    if not text.lines:
                        continue
                    sign = (f"{number}." if item.ordered else "•") if label is not None else ""
                    parts.append(StackPart(text, body.add("P"), indent + 14.0, 2.0, sign, label))
                    label = None
