"""Definitions of indicators: what an indicator is, from ``catalogue/*.yaml`` (keys German).

It is made of components, which are measures (:mod:`~berichtsgenerator.indicators.defining.measures`) or other
indicators, by a formula or a method. The definitions are data; this module is their form.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from berichtsgenerator.configuration.yamlfile import YesNo
from berichtsgenerator.indicators.defining.ages import parse_ages
from berichtsgenerator.indicators.defining.formula import Node, Quotient, parse, split_quotient
from berichtsgenerator.indicators.defining.methodkinds import (
    AMONG_PEERS,
    METHOD_WORDS,
    OVER_TIME,
    OWN_GROUPS,
    PARTS,
    Method,
)
from berichtsgenerator.indicators.defining.parts import (
    AGE,
    LEVELS,
    Break,
    Identifier,
    LevelWord,
    PeriodWord,
    Record,
    single_ages,
    with_ages,
)
from berichtsgenerator.indicators.defining.times import TimeRule, parse_time
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.model.units import Kind

Direction = Literal["hoch=belastet", "niedrig=belastet", "neutral"]


class ComponentDefinition(Record):
    """One input of a formula: a measure (or another indicator) with its breakdown and its time.

    ``keys`` limits which pairs of a requested breakdown reach this component (default: all that the indicator allows).
    ``area`` takes the value of the Kreis or Land that the area lies in (for methods: mortality is no matter of a
    Gemeinde).
    """

    measure: Identifier | None = Field(alias="merkmal", default=None)
    indicator: Identifier | None = Field(alias="indikator", default=None)
    fixed: dict[str, str] = Field(alias="auspraegung", default_factory=dict)
    time: str = Field(alias="zeit", default="31.12.")
    label: str = Field(alias="bezeichnung", default="")
    keys: tuple[str, ...] | None = Field(alias="gliederung", default=None)
    groups: dict[str, tuple[str, ...]] = Field(alias="gruppen", default_factory=dict)
    weight: float = Field(alias="gewicht", default=1.0, gt=0)
    area: Literal["eigenes", "kreis", "land"] = Field(alias="gebiet", default="eigenes")
    _rule: TimeRule | None = PrivateAttr(default=None)

    @field_validator("time")
    @classmethod
    def _time_holds(cls, value: str) -> str:
        parse_time(value)
        return value

    @field_validator("fixed")
    @classmethod
    def _ages_hold(cls, value: dict[str, str]) -> dict[str, str]:
        return with_ages(value)

    @model_validator(mode="after")
    def _one_source(self) -> ComponentDefinition:
        if (self.measure is None) == (self.indicator is None):
            raise ValueError("Genau eines von „merkmal“ und „indikator“ ist anzugeben.")
        return self

    @property
    def rule(self) -> TimeRule:
        """The parsed time."""
        if self._rule is None:
            self._rule = parse_time(self.time)
        return self._rule

    @property
    def breakdown(self) -> Breakdown:
        """The fixed breakdown as pairs."""
        return tuple(sorted(self.fixed.items()))

    @field_validator("groups")
    @classmethod
    def _groups_hold(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if len(value) > 1:
            raise ValueError("„gruppen“ nennt eine einzige Gliederung.")
        if AGE in value:
            value = {AGE: tuple(one for item in value[AGE] for one in single_ages(item))}
        for item in value.get(AGE, ()):
            if parse_ages(item) is None:
                raise ValueError(f"„{item}“ ist kein Alter. Erlaubt sind z. B. 0-14, 65+, unter 3 Jahre.")
        return value

    def spread(self, name: str) -> dict[str, ComponentDefinition]:
        """Itself by name, or one component ``name_01`` … for each of its groups."""
        if not self.groups:
            return {name: self}
        ((dimension, values),) = self.groups.items()
        return {
            f"{name}_{number:02d}": self.model_copy(update={"groups": {}, "fixed": {**self.fixed, dimension: value}})
            for number, value in enumerate(values, start=1)
        }


class MethodDefinition(Record):
    """A method instead of a formula: see :mod:`methodkinds` for what each does.

    ``over`` is the level of the areas that it runs over, ``reason`` says why a mean of quotas is wanted (without it
    such a mean is refused), ``years`` are those put together, gone back, or looked ahead, ``support`` those that a
    projection takes its assumptions from, ``event`` the first month that an event has changed, ``count`` the number of
    classes or types, ``cuts`` the limits of classes instead, ``age`` from when a life expectancy counts, ``open_age``
    the age up to which an open last group is thought to reach in a mean age.
    """

    kind: Method = Field(alias="art")
    over: LevelWord = Field(alias="ueber", default="gemeinde")
    reason: str = Field(alias="grund", default="")
    per: float = Field(alias="je", default=100_000, gt=0)
    years: int = Field(alias="jahre", default=5, ge=1, le=40)
    support: int = Field(alias="stuetzjahre", default=3, ge=1, le=20)
    event: str = Field(alias="ereignis", default="", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")
    count: int = Field(alias="anzahl", default=5, ge=2, le=12)
    cuts: tuple[float, ...] = Field(alias="grenzen", default=())
    age: int = Field(alias="ab_alter", default=0, ge=0, le=100)
    open_age: float = Field(alias="offen_bis", default=90, gt=0, le=120)

    @model_validator(mode="after")
    def _has_event(self) -> MethodDefinition:
        if (self.kind == "erwartung") != bool(self.event):
            raise ValueError("„ereignis“ (Jahr-Monat, z. B. 2020-03) gehört zu „art: erwartung“ und nur dorthin.")
        if list(self.cuts) != sorted(set(self.cuts)):
            raise ValueError("„grenzen“ müssen aufsteigen.")
        return self

    @property
    def parts(self) -> tuple[str, tuple[str, ...]]:
        """The dimension of its own parts and their values; ("", ()) without."""
        return PARTS.get(self.kind, ("", ()))


class IndicatorDefinition(Record):
    """One indicator of the catalogue.

    ``related`` are indicators to read beside it, ``official_code`` the rule that an official definition follows (such
    as
    ``Regionalatlas AI0216``), ``quota_reason`` and ``dates_reason`` why an own definition may be called Quote, and why
    it may pair dates that are no known pair.

    ``id`` is set from the file's key. A definition says either ``formel`` with ``komponenten`` or, for a plain measure,
    ``merkmal`` (with ``auspraegung`` and ``zeit``), or ``methode`` with ``komponenten``.
    """

    id: Identifier = Field(alias="id", default="unbenannt")
    number: str = Field(alias="nummer", default="")
    title: str = Field(alias="titel", min_length=2)
    short: str = Field(alias="kurz", min_length=1, max_length=60)
    description: str = Field(alias="beschreibung", min_length=10)
    formula: str = Field(alias="formel", default="wert")
    components: dict[str, ComponentDefinition] = Field(alias="komponenten", default_factory=dict)
    measure: Identifier | None = Field(alias="merkmal", default=None)
    fixed: dict[str, str] = Field(alias="auspraegung", default_factory=dict)
    time: str = Field(alias="zeit", default="31.12.")
    method: MethodDefinition | None = Field(alias="methode", default=None)
    unit: str = Field(alias="einheit")
    kind: Kind = Field(alias="art")
    decimals: int = Field(alias="dezimalen", default=1, ge=0, le=6)
    direction: Direction = Field(alias="richtung", default="neutral")
    period_word: PeriodWord = Field(alias="zeitraum", default="jahr")
    level_words: tuple[LevelWord, ...] = Field(alias="ebenen", min_length=1)
    sources: tuple[str, ...] = Field(alias="quellen", default=())
    reference_date_text: str = Field(alias="stichtag", default="")
    valid_from: int | None = Field(alias="gueltig_ab", default=None)
    valid_to: int | None = Field(alias="gueltig_bis", default=None)
    breaks: tuple[Break, ...] = Field(alias="brueche", default=())
    base_change_harmless: YesNo = Field(alias="basiswechsel_unschaedlich", default=False)
    notes: tuple[str, ...] = Field(alias="hinweise", default=())
    definition_source: Literal["amtlich", "eigene"] = Field(alias="definition")
    breakdowns: tuple[str, ...] = Field(alias="gliederungen", default=())
    topic: str = Field(alias="rubrik", default="")
    official: Identifier | None = Field(alias="amtlich_vergleich", default=None)
    related: tuple[Identifier, ...] = Field(alias="verwandt", default=())
    official_code: str = Field(alias="regelwerk", default="")
    quota_reason: str = Field(alias="quote_weil", default="")
    dates_reason: str = Field(alias="stichtage_weil", default="")
    _tree: Node | None = PrivateAttr(default=None)
    _quotient: Quotient | None = PrivateAttr(default=None)

    def __hash__(self) -> int:
        """The id is unique within a catalogue."""
        return hash(self.id)

    @model_validator(mode="after")
    def _one_form(self) -> IndicatorDefinition:
        if self.measure is not None and self.components:
            raise ValueError("Entweder „merkmal“ oder „komponenten“ ist anzugeben, nicht beides.")
        if self.measure is None and not self.components:
            raise ValueError("Es fehlt „merkmal“ oder „komponenten“.")
        if self.measure is not None:
            component = ComponentDefinition.model_validate(
                {"merkmal": self.measure, "auspraegung": self.fixed, "zeit": self.time, "bezeichnung": self.title}
            )
            object.__setattr__(self, "components", {"wert": component})
        elif any(item.groups for item in self.components.values()):
            spread = {name: part for key, item in self.components.items() for name, part in item.spread(key).items()}
            object.__setattr__(self, "components", spread)
        if self.valid_from is not None and self.valid_to is not None and self.valid_from > self.valid_to:
            raise ValueError(f"„gueltig_ab“ ({self.valid_from}) liegt nach „gueltig_bis“ ({self.valid_to}).")
        own = self.method.parts[0] if self.method is not None else ""
        if own and own not in self.breakdowns:
            object.__setattr__(self, "breakdowns", (*self.breakdowns, own))
        return self

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of areas for which the indicator makes sense, from the whole to the part."""
        return tuple(sorted(LEVELS[word] for word in self.level_words))

    @property
    def period_kind(self) -> PeriodKind:
        """Kind of the indicator's public periods."""
        return PeriodKind(self.period_word)

    @property
    def ahead(self) -> bool:
        """True when it tells of years to come (a projection)."""
        return self.method is not None and self.method.kind == "vorausberechnung"

    @property
    def tree(self) -> Node:
        """The parsed formula; raises FormulaError (the catalogue checks it when loading)."""
        if self._tree is None:
            self._tree = parse(self.formula)
        return self._tree

    @property
    def quotient(self) -> Quotient:
        """Numerator, denominator and factor of the formula."""
        if self._quotient is None:
            self._quotient = split_quotient(self.tree)
        return self._quotient

    @property
    def formula_text(self) -> str:
        """The formula (or method) for people, with the components' labels left as names."""
        if self.method is not None and self.method.kind in (*OWN_GROUPS, *AMONG_PEERS, *OVER_TIME):
            return METHOD_WORDS[self.method.kind]
        if self.method is not None:
            return f"{METHOD_WORDS[self.method.kind]} über die Gebiete der Ebene {self.method.over}"
        return self.formula


class CatalogueFile(Record):
    """One file of the catalogue."""

    topic: str = Field(alias="rubrik", min_length=2)
    indicators: dict[Identifier, IndicatorDefinition] = Field(alias="indikatoren")
