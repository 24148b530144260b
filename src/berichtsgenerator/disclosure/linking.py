"""From the register's counts and families to one system of cells and equations for the whole document.

Each count that a reader can learn or compute becomes a cell: printed for good (public anyway, or an open zero), a
candidate that may be hidden at a cost, or hidden. Each family becomes an equation; what its parts leave of the total is
a cell of its own, sensitive when it is small. A count that is known from a printed rate alone has the rate's rounding
as its margin.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor, inf, isfinite, log10

import numpy as np
from scipy.sparse import csr_matrix

from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.concentration import left_over
from berichtsgenerator.disclosure.families import Family, FormerSum, Nested, Relation
from berichtsgenerator.disclosure.numeric import Solution, Status, System
from berichtsgenerator.disclosure.rules import DisclosureRules, Reason
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.entries import Protection
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register.register import BASE_VIEWS, QUOTIENTS

_SAME = 0.5
_PLACES = {"Kennzahlen": 3.0, "Text": 2.0}
_LEVELS = {Level.KREIS: 10.0, Level.LAND: 30.0, Level.BUND: 30.0}
_FAMILIAR = 0.8  # a cell that the last edition hid is cheaper, so that patterns stay


@dataclass
class Linked:
    """The system, the atom of each cell (None: what a subtraction leaves), and families that do not add up."""

    system: System
    atoms: list[Atom | None]
    cell_of: dict[int, int]
    contradictions: list[Family] = field(default_factory=list)

    def loose(self, solution: Solution) -> frozenset[int]:
        """Numbers of the counts that stay printed through rounded rates alone, and whose room a proof makes use of."""
        spread = self.system.loose_low + self.system.loose_high
        moved = {int(cell) for witness in solution.certificates.values() for cell in witness.cells}
        return frozenset(
            atom.number
            for cell, (atom, room) in enumerate(zip(self.atoms, spread.tolist(), strict=True))
            if atom is not None and room > 0 and not solution.hidden[cell] and (cell in moved or solution.uncertain)
        )


class _Cells:
    """Cells and rows while they are collected."""

    def __init__(self, rules: DisclosureRules) -> None:
        self.rules = rules
        self.atoms: list[Atom | None] = []
        self.value: list[float] = []
        self.status: list[int] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.cost: list[float] = []
        self.margin: list[tuple[float, float]] = []
        self.integral: list[bool] = []
        self.alone: list[bool] = []
        self.terms: list[tuple[int, int, float]] = []
        self.rows = 0

    def add(
        self,
        value: float,
        status: Status,
        *,
        atom: Atom | None = None,
        sensitive: bool = False,
        lower: float = 0.0,
        upper: float = inf,
        cost: float = 0.0,
        margin: tuple[float, float] = (0.0, 0.0),
        threshold: int = 0,
        whole: bool = True,
        around: float = 0.0,
    ) -> int:
        """A cell; returns its number. ``whole`` False: it need not be a whole number whatever its value is. ``around``:
        it is sensitive, and so much room is asked for on both sides.
        """
        whole = whole and abs(value - round(value)) < 1e-6
        self.atoms.append(atom)
        self.value.append(value)
        self.status.append(status)
        self.lower.append(min(lower, value))
        self.upper.append(max(upper, value))
        least = threshold or (atom.threshold if atom is not None else self.rules.threshold)
        low, high = (max(lower, min(1.0, value)), max(float(least), value + 2.0)) if sensitive else (np.nan, np.nan)
        if around:
            low, high = max(lower, value - around), value + around
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        self.margin.append(margin)
        self.integral.append(whole)
        self.alone.append(sensitive and whole and value == 1.0)  # one person, who knows it
        return len(self.value) - 1

    def row(self, terms: Iterable[tuple[int, float]]) -> None:
        """An equation: the terms add up to zero."""
        self.terms.extend((self.rows, cell, factor) for cell, factor in terms)
        self.rows += 1

    def system(self) -> System:
        """The finished system."""
        data = [term[2] for term in self.terms]
        places = ([term[0] for term in self.terms], [term[1] for term in self.terms])
        margins = np.array(self.margin).reshape(-1, 2)
        return System.of(
            np.array(self.value),
            csr_matrix((data, places), shape=(self.rows, len(self.value))),
            np.array(self.status),
            lower=np.array(self.lower),
            upper=np.array(self.upper),
            need_low=np.array(self.low),
            need_high=np.array(self.high),
            cost=np.array(self.cost),
            loose_low=margins[:, 0],
            loose_high=margins[:, 1],
            integral=np.array(self.integral, dtype=np.bool_),
            alone=np.array(self.alone, dtype=np.bool_),
        )


def link(
    model: Model,
    families: Iterable[Family],
    nested: Iterable[Nested],
    rules: DisclosureRules,
    familiar: Collection[NumberKey] = (),
    relations: Iterable[Relation] = (),
    former: Iterable[FormerSum] = (),
) -> Linked:
    """The system of ``model``. Counts are marked already as far as they are small themselves."""
    families = list(families)
    cells = _Cells(rules)
    cell_of: dict[int, int] = {}
    totals = {family.total.number for family in families}
    known = frozenset(familiar)
    guesses = _guesses(families)

    def cell(atom: Atom) -> int:
        if atom.number not in cell_of:
            cell_of[atom.number] = _add(cells, model, atom, rules, atom.number in totals, known, guesses)
        return cell_of[atom.number]

    contradictions = []
    for family in families:
        members = (family.total, *family.parts)
        if all(atom.open for atom in members) or any(atom.inexact for atom in members):
            continue
        values = [guesses.get(atom.number, atom.value) for atom in members]
        if any(value is None for value in values):
            continue
        rest = family.factor * (values[0] or 0.0) - sum(value or 0.0 for value in values[1:])
        parts = family.parts
        signed = any(atom.balance for atom in members)
        if rest < -_SAME and not signed:
            parts, same = _once(family.parts)
            rest = family.factor * (values[0] or 0.0) - sum(atom.value or 0.0 for atom in parts)
            if rest < -_SAME:
                contradictions.append(family)
                continue
            for one, other in same:
                cells.row([(cell(one), 1.0), (cell(other), -1.0)])
        terms = [(cell(family.total), -family.factor), *((cell(atom), 1.0) for atom in parts)]
        if abs(rest) > 1e-6:
            least = max(atom.threshold for atom in members)
            amount = family.total.amount
            small = rules.is_small(rest, least) and rest > _SAME and not signed and not amount
            lower = -inf if signed else 0.0
            around = _room(family, parts) if amount else 0.0
            left = cells.add(rest, Status.HIDDEN, sensitive=small, threshold=least, lower=lower, around=around)
            terms.append((left, 1.0))
        cells.row(terms)
    for relation in relations:
        _relate(cells, cell, relation, guesses)
    for old in former:
        # What earlier editions hid of a sum that has been corrected since: its old value is sensitive too.
        left = cells.add(old.value, Status.HIDDEN, sensitive=True, threshold=old.threshold)
        fixed = cells.add(old.total, Status.PRINTED)
        cells.row([(left, 1.0), *((cell(atom), 1.0) for atom in old.others), (fixed, -1.0)])
    for outer, inner, inside in _differences(model, nested):
        if (outer.open and inner.open) or outer.inexact or inner.inexact:
            continue
        rest = (outer.value or 0.0) - (inner.value or 0.0)
        least = max(outer.threshold, inner.threshold)
        whole_group = rest == 0.0 and inner.reason is Reason.GROUP
        if (rules.is_small(rest, least) and not outer.amount and not inner.amount) or whole_group:
            left = cells.add(rest, Status.HIDDEN, sensitive=True, threshold=least)
        elif inside and rest >= 0.0:
            left = cells.add(rest, Status.HIDDEN)  # whoever knows the whole knows that the part is no larger
        else:
            continue
        cells.row([(cell(outer), -1.0), (cell(inner), 1.0), (left, 1.0)])
    for atom in model.atoms:
        if atom.protection is not Protection.OPEN:
            cell(atom)
    return Linked(cells.system(), cells.atoms, cell_of, contradictions)


def _relate(cells: _Cells, cell: Callable[[Atom], int], relation: Relation, guesses: Mapping[int, float]) -> None:
    """The equation of a relation; one that the values do not meet tells a reader nothing that is true."""
    atoms = [atom for atom, _ in relation.terms]
    if all(atom.open for atom in atoms) or any(atom.inexact for atom in atoms):
        return
    found = 0.0
    for atom, factor in relation.terms:
        value = guesses.get(atom.number, atom.value)
        if value is None:
            return
        found += factor * value
    if not relation.low - 1e-6 <= found <= relation.high + 1e-6:
        return
    terms = [(cell(atom), factor) for atom, factor in relation.terms]
    if relation.low < relation.high:
        slack = cells.add(found, Status.HIDDEN, lower=relation.low, upper=relation.high, whole=False)
        terms.append((slack, -1.0))
    cells.row(terms)


def _room(family: Family, parts: tuple[Atom, ...]) -> float:
    """The room that a sum of money needs which printed parts leave of a printed sum."""
    whole = family.total.contributions
    if family.total.rule is None or whole is None or family.factor != 1.0:
        return 0.0
    known = [atom.contributions for atom in parts]
    rest = left_over(whole, [item for item in known if item is not None])
    return family.total.rule.room(rest.values()) if all(item is not None for item in known) else 0.0


def _once(parts: tuple[Atom, ...]) -> tuple[tuple[Atom, ...], list[tuple[Atom, Atom]]]:
    """Of parts that hold a group twice, under two names: each value once, and the pairs."""
    first: dict[float, Atom] = {}
    same: list[tuple[Atom, Atom]] = []
    for atom in parts:
        known = first.setdefault(atom.value or 0.0, atom)
        if known is not atom and atom.value:
            same.append((known, atom))
    twice = {atom.number for _, atom in same}
    return tuple(atom for atom in parts if atom.number not in twice), same


def _differences(model: Model, nested: Iterable[Nested]) -> Iterable[tuple[Atom, Atom, bool]]:
    """Pairs of counts of which one lies in the other; of a rate it need not (False)."""
    seen: set[tuple[int, int]] = set()
    pairs = [(pair.outer, pair.inner, True) for pair in nested]
    for key, (numerator, denominator) in model.quotient_parts.items():
        entry = model.register.find(key)
        if entry is not None and entry.kind in (Kind.SHARE, Kind.RATE):
            pairs.append((denominator, numerator, entry.kind is Kind.SHARE))
    pairs.sort(key=lambda pair: not pair[2])
    for outer, inner, inside in pairs:
        mark = (outer.number, inner.number)
        if mark not in seen and outer.value is not None and inner.value is not None and outer is not inner:
            seen.add(mark)
            yield outer, inner, inside


def _add(
    cells: _Cells,
    model: Model,
    atom: Atom,
    rules: DisclosureRules,
    is_total: bool,
    familiar: frozenset[NumberKey],
    guesses: dict[int, float],
) -> int:
    value = guesses.get(atom.number, atom.value or 0.0)
    if atom.value is None:
        # Secret at its source, public or not: no relation to what this report prints may tell it. Its value here is
        # a guess, so only room around it is asked for.
        return cells.add(value, Status.HIDDEN, atom=atom, around=float(atom.threshold))
    if atom.open:
        return cells.add(value, Status.PRINTED, atom=atom)
    asked = [key for key in atom.users if model.register.is_requested(key)]
    dotted = -inf if atom.balance else 1.0 if _seen_dotted(atom, asked, value) else 0.0
    dotted = max(dotted, atom.least)
    if atom.protection is not Protection.OPEN:
        own = atom.reason in (Reason.SMALL, Reason.ZERO, Reason.LINKED)
        own = own or (atom.reason is Reason.GROUP and value == 0.0)
        around = atom.room if atom.reason is Reason.DOMINANCE else 0.0
        return cells.add(value, Status.HIDDEN, atom=atom, sensitive=own, lower=dotted, upper=atom.most, around=around)
    if not asked and not atom.ranked:
        lower = max(-inf if atom.balance else 0.0, atom.least)
        return cells.add(value, Status.HIDDEN, atom=atom, lower=lower, upper=atom.most)
    if value == 0.0 and not atom.zero_hidden and not atom.balance:
        return cells.add(value, Status.PRINTED, atom=atom)
    cost = _cost(model, atom, asked or atom.ranked[:1], is_total)
    if any(key in familiar for key in atom.keys):
        cost *= _FAMILIAR
    margin = _margin(model, atom, asked, value)
    return cells.add(value, Status.CANDIDATE, atom=atom, lower=dotted, upper=atom.most, cost=cost, margin=margin)


def _seen_dotted(atom: Atom, asked: list[NumberKey], value: float) -> bool:
    """True when a dot tells a reader that there is at least one: a zero would have been printed."""
    return (
        bool(asked)
        and not atom.zero_hidden
        and not (atom.group_hidden or atom.too_fine or atom.amount)
        and value >= 1.0
    )


def _cost(model: Model, atom: Atom, asked: list[NumberKey], is_total: bool) -> float:
    """Printed occurrences, weighed by where they stand; totals and larger areas are dear, large numbers a little."""
    weight = 0.0
    for key in asked:
        places = model.register.places(key) or ("",)
        weight += max(next((found for word, found in _PLACES.items() if word in place), 1.0) for place in places)
    area = min((level_of(key.area) for key in atom.keys or asked), default=Level.GEMEINDE)
    if is_total and not any(key.breakdown for key in atom.keys):
        weight *= 3.0
    return weight * _LEVELS.get(area, 1.0) * (1.0 + 0.05 * log10(1.0 + abs(atom.value or 0.0)))


def _margin(model: Model, atom: Atom, asked: list[NumberKey], value: float) -> tuple[float, float]:
    """What a reader cannot tell of a count that only rounded rates print, below and above its value."""
    low, high = inf, inf
    if atom.ranked:
        return (0.0, 0.0)
    for key in asked:
        entry = model.register.find(key)
        if entry is None or entry.value is None:
            continue
        view = key.representation.view
        parts = model.quotient_parts.get(key)
        if view not in BASE_VIEWS or entry.kind not in QUOTIENTS or parts is None or parts[0] is not atom:
            return (0.0, 0.0)
        top, bottom = parts
        if not top.value or not bottom.value or not entry.value:
            return (0.0, 0.0)
        unit = top.value / entry.value  # count of one unit of the rate
        step = 0.5 * 10.0**-entry.decimals
        shown = round(entry.value / (2 * step)) * 2 * step
        first, last = ceil((shown - step) * unit - 1e-9), floor((shown + step) * unit + 1e-9)
        low, high = min(low, max(0.0, value - first)), min(high, max(0.0, last - value))
    return (low, high) if isfinite(low) and isfinite(high) else (0.0, 0.0)


def _guesses(families: list[Family]) -> dict[int, float]:
    """Values for counts that their source keeps secret, so that sums come out: nobody here knows the true ones.

    What a family leaves for its unknown parts is shared out evenly, first come first served; a family that this does
    not fit keeps the difference as a rest.
    """
    found: dict[int, float] = {}
    for family in families:
        if family.total.value is None:
            continue
        unknown = [atom for atom in family.parts if atom.value is None and atom.number not in found]
        if not unknown:
            continue
        left = family.total.value - sum(found.get(atom.number, atom.value or 0.0) for atom in family.parts)
        if left < -_SAME:
            continue
        share, more = divmod(round(left), len(unknown))
        for place, atom in enumerate(unknown):
            found[atom.number] = float(share + (place < more))
    return found
