"""What the program has to say to its user, and how it stops.

A step never prints and never raises for the user's mistake halfway: it collects :class:`Diagnostic` records, each
with a place, what is wrong and what to do, in German. A breach that makes the result impossible is raised once, with
all of them:

    ReportError                 everything a user can cause; carries diagnostics
    ├── ConfigurationError      projekt.yaml, a layout, a catalogue or a recipe does not hold
    ├── ReadingError            a delivery cannot be read at all
    ├── IndicatorError          a definition cannot be evaluated
    ├── DisclosureError         a number would be published unprotected
    ├── TypesettingError        a block cannot be set
    ├── StandardError           the document would break PDF/UA or PDF/A
    └── OutputError             the result cannot be written
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much a diagnostic weighs: an error stops the document, the others are printed with it."""

    ERROR = "Fehler"
    WARNING = "Warnung"
    NOTE = "Hinweis"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is: a file with line and column, or a workbook with sheet and cell (``C12``)."""

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        text = self.file
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        if self.sheet:
            text += f", Blatt „{self.sheet}“" if text else f"Blatt „{self.sheet}“"
        if self.cell:
            text += f", Zelle {self.cell}"
        return text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to know.

    ``code`` is a short stable kebab-case id for tests and filters; ``message`` says what is wrong and ``advice`` what
    to do, both German sentences for the user.
    """

    severity: Severity
    code: str
    message: str
    place: Place = field(default_factory=Place)
    advice: str = ""

    def __str__(self) -> str:
        where = str(self.place)
        text = f"{self.severity.value}: {where + ': ' if where else ''}{self.message}"
        return f"{text} {self.advice}" if self.advice else text


def error(code: str, message: str, place: Place | None = None, advice: str = "") -> Diagnostic:
    """A diagnostic that stops the document."""
    return Diagnostic(Severity.ERROR, code, message, place or Place(), advice)


def warning(code: str, message: str, place: Place | None = None, advice: str = "") -> Diagnostic:
    """A diagnostic that the user should act on, but that does not stop the document."""
    return Diagnostic(Severity.WARNING, code, message, place or Place(), advice)


def note(code: str, message: str, place: Place | None = None, advice: str = "") -> Diagnostic:
    """A diagnostic for the record."""
    return Diagnostic(Severity.NOTE, code, message, place or Place(), advice)


class ReportError(Exception):
    """Base of everything that a user can cause; ``diagnostics`` holds all findings, never only the first."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        self.diagnostics: tuple[Diagnostic, ...] = found
        super().__init__("\n".join(str(item) for item in found))


class ConfigurationError(ReportError):
    """A project file, layout, catalogue or recipe does not hold."""


class ReadingError(ReportError):
    """A delivery cannot be read at all."""


class IndicatorError(ReportError):
    """A definition cannot be evaluated."""


class DisclosureError(ReportError):
    """A number would be published unprotected."""


class TypesettingError(ReportError):
    """A block cannot be set."""


class StandardError(ReportError):
    """The document would break PDF/UA or PDF/A."""


class OutputError(ReportError):
    """The result cannot be written."""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True when at least one diagnostic stops the document."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


def few(items: Collection[str], most: int = 5) -> str:
    """The first ``most`` of some things in the words of a message, and how many more there are."""
    more = f" und {len(items) - most} weitere" if len(items) > most else ""
    return ", ".join(list(items)[:most]) + more
