"""Test helper: puts drawings on pages with reportlab so that they can be looked at and rendered."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from berichtsgenerator.charts import ChartStyle
from berichtsgenerator.document.drawings import Drawing, PathItem


def write_pages(path: Path, pages: Sequence[Sequence[tuple[str, Drawing]]], style: ChartStyle) -> None:
    """A PDF with the drawings of each page below each other, each under its title."""
    for face, file in style.fonts.items():
        pdfmetrics.registerFont(TTFont(face, str(file)))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in pages:
        y = 815.0
        for title, drawing in page:
            canvas.setFont("sans-bold", 9)
            canvas.drawString(60, y, title)
            y -= drawing.height + 8
            canvas.saveState()
            canvas.translate(60, y)
            put(canvas, drawing)
            canvas.restoreState()
            y -= 24
        canvas.showPage()
    canvas.save()


def write_alone(path: Path, drawing: Drawing, style: ChartStyle) -> None:
    """A PDF whose only page is the drawing."""
    for face, file in style.fonts.items():
        pdfmetrics.registerFont(TTFont(face, str(file)))
    canvas = Canvas(str(path), pagesize=(drawing.width, drawing.height), invariant=1)
    put(canvas, drawing)
    canvas.save()


def put(canvas: Canvas, drawing: Drawing) -> None:
    """Write the display list at the origin."""
    for item in drawing.items:
        if isinstance(item, PathItem):
            _paths(canvas, item.operators.decode("ascii"))
            continue
        text = canvas.beginText()
        turn = math.radians(item.angle)
        text.setTextTransform(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), item.x, item.y)
        text.setFont(item.face, item.size)
        text.setFillColorRGB(*item.colour)
        text.textOut(item.text)
        canvas.drawText(text)


def _paths(canvas: Canvas, operators: str) -> None:
    """Append operators; reportlab has its own names for constant alphas."""
    pieces = re.split(r"/Ga(\d+) gs", operators)
    for index, piece in enumerate(pieces):
        if index % 2:
            for name in ("ca", "CA"):
                canvas._extgstate._d[name] = None  # it writes changes only, and knows nothing of q and Q
                canvas._extgstate.set(canvas, name, int(piece) / 100)
        else:
            canvas._code.append(piece)
