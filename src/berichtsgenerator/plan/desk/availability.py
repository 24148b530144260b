"""Resolves the area and period words of a layout against the data.

Comes in: a word (``gemeinden``, ``letzte-1``, ``2015..letzte``) with indicator and breakdown. Goes out: area keys and
periods that the data have. Answers are cached; nothing here sees a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from berichtsgenerator.configuration.yamlfile import closest
from berichtsgenerator.indicators.defining.ages import OPEN, Ages, parse_ages
from berichtsgenerator.language.areas import for_area
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.language.dates import format_period, from_to_periods
from berichtsgenerator.model.areas import BUND_KEY, Area, Level, is_area_key, level_of, parent_key
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.plan.desk.context import PlanContext
from berichtsgenerator.plan.layout.selectors import Point, Span
from berichtsgenerator.plan.planned.lacks import Lack, Lacking

LEVEL_WORDS = {"gemeinde": Level.GEMEINDE, "kreis": Level.KREIS, "land": Level.LAND, "bund": Level.BUND}


class Availability:
    """Areas and periods that exist."""

    def __init__(self, context: PlanContext) -> None:
        self._context = context
        self._periods: dict[tuple[str, str, Breakdown], tuple[Period, ...]] = {}
        self._common: dict[tuple[str, tuple[str, ...], Breakdown], tuple[Period, ...]] = {}
        self._values: dict[tuple[str, str], tuple[str, ...]] = {}
        self._dimensions: dict[str, Mapping[str, tuple[str, ...]]] = {}
        kreis = context.project.kreis
        self.kreis = kreis
        self.land = parent_key(kreis, Level.LAND)
        self.gemeinden = tuple(
            item.key
            for item in sorted(context.gazetteer.children(kreis, Level.GEMEINDE), key=lambda item: sort_key(item.short))
        )

    def area(self, key: str) -> Area:
        """The area of ``key`` with the project's own names where it gives some."""
        name = self._context.institutions.get(key, key)
        found = self._context.gazetteer.area(key) or Area(key, name, name)
        own = self._context.project.gebiete.get(key)
        if own is None:
            return found
        return Area(key, own.name or own.kurz or found.name, own.kurz or found.short)

    def areas(self, words: Iterable[str], current: str) -> tuple[str, ...] | str:
        """Keys of area words, each once, in the order named; or the German reason why a word means nothing here."""
        keys: dict[str, None] = {}
        for word in words:
            if word == "gebiet":
                found: tuple[str, ...] = (current,)
            elif word == "gemeinden":
                found = self.gemeinden
            elif word == "nachbargemeinden":
                found = tuple(key for key in self.gemeinden if key != current)
            elif word == "kreis":
                found = (self.kreis,)
            elif word == "land":
                found = (self.land,)
            elif word == "bund":
                found = (BUND_KEY,)
            elif word == "kreise":
                found = self._named(self._context.gazetteer.children(self.land, Level.KREIS))
            elif word == "laender":
                found = self._named(self._context.gazetteer.children(BUND_KEY, Level.LAND))
            elif word == "uebrige":
                rest = self._context.project.rest_key
                if not rest:
                    return "„uebrige“ meint die zusammengefassten Gemeinden; das Projekt fasst keine zusammen."
                found = (rest,)
            elif word == "schulen":
                found = self._schools(current)
            elif is_area_key(word):
                if level_of(word) <= Level.GEMEINDE and self._context.gazetteer.area(word) is None:
                    meant = closest(word, [self.kreis, *self.gemeinden], count=1)
                    advice = f" Meinten Sie „{meant[0]}“ ({self.area(meant[0]).short})?" if meant else ""
                    return f"Ein Gebiet mit dem Schlüssel „{word}“ kennt das Gemeindeverzeichnis nicht.{advice}"
                found = (word,)
            else:
                return f"„{word}“ ist weder ein Gebietswort noch ein Gebietsschlüssel."
            keys.update(dict.fromkeys(found))
        return tuple(keys)

    def _schools(self, current: str) -> tuple[str, ...]:
        """Institutions within the current Gemeinde, else within the Kreis, by name."""
        within = current if level_of(current) is Level.GEMEINDE else self.kreis
        known = self._context.institutions
        return tuple(
            sorted((key for key in known if key.startswith(within)), key=lambda key: (sort_key(known[key]), key))
        )

    def _named(self, areas: Sequence[Area]) -> tuple[str, ...]:
        return tuple(item.key for item in sorted(areas, key=lambda item: sort_key(item.short)))

    def of_area(self, indicator: str, area: str, breakdown: Breakdown = ()) -> tuple[Period, ...]:
        """Periods for which ``area`` has data."""
        key = (indicator, area, breakdown)
        found = self._periods.get(key)
        if found is None:
            found = self._periods[key] = tuple(sorted(self._context.engine.periods(indicator, area, breakdown)))
        return found

    def periods(self, indicator: str, areas: Sequence[str], breakdown: Breakdown = ()) -> tuple[Period, ...]:
        """Periods for which at least half of those of ``areas`` that have data at all have data, ascending."""
        key = (indicator, tuple(areas), breakdown)
        found = self._common.get(key)
        if found is None:
            counts: dict[Period, int] = {}
            answering = 0
            for area in areas:
                own = self.of_area(indicator, area, breakdown)
                answering += bool(own)
                for period in own:
                    counts[period] = counts.get(period, 0) + 1
            found = self._common[key] = tuple(
                sorted(period for period, count in counts.items() if 2 * count >= answering)
            )
        return found

    def has(self, indicator: str, area: str, period: Period, breakdown: Breakdown = ()) -> bool:
        """True when ``area`` has data at ``period``."""
        return period in self.of_area(indicator, area, breakdown)

    def point(self, indicator: str, areas: Sequence[str], point: Point, breakdown: Breakdown = ()) -> Period | None:
        """The period that ``point`` means, or None when the data have none."""
        return pick(self.periods(indicator, areas, breakdown), point)

    def span(self, indicator: str, areas: Sequence[str], span: Span, breakdown: Breakdown = ()) -> tuple[Period, ...]:
        """The periods that ``span`` means, ascending."""
        return pick_span(self.periods(indicator, areas, breakdown), span)

    def dimensions(self, indicator: str) -> Mapping[str, tuple[str, ...]]:
        """Dimensions by which the indicator may be divided, with the values in the data."""
        found = self._dimensions.get(indicator)
        if found is None:
            found = self._dimensions[indicator] = self._context.engine.breakdowns(indicator)
        return found

    def values(self, indicator: str, dimension: str) -> tuple[str, ...]:
        """Values of a dimension in the data: ages by age, all else in the engine's order."""
        key = (indicator, dimension)
        found = self._values.get(key)
        if found is None:
            found = tuple(self.dimensions(indicator).get(dimension, ()))
            if dimension == "alter":
                found = sort_ages(found)
            self._values[key] = found
        return found

    def level(self, indicator: str, word: str) -> bool:
        """True when areas that the project looks at have data at the level ``word``."""
        level = LEVEL_WORDS[word]
        if level is Level.GEMEINDE:
            return bool(self.periods(indicator, self.gemeinden))
        return bool(self.of_area(indicator, parent_key(self.kreis, level)))

    def lacking(self, indicator: str, areas: Sequence[str], breakdown: Breakdown = ()) -> Lacking:
        """Why the indicator cannot be shown for ``areas`` (all of them wanted)."""
        title = self._context.catalogue[indicator].title
        if not self._context.engine.periods(indicator):
            absent = self._context.engine.undelivered(indicator)
            if absent:
                return Lacking(title, Lack.DELIVERY, (), "; ".join(absent))
            return Lacking(title, Lack.MATCH, (), self._context.engine.explain_none(indicator, self.kreis))
        without = tuple(area for area in areas if not self.of_area(indicator, area))
        if without:
            return Lacking(title, Lack.AREA, without)
        if breakdown and not any(self.of_area(indicator, area, breakdown) for area in areas):
            return Lacking(title, Lack.BREAKDOWN, (), ", ".join(value for _, value in breakdown))
        known = self.periods(indicator, areas)
        span = ""
        if known:
            first, last = format_period(known[0]), format_period(known[-1])
            span = first if first == last else f"{first} bis {last}"
        return Lacking(title, Lack.TIME, tuple(areas), span)

    def gap(self, indicator: str, area: str, period: Period | None) -> str:
        """Why there is no number, as a German sentence."""
        if period is None:
            definition = self._context.catalogue[indicator]
            known = self.of_area(indicator, area)
            if known:
                told = f"Zu „{definition.title}“ reichen die Angaben {for_area(self.area(area))}"
                if len(known) == 1:
                    return f"{told} nur für eine Zeit, {format_period(known[0])}."
                return f"{told} nur {from_to_periods(known[0], known[-1])}."
            year = max((p.year for p in self._context.engine.periods(indicator)), default=0)
            if not year:
                return f"Zu „{definition.title}“ liegt keine Lieferung vor."
            period = max(self._context.engine.periods(indicator))
        return self._context.engine.explain_gap(indicator, area, period)


def _fits(period: Period, word: str) -> bool:
    if period.iso == word:
        return True
    return len(word) < len(period.iso) and period.iso.startswith(word) and not period.iso[len(word)].isdigit()


def pick(periods: Sequence[Period], point: Point) -> Period | None:
    """The one of ascending ``periods`` that ``point`` means; of several months of a named year the last."""
    if not periods:
        return None
    if point.word == "letzte":
        return periods[-1 - point.back] if point.back < len(periods) else None
    if point.word == "erste":
        return periods[point.back] if point.back < len(periods) else None
    if point.word == "vorjahr":
        last = periods[-1]
        wanted = f"{last.year - 1:04d}{last.iso[4:]}"
        if last.kind is PeriodKind.SCHOOL_YEAR and "/" in last.iso:
            wanted = f"{last.year - 1:04d}/{last.year:04d}"
        return next((item for item in periods if item.iso == wanted), None)
    return next((item for item in reversed(periods) if _fits(item, point.word)), None)


def _bound(periods: Sequence[Period], point: Point, *, upper: bool) -> str | None:
    if point.word in ("letzte", "erste", "vorjahr"):
        found = pick(periods, point)
        if found is None and periods:  # more steps back than there are periods: the whole series
            found = periods[0] if point.word == "letzte" else periods[-1]
        return None if found is None else found.iso
    return point.word + ("\uffff" if upper else "")


def pick_span(periods: Sequence[Period], span: Span) -> tuple[Period, ...]:
    """Those of ascending ``periods`` within ``span``, every ``step``-th counted back from the last."""
    if span.month is not None:
        periods = [item for item in periods if item.month in (None, span.month)]
    first, last = _bound(periods, span.first, upper=False), _bound(periods, span.last, upper=True)
    if first is None or last is None:
        return ()
    inside = [item for item in periods if item.iso >= first and (item.iso <= last or _fits(item, span.last.word))]
    return tuple(reversed(inside[::-1][:: span.step]))


def fits_kind(word: str, kind: PeriodKind) -> bool:
    """True when an ISO word can name a period of ``kind`` (a year can name one of every kind)."""
    if word in ("letzte", "erste", "vorjahr") or len(word) == 4:
        return True
    lengths = {
        PeriodKind.MONTH: 7,
        PeriodKind.QUARTER: 7,
        PeriodKind.STICHTAG: 10,
        PeriodKind.SCHOOL_YEAR: 9,
    }
    if lengths.get(kind) != len(word):
        return kind is PeriodKind.STICHTAG and len(word) == 7 and "Q" not in word
    return ("Q" in word) == (kind is PeriodKind.QUARTER) and ("/" in word) == (kind is PeriodKind.SCHOOL_YEAR)


def _age_key(text: str) -> tuple[float, float, str]:
    ages = parse_ages(text)
    return (ages.low, ages.high, text) if ages else (OPEN, OPEN, text)


def sort_ages(values: Iterable[str]) -> tuple[str, ...]:
    """Age words from the youngest to the oldest, shorter spans first."""
    return tuple(sorted(values, key=_age_key))


def age_partition(values: Iterable[str]) -> tuple[str, ...]:
    """The finest chain of age words that covers all ages without overlap; ``()`` when there is none."""
    spans: dict[Ages, str] = {}
    for text in sort_ages(values):
        ages = parse_ages(text)
        if ages is not None:
            spans.setdefault(ages, text)
    best: dict[float, tuple[str, ...]] = {OPEN: ()}
    for low in sorted({ages.low for ages in spans}, reverse=True):
        chains = [(spans[ages], *best[ages.high]) for ages in sorted(spans) if ages.low == low and ages.high in best]
        if chains:
            best[low] = max(chains, key=len)
    return best.get(0, ())


def pyramid_ages(chain: Sequence[str], step: int = 5, least: int = 65) -> tuple[str, ...]:
    """Groups of ``step`` years that the chain of ages can be added up to, with an open end at ``least`` or later.

    Bars of equal width can be compared; the chain itself when its borders do not allow it.
    """
    lows = {int(ages.low) for ages in map(parse_ages, chain) if ages is not None}
    top = 0
    while top + step in lows:
        top += step
    if top < least:
        return tuple(chain)
    groups = [Ages(low, low + step).words for low in range(0, top, step)]
    return (*groups, Ages(top, OPEN).words)
