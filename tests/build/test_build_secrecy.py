"""Planted values in whole builds: nothing of them is in any file, and the commands around protection."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from build_probe import ASYLUM, Probe
from openpyxl import load_workbook

from berichtsgenerator.build import protecting
from berichtsgenerator.build.protecting import rules_of
from berichtsgenerator.configuration.project import Project
from berichtsgenerator.disclosure import DisclosureRules

SMALL = 1511
PARTNER = 3719
RULES = 2000
"""Counts below are hidden, so that planted values can be told from page numbers."""

LAYOUT = """\
produkt: probe
titel: "Probe {{ kreis.wo }}"
titelseite: nein
standard: {abbildungsdaten: dahinter, luecken: anhang}
kapitel:
  - id: leistungen
    titel: Leistungen
    inhalt:
      - text: |
          {{ befund("asylblg", art="extreme") }} {{ befund("asylblg_rate", art="stand") }}
      - vergleichstabelle: {id: tab-asyl, vergleich: [kreis], spalten: [asylblg, asylblg_rate]}
      - zeittabelle: {id: tab-zeit, indikatoren: [asylblg], zeit: "2021..letzte", gebiete: [kreis, gemeinden]}
      - diagramm: {id: abb-balken, art: balken, indikatoren: [asylblg], hoehe: 60}
"""


@pytest.fixture
def planted(probe: Probe, monkeypatch: pytest.MonkeyPatch) -> Probe:
    """All Gemeinden have 2 500 and more persons; one has a small count, one leaves few of its population."""
    probe.layout.write_text(LAYOUT, encoding="utf-8")
    book = probe.workbook(ASYLUM)
    page = book["insgesamt"]
    last = page.max_column
    number = 0
    for row in range(6, page.max_row + 1):
        if page.cell(row, last).value is None or page.cell(row, 1).value in (None, ""):
            continue
        name = str(page.cell(row, 1).value)
        if "Darmstadt-Dieburg" in name or "nsgesamt" in name or "Kreis" in name:
            for column in range(2, last + 1):
                page.cell(row, column).value = None
            continue
        number += 1
        for column in range(2, last + 1):
            page.cell(row, column).value = 2500 + 100 * number + column
        if number in (3, 12):
            page.cell(row, last).value = SMALL if number == 3 else PARTNER
    for sheet in book.sheetnames[1:]:
        del book[sheet]
    book.save(probe.data(ASYLUM))

    def rules(project: Project) -> DisclosureRules:
        found = rules_of(project)
        return DisclosureRules(threshold=RULES, open_sources=found.open_sources)

    monkeypatch.setattr(protecting, "rules_of", rules)
    return probe


def shown(value: int) -> re.Pattern[str]:
    """The value in any spelling: plain, with a separator, with decimals."""
    text = str(value)
    return re.compile(rf"(?<![\d.,a-f]){text[0]}[\s.\u202f\u00a0]?{text[1:]}(?![\dabcdef])(?:[.,]0+)?")


def texts(name: str, data: bytes) -> str:
    """All that can be read from a file: of a PDF every decoded stream and every string, of a workbook every part."""
    if name.endswith(".pdf"):
        found = []
        with pikepdf.open(BytesIO(data)) as file:
            for item in file.objects:
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") not in ("/Image", "/CIDFontType0C"):
                    if "/Length1" in item or item.get("/N") is not None or item.get("/Type") == "/XRef":
                        continue  # fonts, colour profiles
                    try:
                        found.append(item.read_bytes().decode("latin-1"))
                    except (pikepdf.PdfError, zlib.error):
                        continue
                found.extend(strings(item))
        return "\n".join(found)
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(BytesIO(data)) as file:
            return "\n".join(file.read(item).decode("utf-8", "replace") for item in file.namelist())
    return data.decode("utf-8", "replace")


def strings(item: object) -> list[str]:
    """Alternative texts, actual texts, titles and all other strings of an object, without what it refers to."""
    if isinstance(item, pikepdf.String):
        return [str(item)]
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return [text for part in dict(item.items()).values() for text in own(part)]
    return own(item)


def own(item: object) -> list[str]:
    if isinstance(item, pikepdf.String):
        return [str(item)]
    if isinstance(item, pikepdf.Array):
        return [str(part) for part in item if isinstance(part, pikepdf.String)]
    return []


def page_text(data: bytes) -> str:
    """The pages' words as a reader copies them."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_planted_values_are_in_no_file_and_no_message(planted: Probe) -> None:
    code, out, err = planted.build()
    assert code == 0, err
    code, told, err_too = planted.call(
        "geheimhaltung", "probe", "--projekt", str(planted.project), "--prozesse", "1", "--ausgabe", str(planted.out)
    )
    assert code == 0, err_too
    files = planted.files()
    assert {
        "probe.pdf",
        "probe.register.json",
        "intern/probe.geheimhaltung.xlsx",
        "intern/probe.geheimhaltung.pdf",
    } <= set(files)
    for value in (SMALL, PARTNER):
        for name, data in files.items():
            assert not shown(value).search(texts(name, data)), (value, name)
            if name.endswith(".pdf") and shutil.which("pdftotext"):
                assert not shown(value).search(page_text(data)), (value, name)
        for text in (out, err, told, err_too):
            assert not shown(value).search(text)
    register = json.loads(files["probe.register.json"])
    hidden = {item["id"] for item in register["zahlen"] if item.get("geheim")}
    assert {"asylblg/06432003/2025/-/wert", "asylblg/06432012/2025/-/wert"} <= hidden
    assert "asylblg_rate/06432003/2025/-/wert" in hidden


def test_planted_values_are_in_no_answer_of_the_commands_around_a_report(planted: Probe) -> None:
    """Where a number comes from, single figures in every format, the text check, a second build from what is kept."""
    assert planted.build()[0] == 0
    project = ("--projekt", str(planted.project))
    heard = []
    for words in ("asylblg/06432003/2025/-/wert", "asylblg_rate/06432003/2025/-/wert", "asylblg/06432012/2025/-/wert"):
        heard.append(planted.call("herkunft", words, *project))
        heard.append(planted.call("geheimhaltung", "probe", "--zahl", words, *project, "--prozesse", "1"))
    for kind in ("svg", "pdf", "png"):
        target = planted.out / kind
        heard.append(planted.call("abbildungen", "probe", *project, "--format", kind, "--ausgabe", str(target)))
    heard.append(planted.build())
    assert {code for code, _, _ in heard} == {0}
    heard.append(planted.call("textpruefung", "probe", *project))
    heard.append(planted.call("indikatoren", "asylblg", *project))
    heard.append(planted.call("herkunft", str(SMALL), *project))
    files = planted.files()
    assert {"svg/probe-abb-balken.svg", "pdf/probe-abb-balken.pdf", "png/probe-abb-balken.png"} <= set(files)
    assert any(name.startswith(".stand/") for name in files)
    for value in (SMALL, PARTNER):
        for name, data in files.items():
            if not name.endswith(".png"):
                assert not shown(value).search(texts(name, data)), (value, name)
        for _, out, err in heard:
            assert not shown(value).search(re.sub(rf"„{value}“|\b{SMALL}\b(?= steht)", "", out + err)), (value, out)


def test_a_contradiction_between_deliveries_tells_no_value_of_a_protected_source(planted: Probe) -> None:
    """A corrected delivery beside the first one: the small count is in neither the messages nor what is kept."""
    book = planted.workbook(ASYLUM)
    page = book.active
    for row in page.iter_rows():
        for cell in row:
            if cell.value == SMALL:
                cell.value = SMALL + 3
    book.save(planted.data(ASYLUM.replace(".xlsx", "_neu.xlsx")))
    planted.project.write_text(
        planted.project.read_text(encoding="utf-8") + f'quellenrangfolge: ["{ASYLUM}"]\n', encoding="utf-8"
    )
    code, out, err = planted.build()
    assert code == 0, err
    assert "Verschiedene Werte stehen in" in err + out
    for value in (SMALL, SMALL + 3):
        assert not shown(value).search(out + err)
        for name, data in planted.files().items():
            assert not shown(value).search(texts(name, data)), (value, name)


def test_the_search_for_planted_values_finds_them_in_the_internal_edition(planted: Probe) -> None:
    planted.add("ausgabe: intern\n")
    code, _, err = planted.build()
    assert code == 0, err
    files = planted.files()
    assert "probe-intern.pdf" in files
    assert "probe.pdf" not in files
    register = files["probe-intern.register.json"].decode()
    assert shown(SMALL).search(register)
    code, _, err = planted.call("geheimhaltung", "probe", "--projekt", str(planted.project), "--prozesse", "1")
    assert code == 1
    assert "interne Ausgabe" in err


def test_a_number_is_explained_with_partner_and_what_frees_it(planted: Probe) -> None:
    code, told, err = planted.call(
        *("geheimhaltung", "probe", "--projekt", str(planted.project), "--prozesse", "1"),
        *("--zahl", "asylblg/06432003/2025/-/wert"),
    )
    assert code == 0, err
    assert "Grund: Anzahl unter der Mindestzahl." in told
    assert "Verborgen zusammen mit:" in told
    assert "asylblg/06432012/2025/-/wert" in told
    assert "gröberen Gliederung" in told


def test_the_audit_workbook_names_cells_reasons_partners_and_widths(planted: Probe) -> None:
    planted.call("geheimhaltung", "probe", "--projekt", str(planted.project), "--prozesse", "1")
    rows = list(load_workbook(planted.out / "intern" / "probe.geheimhaltung.xlsx").active.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Zahl")
    found = {row[9]: row for row in rows[head + 1 :]}
    row = found["asylblg/06432003/2025/-/wert"]
    assert "Anzahl unter der Mindestzahl" in row[4]
    assert "asylblg/06432012/2025/-/wert" in row[5]
    assert row[6] >= 3


def test_an_edition_is_archived_once_and_does_not_change_the_pattern(planted: Probe) -> None:
    planted.project.write_text(
        planted.project.read_text(encoding="utf-8").replace("geheimhaltung:\n", "geheimhaltung:\n  archiv: archiv\n"),
        encoding="utf-8",
    )
    assert planted.build()[0] == 0
    call = ("geheimhaltung", "probe", "--projekt", str(planted.project), "--archivieren", "2025-11")
    code, told, err = planted.call(*call)
    assert code == 0, err
    assert "Archiviert:" in told
    assert planted.call(*call)[0] == 0  # the same edition again is no mistake
    archived = planted.root / "archiv" / "2025-11" / "probe.register.json"
    assert archived.read_bytes() == (planted.out / "probe.register.json").read_bytes()
    code, _, err = planted.build("--ohne-cache")
    assert code == 0, err
    assert archived.read_bytes() == (planted.out / "probe.register.json").read_bytes()
    archived.write_bytes(archived.read_bytes().replace(b"probe", b"andere"))
    code, _, err = planted.call(*call)
    assert code == 1
    assert "schon mit anderen Zahlen archiviert" in err


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("  archiv: ''\n", "nennt keinen Archivordner"),
        ("  archiv: archiv\n", "taugt nicht als Name"),
    ],
)
def test_mistakes_of_archiving_are_told(probe: Probe, lines: str, message: str) -> None:
    probe.project.write_text(
        probe.project.read_text(encoding="utf-8").replace("geheimhaltung:\n", f"geheimhaltung:\n{lines}"),
        encoding="utf-8",
    )
    code, _, err = probe.call("geheimhaltung", "probe", "--projekt", str(probe.project), "--archivieren", "../x")
    assert code == 1
    assert message in err
    assert "ist nicht gebaut" in err


def test_a_known_number_that_is_none_is_told(probe: Probe) -> None:
    probe.project.write_text(
        probe.project.read_text(encoding="utf-8").replace(
            "geheimhaltung:\n", "geheimhaltung:\n  bekannt: [{zahl: asylblg im Kreis, wert: 5, quelle: Land}]\n"
        ),
        encoding="utf-8",
    )
    code, _, err = probe.build()
    assert code == 1
    assert "keine Kennung einer Zahl" in err
