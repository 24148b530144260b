"""Guesses which number an author has typed, on published tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from berichtsgenerator.build.guesses import Guesser, best
from berichtsgenerator.build.progress import Silent
from berichtsgenerator.build.workspace import open_workspace
from berichtsgenerator.diagnostics import Place
from berichtsgenerator.plan.planned.document import TypedFigure

FILES = ("12411-01-01-4_00.csv", "12411-01-01-5_00.csv", "22811-01-01-4_00.csv")


@pytest.fixture(scope="module")
def guesser(realdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Guesser:
    root = tmp_path_factory.mktemp("projekt")
    (root / "daten").mkdir()
    for name in FILES:
        shutil.copy(realdata / "genesis_dadi" / name, root / "daten" / name)
    (root / "projekt.yaml").write_text('kreis: "06432"\ntitel: P\nherausgeber: H\ndatenordner: daten\n', "utf-8")
    workspace = open_workspace(root / "projekt.yaml", None, processes=1, progress=Silent())
    return Guesser(workspace.engine, workspace.gazetteer, "06432")


def first(guesser: Guesser, text: str, unit: str, sentence: str) -> str:
    found = guesser.guesses(TypedFigure(Place(), text, unit, sentence, "06432"))
    return found[0].key if found else ""


@pytest.mark.parametrize(
    ("text", "unit", "sentence", "key"),
    [
        ("7,1", "%", "Ende 2015 erhielten 7,1 % der Menschen Mindestsicherung.", "mindestsicherungsquote/06432/2015"),
        ("7,1", "%", "7,1 %", "mindestsicherungsquote/06432/2015"),
        ("9,3", "%", "in Hessen 9,3 % (Mindestsicherungsquote 2015)", "mindestsicherungsquote/06/2015"),
        ("292.773", "Personen", "Am 31.12.2015 lebten 292.773 Personen im Kreis.", "bevoelkerung/06432/2015"),
        ("292 773", "Personen", "Es waren 292 773 Personen.", "bevoelkerung/06432/2015"),
        (
            "2,2",
            "Prozentpunkte",
            "Die Mindestsicherungsquote lag 2015 um 2,2 Prozentpunkte niedriger.",
            "mindestsicherungsquote/06432/2015/differenz:06",
        ),
        ("7", "Prozent", "Die Mindestsicherungsquote lag 2015 bei 7 Prozent.", "mindestsicherungsquote/06432/2015"),
        ("293.000", "Menschen", "Im Jahr 2015 lebten rund 293.000 Menschen hier.", "bevoelkerung/06432/2015"),
        ("9,3", "v. H.", "in Hessen 9,3 v. H. (Mindestsicherungsquote 2015)", "mindestsicherungsquote/06/2015"),
        ("9.3", "Prozent", "in Hessen 9.3 Prozent (Mindestsicherungsquote 2015)", "mindestsicherungsquote/06/2015"),
        ("7,1", "", "Die Mindestsicherungsquote 2015 liegt bei 7,1.", "mindestsicherungsquote/06432/2015"),
        ("0,3", "Mio.", "Im Jahr 2015 lebten 0,3 Mio. Menschen hier.", "bevoelkerung/06432/2015"),
        ("23", "Gemeinden", "alle 23 Gemeinden", ""),
        ("99,9", "%", "99,9 % von allem", ""),
        ("7,1", "Euro", "Es kostet 7,1 Euro.", ""),
    ],
)
def test_a_typed_number_is_guessed(guesser: Guesser, text: str, unit: str, sentence: str, key: str) -> None:
    assert first(guesser, text, unit, sentence) == key


def test_a_gemeinde_that_the_sentence_names_is_looked_at(guesser: Guesser) -> None:
    value = next(
        item
        for period in guesser._engine.periods("bevoelkerung", "06432008")[-1:]
        if (item := guesser._value("bevoelkerung", "06432008", period))
    )
    assert first(guesser, f"{value:.0f}", "Personen", f"In Griesheim leben {value:.0f} Personen.").startswith(
        "bevoelkerung/06432008/"
    )


def test_a_guess_comes_with_the_call_that_prints_it(guesser: Guesser) -> None:
    figure = TypedFigure(Place(), "7,1", "%", "Mindestsicherungsquote 2015: 7,1 %", "06432")
    assert best(guesser.guesses(figure)).endswith('{{ wert("mindestsicherungsquote", kreis, zeit="2015") }}')
    assert best(()) == ""


@pytest.mark.parametrize(
    ("words", "sentence", "key"),
    [
        (
            "jede elfte",
            "In Hessen lebt jede elfte Person von Mindestsicherung (2015).",
            "mindestsicherungsquote/06/2015",
        ),
        ("ein Vierzehntel", "Ein Vierzehntel lebt von Mindestsicherung.", ""),
        ("jede elfte", "Jede elfte Person ist zufrieden.", ""),
        ("zwölf Gemeinden", "In zwölf Gemeinden steigt die Zahl.", ""),
        ("verdoppelt", "Die Mindestsicherungsquote hat sich verdoppelt.", ""),
    ],
)
def test_a_quantity_in_words_is_guessed_where_the_sentence_names_its_title(
    guesser: Guesser, words: str, sentence: str, key: str
) -> None:
    found = guesser.of_words(TypedFigure(Place(), words, "", sentence, "06432", words=True))
    assert (found[0].key if found else "") == key
