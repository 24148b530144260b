"""Further offices: Jugendhilfe, Schuldnerberatung, Krankenkassen, Gutachterausschuss, housing, culture, sports."""

from __future__ import annotations

from made.workbench import SGB2, SGB3, A, D, M, Made, Numbers, Sheet, Trap, W, age, marked, school

Rows = list[list[object]]
KREIS = "Landkreis Darmstadt-Dieburg"
TOWNS = (
    ("06432004", "Dieburg"),
    ("06432009", "Groß-Bieberau"),
    ("06432010", "Groß-Umstadt"),
    ("06432016", "Ober-Ramstadt"),
    ("06432022", "Seeheim-Jugenheim"),
)


def debt_advice() -> Made:
    """Years as column pairs of men and women, a total pair at the end, numbers with blanks."""
    n = Numbers(1200, 77)
    rows: Rows = [
        [f"Schuldnerberatung im {KREIS}"],
        ["Wohnort", "2021", "", "2022", "", "2023", ""],
        ["", "Frauen", "Männer", "Frauen", "Männer", "Frauen", "Männer"],
    ]
    for key, name in TOWNS:
        rows.append([name, *(n(key, y, sex) for y in ("2021", "2022", "2023") for sex in (W, M))])
    show = lambda v: f"{v:,.0f}".replace(",", " ")  # noqa: E731
    return Made("Schuldnerberatung.xlsx", "Verein", [Sheet("Statistik", rows, ("B2:C2", "D2:E2", "F2:G2"), show)])


def land_prices() -> Made:
    """Bodenrichtwerte with the reference day in the head and remarks as a text column."""
    n = Numbers(200, 11)
    rows: Rows = [
        ["Gutachterausschuss für Immobilienwerte"],
        ["Gemeinde", "Richtwert 01.01.2022 in EUR/m²", "Richtwert 01.01.2024 in EUR/m²", "Lage"],
    ]
    for key, name in TOWNS:
        rows.append([name, n(key, "2022-01-01", what="richtwert"), n(key, "2024-01-01", what="richtwert"), "mittel"])
    return Made("Bodenrichtwerte.xlsx", "Gutachterausschuss", [Sheet("BRW", rows)])


def benefit_long() -> Made:
    """A long file with months as ``2023-05`` and Rechtskreis in a column."""
    n = Numbers(20, 1)
    rows: Rows = [["Monat", "Gemeindeschlüssel", "Gemeinde", "Rechtskreis", "Geschlecht", "Arbeitslose"]]
    for month in ("2023-05", "2023-06"):
        for key, name in TOWNS:
            for law, own in (("SGB II", SGB2), ("SGB III", SGB3)):
                for sex, pairs in (("Männer", M), ("Frauen", W)):
                    rows.append([month, key, name, law, sex, n(key, month, (*own, *pairs), "arbeitslose")])
    return Made("alo_lang.csv", "Bundesagentur für Arbeit", [Sheet("", rows)], encoding="cp1252")


def school_types_down() -> Made:
    """School forms in rows, nationality across, school year in the sheet's name."""
    n = Numbers(300, 7)
    rows: Rows = [
        [f"Schülerinnen und Schüler im {KREIS}"],
        ["Schulform", "Insgesamt", "darunter weiblich", "darunter ausländisch"],
    ]
    forms = (
        ("Grundschulen", "Grundschulen"),
        ("Integrierte Gesamtschulen", "Integrierte Gesamtschulen"),
        ("Gymnasien", "Gymnasien"),
        ("Förderschulen", "Förderschulen"),
    )
    for label, form in forms:
        rows.append([label, *(n("06432", "2022/2023", (*school(form), *own)) for own in ((), W, A))])
    rows.append(["Insgesamt", *(n("06432", "2022/2023", own) for own in ((), W, A))])
    return Made("Schulen.xlsx", "Schulamt", [Sheet("Schuljahr 2022-23", rows)])


def births_and_deaths() -> Made:
    """Two measures over years each, the measure in the upper row."""
    n = Numbers(100, 3)
    years = ("2020", "2021", "2022")
    rows: Rows = [
        ["Natürliche Bevölkerungsbewegung"],
        ["AGS", "Gemeinde", "Lebendgeborene", "", "", "Gestorbene", "", ""],
        ["", "", *years, *years],
    ]
    for key, name in TOWNS:
        rows.append([key, name, *(n(key, y, what=w) for w in ("lebendgeborene", "gestorbene") for y in years)])
    return Made("Bewegung.xlsx", "Landesamt", [Sheet("N", rows, ("C2:E2", "F2:H2"))])


def density_by_kreis() -> Made:
    """Kreise of two Länder with LK and SK, the year in brackets of the head."""
    n = Numbers(100, 3)
    rows: Rows = [["Ärztedichte"], ["Kreis", "Ärzte (2022)", "Ärzte je 100.000 Einwohner (2022)"]]
    for key, name in (
        ("06411", "SK Darmstadt"),
        ("06432", "LK Darmstadt-Dieburg"),
        ("07315", "SK Mainz"),
        ("07339", "LK Mainz-Bingen"),
    ):
        rows.append([name, n(key, "2022", what="ärzte"), n(key, "2022", what="100.000", digits=1)])
    return Made("Aerztedichte.csv", "Kassenärztliche Vereinigung", [Sheet("", rows)], encoding="utf-8-sig")


def sum_first() -> Made:
    """The Kreis' sum row first, named only ``Landkreis gesamt``; ages as columns with U3 in brackets."""
    n = Numbers(60, 3)
    day = "2024-03-01"
    groups = ("unter 3 Jahre", "3 bis unter 6 Jahre")
    rows: Rows = [
        [f"Betreute Kinder im {KREIS} am 1. März 2024"],
        ["Gemeinde", "unter 3 Jahre", "3 bis unter 6 Jahre"],
        ["Landkreis Darmstadt-Dieburg", *(n("06432", day, age(g)) for g in groups)],
    ]
    rows += [[name, *(n(key, day, age(g)) for g in groups)] for key, name in TOWNS]
    return Made("Betreuung.xlsx", "Jugendamt", [Sheet("B", rows)])


def library() -> Made:
    """The year as a lonely number above the head."""
    n = Numbers(900, 31)
    rows: Rows = [["Bibliotheken"], [2022], ["Stadt / Gemeinde", "Medien", "Ausleihen", "Öffnungsstunden pro Woche"]]
    for key, name in TOWNS:
        rows.append([name, *n.row(key, [("2022", (), w) for w in ("medien", "ausleihen", "öffnungsstunden")])])
    return Made("Bibliotheken.xlsx", "Landkreis", [Sheet("B", rows)])


def asylum_quarters() -> Made:
    """Quarters as ``1. Vj. 2024`` and ``I/2023`` in rows, Gemeinden as columns."""
    n = Numbers(10, 1)
    rows: Rows = [["Geflüchtete in Unterkünften"], ["Quartal", *(name for _, name in TOWNS)]]
    for label, iso in (("3. Vj. 2023", "2023-Q3"), ("4. Vj. 2023", "2023-Q4"), ("1. Vj. 2024", "2024-Q1")):
        rows.append([label, *(n(key, iso) for key, _ in TOWNS)])
    return Made("Unterkuenfte.xlsx", "Landkreis", [Sheet("U", rows)])


def profile_of_kreise() -> Made:
    """Indicators in rows with a unit column, Kreise and Land in columns, one year in the title."""
    n = Numbers(30, 1)
    areas = (("06432", "Darmstadt-Dieburg"), ("06433", "Groß-Gerau"), ("06431", "Bergstraße"), ("06", "Hessen"))
    rows: Rows = [
        ["Sozialstrukturdaten 2022 im Vergleich"],
        ["Indikator", "Einheit", *(name for _, name in areas)],
    ]
    for label, unit in (
        ("Arbeitslosenquote", "%"),
        ("Bruttoinlandsprodukt je Einwohner", "EUR"),
        ("Geburten", "Anzahl"),
    ):
        rows.append([label, unit, *(n(key, "2022", what=label, digits=1) for key, _ in areas)])
    return Made("Vergleich.xlsx", "Landkreis", [Sheet("Vergleich", rows)])


def population_by_nation_and_sex() -> Made:
    """Three head rows: date, nationality, sex; text file with repeated labels."""
    n = Numbers(500, 3)
    groups = [(), D, A]
    sexes = [(), M, W]
    labels = {(): "Insgesamt", D: "Deutsche", A: "Ausländer", M: "männlich", W: "weiblich"}
    rows: Rows = [
        ["Bevölkerung nach Nationalität und Geschlecht am 31.12.2023"],
        ["", "", *(labels[g] for g in groups for _ in sexes)],
        ["AGS", "Gemeinde", *(labels[s] for _ in groups for s in sexes)],
    ]
    for key, name in TOWNS:
        rows.append([key, name, *(n(key, "2023-12-31", (*g, *s)) for g in groups for s in sexes)])
    return Made("Bevoelkerung_NatGes.csv", "Landesamt", [Sheet("", rows)], encoding="cp1252")


def not_yet_there() -> Made:
    """Marks of all kinds, notes glued to figures, a row that says that a Gemeinde is new."""
    n = Numbers(50, 3)
    rows: Rows = [["Tageseltern 2023"], ["Gemeinde", "Tageseltern", "betreute Kinder"]]
    marks = ("...", ".", "x", "/", "–")
    for (key, name), mark in zip(TOWNS, marks, strict=True):
        rows.append([name, marked(mark, key, "2023"), n(key, "2023", what="kinder")])
    rows += [["... Angabe fällt später an"], ["/ nicht sicher genug"], ["Stand: Juni 2024"]]
    return Made("Tageseltern.xlsx", "Jugendamt", [Sheet("T", rows)])


def sports() -> Made:
    """Column of sums of two columns beside, and a ranking at the right that is no value."""
    n = Numbers(40, 3)
    rows: Rows = [
        ["Mitglieder in Sportvereinen am 01.01.2023"],
        ["Nr.", "Gemeinde", "unter 18 Jahre", "18 Jahre und älter", "Gesamt"],
    ]
    day = "2023-01-01"
    for number, (key, name) in enumerate(TOWNS, start=1):
        pairs = (age("unter 18 Jahre"), age("18 Jahre und mehr"), ())
        rows.append([number, name, *(n(key, day, own) for own in pairs)])
    return Made("Sport.xlsx", "Sportkreis", [Sheet("S", rows)])


def two_dates_in_title() -> Made:
    """A title that compares two dates over one column: the period cannot be known."""
    rows: Rows = [
        ["Einwohner 31.12.2022 und 31.12.2023"],
        ["Gemeinde", "Einwohner", "Ausländer"],
    ]
    rows += [[name, Trap(1200), Trap(120)] for _, name in TOWNS]
    n = Numbers(70, 3)
    plain: Rows = [["Einwohner am 31.12.2023"], ["Gemeinde", "Einwohner"]]
    plain += [[name, n(key, "2023-12-31", what="einwohner")] for key, name in TOWNS]
    return Made("Zwei_Stichtage.xlsx", "Landkreis", [Sheet("A", rows), Sheet("B", plain)])


CASES = (
    debt_advice,
    land_prices,
    benefit_long,
    school_types_down,
    births_and_deaths,
    density_by_kreis,
    sum_first,
    library,
    asylum_quarters,
    profile_of_kreise,
    population_by_nation_and_sex,
    not_yet_there,
    sports,
    two_dates_in_title,
)
