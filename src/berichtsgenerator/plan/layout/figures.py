"""The blocks that draw numbers: charts of all kinds and maps, with the bands, events and classes that they may have."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Tag, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo
from berichtsgenerator.plan.layout.parts import (
    EITHER,
    AreaWord,
    AreaWords,
    Breakdowns,
    Captioned,
    TimeWord,
    TimeWords,
    Words,
)


class EventItem(Strict):
    """An event of a time chart."""

    datum: dt.date
    name: str


class Compared(Strict):
    """The population that a pyramid shows as an outline."""

    gebiet: AreaWord | None = None
    zeit: TimeWord | None = None


class BandEnd(Strict):
    """One end of a band: what differs from the chart's own number."""

    indikator: str = ""
    gebiet: AreaWord | None = None
    gliederung: Breakdowns = Field(default_factory=dict)


class BandItem(Strict):
    """A band behind lines, for example the range of a Vorausberechnung."""

    name: str
    unten: BandEnd
    oben: BandEnd


def _classes(value: object) -> object:
    return {"art": value} if isinstance(value, str) else value


class ClassesItem(Strict):
    """Classes of a map: by quantiles, by equal widths, by natural breaks (Jenks), given upper bounds, or each value.

    ``werte``: each value is a class (ranked groups); ``namen``: so too, but the numbers are names without an order.
    """

    art: Literal["quantile", "gleich", "jenks", "gegeben", "werte", "namen"] = "quantile"
    anzahl: int = Field(default=5, ge=2, le=7)
    grenzen: list[float] = Field(default_factory=list, max_length=6)

    @model_validator(mode="after")
    def _bounds(self) -> ClassesItem:
        if (self.art == "gegeben") != bool(self.grenzen):
            raise ValueError("„grenzen“ gehören zu „art: gegeben“ und nur dorthin")
        if any(left >= right for left, right in zip(self.grenzen, self.grenzen[1:], strict=False)):
            raise ValueError("„grenzen“ müssen aufsteigen")
        return self


Classes = Annotated[ClassesItem, BeforeValidator(_classes)]


class Pictured(Captioned):
    """What charts and maps have in common.

    ``aussage`` is a finding that stands as title instead of the subject; ``alternativtext`` replaces the text that the
    program makes from the numbers.
    """

    aussage: str = ""
    alternativtext: str = Field(default="", max_length=1000)
    hervorheben: AreaWords = Field(default_factory=list)
    klassen: Classes = Field(default_factory=ClassesItem)
    hoehe: float = Field(default=0, ge=0, le=240)
    daten: str = ""


ChartKind = Literal[
    "balken", "saeulen", "gestapelt", "linie", "pyramide", "hantel", "steigung", "punkte", "linienraster",
    "waermetabelle", "streuung", "verteilung", "lorenz", "wasserfall", "fluss",
]  # fmt: skip


class ChartBlock(Pictured):
    """A chart. Which keys count depends on ``art``; see the handbook."""

    art: ChartKind
    indikatoren: Words = Field(min_length=1)
    gebiete: AreaWords = Field(default_factory=list)
    zeit: TimeWords | None = None
    gliederung: Breakdowns = Field(default_factory=dict)
    nach: str = ""
    werte: Words = Field(default_factory=list)
    kategorien: str = ""
    reihen: str = ""
    referenzen: AreaWords = Field(default_factory=list)
    ereignisse: list[Annotated[Annotated[str, Tag("text")] | Annotated[EventItem, Tag("eintraege")], EITHER]] = Field(
        default_factory=list
    )
    sortierung: Literal["wert", "name", "schluessel"] | None = None
    anteile: YesNo = False
    ab_null: YesNo = False
    vergleich: Compared | None = None
    ansicht: Literal["wert", "zaehler", "nenner"] = "wert"
    index: TimeWord | None = None
    baender: list[BandItem] = Field(default_factory=list, max_length=3)
    intervall: YesNo = False
    zaehlwort: str = ""
    bezug: str = ""


class MapBlock(Pictured):
    """A map of areas: rates and shares as coloured areas, counts as circles."""

    indikator: str
    gebiete: AreaWords = Field(default_factory=lambda: ["gemeinden"])
    zeit: TimeWord = "letzte"
    gliederung: Breakdowns = Field(default_factory=dict)
    darstellung: Literal["flaechen", "kreise"] = "flaechen"
