"""Mutated deliveries of all formats: cells moved, heads dropped, types changed, archives truncated, XML and records
bent, bombs, files under a wrong name.

``mutant(number)`` is a pure function of its number: the file's name and bytes. What must hold of every reading of one
says :func:`broken`: no traceback, a balanced ledger, every value with its source cell, and within the time.
"""

from __future__ import annotations

import csv
import io
import random
import time
import zipfile
from pathlib import Path

import openpyxl
from oldworkbooks import Styled, xls
from opendocuments import ods
from openpyxl.styles import Alignment, Font

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import Role, read_file
from berichtsgenerator.reading.opening.opening import open_file
from berichtsgenerator.reading.telling.among import across
from berichtsgenerator.reading.telling.plausibility import plausible
from berichtsgenerator.reading.telling.summary import summarize

Table = list[list[object]]
LIMIT = 10.0
"""CPU seconds that one file may take."""

GENESIS: Table = [
    ["GENESIS-Tabelle: 12411-01-01-5"],
    ["Bevölkerung nach Geschlecht - Stichtag 31.12. - regionale Tiefe: Gemeinden"],
    ["", "", "", "Bevölkerung (Anzahl)", "", ""],
    ["", "", "", "Insgesamt", "männlich", "weiblich"],
    ["", "", "", "Anzahl", "Anzahl", "Anzahl"],
    ["31.12.2015", "06432", "Darmstadt-Dieburg, Landkreis", 292773, 145000, 147773],
    ["31.12.2015", "06432001", "Alsbach-Hähnlein", 9071, 4400, 4671],
    ["31.12.2015", "06432002", "Babenhausen, Stadt", 16000, 7900, "-"],
    ["31.12.2016", "06432001", "Alsbach-Hähnlein", "9 100r", ".", "(4700)"],
    ["__________"],
    ["(C)opyright Statistische Ämter des Bundes und der Länder"],
]
YEARS: Table = [
    ["Arbeitslose nach Gemeinden, Jahresdurchschnitt"],
    ["Kennziffer", "Gemeinde", 2019, 2020, 2021, 2022],
    [6432001, "Alsbach-Hähnlein", 110, 120.5, 118, "*"],
    [6432002, "Babenhausen", 300, 340, 322, 301],
    [6432004, "Dieburg", 250, "x", 270, -9999],
    ["", "Landkreis gesamt", 660, 700, 710, 690],
    ["Quelle: Statistik der Bundesagentur für Arbeit"],
]
QUARTERS: Table = [
    ["Stadt Griesheim, Einwohner nach Stadtteilen am 30.06.2024"],
    ["Stadtteil", "Einwohner", "davon unter 18", "Ausländeranteil in %"],
    ["Nord", 5000, 900, 20.5],
    ["Süd", 6000, 1100, 18.1],
    ["Gesamt", 11000, 2000, 19.2],
]
STUB: Table = [
    ["Leistungsberechtigte im Landkreis Darmstadt-Dieburg am 31.12.2024"],
    ["Merkmal", "insgesamt", "unter 18 Jahre"],
    [Styled("Haushalte", bold=True), 900, 300],
    [Styled("mit Kindern", 1), 400, 300],
    [Styled("Alleinerziehende", 2), 150, "/"],
    ["Herkunft", "", ""],
    [Styled("Polen", 1), 40, 10],
    [Styled("Zusammen", 3), 900, 310],
    ["1) vorläufig"],
]
CHANGES: Table = [
    ["Gebietsänderungen 2024"],
    [
        "Regionaleinheit",
        "AGS",
        "Name",
        "Änderungsart 1)",
        "Fläche qm",
        "Einwohner",
        "AGS",
        "Name",
        "statistisch wirksam",
    ],
    ["Gemeinde", "16061007", "Birkenfelde", "1", "8386750", "529", "16061119", "Uder", "01.01.2024"],
    ["Gemeinde", "16061097", "Uder", 1, 13999110, 2688, "16061119", "Uder", "01.01.2024"],
    ["Gemeinde", "07131007", "Bad Neuenahr", "2", "137157", "35", "07131017", "Dernau", "01.01.2024"],
    ["1) 1 = Auflösung"],
]
FLAT: Table = [
    ["statistics_code", "statistics_label", "time_code", "time_label", "time", "1_variable_code", "1_variable_label",
     "1_variable_attribute_code", "1_variable_attribute_label", "2_variable_code", "2_variable_label",
     "2_variable_attribute_code", "2_variable_attribute_label", "value", "value_unit", "value_variable_label",
     "value_q"],
    ["12411", "Bevölkerung", "STAG", "Stichtag", "31.12.2023", "GEMEIN", "Gemeinden", "06432001", "Alsbach-Hähnlein",
     "GES", "Geschlecht", "GESM", "männlich", "4400", "Anzahl", "Bevölkerung", ""],
    ["12411", "Bevölkerung", "STAG", "Stichtag", "31.12.2023", "GEMEIN", "Gemeinden", "06432002", "Babenhausen",
     "GES", "Geschlecht", "", "Insgesamt", "-", "Anzahl", "Bevölkerung", "e"],
]  # fmt: skip
BASES = (GENESIS, YEARS, QUARTERS, STUB, CHANGES, FLAT)
ODD: tuple[object, ...] = (
    "",
    "#DIV/0!",
    "=A1+1",
    "x" * 5000,
    "31.02.2020",
    "00.00.0000",
    "1e999",
    "-",
    "…",
    "nan",
    float("1e308"),
    -1e-300,
    0,
    2015,
    "2015",
    "DG",
    "06432",
    "999999999999",
    "\u202e",
    "\t",
    "Insgesamt",
    "davon",
    "dar. weiblich",
    "von 3 bis unter 6",
    "31.12.2015",
    "I. Quartal 2015",
    "2014/15",
    "((((((((((",
    "1.234.567,89",
    "1,2,3",
    "Münster",
    "Landkreis",
    True,
    "\n\n-\n",
    "²³",
    "٣٤",
    "½",
    None,
    Styled("eingerückt", 3, True),
    "1" * 400,
    "#NV",
)


def _mutate(table: Table, dice: random.Random) -> Table:
    rows = [list(row) for row in table]
    for _ in range(dice.randint(1, 8)):
        if not rows:
            break
        row = dice.randrange(len(rows))
        kind = dice.randrange(13)
        cells = rows[row]
        column = dice.randrange(len(cells)) if cells else 0
        if kind == 0:
            del rows[row]
        elif kind == 1:
            rows.insert(row, list(dice.choice(rows)))
        elif kind == 2 and cells:
            cells[column] = dice.choice(ODD)
        elif kind == 3 and cells:
            cells.insert(column, dice.choice(ODD))
        elif kind == 4 and cells:
            del cells[column]
        elif kind == 5:
            dice.shuffle(rows)
        elif kind == 6:
            rows = [[*cells[:column], "", *cells[column:]] for cells in rows]
        elif kind == 7:
            rows = [list(cells) for cells in zip(*(r + [""] * (12 - len(r)) for r in rows), strict=False)]
        elif kind == 8 and cells:
            other = rows[dice.randrange(len(rows))]
            if other:
                at = dice.randrange(len(other))
                cells[column], other[at] = other[at], cells[column]
        elif kind == 9:
            rows = [[_text(cell) for cell in cells] for cells in rows]
        elif kind == 10:
            rows = rows * 2
        elif kind == 12:
            rows = [list(cells) for cells in rows[dice.randint(1, 4) :]]  # the head is lost
        elif cells:
            cells.extend(dice.choice(ODD) for _ in range(dice.randint(1, 30)))
    return rows[:400]


def _text(cell: object) -> str:
    return cell.text if isinstance(cell, Styled) else "" if cell is None else str(cell)


def _csv(rows: Table, dice: random.Random) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=dice.choice(";;;,\t|")).writerows([[_text(cell) for cell in row] for row in rows])
    encodings = ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "utf-16"]
    return target.getvalue().encode(dice.choice(encodings), "replace")


def _printable(text: str) -> str:
    return "".join(char for char in text if char >= " " or char in "\n\t")[:3000]


def _xlsx(rows: Table, dice: random.Random) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value == "" or value is None:
                continue
            cell = sheet.cell(row, column, _printable(_text(value)) if isinstance(value, (str, Styled)) else value)
            if isinstance(value, Styled):
                cell.alignment, cell.font = Alignment(indent=value.indent), Font(bold=value.bold)
    if dice.random() < 0.1:
        sheet.row_dimensions[dice.randint(1, 6)].hidden = True
    for _ in range(dice.randrange(3)):
        top, left = dice.randint(1, 6), dice.randint(1, 4)
        sheet.merge_cells(
            start_row=top, start_column=left, end_row=top + dice.randrange(3), end_column=left + dice.randrange(3)
        )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _bent(data: bytes, dice: random.Random) -> bytes:
    """A workbook whose parts are bent: bytes changed inside the XML, parts dropped, doubled or swapped."""
    source = zipfile.ZipFile(io.BytesIO(data))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            part = bytearray(source.read(info))
            kind = dice.randrange(9)
            if kind == 0 and len(part) > 40:
                for _ in range(dice.randint(1, 12)):
                    part[dice.randrange(len(part))] = dice.randrange(256)
            elif kind == 1:
                part = part[: dice.randrange(len(part) + 1)]
            elif kind == 2 and dice.random() < 0.4:
                continue
            elif kind == 3 and b"<row " in part:
                part = bytearray(bytes(part).replace(b'r="3"', b'r="1048576"', 1))
            elif kind == 4 and b"<c " in part:
                part = bytearray(bytes(part).replace(b'r="B2"', b'r="XFD2"', 1))
            elif kind == 5 and dice.random() < 0.3:
                part = bytearray(bytes(part).replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1))
            elif kind == 6 and b"<v>" in part:
                part = bytearray(bytes(part).replace(b"<v>", b"<v>9" * dice.randint(1, 3)))
            elif kind == 7 and b"<table:table-cell" in part:
                far = b'<table:table-cell table:number-columns-repeated="%d"' % dice.choice([3, 16384, 10**9])
                part = bytearray(bytes(part).replace(b"<table:table-cell", far, dice.randint(1, 3)))
            elif kind == 8 and b"indent=" in part:
                part = bytearray(bytes(part).replace(b'indent="', b'indent="99999999999'))
            archive.writestr(info.filename, bytes(part))
    return target.getvalue()


def _xls(rows: Table, dice: random.Random) -> bytes:
    """An old workbook, sometimes with bytes of its records changed or its end cut off."""
    merges = [(1, 0, 1 + dice.randrange(3), dice.randrange(4)) for _ in range(dice.randrange(3))]
    lines = [[_printable(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    data = bytearray(xls(lines, merges=merges, hidden_rows=range(dice.randrange(3))))
    if dice.random() < 0.4:
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
    if dice.random() < 0.1:
        del data[dice.randrange(len(data)) :]
    return bytes(data)


def _ods(rows: Table, dice: random.Random) -> bytes:
    plain = [["" if cell is None else cell for cell in row] for row in rows]
    lines = [[_printable(cell) if isinstance(cell, str) else cell for cell in row] for row in plain]
    hidden = '<table:table-column table:visibility="collapse"/>' if dice.random() < 0.2 else ""
    far = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    data = ods(lines, columns=hidden, rows_before=far if dice.random() < 0.05 else "")
    return _bent(data, dice) if dice.random() < 0.5 else data


def _bomb(dice: random.Random) -> bytes:
    """An archive that unpacks to far more than it weighs, as a workbook or as a spreadsheet."""
    target = io.BytesIO()
    part = dice.choice(["xl/worksheets/sheet1.xml", "content.xml", "xl/styles.xml"])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, b"0" * dice.randint(2**20, 2**27))
    return target.getvalue()


def mutant(number: int) -> tuple[str, bytes]:
    """Name and bytes of a mutated delivery; the same number always gives the same file."""
    dice = random.Random(number)
    rows = _mutate(dice.choice(BASES), dice)
    if number % 400 == 0:
        return f"{number}{dice.choice(['.xlsx', '.xlsm', '.ods'])}", _bomb(dice)
    kind = dice.randrange(20)
    if kind < 8:
        data = _csv(rows, dice)
        if dice.random() < 0.15:
            data = data[: dice.randrange(len(data) + 1)]
        if dice.random() < 0.1 and data:
            spot = dice.randrange(len(data))
            data = data[:spot] + dice.randbytes(dice.randint(1, 40)) + data[spot:]
        return f"{number}.csv", data
    if kind < 11:
        return f"{number}.xls", _xls(rows, dice)
    if kind < 14:
        return f"{number}.ods", _ods(rows, dice)
    data = _xlsx(rows, dice)
    suffix = dice.choice([".xlsx", ".xlsx", ".xlsm"])
    if kind < 16:
        return f"{number}{suffix}", data
    if kind < 18:
        return f"{number}{suffix}", _bent(data, dice)
    if kind == 18:
        return f"{number}{suffix}", data[: dice.randrange(len(data))]
    data = dice.choice([data, _xls(rows, dice), _ods(rows, dice), _csv(rows, dice)])
    return f"{number}{dice.choice(['.csv', '.ods', '.xls', '.xlsm', '.xlsx'])}", data  # under a wrong name


def broken(number: int, folder: Path, gazetteer: Gazetteer) -> str:
    """What a reading of the mutant does wrong, or an empty text."""
    name, data = mutant(number)
    path = folder / name
    path.write_bytes(data)
    start = time.process_time()
    try:
        reading = read_file(path, root=folder, gazetteer=gazetteer)
        grids = {grid.sheet: grid for grid in open_file(path, name).grids}
        assert summarize(reading)
        assert all(item.place.file == name for item in (*plausible(reading, gazetteer), *across([reading])))
    except Exception as failure:
        return f"{name}: {type(failure).__name__}: {failure}"
    finally:
        path.unlink()
    if time.process_time() - start > LIMIT:
        return f"{name}: länger als {LIMIT} s"
    if not reading.ledger.balanced:
        return f"{name}: Zellbilanz geht nicht auf"
    observations = list(reading.observations)
    if len(observations) != reading.ledger.count(Role.VALUE) + reading.ledger.count(Role.MARK):
        return f"{name}: Beobachtungen und Bilanz sind verschieden viele"
    if not grids and not reading.diagnostics:
        return f"{name}: nicht gelesen und keine Meldung"
    places = set()
    for o in observations:
        rows = grids[o.table.sheet].rows
        if o.row > len(rows) or rows[o.row - 1][o.column - 1] == "":
            return f"{name}: Wert ohne Quellzelle in {o.cell}"
        if (o.value is None) != (o.missing is not None) or not o.measure:
            return f"{name}: unvollständige Beobachtung in {o.cell}"
        places.add((o.table.sheet, o.row, o.column))
    return "" if len(places) == len(observations) else f"{name}: eine Zelle zweimal gelesen"
