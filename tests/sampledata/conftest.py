"""One simulated world for all tests of this room."""

from __future__ import annotations

import pytest

from berichtsgenerator.sampledata.sample import Sample

SEED = 2026


@pytest.fixture(scope="session")
def world_sample() -> Sample:
    """The subjects of the seed that data_in was made with."""
    return Sample(SEED)
