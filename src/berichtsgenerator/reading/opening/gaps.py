"""Cells of a workbook's sheet that look filled and hold nothing: formulas without a stored result, error cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from berichtsgenerator.diagnostics import Diagnostic, Place, few, warning

_FORMULA = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*><f\b[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v\s*></v>)?</c>'
)
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>'
    rb"(?:<f\b[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)"
)


class Gaps(NamedTuple):
    """References of formulas without a result, and of error cells with what they show."""

    formulas: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def gaps_of(part: bytes) -> Gaps:
    """Look through the XML of one sheet."""
    formulas = tuple(match[1].decode() for match in _FORMULA.finditer(part)) if b"<f" in part else ()
    errors: tuple[str, ...] = ()
    if b't="e"' in part:
        errors = tuple(f"{match[1].decode()} {match[2].decode('utf-8', 'replace')}" for match in _ERROR.finditer(part))
    return Gaps(formulas, errors)


def gap_messages(gaps: Gaps, file: str, sheet: str) -> list[Diagnostic]:
    """What to say of them."""
    found = []
    if gaps.formulas:
        found.append(
            warning(
                "formel-ohne-ergebnis",
                f"Formeln ohne gespeichertes Ergebnis: {few(gaps.formulas)}. Sie gelten als leer.",
                Place(file=file, sheet=sheet, cell=gaps.formulas[0]),
                "Arbeitsmappe in der Tabellenkalkulation öffnen, neu berechnen und speichern.",
            )
        )
    if gaps.errors:
        found.append(error_cells(gaps.errors, file, sheet))
    return found


def error_cells(cells: Sequence[str], file: str, sheet: str) -> Diagnostic:
    """What to say of cells (``C5 #DIV/0!``) that show an error."""
    return warning(
        "fehlerzelle",
        f"Zellen mit einem Rechenfehler: {few(cells)}. Sie gelten als leer.",
        Place(file=file, sheet=sheet, cell=cells[0].split(" ")[0]),
        "Formeln der Lieferung berichtigen lassen.",
    )
