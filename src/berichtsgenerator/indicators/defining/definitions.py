"""The catalogue's records: what an indicator is, and how the measures that it is made of are recognised.

Two kinds of YAML files (keys German): ``catalogue/*.yaml`` defines indicators over measures, ``measures/*.yaml`` says
which observations of which deliveries are meant by a measure. Both are data; this module is their form.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, PrivateAttr, StringConstraints, field_validator, model_validator

from berichtsgenerator.configuration.yamlfile import NAME_PATTERN, Strict, YesNo
from berichtsgenerator.indicators.defining.ages import Ages, parse_ages
from berichtsgenerator.indicators.defining.formula import Node, Quotient, parse, split_quotient
from berichtsgenerator.indicators.defining.methodkinds import (
    AMONG_PEERS,
    METHOD_WORDS,
    OVER_TIME,
    OWN_GROUPS,
    PARTS,
    Method,
)
from berichtsgenerator.indicators.defining.times import TimeRule, parse_time
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.model.units import Kind

Identifier = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]
LevelWord = Literal["bund", "land", "regierungsbezirk", "kreis", "gemeinde", "einrichtung"]
LEVELS: dict[str, Level] = {level.label: level for level in Level}
PeriodWord = Literal["jahr", "monat", "quartal", "schuljahr", "stichtag"]
Direction = Literal["hoch=belastet", "niedrig=belastet", "neutral"]
_AGE = "alter"


class _Record(Strict):
    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=False, ignored_types=(property,)
    )


def _single_ages(text: str) -> tuple[str, ...]:
    """``einzeln 1-74`` as single ages; any other text as it is."""
    found = re.fullmatch(r"einzeln (\d{1,3})-(\d{1,3})", text)
    if found is None:
        return (text,)
    return tuple(Ages(number, number + 1).words for number in range(int(found[1]), int(found[2]) + 1))


def _with_ages(value: dict[str, str]) -> dict[str, str]:
    """A breakdown; raises ValueError when its age is none."""
    if _AGE in value and parse_ages(value[_AGE]) is None:
        raise ValueError(f"„{value[_AGE]}“ ist kein Alter. Erlaubt sind z. B. 0-14, 65+, unter 3 Jahre.")
    return value


class Break(_Record):
    """A break of the series: values from ``year`` on are not to be compared with earlier ones."""

    year: int = Field(alias="ab", ge=1900, le=2200)
    month: int = Field(alias="monat", default=1, ge=1, le=12)
    reason: str = Field(alias="grund", min_length=3)
    harmless: YesNo = Field(alias="unschaedlich", default=False)


class ComponentDefinition(_Record):
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
        return _with_ages(value)

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
        if _AGE in value:
            value = {_AGE: tuple(one for item in value[_AGE] for one in _single_ages(item))}
        for item in value.get(_AGE, ()):
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


class MethodDefinition(_Record):
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


class IndicatorDefinition(_Record):
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


class Recogniser(_Record):
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
        return _with_ages(value)

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


class BaseRule(_Record):
    """The population base of values up to a date, where the source does not state it."""

    until: int | None = Field(alias="bis_jahr", default=None)
    base: str = Field(alias="basis", min_length=2)


class MeasureDefinition(_Record):
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


class CatalogueFile(_Record):
    """One file of the catalogue."""

    topic: str = Field(alias="rubrik", min_length=2)
    indicators: dict[Identifier, IndicatorDefinition] = Field(alias="indikatoren")


class MeasureFile(_Record):
    """One file of measures."""

    measures: dict[Identifier, MeasureDefinition] = Field(alias="merkmale")
