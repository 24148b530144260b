"""Captions of tables and figures: what, where, when.

Comes in: indicators, areas and periods of a block. Goes out: German words such as ``Arbeitslosenanteil in den
Gemeinden des Landkreises …, 2024``.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.language.dates import format_period, period_range
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.layout.parts import Captioned


def listed(words: Sequence[str]) -> str:
    """``a``, ``a und b``, ``a, b und c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} und {words[-1]}"


def what(definitions: Sequence[Definition], breakdown: Breakdown = ()) -> str:
    """The indicators in words."""
    titles = list(dict.fromkeys(item.title for item in definitions))
    if len(titles) > 3:
        return "Ausgewählte Kennzahlen"
    words = listed(titles)
    if breakdown:
        words += f" ({', '.join(value for _, value in breakdown)})"
    return words


def where(areas: Sequence[str], desk: Desk) -> str:
    """The areas in words, ``""`` for none."""
    availability = desk.availability
    if not areas:
        return ""
    gemeinden = set(availability.gemeinden)
    if len(areas) > 1 and set(areas) == gemeinden:
        return f"in den Gemeinden {desk.view(availability.kreis).wessen}"
    if len(areas) <= 4:
        return listed([desk.view(area).wo for area in areas])
    levels = {level_of(area) for area in areas}
    if levels == {Level.GEMEINDE}:
        return f"in ausgewählten Gemeinden {desk.view(availability.kreis).wessen}"
    if levels == {Level.EINRICHTUNG}:
        return f"nach Schulen und Einrichtungen {desk.view(availability.kreis).wessen}"
    if levels == {Level.KREIS}:
        return f"in den Kreisen in {desk.view(availability.land).name}"
    if levels == {Level.LAND}:
        return "in den Ländern"
    if gemeinden <= set(areas):
        return f"in den Gemeinden {desk.view(availability.kreis).wessen}"
    return "im Vergleich der Gebiete"


def when(periods: Sequence[Period], *, span: bool = False) -> str:
    """The periods in words, ``""`` for none; ``span`` says that they are a series."""
    found = sorted(set(periods))
    if not found:
        return ""
    if len(found) == 1:
        return format_period(found[0])
    if span or len(found) > 3:
        same = [item for item in found if item.kind is found[-1].kind]
        return period_range(same[0], same[-1])
    return listed([format_period(item) for item in found])


def caption(
    block: Captioned,
    desk: Desk,
    scope: Scope,
    loc: Loc,
    *,
    definitions: Sequence[Definition],
    areas: Sequence[str],
    periods: Sequence[Period],
    breakdown: Breakdown = (),
    span: bool = False,
) -> str:
    """The caption of a block: its own title, or built from what, where and when."""
    subject, place, time = what(definitions, breakdown), where(areas, desk), when(periods, span=span)
    names = {"was": subject, "wo": place, "wann": time, "einheit": units(definitions)}
    if block.titel:
        return desk.plain(block.titel, scope, (*loc, "titel"), names)
    if block.was:
        subject = desk.plain(block.was, scope, (*loc, "was"), names)
    head = f"{subject} {place}" if place else subject
    return f"{head}, {time}" if time else head


def units(definitions: Sequence[Definition]) -> str:
    """The common unit of indicators as printed, ``Anzahl`` for counts of different things, ``""`` when they differ."""
    found = {unit_text(item.unit) for item in definitions}
    if len(found) > 1 and all(item.kind in (Kind.COUNT, Kind.MEAN_COUNT) for item in definitions):
        return "Anzahl"
    return found.pop() if len(found) == 1 else ""
