"""Writes the annexes that only the printed numbers can tell: sources, marks, gaps.

Comes in: the press after all other blocks are rendered. Goes out: tables of text.
"""

from __future__ import annotations

from collections.abc import Sequence

from berichtsgenerator.diagnostics import Place
from berichtsgenerator.document.blocks import Align, Block, Cell, HeadCell, Paragraph, Row, RowGroup, Table
from berichtsgenerator.document.inline import Text
from berichtsgenerator.language.collation import sort_key
from berichtsgenerator.language.dates import format_period, period_range
from berichtsgenerator.language.thresholds import DIFFERENCE_NOTE, STRENGTH_NOTE
from berichtsgenerator.model.areas import Level, level_of
from berichtsgenerator.model.entries import Entry
from berichtsgenerator.model.marks import SPOKEN, Missing
from berichtsgenerator.model.periods import Period
from berichtsgenerator.plan.desk.gaps import WHOLE_CHAPTER
from berichtsgenerator.plan.planned.document import PlannedAnnex
from berichtsgenerator.plan.printing.press import Press
from berichtsgenerator.plan.printing.sources import NOTHING, source_list, source_tables

ROUNDING = "Einzelwerte sind ohne Rücksicht auf die Summe gerundet; in Summen sind deshalb Abweichungen möglich."
_MOST_TIMES = 3
_MOST_AREAS = 5


def annex(planned: PlannedAnnex, press: Press) -> list[Block]:
    """The blocks of an annex part."""
    if planned.part == "quellen":
        return _sources(planned, press)
    if planned.part == "zeichen":
        return _marks(planned, press)
    return _gaps(planned, press)


def _cell(text: str) -> Cell:
    return Cell(text) if text else NOTHING


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


def _sources(planned: PlannedAnnex, press: Press) -> list[Block]:
    tables = source_tables(press)
    if not tables:
        return [_text("Dieser Bericht enthält keine Zahlen aus Lieferungen.", planned.place)]
    return [source_list(tables, planned.id, planned.place)]


def _marks(planned: PlannedAnnex, press: Press) -> list[Block]:
    rows = [
        (press.numbers.symbols[item], (SPOKEN[item],)) for item in press.numbers.symbols if item in press.all_symbols
    ]
    found: list[Block] = [_text(f"{ROUNDING} {DIFFERENCE_NOTE} {STRENGTH_NOTE}", planned.place)]
    if rows:
        table = text_table(planned.id, "Zeichenerklärung", "Zeichen", ("Bedeutung",), rows, (0.8,), planned.place)
        found.append(table)
    return found


def _few(words: Sequence[str], most: int) -> str:
    """At most ``most`` of the words, and how many more there are."""
    return ", ".join(words[:most]) + (f" und {len(words) - most} weitere" if len(words) > most else "")


def _times(periods: Sequence[Period]) -> str:
    """The periods in words; a long row of them as a span."""
    found = sorted(set(periods))
    if len(found) <= _MOST_TIMES:
        return ", ".join(format_period(period) for period in found)
    return f"{period_range(found[0], found[-1])} ({len(found)} Zeitpunkte)"


def _areas(entries: Sequence[Entry], press: Press) -> str:
    """The areas of the numbers: few by name, many Gemeinden by their number."""
    keys = list(dict.fromkeys(entry.key.area for entry in entries))
    gemeinden = [key for key in keys if level_of(key) is Level.GEMEINDE]
    if len(gemeinden) <= _MOST_AREAS:
        return _few([press.area(key).short for key in keys], _MOST_AREAS)
    others = [press.area(key).short for key in keys if key not in gemeinden]
    return _few([f"{len(gemeinden)} Gemeinden", *others], _MOST_AREAS)


def _missing_values(press: Press) -> list[tuple[str, tuple[str, str]]]:
    """Numbers without any answer: those of one indicator that lack the same areas stand together."""
    found: dict[tuple[str, Period], list[Entry]] = {}
    for entry in press.printed.values():
        if entry.missing is Missing.NO_DATA:
            found.setdefault((entry.key.indicator, entry.key.period), []).append(entry)
    grouped: dict[tuple[str, str], list[tuple[Period, Entry]]] = {}
    for (indicator, period), entries in found.items():
        grouped.setdefault((indicator, _areas(entries, press)), []).append((period, entries[0]))
    rows = []
    for (indicator, areas), members in grouped.items():
        first = min(members, key=lambda member: member[0])[1]
        where = f"{_times([period for period, _ in members])}: {areas}"
        rows.append((press.facts(indicator).title, (where, first.provenance.reason or SPOKEN[Missing.NO_DATA])))
    return sorted(rows, key=lambda row: (sort_key(row[0]), row[1]))


def _gaps(planned: PlannedAnnex, press: Press) -> list[Block]:
    found: list[Block] = []
    chapters: dict[str, list[Row]] = {}
    for line in press.planned.left_out:
        row = Row(line.section or WHOLE_CHAPTER, (_cell(line.what), _cell(line.reason)))
        chapters.setdefault(line.chapter or "Vorspann", []).append(row)
    if chapters:
        found.append(
            Table(
                planned.id,
                "",
                "Nicht enthaltene Angaben",
                "Abschnitt",
                ((HeadCell("Was fehlt"), HeadCell("Grund")),),
                (Align.LEFT, Align.LEFT),
                tuple(RowGroup(chapter, tuple(rows)) for chapter, rows in chapters.items()),
                stub_share=0.24,
                text_shares=(0.42, 0.34),
                place=planned.place,
            )
        )
    missing = _missing_values(press)
    if missing:
        found.append(
            _text("In einigen Tabellen und Abbildungen fehlen einzelne Werte; genannt ist jeweils der erste Grund.",
                  planned.place)
        )  # fmt: skip
        title, heads = "Einzelne fehlende Werte", ("Zeit und Gebiete", "Grund")
        found.append(text_table(f"{planned.id}-werte", title, "Merkmal", heads, missing, (0.28, 0.46), planned.place))
    return found or [_text("Alle vorgesehenen Angaben liegen vor.", planned.place)]
