"""Indicators: observations and the catalogue (data) → values with their provenance; guards and methods."""

from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.indicators.defining.definitions import ComponentDefinition, IndicatorDefinition
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.indicators.engine import IndicatorEngine

__all__ = ["Catalogue", "ComponentDefinition", "IndicatorDefinition", "IndicatorEngine", "MeasureDefinition"]
