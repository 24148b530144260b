"""What the head of a table says of one column of figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.model.periods import Period
from berichtsgenerator.reading.tables.places import RowArea
from berichtsgenerator.reading.words.times import Hint


@dataclass(slots=True)
class ColumnHead:
    """What the head says of one column of figures. ``labels`` are all of its labels, outermost first, for restoring."""

    labels: list[str] = field(default_factory=list)
    measure: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    period: Period | None = None
    month: int | None = None
    hint: Hint = field(default_factory=Hint)
    """Kind or day of the year that a label states for the bare years of the column."""
    unit: str = ""
    area: RowArea | None = None
    lost: bool = False
    """A total of the areas beside it that is no area itself: its figures have no area."""
    full: list[str] = field(default_factory=list)
    """The measure before names of dimensions were dropped from it."""
