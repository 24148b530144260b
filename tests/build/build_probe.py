"""A small project for tests of whole builds: a few sample deliveries, one layout, nothing else to protect."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from berichtsgenerator import cli

DELIVERIES = ("12411-01-01-5.csv", "12612-01-01-5.csv", "Sozialamt_AsylbLG_Gemeinden.xlsx")
POPULATION, BIRTHS, ASYLUM = DELIVERIES

PROJECT = """\
kreis: "06432"
titel: Bericht zur Probe
herausgeber: Kreisverwaltung
geheimhaltung:
  quellen:
    - {muster: "1????-??-??-?.*", regel: veroeffentlicht}
"""

LAYOUT = """\
produkt: probe
titel: "Probe {{ kreis.wo }}"
titelseite: nein
standard: {abbildungsdaten: keine, luecken: anhang}
kapitel:
  - id: bevoelkerung
    titel: Bevölkerung
    inhalt:
      - text: |
          {{ befund("bevoelkerung", art="stand") }}
      - vergleichstabelle: {id: tab-vergleich, spalten: [bevoelkerung, lebendgeborene_rate]}
      - zeittabelle: {id: tab-zeit, indikatoren: [bevoelkerung], zeit: "2019..letzte", gebiete: [kreis, land]}
      - diagramm: {id: abb-balken, art: balken, indikatoren: [bevoelkerung], hoehe: 60}
  - id: leistungen
    titel: Leistungen
    inhalt:
      - vergleichstabelle: {id: tab-asyl, vergleich: [kreis], spalten: [asylblg_rate]}
"""


@dataclass(frozen=True)
class Probe:
    """The project's folder and how to call the program on it."""

    root: Path
    capture: pytest.CaptureFixture[str]

    @property
    def project(self) -> Path:
        return self.root / "projekt.yaml"

    @property
    def layout(self) -> Path:
        return self.root / "layouts" / "probe.yaml"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def report(self) -> Path:
        return self.out / "probe.pdf"

    def data(self, name: str) -> Path:
        return self.root / "data_in" / name

    def call(self, *words: str) -> tuple[int, str, str]:
        """Exit code, output and error output of a call."""
        self.capture.readouterr()
        try:
            code = cli.main(list(words))
        except SystemExit as leave:
            code = int(leave.code or 0)
        told = self.capture.readouterr()
        return code, told.out, told.err

    def build(self, *words: str, product: str = "probe") -> tuple[int, str, str]:
        return self.call("bauen", product, "--projekt", str(self.project), "--prozesse", "1", *words)

    def add(self, text: str) -> None:
        """Lines at the end of the project file."""
        self.project.write_text(PROJECT + text, encoding="utf-8")

    def replace_in_layout(self, old: str, new: str) -> None:
        text = self.layout.read_text(encoding="utf-8")
        assert old in text
        self.layout.write_text(text.replace(old, new), encoding="utf-8")

    def replace_in(self, name: str, old: str, new: str, *, times: int = 1) -> None:
        """Change a text delivery."""
        text = self.data(name).read_text(encoding="cp1252")
        assert old in text
        self.data(name).write_text(text.replace(old, new, times), encoding="cp1252", newline="")

    def workbook(self, name: str) -> Workbook:
        return load_workbook(self.data(name))

    def files(self) -> dict[str, bytes]:
        """Everything in the output folder, hidden files too."""
        if not self.out.exists():
            return {}
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob("*") if path.is_file()
        }


def make_probe(root: Path, sample: Path, capture: pytest.CaptureFixture[str]) -> Probe:
    """A new project in ``root``."""
    (root / "layouts").mkdir(parents=True)
    (root / "data_in").mkdir()
    for name in DELIVERIES:
        shutil.copy(sample / name, root / "data_in" / name)
    (root / "projekt.yaml").write_text(PROJECT, encoding="utf-8")
    (root / "layouts" / "probe.yaml").write_text(LAYOUT, encoding="utf-8")
    return Probe(root, capture)
