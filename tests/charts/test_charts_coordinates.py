"""Any coordinate system and format gives the same map; slivers and overlaps between neighbours are closed."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapefile
import shapely

from berichtsgenerator.charts.geodata.crs import crs_of_name, in_metres, to_metres
from berichtsgenerator.charts.geodata.geometry import read_geometry
from berichtsgenerator.diagnostics import ReadingError

SQUARES = {
    "06432001": shapely.box(470_000, 5_520_000, 474_000, 5_524_000),
    "06432002": shapely.box(474_000, 5_520_000, 478_000, 5_524_000),
    "06432003": shapely.box(470_000, 5_524_000, 478_000, 5_526_000),
}
SYSTEMS = ("EPSG:25832", "EPSG:25833", "EPSG:31467", "EPSG:4647", "EPSG:3857", "EPSG:4326", "EPSG:4258")


def moved(crs: str) -> dict[str, shapely.Geometry]:
    """The squares in another system, their borders dense enough that straight lines stay straight."""
    change = pyproj.Transformer.from_crs("EPSG:25832", crs, always_xy=True)
    dense = {key: shapely.segmentize(shape, 200) for key, shape in SQUARES.items()}
    return {
        key: shapely.transform(shape, lambda points: np.column_stack(change.transform(points[:, 0], points[:, 1])))
        for key, shape in dense.items()
    }


def write(path: Path, crs: str) -> Path:
    """A file of the format that its name says."""
    shapes = moved(crs)
    match path.suffix:
        case ".geojson":
            features = [
                {"type": "Feature", "properties": {"AGS": key}, "geometry": json.loads(shapely.to_geojson(shape))}
                for key, shape in shapes.items()
            ]
            name = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs[5:]}"}}
            path.write_text(json.dumps({"type": "FeatureCollection", "crs": name, "features": features}), "utf-8")
        case ".shp":
            path.with_suffix(".prj").write_text(pyproj.CRS(crs).to_wkt("WKT1_ESRI"), "utf-8")
            with shapefile.Writer(str(path)) as writer:
                writer.field("ARS", "C", 12)
                for key, shape in shapes.items():
                    writer.poly([[tuple(point) for point in shapely.get_coordinates(shape)]])
                    writer.record(f"{key[:5]}0000{key[5:]}")
        case ".gpkg":
            connection = sqlite3.connect(path)
            connection.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
            connection.execute(
                "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition)"
            )
            connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (7, 'EPSG', ?, 'x')", (int(crs[5:]),))
            connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('g', 'geom', 7)")
            connection.execute("CREATE TABLE g (ags, geom)")
            for key, shape in shapes.items():
                blob = b"GP\x00\x01" + struct.pack("<i", 7) + shapely.to_wkb(shape)
                connection.execute("INSERT INTO g VALUES (?, ?)", (key, blob))
            connection.commit()
            connection.close()
    return path


@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("suffix", [".geojson", ".shp", ".gpkg"])
def test_every_system_gives_the_same_places(tmp_path: Path, crs: str, suffix: str) -> None:
    """Corners lie within a metre of where they belong (the datum shift of DHDN within a few metres)."""
    rings = read_geometry(write(tmp_path / f"a{suffix}", crs), tolerance=20).rings
    assert sorted(rings) == sorted(SQUARES)
    for key, shape in SQUARES.items():
        found = shapely.Polygon(rings[key][0])
        assert shapely.hausdorff_distance(found, shape) < (8 if crs == "EPSG:31467" else 1.5)


def test_the_own_projection_is_that_of_proj() -> None:
    """Within Germany the series differs from PROJ by less than a centimetre."""
    change = pyproj.Transformer.from_crs("EPSG:4258", "EPSG:25832", always_xy=True)
    longitude, latitude = np.meshgrid(np.linspace(5.9, 15.0, 12), np.linspace(47.3, 55.0, 12))
    expected = np.column_stack(change.transform(longitude.ravel(), latitude.ravel()))
    assert np.abs(to_metres(longitude.ravel(), latitude.ravel()) - expected).max() < 0.01


def test_names_of_systems() -> None:
    assert crs_of_name("urn:ogc:def:crs:OGC:1.3:CRS84") == "OGC:CRS84"
    assert crs_of_name("urn:ogc:def:crs:EPSG::31467") == "EPSG:31467"
    assert crs_of_name("http://www.opengis.net/def/crs/EPSG/0/25833") == "EPSG:25833"


def test_an_unknown_system_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", "EPSG:25832")
    path.write_text(path.read_text("utf-8").replace("EPSG::25832", "EPSG::999999"), "utf-8")
    with pytest.raises(ReadingError, match="Koordinatensystem ist unbekannt") as caught:
        read_geometry(path)
    assert "EPSG:25832" in str(caught.value)


def test_topojson_with_shared_arcs(tmp_path: Path) -> None:
    """Two squares share an arc, one runs through it backwards; steps on a grid, keys in ``id``."""
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [8.0, 49.0]},
        "arcs": [
            [[10, 0], [0, 10]],
            [[10, 10], [-10, 0], [0, -10], [10, 0]],
            [[10, 0], [10, 0], [0, 10], [-10, 0]],
        ],
        "objects": {
            "g": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "06432001", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "06432002", "arcs": [[[2, -1]]]},
                    {"type": "Point", "id": "06432003", "coordinates": [0, 0]},
                ],
            }
        },
    }
    path = tmp_path / "a.topojson"
    path.write_text(json.dumps(topology), "utf-8")
    reading = read_geometry(path, keys=["06432001", "06432002"], tolerance=0)
    one, other = (shapely.Polygon(reading.rings[key][0]) for key in ("06432001", "06432002"))
    expected = in_metres(shapely.box(8.0, 49.0, 8.1, 49.1), "EPSG:4326")
    assert shapely.hausdorff_distance(one, expected) < 0.2
    assert shapely.get_dimensions(shapely.intersection(one, other)) == 1


def test_slivers_and_overlaps_are_closed(tmp_path: Path) -> None:
    """A gap of 40 m and an overlap of 60 m between neighbours vanish; a hole of 2 km stays."""
    hole = shapely.box(471_000, 5_521_000, 473_000, 5_523_000)
    shapes = {
        "06432001": shapely.difference(shapely.box(470_000, 5_520_000, 474_000, 5_524_000), hole),
        "06432002": shapely.box(473_940, 5_520_000, 478_000, 5_524_000),
        "06432003": shapely.Polygon(
            [
                (470_000, 5_524_000),
                (474_000, 5_524_040),
                (478_000, 5_524_000),
                (478_000, 5_526_000),
                (470_000, 5_526_000),
            ]
        ),
    }
    features = [
        {"type": "Feature", "properties": {"AGS": key}, "geometry": json.loads(shapely.to_geojson(shape))}
        for key, shape in shapes.items()
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    reading = read_geometry(path, tolerance=0)
    found = [shapely.Polygon(rings[0], list(rings[1:])) for _, rings in sorted(reading.rings.items())]
    assert shapely.coverage_is_valid(found)
    whole = shapely.union_all(found)
    assert whole.geom_type == "Polygon" and len(whole.interiors) == 1
    assert sum(shapely.area(found)) == pytest.approx(whole.area) == pytest.approx(48e6 - 4e6, rel=0.001)
    assert any("Lücken oder Überlappungen" in item.message for item in reading.diagnostics)


def test_the_slivers_of_the_real_kreis(realdata: Path) -> None:
    """The detailed real geometry has 43 gaps inside the Kreis; the map has none."""
    path = realdata / "geometrie" / "gemeinden_hessen_vg250.geojson"
    if not path.is_file():
        pytest.skip("the geometry of the BKG is not on this machine")
    keys = [f"06432{number:03d}" for number in range(1, 24)]
    reading = read_geometry(path, keys=keys)
    found = []
    for rings in reading.rings.values():
        parts = [shapely.Polygon(ring) for ring in rings]
        outer = [part for part, ring in zip(parts, rings, strict=True) if shapely.LinearRing(ring).is_ccw]
        inner = [part for part, ring in zip(parts, rings, strict=True) if not shapely.LinearRing(ring).is_ccw]
        found.append(shapely.difference(shapely.union_all(outer), shapely.union_all(inner)))
    whole = shapely.union_all(shapely.set_precision(np.array(found, dtype=object), 0.1))
    holes = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    assert [ring for ring in holes if shapely.Polygon(ring).area > 100] == []
