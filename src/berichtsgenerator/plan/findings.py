"""Findings in texts: which numbers ``befund()`` needs, and the typed finding that they make after protection.

Comes in: the words of a call, later the protected entries. Goes out: a slot with keys, later a finding of
:mod:`berichtsgenerator.language.findings`. A finding for which the data give nothing has no keys; its sentence falls
out. Whether a number is hidden or small is not known before protection: what turns out to have nothing to say then
falls out in print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from berichtsgenerator.language.findings import (
    KINDS,
    Breaks,
    Change,
    Comparison,
    Extremes,
    Finding,
    Gap,
    Level,
    Multiple,
    Protected,
    Quarter,
    Rank,
    Reference,
    SmallNumbers,
    Spread,
    Streak,
    Trend,
)
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.areas import Area, level_of
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import printed_difference
from berichtsgenerator.plan.planned import FindingSlot, IndicatorFacts, SeriesBreak

if TYPE_CHECKING:
    from berichtsgenerator.plan.press import Press
    from berichtsgenerator.plan.textwork import Work

FINDINGS = tuple(KINDS)
"""The words for ``befund(art=…)``."""
_AMONG = ("extreme", "spannweite", "geheim", "rang", "viertel")
_COURSES = ("trend", "folge", "bruch")
_RELATIVE = ("anzahl", "durchschnitt", "euro")
_DEFAULT_SINCE = {"veraenderung": "letzte-1", "trend": "letzte-5", "folge": "erste", "bruch": "erste"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call of ``befund()`` as it stands in the text."""

    kind: str
    indicator: Any
    area: Any
    time: Any
    against: Any
    since: Any
    breakdown: dict[str, Any]


def finding_slot(work: Work, wanted: Wanted) -> FindingSlot:
    """The slot of a finding; without keys when the data do not give its numbers."""
    if _ahead(work, wanted):
        return FindingSlot(wanted.kind, ())
    if wanted.kind == "luecke":
        return _gap(work, wanted)
    if wanted.kind in _AMONG:
        return _among(work, wanted)
    empty = FindingSlot(wanted.kind, ())
    found = work.key(wanted.indicator, wanted.area, wanted.time, wanted.breakdown)
    if found is None:
        return empty
    definition, key = found
    since = wanted.since if wanted.since is not None else _DEFAULT_SINCE.get(wanted.kind, "letzte-1")
    if wanted.kind == "veraenderung":
        return FindingSlot(wanted.kind, _change(work, definition.id, key, since, definition.kind.value in _RELATIVE))
    if wanted.kind in _COURSES:
        return FindingSlot(wanted.kind, _course(work, key, since))
    if wanted.kind == "kleine_zahlen":
        parts = (View.NUMERATOR, View.DENOMINATOR) if definition.kind.value in ("anteil", "rate") else ()
        return FindingSlot(wanted.kind, (key, *(key.with_view(view) for view in parts)))
    if wanted.kind == "vergleich":
        return FindingSlot(wanted.kind, _references(work, key, wanted.against, (View.DIFFERENCE,)))
    if wanted.kind == "vielfaches":
        keys = _references(work, key, wanted.against or "kreis", (View.RATIO,))[:3]
        return FindingSlot(wanted.kind, keys if len(keys) == 3 else ())
    return FindingSlot(wanted.kind, (key,))


def _ahead(work: Work, wanted: Wanted) -> bool:
    """True for an indicator of years to come: sentences tell what was, so none is made of it; that is an error."""
    definition = work.definition(wanted.indicator)
    if definition is None or not definition.ahead:
        return False
    message = f"Über „{definition.title}“ schreibt das Programm keine Sätze: sie stünden in der Vergangenheit."
    advice = f'Schreiben Sie den Satz selbst und setzen Sie die Zahl ein: {{{{ wert("{definition.id}") }}}}.'
    work.desk.error("befund-zukunft", message, work.here(), advice)
    return True


def _gap(work: Work, wanted: Wanted) -> FindingSlot:
    """The reason why the data do not give a number; empty when they do."""
    definition, area = work.definition(wanted.indicator), work.area(wanted.area)
    if definition is None or area is None:
        return FindingSlot(wanted.kind, ())
    pairs = work.pairs(definition, wanted.breakdown)
    if pairs is None or work.period(definition, area, wanted.time, pairs, record=False) is not None:
        return FindingSlot(wanted.kind, ())
    reason = work.desk.availability.gap(definition.id, area, None)
    work.desk.areas_used.setdefault(area)
    return FindingSlot(wanted.kind, (), area, f"{definition.id}\n{reason}")


def _among(work: Work, wanted: Wanted) -> FindingSlot:
    """Findings about all Gemeinden; rank and quarter speak of one of them."""
    desk, empty = work.desk, FindingSlot(wanted.kind, ())
    definition = work.definition(wanted.indicator)
    pairs = None if definition is None else work.pairs(definition, wanted.breakdown)
    if definition is None or pairs is None:
        return empty
    areas = desk.availability.gemeinden
    desk.areas_used.setdefault(desk.availability.kreis)  # sentences name it
    period = desk.point(str(wanted.time), definition, areas, pairs, work.here())
    if period is None:
        reason = f"Zu „{definition.title}“ liegen auf Gemeindeebene keine Angaben vor."
        lacking = [desk.availability.lacking(definition.id, areas, pairs)]
        desk.gap(work.scope, f"Text zu „{definition.title}“", reason, work.here(), lacking)
        return empty
    keys = tuple(NumberKey(definition.id, area, period, pairs) for area in areas)
    if wanted.kind not in ("rang", "viertel"):
        return FindingSlot(wanted.kind, keys)
    area = work.area(wanted.area)
    if area not in areas:
        if area is not None:
            name = desk.view(area).name
            message = f"{name} ist keine Gemeinde des Kreises; ein Rang wird unter den Gemeinden gebildet."
            desk.error("vorlage-argument", message, work.here(), "Nennen Sie als zweiten Wert eine Gemeinde.")
        return empty
    own = NumberKey(definition.id, area, period, pairs)
    if wanted.kind == "rang":
        rank = own.with_view(View.RANK, against=desk.availability.kreis)
        peers = tuple(item.with_view(View.RANK, against=desk.availability.kreis) for item in keys if item != own)
        return FindingSlot(wanted.kind, (own, rank, *peers), area)
    return FindingSlot(wanted.kind, (*keys, own.with_view(View.RANK, against=desk.availability.kreis)), area)


def _change(work: Work, indicator: str, key: NumberKey, word: Any, relative: bool) -> tuple[NumberKey, ...]:
    definition = work.definition(indicator)
    if definition is None:
        return ()
    since = work.period(definition, key.area, word, key.breakdown, record=False)
    if since is None and str(word).startswith("letzte-"):  # the series is shorter: since its beginning
        since = work.period(definition, key.area, "erste", key.breakdown)
    if since is None or since == key.period:
        work.period(definition, key.area, word, key.breakdown)
        return ()
    keys = [key, NumberKey(key.indicator, key.area, since, key.breakdown), key.with_view(View.CHANGE, since=since)]
    if relative:
        keys.append(key.with_view(View.CHANGE_PERCENT, since=since))
    return tuple(keys)


def _course(work: Work, key: NumberKey, word: Any) -> tuple[NumberKey, ...]:
    """The values of a series up to ``key``, in the order of time; of months the same month of every year."""
    periods = work.desk.availability.of_area(key.indicator, key.area, key.breakdown)
    definition = work.definition(key.indicator)
    if definition is None:
        return ()
    since = work.period(definition, key.area, word, key.breakdown, record=False) or periods[0]
    kept = [item for item in periods if not item < since and not key.period < item and _same_season(item, key.period)]
    return tuple(NumberKey(key.indicator, key.area, item, key.breakdown) for item in kept)


def _same_season(one: Period, other: Period) -> bool:
    if one.kind is PeriodKind.MONTH:
        return one.month == other.month
    return one.iso[5:] == other.iso[5:] if one.kind in (PeriodKind.QUARTER, PeriodKind.STICHTAG) else True


def _references(work: Work, key: NumberKey, words: Any, views: tuple[View, ...]) -> tuple[NumberKey, ...]:
    desk = work.desk
    if words is None:
        words = ["kreis", "land"] if level_of(key.area) > level_of(desk.availability.kreis) else ["land", "bund"]
    keys = [key]
    for word in words if isinstance(words, list | tuple) else [words]:
        other = work.area(word)
        if other is None or other == key.area:
            continue
        if desk.availability.has(key.indicator, other, key.period, key.breakdown):
            keys.append(NumberKey(key.indicator, other, key.period, key.breakdown))
            keys.extend(key.with_view(view, against=other) for view in views)
    return tuple(keys)


# after protection -----------------------------------------------------------------------------------------------------


_SAID = 3
"""Digits after the comma that a sentence says at most; tables print all of them."""


def _coarse(slot: FindingSlot, entries: list[Entry]) -> list[Entry]:
    """The entries with no more digits than a sentence says, and differences that fit them."""
    if not any(entry.decimals > _SAID for entry in entries):
        return entries
    found = [replace(entry, decimals=min(entry.decimals, _SAID)) for entry in entries]
    for index, key in enumerate(slot.keys):
        view, entry = key.representation.view, found[index]
        if entry.value is None or view not in (View.DIFFERENCE, View.CHANGE):
            continue
        other = found[1] if view is View.CHANGE else found[index - 1]
        if found[0].value is not None and other.value is not None:
            value = printed_difference(found[0].value, other.value, entry.decimals)
            found[index] = replace(entry, value=value)
    return found


def finding_of(press: Press, slot: FindingSlot, entries: list[Entry]) -> Finding:
    """The finding of a slot from its protected entries."""
    entries = _coarse(slot, entries)
    if slot.kind == "luecke":
        indicator, _, reason = slot.text.partition("\n")
        return Gap(press.subject(indicator, ()), press.area(slot.area), None, reason)
    first = slot.keys[0]
    about, area = press.subject(first.indicator, first.breakdown), press.area(slot.area or first.area)
    within = press.area(press.planned.kreis)
    if slot.kind in ("extreme", "spannweite", "geheim", "viertel"):
        pairs = zip(slot.keys, entries, strict=True)
        values = tuple((press.area(key.area), entry) for key, entry in pairs if key == key.base)
        if slot.kind == "viertel":
            return Quarter(about, area, values, within, entries[-1])
        many: dict[str, Callable[..., Finding]] = {"extreme": Extremes, "spannweite": Spread, "geheim": Protected}
        return many[slot.kind](about, values, within)
    if slot.kind == "rang":
        return _rank_of(about, area, entries, within)
    if slot.kind in _COURSES:
        return _course_of(press.facts(first.indicator), about, area, slot, entries)
    if slot.kind == "veraenderung":
        gap = press.break_between(slot.keys[1], first)
        return Change(about, area, entries[0], entries[1], entries[2], entries[3] if len(entries) > 3 else None, gap)
    if slot.kind == "vergleich":
        references = tuple(
            Reference(press.area(slot.keys[index].area), entries[index], entries[index + 1])
            for index in range(1, len(slot.keys), 2)
        )
        return Comparison(about, area, entries[0], references)
    if slot.kind == "vielfaches":
        return Multiple(about, area, entries[0], press.area(slot.keys[1].area), entries[1], entries[2])
    if slot.kind == "kleine_zahlen":
        cases, base = (entries[1], entries[2]) if len(entries) > 2 else (entries[0], None)
        return SmallNumbers(about, area, entries[0], cases, base)
    return Level(about, area, entries[0])


def _rank_of(about: Subject, area: Area, entries: list[Entry], within: Area) -> Rank:
    value, rank, others = entries[0], entries[1], entries[2:]
    known = [item for item in others if item.value is not None]
    tied = sum(item.value == rank.value for item in known)
    return Rank(about, area, rank, len(known) + (rank.value is not None), value, within, tied)


def _month(period: Period) -> tuple[int, int]:
    return period.year, period.month or 12


def _course_of(
    facts: IndicatorFacts, about: Subject, area: Area, slot: FindingSlot, entries: list[Entry]
) -> Trend | Streak | Breaks:
    """The part of a series that is comparable with its last value, and why it is not longer."""
    first, last = _month(slot.keys[0].period), _month(slot.keys[-1].period)
    inside = [item for item in facts.breaks if not item.harmless and first < (item.year, item.month) <= last]
    if slot.kind == "bruch":
        return Breaks(about, area, tuple((_beginning(item), item.reason) for item in inside))
    start, reason = (0, 0), ""
    if inside:
        cut = max(inside, key=lambda item: (item.year, item.month))
        start, reason = (cut.year, cut.month), cut.reason
    kept = tuple(entry for key, entry in zip(slot.keys, entries, strict=True) if _month(key.period) >= start)
    base_cut, base = _last_base(kept)
    if base_cut and not facts.base_change_harmless:
        kept, reason = kept[base_cut:], f"andere Bevölkerungsgrundlage als {base}"
    return (Trend if slot.kind == "trend" else Streak)(about, area, kept, reason)


def _beginning(item: SeriesBreak) -> Period:
    if item.month > 1:
        return Period(PeriodKind.MONTH, f"{item.year}-{item.month:02d}")
    return Period(PeriodKind.YEAR, f"{item.year}")


def _last_base(entries: tuple[Entry, ...]) -> tuple[int, str]:
    """From where on all values stand on the population base of the last one, and the name of that base."""
    bases = [_base(entry) for entry in entries]
    last = next((base for base in reversed(bases) if base), "")
    for index in range(len(bases) - 1, -1, -1):
        if last and bases[index] and bases[index] != last:
            return index + 1, last
    return 0, last


def _base(entry: Entry) -> str:
    return "/".join(sorted({item.population_base for item in entry.provenance.components if item.population_base}))
