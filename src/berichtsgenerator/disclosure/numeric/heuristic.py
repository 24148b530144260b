"""Secondary suppression by linear programs: one attack after the other, then printing again what can be, then better.

Kelly, Golden and Assad's incremental heuristic with witnesses kept: an attack that an earlier witness carries out needs
no program, and a candidate that no witness moves is printed again for nothing. Reproducible: the only limit in a normal
run is a number of rounds; a limit in seconds can be added where reproducibility is not asked.
"""

from __future__ import annotations

import time

import numpy as np

from berichtsgenerator.disclosure.numeric.attacklp import CHEAP, AttackLP
from berichtsgenerator.disclosure.numeric.pattern import Pattern
from berichtsgenerator.disclosure.numeric.system import Attack, Bools, Floats, System


class Search:
    """One search over one part of a system."""

    def __init__(self, system: System, attacks: tuple[Attack, ...], *, seed: int = 1) -> None:
        self.system = system
        self.program = AttackLP(system)
        self.pattern = Pattern(system, self.program)
        self.attacks = attacks
        self.random = np.random.default_rng(seed)
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

    def only(self, cells: np.ndarray | None = None) -> None:
        """Let only hidden cells move (with ``cells``: those too)."""
        allowed = self.pattern.hidden() | ~self.pattern.candidate
        if cells is not None:
            allowed[cells] = True
        for cell in np.flatnonzero(self.pattern.candidate).tolist():
            if allowed[cell]:
                self.program.open(cell)
            else:
                self.program.close(cell)

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

    def shake(self) -> bool:
        """One round of giving up some hidden cells and finding another way around; True when it was cheaper."""
        pattern, program, random = self.pattern, self.program, self.random
        hidden = np.flatnonzero(pattern.usage > 0)
        if not len(hidden):
            return False
        first = int(random.choice(hidden))
        given = {first}
        reached = set(pattern.users[first])
        near = sorted({int(cell) for attack in reached for cell in pattern.moved[attack]} - given)
        random.shuffle(near)
        for cell in near:
            more = reached | pattern.users[cell]
            if len(more) <= self.reach:
                given.add(cell)
                reached = more
        affected = sorted(reached)
        before = pattern.cost()
        saved_all = pattern.save(sorted(pattern.witness))
        self.all_open()
        for attack in affected:
            pattern.drop(attack)
        factor = 1.0 + 0.2 * random.random(len(self.system))
        raised = sorted(cell for cell in given if pattern.usage[cell] == 0)
        for cell in raised:
            program.set_price(cell, float(self.system.cost[cell]) * 1.5 * factor[cell])
        order = [affected[place] for place in random.permutation(len(affected))]
        old = np.flatnonzero(pattern.usage > 0)
        refused = self.start(order)
        for cell in raised:
            program.set_price(cell, CHEAP if pattern.usage[cell] else float(self.system.cost[cell]) / 2)
        if not refused and pattern.cost() <= before + self.slack:
            new = {int(cell) for cell in np.flatnonzero(pattern.usage > 0)} - set(old.tolist())
            around = {int(cell) for attack in affected for cell in pattern.moved[attack]}
            rare = {cell for cell in around - new if pattern.usage[cell] <= self.rare}
            self.tidy(sorted(new | rare))
        if refused or pattern.cost() > before:
            self.back(saved_all)
            return False
        return pattern.cost() < before

    slack = 2.0
    reach = 12
    rare = 3

    def back(self, saved: list[tuple[Attack, Floats]]) -> None:
        """Return to saved witnesses, touching only those that differ."""
        pattern = self.pattern
        changed = [(attack, witness) for attack, witness in saved if pattern.witness.get(attack) is not witness]
        pattern.restore(changed)

    def guided(self, chosen: Floats) -> None:
        """Begin anew with candidates cheap where ``chosen`` (0..1, from a relaxation) says so; keep the better."""
        pattern = self.pattern
        before, saved = pattern.cost(), pattern.save(sorted(pattern.witness))
        attacks = [attack for attack, _ in saved]
        self.all_open()
        for attack in attacks:
            pattern.drop(attack)
        cost = self.system.cost
        pattern.price = cost * (1.0 - 0.95 * chosen)
        for cell in np.flatnonzero(pattern.candidate).tolist():
            self.program.set_price(cell, float(pattern.price[cell]) / 2)
        order = sorted(attacks, key=lambda item: (-abs(item.need), item.cell, item.need))
        refused = self.start(order)
        pattern.price = cost.copy()
        for cell in np.flatnonzero(pattern.candidate & (pattern.usage == 0)).tolist():
            self.program.set_price(cell, float(cost[cell]) / 2)
        if not refused:
            self.tidy(np.flatnonzero(pattern.usage > 0).tolist())
        if refused or pattern.cost() > before:
            pattern.restore(saved)

    def settle(self, hidden: Bools) -> None:
        """Take a pattern from elsewhere: find a witness of every attack within ``hidden``."""
        pattern = self.pattern
        attacks = sorted(pattern.witness)
        saved = pattern.save(attacks)
        for attack in attacks:
            pattern.drop(attack)
        for cell in np.flatnonzero(pattern.candidate).tolist():
            (self.program.open if hidden[cell] else self.program.close)(cell)
        if self.start(sorted(attacks, key=lambda item: (-abs(item.need), item.cell, item.need))):
            pattern.restore(saved)
        self.all_open()

    def shakes(self, rounds: int, *, until: float | None = None) -> None:
        """Shake ``rounds`` times, or until the process clock reads ``until``."""
        for _ in range(rounds):
            if (until is not None and time.process_time() > until) or not self.pattern.usage.any():
                break
            self.shake()
        self.all_open()
