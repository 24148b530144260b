"""The same call on the same inputs is answered without building; anything else is built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from berichtsgenerator.build.recall import fingerprint, recall, remember, state_path
from berichtsgenerator.build.results import BuildOptions, Product
from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.diagnostics import Place, warning


@pytest.fixture
def built(tmp_path: Path) -> BuildOptions:
    """A project whose product was built."""
    text = 'kreis: "06432"\ntitel: T\nherausgeber: H\nhausstil: {logo: wappen.png}\n'
    (tmp_path / "projekt.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "wappen.png").write_text("Bild", encoding="utf-8")
    (tmp_path / "data_in").mkdir()
    (tmp_path / "data_in" / "a.csv").write_text("1", encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "x.yaml").write_text("produkt: x", encoding="utf-8")
    options = BuildOptions(products=("x",), project_file=tmp_path / "projekt.yaml")
    out = tmp_path / "out"
    files = {out / "x.pdf": b"pdf", out / "x.register.json": b"{}"}
    mark = fingerprint(options, load_project(options.project_file))
    product = Product(out / "x.pdf", pages=3, tables=2, figures=1, numbers=40, hidden=5, gaps=0)
    state = state_path(out, options)
    state.parent.mkdir(parents=True)
    state.write_bytes(
        remember(options, mark, files, [product], [warning("code", "Text.", Place(file="a.csv", line=2))])
    )
    for path, data in files.items():
        path.write_bytes(data)
    return options


def test_an_unchanged_call_is_recalled_with_its_counts_and_warnings(built: BuildOptions) -> None:
    result = recall(built)
    assert result is not None
    assert [(product.path.name, product.pages, product.unchanged) for product in result.products] == [
        ("x.pdf", 3, True)
    ]
    assert [str(item) for item in result.diagnostics] == ["Warnung: a.csv:2: Text."]


@pytest.mark.parametrize("name", ["data_in/a.csv", "layouts/x.yaml", "projekt.yaml", "wappen.png"])
def test_every_input_counts(built: BuildOptions, name: str) -> None:
    path = built.project_file.parent / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# neu\n", encoding="utf-8")
    assert recall(built) is None


def test_a_new_delivery_counts(built: BuildOptions) -> None:
    (built.project_file.parent / "data_in" / "b.csv").write_text("2", encoding="utf-8")
    assert recall(built) is None


def test_other_options_are_another_call(built: BuildOptions) -> None:
    assert recall(replace(built, areas=("06432008",))) is None
    assert recall(replace(built, chapters=("kinderarmut",))) is None
    assert recall(replace(built, processes=2)) is not None


def test_a_product_changed_by_hand_or_deleted_is_built_again(built: BuildOptions) -> None:
    report = built.project_file.parent / "out" / "x.pdf"
    report.write_bytes(b"touched")
    assert recall(built) is None
    report.unlink()
    assert recall(built) is None


def test_a_broken_state_means_building(built: BuildOptions) -> None:
    state_path(built.project_file.parent / "out", built).write_text('{"fingerprint": 3', encoding="utf-8")
    assert recall(built) is None
