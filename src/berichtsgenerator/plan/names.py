"""What templates see of areas and indicators, and how an area is named in running text.

Comes in: areas of the gazetteer, definitions of the catalogue. Goes out: small frozen views with German field names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from berichtsgenerator.model.areas import Area, Level
from berichtsgenerator.plan.context import Definition

_WORDS = {"landkreis": "Landkreis", "kreis": "Kreis"}


def text_name(area: Area) -> str:
    """The name for running text: ``Landkreis X``, ``Dieburg``, ``Hessen``."""
    if area.level is Level.KREIS:
        head, _, tail = area.name.partition(", ")
        word = _WORDS.get(tail.strip().lower())
        if word:
            return f"{word} {head}"
        return head
    return area.short


def _is_masculine_kreis(name: str) -> bool:
    first = name.split(" ")[0].lower()
    return first in ("landkreis", "kreis") or name.split("-")[-1].lower().endswith("kreis")


def where(area: Area) -> str:
    """``im Landkreis X``, ``in Dieburg``, ``im Saarland``, ``in der Region Hannover``."""
    name = text_name(area)
    if area.level is Level.KREIS:
        if _is_masculine_kreis(name):
            return f"im {name}"
        if name.split(" ")[0] in ("Region", "StädteRegion", "Städteregion"):
            return f"in der {name}"
    if name == "Saarland":
        return "im Saarland"
    return f"in {name}"


def genitive(area: Area) -> str:
    """``des Landkreises X``, ``des Wetteraukreises``, ``von Dieburg``."""
    name = text_name(area)
    if area.level is Level.KREIS:
        first, _, rest = name.partition(" ")
        if first in ("Landkreis", "Kreis"):
            return f"des {first}es {rest}"
        if _is_masculine_kreis(name):
            return f"des {name}es"
        if first in ("Region", "StädteRegion", "Städteregion"):
            return f"der {name}"
    if name == "Saarland":
        return "des Saarlandes"
    return f"von {name}"


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
    return AreaView(area.key, text_name(area), area.short, area.name, area.level.label, where(area), genitive(area))


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
