"""The gaps of a document are told in few lines: by chapter and section, with the areas and the reason."""

from __future__ import annotations

from plan_fakes import AREAS

from berichtsgenerator.model.areas import Area
from berichtsgenerator.plan.desk.gaps import NO_DELIVERIES, NO_DELIVERY, fold, left_out_note
from berichtsgenerator.plan.planned.lacks import Gap, Lack, Lacking, LeftOut

GEMEINDEN = ("06999001", "06999002", "06999003")


class Names:
    gemeinden = GEMEINDEN

    def area(self, key: str) -> Area:
        return AREAS[key]


def gap(*lacking: Lacking, section: str = "1.1 Stand", turn: str = "", whole: bool = False) -> Gap:
    part = "" if whole else section
    return Gap(section, "Tabelle", "Ein Grund.", lacking=lacking, chapter="1 A", part=part, turn=turn, whole=whole)


def lines(*gaps: Gap) -> list[tuple[str, str, str]]:
    return [(line.section, line.what, line.reason) for line in fold(gaps, Names())]


def test_every_turn_of_a_repetition_is_said_once() -> None:
    found = lines(*(gap(Lacking("Quote", Lack.AREA, (key,)), turn=key) for key in GEMEINDEN))
    assert found == [("1.1 Stand", "Quote", "Keine Angaben für die Gemeinden.")]


def test_indicators_with_the_same_reason_share_a_line() -> None:
    found = lines(gap(Lacking("Quote", Lack.AREA, ("06",))), gap(Lacking("Anteil", Lack.AREA, ("06",))))
    assert found == [("1.1 Stand", "Quote; Anteil", "Keine Angaben für Hessen.")]


def test_areas_of_several_gaps_are_put_together_from_the_small_to_the_large() -> None:
    found = lines(gap(Lacking("Quote", Lack.AREA, ("DG",))), gap(Lacking("Quote", Lack.AREA, ("06", "06999002"))))
    assert found[0][2] == "Keine Angaben für Bedorf, für Hessen und für Deutschland."


def test_a_missing_delivery_is_reason_enough() -> None:
    found = lines(
        gap(Lacking("Quote", Lack.DELIVERY, (), "Arbeitslose; Bevölkerung")),
        gap(Lacking("Quote", Lack.DELIVERY, (), "Arbeitslose; Bevölkerung")),
        gap(Lacking("Wohngeld", Lack.DELIVERY, (), "Wohngeld (veröffentlicht)")),
    )
    assert found == [
        ("1.1 Stand", "Quote", "Es fehlt eine Lieferung zu: Arbeitslose; Bevölkerung."),
        ("1.1 Stand", "Wohngeld", NO_DELIVERY),
    ]


def test_a_chapter_without_deliveries_is_one_line() -> None:
    whole = gap(
        Lacking("Quote", Lack.DELIVERY, (), "Arbeitslose"), Lacking("Anteil", Lack.DELIVERY, (), "Kinder"), whole=True
    )
    assert fold([whole], Names()) == (LeftOut("1 A", "", "Quote; Anteil", NO_DELIVERIES),)


def test_spans_are_told_with_their_level_where_they_differ() -> None:
    short = Lacking("Quote", Lack.TIME, ("06999",), "2020 bis 2024")
    assert lines(gap(short))[0][2] == "Angaben liegen nur vor für 2020 bis 2024."
    other = Lacking("Quote", Lack.TIME, GEMEINDEN, "2015")
    assert lines(gap(short), gap(other))[0][2] == "Angaben liegen nur vor für 2020 bis 2024 (Kreis); 2015 (Gemeinden)."


def test_what_no_indicator_explains_keeps_its_own_reason() -> None:
    assert lines(gap()) == [("1.1 Stand", "Tabelle", "Ein Grund.")]


def test_a_table_names_what_it_leaves_out_in_one_line() -> None:
    note = left_out_note([gap(Lacking("Quote", Lack.AREA, ("06",))), gap(Lacking("Anteil", Lack.TIME))], Names())
    assert note == "Nicht enthalten, weil Angaben fehlen: Quote für Hessen; Anteil."


def test_a_long_list_of_what_is_left_out_is_cut() -> None:
    note = left_out_note([gap(*(Lacking(f"Merkmal {number}", Lack.TIME) for number in range(6)))], Names())
    assert note.endswith("Merkmal 3; weitere 2 Angaben (siehe Anhang).")
