"""Puts the words of cross references into planned blocks, when all ids are known.

Comes in: planned blocks with reference slots. Goes out: the same blocks with finished references; an unknown id is an
error with a proposal, an id that this document leaves out is said to be missing.
"""

from __future__ import annotations

from dataclasses import replace

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.document.inline import Reference, Text
from berichtsgenerator.plan.desk.desk import Desk
from berichtsgenerator.plan.planned.document import PlannedBlock, PlannedColumns, PlannedLandscape, PlannedNote
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import (
    FootnoteSlot,
    PlannedInline,
    PlannedInlines,
    PlannedList,
    PlannedParagraph,
    ReferenceSlot,
)
from berichtsgenerator.plan.planned.tables import PlannedCell, PlannedTable

ABSENT = "(in dieser Ausgabe nicht enthalten)"


def _inline(item: PlannedInline, desk: Desk) -> PlannedInline:
    if isinstance(item, FootnoteSlot):
        return FootnoteSlot(_inlines(item.content, desk))
    if not isinstance(item, ReferenceSlot):
        return item
    found = desk.targets.find(item.target, item.suffixes)
    if found is not None:
        return Reference(found, desk.targets.words(found), item.form)
    if desk.targets.is_absent(item.target, item.suffixes):
        return Text(ABSENT)
    desk.error(
        "verweis-unbekannt",
        f"Die id „{item.target}“, auf die hier verwiesen wird, gibt es nicht.",
        item.place,
        did_you_mean(item.target, desk.targets.known()),
    )
    return Text(f"„{item.target}“")


def _inlines(content: PlannedInlines, desk: Desk) -> PlannedInlines:
    return tuple(_inline(item, desk) for item in content)


def _text(block: PlannedParagraph | PlannedList, desk: Desk) -> PlannedParagraph | PlannedList:
    if isinstance(block, PlannedParagraph):
        return replace(block, content=_inlines(block.content, desk))
    return replace(block, items=tuple(tuple(_text(part, desk) for part in item) for item in block.items))


def _cell(cell: PlannedCell, desk: Desk) -> PlannedCell:
    return _inlines(cell, desk) if isinstance(cell, tuple) else cell


def _block(block: PlannedBlock, desk: Desk) -> PlannedBlock:
    if isinstance(block, PlannedParagraph | PlannedList):
        return _text(block, desk)
    if isinstance(block, PlannedNote | PlannedColumns):
        return replace(block, content=tuple(_text(item, desk) for item in block.content))
    if isinstance(block, PlannedLandscape):
        return replace(block, content=resolve_references(block.content, desk))
    if isinstance(block, PlannedFigure):
        table = desk.targets.find(block.data_table, block.suffixes) if block.data_table else None
        return replace(
            block,
            notes=tuple(_inlines(item, desk) for item in block.notes),
            statement=_inlines(block.statement, desk),
            alternative=_inlines(block.alternative, desk),
            data_table=table or block.data_table,
            data_words=desk.targets.words(table) if table else "",
        )
    if isinstance(block, PlannedTable):
        notes = tuple(_inlines(item, desk) for item in block.notes)
        if not block.text_shares:
            return replace(block, notes=notes)
        groups = tuple(
            replace(
                group,
                rows=tuple(replace(row, cells=tuple(_cell(cell, desk) for cell in row.cells)) for row in group.rows),
            )
            for group in block.groups
        )
        return replace(block, notes=notes, groups=groups)
    return block


def resolve_references(blocks: tuple[PlannedBlock, ...], desk: Desk) -> tuple[PlannedBlock, ...]:
    """The blocks with finished references."""
    return tuple(_block(block, desk) for block in blocks)
