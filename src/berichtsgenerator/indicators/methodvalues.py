"""Values of indicators that are computed by a method instead of a formula.

Three shapes: over the areas of a level within the area (dissimilarity, means …), over the area's own groups (life
expectancy, Gini of classes …), and among the areas of its Kreis (social index). Every part must be there: a method with
a gap is a gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from berichtsgenerator.diagnostics import IndicatorError, error
from berichtsgenerator.indicators.ages import parse_ages
from berichtsgenerator.indicators.answers import worst
from berichtsgenerator.indicators.catalogue import Catalogue
from berichtsgenerator.indicators.definitions import LEVELS, OWN_PARTS, IndicatorDefinition, MethodDefinition
from berichtsgenerator.indicators.finding import Finder, Found
from berichtsgenerator.indicators.guards import clash_among, mixed_bases, origin_of
from berichtsgenerator.indicators.inequality import gini_of_classes
from berichtsgenerator.indicators.methods import (
    dissimilarity,
    eta_squared,
    expected_dissimilarity,
    isolation,
    mean,
    population_deviation,
    random_allocation,
)
from berichtsgenerator.indicators.mortality import Group, directly_standardised, life_expectancy
from berichtsgenerator.indicators.plans import LEVEL_WORDS, Input, Plan
from berichtsgenerator.indicators.recognition import AGE
from berichtsgenerator.indicators.socialindex import Part, social_index
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.entries import Component, Entry, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind


class Values(Protocol):
    """What a method asks of the evaluator of plain values."""

    catalogue: Catalogue
    finder: Finder

    def component(self, item: Input, key: NumberKey) -> tuple[Component, tuple[Quality, ...], str]:
        """A component for a key, its quality marks, and the reason of a gap."""

    def absent(
        self,
        definition: IndicatorDefinition,
        key: NumberKey,
        missing: Missing,
        reason: str,
        components: Sequence[Component] = (),
        derived: Sequence[NumberKey] = (),
    ) -> Entry:
        """An entry without a value."""

    def marks(self, plan: Plan, key: NumberKey, value: float, quality: tuple[Quality, ...]) -> tuple[Quality, ...]:
        """The marks of a value."""


def method_value(values: Values, plan: Plan, key: NumberKey) -> Entry:
    """The entry of a definition that has a method."""
    method = plan.definition.method
    if method is None:
        raise IndicatorError(error("methode-fehlt", f"„{plan.definition.title}“ hat keine Methode."))
    if method.kind == "sozialindex":
        return _among_peers(values, plan, key)
    if method.kind in OWN_PARTS:
        return _own_groups(values, plan, key, method)
    return _over_areas(values, plan, key, method)


def _over_areas(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """A method over the parts of the area; every part must be there."""
    definition, level = plan.definition, LEVELS[method.over]
    areas = _parts(values, plan, key, level)
    if not areas:
        reason = f"Für {values.finder.area_name(key.area)} sind keine {LEVEL_WORDS[level]} bekannt oder geliefert."
        return values.absent(definition, key, Missing.NO_DATA, reason)
    columns: dict[str, list[float]] = {}
    components: list[Component] = []
    missing: list[Missing] = []
    reason = unlike = ""
    for item in plan.inputs:
        column: list[float] = []
        parts: list[Component] = []
        for area in areas:
            part, _, why = values.component(item, NumberKey(key.indicator, area, key.period, key.breakdown))
            parts.append(part)
            if part.missing is not None:
                missing.append(part.missing)
                reason = reason or why
            elif part.value is not None:
                column.append(part.value)
        columns[item.name] = column
        components.append(_joined(item.name, parts, len(areas)))
        unlike = unlike or _unlike(parts)
    kind = worst(missing)
    if kind is not None:
        return values.absent(definition, key, kind, reason, components)
    if unlike:
        return values.absent(definition, key, Missing.NOT_APPLICABLE, unlike, components)
    return _finished(values, plan, key, components, lambda: _apply(method.kind, columns))


def _own_groups(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """A method over groups of the area itself: ages, or classes of size."""
    components: list[Component] = []
    reasons: dict[str, str] = {}
    for item in plan.inputs:
        made, _, why = values.component(item, key)
        components.append(made)
        if why:
            reasons[item.name] = why
    missing = worst([made.missing for made in components])
    if missing is not None:
        reason = next((reasons.get(made.name, "") for made in components if made.missing is missing), "")
        return values.absent(plan.definition, key, missing, reason, components)
    found = {made.name: made.value or 0.0 for made in components}

    def column(prefix: str) -> list[float]:
        return [found[item.name] for item in plan.inputs if item.name.startswith(f"{prefix}_")]

    def compute() -> float:
        if method.kind == "gini_klassen":
            return gini_of_classes(column("anzahl"), column("summe"))
        ages = [parse_ages(item.component.fixed[AGE]) for item in plan.inputs if item.name.startswith("tote_")]
        groups = [
            Group(group, deaths, people)
            for group, deaths, people in zip(ages, column("tote"), column("leute"), strict=True)
            if group is not None
        ]
        if method.kind == "lebenserwartung":
            return life_expectancy(groups).value
        return directly_standardised(groups, per=method.per).value

    return _finished(values, plan, key, components, compute)


def _among_peers(values: Values, plan: Plan, key: NumberKey) -> Entry:
    """The social index of a Gemeinde among those of its Kreis; every part must be there for the area itself."""
    definition = plan.definition
    areas = values.finder.children(key.area[:5], Level.GEMEINDE)
    parts: list[Part] = []
    components: list[Component] = []
    reason, unlike, lacking = "", "", Missing.NO_DATA
    for item in plan.inputs:
        part_values: dict[str, float] = {}
        joined: list[Component] = []
        for area in areas:
            made, _, why = values.component(item, NumberKey(key.indicator, area, key.period, key.breakdown))
            joined.append(made)
            if made.value is not None:
                part_values[area] = made.value
            elif area == key.area:
                reason, lacking = reason or why, made.missing or Missing.NO_DATA
        if not joined:
            break
        high = values.catalogue[item.component.indicator or ""].direction != "niedrig=belastet"
        parts.append(Part(item.name, part_values, item.component.weight, high))
        components.append(_joined(item.name, joined, len(areas)))
        unlike = unlike or _unlike(joined)
    if reason or not parts:
        return values.absent(definition, key, lacking, reason, components)
    if unlike:
        return values.absent(definition, key, Missing.NOT_APPLICABLE, unlike, components)
    return _finished(values, plan, key, components, lambda: social_index(parts).scores[key.area])


class _Compute(Protocol):
    def __call__(self) -> float: ...


def _finished(values: Values, plan: Plan, key: NumberKey, components: Sequence[Component], compute: _Compute) -> Entry:
    """The entry of a computation that may refuse its input."""
    definition = plan.definition
    clash = mixed_bases(components)
    if clash:
        return values.absent(definition, key, Missing.NOT_APPLICABLE, clash, components)
    try:
        value = compute()
    except ZeroDivisionError:
        reason = f"„{definition.title}“ lässt sich nicht berechnen: eine der Gruppen ist leer."
        return values.absent(definition, key, Missing.NOT_APPLICABLE, reason, components)
    except ValueError as problem:
        reason = f"„{definition.title}“ lässt sich mit diesen Werten nicht berechnen: {_german(problem)}."
        return values.absent(definition, key, Missing.NOT_APPLICABLE, reason, components)
    quality = values.marks(plan, key, value, ())
    provenance = Provenance(definition.formula_text, tuple(components))
    return Entry(key, value, None, definition.kind, definition.unit, definition.decimals, quality, provenance)


_GERMAN = {
    "fewer than two areas are left": "es bleiben weniger als zwei Gebiete",
    "all values are the same": "alle Werte sind gleich",
    "an age group is empty": "eine Altersgruppe ist leer",
    "counts and amounts must be as many and not below zero": "eine Klasse hat eine negative Summe",
}


def _german(problem: ValueError) -> str:
    return _GERMAN.get(str(problem), "die Gruppen passen nicht zusammen")


def _parts(values: Values, plan: Plan, key: NumberKey, level: Level) -> tuple[str, ...]:
    """The areas that a method runs over; institutions are those that any component has a value for."""
    if level is not Level.EINRICHTUNG:
        return values.finder.children(key.area, level)
    found: set[str] = set()
    for item in plan.inputs:
        if not item.measure:
            continue
        for area in values.finder.index(item.measure).institutions(key.area):
            answered: Found = values.finder.find(item.measure, item.rule, area, key.period, item.slot)
            if answered.sum.missing is not Missing.NO_DATA:
                found.add(area)
    return tuple(sorted(found))


def _joined(name: str, parts: Sequence[Component], count: int) -> Component:
    """The parts of a method as one component: its cells, and the sum of counts."""
    missing = worst(item.missing for item in parts)
    value: float | None = None
    if missing is None and parts[0].kind in (Kind.COUNT, Kind.MEAN_COUNT):
        value = sum(item.value for item in parts if item.value is not None)
    bases = {item.population_base for item in parts}
    return Component(
        name,
        f"{parts[0].label} ({count} Gebiete)",
        parts[0].period,
        value,
        missing if value is None and missing is not None else (None if value is not None else Missing.NOT_APPLICABLE),
        tuple(cell for item in parts for cell in item.observations),
        parts[0].kind,
        bases.pop() if len(bases) == 1 else "",
        " und ".join(sorted({item.source for item in parts} - {""})),
    )


def _unlike(parts: Sequence[Component]) -> str:
    """Why the parts of several areas are not comparable with each other, or ""."""
    return clash_among(origin_of((item,)) for item in parts if item.value is not None)[0]


def _apply(kind: str, columns: Mapping[str, list[float]]) -> float:
    if kind in ("mittelwert", "standardabweichung"):
        found = next(iter(columns.values()))
        return mean(found) if kind == "mittelwert" else population_deviation(found)
    group = columns["gruppe"]
    if "rest" in columns:
        rest = columns["rest"]
        total = [a + b for a, b in zip(group, rest, strict=True)]
    else:
        total = columns["gesamt"]
        rest = [t - a for a, t in zip(group, total, strict=True)]
    if kind == "dissimilaritaet":
        return dissimilarity(group, rest)
    if kind == "dissimilaritaet_zufall":
        return expected_dissimilarity(group, total)
    if kind in ("dissimilaritaet_zufall_von", "dissimilaritaet_zufall_bis"):
        found_range = random_allocation(group, total).dissimilarity
        return found_range.low if kind.endswith("von") else found_range.high
    if kind == "isolation":
        return isolation(group, total)
    return eta_squared(group, total)
