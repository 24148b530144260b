"""What a call of ``bericht bauen`` asks for and what it gives back; light to import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from berichtsgenerator.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a call asks for; see the help of ``bericht bauen``."""

    products: tuple[str, ...]
    project_file: Path
    data: Path | None = None
    chapters: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    output: Path | None = None
    processes: int = 1
    use_cache: bool = True


@dataclass(frozen=True, slots=True)
class TextState:
    """What the text check found in a document, as counts: typed numbers, claims that do not hold or cannot be checked,
    paragraphs whose numbers have changed since their approval, and paragraphs that are not approved.
    """

    typed: int = 0
    false: int = 0
    unknown: int = 0
    changed: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Product:
    """A finished document: where it is and what is in it (counts)."""

    path: Path
    pages: int
    tables: int
    figures: int
    numbers: int
    hidden: int
    gaps: int
    unchanged: bool = False
    text: TextState = TextState()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """All finished documents of a call, what to know about them, and how long it took."""

    products: tuple[Product, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: float
