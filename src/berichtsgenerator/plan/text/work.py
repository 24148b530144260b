"""The text whose template runs: where it stands, what it asks for, and the checks of its arguments.

Comes in: what a template passes to a function. Goes out: definitions, areas, periods and keys, or a recorded finding at
the line of the call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.desk.names import AreaView, IndicatorView
from berichtsgenerator.plan.layout.sandbox import Token, caller_line
from berichtsgenerator.plan.planned.inline import NumberSlot
from berichtsgenerator.plan.text.markdown import Slot


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text stands: in the layout file at ``place_of(line)``; ``where`` names it for the register."""

    place_of: Callable[[int], Place]
    where: str


@dataclass(slots=True)
class Work:
    """The text whose template runs; its functions are made once and look here."""

    desk: Desk
    scope: Scope
    source: Source
    slots: list[Slot] = field(default_factory=list)

    def begin(self, scope: Scope, source: Source) -> None:
        """Turn to another text."""
        self.scope, self.source, self.slots = scope, source, []

    def here(self) -> Place:
        """Where the running template stands."""
        return self.source.place_of(caller_line())

    def token(self, slot: Slot) -> Token:
        """A token for a slot."""
        self.slots.append(slot)
        return Token(len(self.slots) - 1)

    # arguments -----------------------------------------------------------------------------------------------------

    def definition(self, indicator: object) -> Definition | None:
        """The indicator of an argument; what is none is an error."""
        name = indicator.id if isinstance(indicator, IndicatorView) else indicator
        if not isinstance(name, str):
            self.desk.error("vorlage-argument", "Der erste Wert ist die id eines Indikators.", self.here())
            return None
        return self.desk.known_indicator(name, self.here())

    def area(self, area: object) -> str | None:
        """The key of one area; ``None`` means the area of the scope, what is no area is an error."""
        if area is None:
            return self.scope.area
        if isinstance(area, AreaView):
            return area.ags
        if isinstance(area, str):
            keys = self.desk.known_areas([area], self.scope, self.here())
            if len(keys) == 1:
                return keys[0]
            if keys:
                self.desk.error("vorlage-argument", f"„{area}“ sind mehrere Gebiete; nötig ist eines.", self.here())
            return None
        self.desk.error("vorlage-argument", "Ein Gebiet ist „gebiet“, „kreis“ oder ein Schlüssel.", self.here())
        return None

    def pairs(self, definition: Definition, breakdown: dict[str, Any]) -> Breakdown | None:
        """The breakdown of named arguments; None when the indicator is not divided so."""
        for name, value in breakdown.items():
            if not isinstance(value, str):
                self.desk.error("vorlage-argument", f"„{name}“ braucht einen Text als Wert.", self.here())
                return None
        pairs = tuple(sorted(breakdown.items()))
        return pairs if self.desk.check_breakdown(definition, pairs, self.here()) else None

    def period(
        self, definition: Definition, area: str, word: object, breakdown: Breakdown, *, record: bool = True
    ) -> Period | None:
        """The period of a word, or None with a gap (unless not ``record``)."""
        if isinstance(word, Period):
            return word
        place = self.here()
        period = self.desk.point(str(word), definition, (area,), breakdown, place)
        if period is None and record:
            self.lacking(definition, area, breakdown)
        return period

    def lacking(self, definition: Definition, area: str, breakdown: Breakdown) -> None:
        """Record that the data do not give what the text tells of."""
        reason = self.desk.availability.gap(definition.id, area, None)
        name = self.desk.availability.area(area).short
        lacking = [self.desk.availability.lacking(definition.id, (area,), breakdown)]
        self.desk.gap(self.scope, f"Text zu „{definition.title}“ ({name})", reason, self.here(), lacking)

    def key(
        self, indicator: object, gebiet: object, zeit: object, breakdown: dict[str, Any]
    ) -> tuple[Definition, NumberKey] | None:
        """The definition and key of a number, or None with a finding."""
        definition = self.definition(indicator)
        area = self.area(gebiet)
        if definition is None or area is None:
            return None
        pairs = self.pairs(definition, breakdown)
        if pairs is None:
            return None
        period = self.period(definition, area, zeit, pairs)
        return None if period is None else (definition, NumberKey(definition.id, area, period, pairs))

    def number(self, key: NumberKey, *, unit: bool, sign: bool = False, decimals: int | None = None) -> Token:
        """A token for a requested number."""
        return self.token(
            NumberSlot(self.desk.request(key, self.source.where, self.here()), unit, sign, decimals=decimals)
        )
