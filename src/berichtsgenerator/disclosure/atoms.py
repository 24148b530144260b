"""Atoms: the counts behind the register's numbers, each once, however many entries print or use it.

Two entries whose counts come from the same source cells and have the same value are one atom, whatever indicator they
belong to. An atom knows who lets a reader learn it: the entries that print it, and the rates, differences and changes
that are made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from berichtsgenerator.disclosure.concentration import Concentration, contributions_of
from berichtsgenerator.disclosure.formulas import coefficients
from berichtsgenerator.disclosure.rules import DisclosureRules, Reason
from berichtsgenerator.model.entries import Component, Entry, Protection
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register.register import BASE_VIEWS, COUNTS, QUOTIENTS, Register, inputs

CellId = tuple[str, int, int]
"""A source cell: table id, row, column."""
_UNKNOWN = (Missing.SECRET, Missing.UNKNOWN)


@dataclass(slots=True)
class Atom:
    """One count. ``value`` is None when its source keeps it secret; ``open`` when its source publishes it.

    ``keys`` are the entries that are this count, ``users`` all entries from which a reader learns about it (``keys``
    included). ``observation`` is its source cell when it is exactly one. ``balance``: counts taken off one another, no
    count of persons itself, which may be below zero. ``ranked``: printed ranks that count it, so that its place among
    others is known. ``least`` and ``most``: between what earlier editions leave the count.

    ``amount``: a sum of money, no count of persons. ``rule`` with ``contributions``: the rule for sums that few decide,
    and what each institution adds to this one (None: not delivered); ``room``: how much of it a reader must be left.
    ``group_hidden``: a dot may stand for nobody, because whole groups are hidden. ``too_fine``: shown in coarser groups
    only.
    """

    number: int
    value: float | None
    open: bool
    keys: list[NumberKey] = field(default_factory=list)
    users: list[NumberKey] = field(default_factory=list)
    observation: Observation | None = None
    cells: frozenset[CellId] = frozenset()
    protection: Protection = Protection.OPEN
    reason: Reason | None = None
    threshold: int = 3
    zero_hidden: bool = False
    inexact: bool = False
    balance: bool = False
    ranked: list[NumberKey] = field(default_factory=list)
    least: float = -inf
    most: float = inf
    amount: bool = False
    rule: Concentration | None = None
    contributions: Mapping[str, float] | None = None
    room: float = 0.0
    group_hidden: bool = False
    too_fine: bool = False

    @property
    def hidden(self) -> bool:
        """True when it must not be learned: hidden here, or secret at a source that is not public."""
        return self.protection is not Protection.OPEN or (self.value is None and not self.open)


@dataclass(slots=True)
class Model:
    """The register as disclosure control sees it."""

    register: Register
    atoms: list[Atom]
    of_count: dict[NumberKey, Atom]
    """The atom of each entry that is a count."""
    of_quotient: dict[NumberKey, tuple[Atom, ...]]
    """The counts that a rate, share or measure is made of."""
    quotient_parts: dict[NumberKey, tuple[Atom, Atom]]
    """Numerator and denominator, where both are counts."""
    sources: dict[NumberKey, tuple[NumberKey, ...]]
    """What a derived view is derived from."""
    sums: list[tuple[Atom, tuple[Atom, ...]]]
    """Counts that were added up, with those of their parts that the register knows as numbers of their own."""
    balances: list[tuple[Atom, tuple[tuple[Atom, float], ...]]] = field(default_factory=list)
    """Counts that were taken off one another: each with all its parts and their factors."""


def cell_id(item: Observation) -> CellId:
    """Identity of a source cell."""
    return (item.table.id, item.row, item.column)


def _components(entry: Entry) -> tuple[Component, ...]:
    """The components that make the count: the one with the entry's own value if a provenance lists more."""
    found = entry.provenance.components
    if len(found) > 1 and entry.value is not None and entry.key.representation.view is not View.VALUE:
        same = [item for item in found if item.value == entry.value]
        if len(same) == 1:
            return (same[0],)
    return found


class _Builder:
    def __init__(self, rules: DisclosureRules) -> None:
        self.rules = rules
        self.atoms: list[Atom] = []
        self.by_identity: dict[object, Atom] = {}

    def atom(self, value: float | None, observations: Iterable[Observation], fallback: object) -> Atom:
        found = tuple(observations)
        cells = frozenset(cell_id(item) for item in found)
        identity: object = (cells, value) if cells else fallback
        atom = self.by_identity.get(identity)
        if atom is None:
            files = sorted({item.table.file for item in found})
            public = bool(files) and all(self.rules.is_open(file) for file in files)
            atom = Atom(
                len(self.atoms),
                value,
                public,
                cells=cells,
                observation=found[0] if len(found) == 1 else None,
                threshold=self.rules.threshold_of(files),
                zero_hidden=not public and self.rules.hides_zero(files),
                inexact=self.rules.is_inexact(files),
                rule=None if public else self.rules.concentration_of(files),
                group_hidden=not public and self.rules.hides_groups(files),
                too_fine=not public and self.rules.is_too_fine(found),
            )
            if atom.rule is not None and value is not None:
                atom.contributions = contributions_of(value, found)
            self.atoms.append(atom)
            self.by_identity[identity] = atom
        return atom

    def known(self, value: float | None, observations: Iterable[Observation]) -> Atom | None:
        """The atom of these cells if some entry made one."""
        return self.by_identity.get((frozenset(cell_id(item) for item in observations), value))


def is_count(entry: Entry, rules: DisclosureRules) -> bool:
    """True for entries that are a count of persons or cases, or a sum of money under a rule for sums that few decide;
    not for entries that are derived from others.
    """
    return entry.key.representation.view in BASE_VIEWS and (entry.kind in COUNTS or _is_amount(entry, rules))


def _is_amount(entry: Entry, rules: DisclosureRules) -> bool:
    if entry.kind is not Kind.EUR or not rules.concentrations or coefficients(entry) is None:
        return False
    files = {cell.table.file for part in entry.provenance.components for cell in part.observations}
    return rules.concentration_of(sorted(files)) is not None


def build(register: Register, rules: DisclosureRules) -> Model:
    """The model of ``register``; entries without any value or secret are left out."""
    builder = _Builder(rules)
    model = Model(register, builder.atoms, {}, {}, {}, {}, [])
    entries = [item for item in register.all_entries() if item.value is not None or item.missing in _UNKNOWN]
    for entry in entries:
        if is_count(entry, rules):
            observations = [item for part in _components(entry) for item in part.observations]
            atom = builder.atom(entry.value, observations, entry.key)
            atom.keys.append(entry.key)
            factors = coefficients(entry)
            atom.amount = entry.kind not in COUNTS
            atom.balance = factors is not None and min(factors.values(), default=1.0) < 0
            model.of_count[entry.key] = atom
    for entry in entries:
        view = entry.key.representation.view
        if view not in BASE_VIEWS:
            model.sources[entry.key] = inputs(entry)
        elif entry.kind in QUOTIENTS and entry.key not in model.of_count:
            model.of_quotient[entry.key] = _quotient(entry, model, builder)
            if entry.provenance.derived_from:  # an indicator of indicators: what hides those hides it
                model.sources[entry.key] = entry.provenance.derived_from
    for entry in entries:
        if entry.key in model.of_count and entry.value is not None:
            if model.of_count[entry.key].balance:
                _add_balance(entry, model, builder)
            else:
                _add_sums(entry, model, builder)
    _find_users(model, entries)
    return model


def _add_sums(entry: Entry, model: Model, builder: _Builder) -> None:
    """A count that is the sum of components, or of source cells, gives its parts to subtraction.

    Parts are looked up, not made: a part that no entry prints is one more unknown to the reader.
    """
    found = entry.provenance.components
    total = model.of_count[entry.key]
    if len(found) > 1:
        kinds = (*COUNTS, Kind.EUR) if total.amount else COUNTS
        values = [item.value for item in found if item.value is not None and item.kind in kinds]
        if len(values) < len(found) or abs(sum(values) - (entry.value or 0.0)) > 1e-6:
            return
        parts = [builder.known(item.value, item.observations) for item in found]
        model.sums.append((total, tuple(atom for atom in parts if atom is not None)))
    for item in found:
        cells = item.observations
        values = [cell.value for cell in cells if cell.value is not None]
        whole = total if len(found) == 1 else builder.known(item.value, cells)
        if whole is None or item.value is None or len(cells) < 2 or len(values) < len(cells):
            continue
        if abs(sum(values) - item.value) <= 1e-6:
            singles = [builder.known(cell.value, (cell,)) for cell in cells]
            model.sums.append((whole, tuple(atom for atom in singles if atom is not None)))


def _add_balance(entry: Entry, model: Model, builder: _Builder) -> None:
    """A balance gives each of its parts away to who knows the others, so all of them are made known to the model."""
    factors = coefficients(entry) or {}
    parts: list[tuple[Atom, float]] = []
    for item in entry.provenance.components:
        if item.name not in factors or item.kind not in COUNTS or item.value is None:
            return
        parts.append((builder.atom(item.value, item.observations, (entry.key, item.name)), factors[item.name]))
    if len(parts) == len(factors):
        model.balances.append((model.of_count[entry.key], tuple(parts)))


def _quotient(entry: Entry, model: Model, builder: _Builder) -> tuple[Atom, ...]:
    numerator = model.of_count.get(entry.key.with_view(View.NUMERATOR))
    denominator = model.of_count.get(entry.key.with_view(View.DENOMINATOR))
    if numerator is not None and denominator is not None:
        model.quotient_parts[entry.key] = (numerator, denominator)
        return (numerator, denominator)
    found = [item for item in (numerator, denominator) if item is not None]
    for part in entry.provenance.components:
        if part.kind in COUNTS and (part.value is not None or part.missing in _UNKNOWN):
            found.append(builder.atom(part.value, part.observations, (entry.key, part.name)))
    return _unique(found)


def _unique(atoms: list[Atom]) -> tuple[Atom, ...]:
    return tuple({atom.number: atom for atom in atoms}.values())


def _find_users(model: Model, entries: list[Entry]) -> None:
    """Who lets a reader learn a count: entries printed in the end, through rates and derived views."""
    reached: dict[NumberKey, tuple[Atom, ...]] = {key: (atom,) for key, atom in model.of_count.items()}
    reached.update(model.of_quotient)
    told: set[NumberKey] = set()

    def counts(key: NumberKey, depth: int) -> tuple[Atom, ...]:
        if key in model.of_quotient and key in model.sources and key not in told and depth < 6:
            told.add(key)
            parts = [atom for item in model.sources[key] for atom in counts(item, depth + 1)]
            reached[key] = _unique([*reached[key], *parts])
        if key not in reached and depth < 6:
            rank = key.representation.view is View.RANK
            sources = (key.base,) if rank else model.sources.get(key, ())
            reached[key] = _unique([atom for item in sources for atom in counts(item, depth + 1)])
        return reached.get(key, ())

    for entry in entries:
        for atom in counts(entry.key, 0):
            atom.users.append(entry.key)
        if entry.key.representation.view is View.RANK and model.register.is_requested(entry.key):
            for key in model.sources.get(entry.key, ()):
                for atom in counts(key, 1):
                    atom.ranked.append(entry.key)
