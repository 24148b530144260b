"""The account of a protection: for each hidden number why, with whom, and how wide a reader's interval is.

Comes in: the system, its solution and the hidden entries. Goes out: findings without any value, for the audit file and
for ``bericht geheimhaltung``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from berichtsgenerator.diagnostics import Diagnostic
from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.linking import Linked
from berichtsgenerator.disclosure.numeric import Solution, Status, intervals
from berichtsgenerator.disclosure.rules import Reason
from berichtsgenerator.model.entries import Protection
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.register.register import Register, order


@dataclass(frozen=True, slots=True)
class Finding:
    """One hidden number. ``partners``: hidden numbers that it is hidden for or protected by; of a comparison those that
    it is made of. ``rests``: small differences that it protects, each as the numbers between which it lies.
    ``width`` of the interval that a reader can derive for the count (highest less lowest; ``through``: for the hidden
    count that the number is made of; None for what is derived otherwise). ``narrow``: less than the rule asks, because
    published numbers leave no more.
    """

    key: NumberKey
    primary: bool
    reason: Reason
    partners: tuple[NumberKey, ...] = ()
    width: float | None = None
    narrow: bool = False
    rests: tuple[tuple[NumberKey, ...], ...] = ()
    through: NumberKey | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A protection in figures."""

    cells: int
    relations: int
    sensitive: int
    secondary: int
    cost: float
    bound: float
    proved: bool
    parts: int
    certificates: int
    relaxed: int
    unprotected: int

    @classmethod
    def of(cls, linked: Linked, solution: Solution) -> Figures:
        """The figures of a solution."""
        system = linked.system
        chosen = solution.hidden & (system.status == Status.CANDIDATE)
        return cls(
            len(system),
            int(system.matrix.shape[0]),
            len(system.sensitive),
            int(chosen.sum()),
            round(solution.cost, 3),
            round(solution.bound, 3),
            solution.proved,
            solution.parts,
            len(solution.certificates),
            sum(attack.known < 0 for attack in solution.relaxed),
            len(solution.open),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A protected register with what to tell about it."""

    register: Register
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...] = ()
    figures: Figures | None = None


def name_of_atom(atom: Atom) -> str:
    """How a message names a count: by its key or its source cell, never by its value."""
    if atom.keys:
        return str(min(atom.keys, key=order))
    item = atom.observation
    return f"{item.table.file}, Zelle {item.cell}" if item is not None else "eine Summe ohne eigene Kennung"


def name_of(linked: Linked, cell: int) -> str:
    """How a message names a cell; a remainder is named by the counts that leave it."""
    atom = linked.atoms[cell]
    if atom is not None:
        return name_of_atom(atom)
    names = sorted(name_of_atom(other) for other in neighbours(linked, cell))
    return f"Der Rest zwischen {' und '.join(names[:3])}"


def neighbours(linked: Linked, cell: int) -> tuple[Atom, ...]:
    """The counts that share an equation with a cell."""
    matrix = linked.system.matrix
    rows = matrix.tocsc()[:, [cell]].indices
    found = {int(other) for row in rows for other in matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]}
    atoms = [linked.atoms[other] for other in sorted(found - {cell})]
    return tuple(atom for atom in atoms if atom is not None)


def findings(
    model: Model,
    linked: Linked,
    solution: Solution,
    hidden: Mapping[NumberKey, tuple[Protection, Reason]],
) -> tuple[Finding, ...]:
    """A finding for each hidden number that a product prints, in register order."""
    system = linked.system
    cells = np.array(
        [cell for cell, atom in enumerate(linked.atoms) if atom is not None and solution.hidden[cell] and atom.users],
        dtype=np.int64,
    )
    ends = intervals(system, solution.hidden, cells)
    together: dict[int, set[int]] = defaultdict(set)
    beside: dict[int, set[int]] = defaultdict(set)
    for attack, witness in solution.certificates.items():
        moved = [int(cell) for cell in witness.cells if linked.atoms[int(cell)] is not None]
        for cell in moved:
            together[attack.cell].add(cell)
            if linked.atoms[attack.cell] is None:
                beside[cell].add(attack.cell)
                together[cell].update(moved)
            else:
                together[cell].add(attack.cell)
    narrow = {attack.cell for attack in solution.relaxed if attack.known < 0}
    where: dict[NumberKey, int] = {}
    for cell in cells.tolist():
        atom = linked.atoms[cell]
        for key in atom.keys if atom is not None else ():
            where.setdefault(key, cell)
    found = []
    for key in sorted((key for key in hidden if model.register.is_requested(key)), key=order):
        protection, reason = hidden[key]
        own, through = where.get(key), None
        if own is None:
            made_of = (atom for atom in model.of_quotient.get(key, ()) if atom.hidden and atom.number in linked.cell_of)
            counted = next(made_of, None)
            own = linked.cell_of[counted.number] if counted is not None else None
            through = min(counted.keys, key=order) if counted is not None and counted.keys else None
        partners: tuple[NumberKey, ...] = tuple(item for item in model.sources.get(key, ()) if item in hidden)
        rests: tuple[tuple[NumberKey, ...], ...] = ()
        width = None
        if own is not None:
            low, high = ends.get(own, (0.0, inf))
            width = high - low if high < 1e5 else None
            partners = _keys(linked, together[own] - {own}, through or key)
            rests = _rests(linked, beside[own])
        narrowed = own is not None and own in narrow
        found.append(Finding(key, protection is Protection.PRIMARY, reason, partners, width, narrowed, rests, through))
    return tuple(found)


def _rests(linked: Linked, cells: set[int]) -> tuple[tuple[NumberKey, ...], ...]:
    """Small differences, each by the numbers between which it lies."""
    found = []
    for cell in sorted(cells):
        keys = {min(atom.keys, key=order) for atom in neighbours(linked, cell) if atom.keys}
        if keys:
            found.append(tuple(sorted(keys, key=order)[:2]))
    return tuple(dict.fromkeys(found))


def _keys(linked: Linked, cells: set[int], own: NumberKey) -> tuple[NumberKey, ...]:
    atoms = [linked.atoms[cell] for cell in cells]
    keys = {min(atom.keys, key=order) for atom in atoms if atom is not None and atom.keys and atom.hidden}
    return tuple(sorted(keys - {own}, key=order))
