"""Kinds of numbers. The kind decides how a number is compared, rounded and protected; the unit is how it is printed."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What a number is; the values are the words of the catalogue (key ``art``)."""

    COUNT = "anzahl"  # persons, cases, households: whole numbers
    MEAN_COUNT = "durchschnitt"  # annual means of counts
    SHARE = "anteil"  # part of a whole, in percent
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
