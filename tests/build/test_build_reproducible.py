"""The same input gives the same bytes: across hash seeds, worker counts, cold and warm, on screen and in print."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from build_probe import Probe

from berichtsgenerator.pdf.treetext import tree_text

DRIVER = """
import sys
from pathlib import Path
from berichtsgenerator import cli
from berichtsgenerator.build import drawing, recall, resources
if __name__ == "__main__":
    for module in (resources, recall):
        module.bundled_layouts = lambda: Path(sys.argv[1])
    drawing._WORTH_A_POOL = 1
    cli.main(sys.argv[2:])
"""
EDITIONS = "hausstil: {fassungen: [bildschirm, druck]}\n"


def run(probe: Probe, folder: Path, seed: str, processes: str, *words: str) -> dict[str, bytes]:
    """Build in an interpreter of its own and take what it has written."""
    empty = probe.root.parent / "keine-layouts"
    empty.mkdir(exist_ok=True)
    script = probe.root.parent / "treiber.py"
    script.write_text(DRIVER, encoding="utf-8")
    call = [sys.executable, str(script), str(empty), "bauen", "probe", "--projekt", str(probe.project)]
    done = subprocess.run(
        [*call, "--ausgabe", str(folder), "--prozesse", processes, *words],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name[0] != "."}


def test_bytes_do_not_depend_on_hash_seed_worker_count_or_cache(probe: Probe, tmp_path: Path) -> None:
    probe.add(EDITIONS)
    first = run(probe, tmp_path / "eins", "1", "1", "--ohne-cache")
    assert sorted(first) == ["probe-druck.pdf", "probe.pdf", "probe.register.json"]
    assert run(probe, tmp_path / "zwei", "2", "2", "--ohne-cache") == first
    assert run(probe, tmp_path / "zwei", "3", "1") == first
    assert first["probe.pdf"] != first["probe-druck.pdf"]
    assert tree_text(first["probe.pdf"]).count("TR") == tree_text(first["probe-druck.pdf"]).count("TR")
