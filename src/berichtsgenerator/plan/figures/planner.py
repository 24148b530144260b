"""Plans charts and maps.

Comes in: a block's model and its scope. Goes out: a :class:`PlannedFigure` of number keys, every one requested; None
when the data give nothing for it (a gap is recorded). Each family of charts has a planner of its own.
"""

from __future__ import annotations

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.figures.base import Asked, FigureBase
from berichtsgenerator.plan.figures.datatables import data_table
from berichtsgenerator.plan.figures.grids import GridPlanner
from berichtsgenerator.plan.figures.lines import LinePlanner
from berichtsgenerator.plan.figures.maps import MapPlanner
from berichtsgenerator.plan.figures.pyramids import PyramidPlanner
from berichtsgenerator.plan.figures.relations import RelationPlanner
from berichtsgenerator.plan.layout.figures import ChartBlock, MapBlock
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.tables.planner import TablePlanner

_LINES = ("linie", "linienraster")
_BARS = ("balken", "saeulen", "gestapelt")


class FigurePlanner(FigureBase):
    """Plans charts and maps of every kind."""

    def __init__(self, desk: Desk, tables: TablePlanner) -> None:
        super().__init__(desk, tables)
        self._grids = GridPlanner(desk, tables)
        self._lines = LinePlanner(desk, tables)
        self._pyramids = PyramidPlanner(desk, tables)
        self._maps = MapPlanner(desk, tables)
        self._relations = RelationPlanner(desk, tables)

    def chart(self, block: ChartBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        """A chart of the block's kind."""
        if block.art == "pyramide":
            return self._pyramids.pyramid(block, scope, loc)
        definitions = self.definitions(block, scope, loc)
        areas = self.areas(block, scope, loc)
        if not definitions or not areas:
            return None
        if block.art in ("streuung", "lorenz"):
            fixed = self.desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
            asked = Asked(block, scope, loc, definitions, areas, fixed)
            return self._relations.scatter(asked) if block.art == "streuung" else self._relations.lorenz(asked)
        inner = self.series_breakdowns(block, definitions[0], scope, loc)
        if inner is None:
            return None
        if not inner[1]:
            self.gap(scope, loc, definitions[0], areas, "Diagramm")
            return None
        asked = Asked(block, scope, loc, definitions, areas, inner[0], tuple(inner[1]))
        if block.art == "verteilung":
            return self._relations.strips(asked)
        if block.art == "wasserfall":
            return self._relations.waterfall(asked)
        if block.art in _LINES:
            return self._lines.lines(asked)
        if block.art in _BARS:
            return self._grids.bars(asked)
        return self._grids.other(asked)

    def map(self, block: MapBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        """A map of rates as areas or of counts as circles."""
        return self._maps.map(block, scope, loc)


__all__ = ["FigurePlanner", "data_table"]
