"""All published cases: ``python benchmarks/disclosure_published.py [NAME ...] [--sekunden 60]``.

Each case with primary cells is protected for each cost (sum of values, number of cells) and each knowledge of zeros
(hidden like others; always printed, so that a dot is at least 1): with the normal effort, and where that proves
nothing, until the optimum is proved or ``--sekunden`` of processor time are over. Prints both costs, the bound, how far
the normal effort lies above the best bound, what the audit reveals, and processor seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "disclosure"))

from disclosure_cases import Case, protectable

from berichtsgenerator.disclosure.numeric import EXACT, NORMAL, Solution, System, failures, protect, refuted


def revealed(system: System, solution: Solution) -> int:
    """Attacks that the pattern does not stand, and witnesses that do not hold."""
    missed = set(failures(system, solution.hidden)) - set(solution.relaxed)
    return len(missed) + len(refuted(system, solution.hidden, solution.certificates)) + len(solution.uncertain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("namen", nargs="*")
    parser.add_argument("--sekunden", type=float, default=60.0)
    options = parser.parse_args()
    print(f"{'case':38} {'cost':6} {'zeros':7} {'normal':>8} {'best':>8} {'bound':>8} {'gap %':>6} {'open':>4} seconds")
    worst = 0.0
    for name in options.namen or protectable():
        for cost, zeros in product(("sum", "number"), (False, True)):
            system = Case(name).asked(cost=cost, zeros=zeros, least=1.0 if zeros else 0.0)
            started = time.process_time()
            normal = protect(system, NORMAL)
            between = time.process_time()
            best = normal if normal.proved else protect(system, replace(EXACT, seconds=options.sekunden))
            ended = time.process_time()
            bound = max(normal.bound, best.bound)
            gap = 100 * (normal.cost / bound - 1) if bound else 0.0
            worst = max(worst, gap)
            mark = "*" if best.proved else " "
            print(
                f"{name:38} {cost:6} {'printed' if zeros else 'hidden':7} {normal.cost:8.0f} {best.cost:7.0f}{mark} "
                f"{bound:8.0f} {gap:6.2f} {revealed(system, normal) + revealed(system, best):4} "
                f"{between - started:.2f} + {ended - between:.2f}",
                flush=True,
            )
    print(f"* proved; the normal effort lies at most {worst:.2f} % above the bound")


if __name__ == "__main__":
    main()
