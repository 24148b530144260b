"""What follows from hidden counts: the numbers that are made of them are hidden with them.

Comes in: the model with its counts marked. Goes out: every entry to hide with its protection and reason, and entries
that stay printed in a form that tells nothing of hidden ones (ranks among the printed, rates as printed).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from berichtsgenerator.disclosure.atoms import Atom, Model, cell_id
from berichtsgenerator.disclosure.formulas import is_method
from berichtsgenerator.disclosure.rules import DisclosureRules, Reason
from berichtsgenerator.indicators.comparing.guards import NEVER_RANKED
from berichtsgenerator.indicators.comparing.recordfacts import has_own_order, interval_of
from berichtsgenerator.model.entries import Entry, Guard, Protection
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.units import as_printed
from berichtsgenerator.register.register import BASE_VIEWS, QUOTIENTS, inputs

Hidden = dict[NumberKey, tuple[Protection, Reason]]
_FEW = 10
"""A measure over small counts of which fewer than these are unknown could be solved for them."""
_OF_TIME = (Guard.BREAK, Guard.BASE, Guard.MONTH)
"""Guards that refuse a number whatever it is worth."""


def hidden_entries(model: Model, rules: DisclosureRules) -> Hidden:
    """Entries to hide with protection and reason: counts, what is made of them, what is derived from those."""
    found: Hidden = {}
    for key, atom in model.of_count.items():
        if atom.protection is not Protection.OPEN:
            found[key] = (atom.protection, atom.reason or Reason.SMALL)
        elif atom.hidden:
            found[key] = (Protection.PRIMARY, Reason.SOURCE)
    for key, parts in model.of_quotient.items():
        worst = _worst(atom for atom in parts if atom.hidden)
        if worst is not None:
            found[key] = (worst, Reason.RATE)
    secret = frozenset(atom.cells for atom in model.atoms if atom.hidden and atom.cells)
    known = frozenset(cell for atom in model.atoms if len(atom.cells) == 1 and atom.users for cell in atom.cells)
    sources = dict(model.sources)
    for entry in model.register.all_entries():
        key = entry.key
        if key in found:
            continue
        if entry.value is not None:
            if is_method(entry) and _solvable(entry, secret, known, rules):
                found[key] = (Protection.PRIMARY, Reason.MEASURE)
        elif entry.missing is Missing.NOT_APPLICABLE and entry.provenance.guard not in _OF_TIME:
            # Refused for what the numbers are worth: the refusal tells of them.
            if key.representation.view not in BASE_VIEWS:
                sources[key] = inputs(entry)
            elif _tells_of_zero(entry, rules):
                found[key] = (Protection.PRIMARY, Reason.RATE)
    pending = True
    while pending:
        pending = False
        for key, made_of in sources.items():
            relevant = (key.base,) if key.representation.view is View.RANK else made_of
            protections = [found[item][0] for item in relevant if item in found]
            if protections and key not in found:
                primary = Protection.PRIMARY in protections
                found[key] = (Protection.PRIMARY if primary else Protection.SECONDARY, Reason.DERIVED)
                pending = True
    return found


def _worst(atoms: Iterator[Atom]) -> Protection | None:
    found = [atom.protection for atom in atoms]
    if not found:
        return None
    return Protection.SECONDARY if all(item is Protection.SECONDARY for item in found) else Protection.PRIMARY


def _solvable(
    entry: Entry,
    secret: frozenset[frozenset[tuple[str, int, int]]],
    known: frozenset[tuple[str, int, int]],
    rules: DisclosureRules,
) -> bool:
    """True when a measure over areas or groups may tell a count that nobody is to know.

    One of its counts is hidden, or small ones among it are not printed while so many others are that the measure
    could be solved for them.
    """
    cells = {
        cell_id(cell): cell
        for part in entry.provenance.components
        for cell in part.observations
        if not rules.is_open(cell.table.file)
    }
    if not cells:
        return False
    if any(own <= cells.keys() for own in secret):
        return True
    small = any(
        cell.value is not None and rules.is_small(cell.value, rules.threshold_of((cell.table.file,)))
        for place, cell in cells.items()
        if place not in known
    )
    return small and len(cells.keys() - known) < _FEW


def _tells_of_zero(entry: Entry, rules: DisclosureRules) -> bool:
    """True for a quotient without value because a hidden zero is its denominator."""
    return any(
        part.value == 0 and rules.hides_zero({cell.table.file for cell in part.observations if cell.table.file})
        for part in entry.provenance.components
    )


def reworded(entries: Iterable[Entry], model: Model, hidden: Hidden, loose: Collection[int]) -> list[Entry]:
    """What stays printed, as far as it tells of others: ranks among printed values, rates with the digits printed.

    ``loose``: counts of which a reader knows no more than printed rates tell.
    """
    done = list(entries)
    values = {entry.key: entry for entry in done if entry.value is not None}
    return [_rounded(_ranked(entry, values, hidden, model), model, loose) for entry in done]


def _ranked(entry: Entry, values: dict[NumberKey, Entry], hidden: Hidden, model: Model) -> Entry:
    """A rank anew among the printed values where it would have counted hidden ones.

    So is its refusal: that an interval overlaps with a hidden one would tell of the hidden count.
    """
    compared = entry.provenance.derived_from
    if entry.key.representation.view is not View.RANK or not any(key in hidden for key in compared):
        return entry
    kept = tuple(key for key in compared if key not in hidden)
    provenance = replace(entry.provenance, derived_from=kept)
    own = values.get(entry.key.base)
    if entry.provenance.guard is Guard.ORDER and not _overlaps(entry.key.base, kept, model):
        formula = f"Rang unter {sum(key in values for key in kept)} Gebieten (1 = höchster Wert)"
        provenance = replace(provenance, formula=formula, reason="", guard=None)
    elif entry.provenance.guard is Guard.ORDER and entry.value is None and entry.provenance.reason:
        if entry.provenance.reason == NEVER_RANKED:
            return replace(entry, provenance=provenance)
        # The ranks that are possible would count hidden values.
        return replace(entry, provenance=replace(provenance, reason=_ORDER))
    elif entry.value is None:
        return entry
    if own is None:
        return entry
    better = sum(_as_printed(values[key]) > _as_printed(own) for key in kept if key in values)
    return replace(entry, value=float(better + 1), missing=None, provenance=provenance)


def _overlaps(own: NumberKey, kept: Collection[NumberKey], model: Model) -> bool:
    """Whether the interval of a printed value overlaps with that of another printed one; True where no counts tell."""
    entry = model.register.find(own)
    if entry is None or interval_of(entry) is None:
        return True
    others = (other for key in kept if key != own and (other := model.register.find(key)) is not None)
    return not has_own_order(entry, others)


def _as_printed(entry: Entry) -> float:
    return as_printed(entry.value or 0.0, entry.decimals)


_ORDER = "Eine Rangfolge ist nicht ausgewiesen: die Bereiche der Zufallsschwankung (95 Prozent) überlappen sich."


def _rounded(entry: Entry, model: Model, loose: Collection[int]) -> Entry:
    """A rate as it is printed, without further digits, where nothing but rates tells of its count.

    The length of a bar and the cell of a workbook would tell the count exactly.
    """
    if entry.value is None or entry.kind not in QUOTIENTS:
        return entry
    parts = model.of_quotient.get(entry.key, ())
    if not any(atom.number in loose for atom in parts):
        return entry
    return replace(entry, value=as_printed(entry.value, entry.decimals))
