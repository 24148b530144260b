"""Values of population projections (Vorausberechnung) from published tables, for the years after the last Stichtag.

Base: the last year of which every component is there. Mortality and fertility come from the components' own areas (the
Kreis), net migration from the area itself, each as the mean of the last years that are delivered. The entry says so in
its caveats, which are printed beside every number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from berichtsgenerator.indicators.defining.ages import ALL_AGES, Ages, parse_ages
from berichtsgenerator.indicators.defining.definitions import MethodDefinition
from berichtsgenerator.indicators.defining.methodkinds import VARIANTS, stem
from berichtsgenerator.indicators.evaluating.methodentries import Asked, Values, finished, joined, part_of
from berichtsgenerator.indicators.evaluating.plans import Input, Plan
from berichtsgenerator.indicators.matching.recognition import AGE
from berichtsgenerator.indicators.statistics.assumptions import LAST, Count, assumed, dying, slice_of, spread, survivors
from berichtsgenerator.indicators.statistics.projection import SMALL, SMALL_WARNING, Floats, Projection, variants
from berichtsgenerator.model.entries import Component, Entry
from berichtsgenerator.model.marks import Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import Period, PeriodKind, year

_MEANS = ("tote_maenner", "tote_frauen", "geburten", "zuzuege_maenner", "zuzuege_frauen", "fortzuege_maenner",
          "fortzuege_frauen")  # fmt: skip
"""Components of which the mean of the last years counts."""


class _Result(NamedTuple):
    """A projection of an area with what it was made of; ``refused`` says why there is none."""

    variants: Mapping[str, Projection]
    base: int
    components: tuple[Component, ...]
    caveats: tuple[str, ...]
    small: bool
    refused: Entry | None = None


def projected(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> Entry:
    """The entry of one variant and one group of ages at the end of a year."""
    memo = (plan.definition.id, key.area, "vorausberechnung")
    found = values.memo.get(memo)
    if not isinstance(found, _Result):
        found = values.memo[memo] = _project(values, plan, key, method)
    if found.refused is not None:
        return replace(found.refused, key=key)
    steps = key.period.year - found.base
    if not 0 <= steps <= method.years:
        asked = Asked(values, plan, key)
        return asked.refused(
            f"Vorausberechnet ist vom Stand Ende {found.base} an bis {found.base + method.years}; "
            f"{key.period.year} liegt nicht darin."
        )
    wanted = parse_ages(dict(key.breakdown).get(AGE, "")) if AGE in dict(key.breakdown) else ALL_AGES
    part = slice_of(wanted or ALL_AGES)

    def compute() -> float:
        chosen = found.variants[part_of(plan, key) or VARIANTS[1]]
        return float(chosen.ages(part.start, part.stop)[steps])

    entry = finished(values, plan, key, found.components, compute)
    quality = (*entry.quality, Quality.LIMITED) if found.small and entry.value is not None else entry.quality
    return replace(entry, quality=quality, provenance=replace(entry.provenance, caveats=found.caveats))


def base_year(values: Values, plan: Plan, area: str) -> int | None:
    """The last year of which every component is there, or None."""
    memo = (plan.definition.id, area, "ausgangsjahr")
    if memo not in values.memo:
        observed = {
            period.year
            for item in plan.inputs[:1]
            for period in values.finder.index(item.measure).periods(area)
            if item.measure
        }
        values.memo[memo] = next(
            (one for one in sorted(observed, reverse=True) if _whole(values, plan, area, one)), None
        )
    found = values.memo[memo]
    return found if isinstance(found, int) else None


def _whole(values: Values, plan: Plan, area: str, at: int) -> bool:
    asked = Asked(values, plan, NumberKey(plan.definition.id, area, year(at)))
    return all(asked.value(item, year(at), optional=True) is not None for item in plan.inputs)


def _project(values: Values, plan: Plan, key: NumberKey, method: MethodDefinition) -> _Result:
    asked = Asked(values, plan, key)
    base = base_year(values, plan, key.area)
    if base is None:
        last = max((period.year for period in values.finder.index(plan.inputs[0].measure).periods(key.area)), default=0)
        for item in plan.inputs:
            asked.value(item, _at(key.period, last or key.period.year))
        return _Result({}, 0, (), (), small=False, refused=asked.gap())
    groups = _grouped(plan)
    counts: dict[str, list[Count]] = {}
    parts: list[Component] = []
    used: dict[str, int] = {}
    for name, items in groups.items():
        years = _years(asked, items, key.period, base, method.support if name in _MEANS else 1)
        before = len(asked.components)
        counts[name] = [
            Count(_ages(item), sum(asked.value(item, one) or 0.0 for one in years) / len(years)) for item in items
        ]
        used[name] = len(years)
        made = asked.components[before:]
        label = items[0].component.label or values.catalogue.measures[items[0].measure].label
        sex = items[0].component.fixed.get("geschlecht", "")
        label = f"{label}, {sex}" if sex else label
        parts.append(replace(joined(name, made, len(made)), label=f"{label} ({len(made)} Angaben)"))
    try:
        around, own = _populations(counts)
        middle = assumed(
            deaths=(counts["tote_maenner"], counts["tote_frauen"]),
            births=counts["geburten"],
            moves=(_net(counts, "maenner"), _net(counts, "frauen")),
            around=around,
            own=own,
        )
        found = variants(own[0], own[1], middle, years=method.years, first_year=base)
    except ValueError:
        refused = asked.refused(
            f"„{plan.definition.title}“ lässt sich nicht berechnen: Die Altersgruppen der Bestandteile überschneiden "
            "sich oder lassen ein Alter aus."
        )
        return _Result({}, base, (), (), small=False, refused=refused)
    small = float(own[0].sum() + own[1].sum()) < SMALL
    return _Result(found, base, tuple(parts), _caveats(base, used, small=small), small)


def _net(counts: Mapping[str, Sequence[Count]], sex: str) -> list[Count]:
    """Who came minus who went, by group of ages; raises ValueError when the groups differ."""
    went = dict(counts[f"fortzuege_{sex}"])
    came = counts[f"zuzuege_{sex}"]
    if {ages for ages, _ in came} != went.keys():
        raise ValueError("arrivals and departures have different groups")
    return [Count(ages, value - went[ages]) for ages, value in came]


def _populations(counts: Mapping[str, Sequence[Count]]) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Men and women by single ages: of the population that mortality and fertility are taken from, and the own ones."""
    around: list[Floats] = []
    own: list[Floats] = []
    for sex in ("maenner", "frauen"):
        pattern = counts.get(f"alter_{sex}") or counts[sex]
        even = survivors(dying(counts[f"tote_{sex}"], spread(pattern, _falling())))
        around.append(spread(pattern, even))
        own.append(spread(counts[sex], around[-1]))
    return (around[0], around[1]), (own[0], own[1])


def _falling() -> Floats:
    """A first guess of how people are spread over ages: evenly up to 75, then fewer every year."""
    import numpy as np

    ages = np.arange(LAST + 1)
    guess: Floats = np.exp(-0.12 * np.maximum(0, ages - 75))
    return guess


def _grouped(plan: Plan) -> dict[str, list[Input]]:
    found: dict[str, list[Input]] = {}
    for item in plan.inputs:
        found.setdefault(stem(item.name), []).append(item)
    return found


def _ages(item: Input) -> Ages:
    return parse_ages(item.component.fixed.get(AGE, "")) or ALL_AGES


def _at(period: Period, number: int) -> Period:
    return Period(period.kind, f"{number:04d}") if period.kind is PeriodKind.YEAR else period


def _years(asked: Asked, items: Sequence[Input], period: Period, base: int, wanted: int) -> list[Period]:
    """The last years, the base year first, of which all groups are there."""
    found: list[Period] = []
    probe = Asked(asked.values, asked.plan, asked.key)
    for back in range(wanted):
        one = _at(period, base - back)
        if any(probe.value(item, one, optional=True) is None for item in items):
            break
        found.append(one)
    return found or [_at(period, base)]


def _caveats(base: int, used: Mapping[str, int], *, small: bool) -> tuple[str, ...]:
    times = sorted({used[name] for name in _MEANS})
    mean = f"des Jahres {base}" if times == [1] else f"der letzten {times[0]} bis {times[-1]} Jahre bis {base}"
    if len(times) == 1 and times != [1]:
        mean = f"der Jahre {base - times[0] + 1} bis {base}"
    said = (
        f"Vorausberechnung vom Stand Ende {base} an: was folgt, wenn Sterblichkeit, Geburtenhäufigkeit und Wanderungen "
        f"{mean} anhalten. Die untere und die obere Variante rechnen mit 0,9- und 1,1-facher Geburtenhäufigkeit, "
        "1,05- und 0,95-facher Sterblichkeit und halbem und anderthalbfachem Wanderungssaldo. Keine Vorhersage."
    )
    return (said, SMALL_WARNING) if small else (said,)
