"""Secondary suppression by linear programs: one attack after the other, then printing again what can be.

Kelly, Golden and Assad's incremental heuristic with witnesses kept: an attack that an earlier witness carries out needs
no program, and a candidate that no witness moves is printed again for nothing.
"""

from __future__ import annotations

import numpy as np

from berichtsgenerator.disclosure.numeric.attacklp import AttackLP
from berichtsgenerator.disclosure.numeric.pattern import Pattern
from berichtsgenerator.disclosure.numeric.system import Attack, Floats, System


class Search:
    """One search over one part of a system."""

    def __init__(self, system: System, attacks: tuple[Attack, ...]) -> None:
        self.system = system
        self.program = AttackLP(system)
        self.pattern = Pattern(system, self.program)
        self.attacks = attacks
        self.failed: dict[Attack, int] = {}
        for cell in np.flatnonzero(self.pattern.candidate).tolist():
            self.program.set_price(cell, float(system.cost[cell]) / 2)

    def start(self, order: list[Attack]) -> list[Attack]:
        """Carry out all attacks at the least extra cost, one by one; those that nothing allows are returned."""
        pattern = self.pattern
        refused = []
        for attack in order:
            if attack in pattern.witness:
                continue
            witness = self.program.cheapest(attack)
            if witness is None or not pattern.carries(witness, attack):
                refused.append(attack)
                continue
            self._spread(witness, attack, order)
        return refused

    def _spread(self, witness: Floats, attack: Attack, others: list[Attack]) -> None:
        self.pattern.use(attack, witness)
        for other in others:
            if other not in self.pattern.witness and self.pattern.carries(witness, other):
                self.pattern.use(other, witness)

    def only(self) -> None:
        """Let only hidden cells move."""
        allowed = self.pattern.hidden() | ~self.pattern.candidate
        for cell in np.flatnonzero(self.pattern.candidate).tolist():
            (self.program.open if allowed[cell] else self.program.close)(cell)

    def all_open(self) -> None:
        """Let every candidate move again, at its price."""
        for cell in np.flatnonzero(self.pattern.candidate).tolist():
            self.program.open(cell)

    def tidy(self, cells: list[int]) -> None:
        """Print candidates again, dearest first, where other witnesses can be found among what stays hidden."""
        pattern, program = self.pattern, self.program
        self.only()
        wanted = {attack.cell for attack in self.attacks if attack in pattern.witness}
        open_cells = (~program.closed & (program.up + program.down > 0)).tolist()
        cost = self.system.cost
        for cell in sorted(cells, key=lambda item: (-cost[item], pattern.usage[item], item)):
            users = sorted(
                pattern.users[cell], key=lambda item: (-self.failed.get(item, 0), len(pattern.moved[item]), item)
            )
            if not users:
                program.close(cell)
                open_cells[cell] = False
                continue
            if pattern.stuck(cell, open_cells, wanted):
                continue
            program.close(cell)
            found: dict[Attack, Floats] = {}
            for attack in users:
                if attack in found:
                    continue
                witness = program.cheapest(attack)
                if witness is None:
                    self.failed[attack] = self.failed.get(attack, 0) + 1
                    break
                for other in users:
                    if other not in found and pattern.carries(witness, other):
                        found[other] = witness
            if len(found) < len(users):
                program.open(cell)
                continue
            open_cells[cell] = False
            for attack in users:
                pattern.drop(attack)
            for attack in users:
                pattern.use(attack, found[attack])
