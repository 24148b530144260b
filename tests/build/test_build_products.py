"""Products of one project: the same number everywhere, the same bytes every time, one product for each area."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from build_probe import ASYLUM, Probe

from berichtsgenerator.pdf.treetext import spoken_text
from berichtsgenerator.register.files import read_register
from berichtsgenerator.register.records import NumberRecord

BRIEF = """\
produkt: kurz
titel: "Kurz: {{ kreis.name }}"
titelseite: nein
standard: {abbildungsdaten: keine, luecken: anhang}
kapitel:
  - id: kurz
    titel: Kurz
    inhalt:
      - text: |
          Im Kreis leben {{ wert("bevoelkerung") }} Menschen; {{ befund("bevoelkerung", art="extreme") }}
      - kennzahlen: [{indikator: bevoelkerung, vergleiche: [land]}]
      - vergleichstabelle: {id: tab-kurz, vergleich: [kreis], spalten: [asylblg_rate]}
"""

PLACE = """\
produkt: ort
titel: "{{ gebiet.name }}"
titelseite: nein
je_gebiet: ja
standard: {abbildungsdaten: keine, luecken: anhang}
kapitel:
  - id: lage
    titel: "Lage {{ gebiet.wo }}"
    inhalt:
      - text: |
          Hier leben {{ wert("bevoelkerung") }} Menschen.
      - zeittabelle: {id: tab-lage, indikatoren: [bevoelkerung], zeit: "2023..letzte", gebiete: [gebiet, kreis]}
  - id: leistungen
    titel: Leistungen
    inhalt:
      - zeittabelle: {id: tab-leistungen, indikatoren: [asylblg_rate], zeit: "2023..letzte", gebiete: [gebiet, kreis]}
"""


@pytest.fixture
def several(probe: Probe) -> Probe:
    """The small project with two more products."""
    (probe.root / "layouts" / "kurz.yaml").write_text(BRIEF, encoding="utf-8")
    (probe.root / "layouts" / "ort.yaml").write_text(PLACE, encoding="utf-8")
    return probe


def numbers(probe: Probe, product: str) -> dict[str, NumberRecord]:
    return {item.id: item for item in read_register(probe.out / f"{product}.register.json").numbers}


def words(probe: Probe, product: str) -> str:
    """The text of a PDF as it is read aloud, thin spaces as they are printed."""
    return spoken_text(probe.out / f"{product}.pdf")


def test_a_number_printed_in_two_products_is_the_same(several: Probe) -> None:
    code, _, err = several.call("bauen", "probe", "kurz", "--projekt", str(several.project), "--prozesse", "1")
    assert code == 0, err
    long, brief = numbers(several, "probe"), numbers(several, "kurz")
    common = long.keys() & brief.keys()
    assert len(common) > 24
    for name in common:
        one, two = long[name], brief[name]
        assert (one.text, one.value, one.components, one.protection) == (
            two.text, two.value, two.components, two.protection
        )  # fmt: skip
    texts = [words(several, product) for product in ("probe", "kurz")]
    for name in ("bevoelkerung/06432/2025/-/wert", "asylblg_rate/06432008/2025/-/wert"):
        assert all(long[name].text in text for text in texts), name


def test_a_product_hides_the_same_numbers_whether_built_alone_or_with_others(several: Probe) -> None:
    """Small counts are protected over all products of the project, not only those of the call."""
    together = several.call("bauen", "probe", "kurz", "--projekt", str(several.project), "--prozesse", "1")
    assert together[0] == 0, together[2]
    before = several.files()
    for product in ("probe", "kurz"):
        assert several.build("--ohne-cache", product=product)[0] == 0
        for suffix in (".pdf", ".register.json"):
            assert several.files()[product + suffix] == before[product + suffix]


def hidden(probe: Probe) -> set[str]:
    return {name for name, item in numbers(probe, "kurz").items() if item.hidden}


def test_a_later_rule_of_a_source_overrides_a_broader_one(several: Probe) -> None:
    book = several.workbook(ASYLUM)
    row = next(cell.row for cell in book["insgesamt"]["A"] if cell.value == "Fischbachtal")
    book["insgesamt"].cell(row, book["insgesamt"].max_column).value = 2
    book.save(several.data(ASYLUM))
    small = "asylblg_rate/06432007/2025/-/wert"

    def rules(*lines: tuple[str, str]) -> None:
        quoted = "".join(f'    - {{muster: "{glob}", regel: {rule}}}\n' for glob, rule in lines)
        head = 'kreis: "06432"\ntitel: T\nherausgeber: H\ngeheimhaltung:\n  quellen:\n'
        several.project.write_text(head + quoted, encoding="utf-8")
        code, _, err = several.build(product="kurz")
        assert code == 0, err

    rules(("*", "veroeffentlicht"))
    assert hidden(several) == set()
    rules(("*", "veroeffentlicht"), ("Sozialamt_*", "geschuetzt"))
    assert small in hidden(several)
    record = numbers(several, "kurz")[small]
    assert (record.value, record.text) == (None, "•")
    rules(("Sozialamt_*", "geschuetzt"), ("*", "veroeffentlicht"))
    assert hidden(several) == set()


def test_no_value_of_a_hidden_number_is_in_the_files(several: Probe) -> None:
    """A count of two that no other number has: neither the PDF nor the register may hold what is computed from it."""
    assert several.build(product="kurz")[0] == 0
    register = json.loads((several.out / "kurz.register.json").read_text(encoding="utf-8"))
    for item in register["zahlen"]:
        record = numbers(several, "kurz")[item["id"]]
        if record.hidden:
            assert record.value is None
            assert all(part.text == "" and not any(cell.text for cell in part.cells) for part in record.components)


def test_one_product_for_each_area_named_by_its_key(several: Probe) -> None:
    code, out, err = several.build("--gebiet", "06432008,06432023", "--kapitel", "lage", product="ort")
    assert code == 0, err
    assert sorted(path.name for path in several.out.glob("*.pdf")) == ["ort-lage-06432008.pdf", "ort-lage-06432023.pdf"]
    assert len(re.findall(r"ort-lage-\d{8}\.pdf: 1 Seite, 1 Tabelle, 0 Abbildungen, ", out)) == 2
    assert "29\u202f288" in words(several, "ort-lage-06432008")
    assert "Leistungen" not in words(several, "ort-lage-06432008")
    assert not numbers(several, "ort-lage-06432023").keys() & {"bevoelkerung/06432008/2025/-/wert"}


def test_a_product_for_areas_asks_for_one(several: Probe) -> None:
    code, _, err = several.build(product="ort")
    assert code == 1
    assert err.splitlines()[-1] == (
        "Fehler: „ort“ wird für ein Gebiet gebaut. Nennen Sie es mit --gebiet AGS oder --gebiet alle."
    )


def test_the_same_inputs_give_the_same_bytes_in_another_folder(several: Probe, tmp_path: Path) -> None:
    one, two = tmp_path / "eins", tmp_path / "zwei"
    for folder in (one, two):
        assert several.build("--ausgabe", str(folder), "--ohne-cache", product="kurz")[0] == 0
    for name in ("kurz.pdf", "kurz.register.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
