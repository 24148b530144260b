"""Values of methods over several periods of an area: pooled years, a change taken apart, what was to be expected."""

from __future__ import annotations

from berichtsgenerator.indicators.comparing.guards import base_clash, bases_of, crossed_break
from berichtsgenerator.indicators.comparing.scopes import shifted
from berichtsgenerator.indicators.defining.definitions import MethodDefinition
from berichtsgenerator.indicators.defining.methodkinds import BANDS, EFFECTS, stem
from berichtsgenerator.indicators.defining.parts import LEVELS
from berichtsgenerator.indicators.evaluating.methodentries import (
    Asked,
    Values,
    broken_between,
    finished,
    of_interval,
    part_of,
)
from berichtsgenerator.indicators.evaluating.plans import Input, Plan
from berichtsgenerator.indicators.statistics.decomposition import Group, decompose
from berichtsgenerator.indicators.statistics.intervals import Interval, poisson_rate, wilson
from berichtsgenerator.indicators.statistics.seasonal import Expected, counterfactual
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period, month, words
from berichtsgenerator.model.units import Kind

_BEFORE = 10
"""Years before an event that trend and season are taken from at most."""


def over_time(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """The entry of a method over several periods."""
    if method.kind == "zusammengefasst":
        return _pooled(values, plan, key, method)
    if method.kind == "zerlegung":
        return _decomposed(values, plan, key, method)
    return _expected(values, plan, key, method)


def _pooled(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """The rate of several years together: all cases over all people, never a mean of yearly rates."""
    asked = Asked(values, plan, key)
    first = shifted(key.period, method.years - 1)
    broken = broken_between(values.catalogue, plan.definition, first, key.period)
    if broken:
        return asked.refused(broken)
    sums = {"zaehler": 0.0, "nenner": 0.0}
    for back in range(method.years - 1, -1, -1):
        for item in plan.inputs:
            sums[item.name] += asked.value(item, shifted(key.period, back)) or 0.0
    gap = asked.gap()
    if gap is not None:
        return gap
    share = plan.definition.kind is Kind.SHARE

    def compute() -> float:
        if share:
            part = wilson(sums["zaehler"], sums["nenner"])
            found = Interval(*(100 * value for value in part))
        else:
            found = poisson_rate(sums["zaehler"], sums["nenner"], per=method.per)
        return of_interval(found, part_of(plan, key))

    return finished(values, plan, key, asked.components, compute)


def _decomposed(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """One effect of the change since some years earlier, over the area's own groups or the areas within it."""
    asked = Asked(values, plan, key)
    since = shifted(key.period, method.years)
    broken = broken_between(values.catalogue, plan.definition, since, key.period)
    if broken:
        return asked.refused(broken)
    groups = _groups(values, plan, key, method)
    if not groups:
        return asked.refused(f"Für {values.finder.area_name(key.area)} sind keine Gruppen bekannt.")
    found: list[dict[str, Group]] = []
    for period in (since, key.period):
        asked_for = {
            name: (asked.value(people, period, area), asked.value(cases, period, area))
            for name, (people, cases, area) in groups.items()
        }
        found.append({name: Group(people or 0.0, cases or 0.0) for name, (people, cases) in asked_for.items()})
    gap = asked.gap()
    if gap is not None:
        return gap
    if not plan.definition.base_change_harmless:
        half = len(asked.components) // 2
        clash = next(
            filter(None, (base_clash(bases_of((one,)), bases_of((other,)))
                          for one, other in zip(asked.components[:half], asked.components[half:], strict=True))),
            "",
        )  # fmt: skip
        if clash:
            return asked.refused(
                f"Zwischen {words(since)} und {words(key.period)} wechselt die Bevölkerungsbasis: {clash}"
            )

    def compute() -> float:
        effects = decompose(*found)
        part = part_of(plan, key)
        return dict(zip(EFFECTS, effects, strict=True))[part] if part else effects.total

    return finished(values, plan, key, asked.components, compute)


def _groups(
    values: Values, plan: Plan, key: NumberKey, method: MethodDefinition
) -> dict[str, tuple[Input, Input, str]]:
    """The pairs of people and cases by group: the component's own groups, or the areas of a level."""
    named = {item.name: item for item in plan.inputs}
    people = [item for item in plan.inputs if stem(item.name) == "leute"]
    if len(people) > 1:
        return {item.name: (item, named[f"faelle{item.name[5:]}"], key.area) for item in people}
    level = LEVELS[method.over]
    areas = values.finder.children(key.area, level) if level is not Level.EINRICHTUNG else ()
    return {area: (named["leute"], named["faelle"], area) for area in areas}


def after(method: MethodDefinition) -> frozenset[Period]:
    """The months for which a method says what was to be expected: ``years`` from its event on."""
    start = 12 * int(method.event[:4]) + int(method.event[5:]) - 1
    return frozenset(month(number // 12, number % 12 + 1) for number in range(start, start + 12 * method.years))


def _expected(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """What the months before an event would have led to expect of a month after it."""
    asked = Asked(values, plan, key)
    event = month(int(method.event[:4]), int(method.event[5:]))
    if key.period not in after(method):
        return asked.refused(
            f"Erwartet wird für {method.years * 12} Monate ab {words(event)}; {words(key.period)} gehört nicht dazu."
        )
    (item,) = plan.inputs
    series: dict[Period, float | None] = {}
    breaks = [one for one in values.catalogue.breaks(plan.definition.id) if not one.harmless]
    for back in range(12 * _BEFORE, 0, -1):
        number = 12 * event.year + (event.month or 1) - 1 - back
        earlier = month(number // 12, number % 12 + 1)
        if crossed_break(breaks, earlier, event) is None:
            series[earlier] = asked.value(item, earlier, optional=True)
    broken = broken_between(values.catalogue, plan.definition, event, key.period)
    if broken:
        return asked.refused(broken)
    hidden = [made for made in asked.components if made.missing is not None]
    if hidden:
        return asked.refused("Ein Monat vor dem Ereignis ist nicht bekannt.")
    series[key.period] = None
    stock = bool(item.measure) and values.catalogue.measures[item.measure].stock

    def compute() -> float:
        told = counterfactual(series, event, flow=not stock).months[-1]
        return _of_month(told, part_of(plan, key))

    return finished(values, plan, key, asked.components, compute)


def _of_month(told: Expected, part: str) -> float:
    bounds = (told.low80, told.high80, told.low95, told.high95)
    return dict(zip(BANDS, bounds, strict=True))[part] if part else told.expected
