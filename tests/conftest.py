"""What all tests share: where the project, its sample and the real deliveries are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("BERICHT_REALDATEN", ROOT.parent / "shared" / "realdata"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Real deliveries of statistical offices; they lie beside the repository and are no part of it."""
    if not REAL_DATA.is_dir():
        pytest.skip("the real deliveries (../shared/realdata) are not on this machine")
    return REAL_DATA


@pytest.fixture(scope="session")
def domain() -> Path:
    """The subject's lists of indicators and rules; they lie beside the repository and are no part of it."""
    found = REAL_DATA.parent / "domain"
    if not found.is_dir():
        pytest.skip("the lists of the subject (../shared/domain) are not on this machine")
    return found


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample deliveries."""
    return ROOT / "data_in"
