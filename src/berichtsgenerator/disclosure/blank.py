"""Taking values away: from hidden entries all, from open ones those source cells that would give hidden ones away."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from berichtsgenerator.disclosure.atoms import Model
from berichtsgenerator.disclosure.rules import DisclosureRules, Reason
from berichtsgenerator.model.entries import Component, Entry, Protection
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.register.register import BASE_VIEWS, COUNTS


def blank_observation(item: Observation) -> Observation:
    """The source cell without its value: place and measure stay, so that its provenance can still be named."""
    return item._replace(value=None, mark="", missing=Missing.SECRET, quality=())


def blank_component(item: Component) -> Component:
    """The component without values."""
    observations = tuple(blank_observation(cell) for cell in item.observations)
    return replace(item, value=None, missing=Missing.SECRET, observations=observations)


def hide(entry: Entry, protection: Protection, reason: Reason) -> Entry:
    """The entry as the public may see it: no value, no quality, a provenance without values."""
    provenance = replace(
        entry.provenance,
        components=tuple(blank_component(item) for item in entry.provenance.components),
        reason="",
    )
    return replace(
        entry,
        value=None,
        missing=Missing.SECRET,
        quality=(),
        provenance=provenance,
        protection=protection,
        protection_reason=reason.value,
    )


def open_form(
    entry: Entry,
    model: Model,
    rules: DisclosureRules,
    hidden: Container[NumberKey],
    loose: Container[int] = (),
) -> Entry:
    """An entry that stays printed: of its source cells only those keep values that tell nothing else.

    Kept are cells of public sources, and a count that is one cell alone. A sum is kept when it is public, no
    count, the entry's own value, or numerator or denominator that protection has seen and left open. Counts of
    ``loose`` are known through rounded rates alone and stay so.
    """
    components = entry.provenance.components
    if not components:
        return entry
    done = tuple(_open_component(entry, item, model, rules, hidden, loose) for item in components)
    if done == components:
        return entry
    return replace(entry, provenance=replace(entry.provenance, components=done))


def _open_component(
    entry: Entry,
    item: Component,
    model: Model,
    rules: DisclosureRules,
    hidden: Container[NumberKey],
    loose: Container[int],
) -> Component:
    cells = item.observations
    public = bool(cells) and all(rules.is_open(cell.table.file) for cell in cells)
    if public:
        return item
    kept = item.kind not in COUNTS or item.value is None or _seen(entry, item, model, hidden, loose)
    if not kept:
        return blank_component(item)
    if len(cells) <= 1 and (len(cells) == 0 or cells[0].value is None or cells[0].value == item.value):
        return item
    observations = tuple(cell if rules.is_open(cell.table.file) else blank_observation(cell) for cell in cells)
    return replace(item, observations=observations)


def _seen(entry: Entry, item: Component, model: Model, hidden: Container[NumberKey], loose: Container[int]) -> bool:
    """True when the component's value is a number of the register that stays open."""
    views = BASE_VIEWS if entry.key.representation.view in BASE_VIEWS else (View.VALUE,)
    for view in views:
        key = entry.key.with_view(view)
        other = model.register.find(key)
        if other is None or other.value != item.value or key in hidden or other.kind not in COUNTS:
            continue
        atom = model.of_count.get(key)
        if atom is None or atom.number not in loose:
            return True
    return False
