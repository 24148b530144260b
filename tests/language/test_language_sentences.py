"""Exact texts of sentences; ``~`` stands for a no-break space, ``_`` for the narrow one between thousands."""

from __future__ import annotations

import pytest

from berichtsgenerator.document.inline import Number, Text
from berichtsgenerator.language.findings import (
    Change,
    Extremes,
    Finding,
    Level,
    Rank,
    Reference,
)
from berichtsgenerator.language.sentences import STRENGTH_NOTE, finding, plain_text, sentence, sentences, strength
from berichtsgenerator.language.wording import subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.comparison import Spread
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.periods import Period, stichtag
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import Entry, NumberKey, Provenance, View

G = Area("99101008", "Griesdorf, Stadt", "Griesdorf")
A = Area("99101001", "Alsdorf", "Alsdorf")
B = Area("99101002", "Bad Bach, Stadt", "Bad Bach")
C = Area("99101003", "Celle", "Celle")
D = Area("99101004", "Dorf", "Dorf")
K = Area("99101", "Musterberg, Landkreis", "Musterberg")
L = Area("06", "Hessen", "Hessen")
S = Area("10", "Saarland", "Saarland")
DE = Area("DG", "Deutschland", "Deutschland")

QUOTE = subject("Mindestsicherungsquote", Kind.SHARE, "Prozent")
SHARE = subject("Anteil der unter 3-Jährigen", Kind.SHARE, "Prozent")
COUNT = subject("Arbeitslose", Kind.COUNT, "Personen")
PEOPLE = subject("Bevölkerung", Kind.COUNT, "Personen")
RATIO = subject("Jugendquotient", Kind.RATIO, "je 100 der 20- bis 64-Jährigen")
MONEY = subject("Verfügbares Einkommen je Einwohnerin und Einwohner", Kind.EUR, "EUR")
RATE = subject("Lebendgeborene je 10 000 Einwohnerinnen und Einwohner", Kind.RATE, "je 10 000")
AGE = subject("Durchschnittsalter", Kind.YEARS, "Jahre")
LABEL = subject("Suchtberatung: laufende Fälle", Kind.COUNT, "Fälle")

NOW, THEN = stichtag(2024, 12, 31), stichtag(2015, 12, 31)
DECIMALS = {Kind.COUNT: 0, Kind.EUR: 0, Kind.RANK: 0}


def number(
    area: Area,
    value: float | None,
    *,
    of: Kind = Kind.SHARE,
    at: Period = NOW,
    missing: Missing | None = None,
    quality: tuple[Quality, ...] = (),
    reason: str = "",
    view: View = View.VALUE,
    against: str = "",
    since: Period | None = None,
) -> Entry:
    key = NumberKey("kennzahl", area.key, at)
    if view is not View.VALUE:
        key = key.with_view(view, against=against, since=since)
    why = missing or (None if value is not None else Missing.NO_DATA)
    return Entry(key, value, why, of, "", DECIMALS.get(of, 1), quality, Provenance("", reason=reason))


def diff(area: Area, value: float | None, against: Area, of: Kind = Kind.POINTS) -> Entry:
    return number(area, value, of=of, view=View.DIFFERENCE, against=against.key)


def change(area: Area, value: float | None, of: Kind = Kind.POINTS, **more: object) -> Entry:
    return number(area, value, of=of, view=View.CHANGE, since=THEN, **more)  # type: ignore[arg-type]


def percent(area: Area, value: float | None) -> Entry:
    return number(area, value, of=Kind.PERCENT_CHANGE, view=View.CHANGE_PERCENT, since=THEN)


def many(*values: float | None, of: Kind = Kind.SHARE) -> tuple[tuple[Area, Entry], ...]:
    return tuple(
        (area, number(area, value, of=of, missing=Missing.SECRET if value is None else None))
        for area, value in zip((A, B, C, D, G), values, strict=False)
    )


def ref(area: Area, value: float | None, difference: Entry | None = None, **more: object) -> Reference:
    return Reference(area, number(area, value, **more), difference)  # type: ignore[arg-type]


def flat(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def written(item: Finding) -> str:
    return flat(plain_text(sentence(item)))


def test_points_and_percent_never_mix() -> None:
    """From 78 to 85 percent are 7 Prozentpunkte, although the relative change is 9 percent."""
    item = Change(QUOTE, G, number(G, 85.0), number(G, 78.0, at=THEN), change(G, 7.0), percent(G, 8.97))
    assert "7,0~Prozentpunkte" in written(item)
    assert "9,0" not in written(item)
    assert "7,0~%" not in written(item).replace("77,0~%", "")


def test_wording_varies_over_areas() -> None:
    heads = {written(Level(QUOTE, area, number(area, 7.0))).split(" ")[0] for area in (A, B, C, D, G, K, L, S)}
    assert len(heads) >= 3


def test_a_difference_of_one_is_singular() -> None:
    item = Change(
        PEOPLE,
        G,
        number(G, 46, of=Kind.COUNT),
        number(G, 45, of=Kind.COUNT, at=THEN),
        change(G, 1, Kind.COUNT),
    )
    assert written(item) == (
        "Die Bevölkerung ist in Griesdorf von 45~Personen (31.12.2015) auf 46~Personen (31.12.2024) gewachsen, also um "
        "1~Person."
    )


@pytest.mark.parametrize(
    ("value", "base", "word"),
    [(104, 100, "leicht"), (96, 100, "leicht"), (105, 100, ""), (119, 100, ""), (120, 100, "deutlich"), (5, 0, "")],
)
def test_leicht_and_deutlich_have_stated_limits(value: float, base: float, word: str) -> None:
    assert strength(value, base) == word
    assert "5\u00a0%" in STRENGTH_NOTE
    assert "20\u00a0%" in STRENGTH_NOTE


def test_findings_by_their_word() -> None:
    found = finding("stand", subject=QUOTE, area=G, entry=number(G, 7.06))
    assert flat(plain_text(found)) == "Die Mindestsicherungsquote betrug am 31.12.2024 in Griesdorf 7,1~%."
    with pytest.raises(ValueError, match="Unbekannte Art von Befund: „ursache“"):
        finding("ursache")


def test_several_findings_are_one_run_of_text() -> None:
    found = sentences(
        [Level(QUOTE, G, number(G, 7.06)), Rank(QUOTE, G, number(G, 3, of=Kind.RANK, view=View.RANK), 23)]
    )
    assert flat(plain_text(found)) == (
        "Die Mindestsicherungsquote betrug am 31.12.2024 in Griesdorf 7,1~%. Von den 23~Gemeinden hatte Griesdorf am "
        "31.12.2024 die dritthöchste Mindestsicherungsquote."
    )
    assert [type(piece) for piece in found] == [Text, Number, Text, Number, Text]


def test_nothing_is_said_of_no_areas() -> None:
    assert sentence(Extremes(QUOTE, (), Spread(0, 0))) == ()
