"""What the user of the command line sees of a build: the progress bar and the summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from berichtsgenerator.build.progress import Progress, Silent
from berichtsgenerator.build.results import BuildResult, TextState
from berichtsgenerator.diagnostics import Diagnostic, Severity

_SHOWN_PER_CODE = 5


class _Bar:
    """Progress as bars on a terminal, one for each stage."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, name: str, total: int | None = None) -> None:
        """Finish the running stage's bar and begin a new one."""
        self.close()
        self._task = self._bars.add_task(name, total=total)

    def advance(self, count: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, count)

    def close(self) -> None:
        """Fill the running bar."""
        if self._task is None:
            return
        task = self._bars.tasks[self._bars.task_ids.index(self._task)]
        done = task.total if task.total is not None else max(task.completed, 1)
        self._bars.update(self._task, total=done, completed=done)
        self._task = None


class _Lines:
    """Progress as one line for each stage, where there is no terminal (a log file)."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Print the stage."""
        amount = f" ({total})" if total else ""
        print(f"{name}{amount} …", file=sys.stderr, flush=True)

    def advance(self, count: int = 1) -> None:
        """Lines do not move."""

    def close(self) -> None:
        """Nothing to close."""


@contextmanager
def console_progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Progress for the command line: bars on a terminal, lines elsewhere, nothing when ``quiet``."""
    if quiet:
        yield Silent()
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (
        TextColumn("{task.description:<34}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("noch"),
        TimeRemainingColumn(),
    )
    with RichProgress(*columns, console=console) as bars:
        bar = _Bar(bars)
        yield bar
        bar.close()


def grouped(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Diagnostics as lines: at most a handful of each kind, then how many more there are."""
    lines: list[str] = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE):
        kinds: dict[str, list[Diagnostic]] = {}
        for item in diagnostics:
            if item.severity is severity:
                kinds.setdefault(item.code, []).append(item)
        for code in sorted(kinds):
            items = kinds[code]
            shown = items if severity is Severity.ERROR else items[:_SHOWN_PER_CODE]
            lines.extend(str(item) for item in shown)
            if len(items) > len(shown):
                lines.append(f"  … und {len(items) - len(shown)} weitere dieser Art ({code})")
    return lines


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _text_line(text: TextState) -> str:
    """What the text check found, ``""`` when there is nothing to look at."""
    parts = (
        (text.typed, _count(text.typed, "Zahl", "Zahlen") + " ohne Herkunft"),
        (text.false, _count(text.false, "Aussage stimmt", "Aussagen stimmen") + " nicht"),
        (text.unknown, _count(text.unknown, "Aussage ist", "Aussagen sind") + " nicht zu prüfen"),
        (text.changed, _count(text.changed, "Absatz hat", "Absätze haben") + " seit der Freigabe andere Zahlen"),
        (text.new, _count(text.new, "Absatz ist", "Absätze sind") + " nicht freigegeben"),
    )
    return ", ".join(words for count, words in parts if count)


def print_summary(result: BuildResult) -> None:
    """Print what was built, what to know about it, and where it is."""
    for line in grouped(result.diagnostics):
        print(line)
    for product in result.products:
        if product.unchanged:
            print(f"{product.path}: unverändert ({_count(product.pages, 'Seite', 'Seiten')})")
            continue
        print(
            f"{product.path}: {_count(product.pages, 'Seite', 'Seiten')}, "
            f"{_count(product.tables, 'Tabelle', 'Tabellen')}, "
            f"{_count(product.figures, 'Abbildung', 'Abbildungen')}, {_count(product.numbers, 'Zahl', 'Zahlen')}, "
            f"davon {product.hidden} geheim gehalten, {_count(product.gaps, 'Lücke', 'Lücken')}"
        )
    for product in result.products:
        told = _text_line(product.text)
        if told:
            print(f"Textprüfung {product.path.stem}: {told}. Mehr mit „bericht textpruefung“.")
    print(f"Fertig in {result.seconds:.1f} Sekunden.".replace(".", ",", 1))
