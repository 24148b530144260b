"""``befund()`` reaches every kind of finding, and claims and reliances are slots that print nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from plan_fakes import DEFINITIONS, FakeEngine

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.document.blocks import Document, ListBlock, Paragraph
from berichtsgenerator.plan import PlannedDocument
from berichtsgenerator.plan.text.findings import FINDINGS

Make = Callable[..., Document]
HIDDEN = FakeEngine(hidden=frozenset({("quote", "06999002")}))
G = '"06999001"'


def told(make: Make, call: str, engine: FakeEngine | None = None) -> str:
    """What a call prints; ``""`` where the paragraph falls out."""
    document = (
        make(f"- text: '{{{{ {call} }}}}'", engine) if engine is not None else make(f"- text: '{{{{ {call} }}}}'")
    )
    found = [block for block in document.body if isinstance(block, Paragraph)]
    text = "".join(piece.text for piece in found[0].content if hasattr(piece, "text")) if found else ""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ('befund("quote")', "am 31.12.2024"),
        (f'befund("quote", {G}, art="vergleich")', "Prozentpunkte"),
        (f'befund("quote", {G}, art="vielfaches", zu="land")', "-mal so hoch wie in Hessen"),
        ('befund("anteil", art="veraenderung", seit="2015")', "31.12.2015"),
        ('befund("anteil", art="trend", seit="2015")', "vom 31.12.2015 bis zum 31.12.2023 in jedem Jahr gestiegen"),
        ('befund("anteil", art="folge")', "am 31.12.2023 zum achten Mal in Folge gestiegen"),
        ('befund("quote", art="bruch")', "ab 2023 nicht mit früheren vergleichbar (neue Abgrenzung)"),
        ('befund("quote", art="extreme")', "drei Gemeinden im Landkreis Beispielen"),
        ('befund("quote", art="spannweite")', "Gemeinden im Landkreis Beispielen"),
        (f'befund("quote", {G}, art="rang")', "von drei Gemeinden im Landkreis Beispielen"),
        ('befund("leer", art="luecke")', "keine Angaben vor"),
    ],
)
def test_every_kind_is_worded(make: Make, call: str, words: str) -> None:
    assert words in told(make, call)


def test_a_trend_begins_after_the_last_break_and_says_so(make: Make) -> None:
    text = told(make, 'befund("quote", art="trend", seit="2015")')
    assert "vom 31.12.2015" not in text
    assert text.endswith("Frühere Werte sind nicht vergleichbar (neue Abgrenzung).")


def test_what_is_hidden_is_told_by_its_kind(make: Make) -> None:
    text = told(make, 'befund("quote", art="geheim")', HIDDEN)
    assert text.startswith(
        "Für eine der drei Gemeinden im Landkreis Beispielen wird die Arbeitslosenquote (31.12.2024)"
    )
    assert told(make, 'befund("anteil", art="geheim")', HIDDEN) == ""


@pytest.mark.parametrize("kind", ["bruch", "geheim", "luecke"])
def test_a_finding_with_nothing_to_say_falls_out_with_its_blank(make: Make, kind: str) -> None:
    document = make(f'- text: \'Vorher. {{{{ befund("anteil", art="{kind}") }}}} Nachher.\'')
    (paragraph,) = (block for block in document.body if isinstance(block, Paragraph))
    text = "".join(piece.text for piece in paragraph.content if hasattr(piece, "text"))
    assert text == "Vorher. Nachher."


def test_enough_cases_are_no_small_numbers(make: Make) -> None:
    assert told(make, 'befund("bevoelkerung", art="kleine_zahlen")') == ""
    assert "nur" in told(make, 'befund("quote", art="kleine_zahlen")')


def test_a_list_loses_the_items_with_nothing_to_say(make: Make) -> None:
    document = make('- text: |\n    - {{ befund("anteil", art="bruch") }}\n    - Bleibt.\n')
    (found,) = (block for block in document.body if isinstance(block, ListBlock))
    assert len(found.items) == 1
    document = make('- text: |\n    - {{ befund("anteil", art="bruch") }}\n')
    assert not [block for block in document.body if isinstance(block, ListBlock)]


def test_a_rank_needs_a_gemeinde(make: Make) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make('- text: \'{{ befund("quote", kreis, art="rang") }}\'')
    (found,) = caught.value.diagnostics
    assert (
        found.message
        == "Landkreis Beispielen ist keine Gemeinde des Kreises; ein Rang wird unter den Gemeinden gebildet."
    )
    assert found.place.line


def test_an_unknown_kind_is_proposed(make: Make) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make('- text: \'{{ befund("quote", art="trennd") }}\'')
    (found,) = caught.value.diagnostics
    assert found.message == "Den Befund „trennd“ gibt es nicht."
    assert "trend" in found.advice


@pytest.mark.parametrize("kind", ["stand", "extreme", "veraenderung"])
def test_no_sentence_tells_years_to_come_as_past(make: Make, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setitem(DEFINITIONS, "quote", replace(DEFINITIONS["quote"], ahead=True))
    with pytest.raises(ConfigurationError) as caught:
        told(make, f'befund("quote", art="{kind}")')
    (found,) = caught.value.diagnostics
    assert found.code == "befund-zukunft"
    assert found.place.line
    assert '{{ wert("quote") }}' in (found.advice or "")


def test_all_kinds_can_be_asked_for(make: Make) -> None:
    """A kind that the data cannot answer falls out, none is an error."""
    for kind in FINDINGS:
        told(make, f'befund("quote", {G}, art="{kind}")')


def test_numbers_may_be_printed_with_fewer_digits(make: Make) -> None:
    assert told(make, 'wert("quote", stellen=0)') == "9 %"
    assert told(make, 'wert("quote", stellen=3)') == "8,7 %"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('stimmt(wert("quote"), "größer", 3)', "Die Beziehung „größer“ kennt stimmt() nicht."),
        ('stimmt("7,1", ">", 3)', "Der erste Wert von stimmt() ist eine Zahl aus dem Register."),
        ('stimmt(wert("quote"), ">", "viel")', "Der dritte Wert von stimmt() ist eine Zahl."),
        ("beruht_auf()", "beruht_auf() nimmt Zahlen aus dem Register."),
        ('beruht_auf("quote")', "beruht_auf() nimmt Zahlen aus dem Register."),
        ('wert("quote", stellen=-1)', "In einem Text wird nicht gerechnet."),
        ('wert("quote", stellen="1")', "„stellen“ ist eine ganze Zahl ab 0."),
        ('stimmt(wert("quote"))', "So lässt sich stimmt() nicht aufrufen."),
    ],
)
def test_wrong_arguments_are_told_with_place_and_proposal(make: Make, call: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make(f"- text: 'Ein Satz.{{{{ {call} }}}}'")
    found = caught.value.diagnostics[0]
    assert found.message == message
    assert found.place.line and (found.advice or "stellen" in message)


def test_without_seit_a_finding_looks_back_from_its_own_time(make: Make) -> None:
    change = told(make, 'befund("anteil", art="veraenderung", zeit="2018")')
    assert "31.12.2017" in change and "31.12.2018" in change
    trend = told(make, 'befund("anteil", art="trend", zeit="2022")')
    assert "vom 31.12.2017 bis zum 31.12.2022 in jedem Jahr gestiegen" in trend


def test_months_are_compared_with_the_same_month_a_year_before(make: Make) -> None:
    text = told(make, 'befund("monatlich", art="veraenderung")')
    assert "Dezember 2023" in text and "Dezember 2024" in text and "November" not in text


@pytest.mark.parametrize("kind", ["veraenderung", "trend", "folge", "bruch"])
def test_a_later_time_since_when_is_a_mistake(make: Make, kind: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        told(make, f'befund("quote", art="{kind}", zeit="2016", seit="2024")')
    (found,) = caught.value.diagnostics
    assert found.code == "seit-spaeter"
    assert found.message == "Eine Veränderung seit 2024 gibt es für die Zahl von 2016 nicht."


@pytest.mark.parametrize(
    "block",
    [
        '- text: \'{{ veraenderung("anteil", seit="2020", zeit="2016") }}\'',
        "- kennzahlen: [{indikator: anteil, zeit: '2016', vergleiche: [{zeit: '2020', differenz: ja}]}]",
        "- vergleichstabelle: {zeit: '2016', spalten: [{indikator: anteil, veraenderung_seit: '2020'}]}",
    ],
)
def test_no_change_is_told_since_a_later_time(make: Make, block: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make(block)
    assert {found.code for found in caught.value.diagnostics} == {"seit-spaeter"}


def test_a_change_without_an_earlier_value_falls_out_with_a_gap(plan: Callable[..., PlannedDocument]) -> None:
    planned = plan('- text: \'{{ befund("anteil", art="veraenderung", zeit="2015") }}\'')
    assert any("Anteil der Kinder" in gap.subject for gap in planned.gaps)
