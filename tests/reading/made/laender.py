"""Statistical offices of Hessen, Baden-Württemberg, Bayern and Nordrhein-Westfalen."""

from __future__ import annotations

from made.workbench import A, M, Made, Numbers, Sheet, Trap, W, age

Rows = list[list[object]]


def hessen_gemeinden() -> Made:
    """A I 4: six digits as numbers, Kreis rows between, three head rows, rate of change at the right."""
    n = Numbers(3000)
    day, before = "2023-12-31", "2022-12-31"
    columns = [(day,), (day, M), (day, W), (day, A)]

    def line(code: object, name: str, key: str) -> list[object]:
        return [code, name, *n.row(key, columns), n(key, day, what="veränderung", digits=1)]

    rows: Rows = [
        ["Noch: 2. Bevölkerung in den hessischen Gemeinden am 31. Dezember 2023"],
        [],
        [
            "Schlüssel-\nnummer",
            "Kreisfreie Stadt\nLandkreis\nGemeinde",
            "Bevölkerung",
            "",
            "",
            "",
            "Veränderung gegenüber\n31. Dezember 2022\nin %",
        ],
        ["", "", "insgesamt", "und zwar"],
        ["", "", "", "männlich", "weiblich", "nichtdeutsch"],
        [411000, "Darmstadt, Wissenschaftsstadt", *line(0, "", "06411000")[2:]],
        [],
        [432000, "Landkreis Darmstadt-Dieburg", *line(0, "", "06432")[2:]],
        line(432001, "Alsbach-Hähnlein", "06432001"),
        line(432002, "Babenhausen, Stadt", "06432002"),
        line(432015, "Münster (Hessen)¹⁾", "06432015"),
        line(432016, "Ober-Ramstadt, Stadt", "06432016"),
        ["________"],
        ["1) Bis 2012: Münster."],
        ["Hessisches Statistisches Landesamt, Statistischer Bericht A I 1, A I 4"],
    ]
    del before
    return Made("AI4_2023_2.xlsx", "Hessen", [
        Sheet("Inhalt", [["Statistische Berichte"], ["Kennziffer: A I 1, A I 2, A I 4 - hj 2/23"], ["März 2024"]]),
        Sheet("2", rows, ("A3:A5", "B3:B5", "C3:F3", "G3:G5", "C4:C5", "D4:F4")),
    ])  # fmt: skip


def hessen_gemeindestatistik() -> Made:
    """Several dates in one head, units in a row of their own."""
    n = Numbers(500)
    rows: Rows = [
        ["Ausgewählte Strukturdaten der hessischen Gemeinden 2023"],
        [
            "AGS",
            "Gemeinde",
            "Fläche am\n31.12.2022",
            "Bevölkerung\nam 31.12.2022",
            "",
            "Sozialversicherungspflichtig Beschäftigte am 30.06.2022",
            "",
            "Lebend-\ngeborene 2022",
        ],
        ["", "", "", "insgesamt", "unter 18 Jahren", "am Arbeitsort", "am Wohnort", ""],
        ["", "", "ha", "Anzahl", "", "", "", ""],
    ]
    for key, name in (
        ("06432008", "Griesheim, St."),
        ("06432018", "Pfungstadt, St."),
        ("06432023", "Weiterstadt, St."),
    ):
        rows.append(
            [
                key,
                name,
                n(key, "2022-12-31", what="fläche"),
                n(key, "2022-12-31", what="bevölkerung"),
                n(key, "2022-12-31", age("unter 18 Jahre")),
                n(key, "2022-06-30", what="arbeitsort"),
                n(key, "2022-06-30", what="wohnort"),
                n(key, "2022", what="lebendgeborene"),
            ]
        )
    return Made(
        "HGSt_2023.xlsx",
        "Hessen",
        [Sheet("Tabelle 1", rows, ("C2:C3", "D2:E2", "F2:G2", "H2:H3", "D4:H4", "A2:A3", "B2:B3"))],
    )


def bw_kreise() -> Made:
    """Names with SKR and LKR, regions that are no official areas, dot as thousands separator in texts."""
    n = Numbers(101234, 1111)
    day = "2023-12-31"
    columns = [(day,), (day, M), (day, W)]
    rows: Rows = [
        ["Bevölkerung Baden-Württembergs am 31. Dezember 2023 nach Geschlecht"],
        ["Stadtkreis (SKR)\nLandkreis (LKR)\nRegion\nRegierungsbezirk\nLand", "Insgesamt", "Männlich", "Weiblich"],
        ["Stuttgart, Landeshauptstadt (SKR)", *n.row("08111", columns)],
        ["Böblingen (LKR)", *n.row("08115", columns)],
        ["Esslingen (LKR)", *n.row("08116", columns)],
        ["Region Stuttgart", *map(Trap, (900001, 400001, 500001))],
        ["Heilbronn (SKR)", *n.row("08121", columns)],
        ["Heilbronn (LKR)", *n.row("08125", columns)],
        ["Karlsruhe (SKR)", *n.row("08212", columns)],
        ["Karlsruhe (LKR)", *n.row("08215", columns)],
        ["Baden-Württemberg", *n.row("08", columns)],
        ["Datenquelle: Bevölkerungsfortschreibung, Basis Zensus 2022."],
    ]
    return Made(
        "BW_Bevoelkerung_Kreise.xlsx",
        "Baden-Württemberg",
        [Sheet("Tabelle1", rows, show=lambda v: f"{v:,.0f}".replace(",", "."))],
    )


def bw_srdb() -> Made:
    """SRDB: one Gemeinde a file, years in rows, preamble."""
    n = Numbers(92000, 111)
    rows: Rows = [
        ["Bevölkerung nach Geschlecht und Nationalität"],
        ["Esslingen am Neckar (Landkreis Esslingen)"],
        [""],
        ["Jahr", "Bevölkerung am 31.12.", "", "", ""],
        ["", "insgesamt", "männlich", "weiblich", "Ausländer"],
    ]
    for year in range(2017, 2024):
        day = f"{year}-12-31"
        rows.append(
            [str(year), n("08116019", day), n("08116019", day, M), n("08116019", day, W), n("08116019", day, A)]
        )
    rows += [[""], ["Statistisches Landesamt Baden-Württemberg, Stuttgart, 2025"]]
    return Made("01515020.csv", "Baden-Württemberg", [Sheet("", rows)], encoding="cp1252")


def bayern_kommunal() -> Made:
    """Statistik kommunal: one Gemeinde, several tables on a sheet, the key in blocks of 2, 3 and 3 digits."""
    n = Numbers(13000, 41)
    key = "09273111"
    rows: Rows = [
        ["Stadt Abensberg"],
        ["Gemeindeschlüssel: 09 273 111"],
        [],
        ["1. Bevölkerungsentwicklung"],
        ["Jahr", "Bevölkerung am 31.12.", "Veränderung zum Vorjahr in %"],
    ]
    for year in range(2018, 2024):
        rows.append(
            [year, n(key, f"{year}-12-31", what="bevölkerung"), n(key, str(year), what="veränderung", digits=1)]
        )
    rows += [
        [],
        ["2. Bevölkerung am 31. Dezember 2023 nach Altersgruppen und Geschlecht"],
        ["Alter in Jahren", "insgesamt", "männlich", "weiblich"],
    ]
    day = "2023-12-31"
    for label, group in (
        ("unter 6", "unter 6 Jahre"),
        ("6 bis unter 15", "6 bis unter 15 Jahre"),
        ("15 bis unter 65", "15 bis unter 65 Jahre"),
        ("65 oder mehr", "65 Jahre und mehr"),
    ):
        rows.append([label, n(key, day, age(group)), n(key, day, age(group) + M), n(key, day, age(group) + W)])
    rows.append(["insgesamt", n(key, day), n(key, day, M), n(key, day, W)])
    rows += [
        [],
        ["3. Sozialversicherungspflichtig beschäftigte Arbeitnehmer"],
        ["Gegenstand der Nachweisung", "30. Juni", "", ""],
        ["", 2021, 2022, 2023],
    ]
    for label, pairs in (
        ("Beschäftigte am Arbeitsort", ()),
        ("davon männlich", M),
        ("weiblich", W),
        ("Beschäftigte am Wohnort", ()),
    ):
        rows.append(
            [
                label,
                *(
                    n(key, f"{y}-06-30", pairs, what="wohnort" if "Wohn" in label else "arbeitsort")
                    for y in (2021, 2022, 2023)
                ),
            ]
        )
    return Made("09273111.xlsx", "Bayern", [Sheet("Abensberg", rows, ())])


def bayern_kreise() -> Made:
    """Keys and names in one cell, (Krfr.St) and (Lkr), text numbers with blanks."""
    n = Numbers(41234, 517)
    rows: Rows = [
        ["Tabelle: 22121-004r"],
        ["Empfänger von Mindestsicherung: Kreise, Geschlecht, Stichtag"],
        ["Stichtag: 31.12.2022"],
        ["", "Empfänger", "", ""],
        ["", "Insgesamt", "männlich", "weiblich"],
    ]
    day = "2022-12-31"
    for label, key in (
        ("09 Bayern", "09"),
        ("091 Oberbayern", "091"),
        ("09161 Ingolstadt (Krfr.St)", "09161"),
        ("09162 München (Krfr.St)", "09162"),
        ("09184 München (Lkr)", "09184"),
        ("09187 Rosenheim (Lkr)", "09187"),
    ):
        rows.append([label, *n.row(key, [(day,), (day, M), (day, W)])])
    return Made(
        "22121-004r.xlsx",
        "Bayern",
        [Sheet("22121-004r", rows, ("B4:D4",), show=lambda v: f"{v:,.0f}".replace(",", " "))],
    )


def nrw_landesdatenbank() -> Made:
    """Landesdatenbank: cp1252, Stichtag column, key, indented name."""
    n = Numbers(20000, 97)
    rows: Rows = [
        ["Tabelle: 12410-01iz"],
        ["Bevölkerungsstand nach Geschlecht - Gemeinden - Stichtag"],
        ["Fortschreibung des Bevölkerungsstandes"],
        [],
        ["", "", "", "Bevölkerung", "Bevölkerung", "Bevölkerung"],
        ["", "", "", "Geschlecht", "Geschlecht", "Geschlecht"],
        ["", "", "", "Insgesamt", "männlich", "weiblich"],
        ["", "", "", "Anzahl", "Anzahl", "Anzahl"],
    ]
    for day in ("2021-12-31", "2022-12-31"):
        shown = ".".join(reversed(day.split("-")))
        for key, name, real in (
            ("05", "Nordrhein-Westfalen", "05"),
            ("051", "  Reg.-Bez. Düsseldorf", "051"),
            ("05111000", "    Düsseldorf, krfr. Stadt", "05111000"),
            ("05154", "    Kleve, Kreis", "05154"),
            ("05154036", "      Kleve, Stadt", "05154036"),
        ):
            rows.append([shown, key, name, *n.row(real, [(day,), (day, M), (day, W)])])
    rows += [["__________"], ["(C)opyright IT.NRW 2023"], ["Stand: 14.07.2023 / 10:12:01"]]
    return Made("12410-01iz.csv", "Nordrhein-Westfalen", [Sheet("", rows)], encoding="cp1252")


def nrw_kommunalprofil() -> Made:
    """Kommunalprofil: areas as columns, topics as headings, dates in the labels."""
    n = Numbers(700, 13)
    areas = [
        ("Kleve, Stadt", "05154036"),
        ("Kreis Kleve", "05154"),
        ("Reg.-Bez. Düsseldorf", "051"),
        ("Nordrhein-Westfalen", "05"),
    ]
    rows: Rows = [
        ["Kommunalprofil Kleve, Stadt"],
        ["Landesbetrieb IT.NRW"],
        [],
        ["Merkmal", *(name for name, _ in areas)],
    ]
    for label, day, pairs, what in (
        ("Bevölkerung am 31.12.2022", "2022-12-31", (), "bevölkerung"),
        ("Ausländer am 31.12.2022", "2022-12-31", A, ""),
        ("Lebendgeborene 2022", "2022", (), "lebendgeborene"),
        ("Wohnungen am 31.12.2021", "2021-12-31", (), "wohnungen"),
    ):
        rows.append([label, *(n(key, day, pairs, what) for _, key in areas)])
    return Made("l05154036.xlsx", "Nordrhein-Westfalen", [Sheet("Profil", rows)])


CASES = (
    hessen_gemeinden,
    hessen_gemeindestatistik,
    bw_kreise,
    bw_srdb,
    bayern_kommunal,
    bayern_kreise,
    nrw_landesdatenbank,
    nrw_kommunalprofil,
)
