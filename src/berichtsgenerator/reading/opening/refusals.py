"""Files and sheets that are not read, each with its German diagnostic."""

from __future__ import annotations

from berichtsgenerator.diagnostics import Diagnostic, Place, error

MAX_CELLS = 12_000_000
"""Cells of a sheet's raster that are read at most."""


class RefusedError(Exception):
    """Internal: this file cannot be read; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def encrypted(place: Place) -> Diagnostic:
    """The workbook needs a password."""
    message = "Die Arbeitsmappe ist mit einem Kennwort verschlüsselt."
    return error("verschluesselt", message, place, "Ohne Kennwort speichern und neu ablegen.")


def broken(place: Place, failure: Exception) -> Diagnostic:
    """The workbook (or the sheet of ``place``) is damaged, as ``failure`` says."""
    text = str(failure)
    if "password" in text.lower() or "encrypt" in text.lower():
        return encrypted(place)
    message = f"Die Arbeitsmappe ist beschädigt oder unvollständig ({text[:120]})."
    return error("arbeitsmappe-beschaedigt", message, place, "Lieferung noch einmal anfordern.")


def too_large(place: Place, what: str) -> Diagnostic:
    """The sheet of ``place`` reaches as far as ``what``."""
    return error(
        "blatt-zu-gross",
        f"Das Blatt reicht bis {what}; so große Raster werden nicht gelesen.",
        place,
        "Leere Zeilen und Spalten unter und neben der Tabelle löschen und neu speichern.",
    )
