"""Whole series of published values come out of the offices' own counts, for every area and year that they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from test_indicators_real import made_of

from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.indicators.defining.formula import evaluate, parse
from berichtsgenerator.language.numbers import format_number
from berichtsgenerator.model.numbers import NumberKey


@pytest.fixture(scope="module")
def official(realdata: Path) -> IndicatorEngine:
    return made_of(realdata / "genesis_dadi")


PUBLISHED = [
    ("jugendquotient", 1, 12),
    ("altenquotient", 1, 12),
    ("anteil_unter18", 1, 6),
    ("pflegequote_65", 1, 3),
    ("pflegepersonal_heime", 1, 12),
    ("pflegepersonal_dienste", 1, 12),
    ("mindestsicherungsquote", 1, 15),
    ("durchschnittsalter_altersjahre", 1, 9),
]


@pytest.mark.parametrize(("indicator", "decimals", "least"), PUBLISHED)
def test_every_published_value_comes_out_of_the_counts(
    official: IndicatorEngine, indicator: str, decimals: int, least: int
) -> None:
    published = official.catalogue[indicator].official or ""
    compared, other = 0, []
    sexes = [(), (("geschlecht", "männlich"),), (("geschlecht", "weiblich"),)]
    if "geschlecht" not in official.catalogue[published].breakdowns:
        sexes = [()]
    for area, sex in ((area, sex) for area in ("DG", "06", "06432") for sex in sexes):
        for period in official.periods(published, area):
            wanted = official.evaluate(NumberKey(published, area, period, sex))
            found = official.evaluate(NumberKey(indicator, area, period, sex))
            if wanted.value is None or found.value is None:
                continue
            compared += 1
            if format_number(found.value, decimals) != format_number(wanted.value, decimals):
                other.append((area, sex, period.iso, found.value, wanted.value))
    assert other == []
    assert compared >= least


HAMBURG = [
    ("Unter 18-Jährige", "Bevölkerung", "Anteil der unter 18-Jährigen in %", 100),
    ("65-Jährige und Ältere", "Bevölkerung", "Anteil der 65-Jährigen und Älteren in %", 100),
    ("Ausländerinnen und Ausländer", "Bevölkerung", "Ausländeranteil in %", 100),
    ("Einpersonen-haushalte", "Haushalte", "Anteil der Einpersonen-haushalte in %", 100),
    ("Haushalte mit Kindern", "Haushalte", "Anteil der Haushalte mit Kindern in %", 100),
    ("Alleinerziehende", "Haushalte mit Kindern", "Anteil der Haushalte von Alleinerziehenden in %", 100),
    ("Leistungs-empfänger/-innen nach SGB II", "Bevölkerung", "Anteil der Leistungs-empfänger/-innen nach SGB II", 100),
    ("Wohnungen in Ein- und Zweifamilien", "Wohnungen (", "Anteil der Wohnungen in Ein- und Zweifamilien", 100),
    ("Sozialwohnungen (", "Wohnungen (", "Sozialwohnungs-anteil in %", 100),
    ("Private PKW", "Bevölkerung", "PKW-Dichte", 1000),
    ("Bevölkerung", "Fläche in km²", "Bevölkerungs-dichte", 1),
    ("Sozialwohnungen mit Bindungsauslauf", "Sozialwohnungen (", "Sozialwohnungen mit Bindungsauslauf … in %", 100),
]  # fmt: skip


@pytest.mark.parametrize("file", ["Daten_fuer_die_Stadtteilprofile_2014.xlsx", "StadtteilprofileBerichtsjahr2017.xlsx"])
def test_shares_of_hamburgs_stadtteile_come_out_of_their_counts(realdata: Path, file: str) -> None:
    """Every share whose denominator is published too; the workbook of 2014 rounds to one decimal.

    Shares of the unemployed and of people with a migration background rest on denominators (15 to 64 years; people
    with a statement) that the workbooks do not hold.
    """
    book = load_workbook(realdata / "statnord_stadtteilprofile" / file, read_only=True, data_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    heads = [" ".join(str(cell or "").split()) for cell in rows[2]]

    def column(start: str) -> int:
        start, _, end = start.partition(" … ")
        if end:
            return next(n for n, head in enumerate(heads) if head.startswith(start) and head.endswith(end))
        exact = [number for number, head in enumerate(heads) if head == start]
        return exact[0] if exact else next(number for number, head in enumerate(heads) if head.startswith(start))

    compared, other = 0, []
    for above, below, share, factor in HAMBURG:
        tree = parse(f"{factor} * zaehler / nenner")
        places = column(above), column(below), column(share)
        for row in rows[4:]:
            cells = [row[place] for place in places]
            if not all(isinstance(cell, int | float) for cell in cells) or not cells[1]:
                continue
            found = evaluate(tree, {"zaehler": float(cells[0]), "nenner": float(cells[1])})
            compared += 1
            rounded = 0.501 if factor == 1 and isinstance(cells[2], int) else 0.0501
            if abs(found - float(cells[2])) > rounded:
                other.append((row[0], share, found, cells[2]))
    assert compared > 1080
    assert other == []
