"""Values of methods that set a Gemeinde beside the others of its Kreis: social index with its classes, dynamics and
sensitivity, and types of Gemeinden.

Every part must be there for the Gemeinde itself; another one that lacks a part is left out of the comparison.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from berichtsgenerator.indicators.comparing.guards import base_clash, bases_of
from berichtsgenerator.indicators.comparing.scopes import shifted
from berichtsgenerator.indicators.defining.definitions import MethodDefinition
from berichtsgenerator.indicators.defining.methodkinds import PEOPLE, RANKS
from berichtsgenerator.indicators.evaluating.methodentries import (
    Values,
    broken_between,
    finished,
    joined,
    part_label,
    part_of,
    unlike,
)
from berichtsgenerator.indicators.evaluating.plans import Plan
from berichtsgenerator.indicators.statistics.clusters import area_types
from berichtsgenerator.indicators.statistics.socialindex import (
    Part,
    classes,
    dynamic,
    quantile_classes,
    ranking,
    sensitivity,
    social_index,
)
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.entries import Component, Entry
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period, words


class _Peers(NamedTuple):
    """The parts of all Gemeinden at one period; ``reason`` says why there is nothing to compute, by ``missing``."""

    parts: tuple[Part, ...]
    names: Mapping[str, str]
    """The parts by what they are called."""
    people: Mapping[str, float] | None
    components: tuple[Component, ...]
    derived: tuple[NumberKey, ...]
    missing: Missing = Missing.NO_DATA
    reason: str = ""


def among_peers(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """The entry of a method among the Gemeinden of a Kreis."""
    definition = plan.definition
    now = _at(values, plan, key, key.period)
    before = _at(values, plan, key, shifted(key.period, method.years)) if method.kind.endswith("dynamik") else None
    for item in (now, before):
        if item is not None and (item.reason or not item.parts):
            return values.absent(definition, key, item.missing, item.reason, item.components, item.derived)
    if before is not None:
        broken = _broken(values, plan, key, now, before)
        if broken:
            return values.absent(definition, key, Missing.NOT_APPLICABLE, broken, now.components, now.derived)
    components = (*now.components, *(before.components if before is not None else ()))
    found = finished(values, plan, key, (), lambda: _result(plan, key, now, before))
    derived = (*now.derived, *(before.derived if before is not None else ()))
    return replace(found, provenance=replace(found.provenance, components=components, derived_from=derived))


def _broken(values: Values, plan: Plan, key: NumberKey, now: _Peers, before: _Peers) -> str:
    """Why the parts of two times do not belong together, or ""."""
    method = plan.definition.method
    since = shifted(key.period, method.years if method is not None else 0)
    broken = broken_between(values.catalogue, plan.definition, since, key.period)
    if broken or plan.definition.base_change_harmless:
        return broken
    clash = base_clash(bases_of(now.components), bases_of(before.components))
    return f"Zwischen {words(since)} und {words(key.period)} wechselt die Bevölkerungsbasis: {clash}" if clash else ""


def _result(plan: Plan, key: NumberKey, now: _Peers, before: _Peers | None) -> float:
    """The value; ValueError says what speaks against it."""
    method = plan.definition.method
    if method is None:
        raise ValueError("no method")
    if method.kind.startswith("gemeindetyp"):
        found = area_types({part.name: part.values for part in now.parts}, method.count)
        return found.silhouettes[key.area] if method.kind.endswith("passung") else float(found.types[key.area])
    part = part_of(plan, key)
    if before is not None:
        return _score(dynamic(now.parts, before.parts, now.people).scores, key.area)
    index = social_index(now.parts, now.people)
    if method.kind == "sozialindex" and part:
        return _score(index.z[now.names[part]], key.area)
    score = _score(index.scores, key.area)
    if method.kind == "sozialindex_klasse":
        cut = classes(index.scores, method.cuts) if method.cuts else quantile_classes(index.scores, method.count)
        return float(cut[key.area])
    if method.kind == "sozialindex_rang":
        if not part:
            return float(ranking(index.scores)[key.area])
        told = sensitivity(now.parts, now.people, count=method.count)[key.area]
        return float(dict(zip(RANKS, (told.best, told.worst, told.class_changes), strict=True))[part])
    return score


def _score(scores: Mapping[str, float], area: str) -> float:
    if area not in scores:
        raise ValueError("too few people")
    return scores[area]


def _at(values: Values, plan: Plan, key: NumberKey, period: Period) -> _Peers:
    """The parts of all Gemeinden at a period, once for each Kreis."""
    areas = values.finder.children(key.area[:5], Level.GEMEINDE)
    memo = (plan.definition.id, key.area[:5], period, tuple(item.pairs for item in plan.inputs))
    known = values.memo.get(memo)
    if not isinstance(known, dict):
        known = values.memo[memo] = _gathered(values, plan, key, period, areas)
    parts: list[Part] = []
    people: Mapping[str, float] | None = None
    components: list[Component] = []
    derived: list[NumberKey] = []
    missing, reason = Missing.NO_DATA, ""
    for item in plan.inputs:
        if not areas:
            break
        made: dict[str, tuple[Component, str]] = known[item.name]
        found = {area: one.value for area, (one, _) in made.items() if one.value is not None}
        own, why = made.get(key.area, (None, ""))
        if own is not None and own.value is None:
            missing, reason = (own.missing or Missing.NO_DATA, why) if not reason else (missing, reason)
        reason = reason or unlike([one for one, _ in made.values()])
        components.append(joined(item.name, [one for one, _ in made.values()], len(areas)))
        if item.component.indicator is not None:
            derived.append(NumberKey(item.component.indicator, key.area, period, item.pairs))
        if item.name == PEOPLE:
            people = found
            continue
        indicator = item.component.indicator
        high = indicator is None or values.catalogue[indicator].direction != "niedrig=belastet"
        parts.append(Part(item.name, found, item.component.weight, high))
    names = {part_label(values.catalogue, item.component): item.name for item in plan.inputs}
    return _Peers(tuple(parts), names, people, tuple(components), tuple(derived), missing, reason)


def _gathered(
    values: Values, plan: Plan, key: NumberKey, period: Period, areas: Sequence[str]
) -> dict[str, dict[str, tuple[Component, str]]]:
    found: dict[str, dict[str, tuple[Component, str]]] = {}
    for item in plan.inputs:
        row = found[item.name] = {}
        for area in areas:
            made, _, why = values.component(item, NumberKey(key.indicator, area, period, key.breakdown))
            row[area] = (made, why)
    return found
