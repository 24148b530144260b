"""What each command of the command line does: words that argparse has checked in, exit code out.

The rooms that do the work are imported here, by the command that needs them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from berichtsgenerator.build.results import BuildOptions


def _wanted(options: argparse.Namespace, output: Path | None = None) -> BuildOptions:
    """What the words shared by the building commands ask for; a word that a command does not have keeps its default."""
    return BuildOptions(
        products=tuple(getattr(options, "produkte", ())),
        project_file=options.projekt,
        data=options.daten,
        chapters=getattr(options, "kapitel", ()),
        areas=getattr(options, "gebiet", ()),
        output=output,
        processes=options.prozesse,
        use_cache=not getattr(options, "ohne_cache", False),
    )


def build(options: argparse.Namespace) -> int:
    """Build the products and print where they are; an unchanged build is recalled."""
    from berichtsgenerator.build.recall import recall
    from berichtsgenerator.build.show import console_progress, print_summary

    wanted = _wanted(options, options.ausgabe)
    result = recall(wanted) if wanted.use_cache else None
    if result is None:
        from berichtsgenerator.build.pipeline import build as run

        with console_progress() as progress:
            result = run(wanted, progress)
    print_summary(result)
    return 0


def read(options: argparse.Namespace) -> int:
    """Read deliveries and show how each cell was understood."""
    from berichtsgenerator.build.readcommand import ReadOptions
    from berichtsgenerator.build.readcommand import read as run

    return run(
        ReadOptions(
            tuple(options.dateien),
            options.ausgabe,
            options.rezept,
            options.vorschau,
            options.lesestand,
            options.prozesse,
        )
    )


def secrecy(options: argparse.Namespace) -> int:
    """Explain what is protected and why, or keep the built edition in the archive."""
    wanted = _wanted(options, options.ausgabe)
    if options.archivieren:
        from berichtsgenerator.build.archive import archive

        print("\n".join(archive(wanted, options.archivieren)))
        return 0
    from berichtsgenerator.build.secrecy import secrecy as explain
    from berichtsgenerator.build.show import console_progress

    with console_progress() as progress:
        lines, files = explain(wanted, options.zahl, progress)
    print("\n".join((*lines, *(f"Protokoll: {path}" for path in files))))
    return 0


def check(options: argparse.Namespace) -> int:
    """Check finished PDF files against PDF/UA-1 and PDF/A-2a."""
    from berichtsgenerator.build import commands

    return commands.check(options.dateien)


def origin(options: argparse.Namespace) -> int:
    """Walk a printed number back to its cells."""
    from berichtsgenerator.build import commands

    return commands.origin(options.suche, options.projekt, options.ausgabe, options.produkt)


def text_check(options: argparse.Namespace) -> int:
    """Hold the texts of products against their numbers."""
    from berichtsgenerator.build.show import console_progress
    from berichtsgenerator.build.textcheck import textpruefung

    wanted = _wanted(options)
    with console_progress() as progress:
        lines, code = textpruefung(wanted, progress, approve=options.freigeben)
    print("\n".join(lines))
    return code


def indicators(options: argparse.Namespace) -> int:
    """Print the catalogue, or one definition."""
    from berichtsgenerator.build import commands

    return commands.indicators(options.id, options.projekt, options.daten, processes=options.prozesse)


def figures(options: argparse.Namespace) -> int:
    """Save each figure of a product as a file of its own."""
    from berichtsgenerator.build.pictures import save_figures
    from berichtsgenerator.build.show import console_progress

    wanted = _wanted(options)
    with console_progress() as progress:
        files = save_figures(wanted, options.format, options.ausgabe, progress)
    print(f"{len(files)} Abbildungen gespeichert:" if len(files) != 1 else "Eine Abbildung gespeichert:")
    for path in files:
        print(f"  {path}")
    return 0


def gallery(options: argparse.Namespace) -> int:
    """Save every kind of chart and map with the YAML that makes it."""
    from berichtsgenerator.build.pictures import make_gallery
    from berichtsgenerator.build.show import console_progress

    wanted = _wanted(options)
    with console_progress() as progress:
        files = make_gallery(wanted, options.format, options.ausgabe, progress)
    print(f"Galerie: {files[-1]} mit {len(files) - 1} Bildern.")
    return 0


def new(options: argparse.Namespace) -> int:
    """Start a project for another Kreis."""
    from berichtsgenerator.build.newproject import create_project
    from berichtsgenerator.model.gazetteer import Gazetteer

    area, files = create_project(options.ordner, options.kreis, Gazetteer.bundled())
    print(f"Projekt für {area.name} ({area.key}) angelegt:")
    for path in files:
        print(f"  {path}")
    print(f"Weiter: Lieferungen nach {options.ordner / 'data_in'} legen, dann im Ordner „bericht bauen sozialbericht“.")
    return 0
