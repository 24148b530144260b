"""Reads a layout file with all texts that it names.

Comes in: a path and the project. Goes out: a :class:`Layout`. Every mistake in the file, and every text file that is
missing or lies outside the layout folder, is reported at once with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from berichtsgenerator.configuration.project import Project
from berichtsgenerator.configuration.yamlfile import did_you_mean, load_with_places
from berichtsgenerator.configuration.yamltree import Loc, PlaceIndex, read_text
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, error
from berichtsgenerator.plan.layout.blocks import Block
from berichtsgenerator.plan.layout.whole import LayoutModel, Section

MAX_TEXT = 400_000


@dataclass(frozen=True)
class Layout:
    """A validated layout, the places of its parts, and its text files by their path in the layout folder."""

    model: LayoutModel
    places: PlaceIndex
    folder: Path
    texts: dict[str, str]

    @property
    def name(self) -> str:
        """The product."""
        return self.model.produkt

    def text(self, file: str) -> str | None:
        """The text of a file named in the layout (templates filled in), None when it does not exist.

        Raises ConfigurationError when it cannot be read, ValueError when it lies outside the layout folder.
        """
        if file not in self.texts:
            path = inside(self.folder, file)
            if not path.is_file():
                return None
            self.texts[file] = read_text(path, shown=self.shown(file), limit=MAX_TEXT)
        return self.texts[file]

    def shown(self, file: str) -> str:
        """The file's name in messages."""
        return str(Path(self.places.shown).parent / file)


def inside(folder: Path, file: str) -> Path:
    """The path of ``file`` in ``folder``; raises ValueError when it leads out of it."""
    if file.startswith(("/", "\\", "~")) or ":" in file or "\\" in file or "\x00" in file:
        raise ValueError(f"„{file}“ ist kein Pfad innerhalb des Layoutordners")
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(f"„{file}“ führt aus dem Layoutordner hinaus")
    return path


def _blocks(blocks: list[Block], loc: Loc) -> Iterator[tuple[Block, Loc]]:
    for index, block in enumerate(blocks):
        here = (*loc, index)
        yield block, (*here, block.kind)
        for inner in (block.querformat, block.gruppe):
            if inner is not None:
                yield from _blocks(inner.inhalt, (*here, block.kind, "inhalt"))


def _sections(sections: list[Section], loc: Loc) -> Iterator[tuple[Section, Loc]]:
    for index, section in enumerate(sections):
        yield section, (*loc, index)
        yield from _sections(section.abschnitte, (*loc, index, "abschnitte"))


def all_blocks(model: LayoutModel) -> Iterator[tuple[Block, Loc]]:
    """Every block of a layout with its location."""
    yield from _blocks(model.vorspann, ("vorspann",))
    for part in ("kapitel", "anhaenge"):
        for section, loc in _sections(getattr(model, part), (part,)):
            yield from _blocks(section.inhalt, (*loc, "inhalt"))


def all_sections(model: LayoutModel) -> Iterator[tuple[Section, Loc]]:
    """Every section of a layout with its location."""
    yield from _sections(model.kapitel, ("kapitel",))
    yield from _sections(model.anhaenge, ("anhaenge",))


def _text_findings(layout: Layout) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for block, loc in all_blocks(layout.model):
        if block.text is None or not block.text.datei or "{" in block.text.datei:
            continue
        file, place = block.text.datei, layout.places.place((*loc, "datei"))
        try:
            if layout.text(file) is None and not block.text.wenn_vorhanden:
                known = [
                    path.relative_to(layout.folder).as_posix() for path in sorted(layout.folder.rglob("*.md"))[:2000]
                ]
                found.append(
                    error(
                        "text-fehlt",
                        f"Die Textdatei „{file}“ gibt es im Layoutordner nicht.",
                        place,
                        did_you_mean(file, known, listing="Vorhanden sind"),
                    )
                )
        except ValueError as problem:
            found.append(error("text-pfad", f"{problem}.", place, "Nennen Sie eine Datei im Layoutordner."))
        except ConfigurationError as problem:
            found.extend(problem.diagnostics)
    return found


def layout_path(name: str, project: Project) -> Path:
    """The layout file of a product's name, or the path itself when it names a file."""
    given = Path(name)
    if given.suffix in (".yaml", ".yml"):
        return given if given.is_file() or given.is_absolute() else project.layout_folder / given
    return project.layout_folder / f"{name}.yaml"


def layout_folder(path: Path, project: Project) -> Path:
    """Where the texts of a layout file are looked for."""
    folder = project.layout_folder
    return folder if path.resolve().is_relative_to(folder.resolve()) else path.parent


def shown_name(path: Path, project: Project) -> str:
    """A layout file's name in messages: as seen from the project file where it lies there."""
    try:
        return path.resolve().relative_to(project.root.resolve()).as_posix()
    except ValueError:
        return str(path)


def load_layout(path: Path, project: Project) -> Layout:
    """The layout of a file; raises ConfigurationError with every mistake and its place.

    Texts are looked for in the project's layout folder when the file lies there, else beside the file.
    """
    if not path.is_file():
        folder = path.parent
        known = [item.stem for item in sorted(folder.glob("*.yaml"))] if folder.is_dir() else []
        raise ConfigurationError(
            error(
                "layout-fehlt",
                f"Das Produkt „{path.stem}“ gibt es nicht: die Datei „{path}“ fehlt.",
                advice=did_you_mean(path.stem, known, listing="Vorhanden sind"),
            )
        )
    model, places = load_with_places(path, LayoutModel, shown=shown_name(path, project))
    layout = Layout(model, places, layout_folder(path, project), {})
    found = _text_findings(layout)
    if found:
        raise ConfigurationError(sorted(found, key=lambda item: (item.place, item.code, item.message)))
    return layout
