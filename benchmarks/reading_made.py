"""How well the reader reads deliveries made by code in the styles of many publishers, case by case.

    python benchmarks/reading_made.py [-v] [CASE …]

Printed per case: cells of the truth, right, wrong (and how many of these in tables of which the reader was sure), not
read, the certainty of its tables; with ``-v`` the first wrong cells. The deliveries are in ``tests/reading/made``.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "reading"))

from made import CASES  # noqa: E402
from made.workbench import SURE, score  # noqa: E402

from berichtsgenerator.model.gazetteer import Gazetteer  # noqa: E402
from berichtsgenerator.reading import read_file  # noqa: E402


def main() -> None:
    chosen = {word for word in sys.argv[1:] if word != "-v"}
    gazetteer = Gazetteer.bundled()
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    with tempfile.TemporaryDirectory() as name:
        for case in CASES:
            if chosen and case.__name__ not in chosen:
                continue
            made = case()
            reading = read_file(made.write(Path(name)), root=Path(name), gazetteer=gazetteer)
            result = score(made, reading)
            certainty = ", ".join(str(table.confidence) for table in reading.tables) or "nicht gelesen"
            share = 100 * result.right / result.cells
            print(
                f"{made.publisher:28} {case.__name__:26} {result.cells:5} Zellen {share:7.2f} %"
                f" richtig, {result.wrong} falsch ({result.sure_and_wrong} sicher), {result.missing} nicht gelesen"
                f" [{certainty}]"
            )
            if "-v" in sys.argv:
                for example in result.examples:
                    print(f"      {example}")
            for key in (made.publisher, "alle"):
                for index, number in enumerate((1, *result[:5])):
                    total[key][index] += number
    print(f"\nsicher heißt: Sicherheit der Tabelle mindestens {SURE}")
    for key, (files, cells, right, wrong, missing, sure) in total.items():
        print(
            f"{key:28} {files:3} Lieferungen {cells:6} Zellen {100 * right / cells:7.2f} % richtig, {wrong} falsch"
            f" ({sure} sicher), {missing} nicht gelesen"
        )


if __name__ == "__main__":
    main()
