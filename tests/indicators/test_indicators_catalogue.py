"""The catalogue as data: what it holds, and how its mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from indicators_samples import INDICATORS, MEASURES, catalogue

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.fonts import font_path
from berichtsgenerator.indicators import Catalogue
from berichtsgenerator.indicators.engine import IndicatorEngine
from berichtsgenerator.indicators.listing import describe, overview
from berichtsgenerator.language.wording import subject
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.units import Kind


@pytest.fixture(scope="module")
def whole() -> Catalogue:
    return Catalogue.load()


def test_the_packaged_catalogue_is_whole_and_large(whole: Catalogue) -> None:
    assert len(whole) >= 200
    numbered = {item.number for item in whole.values() if item.number}
    assert len(numbered) >= 60
    assert all(item.sources for item in whole.values())
    assert all(item.reference_date_text for item in whole.values())


def test_ids_are_ascii_and_short_titles_fit_table_heads(whole: Catalogue) -> None:
    assert all(key.isascii() and key == key.lower() for key in whole)
    assert max(len(item.short) for item in whole.values()) <= 30


def test_titles_tell_indicators_apart(whole: Catalogue) -> None:
    assert len({item.title for item in whole.values()}) == len(whole)


def test_short_titles_tell_indicators_apart(whole: Catalogue) -> None:
    """Columns and lines of one table or chart; only a yearly number and its own monthly series share a short title."""
    seen: dict[str, list[str]] = {}
    for item in whole.values():
        seen.setdefault(item.short, []).append(item.id)
    shared = {short: ids for short, ids in seen.items() if len(ids) > 1}
    assert all(len({whole[id_].period_kind for id_ in ids}) == len(ids) for ids in shared.values()), shared


def test_every_title_is_a_noun_phrase_that_sentences_can_bend(whole: Catalogue) -> None:
    """Nothing is called "der Wert für …" for want of a title that German can decline."""
    quoted = [item.title for item in whole.values() if "„" in subject(item.title, item.kind, item.unit).nominative]
    assert quoted == []


def test_every_word_of_the_catalogue_can_be_printed(whole: Catalogue) -> None:
    """No sign in titles, formulas and notes that the typefaces of the report lack."""
    faces = [
        set(TTFont(font_path(name)).getBestCmap()) for name in ("SourceSans3-Regular.ttf", "SourceSerif4-Regular.ttf")
    ]
    signs = {sign for item in whole.values() for line in describe(whole, item) for sign in line}
    assert "½" in signs
    assert {sign for sign in signs if any(ord(sign) not in face for face in faces)} == set()


def test_the_share_of_an_age_group_is_of_everybody(whole: Catalogue) -> None:
    """Age and sex reach the numerator only, so that all bars of a pyramid add up to a hundred."""
    assert whole["altersanteil"].components["nenner"].keys == ()
    assert whole["altersanteil"].components["zaehler"].keys is None


def test_only_official_denominators_are_called_a_quote(whole: Catalogue) -> None:
    """Unemployed per population is an Arbeitslosenanteil, never a Quote."""
    assert "Quote" not in whole["arbeitslosenanteil"].title
    assert whole["arbeitslosenanteil"].components["nenner"].time == "31.12. Vorjahr"


def test_shares_are_in_percent(whole: Catalogue) -> None:
    assert {item.unit for item in whole.values() if item.kind is Kind.SHARE} == {"Prozent"}


def test_breaks_of_measures_and_bases_reach_the_indicator(whole: Catalogue) -> None:
    reasons = [item.reason for item in whole.breaks("sgb2_quote")]
    assert any("Zensus 2022" in text for text in reasons)
    assert any("Bürgergeld" in text for text in reasons)
    assert [item.year for item in whole.breaks("beschaeftigtenquote")] == [2012, 2023]  # denominator one year before


def test_an_unknown_id_gets_a_proposal(whole: Catalogue) -> None:
    found, advice = whole.find("jugentquotient")
    assert found is None
    assert "jugendquotient" in advice


MISTAKES = [
    ("formel: 100 * zaehler / nenner", "formel: 100 * zahler / nenner", "formel-name", "Meinten Sie „zaehler“?"),
    ("formel: 100 * zaehler / nenner", "formel: 100 * zaehler /", "formel-falsch", "bricht ab"),
    ("formel: 100 * zaehler / nenner", "formel: 100 * zaehler", "komponente-ungenutzt", "nenner"),
    ("zaehler: {merkmal: faelle, zeit: Jahr}", "zaehler: {merkmal: falle, zeit: Jahr}", "merkmal-unbekannt", "faelle"),
    (
        "wert: {indikator: anteil, zeit: Jahr}",
        "wert: {indikator: anteile, zeit: Jahr}",
        "indikator-unbekannt",
        "anteil",
    ),
    (
        "zaehler: {merkmal: faelle, zeit: Jahr}",
        "zaehler: {merkmal: faelle, zeit: neuester}",
        "wert-falsch",
        "Zeitangabe",
    ),
    ("einheit: Prozent", "einhiet: Prozent", "schluessel-unbekannt", "einheit"),
    ("alter: 0-14", "alter: jung", "wert-falsch", "kein Alter"),
    ("wert: {indikator: anteil, zeit: Jahr}", "wert: {indikator: anteil_mittel, zeit: Jahr}", "indikator-kreis", "→"),
]


@pytest.mark.parametrize(("right", "wrong", "code", "words"), MISTAKES)
def test_mistakes_are_told_with_place_and_proposal(
    tmp_path: Path, right: str, wrong: str, code: str, words: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        catalogue(tmp_path, INDICATORS.replace(right, wrong, 1))
    found = [item for item in caught.value.diagnostics if item.code == code]
    assert found
    assert words in f"{found[0].message} {found[0].advice}"
    assert found[0].place.file == "catalogue/probe.yaml"
    assert found[0].place.line > 0
    assert found[0].place.column > 0


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    wrong = INDICATORS.replace("merkmal: leute\n", "merkmal: leude\n").replace("/ nenner", "/ nenne")
    with pytest.raises(ConfigurationError) as caught:
        catalogue(tmp_path, wrong, MEASURES.replace("teilmenge_von: leute", "teilmenge_von: alle"))
    assert {item.code for item in caught.value.diagnostics} >= {"merkmal-unbekannt", "formel-name"}
    assert {item.place.file for item in caught.value.diagnostics} == {"catalogue/probe.yaml", "measures/probe.yaml"}


def test_a_project_adds_and_replaces_definitions(tmp_path: Path) -> None:
    folder = tmp_path / "katalog"
    catalogue(folder, INDICATORS.replace("  leute:\n    titel", "  jugendquotient:\n    titel"))
    merged = Catalogue.load(folder)
    assert merged["jugendquotient"].title == "Leute"
    assert "anteil_mittel" in merged
    assert "altenquotient" in merged


def test_the_listing_names_formula_components_dates_and_breaks(whole: Catalogue) -> None:
    text = "\n".join(describe(whole, whole["beschaeftigtenquote"]))
    assert "100 * zaehler / nenner" in text
    assert "am 31.12. des Vorjahres" in text
    assert "15 bis unter 65 Jahre" in text
    assert "13111-02-02" in text
    assert "amtliche Definition" in text


def test_the_listing_says_where_an_indicator_of_gemeinden_has_no_value_of_the_kreis(whole: Catalogue) -> None:
    engine = IndicatorEngine(whole, (), gazetteer=Gazetteer.bundled())
    assert describe(whole, whole["sozialindex"], engine, "06432")[-1] == (
        "Wert:        für 06432 nicht berechnet (nur für Gemeinden)."
    )
    assert describe(whole, whole["sozialindex"], engine, "06432001")[-1].endswith(
        "es liegt keine passende Lieferung vor."
    )


def test_the_overview_is_grouped_by_topic(whole: Catalogue) -> None:
    lines = overview(whole)
    assert "Kinderarmut" in lines
    assert any(line.strip().startswith("kinderarmut_u18 ") for line in lines)
