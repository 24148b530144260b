"""Symbol profiles: how the marks of a report are printed, after the symbol tables of the statistical offices."""

from __future__ import annotations

from berichtsgenerator.model.marks import Missing, Quality

_OFFICES: dict[Missing | Quality, str] = {
    Missing.SECRET: ".",
    Missing.UNKNOWN: ".",
    Missing.LATER: "...",
    Missing.NOT_APPLICABLE: "x",
    Missing.UNRELIABLE: "/",
}

PROFILES: dict[str, dict[Missing | Quality, str]] = {
    "standard": {},
    "hessen": _OFFICES,
    "destatis": _OFFICES,
    "buchstaben": {
        Missing.SECRET: "g",
        Missing.UNKNOWN: "u",
        Missing.LATER: "t",
        Missing.NOT_APPLICABLE: "x",
        Quality.ZERO: "k",
    },
}
"""Symbols that a profile prints in place of the program's own, by the profile's name in ``projekt.yaml``."""
