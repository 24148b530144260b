"""Shapes in which a hasty reader would take the wrong period, area or group."""

from __future__ import annotations

import datetime as dt

from made.workbench import A, M, Made, Numbers, Sheet, Trap, W, age, marked

Rows = list[list[object]]
DAY = "2023-12-31"
KREIS = "Landkreis Darmstadt-Dieburg"
TOWNS = (
    ("06432001", "Alsbach-Hähnlein"),
    ("06432008", "Griesheim"),
    ("06432015", "Münster"),
    ("06432023", "Weiterstadt"),
)


def household_sizes() -> Made:
    """Sizes of households: 1, 2, 3 and ``5 und mehr`` are no ages."""
    n = Numbers()
    sizes = ("1", "2", "3", "4", "5 und mehr")
    rows: Rows = [
        ["Haushalte nach Zahl der Personen am 31.12.2023"],
        ["Gemeinde", "Haushalte mit … Personen", "", "", "", ""],
        ["", *sizes],
    ]
    for key, name in TOWNS:
        rows.append([name, *(n(key, DAY, what=size) for size in sizes)])
    return Made("Haushaltsgroessen.xlsx", "Landkreis", [Sheet("H", rows, ("A2:A3", "B2:F2"))])


def numbers_of_children() -> Made:
    """Families by number of children in rows."""
    n = Numbers()
    rows: Rows = [
        [f"Bedarfsgemeinschaften mit Kindern im {KREIS}, Dezember 2023"],
        ["Zahl der Kinder", "Insgesamt", "Alleinerziehende"],
    ]
    for label in ("1 Kind", "2 Kinder", "3 und mehr Kinder"):
        rows.append([label, n("06432", "2023-12", what=label), n("06432", "2023-12", what="alleinerziehende")])
    return Made("BG_Kinder.xlsx", "Jobcenter", [Sheet("BG", rows)])


def years_of_building() -> Made:
    """Classes of years of building as columns, the date in the title."""
    n = Numbers()
    classes = ("vor 1919", "1919–1948", "1949–1978", "1979–1990", "1991 und später")
    rows: Rows = [["Wohngebäude nach Baujahr am 31.12.2022"], ["Gemeinde", *classes]]
    for key, name in TOWNS:
        rows.append([name, *(n(key, "2022-12-31", what=label) for label in classes)])
    return Made("Baujahre.xlsx", "Landesamt", [Sheet("B", rows)])


def mean_beside_title() -> Made:
    """A mean over years below a title that names one year."""
    n = Numbers()
    rows: Rows = [["Verkehrsunfälle 2023"], ["Gemeinde", "Unfälle", "Mittel 2018–2022", "Veränderung 2022/2023 in %"]]
    for key, name in TOWNS:
        rows.append([name, n(key, "2023", what="unfälle"), Trap(77), n(key, "2023", what="veränderung", digits=1)])
    return Made("Unfaelle.xlsx", "Polizei", [Sheet("U", rows)])


def short_numbers_of_towns() -> Made:
    """Three digits of the Gemeinde, the Kreis in the title."""
    n = Numbers()
    rows: Rows = [
        [f"Grundschulkinder im {KREIS}, Schuljahr 2023/24"],
        ["Gem.-Nr.", "Gemeinde", "Schülerinnen und Schüler", "dar. weiblich"],
    ]
    for key, name in TOWNS:
        rows.append([key[5:], name, n(key, "2023/2024"), n(key, "2023/2024", W)])
    return Made("Grundschulen.xlsx", "Schulamt", [Sheet("G", rows)])


def mixed_short_keys() -> Made:
    """Keys without the Land: three digits for the Kreis, six for its Gemeinden."""
    n = Numbers()
    rows: Rows = [
        ["Gewerbeanmeldungen in Hessen 2022"],
        ["Schlüssel", "Kreis / Gemeinde", "Anmeldungen", "Abmeldungen"],
    ]
    for code, name, key in (
        ("432", KREIS, "06432"),
        ("432001", "Alsbach-Hähnlein", "06432001"),
        ("432015", "Münster (Hessen)", "06432015"),
        ("437", "Odenwaldkreis", "06437"),
        ("437006", "Erbach, Kreisstadt", "06437006"),
    ):
        rows.append([code, name, n(key, "2022", what="anmeldungen"), n(key, "2022", what="abmeldungen")])
    return Made("Gewerbe.csv", "Hessen", [Sheet("", rows)], encoding="cp1252")


def nations() -> Made:
    """Countries in rows; the area is the Kreis of the title."""
    n = Numbers()
    rows: Rows = [
        [f"Ausländische Bevölkerung im {KREIS} am 31.12.2023 nach Staatsangehörigkeit"],
        ["Staatsangehörigkeit", "Insgesamt", "männlich", "weiblich"],
    ]
    for label in ("Türkei", "Polen", "Rumänien", "Ukraine", "Sonstige"):
        rows.append([label, *(n("06432", DAY, sex, what=label) for sex in ((), M, W))])
    return Made("Nationen.xlsx", "Ausländerbehörde", [Sheet("N", rows)])


def months_across() -> Made:
    """Years in rows, months in columns, the sum of the year at the end."""
    n = Numbers()
    months = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
    rows: Rows = [[f"Arbeitslose im {KREIS}"], ["Jahr", *months, "Jahresdurchschnitt"]]
    for year in ("2021", "2022", "2023"):
        rows.append([year, *(n("06432", f"{year}-{m:02d}") for m in range(1, 13)), n("06432", year)])
    return Made("Arbeitslose_Monate.xlsx", "Bundesagentur für Arbeit", [Sheet("A", rows)])


def weeks() -> Made:
    """Weeks are no periods that can be stated."""
    n = Numbers()
    rows: Rows = [[f"Infektionen im {KREIS}"], ["Gemeinde", "KW 12/2021", "KW 13/2021", "März 2021"]]
    for key, name in TOWNS:
        rows.append([name, Trap(5), Trap(7), n(key, "2021-03")])
    return Made("Infektionen.xlsx", "Gesundheitsamt", [Sheet("I", rows)])


def change_against_month_before() -> Made:
    """A month with its changes against the month and the year before."""
    n = Numbers()
    rows: Rows = [
        ["Arbeitslose im Berichtsmonat Dezember 2023"],
        ["Gemeinde", "Dez 2023", "Veränderung gegenüber", "", "", ""],
        ["", "", "Vormonat", "", "Vorjahresmonat", ""],
        ["", "", "absolut", "in %", "absolut", "in %"],
    ]
    for key, name in TOWNS:
        rows.append(
            [
                name,
                n(key, "2023-12"),
                *(n(key, "2023-12", what=w, digits=g) for w in ("vormonat", "vorjahresmonat") for g in (0, 1)),
            ]
        )
    return Made(
        "Veraenderung.xlsx",
        "Bundesagentur für Arbeit",
        [Sheet("V", rows, ("A2:A4", "B2:B4", "C2:F2", "C3:D3", "E3:F3"))],
    )


def two_kreise_by_heading() -> Made:
    """Gemeinden below headings of their Kreise; names that exist in both Länder."""
    n = Numbers()
    rows: Rows = [["Kinder in Tageseinrichtungen am 01.03.2023"], ["Gemeinde", "unter 3 Jahre", "3 bis unter 6 Jahre"]]
    for heading, towns in (
        (KREIS, TOWNS),
        ("Odenwaldkreis", (("06437006", "Erbach"), ("06437009", "Höchst i. Odw."), ("06437011", "Michelstadt"))),
    ):
        rows.append([heading])
        for key, name in towns:
            rows.append(
                [name, n(key, "2023-03-01", age("unter 3 Jahre")), n(key, "2023-03-01", age("3 bis unter 6 Jahre"))]
            )
    return Made("Kita_Kreise.xlsx", "Landesamt", [Sheet("K", rows)])


def same_roots() -> Made:
    """Reg.-Bez. Darmstadt, the town and the Landkreis, names only."""
    n = Numbers()
    rows: Rows = [["Pflegebedürftige in Hessen am 15.12.2021"], ["Gebiet", "Insgesamt", "weiblich"]]
    for name, key in (
        ("Reg.-Bez. Darmstadt", "064"),
        ("Darmstadt, Wissenschaftsstadt", "06411"),
        ("Darmstadt-Dieburg", "06432"),
        ("Offenbach am Main, St.", "06413"),
        ("Offenbach", "06438"),
        ("Reg.-Bez. Kassel", "066"),
        ("Kassel, documenta-Stadt", "06611"),
        ("Kassel", "06633"),
        ("Land Hessen", "06"),
    ):
        rows.append([name, n(key, "2021-12-15"), n(key, "2021-12-15", W)])
    return Made("Pflege_Hessen.xlsx", "Hessen", [Sheet("P", rows)])


def utf16_tabs() -> Made:
    """UTF-16, tabulators, key with an apostrophe."""
    n = Numbers()
    rows: Rows = [["AGS", "Name", "Jahr", "Zuzüge", "Fortzüge"]]
    for key, name in TOWNS:
        for year in ("2021", "2022"):
            rows.append([f"'{key}", name, year, n(key, year, what="zuzüge"), n(key, year, what="fortzüge")])
    return Made("wanderungen.tsv", "Landkreis", [Sheet("", rows)], encoding="utf-16", delimiter="\t")


def quarter_ends() -> Made:
    """Real dates at the ends of quarters in the head."""
    n = Numbers()
    days = [dt.datetime(2023, 3, 31), dt.datetime(2023, 6, 30), dt.datetime(2023, 9, 30), dt.datetime(2023, 12, 31)]
    rows: Rows = [["Bevölkerung nach Quartalen"], ["AGS", "Gemeinde", *days]]
    for key, name in TOWNS:
        rows.append([int(key), name, *(n(key, d.date().isoformat()) for d in days)])
    return Made("Quartale.xlsx", "Melderegister", [Sheet("Q", rows)])


def day_and_sheet_year() -> Made:
    """``Stand 30.06.`` in the title, the year as the sheet's name."""
    n = Numbers()
    sheets = []
    for year in ("2022", "2023"):
        rows: Rows = [["Einwohner mit Hauptwohnsitz - Stichtag 30.06."], ["Gemeinde", "Einwohner", "Ausländer"]]
        rows += [[name, n(key, f"{year}-06-30", what="einwohner"), n(key, f"{year}-06-30", A)] for key, name in TOWNS]
        sheets.append(Sheet(year, rows))
    return Made("Einwohner_Halbjahr.xlsx", "Landkreis", sheets)


def copied_title() -> Made:
    """Sheets of two years with the title of the first: one of the two statements is wrong, so nothing is sure."""
    n = Numbers()
    rows: Rows = [["Wohngeldempfänger am 31.12.2022"], ["Gemeinde", "Haushalte"]]
    again: Rows = [["Wohngeldempfänger am 31.12.2022"], ["Gemeinde", "Haushalte"]]
    rows += [[name, n(key, "2022-12-31", what="haushalte")] for key, name in TOWNS]
    again += [[name, Trap(21 + int(key[-1]))] for key, name in TOWNS]
    return Made("Wohngeld_Jahre.xlsx", "Landkreis", [Sheet("2022", rows), Sheet("2024", again)])


def open_ages() -> Made:
    """``von … bis unter … Jahren`` with touching borders, sexes in blocks of columns."""
    n = Numbers()
    spans = (
        ("0 - 3", "unter 3 Jahre"),
        ("3 - 6", "3 bis unter 6 Jahre"),
        ("6 - 10", "6 bis unter 10 Jahre"),
        ("10 und älter", "10 Jahre und mehr"),
    )
    rows: Rows = [
        ["Bevölkerung am 31.12.2023"],
        ["06432008 Griesheim"],
        ["Alter von … bis unter … Jahren", "Insgesamt", "männlich", "weiblich"],
    ]
    for label, group in spans:
        rows.append([label, *(n("06432008", DAY, (*age(group), *sex)) for sex in ((), M, W))])
    return Made("Altersgruppen.xlsx", "Landkreis", [Sheet("A", rows)])


def units_in_labels() -> Made:
    """Different units in the labels of the rows, years as columns, the Gemeinde in the title."""
    n = Numbers()
    rows: Rows = [["Gemeinde Griesheim (Landkreis Darmstadt-Dieburg)"], ["", "2021", "2022"]]
    for label, what in (
        ("Arbeitslose (Anzahl)", "arbeitslose"),
        ("Arbeitslosenanteil (%)", "anteil"),
        ("Kaufpreis (EUR/m²)", "kaufpreis"),
        ("Fläche (ha)", "fläche"),
    ):
        rows.append([label, n("06432008", "2021", what=what, digits=1), n("06432008", "2022", what=what, digits=1)])
    return Made("Profil.xlsx", "Landkreis", [Sheet("Profil", rows)])


def postcodes() -> Made:
    """Postcodes and telephone prefixes between names and figures."""
    n = Numbers()
    rows: Rows = [
        ["Kommunen im Landkreis Darmstadt-Dieburg (Stand 31.12.2023)"],
        ["Kommune", "PLZ", "Vorwahl", "Einwohner", "Fläche in km²"],
    ]
    for (key, name), code in zip(TOWNS, (64665, 64347, 64839, 64331), strict=True):
        rows.append([name, code, "06155", n(key, DAY, what="einwohner"), n(key, DAY, what="fläche", digits=2)])
    return Made("Kommunen.xlsx", "Landkreis", [Sheet("Kommunen", rows)])


def empty_and_blocked() -> Made:
    """Empty rows every other line, marks, an all-marks row."""
    n = Numbers()
    rows: Rows = [["Schwangerschaftsberatungen 2023"], [], ["Gemeinde", "Beratungen", "dar. unter 18 Jahre"], []]
    for key, name in TOWNS:
        if key.endswith("15"):
            rows += [[name, marked("*", key, "2023"), marked("*", key, "2023", age("unter 18 Jahre"))], []]
        else:
            rows += [[name, n(key, "2023", what="beratungen"), n(key, "2023", age("unter 18 Jahre"))], []]
    rows += [["* Zahlenwert kleiner 3 unterliegt der Geheimhaltung"]]
    return Made("Beratung.xlsx", "Gesundheitsamt", [Sheet("B", rows)])


def land_in_file_only() -> Made:
    """Kreise by name; title without any area."""
    n = Numbers()
    rows: Rows = [["Ehescheidungen 2022 nach Kreisen"], ["Kreisfreie Stadt/Landkreis", "Anzahl", "je 10 000 Einwohner"]]
    for name, key in (
        ("Aurich", "03452"),
        ("Emsland", "03454"),
        ("Friesland", "03455"),
        ("Grafschaft Bentheim", "03456"),
        ("Leer", "03457"),
        ("Emden,Stadt", "03402"),
    ):
        rows.append([name, n(key, "2022", what="anzahl"), n(key, "2022", what="10 000", digits=1)])
    return Made("Scheidungen.xlsx", "Niedersachsen", [Sheet("E", rows)])


def verbandsgemeinden() -> Made:
    """Rheinland-Pfalz: Verbandsgemeinden that bear the names of their towns are no Gemeinden."""
    n = Numbers()
    rows: Rows = [
        ["Kinder unter 3 Jahren im Landkreis Ahrweiler am 31.12.2022"],
        ["Gemeinde / Verbandsgemeinde", "Insgesamt", "weiblich"],
    ]
    for name, key in (
        ("Bad Neuenahr-Ahrweiler, Stadt", "07131007"),
        ("Remagen, Stadt", "07131070"),
        ("Sinzig, Stadt", "07131077"),
    ):
        rows.append([name, n(key, "2022-12-31"), n(key, "2022-12-31", W)])
    for name in ("Adenau (VG)", "Altenahr (VG)"):
        rows.append([name, Trap(300), Trap(150)])
    rows.append(["Landkreis Ahrweiler", n("07131", "2022-12-31"), n("07131", "2022-12-31", W)])
    return Made("Kinder_Ahrweiler.xlsx", "Rheinland-Pfalz", [Sheet("K", rows)])


CASES = (
    household_sizes,
    numbers_of_children,
    years_of_building,
    mean_beside_title,
    short_numbers_of_towns,
    mixed_short_keys,
    nations,
    months_across,
    weeks,
    change_against_month_before,
    two_kreise_by_heading,
    same_roots,
    utf16_tabs,
    quarter_ends,
    day_and_sheet_year,
    copied_title,
    open_ages,
    units_in_labels,
    postcodes,
    empty_and_blocked,
    land_in_file_only,
    verbandsgemeinden,
)
