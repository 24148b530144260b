"""The project's renderer draws what matplotlib's own PDF canvas draws: images at 100 dpi without a visible difference.

Text is left out: its metrics are the document's, and that is the point of the renderer.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import charts_samples as samples
import matplotlib
import numpy as np
import pytest
from charts_page import write_alone
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text
from PIL import Image

from berichtsgenerator.charts import ChartStyle, draw_sheet
from berichtsgenerator.charts.canvas.renderer import DrawingRenderer
from berichtsgenerator.document.drawings import Drawing, PathItem
from berichtsgenerator.document.graphics import ChartSpec

STYLE = ChartStyle()
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler) ist nicht vorhanden")
SPECS: dict[str, ChartSpec] = {
    "bars": samples.gemeinden(),
    "stacked": samples.grouped(mode="gestapelt"),
    "lines": samples.years_line(),
    "pyramid": samples.pyramid(),
    "dumbbells": samples.dumbbells(),
    "panels": samples.panels(),
    "heat": samples.heat(),
    "scatter": samples.scatter(),
    "strips": samples.strips(),
    "lorenz": samples.lorenz(),
    "waterfall": samples.waterfall(),
    "transitions": samples.transitions(),
    "tiles": samples.tile_map(hidden=()),
    "symbols": samples.symbol_map(),
}


def image(path: Path) -> np.ndarray:
    """A page at 100 dpi in grey."""
    made = subprocess.run(
        ["pdftoppm", "-r", "100", "-png", "-singlefile", str(path)], check=True, capture_output=True
    ).stdout
    return np.asarray(Image.open(io.BytesIO(made)).convert("L"), dtype=float)


def compare(tmp_path: Path, figure: Figure, drawing: Drawing) -> tuple[float, float]:
    """Share of visibly different pixels, and the mean difference of blocks of 4 × 4 (0 to 255)."""
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    shapes = Drawing(
        drawing.width, drawing.height, tuple(item for item in drawing.items if isinstance(item, PathItem)),
        drawing.alphas,
    )  # fmt: skip
    write_alone(ours, shapes, STYLE)
    FigureCanvasPdf(figure).print_pdf(theirs)
    one, other = image(ours), image(theirs)
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    assert abs(one.shape[0] - other.shape[0]) <= 1 and abs(one.shape[1] - other.shape[1]) <= 1
    difference = np.abs(one[:height, :width] - other[:height, :width])
    blocks = difference[: height // 4 * 4, : width // 4 * 4].reshape(height // 4, 4, width // 4, 4).mean(axis=(1, 3))
    return float(np.mean(difference > 64)), float(blocks.max())


@needs_poppler
@pytest.mark.parametrize("name", SPECS)
def test_charts_look_as_in_matplotlibs_own_pdf(tmp_path: Path, name: str) -> None:
    """Lines, areas, markers, hatches and dashes lie where they lie there."""
    sheet = draw_sheet(SPECS[name], width=467, style=STYLE)
    drawing = sheet.drawing()
    for artist in list(sheet.figure.artists):
        if type(artist).__name__ == "_Label":
            artist.remove()
    different, worst = compare(tmp_path, sheet.figure, drawing)
    hatched = name in ("stacked", "waterfall", "heat", "symbols")  # hatches lie on their own grid
    assert different < (0.03 if hatched else 0.001), (different, worst)


def _plots(figure: Figure) -> None:
    axes = figure.subplots()
    x = np.linspace(0, 10, 200)
    axes.plot(x, np.sin(x), lw=2)
    axes.plot(x, np.cos(x), "--", lw=1.2)
    axes.plot(x[::20], np.sin(x[::20]) / 2, "s", ms=6)
    axes.fill_between(x, -0.3, 0.3, alpha=0.4)


def _collections(figure: Figure) -> None:
    axes = figure.subplots()
    patches = [Circle((step, step % 3), 0.4) for step in range(8)]
    axes.add_collection(PatchCollection(patches, facecolor="tab:orange", edgecolor="black", alpha=0.7))
    axes.scatter(range(8), [2.5, 1, 0, 2, 1.5, 3, 0.5, 2], c=range(8), s=[20 * (step + 1) for step in range(8)])
    axes.add_patch(Rectangle((-0.5, -0.5), 9, 1.2, fill=False, lw=3, transform=axes.transData))
    axes.set(xlim=(-1, 8.5), ylim=(-1, 4))


def _image(figure: Figure) -> None:
    axes = figure.subplots()
    axes.imshow(np.arange(48).reshape(6, 8), interpolation="none", cmap="Blues")


@needs_poppler
@pytest.mark.parametrize("make", [_plots, _collections, _image])
def test_any_figure_looks_as_in_matplotlibs_own_pdf(tmp_path: Path, make: Callable[[Figure], None]) -> None:
    """Also figures of ordinary axes: clipped lines, transparent areas, markers, collections, images."""
    with matplotlib.rc_context():
        matplotlib.rcParams["path.simplify"] = False
        figure = Figure(figsize=(5, 3), dpi=72, frameon=False)
        make(figure)
        for text in figure.findobj(Text):
            text.set_visible(False)
        renderer = DrawingRenderer(360, 216, STYLE.fonts)
        figure.draw(renderer)
        different, worst = compare(tmp_path, figure, renderer.drawing())
    assert different < 0.001 and worst < 40, (different, worst)
