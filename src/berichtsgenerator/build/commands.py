"""The commands beside building: read, check, trace and list. Each prints German lines and returns an exit code."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from berichtsgenerator.build.progress import Silent
from berichtsgenerator.build.workspace import open_workspace
from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.diagnostics import ConfigurationError, error, has_errors
from berichtsgenerator.indicators import Catalogue
from berichtsgenerator.indicators.listing import describe, overview
from berichtsgenerator.pdf import check as check_pdf
from berichtsgenerator.register.search import finding_lines, search_folder


def check(paths: Sequence[Path]) -> int:
    """Check PDF files against PDF/UA-1, PDF/A-2a and the project's own rules.

    A file that veraPDF could not look at is not called free of faults, and the exit code says so.
    """
    failed = False
    for path in paths:
        found = check_pdf(path)
        unchecked = any(item.code == "verapdf-fehlt" for item in found)
        failed = failed or unchecked or has_errors(found)
        verdict = "PDF/UA-1 und PDF/A-2a ohne Fehler"
        if has_errors(found):
            verdict = "Fehler gefunden"
        elif unchecked:
            verdict = "nicht geprüft; nur die eigenen Prüfungen liefen, sie fanden keinen Fehler"
        print(f"{path}: {verdict}")
        for item in found:
            print(f"  {item}")
    return 1 if failed else 0


def origin(query: str, project_file: Path, output: Path | None, product: str) -> int:
    """Trace a printed number back to its source cells, in the registers beside the built reports."""
    folder = output if output is not None else load_project(project_file).output_folder
    finding = search_folder(folder, query, product=product)
    print("\n".join(finding_lines(finding)))
    return 0 if finding.numbers else 1


def indicators(name: str, project_file: Path, data: Path | None, *, processes: int) -> int:
    """List the catalogue, or one definition with its latest value where there are deliveries."""
    own = load_project(project_file) if project_file.exists() else None
    catalogue = Catalogue.load(own.catalogue_folder if own is not None else None)
    if not name:
        print("\n".join(overview(catalogue)))
        return 0
    if name not in catalogue:
        close = difflib.get_close_matches(name, list(catalogue), n=3, cutoff=0.5)
        advice = f"Meinten Sie {' oder '.join(close)}?" if close else "„bericht indikatoren“ zeigt alle."
        raise ConfigurationError(error("indikator-unbekannt", f"Den Indikator „{name}“ gibt es nicht.", advice=advice))
    if own is None or not (data or own.data_folder).is_dir():
        print("\n".join(describe(catalogue, catalogue[name])))
        return 0
    workspace = open_workspace(project_file, data, processes=processes, progress=Silent())
    print("\n".join(describe(catalogue, catalogue[name], workspace.engine, own.kreis)))
    return 0
