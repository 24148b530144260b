"""Figures: a drawn chart on the page with its caption, alternative text and foot.

Comes in: a ``Figure`` block and its :class:`Drawing`. Goes out: :class:`FigureUnit`, one unit that is never parted; a
drawing that is taller than the page is scaled down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, floor, radians, sin
from typing import ClassVar

from berichtsgenerator.diagnostics import error, note
from berichtsgenerator.document.blocks import Figure
from berichtsgenerator.document.drawings import Drawing, TextItem
from berichtsgenerator.document.graphics import BarChart, ChartSpec, LineChart, Pyramid
from berichtsgenerator.document.inline import Reference, Text
from berichtsgenerator.document.structure import Element
from berichtsgenerator.typesetting.blocks.captions import Caption, FootText
from berichtsgenerator.typesetting.pages.unitbase import Draw, Placement, UnitBase
from berichtsgenerator.typesetting.text.composer import Composer
from berichtsgenerator.typesetting.text.style import MM
from berichtsgenerator.typesetting.text.writer import PageWriter, colour_operator

_LOWERED: tuple[tuple[type[ChartSpec], float], ...] = (
    (LineChart, 0.72),
    (Pyramid, 0.75),
    (BarChart, 0.85),
)
"""The least share of its height that a kind of chart keeps."""
_LOWEST = 130.0
"""No chart is lowered below this height in points."""


def draw_drawing(
    writer: PageWriter, composer: Composer, drawing: Drawing, x: float, y: float, scale: float = 1.0
) -> None:
    """Write a drawing's operators and texts with its bottom left corner at (``x``, ``y``)."""
    ops = writer.ops
    writer.alphas.update(drawing.alphas)
    ops.append(f"q {scale:.4g} 0 0 {scale:.4g} {x:.2f} {y:.2f} cm")
    for item in drawing.items:
        if isinstance(item, TextItem):
            _text(ops, composer, item)
        else:
            ops.append(item.operators.decode("latin-1"))
    ops.append("Q")
    writer.forget_colour()


def _text(ops: list[str], composer: Composer, item: TextItem) -> None:
    face = composer.faces[item.face if item.face in composer.faces else "sans"]
    ops.append(f"BT {colour_operator(item.colour, 'rg')}")
    if item.angle:
        turn = radians(item.angle)
        a, b = cos(turn), sin(turn)
        ops.append(f"{a:.5f} {b:.5f} {-b:.5f} {a:.5f} {item.x:.2f} {item.y:.2f} Tm")
    else:
        ops.append(f"{item.x:.2f} {item.y:.2f} Td")
    for part, piece in face.split(item.text):
        ops.append(f"{part.name} {item.size:.3g} Tf {part.show(piece)}")
    ops.append("ET")


@dataclass(slots=True)
class SetFigure:
    """A figure with its measures: caption, drawing, foot."""

    composer: Composer
    figure: Figure
    element: Element
    drawing: Drawing
    caption: Caption
    foot: FootText
    x: float
    scale: float
    wished: float

    @property
    def height(self) -> float:
        """Height with caption and foot."""
        return self.caption.height + self.drawing.height * self.scale + self.foot.height

    def draw(self, writer: PageWriter, x: float, top: float) -> None:
        """Draw all of it below ``top``."""
        self.caption.draw(writer, self.element, x, top)
        y = top - self.caption.height - self.drawing.height * self.scale
        left = x + self.x
        width, height = self.drawing.width * self.scale, self.drawing.height * self.scale
        box = f"[{left:.2f} {y:.2f} {left + width:.2f} {y + height:.2f}]"
        self.element.attributes = {"Layout": {"BBox": box, "Placement": "/Block"}}
        with writer.marked(self.element):
            draw_drawing(writer, self.composer, self.drawing, left, y, self.scale)
        self.foot.draw(writer, x, y)


def set_figure(composer: Composer, figure: Figure, parent: Element, frame: float, room: float) -> SetFigure | None:
    """Draw the chart and measure the figure; None (with a diagnostic) when it has no alternative text."""
    name = f"Abbildung {figure.number}" if figure.number else f"Abbildung „{figure.title}“"
    if not figure.alt.strip():
        message = f"{name} hat keinen Alternativtext (ISO 14289-1, 7.3)."
        composer.report(error("alternativtext-fehlt", message, figure.place, "In einem Satz sagen, was zu sehen ist."))
        return None
    element = parent.add("Figure", alt=figure.alt)
    drawing = composer.drawings(figure, frame)
    caption = Caption(composer, figure.id, "Abbildung", figure.number, figure.title, figure.subtitle, frame)
    numbers = (Text("Zahlen: "), Reference(figure.data_table, figure.data_words, "beides")) if figure.data_words else ()
    foot = FootText(composer, parent, figure.notes, figure.legend, figure.source, frame, 0.0, numbers)
    least = min(room - caption.height - foot.height, room)
    scale = min(1.0, frame / drawing.width if drawing.width > 0 else 1.0)
    if drawing.height * scale > least > 0:
        scale = least / drawing.height
        message = f"{name} ist höher als die Seite und wurde auf {round(scale * 100)} % verkleinert."
        composer.report(note("abbildung-verkleinert", message, figure.place, "Eine kleinere hoehe angeben."))
    return SetFigure(composer, figure, element, drawing, caption, foot, 0.0, scale, drawing.height)


def _least_height(figure: Figure, height: float) -> float:
    """How far a chart of ``height`` may be lowered to fill a page."""
    for kind, share in _LOWERED:
        if isinstance(figure.chart, kind):
            return max(height * share, min(height, _LOWEST))
    return height


@dataclass(slots=True)
class FigureUnit(UnitBase):
    """A figure in the flow."""

    kind: ClassVar[str] = "figure"
    setting: SetFigure | None = None

    def _height(self) -> float:
        return self.setting.height if self.setting else 0.0

    def least(self) -> float:
        """The least height with which it can begin."""
        return self._height()

    def whole(self) -> float:
        """Its height on one page."""
        return self._height()

    def fit(self, room: float, closest: int) -> bool:
        """Draw the chart a little lower, if then the figure fits."""
        setting = self.setting
        if setting is None or self._height() <= room + 0.01:
            return setting is not None
        if closest == 0:
            return False
        drawing, figure = setting.drawing, setting.figure
        wanted = room - setting.caption.height - setting.foot.height
        if setting.scale != 1.0 or wanted < _least_height(figure, drawing.height):
            return False
        millimetres = floor(wanted / MM * 2) / 2  # in halves, so that equal charts stay equal
        lower = setting.composer.drawings(replace(figure, height=millimetres), drawing.width)
        if lower.height > wanted or lower.height < _least_height(figure, drawing.height):
            return False
        setting.drawing = lower
        return True

    def closer(self, density: int) -> bool:
        """Draw the chart lower, from density 2 on: a step of what it may give for each."""
        setting = self.setting
        if setting is None or density < 2:
            return False
        least = _least_height(setting.figure, setting.wished)
        wanted = setting.wished - (setting.wished - least) * min((density - 1) / 2, 1.0)
        frame = setting.caption.height + setting.foot.height
        return wanted < setting.drawing.height - 1.0 and self.fit(frame + wanted, density)

    def keep(self) -> Callable[[], None]:
        """What brings its height back."""
        setting, drawing = self.setting, self.setting.drawing if self.setting else None

        def undo() -> None:
            if setting is not None and drawing is not None:
                setting.drawing = drawing

        return undo

    def closeness(self) -> float:
        """1 where the chart was lowered."""
        return float(self.setting is not None and self.setting.drawing.height < self.setting.wished)

    def place(self, room: float, fresh: bool) -> Placement | None:
        """As much as fits; see :class:`Unit`."""
        if self._height() > room + 0.01 and not fresh:
            return None
        return Placement(self._height(), self._draw())

    def _draw(self) -> Draw:
        setting = self.setting
        if setting is None:
            raise ValueError("a figure unit without figure")
        return setting.draw
