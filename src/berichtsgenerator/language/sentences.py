"""Findings in German sentences.

Comes in: a :class:`~berichtsgenerator.language.findings.Finding` over protected entries. Goes out: inlines; every
figure that comes from the register is a Number with its key. What always holds:

* Differences of shares are Prozentpunkte, relative changes are percent.
* Printed figures decide what is said: equal in print is "unverändert" or "ebenso hoch", never a change of 0,0.
* "leicht" is said of relative differences below 5 percent, "deutlich" from 20 percent on, nothing in between
  (:data:`STRENGTH_NOTE` says so to the reader).
* No cause is claimed. No change is worded across a break; the break is. Hidden values are named as such.
* The same finding has the same words in every build: variants are chosen by a checksum of the key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from berichtsgenerator.document.inline import Inlines, Number, Text
from berichtsgenerator.language.areas import for_area, in_area, level_noun, subject_area
from berichtsgenerator.language.dates import NBSP, against_period, format_period, in_period, since_period
from berichtsgenerator.language.findings import (
    KINDS,
    Change,
    Comparison,
    Extremes,
    Finding,
    Gap,
    Level,
    Rank,
    Reference,
    Spread,
)
from berichtsgenerator.language.numbers import format_number, spell_count, spell_number
from berichtsgenerator.language.pieces import (
    Piece,
    as_sentence,
    enumerated,
    is_zero,
    joined,
    merged_runs,
    number_of,
    printed_text,
    short_unit,
    sized,
    variant,
    with_unit,
)
from berichtsgenerator.language.units import unit_suffix
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.units import Kind

SLIGHT = 0.05
"""Relative differences below this are "leicht"."""
MARKED = 0.20
"""Relative differences from this on are "deutlich"."""
STRENGTH_NOTE = (
    f"Als „leicht“ werden Unterschiede und Veränderungen von weniger als 5{NBSP}% des Ausgangswerts bezeichnet, als "
    f"„deutlich“ solche von mindestens 20{NBSP}%."
)
"""What the annex says of the two words."""

_SECRET = "aus Gründen der Geheimhaltung nicht ausgewiesen"


def sentence(finding: Finding) -> Inlines:
    """The finding in words: one sentence, or two where something has to be added."""
    return joined(_WRITERS[type(finding)](finding))


def sentences(findings: Iterable[Finding]) -> Inlines:
    """Several findings as one run of text."""
    done: list[Text | Number] = []
    for item in findings:
        if done:
            done.append(Text(" "))
        done.extend(piece for piece in sentence(item) if isinstance(piece, Text | Number))
    return merged_runs(done)


def finding(kind: str, **fields: Any) -> Inlines:
    """The sentence for ``kind`` (``stand``, ``vergleich``, ``veraenderung``, ``extreme``, ``spannweite``, ``rang``,
    ``luecke``) with the fields of its record; raises ValueError for an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"Unbekannte Art von Befund: „{kind}“. Möglich sind: {', '.join(sorted(KINDS))}.")
    return sentence(KINDS[kind](**fields))


def plain_text(inlines: Inlines) -> str:
    """The text of a sentence without its keys."""
    return "".join(piece.text for piece in inlines if isinstance(piece, Text | Number))


def strength(value: float, base: float) -> str:
    """``leicht``, ``deutlich`` or ``""`` for the difference of two values, relative to ``base``."""
    if base == 0:
        return ""
    relative = abs(value - base) / abs(base)
    if relative < SLIGHT:
        return "leicht"
    return "deutlich" if relative >= MARKED else ""


def _missing(subject: Subject, area: Area, entry: Entry) -> list[Piece]:
    """Why there is no value, in words."""
    when = in_period(entry.key.period)
    where = for_area(area)
    reason = entry.provenance.reason
    if entry.missing is Missing.SECRET:
        return [f"{where} wird {subject.nominative} {when} {_SECRET}."]
    if entry.missing is Missing.UNRELIABLE:
        return [f"{where} ist {subject.nominative} {when} nicht sicher genug, um ausgewiesen zu werden."]
    if entry.missing is Missing.LATER:
        return [f"{where} liegt {subject.nominative} {when} noch nicht vor; die Angabe folgt später."]
    if entry.missing is Missing.NOT_APPLICABLE:
        return [f"{where} ist {subject.nominative} {when} nicht sinnvoll zu berechnen.", f" {reason}" if reason else ""]
    if entry.missing is Missing.UNKNOWN:
        return [f"{where} ist {subject.nominative} {when} unbekannt oder wird von der Quelle geheim gehalten."]
    return [f"{where} liegt {subject.nominative} {when} nicht vor.", f" {reason}" if reason else ""]


def _level(item: Level) -> list[Piece]:
    subject, area, entry = item.subject, item.area, item.entry
    if entry.value is None:
        return _missing(subject, area, entry)
    when, where, value = in_period(entry.key.period), in_area(area), with_unit(subject, entry)
    unit = "" if subject.says_unit else unit_suffix("2", subject.unit).strip()
    heads: tuple[str, ...]
    if unit in ("", "%", "‰"):
        heads = (
            f"{where} lag {subject.nominative} {when} bei ",
            f"{subject.nominative} betrug {when} {where} ",
            f"{when} lag {subject.nominative} {where} bei ",
        )
    else:
        heads = (f"{subject.nominative} betrug {when} {where} ", f"{when} betrug {subject.nominative} {where} ")
    return [heads[variant(entry, len(heads))], *value, "."]


def _comparison(item: Comparison) -> list[Piece]:
    subject, area, entry = item.subject, item.area, item.entry
    if entry.value is None:
        return _missing(subject, area, entry)
    told = [reference for reference in item.references if reference.entry.value is not None]
    silent = [reference for reference in item.references if reference.entry.value is None]
    if not told:
        return [*_level(Level(subject, area, entry)), *_silent(silent, " ")]
    when, where = in_period(entry.key.period), in_area(area)
    pieces: list[Piece] = (
        [f"{subject.nominative} war {when} {where} (", *short_unit(subject, entry), ") "]
        if variant(entry, 2) == 0
        else [f"{where} war {subject.nominative} {when} mit ", *short_unit(subject, entry, dative=True), " "]
    )
    for index, reference in enumerate(told):
        if index:
            pieces.append(" und " if index == len(told) - 1 else ", ")
        pieces.extend(_against(subject, entry, reference))
    return [*pieces, ".", *_silent(silent, " ")]


def _against(subject: Subject, entry: Entry, reference: Reference) -> list[Piece]:
    own, other = entry.value or 0.0, reference.entry.value or 0.0
    shown = [" (", *short_unit(subject, reference.entry), ")"]
    if printed_text(entry) == printed_text(reference.entry):
        return [f"ebenso hoch wie {in_area(reference.area)}", *shown]
    word = "höher" if own > other else "niedriger"
    difference = reference.difference
    if difference is None or difference.value is None:
        much = strength(own, other)
        return [f"{much} " if much else "", f"{word} als {in_area(reference.area)}", *shown]
    if is_zero(difference):
        return [f"geringfügig {word} als {in_area(reference.area)}", *shown]
    return ["um ", *sized(subject, difference), f" {word} als {in_area(reference.area)}", *shown]


def _silent(references: Sequence[Reference], before: str) -> list[Piece]:
    """References without a value, in one sentence each kind."""
    pieces: list[Piece] = []
    for secret in (True, False):
        names = [for_area(item.area) for item in references if (item.entry.missing is Missing.SECRET) is secret]
        if names:
            listed = enumerated([names[0][0].upper() + names[0][1:], *names[1:]])
            ending = f"wird der Vergleichswert {_SECRET}." if secret else "liegt kein Vergleichswert vor."
            pieces.append(f"{before}{listed} {ending}")
    return pieces


def _change(item: Change) -> list[Piece]:
    subject, area, now, earlier = item.subject, item.area, item.entry, item.earlier
    against, where = against_period(earlier.key.period), in_area(area)
    hidden = [entry for entry in (now, earlier, item.change) if entry is not None and entry.missing is Missing.SECRET]
    if hidden:
        return [f"wie sich {subject.nominative} {where} {against} verändert hat, wird {_SECRET}."]
    if now.value is None:
        return _missing(subject, area, now)
    if earlier.value is None:
        gap = f"{in_period(earlier.key.period)} kein Wert vorliegt"
        return [f"{for_area(area)} lässt sich {against} keine Veränderung angeben, weil {gap}."]
    change = item.change
    start = f"für {subject.accusative} {where} wird {against} keine Veränderung angegeben"
    if item.break_reason:
        return [f"{start}, weil die Zeitreihe dazwischen bricht ({item.break_reason.rstrip('.')})."]
    if change is not None and change.value is None:
        reason = change.provenance.reason
        return [f"{start}.", f" {as_sentence(reason)}" if reason else ""]
    if printed_text(now) == printed_text(earlier):
        return [f"{subject.nominative} ist {where} {against} unverändert (", *short_unit(subject, now), ")."]
    verb = "gestiegen" if now.value > earlier.value else "gesunken"
    if change is None or is_zero(change):
        return [*_from_to(item, where, verb), "."]
    amount = [*sized(subject, change), *_percent(subject, item.percent)]
    if variant(now, 2) == 0:
        start = f"{subject.nominative} ist {where} {against} um "
        return [start, *amount, " auf ", *short_unit(subject, now), f" {verb}."]
    are = "ist" if isinstance(amount[0], Number) and amount[0].text == "1" else "sind"
    more = " mehr." if verb == "gestiegen" else " weniger."
    return [*_from_to(item, where, verb), f", das {are} ", *amount, more]


def _from_to(item: Change, where: str, verb: str) -> list[Piece]:
    now, earlier = item.entry, item.earlier
    much = strength(now.value or 0.0, earlier.value or 0.0)
    since = since_period(earlier.key.period)
    return [
        f"{since} ist {item.subject.nominative} {where} {much + ' ' if much else ''}{verb}: von ",
        *short_unit(item.subject, earlier, dative=True),
        " auf ",
        *short_unit(item.subject, now),
    ]


def _percent(subject: Subject, percent: Entry | None) -> list[Piece]:
    """The relative change after the absolute one; not for shares, whose changes are Prozentpunkte only."""
    if percent is None or percent.value is None or subject.kind is Kind.SHARE or is_zero(percent):
        return []
    return [" (", number_of(percent, absolute=True), f"{NBSP}%)"]


def _split(
    values: Sequence[tuple[Area, Entry]],
) -> tuple[list[tuple[Area, Entry]], int, int]:
    """Printed values from the highest to the lowest, and how many are hidden or missing."""
    shown = [(area, entry) for area, entry in values if entry.value is not None]
    shown.sort(key=lambda pair: (-(pair[1].value or 0.0), pair[0].key))
    secret = sum(1 for _, entry in values if entry.missing is Missing.SECRET)
    return shown, secret, len(values) - len(shown) - secret


def _left_out(values: Sequence[tuple[Area, Entry]], secret: int, gaps: int) -> list[Piece]:
    if not values:
        return []
    singular, plural, gender, _ = level_noun(values[0][0].level)
    pieces: list[Piece] = []
    if secret:
        pieces.append(
            f" Für {spell_count(secret, singular, plural, gender=gender, case='akkusativ')} wird der Wert {_SECRET}."
        )
    if gaps:
        count = spell_count(gaps, singular, plural, gender=gender, case="akkusativ")
        pieces.append(f" Für {count} liegt kein Wert vor.")
    return pieces


def _tied(shown: Sequence[tuple[Area, Entry]], entry: Entry) -> list[tuple[Area, Entry]]:
    return [pair for pair in shown if printed_text(pair[1]) == printed_text(entry)]


def _places(subject: Subject, tied: Sequence[tuple[Area, Entry]], ending: str) -> list[Piece]:
    """Where the extreme value stands: up to three names, else their number; ties share one figure."""
    value = short_unit(subject, tied[0][1])
    each = "je " if len(tied) > 1 else ""
    if len(tied) <= 3:
        where = enumerated([in_area(area) for area, _ in tied])
    else:
        singular, plural, gender, dative = level_noun(tied[0][0].level)
        where = f"in {spell_count(len(tied), singular, dative or plural, gender=gender, case='dativ')}"
    return [f"{where} {ending} ({each}", *value, ")"]


def _among(values: Sequence[tuple[Area, Entry]], shown: int, within: Area | None) -> str:
    _, _, _, dative = level_noun(values[0][0].level)
    inside = f" {in_area(within)}" if within is not None else ""
    only = " mit ausgewiesenem Wert" if shown < len(values) else ""
    return f"unter den {spell_number(shown)} {dative}{inside}{only}"


def _extremes(item: Extremes) -> list[Piece]:
    subject = item.subject
    shown, secret, gaps = _split(item.values)
    if len(shown) < 2:
        return _too_few(item.subject, item.values, secret, gaps)
    when = in_period(shown[0][1].key.period)
    highest, lowest = _tied(shown, shown[0][1]), _tied(shown, shown[-1][1])
    among = _among(item.values, len(shown), item.within)
    if printed_text(shown[0][1]) == printed_text(shown[-1][1]):
        value = short_unit(subject, shown[0][1])
        return [f"{among} war {subject.nominative} {when} überall gleich hoch (", *value, ")."]
    pieces: list[Piece] = [
        f"{among} war {subject.nominative} {when} ",
        *_places(subject, highest, "am höchsten"),
        " und ",
        *_places(subject, sorted(lowest, key=lambda pair: pair[0].key), "am niedrigsten"),
        ".",
    ]
    return [*pieces, *_left_out(item.values, secret, gaps)]


def _too_few(subject: Subject, values: Sequence[tuple[Area, Entry]], secret: int, gaps: int) -> list[Piece]:
    if not values:
        return []
    plural = level_noun(values[0][0].level)[1]
    when = in_period(values[0][1].key.period)
    return [
        f"{subject.nominative} lässt sich {when} nicht über die {plural} vergleichen.",
        *_left_out(values, secret, gaps),
    ]


def _spread(item: Spread) -> list[Piece]:
    subject = item.subject
    shown, secret, gaps = _split(item.values)
    if len(shown) < 2:
        return _too_few(subject, item.values, secret, gaps)
    plural = level_noun(shown[0][0].level)[1]
    inside = f" {in_area(item.within)}" if item.within is not None else ""
    when = in_period(shown[0][1].key.period)
    if printed_text(shown[0][1]) == printed_text(shown[-1][1]):
        return _extremes(Extremes(subject, item.values, item.within))
    low, high = _tied(shown, shown[-1][1]), _tied(shown, shown[0][1])
    return [
        f"{subject.nominative} reichte über die {plural}{inside} {when} von ",
        *short_unit(subject, low[0][1], dative=True),
        f" ({_named(low)}) bis ",
        *short_unit(subject, high[0][1], dative=True),
        f" ({_named(high)}).",
        *_left_out(item.values, secret, gaps),
    ]


def _named(tied: Sequence[tuple[Area, Entry]]) -> str:
    if len(tied) <= 3:
        return enumerated([area.short for area, _ in sorted(tied, key=lambda pair: pair[0].key)])
    singular, plural, gender, _ = level_noun(tied[0][0].level)
    return spell_count(len(tied), singular, plural, gender=gender)


def _rank(item: Rank) -> list[Piece]:
    if item.rank.value is None:
        return _missing(item.subject, item.area, item.rank)
    dative = level_noun(item.area.level)[3]
    count = f"{format_number(item.count, 0)}{NBSP}{dative}"
    return [
        f"{subject_area(item.area)} liegt bei {count} mit ausgewiesenem Wert auf Rang{NBSP}",
        number_of(item.rank),
        f" (Rang{NBSP}1: höchster Wert).",
    ]


def _gap(item: Gap) -> list[Piece]:
    when = f" ({format_period(item.period)})" if item.period is not None else ""
    reason = f" {as_sentence(item.reason)}" if item.reason else ""
    return [f"{for_area(item.area)} liegen zu „{item.subject.title}“{when} keine Angaben vor.{reason}"]


_WRITERS: dict[type, Callable[[Any], list[Piece]]] = {
    Level: _level,
    Comparison: _comparison,
    Change: _change,
    Extremes: _extremes,
    Spread: _spread,
    Rank: _rank,
    Gap: _gap,
}
