"""What a recipe states of a table's build: roles of columns, and expectations that fail loudly when a layout drifts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase

from berichtsgenerator.diagnostics import Diagnostic, Place, error
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.books.results import TableReading
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.areacolumns import cells_of
from berichtsgenerator.reading.tables.places import judge_keys, split_key_and_name
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.words.recipes import Area, Expected, Recipe, Sum, area_of_range, fits_file, recipe_for
from berichtsgenerator.reading.words.values import Cell, parse_cell

UNMET = "Erwartung des Rezepts nicht erfüllt"
ADVICE = "Der Aufbau der Lieferung hat sich geändert: Rezept und Lieferung vergleichen, das Rezept anpassen."

WORDS: dict[str, ColumnRole] = {
    "schluessel": ColumnRole.KEY,
    "schluessel-und-name": ColumnRole.KEY_NAME,
    "name": ColumnRole.NAME,
    "zeit": ColumnRole.PERIOD,
    "monat": ColumnRole.MONTH,
    "vorspalte": ColumnRole.LABEL,
    "wert": ColumnRole.VALUE,
    "uebergehen": ColumnRole.ATTRIBUTE,
    "lfd-nummer": ColumnRole.RUNNING,
}


def state_roles(grid: Grid, columns: Columns, body: list[int], recipe: Recipe, gazetteer: Gazetteer, land: str) -> None:
    """Replace the roles of columns by what the recipe says of them."""
    before = list(columns.roles)
    for text, word in recipe.spalten.items():
        area = area_of_range(text) or Area(0, 0, -1, -1)
        for column in range(area.left, min(area.right, grid.width - 1) + 1):
            columns.roles[column] = WORDS[word]
            columns.unnamed = columns.unnamed and word not in ("schluessel", "name", "schluessel-und-name")
    for role in (ColumnRole.KEY, ColumnRole.KEY_NAME):
        stated = [column for column in columns.where(role) if columns.scheme.land == ""]
        for column in stated[:1]:
            if before[column] is role:
                continue
            cells = cells_of(grid, body, column)
            if role is ColumnRole.KEY_NAME:
                pairs = [split_key_and_name(as_text(cell)) for cell in cells]
                cells = [pair[0] for pair in pairs if pair]
            verdict = judge_keys(cells, [""] * len(cells), "Schlüssel", gazetteer, land)
            if verdict is not None:
                columns.scheme = verdict.scheme


def expectations(grid: Grid, recipe: Recipe | None, table: TableReading, file: str) -> list[Diagnostic]:
    """The expectations of the recipe that the table does not meet."""
    if recipe is None:
        return []
    expected = recipe.erwartet
    found: list[Diagnostic] = []

    def fail(message: str, cell: str = "") -> None:
        place = Place(file=file, sheet=grid.sheet, cell=cell)
        found.append(error("rezept-erwartung", f"{message} Die Tabelle wird nicht gelesen.", place, ADVICE))

    for cell, text in expected.anker.items():
        stands = _cell(grid, cell)
        if " ".join(as_text(stands).split()) != " ".join(text.split()):
            fail(f"Hier soll „{text}“ stehen, es steht „{as_text(stands)[:60]}“.", cell)
    if expected.gebiete is not None:
        areas = len({observation.area for observation in table.observations})
        if areas != expected.gebiete:
            fail(f"Erwartet sind {expected.gebiete} Gebiete, gelesen {areas}.")
    if expected.werte is not None and len(table.observations) != expected.werte:
        fail(f"Erwartet sind {expected.werte} Werte, gelesen {len(table.observations)}.")
    for item in expected.summen:
        problem = _sum(grid, item)
        if problem:
            fail(problem, item.bereich.split(":")[0] if item.bereich[-1:].isdigit() else "")
    return found


def missed(file: str, sheets: Sequence[str], read: Collection[str], recipes: Sequence[Recipe]) -> list[Diagnostic]:
    """Recipes for a file that met no sheet of it, or whose expectations met no table.

    ``sheets`` are the file's, ``read`` those of which a table was read. Without expectations a recipe may meet nothing.
    """
    found: list[Diagnostic] = []
    for recipe in recipes:
        if not fits_file(file, recipe) or recipe.erwartet == Expected():
            continue
        own = [sheet for sheet in sheets if recipe_for(file, sheet, recipes) is recipe]
        if not own and not any(fnmatchcase(sheet, recipe.blatt) for sheet in sheets):
            names = ", ".join(f"„{sheet}“" for sheet in sheets[:5]) + (" …" if len(sheets) > 5 else "")
            message = f"Ein Rezept erwartet ein Blatt „{recipe.blatt}“; die Datei hat {names}."
            found.append(error("rezept-ohne-blatt", message, Place(file=file), ADVICE))
        elif own and not any(sheet in read for sheet in own):
            message = "Ein Rezept erwartet hier eine Tabelle; gelesen wurde keine."
            found.append(error("rezept-erwartung", message, Place(file=file, sheet=own[0]), ADVICE))
    return found


def _cell(grid: Grid, cell: str) -> Cell:
    area = area_of_range(cell) or Area(0, 0, 0, 0)
    inside = area.top < len(grid.rows) and area.left < grid.width
    return grid.rows[area.top][area.left] if inside else ""


def _figure(grid: Grid, row: int, column: int) -> float | None:
    parsed = parse_cell(grid.rows[row][column], grid.point, True)
    return parsed.value if parsed is not None else None


def _shown(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def _sum(grid: Grid, item: Sum) -> str:
    """What is wrong with a control sum, or an empty text."""
    area = area_of_range(item.bereich) or Area(0, 0, -1, -1)
    bottom = len(grid.rows) - 1 if area.bottom < 0 else min(area.bottom, len(grid.rows) - 1)
    right = grid.width - 1 if area.right < 0 else min(area.right, grid.width - 1)
    places = [(row, column) for row in range(area.top, bottom + 1) for column in range(area.left, right + 1)]
    figures = [figure for place in places if (figure := _figure(grid, *place)) is not None]
    name = item.bereich if item.bereich != "alles" else f"A1:{column_letters(grid.width)}{len(grid.rows)}"
    if not figures:
        return f"In {name} stehen keine Zahlen, über die eine Summe zu bilden wäre."
    wanted: float | None
    if isinstance(item.ist, str):
        target = area_of_range(item.ist) or Area(0, 0, 0, 0)
        inside = target.top < len(grid.rows) and target.left < grid.width
        wanted = _figure(grid, target.top, target.left) if inside else None
        if wanted is None:
            return f"In {item.ist} steht keine Zahl, mit der die Summe über {name} zu vergleichen wäre."
    else:
        wanted = item.ist
    total = sum(figures)
    if abs(total - wanted) <= item.toleranz + 1e-9:
        return ""
    return f"Die Summe über {name} ist {_shown(total)}, erwartet {_shown(wanted)}."
