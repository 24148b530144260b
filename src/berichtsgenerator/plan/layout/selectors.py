"""Words by which a layout names areas and periods, parsed but not yet resolved.

Comes in: a word of the layout (``gemeinden``, ``kreis``, ``2015..letzte``). Goes out: a small frozen record. What a
word means in periods or areas is decided by :mod:`berichtsgenerator.plan.desk.availability` against the data.
Raises ValueError with a German sentence for a word that cannot mean anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.model.areas import is_area_key
from berichtsgenerator.model.numbers import infer_period
from berichtsgenerator.model.periods import MONTH_NAMES

AREA_WORDS: dict[str, str] = {
    "gebiet": "das Gebiet, von dem der Abschnitt gerade handelt",
    "gemeinden": "alle Gemeinden des Kreises",
    "kreis": "der Kreis des Projekts",
    "land": "sein Land",
    "bund": "Deutschland",
    "kreise": "alle Kreise des Landes",
    "laender": "alle Länder",
    "nachbargemeinden": "die anderen Gemeinden des Kreises",
    "uebrige": "die Gemeinden, die „geheimhaltung: uebrige“ zusammenfasst",
    "schulen": "alle Schulen und Einrichtungen, zu denen es Daten gibt",
}
"""Area words of a layout and what they mean."""


def check_area_word(text: str) -> str:
    """``text`` when it is an area word, an area key or a template; raises ValueError otherwise."""
    if "{{" in text or text in AREA_WORDS or is_area_key(text):
        return text
    advice = did_you_mean(text, AREA_WORDS)
    raise ValueError(f"„{text}“ ist weder ein Gebietswort noch ein Gebietsschlüssel. {advice}".rstrip())


@dataclass(frozen=True, slots=True)
class Point:
    """One period: ``word`` is ``letzte``, ``erste``, ``vorjahr`` or an ISO text.

    ``back`` counts periods before ``letzte`` (after ``erste``).
    """

    word: str
    back: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """All periods from ``first`` to ``last``; every ``step``-th counted back from the last; only those of ``month``."""

    first: Point
    last: Point
    step: int = 1
    month: int | None = None


_POINT = re.compile(r"(letzte|erste)(?:\s*([-+])\s*(\d{1,3}))?")
_STEP = re.compile(r"(.*?)[,\s]+jed(?:es|er|en)\s+(\d{1,2})\.")
_GERMAN_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}


def parse_point(text: str) -> Point:
    """A single period of a layout; raises ValueError with a German sentence."""
    word = text.strip()
    match = _POINT.fullmatch(word)
    if match:
        base, sign, number = match.groups()
        if number is None:
            return Point(base)
        if (base == "letzte") != (sign == "-"):
            raise ValueError(f"„{text}“ liegt außerhalb der Daten; möglich: „letzte-{number}“, „erste+{number}“.")
        return Point(base, int(number))
    if word == "vorjahr":
        return Point("vorjahr")
    parts = word.lower().split()
    if len(parts) == 2 and parts[0] in _GERMAN_MONTHS and re.fullmatch(r"\d{4}", parts[1]):
        return Point(f"{parts[1]}-{_GERMAN_MONTHS[parts[0]]:02d}")
    german = re.fullmatch(r"(\d{2})\.(\d{2})\.(\d{4})", word)
    if german:
        word = "-".join(reversed(german.groups()))
    short_school_year = re.fullmatch(r"(\d{4})/(\d{2})", word)
    if short_school_year:
        word = f"{short_school_year[1]}/{short_school_year[1][:2]}{short_school_year[2]}"
    try:
        infer_period(word)
    except ValueError:
        raise ValueError(
            f"„{text}“ ist keine Zeitangabe. Möglich sind: letzte, letzte-1, vorjahr, erste, 2015, 2024-12, "
            "2024-12-31, 2023/2024, 2015..letzte."
        ) from None
    return Point(word)


def parse_time(text: str, *, month: int | None = None) -> Point | Span:
    """A period or a span (``2015..letzte``, ``2015..letzte, jedes 2.``); raises ValueError with a German sentence."""
    step = 1
    match = _STEP.fullmatch(text.strip())
    if match:
        text, step = match[1], int(match[2])
        if step < 1:
            raise ValueError("„jedes 0.“ ergibt keine Auswahl; die kleinste Schrittweite ist 1.")
    if text.strip() == "alle":
        return Span(Point("erste"), Point("letzte"), step, month)
    if ".." in text:
        first, _, last = text.partition("..")
        return Span(parse_point(first or "erste"), parse_point(last or "letzte"), step, month)
    if step != 1:
        raise ValueError(f"„jedes {step}.“ braucht einen Zeitraum wie „2015..letzte“.")
    return parse_point(text)


def check_time_word(text: str) -> str:
    """``text`` when it names a period, a span or holds a template; raises ValueError otherwise."""
    if "{{" not in text:
        parse_time(text)
    return text
