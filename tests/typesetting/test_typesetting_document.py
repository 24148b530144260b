"""Whole documents: flow, references, notes, page numbers, running text read whole."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from shutil import which

import pikepdf
import pytest
from boxes import faults, pages

from berichtsgenerator.diagnostics import Place, TypesettingError
from berichtsgenerator.document.blocks import (
    Cell,
    Contents,
    KeyFigure,
    KeyFigures,
    Landscape,
    ListBlock,
    ListOfFigures,
    ListOfTables,
    Note,
    PageBreak,
    ParagraphStyle,
    TitlePage,
)
from berichtsgenerator.document.inline import Footnote, Number, Reference, Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.document.structure import MarkedContent
from berichtsgenerator.pdf import finish
from berichtsgenerator.pdf.own_checks import walk
from berichtsgenerator.pdf.treetext import spoken_text, tree_text
from berichtsgenerator.typesetting import HouseStyle, typeset
from berichtsgenerator.typesetting.pages.pagestate import roman

LONG = "Die sozialversicherungspflichtig Beschäftigten und die Leistungsberechtigten in den Bedarfsgemeinschaften. " * 6


def pages_of(tree, tag: str) -> list[list[int]]:  # type: ignore[no-untyped-def]
    return [
        [child.page for child in element.children if isinstance(child, MarkedContent)]
        for element in walk(tree)
        if element.tag == tag
    ]


def test_words_parted_at_line_ends_are_read_whole(make) -> None:  # type: ignore[no-untyped-def]
    spoken = spoken_text(make.pdf(make.heading("K"), make.paragraph(LONG)))
    assert LONG.strip() in spoken
    assert "\u00ad" not in spoken


def test_line_end_hyphens_are_soft_hyphens_in_the_file(make) -> None:  # type: ignore[no-untyped-def]
    if which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed")
    data = make.pdf(make.heading("K"), make.paragraph(LONG))
    text = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert "\u00ad\n" in text
    assert "sozialversicherungspflichtig Beschäftigten und" in text.replace("\u00ad\n", "").replace("\n", " ")


def test_small_spaces_stay_in_the_text(make) -> None:  # type: ignore[no-untyped-def]
    spoken = spoken_text(make.pdf(make.heading("K"), make.paragraph("Es sind 12\u202f345 Personen, 7,1\u00a0%.")))
    assert "12\u202f345" in spoken and "7,1\u00a0%" in spoken


def test_the_tag_tree_of_running_text(make) -> None:  # type: ignore[no-untyped-def]
    data = make.pdf(
        make.heading("Lage", ident="lage"),
        make.paragraph(
            "Der Wert ",
            Number("•", "k", spoken="geheim gehalten"),
            Footnote((Text("Zu klein."),)),
            " steht in ",
            Reference("t1", "Tabelle\u00a01.1", "beides"),
            ", siehe ",
            Text("Amt", link="https://example.org/a"),
            " und ",
            Text("monitoring", language="en", italic=True),
            ".",
        ),
        ListBlock(((make.paragraph("Eins"),), (make.paragraph("Zwei"), ListBlock(((make.paragraph("Drei"),),), True)))),
        replace(make.paragraph("Zitat"), style=ParagraphStyle.QUOTE),
        Note("Lesehilfe", (make.paragraph("Text"),)),
        KeyFigures((KeyFigure("Quote", Cell("7,1"), "%", ((Text("Hessen 9,3"),),)),)),
        make.figure(),
        make.table(1, 1),
    )
    lines = tree_text(data).splitlines()
    assert lines[1:53] == [
        "  Sect",
        "    H1: 1 Lage",
        "    P",
        "      „Der Wert“",
        "      Span ActualText='geheim gehalten': •",
        "      Reference",
        "        Link: 1",
        "      „steht in“",
        "      Reference",
        "        Link: Tabelle\u00a01.1 auf Seite\u00a01",
        "      „, siehe“",
        "      Link: Amt",
        "      „und“",
        "      Span [Lang=en]: monitoring",
        "      „.“",
        "    Note [ID=fn1]",
        "      Lbl",
        "        Link: 1",
        "      P: Zu klein.",
        "    L [ListNumbering=Disc]",
        "      LI",
        "        Lbl: •",
        "        LBody",
        "          P: Eins",
        "      LI",
        "        Lbl: •",
        "        LBody",
        "          P: Zwei",
        "          L [ListNumbering=Decimal]",
        "            LI",
        "              Lbl: 1.",
        "              LBody",
        "                P: Drei",
        "    BlockQuote",
        "      P: Zitat",
        "    Div",
        "      P: Lesehilfe",
        "      P: Text",
        "    L",
        "      LI",
        "        LBody",
        "          P: Quote",
        "          P: 7,1\u00a0%",
        "          P: Hessen 9,3",
        "    Figure Alt='Balkendiagramm mit zwei Balken.'",
        "      Caption: Abbildung 1.1 Titel der Abbildung",
        "      „Balken“",
        "    Table",
        "      Caption: Tabelle 1.1 Titel der Tabelle",
        "      THead",
        "        TR",
        "          TH [Scope=Column]: Gebiet",
    ]


def test_contents_and_lists_lead_to_the_printed_pages(make) -> None:  # type: ignore[no-untyped-def]
    data = make.pdf(
        make.heading("Eins", number="1", ident="a"),
        make.heading("Abschnitt", 2, "1.1", "b"),
        make.paragraph("Text."),
        make.heading("Zwei", number="2", ident="c"),
        make.table(),
        make.figure(),
        title_page=TitlePage("Bericht", "", "Amt"),
        front=(Contents(), ListOfTables(), ListOfFigures()),
    )
    lines = [line.strip() for line in tree_text(data).splitlines()]
    assert "Link: 1 Eins 1" in lines
    assert "Link: 1.1 Abschnitt 1" in lines
    assert "Link: 2 Zwei 2" in lines
    assert "Link: 1.1 Titel der Tabelle 2" in lines
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.PageLabels.Nums[1].S == "/r"
        assert int(pdf.Root.PageLabels.Nums[2]) == 4
        assert pdf.Root.PageLabels.Nums[3].S == "/D"
        titles = [str(item.title) for item in pdf.open_outline().root]
        assert titles == ["Inhalt", "Tabellenverzeichnis", "Abbildungsverzeichnis", "1 Eins", "2 Zwei"]


def test_a_heading_never_stands_alone_at_the_foot(make) -> None:  # type: ignore[no-untyped-def]
    for height in range(300, 420, 3):
        blocks = [*(make.paragraph("Eine Zeile.") for _ in range(16)), make.figure(height=height / 2)]
        tree = make.set(make.heading(), *blocks, make.heading("Abschnitt", 2, "1.1"), make.paragraph(LONG)).tree
        heading = pages_of(tree, "H2")[0]
        text = pages_of(tree, "P")[-1]
        assert heading[-1] == text[0]


def test_no_widow_and_no_orphan_lines(make) -> None:  # type: ignore[no-untyped-def]
    for count in range(26, 44):
        result = make.set(make.heading(), *[make.paragraph("Eine Zeile.") for _ in range(count)], make.paragraph(LONG))
        with pikepdf.open(BytesIO(result.pdf)) as pdf:
            lines = [0] * len(pdf.pages)
            last = [element for element in walk(result.tree) if element.tag == "P"][-1]
            for content in last.children:
                assert isinstance(content, MarkedContent)
                inside = False
                for item in pikepdf.parse_content_stream(pdf.pages[content.page]):
                    if str(item.operator) == "BDC" and "/MCID" in item.operands[1]:
                        inside = int(item.operands[1]["/MCID"]) == content.mcid
                    elif str(item.operator) == "EMC":
                        inside = False
                    elif inside and str(item.operator) in ("Tj", "TJ"):
                        lines[content.page] += 1
        used = [number for number in lines if number]
        assert len(used) == 1 or min(used) >= 2, (count, lines)


def test_text_fills_the_page_before_a_figure_that_does_not_fit(make) -> None:  # type: ignore[no-untyped-def]
    blocks = [make.paragraph(LONG) for _ in range(4)]
    result = make.set(make.heading(), *blocks, make.figure(height=150.0), make.paragraph(LONG), make.paragraph(LONG))
    figure = pages_of(result.tree, "Figure")[0]
    after = pages_of(result.tree, "P")[-2]
    assert figure[0] == 1
    assert after[0] == 0


def test_a_landscape_section_turns_its_pages_only(make) -> None:  # type: ignore[no-untyped-def]
    data = make.pdf(make.heading(), make.paragraph("A"), Landscape((make.table(5, 12),)), make.heading("B", level=2))
    with pikepdf.open(BytesIO(data)) as pdf:
        wide = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert wide == [False, True, False]


def test_text_fills_the_page_before_landscape_pages_of_its_section(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.paragraph("A"), Landscape((make.table(5, 12),)), make.paragraph("B"))
    assert result.pages == 2
    assert pages_of(result.tree, "TH")[0] == [1]
    assert pages_of(result.tree, "P")[-1] == [0]


def test_tables_stay_in_order_and_figures_may_pass_them(make) -> None:  # type: ignore[no-untyped-def]
    long = make.table(30, 3)
    blocks = [make.paragraph(LONG) for _ in range(4)]
    figure = make.figure(height=40.0)
    result = make.set(make.heading(), *blocks, replace(long, id="eins"), figure, replace(long, id="zwei"))
    assert result.page_of["eins"] <= result.page_of["zwei"]
    assert pages_of(result.tree, "Figure") == [[0]]


def test_a_table_that_nearly_fits_a_page_is_closed_up(make) -> None:  # type: ignore[no-untyped-def]
    for rows in range(40, 60):
        result = make.set(make.heading(), make.table(rows, 3), make.heading("B", level=2))
        assert len({page[0] for page in pages_of(result.tree, "TH") if page}) == 1, rows


def test_tables_on_a_page_close_up_to_make_room_for_the_next(make) -> None:  # type: ignore[no-untyped-def]
    tables = [make.table(28, ident="a"), make.table(28, ident="b", number="1.2")]
    result = make.set(*tables)
    assert result.pages == 1
    assert spoken_text(finish(result, Metadata("Prüfdokument"))).count("Zeile 27") == 2
    assert faults(finish(result, Metadata("Prüfdokument"))) == []
    assert make.set(*tables, make.table(12, ident="c", number="1.3")).pages == 2  # three are too many for one page


def test_a_section_does_not_end_in_a_page_with_little_on_it(make) -> None:  # type: ignore[no-untyped-def]
    tables = [make.table(rows, ident=f"t{at}", number=f"1.{at}") for at, rows in enumerate((24, 24, 24, 24, 5))]
    result = make.set(make.heading(), *tables, make.heading("Zwei", number="2"), make.paragraph("Text."))
    assert result.page_of["h-2-Zwei"] == 2  # closed up a little; else the small table would stand on a third page


def test_text_below_headings_of_one_level_stands_at_one_distance(make) -> None:  # type: ignore[no-untyped-def]
    blocks = [make.heading()]
    for at in range(5):
        blocks += [make.heading(f"Abschnitt{at}", 2, f"1.{at}"), make.paragraph("Anfang. " + "Wort " * 17 * at)]
        blocks += [make.paragraph("Kleines.")] * (at % 2)
    words = pages(make.pdf(*blocks))[0][2]
    heads = [word for word in words if word[4].startswith("Abschnitt")]
    begins = [word for word in words if word[4] == "Anfang."]
    distances = {round(text[1] - head[3], 1) for head, text in zip(heads, begins, strict=True)}
    assert len(distances) == 1


def test_no_line_of_justified_text_runs_over_the_margin(make) -> None:  # type: ignore[no-untyped-def]
    style = HouseStyle()
    text = "Im Land lag die Quote um wenige Punkte niedriger als im Bund. " * 3
    blocks = [make.paragraph(f"{text}Sie stie{'i' * length}g.") for length in range(40, 160)]
    right = max(word[2] for _, _, words in pages(make.pdf(make.heading(), *blocks)) for word in words)
    assert right < style.page_width - style.right + 0.6


def test_chapters_open_on_right_hand_pages_if_wanted(make) -> None:  # type: ignore[no-untyped-def]
    style = HouseStyle(chapters_right=True)
    result = make.set(make.heading("A", ident="a"), make.paragraph("x"), make.heading("B", ident="b"), style=style)
    assert (result.page_of["a"], result.page_of["b"]) == (0, 2)


def test_a_page_break_can_ask_for_a_right_hand_page(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.paragraph("x"), PageBreak(right=True), make.paragraph("y"))
    assert result.pages == 3


def test_a_reference_to_nothing_is_an_error_with_its_place(make) -> None:  # type: ignore[no-untyped-def]
    wrong = replace(make.paragraph(Reference("fehlt", "Tabelle 9")), place=Place("layouts/a.yaml", 3))
    with pytest.raises(TypesettingError, match=r"layouts/a.yaml:3: Der Verweis auf „fehlt“"):
        make.set(make.heading(), wrong)


def test_a_figure_without_alternative_text_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypesettingError, match="Alternativtext"):
        make.set(make.heading(), make.figure(alt=" "))


def test_a_skipped_heading_level_is_closed_and_told(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.heading("Tief", 3, "1.1.1"), make.paragraph("x"))
    assert [item.code for item in result.diagnostics] == ["ueberschrift-ebene"]
    assert pages_of(result.tree, "H2") and not pages_of(result.tree, "H3")


def test_a_word_wider_than_its_line_is_parted_and_stays_inside(make) -> None:  # type: ignore[no-untyped-def]
    word = "X" * 200
    assert word in spoken_text(make.pdf(make.heading(), make.paragraph(word))).replace(" ", "")


def test_the_banner_stands_on_every_page_and_is_read_once(make) -> None:  # type: ignore[no-untyped-def]
    blocks = [make.heading(), *[make.paragraph(LONG) for _ in range(12)]]
    data = make.pdf(*blocks, banner="Musterdaten")
    assert spoken_text(data).count("Musterdaten") == 1
    if which("pdftotext"):
        text = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
        assert text.count("Musterdaten") == text.count("\f") > 1


def test_an_empty_document_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypesettingError, match="keinen Inhalt"):
        make.set()


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]


def test_no_line_begins_with_two_letters_of_a_parted_word(make, drawings) -> None:  # type: ignore[no-untyped-def]
    document = make.document(make.heading(), *[make.paragraph("Mindestsicherungsquote " * n) for n in range(3, 20)])
    result = typeset(document, style=HouseStyle(), drawings=drawings, hyphenate=lambda word: (len(word) - 2,))
    spoken = spoken_text(finish(result, Metadata("x")))
    assert "Mindestsicherungsquote" in spoken
    with pikepdf.open(BytesIO(result.pdf)) as pdf:
        operators = [item for page in pdf.pages for item in pikepdf.parse_content_stream(page)]
    shown = b" ".join(bytes(item.operands[0]) for item in operators if str(item.operator) == "Tj")
    assert b" te" not in shown
