"""A printed cell → a number, a mark, or text.

Numbers come as floats from workbooks or as German text (``1.234,5``, ``1 234``, ``−3``); marks stand alone (``-``,
``.``,
``*``) or beside a value (``123r``, ``(56)``). Nothing is guessed: what is neither number nor mark stays text.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache
from typing import NamedTuple

from berichtsgenerator.model.marks import Missing, Quality

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a grid holds; an empty cell is ``""``."""


class Parsed(NamedTuple):
    """A cell's number or mark: ``value`` is None exactly when ``missing`` says why; ``unit`` only if printed in
    the cell.
    """

    value: float | None
    mark: str
    missing: Missing | None
    quality: tuple[Quality, ...]
    unit: str = ""


_NOTHING = Parsed(0.0, "-", None, (Quality.ZERO,))
_ALONE: dict[str, tuple[float | None, Missing | None, tuple[Quality, ...]]] = {
    "-": (0.0, None, (Quality.ZERO,)),
    "–": (0.0, None, (Quality.ZERO,)),
    "—": (0.0, None, (Quality.ZERO,)),
    "−": (0.0, None, (Quality.ZERO,)),
    ".": (None, Missing.UNKNOWN, ()),
    "•": (None, Missing.UNKNOWN, ()),
    "·": (None, Missing.UNKNOWN, ()),
    "...": (None, Missing.LATER, ()),
    "…": (None, Missing.LATER, ()),
    "x": (None, Missing.NOT_APPLICABLE, ()),
    "X": (None, Missing.NOT_APPLICABLE, ()),
    "/": (None, Missing.UNRELIABLE, ()),
    "()": (None, Missing.UNRELIABLE, ()),
    "( )": (None, Missing.UNRELIABLE, ()),
    "*": (None, Missing.SECRET, ()),
    "*)": (None, Missing.SECRET, ()),
    "<3": (None, Missing.SECRET, ()),
    "< 3": (None, Missing.SECRET, ()),
    "k.A.": (None, Missing.UNKNOWN, ()),
    "k. A.": (None, Missing.UNKNOWN, ()),
    "k.a.": (None, Missing.UNKNOWN, ()),
    "n.a.": (None, Missing.UNKNOWN, ()),
    "n. a.": (None, Missing.UNKNOWN, ()),
    "NA": (None, Missing.UNKNOWN, ()),
    "N/A": (None, Missing.UNKNOWN, ()),
    "n/a": (None, Missing.UNKNOWN, ()),
    "#N/A": (None, Missing.UNKNOWN, ()),
    "#NV": (None, Missing.UNKNOWN, ()),
    "null": (None, Missing.UNKNOWN, ()),
    "NULL": (None, Missing.UNKNOWN, ()),
    "k. A": (None, Missing.UNKNOWN, ()),
    "k.A": (None, Missing.UNKNOWN, ()),
    "keine Angabe": (None, Missing.UNKNOWN, ()),
    "keine Angaben": (None, Missing.UNKNOWN, ()),
    "keine Daten": (None, Missing.UNKNOWN, ()),
    "geheim": (None, Missing.SECRET, ()),
    "unbekannt": (None, Missing.UNKNOWN, ()),
    "< 5": (None, Missing.SECRET, ()),
    "<5": (None, Missing.SECRET, ()),
    "< 10": (None, Missing.SECRET, ()),
    "<10": (None, Missing.SECRET, ()),
    "***": (None, Missing.SECRET, ()),
    "**": (None, Missing.SECRET, ()),
}
_LETTERS: dict[str, tuple[float | None, Missing | None, tuple[Quality, ...]]] = {
    "g": (None, Missing.SECRET, ()),
    "u": (None, Missing.UNKNOWN, ()),
    "t": (None, Missing.LATER, ()),
    "k": (0.0, None, (Quality.ZERO,)),
}
"""The new letters (LSN); they count only where a column is known to hold values."""
_BESIDE = {
    "r": Quality.CORRECTED,
    "p": Quality.PROVISIONAL,
    "s": Quality.ESTIMATED,
    "e": Quality.ESTIMATED,
    "D": Quality.MEAN,
    "|": Quality.BREAK,
}
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200b": None, "\ufeff": None})
_GERMAN = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
_POINT = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)\.(\d+)(?:[eE]([+-]?\d{1,3}))?", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d(?:\.\d+)?[eE]-\d{1,3}", re.ASCII)
"""A small number as programs write it: ``-6e-05``."""
_SHORT = re.compile(r"([+-]?),(\d+)", re.ASCII)
_BESIDE_AFTER = re.compile(r"(.*?\d)\s?([rpseD|])")
_BESIDE_BEFORE = re.compile(r"([rpsD|])\s?([+-]?\d.*)")
_PLAIN_SENTINEL = re.compile(r"-9{4,5}(?:[.,]0+)?")
"""A substitute value as it is typed; ``-99.999`` with a separator is a number that somebody printed."""
_UNIT_AFTER = re.compile(r"(.*\d)\s?(%|€|EUR|Euro|v\. ?H\.)")
ERROR = re.compile(
    r"#(?:DIV/0!?|NV|N/A|N/V|WERT!?|VALUE!?|BEZUG!?|REF!?|NAME\?|ZAHL!?|NUM!?|NULL!?)|Err:\d{3}", re.IGNORECASE
)
"""What a spreadsheet shows in the place of a result that cannot be computed, German and English."""
SENTINELS = {-9999.0: "-9999", -99999.0: "-99999"}
"""Numbers that stand for a missing value in some deliveries."""


def clean(text: str) -> str:
    """Text with all kinds of blanks made plain, without blanks at its ends."""
    return text.translate(_SPACES).strip()


def _number(text: str, point: bool) -> float | None:
    value = _digits(text, point)
    return value if value is None or math.isfinite(value) else None


def _digits(text: str, point: bool) -> float | None:
    text = text.replace("−", "-").replace("– ", "-")
    if text[:1] == "–" and text[1:2].isdigit():
        text = "-" + text[1:]
    if not point:
        match = _GERMAN.fullmatch(text)
        if match:
            sign, whole, fraction = match.groups()
            digits = re.sub(r"[^0-9]", "", whole)
            return float(f"{sign}{digits}.{fraction or '0'}")
    match = _POINT.fullmatch(text)
    if match:
        sign, whole, fraction, exponent = match.groups()
        return float(f"{sign}{whole.replace(',', '')}.{fraction}{'e' + exponent if exponent else ''}")
    match = _SHORT.fullmatch(text)
    if match:
        return float(f"{match[1]}0.{match[2]}")
    if _EXPONENT.fullmatch(text):
        return float(text)
    if point:
        match = _GERMAN.fullmatch(text)
        if match and match[3] is None and "." not in match[2]:
            return float(match[1] + re.sub(r"[^0-9]", "", match[2]))
    return None


@lru_cache(maxsize=200_000)
def parse_text(text: str, point: bool = False, letters: bool = False) -> Parsed | None:
    """Number or mark of a text cell; None when it is neither (or empty).

    ``point`` says that this file writes decimals with a point (otherwise ``9.208`` is nine thousand two hundred and
    eight);
    ``letters`` lets the new letters g, u, t, k count as marks.
    """
    plain = clean(text)
    if not plain:
        return None
    alone = _ALONE.get(plain) or (_LETTERS.get(plain) if letters else None)
    if alone is not None:
        return Parsed(alone[0], plain, alone[1], alone[2])
    value = _number(plain, point)
    if value is not None:
        return _sentinel(value) if _PLAIN_SENTINEL.fullmatch(plain) else Parsed(value, "", None, ())
    if plain[0] == "(" and plain[-1] == ")":
        value = _number(plain[1:-1].strip(), point)
        return None if value is None else Parsed(value, "( )", None, (Quality.LIMITED,))
    match = _UNIT_AFTER.fullmatch(plain)
    if match:
        value = _number(match[1].strip(), point)
        unit = {"%": "Prozent", "€": "EUR", "Euro": "EUR"}.get(match[2], "Prozent" if match[2][0] == "v" else match[2])
        return None if value is None else Parsed(value, "", None, (), unit)
    match = _BESIDE_AFTER.fullmatch(plain)
    mark = match[2] if match else ""
    body = match[1] if match else ""
    if not match:
        match = _BESIDE_BEFORE.fullmatch(plain)
        if match:
            mark, body = match[1], match[2]
    if match:
        value = _number(body.strip(), point)
        return None if value is None else Parsed(value, mark, None, (_BESIDE[mark],))
    return None


def _sentinel(value: float) -> Parsed:
    mark = SENTINELS.get(value)
    return Parsed(value, "", None, ()) if mark is None else Parsed(None, mark, Missing.UNKNOWN, ())


def parse_cell(cell: Cell, point: bool = False, letters: bool = False) -> Parsed | None:
    """Number or mark of any cell; None for text, dates, truth values and empty cells."""
    if isinstance(cell, str):
        return parse_text(cell, point, letters)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not math.isfinite(cell):
        return None
    return _sentinel(float(cell))


def uses_point(texts: list[str]) -> bool:
    """True when the texts of one file show decimals with a point (``6.38298``) and none with a comma."""
    point = False
    for text in texts:
        if "," in text and re.fullmatch(r"[+-]?\d[\d. ]*,\d+", text.strip()):
            return False
        if not point and "." in text and re.fullmatch(r"[+-]?\d+\.(\d{1,2}|\d{4,})", text.strip()):
            point = True
    return point
