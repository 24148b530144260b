"""Deliveries on SGB II and minimum income: Jobcenter register, BA, Sozialberichterstattung."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from berichtsgenerator.sampledata import FIRST_MONTH_YEAR, SAMPLE_NOTE
from berichtsgenerator.sampledata.benefits import december
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number
from berichtsgenerator.sampledata.publish_labour import BA_COPYRIGHT, BA_CREATOR, SHORT_MONTHS, printed_months
from berichtsgenerator.sampledata.rounding import part, random_for, split
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, new_workbook, workbook_bytes

_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"
_SOCIAL = "Sozialberichterstattung in der amtlichen Statistik"

_REGISTER_SHEETS = (
    ("BG", "Bedarfsgemeinschaften (Anzahl)", "bg"),
    ("Personen", "Personen in Bedarfsgemeinschaften (Anzahl)", "personen"),
    ("ELB", "Erwerbsfähige Leistungsberechtigte (Anzahl)", "elb"),
    ("NEF", "Nicht erwerbsfähige Leistungsberechtigte (Anzahl)", "nef"),
    ("unter 15", "Personen in Bedarfsgemeinschaften unter 15 Jahren (Anzahl)", "unter15"),
    ("unter 18", "Personen in Bedarfsgemeinschaften unter 18 Jahren (Anzahl)", "unter18"),
    ("AE-BG", "Bedarfsgemeinschaften von Alleinerziehenden (Anzahl)", "bg_alleinerziehend"),
    ("Ausländer", "Ausländische Personen in Bedarfsgemeinschaften (Anzahl)", "auslaender"),
)


def short_key(key: str) -> int:
    """Key as the Kreis' offices write it: a number without the Land's digits."""
    return int(key[2:].ljust(6, "0"))


def district_name(facts: Facts) -> str:
    """``Landkreis`` and the Kreis' short name."""
    return f"Landkreis {facts.areas[facts.kreis].short}"


def _jobcenter(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    years = [year for year in YEARS if year >= FIRST_MONTH_YEAR]
    months = list(printed_months())
    for name, title, measure in _REGISTER_SHEETS:
        sheet = Sheet(book, name)
        sheet.line("Jobcenter – Kommunales Register der Leistungen nach dem SGB II", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line("Stand jeweils am Monatsende, nach Wohnort der Bedarfsgemeinschaft")
        sheet.line(title, bold=True)
        sheet.head(
            [
                ["AGS", "Kommune", *(cell for year in years for cell in (year, *[None] * 11))],
                ["", "", *SHORT_MONTHS * len(years)],
            ],
            stub=2,
        )
        for key in (*facts.gemeinden, facts.kreis):
            values = sample.benefits.sgb2[key][measure]
            label = "Landkreis gesamt" if key == facts.kreis else facts.areas[key].short
            sheet.add([short_key(key), label, *(int(values[position]) for position, _, _ in months)])
        sheet.gap()
        sheet.notes(
            [
                "ab 06/2022: Geflüchtete aus der Ukraine mit Anspruch nach dem SGB II; ab 01/2023: Bürgergeld",
                "Interne Auswertung, nicht zur Veröffentlichung: kleine Fallzahlen sind nicht gesperrt.",
                "Stand: 10.01.2026",
            ]
        )
        sheet.ws.freeze_panes = "C7"
        sheet.widths(9, 26, *[7] * len(months))
    return workbook_bytes(book, title="SGB II nach Kommunen", creator="Jobcenter (Muster)")


def _ba_rows(sample: Sample, key: str) -> list[tuple[str, str, Iterable[int]]]:
    """Rows of the BA's yearly table: label in column A or, for a part, in column B."""
    second = {name: december(values) for name, values in sample.benefits.sgb2[key].items()}
    rng = random_for(sample.seed, f"ba-sgb2-{key}")
    working = part(second["elb"], np.interp(YEARS, [2010, 2015, 2019, 2020, 2025], [0.285, 0.275, 0.262, 0.228, 0.205]))
    long = part(
        second["elb"], np.interp(YEARS, [2010, 2021, 2022, 2025], [0.64, 0.655, 0.56, 0.58]) + rng.normal(0, 0.004, 16)
    )
    entitled = second["elb"] + second["nef"]
    other = part(second["sonstige"], 0.45)
    return [
        ("Bedarfsgemeinschaften", "", second["bg"]),
        ("darunter", "Alleinerziehende-Bedarfsgemeinschaften", second["bg_alleinerziehend"]),
        ("Personen in Bedarfsgemeinschaften", "", second["personen"]),
        ("darunter", "unter 15 Jahre", second["unter15"]),
        ("", "unter 18 Jahre", second["unter18"]),
        ("", "Ausländer", second["auslaender"]),
        ("", "Frauen", second["weiblich"]),
        ("Leistungsberechtigte", "", entitled + other),
        ("Regelleistungsberechtigte", "", entitled),
        ("Erwerbsfähige Leistungsberechtigte", "", second["elb"]),
        ("darunter", "erwerbstätige erwerbsfähige Leistungsberechtigte", working),
        ("", "Langzeitleistungsbeziehende", long),
        ("Nicht erwerbsfähige Leistungsberechtigte", "", second["nef"]),
        ("darunter", "unter 15 Jahre", second["nef_unter15"]),
        ("Kinder unter 18 Jahre in Alleinerziehenden-Bedarfsgemeinschaften", "", second["kinder_alleinerziehend"]),
    ]


def _ba_yearly(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    for key in facts.upper:
        area = facts.areas[key]
        sheet = Sheet(book, f"LK {area.short}" if key == facts.kreis else area.short)
        sheet.line("Eckwerte der Grundsicherung für Arbeitsuchende (SGB II)", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"{key} {area.name} (Gebietsstand Dezember 2025)", bold=True)
        sheet.line("Zeitreihe, jeweils Dezember; Revision 2016 berücksichtigt")
        sheet.gap()
        sheet.head([["Merkmal", None, *(f"Dez {year}" for year in YEARS)]])
        for first, second, values in _ba_rows(sample, key):
            sheet.add([first, second, *map(int, values)], formats=dict.fromkeys(range(3, 3 + len(YEARS)), "#,##0"))
        sheet.gap()
        sheet.notes([BA_COPYRIGHT, "Daten mit einer Wartezeit von drei Monaten. Stand: 30.03.2026"])
        sheet.widths(38, 46, *[11] * len(YEARS))
    sheet = Sheet(book, "Monate")
    sheet.line("Personen in Bedarfsgemeinschaften (Anzahl)", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.gap()
    sheet.head([["Berichtsmonat", *(f"{key} {facts.areas[key].short}" for key in facts.upper)]])
    for position, year, month in printed_months():
        values = [int(sample.benefits.sgb2[key]["personen"][position]) for key in facts.upper]
        sheet.add([f"{SHORT_MONTHS[month - 1]} {year}", *values])
    sheet.notes([BA_COPYRIGHT])
    sheet.widths(16, 20, 20, 26)
    return workbook_bytes(book, title="Grundsicherung für Arbeitsuchende", creator=BA_CREATOR)


def _minimum_income_4(sample: Sample) -> bytes:
    facts = sample.facts
    second = "Gesamtregelleistung (ALG II/Sozialgeld) n.d.SGB II"
    table = Table(
        "22811-01-01-4",
        (
            "Sozialberichterstattung in der amtlichen Statistik,",
            "Empfänger von sozialen Mindestsicherungsleistungen",
            f"- Stichtag 31.12. - {_DEPTH_4}",
        ),
        _SOCIAL,
        "",
        (
            ("Empfänger von sozialen Mindestsicherungsleistungen", *["Davon"] * 6),
            (
                "",
                *[second] * 3,
                "Hilfe z. Lebensunt. außerh. v. Einr. n. d. SGB XII",
                "Grundsicher. im Alter u.b. Erwerbsm. n. d. SGB XII",
                "Regelleist. n.d. Asylbewerberleistungsgesetz",
            ),
            (
                "",
                "zusammen",
                "erwerbsf. Leistungsb. (Arbeitslosengeld II)",
                "nicht erwerbsf. Leistungsb. (Sozialgeld)",
                *[""] * 3,
            ),
        ),
        ("Anzahl",) * 7,
        ("SGB II: Ergebnisse nach der Revision der Grundsicherungsstatistik", "(2016); ab 2023 Bürgergeld"),
    )
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            elb, nef, hlu, grants, asylum = (int(v) for v in sample.benefits.minimum_income(key)[year])
            values = [elb + nef + hlu + grants + asylum, elb + nef, elb, nef, hlu, grants, asylum]
            rows.append([f"31.12.{YEARS[year]}", key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


def _entitled_4(sample: Sample) -> bytes:
    facts = sample.facts
    elb = "erwerbsf. Leistungsberech. (Arbeitslosengeld II)"
    nef = "nicht erwerbsf. Leistungsberech. (Sozialgeld)"
    table = Table(
        "22811-02-02-4",
        (
            "Sozialberichterstattung in der amtlichen Statistik,",
            "Regelleistungsberechtigte nach dem SGB II- Stichtag 31.12. -",
            _DEPTH_4,
        ),
        _SOCIAL,
        "",
        (
            (
                "Personen in Bedarfsgemeinschaften nach dem SGB II",
                *["dar.: Regelleistungsberechtigte nach dem SGB II"] * 12,
            ),
            ("", *["insgesamt"] * 3, *[elb] * 6, *[nef] * 3),
            (
                "",
                "Insgesamt",
                "Ausländer(innen)",
                "weiblich",
                "zusammen",
                "weiblich",
                "unter 25 Jahre",
                "25 bis unter 50 Jahre",
                "50 bis unter 55 Jahre",
                "55 Jahre und mehr",
                "zusammen",
                "weiblich",
                "unter 15 Jahre",
            ),
        ),
        ("Anzahl",) * 13,
    )
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            second = {name: int(december(values)[year]) for name, values in sample.benefits.sgb2[key].items()}
            entitled = second["elb"] + second["nef"]
            ages = split(second["elb"], [0.19, 0.53, 0.095, 0.185]).tolist()
            elb_women, nef_women = int(part(second["elb"], 0.517)), int(part(second["nef"], 0.482))
            foreign = int(part(entitled, second["auslaender"] / second["personen"] * 0.985))
            values = [second["personen"], entitled, foreign, elb_women + nef_women, second["elb"], elb_women, *ages]
            values += [second["nef"], nef_women, second["nef_unter15"]]
            rows.append([f"31.12.{YEARS[year]}", key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


DELIVERIES = (
    Delivery("Jobcenter_SGB_II_Gemeinden_Monate.xlsx", _jobcenter),
    Delivery("BA_SGBII_Jahreszahlen.xlsx", _ba_yearly),
    Delivery("22811-01-01-4.csv", _minimum_income_4),
    Delivery("22811-02-02-4.csv", _entitled_4),
)
