"""The sheet a chart is drawn on: a matplotlib figure measured in points.

Charts compute their own layout (every label is measured beforehand) and put finished marks on the sheet. The marks are
matplotlib artists without data transforms, ticks or automatic layout, so a chart costs a few milliseconds, and the same
sheet goes to the page, to SVG and to PNG.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, TransformedPath

from berichtsgenerator.charts.canvas.renderer import DrawingRenderer
from berichtsgenerator.charts.canvas.style import WHITE, ChartStyle, Colour, DashPattern, font_properties
from berichtsgenerator.document.drawings import Drawing

Point = tuple[float, float]

_HALF_CAP = 0.358
"""Half the height of a capital letter as a share of the size: what text is centred by."""

_BEND = 0.5522847498
"""Distance of the control points by which four Bézier curves come nearest to a circle of radius 1."""
_CIRCLE = np.array(
    [
        *((1, 0), (1, _BEND), (_BEND, 1), (0, 1), (-_BEND, 1), (-1, _BEND), (-1, 0)),
        *((-1, -_BEND), (-_BEND, -1), (0, -1), (_BEND, -1), (1, -_BEND), (1, 0), (1, 0)),
    ]
)
_CIRCLE_CODES = np.array([Path.MOVETO, *[Path.CURVE4] * 12, Path.CLOSEPOLY], dtype=np.uint8)


class _Shape(Artist):
    """A path in points, filled, stroked, hatched."""

    def __init__(
        self,
        path: Path,
        fill: Colour | None,
        line: Colour | None,
        width: float,
        dash: DashPattern,
        hatch: str,
        hatch_colour: Colour,
        alpha: float,
        cap: str,
        clip: Path | None,
    ) -> None:
        super().__init__()
        self._path, self._fill, self._line, self._width, self._dash = path, fill, line, width, dash
        self._hatch, self._hatch_colour, self._opacity, self._cap = hatch, hatch_colour, alpha, cap
        self._clip = clip

    def draw(self, renderer: Any) -> None:
        """Draw through any matplotlib renderer; widths and dashes are points, which a renderer scales itself."""
        gc = renderer.new_gc()
        if self._line is None:
            gc.set_linewidth(0)
        else:
            gc.set_foreground((*self._line, self._opacity), isRGBA=True)
            gc.set_linewidth(self._width)
            gc.set_capstyle(self._cap)
            gc.set_joinstyle("round")
            if self._dash:
                gc.set_dashes(0, list(self._dash))
        if self._hatch:
            gc.set_hatch(self._hatch)
            gc.set_hatch_color((*self._hatch_colour, 1.0))
            gc.set_hatch_linewidth(0.6)
        if self._clip is not None:
            gc.set_clip_path(TransformedPath(self._clip, _points(self)))
        fill = None if self._fill is None else (*self._fill, self._opacity)
        renderer.draw_path(gc, self._path, _points(self), fill)
        gc.restore()
        self.stale = False


class _Label(Artist):
    """A string anchored left on its baseline."""

    def __init__(self, x: float, y: float, text: str, prop: FontProperties, colour: Colour, angle: float) -> None:
        super().__init__()
        self._x, self._y, self._text, self._prop, self._colour, self._angle = x, y, text, prop, colour, angle

    def draw(self, renderer: Any) -> None:
        """Draw through any matplotlib renderer."""
        gc = renderer.new_gc()
        gc.set_foreground((*self._colour, 1.0), isRGBA=True)
        x, y = _points(self).transform((self._x, self._y))
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(gc, x, y, self._text, self._prop, self._angle)
        gc.restore()
        self.stale = False


def _points(artist: Artist) -> Affine2D:
    figure = artist.get_figure()
    return Affine2D().scale((figure.dpi if figure is not None else 72.0) / 72.0)


class Sheet:
    """A drawing area of ``width`` × ``height`` points, origin bottom left."""

    def __init__(self, width: float, height: float, style: ChartStyle) -> None:
        self.width = width
        self.height = height
        self.style = style
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72, frameon=False)

    def drawing(self) -> Drawing:
        """The sheet as a display list for the page."""
        renderer = DrawingRenderer(self.width, self.height, self.style.fonts)
        self.figure.draw(renderer)
        return renderer.drawing()

    def _add(self, artist: Artist) -> None:
        self.figure.add_artist(artist)

    def path(
        self,
        path: Path,
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        weight: float = 0.6,
        dash: DashPattern = (),
        hatch: str = "",
        hatch_colour: Colour = WHITE,
        alpha: float = 1.0,
        cap: str = "butt",
        clip: Path | None = None,
    ) -> None:
        """Any path."""
        self._add(_Shape(path, fill, line, weight, dash, hatch, hatch_colour, alpha, cap, clip))

    def line(
        self,
        points: Sequence[Point],
        colour: Colour,
        *,
        weight: float = 0.6,
        dash: DashPattern = (),
        cap: str = "butt",
    ) -> None:
        """A polyline."""
        self.path(Path(np.asarray(points, dtype=float)), line=colour, weight=weight, dash=dash, cap=cap)

    def lines(self, segments: Sequence[tuple[Point, Point]], colour: Colour, *, weight: float = 0.5) -> None:
        """Separate straight lines in one path."""
        if not segments:
            return
        codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(segments))
        self.path(Path(np.asarray(segments, dtype=float).reshape(-1, 2), codes), line=colour, weight=weight)

    def polygon(self, points: Sequence[Point], **options: Any) -> None:
        """A closed polygon; options as for :meth:`path`."""
        self.path(Path([*points, points[0]], closed=True), **options)

    def rectangle(self, x: float, y: float, width: float, height: float, **options: Any) -> None:
        """A rectangle from its lower left corner; options as for :meth:`path`."""
        self.polygon(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), **options)

    def dots(self, points: Sequence[Point], radius: float, fill: Colour, *, line: Colour | None = WHITE) -> None:
        """Round markers, all in one path."""
        if not points:
            return
        circles = np.concatenate([_CIRCLE * radius + np.asarray(point, dtype=float) for point in points])
        self.path(Path(circles, np.tile(_CIRCLE_CODES, len(points))), fill=fill, line=line, weight=0.6)

    def mark(self, point: Point, shape: int, radius: float, colour: Colour) -> None:
        """One marker of the nth shape: disc, ring, square, diamond, triangle, again from the first."""
        x, y = point
        kind = shape % 5
        if kind == 1:
            path = Path(_CIRCLE * (radius - 0.5) + np.asarray(point, dtype=float), _CIRCLE_CODES)
            self.path(path, fill=WHITE, line=colour, weight=1.4)
        elif kind == 0:
            self.dots((point,), radius, colour)
        else:
            corners = {
                2: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
                3: ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
                4: ((-1.1, -0.9), (1.1, -0.9), (0, 1.1)),
            }[kind]
            places = [(x + radius * a, y + radius * b) for a, b in corners]
            self.polygon(places, fill=colour, line=WHITE, weight=0.6)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        face: str = "sans",
        size: float | None = None,
        colour: Colour | None = None,
        align: str = "left",
        middle: bool = False,
        angle: float = 0.0,
        knock_out: bool = False,
    ) -> None:
        """A string at (``x``, ``y``): its baseline, or with ``middle`` the middle of its capitals.

        ``align`` (left, center, right) is along the text, also when it is turned by ``angle``. ``knock_out`` puts white
        under it so that lines behind don't run through.
        """
        if not text.strip():
            return
        style = self.style
        points = style.size if size is None else size
        length = style.width(text, points, face)
        shift = {"left": 0.0, "center": length / 2, "right": length}[align]
        drop = _HALF_CAP * points if middle else 0.0
        turn = np.deg2rad(angle)
        x0 = x - shift * float(np.cos(turn)) + drop * float(np.sin(turn))
        y0 = y - shift * float(np.sin(turn)) - drop * float(np.cos(turn))
        if knock_out:
            self.rectangle(x0 - 1.2, y0 - 0.22 * points, length + 2.4, 1.1 * points, fill=WHITE)
        prop = font_properties(style.fonts[face], points)
        self._add(_Label(x0, y0, text, prop, style.text if colour is None else colour, angle))

    def block(self, x: float, y: float, lines: Sequence[str], *, size: float, leading: float, **options: Any) -> None:
        """Lines of text whose middle is at ``y``."""
        top = y + leading * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            self.text(x, top - index * leading, line, size=size, middle=True, **options)
