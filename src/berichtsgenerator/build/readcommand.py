"""The command ``lesen``: shows how deliveries are understood, writes observations, recipes and previews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from berichtsgenerator.build.trust import weighed
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, OutputError, Place, error, has_errors
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.reading import FileReading, read_file, read_folder, recipes_near, unused_recipes
from berichtsgenerator.reading.tables.trace import Trace
from berichtsgenerator.reading.telling.among import across
from berichtsgenerator.reading.telling.export import write
from berichtsgenerator.reading.telling.plausibility import plausible
from berichtsgenerator.reading.telling.preview import preview
from berichtsgenerator.reading.telling.recipewriter import recipe_text
from berichtsgenerator.reading.telling.summary import summarize, summarize_all
from berichtsgenerator.reading.telling.update import changes, load_snapshot, snapshot, snapshot_bytes
from berichtsgenerator.reading.words.recipes import FOLDER
from berichtsgenerator.wholefile import write_all


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What ``lesen`` was asked for; a None means not asked."""

    paths: tuple[Path, ...]
    output: Path | None = None
    recipe: Path | None = None
    """Target of the recipe; an empty path means ``rezepte/NAME.yaml`` in the working folder."""
    preview: Path | None = None
    state: Path | None = None
    """The last reading, against which this one is compared and which it then replaces."""
    processes: int = 1


def read(options: ReadOptions) -> int:
    """Read files and folders, show how they were understood, and write what was asked for.

    What is doubtful is weighed as ``bericht bauen`` would weigh it. Returns the exit code.
    """
    gazetteer = Gazetteer.bundled()
    missing = [
        error("datei-fehlt", "Die Datei gibt es nicht.", Place(file=str(path)), "Pfad prüfen.")
        for path in options.paths
        if not path.exists()
    ]
    if missing:
        raise ConfigurationError(missing)
    _one_file_only(options)
    readings: list[FileReading] = []
    unused: list[Diagnostic] = []
    for path in options.paths:
        if path.is_dir():
            recipes = recipes_near(path)
            folder = read_folder(path, gazetteer=gazetteer, processes=options.processes, recipes=recipes)
            readings.extend(folder.files)
            unused.extend(unused_recipes(recipes, (reading.file for reading in folder.files)))
        else:
            readings.append(_single(path, gazetteer, options))
    readings = [
        replace(reading, diagnostics=(*weighed(reading.diagnostics), *plausible(reading, gazetteer)))
        for reading in readings
    ]
    for reading in readings:
        print(summarize(reading))
        print()
    _among((*across(readings), *unused))
    failed = [reading.file for reading in readings if has_errors(reading.diagnostics)]
    if len(readings) > 1:
        print(summarize_all(readings))
        if failed:
            print(f"  Mit Fehlern: {', '.join(failed)}")
    if options.output is not None:
        observations = [item for reading in readings for table in reading.tables for item in table.observations]
        write(observations, options.output)
        print(f"{len(observations)} Beobachtungen nach {options.output} geschrieben.")
    if options.state is not None:
        _compare(options.state, readings, alone=not any(path.is_dir() for path in options.paths))
    return 1 if failed else 0


def _one_file_only(options: ReadOptions) -> None:
    if options.recipe is None and options.preview is None:
        return
    if len(options.paths) != 1 or options.paths[0].is_dir():
        message = "„--rezept“ und „--vorschau“ gelten für eine einzelne Datei."
        raise ConfigurationError(error("eine-datei", message, advice="Nennen Sie genau eine Lieferung."))


def _single(path: Path, gazetteer: Gazetteer, options: ReadOptions) -> FileReading:
    recipes = recipes_near(path.parent)
    if options.preview is not None:
        reading, page = preview(path, root=path.parent, gazetteer=gazetteer, recipes=recipes)
        write_all({options.preview: page.encode("utf-8")})
        print(f"Vorschau: {options.preview}")
    if options.recipe is not None:
        trace = Trace()
        reading = read_file(path, root=path.parent, gazetteer=gazetteer, recipes=recipes, trace=trace)
        target = options.recipe if options.recipe.name else Path(FOLDER) / f"{path.stem}.yaml"
        if target.exists():
            message = "Das Rezept gibt es schon; es wird nicht überschrieben."
            advice = "Ein anderes Ziel angeben: --rezept DATEI.yaml"
            raise OutputError(error("rezept-vorhanden", message, Place(file=str(target)), advice))
        target.parent.mkdir(parents=True, exist_ok=True)
        write_all({target: recipe_text(reading, trace).encode("utf-8")})
        print(f"Rezept: {target}")
    if options.preview is None and options.recipe is None:
        reading = read_file(path, root=path.parent, gazetteer=gazetteer, recipes=recipes)
    return reading


def _among(found: Sequence[Diagnostic]) -> None:
    if found:
        print("Lieferungen untereinander")
        for item in found:
            print(f"  {item}")
        print()


def _compare(state: Path, readings: list[FileReading], *, alone: bool) -> None:
    """Tell what changed and keep the new state. Files read ``alone``, without their folder, say nothing about the other
    tables of the last reading: these are kept as they were.
    """
    last = load_snapshot(state)
    now = snapshot(readings)
    before = {name: numbers for name, numbers in last.items() if name in now} if alone else last
    if not last:
        print(f"Noch kein früherer Lesestand in {state}; dieser wird der erste.")
    else:
        print("Gegenüber dem letzten Lesestand")
        for change in changes(before, readings):
            print(f"  {change.line}")
            for example in change.examples:
                print(f"    {example}")
    write_all({state: snapshot_bytes({**last, **now} if alone else now)})
