"""Sentences about many areas of one level: extremes, spread, rank, quarter, and who is protected.

Comes in: findings with the values of all areas. Goes out: pieces of sentences. Printed values decide: what is equal in
print shares the place. Hidden and missing areas are counted, never ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.language.areas import for_area, in_area, level_noun, subject_area
from berichtsgenerator.language.dates import NBSP, format_period, in_period
from berichtsgenerator.language.findings import AreaValues, Extremes, Protected, Quarter, Rank, Spread
from berichtsgenerator.language.numbers import spell_count, spell_number
from berichtsgenerator.language.pieces import (
    SECRET,
    Piece,
    as_sentence,
    enumerated,
    missing_text,
    most,
    number_of,
    number_word,
    printed_text,
    short_unit,
    superlative,
    variant,
    when,
)
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing

_PLACES = ("", "zweit", "dritt")
_LEAST_FOR_QUARTERS = 8
_NAMED = 5
Pairs = Sequence[tuple[Area, Entry]]


def _split(values: Pairs) -> tuple[list[tuple[Area, Entry]], int, int]:
    """Printed values from the highest to the lowest, and how many are hidden or missing."""
    shown = [(area, entry) for area, entry in values if entry.value is not None]
    shown.sort(key=lambda pair: (-(pair[1].value or 0.0), pair[0].key))
    secret = sum(1 for _, entry in values if entry.missing is Missing.SECRET)
    return shown, secret, len(values) - len(shown) - secret


def _left_out(values: Pairs, secret: int, gaps: int) -> list[Piece]:
    if not values:
        return []
    singular, plural, gender, _ = level_noun(values[0][0].level)
    pieces: list[Piece] = []
    if secret:
        count = spell_count(secret, singular, plural, gender=gender, case="akkusativ")
        pieces.append(f" Für {count} wird der Wert {SECRET}.")
    if gaps:
        count = spell_count(gaps, singular, plural, gender=gender, case="akkusativ")
        pieces.append(f" Für {count} liegt kein Wert vor.")
    return pieces


def _tied(shown: Pairs, entry: Entry) -> list[tuple[Area, Entry]]:
    found = [pair for pair in shown if printed_text(pair[1]) == printed_text(entry)]
    return sorted(found, key=lambda pair: pair[0].key)


def _where(tied: Pairs) -> str:
    """Up to three names, else their number."""
    if len(tied) <= 3:
        return enumerated([in_area(area) for area, _ in tied])
    singular, plural, gender, dative = level_noun(tied[0][0].level)
    return f"in {spell_count(len(tied), singular, dative or plural, gender=gender, case='dativ')}"


def _named(tied: Pairs) -> str:
    if len(tied) <= 3:
        return enumerated([area.short for area, _ in tied])
    singular, plural, gender, _ = level_noun(tied[0][0].level)
    return spell_count(len(tied), singular, plural, gender=gender)


def _figure(subject: Subject, tied: Pairs) -> list[Piece]:
    return [" (", "je " if len(tied) > 1 else "", *short_unit(subject, tied[0][1]), ")"]


def _crowd(values: Pairs, shown: int, within: Area | None) -> str:
    """``23 Gemeinden im Landkreis … mit ausgewiesenem Wert`` in the dative."""
    dative = level_noun(values[0][0].level)[3]
    inside = f" {in_area(within)}" if within is not None else ""
    only = " mit ausgewiesenem Wert" if shown < len(values) else ""
    count = "beiden" if shown == 2 else spell_number(shown)
    return f"{count} {dative}{inside}{only}"


def _has(tied: Pairs) -> str:
    return "hatten" if len(tied) > 1 else "hatte"


def extremes(item: Extremes) -> list[Piece]:
    """Highest and lowest."""
    subject = item.subject
    shown, secret, gaps = _split(item.values)
    if len(shown) < 2:
        return _too_few(subject, item.values, secret, gaps)
    time = in_period(when(subject, shown[0][1]))
    crowd = _crowd(item.values, len(shown), item.within)
    if printed_text(shown[0][1]) == printed_text(shown[-1][1]):
        value = short_unit(subject, shown[0][1])
        size = "groß" if subject.large else "hoch"
        start = f"unter den {crowd} war {subject.nominative} {time} überall gleich {size} ("
        return [start, *value, ").", *_left_out(item.values, secret, gaps)]
    top, bottom = _tied(shown, shown[0][1]), _tied(shown, shown[-1][1])
    form = variant(shown[0][1], 3, "extreme")
    pieces: list[Piece]
    if form == 0:
        pieces = [
            f"unter den {crowd} war {subject.nominative} {time} {_where(top)} {most(subject, up=True)}",
            *_figure(subject, top),
            f" und {_where(bottom)} {most(subject, up=False)}",
            *_figure(subject, bottom),
            ".",
        ]
    elif form == 1 or max(len(top), len(bottom)) > 3:
        pieces = [
            f"im Vergleich der {_genitive(crowd, item.values)} war {subject.nominative} {time} {_where(top)} "
            f"{most(subject, up=True)}",
            *_figure(subject, top),
            f", {_where(bottom)} {most(subject, up=False)}",
            *_figure(subject, bottom),
            ".",
        ]
    else:
        adjective, noun = superlative(subject, up=True)
        lowest, _ = superlative(subject, up=False)
        pieces = [
            f"von den {crowd} {_has(top)} {enumerated([subject_area(area) for area, _ in top])} {time} "
            f"{adjective}{noun}",
            *_figure(subject, top),
            f", {enumerated([subject_area(area) for area, _ in bottom])} {lowest}",
            *_figure(subject, bottom),
            ".",
        ]
    return [*pieces, *_left_out(item.values, secret, gaps)]


def _too_few(subject: Subject, values: Pairs, secret: int, gaps: int) -> list[Piece]:
    if not values:
        return []
    dative = level_noun(values[0][0].level)[3]
    told = format_period(when(subject, values[0][1]))
    return [
        f"{subject.nominative} ({told}) lässt sich zwischen den {dative} nicht vergleichen.",
        *_left_out(values, secret, gaps),
    ]


def spread(item: Spread) -> list[Piece]:
    """From the lowest to the highest value."""
    subject = item.subject
    shown, secret, gaps = _split(item.values)
    if len(shown) < 2:
        return _too_few(subject, item.values, secret, gaps)
    if printed_text(shown[0][1]) == printed_text(shown[-1][1]):
        return extremes(Extremes(subject, item.values, item.within))
    dative = level_noun(shown[0][0].level)[3]
    inside = f" {in_area(item.within)}" if item.within is not None else ""
    time = in_period(when(subject, shown[0][1]))
    low, high = _tied(shown, shown[-1][1]), _tied(shown, shown[0][1])
    bottom = short_unit(subject, low[0][1], dative=True)
    top = short_unit(subject, high[0][1], dative=True)
    if variant(shown[0][1], 2, "spannweite") == 0:
        start = f"{subject.nominative} reichte in den {dative}{inside} {time} von "
        pieces = [start, *bottom, f" ({_named(low)}) bis ", *top, f" ({_named(high)})."]
    else:
        start = f"in den {dative}{inside} lag {subject.nominative} {time} zwischen "
        pieces = [start, *bottom, f" ({_named(low)}) und ", *top, f" ({_named(high)})."]
    return [*pieces, *_left_out(item.values, secret, gaps)]


def _together(item: Rank) -> str:
    if not item.tied:
        return ""
    singular, plural, gender, dative = level_noun(item.area.level)
    if item.tied == 1:
        other = {"m": "einem anderen", "f": "einer anderen", "n": "einem anderen"}[gender]
        return f" gemeinsam mit {other} {singular}"
    return f" gemeinsam mit {spell_number(item.tied)} anderen {dative or plural}"


def rank(item: Rank) -> list[Piece]:
    """The place among the areas of the level: the first and last three in words, all others as a rank."""
    subject, area, entry = item.subject, item.area, item.entry
    if item.rank.value is None:
        if entry is not None and entry.value is not None and item.rank.missing is not Missing.SECRET:
            reason = f" {as_sentence(item.rank.provenance.reason)}" if item.rank.provenance.reason else ""
            return [f"{for_area(area)} wird {subject.bei()} keine Rangfolge angegeben.{reason}"]
        return missing_text(subject, area, item.rank)
    place = round(item.rank.value)
    if item.count < 2:
        only = f"außer {for_area(area)} liegt kein Wert vor" if item.count else "es liegen keine Werte vor"
        return [f"{for_area(area)} wird {subject.bei()} keine Rangfolge angegeben: {only}."]
    dative = level_noun(area.level)[3]
    crowd = f"{spell_number(item.count)}{NBSP}{dative}"
    if item.within is not None:
        crowd += f" {in_area(item.within)}"
    time = in_period(when(subject, entry or item.rank))
    figure: list[Piece] = [] if entry is None else [" mit ", *short_unit(subject, entry, dative=True)]
    from_below = item.count - place - item.tied
    if min(place - 1, from_below) < len(_PLACES) and item.count > 2 * len(_PLACES):
        up = place - 1 <= from_below
        adjective, noun = superlative(subject, up=up, prefix=_PLACES[place - 1 if up else from_below])
        head, _, word = adjective.rpartition(" ")
        start = f"von den {crowd} hatte {subject_area(area)} {time}"
        tied = _together(item)
        return [start, *figure, f"{tied} {head} ", number_word(item.rank, word), f"{noun}."]
    start = f"{subject.bei()} lag {subject_area(area)} {time}"
    tail = f"{_together(item)} auf Rang{NBSP}"
    return [start, *figure, tail, number_of(item.rank), f" von {crowd} (Rang{NBSP}1: höchster Wert)."]


def quarter(item: Quarter) -> list[Piece]:
    """The quarter of the areas in which the area lies; nothing where there are too few of them."""
    subject, area = item.subject, item.area
    own = next((entry for place, entry in item.values if place.key == area.key), None)
    if own is None:
        return []
    if own.value is None:
        return missing_text(subject, area, own)
    if item.rank is not None and item.rank.value is None:
        return rank(Rank(subject, area, item.rank, 0, own))
    shown, secret, gaps = _split(item.values)
    if len(shown) < _LEAST_FOR_QUARTERS:
        return _too_few(subject, item.values, secret, gaps) if len(shown) < 2 else []
    crowd = _crowd(item.values, len(shown), item.within)
    time = in_period(when(subject, own))
    above = sum(1 for _, entry in shown if (entry.value or 0.0) > own.value and not _same(entry, own))
    below = sum(1 for _, entry in shown if (entry.value or 0.0) < own.value and not _same(entry, own))
    start: list[Piece] = ["mit ", *short_unit(subject, own, dative=True)]
    if 4 * above < len(shown) or 4 * below < len(shown):
        word = most(subject, up=4 * above < len(shown) and above <= below)
        quarter_of = f"zu dem Viertel der {_genitive(crowd, item.values)}"
        return [*start, f" gehörte {subject_area(area)} {time} {quarter_of}, in dem {subject.nominative} {word} war."]
    group = _genitive(crowd, item.values)
    lay = f" lag {subject_area(area)} {time} {subject.bei()}"
    if above == below:
        return [*start, f"{lay} genau in der Mitte der {group}."]
    half, end = ("oberen", "obersten") if above < below else ("unteren", "untersten")
    return [*start, f"{lay} in der {half} Hälfte der {group}, aber nicht im {end} Viertel."]


def _genitive(crowd: str, values: Pairs) -> str:
    """The crowd after "der": plural nouns in the genitive are the nominative plural."""
    _, plural, _, dative = level_noun(values[0][0].level)
    return crowd.replace(dative, plural, 1)


def _same(one: Entry, other: Entry) -> bool:
    return printed_text(one) == printed_text(other)


def protected(item: Protected) -> list[Piece]:
    """Which areas are kept secret; nothing when none is."""
    values: AreaValues = item.values
    hidden = sorted((pair for pair in values if pair[1].missing is Missing.SECRET), key=lambda pair: pair[0].key)
    if not hidden:
        return []
    subject, entry = item.subject, hidden[0][1]
    if len(values) == 1:
        return missing_text(subject, hidden[0][0], entry)
    what = f"{subject.nominative} ({format_period(when(subject, entry))})"
    inside = f" {in_area(item.within)}" if item.within is not None else ""
    all_of_them = "beiden" if len(values) == 2 else spell_number(len(values))
    _, plural, gender, _ = level_noun(hidden[0][0].level)
    names = f": {enumerated([area.short for area, _ in hidden])}" if len(hidden) <= _NAMED else ""
    if len(hidden) == len(values):
        return [f"für alle {spell_number(len(values))} {plural}{inside} wird {what} {SECRET}."]
    one = {"m": "einen", "f": "eine", "n": "eines"}[gender]
    count = one if len(hidden) == 1 else spell_number(len(hidden))
    return [f"für {count} der {all_of_them} {plural}{inside} wird {what} {SECRET}{names}."]
