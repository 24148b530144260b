"""The working state of one planning, and the answers that every block needs: names, indicators, areas, periods.

Comes in: words of the layout with the place where they stand. Goes out: definitions, keys and periods, or a recorded
finding. An unknown word is an error with a proposal; what the data do not have is a gap, not an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from berichtsgenerator.configuration.yamlfile import closest, did_you_mean
from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.diagnostics import Diagnostic, Place, error, note, warning
from berichtsgenerator.language.areas import told_apart
from berichtsgenerator.language.dates import short_period
from berichtsgenerator.model.areas import BUND_KEY, is_area_key
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.observations import Breakdown
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.desk.availability import Availability, fits_kind
from berichtsgenerator.plan.desk.context import Definition, Findings, PlanContext
from berichtsgenerator.plan.desk.names import AreaView, IndicatorView, ProjectView, area_view, indicator_view
from berichtsgenerator.plan.desk.targets import Targets
from berichtsgenerator.plan.layout.loading import Layout
from berichtsgenerator.plan.layout.parts import TimeSpan
from berichtsgenerator.plan.layout.sandbox import TOKEN, TemplateProblem, compile_text, render
from berichtsgenerator.plan.layout.selectors import AREA_WORDS, Point, Span, parse_point, parse_time
from berichtsgenerator.plan.planned.document import TypedFigure
from berichtsgenerator.plan.planned.lacks import Gap, Lacking
from berichtsgenerator.register.requests import RequestSet

Value = str | AreaView | IndicatorView | ProjectView | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where planning is: variables of templates, the current area, the repetitions around, the heading above.

    ``chapter`` is the heading of the chapter, ``part`` the nearest heading outside all repetitions, ``turn`` the area
    of the innermost repetition over areas.
    """

    variables: Mapping[str, Value]
    area: str
    suffixes: tuple[str, ...] = ()
    section: str = ""
    chapter: str = ""
    part: str = ""
    turn: str = ""

    def under(self, heading: str, *, chapter: bool = False) -> Scope:
        """The scope below a heading."""
        return replace(
            self,
            section=heading,
            chapter=heading if chapter else self.chapter,
            part=self.part if self.turn or chapter else heading,
        )

    def inside(self, variable: str, value: Value, suffix: str, area: str | None = None) -> Scope:
        """The scope within one turn of a repetition."""
        return replace(
            self,
            variables={**self.variables, variable: value},
            area=self.area if area is None else area,
            suffixes=(*self.suffixes, suffix),
            turn=area or self.turn,
        )


@dataclass(slots=True)
class Desk:
    """State and answers of one planning."""

    context: PlanContext
    layout: Layout
    availability: Availability
    targets: Targets
    findings: Findings = field(default_factory=Findings)
    requests: RequestSet = field(default_factory=RequestSet)
    gaps: list[Gap] = field(default_factory=list)
    indicators: dict[str, Definition] = field(default_factory=dict)
    areas_used: dict[str, None] = field(default_factory=dict)
    typed: dict[Place, TypedFigure] = field(default_factory=dict)
    _views: dict[str, AreaView] = field(default_factory=dict)
    _known_gaps: set[Gap] = field(default_factory=set)

    # findings ------------------------------------------------------------------------------------------------------

    def claim(self, identifier: str, words: str, place: Place) -> None:
        """Make the id of a block known as ``words``; one that exists already is an error."""
        earlier = self.targets.register(identifier, words, place)
        if earlier is not None:
            self.error(
                "id-doppelt", f"Die id „{identifier}“ ist schon vergeben ({earlier}).", place, "Wählen Sie eine andere."
            )

    def error(self, code: str, message: str, place: Place, advice: str = "") -> None:
        """Record something that stops the document."""
        self.findings.add(error(code, message, place, advice))

    def warning(self, code: str, message: str, place: Place, advice: str = "") -> None:
        """Record something that the author should act on."""
        self.findings.add(warning(code, message, place, advice))

    def note(self, code: str, message: str, place: Place, advice: str = "") -> None:
        """Record something worth knowing."""
        self.findings.add(note(code, message, place, advice))

    def place(self, loc: Loc) -> Place:
        """Place of a part of the layout file."""
        return self.layout.places.place(loc)

    def gap(
        self,
        scope: Scope,
        subject: str,
        reason: str,
        place: Place,
        lacking: Sequence[Lacking] = (),
        *,
        whole: bool = False,
    ) -> None:
        """Record what the data do not give; ``whole`` where a section or chapter is left out for it."""
        found = Gap(scope.section, subject, reason, place, tuple(lacking), scope.chapter, scope.part, scope.turn, whole)
        if found not in self._known_gaps:
            self._known_gaps.add(found)
            self.gaps.append(found)

    def line(self, place: Place) -> str:
        """The line of the layout or of a text file at ``place``, as it was read."""
        lines = self.layout.places.lines if place.file == self.layout.places.shown else ()
        if not lines:
            texts = self.layout.texts
            name = next((name for name in texts if self.layout.shown(name) == place.file), "")
            lines = tuple(texts.get(name, "").split("\n"))
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    def request(self, key: NumberKey, where: str, place: Place | None = None, *, cell: bool = False) -> NumberKey:
        """Ask for a number; with its ``place`` where this very number is wanted, as a ``cell`` of many or alone."""
        self.areas_used.setdefault(key.area)
        return self.requests.add(key, where=f"{self.layout.model.produkt}: {where}", place=place, cell=cell)

    # names ---------------------------------------------------------------------------------------------------------

    def view(self, key: str) -> AreaView:
        """The area as templates see it."""
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = area_view(self.availability.area(key))
        return found

    def labels(self, areas: Sequence[str]) -> dict[str, str]:
        """The names of areas that stand side by side."""
        return told_apart([self.availability.area(key) for key in areas])

    def variables(self, scope: Scope) -> dict[str, Any]:
        """The names that every template knows."""
        project = self.context.project
        return {
            "kreis": self.view(self.availability.kreis),
            "land": self.view(self.availability.land),
            "bund": self.view(BUND_KEY),
            "projekt": ProjectView(project.titel, project.untertitel, project.herausgeber, project.stand),
            "gebiet": self.view(scope.area),
            **scope.variables,
        }

    def plain(self, source: str, scope: Scope, loc: Loc, extra: Mapping[str, Any] | None = None) -> str:
        """The text of a heading, caption or word: names only, no numbers."""
        if "{" not in source:
            return source
        names = self.variables(scope) | dict(extra or {})
        try:
            text = render(compile_text(source, frozenset(names)), names)
        except TemplateProblem as problem:
            self.template_problem(problem, self.layout.places.text_place(loc, problem.line))
            return source
        if TOKEN.search(text):
            self.error(
                "vorlage-zahl", "In Überschriften und Titeln stehen keine Zahlen aus dem Register.", self.place(loc),
                "Nennen Sie die Zahl im Text.",
            )  # fmt: skip
        return " ".join(text.split())

    def template_problem(self, problem: TemplateProblem, place: Place) -> None:
        """Record a mistake in a template."""
        self.error(problem.code, problem.message, place, problem.advice)

    # words ---------------------------------------------------------------------------------------------------------

    def indicator(self, word: str, scope: Scope, loc: Loc) -> Definition | None:
        """The definition that ``word`` names; an unknown one is an error."""
        name = self.plain(word, scope, loc)
        return self.known_indicator(name, self.place(loc))

    def known_indicator(self, name: str, place: Place) -> Definition | None:
        """The definition of ``name``; an unknown one is an error at ``place``."""
        if name not in self.context.catalogue:
            self.error(
                "indikator-unbekannt",
                f"Den Indikator „{name}“ kennt der Katalog nicht.",
                place,
                did_you_mean(name, self.context.catalogue) or "„bericht indikatoren“ zeigt alle.",
            )
            return None
        definition = self.context.catalogue[name]
        self.indicators.setdefault(name, definition)
        return definition

    def area_keys(self, words: Iterable[str], scope: Scope, loc: Loc) -> tuple[str, ...]:
        """Area keys of the words; an unknown one is an error."""
        names = [self.plain(word, scope, (*loc, index)) for index, word in enumerate(words)]
        return self.known_areas(names, scope, self.place(loc))

    def known_areas(self, names: Sequence[str], scope: Scope, place: Place) -> tuple[str, ...]:
        """Area keys of plain words; an unknown one is an error at ``place``."""
        found = self.availability.areas(names, scope.area)
        if isinstance(found, str):
            bad = next((item for item in names if item not in AREA_WORDS and not is_area_key(item)), "")
            self.error("gebiet-unbekannt", found, place, self._meant(bad) if bad else "")
            return ()
        return found

    def _meant(self, word: str) -> str:
        """What an unknown area may be: a Gemeinde by its name, which is asked for by its key, or an area word."""
        named = {self.availability.area(key).short: key for key in self.availability.gemeinden}
        near = () if closest(word, AREA_WORDS) else closest(word, named)
        if not near:
            return did_you_mean(word, AREA_WORDS)
        told = " oder ".join(f"{name} ist {named[name]}" for name in near)
        return f"Gemeinden nennt man mit ihrem Schlüssel: {told}."

    def breakdown(self, pairs: Mapping[str, str], scope: Scope, loc: Loc) -> Breakdown:
        """A breakdown with its templates filled in."""
        return tuple(sorted((name, self.plain(value, scope, (*loc, name))) for name, value in pairs.items()))

    def check_breakdown(self, definition: Definition, breakdown: Breakdown, place: Place) -> bool:
        """True when the data divide the indicator so; an unknown dimension or value is recorded."""
        if not breakdown:
            return True
        known = self.availability.dimensions(definition.id)
        good = True
        for name, value in breakdown:
            if name not in known:
                self.error(
                    "gliederung-unbekannt",
                    f"„{definition.id}“ ist nicht nach „{name}“ gegliedert.",
                    place,
                    did_you_mean(name, known, listing="Möglich sind"),
                )
                good = False
            elif name != "alter" and value not in self.availability.values(definition.id, name):
                self.warning(
                    "gliederung-ohne-daten",
                    f"Zu „{definition.id}“ gibt es keine Daten mit {name} = „{value}“.",
                    place,
                    did_you_mean(value, self.availability.values(definition.id, name), listing="Vorhanden sind"),
                )
        return good

    def point(
        self, word: str, definition: Definition, areas: Sequence[str], breakdown: Breakdown, place: Place
    ) -> Period | None:
        """The one period that ``word`` means; a word that cannot be a period of the indicator is an error."""
        try:
            parsed = parse_point(word)
        except ValueError as problem:
            self.error("zeit-form", str(problem), place)
            return None
        if not self._fits(parsed, definition, place):
            return None
        return self.availability.point(definition.id, areas, parsed, breakdown)

    def begins_before(self, since: Period, period: Period, place: Place) -> bool:
        """Whether a change since then can be told; a later time is an error."""
        if not period < since:
            return True
        message = f"Eine Veränderung seit {short_period(since)} gibt es für die Zahl von {short_period(period)} nicht."
        self.error("seit-spaeter", message, place, "Nennen Sie eine frühere Zeit.")
        return False

    def _fits(self, point: Point, definition: Definition, place: Place) -> bool:
        if fits_kind(point.word, definition.period_kind):
            return True
        self.error(
            "zeit-art",
            f"„{point.word}“ passt nicht: „{definition.id}“ hat {_KINDS[definition.period_kind.value]}.",
            place,
        )
        return False

    def times(
        self,
        words: Sequence[str | TimeSpan],
        definition: Definition,
        areas: Sequence[str],
        breakdown: Breakdown,
        scope: Scope,
        loc: Loc,
    ) -> tuple[Period, ...]:
        """The periods that the words mean, ascending, each once; only those that the data have."""
        found: set[Period] = set()
        for index, word in enumerate(words):
            place = self.place((*loc, index))
            try:
                if isinstance(word, TimeSpan):
                    first, last = (self.plain(part, scope, loc) for part in (word.von, word.bis))
                    parsed: Point | Span = Span(parse_point(first), parse_point(last), word.jedes, word.monat)
                else:
                    parsed = parse_time(self.plain(word, scope, (*loc, index)))
            except ValueError as problem:
                self.error("zeit-form", str(problem), place)
                continue
            points = (parsed.first, parsed.last) if isinstance(parsed, Span) else (parsed,)
            if not all(self._fits(point, definition, place) for point in points):
                continue
            if isinstance(parsed, Span):
                found.update(self.availability.span(definition.id, areas, parsed, breakdown))
            else:
                period = self.availability.point(definition.id, areas, parsed, breakdown)
                if period is not None:
                    found.add(period)
        return tuple(sorted(found))

    def indicator_view(self, definition: Definition) -> IndicatorView:
        """The indicator as templates see it."""
        return indicator_view(definition)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything found, in the order of the places."""
        return tuple(sorted(self.findings.items, key=lambda item: (item.place, item.code, item.message)))


_KINDS = {
    "stichtag": "Stichtage",
    "jahr": "Jahreswerte",
    "monat": "Monatswerte",
    "quartal": "Quartalswerte",
    "jahresdurchschnitt": "Jahresdurchschnitte",
    "schuljahr": "Schuljahre",
}
