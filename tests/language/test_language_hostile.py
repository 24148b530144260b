"""Sentences and names at their edges: zero, ties, values that print alike, odd names of areas; exact texts."""

from __future__ import annotations

import pytest
from test_language_sentences import QUOTE, K, change, diff, number

from berichtsgenerator.indicators.comparing.recordfacts import with_facts
from berichtsgenerator.language.areas import for_area, in_area, of_area, subject_area, told_apart
from berichtsgenerator.language.findings import (
    Change,
    Comparison,
    Finding,
    Level,
    Multiple,
    Rank,
    Reference,
)
from berichtsgenerator.language.records import finding_of
from berichtsgenerator.language.sentences import plain_text, sentence
from berichtsgenerator.language.wording import Subject, subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.areas import Level as AreaLevel
from berichtsgenerator.model.comparison import Comparison as Record
from berichtsgenerator.model.comparison import Course, Peers
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.periods import year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import View

PLACES = Gazetteer.bundled()
PEOPLE = subject("Bevölkerung", Kind.COUNT, "Personen")
AHEAD = subject("Vorausberechnung der Bevölkerung", Kind.ESTIMATE, "Personen")
DIEBURG = next(a for a in PLACES.children("06432", AreaLevel.GEMEINDE) if a.short == "Dieburg")


def text(item: Finding) -> str:
    return plain_text(sentence(item)).replace("\u00a0", "~").replace("\u202f", "_")


def beside(own: float, other: float, of: Subject = QUOTE) -> Comparison:
    gap = round(round(own, 1) - round(other, 1), 1)
    kind = Kind.POINTS if of.kind is Kind.SHARE else of.kind
    reference = Reference(K, number(K, other, of=of.kind), diff(DIEBURG, gap, K, of=kind))
    return Comparison(of, DIEBURG, number(DIEBURG, own, of=of.kind), (reference,))


def times(own: float, ratio: float) -> Multiple:
    entry = number(DIEBURG, ratio, of=Kind.RATIO, view=View.RATIO, against=K.key)
    return Multiple(QUOTE, DIEBURG, number(DIEBURG, own), K, number(K, 7.1), entry)


def place(rank: float, count: int, tied: int = 0) -> Rank:
    entry = number(DIEBURG, rank, of=Kind.RANK, view=View.RANK, against=K.key)
    return Rank(QUOTE, DIEBURG, entry, count, number(DIEBURG, 7.1), K, tied)


def series(kind: str, *values: float) -> Finding:
    """A finding about a series from 2018 on."""
    entries = tuple((year(2018 + step), number(DIEBURG, value, at=year(2018 + step)))
                    for step, value in enumerate(values))  # fmt: skip
    record = Record(entries[-1][1].key, entries[-1][1], course=Course(entries))
    return finding_of(kind, with_facts(record, ()), QUOTE, lambda key: DIEBURG)


def among(kind: str, *values: float, own: int = 0) -> Finding:
    """A finding about Gemeinden with these values, told of one of them."""
    areas = {area.key: area for area in PLACES.children("06432", AreaLevel.GEMEINDE)}
    entries = tuple((key, number(area, value)) for (key, area), value in zip(areas.items(), values, strict=False))
    record = Record(entries[own][1].key, entries[own][1], peers=Peers(K.key, entries))
    return finding_of(kind, with_facts(record, ()), QUOTE, lambda key: areas.get(key, K))


IN_K = "im Landkreis Musterberg"
CASES: list[tuple[Finding, str]] = [
    (beside(0.0, 0.0), f"In Dieburg war die Mindestsicherungsquote am 31.12.2024 mit 0,0~% ebenso hoch wie {IN_K} "
     "(0,0~%)."),
    (beside(7.1, 7.14), f"In Dieburg war die Mindestsicherungsquote am 31.12.2024 mit 7,1~% ebenso hoch wie {IN_K} "
     "(7,1~%)."),
    (times(0.0, 0.0), f"Die Mindestsicherungsquote war am 31.12.2024 in Dieburg (0,0~%) niedriger als {IN_K} (7,1~%)."),
    (times(7.0, 0.99), f"Die Mindestsicherungsquote war am 31.12.2024 in Dieburg (7,0~%) fast ebenso hoch wie {IN_K} "
     "(7,1~%)."),
    (times(7.14, 1.0), f"Die Mindestsicherungsquote war am 31.12.2024 in Dieburg (7,1~%) ebenso hoch wie {IN_K} "
     "(7,1~%)."),
    (times(14.2, 2.0), f"Die Mindestsicherungsquote war am 31.12.2024 in Dieburg (14,2~%) 2,0-mal so hoch wie {IN_K} "
     "(7,1~%)."),
    (place(1, 1), "Für Dieburg wird bei der Mindestsicherungsquote keine Rangfolge angegeben: außer für Dieburg liegt "
     "kein Wert vor."),
    (place(2, 2), f"Bei der Mindestsicherungsquote lag Dieburg am 31.12.2024 mit 7,1~% auf Rang~2 von zwei~Gemeinden "
     f"{IN_K} (Rang~1: höchster Wert)."),
    (place(11, 12, 1), f"Von den zwölf~Gemeinden {IN_K} hatte Dieburg am 31.12.2024 mit 7,1~% gemeinsam mit einer "
     "anderen Gemeinde die niedrigste Mindestsicherungsquote."),
    (place(13, 23), f"Bei der Mindestsicherungsquote lag Dieburg am 31.12.2024 mit 7,1~% auf Rang~13 von 23~Gemeinden "
     f"{IN_K} (Rang~1: höchster Wert)."),
    (series("trend", 7.12, 7.13, 7.14),
     "Die Mindestsicherungsquote blieb in Dieburg von 2018 bis 2020 unverändert bei 7,1~%."),
    (series("folge", 3.0, 2.0, 1.0, 5.0),
     "Nach zwei Rückgängen in Folge ist die Mindestsicherungsquote in Dieburg im Jahr~2021 wieder gestiegen: von 1,0~% "
     "(2020) auf 5,0~%."),
    (Level(PEOPLE, DIEBURG, number(DIEBURG, 1, of=Kind.COUNT)), "Am 31.12.2024 lebte in Dieburg 1~Person."),
]  # fmt: skip


@pytest.mark.parametrize(("item", "wanted"), CASES)
def test_edges_read_right(item: Finding, wanted: str) -> None:
    assert text(item) == wanted


def test_a_change_from_few_expected_people_is_neither_slight_nor_marked() -> None:
    now, then = number(DIEBURG, 30, of=Kind.ESTIMATE), number(DIEBURG, 60, of=Kind.ESTIMATE, at=year(2015))
    told = text(Change(AHEAD, DIEBURG, now, then, change(DIEBURG, -30, of=Kind.ESTIMATE)))
    assert "deutlich" not in told
    assert "gesunken" in told or "zurückgegangen" in told


def test_values_that_print_alike_are_equal_extremes() -> None:
    assert "überall gleich hoch (2,0~%)" in text(among("extreme", 2.01, 2.02, 2.04))
    assert "überall gleich hoch (2,0~%)" in text(among("spannweite", 2.01, 2.02, 2.04))


def test_quarters_are_not_told_where_most_areas_share_the_value() -> None:
    """Equal values are neither the highest nor the lowest quarter."""
    assert "überall gleich hoch (2,0~%)" in text(among("viertel", *[2.0] * 9))
    assert text(among("viertel", 9.0, *[2.0] * 10, own=3)) == ""
    assert "genau in der Mitte der elf Gemeinden" in text(among("viertel", 9.0, *[2.0] * 9, 1.0, own=3))
    assert "in dem die Mindestsicherungsquote am höchsten war" in text(among("viertel", 9.0, *[2.0] * 9, 1.0))


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("03241", ("in der Region Hannover", "für die Region Hannover", "die Region Hannover", "der Region Hannover")),
        ("05334", ("in der Städteregion Aachen", "für die Städteregion Aachen", "die Städteregion Aachen",
                   "der Städteregion Aachen")),
        ("10041", ("im Regionalverband Saarbrücken", "für den Regionalverband Saarbrücken",
                   "der Regionalverband Saarbrücken", "des Regionalverbands Saarbrücken")),
        ("02000", ("in Hamburg", "für Hamburg", "Hamburg", "von Hamburg")),
        ("07111", ("in Koblenz", "für Koblenz", "Koblenz", "von Koblenz")),
        ("08111", ("in Stuttgart", "für Stuttgart", "Stuttgart", "von Stuttgart")),
        ("01053", ("im Kreis Herzogtum Lauenburg", "für den Kreis Herzogtum Lauenburg",
                   "der Kreis Herzogtum Lauenburg", "des Kreises Herzogtum Lauenburg")),
        ("05162", ("im Rhein-Kreis Neuss", "für den Rhein-Kreis Neuss", "der Rhein-Kreis Neuss",
                   "des Rhein-Kreises Neuss")),
        ("05962", ("im Märkischen Kreis", "für den Märkischen Kreis", "der Märkische Kreis", "des Märkischen Kreises")),
        ("06440", ("im Wetteraukreis", "für den Wetteraukreis", "der Wetteraukreis", "des Wetteraukreises")),
        ("031", ("in der Statistischen Region Braunschweig", "für die Statistische Region Braunschweig",
                 "die Statistische Region Braunschweig", "der Statistischen Region Braunschweig")),
        ("071", ("im früheren Regierungsbezirk Koblenz", "für den früheren Regierungsbezirk Koblenz",
                 "der frühere Regierungsbezirk Koblenz", "des früheren Regierungsbezirks Koblenz")),
        ("146", ("im früheren Direktionsbezirk Dresden", "für den früheren Direktionsbezirk Dresden",
                 "der frühere Direktionsbezirk Dresden", "des früheren Direktionsbezirks Dresden")),
        ("091", ("im Regierungsbezirk Oberbayern", "für den Regierungsbezirk Oberbayern",
                 "der Regierungsbezirk Oberbayern", "des Regierungsbezirks Oberbayern")),
        ("10", ("im Saarland", "für das Saarland", "das Saarland", "des Saarlandes")),
    ],
)  # fmt: skip
def test_names_of_areas_take_their_cases(key: str, forms: tuple[str, str, str, str]) -> None:
    area = PLACES.area(key)
    assert area is not None
    assert (in_area(area), for_area(area), subject_area(area), of_area(area)) == forms


def test_gemeinden_stand_without_article_and_designation() -> None:
    for area in PLACES.children("06432", AreaLevel.GEMEINDE):
        assert ", Stadt" not in in_area(area)
        assert (in_area(area), for_area(area), of_area(area)) == (
            f"in {area.short}", f"für {area.short}", f"von {area.short}",
        )  # fmt: skip
    forest = Area("06435200", "Gutsbezirk Spessart, gemfr. Gebiet", "Gutsbezirk Spessart")
    assert (in_area(forest), of_area(forest)) == ("im Gutsbezirk Spessart", "des Gutsbezirks Spessart")


def test_a_percentage_of_a_value_that_has_become_negative_is_refused() -> None:
    from berichtsgenerator.indicators.comparing.guards import small_base

    assert "negativ geworden" in small_base(Kind.RATE, 2.0, -1.0, None)
    assert small_base(Kind.RATE, 2.0, 1.0, None) == ""
    assert "null oder negativ" in small_base(Kind.RATE, -2.0, -1.0, None)


def test_areas_side_by_side_are_told_apart_by_their_names() -> None:
    """Short names serve where they are clear; the town and the Landkreis of one name do not share a label."""
    kreise = [area for area in PLACES.children("06", AreaLevel.KREIS)
              if area.key in ("06611", "06633", "06413", "06438", "06432")]  # fmt: skip
    assert told_apart(kreise) == {
        "06611": "Kassel", "06633": "Landkreis Kassel", "06413": "Offenbach am Main", "06438": "Landkreis Offenbach",
        "06432": "Darmstadt-Dieburg",
    }  # fmt: skip
    gemeinden = PLACES.children("06432", AreaLevel.GEMEINDE)
    assert told_apart(gemeinden) == {area.key: area.short for area in gemeinden}
