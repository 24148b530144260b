"""Mistakes that reports have really made: each is refused or worded right.

Those of reading and reckoning (a count below zero, a file named after another year, double counting) are held where
they are found; here is what a sentence may say.
"""

from __future__ import annotations

import re
from typing import Any

from sentence_cases import Case

from berichtsgenerator.language.dates import reference_date
from berichtsgenerator.language.numbers import format_number
from berichtsgenerator.language.sentences import plain_text, sentence
from berichtsgenerator.model.periods import year
from berichtsgenerator.plan.printing.backmatter import ROUNDING


def told(**line: Any) -> str:
    case = Case({"satz": "", "thema": "quote", **line}, "fehler")
    return plain_text(sentence(case.finding())).replace("\u00a0", " ").replace("\u202f", " ")


def test_1_seven_points_are_not_seven_percent() -> None:
    """78 → 85 % are 7 Prozentpunkte; the relative change of a share (9 %) is not worded at all."""
    text = told(art="veraenderung", wert=85, vorher=78, prozent=8.97)
    assert "um 7,0 Prozentpunkte" in text
    assert not re.search(r"um 7(,0)? (%|Prozent\b)|9,0", text)
    assert "7,0 Prozentpunkte" in told(art="vergleich", wert=85, mit={"K": 78})


def test_2_january_is_not_compared_with_december() -> None:
    reason = (
        "Dezember 2020 und Januar 2020 sind verschiedene Monate; verglichen wird nur mit demselben Monat anderer Jahre."
    )
    text = told(
        art="veraenderung", thema="arbeitslose", ort="K", wert=5200, vorher=4000, zeit="2020-12", seit="2020-01",
        differenz=f"entfällt: {reason}",
    )  # fmt: skip
    assert "keine Veränderung angegeben" in text and reason in text
    assert "gestiegen" not in text and "5 200" not in text


def test_3_a_rate_on_the_register_is_not_set_beside_one_on_the_estimate() -> None:
    reason = "Der Vergleich mit Hessen ist nicht zulässig: Melderegister gegenüber Fortschreibung."
    text = told(art="vergleich", wert=7, mit={"L": 9.3}, abstand={"L": f"entfällt: {reason}"})
    assert reason in text
    assert "9,3" not in text and "niedriger" not in text and "unter dem Wert" not in text


def test_5_sums_that_differ_by_rounding_are_a_note() -> None:
    assert "ohne Rücksicht auf die Summe gerundet" in ROUNDING


def test_7_a_date_that_moved_moves_in_the_text() -> None:
    """The day of the count was 15 March until 2008 and is 1 March since."""
    words = "1. März (bis 2008: 15. März); Bevölkerung am 31. Dezember des Vorjahres"
    assert "15.03.2008" in told(art="stand", wert=7, zeit="2008", stichtag=words)
    assert "01.03.2009" in told(art="stand", wert=7, zeit="2009", stichtag=words)
    assert (reference_date(year(2008), words), reference_date(year(2009), words)) == ("15.03.2008", "01.03.2009")
    text = told(art="veraenderung", wert=8, vorher=7, zeit="2010", seit="2007", stichtag=words)
    assert "15.03.2007" in text and "01.03.2010" in text


def test_8_no_series_is_told_across_a_break() -> None:
    text = told(art="veraenderung", wert=7.1, vorher=5, bruch="Einführung des Bürgergelds")
    assert "bricht" in text and "gestiegen" not in text
    text = told(art="trend", werte={2023: 6.0, 2024: 7.0, 2025: 7.5}, bruch="Einführung des Bürgergelds")
    assert text.startswith("Die Mindestsicherungsquote ist in Griesdorf von 2023 bis 2025")
    assert text.endswith("Frühere Werte sind nicht vergleichbar (Einführung des Bürgergelds).")


def test_9_a_change_of_the_base_is_not_growth() -> None:
    """Erzhausen-like: 8 147 on one census, 7 794 on the next."""
    reason = "Zwischen 2010 und 2011 wechselt die Bevölkerungsbasis: Zensus 1987 gegenüber Zensus 2011."
    text = told(
        art="veraenderung", thema="bevoelkerung", wert=7794, vorher=8147, zeit="2011-12-31", seit="2010-12-31",
        differenz=f"entfällt: {reason}",
    )  # fmt: skip
    assert reason in text
    assert "zurückgegangen" not in text and "353" not in text


def test_10_a_share_is_rounded_not_cut() -> None:
    assert format_number(100 * 1893 / 8329, 1) == "22,7"
    assert "22,7 %" in told(art="stand", wert=100 * 1893 / 8329)


def test_printed_differences_can_be_checked_by_hand() -> None:
    """65,75 and 65,94 are printed 65,8 and 65,9: 0,1 apart, in the comparison as in the change."""
    assert "0,1 Prozentpunkte" in told(art="vergleich", wert=65.75, mit={"L": 65.94})
    assert "0,1 Prozentpunkte" in told(art="veraenderung", wert=65.94, vorher=65.75)
