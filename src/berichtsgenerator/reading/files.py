"""One delivery file → its tables, ledger and diagnostics."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from berichtsgenerator.diagnostics import Diagnostic, Place, error, warning
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.model.periods import Period
from berichtsgenerator.reading.columns import Columns
from berichtsgenerator.reading.context import SheetContext
from berichtsgenerator.reading.flat import is_flat, read_flat
from berichtsgenerator.reading.grid import Grid, as_text
from berichtsgenerator.reading.kinds import filled
from berichtsgenerator.reading.ledger import Book, with_left_out
from berichtsgenerator.reading.opening import open_file
from berichtsgenerator.reading.places import (
    RowArea,
    area_by_name,
    area_in_sentence,
    kreis_in_text,
    make_area,
    split_key_and_name,
)
from berichtsgenerator.reading.recipes import Recipe, period_of_recipe, recipe_for
from berichtsgenerator.reading.regions import Region, find_regions, stated_region
from berichtsgenerator.reading.results import FileReading, Ledger, Role, SheetLedger, TableReading
from berichtsgenerator.reading.tables import read_table, roles_of
from berichtsgenerator.reading.times import Hint, combine, hint_of_text, period_of_name, period_of_text
from berichtsgenerator.reading.titles import (
    BaseRule,
    Publication,
    TitleBlock,
    base_rules,
    code_of,
    read_publication,
    read_titles,
)
from berichtsgenerator.reading.words import unit_of

LEFT_OUT = "laut Rezept ausgelassen"
NO_TABLE = "Text oder Zahl außerhalb einer Tabelle"


@dataclass(slots=True)
class _Sheet:
    """A sheet between the two passes: its regions with the roles of their columns."""

    grid: Grid
    kinds: list[str]
    regions: list[Region]
    recipe: Recipe | None = None
    columns: list[Columns] = field(default_factory=list)
    head_rows: list[list[list[object]]] = field(default_factory=list)
    titles: list[TitleBlock] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a file as a whole when its tables are read."""

    shown: str
    stem: str
    digest: str
    gazetteer: Gazetteer
    land: str
    within: str
    names: frozenset[str]
    shared: TitleBlock | None


def read_file(path: Path, *, root: Path, gazetteer: Gazetteer, recipes: Sequence[Recipe] = ()) -> FileReading:
    """Read one delivery. Problems of the file become diagnostics; nothing is raised for what a file may hold."""
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    opened = open_file(path, shown)
    diagnostics: list[Diagnostic] = list(opened.diagnostics)
    tables: list[TableReading] = []
    ledgers: list[SheetLedger] = []
    sheets: list[_Sheet] = []
    flat: list[Grid] = []
    filled_cells: dict[str, int] = {}
    for whole in opened.grids:
        grid = whole
        recipe = recipe_for(shown, grid.sheet, recipes)
        if recipe is not None and recipe.left_out:
            filled_cells[grid.sheet] = whole.count()
            grid = whole.without(recipe.left_out)
        if is_flat(grid):
            flat.append(grid)
        else:
            sheets.append(_look(grid, recipe))
    for grid in flat:
        table, ledger, found = read_flat(grid, shown, digest, gazetteer)
        tables.extend(table)
        ledgers.append(ledger)
        diagnostics.extend(found)
    if sheets:
        _read_sheets(sheets, shown, digest, gazetteer, tables, ledgers, diagnostics)
    ledgers = [with_left_out(own, filled_cells.get(own.sheet, own.cells), LEFT_OUT) for own in ledgers]
    order = {grid.sheet: index for index, grid in enumerate(opened.grids)}
    tables.sort(key=lambda table: (order[table.source.sheet], table.source.number))
    ledgers.sort(key=lambda ledger: order[ledger.sheet])
    readable = bool(opened.grids) and not any(item.code in ("keine-werte",) for item in diagnostics)
    if readable and not tables and not any(item.severity.name in ("ERROR", "WARNING") for item in diagnostics):
        message = "In der Datei wurde keine statistische Tabelle gefunden."
        diagnostics.append(warning("keine-tabelle", message, Place(file=shown), "Inhalt der Lieferung prüfen."))
    return FileReading(shown, digest, tuple(tables), Ledger(tuple(ledgers)), tuple(diagnostics))


def _look(grid: Grid, recipe: Recipe | None) -> _Sheet:
    if recipe is not None and recipe.head_rows is not None:
        regions, kinds = stated_region(grid, *recipe.head_rows)
        return _Sheet(grid, kinds, regions, recipe)
    regions, kinds = find_regions(grid)
    kept = [region for region in regions if _is_table(region, kinds)]
    return _Sheet(grid, kinds, kept, recipe)


def _is_table(region: Region, kinds: list[str]) -> bool:
    """A table has a head, or at least several rows of the same build; single figures in an imprint are none."""
    figures = sum(1 for row in region.body for kind in kinds[row][region.value_start :] if kind in "nmy")
    if figures <= 2 and len(region.body) < 2:
        return False
    return bool(region.head) or len(region.body) >= 5


def _lines(grid: Grid, rows: Sequence[int]) -> list[str]:
    """The texts of title or note rows, one line per row (cells joined by a blank)."""
    lines = []
    for row in rows:
        texts = [as_text(cell) for cell in grid.rows[row] if cell != ""]
        lines.append(" ".join(text.strip() if "\n" not in text else text for text in texts))
    return lines


def _read_sheets(
    sheets: list[_Sheet],
    shown: str,
    digest: str,
    gazetteer: Gazetteer,
    tables: list[TableReading],
    ledgers: list[SheetLedger],
    diagnostics: list[Diagnostic],
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
            sheet.columns.append(columns)
            sheet.head_rows.append(rows)
    within = _within_of(sheets, within)
    names = frozenset(sheet.grid.sheet for sheet in sheets if sheet.regions)
    known = _Known(shown, stem, digest, gazetteer, land, within, names, shared)
    for sheet in sheets:
        book = Book(sheet.grid)
        code = next((title.code for title in (*sheet.titles, shared) if title is not None and title.code), "")
        publication = read_publication([*sheet.texts, *common], stem, code or code_of(sheet.grid.sheet, stem))
        rules = base_rules(["\n".join(sheet.texts), "\n".join(common)])
        for index, region in enumerate(sheet.regions):
            context = _context(sheet, index, known, publication, rules, diagnostics)
            _book_titles(sheet.grid, region, book)
            table, found = read_table(
                sheet.grid, sheet.kinds, region, sheet.columns[index], sheet.head_rows[index], context, book
            )
            diagnostics.extend(found)
            if table is not None:
                tables.append(table)
        _book_rest(sheet, book)
        ledgers.append(book.close(NO_TABLE))


def _shared_title(sheets: list[_Sheet]) -> TitleBlock | None:
    """The title block of retyped tables stands on a sheet of its own ("metadata")."""
    for sheet in sheets:
        if not sheet.regions and re.match(r"(?i)meta|titel", sheet.grid.sheet):
            rows = [row for row, line in enumerate(sheet.kinds) if len(filled(line)) == 1]
            return read_titles(_lines(sheet.grid, rows))
    return None


def _title_texts(sheet: _Sheet) -> None:
    grid = sheet.grid
    inside = {row for region in sheet.regions for row in (*region.head, *region.body, *region.separators)}
    for row in range(len(grid.rows)):
        if row not in inside and sheet.kinds[row].strip():
            sheet.texts.extend(as_text(cell) for cell in grid.rows[row] if isinstance(cell, str) and cell)
    for region in sheet.regions:
        sheet.titles.append(read_titles(_lines(grid, region.titles)))


def _likely_place(sheets: list[_Sheet], stem: str, gazetteer: Gazetteer) -> tuple[str, str]:
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
    ranking = kreise.most_common(2)
    if not ranking or (len(ranking) > 1 and ranking[0][1] == ranking[1][1]):
        return "", ""
    return ranking[0][0][:2], ranking[0][0]


def _within_of(sheets: list[_Sheet], within: str) -> str:
    """The Kreis of the file: named in a title, or the one whose Gemeinden the tables list."""
    if within:
        return within
    votes = Counter(columns.within for sheet in sheets for columns in sheet.columns if columns.within)
    ranking = votes.most_common(2)
    if ranking and (len(ranking) == 1 or ranking[0][1] > ranking[1][1]):
        return ranking[0][0]
    return ""


def _context(
    sheet: _Sheet,
    index: int,
    known: _Known,
    publication: Publication,
    rules: tuple[BaseRule, ...],
    diagnostics: list[Diagnostic],
) -> SheetContext:
    grid = sheet.grid
    title = sheet.titles[index]
    if index and not title.title and title.period is None and not title.base:
        title = sheet.titles[0]
    if known.shared is not None and not title.title and not title.base:
        title = known.shared
    whole = " ".join((title.title, known.stem, grid.sheet))
    school = bool(re.search(r"(?i)schul|übergang|übergänge|uebergaenge|einschul", whole))
    title_hint = title.hint if title.hint.kind is not None else hint_of_text(known.stem.replace("_", " "))
    area = _sheet_area(sheet, index, known)
    period = _sheet_period(sheet, title, school, title_hint, known, diagnostics)
    if sheet.recipe is not None:
        title, area, period = _advised(sheet, sheet.recipe, title, area, period, known, diagnostics)
    notes = tuple(dict.fromkeys(line for line in _lines(grid, _note_rows(sheet)) if line.strip(" _")))
    source = SourceTable(
        file=known.shown,
        sha256=known.digest,
        sheet=grid.sheet,
        number=index + 1,
        code=title.code or code_of(grid.sheet, known.stem),
        title=title.title or (title.base or ""),
        publisher=publication.publisher,
        stand=publication.stand,
        base="",
        licence=publication.licence,
        sample=publication.sample,
        notes=notes,
    )
    monthly = bool(re.search(r"(?i)\bmonat", " ".join((whole, *(head for head in sheet.columns[index].headers[:3])))))
    return SheetContext(
        source, known.gazetteer, title, period, title_hint, area, known.within, known.land, rules, school, monthly
    )


def _advised(
    sheet: _Sheet,
    recipe: Recipe,
    title: TitleBlock,
    area: RowArea | None,
    period: Period | None,
    known: _Known,
    diagnostics: list[Diagnostic],
) -> tuple[TitleBlock, RowArea | None, Period | None]:
    """What title and names state, replaced by what the recipe states."""
    if recipe.merkmal:
        title = title._replace(base=recipe.merkmal)
    if recipe.einheit:
        title = title._replace(unit=unit_of(recipe.einheit) or recipe.einheit)
    if recipe.zeit:
        period = period_of_recipe(recipe.zeit) or period
    if recipe.gebiet:
        area = make_area(recipe.gebiet, "", known.gazetteer) if recipe.gebiet in known.gazetteer else None
        if area is None:
            message = f"Das Rezept für „{recipe.datei}“ nennt das Gebiet {recipe.gebiet}; das gibt es nicht."
            place = Place(file=known.shown, sheet=sheet.grid.sheet)
            diagnostics.append(error("rezept-gebiet", message, place, "Schlüssel im Rezept berichtigen."))
    return title, area, period


def _note_rows(sheet: _Sheet) -> list[int]:
    rows = sorted({row for region in sheet.regions for row in region.notes})
    return [row for row in rows if filled(sheet.kinds[row])]


def _sheet_area(sheet: _Sheet, index: int, known: _Known) -> RowArea | None:
    """The area of a whole sheet: a sentence in its title, its name, the file's name, or the Kreis or Land of the
    title.
    """
    region = sheet.regions[index]
    gazetteer, within, stem = known.gazetteer, known.within, known.stem
    lines = _lines(sheet.grid, region.titles)
    for line in reversed(lines):
        found = area_in_sentence(line, gazetteer)
        if found is not None:
            return found
    name = sheet.grid.sheet
    for candidate in (name, *(line for line in reversed(lines) if len(line) < 60)):
        text = re.sub(r"(?i)^(?:gebiet|gemeinde|region|stadt)\s*:\s*", "", candidate).strip()
        if not text or period_of_text(text) is not None:
            continue
        pair = split_key_and_name(text)
        if pair is not None and len(pair[0]) in (5, 8):
            found = make_area(pair[0], pair[1], gazetteer)
            if found is not None and found.key in gazetteer:
                return found
        if not re.match(r"(?i)^(tabelle|daten|zeitreihe|sheet)", text):
            found = area_by_name(text, gazetteer, within) if within else _unambiguous(text, gazetteer)
            if found is not None:
                return found
    for line in reversed(lines):
        kreis = kreis_in_text(line, gazetteer)
        if kreis:
            return make_area(kreis, "", gazetteer)
    match = re.search(r"(?<!\d)(\d{8}|\d{5})(?!\d)", stem)
    if match and match[1] in gazetteer:
        return make_area(match[1], "", gazetteer)
    if within and any(kreis_in_text(text, gazetteer) == within for text in sheet.texts if len(text) < 300):
        return make_area(within, "", gazetteer)
    return None


def _unambiguous(text: str, gazetteer: Gazetteer) -> RowArea | None:
    found = gazetteer.find(text)
    upper = [area for area in found if area.level in (Level.BUND, Level.LAND)]
    if len(found) == 1 or upper:
        area = (upper or list(found))[0]
        return RowArea(area.key, area.name, area.level)
    return None


def _sheet_period(
    sheet: _Sheet, title: TitleBlock, school: bool, hint: Hint, known: _Known, diagnostics: list[Diagnostic]
) -> Period | None:
    """The period outside of a table: title, then sheet name, then file name; two that differ are a warning."""
    series = school and sum(1 for name in known.names if period_of_text(name, True) is not None) >= 1
    by_sheet = period_of_name(sheet.grid.sheet, school or series) if sheet.grid.sheet else None
    stem = known.stem
    by_file = period_of_name(stem, school) if not re.fullmatch(r"[\d-]+(?:_\d+)?", stem) else None
    if title.period is not None:
        other = by_sheet
        if other is not None and other.year != title.period.year and title.period.year + 1 != other.year:
            diagnostics.append(
                warning(
                    "zeit-widerspruch",
                    f"Der Titel nennt {title.period.iso}, der Blattname {other.iso}; es gilt der Titel.",
                    Place(file=known.shown, sheet=sheet.grid.sheet),
                    "Zeitangaben der Lieferung prüfen.",
                )
            )
        return title.period
    found = by_sheet or by_file
    return combine(found, hint) if found is not None else None


def _book_titles(grid: Grid, region: Region, book: Book) -> None:
    for row in region.titles:
        book.book_row(row, Role.TITLE)
    for row in region.notes:
        book.book_row(row, Role.NOTE)


def _book_rest(sheet: _Sheet, book: Book) -> None:
    """Texts outside of tables are notes; links to other sheets and stray figures are ignored with their reason."""
    grid = sheet.grid
    for row, line in enumerate(sheet.kinds):
        booked = book.rows[row]
        if 0 not in booked:
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
