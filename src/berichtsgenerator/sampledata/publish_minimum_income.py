"""Deliveries on minimum income: Jobcenter register, BA, Sozialberichterstattung, Sozialamt."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from berichtsgenerator.sampledata import FIRST_MONTH_YEAR, SAMPLE_NOTE
from berichtsgenerator.sampledata.benefits import december
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number
from berichtsgenerator.sampledata.publish_labour import BA_COPYRIGHT, BA_CREATOR, SHORT_MONTHS, printed_months
from berichtsgenerator.sampledata.rounding import Ints, drawn_part, part, random_for, split
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

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
    Delivery("Jobcenter_SGB_II_Gemeinden_Monate.xlsx", _jobcenter),
    Delivery("BA_SGBII_Jahreszahlen.xlsx", _ba_yearly),
    Delivery("22811-01-01-4.csv", _minimum_income_4),
    Delivery("22811-02-02-4.csv", _entitled_4),
    Delivery("Sozialamt_SGB_XII_Gemeinden.xlsx", _welfare_office),
    Delivery("22151-01-02-4.csv", _basic_security_4),
    Delivery("22221-01-01-4.csv", _asylum_4),
    Delivery("Sozialamt_AsylbLG_Gemeinden.xlsx", _asylum_office),
)
