"""The planned document: the blocks of the report with the keys of their numbers, never with values.

Mirrors :mod:`berichtsgenerator.document.blocks`; what needs no number is already the finished block. Everything is
plain frozen data, so a plan can be cached, compared and sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Diagnostic, Place
from berichtsgenerator.document.blocks import (
    Contents,
    Heading,
    Index,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    PartTitle,
    Picture,
)
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.model.units import Kind
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import PlannedList, PlannedParagraph
from berichtsgenerator.plan.planned.lacks import Gap, LeftOut
from berichtsgenerator.plan.planned.tables import PlannedKeyFigures, PlannedTable
from berichtsgenerator.register.requests import RequestSet


@dataclass(frozen=True, slots=True)
class PlannedColumns:
    """Text in columns."""

    content: tuple[PlannedParagraph | PlannedList, ...]
    count: int
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """A boxed note."""

    title: str
    content: tuple[PlannedParagraph | PlannedList, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedLandscape:
    """Blocks on landscape pages."""

    content: tuple[PlannedBlock, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedAnnex:
    """A part of the annex that is written after protection (``quellen``, ``zeichen``, ``luecken``)."""

    part: str
    id: str
    place: Place = field(default_factory=Place)


PlannedBlock = (
    Heading
    | PlannedParagraph
    | PlannedList
    | PlannedTable
    | PlannedFigure
    | PlannedNote
    | PlannedColumns
    | PartTitle
    | Picture
    | Index
    | PlannedKeyFigures
    | PageBreak
    | PlannedLandscape
    | Contents
    | ListOfTables
    | ListOfFigures
    | PlannedAnnex
)


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A break of a series: first year and month after it, why, and whether values may be compared across it."""

    year: int
    month: int
    reason: str
    harmless: bool


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What rendering says of an indicator."""

    id: str
    title: str
    short: str
    unit: str
    kind: Kind
    breaks: tuple[SeriesBreak, ...]
    reference: str = ""
    """The reference date in the words of the definition: ``31. Dezember``, ``Jahresdurchschnitt``."""
    base_change_harmless: bool = False
    """Values on different population bases may stand in one series."""


@dataclass(frozen=True, slots=True)
class PlannedExemption:
    """A rule that the layout sets aside for an indicator, with its printed reason."""

    guard: Guard
    indicator: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A number that stands fixed in the text: its place, the number with its unit, its sentence, the area around.

    ``words`` is true of a quantity in words („mehr als die Hälfte“).
    """

    place: Place
    text: str
    unit: str
    sentence: str
    area: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTitle:
    """Title page and metadata."""

    title: str
    subtitle: str
    publisher: str
    lines: tuple[str, ...]
    imprint: tuple[str, ...]
    subject: str
    keywords: tuple[str, ...]
    running: str
    shown: bool


@dataclass(frozen=True)
class PlannedDocument:
    """A product after phase one.

    ``requests`` holds every number that it will print; ``gaps`` everything that was left out, one by one, ``left_out``
    the same put together by section; ``empty`` says that no chapter is left; ``diagnostics`` warnings and notes (errors
    are raised). ``areas`` are those whose numbers it prints.
    """

    product: str
    title: PlannedTitle
    front: tuple[PlannedBlock, ...]
    body: tuple[PlannedBlock, ...]
    requests: RequestSet
    gaps: tuple[Gap, ...]
    diagnostics: tuple[Diagnostic, ...]
    indicators: tuple[IndicatorFacts, ...]
    areas: tuple[Area, ...]
    kreis: str
    symbol_profile: str
    edition: str
    left_out: tuple[LeftOut, ...] = ()
    empty: bool = False
    exemptions: tuple[PlannedExemption, ...] = ()
    typed: tuple[TypedFigure, ...] = ()
