"""One region of a sheet → one table of observations.

The steps: roles of the columns, meaning of the head, then row by row: area, period, labels; every figure gets the nearest
statement of each. What cannot be told (area, period, what is counted) refuses the table with a diagnostic; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from berichtsgenerator.diagnostics import Diagnostic, Place, note, warning
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable, column_letters
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.columns import ColumnRole, Columns, assign_roles, column_headers, joined_key
from berichtsgenerator.reading.grid import Grid, as_text
from berichtsgenerator.reading.heads import ColumnHead, head_periods, read_heads
from berichtsgenerator.reading.kinds import is_index_row
from berichtsgenerator.reading.ledger import MARK, VALUE, Book
from berichtsgenerator.reading.places import (
    RowArea,
    area_by_name,
    area_in_sentence,
    digits_of,
    key_of,
    make_area,
    split_key_and_name,
)
from berichtsgenerator.reading.regions import Region
from berichtsgenerator.reading.results import Role, TableReading
from berichtsgenerator.reading.stubs import RowLabel, StubReader
from berichtsgenerator.reading.times import Hint, combine, hint_of_text, month_of_text, period_of_cell, period_of_text
from berichtsgenerator.reading.titles import BaseRule, TitleBlock, base_for
from berichtsgenerator.reading.values import SENTINELS, Parsed, parse_cell
from berichtsgenerator.reading.words import heal, unit_of

NO_QUALITY: tuple[Quality, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What is known before a table is read: the nearest statements outside of it."""

    source: SourceTable
    gazetteer: Gazetteer
    title: TitleBlock
    period: Period | None
    hint: Hint
    area: RowArea | None
    within: str
    land: str
    bases: tuple[BaseRule, ...]
    school: bool
    monthly: bool


@dataclass(slots=True)
class _Work:
    """Everything that grows while one table is read."""

    observations: list[Observation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unknown_keys: dict[str, str] = field(default_factory=dict)
    unknown_names: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)
    sentinels: int = 0
    odd: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """Internal: the table cannot be read; carries code, German message and advice."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Millions of small tuples without cycles: the cyclic collector only costs time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def roles_of(
    grid: Grid, kinds: list[str], region: Region, gazetteer: Gazetteer, land: str
) -> tuple[Columns, list[list[object]]]:
    """Column roles of a region and its head rows with merged cells filled."""
    headers, rows = column_headers(grid, region.head, grid.width)
    return assign_roles(grid, kinds, region.body, headers, gazetteer, land), rows  # type: ignore[return-value]


def read_table(
    grid: Grid,
    kinds: list[str],
    region: Region,
    columns: Columns,
    head_rows: list[list[object]],
    context: SheetContext,
    book: Book,
) -> tuple[TableReading | None, list[Diagnostic]]:
    """Read one table; None (with the reason among the diagnostics) when it must be refused."""
    work = _Work()
    with _quiet_collector():
        try:
            confidence = _read(grid, kinds, region, columns, head_rows, context, book, work)
        except Refusal as refusal:
            first = region.body[0] if region.body else 0
            place = Place(file=context.source.file, sheet=grid.sheet, cell=f"A{first + 1}")
            work.diagnostics.append(warning(refusal.code, refusal.message, place, refusal.advice))
            _refuse(grid, region, book, refusal.message)
            return None, work.diagnostics
    _report(grid, context, work)
    return TableReading(context.source, tuple(work.observations), confidence), work.diagnostics


def _refuse(grid: Grid, region: Region, book: Book, reason: str) -> None:
    for row in (*region.head, *region.body, *region.separators):
        for column in range(grid.width):
            book.ignore_again(row, column, reason)


def _read(
    grid: Grid,
    kinds: list[str],
    region: Region,
    columns: Columns,
    head_rows: list[list[object]],
    context: SheetContext,
    book: Book,
    work: _Work,
) -> float:
    figures = columns.where(ColumnRole.VALUE)
    if not figures:
        raise Refusal("keine-werte", "Die Tabelle hat keine Spalte mit Zahlen.", "Aufbau der Tabelle prüfen.")
    gazetteer = context.gazetteer
    within = columns.within or context.within
    ages = not context.title.durations
    head_text = " ".join(columns.headers[: figures[0]])
    retyped = bool(re.match(r"(?i)id name\b", head_text.strip())) or grid.sheet == context.source.code != ""
    heads, unit_rows = read_heads(
        grid,
        head_rows,  # type: ignore[arg-type]
        figures,
        gazetteer,
        within=within,
        ages=ages,
        school=context.school,
        monthly=context.monthly,
        merged=grid.csv
        and _complete(head_rows, figures)
        or any(region.head and region.head[0] <= m[0] <= region.head[-1] for m in grid.merges),
        retyped=retyped,
        based=bool(context.title.base),
    )
    _book_frame(grid, kinds, region, figures, unit_rows, columns, book)
    rows = _RowReader(grid, columns, context, within, ages, work)
    rows.prepare(region)
    rows.areas_above = any(head.area is not None for head in heads)
    rows.by_context = rows.by_context and not rows.areas_above
    table = _Assembler(context, heads, rows)
    separators = set(region.separators)
    cache: dict[str, Parsed | None] = {}
    new = tuple.__new__
    out = work.observations
    missing_area = missing_period = 0
    count_columns = len(figures)
    for row in sorted([*region.body, *region.separators]):
        if row in separators:
            rows.separator(row, book)
            continue
        cells = grid.rows[row]
        booked = book.rows[row]
        state = rows.row(row, book)
        if state is None:
            missing_area += 1
            for column in figures:
                book.ignore(row, column, "Zeile ohne erkennbares Gebiet")
            continue
        plan = table.plan(state)
        for position in range(count_columns):
            column = figures[position]
            cell = cells[column]
            if cell == "":
                continue
            spec = plan[position]
            if cell.__class__ is float and cell not in SENTINELS:
                value: float | None = cell  # type: ignore[assignment]
                mark, missing, quality, unit = "", None, NO_QUALITY, ""
                booked[column] = VALUE
            else:
                text = cell if cell.__class__ is str else repr(cell)
                if text in cache:
                    parsed = cache[text]  # type: ignore[index]
                else:
                    parsed = parse_cell(cell, grid.point, True)
                    cache[text] = parsed  # type: ignore[index]
                if parsed is None:
                    _odd(grid, row, column, cell, kinds, book, work)
                    continue
                value, mark, missing, quality, unit = parsed
                alone = value is None or (isinstance(cell, str) and cell.strip() == mark)
                booked[column] = MARK if mark and alone else VALUE
                if mark in ("-9999", "-99999"):
                    work.sentinels += 1
            if spec is None:
                missing_period += 1
                booked[column] = 0
                book.ignore(row, column, "Wert ohne erkennbare Zeitangabe oder ohne Gebiet")
                continue
            source, measure, area, period, pairs, own_unit = spec
            out.append(
                new(
                    Observation,
                    (
                        source,
                        measure,
                        area[0],
                        area[1],
                        area[2],
                        period,
                        pairs,
                        value,
                        mark,
                        missing,
                        quality,
                        unit or own_unit,
                        row + 1,
                        column + 1,
                    ),
                )
            )
    return _verdict(region, rows, table, out, missing_area, missing_period)


def _verdict(
    region: Region, rows: _RowReader, table: _Assembler, out: list[Observation], missing_area: int, missing_period: int
) -> float:
    if not out and missing_area:
        raise Refusal(
            "gebiet-unbekannt",
            "Zu den Zeilen der Tabelle ist kein Gebiet zu erkennen.",
            "Gebietsschlüssel ergänzen oder das Gebiet in Titel, Blattname oder Dateiname nennen.",
        )
    if not out and missing_period and not table.area_seen:
        raise Refusal(
            "gebiet-unbekannt",
            "Zu den Werten der Tabelle ist kein Gebiet zu erkennen.",
            "Gebietsschlüssel ergänzen oder das Gebiet in Titel, Blattname oder Dateiname nennen.",
        )
    if not out and missing_period:
        raise Refusal(
            "zeit-unbekannt",
            "Zu den Werten der Tabelle ist keine Zeitangabe zu erkennen.",
            "Stichtag oder Jahr im Titel, im Blattnamen oder im Dateinamen nennen.",
        )
    if not any(observation.measure for observation in out[:50]):
        raise Refusal(
            "merkmal-unbekannt",
            "Zu den Werten der Tabelle ist nicht zu erkennen, was gezählt wird.",
            "Einen Titel oder eine Kopfzeile ergänzen, die das Merkmal nennt.",
        )
    sure = 1.0
    total = max(1, len(region.body))
    sure -= 0.5 * min(1.0, missing_area / total)
    if not region.head:
        sure -= 0.3
    if rows.by_context:
        sure -= 0.1
    if table.by_title:
        sure -= 0.1
    return round(max(0.0, sure), 2)


def _fallback(context: SheetContext) -> str:
    """The measure of a table whose head and stub name none: its title, else its sheet's name."""
    title = context.title.title
    if title:
        short = re.split(r"\s[-–]\s(?:Stichtag|Jahr|regionale)|\s+nach\s|\s+am\s\d|\s+im\s(?:Jahr|Landkreis)", title)[
            0
        ].strip(" -–,:")
        return heal(short)[:120] or heal(title)[:120]
    sheet = context.source.sheet
    return (
        sheet
        if sheet and period_of_text(sheet) is None and not re.fullmatch(r"(?i)(tabelle|sheet|daten|blatt)\s?\d*", sheet)
        else ""
    )


def _complete(head_rows: list[list[object]], figures: list[int]) -> bool:
    """True when the first head row names every column (repeated labels): empty cells below are then really empty."""
    return bool(head_rows) and all(head_rows[0][column] != "" for column in figures)


def _book_frame(
    grid: Grid, kinds: list[str], region: Region, figures: list[int], unit_rows: set[int], columns: Columns, book: Book
) -> None:
    inside = set(figures)
    for index, row in enumerate(region.head):
        if is_index_row(grid, row, kinds[row]):
            for column in range(grid.width):
                book.book(row, column, Role.HEAD)
            continue
        for column in range(grid.width):
            cell = grid.rows[row][column]
            if cell == "":
                continue
            if index in unit_rows and (column in inside or unit_of(as_text(cell)) is not None):
                book.book(row, column, Role.UNIT)
            elif column in inside and (period_of_cell(cell) is not None or month_of_text(as_text(cell)) is not None):
                book.book(row, column, Role.PERIOD)
            else:
                book.book(row, column, Role.HEAD)
    reasons = {
        ColumnRole.RUNNING: "laufende Nummer",
        ColumnRole.ATTRIBUTE: "Angabe zur Zeile, keine Zahl der Statistik",
        ColumnRole.TEXT: "Textspalte",
    }
    for column, role in enumerate(columns.roles):
        reason = reasons.get(role)
        if reason is not None:
            for row in region.body:
                book.ignore(row, column, reason)


def _odd(grid: Grid, row: int, column: int, cell: object, kinds: list[str], book: Book, work: _Work) -> None:
    """Text, a date or an error where a figure belongs."""
    text = as_text(cell) if isinstance(cell, (str, int, float, bool)) else str(cell)
    if kinds[row][column] == " ":
        book.ignore(row, column, "Verweis")
        return
    book.ignore(row, column, "Text an der Stelle einer Zahl")
    work.odd.setdefault(f"{column_letters(column + 1)}{row + 1}", text)


class _RowReader:
    """Area, period and labels of each row, read from top to bottom."""

    def __init__(
        self, grid: Grid, columns: Columns, context: SheetContext, within: str, ages: bool, work: _Work
    ) -> None:
        self.grid, self.columns, self.context, self.work = grid, columns, context, work
        self.within = within
        self.keys = columns.where(ColumnRole.KEY)
        self.parts = columns.where(ColumnRole.KEY_PART)
        self.both = columns.where(ColumnRole.KEY_NAME)
        self.names = columns.where(ColumnRole.NAME)
        self.labels = columns.where(ColumnRole.LABEL)
        self.periods = columns.where(ColumnRole.PERIOD)
        self.months = columns.where(ColumnRole.MONTH)
        self.numbers = columns.where(ColumnRole.NUMBER)
        self.institutions = columns.where(ColumnRole.INSTITUTION)
        self.has_area_column = bool(self.keys or self.parts or self.both or self.names)
        headers = [columns.headers[column] for column in self.labels]
        loose = any(re.search(r"(?i)\balter", header) for header in headers)
        self.stub = StubReader(len(self.labels), headers, ages=ages, loose=loose)
        self.area: RowArea | None = None if self.has_area_column else context.area
        self.separator_area: RowArea | None = None
        self.separator_period: Period | None = None
        self.separator_hint = Hint()
        self.carried_period: Period | None = None
        self.period_cells: dict[int, Period | None] = {}
        self.area_cache: dict[tuple[str, str], RowArea | None] = {}
        self.by_context = not self.has_area_column
        self.areas_above = False

    def prepare(self, region: Region) -> None:
        """Read the period column as a whole, so that first days of months are known as months."""
        if self.periods:
            column = self.periods[0]
            rows = [row for row in region.body]
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
            self.period_cells = dict(zip(rows, found, strict=True))

    def separator(self, row: int, book: Book) -> None:
        """A row with one cell: a period, an area, or a block heading."""
        column = next(index for index, cell in enumerate(self.grid.rows[row]) if cell != "" and as_text(cell).strip())
        cell = self.grid.rows[row][column]
        text = " ".join(as_text(cell).split())
        period = period_of_cell(cell) or period_of_text(text, self.context.school)
        if period is not None:
            self.separator_period = period
            self.stub.reset()
            book.book(row, column, Role.PERIOD)
            return
        if not self.has_area_column or column < (self.columns.where(ColumnRole.VALUE) or [0])[0]:
            area = area_in_sentence(text, self.context.gazetteer) if text[:1].isdigit() else None
            if area is None and not text[:1].isdigit() and len(text) < 60:
                area = (
                    area_by_name(text, self.context.gazetteer, self.within)
                    if not re.match(r"(?i)davon|dar", text)
                    else None
                )
            if area is not None:
                self.separator_area = area
                self.stub.reset()
                book.book(row, column, Role.AREA)
                return
        self.stub.block(as_text(cell))
        self.separator_hint = hint_of_text(text)
        book.book(row, column, Role.LABEL)

    def row(self, row: int, book: Book) -> State | None:
        """What a row of figures states, or None when its area cannot be told."""
        grid = self.grid
        area = self._area(row, book)
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
                book.book(row, column, Role.PERIOD)
        texts = []
        for column in self.labels:
            cell = grid.rows[row][column]
            if cell != "" and isinstance(cell, dt.date):
                texts.append(cell.isoformat())
            else:
                texts.append(as_text(cell))
            book.book(row, column, Role.LABEL)
        if len(self.labels) >= 1 and period is None and not self.periods and texts[0]:
            whole = period_of_text(texts[0], self.context.school)
            number = month_of_text(texts[0]) if whole is None else None
            if whole is not None:
                period, texts[0] = whole, ""
            elif number is not None and self.separator_period is not None:
                month, texts[0] = number, ""
        label = self.stub.row(texts)
        if area is None and not self.areas_above:
            return None
        return area, period or self.separator_period, month, label, self.separator_hint

    def _area(self, row: int, book: Book) -> RowArea | None:
        grid, gazetteer = self.grid, self.context.gazetteer
        digits = name = ""
        place = 0
        if self.both:
            cell = grid.rows[row][self.both[0]]
            place = self.both[0]
            book.book(row, place, Role.KEY)
            if cell == "":
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
            text = as_text(grid.rows[row][column]).strip()
            if text:
                name = text
                place = place if digits else column
            book.book(row, column, Role.AREA)
        if not self.has_area_column:
            return self.separator_area or self.context.area
        town = self._town(row, digits, name, place)
        if not self.numbers:
            if town is not None:
                self.area = town
            elif digits or name:
                self.area = None
            return self.area if (digits or name) else (self.separator_area or self.area)
        return self._institution(row, town, book)

    def _town(self, row: int, digits: str, name: str, column: int) -> RowArea | None:
        if not digits and not name:
            return None
        known = (digits, name)
        if known in self.area_cache:
            return self.area_cache[known]
        gazetteer = self.context.gazetteer
        area: RowArea | None = None
        cell = f"{column_letters(column + 1)}{row + 1}"
        if digits:
            key = key_of(digits, self.columns.scheme, gazetteer)
            area = make_area(key, name, gazetteer) if key else None
            if area is None:
                self.work.unknown_keys.setdefault(digits, cell)
            elif key not in gazetteer:
                self.work.unknown_keys.setdefault(digits, cell)
            elif name:
                self._check_name(area, name, cell)
        if area is None and name:
            within = self.within or self.columns.scheme.land
            area = area_by_name(name, gazetteer, within)
            if area is None and not digits:
                self.work.unknown_names.setdefault(name, cell)
        self.area_cache[known] = area
        return area

    def _check_name(self, area: RowArea, name: str, cell: str) -> None:
        """Key and name that mean different areas: the key counts, and a warning says so."""
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
        key = town.key if town.level is Level.GEMEINDE else self._single_town(town)
        if not key:
            return None
        return RowArea(f"{key}/{number}", heal(name) or number, Level.EINRICHTUNG)

    def _single_town(self, kreis: RowArea) -> str:
        """A town that is its own Kreis: its Gemeinde key."""
        key = kreis.key + "000"
        return key if kreis.level is Level.KREIS and key in self.context.gazetteer else ""


Spec = tuple[SourceTable, str, RowArea, Period, Breakdown, str]
State = tuple[RowArea | None, Period | None, int | None, RowLabel, Hint]


class _Assembler:
    """Puts together what a row and a column state; each combination once."""

    def __init__(self, context: SheetContext, heads: list[ColumnHead], rows: _RowReader) -> None:
        self._context, self._heads, self._rows = context, heads, rows
        self._base = context.title.base
        self._fallback = _fallback(context)
        self.by_title = False
        self._labels: dict[RowLabel, list[tuple[str, Breakdown]]] = {}
        self._periods: dict[tuple[Period | None, int | None, Hint], list[Period | None]] = {}
        self._plans: dict[State, list[Spec | None]] = {}
        self._sources: dict[str, SourceTable] = {}
        self.area_seen = False

    def plan(self, state: State) -> list[Spec | None]:
        """For each column of figures what an observation of this row states; None where area or period are missing."""
        plan = self._plans.get(state)
        if plan is not None:
            return plan
        area, period, month, (outer, inner, pairs), hint = state
        labels = self._labels.get(state[3])
        if labels is None:
            labels = [self._label(head, outer, inner, pairs) for head in self._heads]
            self._labels[state[3]] = labels
        periods = self._periods.get((period, month, hint))
        if periods is None:
            periods = [self._period(head, period, month, hint) for head in self._heads]
            self._periods[(period, month, hint)] = periods
        self.area_seen = True
        unit = self._context.title.unit
        plan = [
            None
            if when is None or (where := head.area or area) is None
            else (self._source(when), name, where, when, breakdown, head.unit or unit)
            for head, (name, breakdown), when in zip(self._heads, labels, periods, strict=True)
        ]
        if len(self._plans) < 5000:
            self._plans[state] = plan
        return plan

    def _label(
        self, head: ColumnHead, outer: tuple[str, ...], inner: tuple[str, ...], row_pairs: Breakdown
    ) -> tuple[str, Breakdown]:
        parts: list[str] = []
        pairs = dict(self._context.title.pairs)
        for dimension, value in head.pairs.items():
            pairs[dimension] = value
        clash: list[str] = []
        for dimension, value in row_pairs:
            if dimension in head.pairs and head.pairs[dimension] != value:
                clash.append(value)
            else:
                pairs[dimension] = value
        for group in ((self._base,) if self._base else (), outer, tuple(head.measure), inner):
            repeats = bool(parts and group) and parts[-1].casefold() == group[0].casefold()
            parts.extend(group[1:] if repeats and not (group is inner and head.measure) else group)
        parts.extend(clash)
        if not parts and self._fallback:
            parts.append(self._fallback)
            self.by_title = True
        return " | ".join(parts), tuple(sorted(pairs.items()))

    def _period(self, head: ColumnHead, row: Period | None, month: int | None, hint: Hint) -> Period | None:
        context = self._context
        base = hint if hint.kind is not None else context.hint
        month = month or head.month
        own = head.period
        if own is not None and row is not None and own != row:
            period: Period | None = _merge(own, row)
        else:
            period = own or row
        if period is None:
            period = context.period
        if period is None:
            return None
        if month is not None and period.kind in (PeriodKind.YEAR, PeriodKind.STICHTAG):
            return combine(Period(PeriodKind.YEAR, period.iso[:4]), Hint(month=month))
        if head.kind is not None and base.kind is not PeriodKind.STICHTAG:
            return combine(period, Hint(head.kind))
        return combine(period, base)

    def _source(self, period: Period) -> SourceTable:
        base = base_for(period, self._context.bases) if self._context.bases else self._context.source.base
        source = self._sources.get(base)
        if source is None:
            own = self._context.source
            source = own if own.base == base else replace(own, base=base)
            self._sources[base] = source
        return source


def _merge(column: Period, row: Period) -> Period:
    """Head and row both state a period: the more exact one, if they agree on the year; else the column's."""
    if column.kind is PeriodKind.YEAR and row.year == column.year:
        return row
    return column


def _report(grid: Grid, context: SheetContext, work: _Work) -> None:
    """Turn what was collected into diagnostics, one of a kind per table."""
    file, sheet = context.source.file, grid.sheet

    def place(cells: dict[str, str], values: bool) -> Place:
        cell = next(iter(cells.values() if values else cells))
        return Place(file=file, sheet=sheet, cell=cell)

    if work.unknown_keys:
        some = ", ".join(f"{key} ({cell})" for key, cell in list(work.unknown_keys.items())[:5])
        more = f" und {len(work.unknown_keys) - 5} weitere" if len(work.unknown_keys) > 5 else ""
        work.diagnostics.append(
            warning(
                "schluessel-unbekannt",
                f"Unbekannte Gebietsschlüssel: {some}{more}.",
                place(work.unknown_keys, True),
                "Schlüssel prüfen; aufgelöste Gebiete bleiben unter ihrem alten Schlüssel.",
            )
        )
    if work.unknown_names:
        some = ", ".join(f"„{name}“ ({cell})" for name, cell in list(work.unknown_names.items())[:5])
        more = f" und {len(work.unknown_names) - 5} weitere" if len(work.unknown_names) > 5 else ""
        work.diagnostics.append(
            note(
                "gebiet-unbekannt",
                f"Zeilen ohne erkennbares Gebiet: {some}{more}.",
                place(work.unknown_names, True),
                "Gebietsschlüssel ergänzen, falls es Gebiete sind.",
            )
        )
    if work.conflicts:
        cell, text = next(iter(work.conflicts.items()))
        more = f" (und {len(work.conflicts) - 1} weitere)" if len(work.conflicts) > 1 else ""
        work.diagnostics.append(
            warning(
                "schluessel-name-widerspruch",
                f"{text}{more}; es gilt der Schlüssel.",
                Place(file=file, sheet=sheet, cell=cell),
                "Schlüssel und Namen der Lieferung prüfen.",
            )
        )
    if work.odd:
        some = ", ".join(f"{cell} „{text[:30]}“" for cell, text in list(work.odd.items())[:5])
        more = f" und {len(work.odd) - 5} weitere" if len(work.odd) > 5 else ""
        work.diagnostics.append(
            warning(
                "text-statt-zahl",
                f"Text an der Stelle von Zahlen: {some}{more}.",
                place(work.odd, False),
                "Zellen berichtigen oder ein Zeichen der Statistik eintragen.",
            )
        )
    if work.sentinels:
        work.diagnostics.append(
            note(
                "ersatzwert",
                f"{work.sentinels} Zellen mit dem Ersatzwert -9999 gelten als fehlende Werte.",
                Place(file=file, sheet=sheet),
            )
        )
