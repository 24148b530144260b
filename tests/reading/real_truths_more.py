"""Truths of further real deliveries: files that were read for the first time when these truths were written.

As in ``real_truths``, each is taken from the cells by hand-written coordinates and without the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from real_truths import (
    FOREIGN,
    LAENDER,
    MEN,
    WOMEN,
    Delivery,
    Pairs,
    Truth,
    age,
    both,
    directory,
    inkar,
    iso,
    lines,
    number,
    plain_key,
    separators,
    sheet,
)

GERMAN: Pairs = (("nationalitaet", "deutsch"),)


def _school(text: str) -> Pairs:
    return (("schulform", text),)


# --- Regionaldatenbank


def yearly(groups: list[Pairs], suffix: str = "") -> Callable[[Path], Truth]:
    """Text files with year, key and name in the first three columns, one column for each of ``groups``."""

    def make(path: Path) -> Truth:
        return {
            ("", row, column + 1): (cells[1], cells[0] + suffix, groups[column - 3], number(cells[column]))
            for row, cells in lines(path)
            if len(cells) == len(groups) + 3 and re.fullmatch(r"\d{4}", cells[0])
            for column in range(3, len(cells))
        }

    return make


FORMS = {
    "Vorschulbereich": "Vorschulbereich",
    "Grundschulen": "Grundschulen",
    "Schulartunabhängige Orientierungsstufe": "Schulartunabhängige Orientierungsstufe",
    "Hauptschulen": "Hauptschulen",
    "Schularten mit mehreren Bildungsgängen": "Schularten mit mehreren Bildungsgängen",
    "Realschulen": "Realschulen",
    "Gymnasien": "Gymnasien",
    "Integrierte Gesamtschulen": "Integrierte Gesamtschulen",
    "Freie Waldorfschulen": "Freie Waldorfschulen",
    "Förderschulen": "Förderschulen",
    "Abendschulen und Kollegs": "Abendschulen und Kollegs",
}


def schools(path: Path) -> Truth:
    """21111-01-03-4: year, key, name, school form, then schools, pupils, girls, foreigners and two classes."""
    groups: list[Pairs] = [(), (), WOMEN, FOREIGN, (), ()]
    truth: Truth = {}
    for row, cells in lines(path):
        if len(cells) == 10 and re.fullmatch(r"\d{4}", cells[0]):
            form = FORMS.get(cells[3].strip())
            if form is None and cells[3] != "Insgesamt":
                continue
            for column, group in enumerate(groups, start=4):
                pairs = both(group, _school(form) if form else ())
                truth["", row, column + 1] = (cells[1], cells[0], pairs, number(cells[column]))
    return truth


def retyped(name: str, groups: list[Pairs]) -> Callable[[Path], Truth]:
    """Retyped tables whose dates stand alone in column A; from column C one column for each of ``groups``."""
    return separators(name, 2, dict(enumerate(groups, start=2)))


def retyped_years(path: Path) -> Truth:
    """82411 as xlsx: the year alone in column A, two columns."""
    truth: Truth = {}
    year = ""
    for row, cells in sheet(path, "82411-01-03-4"):
        if re.fullmatch(r"\d{4}", plain_key(cells[0])) and cells[1] == "":
            year = plain_key(cells[0])
        elif year and cells[1] != "":
            for column in (2, 3):
                if cells[column] != "":
                    truth["82411-01-03-4", row, column + 1] = (plain_key(cells[0]), year, (), number(cells[column]))
    return truth


def dwellings(path: Path) -> Truth:
    """31211-03-01-4: one date in the title, eleven classes of the year of building, from row 8."""
    return {
        ("31211-03-01-4", row, column + 1): (plain_key(cells[0]), "2011-05-09", (), number(cells[column]))
        for row, cells in sheet(path, "31211-03-01-4")
        if row >= 8 and cells[1] != ""
        for column in range(2, 13)
    }


def flat(at: int, groups: Callable[[list[str]], Pairs]) -> Callable[[Path], Truth]:
    """ffcsv since 2025: time in the fifth column, key in the eighth, the value in column ``at``."""
    return lambda path: {
        ("", row, at): (cells[7], cells[4], groups(cells), number(cells[at - 1]))
        for row, cells in lines(path, "utf-8-sig")
        if row > 1 and cells[7] not in ("", "-")
    }


def _people(cells: list[str]) -> Pairs:
    """13111 as ffcsv: nationality in the twelfth column, sex in the sixteenth."""
    nation = {"NATA": FOREIGN, "NATD": GERMAN}.get(cells[11], ())
    sex = {"GESM": MEN, "GESW": WOMEN}.get(cells[15], ())
    return both(nation, sex)


# --- Bundeswahlleiter

GROUPS: dict[str, Pairs] = {
    "männlich (in 1000)": MEN,
    "Deutsche (in 1000)": GERMAN,
    "Ausländer (%)": FOREIGN,
    "Ausländer": FOREIGN,
    "Männer": MEN,
    "Frauen": WOMEN,
    "unter 18 (%)": age("unter 18 Jahre"),
    "18-25 (%)": age("18 bis unter 25 Jahre"),
    "25-35 (%)": age("25 bis unter 35 Jahre"),
    "35-60 (%)": age("35 bis unter 60 Jahre"),
    "60-75 (%)": age("60 bis unter 75 Jahre"),
    "75 und mehr (%)": age("75 Jahre und mehr"),
    "18-24 (%)": age("18 bis unter 25 Jahre"),
    "25-34 (%)": age("25 bis unter 35 Jahre"),
    "35-59 (%)": age("35 bis unter 60 Jahre"),
    "60-74 (%)": age("60 bis unter 75 Jahre"),
    "15 bis unter 20 Jahre": age("15 bis unter 20 Jahre"),
    "55 bis unter 65 Jahre": age("55 bis unter 65 Jahre"),
}


def structure(last: int) -> Callable[[Path], Truth]:
    """Structural data, all columns: the time is inside of each column's head, the group after its last dash."""

    def make(path: Path) -> Truth:
        truth: Truth = {}
        head: list[str] = []
        for row, cells in lines(path, "cp1252"):
            if cells and cells[0] == "Land":
                head = cells
            elif head and len(cells) > last and cells[2] in ("Land insgesamt", "Insgesamt", "Bund insgesamt"):
                key = LAENDER.get(cells[0], "DG")
                for column in range(3, last + 1):
                    label = head[column]
                    if day := re.search(r"am (\d\d\.\d\d\.\d{4})", label):
                        period = iso(day[1])
                    elif month := re.search(r"(Dezember|März) (\d{4})", label):
                        period = f"{month[2]}-{'12' if month[1] == 'Dezember' else '03'}"
                    else:
                        years = re.findall(r"\d{4}", label.replace("1000", ""))
                        period = years[-1]
                    group = GROUPS.get(label.rsplit(" - ")[-1].strip(), ())
                    truth["", row, column + 1] = (key, period, group, number(cells[column]))
        return truth

    return make


# --- Berlin, Statistikamt Nord, Amt für Statistik, Landkreis


def berlin(*columns: int) -> Callable[[Path], Truth]:
    """Monitoring: key of the planning unit in the first column, decimals with a point, all of 2013."""
    return lambda path: {
        ("", row, column + 1): (f"11000000/{cells[0]}", "2013", (), float(cells[column]))
        for row, cells in lines(path, "utf-8", ",")
        if row > 1
        for column in columns
        if cells[column] != ""
    }


def profiles(path: Path) -> Truth:
    """Stadtteilprofile 2014: population of 31.12.2013 in columns B, C, E and G; Stadtteile in rows 5 to 103."""
    groups: dict[int, Pairs] = {1: (), 2: age("unter 18 Jahre"), 4: age("65 Jahre und mehr"), 6: FOREIGN}
    name = "Stadtteilprofile 2014"
    truth: Truth = {}
    for row, cells in sheet(path, name):
        if 5 <= row <= 103:
            key = "02000000/" + "_".join(str(cells[0]).strip().replace("/", " ").split())
            for column, group in groups.items():
                truth[name, row, column + 1] = (key, "2013-12-31", group, number(cells[column]))
    return truth


def building_prices(path: Path) -> Truth:
    """Preisindizes: sheets 3, 4, 5 and 6, the year in column A, four months and the mean of the year."""
    months = ("02", "05", "08", "11")
    truth: Truth = {}
    for name in ("Tab.3", "Tab.4", "Tab.5", "Tab.6"):
        for row, cells in sheet(path, name):
            if isinstance(cells[0], float):
                for column in range(1, 6):
                    period = f"{int(cells[0])}-{months[column - 1]}" if column < 5 else str(int(cells[0]))
                    truth[name, row, column + 1] = ("12", period, (), number(cells[column]))
    return truth


def employees(path: Path) -> Truth:
    """Employees at the place of work of 30.06.2017: a comment, the head, then the 23 Gemeinden and their sum."""
    return {
        ("", row, 2): ("06432" if row == 26 else f"06432{row - 2:03d}", "2017-06-30", (), number(cells[1]))
        for row, cells in lines(path, "utf-8")
        if 2 < row <= 26
    }


def further_deliveries() -> list[Delivery]:
    """Deliveries with a truth that the reader was not developed on, by publisher."""
    regional, nord = "Regionaldatenbank", "Statistikamt Nord"
    monitoring = "berlin_mss/berlin-monitoring-social-urban-development-2013-00-"
    both_sexes: list[Pairs] = [(), WOMEN]
    people: list[Pairs] = [(), MEN, WOMEN, FOREIGN, both(FOREIGN, MEN), both(FOREIGN, WOMEN)]
    return [
        Delivery("regionalstatistik_csv/21111-01-03-4.csv", regional, schools),
        Delivery("regionalstatistik_csv/21111-02-06-4.csv", regional, yearly(both_sexes * 7)),
        Delivery("regionalstatistik_csv/21121-02-02-4.csv", regional, yearly(both_sexes * 6)),
        Delivery("regionalstatistik_xlsx/13111-01-03-4.xlsx", regional, retyped("13111-01-03-4", people)),
        Delivery("regionalstatistik_xlsx/31231-02-01-4.xlsx", regional, retyped("31231-02-01-4", [()] * 15)),
        Delivery("regionalstatistik_xlsx/31211-03-01-4.xlsx", regional, dwellings),
        Delivery("regionalstatistik_xlsx/82411-01-03-4.xlsx", regional, retyped_years),
        Delivery("genesis_flat/11111-02-01-4_de_flat.csv", regional, flat(10, lambda _: ())),
        Delivery("genesis_flat/73111-01-01-4_de_flat.csv", regional, flat(10, lambda _: ())),
        Delivery("genesis_flat/52411-02-01-4_de_flat.csv", regional, flat(14, lambda _: ())),
        Delivery("genesis_flat/13111-01-03-4_de_flat.csv", regional, flat(18, _people)),
        Delivery("bundeswahlleiter/btw13_strukturdaten.csv", "Bundeswahlleiter", structure(41)),
        Delivery("bundeswahlleiter/btw17_strukturdaten.csv", "Bundeswahlleiter", structure(50)),
        Delivery("destatis_gv/31122013_Auszug_GV.xlsx", "Destatis", directory("Gemeindedaten", "2013-12-31")),
        Delivery(
            "destatis_gv/31122019_Auszug_GV.xlsx", "Destatis", directory("Onlineprodukt_Gemeinden_311219", "2019-12-31")
        ),
        Delivery(
            "destatis_gv/AuszugGV4QAktuell_2024.xlsx",
            "Destatis",
            directory("Onlineprodukt_Gemeinden31122024", "2023-12-31"),
        ),
        Delivery("inkar_bbsr/Arbeitslosenquote.xls", "BBSR", inkar),
        Delivery("inkar_bbsr/E_Haushaltseinkommen.xls", "BBSR", inkar),
        Delivery("inkar_bbsr/Stadt_Land.xls", "BBSR", inkar),
        Delivery(monitoring + "1-planning-areas.csv", "Berlin", berlin(1, 2)),
        Delivery(monitoring + "2-3-districts.csv", "Berlin", berlin(*range(1, 10))),
        Delivery(monitoring + "2-2-district-regions.csv", "Berlin", berlin(*range(1, 10))),
        Delivery(monitoring + "3-districts.csv", "Berlin", berlin(*range(1, 8), 9)),
        Delivery(monitoring + "4-1-planning-areas.csv", "Berlin", berlin(*range(1, 15))),
        Delivery("statnord_stadtteilprofile/Daten_fuer_die_Stadtteilprofile_2014.xlsx", nord, profiles),
        Delivery(
            "regionalstatistik_xlsx/SB_M01-04-00_2021q01_BB.xlsx",
            "Amt für Statistik Berlin-Brandenburg",
            building_prices,
        ),
        Delivery("ladadi_web/svb_arbeitsort_2017-06-30.csv", "Landkreis", employees),
    ]
