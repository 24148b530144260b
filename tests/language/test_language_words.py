from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from berichtsgenerator.language.areas import for_area, in_area, of_area, subject_area, text_name
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.language.dates import (
    against_period,
    format_date,
    format_period,
    in_period,
    period_range,
    reference_date,
    short_period,
    since_period,
)
from berichtsgenerator.language.hyphenation import hyphenate, hyphenated
from berichtsgenerator.language.wording import subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.periods import Period, PeriodKind, annual_mean, month, school_year, stichtag, year
from berichtsgenerator.model.units import Kind

CASES = [
    line.strip()
    for line in (Path(__file__).parent / "data" / "trennungen.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def test_there_are_enough_words_to_judge_hyphenation() -> None:
    assert len(CASES) >= 500
    assert sum(1 for case in CASES if len(case.replace("-", "")) >= 14) >= 300


@pytest.mark.parametrize("case", CASES)
def test_words_are_parted_as_checked(case: str) -> None:
    assert hyphenated(case.replace("-", ""), "-") == case


@pytest.mark.parametrize(
    "word", ["SGB", "NRW", "BAföG", "Kita", "1234", "2023/24", "a@b.de", "https://www.beispiel.de"]
)
def test_abbreviations_figures_and_addresses_are_never_parted(word: str) -> None:
    assert hyphenate(word) == ()


def test_words_with_a_hyphen_are_parted_in_their_parts() -> None:
    assert hyphenated("Landkreis-Gemeinde-Vergleich", "|") == "Land|kreis-Ge|mein|de-Ver|gleich"
    assert hyphenated("SGB-II-Quote", "|") == "SGB-II-Quo|te"
    assert hyphenate("Gemeinde") == (2, 6)


def test_unknown_words_never_leave_a_fragment_without_a_vowel() -> None:
    for word in ("Zukunftswerkstattbesuch", "Quartiersmanagement", "Erstaufnahmeeinrichtungsgesetz", "Strumpfhose"):
        for part in hyphenated(word, "-").split("-"):
            assert len(part) > 1
            assert any(char in "aeiouyäöü" for char in part.lower()), hyphenated(word, "-")


def test_names_sort_as_in_a_dictionary() -> None:
    names = ["Zürich", "Ober-Ramstadt", "Münster (Hessen)", "Mühltal", "Modautal", "Muhl", "Oberursel", "Groß-Umstadt"]
    names += ["Gross-Zimmern", "äpfel", "Apfel", "Gruppe 10", "Gruppe 9"]
    assert sorted(names, key=sort_key) == [
        "Apfel",
        "äpfel",
        "Groß-Umstadt",
        "Gross-Zimmern",
        "Gruppe 9",
        "Gruppe 10",
        "Modautal",
        "Muhl",
        "Mühltal",
        "Münster (Hessen)",
        "Ober-Ramstadt",
        "Oberursel",
        "Zürich",
    ]


def test_language_needs_no_engine() -> None:
    """Words are made without reportlab, matplotlib, pikepdf and openpyxl."""
    names = [
        "alt_text",
        "areas",
        "collation",
        "dates",
        "findings",
        "hyphenation",
        "numbers",
        "sentences",
        "units",
        "wording",
    ]
    code = "import sys\n" + "\n".join(f"import berichtsgenerator.language.{name}" for name in names)
    code += "\nprint([name for name in ('reportlab', 'matplotlib', 'pikepdf', 'openpyxl') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def flat(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("period", "full", "short", "inside", "against"),
    [
        (stichtag(2024, 12, 31), "31.12.2024", "31.12.2024", "am 31.12.2024", "gegenüber dem 31.12.2024"),
        (year(2024), "2024", "2024", "im Jahr~2024", "gegenüber 2024"),
        (month(2020, 3), "März~2020", "03/2020", "im März~2020", "gegenüber März~2020"),
        (
            Period(PeriodKind.QUARTER, "2024-Q4"),
            "4.~Quartal~2024",
            "Q4/2024",
            "im vierten Quartal~2024",
            "gegenüber dem vierten Quartal~2024",
        ),
        (
            annual_mean(2024),
            "Jahresdurchschnitt~2024",
            "2024",
            "im Jahresdurchschnitt~2024",
            "gegenüber dem Jahresdurchschnitt~2024",
        ),
        (
            school_year(2023),
            "Schuljahr~2023/24",
            "2023/24",
            "im Schuljahr~2023/24",
            "gegenüber dem Schuljahr~2023/24",
        ),
        (
            Period(PeriodKind.SCHOOL_YEAR, "2015"),
            "Schuljahr~2015",
            "2015",
            "im Schuljahr~2015",
            "gegenüber dem Schuljahr~2015",
        ),
    ],
)
def test_periods_in_words(period: Period, full: str, short: str, inside: str, against: str) -> None:
    assert [flat(text) for text in (format_period(period), short_period(period), in_period(period))] == [
        full,
        short,
        inside,
    ]
    assert flat(against_period(period)) == against
    assert flat(since_period(period)) == against.replace("gegenüber", "seit")


def test_dates_and_ranges() -> None:
    assert format_date("2024-03-01") == "01.03.2024"
    assert flat(format_date(dt.date(2024, 3, 1), long=True)) == "1.~März~2024"
    assert period_range(year(2015), year(2024)) == "2015–2024"
    assert flat(period_range(month(2015, 5), month(2024, 6))) == "Mai~2015 bis Juni~2024"
    with pytest.raises(ValueError, match="Invalid isoformat"):
        format_date("31.12.2024")


@pytest.mark.parametrize(
    ("key", "name", "short", "inside", "whose", "whom", "who"),
    [
        ("DG", "Deutschland", "Deutschland", "in Deutschland", "von Deutschland", "für Deutschland", "Deutschland"),
        ("06", "Hessen", "Hessen", "in Hessen", "von Hessen", "für Hessen", "Hessen"),
        ("10", "Saarland", "Saarland", "im Saarland", "des Saarlandes", "für das Saarland", "das Saarland"),
        (
            "064",
            "Darmstadt, Regierungsbezirk",
            "Darmstadt",
            "im Regierungsbezirk Darmstadt",
            "des Regierungsbezirks Darmstadt",
            "für den Regierungsbezirk Darmstadt",
            "der Regierungsbezirk Darmstadt",
        ),
        (
            "06432",
            "Darmstadt-Dieburg, Landkreis",
            "Darmstadt-Dieburg",
            "im Landkreis Darmstadt-Dieburg",
            "des Landkreises Darmstadt-Dieburg",
            "für den Landkreis Darmstadt-Dieburg",
            "der Landkreis Darmstadt-Dieburg",
        ),
        (
            "01054",
            "Nordfriesland, Kreis",
            "Nordfriesland",
            "im Kreis Nordfriesland",
            "des Kreises Nordfriesland",
            "für den Kreis Nordfriesland",
            "der Kreis Nordfriesland",
        ),
        (
            "06440",
            "Wetteraukreis",
            "Wetteraukreis",
            "im Wetteraukreis",
            "des Wetteraukreises",
            "für den Wetteraukreis",
            "der Wetteraukreis",
        ),
        (
            "05378",
            "Rheinisch-Bergischer Kreis",
            "Rheinisch-Bergischer Kreis",
            "im Rheinisch-Bergischen Kreis",
            "des Rheinisch-Bergischen Kreises",
            "für den Rheinisch-Bergischen Kreis",
            "der Rheinisch-Bergische Kreis",
        ),
        (
            "03241",
            "Region Hannover",
            "Region Hannover",
            "in der Region Hannover",
            "der Region Hannover",
            "für die Region Hannover",
            "die Region Hannover",
        ),
        (
            "05334",
            "Städteregion Aachen",
            "Städteregion Aachen",
            "in der Städteregion Aachen",
            "der Städteregion Aachen",
            "für die Städteregion Aachen",
            "die Städteregion Aachen",
        ),
        (
            "10041",
            "Regionalverband Saarbrücken",
            "Saarbrücken",
            "im Regionalverband Saarbrücken",
            "des Regionalverbands Saarbrücken",
            "für den Regionalverband Saarbrücken",
            "der Regionalverband Saarbrücken",
        ),
        (
            "15081",
            "Altmarkkreis Salzwedel",
            "Salzwedel",
            "im Altmarkkreis Salzwedel",
            "des Altmarkkreises Salzwedel",
            "für den Altmarkkreis Salzwedel",
            "der Altmarkkreis Salzwedel",
        ),
        (
            "06411",
            "Darmstadt, Wissenschaftsstadt",
            "Darmstadt",
            "in Darmstadt",
            "von Darmstadt",
            "für Darmstadt",
            "Darmstadt",
        ),
        (
            "06432008",
            "Griesheim, Stadt",
            "Griesheim",
            "in Griesheim",
            "von Griesheim",
            "für Griesheim",
            "Griesheim",
        ),
        (
            "06432008/4711",
            "Beispielschule",
            "Beispielschule",
            "an der Einrichtung „Beispielschule“",
            "der Einrichtung „Beispielschule“",
            "für die Einrichtung „Beispielschule“",
            "die Einrichtung „Beispielschule“",
        ),
    ],
)
def test_areas_in_running_text(key: str, name: str, short: str, inside: str, whose: str, whom: str, who: str) -> None:
    area = Area(key, name, short)
    assert (in_area(area), of_area(area), for_area(area), subject_area(area)) == (inside, whose, whom, who)


def test_the_name_of_a_kreis_keeps_its_designation() -> None:
    assert (
        text_name(Area("06432", "Darmstadt-Dieburg, Landkreis", "Darmstadt-Dieburg")) == "Landkreis Darmstadt-Dieburg"
    )
    assert text_name(Area("13072", "Landkreis Rostock", "Rostock")) == "Landkreis Rostock"


@pytest.mark.parametrize(
    ("title", "kind", "unit", "nominative", "accusative", "says_unit"),
    [
        ("Mindestsicherungsquote", Kind.SHARE, "Prozent", "die Mindestsicherungsquote", "", False),
        ("Anteil der unter 3-Jährigen", Kind.SHARE, "Prozent", "der Anteil der unter 3-Jährigen", "den", False),
        ("Jugendquotient", Kind.RATIO, "je 100", "der Jugendquotient", "den Jugendquotienten", False),
        ("Natürlicher Saldo", Kind.COUNT, "Personen", "der natürliche Saldo", "den natürlichen Saldo", False),
        ("Verfügbares Einkommen je Kopf", Kind.EUR, "EUR", "das verfügbare Einkommen je~Kopf", "", False),
        ("Durchschnittliche Bevölkerung", Kind.MEAN_COUNT, "Personen", "die durchschnittliche Bevölkerung", "", False),
        ("Arbeitslose im Monat", Kind.COUNT, "Personen", "die Zahl der Arbeitslosen", "", True),
        (
            "Sozialversicherungspflichtig Beschäftigte am Wohnort",
            Kind.COUNT,
            "Personen",
            "die Zahl der sozialversicherungspflichtig Beschäftigten am Wohnort",
            "",
            True,
        ),
        ("Fertiggestellte Wohnungen", Kind.COUNT, "Wohnungen", "die Zahl der fertiggestellten Wohnungen", "", True),
        ("Kinder und Jugendliche", Kind.COUNT, "Personen", "die Zahl der Kinder und Jugendlichen", "", True),
        (
            "Lebendgeborene je 10 000 Einwohnerinnen und Einwohner",
            Kind.RATE,
            "je 10 000",
            "die Zahl der Lebendgeborenen je~10_000 Einwohnerinnen und Einwohner",
            "",
            True,
        ),
        (
            "Abgänge ohne Hauptschulabschluss",
            Kind.SHARE,
            "Prozent",
            "der Anteil der Abgänge ohne Hauptschulabschluss",
            "den",
            False,
        ),
        ("Hilfe zur Pflege", Kind.COUNT, "Personen", "die Zahl der Personen mit Hilfe zur Pflege", "", True),
        ("Übergangsquote Gymnasium", Kind.SHARE, "Prozent", "die Übergangsquote Gymnasium", "", False),
        (
            "Suchtberatung: laufende Fälle",
            Kind.COUNT,
            "Fälle",
            "der Wert für „Suchtberatung: laufende Fälle“",
            "den",
            False,
        ),
        ("Xyz", Kind.MEASURE, "", "der Wert für „Xyz“", "den", False),
    ],
)
def test_titles_become_subjects(
    title: str, kind: Kind, unit: str, nominative: str, accusative: str, says_unit: bool
) -> None:
    found = subject(title, kind, unit)
    wanted = nominative.replace("~", "\u00a0").replace("_", "\u202f")
    assert found.nominative == wanted
    if accusative == "den":
        wanted = wanted.replace("der ", "den ", 1)
    elif accusative:
        wanted = accusative
    assert found.accusative == wanted
    assert found.says_unit is says_unit
    assert found.start[0].isupper()


@pytest.mark.parametrize(
    ("period", "words", "written"),
    [
        (year(2024), "31. Dezember", "31.12.2024"),
        (year(2024), "30. Juni; Bevölkerung am 31. Dezember des Vorjahres", "30.06.2024"),
        (year(2024), "1. März (bis 2008: 15. März)", "01.03.2024"),
        (year(2024), "Dezember; Bevölkerung am 31. Dezember", "Dezember\u00a02024"),
        (year(2024), "Jahresdurchschnitt", "Jahresmittel\u00a02024"),
        (year(2024), "Summe des Jahres", "2024"),
        (year(2024), "15. oder 31. Dezember", "2024"),
        (year(2024), "31. Dezember des Jahres und des Vorjahres", "2024"),
        (year(2024), "", "2024"),
        (month(2024, 5), "Zähltag des Monats", "Mai\u00a02024"),
        (school_year(2024), "Beginn des Schuljahres", "Schuljahr\u00a02024/25"),
        (stichtag(2022, 5, 15), "Zensusstichtag", "15.05.2022"),
    ],
)
def test_a_number_of_a_year_is_dated_by_the_day_it_was_taken(period: Period, words: str, written: str) -> None:
    assert reference_date(period, words) == written
