"""The project file ``projekt.yaml``: the one place where a Kreis, its publisher, folders and rules are named.

Comes in: the file. Goes out: a frozen :class:`Project`, its folders resolved against :attr:`Project.root` (the folder
of the file). Nothing about a Kreis stands in code.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr, field_validator, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo, load_with_places
from berichtsgenerator.diagnostics import ConfigurationError, error
from berichtsgenerator.model.areas import Level, is_area_key, level_of


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"eine Farbe steht als „#1F4E79“ da, nicht als „{text}“")
    return text.upper()


def _glob(text: str) -> str:
    if not text.strip() or text.startswith("/") or "\\" in text or ".." in text.split("/"):
        raise ValueError(f"„{text}“ ist kein Muster wie „jobcenter/*.xlsx“ (Schrägstriche, relativ zum Datenordner)")
    return text


def _area(text: str) -> str:
    if not is_area_key(text):
        raise ValueError(f"„{text}“ ist kein Gebietsschlüssel (DG, 2, 3, 5 oder 8 Ziffern)")
    return text


Colour = Annotated[str, AfterValidator(_colour)]
Pattern = Annotated[str, AfterValidator(_glob)]
AreaKey = Annotated[str, AfterValidator(_area)]


class HouseStyleConfig(Strict):
    """Colours by role (``akzent``, ``reihen`` …) and font files by face; what is not named keeps the program's own.

    ``fassungen`` are the editions of every product: for the screen, for print; ``anschnitt`` is what the print edition
    adds around its pages in millimetres, with marks where they are cut.
    """

    farben: dict[str, Colour] = Field(default_factory=dict)
    reihenfarben: list[Colour] = Field(default_factory=list, max_length=12)
    schriften: dict[str, str] = Field(default_factory=dict)
    schriftgroesse: float | None = Field(default=None, ge=7, le=16)
    logo: str = ""
    kapitel_rechts: YesNo = False
    anschnitt: float = Field(default=0.0, ge=0, le=10)
    fassungen: list[Literal["bildschirm", "druck"]] = Field(
        default_factory=lambda: list[Literal["bildschirm", "druck"]](["bildschirm"]), min_length=1, max_length=2
    )


class DominanceRule(Strict):
    """A sum is sensitive when its ``groesste`` largest contributors make more than ``anteil`` percent of it."""

    groesste: int = Field(ge=1, le=9)
    anteil: float = Field(ge=50, lt=100)


class SourceRule(Strict):
    """What holds for deliveries whose file matches ``muster``.

    ``geschuetzt``: the source has small numbers that this report must protect, by its own ``mindestzahl`` where one is
    given, with ``nullen: geheim`` its zeros too, with ``gruppen: geheim`` its shares of exactly 0 and 100 percent, with
    ``dominanz`` and ``p_prozent`` sums that few institutions decide, with ``altersgrenzen`` only ages between these,
    with ``uebrige: zusammen`` the small Gemeinden together; ``veroeffentlicht``: the publisher has protected them
    already, or they are public anyway; ``verfaelscht``: published, and changed by a method (cell key, rounding) so that
    its numbers do not add up exactly; ``gerundet``: this report rounds its counts to multiples of ``basis``, and prints
    no exact one anywhere.
    """

    muster: Pattern
    regel: Literal["geschuetzt", "veroeffentlicht", "verfaelscht", "gerundet"]
    basis: int | None = Field(default=None, ge=2, le=100)
    mindestzahl: int | None = Field(default=None, ge=1, le=100)
    nullen: Literal["gedruckt", "geheim"] = "gedruckt"
    gruppen: Literal["gedruckt", "geheim"] = "gedruckt"
    altersgrenzen: list[int] | None = Field(default=None, min_length=1, max_length=40)
    uebrige: Literal["einzeln", "zusammen"] = "einzeln"
    dominanz: DominanceRule | None = None
    p_prozent: float | None = Field(default=None, gt=0, le=100)

    @model_validator(mode="after")
    def _only_protected(self) -> SourceRule:
        if (self.regel == "gerundet") != (self.basis is not None):
            raise ValueError("„regel: gerundet“ und „basis: 5“ gehören zusammen")
        apart = ("muster", "regel", "basis")
        given = {word: getattr(self, word) for word in type(self).model_fields if word not in apart}
        words = [f"„{word}“" for word, value in given.items() if value not in (None, "gedruckt", "einzeln")]
        if self.regel != "geschuetzt" and words:
            verb = "gilt" if len(words) == 1 else "gelten"
            raise ValueError(f"{' und '.join(words)} {verb} nur für Quellen mit „regel: geschuetzt“")
        return self


class KnownNumber(Strict):
    """A number that another publisher prints: its id as in ``bericht herkunft``, its value, and who prints it."""

    zahl: str = Field(min_length=5)
    wert: float
    quelle: str = Field(min_length=1, max_length=200)


class LinkedCounts(Strict):
    """Two indicators that count the same cases in different units: where one is too small, the other is hidden too."""

    personen: str
    faelle: str


class RestConfig(Strict):
    """Small Gemeinden that sources with ``uebrige: zusammen`` show as one area."""

    name: str = Field(default="Übrige Gemeinden", min_length=3, max_length=60)
    gebiete: list[AreaKey] = Field(min_length=2, max_length=400)

    @field_validator("gebiete")
    @classmethod
    def _gemeinden(cls, value: list[str]) -> list[str]:
        wrong = [key for key in value if level_of(key) is not Level.GEMEINDE]
        if wrong:
            raise ValueError(f"„{wrong[0]}“ ist keine Gemeinde (acht Ziffern)")
        return sorted(set(value))


class DisclosureConfig(Strict):
    """Disclosure rules: counts of 1 … ``mindestzahl`` − 1 are hidden.

    ``nullen`` and ``gruppen``: whether zeros, and shares of exactly 0 and 100 percent, are hidden too; ``archiv``:
    folder with what earlier editions published; ``bekannt``: totals that others publish; ``verbunden``: persons and
    their Bedarfsgemeinschaften; ``aufwand``: how long the program looks for a cheaper pattern.
    """

    mindestzahl: int = Field(default=3, ge=1, le=100)
    nullen: Literal["gedruckt", "geheim"] = "gedruckt"
    gruppen: Literal["gedruckt", "geheim"] = "gedruckt"
    quellen: list[SourceRule] = Field(default_factory=list)
    archiv: str = ""
    bekannt: list[KnownNumber] = Field(default_factory=list)
    verbunden: list[LinkedCounts] = Field(default_factory=list)
    uebrige: RestConfig | None = None
    aufwand: Literal["normal", "gruendlich", "beweis"] = "normal"


class Exclusion(Strict):
    """Deliveries of the data folder that this project leaves out on purpose, and why."""

    muster: Pattern
    grund: str = Field(min_length=1, max_length=300)


class AreaNames(Strict):
    """Names of an area that replace the gazetteer's."""

    name: str = ""
    kurz: str = ""


class ProjectEvent(Strict):
    """Something that happened and that time charts may mark: its date and a short label."""

    datum: dt.date
    name: str = Field(min_length=1, max_length=60)


class Project(Strict):
    """A project: a Kreis and everything that belongs to its reports."""

    kreis: str
    land: str = ""
    titel: str
    untertitel: str = ""
    herausgeber: str
    impressum: list[str] = Field(default_factory=list)
    stand: str = ""
    datenordner: str = "data_in"
    ausgabeordner: str = "out"
    layoutordner: str = "layouts"
    katalogordner: str = ""
    geometrie: str = ""
    geometrie_nachweis: str = ""
    hausstil: HouseStyleConfig = Field(default_factory=HouseStyleConfig)
    zeichenprofil: Literal["standard", "hessen", "destatis", "buchstaben"] = "standard"
    geheimhaltung: DisclosureConfig = Field(default_factory=DisclosureConfig)
    ausgabe: Literal["oeffentlich", "intern"] = "oeffentlich"
    quellenrangfolge: list[Pattern] = Field(default_factory=list)
    ausgelassen: list[Exclusion] = Field(default_factory=list)
    gebiete: dict[AreaKey, AreaNames] = Field(default_factory=dict)
    ereignisse: dict[str, ProjectEvent] = Field(default_factory=dict)

    _root: Path = PrivateAttr(default=Path())
    _file: str = PrivateAttr(default="projekt.yaml")

    @field_validator("kreis")
    @classmethod
    def _kreis_key(cls, value: str) -> str:
        if not is_area_key(value) or level_of(value) is not Level.KREIS:
            raise ValueError(f"der Schlüssel eines Kreises hat fünf Ziffern, „{value}“ ist keiner")
        return value

    @field_validator("impressum", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split("\n\n") if part.strip()]
        return value

    @field_validator("gebiete", mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, dict):
            return {key: {"kurz": item} if isinstance(item, str) else item for key, item in value.items()}
        return value

    @model_validator(mode="after")
    def _rest_lies_inside(self) -> Project:
        rest = self.geheimhaltung.uebrige
        outside = [key for key in rest.gebiete if not key.startswith(self.kreis)] if rest is not None else []
        if outside:
            raise ValueError(f"„uebrige“: {outside[0]} liegt nicht im Kreis {self.kreis}")
        if rest is None and any(rule.uebrige == "zusammen" for rule in self.geheimhaltung.quellen):
            raise ValueError("„uebrige: zusammen“ braucht unter „geheimhaltung“ die Gemeinden: uebrige: {gebiete: […]}")
        return self

    @model_validator(mode="after")
    def _land_of_kreis(self) -> Project:
        if self.land and self.land != self.kreis[:2]:
            raise ValueError(f"der Kreis {self.kreis} liegt im Land {self.kreis[:2]}, nicht in {self.land}")
        return self

    @property
    def root(self) -> Path:
        """Folder of the project file; relative folders start here."""
        return self._root

    @property
    def file(self) -> str:
        """Name of the project file in messages."""
        return self._file

    @property
    def rest_key(self) -> str:
        """Key of the area that the small Gemeinden make together; "" where none are put together."""
        return f"{self.kreis}999" if self.geheimhaltung.uebrige is not None else ""

    @property
    def data_folder(self) -> Path:
        """Folder of the deliveries."""
        return self._root / self.datenordner

    @property
    def output_folder(self) -> Path:
        """Folder that reports are written to."""
        return self._root / self.ausgabeordner

    @property
    def layout_folder(self) -> Path:
        """Folder of the layouts and their texts."""
        return self._root / self.layoutordner

    @property
    def catalogue_folder(self) -> Path | None:
        """Folder of additional indicator definitions, None when there is none."""
        return self._root / self.katalogordner if self.katalogordner else None

    @property
    def recipe_folder(self) -> Path:
        """Folder of hints for deliveries whose build cannot be told from the file alone; it need not exist."""
        return self._root / "rezepte"

    @property
    def archive_folder(self) -> Path | None:
        """Folder with the registers of earlier editions, None when there is none."""
        return self._root / self.geheimhaltung.archiv if self.geheimhaltung.archiv else None

    @property
    def geometry_file(self) -> Path | None:
        """File with the borders of the Gemeinden, None when there is none."""
        return self._root / self.geometrie if self.geometrie else None


def load_project(path: Path, *, shown: str | None = None) -> Project:
    """The project of a ``projekt.yaml`` (or of the folder that holds one).

    Raises ConfigurationError with every mistake and its place.
    """
    file = path / "projekt.yaml" if path.is_dir() else path
    name = shown if shown is not None else str(file)
    if not file.is_file() and not file.exists():
        raise ConfigurationError(
            error(
                "projekt-fehlt",
                f"Die Projektdatei „{name}“ gibt es nicht.",
                advice="Legen Sie eines mit „bericht neu ORDNER --kreis AGS“ an, oder nennen Sie es mit „--projekt“.",
            )
        )
    project, _ = load_with_places(file, Project, shown=name)
    project._root = file.parent
    project._file = name
    return project
