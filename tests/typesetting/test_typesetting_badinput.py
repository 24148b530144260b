"""Bad input: set as well as can be, or refused with place and proposal; nothing overlaps or runs off the page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from boxes import faults, pages

from berichtsgenerator.diagnostics import ConfigurationError, Place, TypesettingError
from berichtsgenerator.document.blocks import (
    Align,
    Cell,
    CellLook,
    HeadCell,
    KeyFigure,
    KeyFigures,
    Landscape,
    Note,
    PartTitle,
    Row,
    RowGroup,
    RowRole,
    Table,
)
from berichtsgenerator.document.inline import Footnote, Number, Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.document.structure import CellRun
from berichtsgenerator.fonts import font_path
from berichtsgenerator.pdf import finish
from berichtsgenerator.pdf.own_checks import walk
from berichtsgenerator.pdf.treetext import spoken_text
from berichtsgenerator.typesetting import HouseStyle

GIANT = "Sozialversicherungspflichtigbeschäftigtenstatistikveröffentlichungsverordnungsentwurf" * 3
TEXT = "Die Leistungsberechtigten in den Bedarfsgemeinschaften der Gemeinden und des Landkreises. " * 8
HERE = Place("layouts/x.yaml", 112, 5)


def refusal(make, *blocks, **options):  # type: ignore[no-untyped-def]
    with pytest.raises(TypesettingError) as caught:
        make.set(make.heading(), *blocks, **options)
    return [str(item) for item in caught.value.diagnostics]


def text_table(words: str, **options: object) -> Table:
    groups = (RowGroup("", (Row("Begriff", (Cell(words), Cell("kurz"))),)),)
    head = ((HeadCell("Text"), HeadCell("Rest")),)
    values = {"text_shares": (3.0, 1.0), "place": HERE, **options}
    return Table("t", "3.4", "Titel", "Kopf", head, (Align.LEFT,) * 2, groups, **values)  # type: ignore[arg-type]


def test_words_wider_than_their_column_are_parted_everywhere(make) -> None:  # type: ignore[no-untyped-def]
    table = make.table([GIANT, "kurz"], 3, head=(tuple(HeadCell(GIANT, unit=GIANT) for _ in range(3)),))
    data = make.pdf(
        make.heading(GIANT, ident="k"),
        make.paragraph(GIANT, Footnote((Text(GIANT),)), " ", Number(GIANT, "k", spoken="kurz")),
        Note(GIANT, (make.paragraph(GIANT),)),
        KeyFigures((KeyFigure(GIANT, Cell("7,1"), "%", ((Text(GIANT),),)),) * 5),
        text_table(GIANT),
        table,
    )
    assert faults(data) == []
    assert GIANT in spoken_text(data).replace(" ", "")


def test_very_long_titles_and_groups_stay_inside(make) -> None:  # type: ignore[no-untyped-def]
    groups = (RowGroup(TEXT, (Row(TEXT, (Cell("1"), Cell("2")), RowRole.TOTAL, indent=9),)),)
    table = make.table(groups=groups, title=TEXT, subtitle=TEXT, notes=(TEXT,))
    data = make.pdf(make.heading(TEXT, ident="k"), make.heading(TEXT, 2, "1.1.1.1.1.1.1.1.1.1.1.1.1", "a"), table)
    assert faults(data) == []


def test_a_table_of_many_columns_is_split_and_nothing_overlaps(make) -> None:  # type: ignore[no-untyped-def]
    numbers = tuple(Cell("−1\u202f234\u202f567,8", look=CellLook(mark="p")) for _ in range(60))
    groups = (RowGroup("Gruppe", tuple(Row(f"Gemeinde {n}", numbers) for n in range(30))),)
    head = ((HeadCell("Alles zusammen", columns=60),), tuple(HeadCell(f"Jahr {1960 + n}", unit="%") for n in range(60)))
    wide = make.table(groups=groups, head=head, columns=60)
    wide = replace(wide, columns=(Align.DECIMAL,) * 60)
    assert faults(make.pdf(make.heading(), wide, Landscape((replace(wide, id="t2", number="1.2"),)))) == []


def test_a_table_wider_than_a_landscape_page_is_refused_with_place_and_proposal(make) -> None:  # type: ignore[no-untyped-def]
    table = make.table(1, 1, stub_share=0.99, place=HERE)
    assert refusal(make, Landscape((table,))) == [
        "Fehler: layouts/x.yaml:112:5: Tabelle 1.1 passt nicht in den Satzspiegel, weil Vorspalte und breiteste Spalte "
        "zusammen mehr als 257 mm brauchen. Vorschlag: Beschriftungen kürzen, die Tabelle auf Querformat stellen oder "
        "Spalten weglassen."
    ]


@pytest.mark.parametrize("empty", [{"groups": (RowGroup("", ()),)}, {"groups": (RowGroup("Gruppe", ()),)}])
def test_an_empty_table_is_refused_with_place_and_proposal(make, empty) -> None:  # type: ignore[no-untyped-def]
    assert refusal(make, make.table(place=HERE, **empty)) == [
        "Fehler: layouts/x.yaml:112:5: Tabelle 1.1 hat keine Zeilen. Vorschlag: die Tabelle weglassen oder mit "
        "„nur_wenn“ an vorhandene Daten binden."
    ]


def test_a_table_without_columns_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    found = refusal(make, replace(make.table(2, 1, place=HERE), columns=(), head=()))
    assert "hat keine Spalten" in found[0]


def test_a_cell_of_three_pages_is_refused_with_its_row(make) -> None:  # type: ignore[no-untyped-def]
    found = refusal(make, text_table(TEXT * 30))
    assert found == [
        "Fehler: layouts/x.yaml:112:5: Tabelle 3.4: Die Zeile „Begriff“ passt mit dem Tabellenkopf nicht auf eine "
        "Seite. Vorschlag: den Text der Zelle kürzen, als Fließtext setzen oder den Kopf vereinfachen."
    ]


def test_a_cell_of_half_a_page_is_set(make) -> None:  # type: ignore[no-untyped-def]
    assert faults(make.pdf(make.heading(), text_table(TEXT * 4))) == []


def test_forty_head_levels_are_refused_and_twelve_are_set(make) -> None:  # type: ignore[no-untyped-def]
    def levels(count: int) -> tuple[tuple[HeadCell, ...], ...]:
        return (*(((HeadCell(f"Ebene {n}", columns=2),)) for n in range(count - 1)), (HeadCell("a"), HeadCell("b")))

    assert refusal(make, make.table(head=levels(40), place=HERE)) == [
        "Fehler: layouts/x.yaml:112:5: Tabelle 1.1: Der Kopf hat 40 Ebenen, möglich sind 12. Vorschlag: Ebenen "
        "zusammenfassen oder die Tabelle teilen."
    ]
    assert faults(make.pdf(make.heading(), make.table(60, head=levels(12)))) == []


def test_missing_glyphs_are_named_with_character_font_and_place(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), replace(make.paragraph("Zeichen 漢 hier"), place=HERE))
    assert [str(item) for item in result.diagnostics] == [
        "Warnung: layouts/x.yaml:112:5: Das Zeichen „漢“ (U+6F22) fehlt in der Schrift SourceSerif4-Regular; gesetzt "
        "wurde „□“. Das Zeichen ersetzen oder unter hausstil.schriften eine Schrift wählen, die es enthält."
    ]


@pytest.mark.parametrize("text", ["שלום", "سلام"])
def test_text_from_right_to_left_is_refused_once_a_block(make, text: str) -> None:  # type: ignore[no-untyped-def]
    found = refusal(make, replace(make.paragraph("Gruß: ", text, " ", text), place=HERE))
    assert len(found) == 1
    assert found[0].startswith("Fehler: layouts/x.yaml:112:5: Das Zeichen")
    assert "von rechts nach links" in found[0] and "Vorschlag: Umschrift" in found[0]


def test_a_font_whose_licence_forbids_embedding_is_refused(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "Verboten.ttf"
    shutil.copy(font_path("SourceSans3-Regular.ttf", ()), path)
    data = bytearray(path.read_bytes())
    tables = {bytes(data[at : at + 4]): at for at in range(12, 12 + 16 * data[5], 16)}
    begin = int.from_bytes(data[tables[b"OS/2"] + 8 : tables[b"OS/2"] + 12], "big")
    data[begin + 8 : begin + 10] = b"\x00\x02"
    path.write_bytes(data)
    style = HouseStyle.from_project(fonts={"sans": "Verboten.ttf"}, folders=(tmp_path,))
    with pytest.raises(ConfigurationError, match="darf nach ihrer Lizenzangabe") as caught:
        make.set(make.heading(), style=style)
    assert "Vorschlag: eine Schrift mit freier Lizenz" in str(caught.value)


def test_only_the_word_that_is_too_wide_is_parted_in_a_heading(make) -> None:  # type: ignore[no-untyped-def]
    title = f"Bericht über die Bedarfsgemeinschaften, Leistungsberechtigten und {GIANT}"
    lines = make.set(make.heading(title, ident="k"), make.paragraph("Text."))
    spoken = spoken_text(finish(lines, Metadata("Prüfdokument")))
    assert GIANT in spoken.replace(" ", "")
    shown = [word[4] for word in pages(make.pdf(make.heading(title, ident="k"), make.paragraph("Text.")))[0][2]]
    assert "Bedarfsgemeinschaften," in shown and "Leistungsberechtigten" in shown


def test_parts_of_a_wide_table_are_about_as_wide_as_each_other(make) -> None:  # type: ignore[no-untyped-def]
    numbers = tuple(Cell("1\u202f234\u202f567,8") for _ in range(13))
    groups = (RowGroup("", (Row("Gemeinde", numbers),)),)
    head = (tuple(HeadCell(f"Jahr {2000 + at}") for at in range(13)),)
    table = replace(make.table(groups=groups, head=head), columns=(Align.DECIMAL,) * 13)
    result = make.set(make.heading(), table)
    runs = [run.count for element in walk(result.tree) for run in element.children if isinstance(run, CellRun)]
    assert len(runs) == 2 and sum(runs) == 13 and max(runs) - min(runs) <= 1


def long_notes(make):  # type: ignore[no-untyped-def]
    return make.table(30, 3, notes=(TEXT,) * 30, place=HERE)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (long_notes, "Tabelle 1.1: Die Anmerkungen passen mit der letzten Zeile nicht auf eine Seite. Vorschlag: die"),
        (lambda make: make.table(3, title=TEXT * 20, place=HERE), "Tabelle 1.1: Die Überschrift füllt die Seite."),
        (
            lambda make: make.table(3, head=((HeadCell(TEXT * 20), HeadCell("b")),), place=HERE),
            "Tabelle 1.1: Der Tabellenkopf füllt die Seite. Vorschlag: die Kopfzellen kürzen",
        ),
        (
            lambda make: replace(make.paragraph("Text", Footnote((Text(TEXT * 20),))), place=HERE),
            "Die Fußnoten einer Zeile sind zusammen höher als die Seite. Vorschlag: die Fußnoten kürzen",
        ),
        (
            lambda make: replace(make.paragraph("Text"), margin=TEXT * 4, place=HERE),
            "Die Randnotiz ist höher als die Seite. Vorschlag: die Notiz kürzen",
        ),
    ],
)
def test_what_is_higher_than_a_page_is_refused_with_its_cause(make, block, words: str) -> None:  # type: ignore[no-untyped-def]
    found = refusal(make, block(make))
    assert len(found) == 1
    assert found[0].startswith(f"Fehler: layouts/x.yaml:112:5: {words}")


def test_a_very_long_title_of_a_part_stays_on_its_page(make) -> None:  # type: ignore[no-untyped-def]
    assert faults(make.pdf(PartTitle("p", "Teil I", TEXT), make.heading(), make.paragraph("Text."))) == []


def test_footnotes_of_boxed_notes_stand_at_the_foot_of_their_page(make) -> None:  # type: ignore[no-untyped-def]
    noted = make.paragraph("Anfang", Footnote((Text("Erstens."),)), Footnote((Text("Zweitens."),)), " und Ende.")
    boxes = [Note("Kasten", (noted, make.paragraph(TEXT))) for _ in range(9)]
    data = make.pdf(make.heading(), *boxes)
    assert faults(data) == []
    shown = pages(data)
    assert len(shown) > 1
    for _, _, words in shown:
        texts = [word[4] for word in words]
        assert texts.count("Erstens.") == texts.count("Zweitens.") == texts.count("Anfang") > 0
    assert "Anfang1,\u202f2 und Ende." in spoken_text(data)


def test_text_is_set_composed_and_without_invisible_characters(make) -> None:  # type: ignore[no-untyped-def]
    text = "Bevo\u0308lkerung fu\u0308r Kin\u00adder\tund\u2028A\u0308m\u200bter\ufeff"
    result = make.set(make.heading(), make.paragraph(text))
    assert result.diagnostics == ()
    assert "Bevölkerung für Kinder und Ämter" in spoken_text(finish(result, Metadata("Prüfdokument")))
