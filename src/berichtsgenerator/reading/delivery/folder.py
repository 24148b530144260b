"""All deliveries of a data folder, one after the other or in several processes; the result is the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from berichtsgenerator.diagnostics import Diagnostic, Place, ReadingError, error
from berichtsgenerator.model.boundaries import former_areas
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading.books.results import FileReading, FolderReading, Ledger
from berichtsgenerator.reading.delivery.files import read_file
from berichtsgenerator.reading.opening.opening import SUFFIXES, unreadable_kind
from berichtsgenerator.reading.words.recipes import Recipe
from berichtsgenerator.workers import leave_interrupts

_UNKNOWN = ("schluessel-unbekannt", "schluessel-aufgeloest", "gebiet-unbekannt")
PARALLEL_FROM = 8 * 2**20
"""Bytes of deliveries from which a second process is worth its start."""


def deliveries(root: Path, skip: Sequence[str] = ()) -> list[Path]:
    """Files of a data folder that can be deliveries, sorted by their path.

    Hidden files and folders are left out, and files whose path below ``root`` or name matches a glob of ``skip``.
    """
    found = [
        path
        for path in root.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and not any(fits(path.relative_to(root).as_posix(), pattern) for pattern in skip)
    ]
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def fits(file: str, pattern: str) -> bool:
    """True when a delivery (its path below the data folder) is meant by ``pattern``: a glob over path or name."""
    return fnmatchcase(file, pattern) or fnmatchcase(file.rsplit("/", 1)[-1], pattern)


def read_folder(
    root: Path,
    *,
    gazetteer: Gazetteer,
    processes: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    recipes: Sequence[Recipe] = (),
    skip: Sequence[str] = (),
) -> FolderReading:
    """Read every delivery below ``root`` but those of ``skip``; ``progress(done, all, file)`` follows each file.

    Raises ReadingError when there is no such folder or nothing in it that could be read.
    """
    if not root.is_dir():
        message = f"Den Datenordner „{root}“ gibt es nicht."
        raise ReadingError(
            error("datenordner-fehlt", message, Place(file=str(root)), "Pfad prüfen oder --daten angeben.")
        )
    paths = deliveries(root, skip)
    if not paths:
        message = f"Im Datenordner „{root}“ liegt keine Lieferung (xlsx, xlsm, xls, ods, csv)."
        raise ReadingError(error("datenordner-leer", message, Place(file=str(root)), "Lieferungen ablegen."))
    files: list[FileReading] = []
    if (
        processes > 1
        and gazetteer is Gazetteer.bundled()
        and sum(path.stat().st_size for path in paths) >= PARALLEL_FROM
    ):
        work = partial(_bundled_read, root=root, recipes=tuple(recipes))
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=leave_interrupts) as pool:
            for path, reading in zip(paths, pool.map(work, paths, chunksize=1), strict=True):
                files.append(reading)
                if progress is not None:
                    progress(len(files), len(paths), path.relative_to(root).as_posix())
        return _with_changes(files, paths, root, gazetteer, recipes)
    for path in paths:
        files.append(_one(path, root, gazetteer, recipes))
        if progress is not None:
            progress(len(files), len(paths), files[-1].file)
    return _with_changes(files, paths, root, gazetteer, recipes)


def _with_changes(
    files: list[FileReading], paths: Sequence[Path], root: Path, gazetteer: Gazetteer, recipes: Sequence[Recipe]
) -> FolderReading:
    """The readings, those with unknown keys once more where tables of changes name areas that the directory does not
    know.
    """
    changes = [change for file in files for change in file.changes]
    known = gazetteer.with_former(former_areas(gazetteer, changes)) if changes else gazetteer
    if known is not gazetteer:
        for number, path in enumerate(paths):
            if any(item.code in _UNKNOWN for item in files[number].diagnostics):
                files[number] = _one(path, root, known, recipes)
    return FolderReading(tuple(files))


def _one(path: Path, root: Path, gazetteer: Gazetteer, recipes: Sequence[Recipe]) -> FileReading:
    shown = path.relative_to(root).as_posix()
    skipped: Diagnostic | None = unreadable_kind(path, shown)
    if skipped is not None:
        return FileReading(shown, "", (), Ledger(()), (skipped,))
    return read_file(path, root=root, gazetteer=gazetteer, recipes=recipes)


def _bundled_read(path: Path, root: Path, recipes: tuple[Recipe, ...]) -> FileReading:
    return _one(path, root, Gazetteer.bundled(), recipes)
