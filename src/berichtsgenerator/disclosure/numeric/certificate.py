"""Proof by tables: for every attack a witness that a third party can check by adding up; and the reader's intervals.

Nothing here trusts the search: witnesses are checked against the equations, bounds and margins of the whole system, and
intervals are solved anew from what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy.sparse import csc_matrix, hstack

from berichtsgenerator.disclosure.numeric.attacklp import CHEAP, furthest, model, quiet
from berichtsgenerator.disclosure.numeric.system import (
    TOLERANCE,
    Attack,
    Bools,
    Floats,
    Ints,
    Status,
    System,
    attacks_of,
    parts,
)

_NODES = 2000  # a limit of work, not of time: the same answer on every machine


@dataclass(frozen=True)
class Sparse:
    """Deviations of few cells."""

    cells: Ints
    moves: Floats

    @classmethod
    def of(cls, deviation: Floats, cells: Ints) -> Sparse:
        """The cells that move, by their numbers in the whole system."""
        places = np.flatnonzero(np.abs(deviation) > TOLERANCE)
        return cls(cells[places], deviation[places])


def is_whole(system: System, witness: Floats) -> bool:
    """True when every count moves by a whole number."""
    moved = witness[system.integral]
    return bool(np.all(np.abs(moved - np.round(moved)) < TOLERANCE))


def holds(system: System, room: tuple[Floats, Floats], attack: Attack, witness: Sparse, columns: csc_matrix) -> bool:
    """True when ``witness`` fits everything that is printed and carries ``attack`` out in whole numbers.

    ``room``: how far each cell can lie below and above its value for a reader; ``columns``: the system's matrix by
    columns.
    """
    cells, moves = witness.cells, witness.moves
    at = np.flatnonzero(cells == attack.cell)
    if attack.known >= 0 and bool((cells == attack.known).any()):
        return False
    if len(at) != 1 or len(set(cells.tolist())) != len(cells):
        return False
    down, up = room
    counts = system.integral[cells]
    moved = float(moves[at[0]])
    return (
        bool(np.all(np.abs(columns[:, cells] @ moves) < 1e-5))
        and bool(np.all(moves <= up[cells] + TOLERANCE) and np.all(moves >= -down[cells] - TOLERANCE))
        and bool(np.all(np.abs(moves - np.round(moves))[counts] < TOLERANCE))
        and (moved >= attack.need - TOLERANCE if attack.need > 0 else moved <= attack.need + TOLERANCE)
    )


def refuted(system: System, hidden: Bools, certificates: Mapping[Attack, Sparse]) -> tuple[Attack, ...]:
    """Attacks whose witness does not hold: the check of all certificates, by adding up alone."""
    columns = system.matrix.tocsc()
    room = system.range_of(hidden)
    return tuple(
        attack for attack, witness in certificates.items() if not holds(system, room, attack, witness, columns)
    )


def whole_witness(system: System, hidden: Bools, attack: Attack, *, further: bool = True) -> Floats | None:
    """Whole-number deviations that carry ``attack`` out: within ``hidden``, else (``further``) with the cheapest
    candidates beside it. None where there are none, or none is found within a limit of work.
    """
    within = _whole(system, hidden, hidden, attack)
    if within is not None or not further:
        return within
    return _whole(system, hidden, hidden | (system.status == Status.CANDIDATE), attack)


def _whole(system: System, hidden: Bools, allowed: Bools, attack: Attack) -> Floats | None:
    down, up = system.range_of(allowed)
    own_down, own_up = system.range_of(hidden)
    down, up = np.minimum(down, 1e4), np.minimum(up, 1e4)
    own_down, own_up = np.minimum(own_down, down), np.minimum(own_up, up)
    if attack.known >= 0:
        for bounds in (down, up, own_down, own_up):
            bounds[attack.known] = 0.0
    size = len(system)
    matrix = system.matrix.tocsc()
    price = system.cost / max(1.0, abs(attack.need)) + CHEAP
    whole = hstack([matrix, -matrix, matrix, -matrix]).tocsc()
    cost = np.concatenate([np.full(2 * size, CHEAP), price, price])
    upper = np.concatenate([own_up, own_down, up - own_up, down - own_down])
    lower = np.zeros(4 * size)
    cell = attack.cell
    one, other = (cell, cell + size) if attack.need > 0 else (cell + size, cell)
    if abs(attack.need) > upper[one] + TOLERANCE:
        return None
    lower[one] = abs(attack.need)
    upper[[other, cell + 2 * size, cell + 3 * size]] = 0.0
    program = model(whole, cost, lower, upper, np.zeros(matrix.shape[0]))
    kinds = np.tile(system.integral, 4)
    program.integrality_ = [
        highspy.HighsVarType.kInteger if flag else highspy.HighsVarType.kContinuous for flag in kinds
    ]
    solver = quiet()
    solver.setOptionValue("mip_max_nodes", _NODES)
    solver.passModel(program)
    solver.run()
    values = np.array(solver.getSolution().col_value)
    if len(values) != 4 * size or solver.getInfo().primal_solution_status != 2:
        return None
    found: Floats = values[:size] - values[size : 2 * size] + values[2 * size : 3 * size] - values[3 * size :]
    return np.where(system.integral, np.round(found), found)


def intervals(system: System, hidden: Bools, cells: Ints, *, whole: bool = False) -> Mapping[int, tuple[float, float]]:
    """What a reader derives for ``cells`` who sees everything but ``hidden``: lowest and highest possible value.

    With ``whole`` over whole numbers; else by linear programs, rounded inwards for counts. A cell that nothing leaves
    open has its value twice.
    """
    shown = System.of(
        system.value,
        system.matrix,
        np.where(hidden, Status.HIDDEN, Status.PRINTED),
        lower=system.lower,
        upper=system.upper,
        loose_low=system.loose_low,
        loose_high=system.loose_high,
        integral=system.integral,
        alone=system.alone,
        need_high=np.where(np.isin(np.arange(len(system)), cells), np.inf, np.nan),
    )
    found = {int(cell): (float(system.value[cell]), float(system.value[cell])) for cell in cells}
    margin = (system.loose_low > 0) | (system.loose_high > 0)
    wanted = set(found)
    for part in parts(_with_margins(shown, margin)):
        own = [place for place, cell in enumerate(part.cells.tolist()) if cell in wanted]
        open_cells = hidden[part.cells]
        for place, ends in furthest(part.system, open_cells, own, whole=whole).items():
            low, high = ends
            if bool(part.system.integral[place]):
                low, high = float(np.ceil(low - TOLERANCE)), float(np.floor(high + TOLERANCE))
            found[int(part.cells[place])] = (low, high)
    return found


def _with_margins(system: System, margin: Bools) -> System:
    """The system in which cells with a margin count as open, so that they tie what they tie."""
    status = np.where(margin & (system.status == Status.PRINTED), Status.CANDIDATE, system.status)
    return replace(system, status=status.astype(np.int64))


def failures(system: System, hidden: Bools) -> tuple[Attack, ...]:
    """Attacks that a reader's linear programs do not allow: the audit that passes when this is empty.

    A program's answer that carries out other attacks as well saves theirs.
    """
    margin = (system.loose_low > 0) | (system.loose_high > 0)
    status = np.where(hidden, Status.HIDDEN, np.where(margin, Status.CANDIDATE, Status.PRINTED)).astype(np.int64)
    shown = replace(system, status=status)
    missing = set(attacks_of(system))
    for part in parts(shown):
        own = attacks_of(part.system)
        open_cells = hidden[part.cells]
        for attack in _carried(part.system, open_cells, own):
            missing.discard(Attack(int(part.cells[attack.cell]), attack.need))
    return tuple(sorted(missing))


def _carried(system: System, hidden: Bools, attacks: tuple[Attack, ...]) -> set[Attack]:
    """The attacks that linear programs carry out: first as many as can be at once, what is left one by one."""
    down, up = system.range_of(hidden)
    size = len(system)
    solver = quiet()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)  # nothing moves at first, and only the question changes
    matrix = system.matrix.tocsc()
    solver.passModel(model(matrix, np.zeros(size), -down, up, np.zeros(matrix.shape[0])))
    cells = np.array([attack.cell for attack in attacks], dtype=np.int64)
    needs = np.array([attack.need for attack in attacks])
    done = np.zeros(len(attacks), dtype=np.bool_)

    def ask(places: Ints) -> None:
        for place in places.tolist():
            cell, need = int(cells[place]), float(needs[place])
            solver.changeColCost(cell, -1.0 if need > 0 else 1.0)
            solver.changeColBounds(cell, max(-down[cell], min(need, 0.0)), min(up[cell], max(need, 0.0)))
        solver.run()
        values = np.array(solver.getSolution().col_value)
        if len(values) == size:
            moved = values[cells]
            done[:] |= np.where(needs > 0, moved >= needs - TOLERANCE, moved <= needs + TOLERANCE)
        for cell in cells[places].tolist():
            solver.changeColCost(cell, 0.0)
            solver.changeColBounds(cell, -down[cell], up[cell])

    for side in (needs > 0, needs < 0):
        left = np.flatnonzero(side & ~done)
        while len(left):
            ask(left)
            before, left = left, np.flatnonzero(side & ~done)
            if 2 * len(left) > len(before):  # too few at once
                break
        for place in left.tolist():
            if not done[place]:
                ask(np.array([place]))
    return {attack for attack, flag in zip(attacks, done.tolist(), strict=True) if flag}
