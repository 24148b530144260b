"""What a layout may contain between its headings: one pydantic model per block, German keys.

A block is a mapping with exactly one of these keys (:class:`Block`), for instance ``- vergleichstabelle: {…}``, and
beside it ``nur_wenn`` and ``wiederholen``; the models of the kinds stand by subject in modules of their own. Texts may
hold templates (``{{ gebiet.name }}``); words that name an indicator, an area or a period may too.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from berichtsgenerator.configuration.yamlfile import Strict
from berichtsgenerator.plan.layout.figures import ChartBlock, MapBlock
from berichtsgenerator.plan.layout.pages import (
    AnnexBlock,
    ContentsBlock,
    IndexBlock,
    ListBlockModel,
    NoteBlock,
    PageBreakBlock,
    PictureBlock,
    TextBlock,
)
from berichtsgenerator.plan.layout.parts import Condition, Repeat
from berichtsgenerator.plan.layout.tables import BreakdownTable, ComparisonTable, KeyFiguresBlock, TextTable, TimeTable


class LandscapeBlock(Strict):
    """Blocks on landscape pages."""

    inhalt: list[Block] = Field(min_length=1)


class GroupBlock(Strict):
    """Blocks that belong together: for ``nur_wenn`` and ``wiederholen`` over several of them."""

    inhalt: list[Block] = Field(min_length=1)


def _inner(key: str) -> BeforeValidator:
    """Accept ``schluessel: wert`` for the one main key of a block, and an empty value for no keys at all."""

    def widen(value: object) -> object:
        if value is None:
            return {}
        if isinstance(value, str) or (key in ("inhalt", "zahlen", "begriffe") and isinstance(value, list)):
            return {key: value}
        return value

    return BeforeValidator(widen)


_BESIDE = ("nur_wenn", "wiederholen")


class Block(Strict):
    """One block of a section: exactly one kind, with conditions beside it."""

    text: Annotated[TextBlock | None, _inner("markdown")] = None
    vergleichstabelle: ComparisonTable | None = None
    zeittabelle: TimeTable | None = None
    gliederungstabelle: BreakdownTable | None = None
    texttabelle: TextTable | None = None
    kennzahlen: Annotated[KeyFiguresBlock | None, _inner("zahlen")] = None
    diagramm: ChartBlock | None = None
    karte: Annotated[MapBlock | None, _inner("indikator")] = None
    bild: PictureBlock | None = None
    stichwortverzeichnis: Annotated[IndexBlock | None, _inner("begriffe")] = None
    hinweis: Annotated[NoteBlock | None, _inner("text")] = None
    seitenumbruch: Annotated[PageBreakBlock | None, _inner("")] = None
    querformat: Annotated[LandscapeBlock | None, _inner("inhalt")] = None
    gruppe: Annotated[GroupBlock | None, _inner("inhalt")] = None
    inhaltsverzeichnis: Annotated[ContentsBlock | None, _inner("titel")] = None
    tabellenverzeichnis: Annotated[ListBlockModel | None, _inner("titel")] = None
    abbildungsverzeichnis: Annotated[ListBlockModel | None, _inner("titel")] = None
    anhang: Annotated[AnnexBlock | None, _inner("teil")] = None
    nur_wenn: Condition | None = None
    wiederholen: Repeat | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: Any) -> Any:
        if isinstance(value, str):
            if value in cls.model_fields and value not in _BESIDE:
                return {value: None}
            raise ValueError(f"„{value}“ ist kein Block; ein Text steht unter „text:“")
        if isinstance(value, dict):
            kinds = [key for key in value if key in cls.model_fields and key not in _BESIDE]
            unknown = [key for key in value if key not in cls.model_fields]
            if len(kinds) > 1:
                raise ValueError(
                    f"ein Block hat genau eine Art, hier stehen {' und '.join(kinds)}; setzen Sie ein „- “ davor"
                )
            if not kinds and not unknown:
                raise ValueError("hier fehlt die Art des Blocks, zum Beispiel „text:“ oder „diagramm:“")
        return value

    @property
    def kind(self) -> str:
        """The key of the block's kind."""
        return next(name for name in type(self).model_fields if name not in _BESIDE and getattr(self, name) is not None)

    @property
    def content(self) -> Strict:
        """The model under that key."""
        model = getattr(self, self.kind)
        if not isinstance(model, Strict):
            raise TypeError(f"not a block model: {model!r}")
        return model


LandscapeBlock.model_rebuild()
GroupBlock.model_rebuild()
