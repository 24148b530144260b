"""A pattern under construction: which candidates are hidden, and the witness of every attack that they allow.

A witness is a table of deviations that fits everything printed and carries an attack out. Cells that no witness moves
need not be hidden; so the pattern is what its witnesses use.
"""

from __future__ import annotations

from collections import defaultdict, deque

import numpy as np

from berichtsgenerator.disclosure.numeric.attacklp import CHEAP, AttackLP
from berichtsgenerator.disclosure.numeric.system import TOLERANCE, Attack, Bools, Floats, Ints, Status, System

Snapshot = list[tuple[Attack, Floats]]


class Pattern:
    """Witnesses by attack, and how many of them move each candidate beyond its margin."""

    def __init__(self, system: System, program: AttackLP) -> None:
        self.system = system
        self.program = program
        self.candidate: Bools = system.status == Status.CANDIDATE
        self.margin_down, self.margin_up = system.range_of(np.zeros(len(system), dtype=np.bool_))
        self.usage: Ints = np.zeros(len(system), dtype=np.int64)
        self.witness: dict[Attack, Floats] = {}
        self.moved: dict[Attack, Ints] = {}
        self.users: dict[int, set[Attack]] = defaultdict(set)
        self.price = system.cost.copy()
        self._rows = system.matrix
        self._columns = system.matrix.tocsc()

    def unit(self, attack: Attack) -> float:
        """What a deviation of one is of a whole cell's cost."""
        return 1.0 / max(1.0, abs(attack.need))

    def hidden(self) -> Bools:
        """The candidates that the witnesses need."""
        found: Bools = self.usage > 0
        return found

    def cost(self) -> float:
        """Cost of the candidates that the witnesses need."""
        return float(self.system.cost[self.usage > 0].sum())

    def beyond(self, witness: Floats) -> Ints:
        """Candidates that ``witness`` moves further than their margin allows."""
        away = (witness > self.margin_up + TOLERANCE) | (witness < -self.margin_down - TOLERANCE)
        return np.flatnonzero(away & self.candidate).astype(np.int64)

    def carries(self, witness: Floats, attack: Attack) -> bool:
        """True when ``witness`` carries ``attack`` out as well."""
        moved = witness[attack.cell]
        if attack.known >= 0 and abs(witness[attack.known]) > TOLERANCE:
            return False
        return bool(moved >= attack.need - TOLERANCE if attack.need > 0 else moved <= attack.need + TOLERANCE)

    def use(self, attack: Attack, witness: Floats) -> None:
        """Take ``witness`` for ``attack``."""
        cells = self.beyond(witness)
        self.witness[attack] = witness
        self.moved[attack] = cells
        for cell in cells.tolist():
            self.usage[cell] += 1
            self.users[cell].add(attack)
            if self.usage[cell] == 1:
                self.program.set_price(cell, CHEAP)

    def drop(self, attack: Attack) -> None:
        """Forget the witness of ``attack``; cells that only it moved cost their price again."""
        for cell in self.moved.pop(attack).tolist():
            self.usage[cell] -= 1
            self.users[cell].discard(attack)
            if self.usage[cell] == 0:
                self.program.set_price(cell, float(self.price[cell]) / 2)
        del self.witness[attack]

    def save(self, attacks: list[Attack]) -> Snapshot:
        """The witnesses of some attacks, to come back to."""
        return [(attack, self.witness[attack]) for attack in attacks]

    def restore(self, saved: Snapshot) -> None:
        """Take saved witnesses again."""
        for attack, _ in saved:
            if attack in self.witness:
                self.drop(attack)
        for attack, witness in saved:
            self.use(attack, witness)

    def stuck(self, cell: int, open_cells: list[bool], wanted: set[int]) -> bool:
        """True when printing ``cell`` again would fix one of ``wanted`` by single rows already (no program needed)."""
        indptr, indices = self._rows.indptr, self._rows.indices
        column, rows = self._columns.indptr, self._columns.indices
        fixed: set[int] = {cell}
        todo = deque([cell])
        while todo:
            at = todo.popleft()
            for row in rows[column[at] : column[at + 1]]:
                left = -1
                for other in indices[indptr[row] : indptr[row + 1]]:
                    if open_cells[other] and other not in fixed:
                        if left >= 0:
                            left = -2
                            break
                        left = int(other)
                if left >= 0:
                    if left in wanted:
                        return True
                    fixed.add(left)
                    todo.append(left)
        return False
