"""The patterns are read as pyphen reads them, and what cannot be read is refused."""

from pathlib import Path

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.language.patterns import Patterns

PATH = Path(pyphen.LANGUAGES["de_DE"])
OURS = Patterns(PATH, left=2, right=2)
THEIRS = pyphen.Pyphen(lang="de_DE", left=2, right=2)


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=30))
def test_any_word_is_parted_as_by_pyphen(word: str) -> None:
    assert OURS.positions(word) == tuple(int(item) for item in THEIRS.positions(word))


@pytest.mark.parametrize("word", ["Bedarfsgemeinschaft", "Grundsicherung", "Arbeitslosigkeit", "Straße", "Öl", "A"])
def test_words_are_parted_as_by_pyphen(word: str) -> None:
    assert OURS.positions(word) == tuple(int(item) for item in THEIRS.positions(word))


def test_a_small_file_of_patterns(tmp_path: Path) -> None:
    path = tmp_path / "hyph_xx.dic"
    path.write_text("UTF-8\n% comment\na1b\n.ab2c1\n2c1d\n", encoding="utf-8")
    assert Patterns(path, left=1, right=1).positions("abcd") == (1, 3)
    assert Patterns(path, left=2, right=1).positions("abcd") == (3,)


def test_alternatives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "hyph_xx.dic"
    path.write_text("UTF-8\nc1k/k=k,1,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="c1k/k=k"):
        Patterns(path, left=1, right=1)
