"""Figures alone: every chart and map of a product as a file, and the gallery of all kinds.

Comes in: products as for building. Goes out: SVG, PDF or PNG files with title and alternative text. The numbers are
those of the report: planned, and protected together with all other products.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from berichtsgenerator.build.drawing import MM, figures
from berichtsgenerator.build.house import chart_style, house_style
from berichtsgenerator.build.pipeline import Prepared, prepare
from berichtsgenerator.build.progress import Progress
from berichtsgenerator.build.results import BuildOptions
from berichtsgenerator.charts.export import FORMATS, to_bytes
from berichtsgenerator.diagnostics import ConfigurationError, error
from berichtsgenerator.document.blocks import Document, Figure, Heading, Note, Paragraph
from berichtsgenerator.plan import render
from berichtsgenerator.plan.printing.press import plain_text
from berichtsgenerator.wholefile import write_all

GALLERY = Path(__file__).parent / "data" / "galerie.yaml"
PAGE = "galerie.md"
_PICTURES = "galerie"
_HEAD = """\
# Galerie der Diagramme und Karten

Jede Art von Diagramm mit dem YAML, das sie in einem Layout macht, gezeichnet aus den Zahlen des Projekts.
`bericht galerie` baut diese Seite mit den eigenen Lieferungen neu; Zahlen, die geheim gehalten werden, fehlen auch
hier. Was die Schlüssel bedeuten, steht unter [Layouts](layouts.md#diagramme-und-karten). Unter jedem Bild steht der
Alternativtext, den das Programm dazu schreibt. Einzelne Abbildungen eines Berichts speichert `bericht abbildungen
PRODUKT --format svg` (oder `pdf`, `png`).
"""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A figure with what a file of it needs."""

    figure: Figure
    content: bytes


def save_figures(options: BuildOptions, kind: str, folder: Path | None, progress: Progress) -> tuple[Path, ...]:
    """Write every figure of the wanted products as ``product-id.kind``; raises ReportError with all findings."""
    _check(kind)
    prepared = prepare(options, progress)
    target = folder if folder is not None else prepared.workspace.project.output_folder / "abbildungen"
    contents: dict[Path, bytes] = {}
    for job in prepared.jobs:
        for drawn in _drawn(prepared, render(prepared.planned[job.name], prepared.register), kind):
            contents[target / f"{job.name}-{drawn.figure.id}.{kind}"] = drawn.content
    write_all(contents)
    progress.close()
    return tuple(contents)


def make_gallery(options: BuildOptions, kind: str, folder: Path | None, progress: Progress) -> tuple[Path, ...]:
    """Write the page of the gallery and its pictures; raises ReportError with all findings."""
    _check(kind)
    prepared = prepare(replace(options, products=(str(GALLERY),), chapters=(), areas=()), progress)
    target = folder if folder is not None else prepared.workspace.project.output_folder / "galerie"
    document = render(prepared.planned[prepared.jobs[0].name], prepared.register)
    contents: dict[Path, bytes] = {}
    drawn = {item.figure.id: item for item in _drawn(prepared, document, kind)}
    for name, item in drawn.items():
        contents[target / _PICTURES / f"{name}.{kind}"] = item.content
    contents[target / PAGE] = _page(document, drawn, kind).encode()
    write_all(contents)
    progress.close()
    return tuple(contents)


def yaml_of_kinds() -> dict[str, str]:
    """The YAML of each figure of the gallery by its id, as it stands in a layout."""
    found: dict[str, str] = {}
    for match in re.finditer(r"(?m)^( +)- (?:diagramm|karte):\n(?:\1  .*\n)+", GALLERY.read_text("utf-8")):
        text = textwrap.dedent(match.group(0)).rstrip("\n")
        name = re.search(r"(?m)^ +id: (\S+)$", text)
        if name is not None:
            found[name.group(1)] = text
    return found


def _check(kind: str) -> None:
    if kind not in FORMATS:
        raise ConfigurationError(
            error("diagramm-format", f"Ein Diagramm kann nicht als „{kind}“ gespeichert werden.",
                  advice=f"Möglich sind {', '.join(FORMATS)}.")
        )  # fmt: skip


def _drawn(prepared: Prepared, document: Document, kind: str) -> Iterator[_Drawn]:
    """Every figure of a document as a file's content, at the width that it has in the report."""
    style = house_style(prepared.workspace.project)
    look = chart_style(prepared.workspace.project, style)
    wide = style.page_height - style.left - style.right
    for figure, landscape in figures((*document.front, *document.body)):
        yield _Drawn(
            figure,
            to_bytes(
                figure.chart,
                kind,
                width=wide if landscape else style.width,
                height=figure.height * MM if figure.height else None,
                style=look,
                title=figure.title,
                alt=figure.alt,
            ),
        )


def _page(document: Document, drawn: dict[str, _Drawn], kind: str) -> str:
    """The Markdown page: each section with its words, its YAML and its picture, or why there is none."""
    sources = yaml_of_kinds()
    parts = [_HEAD]
    for block in document.body:
        if isinstance(block, Heading) and block.level > 1:
            parts.append(f"## {block.text}\n")
        elif isinstance(block, Paragraph):
            parts.append(f"{plain_text(block.content)}\n")
        elif isinstance(block, Note):
            words = " ".join(plain_text(item.content) for item in block.content if isinstance(item, Paragraph))
            parts.append(f"*In diesem Projekt nicht möglich: {words}*\n")
        elif isinstance(block, Figure) and block.id in drawn:
            parts.append(f"```yaml\n{sources[block.id]}\n```\n")
            parts.append(f"![{block.title}]({_PICTURES}/{block.id}.{kind})\n")
            parts.append(f"*{block.title}.* {block.alt}\n")
    return "\n".join(parts)
