"""Phase two of a build: the rules of the project, what readers know already, and the protection of all numbers."""

from __future__ import annotations

from berichtsgenerator.build.ruling import rules_of
from berichtsgenerator.build.workspace import Workspace
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.diagnostics import ConfigurationError, error
from berichtsgenerator.disclosure import (
    EFFORTS,
    Editions,
    Outcome,
    protect_document,
    read_editions,
    with_known,
)
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.register import Register


def editions_of(project: Project) -> Editions:
    """What earlier editions and other publishers have printed; raises ConfigurationError with every mistake."""
    folder = project.archive_folder
    found = Editions()
    if folder is not None:
        if folder.exists() and not folder.is_dir():
            message = f"Das Archiv „{project.geheimhaltung.archiv}“ ist kein Ordner."
            raise ConfigurationError(error("archiv-ordner", message, advice="Nennen Sie einen Ordner."))
        found = read_editions(folder)
    known = [(item.zahl, item.wert, item.quelle) for item in project.geheimhaltung.bekannt]
    return with_known(found, known, project.file)


def support_of(editions: Editions, workspace: Workspace) -> tuple[NumberKey, ...]:
    """The numbers of earlier editions that the catalogue still knows."""
    return tuple(key for key in editions.all_keys() if key.indicator in workspace.catalogue)


def protected(workspace: Workspace, register: Register, editions: Editions, processes: int) -> Outcome:
    """The protected register with its account."""
    config = workspace.project.geheimhaltung
    return protect_document(
        register,
        rules_of(workspace.project),
        editions=editions,
        catalogue=workspace.catalogue,
        effort=EFFORTS[config.aufwand],
        processes=processes,
    )
