"""The reading of a file written down as a recipe, to be corrected and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator

from berichtsgenerator.model.observations import column_letters
from berichtsgenerator.model.periods import words as period_words
from berichtsgenerator.reading.books.results import FileReading
from berichtsgenerator.reading.opening.grid import as_text
from berichtsgenerator.reading.tables.expectations import WORDS
from berichtsgenerator.reading.tables.roles import ColumnRole
from berichtsgenerator.reading.tables.trace import TableTrace, Trace

_AREA_ROLES = (ColumnRole.KEY, ColumnRole.KEY_PART, ColumnRole.KEY_NAME, ColumnRole.NAME)
_HEAD = """\
# So wurde {file} gelesen. Was hier steht, gilt beim nächsten Mal: Berichtigen Sie, was nicht stimmt, und löschen Sie,
# was für andere Jahrgänge derselben Lieferung nicht gelten soll (Muster: * für beliebig viele Zeichen).
rezepte:
"""
_LONGEST_ANCHOR = 60


def recipe_text(reading: FileReading, trace: Trace) -> str:
    """The recipes that lead to the same reading as YAML, one per sheet with a table."""
    return _HEAD.format(file=reading.file) + "\n".join(_entries(reading, trace)) + "\n"


def _entries(reading: FileReading, trace: Trace) -> Iterator[str]:
    name = reading.file.rsplit("/", 1)[-1].replace("[", "?").replace("]", "?")
    found = False
    for grid in trace.grids:
        own = [item for item in trace.tables if item.grid.sheet == grid.sheet]
        if not own:
            continue
        found = True
        yield f"  - datei: {json.dumps(name, ensure_ascii=False)}"
        if grid.sheet:
            sheet = grid.sheet.replace("[", "?").replace("]", "?")
            yield f"    blatt: {json.dumps(sheet, ensure_ascii=False)}"
        if len(own) > 1:
            yield f"    # {len(own)} Tabellen auf diesem Blatt; Kopfzeilen lassen sich nur für eine angeben."
            continue
        yield from _table(own[0])
    if not found:
        yield f"  - datei: {json.dumps(name, ensure_ascii=False)}"
        yield "    # Keine Tabelle, die ein Rezept beschreiben könnte; GENESIS-Flat-Dateien brauchen keins."


def _table(item: TableTrace) -> Iterator[str]:
    region, columns, context, grid = item.region, item.columns, item.context, item.grid
    table = item.table
    if region.head:
        first, last = region.head[0] + 1, region.head[-1] + 1
        yield f'    kopfzeilen: "{first}"' if first == last else f'    kopfzeilen: "{first}:{last}"'
    if context.period is not None:
        yield f"    zeit: {json.dumps(period_words(context.period), ensure_ascii=False)}"
    elif table is None and not columns.where(ColumnRole.PERIOD):
        yield "    # Hier fehlt die Zeit. Setzen Sie ein, was gilt, und entfernen Sie das # der Zeile:"
        yield "    # zeit: 31.12.2024"
    if not any(columns.where(role) for role in _AREA_ROLES):
        if context.area is not None:
            yield f'    gebiet: "{context.area.key}"'
        elif table is None and columns.unnamed:
            yield "    # Die Zeilen haben keine amtlichen Schlüssel. Um das Blatt zu übergehen, entfernen Sie das #:"
            yield "    # auslassen: [alles]"
        elif table is None:
            yield "    # Hier fehlt das Gebiet. Setzen Sie den Schlüssel ein und entfernen Sie das # der Zeile:"
            yield '    # gebiet: "06432"'
    if table is None and not context.title.title and not context.title.base:
        yield "    # Kein Titel nennt, was gezählt wird. Sagt der Kopf es auch nicht, entfernen Sie das # dieser Zeile:"
        yield "    # merkmal: Bevölkerungsstand"
    if context.title.unit:
        yield f"    einheit: {json.dumps(context.title.unit, ensure_ascii=False)}"
    if table is None:
        yield "    # Diese Tabelle wurde nicht gelesen; der Grund steht in den Meldungen."
    words = {role: word for word, role in WORDS.items()}
    stub = [
        (index, words[role])
        for index, role in enumerate(columns.roles)
        if role in words and role not in (ColumnRole.VALUE,)
    ]
    if stub and not columns.parts_of_town and not columns.foreign:
        yield "    spalten:"
        for index, word in stub:
            yield f"      {_quoted(column_letters(index + 1))}: {word}"
    if table is None or not region.head:
        return
    yield "    erwartet:"
    anchors = []
    for column in range(grid.width):
        for row in region.head:
            text = " ".join(as_text(grid.rows[row][column]).split())
            if text and len(text) <= _LONGEST_ANCHOR and not any(char.isdigit() for char in text):
                anchors.append((f"{column_letters(column + 1)}{row + 1}", text))
                break
        if len(anchors) == 4:
            break
    if anchors:
        yield "      anker:"
        for cell, text in anchors:
            yield f"        {cell}: {json.dumps(text, ensure_ascii=False)}"
    yield f"      gebiete: {len({observation.area for observation in table.observations})}"


def _quoted(letters: str) -> str:
    """Column letters that YAML would take for a truth value (``N``, ``Y``) in quotes."""
    return f'"{letters}"' if letters in ("N", "Y", "NO", "ON", "NULL") else letters
