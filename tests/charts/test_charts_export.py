"""Charts saved alone."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import charts_samples as samples
import numpy as np
import pytest
from PIL import Image

from berichtsgenerator.charts import ChartStyle, draw
from berichtsgenerator.charts.canvas.replay import replay
from berichtsgenerator.charts.export import save, to_png, to_svg
from berichtsgenerator.diagnostics import OutputError
from berichtsgenerator.document.graphics import ChartSpec

STYLE = ChartStyle()
SPECS: dict[str, ChartSpec] = {
    "bars": samples.grouped(mode="prozent", series=4),
    "lines": samples.years_line(),
    "pyramid": samples.pyramid(),
    "tiles": samples.tile_map(),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_drawing_replayed_looks_as_its_specification(name: str) -> None:
    """PNG of the spec and of its finished drawing are alike."""
    one = Image.open(io.BytesIO(to_png(SPECS[name], style=STYLE, dpi=72))).convert("L")
    other = Image.open(io.BytesIO(to_png(draw(SPECS[name], width=467, style=STYLE), style=STYLE, dpi=72))).convert("L")
    assert one.size == other.size
    difference = np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float))
    # hatches of the pixel canvas are laid from its own corner
    assert float(np.mean(difference > 60)) < (0.03 if name == "bars" else 0.005)


def test_svg_carries_title_and_description() -> None:
    """The alternative text is in the file, escaped, first in the root element, which is an image."""
    svg = to_svg(SPECS["bars"], style=STYLE, title="Anteile < 5 %", alt="In Griesheim & Messel")
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert [child.tag for child in root][:2] == [space + "title", space + "desc"]
    assert root[0].text == "Anteile < 5 %" and root[1].text == "In Griesheim & Messel"


def test_svg_text_stays_text_on_demand() -> None:
    """Without outlines the letters can be selected."""
    assert b"<text" not in to_svg(SPECS["bars"], style=STYLE)
    assert b"Babenhausen, Stadt</text>" in to_svg(SPECS["bars"], style=STYLE, outlines=False)


def test_files_have_the_same_bytes_in_another_process() -> None:
    """Neither time nor hash seed shows in drawing, SVG or PNG."""
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); import charts_samples as s\n"
        "from berichtsgenerator.charts import draw\n"
        "from berichtsgenerator.charts.export import to_png, to_svg\n"
        "spec = s.tile_map(); parts = repr(draw(spec, width=467)).encode() + to_svg(spec) + to_png(spec, dpi=72)\n"
        "print(hashlib.sha256(parts).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_pyplot_is_never_imported() -> None:
    """No global figure state: drawing leaves pyplot out of the process."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import charts_samples as s\n"
        "from berichtsgenerator.charts.export import to_png, to_svg\n"
        "to_png(s.tile_map()); to_svg(s.months_line()); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"


def test_saving(tmp_path: Path) -> None:
    """Two formats are written whole; others and impossible places are German messages."""
    for name in ("a.svg", "a.png"):
        save(SPECS["tiles"], tmp_path / name, style=STYLE, title="Karte")
        assert (tmp_path / name).stat().st_size > 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg"]
    with pytest.raises(OutputError, match=r"„\.gif“"):
        save(SPECS["tiles"], tmp_path / "a.gif", style=STYLE)
    with pytest.raises(OutputError, match="nicht gespeichert"):
        save(SPECS["tiles"], tmp_path / "fehlt" / "a.svg", style=STYLE)


def test_replay_refuses_what_it_does_not_know() -> None:
    """An operator of another origin is not drawn wrongly but refused."""
    from berichtsgenerator.document.drawings import Drawing, PathItem

    with pytest.raises(ValueError, match="'sh'"):
        replay(Drawing(100, 100, (PathItem(b"q /S1 sh Q"),)), STYLE)
