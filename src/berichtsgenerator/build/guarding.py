"""Numbers that a rule of the subject refuses although a layout asks for them outright: errors with their place.

Comes in: planned documents and the register before protection. Goes out: diagnostics, one for each place, rule and
indicator. A cell of a table may show the mark of a rate of change that rests on too few cases, as official tables do;
everything else is an error until the layout sets the rule aside under ``ausnahmen`` or no longer asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from berichtsgenerator.diagnostics import Diagnostic, Place, error, note
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.plan import PlannedDocument
from berichtsgenerator.register import Register

_WORDS = {
    Guard.BREAK: "eine Veränderung über einen Bruch der Zeitreihe",
    Guard.BASE: "ein Vergleich über verschiedene Bevölkerungsgrundlagen",
    Guard.SOURCE: "ein Vergleich von Gebieten aus verschiedenen Quellen",
    Guard.SMALL_BASE: "eine relative Veränderung auf kleiner Grundlage",
    Guard.MONTH: "ein Vergleich verschiedener Monate",
    Guard.ORDER: "eine Rangfolge, die sich nicht unterscheiden lässt",
}


def exceptions(planned: Iterable[PlannedDocument]) -> frozenset[tuple[Guard, str]]:
    """Every rule that any of the documents sets aside, with its indicator."""
    return frozenset((item.guard, item.indicator) for document in planned for item in document.exemptions)


def breaches(planned: Mapping[str, PlannedDocument], register: Register) -> tuple[Diagnostic, ...]:
    """What the documents ask for against a rule, and exceptions that no number needs."""
    found: list[Diagnostic] = []
    for name in sorted(planned):
        found.extend(_of_document(planned[name], register))
    return tuple(dict.fromkeys(found))


def _of_document(document: PlannedDocument, register: Register) -> Iterable[Diagnostic]:
    allowed = {(item.guard, item.indicator) for item in document.exemptions}
    needed: set[tuple[Guard, str]] = set()
    counted: dict[tuple[Place, Guard, str], tuple[int, str, str]] = {}
    for key, place, cell in document.requests.outright():
        entry = register.entry(key)
        guard = entry.provenance.guard
        if guard is None:
            continue
        needed.add((guard, key.indicator))
        if (guard, key.indicator) in allowed or (cell and guard is Guard.SMALL_BASE):
            continue
        view = str(key.representation.view.value)
        count, _, reason = counted.get((place, guard, key.indicator), (0, "", ""))
        counted[(place, guard, key.indicator)] = (count + 1, view, reason or entry.provenance.reason)
    titles = {item.id: item.title for item in document.indicators}
    for (place, guard, indicator), (count, view, reason) in counted.items():
        many = f" ({count} Zahlen)" if count > 1 else ""
        message = f"„{titles.get(indicator, indicator)}“, {view}{many}: hier steht {_WORDS[guard]}. {reason}".rstrip()
        advice = (
            "Streichen Sie die Angabe, oder nehmen Sie im Layout unter „ausnahmen“ die Regel mit ihrem Grund aus: "
            f"{{regel: {guard.value}, indikatoren: [{indicator}], grund: …}}."
        )
        yield error(f"regel-{guard.value.replace('_', '-')}", message, place, advice)
    for item in document.exemptions:
        if item.indicator in titles and (item.guard, item.indicator) not in needed:
            message = f"Die Ausnahme von der Regel „{item.guard.value}“ braucht keine Zahl von „{item.indicator}“."
            yield note("ausnahme-unnoetig", message, item.place, "Streichen Sie sie.")
