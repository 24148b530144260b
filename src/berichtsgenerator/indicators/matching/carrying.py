"""Counts of older areas carried to the borders of today, table by table, or why that cannot be.

A table that holds a key of an older area at a time is in the borders of that time: the counts of all keys that make up
the area of today are added, and one that lacks refuses the sum. Rates are never added; an area that was only renumbered
keeps them. A table that holds the area of today and none of the older ones, although it covers where they lay, was
carried over by its publisher.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from berichtsgenerator.diagnostics import Diagnostic, Place, note
from berichtsgenerator.indicators.defining.ages import Ages
from berichtsgenerator.indicators.matching.answers import Sum, add_sums, answer
from berichtsgenerator.indicators.matching.recognition import MeasureIndex, TableCells
from berichtsgenerator.model.boundaries import Boundaries, Origin
from berichtsgenerator.model.observations import Breakdown, SourceTable
from berichtsgenerator.model.periods import Period, words
from berichtsgenerator.model.units import Kind

ADDED = (Kind.COUNT, Kind.MEAN_COUNT)
"""Kinds of numbers that add up over areas."""
_STATED = re.compile(r"(?i)gebietsst(?:and|änd\w*)\D{0,40}(?:(\d{1,2})\.(\d{1,2})\.)?((?:19|20)\d\d)")
MOST = 5
"""Areas that a note names."""


class Carried(NamedTuple):
    """What tables answer for an area whose borders or key changed; without answers, why (German)."""

    answers: list[tuple[SourceTable, Sum]]
    why: str


class Carrier:
    """Carries counts over and collects what is to be told of it."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._boundaries = boundaries
        self._made: dict[str, dict[str, Origin]] = {}
        self._cut: dict[str, dict[str, Origin]] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """One note for each delivery that was carried over, one for each that was cut."""
        found = []
        for file, areas in self._made.items():
            some = ", ".join(f"{self._boundaries.named(key)} aus {_parts(origin)}" for key, origin in _first(areas))
            message = f"Auf den heutigen Gebietsstand gebracht: {some}{_more(areas)}. Nur Anzahlen werden addiert."
            found.append(note("gebietsstand-umgerechnet", message, Place(file=file)))
        for file, areas in self._cut.items():
            some = ", ".join(f"{self._boundaries.named(key)} ({origin.cut})" for key, origin in _first(areas))
            message = f"Reihen, die mit einer Gebietsänderung neu beginnen: {some}{_more(areas)}."
            advice = "Frühere Werte gelten für andere Grenzen; sie werden nicht benutzt."
            found.append(note("gebietsstand-abgeschnitten", message, Place(file=file), advice))
        return tuple(found)

    def carry(
        self, index: MeasureIndex, area: str, period: Period, dimensions: Breakdown, ages: Ages | None
    ) -> Carried | None:
        """The answers for an area of today; None when its borders and key have not changed since."""
        origin = self._boundaries.origin(area, period)
        if origin is None:
            return None
        own = index.cells.get((area, period), {})
        older = {key: tables for key in origin.needed if (tables := index.cells.get((key, period)))}
        carried = Carried([], "")
        for table_id in sorted({*own, *(name for tables in older.values() for name in tables)}):
            held = {key: tables[table_id] for key, tables in older.items() if table_id in tables}
            if table_id in own:
                held[area] = own[table_id]
            carried = self._table(carried, index, area, period, origin, held, table_id, (dimensions, ages))
        return carried

    def _table(
        self,
        before: Carried,
        index: MeasureIndex,
        area: str,
        period: Period,
        origin: Origin,
        held: dict[str, tuple[SourceTable, TableCells]],
        table_id: str,
        slot: tuple[Breakdown, Ages | None],
    ) -> Carried:
        table = next(iter(held.values()))[0]
        if list(held) == [area] and self._is_of_today(index, origin, table, table_id, period):
            keys: tuple[str, ...] = (area,)
        elif origin.cut:
            self._cut.setdefault(table.file, {})[area] = origin
            place = f"{self._boundaries.named(area)}, {words(period)}"
            return Carried(before.answers, f"{place}: {origin.cut}; die Werte davor gelten für andere Grenzen.")
        else:
            keys = (*origin.needed, area) if origin.own or area in held else origin.needed
        lacking = [key for key in keys if key not in held]
        made = f"{self._boundaries.named(area)} bestand zum Stand {words(period)} aus {len(keys)} Gebieten"
        if lacking:
            why = f"{made}; in „{table.file}“ fehlen davon {len(lacking)} ({self._named(lacking)})."
            return Carried(before.answers, why)
        if len(keys) > 1 and not (index.measure.additive and index.measure.kind in ADDED):
            return Carried(before.answers, f"{made}; „{index.measure.label}“ lässt sich nicht zusammenzählen.")
        sums = [given for key in keys if (given := answer(held[key][1], *slot)) is not None]
        if len(sums) < len(keys):
            return before
        if keys != (area,):
            self._made.setdefault(table.file, {})[area] = origin
        return Carried([*before.answers, (table, sums[0] if len(sums) == 1 else add_sums(sums))], before.why)

    def _is_of_today(
        self, index: MeasureIndex, origin: Origin, table: SourceTable, table_id: str, period: Period
    ) -> bool:
        """True when a table that holds the area's key of today, and no older one, is in today's borders."""
        if not origin.own:
            return True  # the key did not exist at that time
        stated = _STATED.search(" ".join((table.title, *table.notes)))
        if stated is not None:
            day, month, year = stated.groups()
            return (f"{year}-{int(month):02d}-{int(day):02d}" if day else f"{year}-12-31") >= origin.since
        if not origin.needed:
            return False
        covered = index.covered(table_id, period)
        return not origin.cut and all((key[:5] if len(key) > 5 else key[:2]) in covered for key in origin.needed)

    def _named(self, keys: Sequence[str]) -> str:
        return ", ".join(self._boundaries.named(key) for key in keys[:MOST]) + (" …" if len(keys) > MOST else "")


def _parts(origin: Origin) -> str:
    """German words for what an area is added up from."""
    number = len(origin.needed)
    if not origin.own:
        return f"{number} früheren Gebieten" if number > 1 else f"dem früheren Gebiet {origin.needed[0]}"
    return f"dem bisherigen und {number} aufgelösten Gebieten" if number > 1 else "dem bisherigen und einem aufgelösten"


def _first(areas: dict[str, Origin]) -> list[tuple[str, Origin]]:
    return sorted(areas.items())[:MOST]


def _more(areas: dict[str, Origin]) -> str:
    return f" und {len(areas) - MOST} weitere" if len(areas) > MOST else ""
