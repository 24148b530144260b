"""Records of geometry files: Shapefile, GeoPackage, GeoJSON, TopoJSON."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import shapefile
import shapely

from berichtsgenerator.charts.geodata.crs import crs_of_geojson
from berichtsgenerator.charts.geodata.geokeys import KEY_FIELDS
from berichtsgenerator.charts.geodata.topojson import features_of
from berichtsgenerator.diagnostics import Place, ReadingError, error

Accept = Callable[[Mapping[str, Any]], str]
"""The key of a record by its attributes, ``""`` for one that nobody wants."""
Record = tuple[str, shapely.Geometry | None, str]
"""Key, geometry (None: none) and coordinate system (``""``: not said)."""
_LARGEST = 500_000_000


def records(path: Path, place: Place, accept: Accept) -> Iterator[Record]:
    """Key, geometry and coordinate system of every record that ``accept`` gives a key.

    Raises ReadingError for a file that cannot be used.
    """
    if not path.is_file():
        raise ReadingError(error("geometrie-fehlt", "Die Geometriedatei gibt es nicht.", place))
    if path.stat().st_size > _LARGEST:
        raise ReadingError(error("geometrie-zu-gross", "Die Geometriedatei ist größer als 500 MB.", place))
    readers = {
        ".shp": _shapefile,
        ".geojson": _geojson,
        ".json": _geojson,
        ".topojson": _geojson,
        ".gpkg": _geopackage,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ReadingError(
            error(
                "geometrie-format",
                f"Das Format „{path.suffix}“ wird nicht gelesen.",
                place,
                "Möglich sind Shapefile (.shp), GeoPackage (.gpkg), GeoJSON (.geojson) und TopoJSON (.topojson).",
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


def _shapefile(path: Path, accept: Accept) -> Iterator[Record]:
    system = path.with_suffix(".prj")
    crs = system.read_text("utf-8", "replace").strip() if system.is_file() else ""
    codepage = path.with_suffix(".cpg")
    encoding = codepage.read_text("ascii", "replace").strip() if codepage.is_file() else "utf-8"
    with shapefile.Reader(str(path), encoding=encoding or "utf-8", encodingErrors="replace") as reader:
        names = [field[0] for field in reader.fields[1:]]
        keyed = [name for name in names if name.upper() in KEY_FIELDS]
        # attributes first: shapes of areas that nobody wants are not decoded
        for index, record in enumerate(reader.iterRecords(fields=keyed or None)):
            key = accept(record.as_dict())
            if key:
                shape = reader.shape(index)
                # NULL shapes carry attributes only
                empty = shape.shapeType == shapefile.NULL
                yield key, None if empty else _from_mapping(shape.__geo_interface__), crs


def _geojson(path: Path, accept: Accept) -> Iterator[Record]:
    """GeoJSON, and TopoJSON under either ending."""
    content = json.loads(path.read_text("utf-8-sig"))
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "Topology":
        features, crs = features_of(content), crs_of_geojson(content)
    elif kind == "FeatureCollection":
        features, crs = iter(content["features"]), crs_of_geojson(content)
    else:
        raise ValueError("weder eine FeatureCollection noch eine Topology")
    for feature in features:
        properties = dict(feature.get("properties") or {})
        if not any(name.upper() in KEY_FIELDS for name in properties) and feature.get("id") is not None:
            properties["ID"] = feature["id"]
        key = accept(properties)
        if key:
            yield key, _from_mapping(feature.get("geometry")), crs


def _from_mapping(geometry: Mapping[str, Any] | None) -> shapely.Geometry | None:
    if geometry is None or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    return shapely.force_2d(shapely.geometry.shape(geometry))


def _geopackage(path: Path, accept: Accept) -> Iterator[Record]:
    """Features of every layer; the geometry blob is a header (OGC 12-128, 2.1.3) before WKB."""
    connection = sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)
    try:
        layers = connection.execute(
            "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name"
        ).fetchall()
        for table, column, srs in layers:
            crs = _geopackage_crs(connection, srs)
            quoted = '"' + str(table).replace('"', '""') + '"'
            cursor = connection.execute(f"SELECT * FROM {quoted}")
            names = [entry[0] for entry in cursor.description]
            for row in cursor:
                properties = dict(zip(names, row, strict=True))
                blob = properties.pop(column)
                key = accept(properties)
                if key:
                    yield key, _from_blob(blob), crs
    finally:
        connection.close()


def _geopackage_crs(connection: sqlite3.Connection, srs: int) -> str:
    """The coordinate system of a layer (OGC 12-128, 1.1.2), ``""`` where the file does not say it."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_spatial_ref_sys'").fetchone()
    row = (
        connection.execute(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            (srs,),
        ).fetchone()
        if known
        else None
    )
    if row is None or str(row[2]).strip() == "undefined":
        return ""
    return f"EPSG:{row[1]}" if str(row[0]).upper() == "EPSG" else str(row[2])


def _from_blob(blob: bytes | None) -> shapely.Geometry | None:
    if not blob or blob[:2] != b"GP":
        return None
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}.get(blob[3] >> 1 & 7)
    if envelope is None:
        raise ValueError("unbekannter Geometriekopf")
    geometry = shapely.force_2d(shapely.from_wkb(blob[8 + envelope :]))
    return geometry if geometry.geom_type in ("Polygon", "MultiPolygon") else None
