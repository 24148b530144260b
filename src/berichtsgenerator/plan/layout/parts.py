"""What blocks and sections of a layout share: words for areas and periods, conditions, repetitions, captions."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from berichtsgenerator.configuration.yamlfile import Strict, YesNo
from berichtsgenerator.plan.layout.selectors import check_area_word, check_time_word


def listed(value: object) -> object:
    """One entry as a list of one, so that a layout need not write brackets around it."""
    return value if isinstance(value, list) else [value]


def _identifier(text: str) -> str:
    if "{{" not in text and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise ValueError(f"eine id besteht aus kleinen Buchstaben, Ziffern, „-“ und „_“; „{text}“ nicht")
    return text


AreaWord = Annotated[str, AfterValidator(check_area_word)]
AreaWords = Annotated[list[AreaWord], BeforeValidator(listed)]
TimeWord = Annotated[str, AfterValidator(check_time_word)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Words = Annotated[list[str], BeforeValidator(listed)]


class TimeSpan(Strict):
    """A span of time; ``jedes: 2`` takes every second period counted back from the last, ``monat`` one month a year."""

    von: TimeWord = "erste"
    bis: TimeWord = "letzte"
    jedes: int = Field(default=1, ge=1, le=60)
    monat: int | None = Field(default=None, ge=1, le=12)


def _mapping_or_text(value: object) -> str:
    return "text" if isinstance(value, str) else "eintraege"


EITHER = Discriminator(_mapping_or_text)
"""Tells an entry written as a text from one written with keys."""
TimeItem = Annotated[Annotated[TimeWord, Tag("text")] | Annotated[TimeSpan, Tag("eintraege")], EITHER]
TimeWords = Annotated[list[TimeItem], BeforeValidator(listed)]
Breakdowns = dict[str, str]


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
    werte: list[Annotated[Annotated[str, Tag("text")] | Annotated[dict[str, str], Tag("eintraege")], EITHER]] = Field(
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
