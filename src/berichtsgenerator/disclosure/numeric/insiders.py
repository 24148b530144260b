"""Readers who know more than what is printed: the single respondent behind a cell knows its value.

Such a reader must not compute another sensitive cell exactly. Whole intervals are promised only to readers of the print
alone; an insider is refused certainty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from berichtsgenerator.disclosure.numeric.attacklp import model, quiet
from berichtsgenerator.disclosure.numeric.system import (
    TOLERANCE,
    Attack,
    Bools,
    Floats,
    Ints,
    Status,
    System,
    parts,
)


def exposed(system: System, hidden: Bools) -> tuple[tuple[int, int], ...]:
    """Pairs of a sensitive cell and a hidden cell whose single respondent can compute it from all but ``hidden``."""
    margin = (system.loose_low > 0) | (system.loose_high > 0)
    status = np.where(hidden, Status.HIDDEN, np.where(margin, Status.CANDIDATE, Status.PRINTED)).astype(np.int64)
    found = []
    for part in parts(replace(system, status=status)):
        for cell, known in exposed_within(part.system, hidden[part.cells]):
            found.append((int(part.cells[cell]), int(part.cells[known])))
    return tuple(sorted(found))


def unseen(system: System, hidden: Bools, witnesses: Mapping[Attack, Floats]) -> Iterator[tuple[int, int]]:
    """Pairs of a sensitive cell and a single respondent for which no whole-number witness is known yet.

    A witness that moves the cell but not the respondent's own one proves that the respondent cannot be sure.
    ``witnesses`` may grow between two pairs. Cells that nothing protects from anybody are passed over.
    """
    protected = sorted({attack.cell for attack in witnesses})
    for known in np.flatnonzero(system.alone & hidden).tolist():
        for cell in protected:
            if cell != known and not any(
                abs(witness[known]) <= TOLERANCE < abs(witness[cell]) for witness in witnesses.values()
            ):
                yield cell, known


def exposed_within(system: System, hidden: Bools) -> list[tuple[int, int]]:
    """The pairs of :func:`exposed` within one part, in its own numbers."""
    respondents = np.flatnonzero(system.alone & hidden)
    if not len(respondents):
        return []
    down, up = system.range_of(hidden)
    size = len(system)
    step = np.where(system.integral, 1.0, 1e-3)  # a count is open when another whole number is possible
    solver = quiet()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)  # nothing moves at first, and only the question changes
    matrix = system.matrix.tocsc()
    solver.passModel(model(matrix, np.zeros(size), -down, up, np.zeros(matrix.shape[0])))

    def moved(cells: Ints, sign: float) -> Bools:
        """Which of ``cells`` can leave their value when as many as possible are drawn to one side."""
        for cell in cells.tolist():
            low, high = -down[cell], up[cell]
            solver.changeColCost(cell, -sign)
            solver.changeColBounds(cell, *((low, min(high, step[cell])) if sign > 0 else (max(low, -step[cell]), high)))
        solver.run()
        values = np.array(solver.getSolution().col_value)
        for cell in cells.tolist():
            solver.changeColCost(cell, 0.0)
            solver.changeColBounds(cell, -down[cell], up[cell])
        found: Bools = np.abs(values[cells]) >= step[cells] - TOLERANCE
        return found

    pairs = []
    for known in respondents.tolist():
        solver.changeColBounds(known, 0.0, 0.0)
        left = np.array([cell for cell in system.sensitive.tolist() if cell != known], dtype=np.int64)
        while len(left):
            before = len(left)
            for sign in (1.0, -1.0):
                left = left[~moved(left, sign)] if len(left) else left
            if len(left) == before:
                break
        for cell in left.tolist():
            alone = np.array([cell], dtype=np.int64)
            if not moved(alone, 1.0)[0] and not moved(alone, -1.0)[0]:
                pairs.append((cell, known))
        solver.changeColBounds(known, -down[known], up[known])
    return pairs
