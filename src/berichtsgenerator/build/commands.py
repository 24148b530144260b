"""The commands beside building: read, check, trace and list. Each prints German lines and returns an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from berichtsgenerator.build.progress import Silent
from berichtsgenerator.build.workspace import open_workspace
from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error, has_errors
from berichtsgenerator.indicators import Catalogue
from berichtsgenerator.indicators.listing import catalogue_lines, definition_lines
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.pdf import check as check_pdf
from berichtsgenerator.reading import FileReading, deliveries, read_file
from berichtsgenerator.reading.export import write_observations
from berichtsgenerator.reading.summary import summary_lines
from berichtsgenerator.register.search import finding_lines, search_folder


def read(paths: Sequence[Path], output: Path | None, *, processes: int) -> int:
    """Read files and folders, show how they were understood, and write their observations where asked."""
    gazetteer = Gazetteer.bundled()
    readings: list[FileReading] = []
    missing: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            readings.extend(read_file(item, root=path, gazetteer=gazetteer) for item in deliveries(path))
        elif path.is_file():
            readings.append(read_file(path, root=path.parent, gazetteer=gazetteer))
        else:
            missing.append(error("datei-fehlt", "Die Datei gibt es nicht.", Place(file=str(path)), "Pfad prüfen."))
    if missing:
        raise ConfigurationError(missing)
    for reading in readings:
        print("\n".join(summary_lines(reading)))
        print()
    if output is not None:
        observations = [item for reading in readings for table in reading.tables for item in table.observations]
        write_observations(observations, output)
        print(f"{len(observations)} Beobachtungen nach {output} geschrieben.")
    return 1 if any(has_errors(reading.diagnostics) for reading in readings) else 0


def check(paths: Sequence[Path]) -> int:
    """Check PDF files against PDF/UA-1, PDF/A-2a and the project's own rules."""
    failed = False
    for path in paths:
        found = check_pdf(path)
        failed = failed or has_errors(found)
        print(f"{path}: {'Fehler gefunden' if has_errors(found) else 'PDF/UA-1 und PDF/A-2a ohne Fehler'}")
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
    if not name:
        folder = load_project(project_file).catalogue_folder if project_file.exists() else None
        print("\n".join(catalogue_lines(Catalogue.load(folder))))
        return 0
    if not project_file.exists() and data is None:
        print("\n".join(definition_lines(Catalogue.load(None), name)))
        return 0
    workspace = open_workspace(project_file, data, processes=processes, progress=Silent())
    print("\n".join(definition_lines(workspace.catalogue, name, workspace.engine, area=workspace.project.kreis)))
    return 0


