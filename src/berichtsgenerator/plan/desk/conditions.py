"""Availability conditions (``nur_wenn``) and repetitions (``wiederholen``) of a layout.

Comes in: the condition or repetition and the scope. Goes out: whether it holds and why not, or the scopes of its
turns. Only availability is asked, never a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.language.areas import for_area
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.layout.parts import Condition, Repeat
from berichtsgenerator.plan.planned.lacks import Lacking

_LEVELS = {"gemeinde": "auf Gemeindeebene", "kreis": "für den Kreis", "land": "für das Land", "bund": "für Deutschland"}


@dataclass(frozen=True, slots=True)
class Against:
    """Why a condition does not hold: a German sentence, and the indicator that lacks data."""

    sentence: str
    lacking: Lacking


def reasons_against(condition: Condition | None, desk: Desk, scope: Scope, loc: Loc) -> tuple[Against, ...]:
    """Why the condition does not hold; empty when it holds (or there is none)."""
    if condition is None:
        return ()
    here = (*loc, "nur_wenn")
    against: list[Against] = []
    area = scope.area
    if condition.gebiet is not None:
        keys = desk.area_keys([condition.gebiet], scope, (*here, "gebiet"))
        if len(keys) == 1:
            area = keys[0]
    met = 0
    for index, word in enumerate(condition.indikator):
        definition = desk.indicator(word, scope, (*here, "indikator", index))
        if definition is None:
            continue
        if condition.ebene is not None and condition.gebiet is None:
            if condition.ebene == "gemeinde":
                asked = desk.availability.gemeinden
                found = desk.availability.periods(definition.id, asked)
            else:
                width = {"kreis": 5, "land": 2, "bund": 0}[condition.ebene]
                asked = (desk.availability.kreis[:width] or "DG",)
                found = desk.availability.of_area(definition.id, asked[0])
            where = _LEVELS[condition.ebene]
        else:
            asked = (area,)
            found = desk.availability.of_area(definition.id, area)
            where = for_area(desk.availability.area(area))
        if len(found) >= condition.mindestens_zeiten:
            met += 1
        else:
            words = f"Zu „{definition.title}“ liegen {where} keine Angaben vor."
            if found:
                words = (
                    f"Zu „{definition.title}“ liegen {where} nur Angaben zu {len(found)} Zeitpunkten vor; "
                    f"nötig sind {condition.mindestens_zeiten}."
                )
            against.append(Against(words, desk.availability.lacking(definition.id, asked)))
    if condition.eines_genuegt and met:
        return ()
    return tuple(against)


def turns(repeat: Repeat | None, desk: Desk, scope: Scope, loc: Loc) -> Iterator[Scope]:
    """The scope of every turn of a repetition; the scope itself when there is none."""
    if repeat is None:
        yield scope
        return
    here = (*loc, "wiederholen")
    if repeat.ueber in ("gemeinden", "gebiete"):
        variable = repeat.als or "gebiet"
        if repeat.ueber == "gemeinden":
            wanted = set(desk.context.only_areas)
            keys = tuple(key for key in desk.availability.gemeinden if not wanted or key in wanted)
        else:
            words = [word for word in repeat.werte if isinstance(word, str)]
            keys = desk.area_keys(words, scope, (*here, "werte"))
        for key in keys:
            yield scope.inside(variable, desk.view(key), key.lower().replace("/", "-"), key)
    elif repeat.ueber == "indikatoren":
        for index, word in enumerate(repeat.werte):
            if not isinstance(word, str):
                desk.error(
                    "wiederholen-werte", "Hier steht die id eines Indikators.", desk.place((*here, "werte", index))
                )
                continue
            definition = desk.indicator(word, scope, (*here, "werte", index))
            if definition is not None:
                yield scope.inside(repeat.als or "indikator", desk.indicator_view(definition), definition.id)
    elif repeat.ueber == "gliederung":
        definition = desk.indicator(repeat.indikator, scope, (*here, "indikator"))
        if definition is None:
            return
        dimension = desk.plain(repeat.dimension, scope, (*here, "dimension"))
        known = desk.availability.values(definition.id, dimension)
        chosen = [word for word in repeat.werte if isinstance(word, str)] or list(known)
        if not known:
            desk.check_breakdown(definition, ((dimension, ""),), desk.place((*here, "dimension")))
        for index, value in enumerate(chosen, 1):
            if value in known:
                yield scope.inside(repeat.als or "wert", value, str(index))
    else:
        for index, own in enumerate(repeat.werte, 1):
            yield scope.inside(repeat.als or "wert", own, str(index))
