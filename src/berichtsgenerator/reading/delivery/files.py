"""One delivery file → its tables, ledger and diagnostics."""

from __future__ import annotations

import gc
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from berichtsgenerator.diagnostics import Diagnostic, Place, warning
from berichtsgenerator.model.boundaries import Change
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.reading.books.ledger import Book, with_left_out
from berichtsgenerator.reading.books.results import FileReading, Ledger, Role, SheetLedger, TableReading
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.opening.opening import open_file
from berichtsgenerator.reading.tables.beside import joined, split_beside
from berichtsgenerator.reading.tables.changetables import is_change_table, read_changes
from berichtsgenerator.reading.tables.expectations import UNMET, expectations, missed, state_roles
from berichtsgenerator.reading.tables.flat import is_flat, read_flat
from berichtsgenerator.reading.tables.kinds import filled
from berichtsgenerator.reading.tables.places import vote_within
from berichtsgenerator.reading.tables.regions import Region, find_regions, stated_region
from berichtsgenerator.reading.tables.surroundings import Known, Sheet, context_of, lines_of
from berichtsgenerator.reading.tables.tables import read_table, refuse, roles_of
from berichtsgenerator.reading.tables.titleplaces import area_in_sentence, kreis_in_text
from berichtsgenerator.reading.tables.trace import TableTrace, Trace
from berichtsgenerator.reading.words.recipes import Recipe, recipe_for
from berichtsgenerator.reading.words.timeswithin import period_of_explanations
from berichtsgenerator.reading.words.titles import (
    TitleBlock,
    base_rules,
    code_of,
    read_publication,
    read_titles,
)

LEFT_OUT = "laut Rezept ausgelassen"
NO_TABLE = "Text oder Zahl außerhalb einer Tabelle"


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


@_quiet_collector()
def read_file(
    path: Path,
    *,
    root: Path,
    gazetteer: Gazetteer,
    recipes: Sequence[Recipe] = (),
    trace: Trace | None = None,
) -> FileReading:
    """Read one delivery. Problems of the file become diagnostics; nothing is raised for what a file may hold.

    ``trace`` is filled with what was found on the way.
    """
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    opened = open_file(path, shown)
    diagnostics: list[Diagnostic] = list(opened.diagnostics)
    tables: list[TableReading] = []
    ledgers: list[SheetLedger] = []
    sheets: list[Sheet] = []
    flat: list[Grid] = []
    changes: list[Change] = []
    filled_cells: dict[str, int] = {}
    for whole in opened.grids:
        grid = whole
        recipe = recipe_for(shown, grid.sheet, recipes)
        if recipe is not None and recipe.left_out:
            filled_cells[grid.sheet] = whole.count()
            grid = whole.without(recipe.left_out)
        if is_flat(grid):
            flat.append(grid)
        elif is_change_table(grid):
            listed, book, found = read_changes(grid, shown)
            changes.extend(listed)
            ledgers.append(book.close(NO_TABLE))
            diagnostics.extend(found)
            if trace is not None:
                trace.books.append((grid, book))
        else:
            parts = [grid] if recipe is not None and recipe.head_rows is not None else split_beside(grid)
            sheets.extend(_look(part, recipe) for part in parts)
    for grid in flat:
        table, ledger, found = read_flat(grid, shown, digest, gazetteer, trace)
        tables.extend(table)
        ledgers.append(ledger)
        diagnostics.extend(found)
    if sheets:
        _read_sheets(sheets, shown, digest, gazetteer, tables, ledgers, diagnostics, trace)
    if trace is not None:
        trace.grids.extend(opened.grids)
    ledgers = joined(ledgers)
    tables = _numbered(tables)
    ledgers = [with_left_out(own, filled_cells.get(own.sheet, own.cells), LEFT_OUT) for own in ledgers]
    order = {grid.sheet: index for index, grid in enumerate(opened.grids)}
    tables.sort(key=lambda table: (order[table.source.sheet], table.source.number))
    ledgers.sort(key=lambda ledger: order[ledger.sheet])
    sound = not any(item.severity.name == "ERROR" for item in diagnostics)
    if opened.grids and sound:
        sheet_names = [grid.sheet for grid in opened.grids]
        diagnostics.extend(missed(shown, sheet_names, {table.source.sheet for table in tables}, recipes))
    empty = bool(opened.grids) and not tables and not changes
    if empty and not any(
        item.severity.name in ("ERROR", "WARNING") or item.code == "keine-werte" for item in diagnostics
    ):
        message = "In der Datei wurde keine statistische Tabelle gefunden."
        diagnostics.append(warning("keine-tabelle", message, Place(file=shown), "Inhalt der Lieferung prüfen."))
    return FileReading(shown, digest, tuple(tables), Ledger(tuple(ledgers)), tuple(diagnostics), tuple(changes))


def _numbered(tables: list[TableReading]) -> list[TableReading]:
    """Number the tables of each sheet anew where tables beside one another bear the same number."""
    seen: dict[str, int] = {}
    result = []
    for table in tables:
        number = seen[table.source.sheet] = seen.get(table.source.sheet, 0) + 1
        if number > table.source.number:
            source = replace(table.source, number=number)
            bases: dict[str, SourceTable] = {}
            table = TableReading(
                source,
                tuple(
                    o._replace(table=bases.setdefault(o.table.base, replace(source, base=o.table.base)))
                    for o in table.observations
                ),
                table.confidence,
            )
        else:
            seen[table.source.sheet] = table.source.number
        result.append(table)
    return result


def _look(grid: Grid, recipe: Recipe | None) -> Sheet:
    if recipe is not None and recipe.head_rows is not None:
        regions, kinds = stated_region(grid, *recipe.head_rows)
        grid.feet = _feet(grid, regions)
        return Sheet(grid, kinds, regions, recipe)
    regions, kinds = find_regions(grid)
    grid.feet = _feet(grid, regions)
    kept = [region for region in regions if _is_table(region, kinds)]
    return Sheet(grid, kinds, kept, recipe)


_FOOT = re.compile(r"(\d{1,2})\)?[ \u00a0]+[^\d\s].{3,}", re.DOTALL)


def _feet(grid: Grid, regions: Sequence[Region]) -> frozenset[str]:
    """Numbers of footnotes that stand below the tables of a sheet (``3 Teilzeitunterricht.``)."""
    found = set()
    for region in regions:
        for row in region.notes:
            for cell in grid.rows[row]:
                if isinstance(cell, str) and (match := _FOOT.fullmatch(cell.strip())):
                    found.add(match[1])
    return frozenset(found)


def _is_table(region: Region, kinds: list[str]) -> bool:
    """A table has a head, or at least several rows of the same build; single figures in an imprint are none."""
    figures = 0
    for row in region.body:
        line = kinds[row][region.value_start :]
        figures += line.count("n") + line.count("m") + line.count("y")
        if figures > 2:
            break
    if figures <= 2 and len(region.body) < 2:
        return False
    return bool(region.head) or len(region.body) >= 5


def _read_sheets(
    sheets: list[Sheet],
    shown: str,
    digest: str,
    gazetteer: Gazetteer,
    tables: list[TableReading],
    ledgers: list[SheetLedger],
    diagnostics: list[Diagnostic],
    trace: Trace | None,
) -> None:
    stem = Path(shown).stem
    for sheet in sheets:
        _title_texts(sheet)
    common = [text for sheet in sheets if not sheet.regions for text in sheet.texts]
    shared = _shared_title(sheets)
    land, within = _likely_place(sheets, stem, gazetteer)
    for sheet in sheets:
        for region in sheet.regions:
            columns, rows = roles_of(sheet.grid, sheet.kinds, region, gazetteer, land)
            if sheet.recipe is not None:
                state_roles(sheet.grid, columns, region.body, sheet.recipe, gazetteer, land)
            sheet.columns.append(columns)
            sheet.head_rows.append(rows)
    within = _within_of(sheets, within)
    names = frozenset(sheet.grid.sheet for sheet in sheets if sheet.regions)
    known = Known(shown, stem, digest, gazetteer, land, within, names, shared, period_of_explanations(common))
    for sheet in sheets:
        book = Book(sheet.grid)
        code = next((title.code for title in (*sheet.titles, shared) if title is not None and title.code), "")
        publication = read_publication([*sheet.texts, *common], stem, code or code_of(sheet.grid.sheet, stem))
        rules = base_rules(["\n".join(sheet.texts), "\n".join(common)])
        for index, region in enumerate(sheet.regions):
            context = context_of(sheet, index, known, publication, rules, diagnostics)
            _book_titles(sheet.grid, region, book)
            table, found = read_table(
                sheet.grid, sheet.kinds, region, sheet.columns[index], sheet.head_rows[index], context, book
            )
            if table is not None:
                failed = expectations(sheet.grid, sheet.recipe, table, known.shown)
                if failed:
                    found.extend(failed)
                    refuse(sheet.grid, region, book, UNMET)
                    table = None
            diagnostics.extend(found)
            if trace is not None:
                trace.tables.append(TableTrace(sheet.grid, region, sheet.columns[index], context, table))
            if table is not None:
                tables.append(table)
        _book_rest(sheet, book)
        ledgers.append(book.close(NO_TABLE))
        if trace is not None:
            trace.books.append((sheet.grid, book))


def _shared_title(sheets: list[Sheet]) -> TitleBlock | None:
    """The title block of retyped tables stands on a sheet of its own ("metadata")."""
    for sheet in sheets:
        if not sheet.regions and re.match(r"(?i)meta|titel", sheet.grid.sheet):
            rows = [row for row, line in enumerate(sheet.kinds) if len(filled(line)) == 1]
            return read_titles(lines_of(sheet.grid, rows))
    return None


def _title_texts(sheet: Sheet) -> None:
    grid = sheet.grid
    inside = {row for region in sheet.regions for row in (*region.head, *region.body, *region.separators)}
    for row in range(len(grid.rows)):
        if row not in inside and sheet.kinds[row].strip():
            sheet.texts.extend(as_text(cell) for cell in grid.rows[row] if isinstance(cell, str) and cell)
    for region in sheet.regions:
        sheet.titles.append(read_titles(lines_of(grid, region.titles)))


def _likely_place(sheets: list[Sheet], stem: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """(Land, Kreis) that titles, sheet names and the file's name tell, as far as they agree; else empty."""
    kreise: Counter[str] = Counter()
    for sheet in sheets:
        for text in sheet.texts[:60]:
            if len(text) < 400 and (kreis := kreis_in_text(text, gazetteer)):
                kreise[kreis] += 1
            sentence = area_in_sentence(text, gazetteer) if len(text) < 200 else None
            if sentence is not None and len(sentence.key) >= 5:
                kreise[sentence.key[:5]] += 1
        if kreis := kreis_in_text(sheet.grid.sheet, gazetteer):
            kreise[kreis] += 1
    if kreis := kreis_in_text(stem.replace("_", " "), gazetteer):
        kreise[kreis] += 1
    if len(sheets) > 2 and len(kreis := vote_within([sheet.grid.sheet for sheet in sheets], gazetteer)) == 5:
        kreise[kreis] += 1
    ranking = kreise.most_common(2)
    if not ranking or (len(ranking) > 1 and ranking[0][1] == ranking[1][1]):
        return "", ""
    return ranking[0][0][:2], ranking[0][0]


def _within_of(sheets: list[Sheet], within: str) -> str:
    """The Kreis of the file: named in a title, or the one whose Gemeinden the tables list."""
    if within:
        return within
    votes = Counter(columns.within for sheet in sheets for columns in sheet.columns if columns.within)
    ranking = votes.most_common(2)
    if ranking and (len(ranking) == 1 or ranking[0][1] > ranking[1][1]):
        return ranking[0][0]
    return ""


def _book_titles(grid: Grid, region: Region, book: Book) -> None:
    for row in region.titles:
        book.book_row(row, Role.TITLE)
    for row in region.notes:
        book.book_row(row, Role.NOTE)


def _book_rest(sheet: Sheet, book: Book) -> None:
    """Texts outside of tables are notes; links to other sheets and stray figures are ignored with their reason."""
    grid = sheet.grid
    for row, line in enumerate(sheet.kinds):
        booked = book.rows[row]
        if 0 not in booked or grid.rows[row].count("") == grid.width:
            continue
        for column, cell in enumerate(grid.rows[row]):
            if cell == "" or booked[column]:
                continue
            if line[column] == " ":
                book.ignore(row, column, "Verweis auf ein anderes Blatt")
            elif line[column] in "td":
                book.book(row, column, Role.NOTE)
            else:
                book.ignore(row, column, NO_TABLE)
