"""Indicators on official deliveries reach the published values; sample and another Kreis say what they can.

Values to reach: Regionaldatenbank Deutschland (Stand 2017), recomputed from its own tables.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from berichtsgenerator.indicators import Catalogue, IndicatorEngine
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, month, school_year, stichtag, year
from berichtsgenerator.reading import read_folder

KREIS, HESSEN, BUND = "06432", "06", "DG"


def made_of(folder: Path) -> IndicatorEngine:
    gazetteer = Gazetteer.bundled()
    return IndicatorEngine(Catalogue.load(), read_folder(folder, gazetteer=gazetteer).observations, gazetteer=gazetteer)


@pytest.fixture(scope="module")
def official(realdata: Path) -> IndicatorEngine:
    return made_of(realdata / "genesis_dadi")


@pytest.fixture(scope="module")
def another(realdata: Path) -> IndicatorEngine:
    return made_of(realdata / "ba_arbeitsmarkt_kommunal_wetterau")


@pytest.fixture(scope="module")
def invented(sample: Path) -> IndicatorEngine:
    if not (sample / "12411-02-03-5.xlsx").is_file():
        pytest.skip("the sample deliveries are not written yet")
    return made_of(sample)


ZENSUS = stichtag(2011, 5, 9)
PUBLISHED = [
    ("jugendquotient", KREIS, year(2015), 31.9, 1),
    ("altenquotient", KREIS, year(2015), 33.4, 1),
    ("jugendquotient", HESSEN, year(2015), 30.8, 1),
    ("altenquotient", HESSEN, year(2015), 33.3, 1),
    ("jugendquotient", BUND, year(2015), 30.3, 1),
    ("altenquotient", BUND, year(2015), 34.7, 1),
    ("billeter", KREIS, year(2015), -0.673635, 6),
    ("mindestsicherungsquote", KREIS, year(2015), 7.1, 1),
    ("mindestsicherungsquote", HESSEN, year(2015), 9.3, 1),
    ("abgaenge_ohne_abschluss", KREIS, year(2015), 4.1, 1),
    ("abgaenge_abitur", KREIS, year(2015), 37.8, 1),
    ("pflegequote_65", KREIS, year(2015), 142.0, 1),
    ("arbeitslosenanteil_mittel", KREIS, year(2016), 3.485495, 6),
    ("arbeitslosenanteil_streuung", KREIS, year(2016), 0.693777, 6),
    ("dissimilaritaet_auslaender", KREIS, ZENSUS, 0.113926, 6),
    ("isolation_auslaender", KREIS, ZENSUS, 0.105238, 6),
    ("eta2_auslaender", KREIS, ZENSUS, 0.007339, 6),
    ("kinderarmut_u15_nef", KREIS, year(2015), 10.86, 2),
]


@pytest.mark.parametrize(("indicator", "area", "period", "value", "decimals"), PUBLISHED)
def test_published_values_are_reached(
    official: IndicatorEngine, indicator: str, area: str, period: Period, value: float, decimals: int
) -> None:
    found = official.evaluate(NumberKey(indicator, area, period))
    assert found.value is not None, found.provenance.reason
    assert round(found.value, decimals) == value
    assert found.provenance.components
    assert all(item.observations for item in found.provenance.components)


@pytest.mark.parametrize(("ages", "count"), [("0-14", 40186), ("0-17", 49700)])
def test_children_of_the_kreis(official: IndicatorEngine, ages: str, count: int) -> None:
    found = official.evaluate(NumberKey("bevoelkerung", KREIS, year(2015), (("alter", ages),)))
    assert found.value == count


def test_the_population_of_the_kreis_is_the_sum_of_its_gemeinden(official: IndicatorEngine) -> None:
    whole = official.evaluate(NumberKey("bevoelkerung", KREIS, year(2015)))
    parts = Gazetteer.bundled().children(KREIS, Level.GEMEINDE)
    values = [official.evaluate(NumberKey("bevoelkerung", area.key, year(2015))).value for area in parts]
    assert len(values) == 23
    assert whole.value == sum(value or 0 for value in values) == 292773


@pytest.mark.parametrize("indicator", ["jugendquotient", "altenquotient", "mindestsicherungsquote", "pflegequote_65"])
def test_own_values_agree_with_those_that_the_office_publishes(official: IndicatorEngine, indicator: str) -> None:
    definition = official.catalogue[indicator]
    compared = 0
    for area in (BUND, HESSEN, KREIS):
        for period in official.periods(indicator, area):
            own = official.evaluate(NumberKey(indicator, area, period))
            published = official.evaluate(NumberKey(definition.official or "", area, period))
            if own.value is not None and published.value is not None:
                assert own.value == pytest.approx(published.value, abs=0.0501)
                compared += 1
    assert compared >= 3


def test_the_negative_count_of_1995_is_not_printed(official: IndicatorEngine) -> None:
    """21111-02-06-4 holds −56 for 06432, female, Fachhochschulreife; the leavers themselves are whole."""
    found = official.evaluate(NumberKey("abgaenge", KREIS, year(1995)))
    assert found.value is not None
    assert found.value > 0


def test_the_change_from_the_old_to_the_new_population_base_is_refused(official: IndicatorEngine) -> None:
    key = NumberKey("bevoelkerung", KREIS, year(2011))
    found = official.evaluate(key.with_view(View.CHANGE_PERCENT, since=year(2010)))
    assert found.missing is Missing.NOT_APPLICABLE
    assert Quality.BREAK in official.evaluate(key).quality
    allowed = official.evaluate(NumberKey("bevoelkerung", KREIS, year(2015)).with_view(View.CHANGE, since=year(2011)))
    assert allowed.value == 292773 - 283465


def test_at_least_sixty_indicators_have_official_values(official: IndicatorEngine) -> None:
    there = [key for key in official.catalogue if official.periods(key, KREIS)]
    assert len(there) >= 60


def test_a_gap_in_official_data_says_which_table_is_missing(official: IndicatorEngine) -> None:
    reason = official.explain_gap("kinderarmut_u18", "06432008", year(2015))
    assert "Griesheim" in reason
    assert "22811-02-02" in reason or "Jobcenter" in reason


def test_a_kreis_without_a_row_of_its_own_is_added_from_all_its_gemeinden(another: IndicatorEngine) -> None:
    found = another.evaluate(NumberKey("svb_wohnort", "06440", year(2024)))
    assert found.value is not None, found.provenance.reason
    assert len(found.provenance.components[0].observations) == 25
    rate = another.evaluate(NumberKey("langzeitarbeitslosenanteil", "06440", year(2024)))
    assert rate.value is not None


def test_suppressed_cells_of_another_kreis_stay_secret(another: IndicatorEngine) -> None:
    areas = [area.key for area in Gazetteer.bundled().children("06440", Level.GEMEINDE)]
    found = [
        another.evaluate(NumberKey("minijobs_ausschliesslich", area, period))
        for area in areas
        for period in another.periods("minijobs_ausschliesslich", area)
    ]
    assert {item.missing for item in found} <= {None, Missing.SECRET}


def test_every_topic_of_the_sample_has_numbers_for_gemeinden_and_kreis(invented: IndicatorEngine) -> None:
    for indicator in (
        "bevoelkerung", "jugendquotient", "lebendgeborene_rate", "wanderungssaldo_rate", "beschaeftigtenquote",
        "arbeitslosenanteil", "sgb2_quote", "kinderarmut_u18", "grundsicherungsquote_alter", "betreuungsquote_u3",
        "auslaenderanteil_melderegister", "baufertigstellungen_rate", "hze_rate", "wohngeld_rate",
    ):  # fmt: skip
        for area in (KREIS, "06432008"):
            periods = invented.periods(indicator, area)
            assert len(periods) >= 8, indicator


def test_months_schools_and_census_dates_of_the_sample(invented: IndicatorEngine) -> None:
    assert invented.evaluate(NumberKey("sgb2_quote_monat", "06432008", month(2020, 4))).value is not None
    assert invented.evaluate(NumberKey("schueler", "06432008", school_year(2024))).value is not None
    segregation = NumberKey("dissimilaritaet_schulen", KREIS, school_year(2024))
    chance = NumberKey("dissimilaritaet_schulen_zufall", KREIS, school_year(2024))
    observed, expected = invented.evaluate(segregation).value, invented.evaluate(chance).value
    assert observed is not None
    assert expected is not None
    assert 0 < expected < observed < 1
    low, high = (
        invented.evaluate(NumberKey(f"dissimilaritaet_schulen_zufall_{end}", KREIS, school_year(2024))).value
        for end in ("von", "bis")
    )
    assert low is not None
    assert high is not None
    assert low < expected < high < observed


def test_the_sample_does_not_contradict_itself(invented: IndicatorEngine) -> None:
    for indicator, definition in invented.catalogue.items():
        for period in invented.periods(indicator, KREIS) if Level.KREIS in definition.levels else ():
            invented.evaluate(NumberKey(indicator, KREIS, period))
    assert [str(item) for item in invented.diagnostics] == []


OTHER_EDITIONS = [
    ("regionalstatistik_csv", "abgaenge", "06432", year(2023), 2778),
    ("regionalstatistik_csv", "abgaenge_ohne_abschluss", "06432", year(2023), 100 * 160 / 2778),
    ("regionalstatistik_csv", "abgaenge_mittlerer", "06432", year(2023), 100 * 1400 / 2778),
    ("regionalstatistik_csv", "abgaenge_abitur", "05111", year(2023), 100 * 2425 / 5500),
    ("regionalstatistik_csv", "schueler", "06432", school_year(2023), 32189),
    ("regionalstatistik_csv", "schueler_auslaenderanteil", "06432", school_year(2023), 100 * 5481 / 32189),
    ("vgrdl", "verfuegbares_einkommen", "06432", year(1995), 15621),
    ("hessen_wahlen", "wahlbeteiligung_kreiswahl", "06432008", stichtag(2011, 3, 27), 42.6),
    ("hessen_wahlen", "wahlbeteiligung_kreiswahl", "06432", stichtag(2011, 3, 27), 50.2),
]


@pytest.fixture(scope="module")
def editions(realdata: Path) -> dict[str, IndicatorEngine]:
    return {name: made_of(realdata / name) for name in {item[0] for item in OTHER_EDITIONS}}


@pytest.mark.parametrize(("folder", "indicator", "area", "period", "value"), OTHER_EDITIONS)
def test_other_editions_and_publishers_are_recognised(
    editions: dict[str, IndicatorEngine], folder: str, indicator: str, area: str, period: Period, value: float
) -> None:
    """Newer tables have other words in their heads; the workbook of the Länder also holds the primary income."""
    found = editions[folder].evaluate(NumberKey(indicator, area, period))
    assert found.value == pytest.approx(value), found.provenance.reason
    assert editions[folder].diagnostics == ()


def test_the_primary_income_is_not_read_as_the_disposable_one(realdata: Path, tmp_path: Path) -> None:
    """The original workbook under the name that offices give it: sheet 1.4 is the income before taxes and benefits."""
    shutil.copy(realdata / "vgrdl" / "vgrdl_r2b3_bs2024.xlsx", tmp_path / "VGRdL_R2B3.xlsx")
    found = made_of(tmp_path).evaluate(NumberKey("verfuegbares_einkommen", "06432", year(1995)))
    assert found.value == 15621
    assert {cell.table.sheet for item in found.provenance.components for cell in item.observations} == {"2.4"}
