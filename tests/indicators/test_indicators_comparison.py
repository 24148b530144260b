"""Comparison records say exactly what the register's derived numbers say, for whole panels at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicators_samples import Places, cell, differing, engine, table

from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.indicators.comparison import ComparisonTable, Scope, compare, shifted
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.comparison import Comparison, Direction
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import month, school_year, year

KREIS, LAND, BUND = "06432", "06", "DG"


def made(made_by: IndicatorEngine, indicator: str, *, kreis: str = KREIS, against: tuple[str, ...]) -> ComparisonTable:
    peers = tuple(area.key for area in Gazetteer.bundled().children(kreis, Level.GEMEINDE))
    scope = Scope(indicator, (*peers, *against), made_by.periods(indicator), against=against, peers=peers, within=kreis)
    return compare(
        made_by.catalogue[indicator], made_by.catalogue.breaks(indicator, bases=False), made_by.evaluate, scope
    )


@pytest.fixture(scope="module")
def official(realdata: Path) -> IndicatorEngine:
    from test_indicators_real import made_of

    return made_of(realdata / "genesis_dadi")


@pytest.mark.parametrize("indicator", ["bevoelkerung", "jugendquotient", "arbeitslosenanteil", "lebendgeborene_rate"])
def test_every_figure_equals_the_number_that_the_register_would_print(
    official: IndicatorEngine, indicator: str
) -> None:
    told = {"difference": 0, "ratio": 0, "change": 0, "percent": 0, "rank": 0, "refused": 0}
    for record in made(official, indicator, against=(KREIS, LAND, BUND)).records():
        plain = official.evaluate(record.key)
        assert (record.value, record.missing, record.reason) == (plain.value, plain.missing, plain.provenance.reason)
        for distance in record.distances:
            own = official.evaluate(distance.key(record.key))
            assert (distance.difference, distance.missing) == (own.value, own.missing)
            assert distance.ratio == official.evaluate(distance.key(record.key, ratio=True)).value
            told["difference"] += own.value is not None
            told["ratio"] += distance.ratio is not None
        for change in record.changes:
            own = official.evaluate(change.key(record.key))
            assert (change.change, change.missing) == (own.value, own.missing)
            relative = official.evaluate(change.key(record.key, percent=True))
            if relative.value is None:
                assert change.percent is None
                assert (change.reason or change.percent_reason) == relative.provenance.reason
            else:
                assert change.percent == pytest.approx(relative.value)
            told["change"] += own.value is not None
            told["percent"] += relative.value is not None
            told["refused"] += own.missing is Missing.NOT_APPLICABLE
        if record.peers is not None and record.value is not None:
            ranked = official.evaluate(record.peers.rank_key(record.key))
            assert record.peers.distinct == (ranked.value is not None)
            if ranked.value is not None:
                assert record.peers.rank == ranked.value
            else:
                assert record.peers.reason == ranked.provenance.reason
            told["rank"] += 1
    assert told["difference"] and told["ratio"]
    assert told["rank"] or indicator == "lebendgeborene_rate", "deliveries of births per Gemeinde are not there"
    if indicator == "bevoelkerung":
        assert told["change"] and told["percent"] and told["refused"], "the series holds changes of base"


def test_records_from_deliveries_equal_those_from_entries(official: IndicatorEngine) -> None:
    assert differing(official, KREIS, last=16) == []


@settings(deadline=None, max_examples=60)
@given(values=st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=18, max_size=18), missing=st.integers(0, 3))
def test_any_small_delivery_compares_alike_from_cells_and_from_entries(
    tmp_path_factory: pytest.TempPathFactory, values: list[int | None], missing: int
) -> None:
    kinds = (Missing.SECRET, Missing.UNKNOWN, Missing.NO_DATA, Missing.LATER)
    cells = []
    for number, value in enumerate(values):
        area, when = f"0699900{1 + number % 3}", year(2009 + number // 6)
        source, label = (table("200"), "Fälle") if number % 2 else (table("100"), "Leute")
        place = cell(source, label, area, when, value, missing=None if value is not None else kinds[missing])
        cells.append(place)
    made_by = engine(tmp_path_factory.mktemp("small"), *cells)
    peers = ("06999001", "06999002", "06999003")
    for indicator in ("faelle", "leute", "anteil", "anteil_mittel", "mischung"):
        scope = Scope(indicator, (*peers, "06999"), tuple(map(year, range(2009, 2014))), ("06999",), peers, "06999")
        breaks = made_by.catalogue.breaks(indicator, bases=False)
        entries = compare(made_by.catalogue[indicator], breaks, made_by.evaluate, scope)
        assert made_by.compare(scope).records() == entries.records()


def test_areas_of_which_different_offices_tell_are_not_compared(tmp_path: Path) -> None:
    office, register = table("200"), table("", file="faelle_register.xlsx", publisher="Fachbereich Soziales")
    cells = [
        cell(office, "Fälle", "06999", year(2015), 900.0),
        cell(office, "Fälle", "06999002", year(2015), 300.0),
        *(cell(register, "Fälle im Register", area, year(2015), 250.0) for area in ("06999001", "06999003")),
    ]
    made_by = engine(tmp_path, *cells)
    key = NumberKey("faelle", "06999001", year(2015))
    refused = made_by.evaluate(key.with_view(View.DIFFERENCE, against="06999"))
    assert (refused.missing, refused.provenance.guard) == (Missing.NOT_APPLICABLE, Guard.SOURCE)
    assert refused.provenance.reason == (
        "Der Vergleich mit Musterkreis (06999) ist nicht zulässig: verschiedene Quellen, Fachbereich Soziales "
        "gegenüber Amt."
    )
    ranked = made_by.evaluate(key.with_view(View.RANK, against="06999"))
    assert (ranked.value, ranked.provenance.guard) == (None, Guard.SOURCE)
    record = record_of(made_by, "faelle", 2015)
    assert record.distances[0].missing is Missing.NOT_APPLICABLE
    assert record.distances[0].reason in refused.provenance.reason
    assert record.peers is not None
    assert record.peers.rank is None
    assert record.peers.reason == ranked.provenance.reason
    alike = made_by.evaluate(NumberKey("faelle", "06999002", year(2015)).with_view(View.DIFFERENCE, against="06999"))
    assert alike.value == -600
    made_by.set_aside([(Guard.SOURCE, "faelle")])
    allowed = made_by.evaluate(key.with_view(View.DIFFERENCE, against="06999"))
    assert (allowed.value, allowed.provenance.guard) == (-650, Guard.SOURCE)


def small(folder: Path, values: dict[int, float], *, missing: Missing | None = None) -> IndicatorEngine:
    """Cases of Adorf by year, of Bedorf and Cedorf fixed."""
    source = table("200")
    cells = [
        cell(source, "Fälle", "06999001", year(when), None if missing and value < 0 else value,
             missing=missing if value < 0 else None)
        for when, value in values.items()
    ]  # fmt: skip
    for when in values:
        cells += [
            cell(source, "Fälle", "06999002", year(when), 10.0),
            cell(source, "Fälle", "06999003", year(when), 40.0),
        ]
    return engine(folder, *cells)


def record_of(made_by: IndicatorEngine, indicator: str, when: int, area: str = "06999001") -> Comparison:
    peers = tuple(area.key for area in Places().children("06999", Level.GEMEINDE))
    scope = Scope(indicator, peers, made_by.periods(indicator), against=("06999",), peers=peers, within="06999")
    catalogue = made_by.catalogue
    found = compare(catalogue[indicator], catalogue.breaks(indicator, bases=False), made_by.evaluate, scope)
    return found.record(area, year(when))


def test_a_streak_counts_steps_in_one_direction_and_ends_where_it_turns(tmp_path: Path) -> None:
    made_by = small(tmp_path, {2010: 5, 2011: 9, 2012: 8, 2013: 12, 2014: 15})
    found = record_of(made_by, "faelle", 2014).streak
    assert found is not None
    assert (found.direction, found.steps, found.since) == (1, 2, year(2012))
    down = record_of(made_by, "faelle", 2012).streak
    assert down is not None
    assert (down.direction, down.steps, down.since) == (-1, 1, year(2011))
    assert record_of(made_by, "faelle", 2010).streak is None


def test_extremes_are_those_of_the_series_so_far(tmp_path: Path) -> None:
    found = record_of(small(tmp_path, {2010: 5, 2011: 9, 2012: 8, 2013: 9}), "faelle", 2013).extremes
    assert found is not None
    assert (found.highest, found.highest_at) == (9, year(2011))
    assert (found.lowest, found.lowest_at) == (5, year(2010))


def test_a_break_ends_streak_and_extremes_and_refuses_the_change(tmp_path: Path) -> None:
    made_by = small(tmp_path, {2012: 150, 2013: 160, 2014: 170, 2015: 180})
    found = record_of(made_by, "faelle_bruch", 2015)
    assert found.streak is not None
    assert found.streak.since == year(2014)
    assert found.extremes is not None
    assert found.extremes.first == year(2014)
    first = record_of(made_by, "faelle_bruch", 2014)
    assert first.break_here
    assert first.streak is None
    refused = first.change(1)
    assert refused is not None
    assert refused.missing is Missing.NOT_APPLICABLE
    assert "neue Zählweise" in refused.reason


def test_a_secret_value_ends_streaks_and_is_missing_in_every_figure_that_needs_it(tmp_path: Path) -> None:
    made_by = small(tmp_path, {2010: 105, 2011: -1, 2012: 108, 2013: 109}, missing=Missing.SECRET)
    found = record_of(made_by, "faelle", 2013)
    assert found.streak is not None
    assert found.streak.since == year(2012)
    hidden = record_of(made_by, "faelle", 2011)
    assert (hidden.value, hidden.missing) == (None, Missing.SECRET)
    assert hidden.peers is not None
    assert (hidden.peers.rank, hidden.peers.missing, hidden.peers.known) == (None, Missing.SECRET, 2)
    later = record_of(made_by, "faelle", 2012).change(1)
    assert later is not None
    assert later.missing is Missing.SECRET


def test_peers_tell_rank_spread_and_alikeness(tmp_path: Path) -> None:
    peers = record_of(small(tmp_path, {2010: 25}), "faelle", 2010).peers
    assert peers is not None
    assert (peers.rank, peers.known, peers.count) == (2, 3, 3)
    assert (peers.highest, peers.highest_areas) == (40, ("06999003",))
    assert (peers.lowest, peers.lowest_areas) == (10, ("06999002",))
    assert peers.span == 30
    assert peers.median == 25
    assert peers.mean == 25
    assert peers.quartile is None, "three areas have no quarters"
    assert peers.variation == pytest.approx(0.489898, abs=1e-6)


def test_no_mean_of_quotas_is_told(official: IndicatorEngine) -> None:
    table_of_shares = made(official, "arbeitslosenanteil", against=(KREIS,))
    found = table_of_shares.record("06432008", year(2016))
    assert found.peers is not None
    assert found.peers.mean is None
    assert found.peers.median is not None
    assert found.direction is Direction.HIGH
    assert found.peers.quartile in (1, 2, 3, 4)


def test_quartiles_part_the_peers_into_quarters(official: IndicatorEngine) -> None:
    table_of_all = made(official, "jugendquotient", against=())
    quarters = [table_of_all.record(area, year(2015)).peers for area in table_of_all.scope.peers]
    counts = [sum(item is not None and item.quartile == number for item in quarters) for number in (1, 2, 3, 4)]
    assert sum(counts) == 23
    assert max(counts) - min(counts) <= 1


def test_protection_reaches_every_figure_because_records_are_made_from_entries(tmp_path: Path) -> None:
    """What the lookup hides, as the protected register does, no figure tells."""
    made_by = small(tmp_path, {2010: 105, 2011: 107})
    peers = ("06999001", "06999002", "06999003")

    def hidden(key: NumberKey) -> Entry:
        entry = made_by.evaluate(key)
        if key.area == "06999001":
            return Entry(key, None, Missing.SECRET, entry.kind, entry.unit, entry.decimals)
        return entry

    scope = Scope("faelle", peers, (year(2010), year(2011)), against=("06999001",), peers=peers, within="06999")
    found = compare(made_by.catalogue["faelle"], (), hidden, scope)
    other = found.record("06999002", year(2011))
    assert other.distances[0].difference is None
    assert other.distances[0].value is None
    assert other.distances[0].missing is Missing.SECRET
    assert other.peers is not None
    assert other.peers.highest == 40
    assert other.peers.known == 2


@pytest.mark.parametrize(
    ("period", "years", "earlier"),
    [(year(2020), 5, year(2015)), (month(2021, 3), 1, month(2020, 3)), (school_year(2020), 10, school_year(2010))],
)
def test_a_change_goes_back_to_the_same_part_of_the_year(period, years, earlier) -> None:  # type: ignore[no-untyped-def]
    assert shifted(period, years) == earlier


def test_the_rank_of_areas_whose_intervals_overlap_is_refused(official: IndicatorEngine) -> None:
    found = [
        official.evaluate(NumberKey("arbeitslosenanteil", area.key, year(2016)).with_view(View.RANK, against=KREIS))
        for area in Gazetteer.bundled().children(KREIS, Level.GEMEINDE)
    ]
    refused = [item for item in found if item.value is None]
    assert len(refused) > 15
    assert "möglich sind die Ränge" in refused[0].provenance.reason
