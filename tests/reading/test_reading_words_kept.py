"""Words that look like structure, dimensions or units, and what they mean where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.reading import read_file
from berichtsgenerator.reading.tables.heads import split_retyped
from berichtsgenerator.reading.words.labels import heal, is_total, names_a_classification
from berichtsgenerator.reading.words.publishers import publisher_of, shorten
from berichtsgenerator.reading.words.titles import base_rules, read_titles

Rows = list[list[object]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def observe(path: Path, sheet: str, rows: Rows, gazetteer: Gazetteer) -> list[Observation]:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return list(read_file(path, root=path.parent, gazetteer=gazetteer).observations)


def test_codes_of_the_land_beside_keys_are_neither_sex_nor_measure(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Verfügbares Einkommen der privaten Haushalte"],
        ["in Mio. EUR"],
        ["Lfd. Nr.", "EU-Code", "Regional-\nschlüssel", "Staat", "Land", "NUTS 3", "Gebietseinheit", 2022, 2023],
        [1, "DE", "17", "D", "D", "", "Deutschland", 2150.5, 2260.5],
        [2, "DE7", "06", "D", "HE", "", "Hessen", 168.4, 176.2],
        [3, "DE716", "06432", "D", "HE", "3", "Darmstadt-Dieburg, Landkreis", 7.9, 8.3],
        [4, "DE111", "08111", "D", "BW", "3", "Stuttgart, Landeshauptstadt", 17.1, 18.0],
    ]
    found = observe(tmp_path / "einkommen.xlsx", "2.1", rows, gazetteer)
    assert {(o.measure, o.breakdown, o.unit) for o in found} == {
        ("Verfügbares Einkommen der privaten Haushalte", (), "Mio. EUR")
    }
    assert [(o.area, o.value) for o in found if o.period.iso == "2023"] == [
        ("DG", 2260.5),
        ("06", 176.2),
        ("06432", 8.3),
        ("08111", 18.0),
    ]


def test_the_national_accounts_name_measures_and_no_areas(realdata: Path, gazetteer: Gazetteer) -> None:
    reading = read_file(realdata / "vgrdl" / "vgrdl_r2b3_bs2024.xlsx", root=realdata, gazetteer=gazetteer)
    observations = list(reading.observations)
    assert {o.breakdown for o in observations} == {()}
    assert len({o.measure for o in observations}) == 9
    assert all("Haushalte" in o.measure or o.measure == "Einwohnerinnen und Einwohner" for o in observations)
    income = [o.value for o in observations if o.area == "06432" and o.period.iso == "2022" and o.table.sheet == "2.4"]
    assert len(income) == 1
    assert income[0] is not None and 20_000 < income[0] < 40_000


def test_with_children_is_kept_below_davon(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Haushalte mit Wohngeld am 31.12.2024"],
        ["Schlüssel", "Gemeinde", "insgesamt", "davon\nmit Kindern", "davon\nohne Kinder"],
        ["06432001", "Alsbach-Hähnlein", 10, 6, 4],
        ["06432002", "Babenhausen", 20, 11, 9],
    ]
    found = observe(tmp_path / "wohngeld.xlsx", "Blatt", rows, gazetteer)
    labels = {o.measure.rsplit(" | ", 1)[-1]: o.value for o in found if o.area == "06432001"}
    assert labels["mit Kindern"] == 6.0
    assert labels["ohne Kinder"] == 4.0


def test_units_in_the_second_row_of_a_head_belong_to_the_unit(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows: Rows = [
        ["Wohnungen am 15.05.2022"],
        ["ARS", "Name", "Wohnungen", "Wohnfläche je Einwohner", "Nettokaltmiete"],
        ["", "", "Insgesamt", "m²", "EUR/m²"],
        ["06", "Hessen", 3116967, 47.6, 8.21],
        ["06432", "Landkreis Darmstadt-Dieburg", 140935, 48.9, 7.96],
    ]
    found = observe(tmp_path / "wohnungen.xlsx", "Blatt", rows, gazetteer)
    units = {(o.measure, o.unit) for o in found}
    assert units == {("Wohnungen", ""), ("Wohnfläche je Einwohner", "qm"), ("Nettokaltmiete", "EUR/m²")}


@pytest.mark.parametrize(
    ("line", "pairs", "base"),
    [
        ("Personengruppe: 15 bis unter 25 Jahre", (("alter", "15 bis unter 25 Jahre"),), "Bestand an Arbeitslosen"),
        ("Personengruppe: Ausländer", (("nationalitaet", "ausländisch"),), "Bestand an Arbeitslosen"),
        ("Altersgruppe: unter 25 Jahre", (("alter", "unter 25 Jahre"),), "Bestand an Arbeitslosen"),
        ("Personengruppe: Langzeitarbeitslose", (), "Bestand an Arbeitslosen | Langzeitarbeitslose"),
        ("Personengruppe: Insgesamt", (), "Bestand an Arbeitslosen"),
    ],
)
def test_a_group_of_persons_in_the_title_counts_for_the_whole_table(
    line: str, pairs: tuple[tuple[str, str], ...], base: str
) -> None:
    title = read_titles(["Bestand an Arbeitslosen (Anzahl)", "Rechtskreis: Insgesamt", line])
    assert (title.pairs, title.base, title.unit) == (pairs, base, "Anzahl")
    assert title.title == "Bestand an Arbeitslosen (Anzahl)" or "Langzeit" in title.title


def test_the_monthly_young_unemployed_are_not_all_unemployed(sample: Path, gazetteer: Gazetteer) -> None:
    reading = read_file(sample / "BA_Arbeitslose_Gemeinden_Monatszahlen.xlsx", root=sample, gazetteer=gazetteer)
    young = {o.breakdown for o in reading.observations if o.table.sheet == "unter 25"}
    assert young == {(("alter", "15 bis unter 25 Jahre"),)}


def test_figures_of_the_registers_of_residents_have_their_base(sample: Path, gazetteer: Gazetteer) -> None:
    reading = read_file(sample / "Melderegister_Nationalitaet_Gemeinden.xlsx", root=sample, gazetteer=gazetteer)
    assert {o.table.base for o in reading.observations} == {"Melderegister"}
    assert base_rules(["Melderegister und amtliche Fortschreibung weichen voneinander ab."]) == ()
    assert [rule.base for rule in base_rules(["Quelle: Melderegister", "Basis: Zensus 2022"])] == ["Zensus 2022"]


@pytest.mark.parametrize(
    ("texts", "stem", "code", "publisher"),
    [
        (
            ["© Statistische Ämter des Bundes und der Länder, 2025"],
            "x",
            "12411-01-01-5",
            "Regionaldatenbank Deutschland",
        ),
        (
            ["© Statistische Ämter des Bundes und der Länder, 2025"],
            "x",
            "",
            "Statistische Ämter des Bundes und der Länder",
        ),
        (["Arbeitsmarktstatistik der Bundesagentur für Arbeit"], "x", "", "Bundesagentur für Arbeit"),
        (
            ["Impressum\nHerausgeber: Bundesagentur für Arbeit\nStatistik"],
            "x",
            "",
            "Statistik der Bundesagentur für Arbeit",
        ),
        (["Quelle: Sozialamt, Auswertung aus dem Fachverfahren; Stand: 28.02.2026"], "x", "", "Sozialamt"),
        (["Quelle: Landkreis Musterland, Jugendamt, Stand 1.1.2024"], "x", "", "Landkreis Musterland, Jugendamt"),
        (["Fachbereich Soziales, Auswertung"], "Sozialamt_SGB_XII", "", "Fachbereich Soziales"),
        (["Das Jugendamt hat die Zahlen geprüft und im Ausschuss vorgestellt."], "zahlen", "", ""),
        (["Kleine Fallzahlen sind nicht gesperrt."], "Schulamt_Uebergaenge", "", "Schulamt"),
        ([], "HSL_Wahlen", "", "Hessisches Statistisches Landesamt"),
        (["Landkreis Darmstadt-Dieburg"], "Beratungsstellen_Monatszahlen", "", "Landkreis Darmstadt-Dieburg"),
        (["Zahlen der Landkreise Bergstraße, Fulda und Gießen"], "zahlen", "", ""),
    ],
)
def test_publishers(texts: list[str], stem: str, code: str, publisher: str) -> None:
    assert publisher_of(texts, stem, code) == publisher


def test_sentences_are_no_publishers() -> None:
    assert shorten("Die Daten sind vorläufig") == ""
    assert shorten("x" * 200) == ""


def test_classifications_and_totals() -> None:
    assert names_a_classification("nach Rechtsgrundlage")
    assert names_a_classification("nach der Größe")
    assert not names_a_classification("nach § 42 SGB VIII")
    assert is_total("Alle Altersgruppen")
    assert not is_total("Kinder aller Altersgruppen")
    assert heal("Wohnungen in Wohn-und Nichtwohngebäuden") == "Wohnungen in Wohn- und Nichtwohngebäuden"
    assert split_retyped("Wohngebäude-(nach Anzahl der Wohnungen)-Wohnheime") == ["Wohngebäude", "Wohnheime"]
    assert split_retyped("Wohnungen-(Größe der Wohnung)") == ["Wohnungen"]
