"""Borders for maps, from the geometry that a project names; without one, maps are tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from berichtsgenerator.charts.geodata.geometry import read_geometry
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error, warning
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.plan.desk.context import Borders

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
    found = list(reading.diagnostics)
    if not project.geometrie_nachweis:
        message = f"Zur Geometrie „{project.geometrie}“ fehlt der Quellenvermerk, den Karten tragen müssen."
        advice = "Tragen Sie ihn als „geometrie_nachweis“ in die Projektdatei ein, etwa „© GeoBasis-DE / BKG“."
        found.append(warning("geometrie-nachweis", message, Place(file=project.file), advice))
    return _FileBorders(path, project.geometrie, dict(reading.rings)), tuple(found)


class _FileBorders:
    """Borders of a file: the Kreis' Gemeinden are read at once, other areas (the Kreise of the Land) when asked for."""

    def __init__(self, path: Path, shown: str, known: dict[str, Rings]) -> None:
        self._path, self._shown, self._known = path, shown, known
        self._asked = set(known)

    def __call__(self, areas: Sequence[str], /) -> Mapping[str, Rings]:
        """The rings of those areas that the file has, cut out together so that neighbours fit."""
        new = [area for area in areas if area not in self._asked]
        if new:
            self._asked.update(areas)
            self._known.update(read_geometry(self._path, keys=areas, shown=self._shown).rings)
        return {area: self._known[area] for area in areas if area in self._known}
