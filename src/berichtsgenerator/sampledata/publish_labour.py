"""Deliveries on work: Regionaldatenbank tables and the workbooks of the Statistik der Bundesagentur für Arbeit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
from openpyxl import Workbook

from berichtsgenerator.model.periods import MONTH_NAMES
from berichtsgenerator.sampledata import FIRST_MONTH_YEAR, SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number, separated_xlsx, xlsx_sheet
from berichtsgenerator.sampledata.labour import GROUPS, MONTHS, annual_means
from berichtsgenerator.sampledata.rounding import Ints, random_for, split
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_DEPTH_5 = "regionale Tiefe: Gemeinden, Samt-/Verbandsgemeinden"
_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"
_STATISTIC = "Sozialversicherungspflichtig Beschäftigte"
_ROUNDED = (
    "1) Die arithmetische Summierung der ausgewiesenen",
    "Gemeindeergebnisse kann in Einzelfällen leicht von den",
    "Kreisergebnissen abweichen.",
)
SHORT_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
BA_CREATOR = "Statistik der Bundesagentur für Arbeit (Muster)"
BA_COPYRIGHT = "© Statistik der Bundesagentur für Arbeit"
BA_SECRET = (
    "*) Aus Gründen der statistischen Geheimhaltung werden Zahlenwerte von 1 oder 2 und Daten, aus denen rechnerisch "
    "auf einen solchen Zahlenwert geschlossen werden kann, anonymisiert."
)


def printed_months() -> Iterator[tuple[int, int, int]]:
    """Position, year and month of the months that deliveries print."""
    for position, (year, month) in enumerate(MONTHS):
        if year >= FIRST_MONTH_YEAR:
            yield position, year, month


def _six(cells: Ints) -> list[int]:
    """Total, men, women of all and of foreigners, from nationality × sex."""
    everyone, foreign = cells.sum(axis=0), cells[1]
    return [int(v) for group in (everyone, foreign) for v in (group.sum(), group[0], group[1])]


def _at_home_5(sample: Sample) -> bytes:
    facts = sample.facts
    table = Table(
        "13111-02-02-5",
        (
            "Sozialversicherungspflichtig Beschäftigte am Wohnort",
            "nach Geschlecht und Nationalität - Stichtag 30.06. -",
            _DEPTH_5,
        ),
        _STATISTIC,
        "Sozialversicherungspfl. Beschäftigte (Wohnort) (Anzahl)",
        notes=("Auswertungsstand: März des Folgejahres",),
    )
    labels = (
        "Insgesamt",
        "männlich",
        "weiblich",
        *(f"Ausländer(innen)-{s}" for s in ("Insgesamt", "männlich", "weiblich")),
    )
    blocks = [
        (f"30.06.{YEARS[year]}", [(key, _six(sample.labour.at_home[key][year])) for key in facts.all_keys])
        for year in reversed(range(len(YEARS)))
    ]
    return separated_xlsx(table, facts, labels, [("Nationalität", 6)], blocks)


def _at_work_5(sample: Sample) -> bytes:
    facts = sample.facts
    sexes = ("Insgesamt", "männlich", "weiblich")
    table = Table(
        "13111-01-03-5",
        (
            "Sozialversicherungspflichtig Beschäftigte am Arbeitsort",
            "nach Geschlecht und Nationalität - Stichtag 30.06.-",
            _DEPTH_5,
        ),
        _STATISTIC,
        "Sozialversicherungspfl. Beschäftigte (Arbeitsort) (Anzahl)",
        (("Nationalität",) * 6, ("Insgesamt",) * 3 + ("Ausländer(innen)",) * 3, ("Geschlecht",) * 6, sexes * 2),
        notes=("Auswertungsstand: März des Folgejahres",),
    )
    rows = [
        [f"30.06.{YEARS[year]}", key, indent(facts, key), *map(number, _six(sample.labour.at_work[key][year]))]
        for year in reversed(range(len(YEARS)))
        for key in facts.all_keys
    ]
    return csv_bytes(table, 3, rows)


def _part_time_4(sample: Sample) -> bytes:
    facts, labour = sample.facts, sample.labour
    sexes = ("Insgesamt", "männlich", "weiblich")
    table = Table(
        "13111-04-02-4",
        (
            "Sozialversicherungspflichtig Beschäftigte am Wohnort",
            "nach Geschlecht, Nationalität und Beschäftigungsumfang",
            f"- Stichtag 30.06. - {_DEPTH_4}",
        ),
        _STATISTIC,
        "Sozialversicherungspfl. Beschäftigte (Wohnort) (Anzahl)",
        (("Nationalität",) * 6, ("Insgesamt",) * 3 + ("Ausländer(innen)",) * 3, ("Geschlecht",) * 6, sexes * 2),
        notes=("2011 und 2012: keine Angaben zum Beschäftigungsumfang wegen der", "Umstellung des Meldeverfahrens"),
    )
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            total, part_time = labour.at_home[key][year], labour.part_time[key][year]
            unknown = YEARS[year] in (2011, 2012)
            for label, cells in (
                ("Vollzeitbeschäftigte", total - part_time),
                ("Teilzeitbeschäftigte", part_time),
                ("Insgesamt", total),
            ):
                values = ["."] * 6 if unknown and label != "Insgesamt" else [number(v) for v in _six(cells)]
                rows.append([f"30.06.{YEARS[year]}", key, indent(facts, key), label, *values])
    return csv_bytes(table, 4, rows)


_GROUP_LABELS = (
    "Ausländer",
    "schwerbehindert",
    "15 bis unter 20 Jahre",
    "15 bis unter 25 Jahre",
    "55 bis unter 65 Jahre",
    "langzeitarbeitslos",
)


def _unemployed_row(sample: Sample, key: str, year: int) -> list[int]:
    area = sample.labour.unemployed[key]
    sums = [area.sums, *(area.groups[name] for name in GROUPS)]
    return [int(annual_means(values[year])) for values in sums]


def _unemployed_5(sample: Sample) -> bytes:
    facts = sample.facts
    table = Table(
        "13211-01-03-5",
        ("Arbeitslose nach ausgewählten Personengruppen", "- Jahresdurchschnitt -", _DEPTH_5),
        "Arbeitsmarktstatistik der Bundesagentur für Arbeit",
        "",
        (
            ("Arbeitslose insgesamt", *["Arbeitslose"] * 6),
            ("", *["und zwar"] * 6),
            ("", *_GROUP_LABELS),
        ),
        ("Anzahl",) * 7,
        _ROUNDED,
    )
    book = new_workbook()
    for year in reversed(range(len(YEARS))):
        rows: list[tuple[str, Sequence[Value]]] = [(key, _unemployed_row(sample, key, year)) for key in facts.all_keys]
        xlsx_sheet(book, str(YEARS[year]), table, facts, rows, period=f"Jahr: {YEARS[year]}")
    return workbook_bytes(book, title="13211-01-03-5", creator="Regionaldatenbank Deutschland (Muster)")


def _unemployed_4(sample: Sample) -> bytes:
    facts = sample.facts
    quota = "Arbeitslosenquote bez. auf alle zivile Erwerbsp."
    table = Table(
        "13211-02-05-4",
        ("Arbeitslose nach ausgewählten Personengruppen sowie", "Arbeitslosenquoten - Jahresdurchschnitt -", _DEPTH_4),
        "Arbeitsmarktstatistik der Bundesagentur für Arbeit",
        "",
        (
            (*["Arbeitslose"] * 7, "Arbeitslosenquote bez. abh. zivile Erwerbspers.", *[quota] * 5),
            ("", *_GROUP_LABELS, "", "", "Männer", "Frauen", "Ausländer", "15 bis unter 25 Jahre"),
        ),
        (*["Anzahl"] * 7, *["Prozent"] * 6),
    )
    rates = {key: sample.labour.rates(key) for key in facts.upper}
    names = ("alq_abh", "alq", "alq_m", "alq_w", "alq_ausl", "alq_u25")
    rows = [
        [
            str(YEARS[year]),
            key,
            indent(facts, key),
            *map(number, _unemployed_row(sample, key, year)),
            *(number(float(rates[key][name][year])) for name in names),
        ]
        for year in reversed(range(len(YEARS)))
        for key in facts.upper
    ]
    return csv_bytes(table, 3, rows)


def _starred(value: int) -> Value:
    return "*" if value in (1, 2) else value


def _monthly_unemployed(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    months = list(printed_months())
    for name, laws, title in (
        ("Insgesamt", (0, 1), "Rechtskreis: Insgesamt"),
        ("SGB III", (0,), "Rechtskreis: SGB III"),
        ("SGB II", (1,), "Rechtskreis: SGB II"),
    ):
        sheet = Sheet(book, name)
        sheet.line("Bestand an Arbeitslosen (Anzahl)", bold=True)
        sheet.line("Gemeinden, Zeitreihe, Gebietsstand Dezember 2025")
        sheet.sample(SAMPLE_NOTE)
        sheet.line(title)
        sheet.gap()
        sheet.head([["Region", *(dt.date(year, month, 1) for _, year, month in months)]])
        for column in range(2, len(months) + 2):
            sheet.ws.cell(sheet.row - 1, column).number_format = "mmm\\ yy"
        for key in facts.all_keys:
            by_law = sample.labour.unemployed[key].months
            hidden = [bool(np.any((by_law[position] > 0) & (by_law[position] < 3))) for position, _, _ in months]
            values: list[Value] = []
            for (position, _, _), secret in zip(months, hidden, strict=True):
                value = int(by_law[position][list(laws)].sum())
                values.append("*" if secret and len(laws) == 1 else _starred(value))
            sheet.add([f"{key} {facts.areas[key].short}", *values])
        sheet.gap()
        sheet.notes([BA_COPYRIGHT, BA_SECRET, "Erstellungsdatum: 06.01.2026, Statistik-Service Südwest"])
        sheet.ws.freeze_panes = "B7"
        sheet.widths(32, *[8.5] * len(months))
    _monthly_young(sample, book)
    return workbook_bytes(book, title="Arbeitslose nach Gemeinden", creator=BA_CREATOR)


def young_unemployed(sample: Sample) -> dict[str, Ints]:
    """Unemployed under 25 by month: each year's twelve-month sum laid out at random, the Kreis as a sum."""
    facts, unemployed = sample.facts, sample.labour.unemployed
    rng = random_for(sample.seed, "young_unemployed")
    season = np.array([0.96, 0.97, 0.95, 0.92, 0.91, 0.95, 1.15, 1.25, 1.10, 0.97, 0.93, 0.94])
    result = {}
    for key in (*facts.gemeinden, facts.land, facts.bund):
        spread = 0.32 if len(key) == 8 else 0.01
        weights = season * np.exp(rng.normal(0, spread, (len(YEARS), 12)))
        result[key] = split(unemployed[key].groups["unter25"], weights).reshape(-1)
    result[facts.kreis] = np.sum([result[key] for key in facts.gemeinden], axis=0)
    return result


def _monthly_young(sample: Sample, book: Workbook) -> None:
    facts = sample.facts
    months = list(printed_months())
    sheet = Sheet(book, "unter 25")
    sheet.line("Bestand an Arbeitslosen (Anzahl)", bold=True)
    sheet.line("Gemeinden, Zeitreihe, Gebietsstand Dezember 2025")
    sheet.sample(SAMPLE_NOTE)
    sheet.line("Rechtskreis: Insgesamt")
    sheet.line("Personengruppe: 15 bis unter 25 Jahre")
    sheet.head([["Region", *(dt.date(year, month, 1) for _, year, month in months)]])
    for column in range(2, len(months) + 2):
        sheet.ws.cell(sheet.row - 1, column).number_format = "mmm\\ yy"
    young = young_unemployed(sample)
    gemeinden = np.stack([young[key] for key in facts.gemeinden])
    small = (gemeinden > 0) & (gemeinden < 3)
    for row, key in enumerate((*facts.upper, *facts.gemeinden), start=-3):
        values: list[Value] = []
        for position, _, _ in months:
            secret = row >= 0 and bool(small[row, position])
            if row >= 0 and int(small[:, position].sum()) == 1 and not secret:
                open_rows = np.where((gemeinden[:, position] > 0) & ~small[:, position])[0]
                secret = row == int(open_rows[np.argmin(gemeinden[open_rows, position])])
            values.append("*" if secret else int(young[key][position]))
        sheet.add([f"{key} {facts.areas[key].short}", *values])
    sheet.gap()
    sheet.notes([BA_COPYRIGHT, BA_SECRET, "Erstellungsdatum: 06.01.2026, Statistik-Service Südwest"])
    sheet.ws.freeze_panes = "B7"
    sheet.widths(32, *[8.5] * len(months))


def _short_time(sample: Sample) -> bytes:
    facts, labour = sample.facts, sample.labour
    book = new_workbook()
    sheet = Sheet(book, "Zeitreihe")
    sheet.line("Realisierte Kurzarbeit (hochgerechnet)", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.line("Anspruchsgrundlage: insgesamt (konjunkturell, Saison- und Transfer-Kurzarbeitergeld)")
    sheet.line("Datenstand: Dezember 2025")
    sheet.gap()
    labels = (
        "Betriebe mit\nrealisierter\nKurzarbeit",
        "Kurzarbeiterinnen\nund Kurzarbeiter",
        "Kurzarbeiter-\nquote in Prozent",
    )
    areas = facts.upper
    names = [f"{key} {_long_name(sample, key)}" for key in areas]
    sheet.head(
        [
            ["Monat", *(cell for name in names for cell in (name, None, None))],
            ["", *labels * 3],
            ["", *[1, 2, 3, 4, 5, 6, 7, 8, 9]],
        ],
        stub=1,
    )
    for position, year, month in printed_months():
        row: list[Value] = [f"{MONTH_NAMES[month - 1]} {year}"]
        for key in areas:
            persons, firms = labour.short_time[key]
            workers = int(labour.at_work[key][year - YEARS[0]].sum())
            row += [int(firms[position]), int(persons[position]), round(100 * int(persons[position]) / workers, 2)]
        if (year, month) >= (2025, 8):  # results come with a delay of about five months
            row = [row[0], *["..."] * 9]
        sheet.add(row, formats=dict.fromkeys((4, 7, 10), "0.00"))
    sheet.gap()
    sheet.notes([BA_COPYRIGHT, "... Angaben fallen später an (Wartezeit von fünf Monaten)."])
    sheet.widths(18, *[16] * 9)
    return workbook_bytes(book, title="Realisierte Kurzarbeit", creator=BA_CREATOR)


def _long_name(sample: Sample, key: str) -> str:
    short = sample.facts.areas[key].short
    return f"Landkreis {short}" if key == sample.facts.kreis else short


DELIVERIES = (
    Delivery("13111-02-02-5.xlsx", _at_home_5),
    Delivery("13111-01-03-5.csv", _at_work_5),
    Delivery("13111-04-02-4.csv", _part_time_4),
    Delivery("13211-01-03-5.xlsx", _unemployed_5),
    Delivery("13211-02-05-4.csv", _unemployed_4),
    Delivery("BA_Arbeitslose_Gemeinden_Monatszahlen.xlsx", _monthly_unemployed),
    Delivery("BA_Kurzarbeit_Monatszahlen.xlsx", _short_time),
)
