"""What was found on the way through a file: kept when a reading is to be shown or written down as a recipe."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.reading.books.ledger import Book
from berichtsgenerator.reading.books.results import TableReading
from berichtsgenerator.reading.opening.grid import Grid
from berichtsgenerator.reading.tables.context import SheetContext
from berichtsgenerator.reading.tables.regions import Region
from berichtsgenerator.reading.tables.roles import Columns


@dataclass(slots=True)
class TableTrace:
    """One table on the way: where it stands, what its columns are, what was known around it, what came out."""

    grid: Grid
    region: Region
    columns: Columns
    context: SheetContext
    table: TableReading | None


@dataclass(slots=True)
class Trace:
    """Sheets as they came (``grids``), the books of their parts, and their tables, in the order of reading."""

    grids: list[Grid] = field(default_factory=list)
    books: list[tuple[Grid, Book]] = field(default_factory=list)
    tables: list[TableTrace] = field(default_factory=list)
