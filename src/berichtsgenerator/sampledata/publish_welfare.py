"""Deliveries on SGB XII and AsylbLG: the Sozialamt's tables by Gemeinde, the Regionaldatenbank's by Kreis."""

from __future__ import annotations

import numpy as np

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number
from berichtsgenerator.sampledata.publish_minimum_income import district_name, short_key
from berichtsgenerator.sampledata.rounding import Ints, drawn_part, part, random_for, split
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"


def welfare_parts(sample: Sample) -> dict[str, Ints]:
    """What the Sozialamt's table adds to the totals: sexes, children, institutions (Gemeinde × year)."""
    benefits = sample.benefits
    rng = random_for(sample.seed, "sozialamt")
    return {
        "alter_m": drawn_part(rng, benefits.old_age, 0.43 + 0.003 * (np.array(YEARS) - 2010)),
        "em_m": drawn_part(rng, benefits.disability, np.full(len(YEARS), 0.555)),
        "hlu_unter15": drawn_part(rng, benefits.subsistence, np.full(len(YEARS), 0.19)),
        "pflege_einrichtung": drawn_part(rng, benefits.care_help, np.full(len(YEARS), 0.74)),
    }


def _welfare_office(sample: Sample) -> bytes:
    facts, benefits = sample.facts, sample.benefits
    parts = welfare_parts(sample)
    book = new_workbook()
    nothing = (None,) * 6
    head: list[list[Value]] = [
        [
            "Schlüssel",
            "Stadt / Gemeinde",
            "Grundsicherung im Alter und bei Erwerbsminderung\n(4. Kapitel SGB XII)",
            *nothing,
            "Hilfe zum Lebensunterhalt außerhalb\nvon Einrichtungen (3. Kapitel SGB XII)",
            None,
            "Hilfe zur Pflege\n(7. Kapitel SGB XII)",
            None,
        ],
        ["", "", "insgesamt", "davon", *nothing[:5], "insgesamt", "darunter", "insgesamt", "darunter"],
        [
            "",
            "",
            "",
            "im Alter",
            None,
            None,
            "bei Erwerbsminderung",
            None,
            None,
            "",
            "unter 15 Jahre",
            "",
            "in Einrich-\ntungen",
        ],
        ["", "", "", *("zusammen", "männlich", "weiblich") * 2, "", "", "", ""],
    ]
    for year in range(len(YEARS)):
        sheet = Sheet(book, str(YEARS[year]))
        sheet.line("Leistungsberechtigte nach dem SGB XII nach Wohnort", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Stichtag: 31.12.{YEARS[year]}")
        sheet.line("Fachbereich Soziales, Auswertung aus dem Fachverfahren")
        sheet.head(head, stub=2)
        total = np.zeros(11, dtype=np.int64)
        for row, key in enumerate(facts.gemeinden):
            old, disabled = int(benefits.old_age[row, year]), int(benefits.disability[row, year])
            old_men, disabled_men = int(parts["alter_m"][row, year]), int(parts["em_m"][row, year])
            values = np.array(
                [
                    old + disabled,
                    *(old, old_men, old - old_men),
                    *(disabled, disabled_men, disabled - disabled_men),
                    *(benefits.subsistence[row, year], parts["hlu_unter15"][row, year]),
                    *(benefits.care_help[row, year], parts["pflege_einrichtung"][row, year]),
                ]
            )
            total += values
            sheet.add([short_key(key), facts.areas[key].name, *map(int, values)])
        sheet.add([short_key(facts.kreis), district_name(facts), *map(int, total)], bold=True)
        sheet.notes(["________________", "Kleine Fallzahlen sind nicht gesperrt.", f"Stand: 28.02.{YEARS[year] + 1}"])
        sheet.widths(10, 28, *[13] * 11)
    return workbook_bytes(
        book, title="SGB XII nach Gemeinden", creator="Kreisverwaltung, Fachbereich Soziales (Muster)"
    )


def _basic_security_4(sample: Sample) -> bytes:
    facts, benefits = sample.facts, sample.benefits
    parts = welfare_parts(sample)
    table = Table(
        "22151-01-02-4",
        ("Empfänger von Grundsicherung im Alter und bei", "Erwerbsminderung - Stichtag 31.12. -", _DEPTH_4),
        "Statistik der Empfänger von Grundsicherung",
        "",
        (
            ("Empfänger von Grundsicherung",) * 3,
            (
                "Insgesamt",
                "voll erwerbsgeminderte Personen unter der Altersgrenze",
                "Personen ab der Altersgrenze und älter",
            ),
        ),
        ("Anzahl",) * 3,
        (
            "Altersgrenze: bis 2011 65 Jahre, danach schrittweise",
            "Anhebung nach § 41 Absatz 2 SGB XII; ab 2015 Berichtsmonat",
            "Dezember.",
        ),
    )
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            if key == facts.kreis:
                old = int(benefits.old_age[:, year].sum())
                disabled = int(benefits.disability[:, year].sum())
                men = (int(parts["em_m"][:, year].sum()), int(parts["alter_m"][:, year].sum()))
            else:
                old = round(facts.point("grundsicherung_alter", key, YEARS[year]))
                disabled = round(facts.point("grundsicherung_em", key, YEARS[year]))
                men = (int(part(disabled, 0.555)), int(part(old, 0.43 + 0.003 * year)))
            women = (disabled - men[0], old - men[1])
            for label, (first, second) in (("männlich", men), ("weiblich", women), ("Insgesamt", (disabled, old))):
                values = map(number, (first + second, first, second))
                rows.append([f"31.12.{YEARS[year]}", key, indent(facts, key), label, *values])
    return csv_bytes(table, 4, rows)


def _asylum_4(sample: Sample) -> bytes:
    facts, benefits = sample.facts, sample.benefits
    table = Table(
        "22221-01-01-4",
        (
            "Empfänger von Asylbewerberregelleistungen,",
            "Geschlecht, Art der Leistung, Altersgruppen",
            f"- Stichtag 31.12. - {_DEPTH_4}",
        ),
        "Empfänger von Asylbewerberregelleistungen",
        "",
        (
            ("Regelleistungsempfänger",) * 10,
            (
                "",
                "weiblich",
                "Grundleistungen",
                "laufende Hilfe zum Lebensunterhalt",
                "unter 7 Jahre",
                "7 bis unter 18 Jahre",
                "18 bis unter 25 Jahre",
                "25 bis unter 50 Jahre",
                "50 bis unter 65 Jahre",
                "65 Jahre und mehr",
            ),
        ),
        ("Anzahl",) * 10,
    )
    women = np.interp(YEARS, [2010, 2014, 2015, 2019, 2022, 2025], [0.41, 0.37, 0.325, 0.40, 0.43, 0.41])
    basic = np.interp(YEARS, [2010, 2014, 2015, 2018, 2022, 2025], [0.66, 0.89, 0.91, 0.55, 0.66, 0.52])
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            total = int(benefits.minimum_income(key)[year][4])
            minors = int(benefits.asylum_minors[:, year].sum()) if key == facts.kreis else int(part(total, 0.33))
            young = split(minors, [0.46, 0.54]).tolist()
            adults = split(total - minors, [0.26, 0.60, 0.105, 0.035]).tolist()
            grants = int(part(total, basic[year]))
            values = [total, int(part(total, women[year])), grants, total - grants, *young, *adults]
            rows.append([f"31.12.{YEARS[year]}", key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


def _asylum_office(sample: Sample) -> bytes:
    facts, benefits = sample.facts, sample.benefits
    book = new_workbook()
    for name, title, values in (
        ("insgesamt", "Regelleistungsempfängerinnen und -empfänger nach dem AsylbLG (Anzahl)", benefits.asylum),
        (
            "unter 18",
            "Regelleistungsempfängerinnen und -empfänger nach dem AsylbLG unter 18 Jahren (Anzahl)",
            benefits.asylum_minors,
        ),
    ):
        sheet = Sheet(book, name)
        sheet.line(title, bold=True)
        sheet.line("Fachbereich Zuwanderung und Flüchtlinge")
        sheet.sample(SAMPLE_NOTE)
        sheet.gap()
        sheet.head([["Kommune", *(f"31.12.{year}" for year in YEARS)]])
        for row, key in enumerate(facts.gemeinden):
            sheet.add([facts.areas[key].short, *(int(v) or "-" for v in values[row])])
        sheet.gap()
        sheet.add([f"{district_name(facts)} gesamt", *(int(v) for v in values.sum(axis=0))], bold=True)
        sheet.notes(["Kleine Fallzahlen sind nicht gesperrt. Stand: 20.01.2026"])
        sheet.widths(34, *[11] * len(YEARS))
    return workbook_bytes(book, title="AsylbLG nach Gemeinden", creator="Kreisverwaltung (Muster)")


DELIVERIES = (
    Delivery("Sozialamt_SGB_XII_Gemeinden.xlsx", _welfare_office),
    Delivery("22151-01-02-4.csv", _basic_security_4),
    Delivery("22221-01-01-4.csv", _asylum_4),
    Delivery("Sozialamt_AsylbLG_Gemeinden.xlsx", _asylum_office),
)
