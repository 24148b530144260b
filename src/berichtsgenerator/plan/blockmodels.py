"""What a layout may contain between its headings: one pydantic model per block, German keys.

A block is a mapping with exactly one of these keys (:class:`Block`), for instance ``- vergleichstabelle: {…}``, and
beside it ``nur_wenn`` and ``wiederholen``. Text values may hold templates (``{{ gebiet.name }}``); words that name an
indicator, an area or a period may too.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo
from berichtsgenerator.plan.selectors import check_area_word, check_time_word


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _identifier(text: str) -> str:
    if "{{" not in text and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise ValueError(f"eine id besteht aus kleinen Buchstaben, Ziffern, „-“ und „_“; „{text}“ nicht")
    return text


AreaWord = Annotated[str, AfterValidator(check_area_word)]
AreaWords = Annotated[list[AreaWord], BeforeValidator(_listed)]
TimeWord = Annotated[str, AfterValidator(check_time_word)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Words = Annotated[list[str], BeforeValidator(_listed)]


class TimeSpan(Strict):
    """A span of time; ``jedes: 2`` takes every second period counted back from the last, ``monat`` one month a year."""

    von: TimeWord = "erste"
    bis: TimeWord = "letzte"
    jedes: int = Field(default=1, ge=1, le=60)
    monat: int | None = Field(default=None, ge=1, le=12)


def _mapping_or_text(value: object) -> str:
    return "text" if isinstance(value, str) else "eintraege"


_EITHER = Discriminator(_mapping_or_text)
TimeItem = Annotated[Annotated[TimeWord, Tag("text")] | Annotated[TimeSpan, Tag("eintraege")], _EITHER]
TimeWords = Annotated[list[TimeItem], BeforeValidator(_listed)]
Breakdowns = dict[str, str]


def _latest() -> list[str | TimeSpan]:
    return ["letzte"]


def _all_periods() -> list[str | TimeSpan]:
    return ["erste..letzte"]


class Condition(Strict):
    """Availability, never values: data for every one of ``indikator`` exist at ``ebene`` (or for ``gebiet``)."""

    indikator: Words = Field(min_length=1)
    ebene: Literal["gemeinde", "kreis", "land", "bund"] | None = None
    gebiet: AreaWord | None = None
    mindestens_zeiten: int = Field(default=1, ge=1, le=200)
    eines_genuegt: YesNo = False


class Repeat(Strict):
    """Repetition over areas, indicators, values of a breakdown, or a list of one's own."""

    ueber: Literal["gemeinden", "gebiete", "indikatoren", "gliederung", "werte"]
    als: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = ""
    werte: list[Annotated[Annotated[str, Tag("text")] | Annotated[dict[str, str], Tag("eintraege")], _EITHER]] = Field(
        default_factory=list
    )
    indikator: str = ""
    dimension: str = ""

    @model_validator(mode="after")
    def _needs(self) -> Repeat:
        if self.ueber in ("gebiete", "indikatoren", "werte") and not self.werte:
            raise ValueError(f"„ueber: {self.ueber}“ braucht die Liste „werte“")
        if self.ueber == "gliederung" and not (self.indikator and self.dimension):
            raise ValueError("„ueber: gliederung“ braucht „indikator“ und „dimension“")
        return self


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


class Captioned(Strict):
    """What tables and figures have in common.

    ``titel`` is the whole caption; without it the caption is built as what, where, when, and ``was`` replaces the what.
    ``im_verzeichnis``: the list of tables or figures names it; by default unless it is repeated over areas.
    """

    id: Identifier = ""
    titel: str = ""
    was: str = ""
    untertitel: str = ""
    anmerkungen: Words = Field(default_factory=list)
    im_verzeichnis: bool | None = None

    def listed(self, repeated: bool) -> bool:
        """Whether the list of tables or figures names it; ``repeated``: it stands once for every area."""
        return not repeated if self.im_verzeichnis is None else self.im_verzeichnis


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
    zusatz: Annotated[list[Extra], BeforeValidator(_listed)] = Field(default_factory=list)
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
    ereignisse: list[Annotated[Annotated[str, Tag("text")] | Annotated[EventItem, Tag("eintraege")], _EITHER]] = Field(
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
