"""Zensus, BBSR, Wegweiser Kommune, KBA, RKI, BKA, Landeswahlleiter."""

from __future__ import annotations

import datetime as dt

from made.workbench import M, Made, Numbers, Sheet, Trap, W, age, marked

Rows = list[list[object]]
KREISE = (
    ("06411", "Darmstadt, kreisfreie Stadt"),
    ("06431", "Bergstraße, Landkreis"),
    ("06432", "Darmstadt-Dieburg, Landkreis"),
    ("06433", "Groß-Gerau, Landkreis"),
)


def inkar_csv() -> Made:
    """INKAR export: Kennziffer, Raumeinheit, Aggregat, the indicator repeated, the years in the second row."""
    n = Numbers(40, 3)
    rows: Rows = [
        [
            "Kennziffer",
            "Raumeinheit",
            "Aggregat",
            "Arbeitslosenquote",
            "Arbeitslosenquote",
            "Arbeitslosenquote",
            "Ausländeranteil",
            "Ausländeranteil",
        ],
        ["", "", "", "2019", "2020", "2021", "2020", "2021"],
    ]
    for key, name in (
        ("05154", "Kleve"),
        ("06411", "Darmstadt, Stadt"),
        ("06432", "Darmstadt-Dieburg"),
        ("09162", "München, Landeshauptstadt"),
    ):
        rows.append(
            [
                key,
                name,
                "kreisfreie Stadt" if "," in name else "Landkreis",
                *(n(key, y, what="arbeitslosenquote", digits=1) for y in ("2019", "2020", "2021")),
                *(n(key, y, what="ausländeranteil", digits=1) for y in ("2020", "2021")),
            ]
        )
    return Made("INKAR_Export.csv", "BBSR", [Sheet("", rows)], encoding="utf-8-sig")


def deutschlandatlas() -> Made:
    """Deutschlandatlas: keys of Kreise with seven digits, -9999, the year inside of the head."""
    n = Numbers(30, 2)
    rows: Rows = [["Gebietskennziffer", "Kreis", "ALG II-Quote 2021 in %", "Einwohnerdichte 2021 (Einwohner je km²)"]]
    for key, name in ((6411000, "Darmstadt"), (6432000, "Darmstadt-Dieburg"), (9162000, "München"), (5154000, "Kleve")):
        real = f"{key:08d}"[:5]
        rows.append(
            [
                key,
                name,
                n(real, "2021", what="quote", digits=1) if key != 5154000 else marked(-9999, real, "2021"),
                n(real, "2021", what="dichte"),
            ]
        )  # type: ignore[arg-type]
    return Made("Deutschlandatlas_Daten.xlsx", "BBSR", [Sheet("Deutschlandatlas_KRS1221", rows)])


def wegweiser() -> Made:
    """Wegweiser Kommune: indicators in rows, Kommune and year in two head rows, ``k.A.``."""
    n = Numbers(50, 3)
    rows: Rows = [
        ["Sozialbericht"],
        ["Quelle: Statistische Ämter der Länder, ZEFIR, Bertelsmann Stiftung"],
        [],
        ["Indikatoren", "Griesheim", "Griesheim", "Darmstadt-Dieburg, LK", "Darmstadt-Dieburg, LK", "Hessen", "Hessen"],
        ["", "2021", "2022", "2021", "2022", "2021", "2022"],
    ]
    for label, what in (
        ("Kinderarmut (%)", "kinderarmut"),
        ("Jugendarmut (%)", "jugendarmut"),
        ("Einwohner:innen (Anzahl)", "einwohner"),
        ("Wohnungen mit 5+ Räumen (%)", "wohnungen"),
    ):
        cells: list[object] = [label]
        for key in ("06432008", "06432", "06"):
            cells += [
                n(key, "2021", what=what, digits=1),
                marked("k.A.", key, "2022")
                if what == "jugendarmut" and key == "06432008"
                else n(key, "2022", what=what, digits=1),
            ]
        rows.append(cells)
    return Made("Sozialbericht_Griesheim.csv", "Wegweiser Kommune", [Sheet("", rows)])


def vehicles() -> Made:
    """KBA FZ 3: Zulassungsbezirk once, Gemeinden in capitals with six-digit numbers before the name."""
    n = Numbers(9000, 19)
    day = "2023-01-01"
    rows: Rows = [
        [
            "",
            "Bestand an Kraftfahrzeugen und Anhängern am 1. Januar 2023 nach Zulassungsbezirken und Gemeinden",
        ],
        [],
        [
            "",
            "Land",
            "Zulassungsbezirk",
            "Gemeinde",
            "PLZ",
            "Kraft-\nräder",
            "Personenkraftwagen",
            "",
            "Kraftfahrzeuge insgesamt",
        ],
        ["", "", "", "", "", "", "insgesamt", "dar. gewerbliche Halterinnen und Halter", ""],
    ]
    columns = [
        (day, (), "krafträder"),
        (day, (), "personenkraftwagen"),
        (day, (), "gewerbliche"),
        (day, (), "kraftfahrzeuge"),
    ]
    first = True
    for code, name, key in (
        ("001", "ALSBACH-HAEHNLEIN", "06432001"),
        ("002", "BABENHAUSEN,STADT", "06432002"),
        ("019", "REINHEIM,STADT", "06432019"),
        ("020", "ROSSDORF", "06432020"),
    ):
        rows.append(
            [
                "",
                "HESSEN" if first else "",
                "06432 DARMSTADT-DIEBURG" if first else "",
                f"06432{code}  {name}",
                "64" + code,
                *n.row(key, columns),
            ]
        )
        first = False
    rows.append(["", "", "DARMSTADT-DIEBURG ZUSAMMEN", "", "", *n.row("06432", columns)])
    return Made(
        "fz3_2023.xlsx", "KBA", [Sheet("FZ 3.1", rows, ("B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:H3", "I3:I4"))]
    )


def corona_days() -> Made:
    """RKI: incidence per Kreis with dates as columns, LK and SK before the names, key without its zero."""
    n = Numbers(100, 7)
    days = [dt.date(2021, 11, d) for d in (14, 15, 16)]
    rows: Rows = [
        ["7-Tage-Inzidenzen nach Meldekreis, Stand: 17.11.2021 03:30 Uhr"],
        [],
        ["NR", "LK", "LKNR", *(dt.datetime(d.year, d.month, d.day) for d in days)],
    ]
    for number, (key, name) in enumerate(
        (
            ("06411", "SK Darmstadt"),
            ("06432", "LK Darmstadt-Dieburg"),
            ("09162", "SK München"),
            ("09184", "LK München"),
        ),
        start=1,
    ):
        rows.append([number, name, int(key), *(n(key, d.isoformat(), digits=1) for d in days)])
    return Made("Fallzahlen_Kum_Tab.xlsx", "RKI", [Sheet("LK_7-Tage-Inzidenz", rows)])


def corona_long() -> Made:
    """RKI: long rows per Kreis, age group and sex, comma separated."""
    n = Numbers(1, 1)
    rows: Rows = [
        ["IdLandkreis", "Landkreis", "Meldedatum", "Altersgruppe", "Geschlecht", "AnzahlFall", "AnzahlTodesfall"]
    ]
    for key, name in (("06411", "SK Darmstadt"), ("06432", "LK Darmstadt-Dieburg"), ("09184", "LK München")):
        for day in ("2021-03-01", "2021-03-02"):
            for label, group in (
                ("A00-A04", "unter 5 Jahre"),
                ("A15-A34", "15 bis unter 35 Jahre"),
                ("A80+", "80 Jahre und mehr"),
            ):
                for sex, pairs in (("M", M), ("W", W)):
                    rows.append(
                        [
                            key,
                            name,
                            day,
                            label,
                            sex,
                            n(key, day, age(group) + pairs, "fall"),
                            n(key, day, age(group) + pairs, "todesfall"),
                        ]
                    )
    return Made("RKI_Kreise.csv", "RKI", [Sheet("", rows)], delimiter=",")


def crime() -> Made:
    """PKS: codes of offences before the area keys, the year in the title, per 100 000."""
    n = Numbers(700, 13)
    rows: Rows = [
        ["Polizeiliche Kriminalstatistik 2023 - Fallzahlen nach Kreisen"],
        [
            "Schlüssel der Tat",
            "Straftat",
            "Gemeinde-\nschlüssel",
            "Stadt-/Landkreis",
            "Kreisart",
            "erfasste Fälle",
            "HZ",
            "davon: Versuche",
            "",
            "Aufklärungsquote",
        ],
        ["", "", "", "", "", "", "", "Anzahl", "in %", "in %"],
    ]
    for code, offence in (
        ("------", "Straftaten insgesamt"),
        ("100000", "Straftaten gegen die sexuelle Selbstbestimmung"),
        ("222000", "Gefährliche und schwere Körperverletzung"),
    ):
        for key, name, kind in (
            ("06411", "Darmstadt", "KfS"),
            ("06432", "Darmstadt-Dieburg", "LK"),
            ("06433", "Groß-Gerau", "LK"),
        ):
            what = "sexuelle" if code[0] == "1" else "körper" if code[0] == "2" else ""
            rows.append(
                [
                    code,
                    offence,
                    key,
                    name,
                    kind,
                    n(key, "2023", what=what or "fälle"),
                    n(key, "2023", what="hz", digits=1),
                    n(key, "2023", what="versuche"),
                    n(key, "2023", what="versuche", digits=1),
                    n(key, "2023", what="aufklärung", digits=1),
                ]
            )
    return Made(
        "KR-F-01-T01-Kreise_xls.xlsx",
        "BKA",
        [Sheet("KR-F-01-T01", rows, ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:I2"))],
    )


def election_csv() -> Made:
    """Election by Gemeinde: votes of parties, front matter with ``#``-less lines."""
    n = Numbers(200, 9)
    rows: Rows = [
        ["Landtagswahl in Hessen am 8. Oktober 2023"],
        ["Endgültiges Ergebnis nach Gemeinden, Landesstimmen"],
        [],
        [
            "AGS",
            "Gemeinde",
            "Wahlberechtigte",
            "Wählerinnen und Wähler",
            "Gültige Stimmen",
            "CDU",
            "GRÜNE",
            "SPD",
            "AfD",
        ],
    ]
    for key, name in (("06432008", "Griesheim"), ("06432018", "Pfungstadt"), ("06432023", "Weiterstadt")):
        rows.append(
            [
                key,
                name,
                *n.row(
                    key,
                    [
                        ("2023-10-08", (), w)
                        for w in ("wahlberechtigte", "wähler", "gültige", "cdu", "grüne", "spd", "afd")
                    ],
                ),
            ]
        )
    return Made("Landtagswahl_2023_Gemeinden.csv", "Landeswahlleiter", [Sheet("", rows)], encoding="utf-8-sig")


def averages() -> Made:
    """A mean over years beside the years: no period can be stated for it; a change beside it."""
    n = Numbers(300, 5)
    rows: Rows = [
        ["Straßenverkehrsunfälle mit Personenschaden"],
        ["Kreisnummer", "Kreis", "2021", "2022", "2023", "Mittel 2021–2023", "Summe 2021–2023"],
    ]
    for key, name in KREISE:
        rows.append([key, name, *(n(key, y) for y in ("2021", "2022", "2023")), Trap(333), Trap(999)])
    return Made("Unfaelle_Kreise.xlsx", "Regionaldatenbank", [Sheet("Unfälle", rows)])


def census_table() -> Made:
    """Zensus 2022, Regionaltabelle: ARS with 12 digits as text, Regionalebene, bracketed values."""
    n = Numbers(400, 31)
    day = "2022-05-15"
    rows: Rows = [
        ["Zensus 2022: Regionaltabelle Bevölkerung"],
        ["Personen: Bevölkerungszahl und Staatsangehörigkeit am 15.05.2022"],
        [
            "Berichtszeitpunkt",
            "Regional-\nschlüssel (ARS)",
            "Name",
            "Regionalebene",
            "Einwohner insgesamt",
            "Geschlecht",
            "",
            "Staatsangehörigkeit",
            "",
        ],
        ["", "", "", "", "", "Männlich", "Weiblich", "Deutschland", "Ausland"],
    ]
    for ars, name, level, key in (
        ("000000000000", "Deutschland", "Bund", "DG"),
        ("060000000000", "Hessen", "Land", "06"),
        ("064000000000", "Darmstadt", "Regierungsbezirk", "064"),
        ("064320000000", "Darmstadt-Dieburg, Landkreis", "Stadtkreis/kreisfreie Stadt/Landkreis", "06432"),
        ("064320008008", "Griesheim, Stadt", "Gemeinde", "06432008"),
        ("064320018018", "Pfungstadt, Stadt", "Gemeinde", "06432018"),
    ):
        rows.append(
            [
                20220515,
                ars,
                name,
                level,
                n(key, day, what="einwohner"),
                n(key, day, M),
                n(key, day, W),
                n(key, day, what="deutschland"),
                n(key, day, what="ausland"),
            ]
        )
    return Made(
        "Regionaltabelle_Bevoelkerung.xlsx",
        "Zensus 2022",
        [
            Sheet("Titel", [["Zensus 2022"], ["Regionaltabelle"]]),
            Sheet("Bevoelkerung", rows, ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "H3:I3")),
        ],
    )


def census_codes() -> Made:
    """Zensus 2022, CSV sheet: one head row, codes, quality letters in brackets."""
    n = Numbers(400, 31)
    rows: Rows = [
        [
            "Berichtszeitpunkt",
            "_RS",
            "Name",
            "Regionalebene",
            "EINWOHNER",
            "HAUSHALTE_Anzahl",
            "HAUSHALTE_1_Person",
            "DURCHSCHNITT_Haushaltsgroesse",
        ]
    ]
    for ars, name, level, key in (
        ("06", "Hessen", "Land", "06"),
        ("06432", "Darmstadt-Dieburg", "Kreis", "06432"),
        ("064320008008", "Griesheim, Stadt", "Gemeinde", "06432008"),
        ("064320015015", "Münster (Hessen)", "Gemeinde", "06432015"),
    ):
        rows.append(
            [
                "2022-05-15",
                ars,
                name,
                level,
                *n.row(
                    key,
                    [
                        ("2022-05-15", (), "einwohner"),
                        ("2022-05-15", (), "haushalte_anzahl"),
                        ("2022-05-15", (), "1_person"),
                        ("2022-05-15", (), "haushaltsgroesse", 2),
                    ],
                ),
            ]
        )
    return Made("Zensus2022_Haushalte.csv", "Zensus 2022", [Sheet("", rows)])


CASES = (
    census_codes,
    census_table,
    inkar_csv,
    deutschlandatlas,
    wegweiser,
    vehicles,
    corona_days,
    corona_long,
    crime,
    election_csv,
    averages,
)
