"""Plausibility of what was read: notes with places, never stops.

Checked per table: counts below zero, shares above 100, parts against their total (men and women, Germans and
foreigners, age groups, Gemeinden of a Kreis), jumps against the series.

Tolerances are those of the sources: figures that are all multiples of 5 or 10 are rounded so; census results of 2022
(cell key method) need not add up, those of 2011 (tables 12111) miss it by single persons; means and decimals differ by
their last digit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter

from berichtsgenerator.diagnostics import Diagnostic, Place, few, note
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Breakdown, Observation
from berichtsgenerator.reading.books.results import FileReading, TableReading

_SIGNED = re.compile(
    r"(?i)saldo|überschu|veränder|differenz|zu- ?(?:\(\+\) )?(?:bzw|und|oder)|abnahme|zunahme|wachstum"
    r"|entwicklung|index|abweich|z-?wert|gewinn|verlust|\bz_|\bd\d_|dynami|entw\b|billeter|temperatur|längengrad|breitengrad"
)
_SHARE = re.compile(r"(?i)anteil|quoten?\b")
_NO_SHARE = re.compile(r"(?i)veränder|gegenüber|index|verhältnis|auslastung|versorgung|belegung|zuwachs|je \d")
_NO_COUNT = re.compile(
    r"(?i)anteil|quote|durchschnitt|\bje\b|dichte|index|mittel|median|quotient|prozent|\bpro\b|rate\b"
)
_COUNTS = frozenset({"Anzahl", "Personen", ""})

Group = tuple[str, Breakdown, str]
"""What is counted: measure, breakdown, unit."""
Spot = tuple[str, str]
"""Area and period (ISO text)."""
_what: Callable[[Observation], Group] = itemgetter(
    *(Observation._fields.index(name) for name in ("measure", "breakdown", "unit"))
)
_PARTS = (
    ("geschlecht", ("männlich", "weiblich", "divers"), "summe-geschlecht", "Männer und Frauen"),
    ("nationalitaet", ("deutsch", "ausländisch"), "summe-nationalitaet", "Deutsche und Ausländer"),
    ("rechtskreis", ("SGB II", "SGB III"), "summe-rechtskreis", "SGB II und SGB III"),
)
_AGES = re.compile(r"(?:unter (?P<below>\d+)|(?P<low>\d+) bis unter (?P<high>\d+)|(?P<above>\d+)) Jahre?(?: und mehr)?")


class Groups:
    """The observations of a table by what they count; cells by area and period only where somebody asks."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self.all: dict[Group, list[Observation]] = {}
        for o in observations:
            self.all.setdefault(_what(o), []).append(o)
        self._cells: dict[Group, dict[Spot, Observation]] = {}

    def counted(self) -> Iterator[tuple[Group, list[Observation]]]:
        """The groups that are no shares, means or rates."""
        return ((group, own) for group, own in self.all.items() if not _NO_COUNT.search(group[0]))

    def cells(self, group: Group) -> dict[Spot, Observation]:
        """The observations of a group by area and period."""
        found = self._cells.get(group)
        if found is None:
            found = self._cells[group] = {(o.area, o.period.iso): o for o in self.all[group]}
        return found


def plausible(reading: FileReading, gazetteer: Gazetteer) -> tuple[Diagnostic, ...]:
    """Notes on the tables of one file, in their order."""
    return tuple(item for table in reading.tables for item in _table(table, gazetteer))


def _table(table: TableReading, gazetteer: Gazetteer) -> Iterable[Diagnostic]:
    groups = Groups(table.observations)
    negative: list[Observation] = []
    for (measure, _, unit), own in groups.counted():
        if unit in _COUNTS and not _SIGNED.search(measure):
            negative += [o for o in own if o.value is not None and o.value < 0 and _whole(o)]
    yield from told("negative-anzahl", "Anzahlen unter null", negative)
    over: list[Observation] = []
    for (measure, _, unit), own in groups.all.items():
        if unit in ("Prozent", "") and _SHARE.search(measure) and not _NO_SHARE.search(measure):
            over += [o for o in own if o.value is not None and o.value > 100]
    yield from told("anteil-ueber-100", "Anteile über 100 Prozent", over)
    for dimension, values, code, who in _PARTS:
        yield from told(code, f"{who} ergeben nicht die Summe", _sums(groups, dimension, values))
    yield from told("summe-alter", "Die Altersgruppen ergeben nicht die Summe", _ages(groups))
    yield from told("teil-ueber-summe", "Teile, die größer als ihre Summe sind", _larger(groups))
    yield from _gemeinden(groups, gazetteer)
    odd = [o for group, own in groups.counted() for o in jumps(group, own)]
    yield from told("sprung-in-der-reihe", "Werte, die aus ihrer Reihe springen", odd)


def _whole(item: Observation) -> bool:
    return item.value is not None and item.value == int(item.value)


def told(code: str, what: str, items: Iterable[Observation], more_told: str = "") -> Iterable[Diagnostic]:
    """The note on ``items``, with the first places of the table; none when there are no items."""
    items = sorted(items, key=lambda o: (o.row, o.column))
    if not items:
        return
    first = items[0]
    some = few([f"{o.cell} ({shown(o.value)})" for o in items])
    place = Place(file=first.table.file, sheet=first.table.sheet, cell=first.cell)
    advice = "Die Werte gelten, wie sie geliefert wurden; beim Herausgeber nachfragen, wenn sie nicht zu erklären sind."
    yield note(code, f"{what}: {some}.{more_told}", place, advice)


def shown(value: float | None) -> str:
    """A value as a message shows it."""
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
    if total.table.code.startswith("12111-"):
        return 3.0 * len(parts)
    if all(value == int(value) for value in values):
        return max(1.0, 0.02 * len(parts)) if total.unit not in ("Anzahl", "") else 0.0
    return 0.051 * (len(parts) + 1)


def _sums(groups: Groups, dimension: str, values: Sequence[str]) -> Iterator[Observation]:
    """Totals that differ from the sum of their parts; only where at least two parts are stated, and all as counts."""
    for group, totals in groups.counted():
        measure, pairs, unit = group
        if any(name == dimension for name, _ in pairs):
            continue
        wanted = [(measure, tuple(sorted((*pairs, (dimension, value)))), unit) for value in values]
        parts = [groups.cells(part) for part in wanted if part in groups.all]
        if len(parts) >= 2:
            yield from _unequal(totals, groups.cells(group), parts, fewest=2)


def _unequal(
    totals: Sequence[Observation], cells: dict[Spot, Observation], parts: Sequence[dict[Spot, Observation]], fewest: int
) -> Iterator[Observation]:
    """The totals of a group whose parts (``fewest`` of them at least) add up to something else."""
    for total in totals:
        spot = (total.area, total.period.iso)
        if cells[spot] is not total or not _whole(total):
            continue
        own = [part for group in parts if (part := group.get(spot)) is not None]
        if len(own) < fewest or any(part.value is None for part in own):
            continue
        summed = sum(part.value or 0.0 for part in own)
        if abs(summed - (total.value or 0.0)) > _tolerance(own, total):
            yield total


def _ages(groups: Groups) -> Iterator[Observation]:
    """Totals over all ages that differ from the sum of age groups that follow one another without a gap."""
    kinds: dict[Group, dict[tuple[int, float], Group]] = defaultdict(dict)
    for group, _ in groups.counted():
        measure, pairs, unit = group
        ages = dict(pairs).get("alter")
        if ages is not None and (span := _span(ages)) is not None:
            kinds[measure, tuple(pair for pair in pairs if pair[0] != "alter"), unit][span] = group
    for total, spans in kinds.items():
        chain = _chain(spans) if total in groups.all else []
        if len(chain) >= 2:
            parts = [groups.cells(spans[span]) for span in chain]
            yield from _unequal(groups.all[total], groups.cells(total), parts, fewest=len(chain))


def _larger(groups: Groups) -> Iterator[Observation]:
    """Counts of a breakdown (women, the under 18s) that are larger than the count of all."""
    for (measure, pairs, unit), own in groups.counted():
        for pair in pairs:
            whole = (measure, tuple(other for other in pairs if other != pair), unit)
            if whole not in groups.all:
                continue
            cells = groups.cells(whole)
            for part in own:
                total = cells.get((part.area, part.period.iso))
                if total is None or total.value is None or not _whole(part) or not _whole(total):
                    continue
                over = (part.value or 0.0) - total.value
                if total.value >= 0 and over > max(0.0, _tolerance([part], total)):
                    yield part
            break


def _span(words: str) -> tuple[int, float] | None:
    """``3 bis unter 6 Jahre`` → (3, 6), ``75 Jahre und mehr`` → (75, ∞)."""
    match = _AGES.fullmatch(words)
    if match is None:
        return None
    if match["below"]:
        return 0, int(match["below"])
    if match["low"]:
        return int(match["low"]), int(match["high"])
    return int(match["above"]), inf if words.endswith("mehr") else int(match["above"]) + 1


def _chain(spans: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    """Spans from 0 to the open end, each beginning where the last one ends; none where they leave gaps."""
    reached: dict[float, list[tuple[int, float]]] = {0: []}
    for low, high in sorted(spans):
        if low in reached:
            reached.setdefault(high, [*reached[low], (low, high)])
    return reached.get(inf, [])


def _gemeinden(groups: Groups, gazetteer: Gazetteer) -> Iterable[Diagnostic]:
    """The Gemeinden of a Kreis against the Kreis, where the table holds all of them."""
    wrong: list[tuple[Observation, float]] = []
    for group, own in groups.counted():
        for kreis in own:
            if kreis.level is not Level.KREIS or not _whole(kreis):
                continue
            cells = groups.cells(group)
            towns = gazetteer.children(kreis.area, Level.GEMEINDE)
            iso = kreis.period.iso
            if len(towns) < 2 or cells[kreis.area, iso] is not kreis:
                continue
            parts = [cells.get((town.key, iso)) for town in towns]
            stated = [part for part in parts if part is not None and part.value is not None]
            if len(stated) < len(towns):
                continue
            summed = sum(part.value or 0.0 for part in stated)
            rounding = 0.0 if kreis.unit in _COUNTS else len(stated) / 2
            if abs(summed - (kreis.value or 0.0)) > max(_tolerance(stated, kreis), rounding):
                wrong.append((kreis, summed))
    if wrong:
        kreis, summed = min(wrong, key=lambda item: (item[0].row, item[0].column))
        said = f" Die Gemeinden ergeben in {kreis.cell} {shown(summed)}."
        kreise = [kreis for kreis, _ in wrong]
        yield from told("summe-gemeinden", "Die Gemeinden ergeben nicht den Kreis", kreise, said)


def jumps(group: Group, observations: Iterable[Observation]) -> Iterator[Observation]:
    """Values of counts that leave their series: more than half away from both neighbours, and far more than is usual
    in it. The first and the last value have one neighbour; they must be more than doubled or halved.
    """
    series: dict[tuple[str, str], list[Observation]] = {}
    for o in observations:
        if o.value is not None and Quality.BREAK not in o.quality:
            series.setdefault((o.area, o.period.kind._value_), []).append(o)
    for items in series.values():
        if len(items) < 5:
            continue
        items.sort(key=_time)
        values = [o.value or 0.0 for o in items]
        if 0 < max(values) <= 1.5 * min(values):
            continue
        places = [index for index in range(len(values)) if _leaves(values, index)]
        if places and _after_gap(items, -1):
            places = [index for index in places if index < len(items) - 1]
        if places and _after_gap(items, 1):
            places = [index for index in places if index]
        if places and all(value == int(value) for value in values):
            steps = sorted(abs(b - a) for a, b in pairwise(values))
            usual = (steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]) / 2
            for index in places:
                near = min(abs(values[index] - values[other]) for other in _beside(values, index))
                if near > 8 * max(usual, 1.0):
                    yield items[index]


def _time(item: Observation) -> str:
    return item.period.iso


def _after_gap(items: Sequence[Observation], end: int) -> bool:
    """True when the first (1) or last (-1) value of a series stands further off than its values stand apart."""
    times = [12 * o.period.year + (o.period.month or 0) for o in items]
    steps = [b - a for a, b in pairwise(times)]
    return steps[0 if end > 0 else -1] > min(steps)


def _beside(values: Sequence[float], index: int) -> tuple[int, ...]:
    if index == 0:
        return (1,)
    return (index - 1,) if index == len(values) - 1 else (index - 1, index + 1)


def _leaves(values: Sequence[float], index: int) -> bool:
    """True for a value that is far from its neighbours; below 100 every step is large."""
    here = values[index]
    if index in (0, len(values) - 1):
        near = values[_beside(values, index)[0]]
        return max(near, here) >= 100 and near >= 20 and not near / 2 <= here <= 2 * near
    before, after = values[index - 1], values[index + 1]
    if max(before, after) < 100:
        return False
    near = min(abs(here - before), abs(here - after))
    return near > 0.5 * max(before, after, 1.0) and (here - before) * (here - after) > 0
