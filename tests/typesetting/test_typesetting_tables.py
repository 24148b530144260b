"""Statistical tables: every row once, heads repeated, columns split, what does not fit named."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berichtsgenerator.diagnostics import Place, TypesettingError
from berichtsgenerator.document.blocks import Align, Cell, HeadCell, Row, RowGroup, RowRole, Table
from berichtsgenerator.document.structure import CellRun, Element
from berichtsgenerator.pdf.own_checks import check_tree, walk
from berichtsgenerator.pdf.treetext import tree_text


def rows_of(tree: Element) -> list[Element]:
    return [row for body in walk(tree) if body.tag == "TBody" for row in body.elements()]


def cells_of(row: Element) -> int:
    return sum(child.count for child in row.children if isinstance(child, CellRun))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 24))
    groups = []
    for number in range(draw(st.integers(1, 3))):
        rows = draw(st.integers(1, 60))
        label = draw(st.sampled_from(["", f"Gruppe {number}"]))
        body = tuple(
            Row(
                draw(st.sampled_from([f"Z{n}", f"Gemeinde mit einem sehr langen Namen Nummer {n}"])),
                tuple(Cell(f"{n}\u202f000,{at}") for at in range(columns)),
                draw(st.sampled_from(list(RowRole))),
            )
            for n in range(rows)
        )
        groups.append(RowGroup(label, body))
    head: tuple[tuple[HeadCell, ...], ...] = (tuple(HeadCell(f"Spalte {n}", unit="%") for n in range(columns)),)
    if columns > 2 and draw(st.booleans()):
        cut = draw(st.integers(1, columns - 1))
        head = ((HeadCell("Links", columns=cut), HeadCell("Rechts", columns=columns - cut)), *head)
    return Table("t", "1.1", "Titel", "Gebiet", head, (Align.DECIMAL,) * columns, tuple(groups), source="Amt")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables(), before=st.integers(0, 40))
def test_a_table_split_anywhere_gives_every_row_and_cell_once(make, table: Table, before: int) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), *[make.paragraph("Text.") for _ in range(before)], table)
    wanted = sum(len(group.rows) + bool(group.label) for group in table.groups)
    rows = rows_of(result.tree)
    assert len(rows) == wanted
    counts = [cells_of(row) for row in rows]
    assert sorted(set(counts) - {0}) == [len(table.columns)]
    assert counts.count(0) == sum(bool(group.label) for group in table.groups)
    assert [element.tag for element in walk(result.tree)].count("Table") == 1
    assert check_tree(result.tree) == []
    for row in rows:
        mcids = [
            (run.page, run.mcid + at) for run in row.children if isinstance(run, CellRun) for at in range(run.count)
        ]
        assert len(mcids) == len(set(mcids))


def test_the_tag_tree_of_a_table_with_groups_and_levels(make) -> None:  # type: ignore[no-untyped-def]
    groups = (
        RowGroup("Gemeinden", (Row("Dieburg", (Cell("1,5"), Cell("•", "geheim gehalten"))),)),
        RowGroup("", (Row("Kreis", (Cell("2,5"), Cell("3")), RowRole.TOTAL),)),
    )
    head = ((HeadCell("Personen", columns=2),), (HeadCell("Anteil", unit="%"), HeadCell("Zahl")))
    table = make.table(groups=groups, head=head, source="Amt")
    text = tree_text(make.pdf(make.heading("Lage"), table))
    assert text == (
        "Document\n"
        "  Sect\n"
        "    H1: 1 Lage\n"
        "    Table\n"
        "      Caption: Tabelle 1.1 Titel der Tabelle\n"
        "      THead\n"
        "        TR\n"
        "          TH [Scope=Column RowSpan=2]: Gebiet\n"
        "          TH [Scope=Column ColSpan=2]: Personen\n"
        "        TR\n"
        "          TH [Scope=Column]: Anteil %\n"
        "          TH [Scope=Column]: Zahl\n"
        "      TBody\n"
        "        TR\n"
        "          TH [Scope=Row ColSpan=3 ID=g1]: Gemeinden\n"
        "        TR\n"
        "          TH [Scope=Row Headers=g1]: Dieburg\n"
        "          TD: 1,5\n"
        "          TD\n"
        "            Span ActualText='geheim gehalten': •\n"
        "      TBody\n"
        "        TR\n"
        "          TH [Scope=Row]: Kreis\n"
        "          TD: 2,5\n"
        "          TD: 3\n"
        "    P: Quelle: Amt"
    )


def test_a_table_over_pages_repeats_its_head_as_an_artifact(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.table(120))
    assert result.pages == 3
    heads = [
        element
        for element in walk(result.tree)
        if element.tag == "TH" and element.attributes["Table"]["Scope"] == "/Column"
    ]
    assert len(heads) == 3


def test_a_wide_table_is_split_by_columns_with_its_rows_kept_together(make) -> None:  # type: ignore[no-untyped-def]
    result = make.set(make.heading(), make.table(4, 40))
    rows = rows_of(result.tree)
    assert {cells_of(row) for row in rows} == {40}
    assert all(len([run for run in row.children if isinstance(run, CellRun)]) > 1 for row in rows)


def test_all_faults_of_tables_are_told_at_once_with_their_places(make) -> None:  # type: ignore[no-untyped-def]
    wrong_row = make.table(groups=(RowGroup("", (Row("Kurz", (Cell("1"),)),)),), place=Place("layouts/a.yaml", 7))
    wrong_head = make.table(head=((HeadCell("Eine"),),), ident="t2", place=Place("layouts/a.yaml", 9))
    too_wide = make.table(1, 1, "t3", stub_share=0.99, place=Place("layouts/a.yaml", 11))
    with pytest.raises(TypesettingError) as caught:
        make.set(make.heading(), wrong_row, wrong_head, too_wide)
    found = [(item.code, str(item.place)) for item in caught.value.diagnostics]
    assert found == [
        ("tabellenzeile", "layouts/a.yaml:7"),
        ("tabellenkopf", "layouts/a.yaml:9"),
        ("tabelle-zu-breit", "layouts/a.yaml:11"),
    ]


def test_a_cell_higher_than_the_page_is_refused_with_its_row(make) -> None:  # type: ignore[no-untyped-def]
    groups = (RowGroup("", (Row("Riese", (Cell("Wort " * 4000),)),)),)
    head = ((HeadCell("Text"),),)
    table = Table("t", "1.1", "Titel", "Begriff", head, (Align.LEFT,), groups, text_shares=(1.0,))
    with pytest.raises(TypesettingError, match="Riese"):
        make.set(make.heading(), table)
