"""What readers know already: earlier editions of the reports, and totals that other publishers print.

Comes in: register files of earlier editions and the numbers that the project file names. Goes out: published values by
key, and what earlier editions hid. Always holds: what is public is not hidden again, and is taken into account as
known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error, warning
from berichtsgenerator.disclosure.atoms import Atom, Model
from berichtsgenerator.disclosure.rules import DisclosureRules
from berichtsgenerator.model.numbers import NumberKey, Representation, View, infer_period
from berichtsgenerator.model.periods import Period, PeriodKind
from berichtsgenerator.register.files import SUFFIX, read_register
from berichtsgenerator.register.records import NumberRecord

_HALF = 0.5


@dataclass(frozen=True)
class Known:
    """A published value: as printed, with its decimals, and where."""

    value: float
    decimals: int
    where: str


@dataclass(frozen=True)
class Editions:
    """Published values by key, and the keys that the editions hid."""

    values: Mapping[NumberKey, Known] = field(default_factory=dict)
    hidden: frozenset[NumberKey] = frozenset()

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
    mistakes: list[Diagnostic] = []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        try:
            file = read_register(path)
            for record in file.numbers:
                key = key_of(record)
                if record.hidden:
                    hidden.add(key)
                elif record.value is not None:
                    values[key] = Known(record.value, record.decimals, f"{path.parent.name}: {file.product}")
        except (ValueError, ConfigurationError) as problem:
            message = f"Das Archiv kann nicht gelesen werden: {problem}."
            mistakes.append(error("archiv-format", message, Place(str(path))))
    if mistakes:
        raise ConfigurationError(mistakes)
    return Editions(values, frozenset(hidden - values.keys()))


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
    return Editions(values, editions.hidden - values.keys())


def publish(model: Model, editions: Editions, rules: DisclosureRules) -> tuple[Diagnostic, ...]:
    """Mark the counts that readers know already as public; tells of small ones that are out for good."""
    return tuple(_published(model, editions, rules.is_small))


def _published(model: Model, editions: Editions, small: Callable[[float], bool]) -> Iterator[Diagnostic]:
    for key, known in sorted(editions.values.items(), key=lambda item: item[0].sort_key()):
        atom = model.of_count.get(key)
        if (
            atom is not None
            and atom.value is not None
            and abs(atom.value - known.value) < _HALF * 10.0**-known.decimals
        ):
            if not atom.open and small(atom.value):
                yield _out(key, known)
            atom.open = True
            continue
        parts = model.quotient_parts.get(key)
        entry = model.register.find(key)
        if parts is None or entry is None or entry.value is None:
            continue
        if abs(entry.value - known.value) < _HALF * 10.0**-known.decimals * 1.0001 and _unique(parts, known):
            parts[0].open = True


def _out(key: NumberKey, known: Known) -> Diagnostic:
    return warning(
        "geheimhaltung-veroeffentlicht",
        f"{key} ist klein und schon veröffentlicht ({known.where}); die Zahl wird wieder gedruckt.",
        advice="Was gedruckt ist, kann nicht mehr geschützt werden. Prüfen Sie, ob die frühere Ausgabe richtig war.",
    )


def _unique(parts: tuple[Atom, Atom], known: Known) -> bool:
    """True when the printed rate leaves one count only."""
    top, bottom = parts
    if not top.value or not bottom.value or not bottom.open or not known.value:
        return False
    return top.value / known.value * 10.0**-known.decimals < 1.0
