"""Phase one: what will be published. A request names a number and the place that wants it.

Comes in: keys with places. Goes out: keys in register order. Nothing is known of values here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from berichtsgenerator.model.numbers import NumberKey


class RequestSet:
    """All numbers that the products of a build will print, each with the places that asked for it.

    A place is a German text that helps a person to find it: ``sozialbericht: Tabelle 3.4``.
    """

    def __init__(self) -> None:
        self._places: dict[NumberKey, dict[str, None]] = {}

    def add(self, key: NumberKey, *, where: str) -> NumberKey:
        """Ask for ``key`` at ``where``; asking twice is asking once. Returns the key."""
        self._places.setdefault(key, {}).setdefault(where)
        return key

    def add_all(self, keys: Iterable[NumberKey], *, where: str) -> None:
        """Ask for several numbers at one place."""
        for key in keys:
            self.add(key, where=where)

    def merge(self, other: RequestSet) -> Self:
        """Take over all requests of ``other`` (another product of the same build); returns self."""
        for key, places in other._places.items():
            self._places.setdefault(key, {}).update(places)
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
