"""Plain values of indicators: components found, guards passed, formula walked, provenance kept.

Comes in: a definition, an area, a period, a breakdown. Goes out: an :class:`Entry` that holds either a value or the
kind of its absence with a German reason; never an exception for missing data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from berichtsgenerator.diagnostics import IndicatorError, error
from berichtsgenerator.indicators.ages import parse_ages
from berichtsgenerator.indicators.answers import merge_quality, worst
from berichtsgenerator.indicators.catalogue import Catalogue
from berichtsgenerator.indicators.definitions import LEVELS, ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.finding import AreaNames, Finder, Found
from berichtsgenerator.indicators.formula import evaluate
from berichtsgenerator.indicators.methods import (
    dissimilarity,
    eta_squared,
    expected_dissimilarity,
    isolation,
    mean,
    population_deviation,
)
from berichtsgenerator.indicators.times import words
from berichtsgenerator.model.areas import Level, is_area_key, level_of
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.observations import Breakdown, Observation
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register.entries import Component, Entry, Provenance
from berichtsgenerator.register.keys import NumberKey

LEVEL_WORDS = {
    Level.BUND: "Deutschland",
    Level.LAND: "Länder",
    Level.REGIERUNGSBEZIRK: "Regierungsbezirke",
    Level.KREIS: "Kreise",
    Level.GEMEINDE: "Gemeinden",
    Level.EINRICHTUNG: "einzelne Einrichtungen",
}
_PERIOD_WORDS = {
    PeriodKind.YEAR: "Jahre",
    PeriodKind.MONTH: "Monate",
    PeriodKind.QUARTER: "Quartale",
    PeriodKind.SCHOOL_YEAR: "Schuljahre",
    PeriodKind.STICHTAG: "Stichtage",
    PeriodKind.ANNUAL_MEAN: "Jahresdurchschnitte",
}


class Evaluator:
    """Evaluates plain values and remembers them."""

    def __init__(self, catalogue: Catalogue, finder: Finder, gazetteer: AreaNames) -> None:
        self.catalogue = catalogue
        self.finder = finder
        self._gazetteer = gazetteer
        self._entries: dict[NumberKey, Entry] = {}
        self._labels: dict[tuple[str, str, Breakdown, Period], str] = {}
        self._pairs: dict[tuple[str, str, Breakdown], Breakdown] = {}
        self._checked: dict[tuple[str, Breakdown, PeriodKind], str] = {}

    def definition(self, indicator: str) -> IndicatorDefinition:
        """The definition; raises IndicatorError with a proposal for an unknown id."""
        found, advice = self.catalogue.find(indicator)
        if found is None:
            raise IndicatorError(
                error("indikator-unbekannt", f"Den Indikator „{indicator}“ gibt es im Katalog nicht.", None, advice)
            )
        return found

    def value(self, key: NumberKey) -> Entry:
        """The plain value of a key (its representation must be the value)."""
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = self._value(key)
        return entry

    def refusal(self, definition: IndicatorDefinition, area: str, period: Period, pairs: Breakdown) -> str:
        """Why an indicator makes no sense for a request, or "" when it may be asked for."""
        mark = (definition.id, pairs, period.kind)
        general = self._checked.get(mark)
        if general is None:
            general = self._checked[mark] = self._general_refusal(definition, period, pairs)
        if general:
            return general
        level = level_of(area) if is_area_key(area) else None
        if level is None:
            return f"„{area}“ ist kein Gebietsschlüssel."
        if level not in definition.levels:
            return (
                f"„{definition.title}“ wird für {LEVEL_WORDS[level]} nicht berechnet (Ebenen: {_levels(definition)})."
            )
        if definition.valid_from is not None and period.year < definition.valid_from:
            return f"„{definition.title}“ ist erst ab {definition.valid_from} definiert."
        if definition.valid_to is not None and period.year > definition.valid_to:
            return f"„{definition.title}“ ist nur bis {definition.valid_to} definiert."
        return ""

    @staticmethod
    def _general_refusal(definition: IndicatorDefinition, period: Period, pairs: Breakdown) -> str:
        if period.kind is not definition.period_kind:
            return (
                f"„{definition.title}“ gibt es für {_PERIOD_WORDS[definition.period_kind]}, nicht für "
                f"{_PERIOD_WORDS[period.kind]} ({words(period)})."
            )
        for name, value in pairs:
            if name not in definition.breakdowns:
                allowed = ", ".join(definition.breakdowns) or "keine"
                return f"„{definition.title}“ wird nicht nach „{name}“ gegliedert (erlaubt: {allowed})."
            if name == "alter" and parse_ages(value) is None:
                return f"„{value}“ ist keine Altersangabe."
        return ""

    def component_pairs(self, definition: IndicatorDefinition, name: str, pairs: Breakdown) -> Breakdown:
        """The whole breakdown of a component: what it fixes itself and what of the request reaches it."""
        mark = (definition.id, name, pairs)
        found = self._pairs.get(mark)
        if found is None:
            component = definition.components[name]
            merged = dict(component.fixed)
            for dimension, value in pairs:
                if component.keys is None or dimension in component.keys:
                    merged.setdefault(dimension, value)
            found = self._pairs[mark] = tuple(sorted(merged.items()))
        return found

    def _value(self, key: NumberKey) -> Entry:
        definition = self.definition(key.indicator)
        refused = self.refusal(definition, key.area, key.period, key.breakdown)
        if refused:
            return self._missing(definition, key, Missing.NOT_APPLICABLE, refused)
        if definition.method is not None:
            return self._method(definition, key)
        components: list[Component] = []
        reasons: dict[str, str] = {}
        qualities: list[Sequence[Quality]] = []
        derived: list[NumberKey] = []
        for name, component in definition.components.items():
            if component.indicator is not None:
                made, quality, reason, source = self._indicator_component(definition, name, component, key)
                derived.append(source)
            else:
                made, quality, reason = self._measure_component(definition, name, component, key)
            components.append(made)
            qualities.append(quality)
            if reason:
                reasons[name] = reason
        missing = worst(item.missing for item in components)
        if missing is not None:
            reason = next(
                (reasons.get(item.name, "") for item in components if item.missing is missing),
                "",
            )
            return self._missing(definition, key, missing, reason, components, derived)
        clash = mixed_bases(components)
        if clash:
            return self._missing(definition, key, Missing.NOT_APPLICABLE, clash, components, derived)
        values = {item.name: item.value for item in components if item.value is not None}
        try:
            value = evaluate(definition.tree, values)
        except ZeroDivisionError:
            reason = f"„{definition.title}“ lässt sich nicht berechnen: der Nenner ist null."
            return self._missing(definition, key, Missing.NOT_APPLICABLE, reason, components, derived)
        return Entry(
            key=key,
            value=value,
            missing=None,
            kind=definition.kind,
            unit=definition.unit,
            decimals=definition.decimals,
            quality=self._quality(definition, key.period, value, merge_quality(qualities)),
            provenance=Provenance(definition.formula_text, tuple(components), tuple(derived)),
        )

    @staticmethod
    def _quality(
        definition: IndicatorDefinition, period: Period, value: float, quality: tuple[Quality, ...]
    ) -> tuple[Quality, ...]:
        found = list(quality)
        if value == 0:
            found.append(Quality.ZERO)
        for item in definition.breaks:
            first = period.year == item.year and (period.month is None or period.month == item.month)
            if first and Quality.BREAK not in found:
                found.append(Quality.BREAK)
        return tuple(sorted(found, key=lambda item: item.value)) if found else ()

    @staticmethod
    def _missing(
        definition: IndicatorDefinition,
        key: NumberKey,
        missing: Missing,
        reason: str,
        components: Sequence[Component] = (),
        derived: Sequence[NumberKey] = (),
    ) -> Entry:
        provenance = Provenance(definition.formula_text, tuple(components), tuple(derived), reason)
        return Entry(key, None, missing, definition.kind, definition.unit, definition.decimals, (), provenance)

    def _measure_component(
        self, definition: IndicatorDefinition, name: str, component: ComponentDefinition, key: NumberKey
    ) -> tuple[Component, tuple[Quality, ...], str]:
        pairs = self.component_pairs(definition, name, key.breakdown)
        measure = component.measure or ""
        found = self.finder.find(measure, component.rule, key.area, key.period, pairs)
        made = Component(
            name,
            self._label(measure, component.label, pairs, found.period),
            found.period,
            found.sum.value,
            found.sum.missing,
            found.sum.observations,
            self.catalogue.measures[measure].kind,
            found.base,
        )
        return made, found.sum.quality, found.reason

    def _label(self, measure: str, label: str, pairs: Breakdown, period: Period) -> str:
        mark = (label or measure, measure, pairs, period)
        found = self._labels.get(mark)
        if found is None:
            text = label or self.catalogue.measures[measure].label
            for name, value in pairs:
                ages = parse_ages(value) if name == "alter" else None
                text += f", {ages.words if ages is not None else value}"
            joint = ", " if period.kind is not PeriodKind.STICHTAG else " am "
            found = self._labels[mark] = f"{text}{joint}{words(period)}"
        return found

    def _indicator_component(
        self, definition: IndicatorDefinition, name: str, component: ComponentDefinition, key: NumberKey
    ) -> tuple[Component, tuple[Quality, ...], str, NumberKey]:
        pairs = self.component_pairs(definition, name, key.breakdown)
        source = NumberKey(component.indicator or "", key.area, self._shifted(component, key.period), pairs)
        entry = self.value(source)
        title = component.label or self.definition(source.indicator).title
        cells: dict[tuple[str, int, int], Observation] = {}
        for item in entry.provenance.components:
            for cell in item.observations:
                cells.setdefault((cell.table.id, cell.row, cell.column), cell)
        bases = {item.population_base for item in entry.provenance.components if item.population_base}
        made = Component(
            name,
            ", ".join([title, *(value for _, value in pairs), words(source.period)]),
            source.period,
            entry.value,
            entry.missing,
            tuple(cells.values()),
            entry.kind,
            bases.pop() if len(bases) == 1 else "",
        )
        return made, entry.quality, entry.provenance.reason, source

    @staticmethod
    def _shifted(component: ComponentDefinition, period: Period) -> Period:
        back = component.rule.back
        if not back:
            return period
        first = period.year - back
        if period.kind is PeriodKind.SCHOOL_YEAR and "/" in period.iso:
            return Period(period.kind, f"{first:04d}/{first + 1:04d}")
        return Period(period.kind, f"{first:04d}{period.iso[4:]}")

    def _method(self, definition: IndicatorDefinition, key: NumberKey) -> Entry:
        """A method over the parts of the area; every part must be there."""
        method = definition.method
        if method is None:
            raise IndicatorError(error("methode-fehlt", f"„{definition.title}“ hat keine Methode."))
        level = LEVELS[method.over]
        areas = self._parts(definition, key, level)
        if not areas:
            reason = f"Für {self.finder.area_name(key.area)} sind keine {LEVEL_WORDS[level]} bekannt oder geliefert."
            return self._missing(definition, key, Missing.NO_DATA, reason)
        columns: dict[str, list[float]] = {}
        components: list[Component] = []
        missing: list[Missing] = []
        reason = ""
        for name, component in definition.components.items():
            column: list[float] = []
            parts: list[Component] = []
            for area in areas:
                part_key = NumberKey(key.indicator, area, key.period, key.breakdown)
                if component.indicator is not None:
                    part, _, why, _ = self._indicator_component(definition, name, component, part_key)
                else:
                    part, _, why = self._measure_component(definition, name, component, part_key)
                parts.append(part)
                if part.missing is not None:
                    missing.append(part.missing)
                    reason = reason or why
                elif part.value is not None:
                    column.append(part.value)
            columns[name] = column
            components.append(_joined(name, parts, len(areas)))
        kind = worst(missing)
        if kind is not None:
            return self._missing(definition, key, kind, reason, components)
        clash = mixed_bases(components)
        if clash:
            return self._missing(definition, key, Missing.NOT_APPLICABLE, clash, components)
        try:
            value = _apply(method.kind, columns)
        except ZeroDivisionError:
            reason = f"„{definition.title}“ lässt sich nicht berechnen: eine der Gruppen ist leer."
            return self._missing(definition, key, Missing.NOT_APPLICABLE, reason, components)
        return Entry(
            key,
            value,
            None,
            definition.kind,
            definition.unit,
            definition.decimals,
            self._quality(definition, key.period, value, ()),
            Provenance(definition.formula_text, tuple(components)),
        )

    def _parts(self, definition: IndicatorDefinition, key: NumberKey, level: Level) -> tuple[str, ...]:
        if level is not Level.EINRICHTUNG:
            return self.finder.children(key.area, level)
        found: set[str] = set()
        for name, component in definition.components.items():
            if component.measure is None:
                continue
            index = self.finder.index(component.measure)
            pairs = self.component_pairs(definition, name, key.breakdown)
            for area in index.institutions(key.area):
                answered: Found = self.finder.find(component.measure, component.rule, area, key.period, pairs)
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
    )


def _apply(kind: str, columns: Mapping[str, list[float]]) -> float:
    if kind in ("mittelwert", "standardabweichung"):
        values = next(iter(columns.values()))
        return mean(values) if kind == "mittelwert" else population_deviation(values)
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
    if kind == "isolation":
        return isolation(group, total)
    return eta_squared(group, total)


def mixed_bases(components: Sequence[Component]) -> str:
    """Why components do not go together: different known population bases, as a German sentence; "" when they do."""
    known: dict[str, str] = {}
    for item in components:
        if item.population_base and item.value is not None:
            known.setdefault(item.population_base, item.label)
    if len(known) < 2:
        return ""
    (first, first_label), (second, second_label) = list(known.items())[:2]
    return (
        f"Die Bestandteile stehen auf verschiedenen Bevölkerungsbasen: „{first_label}“ auf {first}, "
        f"„{second_label}“ auf {second}."
    )


def _levels(definition: IndicatorDefinition) -> str:
    return ", ".join(LEVEL_WORDS[level] for level in definition.levels)
