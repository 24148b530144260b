"""Methods as numbers of the catalogue: their parts, their gaps, and what they refuse; in data alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicators_samples import INDICATORS, MEASURES, Places, catalogue, cell, table

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.disclosure import DisclosureRules, protect
from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.indicators.comparing.comparison import Scope
from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.indicators.defining.methodkinds import (
    BANDS,
    BEYOND,
    EFFECTS,
    METHOD_WORDS,
    PARTS,
    RANKS,
    VARIANTS,
)
from berichtsgenerator.indicators.statistics.assumptions import LAST, Count, dying, fertility, spread, survivors
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.model.periods import Period, month, stichtag, year
from berichtsgenerator.register import Register, RequestSet

PEERS = ("06999001", "06999002", "06999003")
HEAD = """
    titel: Probe
    kurz: Probe
    beschreibung: Eine Probe der Methode.
    einheit: ""
    art: mass
    dezimalen: 3
    ebenen: [kreis, gemeinde]
    definition: eigene
"""
PEOPLE_AND_CASES = "komponenten: {leute: {merkmal: leute, zeit: '31.12.'}, faelle: {merkmal: faelle, zeit: Jahr}}"


def made(folder: Path, own: str, *cells: Observation) -> IndicatorEngine:
    """An engine with one more indicator ``probe``."""
    found = catalogue(folder, f"{INDICATORS}  probe:{HEAD}    {own}\n", MEASURES)
    return IndicatorEngine(found, cells, gazetteer=Places())


def value(engine: IndicatorEngine, area: str, period: Period, **pairs: str) -> Entry:
    return engine.evaluate(NumberKey("probe", area, period, tuple(sorted(pairs.items()))))


def people(area: str, when: int, count: float) -> Observation:
    return cell(table("100"), "Leute", area, stichtag(when, 12, 31), count)


def cases(area: str, when: int, count: float | None, missing: Missing | None = None) -> Observation:
    return cell(table("200"), "Fälle", area, year(when), count, missing=missing)


# pooled years ---------------------------------------------------------------------------------------------------------

POOLED = (
    "methode: {art: zusammengefasst, jahre: 3, je: 1000}\n"
    "    komponenten: {zaehler: {merkmal: faelle, zeit: Jahr}, nenner: {merkmal: leute, zeit: '31.12.'}}"
)


def test_years_are_pooled_with_their_interval(tmp_path: Path) -> None:
    counts = {2012: (1, 100), 2013: (2, 100), 2014: (6, 700)}
    cells = [item for when, (a, b) in counts.items() for item in (cases(PEERS[0], when, a), people(PEERS[0], when, b))]
    engine = made(tmp_path, POOLED, *cells)
    assert value(engine, PEERS[0], year(2014)).value == pytest.approx(10.0), "9 of 900, never the mean of the rates"
    low, high = (value(engine, PEERS[0], year(2014), bereich=end).value for end in BEYOND)
    assert low == pytest.approx(1000 / 900 * 4.115, abs=0.01), "exact Poisson of nine cases"
    assert high == pytest.approx(1000 / 900 * 17.085, abs=0.01)
    assert [period.iso for period in engine.periods("probe", PEERS[0])] == ["2014"], "three years must be there"
    short = value(engine, PEERS[0], year(2013))
    assert short.missing is Missing.NO_DATA
    assert "2011" in short.provenance.reason


def test_a_part_that_a_method_does_not_have_is_refused_with_those_it_has(tmp_path: Path) -> None:
    engine = made(tmp_path, POOLED, cases(PEERS[0], 2014, 1), people(PEERS[0], 2014, 100))
    found = value(engine, PEERS[0], year(2014), bereich="95 %")
    assert found.missing is Missing.NOT_APPLICABLE
    assert found.provenance.reason == "„Probe“ hat kein „bereich: 95 %“ (es gibt: 95 % unten, 95 % oben)."
    assert engine.breakdowns("probe") == {"bereich": BEYOND}


def test_a_year_that_its_source_keeps_secret_makes_the_pooled_rate_secret(tmp_path: Path) -> None:
    cells = [cases(PEERS[0], 2012, 3), cases(PEERS[0], 2013, None, Missing.SECRET), cases(PEERS[0], 2014, 5)]
    engine = made(tmp_path, POOLED, *cells, *(people(PEERS[0], when, 100) for when in (2012, 2013, 2014)))
    assert value(engine, PEERS[0], year(2014)).missing is Missing.SECRET


def test_areas_whose_own_intervals_overlap_are_not_ranked(tmp_path: Path) -> None:
    """Pooled rates (and standardised ones, and life expectancies) answer their intervals themselves."""
    cells = []
    for area, count in zip(PEERS, (4, 6, 900), strict=True):
        for when in (2012, 2013, 2014):
            cells += [cases(area, when, count), people(area, when, 2000)]
    engine = made(tmp_path, POOLED, *cells)

    def ranked(area: str, **pairs: str) -> Entry:
        key = NumberKey("probe", area, year(2014), tuple(sorted(pairs.items())))
        return engine.evaluate(key.with_view(View.RANK, against="06999"))

    refused = ranked(PEERS[0])
    assert (refused.missing, refused.provenance.guard) == (Missing.NOT_APPLICABLE, Guard.ORDER)
    assert refused.reason.endswith("möglich sind die Ränge 2 bis 3.")
    assert ranked(PEERS[2]).value == 1, "far above all others"
    assert ranked(PEERS[0], bereich=BEYOND[0]).value == 3, "the ends of intervals have none themselves"
    scope = Scope("probe", PEERS, (year(2014),), peers=PEERS, within="06999")
    places = [record.peers.rank for record in engine.compare(scope).records() if record.peers is not None]
    assert [(place.value, place.reason) for place in places if place is not None] == [
        (None, ranked(area).reason) if ranked(area).value is None else (ranked(area).value, "") for area in PEERS
    ]


# decomposition --------------------------------------------------------------------------------------------------------

TAKEN_APART = "methode: {art: zerlegung, ueber: gemeinde, jahre: 2}\n    " + PEOPLE_AND_CASES


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6), st.lists(st.integers(50, 300), min_size=6, max_size=6))
def test_the_effects_of_a_change_add_up_to_it(
    tmp_path_factory: pytest.TempPathFactory, counted: list[int], there: list[int]
) -> None:
    cells = []
    for number, area in enumerate(PEERS):
        for step, when in enumerate((2013, 2015)):
            cells += [cases(area, when, counted[2 * number + step]), people(area, when, there[2 * number + step])]
    engine = made(tmp_path_factory.mktemp("zerlegung"), TAKEN_APART, *cells)
    whole = value(engine, "06999", year(2015)).value
    parts = [value(engine, "06999", year(2015), wirkung=effect).value or 0.0 for effect in EFFECTS]
    assert whole == pytest.approx(sum(counted[1::2]) - sum(counted[::2]))
    assert sum(parts) == pytest.approx(whole, abs=1e-9)


def test_more_people_at_equal_rates_are_an_effect_of_number(tmp_path: Path) -> None:
    cells = [
        item
        for area in PEERS
        for when, factor in ((2013, 1), (2015, 2))
        for item in (cases(area, when, 10 * factor), people(area, when, 100 * factor))
    ]
    engine = made(tmp_path, TAKEN_APART, *cells)
    found = {effect: value(engine, "06999", year(2015), wirkung=effect).value for effect in EFFECTS}
    assert found == {"Zahl": pytest.approx(30), "Struktur": pytest.approx(0), "Häufigkeit": pytest.approx(0)}


def test_a_change_across_a_new_population_base_is_not_taken_apart(tmp_path: Path) -> None:
    cells = [item for a in PEERS for when in (2009, 2011) for item in (cases(a, when, 10), people(a, when, 100))]
    found = value(made(tmp_path, TAKEN_APART, *cells), "06999", year(2011))
    assert found.missing is Missing.NOT_APPLICABLE
    assert "wechselt die Bevölkerungsbasis: Zensus 1987 gegenüber Zensus 2011" in found.provenance.reason


# over areas and groups ------------------------------------------------------------------------------------------------

AGES = "gruppen: {alter: [0-29, 30-59, 60+]}"
MEAN_AGE = "methode: {art: durchschnittsalter}\n    komponenten: {leute: {merkmal: leute, " + AGES + "}}"
RATIO = (
    "methode: {art: standardisiertes_verhaeltnis}\n    komponenten:\n"
    "      tote: {merkmal: faelle, zeit: Jahr}\n"
    "      leute: {merkmal: leute, " + AGES + "}\n"
    "      tote_vergleich: {merkmal: faelle, zeit: Jahr, gebiet: land, " + AGES + "}\n"
    "      leute_vergleich: {merkmal: leute, gebiet: land, " + AGES + "}"
)
GINI = "methode: {art: gini, ueber: gemeinde}\n    komponenten: {wert: {merkmal: faelle, zeit: Jahr}}"


def by_age(area: str, measure: str, *values: float) -> list[Observation]:
    """The people (or cases) of three age groups in 2015."""
    names = ("unter 30 Jahre", "30 bis unter 60 Jahre", "60 Jahre und mehr")
    code, when = ("100", stichtag(2015, 12, 31)) if measure == "Leute" else ("200", year(2015))
    return [
        cell(table(code), measure, area, when, count, alter=name) for name, count in zip(names, values, strict=True)
    ]


def test_the_mean_age_weighs_the_middle_of_each_group(tmp_path: Path) -> None:
    found = value(made(tmp_path, MEAN_AGE, *by_age(PEERS[0], "Leute", 10, 20, 10)), PEERS[0], year(2015))
    assert found.value == pytest.approx((10 * 15 + 20 * 45 + 10 * 75) / 40)
    assert found.provenance.formula == METHOD_WORDS["durchschnittsalter"]
    assert [part.value for part in found.provenance.components] == [10, 20, 10]
    other = MEAN_AGE.replace("durchschnittsalter}", "durchschnittsalter, offen_bis: 80}")
    found = value(made(tmp_path / "80", other, *by_age(PEERS[0], "Leute", 10, 20, 10)), PEERS[0], year(2015))
    assert found.value == pytest.approx((10 * 15 + 20 * 45 + 10 * 70) / 40)
    nobody = value(made(tmp_path / "leer", MEAN_AGE, *by_age(PEERS[0], "Leute", 0, 0, 0)), PEERS[0], year(2015))
    assert (nobody.value, nobody.missing) == (None, Missing.NOT_APPLICABLE)


def ratio(folder: Path, deaths: float) -> IndicatorEngine:
    """Deaths of a Gemeinde with 42.561 expected: the people of Ecuador at the rates of Sweden, a thousandth of them."""
    cells = [*by_age(PEERS[0], "Leute", 7498, 3219, 742), cases(PEERS[0], 2015, deaths)]
    cells += [*by_age("06", "Leute", 1e6, 1e6, 1e6), *by_age("06", "Fälle", 450, 2400, 42_400)]
    return made(folder, RATIO, *cells)


def test_the_deaths_of_a_gemeinde_are_set_against_those_expected_with_the_rates_of_the_land(tmp_path: Path) -> None:
    engine = ratio(tmp_path, 65.0)
    found = value(engine, PEERS[0], year(2015))
    assert found.value == pytest.approx(65 / 42.561, abs=1e-4)
    ends = [value(engine, PEERS[0], year(2015), bereich=end).value for end in BEYOND]
    assert ends == pytest.approx([50.166 / 42.561, 82.849 / 42.561], abs=1e-3), "exact Poisson of 65 deaths"
    labels = [part.label for part in found.provenance.components]
    assert sum(label.startswith("Hessen (06): ") for label in labels) == 6
    assert engine.breakdowns("probe") == {"bereich": BEYOND}


def test_indirectly_standardised_gemeinden_are_not_ranked(tmp_path: Path) -> None:
    """Each stands on the ages of its own people: the ratios have nothing in common but the area of reference."""
    engine = ratio(tmp_path, 65.0)
    rank = NumberKey("probe", PEERS[0], year(2015)).with_view(View.RANK, against="06999")
    refused = engine.evaluate(rank)
    assert (refused.value, refused.provenance.guard) == (None, Guard.ORDER)
    assert "indirekt standardisierte Werte" in refused.reason
    scope = Scope("probe", PEERS, (year(2015),), peers=PEERS, within="06999")
    peers = engine.compare(scope).record(PEERS[0], year(2015)).peers
    assert peers is not None and peers.rank is not None
    assert peers.rank == (None, Missing.NOT_APPLICABLE, refused.reason)
    engine.set_aside([(Guard.ORDER, "probe")])
    assert engine.evaluate(rank).value == 1


def test_why_indirectly_standardised_gemeinden_are_not_ranked_is_told_beside_hidden_ones_too(tmp_path: Path) -> None:
    cells = [cell(table("200"), "Fälle", area, year(2015), deaths)
             for area, deaths in zip(PEERS, (65.0, 2.0, 70.0), strict=True)]  # fmt: skip
    cells += [item for area in PEERS for item in by_age(area, "Leute", 7498, 3219, 742)]
    cells += [*by_age("06", "Leute", 1e6, 1e6, 1e6), *by_age("06", "Fälle", 450, 2400, 42_400)]
    engine = made(tmp_path, RATIO, *cells)
    requests = RequestSet()
    ranks = [NumberKey("probe", area, year(2015)).with_view(View.RANK, against="06999") for area in PEERS]
    for rank in ranks:
        requests.add(rank, where="Probe")
        requests.add(rank.base, where="Probe")
    register, _ = protect(Register.resolve(requests, engine), DisclosureRules())
    assert register.entry(ranks[1].base).missing is Missing.SECRET
    assert "indirekt standardisierte Werte" in register.entry(ranks[0]).reason


def test_a_ratio_does_not_tell_of_a_few_deaths(tmp_path: Path) -> None:
    key = NumberKey("probe", PEERS[0], year(2015))
    assert protected(ratio(tmp_path / "zwei", 2.0), key)[key] is Missing.SECRET, "expected deaths can be worked out"
    assert protected(ratio(tmp_path / "viele", 65.0), key)[key] is None


def test_the_gini_over_gemeinden_and_what_it_refuses(tmp_path: Path) -> None:
    engine = made(tmp_path, GINI, *(cases(area, 2015, count) for area, count in zip(PEERS, (0, 0, 8), strict=True)))
    found = value(engine, "06999", year(2015))
    assert found.value == pytest.approx(2 / 3)
    assert found.provenance.formula.endswith("über die Gebiete der Ebene gemeinde")
    none = made(tmp_path / "null", GINI, *(cases(area, 2015, 0) for area in PEERS))
    refused = value(none, "06999", year(2015))
    assert refused.missing is Missing.NOT_APPLICABLE
    assert refused.provenance.reason.endswith("alle Werte sind null.")


# expectation ----------------------------------------------------------------------------------------------------------

EXPECTED = (
    "methode: {art: erwartung, ereignis: 2020-03, jahre: 1}\n"
    "    zeitraum: monat\n    komponenten: {wert: {merkmal: faelle, zeit: Monat}}"
)


def months_of(first: int, last: int, *, drop: int = 0) -> list[Observation]:
    """A season that repeats exactly, on a straight trend; ``drop`` fewer from the event on."""
    found = []
    for number in range(12 * first, 12 * last + 12):
        when = month(number // 12, number % 12 + 1)
        count = 100 + 10 * (number % 12) + (number - 12 * first) - (drop if number >= 12 * 2020 + 2 else 0)
        found.append(cell(table("200"), "Fälle", "06999", when, float(count)))
    return found


def test_what_was_to_be_expected_continues_trend_and_season(tmp_path: Path) -> None:
    engine = made(tmp_path, EXPECTED, *months_of(2016, 2021, drop=50))
    april = value(engine, "06999", month(2020, 4))
    assert april.value == pytest.approx(100 + 30 + 51)
    ends = [value(engine, "06999", month(2020, 4), bereich=end).value or 0.0 for end in BANDS]
    assert ends == pytest.approx([april.value] * 4, abs=1e-6), "no noise before: no band"
    assert engine.periods("probe", "06999")[0] == month(2020, 3)
    assert engine.periods("probe", "06999")[-1] == month(2021, 2), "as far as „jahre“ says"


def test_months_outside_of_the_event_and_too_short_a_series_are_refused(tmp_path: Path) -> None:
    engine = made(tmp_path, EXPECTED, *months_of(2018, 2021))
    assert "gehört nicht dazu" in value(engine, "06999", month(2020, 2)).provenance.reason
    short = value(engine, "06999", month(2020, 4))
    assert (short.value, short.missing) == (None, Missing.NOT_APPLICABLE)
    assert "aus mindestens 3 Jahren" in short.provenance.reason


def test_bands_lie_around_the_expectation_and_the_wider_one_holds_the_narrower(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 8, 72)
    cells = [
        cell(table("200"), "Fälle", "06999", month(2015 + n // 12, n % 12 + 1), round(100 + float(noise[n])))
        for n in range(72)
    ]
    engine = made(tmp_path, EXPECTED, *cells)
    middle = value(engine, "06999", month(2020, 6)).value or 0.0
    low80, high80, low95, high95 = (value(engine, "06999", month(2020, 6), bereich=e).value or 0.0 for e in BANDS)
    assert low95 < low80 < middle < high80 < high95


# among Gemeinden ------------------------------------------------------------------------------------------------------

AMONG = "komponenten: {a: {indikator: faelle, zeit: Jahr}, b: {indikator: leute, zeit: Jahr, bezeichnung: Leute}}"


def three(folder: Path, method: str, *, years: tuple[int, ...] = (2015,)) -> IndicatorEngine:
    cells = []
    for number, area in enumerate(PEERS):
        for when in years:
            cells += [cases(area, when, 10.0 * number + (when - 2013) * number * number),
                      people(area, when, 100.0 + 50 * number)]  # fmt: skip
    return made(folder, f"methode: {method}\n    {AMONG}", *cells)


def test_index_classes_ranks_and_their_sensitivity(tmp_path: Path) -> None:
    engine = three(tmp_path / "index", "{art: sozialindex}")
    scores = [value(engine, area, year(2015)).value or 0.0 for area in PEERS]
    assert sum(scores) == pytest.approx(0)
    assert scores == sorted(scores)
    assert engine.breakdowns("probe")["merkmal"] == ("Fälle", "Leute")
    assert value(engine, PEERS[2], year(2015), merkmal="Leute").value == pytest.approx(1.2247, abs=1e-4)
    engine = three(tmp_path / "klasse", "{art: sozialindex_klasse, anzahl: 3}")
    assert [value(engine, area, year(2015)).value for area in PEERS] == [1, 2, 3]
    engine = three(tmp_path / "grenzen", "{art: sozialindex_klasse, grenzen: [0.5]}")
    assert [value(engine, area, year(2015)).value for area in PEERS] == [1, 1, 2]
    engine = three(tmp_path / "rang", "{art: sozialindex_rang}")
    assert [value(engine, area, year(2015)).value for area in PEERS] == [3, 2, 1]
    told = [value(engine, PEERS[0], year(2015), empfindlichkeit=part).value for part in RANKS]
    assert told == [3, 3, 0]


def test_the_dynamic_compares_changes_and_refuses_a_new_base(tmp_path: Path) -> None:
    engine = three(tmp_path, "{art: sozialindex_dynamik, jahre: 1}", years=(2010, 2011, 2013, 2014))
    across = value(engine, PEERS[2], year(2011))
    assert across.missing is Missing.NOT_APPLICABLE
    assert "wechselt die Bevölkerungsbasis" in across.provenance.reason
    refused = value(engine, PEERS[2], year(2014))
    assert "alle Werte sind gleich" in refused.provenance.reason, "the number of people has not changed anywhere"
    lacking = value(engine, PEERS[2], year(2013))
    assert lacking.missing is Missing.NO_DATA


def test_gemeinden_that_lie_apart_are_types(tmp_path: Path) -> None:
    engine = three(tmp_path / "typ", "{art: gemeindetyp, anzahl: 2}")
    found = [value(engine, area, year(2015)).value for area in PEERS]
    assert found[0] == 1
    assert set(found) == {1, 2}
    fits = three(tmp_path / "passung", "{art: gemeindetyp_passung, anzahl: 2}")
    assert all(-1 <= (value(fits, area, year(2015)).value or 0.0) <= 1 for area in PEERS)
    many = three(tmp_path / "viele", "{art: gemeindetyp, anzahl: 3}")
    refused = value(many, PEERS[0], year(2015))
    assert "weniger Gemeinden mit allen Angaben als Typen" in refused.provenance.reason


def test_a_gemeinde_without_a_part_has_no_index_and_the_others_keep_theirs(tmp_path: Path) -> None:
    cells = [people(area, 2015, 100.0 + number) for number, area in enumerate(PEERS)]
    cells += [cases(PEERS[0], 2015, 5.0), cases(PEERS[1], 2015, None, Missing.SECRET), cases(PEERS[2], 2015, 9.0)]
    engine = made(tmp_path, f"methode: {{art: sozialindex}}\n    {AMONG}", *cells)
    assert value(engine, PEERS[1], year(2015)).missing is Missing.SECRET
    assert value(engine, PEERS[2], year(2015)).value == pytest.approx(1.0)


# protection -----------------------------------------------------------------------------------------------------------


def protected(engine: IndicatorEngine, *keys: NumberKey) -> dict[NumberKey, Missing | None]:
    """What is missing of the numbers after protection with the least count 3."""
    requests = RequestSet()
    for number in keys:
        requests.add(number, where="Probe")
    register, _ = protect(Register.resolve(requests, engine), DisclosureRules())
    return {key: register.entry(key).missing for key in keys}


def test_an_index_that_rests_on_a_hidden_count_is_hidden_with_it(tmp_path: Path) -> None:
    cells = [people(area, 2015, 1000.0 + number) for number, area in enumerate(PEERS)]
    cells += [cases(PEERS[0], 2015, 50.0), cases(PEERS[1], 2015, 2.0), cases(PEERS[2], 2015, 90.0)]
    engine = made(tmp_path, f"methode: {{art: sozialindex}}\n    {AMONG}", *cells)
    keys = [NumberKey("probe", area, year(2015)) for area in PEERS]
    assert list(protected(engine, *keys).values()) == [Missing.SECRET] * 3, "of three, two would give the third away"
    shown = made(tmp_path / "offen", f"methode: {{art: sozialindex}}\n    {AMONG}", *cells[:3], *cells[3:4],
                 cases(PEERS[1], 2015, 20.0), cells[5])  # fmt: skip
    assert list(protected(shown, *keys).values()) == [None] * 3


def test_an_expectation_and_an_effect_that_rest_on_a_hidden_count_are_hidden(tmp_path: Path) -> None:
    cells = months_of(2016, 2021)
    small = cells[5]._replace(value=1.0)
    engine = made(tmp_path / "erwartung", EXPECTED, *cells[:5], small, *cells[6:])
    key = NumberKey("probe", "06999", month(2020, 4), (("bereich", BANDS[0]),))
    assert protected(engine, key)[key] is Missing.SECRET
    cells = [item for a in PEERS for when in (2013, 2015) for item in (cases(a, when, 10), people(a, when, 100))]
    cells[0] = cells[0]._replace(value=2.0)
    engine = made(tmp_path / "zerlegung", TAKEN_APART, *cells)
    key = NumberKey("probe", "06999", year(2015), (("wirkung", EFFECTS[2]),))
    assert protected(engine, key)[key] is Missing.SECRET


# projection -----------------------------------------------------------------------------------------------------------


def test_a_projection_of_official_tables_starts_from_the_population_and_orders_its_variants(realdata: Path) -> None:
    from test_indicators_real import made_of

    engine = made_of(realdata / "genesis_dadi")
    for area, start, small in (("06432", 292773, False), ("06432008", 26907, False), ("06432007", 2627, True)):
        periods = engine.periods("vorausberechnung", area)
        assert (periods[0].iso, periods[-1].iso) == ("2015", "2030")
        series = [
            [engine.evaluate(NumberKey("vorausberechnung", area, when, (("variante", name),))) for when in periods]
            for name in VARIANTS
        ]
        assert [line[0].value for line in series] == pytest.approx([start] * 3)
        assert all(
            (low.value or 0) < (middle.value or 0) < (high.value or 0)
            for low, middle, high in list(zip(*series, strict=True))[1:]
        )
        last = series[1][-1]
        assert last.provenance.caveats[0].startswith("Vorausberechnung vom Stand Ende 2015 an")
        assert (Quality.LIMITED in last.quality) is small
        assert (len(last.provenance.caveats) == 2) is small
        ages = [
            engine.evaluate(NumberKey("vorausberechnung", area, periods[-1], (("alter", group),))).value or 0.0
            for group in ("0-17", "18-64", "65+")
        ]
        assert sum(ages) == pytest.approx(last.value)
    past = engine.evaluate(NumberKey("vorausberechnung", "06432", year(2014)))
    assert "2014 liegt nicht darin" in past.provenance.reason


def groups(*pairs: tuple[str, float]) -> list[Count]:
    return [Count(ages, value) for text, value in pairs if (ages := parse_ages(text)) is not None]


@settings(deadline=None)
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_single_ages_add_up_to_their_groups(counts: list[int]) -> None:
    asked = groups(*zip(("unter 3 Jahre", "3-17", "18-74", "75+"), map(float, counts), strict=True))
    found = spread(asked, survivors(np.full(LAST + 1, 0.01)))
    assert [found[:3].sum(), found[3:18].sum(), found[18:75].sum(), found[75:].sum()] == pytest.approx(counts)
    assert (found >= 0).all()


def test_groups_that_overlap_or_leave_an_age_out_are_refused() -> None:
    for texts in (("0-17", "17-64", "65+"), ("0-17", "19+"), ("0-64",)):
        with pytest.raises(ValueError, match="overlap or leave ages out"):
            spread(groups(*((text, 1.0) for text in texts)), np.ones(LAST + 1))


def test_rates_give_the_published_deaths_and_births_back() -> None:
    there = np.full(LAST + 1, 100.0)
    q = dying(groups(("0-64", 65.0), ("65+", 180.0)), there)
    rates = q / (1 - q / 2)
    assert (rates[1:65] * there[1:65]).sum() == pytest.approx(64.0)
    assert (rates[65:] * there[65:]).sum() == pytest.approx(180.0)
    assert (np.diff(q[65:]) > 0).all(), "mortality rises within the open group"
    born = fertility(groups(("unter 20 Jahre", 2.0), ("20-39", 100.0), ("40+", 3.0)), there)
    assert (born * there).sum() == pytest.approx(105.0)
    assert born[:15].sum() == born[50:].sum() == 0


# definitions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("methode: {art: zerlegung}\n    komponenten: {leute: {merkmal: leute}}", "braucht die Komponente „faelle“"),
        ("methode: {art: eta2}\n    komponenten: {gruppe: {merkmal: leute}}", "„rest“ oder „gesamt“"),
        ("methode: {art: erwartung}\n    komponenten: {wert: {merkmal: faelle}}", "„ereignis“ (Jahr-Monat"),
        ("methode: {art: erwartung, ereignis: 2020-13}\n    komponenten: {wert: {merkmal: faelle}}", "ereignis"),
        ("methode: {art: gemeindetyp}\n    komponenten: {a: {indikator: faelle}}", "mindestens zwei Komponenten"),
        ("methode: {art: zerlgung}\n    komponenten: {a: {indikator: faelle}}", "zerlegung"),
        ("formel: a\n    komponenten: {a: {merkmal: leute, gebiet: kreis}}", "nennt ein anderes Gebiet"),
        (
            "methode: {art: lebenserwartung}\n    komponenten: {tote: {merkmal: faelle}, leute: {merkmal: leute}}",
            "braucht die Komponente „tote“ nach Altersgruppen",
        ),
        (
            "methode: {art: lebenserwartung}\n    komponenten: {tote: {merkmal: faelle, gruppen: {alter: [0-9, 10+]}}, "
            "leute: {merkmal: leute, gruppen: {alter: [0-19, 20+]}}}",
            "„tote“ und „leute“ haben verschiedene Altersgruppen",
        ),
        (MEAN_AGE.replace("30-59", "25-59"), "Die Altersgruppen der Komponente „leute“ überschneiden sich"),
        (RATIO.replace("60+", "60-64"), "„tote“ zählt andere Alter als die Komponente „leute“"),
        (GINI.replace("zeit: Jahr", "gruppen: {alter: [0-29, 30+]}"), "braucht die Komponente „wert“"),
    ],
)
def test_a_method_that_lacks_something_is_an_error_with_its_place(tmp_path: Path, own: str, words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        made(tmp_path, own)
    (found,) = caught.value.diagnostics
    assert words in f"{found.message} {found.advice}"
    assert found.place.line


def test_every_method_has_its_words_and_every_part_a_name() -> None:
    assert set(PARTS) <= set(METHOD_WORDS)
    assert all(name for name, _ in PARTS.values())
