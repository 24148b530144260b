"""Population projection (Vorausberechnung) by the cohort-component method, by single years of age and sex.

P(a+1, t+1) = P(a, t) (1 − q(a)) + M(a); births = Σ f(a) (W(a, t) + W(a, t+1)) / 2, of which 105 in 205 are boys unless
stated; children born in a year are one half year under risk and get half of the migration of age 0. At least three
variants are computed. A projection says what follows from its assumptions; it is no forecast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMALL = 5000
"""Below so many inhabitants a projection is too uncertain to be printed without a warning."""
SMALL_WARNING = (
    "Für Gemeinden unter 5 000 Einwohnerinnen und Einwohnern ist eine Vorausberechnung sehr unsicher: wenige Umzüge "
    "oder ein Baugebiet verändern das Ergebnis stärker als alle Annahmen."
)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What holds in every year: probabilities of dying ``q`` and net migration by age for both sexes, births per woman
    by age (``fertility``). All arrays run over the same single ages, the last one is open.
    """

    q_male: Floats
    q_female: Floats
    fertility: Floats
    migration_male: Floats
    migration_female: Floats
    boys: float = 105 / 205

    def checked(self, ages: int) -> Assumptions:
        """Itself; raises ValueError when an array has another length or a probability is none."""
        for array in (self.q_male, self.q_female, self.fertility, self.migration_male, self.migration_female):
            if array.shape != (ages,):
                raise ValueError("all arrays need one value for each age")
        for q in (self.q_male, self.q_female):
            if (q < 0).any() or (q > 1).any():
                raise ValueError("a probability of dying lies outside 0 to 1")
        if (self.fertility < 0).any():
            raise ValueError("fertility below zero")
        return self


@dataclass(frozen=True, slots=True)
class Projection:
    """The population by age and sex at the end of each year; row 0 is the start."""

    first_year: int
    male: Floats
    female: Floats
    births: Floats
    deaths: Floats
    migration: Floats
    variant: str = ""
    warning: str = ""

    @property
    def totals(self) -> Floats:
        """All people at the end of each year."""
        total: Floats = self.male.sum(axis=1) + self.female.sum(axis=1)
        return total

    def index(self) -> Floats:
        """All people, start = 100."""
        totals = self.totals
        indexed: Floats = 100 * totals / totals[0]
        return indexed

    def ages(self, low: int, high: int | None = None) -> Floats:
        """People from age ``low`` to below ``high`` (open when None) at the end of each year."""
        part = slice(low, high)
        found: Floats = self.male[:, part].sum(axis=1) + self.female[:, part].sum(axis=1)
        return found


def project(
    male: Sequence[float] | Floats,
    female: Sequence[float] | Floats,
    assumptions: Assumptions,
    *,
    years: int,
    first_year: int,
    variant: str = "",
) -> Projection:
    """Project a population by single ages (last open) ``years`` ahead; what would fall below zero stays at zero."""
    start_male, start_female = np.asarray(male, dtype=float), np.asarray(female, dtype=float)
    if start_male.ndim != 1 or start_male.shape != start_female.shape or len(start_male) < 3:
        raise ValueError("both sexes need the same single ages")
    if (start_male < 0).any() or (start_female < 0).any():
        raise ValueError("a population below zero")
    said = assumptions.checked(len(start_male))
    men, women = [start_male], [start_female]
    births, deaths, migration = [0.0], [0.0], [0.0]
    for _ in range(years):
        next_men, dead_men = _aged(men[-1], said.q_male, said.migration_male)
        next_women, dead_women = _aged(women[-1], said.q_female, said.migration_female)
        born = float((said.fertility * (women[-1] + next_women) / 2).sum())
        boys = born * said.boys
        next_men[0], boys_dead = _newborn(boys, said.q_male[0], said.migration_male[0])
        next_women[0], girls_dead = _newborn(born - boys, said.q_female[0], said.migration_female[0])
        before = float(men[-1].sum() + women[-1].sum())
        men.append(next_men)
        women.append(next_women)
        births.append(born)
        deaths.append(dead_men + dead_women + boys_dead + girls_dead)
        migration.append(float(next_men.sum() + next_women.sum()) - before - births[-1] + deaths[-1])
    warning = SMALL_WARNING if float(start_male.sum() + start_female.sum()) < SMALL else ""
    return Projection(
        first_year, np.array(men), np.array(women), np.array(births), np.array(deaths), np.array(migration), variant,
        warning,
    )  # fmt: skip


def _aged(people: Floats, q: Floats, migration: Floats) -> tuple[Floats, float]:
    """The same people a year older, without the newborn, and how many of them died."""
    alive = people * (1 - q)
    older = np.zeros_like(people)
    older[1:] = alive[:-1]
    older[-1] += alive[-1]
    older[1:] += migration[1:]
    return np.maximum(older, 0.0), float((people * q).sum())


def _newborn(born: float, q: float, migration: float) -> tuple[float, float]:
    dead = born * q / 2
    return max(0.0, born - dead + migration / 2), dead


def variants(
    male: Sequence[float] | Floats,
    female: Sequence[float] | Floats,
    middle: Assumptions,
    *,
    years: int,
    first_year: int,
    fertility: tuple[float, float] = (0.9, 1.1),
    mortality: tuple[float, float] = (1.05, 0.95),
    migration: tuple[float, float] = (0.5, 1.5),
) -> Mapping[str, Projection]:
    """The lower, middle and upper variant; the pairs are the factors of the lower and the upper one."""
    found = {}
    for name, number in (("untere Variante", 0), ("mittlere Variante", None), ("obere Variante", 1)):
        said = middle
        if number is not None:
            # Lower and upper move the sum of migration, not its shape: what leaves is scaled against what comes.
            said = replace(
                middle,
                fertility=middle.fertility * fertility[number],
                q_male=np.minimum(1.0, middle.q_male * mortality[number]),
                q_female=np.minimum(1.0, middle.q_female * mortality[number]),
                migration_male=_moved(middle.migration_male, migration[number]),
                migration_female=_moved(middle.migration_female, migration[number]),
            )
        found[name] = project(male, female, said, years=years, first_year=first_year, variant=name)
    return found


def _moved(migration: Floats, factor: float) -> Floats:
    """Net migration whose sum is ``factor`` times as large (for a loss: as much smaller), of the same shape by age."""
    total, size = float(migration.sum()), float(np.abs(migration).sum())
    if not size:
        return migration
    shift = (factor - 1) * abs(total) / size
    moved: Floats = migration + shift * np.abs(migration)
    return moved
