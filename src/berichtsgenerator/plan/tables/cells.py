"""Columns of planned tables: their labels, and the number of each cell.

Comes in: what a column or an axis fixes of a number. Goes out: number keys, and the spanning head over label paths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from berichtsgenerator.document.blocks import HeadCell
from berichtsgenerator.model.areas import Level, is_part_of, level_of, parent_key
from berichtsgenerator.model.comparison import Comparison, Wanted, keys_of
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.planned.tables import NotApplicable, PlannedCell

_VIEWS = {"wert": View.VALUE, "zaehler": View.NUMERATOR, "nenner": View.DENOMINATOR}
Cells = Callable[[str], PlannedCell]
Records = Callable[[str], Comparison[NumberKey]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A data column: the labels above it from the outside in, its unit, and the cell for an area."""

    path: tuple[str, ...]
    unit: str
    cell: Cells
    bar: bool = False
    spark: Callable[[str], tuple[NumberKey, ...]] | None = None
    """The numbers of a small line left of the value."""
    common: bool = True
    span: str = ""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One entry of an axis: what it fixes of a number, and its label."""

    label: str
    indicator: Definition | None = None
    area: str = ""
    period: Period | None = None
    breakdown: Breakdown = ()


def head_of(paths: Sequence[tuple[tuple[str, ...], str]]) -> tuple[tuple[HeadCell, ...], ...]:
    """Head rows over columns with these label paths and units: equal labels side by side share a cell.

    A path shorter than the others ends in a cell that spans the rows below. A unit stands once, as high as it holds.
    """
    depth = max(len(path) for path, _ in paths)
    rows: list[list[HeadCell]] = [[] for _ in range(depth)]
    placed = [False] * len(paths)
    for level in range(depth):
        start = 0
        while start < len(paths):
            path = paths[start][0]
            if len(path) <= level:
                start += 1
                continue
            stop = start + 1
            while (
                stop < len(paths)
                and len(paths[stop][0]) > level
                and paths[stop][0][: level + 1] == path[: level + 1]
                and (len(paths[stop][0]) == level + 1) == (len(path) == level + 1)
                and len(path) > level + 1
            ):
                stop += 1
            leaf = len(path) == level + 1
            found = {unit for _, unit in paths[start:stop]}
            unit = ""
            if not placed[start] and (len(found) == 1 or leaf):
                unit = paths[start][1]
                placed[start:stop] = [True] * (stop - start)
            rows[level].append(HeadCell(path[level], stop - start, depth - level if leaf else 1, unit))
            start = stop
    return tuple(tuple(row) for row in rows)


def unlabelled(item: Coordinate) -> Coordinate:
    """The coordinate without its label."""
    return Coordinate("", item.indicator, item.area, item.period, item.breakdown)


def combine(parts: Sequence[Coordinate], default: Definition) -> NumberKey:
    """The number at a crossing of coordinates."""
    indicator, area, period = default.id, "", None
    pairs: dict[str, str] = {}
    for part in parts:
        indicator = part.indicator.id if part.indicator is not None else indicator
        area, period = part.area or area, part.period or period
        pairs.update(part.breakdown)
    if period is None:
        raise ValueError("coordinates without a period")
    return NumberKey(indicator, area, period, tuple(sorted(pairs.items())))


def value_cells(definition: Definition, period: Period, breakdown: Breakdown, view: str) -> Cells:
    """The cells of a value, or of its numerator or denominator."""

    def cell(area: str) -> PlannedCell:
        key = NumberKey(definition.id, area, period, breakdown)
        return key if view == "wert" else key.with_view(_VIEWS[view])

    return cell


def records(definition: Definition, period: Period, breakdown: Breakdown, wanted: Wanted) -> Records:
    """The comparison record of each area of a column.

    An area is compared with areas that hold it, not with itself nor with what lies elsewhere; only Gemeinden are
    ranked, within their Kreis.
    """

    def record(area: str) -> Comparison[NumberKey]:
        against = tuple(other for other in wanted.against if other != area and is_part_of(area, other))
        ranked = level_of(area) is Level.GEMEINDE and parent_key(area, Level.KREIS) == wanted.within
        fitting = wanted._replace(against=against, within=wanted.within if ranked else "")
        return keys_of(NumberKey(definition.id, area, period, breakdown), fitting)

    return record


def picked(made: Records, pick: Callable[[Comparison[NumberKey]], NumberKey | None]) -> Cells:
    """The cells of one figure of the records; where a record does not hold it, it makes no sense."""

    def cell(area: str) -> PlannedCell:
        return pick(made(area)) or NotApplicable()

    return cell
