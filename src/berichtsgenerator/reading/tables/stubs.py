"""The stub of a table: labels of its rows, read downwards with all that stands for the rows below."""

from __future__ import annotations

import re
from typing import NamedTuple

from berichtsgenerator.reading.words.labels import (
    heal,
    is_structural,
    is_total,
    meaning,
    open_span,
    split_unit,
    strip_lead,
)
from berichtsgenerator.reading.words.times import Hint, hint_of_text, without_day

_LEAD = re.compile(r"(?i)^(?:davon|dav\.?|dar\.?|darunter|und zwar|nachrichtlich)\b:?")


def _indent(raw: str) -> int:
    """Blanks before a label as printed."""
    return len(raw) - len(raw.lstrip(" \u00a0"))


class RowLabel(NamedTuple):
    """What the labels of a row mean: parts of the measure from block headings (``outer``) and from the row's own
    labels, both
    outermost first, and pairs of known dimensions."""

    outer: tuple[str, ...]
    measure: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    unit: str = ""
    hint: Hint = Hint()
    """Kind or day of the year that the innermost label with such a statement makes (``Bevölkerung am 31.12.``)."""


def _same_dimension(label: str, before: str, loose: bool) -> bool:
    """``weiblich`` below ``davon männlich`` is its neighbour, also without an indent."""
    if strip_lead(before) == before:
        return False
    pair, other = meaning(label, loose=loose).pair, meaning(before, loose=loose).pair
    return pair is not None and other is not None and pair[0] == other[0]


class StubReader:
    """Reads the label columns row by row; keeps what stands for the rows below (blocks, ``dar.``, deeper indents)."""

    def __init__(self, columns: int, headers: list[str], *, ages: bool, loose: bool, open_spans: bool = False) -> None:
        self._ages = ages
        self._loose = loose
        self._open = open_spans
        self._headers = headers
        self._carried = [""] * columns
        self._stack: list[tuple[int, str]] = []
        self._blocks: list[str] = []
        self._depths: list[int] = []
        """Indents of the blocks; rows below that are indented further end with the first one that is not."""
        self._bound = False
        self._after_block = False
        self._cache: dict[tuple[int, tuple[str, ...]], RowLabel] = {}

    def block(self, text: str, *, inner: bool = False) -> None:
        """A row with one cell that is neither period nor area: a heading for the rows below. ``inner`` says that it
        stands below the outer one of the headings before it, which still holds.
        """
        label = heal(text)
        depth = _indent(text)
        if self._bound:
            self._close(depth)
        elif not self._after_block:
            kept = len(self._blocks) - 1 if inner and len(self._blocks) > 1 else 0
            self._blocks, self._depths = self._blocks[:kept], self._depths[:kept]
        self._blocks.append(label)
        self._depths.append(depth)
        self._after_block = True
        self._carried = [""] * len(self._carried)
        self._stack.clear()

    def reset(self) -> None:
        """A new area or period begins: no carried labels any more."""
        self._carried = [""] * len(self._carried)
        self._stack.clear()

    def row(self, texts: list[str]) -> RowLabel:
        """The meaning of one row of figures; ``texts`` are its label cells as printed."""
        if len(texts) == 1 and self._blocks and texts[0].strip():
            depth = _indent(texts[0])
            if self._bound:
                self._close(depth)
            elif self._after_block:
                self._bound = depth > self._depths[-1]
        self._after_block = False
        if not texts:
            return self._read(tuple(self._blocks))
        if not self._carried:
            return self._read((*self._blocks, *(heal(text) for text in texts)))
        filled = [index for index, text in enumerate(texts) if text.strip()]
        if not filled:
            return self._read((*self._blocks, *self._path(self._carried)))
        first = filled[0]
        for index in range(len(texts)):
            text = heal(texts[index]) if texts[index].strip() else ""
            if index < first:
                continue
            if index == 0 or (index == first and len(texts) == 1):
                if text and is_structural(text) and not is_total(text) and len(filled) > 1:
                    continue
                self._carried[index] = self._indented(texts[index]) if len(texts) == 1 else text
            elif text or index > first:
                self._carried[index] = text
        return self._read((*self._blocks, *self._path(self._carried)))

    def _close(self, depth: int) -> None:
        """End the blocks that are not less indented than a row below them."""
        while self._depths and self._depths[-1] >= depth:
            self._blocks.pop()
            self._depths.pop()
        self._bound = bool(self._blocks)

    def _path(self, carried: list[str]) -> tuple[str, ...]:
        if len(carried) == 1:
            return tuple(label for _, label in self._stack) if self._stack else tuple(filter(None, carried))
        return tuple(label for label in carried if label)

    def _indented(self, raw: str) -> str:
        """Keep the stack of less indented labels above a label of a single label column."""
        label = heal(raw)
        indent = _indent(raw)
        if _LEAD.match(label) and strip_lead(label) != label:
            indent += 5
        elif self._stack and _same_dimension(label, self._stack[-1][1], self._loose):
            indent = self._stack[-1][0]
        while self._stack and self._stack[-1][0] >= indent - 1:
            self._stack.pop()
        self._stack.append((indent, label))
        return label

    def _read(self, path: tuple[str, ...]) -> RowLabel:
        depth = len(self._blocks)
        found = self._cache.get((depth, path))
        if found is None:
            outer: list[str] = []
            measure: list[str] = []
            pairs: dict[str, str] = {}
            unit = ""
            hint = Hint()
            for position, printed in enumerate(path):
                stated = hint_of_text(printed)
                if stated.kind is not None:
                    hint = stated
                label, own = split_unit(without_day(printed))
                unit = own or unit
                if self._open:
                    label = open_span(label)
                read = meaning(label, ages=self._ages, loose=self._loose)
                if read.pair is not None and pairs.get(read.pair[0], read.pair[1]) == read.pair[1]:
                    pairs[read.pair[0]] = read.pair[1]
                    rest = read.rest
                elif read.pair is not None and read.pair[0] == "alter":
                    pairs["alter"] = read.pair[1]
                    rest = ""
                elif read.pair is not None:
                    rest = strip_lead(label)
                else:
                    rest = read.rest
                parts = outer if position < depth else measure
                if rest and (not parts or parts[-1].casefold() != rest.casefold()):
                    parts.append(rest)
            found = RowLabel(tuple(outer), tuple(measure), tuple(sorted(pairs.items())), unit, hint)
            self._cache[(depth, path)] = found
        return found
