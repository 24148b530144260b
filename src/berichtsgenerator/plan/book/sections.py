"""Plans chapters and annexes with the sections below: conditions, repetitions, numbers, ids; nothing stands empty.

Comes in: the sections of a layout. Goes out: headings with their planned blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Heading
from berichtsgenerator.plan.book.blocks import BlockPlanner
from berichtsgenerator.plan.book.pieces import part_title
from berichtsgenerator.plan.desk.conditions import reasons_against, turns
from berichtsgenerator.plan.desk.desk import Scope
from berichtsgenerator.plan.desk.gaps import without_number
from berichtsgenerator.plan.layout.whole import Section
from berichtsgenerator.plan.planned.document import PlannedBlock, PlannedColumns, PlannedLandscape, PlannedNote
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import FindingSlot, NumberSlot, PlannedList, PlannedParagraph
from berichtsgenerator.plan.planned.tables import PlannedKeyFigures, PlannedTable


class SectionPlanner:
    """Walks the chapters of a layout in their order."""

    def __init__(self, planner: BlockPlanner, scope: Scope) -> None:
        self.planner = planner
        self.desk = planner.desk
        self.scope = scope
        self.annexes = self.book_parts = 0
        """How many numbered annexes and parts of the book there are so far."""

    def chapters(self, sections: list[Section], part: str, *, annex: bool) -> list[PlannedBlock]:
        """All chapters or annexes; those not wanted still count."""
        found: list[PlannedBlock] = []
        wanted = set(self.desk.context.only_chapters)
        opening: tuple[str, Loc] | None = None
        ordinal = 0
        for index, section in enumerate(sections):
            here = (part, index)
            for turn in turns(section.wiederholen, self.desk, self.scope, here):
                chosen = annex or not wanted or section.id in wanted
                against = reasons_against(section.nur_wenn, self.desk, turn, here)
                if against:
                    if chosen:
                        title = self.desk.plain(section.titel, turn, (*here, "titel"))
                        self.planner.missing(
                            [], turn.under(title, chapter=True), f"Kapitel „{title}“", against,
                            self.desk.place(here), whole=True,
                        )  # fmt: skip
                    continue
                ordinal += section.nummer
                if not chosen:
                    continue
                number = self.desk.targets.chapter(ordinal, annex=annex, number=section.nummer)
                content = self.section(section, turn, here, 1, number, annex=annex)
                if section.teil:
                    opening = (self.desk.plain(section.teil, turn, (*here, "teil")), (*here, "teil"))
                if content and opening:
                    self.book_parts += 1
                    found.append(part_title(self.desk, opening[0], self.book_parts, opening[1]))
                    opening = None
                found.extend(content)
                if not content:
                    ordinal -= section.nummer
        self.annexes = ordinal
        return found

    def section(
        self, section: Section, scope: Scope, loc: Loc, level: int, number: str, *, annex: bool
    ) -> list[PlannedBlock]:
        """Heading, blocks and sections below; empty when nothing of it can be shown."""
        desk = self.desk
        title = desk.plain(section.titel, scope, (*loc, "titel"))
        word = ("Anhang" if annex else "Kapitel") if level == 1 else "Abschnitt"
        words = f"{word}\u00a0{number}" if number else f"{word} „{title}“"
        self.planner.label = words
        inner = scope.under(f"{number} {title}".strip(), chapter=level == 1)
        first_gap = len(desk.gaps)
        content = self.planner.blocks(section.inhalt, inner, (*loc, "inhalt"))
        for index, below in enumerate(section.abschnitte):
            here = (*loc, "abschnitte", index)
            for turn in turns(below.wiederholen, desk, inner, here):
                against = reasons_against(below.nur_wenn, desk, turn, here)
                if against:
                    missing = desk.plain(below.titel, turn, (*here, "titel"))
                    self.planner.missing(
                        content, turn.under(missing), f"Abschnitt „{missing}“", against, desk.place(here), whole=True
                    )
                    continue
                before = desk.targets.position()
                found = self.section(
                    below, turn, here, level + 1, desk.targets.section(level + 1, number=below.nummer), annex=annex
                )
                if not found:
                    desk.targets.back_to(before)
                content.extend(found)
        if not content or (len(desk.gaps) > first_gap and not _tells(content)):
            desk.gaps[first_gap:] = [without_number(gap, inner, title) for gap in desk.gaps[first_gap:]]
            return []
        identifier = self.heading_id(section, scope, loc, words)
        heading = Heading(
            identifier,
            level,
            number,
            title,
            desk.plain(section.kurztitel, scope, (*loc, "kurztitel")) or title,
            section.im_inhalt,
            desk.place((*loc, "titel")),
        )
        return [heading, *content]

    def heading_id(self, section: Section, scope: Scope, loc: Loc, words: str) -> str:
        """The registered id of a heading."""
        desk = self.desk
        plain = desk.plain(section.id, scope, (*loc, "id"))
        identifier = plain if "{" in section.id or not plain else "-".join([plain, *scope.suffixes])
        identifier = identifier or desk.targets.automatic("abschnitt")
        desk.claim(identifier, words, desk.place((*loc, "id")))
        return identifier


def _tells(content: Sequence[PlannedBlock]) -> bool:
    """True when blocks show something of the data, or a section below does."""
    return any(
        isinstance(block, Heading | PlannedTable | PlannedFigure | PlannedKeyFigures)
        or (isinstance(block, PlannedLandscape | PlannedNote | PlannedColumns) and _tells(block.content))
        or (isinstance(block, PlannedParagraph) and _numbered(block))
        or (isinstance(block, PlannedList) and any(_tells(item) for item in block.items))
        for block in content
    )


def _numbered(paragraph: PlannedParagraph) -> bool:
    return any(isinstance(piece, NumberSlot | FindingSlot) for piece in paragraph.content)
