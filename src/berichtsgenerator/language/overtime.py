"""Sentences about time: change between two periods, the course of a series, runs in one direction, breaks.

Comes in: findings with entries in the order of time. Goes out: pieces of sentences that name both ends of every span.
Printed values decide the direction: equal in print is unchanged. Nothing is worded across a break; the break is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from berichtsgenerator.document.inline import Number
from berichtsgenerator.language.areas import for_area, in_area
from berichtsgenerator.language.dates import (
    NBSP,
    against_period,
    format_period,
    from_to_periods,
    in_period,
    since_period,
)
from berichtsgenerator.language.findings import Breaks, Change, Streak, Trend
from berichtsgenerator.language.numbers import spell_number
from berichtsgenerator.language.pieces import (
    SECRET,
    Piece,
    as_sentence,
    aside,
    course,
    enumerated,
    is_zero,
    missing_text,
    moved,
    number_of,
    printed_text,
    rounded,
    short_unit,
    sized,
    variant,
)
from berichtsgenerator.language.thresholds import MOSTLY, hardly_changed, strength
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.facts import steps_of
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.model.units import Kind

_LEAST_FOR_TREND = 3
_TURNING = 2


def change(item: Change) -> list[Piece]:
    """Now against an earlier period."""
    subject, area, now, earlier = item.subject, item.area, item.entry, item.earlier
    then = course(subject, earlier)
    against, where = against_period(then), in_area(area)
    hidden = [entry for entry in (now, earlier, item.change) if entry is not None and entry.missing is Missing.SECRET]
    if hidden:
        return [f"wie sich {subject.nominative} {where} {against} verändert hat, wird {SECRET}."]
    if now.value is None:
        return missing_text(subject, area, now)
    if earlier.value is None:
        gap = f"{in_period(then)} kein Wert vorliegt"
        return [f"{for_area(area)} lässt sich {subject.bei()} {against} keine Veränderung angeben, weil {gap}."]
    found = item.change
    start = f"für {subject.accusative} {where} wird {against} keine Veränderung angegeben"
    if item.break_reason:
        return [f"{start}, weil die Zeitreihe dazwischen bricht ({aside(item.break_reason)})."]
    if found is not None and found.value is None:
        reason = found.provenance.reason
        return [f"{start}.", f" {as_sentence(reason)}" if reason else ""]
    if printed_text(now) == printed_text(earlier):
        value = short_unit(subject, now)
        return [f"{subject.nominative} war {where} {in_period(course(subject, now))} ebenso "
                f"{'groß' if subject.large else 'hoch'} wie {in_period(then)} (", *value, ")."]  # fmt: skip
    return _moved(item, where)


def _moved(item: Change, where: str) -> list[Piece]:
    subject, now, earlier = item.subject, item.entry, item.earlier
    first, last = course(subject, earlier), course(subject, now)
    up = (now.value or 0.0) > (earlier.value or 0.0)
    much = strength(now.value or 0.0, earlier.value or 0.0, subject.kind)
    verb = f"{much} {moved(subject, up=up)}".strip()
    before, after = short_unit(subject, earlier, dative=True), short_unit(subject, now)
    amount: list[Piece] = []
    if item.change is not None and not is_zero(item.change):
        amount = [*sized(subject, item.change), *_percent(subject, item.percent)]
    form = variant(now, 3)
    if form == 0 and amount:
        start = f"{from_to_periods(first, last)} ist {subject.nominative} {where} um "
        return [start, *amount, " auf ", *after, f" {moved(subject, up=up)}."]
    if form == 1:
        start = f"{subject.nominative} ist {where} von "
        ends: list[Piece] = [
            start, *before, f" ({format_period(first)}) auf ", *after, f" ({format_period(last)}) {verb}",
        ]  # fmt: skip
        return [*ends, ", also um ", *amount, "."] if amount else [*ends, "."]
    start = f"{since_period(first)} ist {subject.nominative} {where} {verb}: von "
    ends = [start, *before, " auf ", *after, f" {in_period(last)}"]
    if not amount:
        return [*ends, "."]
    are = "ist" if isinstance(amount[0], Number) and amount[0].text == "1" else "sind"
    return [*ends, f", das {are} ", *amount, " mehr." if up else " weniger."]


def _percent(subject: Subject, percent: Entry | None) -> list[Piece]:
    """The relative change after the absolute one; not for shares, whose changes are Prozentpunkte only."""
    if percent is None or percent.value is None or subject.kind is Kind.SHARE or is_zero(percent):
        return []
    return [" (", number_of(percent, absolute=True), f"{NBSP}%)"]


def _yearly(subject: Subject, values: Sequence[Entry]) -> str:
    """``Jahr`` or ``Schuljahr`` where the values follow year by year, else ``""``."""
    years = [entry.key.period.year for entry in values]
    if any(after - before != 1 for before, after in pairwise(years)):
        return ""
    return "Schuljahr" if values[0].key.period.kind is PeriodKind.SCHOOL_YEAR else "Jahr"


def _shown(item: Trend | Streak) -> tuple[list[Entry], int, int]:
    """Values, and how many are hidden or missing."""
    shown = [entry for entry in item.entries if entry.value is not None]
    secret = sum(entry.missing is Missing.SECRET for entry in item.entries)
    return shown, secret, len(item.entries) - len(shown) - secret


def _notes(item: Trend | Streak, secret: int, gaps: int) -> list[Piece]:
    """What the sentence leaves out: hidden and missing values, and values before a break."""
    pieces: list[Piece] = []
    if secret:
        times = "einen Zeitpunkt" if secret == 1 else f"{spell_number(secret)} Zeitpunkte"
        pieces.append(f" Für {times} wird der Wert {SECRET}.")
    if gaps:
        times = "einen Zeitpunkt" if gaps == 1 else f"{spell_number(gaps)} Zeitpunkte"
        pieces.append(f" Für {times} liegt kein Wert vor.")
    if item.break_reason:
        pieces.append(f" Frühere Werte sind nicht vergleichbar ({aside(item.break_reason)}).")
    return pieces


def _too_short(item: Trend | Streak, secret: int, gaps: int) -> list[Piece]:
    start = f"für {item.subject.accusative} {in_area(item.area)} lässt sich kein Verlauf beschreiben, weil zu wenige "
    return [f"{start}vergleichbare Werte vorliegen.", *_notes(item, secret, gaps)]


def trend(item: Trend) -> list[Piece]:
    """The course of a series."""
    subject, where = item.subject, in_area(item.area)
    shown, secret, gaps = _shown(item)
    if len(shown) < _LEAST_FOR_TREND:
        return _too_short(item, secret, gaps)
    first, last = shown[0], shown[-1]
    span = from_to_periods(course(subject, first), course(subject, last))
    steps = steps_of(map(rounded, shown))
    rises, falls = steps.count(1), steps.count(-1)
    notes = _notes(item, secret, gaps)
    inner = "" if _whole(item, shown) else ", soweit Werte ausgewiesen sind,"
    if not rises and not falls:
        return [f"{subject.nominative} blieb {where} {span}{inner} unverändert bei ", *_at(subject, last), ".", *notes]
    lowest, highest = _ends(item, shown)
    ends: list[Piece] = [", insgesamt von ", *_at(subject, first), " auf ", *short_unit(subject, last), "."]
    if not rises or not falls:
        verb = moved(subject, up=bool(rises))
        unit = _yearly(subject, shown)
        if 0 in steps or not unit:
            other = "Rückgang" if rises else "Anstieg"
            how = "" if inner else f"ohne zwischenzeitlichen {other} "
        else:
            how = f"in jedem {unit} "
        return [f"{subject.nominative} ist {where} {span} {how}{verb}", *ends, *notes]
    if hardly_changed(rounded(lowest), rounded(highest), subject.kind):
        start = f"{subject.nominative} hat sich {where} {span}{inner} kaum verändert; die Werte lagen zwischen "
        return [start, *_at(subject, lowest), " und ", *_at(subject, highest), ".", *notes]
    turned = _turned(item, shown, steps)
    if turned:
        return [*turned, *notes]
    net = rounded(last) - rounded(first)
    most_up = rises >= MOSTLY * len(steps) and net > 0
    most_down = falls >= MOSTLY * len(steps) and net < 0
    if most_up or most_down:
        count = spell_number(rises if most_up else falls)
        verb = moved(subject, up=most_up)
        unit = "Jahren" if _yearly(subject, shown) == "Jahr" else "Schritten"
        how = f"in {count} von {spell_number(len(steps))} {unit}"
        return [f"{subject.nominative} ist {where} {span} {how} {verb}", *ends, *notes]
    at_end = last is lowest or last is highest
    recent: list[Piece] = [] if at_end else [f"; zuletzt lag {subject.pronoun} bei ", *_at(subject, last)]
    return [
        f"{subject.nominative} schwankte {where} {span}{inner} zwischen ", *_at(subject, lowest),
        f" ({format_period(course(subject, lowest))}) und ", *_at(subject, highest),
        f" ({format_period(course(subject, highest))})", *recent, ".", *notes,
    ]  # fmt: skip


def _whole(item: Trend, shown: Sequence[Entry]) -> bool:
    """True where no value between the first and the last one shown is hidden or missing."""
    first, last = item.entries.index(shown[0]), item.entries.index(shown[-1])
    return all(entry.value is not None for entry in item.entries[first:last])


def _ends(item: Trend, shown: Sequence[Entry]) -> tuple[Entry, Entry]:
    """The entries of the lowest and the highest value."""
    told, at = item.extremes, {entry.key.period: entry for entry in shown}
    return (shown[0], shown[-1]) if told is None else (at[told.lowest_at], at[told.highest_at])


def _at(subject: Subject, entry: Entry) -> list[Piece]:
    return short_unit(subject, entry, dative=True)


def _turned(item: Trend, shown: Sequence[Entry], steps: Sequence[int]) -> list[Piece]:
    """A course that rises to one point and falls from there, or the other way; at least two steps each."""
    subject = item.subject
    for way in (1, -1):
        peak = next((index for index, step in enumerate(steps) if step == -way), 0)
        before, after = steps[:peak], steps[peak:]
        if len(before) < _TURNING or len(after) < _TURNING or -way in before or way in after:
            continue
        turn, last = shown[peak], shown[-1]
        span = from_to_periods(course(subject, shown[0]), course(subject, turn))
        return [
            f"{subject.nominative} ist {in_area(item.area)} {span} von ", *_at(subject, shown[0]), " auf ",
            *short_unit(subject, turn), f" {moved(subject, up=way > 0)} und seitdem auf ", *short_unit(subject, last),
            f" {in_period(course(subject, last))} {moved(subject, up=way < 0)}.",
        ]  # fmt: skip
    return []


def streak(item: Streak) -> list[Piece]:
    """How often in a row the value has moved one way, up to the last period."""
    subject, where = item.subject, in_area(item.area)
    if item.entries and item.entries[-1].value is None:
        return missing_text(subject, item.area, item.entries[-1])
    told = item.streak
    if told is None:
        shown, secret, gaps = _shown(item)
        return _too_short(item, secret, gaps) if shown else []
    last = item.entries[-1]
    start = next(entry for entry in item.entries if entry.key.period == told.since)
    now = in_period(course(subject, last))
    if told.direction == 0:
        before = in_period(course(subject, item.entries[-2]))
        value = short_unit(subject, last)
        size = "groß" if subject.large else "hoch"
        return [f"{subject.nominative} war {where} {now} ebenso {size} wie {before} (", *value, ")."]
    verb = moved(subject, up=told.direction > 0)
    ends: list[Piece] = [
        "von ", *_at(subject, start), f" ({format_period(course(subject, start))}) auf ", *short_unit(subject, last),
    ]  # fmt: skip
    if told.steps > 1:
        return [f"{subject.nominative} ist {where} {now} zum {_ordinal(told.steps)} Mal in Folge {verb}: ", *ends, "."]
    if told.before > 1:
        other = "Anstiegen" if told.direction < 0 else "Rückgängen"
        times = f"nach {spell_number(told.before)} {other} in Folge"
        return [f"{times} ist {subject.nominative} {where} {now} wieder {verb}: ", *ends, "."]
    return [f"{subject.nominative} ist {where} {now} {verb}: ", *ends, "."]


_ORDINALS = (
    "ersten", "zweiten", "dritten", "vierten", "fünften", "sechsten", "siebten", "achten", "neunten", "zehnten",
    "elften", "zwölften",
)  # fmt: skip


def _ordinal(count: int) -> str:
    return _ORDINALS[count - 1] if count <= len(_ORDINALS) else f"{count}."


def breaks(item: Breaks) -> list[Piece]:
    """Where the series breaks; nothing when it does not."""
    if not item.breaks:
        return []
    told = [f"ab {format_period(period)} ({aside(reason)})" for period, reason in item.breaks]
    if len(told) == 1:
        since, _, why = told[0].partition(" (")
        return [f"für {item.subject.name} sind die Werte {since} nicht mit früheren vergleichbar ({why}."]
    times = {2: "zweimal", 3: "dreimal"}.get(len(told), f"{spell_number(len(told))}mal")
    return [f"die Zeitreihe für {item.subject.name} bricht {times}: {enumerated(told)}. Werte vor und nach einem "
            "Bruch sind nicht vergleichbar."]  # fmt: skip
