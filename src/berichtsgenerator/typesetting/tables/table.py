"""The statistical table as a unit of the flow: title, head, rows, foot, parted between any rows.

Comes in: a ``Table`` block. Goes out: :class:`TableUnit`, which gives as many rows as fit, repeats its head and group
label on every page and keeps one Table element for all of them. Widths, row heights and texts are computed once,
before the first page.
"""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.diagnostics import Diagnostic, error
from berichtsgenerator.document.blocks import Table
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.blocks.captions import Caption, FootText
from berichtsgenerator.typesetting.tables.columns import Needs, Plan, measure, plan_columns, row_face
from berichtsgenerator.typesetting.tables.drawing import RowDrawer
from berichtsgenerator.typesetting.tables.head import SetHead, head_grid
from berichtsgenerator.typesetting.tables.rows import FlatRow, Segment, TableTree
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

_EPSILON = 0.01
_CONTINUES = 12.0
"""Height of the line below a part that says that the table goes on."""
_LEAST_LEFT = 3
"""Rows that at least stand on the last page of a parted table."""
_SHORT_GROUP = 7
"""A last group of at most so many rows (with its label) stays together."""


@dataclass(slots=True)
class _Laid:
    """What is laid out for one density; tried again by several ways of placing a section."""

    plan: Plan
    heads: list[SetHead]
    rows: list[FlatRow]
    drawer: RowDrawer


class SetTable:
    """A table with everything computed: plan, heads, rows, caption and foot."""

    def __init__(self, composer: Composer, table: Table, element: Element, parent: Element, frame: float) -> None:
        self.composer, self.table, self.frame = composer, table, frame
        self.cells, problems = head_grid(table)
        problems += _row_problems(table)
        for problem in problems:
            composer.report(problem)
        self.valid = not problems
        self.rows: list[FlatRow] = []
        self.heads: list[SetHead] = []
        self.caption = Caption(composer, table.id, "Tabelle", table.number, table.title, table.subtitle, frame)
        self._needs: Needs | None = measure(composer, table, self.cells) if self.valid else None
        self._densities = composer.style.table.densities
        self._laid: dict[int, _Laid | None] = {}
        self.density = 0
        plan = self._plan(0) if self.valid else None
        if self.valid and plan is None:
            composer.report(
                error(
                    "tabelle-zu-breit",
                    f"{table_name(table)} passt nicht in den Satzspiegel, weil Vorspalte und breiteste Spalte zusammen "
                    f"mehr als {frame / 72 * 25.4:.0f} mm brauchen.",
                    table.place,
                    "Vorschlag: Beschriftungen kürzen, die Tabelle auf Querformat stellen oder Spalten weglassen.",
                )
            )
            self.valid = False
        self.plan: Plan = plan if plan is not None else Plan(8.0, 1.0, 10.0, 1.0, 4.0, (), (), 0.0)
        if not self.valid:
            return
        foot_x = self.plan.x
        self.foot = FootText(composer, parent, table.notes, table.legend, table.source, frame - foot_x, foot_x)
        self.tree = TableTree(composer, table, element)
        self._lay()

    def _plan(self, density: int) -> Plan | None:
        if self._needs is None:
            return None
        return plan_columns(self.composer, self.table, self._needs, self.cells, self.frame, self._densities[density])

    def _lay(self) -> None:
        """Set heads and rows for the plan."""
        composer, table, plan = self.composer, self.table, self.plan
        self.leading = plan.leading
        self.heads = [
            SetHead(composer, table, self.cells, part.first, part.last, part.edges, plan.padding, plan.scale)
            for part in plan.parts
        ]
        self.rows = []
        self._set_rows()
        self.drawer = RowDrawer(composer, table, plan, self.leading)
        self._laid[self.density] = _Laid(plan, self.heads, self.rows, self.drawer)

    def close_up(self, density: int) -> bool:
        """Set the table in a closer density; False (and nothing done) when there is none or it needs other parts."""
        if density >= len(self._densities):
            return False
        if density in self._laid:
            laid = self._laid[density]
            if laid is None:
                return False
            self.density, self.plan, self.heads, self.rows = density, laid.plan, laid.heads, laid.rows
            self.drawer, self.leading = laid.drawer, laid.plan.leading
        else:
            plan = self._plan(density)
            if plan is None or len(plan.parts) != len(self.plan.parts):
                self._laid[density] = None
                return False
            self.density, self.plan = density, plan
            self._lay()
        self.foot.lay(self.frame - self.plan.x, self.plan.x, self._densities[density].foot)
        return True

    def settle(self) -> None:
        """The density is decided: what was laid out for the others is no longer needed."""
        self._laid.clear()
        self._needs = None

    def _set_rows(self) -> None:
        composer, table, plan = self.composer, self.table, self.plan
        look = composer.style.table
        room = plan.stub_width - plan.padding
        padding = 2 * plan.row_padding
        wrapped = bool(table.text_shares)
        if wrapped:
            padding += 4.0  # rows of several lines stand apart
        part = plan.parts[0]
        usual = self.leading + padding
        for number, group in enumerate(table.groups):
            if group.label:
                width = part.width - plan.padding
                lines = self._lines(group.label, "sans-bold", width)
                self.rows.append(FlatRow(number, None, lines, (), len(lines) * self.leading + padding + 3.0))
            for row in group.rows:
                indent = row.indent * look.indent
                face = row_face(composer, row)
                stub: tuple[str, ...] = ()
                if row.stub and face.width(row.stub, plan.size) > room - indent + 0.01:
                    stub = self._lines(row.stub, face.role, max(room - indent, 20.0))
                cells: tuple[tuple[str, ...], ...] = ()
                count = len(stub) or 1
                if wrapped:
                    cells = tuple(
                        self._lines(cell.text, "sans-semibold" if cell.look.emphasis else face.role, max(width, 16.0))
                        for cell, width in zip(row.cells, self._text_widths(), strict=True)
                    )
                    count = max(count, *[len(lines) for lines in cells])
                height = usual if count == 1 else count * self.leading + padding
                if not self.rows:
                    height += max(0.0, 2.6 - padding)  # below the head
                self.rows.append(FlatRow(number, row, stub, cells, height))

    def _text_widths(self) -> list[float]:
        edges = self.plan.parts[0].edges
        return [edges[at + 2] - edges[at + 1] - 2 * self.plan.padding for at in range(len(edges) - 2)]

    def _lines(self, text: str, role: str, width: float) -> tuple[str, ...]:
        style = TextStyle(role, self.plan.size, self.leading, hyphenated=bool(self.table.text_shares))
        lines = set_text(self.composer, text, style, width).lines
        return tuple("".join(piece.text for piece in line.pieces) for line in lines) or ("",)

    # Heights ------------------------------------------------------------------------------------------------------

    def chunk(self, first: int, part: int, room: float, lead: bool, fixed: int | None) -> Segment | None:
        """The longest run of rows from ``first`` on that fits ``room`` with head and, at its end, foot or continuation.

        ``fixed`` is the end that an earlier column part has set. None when not even the least fits.
        """
        repeated = self.repeated(first)
        heads = self.heads if fixed is None else self.heads[part : part + 1]  # the other parts take the same rows
        fixed_height = max(head.height for head in heads) + (self.rows[repeated].height if repeated >= 0 else 0.0)
        used = fixed_height
        end = len(self.rows) if fixed is None else fixed
        last = first
        while last < end and used + self.rows[last].height <= room + _EPSILON:
            used += self.rows[last].height
            last += 1
        if last == end and end == len(self.rows):
            while last > first and used + self.foot.height > room + _EPSILON:
                last -= 1
                used -= self.rows[last].height
        if fixed is not None:
            return Segment(part, first, fixed, repeated) if last >= fixed else None
        if last < end:
            while last > first and used + self.continued_height > room + _EPSILON:
                last -= 1
                used -= self.rows[last].height
            last = self._good_end(first, last)
        return Segment(part, first, last, repeated) if last > first or first == end else None

    def _good_end(self, first: int, last: int) -> int:
        """No group label at the foot, no single rows left over, a short last group not torn or left alone."""
        total = len(self.rows)
        begin = next((at for at in range(total - 1, 0, -1) if self.rows[at].group != self.rows[at - 1].group), 0)
        wished = total - _LEAST_LEFT
        if begin and total - begin <= _SHORT_GROUP and last >= begin - _LEAST_LEFT:
            wished = begin - _LEAST_LEFT
        if last > wished and wished - first >= _LEAST_LEFT:
            last = wished
        elif total - last == 1 and last - first > 2:
            last -= 1
        while last > first and self.rows[last - 1].row is None:
            last -= 1
        return last

    def repeated(self, first: int) -> int:
        """The row index of the group label that must be repeated above row ``first``, or −1."""
        if first == 0 or first >= len(self.rows) or self.rows[first].row is None:
            return -1
        group = self.rows[first].group
        if not self.table.groups[group].label:
            return -1
        at = first
        while at >= 0 and self.rows[at].row is not None:
            at -= 1
        return at

    @property
    def continued_height(self) -> float:
        """Height below a part that is not the last: the line that says that the table goes on, notes if wanted."""
        return _CONTINUES + (self.foot.height if self.table.notes_each_page else 0.0)

    def segment_height(self, segment: Segment) -> float:
        """Height of a drawn segment, without caption, foot or continuation line."""
        height = self.heads[segment.part].height + sum(row.height for row in self.rows[segment.first : segment.last])
        return height + (self.rows[segment.repeated].height if segment.repeated >= 0 else 0.0)

    def draw_segment(self, writer: PageWriter, segment: Segment, x: float, top: float) -> float:
        """Draw head and rows; the new top."""
        left = x + self.plan.x
        self.tree.grow(self.rows, parted=len(self.plan.parts) > 1)
        head = self.heads[segment.part]
        first_time = segment.first == 0
        style = self.composer.style
        width = self.plan.parts[segment.part].width
        with writer.artifact():
            writer.rule(left, top, width, style.table.strong_rule, style.ink)
            writer.rule(left, top - head.height, width, 0.5, style.ink)
        head.draw(writer, left, top, self.tree.head_rows if first_time else None, self.tree.drawn_heads)
        y = top - head.height
        if segment.repeated >= 0:
            y = self.drawer.repeat(writer, self.rows[segment.repeated], segment.part, left, y)
        y = self.drawer.rows(writer, self.rows, segment, self.tree, left, y)
        with writer.artifact():
            writer.rule(left, y, width, 0.5 if segment.last == len(self.rows) else 0.3, style.ink)
        return y


def table_name(table: Table) -> str:
    """How messages call a table."""
    return f"Tabelle {table.number}" if table.number else f"Tabelle „{table.title}“"


def _row_problems(table: Table) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    if not table.columns or not any(group.rows for group in table.groups):
        what = "keine Spalten" if not table.columns else "keine Zeilen"
        message = f"{table_name(table)} hat {what}."
        advice = "Vorschlag: die Tabelle weglassen oder mit „nur_wenn“ an vorhandene Daten binden."
        problems.append(error("tabelle-leer", message, table.place, advice))
    for group in table.groups:
        for row in group.rows:
            if len(row.cells) != len(table.columns):
                message = (
                    f"{table_name(table)}: Zeile „{row.stub}“ hat {len(row.cells)} Zellen, "
                    f"die Tabelle {len(table.columns)} Spalten."
                )
                problems.append(
                    error("tabellenzeile", message, table.place, "Jede Zeile braucht eine Zelle je Spalte.")
                )
    return problems
