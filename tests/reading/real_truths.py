"""The truth of real deliveries, taken from their cells by hand-written coordinates and without the reader.

A truth is ``{(sheet, row, column): (area, period, breakdown, value)}`` for every value cell of the file's tables with
areas, rows and columns from 1. Areas, periods and breakdowns are stated here by what stands in the named rows and
columns of this one file; nothing of the reading room is used.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook

Pairs = tuple[tuple[str, str], ...]
Cell = tuple[str, int, int]
Fact = tuple[str, str, Pairs, float | None]
Truth = dict[Cell, Fact]
MARKS = {".", "...", "x", "X", "/", "•", "*", "…"}
MEN: Pairs = (("geschlecht", "männlich"),)
WOMEN: Pairs = (("geschlecht", "weiblich"),)
FOREIGN: Pairs = (("nationalitaet", "ausländisch"),)


class Delivery(NamedTuple):
    """A file of the folder of real deliveries, its publisher and how its truth is made."""

    file: str
    publisher: str
    make: Callable[[Path], Truth]


def age(text: str) -> Pairs:
    return (("alter", text),)


def both(*pairs: Pairs) -> Pairs:
    return tuple(sorted(pair for group in pairs for pair in group))


def number(cell: object) -> float | None:
    """A German number, ``-`` as zero, None for marks; raises ValueError for other texts."""
    if isinstance(cell, (int, float)):
        return float(cell)
    text = str(cell).strip()
    if text in MARKS:
        return None
    if text in ("-", "–"):
        return 0.0
    return float(text.replace(".", "").replace(",", "."))


def lines(path: Path, encoding: str = "latin-1", delimiter: str = ";") -> Iterator[tuple[int, list[str]]]:
    text = path.read_bytes().decode(encoding)
    return enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1)


def sheet(path: Path, name: str) -> Iterator[tuple[int, list[object]]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return enumerate(rows, start=1)


def iso(text: str) -> str:
    day, month, year = text.split(".")
    return f"{year}-{month}-{day}"


def plain_key(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell).strip()


# --- Regionaldatenbank


def unemployed(path: Path) -> Truth:
    """13211-02-05-4: annual means; year, key, name, then columns in the order of the three head rows."""
    groups: list[Pairs] = [(), FOREIGN, (), age("15 bis unter 20 Jahre"), age("15 bis unter 25 Jahre")]
    groups += [age("55 bis unter 65 Jahre"), (), (), (), MEN, WOMEN, FOREIGN, age("15 bis unter 25 Jahre")]
    truth: Truth = {}
    for row, cells in lines(path):
        if cells and len(cells) == 16 and cells[0].isdigit():
            for column, group in enumerate(groups, start=3):
                truth["", row, column + 1] = (cells[1], cells[0], group, number(cells[column]))
    return truth


def care(path: Path) -> Truth:
    """22411-02-03-4: date, key, name, sex, then nine counts."""
    sexes = {"männlich": MEN, "weiblich": WOMEN, "Insgesamt": ()}
    return {
        ("", row, column + 1): (cells[1], iso(cells[0]), sexes[cells[3]], number(cells[column]))
        for row, cells in lines(path)
        if len(cells) == 13 and cells[0].count(".") == 2
        for column in range(4, 13)
    }


def income(path: Path) -> Truth:
    """82411-01-03-4: year, key, name, two columns."""
    return {
        ("", row, column + 1): (cells[1], cells[0], (), number(cells[column]))
        for row, cells in lines(path)
        if len(cells) == 5 and cells[0].isdigit()
        for column in (3, 4)
    }


def separators(name: str, first: int, sexes: dict[int, Pairs]) -> Callable[[Path], Truth]:
    """Retyped Kreis tables: the date stands in a row of its own above the areas, id and name before the figures."""

    def make(path: Path) -> Truth:
        truth: Truth = {}
        period = ""
        for row, cells in sheet(path, name):
            filled = [cell for cell in cells if cell != ""]
            if len(filled) == 1 and str(cells[0]).count(".") == 2:
                period = iso(str(cells[0]))
            elif period and len(filled) > 2:
                for column in range(first, len(cells)):
                    if cells[column] != "":
                        group = sexes.get(column, ())
                        truth[name, row, column + 1] = (plain_key(cells[0]), period, group, number(cells[column]))
        return truth

    return make


def flat_population(path: Path) -> Truth:
    """12411-01-01-4 as ffcsv: Kreise by sex, unordered."""
    sexes = {"GESM": MEN, "GESW": WOMEN, "": ()}
    truth: Truth = {}
    for row, cells in lines(path, "utf-8-sig"):
        if row > 1:
            truth["", row, 14] = (cells[7], cells[4], sexes[cells[11]], number(cells[13]))
    return truth


def census(path: Path) -> Truth:
    """1000A-0000 as ffcsv: the ARS of 12 digits becomes the AGS."""
    truth: Truth = {}
    for row, cells in lines(path, "utf-8-sig"):
        if row > 1:
            key = cells[7] if cells[7] == "DG" else cells[7][:5] + cells[7][9:]
            truth["", row, 10] = (key, cells[4], (), number(cells[9]))
    return truth


# --- BBSR, VGRdL, Destatis


def inkar(path: Path) -> Truth:
    """INKAR: years in the second row from the fourth column on, key in the first."""
    rows = dict(sheet(path, "Daten"))
    years = [plain_key(cell) for cell in rows[2]]
    return {
        ("Daten", row, column + 1): (str(cells[0]).zfill(5), years[column], (), number(cells[column]))
        for row, cells in rows.items()
        if row > 2
        for column in range(3, len(cells))
        if cells[column] != ""
    }


def accounts(path: Path) -> Truth:
    """VGRdL: nine sheets, years in row 5 from column I on, key in column C, the Bund under ``DE``."""
    truth: Truth = {}
    for name in ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3"):
        years: list[str] = []
        for row, cells in sheet(path, name):
            if row == 5:
                years = [plain_key(cell) for cell in cells]
            elif row > 6 and isinstance(cells[0], float) and cells[7] != "":
                key = "DG" if cells[1] == "DE" else plain_key(cells[2])
                for column in range(8, 37):
                    truth[name, row, column + 1] = (key, years[column], (), number(cells[column]))
    return truth


def directory(name: str, date: str) -> Callable[[Path], Truth]:
    """Gemeindeverzeichnis: Satzart 60, the key in columns C, D, E and G; area, population, men, women, density."""

    def make(path: Path) -> Truth:
        groups: list[Pairs] = [(), (), MEN, WOMEN, ()]
        truth: Truth = {}
        for row, cells in sheet(path, name):
            if plain_key(cells[0]) == "60":
                key = "".join(str(cells[part]) for part in (2, 3, 4, 6))
                for column, group in enumerate(groups, start=8):
                    truth[name, row, column + 1] = (key, date, group, number(cells[column]))
        return truth

    return make


LAENDER = {
    "Schleswig-Holstein": "01",
    "Hamburg": "02",
    "Niedersachsen": "03",
    "Bremen": "04",
    "Nordrhein-Westfalen": "05",
    "Hessen": "06",
    "Rheinland-Pfalz": "07",
    "Baden-Württemberg": "08",
    "Bayern": "09",
    "Saarland": "10",
    "Berlin": "11",
    "Brandenburg": "12",
    "Mecklenburg-Vorpommern": "13",
    "Sachsen": "14",
    "Sachsen-Anhalt": "15",
    "Thüringen": "16",
    "Deutschland": "DG",
}
SCHOOLS = (
    "Grundschulen",
    "Hauptschulen",
    "Schularten mit mehreren Bildungsgängen",
    "Realschulen",
    "Gymnasien",
    "Integrierte Gesamtschulen",
)


def expenditure(path: Path) -> Truth:
    """21711: the formatted sheets by coordinates, the csv sheets by their columns."""
    truth: Truth = {}

    def land(cell: object) -> str:
        return LAENDER[str(cell).removeprefix("Ausgaben, ").strip().rstrip("12345")]

    for row, cells in sheet(path, "21711-b01"):
        if 5 <= row <= 21:
            for column in range(1, 16):
                truth["21711-b01", row, column + 1] = (land(cells[0]), str(2009 + column), (), number(cells[column]))
    for name, first, width in (("21711-01", 6, 4), ("21711-02", 5, 6), ("21711-03", 6, 5)):
        for row, cells in sheet(path, name):
            if first <= row <= first + 16:
                for column in range(1, 2 * width + 1):
                    year = "2023" if column <= width else "2024"
                    form = SCHOOLS[(column - 1) % width] if name == "21711-02" else ""
                    group: Pairs = (("schulform", form),) if form else ()
                    truth[name, row, column + 1] = (land(cells[0]), year, group, number(cells[column]))
    for name, year_at in (("csv-21711-b01", 3), ("csv-21711-01", 4), ("csv-21711-02", 3), ("csv-21711-03", 4)):
        for row, cells in sheet(path, name):
            if row > 1 and str(cells[1]).strip():
                group = (("schulform", str(cells[2])),) if name == "csv-21711-02" else ()
                value = number(cells[year_at + 2])
                truth[name, row, year_at + 3] = (land(cells[1]), plain_key(cells[year_at]), group, value)
    return truth


# --- Bundesagentur für Arbeit


def labour(path: Path) -> Truth:
    """Arbeitsmarkt kommunal: a Gemeinde a workbook, years in row 7, employees on 30.06., unemployed as annual mean."""
    key = path.name.split("_")[1]
    parts: dict[str, Pairs] = {
        "Männer": MEN,
        "Frauen": WOMEN,
        "Ausländer": FOREIGN,
        "unter 25 Jahre": age("unter 25 Jahre"),
        "15 bis unter 25 Jahre": age("15 bis unter 25 Jahre"),
        "55 Jahre und älter": age("55 Jahre und mehr"),
        "Arbeitslose im Rechtskreis SGB III": (("rechtskreis", "SGB III"),),
        "Arbeitslose im Rechtskreis SGB II": (("rechtskreis", "SGB II"),),
    }
    truth: Truth = {}
    years: list[str] = []
    mean = False
    for row, cells in sheet(path, "Daten"):
        head = " ".join(str(cells[0]).split())
        if row == 7:
            years = [plain_key(cell) for cell in cells]
        elif row > 8 and cells[2] == "" and head:
            mean = "Jahresdurchschnitt" in head
        elif row > 8 and cells[2] != "":
            label = " ".join(str(cells[1]).split())
            for column in range(2, 7):
                period = years[column] if mean else f"{years[column]}-06-30"
                truth["Daten", row, column + 1] = (key, period, parts.get(label, ()), number(cells[column]))
    return truth


# --- Hessisches Statistisches Landesamt, Statistikamt Nord, Bundeswahlleiter, Berlin, Landkreis


def elections(path: Path) -> Truth:
    """Kreiswahlen, sheets 1989 (all columns) and 2021 (the columns before the parties)."""
    truth: Truth = {}
    for name, date, first, last, start in (("1989", "1989-03-07", 2, 17, 5), ("2021", "2021-03-14", 2, 11, 7)):
        for row, cells in sheet(path, name):
            if row >= start and (isinstance(cells[0], float) or cells[1] == "Land Hessen"):
                key = "06" if cells[0] == "" else "06" + str(int(float(str(cells[0]))))
                for column in range(first, last + 1):
                    if cells[column] != "":
                        truth[name, row, column + 1] = (key, date, (), number(cells[column]))
    return truth


def prices(path: Path) -> Truth:
    """Building prices of Hessen: year carried down column A, ``D`` or a month in column B."""
    months = {"Februar": "02", "Mai": "05", "August": "08", "November": "11"}
    truth: Truth = {}
    year = ""
    for row, cells in sheet(path, "Wohngebäude"):
        if row >= 5 and cells[1] != "":
            year = plain_key(cells[0]) if cells[0] != "" else year
            month = months.get(str(cells[1]).strip(), "")
            for column in range(2, 7):
                if cells[column] != "":
                    period = f"{year}-{month}" if month else year
                    truth["Wohngebäude", row, column + 1] = ("06", period, (), number(cells[column]))
    return truth


def quarters(path: Path) -> Truth:
    """Stadtteilprofile 2017: population of 31.12.2017 (columns B to H), moves of 2017 (W to AA)."""
    groups: dict[int, Pairs] = {2: age("unter 18 Jahre"), 4: age("65 Jahre und mehr"), 6: FOREIGN}
    truth: Truth = {}
    name = "Stadtteilprofile 2017"
    for row, cells in sheet(path, name):
        if 5 <= row <= 103 or row == 111:
            label = str(cells[0]).strip()
            key = "02" if row == 111 else "02000000/" + "_".join(label.replace("/", " ").split())
            for column in (1, 2, 4, 6, 22, 23, 24, 25, 26):
                period = "2017" if column > 20 else "2017-12-31"
                truth[name, row, column + 1] = (key, period, groups.get(column, ()), number(cells[column]))
    return truth


def constituencies(path: Path) -> Truth:
    """Structural data 2021: the rows of Länder and Bund, six columns of population of 31.12.2019."""
    truth: Truth = {}
    groups: dict[int, Pairs] = {6: (("nationalitaet", "deutsch"),), 7: FOREIGN}
    for row, cells in lines(path, "utf-8-sig"):
        if len(cells) > 50 and cells[2] in ("Land insgesamt", "Insgesamt"):
            for column in range(3, 9):
                truth["", row, column + 1] = (
                    LAENDER[cells[0]],
                    "2019-12-31",
                    groups.get(column, ()),
                    number(cells[column]),
                )
    return truth


def planning(path: Path) -> Truth:
    """Berlin, planning areas: comma separated, decimals with a point; the year stands in the file's name."""
    return {
        ("", row, column + 1): (f"11000000/{cells[0]}", "2013", (), float(cells[column]))
        for row, cells in lines(path, "utf-8", ",")
        if row > 1
        for column in range(1, 10)
    }


GEMEINDEN = (
    "Alsbach-Hähnlein",
    "Babenhausen",
    "Bickenbach",
    "Dieburg",
    "Eppertshausen",
    "Erzhausen",
    "Fischbachtal",
    "Griesheim",
    "Groß-Bieberau",
    "Groß-Umstadt",
    "Groß-Zimmern",
    "Messel",
    "Modautal",
    "Mühltal",
    "Münster",
    "Ober-Ramstadt",
    "Otzberg",
    "Pfungstadt",
    "Reinheim",
    "Roßdorf",
    "Schaafheim",
    "Seeheim-Jugenheim",
    "Weiterstadt",
)


def county(date: str) -> Callable[[Path], Truth]:
    """Figures of the Landkreis' own pages: name and figure; the 23 Gemeinden in alphabetical order have the keys 1 to
    23.
    """
    keys = {name: f"06432{index:03d}" for index, name in enumerate(GEMEINDEN, start=1)}
    groups: dict[str, Pairs] = {
        "davon männlich": MEN,
        "davon weiblich": WOMEN,
        "davon deutsch": (("nationalitaet", "deutsch"),),
        "davon nichtdeutsch": FOREIGN,
    }

    def make(path: Path) -> Truth:
        truth: Truth = {}
        for row, cells in lines(path, "utf-8"):
            if row > 2:
                name = cells[0].split(",")[0].split(" (")[0].strip()
                truth["", row, 2] = (keys.get(name, "06432"), date, groups.get(name, ()), number(cells[1]))
        return truth

    return make


def deliveries(root: Path) -> list[Delivery]:
    """All deliveries with a truth, by publisher."""
    regional, nord = "Regionaldatenbank", "Statistikamt Nord"
    found = [
        Delivery("regionalstatistik_csv/13211-02-05-4.csv", regional, unemployed),
        Delivery("regionalstatistik_csv/13211-02-05-4__langreihe_prototypefund2021.csv", regional, unemployed),
        Delivery("regionalstatistik_csv/22411-02-03-4.csv", regional, care),
        Delivery("regionalstatistik_csv/82411-01-03-4.csv", regional, income),
        Delivery("regionalstatistik_xlsx/11111-01-01-4.xlsx", regional, separators("11111-01-01-4", 2, {})),
        Delivery("regionalstatistik_xlsx/33111-01-02-4.xlsx", regional, separators("33111-01-02-4", 2, {})),
        Delivery(
            "regionalstatistik_xlsx/12521-0040-KREISE_$F.xlsx",
            regional,
            separators("12521-0040", 2, {2: MEN, 3: WOMEN}),
        ),
        Delivery("genesis_flat/12411-01-01-4_de_flat.csv", regional, flat_population),
        Delivery("genesis_flat/1000A-0000_de_flat.csv", "Zensus 2022", census),
        Delivery("inkar_bbsr/A_ArbeitslosigkeitKreis.xls", "BBSR", inkar),
        Delivery("inkar_bbsr/E_Schuldnerquote.xls", "BBSR", inkar),
        Delivery("inkar_bbsr/B_SchulabgaengerohneAbschluss.xls", "BBSR", inkar),
        Delivery("vgrdl/vgrdl_r2b3_bs2024.xlsx", "VGRdL", accounts),
        Delivery("destatis_gv/31122005_Auszug_GV.xlsx", "Destatis", directory("Gemeindedaten", "2005-12-31")),
        Delivery(
            "destatis_gv/31122023_Auszug_GV.xlsx",
            "Destatis",
            directory("Onlineprodukt_Gemeinden31122023", "2023-12-31"),
        ),
        Delivery("destatis_schule/21711_ausgaben_je_schueler_2024.xlsx", "Destatis", expenditure),
        Delivery("hessen_wahlen/Kreiswahlen ab 1989.xlsx", "HSL", elections),
        Delivery("regionalstatistik_xlsx/Bauindizes_Wohngebaeude_Hesse_1968-2021_08042021.xlsx", "HSL", prices),
        Delivery("statnord_stadtteilprofile/StadtteilprofileBerichtsjahr2017.xlsx", nord, quarters),
        Delivery("bundeswahlleiter/btw21_strukturdaten.csv", "Bundeswahlleiter", constituencies),
        Delivery(
            "berlin_mss/berlin-monitoring-social-urban-development-2013-00-2-1-planning-areas.csv", "Berlin", planning
        ),
        Delivery("ladadi_web/einwohner_2023-12-31.csv", "Landkreis", county("2023-12-31")),
        Delivery("ladadi_web/einwohner_2024-12-31.csv", "Landkreis", county("2024-12-31")),
        Delivery("ladadi_web/sgb2_kunden_2016-12-31.csv", "Landkreis", county("2016-12-31")),
    ]
    folder = "ba_arbeitsmarkt_kommunal_wetterau"
    found += [
        Delivery(f"{folder}/{path.name}", "Bundesagentur für Arbeit", labour)
        for path in sorted((root / folder).glob("*.xlsx"))
    ]
    return found


class Score(NamedTuple):
    """How a file was read: cells of the truth, right, wrong, not read, and wrong ones of which the reader was sure."""

    cells: int
    right: int
    wrong: int
    missing: int
    sure_and_wrong: int
    examples: tuple[str, ...]


SURE = 0.75


def score(truth: Truth, reading: object) -> Score:
    """Compare a ``FileReading`` with the truth, cell by cell; cells outside of the truth are not counted."""
    right = wrong = sure_wrong = 0
    seen = set()
    examples: list[str] = []
    for table in reading.tables:  # type: ignore[attr-defined]
        for o in table.observations:
            place = (o.table.sheet, o.row, o.column)
            fact = truth.get(place)
            if fact is None:
                continue
            seen.add(place)
            got = (o.area, o.period.iso, o.breakdown, o.value)
            if got == fact:
                right += 1
                continue
            wrong += 1
            sure_wrong += table.confidence >= SURE
            if len(examples) < 5:
                examples.append(f"{place}: {got} statt {fact}")
    missing = [place for place in truth if place not in seen]
    examples.extend(f"{place} nicht gelesen: {truth[place]}" for place in missing[: 5 - len(examples)])
    return Score(len(truth), right, wrong, len(missing), sure_wrong, tuple(examples))
