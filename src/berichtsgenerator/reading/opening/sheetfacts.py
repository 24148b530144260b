"""What a workbook says of a sheet beside its cells: what is hidden or merged, what looks filled and is not, and how
cells look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from berichtsgenerator.reading.opening.gaps import Gaps


class Look(NamedTuple):
    """How a cell looks, as far as it can say what stands below what: steps of indent, and bold letters."""

    indent: int
    bold: bool


PLAIN = Look(0, False)
Looks = Callable[[int], Mapping[int, Look]]
"""Column → row → look, both from 0; only cells that are indented or bold. Found when it is asked for, not before."""


class SheetFacts(NamedTuple):
    """What is known of a sheet before its cells are read. ``too_large`` says how far cells reach that refuse it;
    ``merges`` are (top, left, bottom, right) from 0, where the reader of cells does not tell them itself.
    """

    hidden_rows: int = 0
    hidden_columns: int = 0
    too_large: str = ""
    gaps: Gaps = Gaps()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    looks: Looks | None = None
