"""The attacker's linear program: the cheapest way for one cell to deviate, or the furthest that it can.

One HiGHS model per part of a system, kept warm from question to question. A deviation is split into a part above and a
part below; what is hidden moves almost for nothing, a candidate costs its price per unit, what is printed stands still.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csc_matrix, hstack

from berichtsgenerator.disclosure.numeric.system import TOLERANCE, Attack, Bools, Floats, Status, System

CHEAP = 1e-3
"""Price of moving what is hidden anyway: small, so that witnesses touch few cells."""


_Engine = highspy.Highs.__mro__[1]
"""The solver without highspy's wrapper, which greets on the terminal and calls back into Python."""


def quiet() -> highspy.Highs:
    """A silent solver on one thread, for reproducible answers."""
    solver: highspy.Highs = _Engine()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    return solver


def model(matrix: csc_matrix, cost: Floats, lower: Floats, upper: Floats, rows: Floats) -> highspy.HighsLp:
    """A linear program with equations ``matrix @ x = rows``."""
    found = highspy.HighsLp()
    found.num_col_ = matrix.shape[1]
    found.num_row_ = matrix.shape[0]
    found.col_cost_ = cost
    found.col_lower_ = lower
    found.col_upper_ = upper
    found.row_lower_ = rows
    found.row_upper_ = rows
    found.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    found.a_matrix_.start_ = matrix.indptr
    found.a_matrix_.index_ = matrix.indices
    found.a_matrix_.value_ = matrix.data
    return found


class AttackLP:
    """Cheapest deviations of one part. ``solved`` counts the programs."""

    def __init__(self, system: System) -> None:
        self.system = system
        size = len(system)
        everything = system.status != Status.PRINTED
        self.down, self.up = system.range_of(everything)
        margin_down, margin_up = system.range_of(np.zeros(size, dtype=np.bool_))
        self.margin_down, self.margin_up = margin_down, margin_up
        self.loose = np.flatnonzero((system.status == Status.CANDIDATE) & ((margin_down > 0) | (margin_up > 0)))
        matrix = system.matrix.tocsc()
        own = matrix[:, self.loose]
        self.size = size
        self.price = np.zeros(size)
        whole = hstack([matrix, -matrix, own, -own]).tocsc()
        free = np.full(len(self.loose) * 2, CHEAP)
        upper = np.concatenate([self.up, self.down, margin_up[self.loose], margin_down[self.loose]])
        cost = np.concatenate([np.full(size * 2, CHEAP), free])
        self.price[:] = CHEAP
        solver = quiet()
        solver.setOptionValue("presolve", "off")
        rows = np.zeros(matrix.shape[0])
        solver.passModel(model(whole, cost, np.zeros(len(cost)), upper, rows))
        self.solver = solver
        self.solved = 0
        self.closed = np.zeros(size, dtype=np.bool_)

    def set_price(self, cell: int, price: float) -> None:
        """What a unit of deviation of ``cell`` costs from now on."""
        if self.price[cell] != price:
            self.price[cell] = price
            self.solver.changeColCost(cell, price)
            self.solver.changeColCost(cell + self.size, price)

    def close(self, cell: int) -> None:
        """``cell`` is printed: it cannot deviate beyond its margin."""
        if not self.closed[cell]:
            self.closed[cell] = True
            self.solver.changeColBounds(cell, 0.0, 0.0)
            self.solver.changeColBounds(cell + self.size, 0.0, 0.0)

    def open(self, cell: int) -> None:
        """``cell`` may deviate again."""
        if self.closed[cell]:
            self.closed[cell] = False
            self.solver.changeColBounds(cell, 0.0, float(self.up[cell]))
            self.solver.changeColBounds(cell + self.size, 0.0, float(self.down[cell]))

    def cheapest(self, attack: Attack) -> Floats | None:
        """The cheapest deviations that carry out ``attack``, or None when there are none."""
        cell, need = attack.cell, attack.need
        one, other, room = (cell, cell + self.size, self.up) if need > 0 else (cell + self.size, cell, self.down)
        if abs(need) > room[cell] + TOLERANCE or self.closed[cell]:
            return None
        solver = self.solver
        solver.changeColBounds(one, abs(need), max(abs(need), float(room[cell])))
        solver.changeColBounds(other, 0.0, 0.0)
        if attack.known >= 0:
            self._hold(attack.known, hold=True)
        solver.run()
        self.solved += 1
        optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = self._deviation() if optimal else None
        solver.changeColBounds(cell, 0.0, float(self.up[cell]))
        solver.changeColBounds(cell + self.size, 0.0, float(self.down[cell]))
        if attack.known >= 0:
            self._hold(attack.known, hold=False)
        return found

    def _hold(self, cell: int, *, hold: bool) -> None:
        """Let ``cell`` stand still, or move again as far as it could."""
        shut = hold or bool(self.closed[cell])
        self.solver.changeColBounds(cell, 0.0, 0.0 if shut else float(self.up[cell]))
        self.solver.changeColBounds(cell + self.size, 0.0, 0.0 if shut else float(self.down[cell]))
        for place in np.flatnonzero(self.loose == cell).tolist():
            at = 2 * self.size + place
            self.solver.changeColBounds(at, 0.0, 0.0 if hold else float(self.margin_up[cell]))
            self.solver.changeColBounds(at + len(self.loose), 0.0, 0.0 if hold else float(self.margin_down[cell]))

    def _deviation(self) -> Floats:
        values = np.array(self.solver.getSolution().col_value)
        size = self.size
        found: Floats = values[:size] - values[size : 2 * size]
        if len(self.loose):
            extra = len(self.loose)
            found[self.loose] += values[2 * size : 2 * size + extra] - values[2 * size + extra :]
        found[np.abs(found) < TOLERANCE] = 0.0
        whole = np.round(found)
        near = np.abs(found - whole) < TOLERANCE
        found[near] = whole[near]
        return found


def furthest(system: System, hidden: Bools, cells: list[int], *, whole: bool = False) -> dict[int, tuple[float, float]]:
    """The interval that a reader derives for each of ``cells``, in values; ``whole``: over whole numbers only."""
    down, up = system.range_of(hidden)
    solver = quiet()
    matrix = system.matrix.tocsc()
    size = len(system)
    program = model(matrix, np.zeros(size), -down, up, np.zeros(matrix.shape[0]))
    if whole:
        kinds = [
            highspy.HighsVarType.kInteger if flag else highspy.HighsVarType.kContinuous for flag in system.integral
        ]
        program.integrality_ = kinds
    else:
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("simplex_strategy", 4)
    solver.passModel(program)
    found = {}
    for cell in cells:
        ends = []
        for sign in (1.0, -1.0):
            solver.changeColCost(cell, sign)
            solver.run()
            ends.append(solver.getInfo().objective_function_value * sign + float(system.value[cell]))
            solver.changeColCost(cell, 0.0)
        found[cell] = (round(ends[0], 6) + 0.0, round(ends[1], 6) + 0.0)
    return found
