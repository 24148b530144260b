"""Dates that an author has typed beside numbers of another year: the number moves with the data, the date does not.

Comes in: a planned document. Goes out: a warning for every sentence that says when („am 31.12.2024“, „Ende 2024“, „im
Jahr 2024“) and whose numbers are all of other years. Points of departure („seit 2015“, „gegenüber 2015“) say nothing of
when a number holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from berichtsgenerator.diagnostics import Diagnostic, Place, warning
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.pieces import enumerated
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.periods import MONTH_NAMES, Period, PeriodKind
from berichtsgenerator.plan.planned.document import PlannedDocument
from berichtsgenerator.plan.planned.inline import FindingSlot, NumberSlot, PlannedInlines
from berichtsgenerator.plan.printing.textcheck import flat, paragraphs

MISDATED = "text-zeitangabe"
_BLANK = r"[\s\u00a0\u202f]"
_MONTHS = "|".join(MONTH_NAMES)
_YEAR = r"(?:19|20)\d\d"
_WHEN = re.compile(
    rf"(?P<from>\b(?:seit|ab|bis|vor|nach|gegenüber|von|zwischen|und|als|wie|ist){_BLANK}+(?:dem|im|am|zum|Ende|Anfang)?"
    rf"{_BLANK}*)?(?:\d{{1,2}}\.{_BLANK}?(?:\d{{1,2}}\.|(?:{_MONTHS}){_BLANK})|\b(?:{_MONTHS}){_BLANK}|"
    rf"\b(?:Ende|Anfang|Jahr|Jahre|Jahres|Stand|Schuljahr|Mitte|Stichtag){_BLANK}+){_BLANK}?(?P<year>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[^\d\s.][.!?])\s+(?=[A-ZÄÖÜ„])")


def misdated(planned: PlannedDocument) -> tuple[Diagnostic, ...]:
    """A warning for every sentence with a typed date and numbers of other years only."""
    found: list[Diagnostic] = []
    for place, content in paragraphs(planned):
        for words, keys in _sentences(content):
            found.extend(_checked(words, keys, place))
    return tuple(dict.fromkeys(found))


def _sentences(content: PlannedInlines) -> Iterator[tuple[str, list[NumberKey]]]:
    """The words of each sentence, and the numbers in it."""
    words, keys = "", list[NumberKey]()
    for item in flat(content):
        if isinstance(item, Text):
            first, *others = _END.split(item.text)
            words += first
            for other in others:
                yield words, keys
                words, keys = other, []
        elif isinstance(item, NumberSlot):
            words += "…"
            keys.append(item.key)
        elif isinstance(item, FindingSlot):
            keys.extend(item.keys)
    yield words, keys


def _checked(words: str, keys: list[NumberKey], place: Place) -> Iterator[Diagnostic]:
    said = {int(match["year"]) for match in _WHEN.finditer(words) if not match["from"]}
    if not said or not keys:
        return
    of_numbers = {year for key in keys for year in _years(key)}
    if said & of_numbers:
        return
    shown = " ".join(words.split())
    yield warning(
        MISDATED,
        f"Der Satz nennt {_listed(said)}, seine Zahlen gelten für {_listed(of_numbers)}: "
        f"„{shown if len(shown) <= 90 else shown[:87] + '…'}“.",
        place,
        'Lassen Sie die Zeit aus dem Register kommen: {{ stichtag("…") }} oder {{ zeit("…") }}, oder nennen Sie sie '
        'auch bei der Zahl: wert(…, zeit="2024").',
    )


def _years(key: NumberKey) -> Iterator[int]:
    yield from _spanned(key.period)
    if key.representation.since is not None:
        yield from _spanned(key.representation.since)


def _spanned(period: Period) -> Iterator[int]:
    """The years that a period lies in; a school year in two."""
    yield period.year
    if period.kind is PeriodKind.SCHOOL_YEAR:
        yield period.year + 1


def _listed(years: set[int]) -> str:
    return enumerated([str(year) for year in sorted(years)])
