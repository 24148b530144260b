"""Small lines beside numbers in tables: their scales, and what is read of them.

Comes in: planned rows and the protected register. Goes out: heights 0 … 1 with gaps. A hidden or missing value is a
gap, and no line runs across a break of the series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.document.blocks import Cell
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.plan.planned.tables import PlannedTable
from berichtsgenerator.plan.printing.press import Press, Used

Scale = tuple[float, float]
"""The values at the foot and at the top of a line's room."""


def _scale(values: Sequence[float | None]) -> Scale | None:
    seen = [value for value in values if value is not None]
    return (min(seen), max(seen)) if seen else None


def spark_scales(table: PlannedTable, press: Press) -> list[Scale | None]:
    """The common scale of each column with lines; None where every row has its own."""
    found: list[Scale | None] = []
    for at, (_, common) in enumerate(table.sparks):
        keys = [key for group in table.groups for row in group.rows for key in row.sparks[at]] if common else []
        found.append(_scale([press.entry(key).value for key in keys]))
    return found


def with_spark(cell: Cell, keys: Sequence[NumberKey], scale: Scale | None, press: Press) -> Cell:
    """The cell with its line; read aloud are the number and where the line begins."""
    values: list[float | None] = []
    for key, parted in zip(keys, press.parted(keys), strict=True):
        if parted:
            values.append(None)
        values.append(press.entry(key).value)
    low, high = scale or _scale(values) or (0.0, 0.0)
    height = high - low
    line = tuple(None if value is None else round((value - low) / height, 4) if height else 0.5 for value in values)
    first = next((key for key in keys if press.entry(key).value is not None), None)
    spoken = cell.spoken
    if first is not None and first != keys[-1]:
        begin = press.cell(first, Used())
        spoken = f"{cell.spoken or cell.text}; {short_period(first.period)}: {begin.spoken or begin.text}"
    return replace(cell, spoken=spoken, look=replace(cell.look, spark=line))
