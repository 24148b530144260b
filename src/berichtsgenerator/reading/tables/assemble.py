"""Row and column put together: what a figure counts, where, when and in which breakdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import repeat
from typing import NamedTuple

from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.tables.columnhead import ColumnHead
from berichtsgenerator.reading.tables.context import SheetContext
from berichtsgenerator.reading.tables.places import RowArea
from berichtsgenerator.reading.tables.rows import State
from berichtsgenerator.reading.tables.stubs import RowLabel
from berichtsgenerator.reading.words.labels import heal
from berichtsgenerator.reading.words.times import Hint, combine, period_of_text
from berichtsgenerator.reading.words.timeswithin import states_another_year
from berichtsgenerator.reading.words.titles import base_for
from berichtsgenerator.reading.words.values import Cell

Spec = tuple[SourceTable, str, RowArea | None, Period, Breakdown, str]
"""Source, measure, area (only where the head names it), period, breakdown, unit of the figures of one column."""
NO_QUALITY: tuple[Quality, ...] = ()
_observation: Callable[[tuple[object, ...]], Observation] = partial(tuple.__new__, Observation)
Parts = tuple[tuple[SourceTable, ...], tuple[str, ...], tuple[Period, ...], tuple[Breakdown, ...], tuple[str, ...]]


class Plan(NamedTuple):
    """What the figures of a row state, column by column; None where the period is missing.

    ``parts`` are the same statements by kind (sources, measures, periods, breakdowns, units) where every column states
    all of them and none an area of its own: then a row of plain numbers is read as a whole.
    """

    specs: list[Spec | None]
    parts: Parts | None


When = tuple[Period | None, int | None, Hint]
"""What a row states of time: period, month, and the hint of the block heading above it."""


class Assembler:
    """Puts together what a row and a column state; each combination once."""

    def __init__(self, context: SheetContext, heads: list[ColumnHead]) -> None:
        self._context, self._heads = context, heads
        self._base = context.title.base
        self._fallback = _fallback(context)
        self.by_title = False
        self.contradicted = False
        """A label names another year than the title or name that had to stand in for it."""
        self._labels: dict[RowLabel, list[tuple[str, Breakdown]]] = {}
        self._timed: dict[When, list[tuple[SourceTable, Period] | None]] = {}
        self._plans: dict[tuple[When, RowLabel], Plan] = {}
        self._sources: dict[str, SourceTable] = {}

    def plan(self, state: State) -> Plan:
        """For each column of figures what an observation of this row states."""
        _, period, month, label, hint = state
        when = (period, month, hint)
        plan = self._plans.get((when, label))
        if plan is not None:
            return plan
        labels = self._labels.get(label)
        if labels is None:
            labels = self._labels[label] = [self._label(head, label) for head in self._heads]
        timed = self._timed.get(when)
        if timed is None:
            periods = [self._period(head, period, month, hint) for head in self._heads]
            timed = self._timed[when] = [None if own is None else (self._source(own), own) for own in periods]
        unit = self._context.title.unit
        specs: list[Spec | None] = [
            None
            if own is None or head.lost
            else (own[0], name, head.area, own[1], breakdown, head.unit or label.unit or unit)
            for head, (name, breakdown), own in zip(self._heads, labels, timed, strict=True)
        ]
        plan = Plan(specs, _parts(specs))
        if len(self._plans) < 2000:
            self._plans[(when, label)] = plan
        return plan

    def clashes(self) -> bool:
        """True when two cells of one area and period were given the same measure and breakdown by different labels."""
        seen: set[tuple[object, ...]] = set()
        for labels in self._labels.values():
            for head, named in zip(self._heads, labels, strict=True):
                identity = (*named, head.period, head.month, head.area, head.unit)
                if identity in seen:
                    return True
                seen.add(identity)
        return False

    def _label(self, head: ColumnHead, label: RowLabel) -> tuple[str, Breakdown]:
        outer, inner, row_pairs = label[:3]
        parts: list[str] = []
        pairs = dict(self._context.title.pairs)
        for dimension, value in head.pairs.items():
            pairs[dimension] = value
        clash: list[str] = []
        for dimension, value in row_pairs:
            if dimension in head.pairs and head.pairs[dimension] != value:
                clash.append(value)
            else:
                pairs[dimension] = value
        for group in ((self._base,) if self._base else (), outer, tuple(head.measure), inner):
            repeats = bool(parts and group) and parts[-1].casefold() == group[0].casefold()
            parts.extend(group[1:] if repeats and not (group is inner and head.measure) else group)
        parts.extend(clash)
        if not parts and self._fallback:
            parts.append(self._fallback)
            self.by_title = True
        return " | ".join(parts), tuple(sorted(pairs.items()))

    def _period(self, head: ColumnHead, row: Period | None, month: int | None, hint: Hint) -> Period | None:
        context = self._context
        base = hint if hint.kind is not None else context.hint
        month = month or head.month
        own = head.period
        if own is not None and row is not None and own != row:
            period: Period | None = _merge(own, row)
        else:
            period = own or row
        if period is None:
            period = context.period
            self.contradicted = self.contradicted or (period is not None and states_another_year(head.labels, period))
        if period is None:
            return None
        if month is not None and period.kind in (PeriodKind.YEAR, PeriodKind.STICHTAG):
            return combine(Period(PeriodKind.YEAR, period.iso[:4]), Hint(month=month))
        own_hint = head.hint
        if own_hint.kind is not None and (own_hint.day is not None or base.kind is not PeriodKind.STICHTAG):
            return combine(period, own_hint)
        return combine(period, base)

    def _source(self, period: Period) -> SourceTable:
        base = base_for(period, self._context.bases) if self._context.bases else self._context.source.base
        source = self._sources.get(base)
        if source is None:
            own = self._context.source
            source = own if own.base == base else replace(own, base=base)
            self._sources[base] = source
        return source


def plain_row(
    parts: Parts, area: RowArea, values: list[Cell], line: int, columns: tuple[int, ...]
) -> Iterator[Observation]:
    """The observations of a row of numbers without marks (most rows of most tables), made without a step of Python per
    cell; ``line`` and ``columns`` count from 1.
    """
    sources, measures, periods, breakdowns, units = parts
    key, name, level, mark, missing, quality, row = map(repeat, (*area, "", None, NO_QUALITY, line))
    cells = zip(
        sources,
        measures,
        key,
        name,
        level,
        periods,
        breakdowns,
        values,
        mark,
        missing,
        quality,
        units,
        row,
        columns,
        strict=False,
    )  # the order of Observation's fields
    return map(_observation, cells)


def _parts(specs: list[Spec | None]) -> Parts | None:
    """The statements of a row by kind; None where a column lacks one or names an area."""
    whole = [spec for spec in specs if spec is not None and spec[1] and spec[2] is None]
    if len(whole) < len(specs) or not whole:
        return None
    sources, measures, _, periods, breakdowns, units = zip(*whole, strict=True)
    return sources, measures, periods, breakdowns, units


def _merge(column: Period, row: Period) -> Period:
    """Head and row both state a period: the more exact one, if they agree on the year; else the column's."""
    if column.kind is PeriodKind.YEAR and row.year == column.year:
        return row
    return column


def _fallback(context: SheetContext) -> str:
    """The measure of a table whose head and stub name none: its title, else its sheet's name."""
    numbered = [match[1] for line in context.title.lines if (match := re.fullmatch(r"\d+(?:\.\d+)*\s+(\D.*)", line))]
    lines = [line for line in context.title.lines if not _NO_TITLE.match(line)]
    title = numbered[-1] if numbered else heal(" ".join(lines)) or context.title.title
    if title:
        end = r"\s[-–]\s(?:Stichtag|Jahr|regionale)|\s+nach\s|\s+am\s\d|\s+im\s(?:Jahr|Landkreis)"
        short = title if numbered else re.split(end, title)[0].strip(" -–,:")
        return heal(short)[:160] or heal(title)[:160]
    sheet = context.source.sheet
    if (
        sheet
        and period_of_text(sheet) is None
        and not re.fullmatch(r"(?i)(tabelle|sheet|daten|blatt|t|tab)[ _.]?\d*", sheet)
    ):
        return sheet
    return _words_of_file(context)


_NO_TITLE = re.compile(
    r"(?i)©|\(c\)|quelle\b|stand\b|herausgeber|zeichensatz|spalten-?nr|copyright|datenlizenz|impressum"
)
"""Lines above a table that say where it comes from, not what it counts."""


def _words_of_file(context: SheetContext) -> str:
    """The words of a file's name without digits and areas: ``einwohner_register_2023`` → ``einwohner register``."""
    stem = context.source.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = [word for word in re.split(r"[\W_\d]+", stem) if len(word) > 3 and word.casefold() not in _NO_MEASURE]
    named = [word for word in words if not context.gazetteer.find(word)]
    return " ".join(named)


_NO_MEASURE = frozenset(
    re.split(
        " ",
        "daten data tabelle export auszug liste datei download gemeinden gemeinde kreise kreis land flat werte januar "
        "februar märz april juni juli august september oktober november dezember schuljahr stand",
    )
)
"""Words of files' names that do not say what is counted."""
