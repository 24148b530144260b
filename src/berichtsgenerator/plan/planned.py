"""The planned document: the blocks of the report with the keys of their numbers, never with values.

Mirrors :mod:`berichtsgenerator.document.blocks`; what needs no number is already the finished block. Everything is
plain frozen data, so a plan can be cached, compared and sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from berichtsgenerator.diagnostics import Diagnostic, Place
from berichtsgenerator.document.blocks import (
    Align,
    Contents,
    HeadCell,
    Heading,
    Index,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    ParagraphStyle,
    PartTitle,
    Picture,
    RowRole,
    WideTable,
)
from berichtsgenerator.document.graphics import ChartSpec
from berichtsgenerator.document.inline import Break, Reference, Text
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.comparison import Comparison
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register.requests import RequestSet


@dataclass(frozen=True, slots=True)
class NumberSlot:
    """A place for a number in running text; ``unit`` prints its unit, ``sign`` a plus before positive numbers.

    ``decimals`` prints fewer digits than the number has, never more.
    """

    key: NumberKey
    unit: bool = True
    sign: bool = False
    bold: bool = False
    italic: bool = False
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class FindingSlot:
    """A place for sentences worded after protection: the kind of finding and the record that it speaks of.

    Without a record, ``text`` says what is said without numbers (the reason of a gap) of ``area``.
    """

    kind: str
    record: Comparison[NumberKey] | None = None
    area: str = ""
    text: str = ""

    @property
    def keys(self) -> tuple[NumberKey, ...]:
        """The numbers that the finding looks at, each once."""
        return () if self.record is None else tuple(dict.fromkeys(self.record.figures()))


@dataclass(frozen=True, slots=True)
class SourceSlot:
    """A place for the sources of a number: publishers with the codes of their tables."""

    key: NumberKey


@dataclass(frozen=True, slots=True)
class ReferenceSlot:
    """A reference whose target is looked up when all blocks are known."""

    target: str
    form: str
    suffixes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FootnoteSlot:
    """A footnote with its pieces."""

    content: tuple[PlannedInline, ...]


@dataclass(frozen=True, slots=True)
class ClaimSlot:
    """What a paragraph says of its numbers (``stimmt()``): prints nothing, is checked after protection.

    ``left`` and ``right`` are numbers of the register, or ``number`` stands for the right one; None where the data do
    not give the number.
    """

    left: NumberKey | None
    relation: str
    right: NumberKey | None
    number: float | None
    place: Place


@dataclass(frozen=True, slots=True)
class RelianceSlot:
    """Numbers that a paragraph relies on without printing them (``beruht_auf()``): prints nothing."""

    keys: tuple[NumberKey, ...]
    place: Place


PlannedInline = (
    Text
    | Break
    | Reference
    | NumberSlot
    | FindingSlot
    | SourceSlot
    | ReferenceSlot
    | FootnoteSlot
    | ClaimSlot
    | RelianceSlot
)
PlannedInlines = tuple[PlannedInline, ...]


@dataclass(frozen=True, slots=True)
class PlannedParagraph:
    """Running text."""

    content: PlannedInlines
    style: ParagraphStyle = ParagraphStyle.BODY
    place: Place = field(default_factory=Place)
    margin: str = ""


@dataclass(frozen=True, slots=True)
class PlannedList:
    """A list."""

    items: tuple[tuple[PlannedParagraph | PlannedList, ...], ...]
    ordered: bool = False
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A cell in which a number makes no sense (the difference of the Kreis to itself)."""


PlannedCell = NumberKey | NotApplicable | PlannedInlines


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A body row."""

    stub: str
    cells: tuple[PlannedCell, ...]
    role: RowRole = RowRole.NORMAL
    indent: int = 0
    sparks: tuple[tuple[NumberKey, ...], ...] = ()
    """The numbers of the small lines, in the order of the table's ``sparks``."""


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Rows under a label."""

    label: str
    rows: tuple[PlannedRow, ...]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table; ``by_value`` sorts the rows of its first group by the first column, ``bars`` are columns with bars."""

    id: str
    number: str
    title: str
    stub_head: str
    head: tuple[tuple[HeadCell, ...], ...]
    columns: tuple[Align, ...]
    groups: tuple[PlannedGroup, ...]
    subtitle: str = ""
    notes: tuple[PlannedInlines, ...] = ()
    by_value: bool = False
    bars: tuple[int, ...] = ()
    text_shares: tuple[float, ...] = ()
    stub_share: float | None = None
    sourced: bool = True
    in_list: bool = True
    place: Place = field(default_factory=Place)
    when_wide: WideTable = WideTable.SPLIT
    notes_each_page: bool = False
    sparks: tuple[tuple[int, bool], ...] = ()
    """Columns with small lines, and whether all rows of one share a scale (rates) or have their own (counts)."""


@dataclass(frozen=True, slots=True)
class PlannedBar:
    """A bar or group of bars."""

    label: str
    keys: tuple[NumberKey, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PlannedBars:
    """A bar chart."""

    bars: tuple[PlannedBar, ...]
    series: tuple[str, ...]
    unit: str
    decimals: int
    references: tuple[tuple[str, NumberKey], ...] = ()
    mode: str = "einzeln"
    horizontal: bool = True
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class PlannedSeries:
    """A line."""

    name: str
    points: tuple[tuple[float, NumberKey], ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLines:
    """A line chart."""

    series: tuple[PlannedSeries, ...]
    unit: str
    decimals: int
    events: tuple[tuple[float, str], ...] = ()
    monthly: bool = False
    from_zero: bool = False
    bands: tuple[PlannedBand, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedBand:
    """A band behind lines: its lower and upper number at each place."""

    name: str
    points: tuple[tuple[float, NumberKey, NumberKey], ...]


@dataclass(frozen=True, slots=True)
class PlannedAge:
    """An age group of a pyramid: men left, women right."""

    label: str
    lower: int
    upper: int | None
    left: NumberKey
    right: NumberKey
    left_compared: NumberKey | None = None
    right_compared: NumberKey | None = None


@dataclass(frozen=True, slots=True)
class PlannedPyramid:
    """A population pyramid."""

    ages: tuple[PlannedAge, ...]
    unit: str
    name: str
    compared_name: str = ""


@dataclass(frozen=True, slots=True)
class PlannedMapArea:
    """An area of a map."""

    key: str
    label: str
    number: NumberKey
    x: float
    y: float
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMap:
    """A map; classes are formed after protection from the values that may be seen."""

    areas: tuple[PlannedMapArea, ...]
    unit: str
    decimals: int
    classes: str
    count: int
    bounds: tuple[float, ...] = ()
    credit: str = ""
    symbols: bool = False


@dataclass(frozen=True, slots=True)
class PlannedClasses:
    """How classes are formed after protection: method, number, given upper bounds."""

    method: str
    count: int
    bounds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """A chart as its specification with empty places, each of which carries the text of its number's key.

    ``numbers`` are these keys. ``by_value`` sorts rows by their last number; ``numerators`` and ``denominators`` (in
    the order of the rows' numbers) give the intervals of a dot plot.
    """

    spec: ChartSpec
    numbers: tuple[NumberKey, ...]
    by_value: bool = False
    classes: PlannedClasses | None = None
    decimals: int = 1
    numerators: tuple[NumberKey, ...] = ()
    denominators: tuple[NumberKey, ...] = ()


PlannedChart = PlannedBars | PlannedLines | PlannedPyramid | PlannedMap | PlannedSpec


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A chart or map with its caption.

    ``statement`` is the finding that stands as title (the subject then follows below), ``alternative`` the author's own
    alternative text, ``suffixes`` those of the repetitions around, ``data_words`` names the table of its numbers.
    """

    id: str
    number: str
    title: str
    chart: PlannedChart
    subtitle: str = ""
    notes: tuple[PlannedInlines, ...] = ()
    height: float = 0.0
    data_table: str = ""
    in_list: bool = True
    place: Place = field(default_factory=Place)
    statement: PlannedInlines = ()
    alternative: PlannedInlines = ()
    suffixes: tuple[str, ...] = ()
    data_words: str = ""


@dataclass(frozen=True, slots=True)
class PlannedColumns:
    """Text in columns."""

    content: tuple[PlannedParagraph | PlannedList, ...]
    count: int
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """A boxed note."""

    title: str
    content: tuple[PlannedParagraph | PlannedList, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedComparison:
    """A comparison line of a key figure: words, then the number."""

    label: str
    key: NumberKey
    sign: bool = False


@dataclass(frozen=True, slots=True)
class PlannedKeyFigure:
    """A key figure."""

    label: str
    key: NumberKey
    comparisons: tuple[PlannedComparison, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedKeyFigures:
    """At most five key figures."""

    items: tuple[PlannedKeyFigure, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedLandscape:
    """Blocks on landscape pages."""

    content: tuple[PlannedBlock, ...]
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlannedAnnex:
    """A part of the annex that is written after protection (``quellen``, ``zeichen``, ``luecken``)."""

    part: str
    id: str
    place: Place = field(default_factory=Place)


PlannedBlock = (
    Heading
    | PlannedParagraph
    | PlannedList
    | PlannedTable
    | PlannedFigure
    | PlannedNote
    | PlannedColumns
    | PartTitle
    | Picture
    | Index
    | PlannedKeyFigures
    | PageBreak
    | PlannedLandscape
    | Contents
    | ListOfTables
    | ListOfFigures
    | PlannedAnnex
)


class Lack(Enum):
    """Why an indicator cannot be shown."""

    DELIVERY = "lieferung"
    """Something that it is made of is in no delivery."""
    MATCH = "zusammenpassen"
    """All that it is made of is delivered, but not for the same areas, times or groups."""
    AREA = "gebiet"
    """There are answers, but not for the areas wanted."""
    BREAKDOWN = "gliederung"
    """There are answers, but not divided as wanted."""
    TIME = "zeit"
    """There are answers for the areas, but not at the times wanted."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """An indicator that cannot be shown, and why.

    ``areas`` are keys of areas without answers; ``detail`` names what is not delivered (DELIVERY), says why parts
    do not match (MATCH), names the parts wanted (BREAKDOWN) or the span that there is for ``areas`` (TIME).
    """

    title: str
    lack: Lack
    areas: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the layout asks for and the data do not give; ``section`` is the heading it belongs to.

    ``chapter`` and ``part`` are the chapter and the section that are not repeated over areas, ``turn`` the area of the
    repetition. ``whole`` says that all of the section (or, without ``part``, of the chapter) is left out.
    """

    section: str
    subject: str
    reason: str
    place: Place = field(default_factory=Place)
    lacking: tuple[Lacking, ...] = ()
    chapter: str = ""
    part: str = ""
    turn: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the annex of gaps: what a section does not show, and why; ``section`` is "" for a whole chapter."""

    chapter: str
    section: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A break of a series: first year and month after it, why, and whether values may be compared across it."""

    year: int
    month: int
    reason: str
    harmless: bool


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What rendering says of an indicator."""

    id: str
    title: str
    short: str
    unit: str
    kind: Kind
    breaks: tuple[SeriesBreak, ...]
    reference: str = ""
    """The reference date in the words of the definition: ``31. Dezember``, ``Jahresdurchschnitt``."""
    base_change_harmless: bool = False
    """Values on different population bases may stand in one series."""


@dataclass(frozen=True, slots=True)
class PlannedExemption:
    """A rule that the layout sets aside for an indicator, with its printed reason."""

    guard: Guard
    indicator: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A number that stands fixed in the text: its place, the number with its unit, its sentence, the area around.

    ``words`` is true of a quantity in words („mehr als die Hälfte“).
    """

    place: Place
    text: str
    unit: str
    sentence: str
    area: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTitle:
    """Title page and metadata."""

    title: str
    subtitle: str
    publisher: str
    lines: tuple[str, ...]
    imprint: tuple[str, ...]
    subject: str
    keywords: tuple[str, ...]
    running: str
    shown: bool


@dataclass(frozen=True)
class PlannedDocument:
    """A product after phase one.

    ``requests`` holds every number that it will print; ``gaps`` everything that was left out, one by one, ``left_out``
    the same put together by section; ``empty`` says that no chapter is left; ``diagnostics`` warnings and notes (errors
    are raised). ``areas`` are those whose numbers it prints.
    """

    product: str
    title: PlannedTitle
    front: tuple[PlannedBlock, ...]
    body: tuple[PlannedBlock, ...]
    requests: RequestSet
    gaps: tuple[Gap, ...]
    diagnostics: tuple[Diagnostic, ...]
    indicators: tuple[IndicatorFacts, ...]
    areas: tuple[Area, ...]
    kreis: str
    symbol_profile: str
    edition: str
    left_out: tuple[LeftOut, ...] = ()
    empty: bool = False
    exemptions: tuple[PlannedExemption, ...] = ()
    typed: tuple[TypedFigure, ...] = ()
