"""Bad input stops a build: German sentences with their places, all of them, and the last good report untouched."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from build_probe import ASYLUM, BIRTHS, POPULATION, Probe

from berichtsgenerator.build import pipeline

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(probe: Probe, *words: str, code: int = 1, product: str = "probe") -> list[str]:
    """Build, expect that it fails as it should, and return the lines of its mistakes."""
    before = probe.files()
    found, _, err = probe.build(*words, product=product)
    assert found == code, err
    assert "Traceback" not in err
    assert "Programm hat einen Fehler" not in err
    assert probe.files() == before
    return [line for line in err.splitlines() if not line.endswith("…")]


# deliveries -----------------------------------------------------------------------------------------------------------


def encrypted() -> bytes:
    """The head of a compound file whose directory names an encrypted package."""
    return CFB + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>404</html>", "Die Datei ist keine Arbeitsmappe (weder Excel noch OpenDocument)."),
        (encrypted(), "Die Arbeitsmappe ist mit einem Kennwort verschlüsselt."),
        (b"", "Die Datei ist leer."),
        (b"PK\x03\x04" + bytes(500), "Die Arbeitsmappe ist beschädigt oder unvollständig"),
    ],
    ids=["no workbook", "encrypted", "empty", "broken"],
)
def test_a_file_that_cannot_be_opened(built: Probe, content: bytes, message: str) -> None:
    built.data(ASYLUM).write_bytes(content)
    (line,) = refused(built)
    assert line.startswith(f"Fehler: {ASYLUM}: {message}")


def test_all_bad_files_are_told_together(built: Probe) -> None:
    built.data(ASYLUM).write_bytes(encrypted())
    built.data(BIRTHS).write_bytes(b"")
    built.data("nichts.xlsx").write_bytes(b"nichts")
    lines = refused(built)
    assert [line.split(": ")[1] for line in lines] == [BIRTHS, ASYLUM, "nichts.xlsx"]


def test_a_workbook_without_its_sheets_of_data(built: Probe) -> None:
    book = built.workbook(ASYLUM)
    book.create_sheet("Hinweise")["A1"] = "Die Daten folgen mit der nächsten Lieferung."
    for name in ("insgesamt", "unter 18"):
        del book[name]
    book.save(built.data(ASYLUM))
    (line,) = refused(built)
    assert line.startswith(f"Fehler: {ASYLUM}: In der Datei wurde keine statistische Tabelle gefunden.")
    assert "ausgelassen" in line


def test_a_workbook_whose_sheets_are_empty(built: Probe) -> None:
    book = built.workbook(ASYLUM)
    for sheet in book.worksheets:
        sheet.delete_rows(1, 100)
    book.save(built.data(ASYLUM))
    (line,) = refused(built)
    assert line.startswith(f"Fehler: {ASYLUM}: Die Arbeitsmappe enthält keine Zellen.")


def test_an_area_key_that_does_not_exist(built: Probe) -> None:
    built.replace_in(POPULATION, "06432004;        Dieburg", "06432904;        Dieburg")
    (line,) = refused(built)
    assert re.match(rf"Fehler: {POPULATION}, Zelle A\d+: Unbekannte Gebietsschlüssel: 06432904 \(A\d+\)\.", line)


def test_a_name_that_is_no_area_is_a_warning_with_its_cell(probe: Probe) -> None:
    """Registers have rows for people from elsewhere; a misspelt town looks the same and leaves a gap, not a number."""
    book = probe.workbook(ASYLUM)
    for sheet in book.worksheets:
        sheet["A7"] = "Babenhsen"
    book.save(probe.data(ASYLUM))
    code, out, err = probe.build()
    assert code == 0, err
    assert f"Warnung: {ASYLUM}, Blatt „insgesamt“, Zelle A7: Zeilen ohne erkennbares Gebiet: „Babenhsen“ (A7)." in out


def test_a_key_beside_the_name_of_another_area(built: Probe) -> None:
    built.replace_in(POPULATION, "06432004;        Dieburg", "06432004;        Erzhausen")
    lines = refused(built)
    assert any("Schlüssel 06432004 ist Dieburg, Stadt, daneben steht „Erzhausen“" in line for line in lines)
    assert all(line.startswith(f"Fehler: {POPULATION}, Zelle ") for line in lines)


def test_text_where_numbers_were(built: Probe) -> None:
    built.replace_in(POPULATION, "15841", "k. A. möglich")
    book = built.workbook(ASYLUM)
    book["insgesamt"]["B7"] = "dreiundzwanzig"
    book.save(built.data(ASYLUM))
    first, second = refused(built)
    assert first.startswith(f"Fehler: {POPULATION}, Zelle C16: Text an der Stelle von Zahlen: C16 „k. A. möglich“.")
    assert second.startswith(f"Fehler: {ASYLUM}, Blatt „insgesamt“, Zelle B7: Text an der Stelle von Zahlen: B7 „drei")


def test_a_table_with_numbers_that_has_no_time(built: Probe) -> None:
    book = built.workbook(ASYLUM)
    for sheet in book.worksheets:
        for number, cell in enumerate(sheet[5][1:], 1):
            cell.value = f"Spalte {number}"
    book.save(built.data(ASYLUM))
    lines = refused(built)
    assert len(lines) == 2
    assert all("Zu den Werten der Tabelle ist keine Zeitangabe zu erkennen." in line for line in lines)


def asylum_of(probe: Probe, area: str) -> str:
    """The latest number of the source table as the register walks back to it."""
    code, out, _ = probe.call("herkunft", f"asylblg_rate/{area}/", "--projekt", str(probe.project))
    assert code == 0
    return out


def test_a_moved_head_is_read_right(probe: Probe) -> None:
    """Rows above and columns before the table: the same numbers, from cells that have moved."""
    assert probe.build()[0] == 0
    before = asylum_of(probe, "06432008")
    book = probe.workbook(ASYLUM)
    for sheet in book.worksheets:
        sheet.insert_rows(5, 3)
        sheet.insert_cols(1, 2)
    book.save(probe.data(ASYLUM))
    code, _, err = probe.build()
    assert code == 0, err
    after = asylum_of(probe, "06432008")

    def values(text: str) -> list[str]:
        return re.findall(r"Wert: .*|Zelle \w+: ([\d\u202f]+)", text)

    assert values(after) == values(before)
    (old,) = re.findall(rf"{ASYLUM}, Blatt „insgesamt“, Zelle ([A-Z]+)(\d+)", before)
    (new,) = re.findall(rf"{ASYLUM}, Blatt „insgesamt“, Zelle ([A-Z]+)(\d+)", after)
    assert (ord(new[0]) - ord(old[0]), int(new[1]) - int(old[1])) == (2, 3)


def test_a_head_torn_from_its_columns_is_refused(built: Probe) -> None:
    """The head moved by a column and the body did not: no number may get its neighbour's year unnoticed."""
    book = built.workbook(ASYLUM)
    for sheet in book.worksheets:
        for column in range(sheet.max_column, 1, -1):
            sheet.cell(5, column + 1).value = sheet.cell(5, column).value
        sheet.cell(5, 2).value = None
    book.save(built.data(ASYLUM))
    lines = refused(built)
    assert lines
    assert all(line.startswith(f"Fehler: {ASYLUM}, Blatt „") for line in lines)


# contradictions -------------------------------------------------------------------------------------------------------


def contradict(probe: Probe) -> None:
    """A second delivery of the population, one number other than in the first."""
    shutil.copy(probe.data(POPULATION), probe.data("12411-01-01-5_zweite.csv"))
    probe.replace_in("12411-01-01-5_zweite.csv", ";15841;", ";15999;")


def test_two_deliveries_that_contradict_each_other(built: Probe) -> None:
    contradict(built)
    (line,) = refused(built)
    assert line == (
        "Fehler: 12411-01-01-5_zweite.csv, Zelle C16: „Bevölkerung“, Dieburg (06432004), 31.12.2025: 15841 in "
        "12411-01-01-5.csv, Zelle C16, aber 15999 in 12411-01-01-5_zweite.csv, Zelle C16. Klären Sie, welche Lieferung "
        "gilt, und ordnen Sie sie in „quellenrangfolge“ voran."
    )


@pytest.mark.parametrize(("first", "printed"), [("12411-01-01-5.csv", "15\u202f841"), ("*_zweite.csv", "15\u202f999")])
def test_the_order_of_sources_settles_it(probe: Probe, first: str, printed: str) -> None:
    contradict(probe)
    probe.add(f'quellenrangfolge: ["{first}"]\n')
    code, out, err = probe.build()
    assert code == 0, err
    assert "Warnung: 12411-01-01-5" in out
    assert "die „quellenrangfolge“ voranstellt" in out
    _, told, _ = probe.call("herkunft", "bevoelkerung/06432004/2025/-/wert", "--projekt", str(probe.project))
    assert f"Wert: {printed}\u00a0Personen" in told


def test_the_newer_stand_settles_it(probe: Probe) -> None:
    contradict(probe)
    text = probe.data("12411-01-01-5_zweite.csv").read_text(encoding="cp1252")
    (stand,) = set(re.findall(r"Stand: (\d\d\.\d\d\.\d{4})", text))
    probe.replace_in("12411-01-01-5_zweite.csv", stand, f"{stand[:6]}2027")
    code, out, err = probe.build()
    assert code == 0, err
    assert "Benutzt wird der neuere Stand (2027-" in out
    _, told, _ = probe.call("herkunft", "bevoelkerung/06432004/2025/-/wert", "--projekt", str(probe.project))
    assert "Wert: 15\u202f999\u00a0Personen" in told


def test_what_a_project_leaves_out_is_not_read_and_is_told(probe: Probe) -> None:
    contradict(probe)
    probe.data("Adressen.xlsx").write_bytes(b"keine Arbeitsmappe")
    probe.add(
        "ausgelassen:\n"
        '  - {muster: "*_zweite.csv", grund: "Probe der Rangfolge."}\n'
        '  - {muster: Adressen.xlsx, grund: "Keine Statistik."}\n'
        '  - {muster: "alt/*", grund: "Ablage."}\n'
    )
    code, out, err = probe.build()
    assert code == 0, err
    assert "Hinweis: 12411-01-01-5_zweite.csv: Ausgelassen: Probe der Rangfolge." in out
    assert "Hinweis: Adressen.xlsx: Ausgelassen: Keine Statistik." in out
    assert "„ausgelassen“ nennt „alt/*“; so heißt keine Lieferung." in out


# layouts and projects -------------------------------------------------------------------------------------------------


def test_all_mistakes_of_a_layout_and_of_the_deliveries_together(built: Probe) -> None:
    built.replace_in_layout("spalten: [bevoelkerung, ", "spaltn: 1, spalten: [bevoelkerng, ")
    built.replace_in_layout("gebiete: [kreis, land]", "gebiete: [krais, land]")
    built.replace_in_layout("spalten: [asylblg_rate]", "spalten: [asylblg_rat]")
    built.data(BIRTHS).write_bytes(b"")
    lines = refused(built)
    at = [line.split(": ")[1] for line in lines]
    assert at == [
        BIRTHS,
        "layouts/probe.yaml:11:48",
        "layouts/probe.yaml:11:69",
        "layouts/probe.yaml:12:98",
        "layouts/probe.yaml:17:73",
    ]
    text = "\n".join(lines)
    assert "Den Schlüssel „spaltn“ gibt es hier nicht. Meinten Sie „spalten“?" in text
    assert "„krais“ ist weder ein Gebietswort noch ein Gebietsschlüssel. Meinten Sie „kreis“" in text
    assert "Den Indikator „bevoelkerng“ kennt der Katalog nicht. Meinten Sie „bevoelkerung“" in text
    assert "Den Indikator „asylblg_rat“ kennt der Katalog nicht. Meinten Sie „asylblg_rate“" in text


def test_a_mistake_in_a_text_names_its_line(built: Probe) -> None:
    built.replace_in_layout('befund("bevoelkerung", art="stand")', 'befunde("bevoelkerung", art="stand")')
    (line,) = refused(built)
    assert line.startswith("Fehler: layouts/probe.yaml:10: ")
    assert "befund" in line


def test_a_layout_that_is_no_yaml(built: Probe) -> None:
    built.layout.write_text("produkt: [probe\n  titel: x", encoding="utf-8")
    lines = refused(built)
    assert lines[0].startswith("Fehler: layouts/probe.yaml:")


def test_mistakes_of_the_project_file(built: Probe) -> None:
    built.add("zeichenprofiel: standard\nausgabe: geheim\n")
    lines = refused(built)
    assert [line.split(": ")[1].rsplit("/", 1)[-1] for line in lines] == ["projekt.yaml:7:1", "projekt.yaml:8:10"]
    assert "Meinten Sie „zeichenprofil“?" in lines[0]
    assert "„geheim“ ist für „ausgabe“ nicht vorgesehen." in lines[1]


def test_a_missing_folder_of_deliveries_and_a_wrong_layout(built: Probe) -> None:
    shutil.rmtree(built.root / "data_in")
    built.replace_in_layout("spalten: [asylblg_rate]", "splten: [asylblg_rate]")
    lines = refused(built)
    assert len(lines) == 3
    assert any("Den Datenordner „" in line and "data_in“ gibt es nicht." in line for line in lines)
    assert any("Den Schlüssel „splten“ gibt es hier nicht." in line for line in lines)


def test_an_empty_folder_of_deliveries(built: Probe) -> None:
    for path in built.data("").iterdir():
        path.unlink()
    (line,) = refused(built)
    assert "liegt keine Lieferung" in line


def test_a_missing_project_file(built: Probe) -> None:
    built.project.unlink()
    (line,) = refused(built)
    assert line.startswith("Fehler: Die Projektdatei „")
    assert "bericht neu" in line


def test_an_unknown_product_proposes_the_known_ones(built: Probe) -> None:
    (line,) = refused(built, product="prob")
    assert line == "Fehler: Für das Produkt „prob“ gibt es kein Layout. Meinten Sie „probe“?"


def test_wrong_chapters_and_areas_are_told_together(built: Probe) -> None:
    lines = refused(built, "--kapitel", "leistung,beruf", "--gebiet", "06431001,06432999,06432")
    assert lines == [
        "Fehler: Das Gebiet 06431001 liegt nicht im Kreis 06432. Nennen Sie ein Gebiet des Kreises der Projektdatei.",
        "Fehler: Ein Gebiet mit dem Schlüssel „06432999“ führt das Gemeindeverzeichnis nicht. "
        "Eine Gemeinde hat acht Ziffern, etwa 06432008.",
        "Fehler: „06432“ ist keine Gemeinde; Produkte werden je Gemeinde gebaut. "
        "Nennen Sie den achtstelligen Schlüssel (AGS).",
        "Fehler: Das Kapitel „leistung“ gibt es in „probe“ nicht. Meinten Sie „leistungen“?",
        "Fehler: Das Kapitel „beruf“ gibt es in „probe“ nicht. Erlaubt sind: bevoelkerung, leistungen.",
    ]


def test_wrong_words_of_a_call_end_with_two(built: Probe) -> None:
    before = built.files()
    code, _, err = built.build("--prozesse", "null")
    assert code == 2
    assert "„null“ ist keine Zahl ab 1." in err
    assert built.files() == before


# the machine ----------------------------------------------------------------------------------------------------------


def test_a_full_disk(built: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    (line,) = refused(built, "--ohne-cache")
    assert re.fullmatch(
        r"Fehler: .*/out/probe\.pdf: Die Datei kann nicht geschrieben werden\. Der Datenträger ist voll\. "
        r"Eine frühere Fassung bleibt unverändert\. Schaffen Sie Platz und bauen Sie erneut\.",
        line,
    )


def test_an_output_folder_that_is_a_file(built: Probe) -> None:
    place = built.root / "bericht.txt"
    place.write_text("wichtig", encoding="utf-8")
    (line,) = refused(built, "--ausgabe", str(place))
    assert "Dort, wo ein Ordner sein soll, liegt eine Datei." in line
    assert place.read_text(encoding="utf-8") == "wichtig"


def test_an_interruption_in_the_middle(built: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_words: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "finish", stop)
    lines = refused(built, "--ohne-cache", code=130)
    assert lines == ["Abgebrochen. Frühere Berichte sind unverändert."]


def test_an_interruption_while_writing_leaves_no_temporary_file(built: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def stop(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(handle)

    monkeypatch.setattr(os, "fsync", stop)
    refused(built, "--ohne-cache", code=130)
    assert len(calls) == 2


def test_ctrl_c_in_a_running_program(built: Probe) -> None:
    """A real process with the bundled layouts to plan (that takes seconds), interrupted at its second stage."""
    before = built.files()
    words = ["bauen", "probe", "--projekt", str(built.project), "--prozesse", "1", "--ohne-cache"]
    with subprocess.Popen(
        [sys.executable, "-m", "berichtsgenerator.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Zahlen rechnen"):
                time.sleep(0.2)
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read()
        assert process.wait(30) == 130
    assert rest.strip() == "Abgebrochen. Frühere Berichte sind unverändert."
    assert built.files() == before


def test_a_fault_of_the_program_names_the_file_with_its_traceback(
    built: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object, **_more: object) -> None:
        raise RuntimeError("ein Fehler im Programm")

    monkeypatch.setattr(pipeline, "typeset", broken)
    before = built.files()
    log_folder = built.root / "ausgabe"
    log_folder.mkdir()
    code, _, err = built.build("--ohne-cache", "--ausgabe", str(log_folder))
    assert code == 1
    assert "Traceback" not in err
    (log,) = log_folder.iterdir()
    line = err.splitlines()[-1]
    assert line == (
        "Fehler: Das Programm hat einen Fehler. Frühere Berichte sind unverändert. "
        f"Bitte schicken Sie diese Datei an die Betreuung des Programms: {log}"
    )
    text = log.read_text(encoding="utf-8")
    assert text.startswith("berichtsgenerator ")
    assert "RuntimeError: ein Fehler im Programm" in text
    assert built.files() == before


def test_memory_that_does_not_suffice(built: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_words: object, **_more: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline, "typeset", greedy)
    (line,) = refused(built, "--ohne-cache")
    assert line.startswith("Fehler: Der Arbeitsspeicher reicht nicht.")


def test_the_projects_of_real_deliveries_are_read_without_an_error(realdata: Path, root: Path) -> None:
    """What the rules above call an error does not occur in the official tables that the two examples are made of."""
    from berichtsgenerator.build.progress import Silent
    from berichtsgenerator.build.workspace import open_workspace
    from berichtsgenerator.diagnostics import Severity

    for example, folder in (("amtlich-06432", "genesis_dadi"), ("wetterau-06440", "ba_arbeitsmarkt_kommunal_wetterau")):
        project = root / "examples" / example / "projekt.yaml"
        opened = open_workspace(project, realdata / folder, processes=1, progress=Silent())
        assert [str(item) for item in opened.diagnostics if item.severity is Severity.ERROR] == []
