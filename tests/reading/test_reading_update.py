"""The update run: what is new, changed, corrected and gone since the last reading, per table."""

from __future__ import annotations

from pathlib import Path

import pytest

from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, read_file
from berichtsgenerator.reading.telling.update import changes, load_snapshot, snapshot, snapshot_bytes

HEAD = "Haushalte mit Wohngeld (31.12.)\nSchlüssel;Gemeinde;{}\n"


def table(tmp_path: Path, name: str, text: str) -> FileReading:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_file(tmp_path / name, root=tmp_path, gazetteer=Gazetteer.bundled())


def test_next_years_delivery_under_a_new_name_is_the_same_table(tmp_path: Path) -> None:
    rows = "06432001;Alsbach-Hähnlein;10;{}\n06432002;Babenhausen;20;{}\n06432004;Dieburg;15;{}\n"
    old = table(tmp_path, "Wohngeld_2023.csv", HEAD.format("2022;2023") + rows.format(11, 21, 16))
    new = table(
        tmp_path,
        "Wohngeld_2024.csv",
        HEAD.format("2023;2024")
        + "06432001;Alsbach-Hähnlein;12r;13\n06432002;Babenhausen;22;23\n06432004;Dieburg;16;17\n",
    )
    (change,) = changes(snapshot([old]), [new])
    assert (change.new, change.changed, change.corrected, change.gone) == (3, 1, 1, 3)
    assert change.periods == ("2024-12-31",)
    assert change.line.endswith("3 neu (Zeit 2024-12-31), 1 geändert, 1 berichtigt (r), 3 entfallen")
    assert any("C4: 21 → 22 (Babenhausen, Stadt, 2023-12-31)" in line for line in change.examples)
    assert any("C3: 11 → 12r" in line for line in change.examples)


def test_the_same_reading_changes_nothing_and_a_missing_table_is_told(tmp_path: Path) -> None:
    rows = "06432001;Alsbach-Hähnlein;10\n06432002;Babenhausen;*\n06432004;Dieburg;15\n"
    one = table(tmp_path, "Wohngeld.csv", HEAD.format("2022") + rows)
    (same,) = changes(snapshot([one]), [one])
    assert same.line.endswith("unverändert")
    (gone,) = changes(snapshot([one]), [])
    assert gone.gone == 3


def test_the_state_is_kept_and_the_same_reading_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = "06432001;Alsbach-Hähnlein;10,5\n06432002;Babenhausen;*\n06432004;Dieburg;15p\n"
    found = snapshot([table(tmp_path, "Wohngeld.csv", HEAD.format("2022") + rows)])
    state = tmp_path / "stand.json.gz"
    assert load_snapshot(state) == {}
    state.write_bytes(snapshot_bytes(found))
    assert load_snapshot(state) == found
    assert snapshot_bytes(load_snapshot(state)) == state.read_bytes()


def test_of_two_deliveries_the_newer_stand_counts_whatever_their_order(tmp_path: Path) -> None:
    text = "GENESIS-Tabelle: 12411-01-01-5\nBevölkerung am 31.12.2023\nSchlüssel;Gemeinde;Einwohner\n"
    rows = "06432001;Alsbach-Hähnlein;{}\n06432002;Babenhausen;17579\n06432004;Dieburg;15723\n"
    end = "__________\nStand: {}\n"
    first = table(tmp_path, "a.csv", text + rows.format(9200) + end.format("01.03.2024"))
    newer = table(tmp_path, "b.csv", text + rows.format("9210r") + end.format("01.09.2024"))
    older = table(tmp_path, "c.csv", text + rows.format(9100) + end.format("01.01.2024"))
    (change,) = changes(snapshot([first]), [newer, older])
    assert (change.new, change.changed, change.corrected, change.gone) == (0, 0, 1, 0)
    assert change.examples == ("b.csv C4: 9200 → 9210r (Alsbach-Hähnlein, 2023-12-31)",)


def test_whole_tables_that_come_and_go_are_told_as_such(tmp_path: Path) -> None:
    rows = "06432001;Alsbach-Hähnlein;10\n06432002;Babenhausen;12\n06432004;Dieburg;15\n"
    one = table(tmp_path, "Wohngeld.csv", HEAD.format("2022") + rows)
    two = table(tmp_path, "Miete.csv", HEAD.format("2022") + rows)
    lines = [change.line for change in changes(snapshot([one]), [two])]
    assert lines == [
        "Miete / 1: neue Tabelle, 3 neu (Zeit 2022-12-31)",
        "Wohngeld / 1: ganze Tabelle entfallen, 3 entfallen",
    ]


@pytest.mark.parametrize("data", [b"", b"{}", b"\x1f\x8b\x08\x00broken", snapshot_bytes({}).replace(b"\x1f", b"x", 1)])
def test_a_file_that_is_no_state_is_refused(tmp_path: Path, data: bytes) -> None:
    state = tmp_path / "stand.json.gz"
    state.write_bytes(data)
    with pytest.raises(ConfigurationError, match="kein Lesestand"):
        load_snapshot(state)
