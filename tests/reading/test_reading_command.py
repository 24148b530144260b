"""The command ``bericht lesen`` with its options, as a planner calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from berichtsgenerator.cli import main

TABLE = """Haushalte mit Wohngeld am 31.12.2023
Schlüssel;Gemeinde;Haushalte
06432001;Alsbach-Hähnlein;{}
06432002;Babenhausen;20
06432004;Dieburg;15
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data_in").mkdir()
    (tmp_path / "data_in" / "wohngeld.csv").write_text(TABLE.format(10), encoding="utf-8")
    return tmp_path


def test_a_recipe_is_written_once_and_used_from_then_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesen", "data_in/wohngeld.csv", "--rezept"]) == 0
    recipe = folder / "rezepte" / "wohngeld.yaml"
    assert 'kopfzeilen: "2"' in recipe.read_text(encoding="utf-8")
    assert main(["lesen", "data_in/wohngeld.csv", "--rezept"]) == 1
    assert "gibt es schon" in capsys.readouterr().err
    assert main(["lesen", "data_in/wohngeld.csv"]) == 0
    moved = TABLE.format(10).replace("Schlüssel;Gemeinde;Haushalte", "Gemeinde;Schlüssel;Personen")
    (folder / "data_in" / "wohngeld.csv").write_text(moved, encoding="utf-8")
    assert main(["lesen", "data_in/wohngeld.csv"]) == 1
    assert "Hier soll „Haushalte“ stehen, es steht „Personen“." in capsys.readouterr().out


def test_a_preview_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesen", "data_in/wohngeld.csv", "--vorschau", "vorschau.html"]) == 0
    assert "Alsbach-Hähnlein" in (folder / "vorschau.html").read_text(encoding="utf-8")
    assert main(["lesen", "data_in", "--vorschau", "vorschau.html"]) == 1
    assert "eine einzelne Datei" in capsys.readouterr().err


def test_the_update_run_tells_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["lesen", "data_in", "--lesestand", "stand.json.gz", "--prozesse", "1"]
    assert main(call) == 0
    assert "dieser wird der erste" in capsys.readouterr().out
    (folder / "data_in" / "wohngeld.csv").write_text(TABLE.format("11r"), encoding="utf-8")
    assert main(call) == 0
    out = capsys.readouterr().out
    assert "wohngeld / 1: 1 berichtigt (r)" in out
    assert "10 → 11r" in out
    assert main(call) == 0
    assert "wohngeld / 1: unverändert" in capsys.readouterr().out


def test_a_missing_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesen", "data_in/fehlt.csv"]) == 1
    assert "fehlt.csv" in capsys.readouterr().err


def test_several_files_end_with_one_account(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data_in" / "zwei.csv").write_text(TABLE.format(11), encoding="utf-8")
    assert main(["lesen", "data_in"]) == 0
    first, second = capsys.readouterr().out.rstrip().splitlines()[-2:]
    assert first.startswith("Zusammen: 2 Lieferungen, 2 Tabellen, ")
    assert second.endswith("– die Zellbilanz geht in jeder auf")
    assert main(["lesen", "data_in/zwei.csv"]) == 0
    assert "Zusammen" not in capsys.readouterr().out


def test_a_file_read_alone_says_nothing_about_the_other_tables_of_the_last_reading(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = TABLE.format(7).replace("mit Wohngeld", "mit Kindern")
    (folder / "data_in" / "kinder.csv").write_text(other, encoding="utf-8")
    state = ["--lesestand", "stand.json.gz", "--prozesse", "1"]
    assert main(["lesen", "data_in", *state]) == 0
    (folder / "data_in" / "kinder.csv").write_text(other.replace(";7", ";8"), encoding="utf-8")
    assert main(["lesen", "data_in/wohngeld.csv", *state]) == 0
    assert "entfallen" not in capsys.readouterr().out
    assert main(["lesen", "data_in", *state]) == 0
    assert "kinder / 1: 1 geändert" in capsys.readouterr().out


def test_a_file_with_an_error_is_named_at_the_end_and_the_others_are_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data_in" / "kaputt.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert main(["lesen", "data_in", "--ausgabe", "werte.csv", "--prozesse", "1"]) == 1
    assert "Mit Fehlern: kaputt.xlsx" in capsys.readouterr().out
    assert len((folder / "werte.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
