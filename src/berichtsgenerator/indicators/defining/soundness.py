"""What the subject demands of a definition, beyond that it can be computed: checked when the catalogue is loaded.

Units that fit, Anteil and Quote by their meaning, no mean and no sum of quotas, no sum of groups that overlap, and only
known pairs of dates. A breach is an error with its place and a proposal; where the subject allows an exception, the
definition states its reason (``quote_weil``, ``stichtage_weil``, ``methode: {grund}``), and the reason is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from berichtsgenerator.configuration.yamlfile import PlaceIndex
from berichtsgenerator.diagnostics import Diagnostic, error
from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.defining.dimensions import COUNTS, QUOTAS, Breach, Part, breaches, outside
from berichtsgenerator.indicators.defining.formula import FormulaError, names
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.indicators.defining.methodkinds import OF_COUNTS, stem
from berichtsgenerator.model.units import Kind

PAIRS: frozenset[tuple[str, str]] = frozenset(
    {
        ("Jahr", "Mittel"), ("Jahr", "Jahr"), ("Jahr", "31.12. Vorjahr"), ("31.12.", "31.12."), ("31.12.", "Mittel"),
        ("31.12. Vorjahr", "Mittel"), ("Dezember", "31.12."), ("Dezember", "Dezember"), ("30.06.", "30.06."),
        ("30.06.", "31.12. Vorjahr"), ("01.03.", "31.12. Vorjahr"), ("01.03.", "01.03."), ("31.01.", "31.12. Vorjahr"),
        ("Jahresdurchschnitt", "31.12. Vorjahr"), ("Jahresdurchschnitt", "31.12."),
        ("Jahresdurchschnitt", "Jahresdurchschnitt"), ("Monat", "Monat"), ("Monat", "31.12. Vorjahr"),
        ("Quartal", "Quartal"), ("Quartal", "31.12. Vorjahr"), ("Schuljahr", "Schuljahr"),
        ("Schuljahr Ende", "Schuljahr Ende"), ("Stichtag", "Stichtag"),
    }
)  # fmt: skip
"""Times of numerator and denominator that official statistics pair."""

_PER = re.compile(r"\bje (\d[\d \u00a0\u202f.]*)")


def check(
    definition: IndicatorDefinition,
    indicators: Mapping[str, IndicatorDefinition],
    measures: Mapping[str, MeasureDefinition],
    index: PlaceIndex,
) -> Iterator[Diagnostic]:
    """Every breach of one definition; names that do not exist are told elsewhere."""
    loc = ("indikatoren", definition.id)
    parts = _parts_of(definition, indicators, measures)
    if parts is None:
        return
    if definition.method is not None:
        quotas = [name for name, part in parts.items() if part.kind in QUOTAS]
        if definition.method.kind == "mittelwert" and quotas and len(definition.method.reason) < 15:
            yield error(
                "mittel-von-quoten",
                f"„{definition.title}“ ist ein Mittel von Quoten; große und kleine Gebiete zählen darin gleich viel.",
                index.place((*loc, "methode")),
                "Teilen Sie die Summe der Zähler durch die Summe der Nenner, oder nennen Sie in der Methode einen "
                "„grund“.",
            )
        yield from _counted(definition, parts, index)
        return
    try:
        tree = definition.tree
    except FormulaError:
        return
    place = index.place((*loc, "formel" if definition.measure is None else "art"))
    found = (*breaches(tree, parts, definition.kind), *_points(definition), *_shares(definition, parts))
    for message, advice, code in dict.fromkeys(found):
        yield error(code, f"„{definition.title}“: {message}", place, advice)
    yield from _dates(definition, parts, index)
    yield from _quota_word(definition, index)


def _parts_of(
    definition: IndicatorDefinition,
    indicators: Mapping[str, IndicatorDefinition],
    measures: Mapping[str, MeasureDefinition],
) -> dict[str, Part] | None:
    found: dict[str, Part] = {}
    for name, component in definition.components.items():
        part = _part(component, indicators, measures)
        if part is None:
            return None
        found[name] = part
    return found


def _counted(definition: IndicatorDefinition, parts: Mapping[str, Part], index: PlaceIndex) -> Iterator[Diagnostic]:
    """Methods that take counts apart or together cannot do so with quotas."""
    kind = definition.method.kind if definition.method is not None else ""
    if kind not in OF_COUNTS:
        return
    for name in dict.fromkeys(stem(name) for name, part in parts.items() if part.kind in QUOTAS):
        yield error(
            "methode-anzahl",
            f"„{definition.title}“: Die Methode „{kind}“ rechnet mit Anzahlen; „{name}“ ist eine Quote.",
            index.place(("indikatoren", definition.id, "komponenten", name)),
            "Nennen Sie den Zähler der Quote als eigene Komponente.",
        )


def _part(
    component: ComponentDefinition,
    indicators: Mapping[str, IndicatorDefinition],
    measures: Mapping[str, MeasureDefinition],
) -> Part | None:
    """What a component is; an indicator that is a plain measure counts what its measure counts."""
    pairs = dict(component.fixed)
    time, kind, unit, name = component.time, None, "", component.measure
    if name is None:
        inner = indicators.get(component.indicator or "")
        if inner is None:
            return None
        kind, unit = inner.kind, inner.unit
        if inner.measure is not None and not component.rule.back:
            name, time, pairs = inner.measure, inner.time, {**inner.fixed, **pairs}
    measure = measures.get(name) if name is not None else None
    if name is not None and measure is None:
        return None
    if measure is not None and kind is None:
        kind, unit = measure.kind, measure.unit
    if kind is None:
        return None
    ages = parse_ages(pairs.pop("alter")) if "alter" in pairs else None
    within = _within(name, measures)
    overlaps = measure.overlaps if measure is not None else ()
    return Part(kind, unit, name or "", ages, tuple(sorted(pairs.items())), time, within.union(overlaps), within)


def _within(name: str | None, measures: Mapping[str, MeasureDefinition]) -> frozenset[str]:
    """A measure and those that it is a part of."""
    found: set[str] = set()
    while name is not None and name in measures and name not in found:
        found.add(name)
        name = measures[name].part_of
    return frozenset(found)


def _figure(number: float) -> str:
    """A factor as it is written in German."""
    return f"{number:.10g}".replace(".", ",")


def _points(definition: IndicatorDefinition) -> Iterator[Breach]:
    """A difference of shares is in Prozentpunkte."""
    if definition.kind is Kind.POINTS and definition.unit != "Prozentpunkte":
        yield (
            "Eine Differenz von Anteilen hat die Einheit Prozentpunkte.",
            "Schreiben Sie „einheit: Prozentpunkte“.",
            "prozent-prozentpunkte",
        )


def _shares(definition: IndicatorDefinition, parts: Mapping[str, Part]) -> Iterator[Breach]:
    """Anteil, rate and unit by their meaning."""
    if (definition.unit == "Prozent") != (definition.kind in (Kind.SHARE, Kind.PERCENT_CHANGE)):
        yield (
            f"Die Art „{definition.kind.value}“ und die Einheit „{definition.unit}“ passen nicht zusammen.",
            "Ein Anteil hat die Einheit Prozent, und nur er.",
            "einheit-passt-nicht",
        )
    if (definition.unit == "Prozentpunkte") != (definition.kind is Kind.POINTS):
        yield (
            f"Die Art „{definition.kind.value}“ und die Einheit „{definition.unit}“ passen nicht zusammen.",
            "Nur eine Differenz von Anteilen (Art „prozentpunkte“) hat die Einheit Prozentpunkte.",
            "prozent-prozentpunkte",
        )
    quotient = definition.quotient
    if quotient.numerator is None or quotient.denominator is None:
        return
    above = {parts[item.name] for item in names(quotient.numerator) if item.name in parts}
    below = {parts[item.name] for item in names(quotient.denominator) if item.name in parts}
    if definition.kind is Kind.SHARE:
        if all(item.name in parts for item in names(definition.tree)):
            yield from outside(quotient.numerator, quotient.denominator, parts)
        units = {part.unit for part in above | below}
        if len(units) > 1 and all(part.kind in COUNTS for part in above | below):
            yield (
                f"Ein Anteil teilt Gleiches durch Gleiches; hier stehen {', '.join(sorted(units))}.",
                "Wählen Sie die Art „rate“ oder „verhaeltnis“, oder einen anderen Nenner.",
                "einheit-passt-nicht",
            )
        if quotient.factor != 100:
            yield (
                f"Ein Anteil in Prozent rechnet mit dem Faktor 100, hier {_figure(quotient.factor)}.",
                "Schreiben Sie „100 * zaehler / nenner“.",
                "einheit-passt-nicht",
            )
    stated = _PER.search(definition.unit)
    if definition.kind is Kind.RATE and stated is not None:
        per = float(re.sub(r"\D", "", stated[1]))
        if per != quotient.factor:
            yield (
                f"Die Einheit sagt „{stated[0].strip()}“, die Formel rechnet mit dem Faktor "
                f"{_figure(quotient.factor)}.",
                f"Schreiben Sie „{per:.0f} * …“ oder die passende Einheit.",
                "einheit-passt-nicht",
            )


def _dates(definition: IndicatorDefinition, parts: Mapping[str, Part], index: PlaceIndex) -> Iterator[Diagnostic]:
    quotient = definition.quotient
    if quotient.numerator is None or quotient.denominator is None or len(definition.dates_reason) >= 15:
        return
    for above in names(quotient.numerator):
        for below in names(quotient.denominator):
            one, other = parts.get(above.name), parts.get(below.name)
            if one is None or other is None or (one.time, other.time) in PAIRS or one.time == other.time:
                continue
            known = ", ".join(sorted(f"„{pair[1]}“" for pair in PAIRS if pair[0] == one.time)) or "keine"
            yield error(
                "stichtage-ungewohnt",
                f"„{definition.title}“: Der Zähler „{above.name}“ ({one.time}) und der Nenner „{below.name}“ "
                f"({other.time}) sind kein bekanntes Paar von Stichtagen.",
                index.place(("indikatoren", definition.id, "komponenten", below.name, "zeit")),
                f"Üblich zu „{one.time}“: {known}. Sonst nennen Sie unter „stichtage_weil“ den Grund.",
            )
            return


def _quota_word(definition: IndicatorDefinition, index: PlaceIndex) -> Iterator[Diagnostic]:
    """Quote is a word for the official denominator; anything else is an Anteil."""
    named = re.search(r"\w*quoten?\b", f"{definition.title} {definition.short}", re.IGNORECASE)
    if named is None or definition.definition_source == "amtlich" or definition.kind is not Kind.SHARE:
        return
    if len(definition.quota_reason) < 15:
        yield error(
            "quote-oder-anteil",
            f"„{definition.title}“ heißt Quote, hat aber eine eigene Definition.",
            index.place(("indikatoren", definition.id, "titel")),
            "Nennen Sie es Anteil, oder sagen Sie unter „quote_weil“, wessen Nenner es ist.",
        )
