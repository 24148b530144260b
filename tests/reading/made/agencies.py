"""Bundesagentur für Arbeit, associations of doctors."""

from __future__ import annotations

import datetime as dt

from made.workbench import SGB2, SGB3, A, M, Made, Numbers, Sheet, W, age, marked

Rows = list[list[object]]
TOWNS = (
    ("06432001", "Alsbach-Hähnlein"),
    ("06432002", "Babenhausen, Stadt"),
    ("06432008", "Griesheim, Stadt"),
    ("06432018", "Pfungstadt, Stadt"),
)


def employees() -> Made:
    """Gemeindedaten: six rows of head with an index row, asterisks, Land and Kreis rows above."""
    n = Numbers(900, 41)
    day = "2023-06-30"
    rows: Rows = [
        ["", "", "", "", "", "", "", "Statistik"],
        ["Sozialversicherungspflichtig Beschäftigte nach ausgewählten Merkmalen"],
        ["Gemeinden in Hessen"],
        ["Stichtag: 30. Juni 2023"],
        [
            "Gemeinde",
            "",
            "Sozialversicherungspflichtig Beschäftigte am Arbeitsort",
            "",
            "",
            "",
            "",
            "Sozialversicherungs-\npflichtig Beschäftigte am Wohnort",
            "Aus-\npendler",
        ],
        ["", "", "Insgesamt", "davon", "", "darunter", "", "", ""],
        ["", "", "", "Männer", "Frauen", "Ausländer", "unter 25 Jahre", "", ""],
        ["Schlüssel", "Name", 1, 2, 3, 4, 5, 6, 7],
    ]
    columns = [
        (day, (), "arbeitsort"),
        (day, M, "arbeitsort"),
        (day, W),
        (day, A),
        (day, age("unter 25 Jahre")),
        (day, (), "wohnort"),
        (day, (), "auspendler"),
    ]
    rows.append(["06", "Hessen", *n.row("06", columns)])
    rows.append(["06432", "Darmstadt-Dieburg", *n.row("06432", columns)])
    for key, name in TOWNS:
        cells = n.row(key, columns)
        if key == "06432002":
            cells[3] = marked("*", key, day, A)
        rows.append([key, name, *cells])
    rows += [
        ["*) Die Daten unterliegen der statistischen Geheimhaltung."],
        ["Erstellungsdatum: 15.01.2024, Statistik-Service Südwest"],
        ["© Statistik der Bundesagentur für Arbeit"],
    ]
    return Made(
        "gemband-dlk-0-202306-xlsx.xlsx",
        "Bundesagentur für Arbeit",
        [
            Sheet("Impressum", [["Impressum"], ["Stand: Januar 2024"]]),
            Sheet("Gemeindedaten", rows, ("A5:B7", "C5:G5", "H5:H7", "I5:I7", "C6:C7", "D6:E6", "F6:G6")),
        ],
    )


def unemployed_gemeinden() -> Made:
    """Arbeitslose nach Gemeinden: Berichtsmonat, Rechtskreise, ``dar.`` across."""
    n = Numbers(80, 3)
    month = "2023-12"
    rows: Rows = [
        ["Arbeitslose nach Gemeinden"],
        ["Land Hessen"],
        ["Berichtsmonat: Dezember 2023"],
        ["Region", "Insgesamt", "davon", "", "darunter", "", "", ""],
        [
            "",
            "",
            "Rechtskreis SGB III",
            "Rechtskreis SGB II",
            "Frauen",
            "Ausländer",
            "15 bis unter 25 Jahre",
            "Langzeitarbeitslose",
        ],
    ]
    for key, name in TOWNS:
        rows.append(
            [
                f"{key} {name}",
                *n.row(
                    key,
                    [
                        (month,),
                        (month, SGB3),
                        (month, SGB2),
                        (month, W),
                        (month, A),
                        (month, age("15 bis unter 25 Jahre")),
                        (month, (), "langzeit"),
                    ],
                ),
            ]
        )
    return Made(
        "gemeinden-arbeitslose-202312.xlsx",
        "Bundesagentur für Arbeit",
        [Sheet("Tabelle 1", rows, ("A4:A5", "B4:B5", "C4:D4", "E4:H4"))],
    )


def labour_months() -> Made:
    """Eckwerte: months wide as date cells in one row, areas as blocks in the first column."""
    n = Numbers(5000, 17)
    months = [dt.datetime(2023, m, 1) for m in range(1, 7)]
    rows: Rows = [["Eckwerte des Arbeitsmarktes - Zeitreihe"], ["Kreise in Hessen"], ["Region", "Merkmal", *months]]
    for key, name in (("06411", "Darmstadt, Wissenschaftsstadt"), ("06432", "Darmstadt-Dieburg")):
        for index, (label, pairs, what) in enumerate(
            (
                ("Bestand an Arbeitslosen", (), "bestand"),
                ("dar. Männer", M, ""),
                ("dar. Frauen", W, ""),
                ("Arbeitslosenquote", (), "quote"),
            )
        ):
            rows.append(
                [
                    name if index == 0 else "",
                    label,
                    *(n(key, f"2023-{m.month:02d}", pairs, what, 1 if what == "quote" else 0) for m in months),
                ]
            )
    return Made("ba_eckwerte_zeitreihe.xlsx", "Bundesagentur für Arbeit", [Sheet("Eckwerte", rows)])


def labour_year_over_months() -> Made:
    """Two head rows: the year once over its months, month names cut short."""
    n = Numbers(100, 3)
    rows: Rows = [
        ["Personen in Bedarfsgemeinschaften"],
        ["Gemeinde", "2022", "", "", "2023", "", ""],
        ["", "Okt", "Nov", "Dez", "Jan", "Feb", "Mrz"],
    ]
    for key, name in TOWNS:
        rows.append([name, *(n(key, m) for m in ("2022-10", "2022-11", "2022-12", "2023-01", "2023-02", "2023-03"))])
    return Made("Jobcenter_Personen_in_BG.xlsx", "Bundesagentur für Arbeit", [Sheet("Daten", rows, ("B2:D2", "E2:G2"))])


def occupations() -> Made:
    """Occupations with codes that look like keys of Länder; one Kreis in the title, sexes as columns."""
    n = Numbers(60, 7)
    day = "2023-06-30"
    rows: Rows = [
        ["Beschäftigte nach Berufen (KldB 2010)"],
        ["Landkreis Darmstadt-Dieburg"],
        ["Stichtag: 30.06.2023"],
        ["Berufshauptgruppe", "Insgesamt", "Männer", "Frauen"],
    ]
    for label in (
        "11 Land-, Tier- und Forstwirtschaftsberufe",
        "12 Gartenbauberufe und Floristik",
        "21 Rohstoffgewinnung und -aufbereitung",
        "51 Verkehrs- und Logistikberufe",
        "62 Verkaufsberufe",
    ):
        word = label.split()[1].split("-")[0].rstrip(",").casefold()
        rows.append([label, *n.row("06432", [(day, (), word), (day, M, word), (day, W, word)])])
    rows.append(["Insgesamt", *n.row("06432", [(day,), (day, M), (day, W)])])
    return Made("bst-berufe-06432.xlsx", "Bundesagentur für Arbeit", [Sheet("KldB", rows)])


def branches() -> Made:
    """Codes of branches in a column of their own (01, 02 …): no Länder."""
    n = Numbers(60, 7)
    rows: Rows = [
        ["Betriebe und Beschäftigte nach Wirtschaftsabschnitten im Landkreis Darmstadt-Dieburg, 30.06.2022"],
        ["WZ 2008", "Wirtschaftsabteilung", "Betriebe", "Beschäftigte"],
    ]
    for code, label in (
        ("01", "Landwirtschaft"),
        ("02", "Forstwirtschaft"),
        ("10", "Nahrungsmittel"),
        ("11", "Getränke"),
        ("13", "Textilien"),
    ):
        rows.append([code, label, n("06432", "2022-06-30", what=label), n("06432", "2022-06-30", what="beschäftigte")])
    return Made("Betriebe_WZ.xlsx", "Bundesagentur für Arbeit", [Sheet("WZ", rows)])


def sgb2_structure() -> Made:
    """Grundsicherung: hierarchy by ``davon`` and ``darunter`` in the stub, one Kreis, months as columns."""
    n = Numbers(9000, 31)
    rows: Rows = [
        ["Eckwerte der Grundsicherung SGB II"],
        ["Jobcenter Darmstadt-Dieburg (Gebietsstand Dezember 2023)"],
        ["Landkreis Darmstadt-Dieburg"],
        ["Merkmal", "Okt 2023", "Nov 2023", "Dez 2023"],
    ]
    for label, pairs, what in (
        ("Bedarfsgemeinschaften (BG)", (), "bedarfsgemeinschaften"),
        ("   dar. mit 1 Person", (), "1 person"),
        ("   dar. Alleinerziehende-BG", (), "alleinerziehende"),
        ("Personen in Bedarfsgemeinschaften (PERS)", (), "personen"),
        ("   dav. Männer", M, "personen"),
        ("   dav. Frauen", W, "personen"),
        ("   dar. Ausländer", A, "personen"),
        ("   dar. unter 18 Jahre", age("unter 18 Jahre"), "personen"),
    ):
        rows.append([label, *(n("06432", m, pairs, what) for m in ("2023-10", "2023-11", "2023-12"))])
    return Made("eckwerte-grundsicherung.xlsx", "Bundesagentur für Arbeit", [Sheet("Eckwerte", rows)])


def doctors() -> Made:
    """Kassenärztliche Vereinigung: running number, names, Stand in the title, publishing date elsewhere."""
    n = Numbers(3, 1)
    rows: Rows = [
        ["Vertragsärztliche Versorgung nach Gemeinden"],
        ["Stand: 31.12.2023 (erstellt am 14.02.2024)"],
        ["Nr.", "Gemeinde", "Hausärzte", "Kinderärzte", "Hausärzte je 10.000 Einwohner"],
    ]
    for number, (key, name) in enumerate(TOWNS, start=1):
        rows.append(
            [
                number,
                name.split(",")[0],
                *n.row(
                    key,
                    [
                        ("2023-12-31", (), "hausärzte"),
                        ("2023-12-31", (), "kinderärzte"),
                        ("2023-12-31", (), "10.000", 2),
                    ],
                ),
            ]
        )
    return Made("KVH_Aerzte.xlsx", "Kassenärztliche Vereinigung", [Sheet("Ärzte", rows)])


CASES = (
    employees,
    unemployed_gemeinden,
    labour_months,
    labour_year_over_months,
    occupations,
    branches,
    sgb2_structure,
    doctors,
)
