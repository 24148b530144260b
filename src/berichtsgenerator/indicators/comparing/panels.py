"""Panels: the plain values of one indicator by area (rows) and period (columns), as arrays.

Comes in: a definition, a scope, and either a ``lookup`` that answers plain keys with entries (the engine, or the
protected register: what is hidden there is missing here) or the deliveries themselves, by
:mod:`~berichtsgenerator.indicators.evaluating.panelvalues`. Goes out: a :class:`Panel`, which comparisons are made of.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from berichtsgenerator.indicators.comparing.guards import Origin, is_marked, origin_of
from berichtsgenerator.indicators.comparing.scopes import Scope, counted
from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.statistics.intervals import Intervals, answered_intervals
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.numbers import NumberKey

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Lookup = Callable[[NumberKey], Entry]
Reason = str | Callable[[], str]
"""Why there is no value, or what words it: most gaps of a panel are never read."""


class Panel:
    """The values of a scope with what is to be known of each: all lists are lines of rows, by column.

    ``cases`` and ``totals`` are numerator and denominator where these are counts; ``origins`` number the population
    bases and sources of the values (equal numbers: the same), ``marked`` values that their delivery marks as the first
    of a new series, ``known_origins`` names them. ``intervals`` are those
    that a method answers for the peers (one line of all rows), None where they follow from cases and totals.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.areas = scope.all_areas
        self.missing: list[list[Missing | None]] = []
        self.marked: list[list[bool]] = []
        self.quality: list[list[tuple[Quality, ...]]] = []
        self.known_origins: list[Origin] = []
        self.intervals: Intervals | None = None
        self._reasons: list[list[Reason]] = []
        self._columns: dict[str, list[list[float]]] = {"value": [], "cases": [], "totals": []}
        self._origins: list[list[int]] = []
        self._numbers: dict[Origin, int] = {}

    def next_row(self) -> None:
        """Begin the next area."""
        for lines in self._columns.values():
            lines.append([])
        self.missing.append([])
        self.marked.append([])
        self.quality.append([])
        self._reasons.append([])
        self._origins.append([])

    def add(
        self,
        value: float,
        cases: float,
        totals: float,
        origin: int,
        quality: tuple[Quality, ...],
        marked: bool = False,
    ) -> None:
        """A value of the present row at the next period."""
        columns = self._columns
        columns["value"][-1].append(value)
        columns["cases"][-1].append(cases)
        columns["totals"][-1].append(totals)
        self._origins[-1].append(origin)
        self.quality[-1].append(quality)
        self.missing[-1].append(None)
        self.marked[-1].append(marked)
        self._reasons[-1].append("")

    def add_gap(self, missing: Missing, reason: Reason, quality: tuple[Quality, ...] = ()) -> None:
        """A gap of the present row at the next period."""
        for lines in self._columns.values():
            lines[-1].append(np.nan)
        self._origins[-1].append(0)
        self.quality[-1].append(quality)
        self.missing[-1].append(missing)
        self.marked[-1].append(False)
        self._reasons[-1].append(reason)

    def add_entry(self, definition: IndicatorDefinition, entry: Entry) -> None:
        """An entry of the present row at the next period."""
        if entry.value is None:
            self.add_gap(entry.missing or Missing.UNKNOWN, entry.provenance.reason, entry.quality)
            return
        components = entry.provenance.components
        quotient = definition.quotient if definition.method is None else None
        cases = totals = np.nan
        if quotient is not None and quotient.numerator is not None and quotient.denominator is not None and components:
            cases, totals = counted(quotient.numerator, components), counted(quotient.denominator, components)
        number = self.number(origin_of(components))
        self.add(entry.value, cases, totals, number, entry.quality, is_marked(components))

    def number(self, origin: Origin) -> int:
        """The number of an origin."""
        found = self._numbers.get(origin)
        if found is None:
            found = self._numbers[origin] = len(self.known_origins)
            self.known_origins.append(origin)
        return found

    @property
    def values(self) -> Floats:
        """The values; NaN where there is none."""
        return self._array("value")

    @property
    def cases(self) -> Floats:
        """Numerators that are counts; NaN where there is none."""
        return self._array("cases")

    @property
    def totals(self) -> Floats:
        """Denominators that are counts; NaN where there is none."""
        return self._array("totals")

    @property
    def origins(self) -> Integers:
        """The numbers of the origins; of no meaning where there is no value."""
        return np.array(self._origins, dtype=np.int64).reshape(self._shape)

    def reason(self, row: int, column: int) -> str:
        """Why there is no value, as a German sentence; "" where there is one."""
        found = self._reasons[row][column]
        if not isinstance(found, str):
            found = self._reasons[row][column] = found()
        return found

    @property
    def _shape(self) -> tuple[int, int]:
        return len(self.areas), len(self.scope.periods)

    def _array(self, name: str) -> Floats:
        return np.array(self._columns[name], dtype=np.float64).reshape(self._shape)


def panel_of(definition: IndicatorDefinition, scope: Scope, lookup: Lookup) -> Panel:
    """The panel of entries."""
    panel = Panel(scope)
    for area in panel.areas:
        panel.next_row()
        for period in scope.periods:
            panel.add_entry(definition, lookup(NumberKey(scope.indicator, area, period, scope.breakdown)))
    ranked = [NumberKey(scope.indicator, area, period, scope.breakdown)
              for area in scope.peers for period in scope.periods]  # fmt: skip
    panel.intervals = answered_intervals(definition, ranked, lookup)
    return panel
