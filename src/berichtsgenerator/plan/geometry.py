"""Borders of areas for maps, from the geometry file that a project names.

Comes in: a shapefile (``.shp``, metric coordinates, field ``AGS`` or ``ARS``) or GeoJSON in metres or degrees. Goes out: rings in
metres by area key. Without a file maps are drawn as tiles. Shapes are parts of the data: nothing here knows a Kreis.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapefile

from berichtsgenerator.diagnostics import ConfigurationError, Place, error
from berichtsgenerator.model.areas import is_area_key

Ring = tuple[tuple[float, float], ...]
_MAX_BYTES = 200_000_000


def _advice(message: str, path: Path, advice: str) -> ConfigurationError:
    return ConfigurationError(error("geometrie", message, Place(str(path)), advice))


def _key(record: dict[str, Any]) -> str:
    """Area key of a feature: AGS, or ARS without its Verband."""
    upper = {str(name).upper(): value for name, value in record.items()}
    ags = str(upper.get("AGS") or "")
    if is_area_key(ags):
        return ags
    ars = str(upper.get("ARS") or upper.get("RS") or "")
    key = ars[:5] + ars[9:] if len(ars) == 12 else ars
    return key if is_area_key(key) else ""


def _is_water(record: dict[str, Any]) -> bool:
    """True for the sea parts of the federal data sets (GF 1 and 2; 3 and 4 are land, 9 in VG5000)."""
    return str({str(name).upper(): value for name, value in record.items()}.get("GF", "4")) in ("1", "2")


def _thinned(points: Sequence[Sequence[float]], step: float) -> Ring:
    """The ring without points nearer than ``step`` to the last one kept."""
    kept: list[tuple[float, float]] = []
    for point in points:
        x, y = float(point[0]), float(point[1])
        if not kept or math.dist(kept[-1], (x, y)) >= step:
            kept.append((x, y))
    return tuple(kept) if len(kept) >= 4 else tuple((float(p[0]), float(p[1])) for p in points)


def _metric(rings: dict[str, list[Ring]]) -> dict[str, tuple[Ring, ...]]:
    """Degrees become metres around the middle of all areas; metres stay."""
    points = [point for found in rings.values() for ring in found for point in ring]
    if points and all(abs(x) <= 180 and abs(y) <= 90 for x, y in points):
        middle = math.radians(sum(y for _, y in points) / len(points))
        east, north = 111_320.0 * math.cos(middle), 110_574.0
        return {
            key: tuple(tuple((x * east, y * north) for x, y in ring) for ring in found) for key, found in rings.items()
        }
    return {key: tuple(found) for key, found in rings.items()}


def _shapes(path: Path, wanted: frozenset[str]) -> dict[str, list[Ring]]:
    found: dict[str, list[Ring]] = {}
    encoding = "utf-8"
    cpg = path.with_suffix(".cpg")
    if cpg.is_file() and "8859" in cpg.read_text("ascii", "replace"):
        encoding = "latin-1"
    with shapefile.Reader(str(path), encoding=encoding, encodingErrors="replace") as reader:
        for item in reader.iterShapeRecords():
            record = item.record.as_dict()
            key = _key(record)
            if key not in wanted or _is_water(record):
                continue
            points, parts = item.shape.points, [*item.shape.parts, len(item.shape.points)]
            rings = [points[start:stop] for start, stop in zip(parts, parts[1:], strict=False)]
            found.setdefault(key, []).extend(_thinned(ring, 1.0) for ring in rings if len(ring) >= 4)
    return found


def _features(path: Path, wanted: frozenset[str]) -> dict[str, list[Ring]]:
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError("zu groß")
    content = json.loads(path.read_text("utf-8"))
    found: dict[str, list[Ring]] = {}
    for feature in content["features"]:
        record = feature.get("properties") or {}
        key = _key(record)
        if key not in wanted or _is_water(record):
            continue
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found.setdefault(key, []).extend(_thinned(ring, 0.0) for polygon in polygons for ring in polygon)
    return found


class Rings:
    """Borders of areas; read once per document and only for the areas asked for."""

    def __init__(self, path: Path | None, credit: str = "") -> None:
        self._path = path
        self._credit = credit
        self._cache: dict[frozenset[str], dict[str, tuple[Ring, ...]]] = {}

    def of(self, areas: Iterable[str]) -> tuple[dict[str, tuple[Ring, ...]], str]:
        """Rings by area and the credit to print; empty when there is no file or an area is not in it.

        Raises ConfigurationError when the file cannot be read.
        """
        if self._path is None:
            return {}, ""
        wanted = frozenset(areas)
        if wanted not in self._cache:
            self._cache[wanted] = self._read(wanted)
        found = self._cache[wanted]
        complete = set(found) >= wanted
        return (found, self._credit) if complete else ({}, "")

    def _read(self, wanted: frozenset[str]) -> dict[str, tuple[Ring, ...]]:
        path = self._path
        if path is None or not path.is_file():
            raise _advice(
                "Die Geometriedatei gibt es nicht.", path or Path(), "Prüfen Sie „geometrie“ in projekt.yaml."
            )
        try:
            if path.suffix.lower() == ".shp":
                return _metric(_shapes(path, wanted))
            if path.suffix.lower() in (".json", ".geojson"):
                return _metric(_features(path, wanted))
        except (OSError, ValueError, KeyError, TypeError, shapefile.ShapefileException) as problem:
            raise _advice(
                f"Die Geometriedatei lässt sich nicht lesen ({type(problem).__name__}).", path,
                "Verlangt ist eine Shape-Datei oder GeoJSON mit den Feldern AGS oder ARS.",
            ) from None  # fmt: skip
        raise _advice("Dieses Format ist keine Geometrie.", path, "Verlangt ist eine Datei .shp oder .geojson.")
