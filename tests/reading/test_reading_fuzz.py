"""Mutated deliveries never break the reader; the full run is ``python benchmarks/reading_fuzz.py 20000``."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutants import broken, mutant

from berichtsgenerator.model.gazetteer import Gazetteer


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_mutated_deliveries_are_read_or_refused_with_a_message(first: int, tmp_path: Path) -> None:
    gazetteer = Gazetteer.bundled()
    found = [said for number in range(first, first + 100) if (said := broken(number, tmp_path, gazetteer))]
    assert not found


def test_a_mutant_is_a_function_of_its_number() -> None:
    assert mutant(7) == mutant(7)
    assert len({mutant(number)[1] for number in range(40)}) > 35
