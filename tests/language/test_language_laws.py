"""Laws of sentences over any values: what is printed subtracts, nothing moves by nothing."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sentence_cases import _SUBJECTS, AREAS, Case

from berichtsgenerator.language.sentences import plain_text, sentence

THEMES = st.sampled_from(sorted(_SUBJECTS))
PLACES = st.sampled_from(["A", "B", "C", "D", "E", "F", "G", "H", "K", "W", "R", "X", "S"])
NUMBERS = st.floats(0, 50_000, allow_nan=False).map(lambda value: round(value, 4))
VALUES = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["geheim", "fehlt", "unbekannt", "unsicher", "folgt"]))
FIGURE = r"−?\d[\d\u202f]*(?:,\d+)?"


def told(**line: Any) -> str:
    return plain_text(sentence(Case({"satz": "", **line}, "gesetz").finding()))


def number(text: str) -> float:
    return float(text.replace("\u202f", "").replace("−", "-").replace(",", "."))


def whole(text: str) -> None:
    """What holds for every sentence."""
    assert text == "" or (text[0].isupper() or not text[0].isalpha())
    assert text == "" or text.endswith(".")
    assert "  " not in text and ".." not in text and "None" not in text and "nan" not in text
    assert text.count("(") == text.count(")")
    assert not re.search(r"um 0(?:,0+)?(?![\d,])", text)


@settings(max_examples=300, deadline=None)
@given(THEMES, PLACES, VALUES, VALUES, VALUES)
def test_a_comparison_prints_differences_that_subtract(theme: str, place: str, own: Any, land: Any, bund: Any) -> None:
    text = told(art="vergleich", thema=theme, ort=place, wert=own, mit={"L": land, "DE": bund})
    whole(text)
    for size, other in re.findall(rf"um ({FIGURE})[^()]*? (?:als|über|unter)[^()]*\((?:je )?({FIGURE})", text):
        printed = re.search(rf"(?:mit |Mit |\()({FIGURE})", text)
        assert printed is not None
        assert abs(abs(number(printed[1]) - number(other)) - number(size)) < 1e-6, text
        assert number(size) > 0


@settings(max_examples=300, deadline=None)
@given(THEMES, PLACES, VALUES, VALUES)
def test_a_change_prints_differences_that_subtract(theme: str, place: str, now: Any, then: Any) -> None:
    text = told(art="veraenderung", thema=theme, ort=place, wert=now, vorher=then)
    whole(text)
    ends = re.search(rf"von ({FIGURE}).*? auf ({FIGURE}).*?(?:um|sind|ist) ({FIGURE})", text)
    if ends and ("also um" in text or "mehr." in text or "weniger." in text):
        before, after, size = map(number, ends.groups())
        assert abs(abs(after - before) - size) < 1e-6, text
        assert (after > before) == bool(re.search(r"gestiegen|gewachsen", text)), text


@settings(max_examples=300, deadline=None)
@given(THEMES, PLACES, st.lists(VALUES, min_size=1, max_size=9), st.sampled_from(["trend", "folge"]))
def test_a_course_is_a_sentence_whose_direction_is_that_of_its_ends(
    theme: str, place: str, values: list[Any], kind: str
) -> None:
    series = dict(zip(range(2010, 2020), values, strict=False))
    text = told(art=kind, thema=theme, ort=place, werte=series)
    whole(text)
    ends = re.search(rf"(?:insgesamt|Folge \w+:) von ({FIGURE}).*? auf ({FIGURE})", text)
    if ends:
        before, after = map(number, ends.groups())
        assert (after > before) == bool(re.search(r"gestiegen|gewachsen", text)), text
        assert before != after


@settings(max_examples=300, deadline=None)
@given(THEMES, st.lists(VALUES, min_size=1, max_size=14), st.sampled_from(["extreme", "spannweite", "geheim"]))
def test_findings_about_areas_name_the_highest_and_the_lowest(theme: str, values: list[Any], kind: str) -> None:
    text = told(art=kind, thema=theme, werte=values)
    whole(text)
    shown = [value for value in values if not isinstance(value, str)]
    if kind == "geheim":
        assert bool(text) == ("geheim" in values)
    elif len(shown) >= 2:
        _, _, _, decimals = _SUBJECTS[theme]
        found = [number(item) for item in re.findall(rf"(?:\(|von |zwischen |bis |und )(?:je )?({FIGURE})", text)]
        for extreme in (min(shown), max(shown)):
            assert any(abs(item - extreme) <= 0.5 * 10**-decimals + 1e-9 for item in found), (text, extreme)


@settings(max_examples=200, deadline=None)
@given(THEMES, PLACES, VALUES, st.integers(1, 23), st.integers(0, 4))
def test_a_rank_is_one_sentence(theme: str, place: str, value: Any, rank: int, tied: int) -> None:
    text = told(art="rang", thema=theme, ort=place, wert=value, rang=rank, von=23 + tied, gleich=tied)
    whole(text)
    assert AREAS[place].short.split(",")[0].split(" ")[0][:5] in text
