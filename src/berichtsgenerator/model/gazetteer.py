"""All areas of Germany by key and by name: Bund, Länder, Regierungsbezirke, Kreise, Gemeinden.

The bundled file ``data/gemeinden.csv`` holds facts of the Gemeindeverzeichnis GV-ISys, © Statistisches Bundesamt
(key, name,
area, centre); ``tools/make_gazetteer.py`` makes it anew from a newer edition. Names are found in all the
forms in which offices write them (``Dieburg, Stadt``, ``Bickenbach, Bergstr``, ``Landkreis gesamt``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, KeysView
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from berichtsgenerator.model.areas import BUND_KEY, Area, Level, is_part_of, level_of

_BUND_NAMES = frozenset(
    {"deutschland", "bundesgebiet", "bund", "bundesrepublik deutschland", "bundesrepublik", "brd", "deutschland bund"}
)
_GENERIC_WORDS = (
    "stadt st landkreis lk kreis kreisfreie krfr gemeinde markt m gkst gkrst grst krst krsst kreisstadt krs hst",
    "lhst lhpt sonderstatusstadt landeshauptstadt hansestadt universitätsstadt wissenschaftsstadt stadtkreis der",
    "marktgemeinde marktflecken flecken kurort kurstadt bad große kreisangehörige brüder-grimm-stadt documenta-stadt",
)
_GENERIC = frozenset(word for line in _GENERIC_WORDS for word in line.split())
_KREIS_WORDS = frozenset(
    {"landkreis", "kreis", "lk", "kreisfreie stadt", "krfr. stadt", "krfr stadt", "stadtkreis", "kreisgebiet"}
)
_LEVEL_PREFIXES: tuple[tuple[str, Level], ...] = (
    ("kreisfreie stadt ", Level.KREIS),
    ("landkreis ", Level.KREIS),
    ("kreis ", Level.KREIS),
    ("lkr. ", Level.KREIS),
    ("lkr ", Level.KREIS),
    ("lk ", Level.KREIS),
    ("ldkrs. ", Level.KREIS),
    ("krs. ", Level.KREIS),
    ("krfr. stadt ", Level.KREIS),
    ("stadtkreis ", Level.KREIS),
    ("sk ", Level.KREIS),
    ("regierungsbezirk ", Level.REGIERUNGSBEZIRK),
    ("reg.-bez. ", Level.REGIERUNGSBEZIRK),
    ("reg. -bez. ", Level.REGIERUNGSBEZIRK),
    ("reg.bez. ", Level.REGIERUNGSBEZIRK),
    ("reg. bez. ", Level.REGIERUNGSBEZIRK),
    ("regbez. ", Level.REGIERUNGSBEZIRK),
    ("rp ", Level.REGIERUNGSBEZIRK),
    ("rb ", Level.REGIERUNGSBEZIRK),
    ("bundesland ", Level.LAND),
    ("land ", Level.LAND),
    ("gemeinde ", Level.GEMEINDE),
    ("stadt ", Level.GEMEINDE),
)
_TOTAL_TAIL = re.compile(r"(?:[\s,:–-]+|\b)(?:insgesamt|gesamt|zusammen|\(gesamt\)|\(insgesamt\))\s*$")
_BRACKET = re.compile(r"\(([^()]*)\)")


class NameForm(NamedTuple):
    """A name taken apart: ``base`` for comparing, ``qualifiers`` (``hess``, ``odenwald``) and the level that it
    tells.
    """

    base: str
    qualifiers: tuple[str, ...]
    level: Level | None


@cache
def name_form(text: str) -> NameForm:
    """Take a printed area name apart; the base is casefolded, without ``Stadt``, ``Landkreis``, brackets and totals."""
    plain = " ".join(text.replace("–", "-").replace("\u00ad", "").split()).casefold()
    plain = re.sub(r"\.(?=\S)", ". ", plain)
    while (shorter := _TOTAL_TAIL.sub("", plain).strip()) != plain:
        plain = shorter
    qualifiers = [part.strip(" .") for part in _BRACKET.findall(plain)]
    plain = " ".join(_BRACKET.sub(" ", plain).split())
    base, *tails = (part.strip() for part in plain.split(","))
    qualifiers.extend(tail.strip(" .") for tail in tails)
    level = None
    for prefix, meant in _LEVEL_PREFIXES:
        if base.startswith(prefix):
            base, level = base[len(prefix) :].strip(), meant
            break
    for qualifier in qualifiers:
        if qualifier in _KREIS_WORDS or qualifier.endswith("kreisfreie stadt"):
            level = Level.KREIS
        elif qualifier == "regierungsbezirk":
            level = Level.REGIERUNGSBEZIRK
        elif qualifier == "land":
            level = Level.LAND
    telling = tuple(q for q in qualifiers if q and not all(word.strip(".") in _GENERIC for word in q.split()))
    return NameForm(base, telling, level)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the directory says of one area; coordinates in degrees (WGS 84), area in km², NaN-free (None when
    missing).
    """

    area: Area
    centre: tuple[float, float] | None
    square_km: float | None


class Former(NamedTuple):
    """An area of an older Gebietsstand: its last known date (ISO), and the area of today into which it went as a whole
    (``""`` where it was parted, or where the directories do not prove it)."""

    area: Area
    until: str
    successor: str


class Gazetteer:
    """Areas by key, by parent and by name. Immutable after construction; safe to share.

    Former areas are known by key only (:meth:`former`); names and children are those of today.
    """

    def __init__(self, facts: Iterable[Facts], former: Iterable[Former] = ()) -> None:
        self._former: dict[str, Former] = {item.area.key: item for item in former}
        self._into: dict[str, list[Former]] = {}
        for old in sorted(self._former):
            self._into.setdefault(self._former[old].successor, []).append(self._former[old])
        self._facts: dict[str, Facts] = {item.area.key: item for item in facts}
        self._facts.setdefault(BUND_KEY, Facts(Area(BUND_KEY, "Deutschland", "Deutschland"), None, None))
        self._names: dict[str, list[str]] = {}
        for key in sorted(self._facts):
            area = self._facts[key].area
            for text in {area.name, area.short}:
                keys = self._names.setdefault(name_form(text).base, [])
                if key not in keys:
                    keys.append(key)
        self._groups: dict[str, Area] = {}
        self._children: dict[tuple[str, Level], tuple[Area, ...]] = {}
        self._by_level: dict[Level, list[str]] = {}
        for key in sorted(self._facts):
            self._by_level.setdefault(level_of(key), []).append(key)

    @classmethod
    def bundled(cls) -> Gazetteer:
        """The directory that comes with the program (read once per process)."""
        return _bundled()

    def with_group(self, group: Area, members: Iterable[str]) -> Gazetteer:
        """A directory that also knows a group of Gemeinden as an area of its own; it is no child of any other area.

        Raises ValueError for a member that is no Gemeinde of the directory.
        """
        found = tuple(self._facts[key].area if key in self._facts else None for key in sorted(set(members)))
        known = tuple(area for area in found if area is not None and area.level is Level.GEMEINDE)
        if len(known) < len(found):
            raise ValueError("not a Gemeinde")
        made = copy(self)
        made._groups = {**self._groups, group.key: group}
        made._children = {**self._children, (group.key, Level.GEMEINDE): known}
        return made

    def with_former(self, former: Iterable[Former]) -> Gazetteer:
        """A directory that also knows more former areas; itself when it knows them all."""
        more = {item.area.key: item for item in former if not self.knows(item.area.key)}
        if not more:
            return self
        made = copy(self)
        made._former = {**self._former, **more}
        made._into = {key: list(found) for key, found in self._into.items()}
        for key in sorted(more):
            made._into.setdefault(more[key].successor, []).append(more[key])
        return made

    def __len__(self) -> int:
        return len(self._facts)

    def __contains__(self, key: str) -> bool:
        return key in self._facts

    def former(self, key: str) -> Former | None:
        """The former area of ``key``, or None for areas of today and unknown keys."""
        return None if key in self._facts else self._former.get(key)

    def predecessors(self, key: str) -> tuple[Former, ...]:
        """The former areas that went into ``key`` as a whole, sorted by key."""
        return tuple(self._into.get(key, ())) if key else ()

    def keys(self) -> KeysView[str]:
        """The keys of all areas of today."""
        return self._facts.keys()

    def all_former(self) -> tuple[Former, ...]:
        """All former areas, sorted by key."""
        return tuple(self._former[key] for key in sorted(self._former))

    def knows(self, key: str) -> bool:
        """True for an area of today or of an older Gebietsstand."""
        return key in self._facts or key in self._former

    def area(self, key: str) -> Area | None:
        """The area of ``key``, or None when the directory does not know it."""
        item = self._facts.get(key)
        return self._groups.get(key) if item is None else item.area

    def square_km(self, key: str) -> float | None:
        """Area in km²; of larger areas the sum over their Gemeinden."""
        item = self._facts.get(key)
        if item is None or item.square_km is not None or level_of(key) >= Level.GEMEINDE:
            return None if item is None else item.square_km
        parts = [self._facts[a.key].square_km for a in self.children(key, Level.GEMEINDE)]
        return round(sum(part for part in parts if part is not None), 2) if parts else None

    def children(self, key: str, level: Level) -> tuple[Area, ...]:
        """All areas of ``level`` within ``key``, sorted by key."""
        found = self._children.get((key, level))
        if found is None:
            keys = self._by_level.get(level, ())
            found = tuple(self._facts[k].area for k in keys if k != key and is_part_of(k, key))
            self._children[(key, level)] = found
        return found

    def centre(self, key: str) -> tuple[float, float] | None:
        """(longitude, latitude) of an area; larger areas: mean of their Gemeinden weighted by area. None when
        unknown.
        """
        item = self._facts.get(key)
        if item is None:
            return None
        if item.centre is not None or level_of(key) >= Level.GEMEINDE:
            return item.centre
        lon = lat = weight = 0.0
        for child in self.children(key, Level.GEMEINDE):
            facts = self._facts[child.key]
            if facts.centre is not None and facts.square_km:
                lon += facts.centre[0] * facts.square_km
                lat += facts.centre[1] * facts.square_km
                weight += facts.square_km
        return (lon / weight, lat / weight) if weight else None

    def find(self, name: str, within: str | None = None) -> tuple[Area, ...]:
        """Areas that ``name`` can mean, sorted by key; ``within`` (a key) narrows and gives ``Landkreis gesamt``
        its meaning.

        Bund and Land are found whatever ``within`` is. An empty tuple means that the directory knows no such area.
        """
        form = name_form(name)
        if form.base in _BUND_NAMES:
            return (self._facts[BUND_KEY].area,)
        if form.base in _KREIS_WORDS or (not form.base and form.level is Level.KREIS):
            kreis = self.area(within[:5]) if within is not None and within != BUND_KEY and len(within) >= 5 else None
            return () if kreis is None else (kreis,)
        keys: list[str] = self._names.get(form.base, [])
        if not keys and form.base.endswith((" land", " bund")):
            keys = self._names.get(form.base.rsplit(" ", 1)[0], [])
        if form.level is not None and form.level is not Level.GEMEINDE:
            keys = [key for key in keys if level_of(key) is form.level]
        elif form.level is Level.GEMEINDE:
            keys = [key for key in keys if level_of(key) in (Level.GEMEINDE, Level.KREIS)]
        if within is not None:
            keys = [key for key in keys if is_part_of(key, within) or is_part_of(within, key)]
        if len(keys) > 1 and form.qualifiers:
            keys = self._by_qualifier(keys, form.qualifiers) or keys
        return tuple(self._facts[key].area for key in keys)

    def _by_qualifier(self, keys: list[str], qualifiers: tuple[str, ...]) -> list[str]:
        """Those of ``keys`` whose own qualifier or whose Land begins like one of ``qualifiers``."""
        kept = []
        for key in keys:
            own = name_form(self._facts[key].area.name).qualifiers
            land = self._facts.get(key[:2])
            words = (*own, land.area.name.casefold()) if land is not None else own
            if any(word.startswith(q) or q.startswith(word) for word in words for q in qualifiers):
                kept.append(key)
        return kept


def short_name(name: str, level: Level) -> str:
    """Name for tables: ``Dieburg, Stadt`` → ``Dieburg``, ``Darmstadt-Dieburg, Landkreis`` → ``Darmstadt-Dieburg``."""
    if level is Level.REGIERUNGSBEZIRK:
        return name
    return name.split(",")[0].strip()


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def _bundled() -> Gazetteer:
    text = resources.files("berichtsgenerator.model").joinpath("data/gemeinden.csv").read_text(encoding="utf-8")
    facts = []
    for line in text.splitlines():
        if not line or line.startswith(("#", "key;")):
            continue
        key, name, lon, lat, km2 = line.split(";")
        area = Area(key, name, short_name(name, level_of(key)))
        x, y = _number(lon), _number(lat)
        facts.append(Facts(area, None if x is None or y is None else (x, y), _number(km2)))
    return Gazetteer(facts, _former_areas())


def _former_areas() -> list[Former]:
    text = resources.files("berichtsgenerator.model").joinpath("data/fruehere_gebiete.csv").read_text(encoding="utf-8")
    former = []
    for line in text.splitlines():
        if not line or line.startswith(("#", "key;")):
            continue
        key, name, until, successor = line.split(";")
        former.append(Former(Area(key, name, short_name(name, level_of(key))), until, successor))
    return former
