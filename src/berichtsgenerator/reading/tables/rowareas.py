"""The area of each row of a table: from keys, names, the columns above them, and what stands above the row."""

from __future__ import annotations

import re

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import name_form
from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.books.ledger import Book
from berichtsgenerator.reading.books.results import Role
from berichtsgenerator.reading.opening.grid import Grid, as_text, without_feet
from berichtsgenerator.reading.tables.areacolumns import upper_area
from berichtsgenerator.reading.tables.columns import joined_key
from berichtsgenerator.reading.tables.context import SheetContext, Work
from berichtsgenerator.reading.tables.places import (
    RowArea,
    area_by_name,
    digits_of,
    key_of,
    make_area,
    split_key_and_name,
    tells_kreis,
    tells_town,
)
from berichtsgenerator.reading.tables.regions import Region
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.tables.rowplaces import name_bases, single_town, whole_kreis
from berichtsgenerator.reading.words.labels import heal, is_total, strip_lead
from berichtsgenerator.reading.words.values import Cell


class AreaReader:
    """The areas of the rows, read from top to bottom."""

    def __init__(self, grid: Grid, columns: Columns, context: SheetContext, within: str, work: Work) -> None:
        self.grid, self.columns, self.context, self.work = grid, columns, context, work
        self.within = within
        self.keys = columns.where(ColumnRole.KEY)
        self.parts = columns.where(ColumnRole.KEY_PART)
        self.both = columns.where(ColumnRole.KEY_NAME)
        self.names = columns.where(ColumnRole.NAME)
        self.uppers = columns.where(ColumnRole.UPPER)
        self.numbers = columns.where(ColumnRole.NUMBER)
        self.institutions = columns.where(ColumnRole.INSTITUTION)
        others = (ColumnRole.LABEL, ColumnRole.PERIOD, ColumnRole.MONTH)
        self.only_areas = not any(columns.where(role) for role in others)
        """No column tells the rows of one area apart by a label or a time."""
        self.labelled = bool(columns.where(ColumnRole.PERIOD) or columns.where(ColumnRole.LABEL))
        self.has_area_column = bool(self.keys or self.parts or self.both or self.names)
        self.homeless = columns.unnamed or (bool(columns.foreign) and not self.has_area_column)
        self.foreign_rows = 0
        self.area: RowArea | None = None if self.has_area_column else context.area
        self.upper: RowArea | None = None
        """The area above that the row's left columns name, also carried down from a row above."""
        self.said: dict[int, str] = {}
        self.separator_area: RowArea | None = None
        """The area that a row with one cell named."""
        self.section = ""
        """``stadt`` or ``kreis`` below a heading of kreisfreie Städte or Landkreise."""
        self.tails: dict[str, int] = {}
        """Parts of a town that were read, with the row of the first."""
        self.area_cache: dict[tuple[str, str, str], RowArea | None] = {}
        self.twice: frozenset[str] = frozenset()
        """Names without a key that stand in several rows with different figures: it cannot be told which is which."""
        named = self.names[:1] if not (self.keys or self.parts) else []
        self.towns = name_bases(grid, named, tells_town)
        self.counties = name_bases(grid, named, tells_kreis)
        self._part_label = ""

    def prepare(self, region: Region) -> None:
        """Find names that stand twice, where nothing but the name tells rows apart."""
        if self.names and not region.separators and not self.columns.foreign and not self._more_than_names():
            self.twice = self._names_twice(region.body)

    def part_label(self) -> str:
        """``davon männlich`` in the column of names of the row just read: a part of the area above, not an area."""
        label, self._part_label = self._part_label, ""
        return label

    def area_of(self, row: int, book: Book) -> RowArea | None:
        """The area of a row of figures, or None when it cannot be told."""
        grid = self.grid
        digits = name = ""
        if self.columns.parts_of_town:
            return self._part(row, book)
        if self.columns.foreign and self._foreign(row):
            self.foreign_rows += 1
            for column in (*self.keys, *self.parts, *self.both, *self.names):
                book.book(row, column, Role.AREA)
            return None
        place = 0
        named_above = self._above(row, book) if self.uppers else False
        if self.both:
            cell = grid.rows[row][self.both[0]]
            place = self.both[0]
            book.book(row, place, Role.KEY)
            if cell == "":
                if named_above:
                    self.area = self.upper
                return self.area
            pair = split_key_and_name(as_text(cell))
            digits, name = pair if pair is not None else (digits_of(cell), as_text(cell).strip())
        elif self.parts:
            place = self.parts[0]
            digits = joined_key(grid, self.columns, row)
            for column in self.parts:
                book.book(row, column, Role.KEY)
        elif self.keys:
            place = self.keys[0]
            digits = digits_of(grid.rows[row][place])
            if not digits and grid.rows[row][place] != "":
                pair = split_key_and_name(as_text(grid.rows[row][place]))
                digits, name = pair if pair is not None else ("", as_text(grid.rows[row][place]).strip())
            book.book(row, place, Role.KEY)
        for column in self.names:
            text = as_text(grid.rows[row][column]).strip().removeprefix(self.columns.prefix)
            if text:
                name = text
                place = place if digits else column
            book.book(row, column, Role.AREA)
        if not self.has_area_column:
            return None if self.homeless else self.separator_area or self.context.area
        if self.uppers and not digits and (is_total(name) if name else named_above):
            self.area = self.upper
            return self.area
        town = self._town(row, digits, name, place)
        if not self.numbers:
            if town is not None:
                self.area = town
            elif digits or name:
                self.area = None
            return self.area if (digits or name) else (self.separator_area or self.area)
        return self._institution(row, town, book)

    def _above(self, row: int, book: Book) -> bool:
        """Read the columns of the areas above; True when they name an area in this row."""
        fresh = False
        for column in self.uppers:
            text = as_text(self.grid.rows[row][column]).strip()
            book.book(row, column, Role.AREA)
            if text and not is_total(text):
                if fresh is False or text != self.said.get(column):
                    self.upper = upper_area(text, self.context.gazetteer)
                self.said[column] = text
                fresh = True
        return fresh

    def _foreign(self, row: int) -> bool:
        """True for the row of a Wahlkreis and its like, False for the rows of Land and Bund between them."""
        texts = [as_text(self.grid.rows[row][column]).strip() for column in self.columns.foreign]
        names = [text for text in texts if text and not text.replace(".", "").isdigit()]
        return bool(names) and not any(re.search(r"(?i)\binsgesamt\b|^land\b|zusammen|^bund", text) for text in names)

    def _named(self, name: str, within: str) -> RowArea | None:
        """The area of a name in this table."""
        return area_by_name(name, self.context.gazetteer, within, self.towns, self.section, self.counties)

    def _within(self) -> str:
        """The Kreis (or Land) in which the names of a row are looked for."""
        if self.upper is not None and self.upper.level in (Level.KREIS, Level.LAND):
            return self.upper.key
        if self.separator_area is not None and self.separator_area.level is Level.KREIS:
            return self.separator_area.key
        return self.within or self.columns.scheme.land

    def _part(self, row: int, book: Book) -> RowArea | None:
        """A Stadtteil or planning area of the town that title, sheet or file name; the town itself in its total row."""
        cells = self.grid.rows[row]
        code = re.sub(r"[^\w.-]", "", as_text(cells[self.keys[0]])) if self.keys else ""
        name = heal(without_feet(as_text(cells[self.names[0]]), self.grid.feet)) if self.names else ""
        for column in self.keys[:1]:
            book.book(row, column, Role.KEY)
        for column in self.names[:1]:
            book.book(row, column, Role.AREA)
        town = self.context.town
        if town is None or not (code or name):
            return None
        if is_total(name) or (not code and name_form(name).base == name_form(town.name).base):
            return area_by_name(town.name.split(",")[0], self.context.gazetteer, "") or town
        key = town.key if town.level is Level.GEMEINDE else single_town(town, self.context.gazetteer)
        if not key:
            return None
        tail = code or re.sub(r"[\s/]+", "_", name)
        if self.tails.setdefault(tail, row) != row and not self.labelled:
            self.work.same_names.setdefault(
                name or code, f"{column_letters((self.names or self.keys)[0] + 1)}{row + 1}"
            )
            return None
        return RowArea(f"{key}/{tail}", name or code, Level.EINRICHTUNG)

    def _town(self, row: int, digits: str, name: str, column: int) -> RowArea | None:
        if not digits and not name:
            return None
        if not digits and self.area is not None and strip_lead(name) != name:
            self._part_label = name
            return self.area
        known = (digits, name, "" if digits else f"{self.section} {self._within()}")
        if known in self.area_cache:
            return self.area_cache[known]
        gazetteer = self.context.gazetteer
        area: RowArea | None = None
        cell = f"{column_letters(column + 1)}{row + 1}"
        if digits:
            key = key_of(digits, self.columns.scheme, gazetteer)
            if self.columns.associations and not gazetteer.knows(key):
                self.work.unknown_names.setdefault(name or digits, cell)
                self.area_cache[known] = None
                return None
            area = make_area(key, name, gazetteer) if key else None
            if area is None and name:
                area = self._named(name, self._within())
            if key and gazetteer.former(key) is not None:
                self.work.former_keys.setdefault(key, cell)
            elif area is None or (key and key not in gazetteer and not re.search(r"\(bis|aufgelöst", name)):
                self.work.unknown_keys.setdefault(digits, cell)
            elif name and key in gazetteer:
                self._check_name(area, name, cell)
        if name in self.twice:
            self.work.same_names.setdefault(name, cell)
        elif area is None and name:
            within = self._within() if self.within or self.upper else self._kreis_so_far() or self._within()
            area = self._named(name, within) or self._total(name, within)
            if area is None and not digits:
                several = len(gazetteer.find(name, within or None)) > 1
                (self.work.same_names if several else self.work.unknown_names).setdefault(name, cell)
        self.area_cache[known] = area
        return area

    def _kreis_so_far(self) -> str:
        """The Kreis of all Gemeinden of a table with keys, read so far: that of ``Landkreis gesamt`` without a key."""
        if not self.keys:
            return ""
        towns = {area.key[:5] for area in self.area_cache.values() if area is not None and area.level is Level.GEMEINDE}
        return towns.pop() if len(towns) == 1 else ""

    def _total(self, name: str, within: str) -> RowArea | None:
        """``Gesamtergebnis`` below the list of all Gemeinden of a Kreis is the Kreis."""
        if len(within) != 5 or not is_total(name):
            return None
        listed = [area for area in self.area_cache.values() if area is not None and area.key.startswith(within)]
        return whole_kreis(listed, self.context.gazetteer)

    def _check_name(self, area: RowArea, name: str, cell: str) -> None:
        """Key and name that mean different areas: the key counts, and a warning says so."""
        if name == area.name:
            return
        gazetteer = self.context.gazetteer
        others = gazetteer.find(name, area.key[:5] if area.level is Level.GEMEINDE else None)
        if others and all(other.key != area.key and other.level is area.level for other in others):
            self.work.conflicts.setdefault(cell, f"Schlüssel {area.key} ist {area.name}, daneben steht „{name}“")

    def _institution(self, row: int, town: RowArea | None, book: Book) -> RowArea | None:
        number_cell = self.grid.rows[row][self.numbers[0]]
        number = re.sub(r"[^0-9A-Za-z-]", "", as_text(number_cell).strip())
        book.book(row, self.numbers[0], Role.KEY)
        name = as_text(self.grid.rows[row][self.institutions[0]]).strip() if self.institutions else ""
        for column in self.institutions:
            book.book(row, column, Role.AREA)
        if not number:
            if town is not None and not name:
                return town
            named = (
                area_by_name(name, self.context.gazetteer, self.within or (town.key[:5] if town else ""))
                if name
                else None
            )
            return named or (town if town is not None and town.level is not Level.GEMEINDE else None)
        if town is None:
            return None
        key = town.key if town.level is Level.GEMEINDE else single_town(town, self.context.gazetteer)
        if not key:
            return None
        return RowArea(f"{key}/{number}", heal(name) or number, Level.EINRICHTUNG)

    def _more_than_names(self) -> bool:
        """True when rows of one area may differ in a key, a label or a time of their own."""
        return not self.only_areas or any((self.keys, self.parts, self.both, self.uppers, self.numbers))

    def _names_twice(self, rows: list[int]) -> frozenset[str]:
        first: dict[str, list[Cell]] = {}
        found = set()
        for row in rows:
            cells = self.grid.rows[row]
            name = as_text(cells[self.names[0]]).strip()
            if name and first.setdefault(name, cells) != cells:
                found.add(name)
        return frozenset(found)
