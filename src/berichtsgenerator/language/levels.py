"""Sentences about one value: how high it is, how few cases lie behind it, why there is none.

Comes in: :class:`~berichtsgenerator.language.findings.Level`, ``SmallNumbers``, ``Gap``. Goes out: pieces of sentences;
none where there is nothing to say (enough cases).
"""

from __future__ import annotations

from berichtsgenerator.language.areas import for_area, in_area
from berichtsgenerator.language.dates import format_period, in_period
from berichtsgenerator.language.findings import Gap, Level, SmallNumbers
from berichtsgenerator.language.pieces import (
    SECRET,
    Piece,
    as_sentence,
    missing_text,
    number_of,
    printed_text,
    variant,
    when,
    with_unit,
)
from berichtsgenerator.language.thresholds import SMALL
from berichtsgenerator.language.units import unit_suffix
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.units import Kind

_CHANCE = (
    "Bei so kleinen Zahlen können Unterschiede zwischen einzelnen Jahren und zu anderen Gebieten auf "
    "Zufallsschwankungen beruhen."
)


def level(item: Level) -> list[Piece]:
    """How high the value is."""
    subject, area, entry = item.subject, item.area, item.entry
    if entry.value is None:
        return missing_text(subject, area, entry)
    time, where, value = in_period(when(subject, entry)), in_area(area), with_unit(subject, entry)
    if subject.lives:
        verb = "lebte" if printed_text(entry) == "1" else "lebten"
        return [f"{time} {verb} {where} ", *value, "."]
    unit = "" if subject.says_unit else unit_suffix("2", subject.unit).strip()
    heads: tuple[str, ...]
    if unit in ("", "%", "‰"):
        heads = (
            f"{where} lag {subject.nominative} {time} bei ",
            f"{subject.nominative} betrug {time} {where} ",
            f"{time} lag {subject.nominative} {where} bei ",
        )
    else:
        heads = (f"{subject.nominative} betrug {time} {where} ", f"{time} betrug {subject.nominative} {where} ")
    return [heads[variant(entry, len(heads))], *value, "."]


def small_numbers(item: SmallNumbers) -> list[Piece]:
    """That few cases lie behind a value; nothing when they are not few, or when the value itself is not there."""
    subject, area, entry, cases = item.subject, item.area, item.entry, item.numerator
    if entry.value is None:
        return missing_text(subject, area, entry)
    time = in_period(when(subject, entry))
    if cases.value is None:
        if cases.missing is Missing.SECRET:
            what = f"die Fallzahl, die {subject.dative} {in_area(area)} {time} zugrunde liegt,"
            return [f"{what} wird {SECRET}."]
        return []
    if cases.value >= SMALL:
        return []
    if printed_text(cases) == "0":
        return [f"{in_area(area)} wurde für {subject.name} {time} kein Fall gezählt. {_CHANCE}"]
    one = printed_text(cases) == "1"
    noun = "Fall" if one else "Fälle"
    if entry.key == cases.key or subject.kind in (Kind.COUNT, Kind.MEAN_COUNT):
        return [f"{in_area(area)} betrug {subject.nominative} {time} nur ", *with_unit(subject, cases), f". {_CHANCE}"]
    verb = "lag" if one else "lagen"
    pieces: list[Piece] = [f"{subject.dative} {in_area(area)} {verb} {time} nur ", number_of(cases), f"\u00a0{noun}"]
    if item.denominator is not None and item.denominator.value is not None:
        pieces.extend([" bei einer Bezugsgröße von ", number_of(item.denominator)])
    return [*pieces, f" zugrunde. {_CHANCE}"]


def gap(item: Gap) -> list[Piece]:
    """No answer, with its reason."""
    told = f" ({format_period(item.period)})" if item.period is not None else ""
    reason = f" {as_sentence(item.reason)}" if item.reason else ""
    return [f"{for_area(item.area)} liegen {item.subject.to()}{told} keine Angaben vor.{reason}"]
