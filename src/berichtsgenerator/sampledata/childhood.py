"""Day care, help for families, protection of children, and the examination before school."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from berichtsgenerator.sampledata import FIRST_MONTH_YEAR
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.labour import smooth_noise
from berichtsgenerator.sampledata.rounding import Floats, Ints, drawn_part, part, random_for, split
from berichtsgenerator.sampledata.world import World

CARE = (
    "u3",
    "3_5",
    "6_13",
    "u3_ganztag",
    "3_5_ganztag",
    "sprache",
    "plaetze",
    "u3_pflege",
    "3_5_pflege",
    "6_13_pflege",
)
"""Columns of day care: children by age, full days, other language at home, places, of these in Tagespflege."""

FINDINGS = ("sprache", "motorik", "uebergewicht", "verhalten")


class Childhood:
    """Children of the simulated world."""

    def __init__(self, facts: Facts, world: World, burden: Floats, seed: int) -> None:
        self.facts = facts
        self.world = world
        self.burden = burden
        self.seed = seed

    def _before(self, key: str, first: int, after: int) -> Ints:
        """Children of an age span at 31.12. of the year before (of 2010: of the same year)."""
        children = self.world.persons_of(key, first, after)
        return np.concatenate([children[:1], children[:-1]])

    @cached_property
    def care(self) -> dict[str, Ints]:
        """Children in day care at 01.03.: area → year × column. The Kreis is the sum of its Gemeinden."""
        facts = self.facts
        rng = random_for(self.seed, "care")
        count = len(facts.gemeinden)
        own_u3 = 1 + smooth_noise(rng, (count, len(YEARS)), 0.13, 0.95)
        own_35 = 1 + smooth_noise(rng, (count, len(YEARS)), 0.022, 0.9)
        result = {}
        for row, key in enumerate(facts.gemeinden):
            foreign = self.world.persons_of(key, 0, 6, foreign=True) / np.maximum(self.world.persons_of(key, 0, 6), 1)
            result[key] = self._care_of(rng, key, facts.kreis, own_u3[row], own_35[row], foreign)
        result[facts.kreis] = np.sum([result[key] for key in facts.gemeinden], axis=0)
        for key in (facts.land, facts.bund):
            foreign = self.world.persons_of(key, 0, 6, foreign=True) / self.world.persons_of(key, 0, 6)
            result[key] = self._care_of(rng, key, key, np.ones(len(YEARS)), np.ones(len(YEARS)), foreign)
        return result

    def _care_of(
        self, rng: np.random.Generator, key: str, like: str, own_u3: Floats, own_35: Floats, foreign: Floats
    ) -> Ints:
        quota = self.facts.series
        spread = rng.normal(0, 0.01 if len(key) == 8 else 0.0, (4, len(YEARS)))
        small = part(self._before(key, 0, 3), np.clip(quota("betreuung_u3_quote", like) / 100 * own_u3, 0.05, 0.7))
        middle = part(self._before(key, 3, 6), np.clip(quota("betreuung_3_5_quote", like) / 100 * own_35, 0.6, 0.995))
        large = part(
            self._before(key, 6, 14),
            np.interp(YEARS, [2010, 2016, 2020, 2021, 2025], [0.092, 0.098, 0.105, 0.099, 0.112]),
        )
        full_small = part(
            small, np.interp(YEARS, [2010, 2016, 2020, 2021, 2025], [0.42, 0.50, 0.545, 0.52, 0.53]) + spread[0]
        )
        full_middle = part(
            middle, np.interp(YEARS, [2010, 2016, 2020, 2021, 2025], [0.34, 0.46, 0.525, 0.505, 0.52]) + spread[1]
        )
        children = small + middle + large
        language = part(children, np.clip(0.09 + 1.15 * foreign + spread[2], 0.02, 0.8))
        places = np.rint(children * (1.075 + spread[3])).astype(np.int64)
        minders = [
            part(small, np.interp(YEARS, [2010, 2016, 2025], [0.20, 0.165, 0.13])),
            part(middle, np.full(len(YEARS), 0.006)),
            part(large, np.full(len(YEARS), 0.015)),
        ]
        return np.stack([small, middle, large, full_small, full_middle, language, places, *minders], axis=-1)

    def _weights(self, subject: str, first: int, after: int, lumpy: float, power: float) -> Floats:
        rng = random_for(self.seed, subject)
        children = self.world.persons(first, after)
        noise = np.exp(smooth_noise(rng, children.shape, lumpy, 0.7))
        return np.asarray(children * self.burden[:, None] ** power * noise)

    def _spread_out(self, subject: str, weights: Floats) -> Ints:
        """The Kreis' course of a series, divided among the Gemeinden; nothing before the series begins."""
        rng = random_for(self.seed, f"{subject}-level")
        kreis = self.facts.kreis
        level = self.facts.series(subject, kreis) * (1 + rng.normal(0, 0.015, len(YEARS)))
        total = np.where(np.array(YEARS) < self.facts.first_year(subject, kreis), 0, np.rint(level)).astype(np.int64)
        return np.asarray(split(total, weights.T).T)

    @cached_property
    def family_help(self) -> Ints:
        """Hilfen zur Erziehung (running 31.12. or ended in it): Gemeinde × year × (ambulant, stationär, rest)."""
        total = self._spread_out("hilfen_zur_erziehung", self._weights("hze", 0, 21, 0.12, 0.8))
        return split(total, [0.66, 0.21, 0.13])

    @cached_property
    def danger(self) -> Ints:
        """Procedures after § 8a SGB VIII, from 2012 on: Gemeinde × year."""
        return self._spread_out("gefaehrdung", self._weights("8a", 0, 18, 0.22, 0.9))

    @cached_property
    def custody(self) -> Ints:
        """Inobhutnahmen: Gemeinde × year (2015 and 2016 with unaccompanied minors)."""
        return self._spread_out("inobhutnahmen", self._weights("custody", 0, 18, 0.35, 0.7))

    def by_month(self, yearly: Ints, subject: str) -> Ints:
        """The Kreis' yearly counts over the months of 2015–2025: fewer reports while schools were closed."""
        rng = random_for(self.seed, f"{subject}-months")
        weights = np.ones((len(YEARS), 12)) * np.array(
            [1.0, 1.02, 1.08, 0.98, 1.05, 1.07, 0.88, 0.82, 1.08, 1.06, 1.08, 0.88]
        )
        at = YEARS.index(2020)
        weights[at, 2:6] *= (0.72, 0.58, 0.74, 1.12)
        weights[at + 1, 0:3] *= (0.70, 0.74, 0.92)
        weights = weights * rng.uniform(0.85, 1.15, weights.shape)
        months = split(yearly.sum(axis=0), weights)
        return months[YEARS.index(FIRST_MONTH_YEAR) :].reshape(-1)

    @cached_property
    def examined(self) -> tuple[Ints, Ints, Ints]:
        """Before school, by Gemeinde and year: children seen, findings (last axis: kind), with little German."""
        rng = random_for(self.seed, "examined")
        reach = np.interp(YEARS, YEARS, np.full(len(YEARS), 0.965))
        for year, share in {2019: 0.80, 2020: 0.63, 2021: 0.87, 2022: 0.95}.items():
            reach[YEARS.index(year)] = share
        children = self.world.persons(6, 7)
        seen = drawn_part(rng, children, np.clip(reach + rng.normal(0, 0.015, children.shape), 0.4, 1.0))
        after = np.array(YEARS) >= 2020
        base = np.array([0.235, 0.150, 0.095, 0.150])
        rise = np.array([0.07, 0.025, 0.030, 0.035])
        share = (base + after[:, None] * rise)[None] * (self.burden[:, None, None] ** 0.45)
        findings = drawn_part(
            rng, seen[..., None].repeat(4, axis=2), share * (1 + rng.normal(0, 0.07, (len(seen), 1, 4)))
        )
        foreign = self.world.persons(3, 7, foreign=True) / np.maximum(self.world.persons(3, 7), 1)
        return seen, findings, drawn_part(rng, seen, np.clip(0.03 + 0.75 * foreign, 0.01, 0.7))
