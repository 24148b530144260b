"""A row of key figures: large numbers with their label, unit and comparisons, side by side in equal columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.document.blocks import KeyFigure, KeyFigures
from berichtsgenerator.document.inline import Number, Text
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.composer import Composer
from berichtsgenerator.typesetting.flow import Placement, UnitBase
from berichtsgenerator.typesetting.paragraphs import SetText, set_text
from berichtsgenerator.typesetting.style import TextStyle
from berichtsgenerator.typesetting.writer import PageWriter

_GAP = 14.0
_PER_ROW = 5


@dataclass(slots=True)
class _Box:
    label: SetText
    value: SetText
    comparisons: list[SetText]
    element: Element

    @property
    def body_height(self) -> float:
        return self.value.height + sum(item.height for item in self.comparisons)


def set_key_figures(composer: Composer, block: KeyFigures, parent: Element, frame: float) -> list[KeyFiguresUnit]:
    """One unit for each row of at most five boxes."""
    element = parent.add("L")
    units = []
    items = list(block.items)
    while items:
        count = min(len(items), _PER_ROW)
        row, items = items[:count], items[count:]
        columns = max(count, 3)
        width = (frame - (columns - 1) * _GAP) / columns
        boxes = [_box(composer, item, element, width) for item in row]
        units.append(KeyFiguresUnit(before=10.0, after=14.0, composer=composer, boxes=boxes, width=width))
    return units


def _box(composer: Composer, item: KeyFigure, parent: Element, width: float) -> _Box:
    style = composer.style
    label = TextStyle("sans-semibold", 8.8, 11.0, style.ink)
    small = TextStyle("sans", 8.4, 11.0, style.grey)
    unit = f"\u00a0{item.unit}" if item.unit else ""
    size = 22.0
    face = composer.faces["sans-bold"]
    while size > 12 and face.width(item.value.text + item.value.mark + unit, size) > width - 2:
        size -= 1.0
    value = TextStyle("sans-bold", size, 28.0, style.accent, hyphenated=False)
    content = (
        Number(item.value.text, item.value.key, item.value.spoken, bold=True),
        Text(f"{unit}{item.value.mark and ' ' + item.value.mark}"),
    )
    body = parent.add("LI").add("LBody")
    return _Box(
        set_text(composer, item.label, label, width),
        set_text(composer, content, value, width),
        [set_text(composer, line, small, width) for line in item.comparisons],
        body,
    )


@dataclass(slots=True)
class KeyFiguresUnit(UnitBase):
    """One row of boxes; never parted."""

    composer: Composer | None = None
    boxes: list[_Box] = field(default_factory=list)
    width: float = 0.0

    def whole(self) -> float:
        """Its height on one page."""
        labels = max(box.label.height for box in self.boxes)
        return 7.0 + labels + max(box.body_height for box in self.boxes) + 2.0

    def least(self) -> float:
        """The least height with which it can begin."""
        return self.whole()

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        if self.whole() > room + 0.01 and not fresh:
            return None
        return Placement(self.whole(), self._draw)

    def _draw(self, writer: PageWriter, x: float, top: float) -> None:
        if self.composer is None:
            return
        accent = self.composer.style.accent
        labels = max(box.label.height for box in self.boxes)
        for number, box in enumerate(self.boxes):
            left = x + number * (self.width + _GAP)
            with writer.artifact():
                writer.rule(left, top, self.width, 1.4, accent)
            y = top - 7.0
            box.label.draw(writer, box.element.add("P"), left, y)
            y -= labels
            box.value.draw(writer, box.element.add("P"), left, y)
            y -= box.value.height
            for line in box.comparisons:
                line.draw(writer, box.element.add("P"), left, y)
                y -= line.height
