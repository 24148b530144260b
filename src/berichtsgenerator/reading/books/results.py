"""What reading gives back: tables with their observations, the ledger of every cell, diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from berichtsgenerator.diagnostics import Diagnostic
from berichtsgenerator.model.boundaries import Change
from berichtsgenerator.model.observations import Observation, SourceTable


class Role(Enum):
    """What a cell was read as; the value is the German word of the summary."""

    VALUE = "Wert"
    MARK = "Zeichen"
    HEAD = "Tabellenkopf"
    LABEL = "Vorspalte"
    KEY = "Gebietsschlüssel"
    AREA = "Gebietsname"
    PERIOD = "Zeitangabe"
    UNIT = "Einheit"
    TITLE = "Titel"
    NOTE = "Anmerkung"
    IGNORED = "übergangen"


@dataclass(frozen=True, slots=True)
class SheetLedger:
    """The cells of one sheet by role; ``cells`` was counted on its own, so that :attr:`balanced` proves something."""

    sheet: str
    cells: int
    roles: Mapping[Role, int]
    ignored: Mapping[str, int]
    """German reason → number of cells, for those of role IGNORED."""

    @property
    def balanced(self) -> bool:
        """True when every cell that is not empty has exactly one role, and every ignored one a reason."""
        return sum(self.roles.values()) == self.cells and sum(self.ignored.values()) == self.roles.get(Role.IGNORED, 0)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of a file: one entry per sheet."""

    sheets: tuple[SheetLedger, ...]

    @property
    def balanced(self) -> bool:
        """True when every sheet's ledger is."""
        return all(sheet.balanced for sheet in self.sheets)

    @property
    def cells(self) -> int:
        """Cells that are not empty."""
        return sum(sheet.cells for sheet in self.sheets)

    def count(self, role: Role) -> int:
        """Cells of one role in all sheets."""
        return sum(sheet.roles.get(role, 0) for sheet in self.sheets)

    @property
    def ignored(self) -> dict[str, int]:
        """Reason → cells, over all sheets, sorted by reason."""
        total: dict[str, int] = {}
        for sheet in self.sheets:
            for reason, number in sheet.ignored.items():
                total[reason] = total.get(reason, 0) + number
        return dict(sorted(total.items()))


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table: its source, its observations in row order, and how sure the reader is (0 … 1)."""

    source: SourceTable
    observations: tuple[Observation, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file as it was read."""

    file: str
    sha256: str
    tables: tuple[TableReading, ...]
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]
    changes: tuple[Change, ...] = ()
    """Changes of areas, where the file is an official table of them."""

    @property
    def observations(self) -> Iterator[Observation]:
        """All observations of the file, table by table."""
        return (observation for table in self.tables for observation in table.observations)


@dataclass(frozen=True, slots=True)
class FolderReading:
    """All files of a data folder, sorted by path."""

    files: tuple[FileReading, ...]

    @property
    def observations(self) -> list[Observation]:
        """All observations, file by file."""
        return [observation for file in self.files for table in file.tables for observation in table.observations]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes of areas, file by file."""
        return tuple(change for file in self.files for change in file.changes)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, file by file."""
        return tuple(item for file in self.files for item in file.diagnostics)
