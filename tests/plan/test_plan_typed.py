"""Figures typed into a text are found; years, dates, ages and sections of law are no figures."""

from __future__ import annotations

import pytest

from berichtsgenerator.plan.text.quantities import said
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
        ("12,5 v. H. und 3 vom Hundert", ["12,5", "3"]),
        ("In Prozent: 12.5 Prozent", ["12.5"]),
        ("5-7 Prozent, 10–15 %, 20.000-30.000 Euro", ["5", "7", "10", "15", "20.000", "30.000"]),
        ("zwischen 5 und 7 Kindern", ["5", "7"]),
        ("7,1/9,3 % und 7,1 %/9,3 %", ["7,1", "9,3", "7,1", "9,3"]),
        ("ein 20-prozentiger Anstieg, das 3fache, das 1,5-Fache", ["20", "3", "1,5"]),
        ("1'234 und 1\u2009234 Personen, 1½ Stellen, ⅓ der Kinder", ["1'234", "1\u2009234", "1½", "⅓"]),
        ("2000 Familien und rund 2020 Neuaufnahmen", ["2000", "2020"]),
        ("über 300 Kinder unter 6 Jahren", ["300"]),
        ("unter 5 Prozent der Kinder unter 18 Jahren", ["5"]),
        ("Das Durchschnittsalter liegt bei 43,9 Jahren", ["43,9"]),
        ("Kita-Platz 300 Euro, auf Platz 4", ["300", "4"]),
        ("Telefon: 100 Anrufe am Tag", ["100"]),
        ("In Gruppe 12 Kinder, Frage 3: 45 % Zustimmung", ["12", "45"]),
        ("nach § 8, 12 Kinder", ["12"]),
        ("über 5 000 Einwohner", ["5 000"]),
        ("im Jahr 2023: 45 Fälle", ["45"]),
        ("je 450 Euro", ["450"]),
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
        "Pflegegrad 3",
        "Tabelle 12411-01-01-4 und 13211-02-05-4",
        "06151 881-0, Tel.: 0 61 51 / 8 81-0, +49 6151 881-1095, Hotline 0800 1110111, Notruf 112",
        "Jägertorstraße 207, 64289 Darmstadt",
        "Am Alten Markt 3, 64807 Dieburg",
        "AGS 06432, der Schlüssel 06432008",
        "von 9 bis 17 Uhr, 8.00–12.30 Uhr",
        "im Alter von 67, die Generation 65+, 60 plus",
        "nach dem 3. und 4. Kapitel SGB XII",
        "der 6. Armuts- und Reichtumsbericht, auf dem 1. Arbeitsmarkt, 12. KW",
        "Fachbereich 5, Dezernat 2, Wahlkreis 186, Linie 8, RB 75, Handlungsfeld 3, Typ 3, Fußnote 3",
        "(1) Erstens\n2.) Zweitens\n# 3.2 Demografie",
        "CC BY 4.0, doi:10.1000/182",
        "pro 1.000 Einwohner",
        "im Januar 2023 Bürgergeld",
        "Abschnitt 4.1.2",
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
        ("jeder Fünfte, jede Zwölfte, eine von zehn", ["jeder Fünfte", "jede Zwölfte", "eine von zehn"]),
        ("sieben der 23 Gemeinden", ["sieben der 23"]),
        ("vier Fünftel, zu zwei Dritteln, zur Hälfte", ["vier Fünftel", "zwei Dritteln", "zur Hälfte"]),
        ("hundertfünfzig Kinder, siebenundzwanzig Prozent", ["hundertfünfzig Kinder", "siebenundzwanzig Prozent"]),
        ("zwei Millionen Euro, ein Dutzend Familien", ["zwei Millionen", "ein Dutzend"]),
        ("fünfmal so viele, zehnfach, verfünffacht", ["fünfmal so viele", "zehnfach", "verfünffacht"]),
    ],
)
def test_quantities_in_words_are_found(text: str, found: list[str]) -> None:
    assert [item.text for item in quantity_words(text)] == found


@pytest.mark.parametrize(
    ("words", "number", "share"),
    [
        ("zwölf Gemeinden", 12, False),
        ("siebenundzwanzig Prozent", 27, False),
        ("zweitausenddreihundert Kinder", 2300, False),
        ("hundertfünfzig Kinder", 150, False),
        ("zwei Millionen", 2_000_000, False),
        ("ein Drittel", 100 / 3, True),
        ("zwei Dritteln", 200 / 3, True),
        ("die Hälfte", 50, True),
        ("Jeder Fünfte", 20, True),
        ("drei von 24", 12.5, True),
        ("einer von zehn", 10, True),
    ],
)
def test_quantities_say_a_number(words: str, number: float, share: bool) -> None:
    told = said(words)
    assert told is not None
    assert (told.number, told.share) == (pytest.approx(number), share)


def test_a_mere_comparison_says_no_number() -> None:
    assert [said(words) for words in ("doppelt so hoch", "halbiert", "verdreifacht")] == [None] * 3


def test_a_range_shares_its_unit_and_a_sentence_does_not_end_at_an_abbreviation() -> None:
    first, second = typed_figures("Es sind 5 bis 7 Prozent v. H. Alle Angaben.")
    assert (first.unit, second.unit) == ("Prozent", "Prozent")
    (found,) = typed_figures("Die Quote lag bei 12,5 v. H., in Hessen höher.")
    assert found.sentence == "Die Quote lag bei 12,5 v. H., in Hessen höher."


@pytest.mark.parametrize(
    "text", ["unter 5" + " " * 400 + "x", "unter 5" + "-" * 400 + "x", "Klasse 5" + ", 5" * 800 + "x", "hundert" * 800]
)
def test_texts_that_almost_match_are_read_to_their_end(text: str) -> None:
    """A pattern that tries every way to split blanks would never come to an end here."""
    assert len(typed_figures(text)) <= 801
    assert quantity_words(text) == ()
