"""Source lines: where the numbers of a table or figure come from, as offices print it.

Comes in: register entries. Goes out: ``Quelle: Regionaldatenbank Deutschland, Tabelle 12411-02-03-4, Stand
10.10.2017; eigene Berechnung``. Built after protection, from the provenance of what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.language.dates import format_date
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.register.register import Register

_MOST = 4
OWN = "eigene Berechnung"


def printed_stand(text: str) -> str:
    """A Stand as printed: ISO dates in German, all else as it is."""
    try:
        return format_date(text)
    except ValueError:
        return text


def publisher_of(table: SourceTable) -> str:
    """The publisher, or the file where none is stated."""
    return table.publisher or f"Datei {PurePosixPath(table.file).name}"


class Sources:
    """Source tables of register entries, remembered by number."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[NumberKey, tuple[tuple[SourceTable, ...], bool]] = {}

    def of(self, entry: Entry) -> tuple[tuple[SourceTable, ...], bool]:
        """Source tables of ``entry``, and whether anything was computed."""
        return self._of(entry, frozenset())

    def _of(self, entry: Entry, above: frozenset[NumberKey]) -> tuple[tuple[SourceTable, ...], bool]:
        key = entry.key
        found = self._known.get(key)
        if found is not None:
            return found
        tables: dict[str, SourceTable] = {}
        cells = 0
        for component in entry.provenance.components:
            for observation in component.observations:
                cells += 1
                tables.setdefault(observation.table.id, observation.table)
        own = cells > 1 or key.representation.view is not View.VALUE
        for other in entry.provenance.derived_from:
            inner = self._register.find(other)
            if inner is not None and other not in above:
                more, _ = self._of(inner, above | {key})
                own = True
                for table in more:
                    tables.setdefault(table.id, table)
        result = (tuple(tables[name] for name in sorted(tables)), own)
        self._known[key] = result
        return result

    def short(self, entry: Entry) -> str:
        """The publishers of one number with the codes of their tables, without Stand: for a column of sources."""
        tables, _ = self.of(entry)
        codes: dict[str, set[str]] = {}
        for table in tables:
            codes.setdefault(publisher_of(table), set()).update({table.code} if table.code else set())
        return "; ".join(", ".join([name, *sorted(codes[name])]) for name in sorted(codes, key=sort_key))

    def line(self, entries: Iterable[Entry]) -> str:
        """The source line under a block that prints ``entries``; ``""`` when none of them has a source."""
        tables: dict[str, SourceTable] = {}
        own = False
        for entry in entries:
            found, computed = self.of(entry)
            own = own or (computed and entry.value is not None)
            for table in found:
                tables.setdefault(table.id, table)
        if not tables:
            return ""
        by_publisher: dict[str, list[SourceTable]] = {}
        for name in sorted(tables):
            by_publisher.setdefault(publisher_of(tables[name]), []).append(tables[name])
        parts = [_part(name, by_publisher[name]) for name in sorted(by_publisher, key=sort_key)]
        if own:
            parts.append(OWN)
        sample = any(table.sample for table in tables.values())
        return f"Quelle: {'Musterdaten nach dem Vorbild von ' if sample else ''}{'; '.join(parts)}"


def _part(publisher: str, tables: list[SourceTable]) -> str:
    codes = sorted({table.code for table in tables if table.code})
    stands = sorted({table.stand for table in tables if table.stand})
    words = publisher
    if len(codes) > _MOST:
        words += f", Tabellen {', '.join(codes[:_MOST])} und weitere"
    elif codes:
        words += f", {'Tabelle' if len(codes) == 1 else 'Tabellen'} {', '.join(codes)}"
    if len(stands) == 1:
        words += f", Stand {printed_stand(stands[0])}"
    elif stands:
        words += f", Stand {printed_stand(stands[0])} bis {printed_stand(stands[-1])}"
    return words
