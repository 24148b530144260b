"""``python -m berichtsgenerator.sampledata ORDNER``: writes the sample deliveries."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from berichtsgenerator.sampledata.generate import generate


def main(arguments: list[str] | None = None) -> int:
    """Parse the words, write the files, say what was written; exit code 1 when nothing could be written."""
    parser = argparse.ArgumentParser(
        prog="python -m berichtsgenerator.sampledata",
        description="Schreibt Musterlieferungen (erzeugte Daten, keine amtlichen Zahlen) in einen Ordner.",
    )
    parser.add_argument("ordner", type=Path, help="Zielordner, zum Beispiel data_in")
    parser.add_argument("--samen", type=int, default=2026, help="Startwert des Zufalls (Vorgabe: 2026)")
    parser.add_argument("--lieferungen", default="*", help="nur Dateien mit diesem Muster, zum Beispiel '12411-*'")
    chosen = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        written = generate(chosen.ordner, chosen.samen, chosen.lieferungen)
    except OSError as error:
        print(f"{chosen.ordner}: lässt sich nicht schreiben ({error.strerror}).", file=sys.stderr)
        return 1
    if not written:
        print(f"Kein Dateiname passt zu „{chosen.lieferungen}“.", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in written) / 1_000_000
    megabytes = f"{size:.1f}".replace(".", ",")
    print(f"{len(written)} Dateien, {megabytes} MB, {time.monotonic() - started:.0f} s: {chosen.ordner}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
