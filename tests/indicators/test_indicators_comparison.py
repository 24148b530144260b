"""Comparison records say exactly what the register's derived numbers say, for whole panels at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicators_samples import Places, cell, differing, engine, table

from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.indicators.comparing.comparison import ComparisonTable, Scope, compare, shifted
from berichtsgenerator.indicators.comparing.panels import panel_of
from berichtsgenerator.indicators.comparing.recordfacts import with_facts
from berichtsgenerator.indicators.defining.definitions import Break
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.comparison import Comparison, Course, Figure, Wanted, keys_of
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import month, school_year, stichtag, year

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


def from_entries(made_by: IndicatorEngine, record: Comparison[Figure]) -> Comparison[Entry]:
    """The same record as a report makes it: keys, entries of the register, then their facts."""
    course, peers = record.course, record.peers
    assert course is not None
    wanted = Wanted(
        against=tuple(item.against for item in record.distances), differences=True, ratios=True,
        since=tuple(item.since for item in record.changes), changes=True, percents=True,
        course=tuple(period for period in made_by.periods(record.key.indicator) if not record.key.period < period),
        peers=() if peers is None else tuple(area for area, _ in peers.values),
        within="" if peers is None else peers.within, values=True, rank=True,
    )  # fmt: skip
    catalogue = made_by.catalogue
    return with_facts(
        keys_of(record.key, wanted).filled(made_by.evaluate),
        catalogue.breaks(record.key.indicator, bases=False),
        base_change_harmless=catalogue[record.key.indicator].base_change_harmless,
    )


def alike(figure: Figure | None, entry: Entry | None) -> bool:
    """A figure of a panel says what the register's entry says; its reason may leave the name of the area out."""
    assert figure is not None and entry is not None
    if figure.value is None or entry.value is None:
        return (figure.value, figure.missing) == (entry.value, entry.missing) and figure.reason in entry.reason
    return figure.value == pytest.approx(entry.value)


@pytest.mark.parametrize("indicator", ["bevoelkerung", "jugendquotient", "arbeitslosenanteil", "lebendgeborene_rate"])
def test_every_figure_equals_the_number_that_the_register_would_print(
    official: IndicatorEngine, indicator: str
) -> None:
    told = {"difference": 0, "ratio": 0, "change": 0, "percent": 0, "rank": 0, "refused": 0}
    for record in made(official, indicator, against=(KREIS, LAND, BUND)).records():
        plain = official.evaluate(record.key)
        assert record.value == (plain.value, plain.missing, plain.reason)
        printed = from_entries(official, record)
        for mine, theirs in zip(record.distances, printed.distances, strict=True):
            assert alike(mine.difference, theirs.difference) and alike(mine.ratio, theirs.ratio)
            told["difference"] += mine.difference.value is not None
            told["ratio"] += mine.ratio.value is not None
        for now, then in zip(record.changes, printed.changes, strict=True):
            assert alike(now.change, then.change) and alike(now.percent, then.percent)
            assert now.broken == then.broken
            told["change"] += now.change.value is not None
            told["percent"] += now.percent.value is not None
            told["refused"] += now.change.missing is Missing.NOT_APPLICABLE
        assert record.course is not None and printed.course is not None
        assert [period for period, _ in record.course.values] == [period for period, _ in printed.course.values]
        assert record.course[1:] == printed.course[1:], "breaks, cut, streak and extremes"
        if record.peers is not None and printed.peers is not None:
            assert alike(record.peers.rank, printed.peers.rank)
            if record.value.value is not None and record.peers.standing is not None:
                assert record.peers.standing == printed.peers.standing
                assert record.peers.spread is not None and printed.peers.spread is not None
                assert record.peers.spread[:8] == printed.peers.spread[:8]
                assert record.peers.spread[8:] == pytest.approx(printed.peers.spread[8:])
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
    assert alike(record.distances[0].difference, refused)
    assert record.peers is not None
    assert alike(record.peers.rank, ranked)
    assert record.peers.standing is None and record.peers.spread is not None
    assert record.peers.spread.highest is None, "no extremes of what is not comparable"
    same = made_by.evaluate(NumberKey("faelle", "06999002", year(2015)).with_view(View.DIFFERENCE, against="06999"))
    assert same.value == -600
    made_by.set_aside([(Guard.SOURCE, "faelle")])
    allowed = made_by.evaluate(key.with_view(View.DIFFERENCE, against="06999"))
    assert (allowed.value, allowed.provenance.guard) == (-650, Guard.SOURCE)
    scope = Scope("faelle", ("06999001",), (year(2015),), against=("06999",))
    (record,) = made_by.compare(scope).records()
    assert alike(record.distances[0].difference, allowed), "what a layout sets aside is set aside in panels, too"


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


def record_of(made_by: IndicatorEngine, indicator: str, when: int, area: str = "06999001") -> Comparison[Figure]:
    peers = tuple(area.key for area in Places().children("06999", Level.GEMEINDE))
    scope = Scope(indicator, peers, made_by.periods(indicator), against=("06999",), peers=peers, within="06999")
    catalogue = made_by.catalogue
    found = compare(catalogue[indicator], catalogue.breaks(indicator, bases=False), made_by.evaluate, scope)
    return found.record(area, year(when))


def course_of(made_by: IndicatorEngine, indicator: str, when: int) -> Course[Figure]:
    found = record_of(made_by, indicator, when).course
    assert found is not None
    return found


def test_a_streak_counts_steps_in_one_direction_and_ends_where_it_turns(tmp_path: Path) -> None:
    made_by = small(tmp_path, {2010: 5, 2011: 9, 2012: 8, 2013: 12, 2014: 15})
    assert course_of(made_by, "faelle", 2014).streak == (1, 2, year(2012), 1)
    assert course_of(made_by, "faelle", 2012).streak == (-1, 1, year(2011), 1)
    assert course_of(made_by, "faelle", 2010).streak is None


def test_extremes_are_those_of_the_series_so_far(tmp_path: Path) -> None:
    found = course_of(small(tmp_path, {2010: 5, 2011: 9, 2012: 8, 2013: 9}), "faelle", 2013).extremes
    assert found == (9, year(2011), 5, year(2010))


def test_a_break_ends_streak_and_extremes_and_refuses_the_change(tmp_path: Path) -> None:
    made_by = small(tmp_path, {2012: 150, 2013: 160, 2014: 170, 2015: 180})
    found = course_of(made_by, "faelle_bruch", 2015)
    assert found.streak is not None
    assert found.streak.since == year(2014)
    assert [period for period, _ in found.values] == [year(2014), year(2015)]
    assert found.extremes is not None
    assert found.extremes.lowest_at == year(2014)
    assert found.breaks == ((year(2014), "neue Zählweise"),)
    assert found.cut == "neue Zählweise"
    first = record_of(made_by, "faelle_bruch", 2014)
    assert first.course is not None
    assert first.course.streak is None
    refused = first.change(year(2013))
    assert refused is not None and refused.change is not None
    assert refused.change.missing is Missing.NOT_APPLICABLE
    assert "neue Zählweise" in refused.change.reason
    assert refused.broken == "neue Zählweise"


def test_a_secret_value_ends_streaks_and_is_missing_in_every_figure_that_needs_it(tmp_path: Path) -> None:
    made_by = small(tmp_path, {2010: 105, 2011: -1, 2012: 108, 2013: 109}, missing=Missing.SECRET)
    found = course_of(made_by, "faelle", 2013)
    assert found.streak is not None
    assert found.streak.since == year(2012)
    assert found.extremes is not None
    assert found.extremes.lowest_at == year(2010), "a gap ends a streak, not the course"
    hidden = record_of(made_by, "faelle", 2011)
    assert hidden.value[:2] == (None, Missing.SECRET)
    assert hidden.peers is not None and hidden.peers.rank is not None and hidden.peers.spread is not None
    assert (hidden.peers.rank.missing, hidden.peers.spread.known, hidden.peers.spread.secret) == (Missing.SECRET, 2, 1)
    assert hidden.peers.standing is None
    later = record_of(made_by, "faelle", 2012).change(year(2011))
    assert later is not None and later.change is not None
    assert later.change.missing is Missing.SECRET


def test_peers_tell_rank_spread_and_alikeness(tmp_path: Path) -> None:
    peers = record_of(small(tmp_path, {2010: 25}), "faelle", 2010).peers
    assert peers is not None and peers.rank is not None and peers.spread is not None
    assert (peers.rank.value, peers.spread.known, peers.spread.total) == (2, 3, 3)
    assert (peers.spread.highest, peers.spread.highest_areas) == (40, ("06999003",))
    assert (peers.spread.lowest, peers.spread.lowest_areas) == (10, ("06999002",))
    assert (peers.spread.span, peers.spread.median, peers.spread.mean) == (30, 25, 25)
    assert peers.standing == (1, 1, None), "three areas have no quarters"
    assert peers.spread.variation == pytest.approx(0.489898, abs=1e-6)


def test_what_is_equal_in_print_shares_the_rank(tmp_path: Path) -> None:
    """A rank that parts 5,26 and 5,31 would say more than the printed 5,3 does."""
    cells = []
    for area, cases in (("06999001", 526.0), ("06999002", 531.0), ("06999003", 900.0)):
        cells.append(cell(table("200"), "Fälle", area, year(2015), cases))
        cells.append(cell(table("100"), "Leute", area, stichtag(2014, 12, 31), 10_000.0, alter="0-14"))
    made_by = engine(tmp_path, *cells)
    made_by.set_aside([(Guard.ORDER, "anteil")])
    keys = [NumberKey("anteil", area, year(2015)) for area in ("06999001", "06999002", "06999003")]
    ranks = [made_by.evaluate(key.with_view(View.RANK, against="06999")).value for key in keys]
    assert ranks == [2, 2, 1]


def test_extremes_that_chance_may_make_are_uncertain(tmp_path: Path) -> None:
    """4 and 9 of 200 may differ by chance, 4 and 90 of 200 do not; a layout that ranks them says so with its reason."""

    def spread(folder: str, *counts: float, exceptions: frozenset[Guard] = frozenset()) -> list[bool]:
        cells = []
        for area, cases in zip(("06999001", "06999002", "06999003"), counts, strict=True):
            cells.append(cell(table("200"), "Fälle", area, year(2015), cases))
            cells.append(cell(table("100"), "Leute", area, stichtag(2014, 12, 31), 200.0, alter="0-14"))
        (tmp_path / folder).mkdir()
        made_by = engine(tmp_path / folder, *cells)
        made_by.set_aside([(guard, "anteil") for guard in exceptions])
        peers = ("06999001", "06999002", "06999003")
        scope = Scope("anteil", peers, (year(2015),), peers=peers, within="06999")
        panel = made_by.compare(scope).record(peers[0], year(2015)).peers
        wanted = Wanted(peers=peers, within="06999", values=True)
        record = keys_of(NumberKey("anteil", peers[0], year(2015)), wanted).filled(made_by.evaluate)
        told = with_facts(record, (), exceptions=exceptions).peers
        return [item.spread.uncertain for item in (panel, told) if item is not None and item.spread is not None]

    assert spread("nah", 4, 6, 9) == [True, True]
    assert spread("fern", 4, 6, 90) == [False, False]
    assert spread("gleich", 4, 4, 4) == [False, False], "where nothing differs, nothing differs by chance"
    assert spread("ausnahme", 4, 6, 9, exceptions=frozenset({Guard.ORDER})) == [False, False]


def test_no_mean_of_quotas_is_told(official: IndicatorEngine) -> None:
    table_of_shares = made(official, "arbeitslosenanteil", against=(KREIS,))
    found = table_of_shares.record("06432008", year(2016))
    assert found.peers is not None and found.peers.spread is not None and found.peers.standing is not None
    assert found.peers.spread.mean is None
    assert found.peers.spread.median is not None
    assert found.peers.standing.quartile in (1, 2, 3, 4)


def test_quartiles_part_the_peers_into_quarters(official: IndicatorEngine) -> None:
    table_of_all = made(official, "jugendquotient", against=())
    places = [
        peers.standing
        for area in table_of_all.scope.peers
        if (peers := table_of_all.record(area, year(2015)).peers) is not None
    ]
    counts = [sum(item is not None and item.quartile == number for item in places) for number in (1, 2, 3, 4)]
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
    (distance,) = other.distances
    assert distance.difference is not None
    assert (distance.difference.value, distance.other.value) == (None, None)
    assert distance.difference.missing is Missing.SECRET
    assert other.peers is not None and other.peers.spread is not None
    assert (other.peers.spread.highest, other.peers.spread.known) == (40, 2)


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


def test_panels_and_records_join_alike_what_a_layout_sets_aside(tmp_path: Path) -> None:
    """A break parts a course and refuses a change, and no longer where the rule is set aside."""
    years = (2021, 2022, 2023)
    cells = [cell(table("200"), "Fälle", "06999001", year(when), 40.0 + when - 2021) for when in years]
    cells += [
        cell(table("100"), "Leute", "06999001", stichtag(when - 1, 12, 31), 200.0, alter="0-14") for when in years
    ]
    made_by = engine(tmp_path, *cells)
    key = NumberKey("anteil", "06999001", year(2023))
    wanted = Wanted(course=tuple(year(when) for when in years), since=(year(2022),), changes=True)
    scope = Scope("anteil", ("06999001",), tuple(year(when) for when in years), years=(1,))
    definition, breaks = made_by.catalogue["anteil"], (Break.model_validate({"ab": 2023, "grund": "neue Zählung"}),)
    for exceptions in (frozenset[Guard](), frozenset({Guard.BREAK})):
        panel = ComparisonTable(definition, breaks, panel_of(definition, scope, made_by.evaluate), exceptions)
        record = with_facts(keys_of(key, wanted).filled(made_by.evaluate), breaks, exceptions=exceptions)
        mine, theirs = panel.record("06999001", year(2023)), record
        assert mine.course is not None and theirs.course is not None
        assert [when for when, _ in mine.course.values] == [when for when, _ in theirs.course.values]
        assert (mine.course.streak, mine.course.breaks) == (theirs.course.streak, theirs.course.breaks)
        assert mine.changes[0].broken == theirs.changes[0].broken == ("" if exceptions else "neue Zählung")
        assert len(mine.course.values) == (3 if exceptions else 1)


def test_a_break_that_the_delivery_marks_is_a_break(tmp_path: Path) -> None:
    """The sign „|“ of an office says more than the catalogue knows: no change, no trend and no index across it."""
    cells = [
        cell(table("200"), "Fälle", "06999001", year(when), 100.0 + when - 2010,
             quality=(Quality.BREAK,) if when == 2013 else ())
        for when in range(2010, 2016)
    ]  # fmt: skip
    made_by = engine(tmp_path, *cells)

    def change(now: int, since: int, view: View = View.CHANGE) -> Entry:
        return made_by.evaluate(NumberKey("faelle", "06999001", year(now)).with_view(view, since=year(since)))

    for now, since in ((2013, 2012), (2015, 2010), (2014, 2012)):
        refused = change(now, since)
        assert (refused.value, refused.provenance.guard) == (None, Guard.BREAK), (now, since)
        assert "bricht die Zeitreihe: Bruchzeichen der Lieferung (2013)." in refused.reason
        assert change(now, since, View.INDEX).value is None
    assert (change(2012, 2010).value, change(2015, 2013).value) == (2, 2)
    scope = Scope("faelle", ("06999001",), tuple(map(year, range(2010, 2016))), years=(1, 2, 5))
    for record in made_by.compare(scope).records():
        for item in record.changes:
            assert alike(item.change, change(record.key.period.year, item.since.year))
        told = from_entries(made_by, record)
        assert record.course is not None and told.course is not None
        assert record.course[1:] == told.course[1:]
    last = made_by.compare(scope).record("06999001", year(2015)).course
    assert last is not None and last.streak is not None
    assert (last.values[0][0], last.streak.steps, len(last.breaks)) == (year(2013), 2, 1)
    made_by.set_aside([(Guard.BREAK, "faelle")])
    assert change(2015, 2010).value == 5
