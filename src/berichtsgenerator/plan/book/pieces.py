"""Plans what a book has besides texts, tables and figures: parts, images, the index.

Comes in: the models of a layout. Goes out: finished blocks; none of them holds a number.
"""

from __future__ import annotations

from berichtsgenerator.configuration.yamltree import Loc
from berichtsgenerator.document.blocks import Index, IndexTerm, PartTitle, Picture
from berichtsgenerator.plan.desk.desk import Desk, Scope
from berichtsgenerator.plan.layout.loading import inside
from berichtsgenerator.plan.layout.pages import IndexBlock, PictureBlock

MAX_PICTURE = 40_000_000
"""Bytes of an image file."""
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def part_number(ordinal: int) -> str:
    """``Teil IV`` for 4."""
    text = ""
    for value, sign in _ROMAN:
        while ordinal >= value:
            text += sign
            ordinal -= value
    return f"Teil\u00a0{text}"


def part_title(desk: Desk, title: str, ordinal: int, loc: Loc) -> PartTitle:
    """The beginning of a part."""
    identifier = desk.targets.automatic("teil")
    number = part_number(ordinal)
    place = desk.place(loc)
    desk.targets.register(identifier, number, place)
    return PartTitle(identifier, number, title, place)


def picture(desk: Desk, block: PictureBlock, scope: Scope, loc: Loc) -> Picture | None:
    """An image of the layout folder; None (with an error at its place) when it cannot be read."""
    file = desk.plain(block.datei, scope, (*loc, "datei"))
    place = desk.place((*loc, "datei"))
    try:
        path = inside(desk.layout.folder, file)
        if path.stat().st_size > MAX_PICTURE:
            raise ValueError(f"„{file}“ ist größer als {MAX_PICTURE // 1_000_000} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        desk.error("bild-fehlt", f"Die Bilddatei „{file}“ gibt es im Layoutordner nicht.", place)
        return None
    except ValueError as problem:
        desk.error("bild-pfad", f"{problem}.", place, "Vorschlag: ein kleineres Bild im Layoutordner angeben.")
        return None
    except OSError as problem:
        desk.error("bild-unlesbar", f"Die Bilddatei „{file}“ lässt sich nicht lesen: {problem.strerror}.", place)
        return None
    title = desk.plain(block.titel, scope, (*loc, "titel"))
    plain = desk.plain(block.id, scope, (*loc, "id"))
    identifier = "-".join([plain, *scope.suffixes]) if plain else desk.targets.automatic("bild")
    number = desk.targets.figure() if title else ""
    words = f"Abbildung\u00a0{number}" if number else "Bild"
    desk.claim(identifier, words, place)
    return Picture(
        identifier,
        number,
        title,
        data,
        file,
        desk.plain(block.alt, scope, (*loc, "alt")),
        block.breite / 100,
        desk.plain(block.quelle, scope, (*loc, "quelle")),
        bool(title),
        place,
    )


def index_of_terms(desk: Desk, block: IndexBlock, loc: Loc) -> Index:
    """The index of the terms that the layout names."""
    terms = tuple(IndexTerm(item.begriff, tuple(item.auch)) for item in block.begriffe)
    return Index(terms, desk.place(loc))
