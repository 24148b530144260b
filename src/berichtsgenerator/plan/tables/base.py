"""What all planned tables share: notes, gaps, numbers, values of a breakdown.

Comes in: a block and its scope. Goes out: parts of a :class:`PlannedTable`; what the
data do not give is recorded as a gap.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.areas import for_area
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.plan.desk.context import Definition
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.desk.gaps import OF_AREA
from berichtsgenerator.plan.layout.parts import Captioned
from berichtsgenerator.plan.planned.inline import PlannedInlines
from berichtsgenerator.plan.text.texts import TextPlanner
from berichtsgenerator.plan.text.work import Source


class TableBase:
    """Common to the planners of tables."""

    def __init__(self, desk: Desk, texts: TextPlanner) -> None:
        self._desk = desk
        self._texts = texts

    # common --------------------------------------------------------------------------------------------------------

    def notes(
        self, block: Captioned, scope: Scope, loc: Loc, where: str, definitions: Sequence[Definition] = ()
    ) -> tuple[PlannedInlines, ...]:
        """The author's notes under a table or figure, and the reference dates of its indicators."""
        found: list[PlannedInlines] = []
        for index, text in enumerate(block.anmerkungen):
            here = (*loc, "anmerkungen", index)
            source = Source(lambda line, here=here: self._desk.layout.places.text_place(here, line), where)  # type: ignore[misc]
            content = self._texts.inline(text, scope, source)
            if content:
                found.append(content)
        dates = reference_dates(definitions)
        return (*found, (Text(dates),)) if dates else tuple(found)

    def inline(self, text: str, scope: Scope, loc: Loc, where: str) -> PlannedInlines:
        """A line of running text that belongs to a figure, with its numbers; empty for no text."""
        if not text:
            return ()
        source = Source(lambda line: self._desk.layout.places.text_place(loc, line), where)
        return self._texts.inline(text, scope, source) or ()

    def _missing(
        self,
        block: Captioned,
        scope: Scope,
        loc: Loc,
        definition: Definition,
        areas: Sequence[str],
        breakdown: Breakdown = (),
    ) -> str:
        """Record a gap for ``definition``; the reason."""
        desk = self._desk
        levels = {level_of(area) for area in areas}
        if levels == {Level.GEMEINDE} and len(areas) > 1:
            reason = f"Zu „{definition.title}“ liegen auf Gemeindeebene keine Angaben für die gewünschte Zeit vor."
            known = desk.availability.periods(definition.id, areas)
            if not known and areas:
                reason = desk.availability.gap(definition.id, areas[0], None)
                if not any(desk.availability.of_area(definition.id, area) for area in areas):
                    reason = f"Zu „{definition.title}“ liegen auf Gemeindeebene keine Angaben vor."
        else:
            reason = desk.availability.gap(definition.id, areas[0], None) if areas else "Es fehlt das Gebiet."
        subject = desk.plain(block.titel or block.was, scope, (*loc, "titel")) if "{" not in block.titel else ""
        words = f"Tabelle „{subject}“: {definition.title}" if subject else definition.title
        desk.gap(scope, words, reason, desk.place(loc), [desk.availability.lacking(definition.id, areas, breakdown)])
        return reason

    def _without_silent(
        self,
        areas: Sequence[str],
        answering: Collection[str],
        definitions: Sequence[Definition],
        scope: Scope,
        loc: Loc,
    ) -> tuple[str, ...]:
        """The areas that have data; those that have none for any of the indicators are recorded as a gap."""
        desk = self._desk
        silent = [area for area in areas if area not in answering]
        for area in silent:
            name = for_area(desk.availability.area(area))
            reason = " ".join(f"Zu „{item.title}“ liegen {name} keine Angaben vor." for item in definitions)
            lacking = [desk.availability.lacking(item.id, (area,)) for item in definitions]
            desk.gap(scope, f"{OF_AREA}{name}", reason, desk.place(loc), lacking)
        return tuple(area for area in areas if area in answering)

    def _number(self, block: Captioned, scope: Scope, loc: Loc, title: str) -> tuple[str, str]:
        """Id and printed number of a table; registers the id."""
        return register(self._desk, block, scope, loc, "tabelle", self._desk.targets.table())

    def split(
        self,
        definition: Definition,
        fixed: Breakdown,
        dimension: str,
        wanted: Sequence[str],
        total: bool,
        scope: Scope,
        loc: Loc,
    ) -> tuple[tuple[str, Breakdown], ...] | None:
        """Label and breakdown for each value of ``dimension`` (and the total); ``(("", fixed),)`` without one."""
        desk = self._desk
        dimension = desk.plain(dimension, scope, (*loc, "nach"))
        if not dimension:
            return (("", fixed),)
        place = desk.place((*loc, "nach"))
        values = [desk.plain(item, scope, (*loc, "werte", index)) for index, item in enumerate(wanted)]
        if not values:
            values = list(desk.availability.values(definition.id, dimension))
            if not values:
                if not desk.check_breakdown(definition, ((dimension, ""),), place):
                    return None
                return ()
        elif not all(desk.check_breakdown(definition, ((dimension, value),), place) for value in values):
            return None
        found = [(value, tuple(sorted((*fixed, (dimension, value))))) for value in values]
        if total:
            found.append(("insgesamt", fixed))
        return tuple(found)


def register(desk: Desk, block: Captioned, scope: Scope, loc: Loc, kind: str, number: str) -> tuple[str, str]:
    """Id and number of a table or figure; an id that exists already is an error."""
    plain = desk.plain(block.id, scope, (*loc, "id"))
    base = "-".join([plain, *scope.suffixes]) if plain and "{" not in block.id else plain
    identifier = base or desk.targets.automatic(kind)
    words = {"tabelle": "Tabelle", "abbildung": "Abbildung", "uebersicht": "Übersicht"}[kind]
    desk.claim(identifier, f"{words}\u00a0{number}".strip("\u00a0"), desk.place((*loc, "id")))
    return identifier, number


_TRIVIAL_DATES = frozenset({"", "Jahr", "Monat", "Schuljahr"})


def reference_dates(definitions: Sequence[Definition]) -> str:
    """A note on the days or spans that the numbers refer to; ``""`` when the periods say it themselves."""
    texts = {item.reference_date_text for item in definitions}
    if texts <= _TRIVIAL_DATES:
        return ""
    if len(texts) == 1:
        return f"Zeitbezug: {texts.pop()}."
    grouped: dict[str, list[str]] = {}
    for item in definitions:
        if item.reference_date_text not in _TRIVIAL_DATES:
            names = grouped.setdefault(item.reference_date_text, [])
            if item.short not in names:
                names.append(item.short)
    parts = [f"{', '.join(names)}: {text.replace(';', ',')}" for text, names in grouped.items()]
    return f"Zeitbezug: {'; '.join(parts)}."
