"""Line charts over years and months, indexed lines, bands, and small multiples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.graphics import LinePoint, Panel, Series, SmallMultiples
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.model.comparison import Wanted, held, keys_of
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.plan.desk.captions import caption, units
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.figures.base import Asked, FigureBase, date_position, position, slot
from berichtsgenerator.plan.layout.figures import BandEnd, ChartBlock
from berichtsgenerator.plan.layout.parts import TimeSpan
from berichtsgenerator.plan.planned.figures import (
    PlannedBand,
    PlannedChart,
    PlannedFigure,
    PlannedLines,
    PlannedSeries,
    PlannedSpec,
)


class LinePlanner(FigureBase):
    """Plans line charts."""

    def lines(self, asked: Asked) -> PlannedFigure | None:
        """Lines, or with ``art: linienraster`` a small chart for each area."""
        desk, block, scope, loc = self.desk, asked.block, asked.scope, asked.loc
        words: Sequence[str | TimeSpan] = block.zeit or ["erste..letzte"]
        found: list[tuple[str, Definition, str, Breakdown, tuple[Period, ...]]] = []
        several = (len(asked.definitions) > 1, len(asked.areas) > 1, len(asked.coordinates) > 1)
        for definition in asked.definitions:
            for area in asked.areas:
                for coordinate in asked.coordinates:
                    periods = desk.times(words, definition, (area,), coordinate.breakdown, scope, (*loc, "zeit"))
                    labels = (definition.short, desk.view(area).name, coordinate.label)
                    label = ", ".join(part for part, wanted in zip(labels, several, strict=True) if wanted)
                    if len(periods) > 1:
                        name = label or desk.view(area).name
                        found.append((name, definition, area, coordinate.breakdown, periods))
                    elif area not in desk.availability.gemeinden or area == asked.areas[0]:
                        self.gap(scope, loc, definition, (area,), "Linie")
        if not found:
            return None
        every = sorted({period for *_, periods in found for period in periods})
        if len({period.kind for period in every}) > 1:
            desk.error(
                "zeit-gemischt", "Diese Reihen haben verschiedene Zeitarten (Jahre, Monate …).", desk.place(loc),
                "Machen Sie daraus zwei Diagramme.",
            )  # fmt: skip
            return None
        base = self._base(asked, every)
        if base is False:
            return None
        marked = self.marked(block, scope, loc)
        series = tuple(
            PlannedSeries(
                name,
                tuple(
                    (position(period), _seen(NumberKey(definition.id, area, period, pairs), base))
                    for period in every
                    if periods[0].iso <= period.iso <= periods[-1].iso
                ),
                area in marked,
            )
            for name, definition, area, pairs, periods in found
        )
        unit = units(asked.definitions) if base is None else f"{short_period(base)} = 100"
        chart: PlannedChart
        if block.art == "linienraster":
            chart = self._panels(asked, series, every, base, unit)
        else:
            chart = PlannedLines(
                series,
                unit,
                max(item.decimals for item in asked.definitions),
                self._events(block, every, loc),
                monthly=every[0].kind is PeriodKind.MONTH,
                from_zero=block.ab_null,
                bands=self._bands(asked, every),
            )
        kept = list(dict.fromkeys(definition for _, definition, *_ in found))
        drawn = tuple(dict.fromkeys(area for _, _, area, *_ in found))
        title = caption(
            block, desk, scope, loc, definitions=kept, areas=drawn, periods=every, breakdown=asked.fixed, span=True
        )
        return self.figure(block, chart, title, scope, loc, kept)

    def _base(self, asked: Asked, every: Sequence[Period]) -> Period | Literal[False] | None:
        """The period that is 100 for indexed lines, None without an index, False when there are no data for it."""
        if asked.block.index is None:
            return None
        here = (*asked.loc, "index")
        place = self.desk.place(here)
        word = self.desk.plain(asked.block.index, asked.scope, here)
        found = self.desk.point(word, asked.definitions[0], asked.areas, asked.fixed, place)
        if found is None or found not in every:
            self.desk.error(
                "index-zeit", f"„{word}“ gehört nicht zu den Zeiten des Diagramms; ein Index braucht seine Basis.",
                place, f"Möglich ist etwa „{every[0].iso}“.",
            )  # fmt: skip
            return False
        return found

    def _bands(self, asked: Asked, every: Sequence[Period]) -> tuple[PlannedBand, ...]:
        """Bands over the times of the chart; a band without any data is a gap."""
        found = []
        for index, item in enumerate(asked.block.baender):
            here = (*asked.loc, "baender", index)
            ends = [
                self._end(end, asked, every, (*here, name))
                for name, end in (("unten", item.unten), ("oben", item.oben))
            ]
            low, high = ends
            points = tuple(
                (position(period), low[period], high[period]) for period in every if period in low.keys() & high.keys()
            )
            if points:
                found.append(PlannedBand(self.desk.plain(item.name, asked.scope, (*here, "name")), points))
            else:
                self.gap(asked.scope, here, asked.definitions[0], asked.areas[:1], f"Band „{item.name}“")
        return tuple(found)

    def _end(self, end: BandEnd, asked: Asked, every: Sequence[Period], loc: Loc) -> dict[Period, NumberKey]:
        """The numbers of one end of a band by period."""
        desk, scope = self.desk, asked.scope
        used: Definition | None = asked.definitions[0]
        if end.indikator:
            used = desk.indicator(end.indikator, scope, (*loc, "indikator"))
        keys = desk.area_keys([end.gebiet], scope, (*loc, "gebiet")) if end.gebiet is not None else asked.areas[:1]
        own = desk.breakdown(end.gliederung, scope, (*loc, "gliederung"))
        if used is None or not keys or not desk.check_breakdown(used, own, desk.place((*loc, "gliederung"))):
            return {}
        pairs = tuple(sorted({**dict(asked.fixed), **dict(own)}.items()))
        known = set(desk.availability.of_area(used.id, keys[0], pairs))
        return {period: NumberKey(used.id, keys[0], period, pairs) for period in every if period in known}

    def _panels(
        self, asked: Asked, series: tuple[PlannedSeries, ...], every: Sequence[Period], base: Period | None, unit: str
    ) -> PlannedSpec:
        """Small multiples: a panel for each line, the first reference in all of them."""
        desk, block = self.desk, asked.block
        shown = asked.definitions[0].id
        reference = None
        numbers = [key for line in series for _, key in line.points]
        wanted = desk.area_keys(block.referenzen, asked.scope, (*asked.loc, "referenzen"))
        for area in [key for key in wanted if key not in asked.areas][:1]:
            known = set(desk.availability.of_area(shown, area, asked.fixed))
            points = [
                (position(period), _seen(NumberKey(shown, area, period, asked.fixed), base))
                for period in every
                if period in known
            ]
            if points:
                numbers += [key for _, key in points]
                reference = Series(desk.view(area).name, tuple(LinePoint(x, slot(key)) for x, key in points))
        panels = tuple(
            Panel(
                line.name,
                Series(line.name, tuple(LinePoint(x, slot(key)) for x, key in line.points)),
                line.emphasis,
            )
            for line in series
        )
        monthly = every[0].kind is PeriodKind.MONTH
        return PlannedSpec(SmallMultiples(panels, unit, reference, monthly, block.ab_null), tuple(numbers))

    def _events(self, block: ChartBlock, periods: Sequence[Period], loc: Loc) -> tuple[tuple[float, str], ...]:
        desk = self.desk
        known = desk.context.project.ereignisse
        shift = 0.5 if periods[0].kind in (PeriodKind.YEAR, PeriodKind.ANNUAL_MEAN) else 0.0
        found = []
        for index, item in enumerate(block.ereignisse):
            if isinstance(item, str):
                if item not in known:
                    desk.error(
                        "ereignis-unbekannt",
                        f"Das Ereignis „{item}“ steht nicht in {desk.context.project.file}.",
                        desk.place((*loc, "ereignisse", index)),
                        did_you_mean(item, known) or "Tragen Sie es dort unter „ereignisse“ ein.",
                    )
                    continue
                date, name = known[item].datum, known[item].name
            else:
                date, name = item.datum, item.name
            x = date_position(date) - shift
            if position(periods[0]) <= x <= position(periods[-1]):
                found.append((x, name))
        return tuple(sorted(found))


def _seen(key: NumberKey, base: Period | None) -> NumberKey:
    """The number itself, or its index with ``base`` = 100."""
    if base is None:
        return key
    (change,) = keys_of(key, Wanted(since=(base,), indices=True)).changes
    return held(change.indexed)
