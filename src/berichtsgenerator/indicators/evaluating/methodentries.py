"""What all methods share: asking for components of other areas and periods, and making the entry of a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from berichtsgenerator.indicators.comparing.guards import (
    broken_series,
    clash_among,
    crossed_break,
    mixed_bases,
    origin_of,
)
from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.defining.methodkinds import BEYOND
from berichtsgenerator.indicators.evaluating.plans import Input, Plan
from berichtsgenerator.indicators.matching.answers import worst
from berichtsgenerator.indicators.matching.finding import Finder
from berichtsgenerator.indicators.statistics.intervals import Interval
from berichtsgenerator.model.areas import Level, is_area_key, level_of, parent_key
from berichtsgenerator.model.entries import Component, Entry, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind


class Values(Protocol):
    """What a method asks of the evaluator of plain values."""

    catalogue: Catalogue
    finder: Finder
    memo: dict[object, object]
    """What methods remember between the numbers of one result."""

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


def area_for(component: ComponentDefinition, area: str) -> str:
    """The area that a component is asked for: the indicator's own one, or the Kreis or Land that it lies in."""
    if component.area == "eigenes" or not is_area_key(area):
        return area
    level = Level.KREIS if component.area == "kreis" else Level.LAND
    return area if level_of(area) <= level else parent_key(area, level)


def part_label(catalogue: Catalogue, component: ComponentDefinition) -> str:
    """What a component is called as a part of a method's result."""
    if component.label:
        return component.label
    return (
        catalogue[component.indicator].short
        if component.indicator is not None
        else catalogue.measures[component.measure or ""].label
    )


class Asked:
    """The components of one method at several areas and periods, with the first reason of a gap."""

    def __init__(self, values: Values, plan: Plan, key: NumberKey) -> None:
        self.values = values
        self.plan = plan
        self.key = key
        self.components: list[Component] = []
        self.missing: list[Missing] = []
        self.reason = ""

    def value(self, item: Input, period: Period, area: str = "", *, optional: bool = False) -> float | None:
        """The value of a component; a gap is remembered unless it is ``optional``."""
        asked = NumberKey(self.key.indicator, area or self.area_of(item), period, self.key.breakdown)
        made, _, why = self.values.component(item, asked)
        if made.value is None and optional:
            return None
        if area and area != self.key.area:
            made = replace(made, label=f"{self.values.finder.area_name(area)}: {made.label}")
        self.components.append(made)
        if made.missing is not None:
            self.missing.append(made.missing)
            self.reason = self.reason or why
        return made.value

    def area_of(self, item: Input) -> str:
        """The area that a component is asked for: the own one, its Kreis or its Land."""
        return area_for(item.component, self.key.area)

    def gap(self) -> Entry | None:
        """The entry that says what is missing, or None when nothing is."""
        kind = worst(self.missing)
        if kind is None:
            return None
        return self.values.absent(self.plan.definition, self.key, kind, self.reason, self.components)

    def refused(self, reason: str) -> Entry:
        """The entry that says why the method makes no sense here."""
        return self.values.absent(self.plan.definition, self.key, Missing.NOT_APPLICABLE, reason, self.components)


def part_of(plan: Plan, key: NumberKey) -> str:
    """Which part of the method a key asks for, "" for its main value."""
    method = plan.definition.method
    name = method.parts[0] if method is not None else ""
    return dict(key.breakdown).get(name, "") if name else ""


def finished(
    values: Values, plan: Plan, key: NumberKey, components: Sequence[Component], compute: Callable[[], float]
) -> Entry:
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
        told = str(problem)
        if not told.endswith("."):
            told = _GERMAN.get(told, "die Gruppen passen nicht zusammen")
            told = f"„{definition.title}“ lässt sich mit diesen Werten nicht berechnen: {told}."
        return values.absent(definition, key, Missing.NOT_APPLICABLE, told, components)
    quality = values.marks(plan, key, value, ())
    provenance = Provenance(definition.formula_text, tuple(components))
    return Entry(key, value, None, definition.kind, definition.unit, definition.decimals, quality, provenance)


_GERMAN = {
    "fewer than two areas are left": "es bleiben weniger als zwei Gebiete",
    "too few people": "es hat zu wenige Einwohnerinnen und Einwohner für den Index",
    "fewer areas than types": "es gibt weniger Gemeinden mit allen Angaben als Typen",
    "an indicator is the same everywhere": "ein Indikator ist überall gleich",
    "both times need the same parts": "die Zeiten haben verschiedene Bestandteile",
    "one indicator alone has no sensitivity": "ein einziger Indikator hat keine Empfindlichkeit",
    "no age group begins there": "keine Altersgruppe beginnt mit dem verlangten Alter",
    "a group is empty": "eine der Gruppen ist leer",
    "all values are the same": "alle Werte sind gleich",
    "all values are zero": "alle Werte sind null",
    "values below zero": "ein Wert liegt unter null",
    "an age group is empty": "eine Altersgruppe ist leer",
    "counts and amounts must be as many and not below zero": "eine Klasse hat eine negative Summe",
}


def joined(name: str, parts: Sequence[Component], count: int) -> Component:
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


def unlike(parts: Sequence[Component]) -> str:
    """Why the parts of several areas are not comparable with each other, or ""."""
    return clash_among(origin_of((item,)) for item in parts if item.value is not None)[0]


def of_interval(found: Interval, part: str) -> float:
    """The value of an interval, or the end that a part names."""
    return {"": found.value, BEYOND[0]: found.low, BEYOND[1]: found.high}[part]


def broken_between(catalogue: Catalogue, definition: IndicatorDefinition, first: Period, last: Period) -> str:
    """Why two periods of a series do not belong together, or "": it breaks between them."""
    item = crossed_break(catalogue.breaks(definition.id, bases=False), first, last)
    if item is None:
        return ""
    return broken_series(first, last, item.reason, str(item.year))
