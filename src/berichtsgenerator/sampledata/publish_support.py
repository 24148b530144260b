"""Deliveries on support beside minimum income: Wohngeld, BuT, Kinderzuschlag, counselling, insolvencies, income."""

from __future__ import annotations

import datetime as dt

import numpy as np

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number
from berichtsgenerator.sampledata.labour import MONTHS, months_index
from berichtsgenerator.sampledata.publish_labour import (
    BA_COPYRIGHT,
    BA_CREATOR,
    SHORT_MONTHS,
    printed_months,
)
from berichtsgenerator.sampledata.publish_minimum_income import district_name, short_key
from berichtsgenerator.sampledata.rounding import Floats, Ints, drawn_part, part, random_for
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"


def _housing_benefit_4(sample: Sample) -> bytes:
    facts = sample.facts
    general = "Haushalte mit allgemeinem Wohngeld"
    mean = "Durchschn.mtl.Anspruch an allgemeinem Wohngeld"
    table = Table(
        "22311-01-02-4",
        (
            "Allgemeines Wohngeld: Haushalte, Durchschnittlicher Anspruch",
            "an allgem. Wohngeld, Art des allgem. Wohngelds, Stichtag -",
            f"(ab 2005) {_DEPTH_4}",
        ),
        "Wohngeld zum 31.12.",
        "",
        (
            (
                "Haushalte insgesamt",
                general,
                general,
                "Durchschnittl. monatl. Wohngeldanspruch insgesamt",
                mean,
                mean,
            ),
            ("", "Davon mit", "Davon mit", "", "Davon", "Davon"),
            ("", "Mietzuschuss", "Lastenzuschuss", "", "Mietzuschuss", "Lastenzuschuss"),
        ),
        ("Anzahl",) * 3 + ("EUR",) * 3,
        ("Wohngeldreformen zum 01.01.2016, 01.01.2020 und 01.01.2023", "(Wohngeld-Plus)."),
    )
    rise = np.interp(YEARS, [2015, 2016, 2019, 2020, 2022, 2023, 2025], [1.0, 1.22, 1.20, 1.42, 1.48, 2.30, 2.46])
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            if key == facts.kreis:
                total = int(sample.benefits.housing_benefit[:, year].sum())
            else:
                total = round(facts.point("wohngeld_c0", key, YEARS[year]))
            owners = int(part(total, 0.078 + 0.001 * (year % 3)))
            euros = [round(float(facts.series(f"wohngeld_c{column}", key)[year]) * rise[year]) for column in (3, 4, 5)]
            values = [total, total - owners, owners, *euros]
            rows.append([str(YEARS[year]), key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


def applications(sample: Sample) -> tuple[Ints, Ints, Ints]:
    """Wohngeld applications of the Kreis by month: first applications, renewals, applications granted."""
    rng = random_for(sample.seed, "applications")
    households = sample.benefits.housing_benefit.sum(axis=(0, 2)).astype(np.float64)
    middle = [months_index(year, 6) for year in YEARS]
    level = np.interp(np.arange(len(MONTHS)), middle, households)
    wave = np.ones(len(MONTHS))
    wave[months_index(2020, 1) : months_index(2020, 8)] = (1.45, 1.30, 1.35, 1.95, 1.70, 1.40, 1.20)
    wave[months_index(2023, 1) : months_index(2023, 10)] = (3.10, 2.70, 2.40, 1.90, 1.60, 1.45, 1.30, 1.20, 1.10)
    first = rng.poisson(level * 0.052 * wave)
    renewals = rng.poisson(level * 0.078)
    waiting = np.convolve(first + renewals, [0.25, 0.45, 0.30])[: len(MONTHS)]
    granted = np.minimum(rng.poisson(waiting * 0.68), np.floor(waiting).astype(np.int64) + 5)
    return first.astype(np.int64), renewals.astype(np.int64), granted.astype(np.int64)


def _housing_benefit_office(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    sheet = Sheet(book, "Haushalte")
    sheet.line("Haushalte mit Wohngeld am 31.12. (reine Wohngeldhaushalte)", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.gap()
    sheet.head(
        [
            ["Kommune", *(cell for year in YEARS for cell in (f"31.12.{year}", None, None))],
            ["", *("Haushalte mit Wohngeld", None, None) * len(YEARS)],
            ["", *("insgesamt", "davon\nmit Kindern", "davon\nohne Kinder") * len(YEARS)],
        ],
        stub=1,
    )
    households = sample.benefits.housing_benefit
    everything = np.concatenate([households.sum(axis=2, keepdims=True), households], axis=2)
    for row, key in enumerate(facts.gemeinden):
        sheet.add([f"{short_key(key)} {facts.areas[key].short}", *map(int, everything[row].reshape(-1))])
    total = everything.sum(axis=0).reshape(-1)
    sheet.add([f"{short_key(facts.kreis)} {district_name(facts)}", *map(int, total)], bold=True)
    sheet.notes(["Ab 2023: Wohngeld-Plus. Kleine Fallzahlen sind nicht gesperrt. Stand: 31.01.2026"])
    sheet.widths(30, *[11] * (3 * len(YEARS)))
    sheet = Sheet(book, "Anträge")
    sheet.line(f"Wohngeld: Anträge und Bewilligungen nach Monaten, {district_name(facts)}", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.gap()
    sheet.head(
        [
            ["Monat", "Eingegangene Anträge auf Wohngeld", None, None, "Bewilligte Anträge\nauf Wohngeld"],
            ["", "insgesamt", "davon\nErstanträge", "davon\nWeiterleistungsanträge", ""],
        ],
        stub=1,
    )
    first, renewals, granted = applications(sample)
    for position, year, month in printed_months():
        values = [first[position] + renewals[position], first[position], renewals[position], granted[position]]
        sheet.add([dt.date(year, month, 1), *map(int, values)], formats={1: "mmm\\ yy"})
    sheet.notes(["Stand: 31.01.2026"])
    sheet.widths(12, 14, 14, 22, 20)
    return workbook_bytes(book, title="Wohngeld", creator="Kreisverwaltung, Wohngeldstelle (Muster)")


def _participation(sample: Sample) -> bytes:
    facts = sample.facts
    entitled, users = sample.benefits.participation
    book = new_workbook()
    sources = ("SGB II", "Wohngeld/\nKinderzuschlag", "SGB XII/\nAsylbLG")
    for year in range(YEARS.index(2012), len(YEARS)):
        sheet = Sheet(book, str(YEARS[year]))
        sheet.line("Leistungen für Bildung und Teilhabe", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Berichtsjahr: {YEARS[year]}")
        sheet.head(
            [
                [
                    "Schlüssel",
                    "Kommune",
                    "Anspruchsberechtigte\nKinder und\nJugendliche",
                    "Kinder und Jugendliche mit mindestens einer Leistung",
                    *([None] * 3),
                ],
                ["", "", "", "insgesamt", "davon nach Rechtsgrundlage", None, None],
                ["", "", "", "", *sources],
            ],
            stub=2,
        )
        total = np.zeros(5, dtype=np.int64)
        for row, key in enumerate(facts.gemeinden):
            values = np.array([entitled[row, year].sum(), users[row, year].sum(), *users[row, year]])
            total += values
            sheet.add([short_key(key), facts.areas[key].short, *map(int, values)])
        sheet.add([short_key(facts.kreis), district_name(facts), *map(int, total)], bold=True)
        sheet.notes(["Kleine Fallzahlen sind nicht gesperrt."])
        sheet.widths(10, 28, *[18] * 5)
    return workbook_bytes(book, title="Bildung und Teilhabe", creator="Kreisverwaltung (Muster)")


def _child_supplement(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    sheet = Sheet(book, "KiZ")
    sheet.line("Kinderzuschlag: Berechtigte und Kinder", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.line("Familienkasse der Bundesagentur für Arbeit")
    sheet.gap()
    names = [f"{key} {facts.areas[key].short}" for key in facts.upper]
    sheet.head(
        [
            ["Berichtsmonat", *(cell for name in names for cell in (name, None))],
            ["", *("Berechtigte mit\nKinderzuschlag", "Kinder mit\nKinderzuschlag") * 3],
        ],
        stub=1,
    )
    for position, year, month in printed_months():
        values = [int(series[position]) for key in facts.upper for series in sample.benefits.child_supplement[key]]
        sheet.add([f"{SHORT_MONTHS[month - 1]} {year % 100:02d}", *values])
    sheet.notes(
        [
            BA_COPYRIGHT,
            "07/2019 und 01/2020: Starke-Familien-Gesetz; 04/2020 bis 09/2020: Notfall-Kinderzuschlag.",
        ]
    )
    sheet.widths(14, *[18] * 6)
    return workbook_bytes(book, title="Kinderzuschlag", creator=BA_CREATOR)


def _closed() -> Floats:
    """Use of a service by month in relation to the usual: the lockdowns of 2020 and 2020/21, then more than before."""
    level = np.ones(len(MONTHS))
    level[months_index(2020, 3) : months_index(2020, 9)] = (0.72, 0.36, 0.48, 0.78, 0.92, 0.98)
    level[months_index(2020, 11) : months_index(2021, 6)] = (0.90, 0.76, 0.62, 0.66, 0.80, 0.84, 0.95)
    level[months_index(2021, 9) : months_index(2022, 6)] = 1.14
    return level


def _counselling(sample: Sample) -> bytes:
    rng = random_for(sample.seed, "counselling")
    season = np.tile([1.12, 1.05, 1.06, 0.98, 1.0, 0.98, 0.84, 0.82, 1.06, 1.08, 1.10, 0.85], len(YEARS))
    course = np.arange(len(MONTHS)) / len(MONTHS)
    book = new_workbook()
    for service in sample.facts.listed("beratung"):
        name = str(service["stelle"])
        cases, talks, growth, running = (
            float(str(service[word])) for word in ("neu", "gespraeche", "wachstum", "laufend")
        )
        level = season * _closed() * (1 + (growth - 1) * course)
        new = rng.poisson(cases * level).astype(np.int64)
        spoken = rng.poisson(talks * level * 1.02).astype(np.int64)
        distant = np.where(np.arange(len(MONTHS)) < months_index(2020, 3), 0.11, 0.30)
        distant[months_index(2020, 3) : months_index(2021, 6)] = 0.74
        remote = drawn_part(rng, spoken, distant)
        stock = np.rint(running * (1 + (growth - 1) * course) * (1 + np.cumsum(rng.normal(0, 0.006, len(MONTHS)))))
        sheet = Sheet(book, name)
        sheet.line(f"{name}: Monatszahlen der Beratungsstellen", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(district_name(sample.facts))
        sheet.gap()
        sheet.head(
            [
                [
                    "Monat",
                    f"{name}:\nNeuaufnahmen",
                    f"{name}: Beratungsgespräche",
                    None,
                    None,
                    f"{name}: Laufende\nFälle am Monatsende",
                ],
                ["", "", "insgesamt", "persönlich", "telefonisch\noder digital", ""],
            ],
            stub=1,
        )
        before = 0
        for position, year, month in printed_months():
            if year != before:
                sheet.line(year, bold=True)
                before = year
            values = [new[position], spoken[position], spoken[position] - remote[position], remote[position]]
            sheet.add([f"{SHORT_MONTHS[month - 1]} {year % 100:02d}", *map(int, values), int(stock[position])])
        sheet.notes(
            [
                "22.03. bis 04.05.2020 und 16.12.2020 bis 08.03.2021: keine oder wenige persönliche Gespräche.",
                "Weniger Gespräche bedeuten nicht weniger Bedarf.",
            ]
        )
        sheet.widths(12, 20, 14, 14, 16, 24)
    return workbook_bytes(book, title="Beratungsstellen", creator="Kreisverwaltung (Muster)")


def _insolvencies_4(sample: Sample) -> bytes:
    facts = sample.facts
    others, consumers = "Insolvenzverfahren (Übrige Schuldner)", "Insolvenzverfahren (Verbraucher)"
    asked = "Beantragte Verfahren"
    table = Table(
        "52411-03-01-4",
        (
            "Insolvenzstatistik: Insolvenzen übriger Schuldner,",
            "Insolvenzverfahren - Jahressumme -",
            _DEPTH_4,
        ),
        "Insolvenzstatistik",
        "",
        (
            (others, *[consumers] * 4, "voraussichtliche Forderungen (Verbraucher)", others, others),
            ("", *[asked] * 4, "", "Ehemals selbständig Tätige", "andere Schuldner"),
            (
                "",
                "Insgesamt",
                "eröffnet",
                "mangels Masse abgewiesen",
                "Schuldenbereinigungsplan angenommen",
                *[""] * 3,
            ),
        ),
        ("Anzahl",) * 5 + ("Tsd. EUR",) + ("Anzahl",) * 2,
    )
    rng = random_for(sample.seed, "insolvencies")
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            total = round(float(facts.series("insolvenz_c1", key)[year]))
            refused, plan = int(part(total, 0.003)), int(part(total, 0.018))
            wobble = 1 + rng.normal(0, 0.09 if key == facts.kreis else 0.03, 2)
            former = round(float(facts.series("insolvenz_c6", key)[year] * wobble[0]))
            rest = round(float(facts.series("insolvenz_c7", key)[year] * wobble[1]))
            claims = round(total * 52.5 * (1 + float(rng.normal(0, 0.06))))
            values = [total + former + rest, total, total - refused - plan, refused, plan, claims, former, rest]
            rows.append([str(YEARS[year]), key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


def _income(sample: Sample) -> bytes:
    facts = sample.facts
    years = [year for year in YEARS if year <= 2023]
    rng = random_for(sample.seed, "income")
    book = new_workbook()
    front = Sheet(book, "Titel")
    front.line("Einkommen der privaten Haushalte in den kreisfreien Städten und Landkreisen", bold=True)
    front.sample(SAMPLE_NOTE)
    front.line("Reihe 2, Kreisergebnisse Band 3")
    title = "Verfügbares Einkommen der privaten Haushalte einschl. der privaten Organisationen ohne Erwerbszweck"
    noise = {key: 1 + rng.normal(0, 0.006, len(years)) for key in facts.upper}
    for name, ending, unit, series, decimals in (
        ("2.1", "", "in Mio. EUR", "einkommen_mio", 3),
        ("2.4", " je Einwohnerin bzw. Einwohner", "in EUR", "einkommen_je_ew", 0),
    ):
        sheet = Sheet(book, name)
        sheet.line(f"2   {title}")
        sheet.line(f"{name}   {title}{ending}", bold=True)
        sheet.line(unit)
        sheet.line(SAMPLE_NOTE)
        head: list[Value] = ["Lfd. Nr.", "EU-Code", "Regional-\nschlüssel", "Land", "NUTS 1", "NUTS 2", "NUTS 3"]
        sheet.head([[*head, "Gebietseinheit", *years]])
        sheet.gap()
        for entry in facts.listed("vgrdl"):
            key = str(entry["gebiet"])
            levels = entry["nuts"] if isinstance(entry["nuts"], list) else []
            values = [
                round(float(facts.point(series, key, year)) * float(noise[key][index]), decimals)
                for index, year in enumerate(years)
            ]
            row: list[Value] = [
                int(str(entry["zeile"])),
                str(entry["eu"]),
                str(entry["schluessel"]),
                str(entry["land"]),
            ]
            row += [*(str(level) or None for level in levels), facts.areas[key].name]
            sheet.add([*row, *(int(value) if decimals == 0 else value for value in values)])
        sheet.gap()
        sheet.notes(
            ["Quelle: Volkswirtschaftliche Gesamtrechnungen der Länder; Berechnungsstand: August 2025", SAMPLE_NOTE]
        )
        sheet.widths(8, 9, 11, 7, 7, 7, 7, 34, *[11] * len(years))
    return workbook_bytes(book, title="VGRdL Reihe 2 Band 3", creator="Arbeitskreis VGR der Länder (Muster)")


DELIVERIES = (
    Delivery("22311-01-02-4.csv", _housing_benefit_4),
    Delivery("Wohngeldstelle_Haushalte_Antraege.xlsx", _housing_benefit_office),
    Delivery("Bildung_und_Teilhabe.xlsx", _participation),
    Delivery("Familienkasse_Kinderzuschlag.xlsx", _child_supplement),
    Delivery("Beratungsstellen_Monatszahlen.xlsx", _counselling),
    Delivery("52411-03-01-4.csv", _insolvencies_4),
    Delivery("VGRdL_Einkommen_Kreise.xlsx", _income),
)
