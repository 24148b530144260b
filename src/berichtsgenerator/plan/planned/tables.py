"""Planned tables and key figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import Align, HeadCell, RowRole, WideTable
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.plan.planned.inline import PlannedInlines


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A cell in which a number makes no sense (the difference of the Kreis to itself)."""


PlannedCell = NumberKey | NotApplicable | PlannedInlines


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A body row."""

    stub: str
    cells: tuple[PlannedCell, ...]
    role: RowRole = RowRole.NORMAL
    indent: int = 0
    sparks: tuple[tuple[NumberKey, ...], ...] = ()
    """The numbers of the small lines, in the order of the table's ``sparks``."""


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Rows under a label."""

    label: str
    rows: tuple[PlannedRow, ...]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table; ``by_value`` sorts the rows of its first group by the first column, ``bars`` are columns with bars."""

    id: str
    number: str
    title: str
    stub_head: str
    head: tuple[tuple[HeadCell, ...], ...]
    columns: tuple[Align, ...]
    groups: tuple[PlannedGroup, ...]
    subtitle: str = ""
    notes: tuple[PlannedInlines, ...] = ()
    by_value: bool = False
    bars: tuple[int, ...] = ()
    text_shares: tuple[float, ...] = ()
    stub_share: float | None = None
    sourced: bool = True
    in_list: bool = True
    place: Place = field(default_factory=Place)
    when_wide: WideTable = WideTable.SPLIT
    notes_each_page: bool = False
    sparks: tuple[tuple[int, bool], ...] = ()
    """Columns with small lines, and whether all rows of one share a scale (rates) or have their own (counts)."""


@dataclass(frozen=True, slots=True)
class PlannedComparison:
    """A comparison line of a key figure: words, then the number."""

    label: str
    key: NumberKey
    sign: bool = False


@dataclass(frozen=True, slots=True)
class PlannedKeyFigure:
    """A key figure."""

    label: str
    key: NumberKey
    comparisons: tuple[PlannedComparison, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedKeyFigures:
    """At most five key figures."""

    items: tuple[PlannedKeyFigure, ...]
    place: Place = field(default_factory=Place)
