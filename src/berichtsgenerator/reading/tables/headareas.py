"""Areas as columns: a row of the head whose labels all name areas."""

from __future__ import annotations

import re

from berichtsgenerator.model.areas import BUND_KEY, Level
from berichtsgenerator.model.gazetteer import Gazetteer, name_form
from berichtsgenerator.reading.tables.columnhead import ColumnHead
from berichtsgenerator.reading.tables.places import (
    RowArea,
    Scheme,
    area_by_name,
    digits_of,
    key_of,
    make_area,
    split_key_and_name,
    vote_within,
)
from berichtsgenerator.reading.tables.rowplaces import whole_kreis
from berichtsgenerator.reading.words.labels import is_structural, is_total
from berichtsgenerator.reading.words.values import Cell

_TOTAL_AREA = re.compile(r"(?i)(?:land)?kreis(?:gebiet)?(?:es)?[\s,:-]*(?:gesamt|insgesamt|summe|zusammen)?")


def area_line(heads: list[ColumnHead], line: list[Cell], texts: list[str], gazetteer: Gazetteer, within: str) -> bool:
    """Areas as columns: true when every label of the row is an area's name or key; then they are noted.

    A total beside all Gemeinden of a Kreis is the Kreis; a total beside other areas has no area of its own and its
    column is left out.
    """
    distinct = {text for text in texts if text}
    totals = {text for text in distinct if is_total(text) or _TOTAL_AREA.fullmatch(text)}
    named = distinct - totals
    if (
        not named
        or (totals and len(named) < 2)
        or any(is_structural(text) for text in named)
        or distinct <= {"D", "DE"}
    ):
        return False
    if all(head.area is not None or not text for head, text in zip(heads, texts, strict=True)):
        return all(_says(text, head.area, gazetteer) for head, text in zip(heads, texts, strict=True) if text)
    found = {text: area for text in named if (area := _area_of_label(text, gazetteer, within)) is not None}
    if len(found) < len(named):
        kreise = {area.key for area in found.values() if area.level is Level.KREIS}
        inner = kreise.pop() if len(kreise) == 1 else vote_within(named, gazetteer)
        for text in named - set(found):
            area = _area_of_label(text, gazetteer, inner) if inner else None
            if area is None:
                return False
            found[text] = area
    whole = whole_kreis(found.values(), gazetteer) if totals else None
    for head, text in zip(heads, texts, strict=True):
        if text in totals:
            head.area, head.lost = whole, whole is None
        elif text:
            head.area = found[text]
    return True


def _area_of_label(text: str, gazetteer: Gazetteer, within: str) -> RowArea | None:
    """The area that the label of a column names by key, by name or by both."""
    pair = split_key_and_name(text)
    digits = pair[0] if pair is not None else digits_of(text)
    if (
        digits
        and (digits[0] == "0" or digits == BUND_KEY or len(digits) >= 4)
        and not 1900 <= int(digits if digits.isdigit() else 0) <= 2100
    ):
        key = key_of(digits, Scheme(), gazetteer)
        return make_area(key, text, gazetteer) if key in gazetteer else None
    if not digits and not text[:1].isdigit():
        return area_by_name(text, gazetteer, within)
    return None


def _says(text: str, area: RowArea | None, gazetteer: Gazetteer) -> bool:
    """True when a label below an area's key (or above it) names the same area."""
    if area is None:
        return False
    return name_form(text).base == name_form(area.name).base or _area_of_label(text, gazetteer, area.key[:5]) == area
