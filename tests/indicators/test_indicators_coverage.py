"""How much of the subject's list of indicators the catalogue covers, counted by values and not by names."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from indicators_samples import differing
from test_indicators_real import made_of

from berichtsgenerator.indicators import Catalogue, IndicatorEngine
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.numbers import NumberKey

AREAS = ("06432", "06432008", "06", "DG")
NOT_DELIVERED = {
    "B13": "BA-Sonderauswertung", "B15": "Entgeltatlas", "C07": "HLU nicht nach Nationalität geliefert",
    "C15": "BA, Wohnkosten", "D06": "Überschneidung von Leistungen nur aus Einzeldaten", "D07": "BA, Verweildauer",
    "E07": "Schulamt", "E13": "Schulstatistik ohne Wiederholende", "E15": "BIBB", "F04": "Ausländerzentralregister",
    "F06": "Abgänge nicht nach Nationalität geliefert", "G04": "Kassenärztliche Vereinigung",
    "G06": "Pflegestatistik ohne Alter", "I06": "Statistik 22711 nicht geliefert",
}  # fmt: skip
"""Numbers of the list that neither the sample nor the official deliveries can feed, and why."""


@pytest.fixture(scope="module")
def wanted(domain: Path) -> list[str]:
    return [row["id"] for row in csv.DictReader((domain / "indikatoren.csv").read_text("utf-8").splitlines())]


@pytest.fixture(scope="module")
def engines(realdata: Path, sample: Path) -> tuple[IndicatorEngine, IndicatorEngine]:
    return made_of(sample), made_of(realdata / "genesis_dadi")


def has_value(engine: IndicatorEngine, indicator: str) -> bool:
    levels = engine.catalogue[indicator].levels
    return any(
        engine.evaluate(NumberKey(indicator, area, period)).value is not None
        for area in AREAS
        if level_of(area) in levels
        for period in reversed(engine.periods(indicator, area))
    )


def test_at_least_a_hundred_of_the_list_have_a_value(
    wanted: list[str], engines: tuple[IndicatorEngine, IndicatorEngine]
) -> None:
    by_number: dict[str, list[str]] = {}
    for definition in engines[0].catalogue.values():
        by_number.setdefault(definition.number, []).append(definition.id)
    fed = {
        number
        for number in wanted
        if any(has_value(engine, item) for item in by_number.get(number, ()) for engine in engines)
    }
    assert len(wanted) == 117
    assert len(fed) >= 103
    assert set(wanted) - fed == set(NOT_DELIVERED)


def test_every_numbered_indicator_is_described_for_readers_and_planners(wanted: list[str]) -> None:
    catalogue = Catalogue.load()
    numbered = [item for item in catalogue.values() if item.number]
    assert {item.number for item in numbered} <= set(wanted)
    for item in numbered:
        assert item.sources, item.id
        assert item.reference_date_text, item.id
        assert item.unit or item.kind.value in ("mass", "verhaeltnis"), item.id
        assert item.direction, item.id
        assert item.levels, item.id


def test_what_the_list_calls_unverified_is_marked_as_an_own_definition(domain: Path) -> None:
    """Lines marked AW are general knowledge: they are official here only where an office defines and publishes them."""
    rows = csv.DictReader((domain / "indikatoren.csv").read_text("utf-8").splitlines())
    unverified = {row["id"] for row in rows if re.match(r"AW\b", row["definition_aus"])}
    official = {
        item.id
        for item in Catalogue.load().values()
        if item.number in unverified and item.definition_source == "amtlich"
    }
    assert official == {"kurzarbeiterquote"}, "published as such by the Bundesagentur für Arbeit"


def test_a_rule_that_a_definition_follows_exists(domain: Path) -> None:
    path = domain / "regionalatlas_formeln.csv"
    codes = {row["code"] for row in csv.DictReader(path.read_text("utf-8").splitlines())}
    named = [
        item.official_code for item in Catalogue.load().values() if item.official_code.startswith("Regionalatlas ")
    ]
    assert len(named) >= 7
    assert {text.removeprefix("Regionalatlas ") for text in named} <= codes


def test_levels_without_deliveries_are_not_promised() -> None:
    catalogue = Catalogue.load()
    assert Level.GEMEINDE not in catalogue["armutsgefaehrdungsquote_bund"].levels


def test_comparisons_from_deliveries_equal_those_from_entries(engines: tuple[IndicatorEngine, IndicatorEngine]) -> None:
    """All indicators of the catalogue on the whole sample, with the years that a change over five years needs."""
    assert differing(engines[0], "06432", last=6) == []
