"""Real deliveries of eleven publishers against truths that were taken from their cells by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_truths import SURE, Delivery, deliveries, score
from real_truths_more import further_deliveries

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import read_file

REALDATA = Path(__file__).parents[3] / "shared" / "realdata"
SLOW = ("langreihe", "31122005", "31122013", "31122019", "31231-02-01-4")
"""Files whose shape another file of the list has, too; ``benchmarks/reading_truth.py`` reads all."""


def chosen() -> list[Delivery]:
    every = [*deliveries(REALDATA), *further_deliveries()]
    return [item for item in every if not any(word in item.file for word in SLOW)]


@pytest.mark.parametrize("delivery", chosen(), ids=lambda item: item.file.rsplit("/", 1)[-1])
def test_every_value_cell_has_its_area_period_breakdown_and_value(delivery: Delivery, realdata: Path) -> None:
    truth = delivery.make(realdata / delivery.file)
    reading = read_file(realdata / delivery.file, root=realdata, gazetteer=Gazetteer.bundled())
    result = score(truth, reading)
    assert result.cells == len(truth) > 20
    assert result.right == result.cells, result.examples


def test_the_truths_cover_many_files_of_many_publishers(realdata: Path) -> None:
    found = [*deliveries(realdata), *further_deliveries()]
    assert len({item.publisher for item in found}) >= 12
    assert len({item.file for item in found}) >= 70


def test_a_wrong_truth_is_noticed(realdata: Path) -> None:
    delivery = next(item for item in deliveries(realdata) if "einwohner_2023" in item.file)
    truth = delivery.make(realdata / delivery.file)
    reading = read_file(realdata / delivery.file, root=realdata, gazetteer=Gazetteer.bundled())
    first = min(truth)
    area, _, pairs, value = truth[first]
    result = score({**truth, first: (area, "2022-12-31", pairs, value), ("", 999, 2): (area, "2023", (), 1.0)}, reading)
    assert (result.wrong, result.missing) == (1, 1)
    assert result.sure_and_wrong == sum(1 for table in reading.tables if table.confidence >= SURE)
