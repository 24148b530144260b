"""Which documents a call asks for: a product, for the whole Kreis or for one area, whole or by chapters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from berichtsgenerator.build.resources import find_layout, layout_names
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, error
from berichtsgenerator.model.areas import Level, is_area_key, is_part_of
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.plan import Layout, load_layout, salvage_layout


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make. ``area`` is empty where the product is one for the whole Kreis.

    ``broken`` is what is left of a layout with mistakes: it is planned to find the others, and never made.
    """

    layout: Layout
    area: str = ""
    chapters: tuple[str, ...] = ()
    broken: bool = False

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
) -> tuple[tuple[Job, ...], tuple[Diagnostic, ...]]:
    """The documents that a call asks for, in its order, and every unknown product, chapter and area and every mistake
    in the layouts. With mistakes the jobs serve for finding the others only.
    """
    found: list[Diagnostic] = []
    layouts = _load_layouts(project, products, found)
    keys = _area_keys(project, gazetteer, areas, found)
    children = tuple(area.key for area in gazetteer.children(project.kreis, Level.GEMEINDE))
    jobs: list[Job] = []
    for layout, whole in layouts:
        product = layout.model.produkt
        known = {section.id for section in layout.model.kapitel if section.id}
        for chapter in chapters:
            if chapter not in known:
                message = f"Das Kapitel „{chapter}“ gibt es in „{product}“ nicht."
                found.append(error("kapitel-unbekannt", message, advice=did_you_mean(chapter, known)))
        each = keys
        if layout.model.je_gebiet and not keys:
            each = children[:1]
            if not areas:
                message = f"„{product}“ wird für ein Gebiet gebaut."
                advice = "Nennen Sie es mit --gebiet AGS oder --gebiet alle."
                found.append(error("gebiet-fehlt", message, advice=advice))
        wanted = tuple(chapter for chapter in chapters if chapter in known)
        jobs.extend(Job(layout, key, wanted, not whole) for key in each or ("",))
    return tuple(jobs), tuple(found)


def all_jobs(project: Project, gazetteer: Gazetteer) -> tuple[tuple[Job, ...], tuple[Diagnostic, ...]]:
    """Every document that the project's layouts can make: what protection must know of, whatever is built today.

    A layout that does not hold is left out, and its mistakes are returned.
    """
    jobs: list[Job] = []
    found: list[Diagnostic] = []
    for name in layout_names(project.layout_folder):
        for layout, whole in _load_layouts(project, (name,), found):
            if not whole:
                continue
            areas: tuple[str, ...] = ("",)
            if layout.model.je_gebiet:
                areas = tuple(area.key for area in gazetteer.children(project.kreis, Level.GEMEINDE))
            jobs.extend(Job(layout, area) for area in areas)
    return tuple(jobs), tuple(found)


def _load_layouts(project: Project, products: tuple[str, ...], found: list[Diagnostic]) -> list[tuple[Layout, bool]]:
    """The layouts of products, and whether each holds; of one with mistakes what is left (False)."""
    layouts: list[tuple[Layout, bool]] = []
    for product in dict.fromkeys(products):
        path = find_layout(product, project.layout_folder)
        if path is None:
            message = f"Für das Produkt „{product}“ gibt es kein Layout."
            advice = did_you_mean(product, layout_names(project.layout_folder), listing="Vorhanden sind")
            found.append(error("layout-fehlt", message, advice=advice))
            continue
        try:
            layouts.append((load_layout(path, project), True))
        except ConfigurationError as problem:
            found.extend(problem.diagnostics)
            rest = salvage_layout(path, project)
            if rest is not None:
                layouts.append((rest, False))
    return layouts


def _area_keys(
    project: Project, gazetteer: Gazetteer, areas: tuple[str, ...], found: list[Diagnostic]
) -> tuple[str, ...]:
    children = tuple(area.key for area in gazetteer.children(project.kreis, Level.GEMEINDE))
    if areas == ("alle",):
        return children
    good = []
    for key in areas:
        if not is_area_key(key) or gazetteer.area(key) is None:
            message = f"Ein Gebiet mit dem Schlüssel „{key}“ führt das Gemeindeverzeichnis nicht."
            found.append(error("gebiet-unbekannt", message, advice="Eine Gemeinde hat acht Ziffern, etwa 06432008."))
        elif not is_part_of(key, project.kreis):
            message = f"Das Gebiet {key} liegt nicht im Kreis {project.kreis}."
            found.append(error("gebiet-fremd", message, advice="Nennen Sie ein Gebiet des Kreises der Projektdatei."))
        elif key not in children:
            message = f"„{key}“ ist keine Gemeinde; Produkte werden je Gemeinde gebaut."
            found.append(error("gebiet-ebene", message, advice="Nennen Sie den achtstelligen Schlüssel (AGS)."))
        else:
            good.append(key)
    return tuple(good)
