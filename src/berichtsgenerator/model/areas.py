"""Areas of official statistics and their keys.

Keys are text: ``DG`` (Deutschland), ``06`` (Land), ``064`` (Regierungsbezirk), ``06432`` (Kreis), ``06432008``
(Gemeinde, AGS), ``06432008/4711`` (a part of a Gemeinde or an institution in it: Ortsteil, school). The length tells
the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Levels from the whole to the part; a smaller number contains the larger ones."""

    BUND = 0
    LAND = 1
    REGIERUNGSBEZIRK = 2
    KREIS = 3
    GEMEINDE = 4
    EINRICHTUNG = 5

    @property
    def label(self) -> str:
        """The word that the output files use (column ``ebene``)."""
        return _LABELS[self]


_LABELS = {
    Level.BUND: "bund",
    Level.LAND: "land",
    Level.REGIERUNGSBEZIRK: "regierungsbezirk",
    Level.KREIS: "kreis",
    Level.GEMEINDE: "gemeinde",
    Level.EINRICHTUNG: "einrichtung",
}

BUND_KEY = "DG"


def level_of(key: str) -> Level:
    """Level of a well-formed key; raises ValueError for anything else."""
    if key == BUND_KEY:
        return Level.BUND
    head, slash, tail = key.partition("/")
    if not head.isdigit() or (slash and (len(head) != 8 or not tail)):
        raise ValueError(f"not an area key: {key!r}")
    if slash:
        return Level.EINRICHTUNG
    levels = {2: Level.LAND, 3: Level.REGIERUNGSBEZIRK, 5: Level.KREIS, 8: Level.GEMEINDE}
    if len(head) not in levels:
        raise ValueError(f"not an area key: {key!r}")
    return levels[len(head)]


def is_area_key(key: str) -> bool:
    """True when ``key`` has the form of an area key."""
    try:
        level_of(key)
    except ValueError:
        return False
    return True


def parent_key(key: str, level: Level) -> str:
    """Key of the area of ``level`` that contains ``key``; raises ValueError when ``level`` is below the key's own."""
    own = level_of(key)
    if level > own:
        raise ValueError(f"{key!r} lies above {level.name}")
    if level is Level.BUND:
        return BUND_KEY
    width = {Level.LAND: 2, Level.REGIERUNGSBEZIRK: 3, Level.KREIS: 5, Level.GEMEINDE: 8}.get(level)
    return key if width is None else key[:width]


def is_part_of(key: str, whole: str) -> bool:
    """True when area ``key`` lies in ``whole`` (or is it)."""
    return key == whole or whole == BUND_KEY or (key != BUND_KEY and key.startswith(whole))


@dataclass(frozen=True, slots=True)
class Area:
    """One area: key, official name (``Dieburg, Stadt``) and short name for tables (``Dieburg``)."""

    key: str
    name: str
    short: str

    @property
    def level(self) -> Level:
        """Level by the key."""
        return level_of(self.key)
