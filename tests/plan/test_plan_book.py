"""What a book has besides texts, tables and figures: parts, columns, margin notes, images, index, small lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plan_fakes import FakeEngine

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.document.blocks import (
    Columns,
    Document,
    Heading,
    Index,
    IndexTerm,
    Paragraph,
    PartTitle,
    Picture,
    Table,
    WideTable,
)
from berichtsgenerator.document.inline import Text

Make = Callable[..., Document]


def test_parts_open_before_their_chapters_and_end_before_the_annexes(make: Make) -> None:
    document = make(
        "produkt: p\ntitel: t\nkapitel:\n"
        "  - {teil: Die Lage, titel: Eins, inhalt: [{text: A.}]}\n"
        "  - {titel: Zwei, inhalt: [{text: B.}]}\n"
        "  - {teil: Die Folgen, titel: Drei, inhalt: [{text: C.}]}\n"
        "anhaenge: [{titel: Anhang, inhalt: [{text: D.}]}]\n"
    )
    found = [
        (block.number, block.title) if isinstance(block, PartTitle) else block.text
        for block in document.body
        if isinstance(block, PartTitle | Heading)
    ]
    assert found == [
        ("Teil\u00a0I", "Die Lage"), "Eins", "Zwei", ("Teil\u00a0II", "Die Folgen"), "Drei", ("", ""), "Anhang",
    ]  # fmt: skip


def test_a_part_whose_first_chapter_is_left_out_opens_before_the_next(make: Make) -> None:
    document = make(
        "produkt: p\ntitel: t\nkapitel:\n"
        "  - {teil: Die Lage, titel: Leer, inhalt: []}\n"
        "  - {titel: Zwei, inhalt: [{text: B.}]}\n"
    )
    assert [type(block) for block in document.body][:2] == [PartTitle, Heading]


@pytest.mark.parametrize(
    "layout",
    [
        "kapitel: [{titel: A, abschnitte: [{teil: T, titel: B, inhalt: [{text: x}]}]}]",
        "kapitel: [{titel: A, inhalt: [{text: x}]}]\nanhaenge: [{teil: T, titel: B, inhalt: [{text: x}]}]",
    ],
)
def test_a_part_stands_before_a_chapter_only(make: Make, layout: str) -> None:
    with pytest.raises(ConfigurationError, match="Teil"):
        make(f"produkt: p\ntitel: t\n{layout}\n")


def test_text_in_columns_and_a_note_in_the_margin(make: Make) -> None:
    document = make('- text: {markdown: "Eins.\\n\\nZwei.", spalten: 2}\n- text: {markdown: Drei., rand: Notiz}')
    columns, paragraph = document.body[1:]
    assert isinstance(columns, Columns) and columns.count == 2 and len(columns.content) == 2
    assert isinstance(paragraph, Paragraph) and paragraph.margin == "Notiz"


def test_columns_have_no_margin(make: Make) -> None:
    with pytest.raises(ConfigurationError, match="keinen Rand"):
        make("- text: {markdown: Eins., spalten: 2, rand: Notiz}")


def test_a_word_of_another_language_is_marked(make: Make) -> None:
    document = make('- text: "Das [Case Management](sprache:en) hilft."')
    paragraph = document.body[1]
    assert isinstance(paragraph, Paragraph)
    assert Text("Case Management", language="en") in paragraph.content


def test_an_image_is_read_from_the_layout_folder(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    folder.mkdir(exist_ok=True)
    (folder / "a.png").write_bytes(b"PNG")
    document = make('- bild: {datei: a.png, alt: Ein Feld., titel: Feld, breite: 50}\n- text: "Siehe [[bild-1]]."')
    picture = document.body[1]
    assert isinstance(picture, Picture)
    assert (picture.number, picture.data, picture.share, picture.alt) == ("1.1", b"PNG", 0.5, "Ein Feld.")


@pytest.mark.parametrize(
    ("file", "told"),
    [("fehlt.png", "gibt es im Layoutordner nicht"), ("../a.png", "führt aus dem Layoutordner")],
)
def test_an_image_that_is_not_there_is_refused_with_its_place(make: Make, file: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        make(f"- bild: {{datei: {file}, alt: Ein Feld.}}")
    assert caught.value.diagnostics[0].place.line > 0


def test_the_index_names_its_terms(make: Make) -> None:
    document = make("- stichwortverzeichnis: [Quote, {begriff: Kreis, auch: Landkreis}]")
    index = document.body[1]
    assert isinstance(index, Index)
    assert index.terms == (IndexTerm("Quote"), IndexTerm("Kreis", ("Landkreis",)))


def test_tables_know_what_to_do_when_they_are_wide_or_long(make: Make) -> None:
    document = make("- vergleichstabelle: {spalten: [quote], zu_breit: drehen, anmerkungen_je_seite: ja}")
    table = next(block for block in document.body if isinstance(block, Table))
    assert table.when_wide is WideTable.TURN and table.notes_each_page


def test_small_lines_have_a_gap_where_a_value_is_hidden(make: Make) -> None:
    body = "- vergleichstabelle: {spalten: [{indikator: quote, verlauf: alle}]}"
    table = next(block for block in make(body).body if isinstance(block, Table))
    cells = {row.stub: row.cells[0] for group in table.groups for row in group.rows}
    assert all(len(cell.look.spark) >= 3 for cell in cells.values())
    heights = [height for cell in cells.values() for height in cell.look.spark if height is not None]
    assert min(heights) == 0.0 and max(heights) == 1.0
    assert any("gleichem Maßstab" in note for note in table.notes)
    hidden = FakeEngine(hidden=frozenset({("quote", "06999002")}))
    table = next(block for block in make(body, hidden).body if isinstance(block, Table))
    lines = [row.cells[0] for group in table.groups for row in group.rows]
    gaps = [cell for cell in lines if all(height is None for height in cell.look.spark)]
    assert len(gaps) == 1


def test_what_is_read_of_a_small_line_is_its_beginning(make: Make) -> None:
    body = "- vergleichstabelle: {spalten: [{indikator: quote, verlauf: alle}]}"
    table = next(block for block in make(body).body if isinstance(block, Table))
    cell = table.groups[0].rows[0].cells[0]
    assert cell.spoken.startswith(f"{cell.text}; ")
