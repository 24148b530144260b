"""The logical structure of a document (ISO 32000-1, 14.7–14.8) as plain data.

Typesetting builds one :class:`Element` per logical block while it sets it, and notes on which page which marked-content
sequence belongs to it; the pdf room writes the tree. An element belongs to the block, not to its piece on a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Attributes = Mapping[str, Mapping[str, str]]
"""Attribute objects by owner, values as PDF source text."""

NO_ATTRIBUTES: Attributes = MappingProxyType({})


@dataclass(slots=True)
class MarkedContent:
    """A marked-content sequence: zero-based page index and MCID."""

    page: int
    mcid: int


@dataclass(slots=True)
class AnnotationRef:
    """A link annotation that belongs to an element: zero-based page index and the annotation's index on that page."""

    page: int
    index: int


@dataclass(slots=True)
class CellRun:
    """Table cells side by side, each with one marked-content sequence: cell ``i`` (a ``TD``) has MCID ``mcid + i``.

    Stands for that many child elements; long tables would otherwise need a million of them. ``spoken`` holds what is
    read aloud instead of the printed text, by position.
    """

    page: int
    mcid: int
    count: int
    spoken: dict[int, str] | None = None


@dataclass(slots=True)
class TableRow:
    """A row of one head and a run of cells on one page, as nearly all rows of long tables are: a ``TR`` whose ``TH``
    (with ``attributes``) has MCID ``mcid`` and whose ``count`` cells have the MCIDs after it.

    Stands for all its elements (:meth:`element`), at a tenth of their memory.
    """

    page: int
    mcid: int
    count: int
    attributes: Attributes
    spoken: dict[int, str] | None = None

    def element(self) -> Element:
        """The row written out."""
        head = Element("TH", [MarkedContent(self.page, self.mcid)], attributes=self.attributes)
        return Element("TR", [head, CellRun(self.page, self.mcid + 1, self.count, self.spoken)])


@dataclass(slots=True)
class Element:
    """A structure element: ``tag`` is a standard structure type (``H1``, ``P``, ``Table``, ``TH`` …).

    ``attributes`` are written as the element's attribute objects by owner, values as PDF source text
    (``{"Table": {"Scope": "/Column", "ColSpan": "2"}, "Layout": {"BBox": "[…]"}}``).
    """

    tag: str
    children: list[Element | MarkedContent | AnnotationRef | CellRun | TableRow] = field(default_factory=list)
    title: str = ""
    alt: str = ""
    actual_text: str = ""
    language: str = ""
    id: str = ""
    attributes: Attributes = field(default_factory=lambda: NO_ATTRIBUTES)

    def add(self, tag: str, **options: str) -> Element:
        """Append a child element and return it."""
        child = Element(tag, **options)  # type: ignore[arg-type]
        self.children.append(child)
        return child

    def elements(self) -> Iterator[Element]:
        """Child elements in reading order, rows of tables written out."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
            elif isinstance(child, TableRow):
                yield child.element()
