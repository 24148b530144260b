"""Laws of tables over random ones: rows conserved, heads repeated, a tree that keeps the rules.

The number of tables is taken from BERICHT_GESETZE; the full proof is ``BERICHT_GESETZE=2000 pytest
tests/typesetting/test_typesetting_laws.py``, with other tables every time.
"""

from __future__ import annotations

import os
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

from berichtsgenerator.document.blocks import Align, Cell, CellLook, HeadCell, Row, RowGroup, RowRole, Table, WideTable
from berichtsgenerator.document.structure import CellRun, Element, MarkedContent
from berichtsgenerator.pdf.own_checks import check_tree, walk

EXAMPLES = int(os.environ.get("BERICHT_GESETZE", "40"))
LAW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="BERICHT_GESETZE" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NAMES = ("G", "Groß-Zimmern", "Gemeinde mit einem sehr langen Namen, der umbricht", "SGB II")


@st.composite
def heads(draw: st.DrawFn, columns: int) -> tuple[tuple[HeadCell, ...], ...]:
    """One to four levels of spans that cover every column."""
    leaves = tuple(HeadCell(f"Spalte {at}", unit=draw(st.sampled_from(["", "%"]))) for at in range(columns))
    rows = [leaves]
    edges = set(range(columns + 1))
    for level in range(draw(st.integers(0, 3))):
        edges = {0, columns} | {at for at in edges if draw(st.booleans())}
        cuts = sorted(edges)
        spans = pairwise(cuts)
        rows.insert(0, tuple(HeadCell(f"E{level} {left}", columns=right - left) for left, right in spans))
    return tuple(rows)


class Case:
    """A table with a short name: the whole of it would fill pages of a failure's report."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __repr__(self) -> str:
        table = self.table
        rows = [len(group.rows) for group in table.groups]
        names = [group.label for group in table.groups]
        return (
            f"<{len(table.columns)} columns, {rows} rows {names}, {len(table.head)} head levels, "
            f"{table.groups[0].rows[0].stub!r}, {table.columns[0]}, {table.when_wide}, {table.notes_each_page}>"
        )


@st.composite
def tables(draw: st.DrawFn) -> Case:
    """Tables of one to thirty columns and up to 200 rows in groups, with marks, bars, small lines and long notes."""
    columns = draw(st.integers(1, 30))
    cell = draw(
        st.sampled_from(
            [
                Cell("1,5"),
                Cell("12\u202f345", look=CellLook(mark="p")),
                Cell("•", "geheim"),
                Cell("3", look=CellLook(bar=0.5)),
            ]
        )
    )
    spark = replace(cell, look=replace(cell.look, spark=(0.0, None, 1.0, 0.5)))
    groups = []
    for number in range(draw(st.integers(1, 4))):
        roles = draw(st.lists(st.sampled_from(list(RowRole)), min_size=1, max_size=6))
        name = draw(st.sampled_from(NAMES))
        rows = tuple(
            Row(f"{name} {at}", (spark, *[cell] * (columns - 1)), roles[at % len(roles)], at % 3)
            for at in range(draw(st.integers(1, 50)))
        )
        groups.append(RowGroup(draw(st.sampled_from(["", f"Gruppe {number}"])), rows))
    notes = tuple("Eine Anmerkung zu dieser Tabelle, die länger ist. " * draw(st.integers(1, 4)) for _ in range(2))
    table = Table(
        "t",
        "1.1",
        "Titel",
        draw(st.sampled_from(["Gebiet", ""])),
        draw(heads(columns)),
        (draw(st.sampled_from(list(Align))),) * columns,
        tuple(groups),
        notes=notes[: draw(st.integers(0, 2))],
        source=draw(st.sampled_from(["", "Amt"])),
        when_wide=draw(st.sampled_from(list(WideTable))),
        notes_each_page=draw(st.booleans()),
    )
    return Case(table)


def body_rows(tree: Element) -> list[Element]:
    return [row for body in walk(tree) if body.tag == "TBody" for row in body.elements()]


def artifacts_and_marks(page: pikepdf.Page) -> tuple[int, int]:
    """Sequences of repeated heads and labels, and of cells, on a page."""
    repeated = cells = 0
    for item in pikepdf.parse_content_stream(page):
        if str(item.operator) == "BDC":
            kind, properties = item.operands
            repeated += kind == Name("/Artifact") and properties.get("/Type") == Name("/Pagination")
            cells += kind == Name("/TD") and isinstance(properties, Dictionary)
    return repeated, cells


@LAW
@given(case=tables(), before=st.integers(0, 45))
def test_rows_are_conserved_heads_repeated_and_the_tree_keeps_its_laws(make, case: Case, before: int) -> None:  # type: ignore[no-untyped-def]
    table = case.table
    result = make.set(make.heading(), *[make.paragraph("Text.") for _ in range(before)], table)
    tree = result.tree
    # one table, whatever the pages; rectangular; headings in order
    assert [element.tag for element in walk(tree)].count("Table") == 1
    assert check_tree(tree) == []
    # every row once, in order, with every cell once
    rows = body_rows(tree)
    wanted = [
        name for group in table.groups for name in ([group.label] if group.label else []) + [r.stub for r in group.rows]
    ]
    assert len(rows) == len(wanted)
    pages: set[int] = set()
    for row in rows:
        runs = [child for child in row.children if isinstance(child, CellRun)]
        heads_of_row = [child for child in row.children if isinstance(child, Element)]
        assert len(heads_of_row) == 1 and heads_of_row[0].tag == "TH"
        assert sum(run.count for run in runs) in (0, len(table.columns))
        assert [run.page for run in runs] == sorted(run.page for run in runs)
        pages |= {run.page for run in runs}
        pages |= {child.page for child in heads_of_row[0].children if isinstance(child, MarkedContent)}
    firsts = [
        next(child.page for child in row.children[0].children if isinstance(child, MarkedContent)) for row in rows
    ]
    assert firsts == sorted(firsts)
    # the head is read once; every page that holds rows shows it
    column_heads = [e for e in walk(tree) if e.tag == "TH" and e.attributes["Table"]["Scope"] == "/Column"]
    assert len(column_heads) == sum(len(level) for level in table.head) + bool(table.stub_head)
    first_heads = {child.page for e in column_heads for child in e.children if isinstance(child, MarkedContent)}
    with pikepdf.open(BytesIO(result.pdf)) as pdf:
        for number in sorted(pages)[1:]:
            repeated, cells = artifacts_and_marks(pdf.pages[number])
            assert not cells or repeated >= 1 or number in first_heads
    # ids are unique and every header that is named exists
    ids = [element.id for element in walk(tree) if element.id]
    assert len(ids) == len(set(ids))
    for element in walk(tree):
        named = element.attributes.get("Table", {}).get("Headers", "")
        assert all(name in ids for name in named.strip("[]()").split(")(") if name)
