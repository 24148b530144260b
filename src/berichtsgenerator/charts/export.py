"""Charts saved alone, for web pages and other documents: SVG, PDF and PNG.

The same sheet that goes to the page is drawn by matplotlib's own SVG, PDF and Agg canvases. SVG carries its title and
alternative text (``role="img"``), PDF its title and its fonts; no format carries a date or a random id, so the same
chart gives the same bytes.
"""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from berichtsgenerator.charts.canvas.replay import replay
from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle
from berichtsgenerator.charts.drawing import draw_sheet
from berichtsgenerator.diagnostics import OutputError, Place, error
from berichtsgenerator.document.drawings import Drawing
from berichtsgenerator.document.graphics import ChartSpec

FORMATS = ("svg", "pdf", "png")
DEFAULT_WIDTH = 467.0
"""Points: the measure of a portrait A4 page."""


def _sheet(source: ChartSpec | Drawing, width: float, height: float | None, style: ChartStyle | None) -> Sheet:
    look = style or ChartStyle()
    if isinstance(source, Drawing):
        return replay(source, look)
    return draw_sheet(source, width=width, height=height, style=look)


def to_png(
    source: ChartSpec | Drawing,
    *,
    width: float = DEFAULT_WIDTH,
    height: float | None = None,
    style: ChartStyle | None = None,
    dpi: float = 150.0,
    title: str = "",
    alt: str = "",
) -> bytes:
    """A chart as PNG on white with 256 colours; ``width`` and ``height`` in points (a drawing has its own).

    Title and alternative text stand in the file's text fields.
    """
    figure = _sheet(source, width, height, style).figure
    figure.set_frameon(True)
    figure.set_facecolor("white")
    figure.set_dpi(dpi)
    target = io.BytesIO()
    FigureCanvasAgg(figure).print_png(target, metadata={"Software": None})  # type: ignore[no-untyped-call]
    target.seek(0)
    with Image.open(target) as full:
        image = full.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    words = PngInfo()
    for name, text in (("Title", title), ("Description", alt)):
        if text:
            words.add_itxt(name, text)
    small = io.BytesIO()
    image.save(small, "PNG", optimize=True, dpi=(dpi, dpi), pnginfo=words)
    return small.getvalue()


def to_svg(
    source: ChartSpec | Drawing,
    *,
    width: float = DEFAULT_WIDTH,
    height: float | None = None,
    style: ChartStyle | None = None,
    title: str = "",
    alt: str = "",
    outlines: bool = True,
) -> bytes:
    """A chart as SVG with its title and alternative text.

    ``outlines`` draws letters as shapes, so that it looks the same everywhere; else they stay text in the document's
    typeface, which the page must then provide.
    """
    figure = _sheet(source, width, height, style).figure
    target = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcParams["svg.fonttype"] = "path" if outlines else "none"
        matplotlib.rcParams["svg.hashsalt"] = "berichtsgenerator"
        FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
            target, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return _described(target.getvalue().decode("utf-8"), title, alt).encode("utf-8")


def to_pdf(
    source: ChartSpec | Drawing,
    *,
    width: float = DEFAULT_WIDTH,
    height: float | None = None,
    style: ChartStyle | None = None,
    title: str = "",
    alt: str = "",
) -> bytes:
    """A chart as a page of its own size, vector, with the fonts that it uses (for other programs; not tagged)."""
    figure = _sheet(source, width, height, style).figure
    target = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcParams["pdf.fonttype"] = 42
        metadata = {
            "Creator": None,
            "Producer": None,
            "Title": title or None,
            "Subject": alt or None,
            "CreationDate": None,
        }
        FigureCanvasPdf(figure).print_pdf(target, metadata=metadata)  # type: ignore[no-untyped-call]
    return target.getvalue()


def to_bytes(
    source: ChartSpec | Drawing,
    kind: str,
    *,
    width: float = DEFAULT_WIDTH,
    height: float | None = None,
    style: ChartStyle | None = None,
    title: str = "",
    alt: str = "",
) -> bytes:
    """A chart in one of :data:`FORMATS`; raises ValueError for any other."""
    if kind == "svg":
        return to_svg(source, width=width, height=height, style=style, title=title, alt=alt)
    if kind == "pdf":
        return to_pdf(source, width=width, height=height, style=style, title=title, alt=alt)
    if kind == "png":
        return to_png(source, width=width, height=height, style=style, title=title, alt=alt)
    raise ValueError(f"not a format of charts: {kind!r}")


def _described(svg: str, title: str, alt: str) -> str:
    """Put title and description first inside the ``svg`` element (SVG 2, 5.7) and name it an image."""
    start = svg.index("<svg ")
    end = svg.index(">", start) + 1
    head = svg[start : end - 1] + ' role="img"'
    inner = ""
    if title:
        inner += f"\n <title>{escape(title)}</title>"
    if alt:
        inner += f"\n <desc>{escape(alt)}</desc>"
    return svg[:start] + head + ">" + inner + svg[end:]


def save(
    source: ChartSpec | Drawing,
    path: Path,
    *,
    width: float = DEFAULT_WIDTH,
    style: ChartStyle | None = None,
    title: str = "",
    alt: str = "",
) -> None:
    """Save a chart as ``.svg``, ``.pdf`` or ``.png``, replaced whole; raises :class:`OutputError` where that fails."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise OutputError(
            error(
                "diagramm-format",
                f"Ein Diagramm kann nicht als „{path.suffix}“ gespeichert werden.",
                Place(file=path.name),
                "Möglich sind .svg, .pdf und .png.",
            )
        )
    content = to_bytes(source, kind, width=width, style=style, title=title, alt=alt)
    beside = path.with_name(path.name + ".tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise OutputError(
            error(
                "diagramm-speichern",
                f"Das Diagramm kann nicht gespeichert werden ({problem.strerror}).",
                Place(file=path.name),
            )
        ) from problem
