"""Figures alone and the gallery: the numbers of the report, every kind with its YAML."""

from __future__ import annotations

import re
import typing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from build_probe import Probe

from berichtsgenerator import cli
from berichtsgenerator.build.pictures import GALLERY, PAGE, yaml_of_kinds
from berichtsgenerator.configuration.yamlfile import load, validate
from berichtsgenerator.configuration.yamltree import parse
from berichtsgenerator.plan.layout.figures import ChartKind
from berichtsgenerator.plan.layout.whole import LayoutModel

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbuch"


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_figures_of_a_report_are_saved_alone(probe: Probe, kind: str) -> None:
    """One file a figure, named by product and id, the same bytes each time."""
    target = probe.root / "bilder"
    call = ["abbildungen", "probe", "--projekt", str(probe.project), "--format", kind, "--ausgabe", str(target),
            "--kapitel", "bevoelkerung", "--prozesse", "1"]  # fmt: skip
    assert cli.main(call) == 0
    (path,) = target.iterdir()
    assert path.name == f"probe-bevoelkerung-abb-balken.{kind}"
    first = path.read_bytes()
    assert cli.main(call) == 0 and path.read_bytes() == first
    if kind == "svg":
        root = ElementTree.fromstring(first)
        assert "Bevölkerung" in root[0].text and root[1].text.startswith("Balkendiagramm: ")


def test_the_gallery_has_every_kind() -> None:
    """Each kind that a layout may name has its example, and the layout holds."""
    load(GALLERY, LayoutModel, shown="galerie.yaml")
    found = {match for text in yaml_of_kinds().values() for match in re.findall(r"(?m)^ +art: (\w+)$", text)}
    assert set(typing.get_args(ChartKind)) - {"saeulen"} <= found
    assert sum(text.startswith("- karte:") for text in yaml_of_kinds().values()) == 2
    assert any("darstellung: kreise" in text for text in yaml_of_kinds().values())


def test_the_handbook_shows_the_gallery() -> None:
    """Every example stands in the handbook with its picture and a description."""
    page = (HANDBOOK / PAGE).read_text("utf-8")
    for name, text in yaml_of_kinds().items():
        assert f"```yaml\n{text}\n```" in page, name
        assert re.search(rf"!\[[^\]]+\]\(galerie/{name}\.png\)\n\n\*.+\.\* \w", page), name
        assert (HANDBOOK / "galerie" / f"{name}.png").stat().st_size < 200_000
    for text in re.findall(r"```yaml\n(.*?)\n```", page, re.S):
        indented = "\n".join(f"      {line}" for line in text.split("\n"))
        data, places = parse(f"produkt: p\ntitel: t\nkapitel:\n  - titel: a\n    inhalt:\n{indented}\n", shown=PAGE)
        assert validate(data, LayoutModel, places)
