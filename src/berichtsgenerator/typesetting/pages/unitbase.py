"""What is placed on pages: units that can say how little of them may begin a page, and the pages themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from berichtsgenerator.typesetting.text.composer import FootnoteItem
from berichtsgenerator.typesetting.text.writer import PageWriter

Draw = Callable[[PageWriter, float, float], None]
"""Draws a piece: writer, left edge of the page's text area, top edge."""
EPSILON = 0.01
CLOSEST = 99
"""Every density is allowed."""
FOOT_SPACE = 16.0
"""Space above the first footnote, with its rule."""


@dataclass(slots=True)
class Placement:
    """A piece that fits: its height, how to draw it, its footnotes, and the unit that is left (None: all placed).

    ``marks`` are the terms of the index in it.
    """

    height: float
    draw: Draw
    rest: Unit | None = None
    footnotes: tuple[FootnoteItem, ...] = ()
    marks: tuple[str, ...] = ()


class Unit(Protocol):
    """Something to be placed.

    ``before`` and ``after`` are spaces (collapsed with the neighbours', none at the top of a page); ``floats`` allows
    text behind it to go first; ``fills`` that it may go before a floating unit; ``grid`` snaps its top to the
    baseline grid, ``even`` what follows it. ``kind`` says what a floating unit is (tables keep their order among each
    other, figures theirs).
    """

    kind: ClassVar[str]
    before: float
    after: float
    floats: bool
    fills: bool
    grid: bool
    even: bool
    keep_next: bool
    targets: tuple[str, ...]
    running: tuple[int, str] | None
    marks: tuple[str, ...]

    def least(self) -> float:
        """The least height with which the unit can begin on a page."""
        ...

    def whole(self) -> float:
        """Height of the whole unit on one page."""
        ...

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits into ``room``; None when not even its least. ``fresh``: the page is empty, it must fit."""
        ...

    def fit(self, room: float, closest: int) -> bool:
        """True when all of it fits ``room``, if need be after closing its lines up, at most to density ``closest``."""
        ...

    def closer(self, density: int) -> bool:
        """Close its lines up to ``density``, whatever room there is; True when it is lower then than it was."""
        ...

    def kinds(self) -> frozenset[str]:
        """Its kind, and those of what it holds."""
        ...

    def keep(self) -> Callable[[], None]:
        """What brings it back to how it is set now."""
        ...

    def settle(self) -> None:
        """Its place is decided: what was kept for other ways of placing it may go."""
        ...

    def closeness(self) -> float:
        """How far it was closed up, 0: not at all."""
        ...

    def parts_well(self, room: float) -> bool:
        """True when it may be parted so that a good piece of it stands in ``room``."""
        ...


def _nothing() -> None:
    """Nothing to do."""


@dataclass(slots=True)
class UnitBase:
    """Defaults of a unit."""

    before: float = 0.0
    after: float = 0.0
    floats: bool = False
    fills: bool = False
    grid: bool = False
    even: bool = False
    keep_next: bool = False
    targets: tuple[str, ...] = ()
    running: tuple[int, str] | None = None
    """For headings: level and text for the running head."""
    marks: tuple[str, ...] = ()
    """Terms of the index that stand where it begins."""
    kind: ClassVar[str] = "text"

    def whole(self) -> float:
        """Height of the whole unit on one page."""
        raise NotImplementedError

    def fit(self, room: float, closest: int) -> bool:
        """True when all of it fits ``room``."""
        return self.whole() <= room + EPSILON

    def closer(self, density: int) -> bool:
        """It keeps its lines."""
        return False

    def keep(self) -> Callable[[], None]:
        """Nothing to bring back."""
        return _nothing

    def settle(self) -> None:
        """Nothing was kept."""

    def closeness(self) -> float:
        """Never closed up."""
        return 0.0

    def kinds(self) -> frozenset[str]:
        """Its kind."""
        return frozenset((self.kind,))

    def parts_well(self, room: float) -> bool:
        """Nothing is parted for its own sake."""
        return False


@dataclass(slots=True)
class WholeUnit(UnitBase):
    """Defaults of a unit that is never parted: it stands on a page as a whole or begins the next one."""

    def least(self) -> float:
        """The least height with which it can begin."""
        return self.whole()

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        if self.whole() > room + EPSILON and not fresh:
            return None
        return Placement(self.whole(), self._draw)

    def _draw(self, writer: PageWriter, x: float, top: float) -> None:
        raise NotImplementedError


@dataclass(slots=True)
class LandscapeUnit(UnitBase):
    """Units for landscape pages of their own; the portrait page before them may be filled first."""

    content: list[Unit] = field(default_factory=list)
    floats: bool = True
    kind: ClassVar[str] = "turned"

    def kinds(self) -> frozenset[str]:
        """Its kind, and those of what it holds."""
        return frozenset((self.kind, *(unit.kind for unit in self.content)))

    def whole(self) -> float:
        """No portrait page holds it."""
        return 1e9

    def least(self) -> float:
        """No portrait page holds it."""
        return 1e9

    def place(self, room: float, fresh: bool) -> Placement | None:
        """Never placed as one piece."""
        return None


@dataclass(slots=True)
class Page:
    """A page to be drawn: its format, placed pieces, footnotes and what its head says."""

    width: float
    height: float
    kind: str
    pieces: list[tuple[float, Draw]] = field(default_factory=list)
    footnotes: list[FootnoteItem] = field(default_factory=list)
    foot: float = 0.0
    chapter: str = ""
    section: str = ""
    opens_chapter: bool = False
    empty: bool = False
    used: float = 0.0
    """Share of its height that is used."""
    marks: list[str] = field(default_factory=list)
    """Terms of the index that occur on it."""
