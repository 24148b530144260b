"""A row of key figures: large numbers with their label, unit and comparisons, side by side in equal columns.

Labels, numbers, units and comparisons stand on the same lines across a row. ``%`` follows its number in the same size;
any other unit is small: beside the number where all units of the row find room there, below it otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.document.blocks import KeyFigure, KeyFigures
from berichtsgenerator.document.inline import Number, Text
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.pages.unitbase import WholeUnit
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.linedraw import SetText, ascent
from berichtsgenerator.typesetting.text.paragraphs import set_text
from berichtsgenerator.typesetting.text.style import TextStyle
from berichtsgenerator.typesetting.text.writer import PageWriter

_GAP = 14.0
_PER_ROW = 5
_LARGEST, _LEAST = 22.0, 13.0
_UNIT_SIZE = 10.0
_UNIT_GAP = 3.0
_SIGNS = ("%", "€", "‰")
"""Units that belong to the number and are set in its size."""


@dataclass(slots=True)
class _Box:
    label: SetText
    value: SetText
    value_width: float
    unit: SetText | None
    comparisons: list[SetText]
    element: Element


def set_key_figures(composer: Composer, block: KeyFigures, parent: Element, frame: float) -> list[KeyFiguresUnit]:
    """One unit for each row of at most five boxes."""
    element = parent.add("L")
    units = []
    items = list(block.items)
    rows = -(-len(items) // _PER_ROW)
    while items:
        count = -(-len(items) // rows)
        rows -= 1
        row, items = items[:count], items[count:]
        columns = max(count, 3)
        width = (frame - (columns - 1) * _GAP) / columns
        units.append(_row(composer, row, element, width))
    return units


def _printed(item: KeyFigure) -> str:
    """What is set in the large size: the number, its mark and a unit that is a mere sign."""
    sign = f"\u00a0{item.unit}" if item.unit in _SIGNS else ""
    return f"{item.value.text}{sign}"


def _row(composer: Composer, row: list[KeyFigure], parent: Element, width: float) -> KeyFiguresUnit:
    style = composer.style
    bold, semibold, sans = (composer.faces[role] for role in ("sans-bold", "sans-semibold", "sans"))
    mark = max(
        (sans.width(item.value.look.mark, _UNIT_SIZE) + 2.0 if item.value.look.mark else 0.0 for item in row),
        default=0.0,
    )
    size = _LARGEST
    while size > _LEAST and any(bold.width(_printed(item), size) + mark > width - 1 for item in row):
        size -= 0.5
    small = [item.unit if item.unit not in _SIGNS else "" for item in row]
    beside = all(
        bold.width(_printed(item), size) + mark + _UNIT_GAP + sans.width(unit, _UNIT_SIZE) <= width
        for item, unit in zip(row, small, strict=True)
        if unit
    )
    label_size = 8.8
    words = [word for item in row for word in item.label.split()]
    while label_size > 7.8 and any(semibold.width(word, label_size) > width for word in words):
        label_size -= 0.2
    label = TextStyle("sans-semibold", label_size, 11.0, style.ink, hyphenated=False)
    value = TextStyle("sans-bold", size, size * 1.2, style.accent, hyphenated=False)
    unit_look = TextStyle("sans", _UNIT_SIZE if beside else 8.6, 10.6, style.accent, hyphenated=False)
    quiet = TextStyle("sans", 8.4, 11.0, style.grey, hyphenated=False)
    boxes = []
    for item, unit in zip(row, small, strict=True):
        content = (
            Number(item.value.text, item.value.key, item.value.spoken, bold=True),
            Text(f"\u00a0{item.unit}" if item.unit in _SIGNS else ""),
        )
        words_below = " ".join(word for word in (item.value.look.mark, unit) if word)
        boxes.append(
            _Box(
                set_text(composer, item.label, label, width),
                set_text(composer, content, value, width),
                bold.width(_printed(item), size),
                set_text(composer, words_below, unit_look, width) if words_below else None,
                [set_text(composer, line, quiet, width) for line in item.comparisons],
                parent.add("LI").add("LBody"),
            )
        )
    return KeyFiguresUnit(
        before=10.0, after=14.0, composer=composer, boxes=boxes, width=width, beside=beside, size=size
    )


@dataclass(slots=True)
class KeyFiguresUnit(WholeUnit):
    """One row of boxes; never parted."""

    composer: Composer | None = None
    boxes: list[_Box] = field(default_factory=list)
    width: float = 0.0
    beside: bool = True
    size: float = _LARGEST

    def _steps(self) -> tuple[float, float, float, float]:
        """Heights of the lines of labels, numbers, units and comparisons."""
        labels = max(box.label.height for box in self.boxes)
        units = 0.0 if self.beside else max(box.unit.height if box.unit else 0.0 for box in self.boxes)
        below = max(sum(item.height for item in box.comparisons) for box in self.boxes)
        return labels, self.size * 1.2, units, below

    def whole(self) -> float:
        """Its height on one page."""
        return 5.0 + sum(self._steps()) + 3.0 + 2.0

    def _draw(self, writer: PageWriter, x: float, top: float) -> None:
        if self.composer is None:
            return
        accent = self.composer.style.accent
        labels, numbers, units, _ = self._steps()
        for number, box in enumerate(self.boxes):
            left = x + number * (self.width + _GAP)
            with writer.artifact():
                writer.rule(left, top, self.width, 1.4, accent)
            y = top - 5.0
            box.label.draw(writer, box.element.add("P"), left, y)
            y -= labels
            spoken = box.element.add("P")
            box.value.draw(writer, spoken, left, y)
            y -= numbers
            if box.unit and self.beside:
                base = y + box.value.height - ascent(box.value.style) + ascent(box.unit.style)
                box.unit.draw(writer, spoken, left + box.value_width + _UNIT_GAP, base)
            elif box.unit:
                box.unit.draw(writer, spoken, left, y)
            y -= units + 3.0
            for line in box.comparisons:
                line.draw(writer, box.element.add("P"), left, y)
                y -= line.height
