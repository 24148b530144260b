"""Panels straight from the deliveries: the same values, gaps, marks and reasons as entries, without the entries.

What is told of a number in print (components, cells, formula) belongs to its entry and is made when that is asked for;
a comparison needs none of it. Everything that is not plain (a method, an indicator of indicators, a division by zero,
components on different bases) is left to the evaluator, so there is one place that decides it.
"""

from __future__ import annotations

from itertools import repeat

import numpy as np

from berichtsgenerator.indicators.comparing.guards import Origin
from berichtsgenerator.indicators.comparing.panels import Panel, panel_of
from berichtsgenerator.indicators.comparing.scopes import Scope
from berichtsgenerator.indicators.defining.formula import Compiled
from berichtsgenerator.indicators.evaluating.evaluation import Evaluator, marks_of
from berichtsgenerator.indicators.evaluating.plans import Plan
from berichtsgenerator.indicators.matching.answers import merge_quality, worst
from berichtsgenerator.indicators.matching.finding import Found
from berichtsgenerator.model.marks import Missing, Quality


def evaluated_panel(evaluator: Evaluator, scope: Scope) -> Panel:
    """The panel of a scope; every value, gap, mark and reason equals that of the evaluator's entry."""
    plan = evaluator.plan(scope.indicator, scope.breakdown)
    questions = [item.question for item in plan.inputs if item.question is not None]
    if plan.compute is None or len(questions) < len(plan.inputs):
        return panel_of(plan.definition, scope, evaluator.value)
    panel = Panel(scope)
    filler = _Filler(plan, plan.compute, panel)
    ask = evaluator.finder.ask
    for area in panel.areas:
        panel.next_row()
        for period in scope.periods:
            refused = evaluator.refusal_of(plan, area, period)
            if refused:
                panel.add_gap(Missing.NOT_APPLICABLE, refused)
                continue
            found = list(map(ask, questions, repeat(area), repeat(period)))
            if not filler.add(found, period.year, period.month):
                entry = evaluator.value_at(scope.indicator, area, period, scope.breakdown)
                panel.add_entry(plan.definition, entry)
    return panel


class _Filler:
    """Adds what the finder found to a panel."""

    def __init__(self, plan: Plan, compute: Compiled, panel: Panel) -> None:
        self._plan = plan
        self._compute = compute
        self._panel = panel
        self._names = [item.name for item in plan.inputs]
        self._origins: dict[tuple[str, ...], int] = {}

    def add(self, found: list[Found], year: int, month: int | None) -> bool:
        """Adds a value or a gap; False where the evaluator has to say what there is."""
        numbers: list[float] = []
        for item in found:
            value = item.sum.value
            if value is None:
                kind = worst([part.sum.missing for part in found]) or Missing.UNKNOWN
                blamed = next(part for part in found if part.sum.missing is kind)
                self._panel.add_gap(kind, blamed.why)
                return True
            numbers.append(value)
        if len(found) > 1 and len({item.base for item in found if item.base}) > 1:
            return False
        plan = self._plan
        try:
            value = self._compute(numbers)
            cases = plan.cases(numbers) if plan.cases is not None else np.nan
            totals = plan.totals(numbers) if plan.totals is not None else np.nan
        except ZeroDivisionError:
            return False
        quality = [item.sum.quality for item in found if item.sum.quality]
        merged = merge_quality(quality) if quality else ()
        marks = marks_of(plan, year, month, value, merged)
        self._panel.add(value, cases, totals, self._origin(found), marks, Quality.BREAK in merged)
        return True

    def _origin(self, found: list[Found]) -> int:
        key = (*[item.base for item in found], *[item.source for item in found])
        number = self._origins.get(key)
        if number is None:
            bases = tuple((name, item.base) for name, item in zip(self._names, found, strict=True) if item.base)
            sources = tuple((name, item.source) for name, item in zip(self._names, found, strict=True) if item.source)
            number = self._origins[key] = self._panel.number(Origin(bases, sources))
        return number
