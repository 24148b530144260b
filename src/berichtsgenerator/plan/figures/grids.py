"""Charts of rows and series: bars of every kind, dumbbells, slopes, dot plots, heat tables, transitions.

Which axis (areas, parts, times, indicators) makes the rows and which the series follows from what has several entries,
unless the layout says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.graphics import (
    Bar,
    ChartSpec,
    DotChart,
    DotRow,
    Flow,
    FlowChart,
    HeatTable,
    ReferenceLine,
    SlopeChart,
)
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.model.comparison import Wanted, held, keys_of
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.desk.captions import caption, units
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.figures.base import Asked, FigureBase, slot
from berichtsgenerator.plan.layout.figures import ChartBlock
from berichtsgenerator.plan.layout.parts import TimeSpan
from berichtsgenerator.plan.planned.figures import (
    PlannedBar,
    PlannedBars,
    PlannedChart,
    PlannedClasses,
    PlannedFigure,
    PlannedSpec,
)
from berichtsgenerator.plan.tables.cells import Coordinate, combine

_AXES = ("gebiete", "nach", "zeiten", "indikatoren")
_BY_AREA = ("gebiete", "nach", "indikatoren", "zeiten")
_PREFERRED = {
    "balken": _AXES,
    "hantel": _BY_AREA,
    "steigung": _BY_AREA,
    "punkte": _BY_AREA,
    "waermetabelle": _BY_AREA,
    "fluss": _BY_AREA,
}
"""Which axis makes the rows, by kind; standing charts prefer times."""
_INTERVAL = "95-%-Intervall der Zufallsschwankung"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a grid: its label, its numbers, its area (``""`` when rows are no areas)."""

    label: str
    keys: tuple[NumberKey, ...]
    area: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """Numbers in rows and series."""

    rows: tuple[_Row, ...]
    series: tuple[str, ...]
    references: tuple[tuple[str, NumberKey], ...]
    kept: list[Definition]
    categories: str
    by_value: bool
    marked: set[str]
    title: str
    columns: str = ""

    @property
    def unit(self) -> str:
        """The common unit."""
        return units(self.kept)


class GridPlanner(FigureBase):
    """Plans charts of rows and series."""

    def bars(self, asked: Asked) -> PlannedFigure | None:
        """Bars side by side, stacked or on 100 percent."""
        block = asked.block
        grid = self._grid(asked)
        if grid is None:
            return None
        mode = "einzeln"
        if block.art == "gestapelt":
            mode = "prozent" if block.anteile else "gestapelt"
        elif len(grid.series) > 1:
            mode = "gruppiert"
        chart = PlannedBars(
            tuple(PlannedBar(row.label, row.keys, row.area in grid.marked) for row in grid.rows),
            grid.series,
            grid.unit,
            max(item.decimals for item in grid.kept),
            grid.references,
            mode,
            horizontal=block.art == "balken" or (block.art == "gestapelt" and grid.categories == "gebiete"),
            by_value=grid.by_value and grid.categories in ("gebiete", "indikatoren", "nach"),
        )
        return self.figure(block, chart, grid.title, asked.scope, asked.loc, grid.kept)

    def other(self, asked: Asked) -> PlannedFigure | None:
        """Dumbbells, slopes, dot plots, heat tables and transitions."""
        block = asked.block
        grid = self._grid(asked)
        if grid is None:
            return None
        if block.art in ("hantel", "steigung") and len(grid.series) < 2:
            self.desk.error(
                "diagramm-zwei", f"„{block.art}“ vergleicht mindestens zwei Zeiten oder Werte, hier ist es einer.",
                self.desk.place(asked.loc), "Nennen Sie zwei, zum Beispiel „zeit: [2015, letzte]“.",
            )  # fmt: skip
            return None
        spec, numerators, denominators = self._spec(block, grid)
        keys = tuple(key for row in grid.rows for key in row.keys)
        chart: PlannedChart = PlannedSpec(
            spec,
            (*keys, *(key for _, key in grid.references)),
            by_value=grid.by_value,
            classes=PlannedClasses(block.klassen.art, block.klassen.anzahl, tuple(block.klassen.grenzen)),
            decimals=max(item.decimals for item in grid.kept),
            numerators=numerators,
            denominators=denominators,
        )
        return self.figure(block, chart, grid.title, asked.scope, asked.loc, grid.kept)

    def _spec(self, block: ChartBlock, grid: _Grid) -> tuple[ChartSpec, tuple[NumberKey, ...], tuple[NumberKey, ...]]:
        """The specification with empty places; numerators and denominators of intervals in the order of the rows."""
        references = tuple(ReferenceLine(label, slot(key)) for label, key in grid.references)
        bars = tuple(Bar(row.label, tuple(slot(key) for key in row.keys), row.area in grid.marked) for row in grid.rows)
        if block.art == "steigung":
            return SlopeChart(bars, grid.series, grid.unit), (), ()
        if block.art == "waermetabelle":
            return HeatTable(bars, grid.series, grid.unit, ()), (), ()
        if block.art == "fluss":
            flows = tuple(
                Flow(source, target, datum) for source, bar in enumerate(bars) for target, datum in enumerate(bar.data)
            )
            unit = "Anzahl" if block.ansicht != "wert" else grid.unit
            return FlowChart(tuple(bar.label for bar in bars), grid.series, flows, unit), (), ()
        rows = tuple(DotRow(bar.label, bar.data, (), bar.emphasis) for bar in bars)
        if not block.intervall:
            joined = block.art == "hantel"
            return DotChart(rows, grid.series, grid.unit, references, joined), (), ()
        parted = [keys_of(key, Wanted(parts=True)) for row in grid.rows for key in row.keys]
        return (
            DotChart(rows, grid.series, grid.unit, references, interval=_INTERVAL),
            tuple(held(record.cases) for record in parted),
            tuple(held(record.base) for record in parted),
        )

    def _grid(self, asked: Asked) -> _Grid | None:
        desk, block, scope, loc = self.desk, asked.block, asked.scope, asked.loc
        areas = asked.areas
        if block.intervall and not all(item.kind in (Kind.SHARE, Kind.RATE) for item in asked.definitions):
            desk.error(
                "intervall-art", "Intervalle gibt es nur zu Anteilen und Raten.", desk.place((*loc, "intervall"))
            )
            return None
        words: Sequence[str | TimeSpan] = block.zeit or ["letzte"]
        kept: list[Definition] = []
        own: dict[str, tuple[Period, ...]] = {}
        for definition in asked.definitions:
            for coordinate in asked.coordinates:
                found = desk.times(words, definition, areas, coordinate.breakdown, scope, (*loc, "zeit"))
                if found:
                    own[definition.id] = found
                    kept.append(definition)
                    break
            else:
                self.gap(scope, loc, definition, areas, "Diagramm")
        if not kept:
            return None
        periods = sorted({period for found in own.values() for period in found})
        several = any(len(found) > 1 for found in own.values())
        if several and len(set(own.values())) > 1:
            desk.error(
                "zeit-gemischt", "Diese Indikatoren haben Daten zu verschiedenen Zeiten.", desk.place((*loc, "zeit")),
                "Nennen Sie eine einzige Zeit, oder machen Sie daraus zwei Diagramme.",
            )  # fmt: skip
            return None
        axes = {
            "gebiete": [Coordinate(label, area=item) for item, label in desk.labels(areas).items()],
            "nach": list(asked.coordinates),
            "zeiten": [Coordinate(short_period(item), period=item) for item in (periods if several else periods[-1:])],
            "indikatoren": [
                Coordinate(item.short, indicator=item, period=None if several else own[item.id][-1]) for item in kept
            ],
        }
        chosen = self._axes(block, axes, loc)
        if chosen is None:
            return None
        categories, series = chosen
        rest = [axis[0] for name, axis in axes.items() if name not in (categories, series)]
        columns = axes[series] if series else [Coordinate("")]
        view = {"zaehler": View.NUMERATOR, "nenner": View.DENOMINATOR}.get(block.ansicht)
        rows = []
        for row in axes[categories]:
            keys = [combine((*rest, row, column), kept[0]) for column in columns]
            rows.append(_Row(row.label, tuple(key.with_view(view) if view else key for key in keys), row.area))
        order = block.sortierung or ("wert" if categories == "gebiete" and len(columns) == 1 else None)
        if order == "schluessel" and categories == "gebiete":
            rows.sort(key=lambda row: row.area)
        shown = sorted({key.period for row in rows for key in row.keys})
        title = caption(
            block, desk, scope, loc, definitions=kept, areas=areas, periods=shown, breakdown=asked.fixed,
            span=categories == "zeiten",
        )  # fmt: skip
        return _Grid(
            tuple(rows),
            tuple(column.label for column in columns) if len(columns) > 1 else (kept[0].short,),
            self._references(asked, kept[0], axes, columns, rest),
            kept,
            categories,
            order == "wert",
            self.marked(block, scope, loc),
            title,
            series,
        )

    def _axes(self, block: ChartBlock, axes: dict[str, list[Coordinate]], loc: Loc) -> tuple[str, str] | None:
        """Names of the axes that make the categories and the series (``""`` for a single series)."""
        desk = self.desk
        several = [name for name in _AXES if len(axes[name]) > 1]
        categories, series = block.kategorien, block.reihen
        for name, word in (("kategorien", categories), ("reihen", series)):
            if word and word not in axes:
                desk.error(
                    "achse-unbekannt", f"„{word}“ ist keine Achse.", desk.place((*loc, name)), did_you_mean(word, _AXES)
                )
                return None
        if not categories:
            free = [
                name for name in _PREFERRED.get(block.art, ("zeiten", *_AXES)) if name in several and name != series
            ]
            categories = free[0] if free else next(name for name in _AXES if name != series)
        rest = [name for name in several if name != categories]
        if not series and rest:
            series = rest[0]
        extra = [name for name in rest if name != series]
        if extra:
            desk.error(
                "achse-zuviel",
                f"Ein Diagramm zeigt höchstens zwei Dinge zugleich; zu viel ist {', '.join(extra)}.",
                desk.place(loc),
                "Wählen Sie dort einen einzigen Eintrag.",
            )
            return None
        return categories, series if series in rest else ""

    def _references(
        self,
        asked: Asked,
        definition: Definition,
        axes: dict[str, list[Coordinate]],
        columns: Sequence[Coordinate],
        rest: Sequence[Coordinate],
    ) -> tuple[tuple[str, NumberKey], ...]:
        desk, wanted, here = self.desk, asked.block.referenzen, (*asked.loc, "referenzen")
        if not wanted:
            return ()
        if len(columns) > 1 or len(axes["gebiete"]) < 2:
            desk.warning(
                "referenz-entfaellt", "Vergleichslinien gibt es nur, wenn jedes Gebiet einen einzigen Balken hat.",
                desk.place(here),
            )  # fmt: skip
            return ()
        others = tuple(area for area in desk.area_keys(wanted, asked.scope, here) if area not in asked.areas)
        first = combine((*rest, axes["gebiete"][0], *columns), definition)
        found = []
        for area, key, *_ in keys_of(first, Wanted(against=others)).distances:
            if desk.availability.has(key.indicator, area, key.period, key.breakdown):
                found.append((desk.view(area).name, key))
        return tuple(found)
