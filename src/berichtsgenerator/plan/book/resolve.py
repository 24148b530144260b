"""Phase one: a layout becomes a planned document; every number is requested, every gap recorded.

Comes in: a layout and what it is resolved against. Goes out: a :class:`PlannedDocument`. All mistakes of a layout are
raised together as ConfigurationError; the document is then not made.
"""

from __future__ import annotations

from collections.abc import Iterable

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.diagnostics import ConfigurationError, Place, error, has_errors
from berichtsgenerator.document.blocks import Heading, PartTitle
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.plan.book.blocks import BlockPlanner
from berichtsgenerator.plan.book.sections import SectionPlanner
from berichtsgenerator.plan.desk.availability import Availability
from berichtsgenerator.plan.desk.context import BreakLike, Definition, PlanContext
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.desk.gaps import fold
from berichtsgenerator.plan.desk.references import resolve_references
from berichtsgenerator.plan.desk.targets import Targets
from berichtsgenerator.plan.layout.loading import Layout, all_blocks, all_sections
from berichtsgenerator.plan.planned.document import (
    IndicatorFacts,
    PlannedAnnex,
    PlannedBlock,
    PlannedDocument,
    PlannedExemption,
    PlannedLandscape,
    PlannedTitle,
    SeriesBreak,
)
from berichtsgenerator.plan.planned.figures import PlannedFigure

DATA_TITLE = "Zahlen zu den Abbildungen"
GAPS_TITLE = "Fehlende Angaben"


class _DocumentPlanner:
    """Plans one document of a layout."""

    def __init__(self, layout: Layout, context: PlanContext, area: str) -> None:
        model = layout.model
        self.model = model
        self.desk = Desk(
            context,
            layout,
            Availability(context),
            Targets(model.standard.nummerierung, model.standard.nummerierung_tiefe),
        )
        self.scope = Scope({}, area)
        self.planner = BlockPlanner(self.desk, model)
        self.sections = SectionPlanner(self.planner, self.scope)
        self.parts = {block.anhang.teil for block, _ in all_blocks(model) if block.anhang is not None}

    def document(self) -> PlannedDocument:
        """The whole document; raises ConfigurationError with every mistake."""
        desk, model = self.desk, self.model
        self.planner.label = "Vorspann"
        front = self.planner.blocks(model.vorspann, self.scope, ("vorspann",))
        body = self.sections.chapters(model.kapitel, "kapitel", annex=False)
        empty = bool(model.kapitel) and not body
        if self.sections.book_parts:
            body.append(PartTitle("", "", ""))
        body.extend(self.sections.chapters(model.anhaenge, "anhaenge", annex=True))
        annexes = self.sections.annexes
        if self.planner.charts:
            desk.targets.chapter(annexes + 1, annex=True, number=True)
            desk.targets.register("anhang-abbildungsdaten", f"Anhang\u00a0{desk.targets.current()}", Place())
            body.extend(self.added(DATA_TITLE, "anhang-abbildungsdaten", self.planner.chart_numbers()))
            annexes += 1
        if desk.gaps and "luecken" not in self.parts and (model.anhaenge or model.standard.luecken == "anhang"):
            desk.targets.chapter(annexes + 1, annex=True, number=True)
            body.extend(self.added(GAPS_TITLE, "anhang-luecken", [PlannedAnnex("luecken", "anhang-luecken-tabelle")]))
        for identifier in self.left_out():
            desk.targets.absent(identifier)
        front_done = resolve_references(tuple(front), desk)
        body_done = resolve_references(tuple(body), desk)
        self.check_data_tables(body_done)
        exemptions = self.exemptions()
        if has_errors(desk.findings.items):
            raise ConfigurationError(desk.diagnostics)
        return PlannedDocument(
            model.produkt,
            self.title(),
            front_done,
            body_done,
            desk.requests,
            tuple(desk.gaps),
            desk.diagnostics,
            tuple(
                IndicatorFacts(
                    item.id, item.title, item.short, item.unit, item.kind,
                    _breaks(item, desk.context.catalogue.breaks(item.id, bases=False)),
                    item.reference_date_text, item.base_change_harmless,
                )
                for _, item in sorted(desk.indicators.items())
            ),
            tuple(desk.availability.area(key) for key in sorted(desk.areas_used)),
            desk.availability.kreis,
            desk.context.project.zeichenprofil,
            desk.context.project.ausgabe,
            fold(desk.gaps, desk.availability),
            empty,
            exemptions,
            typed=tuple(figure for _, figure in sorted(desk.typed.items())),
        )  # fmt: skip

    def exemptions(self) -> tuple[PlannedExemption, ...]:
        """The rules that the layout sets aside, by indicator; an unknown indicator is a mistake."""
        found: list[PlannedExemption] = []
        for number, item in enumerate(self.model.ausnahmen):
            place = self.desk.place(("ausnahmen", number))
            for name in item.indikatoren:
                if name in self.desk.context.catalogue:
                    found.append(PlannedExemption(Guard(item.regel), name, item.grund, place))
                else:
                    self.desk.known_indicator(name, place)
        return tuple(found)

    def left_out(self) -> set[str]:
        """Ids that the layout gives and this document may not have."""
        found = {section.id for section, _ in all_sections(self.model) if section.id}
        found.update(str(getattr(block.content, "id", "")) for block, _ in all_blocks(self.model))
        return {item for item in found if item and "{" not in item}

    def check_data_tables(self, blocks: tuple[PlannedBlock, ...]) -> None:
        """Every figure that names a table nearby must have it in the document."""
        known = set(self.desk.targets.known())
        for block in blocks:
            if isinstance(block, PlannedLandscape):
                self.check_data_tables(block.content)
            elif isinstance(block, PlannedFigure) and block.data_table and block.data_table not in known:
                self.desk.error(
                    "daten-unbekannt",
                    f"Die Tabelle „{block.data_table}“ mit den Zahlen dieser Abbildung gibt es nicht.",
                    block.place,
                    did_you_mean(block.data_table, known),
                )

    def title(self) -> PlannedTitle:
        """Title page and metadata."""
        desk, model, scope = self.desk, self.model, self.scope
        project = desk.context.project
        title = desk.plain(model.titel, scope, ("titel",))
        return PlannedTitle(
            title,
            desk.plain(model.untertitel, scope, ("untertitel",)),
            project.herausgeber,
            tuple(
                line
                for index, text in enumerate(model.titelzeilen)
                if (line := desk.plain(text, scope, ("titelzeilen", index)))
            ),
            tuple(project.impressum),
            desk.plain(model.thema, scope, ("thema",)),
            tuple(desk.plain(word, scope, ("schlagwoerter", i)) for i, word in enumerate(model.schlagwoerter)),
            desk.plain(model.kurztitel, scope, ("kurztitel",)) or title,
            model.titelseite,
        )

    def added(self, title: str, identifier: str, content: list[PlannedBlock]) -> list[PlannedBlock]:
        """An annex that the layout does not name but the document needs."""
        return [Heading(identifier, 1, self.desk.targets.current(), title, title), *content] if content else []


def _check_choice(layout: Layout, context: PlanContext) -> str:
    """The area that the document is about; raises ConfigurationError for chapters or areas that do not exist."""
    found = []
    known = [section.id for section in layout.model.kapitel if section.id]
    for chapter in context.only_chapters:
        if chapter not in known:
            found.append(
                error(
                    "kapitel-unbekannt",
                    f"Das Produkt „{layout.name}“ hat kein Kapitel „{chapter}“.",
                    Place(layout.places.shown),
                    did_you_mean(chapter, known, listing="Vorhanden sind"),
                )
            )
    kreis = context.project.kreis
    if context.gazetteer.area(kreis) is None:
        found.append(
            error(
                "gebiet-unbekannt",
                f"Den Kreis {kreis} kennt das Gemeindeverzeichnis nicht.",
                Place(context.project.file),
            )
        )
    children = {area.key: area.short for area in context.gazetteer.children(kreis, Level.GEMEINDE)}
    for key in context.only_areas:
        if key not in children:
            found.append(
                error(
                    "gebiet-unbekannt",
                    f"„{key}“ ist keine Gemeinde des Kreises {kreis}.",
                    advice=did_you_mean(key, children) or "Nennen Sie den achtstelligen Schlüssel (AGS).",
                )
            )
    if layout.model.je_gebiet and len(context.only_areas) != 1:
        found.append(
            error(
                "gebiet-fehlt",
                f"Das Produkt „{layout.name}“ wird je Gemeinde erstellt; genannt sind {len(context.only_areas)}.",
                Place(layout.places.shown),
                "Nennen Sie mit „--gebiet AGS“ eine Gemeinde.",
            )
        )
    if found:
        raise ConfigurationError(found)
    single = len(context.only_areas) == 1 and level_of(context.only_areas[0]) is Level.GEMEINDE
    return context.only_areas[0] if layout.model.je_gebiet and single else kreis


def resolve(layout: Layout, context: PlanContext) -> PlannedDocument:
    """Plan the product of ``layout``: request every number, number every block, record every gap.

    Raises ConfigurationError with all mistakes of the layout and of the choice of chapters and areas.
    """
    area = _check_choice(layout, context)
    return _DocumentPlanner(layout, context, area).document()


def _breaks(item: Definition, every: Iterable[BreakLike]) -> tuple[SeriesBreak, ...]:
    """The breaks of a series by time, those of what it is made of among them; of several at one time one that does
    harm is kept, and the indicator's own words before others. Changes of the population base are told by the numbers
    themselves.
    """
    found: dict[tuple[int, int], SeriesBreak] = {}
    for gap in (*item.breaks, *every):
        known = found.get((gap.year, gap.month))
        if known is None or (known.harmless and not gap.harmless):
            found[gap.year, gap.month] = SeriesBreak(gap.year, gap.month, gap.reason, gap.harmless)
    return tuple(found[time] for time in sorted(found))
