"""Writes the annexes that only the printed numbers can tell: sources, marks, gaps.

Comes in: the press after all other blocks are rendered. Goes out: tables of text.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import Align, Block, Cell, HeadCell, Paragraph, Row, RowGroup, Table
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.language.dates import format_period
from berichtsgenerator.language.sentences import STRENGTH_NOTE
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import SPOKEN, Missing
from berichtsgenerator.model.observations import SourceTable
from berichtsgenerator.plan.planned import PlannedAnnex
from berichtsgenerator.plan.press import Press
from berichtsgenerator.plan.sourcelines import printed_stand, publisher_of

ROUNDING = "Einzelwerte sind ohne Rücksicht auf die Summe gerundet; in Summen sind deshalb Abweichungen möglich."
_NOTHING = Cell("–", "keine Angabe")


def annex(planned: PlannedAnnex, press: Press) -> list[Block]:
    """The blocks of an annex part."""
    if planned.part == "quellen":
        return _sources(planned, press)
    if planned.part == "zeichen":
        return _marks(planned, press)
    return _gaps(planned, press)


def _cell(text: str) -> Cell:
    return Cell(text) if text else _NOTHING


def _text(words: str, place: Place) -> Paragraph:
    return Paragraph((Text(words),), place=place)


def text_table(
    identifier: str,
    title: str,
    stub: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[str]]],
    shares: tuple[float, ...],
    place: Place,
) -> Table:
    """An unnumbered table of texts."""
    return Table(
        identifier,
        "",
        title,
        stub,
        (tuple(HeadCell(head) for head in heads),),
        (Align.LEFT,) * len(heads),
        (RowGroup("", tuple(Row(name, tuple(_cell(text) for text in cells)) for name, cells in rows)),),
        stub_share=round(1 - sum(shares), 4),
        text_shares=shares,
        place=place,
    )


def source_tables(press: Press) -> tuple[SourceTable, ...]:
    """All source tables of the printed numbers, by publisher, number and file."""
    found: dict[str, SourceTable] = {}
    for entry in press.printed.values():
        for table in press.sources.of(entry)[0]:
            found.setdefault(table.id, table)
    return tuple(
        sorted(found.values(), key=lambda t: (sort_key(publisher_of(t)), t.code, t.title, t.file, t.sheet, t.number))
    )


def _sources(planned: PlannedAnnex, press: Press) -> list[Block]:
    grouped: dict[tuple[str, str, str, str, str], list[str]] = {}
    for table in source_tables(press):
        name = publisher_of(table)
        if table.sample:
            name += " (Musterdaten)"
        key = (name, table.code, table.title, printed_stand(table.stand), table.licence)
        files = grouped.setdefault(key, [])
        if table.file not in files:
            files.append(table.file)
    if not grouped:
        return [_text("Dieser Bericht enthält keine Zahlen aus Lieferungen.", planned.place)]
    rows = []
    for (name, code, title, stand, licence), files in grouped.items():
        what = f"{code}: {title}" if code and title else code or title
        shown = ", ".join(files[:3]) + (f" und {len(files) - 3} weitere" if len(files) > 3 else "")
        rows.append((name, (what, stand, shown, licence)))
    heads = ("Tabelle", "Stand", "Datei", "Lizenz")
    shares = (0.34, 0.12, 0.2, 0.14)
    return [text_table(planned.id, "Verwendete Datenquellen", "Herausgeber", heads, rows, shares, planned.place)]


def _marks(planned: PlannedAnnex, press: Press) -> list[Block]:
    rows = [
        (press.numbers.symbols[item], (SPOKEN[item],)) for item in press.numbers.symbols if item in press.all_symbols
    ]
    found: list[Block] = [_text(f"{ROUNDING} {STRENGTH_NOTE}", planned.place)]
    if rows:
        table = text_table(planned.id, "Zeichenerklärung", "Zeichen", ("Bedeutung",), rows, (0.8,), planned.place)
        found.append(table)
    return found


def _missing_values(press: Press) -> list[tuple[str, tuple[str, str]]]:
    """Numbers without any answer, those of one indicator and period together."""
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in press.printed.values():
        if entry.missing is Missing.NO_DATA:
            key = entry.key
            grouped.setdefault((press.facts(key.indicator).title, format_period(key.period)), []).append(entry)
    rows = []
    for title, period in sorted(grouped, key=lambda item: (sort_key(item[0]), item[1])):
        entries = grouped[(title, period)]
        names = list(dict.fromkeys(press.area(entry.key.area).short for entry in entries))
        shown = ", ".join(names[:5]) + (f" und {len(names) - 5} weitere" if len(names) > 5 else "")
        reasons = list(dict.fromkeys(entry.provenance.reason for entry in entries if entry.provenance.reason))
        reason = reasons[0] if reasons else SPOKEN[Missing.NO_DATA]
        rows.append((title, (f"{period}: {shown}", reason)))
    return rows


def _gaps(planned: PlannedAnnex, press: Press) -> list[Block]:
    found: list[Block] = []
    left_out = [(gap.section or "Vorspann", (gap.subject, gap.reason)) for gap in press.planned.gaps]
    if left_out:
        title = "Nicht enthaltene Teile"
        heads = ("Was fehlt", "Grund")
        found.append(text_table(planned.id, title, "Abschnitt", heads, left_out, (0.33, 0.42), planned.place))
    missing = _missing_values(press)
    if missing:
        title, heads = "Werte ohne Angabe", ("Zeit und Gebiete", "Grund")
        found.append(text_table(f"{planned.id}-werte", title, "Merkmal", heads, missing, (0.33, 0.42), planned.place))
    return found or [_text("Alle vorgesehenen Angaben liegen vor.", planned.place)]
