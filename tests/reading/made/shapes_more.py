"""Further shapes that recur with all kinds of offices."""

from __future__ import annotations

import datetime as dt

from made.workbench import SGB2, A, D, M, Made, Numbers, Sheet, Trap, W, age

Rows = list[list[object]]
DAY = "2023-12-31"
TOWNS = (
    ("06432001", "Alsbach-Hähnlein"),
    ("06432008", "Griesheim"),
    ("06432015", "Münster (Hessen)"),
    ("06432023", "Weiterstadt"),
)


def merged_downwards() -> Made:
    """Area merged over its rows, nationality beside it, years as columns."""
    n = Numbers()
    rows: Rows = [["Schulentlassene"], ["Kreis", "Staatsangehörigkeit", "2021", "2022", "2023"]]
    merges = []
    for key, name in (("06411", "Darmstadt, Stadt"), ("06432", "Darmstadt-Dieburg, Landkreis")):
        merges.append(f"A{len(rows) + 1}:A{len(rows) + 3}")
        for label, nation in (("Insgesamt", ()), ("Deutsche", D), ("Ausländer/-innen", A)):
            rows.append([name if nation == () else "", label, *(n(key, y, nation) for y in ("2021", "2022", "2023"))])
    return Made("Schulentlassene.xlsx", "Landesamt", [Sheet("Entlassene", rows, tuple(merges))])


def ars_in_blocks() -> Made:
    """ARS as ``06 4 32 0008 008`` in one cell."""
    n = Numbers()
    rows: Rows = [["Steuerkraft 2022"], ["Regionalschlüssel", "Gemeinde", "Gewerbesteuer", "Grundsteuer B"]]
    for key, name in TOWNS:
        code = f"06 4 32 0{key[5:]} {key[5:]}"
        rows.append([code, name, n(key, "2022", what="gewerbe"), n(key, "2022", what="grund")])
    return Made("Steuerkraft.xlsx", "Landesamt", [Sheet("Steuer", rows)])


def shares_beside_counts() -> Made:
    """Number and per cent below each year."""
    n = Numbers()
    rows: Rows = [
        ["Kinder in SGB-II-Bedarfsgemeinschaften"],
        ["Gemeinde", "2021", "", "2022", ""],
        ["", "Anzahl", "in %", "Anzahl", "in %"],
    ]
    for key, name in TOWNS:
        rows.append(
            [name, *(n(key, y, what=w, digits=g) for y in ("2021", "2022") for w, g in (("anzahl", 0), ("prozent", 1)))]
        )
    return Made("Kinderarmut.xlsx", "Jobcenter", [Sheet("Kinder", rows, ("B2:C2", "D2:E2"))])


def tidy_indicators() -> Made:
    """One row a value: area, indicator, unit, year, value."""
    n = Numbers()
    rows: Rows = [["Gebiet", "Indikator", "Einheit", "Jahr", "Wert"]]
    for key, name in (*TOWNS, ("06432", "Landkreis Darmstadt-Dieburg")):
        for label, unit in (("Arbeitslosenanteil", "%"), ("Bevölkerungsdichte", "EW je km²")):
            for year in ("2021", "2022"):
                rows.append([name, label, unit, year, n(key, year, what=label, digits=1)])
    return Made("Indikatoren_lang.csv", "Landkreis", [Sheet("", rows)], encoding="cp1252")


def key_value_front() -> Made:
    """Front matter as pairs: Gebiet, Zeitraum, Quelle."""
    n = Numbers()
    rows: Rows = [
        ["Bericht:", "Arbeitsmarkt im Überblick"],
        ["Gebiet:", "Landkreis Darmstadt-Dieburg"],
        ["Berichtsmonat:", "Dezember 2023"],
        ["Quelle:", "Statistik der Bundesagentur für Arbeit, Nürnberg"],
        [],
        ["Merkmal", "Insgesamt", "Männer", "Frauen"],
    ]
    for label, pairs in (
        ("Arbeitslose", ()),
        ("unter 25 Jahre", age("unter 25 Jahre")),
        ("55 Jahre und älter", age("55 Jahre und mehr")),
    ):
        rows.append([label, *(n("06432", "2023-12", (*pairs, *sex)) for sex in ((), M, W))])
    return Made("amr_ueberblick.xlsx", "Bundesagentur für Arbeit", [Sheet("Überblick", rows)])


def provisional_years() -> Made:
    """Years with letters and stars."""
    n = Numbers()
    rows: Rows = [
        ["Bruttoinlandsprodukt in jeweiligen Preisen (Mill. EUR)"],
        ["Schlüssel", "Kreis", "2020", "2021r", "2022p", "2023*"],
    ]
    for key, name in (("06411", "Darmstadt"), ("06432", "Darmstadt-Dieburg"), ("06433", "Groß-Gerau")):
        rows.append([key, name, *(n(key, y) for y in ("2020", "2021", "2022", "2023"))])
    return Made("BIP_Kreise.xlsx", "VGRdL", [Sheet("BIP", rows)])


def size_classes() -> Made:
    """Classes of Gemeinden by inhabitants: the area is the Land of the title."""
    n = Numbers()
    rows: Rows = [
        ["Gemeinden und Bevölkerung in Hessen am 31.12.2023 nach Größenklassen"],
        ["Gemeinden mit … bis unter … Einwohnern", "Gemeinden", "Bevölkerung"],
    ]
    for label in ("unter 2 000", "2 000 – 5 000", "5 000 – 10 000", "10 000 und mehr"):
        rows.append([label, n("06", DAY, what=label), n("06", DAY, what=label)])
    rows.append(["Insgesamt", n("06", DAY, what="gemeinden"), n("06", DAY, what="bevölkerung")])
    return Made("Groessenklassen.xlsx", "Hessen", [Sheet("G", rows)])


def two_tables_beside() -> Made:
    """Two short tables beside each other, each with its own Gemeinden."""
    n = Numbers()
    rows: Rows = [
        ["Einwohner am 31.12.2023", "", "", "Einwohner am 31.12.2022"],
        ["Gemeinde", "Einwohner", "", "Gemeinde", "Einwohner"],
    ]
    for key, name in TOWNS:
        rows.append([name, n(key, "2023-12-31", what="einwohner"), "", name, n(key, "2022-12-31", what="einwohner")])
    return Made("Nebeneinander.xlsx", "Landkreis", [Sheet("E", rows)])


def dates_in_rows() -> Made:
    """A real date in every row, key as a number."""
    n = Numbers()
    rows: Rows = [["Stichtag", "AGS", "Gemeinde", "Plätze", "Belegung"]]
    for day in (dt.datetime(2022, 3, 1), dt.datetime(2023, 3, 1)):
        for key, name in TOWNS:
            rows.append(
                [
                    day,
                    int(key),
                    name,
                    n(key, day.date().isoformat(), what="plätze"),
                    n(key, day.date().isoformat(), what="belegung"),
                ]
            )
    return Made("Kitaplaetze.xlsx", "Landkreis", [Sheet("Daten", rows)])


def benefits_by_law() -> Made:
    """Rechtskreis, sex and age across, ``dav.`` and ``dar.``, one month in the sheet's name."""
    n = Numbers()
    rows: Rows = [
        ["Bestand an Leistungsberechtigten"],
        ["Gemeinde", "SGB II", "", "", "SGB XII"],
        ["", "Insgesamt", "dar. Frauen", "dar. unter 15 Jahre", ""],
    ]
    when = "2023-11"
    for key, name in TOWNS:
        rows.append(
            [
                name,
                n(key, when, SGB2),
                n(key, when, (*SGB2, *W)),
                n(key, when, (*SGB2, *age("unter 15 Jahre"))),
                n(key, when, what="sgb xii"),
            ]
        )
    return Made("Leistungen.xlsx", "Landkreis", [Sheet("November 2023", rows, ("B2:D2", "A2:A3", "E2:E3"))])


def footnotes_on_numbers() -> Made:
    """Footnote marks behind names and heads, notes and a legend below."""
    n = Numbers()
    rows: Rows = [
        ["Tab. 4.1: Pflegebedürftige¹ nach Gemeinden am 15.12.2023²"],
        ["Gemeinde³", "Pflegebedürftige¹", "darunter ambulant⁴", "Pflegequote⁵ in %"],
    ]
    for key, name in TOWNS:
        rows.append(
            [
                f"{name}³" if key.endswith("8") else name,
                n(key, "2023-12-15", what="pflegebedürftige"),
                n(key, "2023-12-15", what="ambulant"),
                n(key, "2023-12-15", what="quote", digits=1),
            ]
        )
    rows += [
        [],
        ["¹ Ohne Teilstationäre."],
        ["² Stichtag der Pflegestatistik."],
        ["Zeichenerklärung: . = unbekannt, – = nichts vorhanden"],
        ["Quelle: Statistisches Landesamt 2024"],
    ]
    return Made("Pflege.xlsx", "Landesamt", [Sheet("4.1", rows)])


def children_places() -> Made:
    """U3 and Ü3, school year in the sheet, sum row named after the Kreis."""
    n = Numbers()
    when = "2022/2023"
    rows: Rows = [
        ["Betreuungsplätze im Kitajahr 2022/2023"],
        ["Kommune", "Krippe (unter 3 Jahre)", "Kindergarten (3 bis unter 6 Jahre)", "Hort"],
    ]
    for key, name in TOWNS:
        under, over = age("unter 3 Jahre"), age("3 bis unter 6 Jahre")
        rows.append([name, n(key, when, under), n(key, when, over), n(key, when, what="hort")])
    return Made("Kitajahr.xlsx", "Landkreis", [Sheet("Plätze", rows)])


def flows() -> Made:
    """Commuters between Gemeinden: not to be read."""
    rows: Rows = [
        ["Pendlerströme am 30.06.2023"],
        ["Wohnort AGS", "Wohnort", "Arbeitsort AGS", "Arbeitsort", "Auspendler"],
    ]
    for one, name in TOWNS:
        for other, name2 in TOWNS:
            if one != other:
                rows.append([one, name, other, name2, Trap(17)])
    n = Numbers()
    plain: Rows = [["Einpendler am 30.06.2023"], ["AGS", "Gemeinde", "Einpendler"]]
    plain += [[key, name, n(key, "2023-06-30", what="einpendler")] for key, name in TOWNS]
    return Made("Pendler.xlsx", "Bundesagentur für Arbeit", [Sheet("Ströme", rows), Sheet("Summen", plain)])


def population_twice() -> Made:
    """Two dates named in the heads, density and area without any; the title has a third date of publication."""
    n = Numbers()
    rows: Rows = [
        ["Gemeindeübersicht (veröffentlicht am 15.03.2024)"],
        [
            "Gemeinde",
            "Einwohner 31.12.2011",
            "Einwohner 31.12.2022",
            "Ausländeranteil 2022 (%)",
            "Altersdurchschnitt (Jahre) 2022",
        ],
    ]
    for key, name in TOWNS:
        rows.append(
            [
                name,
                n(key, "2011-12-31", what="einwohner"),
                n(key, "2022-12-31", what="einwohner"),
                n(key, "2022", what="anteil", digits=1),
                n(key, "2022", what="durchschnitt", digits=1),
            ]
        )
    return Made("Uebersicht.xlsx", "Landkreis", [Sheet("Übersicht", rows)])


def school_years_across() -> Made:
    """School years as columns, school types in rows, the Kreis in the title."""
    n = Numbers()
    years = ("2021/22", "2022/23", "2023/24")
    rows: Rows = [["Übergänge nach Klasse 4 im Landkreis Darmstadt-Dieburg"], ["Übergang auf", *years]]
    for label in ("Förderstufe", "Realschule", "Gymnasium", "Kooperative Gesamtschule"):
        pairs = {"Förderstufe": "Förderstufe", "Realschule": "Realschulen", "Gymnasium": "Gymnasien"}.get(label)
        own = (("schulform", pairs),) if pairs else ()
        rows.append([label, *(n("06432", f"{y[:5]}20{y[5:]}", own) for y in years)])
    return Made("Uebergaenge.xlsx", "Schulamt", [Sheet("Übergänge", rows)])


CASES = (
    merged_downwards,
    ars_in_blocks,
    shares_beside_counts,
    tidy_indicators,
    key_value_front,
    provisional_years,
    size_classes,
    two_tables_beside,
    dates_in_rows,
    benefits_by_law,
    footnotes_on_numbers,
    children_places,
    flows,
    population_twice,
    school_years_across,
)
