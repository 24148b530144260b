"""Families that the catalogue knows of: "darunter", the months of a year, annual means, and differences of two counts.

Found from what the catalogue says of the measures behind the numbers, so that two indicators over one measure are seen
together whatever they are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from berichtsgenerator.disclosure.atoms import Atom, CellId, Model, cell_id
from berichtsgenerator.disclosure.families import Family
from berichtsgenerator.indicators.catalogue import Catalogue
from berichtsgenerator.indicators.definitions import MeasureDefinition
from berichtsgenerator.model.entries import Component
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.register.register import COUNTS

_MONTHS = 12
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a count stands: measure, area, breakdown with what the catalogue fixes."""

    measure: str
    area: str
    breakdown: Breakdown


def known_families(model: Model, catalogue: Catalogue) -> Iterator[Family]:
    """The families of the catalogue among the counts of ``model``, in a fixed order."""
    spots: dict[_Spot, dict[Period, Atom]] = defaultdict(dict)
    definitions: dict[str, MeasureDefinition] = {}
    known = {atom.cells: atom for atom in model.atoms if atom.cells}
    for key, atom in model.of_count.items():
        entry = model.register.find(key)
        if entry is None or atom.value is None or key.indicator not in catalogue:
            continue
        components = entry.provenance.components
        if len(components) == 2:
            yield from _difference(known, atom, components[0], components[1])
        if len(components) != 1 or components[0].kind not in COUNTS or components[0].value != atom.value:
            continue
        definition = catalogue[key.indicator].components.get(components[0].name)
        if definition is None or definition.measure is None:
            continue
        measure = catalogue.measures.get(definition.measure)
        if measure is None:
            continue
        definitions[measure.id] = measure
        pairs = {**definition.fixed, **dict(key.breakdown)}
        spot = _Spot(measure.id, key.area, tuple(sorted(pairs.items())))
        spots[spot].setdefault(components[0].period, atom)
    for spot, found in spots.items():
        measure = definitions[spot.measure]
        if measure.part_of is not None:
            wider = spots.get(_Spot(measure.part_of, spot.area, spot.breakdown), {})
            for period, atom in found.items():
                if period in wider and wider[period] is not atom:
                    yield Family(wider[period], (atom,))
        if measure.flow or measure.stock:
            yield from _years(found, mean=measure.stock)


def _years(found: dict[Period, Atom], *, mean: bool) -> Iterator[Family]:
    """A year and those of its months that are numbers of their own."""
    months: dict[str, list[Atom]] = defaultdict(list)
    for period, atom in found.items():
        if period.kind is PeriodKind.MONTH:
            months[period.iso[:4]].append(atom)
    for period, atom in found.items():
        parts = tuple(part for part in months.get(period.iso[:4], ()) if part is not atom)
        if period.kind in (PeriodKind.MONTH, PeriodKind.STICHTAG) or len(period.iso) != 4 or not parts:
            continue
        yield Family(atom, parts, factor=float(_MONTHS) if mean else 1.0)


def _difference(
    known: Mapping[frozenset[CellId], Atom], atom: Atom, first: Component, second: Component
) -> Iterator[Family]:
    """A balance: the first count is the second and the balance together."""
    one = known.get(frozenset(cell_id(item) for item in first.observations))
    other = known.get(frozenset(cell_id(item) for item in second.observations))
    if one is None or other is None or one.value is None or other.value is None or atom.value is None:
        return
    if abs(one.value - other.value - atom.value) <= _SAME and atom.value > 0:
        yield Family(one, (other, atom), exact=True)
