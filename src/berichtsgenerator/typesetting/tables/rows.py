"""The rows of a statistical table between layout and drawing: what is drawn of them, and where they are read.

Comes in: a table. Goes out: laid rows, segments of them, and the elements of the structure tree that they hang in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.document.blocks import Row, Table
from berichtsgenerator.document.structure import Attributes, Element
from berichtsgenerator.typesetting.tables.head import GridCell
from berichtsgenerator.typesetting.text.composer import Composer


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row to draw: of group ``group``, a label of that group when ``row`` is None; its stub's and cells' lines.

    ``broken`` and ``cells`` are empty where nothing is broken into lines.
    """

    group: int
    row: Row | None
    broken: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    height: float

    @property
    def stub(self) -> tuple[str, ...]:
        """The lines of its stub."""
        return self.broken or ((self.row.stub if self.row else ""),)


@dataclass(slots=True)
class Segment:
    """Rows ``first`` … ``last`` (exclusive) of the column part ``part``, with the group label repeated above."""

    part: int
    first: int
    last: int
    repeated: int = -1


class TableTree:
    """The elements of a table: its head, a body for each group, ids of the groups' labels."""

    def __init__(self, composer: Composer, table: Table, element: Element) -> None:
        self.composer, self.table, self.element = composer, table, element
        self.head_rows: list[Element] = []
        self.drawn_heads: dict[GridCell, bool] = {}
        self.row_elements: dict[int, Element] = {}
        """The rows of a table in several parts, which are drawn a part at a time, and labels of groups."""
        self.bodies: dict[int, Element] = {}
        """Where the rows of each group are read."""
        self._group_ids: dict[int, str] = {}
        self._row_attributes: dict[int, Attributes] = {}

    def grow(self, rows: Sequence[FlatRow], *, parted: bool) -> None:
        """Make head and bodies before the first row is drawn; ``parted``: the columns stand in several parts."""
        if self.head_rows:
            return
        head = self.element.add("THead")
        self.head_rows = [head.add("TR") for _ in range(max(len(self.table.head), 1))]
        for number, row in enumerate(rows):
            if row.group not in self.bodies:
                self.bodies[row.group] = self.element.add("TBody")
            if parted or row.row is None:
                self.row_elements[number] = self.bodies[row.group].add("TR")

    def group_id(self, group: int) -> str:
        """The structure id of a group's label, ``""`` for none."""
        if not self.table.groups[group].label:
            return ""
        if group not in self._group_ids:
            self._group_ids[group] = self.composer.new_id("g")
        return self._group_ids[group]

    def row_attributes(self, group: int) -> Attributes:
        """Attributes of the row heads of a group, shared by all of them."""
        found = self._row_attributes.get(group)
        if found is None:
            label = self.group_id(group)
            attributes = {"Scope": "/Row"}
            if label:
                attributes["Headers"] = f"[({label})]"
            found = self._row_attributes[group] = {"Table": attributes}
        return found
