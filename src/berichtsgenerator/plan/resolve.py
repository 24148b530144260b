"""Phase one: a layout becomes a planned document; every number is requested, every gap recorded.

Comes in: a layout and what it is resolved against. Goes out: a :class:`PlannedDocument`. All mistakes of a layout are
raised together as ConfigurationError; the document is then not made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from berichtsgenerator.configuration.yamlfile import did_you_mean
from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.diagnostics import ConfigurationError, Place, error, has_errors
from berichtsgenerator.document.blocks import (
    Contents,
    Heading,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    ParagraphStyle,
    PartTitle,
    WideTable,
)
from berichtsgenerator.document.inline import Text
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.entries import Guard
from berichtsgenerator.plan.annexes import definitions_table, glossary_table
from berichtsgenerator.plan.availability import Availability
from berichtsgenerator.plan.blockmodels import Block
from berichtsgenerator.plan.bookblocks import index_of_terms, part_title, picture
from berichtsgenerator.plan.conditions import Against, reasons_against, turns
from berichtsgenerator.plan.context import PlanContext
from berichtsgenerator.plan.desk import Desk, Scope
from berichtsgenerator.plan.figures import FigurePlanner, data_table
from berichtsgenerator.plan.gaps import fold, left_out_note, without_number
from berichtsgenerator.plan.keyfigures import key_figures
from berichtsgenerator.plan.layoutmodel import Section
from berichtsgenerator.plan.loading import Layout, all_blocks, all_sections
from berichtsgenerator.plan.pagemodels import AnnexBlock, TextBlock
from berichtsgenerator.plan.planned import (
    FindingSlot,
    Gap,
    IndicatorFacts,
    NumberSlot,
    PlannedAnnex,
    PlannedBlock,
    PlannedColumns,
    PlannedDocument,
    PlannedExemption,
    PlannedFigure,
    PlannedKeyFigures,
    PlannedLandscape,
    PlannedList,
    PlannedNote,
    PlannedParagraph,
    PlannedTable,
    PlannedTitle,
    SeriesBreak,
)
from berichtsgenerator.plan.references import resolve_references
from berichtsgenerator.plan.tablemodels import CaptionedTable, KeyFiguresBlock
from berichtsgenerator.plan.tables import TablePlanner
from berichtsgenerator.plan.targets import Targets
from berichtsgenerator.plan.texts import STYLES, TextPlanner
from berichtsgenerator.plan.textwork import Source

DATA_TITLE = "Zahlen zu den Abbildungen"
GAPS_TITLE = "Fehlende Angaben"


class _Planner:
    """Walks a layout once."""

    def __init__(self, layout: Layout, context: PlanContext, area: str) -> None:
        model = layout.model
        self.model = model
        self.desk = Desk(
            context,
            layout,
            Availability(context),
            Targets(model.standard.nummerierung, model.standard.nummerierung_tiefe),
        )
        self.texts = TextPlanner(self.desk)
        self.tables = TablePlanner(self.desk, self.texts)
        self.figures = FigurePlanner(self.desk, self.tables)
        self.scope = Scope({}, area)
        self.charts: list[PlannedFigure] = []
        self.parts = {block.anhang.teil for block, _ in all_blocks(model) if block.anhang is not None}
        self.label = ""
        self.annexes = self.book_parts = 0

    # blocks --------------------------------------------------------------------------------------------------------

    def blocks(self, blocks: list[Block], scope: Scope, loc: Loc) -> list[PlannedBlock]:
        """All blocks of a list, with their conditions and repetitions."""
        found: list[PlannedBlock] = []
        for index, block in enumerate(blocks):
            here = (*loc, index)
            for turn in turns(block.wiederholen, self.desk, scope, here):
                against = reasons_against(block.nur_wenn, self.desk, turn, here)
                if against:
                    name = getattr(block.content, "was", "") or getattr(block.content, "titel", "")
                    subject = self.desk.plain(name, turn, here) if name and "{" not in name else _KIND_NAMES[block.kind]
                    self.missing(found, turn, subject, against, self.desk.place(here))
                    continue
                before = len(self.desk.gaps)
                planned = self.block(block, turn, (*here, block.kind))
                new = () if block.texttabelle is not None else tuple(self.desk.gaps[before:])
                found.extend(_with_gaps(planned, new, self.desk.availability))
                self.show_gaps(found, before, shown=not planned or block.text is not None)
        return found

    def missing(
        self,
        found: list[PlannedBlock],
        scope: Scope,
        subject: str,
        against: tuple[Against, ...],
        place: Place,
        *,
        whole: bool = False,
    ) -> None:
        """Record a gap and, unless the layout wants it in the annex only, say it in place."""
        before = len(self.desk.gaps)
        reason = " ".join(item.sentence for item in against)
        self.desk.gap(scope, subject, reason, place, [item.lacking for item in against], whole=whole)
        self.show_gaps(found, before, shown=True)

    def show_gaps(self, found: list[PlannedBlock], before: int, *, shown: bool) -> None:
        """Say in place what was left out since ``before``; neighbouring gaps share a note."""
        new = self.desk.gaps[before:]
        if not new or not shown or self.model.standard.luecken != "zeigen":
            return
        lines = tuple(
            PlannedParagraph((Text(f"{gap.subject}: ", bold=True), Text(gap.reason)), ParagraphStyle.SMALL, gap.place)
            for gap in new
        )
        last = found[-1] if found else None
        if isinstance(last, PlannedNote) and last.title == _GAP_NOTE:
            found[-1] = replace(last, content=(*last.content, *lines))
        else:
            found.append(PlannedNote(_GAP_NOTE, lines, new[0].place))

    def block(self, block: Block, scope: Scope, loc: Loc) -> list[PlannedBlock]:
        """The planned blocks of one block; empty when the data give nothing."""
        content = block.content
        place = self.desk.place(loc)
        if isinstance(content, TextBlock):
            return self.text(content, scope, loc)
        if isinstance(content, KeyFiguresBlock):
            figures = key_figures(content, self.desk, scope, loc, self.label)
            return [figures] if figures is not None else []
        if block.vergleichstabelle is not None:
            return _one(self.tables.comparison(block.vergleichstabelle, scope, loc), block.vergleichstabelle)
        if block.zeittabelle is not None:
            return _one(self.tables.time(block.zeittabelle, scope, loc), block.zeittabelle)
        if block.gliederungstabelle is not None:
            return _one(self.tables.breakdown(block.gliederungstabelle, scope, loc), block.gliederungstabelle)
        if block.texttabelle is not None:
            return _one(self.tables.text(block.texttabelle, scope, loc), block.texttabelle)
        if block.diagramm is not None:
            return self.figure(self.figures.chart(block.diagramm, scope, loc))
        if block.karte is not None:
            return self.figure(self.figures.map(block.karte, scope, loc))
        if block.bild is not None:
            image = picture(self.desk, block.bild, scope, loc)
            return [image] if image is not None else []
        if block.stichwortverzeichnis is not None:
            return [index_of_terms(self.desk, block.stichwortverzeichnis, loc)]
        if block.hinweis is not None:
            source = self.source((*loc, "text"))
            inner = self.texts.blocks(block.hinweis.text, scope, source)
            title = self.desk.plain(block.hinweis.titel, scope, (*loc, "titel"))
            return [PlannedNote(title, inner, place)] if inner else []
        if block.seitenumbruch is not None:
            return [PageBreak(block.seitenumbruch.rechts, place)]
        if block.querformat is not None:
            wide = self.blocks(block.querformat.inhalt, scope, (*loc, "inhalt"))
            return [PlannedLandscape(tuple(wide), place)] if wide else []
        if block.gruppe is not None:
            return self.blocks(block.gruppe.inhalt, scope, (*loc, "inhalt"))
        if block.inhaltsverzeichnis is not None:
            model = block.inhaltsverzeichnis
            return [Contents(self.desk.plain(model.titel, scope, loc), model.tiefe, place)]
        if block.tabellenverzeichnis is not None:
            return [ListOfTables(block.tabellenverzeichnis.titel or "Tabellenverzeichnis", place)]
        if block.abbildungsverzeichnis is not None:
            return [ListOfFigures(block.abbildungsverzeichnis.titel or "Abbildungsverzeichnis", place)]
        if block.anhang is not None:
            return self.annex(block.anhang, scope, loc)
        raise TypeError(f"block without a kind: {block!r}")

    def source(self, loc: Loc) -> Source:
        """A text that stands in the layout file."""
        return Source(lambda line: self.desk.layout.places.text_place(loc, line), f"Text in {self.label}")

    def text(self, block: TextBlock, scope: Scope, loc: Loc) -> list[PlannedBlock]:
        """Paragraphs and lists of a text block."""
        source, words = self.source((*loc, "markdown")), block.markdown
        if block.datei:
            file = self.desk.plain(block.datei, scope, (*loc, "datei"))
            try:
                found = self.desk.layout.text(file)
            except ValueError as problem:
                self.desk.error("text-pfad", f"{problem}.", self.desk.place((*loc, "datei")))
                return []
            except ConfigurationError as problem:
                for item in problem.diagnostics:
                    self.desk.findings.add(item)
                return []
            if found is None:
                if not block.wenn_vorhanden:
                    self.desk.error(
                        "text-fehlt", f"Die Textdatei „{file}“ gibt es nicht.", self.desk.place((*loc, "datei"))
                    )
                return []
            words, shown = found, self.desk.layout.shown(file)
            source = Source(lambda line: Place(shown, line), f"Text in {self.label}")
        planned = list(self.texts.blocks(words, scope, source, STYLES[block.stil]))
        if block.spalten > 1 and planned:
            return [PlannedColumns(tuple(planned), block.spalten, self.desk.place(loc))]
        if block.rand and planned and isinstance(planned[0], PlannedParagraph):
            planned[0] = replace(planned[0], margin=self.desk.plain(block.rand, scope, (*loc, "rand")))
        return list(planned)

    def figure(self, figure: PlannedFigure | None) -> list[PlannedBlock]:
        """A figure, and its numbers where the layout wants them."""
        if figure is None:
            return []
        if figure.data_table:
            return [figure]
        option = self.model.standard.abbildungsdaten
        if option == "keine":
            return [figure]
        figure = replace(figure, data_table=f"{figure.id}-zahlen")
        if option == "anhang":
            self.charts.append(figure)
            return [figure]
        return [figure, self.numbers_of(figure)]

    def numbers_of(self, figure: PlannedFigure) -> PlannedTable:
        """The table with the numbers of a figure."""
        number = self.desk.targets.table()
        self.desk.targets.register(figure.data_table, f"Tabelle\u00a0{number}", figure.place)
        return data_table(figure, figure.data_table, number)

    def annex(self, block: AnnexBlock, scope: Scope, loc: Loc) -> list[PlannedBlock]:
        """A part of the annex."""
        identifier = self.desk.targets.automatic(f"anhang-{block.teil}")
        if block.teil == "definitionen":
            return [definitions_table(self.desk, identifier, loc)] if self.desk.indicators else []
        if block.teil == "glossar":
            return [glossary_table(self.desk, self.texts, block, identifier, scope, loc)] if block.begriffe else []
        if block.teil == "abbildungsdaten":
            return self.chart_numbers()
        return [PlannedAnnex(block.teil, identifier, self.desk.place(loc))]

    def chart_numbers(self) -> list[PlannedBlock]:
        """Tables with the numbers of all charts so far."""
        found: list[PlannedBlock] = [self.numbers_of(figure) for figure in self.charts]
        self.charts = []
        return found

    # sections ------------------------------------------------------------------------------------------------------

    def chapters(self, sections: list[Section], part: str, *, annex: bool) -> list[PlannedBlock]:
        """All chapters or annexes; those not wanted still count."""
        found: list[PlannedBlock] = []
        wanted = set(self.desk.context.only_chapters)
        opening: tuple[str, Loc] | None = None
        ordinal = 0
        for index, section in enumerate(sections):
            here = (part, index)
            for turn in turns(section.wiederholen, self.desk, self.scope, here):
                chosen = annex or not wanted or section.id in wanted
                against = reasons_against(section.nur_wenn, self.desk, turn, here)
                if against:
                    if chosen:
                        title = self.desk.plain(section.titel, turn, (*here, "titel"))
                        self.missing(
                            [], turn.under(title, chapter=True), f"Kapitel „{title}“", against,
                            self.desk.place(here), whole=True,
                        )  # fmt: skip
                    continue
                ordinal += section.nummer
                if not chosen:
                    continue
                number = self.desk.targets.chapter(ordinal, annex=annex, number=section.nummer)
                content = self.section(section, turn, here, 1, number, annex=annex)
                if section.teil:
                    opening = (self.desk.plain(section.teil, turn, (*here, "teil")), (*here, "teil"))
                if content and opening:
                    self.book_parts += 1
                    found.append(part_title(self.desk, opening[0], self.book_parts, opening[1]))
                    opening = None
                found.extend(content)
                if not content:
                    ordinal -= section.nummer
        self.annexes = ordinal
        return found

    def section(
        self, section: Section, scope: Scope, loc: Loc, level: int, number: str, *, annex: bool
    ) -> list[PlannedBlock]:
        """Heading, blocks and sections below; empty when nothing of it can be shown."""
        desk = self.desk
        title = desk.plain(section.titel, scope, (*loc, "titel"))
        word = ("Anhang" if annex else "Kapitel") if level == 1 else "Abschnitt"
        words = f"{word}\u00a0{number}" if number else f"{word} „{title}“"
        self.label = words
        inner = scope.under(f"{number} {title}".strip(), chapter=level == 1)
        first_gap = len(desk.gaps)
        content = self.blocks(section.inhalt, inner, (*loc, "inhalt"))
        for index, below in enumerate(section.abschnitte):
            here = (*loc, "abschnitte", index)
            for turn in turns(below.wiederholen, desk, inner, here):
                against = reasons_against(below.nur_wenn, desk, turn, here)
                if against:
                    missing = desk.plain(below.titel, turn, (*here, "titel"))
                    self.missing(
                        content, turn.under(missing), f"Abschnitt „{missing}“", against, desk.place(here), whole=True
                    )
                    continue
                before = desk.targets.position()
                found = self.section(
                    below, turn, here, level + 1, desk.targets.section(level + 1, number=below.nummer), annex=annex
                )
                if not found:
                    desk.targets.back_to(before)
                content.extend(found)
        if not content or (len(desk.gaps) > first_gap and not _tells(content)):
            desk.gaps[first_gap:] = [without_number(gap, inner, title) for gap in desk.gaps[first_gap:]]
            return []
        identifier = self.heading_id(section, scope, loc, words)
        heading = Heading(
            identifier,
            level,
            number,
            title,
            desk.plain(section.kurztitel, scope, (*loc, "kurztitel")) or title,
            section.im_inhalt,
            desk.place((*loc, "titel")),
        )
        return [heading, *content]

    def heading_id(self, section: Section, scope: Scope, loc: Loc, words: str) -> str:
        """The registered id of a heading."""
        desk = self.desk
        plain = desk.plain(section.id, scope, (*loc, "id"))
        identifier = plain if "{" in section.id or not plain else "-".join([plain, *scope.suffixes])
        identifier = identifier or desk.targets.automatic("abschnitt")
        place = desk.place((*loc, "id"))
        earlier = desk.targets.register(identifier, words, place)
        if earlier is not None:
            desk.error(
                "id-doppelt", f"Die id „{identifier}“ ist schon vergeben ({earlier}).", place, "Wählen Sie eine andere."
            )
        return identifier

    def added(self, title: str, identifier: str, content: list[PlannedBlock]) -> list[PlannedBlock]:
        """An annex that the layout does not name but the document needs."""
        return [Heading(identifier, 1, self.desk.targets.current(), title, title), *content] if content else []

    # document ------------------------------------------------------------------------------------------------------

    def document(self) -> PlannedDocument:
        """The whole document; raises ConfigurationError with every mistake."""
        desk, model = self.desk, self.model
        self.label = "Vorspann"
        front = self.blocks(model.vorspann, self.scope, ("vorspann",))
        body = self.chapters(model.kapitel, "kapitel", annex=False)
        empty = bool(model.kapitel) and not body
        if self.book_parts:
            body.append(PartTitle("", "", ""))
        body.extend(self.chapters(model.anhaenge, "anhaenge", annex=True))
        if self.charts:
            desk.targets.chapter(self.annexes + 1, annex=True, number=True)
            desk.targets.register("anhang-abbildungsdaten", f"Anhang\u00a0{desk.targets.current()}", Place())
            body.extend(self.added(DATA_TITLE, "anhang-abbildungsdaten", self.chart_numbers()))
            self.annexes += 1
        if desk.gaps and "luecken" not in self.parts and (model.anhaenge or model.standard.luecken == "anhang"):
            desk.targets.chapter(self.annexes + 1, annex=True, number=True)
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
                    tuple(SeriesBreak(gap.year, gap.month, gap.reason, gap.harmless) for gap in item.breaks),
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


_GAP_NOTE = "Nicht enthalten"
_KIND_NAMES = {
    "text": "Text",
    "vergleichstabelle": "Tabelle",
    "zeittabelle": "Tabelle",
    "gliederungstabelle": "Tabelle",
    "texttabelle": "Tabelle",
    "kennzahlen": "Kennzahlen",
    "diagramm": "Diagramm",
    "karte": "Karte",
    "bild": "Bild",
    "stichwortverzeichnis": "Stichwortverzeichnis",
    "hinweis": "Hinweis",
    "seitenumbruch": "Seitenumbruch",
    "querformat": "Seiten im Querformat",
    "gruppe": "Teil des Abschnitts",
    "inhaltsverzeichnis": "Inhaltsverzeichnis",
    "tabellenverzeichnis": "Tabellenverzeichnis",
    "abbildungsverzeichnis": "Abbildungsverzeichnis",
    "anhang": "Anhang",
}


def _with_gaps(planned: list[PlannedBlock], gaps: tuple[Gap, ...], areas: Availability) -> list[PlannedBlock]:
    """Say under a table or figure what of it is left out."""
    for index, block in enumerate(planned if gaps else ()):
        if isinstance(block, PlannedTable | PlannedFigure):
            note = left_out_note(gaps, areas)
            lines = ((Text(note),),) if note else ()
            return [*planned[:index], replace(block, notes=(*block.notes, *lines)), *planned[index + 1 :]]
    return planned


def _tells(content: Sequence[PlannedBlock]) -> bool:
    """True when blocks show something of the data, or a section below does."""
    return any(
        isinstance(block, Heading | PlannedTable | PlannedFigure | PlannedKeyFigures)
        or (isinstance(block, PlannedLandscape | PlannedNote | PlannedColumns) and _tells(block.content))
        or (isinstance(block, PlannedParagraph) and _numbered(block))
        or (isinstance(block, PlannedList) and any(_tells(item) for item in block.items))
        for block in content
    )


def _numbered(paragraph: PlannedParagraph) -> bool:
    return any(isinstance(piece, NumberSlot | FindingSlot) for piece in paragraph.content)


def _one(table: PlannedTable | None, model: CaptionedTable) -> list[PlannedBlock]:
    if table is None:
        return []
    return [replace(table, when_wide=WideTable(model.zu_breit), notes_each_page=model.anmerkungen_je_seite)]


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
    return _Planner(layout, context, area).document()
