"""The flow of units onto pages: what fits, what moves on, what is kept together.

Comes in: units (paragraphs, headings, tables, figures …) that can say how little of them may begin a page and can be
parted. Goes out: pages, each a list of placed pieces; nothing is drawn yet. A heading stays with what follows; a
figure or short table that does not fit lets the text behind it fill the page and heads the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from berichtsgenerator.typesetting.pages.pagestate import Mark, PageState
from berichtsgenerator.typesetting.pages.unitbase import CLOSEST, EPSILON, Draw, LandscapeUnit, Page, Unit
from berichtsgenerator.typesetting.text.composer import Composer

LOOK_AHEAD = 60
"""Units behind a waiting one among which one is looked for that fits."""
MOST_WAITING = 60
"""Units that wait at most; a longer section is placed in pieces, so that memory and time do not grow with it."""
MIN_FILL = 60.0
"""Room that is worth filling before landscape pages."""

ENDING = 0.3
"""What room is worth at the end of a section behind which the page ends: another cannot use it."""
GOOD_END = 0.5
"""The share of a last page that makes a good end."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where the placing of a page began: the page, the queue and what it held, the state to come back to."""

    page: Page | None
    queue: list[Unit]
    held: tuple[Unit, ...]
    late: frozenset[int]
    parted: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Policy:
    """How a section is placed: the least share of a page at which a table is parted, how far tables close up to
    fill a page, how far those that stand on a page close up to make room for the next, and how close all begin.
    """

    share: float
    closest: int
    packed: int = 0
    begin: int = 0


POLICIES = (
    Policy(0.36, 2),
    Policy(0.36, 2, 1),
    Policy(0.36, 2, 2),
    Policy(0.6, 2, 2),
    Policy(9.0, 2, 3),
    Policy(0.36, 2, 2, 1),
    Policy(0.36, 3, 3, 2),
)
"""The ways that are tried for each section."""


def _inner(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, those of landscape pages included."""
    for unit in units:
        if isinstance(unit, LandscapeUnit):
            yield from unit.content
        else:
            yield unit


class Flow(PageState):
    """Places units one after another on pages of one document."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self._queue: list[Unit] = []
        self._turned: list[LandscapeUnit] = []
        self.policy = POLICIES[0]
        self._late: set[int] = set()
        """Waiting units that a heading has passed."""
        self._start: Start | None = None
        self._packed_page = -1
        """The page that has been packed already."""

    # Pages --------------------------------------------------------------------------------------------------------

    def new_page(self, *, right: bool = False) -> None:
        """End the current page; with ``right`` the next one is a right-hand page (odd folio)."""
        if self._turned:
            unit = self._turned.pop()
            if unit.content:
                self._queue.append(unit)
            self.landscape = False
            self.settle()
            self.landscape = True
            self._turned.append(LandscapeUnit())
            return
        self.settle(ends=True)
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
        self.settle(ends=True)
        self._close()

    # Units --------------------------------------------------------------------------------------------------------

    def add(self, unit: Unit) -> None:
        """Take a unit; what stands before a heading of level 1 or 2 is placed now."""
        full = len(self._queue) >= MOST_WAITING and not self._queue[-1].keep_next
        if not self._turned and (unit.running is not None or full):
            self.settle()
        (self._turned[-1].content if self._turned else self._queue).append(unit)

    def settle(self, *, ends: bool = False) -> None:
        """Place everything that waits, in the way that leaves least room unused and parts fewest tables.

        ``ends``: the page ends behind it, whatever room is left.
        """
        queue, self._queue = self._queue, []
        waiting = [*queue]
        self._place(queue, ends)
        for unit in _inner(waiting):
            unit.settle()

    def _place(self, queue: list[Unit], ends: bool) -> None:
        floating = [unit for unit in _inner(queue) if unit.floats]
        self.policy = POLICIES[0]
        if len(floating) < 2:
            self._run(queue, ())
            return
        begin = self._mark()
        undo = [unit.keep() for unit in floating]
        best, least = POLICIES[0], float("inf")
        for policy in POLICIES:
            self.policy = policy
            self._run(list(queue), floating)
            length, wasted, dense = self._cost(begin, floating, ends)
            if policy is POLICIES[0] and wasted < EPSILON and (not ends or self._used() > GOOD_END):
                return  # no other way is better by much
            if length + wasted + dense < least - EPSILON:
                best, least = policy, length + wasted + dense
            self._reset(begin, undo)
        self.policy = best
        self._run(queue, floating)

    def _run(self, queue: list[Unit], floating: Sequence[Unit]) -> None:
        for unit in floating if self.policy.begin else ():
            unit.closer(self.policy.begin)
        self._late.clear()
        self._parted = 0
        self._start = None
        self._packed_page = -1
        while queue:
            self._step(queue)

    def _cost(self, mark: Mark, floating: list[Unit], ends: bool) -> tuple[float, float, float]:
        """What the pages since ``mark`` cost, in pages: their number, unused room inside and parted tables, and lines
        that stand closer than usual.
        """
        pages = self.pages[max(mark.pages - 1, 0) :]
        last = 1.0 - ENDING * (1.0 - self._used()) if ends else self._used()
        unused = sum(max(0.0, 0.85 - page.used) for page in pages[:-1] if page.height > page.width)
        dense = sum(unit.closeness() for unit in floating)
        return len(self.pages) - mark.pages + last, 0.4 * unused + 0.4 * self._parted, 0.03 * dense

    def _used(self) -> float:
        """The share of the last page that is used."""
        return self._y / self.frame_height if self._page is not None else 1.0

    def _step(self, queue: list[Unit]) -> None:
        self._remember(queue)
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

    def _heading_step(self, queue: list[Unit]) -> None:
        """Headings stand with the least of what follows; text goes before a figure that would leave the page."""
        count = next((at for at, unit in enumerate(queue) if not unit.keep_next), len(queue))
        kept = queue[:count]
        if count == len(queue) or isinstance(queue[count], LandscapeUnit):
            if self._y > EPSILON and self._stacked(kept)[0] > self._room():
                self._next_page()
            del queue[:count]
            for item in kept:
                self._put(item)
            return
        unit = queue[count]
        self._open()
        need, space = self._stacked(kept)
        room = self._room() - need - self._gap_at(unit, self._y + need, space)
        if unit.floats and not unit.fit(room, self.policy.closest):
            at = self._candidate(queue, count, room)
            if at is not None and queue[at].fills and not queue[at].keep_next:
                unit = queue[at]
                count = at
                room = self._room() - need - self._gap_at(unit, self._y + need, space)
        if self._y > EPSILON and self._wanted(unit, room) > room:
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

    def _stacked(self, kept: list[Unit]) -> tuple[float, float]:
        """The height of units one below the other from here, and the space that the last of them wants behind it."""
        y, space = self._y, self._space
        for item in kept:
            y += self._gap_at(item, y, space) + item.whole()
            space = item.after
        return y - self._y, space

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
        fresh = self._y <= EPSILON
        room = self._room() - self._gap(unit)
        if unit.fit(room, CLOSEST if fresh else self.policy.closest):
            del queue[0]
            self._put(unit)
            return
        if not fresh and self._packed(unit, room):
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

    # Packing ------------------------------------------------------------------------------------------------------

    def _remember(self, queue: list[Unit]) -> None:
        """Note where a page begins, to place it anew when closing up makes room on it."""
        page = self._page
        start = self._start
        if self.policy.packed and (start is None or page is not start.page or queue is not start.queue):
            self._start = Start(page, queue, tuple(queue), frozenset(self._late), self._parted, self._mark())

    def _packed(self, unit: Unit, room: float) -> bool:
        """Close up what stands on this page so far that ``unit`` fits as well, and place the page anew.

        False (and nothing done) when that is not enough, or the page has been placed anew already.
        """
        start = self._start
        number = len(self.pages)
        if start is None or number == self._packed_page or unit.whole() > self.frame_height:
            return False
        waiting = {id(item) for item in start.queue}
        placed = [item for item in start.held if item.floats and id(item) not in waiting]
        undo = [item.keep() for item in (*placed, unit)]
        for density in range(1, self.policy.packed + 1):
            before = sum(item.whole() for item in placed)
            for item in placed:
                item.closer(density)
            room += before - sum(item.whole() for item in placed)
            if unit.fit(room, max(density, self.policy.closest)):
                self._packed_page = number
                self._reset(start.mark, [])
                self._parted, self._late = start.parted, set(start.late)
                start.queue[:] = start.held
                return True
        for action in undo:
            action()
        return False

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
                if body is None or not body.fills:
                    return None
                below = gap + unit.whole()
                below += self._gap_at(body, self._y + below, unit.after)
                return at if below + max(body.least(), 42.0) <= room else None
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
        found = unit.place(self._room() - gap, self._y <= EPSILON)
        if found is None:
            self._put(unit)
            return
        self._accept(unit, found, gap, True)
        if found.rest is not None:
            queue.insert(at, found.rest)
            self._next_page()

    def _turn_step(self, unit: LandscapeUnit, queue: list[Unit]) -> None:
        """Landscape pages come after the page that is being filled."""
        if self._page is not None and self._y > EPSILON:
            room = self._room()
            if room > MIN_FILL and (at := self._candidate(queue, 0, room)) is not None:
                self._fill(queue, at)
                return
        del queue[0]
        if self._page is not None and self._y <= EPSILON and self.pages and self.pages[-1] is self._page:
            self.pages.pop()
        self._close()
        self.landscape = True
        inner = list(unit.content)
        while inner:
            self._step(inner)
        self._close()
        self.landscape = False
