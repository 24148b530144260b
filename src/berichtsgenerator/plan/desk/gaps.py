"""Puts the gaps of a document together: for the annex by chapter and section, under a table in one line.

Comes in: gaps as they were met, one for every number, column and sentence. Goes out: few lines for people. What a
repetition over the Gemeinden lacks in every turn is said once; a chapter that is left out is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from berichtsgenerator.language.areas import for_area
from berichtsgenerator.model.areas import Area, Level, level_of
from berichtsgenerator.plan.desk.desk import Scope
from berichtsgenerator.plan.planned.lacks import Gap, Lack, Lacking, LeftOut

OF_AREA = "Angaben "
"""Begins the subject of a gap that is all about an area."""
WHOLE_CHAPTER = "Das ganze Kapitel"
NO_DELIVERY = "Dazu liegt keine Lieferung vor."
NO_DELIVERIES = "Zu keinem dieser Merkmale liegt eine Lieferung vor."
NOT_MATCHING = "Die Lieferungen passen nach Zeit, Gebiet oder Gliederung nicht zusammen."
_FEW = 4
_LEVELS = {
    Level.BUND: "Deutschland",
    Level.LAND: "Land",
    Level.REGIERUNGSBEZIRK: "Regierungsbezirk",
    Level.KREIS: "Kreis",
    Level.GEMEINDE: "Gemeinden",
    Level.EINRICHTUNG: "Einrichtungen",
}


class Areas(Protocol):
    """What is needed of the areas: names, and which Gemeinden there are."""

    @property
    def gemeinden(self) -> tuple[str, ...]:
        """All Gemeinden of the Kreis."""

    def area(self, key: str) -> Area:
        """The area of a key."""


@dataclass(slots=True)
class _Line:
    """One indicator in one section: the reasons met, in order."""

    deliveries: dict[str, None] = field(default_factory=dict)
    areas: dict[str, None] = field(default_factory=dict)
    breakdowns: dict[str, None] = field(default_factory=dict)
    spans: dict[str, dict[str, None]] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)
    turns: dict[str, None] = field(default_factory=dict)

    def add(self, lacking: Lacking | None, reason: str, turn: str) -> None:
        """Take over one gap."""
        if lacking is None:
            self.others.setdefault(reason)
        elif lacking.lack is Lack.DELIVERY:
            self.deliveries.setdefault(lacking.detail)
        elif lacking.lack is Lack.AREA:
            self.areas.update(dict.fromkeys(lacking.areas))
        elif lacking.lack is Lack.MATCH:
            self.others.setdefault(lacking.detail or NOT_MATCHING)
        elif lacking.lack is Lack.BREAKDOWN:
            self.breakdowns.setdefault(lacking.detail)
        else:
            levels = self.spans.setdefault(lacking.detail, {})
            levels.update(dict.fromkeys(_LEVELS[level_of(key)] for key in lacking.areas))
        if turn:
            self.turns.setdefault(turn)


def without_number(gap: Gap, scope: Scope, title: str) -> Gap:
    """The gap of a section (whose inner scope was ``scope``) that is not printed and so has no number."""
    return replace(
        gap,
        section=title if gap.section == scope.section else gap.section,
        chapter=title if gap.chapter == scope.section else gap.chapter,
        part=title if gap.part == scope.section else gap.part,
    )


def left_out_note(gaps: Sequence[Gap], areas: Areas) -> str:
    """What a table or figure that is printed leaves out, in one line.

    Areas for comparison that have no data are told in the annex only.
    """
    names: dict[str, None] = {}
    for gap in gaps:
        if gap.subject.startswith(OF_AREA):
            continue
        if not gap.lacking:
            names.setdefault(gap.subject)
        for item in gap.lacking:
            others = item.lack is Lack.AREA and any(level_of(key) < Level.GEMEINDE for key in item.areas)
            names.setdefault(f"{item.title} {_for_areas(item.areas, areas)}" if others else item.title)
    if not names:
        return ""
    shown = list(names)
    more = f"; weitere {len(shown) - _FEW} Angaben (siehe Anhang)" if len(shown) > _FEW else ""
    return f"Nicht enthalten, weil Angaben fehlen: {'; '.join(shown[:_FEW])}{more}."


def fold(gaps: Iterable[Gap], areas: Areas) -> tuple[LeftOut, ...]:
    """The lines of the annex of gaps, in the order of the document."""
    found: list[LeftOut] = []
    chapters: dict[str, list[Gap]] = {}
    for gap in gaps:
        chapters.setdefault(gap.chapter, []).append(gap)
    for chapter, own in chapters.items():
        whole = [gap for gap in own if gap.whole and not gap.part and not gap.turn]
        if whole:
            found.append(LeftOut(chapter, "", *_whole(whole, areas)))
            own = [gap for gap in own if gap not in whole]
        sections: dict[tuple[str, bool], list[Gap]] = {}
        for gap in own:
            sections.setdefault((gap.part, gap.whole and not gap.turn), []).append(gap)
        for (part, left_out), members in sections.items():
            if left_out:
                found.append(LeftOut(chapter, f"{part} (ganzer Abschnitt)", *_whole(members, areas)))
            else:
                found.extend(LeftOut(chapter, part or chapter, what, why) for what, why in _parts(members, areas))
    return tuple(found)


def _lines(gaps: Sequence[Gap]) -> dict[str, _Line]:
    lines: dict[str, _Line] = {}
    for gap in gaps:
        for item in gap.lacking:
            lines.setdefault(item.title, _Line()).add(item, gap.reason, gap.turn)
        if not gap.lacking:
            lines.setdefault(gap.subject, _Line()).add(None, gap.reason, gap.turn)
    return lines


def _whole(gaps: Sequence[Gap], areas: Areas) -> tuple[str, str]:
    """All that a chapter or section would need, and the reasons in one text."""
    lines = _lines(gaps)
    what = "; ".join(lines)
    if all(line.deliveries for line in lines.values()):
        return what, NO_DELIVERY if len(lines) == 1 else NO_DELIVERIES
    reasons = dict.fromkeys(
        text for title, line in lines.items() if not line.deliveries for text in _reasons(title, line, areas)
    )
    undelivered = [title for title, line in lines.items() if line.deliveries]
    if undelivered:
        reasons.setdefault(f"Es fehlen Lieferungen zu: {'; '.join(undelivered)}.")
    return what, " ".join(reasons)


def _parts(gaps: Sequence[Gap], areas: Areas) -> list[tuple[str, str]]:
    """Indicators that lack for the same reason, and the reason."""
    grouped: dict[str, list[str]] = {}
    for title, line in _lines(gaps).items():
        for reason in _reasons(title, line, areas):
            grouped.setdefault(reason, []).append(title)
    return [("; ".join(titles), reason) for reason, titles in grouped.items()]


def _reasons(title: str, line: _Line, areas: Areas) -> list[str]:
    """The reasons of one indicator; what no delivery holds needs no other reason."""
    if line.deliveries:
        named = dict.fromkeys(
            label.removesuffix(" (veröffentlicht)") for text in line.deliveries for label in text.split("; ") if label
        )
        if list(named) == [title]:
            return [NO_DELIVERY]
        return [f"Es fehlt eine Lieferung zu: {'; '.join(named)}."]
    found = []
    if line.areas:
        found.append(f"Keine Angaben {_for_areas(tuple(line.areas), areas)}.")
    if line.breakdowns:
        found.append(f"Keine Angaben nach der Gliederung „{'“, „'.join(line.breakdowns)}“.")
    if line.spans and not line.areas:
        found.append(_spans({span: list(levels) for span, levels in line.spans.items() if span}))
    found.extend(line.others)
    return found


def _spans(spans: Mapping[str, Sequence[str]]) -> str:
    """For which times there are answers; with the levels of areas where they differ."""
    if not spans:
        return "Für die gewünschte Zeit liegen keine Angaben vor."
    if len(spans) == 1:
        return f"Angaben liegen nur vor für {next(iter(spans))}."
    parts = [f"{span} ({', '.join(levels)})" for span, levels in spans.items()]
    return f"Angaben liegen nur vor für {'; '.join(parts[:_FEW])}."


def _for_areas(keys: Sequence[str], areas: Areas) -> str:
    """Areas behind "keine Angaben": ``für die Gemeinden, für Hessen``."""
    inside = [key for key in keys if level_of(key) is Level.GEMEINDE]
    parts = []
    if inside and len(inside) == len(areas.gemeinden):
        parts.append("für die Gemeinden")
    elif len(inside) > _FEW:
        parts.append(f"für {len(inside)} der {len(areas.gemeinden)} Gemeinden")
    else:
        parts.extend(for_area(areas.area(key)) for key in inside)
    others = sorted((key for key in keys if key not in inside), key=lambda key: -level_of(key))
    parts.extend(for_area(areas.area(key)) for key in others)
    return " und ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
