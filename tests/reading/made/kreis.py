"""A Kreis' own offices: Jugendamt, Wohngeldstelle, Schulamt, registers."""

from __future__ import annotations

from made.workbench import A, D, M, Made, Numbers, Sheet, Trap, W, age, school

Rows = list[list[object]]
TOWNS = (
    ("06432001", "Alsbach-Hähnlein"),
    ("06432002", "Babenhausen, Stadt"),
    ("06432008", "Griesheim, Stadt"),
    ("06432018", "Pfungstadt, Stadt"),
)
ALL = [
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
]
LISTED = tuple((f"06432{number:03d}", name) for number, name in enumerate(ALL, start=1))


def youth_sheets() -> Made:
    """Jugendamt: dates as sheet names, sum row and sum column, a hint above."""
    n = Numbers(4, 1)
    sheets = []
    for day, name in (("2022-12-31", "31.12.2022"), ("2023-12-31", "31.12.2023")):
        rows: Rows = [
            ["Jugendamt Darmstadt-Dieburg: laufende Hilfen zur Erziehung"],
            ["Gemeinde", "§ 30 Erziehungsbeistand", "§ 31 SPFH", "§ 33 Vollzeitpflege", "§ 34 Heim", "Summe"],
        ]
        columns = [(day, (), "§ 30"), (day, (), "§ 31"), (day, (), "§ 33"), (day, (), "§ 34"), (day,)]
        for key, town in LISTED:
            rows.append([town, *n.row(key, columns)])
        rows.append(["Summe", *n.row("06432", columns)])
        sheets.append(Sheet(name, rows))
    return Made("HzE_Gemeinden.xlsx", "Landkreis", sheets)


def parts_of_town() -> Made:
    """A town's Ortsteile, the town in the title, total row."""
    n = Numbers(20, 3)
    day = "2024-03-01"
    rows: Rows = [
        ["Stadt Pfungstadt: Kinder in Kindertageseinrichtungen am 01.03.2024"],
        ["Ortsteil", "unter 3 Jahre", "3 bis unter 6 Jahre", "Insgesamt"],
    ]
    for name in ("Kernstadt", "Eich", "Eschollbrücken", "Hahn"):
        key = f"06432018/{name}"
        rows.append([name, n(key, day, age("unter 3 Jahre")), n(key, day, age("3 bis unter 6 Jahre")), n(key, day)])
    rows.append(
        [
            "Gesamt",
            n("06432018", day, age("unter 3 Jahre")),
            n("06432018", day, age("3 bis unter 6 Jahre")),
            n("06432018", day),
        ]
    )
    return Made("Kita_Ortsteile.xlsx", "Stadt", [Sheet("Kita", rows)])


def housing_months() -> Made:
    """Wohngeld: months in rows, the year only in the first, Gemeinden as columns, sum column for the Kreis."""
    n = Numbers(30, 1)
    rows: Rows = [
        ["Wohngeld: Haushalte mit Bewilligung"],
        ["Jahr", "Monat", *(name for _, name in LISTED), "Landkreis gesamt"],
    ]
    for year in (2022, 2023):
        for number, month in enumerate(("Januar", "Februar", "März", "April"), start=1):
            rows.append(
                [
                    year if number == 1 else "",
                    month,
                    *(n(key, f"{year}-{number:02d}") for key, _ in LISTED),
                    n("06432", f"{year}-{number:02d}"),
                ]
            )
    return Made("Wohngeldstelle_Bewilligungen.xlsx", "Landkreis", [Sheet("Wohngeld", rows)])


def transposed_years() -> Made:
    """Years in rows, areas in columns with keys above the names."""
    n = Numbers(3000, 11)
    rows: Rows = [["Geburten nach Gemeinden"], ["", *(key for key, _ in TOWNS)], ["Jahr", *(name for _, name in TOWNS)]]
    for year in range(2018, 2024):
        rows.append([year, *(n(key, str(year), what="geburten") for key, _ in TOWNS)])
    return Made("Geburten_quer.xlsx", "Landkreis", [Sheet("Geburten", rows)])


def sheets_of_towns() -> Made:
    """A sheet a Gemeinde, measures with units in rows, years in columns."""
    n = Numbers(500, 7)
    sheets = []
    for key, name in TOWNS:
        rows: Rows = [[f"Gemeindeprofil {name}"], ["Merkmal", "Einheit", "2020", "2021", "2022"]]
        for label, unit, pairs, what in (
            ("Bevölkerung am 31.12.", "Anzahl", (), "bevölkerung"),
            ("darunter weiblich", "Anzahl", W, ""),
            ("Steuereinnahmekraft je Einwohner", "EUR", (), "steuer"),
            ("Arbeitslosenanteil", "%", (), "arbeitslosen"),
        ):
            when = (lambda y: f"{y}-12-31") if "31.12." in label or label.startswith("dar") else str
            rows.append(
                [label, unit, *(n(key, when(y), pairs, what, 1 if unit == "%" else 0) for y in (2020, 2021, 2022))]
            )
        sheets.append(Sheet(name.split(",")[0], rows))
    return Made("Gemeindeprofile.xlsx", "Landkreis", sheets)


def single_ages() -> Made:
    """Age by single years of one Gemeinde: the stub counts 0, 1, 2 …; men and women beside each other."""
    n = Numbers(90, 1)
    day = "2023-12-31"
    rows: Rows = [
        ["Bevölkerung nach Altersjahren und Geschlecht am 31.12.2023"],
        ["Gemeinde: 06432008 Griesheim"],
        ["Alter", "Insgesamt", "Männlich", "Weiblich"],
    ]
    for year in range(20):
        group = age("unter 1 Jahr" if year == 0 else f"{year} bis unter {year + 1} Jahre")
        rows.append([year, *n.row("06432008", [(day, group), (day, (*group, *M)), (day, (*group, *W))])])
    rows.append(
        [
            "20 und älter",
            *n.row(
                "06432008",
                [
                    (day, age("20 Jahre und mehr")),
                    (day, (*age("20 Jahre und mehr"), *M)),
                    (day, (*age("20 Jahre und mehr"), *W)),
                ],
            ),
        ]
    )
    return Made("Altersjahre.xlsx", "Landkreis", [Sheet("Alter", rows)])


def tidy_register() -> Made:
    """Own register: one row a combination; integer keys without zero, ISO dates, decimal point."""
    n = Numbers(10, 1)
    rows: Rows = [["ags", "gemeinde", "stichtag", "geschlecht", "altersgruppe", "staatsangehoerigkeit", "anzahl"]]
    for key, name in TOWNS:
        for sex, pairs in (("m", M), ("w", W)):
            for label, group in (
                ("0-2", "unter 3 Jahre"),
                ("3-5", "3 bis unter 6 Jahre"),
                ("6-17", "6 bis unter 18 Jahre"),
            ):
                for nation, own in (("deutsch", D), ("nichtdeutsch", A)):
                    rows.append(
                        [
                            str(int(key)),
                            name,
                            "2023-12-31",
                            sex,
                            label,
                            nation,
                            n(key, "2023-12-31", (*pairs, *age(group), *own), "anzahl"),
                        ]
                    )
    return Made("einwohner_register.csv", "Landkreis", [Sheet("", rows)], delimiter=",")


def school_forms() -> Made:
    """Schulamt: school forms as columns, school years as blocks, Kreis row at the top."""
    n = Numbers(100, 3)
    forms = [
        ("Grundschule", "Grundschulen"),
        ("Hauptschule", "Hauptschulen"),
        ("Gymnasium", "Gymnasien"),
        ("Förderschule", "Förderschulen"),
    ]
    rows: Rows = [
        ["Schülerinnen und Schüler nach Schulformen"],
        ["Gemeinde", *(label for label, _ in forms), "Insgesamt"],
    ]
    for year in ("2022/23", "2023/24"):
        rows.append([f"Schuljahr {year}"])
        iso = f"{year[:5]}20{year[5:]}"
        for key, name in TOWNS:
            rows.append([name, *(n(key, iso, school(form)) for _, form in forms), n(key, iso)])
    return Made("Schulamt_Schueler.xlsx", "Schulamt", [Sheet("Schüler", rows)])


def year_in_name_and_sheet() -> Made:
    """The file is named 2024, the sheet says 2023: the sheet is nearer."""
    n = Numbers(60, 2)
    rows: Rows = [["Empfänger von Grundsicherung im Alter, Berichtsjahr 2023"], ["Gemeinde", "Fälle", "Personen"]]
    for key, name in TOWNS:
        rows.append([name, n(key, "2023", what="fälle"), n(key, "2023", what="personen")])
    return Made("Sozialamt_Grundsicherung_2024.xlsx", "Landkreis", [Sheet("Grundsicherung", rows)])


def separators() -> Made:
    """Numbers as texts with U+202F and no-break spaces, decimal commas, ``Insgesamt`` in front."""
    n = Numbers(1234, 1111)
    rows: Rows = [
        ["Haushalte und Wohnfläche am 31.12.2022"],
        ["Gemeinde", "Haushalte", "Wohnfläche je Einwohner in m²"],
        [
            "Landkreis Darmstadt-Dieburg",
            n("06432", "2022-12-31", what="haushalte"),
            n("06432", "2022-12-31", what="wohnfläche", digits=1),
        ],
    ]
    for key, name in LISTED[:8]:
        rows.append([name, n(key, "2022-12-31", what="haushalte"), n(key, "2022-12-31", what="wohnfläche", digits=1)])

    def show(value: float) -> str:
        text = f"{value:,.1f}" if value != int(value) else f"{value:,.0f}"
        return text.replace(",", "\u202f" if int(value) % 2 else "\u00a0").replace(".", ",")

    return Made("Haushalte.xlsx", "Landkreis", [Sheet("Haushalte", rows, show=show)])


def forecast() -> Made:
    """Vorausberechnung: future years, base year with its date."""
    n = Numbers(21000, 13)
    rows: Rows = [
        ["Bevölkerungsvorausberechnung für die Gemeinden bis 2040"],
        ["Gemeinde", "31.12.2022 (Basis)", "2025", "2030", "2035", "2040"],
    ]
    for key, name in TOWNS:
        rows.append([name, n(key, "2022-12-31"), *(n(key, y) for y in ("2025", "2030", "2035", "2040"))])
    return Made("Vorausberechnung.xlsx", "Landesamt", [Sheet("Prognose", rows)])


def blocks_beside() -> Made:
    """A measure a block of rows with a heading, rows of sums, remarks at the right."""
    n = Numbers(45, 1)
    rows: Rows = [
        ["Kreistagswahl am 14. März 2021"],
        ["Gemeinde", "Wahl-\nberechtigte", "Wahl-\nbeteiligung", "CDU", "", "SPD", "", "Bemerkung"],
        ["", "Anzahl", "%", "Stimmen", "%", "Stimmen", "%", ""],
    ]
    for key, name in TOWNS:
        rows.append(
            [
                name,
                *n.row(
                    key,
                    [
                        ("2021-03-14", (), "wahlberechtigte"),
                        ("2021-03-14", (), "beteiligung", 1),
                        ("2021-03-14", (), "cdu"),
                        ("2021-03-14", (), "cdu", 1),
                        ("2021-03-14", (), "spd"),
                        ("2021-03-14", (), "spd", 1),
                    ],
                ),
                "vorläufig" if key.endswith("1") else "",
            ]
        )
    return Made("Kreiswahl.xlsx", "Landkreis", [Sheet("Ergebnis", rows, ("A2:A3", "D2:E2", "F2:G2"))])


def change_columns() -> Made:
    """Two dates with absolute and relative change beside them, a row of Durchschnitt below."""
    n = Numbers(300, 7)
    rows: Rows = [
        ["Leistungsberechtigte nach SGB XII"],
        ["Gemeinde", "31.12.2022", "31.12.2023", "Veränderung 2023 gegenüber 2022", ""],
        ["", "Anzahl", "Anzahl", "absolut", "in %"],
    ]
    for key, name in LISTED:
        rows.append([name, n(key, "2022-12-31"), n(key, "2023-12-31"), Trap(12), Trap(1.5)])
    rows.append(["Durchschnitt", Trap(311.5), Trap(322.5), Trap(11.5), Trap(1.4)])
    return Made("SGB_XII.xlsx", "Landkreis", [Sheet("SGB XII", rows, ("D2:E2",))])


CASES = (
    youth_sheets,
    parts_of_town,
    housing_months,
    transposed_years,
    sheets_of_towns,
    single_ages,
    tidy_register,
    school_forms,
    year_in_name_and_sheet,
    separators,
    forecast,
    blocks_beside,
    change_columns,
)
