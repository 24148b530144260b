"""Schools of the Kreis: pupils by form, sex, nationality and language, transitions after class 4, leavers by degree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from berichtsgenerator.sampledata import FIRST_YEAR
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.labour import smooth_noise
from berichtsgenerator.sampledata.rounding import Floats, Ints, drawn_part, random_for, split
from berichtsgenerator.sampledata.world import World

FORMS = (
    "vorklasse",
    "grundschule",
    "foerderstufe",
    "hauptschule",
    "realschule",
    "igs",
    "gym_mittelstufe",
    "gym_oberstufe",
    "foerderschule",
)
"""Forms of pupils in the order of the school register."""

TARGETS = ("Gymnasium", "Integrierte Gesamtschule", "Förderstufe", "Realschule", "Hauptschule", "Sonstige")
"""Where pupils go after class 4."""

DEGREES = ("ohne", "haupt", "mittel", "fhr", "abitur")
"""Degrees of leavers: none (no Hauptschulabschluss), Haupt, Mittlerer, Fachhochschulreife, Abitur."""

_FOREIGN_FACTOR = np.array([1.5, 1.0, 1.15, 2.0, 1.15, 1.1, 0.42, 0.40, 1.5])
_GIRLS = np.array([0.41, 0.493, 0.485, 0.44, 0.475, 0.487, 0.515, 0.535, 0.37])
_CLASS_SIZE = np.array([11.0, 20.8, 21.5, 17.0, 23.5, 24.0, 26.0, 18.0, 9.5])
_LEAVERS = np.array(  # share of a form's pupils that leaves in a year, by degree
    [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0.032, 0.175, 0.030, 0, 0],
        [0.004, 0.022, 0.165, 0, 0],
        [0.006, 0.028, 0.115, 0, 0],
        [0.001, 0.003, 0.052, 0, 0],
        [0, 0, 0.012, 0.030, 0.272],
        [0.086, 0.020, 0.004, 0, 0],
    ]
)


@dataclass(frozen=True, slots=True)
class School:
    """One school of the register."""

    number: int
    gemeinde: str
    name: str
    postcode: str
    place: str
    private: bool
    comprehensive: str


class Education:
    """Schools and pupils of the simulated world. Axes: school, year (beginning of the school year), form."""

    def __init__(self, facts: Facts, world: World, burden: Floats, seed: int) -> None:
        self.facts = facts
        self.world = world
        self.burden = burden
        self.seed = seed
        self.schools = tuple(
            School(
                int(row["nummer"]),
                row["gemeinde"],
                row["name"],
                row["plz"],
                row["ort"],
                row["rechtsform"] == "2",
                row["gesamtschule"],
            )
            for row in facts.schools
        )
        self.gemeinde_of = np.array([facts.gemeinden.index(school.gemeinde) for school in self.schools])

    @cached_property
    def pupils(self) -> Ints:
        """Pupils by school, year and form."""
        facts, world = self.facts, self.world
        rng = random_for(self.seed, "pupils")
        base = np.array([[float(row[form]) for form in FORMS] for row in facts.schools])
        at = 2024 - FIRST_YEAR
        young = world.persons(6, 10).astype(np.float64)
        own = young / young[:, [at]]
        teens = world.persons_of(facts.kreis, 10, 16).astype(np.float64)
        seniors = world.persons_of(facts.kreis, 16, 19).astype(np.float64)
        years = np.array(YEARS)
        growth = np.ones((len(self.schools), len(YEARS), len(FORMS)))
        for form, name in enumerate(FORMS):
            if name == "grundschule":
                growth[:, :, form] = own[self.gemeinde_of]
            elif name == "vorklasse":
                growth[:, :, form] = own[self.gemeinde_of] ** 0.5
            elif name == "gym_oberstufe":
                growth[:, :, form] = seniors / seniors[at]
            else:
                growth[:, :, form] = teens / teens[at]
        trend = {
            "hauptschule": -0.022,
            "realschule": 0.024,
            "foerderschule": 0.012,
            "igs": 0.004,
            "foerderstufe": -0.008,
        }
        for name, slope in trend.items():
            growth[:, :, FORMS.index(name)] *= (1 - slope * (years - YEARS[at]) * (years < YEARS[at]))[None]
        noise = smooth_noise(rng, (len(self.schools) * len(FORMS), len(YEARS)), 0.045, 0.8)
        noise = noise.reshape(len(self.schools), len(FORMS), len(YEARS)).transpose(0, 2, 1)
        return np.rint(base[:, None, :] * growth * (1 + noise - noise[:, [at]])).astype(np.int64)

    def _foreign_share(self) -> Floats:
        """Expected share of foreign pupils by school, year and form; schools differ, so that pupils are segregated."""
        rng = random_for(self.seed, "foreign_pupils")
        minors = self.world.persons(6, 18).astype(np.float64)
        foreign = self.world.persons(6, 18, foreign=True)
        level = (foreign / minors)[self.gemeinde_of]
        own = np.exp(rng.normal(0, 0.38, len(self.schools)))[:, None, None]
        return np.asarray(np.clip(level[:, :, None] * _FOREIGN_FACTOR * own, 0.002, 0.8))

    @cached_property
    def details(self) -> dict[str, Ints]:
        """By school, year, form: girls, foreigners, pupils of other first language, pupils with inclusive support."""
        rng = random_for(self.seed, "pupil_details")
        share = self._foreign_share()
        pupils = self.pupils
        foreign = drawn_part(rng, pupils, share)
        course = 1.25 + 0.02 * (np.array(YEARS) - 2010)[None, :, None]
        other = np.maximum(drawn_part(rng, pupils, np.clip(share * course + 0.035, 0, 0.9)), foreign)
        inclusive = np.interp(YEARS, [2010, 2015, 2020, 2025], [0.008, 0.017, 0.027, 0.033])[None, :, None]
        support = drawn_part(
            rng, pupils, np.broadcast_to(inclusive * np.array([0, 1.1, 1, 1.8, 0.6, 1.4, 0.12, 0.02, 0]), pupils.shape)
        )
        return {"girls": drawn_part(rng, pupils, _GIRLS), "foreign": foreign, "other": other, "support": support}

    @cached_property
    def classes(self) -> Ints:
        """Classes by school and year."""
        return np.asarray(np.ceil(self.pupils / _CLASS_SIZE).sum(axis=2), dtype=np.int64)

    @cached_property
    def transitions(self) -> dict[int, Ints]:
        """After class 4, by index of the school with a Grundschule: year × target."""
        rng = random_for(self.seed, "transitions")
        result = {}
        course = 0.004 * (np.array(YEARS) - 2010)
        for index in range(len(self.schools)):
            primary = self.pupils[index, :, FORMS.index("grundschule")]
            if primary.max() == 0:
                continue
            pull = 0.42 - 0.09 * (float(self.burden[self.gemeinde_of[index]]) - 1) + rng.normal(0, 0.06)
            academic = np.clip(pull + course + rng.normal(0, 0.025, len(YEARS)), 0.18, 0.75)
            rest = rng.dirichlet([9, 7, 5, 0.9, 0.5])
            weights = np.concatenate([academic[:, None], (1 - academic)[:, None] * rest], axis=1)
            fourth = np.rint(primary / 4.05 * (1 + rng.normal(0, 0.04, len(YEARS)))).astype(np.int64)
            result[index] = split(fourth, weights * (1 + rng.normal(0, 0.08, weights.shape)).clip(0.5, 1.5))
        return result

    @cached_property
    def leavers(self) -> Ints:
        """Leavers of the school year that ends in the year: school × year × degree × (boys, girls)."""
        rng = random_for(self.seed, "leavers")
        expected = np.einsum("syf,fd->syd", self.pupils.astype(np.float64), _LEAVERS)
        total = self.facts.series("abgang_c0", self.facts.kreis)
        none = self.facts.ratio("abgang_c2", "abgang_c0", self.facts.kreis)
        level = np.ones((len(YEARS), len(DEGREES)))
        sums = expected.sum(axis=0)
        level[:, 0] = total * none / sums[:, 0]
        level[:, 1:] = ((total - total * none) / sums[:, 1:].sum(axis=1))[:, None]
        level[YEARS.index(2020) : YEARS.index(2022), 0] *= 0.93
        leavers = rng.poisson(expected * level[None]).astype(np.int64)
        girls = np.array([0.40, 0.42, 0.475, 0.50, 0.545])
        share = np.where(expected.sum(axis=(1, 2), keepdims=True) > 0, girls, 0)
        women = drawn_part(rng, leavers, share)
        return np.stack([leavers - women, women], axis=-1)
