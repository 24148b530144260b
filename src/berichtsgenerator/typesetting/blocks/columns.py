"""Text in columns: units of running text set side by side, columns of equal height.

Comes in: units set to the width of one column. Goes out: :class:`ColumnsUnit`, which fills the room that there is and
balances its columns where all of it fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from berichtsgenerator.typesetting.pages.unitbase import EPSILON, FOOT_SPACE, Draw, Placement, Unit, UnitBase
from berichtsgenerator.typesetting.text.composer import FootnoteItem
from berichtsgenerator.typesetting.text.writer import PageWriter

COLUMN_GAP = 20.0
_LEAST_LINES = 4
_STEP = 3.5
"""Points by which the height of balanced columns is tried."""


@dataclass(slots=True)
class _Filled:
    """Pieces at (column, depth below the top), what is left, and what belongs to the pieces."""

    pieces: list[tuple[int, float, Draw]]
    rest: list[Unit]
    height: float
    footnotes: tuple[FootnoteItem, ...]
    marks: tuple[str, ...]


@dataclass(slots=True)
class ColumnsUnit(UnitBase):
    """Units in ``count`` columns, each ``step`` points right of the one before."""

    units: Sequence[Unit] = ()
    count: int = 2
    step: float = 0.0

    def _natural(self) -> float:
        """Height of everything in one column."""
        return sum(unit.whole() + unit.after for unit in self.units)

    def whole(self) -> float:
        """Its height on one page."""
        return self._balanced().height

    def least(self) -> float:
        """The least height with which it can begin."""
        first = self.units[0].least() if self.units else 0.0
        return min(self.whole(), max(first, _LEAST_LINES * 14.0))

    def _balanced(self) -> _Filled:
        """All of it in columns as low as possible."""
        height = self._natural() / self.count
        while True:
            found = self._fill(height)
            if not found.rest:
                return found
            height += _STEP

    def _fill(self, height: float) -> _Filled:
        """As much as columns of ``height`` hold."""
        waiting = list(self.units)
        pieces: list[tuple[int, float, Draw]] = []
        notes: list[FootnoteItem] = []
        marks: list[str] = []
        lowest = 0.0
        for column in range(self.count):
            y = space = 0.0
            while waiting:
                unit = waiting[0]
                gap = max(space, unit.before) if y else 0.0
                found = unit.place(height - y - gap, False)
                if found is None:
                    break
                if unit.keep_next and len(waiting) > 1:
                    below = y + gap + found.height + max(unit.after, waiting[1].before) + waiting[1].least()
                    if below > height + EPSILON:
                        break
                pieces.append((column, y + gap, found.draw))
                notes += found.footnotes
                marks += found.marks
                y += gap + found.height
                space = unit.after
                if found.rest is not None:
                    waiting[0] = found.rest
                    break
                del waiting[0]
            lowest = max(lowest, y)
        return _Filled(pieces, waiting, lowest, tuple(notes), tuple(marks))

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        found = self._balanced()
        if found.height + _notes(found.footnotes) > room + EPSILON:
            found = self._fill(room)
            over = _notes(found.footnotes)
            if over:
                found = self._fill(room - over)
            if not found.pieces:
                return self._forced(room) if fresh else None
            if not fresh and found.height < min(self.least(), room):
                return None
        rest = replace(self, units=found.rest) if found.rest else None
        return Placement(found.height, self._drawing(found.pieces), rest, found.footnotes, found.marks)

    def _forced(self, room: float) -> Placement | None:
        """On an empty page the first unit is set in any case."""
        first = self.units[0].place(room, True)
        if first is None:
            return None
        left = [first.rest] if first.rest is not None else []
        rest = [*left, *self.units[1:]]
        drawing = self._drawing([(0, 0.0, first.draw)])
        return Placement(
            first.height, drawing, replace(self, units=rest) if rest else None, first.footnotes, first.marks
        )

    def _drawing(self, pieces: Sequence[tuple[int, float, Draw]]) -> Draw:
        def draw(writer: PageWriter, x: float, top: float) -> None:
            for column, depth, piece in pieces:
                piece(writer, x + column * self.step, top - depth)

        return draw


def _notes(notes: Sequence[FootnoteItem]) -> float:
    return sum(note.height for note in notes) + FOOT_SPACE if notes else 0.0
