"""Formulas: their values, their mistakes with the place, their quotients."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.indicators.defining.formula import (
    FormulaError,
    always_zero,
    divisors,
    evaluate,
    names,
    parse,
    split_quotient,
)

VALUES = {"a": 8.0, "b": 2.0, "c": 5.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b * c", 18.0),
        ("(a + b) * c", 50.0),
        ("a - b - c", 1.0),
        ("a / b / 2", 2.0),
        ("-a + --c", -3.0),
        ("100 * a / (b + c)", 800 / 7),
        ("max(a; b; c) - min(a; b)", 6.0),
        ("abs(b - c)", 3.0),
        ("0,5 * a", 4.0),
        ("2.5 · a : b", 10.0),
    ],
)
def test_formulas_follow_the_rules_of_arithmetic(text: str, value: float) -> None:
    assert evaluate(parse(text), VALUES) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("a + ", 5, "bricht ab"),
        ("a b", 3, "falsch"),
        ("(a + b", 7, "fehlt „)“"),
        ("a + * b", 5, "falsch"),
        ("sqrt(a)", 1, "Funktion „sqrt“"),
        ("__import__('os')", 12, "gehört nicht"),
        ("a ** b", 4, "falsch"),
        ("a[0]", 2, "gehört nicht"),
        ("abs(a; b)", 1, "genau ein"),
        ("", 1, "bricht ab"),
        ("(" * 60 + "a" + ")" * 60, 42, "tief"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, column: int, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        evaluate(parse(text), VALUES)
    assert part in caught.value.message
    assert caught.value.column == column


def test_division_by_zero_is_left_to_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate(parse("a / (b - 2)"), VALUES)


def test_the_quotient_of_a_rate_is_taken_apart() -> None:
    parts = split_quotient(parse("10000 * (a - b) / c"))
    assert parts.factor == 10000
    assert parts.numerator is not None
    assert parts.denominator is not None
    assert evaluate(parts.numerator, VALUES) == 6
    assert evaluate(parts.denominator, VALUES) == 5


def test_a_sum_has_no_denominator() -> None:
    parts = split_quotient(parse("a - b"))
    assert parts.denominator is None
    assert [item.name for item in names(parse("b + a + b"))] == ["b", "a"]


EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "b", "c", "3", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda item: f"({item[0]} {item[1]} {item[2]})"),
        inner.map(lambda item: f"-{item}"),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_values_agree_with_the_language_that_tests_are_written_in(text: str) -> None:
    assert evaluate(parse(text), VALUES) == pytest.approx(eval(text, {}, VALUES))


@given(st.text(max_size=30))
def test_no_text_brings_the_parser_down(text: str) -> None:
    try:
        parse(text)
    except FormulaError as problem:
        assert 1 <= problem.column <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "zero"),
    [
        ("a / 0", True),
        ("a / (b - b)", True),
        ("100 * a / (0 * b)", True),
        ("a / (b - a)", False),
        ("a / (b - 3)", False),
        ("a / max(b; 0)", False),
        ("a / (1 / 0)", True),
        ("-(a / (a - a))", True),
    ],
)
def test_a_divisor_that_is_zero_by_its_form_is_known(text: str, zero: bool) -> None:
    assert any(always_zero(node) for node in divisors(parse(text))) is zero
