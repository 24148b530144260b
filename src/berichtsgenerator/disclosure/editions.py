"""What readers know already: earlier editions of the reports, and totals that other publishers print.

Comes in: register files of earlier editions and the numbers that the project file names. Goes out: published values by
key, and what earlier editions hid. Always holds: what is public is not hidden again, and is taken into account as
known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from pathlib import Path

from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error, warning
from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.families import Family, FormerSum
from berichtsgenerator.disclosure.rules import DisclosureRules
from berichtsgenerator.model.numbers import NumberKey, Representation, View, infer_period
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.model.units import as_printed
from berichtsgenerator.register.files import SUFFIX, read_register
from berichtsgenerator.register.records import NumberRecord
from berichtsgenerator.register.register import BASE_VIEWS

_HALF = 0.5
_ALL_DIGITS = 9
_SAME = 1e-6


@dataclass(frozen=True)
class Known:
    """A published value: as printed, with its decimals, and where."""

    value: float
    decimals: int
    where: str


@dataclass(frozen=True)
class Editions:
    """Published values by key (the last edition's), and the keys that the editions hid.

    ``earlier``: values that a later edition has corrected.
    """

    values: Mapping[NumberKey, Known] = field(default_factory=dict)
    hidden: frozenset[NumberKey] = frozenset()
    earlier: tuple[tuple[NumberKey, Known], ...] = ()

    def all_keys(self) -> tuple[NumberKey, ...]:
        """All keys, in register order."""
        return tuple(sorted({*self.values, *self.hidden}, key=NumberKey.sort_key))


NOTHING_PUBLISHED = Editions()


def key_of(record: NumberRecord) -> NumberKey:
    """The key of a number of a register file."""
    period = Period(PeriodKind(record.period_kind), record.period)
    return NumberKey(record.indicator, record.area, period, record.breakdown, _representation(record.view))


def _representation(text: str) -> Representation:
    view, _, more = text.partition(":")
    if not more:
        return Representation(View(view))
    found = View(view)
    if found in (View.CHANGE, View.CHANGE_PERCENT, View.INDEX):
        return Representation(found, since=infer_period(more))
    return Representation(found, against=more)


def parse_key(text: str) -> NumberKey:
    """The key of a number's text form; raises ValueError for anything else."""
    parts = text.split("/")
    if len(parts) != 5:
        raise ValueError("fünf Teile mit „/“ dazwischen, wie „sgb2_personen/06432/2024/-/wert“")
    indicator, area, period, breakdown, view = parts
    pairs = [] if breakdown == "-" else [item.partition("=") for item in breakdown.split(",")]
    found = tuple((name, value) for name, _, value in pairs)
    return NumberKey(indicator, area.replace(":", "/"), infer_period(period), found, _representation(view))


def read_editions(folder: Path) -> Editions:
    """All register files below ``folder`` (one folder for each edition); raises ConfigurationError for damaged ones."""
    values: dict[NumberKey, Known] = {}
    hidden: set[NumberKey] = set()
    earlier: list[tuple[NumberKey, Known]] = []
    mistakes: list[Diagnostic] = []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        try:
            file = read_register(path)
            for record in file.numbers:
                key = key_of(record)
                if record.hidden:
                    hidden.add(key)
                elif record.value is not None:
                    told = values.get(key)
                    if told is not None and told.value != record.value:
                        earlier.append((key, told))
                    where = f"{path.parent.name}: {file.product}"
                    values[key] = Known(record.value, _digits(record.value, record.decimals), where)
        except (ValueError, ConfigurationError) as problem:
            message = f"Das Archiv kann nicht gelesen werden: {problem}."
            mistakes.append(error("archiv-format", message, Place(str(path))))
    if mistakes:
        raise ConfigurationError(mistakes)
    return Editions(values, frozenset(hidden - values.keys()), tuple(earlier))


def _digits(value: float, decimals: int) -> int:
    """The decimals that a register file tells: those printed, or all of them."""
    return decimals if as_printed(value, decimals) == value else _ALL_DIGITS


def with_known(editions: Editions, known: Iterable[tuple[str, float, str]], file: str) -> Editions:
    """The editions and numbers (text form, value, publisher) that the project file names."""
    values = dict(editions.values)
    mistakes = []
    for text, value, publisher in known:
        try:
            values[parse_key(text)] = Known(value, 0 if value == int(value) else 1, publisher)
        except ValueError as problem:
            mistakes.append(error("bekannt-zahl", f"„{text}“ ist keine Kennung einer Zahl: {problem}.", Place(file)))
    if mistakes:
        raise ConfigurationError(mistakes)
    return Editions(values, editions.hidden - values.keys(), editions.earlier)


def publish(model: Model, editions: Editions, rules: DisclosureRules) -> tuple[Diagnostic, ...]:
    """Mark the counts that readers know already as public; tells of small ones that are out for good."""
    return tuple(_published(model, editions, rules.is_small))


def _published(model: Model, editions: Editions, small: Callable[[float], bool]) -> Iterator[Diagnostic]:
    made_of: dict[NumberKey, list[Atom]] = defaultdict(list)
    for atom in model.atoms:
        for user in atom.users:
            if user in editions.values:
                made_of[user].append(atom)
    known_by_key = [*editions.values.items(), *editions.earlier]
    for key, known in sorted(known_by_key, key=lambda item: item[0].sort_key()):
        entry = model.register.find(key)
        if entry is None or entry.value is None:
            continue
        half = _HALF * 10.0**-known.decimals
        if abs(entry.value - known.value) > half * 1.0001 + 1e-9 * abs(known.value):
            continue  # corrected since: it tells nothing of today's number
        parts = model.quotient_parts.get(key)
        if key in model.of_count:
            told = [model.of_count[key]]
        elif key.representation.view not in BASE_VIEWS and key.representation.view is not View.RANK:
            told = made_of[key]  # when it was printed, readers were taken to know what it was made of
        elif parts is not None and _bounded(parts, known, half):
            told = [parts[0]]
        else:
            continue
        for atom in told:
            if not atom.open and atom.value is not None and small(atom.value):
                yield _out(key, known)
            atom.open = True


def _out(key: NumberKey, known: Known) -> Diagnostic:
    return warning(
        "geheimhaltung-veroeffentlicht",
        f"{key} ist klein und schon veröffentlicht ({known.where}); die Zahl wird wieder gedruckt.",
        advice="Was gedruckt ist, kann nicht mehr geschützt werden. Prüfen Sie, ob die frühere Ausgabe richtig war.",
    )


def _bounded(parts: tuple[Atom, Atom], known: Known, half: float) -> bool:
    """Keep what a printed rate leaves of its count, for a reader who knows the denominator; True for a single count."""
    top, bottom = parts
    if not top.value or not bottom.value or not bottom.open or not known.value:
        return False
    unit = top.value / known.value
    top.least = max(top.least, ceil((known.value - half) * unit - _SAME))
    top.most = min(top.most, floor((known.value + half) * unit + _SAME))
    return top.least >= top.most


def former_sums(families: Iterable[Family], editions: Editions, rules: DisclosureRules) -> tuple[FormerSum, ...]:
    """Sums of which earlier editions printed other values than are true today, with what they hid.

    Who finds in a new edition the counts that were hidden beside a small one, and takes them for unchanged, could
    subtract them from the old sum.
    """
    if not editions.hidden:
        return ()
    return tuple(found for family in families for found in _former(family, editions, rules))


def _former(family: Family, editions: Editions, rules: DisclosureRules) -> Iterator[FormerSum]:
    if family.factor != 1.0 or any(atom.balance or atom.inexact for atom in (family.total, *family.parts)):
        return
    total = _old(family.total, editions)
    values = [_old(atom, editions) for atom in family.parts]
    secret = [
        atom
        for atom, value in zip(family.parts, values, strict=True)
        if value is None and any(key in editions.hidden for key in atom.keys)
    ]
    known = sum(value for value in values if value is not None)
    if total is None or len(secret) < 2 or len(secret) + sum(value is not None for value in values) < len(values):
        return
    today = (family.total.value or 0.0) - sum(atom.value or 0.0 for atom in family.parts)
    if abs(today) > _SAME or any(atom.value is None for atom in secret):
        return
    for atom in secret:
        others = tuple(other for other in secret if other is not atom)
        left = total - known - sum(other.value or 0.0 for other in others)
        if left != atom.value and rules.is_small(left, atom.threshold):
            yield FormerSum(left, total - known, others, atom.threshold)


def _old(atom: Atom, editions: Editions) -> float | None:
    """What the last edition printed for a count, or None."""
    return next((editions.values[key].value for key in atom.keys if key in editions.values), None)
