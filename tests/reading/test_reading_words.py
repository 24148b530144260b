"""Labels and times: one spelling for ages, structural words gone, periods in all their forms."""

from __future__ import annotations

import datetime as dt

import pytest

from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.reading.tables.heads import head_periods, split_retyped
from berichtsgenerator.reading.words.labels import age_of, heal, is_structural, meaning, split_unit, strip_lead
from berichtsgenerator.reading.words.times import combine, hint_of_text, period_of_text
from berichtsgenerator.reading.words.timeswithin import period_in_text, period_of_name
from berichtsgenerator.reading.words.titles import base_for, base_rules, code_of, read_titles


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("unter 3 Jahre", "unter 3 Jahre"),
        ("0 bis 2 Jahre", "unter 3 Jahre"),
        ("unter 1 Jahr", "unter 1 Jahr"),
        ("3 bis unter 6 Jahre", "3 bis unter 6 Jahre"),
        ("15 bis 64 Jahre", "15 bis unter 65 Jahre"),
        ("65 und älter", "65 Jahre und mehr"),
        ("65+", "65 Jahre und mehr"),
        ("75 Jahre und mehr", "75 Jahre und mehr"),
        ("55 Jahre und älter", "55 Jahre und mehr"),
        ("1 bis unter 2 Jahre", "1 bis unter 2 Jahre"),
    ],
)
def test_ages_have_one_spelling(text: str, age: str) -> None:
    assert age_of(text) == age


@pytest.mark.parametrize(
    "text", ["1 - 2 500", "0-2", "2 bis unter 8 Jahre (ohne Schulkinder)", "3 Räume", "2015", "unter 500 Jahre"]
)
def test_what_is_no_age_stays_a_label(text: str) -> None:
    assert age_of(text) is None


def test_bare_spans_are_ages_only_in_a_context_of_age() -> None:
    assert age_of("0-2", True) == "unter 3 Jahre"
    assert age_of("65+", True) == "65 Jahre und mehr"


@pytest.mark.parametrize(
    ("printed", "healed"),
    [
        ("Wahl-\nbetei-\nligung", "Wahlbeteiligung"),
        ("Migrations-hintergrund", "Migrationshintergrund"),
        ("Römisch-katholische Kirche", "Römisch-katholische Kirche"),
        ("Land- und\nForstwirtschaft", "Land- und Forstwirtschaft"),
        ("Fläche km2 1)", "Fläche km2"),
        ("Wohnfläche (m²)", "Wohnfläche (m²)"),
        ("Alleinerziehenden-BG", "Alleinerziehenden-BG"),
    ],
)
def test_labels_are_healed(printed: str, healed: str) -> None:
    assert heal(printed) == healed


@pytest.mark.parametrize(
    "label",
    [
        "davon",
        "dar.",
        "darunter",
        "und zwar",
        "Insgesamt",
        "zusammen",
        "Geschlecht",
        "Altersgruppen (unter 3 bis 75 u.m.)",
    ],
)
def test_structural_words_are_no_measure(label: str) -> None:
    assert is_structural(label)
    assert meaning(label).rest == ""


@pytest.mark.parametrize(
    ("label", "pair", "rest"),
    [
        ("Männer", ("geschlecht", "männlich"), ""),
        ("dar. weiblich", ("geschlecht", "weiblich"), ""),
        ("Ausländer(innen)", ("nationalitaet", "ausländisch"), ""),
        ("Arbeitslose im Rechtskreis SGB II", ("rechtskreis", "SGB II"), "Arbeitslose"),
        ("Grundschule", ("schulform", "Grundschulen"), ""),
        ("Einpendler", None, "Einpendler"),
        ("Arbeitslose insgesamt", None, "Arbeitslose"),
    ],
)
def test_known_dimensions_leave_the_measure(label: str, pair: tuple[str, str] | None, rest: str) -> None:
    assert meaning(label) == (pair, rest)


def test_units_in_brackets_leave_the_label() -> None:
    assert split_unit("Lebendgeborene (Anzahl)") == ("Lebendgeborene", "Anzahl")
    assert split_unit("Ausländeranteil in %") == ("Ausländeranteil", "Prozent")
    assert split_unit("Beschäftigte (Wohnort) (Anzahl)") == ("Beschäftigte (Wohnort)", "Anzahl")


def test_time_remarks_leave_the_label() -> None:
    assert strip_lead("Beschäftigte am Wohnort (Stichtag 30.06.)") == "Beschäftigte am Wohnort"


@pytest.mark.parametrize(
    ("text", "kind", "iso"),
    [
        ("31.12.2015", PeriodKind.STICHTAG, "2015-12-31"),
        ("Stichtag: 31.12.2024", PeriodKind.STICHTAG, "2024-12-31"),
        ("03. Januar 2025", PeriodKind.STICHTAG, "2025-01-03"),
        ("Jan 15", PeriodKind.MONTH, "2015-01"),
        ("Januar 2015", PeriodKind.MONTH, "2015-01"),
        ("Mrz 2020", PeriodKind.MONTH, "2020-03"),
        ("2015-01", PeriodKind.MONTH, "2015-01"),
        ("Dez 2010", PeriodKind.MONTH, "2010-12"),
        ("2014/15", PeriodKind.SCHOOL_YEAR, "2014/2015"),
        ("Schuljahr 2014/2015", PeriodKind.SCHOOL_YEAR, "2014/2015"),
        ("Schuljahr 2015", PeriodKind.SCHOOL_YEAR, "2015"),
        ("1. Quartal 2015", PeriodKind.QUARTER, "2015-Q1"),
        ("2015-Q4", PeriodKind.QUARTER, "2015-Q4"),
        ("Jahr: 2016", PeriodKind.YEAR, "2016"),
        ("2016", PeriodKind.YEAR, "2016"),
    ],
)
def test_periods_in_all_their_forms(text: str, kind: PeriodKind, iso: str) -> None:
    period = period_of_text(text)
    assert period is not None
    assert (period.kind, period.iso) == (kind, iso)


@pytest.mark.parametrize("text", ["31.02.2015", "Dieburg", "1234", "13.2015", "06432", "unter 3 Jahre"])
def test_no_period(text: str) -> None:
    assert period_of_text(text) is None


def test_the_same_digits_are_a_school_year_only_among_schools() -> None:
    november, school = period_of_text("2010-11"), period_of_text("2010-11", True)
    assert november is not None
    assert school is not None
    assert (november.iso, school.iso) == ("2010-11", "2010/2011")


@pytest.mark.parametrize(
    "title",
    [
        "Gebietsstand 01.01.2015",
        "nach dem Zensus 2011",
        "Bevölkerung (ab 2011)",
        "Zeitreihe 2005 bis 2015",
        "2015 = 100",
    ],
)
def test_statements_that_are_no_reference_time(title: str) -> None:
    assert period_in_text(title) is None


def test_bare_years_become_whole_by_the_title() -> None:
    year = period_of_text("2015")
    assert year is not None
    assert combine(year, hint_of_text("Bevölkerung - Stichtag 30.06. -")).iso == "2015-06-30"
    assert combine(year, hint_of_text("Arbeitslose - Jahresdurchschnitt -")).kind is PeriodKind.ANNUAL_MEAN
    assert combine(year, hint_of_text("Absolventen - Schuljahr -")).kind is PeriodKind.SCHOOL_YEAR
    assert combine(year, hint_of_text("Geburten - Jahressumme -")).kind is PeriodKind.YEAR


def test_first_days_of_consecutive_months_are_months_and_other_dates_are_not() -> None:
    months = head_periods([dt.date(2015, n, 1) for n in (1, 2, 3, 4)], school=False, monthly=False)
    days = head_periods([dt.date(y, 3, 1) for y in (2013, 2014, 2015)], school=False, monthly=False)
    assert [period.iso for period in months if period] == ["2015-01", "2015-02", "2015-03", "2015-04"]
    assert [period.iso for period in days if period] == ["2013-03-01", "2014-03-01", "2015-03-01"]


def test_periods_in_names_of_files_and_sheets() -> None:
    for name, iso in (("einwohner_2023-12-31", "2023-12-31"), ("01.03.2015", "2015-03-01"), ("Kreiswahl 2021", "2021")):
        period = period_of_name(name)
        assert period is not None
        assert period.iso == iso


def test_bases_hold_for_the_years_that_the_note_names() -> None:
    rules = base_rules(["ab dem Berichtsjahr 2011: nach dem Zensus 2011"])
    years = {year: base_for(period, rules) for year in ("2010", "2011", "2015") if (period := period_of_text(year))}
    assert years == {"2010": "vor Zensus 2011", "2011": "Zensus 2011", "2015": "Zensus 2011"}
    assert base_rules(["Statistik ohne Angabe"]) == ()


def test_title_block_gives_code_base_period_and_pairs() -> None:
    block = read_titles(
        [
            "GENESIS-Tabelle: 12411-02-03-5",
            "Bevölkerung - Stichtag 31.12. -",
            "Bevölkerungsstand (Anzahl)",
            "Rechtskreis: SGB II",
            "31.12.2015",
        ]
    )
    assert (block.code, block.base, block.unit, block.pairs) == (
        "12411-02-03-5",
        "Bevölkerungsstand",
        "Anzahl",
        (("rechtskreis", "SGB II"),),
    )
    assert block.period is not None
    assert block.period.iso == "2015-12-31"


def test_codes_in_names() -> None:
    assert code_of("12411-01-01-5_00") == "12411-01-01-5"
    assert code_of("AI003-2_00") == "AI003-2"
    assert code_of("einwohner_2023-12-31") == ""


def test_retyped_levels_are_split_only_at_known_words() -> None:
    assert split_retyped("Ausländer(innen)-weiblich") == ["Ausländer(innen)", "weiblich"]
    assert split_retyped("Vegetation-Insgesamt") == ["Vegetation", "Insgesamt"]
    assert split_retyped("Alsbach-Hähnlein") == ["Alsbach-Hähnlein"]
