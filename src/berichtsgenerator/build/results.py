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


@dataclass(frozen=True, slots=True)
class BuildResult:
    """All finished documents of a call, what to know about them, and how long it took."""

    products: tuple[Product, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: float
