"""A project opened for work: its deliveries read, its catalogue loaded, its indicators ready to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from berichtsgenerator.build.progress import Progress
from berichtsgenerator.configuration.project import Project, load_project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, ReadingError, error, has_errors
from berichtsgenerator.indicators import Catalogue, IndicatorEngine
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import deliveries, read_folder


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that planning a document asks."""

    project: Project
    data: Path
    gazetteer: Gazetteer
    catalogue: Catalogue
    engine: IndicatorEngine
    diagnostics: tuple[Diagnostic, ...]
    sample: bool
    """True when a delivery is generated sample data."""


def data_folder(project: Project, override: Path | None) -> Path:
    """The folder of the deliveries; raises ConfigurationError when there is none, or nothing in it."""
    folder = override if override is not None else project.data_folder
    if not folder.is_dir():
        message = f"Den Datenordner „{folder}“ gibt es nicht."
        advice = "Legen Sie ihn an, oder nennen Sie mit --daten den Ordner der Lieferungen."
        raise ConfigurationError(error("datenordner-fehlt", message, Place(file=project.file), advice))
    if not any(path.is_file() and not path.name.startswith(".") for path in folder.rglob("*")):
        message = f"Im Datenordner „{folder}“ liegt keine Lieferung."
        raise ConfigurationError(error("datenordner-leer", message, Place(file=project.file), "Legen Sie sie hinein."))
    return folder


def open_workspace(project_file: Path, data: Path | None, *, processes: int, progress: Progress) -> Workspace:
    """Open a project: read every delivery of its data folder and make its indicators ready.

    Raises ConfigurationError for mistakes in the project or the catalogue and ReadingError when a delivery cannot be
    trusted; both carry all findings.
    """
    project = load_project(project_file)
    folder = data_folder(project, data)
    gazetteer = Gazetteer.bundled()
    catalogue = Catalogue.load(project.catalogue_folder)
    progress.stage("Lieferungen lesen", len(deliveries(folder)))
    reading = read_folder(
        folder, gazetteer=gazetteer, processes=processes, progress=lambda _done, _all, _file: progress.advance()
    )
    engine = IndicatorEngine(
        catalogue, reading.observations, gazetteer=gazetteer, source_order=tuple(project.quellenrangfolge)
    )
    found = (*reading.diagnostics, *engine.diagnostics)
    if has_errors(found):
        raise ReadingError(found)
    sample = any(table.source.sample for file in reading.files for table in file.tables)
    return Workspace(project, folder, gazetteer, catalogue, engine, found, sample)
