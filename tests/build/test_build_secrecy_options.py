"""Alternatives to dots: whole builds with a source that is rounded or shown in coarser groups."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from build_probe import ASYLUM, PROJECT, Probe
from openpyxl import load_workbook
from test_build_secrecy import LAYOUT, page_text, shown, texts

VALUES = (1, 3, 12, 57, 118, 1511, 2499)
"""Counts of some Gemeinden in the last year; none of them a multiple of five."""


def with_rule(probe: Probe, rule: str) -> None:
    probe.project.write_text(f'{PROJECT}    - {{muster: "{ASYLUM}", {rule}}}\n', encoding="utf-8")


@pytest.fixture
def counts(probe: Probe) -> dict[str, int]:
    """A value of the list for each of the first Gemeinden, by key."""
    probe.layout.write_text(LAYOUT, encoding="utf-8")
    book = probe.workbook(ASYLUM)
    page = book["insgesamt"]
    last = page.max_column
    rows = [row for row in range(6, page.max_row + 1) if page.cell(row, last).value not in (None, "")]
    whole = [row for row in rows if re.search("Kreis|kreis|nsgesamt|Darmstadt-Dieburg", str(page.cell(row, 1).value))]
    for row in whole:  # the Kreis is what its Gemeinden add up to
        for column in range(2, last + 1):
            page.cell(row, column).value = None
        rows.remove(row)
    for row, value in zip(rows, VALUES, strict=False):
        for column in range(last - 5, last):
            page.cell(row, column).value = 1000
        page.cell(row, last).value = value
    for sheet in book.sheetnames[1:]:
        del book[sheet]
    book.save(probe.data(ASYLUM))
    return {}


def numbers(probe: Probe) -> dict[str, dict[str, object]]:
    data = json.loads((probe.out / "probe.register.json").read_text(encoding="utf-8"))
    return {item["id"]: item for item in data["zahlen"]}


def test_a_rounded_source_is_exact_nowhere(probe: Probe, counts: dict[str, int]) -> None:
    with_rule(probe, "regel: gerundet, basis: 5")
    code, out, err = probe.build()
    assert code == 0, err
    found = numbers(probe)
    values = [item["wert"] for name, item in found.items() if re.fullmatch(r"asylblg/06432\d*/\d+/-/wert", name)]
    assert len(values) > 20
    assert all(isinstance(value, float) and value % 5 == 0 for value in values)
    assert not any(item.get("geheim") for item in found.values())
    files = probe.files()
    for value in (1511, 2499):
        for name, data in files.items():
            assert not shown(value).search(texts(name, data)), (value, name)
        assert not shown(value).search(out + err)
    words = page_text(files["probe.pdf"])
    note = "sind zum Schutz Einzelner auf Vielfache von 5 gerundet"
    assert note in re.sub(r"\s+", " ", words)
    source = json.loads(files["probe.register.json"])["quellen"]
    assert {item.get("gerundet_auf") for item in source if item["datei"] == ASYLUM} == {5}


def test_a_rounded_rate_is_made_of_rounded_counts(probe: Probe, counts: dict[str, int]) -> None:
    with_rule(probe, "regel: gerundet, basis: 10")
    code, _, err = probe.build()
    assert code == 0, err
    rates = [
        item for name, item in numbers(probe).items() if re.fullmatch(r"asylblg_rate/06432\d{3}/2025/-/wert", name)
    ]
    assert len(rates) == 23
    for item in rates:
        above, below = (
            float(part["wert"].replace("\u202f", "").replace("\u00a0", "").replace(" ", ""))
            for part in item["bestandteile"]
        )  # type: ignore[attr-defined]
        assert above % 10 == 0
        assert item["wert"] == pytest.approx(above / below * 10000) or item["wert"] == pytest.approx(
            above / below * 1000
        )


def test_nothing_and_few_look_the_same_when_rounded(probe: Probe, counts: dict[str, int]) -> None:
    book = load_workbook(probe.data(ASYLUM))
    page = book.worksheets[0]
    rows = [row for row in range(6, page.max_row + 1) if page.cell(row, page.max_column).value == 3]
    page.cell(rows[0], page.max_column).value = "-"
    book.save(probe.data(ASYLUM))
    with_rule(probe, "regel: gerundet, basis: 5")
    code, _, err = probe.build()
    assert code == 0, err
    zeros = [item for name, item in numbers(probe).items() if item["wert"] == 0 and name.startswith("asylblg/")]
    assert len(zeros) >= 2
    assert {item["text"] for item in zeros} == {"0"}
    assert {tuple(item["qualitaet"]) for item in zeros} == {("gerundet",)}  # type: ignore[arg-type]
    cells = [part["zellen"] for item in zeros for part in item["bestandteile"]]  # type: ignore[attr-defined]
    assert {cell[2] for each in cells for cell in each} == {"0"}


def test_the_internal_edition_is_exact(probe: Probe, counts: dict[str, int]) -> None:
    with_rule(probe, "regel: gerundet, basis: 5")
    probe.project.write_text(probe.project.read_text(encoding="utf-8") + "ausgabe: intern\n", encoding="utf-8")
    code, _, err = probe.build()
    assert code == 0, err
    data = json.loads((probe.out / "probe-intern.register.json").read_text(encoding="utf-8"))
    assert 1511 in [item["wert"] for item in data["zahlen"]]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("regel: gerundet", "gehören zusammen"),
        ("regel: geschuetzt, basis: 5", "gehören zusammen"),
        ("regel: gerundet, basis: 1", "basis"),
        ("regel: veroeffentlicht, p_prozent: 10", "„p_prozent“ gilt nur"),
        ("regel: veroeffentlicht, gruppen: geheim, mindestzahl: 5", "gelten nur"),
        ("regel: geschuetzt, dominanz: {groesste: 1}", "anteil"),
    ],
)
def test_mistakes_in_rules_are_told_with_their_place(probe: Probe, rule: str, message: str) -> None:
    with_rule(probe, rule)
    code, _, err = probe.build()
    assert code == 1
    assert message in err
    assert "projekt.yaml" in err


def test_a_rule_for_few_contributors_refuses_a_source_of_sums(probe: Probe) -> None:
    with_rule(probe, "regel: geschuetzt, dominanz: {groesste: 1, anteil: 85}")
    code, _, err = probe.build()
    assert code == 1
    assert "eine Zeile je Einrichtung oder Betrieb" in err
    assert ASYLUM in err
    assert not probe.report.exists()


REST = """\
  uebrige: {name: Kleine Gemeinden, gebiete: ["06432007", "06432012", "06432005"]}
"""


def test_small_gemeinden_are_shown_together_and_the_kreis_stays_right(probe: Probe, counts: dict[str, int]) -> None:
    probe.replace_in_layout("vergleich: [kreis], ", "zeilen: [gemeinden, uebrige], vergleich: [kreis], ")
    with_rule(probe, "regel: geschuetzt, uebrige: zusammen")
    probe.project.write_text(probe.project.read_text(encoding="utf-8") + REST, encoding="utf-8")
    book = load_workbook(probe.data(ASYLUM))
    page = book.worksheets[0]
    places = {
        str(page.cell(row, 1).value): row for row in range(1, page.max_row + 1) if page.cell(row, page.max_column).value
    }
    for row in places.values():
        if page.cell(row, page.max_column).value in (1, 3):
            page.cell(row, page.max_column).value = 100  # nothing small is left: no other dots
    planted = {"Fischbachtal": 41, "Messel": 1733, "Eppertshausen": 57}
    for name, value in planted.items():
        row = next(row for words, row in places.items() if name in words)
        page.cell(row, page.max_column).value = value
    book.save(probe.data(ASYLUM))
    code, _, err = probe.build()
    assert code == 0, err
    found = numbers(probe)
    together = found["asylblg/06432999/2025/-/wert"]
    assert together["wert"] == sum(planted.values())
    assert together["gebietsname"] == "Kleine Gemeinden"
    assert len(together["bestandteile"][0]["zellen"]) == 3  # type: ignore[index]
    for key in ("06432007", "06432012", "06432005"):
        assert found[f"asylblg/{key}/2025/-/wert"].get("geheim")
        assert found[f"asylblg_rate/{key}/2025/-/wert"].get("geheim")
    rate = found["asylblg_rate/06432999/2025/-/wert"]
    assert isinstance(rate["wert"], float)
    kreis = found["asylblg/06432/2025/-/wert"]["wert"]
    others = [
        item["wert"]
        for name, item in found.items()
        if re.fullmatch(r"asylblg/06432[0-8]\d\d/2025/-/wert", name) and not item.get("geheim")
    ]
    assert kreis == sum(value for value in others if isinstance(value, float)) + sum(planted.values())
    assert len(others) == 20
    files = probe.files()
    for name, data in files.items():
        assert not shown(1733).search(texts(name, data)), name
    assert "Kleine Gemeinden" in page_text(files["probe.pdf"])


def test_mistakes_about_small_gemeinden_are_told(probe: Probe, counts: dict[str, int]) -> None:
    with_rule(probe, "regel: geschuetzt, uebrige: zusammen")
    assert "braucht unter „geheimhaltung“ die Gemeinden" in probe.build()[2]
    for words, message in (
        ('["06432007", "06411000"]', "liegt nicht im Kreis"),
        ('["06432007", "064320"]', "kein Gebietsschlüssel"),
        ('["06432007", "06432998"]', "führt das Gemeindeverzeichnis nicht"),
    ):
        with_rule(probe, "regel: geschuetzt, uebrige: zusammen")
        text = probe.project.read_text(encoding="utf-8")
        probe.project.write_text(f"{text}  uebrige: {{gebiete: {words}}}\n", encoding="utf-8")
        code, _, err = probe.build()
        assert (code, message in err) == (1, True), err
    probe.replace_in_layout("vergleich: [kreis], ", "zeilen: [gemeinden, uebrige], vergleich: [kreis], ")
    with_rule(probe, "regel: geschuetzt")
    assert "das Projekt fasst keine zusammen" in probe.build()[2]


AGES = """\
produkt: probe
titel: Probe
titelseite: nein
standard: {abbildungsdaten: keine, luecken: anhang}
kapitel:
  - id: leistungen
    titel: Leistungen
    inhalt:
      - gliederungstabelle: {id: tab-alter, indikator: kita_kinder, zeilen: alter, gebiete: kreis}
"""


KITA = "Jugendamt_Kita_Gemeinden.xlsx"


def test_a_table_by_ages_takes_the_groups_that_the_source_may_show(probe: Probe, root: Path) -> None:
    """The groups of the delivery are added up to those between the limits; finer ones are in no file."""
    shutil.copy(root / "data_in" / KITA, probe.data(KITA))
    probe.layout.write_text(AGES, encoding="utf-8")
    code, _, err = probe.build()
    assert code == 0, err
    fine = {name.split("/")[3]: item["wert"] for name, item in numbers(probe).items() if "/alter=" in name}
    assert set(fine) == {"alter=unter 3 Jahre", "alter=3 bis unter 6 Jahre", "alter=6 bis unter 14 Jahre"}
    probe.project.write_text(
        f'{PROJECT}    - {{muster: "{KITA}", regel: geschuetzt, altersgrenzen: [6, 14]}}\n', encoding="utf-8"
    )
    code, _, err = probe.build()
    assert code == 0, err
    coarse = {name.split("/")[3]: item["wert"] for name, item in numbers(probe).items() if "/alter=" in name}
    assert set(coarse) == {"alter=unter 6 Jahre", "alter=6 bis unter 14 Jahre"}
    assert coarse["alter=unter 6 Jahre"] == fine["alter=unter 3 Jahre"] + fine["alter=3 bis unter 6 Jahre"]  # type: ignore[operator]
    words = page_text(probe.files()["probe.pdf"])
    assert "unter 6 Jahre" in words
    assert "unter 3 Jahre" not in words


def test_a_finer_group_that_a_layout_names_is_a_dot(probe: Probe, root: Path) -> None:
    shutil.copy(root / "data_in" / KITA, probe.data(KITA))
    rows = "zeilen: alter, zeilenwerte: [unter 3 Jahre, unter 6 Jahre], gebiete: kreis"
    probe.layout.write_text(AGES.replace("zeilen: alter, gebiete: kreis", rows), encoding="utf-8")
    probe.project.write_text(
        f'{PROJECT}    - {{muster: "{KITA}", regel: geschuetzt, altersgrenzen: [6, 14]}}\n', encoding="utf-8"
    )
    code, out, err = probe.build()
    assert code == 0, err
    found = {name.split("/")[3]: item for name, item in numbers(probe).items() if "/alter=" in name}
    assert found["alter=unter 3 Jahre"].get("geheim")
    assert not found["alter=unter 6 Jahre"].get("geheim")
    assert "feinere Gliederung, als die Regel der Quelle zeigt: 1." in out + err


SCHOOLS = "Schulamt_Schulstatistik.xlsx"
FEW = """\
produkt: probe
titel: Probe
titelseite: nein
standard: {abbildungsdaten: keine, luecken: anhang}
kapitel:
  - id: schulen
    titel: Schulen
    inhalt:
      - vergleichstabelle: {id: tab-schulen, vergleich: [kreis], spalten: [schueler]}
"""


def test_sums_that_one_institution_decides_are_hidden_in_a_whole_build(probe: Probe, root: Path) -> None:
    """Each school is a row of the delivery: Gemeinden with one or with one large school are dots, and enough others."""
    shutil.copy(root / "data_in" / SCHOOLS, probe.data(SCHOOLS))
    probe.layout.write_text(FEW, encoding="utf-8")
    assert probe.build()[0] == 0
    before = {name: item for name, item in numbers(probe).items() if name.endswith("/-/wert")}
    assert not any(item.get("geheim") for item in before.values())
    with_few = f'{PROJECT}    - {{muster: "{SCHOOLS}", regel: geschuetzt, dominanz: {{groesste: 1, anteil: 85}}}}\n'
    probe.project.write_text(with_few, encoding="utf-8")
    code, out, err = probe.build()
    assert code == 0, err
    assert "wenige Beitragende bestimmen die Summe" in out + err
    after = numbers(probe)
    data = {item["id"]: item for item in json.loads((probe.out / "probe.register.json").read_text("utf-8"))["zahlen"]}
    hidden = {name for name in before if data[name].get("geheim")}
    assert hidden
    towns = {name: item for name, item in before.items() if re.search(r"/06432\d{3}/", name)}
    single = {name for name, item in towns.items() if len(item["bestandteile"][0]["zellen"]) == 1}  # type: ignore[index]
    assert single
    assert single <= hidden
    kreis = next(item["wert"] for name, item in after.items() if "/06432/" in name)
    if kreis is not None:
        left = sum(item["wert"] for name, item in before.items() if name in hidden)  # type: ignore[misc]
        assert len(hidden) > 1
        for name in single:  # the others that are hidden leave more room than the rule asks for
            assert left - before[name]["wert"] > 0.17 * before[name]["wert"]  # type: ignore[operator]
