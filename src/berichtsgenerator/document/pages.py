"""Set pages before they become a finished file: what typesetting hands to the pdf room.

Comes in: nothing is computed here. The page contents lie in ``pdf`` (a plain PDF without structure), everything that
makes it accessible lies beside it as data: the structure tree, links, outline, page labels.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Diagnostic
from berichtsgenerator.document.blocks import Document
from berichtsgenerator.document.structure import Element


@dataclass(frozen=True, slots=True)
class Destination:
    """A place in the document: zero-based page and the height (points from the bottom) that comes to the top."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation on a page, in points: to an address (``uri``) or to a place of this document.

    ``contents`` says where it leads (ISO 14289-1, 7.18.5); ``page`` and ``index`` are what :class:`AnnotationRef`
    names.
    """

    page: int
    index: int
    rectangle: tuple[float, float, float, float]
    contents: str
    uri: str = ""
    destination: Destination | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark; ``level`` 1 is the outermost."""

    level: int
    title: str
    destination: Destination


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the pages, named ``/Im<number>`` by their contents.

    ``data`` are the samples as a PDF stream with filter ``filter`` (``FlateDecode`` or ``DCTDecode``), 8 bits a
    component, ``components`` 1 (grey) or 3 (sRGB); ``mask`` the opacity of every pixel, compressed, or empty.
    """

    width: int
    height: int
    components: int
    filter: str
    data: bytes
    mask: bytes = b""


@dataclass(frozen=True, slots=True)
class PageLabel:
    """From zero-based page ``start`` on pages are numbered in ``style`` (``r`` roman, ``D`` decimal, ``""`` only
    prefix).
    """

    start: int
    style: str
    prefix: str = ""
    first: int = 1


@dataclass(slots=True)
class TypesetResult:
    """Everything that the set document consists of."""

    pdf: bytes
    tree: Element | None
    """None: set without structure, only to measure what structure costs."""
    outline: tuple[OutlineEntry, ...]
    page_labels: tuple[PageLabel, ...]
    links: tuple[Link, ...]
    pages: int
    alphas: tuple[int, ...] = ()
    """Constant alphas in percent that contents name ``/Ga<percent>``."""
    diagnostics: tuple[Diagnostic, ...] = ()
    page_of: dict[str, int] = field(default_factory=dict)
    """Zero-based page of every block that has an id."""
    numbers: dict[str, list[int]] = field(default_factory=dict)
    """Zero-based pages on which texts and tables print each number of the register, by its key."""
    folios: tuple[str, ...] = ()
    """Printed number of every page."""
    images: tuple[Image, ...] = ()
    """Images that contents name by their position here."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself. ``date`` is ISO 8601 with zone (``2026-01-31T12:00:00+01:00``), ``""`` for none."""

    title: str
    language: str = "de-DE"
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    creator: str = "berichtsgenerator"
    date: str = ""
    rights: str = ""

    @classmethod
    def of(cls, document: Document, creator: str) -> Metadata:
        """What a document says of itself; ``creator`` is the program that makes the file."""
        return cls(
            title=document.title,
            author=document.author,
            subject=document.subject,
            keywords=document.keywords,
            language=document.language,
            creator=creator,
        )
