"""The files: marked, repeatable, in the publishers' shapes, and those of data_in are the ones the program writes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from berichtsgenerator.sampledata import SAMPLE_NOTE
from berichtsgenerator.sampledata.__main__ import main
from berichtsgenerator.sampledata.facts import Facts
from berichtsgenerator.sampledata.generate import DELIVERIES, generate, make
from berichtsgenerator.sampledata.genesis import number
from berichtsgenerator.sampledata.publish_municipal import _hide_parts
from berichtsgenerator.sampledata.workbooks import new_workbook, workbook_bytes

SUBSET = "1261[23]-*"


def test_there_are_enough_deliveries_and_names_are_unique() -> None:
    names = [delivery.name for delivery in DELIVERIES]
    assert len(names) == len(set(names))
    assert sum(name.endswith(".xlsx") for name in names) >= 40
    assert sum(name.endswith(".csv") for name in names) >= 20


def test_data_in_holds_exactly_the_deliveries(sample: Path) -> None:
    present = {path.name for path in sample.iterdir() if path.suffix in (".xlsx", ".csv")}
    assert present == {delivery.name for delivery in DELIVERIES}
    assert sum(path.stat().st_size for path in sample.iterdir()) < 12_000_000


def test_data_in_is_what_the_program_writes(sample: Path) -> None:
    checked = 0
    for pattern in (SUBSET, "12411-01*", "22811-*", "Sozialamt_AsylbLG*", "HSL_*"):
        for name, content in make(2026, pattern):
            if name.endswith(".csv"):
                assert (sample / name).read_bytes() == content, name
            else:
                assert _cells((sample / name).read_bytes()) == _cells(content), name
            checked += 1
    assert checked == 7


def _cells(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_sheet_with_data_is_marked_as_sample(sample: Path) -> None:
    for path in sorted(sample.glob("*.xlsx")):
        for name, rows in _cells(path.read_bytes()).items():
            numbers = sum(isinstance(cell, int | float) for row in rows for cell in row)
            texts = {cell for row in rows for cell in row if isinstance(cell, str)}
            assert numbers < 5 or SAMPLE_NOTE in texts, f"{path.name}: {name}"


def test_every_csv_is_marked_in_its_title(sample: Path) -> None:
    plain = SAMPLE_NOTE.replace("–", "-")
    for path in sorted(sample.glob("*.csv")):
        lines = path.read_bytes().decode("iso-8859-1").splitlines()
        assert lines[0].startswith("GENESIS-Tabelle: ")
        assert lines[1].startswith(plain), path.name
        assert lines[-1].startswith("Stand: ")


def test_equal_seeds_give_equal_bytes_and_others_do_not() -> None:
    pattern = "Melderegister*"
    first, again, other = (dict(make(seed, pattern)) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_a_workbook_carries_no_time_of_writing() -> None:
    contents = []
    for _ in range(2):
        book = new_workbook()
        book.create_sheet("Daten")["A1"] = 1
        contents.append(workbook_bytes(book, title="t", creator="c"))
    assert contents[0] == contents[1]
    assert load_workbook(io.BytesIO(contents[0])).properties.modified.year == 2026


def test_gemeinde_tables_hold_every_area_once_per_period(sample: Path) -> None:
    facts = Facts()
    text = (sample / "12612-01-01-5.csv").read_bytes().decode("iso-8859-1")
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=";") if len(row) == 6 and row[0].isdigit()]
    assert {row[0] for row in rows} == {str(year) for year in range(2011, 2026)}
    assert [row[1] for row in rows if row[0] == "2020"] == list(facts.all_keys)
    for row in rows:
        total, men, women = (0 if cell == "-" else int(cell) for cell in row[3:])
        assert total == men + women


def test_the_kreis_writes_keys_without_the_lands_digits(sample: Path) -> None:
    rows = _cells((sample / "Jobcenter_SGB_II_Gemeinden_Monate.xlsx").read_bytes())["BG"]
    keys = [row[0] for row in rows if isinstance(row[0], int | float)]
    assert [int(key) for key in keys] == [*(432001 + number for number in range(23)), 432000]


def test_months_of_the_ba_table_are_dates(sample: Path) -> None:
    book = load_workbook(sample / "BA_Arbeitslose_Gemeinden_Monatszahlen.xlsx")
    head = [cell for cell in book["SGB II"][6] if cell.value is not None]
    assert len(head) == 1 + 11 * 12
    assert head[1].is_date and head[1].value.isoformat().startswith("2015-01-01")
    assert head[-1].value.isoformat().startswith("2025-12-01")


def test_no_one_or_two_is_left_in_the_bas_monthly_table(sample: Path) -> None:
    sheets = _cells((sample / "BA_Arbeitslose_Gemeinden_Monatszahlen.xlsx").read_bytes())
    stars = 0
    for rows in sheets.values():
        for row in rows[6:30]:
            assert not {1.0, 2.0} & {cell for cell in row[1:] if isinstance(cell, float)}
            stars += sum(cell == "*" for cell in row)
    assert stars > 0


def test_a_single_hidden_part_hides_another_one_too() -> None:
    shown = _hide_parts([[2.0], [40.0], [7.0]], [49.0])
    assert shown == [["*"], [40.0], ["*"]]
    assert _hide_parts([[3.0], [40.0]], [43.0]) == [[3.0], [40.0]]
    assert _hide_parts([[2.0], [40.0]], None) == [["*"], [40.0]]


@pytest.mark.parametrize(("value", "printed"), [(0, "-"), (12, "12"), (7.06, "7,1"), (None, "."), (-3, "-3")])
def test_genesis_numbers(value: float | None, printed: str) -> None:
    assert number(value) == printed


def test_the_command_writes_a_subset_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "neu"), "--lieferungen", SUBSET]) == 0
    assert {path.name for path in (tmp_path / "neu").iterdir()} == {"12612-01-01-5.csv", "12613-01-01-5.csv"}
    assert "2 Dateien" in capsys.readouterr().out


def test_the_command_refuses_what_it_cannot_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--lieferungen", "gibt-es-nicht*"]) == 1
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    assert main([str(tmp_path / "datei"), "--lieferungen", SUBSET]) == 1
    told = capsys.readouterr().err
    assert "gibt-es-nicht" in told and "lässt sich nicht schreiben" in told


def test_a_run_replaces_whole_files_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "12612-01-01-5.csv").write_text("alt", encoding="utf-8")
    written = generate(tmp_path, 2026, SUBSET)
    assert sorted(path.name for path in written) == sorted(path.name for path in tmp_path.iterdir())
    assert b"GENESIS" in (tmp_path / "12612-01-01-5.csv").read_bytes()


def test_the_code_knows_no_kreis(root: Path) -> None:
    facts = Facts()
    words = {facts.kreis, *facts.gemeinden, facts.areas[facts.kreis].short}
    words |= {facts.areas[key].short for key in facts.gemeinden}
    for path in sorted((root / "src/berichtsgenerator/sampledata").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], path.name
