"""Fills specifications that were planned with empty places: values, broken stretches, intervals, classes.

Comes in: a :class:`PlannedSpec`. Goes out: the same specification with protected values. Rows are sorted and classes
formed here, from what may be seen only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from berichtsgenerator.document.graphics import (
    Bar,
    ChartSpec,
    Datum,
    DotChart,
    DotRow,
    HeatTable,
    Interval,
    LinePoint,
    Series,
    SlopeChart,
)
from berichtsgenerator.indicators.statistics.intervals import poisson_rate, wilson
from berichtsgenerator.language.classes import breaks
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.planned.figures import PlannedSpec
from berichtsgenerator.plan.printing.press import Press, Used


def filled(chart: PlannedSpec, press: Press, used: Used) -> ChartSpec:
    """The specification with its values."""
    found: dict[str, tuple[Datum, Entry]] = {str(key): press.datum(key, used) for key in chart.numbers}
    keys = {str(key): key for key in chart.numbers}
    spec: ChartSpec = _fill(chart.spec, _Places(found, keys, press))
    if isinstance(spec, SlopeChart):
        spec = replace(spec, breaks=_breaks(chart.spec, keys, press))
    if isinstance(spec, DotChart) and spec.joined:
        spec = replace(spec, parted=bool(_breaks(chart.spec, keys, press)))
    if chart.numerators and isinstance(spec, DotChart):
        spec = _with_intervals(spec, chart, press, used, found)
    if chart.by_value and isinstance(spec, DotChart | SlopeChart | HeatTable):
        spec = _sorted(spec)
    if isinstance(spec, HeatTable) and chart.classes is not None:
        values = [datum.value for row in spec.rows for datum in row.data if datum.value is not None]
        wanted = chart.classes
        spec = replace(
            spec,
            bounds=breaks(
                values, method=wanted.method, count=wanted.count, decimals=chart.decimals, given=wanted.bounds
            ),
        )
    return spec


def by_value(value: float | None, label: str) -> tuple[bool, float, tuple[object, ...]]:
    """Order from the highest value to the lowest; hidden and missing ones last, by name."""
    return (value is None, 0.0 if value is None else -value, (sort_key(label),))


def _order(row: Bar | DotRow) -> tuple[bool, float, tuple[object, ...]]:
    return by_value(row.data[-1].value if row.data else None, row.label)


def _sorted(spec: DotChart | SlopeChart | HeatTable) -> DotChart | SlopeChart | HeatTable:
    """Rows by their last number."""
    if isinstance(spec, DotChart):
        return replace(spec, rows=tuple(sorted(spec.rows, key=_order)))
    return replace(spec, rows=tuple(sorted(spec.rows, key=_order)))


@dataclass(frozen=True, slots=True)
class _Places:
    """What the empty places of a specification are filled with, by the text of their keys."""

    found: Mapping[str, tuple[Datum, Entry]]
    keys: Mapping[str, NumberKey]
    press: Press


def _fill(spec: Any, places: _Places) -> Any:
    """``spec`` with every empty place filled, whatever records it is made of."""
    found = places.found
    if isinstance(spec, Datum):
        return found[spec.key][0] if spec.key in found else spec
    if isinstance(spec, tuple):
        return tuple(_fill(item, places) for item in spec)
    if isinstance(spec, LinePoint):
        datum, entry = found[spec.datum.key]
        provisional = Quality.PROVISIONAL in entry.quality or Quality.ESTIMATED in entry.quality
        return replace(spec, datum=datum, provisional=provisional)
    if isinstance(spec, Series):
        parted = places.press.parted([places.keys[point.datum.key] for point in spec.points])
        breaks_at = tuple(point.x for point, begins in zip(spec.points, parted, strict=True) if begins)
        return replace(spec, points=_fill(spec.points, places), breaks=breaks_at)
    if is_dataclass(spec) and not isinstance(spec, type):
        changes = {item.name: _fill(getattr(spec, item.name), places) for item in fields(spec)}
        return replace(spec, **changes)
    return spec


def _breaks(spec: ChartSpec, keys: Mapping[str, NumberKey], press: Press) -> tuple[int, ...]:
    """The columns whose values some row must not compare with its earlier ones."""
    found: set[int] = set()
    for row in spec.rows if isinstance(spec, SlopeChart | DotChart) else ():
        parted = press.parted([keys[datum.key] for datum in row.data])
        found.update(number for number, begins in enumerate(parted) if begins)
    return tuple(sorted(found))


def _with_intervals(
    spec: DotChart, chart: PlannedSpec, press: Press, used: Used, found: Mapping[str, tuple[Datum, Entry]]
) -> DotChart:
    """The rows with their intervals; none where the number or what it is made of is missing or protected."""
    pairs = zip(chart.numerators, chart.denominators, strict=True)
    made = [
        _interval(found[datum.key][1], press.entry(cases, used), press.entry(total, used))
        for datum, (cases, total) in zip((datum for row in spec.rows for datum in row.data), pairs, strict=True)
    ]
    rest = iter(made)
    rows = tuple(replace(row, intervals=tuple(next(rest) for _ in row.data)) for row in spec.rows)
    return replace(spec, rows=rows)


def _interval(entry: Entry, cases: Entry, total: Entry) -> Interval | None:
    """Wilson's interval of a share, the Poisson interval of a rate, on the scale on which the number is printed."""
    if entry.value is None or cases.value is None or total.value is None or total.value <= 0 or cases.value < 0:
        return None
    share = cases.value / total.value
    factor = entry.value / share if share > 0 else 100.0
    if entry.kind is Kind.SHARE and cases.value <= total.value:
        made = wilson(cases.value, total.value)
        return Interval(made.low * factor, made.high * factor)
    made = poisson_rate(cases.value, total.value, per=factor)
    return Interval(made.low, made.high)
