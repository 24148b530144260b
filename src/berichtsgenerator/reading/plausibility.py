"""Plausibility of what was read: notes with places, never stops.

Checked per table: counts below zero, shares above 100, parts against their total (men and women, Gemeinden of a Kreis),
jumps against the series. Checked over deliveries: the same file twice, the same number twice with different values.

Tolerances are those of the sources: figures that are all multiples of 5 or 10 are rounded so; census results of 2022
(cell key method) need not add up; means and decimals differ by their last digit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from berichtsgenerator.diagnostics import Diagnostic, Place, note
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Breakdown, Observation
from berichtsgenerator.reading.results import FileReading, TableReading

_SIGNED = re.compile(
    r"(?i)saldo|überschu|veränder|differenz|zu- ?(?:\(\+\) )?(?:bzw|und|oder)|abnahme|zunahme|wachstum"
    r"|entwicklung|index|abweich|z-?wert|gewinn|verlust|\bz_|\bd\d_|dynami|entw\b|billeter|temperatur|längengrad|breitengrad"
)
_SHARE = re.compile(r"(?i)\banteil|quote\b|\bquoten\b")
_NO_SHARE = re.compile(r"(?i)veränder|gegenüber|index|verhältnis|auslastung|versorgung|belegung|zuwachs|je \d")
_NO_COUNT = re.compile(
    r"(?i)anteil|quote|durchschnitt|\bje\b|dichte|index|mittel|median|quotient|prozent|\bpro\b|rate\b"
)
_COUNTS = frozenset({"Anzahl", "Personen", ""})
MOST = 5
"""Places that a note names."""

Key = tuple[str, str, str, Breakdown, str]


def plausible(reading: FileReading, gazetteer: Gazetteer) -> tuple[Diagnostic, ...]:
    """Notes on the tables of one file, in their order."""
    return tuple(item for table in reading.tables for item in _table(table, gazetteer))


def _table(table: TableReading, gazetteer: Gazetteer) -> Iterable[Diagnostic]:
    observations = table.observations
    negative = [
        o
        for o in observations
        if o.value is not None and o.value < 0 and o.unit in _COUNTS and _counts(o) and not _SIGNED.search(o.measure)
    ]
    yield from _note("negative-anzahl", "Anzahlen unter null", negative)
    over = [
        o
        for o in observations
        if o.value is not None
        and o.value > 100
        and o.unit == "Prozent"
        and _SHARE.search(o.measure)
        and not _NO_SHARE.search(o.measure)
    ]
    yield from _note("anteil-ueber-100", "Anteile über 100 Prozent", over)
    by_key = {_key(o): o for o in observations}
    yield from _sexes(by_key)
    yield from _gemeinden(by_key, gazetteer)
    yield from _jumps(observations)


def _counts(item: Observation) -> bool:
    """True for whole numbers that are no shares, means or rates."""
    return item.value is not None and item.value == int(item.value) and not _NO_COUNT.search(item.measure)


def _key(item: Observation) -> Key:
    return (item.measure, item.area, item.period.iso, item.breakdown, item.unit)


def _note(code: str, what: str, items: Sequence[Observation], told: str = "") -> Iterable[Diagnostic]:
    if not items:
        return
    first = items[0]
    some = ", ".join(f"{o.cell} ({_shown(o.value)})" for o in items[:MOST])
    more = f" und {len(items) - MOST} weitere" if len(items) > MOST else ""
    place = Place(file=first.table.file, sheet=first.table.sheet, cell=first.cell)
    advice = "Die Werte gelten, wie sie geliefert wurden; beim Herausgeber nachfragen, wenn sie nicht zu erklären sind."
    yield note(code, f"{what}: {some}{more}.{told}", place, advice)


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return str(int(value)) if value == int(value) else f"{value:.4g}".replace(".", ",")


def _tolerance(parts: Sequence[Observation], total: Observation) -> float:
    """By how much a total may differ from its parts without a word."""
    values = [o.value for o in (*parts, total) if o.value is not None]
    if total.table.base == "Zensus 2022" or "1000A" in total.table.file:
        return max(20.0, 0.02 * max(values))
    for step in (100.0, 10.0, 5.0):
        if all(value % step == 0 for value in values) and any(values):
            return step * (len(parts) + 1) / 2
    if all(value == int(value) for value in values):
        return max(1.0, 0.02 * len(parts)) if total.unit not in ("Anzahl", "") else 0.0
    return 0.051 * (len(parts) + 1)


def _sexes(by_key: dict[Key, Observation]) -> Iterable[Diagnostic]:
    """Men and women (and divers) against their total; only where all are stated as counts."""
    wrong: list[Observation] = []
    for key, total in by_key.items():
        measure, area, period, breakdown, unit = key
        if total.value is None or any(name == "geschlecht" for name, _ in breakdown) or not _counts(total):
            continue
        parts: list[Observation] = []
        for sex in ("männlich", "weiblich", "divers"):
            pairs = tuple(sorted((*breakdown, ("geschlecht", sex))))
            part = by_key.get((measure, area, period, pairs, unit))
            if part is not None:
                parts.append(part)
        if len(parts) < 2 or any(part.value is None for part in parts):
            continue
        summed = sum(part.value or 0.0 for part in parts)
        if abs(summed - total.value) > _tolerance(parts, total):
            wrong.append(total)
    yield from _note("summe-geschlecht", "Männer und Frauen ergeben nicht die Summe", wrong)


def _gemeinden(by_key: dict[Key, Observation], gazetteer: Gazetteer) -> Iterable[Diagnostic]:
    """The Gemeinden of a Kreis against the Kreis, where the table holds all of them."""
    wrong: list[Observation] = []
    told = ""
    for key, kreis in by_key.items():
        if kreis.level is not Level.KREIS or kreis.value is None or not _counts(kreis):
            continue
        towns = gazetteer.children(kreis.area, Level.GEMEINDE)
        measure, _, period, breakdown, unit = key
        parts = [by_key.get((measure, town.key, period, breakdown, unit)) for town in towns]
        stated = [part for part in parts if part is not None and part.value is not None]
        if len(towns) < 2 or len(stated) < len(towns):
            continue
        summed = sum(part.value or 0.0 for part in stated)
        rounding = 0.0 if kreis.unit in _COUNTS else len(stated) / 2
        if abs(summed - kreis.value) > max(_tolerance(stated, kreis), rounding, 0.0):
            if not wrong:
                told = f" Die Gemeinden ergeben in {kreis.cell} {_shown(summed)}."
            wrong.append(kreis)
    yield from _note("summe-gemeinden", "Die Gemeinden ergeben nicht den Kreis", wrong, told)


def _jumps(observations: Sequence[Observation]) -> Iterable[Diagnostic]:
    """Values that leave their series: more than half away from both neighbours, and far more than is usual in it."""
    series: dict[tuple[str, str, Breakdown, str, str], list[Observation]] = defaultdict(list)
    for o in observations:
        if o.value is not None and _counts(o) and Quality.BREAK not in o.quality:
            series[o.measure, o.area, o.breakdown, o.unit, o.period.kind.value].append(o)
    odd: list[Observation] = []
    for items in series.values():
        if len(items) < 5:
            continue
        items.sort(key=lambda o: o.period)
        values = [o.value or 0.0 for o in items]
        usual = median(abs(b - a) for a, b in pairwise(values))
        for index in range(1, len(values) - 1):
            before, here, after = values[index - 1 : index + 2]
            if max(before, after) < 100:
                continue
            near = min(abs(here - before), abs(here - after))
            if (
                near > 0.5 * max(before, after, 1.0)
                and near > 8 * max(usual, 1.0)
                and (here - before) * (here - after) > 0
            ):
                odd.append(items[index])
    yield from _note("sprung-in-der-reihe", "Werte, die aus ihrer Reihe springen", odd)


def across(readings: Sequence[FileReading]) -> tuple[Diagnostic, ...]:
    """Notes on deliveries among one another: the same file twice, and numbers that two deliveries state differently."""
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
    first: dict[tuple[str, Key], Observation] = {}
    clashes: dict[tuple[str, str], list[tuple[Observation, Observation]]] = defaultdict(list)
    for reading in unique:
        for table in reading.tables:
            if not table.source.code:
                continue
            for o in table.observations:
                other = first.setdefault((table.source.code, _key(o)), o)
                if other.table.file == o.table.file or other.value is None or o.value is None:
                    continue
                if abs(other.value - o.value) > 1e-9:
                    clashes[other.table.file, o.table.file].append((other, o))
    for (one, two), pairs in sorted(clashes.items()):
        a, b = pairs[0]
        newer = two if b.table.stand > a.table.stand else one if a.table.stand > b.table.stand else ""
        wins = f"Es gilt der neuere Stand ({newer})." if newer else "Keine der beiden nennt einen neueren Stand."
        message = (
            f"{len(pairs)} Zahlen anders als in „{one}“, etwa {b.cell}: {_shown(b.value)} statt {_shown(a.value)}"
            f" ({a.cell}). {wins}"
        )
        place = Place(file=two, sheet=b.table.sheet, cell=b.cell)
        found.append(note("lieferung-widerspruch", message, place, "Lieferungen und ihren Stand vergleichen."))
    return tuple(found)
