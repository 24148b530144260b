"""Identity of a published number.

A key says *which* number, never what it is worth: indicator, area, period, breakdown and representation. The same key
is the same number in every product. Its text form, ``sgb2_quote/06432008/2024/geschlecht=weiblich/wert``, is what
``bericht herkunft`` takes; an empty breakdown is written ``-``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind


class View(Enum):
    """How the indicator's value is represented."""

    VALUE = "wert"
    NUMERATOR = "zaehler"
    DENOMINATOR = "nenner"
    DIFFERENCE = "differenz"  # to the area ``against``: own unit, shares in Prozentpunkte
    RATIO = "verhaeltnis"  # to the area ``against``: quotient, 1 = equal
    CHANGE = "veraenderung"  # since the period ``since``: own unit, shares in Prozentpunkte
    CHANGE_PERCENT = "veraenderung_prozent"  # since the period ``since``, in percent
    INDEX = "index"  # period ``since`` = 100
    RANK = "rang"  # among the areas of the same level within ``against`` (1 = highest)


@dataclass(frozen=True, slots=True)
class Representation:
    """A view with what it refers to: an area key (``against``) or an earlier period (``since``)."""

    view: View = View.VALUE
    against: str = ""
    since: Period | None = None

    def __str__(self) -> str:
        if self.against:
            return f"{self.view._value_}:{self.against}"
        if self.since is not None:
            return f"{self.view._value_}:{self.since.iso}"
        return str(self.view._value_)


VALUE = Representation()


@dataclass(frozen=True, slots=True)
class NumberKey:
    """Identity of one published number."""

    indicator: str
    area: str
    period: Period
    breakdown: Breakdown = ()
    representation: Representation = VALUE

    def __hash__(self) -> int:
        shown = self.representation
        return hash((self.indicator, self.area, self.period.iso, self.breakdown, shown.view._name_, shown.against))

    def __str__(self) -> str:
        parts = ",".join(f"{name}={value}" for name, value in self.breakdown) or "-"
        area = self.area.replace("/", ":")
        period = self.period.iso.replace("/", "+")
        return f"{self.indicator}/{area}/{period}/{parts}/{self.representation}"

    def with_view(self, view: View, *, against: str = "", since: Period | None = None) -> Self:
        """The same number in another representation."""
        return replace(self, representation=Representation(view, against, since))

    @property
    def base(self) -> Self:
        """The plain value that this representation is derived from."""
        return replace(self, representation=VALUE)

    def sort_key(self) -> tuple[str, str, str, str, str]:
        """A total, reproducible order."""
        return (self.indicator, self.area, self.period.iso, str(self.breakdown), str(self.representation))


_INFERRED = (
    PeriodKind.STICHTAG,
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.YEAR,
    PeriodKind.SCHOOL_YEAR,
)


def infer_period(text: str) -> Period:
    """The period of a key's text form (``+`` stands for ``/``); years read as calendar years."""
    text = text.replace("+", "/")
    for kind in _INFERRED:
        try:
            return Period(kind, text)
        except ValueError:
            continue
    raise ValueError(f"not a period: {text!r}")
