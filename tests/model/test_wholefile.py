"""Whole-file writing: a reader sees the old file or the new one, never a part."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from berichtsgenerator.diagnostics import OutputError
from berichtsgenerator.wholefile import digest_tree, write_all


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    write_all({tmp_path / "a" / "b.pdf": b"one", tmp_path / "c.json": b"two"})
    assert (tmp_path / "a" / "b.pdf").read_bytes() == b"one"
    assert (tmp_path / "c.json").read_bytes() == b"two"


def test_a_full_disk_leaves_the_last_good_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "bericht.pdf"
    report.write_bytes(b"last good")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        write_all({report: b"new"})
    assert "Der Datenträger ist voll." in str(caught.value)
    assert str(report) in str(caught.value)
    assert report.read_bytes() == b"last good"
    assert [path.name for path in tmp_path.iterdir()] == ["bericht.pdf"]


def test_when_the_second_file_fails_the_first_is_untouched(tmp_path: Path) -> None:
    first = tmp_path / "first.pdf"
    first.write_bytes(b"old")
    (tmp_path / "blocked").write_bytes(b"a file, no folder")
    with pytest.raises(OutputError):
        write_all({first: b"new", tmp_path / "blocked" / "second.pdf": b"new"})
    assert first.read_bytes() == b"old"


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "bericht.pdf"
    report.write_bytes(b"last good")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all({report: b"new"})
    assert report.read_bytes() == b"last good"
    assert [path.name for path in tmp_path.iterdir()] == ["bericht.pdf"]


def test_the_digest_of_a_folder_names_every_visible_file_once(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"1")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.xlsx").write_bytes(b"2")
    (tmp_path / ".hidden").write_bytes(b"3")
    assert [name for name, _ in digest_tree(tmp_path)] == ["a/c.xlsx", "b.csv"]
    assert [name for name, _ in digest_tree(tmp_path, suffixes=(".csv",))] == ["b.csv"]
    before = digest_tree(tmp_path)
    (tmp_path / "b.csv").write_bytes(b"4")
    assert digest_tree(tmp_path) != before
