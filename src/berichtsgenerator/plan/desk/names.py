"""What templates see of areas, indicators and the project.

Comes in: areas of the gazetteer, definitions of the catalogue. Goes out: small frozen views with German field names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from berichtsgenerator.language.areas import in_area, of_area, text_name
from berichtsgenerator.model.areas import Area
from berichtsgenerator.plan.desk.context import Definition


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area as templates see it."""

    ags: str
    name: str
    kurz: str
    amtlich: str
    ebene: str
    wo: str
    wessen: str
    printed: ClassVar[bool] = True

    def __str__(self) -> str:
        return self.name


def area_view(area: Area) -> AreaView:
    """The view of ``area``."""
    return AreaView(area.key, text_name(area), area.short, area.name, area.level.label, in_area(area), of_area(area))


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator as templates see it."""

    id: str
    titel: str
    kurz: str
    einheit: str
    beschreibung: str
    printed: ClassVar[bool] = True

    def __str__(self) -> str:
        return self.titel


def indicator_view(definition: Definition) -> IndicatorView:
    """The view of ``definition``."""
    return IndicatorView(definition.id, definition.title, definition.short, definition.unit, definition.description)


@dataclass(frozen=True, slots=True)
class ProjectView:
    """The project as templates see it."""

    titel: str
    untertitel: str
    herausgeber: str
    stand: str
