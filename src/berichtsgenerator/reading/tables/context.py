"""What is known before a table is read, and what grows while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Diagnostic
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import Observation, SourceTable
from berichtsgenerator.model.periods import Period
from berichtsgenerator.reading.tables.places import RowArea
from berichtsgenerator.reading.words.times import Hint
from berichtsgenerator.reading.words.titles import BaseRule, TitleBlock


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What is known before a table is read: the nearest statements outside of it."""

    source: SourceTable
    gazetteer: Gazetteer
    title: TitleBlock
    period: Period | None
    hint: Hint
    area: RowArea | None
    within: str
    land: str
    bases: tuple[BaseRule, ...]
    school: bool
    monthly: bool
    by_file: bool = False
    """The period stands in the file's name only."""
    contradicted: bool = False
    """Title and sheet name state different years."""
    advised: bool = False
    """A recipe is written for the sheet."""
    town: RowArea | None = None
    """The one town that title, sheet, total row or file name; for tables of its Stadtteile."""


@dataclass(slots=True)
class Work:
    """Everything that grows while one table is read."""

    observations: list[Observation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unknown_keys: dict[str, str] = field(default_factory=dict)
    former_keys: dict[str, str] = field(default_factory=dict)
    """Keys of an older Gebietsstand → cell."""
    unknown_names: dict[str, str] = field(default_factory=dict)
    nameless: list[str] = field(default_factory=list)
    """Cells of figures of which neither head nor stub nor title says what they count."""
    same_names: dict[str, str] = field(default_factory=dict)
    """Names that several areas bear → cell."""
    conflicts: dict[str, str] = field(default_factory=dict)
    sentinels: int = 0
    homeless: dict[str, None] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)
    odd: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """Cells with the error of a spreadsheet in the place of a figure → what they show."""
