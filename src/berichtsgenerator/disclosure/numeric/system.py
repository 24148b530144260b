"""A system of cells and linear relations, as disclosure control sees it: numbers alone, no register, no names needed.

Cells carry their true value and what a reader knows of them beforehand; equations ``matrix @ value = 0`` tie them
together. A cell is printed, hidden in any case, or a candidate that may be hidden to protect another. A printed cell
may be known only within a margin (``loose_low``, ``loose_high``: a rate printed with one decimal leaves a range of
counts).
Always holds: the true values satisfy every equation and lie within their bounds (:meth:`System.contradictions`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
TOLERANCE = 1e-6
"""Differences below are rounding of the solver."""
WIDE = 1e6
"""What an attacker's deviation may be at most where no bound is known; far beyond any need."""


class Status(IntEnum):
    """What may be done with a cell."""

    PRINTED = 0  # stays printed whatever it costs
    CANDIDATE = 1  # printed, may be hidden at its cost
    HIDDEN = 2  # hidden in any case, or never printed at all


@dataclass(frozen=True)
class System:
    """Cells (arrays of one length) and equations (rows of ``matrix``).

    ``lower``/``upper``: what a reader knows of a hidden cell. ``need_low``/``need_high``: a sensitive cell's interval
    must reach down to and up to these (NaN: nothing asked). ``cost`` of hiding a candidate. ``integral``: counts.
    ``alone``: cells behind which stands a single respondent, who knows them and must not learn another sensitive one.
    """

    value: Floats
    matrix: csr_matrix
    status: Ints
    lower: Floats
    upper: Floats
    need_low: Floats
    need_high: Floats
    cost: Floats
    loose_low: Floats
    loose_high: Floats
    integral: Bools
    alone: Bools
    names: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        value: Floats,
        matrix: csr_matrix,
        status: Ints,
        *,
        lower: Floats | None = None,
        upper: Floats | None = None,
        need_low: Floats | None = None,
        need_high: Floats | None = None,
        cost: Floats | None = None,
        loose_low: Floats | None = None,
        loose_high: Floats | None = None,
        integral: Bools | None = None,
        alone: Bools | None = None,
        names: tuple[str, ...] = (),
    ) -> Self:
        """A system with the usual defaults: counts of at least zero, nothing sensitive, cost one, printed exactly."""
        size = len(value)

        def filled(given: Floats | None, default: float) -> Floats:
            return np.full(size, default) if given is None else np.asarray(given, dtype=np.float64)

        return cls(
            np.asarray(value, dtype=np.float64),
            csr_matrix(matrix, dtype=np.float64),
            np.asarray(status, dtype=np.int64),
            filled(lower, 0.0),
            filled(upper, np.inf),
            filled(need_low, np.nan),
            filled(need_high, np.nan),
            filled(cost, 1.0),
            filled(loose_low, 0.0),
            filled(loose_high, 0.0),
            np.ones(size, dtype=np.bool_) if integral is None else np.asarray(integral, dtype=np.bool_),
            np.zeros(size, dtype=np.bool_) if alone is None else np.asarray(alone, dtype=np.bool_),
            names,
        )

    def __len__(self) -> int:
        return len(self.value)

    @property
    def sensitive(self) -> Ints:
        """Numbers of the cells that ask for an interval."""
        asked = ~np.isnan(self.need_low) | ~np.isnan(self.need_high)
        return np.flatnonzero(asked).astype(np.int64)

    def range_of(self, hidden: Bools) -> tuple[Floats, Floats]:
        """By how much each cell can lie below and above its value for a reader who sees all but ``hidden``."""
        down = np.where(hidden, self.value - self.lower, np.minimum(self.loose_low, self.value - self.lower))
        up = np.where(hidden, self.upper - self.value, np.minimum(self.loose_high, self.upper - self.value))
        return np.clip(down, 0.0, WIDE), np.clip(up, 0.0, WIDE)

    def contradictions(self, tolerance: float = TOLERANCE) -> tuple[tuple[Ints, float], ...]:
        """Equations that the values do not satisfy: the cells of each, and by how much."""
        off = self.matrix @ self.value
        found = []
        for row in np.flatnonzero(np.abs(off) > tolerance):
            cells = self.matrix.indices[self.matrix.indptr[row] : self.matrix.indptr[row + 1]]
            found.append((cells.astype(np.int64), float(off[row])))
        return tuple(found)


@dataclass(frozen=True)
class Part:
    """A connected piece of a system, without cells that no reader could ever doubt.

    ``cells`` are the numbers in the whole system; ``system`` holds only those and the rows that still tie them.
    """

    cells: Ints
    system: System
    attacks: tuple[Attack, ...] = field(default=())


@dataclass(frozen=True, order=True)
class Attack:
    """One question of a reader: can cell ``cell`` deviate by ``need`` (below zero: downwards)?

    ``known``: a cell that the one who asks knows already, as its single respondent (-1: none).
    """

    cell: int
    need: float
    known: int = -1


def fixed_cells(system: System, hidden: Bools) -> Bools:
    """Cells that a reader who sees all but ``hidden`` knows without solving anything: by propagating single rows."""
    down, up = system.range_of(hidden)
    fixed = (down <= TOLERANCE) & (up <= TOLERANCE)
    matrix = system.matrix
    positive, negative = matrix.maximum(0), matrix.minimum(0)
    pattern = matrix.copy()
    pattern.data = np.ones_like(pattern.data)
    while True:
        low = np.where(fixed, 0.0, -down)
        high = np.where(fixed, 0.0, up)
        least = positive @ low + negative @ high
        most = positive @ high + negative @ low
        free = pattern @ (~fixed).astype(np.float64)
        rows = (free > 0) & ((least > -TOLERANCE) | (most < TOLERANCE) | (free < 1.5))
        now = fixed | (pattern.T @ rows.astype(np.float64) > 0)
        if bool((now == fixed).all()):
            return fixed
        fixed = now


def parts(system: System) -> tuple[Part, ...]:
    """The connected pieces that hold a sensitive cell, in the order of their first cell."""
    hideable = system.status != Status.PRINTED
    kept = ~fixed_cells(system, hideable)
    numbers = np.flatnonzero(kept)
    if not len(numbers):
        return ()
    matrix = system.matrix[:, numbers]
    filled = np.diff(matrix.indptr) > 0
    matrix = matrix[filled]
    links = abs(matrix).T @ abs(matrix)
    _, label = connected_components(links, directed=False)
    sensitive = np.zeros(len(system), dtype=np.bool_)
    sensitive[system.sensitive] = True
    found = []
    columns = matrix.tocsc()
    order: dict[int, list[int]] = {}
    for place, own in enumerate(label):
        order.setdefault(int(own), []).append(place)
    for places in order.values():
        cells = numbers[places].astype(np.int64)
        if not sensitive[cells].any():
            continue
        own = columns[:, places].tocsr()
        own = own[np.diff(own.indptr) > 0]
        found.append(Part(cells, narrowed(system, cells, own)))
    return tuple(found)


def narrowed(system: System, cells: Ints, matrix: csr_matrix) -> System:
    """The system of some cells with the rows given."""
    return replace(
        system,
        value=system.value[cells],
        matrix=csr_matrix(matrix),
        status=system.status[cells],
        lower=system.lower[cells],
        upper=system.upper[cells],
        need_low=system.need_low[cells],
        need_high=system.need_high[cells],
        cost=system.cost[cells],
        loose_low=system.loose_low[cells],
        loose_high=system.loose_high[cells],
        integral=system.integral[cells],
        alone=system.alone[cells],
        names=tuple(system.names[cell] for cell in cells) if system.names else (),
    )


def attacks_of(system: System) -> tuple[Attack, ...]:
    """What is asked for each sensitive cell, as deviations; a wish that the value meets by itself is left out."""
    found = []
    for cell in system.sensitive:
        up = system.need_high[cell] - system.value[cell]
        down = system.need_low[cell] - system.value[cell]
        if up > TOLERANCE:
            found.append(Attack(int(cell), float(up)))
        if down < -TOLERANCE:
            found.append(Attack(int(cell), float(down)))
    return tuple(found)
