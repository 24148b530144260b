"""Typefaces: widths, kerning, figures that stand in columns, characters that are missing."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfdoc import PDFDocument

from berichtsgenerator.diagnostics import ConfigurationError, Place
from berichtsgenerator.fonts import font_path
from berichtsgenerator.typesetting.text.faces import Faces
from berichtsgenerator.typesetting.text.style import DEFAULT_FONTS, HouseStyle, contrast, parse_colour


@pytest.fixture
def faces() -> Faces:
    return Faces({role: font_path(name) for role, name in DEFAULT_FONTS.items()}, PDFDocument(invariant=1))


def test_pairs_are_kerned(faces: Faces) -> None:
    face = faces["serif"]
    assert face.word("AV")[1] < face.word("A")[1] + face.word("V")[1]
    assert ")" in face.word("AV")[0]


def test_all_digits_are_equally_wide_in_every_face(faces: Faces) -> None:
    for role in DEFAULT_FONTS:
        widths = {faces[role].word(digit)[1] for digit in "0123456789"}
        assert len(widths) == 1, role


def test_every_face_has_the_signs_of_official_tables(faces: Faces) -> None:
    for role in DEFAULT_FONTS:
        assert faces[role].supports("\u202f\u00a0\u2212\u2011•–…„“äöüÄÖÜß\u00ad"), role
    assert faces["sans"].supports("□")


def test_numbers_reach_left_and_right_of_the_comma_without_kerning(faces: Faces) -> None:
    face = faces["sans"]
    digit = face.word("1")[1]
    found = face.figures("111,1")
    assert found is not None
    left, width = found
    assert face.show_figures("111,1") == "(111,1)Tj"
    assert left == pytest.approx(3 * digit)
    assert width == pytest.approx(4 * digit + face.word(",")[1])


def test_numbers_of_one_shape_have_the_same_measures(faces: Faces) -> None:
    face = faces["sans"]
    assert face.figures("12\u202f345,6") == face.figures("98\u202f760,1") != face.figures("1\u202f345,6")


def test_figures_refuses_words(faces: Faces) -> None:
    assert faces["sans"].figures("12 Personen") is None


def test_a_character_of_another_face_is_borrowed(faces: Faces) -> None:
    pieces = faces["serif"].split("a□b")
    assert [(face.role, text) for face, text in pieces] == [("serif", "a"), ("sans", "□"), ("serif", "b")]
    assert faces.missing.diagnostics() == ()


def test_a_missing_character_is_named_with_font_and_place_once(faces: Faces) -> None:
    faces.missing.place = Place("layouts/x.yaml", 12)
    for _ in range(2):
        faces["serif"].split("\u4e00")
    (found,) = faces.missing.diagnostics()
    assert found.code == "zeichen-fehlt"
    assert "U+4E00" in found.message and "SourceSerif4-Regular" in found.message
    assert str(found.place) == "layouts/x.yaml:12"


def test_an_unknown_font_file_is_an_error_with_advice() -> None:
    with pytest.raises(ConfigurationError, match="Schriftdatei"):
        font_path("GibtEsNicht.ttf")


def test_all_text_colours_of_the_house_have_contrast() -> None:
    style = HouseStyle()
    for ground in ((1.0, 1.0, 1.0), style.wash):
        for colour in (style.accent, style.ink, style.grey, style.warning):
            assert contrast(colour, ground) >= 4.5


def test_every_wrong_colour_of_a_project_is_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        HouseStyle.from_project({"akzent": "#ffff00", "text": "rot", "rosa": "#ff00ff"}, {"schreibschrift": "x.ttf"})
    assert [item.code for item in caught.value.diagnostics] == [
        "hausstil-farbe",
        "hausstil-farbe",
        "hausstil-schrift",
        "hausstil-kontrast",
    ]


def test_colours_are_read_from_hexadecimal() -> None:
    assert parse_colour("#ff0000") == (1.0, 0.0, 0.0)
