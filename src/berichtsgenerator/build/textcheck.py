"""``bericht textpruefung``: checks the texts of products, guesses where typed numbers come from, approves a state.

Comes in: a call. Goes out: German lines and an exit code: 0 nothing to do, 1 something to look at.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from berichtsgenerator.build.collecting import few_collections
from berichtsgenerator.build.guesses import Guess, Guesser, best
from berichtsgenerator.build.pipeline import prepare
from berichtsgenerator.build.progress import Progress
from berichtsgenerator.build.results import BuildOptions
from berichtsgenerator.build.textstate import Checked, approval_path, check_text
from berichtsgenerator.diagnostics import Diagnostic, Severity
from berichtsgenerator.plan.planned.document import TypedFigure
from berichtsgenerator.plan.printing.datecheck import MISDATED
from berichtsgenerator.plan.printing.textcheck import FALSE, UNKNOWN, state, told
from berichtsgenerator.register import Protection, Register
from berichtsgenerator.wholefile import write_all


@few_collections()
def textpruefung(options: BuildOptions, progress: Progress, *, approve: bool) -> tuple[list[str], int]:
    """What was found in the texts of products, as lines, and the exit code; ``approve`` keeps the present state."""
    prepared = prepare(options, progress)
    progress.stage("Texte prüfen", len(prepared.jobs))
    workspace = prepared.workspace
    lines: list[str] = []
    states: dict[Path, bytes] = {}
    good = True
    guesser = Guesser(workspace.engine, workspace.gazetteer, workspace.project.kreis)
    for job in prepared.jobs:
        planned = prepared.planned[job.name]
        checked = check_text(workspace.project, job.name, planned, prepared.register)
        lines.extend(_lines(job.name, checked, guesser, prepared.register))
        good = good and checked.good
        if approve and not any(item.code == FALSE for item in checked.claims):
            path = approval_path(workspace.project, job.name)
            content = state(job.name, told(planned, prepared.register))
            states[path] = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
            lines.append(f"Freigegeben: {_paragraphs(len(content['absaetze']))}, Stand in {path}.")
        elif approve:
            lines.append("Nicht freigegeben, weil Aussagen nicht stimmen.")
            good = False
        progress.advance()
    progress.close()
    if states:
        write_all(states)
    return lines, 0 if good or (approve and len(states) == len(prepared.jobs)) else 1


def _lines(name: str, checked: Checked, guesser: Guesser, register: Register) -> list[str]:
    lines = [f"Textprüfung {name}"]
    lines.extend(_section("Zahlen ohne Herkunft", [_typed_line(item, guesser, register) for item in checked.typed]))
    for title, code in (
        ("Aussagen, die nicht stimmen", FALSE),
        ("Aussagen, die sich nicht prüfen lassen", UNKNOWN),
        ("Zeitangaben, die nicht zu den Zahlen passen", MISDATED),
    ):
        lines.extend(_section(title, [_plain(item) for item in checked.claims if item.code == code]))
    changed = [
        f"{item.told.place}: „{item.told.start}“: {'; '.join(f'{then} → {now}' for then, now in item.pairs)}"
        for item in checked.comparison.changed
    ]
    lines.extend(_section("Absätze, deren Zahlen sich seit der Freigabe geändert haben", changed))
    if checked.approved:
        new = [f"{item.place}: „{item.start}“" for item in checked.comparison.new]
        lines.extend(_section("Absätze, die noch nicht freigegeben sind", new))
    else:
        count = len(checked.comparison.new)
        lines.append(f"Noch kein freigegebener Stand ({_paragraphs(count)}). Freigeben mit --freigeben.")
    words = [_words_line(item, guesser) for item in checked.quantities]
    lines.extend(_section("Mengen in Worten (gelten nur, solange die Zahlen so bleiben; siehe stimmt())", words))
    return lines


def _paragraphs(count: int) -> str:
    return f"{count} {'Absatz' if count == 1 else 'Absätze'} mit Zahlen"


def _section(title: str, items: Sequence[str]) -> list[str]:
    return [f"{title}: {len(items)}", *(f"  {item}" for item in items)] if items else [f"{title}: keine"]


def _plain(item: Diagnostic) -> str:
    text = f"{item.place}: {item.message}"
    return f"{text} {item.advice}" if item.advice and item.severity is not Severity.NOTE else text


def _typed_line(item: TypedFigure, guesser: Guesser, register: Register) -> str:
    blank = "\u00a0" if item.unit else ""
    found = guesser.guesses(item)
    hidden = [guess for guess in found if guess.number in register and _is_hidden(register, guess)]
    guess = guesser.of_directory(item) or best(found) or "keine Zahl des Registers wird so gedruckt"
    line = f"{item.place}: „{item.text}{blank}{item.unit}“: {guess}"
    return f"{line}. Achtung: {hidden[0].key} ist im Bericht geheim gehalten." if hidden else line


def _words_line(item: TypedFigure, guesser: Guesser) -> str:
    """A quantity in words with its sentence, and the number that it may word."""
    guess = best(guesser.of_words(item))
    return f"{item.place}: „{item.text}“ in: {item.sentence}" + (f" ({guess})" if guess else "")


def _is_hidden(register: Register, guess: Guess) -> bool:
    return register.entry(guess.number).protection is not Protection.OPEN
