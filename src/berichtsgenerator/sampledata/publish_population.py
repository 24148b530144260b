"""Deliveries on population: Regionaldatenbank (stocks, births, deaths, moves, area) and the Kreis' register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.ages import GROUPS_17, GROUPS_21, GROUPS_79, GROUPS_MOVES, between, grouped, labels
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import BASE_NOTES, Table, csv_bytes, indent, number, xlsx_sheet
from berichtsgenerator.sampledata.rounding import Ints, part, random_for
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_SEXES = ("Insgesamt", "männlich", "weiblich")
_DEPTH_5 = "regionale Tiefe: Gemeinden, Samt-/Verbandsgemeinden"
_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"
_STATISTIC = "Fortschreibung des Bevölkerungsstandes"


def with_total(by_sex: Ints) -> list[int]:
    """Total, men, women of an array whose first axis is sex."""
    return [int(by_sex.sum()), int(by_sex[0]), int(by_sex[1])]


def _population_5(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    backwards = tuple(reversed(range(len(YEARS))))
    table = Table(
        "12411-01-01-5",
        ("Bevölkerungsstand: Bevölkerung nach Geschlecht", "- Stichtag 31.12. -", _DEPTH_5),
        _STATISTIC,
        "Bevölkerungsstand (Anzahl)",
        (
            tuple(f"31.12.{YEARS[year]}" for year in backwards for _ in range(3)),
            tuple(sex for _ in backwards for sex in _SEXES),
        ),
        notes=BASE_NOTES,
    )
    rows = []
    for key in facts.all_keys:
        by_sex = world.stock(key).sum(axis=(1, 3))
        values = [number(value) for year in backwards for value in with_total(by_sex[year])]
        rows.append([key, indent(facts, key), *values])
    return csv_bytes(table, 2, rows)


def _ages_5(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    groups = (*labels(GROUPS_17), "Insgesamt")
    table = Table(
        "12411-02-03-5",
        ("Bevölkerungsstand: Bevölkerung nach Geschlecht", "und Altersgruppen (17) - Stichtag 31.12. -", _DEPTH_5),
        _STATISTIC,
        "Bevölkerungsstand (Anzahl)",
        (
            tuple(sex for sex in _SEXES for _ in groups),
            ("Altersgruppen (unter 3 bis 75 u.m.)",) * (3 * len(groups)),
            groups * 3,
        ),
        notes=BASE_NOTES,
    )
    stocks = {key: grouped(world.stock(key).sum(axis=1), GROUPS_17) for key in facts.all_keys}
    book = new_workbook()
    for year, shown in enumerate(YEARS):
        rows: list[tuple[str, Sequence[Value]]] = []
        for key in facts.all_keys:
            men, women = stocks[key][year]
            blocks = (men + women, men, women)
            rows.append((key, [int(v) for block in blocks for v in (*block, block.sum())]))
        xlsx_sheet(book, f"31.12.{shown}", table, facts, rows, period=f"31.12.{shown}")
    return workbook_bytes(book, title="12411-02-03-5", creator="Regionaldatenbank Deutschland (Muster)")


def _by_period(sample: Sample, first_years: int = 0) -> Iterator[tuple[int, str]]:
    """Year indexes, the newest first, with Bund, Land and Kreis."""
    for year in reversed(range(first_years, len(YEARS))):
        for key in sample.facts.upper:
            yield year, key


def _single_ages_4(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    table = Table(
        "12411-04-02-4",
        ("Bevölkerungsstand: Bevölkerung nach Geschlecht", "und Altersjahren (79) - Stichtag 31.12. -", _DEPTH_4),
        _STATISTIC,
        "Bevölkerungsstand (Anzahl)",
        (_SEXES,),
        notes=BASE_NOTES,
    )
    names = (*labels(GROUPS_79), "Insgesamt")
    rows = []
    for year, key in _by_period(sample):
        men, women = grouped(world.stock(key)[year].sum(axis=0), GROUPS_79)
        for name, m, w in zip(names, [*men, men.sum()], [*women, women.sum()], strict=True):
            values = (number(int(v)) for v in (m + w, m, w))
            rows.append([f"31.12.{YEARS[year]}", key, indent(facts, key), name, *values])
    return csv_bytes(table, 4, rows)


def _nationality_4(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    nationalities = ("Insgesamt", "Deutsche", "Ausländer(innen)")
    table = Table(
        "12411-03-03-4",
        (
            "Bevölkerungsstand: Bevölkerung nach Geschlecht, Nationalität",
            "und Altersgruppen (21) - Stichtag 31.12. - (ab 2011)",
            _DEPTH_4,
        ),
        _STATISTIC,
        "Bevölkerungsstand (Anzahl)",
        (tuple(n for n in nationalities for _ in _SEXES), _SEXES * 3),
        notes=BASE_NOTES[2:],
    )
    names = (*labels(GROUPS_21), "Insgesamt")
    rows = []
    for year, key in _by_period(sample, 1):
        groups = grouped(world.stock(key)[year], GROUPS_21)
        groups = np.concatenate([groups, groups.sum(axis=-1, keepdims=True)], axis=-1)
        for column, name in enumerate(names):
            german, foreign = groups[0, :, column], groups[1, :, column]
            values = [*with_total(german + foreign), *with_total(german), *with_total(foreign)]
            rows.append([f"31.12.{YEARS[year]}", key, indent(facts, key), name, *map(number, values)])
    return csv_bytes(table, 4, rows)


def _mean_population_4(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    table = Table(
        "12411-05-01-4",
        ("Bevölkerungsstand: Durchschnittliche Jahresbevölkerung nach", "Geschlecht - Jahresdurchschnitt -", _DEPTH_4),
        _STATISTIC,
        "Durchschnittliche Jahresbevölkerung (Anzahl)",
        (_SEXES,),
        notes=BASE_NOTES,
    )
    rows = []
    for year, key in _by_period(sample, 1):
        now = world.stock(key)[year].sum(axis=(0, 2))
        before = world.stock(key)[year - 1].sum(axis=(0, 2))
        rebased = int(world.sum_of(world.people.rebased, key)[year])
        shift = np.array([rebased // 2, rebased - rebased // 2])
        mean = (now + before + shift) // 2
        rows.append([str(YEARS[year]), key, indent(facts, key), *map(number, with_total(mean))])
    return csv_bytes(table, 3, rows)


def _vital_5(sample: Sample, code: str, births: bool) -> bytes:
    facts, world = sample.facts, sample.world
    title = ("Geburten: Lebendgeborene" if births else "Sterbefälle: Gestorbene") + " nach Geschlecht - Jahressumme -"
    head: tuple[tuple[str, ...], ...] = (_SEXES,) if births else (("Geschlecht",) * 3, _SEXES)
    table = Table(
        code,
        (title, _DEPTH_5),
        "Statistik der Geburten" if births else "Statistik der Sterbefälle",
        "Lebendgeborene (Anzahl)" if births else "Gestorbene (Anzahl)",
        head,
    )
    events = world.people.births if births else world.people.deaths
    rows = []
    for year in reversed(range(1, len(YEARS))):
        for key in facts.all_keys:
            by_sex = world.sum_of(events, key)[year].sum(axis=0)
            rows.append([str(YEARS[year]), key, indent(facts, key), *map(number, with_total(by_sex))])
    return csv_bytes(table, 3, rows)


def _moves_5(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    groups = (*labels(GROUPS_MOVES), "Insgesamt")
    width = 2 * 3 * len(groups)
    table = Table(
        "12711-01-03-5",
        ("Zu- und Fortzüge nach Geschlecht und Altersgruppen", "(über Gemeindegrenzen) - Jahressumme -", _DEPTH_5),
        "Wanderungsstatistik",
        "",
        (
            ("Zuzüge über die Gemeindegrenzen",) * (width // 2) + ("Fortzüge über die Gemeindegrenzen",) * (width // 2),
            ("Geschlecht",) * width,
            tuple(sex for _ in range(2) for sex in _SEXES for _ in groups),
            ("Altersgruppe (unter 18 bis 65 u.m.)",) * width,
            groups * 6,
        ),
        ("Anzahl",) * width,
        ("Ereignisdatum nach dem Zensusstichtag: Wanderungen innerhalb einer", "Gemeinde sind nicht enthalten."),
    )
    book = new_workbook()
    moves = [
        {key: grouped(world.sum_of(flow, key).sum(axis=1), GROUPS_MOVES) for key in facts.all_keys}
        for flow in (world.people.moved_in, world.people.moved_out)
    ]
    for year in range(1, len(YEARS)):
        rows: list[tuple[str, Sequence[Value]]] = []
        for key in facts.all_keys:
            values: list[Value] = []
            for flow in moves:
                men, women = flow[key][year]
                for block in (men + women, men, women):
                    values += [int(v) or "-" for v in (*block, block.sum())]
            rows.append((key, values))
        xlsx_sheet(book, str(YEARS[year]), table, facts, rows, period=str(YEARS[year]))
    return workbook_bytes(book, title="12711-01-03-5", creator="Regionaldatenbank Deutschland (Muster)")


def _moves_4(sample: Sample) -> bytes:
    """Moves over the Kreis' border: those over Gemeinde borders without the moves inside the Kreis."""
    facts, world = sample.facts, sample.world
    names = (*labels(GROUPS_MOVES), "Insgesamt")
    table = Table(
        "12711-04-02-4",
        ("Zu- und Fortzüge nach Altersgruppen (über die Kreisgrenzen)", f"- Jahressumme - {_DEPTH_4}"),
        "Wanderungsstatistik",
        "",
        (
            ("Zuzüge über die Kreisgrenzen",) * 3 + ("Fortzüge über die Kreisgrenzen",) * 3,
            ("Geschlecht",) * 6,
            _SEXES * 2,
        ),
        ("Anzahl",) * 6,
    )
    rows = []
    for year in reversed(range(1, len(YEARS))):
        for key in facts.upper:
            inward = grouped(world.sum_of(world.people.moved_in, key)[year].sum(axis=0), GROUPS_MOVES)
            outward = grouped(world.sum_of(world.people.moved_out, key)[year].sum(axis=0), GROUPS_MOVES)
            inside = part(np.minimum(inward, outward), 0.26)
            over = (inward - inside, outward - inside)
            flows = [np.concatenate([flow, flow.sum(axis=-1, keepdims=True)], axis=-1) for flow in over]
            for column, name in enumerate(names):
                values = [*with_total(flows[0][:, column]), *with_total(flows[1][:, column])]
                rows.append([str(YEARS[year]), key, indent(facts, key), name, *map(number, values)])
    return csv_bytes(table, 4, rows)


def _area_5(sample: Sample) -> bytes:
    facts = sample.facts
    table = Table(
        "11111-01-01-5",
        ("Gebietsstand: Gebietsfläche in qkm - Stichtag 31.12. -", _DEPTH_5),
        "Feststellung des Gebietsstandes",
        "",
        (("Gebietsfläche",),),
        ("qkm",),
        ("Abweichungen bei den Flächenangaben sind durch Runden der", "Zahlen möglich."),
    )
    rows = [
        [f"31.12.{YEARS[year]}", key, indent(facts, key), number(facts.areas[key].km2, 2)]
        for year in reversed(range(len(YEARS)))
        for key in facts.all_keys
    ]
    return csv_bytes(table, 3, rows)


def register_population(sample: Sample) -> tuple[Ints, Ints]:
    """Persons with main residence in the register: Gemeinde × year × sex × (all, under 18); all and not German.

    The register stands a little above the Fortschreibung, by a share that differs between the Gemeinden.
    """
    world = sample.world
    count = len(sample.facts.gemeinden)
    stock = world.people.stock[:count]
    rng = random_for(sample.seed, "register")
    above = 1.006 + rng.normal(0, 0.003, (count, 1, 1, 1))
    result = []
    for nationality in (slice(0, 2), slice(1, 2)):
        chosen = stock[:, :, nationality].sum(axis=2)
        young = between(chosen, 0, 18)
        old = between(chosen, 18, chosen.shape[-1])
        pair = np.rint(np.stack([young + old, young], axis=-1) * above).astype(np.int64)
        result.append(pair)
    return result[0], result[1]


def _register(sample: Sample) -> bytes:
    facts = sample.facts
    everyone, foreign = register_population(sample)
    book = new_workbook()
    parts = ("insgesamt", "männlich", "weiblich", "unter 18 Jahre")
    stub, nothing = ("Land-\nkreis", "Ge-\nmeinde", "Name"), (None, None, None)
    for year in reversed(range(len(YEARS))):
        sheet = Sheet(book, str(YEARS[year]))
        sheet.line("Einwohnerinnen und Einwohner mit Hauptwohnsitz nach Nationalität", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.line("Quelle: Melderegister der Städte und Gemeinden, Zusammenstellung der Kreisverwaltung")
        sheet.line(f"Stichtag: 31.12.{YEARS[year]}")
        sheet.gap()
        sheet.head(
            [
                [*stub, "Einwohnerinnen und Einwohner (Hauptwohnsitz)", *nothing, "darunter: nichtdeutsch", *nothing],
                ["", "", "", *parts, *parts],
            ],
            stub=3,
        )
        total = np.zeros(8, dtype=np.int64)
        for row, key in enumerate(facts.gemeinden):
            values = np.array([v for group in (everyone, foreign) for v in _register_row(group[row, year])])
            total += values
            sheet.add([key[2:5], key[5:], facts.areas[key].short, *map(int, values)])
        sheet.add([facts.kreis[2:], "000", f"{facts.areas[facts.kreis].short}, Landkreis", *map(int, total)], bold=True)
        sheet.gap()
        sheet.notes(
            [
                "Ohne Nebenwohnsitze. Melderegister und amtliche Fortschreibung weichen voneinander ab.",
                f"Stand: 15.01.{YEARS[year] + 1}",
            ]
        )
        sheet.widths(7, 8, 32, *[12] * 8)
    return workbook_bytes(book, title="Melderegister", creator="Kreisverwaltung (Muster)")


def _register_row(pair: Ints) -> list[int]:
    men, women = pair[0], pair[1]
    return [int(men[0] + women[0]), int(men[0]), int(women[0]), int(men[1] + women[1])]


DELIVERIES = (
    Delivery("12411-01-01-5.csv", _population_5),
    Delivery("12411-02-03-5.xlsx", _ages_5),
    Delivery("12411-04-02-4.csv", _single_ages_4),
    Delivery("12411-03-03-4.csv", _nationality_4),
    Delivery("12411-05-01-4.csv", _mean_population_4),
    Delivery("Melderegister_Nationalitaet_Gemeinden.xlsx", _register),
    Delivery("12612-01-01-5.csv", lambda sample: _vital_5(sample, "12612-01-01-5", True)),
    Delivery("12613-01-01-5.csv", lambda sample: _vital_5(sample, "12613-01-01-5", False)),
    Delivery("12711-01-03-5.xlsx", _moves_5),
    Delivery("12711-04-02-4.csv", _moves_4),
    Delivery("11111-01-01-5.csv", _area_5),
)
