"""Units of running text: paragraphs, headings, lists, quotations, boxed notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.pages.unitbase import FOOT_SPACE, Draw, Placement, Unit, UnitBase
from berichtsgenerator.typesetting.text.composer import FootnoteItem
from berichtsgenerator.typesetting.text.linedraw import SetText, ascent
from berichtsgenerator.typesetting.text.style import Colour, TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note in the margin: its text and its element."""

    text: SetText
    element: Element


@dataclass(slots=True)
class TextUnit(UnitBase):
    """A paragraph that begins at ``indent`` from the left edge; no single first or last line on a page.

    ``label`` is set left of its first line (bullet, number) and belongs to ``label_element``.
    """

    text: SetText | None = None
    element: Element | None = None
    indent: float = 0.0
    start: int = 0
    label: str = ""
    label_element: Element | None = None
    label_indent: float = 12.0
    margin: MarginNote | None = None

    def _lines(self) -> SetText:
        if self.text is None:
            raise ValueError("a text unit without text")
        return self.text

    def least(self) -> float:
        """The least height with which it can begin."""
        text = self._lines()
        left = len(text.lines) - self.start
        count = left if left <= 3 else 2
        least = count * text.style.leading + _notes_height(text, self.start, self.start + count)
        return max(least, self._margin_height())

    def _margin_height(self) -> float:
        return self.margin.text.height if self.margin is not None and self.start == 0 else 0.0

    def whole(self) -> float:
        """Its height on one page."""
        text = self._lines()
        return max((len(text.lines) - self.start) * text.style.leading, self._margin_height())

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        text = self._lines()
        left = len(text.lines) - self.start
        if self._margin_height() > room + _EPSILON and not fresh:
            return None
        count = _fitting(text, self.start, room)
        if count < left:
            if left - count == 1:
                count -= 1
            for _ in range(2):  # no page ends within a word, if two lines less are enough for that
                if count > 2 and text.lines[self.start + count - 1].hyphenated:
                    count -= 1
            if count < 2 or left <= 3:
                if not fresh:
                    return None
                count = max(count, 1)
        first, last = self.start, self.start + count
        notes = tuple(note for line in text.lines[first:last] for note in line.footnotes)
        rest = None
        if last < len(text.lines):
            rest = replace(
                self, floats=False, keep_next=False, targets=(), running=None, start=last, label="", margin=None
            )
        height = max(count * text.style.leading, self._margin_height())
        marks = tuple(term for at in range(first, last) for term in text.marks.get(at, ())) if text.marks else ()
        return Placement(height, self._drawing(first, last), rest, notes, marks)

    def _drawing(self, first: int, last: int) -> Draw:
        text, element, indent = self._lines(), self.element, self.indent
        label = self.label if first == 0 else ""
        margin = self.margin if first == 0 else None

        def draw(writer: PageWriter, x: float, top: float) -> None:
            if margin is not None:
                shift = ascent(text.style) - ascent(margin.text.style)
                margin.text.draw(writer, margin.element, x, top - shift)
            if label and self.label_element is not None:
                draw_label(writer, text, label, self.label_element, x + indent - self.label_indent, top)
            text.draw(writer, element, x + indent, top, first, last)

        return draw


def draw_label(writer: PageWriter, text: SetText, label: str, element: Element, x: float, top: float) -> None:
    """A list label on the first baseline of ``text``."""
    style = text.style
    face = text.composer.faces[style.face]
    with writer.marked(element):
        writer.string(x, top - ascent(style), label, face, style.size, text.composer.style.accent)


def _notes_height(text: SetText, first: int, last: int) -> float:
    return _stacked([note for line in text.lines[first:last] for note in line.footnotes])


def _stacked(notes: Sequence[FootnoteItem]) -> float:
    """The height of footnotes at the foot of a page, with the space above them."""
    return sum(note.height for note in notes) + FOOT_SPACE if notes else 0.0


def _fitting(text: SetText, start: int, room: float) -> int:
    """How many lines from ``start`` fit, with their footnotes."""
    count, used, noted = 0, 0.0, False
    for line in text.lines[start:]:
        used += text.style.leading + sum(note.height for note in line.footnotes)
        if line.footnotes and not noted:
            used += FOOT_SPACE
            noted = True
        if used > room + _EPSILON:
            break
        count += 1
    return count


@dataclass(slots=True)
class HeadingUnit(UnitBase):
    """A heading; its number hangs in the column left of the text, unless it is too wide for it."""

    text: SetText | None = None
    element: Element | None = None
    number: str = ""
    indent: float = 0.0
    rule: Colour | None = None
    pad: float = 0.0

    def least(self) -> float:
        """The least height with which it can begin."""
        return self.whole()

    def whole(self) -> float:
        """Its height on one page."""
        return (self.text.height if self.text else 0.0) + self.pad

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        if self.whole() > room + _EPSILON and not fresh:
            return None
        marks = tuple(term for terms in self.text.marks.values() for term in terms) if self.text else ()
        return Placement(self.whole(), self._draw, marks=marks)

    def _draw(self, writer: PageWriter, x: float, top: float) -> None:
        text, element = self.text, self.element
        if text is None or element is None:
            return
        style, composer = text.style, text.composer
        if self.rule is not None:
            with writer.artifact():
                writer.rule(x, top - text.height - self.pad + 4, text.width + self.indent, 1.2, self.rule)
        if self.number:
            face = composer.faces[style.face]
            with writer.marked(element):
                writer.string(x, top - ascent(style), f"{self.number} ", face, style.size, style.colour)
        text.draw(writer, element, x + self.indent, top)


@dataclass(slots=True)
class StackPart:
    """A part of a stack: a set text at an offset, with an optional label."""

    text: SetText
    element: Element
    indent: float = 0.0
    before: float = 0.0
    label: str = ""
    label_element: Element | None = None


@dataclass(slots=True)
class BoxUnit(UnitBase):
    """A boxed note: texts on a light ground with a coloured edge; parted between lines when it must be."""

    parts: Sequence[StackPart] = ()
    indent: float = 0.0
    width: float = 0.0
    padding: float = 9.0
    ground: Colour = (1.0, 1.0, 1.0)
    edge: Colour = (0.0, 0.0, 0.0)
    begin: tuple[int, int] = (0, 0)

    def _rows(self) -> list[tuple[int, int, float]]:
        """All lines from ``begin`` on: part, line, height with the space before a part, without their notes."""
        rows = []
        for at, part in enumerate(self.parts):
            for line in range(len(part.text.lines)):
                if (at, line) < self.begin:
                    continue
                space = part.before if line == 0 and (at, line) != self.begin else 0.0
                rows.append((at, line, space + part.text.style.leading))
        return rows

    def whole(self) -> float:
        """Its height on one page."""
        return sum(row[2] for row in self._rows()) + 2 * self.padding

    def least(self) -> float:
        """The least height with which it can begin."""
        rows = self._rows()
        first = rows if len(rows) <= 7 else rows[:4]
        return sum(row[2] for row in first) + 2 * self.padding + _stacked(self._notes(first))

    def _notes(self, rows: list[tuple[int, int, float]]) -> tuple[FootnoteItem, ...]:
        """The footnotes of some lines."""
        return tuple(note for part, line, _ in rows for note in self.parts[part].text.lines[line].footnotes)

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        rows = self._rows()
        notes = self._notes(rows)
        if self.whole() + _stacked(notes) <= room + _EPSILON:
            return Placement(self.whole(), self._drawing(rows), footnotes=notes)
        if not fresh and self.least() > room:
            return None
        used, count = 2 * self.padding, 0
        for row in rows:
            if used + row[2] + _stacked(self._notes(rows[: count + 1])) > room + _EPSILON:
                break
            used += row[2]
            count += 1
        if len(rows) - count == 1 and count > 3:
            count -= 1
        if count == 0 or (count < 3 and not fresh):
            if not fresh:
                return None
            count = max(count, 1)
        rest = (
            replace(self, floats=False, keep_next=False, begin=(rows[count][0], rows[count][1]))
            if count < len(rows)
            else None
        )
        height = 2 * self.padding + sum(row[2] for row in rows[:count])
        return Placement(height, self._drawing(rows[:count]), rest, self._notes(rows[:count]))

    def _drawing(self, rows: list[tuple[int, int, float]]) -> Draw:
        height = sum(row[2] for row in rows) + 2 * self.padding

        def draw(writer: PageWriter, x: float, top: float) -> None:
            left = x + self.indent
            with writer.artifact():
                writer.rectangle(left, top - height, self.width, height, self.ground)
                writer.rectangle(left, top - height, 2.4, height, self.edge)
            y = top - self.padding
            at = 0
            while at < len(rows):
                part = self.parts[rows[at][0]]
                last = at
                while last + 1 < len(rows) and rows[last + 1][0] == rows[at][0]:
                    last += 1
                y -= rows[at][2] - part.text.style.leading
                where = left + self.padding + 2.4 + part.indent
                if part.label and part.label_element is not None and rows[at][1] == 0:
                    draw_label(writer, part.text, part.label, part.label_element, where - 12.0, y)
                part.text.draw(writer, part.element, where, y, rows[at][1], rows[last][1] + 1)
                y -= (last - at + 1) * part.text.style.leading
                at = last + 1

        return draw


__all__ = [
    "BoxUnit",
    "FootnoteItem",
    "HeadingUnit",
    "MarginNote",
    "StackPart",
    "TextStyle",
    "TextUnit",
    "Unit",
    "draw_label",
]
