"""The full run of mutated deliveries.

    python benchmarks/reading_fuzz.py [COUNT] [FIRST]

Reads COUNT (20000) mutated files from number FIRST (0) on and prints every one that breaks a law: a traceback, more
than 10 seconds, a ledger that does not balance, a value without its source cell. Exit code 1 when there is one.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reading"))

from mutants import broken

from berichtsgenerator.model.gazetteer import Gazetteer


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    gazetteer = Gazetteer.bundled()
    start = time.process_time()
    found = 0
    slowest = (0.0, 0)
    with tempfile.TemporaryDirectory() as name:
        for number in range(first, first + count):
            before = time.process_time()
            said = broken(number, Path(name), gazetteer)
            slowest = max(slowest, (time.process_time() - before, number))
            if said:
                found += 1
                print(said, flush=True)
    spent = time.process_time() - start
    seconds, worst = slowest
    print(
        f"{count} veränderte Dateien, {found} mit Fehler, {spent:.0f} s CPU, langsamste {seconds:.2f} s (Nr. {worst})"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
