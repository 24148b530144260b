"""Plans comparison tables: rows are areas, columns are indicators with their extras and small lines.

Comes in: the block's model and its scope. Goes out: a :class:`PlannedTable`, every number requested; None without data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Align, RowRole
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.areas import BUND_KEY, Level, level_of
from berichtsgenerator.model.comparison import Comparison, Wanted
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.desk.captions import caption
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Scope
from berichtsgenerator.plan.layout.tables import Column, ComparisonTable
from berichtsgenerator.plan.planned.inline import PlannedInlines
from berichtsgenerator.plan.planned.tables import PlannedGroup, PlannedRow, PlannedTable
from berichtsgenerator.plan.tables.base import TableBase
from berichtsgenerator.plan.tables.cells import Cells, Leaf, Records, head_of, picked, records, value_cells

_KIND_WORDS = {
    Kind.SHARE: "Anteil",
    Kind.RATE: "Rate",
    Kind.COUNT: "Anzahl",
    Kind.MEAN_COUNT: "Anzahl",
    Kind.EUR: "Betrag",
}
_LEAST_SPARK = 3
"""Times that make a line."""


class ComparisonPlanner(TableBase):
    """Plans comparison tables."""

    # comparison ----------------------------------------------------------------------------------------------------

    def comparison(self, block: ComparisonTable, scope: Scope, loc: Loc) -> PlannedTable | None:
        """Rows are areas, columns are indicators."""
        desk = self._desk
        rows = desk.area_keys(block.zeilen, scope, (*loc, "zeilen"))
        others = tuple(key for key in desk.area_keys(block.vergleich, scope, (*loc, "vergleich")) if key not in rows)
        marked = set(desk.area_keys(block.hervorheben, scope, (*loc, "hervorheben")))
        if not rows:
            return None
        if block.sortierung == "schluessel":
            rows = tuple(sorted(rows))
        planned = [
            (column, index, *found)
            for index, column in enumerate(block.spalten)
            if (found := self._column_times(block, column, rows, scope, (*loc, "spalten", index), loc)) is not None
        ]
        if not planned:
            return None
        shown = {periods for *_, periods in planned}
        show_periods = len(shown) > 1 or len(next(iter(shown))) > 1
        leaves: list[Leaf] = []
        for column, index, definition, breakdowns, periods in planned:
            here = (*loc, "spalten", index)
            leaves.extend(self._leaves(column, definition, breakdowns, periods, show_periods, scope, here))
        definitions = list(dict.fromkeys(definition for _, _, definition, _, _ in planned))
        every = sorted({period for *_, periods in planned for period in periods})
        answering = {
            area
            for area in others
            if any(
                isinstance(cell, NumberKey)
                and cell.representation.view is View.VALUE
                and desk.availability.has(cell.indicator, area, cell.period, cell.breakdown)
                for cell in (leaf.cell(area) for leaf in leaves)
            )
        }
        others = self._without_silent(others, answering, definitions, scope, loc)
        title = caption(block, desk, scope, loc, definitions=definitions, areas=rows, periods=every)
        identifier, number = self._number(block, scope, loc, title)
        where = f"Tabelle {number}"

        labels = desk.labels(rows)

        def row(area: str, role: RowRole) -> PlannedRow:
            cells = tuple(leaf.cell(area) for leaf in leaves)
            for cell in cells:
                if isinstance(cell, NumberKey):
                    desk.request(cell, where, desk.place(loc), cell=True)
            lines = tuple(leaf.spark(area) for leaf in leaves if leaf.spark is not None)
            for line in lines:
                for key in line:
                    desk.request(key, where, desk.place(loc), cell=True)
            name = desk.view(area).name if role is RowRole.REFERENCE else labels[area]
            return PlannedRow(name, cells, role, sparks=lines)

        first = tuple(row(area, RowRole.EMPHASIS if area in marked else RowRole.NORMAL) for area in rows)
        gemeinden = all(level_of(area) is Level.GEMEINDE for area in rows) and len(rows) > 1
        groups = [PlannedGroup("Gemeinden" if gemeinden and others else "", first)]
        if others:
            groups.append(
                PlannedGroup("Zum Vergleich" if gemeinden else "", tuple(row(a, RowRole.REFERENCE) for a in others))
            )
        return PlannedTable(
            identifier,
            number,
            title,
            desk.plain(block.zeilenkopf, scope, (*loc, "zeilenkopf")),
            head_of([(leaf.path, leaf.unit) for leaf in leaves]),
            (Align.DECIMAL,) * len(leaves),
            tuple(groups),
            subtitle=desk.plain(block.untertitel, scope, (*loc, "untertitel")),
            notes=(*self.notes(block, scope, loc, where, definitions), *_spark_notes(leaves)),
            by_value=block.sortierung == "wert",
            bars=tuple(index for index, leaf in enumerate(leaves) if leaf.bar),
            sparks=tuple((index, leaf.common) for index, leaf in enumerate(leaves) if leaf.spark is not None),
            in_list=block.listed(bool(scope.turn)),
            place=desk.place(loc),
        )

    def _column_times(
        self, block: ComparisonTable, column: Column, rows: Sequence[str], scope: Scope, here: Loc, loc: Loc
    ) -> tuple[Definition, tuple[tuple[str, Breakdown], ...], tuple[Period, ...]] | None:
        """The indicator of a column, its breakdowns with labels and its periods; None when the data give nothing."""
        desk = self._desk
        definition = desk.indicator(column.indikator, scope, (*here, "indikator"))
        if definition is None:
            return None
        fixed = desk.breakdown(column.gliederung, scope, (*here, "gliederung"))
        if not desk.check_breakdown(definition, fixed, desk.place((*here, "gliederung"))):
            return None
        breakdowns = self.split(definition, fixed, column.nach, column.werte, column.insgesamt, scope, here)
        if breakdowns is None:
            return None
        words, time_loc = (column.zeit, (*here, "zeit")) if column.zeit else (block.zeit, (*loc, "zeit"))
        periods: tuple[Period, ...] = ()
        for _, pairs in breakdowns:
            periods = desk.times(words, definition, rows, pairs, scope, time_loc)
            if periods:
                break
        if not periods:
            self._missing(block, scope, loc, definition, rows, breakdowns[0][1] if breakdowns else ())
            return None
        return definition, breakdowns, periods

    def _leaves(
        self,
        column: Column,
        definition: Definition,
        breakdowns: Sequence[tuple[str, Breakdown]],
        periods: Sequence[Period],
        show_periods: bool,
        scope: Scope,
        loc: Loc,
    ) -> list[Leaf]:
        desk = self._desk
        fixed = desk.breakdown(column.gliederung, scope, (*loc, "gliederung"))
        title = desk.plain(column.titel, scope, (*loc, "titel")) or definition.short
        if fixed and not column.titel:
            title += f", {', '.join(value for _, value in fixed)}"
        unit = unit_text(definition.unit) if column.ansicht == "wert" else "Anzahl"
        extras = self._extras(column, definition, breakdowns[-1][1], periods, scope, loc)
        word = _KIND_WORDS.get(definition.kind, "Wert") if extras and not show_periods else ""
        leaves = []
        for label, pairs in breakdowns:
            for period in periods:
                parts = (label, short_period(period) if show_periods else word)
                path = (title, *(part for part in parts if part))
                leaves.append(Leaf(path, unit, value_cells(definition, period, pairs, column.ansicht), column.balken))
        if column.verlauf and leaves:
            leaves[-1] = self._with_spark(leaves[-1], column, definition, breakdowns[-1][1], periods[-1], scope, loc)
        leaves.extend(Leaf((title, label), unit, cell) for label, unit, cell in extras)
        return leaves

    def _with_spark(
        self,
        leaf: Leaf,
        column: Column,
        definition: Definition,
        breakdown: Breakdown,
        last: Period,
        scope: Scope,
        loc: Loc,
    ) -> Leaf:
        """The leaf with a small line of earlier values; without one where there are fewer than three."""
        desk = self._desk
        areas = (desk.availability.kreis,)
        found = desk.times(column.verlauf or (), definition, areas, breakdown, scope, (*loc, "verlauf"))
        span = found[: found.index(last) + 1] if last in found else found
        if len(span) < _LEAST_SPARK:
            message = f"Für eine Verlaufslinie von „{definition.title}“ gibt es weniger als {_LEAST_SPARK} Zeiten."
            desk.note("verlauf-kurz", message, desk.place((*loc, "verlauf")))
            return leaf
        cells = [value_cells(definition, period, breakdown, column.ansicht) for period in span]
        label = f"{short_period(span[0])}–{short_period(span[-1])}"

        def spark(area: str) -> tuple[NumberKey, ...]:
            return tuple(key for key in (cell(area) for cell in cells) if isinstance(key, NumberKey))

        common = definition.kind not in (Kind.COUNT, Kind.MEAN_COUNT, Kind.EUR) and column.ansicht == "wert"
        return replace(leaf, spark=spark, common=common, span=label)

    def _extras(
        self,
        column: Column,
        definition: Definition,
        breakdown: Breakdown,
        periods: Sequence[Period],
        scope: Scope,
        loc: Loc,
    ) -> list[tuple[str, str, Cells]]:
        """Label, unit and cells of the columns beside a value: differences, ratio, rank, change."""
        kreis, last = self._desk.availability.kreis, periods[-1]
        others = {"kreis": kreis, "land": self._desk.availability.land, "bund": BUND_KEY}
        since = self._earlier(column, definition, breakdown, last, scope, loc)
        wanted = Wanted(
            against=tuple(others.values()),
            differences=True,
            ratios=True,
            since=() if since is None else (since,),
            changes=True,
            percents=True,
            within=kreis,
            rank=True,
        )
        made = records(definition, last, breakdown, wanted)
        points = "Prozentpunkte" if definition.kind is Kind.SHARE else unit_text(definition.unit)
        found: list[tuple[str, str, Cells]] = []
        for extra in column.zusatz:
            kind, _, word = extra.partition("_")
            if kind == "rang":
                found.append(("Rang", "", picked(made, lambda record: record.rank)))
            elif kind == "differenz":
                found.append((f"Differenz {_TOWARDS[word]}", points, _compared(made, others[word], ratio=False)))
            else:
                found.append((f"Verhältnis {_TOWARDS[word]}", "", _compared(made, others[word], ratio=True)))
        if since is not None:
            unit = "%" if column.in_prozent else points
            found.append(
                (f"Veränderung seit {short_period(since)}", unit, _changed(made, since, percent=column.in_prozent))
            )
        return found

    def _earlier(
        self, column: Column, definition: Definition, breakdown: Breakdown, last: Period, scope: Scope, loc: Loc
    ) -> Period | None:
        """The earlier period of a column of changes; None where none is wanted or the data do not give one."""
        desk = self._desk
        if column.veraenderung_seit is None:
            return None
        place = desk.place((*loc, "veraenderung_seit"))
        word = desk.plain(column.veraenderung_seit, scope, (*loc, "veraenderung_seit"))
        for areas in (desk.availability.gemeinden, (desk.availability.kreis,)):
            since = desk.point(word, definition, areas, breakdown, place)
            if since is not None:
                break
        if since is not None and since != last:
            return since if desk.begins_before(since, last, place) else None
        reason = f"Zu „{definition.title}“ fehlt die frühere Angabe ({word})."
        lacking = [desk.availability.lacking(definition.id, desk.availability.gemeinden, breakdown)]
        desk.gap(scope, f"Veränderung von „{definition.title}“", reason, place, lacking)
        return None


_TOWARDS = {"kreis": "zum Kreis", "land": "zum Land", "bund": "zum Bund"}


def _compared(made: Records, other: str, *, ratio: bool) -> Cells:
    def pick(record: Comparison[NumberKey]) -> NumberKey | None:
        found = record.distance(other)
        return None if found is None else found.ratio if ratio else found.difference

    return picked(made, pick)


def _changed(made: Records, since: Period, *, percent: bool) -> Cells:
    def pick(record: Comparison[NumberKey]) -> NumberKey | None:
        found = record.change(since)
        return None if found is None else found.percent if percent else found.change

    return picked(made, pick)


def _spark_notes(leaves: Sequence[Leaf]) -> tuple[PlannedInlines, ...]:
    """What the small lines show, once for each span and scale."""
    found: dict[str, None] = {}
    for leaf in leaves:
        if leaf.spark is not None:
            scale = "alle Zeilen mit gleichem Maßstab" if leaf.common else "jede Zeile mit eigenem Maßstab"
            found[
                f"Linien: {leaf.span}, {scale}; eine Lücke steht für einen fehlenden Wert oder einen Bruch der Reihe."
            ] = None
    return tuple((Text(text),) for text in found)
