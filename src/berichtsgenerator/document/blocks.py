"""Blocks of the finished document.

Every block carries ``place``: where it comes from in a layout file, for messages. Blocks that can be referred to
carry an ``id``, unique in the document. Tables and figures carry their number as printed (``3.4``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.graphics import ChartSpec
from berichtsgenerator.document.inline import Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 1 (chapter) to 4; ``number`` as printed (``3.1``, ``A``, or ``""``).

    ``running`` is the short form for the running head. Level 1 opens a new page.
    """

    id: str
    level: int
    number: str
    text: str
    running: str = ""
    in_contents: bool = True
    place: Place = field(default_factory=Place)


class ParagraphStyle(Enum):
    """Roles of a paragraph; the look belongs to typesetting."""

    BODY = "text"
    LEAD = "vorspann"
    SMALL = "klein"
    QUOTE = "zitat"
    SOURCE = "quelle"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``margin`` is a short note that stands in the margin beside its first line."""

    content: Inlines
    style: ParagraphStyle = ParagraphStyle.BODY
    place: Place = field(default_factory=Place)
    margin: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; every item is a sequence of paragraphs and lists."""

    items: tuple[tuple[Paragraph | ListBlock, ...], ...]
    ordered: bool = False
    place: Place = field(default_factory=Place)


class Align(Enum):
    """Alignment of a table column: numbers align on the decimal comma."""

    LEFT = "links"
    CENTER = "mitte"
    DECIMAL = "dezimal"


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table head that spans ``columns`` × ``rows``; ``unit`` is printed small below its text."""

    text: str
    columns: int = 1
    rows: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a cell shows beside its text.

    ``emphasis`` prints bold; ``mark`` is a sign hung right of the number (``p``, ``r``); ``bar`` is a length of 0 … 1
    for a small bar behind the number, None for none. ``spark`` are the heights 0 … 1 of a small line left of the
    number, None where it has a gap.
    """

    mark: str = ""
    emphasis: bool = False
    bar: float | None = None
    spark: tuple[float | None, ...] = ()


PLAIN = CellLook()
"""The look of nearly all cells: nothing but the text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell: the printed text, what is read aloud where that differs, its register key (numbers only), its look.

    A long report holds a million of them: what few cells have belongs into :class:`CellLook`.
    """

    text: str
    spoken: str = ""
    key: str = ""
    look: CellLook = PLAIN


class WideTable(Enum):
    """What happens to a table that is wider than the page."""

    SPLIT = "teilen"
    """It is split by columns, the stub repeated."""
    TURN = "drehen"
    """It goes on a landscape page; what is too wide for that is split."""


class RowRole(Enum):
    """What a row is: decides weight, rules and fill."""

    NORMAL = "normal"
    TOTAL = "summe"
    REFERENCE = "vergleich"  # Kreis, Land, Bund under the Gemeinden
    EMPHASIS = "hervorgehoben"


@dataclass(frozen=True, slots=True)
class Row:
    """A body row: its stub (row head) with indent, and one cell per data column."""

    stub: str
    cells: tuple[Cell, ...]
    role: RowRole = RowRole.NORMAL
    indent: int = 0


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a common label (``Gemeinden``); the label is repeated after a page break. Empty label: no group."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A statistical table.

    ``head`` holds the head rows without the stub column; ``stub_head`` is the head of the stub. Each head row's spans
    plus the rows spanning down from above add up to ``len(columns)``. ``columns`` is the alignment of each data
    column.
    ``legend`` lists the marks used (symbol, meaning). ``number`` is empty for an unnumbered table (annex lists).
    """

    id: str
    number: str
    title: str
    stub_head: str
    head: tuple[tuple[HeadCell, ...], ...]
    columns: tuple[Align, ...]
    groups: tuple[RowGroup, ...]
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    source: str = ""
    stub_share: float | None = None
    """Share of the width for the stub, None: measured."""
    text_shares: tuple[float, ...] = ()
    """For tables of text (annexes): shares of the width of the data columns; their cells wrap."""
    in_list: bool = True
    """Named in the list of tables."""
    place: Place = field(default_factory=Place)
    when_wide: WideTable = WideTable.SPLIT
    notes_each_page: bool = False
    """Notes, legend and source stand below every part of a table over several pages, not only below its last."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or map with its caption. ``alt`` says in German what is to be seen (at most 500 characters)."""

    id: str
    number: str
    title: str
    chart: ChartSpec
    alt: str
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    source: str = ""
    height: float = 0.0
    """Wished height in mm, 0: the chart's own; it may be lowered a little to fill a page."""
    data_table: str = ""
    """Id of the table that holds the numbers, or ``""``."""
    data_words: str = ""
    """That table in the words of a reference (``Tabelle A.3``); with them a link to it stands below the figure."""
    in_list: bool = True
    """Named in the list of figures."""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed note with a title (method, reading aid, warning about missing data)."""

    title: str
    content: tuple[Paragraph | ListBlock, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure of a row of boxes: label, value, and up to three comparison lines."""

    label: str
    value: Cell
    unit: str
    comparisons: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of at most five key figures."""

    items: tuple[KeyFigure, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Columns:
    """Running text in ``count`` columns of equal height."""

    content: tuple[Paragraph | ListBlock, ...]
    count: int = 2
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PartTitle:
    """A part of the book: ``number`` as printed (``Teil I``) and its title on a page of its own.

    Chapters behind it belong to it, up to the next one; an empty ``title`` ends the last part without a page.
    """

    id: str
    number: str
    title: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file (JPEG, PNG …) with its caption; ``share`` of the page's width. ``file`` names it in messages."""

    id: str
    number: str
    title: str
    data: bytes
    file: str
    alt: str
    share: float = 1.0
    source: str = ""
    in_list: bool = True
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """A term of the index; ``also`` are other words that lead to the same entry."""

    term: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """An index: the terms that occur before it, with their pages."""

    terms: tuple[IndexTerm, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; ``right`` asks for a right-hand page."""

    right: bool = False
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on landscape pages within the portrait document."""

    content: tuple[Block, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents down to heading level ``depth``."""

    title: str = "Inhalt"
    depth: int = 2
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ListOfTables:
    """All numbered tables with their pages."""

    title: str = "Tabellenverzeichnis"
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ListOfFigures:
    """All numbered figures with their pages."""

    title: str = "Abbildungsverzeichnis"
    place: Place = field(default_factory=Place)


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Figure
    | Note
    | KeyFigures
    | Columns
    | PartTitle
    | Picture
    | Index
    | PageBreak
    | Landscape
    | Contents
    | ListOfTables
    | ListOfFigures
)


@dataclass(frozen=True, slots=True)
class TitlePage:
    """Title page: ``lines`` (status, date, edition) stand under the subtitle, ``imprint`` on its back (may be
    empty).
    """

    title: str
    subtitle: str
    publisher: str
    lines: tuple[str, ...] = ()
    imprint: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``banner`` is printed on every page (``Musterdaten``), ``""`` for none.

    ``title_page`` None: a handout that begins with its content at once. ``front`` holds the blocks with roman folios
    (contents, lists), ``body`` the rest.
    """

    title: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    title_page: TitlePage | None
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    banner: str = ""
    running_title: str = ""
    language: str = "de-DE"
