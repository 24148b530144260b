"""How well the reader reads real deliveries without recipes, file by file, against truths taken by hand.

    python benchmarks/reading_truth.py [FOLDER]

FOLDER holds the real deliveries (default: ../shared/realdata beside the repository). Printed per file: cells of the
truth, share read with the right area, period, breakdown and value, wrong cells, wrong cells of which the reader was
sure, cells not read.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "reading"))

from real_truths import SURE, deliveries, score  # noqa: E402
from real_truths_more import further_deliveries  # noqa: E402

from berichtsgenerator.model.gazetteer import Gazetteer  # noqa: E402
from berichtsgenerator.reading import read_file  # noqa: E402


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "realdata"
    gazetteer = Gazetteer.bundled()
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for delivery in [*deliveries(root), *further_deliveries()]:
        truth = delivery.make(root / delivery.file)
        result = score(truth, read_file(root / delivery.file, root=root, gazetteer=gazetteer))
        share = 100 * result.right / max(1, result.cells)
        print(
            f"{delivery.publisher:26} {delivery.file[-58:]:58} {result.cells:7} Zellen {share:7.2f} % richtig,"
            f" {result.wrong} falsch ({result.sure_and_wrong} sicher), {result.missing} nicht gelesen"
        )
        for example in result.examples[:3]:
            print(f"      {example}")
        for name in (delivery.publisher, "alle"):
            for index, number in enumerate((1, *result[:5])):
                total[name][index] += number
    print(f"\nsicher heißt: Sicherheit der Tabelle mindestens {SURE}")
    for name, (files, cells, right, wrong, missing, sure) in total.items():
        share = 100 * right / max(1, cells)
        print(
            f"{name:26} {files:3} Dateien {cells:8} Zellen {share:7.2f} % richtig, {wrong} falsch ({sure} sicher),"
            f" {missing} nicht gelesen"
        )


if __name__ == "__main__":
    main()
