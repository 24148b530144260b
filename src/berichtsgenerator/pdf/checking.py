"""Checking a finished file: veraPDF for PDF/UA-1 and PDF/A-2a, and the project's own checks of what stands in it.

Comes in: a file. Goes out: diagnostics, each with the clause that is broken; no finding means that the file conforms
as far as a machine can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from berichtsgenerator.diagnostics import Diagnostic, Place, error, warning
from berichtsgenerator.pdf import verapdf
from berichtsgenerator.pdf.own_checks import MAX_ALT

STANDARDS = ("ua1", "2a")


def check(path: Path, *, standards: tuple[str, ...] = STANDARDS) -> list[Diagnostic]:
    """Everything that is found wrong in the file ``path``."""
    place = Place(file=str(path))
    try:
        found = list(_own(path, place))
    except (pikepdf.PdfError, OSError) as cause:
        message = f"Die Datei lässt sich nicht als PDF lesen: {cause}"
        return [error("pdf-unlesbar", message, place, "Eine vollständige PDF-Datei angeben.")]
    missing = verapdf.missing_packages()
    if missing:
        message = f"veraPDF konnte nicht laufen, es fehlen: {', '.join(missing)}."
        advice = "pip install 'berichtsgenerator[pruefung]'"
        return [*found, warning("verapdf-fehlt", message, place, advice)]
    try:
        broken = verapdf.validate(path, standards)
    except verapdf.ValidatorError as cause:
        message = f"veraPDF ist nicht zu Ende gekommen: {cause}"
        return [*found, error("verapdf-abbruch", message, place, "Die Prüfung wiederholen; veraPDF braucht 1,5 GB.")]
    for rule in broken:
        message = f"{verapdf.NAMES[rule.profile]}, Regel {rule.rule} ({rule.count} Mal): {rule.message}"
        advice = f"Erste Stelle: {(rule.places or ('unbekannt',))[0]}"
        found.append(error(f"verapdf-{rule.profile}", message, place, advice))
    return found


def _own(path: Path, place: Place) -> Iterator[Diagnostic]:
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        if "/StructTreeRoot" not in root:
            yield error("ohne-struktur", "Die Datei hat keinen Strukturbaum (ISO 14289-1, 7.1).", place)
            return
        if "/Lang" not in root:
            yield error("sprache-fehlt", "Die Datei nennt keine Sprache (ISO 14289-1, 7.2).", place)
        if len(pdf.pages) > 20 and "/Outlines" not in root:
            yield warning("lesezeichen-fehlen", "Die Datei hat mehr als 20 Seiten, aber keine Lesezeichen.", place)
        yield from _fonts(pdf, place)
        yield from _tree(root["/StructTreeRoot"]["/K"], place)


def _fonts(pdf: pikepdf.Pdf, place: Place) -> Iterator[Diagnostic]:
    """Every font of the pages must be embedded."""
    seen: set[str] = set()
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        for font in fonts.values():
            name = str(font.get("/BaseFont", "?"))
            if name in seen or font.get("/Subtype") == Name("/Type0"):
                continue
            seen.add(name)
            descriptor = font.get("/FontDescriptor")
            if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                message = f"Die Schrift {name.removeprefix('/')} ist nicht eingebettet (ISO 14289-1, 7.21)."
                yield error("schrift-nicht-eingebettet", message, place)


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    items = list(kids) if isinstance(kids, Array) else [kids]
    return [item for item in items if isinstance(item, Dictionary) and "/S" in item]


def _walk(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    stack = list(root) if isinstance(root, Array) else [root]
    stack.reverse()
    while stack:
        element = stack.pop()
        yield element
        stack += reversed(_children(element))


def _tree(root: pikepdf.Object, place: Place) -> Iterator[Diagnostic]:
    """Alternative texts, order of headings, rectangular tables."""
    level = figures = 0
    for element in _walk(root):
        tag = str(element["/S"])[1:]
        if tag == "Figure":
            figures += 1
            alt = str(element.get("/Alt", element.get("/ActualText", ""))).strip()
            if not alt:
                yield error(
                    "alternativtext-fehlt", f"Abbildung {figures} hat keinen Alternativtext (ISO 14289-1, 7.3).", place
                )
            elif len(alt) > MAX_ALT:
                message = f"Der Alternativtext von Abbildung {figures} hat {len(alt)} Zeichen (höchstens {MAX_ALT})."
                yield warning("alternativtext-lang", message, place, "Kürzen; die Zahlen stehen in der Tabelle.")
        elif len(tag) == 2 and tag[0] == "H" and tag[1].isdigit():
            now = int(tag[1])
            if now > level + 1:
                message = f"Auf Ebene {level} folgt eine Überschrift der Ebene {now} (ISO 14289-1, 7.4.2)."
                yield error("ueberschrift-ebene", message, place)
            level = now
        elif tag == "Table":
            yield from _table(element, place)


def _span(cell: pikepdf.Object, name: str) -> int:
    attributes = cell.get("/A")
    for entry in list(attributes) if isinstance(attributes, Array) else [attributes]:
        if isinstance(entry, Dictionary) and name in entry:
            return int(entry[name])
    return 1


def _table(table: pikepdf.Object, place: Place) -> Iterator[Diagnostic]:
    name = str(table.get("/T", "Eine Tabelle"))
    widths: set[int] = set()
    hanging: list[int] = []
    heads = 0
    for element in _walk(table):
        if element["/S"] != Name("/TR"):
            continue
        cells = [cell for cell in _children(element) if cell["/S"] in (Name("/TH"), Name("/TD"))]
        heads += sum(1 for cell in cells if cell["/S"] == Name("/TH"))
        fresh: list[int] = []
        width = len([left for left in hanging if left > 0])
        for cell in cells:
            columns = _span(cell, "/ColSpan")
            width += columns
            fresh += [_span(cell, "/RowSpan") - 1] * columns
        widths.add(width)
        hanging = [left - 1 for left in hanging if left > 1] + [left for left in fresh if left > 0]
    if len(widths) != 1:
        yield error("tabelle-spalten", f"{name} ist nicht rechteckig (ISO 14289-1, 7.5).", place)
    if not heads:
        yield error("tabelle-ohne-kopf", f"{name} hat keine Kopfzellen (ISO 14289-1, 7.5).", place)
