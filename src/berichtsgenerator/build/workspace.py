"""A project opened for work: its deliveries read, its catalogue loaded, its indicators ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from berichtsgenerator.build.borders import project_borders
from berichtsgenerator.build.progress import Progress
from berichtsgenerator.build.ruling import age_limits, rules_of
from berichtsgenerator.build.trust import weighed
from berichtsgenerator.configuration.project import Project, load_project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error, note
from berichtsgenerator.disclosure import Rounding
from berichtsgenerator.indicators import Catalogue, IndicatorEngine
from berichtsgenerator.model.areas import Area, Level
from berichtsgenerator.model.boundaries import Boundaries, former_areas
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import Observation
from berichtsgenerator.plan.desk.context import Borders
from berichtsgenerator.reading import deliveries, load_recipes, read_folder, unused_recipes
from berichtsgenerator.reading.delivery.folder import fits


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that planning a document asks."""

    project: Project
    data: Path
    gazetteer: Gazetteer
    catalogue: Catalogue
    engine: IndicatorEngine
    borders: Borders | None
    """The rings of maps; None: tile maps."""
    diagnostics: tuple[Diagnostic, ...]
    """What reading found, weighed for a report: with an error among it no report can be made."""
    sample: bool
    """True when a delivery is generated sample data."""
    institutions: Mapping[str, str]
    """Names of the schools and other institutions of which deliveries speak, by their key."""


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

    Raises ConfigurationError for mistakes in the project or the catalogue. What is wrong with deliveries stands in the
    workspace's diagnostics, so that it can be told together with what is wrong elsewhere.
    """
    project = load_project(project_file)
    folder = data_folder(project, data)
    bundled = Gazetteer.bundled()
    gazetteer = _with_rest(project, bundled)
    catalogue = Catalogue.load(project.catalogue_folder)
    borders, border_notes = project_borders(project, gazetteer)
    recipes = load_recipes(project.recipe_folder)
    skip = tuple(item.muster for item in project.ausgelassen)
    progress.stage("Lieferungen lesen", len(deliveries(folder, skip)))
    reading = read_folder(
        folder,
        gazetteer=bundled,
        processes=processes,
        progress=lambda _done, _all, _file: progress.advance(),
        recipes=recipes,
        skip=skip,
    )
    rounding = Rounding(_bases(project))
    observations = rounding.rounded(reading.observations)
    rules, public = rules_of(project), project.ausgabe == "oeffentlich"
    engine = IndicatorEngine(
        catalogue,
        observations,
        gazetteer=gazetteer,
        source_order=tuple(project.quellenrangfolge),
        age_limits=age_limits(project) if public else (),
        boundaries=Boundaries(gazetteer.with_former(former_areas(gazetteer, reading.changes)), reading.changes),
        closed=(lambda file: not rules.is_open(file)) if public else None,
    )
    unused = unused_recipes(recipes, (file.file for file in reading.files))
    found = (
        *border_notes, *weighed(reading.diagnostics), *_left_out(project, folder), *unused, *rounding.diagnostics
    )  # fmt: skip
    sample = any(table.source.sample for file in reading.files for table in file.tables)
    return Workspace(
        project, folder, gazetteer, catalogue, engine, borders, found, sample, _institutions(reading.observations)
    )


def _with_rest(project: Project, gazetteer: Gazetteer) -> Gazetteer:
    """The directory with the area that small Gemeinden make together, where the project puts some together."""
    rest = project.geheimhaltung.uebrige
    if rest is None:
        return gazetteer
    unknown = [key for key in rest.gebiete if gazetteer.area(key) is None]
    if unknown:
        message = f"„uebrige“: Eine Gemeinde mit dem Schlüssel „{unknown[0]}“ führt das Gemeindeverzeichnis nicht."
        raise ConfigurationError(error("gebiet-unbekannt", message, Place(file=project.file)))
    return gazetteer.with_group(Area(project.rest_key, rest.name, rest.name), rest.gebiete)


def _bases(project: Project) -> list[tuple[str, int]]:
    """The bases to which sources are rounded, by their globs (0: not); the internal edition rounds nothing."""
    if project.ausgabe == "intern":
        return []
    return [(rule.muster, rule.basis or 0) for rule in project.geheimhaltung.quellen]


def _institutions(observations: Iterable[Observation]) -> dict[str, str]:
    """The names of institutions by their key; of several the one that comes first in the order of the files."""
    found: dict[str, str] = {}
    for item in observations:
        if item.level is Level.EINRICHTUNG:
            found.setdefault(item.area, item.area_name or item.area)
    return dict(sorted(found.items()))


def _left_out(project: Project, folder: Path) -> list[Diagnostic]:
    """A note for every delivery that the project leaves out, and for every such rule that meets no delivery."""
    found: list[Diagnostic] = []
    files = [path.relative_to(folder).as_posix() for path in deliveries(folder)]
    for item in project.ausgelassen:
        left = [file for file in files if fits(file, item.muster)]
        found.extend(note("ausgelassen", f"Ausgelassen: {item.grund}", Place(file=file)) for file in left)
        if not left:
            message = f"„ausgelassen“ nennt „{item.muster}“; so heißt keine Lieferung."
            found.append(note("ausgelassen-ohne-datei", message, Place(file=project.file)))
    return found
