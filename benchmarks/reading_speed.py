"""How fast deliveries are read, and whether the ledger holds for all of them.

    python benchmarks/reading_speed.py [FOLDER]

1. A workbook of 10 sheets × 2 000 rows × 25 columns: CPU seconds.
2. All real deliveries of FOLDER (default: ../shared/realdata beside the repository) with two processes: seconds, CPU
   seconds, memory; and without: the law of the ledger on every file.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import Role, read_file, read_folder

ROOT = Path(__file__).parents[1]


def big_workbook(path: Path, gazetteer: Gazetteer) -> None:
    book = openpyxl.Workbook(write_only=True)
    areas = gazetteer.children("09", Level.GEMEINDE)[:1997]
    for number in range(10):
        sheet = book.create_sheet(f"Tabelle {number + 1}")
        sheet.append([f"Merkmal {number + 1} nach Gemeinden (Stichtag 31.12.)"])
        sheet.append([])
        sheet.append(["Schlüssel", "Gemeinde", *range(2001, 2024)])
        for row, area in enumerate(areas):
            sheet.append([area.key, area.short, *(row * 7 % 1000 + year for year in range(23))])
    book.save(path)


def memory() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    gazetteer = Gazetteer.bundled()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "gross.xlsx"
        big_workbook(path, gazetteer)
        start = time.process_time()
        reading = read_file(path, root=path.parent, gazetteer=gazetteer)
        spent = time.process_time() - start
        values = sum(len(table.observations) for table in reading.tables)
        print(f"10 Blätter × 2 000 × 25: {spent:.2f} s CPU, {values} Werte, Bilanz {reading.ledger.balanced}")
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "realdata"
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    folder = read_folder(root, gazetteer=gazetteer, processes=2)
    wall = time.perf_counter() - start
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    wrong = [item.file for item in folder.files if not item.ledger.balanced]
    for item in folder.files:
        read = sum(len(table.observations) for table in item.tables)
        if read != item.ledger.count(Role.VALUE) + item.ledger.count(Role.MARK):
            wrong.append(item.file)
    print(f"{len(folder.files)} Lieferungen, zwei Prozesse: {wall:.1f} s, davon {cpu:.1f} s CPU in den Prozessen")
    print(f"größter Prozess: {memory():.0f} MB; Zellbilanz verletzt: {wrong or 'nirgends'}")


if __name__ == "__main__":
    main()
