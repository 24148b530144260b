"""Which findings about deliveries stop a report: the one place where reading's doubts are weighed.

Reading tells what it saw and goes on; a single file may be looked at with ``bericht lesen`` whatever is wrong with it.
A report is another matter: a row whose area is not known, text in the place of a number or a table that was refused
would leave a hole that nobody notices, so there they are errors. What a project leaves out on purpose stands in its
``ausgelassen``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from berichtsgenerator.diagnostics import Diagnostic, Severity

STOPPING = frozenset(
    {
        # rows and cells of a table that is otherwise read
        "schluessel-unbekannt",
        "schluessel-name-widerspruch",
        "text-statt-zahl",
        "werte-ohne-kopf",
        # the same number twice with different values in one table
        "merkmal-mehrdeutig",
        # tables and files that could not be read
        "keine-tabelle",
        "keine-werte",
        "gebiet-unbekannt",
        "zeit-unbekannt",
        "merkmal-unbekannt",
        "zeilen-ohne-eigenes-gebiet",
        "gebiet-mehrdeutig",
        "zwei-gebiete",
        "zu-unsicher",
    }
)
"""Codes whose warnings make a delivery untrustworthy. Notes of the same code stay what they are, observations."""

WORTH_A_LOOK = frozenset({"gebiet-unbekannt"})
"""Codes whose notes are warnings for a report: a name that is no area may be „außerhalb“ or misspelt."""

_NO_DATA = re.compile(r"(?i)impressum|inhalt|titel|deckblatt|hinweis|erläuterung|erlaeuterung|glossar|kontakt|meta")
"""Sheets that go along with data; a list of telephone numbers or pages on them is no table that is missed."""

ADVICE = "Oder lassen Sie die Datei mit Begründung aus („ausgelassen“ in der Projektdatei)."


def weighed(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings about deliveries with the weight they have for a report, in their order."""
    return tuple(_weighed(item) for item in found)


def _weighed(item: Diagnostic) -> Diagnostic:
    if item.severity is Severity.NOTE and item.code in WORTH_A_LOOK:
        return replace(item, severity=Severity.WARNING)
    if item.severity is not Severity.WARNING or item.code not in STOPPING or _NO_DATA.search(item.place.sheet):
        return item
    return replace(item, severity=Severity.ERROR, advice=f"{item.advice} {ADVICE}".strip())
