"""The project's own checks of the structure tree: what the program can see itself and veraPDF does not tell a person.

Comes in: the tree before it is written. Goes out: diagnostics; :func:`require` stops a document that breaks a rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from berichtsgenerator.diagnostics import Diagnostic, StandardError, error, has_errors
from berichtsgenerator.document.pages import Metadata
from berichtsgenerator.document.structure import CellRun, Element, TableRow

MAX_ALT = 500
_CELLS = frozenset({"TR", "TH", "TD", "P", "Span"})
"""Elements of which there is nothing to check by themselves; nearly all are of these kinds."""


def walk(element: Element) -> Iterator[Element]:
    """An element and everything below it, in reading order."""
    yield element
    for child in element.elements():
        yield from walk(child)


def _to_check(tree: Element) -> Iterator[Element]:
    """The elements of which there is something to check by themselves, in reading order."""
    stack = [tree]
    while stack:
        item = stack.pop()
        if item.tag not in _CELLS:
            yield item
        if item.children:
            stack += [child for child in reversed(item.children) if isinstance(child, Element)]


def check_tree(tree: Element) -> list[Diagnostic]:
    """Figures with alternative text, headings in order, tables rectangular."""
    found: list[Diagnostic] = []
    last = 0
    for element in _to_check(tree):
        tag = element.tag
        if tag == "Figure":
            if not element.alt.strip():
                found.append(
                    error("alternativtext-fehlt", "Eine Abbildung hat keinen Alternativtext (ISO 14289-1, 7.3).")
                )
        elif len(tag) == 2 and tag[0] == "H" and tag[1].isdigit():
            level = int(tag[1])
            if level > last + 1:
                message = f"Auf eine Überschrift der Ebene {last} folgt eine der Ebene {level} (ISO 14289-1, 7.4.2)."
                found.append(error("ueberschrift-ebene", message))
            last = level
        elif tag == "Table":
            found += _check_table(element)
        elif tag == "Note" and not element.id:
            found.append(error("fussnote-kennung", "Eine Fußnote hat keine Kennung (ISO 14289-1, 7.9)."))
    return found


def _span(element: Element, name: str) -> int:
    return int(element.attributes.get("Table", {}).get(name, "1"))


def _rows(part: Element) -> Iterator[Element | TableRow]:
    """The rows of a part of a table, or the part itself when it is a row."""
    if part.tag == "TR":
        yield part
    for child in part.children:
        if isinstance(child, TableRow) or (isinstance(child, Element) and child.tag == "TR"):
            yield child


def _check_table(table: Element) -> list[Diagnostic]:
    """All rows of a table must cover the same number of columns, spans included."""
    name = table.title or "Eine Tabelle"
    rows = [row for part in table.children if isinstance(part, Element) for row in _rows(part)]
    if not rows:
        return [error("tabelle-leer", f"{name} hat keine Zeilen.")]
    widths: list[int] = []
    hanging: list[int] = []
    for row in rows:
        width = sum(1 for left in hanging if left > 0)
        fresh: list[int] = []
        if isinstance(row, TableRow):
            width += 1 + row.count
        for child in () if isinstance(row, TableRow) else row.children:
            if isinstance(child, CellRun):
                width += child.count
            elif isinstance(child, Element):
                columns = _span(child, "ColSpan")
                width += columns
                fresh += [_span(child, "RowSpan") - 1] * columns
        hanging = [left - 1 for left in hanging if left > 1] + [left for left in fresh if left > 0]
        widths.append(width)
    if len(set(widths)) > 1:
        message = f"{name} ist nicht rechteckig: Zeilen mit {min(widths)} bis {max(widths)} Spalten (ISO 14289-1, 7.5)."
        return [error("tabelle-spalten", message)]
    return []


def check_metadata(metadata: Metadata) -> list[Diagnostic]:
    """A title and a language must be there (ISO 14289-1, 7.1 and 7.2)."""
    found = []
    if not metadata.title.strip():
        found.append(error("titel-fehlt", "Das Dokument hat keinen Titel (ISO 14289-1, 7.1)."))
    if not metadata.language.strip():
        found.append(error("sprache-fehlt", "Das Dokument nennt keine Sprache (ISO 14289-1, 7.2)."))
    return found


def require(tree: Element | None, metadata: Metadata) -> None:
    """Raise :class:`StandardError` with every breach."""
    found = check_metadata(metadata) + (check_tree(tree) if tree is not None else [])
    if has_errors(found):
        raise StandardError(found)
