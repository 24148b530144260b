"""Contents and lists of tables and figures: entries with leader dots, page numbers filled in when drawn, links."""

from __future__ import annotations

from dataclasses import dataclass

from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.pages.unitbase import WholeUnit
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.linedraw import SetText, ascent, line_width
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

_PAGE_ROOM = 34.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: what it leads to, its number as printed, its text and level (1 outermost)."""

    target: str
    number: str
    text: str
    level: int
    part: bool = False


def entry_units(
    composer: Composer, entries: list[Entry], parent: Element, frame: float, *, flat: bool
) -> list[EntryUnit]:
    """The units of a contents list; ``flat`` lists (tables, figures) have one level and no emphasis."""
    style = composer.style
    root = parent.add("TOC")
    stack: list[tuple[int, Element]] = [(1, root)]
    units = []
    number_width = 40.0 if flat else 0.0
    for entry in entries:
        while len(stack) > 1 and stack[-1][0] > entry.level:
            stack.pop()
        if entry.level > stack[-1][0]:
            stack.append((entry.level, stack[-1][1].add("TOC")))
        item = stack[-1][1].add("TOCI")
        top = entry.level == 1 and not flat
        look = TextStyle(
            "sans-bold" if top else "sans",
            style.text_size * (1.0 if top else 0.93),
            style.baseline if top else style.baseline * 0.96,
            style.accent if top else style.ink,
        )
        left = 0.0 if flat else (0.0, 0.0, 26.0, 62.0, 106.0)[min(entry.level, 4)]
        if entry.part:
            look = TextStyle("sans-bold", style.text_size * 1.08, style.baseline * 1.1, style.ink)
        hang = number_width or (26.0, 26.0, 36.0, 44.0, 50.0)[min(entry.level, 4)]
        if entry.part:
            hang = 52.0
        if not entry.number:
            hang = 0.0
        text = set_text(composer, entry.text, look, frame - left - hang - _PAGE_ROOM)
        units.append(
            EntryUnit(
                before=16.0 if entry.part else 8.0 if top else 0.0,
                after=0.0,
                entry=entry,
                text=text,
                left=left,
                hang=hang,
                frame=frame,
                element=item,
                keep_next=top,
            )
        )
    if units:
        units[-1].keep_next = False
    return units


@dataclass(slots=True)
class EntryUnit(WholeUnit):
    """One entry."""

    entry: Entry | None = None
    text: SetText | None = None
    left: float = 0.0
    hang: float = 0.0
    frame: float = 0.0
    element: Element | None = None

    def whole(self) -> float:
        """Its height on one page."""
        return self.text.height if self.text else 0.0

    def _draw(self, writer: PageWriter, x: float, top: float) -> None:
        entry, text, element = self.entry, self.text, self.element
        if entry is None or text is None or element is None:
            return
        composer, look = text.composer, text.style
        face = composer.faces[look.face]
        link = element.add("Reference").add("Link")
        left = x + self.left
        baseline = top - ascent(look)
        if entry.number:
            with writer.marked(link):
                writer.string(left, baseline, f"{entry.number} ", face, look.size, look.colour)
        text.draw(writer, link, left + self.hang, top)
        last = baseline - (len(text.lines) - 1) * look.leading
        folio = composer.target_folio(entry.target)
        right = x + self.frame
        begin = right - face.width(folio, look.size)
        end = left + self.hang + line_width(composer, text.lines[-1])
        self._leader(writer, composer, end, begin, last, look)
        with writer.marked(link):
            writer.string(begin - face.width(" ", look.size), last, f" {folio}", face, look.size, look.colour)
        target = composer.targets.get(entry.target)
        if target is not None:
            box = (left, last - 3.0, right, top - 1.0)
            name = f"{entry.number} {entry.text}".strip()
            writer.link(link, box, f"{name}, Seite {folio}", destination=target)

    def _leader(
        self, writer: PageWriter, composer: Composer, left: float, right: float, baseline: float, look: TextStyle
    ) -> None:
        """Dots on a fixed raster, so that they stand below each other; an artifact."""
        step = 5.0
        first = -(-(left + 5.0) // step) * step
        count = int((right - 4.0 - first) // step)
        if count < 2:
            return
        face = composer.faces["sans"]
        dot = face.word(".")
        advance = step - dot[1] * look.size / 1000
        with writer.artifact():
            writer.fill(composer.style.grey)
            writer.ops.append(
                f"BT {face.name} {look.size:.4g} Tf {advance:.3f} Tc {first:.2f} {baseline:.2f} Td "
                f"({dot[0] * count})Tj 0 Tc ET"
            )
