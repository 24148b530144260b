"""The catalogue as German text, for the command ``indikatoren [ID]`` and the annex of definitions.

Comes in: a catalogue and, if there is data, an engine. Goes out: lines of plain text.
"""

from __future__ import annotations

from collections.abc import Iterable

from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.engine import IndicatorEngine
from berichtsgenerator.indicators.evaluating.evaluation import area_level
from berichtsgenerator.indicators.evaluating.plans import LEVEL_WORDS
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import words

_TIME_WORDS = {
    "Jahr": "im Jahr",
    "Jahresdurchschnitt": "im Jahresdurchschnitt",
    "Dezember": "im Dezember",
    "Monat": "im Monat",
    "Quartal": "im Quartal",
    "Schuljahr": "zu Beginn des Schuljahres",
    "Schuljahr Ende": "am Ende des Schuljahres",
    "Mittel": "im Mittel des Jahres",
    "Stichtag": "am Stichtag",
}
_ELSEWHERE = {"eigenes": "", "kreis": ", im ganzen Kreis", "land": ", im ganzen Land"}
_SHOWN = 20
"""Components of a value that are listed one by one."""
_PERIOD_WORDS = {
    "jahr": "Jahre",
    "monat": "Monate",
    "quartal": "Quartale",
    "schuljahr": "Schuljahre",
    "stichtag": "Stichtage",
}


def time_words(component: ComponentDefinition) -> str:
    """German words for a component's time: ``am 31.12. des Vorjahres``, ``im Dezember``."""
    rule = component.rule
    text = _TIME_WORDS.get(rule.word, f"am {rule.word}")
    if rule.back:
        text += " des Vorjahres" if rule.back == 1 else " des vorletzten Jahres"
    return text


def component_words(catalogue: Catalogue, component: ComponentDefinition) -> str:
    """What a component counts, in German: measure, fixed breakdown, time, and the area where it is another one."""
    if component.measure is not None:
        name = component.label or catalogue.measures[component.measure].label
    else:
        name = component.label or catalogue[component.indicator or ""].title
    parts = [name]
    for dimension, value in sorted(component.fixed.items()):
        ages = parse_ages(value) if dimension == "alter" else None
        parts.append(ages.words if ages is not None else value)
    return f"{', '.join(parts)}, {time_words(component)}{_ELSEWHERE[component.area]}"


def overview(catalogue: Catalogue, engine: IndicatorEngine | None = None) -> tuple[str, ...]:
    """All indicators by topic: id, title, unit; with an engine also the levels that the data answer."""
    lines: list[str] = []
    width = max((len(key) for key in catalogue), default=0)
    for topic in catalogue.topics:
        lines.extend(([""] if lines else []) + [topic])
        for definition in catalogue.values():
            if definition.topic != topic:
                continue
            unit = f" ({definition.unit})" if definition.unit else ""
            text = f"  {definition.id:<{width}}  {definition.title}{unit}"
            if engine is not None:
                found = [LEVEL_WORDS[level] for level in definition.levels if engine.available(definition.id, level)]
                text += f" – {', '.join(found) if found else 'keine Daten'}"
            lines.append(text)
    return tuple(lines)


def describe(
    catalogue: Catalogue, definition: IndicatorDefinition, engine: IndicatorEngine | None = None, area: str = ""
) -> tuple[str, ...]:
    """One indicator in full; with an engine and an area also its latest value there and where it comes from."""
    number = f"{definition.number} " if definition.number else ""
    lines = [f"{number}{definition.title} [{definition.id}]", definition.description, ""]
    lines.append(f"Formel:      {definition.formula_text}")
    lines.extend(_component_lines(catalogue, definition))
    lines.append(f"Einheit:     {definition.unit or 'ohne Einheit'}, {_decimals(definition.decimals)}")
    lines.append(f"Zeitbezug:   {definition.reference_date_text or '–'} ({_PERIOD_WORDS[definition.period_word]})")
    lines.append(f"Ebenen:      {', '.join(LEVEL_WORDS[level] for level in definition.levels)}")
    if definition.breakdowns:
        lines.append(f"Gliederung:  {', '.join(definition.breakdowns)}")
    lines.append(f"Quelle:      {', '.join(definition.sources) or '–'}")
    source = "amtliche Definition" if definition.definition_source == "amtlich" else "eigene Definition"
    lines.append(f"Definition:  {source}{f' ({definition.official_code})' if definition.official_code else ''}")
    if definition.direction != "neutral":
        high = definition.direction == "hoch=belastet"
        lines.append(f"Richtung:    {'hohe' if high else 'niedrige'} Werte stehen für Belastung")
    if definition.quota_reason:
        lines.append(f"Quote, weil: {definition.quota_reason}")
    if definition.dates_reason:
        lines.append(f"Stichtage:   {definition.dates_reason}")
    if definition.method is not None and definition.method.reason:
        lines.append(f"Mittel:      {definition.method.reason}")
    if definition.related:
        lines.append(f"Verwandt:    {', '.join(definition.related)}")
    lines.extend(_validity(definition))
    for item in all_breaks(catalogue, definition):
        lines.append(f"Bruch:       {item}")
    for reason in catalogue.same_statistic(definition.id):
        lines.append(f"Vergleich:   {reason}")
    for note in definition.notes:
        lines.append(f"Hinweis:     {note}")
    if engine is not None and area:
        lines.extend(_current(engine, definition, area))
    return tuple(lines)


def _component_lines(catalogue: Catalogue, definition: IndicatorDefinition) -> Iterable[str]:
    """The components; the many groups of a method stand in one line, from the first to the last."""
    grouped: dict[str, list[str]] = {}
    for name, component in definition.components.items():
        head, _, number = name.rpartition("_")
        key = head if definition.method is not None and number.isdigit() else name
        grouped.setdefault(key, []).append(component_words(catalogue, component))
    for name, texts in grouped.items():
        if len(texts) == 1:
            yield f"  {name} = {texts[0]}"
        else:
            yield f"  {name} = {texts[0]} … {texts[-1]} ({len(texts)} Gruppen)"


def all_breaks(catalogue: Catalogue, definition: IndicatorDefinition) -> tuple[str, ...]:
    """Breaks of the indicator and of its measures as German lines, by time."""
    lines = []
    for item in catalogue.breaks(definition.id):
        since = f"{item.month:02d}/{item.year}" if item.month > 1 else str(item.year)
        lines.append(f"ab {since}: {item.reason}{' (vergleichbar)' if item.harmless else ''}")
    return tuple(lines)


def _decimals(count: int) -> str:
    if count == 0:
        return "ohne Nachkommastelle"
    return "1 Nachkommastelle" if count == 1 else f"{count} Nachkommastellen"


def _validity(definition: IndicatorDefinition) -> Iterable[str]:
    if definition.valid_from is not None or definition.valid_to is not None:
        first = f"ab {definition.valid_from}" if definition.valid_from is not None else ""
        last = f"bis {definition.valid_to}" if definition.valid_to is not None else ""
        yield f"Gültig:      {' '.join(part for part in (first, last) if part)}"


def _current(engine: IndicatorEngine, definition: IndicatorDefinition, area: str) -> Iterable[str]:
    """The latest value of an area with its components, or why there is none."""
    if area_level(area) not in definition.levels:
        levels = ", ".join(LEVEL_WORDS[level] for level in definition.levels)
        yield f"Wert:        für {area} nicht berechnet (nur für {levels})."
        return
    periods = engine.periods(definition.id, area)
    if not periods:
        yield f"Wert:        keiner für {area}: es liegt keine passende Lieferung vor."
        return
    entry = engine.evaluate(NumberKey(definition.id, area, periods[-1]))
    yield f"Wert:        {_shown(entry)} ({area}, {words(periods[-1])})"
    components = entry.provenance.components
    for component in components[:_SHOWN]:
        files = sorted({cell.table.file for cell in component.observations})
        value = "kein Wert" if component.value is None else _number(component.value)
        yield f"  {component.name}: {component.label} = {value} [{', '.join(files)}]"
    if len(components) > _SHOWN:
        yield f"  … und {len(components) - _SHOWN} weitere Bestandteile"
    if len(periods) > 1:
        yield f"Zeitreihe:   {words(periods[0])} bis {words(periods[-1])} ({len(periods)} Werte)"


def _shown(entry: Entry) -> str:
    if entry.value is None:
        return entry.provenance.reason or "kein Wert"
    text = f"{entry.value:.{entry.decimals}f}".replace(".", ",").replace("-", "−")
    return f"{text} {entry.unit}".rstrip()


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "−")
