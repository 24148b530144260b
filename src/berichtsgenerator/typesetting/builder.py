"""Blocks to units: one method for each kind of block, and the structure elements that belong to them.

Comes in: the blocks of a document in order. Goes out: units in a :class:`Flow`, elements in the tree in reading
order, headings and numbered blocks noted for contents and outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import warning
from berichtsgenerator.document.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    Landscape,
    ListBlock,
    ListOfTables,
    Note,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Table,
)
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.composer import Composer
from berichtsgenerator.typesetting.contents import Entry, entry_units
from berichtsgenerator.typesetting.figures import FigureUnit, set_figure
from berichtsgenerator.typesetting.flow import Flow
from berichtsgenerator.typesetting.keyfigures import set_key_figures
from berichtsgenerator.typesetting.paragraphs import set_text
from berichtsgenerator.typesetting.style import TextStyle
from berichtsgenerator.typesetting.tables import SetTable
from berichtsgenerator.typesetting.tableunit import TableUnit
from berichtsgenerator.typesetting.units import BoxUnit, HeadingUnit, StackPart, TextUnit

_BULLETS = ("•", "–", "•")
_LANDSCAPE_MEASURE = 440.0


@dataclass(slots=True)
class Inventory:
    """Headings, tables and figures of a document in order, found before anything is set."""

    headings: list[Heading] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Inventory:
        """Collect them, landscape sections included."""
        found = cls()
        found._walk(blocks)
        return found

    def _walk(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self.headings.append(block)
            elif isinstance(block, Table):
                self.tables.append(block)
            elif isinstance(block, Figure):
                self.figures.append(block)
            elif isinstance(block, Landscape):
                self._walk(block.content)


class Builder:
    """Turns blocks into units of a flow."""

    def __init__(self, composer: Composer, flow: Flow, root: Element, inventory: Inventory) -> None:
        self.composer, self.flow, self.inventory = composer, flow, inventory
        self._sections: list[tuple[int, Element]] = [(0, root)]
        self._last_level = 0
        self.outline: list[tuple[int, str, str]] = []

    @property
    def parent(self) -> Element:
        """The section that blocks are read in now."""
        return self._sections[-1][1]

    def open_part(self, root: Element) -> None:
        """Front matter or body begins."""
        self._sections = [(0, root)]
        self._last_level = 0

    def add(self, blocks: Iterable[Block]) -> None:
        """Set blocks in order."""
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        self.composer.at(block.place)
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, ListBlock):
            self._list(block, self.parent, self._text_indent(), 0)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Note):
            self._note(block)
        elif isinstance(block, KeyFigures):
            for unit in set_key_figures(self.composer, block, self.parent, self.flow.frame_width):
                self.flow.add(unit)
        elif isinstance(block, PageBreak):
            self.flow.new_page(right=block.right)
        elif isinstance(block, Landscape):
            self.flow.turn(True)
            self.add(block.content)
            self.flow.turn(False)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, ListOfTables):
            entries = [Entry(t.id, t.number, t.title, 1) for t in self.inventory.tables if t.number and t.in_list]
            self._listing(block.title, entries, flat=True)
        else:
            entries = [Entry(f.id, f.number, f.title, 1) for f in self.inventory.figures if f.number and f.in_list]
            self._listing(block.title, entries, flat=True)
        if self.composer.pending_notes:
            self.parent.children += self.composer.pending_notes
            self.composer.pending_notes = []

    # Measures -----------------------------------------------------------------------------------------------------

    def _text_indent(self) -> float:
        return self.composer.style.hang

    def _text_width(self) -> float:
        width = self.flow.frame_width - self._text_indent()
        return min(width, _LANDSCAPE_MEASURE) if self.flow.landscape else width

    # Headings and contents ----------------------------------------------------------------------------------------

    def _heading(self, block: Heading) -> None:
        style = self.composer.style
        level = block.level
        if level > self._last_level + 1:
            level = self._last_level + 1
            message = f"Die Überschrift „{block.text}“ überspringt eine Ebene ({self._last_level} auf {block.level})."
            advice = "Überschriften lückenlos schachteln; im Dokument steht sie eine Ebene höher (ISO 14289-1, 7.4.2)."
            self.composer.report(warning("ueberschrift-ebene", message, block.place, advice))
        self._last_level = level
        if level == 1:
            self.flow.new_page(right=style.chapters_right)
        while len(self._sections) > 1 and self._sections[-1][0] >= level:
            self._sections.pop()
        section = self._sections[-1][1].add("Sect")
        self._sections.append((level, section))
        self._set_heading(block.id, level, block.number, block.text, section, block.running)
        self.outline.append((level, f"{block.number} {block.text}".strip(), block.id))

    def _set_heading(self, identifier: str, level: int, number: str, text: str, parent: Element, running: str) -> None:
        style = self.composer.style
        look = style.heading(level)
        element = parent.add(f"H{level}")
        indent = self._text_indent()
        face = self.composer.faces[look.face]
        if number and face.width(number, look.size) > indent - 8.0:
            text, number = f"{number}\u00a0\u00a0{text}", ""
        hang = indent if number or level > 1 else 0.0
        if level == 1 and not number:
            hang = 0.0
        lines = set_text(self.composer, text, look, self.flow.frame_width - hang)
        before = {1: 0.0, 2: 30.0, 3: 22.0, 4: 16.0}[min(level, 4)]
        after = {1: 24.0, 2: 8.0, 3: 5.0, 4: 2.0}[min(level, 4)]
        head_number = text if not number else f"{number}\u2002{running or text}"
        if not number:
            head_number = running or text
        self.flow.add(
            HeadingUnit(
                before=before,
                after=after,
                keep_next=True,
                targets=(identifier,) if identifier else (),
                running=(level, head_number) if level <= 2 else None,
                text=lines,
                element=element,
                number=number,
                indent=hang,
                rule=style.accent if level == 1 else None,
                pad=12.0 if level == 1 else 0.0,
            )
        )

    def _contents(self, block: Contents) -> None:
        entries = [
            Entry(heading.id, heading.number, heading.text, heading.level)
            for heading in self.inventory.headings
            if heading.in_contents and heading.level <= block.depth
        ]
        self._listing(block.title, entries, flat=False)

    def _listing(self, title: str, entries: list[Entry], *, flat: bool) -> None:
        self.flow.new_page()
        self._sections = self._sections[:1]
        section = self.parent.add("Sect")
        self._sections.append((1, section))
        self._last_level = 1
        identifier = f"verzeichnis-{len(self.outline)}"
        self._set_heading(identifier, 1, "", title, section, "")
        self.outline.append((1, title, identifier))
        if not entries:
            empty = set_text(self.composer, "Keine Einträge.", self.composer.style.body, self._text_width())
            self.flow.add(TextUnit(text=empty, element=section.add("P")))
            return
        for unit in entry_units(self.composer, entries, section, self.flow.frame_width, flat=flat):
            self.flow.add(unit)

    # Text ---------------------------------------------------------------------------------------------------------

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
        parent = self.parent
        if block.style is ParagraphStyle.QUOTE:
            parent = parent.add("BlockQuote")
            indent, width = indent + 18.0, width - 36.0
        text = set_text(self.composer, block.content, look, width)
        if not text.lines:
            return
        step = self.composer.style.baseline
        after = {ParagraphStyle.BODY: step * 0.5, ParagraphStyle.LEAD: step}.get(block.style, step * 0.5)
        before = step * 0.5 if block.style is ParagraphStyle.QUOTE else 0.0
        self.flow.add(
            TextUnit(
                before=before,
                after=after,
                fills=True,
                grid=block.style is ParagraphStyle.BODY,
                text=text,
                element=parent.add("P"),
                indent=indent,
            )
        )

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
                text = set_text(self.composer, content.content, look, right - indent - hang)
                if not text.lines:
                    continue
                self.flow.add(
                    TextUnit(
                        after=style.baseline * 0.25,
                        fills=True,
                        text=text,
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
        self.flow.add(
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
                text = set_text(self.composer, item.content, style, width - indent)
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
                    text = set_text(self.composer, inner.content, style, width - indent - 14.0)
                    if not text.lines:
                        continue
                    sign = (f"{number}." if item.ordered else "•") if label is not None else ""
                    parts.append(StackPart(text, body.add("P"), indent + 14.0, 2.0, sign, label))
                    label = None

    # Tables and figures -------------------------------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        section = self.parent
        element = section.add("Table", title=f"Tabelle {block.number}" if block.number else "")
        setting = SetTable(self.composer, block, element, section, self.flow.frame_width)
        if not setting.valid:
            section.children.remove(element)
            return
        targets = (block.id,) if block.id else ()
        self.flow.add(TableUnit(before=16.0, after=20.0, floats=True, targets=targets, setting=setting))

    def _figure(self, block: Figure) -> None:
        room = self.flow.frame_height
        setting = set_figure(self.composer, block, self.parent, self.flow.frame_width, room)
        if setting is None:
            return
        targets = (block.id,) if block.id else ()
        self.flow.add(FigureUnit(before=16.0, after=20.0, floats=True, targets=targets, setting=setting))
