"""The map of clauses names code and tests that exist, every clause of PDF/UA-1 and every checkpoint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "pdfua.md").read_text("utf-8")


def test_every_clause_and_checkpoint_has_its_line(text: str) -> None:
    clauses = {f"7.{number}" for number in range(1, 22)}
    assert clauses <= set(re.findall(r"^\| (7\.\d+) \|", text, re.M))
    assert re.findall(r"^\| (\d\d) \|", text, re.M) == [f"{number:02d}" for number in range(1, 32)]


def test_every_test_and_every_module_of_the_map_exists(text: str, root: Path) -> None:
    tests = set(re.findall(r"`([a-z_/]+\.py)::(test_\w+)`", text))
    assert len(tests) > 30
    for file, name in sorted(tests):
        assert f"def {name}(" in (root / "tests" / file).read_text("utf-8"), (file, name)
    modules = set(re.findall(r"`([a-z]+(?:/[a-z_]+)+\.py)`", text))
    assert len(modules) > 15
    for module in sorted(modules):
        assert (root / "src" / "berichtsgenerator" / module).is_file(), module


def test_every_line_names_a_test(text: str) -> None:
    lines = re.findall(r"^\| (?:\d[\d.]*)[^|]*\|.*$", text, re.M)
    assert len(lines) >= 58
    assert [line for line in lines if "::test_" not in line] == []
