"""Sentences that set an area beside other areas: differences and multiples.

Comes in: :class:`~berichtsgenerator.language.findings.Comparison` and ``Multiple``. Goes out: pieces of sentences.
Areas with the same printed value are named together. Where the program refuses the difference (other source, other
population base), no comparison is worded; the reason is.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.language.areas import for_area, in_area
from berichtsgenerator.language.dates import in_period
from berichtsgenerator.language.findings import Comparison, Level, Multiple, Reference
from berichtsgenerator.language.levels import level
from berichtsgenerator.language.pieces import (
    SECRET,
    Piece,
    as_sentence,
    enumerated,
    equally,
    higher,
    is_zero,
    missing_text,
    number_of,
    printed_text,
    rounded,
    short_unit,
    sized,
    variant,
    when,
)
from berichtsgenerator.language.thresholds import strength
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing

_ABOVE = {True: "über", False: "unter"}


def comparison(item: Comparison) -> list[Piece]:
    """An area beside others."""
    subject, entry = item.subject, item.entry
    if entry.value is None:
        return missing_text(subject, item.area, entry)
    told = [reference for reference in item.references if reference.entry.value is not None and not _refused(reference)]
    rest = [*_silent(item.references), *_refusals(item.references)]
    if not told:
        return [*level(Level(subject, item.area, entry)), *rest]
    groups = _grouped(entry, told)
    sized_all = all(_size(group) is not None or _equal(entry, group) for group in groups)
    form = variant(entry, 4) if sized_all else variant(entry, 2)
    if form == 3 and not all(_equal(entry, group) or _strength(subject, entry, group) for group in groups):
        form = 2
    if form == 2 and not any(_equal(entry, group) for group in groups):
        return [*_by_value(item, groups), ".", *rest]
    time, where = in_period(when(subject, entry)), in_area(item.area)
    pieces: list[Piece]
    if form % 2 == 0:
        pieces = [f"{subject.nominative} war {time} {where} (", *short_unit(subject, entry), ") "]
    else:
        pieces = [f"{where} war {subject.nominative} {time} mit ", *short_unit(subject, entry, dative=True), " "]
    return [*pieces, *_listed(subject, entry, groups, apart=form == 3), ".", *rest]


def _refused(reference: Reference) -> bool:
    difference = reference.difference
    return difference is not None and difference.missing is Missing.NOT_APPLICABLE


def _size(group: Sequence[Reference]) -> Entry | None:
    difference = group[0].difference
    return None if difference is None or difference.value is None or is_zero(difference) else difference


def _equal(entry: Entry, group: Sequence[Reference]) -> bool:
    return printed_text(entry) == printed_text(group[0].entry)


def _strength(subject: Subject, entry: Entry, group: Sequence[Reference]) -> str:
    return strength(entry.value or 0.0, group[0].entry.value or 0.0, subject.kind)


def _grouped(entry: Entry, told: Sequence[Reference]) -> list[list[Reference]]:
    """References side by side whose printed value and difference are the same."""
    groups: list[list[Reference]] = []
    for reference in told:
        last = groups[-1] if groups else None
        if last is not None and _alike(last[0], reference) and printed_text(entry) != "":
            last.append(reference)
        else:
            groups.append([reference])
    return groups


def _alike(one: Reference, other: Reference) -> bool:
    if printed_text(one.entry) != printed_text(other.entry):
        return False
    first, second = one.difference, other.difference
    return (first is None) == (second is None) and (
        first is None or second is None or printed_text(first) == printed_text(second)
    )


def _values(subject: Subject, group: Sequence[Reference]) -> list[Piece]:
    """``5,9 %``, or ``je 5,9 %`` where areas share the printed value."""
    if len(group) == 1:
        return short_unit(subject, group[0].entry)
    return ["je ", *short_unit(subject, group[0].entry)]


def _listed(subject: Subject, entry: Entry, groups: Sequence[list[Reference]], *, apart: bool) -> list[Piece]:
    pieces: list[Piece] = []
    said = ""
    for index, group in enumerate(groups):
        if index:
            pieces.append(" und " if index == len(groups) - 1 else ", ")
        told = _against(subject, entry, group, apart=apart)
        head = _way(told[0])
        if apart and head and head == said and isinstance(told[0], str):
            told = [told[0].removeprefix(f"{head} als "), *told[1:]]
        said = head
        pieces.extend(told)
    return pieces


def _way(piece: Piece) -> str:
    """``leicht niedriger`` at the beginning of a comparison, which need not be said twice in a row."""
    return piece.partition(" als ")[0] if isinstance(piece, str) and " als " in piece else ""


def _against(subject: Subject, entry: Entry, group: Sequence[Reference], *, apart: bool) -> list[Piece]:
    own, other = entry.value or 0.0, group[0].entry.value or 0.0
    names = enumerated([in_area(reference.area) for reference in group])
    shown = [" (", *_values(subject, group), ")"]
    if _equal(entry, group):
        return [f"{equally(subject)} {names}", *shown]
    word = higher(subject, up=own > other)
    difference = _size(group)
    much = _strength(subject, entry, group)
    if difference is None:
        return [f"{much} " if much else "", f"{word} als {names}", *shown]
    if apart and much:
        return [
            f"{much} {word} als {names} (",
            *_values(subject, group),
            f"; Abstand {'je ' if len(group) > 1 else ''}",
            *sized(subject, difference),
            ")",
        ]
    return ["um ", *sized(subject, difference), f" {word} als {names}", *shown]


def _by_value(item: Comparison, groups: Sequence[list[Reference]]) -> list[Piece]:
    """``Mit 7,1 % lag die Quote in … um 1,2 Prozentpunkte über dem Wert des Landkreises …``."""
    subject, entry = item.subject, item.entry
    time = in_period(when(subject, entry))
    pieces: list[Piece] = [
        "mit ",
        *short_unit(subject, entry, dative=True),
        f" lag {subject.nominative} {in_area(item.area)} {time} ",
    ]
    for index, group in enumerate(groups):
        if index:
            pieces.append(" und " if index == len(groups) - 1 else ", ")
        above = _ABOVE[(entry.value or 0.0) > (group[0].entry.value or 0.0)]
        names = enumerated([for_area(reference.area) for reference in group])
        values = "den Werten" if len(group) > 1 else "dem Wert"
        difference = _size(group)
        if difference is not None:
            pieces.extend(["um ", *sized(subject, difference), " "])
        pieces.extend([f"{above} {values} {names} (", *_values(subject, group), ")"])
    return pieces


def _silent(references: Sequence[Reference]) -> list[Piece]:
    """References without a value, in one sentence each kind."""
    pieces: list[Piece] = []
    for secret in (True, False):
        names = [
            for_area(item.area)
            for item in references
            if item.entry.value is None and (item.entry.missing is Missing.SECRET) is secret
        ]
        if names:
            listed = enumerated([names[0][0].upper() + names[0][1:], *names[1:]])
            ending = f"wird der Vergleichswert {SECRET}." if secret else "liegt kein Vergleichswert vor."
            pieces.append(f" {listed} {ending}")
    return pieces


def _refusals(references: Sequence[Reference]) -> list[Piece]:
    """Why areas with a value are not compared, each reason once."""
    reasons = []
    for reference in references:
        difference = reference.difference
        if difference is not None and _refused(reference) and reference.entry.value is not None:
            told = (
                difference.provenance.reason
                or f"ein Vergleich mit dem Wert {for_area(reference.area)} ist nicht zulässig"
            )
            reasons.append(f" {as_sentence(told)}")
    return list(dict.fromkeys(reasons))


def multiple(item: Multiple) -> list[Piece]:
    """How many times the value of another area."""
    subject, entry, other = item.subject, item.entry, item.other
    if entry.value is None:
        return missing_text(subject, item.area, entry)
    if other.value is None or item.ratio.value is None:
        reference = Reference(item.other_area, other)
        reason = item.ratio.provenance.reason
        rest: list[Piece] = _silent((reference,))
        if other.value is not None:
            secret = item.ratio.missing is Missing.SECRET
            told = f"das Verhältnis zum Wert {for_area(item.other_area)} wird {SECRET}" if secret else reason
            rest = [f" {as_sentence(told)}"] if told else []
        return [*level(Level(subject, item.area, entry)), *rest]
    time, where = in_period(when(subject, entry)), in_area(item.area)
    start: list[Piece] = [f"{subject.nominative} war {time} {where} (", *short_unit(subject, entry), ") "]
    shown: list[Piece] = [f" {in_area(item.other_area)} (", *short_unit(subject, other), ")."]
    if printed_text(entry) == printed_text(other):
        return [*start, equally(subject), *shown]
    ratio = rounded(item.ratio)
    if ratio == 1:
        return [*start, f"fast {equally(subject)}", *shown]
    if ratio == 0:
        return [*start, f"{higher(subject, up=False)} als", *shown]
    size = "groß" if subject.large else "hoch"
    return [*start, number_of(item.ratio), f"-mal so {size} wie", *shown]
