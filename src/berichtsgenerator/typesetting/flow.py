"""The flow of units onto pages: what fits, what moves on, what is kept together.

Comes in: units (paragraphs, headings, tables, figures …) that can say how little of them may begin a page and can be
parted. Goes out: pages, each a list of placed pieces; nothing is drawn yet. A heading stays with what follows; a
figure or short table that does not fit lets the text behind it fill the page and heads the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from berichtsgenerator.document.pages import Destination
from berichtsgenerator.typesetting.composer import Composer, FootnoteItem
from berichtsgenerator.typesetting.writer import PageWriter

Draw = Callable[[PageWriter, float, float], None]
"""Draws a piece: writer, left edge of the page's text area, top edge."""
_EPSILON = 0.01
MAX_PAGES = 100_000
CLOSEST = 99
"""Every density is allowed."""
LOOK_AHEAD = 60
"""Units behind a waiting one among which one is looked for that fits."""
MIN_FILL = 60.0
"""Room that is worth filling before landscape pages."""


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
    baseline grid. ``kind`` says what a floating unit is (tables keep their order among each other, figures theirs).
    """

    kind: ClassVar[str]
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

    def fit(self, room: float, closest: int) -> bool:
        """True when all of it fits ``room``, if need be after closing its lines up, at most to density ``closest``."""
        ...

    def kinds(self) -> frozenset[str]:
        """Its kind, and those of what it holds."""
        ...

    def keep(self) -> Callable[[], None]:
        """What brings it back to how it is set now."""
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
    keep_next: bool = False
    targets: tuple[str, ...] = ()
    running: tuple[int, str] | None = None
    """For headings: level and text for the running head."""
    kind: ClassVar[str] = "text"

    def whole(self) -> float:
        """Height of the whole unit on one page."""
        raise NotImplementedError

    def fit(self, room: float, closest: int) -> bool:
        """True when all of it fits ``room``."""
        return self.whole() <= room + _EPSILON

    def keep(self) -> Callable[[], None]:
        """Nothing to bring back."""
        return _nothing

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


@dataclass(frozen=True, slots=True)
class Policy:
    """How a section is placed: the least share of a page at which a table is parted, and how far tables close up to
    fill a page.
    """

    share: float
    closest: int


POLICIES = (
    Policy(0.36, 2),
    Policy(0.36, 0),
    Policy(0.22, 2),
    Policy(0.6, 2),
    Policy(0.6, 4),
    Policy(0.22, 4),
    Policy(9.0, 2),
)
"""The ways that are tried for each section."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A state of the flow: pages, what the last of them held, the position on it, findings."""

    pages: int
    held: tuple[int, int, float, str, str, bool, float]
    here: tuple[bool, float, float, str, str]
    diagnostics: int


def _inner(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, those of landscape pages included."""
    for unit in units:
        if isinstance(unit, LandscapeUnit):
            yield from unit.content
        else:
            yield unit


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
        self._queue: list[Unit] = []
        self._turned: list[LandscapeUnit] = []
        self.policy = POLICIES[0]
        self._parted = 0
        self._late: set[int] = set()
        """Waiting units that a heading has passed."""

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
        if self._page is not None:
            self._page.used = self._y / self.frame_height
        self._page = None

    def new_page(self, *, right: bool = False) -> None:
        """End the current page; with ``right`` the next one is a right-hand page (odd folio)."""
        if self._turned:
            unit = self._turned.pop()
            if unit.content:
                self._queue.append(unit)
            self.landscape = False
            self._settle()
            self.landscape = True
            self._turned.append(LandscapeUnit())
            return
        self._settle()
        self._close()
        if right and len(self.pages) % 2 == 1:
            style = self.composer.style
            self.pages.append(Page(style.page_width, style.page_height, self.kind, empty=True))

    def turn(self, landscape: bool) -> None:
        """What is added from here on stands on landscape pages, or no longer."""
        self.landscape = landscape
        if landscape:
            self._turned.append(LandscapeUnit())
        else:
            unit = self._turned.pop()
            if unit.content:
                self.add(unit)

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
        """Take a unit; what stands before a heading of level 1 or 2 is placed now."""
        if unit.running is not None and not self._turned:
            self._settle()
        (self._turned[-1].content if self._turned else self._queue).append(unit)

    def _settle(self) -> None:
        """Place everything that waits, in the way that leaves least room unused and parts fewest tables."""
        queue, self._queue = self._queue, []
        floating = [unit for unit in _inner(queue) if unit.floats]
        self.policy = POLICIES[0]
        if len(floating) < 2:
            self._run(queue)
            return
        begin = self._mark()
        undo = [unit.keep() for unit in floating]
        best, least = POLICIES[0], float("inf")
        for policy in POLICIES:
            self.policy = policy
            self._run(list(queue))
            cost = self._cost(begin, floating)
            if cost < least - _EPSILON:
                best, least = policy, cost
            self._reset(begin, undo)
        self.policy = best
        self._run(queue)

    def _run(self, queue: list[Unit]) -> None:
        self._late.clear()
        self._parted = 0
        while queue:
            self._step(queue)

    def _mark(self) -> _Mark:
        """Where placing stands, to come back to."""
        page = self.pages[-1] if self.pages else None
        held = (
            (
                len(page.pieces),
                len(page.footnotes),
                page.foot,
                page.chapter,
                page.section,
                page.opens_chapter,
                page.used,
            )
            if page
            else (0, 0, 0.0, "", "", False, 0.0)
        )
        here = (self._page is not None, self._y, self._space, self.chapter, self.section)
        return _Mark(len(self.pages), held, here, len(self.composer.diagnostics))

    def _reset(self, mark: _Mark, undo: list[Callable[[], None]]) -> None:
        """Take back what was placed since."""
        del self.pages[mark.pages :]
        if self.pages:
            page = self.pages[-1]
            pieces, notes, page.foot, page.chapter, page.section, page.opens_chapter, page.used = mark.held
            del page.pieces[pieces:]
            del page.footnotes[notes:]
        is_open, self._y, self._space, self.chapter, self.section = mark.here
        self._page = self.pages[-1] if is_open else None
        self._parted = 0
        del self.composer.diagnostics[mark.diagnostics :]
        for action in undo:
            action()

    def _cost(self, mark: _Mark, floating: list[Unit]) -> float:
        """The pages since ``mark`` as a cost in pages: length, unused room inside, parted tables, close tables."""
        pages = self.pages[max(mark.pages - 1, 0) :]
        last = self._y / self.frame_height if self._page is not None else 1.0
        length = len(self.pages) - mark.pages + last
        unused = sum(max(0.0, 0.85 - page.used) for page in pages[:-1] if page.height > page.width)
        dense = sum(unit.closeness() for unit in floating)
        return length + 0.4 * unused + 0.4 * self._parted + 0.03 * dense

    def _step(self, queue: list[Unit]) -> None:
        unit = queue[0]
        if isinstance(unit, LandscapeUnit):
            self._turn_step(unit, queue)
        elif unit.keep_next:
            self._heading_step(queue)
        elif unit.floats:
            self._float_step(unit, queue)
        else:
            del queue[0]
            self._put(unit)

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

    def _heading_step(self, queue: list[Unit]) -> None:
        """Headings stand with the least of what follows; text goes before a figure that would leave the page."""
        count = next((at for at, unit in enumerate(queue) if not unit.keep_next), len(queue))
        kept = queue[:count]
        if count == len(queue) or isinstance(queue[count], LandscapeUnit):
            if self._y > _EPSILON and self._stacked(kept) > self._room():
                self._next_page()
            del queue[:count]
            for item in kept:
                self._put(item)
            return
        unit = queue[count]
        self._open()
        need = self._stacked(kept)
        need += max(kept[-1].after, unit.before)
        room = self._room() - need
        if unit.floats and not unit.fit(room, self.policy.closest):
            at = self._candidate(queue, count, room)
            if at is not None and queue[at].fills and not queue[at].keep_next:
                unit = queue[at]
                count = at
        if self._y > _EPSILON and self._wanted(unit, room) > room:
            self._next_page()
        passed = count - len(kept)
        if not unit.floats:
            del queue[count]
        del queue[: len(kept)]
        for item in kept:
            self._put(item)
        if not unit.floats:
            if passed:
                self._put_before(unit, queue, passed)
            else:
                self._put(unit)

    def _stacked(self, kept: list[Unit]) -> float:
        need = space = 0.0
        for item in kept:
            need += (max(space, item.before) if need or self._y > _EPSILON else 0.0) + item.whole()
            space = item.after
        return need

    def _wanted(self, unit: Unit, room: float) -> float:
        """The height that a unit needs to stand here: all of it when too little room is left to part it well."""
        if unit.floats and unit.whole() > room and not (unit.parts_well(room) and self._may_part(unit, room)):
            return min(unit.whole(), self.frame_height)
        return unit.least()

    def _may_part(self, unit: Unit, room: float) -> bool:
        """A table that would fit a page is parted only where a good share of this page is left for its beginning."""
        return unit.whole() > self.frame_height or room >= self.frame_height * self.policy.share

    def _float_step(self, unit: Unit, queue: list[Unit]) -> None:
        """A figure or table: here, or after what fits here, or parted, or on the next page."""
        self._open()
        fresh = self._y <= _EPSILON
        room = self._room() - self._gap(unit)
        if unit.fit(room, CLOSEST if fresh else self.policy.closest):
            del queue[0]
            self._put(unit)
            return
        if not fresh and (at := self._candidate(queue, 0, room)) is not None:
            self._fill(queue, at)
            return
        if not fresh and unit.whole() > self.frame_height and unit.fit(self.frame_height, CLOSEST):
            self._next_page()
            return
        if fresh or (unit.parts_well(room) and self._may_part(unit, room)):
            del queue[0]
            self._put(unit)
            return
        self._next_page()

    def _candidate(self, queue: list[Unit], waiting: int, room: float) -> int | None:
        """The unit behind the waiting one that may fill this page before it: the next text, or a figure before a table.

        Texts keep their order, tables keep theirs and figures theirs; nothing passes a heading but with it.
        """
        kinds = queue[waiting].kinds()
        at = waiting + 1
        while at < min(len(queue), waiting + LOOK_AHEAD):
            unit = queue[at]
            gap = self._gap(unit)
            if unit.keep_next:
                if any(id(other) in self._late for other in queue[:at]):
                    return None  # one heading has passed it already
                body = queue[at + 1] if at + 1 < len(queue) else None
                fits = (
                    body is not None
                    and body.fills
                    and gap + unit.whole() + max(unit.after, body.before) + max(body.least(), 42.0) <= room
                )
                return at if fits else None
            if unit.floats:
                if kinds.isdisjoint(unit.kinds()) and unit.kind != "turned" and gap + unit.whole() <= room:
                    return at
                kinds |= unit.kinds()
            elif unit.fills:
                if gap + unit.least() <= room:
                    return at
                return None
            else:
                return None
            at += 1
        return None

    def _fill(self, queue: list[Unit], at: int) -> None:
        """Place the unit ``at`` before those that wait; what is left of it comes after them."""
        unit = queue.pop(at)
        if unit.keep_next:
            self._late.update(id(other) for other in queue[:at])
            self._put(unit)
            unit = queue.pop(at)
        self._put_before(unit, queue, at)

    def _put_before(self, unit: Unit, queue: list[Unit], at: int) -> None:
        """Place as much of ``unit`` as fits here; its rest goes into the queue at ``at``, behind what waits."""
        self._open()
        gap = self._gap(unit)
        found = unit.place(self._room() - gap, self._y <= _EPSILON)
        if found is None:
            self._put(unit)
            return
        self._accept(unit, found, gap, True)
        if found.rest is not None:
            queue.insert(at, found.rest)
            self._next_page()

    def _turn_step(self, unit: LandscapeUnit, queue: list[Unit]) -> None:
        """Landscape pages come after the page that is being filled."""
        if self._page is not None and self._y > _EPSILON:
            room = self._room()
            if room > MIN_FILL and (at := self._candidate(queue, 0, room)) is not None:
                self._fill(queue, at)
                return
        del queue[0]
        if self._page is not None and self._y <= _EPSILON and self.pages and self.pages[-1] is self._page:
            self.pages.pop()
        self._close()
        self.landscape = True
        inner = list(unit.content)
        while inner:
            self._step(inner)
        self._close()
        self.landscape = False

    def _next_page(self) -> None:
        self._close()
        self._open()

    def _put(self, unit: Unit) -> None:
        """Place a unit here and, as far as it does not fit, on the following pages."""
        rest: Unit | None = unit
        first = True
        while rest is not None:
            self._open()
            fresh = self._y <= _EPSILON
            gap = self._gap(rest)
            found = rest.place(self._room() - gap, fresh)
            if found is None:
                if len(self.pages) > MAX_PAGES:
                    return
                self._next_page()
                continue
            self._accept(rest, found, gap, first)
            rest = found.rest
            first = False
            if rest is not None:
                self._parted += unit.floats
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
