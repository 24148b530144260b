"""The rules of a project: from which number on a count may be printed, and which sources are public anyway."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from functools import lru_cache
from math import inf

from berichtsgenerator.disclosure.concentration import Concentration
from berichtsgenerator.indicators.defining.ages import Ages, parse_ages
from berichtsgenerator.model.observations import Observation

PROTECTED = "!"
"""Before a glob of ``open_sources``: what fits is protected after all."""


class Reason(Enum):
    """Why a number is hidden; the value is a German phrase for summaries (never printed beside the number)."""

    SMALL = "Anzahl unter der Mindestzahl"
    ZERO = "Null, die von einer ganzen Gruppe erzählt"
    COMPLEMENT = "Rest zur Gesamtzahl unter der Mindestzahl"
    LINKED = "gehört zu einer zu kleinen Anzahl derselben Fälle"
    AGES = "Unterschied zweier Altersgruppen unter der Mindestzahl"
    SOURCE = "schon in der Quelle geheim gehalten"
    DOMINANCE = "wenige Beitragende bestimmen die Summe"
    COARSE = "feinere Gliederung, als die Regel der Quelle zeigt"
    GROUP = "Anteil von 0 oder 100 Prozent, der von einer ganzen Gruppe erzählt"
    RATE = "Anteil oder Rate einer geschützten Anzahl"
    DERIVED = "Vergleich, Veränderung, Index oder Rang einer geschützten Zahl"
    MEASURE = "Maß über Gebiete oder Gruppen, von denen eine geschützt ist"
    RECOMPUTABLE = "sonst wäre eine geschützte Zahl durch Abziehen zu errechnen"


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """What is protected.

    ``threshold`` is the smallest count that is printed (3: one and two are hidden). ``open_sources`` are globs over
    files of deliveries (relative to the data folder) whose figures their publisher has already protected and published:
    numbers counted from such files alone are not hidden. A glob that begins with :data:`PROTECTED` takes its files out
    again: the last glob that fits a file counts. ``hide_zero`` hides zeros of protected sources too.

    ``thresholds`` and ``zero_sources`` are globs with rules of their own (the last that fits counts). Sources of
    ``inexact_sources`` are public, but do not add up exactly. ``concentrations`` are globs of sources whose sums must
    not be decided by few contributors; ``group_sources`` those whose shares of exactly 0 or 100 percent are hidden.
    ``age_limits`` are globs with the ages at which groups of their sources may begin; of ``merged_sources`` the
    Gemeinden of ``merged`` are shown together only, as the area ``merged_to``. ``linked`` are pairs of indicators that
    count the same cases (persons, Bedarfsgemeinschaften): where one is small, the other is hidden too.
    """

    threshold: int = 3
    open_sources: tuple[str, ...] = ()
    hide_zero: bool = False
    thresholds: tuple[tuple[str, int], ...] = ()
    zero_sources: tuple[str, ...] = ()
    inexact_sources: tuple[str, ...] = ()
    linked: tuple[tuple[str, str], ...] = ()
    concentrations: tuple[tuple[str, Concentration], ...] = ()
    hide_groups: bool = False
    group_sources: tuple[str, ...] = ()
    age_limits: tuple[tuple[str, tuple[float, ...]], ...] = ()
    merged: frozenset[str] = frozenset()
    merged_to: str = ""
    merged_sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise ValueError("Die Mindestzahl muss mindestens 1 sein.")

    def threshold_of(self, files: Iterable[str]) -> int:
        """The smallest count that may be printed of numbers from ``files``: the strictest of their rules."""
        found = [
            next((least for glob, least in reversed(self.thresholds) if fnmatchcase(file, glob)), self.threshold)
            for file in files
        ]
        return max(found, default=self.threshold)

    def hides_zero(self, files: Iterable[str]) -> bool:
        """True when a zero of ``files`` is hidden like a small count."""
        return self.hide_zero or any(fnmatchcase(file, glob) for file in files for glob in self.zero_sources)

    def hides_groups(self, files: Iterable[str]) -> bool:
        """True when a share of exactly 0 or 100 percent that counts from ``files`` is hidden."""
        return self.hide_groups or any(fnmatchcase(file, glob) for file in files for glob in self.group_sources)

    def is_too_fine(self, cells: Iterable[Observation]) -> bool:
        """True for a count of these cells that its source may show in coarser groups only."""
        ages: list[Ages] = []
        limits: tuple[float, ...] = ()
        areas: set[str] = set()
        for cell in cells:
            file = cell.table.file
            areas.add(cell.area[:8] if any(fnmatchcase(file, glob) for glob in self.merged_sources) else "")
            own = next((found for glob, found in reversed(self.age_limits) if fnmatchcase(file, glob)), ())
            words = dict(cell.breakdown).get("alter")
            span = parse_ages(words) if own and words is not None else None
            if span is not None:
                ages.append(span)
                limits = own
        if ages:
            borders = {0.0, inf, *limits}
            if {min(span.low for span in ages), max(span.high for span in ages)} - borders:
                return True
        return bool(areas) and areas <= self.merged and areas != self.merged

    def concentration_of(self, files: Iterable[str]) -> Concentration | None:
        """The rule for sums from ``files``, of several sources the one of the last file that has one; None: no rule."""
        found = None
        for file in files:
            rule = next((rule for glob, rule in reversed(self.concentrations) if fnmatchcase(file, glob)), None)
            found = rule or found
        return found

    def is_inexact(self, files: Iterable[str]) -> bool:
        """True when numbers from one of ``files`` do not add up exactly."""
        return any(fnmatchcase(file, glob) for file in files for glob in self.inexact_sources)

    def is_open(self, file: str) -> bool:
        """True when the figures of ``file`` are published by its source."""
        return _matches(file, self.open_sources)

    def is_small(self, value: float, threshold: int | None = None) -> bool:
        """True for counts that must not be known: above zero and below the threshold (means of counts too)."""
        return 1e-9 < value < (self.threshold if threshold is None else threshold) - 1e-9


@lru_cache(maxsize=4096)
def _matches(file: str, globs: tuple[str, ...]) -> bool:
    """The verdict of the last glob that fits; files that none fits are protected."""
    for glob in reversed(globs):
        if fnmatchcase(file, glob.removeprefix(PROTECTED)):
            return not glob.startswith(PROTECTED)
    return False
