"""What a search has learned of one part and need not ask the programs again.

Witnesses say yes: a table once found carries its attacks out in every pattern that hides what it moves. Cuts say no:
every pattern that allows all attacks satisfies them.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy.sparse import csr_matrix, vstack

from berichtsgenerator.disclosure.numeric.system import TOLERANCE, Attack, Bools, Floats, Ints, Status, System

_KEPT = 80  # witnesses of one attack; the newest replace the oldest


class Memory:
    """Witnesses by attack and cuts over the candidates (``numbers``: their cells) of ``system``.

    A set of candidates is a whole number with one bit each, so that a question for a witness is one comparison.
    """

    def __init__(self, system: System, attacks: list[Attack]) -> None:
        self.system = system
        self.attacks = attacks
        self.row = {attack: number for number, attack in enumerate(attacks)}
        self.numbers: Ints = np.flatnonzero(system.status == Status.CANDIDATE).astype(np.int64)
        self.margin_down, self.margin_up = system.range_of(np.zeros(len(system), dtype=np.bool_))
        self._cell = np.array([attack.cell for attack in attacks], dtype=np.int64)
        self._need = np.array([attack.need for attack in attacks])
        self._held = np.array([attack.known for attack in attacks], dtype=np.int64)
        self._known: list[dict[int, tuple[Ints, Floats, Ints]]] = [{} for _ in attacks]
        self._cuts: list[tuple[Ints, Floats]] = []
        self._table = csr_matrix((0, len(self.numbers)))
        self._seen: set[bytes] = set()

    def mask(self, chosen: Bools) -> int:
        """The bits of the candidates ``chosen`` (one flag for each candidate)."""
        return int.from_bytes(np.packbits(chosen).tobytes(), "big")

    def learn(self, witness: Floats) -> None:
        """Keep ``witness`` for every attack that it carries out."""
        beyond = (witness > self.margin_up + TOLERANCE) | (witness < -self.margin_down - TOLERANCE)
        own = beyond[self.numbers]
        bits = self.mask(own)
        moves = witness[self._cell]
        carried = np.where(self._need > 0, moves >= self._need - TOLERANCE, moves <= self._need + TOLERANCE)
        carried &= (self._held < 0) | (np.abs(witness[self._held]) <= TOLERANCE)
        cells = np.flatnonzero(witness).astype(np.int64)
        kept = (cells, witness[cells], np.flatnonzero(own).astype(np.int64))
        for number in np.flatnonzero(carried).tolist():
            known = self._known[number]
            if bits not in known:
                known[bits] = kept
                if len(known) > _KEPT:
                    known.pop(next(iter(known)))

    def witness(self, attack: Attack, allowed: int) -> Floats | None:
        """A known table that carries ``attack`` out and moves no candidate but those ``allowed``."""
        known = self._known[self.row[attack]]
        for bits, (cells, moves, _) in known.items():
            if not bits & ~allowed:
                found: Floats = np.zeros(len(self.system))
                found[cells] = moves
                return found
        return None

    def moved(self, attacks: Collection[Attack]) -> Ints:
        """How many of the witnesses of ``attacks`` move each candidate."""
        places = [found for attack in attacks for _, _, found in self._known[self.row[attack]].values()]
        found: Ints = np.bincount(np.concatenate(places or [self.numbers[:0]]), minlength=len(self.numbers))
        return found

    def add(self, coefficients: Floats) -> bool:
        """Keep the cut ``coefficients @ x >= 1`` over all cells; False when it was known."""
        own = coefficients[self.numbers]
        places = np.flatnonzero(own > 1e-7).astype(np.int64)
        mark = places.tobytes() + np.round(own[places], 6).tobytes()
        if mark in self._seen:
            return False
        self._seen.add(mark)
        self._cuts.append((places, own[places]))
        return True

    def cuts(self) -> csr_matrix:
        """All cuts, a row each, a column for each candidate; the right side is 1."""
        known = self._table.shape[0]
        if known < len(self._cuts):
            new = self._cuts[known:]
            ends = np.cumsum([0, *(len(places) for places, _ in new)])
            values = np.concatenate([found for _, found in new])
            columns = np.concatenate([places for places, _ in new])
            rows = csr_matrix((values, columns, ends), shape=(len(new), len(self.numbers)))
            self._table = vstack([self._table, rows]).tocsr()
        return self._table
