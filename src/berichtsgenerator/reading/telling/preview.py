"""A reading as a page to look at: every cell of every sheet coloured by its role.

The page is one HTML file without scripts, links or anything from outside; all texts of the delivery are escaped, and
the role of a cell is told by a letter and a tooltip, too, not by its colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.reading.books.ledger import ROLES
from berichtsgenerator.reading.books.results import FileReading, Role
from berichtsgenerator.reading.delivery.files import LEFT_OUT, read_file
from berichtsgenerator.reading.opening.grid import Grid, as_text
from berichtsgenerator.reading.tables.trace import Trace
from berichtsgenerator.reading.words.recipes import Recipe

MOST_ROWS = 2_000
MOST_COLUMNS = 400
LONGEST = 200
"""Limits of what is shown of a sheet; a line says what was left out."""

_LOOK: dict[Role, tuple[str, str, str]] = {
    Role.VALUE: ("W", "#d9f2d9", "#000"),
    Role.MARK: ("Z", "#fff2b3", "#000"),
    Role.HEAD: ("K", "#cfe2ff", "#000"),
    Role.LABEL: ("V", "#e2d9f3", "#000"),
    Role.KEY: ("G", "#b8e0e0", "#000"),
    Role.AREA: ("N", "#d6efef", "#000"),
    Role.PERIOD: ("T", "#ffd9b3", "#000"),
    Role.UNIT: ("E", "#f5d0e6", "#000"),
    Role.TITLE: ("Ü", "#e6e6e6", "#000"),
    Role.NOTE: ("A", "#f5f5f5", "#333"),
    Role.IGNORED: ("–", "#ffd6d6", "#600"),
}
_STYLE = (
    "body{font:14px/1.4 sans-serif;margin:1.5em;color:#111}table{border-collapse:collapse;margin:.5em 0 2em}"
    "td,th{border:1px solid #bbb;padding:1px 5px;max-width:22em;vertical-align:top;white-space:pre-wrap}"
    "th{background:#fafafa;font-weight:normal;color:#444}small{font-size:70%;opacity:.75;margin-right:.4em}"
    "ul{padding-left:1.2em}.l span{display:inline-block;padding:1px 6px;margin:0 .5em .3em 0;border:1px solid #bbb}"
)


def preview(
    path: Path, *, root: Path, gazetteer: Gazetteer, recipes: tuple[Recipe, ...] = ()
) -> tuple[FileReading, str]:
    """Read a file and draw it; returns the reading and the page as HTML."""
    trace = Trace()
    reading = read_file(path, root=root, gazetteer=gazetteer, recipes=recipes, trace=trace)
    return reading, "".join(_page(reading, trace))


def _page(reading: FileReading, trace: Trace) -> Iterator[str]:
    title = escape(reading.file)
    yield '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>Vorschau: {title}</title><style>{_STYLE}"
    for index, role in enumerate(ROLES):
        _, back, front = _LOOK[role]
        yield f".r{index}{{background:{back};color:{front}}}"
    yield f"</style></head><body><h1>{title}</h1>"
    verdict = "geht auf" if reading.ledger.balanced else "GEHT NICHT AUF"
    yield f"<p>{len(reading.tables)} Tabellen; Zellbilanz {verdict}.</p>"
    yield '<p class="l">'
    for index, role in enumerate(ROLES):
        yield f'<span class="r{index}">{_LOOK[role][0]} {escape(role.value)} {reading.ledger.count(role)}</span>'
    yield "</p>"
    yield from _diagnostics(reading)
    for grid in trace.grids:
        yield from _sheet(grid, reading, trace)
    yield "</body></html>\n"


def _diagnostics(reading: FileReading) -> Iterator[str]:
    if reading.diagnostics:
        yield "<h2>Zweifel und Hinweise</h2><ul>"
        for item in reading.diagnostics:
            yield f"<li>{escape(str(item))}</li>"
        yield "</ul>"


def _sheet(grid: Grid, reading: FileReading, trace: Trace) -> Iterator[str]:
    yield f"<h2>{escape(grid.sheet) if grid.sheet else 'Inhalt'}</h2>"
    for table in reading.tables:
        if table.source.sheet == grid.sheet:
            sure = round(table.confidence * 100)
            count = len(table.observations)
            yield f"<p>Tabelle {table.source.number}: {count} Werte, Sicherheit {sure}\u00a0%</p>"
    books = [book for part, book in trace.books if part.sheet == grid.sheet]
    height, width = min(len(grid.rows), MOST_ROWS), min(grid.width, MOST_COLUMNS)
    if height < len(grid.rows) or width < grid.width:
        yield f"<p>Gezeigt werden {height} von {len(grid.rows)} Zeilen und {width} von {grid.width} Spalten.</p>"
    yield "<table><tr><th></th>"
    for column in range(width):
        yield f'<th scope="col">{column_letters(column + 1)}</th>'
    yield "</tr>\n"
    for row in range(height):
        yield f'<tr><th scope="row">{row + 1}</th>'
        cells = grid.rows[row]
        for column in range(width):
            if cells[column] == "":
                yield "<td></td>"
                continue
            code = next((book.rows[row][column] for book in books if book.rows[row][column]), 0)
            role = ROLES[code - 1] if code else Role.IGNORED
            reason = next((found for book in books if (found := book.reason(row, column))), "")
            tip = role.value + (f": {reason}" if reason else "" if code else f": {LEFT_OUT}")
            text = as_text(cells[column])
            short = text if len(text) <= LONGEST else text[:LONGEST] + " …"
            letter = _LOOK[role][0]
            yield f'<td class="r{ROLES.index(role)}" title="{escape(tip)}"><small>{letter}</small>{escape(short)}</td>'
        yield "</tr>\n"
    yield "</table>"
