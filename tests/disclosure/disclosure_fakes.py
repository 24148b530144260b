"""A small engine over invented counts: plain counts, shares of one in another, and every derived view."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.model.areas import level_of
from berichtsgenerator.model.entries import Component
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.observations import Breakdown, Observation, SourceTable
from berichtsgenerator.model.periods import year
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register import Entry, NumberKey, Provenance, Register, RequestSet, View

KREIS = "99101"


def gemeinde(number: int) -> str:
    return f"{KREIS}{number:03d}"


def key(
    indicator: str, area: str, when: int = 2024, breakdown: Breakdown = (), view: View = View.VALUE, **more: object
) -> NumberKey:
    plain = NumberKey(indicator, area, year(when), breakdown)
    return plain if view is View.VALUE else plain.with_view(view, **more)  # type: ignore[arg-type]


@dataclass
class FakeEngine:
    """``counts`` by indicator, area, year, breakdown; ``shares`` name numerator and denominator indicators."""

    counts: dict[tuple[str, str, int, Breakdown], float | None] = field(default_factory=dict)
    shares: dict[str, tuple[str, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    kind: Kind = Kind.SHARE

    def set(self, indicator: str, area: str, value: float | None, when: int = 2024, **pairs: str) -> None:
        self.counts[indicator, area, when, tuple(sorted(pairs.items()))] = value

    def evaluate(self, number: NumberKey) -> Entry:
        view = number.representation.view
        if view not in (View.VALUE, View.NUMERATOR, View.DENOMINATOR):
            return self._derived(number)
        if number.indicator in self.shares:
            return self._share(number)
        if view is not View.VALUE:
            return self._gap(number, Kind.COUNT)
        return self._count(number, number.indicator)

    def _gap(self, number: NumberKey, kind: Kind, missing: Missing = Missing.NO_DATA) -> Entry:
        return Entry(number, None, missing, kind, "Anzahl", 0, provenance=Provenance("", reason="Keine Lieferung."))

    def _count(self, number: NumberKey, indicator: str) -> Entry:
        where = (indicator, number.area, number.period.year, number.breakdown)
        if where not in self.counts:
            return self._gap(number, Kind.COUNT)
        value = self.counts[where]
        part = self._component(indicator, number, value)
        missing = Missing.SECRET if value is None else None
        return Entry(number, value, missing, Kind.COUNT, "Anzahl", 0, provenance=Provenance("wert", (part,)))

    def _component(self, indicator: str, number: NumberKey, value: float | None) -> Component:
        places = sorted(self.counts, key=str)
        row = places.index((indicator, number.area, number.period.year, number.breakdown)) + 1
        table = SourceTable(self.files.get(indicator, "kreis/register.xlsx"), "ab" * 32, "Daten", 1, stand="2025-03-01")
        missing = Missing.SECRET if value is None else None
        observation = Observation(
            table,
            indicator,
            number.area,
            number.area,
            level_of(number.area),
            number.period,
            number.breakdown,
            value,
            "*" if value is None else "",
            missing,
            (),
            "Anzahl",
            row,
            3,
        )
        return Component(indicator, f"Bezeichnung {indicator}", number.period, value, missing, (observation,))

    def _share(self, number: NumberKey) -> Entry:
        above, below = (self._count(number, name) for name in self.shares[number.indicator])
        if number.representation.view is View.NUMERATOR:
            return above
        if number.representation.view is View.DENOMINATOR:
            return below
        if above.value is None or below.value is None:
            secret = Missing.SECRET in (above.missing, below.missing)
            return self._gap(number, self.kind, Missing.SECRET if secret else Missing.NO_DATA)
        parts = (*above.provenance.components, *below.provenance.components)
        return Entry(
            number, 100 * above.value / below.value, None, self.kind, "Prozent", 1, provenance=Provenance("a/b", parts)
        )

    def _derived(self, number: NumberKey) -> Entry:
        base = self.evaluate(number.base)
        view, against, since = (
            number.representation.view,
            number.representation.against,
            number.representation.since,
        )
        if view is View.RANK:
            areas = sorted({place[1] for place in self.counts if place[1].startswith(against) and len(place[1]) == 8})
            keys = [NumberKey(number.indicator, area, number.period, number.breakdown) for area in areas]
            values = [self.evaluate(item).value for item in keys]
            if base.value is None:
                return self._gap(number, Kind.RANK)
            rank = 1 + sum(1 for value in values if value is not None and value > base.value)
            return Entry(number, rank, None, Kind.RANK, "", 0, provenance=Provenance("Rang", (), tuple(keys)))
        if since is not None:
            other_key = NumberKey(number.indicator, number.area, since, number.breakdown)
        else:
            other_key = NumberKey(number.indicator, against, number.period, number.breakdown)
        other = self.evaluate(other_key)
        if base.value is None or other.value is None:
            return self._gap(number, base.kind)
        value = base.value - other.value
        if view in (View.RATIO, View.INDEX, View.CHANGE_PERCENT):
            value = 100 * base.value / other.value if other.value else 0.0
        kind = Kind.POINTS if base.kind is Kind.SHARE else base.kind
        sources = (number.base, other_key)
        return Entry(number, value, None, kind, "Prozentpunkte", 1, provenance=Provenance("a-b", (), sources))


def resolve(engine: FakeEngine, *keys: NumberKey) -> Register:
    requests = RequestSet()
    for item in keys:
        requests.add(item, where="probe: Tabelle 1")
    return Register.resolve(requests, engine)
