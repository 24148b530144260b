"""The simulated population: stocks of every Gemeinde, the Land and the Bund by year, nationality, sex and single age.

Stocks are fixed first (real totals and the real ages of 2015 are the targets), births and deaths follow from rates, and
moves are what is left, so that last year's stock, births, deaths, moves and naturalisations give this year's stock to
the person. Two years change the population base (first Census year 2011, then 2022): there the stock that the flows
lead to (old base) differs from the one that is published (new base), as in reality.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berichtsgenerator.sampledata.ages import AGES, between
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.rounding import Floats, Ints, random_for, split

BASE_CHANGES = (2011, 2022)
"""Years whose published stock stands on another base than that of the year before."""

_FERTILE = slice(15, 50)


@dataclass(frozen=True)
class Population:
    """Whole persons. Axes: area (Gemeinden, then Land, Bund), year 2010…2025, nationality (German, foreign), sex
    (men, women), age 0…100. Flows of 2010 are zero: the series begins with that year's stock.
    """

    keys: tuple[str, ...]
    stock: Ints
    births: Ints  # area, year, nationality, sex
    deaths: Ints  # area, year, nationality, sex
    moved_in: Ints
    moved_out: Ints  # area, year, nationality, sex, age
    naturalised: Ints  # area, year
    rebased: Ints  # area, year: persons that a change of base adds or takes


class World:
    """The population and its sums for every area of the tables."""

    def __init__(self, facts: Facts, seed: int) -> None:
        self.facts = facts
        self.seed = seed
        self.people = _simulate(facts, seed)
        count = len(facts.gemeinden)
        self._rows = {key: np.array([row]) for row, key in enumerate(self.people.keys)}
        self._rows[facts.kreis] = np.arange(count)

    def sum_of(self, values: Ints, key: str) -> Ints:
        """Values of one area: a Gemeinde, Land or Bund as simulated, the Kreis as the sum of its Gemeinden."""
        return np.asarray(values[self._rows[key]].sum(axis=0), dtype=np.int64)

    def stock(self, key: str) -> Ints:
        """Stock 31.12. of one area: year, nationality, sex, age."""
        return self.sum_of(self.people.stock, key)

    def persons(self, first: int = 0, after: int = AGES, *, foreign: bool = False) -> Ints:
        """Persons of an age span in the Gemeinden: Gemeinde, year (31.12.)."""
        stock = self.people.stock[: len(self.facts.gemeinden)]
        chosen = stock[:, :, 1:] if foreign else stock
        return np.asarray(between(chosen, first, after).sum(axis=(2, 3)), dtype=np.int64)

    def persons_of(self, key: str, first: int = 0, after: int = AGES, *, foreign: bool = False) -> Ints:
        """Persons of an age span in one area: year."""
        stock = self.stock(key)
        chosen = stock[:, 1:] if foreign else stock
        return np.asarray(between(chosen, first, after).sum(axis=(1, 2)), dtype=np.int64)


def _targets(facts: Facts, key: str, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Population by year and sex: on the published base, and in the years of a change also on the old base."""
    known = facts.population
    years = np.array(YEARS)
    bases = {base for (area, _, base) in known if area == key}
    newest = max(bases)  # "Zensus 2022" sorts last of the Zensus names, after "Volkszählung 1987"
    older = {year: values for (area, year, base), values in known.items() if area == key and base != newest}
    points = sorted(older)
    total = np.interp(years, points, [older[year][0] for year in points])
    share = np.interp(years, points, [(older[year][1] or 0) / older[year][0] for year in points])
    last = points[-1]
    total[years > last] = older[last][0] * 1.0022 ** (years[years > last] - last)
    loose = np.array([year not in older for year in YEARS]) & (years < last)
    total[loose] *= 1 + rng.normal(0, 0.0012, loose.sum())
    if 2022 not in older:  # most of the growth of 2021–2023 came in the first year
        before, after = total[2021 - YEARS[0]], total[2023 - YEARS[0]]
        total[2022 - YEARS[0]] = before + 0.78 * (after - before)
    anchor_year = max(year for (area, year, base) in known if area == key and base == newest)
    anchor = known[key, anchor_year, newest][0]
    published = total.copy()
    new = years >= 2022
    growth = total[new] / total[years == anchor_year]
    published[new] = anchor * growth
    for (area, year, base), values in known.items():
        if area == key and base == newest:
            published[years == year] = values[0]
    published[-1] = published[-2] * (1 + rng.normal(0.0008, 0.002))
    old_base = published.copy()
    old_base[years == 2022] = total[years == 2022]
    first, second = total[0], total[1]
    old_base[years == 2011] = first * (1 + 0.5 * (total[2] / second - 1) + rng.normal(0, 0.001))
    both = np.stack([share, 1 - share], axis=-1)
    return published[:, None] * both, old_base[:, None] * both


def _ages_2015(facts: Facts, key: str) -> tuple[Floats, Ints]:
    """Real ages of 2015 as sex × single age: smooth (for the simulation) and whole (exact within the groups)."""
    template = np.zeros((2, AGES))
    for sex, first, last, count in facts.ages_2015[key if len(key) < 8 else facts.kreis]:
        if last == 999:
            fade = 0.80 ** np.arange(AGES - first)
            template[sex, first:] = count * fade / fade.sum()
        else:
            width = last - first + 1
            slope = np.linspace(1.15, 0.85, width) if first >= 75 else np.ones(width)
            template[sex, first : last + 1] = count * slope / slope.sum()
    if len(key) < 8:
        return template, split(np.rint(template.sum(axis=1)).astype(np.int64), template)
    smooth = np.zeros((2, AGES))
    whole = np.zeros((2, AGES), dtype=np.int64)
    for sex, first, last, count in facts.ages_2015[key]:
        cells = slice(first, min(last, AGES - 1) + 1)
        smooth[sex, cells] = count * template[sex, cells] / template[sex, cells].sum()
        whole[sex, cells] = split(count, template[sex, cells])
    return smooth, whole


def _death_rates() -> Floats:
    """Rates of dying within a year by sex and age: Gompertz with infant deaths; scaled to real deaths later."""
    age = np.arange(AGES)
    men = 2.6e-5 * np.exp(0.0985 * age) + 1.2e-4
    women = 1.1e-5 * np.exp(0.1045 * age) + 0.8e-4
    men[0], women[0] = 3.4e-3, 2.9e-3
    return np.asarray(np.minimum(np.stack([men, women]), 0.45))


def _fertility() -> Floats:
    """Births per woman by age 15…49, in proportion only."""
    age = np.arange(15, 50)
    return np.asarray(np.exp(-(((age - 31.2) / 5.4) ** 2) / 2))


def _move_profile() -> Floats:
    """Where net migration falls: sex × age, sums to one (families and young adults)."""
    age = np.arange(AGES)
    profile = 0.9 * np.exp(-age / 7) + 1.5 * np.exp(-(((age - 28) / 8.5) ** 2) / 2) + 0.06 * (age < 80)
    both = np.stack([profile * 1.05, profile * 0.95])
    return np.asarray(both / both.sum())


def _out_rates() -> Floats:
    """Yearly rates of moving away: nationality × age."""
    age = np.arange(AGES)
    german = 0.030 + 0.115 * np.exp(-(((age - 24.5) / 5.8) ** 2) / 2) + 0.022 * np.exp(-age / 4)
    german[30:] *= np.clip(1 - (age[30:] - 30) / 60, 0.45, 1)
    foreign = 0.10 + 0.16 * np.exp(-(((age - 26) / 8) ** 2) / 2)
    foreign[55:] *= 0.5
    return 1.27 * np.stack([german, foreign])


def _foreign_share(facts: Facts, key: str) -> Floats:
    """Share of foreigners of 2015 by sex and age (Gemeinden: the Kreis' pattern)."""
    pattern = np.zeros((2, AGES))
    for sex, first, last, share in facts.foreign_ages_2015[key if len(key) < 8 else facts.kreis]:
        pattern[sex, first : min(last, AGES - 1) + 1] = share
    return pattern


def _relative_foreign(facts: Facts, key: str) -> float:
    """Share of foreigners of a Gemeinde in relation to the Kreis (Census 2011, drawn in a little)."""
    if len(key) < 8:
        return 1.0
    own = facts.anchors["zensus2011_auslaender", key] / facts.anchors["zensus2011_bevoelkerung", key]
    kreis = facts.anchors["zensus2011_auslaender", facts.kreis] / facts.anchors["zensus2011_bevoelkerung", facts.kreis]
    return float((own / kreis) ** 0.85)


def _whole_stock(smooth: Floats, totals: Ints, pattern: Floats, foreigners: float) -> Ints:
    """One year's stock as whole persons: nationality × sex × age, exact totals by sex, foreigners as aimed at."""
    persons = split(totals, smooth)
    share = pattern
    for _ in range(4):
        share = np.clip(share * foreigners / max(1.0, float((share * persons).sum())), 0.0, 0.82)
    foreign = split(np.rint((share * persons).sum(axis=1)).astype(np.int64), share * persons + 1e-12)
    foreign = np.minimum(foreign, persons)
    return np.stack([persons - foreign, foreign])


def _simulate(facts: Facts, seed: int) -> Population:
    """Fix the stocks, then read the flows out of them."""
    keys = (*facts.gemeinden, facts.land, facts.bund)
    rng = random_for(seed, "population")
    target = np.empty((len(keys), len(YEARS), 2))
    old_target = np.empty_like(target)
    smooth_2015 = np.empty((len(keys), 2, AGES))
    whole_2015 = np.empty((len(keys), 2, AGES), dtype=np.int64)
    for row, key in enumerate(keys):
        target[row], old_target[row] = _targets(facts, key, rng)
        smooth_2015[row], whole_2015[row] = _ages_2015(facts, key)
    births, death_share = _vital_targets(facts, keys, rng)
    smooth, smooth_old = _smooth_stocks(smooth_2015, target, old_target, births, death_share)
    return _whole_world(facts, keys, smooth, smooth_old, target, old_target, whole_2015, births, death_share, rng)


def _vital_targets(facts: Facts, keys: tuple[str, ...], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Births to aim at (area × year; Gemeinden: weight 1, scaled later) and the level of dying (area × year)."""
    count = len(facts.gemeinden)
    births = np.empty((len(keys), len(YEARS)))
    deaths = np.empty_like(births)
    births[:count] = facts.series("lebendgeborene", facts.kreis)
    deaths[:count] = facts.series("gestorbene", facts.kreis)
    for row, key in enumerate(keys[count:], start=count):
        births[row] = facts.series("lebendgeborene", key)
        deaths[row] = facts.series("gestorbene", key)
    births[:count] *= 1 + rng.normal(0, 0.05, (count, len(YEARS)))
    deaths[:count] *= 1 + rng.normal(0, 0.05, (count, len(YEARS)))
    return births, deaths


def _year_vitals(stock: Floats, births: Floats, deaths: Floats, count: int) -> tuple[Floats, Floats]:
    """Expected births (area) and deaths (area × sex × age) from the stock at the year's beginning.

    The Gemeinden share the Kreis' level; Land and Bund have their own.
    """
    born = (stock[:, 1, _FERTILE] * _fertility()).sum(axis=1)
    died = stock * _death_rates()
    born_level = np.empty(len(stock))
    died_level = np.empty(len(stock))
    born_level[:count] = births[:count] / born[:count].sum()
    died_level[:count] = deaths[:count] / died[:count].sum()
    born_level[count:] = births[count:] / born[count:]
    died_level[count:] = deaths[count:] / died[count:].sum(axis=(1, 2))
    return born * born_level, np.minimum(died * died_level[:, None, None], stock * 0.6)


def _aged(stock: Floats, born: Floats, died: Floats) -> Floats:
    """Survivors one year older, newborns (51.3 % boys) at age 0."""
    left = stock - died
    result = np.zeros_like(stock)
    result[..., 1:] = left[..., :-1]
    result[..., -1] += left[..., -1]
    result[:, 0, 0] = born * 0.513 * 0.997
    result[:, 1, 0] = born * 0.487 * 0.997
    return result


def _smooth_stocks(
    start: Floats, target: Floats, old_target: Floats, births: Floats, deaths: Floats
) -> tuple[Floats, Floats]:
    """Stocks as real numbers (area × year × sex × age), on the published and on the old base."""
    areas, years = target.shape[:2]
    count = areas - 2
    profile = _move_profile()
    stocks = np.empty((areas, years, 2, AGES))
    at_2015 = YEARS.index(2015)
    stocks[:, at_2015] = start
    old = stocks.copy()
    for year in range(at_2015 + 1, years):
        before = stocks[:, year - 1]
        born, died = _year_vitals(before, births[:, year], deaths[:, year], count)
        aged = _aged(before, born, died)
        net = old_target[:, year] - aged.sum(axis=2)
        moved = np.maximum(aged + net[..., None] * (profile / profile.sum(axis=1, keepdims=True)), 0.02)
        old[:, year] = moved * (old_target[:, year] / moved.sum(axis=2))[..., None]
        stocks[:, year] = old[:, year] * (target[:, year] / old_target[:, year])[..., None]
    for year in range(at_2015 - 1, -1, -1):
        after = stocks[:, year + 1]
        before = after.copy()
        grown = 1 + 0.0035 + 0.02 * profile / profile.max()
        before[..., :95] = after[..., 1:96] / (grown * (1 - _death_rates()))[:, :95]
        before[..., 95:] = after[..., 95:] * 0.97
        stocks[:, year] = before * (target[:, year] / before.sum(axis=2))[..., None]
    for year in range(at_2015 + 1):
        old[:, year] = stocks[:, year] * (old_target[:, year] / target[:, year])[..., None]
    return stocks, old


def _sex_totals(facts: Facts, target: Floats, keys: tuple[str, ...]) -> Ints:
    """Whole persons by area, year and sex; where men and women are published, exactly those."""
    totals = np.rint(target.sum(axis=2)).astype(np.int64)
    result = split(totals, target)
    for row, key in enumerate(keys):
        for (area, year, base), values in facts.population.items():
            if area == key and values[1] is not None and not (base == "Zensus 2011" and year >= 2022):
                result[row, year - YEARS[0]] = (values[1], values[0] - values[1])
    return result


def _whole_world(
    facts: Facts,
    keys: tuple[str, ...],
    smooth: Floats,
    smooth_old: Floats,
    target: Floats,
    old_target: Floats,
    whole_2015: Ints,
    births: Floats,
    deaths: Floats,
    rng: np.random.Generator,
) -> Population:
    """Round the stocks and take births, deaths, naturalisations and moves so that every year adds up."""
    areas, years = target.shape[:2]
    totals = _sex_totals(facts, target, keys)
    old_totals = np.where(np.isclose(target, old_target), totals, np.rint(old_target).astype(np.int64))
    stock = np.empty((areas, years, 2, 2, AGES), dtype=np.int64)
    led_to = np.empty_like(stock)
    for row, key in enumerate(keys):
        pattern = _foreign_share(facts, key)
        level: Floats = facts.series("auslaenderanteil", facts.kreis if len(key) == 8 else key) / 100
        wobble = np.asarray(1 + rng.normal(0, 0.012, years))
        relative = _relative_foreign(facts, key)
        for year in range(years):
            aim = min(0.45, float(level[year]) * relative * float(wobble[year]))
            current = whole_2015[row] if YEARS[year] == 2015 else smooth[row, year]
            stock[row, year] = _whole_stock(
                np.asarray(current, dtype=np.float64), totals[row, year], pattern, aim * totals[row, year].sum()
            )
            if YEARS[year] in BASE_CHANGES:
                led_to[row, year] = _whole_stock(
                    smooth_old[row, year], old_totals[row, year], pattern, aim * old_totals[row, year].sum()
                )
            else:
                led_to[row, year] = stock[row, year]
    return _flows(facts, keys, stock, led_to, births, deaths)


def _flows(
    facts: Facts, keys: tuple[str, ...], stock: Ints, led_to: Ints, births: Floats, deaths: Floats
) -> Population:
    """Births and deaths from rates; naturalisations from the foreigners; moves as what is left."""
    areas, years = stock.shape[:2]
    count = len(facts.gemeinden)
    born = np.zeros((areas, years, 2, 2), dtype=np.int64)
    died = np.zeros_like(born)
    moved_in = np.zeros_like(stock)
    moved_out = np.zeros_like(stock)
    naturalised = np.zeros((areas, years), dtype=np.int64)
    rates = _out_rates()
    for year in range(1, years):
        before = stock[:, year - 1]
        expected_births, expected_deaths = _year_vitals(
            before.sum(axis=1).astype(np.float64), births[:, year], deaths[:, year], count
        )
        foreign_share = np.asarray(before[:, 1, 1, 20:42].sum(axis=1) / before[:, :, 1, 20:42].sum(axis=(1, 2)))
        by_nationality = np.stack([1 - 0.55 * foreign_share, 0.55 * foreign_share], axis=-1)
        newborn = split(split(np.rint(expected_births).astype(np.int64), by_nationality), [0.513, 0.487])
        born[:, year] = newborn
        weights = before * expected_deaths[:, None] / np.maximum(before.sum(axis=1), 1)[:, None]
        weights[:, 1] *= 0.8
        flat = weights.reshape(areas, -1)
        dead = np.minimum(split(np.rint(flat.sum(axis=1)).astype(np.int64), flat).reshape(before.shape), before)
        infants = np.minimum(np.rint(newborn * 0.003).astype(np.int64), newborn)
        died[:, year] = dead.sum(axis=-1) + infants
        left = before - dead
        aged = np.zeros_like(left)
        aged[..., 1:] = left[..., :-1]
        aged[..., -1] += left[..., -1]
        aged[..., 0] = newborn - infants
        wanted = _naturalisations(facts, keys, year, aged[:, 1])
        change = np.minimum(split(wanted, aged[:, 1].reshape(areas, -1)).reshape(aged[:, 1].shape), aged[:, 1])
        naturalised[:, year] = change.sum(axis=(1, 2))
        aged[:, 1] -= change
        aged[:, 0] += change
        net = led_to[:, year] - aged
        out = np.rint(rates[None, :, None, :] * aged).astype(np.int64)
        inward = net + out
        moved_out[:, year] = out + np.maximum(-inward, 0)
        moved_in[:, year] = np.maximum(inward, 0)
    rebased = (stock - led_to).sum(axis=(2, 3, 4))
    return Population(keys, stock, born, died, moved_in, moved_out, naturalised, rebased)


def _naturalisations(facts: Facts, keys: tuple[str, ...], year: int, foreigners: Ints) -> Ints:
    """Naturalisations of one year by area: the series of Bund, Land, Kreis; Gemeinden in proportion to foreigners."""
    count = len(facts.gemeinden)
    kreis = round(float(facts.series("einbuergerung_c0", facts.kreis)[year]))
    own = split(kreis, foreigners[:count].sum(axis=(1, 2)).astype(np.float64))
    upper = [round(float(facts.series("einbuergerung_c0", key)[year])) for key in keys[count:]]
    return np.concatenate([own, np.array(upper, dtype=np.int64)])
