"""Lines: the least bad breaks, never longer than the line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from berichtsgenerator.typesetting.text.linebreak import BreakPoint, LineEnd, break_lines

NONE: list[tuple[BreakPoint, ...]] = []


def lines(
    words: list[float], width: float, parts: list[tuple[BreakPoint, ...]] | None = None, **options: object
) -> list[LineEnd]:
    values: dict[str, object] = {"justified": True, **options}
    return break_lines(words, parts or [()] * len(words), frozenset(), 1.0, width, **values)  # type: ignore[arg-type]


def ragged(words: list[float], width: float):  # type: ignore[no-untyped-def]
    return break_lines(words, [()] * len(words), frozenset(), 3.0, width, justified=False)


def test_a_short_paragraph_is_one_line() -> None:
    assert lines([3.0, 3.0], 10.0) == [LineEnd(1, None)]


def test_no_words_make_no_lines() -> None:
    assert lines([], 10.0) == []


def test_breaks_even_out_over_the_paragraph() -> None:
    """First fit would set 3+1+3 and leave a line of a single short word; the best way does not."""
    found = lines([3.0, 3.0, 2.0, 3.0, 3.0, 3.0], 11.0, justified=False)
    assert [end.word for end in found] == [2, 5]


def test_a_long_word_is_parted_at_its_break_point() -> None:
    parts: list[tuple[BreakPoint, ...]] = [(), (BreakPoint(5.0, 4.5, True),)]
    assert lines([4.0, 12.0], 10.0, parts) == [LineEnd(1, 0), LineEnd(1, None)]


def test_ragged_text_ends_in_no_short_line_where_words_can_go_down_to_it() -> None:
    words = [20.0] * 9 + [8.0]  # nine words and a year: 9 × 20 + 8 × 3 fill the line
    ends = [end.word for end in ragged(words, 207.0)]
    assert ends[-1] == 9
    assert 4 <= ends[0] <= 7  # not 8, which would leave the year alone


def test_a_forced_break_ends_the_line() -> None:
    found = break_lines([1.0, 1.0, 1.0], [()] * 3, frozenset({0}), 1.0, 50.0, justified=True)
    assert [end.word for end in found] == [0, 2]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(0.5, 14.0), min_size=1, max_size=60),
    st.floats(15.0, 60.0),
    st.booleans(),
)
def test_every_word_is_set_once_and_no_line_is_too_long(words: list[float], width: float, justified: bool) -> None:
    found = lines(words, width, justified=justified)
    assert [end.word for end in found] == sorted({end.word for end in found})
    assert found[-1] == LineEnd(len(words) - 1, None)
    first = 0
    for end in found:
        piece = words[first : end.word + 1]
        gaps = len(piece) - 1
        assert sum(piece) + gaps * (0.74 if justified else 1.0) <= width + 1e-6
        first = end.word + 1
