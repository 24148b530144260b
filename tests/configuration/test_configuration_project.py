"""projekt.yaml: folders from its own place, short forms, and German findings for what does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from berichtsgenerator.configuration.project import Project, load_project
from berichtsgenerator.diagnostics import ConfigurationError

GOOD = "kreis: 06432\ntitel: Bericht\nherausgeber: Der Kreis\n"


def project(folder: Path, text: str) -> Project:
    (folder / "projekt.yaml").write_text(text, "utf-8")
    return load_project(folder)


def findings(folder: Path, text: str) -> dict[str, str]:
    with pytest.raises(ConfigurationError) as caught:
        project(folder, text)
    return {f"{item.place.line}:{item.place.column}": item.message for item in caught.value.diagnostics}


def test_a_small_project_has_defaults_and_folders_beside_its_file(tmp_path: Path) -> None:
    loaded = project(tmp_path, GOOD)
    assert (loaded.kreis, loaded.ausgabe) == ("06432", "oeffentlich")
    assert loaded.geheimhaltung.mindestzahl == 3
    assert loaded.data_folder == tmp_path / "data_in"
    assert loaded.layout_folder == tmp_path / "layouts"
    assert loaded.catalogue_folder is None


def test_short_forms_of_names_and_imprint(tmp_path: Path) -> None:
    loaded = project(tmp_path, GOOD + "gebiete: {'06432008': Griesheim}\nimpressum: |\n  Eins\n\n  Zwei\n")
    assert loaded.gebiete["06432008"].kurz == "Griesheim"
    assert loaded.impressum == ["Eins", "Zwei"]


def test_every_mistake_of_a_project_is_found_at_its_place(tmp_path: Path) -> None:
    text = (
        "kreis: 6432\ntitel: x\nherausgeber: y\nausgabe: intern!\nhausstil: {farben: {akzent: rot}}\n"
        "geheimhaltung:\n  quellen:\n    - {muster: /etc/*, regel: geschuetzt}\nquellenrangfolge: ['..\\\\x']\n"
        "gebiete: {abc: A}\n"
        "ereignisse: {corona: {datum: 22.03.2020, name: x}}\n"
    )
    found = findings(tmp_path, text)
    assert set(found) == {"1:8", "4:10", "5:29", "8:16", "9:20", "10:11", "11:30"}
    assert "fünf Ziffern" in found["1:8"]
    assert "Datum wie 2024-12-31" in found["11:30"]


def test_the_land_must_contain_the_kreis(tmp_path: Path) -> None:
    assert "nicht in 07" in next(iter(findings(tmp_path, GOOD + 'land: "07"\n').values()))


def test_a_missing_project_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="bericht neu"):
        load_project(tmp_path)
