"""Rules of the subject that refuse a number, each as a function that answers with a German reason or "".

They are asked by the views of a single number and by the comparisons of whole panels alike, so that both refuse the
same. Rules about definitions (a mean of quotas, a sum of groups that overlap, units) are checked when the catalogue is
loaded: see :mod:`~berichtsgenerator.indicators.defining.soundness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple, Protocol

from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.defining.parts import Break
from berichtsgenerator.indicators.statistics.intervals import Intervals
from berichtsgenerator.model.entries import Component, Guard
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.periods import Period, PeriodKind, words
from berichtsgenerator.model.units import Kind

LEAST_BASE = 100
"""A rate of change is printed only on a base of at least so many cases (symbol X of the Hessian office otherwise)."""

Bases = tuple[tuple[str, str], ...]
"""The population bases of a number by the names of its components, where they are known."""

Sources = tuple[tuple[str, str], ...]
"""The statistics or offices that a number comes from, by the names of its components, where that matters."""


class Moment(Protocol):
    """From when on a series is another one."""

    @property
    def year(self) -> int:
        """First year after the break."""

    @property
    def month(self) -> int:
        """First month after the break."""


class Origin(NamedTuple):
    """What two numbers must share to be compared between areas."""

    bases: Bases
    sources: Sources


_COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)


def bases_of(components: Sequence[Component]) -> Bases:
    """The known population bases of a number's components."""
    if len(components) == 1:
        base = components[0].population_base
        return ((components[0].name, base),) if base else ()
    return tuple([(item.name, item.population_base) for item in components if item.population_base])


def sources_of(components: Sequence[Component]) -> Sources:
    """The known sources of a number's components."""
    return tuple([(item.name, item.source) for item in components if item.source])


def origin_of(components: Sequence[Component]) -> Origin:
    """Bases and sources of a number."""
    return Origin(bases_of(components), sources_of(components))


@cache
def origin_clash(mine: Origin, theirs: Origin) -> tuple[str, Guard | None]:
    """Why two areas are not to be compared and by which rule, or ""."""
    bases = base_clash(mine.bases, theirs.bases)
    if bases:
        return bases, Guard.BASE
    other = dict(theirs.sources)
    for name, source in mine.sources:
        if other.get(name, source) != source:
            return f"verschiedene Quellen, {source} gegenüber {other[name]}.", Guard.SOURCE
    return "", None


def clash_among(origins: Iterable[Origin]) -> tuple[str, Guard | None]:
    """Why the areas of these origins are not comparable with each other and by which rule, or ""."""
    for mine, theirs in combinations(dict.fromkeys(origins), 2):
        clash, guard = origin_clash(mine, theirs)
        if clash:
            return f"Die Gebiete sind nicht vergleichbar: {clash}", guard
    return "", None


@cache
def base_clash(mine: Bases, theirs: Bases) -> str:
    """Why two numbers are on different population bases, or ""."""
    if mine == theirs:
        return ""
    other = dict(theirs)
    for name, base in sorted(mine):
        if other.get(name, base) != base:
            return f"{base} gegenüber {other[name]}."
    return ""


def reached_breaks(breaks: Sequence[Moment], period: Period) -> int:
    """How many of the breaks (in the order of time) a period has reached; equal numbers mean no break in between."""
    return sum(_reached(item, period) for item in breaks)


def crossed_break(breaks: Sequence[Break], first: Period, last: Period) -> Break | None:
    """The first harmful break between two periods, or None."""
    return next(
        (item for item in breaks if not item.harmless and _reached(item, last) and not _reached(item, first)), None
    )


def _reached(item: Moment, period: Period) -> bool:
    if period.month is not None and period.kind in (PeriodKind.MONTH, PeriodKind.STICHTAG):
        return (period.year, period.month) >= (item.year, item.month)
    return period.year >= item.year


MARKED = "Bruchzeichen der Lieferung"
"""Why a series breaks where the office's own sign for it („|“) stands."""


def is_marked(components: Iterable[Component]) -> bool:
    """True where a delivery marks one of the cells as the first of a new series."""
    return any(Quality.BREAK in cell.quality for item in components for cell in item.observations)


def broken_series(first: Period, last: Period, reason: str, since: str) -> str:
    """That the series breaks between two periods: why, and since when."""
    return f"Zwischen {words(first)} und {words(last)} bricht die Zeitreihe: {reason} ({since})."


def other_month(now: Period, since: Period) -> str:
    """Why two months are not to be compared (January against December), or ""."""
    if now.kind is PeriodKind.MONTH and now.month != since.month:
        return (
            f"{words(now)} und {words(since)} sind verschiedene Monate; verglichen wird nur mit demselben "
            "Monat anderer Jahre."
        )
    if now.kind is PeriodKind.QUARTER and now.iso[4:] != since.iso[4:]:
        return f"{words(now)} und {words(since)} sind verschiedene Quartale; verglichen wird nur mit demselben Quartal."
    return ""


def small_base(kind: Kind, then: float, now: float, cases: float | None, least: int = LEAST_BASE) -> str:
    """Why a relative change is not printed, or "": its base is zero, negative or rests on few cases, or the value
    has become negative since.

    ``cases`` is the numerator of the earlier value where it counts something.
    """
    if now < 0 < then:
        return "Eine relative Veränderung ist nicht sinnvoll: der Wert ist negativ geworden."
    if then <= 0:
        return "Eine relative Veränderung ist nicht sinnvoll: der Ausgangswert ist null oder negativ."
    if kind in (*_COUNTS, Kind.ESTIMATE) and then < least:
        return f"Eine relative Veränderung ist nicht sinnvoll: der Ausgangswert liegt unter {least}."
    if kind in (Kind.SHARE, Kind.RATE) and cases is not None and abs(cases) < least:
        return f"Eine relative Veränderung ist nicht sinnvoll: ihr liegen weniger als {least} Fälle zugrunde."
    return ""


def uncertain_order(intervals: Intervals, number: int) -> str:
    """Why the area at ``number`` has no rank of its own, or "": its interval overlaps with that of another area."""
    return order_doubt(*rank_span(intervals, number))


@cache
def order_doubt(best: int, worst: int) -> str:
    """Why a rank that may lie anywhere from ``best`` to ``worst`` is not printed, or ""."""
    if best == worst:
        return ""
    return (
        "Eine Rangfolge ist nicht ausgewiesen: die Bereiche der Zufallsschwankung (95 Prozent) überlappen sich, "
        f"möglich sind die Ränge {best} bis {worst}."
    )


NEVER_RANKED = (
    "Eine Rangfolge ist nicht ausgewiesen: indirekt standardisierte Werte lassen sich nur mit dem Vergleichsgebiet "
    "vergleichen, nicht miteinander."
)
"""A reason that tells nothing of any value."""


def unranked(definition: IndicatorDefinition) -> str:
    """Why the areas of an indicator are never ranked, or ""."""
    method = definition.method
    return NEVER_RANKED if method is not None and method.kind == "standardisiertes_verhaeltnis" else ""


def rank_span(intervals: Intervals, number: int) -> tuple[int, int]:
    """The best and the worst rank that an area may have when every value lies somewhere in its interval."""
    low, high = float(intervals.low[number]), float(intervals.high[number])
    above = int((intervals.low > high).sum())
    below = int((intervals.high < low).sum())
    known = int((intervals.low == intervals.low).sum())
    return above + 1, known - below


def mixed_bases(components: Sequence[Component]) -> str:
    """Why components do not go together: different known population bases, as a German sentence; "" when they do."""
    known: dict[str, str] = {}
    for item in components:
        if item.population_base and item.value is not None:
            known.setdefault(item.population_base, item.label)
    if len(known) < 2:
        return ""
    (first, first_label), (second, second_label) = list(known.items())[:2]
    return (
        f"Die Bestandteile stehen auf verschiedenen Bevölkerungsbasen: „{first_label}“ auf {first}, "
        f"„{second_label}“ auf {second}."
    )
