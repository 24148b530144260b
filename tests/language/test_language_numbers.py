from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.language.numbers import (
    MINUS,
    NARROW,
    NumberFormat,
    format_entry,
    format_number,
    rounds_alike,
    spell_count,
    spell_number,
    spoken_number,
)
from berichtsgenerator.language.units import neutral, unit_text, with_unit
from berichtsgenerator.model.marks import SPOKEN, SYMBOL, Missing, Quality
from berichtsgenerator.model.periods import year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import Entry, NumberKey

KEY = NumberKey("quote", "06", year(2024))


def entry(value: float | None, decimals: int = 1, **more: object) -> Entry:
    return Entry(KEY, value, more.pop("missing", None), more.pop("kind", Kind.SHARE), "Prozent", decimals, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (7.06, 1, "7,1"),
        (7.05, 1, "7,1"),  # half up from the decimal form, although the binary value lies below
        (2.675, 2, "2,68"),
        (0.25, 1, "0,3"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (999.95, 1, "1_000,0"),
        (1234, 0, "1_234"),
        (292773, 0, "292_773"),
        (1234567.891, 2, "1_234_567,89"),
        (-0.673635, 6, "−0,673635"),
        (-0.04, 1, "0,0"),
        (0.04, 1, "0,0"),
        (1e22, 0, "10_000_000_000_000_000_000_000"),
        (5e-05, 4, "0,0001"),
        (2.5e-05, 5, "0,00003"),
        (1e-07, 3, "0,000"),
        (100, 1, "100,0"),
        (112 / 2731 * 100, 1, "4,1"),
        (20698 / 292773 * 100, 1, "7,1"),
        (1893 / 8329 * 100, 1, "22,7"),
        (3.485495, 6, "3,485495"),
    ],
)
def test_numbers_are_printed_in_german(value: float, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text.replace("_", "\u202f")


def test_a_plus_is_printed_only_on_request_and_never_on_zero() -> None:
    assert format_number(1.2, 1, sign=True) == "+1,2"
    assert format_number(-1.2, 1, sign=True) == "−1,2"
    assert format_number(0.01, 1, sign=True) == "0,0"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(value, 1)
    with pytest.raises(ValueError, match="not a finite number"):
        format_entry(entry(value))


def test_negative_decimals_are_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        format_number(1.0, -1)


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(0, 6))
def test_numbers_agree_with_babel(value: float, decimals: int) -> None:
    """Babel, given the number rounded half up, writes the same but for its point between thousands and hyphen."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    expected = format_decimal(rounded + 0 if rounded else Decimal(0), pattern, locale="de_DE")
    assert format_number(value, decimals) == expected.replace(".", NARROW).replace("-", MINUS)


def test_printed_equality_is_what_readers_see() -> None:
    assert rounds_alike(7.1, 7.14, 1)
    assert not rounds_alike(7.14, 7.15, 1)


@pytest.mark.parametrize("missing", list(Missing))
def test_a_missing_value_is_its_mark_with_words(missing: Missing) -> None:
    assert format_entry(entry(None, missing=missing)) == (SYMBOL[missing], SPOKEN[missing], "", (missing,))


def test_marks_beside_values() -> None:
    assert format_entry(entry(7.06)) == ("7,1", "", "", ())
    assert format_entry(entry(0.0)) == ("–", "nichts vorhanden", "", (Quality.ZERO,))
    assert format_entry(entry(0.0, kind=Kind.POINTS)) == ("–", "keine Veränderung", "", (Quality.ZERO,))
    assert format_entry(entry(0.0), zero=True).text == "0,0"
    assert format_entry(entry(0.3, 0))[:3] == ("0", SPOKEN[Quality.BELOW_HALF], "")
    assert format_entry(entry(7.06, quality=(Quality.PROVISIONAL,))) == (
        "7,1",
        "7,1, vorläufig",
        "p",
        (Quality.PROVISIONAL,),
    )
    assert format_entry(entry(-1234.5, quality=(Quality.CORRECTED,))).spoken == "minus 1234,5, berichtigt"
    assert format_entry(entry(7.06, quality=(Quality.LIMITED,)))[:2] == ("(7,1)", "7,1, Aussagewert eingeschränkt")
    assert format_entry(entry(1.2), sign=True).text == "+1,2"


def test_a_project_may_have_its_own_symbols_and_legend() -> None:
    printer = NumberFormat({Missing.SECRET: "*", Quality.ZERO: "-"})
    assert printer.entry(entry(None, missing=Missing.SECRET)).text == "*"
    assert printer.entry(entry(0.0)).text == "-"
    assert printer.legend({Quality.ZERO, Missing.SECRET}) == (
        ("*", "geheim gehalten"),
        ("-", "nichts vorhanden"),
    )


def test_numbers_for_reading_aloud_have_no_blanks() -> None:
    assert spoken_number(-20698, 0) == "minus 20698"
    assert spoken_number(1234.5, 1) == "1234,5"


def test_small_numbers_are_words() -> None:
    assert [spell_number(value) for value in (0, 1, 7, 12, 13, 1234)] == [
        "null",
        "eins",
        "sieben",
        "zwölf",
        "13",
        "1\u202f234",
    ]
    assert spell_count(0, "Gemeinde", "Gemeinden") == "keine Gemeinden"
    assert spell_count(1, "Gemeinde", "Gemeinden", case="dativ") == "einer Gemeinde"
    assert spell_count(1, "Balken", "Balken", gender="m", case="akkusativ") == "einen Balken"
    assert spell_count(3, "Gemeinde", "Gemeinden") == "drei Gemeinden"
    assert spell_count(23, "Gemeinde", "Gemeinden") == "23\u00a0Gemeinden"


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("7,1", "Prozent", "7,1~%"),
        ("7,1", "%", "7,1~%"),
        ("1,2", "Prozentpunkte", "1,2~Prozentpunkte"),
        ("1", "Prozentpunkte", "1~Prozentpunkt"),
        ("512", "Personen", "512~Personen"),
        ("1", "Personen", "1~Person"),
        ("12", "Anzahl", "12"),
        ("98,2", "Index", "98,2"),
        ("98,2", "Männer = 100", "98,2"),
        ("1_234", "EUR", "1_234~Euro"),
        ("8,21", "EUR je m2", "8,21~Euro je m²"),
        ("12,3", "je 1 000", "12,3~je~1_000"),
        ("12,3", "je 1000 Einwohner", "12,3~je~1_000 Einwohnerinnen und Einwohner"),
        ("31,9", "je 100 der 20- bis 64-Jährigen", "31,9~je~100 der 20- bis 64-Jährigen"),
        ("658,6", "Quadratkilometer", "658,6~km²"),
    ],
)
def test_units_follow_their_number_without_a_break(number: str, unit: str, text: str) -> None:
    expected = text.replace("~", "\u00a0").replace("_", "\u202f")
    assert with_unit(number.replace("_", "\u202f"), unit) == expected


def test_names_of_persons_are_neutral() -> None:
    assert neutral("je 1 000 Einwohner und Schüler") == (
        "je 1 000 Einwohnerinnen und Einwohner und Schülerinnen und Schüler"
    )
    assert neutral("Einwohnerinnen und Einwohner") == "Einwohnerinnen und Einwohner"
    assert neutral("Ausländeranteil") == "Ausländeranteil"
    assert unit_text("je 10.000 Einwohner") == "je\u00a010\u202f000 Einwohnerinnen und Einwohner"
