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
    short_unit,
    superlative,
    variant,
    when,
)
from berichtsgenerator.language.wording import Subject
from berichtsgenerator.model import comparison as facts
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing

_CHANCE = (
    " Die Bereiche der Zufallsschwankung (95\u00a0Prozent) des höchsten und des niedrigsten Werts überlappen sich; der "
    "Unterschied kann Zufall sein."
)
_PLACES = ("", "zweit", "dritt")
_LEAST_FOR_QUARTERS = 8
_NAMED = 5
Pairs = Sequence[tuple[Area, Entry]]


def _of(values: Pairs, areas: Sequence[str]) -> list[tuple[Area, Entry]]:
    """These areas with their entries, by key."""
    wanted = set(areas)
    return sorted((pair for pair in values if pair[0].key in wanted), key=lambda pair: pair[0].key)


def _left_out(values: Pairs, spread: facts.Spread) -> list[Piece]:
    """What a reader must know besides: that chance may make the difference, and whose values are not shown."""
    if not values:
        return []
    secret, gaps = spread.secret, spread.total - spread.known - spread.secret
    singular, plural, gender, _ = level_noun(values[0][0].level)
    pieces: list[Piece] = [_CHANCE] if spread.uncertain else []
    if secret:
        count = spell_count(secret, singular, plural, gender=gender, case="akkusativ")
        pieces.append(f" Für {count} wird der Wert {SECRET}.")
    if gaps:
        count = spell_count(gaps, singular, plural, gender=gender, case="akkusativ")
        pieces.append(f" Für {count} liegt kein Wert vor.")
    return pieces


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
    subject, spread = item.subject, item.spread
    if spread.known < 2 or spread.clash:
        return _too_few(subject, item.values, spread)
    top, bottom = _of(item.values, spread.highest_areas), _of(item.values, spread.lowest_areas)
    time = in_period(when(subject, top[0][1]))
    crowd = _crowd(item.values, spread.known, item.within)
    if spread.highest == spread.lowest:
        value = short_unit(subject, top[0][1])
        size = "groß" if subject.large else "hoch"
        start = f"unter den {crowd} war {subject.nominative} {time} überall gleich {size} ("
        return [start, *value, ").", *_left_out(item.values, spread)]
    form = variant(top[0][1], 3, "extreme")
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
    return [*pieces, *_left_out(item.values, spread)]


def _too_few(subject: Subject, values: Pairs, spread: facts.Spread) -> list[Piece]:
    if not values:
        return []
    dative = level_noun(values[0][0].level)[3]
    told = format_period(when(subject, values[0][1]))
    return [
        f"{subject.nominative} ({told}) lässt sich zwischen den {dative} nicht vergleichen.",
        f" {as_sentence(spread.clash)}" if spread.clash else "",
        *_left_out(values, spread),
    ]


def spread(item: Spread) -> list[Piece]:
    """From the lowest to the highest value."""
    subject, told = item.subject, item.spread
    if told.known < 2 or told.clash:
        return _too_few(subject, item.values, told)
    if told.highest == told.lowest:
        return extremes(Extremes(subject, item.values, told, item.within))
    low, high = _of(item.values, told.lowest_areas), _of(item.values, told.highest_areas)
    dative = level_noun(high[0][0].level)[3]
    inside = f" {in_area(item.within)}" if item.within is not None else ""
    time = in_period(when(subject, high[0][1]))
    bottom = short_unit(subject, low[0][1], dative=True)
    top = short_unit(subject, high[0][1], dative=True)
    if variant(high[0][1], 2, "spannweite") == 0:
        start = f"{subject.nominative} reichte in den {dative}{inside} {time} von "
        pieces = [start, *bottom, f" ({_named(low)}) bis ", *top, f" ({_named(high)})."]
    else:
        start = f"in den {dative}{inside} lag {subject.nominative} {time} zwischen "
        pieces = [start, *bottom, f" ({_named(low)}) und ", *top, f" ({_named(high)})."]
    return [*pieces, *_left_out(item.values, told)]


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
    """The quarter of the areas in which the area lies; nothing where there are too few of them, or where so many have
    the same value that quarters say nothing.
    """
    subject, area, own, told = item.subject, item.area, item.entry, item.standing
    if own.value is None:
        return missing_text(subject, area, own)
    if item.rank is not None and item.rank.value is None:
        return rank(Rank(subject, area, item.rank, 0, own))
    known = item.spread.known
    if told is None or known < 2:
        return _too_few(subject, item.values, item.spread)
    if known < _LEAST_FOR_QUARTERS:
        return []
    if item.spread.highest == item.spread.lowest:
        return extremes(Extremes(subject, item.values, item.spread, item.within))
    group = _genitive(_crowd(item.values, known, item.within), item.values)
    time = in_period(when(subject, own))
    start: list[Piece] = ["mit ", *short_unit(subject, own, dative=True)]
    if told.quartile in (1, 4):
        word = most(subject, up=told.quartile == 4)
        return [
            *start,
            f" gehörte {subject_area(area)} {time} zu dem Viertel der {group}, in dem {subject.nominative} {word} war.",
        ]
    lay = f" lag {subject_area(area)} {time} {subject.bei()}"
    if told.above == told.below:
        return [*start, f"{lay} genau in der Mitte der {group}."]
    if told.quartile is None:
        return []
    half, end = ("oberen", "obersten") if told.quartile == 3 else ("unteren", "untersten")
    return [*start, f"{lay} in der {half} Hälfte der {group}, aber nicht im {end} Viertel."]


def _genitive(crowd: str, values: Pairs) -> str:
    """The crowd after "der": plural nouns in the genitive are the nominative plural."""
    _, plural, _, dative = level_noun(values[0][0].level)
    return crowd.replace(dative, plural, 1)


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
