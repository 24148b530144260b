"""Kinds of numbers. The kind decides how a number is compared, rounded and protected; the unit is how it is printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum


class Kind(Enum):
    """What a number is; the values are the words of the catalogue (key ``art``)."""

    COUNT = "anzahl"  # persons, cases, households: whole numbers
    MEAN_COUNT = "durchschnitt"  # annual means of counts
    SHARE = "anteil"  # part of a whole, in percent
    ESTIMATE = "schaetzung"  # persons or cases by a model (expected, projected): no count, never added up
    RATE = "rate"  # per 1 000, 10 000 … of a base
    RATIO = "verhaeltnis"  # quotient of two things that are no parts of one another (Jugendquotient)
    INDEX = "index"  # base = 100, or a standardised measure
    MEASURE = "mass"  # a measure without unit (Billeter, D, Gini)
    EUR = "euro"
    YEARS = "jahre"
    AREA = "flaeche"
    DENSITY = "dichte"
    RANK = "rang"
    POINTS = "prozentpunkte"  # difference of two shares
    PERCENT_CHANGE = "veraenderung_prozent"  # relative change, in percent


def difference_kind(kind: Kind) -> Kind:
    """Kind of the difference of two numbers of ``kind``: shares differ by Prozentpunkte, all else keeps its kind."""
    return Kind.POINTS if kind is Kind.SHARE else kind


def as_printed(value: float, decimals: int) -> float:
    """The value that is printed with so many decimals: rounded half up from its shortest decimal form.

    Differences and changes are made of such values, so that a reader who subtracts two printed numbers finds the
    printed difference, and so that a difference tells no digits that the numbers themselves do not tell.
    """
    number = Decimal(repr(float(value)))
    with localcontext() as context:
        context.prec = max(40, number.adjusted() + decimals + 5)
        return float(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def printed_difference(value: float, other: float, decimals: int) -> float:
    """The difference of two numbers as they are printed, with no more decimals than they have."""
    return as_printed(as_printed(value, decimals) - as_printed(other, decimals), decimals)
