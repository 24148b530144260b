"""Mutated deliveries: cells moved, heads dropped, types changed, archives truncated, XML bent, bombs.

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

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import Role, read_file
from berichtsgenerator.reading.opening import open_file

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
    "\u202e\u0000"[:1],
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
)


def _mutate(table: Table, dice: random.Random) -> Table:
    rows = [list(row) for row in table]
    for _ in range(dice.randint(1, 8)):
        if not rows:
            break
        row = dice.randrange(len(rows))
        kind = dice.randrange(12)
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
            rows = [[str(cell) for cell in cells] for cells in rows]
        elif kind == 10:
            rows = rows * 2
        elif cells:
            cells.extend(dice.choice(ODD) for _ in range(dice.randint(1, 30)))
    return rows[:400]


def _csv(rows: Table, dice: random.Random) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=dice.choice(";;;,\t|")).writerows(rows)
    return target.getvalue().encode(dice.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"]), "replace")


def _xlsx(rows: Table, dice: random.Random) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            if cell != "":
                text = (
                    "".join(char for char in cell if char >= " " or char in "\n\t") if isinstance(cell, str) else cell
                )
                sheet.cell(row, column, text[:3000] if isinstance(text, str) else text)
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
            archive.writestr(info.filename, bytes(part))
    return target.getvalue()


def _bomb(dice: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * dice.randint(2**20, 2**26))
    return target.getvalue()


def mutant(number: int) -> tuple[str, bytes]:
    """Name and bytes of a mutated delivery; the same number always gives the same file."""
    dice = random.Random(number)
    rows = _mutate(dice.choice([GENESIS, YEARS, QUARTERS]), dice)
    kind = dice.randrange(20)
    if kind < 12:
        data = _csv(rows, dice)
        if dice.random() < 0.15:
            data = data[: dice.randrange(len(data) + 1)]
        if dice.random() < 0.1 and data:
            spot = dice.randrange(len(data))
            data = data[:spot] + dice.randbytes(dice.randint(1, 40)) + data[spot:]
        return f"{number}.csv", data
    if number % 400 == 0:
        return f"{number}.xlsx", _bomb(dice)
    data = _xlsx(rows, dice)
    if kind < 15:
        return f"{number}.xlsx", data
    if kind < 18:
        return f"{number}.xlsx", _bent(data, dice)
    if kind == 18:
        return f"{number}.xlsx", data[: dice.randrange(len(data))]
    return f"{number}{dice.choice(['.csv', '.ods', '.xls', '.xlsm'])}", data


def broken(number: int, folder: Path, gazetteer: Gazetteer) -> str:
    """What a reading of the mutant does wrong, or an empty text."""
    name, data = mutant(number)
    path = folder / name
    path.write_bytes(data)
    start = time.process_time()
    try:
        reading = read_file(path, root=folder, gazetteer=gazetteer)
        grids = {grid.sheet: grid for grid in open_file(path, name).grids}
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
