"""Borders for maps, from the geometry that a project names; without one, maps are tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from berichtsgenerator.charts.geometry import read_geometry
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.plan.context import Borders

Rings = tuple[tuple[tuple[float, float], ...], ...]


def project_borders(project: Project, gazetteer: Gazetteer) -> tuple[Borders | None, tuple[Diagnostic, ...]]:
    """Borders of the Kreis' Gemeinden, and what was found wrong with them; None where the project names no geometry.

    Raises ConfigurationError when the file does not exist, ReadingError when it cannot be used at all.
    """
    path = project.geometry_file
    if path is None:
        return None, ()
    if not path.is_file():
        message = f"Die Geometrie „{project.geometrie}“ gibt es nicht."
        advice = "Prüfen Sie „geometrie“ in der Projektdatei; ohne den Schlüssel werden Kachelkarten gezeichnet."
        raise ConfigurationError(error("geometrie-fehlt", message, Place(file=project.file), advice))
    keys = [area.key for area in gazetteer.children(project.kreis, Level.GEMEINDE)]
    reading = read_geometry(path, keys=keys, shown=project.geometrie)
    known: Mapping[str, Rings] = reading.rings

    def borders(areas: Sequence[str], /) -> Mapping[str, Rings]:
        return {area: known[area] for area in areas if area in known}

    return borders, reading.diagnostics
