"""Recipes: hints for files whose build cannot be told from the file alone.

Optional YAML files in the folder ``rezepte`` of a project. A recipe is for all files that ``datei`` fits and all of
their sheets that ``blatt`` fits; of several that fit a sheet the first counts. A recipe states what the file does not
say, and never a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from berichtsgenerator.configuration.yamlfile import Strict, load
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, note
from berichtsgenerator.model.areas import is_area_key
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.reading.words.times import period_of_text

FOLDER = "rezepte"
"""Name of the folder of recipes beside the project file."""

_RANGE = re.compile(
    r"(?P<c1>[A-Z]{1,3})(?P<r1>\d{1,7})(?::(?P<c2>[A-Z]{1,3})(?P<r2>\d{1,7}))?"
    r"|(?P<rows>\d{1,7})(?::(?P<rows2>\d{1,7}))?|(?P<cols>[A-Z]{1,3})(?::(?P<cols2>[A-Z]{1,3}))?"
)
_EVERYTHING = "alles"


class Area(NamedTuple):
    """A rectangle of cells, rows and columns from 0, ends included; -1 is the last row or column of the sheet."""

    top: int
    left: int
    bottom: int
    right: int


def period_of_recipe(text: str) -> Period | None:
    """``31.12.2024``, ``2024``, ``Dezember 2024``, ``Schuljahr 2024/25`` or ``Jahresdurchschnitt 2024``."""
    mean = re.fullmatch(r"(?i)jahresdurchschnitt\s+((?:19|20)\d\d)", text.strip())
    return Period(PeriodKind.ANNUAL_MEAN, mean[1]) if mean else period_of_text(text)


def area_of_range(text: str) -> Area | None:
    """``40:60`` (rows), ``H:K`` (columns), ``A1:C4`` (cells) or ``alles``; None for other texts."""
    if text == _EVERYTHING:
        return Area(0, 0, -1, -1)
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    if match["rows"]:
        first, last = int(match["rows"]), int(match["rows2"] or match["rows"])
        return Area(first - 1, 0, last - 1, -1) if 0 < first <= last else None
    if match["cols"]:
        left, right = _column(match["cols"]), _column(match["cols2"] or match["cols"])
        return Area(0, left, -1, right) if left <= right else None
    top, bottom = int(match["r1"]), int(match["r2"] or match["r1"])
    left, right = _column(match["c1"]), _column(match["c2"] or match["c1"])
    return Area(top - 1, left, bottom - 1, right) if 0 < top <= bottom and left <= right else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _time(text: str) -> str:
    if text and period_of_recipe(text) is None:
        raise ValueError(
            f"„{text}“ ist keine Zeitangabe; möglich sind 31.12.2024, 2024, Dezember 2024, Schuljahr 2024/25 und "
            "Jahresdurchschnitt 2024"
        )
    return text


def _year_text(value: object) -> object:
    """``zeit: 2024`` is a number for YAML."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _quoted(value: object) -> object:
    if isinstance(value, int):
        raise ValueError('Gebietsschlüssel gehören in Anführungszeichen, etwa "06432"; sonst geht die Null verloren')
    return value


def _key(text: str) -> str:
    if text and not is_area_key(text):
        raise ValueError(f"„{text}“ ist kein Gebietsschlüssel (DG, zwei, drei, fünf oder acht Ziffern)")
    return text


def _rows(text: str) -> str:
    if text and not (re.fullmatch(r"\d{1,7}(:\d{1,7})?", text) and area_of_range(text)):
        raise ValueError(f"„{text}“ nennt keine Zeilen; möglich sind 5 und 5:7")
    return text


def _cell(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{1,3}[1-9]\d{0,6}", text):
        raise ValueError(f"„{text}“ ist keine Zelle; möglich ist etwa C12")
    return text


def _columns(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{1,3}(:[A-Z]{1,3})?", text) or area_of_range(text) is None:
        raise ValueError(f"„{text}“ nennt keine Spalten; möglich sind D und D:K")
    return text


def _range(text: str) -> str:
    if area_of_range(text) is None:
        raise ValueError(f"„{text}“ ist kein Bereich; möglich sind 40:60 (Zeilen), H:K (Spalten), A1:C4 und alles")
    return text


ColumnWord = Literal[
    "schluessel", "schluessel-und-name", "name", "zeit", "monat", "vorspalte", "wert", "uebergehen", "lfd-nummer"
]
"""Words for what a column holds."""


class Sum(Strict):
    """A control sum: the figures of ``bereich`` add up to the figure of the cell ``ist`` or to a number."""

    bereich: Annotated[str, AfterValidator(_range)]
    ist: Annotated[str, AfterValidator(_cell)] | float
    toleranz: float = Field(default=0, ge=0)


class Expected(Strict):
    """Expectations of a recipe."""

    anker: dict[Annotated[str, AfterValidator(_cell)], str] = Field(default_factory=dict)
    """Cell → the text that must stand in it (blanks and line breaks don't count)."""
    gebiete: int | None = Field(default=None, ge=1)
    """Number of different areas of the table."""
    werte: int | None = Field(default=None, ge=1)
    """Number of values and marks of the table."""
    summen: tuple[Sum, ...] = ()


class Recipe(Strict):
    """Hints for all sheets that ``datei`` (a glob over path or name of the file) and ``blatt`` fit."""

    datei: str = Field(min_length=1)
    blatt: str = "*"
    zeit: Annotated[str, BeforeValidator(_year_text), AfterValidator(_time)] = ""
    """Counts where the table's rows and columns state no time."""
    gebiet: Annotated[str, BeforeValidator(_quoted), AfterValidator(_key)] = ""
    """Counts where the table has neither rows nor columns of areas."""
    kopfzeilen: Annotated[str, AfterValidator(_rows)] = ""
    """Rows of the head, as the sheet numbers them; the table begins below."""
    merkmal: str = Field(default="", max_length=200)
    """What the table counts; the outermost part of every measure."""
    einheit: str = Field(default="", max_length=40)
    """Unit of the figures whose head states none."""
    auslassen: tuple[Annotated[str, AfterValidator(_range)], ...] = ()
    """Cells that are not read: rows, columns, ranges or ``alles``."""
    spalten: dict[Annotated[str, AfterValidator(_columns)], ColumnWord] = Field(default_factory=dict)
    """What columns hold, where the reader is wrong or unsure: ``A: schluessel``, ``D:K: wert``."""
    erwartet: Expected = Field(default_factory=lambda: Expected())
    """What must hold of the file; if it doesn't, its layout has changed and the table is not read."""

    @property
    def head_rows(self) -> tuple[int, int] | None:
        """First and last row of the head, from 0; None when the recipe does not say."""
        area = area_of_range(self.kopfzeilen) if self.kopfzeilen else None
        return None if area is None else (area.top, area.bottom)

    @property
    def left_out(self) -> tuple[Area, ...]:
        """The rectangles that are not read."""
        return tuple(area for text in self.auslassen if (area := area_of_range(text)) is not None)


class RecipeFile(Strict):
    """One file of recipes."""

    rezepte: tuple[Recipe, ...]


def load_recipes(folder: Path) -> tuple[Recipe, ...]:
    """All recipes of the YAML files in ``folder``, by file name and then as written; none when there is no folder.

    Raises ConfigurationError with the mistakes of all files.
    """
    recipes: list[Recipe] = []
    wrong: list[Diagnostic] = []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else []:
        try:
            recipes.extend(load(path, RecipeFile, shown=f"{folder.name}/{path.name}").rezepte)
        except ConfigurationError as failure:
            wrong.extend(failure.diagnostics)
    if wrong:
        raise ConfigurationError(wrong)
    return tuple(recipes)


def recipes_near(folder: Path) -> tuple[Recipe, ...]:
    """The recipes of the project to which a folder of deliveries belongs: beside it, or in the working folder."""
    for place in (folder.resolve().parent / FOLDER, Path.cwd() / FOLDER):
        if place.is_dir():
            return load_recipes(place)
    return ()


def recipe_for(file: str, sheet: str, recipes: Sequence[Recipe]) -> Recipe | None:
    """The first recipe that fits a sheet (of text files: the sheet without a name)."""
    return next((item for item in recipes if fits_file(file, item) and fnmatchcase(sheet, item.blatt)), None)


def unused_recipes(recipes: Sequence[Recipe], files: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A note for every recipe that fits none of the files."""
    names = list(files)
    return tuple(
        note(
            "rezept-ohne-datei",
            f"Das Rezept für „{item.datei}“ passt auf keine Lieferung.",
            Place(file=FOLDER),
            "Muster des Dateinamens prüfen oder das Rezept löschen.",
        )
        for item in recipes
        if not any(fits_file(name, item) for name in names)
    )


def fits_file(file: str, recipe: Recipe) -> bool:
    """True when a recipe is for a file, by its path or its name."""
    return fnmatchcase(file, recipe.datei) or fnmatchcase(file.rsplit("/", 1)[-1], recipe.datei)
