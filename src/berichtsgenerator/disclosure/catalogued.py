"""Relations that the catalogue knows of: "darunter", the months of a year, annual means, stocks and their flows.

Found from what the catalogue says of the measures behind the numbers, so that two indicators over one measure are seen
together whatever they are called and whoever delivered them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.families import Family, Relation, Spot
from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.register.register import COUNTS

_MONTHS = 12
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class _Series:
    """A measure of one area and group, over time."""

    measure: str
    area: str
    breakdown: Breakdown


@dataclass(slots=True)
class Known:
    """What the catalogue says of the counts of a model: their places by measure, families and other relations."""

    spots: dict[Spot, Atom] = field(default_factory=dict)
    families: list[Family] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def known_relations(model: Model, catalogue: Catalogue) -> Known:
    """The places and relations of the counts of ``model``, in a fixed order."""
    known = Known()
    series: dict[_Series, dict[Period, Atom]] = defaultdict(dict)
    measures: dict[str, MeasureDefinition] = {}
    for place, period, atom, measure in _measured(model, catalogue):
        measures[measure.id] = measure
        first = series[place].setdefault(period, atom)
        if first is not atom:
            # One number from two deliveries: who knows one of them knows the other.
            if first.value == atom.value:
                known.relations.append(Relation(((first, 1.0), (atom, -1.0))))
            continue
        known.spots[Spot(f"merkmal {measure.id}", period, place.area, place.breakdown)] = atom
    for place, found in series.items():
        measure = measures[place.measure]
        if measure.part_of is not None:
            wider = series.get(_Series(measure.part_of, place.area, place.breakdown), {})
            known.families.extend(
                Family(wider[period], (atom,))
                for period, atom in found.items()
                if period in wider and wider[period] is not atom
            )
        if measure.flow or measure.stock:
            _years(known, found, mean=measure.stock)
        if measure.inflows or measure.outflows:
            _movements(known, place, found, series, measure)
    return known


def _measured(model: Model, catalogue: Catalogue) -> Iterator[tuple[_Series, Period, Atom, MeasureDefinition]]:
    """The counts that are one component of one measure, with their place and time."""
    for key, atom in model.of_count.items():
        entry = model.register.find(key)
        if entry is None or key.indicator not in catalogue:
            continue
        components = entry.provenance.components
        if len(components) != 1 or components[0].kind not in COUNTS or components[0].value != atom.value:
            continue
        definition = catalogue[key.indicator].components.get(components[0].name)
        measure = catalogue.measures.get(definition.measure or "") if definition is not None else None
        if definition is None or measure is None:
            continue
        asked = {name: value for name, value in key.breakdown if definition.keys is None or name in definition.keys}
        pairs = {**definition.fixed, **asked}
        yield _Series(measure.id, key.area, _spelled(pairs)), components[0].period, atom, measure


def _spelled(pairs: Mapping[str, str]) -> Breakdown:
    """The pairs with ages in one spelling (the catalogue's ``0-14`` are the source's ``unter 15 Jahre``)."""
    ages = parse_ages(pairs["alter"]) if "alter" in pairs else None
    return tuple(sorted(({**pairs, "alter": ages.words} if ages is not None else dict(pairs)).items()))


def _years(known: Known, found: Mapping[Period, Atom], *, mean: bool) -> None:
    """A year and those of its months that are numbers of their own."""
    months: dict[str, list[Atom]] = defaultdict(list)
    for period, atom in found.items():
        if period.kind is PeriodKind.MONTH:
            months[period.iso[:4]].append(atom)
    for period, atom in found.items():
        parts = tuple(part for part in months.get(period.iso[:4], ()) if part is not atom)
        if period.kind in (PeriodKind.MONTH, PeriodKind.STICHTAG) or len(period.iso) != 4 or not parts:
            continue
        if mean and len(parts) == _MONTHS and atom.value is not None:
            whole = abs(atom.value - round(atom.value)) < _SAME
            slack = _MONTHS * (0.5 if whole else 0.05)  # what the publisher's rounding of the mean leaves
            terms = ((atom, -float(_MONTHS)), *((part, 1.0) for part in parts))
            known.relations.append(Relation(terms, -slack, slack))
        else:
            known.families.append(Family(atom, parts, factor=float(_MONTHS) if mean else 1.0))


def _movements(
    known: Known,
    place: _Series,
    found: Mapping[Period, Atom],
    series: Mapping[_Series, Mapping[Period, Atom]],
    measure: MeasureDefinition,
) -> None:
    """A stock is the earlier stock with what came in and without what went out, where the flows of the time between
    are all there.
    """
    flows = [(name, 1.0) for name in measure.inflows] + [(name, -1.0) for name in measure.outflows]
    for period, atom in found.items():
        earlier = next((other for other in found if _follows(period, other)), None)
        if earlier is None:
            continue
        terms = [(atom, 1.0), (found[earlier], -1.0)]
        for name, sign in flows:
            flow = series.get(_Series(name, place.area, place.breakdown), {})
            between = next((item for when, item in flow.items() if _covers(when, period)), None)
            if between is not None:
                terms.append((between, -sign))
        if len(terms) == len(flows) + 2:
            known.relations.append(Relation(tuple(terms)))


def _follows(period: Period, earlier: Period) -> bool:
    """True when ``earlier`` is the same point of time one month (of months) or one year before ``period``."""
    if period.kind is not earlier.kind:
        return False
    if period.kind is PeriodKind.MONTH:
        year, month = (period.year, (period.month or 1) - 1) if period.month != 1 else (period.year - 1, _MONTHS)
        return (earlier.year, earlier.month) == (year, month)
    return earlier.year == period.year - 1 and earlier.iso[4:] == period.iso[4:]


def _covers(flow: Period, stock: Period) -> bool:
    """True when the flow of ``flow`` lies between the stock of ``stock`` and the one before it."""
    if stock.kind is PeriodKind.MONTH:
        return flow.kind is PeriodKind.MONTH and flow.iso == stock.iso
    if stock.kind is PeriodKind.STICHTAG and not stock.iso.endswith("-12-31"):
        return False
    return flow.kind is PeriodKind.YEAR and flow.year == stock.year
