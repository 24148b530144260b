"""How fast whole panels are compared: 100 indicators, 25 areas, 16 years, with all comparisons as records.

Run ``python benchmarks/comparisons.py``: CPU seconds of this process, after the deliveries have been read and indexed.
A plain loop of the interpreter is timed beside it, to tell a busy machine from a slow program.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from berichtsgenerator.indicators import Catalogue, IndicatorEngine
from berichtsgenerator.indicators.comparing.comparison import Scope
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.periods import PeriodKind, year
from berichtsgenerator.reading import read_folder

KREIS = "06432"
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    gazetteer = Gazetteer.bundled()
    catalogue = Catalogue.load()
    observations = read_folder(ROOT / "data_in", gazetteer=gazetteer).observations
    engine = IndicatorEngine(catalogue, observations, gazetteer=gazetteer)
    yearly = [key for key, item in catalogue.items() if item.period_kind is PeriodKind.YEAR]
    chosen = [key for key in yearly if Level.KREIS in catalogue[key].levels and engine.periods(key, KREIS)][:100]
    peers = tuple(area.key for area in gazetteer.children(KREIS, Level.GEMEINDE))
    years = tuple(year(number) for number in range(2009, 2025))
    engine = IndicatorEngine(catalogue, observations, gazetteer=gazetteer)
    del observations
    for key in chosen:
        engine.undelivered(key)
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)

    started = time.process_time()
    tables = []
    for key in chosen:
        scope = Scope(key, ("06", KREIS, *peers), years, against=(KREIS, "06", "DG"), peers=peers, within=KREIS)
        tables.append(engine.compare(scope))
    valued = time.process_time()
    records = [record for table in tables for record in table.records()]
    done = time.process_time()
    loop = time.process_time()
    filled: dict[int, tuple[int, int]] = {}
    for number in range(2_000_000):
        filled[number & 1023] = (number, number)
    loop = time.process_time() - loop
    known = sum(record.value is not None for record in records)
    print(f"indicators                 {len(chosen):8d}")
    print(f"records                    {len(records):8d} ({known} with a value)")
    print(f"values found and computed  {valued - started:8.2f} s")
    print(f"comparisons as records     {done - valued:8.2f} s")
    print(f"together                   {done - started:8.2f} s (wanted: under 2 s)")
    print(f"two million tuples         {loop:8.2f} s (about 0.15 s on an idle machine)")
    return 0 if len(chosen) >= 100 else 1


if __name__ == "__main__":
    sys.exit(main())
