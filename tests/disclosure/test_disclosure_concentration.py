"""Sums that few contributors decide, and shares that tell of a whole group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, key, resolve
from hypothesis import given
from hypothesis import strategies as st

from berichtsgenerator.diagnostics import DisclosureError
from berichtsgenerator.disclosure import Concentration, DisclosureRules, protect_document
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.entries import Component, Entry, Provenance
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Observation, SourceTable
from berichtsgenerator.model.periods import year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import Register
from berichtsgenerator.register.files import register_text

WHEN = year(2024)
TABLE = SourceTable("kreis/betriebe.xlsx", "ab" * 32, "Daten", 1)
RULES = DisclosureRules(3, concentrations=(("kreis/*", Concentration(1, 85.0, 15.0)),))


@pytest.mark.parametrize(
    ("contributions", "rule", "room"),
    [
        ([90, 6, 4], Concentration(1, 85.0), 100 / 85 * 90 - 100),
        ([80, 15, 5], Concentration(1, 85.0), 0.0),
        ([80, 15, 5], Concentration(2, 90.0), 100 / 90 * 95 - 100),
        ([80, 15, 5], Concentration(p=10.0), 8.0 - 5.0),
        ([80, 10, 10], Concentration(p=10.0), 0.0),
        ([100], Concentration(p=10.0), 10.0),
        ([60, 40], Concentration(p=10.0), 6.0),
        ([], Concentration(1, 85.0, 10.0), 0.0),
    ],
)
def test_the_rules_of_statistical_offices(contributions: Sequence[float], rule: Concentration, room: float) -> None:
    assert rule.room(contributions) == pytest.approx(room)


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8), st.integers(1, 50))
def test_the_second_largest_cannot_estimate_the_largest_within_p(contributions: list[int], p: int) -> None:
    """The p percent rule says what it is for: who knows the sum and his own part knows no more than this."""
    first, second, *others = sorted(contributions, reverse=True)
    estimate = sum(contributions) - second
    close = estimate - first < p / 100 * first - 1e-6
    assert (Concentration(p=float(p)).room(contributions) > 0) is close
    assert estimate - first == sum(others)


def cells_of(area: str, contributions: Sequence[float]) -> tuple[Observation, ...]:
    return tuple(
        Observation(
            TABLE, "Umsatz", f"{area}/{number}", "", Level.EINRICHTUNG, WHEN, (), value, "", None, (), "EUR",
            int(area[-3:]) * 100 + number, 1,
        )
        for number, value in enumerate(contributions, 1)
    )  # fmt: skip


def amount(area: str, cells: Sequence[Observation], kind: Kind = Kind.EUR) -> Entry:
    total = float(sum(cell.value or 0.0 for cell in cells))
    part = Component("wert", "Umsatz", WHEN, total, None, tuple(cells), kind)
    return Entry(NumberKey("umsatz", area, WHEN), total, None, kind, "EUR", 0, provenance=Provenance("wert", (part,)))


def report(contributions: Mapping[int, Sequence[float]], kind: Kind = Kind.EUR) -> list[Entry]:
    """The sums of some Gemeinden and their Kreis, all added up from institutions."""
    cells = {number: cells_of(gemeinde(number), values) for number, values in contributions.items()}
    entries = [amount(gemeinde(number), found, kind) for number, found in cells.items()]
    return [*entries, amount(KREIS, [cell for found in cells.values() for cell in found], kind)]


def protected(entries: Sequence[Entry], rules: DisclosureRules = RULES) -> tuple[set[str], Register]:
    register = Register(entries, [item.key for item in entries])
    found = protect_document(register, rules).register
    return {str(item.key) for item in found if item.value is None}, found


@pytest.mark.parametrize("kind", [Kind.EUR, Kind.COUNT])
def test_a_sum_that_one_decides_is_hidden_and_cannot_be_subtracted(kind: Kind) -> None:
    entries = report({1: [900, 20, 10], 2: [300, 280, 250, 200], 3: [500, 480, 450, 300]}, kind)
    secret, register = protected(entries)
    assert secret == {str(entries[0].key), str(entries[1].key)}
    text = register_text(register, product="probe")
    for told in ("900", "930", "1 030", "1030"):
        assert f'"{told}"' not in text


def test_the_partner_leaves_the_room_that_the_rule_asks_for() -> None:
    """A reader can bound the sum only by nothing below and by both together above: more than 15 percent of 900."""
    entries = report({1: [900, 20, 10], 2: [20, 20, 20, 19], 3: [500, 480, 450, 300]})
    secret, _ = protected(entries)
    assert str(entries[0].key) in secret
    printed = [item for item in entries if str(item.key) not in secret]
    together = 930 + sum(item.value or 0.0 for item in entries[1:3] if str(item.key) in secret)
    room = Concentration(1, 85.0, 15.0).room([900, 20, 10])
    most = together if any(item.key.area == KREIS for item in printed) else inf
    assert most - 930 >= room - 1e-6


def test_what_printed_parts_leave_of_a_sum_is_protected_too() -> None:
    """The Gemeinde that one institution decides is printed nowhere; the others and the Kreis would leave it."""
    entries = report({1: [900, 20, 10], 2: [300, 280, 250, 200], 3: [500, 480, 450, 300]})
    secret, _ = protected(entries[1:])
    assert len(secret) == 1


def test_a_sum_without_its_contributions_is_refused_with_what_to_deliver() -> None:
    lump = amount(gemeinde(1), [cells_of(gemeinde(1), [900])[0]._replace(level=Level.GEMEINDE, area=gemeinde(1))])
    with pytest.raises(DisclosureError, match=r"eine Zeile je Einrichtung oder Betrieb") as told:
        protected([lump])
    assert "kreis/betriebe.xlsx" in str(told.value)
    assert "umsatz/99101001/2024/-/wert" in str(told.value)
    assert protected([lump], DisclosureRules(3))[0] == set()


def whole_groups(values: Mapping[int, int], rules: DisclosureRules) -> dict[str, float | None]:
    engine = FakeEngine(shares={"quote": ("beziehende", "kinder")}, files={"kinder": "amtlich/k.csv"})
    for number, value in values.items():
        engine.set("beziehende", gemeinde(number), value)
        engine.set("kinder", gemeinde(number), 40)
    engine.set("beziehende", KREIS, sum(values.values()))
    engine.set("kinder", KREIS, 40 * len(values))
    wanted = [key(name, gemeinde(number)) for name in ("quote", "beziehende") for number in values]
    register = resolve(engine, *wanted, key("beziehende", KREIS))
    return {str(item.key): item.value for item in protect_document(register, rules).register}


def test_nobody_and_everybody_are_hidden_where_a_source_asks_for_it() -> None:
    open_rules = DisclosureRules(3, ("amtlich/*",))
    values = {1: 0, 2: 40, 3: 20, 4: 17}
    printed = whole_groups(values, open_rules)
    assert None not in printed.values()
    rules = DisclosureRules(3, ("amtlich/*",), group_sources=("kreis/*",))
    found = whole_groups(values, rules)
    for number in (1, 2):
        assert found[f"quote/{gemeinde(number)}/2024/-/wert"] is None
        assert found[f"beziehende/{gemeinde(number)}/2024/-/wert"] is None
    # Nobody must be able to tell that they are 0 and 40: something else gives way, a third Gemeinde or the Kreis.
    assert [item for item, value in found.items() if value is None and item.startswith("beziehende")] != []
    shown = {name: value for name, value in found.items() if value is not None}
    rest = [number for number in values if f"beziehende/{gemeinde(number)}/2024/-/wert" not in shown]
    total = shown.get(f"beziehende/{KREIS}/2024/-/wert")
    if total is not None:
        left = total - sum(value for name, value in shown.items() if name.startswith("beziehende/991010"))
        others = len(rest) - 1
        assert max(0, left - 40 * others) < 40 or left < 40  # the full one may be less
        assert left - 0 >= 3  # the empty one may be three
