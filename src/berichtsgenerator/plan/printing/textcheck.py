"""Checks the editorial text of a document against its protected numbers.

Comes in: a planned document and the register. Goes out: claims that do not hold, and for every paragraph in which an
author's words stand beside numbers the numbers as they are printed, so that they can be compared with the state that
was last approved. Only printed values are looked at and kept; a hidden number is its mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berichtsgenerator.diagnostics import Diagnostic, Place, note, warning
from berichtsgenerator.document.blocks import Heading
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.numbers import format_number
from berichtsgenerator.model.marks import SPOKEN, Missing
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import as_printed
from berichtsgenerator.plan.planned.document import (
    PlannedBlock,
    PlannedColumns,
    PlannedDocument,
    PlannedLandscape,
    PlannedNote,
    TypedFigure,
)
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import (
    ClaimSlot,
    FindingSlot,
    FootnoteSlot,
    NumberSlot,
    PlannedInline,
    PlannedInlines,
    PlannedList,
    PlannedParagraph,
    RelianceSlot,
)
from berichtsgenerator.plan.planned.tables import PlannedTable
from berichtsgenerator.plan.printing.press import Press, plain_text
from berichtsgenerator.plan.text.typed import typed_figures
from berichtsgenerator.register.register import Register

ABOUT = 0.05
"""Values that are "etwa" the same differ by less than this share."""
FALSE, UNKNOWN = "text-stimmt-nicht", "text-nicht-pruefbar"
_LEAST_WORDS = 3
_SHOWN_WORDS = 12
VERSION = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph of an author's words and numbers: where it stands, how it begins, and its numbers as printed."""

    place: Place
    identity: str
    start: str
    numbers: tuple[tuple[str, str], ...]
    """What stands for each number (its key without the period, or the kind of finding), and its printed text."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph whose numbers are no longer those that were approved: what was printed then and is now."""

    told: Told
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document beside its approved state: paragraphs to look at again, and how many were never approved."""

    changed: tuple[Changed, ...]
    new: tuple[Told, ...]


def paragraphs(planned: PlannedDocument) -> Iterator[tuple[Place, PlannedInlines]]:
    """All running text of a document with its place."""
    yield from _running((*planned.front, *planned.body))


def _running(blocks: Iterable[PlannedBlock]) -> Iterator[tuple[Place, PlannedInlines]]:
    for block in blocks:
        if isinstance(block, PlannedParagraph):
            yield block.place, block.content
        elif isinstance(block, PlannedList):
            for item in block.items:
                yield from _running(item)
        elif isinstance(block, PlannedNote | PlannedColumns | PlannedLandscape):
            yield from _running(block.content)
        elif isinstance(block, PlannedTable | PlannedFigure):
            for content in block.notes:
                yield block.place, content
            if isinstance(block, PlannedFigure):
                yield from ((block.place, content) for content in (block.statement, block.alternative) if content)
            if isinstance(block, PlannedTable) and block.text_shares:
                for group in block.groups:
                    for row in group.rows:
                        yield from ((block.place, cell) for cell in row.cells if isinstance(cell, tuple))


def typed_in_titles(planned: PlannedDocument) -> tuple[TypedFigure, ...]:
    """Numbers that stand fixed in headings and captions, where the register prints none."""
    found: dict[tuple[Place, str], TypedFigure] = {}
    for place, words in _titles((*planned.front, *planned.body)):
        for item in typed_figures(words):
            figure = TypedFigure(place, item.text, item.unit, words, planned.kreis)
            found.setdefault((place, item.text), figure)
    return tuple(found.values())


def _titles(blocks: Iterable[PlannedBlock]) -> Iterator[tuple[Place, str]]:
    for block in blocks:
        if isinstance(block, PlannedLandscape | PlannedColumns):
            yield from _titles(block.content)
        elif isinstance(block, Heading):
            yield block.place, block.text
        elif isinstance(block, PlannedTable | PlannedFigure):
            yield block.place, block.title
            yield block.place, block.subtitle
        elif isinstance(block, PlannedNote):
            yield block.place, block.title


def flat(content: PlannedInlines) -> Iterator[PlannedInline]:
    """All parts of running text, those of footnotes in their place."""
    for item in content:
        if isinstance(item, FootnoteSlot):
            yield from flat(item.content)
        else:
            yield item


# claims --------------------------------------------------------------------------------------------------------------


def claims(planned: PlannedDocument, register: Register) -> tuple[Diagnostic, ...]:
    """What the text says and the printed numbers do not, and what cannot be checked."""
    found: list[Diagnostic] = []
    for _, content in paragraphs(planned):
        for item in flat(content):
            if isinstance(item, ClaimSlot):
                found.extend(_checked(item, register))
    return tuple(dict.fromkeys(found))


def _checked(item: ClaimSlot, register: Register) -> list[Diagnostic]:
    left = _value(item.left, register)
    right = _value(item.right, register) if item.number is None else item.number
    shown = f"{_printed(item.left, register)} {item.relation} "
    shown += _printed(item.right, register) if item.number is None else format_number(item.number, _places(item.number))
    if left is None or right is None:
        message = f"Diese Aussage lässt sich nicht prüfen: {shown}."
        return [note(UNKNOWN, message, item.place, "Ist der Wert geheim gehalten, so streichen Sie die Aussage.")]
    if _holds(left, item.relation, right):
        return []
    message = f"Diese Aussage stimmt nicht: {shown} trifft nicht zu."
    return [warning(FALSE, message, item.place, "Ändern Sie den Absatz und die Angabe in stimmt().")]


def _holds(left: float, relation: str, right: float) -> bool:
    return {
        "=": left == right,
        "≠": left != right,
        "<": left < right,
        "≤": left <= right,
        ">": left > right,
        "≥": left >= right,
        "etwa": abs(left - right) < ABOUT * max(abs(left), abs(right)) or left == right,
    }[relation]


def _value(key: NumberKey | None, register: Register) -> float | None:
    """The printed value of a number."""
    if key is None:
        return None
    entry = register.entry(key)
    return None if entry.value is None else as_printed(entry.value, entry.decimals)


def _printed(key: NumberKey | None, register: Register) -> str:
    if key is None:
        return "keine Angabe"
    entry = register.entry(key)
    if entry.value is None:
        return SPOKEN[entry.missing or Missing.NO_DATA]
    return f"{format_number(entry.value, entry.decimals)} ({key})"


def _places(value: float) -> int:
    text = repr(value).rstrip("0")
    return len(text.partition(".")[2])


# approval ------------------------------------------------------------------------------------------------------------


def told(planned: PlannedDocument, register: Register) -> tuple[Told, ...]:
    """Every paragraph in which an author's words stand beside numbers."""
    press = Press(planned, register)
    seen: dict[str, int] = {}
    found = []
    for place, content in paragraphs(planned):
        words = _words(content)
        numbers = tuple(_numbers(content, press))
        if len(words) < _LEAST_WORDS or not numbers:
            continue
        own = _digest([place.file, " ".join(words)])
        count = seen[own] = seen.get(own, 0) + 1
        start = " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")
        found.append(Told(place, f"{own}-{count}", start, numbers))
    return tuple(found)


def _words(content: PlannedInlines) -> list[str]:
    """The author's own words of a paragraph."""
    text = " ".join(item.text for item in flat(content) if isinstance(item, Text))
    return [word for word in text.split() if any(sign.isalpha() for sign in word)]


def _numbers(content: PlannedInlines, press: Press) -> Iterator[tuple[str, str]]:
    for item in flat(content):
        if isinstance(item, NumberSlot):
            yield _name(item.key), press.number(item).text
        elif isinstance(item, FindingSlot):
            yield f"befund {item.kind} {_name(item.keys[0]) if item.keys else ''}", plain_text(press.finding(item))
        elif isinstance(item, RelianceSlot):
            for key in item.keys:
                yield _name(key), press.number(NumberSlot(key)).text
        elif isinstance(item, ClaimSlot):
            for side in (item.left, item.right):
                if side is not None:
                    yield _name(side), press.number(NumberSlot(side)).text


def _name(key: NumberKey) -> str:
    """A number apart from its period, which moves with the data."""
    parts = ",".join(f"{name}={value}" for name, value in key.breakdown)
    return f"{key.indicator}/{key.area}/{parts or '-'}/{key.representation.view.value}"


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def state(product: str, found: Sequence[Told]) -> dict[str, Any]:
    """The approved state of a document as plain data."""
    return {
        "fassung": VERSION,
        "produkt": product,
        "absaetze": {
            item.identity: {
                "datei": item.place.file,
                "anfang": item.start,
                "zahlen": [list(pair) for pair in item.numbers],
            }
            for item in found
        },
    }


def compare(found: Sequence[Told], approved: Mapping[str, Any]) -> Comparison:
    """A document beside its approved state."""
    changed: list[Changed] = []
    new: list[Told] = []
    known = approved.get("absaetze", {})
    for item in found:
        before = known.get(item.identity)
        if before is None:
            new.append(item)
            continue
        then, now = [str(pair[1]) for pair in before["zahlen"]], [text for _, text in item.numbers]
        if then != now:
            width = max(len(then), len(now))
            pairs = zip(then + ["–"] * (width - len(then)), now + ["–"] * (width - len(now)), strict=True)
            changed.append(Changed(item, tuple(pair for pair in pairs if pair[0] != pair[1])))
    return Comparison(tuple(changed), tuple(new))
