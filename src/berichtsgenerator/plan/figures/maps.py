"""Maps: rates as coloured areas, counts as circles; borders where the project has them, else tiles."""

from __future__ import annotations

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.desk.captions import caption
from berichtsgenerator.plan.desk.desk import Scope
from berichtsgenerator.plan.figures.base import FigureBase
from berichtsgenerator.plan.layout.figures import MapBlock
from berichtsgenerator.plan.planned.figures import PlannedFigure, PlannedMap, PlannedMapArea


class MapPlanner(FigureBase):
    """Plans maps."""

    def map(self, block: MapBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        """A map of a share or rate."""
        desk = self.desk
        definition = desk.indicator(block.indikator, scope, (*loc, "indikator"))
        areas = desk.area_keys(block.gebiete, scope, (*loc, "gebiete"))
        if definition is None or not areas:
            return None
        if definition.kind is Kind.RANK:
            message = f"„{definition.id}“ ist ein Rang; er sagt nicht, wie weit die Gebiete auseinanderliegen."
            desk.error("karte-rang", message, desk.place((*loc, "indikator")), "Zeigen Sie die Werte, die er ordnet.")
            return None
        counted = definition.kind in (Kind.COUNT, Kind.MEAN_COUNT, Kind.ESTIMATE)
        symbols = block.darstellung == "kreise"
        if counted != symbols:
            desk.error(
                "karte-anzahl",
                f"„{definition.id}“ ist eine Anzahl; eine Flächenkarte zeigt Anteile und Raten."
                if counted
                else f"„{definition.id}“ ist keine Anzahl; Kreise zeigen Anzahlen.",
                desk.place((*loc, "indikator")),
                "Große Gebiete sähen sonst belastet aus, nur weil sie groß sind; schreiben Sie „darstellung: kreise“."
                if counted
                else "Lassen Sie „darstellung: kreise“ weg.",
            )
            return None
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        if not desk.check_breakdown(definition, fixed, desk.place((*loc, "gliederung"))):
            return None
        word = desk.plain(block.zeit, scope, (*loc, "zeit"))
        period = desk.point(word, definition, areas, fixed, desk.place((*loc, "zeit")))
        if period is None:
            self.gap(scope, loc, definition, areas, "Karte")
            return None
        marked = self.marked(block, scope, loc)
        borders = desk.context.borders
        rings = borders(areas) if borders is not None else {}
        if not all(rings.get(area) for area in areas):
            rings = {}  # a map is drawn from borders or from tiles, never from both
        planned = []
        for area, label in desk.labels(areas).items():
            centre = desk.context.gazetteer.centre(area)
            if centre is None:
                desk.warning("karte-ort", f"Zu {area} ist kein Ort bekannt; es fehlt auf der Karte.", desk.place(loc))
                continue
            key = NumberKey(definition.id, area, period, fixed)
            planned.append(PlannedMapArea(area, label, key, *centre, rings.get(area, ()), area in marked))
        chart = PlannedMap(
            tuple(planned),
            unit_text(definition.unit),
            definition.decimals,
            block.klassen.art,
            block.klassen.anzahl,
            tuple(block.klassen.grenzen),
            desk.context.project.geometrie_nachweis if rings else "",
            symbols,
        )
        title = caption(
            block, desk, scope, loc, definitions=[definition], areas=areas, periods=[period], breakdown=fixed
        )
        return self.figure(block, chart, title, scope, loc, [definition])
