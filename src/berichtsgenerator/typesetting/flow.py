"""The flow of units onto pages: what fits, what moves on, what is kept together.

Comes in: units (paragraphs, headings, tables, figures …) that can say how little of them may begin a page and can be
parted. Goes out: pages, each a list of placed pieces; nothing is drawn yet. A heading stays with what follows; a
figure or short table that does not fit lets the text behind it fill the page and heads the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from berichtsgenerator.document.pages import Destination
from berichtsgenerator.typesetting.composer import Composer, FootnoteItem
from berichtsgenerator.typesetting.writer import PageWriter

Draw = Callable[[PageWriter, float, float], None]
"""Draws a piece: writer, left edge of the page's text area, top edge."""
_EPSILON = 0.01
MAX_PAGES = 100_000
LEAST_SHARE = 0.3
"""A table that would fit a page is parted only where at least this share of the page is left for its beginning."""


@dataclass(slots=True)
class Placement:
    """A piece that fits: its height, how to draw it, its footnotes, and the unit that is left (None: all placed)."""

    height: float
    draw: Draw
    rest: Unit | None = None
    footnotes: tuple[FootnoteItem, ...] = ()


class Unit(Protocol):
    """Something to be placed.

    ``before`` and ``after`` are spaces (collapsed with the neighbours', none at the top of a page); ``floats`` allows
    text behind it to go first; ``fills`` that it may go before a floating unit; ``grid`` snaps its top to the
    baseline grid.
    """

    before: float
    after: float
    floats: bool
    fills: bool
    grid: bool
    keep_next: bool
    targets: tuple[str, ...]
    running: tuple[int, str] | None

    def least(self) -> float:
        """The least height with which the unit can begin on a page."""
        ...

    def whole(self) -> float:
        """Height of the whole unit on one page."""
        ...

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits into ``room``; None when not even its least. ``fresh``: the page is empty, it must fit."""
        ...


@dataclass(slots=True)
class UnitBase:
    """Defaults of a unit."""

    before: float = 0.0
    after: float = 0.0
    floats: bool = False
    fills: bool = False
    grid: bool = False
    keep_next: bool = False
    targets: tuple[str, ...] = ()
    running: tuple[int, str] | None = None
    """For headings: level and text for the running head."""


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


class Flow:
    """Places units one after another on pages of one document."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.pages: list[Page] = []
        self.kind = "body"
        self.landscape = False
        self.chapter = ""
        self.section = ""
        self._page: Page | None = None
        self._y = 0.0
        self._space = 0.0
        self._kept: list[Unit] = []
        self._floating: list[Unit] = []

    # Pages --------------------------------------------------------------------------------------------------------

    @property
    def frame_height(self) -> float:
        """Height between the margins."""
        style = self.composer.style
        full = style.page_width if self.landscape else style.page_height
        return full - style.top - style.bottom

    @property
    def frame_width(self) -> float:
        """Width between the margins."""
        style = self.composer.style
        full = style.page_height if self.landscape else style.page_width
        return full - style.left - style.right

    def _open(self) -> Page:
        if self._page is None:
            style = self.composer.style
            width, height = style.page_width, style.page_height
            if self.landscape:
                width, height = height, width
            page = Page(width, height, self.kind, chapter=self.chapter, section=self.section)
            self.pages.append(page)
            self._page = page
            self._y = 0.0
            self._space = 0.0
        return self._page

    def _close(self) -> None:
        self._page = None

    def new_page(self, *, right: bool = False) -> None:
        """End the current page; with ``right`` the next one is a right-hand page (odd folio)."""
        self._settle()
        self._close()
        if right and len(self.pages) % 2 == 1:
            style = self.composer.style
            self.pages.append(Page(style.page_width, style.page_height, self.kind, empty=True))

    def turn(self, landscape: bool) -> None:
        """Go on with pages of the other direction."""
        self.new_page()
        self.landscape = landscape

    def special(self, kind: str, draw: Draw) -> None:
        """A page of its own (title, imprint)."""
        self.new_page()
        style = self.composer.style
        self.pages.append(Page(style.page_width, style.page_height, kind, pieces=[(style.page_height, draw)]))

    def finish(self) -> None:
        """Place what is still waiting."""
        self._settle()
        self._close()

    # Units --------------------------------------------------------------------------------------------------------

    def add(self, unit: Unit) -> None:
        """Place a unit, or let it wait for what it is kept with."""
        if unit.keep_next:
            if not self._kept and self._floating:
                self._settle_floats()
            self._kept.append(unit)
            return
        if self._floating and not self._kept and not unit.fills:
            if unit.floats:
                self._floating.append(unit)
                return
            self._settle_floats()
        if self._kept:
            kept, self._kept = self._kept, []
            self._with_heading(kept, unit)
            return
        self._put(unit)

    def _settle(self) -> None:
        kept, self._kept = self._kept, []
        self._settle_floats()
        for unit in kept:
            self._put(unit)

    def _settle_floats(self) -> None:
        """Floating units come now, at the latest."""
        waiting, self._floating = self._floating, []
        for unit in waiting:
            self._put(unit, may_float=False)

    def _gap(self, unit: Unit) -> float:
        """Space above a unit at the current position."""
        if self._y <= _EPSILON:
            return 0.0
        gap = max(self._space, unit.before)
        if unit.grid:
            step = self.composer.style.baseline / 2
            top = self._y + gap
            snapped = -(-(top - 0.5) // step) * step
            gap = max(snapped - self._y, 0.0)
        return gap

    def _room(self) -> float:
        page = self._open()
        return self.frame_height - self._y - page.foot

    def _with_heading(self, kept: list[Unit], unit: Unit) -> None:
        self._open()
        need = 0.0
        space = 0.0
        for item in kept:
            need += (max(space, item.before) if need or self._y > _EPSILON else 0.0) + item.whole()
            space = item.after
        need += max(space, unit.before)
        if self._y > _EPSILON and need + self._wanted(unit, self._room() - need) > self._room():
            self._next_page()
        for item in kept:
            self._put(item)
        self._put(unit, may_float=False)

    def _wanted(self, unit: Unit, room: float) -> float:
        """The height that a unit needs to stand here: all of it when too little room is left to part it well."""
        whole = unit.whole() if unit.floats else 0.0
        if unit.floats and room < whole <= self.frame_height and room < self.frame_height * LEAST_SHARE:
            return whole
        return unit.least()

    def _next_page(self) -> None:
        self._close()
        self._open()
        waiting, self._floating = self._floating, []
        for unit in waiting:
            self._put(unit, may_float=False)

    def _put(self, unit: Unit, may_float: bool = True) -> None:
        rest: Unit | None = unit
        first = True
        while rest is not None:
            self._open()
            fresh = self._y <= _EPSILON
            gap = self._gap(rest)
            room = self._room() - gap
            whole = rest.whole() if first and rest.floats else 0.0
            if first and may_float and rest.floats and not fresh and whole > room:
                fits_a_page = whole <= self.frame_height
                if fits_a_page and (rest.least() > room or room < self.frame_height * 0.62):
                    self._floating.append(rest)
                    return
            moves = first and not may_float and rest.floats and not fresh and room < whole <= self.frame_height
            if moves and (rest.least() > room or room < self.frame_height * LEAST_SHARE):
                self._next_page()
                continue
            found = rest.place(room, fresh)
            if found is None:
                if len(self.pages) > MAX_PAGES:
                    return
                self._next_page()
                continue
            self._accept(rest, found, gap, first)
            rest = found.rest
            first = False
            if rest is not None:
                self._next_page()

    def _accept(self, unit: Unit, found: Placement, gap: float, first: bool) -> None:
        page = self._open()
        top = page.height - self.composer.style.top - self._y - gap
        page.pieces.append((top, found.draw))
        number = len(self.pages) - 1
        if first and unit.running is not None:
            self._running(page, *unit.running)
        if first:
            for target in unit.targets:
                self.composer.targets[target] = Destination(number, min(top + 12, page.height))
        for note in found.footnotes:
            self.composer.targets[f"{note.target}-im-text"] = Destination(number, min(top + 12, page.height))
            self._add_footnote(page, number, note)
        self._y += gap + found.height
        self._space = unit.after if found.rest is None else 0.0

    def _running(self, page: Page, level: int, text: str) -> None:
        """A heading stands on the page: what its head says from here on."""
        if level == 1:
            self.chapter, self.section = text, ""
            page.chapter, page.section = text, ""
            page.opens_chapter = self._y <= _EPSILON
        elif level == 2:
            self.section = page.section = text

    def _add_footnote(self, page: Page, number: int, note: FootnoteItem) -> None:
        if not page.footnotes:
            page.foot += FOOT_SPACE
        page.footnotes.append(note)
        page.foot += note.height
        self.composer.targets[note.target] = Destination(number, self.composer.style.bottom + page.foot + 20)


FOOT_SPACE = 16.0
"""Space above the first footnote, with its rule."""
