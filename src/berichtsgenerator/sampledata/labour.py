"""Employees, unemployed and short-time workers: months and years, Gemeinden that add up to the Kreis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from berichtsgenerator.sampledata import FIRST_YEAR
from berichtsgenerator.sampledata.ages import between
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.rounding import Floats, Ints, part, random_for, split
from berichtsgenerator.sampledata.world import World

MONTHS = tuple((year, month) for year in YEARS for month in range(1, 13))
"""All simulated months; axis of the monthly arrays."""

_SEASON = np.array([1.045, 1.045, 1.02, 1.0, 0.98, 0.975, 1.0, 1.02, 0.985, 0.965, 0.97, 0.995])
_SHOCKS: dict[int, tuple[float, ...]] = {
    2020: (0.88, 0.88, 0.89, 1.00, 1.06, 1.08, 1.08, 1.08, 1.05, 1.02, 0.99, 0.99),
    2021: (1.07, 1.07, 1.06, 1.04, 1.02, 1.00, 0.99, 0.98, 0.96, 0.94, 0.93, 0.94),
    2022: (0.96, 0.96, 0.95, 0.94, 0.93, 1.02, 1.05, 1.06, 1.05, 1.03, 1.02, 1.03),
}
_SGB_II_SHARE = {
    2010: 0.60,
    2013: 0.61,
    2015: 0.63,
    2019: 0.56,
    2020: 0.52,
    2021: 0.57,
    2022: 0.61,
    2023: 0.62,
    2025: 0.58,
}
_SHORT_TIME = (0.45, 1.0, 0.92, 0.72, 0.55, 0.42, 0.36, 0.34, 0.40, 0.44, 0.53, 0.55, 0.46, 0.40, 0.36, 0.22, 0.15)
"""Short-time work from March 2020 on, in parts of the peak of April 2020."""

GROUPS = ("auslaender", "schwerbehindert", "unter20", "unter25", "ab55", "langzeit")
"""Groups of unemployed persons in the order of table 13211."""


def months_index(year: int, month: int) -> int:
    """Position of a month on the monthly axis."""
    return (year - FIRST_YEAR) * 12 + month - 1


def monthly_path(yearly: Floats) -> Floats:
    """Months out of annual means: a smooth course, seasons and the shocks of 2020–2022, the means kept."""
    middle = np.arange(len(YEARS)) * 12 + 5.5
    months = np.interp(np.arange(len(MONTHS)), middle, yearly).reshape(-1, 12)
    for year, shock in _SHOCKS.items():
        months[year - FIRST_YEAR] = yearly[year - FIRST_YEAR] * np.array(shock)
    months = months * _SEASON
    return np.asarray((months * (yearly / months.mean(axis=1))[:, None]).reshape(-1))


@dataclass(frozen=True)
class Unemployed:
    """Unemployed of one area: months × (SGB III, SGB II), and per year the sums over twelve months of the groups."""

    months: Ints
    groups: dict[str, Ints]
    women: Ints

    @property
    def sums(self) -> Ints:
        """Sum over the twelve months of each year."""
        return np.asarray(self.months.sum(axis=1).reshape(-1, 12).sum(axis=1), dtype=np.int64)

    def sums_of(self, law: int) -> Ints:
        """The same for one law: 0 SGB III, 1 SGB II."""
        return np.asarray(self.months[:, law].reshape(-1, 12).sum(axis=1), dtype=np.int64)


def smooth_noise(rng: np.random.Generator, shape: tuple[int, int], spread: float, memory: float = 0.85) -> Floats:
    """Noise along the last axis that remembers (first order), standard deviation ``spread``."""
    steps = rng.normal(0, spread * np.sqrt(1 - memory**2), shape)
    result = np.empty(shape)
    result[:, 0] = rng.normal(0, spread, shape[0])
    for index in range(1, shape[1]):
        result[:, index] = memory * result[:, index - 1] + steps[:, index]
    return result


class Labour:
    """The labour market of the simulated world."""

    def __init__(self, facts: Facts, world: World, seed: int) -> None:
        self.facts = facts
        self.world = world
        self.seed = seed

    @cached_property
    def unemployed(self) -> dict[str, Unemployed]:
        """Unemployed by area: Bund, Land, Kreis (sum of its Gemeinden), Gemeinden."""
        facts = self.facts
        rng = random_for(self.seed, "unemployed")
        second = np.interp(
            np.arange(len(MONTHS)), [(y - FIRST_YEAR) * 12 + 5.5 for y in _SGB_II_SHARE], list(_SGB_II_SHARE.values())
        )
        path = monthly_path(facts.series("arbeitslose", facts.kreis))
        working = self.world.persons(15, 65).astype(np.float64)
        growth = np.repeat(working / working[:, [2016 - FIRST_YEAR]], 12, axis=1)
        all_weight = facts.anchor("arbeitslose_insgesamt")
        second_weight = facts.anchor("sgb2_personen")
        second_weight = second_weight / second_weight.sum() * all_weight.sum() * 0.62
        first_weight = np.maximum(all_weight - second_weight, all_weight * 0.22)
        result: dict[str, Unemployed] = {}
        by_law = []
        for law, weight in ((0, first_weight), (1, second_weight)):
            share = weight[:, None] * growth * (1 + smooth_noise(rng, growth.shape, 0.05))
            share *= 1 + rng.normal(0, 1, growth.shape) * 0.18 / np.sqrt(np.maximum(weight[:, None], 4))
            aim = path * (second if law else 1 - second)
            by_law.append(np.maximum(np.rint(share / share.sum(axis=0) * aim), 0).astype(np.int64))
        months = np.stack(by_law, axis=-1)
        relative = self._foreign_relative()
        for row, key in enumerate(facts.gemeinden):
            result[key] = self._with_groups(rng, months[row], facts.kreis, relative[row])
        result[facts.kreis] = _sum([result[key] for key in facts.gemeinden])
        for key in (facts.land, facts.bund):
            aim = monthly_path(facts.series("arbeitslose", key))
            upper = np.stack([aim * (1 - second), aim * second], axis=-1)
            result[key] = self._with_groups(rng, np.rint(upper).astype(np.int64), key, np.ones(len(YEARS)))
        return result

    def _foreign_relative(self) -> Floats:
        """Share of foreigners of each Gemeinde in relation to the Kreis: Gemeinde × year."""
        own = self.world.persons(foreign=True) / self.world.persons()
        kreis = self.world.persons_of(self.facts.kreis, foreign=True) / self.world.persons_of(self.facts.kreis)
        return np.asarray(own / kreis)

    def _with_groups(self, rng: np.random.Generator, months: Ints, like: str, foreign: Floats) -> Unemployed:
        """Groups as shares of the twelve-month sums; the shares of ``like`` with noise that fits the size."""
        facts = self.facts
        sums = months.sum(axis=1).reshape(-1, 12).sum(axis=1)
        spread = 1.1 / np.sqrt(np.maximum(sums / 12, 1))
        groups: dict[str, Ints] = {}
        for name in GROUPS:
            share = facts.ratio(f"arbeitslose_{name}", "arbeitslose", like)
            if name == "auslaender":
                share = np.minimum(share * foreign, 0.75)
            wobble = 1 + rng.normal(0, 1, len(YEARS)) * spread * np.sqrt((1 - share) / share) * 0.6
            groups[name] = part(sums, np.clip(share * wobble, 0, 0.9))
        groups["unter20"] = np.minimum(groups["unter20"], groups["unter25"])
        groups["langzeit"] = np.minimum(groups["langzeit"], months[:, 1].reshape(-1, 12).sum(axis=1))
        women = part(sums, 0.462 + rng.normal(0, 0.3, len(YEARS)) * spread)
        return Unemployed(months, groups, women)

    def rates(self, key: str) -> dict[str, Floats]:
        """Official rates by year (percent) of Bund, Land or Kreis; the known rates imply the labour force."""
        facts = self.facts
        mean = self.unemployed[key].sums / 12
        total = mean * facts.ratio("alq", "arbeitslose", key)
        result = {"alq": total}
        for name in ("alq_abh", "alq_m", "alq_w", "alq_ausl", "alq_u25"):
            result[name] = total * facts.ratio(name, "alq", key)
        return result

    def _cells(self, key: str, place: str) -> Floats:
        """Employees of 2015: nationality × sex."""
        anchors = self.facts.anchors
        foreign = np.array([anchors[f"{place}_auslaender_m", key], anchors[f"{place}_auslaender_w", key]])
        everyone = np.array([anchors[f"{place}_maennlich", key], anchors[f"{place}_weiblich", key]])
        return np.stack([everyone - foreign, foreign])

    def _employees(self, place: str) -> dict[str, Ints]:
        facts = self.facts
        rng = random_for(self.seed, place)
        result: dict[str, Ints] = {}
        at_2015 = 2015 - FIRST_YEAR
        rise = 1 + np.array([[0.0], [0.022]]) * (np.array(YEARS) - 2015)
        exact = []
        for key in (*facts.gemeinden, facts.land, facts.bund):
            working = between(self.world.stock(key), 15, 65).astype(np.float64)  # year, nationality, sex
            before = np.concatenate([working[:1], working[:-1]])
            smooth = before.sum(axis=2, keepdims=True)
            growth = 1 + (smooth / smooth[at_2015] - 1) * (1.0 if place == "svb_wohnort" else 0.6)
            noise = 1 + np.cumsum(rng.normal(0, 0.012 if len(key) == 8 else 0.001, len(YEARS)))[:, None, None]
            level = self._cells(key, place)[None] * growth * rise.T[:, :, None] * noise / noise[at_2015]
            exact.append(level)
        gemeinden = np.stack(exact[: len(facts.gemeinden)])
        aim = facts.series(place, facts.kreis)
        gemeinden *= (aim / gemeinden.sum(axis=(0, 2, 3)))[None, :, None, None]
        for row, key in enumerate(facts.gemeinden):
            result[key] = np.rint(gemeinden[row]).astype(np.int64)
        result[facts.kreis] = np.sum([result[key] for key in facts.gemeinden], axis=0)
        for key, level in zip((facts.land, facts.bund), exact[-2:], strict=True):
            scaled = level * (facts.series(place, key) / level.sum(axis=(1, 2)))[:, None, None]
            result[key] = np.rint(scaled).astype(np.int64)
        return result

    @cached_property
    def at_home(self) -> dict[str, Ints]:
        """Employees at their place of residence 30.06.: area → year × nationality × sex."""
        return self._employees("svb_wohnort")

    @cached_property
    def at_work(self) -> dict[str, Ints]:
        """Employees at their place of work 30.06.: area → year × nationality × sex."""
        return self._employees("svb_arbeitsort")

    @cached_property
    def part_time(self) -> dict[str, Ints]:
        """Part-time employees at the place of residence of Bund, Land, Kreis: year × nationality × sex."""
        facts = self.facts
        result = {}
        for key in facts.upper:
            everyone, women = facts.point("svb_insgesamt", key, 2015), facts.point("svb_insgesamt_w", key, 2015)
            half, half_women = facts.point("svb_teilzeit", key, 2015), facts.point("svb_teilzeit_w", key, 2015)
            share = np.array([(half - half_women) / (everyone - women), half_women / women])
            course = np.clip(share + 0.0042 * (np.array(YEARS)[:, None] - 2015), 0.05, 0.7)
            result[key] = part(self.at_home[key], course[:, None, :] * np.array([1.0, 1.12])[None, :, None])
        return result

    @cached_property
    def short_time(self) -> dict[str, tuple[Ints, Ints]]:
        """Short-time workers and their firms by month of Bund, Land, Kreis."""
        rng = random_for(self.seed, "short_time")
        result = {}
        shape = np.zeros(len(MONTHS))
        start = months_index(2020, 3)
        shape[start : start + len(_SHORT_TIME)] = _SHORT_TIME
        after = start + len(_SHORT_TIME)
        tail = np.arange(len(MONTHS) - after)
        shape[after:] = 0.022 + 0.14 * np.exp(-tail / 6.5) + 0.02 * (tail > 26)
        winter = np.array([0.021, 0.022, 0.014, 0.006, 0.005, 0.005, 0.004, 0.004, 0.005, 0.006, 0.008, 0.014])
        season = np.tile(winter, len(YEARS))
        season[:24] *= 2.2
        for key in self.facts.upper:
            peak = self.facts.point("kurzarbeit_spitze", key, 2020)
            noise = 1 + rng.normal(0, 0.16 if key == self.facts.kreis else 0.03, len(MONTHS))
            persons = np.rint(peak * (shape + season) * noise).astype(np.int64)
            size = np.where(shape > 0.2, 8.6, 10.5) * (1 + rng.normal(0, 0.05, len(MONTHS)))
            result[key] = (persons, np.minimum(np.rint(persons / size).astype(np.int64), persons))
        return result

    @cached_property
    def commuters(self) -> dict[str, tuple[Ints, Ints]]:
        """Commuters into and out of each Gemeinde by year; those who live and work there are in neither."""
        rng = random_for(self.seed, "commuters")
        result = {}
        for key in self.facts.gemeinden:
            home = self.at_home[key].sum(axis=(1, 2))
            work = self.at_work[key].sum(axis=(1, 2))
            local = part(np.minimum(home, work), rng.uniform(0.16, 0.36) + rng.normal(0, 0.004, len(YEARS)))
            result[key] = (work - local, home - local)
        return result

    @cached_property
    def mini_jobs(self) -> dict[str, Ints]:
        """Mini-jobs at the place of work by Gemeinde: year × (men, women, foreign, only, beside)."""
        rng = random_for(self.seed, "mini_jobs")
        course = np.interp(YEARS, [2010, 2015, 2019, 2020, 2021, 2022, 2025], [0.96, 1.0, 1.05, 0.97, 0.96, 1.0, 1.04])
        result = {}
        for key in self.facts.gemeinden:
            work = self.at_work[key].sum(axis=(1, 2))
            people = self.world.persons_of(key)
            total = np.rint((0.17 * work + 0.028 * people) * course * (1 + rng.normal(0, 0.015, len(YEARS))))
            whole = total.astype(np.int64)
            women = part(whole, 0.59 + rng.normal(0, 0.01, len(YEARS)))
            foreign = part(whole, 0.75 * self.world.persons_of(key, 15, 65, foreign=True) / people)
            only = part(whole, 0.60 + rng.normal(0, 0.012, len(YEARS)) - 0.004 * (np.array(YEARS) - 2015))
            result[key] = np.stack([whole - women, women, foreign, only, whole - only], axis=-1)
        return result

    @cached_property
    def industries(self) -> dict[str, Ints]:
        """Employees at work by four groups of industries: Gemeinde → year × group (A, B–F, G–I, J–U)."""
        rng = random_for(self.seed, "industries")
        result = {}
        for key in self.facts.gemeinden:
            shares = rng.dirichlet([0.5, 9, 8, 13])
            shares[0] = min(shares[0], 0.012)
            course = shares[None] * (1 + np.cumsum(rng.normal(0, 0.01, (len(YEARS), 4)), axis=0))
            result[key] = split(self.at_work[key].sum(axis=(1, 2)), np.maximum(course, 0))
        return result

    @cached_property
    def ages_at_home(self) -> dict[str, Ints]:
        """Employees under 25 and from 55: Gemeinde → year × (home under 25, home 55+, work under 25, work 55+)."""
        rng = random_for(self.seed, "ages_at_home")
        older = np.interp(YEARS, [2010, 2015, 2020, 2025], [0.135, 0.168, 0.212, 0.246])
        younger = np.interp(YEARS, [2010, 2015, 2020, 2025], [0.112, 0.104, 0.101, 0.100])
        result = {}
        for key in self.facts.gemeinden:
            columns = []
            for place in (self.at_home, self.at_work):
                everyone = place[key].sum(axis=(1, 2))
                for share in (younger, older):
                    columns.append(part(everyone, share * (1 + rng.normal(0, 0.02, len(YEARS)) + rng.normal(0, 0.04))))
            result[key] = np.stack(columns, axis=-1)
        return result


def _sum(parts: list[Unemployed]) -> Unemployed:
    groups = {name: np.sum([area.groups[name] for area in parts], axis=0) for name in GROUPS}
    months = np.sum([area.months for area in parts], axis=0)
    return Unemployed(months, groups, np.sum([area.women for area in parts], axis=0))


def annual_means(sums: Ints) -> Ints:
    """Annual means rounded to whole persons, each for itself as the BA does."""
    return np.floor(np.asarray(sums) / 12 + 0.5).astype(np.int64)
