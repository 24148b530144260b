"""What was drawn: a display list in points that typesetting writes onto the page with the document's own fonts, so
that neither it nor the charts know the other's engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PathItem:
    """Finished PDF path and paint operators (``q … Q``, points, origin bottom left of the drawing)."""

    operators: bytes


@dataclass(frozen=True, slots=True)
class TextItem:
    """A string at (``x``, ``y``) on its baseline, anchored left; ``face`` is a role of the house style (``sans``,
    ``sans-bold``, ``sans-italic``); ``angle`` in degrees; ``colour`` RGB 0 … 1.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    angle: float = 0.0
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart of ``width`` × ``height`` points. ``alphas`` are the constant alphas its operators name
    ``/Ga<percent>``.
    """

    width: float
    height: float
    items: tuple[PathItem | TextItem, ...]
    alphas: tuple[int, ...] = ()
    fonts: tuple[str, ...] = field(default=())
