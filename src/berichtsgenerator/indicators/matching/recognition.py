"""Which measure an observation belongs to, and what its breakdown and period mean for that measure.

Comes in: observations in the words of their sources, and the recognisers of the catalogue's measures. Goes out: for
every measure an index of cells by area and period. Observations are grouped once by table and label path, so that each
pattern is tried once per label and not once per cell; a measure's index is built when it is first asked for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from berichtsgenerator.diagnostics import Diagnostic, Place, warning
from berichtsgenerator.indicators.defining.ages import Ages, parse_ages
from berichtsgenerator.indicators.defining.measures import MeasureDefinition, Recogniser
from berichtsgenerator.indicators.defining.parts import LEVELS
from berichtsgenerator.indicators.defining.times import candidates, parse_time
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.model.periods import Period, PeriodKind, same, school_year, stichtag, year

AGE = "alter"

Slot = tuple[Breakdown, Ages | None]
"""A breakdown without age, and the age interval (None: all ages)."""


class Cell(NamedTuple):
    """One observation as a measure understands it; the value is the observation's times ``factor``."""

    observation: Observation
    factor: float


Groups = tuple[tuple[Ages, int], ...]
"""Age groups with their cost for a cover: 0 with a value, 1 without."""

Parts = tuple[Slot, ...] | None
"""The cells that a slot is added up from; None when they do not make it exactly."""

Shape = dict[Slot, Parts]
"""What is known of all tables that hold the same slots: how each slot asked for is made up."""


class TableCells(dict[Slot, Cell]):
    """The cells of one table for one area and period; ``shapes`` are those of the measure's tables so far."""

    __slots__ = ("_groups", "_shape", "_shapes")

    def __init__(self, shapes: dict[tuple[Slot, ...], Shape]) -> None:
        super().__init__()
        self._groups: dict[Breakdown, Groups] | None = None
        self._shapes: dict[tuple[Slot, ...], Shape] | None = shapes
        self._shape: Shape | None = None

    @property
    def shape(self) -> Shape | None:
        """What tables of the same slots share, None where a cell has no value: then another cover may be better.

        Asked for only after the last cell was added.
        """
        if self._shapes is not None:
            if all(cell.observation.value is not None for cell in self.values()):
                self._shape = self._shapes.setdefault(tuple(self), {})
            self._shapes = None
        return self._shape

    def groups(self, dimensions: Breakdown) -> Groups | None:
        """The age groups under a breakdown; None when the table holds no cell with it at all.

        Asked for only after the last cell was added.
        """
        if self._groups is None:
            found: dict[Breakdown, list[tuple[Ages, int]]] = {}
            for (pairs, ages), cell in self.items():
                groups = found.setdefault(pairs, [])
                if ages is not None:
                    groups.append((ages, int(cell.observation.value is None)))
            self._groups = {pairs: tuple(groups) for pairs, groups in found.items()}
        return self._groups.get(dimensions)


_KEY_LENGTHS = (2, 3, 5, 8)
"""Lengths of the keys of areas that contain others: Land, Regierungsbezirk, Kreis, Gemeinde."""


class MeasureIndex:
    """All cells of one measure: by (area, period), then by table."""

    __slots__ = ("_covered", "_institutions", "_periods", "_shapes", "_spans", "cells", "heirs", "measure", "years")

    def __init__(self, measure: MeasureDefinition, heirs: Mapping[str, str] | None = None) -> None:
        self.measure = measure
        self.heirs: Mapping[str, str] = heirs or {}
        """Keys of older borders → the areas of today that they went into as a whole."""
        self._covered: dict[tuple[str, Period], frozenset[str]] | None = None
        self.cells: dict[tuple[str, Period], dict[str, tuple[SourceTable, TableCells]]] = {}
        self.years: dict[str, set[int]] = {}
        """The years that each table holds: a population base stated for a table is its own only when that is one
        year.
        """
        self._shapes: dict[tuple[Slot, ...], Shape] = {}
        self._institutions: dict[str, tuple[str, ...]] | None = None
        self._spans: dict[str, tuple[Period, Period]] | None = None
        self._periods: dict[str, frozenset[Period]] | None = None

    def periods(self, area: str | None) -> frozenset[Period]:
        """The periods for which any cell of an area, or of a part of it, is there; of anything when None."""
        if self._periods is None:
            found: dict[str, set[Period]] = {}
            for key, period in self.cells:
                for own in {key, self.heirs.get(key, key)}:
                    for width in {len(own), *(length for length in _KEY_LENGTHS if length < len(own))}:
                        found.setdefault(own[:width], set()).add(period)
            found[""] = {period for _, period in self.cells}
            self._periods = {key: frozenset(periods) for key, periods in found.items()}
        return self._periods.get(area or "", frozenset())

    def add(self, table_id: str, slot: Slot, period: Period, cell: Cell) -> Diagnostic | None:
        """Adds a cell; a second value for the same place of the same table is told, the first one stays."""
        observation = cell.observation
        tables = self.cells.setdefault((observation.area, period), {})
        if self.measure.bases:
            self.years.setdefault(table_id, set()).add(period.year)
        found = tables.get(table_id)
        if found is None:
            cells = TableCells(self._shapes)
            cells[slot] = cell
            tables[table_id] = (observation.table, cells)
            return None
        first = found[1].setdefault(slot, cell)
        if first is cell or first.observation.value == observation.value:
            return None
        return warning(
            "merkmal-mehrdeutig",
            f"„{self.measure.label}“ steht für {observation.area_name or observation.area} zweimal verschieden in "
            f"derselben Tabelle: Zelle {first.observation.cell} und Zelle {observation.cell}. Benutzt wird die erste.",
            Place(observation.table.file, sheet=observation.table.sheet, cell=observation.cell),
            "Genannt ist die erste solche Stelle der Datei. Prüfen Sie die Beschriftung dort oder die Erkennung.",
        )

    def span(self, area: str) -> tuple[Period, Period] | None:
        """The first and the last period for which any cell of an area is there, or None."""
        if self._spans is None:
            places = {period: place for place, period in enumerate(sorted({period for _, period in self.cells}))}
            ends: dict[str, tuple[int, int]] = {}
            for key, period in self.cells:
                place = places[period]
                first, last = ends.get(key, (place, place))
                ends[key] = (min(first, place), max(last, place))
            ordered = tuple(places)
            self._spans = {key: (ordered[first], ordered[last]) for key, (first, last) in ends.items()}
        return self._spans.get(area)

    def covered(self, table_id: str, period: Period) -> frozenset[str]:
        """The Kreise (of Gemeinden) and Länder (of Kreise) of which a table holds any area at a period."""
        if self._covered is None:
            found: dict[tuple[str, Period], set[str]] = {}
            for (key, time), tables in self.cells.items():
                for own in tables:
                    found.setdefault((own, time), set()).add(key[:5] if len(key) > 5 else key[:2])
            self._covered = {mark: frozenset(keys) for mark, keys in found.items()}
        return self._covered.get((table_id, period), frozenset())

    def institutions(self, area: str) -> tuple[str, ...]:
        """The institutions (schools …) in an area that any cell of the measure names, sorted."""
        if self._institutions is None:
            found: dict[str, set[str]] = defaultdict(set)
            for key, _ in self.cells:
                if "/" in key:
                    found[key[:8]].add(key)
                    found[key[:5]].add(key)
            self._institutions = {key: tuple(sorted(value)) for key, value in found.items()}
        return self._institutions.get(area, ())


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _globs(patterns: Iterable[str], text: str) -> bool:
    name = text.rsplit("/", 1)[-1]
    return any(fnmatchcase(text, item) or fnmatchcase(name, item) for item in patterns)


def table_matches(recogniser: Recogniser, table: SourceTable) -> bool:
    """True when everything that a recogniser says about the table holds."""
    if recogniser.tables and not any(table.code.startswith(code) for code in recogniser.tables):
        return False
    if recogniser.files and not _globs(recogniser.files, table.file):
        return False
    if recogniser.sheets and not _globs(recogniser.sheets, table.sheet):
        return False
    if recogniser.publishers and not any(word.lower() in table.publisher.lower() for word in recogniser.publishers):
        return False
    return not recogniser.title or _pattern(recogniser.title).search(table.title) is not None


def label_matches(recogniser: Recogniser, label: str) -> bool:
    """True when the measure path holds the recogniser's pattern."""
    return not recogniser.pattern or _pattern(recogniser.pattern).search(label) is not None


def _holds(condition: str, pairs: Mapping[str, str]) -> bool:
    name, sign, value = condition.partition("=")
    if name not in pairs:
        return False
    if not sign:
        return True
    if name == AGE:
        return parse_ages(pairs[name]) == parse_ages(value)
    return pairs[name] == value


@cache
def slot_of(pairs: Breakdown) -> Slot | None:
    """A breakdown as a slot; None when its age is no closed interval."""
    ages: Ages | None = None
    rest: list[tuple[str, str]] = []
    for name, value in pairs:
        if name == AGE:
            ages = parse_ages(value)
            if ages is None:
                return None
        else:
            rest.append((name, value))
    return tuple(rest), ages


def recognised_slot(recogniser: Recogniser, pairs: Breakdown) -> Slot | None:
    """The slot of a breakdown for a recogniser, or None when its conditions do not hold."""
    known = dict(pairs)
    if any(not _holds(item, known) for item in recogniser.required):
        return None
    if any(_holds(item, known) for item in recogniser.forbidden):
        return None
    for name in recogniser.removed:
        known.pop(name, None)
    known.update(recogniser.derived)
    return slot_of(tuple(sorted(known.items())))


def recognised_period(measure: MeasureDefinition, recogniser: Recogniser, period: Period) -> Period:
    """The period in the measure's own sense: a bare year may be a Stichtag, an annual mean or a school year."""
    if recogniser.school_year_means is not None:
        if period.kind is PeriodKind.SCHOOL_YEAR and "/" in period.iso:
            return period
        if period.kind in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
            return school_year(period.year - (recogniser.school_year_means == "ende"))
        if period.kind is PeriodKind.STICHTAG:
            begins = period.year if (period.month or 0) >= 8 else period.year - 1
            return school_year(begins)
    if recogniser.year_means and period.kind is PeriodKind.YEAR:
        return candidates(parse_time(recogniser.year_means), year(period.year))[0]
    if measure.dates and period.kind is PeriodKind.STICHTAG:
        text = f"{period.iso[8:]}.{period.iso[5:7]}."
        if text in measure.dates:
            return stichtag(period.year, 12, 31)
    return period


class Recognition:
    """All observations, ready to be asked for by measure."""

    def __init__(
        self,
        measures: Mapping[str, MeasureDefinition],
        observations: Iterable[Observation],
        heirs: Mapping[str, str] | None = None,
    ) -> None:
        self._measures = measures
        self._heirs: Mapping[str, str] = heirs or {}
        self.diagnostics: list[Diagnostic] = []
        self._indexes: dict[str, MeasureIndex] = {}
        self.marks_breaks = False
        """True where a delivery marks a value as the first of a new series."""
        groups: dict[tuple[int, str], list[Observation]] = {}
        for observation in observations:
            if observation.quality and Quality.BREAK in observation.quality:
                self.marks_breaks = True
            mark = (id(observation.table), observation.measure)
            group = groups.get(mark)
            if group is None:
                groups[mark] = [observation]
            else:
                group.append(observation)
        self._groups: dict[str, list[tuple[Recogniser, list[Observation]]]] = {key: [] for key in measures}
        by_table: dict[int, list[tuple[str, list[Observation]]]] = {}
        for (table_id, label), group in groups.items():
            by_table.setdefault(table_id, []).append((label, group))
        groups.clear()
        self.unrecognised = 0
        fitting: dict[tuple[str, str, str, str, str], list[tuple[str, Recogniser]]] = {}
        for labelled in by_table.values():
            table = labelled[0][1][0].table
            traits = (table.file, table.sheet, table.code, table.title, table.publisher)
            options = fitting.get(traits)
            if options is None:
                options = [
                    (key, recogniser)
                    for key, measure in measures.items()
                    for recogniser in measure.recognisers
                    if table_matches(recogniser, table)
                ]
                fitting[traits] = options
            for label, group in labelled:
                hit = False
                for key, recogniser in options:
                    if label_matches(recogniser, label):
                        self._groups[key].append((recogniser, group))
                        hit = True
                if not hit:
                    self.unrecognised += len(group)

    def index(self, measure: str) -> MeasureIndex:
        """The index of a measure, built at the first call."""
        found = self._indexes.get(measure)
        if found is not None:
            return found
        definition = self._measures[measure]
        index = MeasureIndex(definition, self._heirs)
        taken: set[int] = set()
        told: set[str] = set()
        shared = Counter(id(group) for _, group in self._groups[measure])
        for recogniser, group in self._groups[measure]:
            slots: dict[Breakdown, Slot | None] = {}
            periods: dict[Period, Period] = {}
            levels = {LEVELS[word] for word in recogniser.level_words}
            table_id, file = group[0].table.id, group[0].table.file
            several = shared[id(group)] > 1
            for observation in group:
                pairs = observation.breakdown
                if pairs in slots:
                    slot = slots[pairs]
                else:
                    slot = slots[pairs] = recognised_slot(recogniser, pairs)
                if slot is None or (levels and observation.level not in levels):
                    continue
                if several:
                    if id(observation) in taken:
                        continue
                    taken.add(id(observation))
                period = periods.get(observation.period)
                if period is None:
                    period = same(recognised_period(definition, recogniser, observation.period))
                    periods[observation.period] = period
                problem = index.add(table_id, slot, period, Cell(observation, recogniser.factor))
                if problem is not None and file not in told:
                    told.add(file)
                    self.diagnostics.append(problem)
        self._indexes[measure] = index
        return index
