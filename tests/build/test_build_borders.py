"""Maps get the borders that the project names, or tiles."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from berichtsgenerator.build.borders import project_borders
from berichtsgenerator.build.collecting import few_collections
from berichtsgenerator.configuration.project import Project, load_project
from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer


def _project(folder: Path, extra: str = "") -> Project:
    (folder / "projekt.yaml").write_text(f'kreis: "06432"\ntitel: T\nherausgeber: H\n{extra}', encoding="utf-8")
    return load_project(folder / "projekt.yaml")


def test_without_geometry_there_are_no_borders(tmp_path: Path) -> None:
    assert project_borders(_project(tmp_path), Gazetteer.bundled()) == (None, ())


def test_a_geometry_that_is_not_there_is_said(tmp_path: Path) -> None:
    project = _project(tmp_path, "geometrie: grenzen.geojson\n")
    with pytest.raises(ConfigurationError, match=r"Die Geometrie „grenzen\.geojson“ gibt es nicht"):
        project_borders(project, Gazetteer.bundled())


@pytest.mark.parametrize("name", ["VG5000_GEM.shp", "gemeinden_hessen_vg250.geojson"])
def test_every_gemeinde_of_the_kreis_has_rings_in_official_geometry(tmp_path: Path, realdata: Path, name: str) -> None:
    source = realdata / "geometrie" / name
    for path in source.parent.glob(f"{source.stem}.*"):
        (tmp_path / path.name).symlink_to(path)
    gazetteer = Gazetteer.bundled()
    borders, _ = project_borders(_project(tmp_path, f"geometrie: {name}\n"), gazetteer)
    assert borders is not None
    keys = [area.key for area in gazetteer.children("06432", Level.GEMEINDE)]
    rings = borders(keys)
    assert sorted(rings) == keys
    assert all(len(ring) >= 4 for shape in rings.values() for ring in shape)
    assert borders(["99999001"]) == {}
    kreise = [area.key for area in gazetteer.children("06", Level.KREIS)]
    assert sorted(borders(kreise)) == kreise  # put together from their Gemeinden


def test_a_geometry_without_credit_is_said(tmp_path: Path, realdata: Path) -> None:
    source = realdata / "geometrie" / "gemeinden_hessen_vg250.geojson"
    (tmp_path / source.name).symlink_to(source)
    line = f"geometrie: {source.name}\n"
    for extra, codes in ((line, ["geometrie-nachweis"]), (f"{line}geometrie_nachweis: © Amt\n", [])):
        _, found = project_borders(_project(tmp_path, extra), Gazetteer.bundled())
        assert [item.code for item in found if item.code == "geometrie-nachweis"] == codes


def test_thresholds_of_garbage_collection_come_back() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyboardInterrupt), few_collections():
        assert gc.get_threshold() != before
        raise KeyboardInterrupt
    assert gc.get_threshold() == before
