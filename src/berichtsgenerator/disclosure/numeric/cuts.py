"""What every pattern must satisfy: Fischetti and Salazar's capacity cuts.

An attack that a pattern does not allow gives a cut from the duals of the attacker's program, strengthened by moving
what is hidden anyway to the right side and cutting coefficients there. Cuts are valid for any multipliers, so the
solver's tolerances can weaken them but not make them wrong.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_matrix

from berichtsgenerator.disclosure.numeric.attacklp import model, quiet
from berichtsgenerator.disclosure.numeric.system import TOLERANCE, Attack, Bools, Floats, Status, System

_FAINT = 1e-3  # how much of a printed cell's room the separation sees, so that its duals are few
_SMALL = 1e-7


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
        solver.setOptionValue("simplex_strategy", 4)  # the room stays, only the question changes
        rows = np.zeros(self.matrix.shape[0])
        solver.passModel(model(self.matrix, np.zeros(size), -self.down, self.up, rows))
        self.solver = solver
        self.low, self.high = -self.down, self.up
        self.indices = np.arange(size, dtype=np.int32)

    def aim(self, chosen: Floats, reach: float) -> None:
        """Set the room of every candidate to what ``chosen`` (0..1 each) leaves of it; ``reach``: the widest need."""
        part = np.maximum(chosen, _FAINT)
        down, up = self.down.copy(), self.up.copy()
        here = self.candidate & (chosen < 1.0)
        down[here] = np.minimum(
            self.down[here], self.margin_down[here] + part[here] * np.minimum(self.down[here], reach)
        )
        up[here] = np.minimum(self.up[here], self.margin_up[here] + part[here] * np.minimum(self.up[here], reach))
        self.low, self.high = -down, up
        self.solver.changeColsBounds(len(here), self.indices, -down, up)

    def cut(self, attack: Attack, chosen: Floats) -> Floats | None:
        """A cut ``coefficients @ x >= 1`` that ``chosen`` violates, or None."""
        sign = 1.0 if attack.need > 0 else -1.0
        held = attack.known
        room_held = (self.low[held], self.high[held])
        self.solver.changeColCost(attack.cell, -sign)
        if held >= 0:
            self.solver.changeColBounds(held, 0.0, 0.0)
        self.solver.run()
        dual = np.array(self.solver.getSolution().row_dual)
        self.solver.changeColCost(attack.cell, 0.0)
        if held >= 0:
            self.solver.changeColBounds(held, *room_held)
        if len(dual) != self.matrix.shape[0]:
            return None
        reduced = -(self.matrix.T @ dual)
        reduced[attack.cell] -= sign
        reduced[np.abs(reduced) < _SMALL] = 0.0
        room = np.maximum(-reduced, 0.0) * self.up + np.maximum(reduced, 0.0) * self.down
        margin = np.maximum(-reduced, 0.0) * self.margin_up + np.maximum(reduced, 0.0) * self.margin_down
        if held >= 0:
            room[held] = margin[held] = 0.0
        here = self.candidate
        right = abs(attack.need) - float(room[~here].sum()) - float(margin[here].sum())
        if right <= TOLERANCE:
            return None
        coefficients = np.zeros(len(here))
        coefficients[here] = np.minimum(room[here] - margin[here], right) / right
        if float(coefficients @ chosen) >= 1.0 - 1e-4:
            return None
        return coefficients
