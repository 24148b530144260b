"""Pieces of running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters in one face. ``language`` is a BCP 47 tag where it is not German; ``link`` an external
    address.
    """

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    language: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number from the register as it is printed; ``spoken`` is what is read aloud where that differs (a mark)."""

    text: str
    key: str
    spoken: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a numbered block, printed ``Tabelle 3.4`` (``form="nummer"``), ``Seite 87`` (``"seite"``) or both.

    ``text`` is the printed text without the page, already worded (``Tabelle 3.4``); pages are filled in by typesetting.
    """

    target: str
    text: str = ""
    form: str = "nummer"


@dataclass(frozen=True, slots=True)
class Break:
    """A line break within a paragraph."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its sign stands in the text, its text at the foot of the page or under the table."""

    content: tuple[Text | Number, ...]


Inline = Text | Number | Reference | Break | Footnote
Inlines = tuple[Inline, ...]


def closed_up(content: Sequence[P | Text]) -> tuple[P | Text, ...]:
    """Running text from which sentences fell out, without their blanks; empty when only blanks are left."""
    found: list[P | Text] = []
    for item in content:
        if isinstance(item, Text):
            before = found[-1] if found else None
            if before is None or (isinstance(before, Text) and before.text.endswith(" ")):
                item = replace(item, text=item.text.lstrip(" "))
            if not item.text:
                continue
        found.append(item)
    last = found[-1] if found else None
    if isinstance(last, Text):
        found[-1:] = [replace(last, text=last.text.rstrip(" "))] if last.text.strip() else []
    return tuple(found)
