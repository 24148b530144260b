"""Comparison records become findings whose figures are the register's own."""

from __future__ import annotations

from sentence_cases import AREAS

from berichtsgenerator.document.inline import Number
from berichtsgenerator.language.records import findings, multiples
from berichtsgenerator.language.sentences import plain_text, sentence
from berichtsgenerator.language.wording import subject
from berichtsgenerator.model.comparison import Change, Comparison, Direction, Distance, Peers
from berichtsgenerator.model.entries import Entry, Provenance
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import stichtag
from berichtsgenerator.model.units import Kind, printed_difference

NOW, THEN = stichtag(2024, 12, 31), stichtag(2019, 12, 31)
KEY = NumberKey("quote", AREAS["G"].key, NOW)
PLAIN = {("G", NOW): 7.06, ("K", NOW): 5.94, ("L", NOW): 9.3, ("G", THEN): 6.26}
NAMES = {area.key: name for name, area in AREAS.items()}
ABOUT = subject("Mindestsicherungsquote", Kind.SHARE, "Prozent")


def lookup(key: NumberKey) -> Entry:
    """A register of four numbers and everything derived from them."""
    shown = key.representation
    own = PLAIN[NAMES[key.area], key.period]
    if shown.view is View.VALUE:
        return Entry(key, own, None, Kind.SHARE, "Prozent", 1)
    if shown.view is View.DIFFERENCE:
        value = printed_difference(own, PLAIN[NAMES[shown.against], key.period], 1)
        return Entry(key, value, None, Kind.POINTS, "Prozentpunkte", 1)
    if shown.view is View.RATIO:
        return Entry(key, own / PLAIN[NAMES[shown.against], key.period], None, Kind.RATIO, "", 2)
    if shown.view is View.RANK:
        reason = "Die Zufallsbereiche überschneiden sich."
        return Entry(key, None, Missing.NOT_APPLICABLE, Kind.RANK, "", 0, (), Provenance("", reason=reason))
    assert shown.view is View.CHANGE and shown.since is not None
    value = printed_difference(own, PLAIN[NAMES[key.area], shown.since], 1)
    return Entry(key, value, None, Kind.POINTS, "Prozentpunkte", 1)


def record() -> Comparison:
    peers = Peers("99101", 23, 23, None, None, 6.0, None, 1.0, 0.2, 9.9, (), 2.0, (), False, Missing.NOT_APPLICABLE)
    return Comparison(
        KEY, 7.06, None, "", Kind.SHARE, "Prozent", 1, Direction.HIGH, (), 1987.0,
        (Distance("99101", 5.94, 1.2, 1.19), Distance("06", 9.3, -2.2, 0.76)),
        (Change(5, THEN, 6.26, 0.8, None),),
        None, None, peers,
    )  # fmt: skip


def test_a_record_is_told_from_level_to_rank() -> None:
    found = findings(record(), ABOUT, lookup, lambda key: AREAS[NAMES[key]])
    told = [plain_text(sentence(item)).replace("\u00a0", " ") for item in found]
    assert [type(item).__name__ for item in found] == ["Level", "Comparison", "Change", "Rank"]
    assert "1,2 Prozentpunkte" in told[1] and "(5,9 %)" in told[1]
    assert "0,8 Prozentpunkte" in told[2] and "31.12.2019" in told[2]
    assert told[3] == (
        "Für Griesdorf wird bei der Mindestsicherungsquote keine Rangfolge angegeben. Die Zufallsbereiche "
        "überschneiden sich."
    )


def test_every_figure_is_the_registers_own() -> None:
    keys = {
        piece.key
        for item in findings(record(), ABOUT, lookup, lambda key: AREAS[NAMES[key]])
        for piece in sentence(item)
        if isinstance(piece, Number)
    }
    assert str(KEY) in keys and "quote/99101008/2024-12-31/-/differenz:99101" in keys
    assert "quote/99101008/2024-12-31/-/veraenderung:2019-12-31" in keys


def test_multiples_stand_on_their_own() -> None:
    first, second = multiples(record(), ABOUT, lookup, lambda key: AREAS[NAMES[key]])
    assert "1,19-mal so hoch wie im Landkreis Musterberg" in plain_text(sentence(first)).replace("\u00a0", " ")
    assert "0,76-mal so hoch wie in Hessen" in plain_text(sentence(second)).replace("\u00a0", " ")
