"""Documents made by hand, set and finished: what the tests of the setting and of the finished file share."""

from __future__ import annotations

from berichtsgenerator.document.blocks import (
    Align,
    Block,
    Cell,
    Document,
    Figure,
    HeadCell,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Table,
)
from berichtsgenerator.document.drawings import Drawing, PathItem, TextItem
from berichtsgenerator.document.graphics import BarChart
from berichtsgenerator.document.inline import Inline, Text
from berichtsgenerator.document.pages import Metadata, TypesetResult
from berichtsgenerator.pdf import finish
from berichtsgenerator.typesetting import HouseStyle, typeset


class Maker:
    """Makes blocks with few words and sets documents of them."""

    def heading(self, text: str = "Kapitel", level: int = 1, number: str = "1", ident: str = "") -> Heading:
        return Heading(ident or f"h-{number}-{text}", level, number, text)

    def paragraph(self, *content: Inline | str) -> Paragraph:
        return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))

    def table(
        self,
        rows: int | list[str] = 3,
        columns: int = 2,
        ident: str = "t1",
        number: str = "1.1",
        groups: tuple[RowGroup, ...] | None = None,
        **options: object,
    ) -> Table:
        names = [f"Zeile {n}" for n in range(rows)] if isinstance(rows, int) else rows
        body = tuple(Row(name, tuple(Cell(f"{n},{at}") for at in range(columns))) for n, name in enumerate(names))
        values: dict[str, object] = {
            "title": "Titel der Tabelle",
            "stub_head": "Gebiet",
            "head": (tuple(HeadCell(f"Spalte {at}") for at in range(columns)),),
            "columns": (Align.DECIMAL,) * columns,
        }
        return Table(id=ident, number=number, groups=groups or (RowGroup("", body),), **{**values, **options})  # type: ignore[arg-type]

    def figure(self, ident: str = "f1", alt: str = "Balkendiagramm mit zwei Balken.", height: float = 40.0) -> Figure:
        return Figure(ident, "1.1", "Titel der Abbildung", BarChart((), (), "%"), alt, height=height)

    def document(self, *blocks: Block, **options: object) -> Document:
        values: dict[str, object] = {
            "title": "Prüfdokument",
            "subject": "",
            "author": "",
            "keywords": (),
            "title_page": None,
            "front": (),
            "body": blocks,
        }
        return Document(**{**values, **options})  # type: ignore[arg-type]

    def set(self, *blocks: Block, style: HouseStyle | None = None, **options: object) -> TypesetResult:
        return typeset(self.document(*blocks, **options), style=style or HouseStyle(), drawings=draw)

    def pdf(self, *blocks: Block, **options: object) -> bytes:
        return finish(self.set(*blocks, **options), Metadata("Prüfdokument"))


def draw(figure: Figure, width: float) -> Drawing:
    """A bar and a word, to stand in for a chart."""
    height = figure.height * 72 / 25.4
    bar = PathItem(b"q /Ga50 gs 0 0 1 rg 0 0 50 10 re f Q")
    return Drawing(width, height, (bar, TextItem(0, 20, "Balken", "sans", 8.0)), alphas=(50,))
