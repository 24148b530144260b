"""Charts of relations: scatters, distributions, Lorenz curves, waterfalls."""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.document.graphics import (
    ChartSpec,
    LorenzChart,
    LorenzCurve,
    LorenzUnit,
    ReferenceLine,
    ScatterChart,
    ScatterPoint,
    StripChart,
    StripGroup,
    WaterfallChart,
    WaterfallStep,
)
from berichtsgenerator.language.dates import format_period, short_period
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.comparison import Wanted, held, keys_of
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.desk.captions import caption, units
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.figures.base import Asked, FigureBase, slot
from berichtsgenerator.plan.layout.parts import TimeSpan
from berichtsgenerator.plan.planned.figures import PlannedFigure, PlannedSpec

_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)


class RelationPlanner(FigureBase):
    """Plans charts that set numbers in relation."""

    def _finish(self, asked: Asked, spec: ChartSpec, numbers: Sequence[NumberKey]) -> PlannedFigure:
        title = caption(
            asked.block, self.desk, asked.scope, asked.loc, definitions=asked.definitions, areas=asked.areas,
            periods=sorted({key.period for key in numbers}), breakdown=asked.fixed,
        )  # fmt: skip
        chart = PlannedSpec(spec, tuple(numbers))
        return self.figure(asked.block, chart, title, asked.scope, asked.loc, asked.definitions)

    def _times(self, asked: Asked, definition: Definition, breakdown: Breakdown) -> tuple[Period, ...]:
        """The periods wanted; a gap is recorded when there are none."""
        words: Sequence[str | TimeSpan] = asked.block.zeit or ["letzte"]
        found = self.desk.times(words, definition, asked.areas, breakdown, asked.scope, (*asked.loc, "zeit"))
        if not found:
            self.gap(asked.scope, asked.loc, definition, asked.areas, "Diagramm")
        return found

    def scatter(self, asked: Asked) -> PlannedFigure | None:
        """Two indicators of the same areas against each other."""
        desk, definitions, areas, fixed = self.desk, asked.definitions, asked.areas, asked.fixed
        if len(definitions) != 2:
            desk.error(
                "diagramm-indikatoren",
                f"Ein Streudiagramm braucht zwei Indikatoren (waagerecht, senkrecht), hier sind es {len(definitions)}.",
                desk.place((*asked.loc, "indikatoren")),
            )
            return None
        found = [self._times(asked, item, fixed) for item in definitions]
        if not all(found):
            return None
        across, up = definitions
        times = (found[0][-1], found[1][-1])
        marked = self.marked(asked.block, asked.scope, asked.loc)
        numbers: list[NumberKey] = []

        def point(area: str, label: str) -> ScatterPoint:
            keys = [NumberKey(item.id, area, time, fixed) for item, time in zip(definitions, times, strict=True)]
            numbers.extend(keys)
            return ScatterPoint(label, slot(keys[0]), slot(keys[1]), area in marked)

        points = tuple(point(area, label) for area, label in desk.labels(areas).items())
        wanted = desk.area_keys(asked.block.referenzen, asked.scope, (*asked.loc, "referenzen"))
        references = tuple(
            point(area, desk.view(area).name)
            for area in wanted
            if area not in areas
            and all(desk.availability.has(item.id, area, time, fixed)
                   for item, time in zip(definitions, times, strict=True))
        )  # fmt: skip
        spec = ScatterChart(points, _axis(across), _axis(up), references)
        return self._finish(asked, spec, numbers)

    def strips(self, asked: Asked) -> PlannedFigure | None:
        """Every area or school as a dot, in groups by part, time or indicator."""
        desk, block, scope, loc = self.desk, asked.block, asked.scope, asked.loc
        numbers: list[NumberKey] = []
        groups = []
        several = (len(asked.definitions) > 1, len(asked.coordinates) > 1)
        for definition in asked.definitions:
            for coordinate in asked.coordinates:
                periods = self._times(asked, definition, coordinate.breakdown)
                for period in periods:
                    keys = [
                        NumberKey(definition.id, area, period, coordinate.breakdown)
                        for area in asked.areas
                        if desk.availability.has(definition.id, area, period, coordinate.breakdown)
                    ]
                    parts = (definition.short, coordinate.label, short_period(period))
                    label = ", ".join(
                        part for part, wanted in zip(parts, (*several, len(periods) > 1), strict=True) if wanted
                    )
                    names = tuple(desk.labels([key.area for key in keys]).values())
                    groups.append(StripGroup(label, names, tuple(slot(key) for key in keys)))
                    numbers.extend(keys)
        if not numbers:
            return None
        references = []
        if len(groups) == 1:
            wanted = Wanted(against=desk.area_keys(block.referenzen, scope, (*loc, "referenzen")))
            for area, key, *_ in keys_of(numbers[0], wanted).distances:
                if desk.availability.has(key.indicator, area, key.period, key.breakdown):
                    references.append(ReferenceLine(desk.view(area).name, slot(key)))
                    numbers.append(key)
        noun = desk.plain(block.zaehlwort, scope, (*loc, "zaehlwort")) or "Werte"
        spec = StripChart(tuple(groups), units(asked.definitions), noun, tuple(references))
        return self._finish(asked, spec, numbers)

    def lorenz(self, asked: Asked) -> PlannedFigure | None:
        """The curve of a share (its numerator on its denominator), or of a count on another one."""
        desk, block, definitions = self.desk, asked.block, asked.definitions
        share = definitions[0]
        if len(definitions) == 1 and share.kind in (Kind.SHARE, Kind.RATE):
            part, base = (share, View.NUMERATOR), (share, View.DENOMINATOR)
            labels = (block.zaehlwort or share.short, block.bezug or "Bezugsgröße")
        elif len(definitions) == 2 and all(item.kind in _COUNTS for item in definitions):
            part, base = (share, View.VALUE), (definitions[1], View.VALUE)
            labels = (block.zaehlwort or share.short, block.bezug or definitions[1].short)
        else:
            desk.error(
                "lorenz-indikatoren", "Eine Lorenzkurve braucht einen Anteil oder zwei Anzahlen (Teil, Bezug).",
                desk.place((*asked.loc, "indikatoren")),
            )  # fmt: skip
            return None
        periods = self._times(asked, share, asked.fixed)
        if not periods:
            return None
        numbers: list[NumberKey] = []
        curves = []
        for period in periods[-4:]:
            members = []
            for area, label in desk.labels(asked.areas).items():
                keys = [
                    key if view is View.VALUE else key.with_view(view)
                    for item, view in (base, part)
                    for key in (NumberKey(item.id, area, period, asked.fixed),)
                ]
                numbers += keys
                members.append(LorenzUnit(label, slot(keys[0]), slot(keys[1])))
            curves.append(LorenzCurve(format_period(period), tuple(members)))
        words = [desk.plain(label, asked.scope, asked.loc) for label in labels]
        spec = LorenzChart(tuple(curves), words[1], words[0])
        return self._finish(asked, spec, numbers)

    def waterfall(self, asked: Asked) -> PlannedFigure | None:
        """From one time to another: over the changes of the parts, or over the flows of the later year."""
        desk, block, scope, loc = self.desk, asked.block, asked.scope, asked.loc
        definitions, areas, fixed = asked.definitions, asked.areas, asked.fixed
        stock, area = definitions[0], areas[0]
        parted = bool(block.nach)
        if len(areas) > 1 or (len(definitions) > 1) == parted:
            desk.error(
                "wasserfall-form",
                "Ein Wasserfall zeigt ein Gebiet: entweder einen Indikator mit „nach“ oder einen Bestand und seine "
                "Bewegungen.",
                desk.place(loc),
                "Zum Beispiel „indikatoren: [bevoelkerung, natuerlicher_saldo, wanderungssaldo]“.",
            )
            return None
        words: Sequence[str | TimeSpan] = block.zeit or ["letzte-1", "letzte"]
        periods = desk.times(words, stock, areas, fixed, scope, (*loc, "zeit"))
        if len(periods) < 2:
            self.gap(scope, loc, stock, areas, "Wasserfall")
            return None
        first, last = periods[0], periods[-1]
        if parted:
            wanted = Wanted(since=(first,), changes=True)
            steps = [
                (item.label, held(change.change))
                for item in asked.coordinates
                for change in keys_of(NumberKey(stock.id, area, last, item.breakdown), wanted).changes
            ]
        else:
            steps = self._flows(definitions[1:], area, fixed, first, last)
            if len(steps) < len(definitions) - 1:
                for item in definitions[1:]:
                    if item.id not in {key.indicator for _, key in steps}:
                        self.gap(scope, loc, item, areas, "Wasserfall")
                return None
        start, end = NumberKey(stock.id, area, first, fixed), NumberKey(stock.id, area, last, fixed)
        spec = WaterfallChart(
            WaterfallStep(format_period(first), slot(start)),
            tuple(WaterfallStep(label, slot(key)) for label, key in steps),
            WaterfallStep(format_period(last), slot(end)),
            unit_text(stock.unit),
        )
        numbers = [start, *(key for _, key in steps), end]
        return self._finish(asked, spec, numbers)

    def _flows(
        self, definitions: Sequence[Definition], area: str, fixed: Breakdown, first: Period, last: Period
    ) -> list[tuple[str, NumberKey]]:
        """Flows of the years between the two times, in their order; years are named when there are several."""
        found = []
        for definition in definitions:
            known = self.desk.availability.of_area(definition.id, area, fixed)
            years = [period for period in known if first.year < period.year <= last.year]
            for period in years:
                label = definition.short if len(years) == 1 else f"{definition.short} {short_period(period)}"
                found.append((label, NumberKey(definition.id, area, period, fixed)))
        return found


def _axis(definition: Definition) -> str:
    unit = unit_text(definition.unit)
    return f"{definition.short} ({unit})" if unit else definition.short
