"""The bundled directory of areas: keys, children, names in all their forms."""

from __future__ import annotations

import pytest

from berichtsgenerator.model.areas import Level, is_area_key
from berichtsgenerator.model.gazetteer import Gazetteer, name_form


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def test_every_land_kreis_and_gemeinde_of_germany_is_known(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.children("DG", Level.LAND)) == 16
    assert len(gazetteer.children("DG", Level.KREIS)) == 400
    assert len(gazetteer.children("DG", Level.GEMEINDE)) > 10_900


def test_children_are_the_23_gemeinden_sorted_by_key(gazetteer: Gazetteer) -> None:
    children = gazetteer.children("06432", Level.GEMEINDE)
    assert [area.key for area in children] == [f"06432{number:03d}" for number in range(1, 24)]
    assert children[14].name == "Münster (Hessen)"


def test_all_keys_are_well_formed(gazetteer: Gazetteer) -> None:
    for level in (Level.LAND, Level.REGIERUNGSBEZIRK, Level.KREIS, Level.GEMEINDE):
        assert all(is_area_key(area.key) and area.level is level for area in gazetteer.children("DG", level))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Münster", "06432015"),
        ("Münster (Hessen)", "06432015"),
        ("Dieburg, Stadt", "06432004"),
        ("Dieburg, St.", "06432004"),
        ("Babenhausen, Hess", "06432002"),
        ("Bickenbach, Bergstr", "06432003"),
        ("Darmstadt-Dieburg, Landkreis", "06432"),
        ("Landkreis Darmstadt-Dieburg", "06432"),
        ("LK Darmstadt-Dieburg", "06432"),
        ("Darmstadt-Dieburg insgesamt", "06432"),
        ("Landkreis gesamt", "06432"),
        ("Kreis insgesamt", "06432"),
        ("Land Hessen", "06"),
        ("  Hessen", "06"),
        ("Deutschland", "DG"),
        ("Bundesgebiet", "DG"),
    ],
)
def test_names_are_found_within_the_kreis(gazetteer: Gazetteer, name: str, key: str) -> None:
    assert [area.key for area in gazetteer.find(name, "06432")] == [key]


def test_without_a_kreis_an_ambiguous_name_gives_all_meanings(gazetteer: Gazetteer) -> None:
    keys = {area.key for area in gazetteer.find("Münster")}
    assert {"06432015", "05515000", "055"} <= keys


def test_a_qualifier_tells_the_land(gazetteer: Gazetteer) -> None:
    assert [area.key for area in gazetteer.find("Babenhausen, Hess")] == ["06432002"]


def test_unknown_names_and_landkreis_without_context_give_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Entenhausen") == ()
    assert gazetteer.find("Landkreis gesamt") == ()


def test_short_names_drop_what_only_classifies(gazetteer: Gazetteer) -> None:
    short = {key: area.short for key in ("06432004", "06432", "06432015", "DG") if (area := gazetteer.area(key))}
    expected = {
        "06432004": "Dieburg",
        "06432": "Darmstadt-Dieburg",
        "06432015": "Münster (Hessen)",
        "DG": "Deutschland",
    }
    assert short == expected


def test_centre_of_a_kreis_lies_among_its_gemeinden(gazetteer: Gazetteer) -> None:
    centre = gazetteer.centre("06432")
    towns = [gazetteer.centre(area.key) for area in gazetteer.children("06432", Level.GEMEINDE)]
    assert centre is not None
    for axis in (0, 1):
        values = [town[axis] for town in towns if town is not None]
        assert len(values) == 23
        assert min(values) < centre[axis] < max(values)


def test_area_of_a_kreis_is_the_sum_of_its_gemeinden(gazetteer: Gazetteer) -> None:
    assert gazetteer.square_km("06432") == pytest.approx(658.6, abs=0.2)


def test_name_form_keeps_the_telling_qualifier_only() -> None:
    assert name_form("Dieburg, Stadt").qualifiers == ()
    assert name_form("Reichelsheim (Wetterau), Stadt").qualifiers == ("wetterau",)
    assert name_form("Darmstadt, kreisfreie Stadt").level is Level.KREIS
