"""Official keys in the attributes of geometry files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from berichtsgenerator.diagnostics import Place, ReadingError, error

KEY_FIELDS = ("AGS", "ARS", "RS", "AGS_0", "ARS_0", "RS_0", "SCHLUESSEL", "KENNZIFFER", "KEY", "ID")


def ags_of(value: Any) -> str:
    """The AGS of a key field: an ARS of 12 digits loses its Verband; ``""`` for what is no key."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()
    if not text.isdigit():
        return ""
    if len(text) == 12:
        return text[:5] + text[9:] if text[5:] != "0000000" else text[:5] + "000"
    if len(text) in (4, 7):
        text = "0" + text
    return text if len(text) in (2, 3, 5, 8) else ""


def key_of(properties: Mapping[str, Any], place: Place) -> str:
    """The AGS in a record's attributes, ``""`` where the field holds none; raises ReadingError without such a field."""
    upper = {name.upper(): value for name, value in properties.items()}
    found = [name for name in KEY_FIELDS if name in upper]
    if not found:
        raise ReadingError(
            error(
                "geometrie-ohne-schluessel",
                "Die Geometrie hat kein Feld mit dem amtlichen Schlüssel; vorhanden sind: "
                + ", ".join(sorted(properties))
                + ".",
                place,
                "Ein Feld AGS oder ARS ergänzen.",
            )
        )
    return next((key for name in found if (key := ags_of(upper[name]))), "")
