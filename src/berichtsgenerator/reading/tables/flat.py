"""GENESIS "flat" files (ffcsv): one row per value, the dimensions in numbered groups of columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from berichtsgenerator.diagnostics import Diagnostic, Place, few, warning
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable, column_letters
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.books.ledger import MARK, VALUE, Book
from berichtsgenerator.reading.books.results import Role, SheetLedger, TableReading
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.places import RowArea, Scheme, digits_of, key_of, make_area
from berichtsgenerator.reading.tables.trace import Trace
from berichtsgenerator.reading.words.labels import heal, is_structural, meaning, unit_of
from berichtsgenerator.reading.words.publishers import OFFICES, REGIONAL
from berichtsgenerator.reading.words.times import period_of_text
from berichtsgenerator.reading.words.titles import base_for, base_rules, code_of, is_sample
from berichtsgenerator.reading.words.values import parse_cell

_AREA_CODES = re.compile(r"DINSG|DLAND|REGBEZ|KREISE?|GEMEIN|GEO\w+|NUTS\w*|STATREG|DG")
_KINDS = {
    "STAG": PeriodKind.STICHTAG,
    "JAHR": PeriodKind.YEAR,
    "SJAHR": PeriodKind.SCHOOL_YEAR,
    "SMONAT": PeriodKind.MONTH,
}
_QUALITY = {"e": None, "p": Quality.PROVISIONAL, "r": Quality.CORRECTED, "s": Quality.ESTIMATED}


_OLD_NAMES = (
    (re.compile(r"statistik_(code|label)", re.IGNORECASE), r"statistics_\1"),
    (re.compile(r"zeit_(code|label)", re.IGNORECASE), r"time_\1"),
    (re.compile(r"zeit", re.IGNORECASE), "time"),
    (re.compile(r"(\d+)_merkmal_(code|label)", re.IGNORECASE), r"\1_variable_\2"),
    (re.compile(r"(\d+)_auspraegung_(code|label)", re.IGNORECASE), r"\1_variable_attribute_\2"),
)
"""Names of columns before 2025 → since then."""
_OLD_VALUE = re.compile(r"([A-Za-z0-9]+)__(.+?)__(.+)")
"""A column of values before 2025: ``BEVSTD__Bevoelkerungsstand__Anzahl``."""


class _Values(NamedTuple):
    """A column of values with its measure and unit (``""``: they stand in columns of their own)."""

    column: int
    measure: str = ""
    unit: str = ""


def _head(grid: Grid) -> list[str]:
    """Names of the columns as files since 2025 write them."""
    names = []
    for cell in grid.rows[0]:
        name = as_text(cell).lstrip("\ufeff").strip()
        for pattern, new in _OLD_NAMES:
            if match := pattern.fullmatch(name):
                name = match.expand(new).lower()
                break
        names.append(name)
    return names


def _values(head: list[str]) -> list[_Values]:
    if "value" in head:
        return [_Values(head.index("value"))]
    found = [(index, match) for index, name in enumerate(head) if (match := _OLD_VALUE.fullmatch(name))]
    return [_Values(index, match[2].replace("_", " "), match[3].replace("_", " ")) for index, match in found]


def is_flat(grid: Grid) -> bool:
    """True for the head of a flat file, also of those before 2025 (``Zeit``, ``1_Auspraegung_Code``)."""
    if not grid.rows or grid.width < 8:
        return False
    head = _head(grid)
    return {"time", "1_variable_attribute_code"} <= set(head) and bool(_values(head))


def read_flat(
    grid: Grid, file: str, digest: str, gazetteer: Gazetteer, trace: Trace | None = None
) -> tuple[list[TableReading], SheetLedger, list[Diagnostic]]:
    """Read a flat file: its one table, the ledger, diagnostics."""
    head = _head(grid)
    values = _values(head)
    at = {name: index for index, name in enumerate(head)}
    numbers = sorted(
        {int(match[1]) for name in head if (match := re.match(r"(\d{1,3})_variable_attribute_code", name))}
    )
    book = Book(grid)
    if trace is not None:
        trace.books.append((grid, book))
    book.book_row(0, Role.HEAD)
    first = [as_text(cell) for cell in grid.rows[1]] if len(grid.rows) > 1 else []
    title = heal(first[at["statistics_label"]]) if first and "statistics_label" in at else ""
    rules = base_rules([title])
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    publisher = OFFICES if stem.startswith("1000A") else REGIONAL
    source = SourceTable(file, digest, grid.sheet, 1, code_of(stem), title, publisher, sample=is_sample(title))
    observations: list[Observation] = []
    unknown: Counter[str] = Counter()
    periods: dict[tuple[str, str], Period | None] = {}
    sources: dict[str, SourceTable] = {}
    combos: dict[tuple[str, ...], tuple[RowArea | None, str, Breakdown, str]] = {}
    roles = _row_roles(head)
    parts = ("code", "label", "attribute_code", "attribute_label")
    variables = [at.get(f"{n}_variable_{part}") for n in numbers for part in parts]
    nameless: list[str] = []
    for row in range(1, len(grid.rows)):
        cells = [as_text(cell) for cell in grid.rows[row]]
        stamp = (cells[at["time_code"]] if "time_code" in at else "", cells[at["time"]])
        if stamp not in periods:
            periods[stamp] = _period(*stamp)
        names = tuple("" if column is None else cells[column] for column in variables)
        measure_cells = (
            cells[at["value_variable_label"]] if "value_variable_label" in at else "",
            cells[at["value_unit"]] if "value_unit" in at else "",
        )
        period = periods[stamp]
        for column, role in roles.items():
            book.book(row, column, role)
        for item in values:
            printed = (item.measure, item.unit) if item.measure else measure_cells
            key = (*names, *printed)
            if key not in combos:
                combos[key] = _combination(names, printed, gazetteer)
            area, measure, pairs, unit = combos[key]
            column = item.column
            if cells[column] == "":
                continue
            parsed = parse_cell(grid.rows[row][column], grid.point, True)
            if parsed is None or area is None or period is None or not measure:
                if area is None:
                    unknown[names[2] if len(names) > 2 else ""] += 1
                elif parsed is not None and not measure:
                    nameless.append(f"{column_letters(column + 1)}{row + 1}")
                book.ignore(row, column, "Wert ohne erkennbares Gebiet, ohne Zeit, ohne Bezeichnung oder ohne Zahl")
                continue
            book.rows[row][column] = MARK if parsed.value is None or parsed.mark == cells[column].strip() else VALUE
            quality = parsed.quality
            mark = parsed.mark
            letter = cells[at["value_q"]].strip() if "value_q" in at else ""
            if letter and (flag := _QUALITY.get(letter)) is not None:
                quality, mark = (*quality, flag), mark or letter
            base = base_for(period, rules)
            table = sources.get(base)
            if table is None:
                table = sources[base] = replace(source, base=base)
            observations.append(
                Observation(
                    table,
                    measure,
                    area.key,
                    area.name,
                    area.level,
                    period,
                    pairs,
                    parsed.value,
                    mark,
                    parsed.missing,
                    quality,
                    unit,
                    row + 1,
                    column + 1,
                )
            )
        book.book_row(row, Role.LABEL)
    diagnostics: list[Diagnostic] = []
    if unknown:
        some = ", ".join(code for code, _ in unknown.most_common(5))
        message = f"Zeilen ohne erkennbares Gebiet ({sum(unknown.values())}): {some}."
        diagnostics.append(warning("gebiet-unbekannt", message, Place(file=file), "Gebietsschlüssel prüfen."))
    if nameless:
        message = f"Zahlen, von denen nicht zu erkennen ist, was sie zählen: {few(nameless)}."
        place = Place(file=file, sheet=grid.sheet, cell=nameless[0])
        diagnostics.append(warning("werte-ohne-kopf", message, place, "Spalte „value_variable_label“ prüfen."))
    ledger = book.close("ohne Bedeutung")
    tables = [TableReading(source, tuple(observations), 1.0)] if observations else []
    return tables, ledger, diagnostics


def _row_roles(head: list[str]) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    for index, name in enumerate(head):
        if name.startswith("time"):
            roles[index] = Role.PERIOD
        elif name == "value_unit":
            roles[index] = Role.UNIT
        elif name == "1_variable_attribute_code":
            roles[index] = Role.KEY
        elif name == "1_variable_attribute_label":
            roles[index] = Role.AREA
        elif name != "value" and not _OLD_VALUE.fullmatch(name):
            roles[index] = Role.LABEL
    return roles


def _period(code: str, text: str) -> Period | None:
    period = period_of_text(text)
    kind = _KINDS.get(code)
    if period is not None and kind is PeriodKind.SCHOOL_YEAR and period.kind is PeriodKind.YEAR:
        return Period(PeriodKind.SCHOOL_YEAR, period.iso)
    return period


def _combination(
    names: tuple[str, ...], measure_cells: tuple[str, str], gazetteer: Gazetteer
) -> tuple[RowArea | None, str, Breakdown, str]:
    area: RowArea | None = None
    parts = [heal(measure_cells[0])] if measure_cells[0] and not is_structural(measure_cells[0]) else []
    pairs: dict[str, str] = {}
    for start in range(0, len(names), 4):
        code, _, key_text, label = names[start : start + 4]
        if area is None and (_AREA_CODES.match(code) or key_text == "DG"):
            digits = digits_of(key_text)
            key = key_of(digits, Scheme(kreise=code.startswith("KREIS")), gazetteer) if digits else ""
            area = make_area(key, label, gazetteer) if key else None
            continue
        if not label or (not key_text and is_structural(label)):
            continue
        found = meaning(heal(label))
        if found.pair is not None and found.pair[0] not in pairs:
            pairs[found.pair[0]] = found.pair[1]
        elif found.rest:
            parts.append(found.rest)
    unit = unit_of(measure_cells[1]) or measure_cells[1]
    return area, " | ".join(parts), tuple(sorted(pairs.items())), unit
