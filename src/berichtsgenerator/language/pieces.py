"""Pieces of a sentence: numbers with their unit, differences, lists of words, and joining them to inlines.

Comes in: entries and the subject that they belong to. Goes out: text and Numbers that carry their keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from berichtsgenerator.document.inline import Inlines, Number, Text
from berichtsgenerator.language.numbers import format_entry, format_number
from berichtsgenerator.language.units import unit_suffix
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.units import Kind

Piece = str | Number

_QUALITY = {
    Quality.PROVISIONAL: "vorläufig",
    Quality.ESTIMATED: "geschätzt",
    Quality.CORRECTED: "berichtigt",
    Quality.LIMITED: "eingeschränkt aussagekräftig",
}


def joined(pieces: Sequence[Piece]) -> Inlines:
    """The pieces as inlines with a capital letter at the beginning."""
    done: list[Text | Number] = [Text(piece) if isinstance(piece, str) else piece for piece in pieces if piece != ""]
    merged = merged_runs(done)
    if merged and isinstance(merged[0], Text):
        head = merged[0].text
        merged = (Text(head[:1].upper() + head[1:]), *merged[1:])
    return merged


def merged_runs(pieces: Sequence[Text | Number]) -> tuple[Text | Number, ...]:
    """Neighbouring texts as one."""
    merged: list[Text | Number] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, Text) and isinstance(last, Text):
            merged[-1] = Text(last.text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


def variant(entry: Entry, count: int) -> int:
    """Which of ``count`` wordings an entry takes: always the same one."""
    return crc32(str(entry.key).encode()) % count


def number_of(entry: Entry, *, absolute: bool = False) -> Number:
    """The entry's printed number with its key; ``absolute`` leaves the sign to the words."""
    value = entry.value or 0.0
    text = format_number(abs(value) if absolute else value, entry.decimals)
    return Number(text, str(entry.key))


def with_unit(subject: Subject, entry: Entry) -> list[Piece]:
    """Number, unit where the subject does not tell it already, and what is to be said of the number."""
    number = number_of(entry)
    unit = "" if subject.says_unit else unit_suffix(number.text, subject.unit)
    said = [word for quality, word in _QUALITY.items() if quality in entry.quality]
    return [number, unit, f" ({', '.join(said)})" if said else ""]


def short_unit(subject: Subject, entry: Entry, *, dative: bool = False) -> list[Piece]:
    """Number with its unit where that is short (%, Euro, Jahre); ``je 1 000 …`` is said once, not with every number."""
    number = number_of(entry)
    unit = "" if subject.says_unit else unit_suffix(number.text, subject.unit, dative=dative)
    return [number, "" if unit.strip().startswith("je") else unit]


def sized(subject: Subject, difference: Entry) -> list[Piece]:
    """Size of a difference with its unit: Prozentpunkte of shares, else the unit of the subject."""
    number = number_of(difference, absolute=True)
    if subject.kind is Kind.SHARE or difference.kind is Kind.POINTS:
        return [number, unit_suffix(number.text, "Prozentpunkte")]
    unit = "" if subject.says_unit else unit_suffix(number.text, subject.unit)
    return [number, "" if unit.strip().startswith("je") else unit]


def printed_text(entry: Entry) -> str:
    """What readers see of the entry."""
    return format_entry(entry, zero=True).text


def is_zero(entry: Entry) -> bool:
    """True for what is printed as zero."""
    return not entry.value or format_number(abs(entry.value), entry.decimals).strip("0,") == ""


def as_sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    clean = text.strip()
    return clean[:1].upper() + clean[1:] + ("" if clean.endswith((".", "!", "?")) else ".")


def enumerated(words: Sequence[str]) -> str:
    """``A``, ``A und B``, ``A, B und C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} und {words[-1]}"
