"""What stands around a table: title, sheet name, file name, recipe → area, period and source of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Diagnostic, Place, error, warning
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.model.periods import Period
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.context import SheetContext
from berichtsgenerator.reading.tables.kinds import filled, kind_of_text
from berichtsgenerator.reading.tables.places import RowArea, area_by_name, make_area, split_key_and_name
from berichtsgenerator.reading.tables.regions import Region
from berichtsgenerator.reading.tables.roles import ColumnRole, Columns
from berichtsgenerator.reading.tables.titleplaces import (
    area_in_sentence,
    kreis_in_text,
    land_in_text,
    names_gemeinde,
    town_beside_kreis,
    town_in_text,
)
from berichtsgenerator.reading.words.labels import unit_of
from berichtsgenerator.reading.words.recipes import Recipe, period_of_recipe
from berichtsgenerator.reading.words.times import Hint, combine, hint_of_text, period_of_text
from berichtsgenerator.reading.words.timeswithin import period_of_name
from berichtsgenerator.reading.words.titles import (
    BaseRule,
    Publication,
    TitleBlock,
    code_of,
)


@dataclass(slots=True)
class Sheet:
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
class Known:
    """What is known of a file as a whole when its tables are read."""

    shown: str
    stem: str
    digest: str
    gazetteer: Gazetteer
    land: str
    within: str
    names: frozenset[str]
    shared: TitleBlock | None
    explained: Period | None = None
    """The reference time that a sheet of explanations states for the whole file."""


def context_of(
    sheet: Sheet,
    index: int,
    known: Known,
    publication: Publication,
    rules: tuple[BaseRule, ...],
    diagnostics: list[Diagnostic],
) -> SheetContext:
    """All that is known of a table before it is read; contradictions go to ``diagnostics``."""
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
    before = len(diagnostics)
    period = _sheet_period(sheet, title, school, title_hint, known, diagnostics)
    if sheet.recipe is not None:
        title, area, period = _advised(sheet, sheet.recipe, title, area, period, known, diagnostics)
    contradicted = len(diagnostics) > before and not (sheet.recipe is not None and sheet.recipe.zeit)
    notes = tuple(dict.fromkeys(line for line in lines_of(grid, _note_rows(sheet)) if line.strip(" _")))
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
        source,
        known.gazetteer,
        title,
        period,
        title_hint,
        area,
        known.within,
        known.land,
        rules,
        school,
        monthly,
        contradicted=contradicted,
        by_file=_by_file(sheet, title, period, known.explained),
        advised=sheet.recipe is not None,
        town=_town(sheet, index, known) if sheet.columns[index].parts_of_town else None,
    )


def _by_file(sheet: Sheet, title: TitleBlock, period: Period | None, explained: Period | None) -> bool:
    """True when neither title nor sheet name nor a recipe states the period that holds for the whole table."""
    if period is None or title.period is not None or (sheet.recipe is not None and sheet.recipe.zeit):
        return False
    return explained is None and (not sheet.grid.sheet or period_of_name(sheet.grid.sheet, True) is None)


def _town(sheet: Sheet, index: int, known: Known) -> RowArea | None:
    """The town whose parts a table lists: title, sheet name, the table's total row, other texts, the file's name."""
    gazetteer = known.gazetteer
    region, columns = sheet.regions[index], sheet.columns[index]
    words = known.stem.replace("_", " ").replace("-", " ").title()
    for text in (*reversed(lines_of(sheet.grid, region.titles)), sheet.grid.sheet):
        if (town := town_in_text(text, gazetteer)) is not None:
            return town
    for column in columns.where(ColumnRole.NAME):
        for row in (region.body[-1], region.body[0]):
            if (town := town_in_text(as_text(sheet.grid.rows[row][column]), gazetteer)) is not None:
                return town
    for text in (words, *sheet.texts[:40]):
        if (town := town_in_text(text, gazetteer)) is not None:
            return town
    return None


def _advised(
    sheet: Sheet,
    recipe: Recipe,
    title: TitleBlock,
    area: RowArea | None,
    period: Period | None,
    known: Known,
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


def _note_rows(sheet: Sheet) -> list[int]:
    rows = sorted({row for region in sheet.regions for row in region.notes})
    return [row for row in rows if filled(sheet.kinds[row])]


def _sheet_area(sheet: Sheet, index: int, known: Known) -> RowArea | None:
    """The area of a whole sheet: a sentence in its title, its name, the file's name, or the Kreis or Land of the
    title.
    """
    region = sheet.regions[index]
    gazetteer, within, stem = known.gazetteer, known.within, known.stem
    lines = lines_of(sheet.grid, region.titles)
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
        if re.fullmatch(r"\d{8}|\d{5}", text) and text in gazetteer:
            return make_area(text, "", gazetteer)
        if not re.match(r"(?i)^(tabelle|daten|zeitreihe|sheet)", text):
            found = area_by_name(text, gazetteer, within) if within else _unambiguous(text, gazetteer)
            if found is not None:
                return found
    for line in reversed(lines):
        kreis = kreis_in_text(line, gazetteer)
        if kreis and (town := town_beside_kreis(line, gazetteer, kreis)) is not None:
            return town
        if kreis and names_gemeinde(line, gazetteer, kreis):
            return None
        if kreis:
            return make_area(kreis, "", gazetteer)
    match = re.search(r"(?<!\d)(\d{8}|\d{5})(?!\d)", stem)
    if match and match[1] in gazetteer:
        return make_area(match[1], "", gazetteer)
    if (found := _area_of_file(stem, gazetteer)) is not None and not lines:
        return found
    if within and any(kreis_in_text(text, gazetteer) == within for text in sheet.texts if len(text) < 300):
        return make_area(within, "", gazetteer)
    for line in reversed(lines):
        land = land_in_text(line, gazetteer)
        if land:
            return make_area(land, "", gazetteer)
    return None


def _area_of_file(stem: str, gazetteer: Gazetteer) -> RowArea | None:
    """The one Gemeinde, Kreis or Land that a word of the file's name means, when no other word of it means one."""
    words = [word for word in re.split(r"[_\s]+", stem) if len(word) > 3 and word[:1].isupper()]
    found = {area.key: area for word in words if (area := _unambiguous(word, gazetteer)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _unambiguous(text: str, gazetteer: Gazetteer) -> RowArea | None:
    found = gazetteer.find(text)
    upper = [area for area in found if area.level in (Level.BUND, Level.LAND)]
    if len(found) == 1 or upper:
        area = (upper or list(found))[0]
        return RowArea(area.key, area.name, area.level)
    return None


def _sheet_period(
    sheet: Sheet, title: TitleBlock, school: bool, hint: Hint, known: Known, diagnostics: list[Diagnostic]
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
    found = by_sheet or known.explained or by_file
    return combine(found, hint) if found is not None else None


def lines_of(grid: Grid, rows: Sequence[int]) -> list[str]:
    """The texts of title or note rows, one line per row (cells joined by a blank)."""
    lines = []
    for row in rows:
        texts = [
            as_text(cell)
            for cell in grid.rows[row]
            if cell != "" and not (isinstance(cell, str) and kind_of_text(cell, grid.point) == " ")
        ]
        lines.append(" ".join(text.strip() if "\n" not in text else text for text in texts))
    return lines
