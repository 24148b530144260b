"""A project's house style, handed to the two rooms that draw: typesetting and charts."""

from __future__ import annotations

from dataclasses import replace

from berichtsgenerator.charts import ChartStyle
from berichtsgenerator.charts.canvas.style import rgb
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import Place
from berichtsgenerator.typesetting.text.style import MM, HouseStyle


def house_style(project: Project) -> HouseStyle:
    """The style of the pages; raises ConfigurationError for colours and fonts that do not do."""
    house = project.hausstil
    folders = (project.root / "fonts", project.root)
    style = HouseStyle.from_project(house.farben, house.schriften, folders, Place(file=project.file))
    style = replace(style, chapters_right=house.kapitel_rechts, logo=project.root / house.logo if house.logo else None)
    return style if house.schriftgroesse is None else replace(style, text_size=house.schriftgroesse)


def editions(project: Project) -> tuple[tuple[str, HouseStyle], ...]:
    """What is added to a product's file name, and the style of the pages, for every edition of the project."""
    style = house_style(project)
    known = {"bildschirm": ("", style), "druck": ("-druck", style.for_print(project.hausstil.anschnitt * MM))}
    return tuple(known[name] for name in dict.fromkeys(project.hausstil.fassungen))


def chart_style(project: Project, style: HouseStyle) -> ChartStyle:
    """The style of the charts: the pages' sans faces and colours, and the project's series colours."""
    files = style.font_files()
    look = ChartStyle(fonts={face: files[face] for face in ("sans", "sans-bold", "sans-italic")}, emphasis=style.accent)
    if project.hausstil.reihenfarben:
        look = replace(look, series=tuple(rgb(code) for code in project.hausstil.reihenfarben))
    return look
