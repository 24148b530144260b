"""The twelve mistakes that happened in printed reports: each is refused here, or written right.

The numbers of the tests are those of the list in the domain notes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from indicators_samples import INDICATORS, MEASURES, Places, catalogue, cell, engine, table
from test_indicators_real import made_of

from berichtsgenerator.diagnostics import ConfigurationError, Severity
from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.indicators.defining.catalogue import load_folders
from berichtsgenerator.language.numbers import format_number
from berichtsgenerator.language.units import with_unit
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import month, stichtag, year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.reading import read_file

ADORF, BEDORF = "06999001", "06999002"


@pytest.fixture(scope="module")
def official(realdata: Path) -> IndicatorEngine:
    return made_of(realdata / "genesis_dadi")


def shares(folder: Path, first: float, second: float) -> IndicatorEngine:
    cases, people = table("200"), table("100")
    cells = []
    for when, value in ((2015, first), (2016, second)):
        cells.append(cell(cases, "Fälle", ADORF, year(when), 10 * value))
        cells.append(cell(people, "Leute", ADORF, stichtag(when - 1, 12, 31), 1000, alter="unter 15 Jahre"))
    return engine(folder, *cells)


def test_1_the_difference_of_two_shares_is_in_prozentpunkte_and_never_in_prozent(tmp_path: Path) -> None:
    """78 % and then 85 %: 7 Prozentpunkte, 9.0 Prozent."""
    made_by = shares(tmp_path, 78, 85)
    key = NumberKey("anteil", ADORF, year(2016))
    points = made_by.evaluate(key.with_view(View.CHANGE, since=year(2015)))
    assert (points.value, points.unit, points.kind) == (pytest.approx(7), "Prozentpunkte", Kind.POINTS)
    assert with_unit(format_number(points.value or 0, 0), points.unit).replace("\u00a0", " ") == "7 Prozentpunkte"
    relative = made_by.evaluate(key.with_view(View.CHANGE_PERCENT, since=year(2015)))
    assert (round(relative.value or 0, 1), relative.unit, relative.kind) == (9.0, "Prozent", Kind.PERCENT_CHANGE)


def test_2_january_is_never_compared_with_december(tmp_path: Path) -> None:
    source = table("200")
    made_by = engine(
        tmp_path, *(cell(source, "Fälle", ADORF, period, 500.0) for period in (month(2019, 12), month(2020, 1)))
    )
    key = NumberKey("faelle_monat", ADORF, month(2020, 1))
    for view in (View.CHANGE, View.CHANGE_PERCENT, View.INDEX):
        found = made_by.evaluate(key.with_view(view, since=month(2019, 12)))
        assert (found.value, found.provenance.guard) == (None, Guard.MONTH)
        assert "demselben Monat anderer Jahre" in found.provenance.reason


def test_3_register_population_and_fortschreibung_do_not_meet(tmp_path: Path) -> None:
    """Neither in one quotient, nor a Gemeinde's rate on the register beside the Land's on the Fortschreibung."""
    register, people, cases = table("", "register.csv"), table("100"), table("200")
    made_by = engine(
        tmp_path,
        cell(register, "Personen", ADORF, stichtag(2015, 12, 31), 1010.0),
        cell(people, "Leute", ADORF, stichtag(2015, 12, 31), 1000.0),
    )
    mixed = made_by.evaluate(NumberKey("mischung", ADORF, year(2015)))
    assert mixed.missing is Missing.NOT_APPLICABLE
    assert "verschiedenen Bevölkerungsbasen" in mixed.provenance.reason
    stated = table("100", "leute_register.csv", base="Melderegister")
    beside = engine(
        tmp_path / "zwei",
        cell(cases, "Fälle", ADORF, year(2016), 50.0),
        cell(stated, "Leute", ADORF, stichtag(2015, 12, 31), 500.0, alter="unter 15 Jahre"),
        cell(cases, "Fälle", "06", year(2016), 5000.0),
        cell(people, "Leute", "06", stichtag(2015, 12, 31), 60000.0, alter="unter 15 Jahre"),
    )
    key = NumberKey("anteil", ADORF, year(2016))
    assert beside.evaluate(key).value == pytest.approx(10)
    refused = beside.evaluate(key.with_view(View.DIFFERENCE, against="06"))
    assert (refused.value, refused.provenance.guard) == (None, Guard.BASE)
    assert "Melderegister" in refused.provenance.reason


def test_4_the_negative_count_of_an_official_table_is_not_used_and_told(
    tmp_path: Path, official: IndicatorEngine
) -> None:
    """21111-02-06-4 holds −56 for 06432, female, Fachhochschulreife, 1995."""
    for indicator in ("abgaenge", "abgaenge_abitur", "abgaenge_ohne_abschluss"):
        found = official.evaluate(NumberKey(indicator, "06432", year(1995)))
        assert found.value is None or found.value > 0
    source = table("200")
    made_by = engine(tmp_path, cell(source, "Fälle", ADORF, year(2015), -56.0))
    entry = made_by.evaluate(NumberKey("faelle", ADORF, year(2015)))
    assert entry.missing is Missing.UNKNOWN
    (told,) = made_by.diagnostics
    assert told.code == "anzahl-negativ"
    assert told.place.cell
    assert "−56" in told.message


def test_5_sums_that_differ_by_rounding_are_no_contradiction(tmp_path: Path) -> None:
    """Gemeinden add up to 138, the Kreis says 140: the published number of the Kreis stands, and nothing stops."""
    source = table("200")
    made_by = engine(
        tmp_path,
        cell(source, "Fälle", "06999", year(2015), 140.0),
        *(
            cell(source, "Fälle", area.key, year(2015), 46.0)
            for area in Places().children("06999", Places().area(ADORF).level)
        ),  # type: ignore[union-attr]
    )
    assert made_by.evaluate(NumberKey("faelle", "06999", year(2015))).value == 140
    assert not any(item.severity is Severity.ERROR for item in made_by.diagnostics)


def test_6_children_in_kita_and_in_tagespflege_are_not_added(tmp_path: Path, official: IndicatorEngine) -> None:
    """11 332 children, not 11 349: the count without those who stand in both is used, and overlapping sums refused."""
    found = official.evaluate(NumberKey("kita_kinder", "06432", year(2016)))
    assert found.value == 11332
    both = (
        INDICATORS
        + """\
  doppelt:
    titel: Doppelt
    kurz: Doppelt
    beschreibung: Kinder unter 15 und unter 18 zusammen.
    formel: klein + gross
    komponenten:
      klein: {merkmal: leute, auspraegung: {alter: 0-14}, zeit: "31.12."}
      gross: {merkmal: leute, auspraegung: {alter: 0-17}, zeit: "31.12."}
    einheit: Personen
    art: anzahl
    ebenen: [kreis]
    definition: eigene
"""
    )
    with pytest.raises(ConfigurationError, match="überschneiden sich"):
        catalogue(tmp_path, both)


def test_7_a_label_carries_the_date_of_its_cell(tmp_path: Path) -> None:
    """When the Stichtag moves, every word about it moves: labels are made from the cell's own date."""
    people = table("100")
    for when in (2014, 2015):
        made_by = engine(tmp_path / str(when), cell(people, "Leute", ADORF, stichtag(when, 12, 31), 1000.0))
        (component,) = made_by.evaluate(NumberKey("leute", ADORF, year(when))).provenance.components
        assert component.period == stichtag(when, 12, 31)
        assert component.label == f"Leute am 31.12.{when}"
    refused = made_by.evaluate(NumberKey("leute", ADORF, year(2014)))
    assert refused.missing is Missing.NO_DATA, "another date is never taken in silence"


def test_8_no_change_is_computed_across_a_break_and_the_new_series_is_marked(tmp_path: Path) -> None:
    source = table("200")
    made_by = engine(tmp_path, *(cell(source, "Fälle", ADORF, year(when), 500.0 + when) for when in (2013, 2014, 2015)))
    first = NumberKey("faelle_bruch", ADORF, year(2014))
    assert Quality.BREAK in made_by.evaluate(first).quality
    refused = made_by.evaluate(first.with_view(View.CHANGE_PERCENT, since=year(2013)))
    assert (refused.value, refused.provenance.guard) == (None, Guard.BREAK)
    assert "neue Zählweise" in refused.provenance.reason
    allowed = NumberKey("faelle_bruch", ADORF, year(2015)).with_view(View.CHANGE, since=year(2014))
    assert made_by.evaluate(allowed).value == 1


def test_9_a_change_of_population_base_is_no_growth(tmp_path: Path) -> None:
    """Erzhausen 8 147 on the Zensus 2011 and 7 794 on the Zensus 2022 is no loss of 353 people."""
    from berichtsgenerator.indicators import Catalogue

    people = table("12411-01-01-5")
    cells = [
        cell(people, "Bevölkerung", "06432006", stichtag(when, 12, 31), value)
        for when, value in ((2021, 8147.0), (2022, 7794.0), (2023, 7800.0))
    ]
    made_by = IndicatorEngine(Catalogue.load(), cells, gazetteer=Gazetteer.bundled())
    key = NumberKey("bevoelkerung", "06432006", year(2022))
    for view in (View.CHANGE, View.CHANGE_PERCENT, View.INDEX):
        refused = made_by.evaluate(key.with_view(view, since=year(2021)))
        assert (refused.value, refused.provenance.guard) == (None, Guard.BASE)
    later = NumberKey("bevoelkerung", "06432006", year(2023)).with_view(View.CHANGE, since=year(2022))
    assert made_by.evaluate(later).value == 6


def test_10_numbers_are_rounded_and_not_cut() -> None:
    """1 893 / 8 329 = 22.7 %, never 22 %."""
    share = 100 * 1893 / 8329
    assert format_number(share, 1) == "22,7"
    assert format_number(share, 0) == "23"


def test_11_the_year_comes_from_the_table_and_not_from_the_name_of_the_file(tmp_path: Path) -> None:
    """A file named 1998 that holds 1997."""
    path = tmp_path / "bevoelkerung_1998.csv"
    lines = [
        "GENESIS-Tabelle: 12411-01-01-5", "Bevölkerungsstand: Bevölkerung nach Geschlecht - Stichtag 31.12. -",
        "regionale Tiefe: Gemeinden", "Fortschreibung des Bevölkerungsstandes", "Bevölkerungsstand (Anzahl)",
        "31.12.1997", ";;Insgesamt;männlich;weiblich", "06432;      Darmstadt-Dieburg, Landkreis;280000;139000;141000",
        "06432008;        Griesheim, Stadt;22000;11000;11000", "__________", "Stand: 10.10.2017 / 12:00:00",
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    gazetteer = Gazetteer.bundled()
    reading = read_file(path, root=tmp_path, gazetteer=gazetteer)
    observations = [item for read in reading.tables for item in read.observations]
    assert observations
    assert {item.period.year for item in observations} == {1997}


def test_12_a_share_is_refused_when_its_denominator_leaves_people_out_without_a_statement(tmp_path: Path) -> None:
    """A breakdown that the denominator does not know is a gap with its reason, never a smaller denominator."""
    cases, people = table("200"), table("100")
    made_by = engine(
        tmp_path,
        cell(cases, "Fälle", ADORF, year(2016), 50.0),
        cell(people, "Leute", ADORF, stichtag(2015, 12, 31), 480.0, alter="3 bis unter 15 Jahre"),
    )
    found = made_by.evaluate(NumberKey("anteil", ADORF, year(2016)))
    assert found.value is None
    assert "unter 15 Jahre" in found.provenance.reason
    secret = engine(
        tmp_path / "geheim",
        cell(cases, "Fälle", ADORF, year(2016), 50.0),
        cell(people, "Leute", ADORF, stichtag(2015, 12, 31), 480.0, alter="3 bis unter 15 Jahre"),
        cell(people, "Leute", ADORF, stichtag(2015, 12, 31), None, missing=Missing.SECRET, alter="unter 3 Jahre"),
    )
    assert secret.evaluate(NumberKey("anteil", ADORF, year(2016))).missing is Missing.SECRET


def test_secret_plus_secret_is_not_zero(tmp_path: Path) -> None:
    source = table("200")
    cells = [
        cell(source, "Fälle", area.key, year(2015), None, missing=Missing.SECRET)
        for area in Places().children("06999", Places().area(ADORF).level)  # type: ignore[union-attr]
    ]
    found = engine(tmp_path, *cells).evaluate(NumberKey("faelle", "06999", year(2015)))
    assert (found.value, found.missing) == (None, Missing.SECRET)


def test_the_sample_measures_are_a_catalogue(tmp_path: Path) -> None:
    """The tests above lean on it."""
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures" / "probe.yaml").write_text(MEASURES, encoding="utf-8")
    assert load_folders([(tmp_path, "")]).measures.keys() == {"leute", "faelle", "register"}
