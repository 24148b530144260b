"""Which documents a call asks for: a product, for the whole Kreis or for one area, whole or by chapters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from berichtsgenerator.build.resources import find_layout, layout_names
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, error
from berichtsgenerator.model.areas import Level, is_area_key, is_part_of
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.plan import Layout, load_layout


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make. ``area`` is empty where the product is one for the whole Kreis."""

    layout: Layout
    area: str = ""
    chapters: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """File name without suffix: product, chapters and area, in ASCII without blanks as council systems want it."""
        return "-".join(_ascii(part) for part in (self.layout.model.produkt, *self.chapters, self.area) if part)


def _ascii(text: str) -> str:
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, plain)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in text)


def wanted_jobs(
    project: Project, gazetteer: Gazetteer, products: tuple[str, ...], chapters: tuple[str, ...], areas: tuple[str, ...]
) -> tuple[Job, ...]:
    """The documents that a call asks for, in its order.

    Raises ConfigurationError with every unknown product, chapter and area, and every mistake in the layouts.
    """
    found: list[Diagnostic] = []
    layouts = _load_layouts(project, products, found)
    for layout in layouts:
        known = {section.id for section in layout.model.kapitel if section.id}
        for chapter in chapters:
            if chapter not in known:
                message = f"Das Kapitel „{chapter}“ gibt es in „{layout.model.produkt}“ nicht."
                found.append(error("kapitel-unbekannt", message, advice=f"Möglich: {', '.join(sorted(known))}."))
    keys = _area_keys(project, gazetteer, areas, found)
    jobs: list[Job] = []
    for layout in layouts:
        if layout.model.je_gebiet and not keys:
            message = f"„{layout.model.produkt}“ wird für ein Gebiet gebaut."
            found.append(error("gebiet-fehlt", message, advice="Nennen Sie es mit --gebiet AGS oder --gebiet alle."))
        jobs.extend(Job(layout, key, chapters) for key in keys or ("",))
    if found:
        raise ConfigurationError(found)
    return tuple(jobs)


def all_jobs(project: Project, gazetteer: Gazetteer) -> tuple[tuple[Job, ...], tuple[Diagnostic, ...]]:
    """Every document that the project's layouts can make: what protection must know of, whatever is built today.

    A layout that does not hold is left out, and its mistakes are returned.
    """
    jobs: list[Job] = []
    found: list[Diagnostic] = []
    for name in layout_names(project.layout_folder):
        for layout in _load_layouts(project, (name,), found):
            areas: tuple[str, ...] = ("",)
            if layout.model.je_gebiet:
                areas = tuple(area.key for area in gazetteer.children(project.kreis, Level.GEMEINDE))
            jobs.extend(Job(layout, area) for area in areas)
    return tuple(jobs), tuple(found)


def _load_layouts(project: Project, products: tuple[str, ...], found: list[Diagnostic]) -> list[Layout]:
    layouts = []
    for product in dict.fromkeys(products):
        path = find_layout(product, project.layout_folder)
        if path is None:
            names = ", ".join(layout_names(project.layout_folder)) or "keine"
            message = f"Für das Produkt „{product}“ gibt es kein Layout."
            found.append(error("layout-fehlt", message, advice=f"Vorhanden: {names}."))
            continue
        try:
            layouts.append(load_layout(path, project))
        except ConfigurationError as problem:
            found.extend(problem.diagnostics)
    return layouts


def _area_keys(
    project: Project, gazetteer: Gazetteer, areas: tuple[str, ...], found: list[Diagnostic]
) -> tuple[str, ...]:
    children = tuple(area.key for area in gazetteer.children(project.kreis, Level.GEMEINDE))
    if areas == ("alle",):
        return children
    for key in areas:
        if not is_area_key(key) or gazetteer.area(key) is None:
            message = f"Ein Gebiet mit dem Schlüssel „{key}“ führt das Gemeindeverzeichnis nicht."
            found.append(error("gebiet-unbekannt", message, advice="Eine Gemeinde hat acht Ziffern, etwa 06432008."))
        elif not is_part_of(key, project.kreis):
            message = f"Das Gebiet {key} liegt nicht im Kreis {project.kreis}."
            found.append(error("gebiet-fremd", message, advice="Nennen Sie ein Gebiet des Kreises der Projektdatei."))
    return areas
