"""Statistical offices of the Länder from Niedersachsen to Schleswig-Holstein."""

from __future__ import annotations

from made.workbench import A, D, M, Made, Numbers, Sheet, Trap, W, age, marked

Rows = list[list[object]]


def niedersachsen_lsn() -> Made:
    """LSN-Online: three- and six-digit numbers without the Land, letters as marks, Samtgemeinden."""
    n = Numbers(8000, 83)
    day = "2023-12-31"
    rows: Rows = [
        ["Tabelle Z100001G"],
        ["Bevölkerung nach Geschlecht und Nationalität (Gebietsstand 01.01.2024)"],
        ["Zeit: 31.12.2023"],
        ["Gebiet", "", "Insgesamt", "männlich", "weiblich", "Nichtdeutsche"],
        ["Schlüssel", "Name", "Personen", "Personen", "Personen", "Personen"],
    ]
    columns = [(day,), (day, M), (day, W)]
    for code, name, key in (
        ("0", "Niedersachsen", "03"),
        ("151", "Gifhorn", "03151"),
        ("151001", "Adenbüttel", "03151001"),
        ("151009", "Gifhorn,Stadt", "03151009"),
        ("152", "Göttingen (alt)", "03152"),
        ("153", "Goslar", "03153"),
        ("101", "Braunschweig,Stadt", "03101"),
    ):
        last = marked("g", key, day, A) if code == "151001" else n(key, day, A)
        rows.append([code, name, *n.row(key, columns), last])
    rows += [[], ["Zeichenerklärung: g = geheim, u = unbekannt, k = genau Null"]]
    return Made("Z100001G.csv", "Niedersachsen", [Sheet("", rows)], encoding="cp1252")


def rheinland_pfalz() -> Made:
    """Kreise with their keys, groups by heading, footnote marks after names."""
    n = Numbers(9000, 121)
    rows: Rows = [
        ["T 3  Schülerinnen und Schüler an allgemeinbildenden Schulen im Schuljahr 2023/24 nach Verwaltungsbezirken"],
        ["Verwaltungsbezirk", "Schüler/-innen", "", "Darunter Ausländer/-innen", ""],
        ["", "insgesamt", "weiblich", "zusammen", "Anteil in %"],
    ]
    sy = "2023/2024"
    columns = [(sy,), (sy, W), (sy, A), (sy, A, "anteil", 1)]
    rows += [["Kreisfreie Städte"]]
    for name, key in (("Koblenz", "07111"), ("Trier", "07211"), ("Kaiserslautern", "07312"), ("Mainz", "07315")):
        rows.append([name, *n.row(key, columns)])
    rows += [["Landkreise"]]
    for name, key in (
        ("Ahrweiler", "07131"),
        ("Kaiserslautern", "07335"),
        ("Mainz-Bingen", "07339"),
        ("Trier-Saarburg", "07235"),
    ):
        rows.append([name, *n.row(key, columns)])
    rows += [["Rheinland-Pfalz", *n.row("07", columns)], ["1 Ohne Schulen für Erwachsene."]]
    return Made("B1013_202300_1j_L.xlsx", "Rheinland-Pfalz", [Sheet("T3", rows, ("B2:C2", "D2:E2", "A2:A3"))])


def saarland() -> Made:
    """Names only, Kreis row above its Gemeinden, decimal comma in texts."""
    n = Numbers(10000, 211)
    day = "2023-12-31"
    rows: Rows = [
        ["Fläche und Bevölkerung am 31.12.2023 nach Gemeinden"],
        ["Gemeinde\nKreis\nLand", "Fläche in km²", "Bevölkerung", "", "", "Einwohner je km²"],
        ["", "", "insgesamt", "männlich", "weiblich", ""],
    ]
    for name, key in (
        ("Regionalverband Saarbrücken", "10041"),
        ("Friedrichsthal, Stadt", "10041511"),
        ("Großrosseln", "10041512"),
        ("Saarbrücken, Landeshauptstadt", "10041100"),
        ("Landkreis Merzig-Wadern", "10042"),
        ("Beckingen", "10042111"),
        ("Losheim am See", "10042112"),
        ("Saarland", "10"),
    ):
        rows.append(
            [
                name,
                n(key, day, what="fläche", digits=2),
                *n.row(key, [(day, (), "bevölkerung"), (day, M), (day, W), (day, (), "je km", 1)]),
            ]
        )
    return Made(
        "Saarland_Flaeche_Bevoelkerung.xlsx",
        "Saarland",
        [
            Sheet(
                "Gemeinden",
                rows,
                ("A2:A3", "B2:B3", "C2:E2", "F2:F3"),
                show=lambda v: (
                    f"{v:,.2f}".replace(",", " ").replace(".", ",") if v != int(v) else f"{v:,.0f}".replace(",", " ")
                ),
            )
        ],
    )


def sachsen() -> Made:
    """Years as separator rows in the middle, kreisfreie Städte by name with ``, Stadt``."""
    n = Numbers(240000, 977)
    rows: Rows = [
        ["3. Gestorbene 2021 und 2022 nach Kreisfreien Städten und Landkreisen sowie Geschlecht"],
        ["Kreisfreie Stadt\nLandkreis\nLand", "Insgesamt", "Männlich", "Weiblich", "Je 1 000 Einwohner"],
    ]
    for year in ("2021", "2022"):
        rows.append(["", year])
        for name, key in (
            ("Chemnitz, Stadt", "14511"),
            ("Erzgebirgskreis", "14521"),
            ("Mittelsachsen", "14522"),
            ("Vogtlandkreis", "14523"),
            ("Zwickau", "14524"),
            ("Dresden, Stadt", "14612"),
            ("Leipzig, Stadt", "14713"),
            ("Leipzig", "14729"),
            ("Sachsen", "14"),
        ):
            rows.append([name, *n.row(key, [(year, (), "gestorbene"), (year, M), (year, W), (year, (), "1 000", 1)])])
    return Made("statistik-sachsen_aII1_gestorbene.xlsx", "Sachsen", [Sheet("T3", rows, ("B3:E3", "B13:E13"))])


def sachsen_anhalt() -> Made:
    """Quarters as columns."""
    n = Numbers(76000, 45)
    rows: Rows = [
        ["Bevölkerungsstand der Kreise nach Quartalen"],
        [
            "Schlüssel",
            "Kreisfreie Stadt / Landkreis",
            "1. Quartal 2023",
            "2. Quartal 2023",
            "3. Quartal 2023",
            "4. Quartal 2023",
        ],
    ]
    for key, name in (
        ("15001", "Dessau-Roßlau, Stadt"),
        ("15002", "Halle (Saale), Stadt"),
        ("15003", "Magdeburg, Landeshauptstadt"),
        ("15081", "Altmarkkreis Salzwedel"),
        ("15", "Sachsen-Anhalt"),
    ):
        rows.append([key, name, *(n(key, f"2023-Q{q}") for q in (1, 2, 3, 4))])
    return Made("LSA_Bevoelkerung_Quartale.xlsx", "Sachsen-Anhalt", [Sheet("Quartale", rows)])


def thueringen() -> Made:
    """Numbers without the Land that lost their leading zero (``51000``), erfüllende Gemeinden."""
    n = Numbers(3100, 71)
    day = "2023-12-31"
    rows: Rows = [
        ["Bevölkerung nach Gemeinden in Thüringen am 31.12.2023"],
        ["Gemeinde-\nnummer", "Gemeinde", "Insgesamt", "Männlich", "Weiblich"],
    ]
    for code, name, key in (
        (51000, "Erfurt, Stadt", "16051000"),
        (52000, "Gera, Stadt", "16052000"),
        (61001, "Arenshausen", "16061001"),
        (61045, "Heilbad Heiligenstadt, Stadt", "16061045"),
        (62041, "Nordhausen, Stadt", "16062041"),
    ):
        rows.append([code, name, *n.row(key, [(day,), (day, M), (day, W)])])
    rows.append(["", "Thüringen", *n.row("16", [(day,), (day, M), (day, W)])])
    return Made("TLS_GG000102.xlsx", "Thüringen", [Sheet("GG000102", rows)])


def brandenburg() -> Made:
    """Twelve-digit keys in blocks, Ämter in between that are no Gemeinden."""
    n = Numbers(4000, 57)
    day = "2022-12-31"
    rows: Rows = [
        ["Tab. 5  Bevölkerung in Brandenburg am 31. Dezember 2022 nach amtsfreien Gemeinden, Ämtern und Gemeinden"],
        [
            "Schlüssel-\nnummer",
            "Landkreis\nAmtsfreie Gemeinde\nAmt\n   Gemeinde",
            "Insgesamt",
            "Männlich",
            "Weiblich",
            "Ausländer",
        ],
        ["12 0 60", "Barnim", *n.row("12060", [(day,), (day, M), (day, W), (day, A)])],
        ["12 0 60 0005 005", "Ahrensfelde", *n.row("12060005", [(day,), (day, M), (day, W), (day, A)])],
        ["12 0 60 0020 020", "Bernau bei Berlin, Stadt", *n.row("12060020", [(day,), (day, M), (day, W), (day, A)])],
        ["12 0 60 5003", "Amt Biesenthal-Barnim", *map(Trap, (12001, 6001, 6002, 301))],
        ["12 0 60 5003 012", "   Biesenthal, Stadt", *n.row("12060012", [(day,), (day, M), (day, W), (day, A)])],
        ["12 0 60 5003 024", "   Breydin", *n.row("12060024", [(day,), (day, M), (day, W), (day, A)])],
    ]
    return Made("SB_A01-02-00_2022h02_BB.xlsx", "Brandenburg", [Sheet("Tab5", rows)])


def berlin() -> Made:
    """Bezirke with two-digit codes, age groups as columns."""
    n = Numbers(13000, 431)
    day = "2023-12-31"
    groups = [
        ("unter 6", "unter 6 Jahre"),
        ("6 bis\nunter 15", "6 bis unter 15 Jahre"),
        ("15 bis\nunter 65", "15 bis unter 65 Jahre"),
        ("65 und\nmehr", "65 Jahre und mehr"),
    ]
    rows: Rows = [
        ["Einwohnerinnen und Einwohner in Berlin am 31. Dezember 2023 nach Bezirken und Altersgruppen"],
        ["Bezirk", "Insgesamt", "Davon im Alter von … Jahren", "", "", ""],
        ["", "", *(label for label, _ in groups)],
    ]
    for name in ("Mitte", "Friedrichshain-Kreuzberg", "Pankow", "Charlottenburg-Wilmersdorf", "Spandau"):
        key = f"11000000/{name}"
        rows.append([name, n(key, day), *(n(key, day, age(group)) for _, group in groups)])
    rows.append(["Berlin", n("11", day), *(n("11", day, age(group)) for _, group in groups)])
    return Made("SB_A01-05-00_2023h02_BE.xlsx", "Berlin", [Sheet("T2", rows, ("A2:A3", "B2:B3", "C2:F2"))])


def mecklenburg() -> Made:
    """A sheet a year, names of the Kreise in the stub, ``darunter``."""
    n = Numbers(5000, 63)
    sheets = []
    for year in ("2021", "2022", "2023"):
        rows: Rows = [
            ["Tabelle 2", "Empfänger von Hilfe zum Lebensunterhalt"],
            ["Land\nKreisfreie Stadt\nLandkreis", "Insgesamt", "Darunter", "", ""],
            ["", "", "weiblich", "Ausländer", "unter 18 Jahren"],
        ]
        for name, key in (
            ("Mecklenburg-Vorpommern", "13"),
            ("Rostock", "13003"),
            ("Schwerin", "13004"),
            ("Mecklenburgische Seenplatte", "13071"),
            ("Landkreis Rostock", "13072"),
            ("Vorpommern-Rügen", "13073"),
        ):
            rows.append([name, *n.row(key, [(year,), (year, W), (year, A), (year, age("unter 18 Jahre"))])])
        sheets.append(Sheet(year, rows, ("A2:A3", "B2:B3", "C2:E2")))
    return Made("K113.xlsx", "Mecklenburg-Vorpommern", sheets)


def nord_gemeinden() -> Made:
    """Statistikamt Nord: key split over Kreis and Gemeinde, Land in the title, publishing date beside the Stichtag."""
    n = Numbers(800, 17)
    day = "2023-12-31"
    rows: Rows = [
        ["Bevölkerung der Gemeinden in Schleswig-Holstein 4. Quartal 2023"],
        ["Fortschreibung auf Basis des Zensus 2011, Stand: 31.12.2023"],
        ["Herausgegeben am: 16. Juli 2024"],
        [
            "KREISFREIE STADT\nKreis\nGemeinde",
            "Gemeinde-\nkennziffer",
            "Bevölkerung am 31.12.2023",
            "",
            "",
            "Bevölkerungszunahme bzw. -abnahme (-) im 4. Quartal 2023",
        ],
        ["", "", "insgesamt", "männlich", "weiblich", ""],
    ]
    for name, code, key in (
        ("FLENSBURG", "01001", "01001"),
        ("KIEL", "01002", "01002"),
        ("Dithmarschen", "01051", "01051"),
        ("Albersdorf", "01051001", "01051001"),
        ("Heide, Stadt", "01051044", "01051044"),
    ):
        rows.append([name, code, *n.row(key, [(day,), (day, M), (day, W), ("2023-Q4", (), "zunahme")])])
    return Made(
        "A_I_2_vj234_Zensus_SH.xlsx", "Statistikamt Nord", [Sheet("T1_1", rows, ("A4:A5", "B4:B5", "C4:E4", "F4:F5"))]
    )


def rlp_rows_of_years() -> Made:
    """Years in the stub with the Kreis as a separator row; old years first; a footnote digit at a year."""
    n = Numbers(600, 19)
    rows: Rows = [
        ["Lebendgeborene in ausgewählten Landkreisen 2019 bis 2022"],
        ["Jahr", "Insgesamt", "männlich", "weiblich", "Deutsche", "Ausländer"],
    ]
    for name, key in (("Landkreis Ahrweiler", "07131"), ("Landkreis Mainz-Bingen", "07339")):
        rows.append([name])
        for year in ("2019", "2020", "2021", "2022"):
            rows.append(
                [
                    f"{year} 1)" if year == "2020" else year,
                    *n.row(key, [(year, (), "lebendgeborene"), (year, M), (year, W), (year, D), (year, A)]),
                ]
            )
    rows += [["1) Vorläufiges Ergebnis."]]
    return Made("Geburten_Kreise.xlsx", "Rheinland-Pfalz", [Sheet("Tabelle 1", rows)])


CASES = (
    niedersachsen_lsn,
    rheinland_pfalz,
    saarland,
    sachsen,
    sachsen_anhalt,
    thueringen,
    brandenburg,
    berlin,
    mecklenburg,
    nord_gemeinden,
    rlp_rows_of_years,
)
