"""Plans statistical tables: comparison of areas, series over time, breakdowns, and tables of text.

Comes in: a block's model and its scope. Goes out: a :class:`PlannedTable` of number keys, every one requested; None
when the data give nothing for it (a gap is recorded). Rows and columns that have some data stay whole: missing cells
print their mark.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Align, HeadCell, RowRole
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.areas import for_area
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.areas import BUND_KEY, Level, is_part_of, level_of, parent_key
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.availability import age_partition, pick
from berichtsgenerator.plan.blockmodels import BreakdownTable, Captioned, Column, ComparisonTable, TextTable, TimeTable
from berichtsgenerator.plan.captions import caption, units
from berichtsgenerator.plan.context import Definition
from berichtsgenerator.plan.desk import Desk, Scope
from berichtsgenerator.plan.gaps import OF_AREA
from berichtsgenerator.plan.planned import (
    NotApplicable,
    PlannedCell,
    PlannedGroup,
    PlannedInlines,
    PlannedRow,
    PlannedTable,
)
from berichtsgenerator.plan.selectors import parse_point
from berichtsgenerator.plan.texts import TextPlanner
from berichtsgenerator.plan.textwork import Source

_KIND_WORDS = {
    Kind.SHARE: "Anteil",
    Kind.RATE: "Rate",
    Kind.COUNT: "Anzahl",
    Kind.MEAN_COUNT: "Anzahl",
    Kind.EUR: "Betrag",
}
_VIEWS = {"wert": View.VALUE, "zaehler": View.NUMERATOR, "nenner": View.DENOMINATOR}
_LEAST_SPARK = 3
"""Times that make a line."""
Cells = Callable[[str], PlannedCell]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A data column: the labels above it from the outside in, its unit, and the cell for an area."""

    path: tuple[str, ...]
    unit: str
    cell: Cells
    bar: bool = False
    spark: Callable[[str], tuple[NumberKey, ...]] | None = None
    """The numbers of a small line left of the value."""
    common: bool = True
    span: str = ""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One entry of an axis: what it fixes of a number, and its label."""

    label: str
    indicator: Definition | None = None
    area: str = ""
    period: Period | None = None
    breakdown: Breakdown = ()


def head_of(paths: Sequence[tuple[tuple[str, ...], str]]) -> tuple[tuple[HeadCell, ...], ...]:
    """Head rows over columns with these label paths and units: equal labels side by side share a cell.

    A path shorter than the others ends in a cell that spans the rows below. A unit stands once, as high as it holds.
    """
    depth = max(len(path) for path, _ in paths)
    rows: list[list[HeadCell]] = [[] for _ in range(depth)]
    placed = [False] * len(paths)
    for level in range(depth):
        start = 0
        while start < len(paths):
            path = paths[start][0]
            if len(path) <= level:
                start += 1
                continue
            stop = start + 1
            while (
                stop < len(paths)
                and len(paths[stop][0]) > level
                and paths[stop][0][: level + 1] == path[: level + 1]
                and (len(paths[stop][0]) == level + 1) == (len(path) == level + 1)
                and len(path) > level + 1
            ):
                stop += 1
            leaf = len(path) == level + 1
            found = {unit for _, unit in paths[start:stop]}
            unit = ""
            if not placed[start] and (len(found) == 1 or leaf):
                unit = paths[start][1]
                placed[start:stop] = [True] * (stop - start)
            rows[level].append(HeadCell(path[level], stop - start, depth - level if leaf else 1, unit))
            start = stop
    return tuple(tuple(row) for row in rows)


class TablePlanner:
    """Plans tables of every kind."""

    def __init__(self, desk: Desk, texts: TextPlanner) -> None:
        self._desk = desk
        self._texts = texts

    # common --------------------------------------------------------------------------------------------------------

    def notes(
        self, block: Captioned, scope: Scope, loc: Loc, where: str, definitions: Sequence[Definition] = ()
    ) -> tuple[PlannedInlines, ...]:
        """The author's notes under a table or figure, and the reference dates of its indicators."""
        found: list[PlannedInlines] = []
        for index, text in enumerate(block.anmerkungen):
            here = (*loc, "anmerkungen", index)
            source = Source(lambda line, here=here: self._desk.layout.places.text_place(here, line), where)  # type: ignore[misc]
            content = self._texts.inline(text, scope, source)
            if content:
                found.append(content)
        dates = reference_dates(definitions)
        return (*found, (Text(dates),)) if dates else tuple(found)

    def inline(self, text: str, scope: Scope, loc: Loc, where: str) -> PlannedInlines:
        """A line of running text that belongs to a figure, with its numbers; empty for no text."""
        if not text:
            return ()
        source = Source(lambda line: self._desk.layout.places.text_place(loc, line), where)
        return self._texts.inline(text, scope, source) or ()

    def _missing(
        self,
        block: Captioned,
        scope: Scope,
        loc: Loc,
        definition: Definition,
        areas: Sequence[str],
        breakdown: Breakdown = (),
    ) -> str:
        """Record a gap for ``definition``; the reason."""
        desk = self._desk
        levels = {level_of(area) for area in areas}
        if levels == {Level.GEMEINDE} and len(areas) > 1:
            reason = f"Zu „{definition.title}“ liegen auf Gemeindeebene keine Angaben für die gewünschte Zeit vor."
            known = desk.availability.periods(definition.id, areas)
            if not known and areas:
                reason = desk.availability.gap(definition.id, areas[0], None)
                if not any(desk.availability.of_area(definition.id, area) for area in areas):
                    reason = f"Zu „{definition.title}“ liegen auf Gemeindeebene keine Angaben vor."
        else:
            reason = desk.availability.gap(definition.id, areas[0], None) if areas else "Es fehlt das Gebiet."
        subject = desk.plain(block.titel or block.was, scope, (*loc, "titel")) if "{" not in block.titel else ""
        words = f"Tabelle „{subject}“: {definition.title}" if subject else definition.title
        desk.gap(scope, words, reason, desk.place(loc), [desk.availability.lacking(definition.id, areas, breakdown)])
        return reason

    def _without_silent(
        self,
        areas: Sequence[str],
        answering: Collection[str],
        definitions: Sequence[Definition],
        scope: Scope,
        loc: Loc,
    ) -> tuple[str, ...]:
        """The areas that have data; those that have none for any of the indicators are recorded as a gap."""
        desk = self._desk
        silent = [area for area in areas if area not in answering]
        for area in silent:
            name = for_area(desk.availability.area(area))
            reason = " ".join(f"Zu „{item.title}“ liegen {name} keine Angaben vor." for item in definitions)
            lacking = [desk.availability.lacking(item.id, (area,)) for item in definitions]
            desk.gap(scope, f"{OF_AREA}{name}", reason, desk.place(loc), lacking)
        return tuple(area for area in areas if area in answering)

    def _number(self, block: Captioned, scope: Scope, loc: Loc, title: str) -> tuple[str, str]:
        """Id and printed number of a table; registers the id."""
        return register(self._desk, block, scope, loc, "tabelle", self._desk.targets.table())

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

        def row(area: str, role: RowRole) -> PlannedRow:
            cells = tuple(leaf.cell(area) for leaf in leaves)
            for cell in cells:
                if isinstance(cell, NumberKey):
                    desk.request(cell, where, desk.place(loc), cell=True)
            lines = tuple(leaf.spark(area) for leaf in leaves if leaf.spark is not None)
            for line in lines:
                for key in line:
                    desk.request(key, where, desk.place(loc), cell=True)
            name = desk.view(area).name if role is RowRole.REFERENCE else desk.availability.area(area).short
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

    def split(
        self,
        definition: Definition,
        fixed: Breakdown,
        dimension: str,
        wanted: Sequence[str],
        total: bool,
        scope: Scope,
        loc: Loc,
    ) -> tuple[tuple[str, Breakdown], ...] | None:
        """Label and breakdown for each value of ``dimension`` (and the total); ``(("", fixed),)`` without one."""
        desk = self._desk
        dimension = desk.plain(dimension, scope, (*loc, "nach"))
        if not dimension:
            return (("", fixed),)
        place = desk.place((*loc, "nach"))
        values = [desk.plain(item, scope, (*loc, "werte", index)) for index, item in enumerate(wanted)]
        if not values:
            values = list(desk.availability.values(definition.id, dimension))
            if not values:
                if not desk.check_breakdown(definition, ((dimension, ""),), place):
                    return None
                return ()
        elif not all(desk.check_breakdown(definition, ((dimension, value),), place) for value in values):
            return None
        found = [(value, tuple(sorted((*fixed, (dimension, value))))) for value in values]
        if total:
            found.append(("insgesamt", fixed))
        return tuple(found)

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
                leaves.append(Leaf(path, unit, _value(definition, period, pairs, column.ansicht), column.balken))
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
        cells = [_value(definition, period, breakdown, column.ansicht) for period in span]
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
        desk = self._desk
        kreis, last = desk.availability.kreis, periods[-1]
        points = "Prozentpunkte" if definition.kind is Kind.SHARE else unit_text(definition.unit)
        found: list[tuple[str, str, Cells]] = []
        for extra in column.zusatz:
            if extra == "rang":
                found.append(("Rang", "", _ranked(definition, last, breakdown, kreis)))
                continue
            kind, _, word = extra.partition("_")
            other = {"kreis": kreis, "land": kreis[:2], "bund": BUND_KEY}[word]
            label = {"kreis": "zum Kreis", "land": "zum Land", "bund": "zum Bund"}[word]
            if kind == "differenz":
                found.append(
                    (f"Differenz {label}", points, _compared(definition, last, breakdown, View.DIFFERENCE, other))
                )
            else:
                found.append((f"Verhältnis {label}", "", _compared(definition, last, breakdown, View.RATIO, other)))
        if column.veraenderung_seit is not None:
            place = desk.place((*loc, "veraenderung_seit"))
            word = desk.plain(column.veraenderung_seit, scope, (*loc, "veraenderung_seit"))
            since = desk.point(word, definition, desk.availability.gemeinden, breakdown, place) or desk.point(
                word, definition, (kreis,), breakdown, place
            )
            if since is None or since == last:
                reason = f"Zu „{definition.title}“ fehlt die frühere Angabe ({word})."
                lacking = [desk.availability.lacking(definition.id, desk.availability.gemeinden, breakdown)]
                desk.gap(scope, f"Veränderung von „{definition.title}“", reason, place, lacking)
            else:
                view = View.CHANGE_PERCENT if column.in_prozent else View.CHANGE
                unit = "%" if column.in_prozent else points
                found.append(
                    (
                        f"Veränderung seit {short_period(since)}",
                        unit,
                        _changed(definition, last, breakdown, view, since),
                    )
                )
        return found

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
        nested = axes[third] if len(axes[third]) > 1 else [_unlabelled(axes[third][0])]
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
        columns.extend(axis if len(axis) > 1 else [_unlabelled(axis[0])] for axis in axes.values())
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
        view = View.CHANGE_PERCENT if percent else View.CHANGE
        planned_rows = []
        for row in rows:
            keys: list[PlannedCell] = [combine((row, *parts), definitions[0]) for parts in combined]
            for parts in extra:
                key = combine((row, *parts), definitions[0])
                keys.append(key.with_view(view, since=change[0]) if change else key)
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


def register(desk: Desk, block: Captioned, scope: Scope, loc: Loc, kind: str, number: str) -> tuple[str, str]:
    """Id and number of a table or figure; an id that exists already is an error."""
    plain = desk.plain(block.id, scope, (*loc, "id"))
    base = "-".join([plain, *scope.suffixes]) if plain and "{" not in block.id else plain
    identifier = base or desk.targets.automatic(kind)
    words = {"tabelle": "Tabelle", "abbildung": "Abbildung", "uebersicht": "Übersicht"}[kind]
    place = desk.place((*loc, "id"))
    earlier = desk.targets.register(identifier, f"{words}\u00a0{number}".strip("\u00a0"), place)
    if earlier is not None:
        desk.error(
            "id-doppelt", f"Die id „{identifier}“ ist schon vergeben ({earlier}).", place, "Wählen Sie eine andere."
        )
    return identifier, number


_TRIVIAL_DATES = frozenset({"", "Jahr", "Monat", "Schuljahr"})


def reference_dates(definitions: Sequence[Definition]) -> str:
    """A note on the days or spans that the numbers refer to; ``""`` when the periods say it themselves."""
    texts = {item.reference_date_text for item in definitions}
    if texts <= _TRIVIAL_DATES:
        return ""
    if len(texts) == 1:
        return f"Zeitbezug: {texts.pop()}."
    grouped: dict[str, list[str]] = {}
    for item in definitions:
        if item.reference_date_text not in _TRIVIAL_DATES:
            names = grouped.setdefault(item.reference_date_text, [])
            if item.short not in names:
                names.append(item.short)
    parts = [f"{', '.join(names)}: {text.replace(';', ',')}" for text, names in grouped.items()]
    return f"Zeitbezug: {'; '.join(parts)}."


def _unlabelled(item: Coordinate) -> Coordinate:
    return Coordinate("", item.indicator, item.area, item.period, item.breakdown)


def combine(parts: Sequence[Coordinate], default: Definition) -> NumberKey:
    """The number at a crossing of coordinates."""
    indicator, area, period = default.id, "", None
    pairs: dict[str, str] = {}
    for part in parts:
        indicator = part.indicator.id if part.indicator is not None else indicator
        area, period = part.area or area, part.period or period
        pairs.update(part.breakdown)
    if period is None:
        raise ValueError("coordinates without a period")
    return NumberKey(indicator, area, period, tuple(sorted(pairs.items())))


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


def _value(definition: Definition, period: Period, breakdown: Breakdown, view: str) -> Cells:
    def cell(area: str) -> PlannedCell:
        key = NumberKey(definition.id, area, period, breakdown)
        return key if view == "wert" else key.with_view(_VIEWS[view])

    return cell


def _compared(definition: Definition, period: Period, breakdown: Breakdown, view: View, other: str) -> Cells:
    def cell(area: str) -> PlannedCell:
        if area == other or not is_part_of(area, other):
            return NotApplicable()
        return NumberKey(definition.id, area, period, breakdown).with_view(view, against=other)

    return cell


def _ranked(definition: Definition, period: Period, breakdown: Breakdown, kreis: str) -> Cells:
    def cell(area: str) -> PlannedCell:
        if level_of(area) is not Level.GEMEINDE or parent_key(area, Level.KREIS) != kreis:
            return NotApplicable()
        return NumberKey(definition.id, area, period, breakdown).with_view(View.RANK, against=kreis)

    return cell


def _changed(definition: Definition, period: Period, breakdown: Breakdown, view: View, since: Period) -> Cells:
    def cell(area: str) -> PlannedCell:
        return NumberKey(definition.id, area, period, breakdown).with_view(view, since=since)

    return cell
