"""The command line speaks German: argparse's words come from a compiled catalogue beside its source."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import berichtsgenerator

FOLDER = Path(berichtsgenerator.__file__).parent / "locale" / "de" / "LC_MESSAGES"


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    def words(catalogue: Catalog) -> dict[str, list[str]]:
        return {str(list(message.id)): list(message.string) for message in catalogue if message.id}

    with (FOLDER / "berichtsgenerator.po").open("rb") as source:
        wanted = words(read_po(source))
    compiled = read_mo(io.BytesIO((FOLDER / "berichtsgenerator.mo").read_bytes()))
    assert words(compiled) == wanted
