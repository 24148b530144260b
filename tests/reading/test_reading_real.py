"""Real deliveries of statistical offices, with control sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.observations import Breakdown, Observation, breakdown
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.reading import FileReading, FolderReading, read_file, read_folder

KREIS = "06432"
Reader = Callable[[str], FileReading]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


@pytest.fixture(scope="module")
def genesis(realdata: Path, gazetteer: Gazetteer) -> FolderReading:
    return read_folder(realdata / "genesis_dadi", gazetteer=gazetteer)


@pytest.fixture(scope="module")
def ba(realdata: Path, gazetteer: Gazetteer) -> FolderReading:
    return read_folder(realdata / "ba_arbeitsmarkt_kommunal_wetterau", gazetteer=gazetteer)


@pytest.fixture(scope="module")
def read(realdata: Path, gazetteer: Gazetteer) -> Reader:
    return lambda name: read_file(realdata / name, root=realdata, gazetteer=gazetteer)


def pick(folder: FolderReading, file: str, measure: str, area: str, period: str, pairs: Breakdown = ()) -> Observation:
    reading = next(item for item in folder.files if item.file == file)
    found = [
        o
        for o in reading.observations
        if (o.measure, o.area, o.period.iso, o.breakdown) == (measure, area, period, pairs)
    ]
    assert len(found) == 1
    return found[0]


def test_population_of_the_kreis_is_the_sum_of_its_23_gemeinden(genesis: FolderReading) -> None:
    file = "12411-01-01-5_00.csv"
    kreis = pick(genesis, file, "Bevölkerungsstand", KREIS, "2015-12-31")
    towns = [
        o.value
        for reading in genesis.files
        if reading.file == file
        for o in reading.observations
        if o.level is Level.GEMEINDE and o.period.iso == "2015-12-31" and not o.breakdown
    ]
    assert (kreis.value, kreis.unit, kreis.table.base) == (292773.0, "Anzahl", "Zensus 2011")
    assert len(towns) == 23
    assert sum(value for value in towns if value is not None) == 292773.0


def test_children_under_15_from_the_age_table(genesis: FolderReading) -> None:
    ages = ["unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 10 Jahre", "10 bis unter 15 Jahre"]
    for file in ("12411-02-03-4_00.csv", "12411-02-03-5_00.csv"):
        values = [
            pick(genesis, file, "Bevölkerungsstand", KREIS, "2015-12-31", breakdown(alter=age)).value for age in ages
        ]
        assert sum(value or 0 for value in values) == 40186.0


@pytest.mark.parametrize(
    ("file", "measure", "period", "pairs", "value"),
    [
        ("22811-01-01-4_00.csv", "Empfänger von sozialen Mindestsicherungsleistungen", "2015-12-31", (), 20698.0),
        ("21111-02-06-4_00.csv", "Absolventen/Abgänger | ohne Hauptschulabschluss", "2015", (), 112.0),
        ("22411-02-02-4_00.csv", "Pflegebedürftige", "2015-12-31", (), 8401.0),
        ("22543-01-02-4_00.csv", "Betreute Kinder", "2016-03-01", (), 11332.0),
        ("22543-01-02-4_00.csv", "Betreute Kinder | Tageseinrichtung", "2016-03-01", (), 11005.0),
        ("13211-01-03-4_00.csv", "Arbeitslose", "2016", (), 7134.0),
        ("13211-01-03-4_00.csv", "Arbeitslose | langzeitarbeitslos", "2016", (), 3275.0),
        (
            "13111-02-02-4_00.csv",
            "Sozialversicherungspfl. Beschäftigte (Wohnort)",
            "2015-06-30",
            breakdown(geschlecht="weiblich"),
            51524.0,
        ),
        ("12411-08-01-4_00.csv", "Jugendquotient", "2015-12-31", (), 31.9),
        ("12612-01-01-4_00.csv", "Lebendgeborene", "2015", (), 2567.0),
        ("12612-03-01-4_00.csv", "Lebend Geborene", "2015-01", (), 217.0),
    ],
)
def test_published_values_of_the_kreis(
    genesis: FolderReading, file: str, measure: str, period: str, pairs: Breakdown, value: float
) -> None:
    assert pick(genesis, file, measure, KREIS, period, pairs).value == value


def test_kinds_of_periods_come_from_the_titles(genesis: FolderReading) -> None:
    assert pick(genesis, "13211-01-03-4_00.csv", "Arbeitslose", KREIS, "2016").period.kind is PeriodKind.ANNUAL_MEAN
    assert (
        pick(genesis, "21111-02-06-4_00.csv", "Absolventen/Abgänger", KREIS, "2015").period.kind
        is PeriodKind.SCHOOL_YEAR
    )
    assert pick(genesis, "12411-06-01-4_00.csv", "Bevölkerungsstand 30.06.", KREIS, "2015-06-30").value == 289213.0


def test_the_impossible_count_of_minus_56_is_read_as_it_stands(genesis: FolderReading) -> None:
    pairs = breakdown(geschlecht="weiblich")
    found = pick(genesis, "21111-02-06-4.csv", "Absolventen/Abgänger | mit Fachhochschulreife", KREIS, "1995", pairs)
    assert found.value == -56.0


def test_every_genesis_table_is_read_and_every_cell_accounted_for(genesis: FolderReading) -> None:
    unread = [file.file for file in genesis.files if not file.tables]
    assert unread == ["_catalog.csv"]
    assert all(file.ledger.balanced for file in genesis.files)
    assert len(genesis.files) > 200


def test_no_genesis_table_mixes_two_cells_into_one_number(genesis: FolderReading) -> None:
    mixed = set()
    for file in genesis.files:
        counts = Counter((o.measure, o.area, o.period, o.breakdown, o.unit) for o in file.observations)
        if any(number > 1 for number in counts.values()):
            mixed.add(file.file)
    assert mixed == {"12611-03-01-4_00.csv"}  # marital status of both: the stub's dimension has no name; a note says so
    notes = [item.code for file in genesis.files for item in file.diagnostics if file.file in mixed]
    assert notes == ["merkmal-mehrdeutig"]


def test_source_tables_know_code_publisher_stand_and_licence(genesis: FolderReading) -> None:
    source = pick(
        genesis, "22811-01-01-4_00.csv", "Empfänger von sozialen Mindestsicherungsleistungen", KREIS, "2015-12-31"
    ).table
    assert (source.code, source.publisher, source.stand) == (
        "22811-01-01-4",
        "Regionaldatenbank Deutschland",
        "2017-10-10",
    )
    assert source.licence == "Datenlizenz Deutschland - Namensnennung - Version 2.0"
    assert not source.sample


def test_the_cell_of_a_value_is_where_it_stands(genesis: FolderReading, realdata: Path) -> None:
    found = pick(
        genesis, "22811-01-01-4_00.csv", "Empfänger von sozialen Mindestsicherungsleistungen", KREIS, "2015-12-31"
    )
    text = (realdata / "genesis_dadi" / found.table.file).read_bytes().decode("utf-8", "replace")
    line = text.splitlines()[found.row - 1]
    assert line.split(";")[found.column - 1] == "20698"


def test_two_deliveries_of_one_table_are_both_read(genesis: FolderReading) -> None:
    stands = {o.table.stand for file in genesis.files for o in file.observations if o.table.code == "21111-02-06-4"}
    assert len(stands) == 2


def test_25_ba_workbooks_with_their_suppressed_cells(ba: FolderReading) -> None:
    observations = ba.observations
    assert {o.area for o in observations} == {f"06440{number:03d}" for number in range(1, 26)}
    assert sum(o.mark == "*" and o.missing is Missing.SECRET for o in observations) == 108
    altenstadt = [
        o
        for o in observations
        if o.area == "06440001"
        and o.measure == "Sozialversicherungspflichtig Beschäftigte am Wohnort"
        and o.period.iso == "2024-06-30"
        and not o.breakdown
    ]
    assert [o.value for o in altenstadt] == [5180.0]
    assert altenstadt[0].table.publisher == "Statistik der Bundesagentur für Arbeit"
    means = {o.period.kind for o in observations if o.measure == "Arbeitslose"}
    assert means == {PeriodKind.ANNUAL_MEAN}
    assert {dict(o.breakdown).get("rechtskreis") for o in observations} == {None, "SGB II", "SGB III"}


def test_ba_men_and_women_add_up_to_the_total(ba: FolderReading) -> None:
    measure = "Sozialversicherungspflichtig Beschäftigte am Wohnort"
    totals: dict[tuple[str, str], float] = {}
    parts: Counter[tuple[str, str]] = Counter()
    for o in ba.observations:
        if o.measure == measure and o.value is not None:
            key = (o.area, o.period.iso)
            if not o.breakdown:
                totals[key] = o.value
            elif o.breakdown[0][0] == "geschlecht":
                parts[key] += int(o.value)
    assert len(totals) == 125
    assert parts == totals


def test_figures_of_the_kreis_page_with_names_only(read: Reader) -> None:
    old = read("ladadi_web/einwohner_2023-12-31.csv")
    new = read("ladadi_web/einwohner_2024-12-31.csv")
    for reading, base, total in ((old, "Zensus 2011", 301827.0), (new, "Zensus 2022", 302021.0)):
        whole = {o.area: o for o in reading.observations if not o.breakdown}
        assert len(whole) == 24
        assert whole[KREIS].value == total
        assert sum(o.value or 0 for key, o in whole.items() if key != KREIS) == total
        assert {o.table.base for o in whole.values()} == {base}
    parts = {dict(o.breakdown).get("geschlecht"): o.value for o in new.observations if o.area == KREIS and o.breakdown}
    assert (parts["männlich"], parts["weiblich"]) == (149541.0, 152480.0)


def test_the_total_below_a_list_of_all_gemeinden_is_the_kreis(read: Reader) -> None:
    reading = read("ladadi_web/sgb2_kunden_2016-12-31.csv")
    assert [o.value for o in reading.observations if o.area == KREIS] == [15789.0]


def test_keys_without_their_land_in_the_kreiswahlen(read: Reader) -> None:
    reading = read("hessen_wahlen/Kreiswahlen ab 1989.xlsx")
    first = [o for o in reading.observations if o.table.sheet == "1989" and o.measure == "Wahlberechtigte"]
    towns = {o.area: o.value for o in first if o.area.startswith(KREIS)}
    assert len(towns) == 23
    assert towns["06432015"] == 8750.0
    assert [o.value for o in first if o.area == "06"] == [3265229.0]
    assert {o.period.iso for o in first} == {"1989-03-07"}


def test_keys_of_two_three_and_five_digits_in_one_column(read: Reader) -> None:
    reading = read("vgrdl/vgrdl_r2b3_bs2024.xlsx")
    levels = {o.level for o in reading.observations}
    assert {Level.BUND, Level.LAND, Level.REGIERUNGSBEZIRK, Level.KREIS} <= levels


def test_separator_rows_with_dates_and_retyped_heads(read: Reader) -> None:
    reading = read("regionalstatistik_xlsx/33111-01-02-4.xlsx")
    found = [
        o
        for o in reading.observations
        if o.area == "01001" and o.period.iso == "2018-12-31" and o.measure.endswith("Vegetation")
    ]
    assert [o.value for o in found] == [1852.0]


def test_tables_without_a_time_or_an_area_are_refused_and_not_guessed(read: Reader) -> None:
    cleaned = read("regionalstatistik_csv/12411-01-01-5-B(1).csv")
    assert [item.code for item in cleaned.diagnostics] == ["zeit-unbekannt"]
    pupils = read("segregation/schools00.csv")
    assert [item.code for item in pupils.diagnostics] == ["gebiet-unbekannt"]
    atlas = read("deutschlandatlas/Deutschlandatlas-Daten.xlsx")
    assert {item.code for item in atlas.diagnostics} == {"fehlerzelle", "zeit-unbekannt", "gebiet-unbekannt"}
    assert not (atlas.tables or cleaned.tables or pupils.tables)
    assert all(reading.ledger.balanced for reading in (atlas, cleaned, pupils))


def test_the_time_that_only_the_explanations_state_holds_for_the_school_list(read: Reader) -> None:
    schools = read("hsl_schulen/hessen_verz6_ohne_kontaktdaten.xlsx")
    assert [item.code for item in schools.diagnostics] == ["ausgeblendet"]
    assert {o.period.iso for o in schools.observations} == {"2024-11-01"}
    own = {o.area for o in schools.observations if o.area.startswith("06432")}
    assert len(own) == 88
    assert schools.ledger.balanced


def test_quarters_of_a_town_are_parts_of_it_and_the_second_of_one_name_is_left_out(read: Reader) -> None:
    quarters = read("statnord_stadtteilprofile/Daten_fuer_die_Stadtteilprofile_2014.xlsx")
    assert [item.code for item in quarters.diagnostics] == ["gebiet-mehrdeutig"]
    people = {o.area: o.value for o in quarters.observations if o.column == 2}
    assert people["02000000/Hamburg-Altstadt"] == 1675
    assert people["02"] == 1788994
    assert len(people) == 103
    assert quarters.ledger.balanced


def test_constituencies_are_no_areas_and_the_rows_of_the_laender_are_read(read: Reader) -> None:
    reading = read("bundeswahlleiter/btw13_strukturdaten.csv")
    found = {(o.area, o.period.iso): o.value for o in reading.observations if o.column == 4}
    assert len(found) == 17
    assert found["DG", "2012-09-30"] == 11252
    assert reading.ledger.ignored["Zeile einer Einheit ohne amtlichen Gebietsschlüssel"] > 10_000


def test_reading_twice_gives_the_same(read: Reader) -> None:
    name = "ba_arbeitsmarkt_kommunal_wetterau/Arbeitsmarkt-kommunal_06440001_Altenstadt.xlsx"
    assert read(name) == read(name)


def test_sample_deliveries_are_known_as_samples_and_read_completely(sample: Path, gazetteer: Gazetteer) -> None:
    names = [
        "12411-01-01-5.csv",
        "Melderegister_Nationalitaet_Gemeinden.xlsx",
        "Jobcenter_SGB_II_Gemeinden_Monate.xlsx",
    ]
    present = [sample / name for name in names if (sample / name).exists()]
    if not present:
        pytest.skip("no sample deliveries yet")
    for path in present:
        reading = read_file(path, root=sample, gazetteer=gazetteer)
        assert reading.tables
        assert all(table.source.sample for table in reading.tables)
        assert reading.ledger.balanced
        assert {o.area for o in reading.observations} >= {f"06432{number:03d}" for number in range(1, 24)} | {KREIS}


def test_two_processes_give_the_same_as_one(
    realdata: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = realdata / "ladadi_web"
    monkeypatch.setattr("berichtsgenerator.reading.delivery.folder.PARALLEL_FROM", 0)
    seen: list[tuple[int, int, str]] = []
    two = read_folder(folder, gazetteer=gazetteer, processes=2, progress=lambda *step: seen.append(step))
    assert two == read_folder(folder, gazetteer=gazetteer)
    assert [step[:2] for step in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
