"""What a layout asks for and the data do not give."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from berichtsgenerator.diagnostics import Place


class Lack(Enum):
    """Why an indicator cannot be shown."""

    DELIVERY = "lieferung"
    """Something that it is made of is in no delivery."""
    MATCH = "zusammenpassen"
    """All that it is made of is delivered, but not for the same areas, times or groups."""
    AREA = "gebiet"
    """There are answers, but not for the areas wanted."""
    BREAKDOWN = "gliederung"
    """There are answers, but not divided as wanted."""
    TIME = "zeit"
    """There are answers for the areas, but not at the times wanted."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """An indicator that cannot be shown, and why.

    ``areas`` are keys of areas without answers; ``detail`` names what is not delivered (DELIVERY), says why parts
    do not match (MATCH), names the parts wanted (BREAKDOWN) or the span that there is for ``areas`` (TIME).
    """

    title: str
    lack: Lack
    areas: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the layout asks for and the data do not give; ``section`` is the heading it belongs to.

    ``chapter`` and ``part`` are the chapter and the section that are not repeated over areas, ``turn`` the area of the
    repetition. ``whole`` says that all of the section (or, without ``part``, of the chapter) is left out.
    """

    section: str
    subject: str
    reason: str
    place: Place = field(default_factory=Place)
    lacking: tuple[Lacking, ...] = ()
    chapter: str = ""
    part: str = ""
    turn: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the annex of gaps: what a section does not show, and why; ``section`` is "" for a whole chapter."""

    chapter: str
    section: str
    what: str
    reason: str
