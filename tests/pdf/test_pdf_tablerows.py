"""Rows of tables written many at once: the same tree as written one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.diagnostics import StandardError
from berichtsgenerator.document.blocks import Cell, Row, RowGroup
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.pdf import finish, source, tablerows
from berichtsgenerator.pdf.objectstreams import digits
from berichtsgenerator.pdf.treetext import spoken_text, tree_text


@given(st.lists(st.integers(0, 8_388_607), min_size=1, max_size=30))
def test_digits_are_the_numbers_with_blanks_before_them(values: list[int]) -> None:
    shown = [bytes(row).decode("ascii") for row in digits(np.array(values), 7)]
    assert shown == [str(value).rjust(7) for value in values]


def test_rows_written_at_once_read_like_rows_written_singly(make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    plain = tuple(Row(f"Zeile {n}", (Cell(f"{n},5"), Cell(f"{n}"))) for n in range(90))
    hidden = Row("Verborgen", (Cell("•", "geheim gehalten"), Cell("1")))
    groups = (RowGroup("Gemeinden", (*plain[:40], hidden, *plain[40:])), RowGroup("", plain[:3]))
    result = make.set(make.heading(), make.table(groups=groups))
    files = []
    for shared in (4, 10_000):
        monkeypatch.setattr(tablerows, "_SHARED", shared)
        files.append(finish(result, Metadata("Prüfdokument")))
    assert files[0] != files[1]
    trees = [(tree_text(data), spoken_text(data)) for data in files]
    assert trees[0] == trees[1]
    assert "geheim gehalten" in trees[0][1] and "89,5" in trees[0][1]


def test_a_file_of_more_objects_than_the_standard_allows_is_refused(make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(source, "MOST_OBJECTS", 100)
    with pytest.raises(StandardError, match="mehr als 100 Objekte"):
        finish(make.set(make.heading(), make.table(70, 3)), Metadata("Prüfdokument"))
