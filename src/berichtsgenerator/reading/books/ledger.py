"""Booking of cells: while a sheet is read, every cell gets a role; at the end the books must balance."""

from __future__ import annotations

from berichtsgenerator.reading.books.results import Role, SheetLedger
from berichtsgenerator.reading.opening.grid import Grid

ROLES = tuple(Role)
CODE = {role: index + 1 for index, role in enumerate(ROLES)}
VALUE, MARK, IGNORED = CODE[Role.VALUE], CODE[Role.MARK], CODE[Role.IGNORED]


class Book:
    """Roles of one sheet's cells as one byte each (0 = not booked yet). The first booking of a cell stands."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.rows = [bytearray(grid.width) for _ in grid.rows]
        self._reasons: dict[tuple[int, int], str] = {}

    def book(self, row: int, column: int, role: Role) -> None:
        """Give a cell its role, unless it is empty or booked."""
        if self._grid.rows[row][column] != "" and not self.rows[row][column]:
            self.rows[row][column] = CODE[role]

    def book_row(self, row: int, role: Role) -> None:
        """Give all cells of a row that are not booked yet the same role."""
        for column in range(self._grid.width):
            self.book(row, column, role)

    def ignore(self, row: int, column: int, reason: str) -> None:
        """Book a cell as ignored, with the German reason."""
        if self._grid.rows[row][column] != "" and not self.rows[row][column]:
            self.rows[row][column] = IGNORED
            self._reasons[(row, column)] = reason

    def ignore_again(self, row: int, column: int, reason: str) -> None:
        """Turn a booked cell into an ignored one (a table that was refused after its cells had been booked)."""
        if self._grid.rows[row][column] != "":
            self.rows[row][column] = IGNORED
            self._reasons[(row, column)] = reason

    def reason(self, row: int, column: int) -> str:
        """Why a cell was ignored, or an empty text."""
        return self._reasons.get((row, column), "")

    def close(self, rest: str) -> SheetLedger:
        """Count; cells without a role become ignored with the reason ``rest``."""
        ignored: dict[str, int] = {}
        for index, booked in enumerate(self.rows):
            cells = self._grid.rows[index]
            if 0 in booked and cells.count("") < len(cells):
                for column, code in enumerate(booked):
                    if not code and cells[column] != "":
                        booked[column] = IGNORED
                        self._reasons[(index, column)] = rest
        for (row, column), reason in self._reasons.items():
            if self.rows[row][column] != IGNORED:
                continue
            ignored[reason] = ignored.get(reason, 0) + 1
        whole = b"".join(self.rows)
        roles = {role: count for role in ROLES if (count := whole.count(CODE[role]))}
        return SheetLedger(self._grid.sheet, self._grid.count(), roles, dict(sorted(ignored.items())))


def with_left_out(ledger: SheetLedger, cells: int, reason: str) -> SheetLedger:
    """The ledger of a sheet of which only a part was read: the rest of its ``cells`` is ignored for one reason."""
    left = cells - ledger.cells
    if not left:
        return ledger
    roles = {**ledger.roles, Role.IGNORED: ledger.roles.get(Role.IGNORED, 0) + left}
    ignored = dict(sorted({**ledger.ignored, reason: ledger.ignored.get(reason, 0) + left}.items()))
    return SheetLedger(ledger.sheet, cells, {role: roles[role] for role in ROLES if role in roles}, ignored)
