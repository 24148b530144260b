"""Clauses of ISO 14289-1 read off a finished file of every kind of block, without a validator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from berichtsgenerator.document.blocks import (
    Cell,
    CellLook,
    Columns,
    Contents,
    Index,
    IndexTerm,
    KeyFigure,
    KeyFigures,
    Landscape,
    ListBlock,
    ListOfFigures,
    ListOfTables,
    Note,
    ParagraphStyle,
    PartTitle,
    Row,
    RowGroup,
    TitlePage,
)
from berichtsgenerator.document.inline import Footnote, Number, Reference, Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.pdf import finish
from set_documents import Maker

STANDARD = frozenset(
    {
        *("Document", "Part", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "P", "H1", "H2", "H3", "H4", "H5"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "Span", "Note", "Reference", "Link"),
        "Figure",
    }
)
METADATA = Metadata("Prüfdokument", "de-DE", "Amt", date="2026-01-31T12:00:00+01:00")
LONG = "Die Leistungsberechtigten in den Gemeinden des Kreises. " * 12


@pytest.fixture(scope="module")
def data() -> bytes:
    make = Maker()
    marked, lined = Cell("1,5", look=CellLook(mark="p")), Cell("2,5", look=CellLook(spark=(0.0, 1.0)))
    groups = (
        RowGroup(
            "Gemeinden",
            tuple(Row(f"G {n}", (marked, Cell("•", "geheim"))) for n in range(70)),
        ),
        RowGroup(
            "Zum Vergleich",
            (Row("Kreis", (lined, Cell("3", look=CellLook(bar=0.5)))),),
        ),
    )
    return finish(
        make.set(
            PartTitle("teil", "Teil I", "Lage"),
            make.heading("Eins", ident="a"),
            make.paragraph(
                LONG,
                Footnote((Text("Fuß."),)),
                Number("•", "k", "geheim gehalten"),
                Reference("t1", "Tabelle 1.1", "beides"),
                Text("Amt", link="https://example.org/"),
                Text("monitoring", language="en"),
            ),
            replace(make.paragraph("Zitat."), style=ParagraphStyle.QUOTE),
            replace(make.paragraph(LONG), margin="Am Rand"),
            ListBlock(((make.paragraph("Eins"), ListBlock(((make.paragraph("Zwei"),),), ordered=True)),)),
            Note("Hinweis", (make.paragraph(LONG),)),
            KeyFigures((KeyFigure("Quote", Cell("7,1"), "%"),)),
            Columns((make.paragraph(LONG), make.paragraph(LONG))),
            make.table(groups=groups, notes_each_page=True, notes=("Anmerkung.",), source="Amt"),
            make.figure(),
            Landscape((make.table(3, 30, "t2", "1.2"),)),
            PartTitle("", "", ""),
            make.heading("Stichwörter", number="A", ident="i"),
            Index((IndexTerm("Gemeinde"),)),
            title_page=TitlePage("Titel", "", "Amt", (), ((Text("Impressum"),),)),
            front=(Contents(), ListOfTables(), ListOfFigures()),
            banner="Musterdaten",
        ),
        METADATA,
    )


@pytest.fixture(scope="module")
def pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(data)) as opened:
        yield opened


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    items = list(kids) if isinstance(kids, Array) else [kids]
    return [item for item in items if isinstance(item, Dictionary) and "/S" in item]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        item = stack.pop()
        yield item
        stack += reversed(children(item))


def test_every_painting_operator_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    painting = {"Tj", "TJ", "f", "S", "Do", "B", "f*", "sh"}
    for page in pdf.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            if name == "BDC":
                depth += 1
                assert depth == 1, "marked content never nests"
            elif name == "EMC":
                depth -= 1
            elif name in painting:
                assert depth == 1
        assert depth == 0


def test_every_mcid_belongs_to_one_element_and_back(pdf: pikepdf.Pdf) -> None:
    parents = {
        int(number): value
        for kid in pdf.Root.StructTreeRoot.ParentTree.Kids
        for number, value in zip(kid.Nums[::2], kid.Nums[1::2], strict=True)
    }
    for page in pdf.pages:
        numbers = [
            int(item.operands[1]["/MCID"])
            for item in pikepdf.parse_content_stream(page)
            if str(item.operator) == "BDC" and "/MCID" in item.operands[1]
        ]
        assert numbers == sorted(set(numbers)) or len(numbers) == len(set(numbers))
        listed = parents[int(page.obj.StructParents)]
        for number in numbers:
            element = listed[number]
            kids = element.K if isinstance(element.K, Array) else [element.K]
            assert any(
                kid == number if isinstance(kid, int) else kid.get("/MCID") == number for kid in kids if kid is not None
            )


def test_only_standard_types_so_that_no_role_map_is_needed(pdf: pikepdf.Pdf) -> None:
    assert {str(item["/S"])[1:] for item in elements(pdf)} <= STANDARD
    assert "/RoleMap" not in pdf.Root.StructTreeRoot


def test_tab_order_follows_structure_on_every_page(pdf: pikepdf.Pdf) -> None:
    assert all(page.obj.Tabs == Name("/S") for page in pdf.pages)


def test_links_have_a_description_and_belong_to_their_element(pdf: pikepdf.Pdf) -> None:
    referred = {
        kid["/Obj"].objgen
        for item in elements(pdf)
        if item["/S"] == Name("/Link")
        for kid in (item.K if isinstance(item.K, Array) else [item.K])
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name("/OBJR")
    }
    found = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
    assert len(found) > 10
    for link in found:
        assert link.Subtype == Name("/Link") and str(link.Contents).strip()
        assert "/StructParent" in link and link.objgen in referred
        assert int(link.F) & 4 and not int(link.F) & 2


def test_notes_have_ids_of_their_own_and_lead_back(pdf: pikepdf.Pdf) -> None:
    notes = [item for item in elements(pdf) if item["/S"] == Name("/Note")]
    names = [str(item.ID) for item in notes]
    assert names and len(names) == len(set(names))
    for item in notes:
        label = children(item)[0]
        assert label["/S"] == Name("/Lbl") and children(label)[0]["/S"] == Name("/Link")


def test_row_heads_below_a_group_name_it_as_their_header(pdf: pikepdf.Pdf) -> None:
    heads = [item for item in elements(pdf) if item["/S"] == Name("/TH")]
    ids = {str(item.ID) for item in heads if "/ID" in item}
    scopes = set()
    for item in heads:
        attributes = item.A
        scopes.add(str(attributes.Scope))
        for name in attributes.get("/Headers", []):
            assert str(name) in ids
    assert scopes == {"/Row", "/Column"}
    assert sum("/Headers" in item.A for item in heads) == 71


def test_lists_say_how_they_are_numbered_and_hold_items_only(pdf: pikepdf.Pdf) -> None:
    for item in elements(pdf):
        if item["/S"] == Name("/L"):
            assert {str(child["/S"]) for child in children(item)} <= {"/LI", "/L", "/Caption"}
        if item["/S"] == Name("/LI"):
            assert {str(child["/S"]) for child in children(item)} <= {"/Lbl", "/LBody"}
        if item["/S"] == Name("/TOC"):
            assert {str(child["/S"]) for child in children(item)} <= {"/TOCI", "/TOC", "/Caption"}
    numbered = [str(item.A.ListNumbering) for item in elements(pdf) if item["/S"] == Name("/L") and "/A" in item]
    assert {"/Disc", "/Decimal"} <= set(numbered)


def test_running_heads_and_folios_are_artifacts_of_their_kind(pdf: pikepdf.Pdf) -> None:
    kinds = {
        str(item.operands[1].get("/Subtype", ""))
        for page in pdf.pages
        for item in pikepdf.parse_content_stream(page)
        if str(item.operator) == "BDC" and item.operands[0] == Name("/Artifact")
    }
    assert {"/Header", "/Footer"} <= kinds


def test_nothing_is_in_the_file_that_no_reader_is_told_of(data: bytes, pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    for name in ("/OCProperties", "/AcroForm", "/Threads", "/OpenAction", "/AA", "/Names", "/Perms", "/Collection"):
        assert name not in root
    assert "/Encrypt" not in pdf.trailer
    for page in pdf.pages:
        for name in ("/AA", "/B", "/Thumb", "/PresSteps", "/Trans"):
            assert name not in page.obj
    assert b"/JavaScript" not in data


def test_headings_begin_with_the_first_level_and_skip_none(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(item["/S"])[2:]) for item in elements(pdf) if re.fullmatch(r"/H\d", str(item["/S"]))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_fonts_are_embedded_and_every_code_shown_has_a_character(pdf: pikepdf.Pdf) -> None:
    tables = {}
    for name, font in pdf.pages[0].Resources.Font.items():
        assert "/FontFile2" in font.FontDescriptor
        pairs = re.findall(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>", font.ToUnicode.read_bytes())
        tables[name] = {int(code, 16): int(target, 16) for code, target in pairs}
    shown = 0
    for page in pdf.pages:
        table: dict[int, int] = {}
        for item in pikepdf.parse_content_stream(page):
            operator = str(item.operator)
            if operator == "Tf":
                table = tables[str(item.operands[0])]
            elif operator in ("Tj", "TJ"):
                parts = item.operands[0] if operator == "TJ" else item.operands
                for code in b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String)):
                    assert table[code] not in (0, 0xFEFF, 0xFFFE)
                    shown += 1
    assert shown > 3000


def test_figures_stand_in_a_box_with_their_alternative_text(pdf: pikepdf.Pdf) -> None:
    figures = [item for item in elements(pdf) if item["/S"] == Name("/Figure")]
    assert figures
    for item in figures:
        assert str(item.Alt).strip() and len(item.A.BBox) == 4


def test_title_and_language_are_where_a_reader_looks(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.ViewerPreferences.DisplayDocTitle and str(pdf.Root.Lang) == "de-DE"
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet and "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert pdf.Root.MarkInfo.Marked and "/Suspects" not in pdf.Root.MarkInfo
    assert [str(item["/Lang"]) for item in elements(pdf) if "/Lang" in item] == ["en"]
