"""Numbers in German typography, fast enough for every cell of a long report.

Comes in: floats with their decimals, or anything that has the fields of a register entry. Goes out: text with decimal
comma, thousands parted by a narrow no-break space (U+202F, four digits too), minus sign U+2212. Numbers are rounded
half up from their shortest decimal form (``repr``), so 0.25 and 2.675 round as a reader with paper expects. A missing
value is its mark, with the words that a screen reader says.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from math import isfinite
from typing import NamedTuple, Protocol

from berichtsgenerator.language.dates import NBSP, format_date, format_period, in_period, short_period
from berichtsgenerator.model.marks import SPOKEN, SYMBOL, Missing, Quality
from berichtsgenerator.model.units import Kind

__all__ = [
    "MINUS",
    "NARROW",
    "NBSP",
    "FormattedEntry",
    "NumberFormat",
    "Printable",
    "format_date",
    "format_entry",
    "format_number",
    "format_period",
    "in_period",
    "printed",
    "rounds_alike",
    "short_period",
    "spell_count",
    "spell_number",
    "spoken_number",
]

NARROW = "\u202f"
"""Narrow no-break space, parts thousands."""
MINUS = "\u2212"
"""Minus sign."""

_SPELLED = (
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
)


class Printable(Protocol):
    """The fields of a register entry that decide how it is printed."""

    @property
    def value(self) -> float | None:
        """The number, None when ``missing`` says why."""

    @property
    def missing(self) -> Missing | None:
        """Why there is no number."""

    @property
    def kind(self) -> Kind:
        """What the number is."""

    @property
    def decimals(self) -> int:
        """Digits after the comma."""

    @property
    def quality(self) -> tuple[Quality, ...]:
        """What is said of the number."""


def _half_up(value: float, decimals: int) -> str:
    """Absolute value with decimal point and thousands commas, rounded half up from ``repr``."""
    number = Decimal(repr(abs(value)))
    with localcontext() as context:
        context.prec = max(40, number.adjusted() + decimals + 5)
        return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"


_EXACT = tuple(10.0 ** (15 - decimals) for decimals in range(13))
"""Below this, a number printed with so many decimals has at most 15 digits, all of them meant."""
_FORMS = tuple(f"{{:,.{decimals}f}}".format for decimals in range(13))


def _format(value: float, decimals: int, sign: bool) -> str:
    """The binary value, correctly rounded, differs from half up on ``repr`` only where ``repr`` ends in a 5 one place
    further, or has more digits than a float can hold: only there the slow way is needed.
    """
    shortest = repr(value)
    tie = shortest[-1] == "5" and shortest.find(".") + decimals + 2 == len(shortest)
    if not tie and decimals < len(_FORMS) and abs(value) < _EXACT[decimals] and "e" not in shortest:
        plain = _FORMS[decimals](value)
        if plain[0] == "-":
            plain = plain[1:]
    else:
        plain = _half_up(value, decimals)
    text = plain.replace(",", NARROW) if len(plain) > 4 else plain
    if decimals:
        text = text.replace(".", ",")
    if value > 0 and not sign:
        return text
    if plain.strip("0.") == "":
        return text  # a number that rounds to zero has no sign
    if value < 0:
        return MINUS + text
    return f"+{text}" if sign else text


def format_number(value: float, decimals: int, *, sign: bool = False) -> str:
    """``value`` in German: ``1 234,5`` with U+202F and U+2212; ``sign`` writes a plus before positive numbers.

    Rounds half up from ``repr``; what rounds to zero carries no sign. Raises ValueError for infinity, NaN and negative
    ``decimals``.
    """
    if decimals < 0:
        raise ValueError("decimals must not be negative")
    if not isfinite(value):
        raise ValueError(f"not a finite number: {value!r}")
    return _format(float(value), decimals, sign)


def rounds_alike(one: float, other: float, decimals: int) -> bool:
    """True when both numbers are printed alike with ``decimals`` digits after the comma."""
    return format_number(one, decimals) == format_number(other, decimals)


def spoken_number(value: float, decimals: int) -> str:
    """The number for reading aloud: no thousands marks, ``minus`` as a word (``minus 1234,5``)."""
    text = format_number(value, decimals).replace(NARROW, "")
    return f"minus {text[1:]}" if text.startswith(MINUS) else text


def spell_number(value: int) -> str:
    """Whole numbers from null to zwölf as words, all others in figures."""
    if 0 <= value < len(_SPELLED):
        return _SPELLED[value]
    return format_number(value, 0)


def spell_count(value: int, singular: str, plural: str, *, gender: str = "f", case: str = "nominativ") -> str:
    """A counted noun: ``eine Gemeinde``, ``drei Gemeinden``, ``23 Gemeinden``.

    ``gender`` is ``m``, ``f`` or ``n``; ``case`` is ``nominativ``, ``akkusativ`` or ``dativ`` (only "eine" changes).
    Nouns after a figure are joined by a no-break space.
    """
    if value == 1:
        articles = {
            ("m", "nominativ"): "ein",
            ("m", "akkusativ"): "einen",
            ("m", "dativ"): "einem",
            ("n", "nominativ"): "ein",
            ("n", "akkusativ"): "ein",
            ("n", "dativ"): "einem",
            ("f", "nominativ"): "eine",
            ("f", "akkusativ"): "eine",
            ("f", "dativ"): "einer",
        }
        return f"{articles[gender, case]} {singular}"
    if 0 <= value < len(_SPELLED):
        word = "keine" if value == 0 else _SPELLED[value]
        return f"{word} {plural}"
    return f"{format_number(value, 0)}{NBSP}{plural}"


class FormattedEntry(NamedTuple):
    """A register entry as it is printed.

    ``spoken`` is what is read aloud where that differs from ``text``; ``mark`` hangs right of the number (``p``,
    ``r``); ``symbols`` are the meanings that a legend has to explain.
    """

    text: str
    spoken: str
    mark: str
    symbols: tuple[Missing | Quality, ...]


_MARKED = (
    Quality.BREAK,
    Quality.MEAN,
    Quality.ESTIMATED,
    Quality.PROVISIONAL,
    Quality.CORRECTED,
)
_CHANGES = (Kind.POINTS, Kind.PERCENT_CHANGE)
_new = tuple.__new__


class NumberFormat:
    """Prints register entries with the symbols of one profile; results are cached by what decides them."""

    def __init__(self, symbols: Mapping[Missing | Quality, str] | None = None) -> None:
        """``symbols`` replaces single symbols of :data:`berichtsgenerator.model.marks.SYMBOL`."""
        self.symbols: dict[Missing | Quality, str] = {**SYMBOL, **(symbols or {})}
        self._plain: tuple[dict[int, dict[float, FormattedEntry]], dict[int, dict[float, FormattedEntry]]] = ({}, {})
        self._cache: dict[
            tuple[float | None, Missing | None, Kind, int, tuple[Quality, ...], bool, bool], FormattedEntry
        ] = {}

    def entry(self, entry: Printable, *, sign: bool = False, zero: bool = False) -> FormattedEntry:
        """Print ``entry``.

        An exact zero is the mark for "nothing" unless ``zero`` asks for a figure (running text). ``sign`` writes a plus
        (only negative changes carry a sign by default).
        """
        value = entry.value
        if value and not entry.quality:  # nearly every cell: a number, nothing to be said of it
            decimals = entry.decimals
            known = self._plain[sign].setdefault(decimals, {})
            plain = known.get(value)
            if plain is not None:
                return plain
            if not isfinite(value):
                raise ValueError(f"not a finite number: {value!r}")
            text = _format(value, decimals, sign)
            if decimals or text != "0":
                plain = known[value] = _new(FormattedEntry, (text, "", "", ()))
                return plain
        key = (value, entry.missing, entry.kind, entry.decimals, entry.quality, sign, zero)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._format(*key)
        return found

    def legend(self, symbols: set[Missing | Quality]) -> tuple[tuple[str, str], ...]:
        """Symbol and meaning of the given symbols, in the fixed order of the profile."""
        return tuple((self.symbols[item], SPOKEN[item]) for item in self.symbols if item in symbols)

    def _format(
        self,
        value: float | None,
        missing: Missing | None,
        kind: Kind,
        decimals: int,
        quality: tuple[Quality, ...],
        sign: bool,
        zero: bool,
    ) -> FormattedEntry:
        if value is None:
            why = missing or Missing.NO_DATA
            return FormattedEntry(self.symbols[why], SPOKEN[why], "", (why,))
        kept = tuple(item for item in _MARKED if item in quality)
        mark = "".join(self.symbols[item] for item in kept)
        symbols: list[Missing | Quality] = list(kept)
        spoken = ""
        if value == 0 and Quality.ROUNDED in quality:
            text, spoken = "0", "null oder wenige, gerundet"
        elif value == 0 and not zero:
            text = self.symbols[Quality.ZERO]
            spoken = "keine Veränderung" if kind in _CHANGES else SPOKEN[Quality.ZERO]
            symbols.append(Quality.ZERO)
        else:
            text = format_number(value, decimals, sign=sign)
            if value != 0 and decimals == 0 and text == "0":
                text = self.symbols[Quality.BELOW_HALF] if not zero else text
                spoken = SPOKEN[Quality.BELOW_HALF]
                symbols.append(Quality.BELOW_HALF)
        if Quality.LIMITED in quality:
            spoken = f"{spoken or spoken_number(value, decimals)}, {SPOKEN[Quality.LIMITED]}"
            text = f"({text})"
            symbols.append(Quality.LIMITED)
        if kept:
            head = spoken or (text if text.isdecimal() else spoken_number(value, decimals))
            spoken = ", ".join([head, *(SPOKEN[item] for item in kept)])
        return FormattedEntry(text, spoken, mark, tuple(symbols))


_DEFAULT = NumberFormat()


def format_entry(entry: Printable, *, sign: bool = False, zero: bool = False) -> FormattedEntry:
    """``entry`` as printed with the default symbols; see :meth:`NumberFormat.entry`."""
    return _DEFAULT.entry(entry, sign=sign, zero=zero)


def printed(entry: Printable) -> str:
    """The printed text of ``entry`` alone."""
    return _DEFAULT.entry(entry).text
