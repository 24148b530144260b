"""Marks of statistical tables: why a value is missing, and what is said of a value that is there.

Source profiles say how a publisher writes them; a missing value is never just "not a number". Meanings follow the
symbol tables of the statistical offices (in Anlehnung an DIN 55301, withdrawn 2020).
"""

from __future__ import annotations

from enum import Enum


class Missing(Enum):
    """Why there is no value to print."""

    SECRET = "geheim"  # kept secret, by the source or by this report
    UNKNOWN = "unbekannt"  # unknown, or secret: the source does not tell which (the Hessian ".")
    LATER = "folgt"  # follows later ("...")
    NOT_APPLICABLE = "entfaellt"  # makes no sense here ("x")
    UNRELIABLE = "unsicher"  # not reliable enough ("/")
    NO_DATA = "keine_angabe"  # no delivery answers the request: a gap of this report, with its reason


class Quality(Enum):
    """What is said of a value that is there."""

    ZERO = "nichts"  # exactly zero ("–")
    BELOW_HALF = "weniger_als_halb"  # more than zero, less than half of the unit ("0")
    LIMITED = "eingeschraenkt"  # limited reliability ("( )")
    BREAK = "bruch"  # the series breaks before this value ("|")
    MEAN = "durchschnitt"  # D
    ESTIMATED = "geschaetzt"  # s
    PROVISIONAL = "vorlaeufig"  # p
    CORRECTED = "berichtigt"  # r
    ROUNDED = "gerundet"  # to a base, for secrecy; said below a table, not beside the number


SYMBOL: dict[Missing | Quality, str] = {
    Missing.SECRET: "•",
    Missing.UNKNOWN: ".",
    Missing.LATER: "…",
    Missing.NOT_APPLICABLE: "x",
    Missing.UNRELIABLE: "/",
    Missing.NO_DATA: "□",
    Quality.ZERO: "–",
    Quality.BELOW_HALF: "0",
    Quality.LIMITED: "( )",
    Quality.BREAK: "|",
    Quality.MEAN: "D",
    Quality.ESTIMATED: "s",
    Quality.PROVISIONAL: "p",
    Quality.CORRECTED: "r",
    Quality.ROUNDED: "≈",
}
"""Default symbols of printed reports; a project's symbol profile may replace them."""

SPOKEN: dict[Missing | Quality, str] = {
    Missing.SECRET: "geheim gehalten",
    Missing.UNKNOWN: "unbekannt oder geheim gehalten",
    Missing.LATER: "Angabe folgt später",
    Missing.NOT_APPLICABLE: "nicht sinnvoll",
    Missing.UNRELIABLE: "nicht sicher genug",
    Missing.NO_DATA: "keine Angabe vorhanden",
    Quality.ZERO: "nichts vorhanden",
    Quality.BELOW_HALF: "mehr als nichts, aber weniger als die Hälfte der kleinsten Einheit",
    Quality.LIMITED: "Aussagewert eingeschränkt",
    Quality.BREAK: "Bruch in der Zeitreihe",
    Quality.MEAN: "Durchschnitt",
    Quality.ESTIMATED: "geschätzt",
    Quality.PROVISIONAL: "vorläufig",
    Quality.CORRECTED: "berichtigt",
    Quality.ROUNDED: "gerundet",
}
"""What a screen reader says, and what the legend of a table prints."""
