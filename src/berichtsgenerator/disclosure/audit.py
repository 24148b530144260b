"""Proof that nothing hidden is left: what a reader of the protected register could still find of hidden counts.

Written apart from the code that takes values away, so that a fault there is found here. Messages name numbers by their
keys, never by values.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from berichtsgenerator.diagnostics import Diagnostic, error
from berichtsgenerator.disclosure.atoms import Atom, cell_id
from berichtsgenerator.disclosure.rules import DisclosureRules
from berichtsgenerator.model.entries import Entry, Protection
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import View
from berichtsgenerator.register.files import register_text
from berichtsgenerator.register.register import Register, inputs

_ADVICE = "Das ist ein Fehler des Programms; der Bericht wird nicht geschrieben."


def leaks(register: Register, hidden: Iterable[Atom], rules: DisclosureRules) -> tuple[Diagnostic, ...]:
    """All places of a protected register that still hold, or give away by one step, a hidden number."""
    secret_cells = frozenset(cell for atom in hidden if len(atom.cells) == 1 for cell in atom.cells)
    secret_sums = frozenset(atom.cells for atom in hidden if atom.cells)
    found: list[Diagnostic] = []
    for entry in register.all_entries():
        for what in (*_own(entry), *_cells(entry, secret_cells, secret_sums), *_derived(entry, register)):
            found.append(error("geheimhaltung-leck", f"{entry.key}: {what}.", advice=_ADVICE))
    found.extend(error("geheimhaltung-leck", f"Registerdatei, {what}.", advice=_ADVICE) for what in _file(register))
    return tuple(found)


def _own(entry: Entry) -> Iterator[str]:
    if entry.protection is not Protection.OPEN:
        if entry.value is not None or entry.missing is not Missing.SECRET:
            yield "eine geschützte Zahl trägt noch ihren Wert"
        if entry.quality:
            yield "eine geschützte Zahl trägt noch ein Gütezeichen"
        for part in entry.provenance.components:
            if part.value is not None or any(cell.value is not None or cell.mark for cell in part.observations):
                yield f"der Bestandteil „{part.name}“ einer geschützten Zahl trägt noch einen Wert"


def _cells(
    entry: Entry, cells: frozenset[tuple[str, int, int]], sums: frozenset[frozenset[tuple[str, int, int]]]
) -> Iterator[str]:
    for part in entry.provenance.components:
        own = frozenset(cell_id(cell) for cell in part.observations)
        if own in sums and part.value is not None and len(own) == 1:
            yield f"der Bestandteil „{part.name}“ ist eine geschützte Zahl"
        for cell in part.observations:
            if cell.value is not None and cell_id(cell) in cells:
                yield f"die Quellzelle {cell.cell} einer geschützten Zahl trägt noch ihren Wert"


def _derived(entry: Entry, register: Register) -> Iterator[str]:
    if entry.value is None or entry.key.representation.view is View.RANK:
        return
    for key in inputs(entry):
        source = register.find(key)
        if source is not None and source.protection is not Protection.OPEN:
            yield f"die Zahl ist aus der geschützten Zahl {key} abgeleitet"


def _file(register: Register) -> Iterator[str]:
    hidden = register.narrowed(entry.key for entry in register if entry.missing is Missing.SECRET)
    data: dict[str, Any] = json.loads(register_text(hidden, product="", public=True))
    for item in data["zahlen"]:
        if not item.get("geheim"):
            continue
        if item["wert"] is not None or "schutz" in item or "schutzgrund" in item:
            yield f"Zahl {item['id']}: Wert oder Schutzart ist zu lesen"
        for part in item.get("bestandteile", ()):
            if part["wert"] or any(cell[2] for cell in part["zellen"]):
                yield f"Zahl {item['id']}: ein Bestandteil trägt einen Wert"
