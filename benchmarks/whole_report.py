"""Times the sample report as a whole process: cold, and a second time without change.

    python benchmarks/whole_report.py [--projekt projekt.yaml] [--laeufe 3]

Prints wall and CPU seconds and the largest memory of each run and their medians. Nothing is asserted here: the figures
belong into the record of a change, beside the load of the machine that they were taken on.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(arguments: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds (children included) and the largest memory in MB of a run of ``bericht``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "berichtsgenerator.cli", *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT
    )
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projekt", default=str(ROOT / "projekt.yaml"))
    parser.add_argument("--laeufe", type=int, default=3)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        call = ["bauen", "sozialbericht", "--projekt", options.projekt, "--ausgabe", folder]
        for name, extra in (("cold", ["--ohne-cache"]), ("unchanged", [])):
            figures = [run([*call, *extra]) for _ in range(options.laeufe)]
            for wall, cpu, memory in figures:
                print(f"{name:10} wall {wall:6.1f} s   cpu {cpu:6.1f} s   memory {memory:6.0f} MB")
            medians = [statistics.median(column) for column in zip(*figures, strict=True)]
            print(f"{name:10} median {medians[0]:.1f} s wall, {medians[1]:.1f} s cpu, {medians[2]:.0f} MB")


if __name__ == "__main__":
    main()
