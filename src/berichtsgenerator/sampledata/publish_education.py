"""Deliveries on schools: the Schulamt's lists school by school, and the Regionaldatenbank's tables."""

from __future__ import annotations

import numpy as np

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.education import DEGREES, FORMS, TARGETS
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number
from berichtsgenerator.sampledata.publish_minimum_income import district_name
from berichtsgenerator.sampledata.rounding import Ints, part, random_for, split
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"
_STATISTIC = "Statistik der allgemein bildenden Schulen"
_CREATOR = "Staatliches Schulamt (Muster)"
_FORM_HEADS = (
    "Vor-\nklassen",
    "Grund-\nschulen",
    "Förder-\nstufe",
    "Haupt-\nschulen",
    "Real-\nschulen",
    "Integrierte\nGesamtschulen",
    "Gymnasien\n(Mittelstufe)",
    "Gymnasien\n(Oberstufe)",
    "Förder-\nschulen",
)
_STUB = (
    "Schul-\nnummer",
    "Land-\nkreis",
    "Ge-\nmeinde",
    "Rechtsform\n1 = öffentlich\n2 = privat",
    "Name der Schule",
    "PLZ",
    "Schulort",
)


def school_year(first: int, dash: str = "/") -> str:
    """``2014/15`` for the school year that begins in 2014."""
    return f"{first}{dash}{(first + 1) % 100:02d}"


def _dashed(value: int) -> Value:
    return value if value else "–"


def _stub_of(sample: Sample, index: int) -> list[Value]:
    school = sample.education.schools[index]
    form = "2" if school.private else "1"
    return [school.number, school.gemeinde[2:5], school.gemeinde[5:], form, school.name, school.postcode, school.place]


def _total_stub(sample: Sample) -> list[Value]:
    return ["", sample.facts.kreis[2:], "000", "", f"{district_name(sample.facts)} insgesamt", "", ""]


def _schools(sample: Sample) -> bytes:
    education = sample.education
    book = new_workbook()
    head: list[list[Value]] = [
        [*_STUB, "Schülerinnen und Schüler", *([None] * 13), "Klassen"],
        [*([""] * 7), "insgesamt", "davon an", *([None] * 8), "darunter", None, None, None, "insgesamt"],
        [
            *([""] * 7),
            "",
            *_FORM_HEADS,
            "weiblich",
            "ausländisch",
            "nichtdeutscher\nHerkunfts-\nsprache",
            "mit sonder-\npädagogischem\nFörderbedarf\n(inklusiv)",
            "",
        ],
    ]
    for year in range(len(YEARS)):
        sheet = Sheet(book, school_year(YEARS[year], "-"))
        sheet.line("Allgemein bildende Schulen, Schülerinnen und Schüler nach Schulformen", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Schuljahr: {school_year(YEARS[year])}")
        sheet.head(head, stub=7)
        total = np.zeros(15, dtype=np.int64)
        for index in range(len(education.schools)):
            forms = education.pupils[index, year]
            groups = [
                int(education.details[name][index, year].sum()) for name in ("girls", "foreign", "other", "support")
            ]
            values = np.array([int(forms.sum()), *forms, *groups, int(education.classes[index, year])])
            total += values
            sheet.add([*_stub_of(sample, index), *(_dashed(int(value)) for value in values)])
        sheet.add([*_total_stub(sample), *map(int, total)], bold=True)
        sheet.notes(
            [
                "________",
                "– = nichts vorhanden. Nichtdeutsche Herkunftssprache: in der Familie wird überwiegend nicht Deutsch "
                "gesprochen; ausländische Schülerinnen und Schüler sind eingeschlossen.",
                f"Stichtag: 1. November {YEARS[year]}. Kleine Fallzahlen sind nicht gesperrt.",
            ]
        )
        sheet.hide(4)
        sheet.ws.freeze_panes = "H7"
        sheet.widths(8, 7, 8, 10, 38, 8, 20, *[11] * 15)
    return workbook_bytes(book, title="Schulstatistik", creator=_CREATOR)


def _transitions_leavers(sample: Sample) -> bytes:
    education = sample.education
    book = new_workbook()
    stub = ("Schul-\nnummer", "Land-\nkreis", "Ge-\nmeinde", "Name der Schule")
    for year in range(len(YEARS)):
        sheet = Sheet(book, f"Übergänge {school_year(YEARS[year], '-')}")
        sheet.line("Übergänge nach der Jahrgangsstufe 4 in weiterführende Schulen", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Schuljahr: {school_year(YEARS[year])}")
        sheet.head(
            [
                [
                    *stub,
                    "Schülerinnen und Schüler der Jahrgangsstufe 4",
                    "Übergänge nach Jahrgangsstufe 4",
                    *([None] * 5),
                ],
                [*([""] * 4), "insgesamt", *TARGETS],
            ],
            stub=4,
        )
        total = np.zeros(7, dtype=np.int64)
        for index, targets in sorted(education.transitions.items()):
            values = np.array([int(targets[year].sum()), *targets[year]])
            total += values
            school = education.schools[index]
            sheet.add([school.number, school.gemeinde[2:5], school.gemeinde[5:], school.name, *map(int, values)])
        sheet.add(
            ["", sample.facts.kreis[2:], "000", f"{district_name(sample.facts)} insgesamt", *map(int, total)], bold=True
        )
        sheet.notes(["Kleine Fallzahlen sind nicht gesperrt."])
        sheet.widths(8, 7, 8, 38, *[14] * 7)
    names = (
        "ohne Haupt-\nschulabschluss",
        "mit Haupt-\nschulabschluss",
        "mit Mittlerem\nAbschluss",
        "mit Fachhoch-\nschulreife",
        "mit allgemeiner\nHochschulreife",
    )
    for year in range(1, len(YEARS)):
        sheet = Sheet(book, f"Abgänge {school_year(YEARS[year - 1], '-')}")
        sheet.line("Absolventinnen, Absolventen und Abgänge nach dem Schulabschluss", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line(f"Schuljahr: {school_year(YEARS[year - 1])} (Ende des Schuljahres)")
        sheet.head(
            [
                [*stub, "Absolvierende/Abgänge", *([None] * 6)],
                [*([""] * 4), "insgesamt", "darunter\nweiblich", *names],
            ],
            stub=4,
        )
        total = np.zeros(7, dtype=np.int64)
        for index, school in enumerate(education.schools):
            leavers = education.leavers[index, year]
            if not education.leavers[index].any():
                continue
            values = np.array([int(leavers.sum()), int(leavers[:, 1].sum()), *leavers.sum(axis=1)])
            total += values
            sheet.add([school.number, school.gemeinde[2:5], school.gemeinde[5:], school.name, *map(int, values)])
        sheet.add(
            ["", sample.facts.kreis[2:], "000", f"{district_name(sample.facts)} insgesamt", *map(int, total)], bold=True
        )
        sheet.notes(["Kleine Fallzahlen sind nicht gesperrt."])
        sheet.widths(8, 7, 8, 38, *[14] * 7)
    return workbook_bytes(book, title="Übergänge und Abschlüsse", creator=_CREATOR)


def _leavers_4(sample: Sample) -> bytes:
    facts = sample.facts
    labels = (
        "Insgesamt",
        "ohne Hauptschulabschluss",
        "mit Hauptschulabschluss",
        "mit Mittlerem Abschluss",
        "dar. schulischer Teil der Fachhochschulreife",
        "mit Fachhochschulreife",
        "mit allgemeiner Hochschulreife",
    )
    table = Table(
        "21111-02-06-4",
        ("Allgemeinbildende Schulen: Absolventen/Abgänger", "nach dem Schulabschluss - Schuljahr -", _DEPTH_4),
        _STATISTIC,
        "Absolventen/Abgänger (Anzahl)",
        (
            ("Schulabschluss",) * 14,
            tuple(label for label in labels for _ in range(2)),
            ("Insgesamt", "weiblich") * 7,
        ),
        notes=("Angaben für das Ende des Schuljahres; 2015 = Schuljahr 2014/15",),
    )
    rows = []
    for year in reversed(range(1, len(YEARS))):
        for key in facts.upper:
            values = _kreis_leavers(sample, year) if key == facts.kreis else _upper_leavers(sample, key, year)
            rows.append([str(YEARS[year]), key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


def _kreis_leavers(sample: Sample, year: int) -> list[int]:
    degrees = sample.education.leavers[:, year].sum(axis=0)
    by_degree = dict(zip(DEGREES, degrees, strict=True))
    pairs = [degrees.sum(axis=0), by_degree["ohne"], by_degree["haupt"], by_degree["mittel"] + by_degree["fhr"]]
    pairs += [by_degree["fhr"], np.zeros(2, dtype=np.int64), by_degree["abitur"]]
    return [int(value) for pair in pairs for value in (pair.sum(), pair[1])]


def _upper_leavers(sample: Sample, key: str, year: int) -> list[int]:
    values = [round(float(sample.facts.series(f"abgang_c{column}", key)[year])) for column in range(14)]
    for first in (0, 1):
        values[first] = sum(values[column + first] for column in (2, 4, 6, 10, 12))
    return values


_KINDS = (
    ("Vorschulbereich", ("vorklasse",)),
    ("Grundschulen", ("grundschule",)),
    ("Schulartunabhängige Orientierungsstufe", ("foerderstufe",)),
    ("Hauptschulen", ("hauptschule",)),
    ("Schularten mit mehreren Bildungsgängen", ()),
    ("Realschulen", ("realschule",)),
    ("Gymnasien", ("gym_mittelstufe", "gym_oberstufe")),
    ("Integrierte Gesamtschulen", ("igs",)),
    ("Freie Waldorfschulen", ()),
    ("Sonderschulen/Förderschulen", ("foerderschule",)),
    ("Abendschulen und Kollegs", ()),
)
_NO_CLASS_7 = {"Vorschulbereich", "Grundschulen", "Schulartunabhängige Orientierungsstufe", "Abendschulen und Kollegs"}


def _kinds_4(sample: Sample) -> bytes:
    facts = sample.facts
    pupils = "Schüler(innen) an allgemein bildenden Schulen"
    step = "Klassenstufe / Jahrgangsstufe / Schulbesuchsjahr"
    table = Table(
        "21111-01-03-4",
        ("Allgemeinbildende Schulen: Schulen, Schüler nach Schulart", "- Stichtag: Schuljahresbeginn -", _DEPTH_4),
        _STATISTIC,
        "",
        (
            ("Allgemein bildende Schulen", *[pupils] * 5),
            ("", "Geschlecht", "Geschlecht", "Nationalität", step, step),
            (
                "",
                "Insgesamt",
                "weiblich",
                "Ausländer(innen)",
                "7. Klassenstufe",
                "11. Jahrgangsstufe / Einführungsphase",
            ),
        ),
        ("Anzahl",) * 6,
        ("Schularten: Schulen mit mehreren Schulzweigen sind mehrfach", "gezählt."),
    )
    rows = []
    for year in reversed(range(len(YEARS))):
        for key in facts.upper:
            total = np.zeros(5, dtype=np.int64)
            for kind, forms in _KINDS:
                values = (
                    _kreis_kind(sample, forms, year) if key == facts.kreis else _upper_kind(sample, key, kind, year)
                )
                total += np.array(values[1:])
                shown = [number(value) for value in values]
                if kind in _NO_CLASS_7:
                    shown[4] = "x"
                if kind not in ("Gymnasien", "Integrierte Gesamtschulen"):
                    shown[5] = "x"
                rows.append([str(YEARS[year]), key, indent(facts, key), kind, *shown])
            rows.append([str(YEARS[year]), key, indent(facts, key), "Insgesamt", "x", *(number(int(v)) for v in total)])
    return csv_bytes(table, 4, rows)


def _kreis_kind(sample: Sample, forms: tuple[str, ...], year: int) -> list[int]:
    education = sample.education
    columns = [FORMS.index(form) for form in forms]
    pupils = education.pupils[:, year, columns]
    girls = int(education.details["girls"][:, year, columns].sum())
    foreign = int(education.details["foreign"][:, year, columns].sum())
    middle = int(pupils[:, 0].sum()) if forms else 0
    seventh = {"hauptschule": 0.21, "realschule": 0.19, "gym_mittelstufe": 0.182, "igs": 0.169, "foerderschule": 0.11}
    class_7 = int(part(middle, seventh.get(forms[0], 0.0))) if forms else 0
    entrance = int(part(int(pupils[:, -1].sum()), 0.35)) if "gym_oberstufe" in forms else 0
    return [int((pupils.sum(axis=1) > 0).sum()) if forms else 0, int(pupils.sum()), girls, foreign, class_7, entrance]


def _upper_kind(sample: Sample, key: str, kind: str, year: int) -> list[int]:
    facts = sample.facts
    level = facts.series("schueler_gesamt", key)
    early = float(level[year] / level[YEARS.index(2015)]) if YEARS[year] < 2015 else 1.0
    values = []
    for column in range(6):
        name = f"schueler|{kind}|{column}"
        known = float(facts.series(name, key)[year]) if facts.has_series(name, key) else 0.0
        values.append(round(known * (early if column else 1.0)))
    return values


_SUPPORT_KINDS = (
    "Lernen",
    "Sprachheilförderung",
    "emotionale und soziale Entwicklung",
    "geistige Entwicklung",
    "körperliche und motorische Entwicklung",
    "Hören",
    "Sehen",
)


def support_by_kind(sample: Sample) -> tuple[Ints, Ints]:
    """Pupils with Förderbedarf of the Kreis: year × kind, in Förderschulen and in general schools."""
    education = sample.education
    rng = random_for(sample.seed, "support_kinds")
    special = education.pupils[:, :, FORMS.index("foerderschule")].sum(axis=0)
    general = education.details["support"].sum(axis=(0, 2))
    first = np.array([0.44, 0.17, 0.12, 0.205, 0.045, 0.012, 0.008]) * rng.uniform(0.95, 1.05, (len(YEARS), 7))
    second = np.array([0.50, 0.10, 0.25, 0.06, 0.055, 0.022, 0.013]) * rng.uniform(0.95, 1.05, (len(YEARS), 7))
    return split(special, first), split(general, second)


def _support(sample: Sample) -> bytes:
    special, general = support_by_kind(sample)
    book = new_workbook()
    sheet = Sheet(book, "Förderbedarf")
    sheet.line("Schülerinnen und Schüler mit Anspruch auf sonderpädagogische Förderung", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.line(district_name(sample.facts))
    sheet.gap()
    nothing = [None] * 7
    place = "in Förderschulen"
    general_place = "an allgemeinen Schulen (inklusive Beschulung)"
    sheet.head(
        [
            ["Schuljahr", "Schülerinnen und Schüler mit sonderpädagogischem Förderbedarf", *([None] * 16)],
            ["", "insgesamt", place, *nothing, general_place, *nothing, "Schülerinnen und Schüler insgesamt"],
            ["", "", "zusammen", *_SUPPORT_KINDS, "zusammen", *_SUPPORT_KINDS, ""],
        ],
        stub=1,
    )
    pupils = sample.education.pupils.sum(axis=(0, 2))
    for year in range(len(YEARS)):
        first, second = special[year], general[year]
        values = [first.sum() + second.sum(), first.sum(), *first, second.sum(), *second, pupils[year]]
        sheet.add([school_year(YEARS[year]), *map(int, values)])
    sheet.notes(["Stichtag: 1. November. Stand: 15.02.2026"])
    sheet.widths(12, *[13] * 18)
    return workbook_bytes(book, title="Sonderpädagogische Förderung", creator=_CREATOR)


DELIVERIES = (
    Delivery("Schulamt_Schulstatistik.xlsx", _schools),
    Delivery("Schulamt_Uebergaenge_Abschluesse.xlsx", _transitions_leavers),
    Delivery("21111-02-06-4.csv", _leavers_4),
    Delivery("21111-01-03-4.csv", _kinds_4),
    Delivery("Schulamt_Foerderbedarf.xlsx", _support),
)
