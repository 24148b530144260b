"""The one table that reading makes: a row for every value cell of every delivery.

Observations are what a source states, in the source's own words where they carry meaning; nothing is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from berichtsgenerator.model.areas import Level
from berichtsgenerator.model.marks import Missing, Quality
from berichtsgenerator.model.periods import Period

Breakdown = tuple[tuple[str, str], ...]
"""Dimension and value pairs sorted by dimension, e.g. ``(("alter", "unter 3 Jahre"), ("geschlecht", "weiblich"))``.

Totals carry no pair: a value for both sexes has no ``geschlecht``. Known dimensions have fixed names (``geschlecht``,
``alter``, ``nationalitaet``, ``rechtskreis`` …) and, for sex and nationality, fixed values (``männlich``, ``weiblich``,
``divers``; ``deutsch``, ``ausländisch``); ages keep the source's words in one spelling (``unter 3 Jahre``,
``3 bis unter 6 Jahre``, ``75 Jahre und mehr``).
"""


def breakdown(**pairs: str) -> Breakdown:
    """A breakdown from keyword arguments."""
    return tuple(sorted(pairs.items()))


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table of one delivery: where it stands and what its publisher says of it.

    ``file`` is relative to the data folder (posix), ``sha256`` the file's digest, ``code`` the publisher's table number
    (``12411-02-03-4``) or ``""``, ``stand`` the date of the delivery as ISO text or ``""``, ``base`` the population
    base if stated (``Zensus 2011``), ``sample`` true for generated sample data, ``notes`` the footers' statements,
    ``rounded`` the base to which this report has rounded its counts for secrecy (0: not at all).
    """

    file: str
    sha256: str
    sheet: str
    number: int
    code: str = ""
    title: str = ""
    publisher: str = ""
    stand: str = ""
    base: str = ""
    licence: str = ""
    sample: bool = False
    notes: tuple[str, ...] = ()
    rounded: int = 0

    @property
    def id(self) -> str:
        """``file#sheet#number``: unique within a data folder."""
        return f"{self.file}#{self.sheet}#{self.number}"


class Observation(NamedTuple):
    """One value cell. ``value`` is None exactly when ``missing`` says why; ``row`` and ``column`` count from 1.

    ``measure`` is the path of labels that name what is counted, outermost first, joined by `` | ``, without words that
    only structure the head (``davon``, ``und zwar``, ``Insgesamt``) and without what became area, period or breakdown.
    ``mark`` is the mark as printed in the source (``-``, ``.``, ``*``, ``r`` …) or ``""``.
    """

    table: SourceTable
    measure: str
    area: str
    area_name: str
    level: Level
    period: Period
    breakdown: Breakdown
    value: float | None
    mark: str
    missing: Missing | None
    quality: tuple[Quality, ...]
    unit: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Cell reference such as ``C12``."""
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """Letters of a column counted from 1: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
