"""The handbook's chapter on layouts names every key, and its examples hold."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from pydantic import BaseModel

from berichtsgenerator.configuration.yamlfile import validate
from berichtsgenerator.configuration.yamltree import parse
from berichtsgenerator.plan.layout import blocks, figures, pages, parts, tables, whole
from berichtsgenerator.plan.layout.whole import LayoutModel
from berichtsgenerator.plan.text.claims import RELATIONS
from berichtsgenerator.plan.text.findings import FINDINGS


@pytest.fixture(scope="module")
def chapter() -> str:
    return (Path(__file__).parents[2] / "docs" / "handbuch" / "layouts.md").read_text("utf-8")


def test_every_key_is_in_the_handbook(chapter: str) -> None:
    models = [
        item
        for module in (blocks, figures, pages, parts, tables, whole)
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, BaseModel) and item.__module__ == module.__name__
    ]
    keys = {info.alias or name for model in models for name, info in model.model_fields.items()}
    assert len(keys) > 90
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", chapter)) == []


def test_every_example_is_a_valid_layout(chapter: str) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", chapter, re.S)
    assert len(examples) >= 6
    for text in examples:
        if not text.startswith("produkt:"):
            inside = textwrap.indent(text, "      ")
            text = f"produkt: p\ntitel: t\nkapitel:\n  - titel: a\n    inhalt:\n{inside}"
        data, places = parse(text, shown="layouts.md")
        assert validate(data, LayoutModel, places)


def test_the_chapter_on_texts_names_every_finding_and_function() -> None:
    text = (Path(__file__).parents[2] / "docs" / "handbuch" / "texte.md").read_text("utf-8")
    assert [kind for kind in FINDINGS if f"`{kind}`" not in text] == []
    assert [sign for sign in RELATIONS if f"`{sign}`" not in text] == []
    for name in ("befund(", "stimmt(", "beruht_auf(", "fest(", "--freigeben", "freigaben/"):
        assert name in text
