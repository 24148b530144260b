"""Pieces of a sentence: numbers with their unit, differences, lists of words, and joining them to inlines.

Comes in: entries and the subject that they belong to. Goes out: text and Numbers that carry their keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from berichtsgenerator.document.inline import Inlines, Number, Text
from berichtsgenerator.language.areas import for_area
from berichtsgenerator.language.dates import format_period, spoken_period
from berichtsgenerator.language.numbers import MINUS, NARROW, format_entry, format_number
from berichtsgenerator.language.units import unit_suffix
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import Kind

Piece = str | Number

SECRET = "aus Gründen der Geheimhaltung nicht ausgewiesen"
"""How a hidden value is spoken of."""

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


def variant(entry: Entry, count: int, salt: str = "") -> int:
    """Which of ``count`` wordings an entry takes: always the same one; ``salt`` parts kinds of findings."""
    digest = blake2b(f"{salt}{entry.key}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % count


def number_of(entry: Entry, *, absolute: bool = False) -> Number:
    """The entry's printed number with its key; ``absolute`` leaves the sign to the words."""
    value = entry.value or 0.0
    text = format_number(abs(value) if absolute else value, entry.decimals)
    return Number(text, str(entry.key))


def number_word(entry: Entry, word: str) -> Number:
    """A word that stands for the entry (``dritthöchste``), with its key."""
    return Number(word, str(entry.key))


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
    return [number, _repeated(unit)]


_LONG = 16
"""Units of more characters are said with a number alone, not with every number of a comparison."""


def _repeated(unit: str) -> str:
    """The unit where it is said with every number of a sentence: not ``je 1 000 …``, not a long one."""
    bare = unit.strip()
    return "" if bare.startswith("je") or len(bare) > _LONG else unit


def sized(subject: Subject, difference: Entry) -> list[Piece]:
    """Size of a difference with its unit: Prozentpunkte of shares, else the unit of the subject."""
    number = number_of(difference, absolute=True)
    if subject.kind is Kind.SHARE or difference.kind is Kind.POINTS:
        return [number, unit_suffix(number.text, "Prozentpunkte")]
    unit = "" if subject.says_unit else unit_suffix(number.text, subject.unit)
    return [number, _repeated(unit)]


def printed_text(entry: Entry) -> str:
    """What readers see of the entry."""
    return format_entry(entry, zero=True).text


def is_zero(entry: Entry) -> bool:
    """True for what is printed as zero."""
    return not entry.value or format_number(abs(entry.value), entry.decimals).strip("0,") == ""


def when(subject: Subject, entry: Entry) -> Period:
    """The period of an entry as a sentence names it: the day, month or mean that a year stands for."""
    return spoken_period(entry.key.period, subject.dates)


def course(subject: Subject, entry: Entry) -> Period:
    """The same for changes over time, where the means of years are told as years."""
    meant = when(subject, entry)
    return entry.key.period if meant.kind is PeriodKind.ANNUAL_MEAN else meant


def rounded(entry: Entry) -> float:
    """The value as it is printed."""
    text = format_number(entry.value or 0.0, entry.decimals)
    return float(text.replace(NARROW, "").replace(MINUS, "-").replace(",", "."))


def higher(subject: Subject, *, up: bool) -> str:
    """``höher``, ``niedriger``, ``größer``, ``kleiner``."""
    return ("größer" if up else "kleiner") if subject.large else ("höher" if up else "niedriger")


def most(subject: Subject, *, up: bool) -> str:
    """``am höchsten``, ``am niedrigsten``, ``am größten``, ``am kleinsten``."""
    return ("am größten" if up else "am kleinsten") if subject.large else ("am höchsten" if up else "am niedrigsten")


def superlative(subject: Subject, *, up: bool, prefix: str = "") -> tuple[str, str]:
    """The subject with its superlative in the accusative, parted after the adjective: ``die höchste`` and `` Quote``,
    ``den zweitniedrigsten`` and `` Anteil der …``.
    """
    article, _, noun = subject.accusative.partition(" ")
    stem = ("größt" if up else "kleinst") if subject.large else ("höchst" if up else "niedrigst")
    ending = "en" if article == "den" else "e"
    return f"{article} {prefix}{stem}{ending}", f" {noun}"


def equally(subject: Subject) -> str:
    """``ebenso hoch wie``."""
    return "ebenso groß wie" if subject.large else "ebenso hoch wie"


def moved(subject: Subject, *, up: bool) -> str:
    """``gestiegen``, ``gesunken``; of what is large ``gewachsen``, ``zurückgegangen``."""
    return ("gewachsen" if up else "zurückgegangen") if subject.large else ("gestiegen" if up else "gesunken")


def missing_text(subject: Subject, area: Area, entry: Entry) -> list[Piece]:
    """Why there is no value, in words."""
    what = f"{subject.nominative} ({format_period(when(subject, entry))})"
    where = for_area(area)
    reason = f" {as_sentence(entry.provenance.reason)}" if entry.provenance.reason else ""
    if entry.missing is Missing.SECRET:
        return [f"{where} wird {what} {SECRET}."]
    if entry.missing is Missing.UNRELIABLE:
        return [f"{where} ist {what} nicht sicher genug, um ausgewiesen zu werden."]
    if entry.missing is Missing.LATER:
        return [f"{where} liegt {what} noch nicht vor; die Angabe folgt später."]
    if entry.missing is Missing.NOT_APPLICABLE:
        return [f"{where} lässt sich {what} nicht sinnvoll berechnen.", reason]
    if entry.missing is Missing.UNKNOWN:
        return [f"{where} ist {what} unbekannt oder wird von der Quelle geheim gehalten."]
    return [f"{where} liegt {what} nicht vor.", reason]


def as_sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    clean = text.strip()
    return clean[:1].upper() + clean[1:] + ("" if clean.endswith((".", "!", "?")) else ".")


def aside(reason: str) -> str:
    """A reason for brackets: no full stop, no brackets of its own."""
    return reason.strip().rstrip(".").replace(" (", ", ").replace(")", "")


def enumerated(words: Sequence[str]) -> str:
    """``A``, ``A und B``, ``A, B und C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} und {words[-1]}"
