"""Derived representations: differences, ratios, changes, indices, ranks, numerators and denominators.

Each view is made of plain values and names them in its provenance. Guards: no comparison of areas on different
population
bases, no change or index across a break, no rate of change on a base below 100; shares differ by Prozentpunkte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.indicators.answers import merge_quality, worst
from berichtsgenerator.indicators.definitions import Break, IndicatorDefinition
from berichtsgenerator.indicators.evaluation import Evaluator, area_level
from berichtsgenerator.indicators.formula import Node, evaluate, names
from berichtsgenerator.indicators.times import words
from berichtsgenerator.model.areas import is_part_of
from berichtsgenerator.model.entries import Entry, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import Kind, difference_kind

LEAST_BASE = 100
"""A rate of change is printed only on a base of at least so many cases (symbol X of the Hessian office otherwise)."""

_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)


class Views:
    """Derives views from an evaluator's plain values."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._ranks: dict[tuple[object, ...], tuple[dict[str, int], tuple[NumberKey, ...]]] = {}

    def derive(self, key: NumberKey) -> Entry:
        """The entry of a key in any representation."""
        view = key.representation.view
        if view is View.VALUE:
            return self._evaluator.value(key)
        definition = self._evaluator.definition(key.indicator)
        if view in (View.NUMERATOR, View.DENOMINATOR):
            return self._part(key, definition, numerator=view is View.NUMERATOR)
        if view is View.RANK:
            return self._rank(key, definition)
        if view in (View.DIFFERENCE, View.RATIO):
            return self._against(key, definition)
        return self._since(key, definition)

    def _part(self, key: NumberKey, definition: IndicatorDefinition, *, numerator: bool) -> Entry:
        base = self._evaluator.value(key)
        word = "Zähler" if numerator else "Nenner"
        node: Node | None = None
        if definition.method is None:
            quotient = definition.quotient
            node = quotient.numerator if numerator else quotient.denominator
        if node is None:
            reason = f"„{definition.title}“ ist kein Quotient und hat keinen {word}."
            return _absent(key, base, Kind.COUNT, "", 0, Missing.NOT_APPLICABLE, reason, ())
        used = [item.name for item in names(node)]
        parts = [item for item in base.provenance.components if item.name in used]
        if not parts:
            return _absent(
                key, base, Kind.COUNT, "", 0, base.missing or Missing.NO_DATA, base.provenance.reason, (base.key,)
            )
        kind = parts[0].kind
        unit, decimals = self._part_unit(definition, used[0])
        missing = worst(item.missing for item in parts)
        provenance = Provenance(f"{word} von: {definition.formula_text}", tuple(parts), ())
        if missing is not None:
            reason = base.provenance.reason or f"Der {word} ist nicht bekannt."
            return Entry(key, None, missing, kind, unit, decimals, (), replace(provenance, reason=reason))
        try:
            value = evaluate(node, {item.name: item.value for item in parts if item.value is not None})
        except ZeroDivisionError:
            reason = f"Der {word} lässt sich nicht berechnen (Division durch null)."
            return _absent(key, base, kind, unit, decimals, Missing.NOT_APPLICABLE, reason, ())
        quality = (Quality.ZERO,) if value == 0 else ()
        return Entry(key, value, None, kind, unit, decimals, quality, provenance)

    def _part_unit(self, definition: IndicatorDefinition, name: str) -> tuple[str, int]:
        component = definition.components[name]
        if component.measure is not None:
            measure = self._evaluator.catalogue.measures[component.measure]
            decimals = 0 if measure.kind in (*_COUNTS, Kind.EUR) else 1
            return measure.unit, 2 if measure.kind is Kind.AREA else decimals
        inner = self._evaluator.definition(component.indicator or "")
        return inner.unit, inner.decimals

    def _against(self, key: NumberKey, definition: IndicatorDefinition) -> Entry:
        """Difference to or ratio on another area."""
        against = key.representation.against
        ratio = key.representation.view is View.RATIO
        own = self._evaluator.value(key)
        other = self._evaluator.value_at(key.indicator, against, key.period, key.breakdown)
        sources = (own.key, other.key)
        kind = Kind.RATIO if ratio else difference_kind(definition.kind)
        unit = "" if ratio else _difference_unit(definition)
        decimals = 2 if ratio else definition.decimals
        missing = worst((own.missing, other.missing))
        if missing is not None:
            reason = own.provenance.reason or other.provenance.reason
            return _absent(key, own, kind, unit, decimals, missing, reason, sources)
        clash = self._different_bases(own, other)
        if clash:
            reason = f"Der Vergleich mit {self._evaluator.finder.area_name(against)} ist nicht zulässig: {clash}"
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, reason, sources)
        first, second = own.value or 0.0, other.value or 0.0
        if ratio:
            if second == 0:
                reason = "Das Verhältnis ist nicht sinnvoll: der Vergleichswert ist null."
                return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, reason, sources)
            value = first / second
            text = "Wert / Vergleichswert"
        else:
            value = first - second
            text = "Wert − Vergleichswert"
        return _present(key, value, kind, unit, decimals, (own, other), text, sources)

    def _since(self, key: NumberKey, definition: IndicatorDefinition) -> Entry:
        """Change, rate of change or index since an earlier period."""
        since = key.representation.since
        view = key.representation.view
        own = self._evaluator.value(key)
        kind, unit, decimals = _since_form(view, definition)
        if since is None:
            reason = "Für eine Veränderung ist der frühere Zeitpunkt anzugeben."
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, reason, ())
        earlier = self._evaluator.value_at(key.indicator, key.area, since, key.breakdown)
        sources = (own.key, earlier.key)
        missing = worst((own.missing, earlier.missing))
        if missing is not None:
            blame = own if own.missing is missing else earlier
            return _absent(key, own, kind, unit, decimals, missing, blame.provenance.reason, sources)
        refused = self._incomparable(key, definition, own, earlier, since)
        if refused:
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, refused, sources)
        now, then = own.value or 0.0, earlier.value or 0.0
        if view is View.CHANGE:
            text = f"Wert − Wert {words(since)}"
            return _present(key, now - then, kind, unit, decimals, (own, earlier), text, sources)
        small = self._small_base(definition, earlier)
        if small:
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, small, sources)
        if view is View.INDEX:
            value, text = 100 * now / then, f"100 · Wert / Wert {words(since)}"
        else:
            value, text = 100 * (now - then) / then, f"100 · (Wert − Wert {words(since)}) / Wert {words(since)}"
        return _present(key, value, kind, unit, decimals, (own, earlier), text, sources)

    def _incomparable(
        self, key: NumberKey, definition: IndicatorDefinition, own: Entry, earlier: Entry, since: Period
    ) -> str:
        """Why two periods are not to be compared, or ""."""
        if key.period.kind is PeriodKind.MONTH and key.period.month != since.month:
            return (
                f"{words(key.period)} und {words(since)} sind verschiedene Monate; verglichen wird nur mit demselben "
                "Monat anderer Jahre."
            )
        first, last = sorted((since, key.period))
        for item in self._evaluator.catalogue.breaks(definition.id, bases=False):
            if not item.harmless and _crosses(item, first, last):
                return f"Zwischen {words(first)} und {words(last)} bricht die Zeitreihe: {item.reason} ({item.year})."
        if not definition.base_change_harmless:
            clash = self._different_bases(own, earlier)
            if clash:
                return f"Zwischen {words(first)} und {words(last)} wechselt die Bevölkerungsbasis: {clash}"
        return ""

    @staticmethod
    def _different_bases(own: Entry, other: Entry) -> str:
        mine = {item.name: item.population_base for item in own.provenance.components if item.population_base}
        theirs = {item.name: item.population_base for item in other.provenance.components if item.population_base}
        for name in sorted(mine.keys() & theirs.keys()):
            if mine[name] != theirs[name]:
                return f"{mine[name]} gegenüber {theirs[name]}."
        return ""

    def _small_base(self, definition: IndicatorDefinition, earlier: Entry) -> str:
        """Why a relative change is not printed: its base is small, zero or negative."""
        then = earlier.value or 0.0
        if then <= 0:
            return "Eine relative Veränderung ist nicht sinnvoll: der Ausgangswert ist null oder negativ."
        if definition.kind in _COUNTS and then < LEAST_BASE:
            return f"Eine relative Veränderung ist nicht sinnvoll: der Ausgangswert liegt unter {LEAST_BASE}."
        if definition.kind in (Kind.SHARE, Kind.RATE) and definition.method is None:
            part = self._part(earlier.key.with_view(View.NUMERATOR), definition, numerator=True)
            if part.kind in _COUNTS and part.value is not None and abs(part.value) < LEAST_BASE:
                return (
                    f"Eine relative Veränderung ist nicht sinnvoll: ihr liegen weniger als {LEAST_BASE} Fälle zugrunde."
                )
        return ""

    def _rank(self, key: NumberKey, definition: IndicatorDefinition) -> Entry:
        """Rank among the areas of the same level within ``against``; 1 = highest value, ties share the better rank."""
        against = key.representation.against
        own = self._evaluator.value(key)
        if own.missing is not None:
            return _absent(key, own, Kind.RANK, "", 0, own.missing, own.provenance.reason, (own.key,))
        if area_level(key.area) is None or not is_part_of(key.area, against):
            reason = (
                f"{self._evaluator.finder.area_name(key.area)} liegt nicht in {against or 'einem genannten Gebiet'}."
            )
            return _absent(key, own, Kind.RANK, "", 0, Missing.NOT_APPLICABLE, reason, (own.key,))
        mark = (key.indicator, key.period.iso, key.breakdown, against, area_level(key.area))
        if mark not in self._ranks:
            self._ranks[mark] = self._ranking(key, against)
        ranks, sources = self._ranks[mark]
        if key.area not in ranks:
            reason = f"{self._evaluator.finder.area_name(key.area)} steht nicht im Gebietsverzeichnis von {against}."
            return _absent(key, own, Kind.RANK, "", 0, Missing.NOT_APPLICABLE, reason, (own.key,))
        text = f"Rang unter {len(ranks)} Gebieten (1 = höchster Wert)"
        return _present(key, float(ranks[key.area]), Kind.RANK, "", 0, (own,), text, sources)

    def _ranking(self, key: NumberKey, against: str) -> tuple[dict[str, int], tuple[NumberKey, ...]]:
        level = area_level(key.area)
        areas = self._evaluator.finder.children(against, level) if level is not None else ()
        entries = [self._evaluator.value_at(key.indicator, area, key.period, key.breakdown) for area in areas]
        present = {entry.key.area: entry.value for entry in entries if entry.value is not None}
        ordered = sorted(present.values(), reverse=True)
        first: dict[float, int] = {}
        for place, value in enumerate(ordered, start=1):
            first.setdefault(value, place)
        return {area: first[value] for area, value in present.items()}, tuple(entry.key for entry in entries)


def _crosses(item: Break, first: Period, last: Period) -> bool:
    def reached(period: Period) -> bool:
        if period.month is not None and period.kind in (PeriodKind.MONTH, PeriodKind.STICHTAG):
            return (period.year, period.month) >= (item.year, item.month)
        return period.year >= item.year

    return reached(last) and not reached(first)


def _since_form(view: View, definition: IndicatorDefinition) -> tuple[Kind, str, int]:
    if view is View.CHANGE:
        return difference_kind(definition.kind), _difference_unit(definition), definition.decimals
    if view is View.INDEX:
        return Kind.INDEX, "", 1
    return Kind.PERCENT_CHANGE, "Prozent", 1


def _difference_unit(definition: IndicatorDefinition) -> str:
    return "Prozentpunkte" if definition.kind is Kind.SHARE else definition.unit


def _present(
    key: NumberKey,
    value: float,
    kind: Kind,
    unit: str,
    decimals: int,
    entries: Sequence[Entry],
    text: str,
    sources: tuple[NumberKey, ...],
) -> Entry:
    quality: tuple[Quality, ...] = ()
    if any(entry.quality for entry in entries):
        quality = tuple(item for item in merge_quality(e.quality for e in entries) if item is not Quality.BREAK)
    if value == 0:
        quality = (*quality, Quality.ZERO)
    return Entry(key, value, None, kind, unit, decimals, quality, Provenance(text, (), sources))


def _absent(
    key: NumberKey,
    own: Entry,
    kind: Kind,
    unit: str,
    decimals: int,
    missing: Missing,
    reason: str,
    sources: tuple[NumberKey, ...],
) -> Entry:
    return Entry(key, None, missing, kind, unit, decimals, (), Provenance(own.provenance.formula, (), sources, reason))
