"""Findings in German sentences.

Comes in: a :class:`~berichtsgenerator.language.findings.Finding` over protected entries. Goes out: inlines; every
figure that comes from the register is a Number with its key. What always holds:

* Differences of shares are Prozentpunkte, relative changes are percent.
* Printed figures decide what is said: equal in print is "ebenso hoch", never a change of 0,0.
* "leicht" and "deutlich" have limits (:mod:`~berichtsgenerator.language.thresholds`) that the report prints.
* Every sentence names its date: the Stichtag, month or mean that a year stands for, and both ends of a span.
* No cause is claimed. No change is worded across a break; the break is. What is not comparable is not compared.
  Hidden values are named as such.
* The same finding has the same words in every build: variants are chosen by a digest of the key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from berichtsgenerator.document.inline import Inlines, Number, Text
from berichtsgenerator.language.among import extremes, protected, quarter, rank, spread
from berichtsgenerator.language.comparing import comparison, multiple
from berichtsgenerator.language.findings import (
    KINDS,
    Breaks,
    Change,
    Comparison,
    Extremes,
    Finding,
    Gap,
    Level,
    Multiple,
    Protected,
    Quarter,
    Rank,
    SmallNumbers,
    Spread,
    Streak,
    Trend,
)
from berichtsgenerator.language.levels import gap, level, small_numbers
from berichtsgenerator.language.overtime import breaks, change, streak, trend
from berichtsgenerator.language.pieces import Piece, joined, merged_runs
from berichtsgenerator.language.thresholds import DIFFERENCE_NOTE, MARKED, SLIGHT, SMALL, STRENGTH_NOTE, strength

__all__ = [
    "DIFFERENCE_NOTE",
    "MARKED",
    "SLIGHT",
    "SMALL",
    "STRENGTH_NOTE",
    "finding",
    "plain_text",
    "sentence",
    "sentences",
    "strength",
]


def sentence(finding: Finding) -> Inlines:
    """The finding in words: one sentence, more where something has to be added, none where nothing is to be said."""
    return joined(_WRITERS[type(finding)](finding))


def sentences(findings: Iterable[Finding]) -> Inlines:
    """Several findings as one run of text."""
    done: list[Text | Number] = []
    for item in findings:
        told = sentence(item)
        if done and told:
            done.append(Text(" "))
        done.extend(piece for piece in told if isinstance(piece, Text | Number))
    return merged_runs(done)


def finding(kind: str, **fields: Any) -> Inlines:
    """The sentence for ``kind`` (a word of :data:`~berichtsgenerator.language.findings.KINDS`) with the fields of its
    record; raises ValueError for an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"Unbekannte Art von Befund: „{kind}“. Möglich sind: {', '.join(sorted(KINDS))}.")
    return sentence(KINDS[kind](**fields))


def plain_text(inlines: Inlines) -> str:
    """The text of a sentence without its keys."""
    return "".join(piece.text for piece in inlines if isinstance(piece, Text | Number))


_WRITERS: dict[type, Callable[[Any], list[Piece]]] = {
    Level: level,
    Comparison: comparison,
    Multiple: multiple,
    Change: change,
    Trend: trend,
    Streak: streak,
    Breaks: breaks,
    Extremes: extremes,
    Spread: spread,
    Rank: rank,
    Quarter: quarter,
    SmallNumbers: small_numbers,
    Protected: protected,
    Gap: gap,
}
