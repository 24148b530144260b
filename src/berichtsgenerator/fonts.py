"""Where the typefaces lie: beside the package in an installed wheel, in the repository's ``fonts/`` while developing.

Comes in: a file name such as ``SourceSans3-Regular.ttf``. Goes out: its path. Nothing is searched in the system, so
that the same document has the same typefaces everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from berichtsgenerator.diagnostics import ConfigurationError, error

_HERE = Path(__file__).resolve().parent


def font_folders() -> tuple[Path, ...]:
    """The folders that hold the bundled typefaces, existing ones only: in the wheel, in the repository."""
    return tuple(folder for folder in (_HERE / "fonts", _HERE.parents[1] / "fonts") if folder.is_dir())


def font_path(name: str, folders: Iterable[Path] = ()) -> Path:
    """The path of the typeface file ``name``, looked for in ``folders`` (a project's own) and then in the bundled ones.

    Raises :class:`ConfigurationError` when no folder holds it.
    """
    searched = [*folders, *font_folders()]
    for folder in searched:
        path = folder / name
        if path.is_file():
            return path
    places = ", ".join(str(folder) for folder in searched) or "kein Schriftordner"
    raise ConfigurationError(
        error(
            "schrift-fehlt",
            f"Die Schriftdatei „{name}“ wurde nicht gefunden (gesucht in: {places}).",
            advice="Den Namen unter hausstil.schriften prüfen oder die TrueType-Datei in den Schriftordner legen.",
        )
    )
