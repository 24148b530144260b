"""The blocks that are neither table nor figure: texts, notes, images, page breaks, lists, index and annex."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo
from berichtsgenerator.plan.layout.parts import Identifier, Words


class TextBlock(Strict):
    """Markdown with templates, written here or in a file of the layout folder."""

    markdown: str = ""
    datei: str = ""
    stil: Literal["text", "vorspann", "klein", "zitat"] = "text"
    spalten: int = Field(default=1, ge=1, le=3)
    rand: str = Field(default="", max_length=200)
    wenn_vorhanden: YesNo = False

    @model_validator(mode="after")
    def _one_of(self) -> TextBlock:
        if bool(self.markdown) == bool(self.datei):
            raise ValueError("genau eines von „markdown“ und „datei“ ist nötig")
        if self.rand and self.spalten > 1:
            raise ValueError("ein Text in Spalten hat keinen Rand für eine Notiz: „rand“ oder „spalten“")
        return self


class PictureBlock(Strict):
    """An image file of the layout folder; ``breite`` in percent of the page's width."""

    datei: str
    alt: str = Field(min_length=1, max_length=500)
    id: Identifier = ""
    titel: str = ""
    quelle: str = ""
    breite: float = Field(default=100, ge=5, le=100)


class IndexItem(Strict):
    """A term of the index and other words that lead to it."""

    begriff: str = Field(min_length=2)
    auch: Words = Field(default_factory=list)


class IndexBlock(Strict):
    """The index of the terms that occur before it."""

    begriffe: list[
        Annotated[IndexItem, BeforeValidator(lambda value: {"begriff": value} if isinstance(value, str) else value)]
    ] = Field(min_length=1)


class NoteBlock(Strict):
    """A boxed note."""

    titel: str = "Hinweis"
    text: str


class PageBreakBlock(Strict):
    """A new page."""

    rechts: YesNo = False


class ContentsBlock(Strict):
    """The table of contents."""

    titel: str = "Inhalt"
    tiefe: int = Field(default=2, ge=1, le=4)


class ListBlockModel(Strict):
    """A list of tables or figures."""

    titel: str = ""


AnnexPart = Literal["definitionen", "quellen", "zeichen", "luecken", "glossar", "abbildungsdaten"]


class GlossaryItem(Strict):
    """A term and what it means."""

    begriff: str
    erklaerung: str


class AnnexBlock(Strict):
    """A part of the annex that the program writes."""

    teil: AnnexPart
    begriffe: list[GlossaryItem] = Field(default_factory=list)
