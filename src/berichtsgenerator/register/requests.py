"""Phase one: what will be published. A request names a number and the place that wants it.

Comes in: keys with places. Goes out: keys in register order. Nothing is known of values here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.model.numbers import NumberKey


class RequestSet:
    """All numbers that the products of a build will print, each with the places that asked for it.

    A place is a German text that helps a person to find it: ``sozialbericht: Tabelle 3.4``.
    """

    def __init__(self) -> None:
        self._places: dict[NumberKey, dict[str, None]] = {}
        self._outright: dict[NumberKey, dict[tuple[Place, bool], None]] = {}

    def add(self, key: NumberKey, *, where: str, place: Place | None = None, cell: bool = False) -> NumberKey:
        """Ask for ``key`` at ``where``; asking twice is asking once. Returns the key.

        ``place`` is where a layout or text asks for this very number (not for a sentence that words what there is);
        ``cell`` tells that it is one of many in a table or chart, where a mark may stand instead of it.
        """
        self._places.setdefault(key, {}).setdefault(where)
        if place is not None:
            self._outright.setdefault(key, {}).setdefault((place, cell))
        return key

    def outright(self) -> Iterator[tuple[NumberKey, Place, bool]]:
        """Every number that a layout or text asks for outright, with its place and whether it is a cell of many."""
        for key in self.keys():
            for place, cell in self._outright.get(key, ()):
                yield key, place, cell

    def merge(self, other: RequestSet) -> Self:
        """Take over all requests of ``other`` (another product of the same build); returns self."""
        for key, places in other._places.items():
            self._places.setdefault(key, {}).update(places)
        for key, asked in other._outright.items():
            self._outright.setdefault(key, {}).update(asked)
        return self

    def places(self, key: NumberKey) -> tuple[str, ...]:
        """Where ``key`` was asked for, in the order of asking; empty when it was not."""
        return tuple(self._places.get(key, ()))

    def keys(self) -> tuple[NumberKey, ...]:
        """All keys in register order."""
        return tuple(sorted(self._places, key=NumberKey.sort_key))

    def __iter__(self) -> Iterator[NumberKey]:
        return iter(self.keys())

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)
