"""Deliveries on children: day care (Regionaldatenbank, Jugendamt), youth welfare, examination before school."""

from __future__ import annotations

import numpy as np

from berichtsgenerator.model.periods import MONTH_NAMES
from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number
from berichtsgenerator.sampledata.publish_education import school_year
from berichtsgenerator.sampledata.publish_labour import printed_months
from berichtsgenerator.sampledata.publish_minimum_income import district_name, short_key
from berichtsgenerator.sampledata.rounding import Ints, part
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"
_FIRST = 1
"""The day care series begin with 01.03.2011: the children of the year before are known from 2010 on."""


def _facilities_4(sample: Sample) -> bytes:
    facts = sample.facts
    care, staff = "Tageseinrichtungen für Kinder", "Tätige Personen"
    table = Table(
        "22541-01-04-4",
        ("Statistik der Tageseinrichtungen für Kinder,", "Tageseinrichtungen für Kinder - Stichtage -", _DEPTH_4),
        "Statistik der Tageseinrichtungen für Kinder",
        "",
        (
            (
                *[care] * 5,
                "Einrichtungen mit integrativer Kinderbetreuung",
                "Genehmigte Plätze",
                *[staff] * 3,
                "Rechn.Zahl d.Vollzeitstellen i.pädagogisch.Bereich",
            ),
            (
                "",
                "unter 3 Jahre",
                "2 bis unter 8 Jahre (ohne Schulkinder)",
                "5 bis unter 14 Jahre (mit Schulkindern)",
                "Kinder aller Altersgruppen",
                "",
                "",
                *["Tätige Personen in Tageseinrichtungen für Kinder"] * 3,
                "",
            ),
            (
                *[""] * 7,
                "Tätige Personen insgesamt",
                "pädagogisches Personal (ab 2011)",
                "pädagogisches Personal, weiblich (ab 2011)",
                "",
            ),
        ),
        ("Anzahl",) * 11,
    )
    rows = []
    for year in reversed(range(_FIRST, len(YEARS))):
        for key in facts.upper:
            rows.append([f"01.03.{YEARS[year]}", key, indent(facts, key), *map(number, _facilities(sample, key, year))])
    return csv_bytes(table, 3, rows)


def _facilities(sample: Sample, key: str, year: int) -> list[int]:
    beyond = max(0, YEARS[year] - 2016)
    value = [float(sample.facts.series(f"kita_c{column}", key)[year]) for column in range(13)]
    kinds = [
        round(value[1] * 1.01**beyond),
        round(value[2] * 0.995**beyond),
        round(value[3]),
        round(value[4] * 1.022**beyond),
    ]
    places = int(sample.childhood.care[key][year, 6])
    people = round(value[7] * 1.036**beyond)
    teachers = int(part(people, value[8] / value[7]))
    women = int(part(teachers, value[9] / value[8] - 0.004 * beyond))
    full_time = int(part(teachers, value[12] / value[8]))
    return [sum(kinds), *kinds, int(part(sum(kinds), value[5] / value[0])), places, people, teachers, women, full_time]


def _children_4(sample: Sample) -> bytes:
    facts = sample.facts
    table = Table(
        "22543-01-02-4",
        (
            "Statistik der öffentl. geförd. Kindertagespflege,",
            "nach Art der Kindertagesbetreuung - Stichtag -",
            f"{_DEPTH_4} - ab 2011 -",
        ),
        "Statistik der öffentl. geförd. Kindertagespflege",
        "",
        (
            (*["Betreute Kinder"] * 4, "Kinder, Herkunft mind. 1 Elternteil ausländisch"),
            ("", *["Altersgruppe"] * 3, ""),
            ("", "unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 14 Jahre", ""),
        ),
        ("Anzahl",) * 5,
        (
            "Kinder, die in einer Tageseinrichtung und in Tagespflege",
            "betreut werden, sind in der Summe einmal gezählt.",
        ),
    )
    rows = []
    for year in reversed(range(_FIRST, len(YEARS))):
        for key in facts.upper:
            row = sample.childhood.care[key][year]
            ages, minded = row[:3], row[7:10]
            twice = np.rint(minded * 0.018).astype(np.int64)
            for label, counts in (
                ("Tageseinrichtung", ages - minded + twice),
                ("Tagespflege", minded),
                ("Insgesamt (ohne Doppelzählungen)", ages),
            ):
                values = [int(counts.sum()), *map(int, counts), int(part(counts.sum(), 0.30 + 0.006 * year))]
                rows.append([f"01.03.{YEARS[year]}", key, indent(facts, key), label, *map(number, values)])
    return csv_bytes(table, 4, rows)


def _full_day_4(sample: Sample) -> bytes:
    facts = sample.facts
    full = "Ganztags betreute Kinder (mehr als 7 Stunden)"
    table = Table(
        "22543-03-01-4",
        (
            "Ganztags betreute Kinder in Tageseinrichtungen und öffentl.",
            "geförd. Kindertagespflege - Stichtag -",
            _DEPTH_4,
        ),
        "Statistiken der Kindertagesbetreuung",
        "",
        ((full, full), ("unter 3 Jahre", "3 bis unter 6 Jahre")),
        ("Anzahl",) * 2,
    )
    rows = [
        [
            f"01.03.{YEARS[year]}",
            key,
            indent(facts, key),
            *(number(int(v)) for v in sample.childhood.care[key][year, 3:5]),
        ]
        for year in reversed(range(_FIRST, len(YEARS)))
        for key in facts.upper
    ]
    return csv_bytes(table, 3, rows)


def _day_care(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    ages = ("unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 14 Jahre")
    head: list[list[Value]] = [
        [
            "Kreis",
            "Gem.",
            "Stadt/Gemeinde",
            "Betreute Kinder in Tageseinrichtungen und öffentlich geförderter Kindertagespflege",
            *([None] * 5),
            "Betreute Kinder mit überwiegend\nnichtdeutscher Familiensprache",
            "Genehmigte\nPlätze",
        ],
        [
            "",
            "",
            "",
            "insgesamt",
            "davon",
            None,
            None,
            "darunter in Ganztagsbetreuung\n(mehr als 7 Stunden)",
            None,
            "",
            "",
        ],
        ["", "", "", "", *ages, *ages[:2], "", ""],
    ]
    for year in reversed(range(_FIRST, len(YEARS))):
        sheet = Sheet(book, f"01.03.{YEARS[year]}")
        sheet.line("Kindertagesbetreuung in den Städten und Gemeinden", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Stichtag: 01.03.{YEARS[year]}")
        sheet.line("Kinder nach dem Wohnort; Jugendhilfeplanung")
        sheet.head(head, stub=3)
        for key in (*facts.gemeinden, facts.kreis):
            row = sample.childhood.care[key][year]
            values = [row[:3].sum(), *row[:3], *row[3:5], row[5], row[6]]
            name = district_name(facts) if key == facts.kreis else facts.areas[key].short
            sheet.add([key[2:5], key[5:] or "000", name, *map(int, values)], bold=key == facts.kreis)
        sheet.notes(
            ["Kinder in Einrichtung und Tagespflege sind einmal gezählt. Kleine Fallzahlen sind nicht gesperrt."]
        )
        sheet.widths(6, 6, 24, *[14] * 8)
    return workbook_bytes(book, title="Kindertagesbetreuung", creator="Kreisverwaltung, Jugendamt (Muster)")


def _youth_welfare(sample: Sample) -> bytes:
    facts, childhood = sample.facts, sample.childhood
    book = new_workbook()
    creator = "Kreisverwaltung, Jugendamt (Muster)"
    sheet = Sheet(book, "HzE")
    sheet.line("Hilfen zur Erziehung: am 31.12. laufende und im Jahr beendete Hilfen (Anzahl)", bold=True)
    sheet.sample(SAMPLE_NOTE)
    parts = ("insgesamt", "darunter\nambulant\n(§§ 29–32)", "darunter\nstationär\n(§§ 33, 34)")
    sheet.head(
        [
            ["Schlüssel", "Kommune", *(cell for year in YEARS for cell in (year, None, None))],
            ["", "", *(("Hilfen zur Erziehung", None, None) * len(YEARS))],
            ["", "", *parts * len(YEARS)],
        ],
        stub=2,
    )
    helps = childhood.family_help
    table = np.stack([helps.sum(axis=2), helps[..., 0], helps[..., 1]], axis=-1)
    _rows_with_total(sample, sheet, table.reshape(len(table), -1))
    sheet.notes(["Kleine Fallzahlen sind nicht gesperrt. Stand: 31.03.2026"])
    sheet.widths(10, 26, *[9] * (3 * len(YEARS)))
    for name, title, values, first in (
        ("§ 8a", "Verfahren zur Einschätzung der Gefährdung nach § 8a SGB VIII (Anzahl)", childhood.danger, 2),
        ("Inobhutnahmen", "Inobhutnahmen nach § 42 SGB VIII (Anzahl)", childhood.custody, 0),
    ):
        sheet = Sheet(book, name)
        sheet.line(title, bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.gap()
        sheet.head([["Schlüssel", "Kommune", *YEARS[first:]]])
        _rows_with_total(sample, sheet, values[:, first:])
        sheet.notes(["Inobhutnahmen 2015 und 2016 mit unbegleitet eingereisten Minderjährigen. Stand: 31.03.2026"])
        sheet.widths(10, 26, *[8] * len(YEARS))
    sheet = Sheet(book, "Monate")
    sheet.line(f"Meldungen und Inobhutnahmen nach Monaten, {district_name(facts)}", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.gap()
    sheet.head(
        [
            [
                "Monat",
                "Verfahren zur Einschätzung der Gefährdung\nnach § 8a SGB VIII",
                "Inobhutnahmen\nnach § 42 SGB VIII",
            ]
        ]
    )
    reports, custody = childhood.by_month(childhood.danger, "8a"), childhood.by_month(childhood.custody, "42")
    for row, (_, year, month) in enumerate(printed_months()):
        sheet.add([f"{MONTH_NAMES[month - 1]} {year}", int(reports[row]), int(custody[row])])
    sheet.widths(18, 26, 20)
    return workbook_bytes(book, title="Hilfen und Kinderschutz", creator=creator)


def _rows_with_total(sample: Sample, sheet: Sheet, values: Ints) -> None:
    facts = sample.facts
    for row, key in enumerate(facts.gemeinden):
        sheet.add([short_key(key), facts.areas[key].short, *map(int, values[row])])
    sheet.add([short_key(facts.kreis), district_name(facts), *map(int, values.sum(axis=0))], bold=True)


def _examination(sample: Sample) -> bytes:
    facts = sample.facts
    seen, findings, little_german = sample.childhood.examined
    book = new_workbook()
    for year in range(len(YEARS)):
        sheet = Sheet(book, school_year(YEARS[year], "_"))
        sheet.line("Schuleingangsuntersuchung: Befunde nach Wohnort", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Einschulungsjahrgang, Schuljahr: {school_year(YEARS[year])}")
        sheet.gap()
        sheet.head(
            [
                [
                    "Wohnort",
                    "Untersuchte\nKinder",
                    "Kinder mit auffälligem Befund",
                    None,
                    None,
                    None,
                    "Kinder mit einge-\nschränkten Deutsch-\nkenntnissen",
                ],
                ["", "Anzahl", "Sprache", "Motorik", "Über-\ngewicht", "Verhalten", "Anzahl"],
            ],
            stub=1,
        )
        total = np.zeros(6, dtype=np.int64)
        for row, key in enumerate(facts.gemeinden):
            values = np.array([seen[row, year], *findings[row, year], little_german[row, year]])
            total += values
            sheet.add([f"{short_key(key)} {facts.areas[key].short}", *map(int, values)])
        sheet.add([district_name(facts), *map(int, total)], bold=True)
        notes = ["Kleine Fallzahlen sind nicht gesperrt."]
        if YEARS[year] in (2019, 2020, 2021):
            notes.insert(0, "Wegen der Corona-Pandemie konnten nicht alle Kinder untersucht werden.")
        sheet.notes(notes)
        sheet.widths(30, *[16] * 6)
    return workbook_bytes(book, title="Schuleingangsuntersuchung", creator="Kreisverwaltung, Gesundheitsamt (Muster)")


DELIVERIES = (
    Delivery("22541-01-04-4.csv", _facilities_4),
    Delivery("22543-01-02-4.csv", _children_4),
    Delivery("22543-03-01-4.csv", _full_day_4),
    Delivery("Jugendamt_Kita_Gemeinden.xlsx", _day_care),
    Delivery("Jugendamt_Hilfen_Kinderschutz.xlsx", _youth_welfare),
    Delivery("Gesundheitsamt_Schuleingangsuntersuchung.xlsx", _examination),
)
