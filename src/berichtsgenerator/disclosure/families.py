"""Families: a total and parts of it, from which a reader could subtract.

Found from what the numbers are, not from table layouts: parts of one dimension, age groups that fill a larger one,
areas of one level within a larger area, summands of a sum. Each is looked for among the register's own numbers and
among the source's measures (so that two indicators over one table are seen together).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.rules import DisclosureRules
from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.model.areas import Level, level_of, parent_key
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period

_AGE = "alter"
_MAX_COVERS = 40
Ages = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Family:
    """A total and disjoint parts of it; ``exact`` when the parts are known to fill it (ages).

    ``factor`` times the total is what the parts add up to: twelve for an annual mean and its months.
    """

    total: Atom
    parts: tuple[Atom, ...]
    exact: bool = False
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """Counts that, each times its factor, add up to something between ``low`` and ``high`` (to nothing by default)."""

    terms: tuple[tuple[Atom, float], ...]
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class FormerSum:
    """What earlier editions left of a corrected sum: ``value``, the old value of a count that they hid, is ``total``
    less the ``others`` that they hid with it, for a reader who takes those for unchanged.
    """

    value: float
    total: float
    others: tuple[Atom, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Nested:
    """Two age groups of which one lies in the other."""

    outer: Atom
    inner: Atom


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an atom stands in a system of numbers that belong together."""

    system: str
    period: Period
    area: str
    breakdown: Breakdown


def _places(model: Model, measured: Mapping[Spot, Atom]) -> dict[Spot, Atom]:
    """All places whose system has, in their period, any number that is not public anyway."""
    places: dict[Spot, Atom] = dict(measured)
    protected = {(place.system, place.period) for place, atom in measured.items() if not atom.open}
    for atom in model.atoms:
        for key in atom.keys:
            system = f"{key.indicator}:{key.representation}"
            places.setdefault(Spot(system, key.period, key.area, key.breakdown), atom)
            if not atom.open:
                protected.add((system, key.period))
        item = atom.observation
        if item is not None:
            system = f"{item.table.code or item.table.id}|{item.measure}"
            places.setdefault(Spot(system, item.period, item.area, item.breakdown), atom)
            if not atom.open:
                protected.add((system, item.period))
    return {place: atom for place, atom in places.items() if (place.system, place.period) in protected}


def find(
    model: Model, measured: Mapping[Spot, Atom] = MappingProxyType({}), rules: DisclosureRules | None = None
) -> tuple[tuple[Family, ...], tuple[Nested, ...]]:
    """All families and nested pairs of ages of the model, in a fixed order, each once.

    ``measured``: where counts stand by the catalogue's measures, beside where their indicators and sources put them;
    ``rules`` tell which Gemeinden are put together as an area that is a part of no other.
    """
    places = _places(model, measured)
    by_dimension: dict[tuple[Spot, str], list[tuple[str, Atom]]] = defaultdict(list)
    by_area: dict[tuple[Spot, Level], list[Atom]] = defaultdict(list)
    for place, atom in places.items():
        for index, (name, value) in enumerate(place.breakdown):
            wider = place.breakdown[:index] + place.breakdown[index + 1 :]
            by_dimension[Spot(place.system, place.period, place.area, wider), name].append((value, atom))
        own = level_of(place.area)
        if rules is not None and place.area == rules.merged_to:
            continue
        if rules is not None and place.area in rules.merged:
            whole = Spot(place.system, place.period, rules.merged_to, place.breakdown)
            if whole in places:
                by_area[whole, own].append(atom)
        for level in Level:
            if level < own:
                whole = Spot(place.system, place.period, parent_key(place.area, level), place.breakdown)
                if whole in places:
                    by_area[whole, own].append(atom)
    families: dict[tuple[int, tuple[int, ...]], Family] = {}
    nested: dict[tuple[int, int], Nested] = {}
    for (whole, name), parts in by_dimension.items():
        total = places.get(whole)
        if name == _AGE:
            for found in _ages(total, parts):
                if isinstance(found, Family):
                    _keep(families, found)
                else:
                    nested.setdefault((found.outer.number, found.inner.number), found)
        elif total is not None:
            for found in _named(total, parts):
                _keep(families, found)
    for added, summands in model.sums:
        _keep(families, Family(added, summands))
    for (whole, _level), atoms in by_area.items():
        _keep(families, Family(places[whole], tuple(atoms)))
    return tuple(families.values()), tuple(nested.values())


def _keep(families: dict[tuple[int, tuple[int, ...]], Family], family: Family) -> None:
    parts = {atom.number: atom for atom in family.parts if atom is not family.total}
    if parts:
        numbers = tuple(sorted(parts))
        kept = Family(family.total, tuple(parts[number] for number in numbers), family.exact)
        families.setdefault((family.total.number, numbers), kept)


def _named(total: Atom, parts: list[tuple[str, Atom]]) -> Iterator[Family]:
    """The family of a dimension; parts named "Gymnasien (Mittelstufe)" are parts of "Gymnasien" where that is there."""
    groups = dict(parts)
    inner: dict[str, list[Atom]] = defaultdict(list)
    for words, atom in parts:
        stem = words.partition(" (")[0]
        if stem != words and stem in groups:
            inner[stem].append(atom)
    below = {atom.number for atoms in inner.values() for atom in atoms}
    yield Family(total, tuple(atom for _, atom in parts if atom.number not in below))
    for stem, atoms in inner.items():
        yield Family(groups[stem], tuple(atoms))


def _ages(total: Atom | None, parts: list[tuple[str, Atom]]) -> Iterator[Family | Nested]:
    groups: dict[Ages, Atom] = {}
    for words, atom in parts:
        ages = parse_ages(words)
        if ages is not None:
            groups.setdefault((ages.low, ages.high), atom)
    if total is not None:
        groups[0, inf] = total
    ordered = sorted(groups)
    for outer in ordered:
        inside = [item for item in ordered if item != outer and outer[0] <= item[0] and item[1] <= outer[1]]
        for inner in inside:
            if groups[inner] is not groups[outer]:
                yield Nested(groups[outer], groups[inner])
        for cover in _covers(outer, inside):
            yield Family(groups[outer], tuple(groups[item] for item in cover), exact=True)


def _covers(outer: Ages, inside: list[Ages]) -> list[tuple[Ages, ...]]:
    """Sets of disjoint groups that fill ``outer``; finest first, at most a fixed number."""
    starts: dict[float, list[Ages]] = defaultdict(list)
    for item in inside:
        starts[item[0]].append(item)
    found: list[tuple[Ages, ...]] = []

    def walk(at: float, taken: tuple[Ages, ...]) -> None:
        if len(found) >= _MAX_COVERS:
            return
        if at == outer[1]:
            found.append(taken)
            return
        for item in sorted(starts.get(at, ()), key=lambda ages: ages[1]):
            walk(item[1], (*taken, item))

    walk(outer[0], ())
    return found
