"""The renderer against matplotlib's own PDF output, and what it writes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from charts_page import write_alone
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle
from PIL import Image

from berichtsgenerator.charts import ChartStyle
from berichtsgenerator.charts.canvas.renderer import DrawingRenderer, number
from berichtsgenerator.diagnostics import TypesettingError
from berichtsgenerator.document.drawings import Drawing, PathItem, TextItem

STYLE = ChartStyle()
WIDTH, HEIGHT = 400.0, 260.0


def render(figure: Figure) -> Drawing:
    renderer = DrawingRenderer(WIDTH, HEIGHT, STYLE.fonts)
    figure.draw(renderer)
    return renderer.drawing()


def new_figure() -> Figure:
    return Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=72)


def everything() -> Figure:
    """A figure without text: lines, dashes, markers, bars, hatches, transparency, clipping, scatter, cells."""
    figure = new_figure()
    left, right = figure.subplots(1, 2)
    xs = np.linspace(0, 10, 60)
    left.plot(xs, np.sin(xs), lw=1.5, ls="--", color="#1F4E79")
    left.plot(xs[::6], np.cos(xs[::6]), "o-", ms=5, mfc="white", color="#CF7210")
    left.bar([1, 3, 5], [0.5, 0.8, 0.3], hatch="//", color="#B4CCE2", edgecolor="#0F3963", lw=1)
    left.fill_between(xs, -0.5, np.sin(xs) - 1, alpha=0.4, color="#2E8577")
    left.set_xlim(0.5, 9)
    left.scatter(xs[::5], np.full(12, -1.5), s=np.linspace(4, 60, 12), c=np.linspace(0, 1, 12))
    patches = [Circle((3, 3), 2), Rectangle((5, 5), 3, 2), Polygon([(1, 8), (4, 9), (2, 6)])]
    right.add_collection(PatchCollection(patches, facecolor=["#9B2D55", "#8F86C4", "#262626"], edgecolor="k"))
    right.imshow(np.arange(12).reshape(3, 4), extent=(6, 10, 0, 3), cmap="Blues", interpolation="nearest")
    right.set_xlim(0, 10)
    right.set_ylim(0, 10)
    right.set_aspect("auto")
    for axes in (left, right):
        axes.set_xticklabels([])
        axes.set_yticklabels([])
        axes.grid(True)
    return figure


def raster(path: Path) -> np.ndarray:
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", str(path), str(path.with_suffix(""))], check=True)
    return np.asarray(Image.open(path.with_suffix(".png")).convert("L"), dtype=float)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm fehlt")
def test_a_figure_looks_as_in_matplotlibs_own_pdf(tmp_path: Path) -> None:
    """Rendered at 100 dpi the two differ nowhere visibly."""
    own = tmp_path / "own.pdf"
    reference = tmp_path / "reference.pdf"
    figure = everything()
    write_alone(own, render(figure), STYLE)
    FigureCanvasPdf(figure).print_pdf(str(reference), metadata={"CreationDate": None})
    difference = np.abs(raster(own) - raster(reference))
    assert float(np.mean(difference > 60)) < 0.004
    assert float(np.mean(difference)) < 1.0


def test_only_path_operators_are_written() -> None:
    """No image, no font, no shading: paths, colours, widths, dashes, clips and named alphas."""
    drawing = render(everything())
    words = {
        word
        for item in drawing.items
        if isinstance(item, PathItem)
        for word in item.operators.split()
        if word[:1].isalpha()
    }
    assert words <= {
        b"q",
        b"Q",
        b"m",
        b"l",
        b"c",
        b"h",
        b"re",
        b"W",
        b"n",
        b"f",
        b"S",
        b"B",
        b"rg",
        b"RG",
        b"w",
        b"J",
    } | {
        b"j",
        b"d",
        b"gs",
    }
    assert 40 in drawing.alphas


def test_text_keeps_its_face_size_angle_and_place() -> None:
    """Strings become text items in the document's faces; other fonts fall back by weight and slant."""
    figure = new_figure()
    figure.text(0.5, 0.5, "Äpfel", fontsize=11, rotation=90, parse_math=False)
    figure.text(0, 0, "fett", fontsize=9, weight="bold", parse_math=False, va="baseline")
    figure.text(0, 0.9, "schräg", style="italic", parse_math=False, color=(0, 0, 0), alpha=0.5)
    items = [item for item in render(figure).items if isinstance(item, TextItem)]
    upright, bold, slanted = items
    assert (upright.text, upright.face, upright.size, upright.angle) == ("Äpfel", "sans", 11.0, 90.0)
    assert (bold.x, bold.y, bold.face) == (0.0, 0.0, "sans-bold")
    assert slanted.face == "sans-italic" and slanted.colour == (0.5, 0.5, 0.5)
    assert render(figure).fonts == ("sans", "sans-bold", "sans-italic")


def test_text_is_measured_as_the_document_prints_it() -> None:
    """Right-aligned text ends where its advances say."""
    figure = new_figure()
    figure.text(1.0, 0.5, "Landkreis 7,1", ha="right", fontsize=8, parse_math=False)
    (item,) = (item for item in render(figure).items if isinstance(item, TextItem))
    assert item.x + STYLE.width(item.text, 8) == pytest.approx(WIDTH, abs=0.02)


def test_formulas_are_drawn_as_shapes() -> None:
    """A formula has no text item but paths."""
    figure = new_figure()
    figure.text(0.2, 0.5, r"$\frac{a}{b}$")
    figure.patch.set_visible(False)
    items = render(figure).items
    assert items and all(isinstance(item, PathItem) for item in items)


def test_hatches_stay_in_their_shape() -> None:
    """A hatch is clipped to its path and drawn as lines."""
    figure = new_figure()
    figure.patch.set_visible(False)
    figure.add_artist(Rectangle((0.1, 0.1), 0.2, 0.3, hatch="xx", facecolor="w", transform=figure.transFigure))
    code = b"".join(item.operators for item in render(figure).items if isinstance(item, PathItem))
    assert b"W n" in code and b"\nS" in code


def test_large_images_are_refused() -> None:
    """A photograph is no chart."""
    figure = new_figure()
    figure.figimage(np.zeros((300, 300)))
    with pytest.raises(TypesettingError, match="kann nicht als Vektorgrafik"):
        render(figure)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, b"0"), (-0.0001, b"0"), (1.5, b"1.5"), (100.0, b"100"), (1e-9, b"0"), (-2.25, b"-2.25")]
)
def test_numbers_as_pdf_writes_them(value: float, text: bytes) -> None:
    """No exponent, no trailing zero, no minus zero."""
    assert number(value) == text
