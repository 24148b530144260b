"""Fixtures of the tests of whole builds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_probe import Probe, make_probe

from berichtsgenerator.build import jobs, recall, resources


@pytest.fixture
def lonely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the bundled layouts: they would all be planned, because protection must know of them."""
    empty = tmp_path / "keine-layouts"
    empty.mkdir()
    for module in (resources, recall):
        monkeypatch.setattr(module, "bundled_layouts", lambda: empty)
    assert jobs.layout_names(tmp_path) == ()


@pytest.fixture
def probe(tmp_path: Path, sample: Path, capsys: pytest.CaptureFixture[str], lonely: None) -> Probe:
    """A small project that builds."""
    return make_probe(tmp_path / "projekt", sample, capsys)


@pytest.fixture(scope="session")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Files of the first good build, filled by the first test that asks."""
    yield {}


@pytest.fixture
def built(probe: Probe, _good: dict[str, bytes]) -> Probe:
    """The small project with its last good report beside it."""
    if not _good:
        code, _, err = probe.build()
        assert code == 0, err
        _good.update(probe.files())
    for name, data in _good.items():
        path = probe.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return probe
