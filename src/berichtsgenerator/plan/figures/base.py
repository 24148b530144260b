"""What planners of every kind of chart share: indicators, breakdowns, times on an axis, gaps, the finished figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.graphics import Datum
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.plan.desk.availability import age_partition
from berichtsgenerator.plan.desk.captions import units
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.figures.datatables import chart_keys
from berichtsgenerator.plan.layout.figures import ChartBlock, MapBlock
from berichtsgenerator.plan.planned.figures import PlannedChart, PlannedFigure
from berichtsgenerator.plan.tables.base import register
from berichtsgenerator.plan.tables.cells import Coordinate
from berichtsgenerator.plan.tables.planner import TablePlanner

DEFAULT_AREAS = {
    "balken": ["gemeinden"],
    "saeulen": ["gebiet"],
    "gestapelt": ["gebiet"],
    "linie": ["gebiet", "land", "bund"],
    "pyramide": ["gebiet"],
    "wasserfall": ["gebiet"],
}
"""Areas of a chart that names none; all other kinds show the Gemeinden."""

_OWN_AXES = ("streuung", "lorenz")
"""Kinds with an axis of its own for each indicator."""


def position(period: Period) -> float:
    """Where a period stands on a time axis, in decimal years."""
    if period.kind is PeriodKind.MONTH:
        return period.year + (int(period.iso[5:7]) - 0.5) / 12
    if period.kind is PeriodKind.QUARTER:
        return period.year + (int(period.iso[6]) - 0.5) / 4
    if period.kind is PeriodKind.STICHTAG:
        return date_position(dt.date.fromisoformat(period.iso))
    return float(period.year)


def date_position(date: dt.date) -> float:
    """A date in decimal years."""
    first = dt.date(date.year, 1, 1)
    return date.year + (date - first).days / (dt.date(date.year + 1, 1, 1) - first).days


def slot(key: NumberKey) -> Datum:
    """The empty place of a number in a chart's specification."""
    return Datum(None, "", "", str(key))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the block of a chart asks for, looked up: indicators, areas, the fixed breakdown and the parts of ``nach``
    (one without a label when there are none; none at all for kinds that are not divided).
    """

    block: ChartBlock
    scope: Scope
    loc: Loc
    definitions: list[Definition]
    areas: tuple[str, ...]
    fixed: Breakdown = ()
    coordinates: tuple[Coordinate, ...] = ()


class FigureBase:
    """Answers that every kind of chart needs."""

    def __init__(self, desk: Desk, tables: TablePlanner) -> None:
        self.desk = desk
        self.tables = tables

    def gap(self, scope: Scope, loc: Loc, definition: Definition, areas: Sequence[str], what: str) -> None:
        """Record that the data give nothing of ``definition`` for a chart."""
        desk = self.desk
        reason = desk.availability.gap(definition.id, areas[0], None) if areas else "Es fehlt das Gebiet."
        lacking = [desk.availability.lacking(definition.id, areas)]
        desk.gap(scope, f"{what} zu „{definition.title}“", reason, desk.place(loc), lacking)

    def figure(
        self,
        block: ChartBlock | MapBlock,
        chart: PlannedChart,
        title: str,
        scope: Scope,
        loc: Loc,
        definitions: Sequence[Definition],
    ) -> PlannedFigure:
        """The figure around a chart: number, caption, notes; every number of the chart is requested."""
        desk = self.desk
        identifier, number = register(desk, block, scope, loc, "abbildung", desk.targets.figure())
        where = f"Abbildung {number}"
        for key in chart_keys(chart):
            desk.request(key, where, desk.place(loc), cell=True)
        return PlannedFigure(
            identifier,
            number,
            title,
            chart,
            subtitle=desk.plain(block.untertitel, scope, (*loc, "untertitel")) or units(definitions),
            notes=self.tables.notes(block, scope, loc, where, definitions),
            height=block.hoehe,
            data_table=block.daten,
            in_list=block.listed(bool(scope.turn)),
            place=desk.place(loc),
            statement=self.tables.inline(block.aussage, scope, (*loc, "aussage"), where),
            alternative=self.tables.inline(block.alternativtext, scope, (*loc, "alternativtext"), where),
            suffixes=scope.suffixes,
        )

    def definitions(self, block: ChartBlock, scope: Scope, loc: Loc) -> list[Definition] | None:
        """The indicators of a chart; None after an error. One axis has one unit."""
        desk = self.desk
        found = [desk.indicator(word, scope, (*loc, "indikatoren", i)) for i, word in enumerate(block.indikatoren)]
        definitions = [item for item in found if item is not None]
        if len(definitions) < len(found):
            return None
        named = ", ".join(f"{item.id} ({unit_text(item.unit)})" for item in definitions)
        if block.art not in _OWN_AXES and not units(definitions) and any(item.unit for item in definitions):
            desk.error(
                "einheit-gemischt",
                f"Diese Indikatoren haben verschiedene Einheiten: {named}.",
                desk.place((*loc, "indikatoren")),
                "Ein Diagramm hat eine Einheit; machen Sie daraus zwei.",
            )
            return None
        return definitions

    def series_breakdowns(
        self, block: ChartBlock, definition: Definition, scope: Scope, loc: Loc
    ) -> tuple[Breakdown, list[Coordinate]] | None:
        """The fixed breakdown and the parts of ``nach`` (one without a label when there are none)."""
        desk = self.desk
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        if not desk.check_breakdown(definition, fixed, desk.place((*loc, "gliederung"))):
            return None
        split = self.tables.split(definition, fixed, block.nach, block.werte, False, scope, loc)
        if split is None:
            return None
        if block.nach == "alter" and not block.werte:
            chain = age_partition([label for label, _ in split])
            split = tuple((label, pairs) for label, pairs in split if label in chain)
        return fixed, [Coordinate(label, breakdown=pairs) for label, pairs in split]

    def areas(self, block: ChartBlock, scope: Scope, loc: Loc) -> tuple[str, ...]:
        """Keys of the areas that a chart shows."""
        words = block.gebiete or DEFAULT_AREAS.get(block.art, ["gemeinden"])
        return self.desk.area_keys(words, scope, (*loc, "gebiete"))

    def marked(self, block: ChartBlock | MapBlock, scope: Scope, loc: Loc) -> set[str]:
        """Keys of the areas to be emphasised."""
        return set(self.desk.area_keys(block.hervorheben, scope, (*loc, "hervorheben")))
