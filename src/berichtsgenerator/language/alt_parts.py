"""Sentences and parts of sentences that alternative texts of charts share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from berichtsgenerator.document.graphics import Datum
from berichtsgenerator.language.numbers import format_number, spell_count
from berichtsgenerator.language.units import unit_suffix

LIMIT = 500
"""Most characters of an alternative text."""
_TITLE = 200


def fit(sentences: Iterable[str]) -> str:
    """Whole sentences in their order as long as there is room; a later shorter one may still fit."""
    text = ""
    for item in sentences:
        if not item:
            continue
        longer = f"{text} {item}" if text else cut(item, LIMIT)
        if len(longer) <= LIMIT:
            text = longer
    return text


def cut(text: str, limit: int) -> str:
    """The text, shortened at a blank with an ellipsis when it is too long."""
    if len(text) <= limit:
        return text
    return text[: limit - 2].rpartition(" ")[0].rstrip(" ,;:") + " …"


def head(kind: str, title: str) -> str:
    """Kind of chart and its title."""
    clean = cut(title.strip().rstrip("."), _TITLE)
    return f"{kind}: {clean}." if clean else f"{kind}."


def value(datum: Datum, unit: str) -> str:
    """A printed value with its unit."""
    return f"{datum.label}{suffix(datum.label, unit)}"


def suffix(number: str, unit: str) -> str:
    """The unit after a number, ``""`` for long ones."""
    found = unit_suffix(number, unit)
    return "" if found.strip().startswith("je") else found


def names(names: Sequence[str]) -> str:
    """A list of names, at most three of them."""
    if len(names) > 3:
        return f"{', '.join(names[:2])} und {format_number(len(names) - 2, 0)} weitere"
    return f"{', '.join(names[:-1])} und {names[-1]}" if len(names) > 1 else "".join(names)


def extremes(pairs: Sequence[tuple[str, Datum]], unit: str) -> str:
    """Highest and lowest printed value with their names; ties share one figure."""
    shown = [(name, datum) for name, datum in pairs if datum.value is not None]
    if not shown:
        return "Kein Wert wird ausgewiesen."
    high = max(shown, key=lambda pair: pair[1].value or 0.0)[1]
    low = min(shown, key=lambda pair: pair[1].value or 0.0)[1]
    if high.label == low.label:
        return f"Alle ausgewiesenen Werte sind gleich: {value(high, unit)}."
    highest = names([name for name, datum in shown if datum.label == high.label])
    lowest = names([name for name, datum in shown if datum.label == low.label])
    return f"Höchster Wert: {highest} mit {value(high, unit)}; niedrigster Wert: {lowest} mit {value(low, unit)}."


def left_out(data: Iterable[Datum], singular: str, plural: str, gender: str) -> str:
    """How many values are not shown, ``""`` for none."""
    count = sum(1 for datum in data if datum.value is None)
    if not count:
        return ""
    return f"Für {spell_count(count, singular, plural, gender=gender, case='akkusativ')} wird kein Wert ausgewiesen."


def start(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
