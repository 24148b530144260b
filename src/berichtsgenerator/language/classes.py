"""Classes of values for maps: named methods, round bounds, German labels, no empty class.

Bounds are upper bounds: a class holds values below its bound, the last one the largest value too. A value is classed as
it is printed, so that a label and its colour never contradict.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from berichtsgenerator.diagnostics import ConfigurationError, error
from berichtsgenerator.language.numbers import format_number

MOST_VALUES = 7
"""Colours that a reader can tell apart where each value has its own."""

METHODS = ("quantile", "gleich", "jenks", "gegeben")


def printed_decimals(label: str) -> int:
    """Digits after the comma of a printed number."""
    _, comma, tail = label.rpartition(",")
    digits = 0
    for character in tail if comma else "":
        if not character.isdigit():
            break
        digits += 1
    return digits


def printed_value(value: float, decimals: int) -> float:
    """``value`` rounded half up, as it is printed."""
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Index of the class that ``value`` belongs to; above the last bound it is the last class."""
    for index, bound in enumerate(bounds):
        if value < bound - 1e-12 * max(abs(bound), 1.0):
            return index
    return len(bounds) - 1


def _quantile(values: Sequence[float], count: int) -> list[float]:
    size = len(values)
    return [values[min(math.ceil(size * part / count), size - 1)] for part in range(1, count)]


def _equal(values: Sequence[float], count: int) -> list[float]:
    low, high = values[0], values[-1]
    return [low + (high - low) * part / count for part in range(1, count)]


def _jenks(values: Sequence[float], count: int) -> list[float]:
    """Natural breaks (Jenks 1977; Fisher's exact dynamic programme): least squared deviation within the classes."""
    size = len(values)
    sums, squares = [0.0], [0.0]
    for value in values:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def deviation(start: int, end: int) -> float:
        total = sums[end] - sums[start]
        return squares[end] - squares[start] - total * total / (end - start)

    best = [deviation(0, end) if end else 0.0 for end in range(size + 1)]
    cuts: list[list[int]] = []
    for classes in range(2, count + 1):
        following = [math.inf] * (size + 1)
        cut = [0] * (size + 1)
        for end in range(classes, size + 1):
            for start in range(classes - 1, end):
                cost = best[start] + deviation(start, end)
                if cost < following[end] - 1e-12:
                    following[end], cut[end] = cost, start
        best = following
        cuts.append(cut)
    places: list[int] = []
    end = size
    for cut in reversed(cuts):
        end = cut[end]
        places.append(end)
    return [values[place] for place in reversed(places)]


def breaks(
    values: Sequence[float], *, method: str, count: int = 5, decimals: int = 1, given: Sequence[float] = ()
) -> tuple[float, ...]:
    """Upper bounds of at most ``count`` classes over ``values``, rounded to ``decimals``, none of them empty.

    ``method``: ``quantile`` (as many areas in each), ``gleich`` (same width), ``jenks`` (natural breaks), ``gegeben``
    (``given`` upper bounds). Raises :class:`ConfigurationError` for an unknown method or given bounds that do not rise.
    """
    if method not in METHODS:
        raise ConfigurationError(
            error(
                "klassen-methode",
                f"Die Klassenbildung „{method}“ gibt es nicht.",
                advice="Möglich sind quantile, gleich, jenks und gegeben.",
            )
        )
    if method == "gegeben" and (not given or any(b <= a for a, b in itertools.pairwise(given))):
        raise ConfigurationError(
            error(
                "klassen-grenzen",
                "Die angegebenen Klassengrenzen steigen nicht oder fehlen.",
                advice="Die oberen Grenzen von klein nach groß angeben, zum Beispiel [5, 7.5, 10].",
            )
        )
    if count < 1:
        raise ConfigurationError(
            error("klassen-zahl", f"{count} Klassen sind nicht möglich.", advice="Mindestens eine Klasse angeben.")
        )
    ordered = sorted(printed_value(value, decimals) for value in values if math.isfinite(value))
    if not ordered:
        return tuple(given)
    distinct = sorted(set(ordered))
    step = 10.0**-decimals
    top = printed_value(ordered[-1] + step, decimals)
    if method == "gegeben":
        inner = [bound for bound in given if bound <= ordered[-1]]
        over = [bound for bound in given if bound > ordered[-1]]
        top = over[0] if over else top
    else:
        number = min(count, len(distinct))
        if number == 1:
            inner = []
        elif method == "quantile":
            inner = _quantile(ordered, number)
        elif method == "gleich":
            inner = _equal(ordered, number)
        else:
            inner = _jenks(ordered, number)
    bounds: list[float] = []
    below = -math.inf
    for bound in [*(printed_value(bound, decimals) if method != "gegeben" else bound for bound in inner), top]:
        if any(below <= value < bound for value in ordered):
            bounds.append(bound)
            below = bound
    return tuple(bounds)


def class_labels(bounds: Sequence[float], *, decimals: int = 1, lowest: float | None = None) -> tuple[str, ...]:
    """German labels of classes: ``unter 5,0``, ``5,0 bis unter 7,5``, ``10,0 und mehr``.

    With ``lowest`` (the smallest value) the first class names it as well: ``3,1 bis unter 5,0``.
    """
    texts = [format_number(bound, decimals) for bound in bounds]
    labels: list[str] = []
    for index, text in enumerate(texts):
        if index == 0:
            if len(texts) == 1:
                labels.append("alle Werte")
            elif lowest is None:
                labels.append(f"unter {text}")
            else:
                labels.append(f"{format_number(lowest, decimals)} bis unter {text}")
        elif index == len(texts) - 1:
            labels.append(f"{texts[index - 1]} und mehr")
        else:
            labels.append(f"{texts[index - 1]} bis unter {text}")
    return tuple(labels)


def single_values(values: Sequence[float], *, decimals: int = 0) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Upper bounds and German labels of classes that hold one printed value each.

    Raises :class:`ConfigurationError` where there are more different values than colours that can be told apart.
    """
    distinct = sorted({printed_value(value, decimals) for value in values if math.isfinite(value)})
    if len(distinct) > MOST_VALUES:
        raise ConfigurationError(
            error(
                "klassen-werte",
                f"{len(distinct)} verschiedene Werte sind zu viele, um jedem eine Farbe zu geben.",
                advice=f"Höchstens {MOST_VALUES} Werte lassen sich so zeigen; sonst „klassen: quantile“ wählen.",
            )
        )
    step = 10.0**-decimals
    bounds = tuple(printed_value(value + step / 2, decimals + 1) for value in distinct)
    return bounds, tuple(format_number(value, decimals) for value in distinct)
