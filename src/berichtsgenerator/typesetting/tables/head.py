"""Heads of statistical tables: from rows of spanning cells to a grid, and their setting over given columns.

Comes in: ``Table.head``. Goes out: cells with their grid place (:class:`GridCell`), checked to cover every column
once; and for chosen column edges the set head (:class:`SetHead`) with the height of each row and the texts standing
at the bottom of their cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.diagnostics import Diagnostic, error
from berichtsgenerator.document.blocks import Align, HeadCell, Table
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.linedraw import SetText
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

MAX_LEVELS = 12
_KEPT = 2_000
"""Texts of heads that are kept for the tables that follow."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A placed head cell: rows ``row`` … ``row + rows``, columns ``column`` … ``column + columns`` (exclusive)."""

    cell: HeadCell
    row: int
    column: int
    rows: int
    columns: int


class _Lines(dict[tuple[str, str, float, float, str], tuple[SetText | None, SetText | None]]):
    """Lines of cells, which tables of one kind share, by text, unit, size, width and alignment."""


def head_grid(table: Table) -> tuple[list[GridCell], list[Diagnostic]]:
    """The head cells with their places; diagnostics when they do not cover each column exactly once."""
    width, height = len(table.columns), len(table.head)
    taken = [[False] * width for _ in range(height)]
    cells: list[GridCell] = []
    problems: list[Diagnostic] = []
    name = f"Tabelle {table.number}" if table.number else f"Tabelle „{table.title}“"
    if height > MAX_LEVELS:
        message = f"{name}: Der Kopf hat {height} Ebenen, möglich sind {MAX_LEVELS}."
        problems.append(
            error("tabellenkopf", message, table.place, "Vorschlag: Ebenen zusammenfassen oder die Tabelle teilen.")
        )
        return [], problems
    for number, row in enumerate(table.head):
        at = 0
        for cell in row:
            while at < width and taken[number][at]:
                at += 1
            columns, rows = max(cell.columns, 1), max(cell.rows, 1)
            if at + columns > width or number + rows > height:
                message = f"{name}: Kopfzelle „{cell.text}“ in Kopfzeile {number + 1} ragt über die Tabelle hinaus."
                problems.append(error("tabellenkopf", message, table.place, f"Die Tabelle hat {width} Spalten."))
                return cells, problems
            for line in range(number, number + rows):
                for place in range(at, at + columns):
                    taken[line][place] = True
            cells.append(GridCell(cell, number, at, rows, columns))
            at += columns
    for number, flags in enumerate(taken):
        free = [str(at + 1) for at, flag in enumerate(flags) if not flag]
        if free:
            message = f"{name}: Kopfzeile {number + 1} lässt die Spalten {', '.join(free)} leer."
            advice = "Die Spannen der Kopfzellen müssen zusammen die Zahl der Spalten ergeben."
            problems.append(error("tabellenkopf", message, table.place, advice))
    return cells, problems


@dataclass(slots=True)
class _Placed:
    grid: GridCell | None
    text: SetText | None
    unit: SetText | None
    left: float
    width: float
    top: float = 0.0
    bottom: float = 0.0

    @property
    def height(self) -> float:
        return (self.text.height if self.text else 0.0) + (self.unit.height if self.unit else 0.0)


class SetHead:
    """The head set over the columns ``first`` … ``last`` (exclusive) with their edges in points (stub included)."""

    def __init__(
        self,
        composer: Composer,
        table: Table,
        cells: Sequence[GridCell],
        first: int,
        last: int,
        edges: Sequence[float],
        padding: float,
        scale: float,
    ) -> None:
        style = composer.style
        size = style.table.head_size * scale
        self.composer, self.padding = composer, padding
        self.levels = max(len(table.head), 1)
        self._text = TextStyle("sans-semibold", size, size * 1.2, style.ink, hyphenated=False)
        self._unit = TextStyle("sans", size * 0.92, size * 1.18, style.grey, hyphenated=False)
        self.first = first
        self._cells: list[_Placed] = []
        stub = set_text(composer, table.stub_head, self._text, max(edges[1] - edges[0] - padding, 10.0))
        self._stub = _Placed(None, stub if table.stub_head else None, None, edges[0], edges[1] - edges[0])
        for grid in cells:
            begin, end = max(grid.column, first), min(grid.column + grid.columns, last)
            if begin >= end:
                continue
            left, right = edges[1 + begin - first], edges[1 + end - first]
            align = "center" if end - begin > 1 else _align(table.columns[begin])
            room = max(right - left - 2 * padding, 8.0)
            text, unit = self._set(grid.cell, room, align)
            self._cells.append(_Placed(grid, text, unit, left, right - left))
        self.height = self._resolve()

    def _set(self, cell: HeadCell, room: float, align: str) -> tuple[SetText | None, SetText | None]:
        """The lines of a cell and of its unit; tables of one kind share them."""
        kept = self.composer.kept(_Lines)
        key = (cell.text, cell.unit, self._text.size, round(room, 2), align)
        found = kept.get(key)
        if found is None:
            composer = self.composer
            text = set_text(composer, cell.text, self._text, room, align=align) if cell.text else None
            unit = set_text(composer, cell.unit, self._unit, room, align=align) if cell.unit else None
            if text is not None and unit is not None and text.lines:
                text.lines[-1].pieces[-1].text += " "  # read apart from the unit below
            if len(kept) >= _KEPT:
                kept.clear()
            found = kept[key] = (text, unit)
        return found

    def _resolve(self) -> float:
        gap = 3.2
        rows = [0.0] * self.levels
        for item in sorted(self._cells, key=lambda one: one.grid.rows if one.grid else 0):
            grid = item.grid
            if grid is None:
                continue
            need = item.height + 2 * gap - sum(rows[grid.row : grid.row + grid.rows])
            if need > 0:
                rows[grid.row + grid.rows - 1] += need
        if self._stub.text:
            rows[-1] += max(self._stub.height + 2 * gap - sum(rows), 0.0)
        tops = [0.0]
        for height in rows:
            tops.append(tops[-1] + height)
        for item in self._cells:
            if item.grid is not None:
                item.top, item.bottom = tops[item.grid.row], tops[item.grid.row + item.grid.rows]
        self._stub.bottom = tops[-1]
        self._gap = gap
        return tops[-1]

    def draw(
        self, writer: PageWriter, x: float, top: float, rows: list[Element] | None, drawn: dict[GridCell, bool]
    ) -> None:
        """Draw the head; ``rows`` are the TR elements, None repeats it as an artifact.

        ``drawn`` remembers which cells are in the tree already (a cell that a split by columns cuts is read once).
        """
        style = self.composer.style
        if rows is None:
            with writer.artifact("pagination"):
                self._texts(writer, x, top)
            self._rules(writer, x, top)
            return
        stub = self._stub
        if self.first == 0:
            spans = {"RowSpan": str(self.levels)} if self.levels > 1 else {}
            element = rows[0].add("TH" if stub.text else "TD")
            element.attributes = (
                {"Table": {"Scope": "/Column", **spans}} if stub.text else ({"Table": spans} if spans else {})
            )
            if stub.text:
                stub.text.draw(writer, element, x + stub.left, top - stub.bottom + self._gap + stub.text.height)
        elif stub.text:
            with writer.artifact("pagination"):
                stub.text.draw(writer, None, x + stub.left, top - stub.bottom + self._gap + stub.text.height)
        for item in self._cells:
            grid = item.grid
            if grid is None:
                continue
            if grid in drawn:
                with writer.artifact("pagination"):
                    self._cell(writer, item, None, x, top)
                continue
            drawn[grid] = True
            element = rows[grid.row].add("TH")
            attributes = {"Scope": "/Column"}
            if grid.columns > 1:
                attributes["ColSpan"] = str(grid.columns)
            if grid.rows > 1:
                attributes["RowSpan"] = str(grid.rows)
            element.attributes = {"Table": attributes}
            self._cell(writer, item, element, x, top)
        self._rules(writer, x, top)
        writer.fill(style.ink)

    def _texts(self, writer: PageWriter, x: float, top: float) -> None:
        stub = self._stub
        if stub.text:
            stub.text.draw(writer, None, x + stub.left, top - stub.bottom + self._gap + stub.text.height)
        for item in self._cells:
            self._cell(writer, item, None, x, top)

    def _cell(self, writer: PageWriter, item: _Placed, element: Element | None, x: float, top: float) -> None:
        left = x + item.left + self.padding
        y = top - item.bottom + self._gap + item.height
        if item.text:
            item.text.draw(writer, element, left, y)
            y -= item.text.height
        if item.unit:
            item.unit.draw(writer, element, left, y)

    def _rules(self, writer: PageWriter, x: float, top: float) -> None:
        """Hairlines under cells that span columns."""
        style = self.composer.style
        inset = self.padding * 0.8
        lines = [
            item
            for item in self._cells
            if item.grid and item.grid.columns > 1 and item.grid.row + item.grid.rows < self.levels
        ]
        if lines:
            with writer.artifact():
                for item in lines:
                    writer.rule(
                        x + item.left + inset, top - item.bottom + 0.4, item.width - 2 * inset, 0.45, style.grey
                    )


def _align(align: Align) -> str:
    return {Align.LEFT: "left", Align.CENTER: "center", Align.DECIMAL: "right"}[align]
