"""Every sentence of the tables in ``data/befunde`` has its exact text, and all of them keep the language's laws."""

from __future__ import annotations

import re

import pytest
from sentence_cases import Case, cases

from berichtsgenerator.document.inline import Number, Text
from berichtsgenerator.language.findings import KINDS
from berichtsgenerator.language.sentences import plain_text, sentence

CASES = list(cases())
TOLD = [case for case in CASES if case.text]


def flat(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_a_finding_has_its_checked_text(case: Case) -> None:
    assert flat(plain_text(sentence(case.finding()))) == case.text


def test_there_are_cases_of_every_kind() -> None:
    assert len(CASES) >= 385
    counted = {kind: sum(case.line["art"] == kind for case in CASES) for kind in KINDS}
    assert min(counted.values()) >= 6, counted


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_every_figure_of_a_value_carries_its_key(case: Case) -> None:
    """What is left as plain text holds no figure with a decimal comma, a percent sign or parted thousands."""
    for piece in sentence(case.finding()):
        assert isinstance(piece, Text | Number)
        if isinstance(piece, Number):
            assert piece.key.startswith("kennzahl/")
        else:
            assert not re.search(r"\d,\d|\d\u00a0%|\d\u202f\d{3}(?! Einw)", piece.text), piece.text


@pytest.mark.parametrize("case", TOLD, ids=repr)
def test_a_sentence_is_set_and_spelled_as_german_wants_it(case: Case) -> None:
    text = case.text
    assert text[0].isupper()
    assert text.endswith(".")
    assert "  " not in text and ".." not in text and " ." not in text and " ," not in text and "( " not in text
    assert text.count("(") == text.count(")") and text.count("„") == text.count("“")
    assert not re.search(r"\d (?:%|Prozent|Euro|Personen|Jahre)", text), "a number parted from its unit"
    assert not re.search(r"\d[.,]?\d* \d", text.replace("Ort ", "Ort")), "two figures side by side"
    assert not re.search(r"(?<![\d,])1~Prozentpunkte", text)
    assert not re.search(r"\b(\w+) \1\b", text), "a word twice"


_CAUSES = re.compile(
    r"\b(wegen|aufgrund|infolge|durch|dank|deshalb|daher|dadurch|führte|verursacht|bewirkt|erklärt sich|Folge von)\b"
)


@pytest.mark.parametrize("case", TOLD, ids=repr)
def test_no_sentence_names_a_cause(case: Case) -> None:
    """Reasons of the data (why there is no value) come from the entries and are not looked at."""
    if case.line["art"] != "luecke":
        assert not _CAUSES.search(case.text)


@pytest.mark.parametrize("case", TOLD, ids=repr)
def test_a_change_of_nothing_is_never_a_change(case: Case) -> None:
    assert not re.search(r"um 0(,0+)?~", case.text)
    assert "−0,0~" not in case.text


@pytest.mark.parametrize("case", TOLD, ids=repr)
def test_shares_differ_by_points(case: Case) -> None:
    """„um 7 %“ is never said of a difference of shares."""
    if case.subject.kind.value == "anteil":
        assert not re.search(r"um [\d,]+~%|\(\d+,\d~%\) (mehr|weniger)", case.text)


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_the_same_finding_has_the_same_words(case: Case) -> None:
    assert sentence(case.finding()) == sentence(case.finding())


def test_a_reader_who_subtracts_finds_the_printed_difference() -> None:
    """Differences are those of the printed values: 65,75 and 65,94 are printed 65,8 and 65,9 and differ by 0,1."""
    checked = 0
    for case in TOLD:
        found = re.search(
            r"\((-?[\d_]+,?\d*)~?[^)]*\) um ([\d_]+,?\d*)\S* \w+ als [^(]*\((?:je )?([\d_]+,?\d*)", case.text
        )
        if found and case.line["art"] == "vergleich":
            one, size, other = (float(part.replace("_", "").replace(",", ".")) for part in found.groups())
            assert round(abs(one - other), 3) == size, case.text
            checked += 1
    assert checked >= 12
