"""Protecting the register: primary cells, then whatever gives them away, until nothing changes.

Primary: counts below the threshold, counts whose rest to a total or denominator is below it, age groups that differ
by less. Then rates and derived views of hidden counts. Secondary: where a printed total and printed parts leave a
hidden part to subtraction, or leave too little room, the smallest other part is hidden as well (else the total). Atoms
of public sources are never hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from berichtsgenerator.diagnostics import Diagnostic, DisclosureError, error, note
from berichtsgenerator.disclosure.account import (
    Figures,
    Outcome,
    findings,
    name_of,
)
from berichtsgenerator.disclosure.atoms import Atom, Model, build
from berichtsgenerator.disclosure.audit import leaks
from berichtsgenerator.disclosure.blank import hide, open_form
from berichtsgenerator.disclosure.catalogued import Known, known_relations
from berichtsgenerator.disclosure.editions import NOTHING_PUBLISHED, Editions, former_sums, publish
from berichtsgenerator.disclosure.families import Nested, Relation, find
from berichtsgenerator.disclosure.following import hidden_entries, reworded
from berichtsgenerator.disclosure.linking import Linked, link
from berichtsgenerator.disclosure.numeric import NORMAL, Effort, Solution, Status, exposed, failures, refuted
from berichtsgenerator.disclosure.numeric import protect as solve
from berichtsgenerator.disclosure.rules import DisclosureRules, Reason
from berichtsgenerator.disclosure.telling import doubts, listed, undelivered
from berichtsgenerator.indicators.defining.catalogue import Catalogue
from berichtsgenerator.language.numbers import format_number, spell_count
from berichtsgenerator.model.entries import Entry, Protection
from berichtsgenerator.model.marks import Missing
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.model.units import Kind
from berichtsgenerator.register.register import Register, totals

_SAME = 1e-6


def protect(register: Register, rules: DisclosureRules) -> tuple[Register, tuple[Diagnostic, ...]]:
    """The protected register, and what was done (:func:`protect_document` without its account)."""
    outcome = protect_document(register, rules)
    return outcome.register, outcome.diagnostics


def protect_document(
    register: Register,
    rules: DisclosureRules,
    *,
    editions: Editions = NOTHING_PUBLISHED,
    catalogue: Catalogue | None = None,
    effort: Effort = NORMAL,
    processes: int = 1,
) -> Outcome:
    """The protected register, what was done, and for each hidden number why and how well it is protected.

    Hidden entries carry no value, no quality, ``Missing.SECRET`` and a provenance without values; observation values
    that could be summed up to hidden ones are taken from open entries too. ``editions``: what readers know from earlier
    reports and other publishers; ``catalogue``: what is known of the measures behind the numbers. Raises
    DisclosureError when the result would still hold a hidden value, or when a reader could compute one that could have
    been protected.
    """
    model = build(register, rules)
    told = publish(model, editions, rules)
    run = _Run(model, rules, editions, catalogue)
    run.primary()
    refused = undelivered(run.unknown)
    if refused:
        raise DisclosureError(refused)
    linked = run.secondary(effort, processes, editions.hidden)
    solution = run.solution
    if solution is None:
        raise RuntimeError("no pattern")
    hidden = hidden_entries(model, rules)
    loose = linked.loose(solution)
    hidden_atoms = [atom for atom in model.atoms if atom.hidden]
    done: list[Entry] = []
    for entry in register.all_entries():
        found = hidden.get(entry.key)
        if found is not None:
            done.append(hide(entry, *found))
        else:
            done.append(open_form(entry, model, rules, hidden, loose))
    protected = register.replace(reworded(done, model, hidden, loose))
    problems = leaks(protected, hidden_atoms, rules)
    if problems:
        raise DisclosureError(problems)
    account = findings(model, linked, solution, hidden)
    diagnostics = (*told, *_summary(register, hidden, run), *doubts(model, linked, solution))
    return Outcome(protected, diagnostics, account, Figures.of(linked, solution))


class _Run:
    """One run over one model; atoms only ever turn from open to hidden, so it ends."""

    def __init__(
        self,
        model: Model,
        rules: DisclosureRules,
        editions: Editions = NOTHING_PUBLISHED,
        catalogue: Catalogue | None = None,
    ) -> None:
        self.editions = editions
        self.model = model
        self.rules = rules
        known = known_relations(model, catalogue) if catalogue is not None else Known()
        families, self.nested = find(model, known.spots, rules)
        self.families = (*families, *known.families)
        self.relations = (*known.relations, *(Relation(((whole, -1.0), *parts)) for whole, parts in model.balances))
        self.solution: Solution | None = None
        self.whole_groups: list[NumberKey] = []
        self.unknown: list[Atom] = []

    def _mark(self, atom: Atom, protection: Protection, reason: Reason) -> bool:
        if atom.open or atom.value is None or atom.protection is not Protection.OPEN:
            return False
        atom.protection, atom.reason = protection, reason
        return True

    def primary(self) -> None:
        """Hide what tells of fewer persons than the threshold by itself or by one subtraction."""
        rules = self.rules
        self._add_up_contributions()
        for atom in self.model.atoms:
            if atom.value is None or atom.balance:
                continue
            if self._decided_by_few(atom) or atom.amount:
                continue
            if rules.is_small(atom.value, atom.threshold):
                self._mark(atom, Protection.PRIMARY, Reason.SMALL)
            elif atom.value == 0 and atom.zero_hidden:
                self._mark(atom, Protection.PRIMARY, Reason.ZERO)
            elif atom.too_fine:
                self._mark(atom, Protection.PRIMARY, Reason.COARSE)
        for key, (numerator, denominator) in self.model.quotient_parts.items():
            entry = self.model.register.find(key)
            if entry is None or entry.kind not in (Kind.SHARE, Kind.RATE):
                continue
            self._complement(denominator, numerator, Reason.COMPLEMENT)
            if (
                not numerator.open
                and numerator.value is not None
                and denominator.value
                and numerator.value in (0.0, denominator.value)
                and entry.kind is Kind.SHARE
            ):
                if numerator.group_hidden:
                    self._mark(numerator, Protection.PRIMARY, Reason.GROUP)
                elif self.model.register.is_requested(key):
                    self.whole_groups.append(key)
        for key, atom in self.model.of_count.items():
            for wider in totals(key.breakdown):
                total = self.model.of_count.get(
                    NumberKey(key.indicator, key.area, key.period, wider, key.representation)
                )
                if total is not None:
                    self._complement(total, atom, Reason.COMPLEMENT)
        for pair in self.nested:
            self._nested(pair)
        for pair_of in rules.linked:
            for one, other in (pair_of, pair_of[::-1]):
                self._linked(one, other)

    def _add_up_contributions(self) -> None:
        """A delivered sum is made up by those who contribute to its parts, where the parts fill it."""
        for family in self.families:
            total = family.total
            if total.rule is None or total.contributions is not None or total.value is None or family.factor != 1.0:
                continue
            known = [atom.contributions for atom in family.parts]
            values = [atom.value for atom in family.parts]
            whole = sum(value for value in values if value is not None)
            if None in known or abs(whole - total.value) > _SAME * max(1.0, abs(whole)):
                continue
            merged: dict[str, float] = {}
            for part in known:
                for name, value in (part or {}).items():
                    merged[name] = merged.get(name, 0.0) + value
            total.contributions = merged

    def _decided_by_few(self, atom: Atom) -> bool:
        """Hide a sum that few contributors decide; notes one whose contributions are not delivered."""
        if atom.rule is None or atom.open or not atom.value:
            return False
        if atom.contributions is None:
            self.unknown.append(atom)
            return False
        atom.room = atom.rule.room(atom.contributions.values())
        return atom.room > 0 and self._mark(atom, Protection.PRIMARY, Reason.DOMINANCE)

    def _linked(self, small: str, other: str) -> None:
        """Hide counts of ``other`` where the count of ``small`` for the same place and time is too small."""
        for key, atom in self.model.of_count.items():
            if key.indicator == small and atom.reason is Reason.SMALL:
                partner = self.model.of_count.get(replace(key, indicator=other))
                if partner is not None and partner.value:
                    self._mark(partner, Protection.PRIMARY, Reason.LINKED)

    def _complement(self, total: Atom, part: Atom, reason: Reason) -> None:
        if total.inexact or part.inexact or total.value is None or part.value is None or total.balance or part.balance:
            return
        if total.amount or part.amount:
            return
        if self.rules.is_small(total.value - part.value, max(total.threshold, part.threshold)):
            self._mark(part, Protection.PRIMARY, reason)

    def _nested(self, pair: Nested) -> None:
        if self.learned(pair.outer) and self.learned(pair.inner):
            self._complement(pair.outer, pair.inner, Reason.AGES)

    def learned(self, atom: Atom) -> bool:
        """True when the report lets a reader learn the count: printed itself, or through a printed rate or change."""
        if atom.value is None or atom.protection is not Protection.OPEN:
            return False
        return atom.open or any(
            self.model.register.is_requested(key) or key in self.editions.values for key in atom.users
        )

    def secondary(self, effort: Effort, processes: int, familiar: Collection[NumberKey]) -> Linked:
        """Hide what else must be hidden, for the whole document at once; proves that it is enough.

        Raises DisclosureError when the result would not stand the audit.
        """
        former = former_sums(self.families, self.editions, self.rules)
        linked = link(self.model, self.families, self.nested, self.rules, familiar, self.relations, former)
        system = linked.system
        solution = solve(system, effort, processes=processes)
        for cell in np.flatnonzero(solution.hidden).tolist():
            atom = linked.atoms[cell]
            if atom is not None and system.status[cell] == Status.CANDIDATE:
                self._mark(atom, Protection.SECONDARY, Reason.RECOMPUTABLE)
        refused = [attack for attack in failures(system, solution.hidden) if attack not in solution.relaxed]
        wrong = refuted(system, solution.hidden, solution.certificates)
        granted = {(attack.cell, attack.known) for attack in (*solution.relaxed, *solution.uncertain)}
        told = [cell for cell, known in exposed(system, solution.hidden) if (cell, known) not in granted]
        found = [_not_proved(linked, cell) for cell in (*(attack.cell for attack in (*refused, *wrong)), *told)]
        if found:
            raise DisclosureError(list(dict.fromkeys(found)))
        self.solution = solution
        return linked


def _summary(register: Register, hidden: dict[NumberKey, tuple[Protection, Reason]], run: _Run) -> Iterator[Diagnostic]:
    printed = {key: found for key, found in hidden.items() if register.is_requested(key)}
    count = len(printed)
    if count:
        share = format_number(100 * count / max(1, len(register)), 1)
        numbers = spell_count(count, "gedruckte Zahl", "gedruckte Zahlen")
        yield note(
            "geheimhaltung",
            f"Geheimhaltung: {numbers} von {format_number(len(register), 0)} ({share}\u00a0%) "
            f"{'wird' if count == 1 else 'werden'} nicht ausgewiesen (Mindestzahl {run.rules.threshold}).",
        )
    counts = Counter(reason for _, reason in printed.values())
    for reason in Reason:
        if counts[reason]:
            yield note(f"geheimhaltung-{reason.name.lower()}", f"{reason.value}: {format_number(counts[reason], 0)}.")
    source_secret = sum(1 for entry in register if entry.missing is Missing.SECRET and entry.key not in hidden)
    if source_secret:
        yield note("geheimhaltung-quelle", f"{Reason.SOURCE.value}: {format_number(source_secret, 0)}.")
    if run.whole_groups:
        count = len(run.whole_groups)
        named = listed(str(key) for key in run.whole_groups)
        groups = spell_count(count, "Anteil", "Anteile", gender="m")
        yield note(
            "geheimhaltung-gruppe",
            f"{groups[0].upper() + groups[1:]} von genau 0 oder 100\u00a0% in geschützten Quellen "
            f"{'sagt' if count == 1 else 'sagen'} etwas über eine ganze Gruppe: {named}.",
            advice="Prüfen Sie, ob das Thema das verträgt; „gruppen: geheim“ verbirgt solche Anteile.",
        )


def _not_proved(linked: Linked, cell: int) -> Diagnostic:
    return error(
        "geheimhaltung-pruefung",
        f"{name_of(linked, cell)}: Die Prüfung lässt diese Zahl enger eingrenzen, als die Regel erlaubt.",
        advice="Das ist ein Fehler des Programms; der Bericht wird nicht geschrieben.",
    )
