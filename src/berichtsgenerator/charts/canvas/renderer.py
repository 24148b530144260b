"""A matplotlib renderer that writes a display list for the page.

Paths become PDF path and paint operators, strings become text items in the document's own faces: vector, no raster, no
font of its own. matplotlib's display unit is the point (72 dpi), origin bottom left, so coordinates pass unchanged.
Consecutive paths share one ``q … Q`` group, in which only changes of the graphics state are written.

Clauses: ISO 32000-1, 8.4 (graphics state), 8.5 (paths, clipping), 11.6.4.4 (constant alpha).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from matplotlib import _path
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Affine2DBase, Transform

from berichtsgenerator.charts.canvas.metrics import FontMetrics, metrics_of
from berichtsgenerator.diagnostics import TypesettingError, error
from berichtsgenerator.document.drawings import Drawing, PathItem, TextItem

_OPERATORS = [b"m", b"l", b"", b"c", b"h"]
_CAPS = {"butt": b"0 J", "round": b"1 J", "projecting": b"2 J"}
_JOINS = {"miter": b"0 j", "round": b"1 j", "bevel": b"2 j"}
_HATCH_TILE = 72.0
_MAX_CELLS = 40_000
_IDENTITY = Affine2D()

Rgba = tuple[float, float, float, float]


def number(value: float) -> bytes:
    """A number as PDF writes it: at most three decimals, no trailing zeros, no exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode("ascii")


def numbers(*values: float) -> bytes:
    """Numbers separated by blanks."""
    return b" ".join(number(value) for value in values)


class DrawingRenderer(RendererBase):
    """Draws a figure of ``width`` × ``height`` points into a :class:`Drawing`.

    ``fonts`` gives the TrueType file of each face; a string in a file of these gets its face, any other font is
    replaced by the face of the same weight and slant. Measures of text come from the same files, without kerning, as it
    is printed.
    """

    def __init__(self, width: float, height: float, fonts: Mapping[str, FilePath]) -> None:
        super().__init__()
        self.width = width
        self.height = height
        self.dpi = 72.0
        self._fonts = fonts
        self._faces = {str(file): face for face, file in fonts.items()}
        self._items: list[PathItem | TextItem] = []
        self._code: list[bytes] = []
        self._alphas: set[int] = set()
        self._used: set[str] = set()
        self._state: dict[str, bytes] = {}

    # --- the result -------------------------------------------------------------------------------------------------

    def drawing(self) -> Drawing:
        """Everything drawn so far."""
        self._flush()
        return Drawing(
            self.width, self.height, tuple(self._items), tuple(sorted(self._alphas)), tuple(sorted(self._used))
        )

    def _flush(self) -> None:
        if self._code:
            self._items.append(PathItem(b"q\n" + b"\n".join(self._code) + b"\nQ\n"))
            self._code = []
        self._state = {}

    def _set(self, name: str, operator: bytes) -> None:
        if self._state.get(name) != operator:
            self._state[name] = operator
            self._code.append(operator)

    # --- what matplotlib asks ---------------------------------------------------------------------------------------

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """PDF counts from below."""
        return False

    def points_to_pixels(self, points: Any) -> Any:
        """The display unit is the point."""
        return points

    def option_image_nocomposite(self) -> bool:
        """Images stay apart: each becomes cells of its own."""
        return True

    def option_scale_image(self) -> bool:
        """Images are asked for with their own cells, not resampled."""
        return True

    # --- text -------------------------------------------------------------------------------------------------------

    def face_of(self, prop: FontProperties) -> str:
        """The face that prints text of these properties."""
        face = self._faces.get(str(prop.get_file()))
        if face is not None:
            return face
        weight = prop.get_weight()
        heavy = weight >= 600 if isinstance(weight, int | float) else weight in ("bold", "semibold", "heavy", "black")
        if heavy and "sans-bold" in self._fonts:
            return "sans-bold"
        if prop.get_style() != "normal" and "sans-italic" in self._fonts:
            return "sans-italic"
        return "sans"

    def _metrics(self, face: str) -> FontMetrics:
        return metrics_of(self._fonts[face])

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """Width, height and descent of a string in points."""
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        size = prop.get_size_in_points()
        metrics = self._metrics(self.face_of(prop))
        descent = metrics.descent * size
        return metrics.width(s, size), metrics.ascent * size + descent, descent

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        """A string on its baseline; formulas are drawn as outlines."""
        if ismath:
            self._draw_text_as_path(gc, x, y, s, prop, angle, ismath, mtext)  # type: ignore[attr-defined]
            return
        if not s.strip():
            return
        clip = gc.get_clip_rectangle()
        if clip is not None and not (clip.x0 <= x <= clip.x1 and clip.y0 <= y <= clip.y1):
            return
        self._flush()
        red, green, blue, alpha = _rgba(gc.get_rgb(), gc)
        colour = (_on_white(red, alpha), _on_white(green, alpha), _on_white(blue, alpha))
        face = self.face_of(prop)
        self._used.add(face)
        size = round(float(prop.get_size_in_points()), 3)
        place = (round(float(x), 2), round(float(y), 2))
        self._items.append(TextItem(*place, s, face, size, round(float(angle), 3), colour))

    # --- paths ------------------------------------------------------------------------------------------------------

    def _operators(self, path: Path, transform: Transform, clip: tuple[float, ...] | None) -> bytes:
        code: bytes = _path.convert_to_string(  # type: ignore[attr-defined]
            path,
            transform,
            clip,
            False,
            None,
            2,
            [*_OPERATORS],
            True,
        )
        return code.rstrip()

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        """A path, filled with ``rgbFace``, stroked by ``gc``, hatched and clipped as ``gc`` says."""
        fill = _rgba(rgbFace, gc) if rgbFace is not None else None
        if fill is not None and fill[3] == 0:
            fill = None
        stroke: Rgba | None = _rgba(gc.get_rgb(), gc)
        if gc.get_linewidth() <= 0 or stroke is None or stroke[3] == 0:
            stroke = None
        hatch = gc.get_hatch()
        if fill is None and stroke is None and not hatch:
            return
        page = (0.0, 0.0, self.width, self.height)
        # lines are cut at the page so that far-away points write no huge numbers; areas are not, their shape would
        # change
        operators = self._operators(path, transform, page if fill is None and not hatch else None)
        if not operators:
            return
        clipped = self._begin_clip(gc)
        if hatch:
            if fill is not None:
                self._paint(operators, gc, fill, None)
            self._hatch(gc, path, transform, operators)
            if stroke is not None:
                self._paint(operators, gc, None, stroke)
        elif fill is not None and stroke is not None and round(fill[3], 2) != round(stroke[3], 2):
            self._paint(operators, gc, fill, None)
            self._paint(operators, gc, None, stroke)
        else:
            self._paint(operators, gc, fill, stroke)
        self._end_clip(clipped)

    def _paint(self, operators: bytes, gc: Any, fill: Rgba | None, stroke: Rgba | None) -> None:
        self._alpha((fill or stroke or (0, 0, 0, 1.0))[3])
        if fill is not None:
            self._set("fill", numbers(*fill[:3]) + b" rg")
        if stroke is not None:
            self._set("stroke", numbers(*stroke[:3]) + b" RG")
            self._set("width", number(gc.get_linewidth()) + b" w")
            self._set("cap", _CAPS[gc.get_capstyle()])
            self._set("join", _JOINS[gc.get_joinstyle()])
            offset, dashes = gc.get_dashes()
            pattern = b"" if dashes is None else numbers(*(float(dash) for dash in dashes))
            self._set("dash", b"[" + pattern + b"] " + number(float(offset or 0)) + b" d")
        self._code.append(operators)
        self._code.append(b"B" if fill is not None and stroke is not None else b"f" if fill is not None else b"S")

    def _alpha(self, alpha: float) -> None:
        percent = round(alpha * 100)
        if percent == 100 and "alpha" not in self._state:
            return
        self._alphas.add(percent)
        self._set("alpha", b"/Ga%d gs" % percent)

    def _begin_clip(self, gc: Any) -> dict[str, bytes] | None:
        """Enter a clipped group; gives the state outside of it, None when nothing is clipped."""
        rectangle = gc.get_clip_rectangle()
        path, transform = gc.get_clip_path()
        if rectangle is not None and (
            rectangle.x0 <= 0 and rectangle.y0 <= 0 and rectangle.x1 >= self.width and rectangle.y1 >= self.height
        ):
            rectangle = None
        if rectangle is None and path is None:
            return None
        outside = dict(self._state)
        self._code.append(b"q")
        if rectangle is not None:
            self._code.append(numbers(*rectangle.bounds) + b" re W n")
        if path is not None:
            self._code.append(self._operators(path, transform, None) + b"\nW n")
        return outside

    def _end_clip(self, outside: dict[str, bytes] | None) -> None:
        if outside is not None:
            self._code.append(b"Q")
            self._state = outside

    def _hatch(self, gc: Any, path: Path, transform: Transform, operators: bytes) -> None:
        """The hatch as lines of its own, clipped to the path: a tiling pattern would be one more object a chart."""
        pattern = gc.get_hatch_path()
        if pattern is None:
            return
        box = path.get_extents(transform)
        if not all(math.isfinite(value) for value in (box.x0, box.y0, box.x1, box.y1)):
            return
        outside = dict(self._state)
        self._code.append(b"q")
        self._code.append(operators + b"\nW n")
        colour = _rgba(gc.get_hatch_color(), gc)
        self._alpha(colour[3])
        self._set("stroke", numbers(*colour[:3]) + b" RG")
        self._set("width", number(gc.get_hatch_linewidth()) + b" w")
        self._set("dash", b"[] 0 d")
        self._set("cap", _CAPS["butt"])
        filled = bool(np.any(np.asarray(pattern.codes) == Path.CLOSEPOLY)) if pattern.codes is not None else False
        if filled:
            self._set("fill", numbers(*colour[:3]) + b" rg")
        x0, x1 = max(box.x0, 0.0), min(box.x1, self.width)
        y0, y1 = max(box.y0, 0.0), min(box.y1, self.height)
        for column in range(math.floor(x0 / _HATCH_TILE), math.ceil(x1 / _HATCH_TILE)):
            for row in range(math.floor(y0 / _HATCH_TILE), math.ceil(y1 / _HATCH_TILE)):
                tile = Affine2D().scale(_HATCH_TILE).translate(column * _HATCH_TILE, row * _HATCH_TILE)
                lines = self._hatch_lines(pattern, tile, (x0, y0, x1, y1), filled)
                if lines:
                    self._code.append(lines + (b"\nB" if filled else b"\nS"))
        self._code.append(b"Q")
        self._state = outside

    def _hatch_lines(
        self, pattern: Path, tile: Affine2DBase, box: tuple[float, float, float, float], filled: bool
    ) -> bytes:
        """The strokes of one hatch tile that touch ``box``; filled patterns are kept whole."""
        if filled:
            return self._operators(pattern, tile, None)
        segments = np.asarray(tile.transform(pattern.vertices)).reshape(-1, 2, 2)
        low, high = segments.min(axis=1), segments.max(axis=1)
        x0, y0, x1, y1 = box
        touching = (low[:, 0] <= x1) & (high[:, 0] >= x0) & (low[:, 1] <= y1) & (high[:, 1] >= y0)
        kept = segments[touching]
        if not len(kept):
            return b""
        codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(kept))
        grown = (x0 - 1, y0 - 1, x1 + 1, y1 + 1)
        return self._operators(Path(kept.reshape(-1, 2), codes), _IDENTITY, grown)

    # --- many paths at once -----------------------------------------------------------------------------------------

    def draw_markers(
        self,
        gc: Any,
        marker_path: Any,
        marker_trans: Any,
        path: Any,
        trans: Any,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """One marker at each vertex, all in one path where the marker is opaque."""
        fill = _rgba(rgbFace, gc) if rgbFace is not None else None
        stroke = _rgba(gc.get_rgb(), gc)
        if (fill is not None and fill[3] < 1) or stroke[3] < 1:
            super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
            return
        shape = marker_path.transformed(marker_trans)
        places = [
            vertices[-2:]
            for vertices, _ in path.iter_segments(trans, simplify=False)
            if len(vertices) and -50 <= vertices[-2] <= self.width + 50 and -50 <= vertices[-1] <= self.height + 50
        ]
        for x, y in places:
            self.draw_path(gc, shape, Affine2D().translate(float(x), float(y)), rgbFace)

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """An image as coloured cells, runs of one colour joined; for heat maps, not for photographs."""
        pixels = np.asarray(im)
        rows, columns = pixels.shape[:2]
        if rows * columns > _MAX_CELLS:
            raise TypesettingError(
                error(
                    "diagramm-bild-zu-gross",
                    f"Ein Bild von {columns} × {rows} Bildpunkten kann nicht als Vektorgrafik gezeichnet werden.",
                    advice=f"Höchstens {_MAX_CELLS} Felder sind möglich; bitte die Daten zusammenfassen.",
                )
            )
        place = Affine2D() if transform is None else Affine2D().scale(1 / columns, 1 / rows) + transform
        place = place + Affine2D().translate(x, y)
        quiet = self.new_gc()
        quiet.copy_properties(gc)
        quiet.set_linewidth(0)
        for row in range(rows):
            start = 0
            while start < columns:
                end = start + 1
                while end < columns and np.array_equal(pixels[row, end], pixels[row, start]):
                    end += 1
                colour = tuple(float(part) / 255 for part in pixels[row, start])
                if colour[3] > 0:
                    cell = Path([(start, row), (end, row), (end, row + 1), (start, row + 1), (start, row)], closed=True)
                    self.draw_path(quiet, cell, place, colour)
                start = end


def _on_white(part: float, alpha: float) -> float:
    """A colour component as it looks on white paper: text carries no alpha."""
    return round(1 - (1 - part) * alpha, 4)


def _rgba(colour: Any, gc: GraphicsContextBase) -> Rgba:
    """A colour with its alpha; an alpha forced on ``gc`` wins."""
    alpha = float(colour[3]) if len(colour) > 3 else 1.0
    if gc.get_forced_alpha():
        alpha = float(gc.get_alpha())
    return (float(colour[0]), float(colour[1]), float(colour[2]), alpha)
