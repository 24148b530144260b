"""Spaces at which a line must not end: between ``SGB`` and ``II``, ``§`` and its number, a day and its month.

Comes in: a text as an author wrote it. Goes out: the same text with no-break spaces (U+00A0) in those places.
"""

from __future__ import annotations

import re
from functools import lru_cache

from berichtsgenerator.language.dates import NBSP
from berichtsgenerator.model.periods import MONTH_NAMES

_MONTHS = "|".join(MONTH_NAMES)
_TIES = re.compile(
    rf"""
      (?<=\bSGB)[ ](?=[IVX]+\b)                                  # SGB II
    | (?<=§)[ ](?=\d)                                            # § 16, §§ 7
    | (?<=\bAbs\.)[ ](?=\d) | (?<=\bArt\.)[ ](?=\d) | (?<=\bNr\.)[ ](?=\d) | (?<=\bBd\.)[ ](?=\d) | (?<=\bS\.)[ ](?=\d)
    | (?<=\bTabelle)[ ](?=[A-Z]?\d*\.?\d+\b) | (?<=\bAbbildung)[ ](?=[A-Z]?\d*\.?\d+\b)
    | (?<=\d)[ ](?=(?:%|€|‰|km²|m²|ha\b|Euro\b|Prozent|Tsd\.|Mio\.|Mrd\.))  # 7,1 %
    | (?<=\b\d\.)[ ](?=(?:{_MONTHS})\b) | (?<=\b\d\d\.)[ ](?=(?:{_MONTHS})\b)  # 31. Dezember
    | (?<=\b[A-Za-zÄÖÜ]\.)[ ](?=[A-Za-zÄÖÜ]\.)                    # z. B., d. h., a. v. E.
    | (?<=\b\d)[ ](?=\d{{3}}\b) | (?<=\b\d\d)[ ](?=\d{{3}}\b) | (?<=\b\d\d\d)[ ](?=\d{{3}}\b)  # je 1 000
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=20_000)
def tied(text: str) -> str:
    """The text with no-break spaces where a line must not end."""
    return _TIES.sub(NBSP, text) if " " in text else text
