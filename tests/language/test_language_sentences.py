"""Exact texts of sentences; ``~`` stands for a no-break space, ``_`` for the narrow one between thousands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from berichtsgenerator.document.inline import Number, Text
from berichtsgenerator.language.findings import (
    Change,
    Comparison,
    Extremes,
    Finding,
    Gap,
    Level,
    Rank,
    Reference,
    Spread,
)
from berichtsgenerator.language.sentences import STRENGTH_NOTE, finding, plain_text, sentence, sentences, strength
from berichtsgenerator.language.wording import subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.periods import Period, PeriodKind, month, school_year, stichtag, year
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


SECRET = Missing.SECRET
POINTS = "~Prozentpunkte"
FINDINGS: list[Finding] = [
    # Stand
    (Level(QUOTE, G, number(G, 7.06))),
    (Level(QUOTE, B, number(B, 7.06))),
    (Level(QUOTE, C, number(C, 7.06))),
    (Level(QUOTE, D, number(D, 7.06))),
    (Level(QUOTE, K, number(K, 7.06))),
    (Level(QUOTE, L, number(L, 9.3))),
    (Level(QUOTE, S, number(S, 9.3))),
    (Level(QUOTE, DE, number(DE, 9.3))),
    (Level(SHARE, G, number(G, 3.0, at=year(2023)))),
    (Level(COUNT, G, number(G, 1234, of=Kind.COUNT, at=month(2024, 12)))),
    (Level(COUNT, A, number(A, 1234, of=Kind.COUNT, at=month(2024, 12)))),
    (Level(COUNT, A, number(A, 0, of=Kind.COUNT, at=month(2024, 12)))),
    (Level(PEOPLE, G, number(G, 28012, of=Kind.COUNT))),
    (Level(PEOPLE, A, number(A, 28012, of=Kind.COUNT))),
    (Level(RATIO, G, number(G, 31.94, of=Kind.RATIO))),
    (Level(MONEY, K, number(K, 23456, of=Kind.EUR, at=year(2021)))),
    (Level(RATE, G, number(G, 85.26, of=Kind.RATE, at=year(2023)))),
    (Level(AGE, G, number(G, 44.2, of=Kind.YEARS))),
    (Level(LABEL, K, number(K, 312, of=Kind.COUNT, at=month(2024, 3)))),
    (Level(QUOTE, G, number(G, 7.06, at=school_year(2023)))),
    (Level(QUOTE, G, number(G, 7.06, quality=(Quality.PROVISIONAL,)))),
    (Level(QUOTE, G, number(G, 7.06, quality=(Quality.ESTIMATED, Quality.LIMITED)))),
    (Level(QUOTE, G, number(G, None, missing=SECRET, reason="bleibt ungesagt"))),
    (Level(SHARE, K, number(K, None, missing=SECRET))),
    (Level(QUOTE, G, number(G, None, missing=Missing.UNKNOWN))),
    (Level(QUOTE, G, number(G, None, missing=Missing.LATER))),
    (Level(QUOTE, G, number(G, None, missing=Missing.UNRELIABLE))),
    (Level(QUOTE, G, number(G, None, missing=Missing.NOT_APPLICABLE, reason="Die Basis ist null."))),
    (Level(QUOTE, G, number(G, None, reason="Die Lieferung enthält keine Gemeinden."))),
    # Vergleich
    (Comparison(QUOTE, G, number(G, 7.06), (ref(K, 5.9, diff(G, 1.16, K)), ref(L, 9.3, diff(G, -2.24, L))))),
    (Comparison(QUOTE, A, number(A, 7.06), (ref(K, 5.9, diff(A, 1.16, K)), ref(L, 9.3, diff(A, -2.24, L))))),
    (
        Comparison(
            QUOTE,
            A,
            number(A, 7.06),
            (ref(K, 5.9, diff(A, 1.16, K)), ref(L, 9.3, diff(A, -2.24, L)), ref(DE, 7.1, diff(A, -0.04, DE))),
        )
    ),
    (Comparison(QUOTE, G, number(G, 7.06), (ref(K, 7.14, diff(G, -0.08, K)),))),
    (Comparison(QUOTE, G, number(G, 7.06), (ref(K, 7.04, diff(G, 0.02, K)),))),
    (Comparison(QUOTE, G, number(G, 7.0), (ref(K, 6.8), ref(L, 9.3)))),
    (Comparison(QUOTE, G, number(G, 8.0), (ref(K, 7.0),))),
    (Comparison(QUOTE, G, number(G, 7.0), (ref(K, None, missing=SECRET), ref(L, 9.3, diff(G, -2.3, L))))),
    (Comparison(QUOTE, G, number(G, 7.0), (ref(K, None, missing=SECRET), ref(L, None)))),
    (Comparison(QUOTE, G, number(G, None, missing=SECRET), (ref(L, 9.3),))),
    (
        Comparison(
            RATIO,
            G,
            number(G, 31.9, of=Kind.RATIO),
            (ref(L, 30.8, diff(G, 1.1, L, Kind.RATIO), of=Kind.RATIO),),
        )
    ),
    (Comparison(MONEY, K, number(K, 23456, of=Kind.EUR), (ref(L, 24000, diff(K, -544, L, Kind.EUR), of=Kind.EUR),))),
    (Comparison(AGE, G, number(G, 44.2, of=Kind.YEARS), (ref(L, 43.0, diff(G, 1.2, L, Kind.YEARS)),))),
    (Comparison(RATE, G, number(G, 85.3, of=Kind.RATE), (ref(K, 97.1, diff(G, -11.8, K, Kind.RATE), of=Kind.RATE),))),
    # Veränderung
    (Change(QUOTE, G, number(G, 7.1), number(G, 5.9, at=THEN), change(G, 1.2))),
    (Change(QUOTE, A, number(A, 7.1), number(A, 5.9, at=THEN), change(A, 1.2))),
    (Change(QUOTE, G, number(G, 5.0), number(G, 6.0, at=THEN), change(G, -1.0))),
    (Change(QUOTE, G, number(G, 85.0), number(G, 78.0, at=THEN), change(G, 7.0), percent(G, 8.97))),
    (
        Change(
            COUNT,
            G,
            number(G, 1100, of=Kind.COUNT),
            number(G, 1240, of=Kind.COUNT, at=THEN),
            change(G, -140, Kind.COUNT),
            percent(G, -11.29),
        )
    ),
    (
        Change(
            COUNT,
            A,
            number(A, 1100, of=Kind.COUNT),
            number(A, 1240, of=Kind.COUNT, at=THEN),
            change(A, -140, Kind.COUNT),
            percent(A, -11.29),
        )
    ),
    (
        Change(
            COUNT,
            G,
            number(G, 46, of=Kind.COUNT),
            number(G, 45, of=Kind.COUNT, at=THEN),
            change(G, 1, Kind.COUNT),
            number(G, None, of=Kind.PERCENT_CHANGE, missing=Missing.NOT_APPLICABLE),
        )
    ),
    (
        Change(
            PEOPLE,
            G,
            number(G, 28013, of=Kind.COUNT),
            number(G, 28012, of=Kind.COUNT, at=THEN),
            change(G, 1, Kind.COUNT),
            percent(G, 0.0036),
        )
    ),
    (Change(QUOTE, G, number(G, 7.1), number(G, 7.14, at=THEN), change(G, -0.04))),
    (Change(QUOTE, G, number(G, 7.1), number(G, 7.04, at=THEN), change(G, 0.04))),
    (Change(QUOTE, G, number(G, 7.1), number(G, 5.0, at=THEN))),
    (
        Change(
            QUOTE,
            G,
            number(G, 7.1),
            number(G, 5.0, at=THEN),
            change(G, 2.1),
            break_reason="Umstellung der Bevölkerungsbasis auf den Zensus 2022.",
        )
    ),
    (
        Change(
            SHARE,
            G,
            number(G, 7.1),
            number(G, 5.0, at=THEN),
            change(G, None, missing=Missing.NOT_APPLICABLE, reason="Die Zeitreihe bricht zum 01.01.2023 (Bürgergeld)."),
        )
    ),
    (Change(QUOTE, G, number(G, None, missing=SECRET), number(G, 5.0, at=THEN), change(G, 2.1))),
    (Change(QUOTE, G, number(G, 7.1), number(G, None, at=THEN, missing=SECRET))),
    (Change(QUOTE, G, number(G, 7.1), number(G, 5.0, at=THEN), change(G, None, missing=SECRET))),
    (Change(QUOTE, G, number(G, 7.1), number(G, None, at=THEN))),
    (Change(QUOTE, G, number(G, None), number(G, 5.0, at=THEN))),
    (
        Change(
            COUNT,
            K,
            number(K, 5200, of=Kind.COUNT, at=month(2020, 5)),
            number(K, 4000, of=Kind.COUNT, at=month(2019, 5)),
            number(K, 1200, of=Kind.COUNT, at=month(2020, 5), view=View.CHANGE, since=month(2019, 5)),
        )
    ),
    # Extreme, Spannweite, Rang
    (Extremes(QUOTE, many(1.2, 3.4, 9.9, 5, 6), K)),
    (Extremes(QUOTE, many(1.2, 1.2, 9.9, 9.9, 6), K)),
    (Extremes(QUOTE, many(1.2, 1.2, 1.2, 1.2, 6))),
    (Extremes(QUOTE, many(None, None, 4, 5, 6), K)),
    (Extremes(QUOTE, many(1, 1, 1, 1, 1), K)),
    (Extremes(QUOTE, many(None, None, None, None, 1), K)),
    (Extremes(COUNT, many(12, 1300, 44, 45, 46, of=Kind.COUNT), K)),
    (Extremes(RATIO, ((A, number(A, 31.9, of=Kind.RATIO)), (B, number(B, None))), K)),
    (Spread(QUOTE, many(1.2, 3.4, 9.9, 5, 6), K)),
    (Spread(COUNT, many(12, 34, 99, None, 60, of=Kind.COUNT))),
    (Spread(QUOTE, many(2, 2, 2), K)),
    (Rank(QUOTE, G, number(G, 3, of=Kind.RANK, view=View.RANK, against=K.key), 23)),
    (Rank(QUOTE, G, number(G, None, of=Kind.RANK, missing=SECRET, view=View.RANK, against=K.key), 23)),
    # Lücke
    (Gap(QUOTE, G, year(2024), "Die Quelle gliedert nicht nach Gemeinden")),
    (Gap(SHARE, K, None, "")),
    (Gap(QUOTE, L, Period(PeriodKind.QUARTER, "2024-Q4"), "Die Lieferung fehlt.")),
]


TEXTS = [
    line
    for line in (Path(__file__).parent / "data" / "saetze.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def flat(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def written(item: Finding) -> str:
    return flat(plain_text(sentence(item)))


def test_every_finding_has_its_checked_text() -> None:
    assert len(FINDINGS) == len(TEXTS) >= 75


@pytest.mark.parametrize(("item", "text"), list(zip(FINDINGS, TEXTS, strict=False)))
def test_findings_are_worded(item: Finding, text: str) -> None:
    assert written(item) == text


@pytest.mark.parametrize("item", FINDINGS)
def test_every_figure_of_a_value_carries_its_key(item: Finding) -> None:
    """What is left as plain text holds no figure with a decimal comma or a percent sign after digits."""
    pieces = sentence(item)
    assert all(isinstance(piece, Text | Number) for piece in pieces)
    for piece in pieces:
        if isinstance(piece, Number):
            assert piece.key.startswith("kennzahl/")
        else:
            assert not re.search(r"\d,\d|\d\u00a0%|\d\u202f\d{3}(?! Einw)", piece.text), piece.text


@pytest.mark.parametrize("item", FINDINGS)
def test_the_same_finding_has_the_same_words(item: Finding) -> None:
    assert sentence(item) == sentence(item)


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
    assert written(item) in (
        "Seit dem 31.12.2015 ist die Bevölkerung in Griesdorf leicht gestiegen: von 45~Personen auf 46~Personen, "
        "das ist 1~Person mehr.",
        "Die Bevölkerung ist in Griesdorf gegenüber dem 31.12.2015 um 1~Person auf 46~Personen gestiegen.",
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
    assert flat(plain_text(found)) == "In Griesdorf lag die Mindestsicherungsquote am 31.12.2024 bei 7,1~%."
    with pytest.raises(ValueError, match="Unbekannte Art von Befund: „ursache“"):
        finding("ursache")


def test_several_findings_are_one_run_of_text() -> None:
    found = sentences(
        [Level(QUOTE, G, number(G, 7.06)), Rank(QUOTE, G, number(G, 3, of=Kind.RANK, view=View.RANK), 23)]
    )
    assert flat(plain_text(found)) == (
        "In Griesdorf lag die Mindestsicherungsquote am 31.12.2024 bei 7,1~%. Griesdorf liegt bei 23~Gemeinden mit "
        "ausgewiesenem Wert auf Rang~3 (Rang~1: höchster Wert)."
    )
    assert [type(piece) for piece in found] == [Text, Number, Text, Number, Text]


def test_nothing_is_said_of_no_areas() -> None:
    assert sentence(Extremes(QUOTE, ())) == ()
