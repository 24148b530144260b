"""What rendering shares: the register, printed numbers, legends and notes of the blocks.

Comes in: keys of planned blocks. Goes out: cells, inlines and the notes that the numbers themselves call for (breaks,
bases, reasons of gaps). Only entries of the protected register are printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from berichtsgenerator.diagnostics import Diagnostic
from berichtsgenerator.document.blocks import PLAIN, Cell, CellLook
from berichtsgenerator.document.graphics import Datum
from berichtsgenerator.document.inline import Break, Footnote, Inline, Inlines, Number, Reference, Text, closed_up
from berichtsgenerator.indicators.comparing.recordfacts import courses_of, with_facts
from berichtsgenerator.language.findings import Gap
from berichtsgenerator.language.numbers import NumberFormat
from berichtsgenerator.language.records import finding_of, spoken
from berichtsgenerator.language.sentences import sentence
from berichtsgenerator.language.units import with_unit
from berichtsgenerator.language.wording import Subject, subject
from berichtsgenerator.model.areas import Area
from berichtsgenerator.model.comparison import Comparison
from berichtsgenerator.model.entries import Entry, Guard
from berichtsgenerator.model.marks import SPOKEN, Missing, Quality
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.planned.document import IndicatorFacts, PlannedDocument
from berichtsgenerator.plan.planned.inline import (
    ClaimSlot,
    FindingSlot,
    FootnoteSlot,
    NumberSlot,
    PlannedInlines,
    RelianceSlot,
    SourceSlot,
)
from berichtsgenerator.plan.printing.entrynotes import base_notes, reason_notes, rounding_notes
from berichtsgenerator.plan.printing.sourcelines import Sources
from berichtsgenerator.plan.printing.symbols import PROFILES
from berichtsgenerator.register.register import Register

_IN_TEXT = {
    Missing.SECRET: "[geheim gehalten]",
    Missing.UNKNOWN: "[unbekannt oder geheim gehalten]",
    Missing.LATER: "[Angabe folgt später]",
    Missing.NOT_APPLICABLE: "[nicht sinnvoll]",
    Missing.UNRELIABLE: "[nicht sicher genug]",
    Missing.NO_DATA: "[keine Angabe]",
}
_REFUSED = {
    Guard.BREAK: "Dazwischen bricht die Zeitreihe.",
    Guard.BASE: "Die Werte stehen auf verschiedenen Bevölkerungsgrundlagen.",
    Guard.SOURCE: "Die Werte kommen aus verschiedenen Quellen.",
    Guard.SMALL_BASE: "Die Grundlage ist zu klein.",
    Guard.MONTH: "Verglichen wird nur mit demselben Monat oder Quartal anderer Jahre.",
    Guard.ORDER: "Die Bereiche der Zufallsschwankung (95 Prozent) überlappen sich.",
}
"""Why a sentence does not say what only another product of the project sets a rule aside for."""
EXEMPTION_WORDS = {
    Guard.BREAK: "Ausnahme, Vergleich über einen Bruch der Zeitreihe",
    Guard.BASE: "Ausnahme, Vergleich verschiedener Bevölkerungsgrundlagen",
    Guard.SOURCE: "Ausnahme, Vergleich verschiedener Quellen",
    Guard.SMALL_BASE: "Ausnahme, relative Veränderung auf kleiner Grundlage",
    Guard.MONTH: "Ausnahme, Vergleich verschiedener Monate",
    Guard.ORDER: "Ausnahme, Rangfolge trotz überlappender Zufallsschwankung",
}


@dataclass(slots=True)
class Used:
    """What a block has printed: its entries and the marks that its legend must explain."""

    entries: dict[NumberKey, Entry] = field(default_factory=dict)
    symbols: set[Missing | Quality] = field(default_factory=set)


class Press:
    """Prints numbers of one document."""

    def __init__(self, planned: PlannedDocument, register: Register) -> None:
        self.planned = planned
        self.register = register
        self.sources = Sources(register)
        self.numbers = NumberFormat(PROFILES.get(planned.symbol_profile, {}))
        self.all_symbols: set[Missing | Quality] = set()
        self.printed: dict[NumberKey, Entry] = {}
        self.problems: list[Diagnostic] = []
        """What can only be seen once the numbers stand in a text."""
        self._facts = {item.id: item for item in planned.indicators}
        self._areas = {area.key: area for area in planned.areas}
        self._subjects: dict[tuple[str, Breakdown], Subject] = {}

    # single numbers ------------------------------------------------------------------------------------------------

    def entry(self, key: NumberKey, used: Used | None = None) -> Entry:
        """The protected entry of a requested number."""
        entry = self.register.entry(key)
        self.printed[key] = entry
        if used is not None:
            used.entries[key] = entry
        return entry

    def area(self, key: str) -> Area:
        """The area of a key."""
        return self._areas.get(key) or Area(key, key, key)

    def facts(self, indicator: str) -> IndicatorFacts:
        """What is known of an indicator."""
        return self._facts[indicator]

    def cell(self, key: NumberKey, used: Used, *, emphasis: bool = False, bar: float | None = None) -> Cell:
        """A number as a table cell."""
        printed = self.numbers.entry(self.entry(key, used))
        if printed.symbols:
            used.symbols.update(printed.symbols)
        plain = not printed.mark and not emphasis and bar is None
        return Cell(printed.text, printed.spoken, str(key), PLAIN if plain else CellLook(printed.mark, emphasis, bar))

    def not_applicable(self, used: Used) -> Cell:
        """A cell in which a number makes no sense."""
        used.symbols.add(Missing.NOT_APPLICABLE)
        return Cell(self.numbers.symbols[Missing.NOT_APPLICABLE], SPOKEN[Missing.NOT_APPLICABLE])

    def datum(self, key: NumberKey, used: Used) -> tuple[Datum, Entry]:
        """A number of a chart; value None where it is missing or hidden."""
        entry = self.entry(key, used)
        printed = self.numbers.entry(entry, zero=True)
        used.symbols.update(printed.symbols)
        return Datum(entry.value, printed.text + printed.mark, printed.spoken, str(key)), entry

    def number(self, slot: NumberSlot, used: Used | None = None) -> Number:
        """A number in running text, with its unit."""
        entry = self.entry(slot.key, used)
        if slot.decimals is not None and slot.decimals < entry.decimals:
            entry = replace(entry, decimals=slot.decimals)
        if entry.value is None:
            missing = entry.missing or Missing.NO_DATA
            self.all_symbols.add(missing)
            return Number(_IN_TEXT[missing], str(slot.key), SPOKEN[missing], slot.bold, slot.italic)
        printed = self.numbers.entry(entry, sign=slot.sign, zero=True)
        text = printed.text
        if slot.unit:
            text = with_unit(text, entry.unit)
        said = [word for quality, word in _QUALITY.items() if quality in entry.quality]
        if said:
            text += f" ({', '.join(said)})"
        return Number(text, str(slot.key), "", slot.bold, slot.italic)

    # text ----------------------------------------------------------------------------------------------------------

    def inlines(self, content: PlannedInlines, used: Used | None = None) -> Inlines:
        """Running text with its numbers and sentences."""
        found: list[Inline] = []
        fell_out = False
        for item in content:
            if isinstance(item, NumberSlot):
                found.append(self.number(item, used))
                entry = self.register.entry(item.key)
                note = " ".join(filter(None, (self.exemption_note(entry), *entry.provenance.caveats)))
                if note:
                    found.append(Footnote((Text(note),)))
            elif isinstance(item, FindingSlot):
                told = self.finding(item, used)
                found.extend(told)
                if told and used is None and (note := self._finding_note(item)):
                    found.append(Footnote((Text(note),)))
                fell_out = fell_out or not told
            elif isinstance(item, ClaimSlot | RelianceSlot):
                fell_out = True
            elif isinstance(item, SourceSlot):
                found.append(Text(self.sources.short(self.entry(item.key, used))))
            elif isinstance(item, FootnoteSlot):
                inner = self.inlines(item.content, used)
                found.append(Footnote(tuple(_flat(part) for part in inner)))
            elif isinstance(item, Text | Break | Reference):
                found.append(item)
            else:
                raise TypeError(f"unresolved reference: {item!r}")
        return closed_up(found) if fell_out else tuple(found)

    def plain(self, content: PlannedInlines) -> str:
        """Running text as plain words (notes)."""
        return plain_text(self.inlines(content))

    def finding(self, slot: FindingSlot, used: Used | None = None) -> Inlines:
        """The sentences of a finding; empty where it has nothing to say."""
        if slot.record is None:
            if not slot.text:
                return ()
            indicator, _, reason = slot.text.partition("\n")
            return sentence(Gap(self.subject(indicator, ()), self.area(slot.area), None, reason))
        record = self.comparison(slot.record, used)
        about = self.subject(record.key.indicator, record.key.breakdown)
        return sentence(finding_of(slot.kind, record, about, self.area))

    def comparison(self, planned: Comparison[NumberKey], used: Used | None = None) -> Comparison[Entry]:
        """A planned record with its protected entries, as a sentence says them, and what they say together."""
        facts = self._facts[planned.key.indicator]
        aside = self._aside(facts.id)
        record = spoken(planned.filled(lambda key: _allowed(self.entry(key, used), aside)))
        harmless = facts.base_change_harmless
        return with_facts(record, facts.breaks, base_change_harmless=harmless, exceptions=aside)

    def _aside(self, indicator: str) -> set[Guard]:
        """The rules that this document sets aside for an indicator."""
        return {item.guard for item in self.planned.exemptions if item.indicator == indicator}

    def _finding_note(self, slot: FindingSlot) -> str:
        """Why a sentence says what a rule speaks against, or ""."""
        if slot.record is None or not self._aside(slot.record.key.indicator):
            return ""
        record = self.comparison(slot.record)
        peers = record.peers
        own = record if peers is None else record._replace(peers=peers._replace(ranks=()))
        used = [entry.provenance.guard for entry in own.figures() if entry.value is not None and entry.provenance.guard]
        course = record.course
        if course is not None and slot.kind in ("trend", "folge"):
            facts = self._facts[record.key.indicator]
            for guard in (Guard.BREAK, Guard.BASE):
                aside = self._aside(facts.id) - {guard}
                harmless = facts.base_change_harmless
                strict = with_facts(record, facts.breaks, base_change_harmless=harmless, exceptions=aside).course
                if strict is not None and strict.values != course.values:
                    used.append(guard)
        notes = (self._exemption(record.key.indicator, guard) for guard in dict.fromkeys(used))
        return " ".join(filter(None, notes))

    def subject(self, indicator: str, breakdown: Breakdown) -> Subject:
        """The indicator as sentences name it."""
        found = self._subjects.get((indicator, breakdown))
        if found is None:
            facts = self._facts[indicator]
            title = facts.title
            if breakdown:
                title += f" ({', '.join(value for _, value in breakdown)})"
            found = self._subjects[(indicator, breakdown)] = subject(title, facts.kind, facts.unit, facts.reference)
        return found

    def parted(self, keys: Sequence[NumberKey]) -> list[bool]:
        """For each number of a series in the order of time: whether it is not to be compared with the ones before it,
        for a break or a change of the population base in between, or for a mark of its source. Rules that the layout
        sets aside part nothing.
        """
        if len({replace(key, period=keys[0].period) for key in keys}) != 1:
            return [False] * len(keys)
        facts = self._facts[keys[0].indicator]
        aside = self._aside(facts.id)
        entries = [self.entry(key) for key in keys]
        harmless = facts.base_change_harmless
        courses = courses_of(entries, facts.breaks, base_change_harmless=harmless, exceptions=aside)
        starts = [course.values[0][0] for course in courses]
        marked = [Quality.BREAK in entry.quality and not aside & {Guard.BREAK, Guard.BASE} for entry in entries]
        return [False, *(one != other or mark for (one, other), mark in zip(pairwise(starts), marked[1:], strict=True))]

    # beside blocks -------------------------------------------------------------------------------------------------

    def legend(self, used: Used) -> tuple[tuple[str, str], ...]:
        """The marks that a block uses, and no others."""
        self.all_symbols |= used.symbols
        return self.numbers.legend(used.symbols)

    def source(self, used: Used) -> str:
        """The source line of a block."""
        return self.sources.line(used.entries.values())

    def notes(self, own: Sequence[PlannedInlines], used: Used) -> tuple[str, ...]:
        """The author's notes, then what the numbers themselves call for."""
        found = [self.plain(content) for content in own]
        found.extend(self._break_notes(used.entries.values()))
        found.extend(base_notes(used.entries.values()))
        found.extend(self.exemption_note(entry) for entry in used.entries.values() if entry.provenance.guard)
        told = [entry.provenance.caveats for entry in used.entries.values() if entry.value is not None]
        found.extend(line for lines in told for line in lines)
        found.extend(reason_notes(used.entries.values()))
        found.extend(rounding_notes(used.entries.values(), self.sources))
        return tuple(dict.fromkeys(filter(None, found)))

    def exemption_note(self, entry: Entry) -> str:
        """Why a number stands although a rule of the subject speaks against it; "" for any other number."""
        guard = entry.provenance.guard
        return "" if guard is None or entry.value is None else self._exemption(entry.key.indicator, guard)

    def _exemption(self, indicator: str, guard: Guard) -> str:
        for item in self.planned.exemptions:
            if item.guard is guard and item.indicator == indicator:
                return f"{self._facts[item.indicator].short}: {EXEMPTION_WORDS[guard]}. {item.reason}"
        return ""

    def _break_notes(self, entries: Iterable[Entry]) -> list[str]:
        """Where the series of a block change or break, once for all indicators that it is true of."""
        times: dict[str, set[tuple[int, int]]] = {}
        for entry in entries:
            key = entry.key
            found = times.setdefault(key.indicator, set())
            found.add(_month(key.period))
            if key.representation.since is not None:
                found.add(_month(key.representation.since))
        told: dict[str, dict[str, None]] = {}
        for indicator in sorted(times):
            facts = self._facts.get(indicator)
            for item in facts.breaks if facts is not None else ():
                if facts is not None and min(times[indicator]) < (item.year, item.month) <= max(times[indicator]):
                    since = f"{item.month:02d}/{item.year}" if item.month > 1 else str(item.year)
                    word = "Änderung" if item.harmless else "Bruch in der Zeitreihe"
                    what = f"{word} ab {since} ({item.reason.rstrip('.')})."
                    told.setdefault(what, {})[facts.short] = None
        return [f"{', '.join(shorts)}: {what}" for what, shorts in told.items()]


_QUALITY = {
    Quality.PROVISIONAL: "vorläufig",
    Quality.ESTIMATED: "geschätzt",
    Quality.LIMITED: "eingeschränkt aussagekräftig",
}


def _allowed(entry: Entry, aside: Collection[Guard]) -> Entry:
    """The entry as this document may say it: refused where only other products set the rule aside."""
    guard = entry.provenance.guard
    if guard is None or guard in aside or entry.value is None:
        return entry
    provenance = replace(entry.provenance, reason=_REFUSED[guard])
    return replace(entry, value=None, missing=Missing.NOT_APPLICABLE, quality=(), provenance=provenance)


def _month(period: Period) -> tuple[int, int]:
    """Year and month; what has no month stands for the end of its year."""
    return period.year, period.month or 12


def _flat(item: Inline) -> Text | Number:
    if isinstance(item, Text | Number):
        return item
    return Text(item.text if isinstance(item, Reference) else " ")


def plain_text(content: Inlines) -> str:
    """The words of running text without faces and links."""
    parts = []
    for item in content:
        if isinstance(item, Text | Number | Reference):
            parts.append(item.text)
        elif isinstance(item, Break):
            parts.append(" ")
        else:
            parts.append(f" ({plain_text(item.content)})")
    return "".join(parts)
