"""Plans the blocks of a section: which of them stand, how often, and what is said in place of those that lack data.

Comes in: block models with their scope. Goes out: planned blocks; numbers are requested and gaps recorded at the desk.
"""

from __future__ import annotations

from dataclasses import replace

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.diagnostics import ConfigurationError, Place
from berichtsgenerator.document.blocks import (
    Contents,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    ParagraphStyle,
    WideTable,
)
from berichtsgenerator.document.inline import Text
from berichtsgenerator.plan.book.annexes import definitions_table, glossary_table
from berichtsgenerator.plan.book.pieces import index_of_terms, picture
from berichtsgenerator.plan.desk.availability import Availability
from berichtsgenerator.plan.desk.conditions import Against, reasons_against, turns
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.desk.gaps import left_out_note
from berichtsgenerator.plan.figures.planner import FigurePlanner, data_table
from berichtsgenerator.plan.layout.blocks import Block
from berichtsgenerator.plan.layout.pages import AnnexBlock, TextBlock
from berichtsgenerator.plan.layout.tables import CaptionedTable, KeyFiguresBlock
from berichtsgenerator.plan.layout.whole import LayoutModel
from berichtsgenerator.plan.planned.document import (
    PlannedAnnex,
    PlannedBlock,
    PlannedColumns,
    PlannedLandscape,
    PlannedNote,
)
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import PlannedParagraph
from berichtsgenerator.plan.planned.lacks import Gap
from berichtsgenerator.plan.planned.tables import PlannedTable
from berichtsgenerator.plan.tables.keyfigures import key_figures
from berichtsgenerator.plan.tables.planner import TablePlanner
from berichtsgenerator.plan.text.texts import STYLES, TextPlanner
from berichtsgenerator.plan.text.work import Source

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


class BlockPlanner:
    """Plans blocks one after the other; remembers the charts whose numbers stand in the annex."""

    def __init__(self, desk: Desk, model: LayoutModel) -> None:
        self.desk = desk
        self.model = model
        self.texts = TextPlanner(desk)
        self.tables = TablePlanner(desk, self.texts)
        self.figures = FigurePlanner(desk, self.tables)
        self.charts: list[PlannedFigure] = []
        self.label = ""
        """What messages call the section whose blocks are planned."""

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


def _with_gaps(planned: list[PlannedBlock], gaps: tuple[Gap, ...], areas: Availability) -> list[PlannedBlock]:
    """Say under a table or figure what of it is left out."""
    for index, block in enumerate(planned if gaps else ()):
        if isinstance(block, PlannedTable | PlannedFigure):
            note = left_out_note(gaps, areas)
            lines = ((Text(note),),) if note else ()
            return [*planned[:index], replace(block, notes=(*block.notes, *lines)), *planned[index + 1 :]]
    return planned


def _one(table: PlannedTable | None, model: CaptionedTable) -> list[PlannedBlock]:
    if table is None:
        return []
    return [replace(table, when_wide=WideTable(model.zu_breit), notes_each_page=model.anmerkungen_je_seite)]
