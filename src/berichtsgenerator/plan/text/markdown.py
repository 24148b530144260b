"""Markdown of layout texts as planned paragraphs and lists.

Comes in: Markdown in which numbers and references are tokens. Goes out: paragraphs, lists, quotations with slots.
Values are filled in later, so no number can act as markup. Raw HTML, images and headings are refused with their line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token as MarkdownToken

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import ParagraphStyle
from berichtsgenerator.document.inline import Break, Text, closed_up
from berichtsgenerator.plan.layout.sandbox import END, START, TOKEN, TemplateProblem, token_index
from berichtsgenerator.plan.planned.inline import (
    FindingSlot,
    FootnoteSlot,
    NumberSlot,
    PlannedInline,
    PlannedInlines,
    PlannedList,
    PlannedParagraph,
)

_PARSER = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable(["html_block", "html_inline"])
_REFERENCE = re.compile(r"\[\[([^\[\]|]+?)(?:\|([a-z]+))?\]\]")
_FOOTNOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_LANGUAGE = re.compile(r"sprache:([a-z]{2,3}(?:-[A-Z]{2})?)")
"""What a link leads to that only says in which language its words are."""
_REFUSED = {
    "heading_open": "Überschriften stehen im Layout unter „abschnitte“, nicht im Text.",
    "code_block": "Eingerückte Blöcke (vier Leerzeichen) sind in Texten nicht vorgesehen.",
    "fence": "Blöcke mit „```“ sind in Texten nicht vorgesehen.",
    "hr": "Trennlinien sind in Texten nicht vorgesehen.",
    "image": "Bilder stehen als eigener Block im Layout („bild:“), nicht im Text.",
    "html_block": "HTML ist in Texten nicht vorgesehen.",
}

Slot = PlannedInline | None
"""What a token stands for; None where the data give no number: its paragraph is left out.

A finding without keys leaves out only its own sentence.
"""


class Unavailable(Exception):  # noqa: N818 - not an error, a signal within this module
    """A paragraph needs a number that does not exist."""


class Reader:
    """Turns Markdown into planned blocks.

    ``slots`` are what the tokens stand for, ``reference`` makes reference slots (target, form, line).
    """

    def __init__(
        self,
        slots: Sequence[Slot],
        reference: Callable[[str, str, int], PlannedInline],
        *,
        first_line: int = 1,
        place_of: Callable[[int], Place] = lambda line: Place(),
    ) -> None:
        self._slots = slots
        self._reference = reference
        self._line = first_line
        self._place_of = place_of

    def blocks(self, text: str, style: ParagraphStyle) -> tuple[PlannedParagraph | PlannedList, ...]:
        """Paragraphs and lists of ``text``; what needs a number that does not exist is left out."""
        tokens = _PARSER.parse(text)
        for token in tokens:
            if token.type in _REFUSED:
                line = self._line + (token.map[0] if token.map else 0)
                raise TemplateProblem("text-form", _REFUSED[token.type], line)
        found, _ = self._sequence(tokens, 0, "", style)
        return tuple(found)

    def inline(self, text: str) -> PlannedInlines:
        """Text of one paragraph; raises Unavailable when it needs a number that does not exist."""
        tokens = _PARSER.parseInline(text)
        return self._inlines(tokens[0].children or [])

    def _sequence(
        self, tokens: Sequence[MarkdownToken], index: int, end: str, style: ParagraphStyle
    ) -> tuple[list[PlannedParagraph | PlannedList], int]:
        found: list[PlannedParagraph | PlannedList] = []
        while index < len(tokens) and tokens[index].type != end:
            token = tokens[index]
            if token.type == "inline":
                if token.map:
                    self._current = self._line + token.map[0]
                try:
                    content = self._inlines(token.children or [])
                except Unavailable:
                    content = ()
                if content:
                    found.append(PlannedParagraph(content, style, self._place_of(self._current)))
                index += 1
            elif token.type == "blockquote_open":
                inner, index = self._sequence(tokens, index + 1, "blockquote_close", ParagraphStyle.QUOTE)
                found.extend(inner)
                index += 1
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                close = token.type.replace("open", "close")
                items: list[tuple[PlannedParagraph | PlannedList, ...]] = []
                index += 1
                while tokens[index].type != close:
                    inner, index = self._sequence(tokens, index + 1, "list_item_close", style)
                    if inner:
                        items.append(tuple(inner))
                    index += 1
                index += 1
                if items:
                    found.append(PlannedList(tuple(items), ordered=close.startswith("ordered")))
            else:
                index += 1
        return found, index

    _current = 1
    _hollow = False
    """A finding of the present paragraph has no numbers: its sentence falls out."""

    def _inlines(self, children: Sequence[MarkdownToken]) -> PlannedInlines:
        bold = italic = 0
        link = ""
        self._hollow = False
        found: list[PlannedInline] = []
        pending = ""

        def flush() -> None:
            nonlocal pending
            if pending:
                found.extend(self._pieces(pending, bool(bold), bool(italic), link))
                pending = ""

        for token in children:
            if token.type in ("text", "code_inline"):
                pending += token.content
            elif token.type == "softbreak":
                pending += " "
            else:
                flush()
                if token.type in ("strong_open", "strong_close"):
                    bold += token.nesting
                elif token.type in ("em_open", "em_close"):
                    italic += token.nesting
                elif token.type == "link_open":
                    link = str(token.attrs.get("href", ""))
                    if not _LANGUAGE.fullmatch(link) and not re.match(r"(?:https?|mailto):", link):
                        raise TemplateProblem(
                            "text-verweis", f"„{link}“ ist keine Adresse im Netz.", self._current,
                            "Auf Tabellen und Kapitel verweist [[tabelle:id]]; eine Sprache nennt [Wort](sprache:en).",
                        )  # fmt: skip
                elif token.type == "link_close":
                    link = ""
                elif token.type == "hardbreak":
                    found.append(Break())
                elif token.type == "image":
                    raise TemplateProblem("text-form", _REFUSED["image"], self._current)
        flush()
        if not self._hollow:
            return tuple(found)
        left: PlannedInlines = closed_up(found)
        if not left:
            raise Unavailable
        return left

    def _pieces(self, text: str, bold: bool, italic: bool, link: str) -> list[PlannedInline]:
        found: list[PlannedInline] = []
        rest = 0
        for match in _FOOTNOTE.finditer(text):
            found.extend(self._references(text[rest : match.start()], bold, italic, link))
            found.append(FootnoteSlot(tuple(self._references(match[1], False, False, ""))))
            rest = match.end()
        if "^[" in text[rest:]:
            raise TemplateProblem(
                "text-form", "Diese Fußnote endet nicht, oder sie enthält eine Auszeichnung.", self._current,
                "Eine Fußnote steht als ^[Text] da, ohne *kursiv*, **fett** und Links.",
            )  # fmt: skip
        found.extend(self._references(text[rest:], bold, italic, link))
        return found

    def _references(self, text: str, bold: bool, italic: bool, link: str) -> list[PlannedInline]:
        found: list[PlannedInline] = []
        rest = 0
        for match in _REFERENCE.finditer(text):
            found.extend(self._numbers(text[rest : match.start()], bold, italic, link))
            target, form = match[1].strip(), match[2] or "nummer"
            kind, colon, name = target.partition(":")
            if colon:
                target, form = name.strip(), "seite" if kind.strip() == "seite" else form
            found.append(self._reference(target, form, self._current))
            rest = match.end()
        found.extend(self._numbers(text[rest:], bold, italic, link))
        return found

    def _numbers(self, text: str, bold: bool, italic: bool, link: str) -> list[PlannedInline]:
        found: list[PlannedInline] = []
        rest = 0
        for match in TOKEN.finditer(text):
            self._add_text(found, text[rest : match.start()], bold, italic, link)
            slot = self._slots[token_index(match)]
            if slot is None:
                raise Unavailable
            if isinstance(slot, FindingSlot) and not slot.keys and not slot.text:
                self._hollow = True
                rest = match.end()
                continue
            found.append(replace(slot, bold=bold, italic=italic) if isinstance(slot, NumberSlot) else slot)
            rest = match.end()
        self._add_text(found, text[rest:], bold, italic, link)
        return found

    def _add_text(self, found: list[PlannedInline], text: str, bold: bool, italic: bool, link: str) -> None:
        if START in text or END in text:
            raise TemplateProblem("vorlage-zahl", "Eine Zahl wurde zerlegt.", self._current)
        if text:
            language = _LANGUAGE.fullmatch(link)
            if language is not None:
                found.append(Text(text, bold=bold, italic=italic, language=language[1]))
            else:
                found.append(Text(text, bold=bold, italic=italic, link=link))
