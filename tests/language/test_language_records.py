"""Comparison records become findings: every figure is the record's own entry, every judgement one of its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from sentence_cases import AREAS

from berichtsgenerator.document.inline import Number
from berichtsgenerator.indicators.comparing.recordfacts import with_facts
from berichtsgenerator.language.findings import KINDS, Comparison, Trend
from berichtsgenerator.language.records import Record, finding_of, spoken
from berichtsgenerator.language.sentences import plain_text, sentence
from berichtsgenerator.language.wording import subject
from berichtsgenerator.model.comparison import Wanted, keys_of
from berichtsgenerator.model.entries import Entry, Guard, Provenance
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, stichtag
from berichtsgenerator.model.units import Kind, printed_difference

YEARS = tuple(stichtag(year, 12, 31) for year in range(2019, 2025))
NOW, THEN = YEARS[-1], YEARS[0]
KEY = NumberKey("quote", AREAS["G"].key, NOW)
PEERS = tuple(AREAS[name].key for name in "ABCDEFGH")
NAMES = {area.key: name for name, area in AREAS.items()}
ABOUT = subject("Mindestsicherungsquote", Kind.SHARE, "Prozent")
FEW = {"K": 5.94, "L": 9.3, "DE": 8.24}
WANTED = Wanted(
    against=(AREAS["K"].key, AREAS["L"].key), differences=True, ratios=True, since=(THEN,), changes=True,
    percents=True, course=YEARS, peers=PEERS, within="99101", values=True, rank=True, ranks=True, parts=True,
)  # fmt: skip


def plain(area: str, period: Period) -> float:
    name = NAMES[area]
    own = FEW[name] if name in FEW else 3.0 + "ABCDEFGH".index(name) * 0.58
    return round(own + 0.2 * YEARS.index(period) - 0.42, 2)


def lookup(key: NumberKey, decimals: int = 1) -> Entry:
    """A register of eight Gemeinden over six years and everything derived from them."""
    shown = key.representation
    own = plain(key.area, key.period)
    if shown.view is View.VALUE:
        return Entry(key, own, None, Kind.SHARE, "Prozent", decimals)
    if shown.view in (View.NUMERATOR, View.DENOMINATOR):
        return Entry(key, 17.0 if shown.view is View.NUMERATOR else 240.0, None, Kind.COUNT, "Personen", 0)
    if shown.view is View.DIFFERENCE:
        value = printed_difference(own, plain(shown.against, key.period), decimals)
        return Entry(key, value, None, Kind.POINTS, "Prozentpunkte", decimals)
    if shown.view is View.RATIO:
        return Entry(key, own / plain(shown.against, key.period), None, Kind.RATIO, "", 2)
    if shown.view is View.RANK:
        reason = "Die Zufallsbereiche überschneiden sich."
        return Entry(key, None, Missing.NOT_APPLICABLE, Kind.RANK, "", 0, (), Provenance("", reason=reason))
    assert shown.since is not None
    value = printed_difference(own, plain(key.area, shown.since), decimals)
    return Entry(key, value, None, Kind.POINTS, "Prozentpunkte", decimals)


def record() -> Record:
    return with_facts(spoken(keys_of(KEY, WANTED).filled(lookup)), ())


def told(kind: str, of: Record) -> str:
    return plain_text(sentence(finding_of(kind, of, ABOUT, lambda key: AREAS[NAMES[key]]))).replace("\u00a0", " ")


def test_one_record_answers_every_kind() -> None:
    of = record()
    for kind in KINDS.keys() - {"luecke"}:
        assert isinstance(told(kind, of), str)
    assert told("vergleich", of).count("Prozentpunkte") == 2
    assert "vom 31.12.2019 bis zum 31.12.2024 in jedem Jahr gestiegen" in told("trend", of)
    assert "zum fünften Mal in Folge gestiegen" in told("folge", of)
    assert "acht Gemeinden im Landkreis Musterberg" in told("extreme", of)
    assert told("rang", of) == (
        "Für Griesdorf wird bei der Mindestsicherungsquote keine Rangfolge angegeben. Die Zufallsbereiche "
        "überschneiden sich."
    )
    assert told("viertel", of) == told("rang", of), "what refuses the rank refuses the quarter"
    assert "1,08-mal so hoch wie im Landkreis Musterberg" in told("vielfaches", of)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"luecke", "bruch", "geheim"}))
def test_every_figure_is_the_records_own(kind: str) -> None:
    of = record()
    known = {str(entry.key) for entry in of.figures()}
    printed = [piece.key for piece in sentence(finding_of(kind, of, ABOUT, lambda key: AREAS[NAMES[key]]))
               if isinstance(piece, Number)]  # fmt: skip
    assert set(printed) <= known
    assert printed or kind in ("rang", "viertel")


def test_the_keys_of_a_record_are_those_of_the_register() -> None:
    asked = {str(key) for key in keys_of(KEY, WANTED).figures()}
    assert {
        "quote/99101008/2024-12-31/-/wert", "quote/99101/2024-12-31/-/wert",
        "quote/99101008/2024-12-31/-/differenz:99101", "quote/99101008/2024-12-31/-/verhaeltnis:06",
        "quote/99101008/2024-12-31/-/veraenderung:2019-12-31", "quote/99101008/2024-12-31/-/rang:99101",
        "quote/99101001/2024-12-31/-/rang:99101", "quote/99101008/2024-12-31/-/zaehler",
    } <= asked  # fmt: skip
    assert [str(key) for key in keys_of(KEY, Wanted()).figures()] == ["quote/99101008/2024-12-31/-/wert"]


def test_what_a_record_does_not_hold_is_not_worded() -> None:
    bare = with_facts(keys_of(KEY, Wanted()).filled(lookup), ())
    assert told("stand", bare)
    for kind in ("vielfaches", "veraenderung", "trend", "folge", "bruch", "extreme", "rang", "viertel", "geheim"):
        with pytest.raises(ValueError, match="holds not"):
            told(kind, bare)
    with pytest.raises(KeyError):
        told("ursache", bare)


def test_a_sentence_says_three_digits_and_differences_that_fit_them() -> None:
    fine = keys_of(KEY, WANTED).filled(lambda key: lookup(key, 5))
    found = finding_of("vergleich", with_facts(spoken(fine), ()), ABOUT, lambda key: AREAS[NAMES[key]])
    assert isinstance(found, Comparison)
    for reference in found.references:
        assert reference.entry.decimals == 3 and reference.difference is not None
        assert found.entry.value is not None and reference.entry.value is not None
        assert reference.difference.value == printed_difference(found.entry.value, reference.entry.value, 3)


def hiding(of: Record, areas: Iterable[str], periods: Iterable[Period] = ()) -> Record:
    """The record after protection."""
    gone_areas, gone_periods = set(areas), set(periods)

    def answer(entry: Entry) -> Entry:
        if entry.key.area in gone_areas or entry.key.period in gone_periods:
            return Entry(entry.key, None, Missing.SECRET, entry.kind, entry.unit, entry.decimals)
        return entry

    return with_facts(of.filled(answer), ())


def test_hidden_values_are_counted_and_never_part_of_a_fact() -> None:
    top, low = AREAS["H"].key, AREAS["A"].key
    of = hiding(keys_of(KEY, WANTED).filled(lookup), [top, low], [YEARS[2]])
    assert of.peers is not None and of.peers.spread is not None
    assert (of.peers.spread.total, of.peers.spread.known, of.peers.spread.secret) == (8, 6, 2)
    assert of.peers.spread.highest_areas == (AREAS["G"].key,)
    assert "Für zwei Gemeinden wird der Wert aus Gründen der Geheimhaltung" in told("extreme", of)
    assert of.course is not None and of.course.streak is not None
    assert of.course.streak.since == YEARS[3], "a hidden value ends a streak"
    found = finding_of("trend", of, ABOUT, lambda key: AREAS[NAMES[key]])
    assert isinstance(found, Trend) and len(found.entries) == 6
    assert "Für einen Zeitpunkt wird der Wert" in told("trend", of)


def test_a_rank_counts_the_areas_whose_own_rank_is_refused() -> None:
    """Only the first two ranks are sure; the six areas below overlap and stand in the order all the same."""

    def ranked(key: NumberKey) -> Entry:
        if key.representation.view is not View.RANK:
            return lookup(key)
        if key.area == AREAS["A"].key:
            return Entry(key, None, Missing.SECRET, Kind.RANK, "", 0)
        place = {AREAS["H"].key: 1.0, AREAS["G"].key: 2.0}.get(key.area)
        refused = Provenance("", guard=Guard.ORDER, reason="Die Zufallsbereiche überschneiden sich.")
        return Entry(
            key, place, None if place else Missing.NOT_APPLICABLE, Kind.RANK, "", 0, (),
            Provenance("") if place else refused,
        )  # fmt: skip

    of = with_facts(spoken(keys_of(KEY, WANTED).filled(ranked)), ())
    assert told("rang", of).startswith("Von den sieben Gemeinden im Landkreis Musterberg hatte Griesdorf")
    assert "zweithöchste" in told("rang", of)


def test_a_rule_that_is_set_aside_parts_no_course_and_silences_no_change() -> None:
    broken = (Broken(2022, "neue Abgrenzung"),)
    plain = keys_of(KEY, WANTED).filled(lookup)
    strict, free = with_facts(plain, broken), with_facts(plain, broken, exceptions={Guard.BREAK})
    assert strict.course is not None and free.course is not None
    assert strict.course.values[0][0] == YEARS[3] and free.course.values[0][0] == YEARS[0]
    assert strict.course.breaks == free.course.breaks != (), "the break is told all the same"
    assert free.course.streak is not None and free.course.streak.steps == 5
    assert (strict.changes[0].broken, free.changes[0].broken) == ("neue Abgrenzung", "")
    assert "bricht" in told("veraenderung", strict) and "bricht" not in told("veraenderung", free)


@dataclass(frozen=True)
class Broken:
    year: int
    reason: str
    month: int = 1
    harmless: bool = False
