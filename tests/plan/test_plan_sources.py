"""The annex of sources: by publisher, each workbook once, licences by their short names."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import Table
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.plan.printing.sources import source_list, together

ONE = SourceTable(
    file="amt/a.xlsx",
    sheet="Personen",
    number=1,
    sha256="",
    title="Register der Leistungen nach Wohnort: Personen (Anzahl)",
    publisher="Jobcenter",
    stand="2026-01-10",
)
WORDS = st.lists(st.sampled_from(["Kinder", "nach", "dem", "Alter", "und", "Wohnort"]), min_size=1, max_size=7)


def listed(*tables: SourceTable) -> Table:
    return source_list(tables, "quellen", Place())


def test_sheets_of_a_workbook_stand_in_one_row() -> None:
    two = replace(ONE, sheet="Kinder", title="Register der Leistungen nach Wohnort: Kinder (Anzahl)")
    (group,) = listed(ONE, two).groups
    assert group.label == "Jobcenter"
    (row,) = group.rows
    assert row.stub == "Register der Leistungen nach Wohnort: Personen (Anzahl); Kinder (Anzahl)"
    assert [cell.text for cell in row.cells] == ["10.01.2026", "a.xlsx", "–"]


def test_workbooks_of_a_series_stand_in_one_row_without_the_keys_of_their_areas() -> None:
    tables = [
        replace(ONE, file=f"heft_{key}.xlsx", title=f"Arbeitsmarkt kommunal {key} Ort")
        for key in ("06432001", "06432002", "06432003")
    ]
    (row,) = listed(*tables).groups[0].rows
    assert (row.stub, row.cells[1].text) == ("Arbeitsmarkt kommunal", "heft_06432001.xlsx und 2 weitere Dateien")


def test_known_licences_are_short_and_explained_once() -> None:
    name = "Datenlizenz Deutschland - Namensnennung - Version 2.0"
    table = listed(replace(ONE, licence=name), replace(ONE, file="b.csv", licence=name, title="Anderes"))
    assert {row.cells[2].text for group in table.groups for row in group.rows} == {"dl-de/by-2-0"}
    assert len(table.notes) == 1 and "dl-de/by-2-0: Datenlizenz Deutschland – Namensnennung 2.0" in table.notes[0]


def test_other_licences_stand_as_they_are() -> None:
    table = listed(replace(ONE, licence="© Statistisches Bundesamt"))
    assert (table.groups[0].rows[0].cells[2].text, table.notes) == ("© Statistisches Bundesamt", ())


def test_sample_data_are_named_with_their_publisher() -> None:
    assert listed(replace(ONE, sample=True)).groups[0].label == "Jobcenter (Musterdaten)"


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_no_word_of_a_title_is_lost(titles: list[str]) -> None:
    joined = together(titles)
    for title in titles:
        assert set(title.split()) <= set(joined.replace(":", "").replace(";", "").split())
