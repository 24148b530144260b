"""The command line: words in, exit code out.

Exit codes: 0 done, 1 the user's files do not allow it (with diagnostics), 2 the call's words are wrong, 130
interrupted.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from berichtsgenerator import __version__
from berichtsgenerator.cli.arguments import command_line
from berichtsgenerator.diagnostics import Diagnostic, ReportError, Severity, error

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _speak_german()
    options = command_line().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except ReportError as problem:
        report(problem.diagnostics)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("Abgebrochen. Frühere Berichte sind unverändert.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except MemoryError:
        advice = "Schließen Sie andere Programme oder bauen Sie mit „--prozesse 1“."
        report(
            (error("speicher", "Der Arbeitsspeicher reicht nicht. Frühere Berichte sind unverändert.", advice=advice),)
        )
        return EXIT_FAILED
    except BrokenPipeError:
        # The reader of our output (a pager, head) has gone: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        report((_fault(options),))
        return EXIT_FAILED


def _fault(options: argparse.Namespace) -> Diagnostic:
    """A fault of the program itself: what Python says goes to a file, the user reads where it is."""
    output: Path | None = getattr(options, "ausgabe", None)
    folder = output if output is not None and output.is_dir() else None
    details = traceback.format_exc()
    message = "Das Programm hat einen Fehler. Frühere Berichte sind unverändert."
    for place in (folder, None):
        try:
            handle, name = tempfile.mkstemp(prefix="bericht-fehler-", suffix=".log", dir=place)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(f"berichtsgenerator {__version__}\n{details}")
        except OSError:
            continue
        advice = f"Bitte schicken Sie diese Datei an die Betreuung des Programms: {name}"
        return error("programmfehler", message, advice=advice)
    return error("programmfehler", message, advice=f"Die letzte Meldung: {details.strip().splitlines()[-1]}")


def report(diagnostics: Sequence[Diagnostic]) -> None:
    """Print what stopped a command: every error, then the warnings. Notes are for the record of a finished report."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for item in diagnostics:
            if item.severity is severity:
                print(item, file=sys.stderr)


def _speak_german() -> None:
    """argparse words its messages through gettext; the program's users read German whatever the machine's locale is."""
    os.environ["LANGUAGE"] = "de"
    gettext.bindtextdomain("berichtsgenerator", str(Path(__file__).parents[1] / "locale"))
    gettext.textdomain("berichtsgenerator")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
