"""Derived representations: differences, ratios, changes, indices, ranks, numerators and denominators.

Each view is made of plain values and names them in its provenance. Guards: no comparison of areas on different
population
bases, no change or index across a break, no rate of change on a base below 100; shares differ by Prozentpunkte.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from berichtsgenerator.indicators.comparing.guards import (
    MARKED,
    base_clash,
    bases_of,
    broken_series,
    clash_among,
    crossed_break,
    is_marked,
    origin_clash,
    origin_of,
    other_month,
    small_base,
    uncertain_order,
    unranked,
)
from berichtsgenerator.indicators.comparing.scopes import counted, shifted
from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.formula import Node, evaluate, names
from berichtsgenerator.indicators.evaluating.evaluation import Evaluator, area_level
from berichtsgenerator.indicators.matching.answers import merge_quality, worst
from berichtsgenerator.indicators.statistics.intervals import answered_intervals, chance_intervals
from berichtsgenerator.model.areas import is_part_of
from berichtsgenerator.model.entries import Entry, Guard, Provenance
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, words
from berichtsgenerator.model.units import Kind, as_printed, difference_kind, printed_difference

_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)


class Views:
    """Derives views from an evaluator's plain values.

    ``exceptions`` are the guards that a layout sets aside for an indicator, with its reason in print.
    """

    def __init__(self, evaluator: Evaluator, exceptions: frozenset[tuple[Guard, str]] = frozenset()) -> None:
        self._evaluator = evaluator
        self._exceptions = exceptions
        self._ranks: dict[tuple[object, ...], _Ranking] = {}

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
        rounded = any(Quality.ROUNDED in cell.quality for item in parts for cell in item.observations)
        quality = (Quality.ROUNDED,) if rounded else (Quality.ZERO,) if value == 0 else ()
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
        clash, guard = _different_origins(own, other)
        if guard is not None and not self._excepted(guard, key):
            reason = f"Der Vergleich mit {self._evaluator.finder.area_name(against)} ist nicht zulässig: {clash}"
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, reason, sources, guard)
        first, second = own.value or 0.0, other.value or 0.0
        if ratio:
            if second == 0:
                reason = "Das Verhältnis ist nicht sinnvoll: der Vergleichswert ist null."
                return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, reason, sources)
            value = first / second
            text = "Wert / Vergleichswert"
        else:
            value = printed_difference(first, second, definition.decimals)
            text = "Wert − Vergleichswert (gerundete Werte)"
        return _present(key, value, kind, unit, decimals, (own, other), text, sources, guard)

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
        refused, guard = self._incomparable(key, definition, own, earlier, since)
        if refused and not (guard is not None and self._excepted(guard, key)):
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, refused, sources, guard)
        now, then = own.value or 0.0, earlier.value or 0.0
        if view is View.CHANGE:
            text = f"Wert − Wert {words(since)} (gerundete Werte)"
            difference = printed_difference(now, then, definition.decimals)
            return _present(key, difference, kind, unit, decimals, (own, earlier), text, sources, guard)
        small = small_base(definition.kind, then, now, self._cases(definition, earlier))
        if small and not (then > 0 and now >= 0 and self._excepted(Guard.SMALL_BASE, key)):
            return _absent(key, own, kind, unit, decimals, Missing.NOT_APPLICABLE, small, sources, Guard.SMALL_BASE)
        if view is View.INDEX:
            value, text = 100 * now / then, f"100 · Wert / Wert {words(since)}"
        else:
            value, text = 100 * (now - then) / then, f"100 · (Wert − Wert {words(since)}) / Wert {words(since)}"
        guard = guard or (Guard.SMALL_BASE if small else None)
        return _present(key, value, kind, unit, decimals, (own, earlier), text, sources, guard)

    def _excepted(self, guard: Guard, key: NumberKey) -> bool:
        return (guard, key.indicator) in self._exceptions

    def _incomparable(
        self, key: NumberKey, definition: IndicatorDefinition, own: Entry, earlier: Entry, since: Period
    ) -> tuple[str, Guard | None]:
        """Why two periods are not to be compared and by which rule, or ""."""
        months = other_month(key.period, since)
        if months:
            return months, Guard.MONTH
        first, last = sorted((since, key.period))
        item = crossed_break(self._evaluator.catalogue.breaks(definition.id, bases=False), first, last)
        if item is not None:
            return broken_series(first, last, item.reason, str(item.year)), Guard.BREAK
        at = self._marked(key, first, last)
        if at is not None:
            return broken_series(first, last, MARKED, words(at)), Guard.BREAK
        if not definition.base_change_harmless:
            clash = _different_bases(own, earlier)
            if clash:
                return f"Zwischen {words(first)} und {words(last)} wechselt die Bevölkerungsbasis: {clash}", Guard.BASE
        return "", None

    def _marked(self, key: NumberKey, first: Period, last: Period) -> Period | None:
        """The last period after ``first`` and up to ``last``, in the same part of the year, that its delivery marks as
        the first of a new series; None without one.
        """
        if not self._evaluator.finder.marks_breaks:
            return None
        for at in (last, *(shifted(last, years) for years in range(1, last.year - first.year))):
            entry = self._evaluator.value_at(key.indicator, key.area, at, key.breakdown)
            if entry.value is not None and is_marked(entry.provenance.components):
                return at
        return None

    @staticmethod
    def _cases(definition: IndicatorDefinition, entry: Entry) -> float | None:
        """The count that a share or rate rests on, or None."""
        node = definition.quotient.numerator if definition.method is None else None
        value = counted(node, entry.provenance.components) if node is not None else math.nan
        return None if math.isnan(value) else value

    def _rank(self, key: NumberKey, definition: IndicatorDefinition) -> Entry:
        """Rank among the areas of the same level within ``against``; 1 = highest value. What is equal in print shares
        the better rank.
        """
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
            self._ranks[mark] = self._ranking(key, definition, against)
        ranking = self._ranks[mark]
        if key.area not in ranking.ranks:
            reason = f"{self._evaluator.finder.area_name(key.area)} steht nicht im Gebietsverzeichnis von {against}."
            return _absent(key, own, Kind.RANK, "", 0, Missing.NOT_APPLICABLE, reason, (own.key,))
        if ranking.guard is not None and not self._excepted(ranking.guard, key):
            return _absent(
                key, own, Kind.RANK, "", 0, Missing.NOT_APPLICABLE, ranking.clash, ranking.sources, ranking.guard
            )
        doubt = ranking.doubts.get(key.area, "")
        if doubt and not self._excepted(Guard.ORDER, key):
            return _absent(key, own, Kind.RANK, "", 0, Missing.NOT_APPLICABLE, doubt, ranking.sources, Guard.ORDER)
        text = f"Rang unter {len(ranking.ranks)} Gebieten (1 = höchster Wert)"
        rank = float(ranking.ranks[key.area])
        guard = ranking.guard or (Guard.ORDER if doubt else None)
        return _present(key, rank, Kind.RANK, "", 0, (own,), text, ranking.sources, guard)

    def _ranking(self, key: NumberKey, definition: IndicatorDefinition, against: str) -> _Ranking:
        level = area_level(key.area)
        areas = self._evaluator.finder.children(against, level) if level is not None else ()
        entries = [self._evaluator.value_at(key.indicator, area, key.period, key.breakdown) for area in areas]
        decimals = definition.decimals
        present = {entry.key.area: as_printed(entry.value, decimals) for entry in entries if entry.value is not None}
        ordered = sorted(present.values(), reverse=True)
        first: dict[float, int] = {}
        for place, value in enumerate(ordered, start=1):
            first.setdefault(value, place)
        known = [entry for entry in entries if entry.value is not None]
        clash, guard = clash_among(origin_of(entry.provenance.components) for entry in known)
        return _Ranking(
            {area: first[value] for area, value in present.items()},
            tuple(entry.key for entry in entries),
            clash,
            guard,
            self._doubts(definition, known),
        )

    def _doubts(self, definition: IndicatorDefinition, entries: Sequence[Entry]) -> dict[str, str]:
        """The areas whose interval overlaps with that of another, each with its reason."""
        never = unranked(definition)
        if never:
            return {entry.key.area: never for entry in entries}
        quotient = definition.quotient if definition.method is None else None
        intervals = answered_intervals(definition, [entry.key for entry in entries], self._evaluator.value)
        if entries and quotient is not None and quotient.numerator is not None and quotient.denominator is not None:
            above, below = quotient.numerator, quotient.denominator
            cases = np.array([counted(above, entry.provenance.components) for entry in entries])
            totals = np.array([counted(below, entry.provenance.components) for entry in entries])
            values = np.array([entry.value for entry in entries], dtype=float)
            intervals = chance_intervals(definition, values, cases, totals)
        if intervals is None:
            return {}
        return {entry.key.area: uncertain_order(intervals, number) for number, entry in enumerate(entries)}


class _Ranking(NamedTuple):
    """Ranks by area, the numbers they are made of, and what speaks against printing them: for all, and by area."""

    ranks: dict[str, int]
    sources: tuple[NumberKey, ...]
    clash: str
    guard: Guard | None
    doubts: dict[str, str]


def _different_bases(own: Entry, other: Entry) -> str:
    return base_clash(bases_of(own.provenance.components), bases_of(other.provenance.components))


def _different_origins(own: Entry, other: Entry) -> tuple[str, Guard | None]:
    return origin_clash(origin_of(own.provenance.components), origin_of(other.provenance.components))


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
    guard: Guard | None = None,
) -> Entry:
    quality: tuple[Quality, ...] = ()
    if any(entry.quality for entry in entries):
        quality = tuple(item for item in merge_quality(e.quality for e in entries) if item is not Quality.BREAK)
    if value == 0 and Quality.ROUNDED not in quality:
        quality = (*quality, Quality.ZERO)
    return Entry(key, value, None, kind, unit, decimals, quality, Provenance(text, (), sources, guard=guard))


def _absent(
    key: NumberKey,
    own: Entry,
    kind: Kind,
    unit: str,
    decimals: int,
    missing: Missing,
    reason: str,
    sources: tuple[NumberKey, ...],
    guard: Guard | None = None,
) -> Entry:
    provenance = Provenance(own.provenance.formula, (), sources, reason, guard)
    return Entry(key, None, missing, kind, unit, decimals, (), provenance)
