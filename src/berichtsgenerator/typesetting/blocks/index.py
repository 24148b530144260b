"""The index: which terms occur on which pages.

Comes in: the terms that the document wants, set texts, placed pages. Goes out: marks on lines while text is set, and
the entries once everything before the index is placed. Inflected forms count ("Quoten", "des Altenquotienten").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from berichtsgenerator.diagnostics import note
from berichtsgenerator.document.blocks import Index, IndexTerm, Paragraph, ParagraphStyle
from berichtsgenerator.document.inline import Inline, Reference, Text
from berichtsgenerator.document.pages import Destination
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.typesetting.pages.pagestate import page_labels
from berichtsgenerator.typesetting.pages.unitbase import Page
from berichtsgenerator.typesetting.text.composer import SOFT_HYPHEN, Composer
from berichtsgenerator.typesetting.text.linedraw import SetText

_ENDINGS = "(?:s|es|e|n|en|er|ern|nen|innen)?"


def look_for(composer: Composer, terms: Iterable[IndexTerm]) -> None:
    """From now on texts are searched for these terms."""
    for term in terms:
        for word in (term.term, *term.also):
            composer.term_of[word.casefold()] = term.term
    if composer.term_of:
        words = sorted(composer.term_of, key=lambda word: (-len(word), word))
        spaced = (r"\s+".join(re.escape(part) for part in word.split()) for word in words)
        composer.terms = re.compile(rf"(?<!\w)({'|'.join(spaced)}){_ENDINGS}(?!\w)", re.IGNORECASE)


def _term(composer: Composer, found: str) -> str:
    return composer.term_of[" ".join(found.casefold().split())]


def found_in(composer: Composer, text: str) -> tuple[str, ...]:
    """The terms in a text, each once."""
    if composer.terms is None:
        return ()
    return tuple(dict.fromkeys(_term(composer, match[1]) for match in composer.terms.finditer(text)))


def marked(composer: Composer, text: SetText) -> SetText:
    """The text with its terms noted by the line that they begin in."""
    if composer.terms is None:
        return text
    begins, parts, length = [], [], 0
    for line in text.lines:
        begins.append(length)
        words = "".join(piece.text for piece in line.pieces).replace(SOFT_HYPHEN, "")
        parts.append(words)
        length += len(words)
    at = 0
    for match in composer.terms.finditer("".join(parts)):
        while at + 1 < len(begins) and begins[at + 1] <= match.start():
            at += 1
        text.marks[at] = (*text.marks.get(at, ()), _term(composer, match[1]))
    return text


def _runs(pages: Sequence[int], folios: Sequence[str]) -> list[tuple[int, str]]:
    """Pages in a row together: the first page and the printed words (``12–14``)."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    found = []
    for run in runs:
        if len(run) == 2:
            found += [(page, folios[page]) for page in run]
        else:
            words = folios[run[0]] if len(run) == 1 else f"{folios[run[0]]}–{folios[run[-1]]}"
            found.append((run[0], words))
    return found


def index_entries(composer: Composer, pages: Sequence[Page], block: Index) -> tuple[Paragraph, ...]:
    """A paragraph for every term that occurs, in alphabetical order, with letters between; the others are told."""
    folios, _ = page_labels(pages)
    places: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        if page.kind == "body":
            for term in dict.fromkeys(page.marks):
                places.setdefault(term, []).append(number)
    missing = [term.term for term in block.terms if term.term not in places]
    if missing:
        message = f"Für das Stichwortverzeichnis nicht gefunden: {', '.join(sorted(missing, key=sort_key))}."
        composer.report(
            note("stichwort-fehlt", message, block.place, "Weglassen oder unter „auch“ andere Wörter nennen.")
        )
    found: list[Paragraph] = []
    letter = ""
    for term in sorted(dict.fromkeys(item.term for item in block.terms), key=sort_key):
        if term not in places:
            continue
        first = _initial(term)
        if first != letter:
            letter = first
            found.append(Paragraph((Text(letter, bold=True),), ParagraphStyle.SMALL, block.place))
        content: list[Inline] = [Text(f"{term} ")]
        for at, (first_page, words) in enumerate(_runs(places[term], folios)):
            target = f"seite-{first_page}"
            composer.targets[target] = Destination(first_page, pages[first_page].height)
            if at:
                content.append(Text(", "))
            content.append(Reference(target, words))
        found.append(Paragraph(tuple(content), ParagraphStyle.SMALL, block.place))
    return tuple(found)


def _initial(term: str) -> str:
    """The letter that a term stands under: umlauts under their vowel, all digits together."""
    first = term[:1].upper()
    return {"Ä": "A", "Ö": "O", "Ü": "U"}.get(first, first if first.isalpha() else "0–9")
