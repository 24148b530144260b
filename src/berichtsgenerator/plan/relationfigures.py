"""Charts of relations: scatters, distributions, Lorenz curves, waterfalls."""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.configuration.yamltree import Loc
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
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.blockmodels import ChartBlock, TimeSpan
from berichtsgenerator.plan.captions import caption, units
from berichtsgenerator.plan.context import Definition
from berichtsgenerator.plan.desk import Scope
from berichtsgenerator.plan.figurebase import FigureBase, slot
from berichtsgenerator.plan.planned import PlannedFigure, PlannedSpec
from berichtsgenerator.plan.tablecells import Coordinate

_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)


class RelationPlanner(FigureBase):
    """Plans charts that set numbers in relation."""

    def _finish(
        self,
        block: ChartBlock,
        spec: ChartSpec,
        numbers: Sequence[NumberKey],
        about: tuple[list[Definition], Sequence[str], Breakdown],
        scope: Scope,
        loc: Loc,
    ) -> PlannedFigure:
        definitions, areas, fixed = about
        shown = sorted({key.period for key in numbers})
        title = caption(
            block, self.desk, scope, loc, definitions=definitions, areas=areas, periods=shown, breakdown=fixed
        )
        return self.figure(block, PlannedSpec(spec, tuple(numbers)), title, scope, loc, definitions)

    def _times(
        self,
        block: ChartBlock,
        definition: Definition,
        areas: Sequence[str],
        fixed: Breakdown,
        scope: Scope,
        loc: Loc,
    ) -> tuple[Period, ...]:
        """The periods wanted; a gap is recorded when there are none."""
        words: Sequence[str | TimeSpan] = block.zeit or ["letzte"]
        found = self.desk.times(words, definition, areas, fixed, scope, (*loc, "zeit"))
        if not found:
            self.gap(scope, loc, definition, areas, "Diagramm")
        return found

    def _count(self, definitions: Sequence[Definition], wanted: int, what: str, loc: Loc) -> bool:
        """True when the block names as many indicators as its kind needs; an error otherwise."""
        if len(definitions) == wanted:
            return True
        self.desk.error(
            "diagramm-indikatoren", f"{what}, hier sind es {len(definitions)}.", self.desk.place((*loc, "indikatoren"))
        )
        return False

    def scatter(
        self, block: ChartBlock, definitions: list[Definition], areas: tuple[str, ...], scope: Scope, loc: Loc
    ) -> PlannedFigure | None:
        """Two indicators of the same areas against each other."""
        desk = self.desk
        if not self._count(definitions, 2, "Ein Streudiagramm braucht zwei Indikatoren (waagerecht, senkrecht)", loc):
            return None
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        found = [self._times(block, item, areas, fixed, scope, loc) for item in definitions]
        if not all(found):
            return None
        across, up = definitions
        times = (found[0][-1], found[1][-1])
        marked = self.marked(block, scope, loc)
        numbers: list[NumberKey] = []

        def point(area: str, label: str) -> ScatterPoint:
            keys = [NumberKey(item.id, area, time, fixed) for item, time in zip(definitions, times, strict=True)]
            numbers.extend(keys)
            return ScatterPoint(label, slot(keys[0]), slot(keys[1]), area in marked)

        points = tuple(point(area, desk.availability.area(area).short) for area in areas)
        others = [key for key in desk.area_keys(block.referenzen, scope, (*loc, "referenzen")) if key not in areas]
        references = tuple(
            point(area, desk.view(area).name)
            for area in others
            if all(desk.availability.has(item.id, area, time, fixed)
                   for item, time in zip(definitions, times, strict=True))
        )  # fmt: skip
        spec = ScatterChart(points, _axis(across), _axis(up), references)
        return self._finish(block, spec, numbers, (definitions, areas, fixed), scope, loc)

    def strips(
        self,
        block: ChartBlock,
        definitions: list[Definition],
        areas: tuple[str, ...],
        inner: tuple[Breakdown, list[Coordinate]],
        scope: Scope,
        loc: Loc,
    ) -> PlannedFigure | None:
        """Every area or school as a dot, in groups by part, time or indicator."""
        desk = self.desk
        fixed, coordinates = inner
        numbers: list[NumberKey] = []
        groups = []
        several = (len(definitions) > 1, len(coordinates) > 1)
        for definition in definitions:
            for coordinate in coordinates:
                periods = self._times(block, definition, areas, coordinate.breakdown, scope, loc)
                for period in periods:
                    keys = [
                        NumberKey(definition.id, area, period, coordinate.breakdown)
                        for area in areas
                        if desk.availability.has(definition.id, area, period, coordinate.breakdown)
                    ]
                    parts = (definition.short, coordinate.label, short_period(period))
                    label = ", ".join(
                        part for part, wanted in zip(parts, (*several, len(periods) > 1), strict=True) if wanted
                    )
                    names = tuple(desk.availability.area(key.area).short for key in keys)
                    groups.append(StripGroup(label, names, tuple(slot(key) for key in keys)))
                    numbers.extend(keys)
        if not numbers:
            return None
        references = []
        if len(groups) == 1:
            for area in desk.area_keys(block.referenzen, scope, (*loc, "referenzen")):
                key = NumberKey(definitions[0].id, area, numbers[0].period, numbers[0].breakdown)
                if desk.availability.has(key.indicator, area, key.period, key.breakdown):
                    references.append(ReferenceLine(desk.view(area).name, slot(key)))
                    numbers.append(key)
        noun = desk.plain(block.zaehlwort, scope, (*loc, "zaehlwort")) or "Werte"
        spec = StripChart(tuple(groups), units(definitions), noun, tuple(references))
        return self._finish(block, spec, numbers, (definitions, areas, fixed), scope, loc)

    def lorenz(
        self, block: ChartBlock, definitions: list[Definition], areas: tuple[str, ...], scope: Scope, loc: Loc
    ) -> PlannedFigure | None:
        """The curve of a share (its numerator on its denominator), or of a count on another one."""
        desk = self.desk
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
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
                desk.place((*loc, "indikatoren")),
            )  # fmt: skip
            return None
        periods = self._times(block, share, areas, fixed, scope, loc)
        if not periods:
            return None
        numbers: list[NumberKey] = []
        curves = []
        for period in periods[-4:]:
            members = []
            for area in areas:
                keys = [
                    key if view is View.VALUE else key.with_view(view)
                    for item, view in (base, part)
                    for key in (NumberKey(item.id, area, period, fixed),)
                ]
                numbers += keys
                members.append(LorenzUnit(desk.availability.area(area).short, slot(keys[0]), slot(keys[1])))
            curves.append(LorenzCurve(format_period(period), tuple(members)))
        words = [desk.plain(label, scope, loc) for label in labels]
        spec = LorenzChart(tuple(curves), words[1], words[0])
        return self._finish(block, spec, numbers, (definitions, areas, fixed), scope, loc)

    def waterfall(
        self,
        block: ChartBlock,
        definitions: list[Definition],
        areas: tuple[str, ...],
        inner: tuple[Breakdown, list[Coordinate]],
        scope: Scope,
        loc: Loc,
    ) -> PlannedFigure | None:
        """From one time to another: over the changes of the parts, or over the flows of the later year."""
        desk = self.desk
        fixed, coordinates = inner
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
            steps = [
                (item.label, NumberKey(stock.id, area, last, item.breakdown).with_view(View.CHANGE, since=first))
                for item in coordinates
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
        return self._finish(block, spec, numbers, (definitions, areas, fixed), scope, loc)

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
