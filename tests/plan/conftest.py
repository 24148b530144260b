"""Fixtures of the planning tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plan_fakes import FakeEngine, context, register, write_project

from berichtsgenerator.document.blocks import Document
from berichtsgenerator.plan import PlannedDocument, render, resolve

HEAD = "produkt: probe\ntitel: Probe\n"


@pytest.fixture
def plan(tmp_path: Path) -> Callable[..., PlannedDocument]:
    """Plan a layout text; ``body`` is put under one chapter unless it is a whole layout."""

    def planned(body: str, **options: object) -> PlannedDocument:
        layout = write_project(tmp_path, whole(body), texts=options.pop("texts", None))
        return resolve(layout, context(tmp_path, **options))

    return planned


@pytest.fixture
def make(plan: Callable[..., PlannedDocument]) -> Callable[..., Document]:
    """Plan and render a layout text."""

    def made(body: str, engine: FakeEngine | None = None, **options: object) -> Document:
        engine = engine or FakeEngine()
        engine.asked.clear()
        planned = plan(body, engine=engine, **options)
        assert not engine.asked, "planning must not see a value"
        return render(planned, register(planned.requests, engine))

    return made


def whole(body: str) -> str:
    """A layout around the blocks of one chapter."""
    if "kapitel:" in body:
        return body if body.startswith("produkt:") else HEAD + body
    indented = "\n".join(f"      {line}" for line in body.strip("\n").split("\n"))
    start = f"{HEAD}standard: {{abbildungsdaten: keine}}\nkapitel:\n  - id: eins\n    titel: Kapitel\n    inhalt:\n"
    return f"{start}{indented}\n"
