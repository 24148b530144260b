"""A table in the flow: as many rows as fit, parted between rows, closed up where that keeps it whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from berichtsgenerator.diagnostics import Diagnostic, error
from berichtsgenerator.typesetting.pages.unitbase import Draw, Placement, UnitBase
from berichtsgenerator.typesetting.tables.rows import Segment
from berichtsgenerator.typesetting.tables.table import SetTable, table_name
from berichtsgenerator.typesetting.text.writer import PageWriter

_EPSILON = 0.01
CONTINUES = "wird fortgesetzt"
CONTINUED = "Fortsetzung"
_PART_GAP = 14.0
_LABEL = 60
"""Characters of a row's label in a message."""
_WORTH_PARTING = 8
"""Rows that make it worth to begin a table at the foot of a page."""


@dataclass(slots=True)
class TableUnit(UnitBase):
    """A table from row ``first`` of column part ``part`` on."""

    kind: ClassVar[str] = "table"
    setting: SetTable | None = None
    first: int = 0
    part: int = 0
    fixed: int | None = None
    _whole: float = field(default=-1.0)

    def _table(self) -> SetTable:
        if self.setting is None:
            raise ValueError("a table unit without table")
        return self.setting

    def _top(self) -> float:
        """Height of the caption, or of the line that says what goes on."""
        table = self._table()
        return table.caption.height if self.first == 0 and self.part == 0 else table.caption.continued_height

    def whole(self) -> float:
        """Its height on one page."""
        if self._whole < 0:
            table = self._table()
            rows = sum(row.height for row in table.rows)
            heads = sum(head.height for head in table.heads)
            gaps = (len(table.heads) - 1) * (_PART_GAP + table.caption.continued_height)
            self._whole = self._top() + heads + gaps + rows * len(table.heads) + table.foot.height
        return self._whole

    def fit(self, room: float, closest: int) -> bool:
        """Close the rows up so that the whole table fits ``room``, at most to density ``closest``."""
        table = self._table()
        whole = self.whole()
        if whole <= room + _EPSILON:
            return True
        densities = table.composer.style.table.densities
        usual = densities[table.density]
        for number in range(table.density + 1, min(closest + 1, len(densities))):
            density = densities[number]
            row = (density.leading + 2 * density.row_padding) / (usual.leading + 2 * usual.row_padding)
            if whole * row > room:
                continue  # not even if everything shrank like the rows
            before, kept = table.density, self._whole
            if not table.close_up(number):
                return False
            self._whole = -1.0
            if self.whole() <= room + _EPSILON:
                return True
            table.close_up(before)
            self._whole = kept
        return False

    def closer(self, density: int) -> bool:
        """Set the whole table in a closer density."""
        table = self._table()
        if self.first or self.part or density <= table.density or not table.close_up(density):
            return False
        self._whole = -1.0
        return True

    def keep(self) -> Callable[[], None]:
        """What brings its density back."""
        table, density, whole = self._table(), self._table().density, self._whole

        def undo() -> None:
            if table.density != density:
                table.close_up(density)
                self._whole = whole

        return undo

    def settle(self) -> None:
        """Its place is decided."""
        self._table().settle()

    def closeness(self) -> float:
        """How far below the usual density it is; closer ones count more."""
        return 0.5 * self._table().density ** 2

    def parts_well(self, room: float) -> bool:
        """True when enough rows would stand here and enough are left for the next page."""
        table = self._table()
        if self.first or self.part or len(table.plan.parts) > 1:
            return self.least() <= room
        found = table.chunk(0, 0, room - self._top(), True, None)
        if found is None:
            return False
        rows = sum(1 for row in table.rows[: found.last] if row.row is not None)
        return rows >= _WORTH_PARTING

    def least(self) -> float:
        """The least height with which it can begin."""
        table = self._table()
        count = 2 if len(table.rows) <= 10 else 4
        if table.rows and table.rows[0].row is None:
            count += 1
        rows = table.rows[self.first : self.first + count]
        if len(table.rows) - self.first <= count + 1:
            return min(
                self.whole(),
                self._top() + table.heads[0].height + sum(r.height for r in table.rows) + table.foot.height,
            )
        return self._top() + table.heads[0].height + sum(row.height for row in rows) + table.continued_height

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        table = self._table()
        segments: list[Segment] = []
        height = self._top()
        first, part, fixed = self.first, self.part, self.fixed
        parts = len(table.plan.parts)
        begin = height
        while True:
            gap = _PART_GAP + table.caption.continued_height if segments else 0.0
            found = table.chunk(first, part, room - height - gap, not segments, fixed)
            if found is None and not segments and fresh:
                found = self._forced(first, part, fixed, room)
            if found is None:
                break
            segments.append(found)
            height += gap + table.segment_height(found)
            if part + 1 < parts:
                part, fixed = part + 1, found.last
            else:
                first, part, fixed = found.last, 0, None
                if first >= len(table.rows):
                    break
                if parts == 1:
                    break
        if not segments:
            return None
        if not fresh and self.first == 0 and self.part == 0 and self._too_little(segments, table):
            return None
        done = part == 0 and first >= len(table.rows)
        rest = None
        if done:
            height += table.foot.height
        else:
            height += table.continued_height
            rest = TableUnit(after=self.after, setting=table, first=first, part=part, fixed=fixed)
        return Placement(height, self._drawing(segments, begin, done), rest)

    def _too_little(self, segments: list[Segment], table: SetTable) -> bool:
        """True when only a label or a single row of a longer table would stand here."""
        first = segments[0]
        count = sum(1 for row in table.rows[first.first : first.last] if row.row is not None)
        total = sum(1 for row in table.rows if row.row is not None)
        return count < min(2, total) and total > 1

    def _forced(self, first: int, part: int, fixed: int | None, room: float) -> Segment:
        """On an empty page at least one row is set; that it runs off the page is an error with its place."""
        table = self._table()
        last = fixed if fixed is not None else min(first + 1, len(table.rows))
        if fixed is None and last < len(table.rows) and table.rows[last - 1].row is None:
            last += 1
        segment = Segment(part, first, last, table.repeated(first))
        foot = table.foot.height if last == len(table.rows) else table.continued_height
        if self._top() + table.segment_height(segment) + foot > room + _EPSILON:
            found = self._too_high(first, part, foot)
            if found not in table.composer.diagnostics:
                table.composer.report(found)
        return segment

    def _too_high(self, first: int, part: int, foot: float) -> Diagnostic:
        """Why row ``first`` does not fit a page: what takes most of it."""
        table = self._table()
        row = table.rows[first]
        name, place = table_name(table.table), table.table.place
        heights = {"row": row.height, "head": table.heads[part].height, "title": self._top(), "foot": foot}
        most = max(heights, key=lambda what: heights[what])
        if most == "title":
            advice = "Vorschlag: die Überschrift kürzen."
            return error("titel-zu-lang", f"{name}: Die Überschrift füllt die Seite.", place, advice)
        if most == "head":
            advice = "Vorschlag: die Kopfzellen kürzen oder Ebenen zusammenfassen."
            return error("kopf-zu-hoch", f"{name}: Der Tabellenkopf füllt die Seite.", place, advice)
        if most == "foot":
            message = f"{name}: Die Anmerkungen passen mit der letzten Zeile nicht auf eine Seite."
            return error(
                "anmerkungen-zu-lang", message, place, "Vorschlag: die Anmerkungen kürzen oder in den Text nehmen."
            )
        label = row.row.stub if row.row is not None else table.table.groups[row.group].label
        label = label if len(label) <= _LABEL else f"{label[:_LABEL].rstrip()} …"
        message = f"{name}: Die Zeile „{label}“ passt mit dem Tabellenkopf nicht auf eine Seite."
        advice = "Vorschlag: den Text der Zelle kürzen, als Fließtext setzen oder den Kopf vereinfachen."
        return error("zeile-zu-hoch", message, place, advice)

    def _drawing(self, segments: list[Segment], begin: float, done: bool) -> Draw:
        table = self._table()
        opening = self.first == 0 and self.part == 0

        def draw(writer: PageWriter, x: float, top: float) -> None:
            if opening:
                table.caption.draw(writer, table.tree.element, x, top)
            else:
                table.caption.draw_continued(writer, x + table.plan.x, top, CONTINUED)
            y = top - begin
            for number, segment in enumerate(segments):
                if number:
                    y -= _PART_GAP
                    table.caption.draw_continued(writer, x + table.plan.x, y, CONTINUED)
                    y -= table.caption.continued_height
                y = table.draw_segment(writer, segment, x, y)
            if done:
                table.foot.draw(writer, x, y)
            else:
                style = table.composer.style
                face = table.composer.faces["sans-italic"]
                width = table.plan.parts[segments[-1].part].width
                size = style.table.note_size
                if table.table.notes_each_page:
                    table.foot.draw_again(writer, x, y)
                    y -= table.foot.height
                with writer.artifact("pagination"):
                    where = x + table.plan.x + width - face.width(CONTINUES, size)
                    writer.string(where, y - 10.0, CONTINUES, face, size, style.grey)

        return draw
