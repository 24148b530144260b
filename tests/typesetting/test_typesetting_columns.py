"""Widths of columns: whole words in heads, shared out fairly; densities of tables."""

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument

from berichtsgenerator.document.blocks import Cell, HeadCell, Row, RowGroup
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting import HouseStyle, no_hyphens
from berichtsgenerator.typesetting.tables.table import SetTable
from berichtsgenerator.typesetting.tables.widths import raised
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.faces import Faces

WORDS = ("unter 18 Jahre", "Beschäftigtenquote", "Arbeitslosenanteil", "Minderjährige im SGB II", "Nettokaltmiete")


def halves(word: str) -> tuple[int, ...]:
    """Parts every word in its middle."""
    return (len(word) // 2,)


def set_table(make, hyphenate=halves, width: float = 481.0):  # type: ignore[no-untyped-def]
    style = HouseStyle()
    composer = Composer(Faces(style.font_files(), PDFDocument()), style, hyphenate, lambda figure, width: None)  # type: ignore[arg-type,return-value]
    head = (tuple(HeadCell(word, unit="%") for word in WORDS),)
    rows = tuple(Row(f"Gemeinde {n}", tuple(Cell(f"{n},5") for _ in WORDS)) for n in range(25))
    table = make.table(columns=len(WORDS), head=head, groups=(RowGroup("", rows),))
    return SetTable(composer, table, Element("Table"), Element("Sect"), width)


def test_heads_keep_their_words_whole_where_there_is_room(make) -> None:  # type: ignore[no-untyped-def]
    head = set_table(make).heads[0]
    broken = [line for cell in head._cells if cell.text for line in cell.text.lines if line.hyphenated]
    assert broken == []


def test_a_closer_density_is_lower_and_can_be_taken_back(make) -> None:  # type: ignore[no-untyped-def]
    setting = set_table(make, no_hyphens)
    heights = []
    for density in range(5):
        assert setting.close_up(density)
        heights.append(sum(row.height for row in setting.rows))
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] < heights[0] * 0.75
    assert setting.close_up(0)
    assert sum(row.height for row in setting.rows) == heights[0]
    assert not setting.close_up(5)


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=1, max_size=8))
def test_raised_widths_keep_their_sum_and_reach_the_least_where_that_is_possible(
    pairs: list[tuple[float, float]],
) -> None:
    widths, least = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = raised(widths, least)
    assert abs(sum(found) - sum(widths)) < 1e-6
    if sum(least) <= sum(widths):
        assert all(width >= low - 1e-6 for width, low in zip(found, least, strict=True))
