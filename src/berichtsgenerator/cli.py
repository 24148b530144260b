"""The command line: words in, exit code out.

Exit codes: 0 done, 1 the user's files do not allow it (with diagnostics), 2 the call's words are wrong, 130
interrupted. Heavy rooms are imported by the command that needs them, so that ``--help`` answers at once.
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
from berichtsgenerator.diagnostics import Diagnostic, ReportError, Severity, error

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

_EPILOG = """\
Beispiele:
  bericht bauen sozialbericht
  bericht bauen foerderantrag --kapitel kinderarmut --gebiet 06432008
  bericht bauen sozialbericht --projekt examples/amtlich-06432/projekt.yaml --daten ORDNER
  bericht lesen data_in/12411-01-01-5.csv
  bericht herkunft "7,1"
  bericht textpruefung sozialbericht
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _speak_german()
    parser = _parser()
    options = parser.parse_args(arguments)
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
    gettext.bindtextdomain("berichtsgenerator", str(Path(__file__).parent / "locale"))
    gettext.textdomain("berichtsgenerator")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bericht",
        description="Macht aus statistischen Tabellen amtliche Berichte als barrierefreies PDF.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"berichtsgenerator {__version__}",
        help="zeigt die Version und endet",
    )
    commands = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    _add_build(commands)
    _add_read(commands)
    _add_check(commands)
    _add_origin(commands)
    _add_text_check(commands)
    _add_secrecy(commands)
    _add_indicators(commands)
    _add_figures(commands)
    _add_gallery(commands)
    _add_new(commands)
    return parser


Commands = argparse._SubParsersAction  # the only name that argparse has for it


def _project_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--projekt", type=Path, default=Path("projekt.yaml"), metavar="DATEI", help="Projektdatei (sonst: projekt.yaml)"
    )
    parser.add_argument("--daten", type=Path, metavar="ORDNER", help="Ordner der Lieferungen statt dem des Projekts")
    parser.add_argument(
        "--prozesse", type=_positive, default=os.cpu_count() or 1, metavar="N", help="so viele Prozesse (sonst: alle)"
    )


def _add_build(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "bauen",
        help="baut Berichte als PDF",
        description="Baut ein oder mehrere Produkte (Name oder Datei eines Layouts) in den Ausgabeordner.",
    )
    parser.add_argument("produkte", nargs="+", metavar="PRODUKT", help="etwa sozialbericht, kreistag-handout")
    _project_options(parser)
    parser.add_argument("--kapitel", type=_list, default=(), metavar="ID,…", help="nur diese Kapitel")
    parser.add_argument("--gebiet", type=_list, default=(), metavar="AGS,…|alle", help="nur für diese Gebiete")
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ausgabeordner statt dem des Projekts")
    parser.add_argument("--ohne-cache", action="store_true", help="alles neu, auch wenn sich nichts geändert hat")
    parser.set_defaults(command=_build)


def _add_read(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "lesen",
        help="zeigt, wie Lieferungen gelesen werden",
        description="Liest Dateien oder Ordner und zeigt Tabellen, Gebiete, Zeiten, Zeichen, Zellbilanz und Zweifel.",
    )
    parser.add_argument("dateien", nargs="+", type=Path, metavar="DATEI", help="Lieferung oder Ordner mit Lieferungen")
    parser.add_argument("--ausgabe", type=Path, metavar="DATEI", help="Beobachtungen als .csv, .parquet oder .json")
    parser.add_argument(
        "--rezept",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="DATEI",
        help="schreibt, wie die Datei gelesen wurde, als Rezept (sonst: rezepte/NAME.yaml)",
    )
    parser.add_argument(
        "--vorschau", type=Path, metavar="DATEI", help="zeigt als HTML jede Zelle der Datei in der Farbe ihrer Rolle"
    )
    parser.add_argument(
        "--lesestand",
        type=Path,
        metavar="DATEI",
        help="sagt, was gegenüber dem hier abgelegten letzten Lesen neu, geändert, berichtigt, entfallen ist",
    )
    parser.add_argument(
        "--prozesse", type=_positive, default=os.cpu_count() or 1, metavar="N", help="so viele Prozesse"
    )
    parser.set_defaults(command=_read)


def _add_check(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "pruefen",
        help="prüft PDF-Dateien auf PDF/UA-1 und PDF/A-2a",
        description="Prüft mit veraPDF (Zusatz „pruefung“) und eigenen Prüfungen des Strukturbaums.",
    )
    parser.add_argument("dateien", nargs="+", type=Path, metavar="DATEI.pdf", help="fertiger Bericht")
    parser.set_defaults(command=_check)


def _add_origin(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "herkunft",
        help="sagt, woher eine gedruckte Zahl kommt",
        description="Verfolgt eine Zahl eines Berichts zurück bis zu Datei, Blatt und Zelle.",
    )
    parser.add_argument("suche", metavar="ID|TEXT", help="Kennung einer Zahl oder die Zahl, wie sie gedruckt ist")
    parser.add_argument("--projekt", type=Path, default=Path("projekt.yaml"), metavar="DATEI", help="Projektdatei")
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ordner der gebauten Berichte")
    parser.add_argument("--produkt", default="", metavar="NAME", help="nur in diesem Bericht suchen")
    parser.set_defaults(command=_origin)


def _add_text_check(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "textpruefung",
        help="prüft die Texte eines Berichts gegen seine Zahlen",
        description="Nennt Zahlen ohne Herkunft mit einer Vermutung, Aussagen, die nicht mehr stimmen, und Absätze, "
        "deren Zahlen sich seit der Freigabe geändert haben. Der Rückgabewert ist 1, wenn etwas zu tun ist.",
    )
    parser.add_argument("produkte", nargs="+", metavar="PRODUKT", help="etwa sozialbericht, kreistag-handout")
    _project_options(parser)
    parser.add_argument("--kapitel", type=_list, default=(), metavar="ID,…", help="nur diese Kapitel")
    parser.add_argument("--gebiet", type=_list, default=(), metavar="AGS,…|alle", help="nur für diese Gebiete")
    parser.add_argument("--freigeben", action="store_true", help="merkt sich die jetzigen Zahlen als geprüft")
    parser.set_defaults(command=_text_check)


def _add_secrecy(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "geheimhaltung",
        help="sagt, warum Zahlen geheim gehalten sind",
        description="Nennt die geheim gehaltenen Zahlen eines Produkts mit Grund, Partnern und dem, was sie befreien "
        "würde, und schreibt das Protokoll als XLSX und PDF. Mit --archivieren wird die gebaute Ausgabe gemerkt.",
    )
    parser.add_argument("produkte", nargs="+", metavar="PRODUKT", help="etwa sozialbericht, kreistag-handout")
    _project_options(parser)
    parser.add_argument("--zahl", default="", metavar="ID|TEXT", help="nur diese Zahlen, ausführlich")
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ausgabeordner statt dem des Projekts")
    parser.add_argument("--archivieren", default="", metavar="NAME", help="merkt die gebaute Ausgabe unter NAME")
    parser.set_defaults(command=_secrecy)


def _add_indicators(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "indikatoren",
        help="zeigt den Katalog der Indikatoren",
        description="Zeigt alle Indikatoren oder die Definition eines einzelnen mit Formel, Quelle und letztem Wert.",
    )
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="Kennung eines Indikators")
    _project_options(parser)
    parser.set_defaults(command=_indicators)


def _add_figures(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "abbildungen",
        help="speichert die Abbildungen eines Berichts einzeln",
        description="Speichert jede Abbildung eines Produkts als SVG, PDF oder PNG, mit den Zahlen des Berichts.",
    )
    parser.add_argument("produkte", nargs="+", metavar="PRODUKT", help="etwa sozialbericht, kreistag-handout")
    _project_options(parser)
    _picture_options(parser)
    parser.add_argument("--kapitel", type=_list, default=(), metavar="ID,…", help="nur diese Kapitel")
    parser.add_argument("--gebiet", type=_list, default=(), metavar="AGS,…|alle", help="nur für diese Gebiete")
    parser.set_defaults(command=_figures)


def _add_gallery(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "galerie",
        help="zeigt jede Art von Diagramm mit ihrem YAML",
        description="Baut eine Seite mit jeder Art von Diagramm und Karte aus den Zahlen des Projekts.",
    )
    _project_options(parser)
    _picture_options(parser)
    parser.set_defaults(command=_gallery)


def _picture_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ordner für die Bilder statt dem des Projekts")
    parser.add_argument("--format", default="svg", choices=("svg", "pdf", "png"), help="Art der Dateien (sonst: svg)")


def _add_new(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "neu",
        help="legt ein Projekt für einen Kreis an",
        description="Legt einen Ordner mit Projektdatei, Layouts und leerem Datenordner für einen Kreis an.",
    )
    parser.add_argument("ordner", type=Path, metavar="ORDNER", help="neuer Ordner")
    parser.add_argument("--kreis", required=True, metavar="AGS", help="Schlüssel des Kreises, fünf Ziffern")
    parser.set_defaults(command=_new)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Zahl ab 1.")
    return int(text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _build(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.recall import recall
    from berichtsgenerator.build.results import BuildOptions
    from berichtsgenerator.build.show import console_progress, print_summary

    wanted = BuildOptions(
        products=tuple(options.produkte),
        project_file=options.projekt,
        data=options.daten,
        chapters=options.kapitel,
        areas=options.gebiet,
        output=options.ausgabe,
        processes=options.prozesse,
        use_cache=not options.ohne_cache,
    )
    result = recall(wanted) if wanted.use_cache else None
    if result is None:
        from berichtsgenerator.build.pipeline import build

        with console_progress() as progress:
            result = build(wanted, progress)
    print_summary(result)
    return 0


def _read(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.readcommand import ReadOptions, read

    return read(
        ReadOptions(
            tuple(options.dateien),
            options.ausgabe,
            options.rezept,
            options.vorschau,
            options.lesestand,
            options.prozesse,
        )
    )


def _secrecy(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.results import BuildOptions

    wanted = BuildOptions(
        products=tuple(options.produkte),
        project_file=options.projekt,
        data=options.daten,
        output=options.ausgabe,
        processes=options.prozesse,
    )
    if options.archivieren:
        from berichtsgenerator.build.archive import archive

        print("\n".join(archive(wanted, options.archivieren)))
        return 0
    from berichtsgenerator.build.secrecy import secrecy
    from berichtsgenerator.build.show import console_progress

    with console_progress() as progress:
        lines, files = secrecy(wanted, options.zahl, progress)
    print("\n".join((*lines, *(f"Protokoll: {path}" for path in files))))
    return 0


def _check(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.commands import check

    return check(options.dateien)


def _origin(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.commands import origin

    return origin(options.suche, options.projekt, options.ausgabe, options.produkt)


def _text_check(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.results import BuildOptions
    from berichtsgenerator.build.show import console_progress
    from berichtsgenerator.build.textcheck import textpruefung

    wanted = BuildOptions(
        products=tuple(options.produkte),
        project_file=options.projekt,
        data=options.daten,
        chapters=options.kapitel,
        areas=options.gebiet,
        processes=options.prozesse,
    )
    with console_progress() as progress:
        lines, code = textpruefung(wanted, progress, approve=options.freigeben)
    print("\n".join(lines))
    return code


def _indicators(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.commands import indicators

    return indicators(options.id, options.projekt, options.daten, processes=options.prozesse)


def _figures(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.pictures import save_figures
    from berichtsgenerator.build.results import BuildOptions
    from berichtsgenerator.build.show import console_progress

    wanted = BuildOptions(
        products=tuple(options.produkte),
        project_file=options.projekt,
        data=options.daten,
        chapters=options.kapitel,
        areas=options.gebiet,
        processes=options.prozesse,
    )
    with console_progress() as progress:
        files = save_figures(wanted, options.format, options.ausgabe, progress)
    print(f"{len(files)} Abbildungen gespeichert:" if len(files) != 1 else "Eine Abbildung gespeichert:")
    for path in files:
        print(f"  {path}")
    return 0


def _gallery(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.pictures import make_gallery
    from berichtsgenerator.build.results import BuildOptions
    from berichtsgenerator.build.show import console_progress

    wanted = BuildOptions(products=(), project_file=options.projekt, data=options.daten, processes=options.prozesse)
    with console_progress() as progress:
        files = make_gallery(wanted, options.format, options.ausgabe, progress)
    print(f"Galerie: {files[-1]} mit {len(files) - 1} Bildern.")
    return 0


def _new(options: argparse.Namespace) -> int:
    from berichtsgenerator.build.newproject import create_project
    from berichtsgenerator.model.gazetteer import Gazetteer

    area, files = create_project(options.ordner, options.kreis, Gazetteer.bundled())
    print(f"Projekt für {area.name} ({area.key}) angelegt:")
    for path in files:
        print(f"  {path}")
    print(f"Weiter: Lieferungen nach {options.ordner / 'data_in'} legen, dann im Ordner „bericht bauen sozialbericht“.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
