"""Polygons of areas by their official key, ready for maps.

Comes in: a file and the keys that a map needs. Goes out: rings in metres per key (AGS), one entry a key however many
records the file has for it (land and water parts, GF 4 and 9), made valid, slivers and overlaps between neighbours
closed, simplified together so that neighbours keep their common border.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from berichtsgenerator.charts.geodata.crs import in_metres, to_metres
from berichtsgenerator.charts.geodata.geofiles import records
from berichtsgenerator.charts.geodata.geokeys import ags_of, key_of
from berichtsgenerator.diagnostics import Diagnostic, Place, ReadingError, error, note, warning

_SLIVER = 350.0
"""Metres: a gap between areas in which no larger circle fits is a fault of the drawing, not another area."""
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class GeometryReading:
    """Rings by area key (outer ones counter-clockwise, holes clockwise, metres), and what there was to say."""

    rings: Mapping[str, tuple[Ring, ...]]
    diagnostics: tuple[Diagnostic, ...]


def read_geometry(
    path: Path, *, keys: Collection[str] = (), tolerance: float | None = None, shown: str = ""
) -> GeometryReading:
    """Polygons of the areas ``keys`` (all when empty) from a Shapefile, GeoPackage, GeoJSON or TopoJSON file.

    A Kreis or Land that the file does not have is put together from its parts there. ``tolerance`` in metres is the
    largest shift of a border by simplification; None: a 1000th of the map's extent. Keys without a polygon, and
    polygons that had to be mended, are diagnostics. Raises :class:`ReadingError` when the file cannot be used at all.
    """
    place = Place(file=shown or path.name)
    wanted = frozenset(keys)
    diagnostics: list[Diagnostic] = []
    collected: dict[str, list[shapely.Geometry]] = {}
    parts: dict[str, list[shapely.Geometry]] = {}

    def accept(properties: Mapping[str, Any]) -> str:
        key = key_of(properties, place)
        return key if not wanted or key in wanted or _whole(key, wanted) else ""

    for key, geometry, crs in records(path, place, accept):
        if geometry is None or geometry.is_empty:
            continue
        if not geometry.is_valid:
            geometry = shapely.make_valid(geometry)
            diagnostics.append(
                note(
                    "geometrie-berichtigt",
                    f"Das Gebiet {key} hatte eine fehlerhafte Grenze; sie wurde berichtigt.",
                    place,
                )
            )
        moved = _moved(geometry, crs, place)
        if not wanted or key in wanted:
            collected.setdefault(key, []).append(moved)
        else:
            parts.setdefault(_whole(key, wanted), []).append(moved)
    for key in sorted(parts.keys() - collected.keys()):
        collected[key] = parts[key]
    for key in sorted(wanted - collected.keys()):
        diagnostics.append(
            warning(
                "geometrie-gebiet-fehlt",
                f"Für das Gebiet {key} enthält die Datei keine Fläche.",
                place,
                "Den Gebietsstand der Geometrie prüfen.",
            )
        )
    merged = {key: _polygonal(shapely.union_all(shapes)) for key, shapes in sorted(collected.items())}
    merged = {key: geometry for key, geometry in merged.items() if not geometry.is_empty}
    rings, mended = _coverage(merged, tolerance)
    if mended:
        message = "Zwischen Flächen lagen schmale Lücken oder Überlappungen; sie wurden geschlossen"
        diagnostics.append(note("geometrie-luecken", f"{message} (an {mended} Gebieten).", place))
    return GeometryReading(rings, tuple(diagnostics))


def _whole(key: str, wanted: frozenset[str]) -> str:
    """The wanted Kreis or Land that an area is part of, ``""`` for none."""
    return next((key[:length] for length in (5, 2) if len(key) > length and key[:length] in wanted), "")


def _moved(geometry: shapely.Geometry, crs: str, place: Place) -> shapely.Geometry:
    try:
        return in_metres(geometry, crs)
    except ValueError as problem:
        raise ReadingError(
            error(
                "geometrie-koordinaten",
                f"Die Koordinaten der Geometrie lassen sich nicht umrechnen: {problem}.",
                place,
                "Am besten wird die Datei als ETRS89 / UTM 32N (EPSG:25832) bereitgestellt.",
            )
        ) from problem


def _polygonal(geometry: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a geometry (mending may leave lines)."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    if geometry.geom_type == "GeometryCollection":
        parts = [
            inner
            for part in shapely.get_parts(geometry)
            for inner in shapely.get_parts(part)
            if inner.geom_type == "Polygon"
        ]
    return shapely.multipolygons(parts) if parts else shapely.MultiPolygon()


def _coverage(
    merged: Mapping[str, shapely.Geometry], tolerance: float | None
) -> tuple[dict[str, tuple[Ring, ...]], int]:
    """Rings of the areas without gaps and overlaps between them, simplified; and how many areas had to be mended.

    Gaps narrower than a sliver go to the neighbour with the longest border; wider ones are real (other areas' land).
    """
    if not merged:
        return {}, 0
    keys = list(merged)
    shapes = np.array([merged[key] for key in keys], dtype=object)
    x0, y0, x1, y1 = shapely.total_bounds(shapes)
    limit = max(x1 - x0, y1 - y0) / 1000 if tolerance is None else tolerance
    mended = 0
    if len(shapes) > 1:
        width = min(_SLIVER, max(x1 - x0, y1 - y0) / 20)
        cleaned = shapely.coverage_clean(shapes, gap_width=width)
        changed = shapely.area(shapely.symmetric_difference(shapes, cleaned)) > 1e-6 * shapely.area(shapes)
        mended = int(np.count_nonzero(changed))
        if not np.any(shapely.is_empty(cleaned)):
            shapes = cleaned
    if limit > 0:
        shapes = shapely.coverage_simplify(shapes, limit)
    result: dict[str, tuple[Ring, ...]] = {}
    for key, shape in zip(keys, shapes, strict=True):
        parts = sorted(shapely.get_parts(shape), key=lambda part: (-part.area, part.bounds))
        # specks smaller than the tolerance go, the largest part of an area stays however small
        kept = parts[:1] + [part for part in parts[1:] if part.area > limit * limit]
        rings = [ring for part in kept for ring in shapely.get_rings(shapely.orient_polygons(part))]
        result[key] = tuple(
            tuple((round(float(x), 1), round(float(y), 1)) for x, y in shapely.get_coordinates(ring)) for ring in rings
        )
    return {key: rings for key, rings in result.items() if rings}, mended


__all__ = ["GeometryReading", "ags_of", "read_geometry", "to_metres"]
