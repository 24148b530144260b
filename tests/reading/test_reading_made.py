"""Deliveries in the styles of many publishers, made with their truth: every cell of them as it was meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made import CASES
from made.workbench import Made, score

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import read_file


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.__name__))
def test_every_cell_of_a_made_delivery_is_read_as_it_was_meant(case: Callable[[], Made], tmp_path: Path) -> None:
    made = case()
    reading = read_file(made.write(tmp_path), root=tmp_path, gazetteer=Gazetteer.bundled())
    result = score(made, reading)
    assert result.cells == len(made.truth) >= 4
    assert result.sure_and_wrong == 0, result.examples
    assert result.right >= 0.95 * result.cells, result.examples
    assert result.wrong <= 0.05 * result.cells, result.examples
    assert reading.ledger.balanced


def test_a_wrong_truth_of_a_made_delivery_is_noticed(tmp_path: Path) -> None:
    made = CASES[0]()
    path = made.write(tmp_path)
    place, (fact, what) = next(iter(made.truth.items()))
    made.truth[place] = ((fact[0], "1999", *fact[2:]), what)
    result = score(made, read_file(path, root=tmp_path, gazetteer=Gazetteer.bundled()))
    assert (result.wrong, result.sure_and_wrong) == (1, 1)


def test_the_made_deliveries_are_many_and_of_many_publishers() -> None:
    assert len(CASES) >= 55
    assert len({case().publisher for case in CASES}) >= 20
