"""Values of indicators that are computed by a method instead of a formula.

Here: over the areas of a level within the area (dissimilarity, means, Gini …) and over the area's own groups (life
expectancy, mean age, Gini of classes …). Methods among Gemeinden, over several periods and projections have modules of
their own. Every part must be there: a method with a gap is a gap.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from berichtsgenerator.diagnostics import IndicatorError, error
from berichtsgenerator.indicators.defining.ages import Ages, parse_ages
from berichtsgenerator.indicators.defining.definitions import MethodDefinition
from berichtsgenerator.indicators.defining.methodkinds import AMONG_PEERS, OVER_TIME, OWN_GROUPS, stem
from berichtsgenerator.indicators.defining.parts import LEVELS
from berichtsgenerator.indicators.evaluating.coursevalues import over_time
from berichtsgenerator.indicators.evaluating.forecastvalues import projected
from berichtsgenerator.indicators.evaluating.methodentries import (
    Values,
    area_for,
    finished,
    joined,
    of_interval,
    part_of,
    unlike,
)
from berichtsgenerator.indicators.evaluating.peervalues import among_peers
from berichtsgenerator.indicators.evaluating.plans import LEVEL_WORDS, Plan
from berichtsgenerator.indicators.matching.answers import worst
from berichtsgenerator.indicators.matching.finding import Found
from berichtsgenerator.indicators.matching.recognition import AGE
from berichtsgenerator.indicators.statistics.inequality import gini, gini_of_classes
from berichtsgenerator.indicators.statistics.methods import (
    dissimilarity,
    eta_squared,
    expected_dissimilarity,
    isolation,
    mean,
    mean_age,
    population_deviation,
    random_allocation,
)
from berichtsgenerator.indicators.statistics.mortality import (
    Group,
    directly_standardised,
    life_expectancy,
    standardised_ratio,
)
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.entries import Component, Entry
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey


def method_value(values: Values, plan: Plan, key: NumberKey) -> Entry:
    """The entry of a definition that has a method."""
    method = plan.definition.method
    if method is None:
        raise IndicatorError(error("methode-fehlt", f"„{plan.definition.title}“ hat keine Methode."))
    if method.kind in AMONG_PEERS:
        return among_peers(values, plan, key, method)
    if method.kind == "vorausberechnung":
        return projected(values, plan, key, method)
    if method.kind in OVER_TIME:
        return over_time(values, plan, key, method)
    if method.kind in OWN_GROUPS:
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
    reason = clash = ""
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
        components.append(joined(item.name, parts, len(areas)))
        clash = clash or unlike(parts)
    kind = worst(missing)
    if kind is not None:
        return values.absent(definition, key, kind, reason, components)
    if clash:
        return values.absent(definition, key, Missing.NOT_APPLICABLE, clash, components)
    return finished(values, plan, key, components, lambda: _apply(method.kind, columns))


def _own_groups(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """A method over groups of the area itself (ages, or classes of size), set against another area where it says so."""
    components: list[Component] = []
    reasons: dict[str, str] = {}
    for item in plan.inputs:
        area = area_for(item.component, key.area)
        made, _, why = values.component(item, NumberKey(key.indicator, area, key.period, key.breakdown))
        if area != key.area:
            made = replace(made, label=f"{values.finder.area_name(area)}: {made.label}")
        components.append(made)
        if why:
            reasons[item.name] = why
    missing = worst([made.missing for made in components])
    if missing is not None:
        reason = next((reasons.get(made.name, "") for made in components if made.missing is missing), "")
        return values.absent(plan.definition, key, missing, reason, components)
    found = {made.name: made.value or 0.0 for made in components}

    def column(name: str) -> list[float]:
        return [found[item.name] for item in plan.inputs if stem(item.name) == name]

    def by_age(name: str) -> list[tuple[Ages, float]]:
        ages = [parse_ages(item.component.fixed.get(AGE, "")) for item in plan.inputs if stem(item.name) == name]
        return [(group, value) for group, value in zip(ages, column(name), strict=True) if group is not None]

    def mortality(deaths: str, people: str) -> list[Group]:
        living = dict(by_age(people))
        return [Group(ages, count, living[ages]) for ages, count in by_age(deaths)]

    def compute() -> float:
        if method.kind == "gini_klassen":
            return gini_of_classes(column("anzahl"), column("summe"))
        if method.kind == "durchschnittsalter":
            return mean_age(by_age("leute"), open_age=method.open_age)
        if method.kind == "standardisiertes_verhaeltnis":
            reference = mortality("tote_vergleich", "leute_vergleich")
            smr = standardised_ratio(math.fsum(column("tote")), by_age("leute"), reference)
            return of_interval(smr, part_of(plan, key))
        groups = mortality("tote", "leute")
        if method.kind == "lebenserwartung":
            return of_interval(life_expectancy(groups, method.age), part_of(plan, key))
        return of_interval(directly_standardised(groups, per=method.per), part_of(plan, key))

    return finished(values, plan, key, components, compute)


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


def _apply(kind: str, columns: Mapping[str, list[float]]) -> float:
    if kind in ("mittelwert", "standardabweichung"):
        found = next(iter(columns.values()))
        return mean(found) if kind == "mittelwert" else population_deviation(found)
    if kind == "gini":
        return gini(columns["wert"])
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
