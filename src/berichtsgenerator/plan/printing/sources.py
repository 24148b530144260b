"""The annex of sources: which tables of which publishers the printed numbers come from.

Comes in: the press after all other blocks are rendered. Goes out: one table of text, by publisher; what the sheets of
one workbook are called stands in one row, and known licences have their short names, explained below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import Align, Cell, HeadCell, Row, RowGroup, Table
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.plan.printing.press import Press
from berichtsgenerator.plan.printing.sourcelines import printed_stand, publisher_of

TITLE = "Verwendete Datenquellen"
NOTHING = Cell("–", "keine Angabe")
_KEY_BEHIND = re.compile(r"\s(?=\d{5}(?:\d{3})?\b)")
"""Parts a title of one workbook for each area from the key of the area that it ends with."""
_MOST_FILES = 2
_LEAST_WORDS = 3
"""So many words at the beginning must be the same for titles to be put together."""
_LICENCES = {
    "datenlizenzdeutschlandnamensnennungversion20": ("dl-de/by-2-0", "Datenlizenz Deutschland – Namensnennung 2.0"),
    "datenlizenzdeutschlandzeroversion20": ("dl-de/zero-2-0", "Datenlizenz Deutschland – Zero 2.0"),
}
"""Licences by their letters and digits: short name and full name, as govdata.de has them."""


def source_tables(press: Press) -> tuple[SourceTable, ...]:
    """All source tables of the printed numbers, by publisher, number and file."""
    found: dict[str, SourceTable] = {}
    for entry in press.printed.values():
        for table in press.sources.of(entry)[0]:
            found.setdefault(table.id, table)
    return tuple(
        sorted(found.values(), key=lambda t: (sort_key(publisher_of(t)), t.code, t.title, t.file, t.sheet, t.number))
    )


def source_list(tables: Sequence[SourceTable], identifier: str, place: Place) -> Table:
    """The table of sources, a group for each publisher, in the order of ``tables``."""
    files: dict[tuple[str, str, str, str, str], dict[str, None]] = {}
    for table in tables:
        name = publisher_of(table) + (" (Musterdaten)" if table.sample else "")
        title = _KEY_BEHIND.split(table.title, maxsplit=1)[0].rstrip(" :,–-")
        key = (name, table.code, title, printed_stand(table.stand), table.licence)
        files.setdefault(key, {}).setdefault(PurePosixPath(table.file).name)
    titles: dict[tuple[str, str, tuple[str, ...], str, str], list[str]] = {}
    for (name, code, title, stand, licence), found in files.items():
        titles.setdefault((name, code, tuple(found), stand, licence), []).append(title)
    groups: dict[str, list[Row]] = {}
    explained: dict[str, str] = {}
    for (name, code, names, stand, licence), found_titles in titles.items():
        short, full = _LICENCES.get(re.sub(r"[\W_]", "", licence).casefold(), (licence, ""))
        if full:
            explained[short] = full
        what = ": ".join(part for part in (code, together(found_titles)) if part) or names[0]
        cells = tuple(Cell(text) if text else NOTHING for text in (stand, _file_names(names), short))
        groups.setdefault(name, []).append(Row(what, cells))
    return Table(
        identifier,
        "",
        TITLE,
        "Tabelle",
        (tuple(HeadCell(head) for head in ("Stand", "Datei", "Lizenz")),),
        (Align.LEFT,) * 3,
        tuple(RowGroup(name, tuple(rows)) for name, rows in groups.items()),
        notes=tuple(f"{short}: {full} (www.govdata.de/{short})." for short, full in explained.items()),
        stub_share=0.5,
        text_shares=(0.13, 0.22, 0.15),
        place=place,
    )


def together(titles: Sequence[str]) -> str:
    """Titles as one: what they begin with once, then how they go on.

    >>> together(["Register der Leistungen nach Wohnort: Personen", "Register der Leistungen nach Wohnort: Kinder"])
    'Register der Leistungen nach Wohnort: Personen; Kinder'
    """
    found = list(dict.fromkeys(title for title in titles if title))
    if len(found) < 2:
        return "".join(found)
    words = [title.split() for title in found]
    same = 0
    while all(len(parts) > same + 1 for parts in words) and len({parts[same] for parts in words}) == 1:
        same += 1
    if same < _LEAST_WORDS:
        return "; ".join(found)
    head = " ".join(words[0][:same])
    return f"{head.rstrip(':,;')}: " + "; ".join(" ".join(parts[same:]) for parts in words)


def _file_names(files: Sequence[str]) -> str:
    """Few files by name, many of one series by the first and their number."""
    if len(files) <= _MOST_FILES:
        return ", ".join(files)
    return f"{files[0]} und {len(files) - 1} weitere Dateien"
