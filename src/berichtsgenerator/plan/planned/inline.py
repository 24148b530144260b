"""Planned running text: places for numbers, sentences, references and notes, and the paragraphs around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import ParagraphStyle
from berichtsgenerator.document.inline import Break, Reference, Text
from berichtsgenerator.model.comparison import Comparison
from berichtsgenerator.model.numbers import NumberKey


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
