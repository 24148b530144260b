"""Figures typed into a text are found; years, dates, ages and sections of law are no figures."""

from __future__ import annotations

import pytest

from berichtsgenerator.plan.typed import typed_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Quote liegt bei 7,1 Prozent.", ["7,1"]),
        ("Es sind 292 773 Personen und 1.234,5 Euro.", ["292 773", "1.234,5"]),
        ("Rund 12 Kinder, 40 %.", ["12", "40"]),
        ("bei 2015 %", ["2015"]),
        ("unter 5 Prozent", ["5"]),
    ],
)
def test_figures_are_found(text: str, expected: list[str]) -> None:
    assert [number for _, number in typed_numbers(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Seit 2015 und bis 2024.",
        "am 31.12.2024",
        "am 31. Dezember 2024",
        "im Schuljahr 2023/24",
        "§ 22 Abs. 1 SGB II",
        "SGB 12",
        "Kinder unter 18 Jahren",
        "15 bis unter 65 Jahre",
        "6-jährige",
        "je 1 000 Einwohner",
        "siehe Tabelle 3",
        "1. Erstens\n2. Zweitens",
        "[Seite](https://example.org/12/34)",
        "[[tabelle:tab-12]]",
        "CO2 und EU-27",
        "ab 65 Jahren",
        "12 Monate",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert typed_numbers(text) == ()
