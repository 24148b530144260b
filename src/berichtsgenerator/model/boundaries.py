"""Changes of areas: what an area of today was made of at an earlier date, and where no series can be carried over.

Comes in: official changes (dissolved, parted, renumbered) with the dates from which statistics follow them; those of
the Kreise since 2001 come with the program, those of the Gemeinden from the official tables among the deliveries. Goes
out: for an area and a date the keys whose counts together are the area's, or why they cannot be put together. "Today"
is the Gebietsstand of the directory of areas: what ended later is an area of today still.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from importlib import resources
from typing import NamedTuple

from berichtsgenerator.model.areas import Area, level_of
from berichtsgenerator.model.gazetteer import Former, Gazetteer, short_name
from berichtsgenerator.model.periods import Period, PeriodKind

MINOR = 0.01
"""Share of an area's inhabitants up to which a part that changed hands leaves its series as it is."""
MINOR_KREIS = 1000
"""Inhabitants from which a Kreis to or from which Gemeinden went has a new series: one in a hundred of a small one."""
_SAME_AREA = 0.97
"""Share of a new area's surface from which its known parts are all of it."""


class ChangeKind(Enum):
    """Kinds of changes, by the numbers of the official tables."""

    DISSOLVED = "1"
    PARTED = "2"
    RENUMBERED = "3"
    RENAMED = "4"


class Change(NamedTuple):
    """One row of an official table: what went from ``old`` to ``new``. The kinds 1 and 2 may have several rows for one
    area; a row with equal keys tells what stayed. ``effective`` is the date (ISO) from which statistics follow.
    """

    kind: ChangeKind
    old: str
    new: str
    effective: str
    inhabitants: int | None = None
    square_km: float | None = None
    name: str = ""
    """Name of the old area, as far as the table states it."""


class Origin(NamedTuple):
    """What an area was made of at a date: ``needed`` keys, ``own`` when its own key stood for a part of it, too.

    ``cut`` is why its series cannot be carried over (German), ``since`` the date of the change nearest to today (""
    when only the directories prove it).
    """

    needed: tuple[str, ...]
    own: bool
    cut: str
    since: str


class _Part(NamedTuple):
    """Inhabitants that went from an area that stayed, or was parted, to another: more than a minor share."""

    old: str
    new: str
    words: str


class _Step(NamedTuple):
    """All that happened at one date."""

    moves: Mapping[str, frozenset[str]]
    """Key that ended → keys that its inhabitants went to."""
    born: frozenset[str]
    """Keys that stood for no area before."""
    parts: tuple[_Part, ...]


class Boundaries:
    """Answers what areas were made of. Immutable; equal inputs give equal answers."""

    def __init__(self, gazetteer: Gazetteer, changes: Iterable[Change] = ()) -> None:
        self._gazetteer = gazetteer
        dates: dict[str, list[Change]] = defaultdict(list)
        for change in dict.fromkeys((*_reforms(), *changes)):
            if change.kind is not ChangeKind.RENAMED:
                dates[change.effective].append(change)
        added: dict[str, float] = {}
        self._steps: list[tuple[str, _Step]] = []
        for date in sorted(dates, reverse=True):
            self._steps.append((date, _step(dates[date], gazetteer, added)))
        self._dated = frozenset(key for _, step in self._steps for key in step.moves)
        self.heirs = self._all_heirs()
        """Keys of older borders that went whole into one area of today → that area."""
        concerned = {*self.heirs.values()}
        for _, step in self._steps:
            concerned.update(*step.moves.values(), *(part[:2] for part in step.parts))
        self._concerned = frozenset(key for key in concerned if key in gazetteer)
        self._known: dict[tuple[str, str], Origin | None] = {}

    def named(self, key: str) -> str:
        """Name and key of an area of today or of an older one: ``Göttingen (03152)``."""
        return _named(key, self._gazetteer)

    def origin(self, area: str, period: Period) -> Origin | None:
        """What an area of today was made of at a period; None when it was the same area under the same key."""
        if area not in self._concerned:
            return None
        mark = (area, _date(period))
        if mark not in self._known:
            self._known[mark] = self._origin(*mark)
        return self._known[mark]

    def _origin(self, area: str, date: str) -> Origin | None:
        parts = {area}
        reasons: list[str] = []
        since = ""
        for effective, step in self._steps:
            if effective <= date:
                break
            after = set(parts)
            while grown := {old for old, new in step.moves.items() if new <= parts} - parts:
                parts |= grown
            reached = set(parts)
            parts -= step.born
            words = [part.words for part in step.parts if (part.old in parts) != (part.new in reached)]
            reasons.extend(f"am {_german(effective)} ging {item}" for item in words)
            if not since and (words or parts != after):
                since = effective
        if not reasons and parts == {area}:
            return self._renumbered(area)
        return Origin(tuple(sorted(parts - {area})), area in parts, "; ".join(reasons), since)

    def _renumbered(self, area: str) -> Origin | None:
        """The one older key of an area of the same name, which the directories prove without a date."""
        before = self._gazetteer.predecessors(area)
        own = self._gazetteer.area(area)
        if len(before) != 1 or own is None or before[0].area.short.casefold() != own.short.casefold():
            return None
        if before[0].area.key in self._dated:
            return None
        return Origin((before[0].area.key,), False, "", "")

    def _all_heirs(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for _, step in self._steps:
            ended = {old: receivers for old, receivers in step.moves.items() if old not in self._gazetteer}
            while ended:  # on one day a Gemeinde may go into one that is renumbered
                settled = {old for old, receivers in ended.items() if not any(new in ended for new in receivers)}
                for old in sorted(settled):
                    targets = {found.get(new, new) for new in ended[old]}
                    if len(targets) == 1 and targets <= self._gazetteer.keys():
                        found[old] = targets.pop()
                if not settled:
                    break
                ended = {old: receivers for old, receivers in ended.items() if old not in settled}
        for former in self._gazetteer.all_former():
            if former.successor and former.area.key not in found:
                origin = self._renumbered(former.successor)
                if origin is not None and origin.needed == (former.area.key,):
                    found[former.area.key] = former.successor
        return found


def _step(changes: Iterable[Change], gazetteer: Gazetteer, added: dict[str, float]) -> _Step:
    """The changes of one date; ``added`` holds the km² that came to areas later, and grows."""
    rows: dict[str, dict[str, Change]] = defaultdict(dict)
    stayed: dict[str, Change] = {}
    ended: set[str] = set()
    born: set[str] = set()
    for change in changes:
        if change.old == change.new:
            stayed[change.old] = change
            continue
        if change.kind is not ChangeKind.PARTED:
            if change.old in gazetteer:
                continue  # a change after the date of the directory: for it the old area is the one of today
            ended.add(change.old)
        rows[change.old][change.new] = change
        if change.kind is ChangeKind.RENUMBERED:
            born.add(change.new)
    moves: dict[str, frozenset[str]] = {}
    for old in ended:
        peopled = frozenset(new for new, row in rows[old].items() if row.inhabitants != 0)
        moves[old] = peopled or frozenset(rows[old])
    receivers = {new for new in frozenset().union(*moves.values()) if new not in stayed}
    for new in receivers - born:
        sizes = [row.square_km for old in ended if (row := rows[old].get(new)) is not None]
        if _is_all(new, sizes, gazetteer, added):
            born.add(new)
    for own in rows.values():
        for new, row in own.items():
            added[new] = added.get(new, 0.0) + (row.square_km or 0.0)
    parts = [
        *(part for old in sorted(rows) for part in _parts(old, rows[old], stayed, old in ended, gazetteer)),
        *_between_kreise(rows, gazetteer),
    ]
    return _Step(moves, frozenset(born - stayed.keys()), tuple(parts))


def _parts(
    old: str, rows: Mapping[str, Change], stayed: Mapping[str, Change], ended: bool, gazetteer: Gazetteer
) -> Iterator[_Part]:
    peopled = {new: row for new, row in rows.items() if row.inhabitants != 0}
    if ended and len(peopled) < 2:
        return
    for new, row in peopled.items():
        moved = row.inhabitants
        sizes = [size for key in (old, new) if (item := stayed.get(key)) is not None and (size := item.inhabitants)]
        if moved is not None and sizes and moved <= MINOR * min(sizes):
            continue
        number = f" ({moved} Personen)" if moved is not None else ""
        yield _Part(old, new, f"ein Teil von {_named(old, gazetteer)}{number} an {_named(new, gazetteer)} über")


def _between_kreise(rows: Mapping[str, Mapping[str, Change]], gazetteer: Gazetteer) -> Iterator[_Part]:
    """What Gemeinden and parts of them mean for the Kreise that they left and came to."""
    moved: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for own in rows.values():
        for change in own.values():
            if len(change.old) == 8 and len(change.new) == 8 and change.old[:5] != change.new[:5]:
                moved[change.old[:5], change.new[:5]].append(change.inhabitants)
    for (old, new), numbers in sorted(moved.items()):
        known = sum(number for number in numbers if number is not None)
        if old in gazetteer and new in gazetteer and (None in numbers or known >= MINOR_KREIS):
            yield _Part(old, new, f"ein Teil von {_named(old, gazetteer)} an {_named(new, gazetteer)} über")


def former_areas(gazetteer: Gazetteer, changes: Iterable[Change]) -> tuple[Former, ...]:
    """The areas that changes ended and that the directory does not know, with their names, last days and heirs."""
    known = tuple(changes)
    heirs = Boundaries(gazetteer, known).heirs
    found: dict[str, Former] = {}
    for change in known:
        ended = change.kind in (ChangeKind.DISSOLVED, ChangeKind.RENUMBERED) and change.old != change.new
        if ended and not gazetteer.knows(change.old):
            until = (dt.date.fromisoformat(change.effective) - dt.timedelta(days=1)).isoformat()
            name = change.name or change.old
            area = Area(change.old, name, short_name(name, level_of(change.old)))
            found[change.old] = Former(area, until, heirs.get(change.old, ""))
    return tuple(found.values())


def _named(key: str, gazetteer: Gazetteer) -> str:
    former = gazetteer.former(key)
    area = gazetteer.area(key) or (former.area if former is not None else None)
    return f"{area.short} ({key})" if area is not None else key


def _is_all(new: str, sizes: Sequence[float | None], gazetteer: Gazetteer, added: Mapping[str, float]) -> bool:
    """True when what went into an area is all of it: then its key stood for no area before. Of reforms without sizes
    (those of the Kreise) all parts are known.
    """
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes):
        return True
    own = gazetteer.square_km(new)
    return own is not None and sum(known) >= _SAME_AREA * (own - added.get(new, 0.0))


def _date(period: Period) -> str:
    """The date whose borders a period is in: its Stichtag, the end of its month, else the end of its (first) year."""
    if period.kind is PeriodKind.STICHTAG:
        return period.iso
    if period.kind is PeriodKind.MONTH:
        return f"{period.iso}-31"
    if period.kind is PeriodKind.QUARTER:
        return f"{period.iso[:4]}-{3 * int(period.iso[-1]):02d}-31"
    return f"{period.year}-12-31"


def _german(date: str) -> str:
    return f"{date[8:]}.{date[5:7]}.{date[:4]}"


@cache
def _reforms() -> tuple[Change, ...]:
    text = resources.files("berichtsgenerator.model").joinpath("data/kreisreformen.csv").read_text(encoding="utf-8")
    rows = (line.split(";") for line in text.splitlines() if line and not line.startswith(("#", "alt;")))
    return tuple(Change(ChangeKind(kind), old, new, date) for old, new, date, kind in rows)
