"""Finds numbers that an author typed into a text instead of taking them from the register.

Comes in: the words of a text. Goes out: what looks like a figure without origin. Years, dates, ages, sections of law
and the numbering of lists are no figures.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?<![\w.,/-])[-+−]?\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+(?:,\d+)?|(?<![\w.,/-])[-+−]?\d+(?:,\d+)?(?![\w-])"
)
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DATE = re.compile(
    rf"\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{4}})?|\d{{1,2}}\.\s(?:{_MONTHS})(?:\s\d{{4}})?|"
    r"\d{4}/\d{2,4}|\d{4}-\d{2}(?:-\d{2})?"
)
_LAW_OR_PLACE = re.compile(
    r"(?:§§?|\b(?:Abs\.|Absatz|Satz|Nr\.|Nummer|Art\.|Artikel|SGB|Kapitel|Tabelle|Abbildung|Abschnitt|Anhang|Seite|S\.|Teil|"
    r"Ziffer|Paragraf|Klassen?|Jahrgangsstufe|Stufe|je|Pflegegrad|EU-|U))[\s\u00a0\u202f]*$"
)
_AGE_AFTER = re.compile(
    r"[\s\u00a0]*(?:bis|und|–|-)?[\s\u00a0]*(?:unter[\s\u00a0]*)?(?:\d+[\s\u00a0]*)?(?:Jahre?n?\b|-?jährig|Monate?n?\b)"
)
_AGE_BEFORE = re.compile(r"\b(?:unter|ab|bis|über|von|zwischen|und)[\s\u00a0\u202f]*$")
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+|\[\[[^\]]*\]\]")


def typed_numbers(text: str) -> tuple[tuple[int, str], ...]:
    """Offset and text of every typed figure."""
    masked = _LINK.sub(lambda match: " " * len(match[0]), text)
    masked = _DATE.sub(lambda match: " " * len(match[0]), masked)
    found = []
    for match in _NUMBER.finditer(masked):
        number, before, after = match[0], masked[: match.start()], masked[match.end() :]
        if re.fullmatch(r"(?:19|20)\d\d", number) and not after.lstrip().startswith("%"):
            continue
        if after.startswith((".", ")")) and re.search(r"(?:^|\n)\s*$", before):
            continue
        if _AGE_AFTER.match(after) or (_AGE_BEFORE.search(before) and re.match(r".{0,25}(?:Jahre|jährig)", after)):
            continue
        if _LAW_OR_PLACE.search(before):
            continue
        found.append((match.start(), number))
    return tuple(found)
