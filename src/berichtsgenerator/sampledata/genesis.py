"""Writers for the shapes of the Regionaldatenbank: GENESIS csv and xlsx, and the retyped table with separator rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import Facts
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_LICENCE = (
    "© Statistische Ämter des Bundes und der Länder, Deutschland, 2026.",
    "Dieses Werk ist lizenziert unter der Datenlizenz Deutschland",
    "- Namensnennung - Version 2.0.",
)

BASE_NOTES = (
    "Berichtsjahr 2010: Ergebnisse auf Grundlage der Volkszählung",
    "1987",
    "Berichtsjahre 2011 bis 2021: Ergebnisse auf Grundlage des",
    "Zensus 2011",
    "ab Berichtsjahr 2022: Ergebnisse auf Grundlage des Zensus",
    "2022",
)
"""What a table of the Fortschreibung says of its population bases."""


@dataclass(frozen=True)
class Table:
    """What stands above and below a GENESIS table. ``base`` is the measure line, ``unit`` a unit row when not None."""

    code: str
    title: tuple[str, ...]
    statistic: str
    base: str = ""
    head: tuple[tuple[str, ...], ...] = ()
    unit: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stand: str = "12.05.2026 / 10:14:37"


def indent(facts: Facts, key: str) -> str:
    """Name in the spelling of the Regionaldatenbank, with its leading blanks."""
    depth = {2: 2, 5: 6, 8: 8}.get(len(key), 0) if key != facts.bund else 0
    return " " * depth + facts.areas[key].genesis


def number(value: Value, decimals: int | None = None) -> str:
    """A value as a GENESIS csv prints it: decimal comma, ``-`` for an exact zero count."""
    if value is None:
        return "."
    if isinstance(value, float):
        return f"{value:.{1 if decimals is None else decimals}f}".replace(".", ",")
    if value == 0 and not isinstance(value, str):
        return "-"
    return str(value)


def csv_bytes(table: Table, stub: int, rows: Iterable[Sequence[str]], *, period: str = "") -> bytes:
    """A GENESIS csv in ISO-8859-1; ``stub`` is the number of columns left of the values."""
    width = stub + len(table.head[-1])
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")

    def line(text: str) -> None:
        writer.writerow([text, *[""] * (width - 1)])

    buffer.write(f"GENESIS-Tabelle: {table.code}\r\n")
    line(SAMPLE_NOTE.replace("–", "-"))
    for text in (*table.title, table.statistic):
        line(text)
    if table.base:
        line(table.base)
    if period:
        line(period)
    for labels in table.head:
        writer.writerow([*[""] * stub, *labels])
    if table.unit:
        writer.writerow([*[""] * stub, *table.unit])
    for row in rows:
        writer.writerow(row)
    buffer.write("__________\r\n")
    for text in table.notes:
        buffer.write(f"{text}\r\n")
    buffer.write('"' + "\r\n".join(_LICENCE) + '"\r\n')
    buffer.write(f"Stand: {table.stand}\r\n")
    return buffer.getvalue().encode("iso-8859-1")


def xlsx_sheet(
    book: Workbook,
    name: str,
    table: Table,
    facts: Facts,
    rows: Iterable[tuple[str, Sequence[Value]]],
    *,
    period: str,
    stub_title: str = "Gemeinden, Samt-/Verbandsgemeinden",
) -> None:
    """One sheet of a GENESIS xlsx: title, statistic, measure line, period, merged head, rows, foot."""
    width = len(table.head[-1])
    sheet = Sheet(book, name)
    sheet.line(f"Tabelle: {table.code}")
    sheet.line("\n".join(table.title), merge=width + 2)
    sheet.sample(SAMPLE_NOTE)
    sheet.line(table.statistic, merge=width + 2)
    if table.base:
        sheet.line(table.base, merge=width + 2)
    sheet.line(period)
    top = sheet.row
    head_rows = [*table.head, *([table.unit] if table.unit else [])]
    shown = [["" if depth else stub_title, "", *_joined(labels)] for depth, labels in enumerate(head_rows)]
    sheet.head(shown)
    sheet.ws.merge_cells(start_row=top, end_row=sheet.row - 1, start_column=1, end_column=2)
    for key, values in rows:
        sheet.add([key, indent(facts, key), *values])
    sheet.notes(["______________", *table.notes, *_LICENCE, f"Stand: {table.stand}"])
    sheet.widths(11, 34, *[11] * width)


def _joined(labels: Sequence[str]) -> list[Value]:
    """Equal neighbours in a head row become one continued cell; the last row of a head keeps its cells."""
    result: list[Value] = []
    for position, label in enumerate(labels):
        same = position > 0 and label and label == labels[position - 1] and label != "Anzahl"
        result.append(None if same else label)
    return result


def separated_xlsx(
    table: Table,
    facts: Facts,
    labels: Sequence[str],
    over: Sequence[tuple[str, int]],
    blocks: Iterable[tuple[str, Iterable[tuple[str, Sequence[Value]]]]],
    *,
    keys_as_text: bool = True,
) -> bytes:
    """The retyped shape: ``id | name | labels``, each period a merged row in column A, its rows below.

    ``over`` are merged labels above the head with their widths; sheets ``metadata`` and ``footnote`` follow.
    """
    book = new_workbook()
    sheet = Sheet(book, table.code)
    top: list[Value] = ["", ""]
    for text, width in over:
        top += [text, *[None] * (width - 1)]
    sheet.head([top, ["id", "name", *labels]])
    for period, rows in blocks:
        sheet.line(period, merge=len(labels) + 2, bold=True)
        for key, values in rows:
            sheet.add([key if keys_as_text else _as_number(key), indent(facts, key), *values])
    sheet.notes([SAMPLE_NOTE])
    sheet.widths(10, 36, *[13] * len(labels))
    metadata = Sheet(book, "metadata")
    metadata.line("\n".join(table.title), merge=len(labels) + 2)
    metadata.line(table.statistic, merge=len(labels) + 2)
    metadata.line(table.base)
    metadata.line(SAMPLE_NOTE)
    footnote = Sheet(book, "footnote")
    footnote.notes(["______________", *table.notes, *_LICENCE, f"Stand: {table.stand}", SAMPLE_NOTE])
    return workbook_bytes(book, title=table.code, creator="Regionaldatenbank Deutschland (Muster)")


def _as_number(key: str) -> Value:
    return int(key) if key.isdigit() else key
