"""Definitions made ready for one breakdown: what each component asks of the deliveries."""

from __future__ import annotations

from typing import NamedTuple

from berichtsgenerator.indicators.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.finding import Found
from berichtsgenerator.indicators.formula import Node
from berichtsgenerator.indicators.recognition import Slot
from berichtsgenerator.indicators.times import TimeRule
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
    memo: dict[tuple[str, str, str], Found]
    """The finder's answers to this input."""
    made: dict[int, Component]
    """The components made of those answers, by their identity."""


class Plan(NamedTuple):
    """A definition made ready for one breakdown; ``refusal`` says why it may not be asked for."""

    definition: IndicatorDefinition
    refusal: str
    inputs: tuple[Input, ...]
    levels: frozenset[Level]
    tree: Node | None
    period_kind: PeriodKind
    breaks: frozenset[tuple[int, int]]
