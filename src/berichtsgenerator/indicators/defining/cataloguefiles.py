"""Reads the files of a catalogue, entry by entry where a file has mistakes.

Comes in: a folder with ``catalogue/*.yaml`` and ``measures/*.yaml``. Goes out: the entries that have the right form,
with their places. One wrong entry neither hides the mistakes of its neighbours nor makes an unknown name of what refers
to it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from berichtsgenerator.configuration.yamlfile import PlaceIndex, validate
from berichtsgenerator.configuration.yamltree import parse, read_text
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place
from berichtsgenerator.indicators.defining.definitions import CatalogueFile, IndicatorDefinition
from berichtsgenerator.indicators.defining.measures import MeasureDefinition, MeasureFile

T = TypeVar("T", IndicatorDefinition, MeasureDefinition)


class Spoilt(NamedTuple):
    """Entries that were refused for their form, and files that could not be read at all.

    What another entry says of them cannot be judged: it is no unknown name.
    """

    ids: set[str]
    files: set[str]

    def unknown(self, key: str, known: Container[str]) -> bool:
        """True when a name is a mistake of the one who uses it."""
        return key not in known and key not in self.ids and not self.files


def measures_of(
    folder: Path, prefix: str, problems: list[Diagnostic], spoilt: Spoilt
) -> Iterator[tuple[MeasureDefinition, Place, PlaceIndex]]:
    """The measures of a folder with the places of their keys; what is wrong goes to ``problems`` and ``spoilt``."""
    for path in sorted((folder / "measures").glob("*.yaml")):
        data, places = _read(path, f"{prefix}measures/{path.name}", problems, spoilt)
        if places is None:
            continue
        try:
            found = dict(validate(data, MeasureFile, places).measures)
        except ConfigurationError as problem:
            problems.extend(problem.diagnostics)
            found = _single(data, "merkmale", MeasureDefinition, spoilt)
        for key, measure in found.items():
            yield measure.model_copy(update={"id": key}), places.key_place(("merkmale", key)), places


def indicators_of(
    folder: Path, prefix: str, problems: list[Diagnostic], spoilt: Spoilt
) -> Iterator[tuple[IndicatorDefinition, Place, PlaceIndex]]:
    """The indicators of a folder with the places of their keys; what is wrong goes to ``problems`` and ``spoilt``."""
    for path in sorted((folder / "catalogue").glob("*.yaml")):
        data, places = _read(path, f"{prefix}catalogue/{path.name}", problems, spoilt)
        if places is None:
            continue
        topic = ""
        try:
            file = validate(data, CatalogueFile, places)
            found, topic = dict(file.indicators), file.topic
        except ConfigurationError as problem:
            problems.extend(problem.diagnostics)
            found = _single(data, "indikatoren", IndicatorDefinition, spoilt)
        for key, definition in found.items():
            update = {"id": key, "topic": definition.topic or topic}
            yield definition.model_copy(update=update), places.key_place(("indikatoren", key)), places


def _read(
    path: Path, shown: str, problems: list[Diagnostic], spoilt: Spoilt
) -> tuple[object, PlaceIndex] | tuple[None, None]:
    """The plain data of a file and the places in it, or nothing where it is no YAML."""
    try:
        return parse(read_text(path, shown=shown), shown=shown)
    except ConfigurationError as problem:
        problems.extend(problem.diagnostics)
        spoilt.files.add(shown)
        return None, None


def _single(data: object, word: str, form: type[T], spoilt: Spoilt) -> dict[str, T]:
    """The entries of a file with mistakes that are right by themselves."""
    entries = data.get(word) if isinstance(data, dict) else None
    found: dict[str, T] = {}
    for key, value in entries.items() if isinstance(entries, dict) else ():
        try:
            found[str(key)] = form.model_validate(value)
        except ValidationError:
            spoilt.ids.add(str(key))
    return found
