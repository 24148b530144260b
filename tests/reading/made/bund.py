"""Destatis and Regionaldatenbank."""

from __future__ import annotations

import datetime as dt

from made.workbench import A, D, M, Made, Numbers, Sheet, W, age, marked

Rows = list[list[object]]
KREISE = (
    ("06411", "Darmstadt, kreisfreie Stadt"),
    ("06431", "Bergstraße, Landkreis"),
    ("06432", "Darmstadt-Dieburg, Landkreis"),
    ("06433", "Groß-Gerau, Landkreis"),
)


def genesis_2025() -> Made:
    """GENESIS-Online since 2025: a column of quality letters beside each column of figures."""
    n = Numbers(90000, 1013)
    rows: Rows = [
        ["Tabelle: 12411-0015"],
        ["Bevölkerung: Kreise, Stichtag"],
        ["Fortschreibung des Bevölkerungsstandes"],
        ["Bevölkerung (Anzahl)"],
        ["Kreise", "", "Stichtag", "", "Stichtag", ""],
        ["", "", "31.12.2022", "31.12.2022", "31.12.2023", "31.12.2023"],
    ]
    for key, name in KREISE:
        rows.append([key, name, n(key, "2022-12-31"), "e", n(key, "2023-12-31"), "e"])
    rows += [["__________"], ["Stand: 12.03.2025 / 09:15:22"]]
    return Made("12411-0015_de.csv", "Destatis", [Sheet("", rows)], encoding="utf-8-sig")


def genesis_time_rows() -> Made:
    """GENESIS: months in rows, the year only where it begins; Länder as columns."""
    n = Numbers(300, 11)
    rows: Rows = [
        ["GENESIS-Tabelle: 13211-0008"],
        ["Arbeitslose: Bundesländer, Monate"],
        ["Arbeitsmarktstatistik der Bundesagentur für Arbeit"],
        ["Arbeitslose (Anzahl)"],
        ["", "", "Bayern", "Hessen", "Saarland"],
    ]
    months = (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    )
    for year in (2022, 2023):
        for number, month in enumerate(months, start=1):
            rows.append(
                [
                    str(year) if number == 1 else "",
                    month,
                    *(n(key, f"{year}-{number:02d}") for key in ("09", "06", "10")),
                ]
            )
    rows += [["__________"], ["© Statistisches Bundesamt (Destatis), 2024"]]
    return Made("13211-0008.csv", "Destatis", [Sheet("", rows)], encoding="cp1252")


def ffcsv_old() -> Made:
    """Flat files before 2025: Statistik_Code …, one column per measure, decimal comma."""
    n = Numbers(2000, 7)
    rows: Rows = [
        [
            "Statistik_Code",
            "Statistik_Label",
            "Zeit_Code",
            "Zeit_Label",
            "Zeit",
            "1_Merkmal_Code",
            "1_Merkmal_Label",
            "1_Auspraegung_Code",
            "1_Auspraegung_Label",
            "2_Merkmal_Code",
            "2_Merkmal_Label",
            "2_Auspraegung_Code",
            "2_Auspraegung_Label",
            "BEVSTD__Bevoelkerungsstand__Anzahl",
            "FLC006__Gebietsflaeche__qkm",
        ]
    ]
    for day in ("2021-12-31", "2022-12-31"):
        shown = ".".join(reversed(day.split("-")))
        for key, name in KREISE:
            for code, label, pairs in (("GESM", "männlich", M), ("GESW", "weiblich", W), ("", "Insgesamt", ())):
                rows.append(
                    [
                        "12411",
                        "Fortschreibung des Bevölkerungsstandes",
                        "STAG",
                        "Stichtag",
                        shown,
                        "KREISE",
                        "Kreise und kreisfreie Städte",
                        key,
                        name,
                        "GES",
                        "Geschlecht",
                        code,
                        label,
                        n(key, day, pairs, "bevoelkerungsstand"),
                        n(key, day, pairs, "gebietsflaeche", 2) if not code else marked("x", key, day, pairs),
                    ]
                )
    return Made("12411-01-01-4_flat.csv", "Regionaldatenbank", [Sheet("", rows)], encoding="cp1252")


def ffcsv_new() -> Made:
    """Flat file of 2025 with two dimensions and ``value_unit``."""
    n = Numbers(2000, 7)
    head = ["statistics_code", "statistics_label", "time_code", "time_label", "time"]
    for number in (1, 2, 3):
        head += [f"{number}_variable_{part}" for part in ("code", "label", "attribute_code", "attribute_label")]
    rows: Rows = [[*head, "value", "value_unit", "value_variable_code", "value_variable_label", "value_q"]]
    for key, name in KREISE:
        for code, label, group in (
            ("ALT000B03", "unter 3 Jahre", age("unter 3 Jahre")),
            ("ALT065UM", "65 Jahre und mehr", age("65 Jahre und mehr")),
            ("", "Insgesamt", ()),
        ):
            for nat, nlabel, npairs in (("NATD", "Deutsche", D), ("NATA", "Ausländer(innen)", A)):
                rows.append(
                    [
                        "12411",
                        "Fortschreibung des Bevölkerungsstandes",
                        "STAG",
                        "Stichtag",
                        "2023-12-31",
                        "KREISE",
                        "Kreise und kreisfreie Städte",
                        key,
                        name,
                        "ALTX20",
                        "Altersgruppen",
                        code,
                        label,
                        "NAT",
                        "Nationalität",
                        nat,
                        nlabel,
                        n(key, "2023-12-31", group + npairs, "bevölkerungsstand"),
                        "Anzahl",
                        "BEVSTD",
                        "Bevölkerungsstand",
                        "e",
                    ]
                )
    return Made("12411-02-03-4_de_flat.csv", "Regionaldatenbank", [Sheet("", rows)], encoding="utf-8-sig")


def regional_xlsx() -> Made:
    """Regionaldatenbank as xlsx: merged heads, date cells, indented names."""
    n = Numbers(100, 9)
    day = "2022-12-31"
    groups = [
        ("unter 3 Jahre", "unter 3 Jahre"),
        ("3 bis unter 6 Jahre", "3 bis unter 6 Jahre"),
        ("6 bis unter 18 Jahre", "6 bis unter 18 Jahre"),
    ]
    rows: Rows = [
        ["Tabelle: 22541-01-01-4"],
        ["Kinder in Tageseinrichtungen nach Altersgruppen - Stichtag 01.03. - regionale Tiefe: Kreise"],
        ["Statistik der Kinder und tätigen Personen in Tageseinrichtungen"],
        [dt.datetime(2023, 3, 1)],
        ["", "", "Kinder in Tageseinrichtungen", "", "", "", ""],
        ["", "", "Insgesamt", "Altersgruppen", "", "", "und zwar"],
        ["", "", "", *(label for label, _ in groups), "mit ausländischem Herkunftsland mindestens eines Elternteils"],
        ["", "", "Anzahl", "", "", "", ""],
    ]
    day = "2023-03-01"
    for key, name in (("DG", "Deutschland"), ("06", "  Hessen"), *KREISE):
        rows.append(
            [
                key,
                name,
                n(key, day),
                *(n(key, day, age(group)) for _, group in groups),
                n(key, day, what="herkunftsland"),
            ]
        )
    return Made(
        "22541-01-01-4.xlsx", "Regionaldatenbank", [Sheet("22541-01-01-4", rows, ("C5:G5", "C6:C7", "D6:F6", "C8:G8"))]
    )


def directory_quarter() -> Made:
    """GV-ISys as of a quarter: key over columns, Satzart, postcode, two-line heads."""
    n = Numbers(8000, 23)
    rows: Rows = [
        ["Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.03.2024 (1. Quartal)"],
        ["Gebietsstand: 31.03.2024"],
        [
            "Satzart",
            "Textkennzeichen",
            "Amtlicher Regionalschlüssel (ARS)",
            "",
            "",
            "",
            "",
            "Gemeindename",
            "Fläche km²",
            "Bevölkerung2)",
            "",
            "",
            "",
            "Postleitzahl1)",
        ],
        ["", "", "Land", "RB", "Kreis", "VB", "Gem", "", "", "insgesamt", "männlich", "weiblich", "je km2", ""],
        ["10", "", "06", "", "", "", "", "Hessen"],
        ["20", "", "06", "4", "", "", "", "Reg.-Bez. Darmstadt"],
        ["40", "43", "06", "4", "32", "", "", "Darmstadt-Dieburg"],
    ]
    for gem, name in (
        ("001", "Alsbach-Hähnlein"),
        ("002", "Babenhausen, Stadt"),
        ("004", "Dieburg, Stadt"),
        ("015", "Münster (Hessen)"),
    ):
        key = "06432" + gem
        rows.append(
            [
                "60",
                "64" if "Stadt" not in name else "63",
                "06",
                "4",
                "32",
                "0" + gem,
                gem,
                name,
                n(key, "2024-03-31", what="fläche", digits=2),
                n(key, "2024-03-31"),
                n(key, "2024-03-31", M),
                n(key, "2024-03-31", W),
                n(key, "2024-03-31", what="je km", digits=0),
                "64" + gem,
            ]
        )
    return Made(
        "AuszugGV1QAktuell.xlsx",
        "Destatis",
        [
            Sheet("Deckblatt", [["Gemeindeverzeichnis-Informationssystem GV-ISys"], ["Erscheinungsmonat: Mai 2024"]]),
            Sheet(
                "Onlineprodukt_Gemeinden_310324", rows, ("A3:A4", "B3:B4", "C3:G3", "H3:H4", "I3:I4", "J3:M3", "N3:N4")
            ),
        ],
    )


def destatis_report() -> Made:
    """Statistischer Bericht: contents sheet, formatted sheet with ``in 1 000``, csv sheet beside it."""
    n = Numbers(100, 3)
    rows: Rows = [
        ["Zurück zum Inhalt"],
        ["Tabelle 22411-02: Pflegebedürftige nach Ländern am 15.12.2023"],
        ["in 1 000"],
        ["Land", "Insgesamt", "Pflegegeld", "Stationär", "Anteil stationär in %"],
    ]
    plain: Rows = [["Statistik", "Land", "Stichtag", "Pflegeart", "Wert"]]
    for name, key in (
        ("Baden-Württemberg", "08"),
        ("Bayern", "09"),
        ("Hessen", "06"),
        ("Saarland", "10"),
        ("Deutschland", "DG"),
    ):
        cells = n.row(
            key,
            [
                ("2023-12-15", (), "pflegebedürftige", 1),
                ("2023-12-15", (), "pflegegeld", 1),
                ("2023-12-15", (), "stationär", 1),
                ("2023-12-15", (), "anteil", 1),
            ],
        )
        rows.append([name, *cells])
        for kind, cell in zip(("Insgesamt", "Pflegegeld", "Stationär"), cells, strict=False):
            assert hasattr(cell, "fact")
            plain.append(
                [
                    "Pflegestatistik",
                    name,
                    "15.12.2023",
                    kind,
                    n(
                        key,
                        "2023-12-15",
                        what="pflegegeld" if kind == "Pflegegeld" else "station" if kind == "Stationär" else "",
                        digits=1,
                    ),
                ]
            )
    return Made(
        "statistischer-bericht-pflege.xlsx",
        "Destatis",
        [
            Sheet("Inhaltsübersicht", [["Inhalt"], ["22411-02", "Pflegebedürftige nach Ländern"]]),
            Sheet("22411-02", rows),
            Sheet("csv-22411-02", plain),
        ],
    )


CASES = (
    genesis_2025,
    genesis_time_rows,
    ffcsv_old,
    ffcsv_new,
    regional_xlsx,
    directory_quarter,
    destatis_report,
)
