"""The engine of the indicators: every number of a report is asked for here, by its key, and answered with an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from berichtsgenerator.diagnostics import Diagnostic, IndicatorError, error
from berichtsgenerator.indicators.comparing.comparison import ComparisonTable
from berichtsgenerator.indicators.comparing.scopes import Scope
from berichtsgenerator.indicators.defining.ages import widened
from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.defining.parts import LEVELS
from berichtsgenerator.indicators.defining.times import indicator_periods
from berichtsgenerator.indicators.evaluating.coursevalues import after
from berichtsgenerator.indicators.evaluating.evaluation import Evaluator
from berichtsgenerator.indicators.evaluating.methodentries import area_for
from berichtsgenerator.indicators.evaluating.panelvalues import evaluated_panel
from berichtsgenerator.indicators.evaluating.views import Views
from berichtsgenerator.indicators.matching.finding import AreaNames, Finder
from berichtsgenerator.indicators.matching.recognition import AGE, Recognition
from berichtsgenerator.model.areas import Level, is_area_key, level_of
from berichtsgenerator.model.boundaries import Boundaries
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown, Observation
from berichtsgenerator.model.periods import Period

_KREIS, _GEMEINDE = 5, 8
"""Lengths of area keys."""


class IndicatorEngine:
    """Answers number keys from observations by the catalogue's definitions.

    ``gazetteer`` names areas and their parts; ``source_order`` are globs over file or publisher, earlier ones win
    where two sources hold the same cell; ``age_limits`` are globs with the ages at which groups of their sources may
    begin, so that :meth:`breakdowns` names coarser groups; ``boundaries`` carry counts of older areas to those of
    today; ``closed`` tells of which files no diagnostic may say a value. Answers are remembered: an engine belongs to
    one set of observations.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        observations: Iterable[Observation],
        *,
        gazetteer: AreaNames,
        source_order: Sequence[str] = (),
        age_limits: Sequence[tuple[str, tuple[float, ...]]] = (),
        boundaries: Boundaries | None = None,
        closed: Callable[[str], bool] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._age_limits = tuple(age_limits)
        heirs = boundaries.heirs if boundaries is not None else {}
        self._recognition = Recognition(catalogue.measures, observations, heirs)
        self._finder = Finder(self._recognition, gazetteer, source_order, boundaries, closed)
        self._evaluator = Evaluator(catalogue, self._finder, gazetteer)
        self._views = Views(self._evaluator)
        self._exceptions: frozenset[tuple[Guard, str]] = frozenset()
        self._derived: dict[NumberKey, Entry] = {}
        self._periods: dict[tuple[str, str, Breakdown], tuple[Period, ...]] = {}
        self._possible: dict[tuple[str, str | None], frozenset[Period]] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was met while answering: contradictory deliveries, ambiguous or impossible cells; sorted by place."""
        return self._finder.diagnostics

    @property
    def unrecognised(self) -> int:
        """How many observations belong to no measure of the catalogue."""
        return self._recognition.unrecognised

    def evaluate(self, key: NumberKey) -> Entry:
        """The entry of a key in any representation; raises IndicatorError only for an unknown indicator."""
        if key.representation.view is View.VALUE:
            return self._evaluator.value(key)
        entry = self._derived.get(key)
        if entry is None:
            entry = self._derived[key] = self._views.derive(key)
        return entry

    def compare(self, scope: Scope) -> ComparisonTable:
        """All comparisons of an indicator at once, straight from the deliveries: the same values as those of entries.

        Raises IndicatorError for an unknown indicator.
        """
        definition = self._evaluator.definition(scope.indicator)
        breaks = self.catalogue.breaks(definition.id, bases=False)
        aside = frozenset(guard for guard, indicator in self._exceptions if indicator == definition.id)
        return ComparisonTable(definition, breaks, evaluated_panel(self._evaluator, scope), aside)

    def set_aside(self, exceptions: Iterable[tuple[Guard, str]]) -> None:
        """Compute from now on what these guards refuse for these indicators: a layout says so, with its reason."""
        found = frozenset(exceptions)
        if found != self._exceptions:
            self._exceptions = found
            self._views = Views(self._evaluator, found)
            self._derived.clear()

    def periods(self, indicator: str, area: str | None = None, breakdown: Breakdown = ()) -> tuple[Period, ...]:
        """The periods for which the indicator has an answer (a value or a mark), ascending; for any area when None."""
        mark = (indicator, area or "", breakdown)
        found = self._periods.get(mark)
        if found is None:
            definition = self._evaluator.definition(indicator)
            options = self._possible_periods(definition, area)
            kept = [
                period
                for period in options
                if any(
                    self._answers(definition, key, period, breakdown) for key in self._candidate_areas(definition, area)
                )
            ]
            found = self._periods[mark] = tuple(sorted(kept))
        return found

    def areas(self, indicator: str, period: Period) -> tuple[str, ...]:
        """The areas for which the indicator has an answer at a period, sorted by key."""
        definition = self._evaluator.definition(indicator)
        return tuple(
            key for key in self._candidate_areas(definition, None) if self._answers(definition, key, period, ())
        )

    def available(self, indicator: str, level: Level) -> bool:
        """True when the indicator has an answer for any area of a level at any period."""
        definition = self._evaluator.definition(indicator)
        if level not in definition.levels:
            return False
        return any(
            self.periods(indicator, key) for key in self._candidate_areas(definition, None) if level_of(key) is level
        )

    def explain_gap(self, indicator: str, area: str, period: Period) -> str:
        """Why there is no number, as a German sentence; "" when there is one."""
        entry = self.evaluate(NumberKey(indicator, area, period))
        return entry.provenance.reason if entry.missing is not None else ""

    def undelivered(self, indicator: str) -> tuple[str, ...]:
        """Labels of the measures that the indicator is made of and of which no delivery holds a cell."""
        found: dict[str, None] = {}
        for component in self._evaluator.definition(indicator).components.values():
            if component.indicator is not None:
                found.update(dict.fromkeys(self.undelivered(component.indicator)))
            elif component.measure is not None:
                index = self._finder.index(component.measure)
                if not index.cells:
                    found[index.measure.label] = None
        return tuple(found)

    def explain_none(self, indicator: str, area: str) -> str:
        """Why an indicator without any answer has none, by ``area`` at the last period of a component."""
        definition = self._evaluator.definition(indicator)
        for component in definition.components.values():
            if component.indicator is not None:
                options = set(self.periods(component.indicator))
                if not options:
                    return self.explain_none(component.indicator, area)
            else:
                observed = {period for _, period in self._finder.index(component.measure or "").cells}
                kind = definition.period_kind
                options = {option for period in observed for option in indicator_periods(component.rule, period, kind)}
            if options:
                return self.explain_gap(indicator, area, max(options))
        return ""

    def breakdowns(self, indicator: str) -> dict[str, tuple[str, ...]]:
        """The allowed breakdown dimensions, each with the values that deliveries of its first component hold."""
        definition = self._evaluator.definition(indicator)
        found: dict[str, set[str]] = {name: set() for name in definition.breakdowns}
        measure = self._first_measure(definition)
        for tables in self._finder.index(measure).cells.values():
            for table, cells in tables.values():
                limits = self._limits(table.file)
                for dimensions, ages in cells:
                    for name, value in dimensions:
                        if name in found:
                            found[name].add(value)
                    if ages is not None and AGE in found:
                        found[AGE].add(widened(ages, limits).words if limits else ages.words)
        own = definition.method.parts[0] if definition.method is not None else ""
        return {
            name: self._evaluator.part_values(definition) if name == own else tuple(sorted(values))
            for name, values in found.items()
        }

    def _limits(self, file: str) -> tuple[float, ...]:
        """The ages at which groups of a source may begin; empty where it may show all."""
        return next((limits for glob, limits in reversed(self._age_limits) if fnmatchcase(file, glob)), ())

    def _first_measure(self, definition: IndicatorDefinition) -> str:
        for component in definition.components.values():
            if component.measure is not None:
                return component.measure
            if component.indicator is not None:
                return self._first_measure(self._evaluator.definition(component.indicator))
        raise IndicatorError(error("indikator-leer", f"„{definition.title}“ hat keine Komponente."))

    def _answers(self, definition: IndicatorDefinition, area: str, period: Period, pairs: Breakdown) -> bool:
        return self._evaluator.answers(definition.id, area, period, pairs)

    def _candidate_areas(self, definition: IndicatorDefinition, area: str | None) -> tuple[str, ...]:
        if area is not None:
            return (area,)
        index = self._finder.index(self._first_measure(definition))
        found = {key for key, _ in index.cells}
        found |= {index.heirs[key] for key in found if key in index.heirs}
        if definition.method is not None or index.measure.additive:
            found |= {key[:5] for key in found if len(key) >= 8}
        if index.measure.sum_of is not None:
            found |= {key[:8] for key in found if "/" in key}
        return tuple(sorted(key for key in found if is_area_key(key) and level_of(key) in definition.levels))

    def _possible_periods(self, definition: IndicatorDefinition, area: str | None) -> frozenset[Period]:
        """The periods that observations of every component may answer for an area (or any)."""
        mark = (definition.id, area)
        found = self._possible.get(mark)
        if found is None:
            if definition.method is not None and definition.method.kind == "vorausberechnung":
                found = self._ahead(definition, definition.method.years, area)
            else:
                options = [self._component_periods(definition, item, area) for item in definition.components.values()]
                found = frozenset.intersection(*options) if options else frozenset()
            if definition.method is not None and definition.method.event:
                found &= after(definition.method)
            self._possible[mark] = found
        return found

    def _ahead(self, definition: IndicatorDefinition, horizon: int, area: str | None) -> frozenset[Period]:
        """The years of a projection: from the last of which everything is delivered to its horizon."""
        areas = (area,) if area is not None else self._candidate_areas(definition, None)
        bases = {self._evaluator.base_year(definition.id, key) for key in areas}
        return frozenset(
            Period(definition.period_kind, f"{base + step:04d}")
            for base in bases
            if base is not None
            for step in range(horizon + 1)
        )

    def _component_periods(
        self, definition: IndicatorDefinition, component: ComponentDefinition, area: str | None
    ) -> frozenset[Period]:
        if component.indicator is not None:
            return frozenset(self.periods(component.indicator, None if definition.method is not None else area))
        index = self._finder.index(component.measure or "")
        rule, kind = component.rule, definition.period_kind
        wanted = area if area is None else area_for(component, area)
        group = wanted is not None and len(wanted) == _GEMEINDE and self._finder.children(wanted, Level.GEMEINDE)
        observed = index.periods(wanted[:_KREIS] if wanted is not None and group else wanted)
        options = {option for period in observed for option in indicator_periods(rule, period, kind)}
        if index.measure.flow or index.measure.stock:
            options |= {
                option
                for period in observed
                if period.month is not None
                for option in self._years(rule.word, rule.back, period, definition)
            }
        return frozenset(options)

    @staticmethod
    def _years(word: str, back: int, period: Period, definition: IndicatorDefinition) -> tuple[Period, ...]:
        """The years that months may be put together to."""
        if word not in ("Jahr", "Jahresdurchschnitt") or definition.period_word != "jahr":
            return ()
        return (Period(definition.period_kind, f"{period.year + back:04d}"),)


__all__ = ["LEVELS", "IndicatorEngine"]
