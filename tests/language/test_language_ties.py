"""Words that belong together stay on one line."""

from __future__ import annotations

import pytest

from berichtsgenerator.language.ties import tied


@pytest.mark.parametrize(
    "text",
    [
        "Leistungen nach dem SGB~II und SGB~XII",
        "nach §~16 Abs.~2 Nr.~3 und §§~7",
        "am 31.~Dezember und am 1.~März",
        "es sind 7,1~% und 300~km²",
        "siehe Tabelle~3.4 und Abbildung~A.2",
        "z.~B. Wohngeld, d.~h. Miete",
        "Das SGB gilt, die Tabelle zeigt es; um 31 Personen mehr, Stand Dezember",
    ],
)
def test_a_line_never_ends_there(text: str) -> None:
    assert tied(text.replace("~", " ")) == text.replace("~", "\u00a0")
