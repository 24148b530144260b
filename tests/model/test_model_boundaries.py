"""What areas of today were made of: whole areas are put together, parts that changed hands cut the series."""

from __future__ import annotations

import pytest

from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.boundaries import Boundaries, Change, ChangeKind, Origin
from berichtsgenerator.model.gazetteer import Facts, Former, Gazetteer
from berichtsgenerator.model.periods import Period, PeriodKind, month, stichtag, year

END, PART, KEY, NAME = ChangeKind.DISSOLVED, ChangeKind.PARTED, ChangeKind.RENUMBERED, ChangeKind.RENAMED


def places(*former: Former, **sizes: float) -> Gazetteer:
    keys = {"06": "Hessen", "06999": "Musterkreis", "06998": "Nachbarkreis"}
    facts = [Facts(Area(key, name, name), None, None) for key, name in keys.items()]
    facts += [Facts(Area(f"06999{k[1:]}", k, k), None, km2) for k, km2 in sizes.items()]
    return Gazetteer(facts, former)


A, B, C, X = "06999001", "06999002", "06999003", "06999009"


def of(boundaries: Boundaries, area: str, iso: str) -> tuple[tuple[str, ...], bool, bool] | None:
    origin = boundaries.origin(area, Period(PeriodKind.STICHTAG, iso))
    return None if origin is None else (origin.needed, origin.own, bool(origin.cut))


def test_gemeinden_that_become_a_new_one() -> None:
    changes = [Change(END, A, X, "2020-01-01", 500, 10.0), Change(END, B, X, "2020-01-01", 700, 20.0)]
    boundaries = Boundaries(places(n009=30.0), changes)
    assert of(boundaries, X, "2019-12-31") == ((A, B), False, False)
    assert of(boundaries, X, "2020-12-31") is None
    assert boundaries.heirs[A] == boundaries.heirs[B] == X


def test_a_gemeinde_that_takes_up_another_one() -> None:
    boundaries = Boundaries(places(n009=80.0), [Change(END, A, X, "2020-01-01", 500, 10.0)])
    assert of(boundaries, X, "2019-12-31") == ((A,), True, False)


def test_a_new_gemeinde_that_takes_up_another_one_later() -> None:
    changes = [
        Change(END, A, X, "2015-01-01", 500, 10.0),
        Change(END, B, X, "2015-01-01", 700, 20.0),
        Change(END, C, X, "2020-01-01", 90, 40.0),
    ]
    boundaries = Boundaries(places(n009=70.0), changes)
    assert of(boundaries, X, "2014-12-31") == ((A, B, C), False, False)
    assert of(boundaries, X, "2017-12-31") == ((C,), True, False)


def test_chains_of_changes_even_on_one_day() -> None:
    changes = [
        Change(KEY, A, B, "2010-01-01"),
        Change(END, B, C, "2020-01-01", 500, 10.0),
        Change(KEY, C, X, "2020-01-01"),
        Change(NAME, X, X, "2021-01-01"),
    ]
    boundaries = Boundaries(places(n009=90.0), changes)
    assert of(boundaries, X, "2009-12-31") == ((A, C), False, False)
    assert of(boundaries, X, "2019-12-31") == ((B, C), False, False)
    assert boundaries.heirs == {**boundaries.heirs, A: X, B: X, C: X}


def test_a_dissolved_gemeinde_in_two_others_cuts_both() -> None:
    changes = [Change(END, A, B, "2020-01-01", 300, 5.0), Change(END, A, C, "2020-01-01", 200, 5.0)]
    boundaries = Boundaries(places(n002=50.0, n003=60.0), changes)
    assert of(boundaries, B, "2019-12-31") == ((), True, True)
    assert of(boundaries, C, "2019-12-31") == ((), True, True)
    assert A not in boundaries.heirs
    origin = boundaries.origin(B, year(2019))
    assert origin is not None
    assert "am 01.01.2020 ging ein Teil von 06999001 (300 Personen) an n002 (06999002) über" in origin.cut


def test_uninhabited_parts_change_nothing_for_people() -> None:
    changes = [Change(END, A, B, "2020-01-01", 300, 5.0), Change(END, A, C, "2020-01-01", 0, 5.0)]
    boundaries = Boundaries(places(n002=50.0, n003=60.0), changes)
    assert of(boundaries, B, "2019-12-31") == ((A,), True, False)
    assert of(boundaries, C, "2019-12-31") is None


def test_both_parts_of_a_divided_gemeinde_in_one_of_today() -> None:
    changes = [
        Change(END, A, B, "2015-01-01", 300, 5.0),
        Change(END, A, C, "2015-01-01", 200, 5.0),
        Change(END, B, X, "2020-01-01", 900, 30.0),
        Change(END, C, X, "2020-01-01", 800, 40.0),
    ]
    assert of(Boundaries(places(n009=70.0), changes), X, "2014-12-31") == ((A, B, C), False, False)


@pytest.mark.parametrize(("moved", "cut"), [(400, True), (5, False)])
def test_a_part_that_changed_hands_cuts_unless_it_is_minor(moved: int, cut: bool) -> None:
    changes = [
        Change(PART, A, B, "2020-01-01", moved, 1.0),
        Change(PART, A, A, "2020-01-01", 9600, 50.0),
        Change(PART, B, B, "2020-01-01", 7000, 50.0),
    ]
    boundaries = Boundaries(places(n001=51.0, n002=52.0), changes)
    for area in (A, B):
        assert (of(boundaries, area, "2019-12-31") is not None) == cut
        assert of(boundaries, area, "2020-01-31") is None


def test_gemeinden_between_kreise_cut_the_kreise_when_many_people_live_there() -> None:
    def kreise(number: int) -> Boundaries:
        return Boundaries(places(n001=9.0), [Change(END, "06998001", A, "2020-01-01", number, 9.0)])

    assert of(kreise(5000), "06999", "2019-12-31") == ((), True, True)
    assert of(kreise(5000), "06998", "2019-12-31") == ((), True, True)
    assert of(kreise(50), "06999", "2019-12-31") is None


def test_what_ends_after_the_date_of_the_directory_is_an_area_of_today() -> None:
    boundaries = Boundaries(places(n001=9.0, n009=50.0), [Change(END, A, X, "2025-01-01", 50, 9.0)])
    assert of(boundaries, X, "2024-12-31") is None


def test_an_older_key_that_the_directories_prove_without_a_date() -> None:
    former = Former(Area("06777001", "n001", "n001"), "2005-12-31", A)
    boundaries = Boundaries(places(former, n001=9.0))
    assert boundaries.origin(A, year(2005)) == Origin(("06777001",), False, "", "")
    assert boundaries.heirs["06777001"] == A


def test_periods_are_in_the_borders_of_their_end() -> None:
    boundaries = Boundaries(places(n009=10.0), [Change(END, A, X, "2020-07-01", 500, 10.0)])
    assert boundaries.origin(X, year(2019)) is not None
    assert boundaries.origin(X, year(2020)) is None
    assert boundaries.origin(X, month(2020, 6)) is not None
    assert boundaries.origin(X, month(2020, 7)) is None
    assert boundaries.origin(X, Period(PeriodKind.QUARTER, "2020-Q2")) is not None
    assert boundaries.origin(X, stichtag(2020, 6, 30)) is not None


@pytest.mark.parametrize(
    ("kreis", "iso", "needed", "own", "cut"),
    [
        ("03159", "2015-12-31", ("03152", "03156"), False, False),
        ("14522", "2007-12-31", ("14177", "14182", "14375"), False, False),
        ("14713", "2007-12-31", ("14365",), False, False),
        ("13073", "2010-12-31", ("13005", "13057", "13061"), False, False),
        ("13071", "2010-12-31", ("13002", "13055", "13056"), False, True),
        ("05334", "2008-12-31", ("05313", "05354"), False, False),
        ("16063", "2020-12-31", ("16056",), True, False),
        ("16063", "2017-12-31", ("16056",), True, True),
    ],
)
def test_reforms_of_kreise(kreis: str, iso: str, needed: tuple[str, ...], own: bool, cut: bool) -> None:
    boundaries = Boundaries(Gazetteer.bundled())
    assert of(boundaries, kreis, iso) == (needed, own, cut)
    assert of(boundaries, kreis, "2021-12-31") is None
    assert of(boundaries, "06432", iso) is None


def test_the_reforms_of_kreise_agree_with_the_directories() -> None:
    gazetteer = Gazetteer.bundled()
    heirs = Boundaries(gazetteer).heirs
    proved = {f.area.key: f.successor for f in gazetteer.all_former() if len(f.area.key) == 5 and f.successor}
    assert len(proved) > 40
    assert {key: heirs.get(key) for key in proved} == proved
