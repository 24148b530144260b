"""Guesses which number of the register an author may have typed into a text.

Comes in: typed figures with unit, sentence and area; the indicators of the project. Goes out: for each figure the
numbers that are printed just like it, best first: those whose area, year and title the sentence names. The answer is
meant for the author alone; it is computed from the deliveries and says nothing of what a report hides or shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from berichtsgenerator.indicators.defining.definitions import IndicatorDefinition
from berichtsgenerator.indicators.engine import IndicatorEngine
from berichtsgenerator.language.numbers import NARROW, format_number
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.areas import BUND_KEY, Level, parent_key
from berichtsgenerator.model.comparison import Wanted, held, keys_of
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period
from berichtsgenerator.model.units import Kind, as_printed, printed_difference
from berichtsgenerator.plan.planned.document import TypedFigure
from berichtsgenerator.plan.text.quantities import said

MOST = 3
_ROUND = 2
"""Typed numbers with at least so many zeros at the end may be rounded."""
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}")
_EMPTY = frozenset(
    (
        "Anteil",
        "Zahl",
        "Quote",
        "unter",
        "über",
        "alle",
        "Personen",
        "Kinder",
        "nach",
        "Jahre",
        "Jahren",
        "sind",
        "wird",
    )
)
_SHARES = ("%", "Prozent", "prozentig", "vom Hundert")
_POINTS = ("Prozentpunkt", "Prozentpunkte", "Prozentpunkten")
_SCALES = {"Tsd": 10**3, "Mio": 10**6, "Mrd": 10**9, "Millionen": 10**6, "Milliarden": 10**9}
_NEAR = 0.05
"""A share is worded as a fraction when it lies within this part of it, as with „etwa“ in ``stimmt()``."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A number that is printed like the typed one: its key and the call that prints it."""

    key: str
    call: str
    points: int
    number: NumberKey


class Guesser:
    """Looks figures up among the numbers of one Kreis."""

    def __init__(self, engine: IndicatorEngine, gazetteer: Gazetteer, kreis: str) -> None:
        self._engine = engine
        self._gazetteer = gazetteer
        self._kreis = kreis
        children = gazetteer.children(kreis, Level.GEMEINDE)
        self._names = {area.key: area.short for area in children}
        self._land = parent_key(kreis, Level.LAND)
        self._wide = (kreis, self._land, BUND_KEY)

    def guesses(self, figure: TypedFigure) -> tuple[Guess, ...]:
        """The likeliest numbers behind a typed figure, best first."""
        digits = re.sub(r"[. \u00a0\u202f\u2009'’]", "", figure.text.lstrip("+")).replace("-", "−")
        if re.fullmatch(r"[+−-]?\d+\.\d{1,2}", figure.text):
            digits = figure.text.lstrip("+").replace("-", "−").replace(".", ",")
        found: list[Guess] = []
        for definition in self._fitting(figure):
            for area in self._areas(figure):
                found.extend(self._in_series(definition, area, digits, figure))
        found.sort(key=lambda item: (-item.points, item.key))
        return tuple(found[:MOST])

    def of_words(self, figure: TypedFigure) -> tuple[Guess, ...]:
        """The likeliest numbers behind a quantity in words; only those whose title the sentence names."""
        told = said(figure.text)
        if told is None:
            return ()
        if not told.share:
            whole = TypedFigure(figure.place, f"{told.number:.0f}", told.unit, figure.sentence, figure.area, words=True)
            catalogue = self._engine.catalogue
            return tuple(item for item in self.guesses(whole) if _named(catalogue[item.number.indicator], figure))
        found: list[Guess] = []
        for definition in map(self._engine.catalogue.__getitem__, self._engine.catalogue):
            if not _fits(definition, "%") or not _named(definition, figure):
                continue
            for area in self._areas(figure):
                for period in self._engine.periods(definition.id, area):
                    value = self._value(definition.id, area, period)
                    if value is None or abs(value - told.number) > _NEAR * told.number:
                        continue
                    found.append(self._guess(definition, area, period, self._points(definition, area, period, figure)))
        found.sort(key=lambda item: (-item.points, item.key))
        return tuple(found[:MOST])

    def of_directory(self, figure: TypedFigure) -> str:
        """What the directory of areas says of a typed figure: the number of Gemeinden; "" for any other."""
        counts = figure.unit == "Gemeinden" and figure.text == str(len(self._names))
        return f'so viele Gemeinden hat der Kreis; {{{{ fest("{figure.text} Gemeinden") }}}}' if counts else ""

    def _fitting(self, figure: TypedFigure) -> list[IndicatorDefinition]:
        """Indicators whose unit and decimals fit the typed text; all that need no breakdown."""
        decimals = 0 if _scale(figure.unit) > 1 else len(figure.text.partition(",")[2])
        return [
            item
            for item in map(self._engine.catalogue.__getitem__, self._engine.catalogue)
            if _fits(item, figure.unit, decimals) and item.decimals >= decimals
        ]

    def _areas(self, figure: TypedFigure) -> list[str]:
        """The area of the text, the wide ones, and every Gemeinde that the sentence names."""
        named = [key for key, name in self._names.items() if re.search(rf"\b{re.escape(name)}\b", figure.sentence)]
        return list(dict.fromkeys([figure.area or self._kreis, *self._wide, *named]))

    def _in_series(
        self, definition: IndicatorDefinition, area: str, digits: str, figure: TypedFigure
    ) -> Iterable[Guess]:
        for period in self._engine.periods(definition.id, area):
            value = self._value(definition.id, area, period)
            if value is None:
                continue
            if figure.unit in _POINTS:
                yield from self._differences(definition, area, period, value, digits, figure)
            elif _printed_so(value / _scale(figure.unit), digits):
                exact = _bare(value, definition.decimals) == digits
                points = self._points(definition, area, period, figure)
                yield self._guess(definition, area, period, points - (0 if exact else 4))

    def _guess(self, definition: IndicatorDefinition, area: str, period: Period, points: int) -> Guess:
        key = NumberKey(definition.id, area, period)
        call = f'{{{{ wert("{definition.id}", {self._area_word(area)}, zeit="{period.iso}") }}}}'
        return Guess(_short(key), call, points, key)

    def _differences(
        self, definition: IndicatorDefinition, area: str, period: Period, value: float, digits: str, figure: TypedFigure
    ) -> Iterable[Guess]:
        for other in self._wide:
            against = self._value(definition.id, other, period) if other != area else None
            if against is None:
                continue
            difference = printed_difference(value, against, definition.decimals)
            if _bare(abs(difference), definition.decimals) == digits.lstrip("−"):
                wanted = Wanted(against=(other,), differences=True)
                (distance,) = keys_of(NumberKey(definition.id, area, period), wanted).distances
                number = held(distance.difference)
                key = f"{_short(number)}/differenz:{other}"
                words = f'"{definition.id}", {self._area_word(area)}, zu={self._area_word(other)}'
                call = f'{{{{ differenz({words}, zeit="{period.iso}") }}}}'
                yield Guess(key, call, self._points(definition, area, period, figure), number)

    @lru_cache(maxsize=100_000)  # noqa: B019 - lives as long as one command
    def _value(self, indicator: str, area: str, period: Period) -> float | None:
        return self._engine.evaluate(NumberKey(indicator, area, period)).value

    def _area_word(self, area: str) -> str:
        words = {self._kreis: "kreis", self._land: "land", BUND_KEY: "bund"}
        return words.get(area, f'"{area}"')

    def _points(self, definition: IndicatorDefinition, area: str, period: Period, figure: TypedFigure) -> int:
        """How much speaks for a number: words of its title, its year, its area in the sentence; the Kreis otherwise."""
        points = _named(definition, figure)
        if period.iso[:4] in figure.sentence:
            points += 4
        elif period == (self._engine.periods(definition.id, area) or (None,))[-1]:
            points += 2
        area_found = self._gazetteer.area(area)
        if area_found is not None and area_found.short in figure.sentence:
            points += 4
        if area == (figure.area or self._kreis):
            points += 1
        return points


def _named(definition: IndicatorDefinition, figure: TypedFigure) -> int:
    """Points for words of an indicator's title in the sentence of a figure."""
    sentence = figure.sentence.casefold()
    words = {word for word in _WORD.findall(definition.title) if word not in _EMPTY}
    points = sum(3 for word in words if word.casefold()[:8] in sentence)
    return points + 6 * (definition.title.casefold() in sentence or definition.short.casefold() in sentence)


def _bare(value: float, decimals: int) -> str:
    return format_number(value, decimals).replace(NARROW, "")


def _printed_so(value: float, digits: str) -> bool:
    """True when the value is printed like the typed digits, or rounds to them: 26 000 for 26 412, 7 for 7,1."""
    decimals = len(digits.partition(",")[2])
    if _bare(value, decimals) == digits:
        return True
    zeros = len(digits) - len(digits.rstrip("0")) if not decimals else 0
    if zeros < _ROUND or not digits.lstrip("−").isdigit():
        return False
    step = 10**zeros
    return abs(value) >= step and _bare(as_printed(value / step, 0) * step, 0) == digits


def _short(key: NumberKey) -> str:
    return f"{key.indicator}/{key.area}/{key.period.iso.replace('/', '+')}"


def _scale(unit: str) -> float:
    """What a unit multiplies by: „Mio.“ is a million."""
    return next((scale for word, scale in _SCALES.items() if unit.startswith(word[:7])), 1)


def _fits(definition: IndicatorDefinition, unit: str, decimals: int = 0) -> bool:
    """True when a number of the indicator could be written with this unit; a bare one with decimals may be a share."""
    share = definition.kind is Kind.SHARE or unit_text(definition.unit) == "%"
    if unit in _SHARES or unit in _POINTS or unit.startswith("v."):
        return share
    if unit in ("Euro", "EUR", "€"):
        return definition.kind is Kind.EUR
    if unit in ("‰", "Promille"):
        return definition.kind is Kind.RATE
    if unit == "Gemeinden":
        return False
    if _scale(unit) > 1:
        return definition.kind in (Kind.COUNT, Kind.MEAN_COUNT, Kind.ESTIMATE, Kind.EUR)
    if unit.startswith("Jahr"):
        return definition.kind is Kind.YEARS
    if unit:
        return definition.kind in (Kind.COUNT, Kind.MEAN_COUNT, Kind.ESTIMATE)
    return not share or decimals > 0


def best(guesses: Sequence[Guess]) -> str:
    """The guesses in one line, ``""`` when there are none."""
    if not guesses:
        return ""
    first, *others = guesses
    more = f" (oder {', '.join(item.key for item in others)})" if others else ""
    return f"vielleicht {first.key}{more}; aus dem Register: {first.call}"
