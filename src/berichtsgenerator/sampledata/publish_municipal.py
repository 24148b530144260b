"""The BA workbook "Arbeitsmarkt kommunal", one for each Gemeinde, with the BA's suppression."""

from __future__ import annotations

from functools import partial

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.facts import YEARS, Facts
from berichtsgenerator.sampledata.publish_labour import BA_COPYRIGHT, BA_CREATOR, BA_SECRET
from berichtsgenerator.sampledata.sample import Delivery, Sample
from berichtsgenerator.sampledata.workbooks import Sheet, Value, new_workbook, workbook_bytes

_SHOWN = 5
"""Years of a workbook."""

_IMPRINT = (
    ("Produktlinie/Reihe:", "Tabellen"),
    ("Produkt-ID:", 992),
    ("Titel:", "Arbeitsmarkt kommunal"),
    ("Region:", None),
    ("Berichtsjahr:", YEARS[-1]),
    ("Erstellungsdatum:", "05. Januar 2026"),
    ("Periodizität:", "jährlich"),
    ("Nächster Veröffentlichungstermin:", "15. Januar 2027"),
    ("Herausgeberin:", "Bundesagentur für Arbeit"),
    ("", "Statistik"),
    ("Zitierhinweis:", "Statistik der Bundesagentur für Arbeit"),
    ("Nutzungsbedingungen:", BA_COPYRIGHT),
    ("Hinweise:", SAMPLE_NOTE),
)


def _hide_parts(parts: list[list[float]], total: list[float] | None) -> list[list[Value]]:
    """Rows of a block with ``*`` for 1 and 2 and, where the parts make up the total, for one more part as well."""
    shown: list[list[Value]] = [list(row) for row in parts]
    for column in range(len(parts[0])):
        hidden = [row for row in range(len(parts)) if 0 < parts[row][column] < 3]
        if total is not None and len(hidden) == 1:
            others = [row for row in range(len(parts)) if row not in hidden and parts[row][column] > 0]
            if others:
                hidden.append(min(others, key=lambda row: parts[row][column]))
        for row in hidden:
            shown[row][column] = "*"
    return shown


def _counts(columns: list[list[int]]) -> list[list[float]]:
    return [[float(value) for value in column] for column in columns]


def _plain(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _blocks(sample: Sample, key: str) -> list[tuple[str, list[tuple[str, list[Value]]]]]:
    """Block headings with their rows; the row "Insgesamt" first where the block has one."""
    labour = sample.labour
    years = range(len(YEARS) - _SHOWN, len(YEARS))

    def employees(place: str) -> list[tuple[str, list[Value]]]:
        at_home = place == "home"
        cells = (labour.at_home if at_home else labour.at_work)[key]
        ages = labour.ages_at_home[key]
        first = 0 if at_home else 2
        commuting = labour.commuters[key][1 if at_home else 0]
        total = [int(cells[y].sum()) for y in years]
        sexes = _hide_parts(
            _counts([[int(cells[y][:, sex].sum()) for y in years] for sex in (0, 1)]), _counts([total])[0]
        )
        singles = _counts(
            [
                [int(cells[y][1].sum()) for y in years],
                [int(ages[y][first]) for y in years],
                [int(ages[y][first + 1]) for y in years],
                [int(commuting[y]) for y in years],
            ]
        )
        words = (
            "Männer",
            "Frauen",
            "Ausländer",
            "unter 25 Jahre",
            "55 Jahre und älter",
            "Auspendler" if at_home else "Einpendler",
        )
        rows = [*sexes, *_hide_parts(singles, None)]
        return [("Insgesamt", list(total)), *zip(words, rows, strict=True)]

    industries = _hide_parts(
        _counts([[int(labour.industries[key][y][group]) for y in years] for group in range(4)]), [0.0] * _SHOWN
    )
    sectors = (
        "Land- und Forstwirtschaft, Fischerei ( A )",
        "Produzierendes Gewerbe ( B - F )",
        "Handel, Verkehr und Gastgewerbe ( G - I )",
        "Sonstige Dienstleistungen ( J - U )",
    )
    mini = labour.mini_jobs[key]
    mini_total = [int(mini[y][:2].sum()) for y in years]
    mini_words = (
        "Männer",
        "Frauen",
        "Ausländer",
        "ausschließlich geringfügig Beschäftigte",
        "im Nebenjob geringfügig Beschäftigte",
    )
    mini_rows = _hide_parts(_counts([[int(mini[y][part]) for y in years] for part in range(5)]), None)
    return [
        ("Sozialversicherungspflichtig Beschäftigte\nam Arbeitsort (Stichtag 30.06.)", employees("work")),
        (
            "Sozialversicherungspflichtig Beschäftigte\nnach Wirtschaftszweigen der WZ 2008\n"
            "am Arbeitsort  (Stichtag 30.06.)",
            list(zip(sectors, industries, strict=True)),
        ),
        ("Sozialversicherungspflichtig Beschäftigte\nam Wohnort  (Stichtag 30.06.)", employees("home")),
        (
            "Geringfügig Beschäftigte (Minijobber)\nam Arbeitsort  (Stichtag 30.06.)",
            [("Insgesamt", list(mini_total)), *zip(mini_words, mini_rows, strict=True)],
        ),
        ("Arbeitslose (Jahresdurchschnitte)", _unemployed(sample, key)),
    ]


def _unemployed(sample: Sample, key: str) -> list[tuple[str, list[Value]]]:
    """Unrounded annual means: sums over twelve months divided by twelve; small means and their complements hidden."""
    area = sample.labour.unemployed[key]
    years = range(len(YEARS) - _SHOWN, len(YEARS))
    total = [int(area.sums[y]) / 12 for y in years]
    women = [int(area.women[y]) / 12 for y in years]
    men = [int(area.sums[y] - area.women[y]) / 12 for y in years]
    sexes = _hide_parts([men, women], total)
    groups = [[int(area.groups[name][y]) / 12 for y in years] for name in ("auslaender", "unter25", "ab55", "langzeit")]
    laws = _hide_parts([[int(area.sums_of(law)[y]) / 12 for y in years] for law in (0, 1)], total)
    words = (
        "Männer",
        "Frauen",
        "Ausländer",
        "15 bis unter 25 Jahre",
        "55 Jahre und älter",
        "Langzeitarbeitslose",
        "Arbeitslose im Rechtskreis SGB III",
        "Arbeitslose im Rechtskreis SGB II",
    )
    rows = [*sexes, *_hide_parts(groups, None), *laws]
    return [("Insgesamt", list(total)), *zip(words, rows, strict=True)]


def _workbook(sample: Sample, key: str) -> bytes:
    area = sample.facts.areas[key]
    years = YEARS[-_SHOWN:]
    book = new_workbook()
    cover = Sheet(book, "Deckblatt")
    cover.line("Tabellen", bold=True)
    cover.line("Arbeitsmarkt kommunal", bold=True)
    cover.line(area.name)
    cover.line(f"Berichtsjahr {YEARS[-1]}")
    cover.sample(SAMPLE_NOTE)
    imprint = Sheet(book, "Impressum")
    imprint.line("Arbeitsmarkt kommunal", column=2, bold=True)
    imprint.gap(2)
    imprint.line("Impressum", bold=True)
    imprint.gap()
    for label, value in _IMPRINT:
        imprint.add([label, area.name if label == "Region:" else value])
        imprint.gap()
    imprint.widths(32, 60)
    sheet = Sheet(book, "Daten")
    sheet.line("Arbeitsmarkt kommunal", column=7)
    sheet.sample(SAMPLE_NOTE)
    sheet.line(
        "Sozialversicherungspflichtig und geringfügig Beschäftigte und Arbeitslose\nnach ausgewählten Merkmalen",
        merge=7,
    )
    sheet.line(f"{key} {area.name} (Gebietsstand im Jahr {YEARS[-1]})", merge=7, bold=True)
    sheet.line(YEARS[-1], merge=3)
    sheet.gap()
    sheet.head([["Merkmale", None, *map(float, years)], ["", "", 1, 2, 3, 4, 5]])
    sheet.ws.unmerge_cells("A7:B7")
    sheet.ws.merge_cells("A7:B8")
    for heading, rows in _blocks(sample, key):
        sheet.line(heading, merge=2, bold=True)
        below = False
        for label, values in rows:
            if label == "Insgesamt":
                sheet.add([label, None, *map(_plain, values)], bold=True)
            else:
                sheet.add(
                    ["" if below else "dar.", label, *map(_plain, values)], formats=dict.fromkeys(range(3, 8), "#,##0")
                )
                below = True
    sheet.line(BA_COPYRIGHT, column=7)
    sheet.notes([BA_SECRET], merge=7)
    sheet.widths(14, 40, *[11] * 5)
    info = Sheet(book, "Statistik-Infoseite")
    info.line("Stand: 05.01.2026", column=7)
    info.line("Statistik-Infoseite", bold=True)
    info.line("Die Methodischen Hinweise der Statistik bieten ergänzende Informationen.")
    info.sample(SAMPLE_NOTE)
    return workbook_bytes(book, title=f"Arbeitsmarkt kommunal {area.short}", creator=BA_CREATOR)


def _file_name(facts: Facts, key: str) -> str:
    words = facts.areas[key].name.replace(", ", " ").replace("(", "").replace(")", "").split()
    return f"Arbeitsmarkt-kommunal_{key}_{'_'.join(words)}.xlsx"


def deliveries() -> tuple[Delivery, ...]:
    """One delivery for each Gemeinde of the facts."""
    facts = Facts()
    return tuple(Delivery(_file_name(facts, key), partial(_workbook, key=key)) for key in facts.gemeinden)
