"""The cheapest pattern of all, or a proven bound: Fischetti and Salazar's cutting planes on a 0-1 master program.

Each attack that a pattern does not allow gives a capacity cut from the duals of the attacker's program, strengthened
by moving what is hidden anyway to the right side and cutting coefficients there. Cuts are valid for any multipliers,
so the solver's tolerances can weaken them but not make them wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from berichtsgenerator.disclosure.numeric.attacklp import model, quiet
from berichtsgenerator.disclosure.numeric.system import TOLERANCE, WIDE, Attack, Bools, Floats, Ints, Status, System

_FAINT = 1e-3  # how much of a printed cell's room the separation sees, so that its duals are few
_SMALL = 1e-7


@dataclass(frozen=True)
class Exact:
    """A pattern with its cost and a bound that no pattern undercuts; ``proved`` when they meet."""

    hidden: Bools
    cost: float
    bound: float
    proved: bool


class Separation:
    """The attacker's program for finding cuts."""

    def __init__(self, system: System) -> None:
        self.system = system
        size = len(system)
        self.candidate: Bools = system.status == Status.CANDIDATE
        nothing = np.zeros(size, dtype=np.bool_)
        self.margin_down, self.margin_up = system.range_of(nothing)
        self.down, self.up = system.range_of(system.status != Status.PRINTED)
        self.matrix: csc_matrix = system.matrix.tocsc()
        solver = quiet()
        solver.setOptionValue("presolve", "off")
        rows = np.zeros(self.matrix.shape[0])
        solver.passModel(model(self.matrix, np.zeros(size), -self.down, self.up, rows))
        self.solver = solver
        self.indices = np.arange(size, dtype=np.int32)

    def aim(self, chosen: Floats, reach: float) -> None:
        """Set the room of every candidate to what ``chosen`` (0..1 each) leaves of it."""
        part = np.maximum(chosen, _FAINT)
        down, up = self.down.copy(), self.up.copy()
        here = self.candidate
        down[here] = np.minimum(
            self.down[here], self.margin_down[here] + part[here] * np.minimum(self.down[here], reach)
        )
        up[here] = np.minimum(self.up[here], self.margin_up[here] + part[here] * np.minimum(self.up[here], reach))
        self.solver.changeColsBounds(len(here), self.indices, -down, up)

    def cut(self, attack: Attack, chosen: Floats) -> Floats | None:
        """A cut ``coefficients @ x >= 1`` that ``chosen`` violates, or None."""
        sign = 1.0 if attack.need > 0 else -1.0
        self.solver.changeColCost(attack.cell, -sign)
        self.solver.run()
        dual = np.array(self.solver.getSolution().row_dual)
        self.solver.changeColCost(attack.cell, 0.0)
        if len(dual) != self.matrix.shape[0]:
            return None
        reduced = -(self.matrix.T @ dual)
        reduced[attack.cell] -= sign
        reduced[np.abs(reduced) < _SMALL] = 0.0
        room = np.maximum(-reduced, 0.0) * self.up + np.maximum(reduced, 0.0) * self.down
        margin = np.maximum(-reduced, 0.0) * self.margin_up + np.maximum(reduced, 0.0) * self.margin_down
        here = self.candidate
        right = abs(attack.need) - float(room[~here].sum()) - float(margin[here].sum())
        if right <= TOLERANCE:
            return None
        coefficients = np.zeros(len(here))
        coefficients[here] = np.minimum(room[here] - margin[here], right) / right
        if float(coefficients @ chosen) >= 1.0 - 1e-4:
            return None
        return coefficients


class Master:
    """The 0-1 program over the candidates: a warm linear relaxation, and the cuts to build the whole program from."""

    def __init__(self, system: System) -> None:
        self.numbers = np.flatnonzero(system.status == Status.CANDIDATE)
        self.size = len(system)
        count = len(self.numbers)
        self.cost = system.cost[self.numbers]
        self.solver = quiet()
        self.solver.passModel(model(csc_matrix((0, count)), self.cost, np.zeros(count), np.ones(count), np.zeros(0)))
        self.whole_cost = bool(np.all(np.abs(self.cost - np.round(self.cost)) < 1e-9))
        self.cuts: list[tuple[Ints, Floats]] = []
        self.seen: set[bytes] = set()

    def add(self, coefficients: Floats) -> bool:
        """Add the cut ``coefficients @ x >= 1`` unless it is there already."""
        own = coefficients[self.numbers]
        places = np.flatnonzero(own > 1e-9)
        mark = places.tobytes() + np.round(own[places], 7).tobytes()
        if mark in self.seen:
            return False
        self.seen.add(mark)
        self.solver.addRow(1.0, highspy.kHighsInf, len(places), places.astype(np.int32), own[places])
        self.cuts.append((places.astype(np.int64), own[places]))
        return True

    def _choice(self, solver: highspy.Highs) -> Floats:
        values = np.array(solver.getSolution().col_value)
        chosen = np.zeros(self.size)
        if len(values) == len(self.numbers):
            chosen[self.numbers] = np.clip(values, 0.0, 1.0)
        return chosen

    def relaxed(self) -> tuple[Floats, float] | None:
        """The best choice in fractions and its cost, or None when the solver gave up."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return self._choice(self.solver), float(self.solver.getInfo().objective_function_value)

    def whole(self, start: Floats, *, seconds: float, gap: float) -> tuple[Floats, float, bool]:
        """The best choice (within the share ``gap``), a bound on the cost, and whether it was solved to the end."""
        count = len(self.numbers)
        lengths = [len(places) for places, _ in self.cuts]
        rows = csr_matrix(
            (
                np.concatenate([values for _, values in self.cuts] or [np.zeros(0)]),
                np.concatenate([places for places, _ in self.cuts] or [np.zeros(0, dtype=np.int64)]),
                np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            ),
            shape=(len(self.cuts), count),
        )
        program = model(rows.tocsc(), self.cost, np.zeros(count), np.ones(count), np.ones(len(self.cuts)))
        program.row_upper_ = np.full(len(self.cuts), highspy.kHighsInf)
        program.integrality_ = [highspy.HighsVarType.kInteger] * count
        solver = quiet()
        solver.setOptionValue("time_limit", max(0.1, seconds))
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_abs_gap", 0.999 if self.whole_cost else 1e-6)
        solver.passModel(program)
        given = highspy.HighsSolution()
        given.col_value = list(start[self.numbers])
        solver.setSolution(given)
        solver.run()
        done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return self._choice(solver), float(solver.getInfo().mip_dual_bound), done


def bound_of(
    system: System, attacks: tuple[Attack, ...], rounds: int, until: float
) -> tuple[float, Floats, Master, Separation]:
    """A bound from the linear relaxation after at most ``rounds`` of cuts, the last choice, and the programs."""
    master, separation = Master(system), Separation(system)
    bound = 0.0
    chosen = np.zeros(len(system))
    reach = max((abs(attack.need) for attack in attacks), default=1.0)
    for _ in range(rounds):
        answer = master.relaxed()
        if answer is None:
            break
        chosen, found = answer
        bound = max(bound, found)
        if not _separate(attacks, chosen, reach, master, separation, until):
            break
    return bound, chosen, master, separation


def _separate(
    attacks: tuple[Attack, ...], chosen: Floats, reach: float, master: Master, separation: Separation, until: float
) -> int:
    separation.aim(chosen, reach)
    added = 0
    for attack in attacks:
        if time.process_time() > until:
            break
        cut = separation.cut(attack, chosen)
        if cut is not None:
            added += master.add(cut)
    return added


def search(
    system: System,
    attacks: tuple[Attack, ...],
    start: Bools,
    *,
    rounds: int = 60,
    seconds: float = WIDE,
    improve: Callable[[Floats], Bools] | None = None,
) -> Exact:
    """The cheapest pattern that allows all ``attacks``, beginning with the pattern ``start`` which allows them.

    Ends after ``seconds`` of processor time with the best pattern and the bound so far. ``improve`` makes a pattern
    that allows everything out of a choice of the master program.
    """
    until = time.process_time() + seconds
    candidate = system.status == Status.CANDIDATE
    best = start & candidate
    cost = float(system.cost[best].sum())
    bound, guide, master, separation = bound_of(system, attacks, rounds, until)
    reach = max((abs(attack.need) for attack in attacks), default=1.0)
    slack = 1.0 - 1e-6 if master.whole_cost else 1e-6
    gap = 0.1
    if improve is not None and bound <= cost - slack:
        better = improve(guide)
        own = float(system.cost[better].sum())
        if own < cost - 1e-9:
            best, cost = better, own
    while time.process_time() < until:
        if bound > cost - slack:
            return Exact(best, cost, cost, True)
        left = until - time.process_time()
        chosen, found, done = master.whole(best.astype(np.float64), seconds=left, gap=gap)
        bound = max(bound, found)
        chosen = np.round(chosen)
        if improve is not None:
            better = improve(chosen)
            own = float(system.cost[better].sum())
            if own < cost - 1e-9:
                best, cost = better, own
        if not _separate(attacks, chosen, reach, master, separation, until):
            if time.process_time() >= until:
                break
            own = float(system.cost[chosen > 0.5].sum())
            if own < cost - 1e-9:
                best, cost = chosen > 0.5, own
            if done and gap == 0.0:
                return Exact(best, cost, cost, True)
            gap = 0.0 if gap < 0.02 else gap / 2
    return Exact(best, cost, min(bound, cost), bound > cost - slack)
