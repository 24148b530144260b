"""Answers of one table: the value of a requested breakdown, published itself or added up exactly from its parts.

Ages are covered by disjoint published groups (:mod:`~berichtsgenerator.indicators.defining.ages`); totals over sex,
nationality and Rechtskreis are added from their complete parts where the total is not published. Nothing is estimated:
what does not fit exactly is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from berichtsgenerator.indicators.defining.ages import ALL_AGES, Ages, cover, gap_words
from berichtsgenerator.indicators.matching.recognition import Cell, Parts, Slot, TableCells
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.observations import Breakdown, Observation

COMPLETE_PARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("geschlecht", ("männlich", "weiblich"), ("divers",)),
    ("nationalitaet", ("deutsch", "ausländisch"), ()),
    ("rechtskreis", ("SGB III", "SGB II"), ()),
)
"""Dimension, the parts that make its total, and parts that are added when they are there."""

_WEIGHT = {
    Missing.SECRET: 6,
    Missing.UNKNOWN: 5,
    Missing.UNRELIABLE: 4,
    Missing.LATER: 3,
    Missing.NO_DATA: 2,
    Missing.NOT_APPLICABLE: 1,
}
_DIMENSION_WORDS = {"geschlecht": "Geschlecht", "nationalitaet": "Staatsangehörigkeit", "rechtskreis": "Rechtskreis"}


def worst(kinds: Iterable[Missing | None]) -> Missing | None:
    """The missing kind that a sum or quotient takes over from its parts: secret before unknown before the others."""
    found: Missing | None = None
    for kind in kinds:
        if kind is not None and (found is None or _WEIGHT[kind] > _WEIGHT[found]):
            found = kind
    return found


class Sum(NamedTuple):
    """A value put together from cells: None exactly when ``missing`` says why."""

    value: float | None
    missing: Missing | None
    observations: tuple[Observation, ...]
    quality: tuple[Quality, ...]

    @property
    def parts(self) -> int:
        """How many cells went into it."""
        return len(self.observations)


def merge_quality(items: Iterable[Iterable[Quality]]) -> tuple[Quality, ...]:
    """Quality marks of a combination: each once in a fixed order; "exactly zero" does not carry over."""
    found: set[Quality] = set()
    for item in items:
        if item:
            found.update(item)
    found.discard(Quality.ZERO)
    return tuple(sorted(found, key=lambda quality: quality.value)) if found else ()


def add_sums(parts: Iterable[Sum]) -> Sum:
    """The sum of sums; a missing part makes the whole missing, by its meaning."""
    items = tuple(parts)
    observations = tuple([observation for item in items for observation in item.observations])
    if any(item.missing is not None for item in items):
        return Sum(None, worst(item.missing for item in items), observations, ())
    value = sum([item.value for item in items if item.value is not None])
    return Sum(value, None, observations, merge_quality([item.quality for item in items if item.quality]))


def _sum_of(cell: Cell) -> Sum:
    observation = cell.observation
    if observation.value is None:
        return Sum(None, observation.missing or Missing.UNKNOWN, (observation,), ())
    return Sum(observation.value * cell.factor, None, (observation,), observation.quality)


def _sum_of_all(cells: Sequence[Cell]) -> Sum:
    """The sum of cells, as :func:`add_sums` of each."""
    observations = tuple([cell.observation for cell in cells])
    kinds = [item.missing or Missing.UNKNOWN for item in observations if item.value is None]
    if kinds:
        return Sum(None, worst(kinds), observations, ())
    value = sum([(cell.observation.value or 0.0) * cell.factor for cell in cells])
    return Sum(value, None, observations, merge_quality([item.quality for item in observations if item.quality]))


def answer(cells: TableCells, dimensions: Breakdown, ages: Ages | None) -> Sum | None:
    """The value of a slot in one table, or None when the table does not hold it nor parts that make it exactly."""
    cell = cells.get((dimensions, ages))
    if cell is not None and (ages is None or cell.observation.value is not None):
        return _sum_of(cell)
    slots = _parts(cells, dimensions, ages)
    if slots is None:
        return None
    return _sum_of(cells[slots[0]]) if len(slots) == 1 else _sum_of_all([cells[slot] for slot in slots])


def _parts(cells: TableCells, dimensions: Breakdown, ages: Ages | None) -> Parts:
    """The cells that make up a slot; tables of one shape without gaps are made up alike, so they are asked once."""
    shape = cells.shape
    if shape is None:
        return _find_parts(cells, dimensions, ages)
    slot = (dimensions, ages)
    if slot not in shape:
        shape[slot] = _find_parts(cells, dimensions, ages)
    return shape[slot]


def _find_parts(cells: TableCells, dimensions: Breakdown, ages: Ages | None) -> Parts:
    own = cells.get((dimensions, ages))
    if own is not None and (ages is None or own.observation.value is not None):
        return ((dimensions, ages),)
    groups = cells.groups(dimensions)
    if groups:
        chosen = cover(ages if ages is not None else ALL_AGES, groups)
        if chosen is not None:
            return tuple((dimensions, part) for part in chosen)
    if own is not None:
        return ((dimensions, ages),)
    present = {name for name, _ in dimensions}
    for name, needed, optional in COMPLETE_PARTS:
        if name in present:
            continue
        found = [_part(cells, dimensions, name, value, ages) for value in needed]
        if any(item is None for item in found):
            continue
        found.extend(_part(cells, dimensions, name, value, ages) for value in optional)
        return tuple(slot for item in found if item is not None for slot in item)
    return None


def _part(cells: TableCells, dimensions: Breakdown, name: str, value: str, ages: Ages | None) -> Parts:
    pairs = tuple(sorted((*dimensions, (name, value))))
    if cells.groups(pairs) is None:
        return None
    return _find_parts(cells, pairs, ages)


def why_not(slots: Iterable[Slot], dimensions: Breakdown, ages: Ages | None) -> str:
    """German sentence why cells that are there do not answer a request."""
    known = list(slots)
    present = {name for slot in known for name, _ in slot[0]}
    for name, value in dimensions:
        if name not in present:
            return (
                f"Die Lieferung ist nicht nach {_DIMENSION_WORDS.get(name, name)} gegliedert; gebraucht wird „{value}“."
            )
        if not any((name, value) in slot[0] for slot in known):
            return f"Die Ausprägung „{value}“ ({_DIMENSION_WORDS.get(name, name)}) ist nicht geliefert."
    fitting = [slot[1] for slot in known if slot[0] == dimensions and slot[1] is not None]
    if ages is not None:
        return gap_words(ages, fitting)
    return "Geliefert sind nur Teile, aus denen sich die Summe nicht vollständig zusammensetzen lässt."
