"""Population pyramids: men and women by age, compared with another time or area."""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.indicators.defining.ages import OPEN, parse_ages
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.desk.availability import pyramid_ages
from berichtsgenerator.plan.desk.captions import caption
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Scope
from berichtsgenerator.plan.figures.base import FigureBase
from berichtsgenerator.plan.layout.figures import ChartBlock
from berichtsgenerator.plan.layout.parts import TimeSpan
from berichtsgenerator.plan.planned.figures import PlannedAge, PlannedFigure, PlannedPyramid


class PyramidPlanner(FigureBase):
    """Plans pyramids."""

    def pyramid(self, block: ChartBlock, scope: Scope, loc: Loc) -> PlannedFigure | None:
        """A pyramid of one area and indicator."""
        desk = self.desk
        definitions = self.definitions(block, scope, loc)
        areas = self.areas(block, scope, loc)
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
        values = list(block.werte) or list(pyramid_ages(self.tables.present(definition, fixed_sex, "alter", areas)))
        words: Sequence[str | TimeSpan] = block.zeit or ["letzte"]
        periods = (
            desk.times(words, definition, areas, pairs(values[0], "weiblich"), scope, (*loc, "zeit")) if values else ()
        )
        if not periods:
            self.gap(scope, loc, definition, areas, "Pyramide")
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
        return self.figure(block, chart, title, scope, loc, [definition])

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
        desk = self.desk
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
                self.gap(scope, loc, definition, (other,), "Vergleich in der Pyramide")
                return None
            time = found
        return None if (other, time) == (area, period) else (other, time)
