"""Layout files are validated as a whole, with file, line, column and a proposal for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_fakes import write_project

from berichtsgenerator.configuration.project import load_project
from berichtsgenerator.diagnostics import ConfigurationError
from berichtsgenerator.plan import layout_path, load_layout
from berichtsgenerator.plan.layout.loading import all_blocks, inside
from berichtsgenerator.plan.schema import layout_schema, main, project_schema


def findings(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        write_project(folder, text)
    return [
        f"{item.place.line}:{item.place.column} {item.message} {item.advice}".rstrip()
        for item in caught.value.diagnostics
    ]


def test_all_mistakes_of_a_layout_at_once(tmp_path: Path) -> None:
    text = """\
produkt: Sozial Bericht
titel: x
titelseite: vielleicht
kapitel:
  - titel: A
    inhlt: []
    inhalt:
      - vergleichstabele: {spalten: [a]}
      - text: {markdown: a, datei: b}
      - diagramm: {art: torte, indikatoren: x}
      - karte: {indikator: x, klassen: {art: gegeben, grenzen: [3, 2]}}
      - seitenumbruch
      - seitenumbruchh
      - {text: a, hinweis: b}
      - zeittabelle: {indikatoren: x, zeit: 2015-13, gebiete: [gemeinde]}
      - texttabelle: {titel: T, spalten: [a, b], zeilen: [[1, 2], [3]]}
      - kennzahlen: [a, b, c, d, e, f]
"""
    assert findings(tmp_path, text) == [
        "1:10 „produkt“: der Name eines Produkts besteht aus a–z, "
        "0–9 und „-“; „Sozial Bericht“ nicht (er wird zum Dateinamen)",
        "3:13 „titelseite“: erwartet wird „ja“ oder „nein“",
        "6:5 Den Schlüssel „inhlt“ gibt es hier nicht. Meinten Sie „inhalt“ oder „im_inhalt“?",
        "8:9 Den Schlüssel „vergleichstabele“ gibt es hier nicht. Meinten Sie „vergleichstabelle“?",
        "9:15 „text“: genau eines von „markdown“ und „datei“ ist nötig",
        "10:25 „torte“ ist für „art“ nicht vorgesehen. Erlaubt sind: balken, fluss, gestapelt, hantel, "
        "linie, linienraster, lorenz, punkte, pyramide, saeulen, steigung, streuung, verteilung, waermetabelle, "
        "wasserfall.",
        "11:40 „klassen“: „grenzen“ müssen aufsteigen",
        "13:9 „inhalt“: „seitenumbruchh“ ist kein Block; ein Text steht unter „text:“",
        "14:9 „inhalt“: ein Block hat genau eine Art, hier stehen text und hinweis; setzen Sie ein „- “ davor",
        "15:45 „zeit“: „2015-13“ ist keine Zeitangabe. Möglich sind: letzte, letzte-1, vorjahr, erste, 2015, 2024-12, "
        "2024-12-31, 2023/2024, 2015..letzte.",
        "15:64 „gebiete“: „gemeinde“ ist weder ein Gebietswort noch ein Gebietsschlüssel. Meinten Sie „gemeinden“ oder "
        "„nachbargemeinden“?",
        "16:22 „texttabelle“: Zeile 2 hat 1 statt 2 Zellen",
        "17:21 „kennzahlen“ ist zu lang; erlaubt ist höchstens 5.",
    ]


def test_chapters_are_at_most_four_levels_deep(tmp_path: Path) -> None:
    nested = "{titel: a, abschnitte: [" * 4 + "{titel: b}" + "]}" * 4
    assert "tiefer als vier Ebenen" in findings(tmp_path, f"produkt: p\ntitel: t\nkapitel: [{nested}]\n")[0]


@pytest.mark.parametrize("name", ["../geheim.md", "/etc/passwd", "~/x", "a/../../x", "C:\\x", "\\\\server\\x"])
def test_texts_outside_the_layout_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="Layoutordner"):
        inside(tmp_path, name)
    found = findings(
        tmp_path, f"produkt: p\ntitel: t\nkapitel: [{{titel: a, inhalt: [{{text: {{datei: '{name}'}}}}]}}]\n"
    )
    assert "Layoutordner" in found[0]


def test_a_link_out_of_the_layout_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "geheim.md").write_text("x", "utf-8")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "link.md").symlink_to(tmp_path / "geheim.md")
    with pytest.raises(ValueError, match="hinaus"):
        inside(tmp_path / "layouts", "link.md")


def test_missing_texts_are_told_with_a_proposal(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Meinten Sie „texte/einleitung\.md“"):
        write_project(
            tmp_path,
            "produkt: p\ntitel: t\nkapitel: [{titel: a, inhalt: [{text: {datei: texte/einleitng.md}}]}]\n",
            texts={"texte/einleitung.md": "Text"},
        )


def test_a_missing_layout_names_those_there_are(tmp_path: Path) -> None:
    write_project(tmp_path, "produkt: p\ntitel: t\nkapitel: [{titel: a}]\n")
    project = load_project(tmp_path)
    with pytest.raises(ConfigurationError, match="Meinten Sie „probe“"):
        load_layout(layout_path("prob", project), project)
    assert layout_path("probe", project) == tmp_path / "layouts" / "probe.yaml"


def test_messages_name_the_file_as_seen_from_the_project(tmp_path: Path) -> None:
    layout = write_project(tmp_path, "produkt: p\ntitel: t\nkapitel: [{titel: a}]\n")
    assert layout.places.shown == "layouts/probe.yaml"


def test_the_schema_knows_every_block(capsys: pytest.CaptureFixture[str]) -> None:
    schema = layout_schema()
    assert {"vergleichstabelle", "diagramm", "anhang", "nur_wenn"} <= set(schema["$defs"]["Block"]["properties"])
    assert schema["$defs"]["PageBreakBlock"]["properties"]["rechts"]["enum"][:2] == ["ja", "nein"]
    assert "kreis" in project_schema()["required"]
    assert main([]) == 0
    assert '"Layout eines Berichts"' in capsys.readouterr().out


def test_the_layouts_of_the_project_hold(root: Path) -> None:
    """Every product in layouts/ loads with all its texts."""
    if not (root / "projekt.yaml").is_file():
        pytest.skip("this checkout has no project yet")
    project = load_project(root)
    paths = sorted(project.layout_folder.glob("*.yaml"))
    assert paths
    for path in paths:
        layout = load_layout(path, project)
        assert layout.name == path.stem
        assert list(all_blocks(layout.model))
