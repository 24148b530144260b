"""Disclosure control on large systems: ``python benchmarks/disclosure.py FOLDER [--schwelle 3] [--runden 40]``.

FOLDER holds the report of the published cases (``report_t3_cells.csv.gz`` …). Without a folder a synthetic report
of the same build is made from ``--saat``: 20 topics and years, 25 Gemeinden and their Kreis, 32 printed columns.
The effort is the normal one of a build. ``--runden`` sets the number of neighbourhoods for each part instead; 40 come
near the optimum. Either way the result is the same on every machine; where all parts are proved to be cheapest, bound
and cost are equal.
Prints cost, secondary cells, what the audit finds, witnesses that do not hold, and seconds.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import resource
import time
from dataclasses import replace
from itertools import product
from math import inf
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from berichtsgenerator.disclosure.numeric import NORMAL, Status, System, failures, protect, refuted

AGES = ("u6", "6-15", "15-18", "18-25", "25-65", "65+")


def stored(folder: Path, threshold: int) -> System:
    """The report that is kept as a case."""
    with gzip.open(folder / f"report_t{threshold}_cells.csv.gz", "rt", encoding="utf-8") as stream:
        cells = list(csv.DictReader(stream))
    with gzip.open(folder / f"report_t{threshold}_eqs.csv.gz", "rt", encoding="utf-8") as stream:
        terms = list(csv.DictReader(stream))
    rows = [int(item["equation"]) for item in terms]
    columns = [int(item["cell"]) for item in terms]
    matrix = csr_matrix(
        ([float(item["coefficient"]) for item in terms], (rows, columns)), shape=(max(rows) + 1, len(cells))
    )
    kinds = {"h": Status.HIDDEN, "hu": Status.HIDDEN, "u": Status.HIDDEN, "s": Status.CANDIDATE, "z": Status.PRINTED}

    def column(name: str) -> np.ndarray:
        return np.array([float(cell[name]) if cell[name] else np.nan for cell in cells])

    return System.of(
        column("value"),
        matrix,
        np.array([kinds[cell["status"]] for cell in cells]),
        lower=column("lower_bound"),
        need_low=column("req_low"),
        need_high=column("req_high"),
        cost=column("cost"),
    )


def synthetic(seed: int, threshold: int, topics: int = 20, areas: int = 25) -> System:
    """A report of the same build: sums of 24 atoms in each Gemeinde, and the Kreis of each column."""
    random = np.random.default_rng(seed)
    atoms = list(product("mf", "DA", range(len(AGES))))
    groups: dict[str, set[int]] = {"insg": set(range(24))}
    for number, (sex, nation, age) in enumerate(atoms):
        for name in (sex, nation, sex + nation, AGES[age], f"{nation} {AGES[age]}", f"{sex} {AGES[age]}"):
            groups.setdefault(name, set()).add(number)
        for low, name in ((3, "u18"), (4, "u25"), (2, "u15")):
            if age < low:
                for text in (name, f"{nation} {name}", f"{sex} {name}"):
                    groups.setdefault(text, set()).add(number)
    printed = [name for name in groups if not name.startswith(("m ", "D ")) and not name.endswith(("A u25", "f u25"))]
    values: list[float] = []
    status: list[int] = []
    cost: list[float] = []
    lower: list[float] = []
    low: list[float] = []
    high: list[float] = []
    terms: list[tuple[int, int, float]] = []
    rows = 0

    def cell(value: float, kind: int, price: float) -> int:
        small = 0 < value < threshold
        shown = kind != Status.HIDDEN
        values.append(value)
        status.append(Status.HIDDEN if small or not shown else Status.PRINTED if value == 0 else Status.CANDIDATE)
        cost.append(price)
        lower.append(1.0 if shown and value else 0.0)
        asked = small and shown
        low.append(min(1.0, value) if asked else np.nan)
        high.append(max(threshold, value + 2) if asked else np.nan)
        return len(values) - 1

    for _ in range(topics):
        scale = random.choice([1.5, 4.0, 10.0, 30.0], p=[0.25, 0.25, 0.25, 0.25])
        totals: dict[str, list[int]] = {name: [] for name in printed}
        for _area in range(areas):
            size = scale * random.lognormal(0.0, 0.7)
            drawn = random.poisson(size * random.gamma(1.5, 0.7, 24))
            own = [cell(float(value), Status.HIDDEN, 0.0) for value in drawn]
            for name in printed:
                members = sorted(groups[name])
                number = cell(float(drawn[members].sum()), Status.CANDIDATE, 3.0 if name in ("insg", "m", "f") else 1.0)
                terms.append((rows, number, -1.0))
                terms.extend((rows, own[member], 1.0) for member in members)
                rows += 1
                totals[name].append(number)
        for numbers in totals.values():
            number = cell(sum(values[item] for item in numbers), Status.CANDIDATE, 10.0)
            terms.append((rows, number, -1.0))
            terms.extend((rows, item, 1.0) for item in numbers)
            rows += 1
    matrix = csr_matrix(
        ([item[2] for item in terms], ([item[0] for item in terms], [item[1] for item in terms])),
        shape=(rows, len(values)),
    )
    return System.of(
        np.array(values),
        matrix,
        np.array(status),
        lower=np.array(lower),
        need_low=np.array(low),
        need_high=np.array(high),
        cost=np.array(cost),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ordner", nargs="?", type=Path)
    parser.add_argument("--schwelle", type=int, default=3)
    parser.add_argument("--runden", type=int, help="Nachbarschaften je Teil (sonst so viele wie bei normalem Aufwand)")
    parser.add_argument("--knoten", type=int, default=300, help="Knoten der größten Nachbarschaft")
    parser.add_argument("--sekunden", type=float, help="höchstens so viele je Prozess, Prüfung kommt dazu")
    parser.add_argument("--prozesse", type=int, default=2)
    parser.add_argument("--saat", type=int, default=1)
    options = parser.parse_args()
    if options.ordner is None:
        system = synthetic(options.saat, options.schwelle)
    else:
        system = stored(options.ordner, options.schwelle)
    started = time.monotonic()
    effort = replace(NORMAL, nodes=options.knoten, seconds=options.sekunden)
    if options.runden is not None:
        effort = replace(effort, rounds=options.runden, work=inf)
    solution = protect(system, effort, processes=options.prozesse, seed=options.saat)
    searched = time.monotonic()
    missed = [attack for attack in failures(system, solution.hidden) if attack not in solution.relaxed]
    audited = time.monotonic()
    wrong = refuted(system, solution.hidden, solution.certificates)
    ended = time.monotonic()
    secondary = int((solution.hidden & (system.status == Status.CANDIDATE)).sum())
    print(f"cells {len(system)}, sensitive {len(system.sensitive)}, parts {solution.parts}")
    print(f"cost {solution.cost:.0f}, secondary {secondary}, bound {solution.bound:.0f}")
    print(
        f"less than asked {len(solution.relaxed)}, unprotected {len(solution.open)}, no witness {len(solution.uncertain)}"  # noqa: E501
    )
    print(f"audit: {len(missed)} attacks refused; witnesses: {len(solution.certificates)}, wrong {len(wrong)}")
    used = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"processor seconds in all {used:.1f}")
    print(f"seconds: search {searched - started:.1f}, audit {audited - searched:.1f}, witnesses {ended - audited:.1f}")


if __name__ == "__main__":
    main()
