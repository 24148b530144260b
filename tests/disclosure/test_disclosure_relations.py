"""Relations between published numbers, each with a small value planted and attacked: nobody may work it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import pytest
from disclosure_fakes import KREIS, FakeEngine, gemeinde, resolve

from berichtsgenerator.disclosure import DisclosureRules, protect_document
from berichtsgenerator.indicators import Catalogue
from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.model.areas import level_of
from berichtsgenerator.model.entries import Component, Entry, Guard, Provenance
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.model.periods import Period, annual_mean, month, year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import Register
from berichtsgenerator.register.files import register_text

RULES = DisclosureRules(3, ("amtlich/*",))
AREA = gemeinde(1)


def component(
    name: str, value: float, *, area: str = AREA, when: Period, file: str = "kreis/r.xlsx", pairs: Breakdown = ()
) -> Component:
    """A component of one cell; its place in the table follows from what it is."""
    table = SourceTable(file, "ab" * 32, f"{name} {area} {when.iso} {pairs}", 1)
    cell = Observation(
        table, name, area, area, level_of(area), when, pairs, value, "", None, (), "Personen", 1, 1
    )  # fmt: skip
    return Component(name, name, when, value, None, (cell,))


def count(
    indicator: str, value: float, when: Period, *, area: str = AREA, file: str = "kreis/r.xlsx", pairs: Breakdown = ()
) -> Entry:
    """A count of one cell."""
    part = component("wert", value, area=area, when=when, file=file, pairs=(("merkmal", indicator), *pairs))
    key = NumberKey(indicator, area, when, pairs)
    return Entry(key, value, None, Kind.COUNT, "Personen", 0, provenance=Provenance("wert", (part,)))


def catalogue(**measures: dict[str, object]) -> Catalogue:
    """An indicator for each measure, both by the same name."""
    recognised = {"bezeichnung": "Probe", "art": "anzahl", "erkennung": [{"muster": "x"}]}
    made = {
        name: MeasureDefinition.model_validate({"id": name, **recognised, **more}) for name, more in measures.items()
    }
    told = {
        "titel": "Probe", "kurz": "Probe", "beschreibung": "Probe einer Anzahl", "einheit": "Personen", "art": "anzahl",
        "ebenen": ["gemeinde"], "definition": "eigene",
    }  # fmt: skip
    return Catalogue(
        {name: IndicatorDefinition.model_validate({"id": name, "merkmal": name, **told}) for name in measures}, made
    )


def hidden(entries: Sequence[Entry], known: Catalogue | None = None, rules: DisclosureRules = RULES) -> set[str]:
    """The ids that a register of these numbers hides, all of them printed."""
    register = Register(entries, [item.key for item in entries])
    outcome = protect_document(register, rules, catalogue=known)
    assert not [
        item for item in outcome.diagnostics if item.code in ("geheimhaltung-offen", "geheimhaltung-widerspruch")
    ]
    return {str(item.key) for item in outcome.register if item.missing is Missing.SECRET}


def possible(
    entries: Sequence[Entry], secret: set[str], target: int, rules: Iterable[tuple[int, ...]], most: int
) -> set[int]:
    """All values of one entry that fit what is printed, by trying everything; rules are factors that give nothing."""
    free = [place for place, item in enumerate(entries) if str(item.key) in secret]
    values = [round(item.value or 0.0) for item in entries]
    found = set()
    for guess in product(range(1, most), repeat=len(free)):
        for place, value in zip(free, guess, strict=True):
            values[place] = value
        if all(sum(factor * value for factor, value in zip(rule, values, strict=True)) == 0 for rule in rules):
            found.add(values[target])
    return found


@pytest.mark.parametrize(("came", "left"), [(2, 40), (40, 2)])
def test_a_balance_above_or_below_zero_gives_no_flow_away(came: int, left: int) -> None:
    when = year(2024)
    flows = [count("zuzuege", came, when), count("fortzuege", left, when)]
    parts = tuple(item.provenance.components[0] for item in flows)
    named = tuple(
        Component(item.key.indicator, "", when, part.value, None, part.observations)
        for item, part in zip(flows, parts, strict=True)
    )
    balance = Entry(
        NumberKey("saldo", AREA, when), came - left, None, Kind.COUNT, "Personen", 0,
        provenance=Provenance("zuzuege - fortzuege", named),
    )  # fmt: skip
    entries = [*flows, balance]
    secret = hidden(entries)
    small = 0 if came == 2 else 1
    assert str(entries[small].key) in secret
    assert len(secret) == 2
    # A balance may be anything below zero too, so it is no help when it is hidden itself.
    if str(balance.key) not in secret:
        assert {1, 2, 3, 4} <= possible(entries, secret, small, [(1, -1, -1)], 60)


def test_a_small_balance_of_large_flows_is_no_small_count() -> None:
    when = year(2024)
    flows = [count("zuzuege", 42, when), count("fortzuege", 40, when)]
    named = tuple(
        Component(item.key.indicator, "", when, item.value, None, item.provenance.components[0].observations)
        for item in flows
    )
    balance = Entry(
        NumberKey("saldo", AREA, when), 2, None, Kind.COUNT, "Personen", 0,
        provenance=Provenance("zuzuege - fortzuege", named),
    )  # fmt: skip
    assert hidden([*flows, balance]) == set()


STOCKS = catalogue(
    faelle={"bestand": "ja", "zugaenge": ["beginn"], "abgaenge": ["ende"]}, beginn={"fluss": "ja"}, ende={"fluss": "ja"}
)


def test_a_stock_the_stock_before_and_all_flows_but_one_give_no_small_flow() -> None:
    entries = [
        count("faelle", 60, year(2023)), count("faelle", 72, year(2024)),
        count("beginn", 14, year(2024)), count("ende", 2, year(2024)),
    ]  # fmt: skip
    secret = hidden(entries, STOCKS)
    assert str(entries[3].key) in secret
    assert len(secret) == 2
    assert {1, 2, 3, 4} <= possible(entries, secret, 3, [(1, -1, 1, -1)], 90)


def test_flows_that_do_not_explain_the_stocks_bind_nothing() -> None:
    """Where stocks are also corrected, a reader cannot subtract: one dot is enough."""
    entries = [
        count("faelle", 60, year(2023)), count("faelle", 80, year(2024)),
        count("beginn", 14, year(2024)), count("ende", 2, year(2024)),
    ]  # fmt: skip
    assert hidden(entries, STOCKS) == {str(entries[3].key)}


def test_months_and_their_annual_mean_give_no_small_month() -> None:
    """The mean is published as a whole number, so twelve times it lies within six of the sum of the months."""
    known = catalogue(personen={"bestand": "ja"})
    values = [40, 41, 39, 38, 42, 45, 40, 41, 2, 37, 40, 44]
    months = [count("personen", value, month(2024, number)) for number, value in enumerate(values, 1)]
    mean = count("personen", round(sum(values) / 12), annual_mean(2024))
    entries = [*months, mean]
    secret = hidden(entries, known)
    assert str(months[8].key) in secret
    room = 12 * 0.5
    if secret == {str(months[8].key)}:
        rest = 12 * (mean.value or 0) - sum(value for value in values if value != 2)
        assert rest - room <= 1 and rest + room >= 4
    exact = [*months, count("personen", sum(values) / 12, annual_mean(2024))]
    assert len(hidden(exact, known)) == 2  # a mean with its decimals gives the sum


def test_one_count_from_two_deliveries_is_hidden_in_both() -> None:
    """Small in the own register; the partner's number stands in another table too, under another indicator."""
    known = catalogue(personen={})
    twin = known["personen"].model_copy(update={"id": "zwilling"})
    both = Catalogue({**dict(known), "zwilling": twin}, known.measures)
    when = year(2024)
    areas = [gemeinde(number) for number in (1, 2, 3)]
    entries = [count("personen", value, when, area=area) for area, value in zip(areas, (2, 9, 50), strict=True)]
    entries.append(count("personen", 61, when, area=KREIS))
    other = count("zwilling", 9, when, area=areas[1], file="kreis/andere.xlsx")
    secret = hidden([*entries, other], both)
    assert str(entries[0].key) in secret
    printed = {str(item.key) for item in (*entries, other)} - secret
    assert not {str(entries[2].key), str(entries[3].key), str(other.key)} <= printed
    assert not {str(entries[2].key), str(entries[3].key), str(entries[1].key)} <= printed


def test_a_refusal_that_tells_of_a_hidden_number_is_hidden_with_it() -> None:
    """ "Less than 100" and "possible are the ranks 22 to 23" tell of the count that nobody is to know."""
    now, then = count("personen", 2, year(2024)), count("personen", 30, year(2023))
    change = Entry(
        now.key.with_view(View.CHANGE_PERCENT, since=year(2023)), None, Missing.NOT_APPLICABLE, Kind.PERCENT_CHANGE,
        "Prozent", 1,
        provenance=Provenance("", (), (now.key, then.key), "Der Ausgangswert liegt unter 100.", Guard.SMALL_BASE),
    )  # fmt: skip
    rank = Entry(
        now.key.with_view(View.RANK, against=KREIS), None, Missing.NOT_APPLICABLE, Kind.RANK, "", 0,
        provenance=Provenance("", (), (now.key,), "Möglich sind die Ränge 22 bis 23.", Guard.ORDER),
    )  # fmt: skip
    broken = Entry(
        now.key.with_view(View.INDEX, since=year(2023)), None, Missing.NOT_APPLICABLE, Kind.INDEX, "", 1,
        provenance=Provenance("", (), (now.key, then.key), "Die Zeitreihe bricht.", Guard.BREAK),
    )  # fmt: skip
    entries = [now, then, change, rank, broken]
    assert hidden(entries) == {str(now.key), str(change.key), str(rank.key)}
    outcome = protect_document(Register(entries, [item.key for item in entries]), RULES)
    text = register_text(outcome.register, product="probe")
    assert "unter 100" not in text
    assert "22 bis 23" not in text
    assert "bricht" in text


def test_possible_ranks_do_not_count_hidden_values() -> None:
    small, large = count("personen", 2, year(2024)), count("personen", 30, year(2024), area=gemeinde(2))
    rank = Entry(
        large.key.with_view(View.RANK, against=KREIS), None, Missing.NOT_APPLICABLE, Kind.RANK, "", 0,
        provenance=Provenance(
            "", (), (small.key, large.key), "Möglich sind die Ränge 1 bis 2.", Guard.ORDER
        ),
    )  # fmt: skip
    entries = [small, large, rank]
    outcome = protect_document(Register(entries, [item.key for item in entries]), RULES)
    found = outcome.register.entry(rank.key)
    assert found.missing is Missing.NOT_APPLICABLE
    assert "1 bis 2" not in found.provenance.reason


def measure_over(parts: Sequence[Entry]) -> Entry:
    cells = tuple(cell for item in parts for cell in item.provenance.components[0].observations)
    joined = Component("gruppe", "alle", year(2024), sum(item.value or 0.0 for item in parts), None, cells)
    return Entry(
        NumberKey("dissimilaritaet", KREIS, year(2024)), 0.31, None, Kind.MEASURE, "", 3,
        provenance=Provenance("Dissimilaritätsindex D = ½ Σ |a(i)/A − b(i)/B| über die Gebiete", (joined,)),
    )  # fmt: skip


def test_a_measure_over_areas_is_hidden_with_one_of_its_counts() -> None:
    """D, the mean or the spread of 23 areas, of which 22 are printed, is an equation for the last one."""
    parts = [count("personen", value, year(2024), area=gemeinde(number)) for number, value in enumerate((2, 30, 40), 1)]
    measure = measure_over(parts)
    assert hidden([*parts, measure]) == {str(parts[0].key), str(measure.key)}
    large = [count("personen", value, year(2024), area=gemeinde(number)) for number, value in enumerate((9, 30, 40), 1)]
    assert hidden([*large, measure_over(large)]) == set()


def test_a_measure_over_small_counts_that_nobody_prints_is_printed_only_when_they_are_many() -> None:
    few = [count("personen", value, year(2024), area=gemeinde(number)) for number, value in enumerate((2, 30, 40), 1)]
    many = [count("personen", 2 + number, year(2024), area=gemeinde(number)) for number in range(12)]
    assert hidden([measure_over(few)]) == {str(measure_over(few).key)}
    assert hidden([measure_over(many)]) == set()


def rates(values: Sequence[int], population: int) -> tuple[FakeEngine, list[NumberKey]]:
    engine = FakeEngine(shares={"quote": ("beziehende", "bevoelkerung")}, files={"bevoelkerung": "amtlich/b.csv"})
    keys = []
    for number, value in enumerate(values, 1):
        engine.set("beziehende", gemeinde(number), value)
        engine.set("bevoelkerung", gemeinde(number), population)
        keys.append(NumberKey("quote", gemeinde(number), year(2024)))
    engine.set("beziehende", KREIS, sum(values))
    engine.set("bevoelkerung", KREIS, population * len(values))
    return engine, [*keys, NumberKey("quote", KREIS, year(2024))]


def test_a_rate_that_leaves_a_range_of_counts_keeps_it_in_every_output() -> None:
    """With 40 000 inhabitants 0.1 percent are 40 persons: rates as printed protect, a bar's length would not."""
    values, population = [2, 4012, 3987], 40_000
    engine, keys = rates(values, population)
    outcome = protect_document(resolve(engine, *keys), RULES)
    ends = {}
    for number, entry in enumerate(keys):
        printed, people = outcome.register.entry(entry), population * (3 if number == 3 else 1)
        if printed.value is None:
            continue
        told = [part.value for part in printed.provenance.components if part.name == "beziehende"]
        exact = told[0] if told[0] is not None else printed.value * people / 100
        rounded = told[0] is None and printed.value == round(printed.value, 1)
        room = 0.05 * people / 100 if rounded else 0.0
        ends[number] = (exact - room, exact + room)
    assert set(ends) == {1, 2, 3}
    least = ends[3][0] - ends[1][1] - ends[2][1]
    most = ends[3][1] - ends[1][0] - ends[2][0]
    assert least <= 1 and most >= 4
    text = register_text(outcome.register, product="probe")
    for number in (1, 2):
        if ends[number][0] < ends[number][1]:
            assert f'"{values[number]}"' not in text
            assert f"{values[number]:,}".replace(",", "\u202f") not in text


def test_a_rate_of_a_printed_count_keeps_its_digits() -> None:
    engine, keys = rates([50, 4012, 3987], 40_000)
    counts = [NumberKey("beziehende", gemeinde(number), year(2024)) for number in (1, 2, 3)]
    outcome = protect_document(resolve(engine, *keys, *counts), RULES)
    assert outcome.register.entry(keys[1]).value == pytest.approx(10.03)
