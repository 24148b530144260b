"""Deliveries among one another: the same numbers twice, numbers that contradict, values that leave the series which
several years' deliveries make together. Notes with places, never stops.

Two deliveries hold the same table when they state the same number of the publisher; without one, the same title; else
when file and sheet bear the same name without figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from berichtsgenerator.diagnostics import Diagnostic, Place, note
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.reading.books.results import FileReading, TableReading
from berichtsgenerator.reading.telling.plausibility import Groups, jumps, shown, told
from berichtsgenerator.reading.telling.update import table_name

_Key = tuple[str, str, str, Breakdown, str]
_Pair = tuple[str, str]
_ENOUGH = 5
"""Values of a series from which one delivery alone shows a jump."""


def across(readings: Sequence[FileReading]) -> tuple[Diagnostic, ...]:
    """Notes on deliveries among one another, in the order of the deliveries."""
    unique, found = _without_copies(readings)
    families: dict[str, list[TableReading]] = defaultdict(list)
    for reading in unique:
        for table in reading.tables:
            families[_family(table.source)].append(table)
    same: Counter[_Pair] = Counter()
    clashes: dict[_Pair, list[tuple[Observation, Observation]]] = defaultdict(list)
    odd: list[Diagnostic] = []
    for tables in families.values():
        if len({table.source.file for table in tables}) > 1:
            held = _compare(tables, same, clashes)
            odd.extend(_leaps(tuple(held.values())))
    sizes = {reading.file: sum(len(table.observations) for table in reading.tables) for reading in unique}
    found.extend(_repeats(same, sizes))
    found.extend(_clash(pair, clashes[pair]) for pair in sorted(clashes))
    return (*found, *sorted(odd, key=lambda item: item.place))


def _without_copies(readings: Sequence[FileReading]) -> tuple[list[FileReading], list[Diagnostic]]:
    """The readings without files that are byte by byte the same as one before, and notes on those."""
    found: list[Diagnostic] = []
    seen: dict[str, str] = {}
    unique: list[FileReading] = []
    for reading in readings:
        before = seen.setdefault(reading.sha256, reading.file) if reading.sha256 else reading.file
        if before != reading.file:
            message = f"Dieselbe Datei wie „{before}“."
            found.append(note("lieferung-doppelt", message, Place(file=reading.file), "Eine der beiden genügt."))
        else:
            unique.append(reading)
    return unique, found


def _family(source: SourceTable) -> str:
    """What several deliveries of one table have in common."""
    return source.code or (f"{source.publisher}\n{source.title}" if source.title else table_name(source))


def _compare(
    tables: Sequence[TableReading],
    same: Counter[_Pair],
    clashes: dict[_Pair, list[tuple[Observation, Observation]]],
) -> dict[_Key, Observation]:
    """The numbers of tables of one family, of several deliveries the one with the newest Stand; what agrees and what
    contradicts is counted by pairs of files.
    """
    held: dict[_Key, Observation] = {}
    for table in tables:
        for o in table.observations:
            key = (o.measure, o.area, o.period.iso, o.breakdown, o.unit)
            other = held.setdefault(key, o)
            if other.table.file == o.table.file:
                continue
            pair = (other.table.file, o.table.file)
            if other.value == o.value and other.mark == o.mark:
                same[pair] += 1
            elif other.value is not None and o.value is not None and abs(other.value - o.value) > 1e-9:
                clashes[pair].append((other, o))
            if o.table.stand > other.table.stand:
                held[key] = o
    return held


def _repeats(same: Counter[_Pair], sizes: dict[str, int]) -> Iterator[Diagnostic]:
    """Files all of whose numbers stand in another one, too."""
    for (one, two), number in sorted(same.items()):
        for file, other in ((two, one), (one, two)):
            if number == sizes[file]:
                message = f"Alle {number} Zahlen stehen ebenso in „{other}“."
                yield note("lieferung-doppelt", message, Place(file=file), "Eine der beiden genügt.")
                break


def _clash(pair: _Pair, numbers: Sequence[tuple[Observation, Observation]]) -> Diagnostic:
    one, two = pair
    a, b = numbers[0]
    newer = two if b.table.stand > a.table.stand else one if a.table.stand > b.table.stand else ""
    wins = f"Es gilt der neuere Stand ({newer})." if newer else "Keine der beiden nennt einen neueren Stand."
    many = "Eine Zahl" if len(numbers) == 1 else f"{len(numbers)} Zahlen"
    message = f"{many} anders als in „{one}“, etwa {b.cell}: {shown(b.value)} statt {shown(a.value)} ({a.cell}). {wins}"
    place = Place(file=two, sheet=b.table.sheet, cell=b.cell)
    return note("lieferung-widerspruch", message, place, "Lieferungen und ihren Stand vergleichen.")


def _leaps(observations: Sequence[Observation]) -> Iterator[Diagnostic]:
    """Values that leave a series of several deliveries; what one delivery shows alone is told there."""
    by_table: dict[str, list[Observation]] = defaultdict(list)
    for group, own in Groups(observations).counted():
        for odd in jumps(group, own):
            alone = [o for o in own if (o.area, o.period.kind) == (odd.area, odd.period.kind) and o.table == odd.table]
            if len(alone) < _ENOUGH:
                by_table[odd.table.id].append(odd)
    for items in by_table.values():
        what = "Werte, die aus der Reihe der übrigen Lieferungen springen"
        yield from told("sprung-in-der-reihe", what, items)
