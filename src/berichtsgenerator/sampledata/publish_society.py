"""Deliveries on migration, households, housing, care and elections."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import YEARS
from berichtsgenerator.sampledata.genesis import Table, csv_bytes, indent, number, separated_xlsx, xlsx_sheet
from berichtsgenerator.sampledata.publish_minimum_income import district_name, short_key
from berichtsgenerator.sampledata.rounding import part, random_for, split
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_DEPTH_4 = "regionale Tiefe: Kreise und krfr. Städte"
_DEPTH_5 = "regionale Tiefe: Gemeinden, Samt-/Verbandsgemeinden"


def _naturalisations_4(sample: Sample) -> bytes:
    facts, world = sample.facts, sample.world
    title = "Einbürgerungen von Ausländern"
    table = Table(
        "12511-01-01-4",
        ("Einbürgerungen von Ausländern nach Kontinenten", f"- Jahr - {_DEPTH_4}"),
        "Einbürgerungsstatistik",
        "",
        (
            (title,) * 7,
            ("Kontinente (einschl. staatenlos etc.)",) * 7,
            (
                "Insgesamt",
                "Afrika",
                "Amerika",
                "Asien",
                "Australien und Ozeanien",
                "Europa",
                "Staatenlos, unbekannt, ungeklärt, ohne Angabe",
            ),
        ),
        ("Anzahl",) * 7,
    )
    asia = np.interp(YEARS, [2016, 2019, 2021, 2023, 2025], [1.0, 1.1, 1.9, 3.0, 3.2])
    rows = []
    for year in reversed(range(1, len(YEARS))):
        for key in facts.upper:
            total = int(world.sum_of(world.people.naturalised, key)[year])
            shares = np.array([max(float(facts.series(f"einbuergerung_c{c}", key)[year]), 0.2) for c in range(1, 7)])
            shares[2] *= asia[year]
            values = [total, *split(total, shares).tolist()]
            rows.append([str(YEARS[year]), key, indent(facts, key), *map(number, values)])
    return csv_bytes(table, 3, rows)


def _ars(sample: Sample, key: str) -> str:
    """Key of the census tables: twelve digits for a Gemeinde, else the key itself."""
    return sample.facts.areas[key].ars or key


def _census_sheet(
    sample: Sample,
    sheet: Sheet,
    title: str,
    head: Sequence[Sequence[Value]],
    rows: dict[str, Sequence[Value]],
    *,
    formats: dict[int, str] | None = None,
) -> None:
    facts = sample.facts
    sheet.line("Zensus 2022", bold=True)
    sheet.line(title, bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.line("Stichtag: 15.05.2022")
    sheet.head(head, stub=2)
    for key in facts.all_keys:
        name = district_name(facts) if key == facts.kreis else facts.areas[key].name
        sheet.add([_ars(sample, key), name, *rows[key]], formats=formats)
    sheet.notes(
        [
            "Die Ergebnisse sind mit der Cell-Key-Methode überlagert; Summen können abweichen.",
            "© Statistische Ämter des Bundes und der Länder, 2025. "
            "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        ]
    )
    sheet.widths(15, 34, *[15] * (len(head[0]) - 2))


def _overlaid(sample: Sample, subject: str, values: Sequence[int]) -> list[int]:
    """Values with the small deviations of the cell key method: not additive, zero stays zero."""
    rng = random_for(sample.seed, subject)
    moved = rng.integers(-2, 3, len(values)).tolist()
    return [max(0, int(v) + shift) if v > 4 else int(v) for v, shift in zip(values, moved, strict=True)]


def _census_people(sample: Sample) -> bytes:
    facts, society = sample.facts, sample.society
    book = new_workbook()
    sheet = Sheet(book, "Migrationshintergrund")
    parts = ("insgesamt", "darunter mit\nMigrationshintergrund", "darunter\nAusländer(innen)")
    _census_sheet(
        sample,
        sheet,
        "Personen in Privathaushalten nach Migrationshintergrund",
        [
            ["ARS", "Name", "Personen in Privathaushalten", *([None] * 5)],
            ["", "", "Alle Altersgruppen", None, None, "unter 18 Jahre", None, None],
            ["", "", *parts, *parts],
        ],
        {key: _overlaid(sample, f"migration-{key}", society.migration[key].tolist()) for key in facts.all_keys},
    )
    sheet = Sheet(book, "Haushalte")
    _census_sheet(
        sample,
        sheet,
        "Private Haushalte nach Haushaltstyp",
        [
            ["ARS", "Name", "Private Haushalte", *([None] * 5), "Haushalte mit Kindern unter 18 Jahren", None],
            [
                "",
                "",
                "Insgesamt",
                "Einpersonen-\nhaushalte",
                "Paare ohne\nKind(er)",
                "Paare mit\nKind(ern)",
                "Alleinerziehende\nElternteile",
                "Mehrpersonenhaushalte\nohne Kernfamilie",
                "insgesamt",
                "darunter\nAlleinerziehende",
            ],
        ],
        {
            key: _overlaid(
                sample,
                f"households-{key}",
                [int(society.households[key][:5].sum()), *society.households[key].tolist()],
            )
            for key in facts.all_keys
        },
    )
    return workbook_bytes(book, title="Zensus 2022 Bevölkerung", creator="Statistische Ämter (Muster)")


def _census_dwellings(sample: Sample) -> bytes:
    facts, society = sample.facts, sample.society
    book = new_workbook()
    sheet = Sheet(book, "Wohnungen")
    rows: dict[str, Sequence[Value]] = {}
    for key in facts.all_keys:
        dwellings = society.occupation[key]
        counts = _overlaid(sample, f"dwellings-{key}", [int(dwellings.sum()), *dwellings.tolist()])
        rows[key] = [*counts, society.floor_space(key), society.rents[key]]
    _census_sheet(
        sample,
        sheet,
        "Wohnungen nach Art der Nutzung, Wohnfläche und Miete",
        [
            [
                "ARS",
                "Name",
                "Wohnungen",
                *([None] * 4),
                "Durchschnittliche\nWohnfläche je\nEinwohner",
                "Durchschnittliche\nNettokaltmiete",
            ],
            [
                "",
                "",
                "Insgesamt",
                "von Eigentümer(innen)\nbewohnt",
                "zu Wohnzwecken\nvermietet",
                "leer stehend",
                "Ferien- und\nFreizeitwohnung",
                "m²",
                "EUR/m²",
            ],
        ],
        rows,
        formats={8: "0.0", 9: "0.00"},
    )
    return workbook_bytes(book, title="Zensus 2022 Wohnungen", creator="Statistische Ämter (Muster)")


def _stock_5(sample: Sample) -> bytes:
    facts, society = sample.facts, sample.society
    by_size = "Wohngebäude-(nach Anzahl der Wohnungen)-"
    in_size = "Wohnungen in Wohn- und Nichtwohngebäuden-(Größe der Wohnung)-"
    labels = (
        f"{by_size}Insgesamt",
        f"{by_size}Wohngebäude mit 1 Wohnung",
        f"{by_size}Wohngebäude mit 2 Wohnungen",
        f"{by_size}Wohngebäude mit 3 und mehr Wohnungen",
        f"{by_size}Wohnheime",
        "Wohnfläche in Wohngebäuden(1000 qm)",
        f"{in_size}Insgesamt",
        f"{in_size}Wohnungen mit 1 Raum",
        *(f"{in_size}Wohnungen mit {rooms} Räumen" for rooms in range(2, 7)),
        f"{in_size}Wohnungen mit 7 Räumen oder mehr",
    )
    table = Table(
        "31231-02-01-5",
        ("Bestand an Wohngebäuden und Wohnungen in Wohn- und", f"Nichtwohngebäuden - Stichtag 31.12. - {_DEPTH_5}"),
        "Fortschreib. d. Wohngebäude- u. Wohnungsbestandes",
        "",
        notes=("Fortschreibung auf Basis der Gebäude- und Wohnungszählung 2011.",),
    )
    blocks = []
    for year in reversed(range(1, len(YEARS))):
        rows: list[tuple[str, Sequence[Value]]] = []
        for key in facts.all_keys:
            houses, rooms = society.buildings[key][year], society.dwellings[key][year]
            floor = round(float((rooms * np.array([38, 55, 72, 92, 113, 136, 182])).sum()) * 0.92 / 1000, 1)
            rows.append((key, [int(houses.sum()), *map(int, houses), floor, int(rooms.sum()), *map(int, rooms)]))
        blocks.append((f"31.12.{YEARS[year]}", rows))
    return separated_xlsx(table, facts, labels, [("Wohngebäude", 5), ("", 9)], blocks)


def _completions_5(sample: Sample) -> bytes:
    facts, society = sample.facts, sample.society
    size = "Größe der Wohnung"
    table = Table(
        "31121-03-02-5",
        (
            "Baufertigstellungen: Wohnungen in Wohn- und",
            "Nichtwohngebäuden (einschl. Umbau) - Jahressumme -",
            _DEPTH_5,
        ),
        "Statistik der Baufertigstellungen",
        "Wohnungen in Wohn- und Nichtwohngebäuden (Anzahl)",
        ((size,) * 5, ("Insgesamt", "1 oder 2 Räume", "3 Räume", "4 Räume", "5 oder mehr Räume")),
        notes=("Negative Werte entstehen durch Umbau bestehender Gebäude.",),
    )
    book = new_workbook()
    for year in range(len(YEARS)):
        rows: list[tuple[str, Sequence[Value]]] = []
        for key in facts.all_keys:
            counts = society.completions[key][year]
            rows.append((key, [int(counts.sum()), *map(int, counts)]))
        xlsx_sheet(book, str(YEARS[year]), table, facts, rows, period=str(YEARS[year]))
    return workbook_bytes(book, title="31121-03-02-5", creator="Regionaldatenbank Deutschland (Muster)")


def _social_housing(sample: Sample) -> bytes:
    facts, society = sample.facts, sample.society
    book = new_workbook()
    sheet = Sheet(book, "Gebundene Wohnungen")
    sheet.line("Wohnungen mit Mietpreis- und Belegungsbindung (Anzahl)", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.line("Bestand am Jahresende")
    sheet.head([["Schlüssel", "Stadt/Gemeinde", *(f"31.12.{year}" for year in YEARS)]])
    for row, key in enumerate(facts.gemeinden):
        sheet.add([short_key(key), facts.areas[key].name, *(int(value) or "-" for value in society.bound[row])])
    sheet.add([short_key(facts.kreis), district_name(facts), *map(int, society.bound.sum(axis=0))], bold=True)
    sheet.notes(["Quelle: Förderbank des Landes, Zusammenstellung der Kreisverwaltung. Stand: 15.02.2026"])
    sheet.widths(10, 28, *[11] * len(YEARS))
    sheet = Sheet(book, "Wohnungslose")
    sheet.line("Untergebrachte wohnungslose Personen am 31.01.", bold=True)
    sheet.sample(SAMPLE_NOTE)
    sheet.line("Statistik untergebrachter wohnungsloser Personen")
    parts = ("insgesamt", "männlich", "weiblich", "unter 18 Jahre", "ausländisch")
    sheet.head(
        [
            ["Stichtag", "Schlüssel", "Gebiet", "Untergebrachte wohnungslose Personen", *([None] * 4)],
            ["", "", "", *parts],
        ],
        stub=3,
    )
    for year in range(2022, YEARS[-1] + 1):
        for key in facts.upper:
            total = facts.point("wohnungslose", key, year)
            men = total * 0.575
            values = (total, men, total - men, total * 0.285, total * (0.62 if year == 2022 else 0.83))
            name = district_name(facts) if key == facts.kreis else facts.areas[key].short
            sheet.add([f"31.01.{year}", key, name, *(5 * round(value / 5) for value in values)])
    sheet.notes(["Die Werte sind auf ein Vielfaches von 5 gerundet; Summen können abweichen."])
    sheet.widths(12, 11, 30, *[14] * 5)
    return workbook_bytes(book, title="Wohnraumversorgung", creator="Kreisverwaltung (Muster)")


def _care_4(sample: Sample) -> bytes:
    facts = sample.facts
    table = Table(
        "22411-02-02-4",
        (
            "Statistik über die Empfänger von Pflegeleistungen,",
            "Pflegebedürftige nach Leistungsart und Geschlecht, Stichtag,",
            f"{_DEPTH_4} - ab 2009 -",
        ),
        "Pflegestatistik (Pflegeeinricht./Pflegebedürftige)",
        "",
        (
            (
                "Pflegebedürftige",
                "ambulante Pflege",
                "Pflegebedürftige der Pflegeheime, vollstationär",
                "Pflegebedürft.d.Pflegeheime Dauerpflege, vollstat.",
                "Pflegebed.d.Pflegeheime vollstat. Kurzzeitpflege",
                "Pflegegeldempfänger",
                "nachrichtlich: teilstationäre Pflege",
            ),
        ),
        ("Anzahl",) * 7,
        (
            "ab 2017: Pflegegrade nach dem Zweiten",
            "Pflegestärkungsgesetz, mit Personen des Pflegegrades 1 ohne",
            "weitere Leistungen; Vergleich mit früheren Jahren nur",
            "eingeschränkt möglich.",
        ),
    )
    rows = []
    care = {key: sample.society.care(key) for key in facts.upper}
    for year in sorted(care[facts.kreis], reverse=True):
        for key in facts.upper:
            women, everyone = care[key][year]
            for label, counts in (("männlich", everyone - women), ("weiblich", women), ("Insgesamt", everyone)):
                values = (number(max(0, int(value))) for value in counts)
                rows.append([f"31.12.{year}", key, indent(facts, key), label, *values])
    return csv_bytes(table, 4, rows)


def _elections(sample: Sample) -> bytes:
    facts = sample.facts
    book = new_workbook()
    for election in facts.listed("wahlen"):
        year = int(str(election["blatt"])[-4:])
        quota = float(str(election["quote"]))
        entitled, voters = sample.society.turnout(quota, str(election["basis"]), year)
        by_post = part(voters, 0.24 + 0.03 * (year - 2011) * (year > 2016))
        invalid = part(voters, 0.04 if election["basis"] == "kreiswahl" else 0.011)
        sheet = Sheet(book, str(election["blatt"]))
        sheet.line(f"Endgültige Ergebnisse {election['titel']}", bold=True)
        sheet.sample(SAMPLE_NOTE)
        sheet.head(
            [
                [
                    "Merkmal",
                    "",
                    "Wahl-\nberechtigte",
                    "Wählerinnen und Wähler",
                    None,
                    "Wahl-\nbetei-\nligung",
                    "Ungültige\nStimmen",
                ],
                ["", "", "", "Ins-\ngesamt", "darunter\nmit\nWahl-\nschein", "%", ""],
            ],
        )
        sheet.ws.merge_cells(start_row=3, end_row=4, start_column=1, end_column=2)
        land_entitled = part(sample.world.persons_of(facts.land, 18)[year - YEARS[0]], 0.86)
        land_voters = int(part(land_entitled, (quota + float(str(election["land"]))) / 100))
        sheet.add(
            [
                None,
                f"Land {facts.areas[facts.land].short}",
                int(land_entitled),
                land_voters,
                int(part(land_voters, 0.3)),
                100 * land_voters / int(land_entitled),
                "x",
            ]
        )
        for row, key in enumerate((*facts.gemeinden, facts.kreis)):
            chosen = slice(None) if key == facts.kreis else slice(row, row + 1)
            counts = [int(values[chosen].sum()) for values in (entitled, voters, by_post, invalid)]
            name = district_name(facts) if key == facts.kreis else facts.areas[key].name
            share = 100 * counts[1] / counts[0]
            sheet.add([short_key(key), name, counts[0], counts[1], counts[2], share, counts[3]], formats={6: "0.0"})
        sheet.notes(["________", "x = Nachweis nicht sinnvoll."])
        sheet.widths(10, 32, *[14] * 5)
    return workbook_bytes(book, title="Wahlen", creator="Statistisches Landesamt (Muster)")


DELIVERIES = (
    Delivery("12511-01-01-4.csv", _naturalisations_4),
    Delivery("Zensus2022_Bevoelkerung_Haushalte.xlsx", _census_people),
    Delivery("Zensus2022_Wohnungen_Mieten.xlsx", _census_dwellings),
    Delivery("31231-02-01-5.xlsx", _stock_5),
    Delivery("31121-03-02-5.xlsx", _completions_5),
    Delivery("Sozialwohnungen_Wohnungslose.xlsx", _social_housing),
    Delivery("22411-02-02-4.csv", _care_4),
    Delivery("HSL_Wahlen_Gemeinden.xlsx", _elections),
)
