"""The rows of a table from top to bottom: area, period and labels of each."""

from __future__ import annotations

import datetime as dt
import re

from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.books.ledger import Book
from berichtsgenerator.reading.books.results import Role
from berichtsgenerator.reading.opening.grid import Grid, as_text, without_feet
from berichtsgenerator.reading.tables.context import SheetContext, Work
from berichtsgenerator.reading.tables.heads import head_periods, months_below_years
from berichtsgenerator.reading.tables.levels import levels_of
from berichtsgenerator.reading.tables.places import RowArea, area_by_name
from berichtsgenerator.reading.tables.regions import Region
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.tables.rowareas import AreaReader
from berichtsgenerator.reading.tables.rowplaces import repeated_headings
from berichtsgenerator.reading.tables.stubs import RowLabel, StubReader
from berichtsgenerator.reading.tables.titleplaces import area_in_sentence
from berichtsgenerator.reading.words.labels import spans_touch, unit_of
from berichtsgenerator.reading.words.times import (
    Hint,
    combine,
    hint_of_text,
    is_mean,
    month_of_text,
    period_of_cell,
    period_of_text,
)
from berichtsgenerator.reading.words.timeswithin import split_period

State = tuple[RowArea | None, Period | None, int | None, RowLabel, Hint]
"""What a row states: area, period, month, labels, and the hint of the block heading above it."""


_BLANKS = " " * 3
"""Blanks that stand for one level of a stub."""


class RowReader:
    """Area, period and labels of each row, read from top to bottom."""

    def __init__(
        self, grid: Grid, columns: Columns, context: SheetContext, within: str, ages: bool, work: Work
    ) -> None:
        self.grid, self.columns, self.context = grid, columns, context
        self.places = AreaReader(grid, columns, context, within, work)
        self.labels = columns.where(ColumnRole.LABEL)
        self.units = columns.where(ColumnRole.UNIT)
        self.periods = columns.where(ColumnRole.PERIOD)
        self.months = columns.where(ColumnRole.MONTH)
        headers = [columns.headers[column] for column in self.labels]
        loose = any(re.search(r"(?i)\balter", header) for header in headers)
        texts = [as_text(cells[column]) for column in self.labels for cells in grid.rows[:2000]] if loose else []
        opened = loose and (any("bis unter" in header for header in headers) or spans_touch(texts))
        self.stub = StubReader(len(self.labels), headers, ages=ages, loose=loose, open_spans=opened)
        self.separator_period: Period | None = None
        self.separator_hint = Hint()
        self.carried_period: Period | None = None
        self.period_cells: dict[int, Period | None] = {}
        self.by_context = not self.places.has_area_column
        self.areas_above = False
        self.levels: dict[int, int] = {}
        """Rows of a single label column whose level only the look of their cells tells."""
        self.inner_blocks: frozenset[str] = frozenset()

    def prepare(self, region: Region) -> None:
        """Read the period column as a whole, so that first days of months are known as months, the levels of the
        stub's rows, and the headings that come again below others.
        """
        if len(self.labels) == 1:
            every = sorted([*region.body, *region.separators])
            figures = self.columns.where(ColumnRole.VALUE)
            self.levels = levels_of(self.grid, self.labels[0], every, figures)
        self.places.prepare(region)
        self.inner_blocks = repeated_headings(self.grid, region.separators)
        if self.periods:
            column = self.periods[0]
            rows = list(region.body)
            header = self.columns.headers[column]
            monthly = self.context.monthly or bool(re.search(r"(?i)monat", header))
            found = head_periods(
                [self.grid.rows[row][column] for row in rows], school=self.context.school, monthly=monthly
            )
            if re.search(r"(?i)schuljahr", header):
                found = [
                    Period(PeriodKind.SCHOOL_YEAR, p.iso) if p is not None and p.kind is PeriodKind.YEAR else p
                    for p in found
                ]
            self.period_cells = dict(
                zip(rows, months_below_years([self.grid.rows[row][column] for row in rows], found), strict=True)
            )

    def separator(self, row: int, book: Book) -> None:
        """A row with one cell: a period, an area, or a block heading."""
        column = next(index for index, cell in enumerate(self.grid.rows[row]) if cell != "" and as_text(cell).strip())
        cell = self.grid.rows[row][column]
        text = " ".join(as_text(cell).split())
        if found := re.fullmatch(r"(?i)(kreisfreie städte|krfr\. städte|stadtkreise|landkreise|kreise)\b.{0,20}", text):
            self.places.section = "stadt" if re.match(r"(?i)k\w*fr|stadt", found[1]) else "kreis"
            book.book(row, column, Role.LABEL)
            return
        period = period_of_cell(cell) or period_of_text(text, self.context.school)
        if period is not None:
            self.separator_period = period
            self.stub.reset()
            book.book(row, column, Role.PERIOD)
            return
        if not self.places.has_area_column or column < (self.columns.where(ColumnRole.VALUE) or [0])[0]:
            area = area_in_sentence(text, self.context.gazetteer) if text[:1].isdigit() else None
            if area is None and not text[:1].isdigit() and len(text) < 60:
                area = (
                    area_by_name(text, self.context.gazetteer, self.places.within)
                    if not re.match(r"(?i)davon|dar", text)
                    else None
                )
            if area is not None:
                self.places.separator_area = area
                self.stub.reset()
                book.book(row, column, Role.AREA)
                return
        self.stub.block(self._shifted(row, as_text(cell)), inner=text in self.inner_blocks)
        self.separator_hint = hint_of_text(text)
        book.book(row, column, Role.LABEL)

    def row(self, row: int, book: Book) -> State | None:
        """What a row of figures states, or None when its area cannot be told."""
        grid = self.grid
        area = self.places.area_of(row, book)
        period: Period | None = None
        for column in self.periods[:1]:
            if grid.rows[row][column] != "":
                self.carried_period = self.period_cells.get(row)
                book.book(row, column, Role.PERIOD)
            period = self.carried_period
        for column in self.periods[1:]:
            book.book(row, column, Role.PERIOD)
        month: int | None = None
        for column in self.months:
            cell = grid.rows[row][column]
            if cell != "":
                number = month_of_text(as_text(cell))
                if number is None and isinstance(cell, (int, float)) and 1 <= cell <= 12:
                    number = int(cell)
                month = number
                if number is None and period is not None and is_mean(as_text(cell)):
                    period = combine(period, Hint(PeriodKind.ANNUAL_MEAN))
                book.book(row, column, Role.PERIOD)
        texts = []
        for column in self.labels:
            cell = grid.rows[row][column]
            if cell != "" and isinstance(cell, dt.date):
                texts.append(cell.isoformat())
            else:
                texts.append(self._shifted(row, without_feet(as_text(cell), grid.feet)))
            book.book(row, column, Role.LABEL)
        if len(self.labels) >= 1 and period is None and not self.periods and texts[0]:
            whole = period_of_text(texts[0], self.context.school)
            number = month_of_text(texts[0]) if whole is None else None
            if whole is not None:
                period, texts[0] = whole, ""
            elif number is not None and self.separator_period is not None:
                month, texts[0] = number, ""
            else:
                texts[0], period = split_period(texts[0], self.context.school)
        part = self.places.part_label()
        label = self.stub.row([part, *texts[1:]] if part else texts)
        for column in self.units:
            text = as_text(grid.rows[row][column]).strip()
            book.book(row, column, Role.UNIT)
            if text:
                label = label._replace(unit=unit_of(text) or text)
        if area is None and not self.areas_above:
            return None
        hint = label.hint if label.hint.kind is not None else self.separator_hint
        return area, period or self.separator_period, month, label, hint

    def _shifted(self, row: int, label: str) -> str:
        """The label with blanks before it, where the look of its cell tells a level."""
        level = self.levels.get(row)
        return label if level is None else _BLANKS * level + label
