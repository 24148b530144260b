"""Writing one page: content operators with marked content (ISO 32000-1, 14.6), and its links.

Everything drawn is either content of a structure element (:meth:`PageWriter.marked`) or an artifact
(:meth:`PageWriter.artifact`); the two never nest. An untagged writer leaves all marks out (to measure what tags cost).
Coordinates are points from the page's bottom left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from berichtsgenerator.document.pages import Destination, Link
from berichtsgenerator.document.structure import AnnotationRef, Element, MarkedContent
from berichtsgenerator.typesetting.text.faces import Face
from berichtsgenerator.typesetting.text.style import Colour

ARTIFACTS = {
    "layout": "/Artifact<</Type/Layout>>BDC",
    "header": "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    "footer": "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
    "background": "/Artifact<</Type/Background>>BDC",
    "pagination": "/Artifact<</Type/Pagination>>BDC",
}


def colour_operator(colour: Colour, operator: str) -> str:
    """``rg`` or ``RG`` with its components, or ``g`` / ``G`` where the colour is a grey."""
    red, green, blue = colour
    if red == green == blue:
        return f"{red:.3g} {'g' if operator == 'rg' else 'G'}"
    return f"{red:.4g} {green:.4g} {blue:.4g} {operator}"


class PageWriter:
    """The content of one page while it is drawn."""

    def __init__(self, index: int, width: float, height: float, *, tagged: bool = True) -> None:
        self.index = index
        self.tagged = tagged
        self.width = width
        self.height = height
        self.ops: list[str] = []
        self.links: list[Link] = []
        self.numbers: dict[str, None] = {}
        """Keys of the register's numbers on this page, in the order of printing."""
        self.alphas: set[int] = set()
        self._next = 0
        self._fill = ""

    # Marked content -----------------------------------------------------------------------------------------------

    def begin(self, element: Element, tag: str = "") -> None:
        """Open a marked-content sequence of ``element``; closed by :meth:`end`."""
        if not self.tagged:
            return
        number = self._next
        self._next = number + 1
        element.children.append(MarkedContent(self.index, number))
        self.ops.append(f"/{tag or element.tag}<</MCID {number}>>BDC")

    def end(self) -> None:
        """Close the sequence or artifact that is open."""
        if self.tagged:
            self.ops.append("EMC")

    def reserve(self, count: int) -> int:
        """The first of ``count`` consecutive MCIDs whose sequences the caller writes itself."""
        number = self._next
        self._next += count
        return number

    @contextmanager
    def marked(self, element: Element, tag: str = "") -> Iterator[None]:
        """Content of ``element``."""
        self.begin(element, tag)
        yield
        self.end()

    def begin_artifact(self, kind: str = "layout") -> None:
        """Open an artifact; closed by :meth:`end`."""
        if self.tagged:
            self.ops.append(ARTIFACTS[kind])

    @contextmanager
    def artifact(self, kind: str = "layout") -> Iterator[None]:
        """Content that no reader is told of: rules, fills, running heads, folios, repeated table heads."""
        self.begin_artifact(kind)
        yield
        self.end()

    # Painting -----------------------------------------------------------------------------------------------------

    def fill(self, colour: Colour) -> None:
        """Set the fill colour, if it is another one."""
        operator = colour_operator(colour, "rg")
        if operator != self._fill:
            self._fill = operator
            self.ops.append(operator)

    def forget_colour(self) -> None:
        """The fill colour is unknown again (after foreign operators)."""
        self._fill = ""

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.fill(colour)
        self.ops.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, x: float, y: float, width: float, thickness: float, colour: Colour) -> None:
        """A horizontal rule whose upper edge is at ``y``."""
        self.rectangle(x, y - thickness, width, thickness, colour)

    def string(self, x: float, y: float, text: str, face: Face, size: float, colour: Colour) -> None:
        """One string on its baseline; the caller has opened marked content or an artifact."""
        self.fill(colour)
        ops = self.ops
        if face.supports(text):
            ops.append(f"BT {face.name} {size:.3g} Tf {x:.2f} {y:.2f} Td {face.show(text)} ET")
            return
        ops.append(f"BT {x:.2f} {y:.2f} Td")
        for part, piece in face.split(text):
            ops.append(f"{part.name} {size:.3g} Tf {part.show(piece)}")
        ops.append("ET")

    # Links --------------------------------------------------------------------------------------------------------

    def link(
        self,
        element: Element,
        rectangle: tuple[float, float, float, float],
        contents: str,
        uri: str = "",
        destination: Destination | None = None,
    ) -> None:
        """A link annotation over ``rectangle``, referred to from ``element``."""
        index = len(self.links)
        self.links.append(Link(self.index, index, rectangle, contents, uri, destination))
        if self.tagged:
            element.children.append(AnnotationRef(self.index, index))

    def content(self) -> bytes:
        """The content stream."""
        return "\n".join(self.ops).encode("latin-1")
