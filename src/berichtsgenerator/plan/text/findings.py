"""Findings in running text: planned as the comparison record that a sentence will speak of.

Comes in: what a text asks for with ``befund()``. Goes out: a slot with the record in keys; which of its figures may be
said, and what they say, is known only after protection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from berichtsgenerator.language.findings import KINDS
from berichtsgenerator.model.areas import level_of
from berichtsgenerator.model.comparison import Wanted, keys_of
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.planned.inline import FindingSlot
from berichtsgenerator.plan.text.work import Work

FINDINGS = tuple(KINDS)
"""The words for ``befund(art=…)``."""
_AMONG = ("extreme", "spannweite", "geheim", "rang", "viertel")
_COURSES = ("trend", "folge", "bruch")
_RELATIVE = ("anzahl", "durchschnitt", "euro")
_BACK = {"veraenderung": 1, "trend": 5}
"""How many values before its own a finding tells of without ``seit``; all of them where nothing stands here."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of ``befund()`` as it stands in the text."""

    kind: str
    indicator: Any
    area: Any
    time: Any
    against: Any
    since: Any
    breakdown: dict[str, Any]


def finding_slot(work: Work, call: Call) -> FindingSlot:
    """The slot of a finding; without a record when the data do not give its numbers."""
    empty = FindingSlot(call.kind)
    if _ahead(work, call):
        return empty
    if call.kind == "luecke":
        return _gap(work, call)
    if call.kind in _AMONG:
        return _among(work, call)
    found = work.key(call.indicator, call.area, call.time, call.breakdown)
    if found is None:
        return empty
    definition, key = found
    wanted: Wanted | None = Wanted()
    if call.kind == "veraenderung":
        since = _since(work, definition, key, call)
        percents = definition.kind.value in _RELATIVE
        wanted = Wanted(since=(since,), changes=True, percents=percents) if since not in (None, key.period) else None
    elif call.kind in _COURSES:
        since = _since(work, definition, key, call)
        wanted = Wanted(course=tuple(item for item in _seasonal(work, key) if since is None or not item < since))
    elif call.kind == "kleine_zahlen":
        wanted = Wanted(parts=definition.kind.value in ("anteil", "rate"))
    elif call.kind == "vergleich":
        wanted = Wanted(against=_references(work, key, call.against), differences=True)
    elif call.kind == "vielfaches":
        others = _references(work, key, call.against or "kreis")[:1]
        wanted = Wanted(against=others, ratios=True) if others else None
    return empty if wanted is None else FindingSlot(call.kind, keys_of(key, wanted))


def _since(work: Work, definition: Definition, key: NumberKey, call: Call) -> Period | None:
    """From when on a finding tells, or None with a gap or an error where the data or the text give no such time."""
    if call.since is None:
        found = _seasonal(work, key)
        back = _BACK.get(call.kind, len(found))
        if call.kind == "veraenderung" and len(found) <= back:
            work.lacking(definition, key.area, key.breakdown)
            return None
        return found[max(0, len(found) - 1 - back)] if found else None
    since = work.period(definition, key.area, call.since, key.breakdown, record=False)
    if since is None and (call.kind != "veraenderung" or str(call.since).startswith("letzte-")):
        since = work.period(definition, key.area, "erste", key.breakdown, record=False)  # the series is shorter
    if since is None:
        work.lacking(definition, key.area, key.breakdown)
    elif not work.desk.begins_before(since, key.period, work.here()):
        return None
    return since


def _ahead(work: Work, call: Call) -> bool:
    """True for an indicator of years to come: sentences tell what was, so none is made of it; that is an error."""
    definition = work.definition(call.indicator)
    if definition is None or not definition.ahead:
        return False
    message = f"Über „{definition.title}“ schreibt das Programm keine Sätze: sie stünden in der Vergangenheit."
    advice = f'Schreiben Sie den Satz selbst und setzen Sie die Zahl ein: {{{{ wert("{definition.id}") }}}}.'
    work.desk.error("befund-zukunft", message, work.here(), advice)
    return True


def _gap(work: Work, call: Call) -> FindingSlot:
    """The reason why the data do not give a number; empty when they do."""
    definition, area = work.definition(call.indicator), work.area(call.area)
    if definition is None or area is None:
        return FindingSlot(call.kind)
    pairs = work.pairs(definition, call.breakdown)
    if pairs is None or work.period(definition, area, call.time, pairs, record=False) is not None:
        return FindingSlot(call.kind)
    reason = work.desk.availability.gap(definition.id, area, None)
    work.desk.areas_used.setdefault(area)
    return FindingSlot(call.kind, None, area, f"{definition.id}\n{reason}")


def _among(work: Work, call: Call) -> FindingSlot:
    """Findings about all Gemeinden; rank and quarter speak of one of them."""
    desk, empty = work.desk, FindingSlot(call.kind)
    definition = work.definition(call.indicator)
    pairs = None if definition is None else work.pairs(definition, call.breakdown)
    if definition is None or pairs is None:
        return empty
    areas = desk.availability.gemeinden
    desk.areas_used.setdefault(desk.availability.kreis)  # sentences name it
    period = desk.point(str(call.time), definition, areas, pairs, work.here())
    if period is None:
        reason = f"Zu „{definition.title}“ liegen auf Gemeindeebene keine Angaben vor."
        lacking = [desk.availability.lacking(definition.id, areas, pairs)]
        desk.gap(work.scope, f"Text zu „{definition.title}“", reason, work.here(), lacking)
        return empty
    own, kreis = areas[0], desk.availability.kreis
    wanted = Wanted(peers=areas, within=kreis, values=call.kind != "rang", ranks=call.kind == "rang")
    if call.kind in ("rang", "viertel"):
        area = work.area(call.area)
        if area not in areas:
            if area is not None:
                name = desk.view(area).name
                message = f"{name} ist keine Gemeinde des Kreises; ein Rang wird unter den Gemeinden gebildet."
                desk.error("vorlage-argument", message, work.here(), "Nennen Sie als zweiten Wert eine Gemeinde.")
            return empty
        own, wanted = area, wanted._replace(rank=True)
    return FindingSlot(call.kind, keys_of(NumberKey(definition.id, own, period, pairs), wanted))


def _seasonal(work: Work, key: NumberKey) -> tuple[Period, ...]:
    """The periods of a series up to ``key``, in the order of time; of months the same month of every year."""
    periods = work.desk.availability.of_area(key.indicator, key.area, key.breakdown)
    return tuple(item for item in periods if not key.period < item and _same_season(item, key.period))


def _same_season(one: Period, other: Period) -> bool:
    if one.kind is PeriodKind.MONTH:
        return one.month == other.month
    return one.iso[5:] == other.iso[5:] if one.kind in (PeriodKind.QUARTER, PeriodKind.STICHTAG) else True


def _references(work: Work, key: NumberKey, words: Any) -> tuple[str, ...]:
    """The areas to compare with of which there is a value at the same time."""
    desk = work.desk
    if words is None:
        words = ["kreis", "land"] if level_of(key.area) > level_of(desk.availability.kreis) else ["land", "bund"]
    found = []
    for word in words if isinstance(words, list | tuple) else [words]:
        other = work.area(word)
        if other is None or other == key.area:
            continue
        if desk.availability.has(key.indicator, other, key.period, key.breakdown):
            found.append(other)
    return tuple(found)
