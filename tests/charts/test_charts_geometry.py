"""Geometry: made-up files for every case, real ones of the BKG where they are on the machine."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path

import numpy as np
import pytest
import shapefile
import shapely
from charts_samples import NAMES, datum

from berichtsgenerator.charts import ChartStyle, draw
from berichtsgenerator.charts.geodata.geometry import ags_of, read_geometry, to_metres
from berichtsgenerator.charts.maps.places import Shape
from berichtsgenerator.diagnostics import ReadingError
from berichtsgenerator.document.drawings import TextItem
from berichtsgenerator.document.graphics import MapArea, MapChart
from berichtsgenerator.language.classes import breaks, class_labels

STYLE = ChartStyle()


def square(x: float, y: float, side: float = 0.1) -> list[list[list[float]]]:
    return [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]


def geojson(path: Path, features: list[tuple[dict[str, object], dict[str, object] | None]]) -> Path:
    content = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features],
    }
    path.write_text(json.dumps(content), "utf-8")
    return path


def polygon(x: float, y: float, side: float = 0.1) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": square(x, y, side)}


def area(rings: tuple[tuple[tuple[float, float], ...], ...]) -> float:
    return float(
        sum(
            shapely.LinearRing(ring).is_ccw * 2 * shapely.Polygon(ring).area - shapely.Polygon(ring).area
            for ring in rings
        )
    )


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("064320001001", "06432001"),
        ("06432001", "06432001"),
        ("06432", "06432"),
        (6432001, "06432001"),
        (6432.0, "06432"),
        ("06", "06"),
        ("", ""),
        (None, ""),
        ("Hessen", ""),
    ],
)
def test_keys_become_ags(value: object, key: str) -> None:
    """ARS, AGS, numbers without their zero; names are no keys."""
    assert ags_of(value) == key


@pytest.mark.parametrize(
    ("longitude", "latitude", "east", "north"),
    [
        # computed with the formulas of the Landesvermessung, ETRS89 / UTM zone 32
        (9.0, 0.0, 500_000.0, 0.0),
        (9.0, 50.0, 500_000.0, 5_538_630.70),
    ],
)
def test_projection_on_the_central_meridian(longitude: float, latitude: float, east: float, north: float) -> None:
    """On the meridian of 9° the northing is the scaled meridian arc."""
    point = to_metres(np.array([longitude]), np.array([latitude]))[0]
    assert point == pytest.approx([east, north], abs=0.02)


def test_projection_keeps_distances() -> None:
    """A degree of longitude at 50° north is about 71.7 km, also away from the meridian."""
    for longitude in (7.0, 8.5, 12.0):
        a, b = to_metres(np.array([longitude, longitude + 1]), np.array([50.0, 50.0]))
        assert float(np.hypot(*(b - a))) == pytest.approx(71_696, rel=2e-3)


def test_parts_of_one_key_are_merged(tmp_path: Path) -> None:
    """Land and water records of one Gemeinde become one area."""
    path = geojson(
        tmp_path / "a.geojson",
        [
            ({"AGS": "06432001", "GF": 4}, polygon(8.6, 49.8)),
            ({"AGS": "06432001", "GF": 2}, polygon(8.7, 49.8)),
            ({"AGS": "06432002", "GF": 4}, polygon(8.8, 49.8)),
        ],
    )
    found = read_geometry(path).rings
    assert sorted(found) == ["06432001", "06432002"]
    assert [len(rings) for rings in found.values()] == [1, 1]
    assert area(found["06432001"]) == pytest.approx(2 * area(found["06432002"]), rel=0.01)


def test_a_missing_area_and_a_crossed_border_are_said(tmp_path: Path) -> None:
    """Self-crossing rings are mended, areas without polygon named, null geometries passed over."""
    bow = {"type": "Polygon", "coordinates": [[[8.6, 49.8], [8.7, 49.9], [8.7, 49.8], [8.6, 49.9], [8.6, 49.8]]]}
    path = geojson(tmp_path / "a.geojson", [({"ARS": "064320001001"}, bow), ({"ARS": "064320002002"}, None)])
    reading = read_geometry(path, keys=("06432001", "06432002"))
    assert [item.code for item in reading.diagnostics] == ["geometrie-berichtigt", "geometrie-gebiet-fehlt"]
    assert "06432002" in str(reading.diagnostics[1])
    assert len(reading.rings["06432001"]) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.geojson",
            '{"type": "FeatureCollection", "features": [{"properties": {"NAME": "x"}, "geometry": null}]}',
            "kein Feld",
        ),
        ("a.geojson", "{", "kann nicht gelesen werden"),
        ("a.geojson", "[]", "weder eine FeatureCollection"),
        ("a.dwg", "x", "„.dwg“ wird nicht gelesen"),
        ("a.shp", "x", "kann nicht gelesen werden"),
        ("a.gpkg", "x", "kann nicht gelesen werden"),
    ],
)
def test_unusable_files_are_said(tmp_path: Path, name: str, content: str, message: str) -> None:
    """What cannot be read ends in a German message with the file's name."""
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(ReadingError, match=message) as caught:
        read_geometry(path)
    assert name in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """No file, no traceback."""
    with pytest.raises(ReadingError, match="gibt es nicht"):
        read_geometry(tmp_path / "nichts.shp")


def test_shapefile_and_geopackage_read_alike(tmp_path: Path) -> None:
    """The same metric square from both formats, also without tolerance."""
    ring = [(470_000.0, 5_520_000.0), (470_000.0, 5_521_000.0), (471_000.0, 5_521_000.0), (471_000.0, 5_520_000.0)]
    ring.append(ring[0])
    with shapefile.Writer(str(tmp_path / "a.shp")) as writer:
        writer.field("AGS", "C", 8)
        writer.poly([ring])
        writer.record("06432001")
    shape = read_geometry(tmp_path / "a.shp", tolerance=0).rings
    blob = b"GP\x00\x01" + struct.pack("<i", 25832) + shapely.to_wkb(shapely.Polygon(ring))
    connection = sqlite3.connect(tmp_path / "a.gpkg")
    connection.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)")
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('gemeinden', 'geom', 25832)")
    connection.execute("CREATE TABLE gemeinden (fid INTEGER, geom BLOB, ags TEXT)")
    connection.execute("INSERT INTO gemeinden VALUES (1, ?, '06432001')", (blob,))
    connection.commit()
    connection.close()
    assert read_geometry(tmp_path / "a.gpkg", tolerance=0).rings == shape
    assert area(shape["06432001"]) == 1_000_000.0


def test_holes_stay_open() -> None:
    """A ring within a ring is a hole, whatever its direction; an island in it is area again."""
    rings = [
        [(0.0, 0.0), (90.0, 0.0), (90.0, 90.0), (0.0, 90.0), (0.0, 0.0)],
        [(20.0, 20.0), (70.0, 20.0), (70.0, 70.0), (20.0, 70.0), (20.0, 20.0)],
        [(40.0, 40.0), (50.0, 40.0), (50.0, 50.0), (40.0, 50.0), (40.0, 40.0)],
    ]
    assert Shape.of(rings).polygon.area == 8100 - 2500 + 100
    assert Shape.of([]).empty and Shape.of([rings[0][:2]]).empty


@pytest.mark.parametrize("name", ["VG5000_GEM.shp", "gemeinden_hessen_vg250.geojson"])
def test_the_kreis_from_real_files(realdata: Path, name: str) -> None:
    """Both sources have the 23 Gemeinden of the Kreis, in metres, of the right size, and a map is drawn of them."""
    path = realdata / "geometrie" / name
    if not path.is_file():
        pytest.skip("the geometry of the BKG is not on this machine")
    keys = [f"06432{number:03d}" for number in range(1, 24)]
    reading = read_geometry(path, keys=keys)
    assert sorted(reading.rings) == keys
    # 658.6 km² (Destatis); the 1 : 5 000 000 geometry is coarse
    total = sum(area(rings) for rings in reading.rings.values()) / 1e6
    assert total == pytest.approx(658.6, rel=0.05 if "5000" in name else 0.005)
    values = [2.0 + (index * 7 % 23) / 2 for index in range(23)]
    bounds = breaks(values, method="quantile", count=5)
    areas = tuple(
        MapArea(key, NAMES[index][0].removesuffix(", Stadt"), datum(values[index]), 0, 0, reading.rings[key])
        for index, key in enumerate(keys)
    )
    drawing = draw(MapChart(areas, "Prozent", bounds, class_labels(bounds)), width=467, style=STYLE)
    texts = [item.text for item in drawing.items if isinstance(item, TextItem)]
    for index, _ in enumerate(keys):
        shown = NAMES[index][0].replace(",", " ").replace("-", " ").split()[0]
        assert any(shown in text for text in texts), shown


def test_an_area_without_polygon_is_listed() -> None:
    """On a map with geometry an area without polygon is named beside it."""
    ring = ((0.0, 0.0), (9000.0, 0.0), (9000.0, 9000.0), (0.0, 9000.0), (0.0, 0.0))
    areas = (
        MapArea("06432001", "Da", datum(1.0), 0, 0, (ring,)),
        MapArea("06432002", "Fehlt", datum(2.0), 0, 0),
    )
    drawing = draw(MapChart(areas, "Prozent", (1.5, 2.5), ("unter 1,5", "1,5 und mehr")), width=400, style=STYLE)
    assert "Fehlt 2,0" in [item.text for item in drawing.items if isinstance(item, TextItem)]


@pytest.mark.parametrize("height", [150.0, 160.0, 200.0, 260.0])
def test_what_numbers_mean_stays_within_a_low_map(height: float) -> None:
    """Areas too small for their names are numbered; the list goes into columns where the map is low."""
    areas = tuple(
        MapArea(str(at), name, datum(5 + at), 0, 0, (_square(at % 6 * 900.0, at // 6 * 900.0, 900.0),))
        for at, (name, _, _) in enumerate(NAMES)
    )
    found = draw(MapChart(areas, "%", (5.0, 10.0, 30.0), ()), width=480, height=height)
    texts = [item for item in found.items if isinstance(item, TextItem)]
    assert all(-1.0 <= item.y <= height and item.x >= -1.0 for item in texts)
    for name, _, _ in NAMES:
        assert any(name.split("-")[0].split(" ")[0] in item.text for item in texts), name
    places = [(round(item.x), round(item.y)) for item in texts]
    assert len(places) == len(set(places))


def _square(x: float, y: float, side: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
