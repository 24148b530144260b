"""Phase three: a planned document and the protected register become the finished document.

Comes in: a :class:`PlannedDocument` and a register after protection. Goes out: a :class:`Document` whose texts are
final. Nothing is computed here; what is printed is what the register holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from berichtsgenerator.diagnostics import ConfigurationError, DisclosureError, error
from berichtsgenerator.document.blocks import (
    Block,
    Cell,
    Columns,
    Contents,
    Document,
    Heading,
    Index,
    KeyFigure,
    KeyFigures,
    Landscape,
    ListBlock,
    ListOfFigures,
    ListOfTables,
    Note,
    PageBreak,
    Paragraph,
    PartTitle,
    Picture,
    Row,
    RowGroup,
    Table,
    TitlePage,
)
from berichtsgenerator.document.inline import Inlines, Number, Text
from berichtsgenerator.language.units import unit_text
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.plan.planned.document import (
    PlannedAnnex,
    PlannedBlock,
    PlannedColumns,
    PlannedDocument,
    PlannedLandscape,
    PlannedNote,
)
from berichtsgenerator.plan.planned.figures import PlannedFigure
from berichtsgenerator.plan.planned.inline import NumberSlot, PlannedList, PlannedParagraph
from berichtsgenerator.plan.planned.tables import (
    NotApplicable,
    PlannedCell,
    PlannedComparison,
    PlannedKeyFigures,
    PlannedRow,
    PlannedTable,
)
from berichtsgenerator.plan.printing.backmatter import annex
from berichtsgenerator.plan.printing.figures import by_value, figure
from berichtsgenerator.plan.printing.press import Press, Used, plain_text
from berichtsgenerator.plan.printing.sourcelines import printed_stand
from berichtsgenerator.plan.printing.sources import source_tables
from berichtsgenerator.plan.printing.sparks import Scale, spark_scales, with_spark
from berichtsgenerator.register.register import Register

SAMPLE_BANNER = "Musterdaten – keine amtlichen Ergebnisse"
INTERNAL_BANNER = "Interne Ausgabe – nicht zur Veröffentlichung"
_EMPTY = Cell("–", "keine Angabe")


def _text(block: PlannedParagraph | PlannedList, press: Press) -> Paragraph | ListBlock | None:
    """A paragraph or list; None where all its sentences turned out to have nothing to say."""
    if isinstance(block, PlannedParagraph):
        content = press.inlines(block.content)
        return Paragraph(content, block.style, block.place, block.margin) if content else None
    items = (tuple(_texts(item, press)) for item in block.items)
    kept = tuple(item for item in items if item)
    return ListBlock(kept, block.ordered, block.place) if kept else None


def _texts(blocks: Iterable[PlannedParagraph | PlannedList], press: Press) -> list[Paragraph | ListBlock]:
    found = (_text(block, press) for block in blocks)
    return [block for block in found if block is not None]


def _words(content: PlannedCell, press: Press, used: Used) -> Cell:
    """A cell of a table of text."""
    if not isinstance(content, tuple):
        return _EMPTY
    inlines = press.inlines(content, used)
    only = inlines[0] if len(inlines) == 1 else None
    words = plain_text(inlines)
    return Cell(words, only.spoken, only.key) if isinstance(only, Number) else Cell(words)


def _row(
    row: PlannedRow,
    table: PlannedTable,
    press: Press,
    used: Used,
    longest: Sequence[float],
    scales: Sequence[Scale | None],
) -> Row:
    cells = []
    lines = {index: at for at, (index, _) in enumerate(table.sparks)}
    for index, content in enumerate(row.cells):
        if table.text_shares:
            cells.append(_words(content, press, used))
        elif isinstance(content, NumberKey):
            bar = None
            if index in table.bars:
                value = press.entry(content).value
                top = longest[table.bars.index(index)]
                bar = None if value is None or value < 0 or not top else min(value / top, 1.0)
            cell = press.cell(content, used, bar=bar)
            line = lines.get(index)
            cells.append(cell if line is None else with_spark(cell, row.sparks[line], scales[line], press))
        elif isinstance(content, NotApplicable):
            cells.append(press.not_applicable(used))
        else:
            cells.append(_words(content, press, used))
    return Row(row.stub, tuple(cells), row.role, row.indent)


def _longest(table: PlannedTable, press: Press) -> list[float]:
    """The largest visible value of every column with bars."""
    found = []
    for index in table.bars:
        keys = [row.cells[index] for group in table.groups for row in group.rows]
        values = [press.entry(key).value for key in keys if isinstance(key, NumberKey)]
        found.append(max((value for value in values if value is not None), default=0.0))
    return found


def _table(planned: PlannedTable, press: Press) -> Table:
    used = Used()
    longest = _longest(planned, press)
    scales = spark_scales(planned, press)
    groups = []
    for number, group in enumerate(planned.groups):
        rows = list(group.rows)
        if planned.by_value and number == 0:
            rows.sort(key=lambda row: by_value(_first_value(row, press), row.stub))
        groups.append(RowGroup(group.label, tuple(_row(row, planned, press, used, longest, scales) for row in rows)))
    return Table(
        planned.id,
        planned.number,
        planned.title,
        planned.stub_head,
        planned.head,
        planned.columns,
        tuple(groups),
        planned.subtitle,
        press.notes(planned.notes, used),
        press.legend(used),
        press.source(used) if planned.sourced else "",
        planned.stub_share,
        planned.text_shares,
        planned.in_list,
        planned.place,
        planned.when_wide,
        planned.notes_each_page,
    )


def _first_value(row: PlannedRow, press: Press) -> float | None:
    first = row.cells[0]
    return press.entry(first).value if isinstance(first, NumberKey) else None


def _comparison(item: PlannedComparison, unit: str, press: Press) -> Inlines:
    """A line below a key figure; a long unit that stands with the key figure is not said again."""
    repeated = unit != "%" and unit_text(press.entry(item.key).unit) == unit
    return (Text(f"{item.label}: "), press.number(NumberSlot(item.key, unit=not repeated, sign=item.sign)))


def _key_figures(planned: PlannedKeyFigures, press: Press) -> KeyFigures:
    items = []
    for item in planned.items:
        used = Used()
        cell = press.cell(item.key, used)
        press.legend(used)
        unit = unit_text(press.entry(item.key).unit)
        lines = tuple(_comparison(other, unit, press) for other in item.comparisons)
        items.append(KeyFigure(item.label, cell, unit, lines))
    return KeyFigures(tuple(items), planned.place)


def _blocks(planned: Sequence[PlannedBlock], press: Press, later: list[PlannedAnnex]) -> list[Block]:
    found: list[Block] = []
    for block in planned:
        if isinstance(block, PlannedParagraph | PlannedList):
            found.extend(_texts((block,), press))
        elif isinstance(block, PlannedTable):
            found.append(_table(block, press))
        elif isinstance(block, PlannedFigure):
            found.append(figure(block, press))
        elif isinstance(block, PlannedNote):
            inside = _texts(block.content, press)
            if inside or not block.content:
                found.append(Note(block.title, tuple(inside), block.place))
        elif isinstance(block, PlannedKeyFigures):
            found.append(_key_figures(block, press))
        elif isinstance(block, PlannedLandscape):
            found.append(Landscape(tuple(_blocks(block.content, press, later)), block.place))
        elif isinstance(block, PlannedAnnex):
            later.append(block)
            found.append(Note(_mark(block), (), block.place))
        elif isinstance(block, PlannedColumns):
            found.append(Columns(tuple(_texts(block.content, press)), block.count, block.place))
        elif isinstance(
            block, PartTitle | Picture | Index | Heading | PageBreak | Contents | ListOfTables | ListOfFigures
        ):
            found.append(block)
        else:
            raise TypeError(f"unknown block: {block!r}")
    return found


def _mark(block: PlannedAnnex) -> str:
    """Stands for an annex until all other blocks are rendered."""
    return f"\x00{block.id}"


def _put_in(blocks: Sequence[Block], written: dict[str, list[Block]]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Note) and block.title in written:
            found.extend(written[block.title])
        elif isinstance(block, Landscape):
            found.append(replace(block, content=tuple(_put_in(block.content, written))))
        else:
            found.append(block)
    return found


def _title(planned: PlannedDocument, press: Press) -> TitlePage | None:
    title = planned.title
    if not title.shown:
        return None
    stands = sorted({table.stand for table in source_tables(press) if table.stand})
    lines = list(title.lines)
    if stands:
        lines.append(f"Jüngste Datenlieferung: {printed_stand(stands[-1])}")
    if planned.edition == "intern":
        lines.append(INTERNAL_BANNER)
    return TitlePage(
        title.title, title.subtitle, title.publisher, tuple(lines), tuple((Text(text),) for text in title.imprint)
    )


def _banner(planned: PlannedDocument, press: Press) -> str:
    parts = []
    if any(table.sample for table in source_tables(press)):
        parts.append(SAMPLE_BANNER)
    if planned.edition == "intern":
        parts.append(INTERNAL_BANNER)
    return " · ".join(parts)


def render(planned: PlannedDocument, register: Register) -> Document:
    """The finished document of ``planned`` with the numbers of the protected ``register``.

    Raises DisclosureError when a number of the plan is not in the register: then protection has not seen it;
    ConfigurationError with all texts that do not fit once their numbers stand in them.
    """
    unseen = [key for key in planned.requests if key not in register]
    if unseen:
        raise DisclosureError(
            [
                error(
                    "zahl-ungeprueft",
                    f"Die Zahl {key} ist nicht durch die Geheimhaltung gegangen.",
                    advice="Bauen Sie das Produkt neu.",
                )
                for key in unseen[:20]
            ]
        )
    press = Press(planned, register)
    later: list[PlannedAnnex] = []
    front = _blocks(planned.front, press, later)
    body = _blocks(planned.body, press, later)
    written = {_mark(item): annex(item, press) for item in later}
    if press.problems:
        raise ConfigurationError(press.problems)
    title = planned.title
    return Document(
        title.title,
        title.subject,
        title.publisher,
        title.keywords,
        _title(planned, press),
        tuple(_put_in(front, written)),
        tuple(_put_in(body, written)),
        _banner(planned, press),
        title.running,
    )
