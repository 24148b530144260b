"""The page that is being filled: its room, what is placed on it, and coming back to an earlier state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from berichtsgenerator.document.pages import Destination, PageLabel
from berichtsgenerator.typesetting.pages.unitbase import EPSILON, FOOT_SPACE, Page, Placement, Unit
from berichtsgenerator.typesetting.text.composer import Composer, FootnoteItem

MAX_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of the pages: how many, what the last of them held, the position on it, findings."""

    pages: int
    held: tuple[int, int, float, str, str, bool, float, int]
    here: tuple[bool, float, float, str, str]
    diagnostics: int


class PageState:
    """Pages and the position on the last of them."""

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
        self._parted = 0
        """Tables that have been parted since the last mark."""

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

    def _gap(self, unit: Unit) -> float:
        """Space above a unit at the current position."""
        return self._gap_at(unit, self._y, self._space)

    def _gap_at(self, unit: Unit, y: float, space: float) -> float:
        """Space above a unit below ``y``, where the unit before it wants ``space``.

        Grid units stand on half lines; above a heading so much room is left that the text below it does, too.
        """
        if y <= EPSILON:
            return 0.0
        gap = max(space, unit.before)
        if unit.grid or unit.even:
            step = self.composer.style.baseline / 2
            deep = unit.whole() + unit.after if unit.even else 0.0
            snapped = -(-(y + gap + deep - 0.5) // step) * step
            gap = max(snapped - deep - y, 0.0)
        return gap

    def _room(self) -> float:
        page = self._open()
        return self.frame_height - self._y - page.foot

    def _next_page(self) -> None:
        self._close()
        self._open()

    def _put(self, unit: Unit) -> None:
        """Place a unit here and, as far as it does not fit, on the following pages."""
        rest: Unit | None = unit
        first = True
        while rest is not None:
            self._open()
            fresh = self._y <= EPSILON
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
        page.marks += found.marks
        if first:
            page.marks += unit.marks
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
            page.opens_chapter = self._y <= EPSILON
        elif level == 2:
            self.section = page.section = text

    def _add_footnote(self, page: Page, number: int, note: FootnoteItem) -> None:
        if not page.footnotes:
            page.foot += FOOT_SPACE
        page.footnotes.append(note)
        page.foot += note.height
        self.composer.targets[note.target] = Destination(number, self.composer.style.bottom + page.foot + 20)

    def _mark(self) -> Mark:
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
                len(page.marks),
            )
            if page
            else (0, 0, 0.0, "", "", False, 0.0, 0)
        )
        here = (self._page is not None, self._y, self._space, self.chapter, self.section)
        return Mark(len(self.pages), held, here, len(self.composer.diagnostics))

    def _reset(self, mark: Mark, undo: list[Callable[[], None]]) -> None:
        """Take back what was placed since."""
        del self.pages[mark.pages :]
        if self.pages:
            page = self.pages[-1]
            pieces, notes, page.foot, page.chapter, page.section, page.opens_chapter, page.used, terms = mark.held
            del page.marks[terms:]
            del page.pieces[pieces:]
            del page.footnotes[notes:]
        is_open, self._y, self._space, self.chapter, self.section = mark.here
        self._page = self.pages[-1] if is_open else None
        self._parted = 0
        del self.composer.diagnostics[mark.diagnostics :]
        for action in undo:
            action()


def roman(number: int) -> str:
    """A roman numeral in small letters."""
    parts = []
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        while number >= value:
            parts.append(sign)
            number -= value
    return "".join(parts)


def page_labels(pages: Sequence[Page]) -> tuple[list[str], tuple[PageLabel, ...]]:
    """Printed folios of all pages (roman before the body), and the page labels of the file."""
    labels: list[PageLabel] = []
    folios: list[str] = []
    number = 0
    kind = ""
    for index, page in enumerate(pages):
        body = page.kind == "body"
        now = "D" if body else "r"
        if now != kind:
            kind, number = now, 0
            labels.append(PageLabel(index, now))
        number += 1
        folios.append(str(number) if body else roman(number))
    return folios, tuple(labels)
