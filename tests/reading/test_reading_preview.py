"""The preview shows every cell of a delivery with its role, and nothing in it can run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading.telling.preview import preview
from berichtsgenerator.reading.words.recipes import Recipe

EVIL = """<script>alert(1)</script>;;;
Wohngeld am 31.12.2023;;;
Schlüssel;Gemeinde;"<b onclick=""x"">Haushalte</b>";darunter
06432001;Alsbach & Hähnlein;100;-
06432002;Babenhausen;200;90
06432004;Dieburg;150;.
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def test_texts_of_the_delivery_are_escaped_and_nothing_runs(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "wohngeld.csv").write_text(EVIL, encoding="utf-8")
    reading, page = preview(tmp_path / "wohngeld.csv", root=tmp_path, gazetteer=gazetteer)
    assert reading.tables
    assert "<script" not in page
    assert "<b " not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r"\son\w+=|https?://|javascript:", page.replace("&lt;b onclick=&quot;", ""))


def test_every_cell_is_shown_with_its_role(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "wohngeld.csv").write_text(EVIL, encoding="utf-8")
    reading, page = preview(tmp_path / "wohngeld.csv", root=tmp_path, gazetteer=gazetteer)
    tips = re.findall(r'<td class="r\d+" title="([^"]*)">', page)
    assert len(tips) == reading.ledger.cells
    assert tips.count("Wert") == 4
    assert tips.count("Zeichen") == 2
    assert tips.count("Gebietsschlüssel") == 3


def test_tables_of_a_workbook_and_left_out_cells(realdata: Path, gazetteer: Gazetteer) -> None:
    name = "ba_arbeitsmarkt_kommunal_wetterau/Arbeitsmarkt-kommunal_06440001_Altenstadt.xlsx"
    recipe = Recipe.model_validate({"datei": "Arbeitsmarkt*", "blatt": "Daten", "auslassen": ["10:10"]})
    reading, page = preview(realdata / name, root=realdata, gazetteer=gazetteer, recipes=(recipe,))
    tips = re.findall(r'<td class="r\d+" title="([^"]*)">', page)
    assert len(tips) == reading.ledger.cells
    assert sum("laut Rezept ausgelassen" in tip for tip in tips) == 6
    assert page.count("<table>") == len(reading.ledger.sheets)


def test_a_file_that_cannot_be_read_has_a_preview_that_says_so(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "leer.xlsx").write_bytes(b"")
    reading, page = preview(tmp_path / "leer.xlsx", root=tmp_path, gazetteer=gazetteer)
    assert not reading.tables
    assert "Die Datei ist leer." in page
