"""Shares of Hamburg's Stadtteile: from the workbooks through a catalogue of one's own and the engine to the numbers.

The areas have no official key, the heads are prose, and nothing of it is known to the packaged catalogue: what a city
has to write to have its Stadtteile in a report is written here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from indicators_samples import catalogue

from berichtsgenerator.indicators import IndicatorEngine
from berichtsgenerator.model.gazetteer import Gazetteer
from berichtsgenerator.model.numbers import NumberKey
from berichtsgenerator.reading import read_folder

COUNTS = {
    "einwohner": ("Anzahl der Einwohnerinnen und Einwohner$", ""),
    "unter18": ("Anzahl der Kinder und Jugendlichen unter 18 Jahren$", "ohne: [alter], "),
    "ueber64": ("Anzahl älterer Einwohnerinnen und Einwohner", "ohne: [alter], "),
    "fremde": ("Anzahl ausländischer Einwohnerinnen", "ohne: [nationalitaet], "),
    "haushalte": ("Anzahl der Haushalte$", ""),
    "einzelne": ("Anzahl der Einpersonenhaushalte$", ""),
    "mit_kindern": ("Anzahl der Haushalte mit Kindern$", ""),
    "alleinerziehende": ("Anzahl der Haushalte, in denen Alleinerziehende", ""),
    "wohnungen": ("Anzahl der Wohnungen$", ""),
    "sozialwohnungen": ("Anzahl der Sozialwohnungen$", ""),
    "kleinhaeuser": ("Anzahl der Wohnungen in Ein- und Zweifamilienhäusern$", ""),
}
SHARES = {
    "unter18_anteil": ("unter18", "einwohner", "Anteil der unter 18-Jährigen \\\\|", "31.12."),
    "ueber64_anteil": ("ueber64", "einwohner", "Anteil der 65-Jährigen und Älteren \\\\|", "31.12."),
    "fremde_anteil": ("fremde", "einwohner", "Ausländeranteil \\\\|", "31.12."),
    "einzelne_anteil": ("einzelne", "haushalte", "Anteil der Einpersonenhaushalte \\\\|", "31.12."),
    "kinder_anteil": ("mit_kindern", "haushalte", "Anteil der Haushalte mit Kindern \\\\|", "31.12."),
    "allein_anteil": ("alleinerziehende", "mit_kindern", "Anteil der Haushalte von Alleinerziehenden \\\\|", "31.12."),
    "sozial_anteil": ("sozialwohnungen", "wohnungen", "Sozialwohnungsanteil \\\\|", "Monat"),
    "klein_anteil": ("kleinhaeuser", "wohnungen", "Anteil der Wohnungen in Ein- und Zweifamilienhäusern", "Jahr"),
}


def _measures() -> str:
    text = "merkmale:\n"
    for name, (pattern, more) in COUNTS.items():
        text += f"  {name}:\n    bezeichnung: {name}\n    art: anzahl\n    einheit: Stück\n    erkennung:\n"
        text += f'      - {{dateien: ["*Stadtteilprofile*"], {more}muster: "{pattern}"}}\n'
    for name, (_, _, pattern, _) in SHARES.items():
        text += f"  {name}_amtlich:\n    bezeichnung: {name} amtlich\n    art: anteil\n    einheit: Prozent\n"
        text += f'    erkennung:\n      - {{dateien: ["*Stadtteilprofile*"], muster: "{pattern}"}}\n'
    return text


def _indicators() -> str:
    text = "rubrik: Stadtteile\nindikatoren:\n"
    ends = "    einheit: Prozent\n    art: anteil\n    ebenen: [einrichtung]\n    definition: eigene\n"
    for name, (above, below, _, time) in SHARES.items():
        described = f"    kurz: {name}\n    beschreibung: Anteil zur Probe.\n"
        text += f"  {name}:\n    titel: Anteil {name}\n{described}    formel: 100 * a / b\n    komponenten:\n"
        monthly = time == "Monat"  # bound dwellings of January on the dwellings of the year before
        base = "Jahr Vorjahr" if monthly else time
        own = f"{ends}    zeitraum: monat\n" if monthly else ends
        why = "    stichtage_weil: Der Bestand des Januars steht für das Ende des Jahres davor.\n" if monthly else ""
        text += (
            f'      a: {{merkmal: {above}, zeit: "{time}"}}\n      b: {{merkmal: {below}, zeit: "{base}"}}\n{own}{why}'
        )
        text += f"  {name}_amtlich:\n    titel: Veröffentlicht {name}\n{described}    merkmal: {name}_amtlich\n"
        text += f'    zeit: "{time}"\n{own}'
    return text


@pytest.fixture(scope="module")
def hamburg(realdata: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[IndicatorEngine, tuple[str, ...]]:
    """The engine and the keys of the Stadtteile."""
    gazetteer = Gazetteer.bundled()
    read = read_folder(realdata / "statnord_stadtteilprofile", gazetteer=gazetteer).observations
    made = catalogue(tmp_path_factory.mktemp("hamburg"), _indicators(), _measures())
    return IndicatorEngine(made, read, gazetteer=gazetteer), tuple(sorted({item.area for item in read}))


@pytest.mark.parametrize("share", SHARES)
def test_published_shares_of_stadtteile_come_out_of_the_counts(
    hamburg: tuple[IndicatorEngine, tuple[str, ...]], share: str
) -> None:
    engine, areas = hamburg
    compared, other = 0, []
    for area in areas:
        for period in engine.periods(share, area):
            found = engine.evaluate(NumberKey(share, area, period))
            wanted = engine.evaluate(NumberKey(f"{share}_amtlich", area, period))
            if found.value is None or wanted.value is None:
                continue
            compared += 1
            if abs(found.value - wanted.value) > 0.0501:
                other.append((area, period.iso, found.value, wanted.value))
    assert other == []
    assert compared > 180
