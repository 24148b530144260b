"""Whether a definition gives its method what it wants: components by name, and by age where the method goes by age.

Comes in: a definition with a method. Goes out: every mistake with its place and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from berichtsgenerator.diagnostics import Diagnostic, Place, error
from berichtsgenerator.indicators.defining.ages import ALL_AGES, Ages, parse_ages
from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.methodkinds import BY_AGE, OVER_AREAS, PEOPLE, WANTED, stem


def unfed(definition: IndicatorDefinition, kind: str, place: Place) -> Iterator[Diagnostic]:
    """The components that a method wants must be there; among Gemeinden any will do, but one is too few."""
    found = set(definition.components) if kind in OVER_AREAS else {stem(name) for name in definition.components}
    for options in WANTED.get(kind, ()):
        if not found.intersection(options):
            yield error(
                "methode-komponente",
                f"Die Methode „{kind}“ braucht die Komponente {' oder '.join(f'„{name}“' for name in options)}.",
                place,
                f"Angegeben sind: {', '.join(sorted(found))}.",
            )
    if kind == "vorausberechnung" and any(item.measure is None for item in definition.components.values()):
        yield error(
            "methode-komponente",
            f"Die Methode „{kind}“ rechnet mit Merkmalen, nicht mit Indikatoren.",
            place,
            "Nennen Sie bei jeder Komponente ein „merkmal“.",
        )
    if kind in ("sozialindex_rang", "gemeindetyp", "gemeindetyp_passung") and len(found - {PEOPLE}) < 2:
        yield error(
            "methode-komponente",
            f"Die Methode „{kind}“ braucht mindestens zwei Komponenten.",
            place,
            "Ergänzen Sie einen weiteren Indikator.",
        )
    if kind in BY_AGE:
        yield from _check_ages(definition, kind, place)


def _check_ages(definition: IndicatorDefinition, kind: str, place: Place) -> Iterator[Diagnostic]:
    """What a method takes by age must come in age groups, the same everywhere and none twice."""
    groups: dict[str, list[Ages | None]] = {}
    for name, component in definition.components.items():
        groups.setdefault(stem(name), []).append(parse_ages(component.fixed.get("alter", "")))
    wanted = [name for name in BY_AGE[kind] if name in groups]
    if not wanted:
        return
    for name in wanted:
        if None in groups[name]:
            yield error(
                "methode-alter",
                f"Die Methode „{kind}“ braucht die Komponente „{name}“ nach Altersgruppen.",
                place,
                "Ergänzen Sie dort zum Beispiel „gruppen: {alter: [0-4, 5-9, 10+]}“.",
            )
            return
    known = {name: sorted(item for item in groups[name] if item is not None) for name in groups}
    first = wanted[0]
    for name in wanted:
        if known[name] != known[first]:
            yield error(
                "methode-alter",
                f"Die Komponenten „{first}“ und „{name}“ haben verschiedene Altersgruppen.",
                place,
                "Nennen Sie bei beiden dieselben Gruppen.",
            )
    counted = {"tote": known["tote"] or [ALL_AGES]} if ("tote",) in WANTED[kind] and "tote" in known else {}
    for name in counted:
        if _joined(counted[name]) != _joined(known[first]):
            yield error(
                "methode-alter",
                f"Die Komponente „{name}“ zählt andere Alter als die Komponente „{first}“.",
                place,
                f"Nennen Sie bei „{name}“ dieselben Altersgruppen, oder bei „{first}“ alle Alter von null an.",
            )
    for name, ages in {**counted, first: known[first]}.items():
        if any(one.high > other.low for one, other in pairwise(ages)):
            yield error(
                "methode-alter",
                f"Die Altersgruppen der Komponente „{name}“ überschneiden sich.",
                place,
                "Nennen Sie Gruppen, in denen jedes Alter höchstens einmal vorkommt.",
            )


def _joined(groups: Sequence[Ages]) -> list[Ages]:
    """The ages of groups, given in their order, in as few groups as possible."""
    found: list[Ages] = []
    for ages in groups:
        if found and found[-1].high >= ages.low:
            found[-1] = Ages(found[-1].low, max(found[-1].high, ages.high))
        else:
            found.append(ages)
    return found
