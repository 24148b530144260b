"""Definitions of measures: which observations of which deliveries are meant by a name, from ``measures/*.yaml`` (keys
German).
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from berichtsgenerator.configuration.yamlfile import YesNo
from berichtsgenerator.indicators.defining.parts import Break, Identifier, LevelWord, Record, with_ages
from berichtsgenerator.indicators.defining.times import parse_time
from berichtsgenerator.model.units import Kind


class Recogniser(Record):
    """How a measure is recognised among observations; all conditions given must hold.

    ``tables`` are prefixes of the publisher's table code, ``files`` globs over the file (relative to the data folder),
    ``sheets`` globs over the sheet's name, ``publishers`` words contained in the publisher's name, ``pattern`` a
    regular expression that is searched in the measure path (anchor it with ``^`` and ``$``),
    ``title`` one that is searched in the table's title. ``required`` / ``forbidden`` are dimensions (``alter``) or
    pairs
    (``geschlecht=weiblich``) of the breakdown; ``derived`` are pairs that the measure path states; ``removed`` are
    dimensions that are constant in the source and say nothing here. ``factor`` turns the source's unit into the
    measure's.
    """

    tables: tuple[str, ...] = Field(alias="tabellen", default=())
    files: tuple[str, ...] = Field(alias="dateien", default=())
    sheets: tuple[str, ...] = Field(alias="blaetter", default=())
    publishers: tuple[str, ...] = Field(alias="herausgeber", default=())
    pattern: str = Field(alias="muster", default="")
    title: str = Field(alias="titel", default="")
    required: tuple[str, ...] = Field(alias="verlangt", default=())
    forbidden: tuple[str, ...] = Field(alias="verboten", default=())
    derived: dict[str, str] = Field(alias="gliederung", default_factory=dict)
    removed: tuple[str, ...] = Field(alias="ohne", default=())
    factor: float = Field(alias="faktor", default=1.0, gt=0)
    year_means: str = Field(alias="jahr_ist", default="")
    school_year_means: Literal["beginn", "ende"] | None = Field(alias="schuljahr_ist", default=None)
    level_words: tuple[LevelWord, ...] = Field(alias="ebenen", default=())

    @field_validator("pattern", "title")
    @classmethod
    def _pattern_holds(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as problem:
            raise ValueError(
                f"„{value}“ ist kein gültiges Muster; der Fehler liegt bei Zeichen {(problem.pos or 0) + 1}. Ist ein "
                "Zeichen wie [ ( . ? * + selbst gemeint, so gehört „\\“ davor."
            ) from None
        return value

    @field_validator("derived")
    @classmethod
    def _ages_hold(cls, value: dict[str, str]) -> dict[str, str]:
        return with_ages(value)

    @field_validator("year_means")
    @classmethod
    def _time_holds(cls, value: str) -> str:
        if value:
            parse_time(value)
        return value

    @model_validator(mode="after")
    def _not_everything(self) -> Recogniser:
        if not (self.tables or self.files or self.pattern):
            raise ValueError("Eine Erkennung braucht mindestens „tabellen“, „dateien“ oder „muster“.")
        return self


class BaseRule(Record):
    """The population base of values up to a date, where the source does not state it."""

    until: int | None = Field(alias="bis_jahr", default=None)
    base: str = Field(alias="basis", min_length=2)


class MeasureDefinition(Record):
    """A canonical measure: what is counted, and how deliveries state it.

    ``part_of`` names the measure that this one is a part of (for complements in disclosure control), ``overlaps`` those
    that share people with it, so that they are never added up; ``flow`` says that
    months add up to a year; ``stock`` that the mean of twelve months is the annual mean. ``inflows`` and ``outflows``
    name the flows that turn one stock into the next (for disclosure control). ``tolerance`` is the absolute difference
    up to which two deliveries agree (rounded sources). ``additive`` counts of Gemeinden add up to their Kreis where the
    Kreis is not delivered; ``sum_of: einrichtung`` adds up schools to Gemeinde and Kreis. A count below zero is a
    mistake of the source unless ``negative`` says that balances occur. ``one_statistic`` says why
    deliveries of different offices are the same statistic, so that areas may be compared over them.
    """

    id: Identifier = Field(alias="id", default="unbenannt")
    label: str = Field(alias="bezeichnung", min_length=2)
    kind: Kind = Field(alias="art")
    unit: str = Field(alias="einheit", default="Anzahl")
    persons: YesNo = Field(alias="personen", default=True)
    part_of: Identifier | None = Field(alias="teilmenge_von", default=None)
    overlaps: tuple[Identifier, ...] = Field(alias="ueberschneidet", default=())
    flow: YesNo = Field(alias="fluss", default=False)
    stock: YesNo = Field(alias="bestand", default=False)
    inflows: tuple[Identifier, ...] = Field(alias="zugaenge", default=())
    outflows: tuple[Identifier, ...] = Field(alias="abgaenge", default=())
    tolerance: float = Field(alias="toleranz", default=0.5, ge=0)
    additive: YesNo = Field(alias="additiv", default=True)
    negative: YesNo = Field(alias="negativ", default=False)
    sum_of: LevelWord | None = Field(alias="summe_aus", default=None)
    one_statistic: str = Field(alias="eine_statistik_weil", default="")
    dates: tuple[str, ...] = Field(alias="auch_stichtag", default=())
    bases: tuple[BaseRule, ...] = Field(alias="bevoelkerungsbasis", default=())
    breaks: tuple[Break, ...] = Field(alias="brueche", default=())
    recognisers: tuple[Recogniser, ...] = Field(alias="erkennung", min_length=1)

    @field_validator("dates")
    @classmethod
    def _dates_hold(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for item in value:
            if not re.fullmatch(r"\d{2}\.\d{2}\.", item):
                raise ValueError(f"„{item}“ ist kein Stichtag der Form TT.MM.")
        return value


class MeasureFile(Record):
    """One file of measures."""

    measures: dict[Identifier, MeasureDefinition] = Field(alias="merkmale")
