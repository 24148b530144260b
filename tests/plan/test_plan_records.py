"""Tables, key figures, charts and sentences take their comparisons from the same record."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

from berichtsgenerator.document.blocks import Document, Figure, KeyFigures, Paragraph, Table
from berichtsgenerator.document.graphics import BarChart
from berichtsgenerator.document.inline import Number
from berichtsgenerator.model.comparison import Wanted, keys_of
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import year

Make = Callable[..., Document]
SOURCE = Path(__file__).resolve().parents[2] / "src" / "berichtsgenerator"
COMPARED = {View.DIFFERENCE.name, View.RATIO.name, View.CHANGE.name, View.CHANGE_PERCENT.name, View.INDEX.name,
            View.RANK.name}  # fmt: skip

LAYOUT = """
- vergleichstabelle:
    titel: Quoten
    zeilen: [gemeinden]
    vergleich: [kreis, land]
    spalten:
      - indikator: quote
        zusatz: [differenz_kreis, verhaeltnis_land, rang]
        veraenderung_seit: "2023"
- kennzahlen:
    zahlen:
      - indikator: quote
        gebiet: "06999001"
        vergleiche: [{gebiet: kreis, differenz: ja}, {gebiet: land}, {zeit: "2023", differenz: ja}]
- diagramm:
    art: balken
    titel: Quoten
    indikatoren: [quote]
    gebiete: [gemeinden]
    referenzen: [kreis, land]
- text: '{{ befund("quote", "06999001", art="vergleich", zu=["kreis", "land"]) }}
    {{ befund("quote", "06999001", art="rang") }} {{ differenz("quote", "06999001", zu="kreis") }}
    {{ verhaeltnis("quote", "06999001", zu="land") }}'
"""


def test_all_of_them_print_the_figures_of_one_record(make: Make) -> None:
    document = make(LAYOUT)
    period = year(2024)
    record = keys_of(
        NumberKey("quote", "06999001", period),
        Wanted(against=("06999", "06"), differences=True, ratios=True, since=(year(2023),), changes=True,
               within="06999", rank=True),
    )  # fmt: skip
    kreis, land = record.distances
    rank = record.peers.rank if record.peers is not None else None
    (change,) = record.changes
    (table,) = (block for block in document.body if isinstance(block, Table))
    row = next(row for group in table.groups for row in group.rows if row.cells[0].key == str(record.value))
    assert [cell.key for cell in row.cells[1:]] == [
        str(kreis.difference), str(land.ratio), str(rank), str(change.change),
    ]  # fmt: skip
    (figures,) = (block for block in document.body if isinstance(block, KeyFigures))
    told = [piece.key for line in figures.items[0].comparisons for piece in line if isinstance(piece, Number)]
    assert told == [str(kreis.difference), str(land.other), str(change.change)]
    (figure,) = (block for block in document.body if isinstance(block, Figure))
    assert isinstance(figure.chart, BarChart)
    assert [item.datum.key for item in figure.chart.references] == [str(kreis.other), str(land.other)]
    (text,) = (block for block in document.body if isinstance(block, Paragraph))
    said = [piece.key for piece in text.content if isinstance(piece, Number)]
    assert {str(record.value), str(kreis.difference), str(land.difference), str(land.other), str(rank)} <= set(said)
    assert said[-2:] == [str(kreis.difference), str(land.ratio)]


def test_no_other_place_forms_the_keys_of_a_comparison() -> None:
    """Whoever plans or writes takes them from a record: only the record itself names the views of comparisons."""
    formed = []
    for room in ("plan", "language", "build", "charts", "exports"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "with_view":
                    named = {item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute)}
                    formed += [f"{path.name}:{node.lineno}"] if named & COMPARED else []
    assert formed == []
