"""Official tables of changes of areas ("Gebietsänderungen", "Namens-, Grenz- und Schlüsseländerungen").

One row for each receiver of each area: old keys and name, kind of change, surface, inhabitants, new keys and name, the
dates of legal and of statistical effect. Such a sheet holds no statistics; what it says moves series to today's borders
(:mod:`berichtsgenerator.model.boundaries`).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from berichtsgenerator.diagnostics import Diagnostic, Place, few, note, warning
from berichtsgenerator.model.areas import is_area_key
from berichtsgenerator.model.boundaries import Change, ChangeKind
from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.books.ledger import Book
from berichtsgenerator.reading.books.results import Role
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.words.values import Cell, parse_cell

_DEEPEST = 30
"""Rows from the top in which the head of such a table stands."""
_KEY = re.compile(r"gemeindeschlüssel|\bags\b")
_REGIONAL = re.compile(r"regionalschlüssel|\bars\b")
_USED = "Angabe der amtlichen Tabelle der Gebietsänderungen"
_KINDS = {kind.value: kind for kind in ChangeKind}


class _Columns(NamedTuple):
    """Columns of a table of changes; None where it has none of a sort. ``body`` is the first row below the head."""

    body: int
    keys: tuple[int, int]
    regional: tuple[int, int] | None
    kind: int
    date: int
    unit: int | None
    surface: int | None
    hectares: bool
    inhabitants: int | None
    name: int | None


def is_change_table(grid: Grid) -> bool:
    """True for a sheet whose head names the kind of a change and the keys of giving and receiving areas."""
    return _columns(grid) is not None


def _columns(grid: Grid) -> _Columns | None:
    limit = min(_DEEPEST, len(grid.rows))
    head = next((row for row in range(limit) if any(_is_kind(cell) for cell in grid.rows[row])), None)
    if head is None:
        return None
    texts = []
    block = grid.filled_head(max(0, head - 2), min(head + 2, len(grid.rows)))
    for column in range(grid.width):
        own = dict.fromkeys(_plain(line[column]) for line in block if isinstance(line[column], str))
        texts.append(" ".join(own))
    keys = [column for column, text in enumerate(texts) if _KEY.search(text)]
    regional = [column for column, text in enumerate(texts) if _REGIONAL.search(text) and column not in keys]
    kind = next(column for column in range(grid.width) if _is_kind(grid.rows[head][column]))
    dates = [column for column, text in enumerate(texts) if re.search(r"wirksam|datum|statistisch", text)]
    if len(keys) < 2 or not dates:
        return None
    statistical = [column for column in dates if "statistisch" in texts[column]]
    surface = next((column for column, text in enumerate(texts) if "fläche" in text), None)
    body = next(
        (row for row in range(head, len(grid.rows)) if as_text(grid.rows[row][kind]).strip() in _KINDS),
        len(grid.rows),
    )
    return _Columns(
        body,
        (keys[0], keys[1]),
        (regional[0], regional[1]) if len(regional) > 1 else None,
        kind,
        statistical[0] if statistical else dates[-1],
        next((column for column, text in enumerate(texts) if "regionaleinheit" in text), None),
        surface,
        surface is not None and bool(re.search(r"\bha\b|hektar", texts[surface])),
        next((column for column, text in enumerate(texts) if re.search(r"einwohner|bevölkerung", text)), None),
        next((column for column, text in enumerate(texts) if column > keys[0] and "name" in text), None),
    )


def _is_kind(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(re.match(r"(?:änderungsart|art der änderung)", _plain(cell)))


def _plain(cell: Cell) -> str:
    """A head's text in small letters, its broken words joined."""
    text = re.sub(r"\s+", " ", as_text(cell)).casefold().strip()
    return re.sub(r"(?<=[a-zäöüß])- ?(?=[a-zäöüß])", "", text)


def read_changes(grid: Grid, shown: str) -> tuple[list[Change], Book, list[Diagnostic]]:
    """The changes of a sheet, the roles of its cells, and what there is to say about it."""
    columns = _columns(grid)
    book = Book(grid)
    found: list[Change] = []
    wrong: dict[str, str] = {}
    if columns is not None:
        for row in range(columns.body):
            role = Role.HEAD if sum(cell != "" for cell in grid.rows[row]) > 2 else Role.TITLE
            book.book_row(row, role)
        for row in range(columns.body, len(grid.rows)):
            change = _change(grid, columns, row, wrong)
            if change is not None:
                found.append(change)
            _book(grid, columns, row, book)
    diagnostics: list[Diagnostic] = []
    if wrong:
        some = few([f"{cell} („{text}“)" for cell, text in wrong.items()])
        place = Place(file=shown, sheet=grid.sheet, cell=next(iter(wrong)))
        message = f"Gebietsänderungen, die nicht zu verstehen sind: {some}. Sie gelten nicht."
        advice = "Schlüssel, Änderungsart und Datum dieser Zeilen mit der amtlichen Tabelle vergleichen."
        diagnostics.append(warning("gebietsaenderung-unklar", message, place, advice))
    if found:
        dates = sorted(change.effective for change in found)
        first, last = (".".join(reversed(date.split("-"))) for date in (dates[0], dates[-1]))
        span = f"vom {first}" if first == last else f"vom {first} bis {last}"
        many = "Eine Gebietsänderung" if len(found) == 1 else f"{len(found)} Zeilen mit Gebietsänderungen"
        message = f"{many} {span} gelesen; Reihen werden danach auf den heutigen Gebietsstand gebracht."
        diagnostics.append(note("gebietsaenderungen", message, Place(file=shown, sheet=grid.sheet)))
    return found, book, diagnostics


def _change(grid: Grid, columns: _Columns, row: int, wrong: dict[str, str]) -> Change | None:
    """The change of a row; None for notes, for associations of Gemeinden and for what cannot be understood."""
    cells = grid.rows[row]
    old, new = (_area(cells, columns, side) for side in (0, 1))
    kind = _KINDS.get(as_text(cells[columns.kind]).strip())
    if not old and not new:
        return None
    unit = as_text(cells[columns.unit]).casefold() if columns.unit is not None else ""
    if "verband" in unit or "gemeinschaft" in unit:
        return None
    effective = _date(cells[columns.date])
    if kind is None or not effective or not old or not new or len(old) != len(new):
        column = next(
            column
            for column, fits in ((columns.kind, kind), (columns.date, effective), (columns.keys[0], old), (0, None))
            if not fits
        )
        shown = as_text(cells[column]).strip() or "leer"
        wrong[f"{column_letters(column + 1)}{row + 1}"] = shown[:30]
        return None
    surface = _number(cells[columns.surface]) if columns.surface is not None else None
    inhabitants = _number(cells[columns.inhabitants]) if columns.inhabitants is not None else None
    return Change(
        kind,
        old,
        new,
        effective,
        None if inhabitants is None else int(inhabitants),
        None if surface is None else surface / (100.0 if columns.hectares else 1_000_000.0),
        as_text(cells[columns.name]).strip() if columns.name is not None else "",
    )


def _area(cells: list[Cell], columns: _Columns, side: int) -> str:
    """The key of one side: the Gemeinde's, else a Kreis that only its regional key names."""
    key = _key(cells[columns.keys[side]])
    if key or columns.regional is None:
        return key
    regional = as_text(cells[columns.regional[side]]).strip()
    return regional if re.fullmatch(r"\d{5}", regional) else ""


def _key(cell: Cell) -> str:
    digits = re.sub(r"\s", "", as_text(cell))
    if re.fullmatch(r"\d{4}|\d{7}", digits):
        digits = "0" + digits
    return digits if re.fullmatch(r"\d{5}|\d{8}", digits) and is_area_key(digits) else ""


def _date(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)", as_text(cell).strip())
    if match is None:
        return ""
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return ""


def _number(cell: Cell) -> float | None:
    parsed = parse_cell(cell)
    return None if parsed is None or parsed.value is None or parsed.value < 0 else parsed.value


def _book(grid: Grid, columns: _Columns, row: int, book: Book) -> None:
    cells = grid.rows[row]
    keys = {*columns.keys, *(columns.regional or ())}
    if not any(_key(cells[column]) for column in columns.keys) and sum(cell != "" for cell in cells) < 4:
        book.book_row(row, Role.NOTE)
        return
    for column, cell in enumerate(cells):
        if column in keys:
            book.book(row, column, Role.KEY)
        elif column == columns.date or _date(cell):
            book.book(row, column, Role.PERIOD)
        elif isinstance(cell, str) and not cell.strip().isdigit() and column != columns.kind:
            book.book(row, column, Role.AREA)
        else:
            book.ignore(row, column, _USED)
