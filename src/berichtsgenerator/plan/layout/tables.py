"""The blocks that set numbers in rows and columns: comparison, time, breakdown and text tables, and key figures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo
from berichtsgenerator.plan.layout.parts import (
    AreaWord,
    AreaWords,
    Breakdowns,
    Captioned,
    TimeSpan,
    TimeWord,
    TimeWords,
    Words,
    listed,
)
from berichtsgenerator.plan.layout.selectors import check_area_word


def _latest() -> list[str | TimeSpan]:
    return ["letzte"]


def _all_periods() -> list[str | TimeSpan]:
    return ["erste..letzte"]


class CaptionedTable(Captioned):
    """What tables have in common: what happens when they are wider or longer than a page."""

    zu_breit: Literal["teilen", "drehen"] = "teilen"
    anmerkungen_je_seite: YesNo = False


Extra = Literal["differenz_kreis", "differenz_land", "differenz_bund", "verhaeltnis_land", "rang"]


class Column(Strict):
    """A column, or a group of columns, of a comparison table."""

    indikator: str
    titel: str = ""
    zeit: TimeWords | None = None
    gliederung: Breakdowns = Field(default_factory=dict)
    nach: str = ""
    werte: Words = Field(default_factory=list)
    insgesamt: YesNo = True
    ansicht: Literal["wert", "zaehler", "nenner"] = "wert"
    zusatz: Annotated[list[Extra], BeforeValidator(listed)] = Field(default_factory=list)
    veraenderung_seit: TimeWord | None = None
    in_prozent: YesNo = False
    balken: YesNo = False
    verlauf: TimeWords | None = None


def _column(value: object) -> object:
    return {"indikator": value} if isinstance(value, str) else value


class ComparisonTable(CaptionedTable):
    """Rows are areas (Gemeinden grouped, then Kreis, Land, Bund), columns are indicators."""

    zeilen: AreaWords = Field(default_factory=lambda: ["gemeinden"])
    vergleich: AreaWords = Field(default_factory=lambda: ["kreis", "land", "bund"])
    spalten: list[Annotated[Column, BeforeValidator(_column)]] = Field(min_length=1, max_length=16)
    zeit: TimeWords = Field(default_factory=_latest)
    sortierung: Literal["name", "schluessel", "wert"] = "name"
    hervorheben: AreaWords = Field(default_factory=list)
    zeilenkopf: str = "Gebiet"


Axis = Literal["zeiten", "indikatoren", "gebiete"]


class TimeTable(CaptionedTable):
    """Rows and columns are two of periods, indicators and areas; a third with several entries nests in the columns."""

    zeilen: Axis = "zeiten"
    spalten: Axis = "gebiete"
    indikatoren: Words = Field(min_length=1)
    gebiete: AreaWords = Field(default_factory=lambda: ["gebiet"])
    zeit: TimeWords = Field(default_factory=_all_periods)
    gliederung: Breakdowns = Field(default_factory=dict)
    nach: str = ""
    werte: Words = Field(default_factory=list)
    insgesamt: YesNo = True
    veraenderung_seit: TimeWord | None = None
    in_prozent: YesNo = False

    @model_validator(mode="after")
    def _two_axes(self) -> TimeTable:
        if self.zeilen == self.spalten:
            raise ValueError("„zeilen“ und „spalten“ können nicht dasselbe zeigen")
        return self


class BreakdownTable(CaptionedTable):
    """Rows are the values of a breakdown (ages), columns another one (sex), or areas, periods, indicators."""

    indikator: Words = Field(min_length=1)
    zeilen: str
    spalten: str = ""
    zeilenwerte: Words = Field(default_factory=list)
    spaltenwerte: Words = Field(default_factory=list)
    gebiete: AreaWords = Field(default_factory=lambda: ["gebiet"])
    zeit: TimeWords = Field(default_factory=_latest)
    gliederung: Breakdowns = Field(default_factory=dict)
    insgesamt: YesNo = True


class TextColumn(Strict):
    """A column of a text table: its head and its share of the width."""

    titel: str
    anteil: float = Field(default=1.0, gt=0, le=20)


class TextTable(CaptionedTable):
    """A table of texts (measures, aims): the first column is the row head; cells hold Markdown of one paragraph."""

    spalten: list[Annotated[TextColumn, BeforeValidator(lambda v: {"titel": v} if isinstance(v, str) else v)]] = Field(
        min_length=2, max_length=10
    )
    zeilen: list[list[str]] = Field(min_length=1)
    nummeriert: YesNo = True

    @model_validator(mode="after")
    def _rectangular(self) -> TextTable:
        for number, row in enumerate(self.zeilen, 1):
            if len(row) != len(self.spalten):
                raise ValueError(f"Zeile {number} hat {len(row)} statt {len(self.spalten)} Zellen")
        return self


class Comparison(Strict):
    """A comparison line of a key figure: with an area or with an earlier period."""

    gebiet: AreaWord | None = None
    zeit: TimeWord | None = None
    differenz: YesNo = False

    @model_validator(mode="after")
    def _one_of(self) -> Comparison:
        if (self.gebiet is None) == (self.zeit is None):
            raise ValueError("genau eines von „gebiet“ und „zeit“ ist nötig")
        return self


def _comparison(value: object) -> object:
    if isinstance(value, str):
        try:
            check_area_word(value)
        except ValueError:
            return {"zeit": value}
        return {"gebiet": value} if not value.isdigit() or len(value) != 4 else {"zeit": value}
    return value


class KeyFigureItem(Strict):
    """One key figure."""

    indikator: str
    titel: str = ""
    gebiet: AreaWord = "gebiet"
    zeit: TimeWord = "letzte"
    gliederung: Breakdowns = Field(default_factory=dict)
    vergleiche: list[Annotated[Comparison, BeforeValidator(_comparison)]] = Field(default_factory=list, max_length=3)


def _key_figure(value: object) -> object:
    return {"indikator": value} if isinstance(value, str) else value


class KeyFiguresBlock(Strict):
    """At most five key figures side by side."""

    zahlen: list[Annotated[KeyFigureItem, BeforeValidator(_key_figure)]] = Field(min_length=1, max_length=5)
