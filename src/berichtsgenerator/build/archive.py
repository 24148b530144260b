"""The archive of editions: what was published stays known to protection, also when its report is gone.

Comes in: the registers beside built reports. Goes out: copies of them in the project's archive folder, a folder for
each edition. An edition is never overwritten by another.
"""

from __future__ import annotations

import re
from pathlib import Path

from berichtsgenerator.build.recall import target_folder
from berichtsgenerator.build.results import BuildOptions
from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error
from berichtsgenerator.register.files import SUFFIX, read_register
from berichtsgenerator.wholefile import write_all


def archive(options: BuildOptions, name: str) -> tuple[str, ...]:
    """Copy the public registers of the wanted products to the archive as edition ``name``; returns German lines.

    Raises ConfigurationError with every mistake: no archive folder in the project file, a name that is no folder's, an
    edition that is there already with other numbers, a product that was not built or is internal.
    """
    project = load_project(options.project_file)
    folder = project.archive_folder
    mistakes: list[Diagnostic] = []
    if folder is None:
        advice = "Schreiben Sie „archiv: archiv“ unter „geheimhaltung:“."
        mistakes.append(error("archiv-fehlt", "Das Projekt nennt keinen Archivordner.", Place(project.file), advice))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}", name):
        message = f"„{name}“ taugt nicht als Name einer Ausgabe."
        mistakes.append(error("archiv-name", message, advice="Nehmen Sie Buchstaben und Ziffern, etwa 2026-11."))
    contents: dict[Path, bytes] = {}
    source = target_folder(options, project)
    for product in options.products:
        path = source / f"{product}{SUFFIX}"
        if not path.is_file():
            message = f"„{product}“ ist nicht gebaut."
            mistakes.append(
                error("archiv-produkt", message, Place(str(path)), f"Bauen Sie es: bericht bauen {product}")
            )
            continue
        if read_register(path).edition != "oeffentlich":
            message = f"„{product}“ ist eine interne Ausgabe und nicht veröffentlicht."
            mistakes.append(error("archiv-intern", message, Place(str(path)), "Bauen Sie die öffentliche Ausgabe."))
            continue
        if folder is not None:
            target = folder / name / path.name
            data = path.read_bytes()
            if target.exists() and target.read_bytes() != data:
                message = f"Die Ausgabe „{name}“ von „{product}“ ist schon mit anderen Zahlen archiviert."
                mistakes.append(
                    error("archiv-vorhanden", message, Place(str(target)), "Wählen Sie einen anderen Namen.")
                )
            contents[target] = data
    if mistakes:
        raise ConfigurationError(mistakes)
    for target in contents:
        target.parent.mkdir(parents=True, exist_ok=True)
    write_all(contents)
    return tuple(f"Archiviert: {path}" for path in sorted(contents))
