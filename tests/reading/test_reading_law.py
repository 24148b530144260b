"""The law of the ledger on every real delivery: nothing is lost, nothing is counted twice.

Every cell that is not empty has one role, values and marks are exactly the observations, and all numeric and marked
cells are values, marks, keys, periods, parts of head and stub, or left over with a reason. The cells are counted here
without the reader.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, SheetTypeEnum

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, Role, deliveries, read_file

REALDATA = Path(__file__).parents[3] / "shared" / "realdata"


def counts(path: Path) -> dict[str, int]:
    """Cells that are not empty, by sheet."""
    if path.suffix == ".csv":
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")
        delimiter = max(";,", key=text[:20_000].count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return {"": sum(1 for row in rows for cell in row if cell.strip())}
    book = CalamineWorkbook.from_path(path)
    found = {}
    for meta in book.sheets_metadata:
        if meta.typ is SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            found[meta.name] = sum(
                1 for row in rows for c in row if c != "" and not (isinstance(c, str) and not c.strip())
            )
    return found


def law(reading: FileReading) -> None:
    ledger = reading.ledger
    assert ledger.balanced
    observations = list(reading.observations)
    assert len(observations) == ledger.count(Role.VALUE) + ledger.count(Role.MARK)
    places = {(o.table.sheet, o.row, o.column) for o in observations}
    assert len(places) == len(observations)
    assert all((o.value is None) == (o.missing is not None) for o in observations)
    assert all(reason and number for reason, number in ledger.ignored.items())
    assert sum(ledger.ignored.values()) == ledger.count(Role.IGNORED)


BIG = {"destatis_gv", "deutschlandatlas", "inkar_bbsr"}
"""Folders of which every year has the same shape: their large files are read by ``benchmarks/reading_speed.py``."""


def chosen() -> list[Path]:
    found = deliveries(REALDATA) if REALDATA.is_dir() else []
    small = [p for p in found if p.parent.name not in BIG]
    return small + [p for p in found if p.parent.name in BIG and p.stat().st_size < 800_000]


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in chosen()}))
def test_every_cell_of_every_delivery_is_accounted_for(folder: str, realdata: Path) -> None:
    gazetteer = Gazetteer.bundled()
    files = [path for path in chosen() if path.parent.name == folder]
    for path in files:
        reading = read_file(path, root=realdata, gazetteer=gazetteer)
        law(reading)
        expected = counts(path)
        assert {sheet.sheet: sheet.cells for sheet in reading.ledger.sheets} == expected, path.name
    assert files
