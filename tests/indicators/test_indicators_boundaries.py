"""Series in the borders of today: counts of older areas are added, rates are not, and what was cut says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from indicators_samples import catalogue, cell, table

from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.boundaries import Boundaries, Change, ChangeKind
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Observation, SourceTable
from berichtsgenerator.model.periods import stichtag, year

END, PART = ChangeKind.DISSOLVED, ChangeKind.PARTED
UDER, OLD = "16061119", {"16061007": 529.0, "16061097": 2688.0}
"""Uder is made of two here; in truth of twelve."""
MERGED = tuple(Change(END, key, UDER, "2024-01-01", int(n), 28.5) for key, n in OLD.items())
HEILBAD = "16061045"
TAKEN = Change(END, "16061049", HEILBAD, "2024-01-01", 1303, 18.0)

RATES = """
merkmale:
  quote:
    bezeichnung: Quote
    art: anteil
    einheit: Prozent
    additiv: nein
    erkennung:
      - {tabellen: [300], muster: "^Quote$"}
"""
RATE = """
rubrik: Probe
indikatoren:
  quote:
    titel: Quotenanteil
    kurz: Anteil
    beschreibung: Ein gelieferter Anteil.
    merkmal: quote
    zeit: Jahr
    einheit: Prozent
    art: anteil
    ebenen: [kreis, gemeinde]
    definition: eigene
"""


def people(source: SourceTable, area: str, when: int, value: float | None, **more: Missing) -> Observation:
    return cell(source, "Leute", area, stichtag(when, 12, 31), value, **more)


class Carried:
    """An engine with boundaries, and short questions."""

    def __init__(self, folder: Path, observations: list[Observation], *changes: Change) -> None:
        gazetteer = Gazetteer.bundled()
        self.engine = IndicatorEngine(
            catalogue(folder), observations, gazetteer=gazetteer, boundaries=Boundaries(gazetteer, changes)
        )

    def ask(self, area: str, when: int) -> Entry:
        return self.engine.evaluate(NumberKey("leute", area, year(when)))

    def codes(self) -> dict[str, str]:
        return {item.code: item.message for item in self.engine.diagnostics}


def test_gemeinden_that_became_one_are_added_with_their_cells(tmp_path: Path) -> None:
    source = table("100")
    cells = [people(source, key, 2022, value) for key, value in OLD.items()]
    carried = Carried(tmp_path, [*cells, people(source, UDER, 2024, 3300)], *MERGED)
    entry = carried.ask(UDER, 2022)
    assert entry.value == 3217
    (component,) = entry.provenance.components
    assert {o.area for o in component.observations} == set(OLD)
    assert carried.ask(UDER, 2024).value == 3300
    assert [period.year for period in carried.engine.periods("leute", UDER)] == [2022, 2024]
    assert "Uder (16061119) aus 2 früheren Gebieten" in carried.codes()["gebietsstand-umgerechnet"]


def test_a_lacking_part_refuses_the_sum_and_names_it(tmp_path: Path) -> None:
    carried = Carried(tmp_path, [people(table("100"), "16061097", 2022, 2688)], *MERGED)
    entry = carried.ask(UDER, 2022)
    assert entry.value is None
    assert "fehlen davon 1 (Birkenfelde (16061007))" in entry.provenance.reason


def test_a_hidden_part_hides_the_sum(tmp_path: Path) -> None:
    source = table("100")
    cells = [people(source, "16061097", 2022, 2688), people(source, "16061007", 2022, None, missing=Missing.SECRET)]
    assert Carried(tmp_path, cells, *MERGED).ask(UDER, 2022).missing is Missing.SECRET


def test_a_gemeinde_that_took_up_another_one(tmp_path: Path) -> None:
    old, new = table("100", "alt.csv"), table("100", "heute.csv", stand="2025-01-01")
    cells = [people(old, HEILBAD, 2022, 16000), people(old, "16061049", 2022, 1300)]
    assert Carried(tmp_path, cells, TAKEN).ask(HEILBAD, 2022).value == 17300
    carried_by_publisher = [people(new, HEILBAD, 2022, 17290), people(new, "16061002", 2022, 80)]
    assert Carried(tmp_path, carried_by_publisher, TAKEN).ask(HEILBAD, 2022).value == 17290


def test_whether_a_table_without_the_other_kreis_is_in_todays_borders_is_not_guessed(tmp_path: Path) -> None:
    other = Change(END, "16063037", "16064074", "2024-01-01", 184, 4.0)
    entry = Carried(tmp_path, [people(table("100"), "16064074", 2022, 6500)], other).ask("16064074", 2022)
    assert entry.value is None
    assert "Hallungen (16063037)" in entry.provenance.reason


def test_kreise_of_a_reform_and_renumbered_ones(tmp_path: Path) -> None:
    source = table("100")
    cells = [people(source, "03152", 2012, 250000), people(source, "03156", 2012, 75000)]
    cells.append(people(source, "14365", 2006, 506000))
    carried = Carried(tmp_path, cells)
    assert carried.ask("03159", 2012).value == 325000
    assert carried.ask("14713", 2006).value == 506000


def test_rates_are_never_added_but_a_renumbered_area_keeps_them(tmp_path: Path) -> None:
    source = table("300")
    cells = [cell(source, "Quote", key, year(2012), 7.5) for key in ("03152", "03156")]
    cells.append(cell(source, "Quote", "14365", year(2006), 12.5))
    gazetteer = Gazetteer.bundled()
    loaded = catalogue(tmp_path, RATE, RATES)
    engine = IndicatorEngine(loaded, cells, gazetteer=gazetteer, boundaries=Boundaries(gazetteer))
    refused = engine.evaluate(NumberKey("quote", "03159", year(2012)))
    assert refused.value is None
    assert "lässt sich nicht zusammenzählen" in refused.provenance.reason
    assert engine.evaluate(NumberKey("quote", "14713", year(2006))).value == 12.5


@pytest.mark.parametrize(("title", "value"), [("Leute", None), ("Leute (Gebietsstand: 31.12.2024)", 900.0)])
def test_a_part_that_changed_hands_cuts_the_series_unless_the_table_is_in_todays_borders(
    tmp_path: Path, title: str, value: float | None
) -> None:
    changes = (
        Change(PART, HEILBAD, UDER, "2024-01-01", 400, 2.0),
        Change(PART, HEILBAD, HEILBAD, "2024-01-01", 15600, 90.0),
    )
    source = SourceTable("a.csv", "0" * 64, "", 1, "100", title, "Amt")
    carried = Carried(tmp_path, [people(source, HEILBAD, 2022, 900), people(source, HEILBAD, 2024, 880)], *changes)
    entry = carried.ask(HEILBAD, 2022)
    assert entry.value == value
    assert carried.ask(HEILBAD, 2024).value == 880
    if value is None:
        assert "am 01.01.2024 ging ein Teil von Heilbad Heiligenstadt" in entry.provenance.reason
        assert "Heilbad Heiligenstadt" in carried.codes()["gebietsstand-abgeschnitten"]


def test_a_kreis_that_was_cut_is_made_of_its_gemeinden_of_today_or_says_that_it_was_cut(tmp_path: Path) -> None:
    gazetteer = Gazetteer.bundled()
    source = table("100")
    other = Change(END, "16064999", "16061002", "2024-01-01", 5000, 1.0)
    towns = [area.key for area in gazetteer.children("16061", Level.GEMEINDE)]
    cells = [people(source, "16061", 2022, 99_000), *(people(source, key, 2022, 1000) for key in towns)]
    whole = Carried(tmp_path / "a", [*cells, people(source, "16064999", 2022, 5000)], other)
    assert whole.ask("16061", 2022).value == 1000 * len(towns) + 5000
    cut = Carried(tmp_path / "b", cells, other).ask("16061", 2022)
    assert cut.value is None
    assert "ging ein Teil von Unstrut-Hainich-Kreis (16064) an Eichsfeld (16061) über" in cut.provenance.reason
