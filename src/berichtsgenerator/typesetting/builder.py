"""Blocks to units: one method for each kind of block, and the structure elements that belong to them.

Comes in: the blocks of a document in order. Goes out: units in a :class:`Flow`, elements in the tree in reading
order, headings and numbered blocks noted for contents and outline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from berichtsgenerator.diagnostics import warning
from berichtsgenerator.document.blocks import (
    Block,
    Columns,
    Contents,
    Figure,
    Heading,
    Index,
    IndexTerm,
    KeyFigures,
    Landscape,
    ListBlock,
    ListOfTables,
    Note,
    PageBreak,
    Paragraph,
    PartTitle,
    Picture,
    Table,
    WideTable,
)
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.blocks.contents import Entry, entry_units
from berichtsgenerator.typesetting.blocks.figures import FigureUnit, set_figure
from berichtsgenerator.typesetting.blocks.index import found_in, index_entries, marked
from berichtsgenerator.typesetting.blocks.keyfigures import set_key_figures
from berichtsgenerator.typesetting.blocks.parts import part_unit
from berichtsgenerator.typesetting.blocks.pictures import PictureUnit, set_picture
from berichtsgenerator.typesetting.blocks.textblocks import TextBuilder
from berichtsgenerator.typesetting.blocks.units import HeadingUnit, TextUnit
from berichtsgenerator.typesetting.pages.flow import Flow
from berichtsgenerator.typesetting.tables.table import SetTable
from berichtsgenerator.typesetting.tables.unit import TableUnit
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.paragraphs import set_text


@dataclass(slots=True)
class Inventory:
    """Headings, tables and figures of a document in order, found before anything is set."""

    headings: list[Heading | PartTitle] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure | Picture] = field(default_factory=list)
    terms: list[IndexTerm] = field(default_factory=list)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Inventory:
        """Collect them, landscape sections included."""
        found = cls()
        found._walk(blocks)
        return found

    def _walk(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading) or (isinstance(block, PartTitle) and block.title):
                self.headings.append(block)
            elif isinstance(block, Table):
                self.tables.append(block)
            elif isinstance(block, Figure | Picture):
                self.figures.append(block)
            elif isinstance(block, Index):
                self.terms += block.terms
            elif isinstance(block, Landscape):
                self._walk(block.content)


class Builder(TextBuilder):
    """Turns blocks into units of a flow."""

    def __init__(self, composer: Composer, flow: Flow, root: Element, inventory: Inventory) -> None:
        super().__init__(composer, flow)
        self.inventory = inventory
        self._part_root = root
        self._part: Element | None = None
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
        self._part_root, self._part = root, None
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
        elif isinstance(block, Columns):
            self._columns(block)
        elif isinstance(block, PartTitle):
            self._part_title(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Index):
            self._index(block)
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
            figures = self.inventory.figures
            entries = [Entry(f.id, f.number, f.title, 1) for f in figures if f.number and f.in_list]
            self._listing(block.title, entries, flat=True)
        if self.composer.pending_notes:
            self.parent.children += self.composer.pending_notes
            self.composer.pending_notes = []

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
        deeper = self._part is not None
        self.outline.append((level + deeper, f"{block.number} {block.text}".strip(), block.id))

    def _set_heading(self, identifier: str, level: int, number: str, text: str, parent: Element, running: str) -> None:
        style = self.composer.style
        look = style.heading(level)
        element = parent.add(f"H{level + (self._part is not None)}")
        indent = self._text_indent()
        face = self.composer.faces[look.face]
        if number and face.width(number, look.size) > indent - 8.0:
            text, number = f"{number}\u00a0\u00a0{text}", ""
        hang = indent if number or level > 1 else 0.0
        if level == 1 and not number:
            hang = 0.0
        lines = marked(self.composer, set_text(self.composer, text, look, self.flow.frame_width - hang))
        before = {1: 0.0, 2: 30.0, 3: 22.0, 4: 16.0}[min(level, 4)]
        after = {1: 24.0, 2: 8.0, 3: 5.0, 4: 2.0}[min(level, 4)]
        head_number = text if not number else f"{number}\u2002{running or text}"
        if not number:
            head_number = running or text
        self.flow.add(
            HeadingUnit(
                before=before,
                after=after,
                even=True,
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

    def _part_title(self, block: PartTitle) -> None:
        """A part begins on a page of its own; its chapters are read inside it, one level deeper."""
        self.flow.new_page(right=self.composer.style.chapters_right)
        root = self._part_root
        self._sections = [(0, root)]
        self._part = None
        self._last_level = 0
        if not block.title:
            return
        part = root.add("Part")
        self.flow.chapter = self.flow.section = ""
        self.flow.add(part_unit(self.composer, block, part, self.flow.frame_width, self.flow.frame_height))
        self.flow.new_page(right=self.composer.style.chapters_right)
        self.outline.append((1, f"{block.number}: {block.title}" if block.number else block.title, block.id))
        self._part = part
        self._sections = [(0, part)]

    def _contents(self, block: Contents) -> None:
        entries = [
            Entry(heading.id, heading.number, heading.title, 1, part=True)
            if isinstance(heading, PartTitle)
            else Entry(heading.id, heading.number, heading.text, heading.level)
            for heading in self.inventory.headings
            if isinstance(heading, PartTitle) or (heading.in_contents and heading.level <= block.depth)
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

    # Tables and figures -------------------------------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        section = self.parent
        element = section.add("Table", title=f"Tabelle {block.number}" if block.number else "")
        setting = SetTable(self.composer, block, element, section, self.flow.frame_width)
        if not setting.valid:
            section.children.remove(element)
            return
        if len(setting.plan.parts) > 1 and block.when_wide is WideTable.TURN and not self.flow.landscape:
            section.children.remove(element)
            self._block(Landscape((replace(block, when_wide=WideTable.SPLIT),), block.place))
            return
        targets = (block.id,) if block.id else ()
        terms = found_in(self.composer, block.title)
        self.flow.add(TableUnit(before=16.0, after=20.0, floats=True, targets=targets, marks=terms, setting=setting))

    def _figure(self, block: Figure) -> None:
        room = self.flow.frame_height
        setting = set_figure(self.composer, block, self.parent, self.flow.frame_width, room)
        if setting is None:
            return
        targets = (block.id,) if block.id else ()
        terms = found_in(self.composer, block.title)
        self.flow.add(FigureUnit(before=16.0, after=20.0, floats=True, targets=targets, marks=terms, setting=setting))

    def _picture(self, block: Picture) -> None:
        setting = set_picture(self.composer, block, self.parent, self.flow.frame_width, self.flow.frame_height)
        if setting is None:
            return
        targets = (block.id,) if block.id else ()
        terms = found_in(self.composer, block.title)
        self.flow.add(PictureUnit(before=16.0, after=20.0, floats=True, targets=targets, marks=terms, setting=setting))

    def _index(self, block: Index) -> None:
        """The pages of everything before it are known: an index begins its own chapter."""
        self.flow.settle()
        self._columns(Columns(index_entries(self.composer, self.flow.pages, block), 2, block.place))
