"""The example of the handbook's chapter on indicators, taken from the chapter itself, must work as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from berichtsgenerator.indicators import Catalogue, IndicatorEngine
from berichtsgenerator.indicators.defining.times import parse_time
from berichtsgenerator.model import periods
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind
from berichtsgenerator.reading import load_recipes, read_file

CHAPTER = "docs/handbuch/indikatoren.md"


@pytest.fixture(scope="module")
def chapter(root: Path) -> str:
    return (root / CHAPTER).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(chapter: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project's catalogue folder with the YAML blocks that name their file in the first line."""
    place = tmp_path_factory.mktemp("projekt")
    blocks = re.findall(r"```yaml\n# (katalog/\S+\.yaml)\n(.*?)```", chapter, re.DOTALL)
    assert [name for name, _ in blocks] == ["katalog/measures/tafeln.yaml", "katalog/catalogue/tafeln.yaml"]
    for name, content in blocks:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return place


def delivery(chapter: str, path: Path) -> None:
    """The workbook that the chapter's table shows, with the title that it names."""
    lines = [line for line in chapter.splitlines() if re.match(r"\| (Schlüssel \| Gemeinde|432)", line)]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    title = re.search(r"steht der Titel `([^`]+)`", chapter)
    assert title is not None and len(rows) == 4
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ausweise"
    sheet.append([title[1]])
    sheet.append(rows[0])
    for row in rows[1:]:
        sheet.append([int(row[0]), row[1], *map(int, row[2:])])
    book.save(path)


def test_the_example_gives_the_rate_of_the_delivery(chapter: str, folder: Path, sample: Path) -> None:
    gazetteer = Gazetteer.bundled()
    path = folder / "Tafeln_Ausweise.xlsx"
    delivery(chapter, path)
    own = read_file(path, root=folder, gazetteer=gazetteer)
    assert {o.measure for o in own.observations} == {"Haushalte mit Tafelausweis"}
    people = read_file(sample / "12411-01-01-5.csv", root=sample, gazetteer=gazetteer)
    engine = IndicatorEngine(
        Catalogue.load(folder / "katalog"), [*own.observations, *people.observations], gazetteer=gazetteer
    )
    residents = {(o.area, o.period.iso): o.value for o in people.observations if not o.breakdown}
    for area, counts in {"06432001": (84, 97), "06432002": (310, 342), "06432008": (402, 455)}.items():
        for year, count in zip((2022, 2023), counts, strict=True):
            entry = engine.evaluate(NumberKey("tafelhaushalte_rate", area, periods.year(year)))
            population = residents[area, f"{year}-12-31"]
            assert population is not None
            assert entry.value == pytest.approx(1000 * count / population)
    gap = engine.evaluate(NumberKey("tafelhaushalte_rate", "06432004", periods.year(2023)))
    assert gap.value is None
    assert gap.provenance.reason


def test_the_own_entries_join_the_packaged_catalogue(folder: Path) -> None:
    packaged, whole = Catalogue.load(), Catalogue.load(folder / "katalog")
    assert set(whole) - set(packaged) == {"tafelhaushalte_rate"}
    assert set(whole.measures) - set(packaged.measures) == {"tafelhaushalte"}


def test_times_and_kinds_that_the_chapter_names_exist(chapter: str) -> None:
    times = re.search(r"bezogen auf das Jahr des Indikators:\n\n(.*?)\n\n", chapter, re.DOTALL)
    assert times is not None
    words = [word for word in re.findall(r"`([^`]+)`", times[1]) if word not in ("TT.MM.", "Vorjahr", "Vorvorjahr")]
    assert len(words) == 12
    for word in words:
        assert parse_time(word).word == word
        assert parse_time(f"{word} Vorjahr").back == 1
    kinds = re.search(r"gehören `art` \((.*?) …\)", chapter, re.DOTALL)
    assert kinds is not None
    assert set(re.findall(r"`([^`]+)`", kinds[1])) <= {kind.value for kind in Kind}


def test_the_recipes_of_the_chapter_on_deliveries_load(root: Path, tmp_path: Path) -> None:
    chapter = (root / "docs/handbuch/lieferungen.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(# rezepte/.*?)```", chapter, re.DOTALL)
    assert block is not None
    (tmp_path / "schulen.yaml").write_text(block[1], encoding="utf-8")
    recipes = load_recipes(tmp_path)
    assert [(item.blatt, item.zeit, item.auslassen) for item in recipes] == [
        ("Schulverzeichnis", "Schuljahr 2024/25", ()),
        ("*", "", ("alles",)),
    ]
