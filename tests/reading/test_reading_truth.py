"""Every observation of deliveries of many shapes against the numbers from which the deliveries were printed.

The truth comes from the simulated world itself (arrays), not from the printed files: area, period, breakdown and value
of all observations of a file must be exactly the expected ones, none missing, none too many. GENESIS tables of the real
world are compared with a plain parse of their lines, written here without the reader.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.observations import Breakdown, Observation
from berichtsgenerator.reading import read_file
from berichtsgenerator.sampledata.ages import GROUPS_17, GROUPS_21, GROUPS_79, GROUPS_MOVES, grouped, labels
from berichtsgenerator.sampledata.benefits import december
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.labour import annual_means, months_index
from berichtsgenerator.sampledata.publish_labour import young_unemployed
from berichtsgenerator.sampledata.publish_population import register_population
from berichtsgenerator.sampledata.publish_support import applications
from berichtsgenerator.sampledata.publish_welfare import welfare_parts
from berichtsgenerator.sampledata.rounding import Ints
from berichtsgenerator.sampledata.sample import Sample

Key = tuple[str, str, str, Breakdown]
Truth = dict[Key, float]
SECRET = float("inf")
"""Stands for a suppressed number in a truth."""
SEED = 2026
SEXES = ((), (("geschlecht", "männlich"),), (("geschlecht", "weiblich"),))
ALL_MONTHS = [(year, month) for year in range(2015, 2026) for month in range(1, 13)]


@pytest.fixture(scope="module")
def world() -> Sample:
    """The world from which data_in was printed."""
    return Sample(SEED)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def pairs(*groups: Breakdown) -> Breakdown:
    return tuple(sorted(pair for group in groups for pair in group))


def age(label: str) -> Breakdown:
    return () if label == "Insgesamt" else (("alter", label),)


def by_sex(men_women: Ints) -> list[int]:
    return [int(men_women.sum()), int(men_women[0]), int(men_women[1])]


def with_sum(groups: Ints) -> list[int]:
    return [*map(int, groups), int(groups.sum())]


def population(sample: Sample) -> Truth:
    truth: Truth = {}
    for key in sample.facts.all_keys:
        stock = sample.world.stock(key)
        for year, shown in enumerate(YEARS):
            for sex, value in zip(SEXES, by_sex(stock[year].sum(axis=(0, 2))), strict=True):
                truth["Bevölkerungsstand", key, f"{shown}-12-31", sex] = value
    return truth


def _ages(sample: Sample, groups: tuple[int, ...], keys: tuple[str, ...]) -> Truth:
    truth: Truth = {}
    for key in keys:
        men_women = grouped(sample.world.stock(key).sum(axis=1), groups)  # year, sex, age
        for year, shown in enumerate(YEARS):
            blocks = (men_women[year].sum(axis=0), *men_women[year])
            for sex, block in zip(SEXES, blocks, strict=True):
                for label, value in zip((*labels(groups), "Insgesamt"), with_sum(block), strict=True):
                    truth["Bevölkerungsstand", key, f"{shown}-12-31", pairs(sex, age(label))] = value
    return truth


def nationalities(sample: Sample) -> Truth:
    truth: Truth = {}
    nations: tuple[Breakdown, ...] = ((), (("nationalitaet", "deutsch"),), (("nationalitaet", "ausländisch"),))
    for key in sample.facts.upper:
        stock = grouped(sample.world.stock(key), GROUPS_21)  # year, nationality, sex, age
        for year, shown in enumerate(YEARS[1:], start=1):
            for nation, part in zip(nations, (stock[year].sum(axis=0), *stock[year]), strict=True):
                for sex, block in zip(SEXES, (part.sum(axis=0), *part), strict=True):
                    for label, value in zip((*labels(GROUPS_21), "Insgesamt"), with_sum(block), strict=True):
                        truth["Bevölkerungsstand", key, f"{shown}-12-31", pairs(nation, sex, age(label))] = value
    return truth


def _events(sample: Sample, name: str, events: Ints) -> Truth:
    truth: Truth = {}
    for key in sample.facts.all_keys:
        for year, shown in enumerate(YEARS[1:], start=1):
            for sex, value in zip(SEXES, by_sex(sample.world.sum_of(events, key)[year].sum(axis=0)), strict=True):
                truth[name, key, str(shown), sex] = value
    return truth


def moves(sample: Sample) -> Truth:
    truth: Truth = {}
    people = sample.world.people
    for name, flow in (("Zuzüge", people.moved_in), ("Fortzüge", people.moved_out)):
        for key in sample.facts.all_keys:
            by_age = grouped(sample.world.sum_of(flow, key).sum(axis=1), GROUPS_MOVES)
            for year, shown in enumerate(YEARS[1:], start=1):
                for sex, block in zip(SEXES, (by_age[year].sum(axis=0), *by_age[year]), strict=True):
                    for label, value in zip((*labels(GROUPS_MOVES), "Insgesamt"), with_sum(block), strict=True):
                        measure = f"{name} über die Gemeindegrenzen"
                        truth[measure, key, str(shown), pairs(sex, age(label))] = value
    return truth


def areas(sample: Sample) -> Truth:
    return {
        ("Gebietsfläche", key, f"{year}-12-31", ()): round(sample.facts.areas[key].km2, 2)
        for key in sample.facts.all_keys
        for year in YEARS
    }


def register(sample: Sample) -> Truth:
    truth: Truth = {}
    measure = "Einwohnerinnen und Einwohner (Hauptwohnsitz)"
    young = (("alter", "unter 18 Jahre"),)
    nations: tuple[Breakdown, ...] = ((), (("nationalitaet", "ausländisch"),))
    for nation, persons in zip(nations, register_population(sample), strict=True):
        rows = [*zip(sample.facts.gemeinden, persons, strict=True), (sample.facts.kreis, persons.sum(axis=0))]
        for key, own in rows:
            for year, shown in enumerate(YEARS):
                for sex, value in zip(SEXES, by_sex(own[year, :, 0]), strict=True):
                    truth[measure, key, f"{shown}-12-31", pairs(nation, sex)] = value
                truth[measure, key, f"{shown}-12-31", pairs(nation, young)] = int(own[year, :, 1].sum())
    return truth


def jobcenter(sample: Sample) -> Truth:
    names = {
        "Bedarfsgemeinschaften": "bg",
        "Personen in Bedarfsgemeinschaften": "personen",
        "Erwerbsfähige Leistungsberechtigte": "elb",
        "Nicht erwerbsfähige Leistungsberechtigte": "nef",
        "Personen in Bedarfsgemeinschaften unter 15 Jahren": "unter15",
        "Personen in Bedarfsgemeinschaften unter 18 Jahren": "unter18",
        "Bedarfsgemeinschaften von Alleinerziehenden": "bg_alleinerziehend",
        "Ausländische Personen in Bedarfsgemeinschaften": "auslaender",
    }
    return {
        (name, key, f"{year}-{month:02d}", ()): int(sample.benefits.sgb2[key][own][months_index(year, month)])
        for name, own in names.items()
        for key in (*sample.facts.gemeinden, sample.facts.kreis)
        for year, month in ALL_MONTHS
    }


def unemployed_months(sample: Sample) -> Truth:
    truth: Truth = {}
    measure = "Bestand an Arbeitslosen"
    for key in sample.facts.all_keys:
        months = sample.labour.unemployed[key].months  # month, law (SGB III, SGB II)
        for year, month in ALL_MONTHS:
            third, second = map(int, months[months_index(year, month)])
            iso = f"{year}-{month:02d}"
            hidden = third in (1, 2) or second in (1, 2)
            whole = third + second
            truth[measure, key, iso, ()] = SECRET if whole in (1, 2) else whole
            truth[measure, key, iso, (("rechtskreis", "SGB III"),)] = SECRET if hidden else third
            truth[measure, key, iso, (("rechtskreis", "SGB II"),)] = SECRET if hidden else second
    for key, values in young_unemployed(sample).items():
        for year, month in ALL_MONTHS:
            truth[measure, key, f"{year}-{month:02d}", (("alter", "15 bis unter 25 Jahre"),)] = int(
                values[months_index(year, month)]
            )
    return truth


def unemployed_groups(sample: Sample) -> Truth:
    truth: Truth = {}
    groups: dict[str, tuple[str, Breakdown]] = {
        "auslaender": ("Arbeitslose", (("nationalitaet", "ausländisch"),)),
        "langzeit": ("Arbeitslose | langzeitarbeitslos", ()),
        "schwerbehindert": ("Arbeitslose | schwerbehindert", ()),
        "unter20": ("Arbeitslose", (("alter", "15 bis unter 20 Jahre"),)),
        "unter25": ("Arbeitslose", (("alter", "15 bis unter 25 Jahre"),)),
        "ab55": ("Arbeitslose", (("alter", "55 bis unter 65 Jahre"),)),
    }
    for key in sample.facts.all_keys:
        area = sample.labour.unemployed[key]
        assert set(groups) == set(area.groups)
        for year, shown in enumerate(YEARS):
            truth["Arbeitslose", key, str(shown), ()] = int(annual_means(area.sums[year]))
            for name, (measure, group) in groups.items():
                truth[measure, key, str(shown), group] = int(annual_means(area.groups[name][year]))
    return truth


def day_care(sample: Sample) -> Truth:
    truth: Truth = {}
    base = "Betreute Kinder in Tageseinrichtungen und öffentlich geförderter Kindertagespflege"
    full = f"{base} | in Ganztagsbetreuung (mehr als 7 Stunden)"
    spans = [(("alter", name),) for name in ("unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 14 Jahre")]
    for key in (*sample.facts.gemeinden, sample.facts.kreis):
        for year, shown in enumerate(YEARS[1:], start=1):
            row, iso = sample.childhood.care[key][year], f"{shown}-03-01"
            truth[base, key, iso, ()] = int(row[:3].sum())
            for span, value in zip(spans, row[:3], strict=True):
                truth[base, key, iso, span] = int(value)
            for span, value in zip(spans[:2], row[3:5], strict=True):
                truth[full, key, iso, span] = int(value)
            truth["Betreute Kinder mit überwiegend nichtdeutscher Familiensprache", key, iso, ()] = int(row[5])
            truth["Genehmigte Plätze", key, iso, ()] = int(row[6])
    return truth


def housing_benefit(sample: Sample) -> Truth:
    truth: Truth = {}
    households = sample.benefits.housing_benefit  # Gemeinde, year, (with children, without)
    rows = [*zip(sample.facts.gemeinden, households, strict=True), (sample.facts.kreis, households.sum(axis=0))]
    for key, own in rows:
        for year, shown in enumerate(YEARS):
            iso = f"{shown}-12-31"
            truth["Haushalte mit Wohngeld", key, iso, ()] = int(own[year].sum())
            truth["Haushalte mit Wohngeld | mit Kindern", key, iso, ()] = int(own[year, 0])
            truth["Haushalte mit Wohngeld | ohne Kinder", key, iso, ()] = int(own[year, 1])
    first, renewals, granted = applications(sample)
    whole = "Eingegangene Anträge auf Wohngeld"
    for year, month in ALL_MONTHS:
        position, iso = months_index(year, month), f"{year}-{month:02d}"
        truth[whole, sample.facts.kreis, iso, ()] = int(first[position] + renewals[position])
        truth[f"{whole} | Erstanträge", sample.facts.kreis, iso, ()] = int(first[position])
        truth[f"{whole} | Weiterleistungsanträge", sample.facts.kreis, iso, ()] = int(renewals[position])
        truth["Bewilligte Anträge auf Wohngeld", sample.facts.kreis, iso, ()] = int(granted[position])
    return truth


def schools(sample: Sample) -> Truth:
    truth: Truth = {}
    base = "Schülerinnen und Schüler"
    education = sample.education
    forms: list[tuple[str, Breakdown]] = [
        (base, (("schulform", "Vorklassen"),)),
        (base, (("schulform", "Grundschulen"),)),
        (base, (("schulform", "Förderstufe"),)),
        (base, (("schulform", "Hauptschulen"),)),
        (base, (("schulform", "Realschulen"),)),
        (base, (("schulform", "Integrierte Gesamtschulen"),)),
        (f"{base} | Gymnasien (Mittelstufe)", ()),
        (f"{base} | Gymnasien (Oberstufe)", ()),
        (base, (("schulform", "Förderschulen"),)),
        (base, (("geschlecht", "weiblich"),)),
        (base, (("nationalitaet", "ausländisch"),)),
        (f"{base} | nichtdeutscher Herkunftssprache", ()),
        (f"{base} | mit sonderpädagogischem Förderbedarf (inklusiv)", ()),
    ]
    for year, shown in enumerate(YEARS):
        iso = f"{shown}/{shown + 1}"
        total = np.zeros(15, dtype=np.int64)
        for index, school in enumerate(education.schools):
            pupils = education.pupils[index, year]
            groups = [education.details[name][index, year].sum() for name in ("girls", "foreign", "other", "support")]
            values = np.array([pupils.sum(), *pupils, *groups, education.classes[index, year]])
            total += values
            _school(truth, forms, f"{school.gemeinde}/{school.number}", iso, values)
        _school(truth, forms, sample.facts.kreis, iso, total)
    return truth


def _school(truth: Truth, forms: list[tuple[str, Breakdown]], area: str, iso: str, values: Ints) -> None:
    truth["Schülerinnen und Schüler", area, iso, ()] = int(values[0])
    truth["Klassen", area, iso, ()] = int(values[-1])
    for (measure, group), value in zip(forms, values[1:-1], strict=True):
        truth[measure, area, iso, group] = int(value)


def welfare(sample: Sample) -> Truth:
    truth: Truth = {}
    basic = "Grundsicherung im Alter und bei Erwerbsminderung (4. Kapitel SGB XII)"
    living = "Hilfe zum Lebensunterhalt außerhalb von Einrichtungen (3. Kapitel SGB XII)"
    care = "Hilfe zur Pflege (7. Kapitel SGB XII)"
    benefits, own = sample.benefits, welfare_parts(sample)
    columns: list[tuple[str, Breakdown, Ints]] = [(basic, (), benefits.old_age + benefits.disability)]
    for name, whole, men in (
        ("im Alter", benefits.old_age, own["alter_m"]),
        ("bei Erwerbsminderung", benefits.disability, own["em_m"]),
    ):
        for sex, values in zip(SEXES, (whole, men, whole - men), strict=True):
            columns.append((f"{basic} | {name}", sex, values))
    columns.append((living, (), benefits.subsistence))
    columns.append((living, (("alter", "unter 15 Jahre"),), own["hlu_unter15"]))
    columns.append((care, (), benefits.care_help))
    columns.append((f"{care} | in Einrichtungen", (), own["pflege_einrichtung"]))
    for measure, group, values in columns:
        for year, shown in enumerate(YEARS):
            for row, key in enumerate(sample.facts.gemeinden):
                truth[measure, key, f"{shown}-12-31", group] = int(values[row, year])
            truth[measure, sample.facts.kreis, f"{shown}-12-31", group] = int(values[:, year].sum())
    return truth


def participation(sample: Sample) -> Truth:
    truth: Truth = {}
    entitled, users = sample.benefits.participation
    used = "Kinder und Jugendliche mit mindestens einer Leistung"
    parts: list[tuple[str, Breakdown]] = [
        (used, (("rechtskreis", "SGB II"),)),
        (f"{used} | Wohngeld/ Kinderzuschlag", ()),
        (f"{used} | SGB XII/ AsylbLG", ()),
    ]
    keys = (*sample.facts.gemeinden, sample.facts.kreis)
    entitled = np.concatenate([entitled, entitled.sum(axis=0, keepdims=True)])
    users = np.concatenate([users, users.sum(axis=0, keepdims=True)])
    for row, key in enumerate(keys):
        for year, shown in list(enumerate(YEARS))[2:]:
            truth["Anspruchsberechtigte Kinder und Jugendliche", key, str(shown), ()] = int(entitled[row, year].sum())
            truth[used, key, str(shown), ()] = int(users[row, year].sum())
            for (measure, group), value in zip(parts, users[row, year], strict=True):
                truth[measure, key, str(shown), group] = int(value)
    return truth


DELIVERIES: dict[str, Callable[[Sample], Truth]] = {
    "12411-01-01-5.csv": population,
    "12411-02-03-5.xlsx": lambda sample: _ages(sample, GROUPS_17, sample.facts.all_keys),
    "12411-04-02-4.csv": lambda sample: _ages(sample, GROUPS_79, sample.facts.upper),
    "12411-03-03-4.csv": nationalities,
    "12612-01-01-5.csv": lambda sample: _events(sample, "Lebendgeborene", sample.world.people.births),
    "12613-01-01-5.csv": lambda sample: _events(sample, "Gestorbene", sample.world.people.deaths),
    "12711-01-03-5.xlsx": moves,
    "11111-01-01-5.csv": areas,
    "13211-01-03-5.xlsx": unemployed_groups,
    "Melderegister_Nationalitaet_Gemeinden.xlsx": register,
    "Jobcenter_SGB_II_Gemeinden_Monate.xlsx": jobcenter,
    "BA_Arbeitslose_Gemeinden_Monatszahlen.xlsx": unemployed_months,
    "Jugendamt_Kita_Gemeinden.xlsx": day_care,
    "Wohngeldstelle_Haushalte_Antraege.xlsx": housing_benefit,
    "Schulamt_Schulstatistik.xlsx": schools,
    "Sozialamt_SGB_XII_Gemeinden.xlsx": welfare,
    "Bildung_und_Teilhabe.xlsx": participation,
}


def key_of(item: Observation) -> Key:
    return (item.measure, item.area, item.period.iso, item.breakdown)


@pytest.mark.parametrize("name", DELIVERIES)
def test_every_number_of_a_delivery_is_the_number_it_was_printed_from(
    name: str, world: Sample, sample: Path, gazetteer: Gazetteer
) -> None:
    truth = DELIVERIES[name](world)
    reading = read_file(sample / name, root=sample, gazetteer=gazetteer)
    observed = list(reading.observations)
    read = {key_of(item): item for item in observed}
    assert len(read) == len(observed)
    assert sorted(set(read) - set(truth)) == []
    assert sorted(set(truth) - set(read)) == []
    young = (("alter", "15 bis unter 25 Jahre"),)
    for key, item in read.items():
        secret = truth[key] == SECRET or (item.mark == "*" and key[3] == young and name.startswith("BA_"))
        assert (item.value is None) if secret else (item.value == truth[key]), key


def test_december_of_the_jobcenter_is_the_december_of_the_world(world: Sample) -> None:
    kreis = world.facts.kreis
    persons = december(world.benefits.sgb2[kreis]["personen"])
    truth = jobcenter(world)
    assert truth["Personen in Bedarfsgemeinschaften", kreis, "2020-12", ()] == int(persons[YEARS.index(2020)])


FEMALE = (("geschlecht", "weiblich"),)
Column = tuple[str, Breakdown]
UNEMPLOYED: list[Column] = [
    ("Arbeitslose", ()),
    ("Arbeitslose", (("nationalitaet", "ausländisch"),)),
    ("Arbeitslose | schwerbehindert", ()),
    ("Arbeitslose", (("alter", "15 bis unter 20 Jahre"),)),
    ("Arbeitslose", (("alter", "15 bis unter 25 Jahre"),)),
    ("Arbeitslose", (("alter", "55 bis unter 65 Jahre"),)),
    ("Arbeitslose | langzeitarbeitslos", ()),
]
_SGB2 = "Gesamtregelleistung (ALG II/Sozialgeld) n.d.SGB II"
MINIMUM: list[Column] = [
    ("Empfänger von sozialen Mindestsicherungsleistungen", ()),
    (_SGB2, ()),
    (f"{_SGB2} | erwerbsf. Leistungsb. (Arbeitslosengeld II)", ()),
    (f"{_SGB2} | nicht erwerbsf. Leistungsb. (Sozialgeld)", ()),
    ("Hilfe z. Lebensunt. außerh. v. Einr. n. d. SGB XII", ()),
    ("Grundsicher. im Alter u.b. Erwerbsm. n. d. SGB XII", ()),
    ("Regelleist. n.d. Asylbewerberleistungsgesetz", ()),
]
LEAVERS: list[Column] = [
    ("Absolventen/Abgänger" + degree, sex)
    for degree in (
        "",
        " | ohne Hauptschulabschluss",
        " | mit Hauptschulabschluss",
        " | mit Mittlerem Abschluss",
        " | schulischer Teil der Fachhochschulreife",
        " | mit Fachhochschulreife",
        " | mit allgemeiner Hochschulreife",
    )
    for sex in ((), FEMALE)
]
CARE: list[Column] = [
    ("Betreute Kinder", ()),
    *(("Betreute Kinder", age(name)) for name in ("unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 14 Jahre")),
    ("Kinder, Herkunft mind. 1 Elternteil ausländisch", ()),
    ("Kinder mit Mittagsverpflegung", ()),
]
PEOPLE: list[Column] = [
    ("Bevölkerungsstand", pairs(sex, age(name))) for sex in SEXES for name in (*labels(GROUPS_17), "Insgesamt")
]
GENESIS: dict[str, tuple[str, int, list[Column]]] = {
    "12411-02-03-5_00.csv": ("2015-12-31", 0, PEOPLE),
    "12612-01-01-4_00.csv": ("", 1, [("Lebendgeborene", sex) for sex in SEXES]),
    "13211-01-03-4_00.csv": ("", 1, UNEMPLOYED),
    "22811-01-01-4_00.csv": ("", 1, MINIMUM),
    "22543-01-02-4_00.csv": ("", 2, CARE),
    "21111-02-06-4_00.csv": ("", 1, LEAVERS),
}
"""File → period of the whole table (or empty), columns of the stub beside key and name, columns of figures."""


@pytest.mark.parametrize("name", GENESIS)
def test_every_number_of_a_real_table_is_the_one_in_its_line(name: str, realdata: Path, gazetteer: Gazetteer) -> None:
    period, stub, columns = GENESIS[name]
    reading = read_file(realdata / "genesis_dadi" / name, root=realdata, gazetteer=gazetteer)
    read = {(*key_of(o), o.row, o.column): (o.value, o.mark) for o in reading.observations}
    truth: dict[tuple[object, ...], tuple[float | None, str]] = {}
    lines = (realdata / "genesis_dadi" / name).read_bytes().decode("utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        cells = next(csv.reader([line], delimiter=";"), [])
        place = 1 if stub else 0
        if len(cells) < stub + 2 + len(columns) or not (cells[place].isdigit() or cells[place] == "DG"):
            continue
        day = cells[0].split(".")
        when = period or "-".join(reversed(day))
        kind = cells[3] if stub == 2 else ""
        first = 2 + stub
        for offset, (measure, group) in enumerate(columns):
            cell = cells[first + offset].strip()
            label = measure if not kind or kind.startswith("Insgesamt") else f"{measure} | {kind}"
            known = cell.lstrip("-").isdigit()
            value = float(cell) if known else 0.0 if cell == "-" else None
            key = (label, cells[place], when, group, number, first + offset + 1)
            truth[key] = (value, "" if known else cell)
    assert len(truth) > 80
    assert read == truth
