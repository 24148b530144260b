"""The register: every number that will be published, and every number that those depend on.

Comes in: a :class:`RequestSet` and an engine. Goes out: entries in register order. Always holds: what was not requested
(``support``) is there so that protection can see it, and is never printed nor written to a public file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, Self

from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register.requests import RequestSet

COUNTS = (Kind.COUNT, Kind.MEAN_COUNT)
"""Kinds of numbers that count persons or cases."""
QUOTIENTS = (
    Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.DENSITY, Kind.MEASURE, Kind.INDEX, Kind.EUR, Kind.YEARS, Kind.ESTIMATE,
)  # fmt: skip
"""Kinds of numbers that may be a quotient of two counts."""
BASE_VIEWS = (View.VALUE, View.NUMERATOR, View.DENOMINATOR)
"""Views that stand for themselves; all others are derived from them."""


class Engine(Protocol):
    """Whoever can say what a number is worth."""

    def evaluate(self, key: NumberKey) -> Entry:
        """The entry of ``key``; what cannot be answered is an entry with ``missing`` and a reason, never an error."""


class UnknownNumberError(KeyError):
    """A number is wanted that nobody requested: a fault of the program, not of its user."""


def order(key: NumberKey) -> tuple[tuple[str, str, str, str, str], str]:
    """Register order: by indicator, area, period, breakdown, representation, and by kind of period where all else is
    equal.
    """
    return key.sort_key(), key.period.kind.value


def totals(breakdown: Breakdown) -> tuple[Breakdown, ...]:
    """The breakdowns that contain ``breakdown``: one dimension left out at a time, then all of them."""
    fewer = [breakdown[:index] + breakdown[index + 1 :] for index in range(len(breakdown))]
    if len(breakdown) > 1:
        fewer.append(())
    return tuple(fewer)


def inputs(entry: Entry) -> tuple[NumberKey, ...]:
    """The numbers that ``entry`` is computed from: its sources for a derived view, numerator and denominator for a
    quotient. A reader who knows all but one of them and the entry knows that one.
    """
    key = entry.key
    found: dict[NumberKey, None] = dict.fromkeys(entry.provenance.derived_from)
    view = key.representation.view
    if view not in BASE_VIEWS:
        found.setdefault(key.base)
        if key.representation.since is not None:
            found.setdefault(NumberKey(key.indicator, key.area, key.representation.since, key.breakdown))
        if key.representation.against and view in (View.DIFFERENCE, View.RATIO):
            found.setdefault(NumberKey(key.indicator, key.representation.against, key.period, key.breakdown))
    elif view is View.VALUE and entry.kind in QUOTIENTS:
        found.setdefault(key.with_view(View.NUMERATOR))
        found.setdefault(key.with_view(View.DENOMINATOR))
    found.pop(key, None)
    return tuple(found)


def _wider(entry: Entry) -> tuple[NumberKey, ...]:
    """The totals that a count is part of, so that its complement can be seen."""
    if entry.kind not in COUNTS or entry.key.representation.view not in BASE_VIEWS:
        return ()
    key = entry.key
    return tuple(
        NumberKey(key.indicator, key.area, key.period, wider, key.representation) for wider in totals(key.breakdown)
    )


class Register:
    """All entries of a build; immutable by use: methods that change something return a new register."""

    def __init__(
        self,
        entries: Iterable[Entry],
        requested: Iterable[NumberKey],
        places: Mapping[NumberKey, tuple[str, ...]] | None = None,
        pages: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        by_key = {entry.key: entry for entry in entries}
        self._entries = {key: by_key[key] for key in sorted(by_key, key=order)}
        self._requested = frozenset(requested)
        self._places = dict(places or {})
        self._pages = dict(pages or {})

    @classmethod
    def resolve(cls, requests: RequestSet, engine: Engine, support: Iterable[NumberKey] = ()) -> Self:
        """Evaluate all requests and, as support, everything they depend on (each number once).

        ``support`` names further numbers that protection must see (what earlier editions printed or hid).
        """
        found: dict[NumberKey, Entry] = {}
        pending = [*reversed(tuple(support)), *reversed(requests.keys())]
        while pending:
            key = pending.pop()
            if key in found:
                continue
            entry = found[key] = engine.evaluate(key)
            if entry.value is not None or entry.missing in (Missing.SECRET, Missing.UNKNOWN):
                pending.extend(reversed([item for item in (*inputs(entry), *_wider(entry)) if item not in found]))
        keys = requests.keys()
        return cls(found.values(), keys, {key: requests.places(key) for key in keys})

    def entry(self, key: NumberKey) -> Entry:
        """The entry of a requested number; raises UnknownNumberError for anything else (support is never printed)."""
        if key not in self._requested or key not in self._entries:
            raise UnknownNumberError(f"nicht angefordert: {key}")
        return self._entries[key]

    def find(self, key: NumberKey) -> Entry | None:
        """The entry of ``key``, requested or support, or None."""
        return self._entries.get(key)

    def places(self, key: NumberKey) -> tuple[str, ...]:
        """Where ``key`` was requested."""
        return self._places.get(key, ())

    def pages(self, key: NumberKey) -> tuple[str, ...]:
        """The pages on which ``key`` was printed, as far as setting has told (:meth:`with_pages`)."""
        return self._pages.get(str(key), ())

    def __iter__(self) -> Iterator[Entry]:
        """Requested entries in register order."""
        return (entry for key, entry in self._entries.items() if key in self._requested)

    def __len__(self) -> int:
        return sum(1 for key in self._entries if key in self._requested)

    def __contains__(self, key: object) -> bool:
        return key in self._requested and key in self._entries

    def is_requested(self, key: NumberKey) -> bool:
        """True when a product prints ``key``."""
        return key in self._requested

    @property
    def support(self) -> tuple[Entry, ...]:
        """Entries that requested ones depend on and that are not printed, in register order."""
        return tuple(entry for key, entry in self._entries.items() if key not in self._requested)

    def all_entries(self) -> tuple[Entry, ...]:
        """Requested and support entries in register order."""
        return tuple(self._entries.values())

    def replace(self, entries: Iterable[Entry]) -> Self:
        """The register with ``entries`` in place of those of the same key."""
        merged = dict(self._entries)
        merged.update((entry.key, entry) for entry in entries)
        return type(self)(merged.values(), self._requested, self._places, self._pages)

    def with_pages(self, pages: Mapping[str, Iterable[str]]) -> Self:
        """The register with the pages of each printed number (by the key's text), in page order as given."""
        kept = {key: tuple(dict.fromkeys(numbers)) for key, numbers in sorted(pages.items())}
        return type(self)(self._entries.values(), self._requested, self._places, kept)

    def narrowed(self, keys: Iterable[NumberKey]) -> Self:
        """The register of one product out of a common build: the given keys stay requested, all else is support."""
        kept = frozenset(keys) & self._requested
        return type(self)(self._entries.values(), kept, self._places, self._pages)
