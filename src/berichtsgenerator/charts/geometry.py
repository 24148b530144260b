"""Polygons of areas from Shapefile, GeoJSON and GeoPackage by their official key.

Comes in: a file and the keys that a map needs. Goes out: rings in metres per key (AGS), one entry a key however many
records the file has for it (land and water parts, GF 4 and 9), made valid, simplified together so that neighbours keep
their common border. Geographic coordinates are projected by the transverse Mercator of UTM zone 32 (GRS80; Krüger's
series, exact to millimetres within Germany).
"""

from __future__ import annotations

import json
import math
import sqlite3
import struct
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapefile
import shapely
from numpy.typing import NDArray

from berichtsgenerator.diagnostics import Diagnostic, Place, ReadingError, error, note, warning

_Accept = Callable[[Mapping[str, Any]], str]
Ring = tuple[tuple[float, float], ...]
_KEY_FIELDS = ("AGS", "ARS", "RS", "AGS_0", "ARS_0", "RS_0", "SCHLUESSEL", "KENNZIFFER", "KEY", "ID")
_LARGEST_FILE = 500_000_000


@dataclass(frozen=True, slots=True)
class GeometryReading:
    """Rings by area key (outer ones counter-clockwise, holes clockwise, metres), and what there was to say."""

    rings: Mapping[str, tuple[Ring, ...]]
    diagnostics: tuple[Diagnostic, ...]


def ags_of(value: Any) -> str:
    """The AGS of a key field: an ARS of 12 digits loses its Verband; ``""`` for what is no key."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()
    if not text.isdigit():
        return ""
    if len(text) == 12:
        return text[:5] + text[9:] if text[5:] != "0000000" else text[:5] + "000"
    if len(text) in (4, 7):
        text = "0" + text
    return text if len(text) in (2, 3, 5, 8) else ""


def to_metres(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Easting and northing (UTM zone 32, ETRS89) of geographic coordinates in degrees."""
    axis, flattening = 6378137.0, 1 / 298.257222101
    third = flattening / (2 - flattening)
    radius = axis / (1 + third) * (1 + third**2 / 4 + third**4 / 64)
    series = (
        third / 2 - 2 * third**2 / 3 + 5 * third**3 / 16,
        13 * third**2 / 48 - 3 * third**3 / 5,
        61 * third**3 / 240,
    )
    phi, lam = np.radians(latitude), np.radians(longitude - 9.0)
    eccentricity = 2 * math.sqrt(third) / (1 + third)
    conformal = np.sinh(np.arctanh(np.sin(phi)) - eccentricity * np.arctanh(eccentricity * np.sin(phi)))
    xi = np.arctan2(conformal, np.cos(lam))
    eta = np.arctanh(np.sin(lam) / np.sqrt(1 + conformal**2))
    east, north = eta.copy(), xi.copy()
    for order, factor in enumerate(series, start=1):
        east += factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
        north += factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
    return np.column_stack((500_000 + 0.9996 * radius * east, 0.9996 * radius * north))


def _projected(geometry: shapely.Geometry) -> shapely.Geometry:
    """Metres, whatever came in; coordinates that can be degrees are taken for degrees."""
    x0, y0, x1, y1 = geometry.bounds
    if x0 >= -180 and x1 <= 180 and y0 >= -90 and y1 <= 90:
        return shapely.transform(geometry, lambda points: to_metres(points[:, 0], points[:, 1]))
    return geometry


def read_geometry(
    path: Path, *, keys: Collection[str] = (), tolerance: float | None = None, shown: str = ""
) -> GeometryReading:
    """Polygons of the areas ``keys`` (all when empty) from a ``.shp``, ``.geojson``, ``.json`` or ``.gpkg`` file.

    ``tolerance`` in metres is the largest shift of a border by simplification; None: a 1000th of the map's extent. Keys
    without a polygon, and polygons that had to be mended, are diagnostics. Raises :class:`ReadingError` when the file
    cannot be used at all.
    """
    place = Place(file=shown or path.name)
    wanted = frozenset(keys)
    diagnostics: list[Diagnostic] = []
    collected: dict[str, list[shapely.Geometry]] = {}

    def accept(properties: Mapping[str, Any]) -> str:
        key = _key(properties, place)
        return "" if wanted and key not in wanted else key

    for key, geometry in _records(path, place, accept):
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
        collected.setdefault(key, []).append(geometry)
    for key in sorted(wanted - collected.keys()):
        diagnostics.append(
            warning(
                "geometrie-gebiet-fehlt",
                f"Für das Gebiet {key} enthält die Datei keine Fläche.",
                place,
                "Den Gebietsstand der Geometrie prüfen.",
            )
        )
    merged = {
        key: _polygonal(shapely.union_all([_projected(part) for part in parts]))
        for key, parts in sorted(collected.items())
    }
    merged = {key: geometry for key, geometry in merged.items() if not geometry.is_empty}
    return GeometryReading(_simplified(merged, tolerance), tuple(diagnostics))


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


def _simplified(merged: Mapping[str, shapely.Geometry], tolerance: float | None) -> dict[str, tuple[Ring, ...]]:
    if not merged:
        return {}
    keys = list(merged)
    shapes = np.array([merged[key] for key in keys], dtype=object)
    x0, y0, x1, y1 = shapely.total_bounds(shapes)
    limit = max(x1 - x0, y1 - y0) / 1000 if tolerance is None else tolerance
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
    return {key: rings for key, rings in result.items() if rings}


def _key(properties: Mapping[str, Any], place: Place) -> str:
    upper = {name.upper(): value for name, value in properties.items()}
    found = [name for name in _KEY_FIELDS if name in upper]
    if not found:
        raise ReadingError(
            error(
                "geometrie-ohne-schluessel",
                "Die Geometrie hat kein Feld mit dem amtlichen Schlüssel; vorhanden sind: "
                + ", ".join(sorted(properties))
                + ".",
                place,
                "Ein Feld AGS oder ARS ergänzen.",
            )
        )
    return next((key for name in found if (key := ags_of(upper[name]))), "")


def _records(path: Path, place: Place, accept: _Accept) -> Iterator[tuple[str, shapely.Geometry | None]]:
    """Key and geometry of every record that ``accept`` gives a key."""
    if not path.is_file():
        raise ReadingError(error("geometrie-fehlt", "Die Geometriedatei gibt es nicht.", place))
    if path.stat().st_size > _LARGEST_FILE:
        raise ReadingError(error("geometrie-zu-gross", "Die Geometriedatei ist größer als 500 MB.", place))
    readers = {".shp": _shapefile, ".geojson": _geojson, ".json": _geojson, ".gpkg": _geopackage}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ReadingError(
            error(
                "geometrie-format",
                f"Das Format „{path.suffix}“ wird nicht gelesen.",
                place,
                "Möglich sind Shapefile (.shp), GeoJSON (.geojson) und GeoPackage (.gpkg).",
            )
        )
    try:
        yield from reader(path, accept)
    except (
        ValueError,
        KeyError,
        TypeError,
        OSError,
        shapefile.ShapefileException,
        sqlite3.Error,
        struct.error,
        shapely.errors.ShapelyError,
    ) as problem:
        raise ReadingError(
            error("geometrie-unlesbar", f"Die Geometriedatei kann nicht gelesen werden ({problem}).", place)
        ) from problem


def _shapefile(path: Path, accept: _Accept) -> Iterator[tuple[str, shapely.Geometry | None]]:
    codepage = path.with_suffix(".cpg")
    encoding = codepage.read_text("ascii", "replace").strip() if codepage.is_file() else "utf-8"
    with shapefile.Reader(str(path), encoding=encoding or "utf-8", encodingErrors="replace") as reader:
        names = [field[0] for field in reader.fields[1:]]
        keyed = [name for name in names if name.upper() in _KEY_FIELDS]
        # attributes first: shapes of areas that nobody wants are not decoded
        for index, record in enumerate(reader.iterRecords(fields=keyed or None)):
            key = accept(record.as_dict())
            if key:
                shape = reader.shape(index)
                # NULL shapes carry attributes only
                yield key, None if shape.shapeType == shapefile.NULL else _from_mapping(shape.__geo_interface__)


def _geojson(path: Path, accept: _Accept) -> Iterator[tuple[str, shapely.Geometry | None]]:
    content = json.loads(path.read_text("utf-8-sig"))
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise ValueError("keine FeatureCollection")
    for feature in content["features"]:
        key = accept(dict(feature.get("properties") or {}))
        if key:
            yield key, _from_mapping(feature.get("geometry"))


def _from_mapping(geometry: Mapping[str, Any] | None) -> shapely.Geometry | None:
    if geometry is None or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    return shapely.force_2d(shapely.geometry.shape(geometry))


def _geopackage(path: Path, accept: _Accept) -> Iterator[tuple[str, shapely.Geometry | None]]:
    """Features of every layer; the geometry blob is a header (OGC 12-128, 2.1.3) before WKB."""
    connection = sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)
    try:
        layers = connection.execute(
            "SELECT table_name, column_name FROM gpkg_geometry_columns ORDER BY table_name"
        ).fetchall()
        for table, column in layers:
            quoted = '"' + str(table).replace('"', '""') + '"'
            cursor = connection.execute(f"SELECT * FROM {quoted}")
            names = [entry[0] for entry in cursor.description]
            for row in cursor:
                properties = dict(zip(names, row, strict=True))
                blob = properties.pop(column)
                key = accept(properties)
                if key:
                    yield key, _from_blob(blob)
    finally:
        connection.close()


def _from_blob(blob: bytes | None) -> shapely.Geometry | None:
    if not blob or blob[:2] != b"GP":
        return None
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}.get(blob[3] >> 1 & 7)
    if envelope is None:
        raise ValueError("unbekannter Geometriekopf")
    geometry = shapely.force_2d(shapely.from_wkb(blob[8 + envelope :]))
    return geometry if geometry.geom_type in ("Polygon", "MultiPolygon") else None
