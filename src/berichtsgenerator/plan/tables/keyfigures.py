"""Plans key figures: a value with up to three comparisons.

Comes in: the block's model. Goes out: planned key figures of number keys; a figure without data is a gap.
"""

from __future__ import annotations

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.language.dates import reference_date, short_period
from berichtsgenerator.model.comparison import Wanted, held, keys_of
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.layout.tables import KeyFigureItem, KeyFiguresBlock
from berichtsgenerator.plan.planned.tables import PlannedComparison, PlannedKeyFigure, PlannedKeyFigures


def key_figures(block: KeyFiguresBlock, desk: Desk, scope: Scope, loc: Loc, label: str) -> PlannedKeyFigures | None:
    """The row of key figures; None when the data give none of them."""
    found = []
    for index, item in enumerate(block.zahlen):
        figure = _figure(item, desk, scope, (*loc, "zahlen", index), f"Kennzahlen in {label}")
        if figure is not None:
            found.append(figure)
    return PlannedKeyFigures(tuple(found), desk.place(loc)) if found else None


def _figure(item: KeyFigureItem, desk: Desk, scope: Scope, loc: Loc, where: str) -> PlannedKeyFigure | None:
    definition = desk.indicator(item.indikator, scope, (*loc, "indikator"))
    areas = desk.area_keys([item.gebiet], scope, (*loc, "gebiet"))
    if definition is None or not areas:
        return None
    if len(areas) > 1:
        desk.error("kennzahl-gebiet", "Eine Kennzahl gehört zu einem einzigen Gebiet.", desk.place((*loc, "gebiet")))
        return None
    area = areas[0]
    breakdown = desk.breakdown(item.gliederung, scope, (*loc, "gliederung"))
    if not desk.check_breakdown(definition, breakdown, desk.place((*loc, "gliederung"))):
        return None
    word = desk.plain(item.zeit, scope, (*loc, "zeit"))
    period = desk.point(word, definition, (area,), breakdown, desk.place((*loc, "zeit")))
    if period is None:
        reason = desk.availability.gap(definition.id, area, None)
        lacking = [desk.availability.lacking(definition.id, (area,), breakdown)]
        desk.gap(scope, f"Kennzahl „{definition.title}“", reason, desk.place(loc), lacking)
        return None
    key = NumberKey(definition.id, area, period, breakdown)
    title = desk.plain(item.titel, scope, (*loc, "titel")) or definition.short

    def dated(when: Period) -> str:
        return reference_date(when, definition.reference_date_text)

    comparisons: list[PlannedComparison] = []
    for index, other in enumerate(item.vergleiche):
        here = (*loc, "vergleiche", index)
        if other.gebiet is not None:
            keys = desk.area_keys([other.gebiet], scope, here)
            if len(keys) != 1 or keys[0] == area:
                continue
            name = desk.view(keys[0]).name
            if not desk.availability.has(definition.id, keys[0], period, breakdown):
                reason = desk.availability.gap(definition.id, keys[0], period)
                lacking = [desk.availability.lacking(definition.id, keys, breakdown)]
                subject = f"Vergleich der Kennzahl „{definition.title}“ mit {name}"
                desk.gap(scope, subject, reason, desk.place(here), lacking)
                continue
            (distance,) = keys_of(key, Wanted(against=(keys[0],), differences=True)).distances
            label = f"gegenüber {name}" if other.differenz else name
            number = held(distance.difference) if other.differenz else distance.other
            comparisons.append(PlannedComparison(label, number, sign=other.differenz))
        elif other.zeit is not None:
            text = desk.plain(other.zeit, scope, here)
            earlier = desk.point(text, definition, (area,), breakdown, desk.place(here))
            if earlier is None or earlier == period:
                reason = desk.availability.gap(definition.id, area, None)
                lacking = [desk.availability.lacking(definition.id, (area,), breakdown)]
                subject = f"Vergleich der Kennzahl „{definition.title}“ ({text})"
                desk.gap(scope, subject, reason, desk.place(here), lacking)
                continue
            if other.differenz and not desk.begins_before(earlier, period, desk.place(here)):
                continue
            (change,) = keys_of(key, Wanted(since=(earlier,), changes=True)).changes
            label = f"seit {short_period(earlier)}" if other.differenz else dated(earlier)
            number = held(change.change) if other.differenz else change.earlier
            comparisons.append(PlannedComparison(label, number, sign=other.differenz))
    for number in (key, *(item.key for item in comparisons)):
        desk.request(number, where, desk.place(loc))
    return PlannedKeyFigure(f"{title}, {dated(period)}", key, tuple(comparisons))
