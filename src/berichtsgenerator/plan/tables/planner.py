"""Plans statistical tables: comparison of areas, series over time, breakdowns, and tables of text.

Comes in: a block's model and its scope. Goes out: a :class:`PlannedTable` of number keys, every one requested; None
when the data give nothing for it (a gap is recorded). Rows and columns that have some data stay whole: missing cells
print their mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Align, HeadCell, RowRole
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.comparison import Wanted, held, keys_of
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.desk.availability import age_partition, pick
from berichtsgenerator.plan.desk.captions import caption, units
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Scope
from berichtsgenerator.plan.layout.parts import Captioned
from berichtsgenerator.plan.layout.selectors import parse_point
from berichtsgenerator.plan.layout.tables import BreakdownTable, TextTable, TimeTable
from berichtsgenerator.plan.planned.tables import NotApplicable, PlannedCell, PlannedGroup, PlannedRow, PlannedTable
from berichtsgenerator.plan.tables.base import register
from berichtsgenerator.plan.tables.cells import Coordinate, combine, head_of, unlabelled
from berichtsgenerator.plan.tables.comparison import ComparisonPlanner
from berichtsgenerator.plan.text.work import Source


class TablePlanner(ComparisonPlanner):
    """Plans tables of every kind."""

    # axes ----------------------------------------------------------------------------------------------------------

    def time(self, block: TimeTable, scope: Scope, loc: Loc) -> PlannedTable | None:
        """Rows and columns are two of periods, indicators and areas."""
        desk = self._desk
        found = [desk.indicator(word, scope, (*loc, "indikatoren", i)) for i, word in enumerate(block.indikatoren)]
        definitions = [item for item in found if item is not None]
        areas = desk.area_keys(block.gebiete, scope, (*loc, "gebiete"))
        if len(definitions) < len(found) or not areas:
            return None
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        kept: list[Definition] = []
        periods: set[Period] = set()
        answering: set[str] = set()
        for definition in definitions:
            if not desk.check_breakdown(definition, fixed, desk.place((*loc, "gliederung"))):
                return None
            own: set[Period] = set()
            for area in areas:
                found_times = desk.times(block.zeit, definition, (area,), fixed, scope, (*loc, "zeit"))
                own.update(found_times)
                if found_times:
                    answering.add(area)
            if own:
                kept.append(definition)
                periods |= own
            else:
                self._missing(block, scope, loc, definition, areas)
        if not kept:
            return None
        areas = self._without_silent(areas, answering, kept, scope, loc)
        if len({period.kind for period in periods}) > 1:
            desk.error(
                "zeit-gemischt", "Diese Indikatoren haben verschiedene Zeitarten (Jahre, Monate …).", desk.place(loc),
                "Machen Sie daraus zwei Tabellen.",
            )  # fmt: skip
            return None
        breakdowns = self.split(kept[0], fixed, block.nach, block.werte, block.insgesamt, scope, loc)
        if not breakdowns:
            return None
        ordered = sorted(periods)
        axes = {
            "zeiten": [Coordinate(short_period(item), period=item) for item in ordered],
            "indikatoren": [Coordinate(item.short, indicator=item) for item in kept],
            "gebiete": [Coordinate(desk.view(item).name, area=item) for item in areas],
        }
        third = next(name for name in axes if name not in (block.zeilen, block.spalten))
        nested = axes[third] if len(axes[third]) > 1 else [unlabelled(axes[third][0])]
        inner = [Coordinate(label, breakdown=pairs) for label, pairs in breakdowns]
        change: tuple[Period, Period] | None = None
        if block.veraenderung_seit is not None and block.spalten == "zeiten" and len(ordered) > 1:
            change = self._since(block, ordered, scope, loc)
        title = caption(
            block, desk, scope, loc, definitions=kept, areas=areas, periods=ordered, breakdown=fixed, span=True
        )
        return self._grid(
            block, scope, loc, title, axes[block.zeilen], [axes[block.spalten], nested, inner], kept,
            {"zeiten": "Zeit", "indikatoren": "Merkmal", "gebiete": "Gebiet"}[block.zeilen],
            change=change, percent=block.in_prozent,
        )  # fmt: skip

    def _since(
        self, block: TimeTable, ordered: Sequence[Period], scope: Scope, loc: Loc
    ) -> tuple[Period, Period] | None:
        word = self._desk.plain(block.veraenderung_seit or "", scope, (*loc, "veraenderung_seit"))
        since = pick(ordered, parse_point(word))
        if since is None or since == ordered[-1]:
            self._desk.warning(
                "zeit-veraenderung", f"Die Zeit „{word}“ steht nicht in dieser Tabelle; die Spalte entfällt.",
                self._desk.place((*loc, "veraenderung_seit")),
            )  # fmt: skip
            return None
        return since, ordered[-1]

    def breakdown(self, block: BreakdownTable, scope: Scope, loc: Loc) -> PlannedTable | None:
        """Rows are the values of a breakdown."""
        desk = self._desk
        found = [desk.indicator(word, scope, (*loc, "indikator", i)) for i, word in enumerate(block.indikator)]
        definitions = [item for item in found if item is not None]
        areas = desk.area_keys(block.gebiete, scope, (*loc, "gebiete"))
        if len(definitions) < len(found) or not areas:
            return None
        fixed = desk.breakdown(block.gliederung, scope, (*loc, "gliederung"))
        dimension = desk.plain(block.zeilen, scope, (*loc, "zeilen"))
        rows_loc = (*loc, "zeilen")
        rows = self._values(
            definitions[0], fixed, dimension, block.zeilenwerte, areas, scope, rows_loc, block.insgesamt
        )
        if rows is None:
            return None
        periods: tuple[Period, ...] = ()
        for row in rows:
            periods = desk.times(block.zeit, definitions[0], areas, row.breakdown, scope, (*loc, "zeit"))
            if periods:
                break
        if not periods:
            self._missing(block, scope, loc, definitions[0], areas)
            return None
        axes = {
            "zeiten": [Coordinate(short_period(item), period=item) for item in periods],
            "indikatoren": [Coordinate(item.short, indicator=item) for item in definitions],
            "gebiete": [Coordinate(desk.view(item).name, area=item) for item in areas],
        }
        columns: list[list[Coordinate]] = []
        word = desk.plain(block.spalten, scope, (*loc, "spalten"))
        if word and word not in axes:
            split = self._values(
                definitions[0], (), word, block.spaltenwerte, areas, scope, (*loc, "spalten"), block.insgesamt
            )
            if split is None:
                return None
            columns.append(split)
        elif word:
            columns.append(axes.pop(word))
        columns.extend(axis if len(axis) > 1 else [unlabelled(axis[0])] for axis in axes.values())
        title = caption(block, desk, scope, loc, definitions=definitions, areas=areas, periods=periods, breakdown=fixed)
        stub = {"alter": "Alter", "geschlecht": "Geschlecht"}.get(dimension, dimension[:1].upper() + dimension[1:])
        return self._grid(block, scope, loc, title, rows, columns, definitions, stub)

    def _values(
        self,
        definition: Definition,
        fixed: Breakdown,
        dimension: str,
        wanted: Sequence[str],
        areas: Sequence[str],
        scope: Scope,
        loc: Loc,
        total: bool,
    ) -> list[Coordinate] | None:
        """Coordinates of a dimension's values: the wanted ones, or all that the data of these areas have."""
        desk = self._desk
        values = [desk.plain(item, scope, loc) for item in wanted]
        if not values:
            if not desk.check_breakdown(
                definition,
                ((dimension, next(iter(desk.availability.values(definition.id, dimension)), "")),),
                desk.place(loc),
            ):
                return None
            values = list(self.present(definition, fixed, dimension, areas))
        elif not all(desk.check_breakdown(definition, ((dimension, value),), desk.place(loc)) for value in values):
            return None
        found = [Coordinate(value, breakdown=tuple(sorted((*fixed, (dimension, value))))) for value in values]
        if total:
            found.append(Coordinate("Insgesamt", breakdown=fixed))
        return found

    def present(
        self, definition: Definition, fixed: Breakdown, dimension: str, areas: Sequence[str]
    ) -> tuple[str, ...]:
        """The values of a dimension that the data of these areas have; of ages the finest that do not overlap.

        Of a chain of ages the first, middle and last are looked up: one delivery holds all of them or none, and a
        missing one prints its mark.
        """
        availability = self._desk.availability

        def known(value: str) -> bool:
            pairs = tuple(sorted((*fixed, (dimension, value))))
            return any(availability.of_area(definition.id, area, pairs) for area in areas)

        values = availability.values(definition.id, dimension)
        if dimension != "alter":
            return tuple(value for value in values if known(value))
        chain = age_partition(values)
        if chain and all(known(chain[index]) for index in (0, len(chain) // 2, -1)):
            return chain
        kept = tuple(value for value in values if known(value))
        return age_partition(kept) or kept

    def _grid(
        self,
        block: Captioned,
        scope: Scope,
        loc: Loc,
        title: str,
        rows: Sequence[Coordinate],
        columns: Sequence[Sequence[Coordinate]],
        definitions: Sequence[Definition],
        stub: str,
        *,
        change: tuple[Period, Period] | None = None,
        percent: bool = False,
    ) -> PlannedTable:
        """A table of all combinations of row and column coordinates."""
        desk = self._desk
        identifier, number = self._number(block, scope, loc, title)
        where = f"Tabelle {number}"
        combined: list[tuple[Coordinate, ...]] = [()]
        for axis in columns:
            combined = [(*before, item) for before in combined for item in axis]
        common = units(definitions)
        paths: list[tuple[tuple[str, ...], str]] = []
        for parts in combined:
            path = tuple(part.label for part in parts if part.label) or (definitions[0].short,)
            own = next((part.indicator for part in parts if part.indicator is not None), None)
            paths.append((path, "" if common or own is None else unit_text(own.unit)))
        extra: list[tuple[Coordinate, ...]] = []
        if change is not None:
            for parts in combined:
                if any(part.period == change[1] for part in parts):
                    extra.append(parts)
                    label = f"Veränderung seit {short_period(change[0])}"
                    rest = tuple(part.label for part in parts if part.label and part.period is None)
                    paths.append(((label, *rest), "%" if percent else ""))
        planned_rows = []
        for row in rows:
            keys: list[PlannedCell] = [combine((row, *parts), definitions[0]) for parts in combined]
            for parts in extra:
                keys.append(_changed(combine((row, *parts), definitions[0]), change, percent=percent))
            for cell in keys:
                if isinstance(cell, NumberKey):
                    desk.request(cell, where, desk.place(loc), cell=True)
            total = row.label == "Insgesamt" and row.indicator is None and not row.area
            label = row.label
            if row.indicator is not None and not common:
                label += f" ({unit_text(row.indicator.unit)})"
            planned_rows.append(PlannedRow(label, tuple(keys), RowRole.TOTAL if total else RowRole.NORMAL))
        subtitle = desk.plain(block.untertitel, scope, (*loc, "untertitel")) or common
        return PlannedTable(
            identifier,
            number,
            title,
            stub,
            head_of(paths),
            (Align.DECIMAL,) * len(paths),
            (PlannedGroup("", tuple(planned_rows)),),
            subtitle=subtitle,
            notes=self.notes(block, scope, loc, where, definitions),
            in_list=block.listed(bool(scope.turn)),
            place=desk.place(loc),
        )

    # text ----------------------------------------------------------------------------------------------------------

    def text(self, block: TextTable, scope: Scope, loc: Loc) -> PlannedTable | None:
        """A table of texts; the first column is the row head."""
        desk = self._desk
        title = desk.plain(block.titel, scope, (*loc, "titel")) or desk.plain(block.was, scope, (*loc, "was"))
        where = f"Tabelle „{title}“"
        rows = [row for index in range(len(block.zeilen)) if (row := self._text_row(block, index, scope, loc, where))]
        if not rows:
            return None
        if block.nummeriert:
            identifier, number = self._number(block, scope, loc, title)
        else:
            identifier, number = register(desk, block, scope, loc, "uebersicht", "")
        names = [desk.plain(item.titel, scope, (*loc, "spalten", i)) for i, item in enumerate(block.spalten)]
        whole = sum(item.anteil for item in block.spalten)
        return PlannedTable(
            identifier,
            number,
            title,
            names[0],
            (tuple(HeadCell(name) for name in names[1:]),),
            (Align.LEFT,) * (len(names) - 1),
            (PlannedGroup("", tuple(rows)),),
            subtitle=desk.plain(block.untertitel, scope, (*loc, "untertitel")),
            notes=self.notes(block, scope, loc, where),
            text_shares=tuple(item.anteil / whole for item in block.spalten[1:]),
            stub_share=block.spalten[0].anteil / whole,
            in_list=block.listed(bool(scope.turn)),
            place=desk.place(loc),
        )

    def _text_row(self, block: TextTable, index: int, scope: Scope, loc: Loc, where: str) -> PlannedRow | None:
        """A row of texts; None when the data do not give the first of its numbers."""
        desk = self._desk
        stub, *texts = block.zeilen[index]
        cells: list[PlannedCell] = []
        for position, text in enumerate(texts, 1):
            here = (*loc, "zeilen", index, position)
            source = Source(lambda line, here=here: desk.layout.places.text_place(here, line), where)  # type: ignore[misc]
            content = self._texts.inline(text, scope, source)
            if content is None and position == 1:
                return None
            cells.append(NotApplicable() if content is None else content)
        return PlannedRow(desk.plain(stub, scope, (*loc, "zeilen", index, 0)), tuple(cells))


def _changed(key: NumberKey, change: tuple[Period, Period] | None, *, percent: bool) -> PlannedCell:
    """The change of a number since the first of two periods."""
    if change is None:
        return NotApplicable()
    (found,) = keys_of(key, Wanted(since=change[:1], changes=True, percents=True)).changes
    return held(found.percent if percent else found.change)
