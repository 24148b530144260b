"""Drawing the rows of statistical tables: the hot loop of the setting.

Comes in: rows whose lines and heights are known, column edges and the reach of numbers. Goes out: operators. One text
object holds all rows of a segment; every cell is a marked-content sequence of its own. Grounds, bars and rules are
artifacts.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.document.blocks import PLAIN, Align, Row, RowRole, Table
from berichtsgenerator.document.structure import CellRun, Element, MarkedContent, TableRow
from berichtsgenerator.typesetting.tables.columns import (
    BOLD_ROLES,
    MARK_GAP,
    MARK_SCALE,
    Part,
    Plan,
    cell_reach,
    show_line,
)
from berichtsgenerator.typesetting.tables.rows import FlatRow, Segment, TableTree
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.style import tint
from berichtsgenerator.typesetting.text.textstate import TextState
from berichtsgenerator.typesetting.text.writer import PageWriter, colour_operator


class RowDrawer:
    """Draws rows of one table."""

    def __init__(self, composer: Composer, table: Table, plan: Plan, leading: float) -> None:
        self.composer, self.table, self.plan, self.leading = composer, table, plan, leading
        self.regular = composer.faces["sans"]
        self.semibold = composer.faces["sans-semibold"]
        self.bold = composer.faces["sans-bold"]
        self._texts: dict[tuple[bool, str], tuple[str, float, float]] = {}
        self._ascent = leading * 0.5 + plan.size * 0.33

    def _show(self, bold: bool, text: str) -> tuple[str, float, float]:
        """The operator for a line of text, its reach left of the decimal comma and its width, in thousandths."""
        face = self.semibold if bold else self.regular
        figures = face.figures(text)
        if figures is not None:
            return face.show_figures(text), *figures
        found = self._texts.get((bold, text))
        if found is None:
            found = self._texts[(bold, text)] = show_line(face, text, self.plan.size), *cell_reach(face, text)
        return found

    def repeat(self, writer: PageWriter, row: FlatRow, part: int, x: float, top: float) -> float:
        """The label of a group again, as an artifact; the new top."""
        y = self._label_line(row, top)
        with writer.artifact("pagination"):
            for line in row.stub:
                writer.string(x, y, line, self.bold, self.plan.size, self.composer.style.accent)
                y -= self.leading
        return top - row.height

    # Artifacts ----------------------------------------------------------------------------------------------------

    def _grounds(self, writer: PageWriter, rows: Sequence[FlatRow], part: Part, x: float, top: float) -> None:
        """Tinted rows, bars behind numbers and the rules between rows, all behind the text."""
        style = self.composer.style
        look = style.table
        ground: list[str] = []
        bars: list[str] = []
        rules: list[str] = []
        strong: list[str] = []
        sparks: list[str] = []
        y = top
        previous: FlatRow | None = None
        for number, flat in enumerate(rows):
            bottom = y - flat.height
            row = flat.row
            if row is not None:
                role = row.role
                if role is RowRole.EMPHASIS or role is RowRole.REFERENCE:
                    ground.append(f"{x:.2f} {bottom:.2f} {part.width:.2f} {flat.height:.2f} re")
                change = previous is not None and previous.row is not None and previous.row.role is not role
                if change and role in (RowRole.TOTAL, RowRole.REFERENCE):
                    strong.append(f"{x:.2f} {y - 0.25:.2f} {part.width:.2f} 0.5 re")
                for at in range(part.first, part.last):
                    look_of_cell = row.cells[at].look
                    if look_of_cell is PLAIN:
                        continue
                    if look_of_cell.spark:
                        left, zone = self._bar_zone(part, at)
                        sparks += _spark(look_of_cell.spark, left + x, bottom + 2.4, zone, flat.height - 4.8)
                    bar = look_of_cell.bar
                    if bar is not None and bar > 0:
                        left, zone = self._bar_zone(part, at)
                        left += x
                        width = zone * min(bar, 1.0)
                        bars.append(f"{left:.2f} {bottom + 1.6:.2f} {width:.2f} {flat.height - 3.2:.2f} re")
            if number < len(rows) - 1 and row is not None:
                rules.append(f"{x:.2f} {bottom - look.rule / 2:.2f} {part.width:.2f} {look.rule:.2f} re")
            previous = flat
            y = bottom
        with writer.artifact("background"):
            for operators, colour in (
                (ground, style.wash),
                (bars, tint(style.accent, 0.24)),
                (rules, style.line),
                (strong, style.grey),
            ):
                if operators:
                    writer.fill(colour)
                    writer.ops.append("\n".join(operators) + "\nf")
            if sparks:
                writer.ops.append(f"q 0.8 w 1 j {colour_operator(style.accent, 'RG')}\n" + "\n".join(sparks) + "\nS Q")

    def _bar_zone(self, part: Part, at: int) -> tuple[float, float]:
        """Left edge and width of a column's bars: beside its numbers where there is room, else behind them."""
        left = part.edges[1 + at - part.first] + self.plan.padding
        right = part.edges[2 + at - part.first] - self.plan.padding
        reach = self.plan.reach[at]
        free = right - left - reach[0] - reach[1] - 4.0
        return (left, free) if free >= 14.0 else (left, right - left)

    # Text ---------------------------------------------------------------------------------------------------------

    def rows(
        self, writer: PageWriter, rows: Sequence[FlatRow], segment: Segment, tree: TableTree, x: float, top: float
    ) -> float:
        """Draw those of a table's rows that a segment holds below ``top`` and hang them into the tree; the new top."""
        part = self.plan.parts[segment.part]
        flat_rows = rows[segment.first : segment.last]
        self._grounds(writer, flat_rows, part, x, top)
        style = self.composer.style
        size = self.plan.size
        writer.ops.append("BT")
        state = TextState(writer.ops, x, top)
        regular, semibold = (f"{face.name} {size:.4g} Tf" for face in (self.regular, self.semibold))
        y = top
        first_part = segment.part == 0
        for number, flat in enumerate(flat_rows, segment.first):
            row = flat.row
            element = tree.row_elements.get(number)
            baseline = y - self._ascent - (flat.height - self._height(flat)) / 2
            if row is None:
                read = element if first_part else None
                self._label(writer, state, tree, flat, read, x, self._label_line(flat, y))
                y -= flat.height
                continue
            bold = row.role in BOLD_ROLES
            state.font(semibold if bold else regular)
            state.colour(colour_operator(style.ink, "rg"), writer)
            attributes = tree.row_attributes(flat.group)
            head = self._stub(writer, state, flat, row, x, baseline, first_part)
            run = self._cells(writer, state, flat, row, part, x, baseline, bold, regular, semibold)
            if writer.tagged and element is None:
                whole = TableRow(writer.index, head, run.count, attributes, run.spoken)
                tree.bodies[flat.group].children.append(whole)
            elif writer.tagged and element is not None:
                if first_part:
                    element.children.append(Element("TH", [MarkedContent(writer.index, head)], attributes=attributes))
                element.children.append(run)
            y -= flat.height
        writer.ops.append("ET")
        return y

    def _height(self, flat: FlatRow) -> float:
        """Height of the text of a row."""
        count = max(len(flat.stub), *[len(lines) for lines in flat.cells]) if flat.cells else len(flat.stub)
        return count * self.leading

    def _label_line(self, flat: FlatRow, top: float) -> float:
        """The first baseline of a label: it stands nearer to its rows than to those above it."""
        return top - flat.height + self.plan.row_padding + len(flat.stub) * self.leading - self._ascent

    def _label(
        self,
        writer: PageWriter,
        state: TextState,
        tree: TableTree,
        flat: FlatRow,
        element: Element | None,
        x: float,
        y: float,
    ) -> None:
        state.font(f"{self.bold.name} {self.plan.size:.4g} Tf")
        state.colour(colour_operator(self.composer.style.accent, "rg"), writer)
        if element is None:
            writer.begin_artifact("pagination")
        else:
            head = element.add("TH")
            head.id = tree.group_id(flat.group)
            head.attributes = {"Table": {"Scope": "/Row", "ColSpan": str(len(self.table.columns) + 1)}}
            writer.begin(head)
        for line in flat.stub:
            state.move(x, y)
            writer.ops.append(show_line(self.bold, line, self.plan.size))
            y -= self.leading
        writer.end()

    def _stub(
        self,
        writer: PageWriter,
        state: TextState,
        flat: FlatRow,
        row: Row,
        x: float,
        y: float,
        first_part: bool,
    ) -> int:
        """Draw the head of a row, again as an artifact beside later parts of its table; its MCID."""
        mcid = writer.reserve(1) if first_part else -1
        if not first_part:
            writer.begin_artifact("pagination")
        elif writer.tagged:
            writer.ops.append(f"/TH<</MCID {mcid}>>BDC")
        left = x + row.indent * self.composer.style.table.indent
        bold = row.role in BOLD_ROLES
        for line in flat.stub:
            state.move(left, y)
            writer.ops.append(self._show(bold, line)[0])
            y -= self.leading
        writer.end()
        return mcid

    def _cells(
        self,
        writer: PageWriter,
        state: TextState,
        flat: FlatRow,
        row: Row,
        part: Part,
        x: float,
        baseline: float,
        bold: bool,
        regular: str,
        semibold: str,
    ) -> CellRun:
        """Draw the cells of a row that belong to a part of its table."""
        count = part.last - part.first
        mcid = writer.reserve(count)
        run = CellRun(writer.index, mcid, count)
        writer.numbers.update((cell.key, None) for cell in row.cells[part.first : part.last] if cell.key)
        if flat.cells:
            self._wrapped(writer, state, flat, row, run, part, x, baseline, bold, regular, semibold)
            return run
        ops = writer.ops
        edges, columns, reach = part.edges, self.table.columns, self.plan.reach
        padding, scale = self.plan.padding, self.plan.size / 1000
        show = self._show
        y = round(baseline - (len(flat.stub) - 1) * self.leading, 2)
        rise, pen = y - state.y, state.x
        cells = row.cells
        decimal, tagged = Align.DECIMAL, writer.tagged
        for offset in range(count):
            at = part.first + offset
            cell = cells[at]
            if cell.spoken and cell.spoken != cell.text:
                _speak(run, offset, cell.spoken)
            look = cell.look
            heavy = bold or look.emphasis
            operator, left, width = show(heavy, cell.text)
            if columns[at] is decimal:
                place = x + edges[2 + offset] - padding - reach[at][1] - left * scale
            elif columns[at] is Align.CENTER:
                place = x + (edges[1 + offset] + edges[2 + offset] - width * scale) / 2
            else:
                place = x + edges[1 + offset] + padding
            step = round(place - pen, 2)
            pen += step
            if heavy is bold and not look.mark and not tagged:
                ops.append(f"{step:.6g} {rise:.6g} Td {operator}")
                rise = 0.0
                continue
            if heavy is bold and not look.mark:
                ops.append(f"/TD<</MCID {mcid + offset}>>BDC {step:.6g} {rise:.6g} Td {operator} EMC")
                rise = 0.0
                continue
            if tagged:
                ops.append(f"/TD<</MCID {mcid + offset}>>BDC")
            if heavy is not bold:
                state.font(semibold)
            ops.append(f"{step:.6g} {rise:.6g} Td {operator}")
            rise = 0.0
            if look.mark:
                state.x, state.y = pen, y
                self._mark(ops, state, look.mark, place + width * scale + MARK_GAP, y)
                pen = state.x
            writer.end()
            if heavy is not bold:
                state.font(semibold if bold else regular)
        state.x, state.y = pen, y
        return run

    def _wrapped(
        self,
        writer: PageWriter,
        state: TextState,
        flat: FlatRow,
        row: Row,
        run: CellRun,
        part: Part,
        x: float,
        baseline: float,
        bold: bool,
        regular: str,
        semibold: str,
    ) -> None:
        """Cells of several lines, top aligned."""
        ops, edges, padding = writer.ops, part.edges, self.plan.padding
        for offset in range(run.count):
            at = part.first + offset
            cell = row.cells[at]
            if cell.spoken and cell.spoken != cell.text:
                _speak(run, offset, cell.spoken)
            heavy = bold or cell.look.emphasis
            if writer.tagged:
                ops.append(f"/TD<</MCID {run.mcid + offset}>>BDC")
            state.font(semibold if heavy else regular)
            y = baseline
            left, right = x + edges[1 + offset], x + edges[2 + offset]
            for line in flat.cells[at]:
                operator, _, width = self._show(heavy, line)
                place = left + padding
                if self.table.columns[at] is Align.DECIMAL:
                    place = right - padding - width * self.plan.size / 1000
                elif self.table.columns[at] is Align.CENTER:
                    place = (left + right - width * self.plan.size / 1000) / 2
                state.move(place, y)
                ops.append(operator)
                y -= self.leading
            writer.end()
        state.font(semibold if bold else regular)

    def _mark(self, ops: list[str], state: TextState, mark: str, x: float, y: float) -> None:
        """A sign hung right of a number, smaller."""
        size = self.plan.size * MARK_SCALE
        before = state.current
        state.font(f"{self.regular.name} {size:.4g} Tf")
        state.move(x, y)
        if self.regular.supports(mark):
            ops.append(self.regular.show(mark))
        else:
            ops += [f"{face.name} {size:.4g} Tf {face.show(piece)}" for face, piece in self.regular.split(mark)]
            state.current = ""
        state.font(before)


def _spark(values: Sequence[float | None], x: float, y: float, width: float, height: float) -> list[str]:
    """The path of a small line over values 0 … 1; a gap breaks it, a value between gaps is a dash."""
    step = width / max(len(values) - 1, 1)
    found: list[str] = []
    pen = False
    for at, value in enumerate(values):
        if value is None:
            pen = False
            continue
        left, up = x + at * step, y + value * height
        alone = not pen and (at + 1 == len(values) or values[at + 1] is None)
        if alone:
            found.append(f"{left - 1:.2f} {up:.2f} m {left + 1:.2f} {up:.2f} l")
        else:
            found.append(f"{left:.2f} {up:.2f} {'l' if pen else 'm'}")
        pen = True
    return found


def _speak(run: CellRun, offset: int, spoken: str) -> None:
    """Cell number ``offset`` of a run is read as ``spoken``."""
    if run.spoken is None:
        run.spoken = {}
    run.spoken[offset] = spoken
