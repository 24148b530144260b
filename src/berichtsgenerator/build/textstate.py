"""The editorial text of a document beside its numbers and beside the state that was last approved.

Comes in: a planned document, the protected register, the project. Goes out: what to look at. The approved state lies in
the project (``freigaben/PRODUKT.json``) and holds printed numbers only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from berichtsgenerator.build.recall import APPROVALS
from berichtsgenerator.build.results import TextState
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error
from berichtsgenerator.plan.planned.document import PlannedDocument, TypedFigure
from berichtsgenerator.plan.printing.datecheck import MISDATED, misdated
from berichtsgenerator.plan.printing.textcheck import (
    FALSE,
    UNKNOWN,
    VERSION,
    Comparison,
    claims,
    compare,
    told,
    typed_in_titles,
)
from berichtsgenerator.register import Register


@dataclass(frozen=True, slots=True)
class Checked:
    """What the text check found in one document."""

    typed: tuple[TypedFigure, ...]
    quantities: tuple[TypedFigure, ...]
    claims: tuple[Diagnostic, ...]
    comparison: Comparison
    approved: bool
    """Whether there is an approved state at all."""

    @property
    def counts(self) -> TextState:
        """The findings as counts, for the summary of a build."""
        false = sum(item.code == FALSE for item in self.claims)
        unknown = sum(item.code == UNKNOWN for item in self.claims)
        new = len(self.comparison.new) if self.approved else 0
        return TextState(len(self.typed), false, unknown, len(self.comparison.changed), new)

    @property
    def good(self) -> bool:
        """True when there is nothing to look at."""
        counts = self.counts
        dated = any(item.code == MISDATED for item in self.claims)
        return not (counts.typed or counts.false or counts.changed or dated)


def approval_path(project: Project, product: str) -> Path:
    """Where the approved state of a product lies."""
    return project.root / APPROVALS / f"{product}.json"


def check_text(project: Project, name: str, planned: PlannedDocument, register: Register) -> Checked:
    """The text of a planned document beside the protected register."""
    approved = _approved(approval_path(project, name))
    found = told(planned, register)
    return Checked(
        (*(item for item in planned.typed if not item.words), *typed_in_titles(planned)),
        tuple(item for item in planned.typed if item.words),
        (*claims(planned, register), *misdated(planned)),
        compare(found, approved or {}),
        approved is not None,
    )


def _approved(path: Path) -> dict[str, Any] | None:
    """The approved state, None when there is none; raises ConfigurationError for a file that is none."""
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["fassung"] != VERSION or not isinstance(found["absaetze"], dict):
            raise ValueError
        for item in found["absaetze"].values():
            if not all(isinstance(pair, list) and len(pair) == 2 for pair in item["zahlen"]):
                raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        message = "Diese Datei ist kein freigegebener Stand von Texten."
        advice = "Stellen Sie sie wieder her, oder löschen Sie sie und geben Sie die Texte neu frei."
        raise ConfigurationError(error("freigabe-form", message, Place(file=str(path)), advice)) from None
    return dict(found)
