"""Shapes that recur with all kinds of offices: where areas, times and breakdowns may stand."""

from __future__ import annotations

from made.workbench import Figure, M, Made, Numbers, Sheet, Trap, W, age, marked

Rows = list[list[object]]
DAY = "2023-12-31"
TOWNS = (
    ("06432001", "Alsbach-Hähnlein"),
    ("06432008", "Griesheim"),
    ("06432015", "Münster (Hessen)"),
    ("06432023", "Weiterstadt"),
)


def kreis_beside_gemeinde() -> Made:
    """Kreis and Gemeinde by name in every row; names that other Kreise bear, too."""
    n = Numbers()
    rows: Rows = [
        ["Wohnungsbestand am 31.12.2023"],
        ["Landkreis", "Gemeinde", "Wohnungen", "darunter Einfamilienhäuser"],
    ]
    for kreis, towns in (
        ("Darmstadt-Dieburg", (("06432002", "Babenhausen"), ("06432015", "Münster"), ("06432020", "Roßdorf"))),
        ("Odenwaldkreis", (("06437006", "Erbach"), ("06437011", "Michelstadt"))),
        ("Bergstraße", (("06431002", "Bensheim"), ("06431007", "Fürth"), ("06431022", "Zwingenberg"))),
    ):
        for key, name in towns:
            rows.append([kreis, name, n(key, DAY, what="wohnungen"), n(key, DAY, what="einfamilien")])
    return Made("Wohnungen.xlsx", "Landesamt", [Sheet("Wohnungen", rows)])


def sparse_levels() -> Made:
    """Land, Kreis and Gemeinde in columns of their own, only the lowest filled."""
    n = Numbers()
    rows: Rows = [
        ["Schulden der Gemeinden am 31.12.2023"],
        ["Land", "Kreis", "Gemeinde", "Schulden in 1000 EUR", "je Einwohner in EUR"],
    ]

    def line(*names: object, key: str) -> list[object]:
        return [*names, n(key, DAY, what="schulden"), n(key, DAY, what="einwohner")]

    rows += [
        line("Hessen", "", "", key="06"),
        line("", "Darmstadt-Dieburg", "", key="06432"),
        line("", "", "Griesheim", key="06432008"),
        line("", "", "Münster", key="06432015"),
        line("", "Odenwaldkreis", "", key="06437"),
        line("", "", "Erbach", key="06437006"),
        line("", "", "Michelstadt", key="06437011"),
    ]
    return Made("Schulden_2023.xlsx", "Landesamt", [Sheet("Schulden", rows)])


def year_before() -> Made:
    """A column of the year before without its number."""
    n = Numbers()
    rows: Rows = [
        ["Kaufkraft je Einwohner 2023"],
        ["Rang", "Gemeinde", "Kaufkraft in EUR", "Vorjahr", "Veränderung zum Vorjahr in %"],
    ]
    for rank, (key, name) in enumerate(TOWNS, start=1):
        rows.append(
            [rank, name, n(key, "2023", what="kaufkraft"), Trap(20111), n(key, "2023", what="veränderung", digits=1)]
        )
    return Made("Kaufkraft.xlsx", "Industrie- und Handelskammer", [Sheet("Rangliste", rows)])


def half_years() -> Made:
    """Years over days without a year."""
    n = Numbers()
    rows: Rows = [
        ["Arbeitslose nach Gemeinden"],
        ["Gemeinde", "2022", "", "2023", ""],
        ["", "30.06.", "31.12.", "30.06.", "31.12."],
    ]
    for key, name in TOWNS:
        rows.append([name, *(n(key, day) for day in ("2022-06-30", "2022-12-31", "2023-06-30", "2023-12-31"))])
    return Made("Halbjahre.xlsx", "Landkreis", [Sheet("Arbeitslose", rows, ("B2:C2", "D2:E2"))])


def dates_over_sexes_csv() -> Made:
    """Text file whose upper head cells stand once over several columns."""
    n = Numbers()
    rows: Rows = [
        ["Bevölkerung nach Geschlecht"],
        ["AGS", "Gemeinde", "31.12.2021", "", "", "31.12.2022", "", ""],
        ["", "", "Insgesamt", "männlich", "weiblich", "Insgesamt", "männlich", "weiblich"],
    ]
    for key, name in TOWNS:
        rows.append([key, name, *(n(key, day, sex) for day in ("2021-12-31", "2022-12-31") for sex in ((), M, W))])
    return Made("bevoelkerung_geschlecht.csv", "Landesamt", [Sheet("", rows)], encoding="utf-8-sig")


def sheets_by_key() -> Made:
    """Sheets named after the keys of Gemeinden; years in rows."""
    n = Numbers()
    sheets = []
    for key, _ in TOWNS:
        rows: Rows = [["Baufertigstellungen"], ["Jahr", "Wohngebäude", "Wohnungen"]]
        rows += [
            [year, n(key, str(year), what="wohngebäude"), n(key, str(year), what="wohnungen")]
            for year in range(2019, 2024)
        ]
        sheets.append(Sheet(key, rows))
    return Made("Baufertigstellungen.xlsx", "Landkreis", sheets)


def units_in_cells() -> Made:
    """Per cent signs, euro signs, plus signs and the true minus in the cells."""
    n = Numbers(100, 3)
    rows: Rows = [["Eckdaten der Gemeinden 2022"], ["Gemeinde", "Leerstand", "Miete je m²", "Wanderungssaldo"]]
    for index, (key, name) in enumerate(TOWNS):
        share, rent, moves = n(key, "2022", digits=1), n(key, "2022", digits=2), n(key, "2022")
        value = moves.fact[3] or 0.0
        sign = -1 if index % 2 else 1
        rows.append([
            name,
            share._replace(shown=f"{share.shown} %".replace(".", ","), what="leerstand"),
            rent._replace(shown=f"{rent.shown} €".replace(".", ","), what="miete"),
            Figure(f"{'−' if sign < 0 else '+'}{int(value)}", (key, "2022", (), sign * value), "saldo"),
        ])  # fmt: skip
    return Made("Eckdaten.xlsx", "Landkreis", [Sheet("Eckdaten", rows)])


def months_as_numbers() -> Made:
    """Months as ``01/2023``."""
    n = Numbers()
    months = [f"2023-{month:02d}" for month in range(1, 7)]
    rows: Rows = [["Bedarfsgemeinschaften"], ["Gemeinde", *(f"{m[5:]}/{m[:4]}" for m in months)]]
    rows += [[name, *(n(key, m) for m in months)] for key, name in TOWNS]
    return Made("BG_Monate.csv", "Jobcenter", [Sheet("", rows)], encoding="cp1252")


def short_months() -> Made:
    """Months as ``Jan 23``, a sum at the end."""
    n = Numbers()
    names = ("Jan 23", "Feb 23", "Mrz 23", "Apr 23")
    rows: Rows = [["Neuanträge Wohngeld"], ["Gemeinde", *names]]
    rows += [[name, *(n(key, f"2023-{m:02d}") for m in range(1, 5))] for key, name in TOWNS]
    return Made("Wohngeld.xlsx", "Wohngeldstelle", [Sheet("Anträge", rows)])


def years_with_months_below() -> Made:
    """A year's row with its sum, its months below."""
    n = Numbers()
    rows: Rows = [["Asylbewerber im Landkreis Darmstadt-Dieburg"], ["Zeitraum", "Zugänge", "Abgänge"]]
    for year in (2022, 2023):
        rows.append([str(year), n("06432", str(year), what="zugänge"), n("06432", str(year), what="abgänge")])
        for number, month in enumerate(("Januar", "Februar", "März"), start=1):
            when = f"{year}-{number:02d}"
            rows.append([f"   {month}", n("06432", when, what="zugänge"), n("06432", when, what="abgänge")])
    return Made("Asyl.xlsx", "Landkreis", [Sheet("Asyl", rows)])


def town_in_file_name() -> Made:
    """The Gemeinde stands in the file's name, the year in the head."""
    n = Numbers()
    rows: Rows = [["Haushaltstyp", "2021", "2022"]]
    for label in ("Einpersonenhaushalte", "Paare ohne Kind", "Paare mit Kindern", "Alleinerziehende"):
        rows.append([label, n("06432008", "2021", what=label), n("06432008", "2022", what=label)])
    return Made("Griesheim_Haushalte.xlsx", "Stadt", [Sheet("Tabelle1", rows)])


def missing_words() -> Made:
    """Comma file with decimal points and NA."""
    n = Numbers()
    rows: Rows = [["ags", "name", "jahr", "quote_sgb2", "einwohner"]]
    for key, name in TOWNS:
        for year in ("2021", "2022"):
            quote = n(key, year, what="quote", digits=2)
            shown = marked("NA", key, year) if key.endswith("15") else quote._replace(shown=str(quote.shown))
            rows.append([key, name, year, shown, n(key, year, what="einwohner")])
    return Made("indikatoren.csv", "Landkreis", [Sheet("", rows)], delimiter=",")


def far_from_the_corner() -> Made:
    """The table begins at D8, below a letterhead."""
    n = Numbers()
    pad: list[object] = ["", "", ""]
    rows: Rows = [
        [*pad, "Landkreis Darmstadt-Dieburg"],
        [*pad, "Jägertorstraße 207, 64289 Darmstadt"],
        [],
        [*pad, "Jugendhilfe am 31.12.2023"],
        [],
    ]
    rows += [[*pad, "Gemeinde", "Hilfen", "", "Inobhutnahmen"], [*pad, "", "ambulant", "stationär", ""]]
    for key, name in TOWNS:
        rows.append(
            [*pad, name, n(key, DAY, what="ambulant"), n(key, DAY, what="stationär"), n(key, DAY, what="inobhut")]
        )
    return Made("Jugendhilfe.xlsx", "Landkreis", [Sheet("Tabelle1", rows, ("E6:F6", "D6:D7", "G6:G7"))])


def repeated_head() -> Made:
    """The head comes again in the middle, as on a printed second page."""
    n = Numbers()
    head: Rows = [["Gemeinde", "Insgesamt", "männlich", "weiblich"]]
    rows: Rows = [["Ausländische Bevölkerung am 31.12.2023 nach Gemeinden"], *head]
    for key, name in TOWNS[:2]:
        rows.append([name, *(n(key, DAY, sex) for sex in ((), M, W))])
    rows += [[], ["Noch: Ausländische Bevölkerung am 31.12.2023 nach Gemeinden"], *head]
    for key, name in TOWNS[2:]:
        rows.append([name, *(n(key, DAY, sex) for sex in ((), M, W))])
    return Made("Auslaender.xlsx", "Landesamt", [Sheet("A", rows)])


def three_rows_each() -> Made:
    """Each Gemeinde has rows for men, women and both; its name stands only in the first."""
    n = Numbers()
    rows: Rows = [
        ["Bevölkerung nach Altersgruppen am 31.12.2023"],
        ["Gemeinde", "Geschlecht", "unter 18", "18 bis unter 65", "65 und älter"],
    ]
    groups = ("unter 18 Jahre", "18 bis unter 65 Jahre", "65 Jahre und mehr")
    for key, name in TOWNS:
        for label, sex in (("männlich", M), ("weiblich", W), ("zusammen", ())):
            rows.append([name if sex == M else "", label, *(n(key, DAY, (*age(g), *sex)) for g in groups)])
    return Made("Alter_Geschlecht.xlsx", "Landesamt", [Sheet("A", rows)])


CASES = (
    kreis_beside_gemeinde,
    sparse_levels,
    year_before,
    half_years,
    dates_over_sexes_csv,
    sheets_by_key,
    units_in_cells,
    months_as_numbers,
    short_months,
    years_with_months_below,
    town_in_file_name,
    missing_words,
    far_from_the_corner,
    repeated_head,
    three_rows_each,
)
