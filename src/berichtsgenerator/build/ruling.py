"""The rules of the project file in the words of disclosure control."""

from __future__ import annotations

from berichtsgenerator.configuration.project import Project, SourceRule
from berichtsgenerator.disclosure import Concentration, DisclosureRules
from berichtsgenerator.disclosure.rules import PROTECTED


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


def age_limits(project: Project) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """The ages at which groups of a source may begin, by the source's glob; empty ones allow all."""
    return tuple(
        (rule.muster, tuple(float(age) for age in rule.altersgrenzen or ())) for rule in project.geheimhaltung.quellen
    )
