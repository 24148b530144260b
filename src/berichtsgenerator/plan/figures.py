"""Plans charts and maps.

Comes in: a block's model and its scope. Goes out: a :class:`PlannedFigure` of number keys, every one requested; None
when the data give nothing for it (a gap is recorded). Which axis makes the categories and which the series follows
from what has several entries, unless the layout says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Align, HeadCell
from berichtsgenerator.indicators.ages import OPEN, parse_ages
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.availability import age_partition, pyramid_ages
from berichtsgenerator.plan.blockmodels import ChartBlock, MapBlock, TimeSpan
from berichtsgenerator.plan.captions import caption, units
from berichtsgenerator.plan.context import Definition
from berichtsgenerator.plan.desk import Desk, Scope
from berichtsgenerator.plan.planned import (
    NotApplicable,
    PlannedAge,
    PlannedBar,
    PlannedBars,
    PlannedCell,
    PlannedChart,
    PlannedFigure,
    PlannedGroup,
    PlannedLines,
    PlannedMap,
    PlannedMapArea,
    PlannedPyramid,
    PlannedRow,
    PlannedSeries,
    PlannedTable,
)
from berichtsgenerator.plan.tables import Coordinate, TablePlanner, combine, register

_DEFAULT_AREAS = {
    "balken": ["gemeinden"],
    "saeulen": ["gebiet"],
    "gestapelt": ["gebiet"],
    "linie": ["gebiet", "land", "bund"],
    "pyramide": ["gebiet"],
}
_AXES = ("gebiete", "nach", "zeiten", "indikatoren")


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


class FigurePlanner:
    """Plans charts and maps of every kind."""

    def __init__(self, desk: Desk, tables: TablePlanner) -> None:
        self._desk = desk
        self._tables = tables

    # common --------------------------------------------------------------------------------------------------------

    def _gap(self, scope: Scope, loc: Loc, definition: Definition, areas: Sequence[str], what: str) -> None:
        desk = self._desk
        reason = desk.availability.gap(definition.id, areas[0], None) if areas else "Es fehlt das Gebiet."
        lacking = [desk.availability.lacking(definition.id, areas)]
        desk.gap(scope, f"{what} zu „{definition.title}“", reason, desk.place(loc), lacking)

    def _figure(
        self,
        block: ChartBlock | MapBlock,
        chart: PlannedChart,
        title: str,
        scope: Scope,
        loc: Loc,
        definitions: Sequence[Definition],
    ) -> PlannedFigure:
        desk = self._desk
        identifier, number = register(desk, block, scope, loc, "abbildung", desk.targets.figure())
        where = f"Abbildung {number}"
        for key in chart_keys(chart):
            desk.request(key, where)
        return PlannedFigure(
            identifier,
            number,
            title,
            chart,
            subtitle=desk.plain(block.untertitel, scope, (*loc, "untertitel")) or units(definitions),
            notes=self._tables.notes(block, scope, loc, where, definitions),
            height=block.hoehe,
            data_table=block.daten,
            in_list=block.listed(bool(scope.turn)),
            place=desk.place(loc),
        )

    def _definitions(self, block: ChartBlock, scope: Scope, loc: Loc) -> list[Definition] | None:
        desk = self._desk
        found = [desk.indicator(word, scope, (*loc, "indikatoren", i)) for i, word in enumerate(block.indikatoren)]
        definitions = [item for item in found if item is not None]
        if len(definitions) < len(found):
            return None
        named = ", ".join(f"{item.id} ({unit_text(item.unit)})" for item in definitions)
        if not units(definitions) and any(item.unit for item in definitions):
            desk.error(
                "einheit-gemischt",
                f"Diese Indikatoren haben verschiedene Einheiten: {named}.",
                desk.place((*loc, "indikatoren")),
                "Ein Diagramm hat eine Einheit; machen Sie daraus zwei.",
            )
            return None
        return definitions

    def _series_breakdowns(
        self, block: ChartBlock, definition: Definition, scope: Scope, loc: Loc
    ) -> tuple[Breakdown, list[Coordinate]] | None:
        desk = self._desk
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        if not desk.check_breakdown(definition, fixed, desk.place((*loc, "gliederung"))):
            return None
        split = self._tables.split(definition, fixed, block.nach, block.werte, False, scope, loc)
        if split is None:
            return None
        if block.nach == "alter" and not block.werte:
            chain = age_partition([label for label, _ in split])
            split = tuple((label, pairs) for label, pairs in split if label in chain)
        return fixed, [Coordinate(label, breakdown=pairs) for label, pairs in split]

    # charts --------------------------------------------------------------------------------------------------------

    def chart(self, block: ChartBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        """A chart of the block's kind."""
        if block.art == "pyramide":
            return self._pyramid(block, scope, loc)
        definitions = self._definitions(block, scope, loc)
        areas = self._desk.area_keys(block.gebiete or _DEFAULT_AREAS[block.art], scope, (*loc, "gebiete"))
        if not definitions or not areas:
            return None
        split = self._series_breakdowns(block, definitions[0], scope, loc)
        if split is None:
            return None
        fixed, inner = split
        if not inner:
            self._gap(scope, loc, definitions[0], areas, "Diagramm")
            return None
        if block.art == "linie":
            return self._lines(block, definitions, areas, fixed, inner, scope, loc)
        return self._bars(block, definitions, areas, fixed, inner, scope, loc)

    def _bars(
        self,
        block: ChartBlock,
        definitions: list[Definition],
        areas: tuple[str, ...],
        fixed: Breakdown,
        inner: list[Coordinate],
        scope: Scope,
        loc: Loc,
    ) -> PlannedFigure | None:
        desk = self._desk
        words: Sequence[str | TimeSpan] = block.zeit or ["letzte"]
        kept: list[Definition] = []
        own: dict[str, tuple[Period, ...]] = {}
        for definition in definitions:
            for coordinate in inner:
                found = desk.times(words, definition, areas, coordinate.breakdown, scope, (*loc, "zeit"))
                if found:
                    own[definition.id] = found
                    kept.append(definition)
                    break
            else:
                self._gap(scope, loc, definition, areas, "Diagramm")
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
            "gebiete": [Coordinate(desk.availability.area(item).short, area=item) for item in areas],
            "nach": inner,
            "zeiten": [Coordinate(short_period(item), period=item) for item in (periods if several else periods[-1:])],
            "indikatoren": [
                Coordinate(item.short, indicator=item, period=None if several else own[item.id][-1]) for item in kept
            ],
        }
        chosen = self._axes(block, axes, scope, loc)
        if chosen is None:
            return None
        categories, series = chosen
        rest = [axis[0] for name, axis in axes.items() if name not in (categories, series)]
        marked = set(desk.area_keys(block.hervorheben, scope, (*loc, "hervorheben")))
        columns = axes[series] if series else [Coordinate("")]
        bars = []
        for row in axes[categories]:
            keys = tuple(combine((*rest, row, column), kept[0]) for column in columns)
            bars.append(PlannedBar(row.label, keys, row.area in marked if row.area else False))
        references = self._references(block, kept, areas, axes, columns, rest, scope, loc)
        order = block.sortierung or ("wert" if categories == "gebiete" and len(columns) == 1 else None)
        if order == "schluessel" and categories == "gebiete":
            bars = [bar for _, bar in sorted(zip(areas, bars, strict=True))]
        mode = "einzeln"
        if block.art == "gestapelt":
            mode = "prozent" if block.anteile else "gestapelt"
        elif len(columns) > 1:
            mode = "gruppiert"
        chart = PlannedBars(
            tuple(bars),
            tuple(column.label for column in columns) if len(columns) > 1 else (kept[0].short,),
            units(kept),
            max(item.decimals for item in kept),
            references,
            mode,
            horizontal=block.art == "balken" or (block.art == "gestapelt" and categories == "gebiete"),
            by_value=order == "wert" and categories in ("gebiete", "indikatoren", "nach"),
        )
        shown = sorted({key.period for bar in bars for key in bar.keys})
        title = caption(
            block, desk, scope, loc, definitions=kept, areas=areas, periods=shown, breakdown=fixed,
            span=categories == "zeiten",
        )  # fmt: skip
        return self._figure(block, chart, title, scope, loc, kept)

    def _axes(
        self, block: ChartBlock, axes: dict[str, list[Coordinate]], scope: Scope, loc: Loc
    ) -> tuple[str, str] | None:
        """Names of the axes that make the categories and the series (``""`` for a single series)."""
        desk = self._desk
        several = [name for name in _AXES if len(axes[name]) > 1]
        categories, series = block.kategorien, block.reihen
        for name, word in (("kategorien", categories), ("reihen", series)):
            if word and word not in axes:
                desk.error(
                    "achse-unbekannt", f"„{word}“ ist keine Achse.", desk.place((*loc, name)), did_you_mean(word, _AXES)
                )
                return None
        if not categories:
            preferred = ("zeiten", *_AXES) if block.art != "balken" else _AXES
            free = [name for name in preferred if name in several and name != series]
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
        block: ChartBlock,
        definitions: Sequence[Definition],
        areas: Sequence[str],
        axes: dict[str, list[Coordinate]],
        columns: Sequence[Coordinate],
        rest: Sequence[Coordinate],
        scope: Scope,
        loc: Loc,
    ) -> tuple[tuple[str, NumberKey], ...]:
        desk = self._desk
        if not block.referenzen:
            return ()
        if len(columns) > 1 or len(axes["gebiete"]) < 2:
            desk.warning(
                "referenz-entfaellt", "Vergleichslinien gibt es nur, wenn jedes Gebiet einen einzigen Balken hat.",
                desk.place((*loc, "referenzen")),
            )  # fmt: skip
            return ()
        fixed = [item for item in rest if not item.area]
        found = []
        for area in desk.area_keys(block.referenzen, scope, (*loc, "referenzen")):
            if area in areas:
                continue
            key = combine((*fixed, Coordinate("", area=area), *columns), definitions[0])
            if desk.availability.has(key.indicator, area, key.period, key.breakdown):
                found.append((desk.view(area).name, key))
        return tuple(found)

    def _lines(
        self,
        block: ChartBlock,
        definitions: list[Definition],
        areas: tuple[str, ...],
        fixed: Breakdown,
        inner: list[Coordinate],
        scope: Scope,
        loc: Loc,
    ) -> PlannedFigure | None:
        desk = self._desk
        words: Sequence[str | TimeSpan] = block.zeit or ["erste..letzte"]
        found: list[tuple[str, Definition, str, Breakdown, tuple[Period, ...]]] = []
        several = (len(definitions) > 1, len(areas) > 1, len(inner) > 1)
        for definition in definitions:
            for area in areas:
                for coordinate in inner:
                    periods = desk.times(words, definition, (area,), coordinate.breakdown, scope, (*loc, "zeit"))
                    labels = (definition.short, desk.view(area).name, coordinate.label)
                    label = ", ".join(part for part, wanted in zip(labels, several, strict=True) if wanted)
                    if len(periods) > 1:
                        name = label or desk.view(area).name
                        found.append((name, definition, area, coordinate.breakdown, periods))
                    elif area not in desk.availability.gemeinden or area == areas[0]:
                        self._gap(scope, loc, definition, (area,), "Linie")
        if not found:
            return None
        every = sorted({period for *_, periods in found for period in periods})
        if len({period.kind for period in every}) > 1:
            desk.error(
                "zeit-gemischt", "Diese Reihen haben verschiedene Zeitarten (Jahre, Monate …).", desk.place(loc),
                "Machen Sie daraus zwei Diagramme.",
            )  # fmt: skip
            return None
        marked = set(desk.area_keys(block.hervorheben, scope, (*loc, "hervorheben")))
        series = tuple(
            PlannedSeries(
                name,
                tuple(
                    (position(period), NumberKey(definition.id, area, period, pairs))
                    for period in every
                    if periods[0].iso <= period.iso <= periods[-1].iso
                ),
                area in marked,
            )
            for name, definition, area, pairs, periods in found
        )
        chart = PlannedLines(
            series,
            units(definitions),
            max(item.decimals for item in definitions),
            self._events(block, every, loc),
            monthly=every[0].kind is PeriodKind.MONTH,
            from_zero=block.ab_null,
        )
        kept = list(dict.fromkeys(definition for _, definition, *_ in found))
        drawn = tuple(dict.fromkeys(area for _, _, area, *_ in found))
        title = caption(
            block, desk, scope, loc, definitions=kept, areas=drawn, periods=every, breakdown=fixed, span=True
        )
        return self._figure(block, chart, title, scope, loc, kept)

    def _events(self, block: ChartBlock, periods: Sequence[Period], loc: Loc) -> tuple[tuple[float, str], ...]:
        desk = self._desk
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

    def _pyramid(self, block: ChartBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        desk = self._desk
        definitions = self._definitions(block, scope, loc)
        areas = desk.area_keys(block.gebiete or _DEFAULT_AREAS["pyramide"], scope, (*loc, "gebiete"))
        if not definitions or not areas:
            return None
        definition = definitions[0]
        if len(areas) > 1 or len(definitions) > 1:
            desk.error(
                "pyramide-eines", "Eine Pyramide zeigt ein Gebiet und einen Indikator.", desk.place(loc),
                "Ein zweites Gebiet oder eine frühere Zeit steht unter „vergleich“.",
            )  # fmt: skip
            return None
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        place = desk.place(loc)
        known = desk.availability.dimensions(definition.id)
        if not {"alter", "geschlecht"} <= set(known):
            desk.error(
                "gliederung-unbekannt", f"„{definition.id}“ ist nicht nach Alter und Geschlecht gegliedert.", place,
                "Eine Pyramide braucht beides.",
            )  # fmt: skip
            return None
        area = areas[0]

        def pairs(age: str, sex: str) -> Breakdown:
            return tuple(sorted((*fixed, ("alter", age), ("geschlecht", sex))))

        fixed_sex = tuple(sorted((*fixed, ("geschlecht", "weiblich"))))
        values = list(block.werte) or list(pyramid_ages(self._tables.present(definition, fixed_sex, "alter", areas)))
        words: Sequence[str | TimeSpan] = block.zeit or ["letzte"]
        periods = (
            desk.times(words, definition, areas, pairs(values[0], "weiblich"), scope, (*loc, "zeit")) if values else ()
        )
        if not periods:
            self._gap(scope, loc, definition, areas, "Pyramide")
            return None
        period = periods[-1]
        other = self._compared(block, definition, area, period, pairs(values[0], "weiblich"), scope, loc)
        ages = []
        for age in values:
            span = parse_ages(age)
            if span is None:
                desk.error("alter-form", f"„{age}“ ist keine Altersangabe.", desk.place((*loc, "werte")))
                return None
            left, right = (NumberKey(definition.id, area, period, pairs(age, sex)) for sex in ("männlich", "weiblich"))
            left_other = right_other = None
            if other is not None:
                left_other, right_other = (
                    NumberKey(definition.id, other[0], other[1], pairs(age, sex)) for sex in ("männlich", "weiblich")
                )
            upper = None if span.high == OPEN else int(span.high)
            ages.append(PlannedAge(age, int(span.low), upper, left, right, left_other, right_other))
        names = [desk.view(area).name, short_period(period)]
        compared = ""
        if other is not None:
            compared = short_period(other[1]) if other[0] == area else desk.view(other[0]).name
            names = [names[1]] if other[0] == area else [names[0]]
        chart = PlannedPyramid(tuple(ages), unit_text(definition.unit), ", ".join(names), compared)
        shown = [period] if other is None or other[0] != area else [other[1], period]
        title = caption(block, desk, scope, loc, definitions=definitions, areas=areas, periods=shown, breakdown=fixed)
        return self._figure(block, chart, title, scope, loc, [definition])

    def _compared(
        self,
        block: ChartBlock,
        definition: Definition,
        area: str,
        period: Period,
        probe: Breakdown,
        scope: Scope,
        loc: Loc,
    ) -> tuple[str, Period] | None:
        desk = self._desk
        if block.vergleich is None:
            return None
        here = (*loc, "vergleich")
        other, time = area, period
        if block.vergleich.gebiet is not None:
            keys = desk.area_keys([block.vergleich.gebiet], scope, (*here, "gebiet"))
            if len(keys) != 1:
                return None
            other = keys[0]
            if definition.kind in (Kind.COUNT, Kind.MEAN_COUNT):
                desk.error(
                    "pyramide-anzahl", "Zwei Gebiete verschiedener Größe lassen sich nicht nach Anzahlen vergleichen.",
                    desk.place(here), "Nehmen Sie einen Indikator, der Anteile angibt.",
                )  # fmt: skip
                return None
        if block.vergleich.zeit is not None:
            word = desk.plain(block.vergleich.zeit, scope, (*here, "zeit"))
            found = desk.point(word, definition, (other,), probe, desk.place((*here, "zeit")))
            if found is None:
                self._gap(scope, loc, definition, (other,), "Vergleich in der Pyramide")
                return None
            time = found
        return None if (other, time) == (area, period) else (other, time)

    # maps ----------------------------------------------------------------------------------------------------------

    def map(self, block: MapBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        """A map of a share or rate."""
        desk = self._desk
        definition = desk.indicator(block.indikator, scope, (*loc, "indikator"))
        areas = desk.area_keys(block.gebiete, scope, (*loc, "gebiete"))
        if definition is None or not areas:
            return None
        if definition.kind in (Kind.COUNT, Kind.MEAN_COUNT, Kind.RANK):
            desk.error(
                "karte-anzahl", f"„{definition.id}“ ist eine Anzahl; eine Flächenkarte zeigt Anteile und Raten.",
                desk.place((*loc, "indikator")), "Große Gebiete sähen sonst belastet aus, nur weil sie groß sind.",
            )  # fmt: skip
            return None
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        if not desk.check_breakdown(definition, fixed, desk.place((*loc, "gliederung"))):
            return None
        word = desk.plain(block.zeit, scope, (*loc, "zeit"))
        period = desk.point(word, definition, areas, fixed, desk.place((*loc, "zeit")))
        if period is None:
            self._gap(scope, loc, definition, areas, "Karte")
            return None
        marked = set(desk.area_keys(block.hervorheben, scope, (*loc, "hervorheben")))
        borders = desk.context.borders
        rings = borders(areas) if borders is not None else {}
        if not all(rings.get(area) for area in areas):
            rings = {}  # a map is drawn from borders or from tiles, never from both
        planned = []
        for area in areas:
            centre = desk.context.gazetteer.centre(area)
            if centre is None:
                desk.warning("karte-ort", f"Zu {area} ist kein Ort bekannt; es fehlt auf der Karte.", desk.place(loc))
                continue
            key = NumberKey(definition.id, area, period, fixed)
            label = desk.availability.area(area).short
            planned.append(PlannedMapArea(area, label, key, *centre, rings.get(area, ()), area in marked))
        chart = PlannedMap(
            tuple(planned),
            unit_text(definition.unit),
            definition.decimals,
            block.klassen.art,
            block.klassen.anzahl,
            tuple(block.klassen.grenzen),
            desk.context.project.geometrie_nachweis if rings else "",
        )
        title = caption(
            block, desk, scope, loc, definitions=[definition], areas=areas, periods=[period], breakdown=fixed
        )
        return self._figure(block, chart, title, scope, loc, [definition])


def chart_keys(chart: PlannedChart) -> tuple[NumberKey, ...]:
    """All numbers of a chart."""
    if isinstance(chart, PlannedBars):
        return (*(key for bar in chart.bars for key in bar.keys), *(key for _, key in chart.references))
    if isinstance(chart, PlannedLines):
        return tuple(key for series in chart.series for _, key in series.points)
    if isinstance(chart, PlannedPyramid):
        found = [key for age in chart.ages for key in (age.left, age.right, age.left_compared, age.right_compared)]
        return tuple(key for key in found if key is not None)
    return tuple(area.number for area in chart.areas)


def data_table(figure: PlannedFigure, identifier: str, number: str) -> PlannedTable:
    """The numbers of a figure as a table."""
    chart = figure.chart
    rows: list[PlannedRow]
    if isinstance(chart, PlannedBars):
        stub, names = "Gebiet" if chart.references else "Merkmal", list(chart.series)
        rows = [PlannedRow(bar.label, bar.keys) for bar in chart.bars]
        rows += [PlannedRow(label, (key,)) for label, key in chart.references]
    elif isinstance(chart, PlannedLines):
        stub, names = "Zeit", [series.name for series in chart.series]
        by_series = [{key.period: key for _, key in series.points} for series in chart.series]
        periods = sorted({period for found in by_series for period in found})
        rows = []
        for period in periods:
            cells: list[PlannedCell] = [found.get(period, NotApplicable()) for found in by_series]
            rows.append(PlannedRow(short_period(period), tuple(cells)))
    elif isinstance(chart, PlannedPyramid):
        stub, names = "Alter", ["männlich", "weiblich"]
        compared = any(age.left_compared is not None for age in chart.ages)
        if compared:
            names = [f"{sex}, {name}" for name in (chart.name, chart.compared_name) for sex in names]
        rows = []
        for age in chart.ages:
            keys = (age.left, age.right, age.left_compared, age.right_compared)[: 4 if compared else 2]
            rows.append(PlannedRow(age.label, tuple(NotApplicable() if key is None else key for key in keys)))
    else:
        stub, names = "Gebiet", ["Wert"]
        rows = [PlannedRow(area.label, (area.number,)) for area in chart.areas]
    return PlannedTable(
        identifier,
        number,
        f"Zahlen zu Abbildung\u00a0{figure.number}: {figure.title}",
        stub,
        (tuple(HeadCell(name) for name in names),),
        (Align.DECIMAL,) * len(names),
        (PlannedGroup("", tuple(rows)),),
        subtitle=figure.subtitle,
        in_list=False,
        place=figure.place,
    )
