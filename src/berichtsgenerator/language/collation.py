"""German sorting order: DIN 5007 variant 1 (dictionary order).

Umlauts sort with their base letters, ß as ss, upper and lower case together, hyphens and blanks like nothing between
words; names that are then equal keep a fixed order by accents and case.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans({"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"})
_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[tuple[tuple[int, int, str], ...], str, str]:
    """A key for ``sorted``: base letters first, numbers by their size, then accents, then case."""
    expanded = text.translate(_SPECIAL)
    base = "".join(char for char in unicodedata.normalize("NFD", expanded) if not unicodedata.combining(char))
    folded = " ".join(re.sub(r"[^\w]+", " ", base.casefold()).split())
    parts: list[tuple[int, int, str]] = []
    for part in _DIGITS.split(folded):
        if part.isdigit():
            parts.append((0, int(part), ""))
        elif part:
            parts.append((1, 0, part))
    return (tuple(parts), unicodedata.normalize("NFC", text).casefold(), text)
