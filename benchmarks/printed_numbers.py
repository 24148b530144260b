"""How fast numbers become printed cells, beside Babel's own formatting.

Run ``python benchmarks/printed_numbers.py``: CPU time for a hundred thousand different numbers, and for the same ones
again, which tables print often; ends with 1 where the program is slower than Babel.
"""

from __future__ import annotations

import random
import sys
import time

from babel.numbers import format_decimal

from berichtsgenerator.language.numbers import NumberFormat
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import year
from berichtsgenerator.model.units import Kind

COUNT, SAMPLE = 100_000, 5_000


def main() -> int:
    source = random.Random(1)
    key = NumberKey("quote", "06432", year(2024))
    entries = [Entry(key, source.random() * 1e5, None, Kind.SHARE, "Prozent", 1) for _ in range(COUNT)]
    printer = NumberFormat()
    times = []
    for _ in range(2):
        started = time.process_time()
        for entry in entries:
            printer.entry(entry)
        times.append(time.process_time() - started)
    started = time.process_time()
    for entry in entries[:SAMPLE]:
        format_decimal(entry.value or 0.0, "#,##0.0", locale="de_DE")
    babel = (time.process_time() - started) * COUNT / SAMPLE
    print(f"{COUNT} different numbers  {times[0]:6.2f} s")
    print(f"the same again             {times[1]:6.2f} s")
    print(f"Babel alone                {babel:6.2f} s")
    return 0 if max(times) < babel else 1


if __name__ == "__main__":
    sys.exit(main())
