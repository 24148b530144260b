"""What the subject demands of a definition, beyond that it can be computed: checked when the catalogue is loaded.

Units that fit, Anteil and Quote by their meaning, no mean and no sum of quotas, no sum of groups that overlap, and only
known pairs of dates. A breach is an error with its place and a proposal; where the subject allows an exception, the
definition states its reason (``quote_weil``, ``stichtage_weil``, ``methode: {grund}``), and the reason is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from berichtsgenerator.configuration.yamlfile import PlaceIndex
from berichtsgenerator.diagnostics import Diagnostic, error
from berichtsgenerator.indicators.ages import ALL_AGES, Ages, parse_ages
from berichtsgenerator.indicators.definitions import IndicatorDefinition, MeasureDefinition
from berichtsgenerator.indicators.formula import Binary, Call, FormulaError, Name, Negative, Node, Number, names
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

_QUOTAS = (Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.DENSITY, Kind.INDEX)
_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)
_PER = re.compile(r"\bje (\d[\d \u00a0\u202f.]*)")


class Part(NamedTuple):
    """What a component is: its kind and unit, and for measures what it counts."""

    kind: Kind
    unit: str
    measure: str
    ages: Ages | None
    pairs: tuple[tuple[str, str], ...]
    time: str


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
        quotas = [name for name, part in parts.items() if part.kind in _QUOTAS]
        if definition.method.kind == "mittelwert" and quotas and len(definition.method.reason) < 15:
            yield error(
                "mittel-von-quoten",
                f"„{definition.title}“ ist ein Mittel von Quoten; große und kleine Gebiete zählen darin gleich viel.",
                index.place((*loc, "methode")),
                "Teilen Sie die Summe der Zähler durch die Summe der Nenner, oder nennen Sie in der Methode einen "
                "„grund“.",
            )
        return
    try:
        tree = definition.tree
    except FormulaError:
        return
    place = index.place((*loc, "formel" if definition.measure is None else "art"))
    for message, advice, code in (*_sums(tree, parts, definition), *_shares(definition, parts)):
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
        pairs = tuple(sorted((key, value) for key, value in component.fixed.items() if key != "alter"))
        ages = parse_ages(component.fixed["alter"]) if "alter" in component.fixed else None
        if component.measure is not None:
            measure = measures.get(component.measure)
            if measure is None:
                return None
            found[name] = Part(measure.kind, measure.unit, measure.id, ages, pairs, component.time)
        else:
            inner = indicators.get(component.indicator or "")
            if inner is None:
                return None
            found[name] = Part(inner.kind, inner.unit, "", ages, pairs, component.time)
    return found


def _terms(node: Node) -> Iterator[tuple[Node, Node, str]]:
    """Every pair that is added or subtracted, with its sign."""
    if isinstance(node, Binary):
        if node.sign in "+-":
            for one in _added(node.left):
                yield one, node.right, node.sign
        yield from _terms(node.left)
        yield from _terms(node.right)
    elif isinstance(node, Negative):
        yield from _terms(node.operand)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _terms(argument)


def _added(node: Node) -> Iterator[Node]:
    if isinstance(node, Binary) and node.sign in "+-":
        yield from _added(node.left)
        yield node.right
    else:
        yield node


def _sums(tree: Node, parts: Mapping[str, Part], definition: IndicatorDefinition) -> Iterator[tuple[str, str, str]]:
    """Sums of what cannot be added: other units, quotas, groups that overlap."""
    told: set[str] = set()
    for left, right, sign in _terms(tree):
        if isinstance(left, Number) != isinstance(right, Number):
            continue
        if not (isinstance(left, Name) and isinstance(right, Name)):
            continue
        one, other = parts.get(left.name), parts.get(right.name)
        if one is None or other is None:
            continue
        word = "addiert" if sign == "+" else "abgezogen"
        counted = (*_COUNTS, Kind.ESTIMATE) if sign == "-" else _COUNTS  # a deviation from what was expected
        if one.unit != other.unit or (one.kind in counted) != (other.kind in counted):
            told.add("einheit")
            yield (
                f"„{left.name}“ ({one.unit}) und „{right.name}“ ({other.unit}) haben verschiedene Einheiten und "
                f"können nicht {word} werden.",
                "Rechnen Sie beide in dieselbe Einheit um, oder bilden Sie einen Quotienten.",
                "einheit-passt-nicht",
            )
        elif one.kind in _QUOTAS and sign == "+":
            yield (
                f"„{left.name}“ und „{right.name}“ sind Quoten; ihre Summe und ihr Mittel sagen nichts.",
                "Addieren Sie Zähler und Nenner getrennt und teilen Sie dann.",
                "mittel-von-quoten",
            )
        elif sign == "+" and _overlap(one, other):
            yield (
                f"„{left.name}“ und „{right.name}“ überschneiden sich; wer in beiden steht, zählte doppelt.",
                "Wählen Sie Gruppen, die einander ausschließen.",
                "gruppen-ueberschneiden",
            )
    if definition.kind is Kind.POINTS and "einheit" not in told and definition.unit != "Prozentpunkte":
        yield (
            "Eine Differenz von Anteilen hat die Einheit Prozentpunkte.",
            "Schreiben Sie „einheit: Prozentpunkte“.",
            "prozent-prozentpunkte",
        )


def _overlap(one: Part, other: Part) -> bool:
    """True when two counts of the same measure and time hold common people."""
    if not one.measure or one.measure != other.measure or one.time != other.time:
        return False
    mine, theirs = dict(one.pairs), dict(other.pairs)
    if any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys()):
        return False
    first, second = one.ages or ALL_AGES, other.ages or ALL_AGES
    return first.low < second.high and second.low < first.high


def _shares(definition: IndicatorDefinition, parts: Mapping[str, Part]) -> Iterator[tuple[str, str, str]]:
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
        units = {part.unit for part in above | below}
        if len(units) > 1 and all(part.kind in _COUNTS for part in above | below):
            yield (
                f"Ein Anteil teilt Gleiches durch Gleiches; hier stehen {', '.join(sorted(units))}.",
                "Wählen Sie die Art „rate“ oder „verhaeltnis“, oder einen anderen Nenner.",
                "einheit-passt-nicht",
            )
        if quotient.factor != 100:
            yield (
                f"Ein Anteil in Prozent rechnet mit dem Faktor 100, hier {quotient.factor:g}.",
                "Schreiben Sie „100 * zaehler / nenner“.",
                "einheit-passt-nicht",
            )
    stated = _PER.search(definition.unit)
    if definition.kind is Kind.RATE and stated is not None:
        per = float(re.sub(r"\D", "", stated[1]))
        if per != quotient.factor:
            yield (
                f"Die Einheit sagt „{stated[0].strip()}“, die Formel rechnet mit dem Faktor {quotient.factor:g}.",
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
    named = re.search(r"\w*quote\b", definition.title, re.IGNORECASE)
    if named is None or definition.definition_source == "amtlich" or definition.kind is not Kind.SHARE:
        return
    if len(definition.quota_reason) < 15:
        yield error(
            "quote-oder-anteil",
            f"„{definition.title}“ heißt Quote, hat aber eine eigene Definition.",
            index.place(("indikatoren", definition.id, "titel")),
            "Nennen Sie es Anteil, oder sagen Sie unter „quote_weil“, wessen Nenner es ist.",
        )
