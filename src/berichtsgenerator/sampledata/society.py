"""Housing, households, care and elections of the simulated world."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.rounding import Floats, Ints, part, random_for, split
from berichtsgenerator.sampledata.world import World

ROOMS = 7


class Society:
    """Subjects that hang on population and burden only."""

    def __init__(self, facts: Facts, world: World, burden: Floats, seed: int) -> None:
        self.facts = facts
        self.world = world
        self.burden = burden
        self.seed = seed

    @cached_property
    def completions(self) -> dict[str, Ints]:
        """Completed dwellings: area → year × (1 or 2 rooms, 3, 4, 5 and more); conversions may take dwellings away."""
        facts = self.facts
        rng = random_for(self.seed, "completions")
        count = len(facts.gemeinden)
        weight = facts.anchor("wohnungen")[:, None] * rng.gamma(2.2, 1.0, (count, len(YEARS)))
        level = facts.series("fertigstellungen", facts.kreis)
        total = split(np.rint(level).astype(np.int64), weight.T).T
        shares = rng.dirichlet([3.0, 3.2, 3.0, 8.5], (count, len(YEARS)))
        rooms = split(total, shares)
        moved = (rng.random((count, len(YEARS))) < 0.06).astype(np.int64) * rng.integers(1, 4, (count, len(YEARS)))
        empty = rooms[..., 1] == 0
        rooms[..., 1] -= moved * empty  # two small dwellings made into one large one
        rooms[..., 3] += moved * empty
        result = {key: rooms[row] for row, key in enumerate(facts.gemeinden)}
        result[facts.kreis] = rooms.sum(axis=0)
        course = np.interp(YEARS, [2010, 2015, 2018, 2020, 2022, 2024, 2025], [0.65, 1.0, 1.17, 1.24, 1.19, 1.02, 0.87])
        for key in (facts.land, facts.bund):
            known = np.array([facts.point(f"fertig_c{column}", key, 2015) for column in range(1, 5)])
            result[key] = np.rint(known * course[:, None]).astype(np.int64)
        return result

    @cached_property
    def dwellings(self) -> dict[str, Ints]:
        """Dwellings 31.12. by number of rooms (1 … 7 and more): area → year × rooms."""
        facts = self.facts
        result = {}
        own = np.stack([facts.anchor(f"wohnungen_r{room}") for room in range(1, ROOMS + 1)], axis=1)
        first = np.rint(own * 1.021).astype(np.int64)  # level of the count of buildings of 2011
        new_rooms = np.array([0.35, 0.65, 0, 0, 0, 0, 0])
        for row, key in enumerate(facts.gemeinden):
            stock = np.zeros((len(YEARS), ROOMS), dtype=np.int64)
            stock[0] = first[row]
            for year in range(1, len(YEARS)):
                small, three, four, large = (int(v) for v in self.completions[key][year])
                added = split(max(small, 0), new_rooms)
                added[2:4] += (three, four)
                added[4:] += split(max(large, 0), [0.45, 0.30, 0.25])
                stock[year] = np.maximum(stock[year - 1] + added - part(stock[year - 1], 0.0006), 0)
            result[key] = stock
        result[facts.kreis] = np.sum([result[key] for key in facts.gemeinden], axis=0)
        for key in (facts.land, facts.bund):
            columns = [facts.series(f"bestand_c{column}", key) for column in range(7, 14)]
            later = np.maximum(np.array(YEARS) - 2015, 0)
            grown = np.stack(columns, axis=1) * (1.0062**later)[:, None]
            result[key] = np.rint(grown).astype(np.int64)
        return result

    @cached_property
    def buildings(self) -> dict[str, Ints]:
        """Residential buildings: area → year × (1 dwelling, 2, 3 and more, homes)."""
        facts = self.facts
        result = {}
        for key in facts.gemeinden:
            total, one, two = (
                facts.anchors[name, key] for name in ("wohngebaeude", "wohngebaeude_1", "wohngebaeude_2")
            )
            homes = 1 if total < 2500 else 2 + int(total) % 3
            base = np.array([one, two, total - one - two - homes, homes])
            dwellings = self.dwellings[key].sum(axis=1)
            growth = 1 + 0.72 * (dwellings / dwellings[0] - 1)
            counts = np.rint(base * growth[:, None] * 1.03).astype(np.int64)
            counts[:, 3] = homes
            result[key] = counts
        result[facts.kreis] = np.sum([result[key] for key in facts.gemeinden], axis=0)
        for key in (facts.land, facts.bund):
            later = np.maximum(np.array(YEARS) - 2015, 0)
            columns = np.stack([facts.series(f"bestand_c{column}", key) for column in range(1, 5)], axis=1)
            result[key] = np.rint(columns * (1.0052**later)[:, None]).astype(np.int64)
        return result

    @cached_property
    def bound(self) -> Ints:
        """Dwellings with public bond 31.12.: Gemeinde × year; none in the smallest Gemeinden."""
        rng = random_for(self.seed, "bound")
        people = self.world.persons()[:, -1]
        weight = self.facts.anchor("wohnungen") * self.burden**1.6 * np.exp(rng.normal(0, 0.4, len(people)))
        weight = np.where(people < 4000, 0.0, weight)
        level = np.rint(self.facts.series("sozialwohnungen", self.facts.kreis)).astype(np.int64)
        return np.asarray(split(level, np.broadcast_to(weight, (len(YEARS), len(people)))).T)

    def _census(self, name: str, key: str, rng: np.random.Generator, spread: float) -> float:
        """Census value of 2022: Land and Bund as assumed, a Gemeinde around the Kreis."""
        if len(key) < 8:
            return self.facts.point(name, key, 2022)
        return self.facts.point(name, self.facts.kreis, 2022) + float(rng.normal(0, spread))

    def floor_space(self, key: str) -> float:
        """Square metres per inhabitant, Census 2022."""
        rng = random_for(self.seed, f"floor-{key}")
        return round(self._census("zensus22_wohnflaeche", key, rng, 1.9), 1)

    @cached_property
    def households(self) -> dict[str, Ints]:
        """Census 2022: area → five types of households, then households with minors and of these with one parent."""
        rng = random_for(self.seed, "households")
        at = YEARS.index(2022)
        result = {}
        for key in (*self.facts.gemeinden, self.facts.land, self.facts.bund):
            size = self._census("zensus22_haushaltsgroesse", key, rng, 0.05)
            single = self._census("zensus22_einpersonen", key, rng, 0.022)
            people = int(self.world.persons_of(key)[at])
            minors = int(self.world.persons_of(key, 0, 18)[at])
            total = round(people * 0.985 / size)
            types = split(total, [single, 0.285, 0.275, 0.076, 0.026])
            with_minors = int(min(round(minors / 1.62), 0.93 * (types[2] + types[3])))
            lone = int(min(part(with_minors, 0.168 + rng.normal(0, 0.012)), types[3]))
            result[key] = np.array([*types, with_minors, lone], dtype=np.int64)
        result[self.facts.kreis] = np.sum([result[key] for key in self.facts.gemeinden], axis=0)
        return result

    @cached_property
    def migration(self) -> dict[str, Ints]:
        """Census 2022: area → persons in households, with migration background, foreign; the same under 18."""
        at = YEARS.index(2022)
        result = {}
        for key in (*self.facts.gemeinden, self.facts.land, self.facts.bund):
            values = []
            for after, factor, level in ((101, 0.985, 1.62), (18, 0.995, 2.45)):
                people = int(self.world.persons_of(key, 0, after)[at])
                foreign = int(part(self.world.persons_of(key, 0, after, foreign=True)[at], 0.95))
                everyone = int(part(people, factor))
                share = foreign / max(everyone, 1)
                background = int(part(everyone, min(0.82, 0.035 + level * share + 0.12 * (1 - share))))
                values += [everyone, max(background, foreign), foreign]
            result[key] = np.array(values, dtype=np.int64)
        result[self.facts.kreis] = np.sum([result[key] for key in self.facts.gemeinden], axis=0)
        return result

    @cached_property
    def occupation(self) -> dict[str, Ints]:
        """Census 2022: area → dwellings (owner-occupied, let, empty, holiday)."""
        rng = random_for(self.seed, "occupation")
        at = YEARS.index(2022)
        result = {}
        for key in (*self.facts.gemeinden, self.facts.land, self.facts.bund):
            own = self._census("zensus22_eigentuemer", key, rng, 0.05)
            empty = max(0.012, self._census("zensus22_leerstand", key, rng, 0.005))
            holiday = 0.003 if len(key) == 8 else 0.009
            result[key] = split(int(self.dwellings[key][at].sum()), [own, 1 - own - empty - holiday, empty, holiday])
        result[self.facts.kreis] = np.sum([result[key] for key in self.facts.gemeinden], axis=0)
        return result

    @cached_property
    def rents(self) -> dict[str, float]:
        """Mean net rent in EUR per m², Census 2022; the Kreis weighted with its let dwellings."""
        rng = random_for(self.seed, "rents")
        facts = self.facts
        keys = facts.gemeinden
        density = np.array([self.world.persons_of(key)[-1] / facts.areas[key].km2 for key in keys])
        level = 0.62 * np.log(density / 100) + rng.normal(0, 0.18, len(keys))
        let = np.array([self.occupation[key][1] for key in keys], dtype=np.float64)
        level += facts.point("zensus22_miete", facts.kreis, 2022) - float((level * let).sum() / let.sum())
        result = {key: round(float(rent), 2) for key, rent in zip(keys, level, strict=True)}
        return result | {key: facts.point("zensus22_miete", key, 2022) for key in facts.upper}

    def care(self, key: str) -> dict[int, tuple[Ints, Ints]]:
        """Persons in need of care: odd year → women and all, the seven columns of table 22411-02-02."""
        facts = self.facts
        result = {}
        for year in range(2011, 2025, 2):
            growth = {2021: 1.195, 2023: 1.36}.get(year, 1.0)
            rows = []
            for sex in ("weiblich", "Insgesamt"):
                known = np.array([facts.point(f"pflege|{sex}|{column}", key, year) for column in range(7)])
                factor = np.array([growth, 1 + (growth - 1) * 0.45, 1 - (growth - 1) * 0.06, 1, 1, growth, 1])
                counts = np.rint(known * factor).astype(np.int64)
                counts[3] = counts[2] - counts[4]
                rows.append(counts)
            result[year] = (rows[0], rows[1])
        return result

    def turnout(self, quota: float, basis: str, at_year: int) -> tuple[Ints, Ints]:
        """Persons entitled to vote and voters of the Gemeinden; ``quota`` is the Kreis' turnout in percent."""
        facts = self.facts
        rng = random_for(self.seed, f"election-{basis}-{at_year}")
        adults = self.world.persons(18)[:, at_year - YEARS[0]]
        germans = adults - self.world.persons(18, foreign=True)[:, at_year - YEARS[0]]
        if basis == "btw":
            entitled = part(germans, 0.992)
            own = facts.anchor("btw_beteiligung") - facts.anchors["btw_beteiligung", facts.kreis]
        else:
            entitled = part(adults, np.clip(germans / adults + 0.055, 0, 0.985))
            voters, list_ = facts.anchor("kreiswahl_waehler"), facts.anchor("kreiswahl_wahlberechtigte")
            own = 100 * (voters / list_ - voters.sum() / list_.sum())
        share = (quota + own + rng.normal(0, 0.7, len(own))) / 100
        return entitled, part(entitled, np.clip(share, 0.2, 0.97))
