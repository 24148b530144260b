"""One region of a sheet → one table of observations.

The steps: roles of the columns, meaning of the head, then row by row: area, period, labels; every figure gets the
nearest
statement of each. What cannot be told (area, period, what is counted) refuses the table with a diagnostic; nothing is
guessed.
"""

from __future__ import annotations

import re

from berichtsgenerator.diagnostics import Diagnostic, Place, note, warning
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import Observation, column_letters
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.reading.books.ledger import MARK, VALUE, Book
from berichtsgenerator.reading.books.results import Role, TableReading
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.areacolumns import other_area
from berichtsgenerator.reading.tables.assemble import NO_QUALITY, Assembler, plain_row
from berichtsgenerator.reading.tables.columnhead import ColumnHead
from berichtsgenerator.reading.tables.columns import assign_roles, column_headers
from berichtsgenerator.reading.tables.context import SheetContext, Work
from berichtsgenerator.reading.tables.doubts import report
from berichtsgenerator.reading.tables.heads import read_heads
from berichtsgenerator.reading.tables.kinds import is_index_row
from berichtsgenerator.reading.tables.regions import Region
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.tables.rows import RowReader, State
from berichtsgenerator.reading.words.labels import unit_of
from berichtsgenerator.reading.words.times import month_of_text, period_of_cell
from berichtsgenerator.reading.words.values import ERROR, SENTINELS, Parsed, parse_cell

THRESHOLD = 0.5
"""A table of which the reader is less sure is refused, unless a recipe is written for it."""
_RECIPE = "Das Rezept schreibt „bericht lesen DATEI --rezept“ vor."
_NO_AREA = (
    "Gebietsschlüssel ergänzen oder das Gebiet in Titel, Blattname oder Dateiname nennen. Gilt die ganze Tabelle für "
    f'ein Gebiet, genügt im Rezept die Zeile gebiet: "06432". {_RECIPE}'
)
_NO_KEYS = (
    "Die Zeilen nennen Einheiten ohne amtlichen Gemeinde- oder Kreisschlüssel: Gebietsschlüssel ergänzen oder das "
    f"Blatt im Rezept mit der Zeile auslassen: [alles] übergehen. {_RECIPE}"
)
FOREIGN_ROW = "Zeile einer Einheit ohne amtlichen Gebietsschlüssel"
_FLOATS = {float}


class RefusalError(Exception):
    """Internal: the table cannot be read; carries code, German message and advice."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


def roles_of(
    grid: Grid, kinds: list[str], region: Region, gazetteer: Gazetteer, land: str
) -> tuple[Columns, list[list[object]]]:
    """Column roles of a region and its head rows with merged cells filled."""
    headers, rows = column_headers(grid, region.head, grid.width)
    return assign_roles(grid, kinds, region.body, headers, rows, gazetteer, land), rows  # type: ignore[return-value]


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
    work = Work()
    try:
        confidence = _read(grid, kinds, region, columns, head_rows, context, book, work)
        if confidence < THRESHOLD and not context.advised:
            raise RefusalError(
                "zu-unsicher",
                f"Der Aufbau der Tabelle ist nicht sicher genug zu erkennen ({round(confidence * 100)}\u00a0%).",
                "Mit „bericht lesen DATEI --vorschau“ ansehen und ein Rezept anlegen („--rezept“).",
            )
    except RefusalError as refusal:
        first = region.body[0] if region.body else 0
        place = Place(file=context.source.file, sheet=grid.sheet, cell=f"A{first + 1}")
        work.diagnostics.append(warning(refusal.code, refusal.message, place, refusal.advice))
        refuse(grid, region, book, refusal.message)
        return None, work.diagnostics
    report(grid, context, work)
    return TableReading(context.source, tuple(work.observations), confidence), work.diagnostics


def refuse(grid: Grid, region: Region, book: Book, reason: str) -> None:
    """Turn all cells of a table into ignored ones."""
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
    work: Work,
) -> float:
    figures = columns.where(ColumnRole.VALUE)
    if not figures:
        raise RefusalError("keine-werte", "Die Tabelle hat keine Spalte mit Zahlen.", "Aufbau der Tabelle prüfen.")
    gazetteer = context.gazetteer
    second = other_area(grid, columns, region.body, gazetteer)
    if second is not None:
        raise RefusalError(
            "zwei-gebiete",
            f"Jede Zeile nennt zwei Gebiete (auch in Spalte {column_letters(second + 1)}): eine Tabelle von Strömen.",
            "Solche Tabellen werden nicht gelesen; Summen je Gebiet anfordern.",
        )
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
        merged=(grid.csv and _complete(head_rows, figures))
        or any(region.head and region.head[0] <= m[0] <= region.head[-1] for m in grid.merges),
        retyped=retyped,
        based=bool(context.title.base),
        aged=bool(re.search(r"(?i)\balters?(?:$|\W|grupp|klass|jahr)", context.title.title)) and ages,
    )
    _book_frame(grid, kinds, region, figures, unit_rows, columns, book)
    figures, heads = _named(grid, region, figures, heads, context, columns, book, work)
    while True:
        rows = RowReader(grid, columns, context, within, ages, work)
        rows.prepare(region)
        rows.areas_above = any(head.area is not None for head in heads)
        rows.by_context = rows.by_context and not rows.areas_above
        table = Assembler(context, heads)
        lost = _figures(grid, kinds, region, figures, rows, table, book, work)
        clash = table.clashes()
        if not clash or all(head.measure == head.full for head in heads):
            break
        for head in heads:
            head.measure = list(head.full)
        work.observations.clear()
        work.repeated.clear()
        work.nameless.clear()
    if clash:
        work.diagnostics.append(
            note(
                "merkmal-mehrdeutig",
                "Verschiedene Spalten oder Zeilen tragen am Ende dieselbe Bezeichnung.",
                Place(file=context.source.file, sheet=grid.sheet, cell=f"A{(region.head or region.body)[0] + 1}"),
                "Bezeichnungen in Kopf und Vorspalte prüfen.",
            )
        )
    return _verdict(region, rows, table, work, clash, *lost)


def _named(
    grid: Grid,
    region: Region,
    figures: list[int],
    heads: list[ColumnHead],
    context: SheetContext,
    columns: Columns,
    book: Book,
    work: Work,
) -> tuple[list[int], list[ColumnHead]]:
    """Leave out columns without any head where the others have one: what they count cannot be told."""
    if context.title.base or columns.where(ColumnRole.LABEL) or not any(head.labels for head in heads):
        return figures, heads
    kept = [
        (column, head)
        for column, head in zip(figures, heads, strict=True)
        if head.labels or head.period is not None or head.month is not None
    ]
    for column in set(figures) - {column for column, _ in kept}:
        for row in region.body:
            if isinstance(grid.rows[row][column], float):
                work.homeless.setdefault(f"{column_letters(column + 1)}{row + 1}")
            book.ignore(row, column, "Spalte ohne Bezeichnung")
    return [column for column, _ in kept], [head for _, head in kept]


def _figures(
    grid: Grid,
    kinds: list[str],
    region: Region,
    figures: list[int],
    rows: RowReader,
    table: Assembler,
    book: Book,
    work: Work,
) -> tuple[int, int]:
    """Read the body; returns how many rows had no area and how many figures no period or area."""
    separators = set(region.separators)
    cache: dict[str, Parsed | None] = {}
    new = tuple.__new__
    append, extend = work.observations.append, work.observations.extend
    missing_area = missing_period = 0
    seen: set[State] = set()
    numbered = list(enumerate(figures))
    places = tuple(column + 1 for column in figures)
    run = slice(figures[0], figures[-1] + 1) if _unbroken(figures) else None
    booking = bytes([VALUE]) * len(figures)
    for row in sorted([*region.body, *region.separators]):
        if row in separators:
            rows.separator(row, book)
            continue
        cells = grid.rows[row]
        booked = book.rows[row]
        before = rows.places.foreign_rows
        state = rows.row(row, book)
        if state is None:
            foreign = rows.places.foreign_rows > before
            missing_area += not foreign and any(cells[column] != "" for column in figures)
            for column in figures:
                book.ignore(row, column, FOREIGN_ROW if foreign else "Zeile ohne erkennbares Gebiet")
            continue
        if any(cells[column] != "" for column in figures):
            if state in seen:
                work.repeated.append(row + 1)
            seen.add(state)
        plan = table.plan(state)
        line = row + 1
        row_area = state[0]
        if run is not None and row_area is not None and plan.parts is not None:
            values = cells[run]
            if set(map(type, values)) == _FLOATS and SENTINELS.keys().isdisjoint(values):
                booked[run] = booking
                extend(plain_row(plan.parts, row_area, values, line, places))
                continue
        specs = plan.specs
        for position, column in numbered:
            cell = cells[column]
            if cell == "":
                continue
            if cell.__class__ is float and cell not in SENTINELS:
                value: float | None = cell
                mark, missing, quality, unit = "", None, NO_QUALITY, ""
                booked[column] = VALUE
            else:
                text = cell if isinstance(cell, str) else repr(cell)
                if text in cache:
                    parsed = cache[text]
                else:
                    parsed = cache[text] = parse_cell(cell, grid.point, True)
                if parsed is None:
                    _odd(grid, row, column, cell, kinds, book, work)
                    continue
                value, mark, missing, quality, unit = parsed
                alone = value is None or (isinstance(cell, str) and cell.strip() == mark)
                booked[column] = MARK if mark and alone else VALUE
                work.sentinels += mark in ("-9999", "-99999")
            spec = specs[position]
            if spec is None or (area := spec[2] or row_area) is None:
                missing_period += 1
                if value is not None:
                    work.homeless.setdefault(f"{column_letters(column + 1)}{row + 1}")
                book.ignore_again(row, column, "Wert ohne erkennbare Zeitangabe oder ohne Gebiet")
                continue
            source, measure, _, period, pairs, own = spec
            if not measure:
                work.nameless.append(f"{column_letters(column + 1)}{row + 1}")
                book.ignore_again(row, column, "Wert ohne Bezeichnung")
                continue
            rest = (period, pairs, value, mark, missing, quality, unit or own, line, column + 1)
            append(new(Observation, (source, measure, *area, *rest)))
    return missing_area, missing_period


def _unbroken(columns: list[int]) -> bool:
    """True for columns that stand side by side without a gap."""
    return bool(columns) and columns[-1] - columns[0] + 1 == len(columns)


def _verdict(
    region: Region, rows: RowReader, table: Assembler, work: Work, clash: bool, missing_area: int, missing_period: int
) -> float:
    out = work.observations
    if len(work.repeated) > 0.3 * len(region.body) and len(work.repeated) > 3:
        raise RefusalError(
            "zeilen-ohne-eigenes-gebiet",
            "Viele Zeilen der Tabelle lassen sich nicht unterscheiden (Gebiet, Zeit und Bezeichnung sind gleich).",
            "Eine Vorspalte ergänzen, die die Zeilen unterscheidet.",
        )
    if not out and work.same_names:
        some = ", ".join(f"„{name}“ ({cell})" for name, cell in list(work.same_names.items())[:5])
        raise RefusalError(
            "gebiet-mehrdeutig",
            f"Die Namen der Zeilen tragen mehrere Gebiete: {some}.",
            "Gebietsschlüssel oder „Stadt“ und „Landkreis“ ergänzen.",
        )
    if not out and missing_area:
        raise RefusalError(
            "gebiet-unbekannt",
            "Zu den Zeilen der Tabelle ist kein Gebiet zu erkennen.",
            _NO_KEYS if rows.places.homeless else _NO_AREA,
        )
    if not out and missing_period:
        raise RefusalError(
            "zeit-unbekannt",
            "Zu den Werten der Tabelle ist keine Zeitangabe zu erkennen.",
            "Stichtag oder Jahr im Titel, im Blattnamen oder im Dateinamen nennen, oder im Rezept mit der Zeile "
            f"zeit: 31.12.2024. {_RECIPE}",
        )
    if not out or len(work.nameless) > len(out):
        raise RefusalError(
            "merkmal-unbekannt",
            "Zu den Werten der Tabelle ist nicht zu erkennen, was gezählt wird.",
            "Einen Titel oder eine Kopfzeile ergänzen, die das Merkmal nennt, oder im Rezept die Zeile "
            f"merkmal: Bevölkerungsstand. {_RECIPE}",
        )
    sure = 1.0
    total = max(1, len(region.body))
    sure -= 0.5 * min(1.0, missing_area / total)
    if rows.columns.parts_of_town:
        sure -= 0.1
    if not region.head:
        sure -= 0.3
    if rows.by_context:
        sure -= 0.1
    if table.by_title:
        sure -= 0.1 if rows.context.title.title or rows.context.source.sheet else 0.2
    if rows.context.by_file:
        period = rows.context.period
        sure -= 0.26 if period is not None and period.kind is PeriodKind.YEAR else 0.1
    if table.contradicted or rows.context.contradicted:
        sure -= 0.3
    if work.repeated:
        sure -= 0.2
    if clash:
        sure -= 0.2
    doubtful = len(work.odd) + len(work.homeless)
    sure -= 0.4 * doubtful / max(1, doubtful + len(out))
    return round(max(0.0, sure), 2)


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


def _odd(grid: Grid, row: int, column: int, cell: object, kinds: list[str], book: Book, work: Work) -> None:
    """Text, a date or an error where a figure belongs."""
    text = as_text(cell) if isinstance(cell, (str, int, float, bool)) else str(cell)
    if kinds[row][column] == " ":
        book.ignore(row, column, "Verweis")
        return
    failed = ERROR.fullmatch(text.strip()) is not None
    book.ignore(row, column, "Rechenfehler" if failed else "Text an der Stelle einer Zahl")
    (work.errors if failed else work.odd).setdefault(f"{column_letters(column + 1)}{row + 1}", text)
