"""Notes that printed numbers call for by themselves: population bases, rounded sources, reasons of gaps.

Comes in: the entries that a block has printed. Goes out: German sentences, none where nothing is to be told.
"""

from __future__ import annotations

from collections.abc import Iterable

from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.plan.printing.sourcelines import Sources, publisher_of

_MAX_REASONS = 2


def base_notes(entries: Iterable[Entry]) -> list[str]:
    """Which population bases stand side by side, when there are several."""
    bases: dict[str, set[int]] = {}
    for entry in entries:
        if entry.value is None:
            continue
        for component in entry.provenance.components:
            if component.population_base:
                bases.setdefault(component.population_base, set()).add(component.period.year)
    if len(bases) < 2:
        return []
    parts = []
    for base in sorted(bases, key=lambda name: (min(bases[name]), name)):
        first, last = min(bases[base]), max(bases[base])
        parts.append(f"{base} ({first if first == last else f'{first}–{last}'})")
    return [f"Bevölkerungsgrundlage: {', '.join(parts)}; die Werte sind über den Wechsel hinweg nicht vergleichbar."]


def rounding_notes(entries: Iterable[Entry], sources: Sources) -> list[str]:
    """Which sources were rounded for secrecy, and to which base."""
    bases: dict[int, set[str]] = {}
    for entry in entries:
        if Quality.ROUNDED in entry.quality:
            for table in sources.of(entry)[0]:
                if table.rounded:
                    bases.setdefault(table.rounded, set()).add(publisher_of(table))
    return [
        f"Anzahlen aus {', '.join(sorted(names, key=sort_key))} sind zum Schutz Einzelner auf Vielfache von {base} "
        "gerundet; Anteile sind daraus gerechnet, und Teile ergeben nicht immer ihre Summe."
        for base, names in sorted(bases.items())
    ]


def reason_notes(entries: Iterable[Entry]) -> list[str]:
    """Why values are missing, where few reasons explain all of them."""
    counted: dict[str, int] = {}
    for entry in entries:
        if (
            entry.value is None
            and entry.missing in (Missing.NO_DATA, Missing.NOT_APPLICABLE)
            and entry.provenance.reason
        ):
            counted[entry.provenance.reason] = counted.get(entry.provenance.reason, 0) + 1
    return sorted(counted) if 0 < len(counted) <= _MAX_REASONS else []
