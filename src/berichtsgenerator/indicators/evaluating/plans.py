"""Definitions made ready for one breakdown: what each component asks of the deliveries."""

from __future__ import annotations

from typing import NamedTuple

from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.defining.formula import Compiled
from berichtsgenerator.indicators.defining.times import TimeRule
from berichtsgenerator.indicators.matching.finding import Question
from berichtsgenerator.indicators.matching.recognition import Slot
from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.entries import Component
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import PeriodKind
from berichtsgenerator.model.units import Kind

LEVEL_WORDS = {
    Level.BUND: "Deutschland",
    Level.LAND: "Länder",
    Level.REGIERUNGSBEZIRK: "Regierungsbezirke",
    Level.KREIS: "Kreise",
    Level.GEMEINDE: "Gemeinden",
    Level.EINRICHTUNG: "einzelne Einrichtungen",
}


class Input(NamedTuple):
    """A component made ready for one breakdown."""

    name: str
    component: ComponentDefinition
    rule: TimeRule
    measure: str
    kind: Kind
    pairs: Breakdown
    slot: Slot
    question: Question | None
    """What the finder is asked for; None for another indicator's value."""
    made: dict[int, Component]
    """The components made of those answers, by their identity."""


class Plan(NamedTuple):
    """A definition made ready for one breakdown; ``refusal`` says why it may not be asked for."""

    definition: IndicatorDefinition
    refusal: str
    inputs: tuple[Input, ...]
    levels: frozenset[Level]
    compute: Compiled | None
    """The formula on the values of the inputs in their order; None for a method."""
    cases: Compiled | None
    """The numerator on the same values, where it is made of counts alone."""
    totals: Compiled | None
    """The denominator, likewise."""
    period_kind: PeriodKind
    breaks: frozenset[tuple[int, int]]
    area_refusals: dict[str, str]
    """Why an area may not be asked for, or "", as far as it was asked."""
