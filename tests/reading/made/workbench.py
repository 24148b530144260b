"""How deliveries with a known truth are made, written to a file, and compared with what the reader says of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

Pairs = tuple[tuple[str, str], ...]
Place = tuple[str, int, int]
Fact = tuple[str, str, Pairs, float | None]

M: Pairs = (("geschlecht", "männlich"),)
W: Pairs = (("geschlecht", "weiblich"),)
D: Pairs = (("nationalitaet", "deutsch"),)
A: Pairs = (("nationalitaet", "ausländisch"),)
SGB2: Pairs = (("rechtskreis", "SGB II"),)
SGB3: Pairs = (("rechtskreis", "SGB III"),)
SURE = 0.75


def age(text: str) -> Pairs:
    """``unter 3 Jahre``, ``3 bis unter 6 Jahre``, ``65 Jahre und mehr``."""
    return (("alter", text),)


def school(text: str) -> Pairs:
    return (("schulform", text),)


class Figure(NamedTuple):
    """A cell that holds a value: what is printed, and what it means. ``what`` must stand in the measure's words."""

    shown: object
    fact: Fact
    what: str = ""


class Trap(NamedTuple):
    """A number whose area or period cannot be known; reading it is wrong where the reader says that it is sure."""

    shown: object


class Numbers:
    """Different whole or decimal numbers, one after the other."""

    def __init__(self, first: int = 1207, step: int = 37) -> None:
        self._next, self._step = first, step

    def __call__(
        self, area: str, period: str, pairs: Iterable[tuple[str, str]] = (), what: str = "", digits: int = 0
    ) -> Figure:
        self._next += self._step
        value = round(self._next / 10**digits, digits) if digits else float(self._next)
        shown: object = value if digits else self._next
        return Figure(shown, (area, period, tuple(sorted(pairs)), value), what)

    def row(self, area: str, columns: Iterable[tuple[object, ...]]) -> list[object]:
        """One figure for each (period, pairs, what, digits) of a row."""
        return [self(area, *column) for column in columns]  # type: ignore[arg-type]


def marked(mark: str, area: str, period: str, pairs: Iterable[tuple[str, str]] = ()) -> Figure:
    """A mark in the place of a number; dashes are zero."""
    return Figure(mark, (area, period, tuple(sorted(pairs)), 0.0 if mark in ("-", "–", "—") else None))


@dataclass
class Sheet:
    """Rows of a sheet; ``merges`` as ``A1:C1``; ``show`` turns numbers into the text that is printed."""

    name: str
    rows: list[list[object]]
    merges: Sequence[str] = ()
    show: Callable[[float], object] | None = None


@dataclass
class Made:
    """A delivery: the file's name, its publisher, its sheets."""

    file: str
    publisher: str
    sheets: list[Sheet]
    encoding: str = "utf-8"
    delimiter: str = ";"
    truth: dict[Place, tuple[Fact, str]] = field(default_factory=dict)
    traps: set[Place] = field(default_factory=set)

    def write(self, folder: Path) -> Path:
        """Write the file and note the truth of each of its cells."""
        path = folder / self.file
        text = path.suffix in (".csv", ".tsv")
        book = Workbook()
        book.remove(book.active)
        for sheet in self.sheets:
            lines = [
                [self._cell(sheet, row, column, cell, text) for column, cell in enumerate(cells, start=1)]
                for row, cells in enumerate(sheet.rows, start=1)
            ]
            if text:
                stream = io.StringIO()
                csv.writer(stream, delimiter=self.delimiter, lineterminator="\r\n").writerows(lines)
                path.write_bytes(stream.getvalue().encode(self.encoding))
                continue
            page = book.create_sheet(sheet.name)
            for row, line in enumerate(lines, start=1):
                for column, cell in enumerate(line, start=1):
                    if cell not in ("", None):
                        page.cell(row, column, cell)
            for merge in sheet.merges:
                page.merge_cells(merge)
        if not text:
            book.save(path)
        return path

    def _cell(self, sheet: Sheet, row: int, column: int, cell: object, text: bool) -> object:
        place = ("" if text else sheet.name, row, column)
        shown = cell
        if isinstance(cell, Figure):
            self.truth[place] = (cell.fact, cell.what)
            shown = cell.shown
        elif isinstance(cell, Trap):
            self.traps.add(place)
            shown = cell.shown
        if isinstance(cell, (Figure, Trap)) and isinstance(shown, (int, float)):
            if sheet.show is not None:
                return sheet.show(shown)
            if text:
                return str(shown).replace(".", ",")
        return shown


class Score(NamedTuple):
    """Cells of the truth, right ones, wrong ones, not read ones, wrong ones of which the reader was sure."""

    cells: int
    right: int
    wrong: int
    missing: int
    sure_and_wrong: int
    examples: tuple[str, ...]


def score(made: Made, reading: object) -> Score:
    """Compare a ``FileReading`` with the truth of its making, cell by cell."""
    right = wrong = sure = 0
    seen = set()
    examples: list[str] = []
    identities: dict[tuple[object, ...], Place] = {}
    for table in reading.tables:  # type: ignore[attr-defined]
        for o in table.observations:
            place = (o.table.sheet, o.row, o.column)
            got = (o.area, o.period.iso, o.breakdown, o.value)
            if place in made.truth:
                seen.add(place)
                fact, what = made.truth[place]
                identity = (o.measure, o.unit, o.area, o.period, o.breakdown)
                twin = identities.setdefault(identity, place)
                told = what.casefold() in f"{o.measure} ({o.unit})".casefold()
                if got == fact and told and twin == place:
                    right += 1
                    continue
                problem = (
                    f"{got} „{o.measure}“ statt {fact} „{what}“"
                    if twin == place
                    else f"wie {twin}: „{o.measure}“ {got}"
                )
            elif place in made.traps and table.confidence < SURE:
                continue
            elif place in made.traps:
                problem = f"{got} „{o.measure}“ ist nicht zu wissen"
            else:
                problem = f"{got} „{o.measure}“ ist kein Wert"
            wrong += 1
            sure += table.confidence >= SURE
            if len(examples) < 6:
                examples.append(f"{place}: {problem} [{table.confidence}]")
    missing = [place for place in made.truth if place not in seen]
    examples.extend(f"{place} nicht gelesen: {made.truth[place]}" for place in missing[:3])
    return Score(len(made.truth), right, wrong, len(missing), sure, tuple(examples))
