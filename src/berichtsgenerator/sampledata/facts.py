"""The facts under ``data/``: areas, population, ages, schools, anchor values and assumptions on their course."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

import numpy as np
import yaml

from berichtsgenerator.sampledata import FIRST_YEAR, LAST_YEAR
from berichtsgenerator.sampledata.rounding import Floats

YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))


@dataclass(frozen=True, slots=True)
class AreaFact:
    """One area: key, official name, the spelling of the Regionaldatenbank, short name, ARS and area in km²."""

    key: str
    name: str
    genesis: str
    short: str
    ars: str
    km2: float


def _text(name: str) -> str:
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in _text(name).splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter=";"))


class Facts:
    """All facts, read once. Keys: ``bund``, ``land``, ``kreis`` and ``gemeinden`` (in order of the key)."""

    @cached_property
    def areas(self) -> dict[str, AreaFact]:
        """Every area by key: Bund, Land, Kreis, Gemeinden."""
        return {
            row["schluessel"]: AreaFact(
                row["schluessel"],
                row["name_amtlich"],
                row["name_genesis"],
                row["name_kurz"],
                row["ars"],
                float(row["flaeche_km2"]),
            )
            for row in _rows("gebiete.csv")
        }

    @cached_property
    def bund(self) -> str:
        """Key of the Bund."""
        return next(iter(self.areas))

    @cached_property
    def land(self) -> str:
        """Key of the Land."""
        return next(key for key in self.areas if len(key) == 2 and key.isdigit())

    @cached_property
    def kreis(self) -> str:
        """Key of the Kreis."""
        return next(key for key in self.areas if len(key) == 5)

    @cached_property
    def gemeinden(self) -> tuple[str, ...]:
        """Keys of the Gemeinden."""
        return tuple(sorted(key for key in self.areas if len(key) == 8))

    @cached_property
    def upper(self) -> tuple[str, str, str]:
        """Bund, Land, Kreis: the rows of tables without Gemeinden."""
        return (self.bund, self.land, self.kreis)

    @cached_property
    def all_keys(self) -> tuple[str, ...]:
        """Bund, Land, Kreis, then the Gemeinden: the rows of a Gemeinde table."""
        return (*self.upper, *self.gemeinden)

    @cached_property
    def population(self) -> dict[tuple[str, int, str], tuple[int, int | None, int | None]]:
        """Population by key, year and base: total, men, women (the sexes where published)."""
        return {
            (row["schluessel"], int(row["jahr"]), row["basis"]): (
                int(row["insgesamt"]),
                int(row["maennlich"]) if row["maennlich"] else None,
                int(row["weiblich"]) if row["weiblich"] else None,
            )
            for row in _rows("bevoelkerung.csv")
        }

    @cached_property
    def ages_2015(self) -> dict[str, list[tuple[int, int, int, int]]]:
        """By key: sex (0 men, 1 women), first age, last age (999 open), persons."""
        result: dict[str, list[tuple[int, int, int, int]]] = {}
        for row in _rows("alter_2015.csv"):
            result.setdefault(row["schluessel"], []).append(
                (_sex(row["geschlecht"]), int(row["alter_von"]), int(row["alter_bis"]), int(row["anzahl"]))
            )
        return result

    @cached_property
    def foreign_ages_2015(self) -> dict[str, list[tuple[int, int, int, float]]]:
        """By key: sex, first age, last age, share of foreigners."""
        result: dict[str, list[tuple[int, int, int, float]]] = {}
        for row in _rows("auslaender_alter_2015.csv"):
            share = int(row["auslaender"]) / max(1, int(row["insgesamt"]))
            result.setdefault(row["schluessel"], []).append(
                (_sex(row["geschlecht"]), int(row["alter_von"]), int(row["alter_bis"]), share)
            )
        return result

    @cached_property
    def anchors(self) -> dict[tuple[str, str], float]:
        """Anchor values of single areas: (Merkmal, key) → value; of several dates the last in the file."""
        return {(row["merkmal"], row["schluessel"]): float(row["wert"]) for row in _rows("gemeinden_ankerwerte.csv")}

    def anchor(self, name: str) -> Floats:
        """Anchor values of the Gemeinden in their order."""
        return np.array([self.anchors[name, key] for key in self.gemeinden])

    @cached_property
    def schools(self) -> list[dict[str, str]]:
        """Rows of the school register."""
        return _rows("schulen.csv")

    @cached_property
    def assumptions(self) -> dict[str, object]:
        """``annahmen.yaml`` as it stands."""
        loaded = yaml.safe_load(_text("annahmen.yaml"))
        if not isinstance(loaded, dict):
            raise ValueError("annahmen.yaml: a mapping is expected")
        return loaded

    @cached_property
    def _points(self) -> dict[tuple[str, str], dict[int, float]]:
        points: dict[tuple[str, str], dict[int, float]] = {}
        for row in _rows("eckwerte.csv"):
            points.setdefault((row["reihe"], row["schluessel"]), {})[int(row["jahr"])] = float(row["wert"])
        assumed = self.assumptions["reihen"]
        if not isinstance(assumed, dict):
            raise ValueError("annahmen.yaml: reihen must be a mapping")
        for name, by_key in assumed.items():
            for key, values in by_key.items():
                points.setdefault((str(name), str(key)), {}).update({int(y): float(v) for y, v in values.items()})
        return points

    def series(self, name: str, key: str) -> Floats:
        """Values of the years 2010–2025, straight lines between the known points, level beyond the outer ones."""
        known = self._points[name, key]
        years = sorted(known)
        return np.asarray(np.interp(YEARS, years, [known[year] for year in years]))

    def ratio(self, name: str, base: str, key: str) -> Floats:
        """``name`` / ``base`` in the years in which both are known, straight lines between them."""
        top, bottom = self._points[name, key], self._points[base, key]
        years = sorted(top.keys() & bottom.keys())
        return np.asarray(np.interp(YEARS, years, [top[year] / bottom[year] for year in years]))

    def first_year(self, name: str, key: str) -> int:
        """Year in which a series begins."""
        return min(self._points[name, key])

    def listed(self, name: str) -> list[dict[str, object]]:
        """A list of mappings of ``annahmen.yaml``."""
        found = self.assumptions[name]
        if not isinstance(found, list):
            raise ValueError(f"annahmen.yaml: {name} must be a list")
        return [dict(entry) for entry in found]

    def has_series(self, name: str, key: str) -> bool:
        """True when at least one point of the series is known."""
        return (name, key) in self._points

    def point(self, name: str, key: str, year: int) -> float:
        """One value of a series."""
        return float(self.series(name, key)[year - FIRST_YEAR])


def _sex(word: str) -> int:
    return 0 if word == "männlich" else 1
