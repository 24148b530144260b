"""Several deliveries that hold the same cell: which one counts, and what is to be told when they contradict.

The newer Stand of the same source wins, then the order of sources of ``projekt.yaml``, then, where they contradict each
other beyond the measure's tolerance, the newer Stand. Every contradiction is told with both cells; one that none of
these decides is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from berichtsgenerator.diagnostics import Diagnostic, Place, error, note, warning
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.indicators.matching.answers import Sum
from berichtsgenerator.model.observations import Observation, SourceTable
from berichtsgenerator.model.periods import words


class Arbiter:
    """Chooses among deliveries by the project's order of sources, and collects what is to be told.

    ``closed`` tells of which files no value may be told: their numbers are protected later.
    """

    def __init__(
        self,
        source_order: Sequence[str],
        area_name: Callable[[str], str],
        closed: Callable[[str], bool] | None = None,
    ) -> None:
        self._closed = closed
        self._order = tuple(source_order)
        self._area_name = area_name
        self._ranks: dict[str, int] = {}
        self.told: dict[tuple[str, Place], Diagnostic] = {}

    def _rank(self, table: SourceTable) -> int:
        rank = self._ranks.get(table.id)
        if rank is None:
            rank = len(self._order)
            name = table.file.rsplit("/", 1)[-1]
            for number, pattern in enumerate(self._order):
                lowered = pattern.lower()
                if any(
                    fnmatchcase(text, lowered) or lowered == text
                    for text in (table.file.lower(), name.lower(), table.publisher.lower())
                ):
                    rank = number
                    break
            self._ranks[table.id] = rank
        return rank

    def choose(self, measure: MeasureDefinition, answers: list[tuple[SourceTable, Sum]]) -> tuple[SourceTable, Sum]:
        """The answer that counts; the others are compared with it and told when they contradict."""
        newest: dict[tuple[str, str], list[tuple[SourceTable, Sum]]] = {}
        for item in answers:
            table = item[0]
            newest.setdefault((table.publisher, table.code or table.title), []).append(item)
        leaders: list[tuple[SourceTable, Sum]] = []
        for group in newest.values():
            group.sort(key=lambda item: (self._rank(item[0]), item[1].parts, *_stable(item[0])))
            group.sort(key=lambda item: item[0].stand, reverse=True)
            leaders.append(group[0])
        leaders.sort(
            key=lambda item: (item[1].missing is not None, self._rank(item[0]), item[1].parts, *_stable(item[0]))
        )
        equals = [
            item for item in leaders if item[1].value is not None and self._rank(item[0]) == self._rank(leaders[0][0])
        ]
        if any(_contradict(measure, equals[0][1], other) for _, other in equals[1:]):
            leaders = sorted(equals, key=lambda item: item[0].stand, reverse=True)
        table, chosen = leaders[0]
        if chosen.value is not None:
            for other_table, other in answers:
                if other is not chosen and other.value is not None:
                    self._compare(measure, table, chosen, other_table, other)
        return table, chosen

    def _compare(
        self, measure: MeasureDefinition, table: SourceTable, chosen: Sum, other_table: SourceTable, other: Sum
    ) -> None:
        """Tell a contradiction. Without a rank or a newer Stand nobody has decided which number holds: an error."""
        if not _contradict(measure, chosen, other) or not chosen.observations or not other.observations:
            return
        cell, lost = chosen.observations[0], other.observations[0]
        place = Place(other_table.file, sheet=other_table.sheet, cell=lost.cell)
        newer = bool(other_table.stand) and table.stand > other_table.stand
        same = (table.publisher, table.code) == (other_table.publisher, other_table.code)
        one, two = _cell_place(cell), _cell_place(lost)
        about = f"„{measure.label}“, {self._area_name(cell.area)}, {words(cell.period)}"
        told = f"{about}: {_number(chosen.value)} in {one}, aber {_number(other.value)} in {two}."
        what = told
        if self._closed is not None and (self._closed(table.file) or self._closed(other_table.file)):
            what = f"{about}: Verschiedene Werte stehen in {one} und in {two}."
        ask = "Klären Sie, welche Lieferung gilt, und ordnen Sie sie in „quellenrangfolge“ voran."
        if newer and same:
            made = note("lieferung-berichtigt", f"{what} Benutzt wird der neuere Stand ({table.stand}).", place)
        elif self._rank(table) != self._rank(other_table):
            used = "Benutzt wird die Lieferung, die „quellenrangfolge“ voranstellt."
            made = warning("lieferungen-widersprechen", f"{what} {used}", place)
        elif newer:
            used = f"Benutzt wird der neuere Stand ({table.stand})."
            made = warning("lieferungen-widersprechen", f"{what} {used}", place, ask)
        else:
            made = error("lieferungen-widersprechen", told, place, ask)  # nothing is built: only the office reads it
        self.told.setdefault((made.code, place), made)


def _contradict(measure: MeasureDefinition, one: Sum, other: Sum) -> bool:
    """True when two known sums differ by more than the measure's tolerance for so many cells."""
    if one.value is None or other.value is None:
        return False
    return abs(one.value - other.value) > measure.tolerance * max(1, (one.parts + other.parts) / 2)


def _cell_place(cell: Observation) -> str:
    return str(Place(cell.table.file, sheet=cell.table.sheet, cell=cell.cell))


def _stable(table: SourceTable) -> tuple[str, str, int]:
    return table.file, table.sheet, table.number


def _number(value: float | None) -> str:
    if value is None:
        return "kein Wert"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "−")
