"""Plain values of indicators: components found, guards passed, formula walked, provenance kept.

Comes in: a definition, an area, a period, a breakdown. Goes out: an :class:`Entry` that holds either a value or the
kind of its absence with a German reason; never an exception for missing data.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from berichtsgenerator.diagnostics import IndicatorError, error
from berichtsgenerator.indicators.comparing.guards import mixed_bases
from berichtsgenerator.indicators.comparing.scopes import COUNTS
from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.defining.formula import Compiled, compiled, names
from berichtsgenerator.indicators.defining.methodkinds import PEOPLE, own_dimensions
from berichtsgenerator.indicators.evaluating.forecastvalues import base_year
from berichtsgenerator.indicators.evaluating.methodentries import part_label
from berichtsgenerator.indicators.evaluating.methodvalues import method_value
from berichtsgenerator.indicators.evaluating.plans import LEVEL_WORDS, Input, Plan
from berichtsgenerator.indicators.matching.answers import merge_quality, worst
from berichtsgenerator.indicators.matching.finding import AreaNames, Finder, Found, Question
from berichtsgenerator.indicators.matching.recognition import AGE, slot_of
from berichtsgenerator.model.areas import Level, is_area_key, level_of
from berichtsgenerator.model.entries import Component, Entry, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import VALUE, NumberKey
from berichtsgenerator.model.observations import Breakdown, Observation
from berichtsgenerator.model.periods import Period, PeriodKind, words

_PERIOD_WORDS = {
    PeriodKind.YEAR: "Jahre",
    PeriodKind.MONTH: "Monate",
    PeriodKind.QUARTER: "Quartale",
    PeriodKind.SCHOOL_YEAR: "Schuljahre",
    PeriodKind.STICHTAG: "Stichtage",
    PeriodKind.ANNUAL_MEAN: "Jahresdurchschnitte",
}


@cache
def area_level(key: str) -> Level | None:
    """The level of a key, None for what is no area key."""
    return level_of(key) if is_area_key(key) else None


class Evaluator:
    """Evaluates plain values and remembers them."""

    def __init__(self, catalogue: Catalogue, finder: Finder, gazetteer: AreaNames) -> None:
        self.catalogue = catalogue
        self.finder = finder
        self._gazetteer = gazetteer
        self._entries: dict[tuple[str, str, str, Breakdown], Entry] = {}
        self._labels: dict[tuple[str, str, Breakdown, Period], str] = {}
        self._plans: dict[tuple[str, Breakdown], Plan] = {}
        self._made: dict[tuple[object, ...], dict[int, Component]] = {}
        self._reasons: dict[int, str] = {}
        self.memo: dict[object, object] = {}
        """What methods remember between the numbers of one result."""

    def definition(self, indicator: str) -> IndicatorDefinition:
        """The definition; raises IndicatorError with a proposal for an unknown id."""
        found, advice = self.catalogue.find(indicator)
        if found is None:
            raise IndicatorError(
                error("indikator-unbekannt", f"Den Indikator „{indicator}“ gibt es im Katalog nicht.", None, advice)
            )
        return found

    def value(self, key: NumberKey) -> Entry:
        """The plain value of a key (whatever its representation)."""
        if key.representation is not VALUE:
            return self.value_at(key.indicator, key.area, key.period, key.breakdown)
        mark = (key.indicator, key.area, key.period.iso, key.breakdown)
        entry = self._entries.get(mark)
        if entry is None or entry.key.period.kind is not key.period.kind:
            entry = self._entries[mark] = self._value(key)
        return entry

    def value_at(self, indicator: str, area: str, period: Period, pairs: Breakdown) -> Entry:
        """The plain value by the parts of its key."""
        mark = (indicator, area, period.iso, pairs)
        entry = self._entries.get(mark)
        if entry is None or entry.key.period.kind is not period.kind:
            entry = self._entries[mark] = self._value(NumberKey(indicator, area, period, pairs))
        return entry

    def answers(self, indicator: str, area: str, period: Period, pairs: Breakdown) -> bool:
        """True when a value or a mark can be given: the same as evaluating, without making the entry."""
        plan = self.plan(indicator, pairs)
        if self.refusal_of(plan, area, period):
            return False
        questions = [item.question for item in plan.inputs if item.question is not None]
        if plan.compute is None or len(questions) < len(plan.inputs):
            return self.value_at(indicator, area, period, pairs).missing is not Missing.NO_DATA
        found = [self.finder.ask(question, area, period).sum.missing for question in questions]
        return worst(found) is not Missing.NO_DATA

    def refusal(self, definition: IndicatorDefinition, area: str, period: Period, pairs: Breakdown) -> str:
        """Why an indicator makes no sense for a request, or "" when it may be asked for."""
        return self.refusal_of(self.plan(definition.id, pairs), area, period)

    def refusal_of(self, plan: Plan, area: str, period: Period) -> str:
        """As :meth:`refusal`, of a definition made ready."""
        definition = plan.definition
        if period.kind is not plan.period_kind:
            return (
                f"„{definition.title}“ gibt es für {_PERIOD_WORDS[definition.period_kind]}, nicht für "
                f"{_PERIOD_WORDS[period.kind]} ({words(period)})."
            )
        if plan.refusal:
            return plan.refusal
        refused = plan.area_refusals.get(area)
        if refused is None:
            refused = plan.area_refusals[area] = _area_refusal(plan, area)
        if refused:
            return refused
        if definition.valid_from is not None and period.year < definition.valid_from:
            return f"„{definition.title}“ ist erst ab {definition.valid_from} definiert."
        if definition.valid_to is not None and period.year > definition.valid_to:
            return f"„{definition.title}“ ist nur bis {definition.valid_to} definiert."
        return ""

    def plan(self, indicator: str, pairs: Breakdown) -> Plan:
        """The definition made ready for a breakdown."""
        plan = self._plans.get((indicator, pairs))
        if plan is None:
            plan = self._plans[(indicator, pairs)] = self._make_plan(self.definition(indicator), pairs)
        return plan

    def _make_plan(self, definition: IndicatorDefinition, pairs: Breakdown) -> Plan:
        refusal = ""
        for name, value in pairs:
            if name not in definition.breakdowns:
                allowed = ", ".join(definition.breakdowns) or "keine"
                refusal = f"„{definition.title}“ wird nicht nach „{name}“ gegliedert (erlaubt: {allowed})."
            elif name == AGE and parse_ages(value) is None:
                refusal = f"„{value}“ ist keine Altersangabe, die sich abgrenzen lässt."
        refusal = refusal or self._part_refusal(definition, pairs)
        own = own_dimensions(definition.method.kind) if definition.method is not None else ()
        inputs: list[Input] = []
        for name, component in definition.components.items():
            merged = dict(component.fixed)
            for dimension, value in pairs:
                if dimension not in own and (component.keys is None or dimension in component.keys):
                    merged.setdefault(dimension, value)
            whole = tuple(sorted(merged.items()))
            measure = component.measure or ""
            kind = self.catalogue.measures[measure].kind if measure else definition.kind
            slot = slot_of(whole) or ((), None)
            question = self.finder.question(measure, component.rule, slot) if measure else None
            made = self._made.setdefault((measure, component.rule, slot, name, component.label, whole), {})
            inputs.append(Input(name, component, component.rule, measure, kind, whole, slot, question, made))
        compute, cases, totals = _computes(definition, inputs)
        breaks = frozenset(
            (item.year, item.month) for item in self.catalogue.breaks(definition.id) if not item.harmless
        )
        levels = frozenset(definition.levels)
        return Plan(
            definition, refusal, tuple(inputs), levels, compute, cases, totals, definition.period_kind, breaks, {}
        )

    def base_year(self, indicator: str, area: str) -> int | None:
        """The year that a projection of an area starts from, or None where something is not delivered."""
        return base_year(self, self.plan(indicator, ()), area)

    def part_values(self, definition: IndicatorDefinition) -> tuple[str, ...]:
        """The values of the dimension that belongs to the definition's method; () without."""
        if definition.method is None or not definition.method.parts[0]:
            return ()
        return definition.method.parts[1] or tuple(
            part_label(self.catalogue, item) for name, item in definition.components.items() if name != PEOPLE
        )

    def _part_refusal(self, definition: IndicatorDefinition, pairs: Breakdown) -> str:
        name = definition.method.parts[0] if definition.method is not None else ""
        asked = dict(pairs).get(name) if name else None
        known = self.part_values(definition)
        if asked is None or asked in known:
            return ""
        return f"„{definition.title}“ hat kein „{name}: {asked}“ (es gibt: {', '.join(known)})."

    def _value(self, key: NumberKey) -> Entry:
        plan = self.plan(key.indicator, key.breakdown)
        definition = plan.definition
        refused = self.refusal_of(plan, key.area, key.period)
        if refused:
            return self.absent(definition, key, Missing.NOT_APPLICABLE, refused)
        if plan.compute is None:
            return method_value(self, plan, key)
        components: list[Component] = []
        reasons: dict[str, str] = {}
        qualities: list[Sequence[Quality]] = []
        derived: list[NumberKey] = []
        for item in plan.inputs:
            if item.question is None:
                made, quality, reason, source = self._indicator_component(item, key)
                derived.append(source)
            else:
                made, quality, reason = self._measure_component(item, item.question, key.area, key.period)
            components.append(made)
            if quality:
                qualities.append(quality)
            if reason:
                reasons[item.name] = reason
        missing = None
        for made in components:
            if made.missing is not None:
                missing = worst([made.missing for made in components])
                break
        if missing is not None:
            reason = next(
                (reasons.get(made.name, "") for made in components if made.missing is missing),
                "",
            )
            return self.absent(definition, key, missing, reason, components, derived)
        clash = mixed_bases(components) if len(components) > 1 else ""
        if clash:
            return self.absent(definition, key, Missing.NOT_APPLICABLE, clash, components, derived)
        try:
            value = plan.compute([made.value for made in components if made.value is not None])
        except ZeroDivisionError:
            reason = f"„{definition.title}“ lässt sich nicht berechnen: der Nenner ist null."
            return self.absent(definition, key, Missing.NOT_APPLICABLE, reason, components, derived)
        return Entry(
            key=key,
            value=value,
            missing=None,
            kind=definition.kind,
            unit=definition.unit,
            decimals=definition.decimals,
            quality=self.marks(plan, key, value, merge_quality(qualities) if qualities else ()),
            provenance=Provenance(definition.formula_text, tuple(components), tuple(derived)),
        )

    @staticmethod
    def marks(plan: Plan, key: NumberKey, value: float, quality: tuple[Quality, ...]) -> tuple[Quality, ...]:
        """Marks of a value: those of its cells, "exactly zero", and the break where a new series begins."""
        return marks_of(plan, key.period.year, key.period.month, value, quality)

    @staticmethod
    def absent(
        definition: IndicatorDefinition,
        key: NumberKey,
        missing: Missing,
        reason: str,
        components: Sequence[Component] = (),
        derived: Sequence[NumberKey] = (),
    ) -> Entry:
        """An entry without a value, with the reason."""
        provenance = Provenance(definition.formula_text, tuple(components), tuple(derived), reason)
        return Entry(key, None, missing, definition.kind, definition.unit, definition.decimals, (), provenance)

    def component(self, item: Input, key: NumberKey) -> tuple[Component, tuple[Quality, ...], str]:
        """A component for a key, its quality marks, and the reason of a gap."""
        if item.question is not None:
            return self._measure_component(item, item.question, key.area, key.period)
        return self._indicator_component(item, key)[:3]

    def _measure_component(
        self, item: Input, question: Question, area: str, period: Period
    ) -> tuple[Component, tuple[Quality, ...], str]:
        found = self.finder.ask(question, area, period)
        total = found.sum
        made = item.made.get(id(found))
        if made is not None:
            return made, total.quality, self._reason(found) if total.missing is not None else ""
        label = self._label(item.measure, item.component.label, item.pairs, found.period)
        made = Component(
            item.name, label, found.period, total.value, total.missing, total.observations, item.kind, found.base,
            found.source,
        )  # fmt: skip
        item.made[id(found)] = made
        return made, total.quality, self._reason(found) if total.missing is not None else ""

    def _reason(self, found: Found) -> str:
        """The reason of a gap, worded once; the finder keeps its answers, so their identity is a key."""
        reason = self._reasons.get(id(found))
        if reason is None:
            reason = self._reasons[id(found)] = found.reason
        return reason

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
        self, item: Input, key: NumberKey
    ) -> tuple[Component, tuple[Quality, ...], str, NumberKey]:
        component, pairs = item.component, item.pairs
        source = NumberKey(component.indicator or "", key.area, self._shifted(component, key.period), pairs)
        entry = self.value(source)
        title = component.label or self.definition(source.indicator).title
        cells: dict[tuple[str, int, int], Observation] = {}
        for part in entry.provenance.components:
            for cell in part.observations:
                cells.setdefault((cell.table.id, cell.row, cell.column), cell)
        bases = {part.population_base for part in entry.provenance.components if part.population_base}
        sources = {part.source for part in entry.provenance.components if part.source}
        made = Component(
            item.name,
            ", ".join([title, *(value for _, value in pairs), words(source.period)]),
            source.period,
            entry.value,
            entry.missing,
            tuple(cells.values()),
            entry.kind,
            bases.pop() if len(bases) == 1 else "",
            " und ".join(sorted(sources)),
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


def marks_of(
    plan: Plan, year: int, month: int | None, value: float, quality: tuple[Quality, ...]
) -> tuple[Quality, ...]:
    """Marks of a value of a year (and month): see :meth:`Evaluator.marks`."""
    if not quality and not plan.breaks and value:
        return ()
    found = set(quality)
    if value == 0 and Quality.ROUNDED not in found:
        found.add(Quality.ZERO)
    if any(first == year and (month is None or month == number) for first, number in plan.breaks):
        found.add(Quality.BREAK)
    return tuple(sorted(found, key=lambda item: item.value)) if found else ()


def _computes(
    definition: IndicatorDefinition, inputs: Sequence[Input]
) -> tuple[Compiled | None, Compiled | None, Compiled | None]:
    """The formula, and its numerator and denominator where they are made of counts alone; None for a method."""
    if definition.method is not None:
        return None, None, None
    order = [item.name for item in inputs]
    kinds = {item.name: item.kind for item in inputs}
    above, below = definition.quotient.numerator, definition.quotient.denominator
    if above is None or below is None:
        return compiled(definition.tree, order), None, None
    parts = [
        compiled(node, order) if all(kinds[item.name] in COUNTS for item in names(node)) else None
        for node in (above, below)
    ]
    return compiled(definition.tree, order), parts[0], parts[1]


def _area_refusal(plan: Plan, area: str) -> str:
    """Why an indicator is not computed for an area, or ""."""
    level = area_level(area)
    if level is None:
        return f"„{area}“ ist kein Gebietsschlüssel."
    if level not in plan.levels:
        definition = plan.definition
        return f"„{definition.title}“ wird für {LEVEL_WORDS[level]} nicht berechnet (Ebenen: {_levels(definition)})."
    return ""


def _levels(definition: IndicatorDefinition) -> str:
    return ", ".join(LEVEL_WORDS[level] for level in definition.levels)
