"""Rounding to a base: an alternative to dots for sources of many small counts.

Comes in: observations as they were read. Goes out: observations of which those of rounded sources hold multiples of the
base only, so that no exact count of theirs enters a calculation. Always holds: an exact zero and a count that was
rounded to zero look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from math import floor

from berichtsgenerator.diagnostics import Diagnostic, Place, note
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.observations import Observation, SourceTable

_SAME = 1e-9


def to_base(value: float, base: int) -> float:
    """The multiple of ``base`` that is nearest; halves go up."""
    return float(floor(value / base + 0.5) * base)


class Rounding:
    """Rounds the sources of some files; ``bases`` are globs with their base, of which the last that fits counts."""

    def __init__(self, bases: Sequence[tuple[str, int]]) -> None:
        self._bases = tuple(bases)
        self._tables: dict[str, SourceTable | None] = {}
        self._left_out: dict[tuple[str, str], dict[str, None]] = {}

    def rounded(self, observations: Iterable[Observation]) -> Iterator[Observation]:
        """The observations; a value that is no whole number (a rate of exact counts) is kept secret."""
        for item in observations:
            table = self._table(item.table)
            if table is None:
                yield item
            elif item.value is None:
                yield item._replace(table=table)
            elif abs(item.value - round(item.value)) > _SAME:
                self._left_out.setdefault((table.file, table.sheet), {}).setdefault(item.measure)
                yield item._replace(table=table, value=None, mark="", missing=Missing.SECRET, quality=())
            else:
                kept = {quality for quality in item.quality if quality is not Quality.ZERO} | {Quality.ROUNDED}
                quality = tuple(sorted(kept, key=lambda mark: mark.value))
                yield item._replace(table=table, value=to_base(item.value, table.rounded), mark="", quality=quality)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was left out of rounded sources, by sheet."""
        return tuple(
            note(
                "rundung-ausgelassen",
                f"Aus der gerundeten Quelle werden nur ganze Anzahlen übernommen, nicht: {', '.join(list(names)[:3])}"
                f"{' …' if len(names) > 3 else ''}.",
                Place(file, sheet=sheet),
                "Anteile bildet der Bericht aus den gerundeten Anzahlen.",
            )
            for (file, sheet), names in sorted(self._left_out.items())
        )

    def _table(self, table: SourceTable) -> SourceTable | None:
        """The table with its base; None for one that is not rounded."""
        if table.id not in self._tables:
            found = [base for glob, base in self._bases if fnmatchcase(table.file, glob)]
            self._tables[table.id] = replace(table, rounded=found[-1]) if found and found[-1] else None
        return self._tables[table.id]
