"""Running text of a layout: templates, then Markdown, with every number requested and none of them known.

Comes in: the source of a text and its scope. Goes out: planned paragraphs and lists. A number that the data cannot
give leaves out its paragraph and is recorded as a gap.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import ParagraphStyle
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.dates import format_period, reference_date
from berichtsgenerator.language.numbers import spell_number
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.comparison import Comparison, Wanted, held, keys_of
from berichtsgenerator.model.numbers import NumberKey, View
from berichtsgenerator.plan.desk.availability import LEVEL_WORDS
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.layout.sandbox import TemplateProblem, Token, compile_text, for_templates, render
from berichtsgenerator.plan.planned.document import TypedFigure
from berichtsgenerator.plan.planned.inline import (
    PlannedInline,
    PlannedInlines,
    PlannedList,
    PlannedParagraph,
    ReferenceSlot,
    SourceSlot,
)
from berichtsgenerator.plan.text.claims import claim, reliance
from berichtsgenerator.plan.text.findings import FINDINGS, Call, finding_slot
from berichtsgenerator.plan.text.markdown import Reader, Unavailable
from berichtsgenerator.plan.text.typed import Typed, quantity_words, typed_figures
from berichtsgenerator.plan.text.work import Source, Work

STYLES = {
    "text": ParagraphStyle.BODY,
    "vorspann": ParagraphStyle.LEAD,
    "klein": ParagraphStyle.SMALL,
    "zitat": ParagraphStyle.QUOTE,
}
_VIEWS = {"wert": View.VALUE, "zaehler": View.NUMERATOR, "nenner": View.DENOMINATOR}


Pick = Callable[[Comparison[NumberKey]], NumberKey | None]
"""A figure of a record."""


def _difference(record: Comparison[NumberKey]) -> NumberKey | None:
    return record.distances[0].difference


def _ratio(record: Comparison[NumberKey]) -> NumberKey | None:
    return record.distances[0].ratio


def _functions(work: Work) -> dict[str, Callable[..., Any]]:
    """The functions that texts may call; German names and arguments."""
    desk = work.desk

    def wert(
        indikator: Any,
        gebiet: Any = None,
        zeit: Any = "letzte",
        einheit: bool = True,
        ansicht: str = "wert",
        stellen: int | None = None,
        **gliederung: Any,
    ) -> Token:
        found = work.key(indikator, gebiet, zeit, gliederung)
        if stellen is not None and (isinstance(stellen, bool) or not isinstance(stellen, int) or stellen < 0):
            desk.error("vorlage-argument", "„stellen“ ist eine ganze Zahl ab 0.", work.here())
            return work.token(None)
        if ansicht not in _VIEWS:
            desk.error(
                "vorlage-argument",
                f"Die Ansicht „{ansicht}“ gibt es nicht.",
                work.here(),
                did_you_mean(ansicht, _VIEWS),
            )
            return work.token(None)
        if found is None:
            return work.token(None)
        key = found[1] if ansicht == "wert" else found[1].with_view(_VIEWS[ansicht])
        return work.number(key, unit=bool(einheit), decimals=stellen)

    def against(
        pick: Pick,
        indikator: Any,
        gebiet: Any,
        other: Any,
        zeit: Any,
        einheit: bool,
        gliederung: dict[str, Any],
        sign: bool,
    ) -> Token:
        found, area = work.key(indikator, gebiet, zeit, gliederung), work.area(other)
        if found is None or area is None:
            return work.token(None)
        definition, key = found
        if area == key.area:
            desk.error(
                "vorlage-argument", f"{desk.view(area).name} wird mit sich selbst verglichen.",
                work.here(), "Nennen Sie mit „zu“ ein anderes Gebiet.",
            )  # fmt: skip
            return work.token(None)
        if not desk.availability.has(definition.id, area, key.period, key.breakdown):
            reason = desk.availability.gap(definition.id, area, key.period)
            lacking = [desk.availability.lacking(definition.id, (area,), key.breakdown)]
            desk.gap(work.scope, f"Vergleich mit {desk.view(area).name}", reason, work.here(), lacking)
            return work.token(None)
        wanted = Wanted(against=(area,), differences=True, ratios=True, within=area, rank=True)
        return work.number(held(pick(keys_of(key, wanted))), unit=einheit, sign=sign)

    def differenz(
        indikator: Any, gebiet: Any = None, zu: Any = "kreis", zeit: Any = "letzte", einheit: bool = True,
        vorzeichen: bool = False,
        **gliederung: Any,
    ) -> Token:  # fmt: skip
        return against(_difference, indikator, gebiet, zu, zeit, einheit, gliederung, vorzeichen)

    def verhaeltnis(
        indikator: Any, gebiet: Any = None, zu: Any = "kreis", zeit: Any = "letzte", **gliederung: Any
    ) -> Token:
        return against(_ratio, indikator, gebiet, zu, zeit, True, gliederung, False)

    def rang(
        indikator: Any, gebiet: Any = None, unter: Any = "kreis", zeit: Any = "letzte", **gliederung: Any
    ) -> Token:
        return against(lambda record: record.rank, indikator, gebiet, unter, zeit, False, gliederung, False)

    def veraenderung(
        indikator: Any, gebiet: Any = None, seit: Any = "letzte-1", zeit: Any = "letzte", prozent: bool = False,
        einheit: bool = True, vorzeichen: bool = False, **gliederung: Any,
    ) -> Token:  # fmt: skip
        found = work.key(indikator, gebiet, zeit, gliederung)
        if found is None:
            return work.token(None)
        definition, key = found
        since = work.period(definition, key.area, seit, key.breakdown)
        if since is None or not desk.begins_before(since, key.period, work.here()):
            return work.token(None)
        (change,) = keys_of(key, Wanted(since=(since,), changes=True, percents=True)).changes
        return work.number(held(change.percent if prozent else change.change), unit=einheit, sign=vorzeichen)

    def befund(
        indikator: Any, gebiet: Any = None, art: str = "stand", zeit: Any = "letzte", zu: Any = None,
        seit: Any = None,
        **gliederung: Any,
    ) -> Token:  # fmt: skip
        if art not in FINDINGS:
            desk.error(
                "vorlage-argument", f"Den Befund „{art}“ gibt es nicht.", work.here(),
                did_you_mean(art, FINDINGS) or f"Möglich sind: {', '.join(FINDINGS)}.",
            )  # fmt: skip
            return work.token(None)
        slot = finding_slot(work, Call(art, indikator, gebiet, zeit, zu, seit, gliederung))
        for key in slot.keys:
            desk.request(key, work.source.where)  # what a rule refuses, the sentence says
        return work.token(slot)

    def verweis(ziel: str, form: str = "nummer") -> Token:
        return work.token(reference(str(ziel), form, work.scope, work.here(), desk))

    def name(gebiet: Any = None) -> str:
        area = work.area(gebiet)
        return "" if area is None else desk.view(area).name

    def zeit(indikator: Any, zeit: Any = "letzte", gebiet: Any = None, **gliederung: Any) -> Any:
        found = work.key(indikator, gebiet, zeit, gliederung)
        return work.token(None) if found is None else format_period(found[1].period)

    def stichtag(indikator: Any, zeit: Any = "letzte", gebiet: Any = None, **gliederung: Any) -> Any:
        found = work.key(indikator, gebiet, zeit, gliederung)
        if found is None:
            return work.token(None)
        definition, key = found[0], found[1]
        return reference_date(key.period, definition.reference_date_text)

    def quelle(indikator: Any, gebiet: Any = None, zeit: Any = "letzte", **gliederung: Any) -> Any:
        found = work.key(indikator, gebiet, zeit, gliederung)
        return work.token(None if found is None else SourceSlot(desk.request(found[1], work.source.where)))

    def stimmt(links: Any, beziehung: Any, rechts: Any) -> Token:
        return work.token(claim(work, links, beziehung, rechts))

    def beruht_auf(*zahlen: Any) -> Token:
        return work.token(reliance(work, zahlen))

    def fest(text: Any) -> str:
        return str(text)

    def titel(indikator: Any) -> str:
        definition = work.definition(indikator)
        return "" if definition is None else definition.title

    def einheit(indikator: Any) -> str:
        definition = work.definition(indikator)
        return "" if definition is None else unit_text(definition.unit)

    def verfuegbar(
        indikator: Any, gebiet: Any = None, ebene: str = "", zeit: Any = "letzte", **gliederung: Any
    ) -> bool:
        definition = work.definition(indikator)
        if definition is None:
            return False
        if ebene:
            if ebene not in LEVEL_WORDS:
                desk.error(
                    "vorlage-argument",
                    f"Die Ebene „{ebene}“ gibt es nicht.",
                    work.here(),
                    did_you_mean(ebene, LEVEL_WORDS),
                )
                return False
            return desk.availability.level(definition.id, ebene)
        area = work.area(gebiet)
        pairs = tuple(sorted((key, str(value)) for key, value in gliederung.items()))
        return area is not None and work.period(definition, area, zeit, pairs, record=False) is not None

    def anzahl_gemeinden() -> str:
        return spell_number(len(desk.availability.gemeinden))

    functions: tuple[Callable[..., Any], ...] = (
        stimmt, beruht_auf, fest,
        wert, differenz, verhaeltnis, rang, veraenderung, befund, verweis, name, zeit, stichtag, quelle, titel, einheit,
        verfuegbar, anzahl_gemeinden,
    )  # fmt: skip
    return {function.__name__: for_templates(_guarded(function, work)) for function in functions}


def _guarded(function: Callable[..., Any], work: Work) -> Callable[..., Any]:
    """Turn wrong arguments into a finding at the line of the call."""
    signature = inspect.signature(function)

    def call(*args: Any, **options: Any) -> Any:
        try:
            signature.bind(*args, **options)
        except TypeError:
            names = [item for item in signature.parameters if item != "gliederung"]
            work.desk.error(
                "vorlage-argument",
                f"So lässt sich {function.__name__}() nicht aufrufen.",
                work.here(),
                f"Es nimmt: {', '.join(names)}." if names else "Es nimmt nichts.",
            )
            return work.token(None)
        return function(*args, **options)

    return call


def reference(target: str, form: str, scope: Scope, place: Place, desk: Desk) -> PlannedInline:
    """A reference slot; an unknown form is an error."""
    if form not in ("nummer", "seite", "beides"):
        desk.error(
            "verweis-form",
            f"Die Form „{form}“ gibt es nicht.",
            place,
            did_you_mean(form, ("nummer", "seite", "beides")),
        )
        form = "nummer"
    return ReferenceSlot(target, form, scope.suffixes, place)


class TextPlanner:
    """Plans texts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._work = Work(desk, Scope({}, ""), Source(lambda line: Place(), ""))
        self._functions = _functions(self._work)

    def _run(self, text: str, scope: Scope, source: Source) -> tuple[str, Reader] | None:
        """The text after its template, and the reader that knows its tokens; None after a mistake."""
        self._work.begin(scope, source)
        names = self._desk.variables(scope)
        if "{" in text:
            names = {**self._functions, **names}
        try:
            compiled = compile_text(text, frozenset(names))
            self._typed(text, scope, source)
            done = render(compiled, names)
        except TemplateProblem as problem:
            self._desk.template_problem(problem, source.place_of(problem.line))
            return None

        def make(target: str, form: str, line: int) -> PlannedInline:
            return reference(target, form, scope, source.place_of(line), self._desk)

        return done, Reader(self._work.slots, make, place_of=source.place_of)

    def _typed(self, text: str, scope: Scope, source: Source) -> None:
        """Record the numbers that stand fixed in the text, each at its line and column."""
        for words, found in ((False, typed_figures(text)), (True, quantity_words(text))):
            for item in found:
                place = self._exact(text, item, source)
                if place in self._desk.typed:
                    continue
                self._desk.typed[place] = TypedFigure(place, item.text, item.unit, item.sentence, scope.area, words)
                if not words:
                    self._desk.note(
                        "zahl-ohne-herkunft",
                        f"Zahl ohne Herkunft: „{item.shown}“ steht fest im Text.",
                        place,
                        "Nehmen Sie sie mit wert() aus dem Register, oder schreiben Sie fest(), wenn sie nicht aus den "
                        "Daten stammt.",
                    )

    def _exact(self, text: str, item: Typed, source: Source) -> Place:
        """The place of a figure with its column, found in the file by the rest of its line."""
        place = source.place_of(1 + text.count("\n", 0, item.offset))
        end = text.find("\n", item.offset)
        rest = text[item.offset : end if end >= 0 else len(text)]
        line = self._desk.line(place)
        column = max(line.find(rest), line.find(item.text) if line.count(item.text) == 1 else -1)
        return replace(place, column=column + 1) if column >= 0 else place

    def blocks(
        self, text: str, scope: Scope, source: Source, style: ParagraphStyle = ParagraphStyle.BODY
    ) -> tuple[PlannedParagraph | PlannedList, ...]:
        """Paragraphs and lists of a text."""
        done = self._run(text, scope, source)
        if done is None:
            return ()
        try:
            return done[1].blocks(done[0], style)
        except TemplateProblem as problem:
            self._desk.template_problem(problem, source.place_of(problem.line))
            return ()

    def inline(self, text: str, scope: Scope, source: Source) -> PlannedInlines | None:
        """One paragraph's content; None when it needs a number that the data do not give."""
        done = self._run(text, scope, source)
        if done is None:
            return (Text(text),)
        try:
            return done[1].inline(done[0])
        except Unavailable:
            return None
        except TemplateProblem as problem:
            self._desk.template_problem(problem, source.place_of(problem.line))
            return ()
