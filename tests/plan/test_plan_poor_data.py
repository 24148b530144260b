"""A layout made for rich data holds for poor data too: what would say nothing is left out and told as a gap."""

from __future__ import annotations

from collections.abc import Callable

from berichtsgenerator.document.blocks import Heading
from berichtsgenerator.document.inline import Text
from berichtsgenerator.plan import PlannedDocument
from berichtsgenerator.plan.planned.inline import FindingSlot, PlannedParagraph
from berichtsgenerator.plan.planned.tables import PlannedTable

Plan = Callable[..., PlannedDocument]


def tables(planned: PlannedDocument) -> list[PlannedTable]:
    return [block for block in planned.body if isinstance(block, PlannedTable)]


def headings(planned: PlannedDocument) -> list[str]:
    return [block.text for block in planned.body if isinstance(block, Heading)]


def test_a_section_of_mere_words_about_missing_numbers_is_left_out(plan: Plan) -> None:
    planned = plan("- text: Die folgende Tabelle zeigt es.\n- zeittabelle: {indikatoren: leer}\n")
    assert headings(planned) == []
    assert [line.what for line in planned.left_out] == ["Wohngeldquote"]


def test_a_section_of_mere_words_that_lacks_nothing_stays(plan: Plan) -> None:
    assert headings(plan("- text: So ist dieser Bericht zu lesen.\n")) == ["Kapitel"]


def test_a_row_of_texts_without_its_number_is_left_out(plan: Plan) -> None:
    planned = plan("""\
- texttabelle:
    titel: Profil
    spalten: [Merkmal, hier, Stand]
    zeilen:
      - [Quote, "{{ wert('quote', '06999001') }}", "{{ zeit('quote') }}"]
      - [Pflege, "{{ wert('nur_kreis', '06999001') }}", "{{ zeit('nur_kreis') }}"]
""")
    assert [row.stub for row in tables(planned)[0].groups[0].rows] == ["Quote"]
    assert [line.what for line in planned.left_out] == ["Pflegequote"]


def test_a_table_of_texts_without_any_number_is_left_out(plan: Plan) -> None:
    planned = plan("""\
- texttabelle: {titel: Profil, spalten: [Merkmal, hier], zeilen: [[Wohngeld, "{{ wert('leer') }}"]]}
""")
    assert tables(planned) == []


def test_areas_that_say_nothing_are_left_out_of_time_tables(plan: Plan) -> None:
    planned = plan("- zeittabelle: {indikatoren: nur_kreis, gebiete: [kreis, '06999001'], zeit: letzte-1..letzte}\n")
    assert len(tables(planned)[0].columns) == 1
    assert [(line.what, line.reason) for line in planned.left_out] == [("Pflegequote", "Keine Angaben für Ahausen.")]


def test_a_change_since_long_ago_falls_back_to_the_start_of_a_short_series(plan: Plan) -> None:
    planned = plan("""- text: '{{ befund("quote", art="veraenderung", seit="letzte-30") }}'\n""")
    slots = [
        piece
        for block in planned.body
        if isinstance(block, PlannedParagraph)
        for piece in block.content
        if isinstance(piece, FindingSlot)
    ]
    assert slots[0].keys[1].period.iso == "2015"


def test_a_finding_without_data_leaves_out_only_its_own_sentence(plan: Plan) -> None:
    planned = plan("""- text: 'Vorab. {{ befund("leer") }} {{ befund("quote") }} {{ befund("leer") }}'\n""")
    pieces = next(block for block in planned.body if isinstance(block, PlannedParagraph)).content
    assert [piece.text if isinstance(piece, Text) else piece.kind for piece in pieces] == ["Vorab. ", "stand"]


def test_a_paragraph_of_findings_without_data_is_left_out(plan: Plan) -> None:
    assert headings(plan("""- text: '{{ befund("leer") }} {{ befund("leer", art="extreme") }}'\n""")) == []
