"""Finding the value of a component: which delivery answers, at which of the allowed times, for which area.

Several deliveries may hold the same cell: :mod:`contradictions` says which one counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from berichtsgenerator.diagnostics import Diagnostic, Place, warning
from berichtsgenerator.indicators.defining.ages import Ages
from berichtsgenerator.indicators.defining.measures import MeasureDefinition
from berichtsgenerator.indicators.defining.parts import LEVELS
from berichtsgenerator.indicators.defining.times import TimeRule, candidates, mean_dates
from berichtsgenerator.indicators.matching.answers import Sum, add_sums, answer, why_not, worst
from berichtsgenerator.indicators.matching.carrying import ADDED, Carrier
from berichtsgenerator.indicators.matching.contradictions import Arbiter
from berichtsgenerator.indicators.matching.recognition import MeasureIndex, Recognition, Slot
from berichtsgenerator.model.areas import Area, Level, level_of
from berichtsgenerator.model.boundaries import Boundaries
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.observations import Breakdown, SourceTable
from berichtsgenerator.model.periods import Period, PeriodKind, month, words
from berichtsgenerator.model.units import Kind


class AreaNames(Protocol):
    """What is needed of the directory of areas."""

    def area(self, key: str) -> Area | None:
        """The area of a key, or None."""

    def children(self, key: str, level: Level) -> tuple[Area, ...]:
        """All areas of a level within an area, sorted by key."""


class Found(NamedTuple):
    """A component's value with its cells, the period that answered and the population base; a gap says its reason."""

    sum: Sum
    period: Period
    base: str = ""
    source: str = ""
    """The statistic or office that delivered it, where that matters (see :func:`source_of`)."""
    why: str | Callable[[], str] = ""
    """The reason, or what words it: most gaps are met while looking for something else, and nobody reads them."""

    @property
    def reason(self) -> str:
        """Why there is no value, as a German sentence."""
        return self.why if isinstance(self.why, str) else self.why()


class Series(NamedTuple):
    """A slot of a measure, with its values by area and period as far as they were asked for."""

    measured: MeasureIndex
    dimensions: Breakdown
    ages: Ages | None
    values: dict[tuple[str, Period], Found | None]


class Question(NamedTuple):
    """A series asked for by a rule of time, with the answers so far and the periods that answer an indicator's one."""

    rule: TimeRule
    series: Series
    answers: dict[tuple[str, str, str], Found]
    options: dict[Period, tuple[Period, ...]]


_NOTHING = Sum(None, Missing.NO_DATA, (), ())
_UNASKED = Found(_NOTHING, Period(PeriodKind.YEAR, "0000"))
"""Stands for what was never looked up, where None is an answer."""


class Finder:
    """Looks values up, remembers answers, and collects what is to be told about contradictory deliveries."""

    def __init__(
        self,
        recognition: Recognition,
        gazetteer: AreaNames,
        source_order: Sequence[str] = (),
        boundaries: Boundaries | None = None,
        closed: Callable[[str], bool] | None = None,
    ) -> None:
        self._recognition = recognition
        self.marks_breaks = recognition.marks_breaks
        self._gazetteer = gazetteer
        self._arbiter = Arbiter(source_order, self.area_name, closed)
        self._carrier = Carrier(boundaries) if boundaries is not None else None
        self._series: dict[tuple[str, Slot], Series] = {}
        self._questions: dict[tuple[str, TimeRule, Slot], Question] = {}
        self._where: dict[str, str] = {}
        self._statistics: dict[tuple[str, str], str] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Contradictions and ambiguous cells met so far, sorted by place."""
        carried = self._carrier.diagnostics if self._carrier is not None else ()
        found = {*self._arbiter.told.values(), *self._recognition.diagnostics, *carried}
        return tuple(sorted(found, key=lambda item: (item.place, item.code, item.message)))

    def index(self, measure: str) -> MeasureIndex:
        """The cells of a measure."""
        return self._recognition.index(measure)

    def area_name(self, key: str) -> str:
        """Name of an area with its key for messages, e.g. ``Griesheim (06432008)``."""
        area = self._gazetteer.area(key)
        return f"{area.short} ({key})" if area is not None else key

    def children(self, area: str, level: Level) -> tuple[str, ...]:
        """Keys of the areas of a level within an area (institutions are not in the directory)."""
        return tuple(item.key for item in self._gazetteer.children(area, level))

    def find(self, measure: str, rule: TimeRule, area: str, period: Period, slot: Slot) -> Found:
        """The value of a measure for an indicator's period; ``slot`` is the whole breakdown wanted."""
        return self.ask(self.question(measure, rule, slot), area, period)

    def question(self, measure: str, rule: TimeRule, slot: Slot) -> Question:
        """All questions that differ in area and period only."""
        key = (measure, rule, slot)
        found = self._questions.get(key)
        if found is None:
            series = self._series.get((measure, slot))
            if series is None:
                series = self._series[(measure, slot)] = Series(self.index(measure), *slot, {})
            found = self._questions[key] = Question(rule, series, {}, {})
        return found

    def ask(self, question: Question, area: str, period: Period) -> Found:
        """The answer for an area and a period of the indicator."""
        key = (area, period.iso, period.kind._name_)
        found = question.answers.get(key)
        if found is None:
            found = question.answers[key] = self._find(question, area, period)
        return found

    def _find(self, question: Question, area: str, period: Period) -> Found:
        rule, series = question.rule, question.series
        options = question.options.get(period)
        if options is None:
            options = question.options[period] = candidates(rule, period)
        if not options:
            reason = f"Die Zeitangabe „{rule.word}“ passt nicht zum Zeitraum {words(period)}."
            return Found(_NOTHING, period, why=reason)
        gap: Found | None = None
        for option in options:
            found = self._lookup(series, area, option)
            if found is not None:
                if found.sum.missing is not Missing.NO_DATA:
                    return found
                gap = gap or found
        replaced = self._from_parts_of_time(rule, series, area, period)
        if replaced is not None:
            return replaced
        if gap is not None:
            return gap
        return Found(_NOTHING, options[0], why=lambda: self._reason(series, area, options))

    def _from_parts_of_time(self, rule: TimeRule, series: Series, area: str, period: Period) -> Found | None:
        """A year put together from its months (flows), an annual mean from months or from two dates."""
        definition = series.measured.measure
        dates = mean_dates(rule, period)
        if dates is not None:
            pair = [self._lookup(series, area, date) for date in dates]
            if pair[0] is None or pair[1] is None:
                return None
            first, last = pair[0], pair[1]
            if first.base != last.base:
                reason = (
                    f"Das Mittel der Stände vom {words(dates[0])} und {words(dates[1])} überspringt einen Wechsel der "
                    f"Bevölkerungsbasis ({first.base or 'unbekannt'} / {last.base or 'unbekannt'})."
                )
                observations = (*first.sum.observations, *last.sum.observations)
                return Found(
                    Sum(None, Missing.NOT_APPLICABLE, observations, ()), candidates(rule, period)[0], why=reason
                )
            added = add_sums((first.sum, last.sum))
            halved = None if added.value is None else added.value / 2
            mean = Sum(halved, added.missing, added.observations, added.quality)
            return Found(mean, candidates(rule, period)[0], last.base, last.source, first.reason or last.reason)
        yearly = (rule.word == "Jahr" and definition.flow) or (rule.word == "Jahresdurchschnitt" and definition.stock)
        if not yearly or period.kind is PeriodKind.MONTH:
            return None
        whole: list[Found] = []
        for number in range(1, 13):
            item = self._lookup(series, area, month(period.year - rule.back, number))
            if item is None or item.sum.missing is Missing.NO_DATA:
                return None
            whole.append(item)
        added = add_sums(item.sum for item in whole)
        value = added.value
        if value is not None and rule.word == "Jahresdurchschnitt":
            value /= 12
        result = Sum(value, added.missing, added.observations, added.quality)
        return Found(result, candidates(rule, period)[0], whole[-1].base, whole[-1].source)

    def _lookup(self, series: Series, area: str, period: Period) -> Found | None:
        """The value at one period; None when no delivery says anything about it."""
        key = (area, period)
        found = series.values.get(key, _UNASKED)
        if found is not _UNASKED:
            return found
        found = self._direct(series, area, period)
        if found is None or found.sum.missing is Missing.NO_DATA:
            made = self._from_parts_of_area(series, area, period)
            if made is not None and (found is None or made.sum.missing is not Missing.NO_DATA or callable(found.why)):
                found = made  # but a change of borders, told in words, says more than which parts are lacking
        series.values[key] = found
        return found

    def _direct(self, series: Series, area: str, period: Period) -> Found | None:
        index, dimensions, ages, _ = series
        tables = index.cells.get((area, period))
        carried = self._carrier.carry(index, area, period, dimensions, ages) if self._carrier is not None else None
        if carried is not None and (carried.answers or carried.why):
            answers = carried.answers
            if not answers:
                return Found(_NOTHING, period, why=carried.why)
        else:
            if tables is None:
                return None
            answers = []
            for table, cells in tables.values():
                given = answer(cells, dimensions, ages)
                if given is not None:
                    answers.append((table, given))
            if not answers:
                return Found(_NOTHING, period, why=lambda: self._incomplete(index, area, period, dimensions, ages))
        table, chosen = answers[0] if len(answers) == 1 else self._arbiter.choose(index.measure, answers)
        base = base_of(index, table, period) if index.measure.bases else ""
        value = chosen.value
        if value is None:
            cell = next(item for item in chosen.observations if item.value is None)
            missing = chosen.missing or Missing.UNKNOWN
            why = f"{_source(table)}, Zelle {cell.cell}: {_MISSING_WORDS[missing]}."
            return Found(chosen, period, base, why=why)
        if value < 0 and index.measure.kind in ADDED and not index.measure.negative:
            return self._negative(index.measure, chosen, period, base)
        return Found(chosen, period, base, self._statistic(index.measure, table))

    def _incomplete(
        self, index: MeasureIndex, area: str, period: Period, dimensions: Breakdown, ages: Ages | None
    ) -> str:
        """Why the tables of an area and period do not answer, although they are there."""
        tables = index.cells[(area, period)]
        slots = [slot for _, cells in tables.values() for slot in cells]
        table = next(iter(tables.values()))[0]
        return f"{_source(table)}, {self.area_name(area)}, {words(period)}: {why_not(slots, dimensions, ages)}"

    def _negative(self, measure: MeasureDefinition, chosen: Sum, period: Period, base: str) -> Found:
        cell = min(chosen.observations, key=lambda item: item.value or 0)
        place = Place(cell.table.file, sheet=cell.table.sheet, cell=cell.cell)
        shown = f"{chosen.value:.0f}".replace("-", "−")
        message = f"„{measure.label}“ ist in der Quelle negativ ({shown}); eine Anzahl kann nicht unter null liegen."
        self._arbiter.told.setdefault(
            ("anzahl-negativ", place),
            warning("anzahl-negativ", message, place, "Der Wert wird nicht benutzt; fragen Sie beim Herausgeber nach."),
        )
        unknown = Sum(None, Missing.UNKNOWN, chosen.observations, ())
        return Found(unknown, period, base, why=f"{_source(cell.table)}, Zelle {cell.cell}: {message}")

    def _from_parts_of_area(self, series: Series, area: str, period: Period) -> Found | None:
        """Kreis or group of Gemeinden from all of these, Gemeinde or Kreis from the institutions in it, for counts that
        add up.
        """
        index = series.measured
        measure = index.measure
        level = level_of(area)
        institutional = measure.sum_of is not None and LEVELS[measure.sum_of] is Level.EINRICHTUNG
        # Amounts of money are added up where the measure says that they are sums of institutions, not means.
        if not measure.additive or (measure.kind not in ADDED and not (institutional and measure.kind is Kind.EUR)):
            return None
        if institutional and level in (Level.GEMEINDE, Level.KREIS):
            institutions = [key for key in index.institutions(area) if (key, period) in index.cells]
            parts = [self._direct(series, key, period) for key in institutions]
            if parts and all(item is not None and item.sum.missing is not Missing.NO_DATA for item in parts):
                return self._added([item for item in parts if item is not None], period)
        children = self.children(area, Level.GEMEINDE) if level in (Level.KREIS, Level.GEMEINDE) else ()
        if not children or not any((key, period) in index.cells for key in children):
            return None
        found: list[Found] = []
        lacking: list[str] = []
        for key in children:
            item = self._lookup(series, key, period)
            if item is None or item.sum.missing is Missing.NO_DATA:
                lacking.append(key)
            else:
                found.append(item)
        if not found:
            return None
        if lacking:
            names = ", ".join(self.area_name(key) for key in lacking[:5]) + (" …" if len(lacking) > 5 else "")
            reason = (
                f"„{measure.label}“ ist für {self.area_name(area)}, {words(period)} nicht geliefert und lässt sich "
                f"nicht aus den Gemeinden zusammensetzen: es fehlen {len(lacking)} von {len(children)} ({names})."
            )
            return Found(_NOTHING, period, why=reason)
        return self._added(found, period)

    def _added(self, parts: Sequence[Found], period: Period) -> Found:
        bases, sources = {item.base for item in parts}, {item.source for item in parts}
        reason = next((item.reason for item in parts if item.reason), "")
        base = bases.pop() if len(bases) == 1 else ""
        source = " und ".join(sorted(sources - {""}))
        return Found(add_sums(item.sum for item in parts), period, base, source, reason)

    def _statistic(self, measure: MeasureDefinition, table: SourceTable) -> str:
        key = (measure.id, table.id)
        found = self._statistics.get(key)
        if found is None:
            found = self._statistics[key] = "" if measure.one_statistic else source_of(table)
        return found

    def _reason(self, series: Series, area: str, options: Sequence[Period]) -> str:
        """What delivery is missing, in German, and what there is instead."""
        index, dimensions, ages, _ = series
        definition = index.measure
        wanted = " oder ".join(words(item) for item in options[:1])
        asked = [value for _, value in dimensions] + ([ages.words] if ages is not None else [])
        breakdown = f" ({', '.join(asked)})" if asked else ""
        where = self._where.get(definition.id)
        if where is None:
            where = self._where[definition.id] = _sources_of(definition)
        reason = (
            f"Es fehlt die Lieferung zu „{definition.label}“{breakdown} für {self.area_name(area)}, {wanted} ({where})."
        )
        span = index.span(area)
        if span is not None:
            first, last = span
            shown = words(first) if first == last else f"{words(first)} bis {words(last)}"
            return f"{reason} Geliefert ist für dieses Gebiet: {shown}."
        if index.cells:
            return f"{reason} Für dieses Gebiet ist das Merkmal in keiner Lieferung enthalten."
        return reason


def _sources_of(definition: MeasureDefinition) -> str:
    """Which deliveries hold a measure: tables and files."""
    codes = ", ".join(dict.fromkeys(code for item in definition.recognisers for code in item.tables))
    files = ", ".join(dict.fromkeys(item.strip("*") for rec in definition.recognisers for item in rec.files))
    where = f"Tabelle {codes}" if codes else ""
    if files:
        where = f"{where} oder Datei „{files}“" if where else f"Datei „{files}“"
    return where


def base_of(index: MeasureIndex, table: SourceTable, period: Period) -> str:
    """The population base of a value: as its table states it, where the table holds one year only, else by the date.

    Tables over many years name all their bases in one note, so the note cannot tell them apart; "" for what is no
    population.
    """
    rules = index.measure.bases
    if not rules:
        return ""
    if table.base and len(rules) > 1 and len(index.years.get(table.id, ())) == 1:
        return table.base
    return next((rule.base for rule in rules if rule.until is None or period.year <= rule.until), "")


def source_of(table: SourceTable) -> str:
    """The statistic that a table belongs to by its official number (``Statistik 12411``), else its publisher."""
    if re.match(r"\d{5}\b", table.code):
        return f"Statistik {table.code[:5]}"
    return table.publisher or table.file


def _source(table: SourceTable) -> str:
    if table.code:
        return f"Tabelle {table.code}" if table.code in table.file else f"Tabelle {table.code} ({table.file})"
    return f"Datei {table.file}, Blatt „{table.sheet}“"


_MISSING_WORDS: dict[Missing, str] = {
    Missing.SECRET: "von der Quelle geheim gehalten",
    Missing.UNKNOWN: "unbekannt oder von der Quelle geheim gehalten",
    Missing.LATER: "die Angabe folgt laut Quelle später",
    Missing.NOT_APPLICABLE: "laut Quelle nicht sinnvoll",
    Missing.UNRELIABLE: "laut Quelle nicht sicher genug",
    Missing.NO_DATA: "keine Angabe",
}

__all__ = ["AreaNames", "Finder", "Found", "base_of", "worst"]
