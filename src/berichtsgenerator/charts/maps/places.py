"""Where labels stand inside polygons: the whole name and value, a smaller form, or a number.

For each area the boxes of its possible labels are tried on a grid of places, nearest to the centre of its largest
inscribed circle first; a box counts when it lies inside the area and touches no label already placed. Larger areas go
first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from berichtsgenerator.charts.canvas.metrics import wrap
from berichtsgenerator.charts.canvas.sheet import Point
from berichtsgenerator.charts.canvas.style import ChartStyle

_GRID = 9
_PADDING = 0.8


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on the sheet: its path (outer rings counter-clockwise, holes clockwise) and its polygon."""

    path: Path
    polygon: shapely.Geometry
    empty: bool

    @classmethod
    def of(cls, rings: Sequence[Sequence[Point] | NDArray[np.float64]]) -> Shape:
        """The shape of rings in any order and direction; a ring inside an odd number of others is a hole."""
        found = [shapely.polygons(np.asarray(ring, dtype=float)) for ring in rings if len(ring) >= 4]
        found = [ring if ring.is_valid else shapely.make_valid(ring) for ring in found]
        found.sort(key=shapely.area, reverse=True)
        polygon = found[0] if found else shapely.Polygon()
        for ring in found[1:]:
            polygon = shapely.symmetric_difference(polygon, ring)
        parts = [part for part in shapely.get_parts(polygon) if part.geom_type == "Polygon" and part.area > 0]
        if not parts:
            return cls(Path(np.empty((0, 2))), shapely.Polygon(), True)
        whole = shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0]
        vertices: list[NDArray[np.float64]] = []
        codes: list[NDArray[np.uint8]] = []
        for part in shapely.orient_polygons(np.array(parts, dtype=object)):
            for ring in shapely.get_rings(part):
                points = shapely.get_coordinates(ring)
                code = np.full(len(points), Path.LINETO, dtype=np.uint8)
                code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
                vertices.append(points)
                codes.append(code)
        return cls(Path(np.concatenate(vertices), np.concatenate(codes)), whole, False)

    @property
    def middle(self) -> Point:
        """The centre of the largest circle inside the largest part."""
        largest = max(shapely.get_parts(self.polygon), key=shapely.area)
        x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=0.5))[0]
        return float(x), float(y)


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: its middle, its lines, its size. ``numbered``: a number stands for it, perhaps ``outside``."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    leading: float
    numbered: bool = False
    outside: bool = False


def _forms(name: str, value: str, bold: bool, style: ChartStyle) -> list[tuple[tuple[str, ...], float]]:
    """Forms of a label from the best to the smallest: lines and size."""
    face = "sans-bold" if bold else "sans"
    forms: list[tuple[tuple[str, ...], float]] = []
    for size in (style.small, style.small - 0.9):
        forms.append(((name, value), size))
        narrow = max((style.width(part, size, face) for part in name.replace("-", "- ").split()), default=0.0)
        lines = wrap(style.metrics(face), name, size, narrow + 0.1, lines=3)
        if len(lines) > 1:
            forms.append(((*lines, value), size))
    return forms


def place_labels(areas: Sequence[tuple[Shape, str, str, bool]], style: ChartStyle) -> list[Label | None]:
    """Labels of areas given as shape, name, value and emphasis; None where not even a number has room."""
    taken: list[tuple[float, float, float, float]] = []
    result: list[Label | None] = [None] * len(areas)
    order = sorted(range(len(areas)), key=lambda index: (not areas[index][3], -areas[index][0].polygon.area, index))
    for index in order:
        shape, name, value, bold = areas[index]
        largest = max(shapely.get_parts(shape.polygon), key=shapely.area)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=0.5)
        centre = shapely.get_coordinates(circle)[0]
        points = _candidates(largest, centre)
        shapely.prepare(largest)
        for lines, size in _forms(name, value, bold, style):
            label = _try(largest, points, lines, size, bold, style, taken)
            if label is not None:
                break
        else:
            label = _number(largest, points, style, taken)
        result[index] = label
    return result


def _candidates(polygon: shapely.Geometry, centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places to try, the nearest to the centre first."""
    x0, y0, x1, y1 = polygon.bounds
    xs, ys = np.meshgrid(np.linspace(x0, x1, _GRID + 2)[1:-1], np.linspace(y0, y1, _GRID + 2)[1:-1])
    grid = np.column_stack((xs.ravel(), ys.ravel()))
    grid = np.vstack((centre, grid))
    distance = ((grid - centre) ** 2).sum(axis=1)
    return grid[np.argsort(distance, kind="stable")]


def _free(box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]) -> bool:
    return all(box[2] <= other[0] or box[0] >= other[2] or box[3] <= other[1] or box[1] >= other[3] for other in taken)


def _try(
    polygon: shapely.Geometry,
    points: NDArray[np.float64],
    lines: tuple[str, ...],
    size: float,
    bold: bool,
    style: ChartStyle,
    taken: list[tuple[float, float, float, float]],
) -> Label | None:
    face = "sans-bold" if bold else "sans"
    leading = size * 1.12
    widths = [style.width(line, size, face) for line in lines[:-1]] + [style.width(lines[-1], size, "sans-bold")]
    half_width = max(widths) / 2 + _PADDING
    half_height = leading * len(lines) / 2 + _PADDING * 0.5
    x0, y0, x1, y1 = polygon.bounds
    if 2 * half_width > x1 - x0 or 2 * half_height > y1 - y0:
        return None
    boxes = shapely.box(
        points[:, 0] - half_width, points[:, 1] - half_height, points[:, 0] + half_width, points[:, 1] + half_height
    )
    for place in np.flatnonzero(shapely.contains(polygon, boxes)):
        x, y = (float(part) for part in points[place])
        box = (x - half_width, y - half_height, x + half_width, y + half_height)
        if _free(box, taken):
            taken.append(box)
            return Label(x, y, lines, size, leading)
    return None


def _number(
    polygon: shapely.Geometry,
    points: NDArray[np.float64],
    style: ChartStyle,
    taken: list[tuple[float, float, float, float]],
) -> Label | None:
    """A number inside the area, else beside it, at the first free place."""
    size = style.small - 0.9
    half_width, half_height = size * 0.6, size * 0.5
    x0, y0, x1, y1 = polygon.bounds
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    beside = [
        (x1 + half_width + 1, middle_y),
        (x0 - half_width - 1, middle_y),
        (middle_x, y1 + half_height + 1),
        (middle_x, y0 - half_height - 1),
    ]
    inside = [(float(x), float(y)) for x, y in points]
    for outside, places in ((False, inside), (True, beside)):
        for x, y in places:
            box = (x - half_width, y - half_height, x + half_width, y + half_height)
            if _free(box, taken) and (outside or shapely.contains(polygon, shapely.box(*box))):
                taken.append(box)
                return Label(x, y, (), size, size * 1.1, numbered=True, outside=outside)
    return None
