"""Figures typed into a text are found; years, dates, ages and sections of law are no figures."""

from __future__ import annotations

import pytest

from berichtsgenerator.plan.text.typed import quantity_words, typed_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Quote liegt bei 7,1 Prozent.", ["7,1"]),
        ("Es sind 292 773 Personen und 1.234,5 Euro.", ["292 773", "1.234,5"]),
        ("Rund 12 Kinder, 40 %.", ["12", "40"]),
        ("bei 2015 %", ["2015"]),
        ("unter 5 Prozent", ["5"]),
        ("Es waren 1987 Personen.", ["1987"]),
        ("von 7,1 % auf 9,3 %", ["7,1", "9,3"]),
        ("um 0,2 Prozentpunkte", ["0,2"]),
        ("−56 Personen", ["−56"]),
        ("auf Rang 3", ["3"]),
        ("- 12 Kinder\n- 13 Kinder", ["12", "13"]),
        ("das sind {{ wert('x') }} von 450", ["450"]),
        ('{{ "7,1 %" }}', ["7,1"]),
        ("12345 Personen", ["12345"]),
        ("Es waren 12. Danach", ["12"]),
        ("3,5-mal so viele und 2-mal", ["3,5", "2"]),
        ("die 3,5-teilige Skala", []),
    ],
)
def test_figures_are_found(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in typed_figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Seit 2015 und bis 2024.",
        "am 31.12.2024",
        "am 31. Dezember 2024",
        "im Schuljahr 2023/24",
        "§ 22 Abs. 1 SGB II",
        "SGB 12",
        "Kinder unter 18 Jahren",
        "15 bis unter 65 Jahre",
        "6-jährige",
        "je 1 000 Einwohner",
        "siehe Tabelle 3",
        "1. Erstens\n2. Zweitens",
        "[Seite](https://example.org/12/34)",
        "[[tabelle:tab-12]]",
        "CO2 und EU-27",
        "ab 65 Jahren",
        "12 Monate",
        "§§ 27 ff. SGB VIII",
        "§ 53 Abs. 1 Satz 2 Nr. 3 SGB XII",
        "§§ 8 und 9a SGB II",
        "§ 2 bis § 4 SGB XI",
        "Art. 6 Abs. 2 GG",
        "BGBl. I S. 2954",
        "um 14 Uhr und um 9.30 Uhr",
        "(Tabelle 3.4 und 3.5)",
        "in den Abbildungen 2 bis 5",
        "Kapitel 4, 5 und 6",
        "Klassen 5 bis 10",
        "Pflegegrade 2 bis 5",
        "die 3. Auflage",
        "der 15. Kinder- und Jugendbericht",
        "zum 2. Mal",
        "DIN EN ISO 14289-1",
        "EN 301 549",
        "Drucksache 19/1234",
        "Telefon 06151 881-0",
        "Bahnhofstraße 12, 64289 Darmstadt",
        "je 10 000 Einwohnerinnen und Einwohner",
        "(Männer = 100)",
        "im Alter von 15 bis unter 65 Jahren",
        "die 15- bis 24-Jährigen",
        "die 65-Jährigen und Älteren",
        "der U3-Ausbau und das A4-Blatt",
        "Agenda 2030",
        "2015–2024",
        "Stand 03.05.2026",
        "im 4. Quartal",
        "fragen@kreis12.example",
        "{{ wert('sgb2_quote', zeit='2015') }}",
        "{% if verfuegbar('x', zeit='12') %}ja{% endif %}",
        "{# Stand 12 #}",
        "{{ fest('7 Stunden') }}",
        "an der B 26, der A 5 und der L 3114",
        "PLZ 64293",
        "Nach § 7a SGB II, Seite 12",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert typed_figures(text) == ()


def test_a_figure_knows_its_place_unit_and_sentence() -> None:
    source = "Erster Satz.\nIm Kreis {{ wert('x') }} waren es 7,1 % der Kinder. Dritter Satz."
    (found,) = typed_figures(source)
    assert source[found.offset :].startswith("7,1 %")
    assert (found.text, found.unit) == ("7,1", "%")
    assert found.sentence == "Im Kreis … waren es 7,1 % der Kinder."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mehr als die Hälfte der Kinder", ["die Hälfte"]),
        ("Das sind zwei Drittel.", ["zwei Drittel"]),
        ("doppelt so hoch wie", ["doppelt so hoch"]),
        ("hat sich verdoppelt", ["verdoppelt"]),
        ("jedes fünfte Kind", ["jedes fünfte"]),
        ("Jedes fünfte Kind", ["Jedes fünfte"]),
        ("Zwölf Gemeinden lagen darüber, drei von 23 darunter.", ["Zwölf Gemeinden", "drei von 23"]),
        ("Rund zweihundert Haushalte und ein Drittel der Kinder", ["zweihundert Haushalte", "ein Drittel"]),
        ("in fünf kleinen Gemeinden, bei zwanzig Kindern", ["fünf kleinen Gemeinden", "zwanzig Kindern"]),
        ("ein Viertel der Befragten, das Viertel am Bahnhof", ["ein Viertel", "das Viertel"]),
        ("in ein Viertel am Bahnhof, in zwei Schritten, eine Gemeinde", []),
        ("Drei Maße werden berichtet.", []),
        ("im dritten Abschnitt", []),
    ],
)
def test_quantities_in_words_are_found(text: str, found: list[str]) -> None:
    assert [item.text for item in quantity_words(text)] == found
