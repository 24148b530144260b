"""Minimum income and what stands before it: SGB II by month, SGB XII, AsylbLG, Wohngeld, Kinderzuschlag, BuT."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from berichtsgenerator.sampledata import FIRST_YEAR
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.labour import MONTHS, months_index, smooth_noise
from berichtsgenerator.sampledata.rounding import Floats, Ints, drawn_part, part, random_for, split
from berichtsgenerator.sampledata.world import World

MEASURES = (
    "bg",
    "bg_alleinerziehend",
    "personen",
    "unter15",
    "unter18",
    "auslaender",
    "weiblich",
    "elb",
    "nef",
    "nef_unter15",
    "sonstige",
    "kinder_alleinerziehend",
)
"""SGB II measures of the monthly arrays."""

_TURNS = {(2020, 3): (2019, 0.985), (2020, 6): (2019, 1.065), (2022, 5): (2021, 0.972), (2022, 6): (2021, 1.118)}
"""Months at which the course of SGB II bends: level in relation to the December of a year before."""


def december(values: Ints) -> Ints:
    """December values of a monthly array (last axis)."""
    return np.asarray(values[..., 11::12])


def sgb2_path(yearly: Floats) -> Floats:
    """Persons in Bedarfsgemeinschaften by month out of December values, with the bends of 2020, 06/2022, 01/2023."""
    points = {months_index(year, 12): float(yearly[year - FIRST_YEAR]) for year in YEARS}
    for (year, month), (before, factor) in _TURNS.items():
        points[months_index(year, month)] = float(yearly[before - FIRST_YEAR]) * factor
    points[months_index(2023, 1)] = float(yearly[2022 - FIRST_YEAR]) * 1.022
    where = sorted(points)
    months = np.arange(len(MONTHS))
    season = 1 + 0.008 * np.cos((months % 12 - 2) / 12 * 2 * np.pi) - 0.008 * np.cos(9 / 12 * 2 * np.pi)
    return np.asarray(np.interp(months, where, [points[month] for month in where]) * season)


class Benefits:
    """Benefits of the simulated world."""

    def __init__(self, facts: Facts, world: World, seed: int) -> None:
        self.facts = facts
        self.world = world
        self.seed = seed

    @cached_property
    def burden(self) -> Floats:
        """Persons with SGB II per inhabitant in relation to the Kreis, by Gemeinde (from the anchor of 2016)."""
        people = self.world.persons()[:, 2016 - FIRST_YEAR]
        persons = self.facts.anchor("sgb2_personen")
        return np.asarray(persons / people / (persons.sum() / people.sum()))

    @cached_property
    def sgb2(self) -> dict[str, dict[str, Ints]]:
        """SGB II by area and measure: months 2010-01 … 2025-12. The Kreis is the sum of its Gemeinden."""
        facts = self.facts
        rng = random_for(self.seed, "sgb2")
        people = self.world.persons().astype(np.float64)
        growth = np.repeat(people / people[:, [2016 - FIRST_YEAR]], 12, axis=1)
        weight = facts.anchor("sgb2_personen")[:, None] * growth
        weight = weight * (1 + smooth_noise(rng, weight.shape, 0.05, 0.96))
        weight = weight * (1 + rng.normal(0, 0.35, weight.shape) / np.sqrt(weight))
        kreis = sgb2_path(facts.series("sgb2_personen", facts.kreis))
        persons = np.rint(weight / weight.sum(axis=0) * kreis).astype(np.int64)
        upper = [sgb2_path(facts.series("sgb2_personen", key)) for key in (facts.land, facts.bund)]
        persons = np.concatenate([persons, np.rint(np.stack(upper)).astype(np.int64)])
        keys = (*facts.gemeinden, facts.land, facts.bund)
        measures = self._sgb2_measures(rng, keys, persons)
        result = {key: {name: values[row] for name, values in measures.items()} for row, key in enumerate(keys)}
        count = len(facts.gemeinden)
        result[facts.kreis] = {name: values[:count].sum(axis=0) for name, values in measures.items()}
        return result

    def _sgb2_measures(self, rng: np.random.Generator, keys: tuple[str, ...], persons: Ints) -> dict[str, Ints]:
        """Sub-groups by shares that drift slowly; each within the group it belongs to."""
        shape = (persons.shape[0], persons.shape[1])
        years = np.array([year + (month - 1) / 12 for year, month in MONTHS])
        small = np.minimum(1.0, 6 / np.sqrt(np.maximum(persons, 9)))

        def drift(course: list[tuple[float, float]], spread: float) -> Floats:
            level = np.interp(years, [point[0] for point in course], [point[1] for point in course])
            noise = smooth_noise(rng, shape, spread, 0.97) + rng.normal(0, 0.05, shape) * spread
            return np.asarray(np.clip(level * (1 + noise * small), 0.0, 0.95))

        under_15 = part(
            persons, drift([(2010, 0.285), (2016, 0.290), (2022.4, 0.287), (2022.6, 0.297), (2025, 0.291)], 0.08)
        )
        youths = part(persons - under_15, drift([(2010, 0.075), (2022.4, 0.08), (2022.6, 0.085), (2025, 0.084)], 0.12))
        nef_young = part(under_15, drift([(2010, 0.975), (2025, 0.962)], 0.01))
        older = persons - under_15
        nef_older = part(older, drift([(2010, 0.030), (2025, 0.038)], 0.2))
        not_entitled = part(older, drift([(2010, 0.014), (2025, 0.024)], 0.2))
        foreign_course = [
            (2010, 0.27),
            (2014, 0.285),
            (2016, 0.345),
            (2019, 0.405),
            (2022.4, 0.43),
            (2022.5, 0.51),
            (2025, 0.55),
        ]
        relative = np.ones(shape)
        for row, key in enumerate(keys):
            if len(key) == 8:
                own = self.world.persons_of(key, foreign=True) / self.world.persons_of(key)
                kreis = self.world.persons_of(self.facts.kreis, foreign=True) / self.world.persons_of(self.facts.kreis)
                relative[row] = np.repeat((own / kreis) ** 0.5, 12)
        foreign = part(persons, np.minimum(drift(foreign_course, 0.06) * relative, 0.85))
        households = part(persons, drift([(2010, 0.515), (2016, 0.508), (2022.6, 0.494), (2025, 0.498)], 0.05))
        lone = part(
            households, drift([(2010, 0.190), (2019, 0.178), (2022.4, 0.176), (2022.6, 0.192), (2025, 0.181)], 0.10)
        )
        minors = under_15 + youths
        with_lone = part(minors, drift([(2010, 0.49), (2019, 0.445), (2022.6, 0.452), (2025, 0.44)], 0.08))
        return {
            "bg": households,
            "bg_alleinerziehend": lone,
            "personen": persons,
            "unter15": under_15,
            "unter18": minors,
            "auslaender": foreign,
            "weiblich": part(persons, drift([(2010, 0.507), (2022.4, 0.503), (2022.6, 0.521), (2025, 0.513)], 0.02)),
            "elb": older - nef_older - not_entitled,
            "nef": nef_young + nef_older,
            "nef_unter15": nef_young,
            "sonstige": under_15 - nef_young + not_entitled,
            "kinder_alleinerziehend": np.maximum(with_lone, np.minimum(lone, minors)),
        }

    def _yearly(self, subject: str, series: str, weight: Floats, lumpy: float) -> Ints:
        """A yearly count of the Kreis divided among the Gemeinden: Gemeinde × year."""
        rng = random_for(self.seed, subject)
        noise = np.exp(smooth_noise(rng, weight.shape, lumpy, 0.9) + rng.normal(0, 0.06, weight.shape))
        total = np.rint(self.facts.series(series, self.facts.kreis)).astype(np.int64)
        return np.asarray(split(total, (weight * noise).T).T)

    @cached_property
    def old_age(self) -> Ints:
        """Grundsicherung im Alter 31.12.: Gemeinde × year."""
        weight = self.world.persons(66) * self.burden[:, None] ** 0.8
        return self._yearly("old_age", "grundsicherung_alter", weight, 0.10)

    @cached_property
    def disability(self) -> Ints:
        """Grundsicherung bei Erwerbsminderung 31.12.: Gemeinde × year."""
        weight = self.world.persons(18, 66) * self.burden[:, None] ** 0.5
        return self._yearly("disability", "grundsicherung_em", weight, 0.14)

    @cached_property
    def subsistence(self) -> Ints:
        """Hilfe zum Lebensunterhalt outside institutions 31.12.: Gemeinde × year."""
        weight = self.world.persons() * self.burden[:, None] ** 0.7
        return self._yearly("subsistence", "hlu_ave", weight, 0.22)

    @cached_property
    def care_help(self) -> Ints:
        """Hilfe zur Pflege 31.12.: Gemeinde × year."""
        return self._yearly("care_help", "hilfe_pflege", self.world.persons(75).astype(np.float64), 0.20)

    @cached_property
    def asylum(self) -> Ints:
        """AsylbLG 31.12.: Gemeinde × year; lumpy, since shelters are."""
        return self._yearly("asylum", "asylblg_neu", self.world.persons().astype(np.float64), 0.55)

    @cached_property
    def asylum_minors(self) -> Ints:
        """Of these under 18."""
        rng = random_for(self.seed, "asylum_minors")
        share = 0.33 + smooth_noise(rng, (len(self.asylum), len(YEARS)), 0.05)
        return drawn_part(rng, self.asylum, np.clip(share, 0.1, 0.6))

    @cached_property
    def housing_benefit(self) -> Ints:
        """Households with Wohngeld 31.12.: Gemeinde × year × (with children, without)."""
        weight = self.world.persons() * self.burden[:, None] ** 0.5
        households = self._yearly("housing_benefit", "wohngeld_c0", weight, 0.10)
        rng = random_for(self.seed, "housing_benefit_children")
        level = np.interp(YEARS, [2010, 2015, 2021, 2022, 2023, 2025], [0.40, 0.43, 0.47, 0.45, 0.37, 0.35])
        with_children = drawn_part(rng, households, level[None])
        return np.stack([with_children, households - with_children], axis=-1)

    @cached_property
    def participation(self) -> tuple[Ints, Ints]:
        """Bildung und Teilhabe: entitled and users, Gemeinde × year × (SGB II, Wohngeld or KiZ, SGB XII or AsylbLG)."""
        rng = random_for(self.seed, "participation")
        second = np.stack([december(self.sgb2[key]["unter18"]) for key in self.facts.gemeinden])
        households = self.housing_benefit[..., 0]
        families = np.rint(households * 1.9).astype(np.int64)
        child_supplement = np.rint(self.facts.series("kinderzuschlag_kinder", self.facts.kreis) * 0.8).astype(np.int64)
        families = families + split(child_supplement, (households + 1.0).T).T
        others = self.asylum_minors + part(self.subsistence, 0.2)
        entitled = np.stack([second, families, others], axis=-1)
        use = np.interp(
            YEARS, [2010, 2012, 2015, 2019, 2020, 2021, 2022, 2025], [0, 0.36, 0.47, 0.55, 0.41, 0.46, 0.56, 0.60]
        )
        level = use[None, :, None] * np.array([1.0, 0.72, 0.9]) * (1 + rng.normal(0, 0.05, entitled.shape))
        return entitled, drawn_part(rng, entitled, level)

    @cached_property
    def child_supplement(self) -> dict[str, tuple[Ints, Ints]]:
        """Kinderzuschlag by month of Bund, Land, Kreis: families and children."""
        rng = random_for(self.seed, "child_supplement")
        result = {}
        shape = np.ones(len(MONTHS))
        shape[months_index(2020, 4) : months_index(2020, 10)] = (1.06, 1.16, 1.22, 1.24, 1.22, 1.14)
        for key in self.facts.upper:
            middle = [months_index(year, 9) for year in YEARS]
            level = np.interp(np.arange(len(MONTHS)), middle, self.facts.series("kinderzuschlag_kinder", key))
            spread = 0.012 if key == self.facts.kreis else 0.002
            children = np.rint(level * shape * (1 + rng.normal(0, spread, len(MONTHS)))).astype(np.int64)
            result[key] = (part(children, 1 / 2.42), children)
        return result

    def minimum_income(self, key: str) -> Ints:
        """Mindestsicherung 31.12. of Bund, Land or Kreis: year × (ELB, NEF, HLU, Grundsicherung, AsylbLG)."""
        second = self.sgb2[key]
        columns = [december(second["elb"]), december(second["nef"])]
        if key == self.facts.kreis:
            columns += [
                self.subsistence.sum(axis=0),
                (self.old_age + self.disability).sum(axis=0),
                self.asylum.sum(axis=0),
            ]
        else:
            series = self.facts.series
            grants = np.rint(series("grundsicherung_alter", key)) + np.rint(series("grundsicherung_em", key))
            columns += [np.rint(series("hlu_ave", key)), grants, np.rint(series("asylblg_neu", key))]
        return np.stack([np.asarray(column, dtype=np.int64) for column in columns], axis=-1)
