"""The head above the columns of figures → what each column measures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.opening.grid import Grid, as_text, is_run
from berichtsgenerator.reading.tables.columnhead import ColumnHead
from berichtsgenerator.reading.tables.headareas import area_line
from berichtsgenerator.reading.words.labels import (
    age_of,
    heal,
    is_structural,
    is_total,
    meaning,
    names_a_classification,
    open_span,
    split_unit,
    strip_lead,
    unit_of,
)
from berichtsgenerator.reading.words.times import (
    Hint,
    combine,
    hint_of_text,
    month_of_text,
    period_of_cell,
    period_of_text,
    without_day,
)
from berichtsgenerator.reading.words.timeswithin import split_period, states_several_years
from berichtsgenerator.reading.words.values import Cell

_PLAIN_UNITS = frozenset({"anzahl", "%", "in %", "prozent", "in prozent", "eur", "euro", "€", "m²", "qm", "eur/m²"})


_COMPARED = re.compile(r"(?i)gegenüber|verglichen mit|im vergleich zu")
"""A time below such a label is what a figure is compared with, not the time of the figure."""


def head_periods(cells: Sequence[Cell], *, school: bool, monthly: bool) -> list[Period | None]:
    """Periods of one head row or one period column; first days of consecutive months are months.

    ``monthly`` says that the texts around speak of months; then a single first day is a month, too.
    """
    periods: list[Period | None] = []
    dated = False
    for cell in cells:
        if isinstance(cell, str):
            periods.append(period_of_text(cell, school) if cell else None)
        else:
            dated = dated or isinstance(cell, dt.date)
            periods.append(period_of_cell(cell) if cell != "" else None)
    days = [period for period in periods if period is not None and period.kind is PeriodKind.STICHTAG]
    months = {(period.year, period.month) for period in days}
    if days and all(period.iso.endswith("-01") for period in days):
        ordered = sorted(year * 12 + (month or 0) for year, month in months)
        close = sum(1 for a, b in pairwise(ordered) if b - a == 1)
        if (len(ordered) >= 3 and close >= 0.6 * (len(ordered) - 1)) or (dated and monthly):
            return [
                Period(PeriodKind.MONTH, period.iso[:7])
                if period is not None and period.kind is PeriodKind.STICHTAG
                else period
                for period in periods
            ]
    return periods


def months_below_years(cells: Sequence[Cell], found: Sequence[Period | None]) -> list[Period | None]:
    """Periods of a column of periods in which a month (or quarter) alone below the row of its year is of that year."""
    year: Period | None = None
    result = []
    for cell, period in zip(cells, found, strict=True):
        own = period
        if own is None and year is not None:
            text = as_text(cell)
            month = month_of_text(text)
            quarter = re.fullmatch(r"(?i)([1-4])\.?\s?(?:quartal|vierteljahr|vj\.?)|q([1-4])", text.strip())
            if month is not None:
                own = combine(year, Hint(month=month))
            elif quarter is not None:
                own = Period(PeriodKind.QUARTER, f"{year.iso}-Q{quarter[1] or quarter[2]}")
        elif own is not None:
            year = own if own.kind is PeriodKind.YEAR else Period(PeriodKind.YEAR, f"{own.year:04d}")
        result.append(own)
    return result


def read_heads(
    grid: Grid,
    rows: list[list[Cell]],
    columns: list[int],
    gazetteer: Gazetteer,
    *,
    within: str,
    ages: bool,
    school: bool,
    monthly: bool,
    merged: bool,
    retyped: bool,
    based: bool,
    aged: bool = False,
) -> tuple[list[ColumnHead], set[int]]:
    """Meaning of every column of figures, and the indices of head rows that hold units.

    ``rows`` are the head rows with merged cells filled; ``merged`` says that the sheet merges cells (then an empty
    cell is really empty, else a label stands for the empty cells right of it, too); ``retyped`` that levels are joined
    by hyphens; ``based`` that the title block states the measure, so that the outermost labels may name a dimension;
    ``aged`` that the title speaks of age.
    """
    heads = [ColumnHead() for _ in columns]
    unit_rows: set[int] = set()
    lines = [[row[column] for column in columns] for row in rows]
    if not merged:
        lines = _fill_right(lines)
    loose = any(re.search(r"(?i)\balter", as_text(cell)) for line in rows for cell in line)
    if not loose:
        lines = [_plain_ages(line, told=aged) for line in lines]
    opened = loose and any("bis unter" in as_text(cell) for line in rows for cell in line)
    for index, line in enumerate(lines):
        filled = [cell for cell in line if cell != ""]
        if not filled:
            continue
        texts = [heal(as_text(cell)) for cell in line]
        if all(unit_of(text) is not None for text in texts if text):
            unit_rows.add(index)
            for head, text in zip(heads, texts, strict=True):
                head.unit = unit_of(text) or head.unit
            continue
        numbers = [float(cell) for cell in filled if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
        if not numbers and all(text.isascii() and text.isdigit() for text in texts if text):
            numbers = [float(text) for text in texts if text]
        run = len(numbers) == len(filled) and is_run(numbers)
        if run and (index > 0 or _named_below(lines[1:])) and _distinct(lines, index):
            continue
        if area_line(heads, line, texts, gazetteer, within):
            continue
        periods = head_periods(line, school=school, monthly=monthly)
        for head, text, period in zip(heads, texts, periods, strict=True):
            if not text:
                head.labels.append("")
                continue
            if any(_COMPARED.search(label) for label in head.labels):
                head.labels.append(text)
                continue
            if period is not None and not re.fullmatch(r"\d{1,2}", text):
                head.period = _nearer(head.period, period)
                continue
            month = month_of_text(text)
            if month is not None:
                head.month = month
                continue
            if text.casefold() in _PLAIN_UNITS and any(head.labels):
                head.unit = unit_of(text) or head.unit
                continue
            text, unit = split_unit(text)
            head.unit = unit or head.unit
            inner, period = split_period(text, school)
            if period is not None:
                head.period = _nearer(head.period, period)
                text = inner
                if not text:
                    continue
            rest, unit = split_unit(text)
            head.unit = unit or head.unit
            head.labels.append(open_span(rest) if opened else rest)
    for head in heads:
        _interpret(head, ages=ages, loose=loose, retyped=retyped)
        several = ages and head.period is None and states_several_years(head.labels)
        head.lost = head.lost or several or _before(head.labels)
    for head in heads:
        head.full = list(head.measure)
    _drop_dimension_names(heads, based)
    if not based:
        _inherit(heads)
    return heads, unit_rows


_BEFORE = re.compile(
    r"(?i)(?:zum vergleich:?\s*)?vor(?:jahr|monat|jahresmonat|quartal|jahresquartal)(?:es)?(?:wert|zeitraum)?e?"
)
_CHANGE = re.compile(r"(?i)gegenüber|veränderung|differenz|abweichung|zunahme|abnahme|entwicklung|±|\+/")


def _before(labels: list[str]) -> bool:
    """True for a column of the ``Vorjahr`` without its number: its period is not the table's."""
    return any(_BEFORE.fullmatch(label) for label in labels) and not any(_CHANGE.search(label) for label in labels)


def _plain_ages(line: list[Cell], *, told: bool) -> list[Cell]:
    """``18 bis unter 65`` beside ``unter 18 Jahren`` (or below a title that speaks of age) in the words of ages."""
    texts = {text for cell in line if isinstance(cell, str) and (text := heal(cell))}
    numbers = {text for text in texts if re.search(r"\d", text) and not text.isdigit()}
    sure = sum(1 for text in numbers if age_of(strip_lead(text)))
    if not numbers or not (told or sure >= 1):
        return line
    words = {text: age for text in numbers if (age := age_of(strip_lead(text), True))}
    if len(words) < len(numbers) or len(words) < 2:
        return line
    return [words.get(heal(cell), cell) if isinstance(cell, str) else cell for cell in line]


def _distinct(lines: list[list[Cell]], without: int) -> bool:
    """True when the columns are told apart by the other head rows: the numbers of this one only count them."""
    others = [line for index, line in enumerate(lines) if index != without]
    columns = list(zip(*others, strict=True)) if others else []
    return len(set(columns)) == len(columns) > 0


def _named_below(lines: list[list[Cell]]) -> bool:
    """True when rows below name most columns: the numbers above them only count the columns."""
    return any(
        sum(1 for cell in line if isinstance(cell, str) and any(map(str.isalpha, cell))) > 0.6 * len(line)
        for line in lines
    )


def _nearer(outer: Period | None, inner: Period) -> Period:
    """The lower head row wins, unless it only repeats the year of a more exact one above."""
    if (
        outer is not None
        and inner.kind is PeriodKind.YEAR
        and outer.kind is not PeriodKind.YEAR
        and outer.year == inner.year
    ):
        return outer
    return inner


def _fill_right(lines: list[list[Cell]]) -> list[list[Cell]]:
    """Without merged cells an upper label stands for the empty cells right of it, as far as the levels above stay
    the same.
    """
    result: list[list[Cell]] = []
    for number, line in enumerate(lines):
        filled: list[Cell] = list(line)
        below = lines[number + 1 :]
        if below:
            for column in range(1, len(line)):
                if filled[column] != "" or not any(lower[column] != "" for lower in below):
                    continue
                same_above = all(upper[column] == upper[column - 1] for upper in result)
                own_above = any(upper[column] != "" for upper in result)
                if same_above and not own_above:
                    filled[column] = filled[column - 1]
        result.append(filled)
    return result


def split_retyped(label: str) -> list[str]:
    """``Insgesamt-männlich`` → two levels, when one of the parts is a level's usual word; else the label as it is.

    ``Wohngebäude-(nach Anzahl der Wohnungen)-Wohnheime`` has two levels and the name of a classification between them.
    """
    named = re.match(r"(.+?)\s?-\s?\([^()]+\)(?:\s?-\s?(\S.*))?$", label)
    if named is not None:
        return [part for part in (named[1], named[2]) if part]
    parts = [part.strip() for part in re.split(r"\s?[-–]\s?(?=\S)", label) if part.strip()]
    if len(parts) < 2:
        return [label.lstrip("- ")] if label.startswith("-") else [label]
    known = [is_structural(part) or (meaning(part).pair is not None and len(part) > 1) for part in parts]
    if not any(known):
        return [label]
    levels: list[str] = []
    for part, clear in zip(parts, known, strict=True):
        if levels and not clear and not known[parts.index(part) - 1]:
            levels[-1] += "-" + part
        else:
            levels.append(part)
    return levels


def _interpret(head: ColumnHead, *, ages: bool, loose: bool, retyped: bool) -> None:
    labels: list[str] = []
    for label in head.labels:
        for part in split_retyped(label) if retyped and label else [label]:
            if part and labels and labels[-1] == part:
                continue
            labels.append(part)
    head.labels = [label for label in labels if label]
    for position, label in enumerate(head.labels):
        hint = hint_of_text(label)
        if hint.kind is PeriodKind.ANNUAL_MEAN or hint.day is not None:
            head.hint = hint
        label = without_day(label)
        if not label:
            continue
        outer = head.labels[position - 1] if position else ""
        foreign = re.match(
            r"(?i)(alter|nationalität|geschlecht|staatsangehörigkeit|familienstand) (?:des|der) ", outer
        ) or (position > 1 and re.match(r"(?i)(?:alter|nationalität) (?:des|der) ", head.labels[position - 2]))
        found = meaning(label, ages=ages, loose=loose)
        if found.pair is not None and not foreign:
            dimension, value = found.pair
            if dimension in head.pairs and head.pairs[dimension] != value:
                head.measure.append(strip_lead(label))
                continue
            head.pairs[dimension] = value
            if found.rest:
                _append(head.measure, found.rest)
        elif foreign and not is_total(label):
            _append(head.measure, strip_lead(label))
        elif found.rest:
            _append(head.measure, found.rest)


def _append(measure: list[str], part: str) -> None:
    if not measure or measure[-1].casefold() != part.casefold():
        measure.append(part)


def _inherit(heads: list[ColumnHead]) -> None:
    """``darunter: nichtdeutsch`` beside a measure counts a part of what the columns left of it count."""
    outer = ""
    for head in heads:
        if head.measure:
            outer = head.measure[0]
        elif head.pairs and outer and head.labels and strip_lead(head.labels[0]) != head.labels[0]:
            head.measure.append(outer)


def _drop_dimension_names(heads: list[ColumnHead], based: bool) -> None:
    """A label that spans all columns of its parent and has ``Insgesamt`` below it (or beside it, as an empty cell)
    only names
    a dimension (``Schulabschluss``); it is dropped as long as the columns stay distinct."""
    for head in heads:
        for label in head.labels[:-1]:
            plain = strip_lead(label)
            if names_a_classification(plain) and plain in head.measure[:-1] + head.measure[-1:] * bool(head.pairs):
                head.measure.remove(plain)
    groups: dict[tuple[str, ...], list[ColumnHead]] = {}
    for head in heads:
        for size in range(1, len(head.labels)):
            groups.setdefault(tuple(head.labels[:size]), []).append(head)
    for path in sorted(groups, key=len):
        members = groups[path]
        parent = path[:-1]
        if not parent and not based:
            continue
        siblings = [head for head in heads if tuple(head.labels[: len(parent)]) == parent]
        others = [head for head in siblings if tuple(head.labels[: len(path)]) != path]
        below = {head.labels[len(path)] for head in members if len(head.labels) > len(path)}
        spans = not others and any(is_total(label) for label in below)
        beside = bool(others) and all(len(head.labels) == len(parent) for head in others) and len(below) > 1
        if not (spans or beside):
            continue
        label = strip_lead(path[-1])
        if not all(label in head.measure for head in members):
            continue
        before = {id(head): list(head.measure) for head in members}
        for head in members:
            head.measure.remove(label)
        if len({_identity(head) for head in siblings}) < len(siblings) and not _clash_before(siblings, before):
            for head in members:
                head.measure = before[id(head)]


def _identity(head: ColumnHead) -> tuple[object, ...]:
    return (tuple(head.measure), tuple(sorted(head.pairs.items())), head.period, head.month, head.area)


def _clash_before(heads: list[ColumnHead], before: dict[int, list[str]]) -> bool:
    """True when the columns were not distinct before a label was dropped."""
    seen = set()
    for head in heads:
        measure = tuple(before.get(id(head), head.measure))
        seen.add((measure, *_identity(head)[1:]))
    return len(seen) < len(heads)
