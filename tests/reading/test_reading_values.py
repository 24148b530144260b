"""Cells: German numbers and the marks of the statistical offices."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.reading.words.values import parse_cell, parse_text, uses_point


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9.208", 9208.0),
        ("1.234.567", 1234567.0),
        ("1 234", 1234.0),
        ("1\u202f234,5", 1234.5),
        ("1\u00a0234", 1234.0),
        ("0,5", 0.5),
        (",5", 0.5),
        ("-56", -56.0),
        ("−2,4", -2.4),
        ("–3", -3.0),
        ("12.5", 12.5),
        ("2.124,30", 2124.3),
        ("1,234.5", 1234.5),
        ("+7", 7.0),
    ],
)
def test_german_numbers(text: str, value: float) -> None:
    parsed = parse_text(text)
    assert parsed is not None
    assert (parsed.value, parsed.missing, parsed.mark) == (value, None, "")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (".", Missing.UNKNOWN),
        ("•", Missing.UNKNOWN),
        ("x", Missing.NOT_APPLICABLE),
        ("X", Missing.NOT_APPLICABLE),
        ("/", Missing.UNRELIABLE),
        ("...", Missing.LATER),
        ("…", Missing.LATER),
        ("*", Missing.SECRET),
        ("k. A.", Missing.UNKNOWN),
    ],
)
def test_marks_say_why_there_is_no_value(text: str, missing: Missing) -> None:
    parsed = parse_text(text)
    assert parsed is not None
    assert (parsed.value, parsed.missing, parsed.mark) == (None, missing, text)


@pytest.mark.parametrize("text", ["-", "–", "—"])
def test_a_dash_is_exactly_zero(text: str) -> None:
    parsed = parse_text(text)
    assert parsed is not None
    assert (parsed.value, parsed.quality, parsed.mark) == (0.0, (Quality.ZERO,), text)


@pytest.mark.parametrize(
    ("text", "value", "mark", "quality"),
    [
        ("123r", 123.0, "r", Quality.CORRECTED),
        ("4,5p", 4.5, "p", Quality.PROVISIONAL),
        ("12 s", 12.0, "s", Quality.ESTIMATED),
        ("(56)", 56.0, "( )", Quality.LIMITED),
        ("r 7", 7.0, "r", Quality.CORRECTED),
    ],
)
def test_marks_beside_a_value(text: str, value: float, mark: str, quality: Quality) -> None:
    parsed = parse_text(text)
    assert parsed is not None
    assert (parsed.value, parsed.mark, parsed.quality) == (value, mark, (quality,))


@pytest.mark.parametrize(
    "text", ["", "  ", "Dieburg", "NaN", "inf", "1-2", "31.12.2015", "a1", "1..2", "=1+1", "#DIV/0!", "1.2.3"]
)
def test_what_is_neither_number_nor_mark_stays_text(text: str) -> None:
    assert parse_text(text) is None


def test_new_letters_count_only_where_values_are_expected() -> None:
    assert parse_text("g") is None
    parsed = parse_text("g", False, True)
    assert parsed is not None
    assert parsed.missing is Missing.SECRET


def test_sentinel_is_a_missing_value_and_not_a_number() -> None:
    parsed = parse_cell(-9999.0)
    assert parsed is not None
    assert (parsed.value, parsed.mark) == (None, "-9999")
    for text, value in (("-9999", None), ("-99999,0", None), ("-99.999", -99999.0), ("-9 999", -9999.0)):
        read = parse_text(text)
        assert read is not None
        assert read.value == value


def test_files_with_decimal_points_are_known_by_their_digits() -> None:
    assert uses_point(["6.38298", "2.22222", "9.208"])
    assert not uses_point(["9.208", "14.859"])
    assert not uses_point(["6.38", "7,44"])
    parsed = parse_text("9.208", True)
    assert parsed is not None
    assert parsed.value == 9.208


def german(number: int, decimals: int, separator: str) -> str:
    sign = "-" if number < 0 else ""
    digits = str(abs(number)).rjust(decimals + 1, "0")
    whole, fraction = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    groups = f"{int(whole):,}".replace(",", separator)
    return sign + groups + ("," + fraction if fraction else "")


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.sampled_from([".", " ", "\u202f", "\u00a0", ""]))
def test_printing_in_german_and_reading_back_gives_the_same_number(number: int, decimals: int, separator: str) -> None:
    printed = german(number, decimals, separator)
    assume(re.fullmatch(r"-9{4,5}(,0+)?", printed) is None)
    parsed = parse_text(printed)
    assert parsed is not None
    assert parsed.value == pytest.approx(number / 10**decimals, rel=1e-12, abs=1e-12)


@given(st.text(max_size=12))
def test_any_text_is_number_mark_or_text_and_never_an_error(text: str) -> None:
    parsed = parse_text(text)
    if parsed is not None:
        assert (parsed.value is None) == (parsed.missing is not None)


def test_digits_without_end_are_no_number() -> None:
    assert parse_text("1" * 400) is None
    assert parse_text("1." + "1" * 400 + "e999", True) is None
