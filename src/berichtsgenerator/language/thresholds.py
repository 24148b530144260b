"""The words that measure: when a difference is "leicht" or "deutlich", a course "kaum verändert", a number small.

Comes in: values. Goes out: an adverb or a yes. Every limit is a constant here and is printed in the annex
(:data:`STRENGTH_NOTE`), so that a reader can check the word.
"""

from __future__ import annotations

from fractions import Fraction

from berichtsgenerator.language.dates import NBSP
from berichtsgenerator.model.units import Kind

SLIGHT = 0.05
"""Relative differences below this are "leicht"; a course whose values differ by no more is "kaum verändert"."""
MARKED = 0.20
"""Relative differences from this on are "deutlich"."""
MOSTLY = Fraction(2, 3)
"""A course that moves one way in at least this share of its steps is told with that direction."""
SMALL = 100
"""Values that count fewer cases are called small; on such a base nothing is "leicht" or "deutlich"."""

STRENGTH_NOTE = (
    f"Als „leicht“ werden Unterschiede und Veränderungen von weniger als 5{NBSP}% des Ausgangswerts bezeichnet, als "
    f"„deutlich“ solche von mindestens 20{NBSP}%; bei Ausgangswerten unter 100 Fällen werden beide Wörter nicht "
    f"verwendet. Ein Verlauf heißt steigend oder sinkend, wenn sich der Wert in mindestens zwei Dritteln der Schritte "
    f"in diese Richtung bewegt, und kaum verändert, wenn höchster und niedrigster Wert um höchstens 5{NBSP}% "
    f"auseinanderliegen."
)
"""What the annex says of the words."""

DIFFERENCE_NOTE = (
    "Abstände, Veränderungen und Ränge sind aus den gedruckten, gerundeten Werten gebildet und lassen sich so "
    "nachrechnen; Verhältnisse, prozentuale Veränderungen und die Wörter „leicht“ und „deutlich“ richten sich nach "
    "ungerundeten Werten."
)
"""What the annex says of differences."""

_UNSCALED = (Kind.MEASURE, Kind.INDEX, Kind.YEARS, Kind.RANK, Kind.POINTS, Kind.PERCENT_CHANGE)


def strength(value: float, base: float, kind: Kind | None = None) -> str:
    """``leicht``, ``deutlich`` or ``""`` for the difference of two values, relative to ``base``.

    Nothing is said of measures without a natural zero (Billeter, indices, ages), of values that are not both above
    zero, and of counts from a small base.
    """
    if base <= 0 or value < 0 or kind in _UNSCALED:
        return ""
    if kind in (Kind.COUNT, Kind.MEAN_COUNT, Kind.ESTIMATE) and base < SMALL:
        return ""
    relative = abs(Fraction(repr(value)) - Fraction(repr(base))) / Fraction(repr(base))
    if relative < Fraction(5, 100):
        return "leicht"
    return "deutlich" if relative >= Fraction(20, 100) else ""


def hardly_changed(lowest: float, highest: float, kind: Kind) -> bool:
    """True when the values of a course lie so close together that no direction is told."""
    if lowest <= 0 or kind in _UNSCALED:
        return False
    return Fraction(repr(highest)) - Fraction(repr(lowest)) <= Fraction(5, 100) * Fraction(repr(lowest))
