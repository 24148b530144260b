"""The book: parts, editions, columns, margin notes, index, images, wide tables."""

from __future__ import annotations

import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from boxes import faults, pages
from PIL import Image as Pillow

from berichtsgenerator.diagnostics import Place, TypesettingError
from berichtsgenerator.document.blocks import (
    Cell,
    CellLook,
    Columns,
    Contents,
    Index,
    IndexTerm,
    ListBlock,
    PartTitle,
    Picture,
    Row,
    RowGroup,
    TitlePage,
    WideTable,
)
from berichtsgenerator.document.inline import Footnote, Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.pdf import check, finish
from berichtsgenerator.pdf.own_checks import walk
from berichtsgenerator.pdf.treetext import spoken_text, tree_text
from berichtsgenerator.pdf.verapdf import missing_packages
from berichtsgenerator.typesetting import HouseStyle

TEXT = "Die Quoten der Leistungsberechtigten unterscheiden sich zwischen den Gemeinden des Kreises erheblich. " * 4
TITLE = TitlePage("Bericht", "Untertitel", "Amt")


def image(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (600, 300)) -> bytes:
    target = BytesIO()
    Pillow.new(mode, size, 80).save(target, kind)
    return target.getvalue()


def picture(data: bytes, **options: object) -> Picture:
    values = {"number": "1.1", "title": "Ein Bild", "file": "bilder/a.png", "alt": "Ein graues Feld.", **options}
    return Picture("bild", data=data, **values)  # type: ignore[arg-type]


def book(make):  # type: ignore[no-untyped-def]
    return (
        PartTitle("teil-1", "Teil I", "Die Lage"),
        make.heading("Eins", ident="k1"),
        make.paragraph(TEXT),
        make.heading("Abschnitt", 2, "1.1", "k1-1"),
        make.paragraph(TEXT),
        PartTitle("teil-2", "Teil II", "Die Folgen"),
        make.heading("Zwei", number="2", ident="k2"),
        make.paragraph(TEXT),
        PartTitle("", "", ""),
        make.heading("Anhang", number="A", ident="ka"),
        make.paragraph(TEXT),
    )


def test_parts_hold_their_chapters_in_tree_contents_and_outline(make) -> None:  # type: ignore[no-untyped-def]
    data = make.pdf(*book(make), front=(Contents(),), title_page=TITLE)
    lines = [line for line in tree_text(data).splitlines() if line.strip().startswith(("Part", "H1", "H2", "H3"))]
    assert lines == [
        "    H1: Inhalt",
        "  Part",
        "    H1: Teil I Die Lage",
        "      H2: 1 Eins",
        "        H3: 1.1 Abschnitt",
        "  Part",
        "    H1: Teil II Die Folgen",
        "      H2: 2 Zwei",
        "    H1: A Anhang",
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        top = list(pdf.open_outline().root)
        assert [str(item.title) for item in top] == ["Inhalt", "Teil I: Die Lage", "Teil II: Die Folgen", "A Anhang"]
        assert [str(item.title) for item in top[1].children] == ["1 Eins"]
    spoken = spoken_text(data)
    assert "Teil I Die Lage 1" in spoken and "1 Eins 2" in spoken
    assert faults(data) == []


def test_the_print_edition_opens_chapters_on_odd_folios_and_mirrors_its_margins(make) -> None:  # type: ignore[no-untyped-def]
    style = HouseStyle().for_print()
    long = [make.paragraph(TEXT) for _ in range(16)]
    blocks = (make.heading("Eins", ident="a"), *long, make.heading("Zwei", number="2", ident="b"), make.paragraph(TEXT))
    result = make.set(
        *blocks, style=style, front=(Contents(),), title_page=replace(TITLE, imprint=((Text("Impressum"),),))
    )
    assert result.folios[result.page_of["a"]] == "1"
    assert all(result.page_of[name] % 2 == 0 for name in "ab")
    assert int(result.folios[result.page_of["b"]]) % 2 == 1
    shown = pages(finish(result, Metadata("x")))
    first = result.page_of["a"]
    lefts = [min(word[0] for word in words if 100 < word[1] < 600) for _, _, words in shown[first : first + 2]]
    assert lefts[0] - lefts[1] == pytest.approx(style.left - style.right + style.hang * 0, abs=30.0)
    foot = [[word for word in words if word[4] == "Seite"][-1][0] for _, _, words in shown[first : first + 2]]
    assert foot[0] > 300 > foot[1]


def test_blank_pages_carry_nothing(make) -> None:  # type: ignore[no-untyped-def]
    style = HouseStyle().for_print()
    result = make.set(
        make.heading("Eins", ident="a"),
        make.paragraph("Kurz."),
        make.heading("Zwei", number="2", ident="b"),
        style=style,
    )
    assert result.page_of == {"a": 0, "b": 2}
    assert pages(finish(result, Metadata("x")))[1][2] == []


def test_the_print_edition_has_bleed_and_marks_where_it_is_cut(make) -> None:  # type: ignore[no-untyped-def]
    plain, bled = (
        finish(
            make.set(make.heading(), make.paragraph("Text."), style=style, title_page=TITLE, banner="Musterdaten"),
            Metadata("x"),
        )
        for style in (HouseStyle().for_print(), HouseStyle().for_print(8.5))
    )
    with pikepdf.open(BytesIO(plain)) as one, pikepdf.open(BytesIO(bled)) as other:
        for page, cut in zip(one.pages, other.pages, strict=True):
            assert "/TrimBox" not in page.obj
            assert [float(at) for at in cut.obj["/TrimBox"]] == [float(at) for at in page.obj["/MediaBox"]]
            low, _, right, _ = (float(at) for at in cut.obj["/BleedBox"])
            assert (low, right) == pytest.approx((-8.5, 595.28 + 8.5))
            assert float(cut.obj["/MediaBox"][0]) < low - 10
            edges = [
                [float(at) for at in item.operands]
                for item in pikepdf.parse_content_stream(cut)
                if str(item.operator) == "re"
            ]
            assert min(box[0] for box in edges if box[2] > 500) == pytest.approx(-8.5)  # grounds run over the edge
            marks = [box for box in edges if min(box[2:]) == pytest.approx(0.25)]
            assert len(marks) == 8
            for x, y, width, height in marks:
                assert x + width <= -8.5 or x >= 595.28 + 8.5 or y + height <= -8.5 or y >= 841.89 + 8.5
    assert spoken_text(bled) == spoken_text(plain)


def test_both_editions_break_their_lines_alike(make) -> None:  # type: ignore[no-untyped-def]
    blocks = (make.heading(ident="a"), *[make.paragraph(TEXT) for _ in range(4)])
    screen, paper = (
        [word[4] for word in pages(finish(make.set(*blocks, style=style), Metadata("x")))[0][2]]
        for style in (HouseStyle(), HouseStyle().for_print())
    )
    assert screen == paper


def test_columns_are_balanced_read_in_order_and_parted_over_pages(make) -> None:  # type: ignore[no-untyped-def]
    words = [f"Absatz {n}. " + TEXT for n in range(30)]
    content = (*[make.paragraph(text) for text in words], ListBlock(((make.paragraph("Punkt"),),)))
    data = make.pdf(make.heading(), Columns(content), make.paragraph("Danach."))
    assert faults(data) == []
    spoken = spoken_text(data)
    places = [spoken.index(f"Absatz {n}. ") for n in range(30)]
    assert places == sorted(places) and spoken.index("Punkt") < spoken.index("Danach.")
    shown = pages(data)
    assert len(shown) > 1
    middle = 57 + 92 + (481 - 92) / 2
    for _, _, words_of_page in shown[:-1]:
        text = [word for word in words_of_page if 90 < word[1] < 770 and word[0] > 148]
        left = max(word[3] for word in text if word[0] < middle)
        right = max(word[3] for word in text if word[0] > middle)
        assert abs(left - right) < 30


def test_a_footnote_in_columns_stands_at_the_foot(make) -> None:  # type: ignore[no-untyped-def]
    noted = make.paragraph(TEXT, Footnote((Text("Eine Fußnote."),)))
    data = make.pdf(make.heading(), Columns((noted, *[make.paragraph(TEXT) for _ in range(30)])))
    assert faults(data) == []
    assert "Eine Fußnote." in spoken_text(data)


def test_a_margin_note_stands_beside_its_paragraph_and_is_read_before_it(make) -> None:  # type: ignore[no-untyped-def]
    data = make.pdf(
        make.heading(), replace(make.paragraph(TEXT), margin="Was hier wichtig ist"), make.paragraph("Kurz.")
    )
    lines = spoken_text(data).splitlines()
    assert lines[1] == "Was hier wichtig ist" and lines[2].startswith("Die Quoten")
    assert faults(data) == []
    words = pages(data)[0][2]
    note = next(word for word in words if word[4] == "Was")
    first = next(word for word in words if word[4] == "Quoten")
    assert note[2] < 57 + 92 and abs(note[1] - first[1]) < 6


def test_a_margin_note_longer_than_its_paragraph_keeps_its_room(make) -> None:  # type: ignore[no-untyped-def]
    short = replace(make.paragraph("Kurz."), margin="Eine lange Randnotiz über mehr als zwei Zeilen hinweg")
    assert faults(make.pdf(make.heading(), *[replace(short) for _ in range(60)])) == []


def test_the_index_names_the_pages_of_its_terms(make) -> None:  # type: ignore[no-untyped-def]
    terms = (IndexTerm("Quote", ("Anteil",)), IndexTerm("Ämter"), IndexTerm("Zuzug"), IndexTerm("Umzug"))
    data = make.pdf(
        make.heading("Eins", ident="a"),
        make.paragraph("Die Quoten steigen."),
        make.heading("Zwei", number="2", ident="b"),
        make.paragraph("Quotenregelung ist ein anderes Wort; der Zuzug nicht."),
        make.heading("Drei", number="3", ident="c"),
        make.table(3, title="Anteile und Ämter"),
        make.heading("Vier", number="4", ident="d"),
        make.paragraph("Wieder eine Quote."),
        make.heading("Stichwörter", number="A", ident="i"),
        Index(terms),
    )
    spoken = spoken_text(data).splitlines()
    assert spoken[spoken.index("A Stichwörter") + 1 :] == ["A", "Ämter 3", "Q", "Quote 1, 3, 4", "Z", "Zuzug 2"]
    assert faults(data) == []


def test_a_term_that_never_occurs_is_told(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.paragraph("Text."), Index((IndexTerm("Umzug"),)))
    assert [item.code for item in result.diagnostics] == ["stichwort-fehlt"]


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("JPEG", "RGB"), ("JPEG", "CMYK")]
)
def test_images_are_set_with_their_alternative_text(make, kind: str, mode: str) -> None:  # type: ignore[no-untyped-def]
    data = make.pdf(make.heading(), picture(image(kind, mode)), make.paragraph("Text."))
    assert "Figure Alt='Ein graues Feld.'" in tree_text(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        found = pdf.pages[0].Resources.XObject["/Im0"]
        assert (found.Width, found.Height) == (600, 300)
        if found.Filter == "/FlateDecode":
            channels = 1 if found.ColorSpace == "/DeviceGray" else 3
            assert len(zlib.decompress(found.read_raw_bytes())) == 600 * 300 * channels
        assert ("/SMask" in found) == (mode == "RGBA")


@pytest.mark.parametrize("data", [b"", b"kein Bild", b"%PDF-1.7", image()[:100]])
def test_an_image_that_is_no_image_is_refused_with_place_and_proposal(make, data: bytes) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypesettingError) as caught:
        make.set(make.heading(), picture(data, place=Place("layouts/x.yaml", 112, 5)))
    assert str(caught.value) == (
        "Fehler: layouts/x.yaml:112:5: Das Bild „bilder/a.png“ lässt sich nicht setzen: die Datei ist kein lesbares "
        "Bild (JPEG, PNG, TIFF, GIF, WebP). Vorschlag: die Datei als PNG oder JPEG neu speichern."
    )


def test_an_image_without_alternative_text_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypesettingError, match="Alternativtext"):
        make.set(make.heading(), picture(image(), alt=" "))


def test_the_logo_stands_on_the_title_page(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "logo.png").write_bytes(image(mode="RGBA"))
    style = HouseStyle(logo=tmp_path / "logo.png")
    result = make.set(make.heading(), style=style, title_page=TITLE)
    figure = next(element for element in walk(result.tree) if element.tag == "Figure")
    assert figure.alt == "Logo: Amt" and len(result.images) == 1
    (tmp_path / "logo.png").write_bytes(b"nichts")
    with pytest.raises(TypesettingError, match="unter hausstil"):
        make.set(make.heading(), style=style, title_page=TITLE)


def test_a_wide_table_can_turn_to_a_landscape_page(make) -> None:  # type: ignore[no-untyped-def]
    wide = make.table(20, 22)
    split = make.set(make.heading(), wide, make.paragraph("Danach."))
    assert split.pages == 1
    turned = make.set(make.heading(), replace(wide, when_wide=WideTable.TURN), make.paragraph("Danach."))
    with pikepdf.open(BytesIO(turned.pdf)) as pdf:
        assert [float(page.mediabox[2]) > 600 for page in pdf.pages] == [False, True]
    assert [element.tag for element in walk(turned.tree)].count("Table") == 1


def test_notes_can_stand_below_every_part_of_a_table(make) -> None:  # type: ignore[no-untyped-def]
    table = make.table(150, notes=("Eine Anmerkung.",), source="Amt")
    for each, wanted in ((False, [0, 0, 0, 1]), (True, [1, 1, 1, 1])):
        data = make.pdf(make.heading(), replace(table, notes_each_page=each))
        shown = [sum(word[4] == "Anmerkung." for word in words) for _, _, words in pages(data)]
        assert shown == wanted
        assert spoken_text(data).count("Eine Anmerkung.") == 1
        assert faults(data) == []


def test_sparklines_stand_left_of_their_numbers(make) -> None:  # type: ignore[no-untyped-def]
    lines = ((0.0, 0.5, 1.0), (None, 0.5, None), (1.0, None, 0.0))
    rows = tuple(Row(f"G {n}", (Cell(f"{n},5", look=CellLook(spark=line)), Cell("1"))) for n, line in enumerate(lines))
    result = make.set(make.heading(), make.table(groups=(RowGroup("", rows),)))
    with pikepdf.open(BytesIO(result.pdf)) as pdf:
        strokes = [str(item.operator) for item in pikepdf.parse_content_stream(pdf.pages[0])]
    assert strokes.count("S") == 1 and strokes.count("m") == 4


@pytest.mark.skipif(bool(missing_packages()), reason="extra [pruefung] is not installed: veraPDF cannot run")
def test_verapdf_finds_no_fault_in_a_book(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "logo.png").write_bytes(image(mode="RGBA"))
    style = replace(HouseStyle(logo=tmp_path / "logo.png").for_print(8.5))
    spark = RowGroup("Gruppe", (Row("G", (Cell("1,5", "1,5; 2015: 1,0", look=CellLook(spark=(0.0, 1.0))), Cell("2"))),))
    result = make.set(
        *book(make)[:-3],
        Columns((make.paragraph(TEXT, Footnote((Text("Fuß"),))), make.paragraph(TEXT))),
        replace(make.paragraph(TEXT), margin="Am Rand"),
        make.table(groups=(spark,), notes_each_page=True),
        replace(make.table(20, 22, "t2", "1.2"), when_wide=WideTable.TURN),
        picture(image(mode="RGBA"), source="Amt"),
        PartTitle("", "", ""),
        make.heading("Stichwörter", number="A", ident="i"),
        Index((IndexTerm("Quote"), IndexTerm("Gemeinde"))),
        style=style,
        front=(Contents(),),
        title_page=TITLE,
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(finish(result, Metadata("Buch")))
    assert check(path) == []
