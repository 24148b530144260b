"""Pieces of running text."""

from __future__ import annotations

from dataclasses import dataclass


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
