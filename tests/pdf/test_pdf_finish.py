"""Finished files: standards, embedded fonts, metadata, the same bytes every time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from berichtsgenerator.diagnostics import StandardError
from berichtsgenerator.document.blocks import Contents, Landscape, TitlePage
from berichtsgenerator.document.inline import Footnote, Number, Text
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.document.structure import CellRun, Element
from berichtsgenerator.pdf import check, finish
from berichtsgenerator.pdf.icc import srgb_profile
from berichtsgenerator.pdf.metadata import pdf_date
from berichtsgenerator.pdf.own_checks import check_tree
from berichtsgenerator.pdf.source import text_string
from berichtsgenerator.pdf.verapdf import ValidatorError, missing_packages, validate

FULL = Metadata("Prüfdokument & mehr", "de-DE", "Amt", "Lage", ("Statistik", "Kreis"), date="2026-01-31T12:00:00+01:00")


def everything(make):  # type: ignore[no-untyped-def]
    return make.set(
        make.heading("Eins", ident="a"),
        make.paragraph(
            "Text", Footnote((Text("Fuß"),)), Text("Amt", link="https://example.org/ä"), Number("•", "k", "geheim")
        ),
        make.table(70, 3),
        make.table(4, 40, "t2", "1.2"),
        make.figure(),
        Landscape((make.table(2, 2, "t3", "1.3"),)),
        title_page=TitlePage("Titel", "Untertitel", "Amt", ("Stand",), ((Text("Impressum"),),)),
        front=(Contents(),),
        banner="Musterdaten",
    )


@pytest.mark.skipif(bool(missing_packages()), reason="extra [pruefung] is not installed: veraPDF cannot run")
def test_verapdf_that_fails_is_no_clean_bill(tmp_path: Path) -> None:
    with pytest.raises(ValidatorError, match="ModelParsingException"):
        validate(tmp_path / "fehlt.pdf", ("ua1",))


@pytest.mark.skipif(bool(missing_packages()), reason="extra [pruefung] is not installed: veraPDF cannot run")
def test_verapdf_finds_no_fault_for_ua1_and_2a(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.pdf"
    path.write_bytes(finish(everything(make), FULL))
    assert check(path) == []


@pytest.mark.skipif(bool(missing_packages()), reason="extra [pruefung] is not installed: veraPDF cannot run")
def test_check_names_what_is_broken(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.pdf"
    with pikepdf.open(BytesIO(finish(everything(make), FULL))) as pdf:
        del pdf.Root["/Lang"]
        del pdf.Root["/OutputIntents"]
        pdf.save(path)
    codes = {item.code for item in check(path)}
    assert {"sprache-fehlt", "verapdf-ua1", "verapdf-2a"} <= codes


def test_check_says_when_a_file_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("kein PDF")
    assert [item.code for item in check(path)] == ["pdf-unlesbar"]


def test_the_same_input_gives_the_same_bytes(make) -> None:  # type: ignore[no-untyped-def]
    assert finish(everything(make), FULL) == finish(everything(make), FULL)


def test_every_font_is_embedded_and_none_is_helvetica(make) -> None:  # type: ignore[no-untyped-def]
    data = finish(everything(make), FULL)
    assert b"Helvetica" not in data
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.obj["/Resources"]["/Font"].values()]
        assert fonts
        for font in fonts:
            assert "Helvetica" not in str(font["/BaseFont"])
            assert "/FontFile2" in font["/FontDescriptor"]


def test_metadata_say_the_same_in_both_places(make) -> None:  # type: ignore[no-untyped-def]
    with pikepdf.open(BytesIO(finish(everything(make), FULL))) as pdf:
        assert str(pdf.docinfo["/Title"]) == FULL.title
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260131120000+01'00'"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == FULL.title
            assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert xmp["pdfaid:conformance"] == "A"
        assert str(pdf.Root.Lang) == "de-DE"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == srgb_profile()


def test_the_file_is_sound_for_qpdf(make) -> None:  # type: ignore[no-untyped-def]
    with pikepdf.open(BytesIO(finish(everything(make), FULL))) as pdf:
        problems = pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else pdf.check()
    assert problems == []


def test_structure_costs_at_most_double_the_size_of_a_long_table(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.table(2000, 8))
    assert len(finish(result, FULL)) < 2.2 * len(result.pdf) + 40_000


def test_without_title_or_language_there_is_no_file(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(StandardError) as caught:
        finish(make.set(make.heading(), make.paragraph("x")), Metadata("", ""))
    assert [item.code for item in caught.value.diagnostics] == ["titel-fehlt", "sprache-fehlt"]


def test_own_checks_find_each_fault() -> None:
    root = Element("Document")
    root.add("H2")
    root.add("Figure")
    root.add("Note")
    table = root.add("Table")
    table.add("TR").children += [Element("TH"), CellRun(0, 0, 2)]
    table.add("TR").children += [Element("TH"), CellRun(0, 2, 1)]
    root.add("Table")
    assert [item.code for item in check_tree(root)] == [
        "ueberschrift-ebene",
        "alternativtext-fehlt",
        "fussnote-kennung",
        "tabelle-spalten",
        "tabelle-leer",
    ]


def test_text_strings_and_dates() -> None:
    assert text_string("a(b)\\") == "(a\\(b\\)\\\\)"
    assert text_string("ä") == "<FEFF00E4>"
    assert pdf_date("2026-01-31T12:00:00Z") == "D:20260131120000Z"


def test_the_colour_profile_is_what_its_header_says() -> None:
    data = srgb_profile()
    assert int.from_bytes(data[:4], "big") == len(data)
    assert data[36:40] == b"acsp"
    image_cms = pytest.importorskip("PIL.ImageCms")
    profile = image_cms.ImageCmsProfile(BytesIO(data))
    assert image_cms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
