"""Documents made by hand for the tests of the setting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from berichtsgenerator.document.blocks import Figure
from berichtsgenerator.document.drawings import Drawing
from set_documents import Maker, draw


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()


@pytest.fixture(scope="session")
def drawings() -> Callable[[Figure, float], Drawing]:
    return draw
