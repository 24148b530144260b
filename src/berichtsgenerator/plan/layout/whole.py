"""The layout file as a whole: product, title page, front matter, chapters with nested sections, annexes."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo
from berichtsgenerator.plan.layout.blocks import Block
from berichtsgenerator.plan.layout.parts import Condition, Identifier, Repeat, Words


def _product(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", text):
        raise ValueError(
            f"der Name eines Produkts besteht aus a–z, 0–9 und „-“; „{text}“ nicht (er wird zum Dateinamen)"
        )
    return text


class Section(Strict):
    """A section with its blocks and sections below; the depth counts from the chapter (1) to 4.

    ``teil`` opens a part of the book before this chapter.
    """

    id: Identifier = ""
    teil: str = ""
    titel: str
    kurztitel: str = ""
    nummer: YesNo = True
    im_inhalt: YesNo = True
    inhalt: list[Block] = Field(default_factory=list)
    abschnitte: list[Section] = Field(default_factory=list)
    nur_wenn: Condition | None = None
    wiederholen: Repeat | None = None


class Defaults(Strict):
    """How the product behaves as a whole.

    ``luecken``: ``zeigen`` prints a short note where a block is left out for want of data, ``anhang`` only lists it.
    ``abbildungsdaten``: where the numbers of charts are printed as tables.
    """

    luecken: Literal["zeigen", "anhang"] = "zeigen"
    abbildungsdaten: Literal["anhang", "dahinter", "keine"] = "anhang"
    nummerierung: YesNo = True
    nummerierung_tiefe: int = Field(default=3, ge=1, le=4)


class Exemption(Strict):
    """A rule of the subject set aside for indicators, with the reason that is printed beside the numbers."""

    regel: Literal["bruch", "basis", "quelle", "kleine_basis", "monat", "rangfolge"]
    indikatoren: list[str] = Field(min_length=1)
    grund: str = Field(min_length=15, max_length=400)


def _depth(section: Section) -> int:
    return 1 + max((_depth(inner) for inner in section.abschnitte), default=0)


def _has_part(section: Section) -> bool:
    return bool(section.teil) or any(_has_part(inner) for inner in section.abschnitte)


class LayoutModel(Strict):
    """A product."""

    produkt: Annotated[str, AfterValidator(_product)]
    titel: str
    untertitel: str = ""
    kurztitel: str = ""
    thema: str = ""
    schlagwoerter: Words = Field(default_factory=list)
    titelseite: YesNo = True
    titelzeilen: Words = Field(default_factory=list)
    je_gebiet: YesNo = False
    standard: Defaults = Field(default_factory=Defaults)
    ausnahmen: list[Exemption] = Field(default_factory=list)
    vorspann: list[Block] = Field(default_factory=list)
    kapitel: list[Section] = Field(min_length=1)
    anhaenge: list[Section] = Field(default_factory=list)

    @model_validator(mode="after")
    def _depths(self) -> LayoutModel:
        for section in (*self.kapitel, *self.anhaenge):
            if _depth(section) > 4:
                raise ValueError(f"das Kapitel „{section.titel}“ ist tiefer als vier Ebenen gegliedert")
            for inner in section.abschnitte:
                if _has_part(inner):
                    raise ValueError(f"ein Teil beginnt vor einem Kapitel, nicht im Kapitel „{section.titel}“")
        if any(section.teil for section in self.anhaenge):
            raise ValueError("Anhänge stehen hinter den Teilen; „teil“ gibt es nur an Kapiteln")
        return self
