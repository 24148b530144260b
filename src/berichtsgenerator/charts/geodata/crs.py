"""Coordinate systems of geometry files, and the way from any of them to metres of UTM zone 32 (ETRS89).

Geographic coordinates (ETRS89, WGS 84: a metre apart) are projected by Krüger's series on GRS80, exact to millimetres
within Germany; UTM zone 32 is taken as it is; everything else goes through PROJ (pyproj). A file that does not say its
system is read as degrees or metres by the size of its numbers.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

METRIC = "EPSG:25832"
_SAME = (METRIC, "EPSG:32632")
_GEOGRAPHIC = ("EPSG:4258", "EPSG:4326", "OGC:CRS84", "CRS84")


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


def crs_of_name(name: str) -> str:
    """``EPSG:31467`` of ``urn:ogc:def:crs:EPSG::31467`` and the like; ``OGC:CRS84`` of its URN."""
    parts = [part for part in name.replace("/", ":").split(":") if part]
    if not parts or "CRS84" in parts[-1].upper():
        return "OGC:CRS84" if parts else ""
    return f"EPSG:{parts[-1]}" if parts[-1].isdigit() else name


def crs_of_geojson(content: Mapping[str, Any]) -> str:
    """The system that a GeoJSON names (GeoJSON 2008, member ``crs``), ``""`` where it names none."""
    member = content.get("crs")
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return crs_of_name(name) if isinstance(name, str) else ""


def in_metres(geometry: shapely.Geometry, crs: str) -> shapely.Geometry:
    """The geometry in metres of UTM zone 32; ``crs`` is an authority's code, well-known text or ``""``.

    Raises ValueError with a German sentence for a system that PROJ does not know.
    """
    if crs in _SAME:
        return geometry
    x0, y0, x1, y1 = geometry.bounds
    if crs in _GEOGRAPHIC or (not crs and x0 >= -180 and x1 <= 180 and y0 >= -90 and y1 <= 90):
        return shapely.transform(geometry, lambda points: to_metres(points[:, 0], points[:, 1]))
    if not crs:
        return geometry
    change = _transformer(crs)
    if change is None:
        return geometry
    moved = shapely.transform(geometry, lambda points: np.column_stack(change.transform(points[:, 0], points[:, 1])))
    if not np.all(np.isfinite(shapely.get_coordinates(moved))):
        raise ValueError("Koordinaten liegen außerhalb des genannten Koordinatensystems")
    return moved


@lru_cache(maxsize=8)
def _transformer(crs: str) -> Any:
    """PROJ's way from ``crs``, None when that is UTM zone 32 already. The library is loaded only here."""
    import pyproj

    try:
        source = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as problem:
        raise ValueError(f"das Koordinatensystem ist unbekannt: {crs[:80]}") from problem
    if source.equals(pyproj.CRS.from_user_input(METRIC)):
        return None
    return pyproj.Transformer.from_crs(source, METRIC, always_xy=True)
