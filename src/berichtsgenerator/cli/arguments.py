"""The words of the command line: commands, options and their help, in German."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from berichtsgenerator import __version__
from berichtsgenerator.cli import commands

_EPILOG = """\
Beispiele:
  bericht bauen sozialbericht
  bericht bauen foerderantrag --kapitel kinderarmut --gebiet 06432008
  bericht bauen sozialbericht --projekt examples/amtlich-06432/projekt.yaml --daten ORDNER
  bericht lesen data_in/12411-01-01-5.csv
  bericht herkunft "7,1"
  bericht textpruefung sozialbericht
"""


def command_line() -> argparse.ArgumentParser:
    """The parser of all words; ``command`` of what it returns is the function to run (see `cli.commands`)."""
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
    words = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    for add in (
        _add_build,
        _add_read,
        _add_check,
        _add_origin,
        _add_text_check,
        _add_secrecy,
        _add_indicators,
        _add_figures,
        _add_gallery,
        _add_new,
    ):
        add(words)
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


def _product_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("produkte", nargs="+", metavar="PRODUKT", help="etwa sozialbericht, kreistag-handout")
    _project_options(parser)


def _selection_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kapitel", type=_list, default=(), metavar="ID,…", help="nur diese Kapitel")
    parser.add_argument("--gebiet", type=_list, default=(), metavar="AGS,…|alle", help="nur für diese Gebiete")


def _add_build(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "bauen",
        help="baut Berichte als PDF",
        description="Baut ein oder mehrere Produkte (Name oder Datei eines Layouts) in den Ausgabeordner.",
    )
    _product_options(parser)
    _selection_options(parser)
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ausgabeordner statt dem des Projekts")
    parser.add_argument("--ohne-cache", action="store_true", help="alles neu, auch wenn sich nichts geändert hat")
    parser.set_defaults(command=commands.build)


def _add_read(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
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
    parser.set_defaults(command=commands.read)


def _add_check(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "pruefen",
        help="prüft PDF-Dateien auf PDF/UA-1 und PDF/A-2a",
        description="Prüft mit veraPDF (Zusatz „pruefung“) und eigenen Prüfungen des Strukturbaums.",
    )
    parser.add_argument("dateien", nargs="+", type=Path, metavar="DATEI.pdf", help="fertiger Bericht")
    parser.set_defaults(command=commands.check)


def _add_origin(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "herkunft",
        help="sagt, woher eine gedruckte Zahl kommt",
        description="Verfolgt eine Zahl eines Berichts zurück bis zu Datei, Blatt und Zelle.",
    )
    parser.add_argument("suche", metavar="ID|TEXT", help="Kennung einer Zahl oder die Zahl, wie sie gedruckt ist")
    parser.add_argument("--projekt", type=Path, default=Path("projekt.yaml"), metavar="DATEI", help="Projektdatei")
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ordner der gebauten Berichte")
    parser.add_argument("--produkt", default="", metavar="NAME", help="nur in diesem Bericht suchen")
    parser.set_defaults(command=commands.origin)


def _add_text_check(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "textpruefung",
        help="prüft die Texte eines Berichts gegen seine Zahlen",
        description="Nennt Zahlen ohne Herkunft mit einer Vermutung, Aussagen, die nicht mehr stimmen, und Absätze, "
        "deren Zahlen sich seit der Freigabe geändert haben. Der Rückgabewert ist 1, wenn etwas zu tun ist.",
    )
    _product_options(parser)
    _selection_options(parser)
    parser.add_argument("--freigeben", action="store_true", help="merkt sich die jetzigen Zahlen als geprüft")
    parser.set_defaults(command=commands.text_check)


def _add_secrecy(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "geheimhaltung",
        help="sagt, warum Zahlen geheim gehalten sind",
        description="Nennt die geheim gehaltenen Zahlen eines Produkts mit Grund, Partnern und dem, was sie befreien "
        "würde, und schreibt das Protokoll als XLSX und PDF. Mit --archivieren wird die gebaute Ausgabe gemerkt.",
    )
    _product_options(parser)
    parser.add_argument("--zahl", default="", metavar="ID|TEXT", help="nur diese Zahlen, ausführlich")
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ausgabeordner statt dem des Projekts")
    parser.add_argument("--archivieren", default="", metavar="NAME", help="merkt die gebaute Ausgabe unter NAME")
    parser.set_defaults(command=commands.secrecy)


def _add_indicators(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "indikatoren",
        help="zeigt den Katalog der Indikatoren",
        description="Zeigt alle Indikatoren oder die Definition eines einzelnen mit Formel, Quelle und letztem Wert.",
    )
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="Kennung eines Indikators")
    _project_options(parser)
    parser.set_defaults(command=commands.indicators)


def _add_figures(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "abbildungen",
        help="speichert die Abbildungen eines Berichts einzeln",
        description="Speichert jede Abbildung eines Produkts als SVG, PDF oder PNG, mit den Zahlen des Berichts.",
    )
    _product_options(parser)
    _picture_options(parser)
    _selection_options(parser)
    parser.set_defaults(command=commands.figures)


def _add_gallery(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "galerie",
        help="zeigt jede Art von Diagramm mit ihrem YAML",
        description="Baut eine Seite mit jeder Art von Diagramm und Karte aus den Zahlen des Projekts.",
    )
    _project_options(parser)
    _picture_options(parser)
    parser.set_defaults(command=commands.gallery)


def _picture_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ausgabe", type=Path, metavar="ORDNER", help="Ordner für die Bilder statt dem des Projekts")
    parser.add_argument("--format", default="svg", choices=("svg", "pdf", "png"), help="Art der Dateien (sonst: svg)")


def _add_new(words: Commands[argparse.ArgumentParser]) -> None:
    parser = words.add_parser(
        "neu",
        help="legt ein Projekt für einen Kreis an",
        description="Legt einen Ordner mit Projektdatei, Layouts und leerem Datenordner für einen Kreis an.",
    )
    parser.add_argument("ordner", type=Path, metavar="ORDNER", help="neuer Ordner")
    parser.add_argument("--kreis", required=True, metavar="AGS", help="Schlüssel des Kreises, fünf Ziffern")
    parser.set_defaults(command=commands.new)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Zahl ab 1.")
    return int(text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
