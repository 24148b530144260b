"""What planning needs to know from outside: data availability, the catalogue, areas, the project, and what was chosen.

Protocols, so that planning depends on what it asks and not on who answers. Nothing here can tell a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import Diagnostic, Place
from berichtsgenerator.model.areas import Area, Level
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import Kind


class BreakLike(Protocol):
    """A break of a series."""

    @property
    def year(self) -> int:
        """First year after the break."""

    @property
    def month(self) -> int:
        """First month after the break."""

    @property
    def reason(self) -> str:
        """Why, in German."""

    @property
    def harmless(self) -> bool:
        """True when values on both sides may still be compared."""


class Definition(Protocol):
    """What a layout may know of an indicator."""

    @property
    def id(self) -> str:
        """Id in the catalogue."""

    @property
    def title(self) -> str:
        """Full title."""

    @property
    def short(self) -> str:
        """Short title for table heads."""

    @property
    def description(self) -> str:
        """What it says."""

    @property
    def unit(self) -> str:
        """Unit of its values."""

    @property
    def kind(self) -> Kind:
        """Kind of its values."""

    @property
    def decimals(self) -> int:
        """Digits after the comma."""

    @property
    def formula_text(self) -> str:
        """How it is computed."""

    @property
    def period_kind(self) -> PeriodKind:
        """Kind of its public periods."""

    @property
    def reference_date_text(self) -> str:
        """Its Stichtag in words, or ``""``."""

    @property
    def base_change_harmless(self) -> bool:
        """True when values on different population bases may be compared."""

    @property
    def ahead(self) -> bool:
        """True when it tells of years to come."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its data come from."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What readers have to know."""

    @property
    def breaks(self) -> tuple[BreakLike, ...]:
        """Breaks of its series."""


class Catalogue(Protocol):
    """Definitions by id."""

    def __getitem__(self, indicator: str, /) -> Definition:
        """The definition of ``indicator``; raises KeyError."""

    def __contains__(self, indicator: object, /) -> bool:
        """True when the catalogue defines ``indicator``."""

    def __iter__(self) -> Iterator[str]:
        """Ids."""

    def breaks(self, indicator: str, /, *, bases: bool) -> tuple[BreakLike, ...]:
        """Breaks of its series and of what it is made of; with ``bases`` also changes of the population base."""

    def same_statistic(self, indicator: str, /) -> tuple[str, ...]:
        """Why deliveries of different offices are one statistic, as German sentences."""


class Engine(Protocol):
    """What data there are, never what they say."""

    def periods(self, indicator: str, area: str | None = None, breakdown: Breakdown = ()) -> tuple[Period, ...]:
        """Periods with data, ascending."""

    def available(self, indicator: str, level: Level) -> bool:
        """True when some area of ``level`` has data."""

    def explain_gap(self, indicator: str, area: str, period: Period) -> str:
        """Why there is no number, as a German sentence."""

    def undelivered(self, indicator: str) -> tuple[str, ...]:
        """What the indicator is made of and no delivery holds, in German."""

    def explain_none(self, indicator: str, area: str) -> str:
        """Why an indicator without any answer has none, by the example of an area, as a German sentence."""

    def breakdowns(self, indicator: str) -> Mapping[str, tuple[str, ...]]:
        """Values of the dimensions by which the data divide the indicator."""


class Gazetteer(Protocol):
    """Names and places of areas."""

    def area(self, key: str) -> Area | None:
        """The area of ``key``."""

    def children(self, key: str, level: Level) -> tuple[Area, ...]:
        """Areas of ``level`` within ``key``."""

    def centre(self, key: str) -> tuple[float, float] | None:
        """Longitude and latitude of the centre."""


class Borders(Protocol):
    """Borders of areas for maps."""

    def __call__(self, areas: Sequence[str], /) -> Mapping[str, tuple[tuple[tuple[float, float], ...], ...]]:
        """Rings in metres by area key; what is not in it is drawn as a tile."""


@dataclass(frozen=True, slots=True)
class PlanContext:
    """Everything a layout is resolved against.

    ``only_chapters`` are ids of the chapters wanted (empty: all); ``only_areas`` the Gemeinden that repetitions run
    over (empty: all); of a product made per area exactly one. ``borders`` gives the rings of maps (None: tile maps).
    ``institutions`` names the schools and other institutions of which deliveries speak, by their key.
    """

    engine: Engine
    catalogue: Catalogue
    gazetteer: Gazetteer
    project: Project
    only_chapters: tuple[str, ...] = ()
    only_areas: tuple[str, ...] = ()
    borders: Borders | None = None
    institutions: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """Diagnostics of one planning, each only once however often a repetition meets it."""

    items: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str, Place]] = field(default_factory=set)

    def add(self, item: Diagnostic) -> None:
        """Record ``item`` unless the same was said of the same place."""
        key = (item.code, item.message, item.place)
        if key not in self._seen:
            self._seen.add(key)
            self.items.append(item)
