"""The state of a text object (ISO 32000-1, 9.4), for loops that write thousands of short strings."""

from __future__ import annotations

from berichtsgenerator.typesetting.text.writer import PageWriter


class TextState:
    """Font, colour and line position inside one text object: says only what changes."""

    __slots__ = ("current", "ops", "x", "y")

    def __init__(self, ops: list[str], x: float, y: float) -> None:
        self.ops = ops
        self.x = self.y = 0.0
        self.current = ""

    def font(self, operator: str) -> None:
        """Set a font, if it is another one."""
        if operator != self.current:
            self.current = operator
            self.ops.append(operator)

    def colour(self, operator: str, writer: PageWriter) -> None:
        """Set the fill colour, if it is another one on the page."""
        if writer._fill != operator:
            writer._fill = operator
            self.ops.append(operator)

    def move(self, x: float, y: float) -> None:
        """Begin a line at (``x``, ``y``); rounded so that errors do not add up."""
        x, y = round(x, 2), round(y, 2)
        self.ops.append(f"{x - self.x:.2f} {y - self.y:.2f} Td")
        self.x, self.y = x, y
