"""Phase two of a build: the rules of the project, what readers know already, and the protection of all numbers."""

from __future__ import annotations

from berichtsgenerator.build.workspace import Workspace, age_limits
from berichtsgenerator.configuration.project import Project, SourceRule
from berichtsgenerator.diagnostics import ConfigurationError, error
from berichtsgenerator.disclosure import (
    EFFORTS,
    Concentration,
    DisclosureRules,
    Editions,
    Outcome,
    protect_document,
    read_editions,
    with_known,
)
from berichtsgenerator.disclosure.rules import PROTECTED
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.register import Register


def rules_of(project: Project) -> DisclosureRules:
    """The rules of the project file as disclosure control takes them."""
    config = project.geheimhaltung
    return DisclosureRules(
        threshold=config.mindestzahl,
        hide_zero=config.nullen == "geheim",
        open_sources=tuple(
            PROTECTED + rule.muster if rule.regel == "geschuetzt" else rule.muster for rule in config.quellen
        ),
        thresholds=tuple((rule.muster, rule.mindestzahl) for rule in config.quellen if rule.mindestzahl is not None),
        zero_sources=tuple(rule.muster for rule in config.quellen if rule.nullen == "geheim"),
        inexact_sources=tuple(rule.muster for rule in config.quellen if rule.regel in ("verfaelscht", "gerundet")),
        concentrations=tuple(
            (rule.muster, concentration_of(rule))
            for rule in config.quellen
            if rule.dominanz is not None or rule.p_prozent is not None
        ),
        hide_groups=config.gruppen == "geheim",
        group_sources=tuple(rule.muster for rule in config.quellen if rule.gruppen == "geheim"),
        age_limits=age_limits(project),
        merged=frozenset(config.uebrige.gebiete) if config.uebrige is not None else frozenset(),
        merged_to=project.rest_key,
        merged_sources=tuple(rule.muster for rule in config.quellen if rule.uebrige == "zusammen"),
        linked=tuple((pair.personen, pair.faelle) for pair in config.verbunden),
    )


def concentration_of(rule: SourceRule) -> Concentration:
    """The rule of a source for sums that few contributors decide."""
    largest, share = (rule.dominanz.groesste, rule.dominanz.anteil) if rule.dominanz is not None else (0, 100.0)
    return Concentration(largest, share, rule.p_prozent or 0.0)


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
